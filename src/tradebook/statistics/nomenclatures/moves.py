"""Headings that an edition of the Harmonized System moved: tables/moves.csv, and whether a code means the same in two.

The table holds all headings (four digits) that the editions of 2012, 2017 and 2022 made or dropped, and subheadings
that the press names. It was set down by hand and holds against the number of headings of each edition; it was not
compared line by line with the correlation tables of the World Customs Organization. What moved between headings that
stayed is listed only where the press names it.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tradebook.statistics.nomenclatures.editions import editions
from tradebook.statistics.nomenclatures.tables import rows
from tradebook.statistics.row import ALL_GOODS

_FIRST_KNOWN = "2007"  # the table tells what later editions moved


class Move(Struct, frozen=True):
    """Goods that `edition` moved from code `old` to code `new`: `whole`, all of the old code, or a part of it; `goods`
    says which."""

    edition: str
    old: str
    new: str
    whole: bool
    goods: str


@cache
def moves() -> tuple[Move, ...]:
    """All moves that are known, in the order of the table."""
    return tuple(Move(r["edition"], r["old"], r["new"], r["share"] == "all", r["goods"]) for r in rows("moves.csv"))


def comparable(code: str, one: str, other: str) -> str | None:
    """None where `code` means the same goods in two editions as far as the table tells; else the reason why not, in
    words. Chapters and trade as a whole are taken as the same; an edition that is not known is none to compare with.

    A code of six digits that the table does not list may still have been split: compare at four digits."""
    known = editions()
    if one == other or code == ALL_GOODS or len(code) <= 2:
        return None
    if one not in known or other not in known:
        return f"the edition {one if one not in known else other} of the Harmonized System is not known"
    earlier, later = sorted((one, other))
    if earlier < _FIRST_KNOWN:
        return f"what moved between the editions of {earlier} and {_FIRST_KNOWN} is not in the tables"
    between = [move for move in moves() if earlier < move.edition <= later]
    for move in between:
        if _touches(code, move.old) and not (move.old.startswith(code) and move.new.startswith(code)):
            share = "" if move.whole else "partly "
            return f"the edition of {move.edition} moved {move.old} {share}to {move.new} ({move.goods})"
        if _touches(code, move.new) and not (move.old.startswith(code) and move.new.startswith(code)):
            return f"the edition of {move.edition} moved goods from {move.old} to {move.new} ({move.goods})"
    return None


def _touches(code: str, moved: str) -> bool:
    """Whether a code holds goods of the other: they are the same, or one lies within the other."""
    return code.startswith(moved) or moved.startswith(code)
