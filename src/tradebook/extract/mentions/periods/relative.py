"""Relative to the report: "last year", "the past five years", "this month", "next quarter", "last May"."""

from __future__ import annotations

from datetime import date, timedelta

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.dates import day_of_week
from tradebook.extract.mentions.periods.fiscal import SOLAR, relative_fiscal_year, relative_season, relative_solar_year
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.registry import READERS, opens
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, COUNTS, DASHES, HALVES, LAST, ORDINALS, SAME, WEEKDAYS

_NEXT = frozenset({"next", "coming", "upcoming"})
_YEAR_NAMES = frozenset({"fiscal", "financial", "fy"})
_SEASONS = frozenset({"season", "export", "marketing", "campaign", "agricultural", "trading", "sales"})
_STRETCHES = frozenset({"years", "months", "weeks", "days"})


def year_offset(row: Row, i: int, offset: int, stop: int) -> Found:
    """The year `offset` years from the report's, under the wording from `i` to `stop`."""
    text = row.wording(i, stop)
    if row.today is None:
        return unresolved(text), stop
    return PeriodMention(cal.of_year(row.today.year + offset, text)), stop


@opens(*LAST, after_the=True)
def from_last(row: Row, i: int) -> Found | None:
    """ "last year", "the past five years", "last month", "the previous year", "last May", "last week"."""
    word, nxt = row.low(i), row.low(i + 1)
    if nxt in _YEAR_NAMES or (nxt == "budget" and row.low(i + 2) == "year"):
        return relative_fiscal_year(row, i)
    if nxt in SOLAR:
        return relative_solar_year(row, i)
    if nxt in _SEASONS and (season := relative_season(row, i)) is not None:
        return season
    if nxt in {"calendar", "full"} and row.low(i + 2) == "year":
        return year_offset(row, i, -1, i + 3)
    if nxt == "year" and [row.low(k) for k in range(i + 2, i + 5)] == ["and", "a", "half"]:
        return unresolved(row.wording(i, i + 5)), i + 5
    if nxt == "year":
        return _last_year(row, i)
    if nxt == "quarter" and word == "last" and (row.low(i + 2) == "of" or row.year_at(i + 2) is not None):
        return READERS["final"](row, i)
    if nxt == "month" and word == "last" and row.low(i + 2) == "of" and (found := READERS["final"](row, i)) is not None:
        return found  # "the last month of 2013"
    if nxt == "week" and word == "last" and row.low(i + 2) == "of" and (found := READERS["final"](row, i)) is not None:
        return found  # "the last week of 2023"
    if nxt in {"month", "week", "quarter"}:
        return _last_unit(row, i, word, nxt)
    if nxt in {"day", "period", "session"}:
        return (unresolved(row.wording(i, i + 2), "previous"), i + 2) if word != "last" else None
    return _last_named(row, i) or _last_counted(row, i)


def _last_year(row: Row, i: int) -> Found:
    stop = i + 2
    owned = row.low(stop) in APOSTROPHES and row.low(stop + 1) == "s"
    if owned and row.low(stop + 2) in SAME and row.low(stop + 3) in {"period", "month", "months", "quarter", *HALVES}:
        return unresolved(row.wording(i, stop + 4), "year_earlier"), stop + 4
    if row.low(i) in {"previous", "preceding", "prior"}:
        return unresolved(row.wording(i, stop), "previous_year"), stop
    if owned and (part := part_of_year_told(row, i, stop + 2, -1)) is not None:
        return part
    if owned:
        stop += 2
    return year_offset(row, i, -1, stop)


def part_of_year_told(row: Row, i: int, j: int, offset: int) -> Found | None:
    """ "last year's |first quarter|", "this year's second half", "last year's first six months": the part at `j` of the
    year `offset` years from the report's."""
    n, noun = ORDINALS.get(row.low(j)), row.low(j + 1)
    if n is None or row.today is None:
        return None
    stop, first, last = j + 2, 0, 0
    if noun == "quarter":
        first, last = 3 * n - 2, 3 * n
    elif noun in HALVES:
        half = 1 if n == 1 else 2
        first, last = 6 * half - 5, 6 * half
    elif n == 1 and row.low(j + 2) == "months" and (count := COUNTS.get(noun) or row.day_at(j + 1)) and count <= _YEAR:
        first, last, stop = 1, count, j + 3
    if not first:
        return None
    return PeriodMention(cal.of_months(row.today.year + offset, first, last, row.wording(i, stop))), stop


_YEAR = 12


def _last_named(row: Row, i: int) -> Found | None:
    """ "last Friday", "last May"."""
    if row.low(i) != "last":
        return None
    if row.low(i + 1) in WEEKDAYS:
        return day_of_week(row, i, i + 1)
    month = row.month_at(i + 1)
    if month is None or row.today is None:
        return None
    year = row.nearest_year(month)
    year = year - 1 if (year, month) >= (row.today.year, row.today.month) else year
    return PeriodMention(cal.of_months(year, month, month, row.wording(i, i + 2))), i + 2


def _last_counted(row: Row, i: int) -> Found | None:
    """ "the past five years", "the last decade", "the last quarter of 2022"."""
    nxt = row.low(i + 1)
    if nxt in {"decade", "century"} and row.today:
        return past_stretch(row, i, 10 if nxt == "decade" else 100, "years", i + 2)
    count = COUNTS.get(nxt) or row.day_at(i + 1)
    if count and row.low(i + 2) in _STRETCHES:
        if row.low(i) == "last" and row.low(i + 2) == "months" and (told := READERS["final"](row, i)) is not None:
            return told  # "the last three months of 2023"
        return past_stretch(row, i, count, row.low(i + 2), i + 3)
    return READERS["final"](row, i) if row.low(i) == "last" else None


def past_stretch(row: Row, i: int, count: int, unit: str, stop: int) -> Found:
    """The `count` whole years or months before the report's; weeks and days are left open."""
    text = row.wording(i, stop)
    if row.today is None or unit in {"weeks", "days"}:
        return unresolved(text), stop
    if unit == "years":
        return PeriodMention(cal.of_years(row.today.year - count, row.today.year - 1, text)), stop
    last = date(row.today.year, row.today.month, 1) - timedelta(days=1)
    months = last.year * 12 + last.month - count
    return PeriodMention(cal.from_bounds(date(months // 12, months % 12 + 1, 1), last, text)), stop


def _last_unit(row: Row, i: int, word: str, unit: str) -> Found:
    text = row.wording(i, i + 2)
    if word != "last":
        return unresolved(text, "previous"), i + 2
    return _unit_from_now(row, text, unit, -1), i + 2


def _unit_from_now(row: Row, text: str, unit: str, offset: int) -> PeriodMention:
    """The month, quarter or week `offset` such units from the report's own."""
    today = row.today
    if today is None:
        return unresolved(text)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + offset
        return PeriodMention(cal.of_months(months // 12, months % 12 + 1, months % 12 + 1, text))
    if unit == "quarter":
        quarters = today.year * 4 + (today.month - 1) // 3 + offset
        first = quarters % 4 * 3 + 1
        return PeriodMention(cal.of_months(quarters // 4, first, first + 2, text))
    monday = today + timedelta(days=7 * offset - today.weekday())
    return PeriodMention(cal.of_days(monday, monday + timedelta(days=6), text))


def year_to_date(row: Row, i: int, year: int | None, stop: int) -> Found:
    """From the start of a year (None: the report's own) to the report's day; open where the year is another one."""
    text, today = row.wording(i, stop), row.today
    if today is not None and year in {None, today.year}:
        return PeriodMention(cal.of_days(date(today.year, 1, 1), today, text), cue="since"), stop
    if year is None:
        return unresolved(text, cue="since"), stop
    return PeriodMention(cal.since(cal.of_year(year, text), text), cue="since"), stop


@opens("ongoing", "running", "outgoing", after_the=True)
def from_ongoing(row: Row, i: int) -> Found | None:
    """ "the ongoing fiscal year"; "the running year" is no wording of the press."""
    return relative_fiscal_year(row, i)


@opens("this", "next", "current", "coming", after_the=("current", "coming", "next"))
def from_this(row: Row, i: int) -> Found | None:
    """ "this year", "this month", "next year", "the current year", "next month", "this week", "this quarter"."""
    word, nxt = row.low(i), row.low(i + 1)
    offset = 1 if word in _NEXT else 0
    if nxt in _YEAR_NAMES or (nxt == "budget" and row.low(i + 2) == "year"):
        return relative_fiscal_year(row, i)
    if nxt in SOLAR:
        return relative_solar_year(row, i)
    if nxt in _SEASONS and (season := relative_season(row, i)) is not None:
        return season
    if nxt == "period" and word == "this":
        return unresolved(row.wording(i, i + 2), "same"), i + 2
    if nxt == "year":
        if row.low(i + 3) == "s" and row.low(i + 4) == "period":
            return unresolved(row.wording(i, i + 5), "same"), i + 5
        if row.low(i + 2) in APOSTROPHES and (part := part_of_year_told(row, i, i + 4, offset)) is not None:
            return part
        return year_offset(row, i, offset, i + 2)
    if nxt in {"month", "week"} or (nxt == "quarter" and word != "coming"):
        return _unit_from_now(row, row.wording(i, i + 2), nxt, offset), i + 2
    if nxt in WEEKDAYS:
        return day_of_week(row, i, i + 1)
    if row.month_at(i + 1) is not None and row.low(i + 2) in DASHES and row.month_at(i + 3) is not None:
        found = READERS[nxt](row, i + 1)  # "this July-January period"
        return None if found is None else (found[0], found[1])
    if (month := row.month_at(i + 1)) is not None and row.today:
        year = row.today.year if month >= row.today.month or word == "this" else row.today.year + 1
        return PeriodMention(cal.of_months(year, month, month, row.wording(i, i + 2))), i + 2
    return None
