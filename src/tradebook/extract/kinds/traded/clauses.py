"""Goods told by what a phrase says is traded: "what A sells to B is above all X", "the basket of A's goods that go to
B consists of X", "X and Y make up most of what B buys from A"; trade that rests on the goods of two sides; "the former
delivers X, the latter Y"; and what travels the other way."""

from __future__ import annotations

import re
from functools import cache

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at
from tradebook.extract.kinds.traded.chunks import Chunk, Ware, chunks, traded_words
from tradebook.extract.kinds.traded.frames import Told, bounds, by_seller, doubtful, drafts_of

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_SELLS = (
    r"(?:sells?|sold|exports?|exported|ships?|shipped|sends?|sent|supplies|supply|supplied|delivers?|delivered|"
    r"provides?)"
)
_BUYS = r"(?:buys?|bought|imports?|imported|purchases?|purchased|gets?|takes?|sources?|orders?|obtains?|receives?)"
_GOES = r"(?:goes|go|crosses|cross|travels?|flows?|moves?|comes?|is|are)(?: (?:sold|exported|shipped|sent|imported))?"
_LAND = r"(?:the )?(?:PLACE|DEM)"
_MAINLY = r"(?:(?:mainly|mostly|chiefly|largely|usually|traditionally|regularly|still|now|then|also) )?"
_TO = r"(?:to|into|in|for|on)"


_BOUGHT = frozenset({"imports", "purchases"})  # "Saudi purchases in Sudan" are no Saudi goods


@cache
def _traded() -> re.Pattern[str]:
    """What is traded, as a phrase: who sells and who buys it."""
    ware = "|".join(sorted(traded_words("ware"), key=len, reverse=True))
    sold = "|".join(sorted(traded_words("ware") - _BOUGHT, key=len, reverse=True))
    market = r"(?: (?:market|buyers|importers|customers|firms|companies|traders))?"
    return re.compile(
        rf"\b(?:what|(?:{ware})(?: (?:that|which))?) (?:most (?:often )?)?"
        rf"(?:(?P<s1>{_LAND})(?: (?:firms|companies|farmers|traders|exporters|producers))? {_MAINLY}{_SELLS} "
        rf"{_MAINLY}"
        rf"{_TO} (?P<b1>{_LAND}){market}"
        rf"|(?P<b2>{_LAND})(?: (?:firms|companies|traders|importers))? {_MAINLY}{_BUYS} "
        rf"{_MAINLY}(?:from|in) (?P<s2>{_LAND})"
        rf"|{_MAINLY}{_GOES} {_MAINLY}from (?P<s3>{_LAND}) {_MAINLY}{_TO} (?P<b3>{_LAND}){market}"
        rf"|(?:sold|exported|shipped|supplied|delivered|sent) {_MAINLY}by (?P<s4>{_LAND}) "
        rf"{_MAINLY}{_TO} (?P<b4>{_LAND}){market}"
        rf"|(?:sold|exported|shipped|supplied|delivered|sent|bought|imported|purchased|coming) "
        rf"{_MAINLY}from (?P<s5>{_LAND}) "
        rf"{_MAINLY}(?:to|into|in|by) (?P<b5>{_LAND}){market}"
        rf"|(?:bought|imported|purchased|ordered) {_MAINLY}by (?P<b6>{_LAND}) {_MAINLY}(?:from|in) (?P<s6>{_LAND}))"
        rf"|\b(?:(?P<s7>DEM)|(?P<s8>PLACE) ' s) (?:\w+ )?(?:{sold}) (?:(?:that|which) )?"
        rf"(?:(?:are |go |going |is )?{_MAINLY}(?:sold|exported|shipped|supplied|delivered|sent|bound|destined|"
        rf"marketed|go|going|bought|on sale) )?{_MAINLY}{_TO} (?P<b7>{_LAND}){market}"
        rf"|\b(?:(?P<b8>DEM)|(?P<b9>PLACE) ' s) (?:\w+ )?(?:purchases|imports) {_MAINLY}(?:from|in) (?P<s9>{_LAND})"
    )


def clause_goods(sentence: Sentence) -> list[Draft]:
    """The goods that a sentence joins to a phrase of what is traded."""
    if "GOOD" not in sentence.kinds or (
        sentence.lowers.isdisjoint(_WHAT) and sentence.lowers.isdisjoint(traded_words("ware"))
    ):
        return []
    out: list[Draft] = []
    for match in _traded().finditer(sentence.masked):
        first, last = sentence.item_at(match.start()), sentence.item_at(match.end() - 1)
        wares = _joined(sentence, first, last)
        if wares is None:
            continue
        told = Told(_side(sentence, match, "s"), _side(sentence, match, "b"), list(wares.wares))
        out += drafts_of(sentence, first, told, confidence=0.7)
    return out


_WHAT = frozenset({"what"})


def _side(sentence: Sentence, match: re.Match[str], name: str) -> list[Item]:
    for group, value in match.groupdict().items():
        if group[0] == name and value is not None:
            found = [i for i in sentence.found(match, group) if i.kind in {"PLACE", "DEM"}]
            return found[-1:]
    return []


def _joined(sentence: Sentence, first: int, last: int) -> Chunk | None:
    """The list of goods that a verb of being or listing joins to the phrase, behind it or before it."""
    items = sentence.items
    between = traded_words("between_list")
    listing = traded_words("listing")
    k, joined = last + 1, False
    while k < len(items) and k - last < 10 and kind_at(items, k) in {"w", "CUE", "p"}:
        low = items[k].lower
        joined = joined or not listing.isdisjoint(low.split()) or low in {":", "–", "—"}
        if not (between | listing).issuperset(low.split()):
            break
        k += 1
    if joined:
        found = next(iter(chunks(items, k, _end(items, k))), None)
        if found is not None and found.wares and found.start == k and not _figured(items, last, found.stop):
            return found
    return _before(items, first)


def _before(items: list[Item], first: int) -> Chunk | None:
    """The list that stands before: "X and Y make up most of", "X tops the list of"; "among" has it behind."""
    words = traded_words("before_phrase")
    k = first - 1
    while k >= 0 and words.issuperset(items[k].lower.split()) and kind_at(items, k) in {"w", "CUE", "p", "FAC"}:
        k -= 1
    if k < 0 or k == first - 1 or items[k].kind != "GOOD":
        return None
    verbs = [i for i in items[k + 1 : first] if i.lower not in {"of", "the", "which", "that", "all", "'", "s"}]
    if not verbs:
        return None
    start, _ = bounds(items, k)
    found = [c for c in chunks(items, start, k + 1) if c.wares and c.stop == k + 1]
    return found[0] if found and found[0].prep == "" and not _figured(items, start, first) else None


def _end(items: list[Item], k: int) -> int:
    return next((j for j in range(k, len(items)) if items[j].lower in {".", ";", "while", "whereas"}), len(items))


def _figured(items: list[Item], a: int, b: int) -> bool:
    return any(i.kind in _FIGURES for i in items[a:b])


_WHERE = re.compile(
    rf"(?P<seller>{_LAND}) (?:is|remains|was) where (?P<buyer>{_LAND})(?: (?:firms|importers|traders))? "
    rf"{_MAINLY}{_BUYS} (?=(?:\w+ ){{0,4}}?GOOD)"
    rf"|it is (?:\w+ )?(?:from|in) (?P<seller2>{_LAND}) that (?P<buyer2>{_LAND})"
    rf"(?: (?:firms|importers|traders))? {_BUYS} "
)


def where_goods(sentence: Sentence) -> list[Draft]:
    """ "Norway is where the UK gets its gas", "it is from Norway that the UK gets its gas"."""
    if "where" not in sentence.lowers and "that" not in sentence.lowers:
        return []
    match = _WHERE.search(sentence.masked)
    if match is None:
        return []
    k = sentence.item_at(match.end() - 1) + 1
    found = next((c for c in chunks(sentence.items, k, _end(sentence.items, k)) if c.wares), None)
    if found is None or _figured(sentence.items, k, found.stop):
        return []
    told = Told(_side(sentence, match, "s"), _side(sentence, match, "b"), list(found.wares))
    return drafts_of(sentence, k, told)


_LIST = r"(?P<wares>(?:\w+ ){0,2}?GOOD(?:(?: ,| and| , and) (?:\w+ ){0,2}?GOOD)*)"
_SHOPS = r"(?:shelves|shops|markets|stores|bazaars|supermarkets)"
_ON_SALE = (
    re.compile(rf"{_LIST} (?:on|in) the {_SHOPS} (?:of|in) (?P<buyer>PLACE) (?:is|are) (?:\w+ly )?(?P<seller>DEM)\b"),
    re.compile(
        rf"\b(?:in|on) the {_SHOPS} (?:of|in) (?P<buyer>PLACE)(?: ,)? (?:one|you|customers|buyers|shoppers) "
        rf"(?:finds?|sees?) "
        rf"(?P<seller>DEM) {_LIST}"
    ),
    re.compile(
        rf"\b(?P<seller>DEM|PLACE) (?:' s )?(?:exporters|producers|sellers|growers|makers) of {_LIST} "
        r"(?:count|counts|name|see|regard) "
        r"(?P<buyer>PLACE) (?:among|as|one of) (?:their|its|the)"
    ),
)


def goods_on_sale(sentence: Sentence) -> list[Draft]:
    """ "The maize meal on the shelves of Lubumbashi is Zambian", "Greek exporters of olives count Bulgaria among "
    "their
    best customers"."""
    if "DEM" not in sentence.kinds:
        return []
    for pattern in _ON_SALE:
        match = pattern.search(sentence.masked)
        if match is None:
            continue
        a, b = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
        wares = next((c for c in chunks(sentence.items, a, b) if c.wares), None)
        if wares is None or _figured(sentence.items, a, b):
            continue
        plain = [Ware(w.good, w.items, None) for w in wares.wares]
        told = Told(sentence.found(match, "seller")[:1], sentence.found(match, "buyer")[-1:], plain)
        if (drafts := drafts_of(sentence, a, told, confidence=0.55)) and len(told.sellers) == 1:
            return drafts
    return []


_ALSO_FOR = re.compile(
    r"\b(?P<buyer>PLACE) (?:looks?|turns?|turned) to .*? , (?:and )?for its (?P<wares>GOOD(?:(?: ,| and| , and) "
    r"GOOD)*) to "
    r"(?P<sellers>(?:the )?PLACE(?: and (?:the )?PLACE)?)"
)


def also_for(sentence: Sentence) -> list[Draft]:
    """The second half of "for its eggs A looks to B, for its pork to C"."""
    match = _ALSO_FOR.search(sentence.masked) if "for" in sentence.lowers else None
    if match is None:
        return []
    a, b = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
    wares = next((c for c in chunks(sentence.items, a, b) if c.wares), None)
    if wares is None:
        return []
    told = Told(sentence.found(match, "sellers", "PLACE"), sentence.found(match, "buyer"), list(wares.wares))
    return drafts_of(sentence, a, told, confidence=0.55)


# -- trade that rests on the goods of both -----------------------------------------------------------------------------


def resting_goods(sentence: Sentence) -> list[Draft]:
    """ "Trade between the two rests on Chilean copper and Korean cars": each side's goods go to the other."""
    exchange, resting = traded_words("exchange"), traded_words("resting") | traded_words("listing")
    if sentence.lowers.isdisjoint(exchange) or sentence.lowers.isdisjoint(resting) or "DEM" not in sentence.kinds:
        return []
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower not in resting or not any(i.lower in exchange for i in items[max(0, k - 9) : k]):
            continue
        behind = next((c for c in chunks(items, k + 1, _end(items, k + 1)) if c.wares), None)
        if behind is None or behind.start - k > 6 or _figured(items, k, behind.stop) or doubtful(sentence, k):
            continue
        groups = by_seller(Told([], [], list(behind.wares)))
        if len(groups) == 2:
            return _both_ways(sentence, groups)
    return []


def _both_ways(sentence: Sentence, groups: list[tuple[Item, list[Ware]]]) -> list[Draft]:
    out: list[Draft] = []
    for (seller, wares), (buyer, _) in ((groups[0], groups[1]), (groups[1], groups[0])):
        told = Told([seller], [buyer], wares)
        out += drafts_of(sentence, sentence.items.index(seller), told, confidence=0.6)
    return out


_SWAPS = frozenset("swaps swap swapped barters barter bartered exchanges exchanged trades exchanging".split())


def swapped_goods(sentence: Sentence) -> list[Draft]:
    """ "Iran swaps pistachios for Sri Lankan tea": each side's goods go to the other."""
    if sentence.lowers.isdisjoint(_SWAPS):
        return []
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower not in _SWAPS:
            continue
        start, stop = bounds(items, k)
        owner = next((c for c in reversed(chunks(items, start, k)) if c.places and c.prep == ""), None)
        behind = [c for c in chunks(items, k + 1, stop) if c.wares]
        if owner is None or len(behind) != 2 or behind[1].prep != "for" or _figured(items, start, stop):
            continue
        other = behind[1].wares[0].origin
        if other is None or other.value.code == owner.places[0].value.code:
            continue
        groups = [(owner.places[0], list(behind[0].wares)), (other, list(behind[1].wares))]
        return _both_ways(sentence, groups)
    return []


# -- the former and the latter, the one and the other ------------------------------------------------------------------

_FORMER = re.compile(
    rf"\bthe former (?:\w+ ){{0,2}}?(?P<verb>{_SELLS}|{_BUYS}) .*?GOOD.*?\b(?P<latter>the latter) "
    rf"(?:(?:\w+ ){{0,2}}?(?P<second>{_SELLS}|{_BUYS}) )?.*?GOOD"
)
_GAPPED = re.compile(
    rf"(?:^|[;:,] )(?:the )?(?P<a>PLACE) {_MAINLY}(?P<verb>{_SELLS}|{_BUYS}) {_MAINLY}"
    r"(?P<first>(?:DEM |\w+ )?GOOD(?:(?: ,| and| , and) (?:\w+ )?GOOD)*) , (?:and |while )?(?:the )?(?P<b>PLACE) "
    r"(?P<second>(?:\w+ )?GOOD(?:(?: ,| and| , and) (?:\w+ )?GOOD)*)"
)


def paired_goods(sentence: Sentence, before: Sentence | None) -> list[Draft]:
    """ "The former delivers sheep, the latter phosphates" behind the sentence that names the two; "Iceland supplies
    fish, the Netherlands machinery"."""
    if "latter" in sentence.lowers and before is not None:
        return _former(sentence, before)
    match = _GAPPED.search(sentence.masked) if "GOOD" in sentence.kinds else None
    if match is None or _figured(sentence.items, sentence.item_at(match.start()), sentence.item_at(match.end() - 1)):
        return []
    a, b = sentence.found(match, "a")[0], sentence.found(match, "b")[0]
    return _opposed(sentence, (a, b), match, ("first", "second"), buys=_is_buying(match["verb"]))


def _former(sentence: Sentence, before: Sentence) -> list[Draft]:
    match = _FORMER.search(sentence.masked)
    named: dict[str, Item] = {}
    for item in before.items:
        if item.kind in {"PLACE", "DEM"}:
            named.setdefault(item.value.code, item)
    if match is None or len(named) != 2:
        return []
    pair = tuple(named.values())
    middle, end = sentence.item_at(match.start("latter")), sentence.items
    first = next((c for c in chunks(end, sentence.item_at(match.start("verb")) + 1, middle) if c.wares), None)
    second = next((c for c in chunks(end, middle + 2, _end(end, middle)) if c.wares), None)
    if first is None or second is None or _figured(end, 0, len(end)):
        return []
    buys = (_is_buying(match["verb"]), _is_buying(match["second"] or match["verb"]))
    out: list[Draft] = []
    for chunk, mine, yours, buying in ((first, pair[0], pair[1], buys[0]), (second, pair[1], pair[0], buys[1])):
        seller, buyer = (yours, mine) if buying else (mine, yours)
        draft = Draft("traded_goods", sentence, confidence=0.6)
        draft.slots["origin"], draft.slots["destination"] = seller.value.code, buyer.value.code
        draft.put("goods", tuple(w.good for w in chunk.wares), *(i for w in chunk.wares for i in w.items))
        draft.lean_on(before)
        out.append(draft)
    return out


def _is_buying(verb: str) -> bool:
    return re.fullmatch(_BUYS, verb) is not None


def _opposed(
    sentence: Sentence, pair: tuple[Item, Item], match: re.Match[str], groups: tuple[str, str], *, buys: bool
) -> list[Draft]:
    out: list[Draft] = []
    for name, (mine, yours) in zip(groups, (pair, (pair[1], pair[0])), strict=True):
        a, b = (sentence.item_at(match.start(name)), sentence.item_at(match.end(name) - 1) + 1)
        wares = next((c for c in chunks(sentence.items, a, b) if c.wares), None)
        if wares is None:
            return []
        seller, buyer = (yours, mine) if buys else (mine, yours)
        plain = [Ware(w.good, w.items, None) for w in wares.wares]
        out += drafts_of(sentence, a, Told([seller], [buyer], plain), confidence=0.6)
    return out if len(out) == 2 else []
