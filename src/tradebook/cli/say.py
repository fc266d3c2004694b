"""Statements in one line each. The words are those of the brief, so that both say the same thing the same way."""

from __future__ import annotations

from collections.abc import Iterable

from tradebook.brief.measure import clipped
from tradebook.brief.words import direction_words, goods_words, joined, mark_of, words_of
from tradebook.places import name as place_name
from tradebook.statement import Statement, TradedGoods

ROOM = 2000  # characters of a cell
ALL = 1000  # goods of a cell


def countries_words(codes: Iterable[str]) -> str:
    """ "Azerbaijan and Belarus"; a code that the tables do not know stands for itself."""
    return joined(place_name(code) or code for code in codes)


def headline(statement: Statement) -> str:
    """What a statement says, in one line without its source."""
    lead, text = words_of(statement)
    said = ": ".join(part for part in (lead.rstrip(",:"), text) if part)
    mark = mark_of(statement)
    return f"{said} ({mark})" if mark else said


def cells(statement: Statement) -> tuple[str, str]:
    """What a statement says as the two cells of a table: its lead without the mark that joins it to the text in the
    brief, and its text. A table has room: nothing is cut but what no table could hold."""
    if isinstance(statement, TradedGoods):
        return clipped(goods_words(statement.goods, ALL), ROOM), direction_words(statement)
    lead, text = words_of(statement, ROOM, ROOM)
    return lead.rstrip(",:"), text


def counted(number: int, noun: str) -> str:
    """ "1 report", "12 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
