"""Periods: "in January-October 2022", "the first eight months of the year", "10M 2022", "FY 2022-23", "a year earlier".

Relative words are resolved against the report's day of publication; where the year cannot be known it stays open
(`XXXX-05-18`). A period that points back at another one ("the same period of last year") carries `relation` and is
resolved by the grammar that knows the other one.

    words      the words that periods are made of       row        a sentence's tokens, and questions about them
    mention    what a reader hands out                  registry   which reader opens with which word
    dates      days and stretches of days               months     months, ranges, "nine months of 2022"
    parts      quarters, halves, "first eight months"   years      years, pairs of years, decades
    relative   last, this, next, the past five years    back       a year earlier, the same period, year on year
    fiscal     fiscal and solar years, the year to June openers    since, by, until, as of, from ... to, early
    brackets   "2018-19 (April-March)"
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebook.extract.items import Item
from tradebook.extract.mentions.periods import (
    back,
    dates,
    fiscal,
    months,
    openers,
    parts,
    relative,
    years,
)
from tradebook.extract.mentions.periods.brackets import with_brackets
from tradebook.extract.mentions.periods.mention import PeriodMention
from tradebook.extract.mentions.periods.registry import AFTER_THE, READERS, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.tokens import Token

__all__ = ["AFTER_THE", "PeriodMention", "PeriodReader", "period_openers"]

# Importing a room enters its readers; digits are tried in the order dates, months, parts, years
ROOMS = (dates, months, parts, years, relative, back, fiscal, openers)


class PeriodReader:
    """Reads periods out of one sentence's tokens; `today` is the day of publication or None."""

    __slots__ = ("_row",)

    def __init__(self, text: str, tokens: Sequence[Token], today: date | None) -> None:
        self._row = Row(text, tokens, today)

    def read(self, i: int) -> tuple[Item, int] | None:
        """The period that begins at token `i` as an item, and the index behind it."""
        row = self._row
        found = read_any(row, i)
        if found is None:
            return None
        if row.low(found[1]) == "(":
            found = with_brackets(row, i, found)
        mention, stop = found
        start, end = row.tokens[i].start, row.tokens[stop - 1].end
        text = row.text[start:end]
        # "may" is looked for as a verb, and the month is none
        lower = "month of may" if text == "May" else text.lower()
        return Item("PER", start, end, text, lower, mention), stop


def period_openers() -> frozenset[str]:
    """All words that may begin a period."""
    return frozenset(READERS)
