"""Periods told by their distance from another: "a year earlier", "the previous quarter", "the same month"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.calendars import MARKETING, in_calendar
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.statement import Period

_YEAR_BEFORE = frozenset({"year_earlier", "yearly", "previous_year"})

_UNIT_MONTHS = {"monthly": 1, "quarterly": 3}


def told_from(item: Item, period: Period | None, countries: list[str]) -> Period | None:
    """The period of an item that stands beside a flow of `period`: its own, or by its distance from that."""
    if item.value.relation is None:
        return in_calendar(item.value, countries)
    return resolved_from(item.value, period, item.text, countries)


def resolved_from(mention: PeriodMention, period: Period | None, text: str, countries: list[str]) -> Period | None:
    """A period told by its distance from `period`, or a plain one that `period` is compared with."""
    relation = mention.relation
    if relation in _YEAR_BEFORE or (relation == "same" and text.lower().startswith(_ALIKE)):
        return _year_before(period, text, mention.years) if period is not None else None
    if relation in {"same_in_year", "reported_in_year"}:
        if period is None or period.start is None or mention.period.start is None:
            return None
        years = int(mention.period.start[:4]) - int(period.start[:4])
        if years == 0 and period.end is not None and period.end[:4] > period.start[:4]:
            years = int(period.start[:4]) - int(period.end[:4])  # "the 12 months to May 2024 with those of 2023"
        return cal.shifted_years(period, years, text)
    if relation == "previous":
        return _unit_before(period, text)
    if relation in _UNIT_MONTHS:
        whole = period is not None and whole_months(period) == _UNIT_MONTHS[relation]
        return _before(period, text) if whole else None
    if relation is not None:
        return None
    if mention.fiscal is not None and mention.fiscal.offset == -1 and period is not None and period.start:
        return _year_before(period, text)
    if mention.period.start is not None and text.lower().removeprefix("the ").startswith(_BEFORE_THAT):
        months = whole_months(mention.period)
        if months is not None and period is not None and whole_months(period) == months:
            return _before(period, text)  # "2 percent up on the previous twelve months"
    farm_year = period if period is not None and period.calendar == MARKETING else None
    return _same_stretch(in_calendar(mention, countries, farm_year=farm_year), period, text)


_BEFORE_THAT = ("previous ", "preceding ", "prior ")

_ALIKE = ("the same", "same", "the corresponding", "corresponding", "the similar", "the comparable")


def _unit_before(period: Period | None, text: str) -> Period | None:
    """ "a month earlier", "the previous quarter": only of a period that is one."""
    lowered = text.lower()
    for word, count in (("month", 1), ("quarter", 3)):
        if word in lowered and (period is None or whole_months(period) != count):
            return None
    return _before(period, text)


def _year_before(period: Period, text: str, years: int = 1) -> Period | None:
    """The period a year, or some, earlier; a fiscal year whose days are not yet known keeps its label."""
    if period.start is None and period.calendar and period.edtf and period.edtf.count("/") == 1:
        first, last = period.edtf.split("/")
        if first.isdigit() and last.isdigit():
            return Period(edtf=f"{int(first) - years}/{int(last) - years}", calendar=period.calendar, text=text)
    return cal.shifted_years(period, -years, text)


def _same_stretch(told: Period, period: Period | None, text: str) -> Period:
    """ "in January-October 2022, up 5% from 2021" compares with January-October 2021."""
    if period is None or not told.start or not told.end or not period.start or not period.end:
        return told
    if text.lower().startswith("last year") and told.start > period.end:
        return cal.shifted_years(period, -1, text) or told  # in a report of long ago: the year before, not one to come
    months = whole_months(period)
    if whole_months(told) != 12 or months is None or not (1 < months < 12 or (months == 1 and not text[:1].isdigit())):
        return told
    if text.lower().startswith("last year") and told.start <= period.end and period.start <= told.end:
        return cal.shifted_years(period, -1, text) or told  # as of a fiscal year: a year before, not the period itself
    for years in range(-1, -10, -1):
        moved = cal.shifted_years(period, years, text)
        if moved is not None and told.start <= (moved.start or "") and (moved.end or "") <= told.end:
            return moved
    return told


def _before(period: Period | None, text: str) -> Period | None:
    """The month before a month, the quarter before a quarter."""
    if period is None or period.start is None or period.end is None:
        return None
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or last.day != cal.last_day(last.year, last.month):
        return None
    index = first.year * 12 + first.month - 1 - months
    begin = date(index // 12, index % 12 + 1, 1)
    end_index = index + months - 1
    end = date(end_index // 12, end_index % 12 + 1, cal.last_day(end_index // 12, end_index % 12 + 1))
    return cal.from_bounds(begin, end, text)
