"""Years that are not the calendar's: "FY 2022-23", "fiscal 2023", "the year to June", "the solar year 1401"."""

from __future__ import annotations

from datetime import date, timedelta

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.registry import opens, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, DASHES, MONTHS
from tradebook.statement import Period

_TO = frozenset({"to", "ended", "ending", "through"})
_ENDING = frozenset({"that", "which", "ended", "ends", "ending", "on", "in", "to", "the"})


@opens("fy", "fiscal", "financial", after_the=("fiscal", "financial"))
def fiscal_label(row: Row, i: int) -> Found | None:
    """ "FY 2022-23", "FY2023", "FY24", "fiscal year 2022/23", "financial year 2022-23", "fiscal 2023"."""
    j = i + 1
    if row.low(j) in {"year", "years"}:
        j += 1
    if row.low(j) in APOSTROPHES or row.low(j) == "-":
        j += 1
    if row.low(j) in {"that", "which", "ending", "ended", "to"}:
        return _fiscal_ended(row, i, j)
    first = _fiscal_year_at(row, j)
    if first is None:
        return None
    last = row.short_year(j + 2, first) if row.low(j + 1) in DASHES else None
    if last == first + 1:
        return _fiscal(row, i, j + 3, first)
    return _fiscal(row, i, j + 1, first - 1)


def _fiscal(row: Row, i: int, stop: int, first: int) -> Found:
    period = Period(edtf=f"{first}/{first + 1}", calendar="fiscal year", text=row.wording(i, stop))
    return PeriodMention(period), stop


def _fiscal_year_at(row: Row, j: int) -> int | None:
    if (year := row.year_at(j)) is not None:
        return year
    token = row.tokens[j] if j < row.size else None
    if token is None or token.cls != "n" or len(token.text) != 2 or not token.text.isdigit():
        return None
    return 2000 + int(token.text)


def _fiscal_ended(row: Row, i: int, j: int) -> Found | None:
    """ "fiscal year that ended on July 7, 2022", "financial year ended in March 2023": the twelve months to then."""
    while row.low(j) in _ENDING:
        j += 1
    if row.low(j) not in MONTHS:
        return None
    found = read_any(row, j)
    if found is None or found[0].period.end is None:
        return None
    last = date.fromisoformat(found[0].period.end)
    text = row.wording(i, found[1])
    period = cal.from_bounds(_year_before(last), last, text)
    return PeriodMention(
        Period(start=period.start, end=period.end, edtf=period.edtf, calendar="fiscal year", text=text)
    ), found[1]


def _year_before(last: date) -> date:
    """The first day of the twelve months that end on `last`."""
    if last.day == cal.last_day(last.year, last.month):
        return date(last.year - 1, last.month + 1, 1) if last.month < 12 else date(last.year, 1, 1)
    return date(last.year - 1, last.month, last.day) + timedelta(days=1)


def fiscal_part(row: Row, i: int, j: int) -> Found | None:
    """A quarter or half "of the fiscal year ..." told at `j`: known to be fiscal, its months left open."""
    k = j + 1 if row.low(j) == "of" else j
    if row.low(k) == "the":
        k += 1
    if row.low(k) not in {"fiscal", "financial", "fy"}:
        return None
    label = fiscal_label(row, k)
    stop = label[1] if label else k + 1
    return PeriodMention(Period(calendar="fiscal year", text=row.wording(i, stop))), stop


def months_to(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "three months to October", "six months ended June 30": `count` months, the last of which is named behind the
    word at `j`."""
    month = row.month_at(j + 1) if row.low(j) in _TO else None
    if month is None:
        return None
    k = row.after_month(j + 1)
    if row.day_at(k) is not None:
        k += 1
    year, stop = row.year_behind(k)
    if year is None and row.today is not None:
        year = row.today.year if month <= row.today.month else row.today.year - 1
    text = row.wording(i, stop)
    if year is None:
        return unresolved(text), stop
    begin = year * 12 + month - count
    last = date(year, month, cal.last_day(year, month))
    return PeriodMention(cal.from_bounds(date(begin // 12, begin % 12 + 1, 1), last, text)), stop


def year_to(row: Row, i: int) -> Found | None:
    """ "year to June 2022", "year ended March 31": "year" stands at `i`."""
    return months_to(row, i, 12, i + 1)


@opens("marketing", "crop", "my", after_the=("marketing", "crop"))
def farm_year(row: Row, i: int) -> Found | None:
    """ "marketing year 2021/22", "MY 2021/22"."""
    j = i + 2 if row.low(i + 1) == "year" else i + 1
    if j == i + 1 and row.tokens[i].text != "MY":
        return None
    if row.low(j) == "(" and row.low(j + 1) == "my" and row.low(j + 2) == ")":
        j += 3
    first = row.year_at(j)
    last = row.short_year(j + 2, first) if first is not None and row.low(j + 1) in DASHES else None
    if first is None or last != first + 1:
        return None
    return farm_year_of(row, i, j + 3, first)


def farm_year_of(row: Row, i: int, stop: int, first: int) -> Found:
    """The marketing year that begins in the year `first`, its label from `i` to `stop`: in days where brackets behind
    it give its months ("(July-June)")."""
    month = row.month_at(stop + 1) if row.low(stop) == "(" else None
    last = row.month_at(stop + 3) if month is not None and row.low(stop + 2) in DASHES else None
    if month is None or last is None or row.low(stop + 4) != ")" or (month - last) % 12 != 1:
        return PeriodMention(
            Period(edtf=f"{first}/{first + 1}", calendar="marketing year", text=row.wording(i, stop))
        ), stop
    return PeriodMention(in_months(first, month, row.wording(i, stop))), stop + 5


def in_months(first: int, month: int, text: str) -> Period:
    """The twelve months that begin in a month of the year `first`, as a marketing year."""
    begin = date(first, month, 1)
    made = cal.from_bounds(begin, date(first + 1, month, 1) - timedelta(days=1), text)
    return Period(start=made.start, end=made.end, edtf=made.edtf, calendar="marketing year", text=text)


# The last day of each month of the solar year, as day and month of the calendar; a day later after some leap years
_SOLAR_ENDS = (
    (4, 20), (5, 21), (6, 21), (7, 22), (8, 22), (9, 22), (10, 22), (11, 21), (12, 21), (1, 20), (2, 19), (3, 20),
)  # fmt: skip
_SOLAR = "solar hijri"


@opens("solar", "iranian", "persian", after_the=True)
def solar_year(row: Row, i: int) -> Found | None:
    """ "solar year 1401", "Iranian year 1401": from about 21 March to 20 March of the next year, or as brackets say."""
    found = _solar_year_at(row, i)
    return None if found is None or found[0] is None else _solar(row, i, found[0], 12, found[1])


def solar_months(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "the first two months of the (current) Iranian year (1402)" with "of" at `j`: the days in brackets, else
    those of the year that is named, else days unknown."""
    k = j + 1
    while row.low(j) == "of" and row.low(k) in {"the", "current", "this", "past", "last", "previous"}:
        k += 1
    if row.low(j) != "of" or row.low(k) not in {"solar", "iranian", "persian"}:
        return None
    found = _solar_year_at(row, k)
    return None if found is None else _solar(row, i, found[0], count, found[1])


def _solar_year_at(row: Row, i: int) -> tuple[int | None, int] | None:
    """The solar year that begins with its adjective at `i` (None: no number is told), and the index behind."""
    j = i + 2 if row.low(i + 1) in {"calendar", "hijri"} else i + 1
    if row.low(j) != "year" and row.low(i) != "solar":
        return None
    if row.low(j) == "year":
        j += 1
    token = row.tokens[j] if j < row.size else None
    if token is None or token.cls != "n" or not token.text.isdigit() or not 1300 <= int(token.text) <= 1499:
        return None, j
    return int(token.text), j + 1


def _solar(row: Row, i: int, solar: int | None, count: int, j: int) -> Found | None:
    """The first `count` months of a solar year; what stands in brackets at `j` ("March 21-April 20, 2023") is exact."""
    if row.low(j) == "(" and (told := read_any(row, j + 1)) is not None and row.low(told[1]) == ")":
        days = told[0].period
        if days.start is not None and days.end is not None and days.start != days.end:
            text = row.wording(i, told[1])
            return PeriodMention(
                Period(start=days.start, end=days.end, edtf=days.edtf, calendar=_SOLAR, text=text)
            ), told[1] + 1
    text = row.wording(i, j)
    if solar is None:
        return PeriodMention(Period(calendar=_SOLAR, text=text)), j
    year = solar + 621
    month, day = _SOLAR_ENDS[count - 1]
    start, end = f"{year}-03-21", f"{year + (count > 9)}-{month:02d}-{day:02d}"
    return PeriodMention(Period(start=start, end=end, edtf=f"{start}/{end}", calendar=_SOLAR, text=text)), j
