"""Partners in what is no trade in goods: "the main source country for foreign tourists", "the top FDI source
economies", "a destination for Nepali students"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at

_LANDS = frozenset("market markets country countries economy economies nation nations state states".split())
_CLAUSE_ENDS = frozenset({",", ";", "(", "and", "with", "while", "but", "after", "in"})
_REACH = 7


def of_something_else(items: list[Item], k: int) -> bool:
    """Whether the noun of partners at `k` is one of people, money or credit: "the largest source of tourists", "the
    most popular tourist destination", "a supplier of credit"."""
    others = flow_words("no_ware")
    if lower_at(items, k - 1) in others:
        return True
    j = k + 1 + (lower_at(items, k + 1) in _LANDS)
    if lower_at(items, j) not in {"for", "of"}:
        return False
    if items[k].lower in _SUPPLYING and lower_at(items, j) == "of":
        behind = items[j + 1 : j + 4]
        if not any(i.kind in {"GOOD", "DEM", "PLACE"} or _of_trade(i) for i in behind):
            return True
    for item in items[j + 1 : j + _REACH]:
        if item.kind == "GOOD" or item.is_("flow") or item.lower in _CLAUSE_ENDS:
            return False
        if item.lower in others:
            return True
    return False


def sum_of_something_else(items: list[Item], i: int) -> bool:
    """Whether the sum at `i` is told to be of people's or investors' money: "India's |$70 billion| in remittance
    receipts", "$2 billion of foreign direct investment"."""
    if lower_at(items, i + 1) not in {"in", "of"}:
        return False
    others = flow_words("no_ware")
    for k in range(i + 2, min(i + 5, len(items))):
        if items[k].kind in {"GOOD", "PER", "p"} or items[k].lower == "and" or items[k].is_("flow"):
            return False
        if items[k].lower in others:
            return not (k + 1 < len(items) and items[k + 1].is_("flow"))
    return False


def sells_a_right(items: list[Item], head: Head) -> bool:
    """Whether what a verb sells or buys is a paper or a right, and no ware: "sold |bonds| worth $40 million to Chinese
    buyers", "bought |passports|"."""
    if head.goods or head.passive:
        return False
    rights = flow_words("right")
    for item in items[head.at + 1 : head.at + 5]:
        if item.lower in rights:
            return True
        if item.kind in {"GOOD", "PLACE", "PER", "p"} or item.lower in {"to", "from", "worth"}:
            return False
    return False


_SUPPLYING = frozenset({"source", "sources", "provider", "providers"})


def _of_trade(item: Item) -> bool:
    return (item.is_("flow") or item.is_("goods_word")) and item.lower != "arrivals"
