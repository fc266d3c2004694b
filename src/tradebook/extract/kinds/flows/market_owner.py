"""Whose partners a noun of partners speaks of, and in which direction: "Armenia's main export markets", "destination
for Singapore's exports", "In terms of imports, its largest partners"."""

from __future__ import annotations

from typing import cast

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.market import Market
from tradebook.extract.kinds.flows.ranks import SIDES, ranked_subject
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place, possessive_at
from tradebook.places import is_group
from tradebook.statement import Measure

SELLERS = frozenset({"exporter", "exporters", "supplier", "suppliers", "seller", "sellers"})
"""Nouns for who sells."""

TAKERS = frozenset({"importer", "importers", "buyer", "buyers", "purchaser", "purchasers"})
"""Nouns for who buys."""

_AMONG_THEM = frozenset({"exporter", "exporters", "importer", "importers"})

_BUYING = TAKERS | {"imports"}


def measure_at(items: list[Item], k: int, measure: str) -> Measure:
    """ "export markets" are of exports, "import partners" of imports, "suppliers" of imports."""
    before = lower_at(items, k - 1)
    if before in {"export", "import"}:
        return "exports" if before == "export" else "imports"
    if measure == "turnover" and (told := _told_behind(items, k) or _told_before(items, k)) is not None:
        return told
    window = {i.lower for i in items[k + 1 : k + 6]}
    if lower_at(items, k) == "importer" and lower_at(items, k + 1) == "with" and "imports" in window:
        return "imports"  # "Oman was Peru's top importer with the cost of imports amounting to": who Peru imports from
    bought = "imports" in window or any(low.startswith("import ") for low in window)  # "with import turnover of"
    if measure == "exports" and bought and items[k].lower not in _BUYING | {"customer", "customers"}:
        return "imports"
    return cast(Measure, measure)


def _told_before(items: list[Item], k: int) -> Measure | None:
    """ "In terms of imports, Georgia's largest trading partners were": the direction that opens the sentence."""
    comma = next((j for j in range(1, min(k, 8)) if items[j].lower == ","), 0)
    told = {SIDES[item.lower] for item in items[:comma] if item.lower in SIDES}
    plain = lower_at(items, 0) in {"in", "on", "as", "for", "among", "regarding", "with"}
    return told.pop() if plain and len(told) == 1 else None


def _told_behind(items: list[Item], k: int) -> Measure | None:
    """ "the main partners in exports", "its leading partner for goods imports": of one direction alone."""
    j = k + 2 if lower_at(items, k + 1) in {"country", "countries"} else k + 1
    if lower_at(items, j) == "of" and (whose := one_place(items, j + 1)) is not None:
        j = whose.stop  # "the top partners of Georgia in terms of imports"
    if lower_at(items, j) not in {"in", "for", "by"}:
        return None
    j += 3 if lower_at(items, j + 1) in {"terms", "respect"} and lower_at(items, j + 2) == "of" else 1
    while lower_at(items, j) in _BEFORE_SIDE or kind_at(items, j) == "DEM" or possessive_at(items, j + 1) > j + 1:
        j = max(j + 1, possessive_at(items, j + 1)) if kind_at(items, j) == "PLACE" else j + 1
    told = SIDES.get(lower_at(items, j))
    both = lower_at(items, j + 1) in {"and", "or", "&"} and lower_at(items, j + 2) in SIDES
    return None if both else told


_BEFORE_SIDE = frozenset({"the", "its", "goods", "merchandise", "total", "services"})


def find_owner(sentence: Sentence, k: int, market: Market, topic: Topic, before: list[Market]) -> None:
    """Whose partners: "Armenia's main export markets", "destination for Singapore's exports", "its", or as before."""
    items = sentence.items
    _own_goods(items, k, market)
    if _owned_before(sentence, k, market, topic):
        return
    if (described := _described_behind(items, k)) is not None:
        _take_described(market, items, described, topic, sentence)
        return
    if _owned_behind(items, k, market):
        return
    if before and before[-1].owner == WORLD and market.noun.lower in SELLERS | TAKERS:
        market.owner, market.goods = WORLD, market.goods or before[-1].goods
        return
    worldwide = any((i.kind == "PLACE" and i.value.code == WORLD) or i.lower in _WORLDWIDE for i in items)
    if market.noun.lower in SELLERS | TAKERS and worldwide:
        market.owner = WORLD  # "the leading exporter, with a tenth of world exports"
        return
    if before and before[-1].owner and market.superlative is not None:
        market.owner = before[-1].owner
        return
    if (opening := _opening_place(items)) is not None:
        market.owner, market.owner_item = opening.value.code, opening
        return
    if (owner := _owner_of_flow(sentence, k, market)) is not None:
        market.owner, market.owner_item = owner.value.code, owner
        return
    base = topic.settled(sentence)
    if base is not None and base.measure == "exports" and market.noun.lower in {"exporter", "exporters"}:
        return  # "Brazil, the largest exporter," in a report on Indonesia's exports: of all the world, most likely
    if base is not None and base.sides.reporter:
        market.owner = base.sides.reporter
    elif base is None and any(item.lower in {"making", "made"} for item in items[max(0, k - 7) : k]):
        _take_trader(items, k, market)


_WORLDWIDE = frozenset({"global", "worldwide", "globally"})


def _owner_of_flow(sentence: Sentence, k: int, market: Market) -> Item | None:
    """Whose flow "$5 million of |Peru's| exports went to Oman, the largest buyer," tells, where a partner is ranked."""
    items = sentence.items
    subject = items[k - 4 : k] if market.superlative is not None else []
    named = next((i for i in reversed(subject) if i.kind == "PLACE"), None)
    if named is None or lower_at(items, k + 1) in {"for", "of"} or not any(i.is_("flow") for i in items[:k]):
        return None  # "Peru's exports to Oman, the largest market for its tea": of one good only
    told = [h for h in heads(sentence) if h.last < k and h.owner is not None and h.measure == market.measure]
    spots = told[0].spots.get("owner", []) if len(told) == 1 else []
    return spots[0] if spots and spots[0].value.code != named.value.code else None


def _take_trader(items: list[Item], k: int, market: Market) -> None:
    """ "|Peru| sold goods to Oman, making it the largest buyer": who trades the way of which a partner is ranked; "Oman
    bought goods from Peru, making it the largest buyer" ranks Oman itself."""
    for j in range(k - 2, -1, -1):
        if items[j].kind == "PLACE" and items[j + 1].is_("fverb"):
            if items[j + 1].cue("fverb") == market.measure:
                market.owner, market.owner_item = items[j].value.code, items[j]
            return


def owner_of_list(head: Head, sentence: Sentence, topic: Topic) -> str | None:
    """Whose flow it is by which partners are ranked: the one named with it, else the one spoken of before."""
    if head.owner is not None:
        return head.owner.code
    if head.open_owner is None and head.sided:
        return None
    base = topic.settled(sentence)
    return base.sides.reporter if base is not None else None


def _opening_place(items: list[Item]) -> Item | None:
    """The place of "For Slovakia, Germany is the number one partner"."""
    k = 1 + (lower_at(items, 1) == "the")
    told = lower_at(items, 0) == "for" and kind_at(items, k) == "PLACE" and lower_at(items, k + 1) == ","
    return items[k] if told else None


def _owned_before(sentence: Sentence, k: int, market: Market, topic: Topic) -> bool:
    """ "Armenia's main markets", "its largest buyer": whose partners, told before the noun."""
    items = sentence.items
    if kind_at(items, k - 1) == "PLACE" and is_group(items[k - 1].value.code) and market.noun.lower in SELLERS:
        if any(lower_at(items, j) == "to" and one_place(items, j + 1) is not None for j in range(k + 1, k + 5)):
            return False  # "the list of EU exporters to Spain": of those who sell to one country
        market.owner = WORLD  # "the biggest EU exporter": a place among those who sell
        return True
    if (seller := _sellers_place(items, k)) is not None:
        market.owner, market.owner_item = seller.value.code, seller
        return True
    reach = 12 if any(item.lower == "and" for item in items[max(0, k - 6) : k]) else 9  # "biggest investor and partner"
    for j in range(k - 1, max(-1, k - reach), -1):
        item = items[j]
        if item.kind == "PLACE" and possessive_at(items, j + 1) > j + 1:
            if is_group(item.value.code) and item.value.code != WORLD and market.noun.lower in _AMONG_THEM:
                return True  # "Africa's largest exporter of coffee": a place among them, in no trade with them
            market.owner, market.owner_item = item.value.code, item
            return True
        if item.kind == "DEM" and j == k - 1:
            if is_group(item.value.code):
                continue  # "Egypt is Jordan's top |Arab| market": among whom it is ranked
            market.owner, market.owner_item = item.value.code, item
            return True
        if item.kind == "DEM" and j == k - 2 and _listed_buyers(items, j):
            market.owner, market.owner_item = item.value.code, item
            return True  # "China topped the list of |Thai| rubber importers"
        if item.lower == "country" and lower_at(items, j - 1) in {"his", "her"}:
            return _speakers_own(items, k, j, market)
        if item.lower == "our" and (speaker := _speaker_behind(items, k)) is not None:
            market.owner, market.owner_item = speaker.value.code, speaker
            return True
        if item.is_("anaphor") or item.is_("country_noun"):
            market.owner = _pointed_owner(items, j) or market.owner
            return market.owner is not None
    return False


def _listed_buyers(items: list[Item], j: int) -> bool:
    """Whether the nationality at `j` is of goods whose buyers are listed: "the list of |Thai| rubber importers"."""
    of_list = lower_at(items, j - 1) == "of" and lower_at(items, j - 2) in {"list", "ranking"}
    return of_list and kind_at(items, j + 1) == "GOOD" and items[j + 2].lower in _BUYERS


_BUYERS = frozenset({"importers", "buyers", "customers", "purchasers", "consumers"})


def _sellers_place(items: list[Item], k: int) -> Item | None:
    """Whose exports the noun is of in "the largest |US| LNG export destination", "the top |Chilean| export market"."""
    j = _behind_export(items, k)
    if j == k - 1 or kind_at(items, j) not in {"DEM", "PLACE"} or is_group(items[j].value.code):
        return None
    before = items[j - 1] if j else items[j]
    return items[j] if before.is_("superlative") or before.is_("rank") or before.is_("ordinal") else None


def _behind_export(items: list[Item], k: int) -> int:
    """The index before the goods and "export" that stand before the noun at `k`."""
    j = k - 1
    if lower_at(items, j) not in {"export", "import"}:
        return j
    j -= 1
    while kind_at(items, j) == "GOOD":
        j -= 1
    return j


def _speaker_behind(items: list[Item], k: int) -> Item | None:
    """The country of who speaks behind the noun: "Kenya is our biggest market, |the Egyptian| ambassador said"."""
    for j in range(k + 1, len(items)):
        if items[j].kind == "DEM" and any(i.lower in _OFFICES for i in items[j + 1 : j + 4]):
            return items[j]
    return None


_OFFICES = frozenset("ambassador envoy minister president premier consul chancellor diplomat official".split())


def _speakers_own(items: list[Item], k: int, at: int, market: Market) -> bool:
    """Whether "Polish premier X said that Vietnam was |his country's| largest partner" tells whose it is: the one
    country beside that which has the place."""
    subject = ranked_subject(items, k)[0]
    taken = subject.value.code if subject is not None else None
    named = {i.value.code: i for i in items[:at] if i.kind in {"PLACE", "DEM"} and not is_group(i.value.code)}
    own = [item for code, item in named.items() if code != taken]
    if taken is None or len(own) != 1:
        return False
    market.owner, market.owner_item = own[0].value.code, own[0]
    return True


def _pointed_owner(items: list[Item], stop: int) -> str | None:
    """Whose "its largest market" is, where the sentence itself tells: the owner of the flow, or who trades."""
    for j in range(stop - 1, -1, -1):
        item = items[j]
        if item.kind == "PLACE" and (
            possessive_at(items, j + 1) > j + 1 or (j + 1 < len(items) and items[j + 1].is_("fverb"))
        ):
            return str(item.value.code)
        if item.kind == "DEM" and any(i.is_("flow") or i.is_("supply") for i in items[j + 1 : j + 4]):
            return str(item.value.code)
        if item.kind == "PLACE" and _trades(items, j):
            return str(item.value.code)
    return None


def _trades(items: list[Item], j: int) -> bool:
    """Whether the place at `j` is told as the one that trades: "exports |from Ghana| to Togo", "imports of Ghana"."""
    k = j - 1 - (lower_at(items, j - 1) == "the")
    way = lower_at(items, k)
    if way == "from" and lower_at(items, k - 2) == "of":
        k -= 2  # "exports of tea from"
    noun = items[k - 1] if k > 0 else items[0]
    measure = noun.cue("flow")
    return (measure == "exports" and way in {"from", "of"}) or (measure == "imports" and way in {"of", "to", "into"})


def _owned_behind(items: list[Item], k: int, market: Market) -> bool:
    """ "the largest market for Chile's copper", "the top seller worldwide": whose partners, told behind the noun."""
    for j in range(k + 1, min(k + 8, len(items) - 1)):
        low = items[j].lower
        if low in {"after", "with", ",", ";", ":", "followed", "rest", "ahead", "ahead of"}:
            return False  # "the largest customer |ahead| of the EU": who comes next
        if low == "in" and lower_at(items, j + 1) == "the" and kind_at(items, j + 2) == "PLACE":
            if items[j + 2].value.code == WORLD:
                market.owner = WORLD
                return True
            continue
        if low in {"worldwide", "globally"}:
            market.owner = WORLD
            return True
        if low not in {"for", "of", "to"} and not (low == "from" and market.noun.lower in _BUYING):
            continue
        at = j + 2 if lower_at(items, j + 1) == "the" else j + 1
        if kind_at(items, at) in {"PLACE", "DEM"}:
            # goods may stand between the noun and whose they are
            if market.goods == [] and kind_at(items, j - 1) == "GOOD":
                market.goods = [items[j - 1]]
            market.owner, market.owner_item = items[at].value.code, items[at]
            # "the main supplier of maize to Zimbabwe": the supplier's exports are counted
            market.supplies = market.measure == "imports" and (
                low == "to" or (low == "for" and market.noun.lower in {"exporter", "exporters"})
            )
            market.goods = market.goods or _goods_near(items, at + 1)
            return True
    return False


def _goods_near(items: list[Item], at: int) -> list[Item]:
    """The goods of "the main buyer of Lao |rubber, cassava and bananas|"."""
    first = next((k for k in range(at, at + 4) if kind_at(items, k) == "GOOD" and not items[k].value.attributive), 0)
    found = goods_list(items, first, unknown=False) if first else None
    return list(found.items) if found is not None else []


def _described_behind(items: list[Item], k: int) -> int | None:
    """The index of the word before "the African nation" behind the noun at `k`: a country that only its part of the
    world tells."""
    if lower_at(items, k + 1) not in {"for", "of", "to"} or lower_at(items, k + 2) != "the":
        return None
    j = k + 3
    while kind_at(items, j) == "DEM" or lower_at(items, j) in flow_words("lying"):
        j += 1
    return k + 1 if j > k + 3 and lower_at(items, j) in {"nation", "country", "state", "kingdom"} else None


def _take_described(market: Market, items: list[Item], at: int, topic: Topic, sentence: Sentence) -> None:
    """Make the other one of the two countries spoken of the owner: that which the sentence has not named before."""
    base = topic.settled(sentence)
    pair = set(base.sides.pair if base is not None else ()) or set(topic.pair)
    left = pair - {item.value.code for item in items[:at] if item.kind in {"PLACE", "DEM"}}
    if len(pair) == 2 and len(left) == 1:
        market.owner = left.pop()
        market.supplies = market.measure == "imports" and lower_at(items, at) == "to"


def _own_goods(items: list[Item], k: int, market: Market) -> None:
    """The goods that a place is held in: "rice exporter", "supplier of palm oil", "partner for farm products"."""
    if kind_at(items, k - 1) == "GOOD" and not items[k - 1].value.attributive:
        market.goods = [items[k - 1]]
    elif lower_at(items, k - 1) in {"export", "import"} and kind_at(items, k - 2) == "GOOD":
        market.goods = [items[k - 2]]  # "the largest US LNG export destination"
    elif lower_at(items, k - 1) == "and" and lower_at(items, k - 2) in _MAKING and kind_at(items, k - 3) == "GOOD":
        market.goods = [items[k - 3]]  # "the largest coffee producer and exporter"
    elif lower_at(items, k + 1) in {"of", "for", "in"}:
        found = goods_list(items, k + 2, unknown=False)
        if found is not None and found.origin is None:
            market.goods = list(found.items)


_MAKING = frozenset({"producer", "grower", "maker", "consumer", "processor", "miner", "manufacturer", "refiner"})
