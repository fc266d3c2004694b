"""Statements in one line each. The words are those of the brief, so that both say the same thing the same way."""

from __future__ import annotations

from collections.abc import Iterable

from tradebook.brief.words import joined, mark_of, words_of
from tradebook.places import name as place_name
from tradebook.statement import Statement


def countries_words(codes: Iterable[str]) -> str:
    """ "Azerbaijan and Belarus"; a code that the tables do not know stands for itself."""
    return joined(place_name(code) or code for code in codes)


def headline(statement: Statement) -> str:
    """What a statement says, in one line without its source."""
    said = ": ".join(part for part in cells(statement) if part)
    mark = mark_of(statement)
    return f"{said} ({mark})" if mark else said


def cells(statement: Statement) -> tuple[str, str]:
    """What a statement says as the two cells of a table: its lead without the mark that joins it to the text in the
    brief, and its text."""
    lead, text = words_of(statement)
    return lead.rstrip(",:"), text


def counted(number: int, noun: str) -> str:
    """ "1 report", "12 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
