"""The markets that a firm sells in, told without a share."""

from __future__ import annotations

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.patterns import expression, matches, matches_of
from tradebook.extract.kinds.sales_mix.piece import Piece, codes_of, places_of, span_of
from tradebook.extract.kinds.sales_mix.producers import producers_in, word_class


def markets_of(sentence: Sentence, known: list[Piece]) -> list[Piece]:
    """The countries that a sentence calls markets of a firm; `known` are the pieces read before."""
    found: list[Piece] = []
    for name, match in matches_of(_MARKET_WORDINGS, sentence.masked):
        places = places_of(sentence, match)
        at, stop = span_of(sentence, match)
        if not places or any(p.at < stop and at < p.stop for p in known):
            continue
        if name == "sells_to" and (
            not _habitual(sentence, at, stop) or lower_at(sentence.items, stop) == "instead" or _instead_of_it(sentence)
        ):
            continue
        if name in ("on_sale", "has_customers", "present_in") and _figures(sentence, at, stop):
            continue
        if name in ("known_are", "main_buyer", "among") and _is_over(sentence, at, stop):
            continue
        if name == "known_are":
            places += places_of(sentence, match, "next")
        if name == "main_buyer":
            places += places_of(sentence, match, "next")
            if lower_at(sentence.items, stop) in {"of", "for", "in", "that", "where", "which", "to"}:
                continue  # "the largest buyer of Ukrainian wheat"
        if mood_before(sentence.items, at, max(0, at - 6)).ahead:
            continue
        found.append(
            Piece(
                "markets",
                codes_of(places),
                tuple(places),
                at,
                stop,
                leans=name in ("main_buyer", "next_are", "customers_are")
                or match.groupdict().get("whose") in ("the", ""),
            )
        )
        if (more := expression("followers").match(sentence.masked[match.end() :])) is not None:
            k = sentence.item_at(match.end() + more.start("places"))
            behind = sentence.item_at(match.end() + more.end() - 1) + 1
            places = [i for i in sentence.items[k:behind] if i.kind in ("PLACE", "DEM")]
            found.append(Piece("markets", codes_of(places), tuple(places), k, behind, leans=found[-1].leans))
    if not found and any(p.slot == "segments" for p in known):
        ends = [p.stop for p in known if p.slot == "segments"]
        for match in matches("mainly", sentence.masked):
            at, stop = span_of(sentence, match)
            if any(0 <= at - end <= 2 for end in ends):
                places = places_of(sentence, match) + places_of(sentence, match, "next")
                found.append(Piece("markets", codes_of(places), tuple(places), at, stop))
    return found


_MARKET_WORDINGS = (
    "among",
    "known_are",
    "customers_are",
    "buyers_of",
    "among_are",
    "of_plant",
    "countries",
    "at_home",
    "sells_to",
    "main_buyer",
    "next_are",
    "on_sale",
    "present_in",
    "has_customers",
    "among_them",
    "largest_are",
    "with_as",
    "geography",
    "counts_among",
)


def _instead_of_it(sentence: Sentence) -> bool:
    """ "Instead it sells to Peru": of the market told before, and not "Instead of Peru, it sells"."""
    return lower_at(sentence.items, 0) == "instead" and lower_at(sentence.items, 1) != "of"


def _is_over(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a market was one only until a time: "until 2022 its main market was Peru", "before 2022, Peru was"."""
    items = sentence.items
    near = range(max(0, at - 2), min(len(items), stop + 2))
    return any(
        items[k].kind == "PER" and (items[k].value.cue == "until" or lower_at(items, k - 1) in {"before", "to"})
        for k in near
    )


def _figures(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a quantity or a sum stands beside: then it tells of one sale and not of where a firm sells."""
    return any(i.kind in ("AMT", "QTY") for i in sentence.items[max(0, at - 4) : stop + 4])


def _habitual(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a sale is told as a habit: no quantity, sum or date beside it, the verb no noun."""
    items = sentence.items
    after_now = lower_at(items, at - 1) == "now"
    beside = items[at - 1 if after_now else max(0, at - 6) : stop + 6]
    if any(i.kind in ("AMT", "QTY", "PER", "PCT", "FAC") and i.lower not in _NOW for i in beside):
        return False
    k = at - 1
    if lower_at(items, k) == "now" and lower_at(items, k - 1) in {"and", "but", ","}:
        return True  # "stopped selling to Peru and now sells to Chile"
    while (
        lower_at(items, k)
        in _NOW | {"also", "now", "currently", "mainly", "already", "regularly", "still", "which", ","}
        and k > 0
    ):
        k -= 1
    if k < 0 or lower_at(items, k) in {"'", "’", "s"}:
        return False
    if lower_at(items, k) == "and" and any(i.lower in _MAKES for i in items[max(0, k - 9) : k]):
        return True  # "grows cherries and exports mainly to Peru"
    if k == 0 and items[0].kind == "w" and any(p.sure and p.stop == 1 for p in producers_in(sentence)):
        return True
    return items[k].kind in ("ORG", "NAME") or lower_at(items, k) in word_class("producer") | {"it", "we"}


_MAKES = frozenset("makes produces manufactures builds assembles grows brews bakes bottles processes".split())
_NOW = frozenset({"today", "these days", "at present", "nowadays", "presently"})


def in_many_countries(sentence: Sentence) -> bool:
    """Whether somebody sells in so many countries: no piece by itself, but what follows tells of his sales."""
    return next(matches("many", sentence.masked), None) is not None
