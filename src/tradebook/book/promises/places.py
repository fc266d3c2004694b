"""Where a statement that promises stands in the order of days, for the whole book, each country and each pair. Pure.

A page of promises is read off that order: the day on which each is due, or to be looked at again. A fact that several
statements promise has one day as of any day that is asked for; it is that of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from tradebook.book.promises.due import day_for, rule_of
from tradebook.book.recording import Written
from tradebook.book.rows import countries_concerned
from tradebook.statement import Statement

WHOLE = ""  # the scope of all promises
_MARK = 15  # hexadecimal digits: 60 bits, which any database holds with a sign


def scopes_of(s: Statement) -> Iterator[str]:
    """The whole book, each country that the statement concerns and each two of them."""
    countries = sorted(countries_concerned(s))
    yield WHOLE
    yield from countries
    yield from (pair_scope(a, b) for a, b in combinations(countries, 2))


def pair_scope(a: str, b: str) -> str:
    """The scope of what concerns both countries."""
    return "-".join(sorted((a, b)))


def place_row(w: Written, due: date | None, first: date) -> dict[str, Any]:
    """The statement's place: the day, the order within it, and the last day on which something may still be heard."""
    day = day_for(w.statement, due, first)
    return {
        "day": day.toordinal(),
        "mark": int(w.statement.id[:_MARK], 16),
        "statement": w.seq,
        "until": day.toordinal() + rule_of(w.statement).wait,
    }
