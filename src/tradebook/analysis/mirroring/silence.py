"""Countries that do not report their trade, or have closed it: what is known of them, with who says so.

The table holds those for which a public source says it; what the loaded figures show is told beside it. The United
Nations name "over 50 primarily low-income countries" that do not report to Comtrade, without listing them.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

Level = Literal["all", "partner"]


class Silence(Struct, frozen=True, kw_only=True):
    """That a country tells nothing of its trade ("all") or nothing by partner, between two days (null: no beginning or
    no end that is known), in words, with the source."""

    country: str
    since: date | None
    until: date | None
    level: Level
    words: str
    source: str


@cache
def silences() -> tuple[Silence, ...]:
    """The table, in the order of the countries."""
    text = files("tradebook.analysis.mirroring").joinpath("tables", "non_reporters.csv").read_text(encoding="utf-8")
    return tuple(
        Silence(
            country=row["country"],
            since=_day(row["since"]),
            until=_day(row["until"]),
            level="all" if row["level"] == "all" else "partner",
            words=row["words"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def silent(country: str, start: date, end: date) -> list[Silence]:
    """What is known of a country's silence on any part of a period."""
    return [
        one
        for one in silences()
        if one.country == country
        and (one.since is None or one.since <= end)
        and (one.until is None or start <= one.until)
    ]


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None
