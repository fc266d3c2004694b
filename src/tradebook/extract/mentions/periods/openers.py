"""Words before a period: "since 2007", "by the end of 2025", "as of May 1", "from 2019 to 2023", "early May"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import structs

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.fiscal import season_at
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, reworded
from tradebook.extract.mentions.periods.registry import opens, read_any
from tradebook.extract.mentions.periods.relative import year_offset, year_to_date
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import FUTURE
from tradebook.statement import Period

_EDGES = frozenset({"end", "beginning", "start", "middle", "close"})
_SHORT_EDGES = frozenset({"early", "late", "mid", "end"})
_REACHED = frozenset({"managed", "had", "reached", "was", "were"})
_SHORTLY = timedelta(days=75)
_UP_TO = frozenset({"to", "and", "through", "until", "till"})


@opens("since")
def from_since(row: Row, i: int) -> Found | None:
    """ "since 2007", "since the start of the year", "since May 2023"."""
    j = i + 2 if row.low(i + 1) == "the" else i + 1
    if row.low(j) in {"start", "beginning"} and row.low(j + 1) == "of":
        k = j + 2
        other = _other_year(row, k)
        if other is None and (season := season_at(row, k + (row.low(k) == "the"))) is not None:
            part, stop = season
            return PeriodMention(Period(text=row.wording(i, stop)), cue="since", fiscal=part), stop
        if other is not None:
            return _since_other(row, i, other)
        if row.low(k) in {"the", "this"}:
            k += 1
        if row.low(k) in {"current", "this"}:
            k += 1
        year = row.year_at(k)
        if row.low(k) == "year" or year is not None:
            return year_to_date(row, i, year, k + 1)
    found = read_any(row, j)
    if found is None or found[0].relation or found[0].period.edtf is None:
        return None
    inner, stop = found
    return PeriodMention(cal.since(inner.period, row.wording(i, stop)), cue="since"), stop


@opens("so")
def from_so_far(row: Row, i: int) -> Found | None:
    """ "so far this year", "so far in the 2023/24 season": from its start to the day of the report."""
    if row.low(i + 1) != "far":
        return None
    j = i + 3 if row.low(i + 2) in {"in", "during"} else i + 2
    other = _other_year(row, j)
    if other is not None:
        return _since_other(row, i, other)
    return year_to_date(row, i, None, j + 2) if row.low(j) == "this" and row.low(j + 1) == "year" else None


def _other_year(row: Row, k: int) -> Found | None:
    """A fiscal or marketing year told at `k`."""
    found = read_any(row, k)
    if found is None and row.low(k) == "the":
        found = read_any(row, k + 1)
    if found is None or found[0].relation is not None:
        return None
    if found[0].fiscal is not None and found[0].fiscal.offset == -1:
        return None
    farm = found[0].period.calendar == "marketing year" and found[0].period.start is not None
    return found if farm or found[0].fiscal is not None else None


def _since_other(row: Row, i: int, other: Found) -> Found:
    period = reworded(other[0].period, row.wording(i, other[1]))
    if other[0].fiscal is None and row.today is not None and period.start and period.start < row.today.isoformat():
        last = min(row.today, date.fromisoformat(period.end or row.today.isoformat()))
        day = cal.of_days(date.fromisoformat(period.start), last, period.text or "")
        return PeriodMention(day), other[1]
    return PeriodMention(period, cue="since", fiscal=other[0].fiscal), other[1]


@opens("by", "until", "till")
def from_by(row: Row, i: int) -> Found | None:
    """ "by 2030", "by the end of 2025", "until 2030", "by May"."""
    j = _behind_edge(row, i + 1)
    found = _at_edge(row, i + 1, j) if j != i + 1 else read_any(row, j)
    if found is None or found[0].relation or found[0].cue:
        return None
    inner, stop = found
    text = row.wording(i, stop)
    if row.low(i) != "by":
        edtf = (inner.period.edtf or "").split("/")[-1]
        if not edtf:
            return PeriodMention(reworded(inner.period, text), cue="until"), stop
        return PeriodMention(Period(end=inner.period.end, edtf=f"../{edtf}", text=text), cue="until"), stop
    past = inner.ahead is not None and (_tells_past(row) or _just_over(row, inner.period))
    period = inner.ahead if inner.ahead is not None and not past else inner.period
    return PeriodMention(reworded(period, text), ahead=inner.ahead if past else None, cue="by"), stop


@opens("through")
def from_through(row: Row, i: int) -> Found | None:
    """ "exports through July this year": from the start of the year to then; what lies ahead is a term ("through
    May 2030"). Of other years than the calendar's, the month alone does not say where they begin."""
    found = read_any(row, i + 1)
    if found is None or found[0].relation or found[0].cue or not _OTHER.isdisjoint(row.words):
        return None
    period, text = found[0].period, row.wording(i, found[1])
    if row.month_at(i + 1) is None or period.start is None or period.end is None or row.today is None:
        return None
    last = date.fromisoformat(period.end)
    if period.start[:7] != period.end[:7]:
        return None
    if last > row.today and last.month != row.today.month:
        return PeriodMention(Period(end=period.end, edtf=f"../{(period.edtf or '')}", text=text), cue="until"), found[1]
    return PeriodMention(cal.from_bounds(date(last.year, 1, 1), last, text)), found[1]


_OTHER = frozenset({"season", "marketing", "fiscal", "financial", "crop", "campaign"})


def _tells_past(row: Row) -> bool:
    """Whether the sentence speaks of what was reached ("managed to reach the targets by May")."""
    return not _REACHED.isdisjoint(row.words) and FUTURE.isdisjoint(row.words)


def _just_over(row: Row, period: Period) -> bool:
    """Whether the period ended shortly before the report, and the sentence does not speak of the future ("stocks fell
    to 2 million tonnes by the end of March", in April)."""
    if row.today is None or period.end is None or not FUTURE.isdisjoint(row.words):
        return False
    return timedelta(0) <= row.today - date.fromisoformat(period.end) <= _SHORTLY


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
    return _at_edge(row, i, j)


def _at_edge(row: Row, i: int, j: int) -> Found | None:
    """The month or year at `j`, behind the words of an edge that begin at `i`."""
    k = j + 1 if row.low(j) == "the" else j
    if row.low(k) == "year" and row.year_at(k + 1) is None:
        return year_offset(row, i, 0, k + 1)
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
    text = row.wording(i, stop)
    ahead = reworded(inner.ahead, text) if inner.ahead else None
    return PeriodMention(reworded(inner.period, text), ahead=ahead, cue="as_of"), stop


@opens("between", "from")
def from_between(row: Row, i: int) -> Found | None:
    """ "between 2019 and 2023", "from 2019 to 2023", "from January to October 2022"."""
    first = _plain(row, i + 1)
    if first is not None and row.low(i) == "from" and row.low(i + 2) in {"to", "through", "until"} and first[1] > i + 3:
        mention, stop = first  # "from January to May 2024" is read as one behind its first word
        return structs.replace(mention, period=reworded(mention.period, row.wording(i, stop))), stop
    at = _behind_year(row, first[1]) if first is not None else 0
    if first is None or row.low(at) not in _UP_TO:
        opened = row.low(i) == "from" and row.low(i + 1) == "the" and row.low(i + 2) in {"start", "beginning"}
        return from_since(row, i) if opened else None  # "From the beginning of the year exports went up"
    second = _plain(row, at + 1)
    return _joined(row, i, first[0], second[0], second[1]) if second else None


def _behind_year(row: Row, j: int) -> int:
    """The index behind the comma that closes a date with its year at `j`: "July 1, 2023|,| to March 1, 2024"."""
    return j + 1 if row.low(j) == "," and row.year_at(j - 1) is not None else j


def _plain(row: Row, i: int) -> Found | None:
    """A period at `i` that stands for itself."""
    found = read_any(row, i)
    return None if found is None or found[0].relation or found[0].cue else found


_MONTH_ALONE = re.compile(r"XXXX-(?P<month>\d\d)")


def _joined(row: Row, i: int, first: PeriodMention, second: PeriodMention, stop: int) -> Found | None:
    text = row.wording(i, stop)
    a, b = first.period, second.period
    if a.start and b.end:
        start, end = date.fromisoformat(a.start), date.fromisoformat(b.end)
        if first.ahead is not None and (start > end or start.year != end.year):
            start = _before(start, end)  # the year stood only behind the second
        return (PeriodMention(cal.from_bounds(start, end, text)), stop) if start <= end else None
    if b.start and b.end and (month := _MONTH_ALONE.fullmatch(a.edtf or "")):  # the year stands behind the second
        end = date.fromisoformat(b.end)
        start = _before(date(end.year, int(month["month"]), 1), end)
        return PeriodMention(cal.from_bounds(start, end, text)), stop
    if a.edtf and b.edtf and a.start is None and b.start is None:
        return PeriodMention(Period(edtf=f"{a.edtf}/{b.edtf}", text=text)), stop
    return None


def _before(day: date, end: date) -> date:
    """The last such day that is not after `end`."""
    year = end.year if (day.month, day.day) <= (end.month, end.day) else end.year - 1
    return date(year, day.month, min(day.day, 28))
