"""Who buys, where a phrase of trade leaves it open: those whose imports are told beside it, or whose sellers are."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Scope, Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at


def who_buys(seller: str, head: Head, topic: Topic, sentence: Sentence) -> str | None:
    """The country to which goods "shipped from Australia" went: whose imports are told behind ("accounting for 45% of
    China's imports"), or were told right before."""
    if head.source is None or head.total or head.elsewhere or not (head.supply or (head.verb and head.passive)):
        return None
    items = sentence.items
    for k in range(head.last + 1, len(items) - 1):
        if items[k].cue("flow") == "imports" and (owner := _possessor(items, k, head.last)) is not None:
            return owner if owner != seller else None
    base = topic.settled(sentence, 2)
    if base is None or base.measure != "imports" or base.sides.reporter in {None, seller}:
        return None
    return base.sides.reporter if base.sides.partner == WORLD and "imports" not in sentence.lowers else None


def _possessor(items: list[Item], k: int, stop: int) -> str | None:
    """Whose imports stand at `k`: "China's total LNG |imports|"."""
    for j in range(k - 1, max(stop, k - 9), -1):
        if items[j].kind == "DEM" or (items[j].kind == "PLACE" and lower_at(items, j + 1) in {"'", "’"}):
            return str(items[j].value.code)
    return None


def taken_from(buyer: str, head: Head, topic: Topic, sentence: Sentence) -> Scope | None:
    """The exports that a buyer takes its part of: "India imported 21,000 bags" where another country's exports to all
    the world are spoken of, and nothing but a figure is said to be bought."""
    base = topic.settled(sentence)
    if base is None or not head.verb or base.measure != "exports" or base.sides.partner != WORLD:
        return None
    if base.sides.reporter in {None, buyer} or head.spots.get("goods"):
        return None
    items = sentence.items
    at = head.at + 1 + (lower_at(items, head.at + 1) in {"a", "some", "about"})
    if kind_at(items, at) not in {"QTY", "AMT", "NUM"} or lower_at(items, at + 1) in {"of", "worth", "in"}:
        return None
    head.goods = head.goods or base.goods
    return base
