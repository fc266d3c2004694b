"""A flow that a sentence of its own sets beside earlier ones: "This compares with a year-earlier surplus of $240
million", "It compares with 240 million in February and 260 million in March 2023"."""

from __future__ import annotations

from typing import cast

import msgspec

from tradebook.extract.analysis.pairs import carried_unit
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_fiscal_year
from tradebook.extract.kinds.flows.distances import told_from
from tradebook.extract.kinds.flows.revisions import take_own_revision
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Amount, Measure

_SUMS = {"AMT": "amount", "QTY": "quantity"}
_POINTING = frozenset({"this", "that", "it", "these", "they"})
_COMPARING = frozenset({"compares", "compared", "compare"})
_SMALL_WORDS = frozenset(
    "with to a an the of in for and , s ' ’ revised provisional preliminary final record also total worth at on - same "
    "corresponding over recorded posted seen reported registered".split()
)
_ENDS = frozenset({".", ";", ""})
_SAME = (
    "measure", "reporter", "partner", "between", "reporter_area", "partner_area", "goods", "excludes", "coverage",
    "re_exports",
)  # fmt: skip
# A number without a unit is of the size of what it is compared with
_LEAST, _MOST = 0.02, 50


class _Earlier(msgspec.Struct):
    """An earlier figure with its noun ("exports of", "surplus") and its time."""

    figure: Item
    noun: Item | None = None
    time: Item | None = None


def last_told(drafts: list[Draft]) -> list[Draft]:
    """The flows of a sentence that are of its latest time, with a sum or weight each."""
    told = [d for d in drafts if d.stance == "stated" and any(d.get(slot) for slot in _SUMS.values())]
    last = max((_start(draft) for draft in told), default="")
    return [draft for draft in told if last and _start(draft) == last]


def _start(draft: Draft) -> str:
    period = draft.get("period")
    return (period.start or "") if period is not None else ""


def compared_again(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The earlier figures of the flow that the sentence before told; [] where the sentence is none such."""
    told = topic.last
    if not told or sentence.index - told[-1].sentence.index != 1:
        return []
    start = _behind_comparing(sentence.items)
    found = _earlier_figures(sentence.items, start, topic.unit) if start else []
    drafts = [_draft(sentence, earlier, told) for earlier in found]
    return [d for d in drafts if d is not None] if all(drafts) else []


def parted_comparison(sentence: Sentence) -> tuple[int, list[_Earlier]]:
    """Where the comparison of a balance with several earlier ones begins in a sentence that tells it, and those:
    "a deficit of $30 million in January|, after a surplus of 120 million in December and a deficit of 12 million in
    January 2023"; (0, []) where it holds none such."""
    items = sentence.items
    if "flow" not in sentence.cues or sentence.lowers.isdisjoint(_SETTING) or sentence.lowers.isdisjoint(_SIGNED):
        return 0, []
    for k in range(4, len(items) - 3):
        if items[k].lower not in _SETTING or not _tells_balance(items[:k]):
            continue
        known = next(item for item in reversed(items[:k]) if item.kind == "AMT")
        found = _earlier_figures(items, k + 1, known)
        named = [earlier for earlier in found if earlier.noun is not None and earlier.noun.cue("sign") is not None]
        before = items[k].lower in {"after", "following"} or (len(found) > 1 or _opened_by_time(found))
        if named and before and (found[0].noun is not None or items[k].lower == "from"):
            return k - (items[k - 1].lower == ","), found
        return 0, []
    return 0, []


_SETTING = frozenset(
    {"from", "against", "after", "following", "versus", "vs", "compared with", "compared to", "compared"}
)
_SIGNED = frozenset({"surplus", "surpluses", "deficit", "deficits", "shortfall", "gap"})


def _opened_by_time(found: list[_Earlier]) -> bool:
    """Whether the noun of the first figure has its time before it: "against a |year-earlier| deficit of"."""
    first = found[0] if found else None
    return (
        first is not None and first.noun is not None and first.time is not None and first.time.end <= first.noun.start
    )


def _tells_balance(items: list[Item]) -> bool:
    return any(item.cue("flow") == "balance" for item in items) and any(item.kind == "AMT" for item in items)


def with_earlier(drafts: list[Draft], found: list[_Earlier], sentence: Sentence) -> list[Draft]:
    """The drafts of a sentence's clause with those of the figures that it sets beside them."""
    told = last_told(drafts)
    made = [_draft(sentence, earlier, told) for earlier in found]
    return drafts + [draft for draft in made if draft is not None]


def _behind_comparing(items: list[Item]) -> int:
    """The index behind "This compares with", "The figure compared to"; 0 where the sentence opens otherwise."""
    k = 1 if lower_at(items, 0) in _POINTING else 0
    if lower_at(items, k) in flow_words("figure_noun") and (k or lower_at(items, 0) == "the"):
        k += 1
    elif lower_at(items, 0) == "the" and lower_at(items, 1) in flow_words("figure_noun"):
        k = 2
    word = lower_at(items, k).split(" ")[0]
    return k + 1 if k and word in _COMPARING else 0


def _earlier_figures(items: list[Item], start: int, unit: Item | None) -> list[_Earlier]:
    """The figures behind an index, each with its noun and its time; [] where anything else is told of them."""
    found: list[_Earlier] = []
    noun: Item | None = None
    time: Item | None = None
    for k in range(start, len(items)):
        item = items[k]
        figure = item if item.kind in _SUMS else _with_unit(item, found[-1].figure if found else unit)
        if figure is not None:
            if noun is None and found and found[-1].noun is not None and found[-1].noun.end <= found[-1].figure.start:
                noun = found[-1].noun  # "surpluses of 5 in 2022, 6 in 2021"
            found.append(_Earlier(figure, noun, time))
            noun = time = None
        elif item.kind == "PER":
            if found and found[-1].time is None and not _owns_what_follows(items, k):
                found[-1].time = item
            else:
                time = item
        elif item.is_("flow"):
            if found and kind_at(items, k - 1) in {*_SUMS, "NUM"}:
                found[-1].noun = item
            else:
                noun = item
        elif item.lower in _SMALL_WORDS or item.is_("revision"):
            continue
        else:
            opens = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) == ","
            if item.lower not in _ENDS and not (opens and found and found[-1].time is not None):
                return []
            break  # "..., the bank said"
    return found if all(earlier.time is not None for earlier in found) else []


def _with_unit(item: Item, unit: Item | None) -> Item | None:
    if item.kind != "NUM" or unit is None or not (item.value.scale > 1 or item.value.low >= 1000):
        return None
    return carried_unit(item, unit, _LEAST, _MOST)


def _owns_what_follows(items: list[Item], k: int) -> bool:
    """Whether the time at `k` is that of the figure behind it: "and |February's| 260 million"."""
    if items[k].text.endswith(("'s", "’s")) or lower_at(items, k + 1) in {"'", "’"}:
        return True
    return k + 1 < len(items) and items[k + 1].is_("flow")


def _draft(sentence: Sentence, earlier: _Earlier, told: list[Draft]) -> Draft | None:
    """The flow told before with its earlier figure; None where it is not known which, or of what time."""
    measure = cast("Measure | None", earlier.noun.cue("flow")) if earlier.noun is not None else None
    known = [draft for draft in told if measure is None or draft.get("measure") == measure]
    slot = _SUMS[earlier.figure.kind]
    known = [draft for draft in known if draft.get(slot) is not None]
    if len(known) != 1 or earlier.time is None:
        return None
    before = known[0]
    countries = [c for c in (before.get("reporter"), *(before.get("between") or ()), before.get("partner")) if c]
    period = told_from(earlier.time, before.get("period"), countries)
    if period is None:
        return None
    draft = Draft("trade_flow", sentence, confidence=before.confidence * 0.9)
    for name in _SAME:
        if name in before.slots:
            draft.slots[name] = before.slots[name]
    draft.lean_on(before.sentence)
    draft.put(slot, _signed(earlier, before), earlier.figure)
    draft.put("period", in_fiscal_year(period, countries), earlier.time)
    take_own_revision(draft)
    if earlier.noun is not None:
        draft.cite("measure", earlier.noun)
    return draft


def _signed(earlier: _Earlier, before: Draft) -> object:
    """The figure; of a balance with the sign that its noun tells, else with that of the one told before."""
    value = earlier.figure.value
    known: Amount | None = before.get("amount")
    if before.get("measure") != "balance" or value.value is None or known is None or known.value is None:
        return value
    told = earlier.noun.cue("sign") if earlier.noun is not None else None
    negative = int(told) < 0 if told else known.value < 0
    return msgspec.structs.replace(value, value=-abs(value.value)) if negative else value
