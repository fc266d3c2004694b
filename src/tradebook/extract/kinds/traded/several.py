"""Goods of one clause with several sellers or buyers as its subject: "Chile, Peru and other countries export tea to
Uzbekistan", "Chile and Mongolia buy oil from Kuwait"."""

from __future__ import annotations

import re

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.traded.chunks import chunks
from tradebook.extract.kinds.traded.frames import Told, bounds, drafts_of

_MAINLY = r"(?:(?:also|mainly|mostly|chiefly|largely|traditionally|regularly|both|all|each|together) )*"
_SELLS = r"(?:sell|export|ship|send|supply|deliver|provide)"
_BUYS = r"(?:buy|import|purchase|get|source|obtain|take)"
_PEOPLE = r"(?:exporters|producers|companies|firms|traders|farmers|importers|growers|factories)"
_OTHERS = r"(?:some |many |several )?other (?:countries|nations|states)"
_SUBJECT = re.compile(
    r"(?:^|[;:,\"] |\b(?:while|whereas|that|where) )(?:the )?"
    rf"(?:(?P<sides>PLACE(?: , (?:the )?PLACE)*,?(?: ,)? and (?:the )?(?:PLACE|{_OTHERS}))"
    rf"|{_PEOPLE} (?:in|of|from) (?P<land>PLACE))"
    rf" {_MAINLY}(?P<verb>{_SELLS}|{_BUYS}) "
)
_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_TO = frozenset({"to", "into", "for"})


def joint_goods(sentence: Sentence) -> list[Draft]:
    """A statement for each of the subjects with the partner that the clause names."""
    if "PLACE" not in sentence.kinds or sentence.lowers.isdisjoint(_VERBS):
        return []
    match = _SUBJECT.search(sentence.masked)
    if match is None:
        return []
    items = sentence.items
    subjects = sentence.found(match, "sides" if match["sides"] else "land", "PLACE")
    verb = sentence.item_at(match.start("verb"))
    _, stop = bounds(items, verb)
    if len(subjects) < 1 or any(item.kind in _FIGURES for item in items[verb:stop]):
        return []
    told = _told(items, verb, stop, sells=re.fullmatch(_SELLS, match["verb"]) is not None, subjects=subjects)
    return drafts_of(sentence, verb, told, confidence=0.6) if told is not None else []


_NOT_ONLY = re.compile(
    r"(?:^|[;:,\"] |\b(?:while|whereas|that) )(?:the )?(?P<land>PLACE) "
    r"(?P<verb>sells|exports|ships|supplies|buys|imports|purchases) not only (?=(?:\w+ )?GOOD)"
)
_SELLING = frozenset({"sells", "exports", "ships", "supplies"})


def not_only(sentence: Sentence) -> list[Draft]:
    """ "A exports not only tea but also coffee to B"."""
    if not sentence.lowers >= {"not", "only", "but"}:
        return []
    match = _NOT_ONLY.search(sentence.masked)
    if match is None:
        return []
    items = sentence.items
    verb = sentence.item_at(match.start("verb"))
    behind = chunks(items, verb + 1, len(items))
    wares = [ware for chunk in behind if chunk.wares for ware in chunk.wares]
    sells = match["verb"] in _SELLING
    partners = [c for c in behind if c.places and c.prep in (_TO if sells else {"from"})]
    if len(partners) != 1 or any(item.kind in _FIGURES for item in items) or any(w.origin for w in wares):
        return []
    sides = (sentence.found(match, "land"), list(partners[0].places))
    told = Told(*(sides if sells else sides[::-1]), wares)
    return _stated(sentence, told)


def _stated(sentence: Sentence, told: Told) -> list[Draft]:
    """The drafts of what is told, whose "not" denies nothing."""
    out: list[Draft] = []
    for seller in told.sellers:
        for buyer in told.buyers:
            if seller.value.code != buyer.value.code:
                draft = Draft("traded_goods", sentence, confidence=0.6)
                draft.put("origin", seller.value.code, seller)
                draft.put("destination", buyer.value.code, buyer)
                draft.put("goods", tuple(w.good for w in told.wares), *(i for w in told.wares for i in w.items))
                out.append(draft)
    return out


_VERBS = frozenset("sell export ship send supply deliver provide buy import purchase get source obtain take".split())


def _told(items: list[Item], verb: int, stop: int, *, sells: bool, subjects: list[Item]) -> Told | None:
    """What stands behind the verb: the goods and one partner, whom a preposition or the verb itself names."""
    behind = chunks(items, verb + 1, stop)
    wares = next((c for c in behind if c.wares), None)
    if wares is None:
        return None
    plain = [ware for ware in wares.wares if ware.origin is None]
    if len(plain) != len(wares.wares):
        return None
    preps = _TO | {""} if sells else {"from"}
    partners = [c for c in behind if c.places and c.prep in preps and (c.prep or c.start <= verb + 2)]
    if len(partners) != 1:
        return None
    sides = (subjects, list(partners[0].places))
    sellers, buyers = sides if sells else sides[::-1]
    return Told(sellers, buyers, plain)
