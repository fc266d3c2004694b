"""Goods whose sides stand before: "in return it buys cloth", "rice goes the other way", "from Iran it gets tiles"."""

from __future__ import annotations

import re

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import good_of
from tradebook.extract.kinds.traded.chunks import Chunk, Ware, chunks
from tradebook.extract.kinds.traded.frames import Told, doubtful
from tradebook.extract.kinds.traded.parallel import take_away
from tradebook.places import is_group

_MARK = re.compile(
    r"\b(?:the other (?:way|direction)(?: (?:a)?round)?|in (?:the )?(?:other|opposite|reverse) direction|"
    r"the opposite (?:way|direction)|in (?:return|exchange|turn)|"
    r"on the (?:way back|return (?:leg|trip|journey|voyage))|returns? with|returning with|comes? back with|"
    r"going back|coming back|flowing back|comes? back|goes? back|sends? back|sent back|brings? back|carry back)\b"
)
_BACK = re.compile(
    r"\b(?:sends?|ships?|carry|carries|brings?|delivers?|sells?) (?P<wares>(?:\w+ ){0,2}?GOOD(?:(?: ,| and| , and) "
    r"(?:\w+ )?GOOD)*) "
    r"(?:back|(?:in return|in exchange)(?! for))\b"
)
_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_REACH = 2


def returned(sentence: Sentence, known: list[Draft]) -> list[Draft]:
    """The goods that go the other way than those told last."""
    back = _BACK.search(sentence.masked)
    match = back or _MARK.search(sentence.masked)
    last = next((d for d in reversed(known) if sentence.index - d.sentence.index < _REACH), None)
    if match is None or last is None or last.sentence.headline != sentence.headline:
        return []
    at = sentence.item_at(match.start())
    end = sentence.item_at(match.end() - 1)
    if back is not None:
        first = sentence.item_at(back.start("wares"))
        wares = next((c for c in chunks(sentence.items, first, end) if c.wares), None)
    else:
        wares = _near(sentence.items, at, end)
    if wares is None or doubtful(sentence, at):
        return []
    origin, destination = last.get("destination"), last.get("origin")
    landed = {w.origin.value.code for w in wares.wares if w.origin is not None}
    if landed - {origin}:
        return []
    texts = {w.good.text.lower() for w in wares.wares}
    told = [d for d in known if d.sentence is sentence]
    if any(
        texts & {g.text.lower() for g in d.get("goods")} for d in told if d is not last or d.get("origin") == origin
    ):
        return []
    both = [d for d in told if texts & {g.text.lower() for g in d.get("goods")}]
    if both and (both != [last] or not {g.text.lower() for g in last.get("goods")} - texts):
        return []
    if both:
        take_away(last, wares.wares)  # "imports tea from Oman, with |butter| going the other way"
    draft = Draft("traded_goods", sentence, confidence=0.6)
    draft.slots["origin"], draft.slots["destination"] = origin, destination
    draft.put("goods", tuple(w.good for w in wares.wares), *(i for w in wares.wares for i in w.items))
    draft.lean_on(last.sentence)
    return [draft]


_TURN = re.compile(
    r"(?:, (?:and |while |but )?(?P<ing>importing|buying|purchasing|receiving|exporting|selling|shipping|"
    r"supplying|sending)"
    r"|(?:,? and|, but) (?:it |we |they )?(?:also )?(?P<verb>imports?|buys?|purchases?|receives?|takes|exports?|sells?|"
    r"ships?|supplies|sends|bought|imported|sold|exported))"
    r" (?:(?:mainly|mostly|chiefly|largely|almost|exclusively|primarily|only|some|back) ){0,3}"
    r"(?=(?:\w+ ){0,2}?GOOD)"
)
_BUYING = frozenset(
    "importing buying purchasing receiving imports import buys buy purchases purchase receives receive takes bought "
    "imported".split()
)


def turned(sentence: Sentence, known: list[Draft]) -> list[Draft]:
    """ "A sells wine to B, importing oil", "A exports dates to B and imports machinery": what the same country "
    "gets from
    the same partner, or gives it."""
    last = next((d for d in reversed(known) if d.sentence is sentence), None)
    match = _TURN.search(sentence.masked)
    if (
        last is None
        or match is None
        or len({(d.get("origin"), d.get("destination")) for d in known if d.sentence is sentence}) > 1
    ):
        return []
    at = sentence.item_at(match.end() - 1) + 1
    items = sentence.items
    told = [k for items_ in last.spans.values() for k in items_]
    if told and max(end for _, end in told) > items[at].start and not _told_before(last, items[at].start):
        return []
    wares = next((c for c in chunks(items, at, len(items)) if c.wares), None)
    subject = next((i for i in items if i.kind in {"PLACE", "DEM"}), None)
    if wares is None or subject is None or any(i.kind in _FIGURES for i in items[at : wares.stop + 2]):
        return []
    buys = (match["ing"] or match["verb"]) in _BUYING
    pair = (last.get("origin"), last.get("destination"))
    mine = (pair[0] if buys else pair[1]) if _we_before(items, subject) else subject.value.code
    if mine not in pair or (mine == pair[1]) is buys or doubtful(sentence, at):
        return []
    stop = next((k for k in range(wares.stop, len(items)) if items[k].lower in _QUOTED), len(items))
    others = [c for c in chunks(items, wares.stop, stop) if c.places]
    other = pair[0] if pair[1] == mine else pair[1]
    if any(i.value.code != other for c in others for i in c.places):
        return []
    draft = Draft("traded_goods", sentence, confidence=0.55)
    draft.slots["origin"], draft.slots["destination"] = (other, mine) if buys else (mine, other)
    draft.put("goods", tuple(w.good for w in wares.wares), *(i for w in wares.wares for i in w.items))
    return [draft]


_QUOTED = frozenset({'"', "”", "''", ";", "said"})


def _we_before(items: list[Item], subject: Item) -> bool:
    """ "We export beef to Algeria and import oil": who speaks is the subject, not the country named first."""
    return any(item.lower == "we" for item in items[: items.index(subject)])


def _told_before(draft: Draft, start: int) -> bool:
    return all(end <= start for _, end in draft.spans.get("goods", ()))


def _near(items: list[Item], first: int, last: int) -> Chunk | None:
    """The list of goods of the mark's own clause: before it, else behind."""
    start = next((j + 1 for j in range(first - 1, -1, -1) if items[j].lower in {";", "while", "whereas", "but"}), 0)
    stop = next(
        (j for j in range(last + 1, len(items)) if items[j].lower in {";", "while", "whereas", "."}), len(items)
    )
    before = [c for c in chunks(items, start, first) if c.wares]
    if before and items[last + 1 : last + 2] and items[last + 1].lower != "for":
        best = before[-1]
        sided = any(c.places for c in chunks(items, best.stop, first))
        far = first - best.stop > 6
        if (
            not sided
            and not far
            and best.prep in {"", "with"}
            and not any(i.kind in _FIGURES for i in items[best.start : first])
        ):
            return best
    behind = [c for c in chunks(items, last + 1, stop) if c.wares]
    if not behind or any(i.kind in _FIGURES for i in items[last:stop]):
        return None
    placed = any(c.places for c in chunks(items, last + 1, behind[0].start))
    given = {"", "with", "for"} if items[last].lower in {"exchange", "return"} else {"", "with"}
    return behind[0] if behind[0].prep in given and not placed and behind[0].start - last < 9 else None


def pointed(sentence: Sentence, at: int, told: Told, known: list[Draft], before: Sentence | None = None) -> list[Draft]:
    """ "From the Netherlands it gets dredgers": the side that a pronoun stands for is the other one of the pair
    that was told with the country named."""
    if told.points is None or not told.wares or bool(told.sellers) == bool(told.buyers) or doubtful(sentence, at):
        return []
    named = (told.sellers or told.buyers)[0]
    code = named.value.code
    for draft in reversed(known):
        if sentence.index - draft.sentence.index > _REACH:
            break
        pair = (draft.get("origin"), draft.get("destination"))
        if code not in pair:
            continue
        other = pair[0] if pair[1] == code else pair[1]
        out = Draft("traded_goods", sentence, confidence=0.6)
        sold = bool(told.sellers)
        out.put("origin" if sold else "destination", code, named)
        out.slots["destination" if sold else "origin"] = other
        out.put("goods", tuple(w.good for w in told.wares), *(i for w in told.wares for i in w.items))
        out.lean_on(draft.sentence)
        return [out]
    return _of_subject(sentence, told, code, before)


_ITS = re.compile(
    r"\b(?:its|their) (?P<ware>GOOD) (?:is|are|comes? from|is from|are from) (?:\w+ly )?(?P<seller>DEM|PLACE)\b"
)


def its_own(sentence: Sentence, before: Sentence | None) -> list[Draft]:
    """ "Its onions are Egyptian" behind the sentence that names the buyer."""
    out: list[Draft] = []
    if sentence.lowers.isdisjoint({"its", "their"}):
        return out
    for match in _ITS.finditer(sentence.masked):
        seller, ware = sentence.found(match, "seller")[0], sentence.found(match, "ware")[0]
        if ware.value.attributive or is_group(seller.value.code):
            continue
        told = Told([seller], [], [Ware(good_of(ware), (ware,), None)])
        out += _of_subject(sentence, told, seller.value.code, before)
    return out


def _of_subject(sentence: Sentence, told: Told, code: str, before: Sentence | None) -> list[Draft]:
    """The buyer is the one country of the sentence before: "Lebanon imports most of its food. Its lentils come from
    Canada"."""
    if before is None or not told.sellers or before.headline != sentence.headline:
        return []
    lands = {i.value.code for i in before.items if i.kind in {"PLACE", "DEM"} and not is_group(i.value.code)}
    if len(lands) != 1 or code in lands:
        return []
    out = Draft("traded_goods", sentence, confidence=0.5)
    out.put("origin", code, told.sellers[0])
    out.slots["destination"] = lands.pop()
    out.put("goods", tuple(w.good for w in told.wares), *(i for w in told.wares for i in w.items))
    out.lean_on(before)
    return [out]
