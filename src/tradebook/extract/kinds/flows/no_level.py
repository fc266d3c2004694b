"""Figures beside a flow that are no level of it: what was only foreseen, the average of a day."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.phrases import lower_at

FORESEEN = frozenset(
    "forecasting forecast forecasts expected predicted projected consensus estimate estimates estimated".split()
)
_GUESSERS = frozenset({"survey", "poll", "consensus"})


def is_a_guess(items: list[Item], i: int) -> bool:
    """Whether a figure is only what was foreseen and is compared with: "compared with a forecast $53 billion surplus",
    "against the median forecast for a 6 percent rise"."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if items[k].kind in {"AMT", "QTY", "PCT"} or items[k].is_("val"):
            return False
        if items[k].lower in FORESEEN:
            if any(t.lower in _GUESSERS for t in items[:k]):
                return True
            before = items[max(0, k - 5) : k]
            return any(
                item.is_("compare") or item.lower in {"against", "than", "beating", "missing"} for item in before
            )
    return False


def of_every_year(items: list[Item], i: int) -> bool:
    """Whether a figure is the average of some years: "rose 9 percent and averaged |1.8 billion kg| per year"."""
    if lower_at(items, i - 1) not in {"averaged", "averaging"}:
        return False
    return lower_at(items, i + 1) in {"a year", "annually"} or lower_at(items, i + 2) in {"year", "annum"}


def of_one_day(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether a sum is the average of a day: "exports' daily average reached |$1.1 billion|", "average daily
    imports"."""
    if "average" not in walk.sentence.lowers or "daily" not in walk.sentence.lowers:
        return False
    near = {item.lower for item in walk.items[max(0, flow.head.first - 3) : i]}
    return {"daily", "average"} <= near
