"""What follows a share in its sentence: parts of what is exported, and the markets that took a lost one's place."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.patterns import expression, matches
from tradebook.extract.kinds.sales_mix.piece import Piece, codes_of, span_of
from tradebook.extract.kinds.sales_mix.producers import word_class
from tradebook.statement import Replacement, Segment, SegmentShare


def parts_of(sentence: Sentence, end: int, first: Piece, taken: set[int]) -> list[Piece]:
    """The parts of an export share told behind it: "exports 70 percent of what it makes, half of that to Africa".

    `end` is where the wording of `first` ends in `masked`; the items of `taken` have been read. A part is of the
    exports where words say so ("half of it"), or where the parts together come to more than the share itself;
    else of the same whole ("exports 70 percent, 40 percent to Peru")."""
    found: list[Piece] = []
    of_exports = False
    shares = 0.0
    while (more := expression("part_of_it").match(sentence.masked[end:])) is not None:
        k, stop = sentence.item_at(end + 1), sentence.item_at(end + more.end() - 1) + 1
        places = [i for i in sentence.items[k:stop] if i.kind in ("PLACE", "DEM")]
        percent = next((i for i in sentence.items[k:stop] if i.kind == "PCT"), None)
        fraction = percent.value if percent is not None else Fraction(percent=50, text="half", printed=False)
        if not places or fraction.percent is None or (percent is not None and percent.start in taken):
            break
        if percent is not None:
            taken.add(percent.start)
        of_exports = of_exports or bool(more["of"] or more["which"] or more["half"])
        shares += float(fraction.percent)
        codes = codes_of(places)
        share = SegmentShare(percent=fraction.percent, of=None, qualifier=fraction.qualifier)
        market = sentence.text_between(places[0], places[-1])
        segment = Segment(market=market, country=codes[0] if len(codes) == 1 else None, share=share)
        used = (*([percent] if percent is not None else []), *places)
        found.append(Piece("segments", segment, used, k, stop))
        if len(codes) > 1:
            found.append(Piece("markets", codes, tuple(places), k, stop))
        end += more.end()
    whole = first.value.share
    at_home = "home" in (first.value.market or "") or "domestic" in (first.value.market or "")
    over = whole is not None and whole.percent is not None and shares > float(whole.percent) and not at_home
    of = "exports" if (of_exports and not at_home) or over else (whole.of if whole is not None else None)
    for piece in found:
        if piece.slot == "segments":
            piece.value = msgspec.structs.replace(piece.value, share=msgspec.structs.replace(piece.value.share, of=of))
    return found + rest_of(sentence, end)


def rest_of(sentence: Sentence, end: int) -> list[Piece]:
    """The markets of what is left, told from `end` of `masked` on: "a third goes to Peru|, and the rest to Chile|"."""
    rest = expression("rest_chain").match(sentence.masked[end:])
    if rest is None:
        return []
    k, stop = sentence.item_at(end + 1), sentence.item_at(end + rest.end() - 1) + 1
    places = [i for i in sentence.items[k:stop] if i.kind in ("PLACE", "DEM")]
    return [Piece("markets", codes_of(places), tuple(places), k, stop)]


def of_so_many(sentence: Sentence, taken: set[int]) -> list[Piece]:
    """ "Sold 11,000 tonnes abroad last year, |70 percent of it to the Netherlands|": parts of what was sold."""
    for match in matches("sold_some", sentence.masked):
        at, stop = span_of(sentence, match)
        whole = Piece("segments", Segment(market="export", country=None, share=None), (), at, stop)
        if _firm_acts(sentence.items, at) and (parts := parts_of(sentence, match.end(), whole, taken)):
            return parts
    return []


def _firm_acts(items: list[Item], at: int) -> bool:
    """Whether the subject of the verb at `at` is a name, "it" or "the company", and not "Chile" or "growers"."""
    k = at - 1
    while k > 0 and (lower_at(items, k) in _HAS or lower_at(items, k).endswith("ly")):
        k -= 1
    return k >= 0 and (items[k].kind in NAMES or lower_at(items, k) in {"it", "we"} | word_class("producer"))


_HAS = frozenset({"has", "have", "had", "also", ",", "which"})


_AFTER = frozenset("after having when with following since as".split())


def after_loss(sentence: Sentence, found: list[Piece]) -> list[Piece]:
    """The pieces of a sentence that tells of a market left: where a firm sells "now", or began to sell after it, took
    the lost one's place: "used to sell to Peru and now sells to Chile", "having lost Peru, it began selling to"."""
    left = [p for p in found if p.slot in ("suspended", "formerly")]
    if not left:
        return [_new_market(sentence, p) for p in found]
    first = sentence.items[0].lower.split(" ")[0]
    clause = first in _AFTER and any(p.at <= 4 for p in left)
    over = any(p.slot == "formerly" or any(i.kind == "PER" and i.value.cue == "until" for i in p.items) for p in left)
    for piece in found:
        before = {i.lower for i in sentence.items[max(0, piece.at - 4) : piece.stop]}
        if piece.slot == "markets" and ("new" in before or ("now" in before and over)):
            piece.value = tuple(
                Replacement(country=code, period=None, text=_wording(sentence, piece)) for code in piece.value
            )
            piece.slot = "instead"
        elif piece.slot == "entered" and piece.stance == "stated" and clause and piece.at > left[0].at:
            piece.value = tuple(_behind(r, piece) for r in piece.value)
            piece.slot = "instead"
    return found


def _new_market(sentence: Sentence, piece: Piece) -> Piece:
    """ "Among its new markets are Peru and Chile": markets entered."""
    told = [i.lower for i in sentence.items[piece.at : piece.stop]]
    nouns = {"market", "markets", "destination", "destinations"}
    if piece.slot == "markets" and any(a == "new" and b in nouns for a, b in pairwise(told)):
        wording = _wording(sentence, piece)
        piece.value = tuple(Replacement(country=code, period=None, text=wording) for code in piece.value)
        piece.slot = "entered"
    return piece


def _wording(sentence: Sentence, piece: Piece) -> str:
    return sentence.text_between(sentence.items[piece.at], sentence.items[piece.stop - 1])


def _behind(told: Replacement, piece: Piece) -> Replacement:
    """A move without its time where that stands before it: the time of the loss."""
    dated = any(i.kind == "PER" and i.start > piece.items[0].start for i in piece.items)
    return told if dated else msgspec.structs.replace(told, period=None)
