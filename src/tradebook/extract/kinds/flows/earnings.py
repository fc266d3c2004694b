"""Goods as the subject of what was earned: "cocoa beans earned the country $1.3 billion", "maize alone fetched
Sh148 billion on the Zambian market"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, one_place

_BETWEEN = frozenset({"alone", "also", "has", "have", "had", "already"})
_ABROAD = frozenset({"export", "exports", "overseas", "abroad", "foreign"})


def earning_head(items: list[Item], at: int) -> Head | None:
    """The head of a verb of earning whose subject are goods, and which names the country that earns or the market that
    pays; None for what a firm earns and for prices."""
    j = at - 1
    while lower_at(items, j) in _BETWEEN:
        j -= 1
    if kind_at(items, j) != "GOOD" or items[j].value.attributive:
        return None
    head = Head("exports", at)
    head.verb = True
    first = j
    while first > 0 and (items[first - 1].kind == "GOOD" or items[first - 1].lower in {",", "and"}):
        first -= 1
    found = goods_list(items, first, unknown=False)
    if found is not None and found.stop == j + 1:
        head.take_goods(found)
    else:
        head.goods = (good_of(items[j]),)
        head.spot("goods", items[j])
    head.first = first
    k = _earner(items, at + 1, head)
    paid = kind_at(items, k) == "AMT"
    if not paid or lower_at(items, k + 1) in {"a", "an", "per", "/", "each"}:
        return None
    if not head.sided and head.open_owner is None and not _market(items, k + 1, head):
        return None
    return head


def _earner(items: list[Item], k: int, head: Head) -> int:
    """Take who earns, behind the verb ("earned Kenya $5m", "earned the country $5m"); the index behind."""
    if lower_at(items, k) == "in":  # "brought in"
        k += 1
    if kind_at(items, k) == "PLACE" and items[k].value.form != "city":
        head.take_owner(items[k])
        head.last = k
        return k + 1
    if k < len(items) and items[k].is_("country_noun"):
        head.open_owner = items[k].lower
        head.last = k
        return k + 1
    return k


def _market(items: list[Item], k: int, head: Head) -> bool:
    """Whether the sum was paid abroad: "on the Zambian market", "in export markets"."""
    if lower_at(items, k) not in {"on", "in"}:
        return False
    found = one_place(items, k + 1)
    if (
        found is not None
        and kind_at(items, k + 2) != "PER"
        and lower_at(items, found.stop - 1) in {"market", "markets"}
    ):
        head.take_dest(found)
        head.late = True
    elif lower_at(items, k + 1) not in _ABROAD:
        return False
    head.open_owner = "country"
    return True
