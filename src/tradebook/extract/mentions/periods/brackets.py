"""What brackets behind a period add: "the financial year 2018-19 (April-March)", "the first half (July-December)"."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.mention import Found, PeriodMention
from tradebook.extract.mentions.periods.registry import read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import DASHES
from tradebook.statement import Period

# "MY" and the comma in "(MY, July-June)"
_BEFORE_MONTHS = frozenset({"my", "fy", ","})


def with_brackets(row: Row, i: int, found: Found) -> Found:
    """A period that begins at `i`, together with the brackets right behind it, where they say which days it has."""
    mention, stop = found
    if mention.cue not in {None, "since"} or mention.relation not in {None, "previous_year"}:
        return found
    k = stop + 1
    while row.low(k) in _BEFORE_MONTHS:
        k += 1
    if row.low(k) in _ENDING and (year := _year_ended(row, i, found, k)) is not None:
        return year
    months = months_named(row, k)
    if months is not None and row.low(months[2]) == ")":
        return _bymonths_named(row, i, found, (months[0], months[1]), months[2] + 1)
    inner = read_any(row, k)
    if inner is None or row.low(inner[1]) != ")":
        return found
    if _names_the_year(row, i, stop, inner, mention):
        return PeriodMention(structs.replace(inner[0].period, text=row.wording(i, inner[1]))), inner[1] + 1
    if not (_is_exact(inner[0], mention) or _is_of_another_year(inner[0], mention)):
        return found
    days = inner[0].period
    named = mention.period.calendar
    text = row.wording(i, inner[1])
    return PeriodMention(Period(start=days.start, end=days.end, edtf=days.edtf, calendar=named, text=text)), inner[
        1
    ] + 1


_ENDING = frozenset({"ended", "ending", "ends"})


def _year_ended(row: Row, i: int, found: Found, k: int) -> Found | None:
    """The year up to the day that brackets tell: "last year (ended March 20, 2024)"."""
    outer, inner = found[0], read_any(row, k + 1 + (row.low(k + 1) == "on"))
    period = outer.period
    if inner is None or row.low(inner[1]) != ")" or outer.relation or outer.fiscal or period.calendar:
        return None
    day = inner[0].period
    if day.start is None or day.start != day.end or not (period.start and period.end) or _days(period) < _A_YEAR:
        return None
    end = date.fromisoformat(day.start)
    begin = date.fromordinal(date(end.year - 1, end.month, min(end.day, 28)).toordinal() + 1 + max(0, end.day - 28))
    return PeriodMention(cal.of_days(begin, end, row.wording(i, inner[1]))), inner[1] + 1


_A_YEAR = 364  # days between the first and the last


def _names_the_year(row: Row, i: int, stop: int, inner: Found, outer: PeriodMention) -> bool:
    """Whether brackets tell of which year a stretch of the calendar is: "the third quarter of the year (Q3 2022)"."""
    told, period = inner[0].period, outer.period
    if inner[0].relation or inner[0].cue or outer.relation or outer.cue or outer.fiscal or period.calendar:
        return False
    if told.start is None or told.end is None or period.start is None or period.end is None or told.calendar:
        return False
    years = [any(row.year_at(k) is not None for k in range(*span)) for span in ((i, stop), (stop + 1, inner[1]))]
    return years == [False, True] and (told.start[5:], told.end[5:]) == (period.start[5:], period.end[5:])


def _is_exact(inner: PeriodMention, outer: PeriodMention) -> bool:
    """Whether brackets tell a stretch of days for a period of another calendar."""
    period = inner.period
    if inner.relation or inner.cue or inner.fiscal or inner.ahead or period.start == period.end:
        return False
    to_date = outer.cue == "since" and (outer.period.text or "").lower().startswith("year")  # "year-to-date"
    named = outer.period.calendar is not None or to_date
    return period.start is not None and period.end is not None and named


def _is_of_another_year(inner: PeriodMention, outer: PeriodMention) -> bool:
    """Whether brackets tell the days of a year that begins with none of the calendar: "last year (March 21, 2023 to
    March 20, 2024)"."""
    days, period = inner.period, outer.period
    if inner.relation or inner.cue or inner.fiscal or inner.ahead or outer.relation or outer.cue or outer.fiscal:
        return False
    if not (days.start and days.end and period.start and period.end) or period.calendar or days.start == period.start:
        return False
    if any(c.isdigit() for c in period.text or "") or days.start[8:] == "01":
        return False
    return abs(_days(days) - _days(period)) <= _SLACK


_SLACK = 5


def _days(period: Period) -> int:
    assert period.start is not None
    assert period.end is not None
    return date.fromisoformat(period.end).toordinal() - date.fromisoformat(period.start).toordinal()


def months_named(row: Row, k: int) -> tuple[int, int, int] | None:
    """Two months without a year ("April-March", "July to June") at `k`: both, and the index behind."""
    first = row.month_at(k)
    if first is None:
        return None
    j = row.after_month(k)
    last = row.month_at(j + 1) if row.low(j) in DASHES | {"to", "through"} else None
    return None if last is None else (first, last, row.after_month(j + 1))


def _bymonths_named(row: Row, i: int, found: Found, months: tuple[int, int], stop: int) -> Found:
    """A year that runs across two begins with the month in brackets; of a part of it they are the months."""
    mention, (first, last) = found[0], months
    text = row.wording(i, stop - 1)
    label = _label(mention)
    if label is not None and (last - first) % 12 == 11:
        year = label[0] if len(label) == 2 or first == 1 else label[0] - 1
        period = cal.of_months(year, first, last, text)
        return PeriodMention(structs.replace(period, calendar=mention.period.calendar), cue=mention.cue), stop
    part = mention.fiscal
    if part is None or part.named is not None:
        return found
    if len(part.years) == 2 and part.months[0] == 1 and part.months[1] == (last - first) % 12 + 1:
        period = cal.of_months(part.years[0], first, last, text)  # the year begins with the first of these months
        return PeriodMention(structs.replace(period, calendar=mention.period.calendar), cue=mention.cue), stop
    named = structs.replace(part, months=(1, 12), named=months)
    return PeriodMention(Period(calendar=mention.period.calendar, text=text), fiscal=named), stop


def _label(mention: PeriodMention) -> tuple[int, ...] | None:
    """The years that a fiscal or marketing year is named by; None where it has none or is a part of one."""
    if mention.fiscal is not None:
        part = mention.fiscal
        return part.years if part.years and part.months == (1, 12) and part.named is None else None
    edtf = mention.period.edtf or ""
    if mention.period.calendar is None or mention.period.start is not None or edtf.count("/") != 1:
        return None
    first, last = edtf.split("/")
    return (int(first), int(last)) if first.isdigit() and last.isdigit() else None
