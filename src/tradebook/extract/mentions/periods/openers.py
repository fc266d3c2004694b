"""Words before a period: "since 2007", "by the end of 2025", "as of May 1", "from 2019 to 2023", "early May"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, reworded, unresolved
from tradebook.extract.mentions.periods.registry import opens, read_any
from tradebook.extract.mentions.periods.relative import year_offset
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import FUTURE
from tradebook.statement import Period

_EDGES = frozenset({"end", "beginning", "start", "middle", "close"})
_SHORT_EDGES = frozenset({"early", "late", "mid", "end"})
_REACHED = frozenset({"managed", "had", "reached", "was", "were"})
_UP_TO = frozenset({"to", "and", "through", "until", "till"})


@opens("since")
def from_since(row: Row, i: int) -> Found | None:
    """ "since 2007", "since the start of the year", "since May 2023"."""
    j = i + 2 if row.low(i + 1) == "the" else i + 1
    if row.low(j) in {"start", "beginning"} and row.low(j + 1) == "of":
        k = j + 2
        if row.low(k) in {"the", "this"}:
            k += 1
        if row.low(k) in {"current", "this"}:
            k += 1
        year = row.year_at(k)
        if row.low(k) == "year" or year is not None:
            return _year_to_date(row, i, year, k + 1)
    found = read_any(row, j)
    if found is None or found[0].relation or found[0].period.edtf is None:
        return None
    inner, stop = found
    return PeriodMention(cal.since(inner.period, row.wording(i, stop)), cue="since"), stop


def _year_to_date(row: Row, i: int, year: int | None, stop: int) -> Found:
    """From the start of a year to the report's day; open where the year is another one."""
    text, today = row.wording(i, stop), row.today
    if today is not None and year in {None, today.year}:
        return PeriodMention(cal.of_days(date(today.year, 1, 1), today, text), cue="since"), stop
    if year is None:
        return unresolved(text, cue="since"), stop
    return PeriodMention(cal.since(cal.of_year(year, text), text), cue="since"), stop


@opens("by", "until", "till")
def from_by(row: Row, i: int) -> Found | None:
    """ "by 2030", "by the end of 2025", "until 2030", "by May"."""
    j = _behind_edge(row, i + 1)
    found = read_any(row, j)
    if found is None or found[0].relation or found[0].cue:
        return None
    inner, stop = found
    text = row.wording(i, stop)
    if row.low(i) != "by":
        edtf = (inner.period.edtf or "").split("/")[-1]
        return PeriodMention(Period(end=inner.period.end, edtf=f"../{edtf}", text=text), cue="until"), stop
    past = inner.ahead is not None and _tells_past(row)
    ahead_is_meant = inner.ahead is not None and not past and j == i + 1
    period = inner.ahead if inner.ahead is not None and ahead_is_meant else inner.period
    return PeriodMention(reworded(period, text), ahead=inner.ahead if past else None, cue="by"), stop


def _tells_past(row: Row) -> bool:
    """Whether the sentence speaks of what was reached ("managed to reach the targets by May")."""
    lows = {t.lower for t in row.tokens}
    return bool(lows & _REACHED) and not lows & FUTURE


def _behind_edge(row: Row, i: int) -> int:
    """The index behind "the end of", "late", "early", "mid-" at `i`; `i` where there is none. The "the" of "the end
    of the year" is left to stand."""
    j = i + 1 if row.low(i) == "the" else i
    if row.low(j) in _EDGES and row.low(j + 1) == "of":
        return j + 2
    if row.low(j) in _SHORT_EDGES:
        return j + 2 if row.low(j + 1) == "-" else j + 1
    return i


@opens("end", "beginning", "early", "late", "mid", "middle", "start", after_the=("end", "beginning", "middle", "start"))
def from_edge(row: Row, i: int) -> Found | None:
    """ "end of June", "early May", "mid-2023", "late 2024": the month or year that is named."""
    j = _behind_edge(row, i)
    if j == i:
        return None
    if row.low(j) == "the" and row.low(j + 1) == "year":
        return year_offset(row, i, 0, j + 2)
    if row.low(j) == "year":
        return year_offset(row, i, 0, j + 1)
    found = read_any(row, j)
    if found is None or found[0].relation or found[0].cue:
        return None
    inner, stop = found
    text = row.wording(i, stop)
    ahead = reworded(inner.ahead, text) if inner.ahead else None
    return PeriodMention(reworded(inner.period, text), ahead=ahead), stop


@opens("as")
def from_as(row: Row, i: int) -> Found | None:
    """ "as of May 1, 2022"."""
    if row.low(i + 1) not in {"of", "at"}:
        return None
    found = read_any(row, i + 2)
    if found is None or found[0].relation:
        return None
    inner, stop = found
    return PeriodMention(reworded(inner.period, row.wording(i, stop)), cue="as_of"), stop


@opens("between", "from")
def from_between(row: Row, i: int) -> Found | None:
    """ "between 2019 and 2023", "from 2019 to 2023", "from January to October 2022"."""
    first = _plain(row, i + 1)
    if first is None or row.low(first[1]) not in _UP_TO:
        return None
    second = _plain(row, first[1] + 1)
    return _joined(row, i, first[0], second[0], second[1]) if second else None


def _plain(row: Row, i: int) -> Found | None:
    """A period at `i` that stands for itself."""
    found = read_any(row, i)
    return None if found is None or found[0].relation or found[0].cue else found


def _joined(row: Row, i: int, first: PeriodMention, second: PeriodMention, stop: int) -> Found | None:
    text = row.wording(i, stop)
    a, b = first.period, second.period
    if a.start and b.end:
        start, end = date.fromisoformat(a.start), date.fromisoformat(b.end)
        if first.ahead is not None and (start > end or start.year != end.year):
            start = _before(start, end)  # the year stood only behind the second
        return (PeriodMention(cal.from_bounds(start, end, text)), stop) if start <= end else None
    if a.edtf and b.edtf and a.start is None and b.start is None:
        return PeriodMention(Period(edtf=f"{a.edtf}/{b.edtf}", text=text)), stop
    return None


def _before(day: date, end: date) -> date:
    """The last such day that is not after `end`."""
    year = end.year if (day.month, day.day) <= (end.month, end.day) else end.year - 1
    return date(year, day.month, min(day.day, 28))
