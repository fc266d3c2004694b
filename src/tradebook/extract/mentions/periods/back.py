"""Pointing at another period: "a year earlier", "the same period of last year", "year on year", "that year"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.fiscal import (
    fiscal_label,
    months_to,
    relative_fiscal_year,
    split_label,
    year_to,
)
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.parts import lettered_code
from tradebook.extract.mentions.periods.registry import AFTER_THE, opens, read_any
from tradebook.extract.mentions.periods.relative import year_offset, year_to_date
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, COUNTS, LAST, REPORTING, SAME
from tradebook.statement import Period

_YEARS = frozenset({"year", "season"})
_UNITS = frozenset("year season month quarter week".split())
_EARLIER = frozenset("earlier ago before previously prior".split())
_SAME_UNITS = frozenset(
    "period month months quarter time timeframe span duration date year half eight nine day days "
    "week weeks stretch".split()
)
_SPANS = frozenset({"months", "month", "days"})
# Years that are not the calendar's, as in "the same date of the previous season"
_OTHER_YEARS = frozenset({"season", "campaign", "my", "marketing", "crop", "fiscal", "financial", "fy"})
_NO_UNIT = frozenset("of to ended ending before earlier after that when through until leading up - 's ’".split())
_BASES = {"yearly": "yearly", "annual": "yearly", "monthly": "monthly", "quarterly": "quarterly"}
_ON_UNITS = {"year": "yearly", "month": "monthly", "quarter": "quarterly"}


@opens("a", "one")
def from_a(row: Row, i: int) -> Found | None:
    """ "a year earlier", "a year ago", "one year before", "a month earlier"."""
    unit = row.low(i + 1)
    if unit == "decade" and row.low(i + 2) in _EARLIER:
        return unresolved(row.wording(i, i + 3)), i + 3  # a round number of years
    if row.low(i + 2) not in _EARLIER or unit not in _UNITS:
        return None
    return unresolved(row.wording(i, i + 3), "year_earlier" if unit in _YEARS else "previous"), i + 3


@opens(*SAME, after_the=True)
def from_same(row: Row, i: int) -> Found | None:
    """ "same period (of) last year", "corresponding period of 2021", "same month", "similar period"."""
    stop = _behind_same(row, i)
    if stop is None:
        return None
    if row.low(i + 1) == "year":
        return unresolved(row.wording(i, stop), "same"), stop
    found = _same_of(row, i, stop)
    if found[1] == stop and stop == i + 2 and row.low(i + 1) == "time" and row.low(i - 2) == "at":
        return None  # "at the same time, imports rose" only joins two sentences
    months = _months_counted(row, i)
    return (replace(found[0], months=months), found[1]) if found[0].relation == "same" and months else found


@opens("like", after_the=True)
def from_like(row: Row, i: int) -> Found | None:
    """ "the like period of 2022", "a like month"; "a country like" is none."""
    if row.low(i - 1) not in {"the", "a"} or row.low(i + 1) not in {"period", "month", "quarter"}:
        return None
    return from_same(row, i)


def _months_counted(row: Row, i: int) -> int:
    """How many months "the same five months", "the same month", "the same quarter" has; 0 where that is not told."""
    nxt = row.low(i + 1)
    if row.low(i + 2) in {"months", "-"} and (count := COUNTS.get(nxt) or row.day_at(i + 1)):
        return count if row.low(i + 2) == "months" or row.low(i + 3) == "month" else 0
    return {"month": 1, "quarter": 3}.get(nxt, 0)


def _behind_same(row: Row, i: int) -> int | None:
    """The index behind "same period", "same three months", "corresponding five-month period" at `i`, or None."""
    nxt, after = row.low(i + 1), row.low(i + 2)
    if COUNTS.get(nxt) or row.day_at(i + 1):
        j = i + 3 if after == "-" else i + 2
        if row.low(j) not in _SPANS:
            return i + 2 if nxt in _SAME_UNITS else None
        return j + 2 if row.low(j + 1) == "period" else j + 1
    if nxt in _SAME_UNITS:
        return i + 3 if after in _SPANS or (nxt == "time" and after in {"frame", "period"}) else i + 2
    return i + 3 if after in {"period", "months"} else None


def _same_of(row: Row, i: int, stop: int) -> Found:
    """What stands behind "the same period": a year, "last year", "a year earlier", or nothing."""
    k = stop
    while row.low(k) in {"of", "in", "the", "a", "during", "for"}:
        k += 1
    if row.low(k) in {"this", "current"}:
        fiscal = relative_fiscal_year(row, k)
        end = fiscal[1] if fiscal is not None else k + 2 if row.low(k + 1) == "year" else stop
        return unresolved(row.wording(i, end), "same"), end
    label = fiscal_label(row, k) if row.low(k) in _OTHER_YEARS else split_label(row, k)
    if label is not None:
        return unresolved(row.wording(i, label[1]), "year_earlier"), label[1]
    if (year := row.year_at(k)) is not None:
        return PeriodMention(cal.of_year(year, row.wording(i, k + 1)), relation="same_in_year"), k + 1
    if row.low(k) in LAST and row.low(k + 1) in _OTHER_YEARS:
        end = k + 3 if row.low(k + 2) == "year" else k + 2
        return unresolved(row.wording(i, end), "year_earlier"), end
    if row.low(k) in LAST and row.low(k + 1) in {"year", "month"}:
        return unresolved(row.wording(i, k + 2), "year_earlier"), k + 2
    if row.low(k) == "year" and row.low(k + 1) in {"earlier", "ago", "before"}:
        return unresolved(row.wording(i, k + 2), "year_earlier"), k + 2
    if row.low(k) == "year" and row.low(k + 1) == "-":
        return unresolved(row.wording(i, stop), "year_earlier"), stop
    return unresolved(row.wording(i, stop), "same"), stop


def from_season(row: Row, i: int) -> Found | None:
    """ "the season before"."""
    if row.low(i + 1) not in {"before", "earlier"}:
        return None
    return unresolved(row.wording(i, i + 2), "year_earlier"), i + 2


@opens("year", after_the=True)
def from_year(row: Row, i: int) -> Found | None:
    """ "year on year", "year-on-year", "year earlier", "year-ago", "year to June", "year 2022"."""
    before, nxt = row.low(i - 1), row.low(i + 1)
    if before in {"this", "last", "next", "same", "previous"}:
        return None
    if (stop := _on_unit(row, i, "year")) is not None:
        return unresolved(row.wording(i, stop), "yearly"), stop
    if nxt in {"earlier", "ago", "before", "prior"} and before in {"the", "a", "one"}:
        return unresolved(row.wording(i, i + 2), "year_earlier"), i + 2
    if (found := year_to(row, i)) is not None:
        return found
    if nxt == "-" and row.low(i + 2) in {"earlier", "ago"}:
        stop = i + 4 if row.low(i + 3) in _SAME_UNITS else i + 3
        return unresolved(row.wording(i, stop), "year_earlier"), stop
    if (stop := _to_date(row, i)) is not None:
        return year_to_date(row, i, None, stop)
    if (stop := _year_end(row, i)) is not None:
        return year_offset(row, i, 0, stop)
    k = i + 2 if row.low(i + 1) == "of" else i + 1
    if before in {"of", "in", "during", "for", "the"} and (year := row.year_at(k)) is not None:
        return PeriodMention(cal.of_year(year, row.wording(i, k + 1))), k + 1
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


def _on_unit(row: Row, i: int, unit: str) -> int | None:
    """The index behind "year on year", "month-over-month" at `i`, or None."""
    k = i + 2 if row.low(i + 1) == "-" else i + 1
    if row.low(k) not in {"on", "over", "to"}:
        return None
    m = k + 2 if row.low(k + 1) == "-" else k + 1
    return m + 1 if row.low(m) == unit else None


@opens("month", "quarter")
def from_unit(row: Row, i: int) -> Found | None:
    """ "month on month", "quarter-over-quarter"."""
    stop = _on_unit(row, i, row.low(i))
    return None if stop is None else (unresolved(row.wording(i, stop), _ON_UNITS[row.low(i)]), stop)


@opens("on")
def from_on(row: Row, i: int) -> Found | None:
    """ "5% on-year", "on the month", "on a yearly basis"."""
    j = i + 1
    if row.low(j) in {"-", "the", "a", "an"}:
        j += 1
    word, behind = row.low(j), row.low(j + 1)
    if word in _BASES:
        relation, stop = _BASES[word], j + 2
        return (unresolved(row.wording(i, stop), relation), stop) if behind == "basis" else None
    if word not in _ON_UNITS or behind in {"-", "of"} or row.year_at(j + 1) is not None:
        return None
    return unresolved(row.wording(i, j + 1), _ON_UNITS[word]), j + 1


@opens("annual", "yearly", "monthly")
def from_terms(row: Row, i: int) -> Found | None:
    """ "5% in annual terms", "in monthly terms"."""
    if row.low(i + 1) not in {"terms", "comparison"}:
        return None
    return unresolved(row.wording(i, i + 2), _BASES[row.low(i)]), i + 2


@opens("mom", "qoq", "m", "q")
def from_mom(row: Row, i: int) -> Found | None:
    """ "MoM", "m/m", "q-o-q"; "H" and "Q" codes of parts of a year are read elsewhere."""
    word = row.low(i)
    relation = "monthly" if word[0] == "m" else "quarterly"
    if len(word) == 3:
        told = row.tokens[i].text != "mom" or row.low(i - 1) in {"%", "percent", "cent", "pc", "pct", "("}
        return (unresolved(row.wording(i, i + 1), relation), i + 1) if told else None
    if row.low(i + 1) == "/" and row.low(i + 2) == word:
        return unresolved(row.wording(i, i + 3), relation), i + 3
    if row.low(i + 1) == "-" and row.low(i + 2) == "o" and row.low(i + 4) == word:
        return unresolved(row.wording(i, i + 5), relation), i + 5
    return lettered_code(row, i) if word == "q" else None


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
    """ "the reporting period", "the reported month"; "the reporting period of 2022" is no time compared with."""
    if row.low(i + 1) not in {"period", "month", "months", "year", "quarter"}:
        return None
    found, stop = _same_of(row, i, i + 2)
    return (replace(found, relation="reported_in_year") if found.relation == "same_in_year" else found), stop


def from_period(row: Row, i: int) -> Found | None:
    """ "the period", "the period under review"; "the period from January to May 2024" is told by itself."""
    stop = i + 1
    if row.low(stop) in {"from", "of", "between", "spanning"} or row.month_at(stop) is not None:
        told = read_any(row, stop) or read_any(row, stop + 1)
        plain = told is not None and told[0].relation is None and told[0].cue is None
        if plain and told is not None and (told[0].period.start or told[0].fiscal is not None):
            return told
    if row.low(stop) in {"under", "in"} and row.low(stop + 1) in {"review", "question", "report"}:
        stop += 2
    return unresolved(row.wording(i, stop), "same"), stop


def from_unit_spoken_of(row: Row, i: int) -> Found | None:
    """ "in the quarter", "over the month (under review)": the last such period that was spoken of."""
    count = {"month": 1, "quarter": 3}[row.low(i)]
    if count == 1 and row.low(i + 1) == "of" and row.month_at(i + 2) is not None:
        return read_any(row, i + 2)  # "in the month of May"
    if count > 1 and (ended := months_to(row, i, count, i + 1)) is not None:
        return ended
    if (stop := _on_unit(row, i, row.low(i))) is not None:
        return unresolved(row.wording(i, stop), _ON_UNITS[row.low(i)]), stop
    stop = i + 1
    if row.low(stop) in {"under", "in"} and row.low(stop + 1) in {"review", "question", "report"}:
        return unresolved(row.wording(i, stop + 2), "same"), stop + 2
    if row.low(i - 2) not in {"in", "for", "during", "over"} or row.low(stop) in _NO_UNIT:
        return None
    return PeriodMention(Period(text=row.wording(i, stop)), relation="stretch", months=count), stop


# These begin one only behind "the"
AFTER_THE["period"] = from_period
AFTER_THE["season"] = from_season
AFTER_THE["month"] = AFTER_THE["quarter"] = from_unit_spoken_of


@opens("that")
def from_that(row: Row, i: int) -> Found | None:
    """ "that period", "that year", "that month", "that quarter"."""
    if row.low(i + 1) in {"period", "year", "month", "quarter"}:
        return unresolved(row.wording(i, i + 2), "same"), i + 2
    return None
