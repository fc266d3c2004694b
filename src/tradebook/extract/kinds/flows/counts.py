"""Figures as slots of a draft: money, weights, and bare numbers that count the goods behind them."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Quantity


def is_counted(walk: Walk, i: int) -> bool:
    """Whether a bare number counts goods right behind it ("500 tractors")."""
    bare: Bare = walk.items[i].value
    return bare.count is not None and bare.scale == 1 and counted_good(walk, i) is not None


def counted_good(walk: Walk, i: int) -> Item | None:
    j = i + 1
    while kind_at(walk.items, j) in {"w", "DEM"} and j < i + 3 and lower_at(walk.items, j) not in {"of", "to", "in"}:
        j += 1
    item = walk.items[j] if j < len(walk.items) else None
    if item is None or item.kind != "GOOD" or not item.lower.endswith("s") or item.value.attributive:
        return None
    return item


def put_figure(walk: Walk, draft: Draft, i: int, item: Item) -> None:
    """Put a figure into a draft's amount or quantity; a bare number counts the goods behind it."""
    if item.kind == "NUM":
        draft.put("quantity", count_of(walk, i, item), item)
    else:
        draft.put("amount" if item.kind == "AMT" else "quantity", item.value, item)


def count_of(walk: Walk, i: int, item: Item) -> Quantity:
    good = counted_good(walk, i)
    bare: Bare = item.value
    assert good is not None
    return Quantity(
        value=bare.count,
        unit=good.lower,
        qualifier=bare.qualifier,
        precision=plain(bare.precision),
        text=walk.sentence.text_between(item, good),
    )
