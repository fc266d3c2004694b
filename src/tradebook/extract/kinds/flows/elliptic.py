"""Figures without their unit, which the figure before them tells: "up from 1.63 million", "2.5 billion to Georgia"."""

from __future__ import annotations

from tradebook.extract.analysis.pairs import told_again
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Amount, Quantity


def with_unit(walk: Walk, flow: Flow, i: int) -> Item | None:
    """The bare number at `i` with the unit or currency of the last figure of its flow; None where it counts something
    else, or no figure with a unit stands before it."""
    item = walk.items[i]
    bare: Bare = item.value
    if not is_large(item) or not _stands_alone(walk.items, i):
        return None
    start = 0 if flow.head.passive else flow.head.first
    before = [k for k in range(start, i) if walk.items[k].kind in {"AMT", "QTY"}]
    known = walk.items[before[-1] - 2 if told_again(walk.items, before[-1]) else before[-1]] if before else None
    if known is None or bare.low != bare.high:
        return None
    value, precision = plain(bare.low), plain(bare.precision)
    if known.kind == "QTY":
        made: Quantity | Amount = Quantity(
            value=value, unit=known.value.unit, qualifier=bare.qualifier, precision=precision, text=item.text
        )
    else:
        made = Amount(
            value=value, currency=known.value.currency, qualifier=bare.qualifier, precision=precision, text=item.text
        )
    return Item(known.kind, item.start, item.end, item.text, item.lower, made)


def moved_to(items: list[Item], i: int) -> bool:
    """Whether the bare number at `i` is the level behind a growth: "rose by 500,000 tons to |33 million|"."""
    if lower_at(items, i - 1) != "to" or kind_at(items, i - 2) not in {"QTY", "AMT"} or i < 4:
        return False
    return lower_at(items, i - 3) == "by" or items[i - 3].is_("rise")


def is_large(item: Item) -> bool:
    """Whether a bare number is printed as figures of trade are: with a scale or separators ("54,700")."""
    bare: Bare = item.value
    return bare.printed and (bare.scale >= 1000 or (not item.text.isdigit() and bare.low >= 1000))


def _stands_alone(items: list[Item], i: int) -> bool:
    if lower_at(items, i + 1) in {"of", "at", "on", "as"} and kind_at(items, i + 2) == "PER":
        return True
    return kind_at(items, i + 1) == "PER" or lower_at(items, i + 1) in (flow_words("behind_bare") | {""})
