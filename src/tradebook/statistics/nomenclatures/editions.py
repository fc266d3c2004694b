"""The editions of the Harmonized System and the days from which they count (World Customs Organization)."""

from __future__ import annotations

from datetime import date

_EDITIONS = (1988, 1996, 2002, 2007, 2012, 2017, 2022)


def editions() -> tuple[str, ...]:
    """The editions, the earliest first; each is in force from 1 January of its year. 1992 is a name of 1988's."""
    return tuple(str(year) for year in _EDITIONS)


def edition_in_force(day: date) -> str | None:
    """The edition of the Harmonized System in force on a day; None before the first.

    A country may be late by years: it is only for publishers who say that they follow the edition in force, as the
    European Union and the Eurasian Economic Union do."""
    found = [year for year in _EDITIONS if year <= day.year]
    return str(found[-1]) if found else None
