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
from tradebook.statistics.row import Flow


class Year(Struct, frozen=True, kw_only=True):
    """One year, or where no side tells all of it the part since January that is told to its latest day (`start` to
    `end`): what the exporter counts, what the importer does, a reconciled series, the gap with its tested causes, and
    the figures of the press on just these days. A side is null with its reason in `exports_missing` or
    `imports_missing`."""

    year: int
    start: date
    end: date
    exports: Told | None
    imports: Told | None
    third: Told | None
    exports_missing: str
    imports_missing: str
    gap: Split | None
    press: tuple[Press, ...]

    @property
    def whole(self) -> bool:
        """Whether it is a whole calendar year."""
        return self.end == date(self.year, 12, 31)


class MirrorOnly(Struct, frozen=True, kw_only=True):
    """A flow of a country of which only the partner's figures tell: in which of the years shown, by what is loaded, in
    words, and what is known of the country's silence then. `reports_at_all` says whether the country's own flow with
    the world is loaded of one of these years."""

    country: str
    flow: Flow
    years: tuple[int, ...]
    reports_at_all: bool
    words: str
    known: tuple[Silence, ...]


class Direction(Struct, frozen=True, kw_only=True):
    """What `exporter` sold to `importer`, year by year; `other_periods`: figures of the press of other periods."""

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
    flows: tuple[Flow, ...] = ("exports", "imports")
    only = [one for way in found for flow in flows if (one := _mirror_only(lookup, way, flow, as_of))]
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
    ends = _ends(lookup, exporter, importer, goods, as_of)
    wanted = sorted(year for year in {*ends, *(p.year for p in press if p.year)} if first <= year <= last)
    told_years = tuple(
        _year(lookup, exporter, importer, goods, year, ends.get(year, ()), press, as_of) for year in wanted
    )
    shown = {p.fact for year in told_years for p in year.press}
    others = tuple(p for p in press if p.fact not in shown and first <= p.end.year <= last)
    return Direction(exporter=exporter, importer=importer, years=told_years, other_periods=others)


def _ends(
    lookup: Lookup, exporter: str, importer: str, goods: Sequence[str], as_of: date | None
) -> dict[int, list[date]]:
    """The years of which either side tells anything, be it a month, and the days to which it does, the latest first."""
    found: dict[int, set[date]] = {}
    for code in goods or (ALL_GOODS,):
        for rows in (
            lookup.rows(exporter, importer, "exports", code, as_of),
            lookup.rows(importer, exporter, "imports", code, as_of),
        ):
            for row in rows:
                found.setdefault(row.end.year, set()).add(row.end)
    return {year: sorted(ends, reverse=True) for year, ends in found.items()}


def _year(
    lookup: Lookup,
    exporter: str,
    importer: str,
    goods: Sequence[str],
    year: int,
    ends: Iterable[date],
    press: Iterable[Press],
    as_of: date | None,
) -> Year:
    """The year, or the longest part of it since January that either side tells."""
    start, whole = date(year, 1, 1), date(year, 12, 31)
    sides = both_sides(lookup, exporter, importer, goods, start, whole, as_of)
    for end in ends:
        if sides.exports or sides.imports or sides.reconciled:
            break
        sides = both_sides(lookup, exporter, importer, goods, start, end, as_of)
    end = sides.end if sides.exports or sides.imports or sides.reconciled else whole
    return Year(
        year=year,
        start=start,
        end=end,
        exports=told(sides.exports),
        imports=told(sides.imports),
        third=told(sides.reconciled),
        exports_missing=sides.exports_missing,
        imports_missing=sides.imports_missing,
        gap=split(causes(lookup, sides, as_of)),
        press=tuple(one for one in press if (one.start, one.end) == (start, end)),
    )


def _mirror_only(lookup: Lookup, way: Direction, flow: Flow, as_of: date | None) -> MirrorOnly | None:
    """That one side of a direction is seen only in the other's figures, in some of the years; None where it is not."""
    country, partner = (way.exporter, way.importer) if flow == "exports" else (way.importer, way.exporter)
    years = [year.year for year in way.years if _unseen(year, flow)]
    if not years:
        return None
    at_all = any(row.start.year in years for row in lookup.rows(country, WORLD, flow, ALL_GOODS, as_of))
    listed = " and ".join(filter(None, (", ".join(map(str, years[:-1])), str(years[-1]))))
    words = f"its {flow} {'to' if flow == 'exports' else 'from'} {name(partner)} in {listed} are not loaded"
    if at_all:
        words += f", its {flow} with the world are"
    return MirrorOnly(
        country=country,
        flow=flow,
        years=tuple(years),
        reports_at_all=at_all,
        words=f"{words}; what {name(partner)} counts is",
        known=tuple(silent(country, date(years[0], 1, 1), date(years[-1], 12, 31))),
    )


def _unseen(year: Year, flow: Flow) -> bool:
    """Whether the partner tells of a flow and the country does not."""
    own, other = (year.exports, year.imports) if flow == "exports" else (year.imports, year.exports)
    return own is None and other is not None
