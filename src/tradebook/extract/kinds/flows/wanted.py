"""Goods told by who wants them or by their place in a list: "the main buyers of Kazakh flour were Iran and China",
"tea and coffee top the list of Kenyan goods sold in Egypt"."""

from __future__ import annotations

import re

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.market import Market
from tradebook.extract.kinds.flows.markets import read_market
from tradebook.extract.kinds.flows.ranks import links, phrase_start, place_of
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, place_list
from tradebook.statement import Good

_LISTED = re.compile(
    r"\b(?:top|tops|topped|head|heads|headed|lead|leads|dominate|dominates) the list of "
    r"(?:(?P<maker>DEM)|(?P<owner>PLACE) ' s) (?:goods|products|exports|deliveries|supplies|shipments|wares) "
    r"(?:(?:sold|bought|exported|shipped|delivered|sent) )?(?:in|to|by|for) (?:the )?(?P<buyer>PLACE)\b"
)
_BUYING = re.compile(
    r"\b(?:countries|buyers|nations|states) (?:that )?(?:mainly |mostly )?"
    r"(?:buying|purchasing|importing|buy|purchase|import|bought|purchased|imported) "
    r"(?:the )?(?:(?P<maker>DEM)|(?P<owner>PLACE) ' s) (?P<goods>GOOD(?:(?: ,| and| , and) GOOD)*) "
    r"(?:are|were|include|included) (?=(?:the )?PLACE\b)"
)
_AS_MAIN = re.compile(
    r"\b(?:with|,) (?:the )?(?P<goods>GOOD(?:(?: and its derivatives)?(?: ,| and| , and| as well as| , as well as) "
    r"(?:the )?GOOD)*) (?:being|comprising|constituting|remaining|making up|forming) (?P<owner>PLACE) ['’] s "
    r"(?:main|top|key|major|leading|principal|primary|biggest|largest|chief) (?P<way>exports|imports)"
    r"(?: (?:to|from) (?:the )?(?P<other>PLACE))?"
)
_AS = frozenset({"being", "comprising", "constituting", "remaining", "making up", "forming"})
_BEING = frozenset({"were", "are", "include", "included", "remain", "remained", "was", "is"})


def wanted_goods(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The goods of a sentence that names buyers, suppliers or markets without a figure or a place."""
    if "partner_noun" in sentence.cues:
        market = read_market(sentence, topic, plural=False)
        if market is not None and market.goods and market.owner_item is not None and market.owner != WORLD:
            return _of_market(sentence, market)
    elif "list" in sentence.lowers:
        return _topping(sentence)
    return _bought_by(sentence) if not sentence.lowers.isdisjoint({"countries", "nations", "states"}) else []


def goods_as_main(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "Trade hit $9 million, with tea and coffee comprising Kenya's main exports to Iran"; whom they go to may be only
    the other one of the two that are spoken of."""
    if sentence.lowers.isdisjoint(_AS) or "GOOD" not in sentence.kinds:
        return []
    match = _AS_MAIN.search(sentence.masked)
    goods = sentence.found(match, "goods", "GOOD") if match is not None else []
    if match is None or not goods:
        return []
    owner = sentence.found(match, "owner", "PLACE")[0]
    other = sentence.found(match, "other", "PLACE") if match["other"] else []
    told = topic.told(sentence, 1)
    pair = told.sides.pair if told is not None and told.sides.pair else topic.pair
    left = [code for code in pair if code != owner.value.code]
    if other:
        left = [other[0].value.code]
    if len(left) != 1 or left[0] in {owner.value.code, WORLD}:
        return []
    draft = Draft("traded_goods", sentence, confidence=0.7)
    sold = match["way"] == "exports"
    draft.put("origin" if sold else "destination", owner.value.code, owner)
    draft.put("destination" if sold else "origin", left[0], *other)
    draft.put("goods", tuple(good_of(i) for i in goods), *goods)
    return [draft]


def _bought_by(sentence: Sentence) -> list[Draft]:
    """ "The main countries buying Peru's grapes and avocados are Chile and Spain": no places among them are told."""
    match = _BUYING.search(sentence.masked)
    if match is None:
        return []
    seller = sentence.found(match, "maker", "DEM") or sentence.found(match, "owner", "PLACE")
    goods = sentence.found(match, "goods", "GOOD")
    takers = place_list(sentence.items, sentence.item_at(match.end()))
    if not seller or not goods or takers is None:
        return []
    out: list[Draft] = []
    for item in takers.items:
        if item.value.code == seller[0].value.code:
            continue
        draft = Draft("traded_goods", sentence, confidence=0.75)
        draft.put("origin", seller[0].value.code, seller[0])
        draft.put("destination", item.value.code, item)
        draft.put("goods", tuple(good_of(i) for i in goods), *goods)
        out.append(draft)
    return out


def _of_market(sentence: Sentence, market: Market) -> list[Draft]:
    items = sentence.items
    if market.measure == "turnover" or place_of(items, market.noun_at) is not None:
        return []  # a place among partners is a flow
    goods = tuple(good_of(item) for item in market.goods)
    out: list[Draft] = []
    for item in _partners(items, market):
        country = item.value.code
        if country == market.owner:
            continue
        draft = Draft("traded_goods", sentence, confidence=0.7)
        sold = (market.measure == "exports") != market.supplies
        assert market.owner_item is not None
        draft.put("origin" if sold else "destination", market.owner, market.owner_item)
        draft.put("destination" if sold else "origin", country, item)
        if market.supplies:
            draft.slots["origin"], draft.slots["destination"] = country, market.owner
        draft.put("goods", goods, *market.goods)
        out.append(draft)
    return out


def _partners(items: list[Item], market: Market) -> list[Item]:
    """The places that a verb of being joins to the noun, behind its phrase or before it."""
    for k in range(market.noun_at + 1, min(market.noun_at + 9, len(items))):
        if items[k].lower in _BEING or items[k].is_("include"):
            found = place_list(items, k + 1)
            return list(found.items) if found is not None else []
        if items[k].kind not in {"GOOD", "DEM", "PLACE", "w", "CUE"}:
            break
    j = phrase_start(items, market.noun_at) - 1
    being = False
    while j >= 0 and (items[j].lower in links() or items[j].lower in {"a", "an", "the"}):
        being = being or items[j].lower in flow_words("rank_being")
        j -= 1
    if not being or kind_at(items, j) != "PLACE":
        return []
    found_before: list[Item] = []
    while j >= 0 and (items[j].kind == "PLACE" or items[j].lower in {",", "and", "the"}):
        if items[j].kind == "PLACE":
            found_before.insert(0, items[j])
        j -= 1
    return [] if lower_at(items, j) in {"in", "of", "to", "from", "with"} else found_before


def _topping(sentence: Sentence) -> list[Draft]:
    """ "Tea and coffee top the list of Kenyan goods sold in Egypt"."""
    match = _LISTED.search(sentence.masked)
    if match is None:
        return []
    first = sentence.item_at(match.start())
    used = [i for i in sentence.items[:first] if i.kind == "GOOD" and not i.value.attributive]
    seller = sentence.found(match, "maker", "DEM") or sentence.found(match, "owner", "PLACE")
    buyer = sentence.found(match, "buyer", "PLACE")
    if not used or not seller or not buyer or seller[0].value.code == buyer[0].value.code:
        return []
    draft = Draft("traded_goods", sentence, confidence=0.8)
    draft.put("origin", seller[0].value.code, seller[0])
    draft.put("destination", buyer[0].value.code, buyer[0])
    goods: tuple[Good, ...] = tuple(good_of(i) for i in used)
    draft.put("goods", goods, *used)
    return [draft]
