"""Goods told beside a figure or without a verb of trade: "exports rose to $640 million, led by copper and cherries",
"rice and copper made up most of them", "cars and tyres come to Benin from the Netherlands"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.right import go_on_right
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, goods_list, kind_at, lower_at

COMING = frozenset({"come", "comes", "came", "arrive", "arrives", "flow", "flows"})
"""Verbs by which goods come from a country to another."""

_MOST = frozenset({"most", "the bulk", "bulk", "majority", "much"})
_MADE_UP = frozenset({"made up", "make up", "made", "make", "accounted", "account", "formed", "form"})
_ENDS = frozenset({".", ";", "", "which", "while", "whereas", "according", "said", "data", "official"})
_SPEAKING = frozenset({"PERSON", "ORG", "NAME", "PLACE", "w", "CUE"})


def goods_behind_figure(items: list[Item], start: int, stop: int) -> GoodsAt | None:
    """The goods that a flow's figure is said to be of in the main: behind "led by", ", mainly", or before "made up
    most of it"; None where figures of their own stand beside them."""
    for k in range(start, stop):
        low = items[k].lower
        if low == "by" and lower_at(items, k - 1) in {"led", "dominated", "driven"} and _opens(items, k - 1):
            return _whole_list(items, k + 1)
        if low in flow_words("mainly") and _opens(items, k):
            return _whole_list(items, k + 1)
        if low in _CONSISTING:
            j = k + 1
            while lower_at(items, j) == "of" or lower_at(items, j) in flow_words("mainly"):
                j += 1
            return _whole_list(items, j)
        if low == "above" and lower_at(items, k + 1) == "all" and _opens(items, k):
            return _whole_list(items, k + 2)
        if low in _SINGLING and lower_at(items, k - 1) == "," and _of_goods(items, k):
            return _whole_list(items, k + 1 + (low == "most"))
        if low == "with" and _opens(items, k) and (found := goods_list(items, k + 1, unknown=False)):
            return found if found.origin is None and _named_as_main(items, found.stop) else None
        if low in _MADE_UP and kind_at(items, k - 1) == "GOOD" and _most_behind(items, k):
            return _list_before(items, k, start)
    return None


def counts_goods(items: list[Item], k: int) -> bool:
    """Whether a figure behind `k` is one of goods at large: "bought $110 billion |of US goods|"."""
    of = next((j for j in range(k, min(k + 4, len(items))) if items[j].lower in {"of", "worth of"}), 0)
    if not of or items[of - 1].kind not in {"AMT", "QTY"}:
        return False
    return any(item.is_("goods_word") for item in items[of + 1 : of + 5])


_CONSISTING = frozenset("consist consists consisted consisting comprise comprises comprised comprising".split())
_SINGLING = frozenset({"including", "among them", "namely", "most"})


def _of_goods(items: list[Item], k: int) -> bool:
    """Whether what is singled out at `k` are goods of a sum told of goods: "goods worth $40 million, including tea",
    ", most of them tea"."""
    if items[k].lower == "most" and lower_at(items, k + 1) not in {"of them", "of it", "of which"}:
        return False
    before = items[max(0, k - 12) : k]
    if items[k].lower == "including" and any(item.cue("flow") in {"exports", "imports"} for item in before):
        return True  # "exports to Oman reached $40 million, including tea": of all goods, for none is named before
    return any(item.lower in _ANY_GOODS for item in before)


_ANY_GOODS = frozenset({"goods", "products", "items", "commodities", "merchandise"})


def _named_as_main(items: list[Item], k: int) -> bool:
    """ ", with fuels and paper |as the main items|", "|leading the list|", "|among the top goods|"."""
    behind = [item.lower for item in items[k : k + 6]]
    return bool(behind) and behind[0] in _AS and not _LEADING.isdisjoint(behind[:4])


_AS = frozenset("as accounting being among leading topping heading dominating making forming constituting".split())
_LEADING = frozenset("main top key leading topping heading dominating bulk most chief principal major biggest".split())


def _opens(items: list[Item], k: int) -> bool:
    """Whether an addition begins at `k`: behind a comma, a dash or a bracket."""
    return lower_at(items, k - 1) in {",", "(", "–", "—", "-"}


def _whole_list(items: list[Item], k: int) -> GoodsAt | None:
    """A list of goods that ends its clause."""
    found = goods_list(items, k, unknown=False)
    if found is None or found.origin is not None:
        return None
    end = lower_at(items, found.stop)
    if end in _ENDS or (end in {",", ")"} and kind_at(items, found.stop + 1) in _SPEAKING):
        return found
    if end == ")" and lower_at(items, found.stop + 1) in _ENDS:
        return found
    return None


def _most_behind(items: list[Item], k: int) -> bool:
    return any(item.lower in _MOST for item in items[k + 1 : k + 4])


def _list_before(items: list[Item], k: int, start: int) -> GoodsAt | None:
    """The list of goods right before index `k`."""
    j = k
    while j > start and (items[j - 1].kind == "GOOD" or items[j - 1].lower in {",", "and"}):
        j -= 1
    while j < k and items[j].kind != "GOOD":
        j += 1
    found = goods_list(items, j, unknown=False)
    return found if found is not None and found.stop == k and lower_at(items, j - 1) in {";", ",", "and", ""} else None


def coming_head(items: list[Item], at: int) -> Head | None:
    """ "Cars and tyres come to Benin from the Netherlands", "rubber comes from there": the goods stand before."""
    if kind_at(items, at - 1) != "GOOD" or lower_at(items, at + 1) not in {"from", "to"}:
        return None
    head = Head("imports", at)
    head.verb = head.passive = True
    j = at
    while j > 0 and (items[j - 1].kind == "GOOD" or items[j - 1].lower in {",", "and"}):
        j -= 1
    found = goods_list(items, j, unknown=False)
    if found is None or found.stop != at:
        return None
    head.take_goods(found)
    head.first = j
    if lower_at(items, at + 1) == "from" and lower_at(items, at + 2) == "there":
        head.open_other = "country"
        head.last = at + 2
        return head
    go_on_right(items, at + 1, head)
    return head if head.source is not None and head.dest else None
