"""Goods told behind a flow that only its figure was told of: "exports to B came to $40 million. The main items were tea
and coffee", "They consisted mainly of tea", "Tea and coffee made up most of them"."""

from __future__ import annotations

import re

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.traded.chunks import Chunk, chunks
from tradebook.extract.kinds.traded.frames import doubtful
from tradebook.statement import Measure

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_MAINLY = r"(?:(?:mainly|mostly|chiefly|primarily|largely|predominantly|also) )*"
_MAIN = r"(?:main|key|top|leading|principal|major|chief|basic|biggest|largest|most important)"
_WARES = r"(?:goods|items|products|commodities|articles|positions|export items|categories|product groups)"
_WORD = r"(?!importing|buying|exporting|selling|purchasing)[a-z-]+ "
_LIST = (
    rf"(?P<wares>(?:{_WORD}){{0,2}}?GOOD(?: GOOD)?"
    rf"(?:(?: ,| and| , and| as well as) (?:{_WORD}){{0,2}}?GOOD)*)"
)
_IS = r"(?:are|were|is|was|remain|remained|remains)"
_MADE = r"(?:consist|consisted|consists|made up|composed|comprised)"
_LISTS = (
    rf"(?:{_IS} {_MAINLY}|(?:{_IS} )?{_MAINLY}{_MADE} {_MAINLY}of {_MAINLY}|"
    rf"{_MAINLY}(?:included?|includes|comprised?|comprises) {_MAINLY}|{_IS} (?:dominated|led|headed) by )"
)
_POINTING = r"(?:they|these|those|it|this|the list|deliveries|supplies|shipments)"
_SIDE = re.compile(r"^(?:on|as for) the (?P<half>import|export)s?(?: side| front)? , ")
_START = r"(?:^|[;:] |(?<=side , )|(?<=front , )|(?<=exports , )|(?<=imports , ))(?:and )?"
_MOST = (
    r"(?:most|the bulk|the majority|the greater part|the lion ' s share|much|more than half|the main part|"
    r"the largest share)"
)
_THEM = r"(?:it|them|this|these)"
_SUM = r"(?:exports|imports|supplies|deliveries|shipments|total|sum|trade)"
_PATTERNS = (
    re.compile(rf"{_START}(?:{_POINTING}|(?:(?:the|its|their) )?{_MAIN} {_WARES}) {_LISTS}(?:the )?{_LIST}"),
    re.compile(rf"{_START}among (?:them|these|those|the {_WARES}) {_IS} {_MAINLY}{_LIST}"),
    re.compile(rf"{_START}{_MOST} of (?:{_THEM}|the {_SUM}) {_IS} {_LIST}"),
    re.compile(rf"{_START}{_LIST} (?:{_IS}|being) (?:among |one of )?(?:the|its|their) {_MAIN} {_WARES}(?= [.,;]|$)"),
    re.compile(
        rf"{_START}{_LIST} (?:prevail|prevailed|dominate|dominated|lead|led|predominate|predominated)(?= [.,;]|$)"
    ),
    re.compile(
        rf"{_START}{_LIST} (?:makes? up|made up|accounted for|account for|constituted?|formed|represented) "
        rf"(?:{_MOST} of (?:{_THEM}|the {_SUM})|the bulk|the lion ' s share|the majority)(?= [.,;]|$)"
    ),
)
_TRADING = r"(?:exporting|selling|supplying|shipping|importing|buying|purchasing)"
_WITH = re.compile(
    rf"\bwith (?:the )?(?P<owner>PLACE) {_MAINLY}(?P<verb>{_TRADING}) {_MAINLY}{_LIST}"
    rf"(?: (?:to|from) (?:the )?PLACE)?(?:,?(?: ,)? (?:and|while) (?P<second>{_TRADING}) {_MAINLY}"
    + _LIST.replace("wares", "others")
    + r")?"
)
_SELLING = frozenset("exporting selling supplying shipping".split())
_REACH = 1


def goods_behind(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The goods of the flow told just before, in its sentence or the one before, where that has one direction."""
    if "GOOD" not in sentence.kinds or sentence.headline or sentence.lowers.isdisjoint(_TRIGGERS):
        return []
    scope = _half(sentence, topic)
    if scope is None or not _directed(scope):
        return []
    for pattern in _PATTERNS:
        match = pattern.search(sentence.masked)
        if match is None:
            continue
        if match.start() == 0 and scope.sentence is sentence:
            continue  # its own clause tells the flow
        first, last = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
        wares = next((c for c in chunks(sentence.items, first, last) if c.wares), None)
        if wares is None or _has_figures(sentence.items, first, last) or doubtful(sentence, first):
            continue
        return _drafts(sentence, scope, wares)
    return []


def _half(sentence: Sentence, topic: Topic) -> Scope | None:
    """The flow told just before; "On the import side," the half of the same country's trade that it names."""
    scope = topic.told(sentence, _REACH)
    if scope is None or lower_at(sentence.items, 0) not in {"on", "as for", "as"}:
        return scope
    match = _SIDE.match(sentence.masked)
    if match is None:
        return scope
    return replace(scope, measure=_HALVES[match["half"]], goods=(), mixed=False)


_HALVES: dict[str, Measure] = {"import": "imports", "export": "exports"}

_TRIGGERS = frozenset(
    "prevail prevailed dominate dominated lead led predominate predominated "
    "are were is was consist consisted consists made make makes included include includes comprised comprise comprises "
    "remain remained accounted account constituted formed represented composed being".split()
) | {"made up", "make up", "makes up", "accounted for", "account for"}


def goods_with(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "Trade between A and B reached $40 million, with A exporting tea and importing cement"."""
    if "with" not in sentence.lowers or sentence.lowers.isdisjoint(_SELLING | {"importing", "buying"}):
        return []
    match = _WITH.search(sentence.masked)
    scope = topic.told(sentence, _REACH)
    if match is None or scope is None:
        return []
    owner = sentence.found(match, "owner")[0]
    other = scope.sides.other(owner.value.code)
    if other is None or {i.value.code for i in sentence.items if i.kind == "PLACE"} - {owner.value.code, other}:
        return []
    out: list[Draft] = []
    for verb, group in (("verb", "wares"), ("second", "others")):
        if match[verb] is None:
            continue
        first, last = sentence.item_at(match.start(group)), sentence.item_at(match.end(group) - 1) + 1
        wares = next((c for c in chunks(sentence.items, first, last) if c.wares), None)
        if wares is None or _has_figures(sentence.items, first, last):
            continue
        pair = (owner.value.code, other) if match[verb] in _SELLING else (other, owner.value.code)
        out.append(_draft(sentence, pair, wares))
    return out


_OF_BOTH = re.compile(
    rf"[,(–-] ?(?:mainly|mostly|chiefly|primarily|above all) (?P<wares>DEM {_LIST.replace('wares', 'mine')} and "
    rf"DEM {_LIST.replace('wares', 'yours')})"
)


def goods_of_both(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "Trade between A and B came to $40 million, mostly Chilean tea and Kenyan cement": each side's to the other."""
    if "DEM" not in sentence.kinds or sentence.lowers.isdisjoint(_CHIEFLY):
        return []
    match = _OF_BOTH.search(sentence.masked)
    scope = topic.told(sentence, _REACH)
    if match is None or scope is None or scope.measure != "turnover" or len(scope.sides.pair) != 2:
        return []
    first, last = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
    wares = [ware for chunk in chunks(sentence.items, first, last) for ware in chunk.wares]
    sellers = {ware.origin.value.code for ware in wares if ware.origin is not None}
    if sellers != set(scope.sides.pair) or _has_figures(sentence.items, first, last):
        return []
    out: list[Draft] = []
    for code in dict.fromkeys(ware.origin.value.code for ware in wares if ware.origin is not None):
        own = tuple(ware for ware in wares if ware.origin is not None and ware.origin.value.code == code)
        other = next(c for c in scope.sides.pair if c != code)
        out.append(_draft(sentence, (code, other), Chunk("", first, last, own)))
    return out


_CHIEFLY = frozenset("mainly mostly chiefly primarily above".split())


def _directed(scope: Scope) -> bool:
    sides = scope.sides
    return (
        scope.measure in {"exports", "imports"}
        and not scope.goods
        and not scope.mixed
        and sides.reporter not in {None, WORLD}
        and sides.partner not in {None, WORLD}
    )


def _has_figures(items: list[Item], first: int, last: int) -> bool:
    """Whether a figure stands in the list or right behind it: then it is a flow of each."""
    return any(item.kind in _FIGURES for item in items[first : last + 4])


def _drafts(sentence: Sentence, scope: Scope, wares: Chunk) -> list[Draft]:
    pair = (scope.sides.reporter or "", scope.sides.partner or "")
    draft = _draft(sentence, pair if scope.measure == "exports" else (pair[1], pair[0]), wares)
    if scope.sentence is not sentence:
        draft.lean_on(scope.sentence)
    return [draft]


def _draft(sentence: Sentence, pair: tuple[str, str], wares: Chunk) -> Draft:
    draft = Draft("traded_goods", sentence, confidence=0.6)
    draft.slots["origin"], draft.slots["destination"] = pair
    draft.put("goods", tuple(w.good for w in wares.wares), *(i for w in wares.wares for i in w.items))
    return draft
