"""Months: "in October", "October 2022", "January-October 2022", "10M 2022", "nine months of the year"."""

from __future__ import annotations

from datetime import date

import msgspec

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.dates import month_day
from tradebook.extract.mentions.periods.fiscal import fiscal_part, months_to
from tradebook.extract.mentions.periods.mention import Found, PeriodMention, reworded, unresolved
from tradebook.extract.mentions.periods.registry import AFTER_THE, opens, opens_with_number, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import COUNTS, DASHES, MONTH_FIGURES, MONTHS, STRETCH, YEAR_PREPOSITIONS
from tradebook.statement import Period

_BEFORE_MAY = YEAR_PREPOSITIONS | {"early", "late", "mid", "-", "last", "this", "on", "before"}
_WISHED = frozenset("i you he she it we they the this that god our your his her their all not be".split())
_AFTER_MAY = frozenset({"-", "–", "and", "to", ","})
# What makes counted months those that were spoken of, and what behind them says that they are not
_DEFINITE = frozenset({"the", "those", "these", "same"})
_NOT_POINTING = frozenset(
    "to ago later earlier before after old running straight consecutive prior since from until ended ending through of "
    "leading up ahead".split()
)
_BACK = frozenset({"earlier", "before", "ago", "previously"})
_STRETCHING = DASHES | {"through"}
_THROUGH = DASHES | {"to", "through", "and", "until"}


@opens(*MONTHS)
def from_month(row: Row, i: int) -> Found | None:
    """ "May 18", "May 18, 2022", "January-October 2022", "October 2022", "October", "May 18-20"."""
    month = row.month_at(i)
    if month is None:
        return None
    j = row.after_month(i)
    if month == 5 and not _may_is_month(row, i, j):
        return None
    if row.low(j) == "quarter":
        return _quarter_of(row, i, month, j + 1)
    day = row.day_at(j)
    if day is not None and row.low(j + 1) not in MONTH_FIGURES:
        return _to_next(row, i, month_day(row, i, month, day, j))
    if row.low(j) == "-" and row.low(j + 1) == "to" and row.low(j + 2) == "-":
        j += 2  # "January-to-April"
    last = row.month_at(j + 1) if row.low(j) in _THROUGH else None
    if last is not None and row.day_at(row.after_month(j + 1)) is None:
        return _month_range(row, i, month, last, row.after_month(j + 1), joined=row.low(j) == "and")
    if last is not None and row.low(j) in DASHES and (day := row.day_at(row.after_month(j + 1))) is not None:
        return _to_day(row, i, month, last, day, row.after_month(j + 1) + 1)
    return _to_next(row, i, _month_alone(row, i, month, j))


def stretch_behind_the(row: Row, i: int) -> Found | None:
    """ "the |January to May period|"; "the May figure" has an article of its own."""
    if row.month_at(i) is None:
        return None
    j = row.after_month(i)
    named = row.low(j) in _THROUGH and row.month_at(j + 1) is not None
    return from_month(row, i) if named and row.low(row.after_month(j + 1)) in STRETCH else None


AFTER_THE.update(dict.fromkeys(MONTHS, stretch_behind_the))


def _to_day(row: Row, i: int, first: int, last: int, day: int, stop: int) -> Found:
    """ "October-January 4": from the first of a month to a day of a later one."""
    year, behind = row.year_behind(stop)
    if year is None and row.today is not None:
        year = row.nearest_year(last, day)
    text = row.wording(i, behind)
    if year is None or day > cal.last_day(year, last):
        return unresolved(text), behind
    begin = date(year - (first > last), first, 1)
    return PeriodMention(cal.from_bounds(begin, date(year, last, day), text)), behind


def _quarter_of(row: Row, i: int, month: int, j: int) -> Found:
    """ "the March quarter (of 2024)": the three months up to that month."""
    year, stop = row.year_behind(j)
    if year is None:
        if row.today is None:
            return unresolved(row.wording(i, stop)), stop
        year = row.today.year if month <= row.today.month else row.today.year - 1
    first = year * 12 + month - 3
    begin, end = date(first // 12, first % 12 + 1, 1), date(year, month, cal.last_day(year, month))
    return PeriodMention(cal.from_bounds(begin, end, row.wording(i, stop))), stop


def _to_next(row: Row, i: int, first: Found) -> Found:
    """ "November 2021-March 2022", "December 30, 2021 through January 2, 2022": the stretch that `first`, a month or
    day with its year, begins; `first` itself where a dash and another one do not follow."""
    mention, stop = first
    at = stop + 1 if row.low(stop) == "," and row.year_at(stop - 1) is not None else stop
    one_day = mention.period.start is not None and mention.period.start == mention.period.end
    stretching = row.low(at) in _STRETCHING or (one_day and row.low(at) in {"to", "until"})
    if mention.ahead is not None or not stretching or row.month_at(at + 1) is None:
        return first
    second = read_any(row, at + 1)
    if second is None or not mention.period.start or not second[0].period.end or second[0].ahead is not None:
        return first
    begin, end = date.fromisoformat(mention.period.start), date.fromisoformat(second[0].period.end)
    if begin > end:
        return first
    return PeriodMention(cal.from_bounds(begin, end, row.wording(i, second[1]))), second[1]


def _may_is_month(row: Row, i: int, j: int) -> bool:
    if row.low(i - 1) in _BEFORE_MAY or row.day_at(j) is not None or row.year_at(j) is not None:
        return True
    if i == 0:  # "May exports rose"; "May I", "May the best one" wish
        return row.low(j).isalpha() and row.low(j) not in _WISHED
    return row.low(j) in _AFTER_MAY


def _month_range(row: Row, i: int, first: int, last: int, j: int, *, joined: bool) -> Found | None:
    if joined and last != first + 1:
        return _month_alone(row, i, first, i + 1)  # "in March and October": two, not a stretch
    if (fiscal := fiscal_part(row, i, j, (first, last), named=True)) is not None:
        return fiscal
    year, stop = _year_of_range(row, j)
    ahead = None
    if year is None and row.today is not None:
        ahead = cal.of_months(row.next_year(last), first, last, row.wording(i, stop)) if last >= first else None
        year = row.today.year if last <= row.today.month else row.today.year - 1
        if last < first:
            year -= 1
    elif year is not None and last < first:
        year -= 1
    return PeriodMention(cal.of_months(year, first, last, row.wording(i, stop)), ahead=ahead), stop


def _year_of_range(row: Row, j: int) -> tuple[int | None, int]:
    """The year behind a range of months at `j`: "January-May period of this year", "January-May (2021)" too."""
    if row.low(j) == "(" and row.low(j + 2) == ")" and (year := row.year_at(j + 1)) is not None:
        return year, j + 3
    if row.low(j) in STRETCH:
        year, stop = row.year_behind(j + 1)
        return (year, stop) if year is not None else (None, j + 1)
    return row.year_behind(j)


def _month_alone(row: Row, i: int, month: int, j: int) -> Found:
    if (fiscal := fiscal_part(row, i, j, (month, month), named=True)) is not None:
        return fiscal
    year, stop = row.year_behind(j)
    text = row.wording(i, stop)
    ahead = None
    if year is None and row.today is not None:
        year = row.nearest_year(month)
        ahead = cal.of_months(row.next_year(month), month, month, text)
    return PeriodMention(cal.of_months(year, month, month, text), ahead=ahead), stop


@opens_with_number(1, 2)
def count_of_months(row: Row, i: int) -> Found | None:
    """ "10M 2022", "9M22", "9 months of 2022", "12 months to March", "(the) 11 months"."""
    count = row.day_at(i)
    if count is None:
        return None
    nxt = row.low(i + 1)
    if count == 12 and nxt == "months" and row.low(i + 2) in _BACK:
        return unresolved(row.wording(i, i + 3), "year_earlier"), i + 3
    if nxt == "-" and row.low(i + 2) == "day" and row.low(i + 3) == "period":
        return (unresolved(row.wording(i, i + 4), "same"), i + 4) if row.low(i - 1) in _DEFINITE else None
    if count > 12:
        return None
    if nxt == "m" and row.glued(i + 1) and row.tokens[i + 1].text == "M":
        return months_of(row, i, 1, count, i + 2)
    if nxt == "years" and row.low(i + 2) == "ago" and count > 1:
        return years_ago(row, i, count)
    if nxt == "months" and (found := months_to(row, i, count, i + 2)) is not None:
        return found
    hyphened = nxt == "-" and row.low(i + 2) in {"month", "months"}
    if not hyphened and nxt not in {"month", "months"}:
        return None
    j = i + 3 if hyphened else i + 2
    if hyphened and (found := months_to(row, i, count, j)) is not None:
        return found  # "the 7-months to July"
    if row.low(j) == "period" and (found := months_to(row, i, count, j + 1)) is not None:
        return found  # "the 12-month period ending in June"
    return _of_count(row, i, count, j)


@opens(*COUNTS, after_the=True)
def worded_count(row: Row, i: int) -> Found | None:
    """ "nine months of 2022", "twelve months to March", "the six months"."""
    count = COUNTS[row.low(i)]
    if row.low(i + 1) == "years" and row.low(i + 2) == "ago":
        return years_ago(row, i, count)
    if row.low(i + 1) == "years" and row.low(i + 2) in _BEFORE_IT:
        dated = row.low(i + 2) in {"before", "prior"} and row.low(i + 3) in _DATED_BY
        return None if dated else years_earlier(row, i, count)
    j = i + 2 if row.low(i + 1) == "-" else i + 1
    if count == 12 and row.low(j) == "months" and row.low(j + 1) in _BACK:
        return unresolved(row.wording(i, j + 2), "year_earlier"), j + 2
    if count > 12 or row.low(j) not in {"months", "month"}:
        return None
    behind = j + 2 if row.low(j + 1) == "period" else j + 1
    return _of_count(row, i, count, j + 1) or months_to(row, i, count, behind)


def years_ago(row: Row, i: int, count: int) -> Found:
    """ "two years ago"; of many years ("20 years ago") the number is a round one, and no year is told."""
    if count > _EXACT_YEARS or row.today is None:
        return unresolved(row.wording(i, i + 3)), i + 3
    return PeriodMention(cal.of_year(row.today.year - count, row.wording(i, i + 3))), i + 3


def years_earlier(row: Row, i: int, count: int) -> Found:
    """ "two years earlier": from the period in question; of many years the number is a round one."""
    told = unresolved(row.wording(i, i + 3), "year_earlier" if count <= _EXACT_YEARS else None)
    return msgspec.structs.replace(told, years=count), i + 3


_EXACT_YEARS = 4
_BEFORE_IT = frozenset({"earlier", "before", "previously", "prior"})
# "two years |before the| war", "three years |prior to|"
_DATED_BY = frozenset({"the", "a", "an", "its", "their", "his", "her", "that", "to", "it", "they", "he", "she"})


def _of_count(row: Row, i: int, count: int, j: int) -> Found | None:
    """So many months at `i`, of the year told at `j`; without one they may point back at a period of that length."""
    if (fiscal := fiscal_part(row, i, j, (1, count))) is not None:
        return fiscal
    behind = j + 1 if row.low(j) == "period" else j
    year, _ = row.year_behind(behind)
    if year is not None or row.of_the_year(behind) != behind:
        return months_of(row, i, 1, count, behind)
    return _pointing_stretch(row, i, count, behind)


def _pointing_stretch(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "in the six months", "those five months"; "over nine months" in October, when as many are over."""
    before = row.low(i - 1)
    if row.low(j) in _NOT_POINTING or row.month_at(j + 1) is not None:
        return None
    over = row.today is not None and row.today.month == count + 1
    if before not in _DEFINITE and not (over and before in {"over", "during", "in"}):
        return None
    period = Period(text=row.wording(i, j))
    if over and row.today is not None:
        period = cal.of_months(row.today.year, 1, count, period.text)
        if before == "in":
            return PeriodMention(period, months=count), j
    return PeriodMention(period, relation="stretch", months=count), j


@opens("those", "these")
def from_those(row: Row, i: int) -> Found | None:
    """ "those five months", "these months"."""
    if row.low(i + 1) == "months":
        return unresolved(row.wording(i, i + 2), "same"), i + 2
    if row.low(i + 1) in COUNTS:
        return worded_count(row, i + 1)
    return count_of_months(row, i + 1) if row.day_at(i + 1) else None


def months_of(row: Row, i: int, first: int, last: int, j: int) -> Found:
    """Months `first` to `last` of the year told at `j`, else of the report's year, or of the one before it where
    they cannot have ended."""
    if (fiscal := fiscal_part(row, i, j, (first, last))) is not None:
        return fiscal
    if (named := _in_other_words(row, i, j)) is not None:
        return named
    year, stop = row.year_behind(j)
    told = year is not None
    if year is None:
        year = row.year_at(j) or _glued_year(row, j)
        stop = j + 1 if year is not None else row.of_the_year(j)
    count = last if first == 1 and (stop == j or row.low(stop - 2) in {"this", "current"}) else 0
    if row.today is not None and not told:
        year = _year_of_months(row, first, last, year, named=stop != j)
    return PeriodMention(cal.of_months(year, first, last, row.wording(i, stop)), months=count), stop


def _in_other_words(row: Row, i: int, j: int) -> Found | None:
    """ "the first two months |i.e. July-August of 2024-25|": the months themselves, under the whole wording."""
    k = j + (row.low(j) == ",")
    if row.low(k) in {"namely", "viz"}:
        k += 1 + (row.low(k + 1) == ".")
    elif row.low(k) in {"i.e", "i.e."} or (row.low(k), row.low(k + 1), row.low(k + 2)) == ("i", ".", "e"):
        k += 1 if row.low(k).startswith("i.e") else 3
        k += row.low(k) == "."
    else:
        return None
    k += row.low(k) in {",", ":"}
    found = from_month(row, k) if row.month_at(k) is not None else None
    if found is None:
        return None
    mention, stop = found
    return msgspec.structs.replace(mention, period=reworded(mention.period, row.wording(i, stop))), stop


def _glued_year(row: Row, j: int) -> int | None:
    """ "9M22": two digits right behind."""
    return row.short_year(j, 2000) if row.glued(j) else None


def _year_of_months(row: Row, first: int, last: int, year: int | None, *, named: bool) -> int:
    assert row.today is not None
    today = row.today
    if year is None:
        ended = last < today.month or (last == today.month and today.day > 25)
        year = today.year if ended or named or first <= today.month else today.year - 1
    if not named and last > today.month + 1 and year == today.year:
        year -= 1
    return year
