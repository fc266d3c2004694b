"""Figures as slots of a draft: money, weights, and bare numbers that count the goods behind them."""

from __future__ import annotations

from tradebook.extract.analysis import resolved
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.phrases import kind_at
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.goods import HS_EDITION
from tradebook.statement import Good, Quantity


def is_counted(walk: Walk, i: int) -> bool:
    """Whether a bare number counts goods right behind it ("500 tractors")."""
    return counted(walk.items[i].value) is not None and counted_good(walk, i) is not None


def counted(bare: Bare) -> int | None:
    """How many a bare number counts: "500", "2.6 million"; None for a range, a part or a year."""
    if bare.count is not None and bare.scale == 1:
        return bare.count
    if bare.scale < 1000 or bare.low != bare.high:
        return None
    whole = plain(bare.low)
    return whole if isinstance(whole, int) else None


def counted_good(walk: Walk, i: int) -> Item | None:
    """The good that a bare number counts: in the plural, right behind it or behind one or two plain words."""
    items = walk.items
    j = i + 1
    while j < i + 3 and kind_at(items, j) in {"w", "DEM"} and items[j].lower not in {"of", "to", "in"}:
        j += 1
    if kind_at(items, j) != "GOOD" or items[j].value.attributive:
        return None
    if not items[j].lower.endswith(("s", "sheep", "cattle", "poultry")):
        return None
    return items[j]


def put_figure(walk: Walk, draft: Draft, i: int, item: Item) -> None:
    """Put a figure into a draft's amount or quantity; a bare number counts the goods behind it."""
    if item.kind == "NUM":
        good = counted_good(walk, i)
        assert good is not None  # the walk stops at counted numbers only
        draft.put("quantity", count_of(walk, item, good), item)
    else:
        draft.put("amount" if item.kind == "AMT" else "quantity", item.value, item)


def count_of(walk: Walk, item: Item, good: Item) -> Quantity:
    """A bare number of goods as a quantity; its unit is the good's own word."""
    bare: Bare = item.value
    return Quantity(
        value=counted(bare),
        unit=good.lower,
        qualifier=bare.qualifier,
        precision=plain(bare.precision),
        text=walk.sentence.text_between(item, good),
    )


_HEADS = frozenset({"HEA", "sheep"})


def animals_of(item: Item) -> Good | None:
    """The good that the unit itself names: "31,000 head of |cattle|", "12,000 |sheep|"."""
    text = item.text.rpartition(" ")[2].lower()
    if item.value.unit not in _HEADS or (known := resolved(text)) is None:
        return None
    return Good(text=text, hs=known.codes, hs_edition=HS_EDITION, confidence=known.confidence)
