"""What goods earned: "cocoa beans earned the country $1.3 billion", "maize alone fetched Sh148 billion on the Zambian
market", "Uganda earned $1.1 billion from coffee", "Zambia's copper earnings were K38 billion"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.right import go_on_right
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
        return _earned_by(items, at, j)
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


def _earned_by(items: list[Item], at: int, j: int) -> Head | None:
    """ "Uganda earned $1.14 billion from 6.13 million bags of coffee", "Moldova's exporters earned abroad": a country
    as who earns, by goods or abroad; money from tourists or migrants is none."""
    if j < 0:
        return None
    head = Head("exports", at)
    head.verb = True
    if items[j].lower in _SELLERS and lower_at(items, j - 1) == "s" and kind_at(items, j - 3) == "PLACE":
        j -= 3
    if items[j].kind == "PLACE" and items[j].value.form != "city" and lower_at(items, j - 1) not in _OBJECTS:
        head.take_owner(items[j])
    elif items[j].is_("country_noun") and lower_at(items, j - 1) == "the":
        head.open_owner = items[j].lower
    else:
        return None
    head.first = j
    k = at + 1 + (lower_at(items, at + 1) == "in")
    if lower_at(items, k) in {"abroad", "overseas"}:
        head.last, head.total = k, True
        return head
    if kind_at(items, k) != "AMT":
        whole = (
            lower_at(items, 0) == "of" and lower_at(items, k) == "from"
        )  # "Of the $840 million that Laos earned from"
        return head if whole and _from_goods(items, k, head) else None
    return head if _from_goods(items, k + 1, head) else None


def _from_goods(items: list[Item], k: int, head: Head) -> bool:
    """Take the goods of "from 5 tonnes of coffee", "from garment shipments"."""
    while kind_at(items, k) == "PER" or lower_at(items, k) in {"in", "last", "during", ","}:
        k += 1
    if lower_at(items, k) != "from":
        return False
    if kind_at(items, k + 1) == "QTY" and lower_at(items, k + 2) == "of":
        head.earned_from = k + 1
        k += 2
    found = goods_list(items, k + 1, unknown=False)
    if found is None or found.origin is not None:
        return False
    behind = found.stop + (lower_at(items, found.stop) in {"shipments", "sales", "deliveries"})
    if behind < len(items) and (items[behind].is_("flow") or items[behind].is_("supply")):
        return False  # "from coffee exports": these are the flow
    head.take_goods(found)
    go_on_right(items, behind, head)
    head.last = head.at
    return True


_SELLERS = frozenset({"exporters", "producers", "farmers", "growers", "firms", "companies", "manufacturers"})
_OBJECTS = frozenset({"in", "from", "to", "with", "of", "at", "by"})


def earnings_head(items: list[Item], at: int) -> Head | None:
    """The head of "Zambia's copper earnings", "earnings from apparel", "tea receipts": what a country gets for goods;
    None without goods, and where a firm or nobody stands before them."""
    head = Head("exports", at)
    if lower_at(items, at + 1) == "from" and (found := goods_list(items, at + 2, unknown=False)) is not None:
        head.take_goods(found)
        head.last = found.stop - 1
        _owner_in_apposition(items, found.stop, head)
    j = at - 1
    if not head.goods:
        if kind_at(items, j) != "GOOD":
            return None
        head.goods = (good_of(items[j]),)
        head.spot("goods", items[j])
        j -= 1
    head.first = j + 1
    if lower_at(items, j) == "s" and kind_at(items, j - 2) == "PLACE":
        head.take_owner(items[j - 2])
        head.first = j - 2
    elif kind_at(items, j) in {"DEM", "PLACE"} and lower_at(items, j - 1) not in _OBJECTS:
        head.take_owner(items[j])
        head.first = j
    elif j >= 0 and items[j].is_("anaphor"):
        head.open_owner = items[j].lower
        head.first = j
    if head.owner is None and head.open_owner is None:
        return None
    return head


def _owner_in_apposition(items: list[Item], k: int, head: Head) -> None:
    """ "earnings from apparel, Sri Lanka's top export, fell": whose earnings they are."""
    if lower_at(items, k) != "," or kind_at(items, k + 1) != "PLACE" or lower_at(items, k + 3) != "s":
        return
    stop = next((n for n in range(k + 4, min(k + 9, len(items))) if items[n].lower == ","), None)
    if stop is not None and any(t.cue("flow") == "exports" for t in items[k + 4 : stop]):
        head.take_owner(items[k + 1])
        head.last = stop
