"""One figure for both ways: "exports and imports came to $12 billion" is what a country's trade came to."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import lower_at

_SUMS = frozenset({"AMT", "QTY"})
_EACH = frozenset({"respectively", "both", "each", "separately", "respective"})
_BREAKS = frozenset({";", "while", "whereas", "but", "though", "although"})


def summed(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with "exports and imports" as one where a single sum or weight follows; without both where only a
    single growth does, which is of each or of the two together."""
    for k, (first, second) in enumerate(pairwise(found)):
        if not _joined(items, first, second) or not _EACH.isdisjoint(i.lower for i in items[second.last + 1 :]):
            continue
        stop = _stop(items, second, found[k + 2] if k + 2 < len(found) else None)
        figures = [j for j in range(second.last + 1, stop) if items[j].kind in _SUMS or items[j].kind == "PCT"]
        if not figures or _of_two(items, figures, stop):
            continue
        if all(items[j].kind == "PCT" for j in figures):
            return [*found[:k], *found[k + 2 :]]
        return [*found[:k], _one(first, second), *found[k + 2 :]]
    return found


def _joined(items: list[Item], first: Head, second: Head) -> bool:
    if {first.measure, second.measure} != {"exports", "imports"} or first.verb or second.verb:
        return False
    k = first.last + 1 + (lower_at(items, first.last + 1) in {"to", "from"})
    return lower_at(items, k) == "and" and second.first == k + 1


def _stop(items: list[Item], second: Head, after: Head | None) -> int:
    stop = len(items) if after is None else after.first
    return next((j for j in range(second.last + 1, stop) if items[j].lower in _BREAKS), stop)


def _of_two(items: list[Item], figures: list[int], stop: int) -> bool:
    """Whether a second figure is told beside the first: "$5 billion and $4 billion", "by 4% to $5bn and by 3% to"."""
    joins = [j for j in range(figures[0], stop) if items[j].lower in {"and", "/"}]
    return any(figures[0] < j < figure for j in joins for figure in figures)


def _one(first: Head, second: Head) -> Head:
    """Trade both ways, of whom and with whom the two nouns tell."""
    one = first.twin()
    one.measure, one.last = "turnover", second.last
    owner = first.owner or second.owner
    if owner is not None and one.owner is None:
        one.owner = owner
        one.spot("owner", *second.spots.get("owner", ()))
    with_whom = second.counterpart or first.counterpart or second.sources or first.dest or second.dest
    one.counterpart = tuple(p if not isinstance(p, Item) else p.value for p in with_whom)
    one.dest, one.source = (), None
    one.goods = first.goods or second.goods
    one.period = first.period or second.period
    one.total = not one.counterpart  # a country's exports and imports are its trade with all
    return one
