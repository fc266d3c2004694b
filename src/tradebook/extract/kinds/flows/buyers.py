"""Who buys, where a phrase of trade leaves it open: those whose imports are told beside it, or whose sellers are."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
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
    if base is None or not head.verb or base.measure != "exports" or base.sides.partner not in {WORLD, buyer}:
        return None
    if base.sides.reporter in {None, buyer} or head.spots.get("goods"):
        return None
    items = sentence.items
    at = head.at + 1 + (lower_at(items, head.at + 1) in {"a", "some", "about"})
    if kind_at(items, at) not in {"QTY", "AMT", "NUM"} or lower_at(items, at + 1) in {"of", "worth", "in"}:
        return None
    head.goods = head.goods or base.goods
    return base


def by_adjective(code: str, head: Head, topic: Topic, here: Sentence) -> Sides | None:
    """Whose "Chinese imports" are: those of a country that has just been told to buy from China are its imports from
    there; in a report on another country they may be either's (None); sides without a reporter where they are China's
    own, as far as the words go."""
    own = Sides()
    scopes = [scope for scope in (topic.told(here), topic.settled(here)) if scope is not None]
    for scope in scopes:
        side = scope.sides
        if side.reporter == code:
            return own
        told = scope.measure in {"imports", "balance"} or (scope.measure == "turnover" and not _sells_too(code, here))
        if side.partner == code and side.reporter is not None and told:
            return Sides(side.reporter, code, (), side.reporter_area, None, 0.6, scope.sentence)
    if lower_at(here.items, head.first - 1) in {"on", "against", "over"}:
        return None  # "want duties on Chinese imports, which rose 40%"
    if code in topic.about or not topic.about or topic.story.sentences[0] is here:
        return own
    base = topic.base
    if base is None:
        spoken_of = topic.subject not in {None, code} and topic.near(topic.subject_sentence, here, 2)
        return None if spoken_of else own
    if base.measure != "imports" or base.sides.reporter in {None, code} or _by_adjective(base):
        return own
    if base.goods and base.sides.partner == WORLD:
        # "Ghana imported chicken worth $300 million. Polish imports came to $30 million"
        head.goods = head.goods or base.goods
        return Sides(base.sides.reporter, code, (), base.sides.reporter_area, None, 0.55, base.sentence)
    return None


def _sells_too(code: str, here: Sentence) -> bool:
    """Whether a sentence tells a country's exports by its adjective as well: "|Omani exports| were $5 million, Omani
    imports $3 million" are both Turkey's own."""
    items = here.items
    return any(i.kind == "DEM" and i.value.code == code and n.cue("flow") == "exports" for i, n in pairwise(items))


def _by_adjective(base: Scope) -> bool:
    """Whether the base was told by an adjective as well ("Japanese imports fell 3%. Korean imports rose")."""
    items = base.sentence.items
    return any(
        item.kind == "DEM" and item.value.code == base.sides.reporter and items[k + 1].cue("flow") == "imports"
        for k, item in enumerate(items[:-1])
    )
