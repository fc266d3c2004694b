"""One thing told of a sales mix, and how it is read out of a match."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.statement import Segment, SegmentShare


class Piece(Struct, gc=False):
    """One thing told: a value for a slot, the items it was read from, the indexes of its first and last item, and
    how it is said; `leans` where it means something only beside other pieces ("Russia takes 55 percent"); `taker` the
    indexes of the words that say who buys, which name no producer."""

    slot: str
    value: Any
    items: tuple[Item, ...]
    at: int
    stop: int
    stance: str = "stated"
    leans: bool = False
    taker: tuple[int, int] | None = None


def span_of(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.item_at(match.start()), sentence.item_at(max(match.start(), match.end() - 1)) + 1


def text_of(sentence: Sentence, match: re.Match[str], group: str) -> str | None:
    items = sentence.found(match, group) if match.groupdict().get(group) else []
    return sentence.text_between(items[0], items[-1]).strip() if items else None


def places_of(sentence: Sentence, match: re.Match[str], group: str = "places") -> list[Item]:
    if not match.groupdict().get(group):
        return []
    return [i for i in sentence.found(match, group) if i.kind in ("PLACE", "DEM")]


def codes_of(places: list[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i.value.code for i in places if i.value.code != "WLD"))


def percent_in(sentence: Sentence, match: re.Match[str], taken: set[int]) -> Item | None:
    """The last percentage of a match that can be a share and was not read yet."""
    items = [i for i in sentence.found(match, 0) if i.kind == "PCT"]
    item = items[-1] if items else None
    if (
        item is None
        or item.start in taken
        or item.value.points
        or item.value.percent is None
        or item.value.percent > 100
    ):
        return None
    return item


def segment_of(market: str | None, country: str | None, fraction: Fraction, whole: str | None) -> Segment:
    """A market with its share of a whole."""
    share = SegmentShare(percent=fraction.percent, of=whole, qualifier=fraction.qualifier)
    return Segment(market=market, country=country, share=share)
