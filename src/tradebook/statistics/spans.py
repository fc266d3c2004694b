"""The periods of figures: years (of the calendar or of accounts), quarters, months, and January to a month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from tradebook.statistics.row import Frequency

_YEAR = re.compile(r"(\d{4})(?:-A1)?")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_MONTH = re.compile(r"(\d{4})(?:-?M(0?[1-9]|1[0-2])|-(0[1-9]|1[0-2]))(?:-01)?")
_PLAIN_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])")


class Span(NamedTuple):
    """A period: its first and last day and what it is."""

    start: date
    end: date
    frequency: Frequency


def whole_year(year: int, begins: int = 1) -> Span:
    """The year that begins with a month: 2022 from April is April 2022 to March 2023."""
    if begins == 1:
        return Span(date(year, 1, 1), date(year, 12, 31), "year")
    return Span(date(year, begins, 1), _last_day(year + 1, begins - 1), "year")


def month_span(year: int, month: int) -> Span:
    """One month."""
    return Span(date(year, month, 1), _last_day(year, month), "month")


def quarter_span(year: int, quarter: int) -> Span:
    """One quarter of a calendar year."""
    return Span(date(year, 3 * quarter - 2, 1), _last_day(year, 3 * quarter), "quarter")


def since_january(year: int, month: int) -> Span:
    """January to a month; all of a year where that is December."""
    return whole_year(year) if month == 12 else Span(date(year, 1, 1), _last_day(year, month), "cumulative")


def time_period(text: str) -> Span | None:
    """The period of an SDMX observation ("2021", "2021-A1", "2021-Q2", "2021-06", "2021-M06", "202106"); else None."""
    match = _YEAR.fullmatch(text)
    if match and _likely(match[1]):
        return whole_year(int(match[1]))
    match = _QUARTER.fullmatch(text)
    if match and _likely(match[1]):
        return quarter_span(int(match[1]), int(match[2]))
    match = _MONTH.fullmatch(text) or _PLAIN_MONTH.fullmatch(text)
    if match and _likely(match[1]):
        return month_span(int(match[1]), int(match[2] or match[3]))
    return None


def _likely(year: str) -> bool:
    return 1800 <= int(year) <= 2200


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
