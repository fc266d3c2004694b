"""Months that a report counts up from the year's first day: "had exported 5 million tonnes by the end of September",
"$8bn by mid-July", "for the ten months"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.calendars import MARKETING, has_fiscal_year, has_marketing_year, in_calendar
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.mentions import calendar as cal
from tradebook.statement import Period

_TO_COME = frozenset({"future", "expect", "plan", "target"})
_FRESH = 150  # days that a stretch of months is news
_BEFORE = frozenset({"for", "in", "over", "during", "of", ""})
_OTHER_STRETCH = frozenset(
    {"to", "ended", "ending", "since", "through", "until", "after", "before", "from", "following"}
)


def up_to(flow: Flow, period: Period, countries: list[str]) -> Period:
    """The months from January to the day that "by the end of September", "by mid-July", "by 20 May" name, for what was
    traded till then; `period` itself where the words may mean that month alone, where something is to come, or where
    the goods have a marketing year of their own."""
    item, today = flow.period, flow.sentence.today
    if item is None or period.start is None or period.end is None or period.calendar or today is None:
        return period
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    words = item.lower
    if "mid" in words and first != last:
        last = date(last.year, last.month, 15)
    if (first.year, first.month) != (last.year, last.month) or last > date.fromisoformat(today):
        return period
    if not flow.sentence.cues.isdisjoint(_TO_COME) or flow.head.two_way:
        return period
    items = flow.sentence.items
    through = item in items and lower_at(items, items.index(item) - 1) == "through"
    if not through and "mid" not in words and "end" not in words and first != last:
        return period
    if has_marketing_year(countries, flow.head.goods):
        return period
    return cal.of_days(date(last.year, 1, 1), last, period.text)


def so_far_this_year(flow: Flow, period: Period, told: Period | None) -> Period:
    """The months from January to the one that figures were told for, where "since the start of the year" stands behind
    them: no statistics go up to the day of the report."""
    item, today = flow.period, flow.sentence.today
    if told is None or told.start is None or told.end is None or told.calendar or item is None:
        return period
    if today is None or period.end != today or not (period.start or "").endswith("-01-01"):
        return period
    first, last = date.fromisoformat(told.start), date.fromisoformat(told.end)
    whole = first.day == 1 and last.day == cal.last_day(last.year, last.month) and first.year == last.year
    fresh = 0 < (date.fromisoformat(today) - last).days <= _FRESH
    if not whole or not fresh or (last.month - first.month) == 11:
        return period
    return cal.of_months(last.year, 1, last.month, item.text)


def months_over(flow: Flow, months: int, countries: list[str]) -> Period | None:
    """The first months of the year that "for the ten months" counts, just over on the day of the report; None where
    the words around it say otherwise, nobody knows the day, or the country counts by another year."""
    item, today = flow.period, flow.sentence.today
    if item is None or today is None or not 2 < months < 12 or item not in flow.sentence.items:
        return None
    items: list[Item] = flow.sentence.items
    at = items.index(item)
    if lower_at(items, at - 1) not in _BEFORE or lower_at(items, at + 1) in _OTHER_STRETCH:
        return None
    if any(has_fiscal_year(country) for country in countries[:1]):
        return None
    now = date.fromisoformat(today)
    for year in (now.year, now.year - 1):
        end = date(year, months, cal.last_day(year, months))
        if 0 < (now - end).days <= _FRESH:
            return cal.of_months(year, 1, months, item.text)
    return None


def season_up_to(flow: Flow, period: Period, countries: list[str]) -> Period | None:
    """The part of a season that is told with its last day or month: "in the 2023/24 season |through March|", "|by June
    10| in the 2023/24 season"."""
    items, goods = flow.sentence.items, flow.head.goods
    for k, item in enumerate(items):
        if item.kind != "PER" or item is flow.period:
            continue
        if period.calendar == MARKETING and lower_at(items, k - 1) in {"through", "until", "till"}:
            last, whole = item.value.period, period
        elif flow.period is not None and flow.period.value.cue == "by" and item.value.fiscal is not None:
            last, whole = period, in_calendar(item.value, countries, goods)
        else:
            continue
        if (
            whole.calendar == MARKETING
            and whole.start
            and whole.end
            and last.end
            and whole.start < last.end < whole.end
        ):
            return cal.of_days(date.fromisoformat(whole.start), date.fromisoformat(last.end), whole.text or "")
    return None
