"""Days: "2022-06-14", "14.06.2022", "18 May 2022", "May 18-20", "30 May-2 June", "Friday, May 20", "yesterday"."""

from __future__ import annotations

from datetime import date, timedelta

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.registry import opens, opens_with_number, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, DASHES, DAY_SUFFIXES, MONTH_FIGURES, WEEKDAYS
from tradebook.statement import Period

_UP_TO = DASHES | {"to"}
_UP_TO_OR_AND = DASHES | {"to", "and"}


@opens_with_number(4)
def iso_day(row: Row, i: int) -> Found | None:
    """ "2022-06-14"."""
    year = row.year_at(i)
    if year is None or row.low(i + 1) != "-" or row.low(i + 3) != "-" or i + 4 >= row.size:
        return None
    month, day = row.tokens[i + 2].text, row.tokens[i + 4].text
    if len(month) != 2 or not month.isdigit() or len(day) != 2 or not day.isdigit():
        return None
    period = cal.of_day(year, int(month), int(day), row.wording(i, i + 5))
    return (PeriodMention(period), i + 5) if period else None


@opens_with_number(0)
def dotted_day(row: Row, i: int) -> Found | None:
    """ "14.06.2022"."""
    parts = row.tokens[i].text.split(".")
    if len(parts) != 3 or not all(p.isdigit() for p in parts) or len(parts[2]) != 4:
        return None
    period = cal.of_day(int(parts[2]), int(parts[1]), int(parts[0]), row.tokens[i].text)
    return (PeriodMention(period), i + 1) if period else None


@opens_with_number(1, 2)
def slashed_day(row: Row, i: int) -> Found | None:
    """ "18/05/2022", "05/18/2022"; where either number may be the month the day stays open."""
    if row.low(i + 1) != "/" or row.low(i + 3) != "/":
        return None
    one, two, year = row.day_at(i), row.day_at(i + 2), row.year_at(i + 4)
    slashes = all(row.glued(i + k) for k in range(1, 5))
    if one is None or two is None or year is None or not slashes:
        return None
    text = row.wording(i, i + 5)
    readings = [p for p in (cal.of_day(year, two, one, text), cal.of_day(year, one, two, text)) if p]
    if not readings:
        return None
    plain = len({p.edtf for p in readings}) == 1
    return PeriodMention(readings[0] if plain else Period(text=text)), i + 5


@opens_with_number(1, 2)
def day_month(row: Row, i: int) -> Found | None:
    """ "18 May 2022", "18th of May", "18-20 May", "18 to 20 May", "30 May-2 June 2022"."""
    day = row.day_at(i)
    if day is None:
        return None
    j = i + 1
    if row.low(j) in DAY_SUFFIXES:
        j += 1
    if row.low(j) == "of":
        j += 1
    if (month := row.month_at(j)) is not None:
        last, k = _last_day(row, j + 2)
        last_month = row.month_at(k)
        if row.low(j + 1) in _UP_TO and last and last_month:
            return days(row, i, (month, day), (last_month, last), k + 1)
        return one_day(row, i, month, day, row.after_month(j))
    if row.low(j) in _UP_TO_OR_AND:
        last, k = _last_day(row, j + 1)
        month = row.month_at(k)
        if last and last > day and month is not None:
            return days(row, i, (month, day), (month, last), row.after_month(k))
    return None


def _last_day(row: Row, k: int) -> tuple[int | None, int]:
    """The day at `k` that closes a stretch, and the index of its month: "20", "20th", "the 20th of"."""
    k += row.low(k) == "the"
    day = row.day_at(k)
    k += 1 + (row.low(k + 1) in DAY_SUFFIXES)
    return day, k + (row.low(k) == "of")


def month_day(row: Row, i: int, month: int, day: int, j: int) -> Found:
    """ "May 18", "May 18-20", "May 30 to June 2", "18th": the day stands at `j`."""
    k = j + 1
    if row.low(k) in DAY_SUFFIXES:
        k += 1
    if row.low(k) in _UP_TO_OR_AND:
        last, last_month = row.day_at(k + 1), row.month_at(k + 1)
        if last and last > day and row.month_at(k + 2) is None and row.low(k + 2) not in MONTH_FIGURES:
            return days(row, i, (month, day), (month, last), k + 2) or one_day(row, i, month, day, k)
        at = row.after_month(k + 1) if last_month else k  # "Oct. 31 to Nov. 4"
        if last_month and (last := row.day_at(at)):
            return days(row, i, (month, day), (last_month, last), at + 1) or one_day(row, i, month, day, k)
    return one_day(row, i, month, day, k)


def one_day(row: Row, i: int, month: int, day: int, j: int) -> Found:
    """A day whose year may stand at `j`; else the nearest such day, or an unknown year. A day that the calendar does
    not have ("February 30") is taken up whole and left open."""
    year, stop = row.year_behind(j)
    text = row.wording(i, stop)
    if year is not None or row.today is None:
        return PeriodMention(cal.of_day(year, month, day, text) or Period(text=text)), stop
    near = cal.of_day(row.nearest_year(month, day), month, day, text)
    ahead = cal.of_day(row.next_year(month, day), month, day, text)
    if near is None:  # 29 February, and the nearest year has none: which year is not known
        near, ahead = cal.of_day(None, month, day, text) or Period(text=text), None
    return PeriodMention(near, ahead=ahead), stop


def days(row: Row, i: int, first: tuple[int, int], last: tuple[int, int], j: int) -> Found | None:
    """A stretch of days, each (month, day), whose year may stand at `j`."""
    year, stop = row.year_behind(j)
    text = row.wording(i, stop)
    if year is None and row.today is not None:
        past = _span(row.nearest_year(*first), first, last, text)
        ahead = _span(row.next_year(*(last if last >= first else first)), first, last, text)  # one under way is to come
        return (PeriodMention(past, ahead=ahead), stop) if past else None
    if year is None:
        return PeriodMention(cal.yearless_days(*first, *last, text)), stop
    period = _span(year, first, last, text)
    return (PeriodMention(period), stop) if period else None


def _span(year: int, first: tuple[int, int], last: tuple[int, int], text: str) -> Period | None:
    try:
        return cal.of_days(date(year, *first), date(year if last >= first else year + 1, *last), text)
    except ValueError:
        return None


@opens(*WEEKDAYS)
def weekday(row: Row, i: int) -> Found | None:
    """ "Monday"."""
    return day_of_week(row, i, i)


def day_of_week(row: Row, i: int, j: int) -> Found | None:
    """ "Monday", "Friday, May 20" at `j`: the last such day before the report, as press means it."""
    if j >= row.size or not row.tokens[j].text[0].isupper():
        return None
    dated = _dated(row, i, j + 2 if row.low(j + 1) == "," else j + 1)
    if dated is not None:
        return dated
    text = row.wording(i, j + 1)
    if row.today is None:
        return unresolved(text), j + 1
    back = (row.today.weekday() - WEEKDAYS[row.low(j)]) % 7
    if row.low(i) == "last" and back == 0:
        back = 7
    near = _one(row.today - timedelta(days=back), text)
    ahead = _one(row.today + timedelta(days=(7 - back) % 7 or (7 if row.low(i) == "next" else 0)), text)
    if row.low(i) in {"next", "coming"}:
        return PeriodMention(ahead), j + 1
    return PeriodMention(near, ahead=None if row.low(i) == "last" else ahead), j + 1


def _one(day: date, text: str) -> Period:
    return cal.of_days(day, day, text)


def _dated(row: Row, i: int, k: int) -> Found | None:
    """The date that a week day at `i` introduces at `k`, also in brackets: "Friday (May 20)"."""
    if row.low(k) == "(":
        inner = _dated(row, i, k + 1)
        return (inner[0], inner[1] + 1) if inner is not None and row.low(inner[1]) == ")" else None
    if row.month_at(k) is not None:
        return read_any(row, k)
    return day_month(row, k) if row.day_at(k) is not None else None


_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


@opens(*_NEAR_DAYS)
def near_day(row: Row, i: int) -> Found | None:
    """ "today", "yesterday", "tomorrow"; not "today's"."""
    if row.low(i) == "today" and row.low(i + 1) in APOSTROPHES:
        return None
    text = row.wording(i, i + 1)
    if row.today is None:
        return unresolved(text), i + 1
    day = row.today + timedelta(days=_NEAR_DAYS[row.low(i)])
    return PeriodMention(cal.of_days(day, day, text)), i + 1


_WEEK_TO = frozenset({"ended", "ending", "to", "through", "until"})


@opens("week", after_the=True)
def week_up_to(row: Row, i: int) -> Found | None:
    """ "the week ended February 8", "the week to 8 February": the seven days up to a day."""
    if row.low(i + 1) not in _WEEK_TO:
        return None
    k = i + 3 if row.low(i + 2) == "on" else i + 2
    found = read_any(row, k)
    if found is None:
        return None
    mention, stop = found
    text = row.wording(i, stop)
    near = _week(mention.period, text)
    if near is None or mention.relation is not None or mention.cue is not None:
        return None
    return PeriodMention(near, ahead=_week(mention.ahead, text) if mention.ahead is not None else None), stop


def _week(period: Period, text: str) -> Period | None:
    """The week that ends with a period of one day."""
    if period.start is None or period.start != period.end:
        return None
    last = date.fromisoformat(period.start)
    return cal.of_days(last - timedelta(days=6), last, text)
