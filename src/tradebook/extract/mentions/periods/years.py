"""Years: "2021", "2019-2023", "2022/23", "the 1990s"."""

from __future__ import annotations

from msgspec import structs

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.brackets import months_named
from tradebook.extract.mentions.periods.fiscal import farm_year_of
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, reworded
from tradebook.extract.mentions.periods.registry import opens, opens_with_number, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, DASHES, ORDINALS, YEAR_PREPOSITIONS
from tradebook.statement import Period

_FARM_YEARS = frozenset({"my", "season", "campaign", "marketing", "crop", "harvest"})
_YEAR_ADJECTIVES = frozenset({"fiscal", "financial", "marketing", "crop", "harvest"})
# Words in -s behind a year that is a year; any other plural says that the four digits count it
_NO_PLURALS = frozenset("exports imports was versus sales supplies has".split())
# Four digits behind or before one of these are counted, not dated
_COUNTED = frozenset("people persons men women staff personnel head km mw gwh kwh hectares ha acres delegates".split())
_COUNTING = frozenset("some nearly almost approximately roughly exactly".split())
_SIGNS = frozenset("$€£")


@opens_with_number(4)
def from_year_digits(row: Row, i: int) -> Found | None:
    """ "2021", "2019-2023", "2022-23", "2022/23", "1990s"."""
    year = row.year_at(i)
    if year is None or row.is_figure(i) or _numbers_paper(row, i):
        return None
    if row.low(i + 1) in DASHES and row.glued(i + 1):
        last = row.short_year(i + 2, year)
        if last is not None and row.glued(i + 2) and last > year:
            return _two_years(row, i, year, last)
        if row.low(i + 2) == "-":
            return None
    elif row.low(i + 1) in DASHES and row.low(i - 1) in YEAR_PREPOSITIONS:
        behind = row.year_at(i + 2)
        if behind is not None and behind > year:  # "in 2015 -2017"
            return PeriodMention(cal.of_years(year, behind, row.wording(i, i + 3))), i + 3
    if not _stands_as_year(row, i):
        return None
    if row.low(i + 1) == "s" and row.glued(i + 1):
        return PeriodMention(_decade(year, row.wording(i, i + 2))), i + 2
    if (part := _part_behind(row, i, year)) is not None:
        return part
    return PeriodMention(cal.of_year(year, row.wording(i, i + 1)), bare_year=True), i + 1


def _numbers_paper(row: Row, i: int) -> bool:
    """Whether four digits end the number of a decree: "Decree No 957/2017"."""
    if i < 2 or row.low(i - 1) != "/" or not row.glued(i) or not row.glued(i - 1):
        return False
    number = row.tokens[i - 2].text
    return number.isdigit() and len(number) != 4 and int(number) > 12


@opens("calendar", "full", after_the=True)
def from_calendar(row: Row, i: int) -> Found | None:
    """ "calendar 2022", "the calendar year (of) 2022", "full-year 2022", "full 2022"."""
    j = i + 2 if row.low(i + 1) == "-" else i + 1
    named = row.low(j) == "year"
    return _year_told(row, i, j + named, of=named)


@opens("whole", "entire", after_the=True)
def from_whole(row: Row, i: int) -> Found | None:
    """ "the whole of 2022", "the entire year 2022", "the whole of last year"."""
    if row.low(i - 1) != "the":
        return None
    named = row.low(i + 1) == "year"
    return _year_told(row, i, i + 1 + named, of=True) if named or row.low(i + 1) == "of" else None


@opens("all")
def from_all(row: Row, i: int) -> Found | None:
    """ "all of 2022", "all of last year"."""
    return _year_told(row, i, i + 1, of=True) if row.low(i + 1) == "of" else None


@opens("course", after_the=True)
def from_course(row: Row, i: int) -> Found | None:
    """ "in the course of 2022", "over the course of last year"."""
    return _year_told(row, i, i + 1, of=True) if row.low(i + 1) == "of" and row.low(i - 1) == "the" else None


@opens("years", after_the=True)
def from_years(row: Row, i: int) -> Found | None:
    """ "the years 2019 to 2023", "the years from 2019 to 2023", "the years 2019-2023"."""
    k = i + 2 if row.low(i + 1) in {"from", "between"} else i + 1
    first = row.year_at(k)
    if first is None or row.low(i - 1) != "the":
        return None
    last = row.year_at(k + 2) if row.low(k + 1) in _UP_TO | DASHES else None
    if last is None or last <= first:
        return None
    return PeriodMention(cal.of_years(first, last, row.wording(i, k + 3))), k + 3


_UP_TO = frozenset({"to", "through", "and", "until"})


def _year_told(row: Row, i: int, j: int, *, of: bool) -> Found | None:
    """The calendar year at `j` (behind "of", where `of`) under the wording from `i` on."""
    k = j + 1 if of and row.low(j) == "of" else j
    if row.year_at(k) is None and row.low(k) not in _RELATIVE:
        return None
    found = read_any(row, k)
    if found is None or found[0].relation or found[0].cue or found[0].period.calendar or found[0].fiscal:
        return None
    period = found[0].period
    if period.edtf is not None and len(period.edtf) != _FOUR_DIGITS:
        return None
    return PeriodMention(reworded(period, row.wording(i, found[1]))), found[1]


_RELATIVE = frozenset({"last", "this", "next"})
_FOUR_DIGITS = 4


def _part_behind(row: Row, i: int, year: int) -> Found | None:
    """ "2020 Q1", "2020's first quarter": a quarter or half told behind its year."""
    n, name, stop = None, row.low(i + 1), i + 3
    if name in {"q", "h"} and row.glued(i + 2) and row.low(i + 2).isdigit():
        n = int(row.low(i + 2))
    elif name in ORDINALS and row.low(i - 1) == "the":  # "the 2024 first quarter"
        n, name = ORDINALS[name], row.low(i + 2)[:1] if row.low(i + 2) in {"quarter", "half"} else ""
    elif name in APOSTROPHES and row.low(i + 2) == "s":
        n, name, stop = ORDINALS.get(row.low(i + 3)), row.low(i + 4)[:1], i + 5
        name = name if row.low(i + 4) in {"quarter", "half"} else ""
    months = {"q": 3, "h": 6}.get(name, 0)
    if n is None or not months or not 1 <= n * months <= 12:
        return None
    return PeriodMention(cal.of_months(year, (n - 1) * months + 1, n * months, row.wording(i, stop))), stop


def _decade(year: int, text: str) -> Period:
    return Period(start=f"{year}-01-01", end=f"{year + 9}-12-31", edtf=f"{year // 10}X", text=text)


def _two_years(row: Row, i: int, year: int, last: int) -> Found:
    follow = row.low(i + 3)
    split = row.low(i + 1) == "/" or len(row.tokens[i + 2].text) == 2 or follow in _FARM_YEARS
    if not split or last != year + 1:
        return PeriodMention(cal.of_years(year, last, row.wording(i, i + 3))), i + 3
    if (season := _in_months(row, i, year)) is not None:
        return season
    # A year that runs across two: whose, the grammar knows by the reporter
    named = "marketing year" if follow in _FARM_YEARS else "fiscal year"
    stop = i + 3
    if follow in {"season", "campaign", "my"}:
        stop = i + 4
    elif follow in _YEAR_ADJECTIVES and row.low(i + 4) in {"year", "season"}:
        stop = i + 5
    if named == "marketing year":
        return farm_year_of(row, i, stop, year)
    return PeriodMention(Period(edtf=f"{year}/{last}", calendar=named, text=row.wording(i, stop))), stop


def _in_months(row: Row, i: int, year: int) -> Found | None:
    """ "2023/24 July-June season": a season with its months between the label and its noun."""
    months = months_named(row, i + 3)
    if months is None or (months[1] - months[0]) % 12 != 11 or row.low(months[2]) not in _FARM_YEARS:
        return None
    stop = months[2] + 1 + (row.low(months[2] + 1) in {"year", "season"})
    period = cal.of_months(year, months[0], months[1], row.wording(i, stop))
    return PeriodMention(structs.replace(period, calendar="marketing year")), stop


def _stands_as_year(row: Row, i: int) -> bool:
    previous, nxt = row.low(i - 1), row.low(i + 1)
    if nxt in _COUNTED or previous in _COUNTING:
        return False
    if previous in YEAR_PREPOSITIONS:
        return True
    if previous in _SIGNS:
        return False
    return not (nxt.endswith("s") and len(nxt) > 3 and nxt not in _NO_PLURALS)
