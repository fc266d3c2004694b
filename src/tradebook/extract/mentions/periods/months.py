"""Months: "in October", "October 2022", "January-October 2022", "10M 2022", "nine months of the year"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.dates import month_day
from tradebook.extract.mentions.periods.fiscal import months_to
from tradebook.extract.mentions.periods.mention import Found, PeriodMention
from tradebook.extract.mentions.periods.registry import opens, opens_with_number, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import COUNTS, DASHES, MONTH_FIGURES, MONTHS, YEAR_PREPOSITIONS

_BEFORE_MAY = YEAR_PREPOSITIONS | {"early", "late", "mid", "-", "last", "this", "on", "before"}
_AFTER_MAY = frozenset({"-", "–", "and", "to", ","})
_THROUGH = DASHES | {"to", "through", "and", "until"}


@opens(*MONTHS)
def from_month(row: Row, i: int) -> Found | None:
    """ "May 18", "May 18, 2022", "January-October 2022", "October 2022", "October", "May 18-20"."""
    month = row.month_at(i)
    if month is None:
        return None
    j = row.after_month(i)
    if month == 5 and not _may_is_month(row, i, j):
        return None
    day = row.day_at(j)
    if day is not None and row.low(j + 1) not in MONTH_FIGURES:
        return _to_next(row, i, month_day(row, i, month, day, j))
    if row.low(j) == "-" and row.low(j + 1) == "to" and row.low(j + 2) == "-":
        j += 2  # "January-to-April"
    last = row.month_at(j + 1) if row.low(j) in _THROUGH else None
    if last is not None and row.day_at(row.after_month(j + 1)) is None:
        return _month_range(row, i, month, last, row.after_month(j + 1), joined=row.low(j) == "and")
    return _to_next(row, i, _month_alone(row, i, month, j))


def _to_next(row: Row, i: int, first: Found) -> Found:
    """ "November 2021-March 2022", "December 30, 2021 - January 2, 2022": the stretch that `first`, a month or day with
    its year, begins; `first` itself where a dash and another one do not follow."""
    mention, stop = first
    if mention.ahead is not None or row.low(stop) not in DASHES or row.month_at(stop + 1) is None:
        return first
    second = read_any(row, stop + 1)
    if second is None or not mention.period.start or not second[0].period.end or second[0].ahead is not None:
        return first
    begin, end = date.fromisoformat(mention.period.start), date.fromisoformat(second[0].period.end)
    if begin > end:
        return first
    return PeriodMention(cal.from_bounds(begin, end, row.wording(i, second[1]))), second[1]


def _may_is_month(row: Row, i: int, j: int) -> bool:
    if row.low(i - 1) in _BEFORE_MAY or row.day_at(j) is not None or row.year_at(j) is not None:
        return True
    return row.low(j) in _AFTER_MAY and i > 0


def _month_range(row: Row, i: int, first: int, last: int, j: int, *, joined: bool) -> Found | None:
    year, stop = row.year_behind(j)
    if joined and last != first + 1:
        return _month_alone(row, i, first, i + 1)  # "in March and October": two, not a stretch
    if year is None and row.today is not None:
        year = row.today.year if last <= row.today.month else row.today.year - 1
        if last < first:
            year -= 1
    elif year is not None and last < first:
        year -= 1
    return PeriodMention(cal.of_months(year, first, last, row.wording(i, stop))), stop


def _month_alone(row: Row, i: int, month: int, j: int) -> Found:
    year, stop = row.year_behind(j)
    text = row.wording(i, stop)
    ahead = None
    if year is None and row.today is not None:
        year = row.nearest_year(month)
        ahead = cal.of_months(row.next_year(month), month, month, text)
    return PeriodMention(cal.of_months(year, month, month, text), ahead=ahead), stop


@opens_with_number
def count_of_months(row: Row, i: int) -> Found | None:
    """ "10M 2022", "9M22", "9 months of 2022", "12 months to March"."""
    count = row.day_at(i)
    if count is None or count > 12:
        return None
    nxt = row.low(i + 1)
    if nxt == "m" and row.glued(i + 1) and row.tokens[i + 1].text == "M":
        return months_of(row, i, 1, count, i + 2)
    if nxt == "months" and (found := months_to(row, i, count, i + 2)) is not None:
        return found
    hyphened = nxt == "-" and row.low(i + 2) == "month"
    if not hyphened and not (nxt in {"month", "months"} and row.low(i + 2) in {"of", "in", ",", "this"}):
        return None
    stop = i + 4 if hyphened else i + 2
    year, _ = row.year_behind(stop)
    return months_of(row, i, 1, count, stop) if year is not None or row.low(stop) == "of" else None


@opens(*COUNTS, after_the=True)
def worded_count(row: Row, i: int) -> Found | None:
    """ "nine months of 2022", "twelve months to March"."""
    count = COUNTS[row.low(i)]
    j = i + 2 if row.low(i + 1) == "-" else i + 1
    if count > 12 or row.low(j) not in {"months", "month"}:
        return None
    if row.low(j + 1) in {"of", "in"}:
        year, _ = row.year_behind(j + 1)
        if year is not None or row.of_the_year(j + 1) != j + 1:
            return months_of(row, i, 1, count, j + 1)
    return months_to(row, i, count, j + 1)


def months_of(row: Row, i: int, first: int, last: int, j: int) -> Found:
    """Months `first` to `last` of the year told at `j`, else of the report's year, or of the one before it where
    they cannot have ended."""
    year, stop = row.year_behind(j)
    told = year is not None
    if year is None:
        year = row.year_at(j) or _glued_year(row, j)
        stop = j + 1 if year is not None else row.of_the_year(j)
    if row.today is not None and not told:
        year = _year_of_months(row, first, last, year, named=stop != j)
    return PeriodMention(cal.of_months(year, first, last, row.wording(i, stop))), stop


def _glued_year(row: Row, j: int) -> int | None:
    """ "9M22": two digits right behind."""
    return row.short_year(j, 2000) if row.glued(j) else None


def _year_of_months(row: Row, first: int, last: int, year: int | None, *, named: bool) -> int:
    assert row.today is not None
    today = row.today
    if year is None:
        ended = last < today.month or (last == today.month and today.day > 25)
        year = today.year if ended or named or first <= today.month else today.year - 1
    if not named and last > today.month + 1 and year == today.year:
        year -= 1
    return year
