"""Targets and forecasts that a figure is held against: "reached $7bn, 40 percent of the full-year target of $18
billion", "against a goal of $18bn for the year"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.mentions import calendar as cal
from tradebook.statement import Period

MEANT = frozenset({"target", "goal", "objective", "plan", "quota", "forecast", "projection", "budget"})
"""Nouns of what was meant or foreseen: a part of it is no part of the trade."""

_FROM_PLAN = frozenset({"short", "shy", "below", "above", "under", "over", "ahead", "behind"})
_LEVELS = frozenset({"target", "goal", "objective"})
_BEFORE_NOUN = 7
_WHOLE_YEARS = frozenset({"annual", "yearly", "year"})
_FOR_THE_YEAR = frozenset({"the", "whole", "full", "entire", "this"})


def part_of_a_plan(items: list[Item], i: int) -> bool:
    """Whether the percentage at `i` is a part of what was meant or foreseen ("40 percent |of the export target|"), or
    how far from it the flow stayed ("14 percent |short of the target|")."""
    k = i + 1 + (lower_at(items, i + 1) in _FROM_PLAN)
    if lower_at(items, k) != "of" and k == i + 1:
        return False
    k -= lower_at(items, k) != "of"
    for j in range(k + 1, min(k + _BEFORE_NOUN, len(items))):
        if items[j].lower in MEANT:
            return True
        if items[j].kind in FIGURES and lower_at(items, j + 1) in MEANT and k == i + 2:
            return True  # "fell 8% short of the 520 million tonne target"
        if items[j].kind in FIGURES or items[j].lower in {",", ";", "of", "and", "in"}:
            return False
    return False


def level_aimed_at(items: list[Item], flow: Flow, i: int) -> int | None:
    """The index of the noun of the level at `i` that a figure of the flow is held against: "40 percent of the |target|
    of $18 billion", "compared with a full-year |goal| of"; None where the flow has no figure yet."""
    noun = i - 2
    if noun <= flow.head.last or lower_at(items, i - 1) != "of" or items[noun].lower not in _LEVELS:
        return None
    if not flow.has("amount", "quantity") or flow.head.again is not None:
        return None
    before = items[max(flow.head.last, noun - _BEFORE_NOUN) : noun]
    return noun if any(t.lower in _HOLDING or t.is_("compare") for t in before) else None


_HOLDING = frozenset("of against than below above short missing missed exceeding exceeded beating meeting from".split())


def year_aimed_at(flow: Flow, base: Period | None) -> Period | None:
    """The whole year that "the full-year target", "an annual goal", "a target of $2bn for the year" are for: that of
    the months that the figure held against it was told of."""
    items, at = flow.sentence.items, flow.head.at
    if items[at].lower not in _LEVELS or base is None or base.start is None or base.end is None or base.calendar:
        return None
    if base.start[:4] != base.end[:4]:
        return None
    named = any(t.lower in _WHOLE_YEARS for t in items[max(0, at - 3) : at])
    if named or _for_the_year(items, at):
        return cal.of_year(int(base.start[:4]), items[at].text)
    return None


def _for_the_year(items: list[Item], at: int) -> bool:
    """Whether "for the (whole) year" stands behind the noun or its figure."""
    for k in range(at + 1, min(at + 5, len(items))):
        if items[k].lower == "for":
            j = k + 1
            while lower_at(items, j) in _FOR_THE_YEAR:
                j += 1
            return j > k + 1 and lower_at(items, j) == "year" and kind_at(items, j) != "PER"
    return False


def whole_year_told(flow: Flow, base: Period | None) -> Period | None:
    """The year of the months told before, where a sentence is of "the whole year", "the year as a whole"."""
    lowers = flow.sentence.lowers
    if "year" not in lowers or lowers.isdisjoint(_WHOLE) or base is None or base.calendar or not base.start:
        return None
    items = flow.sentence.items
    at = next((k for k, item in enumerate(items) if item.lower == "year"), 0)
    before = lower_at(items, at - 1) in _WHOLE and lower_at(items, at - 2) == "the"
    behind = lower_at(items, at - 1) == "the" and [t.lower for t in items[at + 1 : at + 4]] == ["as", "a", "whole"]
    if not (before or behind) or base.start[:4] != (base.end or "")[:4]:
        return None
    return cal.of_year(int(base.start[:4]), items[at].text)


_WHOLE = frozenset({"whole", "full", "entire"})
