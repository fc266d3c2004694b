"""The tables of places, read late and once. All are CSV with a header, UTF-8, sorted by line; see tables/README.md."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from msgspec import Struct


class Country(Struct, frozen=True, gc=False):
    """A line of countries.csv: ISO 3166-1 codes (`numeric` is "" where there is none), the short English name,
    the capital ("" where there is none) and the code's status: current, former or user-assigned."""

    alpha3: str
    alpha2: str
    numeric: str
    name: str
    capital: str
    status: str


class Group(Struct, frozen=True, gc=False):
    """A line of groups.csv: our code and name, the kind (world, bloc, organisation, region), and the codes under
    which UN M49, Comtrade, Eurostat and the IMF know it, "" where there is none or it means other members."""

    group: str
    name: str
    kind: str
    m49: str
    comtrade: str
    eurostat: str
    imf: str


class Membership(Struct, frozen=True, gc=False):
    """A country's time in a group, first and last day inclusive; None is an open end."""

    group: str
    alpha3: str
    first: date | None
    last: date | None


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a table by their header's names, every value without surrounding blanks."""
    text = (files(__package__) / "tables" / table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def countries() -> dict[str, Country]:
    """The countries by alpha-3 code, in the order of the codes."""
    return {row["alpha3"]: Country(**row) for row in rows("countries.csv")}


@cache
def groups() -> dict[str, Group]:
    """The groups by our code, in the order of the codes."""
    return {row["group"]: Group(**row) for row in rows("groups.csv")}


@cache
def memberships() -> dict[str, tuple[Membership, ...]]:
    """The dated members of each group that lists any; the world (WLD) lists none."""
    by_group: dict[str, list[Membership]] = {}
    for row in rows("group_members.csv"):
        entry = Membership(row["group"], row["alpha3"], first_day(row["from"]), last_day(row["to"]))
        by_group.setdefault(entry.group, []).append(entry)
    return {group: tuple(entries) for group, entries in by_group.items()}


def first_day(text: str) -> date | None:
    """The first day of "2004", "2004-05" or "2004-05-01"; None for ""."""
    if not text:
        return None
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day of "2004", "2004-05" or "2004-05-01"; None for ""."""
    if not text:
        return None
    year, month, day = _parts(text)
    if day:
        return date(year, month, day)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return after - timedelta(days=1)


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day of a date of the tables; 0 where it does not say."""
    numbers = [int(part) for part in text.split("-")]
    year, month, day = [*numbers, 0, 0][:3]
    return year, month, day
