"""Shares told by the market's name first, or in a list: "Peru's share is 10 percent", "with 44 percent, Peru was its
largest market", "in Peru it sold 25 percent", "sales break down as follows: Peru 30 percent, Chile 25 percent"."""

from __future__ import annotations

import re

from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.sales_mix.patterns import expression, matches_of
from tradebook.extract.kinds.sales_mix.piece import Piece, codes_of, percent_in, places_of, segment_of, span_of, text_of
from tradebook.extract.mentions.numbers import plain

# Each wording with what goes on with it
_WORDINGS = {
    "share_of": "share_chain",
    "share_first": "chain",
    "sold_there": "there_chain",
    "listed": "chain",
}


def listed_shares(sentence: Sentence, taken: set[int], whole: str | None) -> list[Piece]:
    """The shares of such wordings; the items of `taken` have been read."""
    found: list[Piece] = []
    for name, match in matches_of(tuple(_WORDINGS), sentence.masked):
        places = places_of(sentence, match) or places_of(sentence, match, "places2")
        item = percent_in(sentence, match, taken)
        if item is None or not places:
            continue
        of = text_of(sentence, match, "of") or text_of(sentence, match, "of2") or whole
        at, stop = span_of(sentence, match)
        found.append(_piece(sentence, places, item, of, at, stop))
        taken.add(item.start)
        found += _going_on(sentence, match.end(), _WORDINGS[name], of, taken)
    turns = matches_of(("in_turn", "shares_in_turn"), sentence.masked)
    return found + [p for _, m in turns for p in _in_turn(sentence, m, whole, taken)]


def _piece(sentence: Sentence, places: list[Item], item: Item, of: str | None, at: int, stop: int) -> Piece:
    codes = codes_of(places)
    market = sentence.text_between(places[0], places[-1])
    segment = segment_of(market, codes[0] if len(codes) == 1 else None, _fraction(item), of)
    return Piece("segments", segment, (*places, item), at, stop, leans=of is None)


def _fraction(item: Item) -> Fraction:
    """A share, also where its unit stands with the last of a list: "|20| and 15 percent"."""
    if item.kind == "PCT":
        told: Fraction = item.value
        return told
    single = item.value.low == item.value.high
    return Fraction(percent=plain(item.value.low) if single else None, text=item.text, printed=True)


def _going_on(sentence: Sentence, end: int, chain: str, of: str | None, taken: set[int]) -> list[Piece]:
    """What follows the first share: "and China's 8 percent"."""
    found: list[Piece] = []
    while (more := expression(chain).match(sentence.masked[end:])) is not None:
        at, stop = sentence.item_at(end + 1), sentence.item_at(end + more.end() - 1) + 1
        items = sentence.items[at:stop]
        item = next(i for i in items if i.kind == "PCT")
        places = [i for i in items if i.kind in ("PLACE", "DEM") and i.start < item.start]
        if item.start in taken or item.value.percent is None or not places:
            break
        taken.add(item.start)
        found.append(_piece(sentence, places, item, of, at, stop))
        end += more.end()
    return found


def _in_turn(sentence: Sentence, match: re.Match[str], whole: str | None, taken: set[int]) -> list[Piece]:
    """ "Peru and Chile are the main buyers, with 20 and 15 percent": as many shares as markets, in their order."""
    places = places_of(sentence, match)
    shares = [i for i in sentence.found(match, "shares") if i.kind in ("PCT", "NUM")]
    if len(places) != len(shares) or any(i.start in taken or _fraction(i).percent is None for i in shares):
        return []
    taken.update(i.start for i in shares)
    at, stop = span_of(sentence, match)
    return [_piece(sentence, [p], s, whole, at, stop) for p, s in zip(places, shares, strict=True)]
