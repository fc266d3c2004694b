"""Parts of a year: "the first quarter of 2022", "H1", "3Q22", "the first eight months of the year"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.dates import days
from tradebook.extract.mentions.periods.fiscal import fiscal_before, fiscal_part, months_to, solar_months
from tradebook.extract.mentions.periods.mention import Found, PeriodMention
from tradebook.extract.mentions.periods.months import months_of
from tradebook.extract.mentions.periods.registry import opens, opens_with_number
from tradebook.extract.mentions.periods.relative import past_stretch
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, COUNTS, DASHES, DAY_SUFFIXES, HALVES, ORDINALS

_MONTHS_OF_PART = {"Q": 3, "H": 6}
_PARTS = frozenset("1234")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SECOND_HALF = frozenset({"last", "final", "closing", "second", "2nd"})
_RUNNING = frozenset({"running", "straight", "consecutive"})
_FINAL = frozenset({"last", "final", "closing"})
_STRETCHES = frozenset({"months", "years", "weeks", "days"})


@opens_with_number(1)
def numbered_code(row: Row, i: int) -> Found | None:
    """ "1Q 2022", "3Q22", "1H 2022", "2nd quarter of 2022"."""
    token = row.tokens[i]
    if token.text not in _PARTS or not row.glued(i + 1):
        return None
    nxt = row.tokens[i + 1].text
    if nxt in DAY_SUFFIXES:
        return _named_part(row, i, int(token.text), i + 2)
    return part_of_year(row, i, nxt, int(token.text), i + 2) if nxt in _MONTHS_OF_PART else None


@opens("h")
def lettered_code(row: Row, i: int) -> Found | None:
    """ "Q1 2022", "H1": the digit is glued to the letter."""
    part = row.tokens[i].text
    if part not in _MONTHS_OF_PART or not row.glued(i + 1):
        return None
    number = row.tokens[i + 1].text
    if number not in _PARTS:
        return None
    last = _last_code(row, i + 2, part)
    if last is not None and last > int(number):
        months = _MONTHS_OF_PART[part]
        return months_of(row, i, (int(number) - 1) * months + 1, last * months, i + 5)
    return part_of_year(row, i, part, int(number), i + 2)


@opens(*_ROMAN)
def roman_part(row: Row, i: int) -> Found | None:
    """ "I quarter of 2020", "III quarter", as agencies of the former Union write."""
    if not row.tokens[i].text.isupper() or row.low(i + 1) not in {"quarter", "half"}:
        return None
    return _named_part(row, i, _ROMAN[row.low(i)], i + 1)


def _last_code(row: Row, j: int, part: str) -> int | None:
    """The number of the second code of "Q1-Q3", whose dash stands at `j`."""
    if row.low(j) not in DASHES or row.low(j + 1) != part.lower() or row.low(j + 2) not in _PARTS:
        return None
    last = int(row.low(j + 2))
    return last if last * _MONTHS_OF_PART[part] <= 12 else None


def part_of_year(row: Row, i: int, part: str, n: int, j: int) -> Found | None:
    """The `n`th quarter ("Q") or half ("H") of the year told at `j`, also as "22" or "'22"; None where a year has
    no such part."""
    months = _MONTHS_OF_PART[part]
    if n * months > 12:
        return None
    stretch = ((n - 1) * months + 1, n * months)
    if (fiscal := fiscal_part(row, i, j, stretch)) is not None:
        return fiscal
    if i and row.low(i - 1) in {"fiscal", "financial"}:
        return fiscal_before(row, i, j, stretch)
    near = (row.today or date(2020, 1, 1)).year // 100 * 100
    if row.low(j) in APOSTROPHES:
        j += 1
    year = row.short_year(j, near)
    if year is not None and (row.year_at(j) or row.glued(j) or row.low(j - 1) in APOSTROPHES):
        text = row.wording(i, j + 1)
        return PeriodMention(cal.of_months(year, (n - 1) * months + 1, n * months, text)), j + 1
    return months_of(row, i, (n - 1) * months + 1, n * months, j)


@opens(*(set(ORDINALS) - {"last"}), after_the=True)
def from_ordinal(row: Row, i: int) -> Found | None:
    """ "first quarter (of 2022)", "first half", "first eight months of the year", "first ten days of May"."""
    n = ORDINALS.get(row.low(i))
    if n is None:
        return None
    j = i + 2 if row.low(i + 1) == "-" else i + 1
    return _named_part(row, i, n, j) or _counted(row, i, n, j)


def _named_part(row: Row, i: int, n: int, j: int) -> Found | None:
    """The `n`th "quarter" or "half" named at `j`; None where it is a part of something else than a year or month
    ("the first half of the shipment")."""
    if row.low(j + 1) == "(" and row.low(j + 2) in {"q", "h"} and row.low(j + 4) == ")":
        return _coded_part(row, i, n, j)
    if row.low(j) == "quarter" and (row.low(j + 1) in _RUNNING or row.low(j + 3) == "row"):
        return None  # "for the fourth quarter in a row"
    if row.low(j) == "quarter":
        if (ended := months_to(row, i, 3, j + 1)) is not None:
            return ended
        found, stop = part_of_year(row, i, "Q", n, j + 1), j + 1
    elif row.low(j) in HALVES:
        stop = _behind_half(row, j)
        if (ended := months_to(row, i, 6, stop)) is not None:
            return ended  # "the first half ended June 2018"
        half = 2 if row.low(i) in _SECOND_HALF else n
        found = _half_of_month(row, i, half, stop) or part_of_year(row, i, "H", half, stop)
    else:
        return _week_of(row, i, n, j + 1) if row.low(j) == "week" else None
    of_something = row.low(stop) == "of" and found is not None and found[1] == stop
    return None if of_something else found


def _coded_part(row: Row, i: int, n: int, j: int) -> Found | None:
    """ "the third quarter (Q3) of 2022": `j` is the index of the noun."""
    part = {"quarter": "Q", "half": "H", "semester": "H"}.get(row.low(j))
    return part_of_year(row, i, part, n, j + 5) if part is not None else None


def _half_of_month(row: Row, i: int, half: int, j: int) -> Found | None:
    """ "the first half of May": to its fifteenth day, or from the sixteenth on."""
    month = row.month_at(j + 1) if row.low(j) == "of" else None
    if month is None or half > 2:
        return None
    stop = row.after_month(j + 1)
    year, _ = row.year_behind(stop)
    if year is None:
        year = row.nearest_year(month) if row.today else None
    first, last = (1, 15) if half == 1 else (16, cal.last_day(year or 2023, month))
    return days(row, i, (month, first), (month, last), stop)


def _week_of(row: Row, i: int, n: int, j: int) -> Found | None:
    """ "the first week of May", "the last week of 2023": seven days, counted from the first or to the last."""
    if row.low(j) != "of":
        return None
    final = row.low(i) in _SECOND_HALF - {"second", "2nd"}
    if (year := row.year_at(j + 1)) is not None and (final or n == 1):
        month, stop = (12 if final else 1), j + 2
    else:
        named = row.month_at(j + 1)
        if named is None or n > 4:
            return None
        month, stop = named, row.after_month(j + 1)
        year, _ = row.year_behind(stop)
        if year is None:
            year = row.nearest_year(month) if row.today else None
        elif final and row.today is None:
            return None
    total = cal.last_day(year or 2023, month)
    first, last = (total - 6, total) if final else (7 * n - 6, 7 * n)
    if row.year_at(j + 1) is not None and year is not None:
        return PeriodMention(cal.of_days(date(year, month, first), date(year, month, last), row.wording(i, stop))), stop
    return days(row, i, (month, first), (month, last), stop)


def _behind_half(row: Row, j: int) -> int:
    """The index behind "half", "half year", "half-year" at `j`."""
    if row.low(j + 1) == "year":
        return j + 2
    return j + 3 if row.low(j + 1) == "-" and row.low(j + 2) == "year" else j + 1


def _first_days(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "the first 20 days of December", "of this month": the month stands at `j`."""
    if (month := row.month_at(j)) is not None:
        return days(row, i, (month, 1), (month, count), row.after_month(j))
    back = {"this": 0, "the": 0, "last": -1}.get(row.low(j))
    if back is None or row.low(j + 1) != "month" or row.today is None:
        return None
    year, month = (row.today.year, row.today.month) if back == 0 else cal.previous_month(row.today)
    text = row.wording(i, j + 2)
    if count > cal.last_day(year, month):
        return None
    return PeriodMention(cal.of_days(date(year, month, 1), date(year, month, count), text)), j + 2


def _counted(row: Row, i: int, n: int, j: int) -> Found | None:
    if n == 1 and row.low(j) == "month" and (solar := solar_months(row, i, 1, j + 1)) is not None:
        return solar
    if n == 1 and row.low(j) == "month" and row.low(j + 1) == "of" and row.low(i) != "last":
        found = months_of(row, i, 1, 1, j + 1)
        return found if found[1] > j + 1 else None
    if row.low(j) == "month" and row.low(j + 1) == "of" and (month := 12 if row.low(i) in _FINAL else n) > 1:
        year, stop = row.year_behind(j + 1)
        if year is not None:  # "the last month of 2013", "the third month of the year"
            return PeriodMention(cal.of_months(year, month, month, row.wording(i, stop))), stop
    count, unit = COUNTS.get(row.low(j)) or row.day_at(j), row.low(j + 1)
    if not count:
        return None
    if row.low(i) in {"last", "final", "closing"} and unit == "months" and count < 12:
        year, stop = row.year_behind(j + 2)
        if year is not None:  # "the last three months of 2023"
            return PeriodMention(cal.of_months(year, 13 - count, 12, row.wording(i, stop))), stop
    if row.low(i) == "last":
        return past_stretch(row, i, count, unit, j + 2) if unit in _STRETCHES else None
    if n != 1:
        return None
    if unit == "days" and row.low(j + 2) in {"of", "in"}:
        return _first_days(row, i, count, j + 3)
    if unit in {"months", "month"} and count <= 12:
        if (solar := solar_months(row, i, count, j + 2)) is not None:
            return solar
        return months_of(row, i, 1, count, j + 2)
    if unit == "quarters" and count <= 4:
        return months_of(row, i, 1, count * 3, j + 2)
    return None
