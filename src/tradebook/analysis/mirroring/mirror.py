"""The mirror: what both sides of a flow count, year by year, the gap, and what the press says beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from tradebook.analysis.mirroring.accounts import Split, Told, split, told
from tradebook.analysis.mirroring.press import BookLike, Press, press_figures
from tradebook.analysis.mirroring.silence import Silence, silent
from tradebook.check.official import Lookup, both_sides, causes
from tradebook.places import name
from tradebook.statistics import ALL_GOODS, WORLD, Statistics


class Year(Struct, frozen=True, kw_only=True):
    """One year: what the exporter counts, what the importer does, a reconciled series, the gap with its tested causes,
    and the figures of the press. A side is null with its reason in `exports_missing` or `imports_missing`."""

    year: int
    exports: Told | None
    imports: Told | None
    third: Told | None
    exports_missing: str
    imports_missing: str
    gap: Split | None
    press: tuple[Press, ...]


class MirrorOnly(Struct, frozen=True, kw_only=True):
    """A country of which only the partner's figures tell: in which of the years shown, by what is loaded, in words, and
    what is known of its silence. `reports_at_all` says whether anything that it reports on all its trade is loaded."""

    country: str
    years: tuple[int, ...]
    reports_at_all: bool
    words: str
    known: tuple[Silence, ...]


class Direction(Struct, frozen=True, kw_only=True):
    """What `exporter` sold to `importer`, year by year; `other_periods`: figures of the press of no calendar year."""

    exporter: str
    importer: str
    years: tuple[Year, ...]
    other_periods: tuple[Press, ...]


class Mirror(Struct, frozen=True, kw_only=True):
    """Both directions of the trade of two countries in `goods` (codes; none: all goods), and whose is mirror-only."""

    first: str
    second: str
    goods: tuple[str, ...]
    directions: tuple[Direction, ...]
    mirror_only: tuple[MirrorOnly, ...]


def mirror(
    statistics: Statistics,
    book: BookLike | None,
    first: str,
    second: str,
    goods: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    as_of: date | None = None,
) -> Mirror:
    """The mirror of two countries over `years` (first and last; else all that are loaded or told), as known on the day
    `as_of`. Raises `StatisticsMissing`."""
    lookup = Lookup(statistics)
    found = tuple(
        _direction(lookup, book, exporter, importer, tuple(goods), years, as_of)
        for exporter, importer in ((first, second), (second, first))
    )
    only = [one for country in (first, second) if (one := _mirror_only(lookup, country, found, as_of))]
    return Mirror(first=first, second=second, goods=tuple(goods), directions=found, mirror_only=tuple(only))


def _direction(
    lookup: Lookup,
    book: BookLike | None,
    exporter: str,
    importer: str,
    goods: tuple[str, ...],
    years: tuple[int, int] | None,
    as_of: date | None,
) -> Direction:
    press = press_figures(book, exporter, importer, goods, as_of)
    first, last = years or (0, 9999)
    loaded = _loaded(lookup, exporter, importer, goods, as_of)
    wanted = sorted(year for year in {*loaded, *(p.year for p in press if p.year)} if first <= year <= last)
    return Direction(
        exporter=exporter,
        importer=importer,
        years=tuple(_year(lookup, exporter, importer, goods, year, press, as_of) for year in wanted),
        other_periods=tuple(p for p in press if p.year is None and first <= p.end.year <= last),
    )


def _loaded(lookup: Lookup, exporter: str, importer: str, goods: Sequence[str], as_of: date | None) -> set[int]:
    """The years of which either side tells anything, be it a month."""
    return {
        row.start.year
        for code in (goods or (ALL_GOODS,))
        for rows in (
            lookup.rows(exporter, importer, "exports", code, as_of),
            lookup.rows(importer, exporter, "imports", code, as_of),
        )
        for row in rows
    }


def _year(
    lookup: Lookup,
    exporter: str,
    importer: str,
    goods: Sequence[str],
    year: int,
    press: Iterable[Press],
    as_of: date | None,
) -> Year:
    sides = both_sides(lookup, exporter, importer, goods, date(year, 1, 1), date(year, 12, 31), as_of)
    return Year(
        year=year,
        exports=told(sides.exports),
        imports=told(sides.imports),
        third=told(sides.reconciled),
        exports_missing=sides.exports_missing,
        imports_missing=sides.imports_missing,
        gap=split(causes(lookup, sides, as_of)),
        press=tuple(one for one in press if one.year == year),
    )


def _mirror_only(
    lookup: Lookup, country: str, directions: Sequence[Direction], as_of: date | None
) -> MirrorOnly | None:
    """What says that a country is seen only in the mirror, in some of the years shown; None where nothing does."""
    years = sorted({year.year for one in directions for year in one.years if _unseen(one, year, country)})
    if not years:
        return None
    at_all = any(
        row.start.year in years
        for flow in ("exports", "imports")
        for row in lookup.rows(country, WORLD, flow, ALL_GOODS, as_of)
    )
    listed = " and ".join(filter(None, (", ".join(map(str, years[:-1])), str(years[-1]))))
    words = f"for {listed} only the partner's figures are loaded, none of {name(country)}"
    if at_all:
        words += ", whose trade with the world is"
    return MirrorOnly(
        country=country,
        years=tuple(years),
        reports_at_all=at_all,
        words=words,
        known=tuple(silent(country, date(years[0], 1, 1), date(years[-1], 12, 31))),
    )


def _unseen(direction: Direction, year: Year, country: str) -> bool:
    """Whether in a year the partner tells of a flow and the country does not."""
    ours, theirs = year.exports, year.imports
    if direction.importer == country:
        ours, theirs = theirs, ours
    return ours is None and theirs is not None
