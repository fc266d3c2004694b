"""Goods that one verb shares out among several countries: "buys palm oil from Indonesia and Malaysia, and soyoil from
Argentina and Brazil"."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, PlaceAt, goods_list, lower_at, place_list

_WAYS = {"exports": frozenset({"to", "into"}), "imports": frozenset({"from"})}
_JOINING = frozenset({",", "and", ";", "but", "while"})
_PASSED = frozenset({"the", "its", "their", "also", "both", "some", "most", "of", "as", "well"})


class Group(NamedTuple):
    """A list of goods and the countries that it comes from or goes to."""

    goods: GoodsAt
    places: PlaceAt


def groups_behind(items: list[Item], head: Head) -> list[Group]:
    """The groups behind an active verb, where there are two at least; [] elsewhere."""
    ways = _WAYS.get(head.measure)
    if not head.verb or head.passive or ways is None:
        return []
    found: list[Group] = []
    k = head.at + 1
    while True:
        k = _behind_adverbs(items, k)
        goods = goods_list(items, k, unknown=False)
        if goods is None or goods.origin is not None:
            break
        at = _behind_adverbs(items, goods.stop)
        places = place_list(items, at + 1) if lower_at(items, at) in ways else None
        if places is None:
            break
        found.append(Group(goods, places))
        k = places.stop
        if lower_at(items, k) not in _JOINING:
            break
        while lower_at(items, k) in _JOINING:
            k += 1
    return found if len(found) > 1 else []


def _behind_adverbs(items: list[Item], k: int) -> int:
    while lower_at(items, k) in flow_words("mainly") or lower_at(items, k) in _PASSED:
        k += 1
    return k
