"""Who buys, where a phrase of trade leaves it open: those whose imports are told beside it, or whose sellers are."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at


def who_buys(seller: str, head: Head, topic: Topic, sentence: Sentence) -> str | None:
    """The country to which goods "shipped from Australia" went: whose imports are told behind ("accounting for 45% of
    China's imports"), or were told right before ("Russian shipments rose to 7 million tonnes")."""
    items = sentence.items
    owned = head.source is None and head.owner is not None and items[head.at].cue("supply") is not None
    if head.total or head.elsewhere or head.open_other:
        return None
    if not owned and (head.source is None or not (head.supply or (head.verb and head.passive))):
        return None
    for k in range(head.last + 1, len(items) - 1):
        if items[k].cue("flow") == "imports" and (owner := _possessor(items, k, head.last)) is not None:
            return owner if owner != seller else None
    base = topic.settled(sentence, 2)
    if base is None or base.measure != "imports" or base.sides.reporter in {None, seller}:
        return None
    if owned and head.goods and not same_goods(base.goods, head.goods):
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


def buyer_before(head: Head, here: Sentence) -> Place | None:
    """Who takes in so much of the imports at `head`: "|Brazil| exceeded a million tonnes of Russian imports"."""
    items = here.items
    k = head.first - 2
    if lower_at(items, k + 1) != "of" or kind_at(items, k) not in {"QTY", "AMT"}:
        return None
    k -= 1
    while k > 0 and kind_at(items, k) in {"w", "CUE"} and lower_at(items, k) not in _NO_SUBJECT:
        k -= 1
    if k + 1 == head.first - 2 or kind_at(items, k) != "PLACE" or items[k].value.form not in {"name", "nickname"}:
        return None
    return items[k].value if k == 0 or lower_at(items, k - 1) in {",", "the", "that", "while", "and"} else None


_NO_SUBJECT = frozenset({"and", "but", "while", "that", "to", "from", "of", "with", "by"})


def took_in(buyer: str | None, head: Head, topic: Topic, here: Sentence) -> Sides | None:
    """The sides of "the country |received| 6 million tonnes", which tells trade only where the imports of that country
    are spoken of."""
    base = topic.settled(here)
    if base is None or buyer is None or base.measure != "imports" or base.sides.reporter != buyer:
        return None
    if base.sides.partner != WORLD or (head.goods and base.goods and not same_goods(base.goods, head.goods)):
        return None
    return Sides(buyer, WORLD, (), base.sides.reporter_area, None, 0.65, base.sentence)


def is_adjective(owner: Place, head: Head, here: Sentence) -> bool:
    """Whether the owner of imports stands before them as an adjective: "Chinese imports", "U.S. LNG imports"."""
    if owner.form == "demonym":
        return True
    items = here.items
    at = next((k for k in range(head.first, head.at) if items[k].kind == "PLACE" and items[k].value is owner), -1)
    return at >= 0 and possessive_at(items, at + 1) == at + 1


def by_adjective(code: str, head: Head, topic: Topic, here: Sentence) -> Sides | None:
    """Whose "Chinese imports" are: those of a country that has just been told to buy from China are its imports from
    there; in a report on another country they may be either's (None); sides without a reporter where they are China's
    own, as far as the words go."""
    own = Sides()
    if (buyer := buyer_before(head, here)) is not None and buyer.code != code:
        return Sides(buyer.code, code, (), buyer.area, None, 0.7)
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
    base = topic.base
    if (code in topic.about and not _sold_before(code, base, topic, here)) or not topic.about:
        return own
    if topic.story.sentences[0] is here:
        return own
    if base is None:
        spoken_of = topic.subject not in {None, code} and topic.near(topic.subject_sentence, here, 2)
        return None if spoken_of else own
    if base.measure != "imports" or base.sides.reporter in {None, code, WORLD} or _by_adjective(base):
        return own
    if base.goods and base.sides.partner == WORLD:
        # "Ghana imported chicken worth $300 million. Polish imports came to $30 million"
        head.goods = head.goods or base.goods
        return Sides(base.sides.reporter, code, (), base.sides.reporter_area, None, 0.55, base.sentence)
    return None


def _sold_before(code: str, base: Scope | None, topic: Topic, here: Sentence) -> bool:
    """Whether the imports that the report is about were told to come from a country: "India's oil imports from Russia
    dipped. |Russian oil imports| fell to"."""
    if base is None or base.measure != "imports" or base.sides.reporter in {None, code, WORLD}:
        return False
    return any(
        sentence.index < here.index
        and lower_at(sentence.items, k - 1) == "from"
        and item.kind == "PLACE"
        and item.value.code == code
        for sentence in topic.story.sentences
        for k, item in enumerate(sentence.items)
    )


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


def sent_back(head: Head, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    """ "Exports to the United States rose 3%, while |American imports| fell": what comes from there, behind what goes
    there."""
    if head.owner is None or head.source or head.dest or not before or head.verb or head.goods:
        return None
    known, side = before[-1]
    if known.measure != "exports" or side.partner != head.owner.code or side.reporter is None or len(before) > 1:
        return None
    demonym = any(item.kind == "DEM" and item.value is head.owner for item in sentence.items[head.first : head.at])
    return side.again(0.65, None) if demonym else None
