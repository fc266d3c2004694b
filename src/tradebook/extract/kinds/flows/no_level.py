"""Figures beside a flow that are no level of it: what was only foreseen, the average of a day."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.phrases import kind_at, lower_at

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


def beside_another(items: list[Item], i: int, flow: Flow | None) -> bool:
    """Whether a figure says by how much a flow exceeds another country's, or that with another: "5% |larger than those
    to Poland|", "$3 million |less than in Oman|"."""
    if lower_at(items, i + 1) not in _MORE or lower_at(items, i + 2) != "than":
        return False
    for k in range(i + 3, min(i + 10, len(items))):
        if items[k].kind == "PER" or items[k].lower in {",", ";", ".", "and", "while", "ago", "earlier", "year"}:
            return False
        if items[k].kind in {"AMT", "QTY", "PCT"} or items[k].is_("rise"):
            return False
        if items[k].kind == "PLACE":
            own = {place.code for place in flow.head.places} if flow is not None else set[str]()
            return items[k].value.code not in own
    return False


_MORE = frozenset("more less higher lower larger bigger smaller greater fewer".split())


def of_another_time(items: list[Item], i: int) -> bool:
    """Whether a percentage says how large the flow is beside that of another time: "88 percent |of the 2022 level|",
    "88 percent |of the level of the same period|"; no growth is told, and no share."""
    if lower_at(items, i + 1) != "of":
        return False
    k = i + 2
    while lower_at(items, k) in _BEFORE_LEVEL or kind_at(items, k) == "PER":
        k += 1
    return lower_at(items, k) in _LEVELS and (
        any(kind_at(items, n) == "PER" for n in range(i + 2, k + 5)) or lower_at(items, k) in {"level", "levels"}
    )


_BEFORE_LEVEL = frozenset("the its that last previous same year's corresponding ' ’ s".split())
_LEVELS = frozenset("level levels figure figures indicator volume amount".split())


def is_of_unknown_size(item: Item) -> bool:
    """Whether "|eight mt|", "|5.57MT|" may be of millions of tonnes or of metric ones."""
    if item.kind == "QTY" and item.value.value == 0:
        return True  # "4,200 000 million tonnes"
    if item.kind != "QTY" or not item.lower.endswith("mt") or not isinstance(item.value.value, int | float):
        return False
    return item.value.value < _FEW_TONNES and not item.lower.endswith(("mmt", "kmt"))


_FEW_TONNES = 1000


def of_every_year(items: list[Item], i: int) -> bool:
    """Whether a figure is the average of some years: "rose 9 percent and averaged |1.8 billion kg| per year"."""
    if lower_at(items, i - 1) not in {"averaged", "averaging"}:
        return False
    return lower_at(items, i + 1) in {"a year", "annually"} or lower_at(items, i + 2) in {"year", "annum"}


def of_one_day(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether a sum is that of a day or month of many: "exports' daily average reached |$1.1 billion|", "average daily
    imports", "exported |$500 million| a month"."""
    items = walk.items
    if lower_at(items, i + 1) in _EACH and lower_at(items, i + 2) in _SPANS:
        return True
    if "average" not in walk.sentence.lowers or "daily" not in walk.sentence.lowers:
        return False
    near = {item.lower for item in walk.items[max(0, flow.head.first - 3) : i]}
    return {"daily", "average"} <= near


_EACH = frozenset({"a", "per", "each", "every"})
_SPANS = frozenset({"day", "week", "month"})
_OWN_MEASURES = frozenset({"value", "volume", "quantity", "terms", "weight", "total"})


def grows_another(items: list[Item], i: int) -> bool:
    """ "contribute to a |29-million-bushel| increase in carryout", "a |50 percent| drop in Dutch stocks": how much
    something else grew."""
    behind = items[i + 1] if i + 1 < len(items) else None
    if behind is None or not (behind.is_("rise") and behind.is_("noun")) or lower_at(items, i + 2) not in {"in", "of"}:
        return False
    k = i + 3 + (lower_at(items, i + 3) in {"the", "its", "their"})
    k += kind_at(items, k) in {"DEM", "PLACE"}
    if kind_at(items, k) != "w" or items[k].lower in _OWN_MEASURES:
        return False
    return not any(t.is_("flow") or t.is_("supply") for t in items[k : k + 5])


def of_one_bag(items: list[Item], i: int) -> bool:
    """Whether a weight is that of each piece counted right before it: "5 million bags of |60 kilos|"."""
    return items[i].kind == "QTY" and lower_at(items, i - 1) == "of" and kind_at(items, i - 2) == "QTY"


def of_a_years_own(items: list[Item], i: int) -> bool:
    """Whether a percentage tells how far the year's trade has come: "more than |two thirds| of its annual volume"."""
    return lower_at(items, i + 1) == "of" and "annual" in {lower_at(items, i + 2), lower_at(items, i + 3)}


_FIRMS = frozenset({"company", "firm", "group", "maker", "manufacturer", "brand", "producer", "factory", "plant"})
_MADE = frozenset("output production products harvest crop sales revenue turnover capacity consumption".split())


def of_output(items: list[Item], i: int) -> bool:
    """ "95% of its output": a share of production, none of trade."""
    if lower_at(items, i + 1) != "of":
        return False
    if lower_at(items, i + 2) in {"its", "the", "their"} and any(t.lower in _FIRMS for t in items[i + 3 : i + 5]):
        return True  # "78% of the company's sales"
    its_own = lower_at(items, i + 2) in {"its", "their"} and kind_at(items, i + 3) == "GOOD"
    return its_own or any(t.lower in _MADE for t in items[i + 2 : i + 7])
