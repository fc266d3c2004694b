"""Of what a growth is that is told by where it was seen: "the largest decline in exports was recorded |in plastics|",
"the highest growth of trade was observed |with Germany|"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place

_SEEN = frozenset("recorded registered observed seen noted reported posted".split())
_BEING = frozenset({"was", "were", "is", "are", "has been", "have been"})
_REACH = 5


def take_recorded_in(items: list[Item], head: Head) -> None:
    """Take the goods or the partner behind "was recorded in" into a head that names neither."""
    other = head.dest if head.measure == "exports" else head.source
    if head.verb or head.goods or head.echo or other or head.counterpart or head.between:
        return
    k = next((k for k in range(head.last + 1, head.last + _REACH) if lower_at(items, k) in _SEEN), 0)
    if not k or lower_at(items, k - 1) not in _BEING or not _grows(items, head):
        return
    if kind_at(items, k + 1) == "PER" or (lower_at(items, k + 1) == "in" and kind_at(items, k + 2) == "PER"):
        k += 1 + (lower_at(items, k + 1) == "in")
    way = lower_at(items, k + 1)
    if way in {"in", "for", "by"} and (found := goods_list(items, k + 2, unknown=False)) is not None:
        if lower_at(items, found.stop) != "(":  # "plastics (50 percent) and metals (35)": members of a list
            head.take_goods(found)
    elif way == "with" and (place := one_place(items, k + 2)) is not None:
        head.take_partner(place.places[0])
        head.spot("counterpart" if head.two_way else "dest" if head.measure == "exports" else "source", *place.items)


def _grows(items: list[Item], head: Head) -> bool:
    """Whether a noun of growth that is the largest governs the flow: "the largest |increase| in exports"."""
    before = items[max(0, head.first - _REACH) : head.first]
    grown = any(item.is_("rise") and item.is_("noun") for item in before)
    return grown and any(
        item.is_("superlative") or item.lower in {"highest", "greatest", "sharpest"} for item in before
    )
