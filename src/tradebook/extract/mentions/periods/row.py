"""A sentence's tokens as the readers of periods look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tradebook.extract.mentions.periods.words import FIGURE_UNITS, MONTHS
from tradebook.extract.tokens import Token

_YEAR_WORDS = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "same": 0}
# A day or month named without its year may begin a little behind the report: that is the coming one
_REACH = timedelta(days=10)


class Row:
    """The tokens of one sentence of `text`; `today` is the day of publication or None. Indices out of range are asked
    for freely: they answer "" or None. `depth` counts how deep periods stand in periods."""

    __slots__ = ("_words", "depth", "size", "text", "today", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], today: date | None) -> None:
        self.text = text
        self.tokens = tokens
        self.today = today
        self.size = len(tokens)
        self.depth = 0
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All tokens of the sentence in lower case."""
        if self._words is None:
            self._words = frozenset(token.lower for token in self.tokens)
        return self._words

    def low(self, i: int) -> str:
        """The token in lower case."""
        return self.tokens[i].lower if 0 <= i < self.size else ""

    def wording(self, i: int, stop: int) -> str:
        """The text from token `i` to the one before `stop`."""
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end]

    def glued(self, i: int) -> bool:
        """Whether token `i` stands directly behind the one before it."""
        return 0 < i < self.size and self.tokens[i].start == self.tokens[i - 1].end

    def year_at(self, i: int) -> int | None:
        """A four-digit year 1900-2099 at token `i`."""
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        if token.kind != "n" or len(token.text) != 4 or not token.text.isdigit() or not "1900" <= token.text < "2100":
            return None
        return int(token.text)

    def short_year(self, i: int, near: int) -> int | None:
        """A year at `i`, also two-digit in the century of `near` and not before it."""
        if (year := self.year_at(i)) is not None:
            return year
        token = self.tokens[i] if 0 <= i < self.size else None
        if token and len(token.text) == 2 and token.text.isdigit():
            year = near // 100 * 100 + int(token.text)
            return year if year >= near else None
        return None

    def day_at(self, i: int) -> int | None:
        """A number from 1 to 31 in one or two digits at token `i`."""
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        if token.kind == "n" and len(token.text) <= 2 and token.text.isdigit() and 1 <= int(token.text) <= 31:
            return int(token.text)
        return None

    def month_at(self, i: int) -> int | None:
        """A month's name with its capital at token `i` ("may" and "march" are English words)."""
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        month = MONTHS.get(token.lower)
        return month if month is not None and token.text[0].isupper() else None

    def after_month(self, i: int) -> int:
        """The index behind a month's name at `i` and the full stop of its short form."""
        short = len(self.tokens[i].text) <= 4 and self.low(i) not in {"may", "june", "july"}
        return i + 2 if short and self.low(i + 1) == "." and i + 2 < self.size else i + 1

    def is_figure(self, i: int) -> bool:
        """Whether four digits at `i` are a figure: a unit or a scale follows."""
        return self.low(i + 1) in FIGURE_UNITS

    def year_behind(self, j: int) -> tuple[int | None, int]:
        """The year behind a month or day at `j` ("2022", ", 2022", "of 2022", "this year", "last year"), and the
        index behind it; (None, j) where there is none."""
        k = j + 1 if self.low(j) in {",", "of", "in"} else j
        if (year := self.year_at(k)) is not None and not self.is_figure(k):
            return year, k + 1
        skip = k + 1 if self.low(k) in {"the", "of"} else k
        if self.low(skip + 1) == "year" and self.today:
            offset = _YEAR_WORDS.get(self.low(skip))
            if offset is not None:
                return self.today.year + offset, skip + 2
        return None, j

    def of_the_year(self, j: int) -> int:
        """The index behind "of the (current) year" at `j`, or `j`."""
        k = j + 1 if self.low(j) in {"of", "in"} else j
        if k > j and self.low(k) == "the":
            k += 2 if self.low(k + 1) in {"current", "present"} else 1
            if self.low(k) == "year":
                return k + 1
        return j

    def nearest_year(self, month: int, day: int = 1) -> int:
        """The year in which a day or month without a year most recently began, as press means it; only with `today`."""
        assert self.today is not None
        reach = self.today + _REACH
        begun = (month, day) <= (reach.month, reach.day)
        return reach.year if begun else reach.year - 1

    def next_year(self, month: int, day: int = 28) -> int:
        """The year of the next such day, the day of publication included; only with `today`."""
        assert self.today is not None
        return self.today.year if (month, day) >= (self.today.month, self.today.day) else self.today.year + 1
