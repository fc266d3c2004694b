"""Which way goods went that are told by where they come from: "Ghana's trade with Mali came to $90 million. |Malian
onions| accounted for $20 million"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group


def turned_by_origin(found: list[Head], told: Scope | None, items: list[Item]) -> list[Head]:
    """The heads, those that point back by goods with their origin turned the way that these went; without those of
    which nothing tells whose they are."""
    if told is None or not any(head.echo and head.goods for head in found):
        return found
    out: list[Head] = []
    for head in found:
        origin = _origin(items, head.at) if head.echo and head.after is None and head.goods else None
        if origin is None or _turn(head, origin, told):
            out.append(head)
    return out


def _origin(items: list[Item], at: int) -> Item | None:
    """Where the goods at `at` are said to come from: "|Malian| onions", "|Mali|'s onions"."""
    if kind_at(items, at) != "GOOD":
        return None
    owner = at - 1
    if lower_at(items, owner) in {"s", "'", "’"}:
        owner = next((k for k in range(at - 2, max(-1, at - 4), -1) if kind_at(items, k) == "PLACE"), -1)
        if owner < 0 or possessive_at(items, owner + 1) != at:
            return None
    if kind_at(items, owner) not in {"DEM", "PLACE"} or is_group(items[owner].value.code):
        return None
    return items[owner]


def _turn(head: Head, origin: Item, told: Scope) -> bool:
    """Give a head the sides of goods from `origin`; False where what was told does not say them."""
    seller: Place = origin.value
    sides = told.sides
    other = sides.other(seller.code)
    if other is not None:
        head.echo = False
        if sides.reporter in {None, seller.code}:
            head.measure, head.dest = "exports", (Place(code=other, form="name"),)
            head.take_owner(origin)
        else:
            head.measure, head.owner, head.source = "imports", Place(code=other, form="name"), seller
            head.spot("source", origin)
        return True
    if sides.partner != WORLD or told.measure not in {"exports", "imports"}:
        return False
    if told.measure == "exports" or seller.code == sides.reporter:
        return told.measure == "exports" and seller.code == sides.reporter
    head.source = seller
    head.spot("source", origin)
    return True
