"""What was traded from a month on, month by month, as one side counts it: the most that can have been delivered.

Every step keeps it a bound. A month that is not known ends it, unless the whole year's figure is there; a code that is
not loaded gives way to its chapter, a chapter to all trade; what the side hides under codes for confidential trade is
added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct

from tradebook.statistics import ALL_GOODS, Row, Statistics
from tradebook.statistics.rates import known_rates
from tradebook.statistics.sums import Told

HIDDEN = ("99", "9999", "999999")  # where goods go that are not told, at each length of code
KILOGRAM = "KGM"
ZERO = Decimal(0)


class Counted(Struct, frozen=True, kw_only=True):
    """Trade from `exporter` to `importer` from the first day `since` to the last day `until`, as one side counts it.

    `told` says which ("exports": the exporter), `codes` what was counted ("TOTAL" for all goods), `value` in US
    dollars, `weight` in kg where every figure has it. `hidden` is the trade under codes for confidential goods, which
    is part of `value`; null where nothing of it is loaded. For `whole_years` only the year's figure is there.
    `conversions` name the rates by which figures came into dollars."""

    exporter: str
    importer: str
    told: Told
    codes: tuple[str, ...]
    since: date
    until: date
    value: Decimal
    weight: Decimal | None
    hidden: Decimal | None
    whole_years: tuple[int, ...]
    conversions: tuple[str, ...]
    valuation: str | None
    source: str
    licence: str
    redistributable: bool
    retrieved: date


class Month(NamedTuple):
    """A calendar month."""

    year: int
    number: int

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)


class _Part(NamedTuple):
    """What is counted in a month or a year: dollars with what is hidden, kg, and what is hidden."""

    value: Decimal
    weight: Decimal | None
    hidden: Decimal | None


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def counted(
    statistics: Statistics,
    exporter: str,
    importer: str,
    told: Told,
    goods: Sequence[str],
    since: date,
    until: date | None = None,
) -> Counted | None:
    """The trade in `goods` (codes; none: all goods) since the month of a day, as one side counts it, as far as months
    are loaded, at most to `until`, on which day it was known. Of several sources that which reaches furthest, then the
    one that counts most. None where the side tells nothing from that month on."""
    first, levels = month_of(since), list(_levels(goods))
    rows = statistics.rows(
        reporters=(exporter if told == "exports" else importer,),
        partners=(importer if told == "exports" else exporter,),
        flows=(told,),
        commodities=sorted({code for level in levels for code in level} | {*HIDDEN, ALL_GOODS}),
        frequencies=("month", "year"),
        series=("reported",),
        since=date(first.year, 1, 1),
        until=until,
        as_known=until,
    )
    usable = [row for row in known_rates(statistics.folder).alongside(rows) if _usable(row)]
    found = [
        one
        for source in sorted({row.source for row in usable})
        if (one := _first(levels, [row for row in usable if row.source == source], exporter, importer, told, first))
    ]
    return max(found, key=lambda one: (one.until, one.value), default=None)


def _usable(row: Row) -> bool:
    of_goods = row.nomenclature == "HS" or row.commodity == ALL_GOODS
    return of_goods and row.currency == "USD" and row.coverage == "goods" and row.basis == "customs"


def _levels(goods: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The codes as they are, their headings, their chapters, all goods; each list without what another code holds."""
    seen: set[tuple[str, ...]] = set()
    for length in (6, 4, 2):
        cut = sorted({code[:length] for code in goods})
        alone = tuple(code for code in cut if not any(code != other and code.startswith(other) for other in cut))
        if alone and alone not in seen:
            seen.add(alone)
            yield alone
    yield (ALL_GOODS,)


def _first(
    levels: Iterable[tuple[str, ...]], rows: Sequence[Row], exporter: str, importer: str, told: Told, since: Month
) -> Counted | None:
    """The finest level that tells anything from the month on."""
    for codes in levels:
        run = _run(_Level(rows, codes), since)
        if run is not None:
            any_row = rows[0]
            used = [row for row in rows if row.commodity in codes]
            return Counted(
                exporter=exporter,
                importer=importer,
                told=told,
                codes=codes,
                since=since.first,
                valuation=next((row.valuation for row in used if row.valuation), None),
                conversions=tuple(sorted({row.conversion for row in used if row.conversion})),
                source=any_row.source,
                licence=any_row.licence,
                redistributable=all(row.redistributable for row in rows),
                retrieved=max(row.retrieved for row in rows),
                **run,
            )
    return None


class _Level:
    """The figures of one source on some codes: by month and by year; None for what it withholds or does not tell."""

    def __init__(self, rows: Sequence[Row], codes: Sequence[str]) -> None:
        self._codes = codes
        self._rows: dict[tuple[str, int, int], Row] = {(r.commodity, *_time(r)): r for r in rows}
        self._told = {_time(row) for row in rows}
        self._in_year: Mapping[str, set[int]] = _years(rows)
        self._hides = {row.start.year for row in rows if row.commodity in HIDDEN}
        self._all = ALL_GOODS in codes

    def of(self, year: int, month: int = 0) -> _Part | None:
        """Value with what is hidden, weight, and what is hidden, of a month or (0) of the whole year."""
        value, weight = ZERO, Decimal(0)
        known_weight = True
        for code in self._codes:
            row = self._rows.get((code, year, month))
            if row is None and not self._nothing(code, year, month):
                return None
            if row is not None:
                if row.value is None:
                    return None
                value += row.value
                known_weight &= row.unit == KILOGRAM and row.quantity is not None
                weight += row.quantity or ZERO
        hidden = None if self._all else self._hidden(year, month)
        return _Part(value + (hidden or ZERO), weight if known_weight and not hidden else None, hidden)

    def _nothing(self, code: str, year: int, month: int) -> bool:
        """Whether the lack of a month's row means that nothing was traded: the side counts that month, and that year
        it counts the code in other months, so that it was surely asked for."""
        return bool(month) and (year, month) in self._told and year in self._in_year[code]

    def _hidden(self, year: int, month: int) -> Decimal | None:
        if year not in self._hides:  # nobody asked for it, or there is none: that cannot be told apart
            return None
        found = (self._rows.get((code, year, month)) for code in HIDDEN)
        return max((row.value for row in found if row is not None and row.value is not None), default=ZERO)


def _time(row: Row) -> tuple[int, int]:
    """Year and month of a row; 0 for a whole year."""
    return row.start.year, row.start.month if row.frequency == "month" else 0


def _years(rows: Iterable[Row]) -> Mapping[str, set[int]]:
    """Code -> the years in which a month of it is told."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.frequency == "month":
            found[row.commodity].add(row.start.year)
    return found


def _run(level: _Level, since: Month) -> dict[str, Any] | None:
    """The months from `since` on, added up until one is not known nor its year, as fields of `Counted`."""
    parts: list[_Part] = []
    whole: list[int] = []
    month = since
    while True:
        found, after = _months(level, month)
        if after.year == month.year and (year := level.of(month.year)) is not None:
            found, after = [_larger(year, found)], Month(month.year + 1, 1)
            whole.append(month.year)
        parts += found
        broke_off = after.year == month.year
        month = after
        if broke_off:
            break
    if month == since:
        return None
    return {
        "value": sum((part.value for part in parts), ZERO),
        "weight": _total([part.weight for part in parts]),
        "hidden": _total([part.hidden for part in parts]),
        "whole_years": tuple(whole),
        "until": month.first - timedelta(days=1),
    }


def _larger(year: _Part, months: Sequence[_Part]) -> _Part:
    """A year's figure, or that of its months where a revision has left it below them."""
    value = sum((part.value for part in months), ZERO)
    return year if value <= year.value else _Part(value, None, year.hidden)


def _months(level: _Level, month: Month) -> tuple[list[_Part], Month]:
    """The months of a year from one on that are known, and the month after them."""
    found = []
    year = month.year
    while month.year == year and (one := level.of(month.year, month.number)) is not None:
        found.append(one)
        month = month.next
    return found, month


def _total(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None
