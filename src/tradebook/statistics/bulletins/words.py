"""Words and figures as bulletins print them: months, flows, periods, numbers. The words are in tables/*.csv."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import cast

from tradebook.places.variants import unaccented
from tradebook.statistics.row import Flow
from tradebook.statistics.spans import Span, month_span, quarter_span, since_january, whole_year

_TO_THOUSANDTHS = Decimal("0.001")
_TOO_MUCH = Decimal(10) ** 15  # no figure of trade; a code or two figures run together
# Blanks that statistics offices part thousands with: no-break, thin and narrow spaces, and apostrophes.
_BLANKS = dict.fromkeys(map(ord, "  \u00a0\u2009\u202f\u2007'\u2019"))
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
# Thousands in threes, or in twos up to the last three as in India.
_GROUPED = re.compile(r"-?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)?\d\d)(?!\d)")
_MONTH_NUMBER = re.compile(
    r"((?:19|20)\d\d)\s*[-–./]?\s*M?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])\s*[./]\s*((?:19|20)\d\d)", re.I
)
_QUARTER = re.compile(
    r"(?<!\w)(?:Q\s*([1-4])|([1-4])\s*Q|(IV|I{1,3})\s+(?:quarter|kvartal|rüb|квартал)|([1-4])(?:st|nd|rd|th)\s+quarter)(?!\w)",
    re.I,
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_LETTERS = re.compile(r"[^\W\d_]+")


def _table(name: str) -> list[dict[str, str]]:
    text = files("tradebook.statistics.bulletins").joinpath("tables", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def fold(text: str) -> str:
    """A word as words are compared here: no case, accents or double blanks; a dotless i is an i."""
    return " ".join(unaccented(text).casefold().split())


@cache
def months() -> dict[str, int]:
    """The months by their names (see `fold`), in the languages of tables/months.csv, and by their numbers."""
    named = {fold(row["word"]): int(row["month"]) for row in _table("months.csv")}
    return named | {text: number for number in range(1, 13) for text in (str(number), f"{number:02}")}


@cache
def flows() -> dict[str, Flow]:
    """The flows by their words (see `fold`)."""
    return {fold(row["word"]): cast(Flow, row["flow"]) for row in _table("flows.csv")}


@cache
def scales() -> dict[str, int]:
    """What "thousands", "million", "lakh" stand for."""
    return {row["word"]: int(row["factor"]) for row in _table("scales.csv")}


def text_of(cell: object) -> str:
    """A cell as the reader of the sheet sees it: whole numbers without a point, days as 2024-02, blanks at one."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell.year}-{cell.month:02}"
    return " ".join(str(cell).split())


def number_of(cell: object, decimal: str) -> Decimal | None:
    """The figure in a cell, None where it holds none that is sure: "1.234" is read as the mapping's `decimal` says."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        found = Decimal(str(cell))
        return found if found.is_finite() and abs(found) < _TOO_MUCH else None
    text = str(cell).strip().translate(_MINUS).translate(_BLANKS)
    if decimal == "comma":
        text = text.translate(str.maketrans(",.", ".,"))
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        found = Decimal(text.replace(",", ""))
        return found if abs(found) < _TOO_MUCH else None
    return None


def counted(figure: Decimal, scale: Decimal | int) -> Decimal:
    """A figure in full units, to the thousandth that the store keeps; what a spreadsheet's float adds is taken off."""
    return (figure * scale).quantize(_TO_THOUSANDTHS).normalize() + 0


def year_of(text: str) -> int | None:
    """The only year in a text; None where there is none or there are two that are no year of accounts."""
    found = {int(year) for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


def month_named(text: str) -> int | None:
    """The month that a text names, in one language or two ("Ocak / January"), or its number."""
    named = {months()[word] for word in _LETTERS.findall(fold(text)) if word in months()}
    return named.pop() if len(named) == 1 else months().get(fold(text).strip(" .*"))


def quarter_of(text: str) -> int | None:
    """The quarter that a text tells ("Q1", "II quarter", "3")."""
    match = _QUARTER.search(text)
    if match is None:
        return int(text) if text.strip() in ("1", "2", "3", "4") else _ROMAN.get(text.strip().upper())
    roman = match[3]
    return _ROMAN[roman.upper()] if roman else int(match[1] or match[2] or match[4])


def period_of(text: str, begins: int = 1) -> Span | None:
    """The period that a heading or title tells; None where it tells none or it is not sure.

    Knows "2023", "2022-2023" and "2022/23" (a year of accounts, where years begin in another month), "2023-06",
    "June 2023", "January-June 2023" (cumulative), "Q2 2023"."""
    if begins != 1:
        two = _TWO_YEARS.search(text)
        if two is not None:
            first, last = int(two[1]), int(two[2]) % 100
            return whole_year(first, begins) if last == (first + 1) % 100 else None
    quarter = _QUARTER.search(text)
    numbered = _MONTH_NUMBER.fullmatch(text.strip())
    if numbered is not None:
        return month_span(int(numbered[1] or numbered[4]), int(numbered[2] or numbered[3]))
    year = year_of(text)
    if year is None:
        return None
    if quarter is not None:
        return quarter_span(year, quarter_of(quarter[0]) or 1)
    named = list(dict.fromkeys(months()[word] for word in _LETTERS.findall(fold(text)) if word in months()))
    if len(named) > 2 or (len(named) == 2 and named[0] != 1):
        return None
    if not named:
        return whole_year(year, begins)
    return month_span(year, named[0]) if len(named) == 1 else since_january(year, named[1])
