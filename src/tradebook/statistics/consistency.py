"""What is odd within the figures of one load, told to who loads them. Nothing is changed or left out for it.

Months against their year, cumulative figures against months, quarters against years; negative and zero values;
countries outside their time; codes of no edition. Figures that were rounded apart may differ by half a unit of their
last digit each, and that is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from tradebook.places import name
from tradebook.statistics.nomenclatures import lifetime, lived
from tradebook.statistics.row import ALL_GOODS, WORLD, Row

MOST = 5  # examples of each kind; what is beyond is counted
_Series = tuple[object, ...]


def remarks(rows: Sequence[Row]) -> list[str]:
    """The remarks on a load in plain words, at most `MOST` of a kind and then how many more there are."""
    told: list[str] = []
    for kind in _KINDS:
        found = list(kind(rows))
        told += found[:MOST]
        if len(found) > MOST:
            told.append(f"... and {len(found) - MOST:,} more of this kind")
    return told


def _sums(rows: Sequence[Row]) -> Iterator[str]:
    """Years against months and quarters, and cumulative figures against months."""
    whole, parts = _by_series(rows)
    for series, total in whole:
        assert total.value is not None
        for what, found in (("months", _months(parts[series], total)), ("quarters", _quarters(parts[series], total))):
            values = [row.value for row in found if row.value is not None]
            if not values or len(values) != len(found):
                continue
            added = sum(values, Decimal(0))
            if abs(added - total.value) > _rounding([total.value, *values]):
                yield (
                    f"{_flow(total)}: {_when(total)} is {_money(total.value, total)}, but its {what} add up to "
                    f"{_money(added, total)} ({_share(added, total.value)}; {total.origin})"
                )


def _by_series(rows: Sequence[Row]) -> tuple[list[tuple[_Series, Row]], dict[_Series, list[Row]]]:
    """The figures that have parts, and the parts by series and year; only of series that have both."""
    parts: dict[_Series, list[Row]] = {}
    whole: list[tuple[_Series, Row]] = []
    for row in rows:
        if row.frequency in ("month", "quarter"):
            parts.setdefault(_series(row), []).append(row)
        elif row.value is not None and row.start.month == 1:
            whole.append((_series(row), row))
    return [(series, row) for series, row in whole if series in parts], parts


def _series(row: Row) -> _Series:
    return (
        row.source, row.series, row.reporter, row.partner, row.partner2, row.flow, row.commodity, row.nomenclature,
        row.coverage, row.basis, row.currency, row.vintage, row.start.year,
    )  # fmt: skip


def _months(parts: Sequence[Row], total: Row) -> list[Row]:
    """All months of a year or of a cumulative figure; none where one is missing."""
    found = {row.end.month: row for row in parts if row.frequency == "month" and row.end <= total.end}
    return [found[month] for month in sorted(found)] if len(found) == total.end.month else []


def _quarters(parts: Sequence[Row], total: Row) -> list[Row]:
    found = {row.end.month: row for row in parts if row.frequency == "quarter" and row.end <= total.end}
    return [found[month] for month in sorted(found)] if 3 * len(found) == total.end.month else []


def _rounding(values: Sequence[Decimal]) -> Decimal:
    """How far a total may be from the sum of its parts by rounding alone: half a unit of the last digit of each.

    The last digit is the finest that any of the values has: a figure in tenths of millions is seldom round."""
    steps = [Decimal(1).scaleb(_last_digit(value)) for value in values if value]
    return min(steps, default=Decimal(0)) * len(values) / 2


def _last_digit(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _cumulative(rows: Sequence[Row]) -> Iterator[str]:
    """January to a month that is above January to a later month, or above the year."""
    found: dict[_Series, list[Row]] = {}
    for row in rows:
        if row.value is not None and row.start.month == 1 and row.frequency in ("cumulative", "year"):
            found.setdefault(_series(row), []).append(row)
    for series in found.values():
        ordered = sorted(series, key=lambda row: row.end)
        for before, after in pairwise(ordered):
            if before.value is not None and after.value is not None and before.value > after.value:
                yield (
                    f"{_flow(after)}: {_when(before)} is {_money(before.value, before)}, above {_when(after)} with "
                    f"{_money(after.value, after)} ({after.origin})"
                )


def _negative(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if row.value is not None and row.value < 0:
            yield f"{_flow(row)}: {_when(row)} is negative, {_money(row.value, row)} ({row.origin})"


def _zeros(rows: Sequence[Row]) -> Iterator[str]:
    found = [row for row in rows if row.value == 0]
    if found:
        yield f"{_count(found)} zero: the source says that there was no trade (the first: {found[0].origin})"


def _withheld(rows: Sequence[Row]) -> Iterator[str]:
    found = [row for row in rows if row.value is None]
    if found:
        yield f"{_count(found)} withheld by the source and kept as not known (the first: {found[0].origin})"


def _out_of_time(rows: Sequence[Row]) -> Iterator[str]:
    """Figures of countries that were not there; each country and source once."""
    seen: set[tuple[str, bool]] = set()
    for row in rows:
        for code in (row.reporter, row.partner):
            if lived(code, row.start, row.end):
                continue
            time = lifetime(code)
            late = time is not None and time.last is not None and time.last < row.start
            if time is None or (code, late) in seen:
                continue
            seen.add((code, late))
            others = ", ".join(time.after if late else time.before)
            ends = f"ceased on {time.last}" if late else f"began on {time.first}"
            yield f"{name(code)} ({code}) {ends}, but has figures of {row.start.year}; see also {others} ({row.origin})"


def _editions(rows: Sequence[Row]) -> Iterator[str]:
    """Codes whose edition nobody tells, and codes of other nomenclatures than the Harmonized System."""
    goods = [row for row in rows if row.commodity != ALL_GOODS and len(row.commodity) > 2]
    untold = [row for row in goods if row.nomenclature == "HS" and row.edition is None]
    if untold:
        yield (
            f"{_count(untold)} of goods whose edition of the Harmonized System nobody tells: headings that 2012, 2017 "
            f"or 2022 moved may mean other goods (the first: {untold[0].origin})"
        )
    other = sorted({row.nomenclature for row in goods} - {"HS"})
    for nomenclature in other:
        found = [row for row in goods if row.nomenclature == nomenclature]
        first = found[0].origin
        yield f"{_count(found)} in {nomenclature}, not in the Harmonized System (the first: {first})"


_KINDS: tuple[Callable[[Sequence[Row]], Iterable[str]], ...] = (
    _sums, _cumulative, _negative, _zeros, _withheld, _out_of_time, _editions,
)  # fmt: skip


def _count(found: Sequence[Row]) -> str:
    return "1 figure is" if len(found) == 1 else f"{len(found):,} figures are"


def _flow(row: Row) -> str:
    partner = "the world" if row.partner == WORLD else name(row.partner)
    goods = "" if row.commodity == ALL_GOODS else f" of {row.nomenclature} {row.commodity}"
    way = "from" if "imports" in row.flow else "to"
    return f"{row.flow.capitalize()}{goods} of {name(row.reporter)} {way} {partner}"


def _when(row: Row) -> str:
    if row.frequency == "year" and row.start.month == 1:
        return str(row.start.year)
    return f"{row.start:%Y-%m} to {row.end:%Y-%m}" if row.frequency != "month" else f"{row.start:%Y-%m}"


def _money(value: Decimal, row: Row) -> str:
    return f"{value.normalize():,f} {row.currency}"


def _share(one: Decimal, other: Decimal) -> str:
    if not other:
        return "the whole is zero"
    return f"{(one - other) / abs(other) * 100:+.2f} %"
