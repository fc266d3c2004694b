"""What each member of a list was before: "India with 38,000 tonnes|, up from 34,000 in 2022|, Germany with 16,000|,
down from 17,000|", "Austria 6,048 |(4,104)|" behind a figure with that of the year before."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.analysis.pairs import carried_unit
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_fiscal_year
from tradebook.extract.kinds.flows.distances import told_from
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Period

_SUMS = {"AMT": "amount", "QTY": "quantity", "PCT": "share"}
_KEPT = (
    "measure", "reporter", "partner", "between", "reporter_area", "partner_area", "goods", "excludes", "coverage",
    "re_exports",
)  # fmt: skip
_MOVED = frozenset({"up", "down"})
_LONGEST = 8
_LEAST, _MOST = 0.05, 20
_ALL = frozenset({"the total", "it", "them", "total"})
_WHOLES = frozenset({"total", "whole", "market", "volume", "value"})
_OF_WHAT = frozenset({"GOOD", "DEM", "PLACE"})


def with_earlier_levels(drafts: list[Draft], sentence: Sentence) -> list[Draft]:
    """The drafts of a sentence with those of the earlier figures that stand behind their own and that none of them
    tells."""
    if not drafts or ("compare" not in sentence.cues and sentence.lowers.isdisjoint({"from", "("})):
        return drafts
    out: list[Draft] = []
    items = sentence.items
    known = _earlier_time(drafts)
    for draft in drafts:
        out.append(draft)
        k = _figure_at(draft, items)
        if k is None or draft.stance != "stated":
            continue
        found = _moved_from(items, k) or _bracketed(items, k, told=known is not None)
        if found is None:
            continue
        figure, time = found
        if any((figure.start, figure.end) in spans for other in drafts for spans in other.spans.values()):
            continue
        made = _earlier(draft, items[k], figure, time, known)
        if made is not None:
            out.append(made)
            known = known or made.get("period")
    return out


def _figure_at(draft: Draft, items: list[Item]) -> int | None:
    """The index of the one sum or weight of a draft or, without one, of its share."""
    spans = [*draft.spans.get("amount", ()), *draft.spans.get("quantity", ())] or draft.spans.get("share", [])
    found = [k for k, item in enumerate(items) if item.kind in _SUMS and (item.start, item.end) in spans]
    return found[0] if len(found) == 1 else None


def _earlier_time(drafts: list[Draft]) -> Period | None:
    """The time of the earlier ones of two flows of a sentence that are alike but for their time and figure."""
    for draft in drafts:
        mine: Period | None = draft.get("period")
        for other in drafts:
            its: Period | None = other.get("period")
            if mine is None or its is None or not (mine.start and its.start) or mine.start <= its.start:
                continue
            if all(draft.get(slot) == other.get(slot) for slot in ("measure", "reporter", "partner", "goods")):
                return its
    return None


def _moved_from(items: list[Item], k: int) -> tuple[Item, Item | None] | None:
    """The figure and time of ", up from 34,000 in 2022", "(down from 17,000)" behind the figure at `k`."""
    j = _behind_time(items, k + 1)
    j += lower_at(items, j) in {",", "("}
    if j < len(items) and items[j].is_("compare") and lower_at(items, j - 1) == ",":
        at = j + 1 + (lower_at(items, j + 1) in {"with", "to"})
        found = _figure_and_time(items, at, items[k])  # "Italy took 2 tonnes, |against 1 tonne in 2022|"
        return found if found is not None and found[1] is not None else None
    if lower_at(items, j) not in _MOVED or lower_at(items, j + 1) != "from":
        return None
    return _figure_and_time(items, j + 2, items[k])


def _bracketed(items: list[Item], k: int, *, told: bool) -> tuple[Item, Item | None] | None:
    """The figure and time of "(6,500 in 2022)" and, where another figure's earlier one was `told`, of "(6,500)"."""
    j = _behind_time(items, k + 1)
    if lower_at(items, j) != "(":
        return None
    found = _figure_and_time(items, j + 1, items[k])
    if found is None or (found[1] is None and (not told or lower_at(items, j + 2) != ")")):
        return None
    return found


def _figure_and_time(items: list[Item], j: int, known: Item) -> tuple[Item, Item | None] | None:
    if j >= len(items):
        return None
    figure: Item | None = items[j]
    if items[j].kind == "NUM" and known.kind != "PCT":
        figure = carried_unit(items[j], known, _LEAST, _MOST) if items[j].value.printed else None
    if figure is None or figure.kind != known.kind:
        return None
    if known.kind == "AMT" and figure.value.currency != known.value.currency:
        return None
    if known.kind == "PCT" and (figure.value.percent is None or figure.value.points):
        return None
    behind = j + 1 + (lower_at(items, j + 1) in {"in", "for", "during"})
    return figure, items[behind] if kind_at(items, behind) == "PER" else None


def _behind_time(items: list[Item], j: int) -> int:
    """The index behind what a figure is of and its time: "38,000 tonnes |of Indian pepper in 2023|", "12% |of the
    total|"."""
    if lower_at(items, j) == "of" and lower_at(items, j + 1) in _ALL:
        j += 2
    elif lower_at(items, j) == "of" and lower_at(items, j + 1) == "the" and lower_at(items, j + 2) in _WHOLES:
        j += 3
    elif lower_at(items, j) == "of" and kind_at(items, j - 1) == "PCT":
        j = _behind_whole(items, j)
    if lower_at(items, j) in {"of", "from", "to"} and kind_at(items, j + 1) in _OF_WHAT:
        j += 2
        while kind_at(items, j) in _OF_WHAT:
            j += 1
    if kind_at(items, j + 1) == "PER" and lower_at(items, j) in {"in", "for", "during"}:
        return j + 2
    return j + 1 if kind_at(items, j) == "PER" else j


def _behind_whole(items: list[Item], j: int) -> int:
    """The index behind what the share before the "of" at `j` is of: "31% |of Brazil's coffee exports| in 2021 (28%"."""
    stop = next((k for k in range(j + 1, min(j + _LONGEST, len(items))) if items[k].is_("flow")), None)
    if stop is None or any(i.kind in _SUMS or i.kind == "PER" or i.lower in {"(", ","} for i in items[j:stop]):
        return j
    return stop + 1


def _earlier(draft: Draft, own: Item, figure: Item, time: Item | None, known: Period | None) -> Draft | None:
    """The draft of an earlier figure; without a time of its own it has that of the others of its list."""
    mine: Period | None = draft.get("period")
    countries = [c for c in (draft.get("reporter"), *(draft.get("between") or ()), draft.get("partner")) if c]
    period = known if time is None else told_from(time, mine, countries)
    if period is not None and mine is not None and period == mine:
        return None
    made = Draft("trade_flow", draft.sentence, confidence=draft.confidence * 0.9)
    for slot in _KEPT:
        if slot in draft.slots:
            made.slots[slot] = draft.slots[slot]
            made.spans.setdefault(slot, list(draft.spans.get(slot, ())))
    made.context = list(draft.context)
    if own.kind == "PCT":
        told = figure.value
        made.put("share", replace(draft.slots["share"], percent=told.percent, text=figure.text), figure)
    else:
        made.put(_SUMS[own.kind], figure.value, figure)
    if period is not None:
        made.put("period", in_fiscal_year(period, countries), *([time] if time is not None else []))
    return made
