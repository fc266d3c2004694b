"""The value or weight of goods without a word of trade, where a report tells the trade in them: "the value of basmati
rice was $196 million", "the volume of white pepper stood at 9,600 tonnes"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.wording import opens_clause
from tradebook.extract.kinds.phrases import GoodsAt, goods_list, kind_at, lower_at
from tradebook.statement import Good

_SIZES = frozenset({"value", "quantity", "volume", "weight"})
_TOTALS = frozenset({"the", "total", "overall"})
_TRADED = frozenset({"exported", "imported", "shipped", "sold", "bought"})
_REACH = 6


def worth_heads(sentence: Sentence, found: list[Head], scope: Scope | None) -> list[Head]:
    """`found` with heads for goods that are told by their value or weight alone, of the flow spoken of."""
    if scope is None or sentence.lowers.isdisjoint(_SIZES) or "GOOD" not in sentence.kinds:
        return found
    if scope.measure not in {"exports", "imports"} or not scope.goods:
        return found
    items = sentence.items
    more: list[Head] = []
    for k, item in enumerate(items):
        if item.lower not in _SIZES or lower_at(items, k + 1) != "of" or not _opens(items, k):
            continue
        goods = goods_list(items, k + 2, unknown=False)
        if goods is None or not _akin(goods.goods, scope.goods) or not _told_behind(items, goods):
            continue
        if any(k <= head.at <= goods.stop + 1 for head in found if not head.verb):
            continue
        head = Head(scope.measure, k, last=goods.stop - 1, first=k)
        head.echo = True
        head.take_goods(goods)
        head.period = next((item for item in items[goods.stop : goods.stop + 3] if item.kind == "PER"), None)
        more.append(head)
    if not more:
        return found
    # "the value of rice |exported| in May was": the verb is the same flow's
    told = [head for head in found if not (head.verb and any(one.last < head.at < one.last + 3 for one in more))]
    return sorted([*told, *more], key=lambda head: head.at)


def _opens(items: list[Item], k: int) -> bool:
    """Whether the noun at `k` begins a clause: "while the total |value|"."""
    while lower_at(items, k - 1) in _TOTALS:
        k -= 1
    return opens_clause(lower_at(items, k - 1)) or lower_at(items, k - 1) == "whereas"


def _akin(goods: tuple[Good, ...], spoken_of: tuple[Good, ...]) -> bool:
    """Whether goods are of a chapter that is spoken of."""
    chapters = {code[:2] for good in spoken_of for code in good.hs}
    return any(code[:2] in chapters for good in goods for code in good.hs)


def _told_behind(items: list[Item], goods: GoodsAt) -> bool:
    """Whether a verb behind the goods leads to a figure: "(exported in May) was |$5 million|"."""
    for k in range(goods.stop, min(goods.stop + _REACH, len(items))):
        if items[k].is_("val") or items[k].is_("chverb"):
            return any(kind_at(items, j) in {"AMT", "QTY", "PCT"} for j in range(k + 1, k + 5))
        plain = items[k].kind == "PER" or items[k].lower in _TRADED or items[k].lower in {"in", "during", "of", "also"}
        if not plain:
            return False
    return False
