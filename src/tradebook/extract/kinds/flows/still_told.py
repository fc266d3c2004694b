"""What a report goes on to speak of: a part told of the flow before, or a flow only named again, leaves it so."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.crops import is_kind_of, same_goods
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Good

_OF_IT = frozenset({"of it", "of this", "of that", "of them", "of these"})
_OF_WHOLE = frozenset({"total", "volume", "amount", "sum", "figure", "it", "this", "that", "these"}) | _OF_IT


def is_part_of_focus(settled: list[tuple[Head, Sides]], sentence: Sentence) -> bool:
    """Whether a good is told as a part of the flow before ("White rice made up 2 million tonnes |of the total|"): what
    is spoken of stays the whole."""
    if all(head.echo and head.goods for head, _ in settled) and _make_up(sentence, settled[0][0]):
        return True
    if len(settled) > 1 or not settled[0][0].echo or sentence.lowers.isdisjoint(_OF_WHOLE):
        return False
    items = sentence.items
    return any(item.kind in {"AMT", "QTY", "PCT"} and _whole_behind(items, k + 1) for k, item in enumerate(items))


def is_a_kind_of(base: Scope, head: Head, side: Sides) -> bool:
    """Whether a flow is that of one sort of the good that is spoken of, told beside it: "coffee exports rose to 4
    million bags. |Robusta exports| soared to 800,000"."""
    if not head.goods or len(base.goods) != 1 or head.measure != base.measure or base.sides.partner != WORLD:
        return False
    same = side.reporter == base.sides.reporter and side.partner == WORLD and base.told
    return same and all(is_kind_of(base.goods[0], good) for good in head.goods)


def lists_other_goods(chosen: list[tuple[Head, Sides]], base: Scope, first: tuple[Good, ...] | None) -> bool:
    """Whether a sentence tells several other goods beside the one that the report began with: "Palm oil exports rose to
    1.4 million tonnes. |Biodiesel exports fell and palm kernel oil shipments rose|. India took 310,000 tonnes"."""
    if len(chosen) < 2 or not base.told or len(base.goods) != 1 or base.sides.partner != WORLD:
        return False
    if not same_goods(base.goods, first):
        return False
    names = {good.text.lower() for head, _ in chosen for good in head.goods[:1]}
    return len(names) == len(chosen) and all(
        head.goods
        and not same_goods(head.goods, base.goods)
        and head.measure == base.measure
        and (side.reporter, side.partner) == (base.sides.reporter, WORLD)
        for head, side in chosen
    )


def _make_up(sentence: Sentence, head: Head) -> bool:
    """ "|Milk powder| accounted for $9 billion and butter for $3 billion"."""
    k = head.at + 1
    return lower_at(sentence.items, k) in _MAKE_UP and kind_at(sentence.items, head.at) == "GOOD"


_MAKE_UP = frozenset({"accounted", "made up", "makes up", "make up", "accounted for", "accounts for", "represented"})


def _whole_behind(items: list[Item], k: int) -> bool:
    if lower_at(items, k) in _OF_IT:
        return True
    return lower_at(items, k) == "of" and lower_at(items, k + 1 + (lower_at(items, k + 1) == "the")) in _OF_WHOLE


def told_in_general(settled: list[tuple[Head, Sides]], base: Scope | None) -> bool:
    """Whether flows without a figure are that of the good spoken of in other words: "The United States exported 13
    million tonnes of LNG. |U.S. exports| have been rising since 2016"."""
    if base is None or len(base.goods) != 1 or not base.told or base.sides.partner != WORLD:
        return False
    return all(_is_bare(head) and _is_same(head, side, base) for head, side in settled)


def _is_bare(head: Head) -> bool:
    return not (head.goods or head.total or head.coverage or head.excludes or head.verb or head.open_owner)


def _is_same(head: Head, side: Sides, base: Scope) -> bool:
    told = (side.reporter, side.partner, head.measure)
    return told == (base.sides.reporter, WORLD, base.measure)


def bought_from(focus: Scope, base: Scope | None, sentence: Sentence) -> Scope | None:
    """The exports that a report is about, where a buyer's part of them was told last and "the total" is spoken of:
    "China imported 44,900 tonnes. Halal chicken accounted for 41% |of the total|" of Brazil's exports."""
    if base is None or base.measure != "exports" or focus.measure != "imports" or base.sides.partner != WORLD:
        return None
    seller = focus.sides.partner == base.sides.reporter and base.sides.reporter is not None
    return base if seller and "total" in sentence.lowers else None
