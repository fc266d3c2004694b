"""Halves of one clause that share its verb: "gets rice from Australia and its fuel from Singapore", "depends on India
for fuel and on China for clothing", "exports tea to Egypt and coffee to Sudan"."""

from __future__ import annotations

import re

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.traded.chunks import Ware, chunks

_LIST = r"(?:\w+ ){0,2}?GOOD(?:(?: ,| and| , and) (?:\w+ )?GOOD)*"
_MAINLY = r"(?:(?:mainly|mostly|chiefly|largely|primarily) )?"
_BEHIND = re.compile(
    rf"\b(?P<prep>from|to) (?:the )?(?P<first>PLACE) ?(?:, and|and|,|, but|, while) (?P<wares>{_LIST}) {_MAINLY}"
    rf"(?P=prep) (?:the )?(?P<second>PLACE)\b"
)
_BEFORE = re.compile(
    rf"\b(?P<prep>on|from|to) (?:the )?(?P<first>PLACE) for {_LIST} ?(?:, and|and|,|, but) (?:\w+ly )?"
    rf"(?P=prep) (?:the )?(?P<second>PLACE) for (?P<wares>{_LIST})"
)
_THOSE = re.compile(
    rf"\b(?:and|while|but|whereas) (?:those|that) (?P<prep>from|to) (?:the )?(?P<second>PLACE) (?:[a-z]+ ){{1,5}}?"
    rf"(?P<wares>{_LIST})"
)


def second_halves(sentence: Sentence, known: list[Draft]) -> list[Draft]:
    """The goods of the second of two countries named behind one verb; those of the first lose what is not theirs."""
    told = [draft for draft in known if draft.sentence is sentence]
    if not told or sum(item.kind == "PLACE" for item in sentence.items) < 2:
        return []
    those = _THOSE.search(sentence.masked) if "those" in sentence.lowers or "that" in sentence.lowers else None
    match = those or _BEHIND.search(sentence.masked) or _BEFORE.search(sentence.masked)
    if match is None:
        return []
    second = sentence.found(match, "second")[0]
    if those is not None:
        slot = "origin" if those["prep"] == "from" else "destination"
    else:
        first = sentence.found(match, "first")[0]
        slot = next((s for s in ("origin", "destination") if told[0].get(s) == first.value.code), "")
    a, b = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
    chunk = next((c for c in chunks(sentence.items, a, b) if c.wares), None)
    if chunk is None or not slot or any(draft.get(slot) == second.value.code for draft in told):
        return []
    other = "destination" if slot == "origin" else "origin"
    if told[0].get(other) == second.value.code:
        return []
    take_away(told[0], chunk.wares)
    return [_half(told[0], slot, second, chunk.wares)]


_OF_OTHER = re.compile(
    rf"(?:\band|\bwhile|\bbut|\bwhereas|,) (?:those|that) of (?:the )?(?P<second>PLACE)(?: ' s)? (?:[a-z]+ ){{0,3}}?"
    rf"(?P<wares>{_LIST})"
)


def of_the_other(sentence: Sentence, known: list[Draft]) -> list[Draft]:
    """What goes the other way, told as the other's own: "the main exports of A were tea, those of B cement"."""
    told = [draft for draft in known if draft.sentence is sentence]
    if len(told) != 1 or sentence.lowers.isdisjoint({"those", "that"}):
        return []
    match = _OF_OTHER.search(sentence.masked)
    if match is None:
        return []
    second = sentence.found(match, "second")[0].value.code
    pair = (told[0].get("origin"), told[0].get("destination"))
    a, b = sentence.item_at(match.start("wares")), sentence.item_at(match.end("wares") - 1) + 1
    chunk = next((c for c in chunks(sentence.items, a, b) if c.wares), None)
    exports = "exports" in sentence.lowers or "export" in sentence.lowers
    if second not in pair or chunk is None or (pair[0] == second) is exports:
        return []
    draft = Draft("traded_goods", sentence, confidence=0.6)
    draft.slots["origin"], draft.slots["destination"] = pair[1], pair[0]
    draft.put("goods", tuple(w.good for w in chunk.wares), *(i for w in chunk.wares for i in w.items))
    return [draft]


def _half(like: Draft, slot: str, place: Item, wares: tuple[Ware, ...]) -> Draft:
    draft = Draft("traded_goods", like.sentence, confidence=like.confidence - 0.05)
    for side in ("origin", "destination"):
        draft.slots[side] = like.get(side)
        if side != slot and side in like.spans:
            draft.spans[side] = like.spans[side].copy()
    draft.put(slot, place.value.code, place)
    draft.put("goods", tuple(ware.good for ware in wares), *(i for ware in wares for i in ware.items))
    draft.stance = like.stance
    return draft


def take_away(draft: Draft, wares: tuple[Ware, ...]) -> None:
    """Leave a statement the goods that its own half names."""
    others = {ware.good.text.lower() for ware in wares}
    kept = tuple(good for good in draft.get("goods") if good.text.lower() not in others)
    if kept:
        draft.slots["goods"] = kept
        there = {(item.start, item.end) for ware in wares for item in ware.items}
        draft.spans["goods"] = [span for span in draft.spans.get("goods", []) if span not in there]
