"""Parts of a year: "the first quarter of 2022", "H1", "3Q22", "the first eight months of the year"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.dates import days
from tradebook.extract.mentions.periods.fiscal import fiscal_part
from tradebook.extract.mentions.periods.mention import Found, PeriodMention
from tradebook.extract.mentions.periods.months import months_of
from tradebook.extract.mentions.periods.registry import opens, opens_with_number
from tradebook.extract.mentions.periods.relative import past_stretch
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, COUNTS, ORDINALS

_MONTHS_OF_PART = {"Q": 3, "H": 6}
_SECOND_HALF = frozenset({"last", "final", "second", "2nd"})
_STRETCHES = frozenset({"months", "years", "weeks", "days"})


@opens_with_number
def numbered_code(row: Row, i: int) -> Found | None:
    """ "1Q 2022", "3Q22", "1H 2022"."""
    token = row.tokens[i]
    if token.text not in {"1", "2", "3", "4"} or not row.glued(i + 1):
        return None
    part = row.tokens[i + 1].text
    return part_of_year(row, i, part, int(token.text), i + 2) if part in _MONTHS_OF_PART else None


@opens("q", "h")
def lettered_code(row: Row, i: int) -> Found | None:
    """ "Q1 2022", "H1": the digit is glued to the letter."""
    part = row.tokens[i].text
    if part not in _MONTHS_OF_PART or not row.glued(i + 1):
        return None
    number = row.tokens[i + 1].text
    return part_of_year(row, i, part, int(number), i + 2) if number in {"1", "2", "3", "4"} else None


def part_of_year(row: Row, i: int, part: str, n: int, j: int) -> Found | None:
    """The `n`th quarter ("Q") or half ("H") of the year told at `j`, also as "22" or "'22"; None where a year has
    no such part."""
    months = _MONTHS_OF_PART[part]
    if n * months > 12:
        return None
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
    if row.low(j) == "quarter":
        return fiscal_part(row, i, j + 1) or part_of_year(row, i, "Q", n, j + 1)
    if row.low(j) == "half":
        half = 2 if row.low(i) in _SECOND_HALF else n
        stop = _behind_half(row, j)
        return fiscal_part(row, i, stop) or part_of_year(row, i, "H", half, stop)
    return _counted(row, i, n, j)


def _behind_half(row: Row, j: int) -> int:
    """The index behind "half", "half year", "half-year" at `j`."""
    if row.low(j + 1) == "year":
        return j + 2
    return j + 3 if row.low(j + 1) == "-" and row.low(j + 2) == "year" else j + 1


def _counted(row: Row, i: int, n: int, j: int) -> Found | None:
    count, unit = COUNTS.get(row.low(j)) or row.day_at(j), row.low(j + 1)
    if not count:
        return None
    if row.low(i) == "last":
        return past_stretch(row, i, count, unit, j + 2) if unit in _STRETCHES else None
    if n != 1:
        return None
    if unit == "days" and row.low(j + 2) == "of" and (month := row.month_at(j + 3)):
        return days(row, i, (month, 1), (month, min(count, 28)), row.after_month(j + 3))
    if unit in {"months", "month"} and count <= 12:
        return months_of(row, i, 1, count, j + 2)
    if unit == "quarters" and count <= 4:
        return months_of(row, i, 1, count * 3, j + 2)
    return None
