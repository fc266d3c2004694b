"""Days and months -> the statement's periods (EDTF, ISO 8601-2). Pure arithmetic, no reading."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tradebook.statement import Period


def last_day(year: int, month: int) -> int:
    """The last day of a month."""
    return calendar.monthrange(year, month)[1]


def of_year(year: int, text: str) -> Period:
    """A calendar year."""
    return Period(start=f"{year:04d}-01-01", end=f"{year:04d}-12-31", edtf=f"{year:04d}", text=text)


def of_years(first: int, last: int, text: str) -> Period:
    """Several calendar years, both inclusive."""
    if first == last:
        return of_year(first, text)
    return Period(start=f"{first:04d}-01-01", end=f"{last:04d}-12-31", edtf=f"{first:04d}/{last:04d}", text=text)


def of_months(year: int | None, first: int, last: int, text: str) -> Period:
    """Months `first` to `last` of a year; the year may be unknown; `last` < `first` runs into the next year."""
    if year is None:
        edtf = f"XXXX-{first:02d}" if first == last else f"XXXX-{first:02d}/XXXX-{last:02d}"
        if (first, last) == (1, 12):
            edtf = "XXXX"
        return Period(edtf=edtf, text=text)
    end_year = year if last >= first else year + 1
    if (first, last) == (1, 12):
        return of_year(year, text)
    edtf = f"{year:04d}-{first:02d}" if first == last else f"{year:04d}-{first:02d}/{end_year:04d}-{last:02d}"
    return Period(
        start=f"{year:04d}-{first:02d}-01",
        end=f"{end_year:04d}-{last:02d}-{last_day(end_year, last):02d}",
        edtf=edtf,
        text=text,
    )


def of_day(year: int | None, month: int, day: int, text: str) -> Period | None:
    """One day; None where there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= last_day(year or 2000, month):
        return None
    if year is None:
        return Period(edtf=f"XXXX-{month:02d}-{day:02d}", text=text)
    iso = f"{year:04d}-{month:02d}-{day:02d}"
    return Period(start=iso, end=iso, edtf=iso, text=text)


def of_days(first: date, last: date, text: str) -> Period:
    """A stretch of days."""
    if first == last:
        return Period(start=first.isoformat(), end=first.isoformat(), edtf=first.isoformat(), text=text)
    if first > last:
        first, last = last, first
    return Period(
        start=first.isoformat(), end=last.isoformat(), edtf=f"{first.isoformat()}/{last.isoformat()}", text=text
    )


def yearless_days(month: int, first: int, month2: int, last: int, text: str) -> Period:
    """A stretch of days of an unknown year."""
    return Period(edtf=f"XXXX-{month:02d}-{first:02d}/XXXX-{month2:02d}-{last:02d}", text=text)


def since(period: Period, text: str) -> Period:
    """Open end: from the period's start on."""
    edtf = (period.edtf or "").split("/")[0]
    return Period(start=period.start, end=None, edtf=f"{edtf}/..", text=text)


def shifted_years(period: Period, years: int, text: str) -> Period | None:
    """The same period some years on (negative: before); None where the period's own dates are unknown."""
    if period.start is None or period.end is None:
        return None
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    moved_first = _same_day(first, first.year + years)
    whole_month_end = last.day == last_day(last.year, last.month)
    year = last.year + years
    moved_last = date(year, last.month, last_day(year, last.month)) if whole_month_end else _same_day(last, year)
    return from_bounds(moved_first, moved_last, text)


def _same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, last_day(year, day.month)))


def from_bounds(first: date, last: date, text: str) -> Period:
    """The period of two days in its shortest EDTF: years where whole years, months where whole months."""
    month_end = last.day == last_day(last.year, last.month)
    if first.day == 1 and month_end:
        if first.month == 1 and last.month == 12:
            return of_years(first.year, last.year, text)
        if (last.year, last.month) == (first.year, first.month):
            return of_months(first.year, first.month, last.month, text)
        return Period(
            start=first.isoformat(),
            end=last.isoformat(),
            edtf=f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}",
            text=text,
        )
    return of_days(first, last, text)


def previous_month(day: date) -> tuple[int, int]:
    """Year and month before a day's month."""
    last = date(day.year, day.month, 1) - timedelta(days=1)
    return last.year, last.month
