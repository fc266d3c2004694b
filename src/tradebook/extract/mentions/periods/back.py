"""Pointing at another period: "a year earlier", "the same period of last year", "year on year", "that year"."""

from __future__ import annotations

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.fiscal import year_to
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.registry import AFTER_THE, opens
from tradebook.extract.mentions.periods.relative import year_offset, year_to_date
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, COUNTS, LAST, REPORTING, SAME

_UNITS = frozenset("year month quarter week".split())
_EARLIER = frozenset("earlier ago before previously prior".split())
_SAME_UNITS = frozenset("period month months quarter time year half eight nine day week stretch".split())


@opens("a", "one")
def from_a(row: Row, i: int) -> Found | None:
    """ "a year earlier", "a year ago", "one year before", "a month earlier"."""
    unit = row.low(i + 1)
    if row.low(i + 2) not in _EARLIER or unit not in _UNITS:
        return None
    return unresolved(row.wording(i, i + 3), "year_earlier" if unit == "year" else "previous"), i + 3


@opens(*SAME, after_the=True)
def from_same(row: Row, i: int) -> Found | None:
    """ "same period (of) last year", "corresponding period of 2021", "same month", "similar period"."""
    nxt, after = row.low(i + 1), row.low(i + 2)
    if nxt in _SAME_UNITS or (COUNTS.get(nxt) and after in {"months", "month"}):
        stop = i + 3 if after in {"months", "month"} else i + 2
    elif after in {"period", "months"}:
        stop = i + 3
    else:
        return None
    if nxt == "year":
        return unresolved(row.wording(i, stop), "same"), stop
    return _same_of(row, i, stop)


def _same_of(row: Row, i: int, stop: int) -> Found:
    """What stands behind "the same period": a year, "last year", "a year earlier", or nothing."""
    k = stop
    while row.low(k) in {"of", "in", "the", "a"}:
        k += 1
    if (year := row.year_at(k)) is not None:
        return PeriodMention(cal.of_year(year, row.wording(i, k + 1)), relation="same_in_year"), k + 1
    if row.low(k) in LAST and row.low(k + 1) in {"year", "month", "fiscal"}:
        end = k + 2 if row.low(k + 1) != "fiscal" else k + 3
        return unresolved(row.wording(i, end), "year_earlier"), end
    if row.low(k) == "year" and row.low(k + 1) in {"earlier", "ago", "before"}:
        return unresolved(row.wording(i, k + 2), "year_earlier"), k + 2
    if row.low(k) == "year" and row.low(k + 1) == "-":
        return unresolved(row.wording(i, stop), "year_earlier"), stop
    return unresolved(row.wording(i, stop), "same"), stop


@opens("year", after_the=True)
def from_year(row: Row, i: int) -> Found | None:
    """ "year on year", "year-on-year", "year earlier", "year-ago", "year to June", "year 2022"."""
    before, nxt = row.low(i - 1), row.low(i + 1)
    if before in {"this", "last", "next", "same", "previous"}:
        return None
    if (stop := _on_year(row, i)) is not None:
        return unresolved(row.wording(i, stop), "yearly"), stop
    if nxt in {"earlier", "ago", "before"} and before in {"the", "a", "one"}:
        return unresolved(row.wording(i, i + 2), "year_earlier"), i + 2
    if nxt in {"to", "through", "ended", "ending"} and (found := year_to(row, i)):
        return found
    if nxt == "-" and row.low(i + 2) in {"earlier", "ago"}:
        stop = i + 4 if row.low(i + 3) in _SAME_UNITS else i + 3
        return unresolved(row.wording(i, stop), "year_earlier"), stop
    if (stop := _to_date(row, i)) is not None:
        return year_to_date(row, i, None, stop)
    if (stop := _year_end(row, i)) is not None:
        return year_offset(row, i, 0, stop)
    if before in {"of", "in", "during", "for", "the"} and (year := row.year_at(i + 1)) is not None:
        return PeriodMention(cal.of_year(year, row.wording(i, i + 2))), i + 2
    return None


def _to_date(row: Row, i: int) -> int | None:
    """The index behind "year to date", "year-to-date" at `i`, or None."""
    words = [row.low(i + k) for k in range(1, 5)]
    if words[:2] == ["to", "date"]:
        return i + 3
    return i + 5 if words == ["-", "to", "-", "date"] else None


def _year_end(row: Row, i: int) -> int | None:
    """The index behind "year-end", "year's end" at `i`, or None; with a year of its own it is left alone."""
    if row.low(i + 1) == "-" and row.low(i + 2) == "end":
        return i + 3
    if row.low(i + 1) in APOSTROPHES and row.low(i + 2) == "s" and row.low(i + 3) == "end":
        return i + 4
    return None


def _on_year(row: Row, i: int) -> int | None:
    """The index behind "year on year", "year-over-year" at `i`, or None."""
    k = i + 2 if row.low(i + 1) == "-" else i + 1
    if row.low(k) not in {"on", "over", "to"}:
        return None
    m = k + 2 if row.low(k + 1) == "-" else k + 1
    return m + 1 if row.low(m) == "year" else None


@opens("yoy", "y")
def from_yoy(row: Row, i: int) -> Found | None:
    """ "yoy", "y/y", "y-o-y", "YoY"."""
    if row.low(i) == "yoy":
        return unresolved(row.wording(i, i + 1), "yearly"), i + 1
    if row.low(i + 1) in {"/", "-"} and row.low(i + 2) in {"y", "o"}:
        stop = min(i + 3 if row.low(i + 2) == "y" else i + 5, row.size)
        return unresolved(row.wording(i, stop), "yearly"), stop
    return None


@opens(*REPORTING, after_the=True)
def from_reporting(row: Row, i: int) -> Found | None:
    """ "the reporting period", "the reported month"."""
    if row.low(i + 1) not in {"period", "month", "months", "year", "quarter"}:
        return None
    return unresolved(row.wording(i, i + 2), "same"), i + 2


def from_period(row: Row, i: int) -> Found | None:
    """ "the period", "the period under review"."""
    stop = i + 1
    if row.low(stop) in {"under", "in"} and row.low(stop + 1) in {"review", "question", "report"}:
        stop += 2
    return unresolved(row.wording(i, stop), "same"), stop


# "period" begins one only behind "the"
AFTER_THE["period"] = from_period


@opens("that")
def from_that(row: Row, i: int) -> Found | None:
    """ "that period", "that year", "that month"."""
    if row.low(i + 1) in {"period", "year", "month"}:
        return unresolved(row.wording(i, i + 2), "same"), i + 2
    return None
