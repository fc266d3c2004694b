"""Countries that ceased to exist or came to be: a figure outside a country's time is no figure of that country."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from tradebook.statistics.nomenclatures.tables import rows


class Lifetime(Struct, frozen=True):
    """The days of a country, None where an end is open; `before` and `after` are what its trade was reported under
    outside them."""

    code: str
    first: date | None
    last: date | None
    before: tuple[str, ...]
    after: tuple[str, ...]


@cache
def _lifetimes() -> dict[str, Lifetime]:
    return {
        row["alpha3"]: Lifetime(
            row["alpha3"],
            date.fromisoformat(row["first"]) if row["first"] else None,
            date.fromisoformat(row["last"]) if row["last"] else None,
            tuple(row["before"].split()),
            tuple(row["after"].split()),
        )
        for row in rows("lifetimes.csv")
    }


def lifetime(code: str) -> Lifetime | None:
    """The days of a country whose time is bounded within the age of trade statistics; None for the others."""
    return _lifetimes().get(code)


def lived(code: str, start: date, end: date) -> bool:
    """Whether a country existed on some day of a period; the year of a change belongs to both sides."""
    found = lifetime(code)
    if found is None:
        return True
    return (found.first is None or found.first <= end) and (found.last is None or found.last >= start)
