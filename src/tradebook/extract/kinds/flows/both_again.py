"""Two flows told once more in one breath, for another time or the other direction: "A year earlier the figures had been
$4bn and $5.3bn", "In 2022 they were $5.3 billion and $4 billion respectively", "Imports from the two countries were $5
million and $3 million"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.distances import told_from
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Period

_SUMS = {"AMT": "amount", "QTY": "quantity"}
_POINTING = frozenset({"figures", "numbers", "values", "totals", "they", "these", "volumes"})
_BEFORE = frozenset({"the", "these", "those", "corresponding", "respective", "comparable", "both", "two"})
_TELLING = frozenset({"had", "been", "were", "was", "to", "at"})
_SAME = (
    "measure", "reporter", "partner", "between", "reporter_area", "partner_area", "goods", "excludes", "coverage",
)  # fmt: skip


def two_told(drafts: list[Draft]) -> list[Draft]:
    """The two flows that a sentence told for one time, with a sum or a weight each, in their order; else none."""
    told = [draft for draft in drafts if draft.stance == "stated" and _figure_slot(draft) is not None]
    last = max((_start(draft) for draft in told), default="")
    two = [draft for draft in told if _start(draft) == last]
    if len(two) != 2 or not last or any(draft.get("measure") == "balance" for draft in two):
        return []
    if _figure_slot(two[0]) != _figure_slot(two[1]):
        return []
    slot = _figure_slot(two[0]) or ""
    return sorted(two, key=lambda draft: draft.spans.get(slot, [(0, 0)])[0])


def _figure_slot(draft: Draft) -> str | None:
    return next((slot for slot in _SUMS.values() if draft.get(slot) is not None), None)


def _start(draft: Draft) -> str:
    period: Period | None = draft.get("period")
    return (period.start or "") if period is not None else ""


def both_again(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The two flows of the sentence before with the two figures of this one, each in its turn; [] elsewhere."""
    if not topic.two or sentence.index - topic.two[0].sentence.index != 1:
        return []
    items = sentence.items
    if (told := _other_way(sentence, topic.two)) is not None:
        return told
    if sentence.lowers.isdisjoint(_POINTING):
        return []
    times = [item for item in items if item.kind == "PER"]
    figures = [k for k, item in enumerate(items) if item.kind in {*_SUMS, "PCT", "FAC"}]
    if len(times) != 1 or len(figures) != 2 or any(item.is_("flow") or item.is_("fverb") for item in items):
        return []
    first, second = figures
    pointing = next((k for k in range(first) if _points(items, k)), None)
    joined = second == first + 2 and lower_at(items, first + 1) == "and"
    if pointing is None or not joined or items[first].kind != items[second].kind:
        return []
    if not all(item.is_("val") or item.lower in _TELLING for item in items[pointing + 1 : first]):
        return []
    slot = _SUMS.get(items[first].kind)
    if slot is None:
        return []
    return [_again(sentence, draft, items[k], times[0], slot) for draft, k in zip(topic.two, figures, strict=True)]


def _other_way(sentence: Sentence, two: list[Draft]) -> list[Draft] | None:
    """ "Imports from |the two countries| were $5 million and $3 million": with the two partners told before, in their
    order; None where the sentence is none such."""
    items = sentence.items
    at = int(lower_at(items, 0) == "its")
    measure = items[at].cue("flow") if len(items) > at + 4 else None
    if measure not in {"exports", "imports"} or lower_at(items, at + 1) != ("to" if measure == "exports" else "from"):
        return None
    if not (items[at + 2].is_("two_countries") or lower_at(items, at + 2) in {"them", "both"}):
        return None
    partners = {draft.get("partner") for draft in two}
    owners = {draft.get("reporter") for draft in two}
    figures = [k for k, item in enumerate(items) if item.kind in {*_SUMS, "PCT", "FAC"}]
    if len(partners) != 2 or len(owners) != 1 or None in partners | owners or len(figures) != 2:
        return None
    first, second = figures
    slot = _SUMS.get(items[first].kind)
    joined = second == first + 2 and lower_at(items, first + 1) == "and" and items[second].kind == items[first].kind
    if slot is None or not joined:
        return None
    drafts = [_again(sentence, draft, items[k], None, slot) for draft, k in zip(two, figures, strict=True)]
    for draft in drafts:
        draft.put("measure", measure, items[at])
        draft.slots.pop("goods", None)
    return drafts


def _points(items: list[Item], k: int) -> bool:
    low = items[k].lower
    return low in _POINTING and (low in {"they", "these"} or lower_at(items, k - 1) in _BEFORE)


def _again(sentence: Sentence, known: Draft, figure: Item, time: Item | None, slot: str) -> Draft:
    draft = Draft("trade_flow", sentence, confidence=known.confidence * 0.9)
    for name in _SAME:
        if name in known.slots:
            draft.slots[name] = known.slots[name]
    draft.lean_on(known.sentence)
    value = figure.value
    draft.put(slot, value, figure)
    countries = [c for c in (known.get("reporter"), *(known.get("between") or ()), known.get("partner")) if c]
    if time is None:
        draft.slots["period"] = known.get("period")
    elif (period := told_from(time, known.get("period"), countries)) is not None:
        draft.put("period", period, time)
    return draft
