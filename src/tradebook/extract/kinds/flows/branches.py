"""Branches of an economy as the goods of a flow: "exports of the fuel group", "from the fishing sector"."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at
from tradebook.extract.tables import rows, words
from tradebook.goods import HS_EDITION
from tradebook.statement import Good

BRANCHES = frozenset("group industry industries sector sectors subsector category segment".split())
"""Nouns of a branch behind its name."""


@cache
def branches() -> dict[str, str]:
    """Branches that stand as adjectives before a noun of trade, with the goods they mean as the lexicon words them."""
    return {row["form"]: row["goods"] for row in rows("flow_branches")}


def good_of_branch(text: str, form: str) -> Good:
    """The goods of a branch: those that its table row names, else its words alone."""
    meant = branches().get(form)
    found = resolved(meant) if meant else None
    if found is None:
        return Good(text=text)
    return Good(text=text, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)


def branch_behind(items: list[Item], k: int, head: Head) -> int | None:
    """Take the branches named at `k` ("the |textile and leather sectors", "the fishing industry") into the head as its
    goods; the index behind them, None where there are none or the head is of two directions."""
    if head.goods or head.two_way:
        return None
    k += lower_at(items, k) == "the"
    if _is_joined(items, k):  # "the agro-food sector"
        text = f"{items[k].text}-{items[k + 2].text}"
        head.goods = (good_of_branch(text, text.lower()),)
        head.spot("goods", items[k], items[k + 2])
        return k + 4
    named: list[Item] = []
    while len(named) < 3 and (kind_at(items, k) == "GOOD" or _is_plain(items, k, alone=not named)):
        named.append(items[k])
        k += 1
        if items[k - 1].lower.rpartition(" ")[2] in BRANCHES:
            return _take(head, named, k)  # "fuel group" is one mention
        if lower_at(items, k) in BRANCHES:
            return _take(head, named, k + 1)
        if lower_at(items, k) not in {"and", ","}:
            return None
        k += 1
    return None


def _is_joined(items: list[Item], k: int) -> bool:
    """Whether two words joined by a hyphen name a branch before its noun."""
    if lower_at(items, k + 1) != "-" or lower_at(items, k + 3) not in BRANCHES:
        return False
    known = flow_words("no_branch") | words("plain_words")
    return all(items[n].kind in {"w", "GOOD"} and items[n].lower not in known for n in (k, k + 2))


def branches_and_goods(items: list[Item], k: int, head: Head) -> int | None:
    """Take "|mining, phosphates and derivatives", branches of the table before goods of the lexicon, into the head; the
    index behind them."""
    named: list[Item] = []
    while (
        len(named) < 3 and kind_at(items, k) == "w" and items[k].lower in branches() and lower_at(items, k + 1) == ","
    ):
        named.append(items[k])
        k += 2
    found = goods_list(items, k, unknown=False) if named else None
    if found is None or head.two_way:
        return None
    head.goods = (*(good_of_branch(item.text, item.lower) for item in named), *found.goods)
    head.spot("goods", *named, *found.items)
    return found.stop


def _is_plain(items: list[Item], k: int, *, alone: bool) -> bool:
    """Whether a plain word at `k` may name a branch: one of the table, or any other right before its noun."""
    if kind_at(items, k) != "w" or not items[k].text.islower():
        return False
    if items[k].lower in branches():
        return True
    known = flow_words("no_branch") | words("plain_words")
    return alone and lower_at(items, k + 1) in BRANCHES and items[k].lower not in known


def _take(head: Head, named: list[Item], stop: int) -> int:
    head.goods = tuple(
        good_of(item) if item.kind == "GOOD" else good_of_branch(item.text, item.lower) for item in named
    )
    head.spot("goods", *named)
    return stop


def take_item_named(items: list[Item], head: Head) -> None:
    """Take the good of "Tea is the largest item in |Latvia's exports|, making up 31 percent": what is told is of it."""
    k = head.first - 1
    if head.goods or head.two_way or lower_at(items, k) not in {"in", "of", "among"}:
        return
    if lower_at(items, k - 1) not in _ITEMS:
        return
    being = next((j for j in range(k - 2, max(0, k - 7), -1) if lower_at(items, j) in _BEING), 0)
    ranked = any(item.is_("superlative") or item.is_("rank") for item in items[being:k])
    if being and ranked and kind_at(items, being - 1) == "GOOD" and not items[being - 1].value.attributive:
        head.goods = (good_of(items[being - 1]),)
        head.spot("goods", items[being - 1])


_ITEMS = frozenset({"item", "product", "commodity", "article", "position", "component", "good", "items"})
_BEING = frozenset({"is", "was", "remains", "remained", "are", "were"})
