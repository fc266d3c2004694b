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
