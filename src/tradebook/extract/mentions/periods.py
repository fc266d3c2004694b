"""Periods: "in January-October 2022", "the first eight months of the year", "10M 2022", "FY 2022-23", "a year earlier".

Relative words are resolved against the report's day of publication; where the year cannot be known it stays open
(`XXXX-05-18`). A period that points back at another one ("the same period of last year") carries `relation` and is
resolved by the grammar that knows the other one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tradebook.extract.items import Item
from tradebook.extract.mentions import calendar as cal
from tradebook.extract.tokens import Token
from tradebook.statement import Period

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_SMALL = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    for name in names.split()
}  # fmt: skip
_DASHES = frozenset({"-", "–", "—", "−", "/"})
_LAST_WORDS = frozenset({"last", "past", "previous", "preceding", "prior"})


class PeriodMention(Struct, frozen=True, gc=False):
    """A period as mentioned.

    `relation`: None for a period of its own; "year_earlier" (a year before the period in question), "previous" (the
    period before it), "same" (anaphoric: "the reporting period", "that year"), "yearly" ("year on year").
    `ahead`: the period as it reads when the sentence speaks of the future ("in December").
    `cue`: "since", "by", "as_of", "until" where such a word belongs to it. `bare_year` for a lone year."""

    period: Period
    relation: str | None = None
    ahead: Period | None = None
    cue: str | None = None
    bare_year: bool = False


Found = tuple[PeriodMention, int]


class PeriodReader:
    """Reads periods out of one sentence's tokens; `today` is the day of publication or None."""

    def __init__(self, text: str, tokens: Sequence[Token], today: date | None) -> None:
        self.text = text
        self.tokens = tokens
        self.today = today
        self.size = len(tokens)

    # -- helpers --------------------------------------------------------------------------------------------------

    def low(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < self.size else ""

    def wording(self, i: int, stop: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end]

    def year_at(self, i: int) -> int | None:
        """A four-digit year 1900-2099 at token `i` that is no figure."""
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        if token.cls != "n" or len(token.text) != 4 or not token.text.isdigit() or not "1900" <= token.text < "2100":
            return None
        return int(token.text)

    def short_year(self, i: int, near: int) -> int | None:
        """A year at `i`, also two-digit in the century of `near`."""
        if (year := self.year_at(i)) is not None:
            return year
        token = self.tokens[i] if 0 <= i < self.size else None
        if token and len(token.text) == 2 and token.text.isdigit():
            year = near // 100 * 100 + int(token.text)
            return year if year >= near else None
        return None

    def day_at(self, i: int) -> int | None:
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        if token.cls == "n" and len(token.text) <= 2 and token.text.isdigit() and 1 <= int(token.text) <= 31:
            return int(token.text)
        return None

    # -- entry ----------------------------------------------------------------------------------------------------

    def read(self, i: int) -> tuple[Item, int] | None:
        """The period that begins at token `i` as an item, and the index behind it."""
        token = self.tokens[i]
        found: Found | None = None
        if token.cls == "n":
            found = self._from_number(i)
        elif (reader := _STARTERS.get(token.lower)) is not None:
            found = reader(self, i)
        if found is None:
            return None
        mention, stop = found
        start, end = token.start, self.tokens[stop - 1].end
        return Item("PER", start, end, self.text[start:end], self.text[start:end].lower(), mention), stop

    # -- numbers first: 2021, 2022-23, 18 May 2022, 10M 2022, 9 months, 2022-06-14 ---------------------------------

    def _from_number(self, i: int) -> Found | None:
        return (
            self._iso_day(i)
            or self._dotted_day(i)
            or self._day_month(i)
            or self._count_of_months(i)
            or self._quarter_code(i)
            or self._years(i)
        )

    def _iso_day(self, i: int) -> Found | None:
        year = self.year_at(i)
        if year is None or self.low(i + 1) != "-" or self.low(i + 3) != "-" or i + 4 >= self.size:
            return None
        month, day = self.tokens[i + 2].text, self.tokens[i + 4].text
        if len(month) != 2 or not month.isdigit() or len(day) != 2 or not day.isdigit():
            return None
        period = cal.of_day(year, int(month), int(day), self.wording(i, i + 5))
        return (PeriodMention(period), i + 5) if period else None

    def _dotted_day(self, i: int) -> Found | None:
        parts = self.tokens[i].text.split(".")
        if len(parts) != 3 or not all(p.isdigit() for p in parts) or len(parts[2]) != 4:
            return None
        period = cal.of_day(int(parts[2]), int(parts[1]), int(parts[0]), self.tokens[i].text)
        return (PeriodMention(period), i + 1) if period else None

    def _day_month(self, i: int) -> Found | None:
        """18 May 2022; 18th of May; 18-20 May; 18 to 20 May; 30 May-2 June 2022."""
        day = self.day_at(i)
        if day is None:
            return None
        j = i + 1
        if self.low(j) in {"st", "nd", "rd", "th"}:
            j += 1
        if self.low(j) == "of":
            j += 1
        if (month := self._month_at(j)) is not None:
            if self.low(j + 1) in _DASHES | {"to"} and self.day_at(j + 2) and self._month_at(j + 3):
                return self._days(i, (month, day), (self._month_at(j + 3) or 0, self.day_at(j + 2) or 0), j + 4)
            return self._one_day(i, month, day, self._after_month(j))
        if self.low(j) in _DASHES | {"to", "and"}:
            last = self.day_at(j + 1)
            k = j + 2
            if last and last > day and (month := self._month_at(k)) is not None:
                return self._days(i, (month, day), (month, last), self._after_month(k))
        return None

    def _month_at(self, i: int) -> int | None:
        """A month's name at token `i`; "may" and "march" only with a capital, short forms not as English words."""
        if not 0 <= i < self.size:
            return None
        token = self.tokens[i]
        month = MONTHS.get(token.lower)
        if month is None or not token.text[0].isupper():
            return None
        return month

    def _after_month(self, i: int) -> int:
        """The index behind a month's name and the full stop of its short form."""
        short = len(self.tokens[i].text) <= 4 and self.low(i) not in {"may", "june", "july"}
        if short and self.low(i + 1) == "." and i + 2 < self.size:
            return i + 2
        return i + 1

    def _year_behind(self, j: int) -> tuple[int | None, int]:
        """The year behind a month or day at `j`: "2022", ", 2022", "of 2022", "this year", "last year"."""
        k = j + 1 if self.low(j) in {",", "of", "in"} else j
        if (year := self.year_at(k)) is not None and not self._is_figure(k):
            return year, k + 1
        skip = k + 1 if self.low(k) in {"the", "of"} else k
        word, nxt = self.low(skip), self.low(skip + 1)
        if nxt == "year" and self.today:
            offset = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "same": 0}.get(word)
            if offset is not None:
                return self.today.year + offset, skip + 2
        return None, j

    def _is_figure(self, k: int) -> bool:
        """Whether four digits at `k` are a figure: followed by a unit or a scale, or part of a decimal."""
        return self.low(k + 1) in {
            "tonnes",
            "tons",
            "million",
            "billion",
            "mln",
            "bln",
            "bn",
            "percent",
            "%",
            "pct",
            "dollars",
            "dlrs",
            "barrels",
            "head",
            "units",
        }

    def _one_day(self, i: int, month: int, day: int, j: int) -> Found | None:
        year, stop = self._year_behind(j)
        text = self.wording(i, stop)
        ahead = None
        if year is None and self.today is not None:
            year = self._nearest_year(month, day)
            ahead = cal.of_day(self._next_year(month, day), month, day, text)
        period = cal.of_day(year, month, day, text)
        return (PeriodMention(period, ahead=ahead), stop) if period else None

    def _days(self, i: int, first: tuple[int, int], last: tuple[int, int], j: int) -> Found | None:
        year, stop = self._year_behind(j)
        text = self.wording(i, stop)
        if year is None and self.today is not None:
            near, ahead = self._nearest_year(*first), self._next_year(*first)
            past = self._span(near, first, last, text)
            return (PeriodMention(past, ahead=self._span(ahead, first, last, text)), stop) if past else None
        if year is None:
            return PeriodMention(cal.yearless_days(*first, *last, text)), stop
        period = self._span(year, first, last, text)
        return (PeriodMention(period), stop) if period else None

    def _span(self, year: int, first: tuple[int, int], last: tuple[int, int], text: str) -> Period | None:
        try:
            return cal.of_days(date(year, *first), date(year if last >= first else year + 1, *last), text)
        except ValueError:
            return None

    def _nearest_year(self, month: int, day: int = 1) -> int:
        """The year in which a day without a year most recently began, as press means it: the report's own week may
        run a little ahead of its date."""
        assert self.today is not None
        reach = self.today + timedelta(days=10)
        year = self.today.year
        return year if (month, day) <= (reach.month, reach.day) or reach.year > year else year - 1

    def _next_year(self, month: int, day: int = 28) -> int:
        assert self.today is not None
        return self.today.year if (month, day) >= (self.today.month, self.today.day) else self.today.year + 1

    def _count_of_months(self, i: int) -> Found | None:
        """ "10M 2022", "9 months of 2022", "12 months to March 2023"."""
        count = self.day_at(i)
        if count is None or count > 12:
            return None
        token, nxt = self.tokens[i], self.low(i + 1)
        glued = i + 1 < self.size and self.tokens[i + 1].start == token.end
        if nxt == "m" and glued and self.tokens[i + 1].text == "M":
            return self._months_of(i, 1, count, i + 2)
        if (
            (nxt in {"month", "months"}
            and self.low(i + 2) in {"of", "in", ",", "this"})
            or (nxt == "-" and self.low(i + 2) == "month")
        ):
            stop = i + 2 if nxt != "-" else i + 4
            year, _ = self._year_behind(stop)
            if year is not None or self.low(stop) == "of":
                return self._months_of(i, 1, count, stop)
        return None

    def _months_of(self, i: int, first: int, last: int, j: int) -> Found:
        """Months of the year told behind `j`, else of the report's year."""
        year, stop = self._year_behind(j)
        if year is None:
            year = self._glued_year(j)
            stop = j + 1 if year is not None else self._of_the_year(j)
        if year is None and self.today is not None:
            ended = last < self.today.month or (last == self.today.month and self.today.day > 25)
            year = self.today.year if ended or stop != j or first <= self.today.month else self.today.year - 1
        if year is not None and self.today is not None and stop == j and last > self.today.month + 1:
            year = self.today.year - 1 if year == self.today.year else year
        text = self.wording(i, stop)
        return PeriodMention(cal.of_months(year, first, last, text)), stop

    def _glued_year(self, j: int) -> int | None:
        """ "10M2022", "Q1 '22"."""
        return self.year_at(j) if self.year_at(j) is not None else None

    def _of_the_year(self, j: int) -> int:
        """The index behind "of the (current) year" at `j`, or `j`."""
        k = j + 1 if self.low(j) in {"of", "in"} else j
        if k > j and self.low(k) == "the":
            k += 1
            if self.low(k) in {"current", "present"}:
                k += 1
            if self.low(k) == "year":
                return k + 1
        return j

    def _quarter_code(self, i: int) -> Found | None:
        """ "1Q 2022", "3Q22", "1H 2022"."""
        token = self.tokens[i]
        if token.text not in {"1", "2", "3", "4"} or i + 1 >= self.size:
            return None
        nxt = self.tokens[i + 1]
        if nxt.start != token.end or nxt.text not in {"Q", "H"}:
            return None
        return self._part_of_year(i, nxt.text, int(token.text), i + 2)

    def _part_of_year(self, i: int, part: str, n: int, j: int) -> Found | None:
        months = {"Q": 3, "H": 6}[part]
        if n * months > 12:
            return None
        near = (self.today or date(2020, 1, 1)).year // 100 * 100
        if self.low(j) in {"'", "’"}:
            j += 1
        if (year := self.short_year(j, near)) is not None and (
            self.year_at(j) or self.tokens[j].start == self.tokens[j - 1].end or self.low(j - 1) in {"'", "’"}
        ):
            text = self.wording(i, j + 1)
            return PeriodMention(cal.of_months(year, (n - 1) * months + 1, n * months, text)), j + 1
        return self._months_of(i, (n - 1) * months + 1, n * months, j)

    def _years(self, i: int) -> Found | None:
        """ "2021", "2019-2023", "2022-23", "2022/23"."""
        year = self.year_at(i)
        if year is None or self._is_figure(i):
            return None
        if self.low(i + 1) in _DASHES and self.tokens[i + 1].start == self.tokens[i].end:
            last = self.short_year(i + 2, year)
            glued = i + 2 < self.size and self.tokens[i + 2].start == self.tokens[i + 1].end
            if last is not None and glued and last > year:
                return self._two_years(i, year, last, self.low(i + 1) == "/" or len(self.tokens[i + 2].text) == 2)
            if self.low(i + 2) in {"-"}:
                return None
        if not self._stands_as_year(i):
            return None
        stop = i + 1
        if self.low(stop) == "s" and self.tokens[stop].start == self.tokens[i].end:
            return PeriodMention(
                Period(
                    start=f"{year}-01-01",
                    end=f"{year + 9}-12-31",
                    edtf=f"{year // 10}X",
                    text=self.wording(i, stop + 1),
                )
            ), stop + 1
        return PeriodMention(cal.of_year(year, self.wording(i, stop)), bare_year=True), stop

    def _two_years(self, i: int, year: int, last: int, split: bool) -> Found:
        text = self.wording(i, i + 3)
        follow = self.low(i + 3)
        if split and last == year + 1:
            # A year that runs across two: whose, the grammar knows by the reporter
            named = {
                "season": "marketing year",
                "marketing": "marketing year",
                "crop": "marketing year",
                "harvest": "marketing year",
            }.get(follow, "fiscal year")
            stop = i + 4 if follow in {"season", "campaign"} else i + 3
            return PeriodMention(Period(edtf=f"{year}/{last}", calendar=named, text=text)), stop
        return PeriodMention(cal.of_years(year, last, text)), i + 3

    def _stands_as_year(self, i: int) -> bool:
        previous, nxt = self.low(i - 1), self.low(i + 1)
        if previous in _YEAR_PREPOSITIONS:
            return True
        if self.tokens[i - 1].text in {"$", "€", "£"} if i else False:
            return False
        return not (
            nxt.endswith("s")
            and len(nxt) > 3
            and nxt not in {"exports", "imports", "was", "versus", "sales", "supplies", "has"}
        )

    # -- words first ----------------------------------------------------------------------------------------------

    def _from_month(self, i: int) -> Found | None:
        """ "May 18", "May 18, 2022", "January-October 2022", "October 2022", "in October", "May 18-20"."""
        month = self._month_at(i)
        if month is None:
            return None
        j = self._after_month(i)
        if month == 5 and not self._may_is_month(i, j):
            return None
        ordinal = self.day_at(j)
        if ordinal is not None and self.low(j + 1) not in _MONTH_FIGURES:
            return self._month_day(i, month, ordinal, j)
        if self.low(j) == "-" and self.low(j + 1) == "to" and self.low(j + 2) == "-":
            j += 2  # "January-to-April"
        through = self.low(j) in _DASHES or self.low(j) in {"to", "through", "and", "until"}
        if through and (last := self._month_at(j + 1)) is not None and self.day_at(self._after_month(j + 1)) is None:
            return self._month_range(i, month, last, self._after_month(j + 1), joined=self.low(j) == "and")
        return self._month_alone(i, month, j)

    def _may_is_month(self, i: int, j: int) -> bool:
        return self.low(i - 1) in _YEAR_PREPOSITIONS | {
            "early",
            "late",
            "mid",
            "-",
            "last",
            "this",
            "on",
            "before",
        } or (
            self.day_at(j) is not None
            or self.year_at(j) is not None
            or (self.low(j) in {"-", "–", "and", "to", ","}
            and i > 0)
        )

    def _month_day(self, i: int, month: int, day: int, j: int) -> Found | None:
        k = j + 1
        if self.low(k) in {"st", "nd", "rd", "th"}:
            k += 1
        if self.low(k) in _DASHES | {"to", "and"}:
            last = self.day_at(k + 1)
            last_month = self._month_at(k + 1)
            if last and last > day and self._month_at(k + 2) is None and self.low(k + 2) not in _MONTH_FIGURES:
                return self._days(i, (month, day), (month, last), k + 2)
            if last_month and (last := self.day_at(k + 2)):
                return self._days(i, (month, day), (last_month, last), k + 3)
        return self._one_day(i, month, day, k)

    def _month_range(self, i: int, first: int, last: int, j: int, *, joined: bool) -> Found | None:
        year, stop = self._year_behind(j)
        if joined and last != first + 1:
            return self._month_alone(i, first, i + 1)  # "in March and October": two, not a stretch
        if year is None and self.today is not None:
            year = self.today.year if last <= self.today.month else self.today.year - 1
            if last < first:
                year -= 1
        elif year is not None and last < first:
            year -= 1
        return PeriodMention(cal.of_months(year, first, last, self.wording(i, stop))), stop

    def _month_alone(self, i: int, month: int, j: int) -> Found:
        year, stop = self._year_behind(j)
        text = self.wording(i, stop)
        ahead = None
        if year is None and self.today is not None:
            year = self._nearest_year(month)
            ahead = cal.of_months(self._next_year(month), month, month, text)
        return PeriodMention(cal.of_months(year, month, month, text), ahead=ahead), stop

    def _from_the(self, i: int) -> Found | None:
        """What "the" may open; the article belongs to the wording."""
        j = i + 1
        if j >= self.size:
            return None
        reader = _AFTER_THE.get(self.low(j))
        found = reader(self, j) if reader else None
        return found

    def _from_ordinal(self, i: int) -> Found | None:
        """ "first quarter (of 2022)", "first half", "first eight months of the year", "first N days of May"."""
        n = _ORDINALS.get(self.low(i))
        if n is None:
            return None
        j = i + 1
        word = self.low(j)
        if word in {"-"}:
            j += 1
            word = self.low(j)
        if word == "quarter":
            return self._with_fiscal(i, "Q", n, j + 1)
        if word == "half":
            stop = j + 2 if self.low(j + 1) == "year" else j + 1
            if self.low(j + 1) == "-" and self.low(j + 2) == "year":
                stop = j + 3
            half = 2 if self.low(i) in {"last", "final", "second", "2nd"} else n
            return self._with_fiscal(i, "H", half, stop)
        count = _SMALL.get(word) or self.day_at(j)
        if (
            count
            and self.low(j + 1) == "days"
            and self.low(j + 2) == "of"
            and n == 1
            and (month := self._month_at(j + 3))
        ):
            return self._days(i, (month, 1), (month, min(count, 28)), self._after_month(j + 3))
        if count and self.low(j + 1) in {"months", "month"} and self.low(i) != "last" and count <= 12 and n == 1:
            return self._months_of(i, 1, count, j + 2)
        if count and self.low(j + 1) == "quarters" and n == 1 and count <= 4:
            return self._months_of(i, 1, count * 3, j + 2)
        if count and self.low(j + 1) in {"months", "years", "weeks", "days"} and self.low(i) == "last":
            return self._past_stretch(i, count, self.low(j + 1), j + 2)
        return None

    def _with_fiscal(self, i: int, part: str, n: int, j: int) -> Found | None:
        k = j + 1 if self.low(j) == "of" else j
        if self.low(k) == "the":
            k += 1
        if self.low(k) in {"fiscal", "financial", "fy"}:
            fiscal = self._fiscal_label(k)
            stop = fiscal[1] if fiscal else k + 1
            return PeriodMention(Period(calendar="fiscal year", text=self.wording(i, stop))), stop
        return self._part_of_year(i, part, n, j)

    def _fiscal_label(self, i: int) -> Found | None:
        """ "FY 2022-23", "FY2023", "FY24", "fiscal year 2022/23", "financial year 2022-23", "fiscal 2023"."""
        j = i + 1
        if self.low(j) in {"year", "years"}:
            j += 1
        if self.low(j) in {"'", "’", "-"}:
            j += 1
        if self.low(j) in {"that", "which", "ending", "ended", "to"}:
            return self._fiscal_ended(i, j)
        token = self.tokens[j] if j < self.size else None
        if token is None or token.cls != "n":
            return None
        first = self.year_at(j)
        if first is None:
            if len(token.text) != 2:
                return None
            first = 2000 + int(token.text) if token.text.isdigit() else None
            if first is None:
                return None
        last = self.short_year(j + 2, first) if self.low(j + 1) in _DASHES else None
        if last == first + 1:
            return PeriodMention(
                Period(edtf=f"{first}/{last}", calendar="fiscal year", text=self.wording(i, j + 3))
            ), j + 3
        return PeriodMention(
            Period(edtf=f"{first - 1}/{first}", calendar="fiscal year", text=self.wording(i, j + 1))
        ), j + 1

    def _fiscal_ended(self, i: int, j: int) -> Found | None:
        """ "fiscal year that ended on July 7, 2022", "financial year ended in March 2023": the twelve months to then."""
        while self.low(j) in {"that", "which", "ended", "ends", "ending", "on", "in", "to", "the"}:
            j += 1
        month_name = self.low(j) in MONTHS
        found = self._any(j)
        if found is None or not month_name or found[0].period.end is None:
            return None
        last = date.fromisoformat(found[0].period.end)
        if last.day == cal.last_day(last.year, last.month):
            first = date(last.year - 1, last.month % 12 + 1, 1) if last.month < 12 else date(last.year, 1, 1)
        else:
            first = date(last.year - 1, last.month, last.day) + timedelta(days=1)
        text = self.wording(i, found[1])
        period = cal.from_bounds(first, last, text)
        return PeriodMention(
            Period(start=period.start, end=period.end, edtf=period.edtf, calendar="fiscal year", text=text)
        ), found[1]

    def _from_last(self, i: int) -> Found | None:
        """ "last year", "the past five years", "last month", "the previous year", "last May", "last week"."""
        word, nxt = self.low(i), self.low(i + 1)
        if nxt in {"fiscal", "financial"} and self.low(i + 2) == "year":
            return PeriodMention(Period(calendar="fiscal year", text=self.wording(i, i + 3))), i + 3
        if nxt in {"calendar", "full"} and self.low(i + 2) == "year":
            return self._year_offset(i, -1, i + 3)
        if nxt == "year":
            stop = i + 2
            if word in {"previous", "preceding", "prior"}:
                return PeriodMention(Period(text=self.wording(i, stop)), relation="previous_year"), stop
            if self.low(stop) in {"'", "’"} and self.low(stop + 1) == "s":
                return self._year_offset(i, -1, stop + 2)
            return self._year_offset(i, -1, stop)
        if nxt in {"month", "week", "quarter"}:
            return self._last_unit(i, word, nxt)
        if nxt in {"day", "period", "session"}:
            return (
                (PeriodMention(Period(text=self.wording(i, i + 2)), relation="previous"), i + 2)
                if word != "last"
                else None
            )
        if word == "last" and nxt in _WEEKDAYS:
            return self._weekday(i, i + 1)
        if word == "last" and (month := self._month_at(i + 1)) is not None and self.today:
            year = self._nearest_year(month)
            year = year - 1 if (year, month) >= (self.today.year, self.today.month) else year
            return PeriodMention(cal.of_months(year, month, month, self.wording(i, i + 2))), i + 2
        count = _SMALL.get(nxt) or self.day_at(i + 1)
        if nxt in {"decade", "century"} and self.today:
            return self._past_stretch(i, 10 if nxt == "decade" else 100, "years", i + 2)
        if count and self.low(i + 2) in {"years", "months", "weeks", "days"}:
            return self._past_stretch(i, count, self.low(i + 2), i + 3)
        return self._from_ordinal(i) if word == "last" else None

    def _past_stretch(self, i: int, count: int, unit: str, stop: int) -> Found:
        text = self.wording(i, stop)
        if self.today is None or unit in {"weeks", "days"}:
            return PeriodMention(Period(text=text)), stop
        if unit == "years":
            return PeriodMention(cal.of_years(self.today.year - count, self.today.year - 1, text)), stop
        last = date(self.today.year, self.today.month, 1) - timedelta(days=1)
        months = last.year * 12 + last.month - count
        return PeriodMention(cal.from_bounds(date(months // 12, months % 12 + 1, 1), last, text)), stop

    def _last_unit(self, i: int, word: str, unit: str) -> Found:
        text = self.wording(i, i + 2)
        if word != "last":
            return PeriodMention(Period(text=text), relation="previous"), i + 2
        if self.today is None:
            return PeriodMention(Period(text=text)), i + 2
        if unit == "month":
            year, month = cal.previous_month(self.today)
            return PeriodMention(cal.of_months(year, month, month, text)), i + 2
        if unit == "quarter":
            quarter = (self.today.month - 1) // 3
            year = self.today.year if quarter else self.today.year - 1
            first = (quarter or 4) * 3 - 2
            return PeriodMention(cal.of_months(year, first, first + 2, text)), i + 2
        monday = self.today - timedelta(days=self.today.weekday() + 7)
        return PeriodMention(cal.of_days(monday, monday + timedelta(days=6), text)), i + 2

    def _year_offset(self, i: int, offset: int, stop: int) -> Found:
        text = self.wording(i, stop)
        if self.today is None:
            return PeriodMention(Period(text=text)), stop
        return PeriodMention(cal.of_year(self.today.year + offset, text)), stop

    def _from_this(self, i: int) -> Found | None:
        """ "this year", "this month", "next year", "the current year", "next month", "this week", "this quarter"."""
        word, nxt = self.low(i), self.low(i + 1)
        offset = 1 if word in {"next", "coming", "upcoming"} else 0
        stop = i + 2
        if nxt in {"fiscal", "financial"} and self.low(i + 2) == "year":
            return PeriodMention(Period(calendar="fiscal year", text=self.wording(i, i + 3))), i + 3
        if nxt == "year":
            return self._year_offset(i, offset, stop)
        if nxt in {"month", "week"} or (nxt == "quarter" and word != "coming"):
            return self._this_unit(i, nxt, offset, stop)
        if nxt in _WEEKDAYS:
            return self._weekday(i, i + 1)
        if (month := self._month_at(i + 1)) is not None and self.today:
            year = self.today.year if month >= self.today.month or word == "this" else self.today.year + 1
            return PeriodMention(cal.of_months(year, month, month, self.wording(i, stop))), stop
        return None

    def _this_unit(self, i: int, unit: str, offset: int, stop: int) -> Found:
        text = self.wording(i, stop)
        if self.today is None:
            return PeriodMention(Period(text=text)), stop
        if unit == "month":
            months = self.today.year * 12 + self.today.month - 1 + offset
            return PeriodMention(cal.of_months(months // 12, months % 12 + 1, months % 12 + 1, text)), stop
        if unit == "quarter":
            quarters = self.today.year * 4 + (self.today.month - 1) // 3 + offset
            first = quarters % 4 * 3 + 1
            return PeriodMention(cal.of_months(quarters // 4, first, first + 2, text)), stop
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7 * offset)
        return PeriodMention(cal.of_days(monday, monday + timedelta(days=6), text)), stop

    def _weekday(self, i: int, j: int) -> Found | None:
        """ "Monday", "on Friday, May 20": the last such day before the report, as press means it."""
        if j >= self.size or not self.tokens[j].text[0].isupper():
            return None
        k = j + 2 if self.low(j + 1) == "," else j + 1
        if self._month_at(k) is not None and (found := self._from_month(k)):
            return found
        text = self.wording(i, j + 1)
        if self.today is None:
            return PeriodMention(Period(text=text)), j + 1
        back = (self.today.weekday() - _WEEKDAYS[self.low(j)]) % 7
        day = self.today - timedelta(days=back)
        ahead = cal.of_days(*(2 * (self.today + timedelta(days=(7 - back) % 7),)), text)
        return PeriodMention(cal.of_days(day, day, text), ahead=ahead), j + 1

    def _from_weekday(self, i: int) -> Found | None:
        return self._weekday(i, i)

    def _from_today(self, i: int) -> Found | None:
        offset = {"today": 0, "yesterday": -1, "tomorrow": 1}[self.low(i)]
        if self.low(i) == "today" and (self.low(i + 1) == "'" or self.low(i + 1) == "’"):
            return None
        text = self.wording(i, i + 1)
        if self.today is None:
            return PeriodMention(Period(text=text)), i + 1
        day = self.today + timedelta(days=offset)
        return PeriodMention(cal.of_days(day, day, text)), i + 1

    # -- points back: a year earlier, the same period, year on year -------------------------------------------------

    def _from_a(self, i: int) -> Found | None:
        """ "a year earlier", "a year ago", "one year before", "a month earlier"."""
        unit, after = self.low(i + 1), self.low(i + 2)
        if after in {"earlier", "ago", "before", "previously", "prior"} and unit in {
            "year",
            "month",
            "quarter",
            "week",
        }:
            relation = "year_earlier" if unit == "year" else "previous"
            return PeriodMention(Period(text=self.wording(i, i + 3)), relation=relation), i + 3
        return None

    def _from_same(self, i: int) -> Found | None:
        """ "same period (of) last year", "corresponding period of 2021", "same month", "similar period"."""
        if self.low(i + 1) not in {
            "period",
            "month",
            "months",
            "quarter",
            "time",
            "year",
            "half",
            "eight",
            "nine",
            "day",
            "week",
            "stretch",
        } and not (_SMALL.get(self.low(i + 1)) and self.low(i + 2) in {"months", "month"}):
            if self.low(i + 2) not in {"period", "months"}:
                return None
            stop = i + 3
        else:
            stop = i + 3 if self.low(i + 2) in {"months", "month"} else i + 2
        if self.low(i + 1) == "year":
            return PeriodMention(Period(text=self.wording(i, stop)), relation="same"), stop
        return self._same_of(i, stop)

    def _same_of(self, i: int, stop: int) -> Found:
        k = stop
        while self.low(k) in {"of", "in", "the", "a"}:
            k += 1
        if (year := self.year_at(k)) is not None:
            return PeriodMention(cal.of_year(year, self.wording(i, k + 1)), relation="same_in_year"), k + 1
        if self.low(k) in _LAST_WORDS and self.low(k + 1) in {"year", "month", "fiscal"}:
            end = k + 2 if self.low(k + 1) != "fiscal" else k + 3
            return PeriodMention(Period(text=self.wording(i, end)), relation="year_earlier"), end
        if self.low(k) == "year" and self.low(k + 1) in {"earlier", "ago", "before"}:
            return PeriodMention(Period(text=self.wording(i, k + 2)), relation="year_earlier"), k + 2
        if self.low(k) == "year" and self.low(k + 1) == "-":
            return PeriodMention(Period(text=self.wording(i, stop)), relation="year_earlier"), stop
        return PeriodMention(Period(text=self.wording(i, stop)), relation="same"), stop

    def _from_year(self, i: int) -> Found | None:
        """ "year on year", "year-on-year", "year earlier", "year ago", "year to June", "year 2022"."""
        if self.low(i - 1) in {"this", "last", "next", "same", "previous"}:
            return None
        k = i + 1
        if self.low(k) == "-":
            k += 1
        if self.low(k) in {"on", "over", "to"}:
            m = k + 1
            if self.low(m) == "-":
                m += 1
            if self.low(m) == "year":
                return PeriodMention(Period(text=self.wording(i, m + 1)), relation="yearly"), m + 1
        if self.low(i + 1) in {"earlier", "ago", "before"} and self.low(i - 1) in {"the", "a", "one"}:
            return PeriodMention(Period(text=self.wording(i, i + 2)), relation="year_earlier"), i + 2
        if self.low(i + 1) in {"to", "through", "ended", "ending"} and (found := self._year_to(i)):
            return found
        if (
            (self.low(i + 1) == "-"
            and self.low(i + 2) == "earlier")
            or (self.low(i + 1) == "-"
            and self.low(i + 2) == "ago")
        ):
            return PeriodMention(Period(text=self.wording(i, i + 3)), relation="year_earlier"), i + 3
        if self.low(i - 1) in {"of", "in", "during", "for", "the"} and (year := self.year_at(i + 1)) is not None:
            return PeriodMention(cal.of_year(year, self.wording(i, i + 2))), i + 2
        return None

    def _year_to(self, i: int) -> Found | None:
        """ "(the) year to June 2022", "year ended March 31"."""
        k = i + 2
        month = self._month_at(k)
        if month is None:
            return None
        j = self._after_month(k)
        if self.day_at(j) is not None:
            j += 1
        year, stop = self._year_behind(j)
        if year is None and self.today is not None:
            year = self.today.year if month <= self.today.month else self.today.year - 1
        text = self.wording(i, stop)
        if year is None:
            return PeriodMention(Period(text=text)), stop
        last = date(year, month, cal.last_day(year, month))
        first = date(year - 1, month % 12 + 1, 1) if month < 12 else date(year, 1, 1)
        return PeriodMention(cal.from_bounds(first, last, text)), stop

    def _from_yoy(self, i: int) -> Found | None:
        """ "yoy", "y/y", "y-o-y", "YoY"."""
        if self.low(i) == "yoy":
            return PeriodMention(Period(text=self.wording(i, i + 1)), relation="yearly"), i + 1
        if self.low(i + 1) in {"/", "-"} and self.low(i + 2) in {"y", "o"}:
            stop = i + 3 if self.low(i + 2) == "y" else i + 5
            return PeriodMention(Period(text=self.wording(i, min(stop, self.size))), relation="yearly"), min(
                stop, self.size
            )
        return None

    def _from_reporting(self, i: int) -> Found | None:
        """ "the reporting period", "the period under review", "that period", "this period"."""
        if self.low(i) in {"reporting", "reported", "accounting", "mentioned"} and self.low(i + 1) in {
            "period",
            "month",
            "months",
            "year",
            "quarter",
        }:
            return PeriodMention(Period(text=self.wording(i, i + 2)), relation="same"), i + 2
        if self.low(i) == "period":
            stop = i + 1
            if self.low(stop) in {"under", "in"} and self.low(stop + 1) in {"review", "question", "report"}:
                stop += 2
            return PeriodMention(Period(text=self.wording(i, stop)), relation="same"), stop
        return None

    def _from_that(self, i: int) -> Found | None:
        if self.low(i + 1) in {"period", "year", "month"}:
            return PeriodMention(Period(text=self.wording(i, i + 2)), relation="same"), i + 2
        return None

    # -- openers: since, by, as of, between, early --------------------------------------------------------------------

    def _from_since(self, i: int) -> Found | None:
        """ "since 2007", "since the start of the year", "since May 2023"."""
        j = i + 1
        if self.low(j) == "the":
            j += 1
        if self.low(j) in {"start", "beginning"} and self.low(j + 1) == "of":
            k = j + 2
            if self.low(k) in {"the", "this"}:
                k += 1
            if self.low(k) in {"current", "this"}:
                k += 1
            year = self.year_at(k)
            if self.low(k) == "year" or year is not None:
                return self._year_to_date(i, year, k + 1)
        found = self._any(j)
        if found is None or found[0].relation or found[0].period.edtf is None:
            return None
        inner, stop = found
        return PeriodMention(cal.since(inner.period, self.wording(i, stop)), cue="since"), stop

    def _year_to_date(self, i: int, year: int | None, stop: int) -> Found:
        text = self.wording(i, stop)
        if self.today is None and year is None:
            return PeriodMention(Period(text=text), cue="since"), stop
        first = date(year or self.today.year, 1, 1)  # type: ignore[union-attr]
        if self.today is None or year not in {None, self.today.year}:
            return PeriodMention(cal.since(cal.of_year(first.year, text), text), cue="since"), stop
        return PeriodMention(cal.of_days(first, self.today, text), cue="since"), stop

    def _any(self, i: int) -> Found | None:
        """A period at `i` by whatever reader fits."""
        if i >= self.size:
            return None
        if self.tokens[i].cls == "n":
            return self._from_number(i)
        reader = _STARTERS.get(self.low(i))
        return reader(self, i) if reader else None

    def _from_by(self, i: int) -> Found | None:
        """ "by 2030", "by the end of 2025", "until 2030", "by May"."""
        j = i + 1
        stop_words = self._edge(j)
        found = self._any(stop_words)
        if found is None or found[0].relation:
            return None
        inner, stop = found
        if inner.cue:
            return None
        period = inner.ahead if inner.ahead is not None and self.low(i) != "until" and stop_words == j else inner.period
        if inner.ahead is not None and self._tells_past():
            period = inner.period
        text = self.wording(i, stop)
        cue = "until" if self.low(i) in {"until", "till"} else "by"
        if cue == "until":
            edtf = (period.edtf or "").split("/")[-1]
            return PeriodMention(Period(start=None, end=period.end, edtf=f"../{edtf}", text=text), cue=cue), stop
        return PeriodMention(
            Period(start=period.start, end=period.end, edtf=period.edtf, calendar=period.calendar, text=text),
            ahead=inner.ahead if self._tells_past() else None,
            cue=cue,
        ), stop

    def _tells_past(self) -> bool:
        """Whether the sentence speaks of what was reached ("managed to reach the targets by May")."""
        lows = {t.lower for t in self.tokens}
        return bool(lows & {"managed", "had", "reached", "was", "were"}) and not lows & _FUTURE

    def _edge(self, i: int) -> int:
        """The index behind "the end of", "late", "early", "mid-" at `i`."""
        j = i
        if self.low(j) == "the":
            j += 1
        if self.low(j) in {"end", "beginning", "start", "middle", "close"} and self.low(j + 1) == "of":
            j += 2
            if self.low(j) == "the" and self.low(j + 1) == "year":
                return j
            return j
        if self.low(j) in {"early", "late", "mid", "end"}:
            j += 1
            if self.low(j) == "-":
                j += 1
            return j
        return i

    def _from_edge(self, i: int) -> Found | None:
        """ "end of June", "early May", "mid-2023", "late 2024": the month or year that is named."""
        j = self._edge(i)
        if j == i:
            return None
        if (self.low(j) == "the" and self.low(j + 1) == "year") or self.low(j) == "year":
            stop = j + 2 if self.low(j) == "the" else j + 1
            return self._year_offset(i, 0, stop)
        found = self._any(j)
        if found is None or found[0].relation or found[0].cue:
            return None
        inner, stop = found
        text = self.wording(i, stop)
        return PeriodMention(
            _reworded(inner.period, text), ahead=_reworded(inner.ahead, text) if inner.ahead else None
        ), stop

    def _from_as(self, i: int) -> Found | None:
        """ "as of May 1, 2022"."""
        if self.low(i + 1) not in {"of", "at"}:
            return None
        found = self._any(i + 2)
        if found is None or found[0].relation:
            return None
        inner, stop = found
        return PeriodMention(_reworded(inner.period, self.wording(i, stop)), cue="as_of"), stop

    def _from_between(self, i: int) -> Found | None:
        """ "between 2019 and 2023", "from 2019 to 2023", "from January to October 2022", "between May 3 and 7"."""
        first = self._any(i + 1)
        if first is None or first[0].relation or first[0].cue:
            return None
        inner, j = first
        if self.low(j) not in {"to", "and", "through", "until", "till"}:
            month = self._month_at(i + 1)
            return first if month and j > i + 2 and inner.period.edtf and "/" in inner.period.edtf and False else None
        second = self._any(j + 1)
        if second is None or second[0].relation or second[0].cue:
            return None
        return self._joined(i, inner, second[0], second[1])

    def _joined(self, i: int, first: PeriodMention, second: PeriodMention, stop: int) -> Found | None:
        text = self.wording(i, stop)
        a, b = first.period, second.period
        if a.start and b.end:
            start, end = date.fromisoformat(a.start), date.fromisoformat(b.end)
            if start > end and first.ahead is not None:
                start = start.replace(
                    year=end.year if (start.month, start.day) <= (end.month, end.day) else end.year - 1,
                    day=min(start.day, 28),
                )
            elif first.ahead is not None and start.year != end.year:
                start = date(
                    end.year if (start.month, start.day) <= (end.month, end.day) else end.year - 1,
                    start.month,
                    min(start.day, 28),
                )
            if start > end:
                return None
            return PeriodMention(cal.from_bounds(start, end, text)), stop
        if a.edtf and b.edtf and a.start is None and b.start is None:
            return PeriodMention(Period(edtf=f"{a.edtf}/{b.edtf}", text=text)), stop
        return None

    def _from_solar(self, i: int) -> Found | None:
        """ "solar year 1401", "Iranian year 1401": from about 21 March to 20 March of the next year."""
        j = i + 1
        if self.low(j) in {"calendar", "hijri"}:
            j += 1
        if self.low(j) != "year" and self.low(i) != "solar":
            return None
        if self.low(j) == "year":
            j += 1
        token = self.tokens[j] if j < self.size else None
        if token is None or token.cls != "n" or not token.text.isdigit() or not 1300 <= int(token.text) <= 1499:
            return None
        year = int(token.text) + 621
        text = self.wording(i, j + 1)
        period = Period(
            start=f"{year}-03-21",
            end=f"{year + 1}-03-20",
            edtf=f"{year}-03-21/{year + 1}-03-20",
            calendar="solar hijri",
            text=text,
        )
        return PeriodMention(period), j + 1

    def _from_letter(self, i: int) -> Found | None:
        """ "Q1 2022", "H1", "FY24" when the letters are glued to the digit."""
        token = self.tokens[i]
        nxt = self.tokens[i + 1] if i + 1 < self.size else None
        if (
            nxt is None
            or nxt.cls != "n"
            or nxt.start != token.end
            or token.text not in {"Q", "H"}
            or nxt.text not in {"1", "2", "3", "4"}
        ):
            return None
        return self._part_of_year(i, token.text, int(nxt.text), i + 2)

    def _from_twelve(self, i: int) -> Found | None:
        """ "nine months of 2022", "twelve months to March"."""
        count = _SMALL.get(self.low(i))
        j = i + 1
        if self.low(j) == "-":
            j += 1
        if count is None or count > 12 or self.low(j) not in {"months", "month"}:
            return None
        if self.low(j + 1) in {"of", "in"}:
            year, _ = self._year_behind(j + 1)
            if year is not None or self._of_the_year(j + 1) != j + 1:
                return self._months_of(i, 1, count, j + 1)
        if count == 12 and self.low(j + 1) in {"to", "ended", "ending", "through"} and self._month_at(j + 2):
            return self._year_to(j)
        return None


def _reworded(period: Period, text: str) -> Period:
    return Period(start=period.start, end=period.end, edtf=period.edtf, calendar=period.calendar, text=text)


_YEAR_PREPOSITIONS = frozenset(
    "in of since by from until till during for year through between to and before after than with against versus "
    "early late mid - the s ( , ’s 's calendar vs around ending ended".split()
)
_MONTH_FIGURES = frozenset("million billion mln bln bn percent % pct tonnes tons dollars years times".split())
_FUTURE = frozenset(
    "will plans plan planned expected expects to-be would could aims aim intends intend hopes scheduled".split()
)

_Reader = Callable[[PeriodReader, int], Found | None]
_STARTERS: dict[str, _Reader] = dict.fromkeys(MONTHS, PeriodReader._from_month)
_STARTERS |= dict.fromkeys(_WEEKDAYS, PeriodReader._from_weekday)
_STARTERS |= dict.fromkeys(_ORDINALS, PeriodReader._from_ordinal)
_STARTERS |= dict.fromkeys(_LAST_WORDS, PeriodReader._from_last)
_STARTERS |= dict.fromkeys(("this", "next", "current", "coming"), PeriodReader._from_this)
_STARTERS |= dict.fromkeys(("today", "yesterday", "tomorrow"), PeriodReader._from_today)
_STARTERS |= dict.fromkeys(("a", "one"), PeriodReader._from_a)
_STARTERS |= dict.fromkeys(("same", "corresponding", "similar", "comparable", "analogous", "equivalent"), PeriodReader._from_same)
_STARTERS |= dict.fromkeys(("reporting", "reported", "accounting", "mentioned"), PeriodReader._from_reporting)
_STARTERS |= dict.fromkeys(_SMALL, PeriodReader._from_twelve)
_STARTERS |= dict.fromkeys(("end", "beginning", "early", "late", "mid", "middle", "start"), PeriodReader._from_edge)
_STARTERS |= {
    "the": PeriodReader._from_the,
    "year": PeriodReader._from_year,
    "yoy": PeriodReader._from_yoy,
    "y": PeriodReader._from_yoy,
    "that": PeriodReader._from_that,
    "since": PeriodReader._from_since,
    "by": PeriodReader._from_by,
    "until": PeriodReader._from_by,
    "till": PeriodReader._from_by,
    "as": PeriodReader._from_as,
    "between": PeriodReader._from_between,
    "from": PeriodReader._from_between,
    "solar": PeriodReader._from_solar,
    "iranian": PeriodReader._from_solar,
    "persian": PeriodReader._from_solar,
    "fy": PeriodReader._fiscal_label,
    "fiscal": PeriodReader._fiscal_label,
    "financial": PeriodReader._fiscal_label,
    "q": PeriodReader._from_letter,
    "h": PeriodReader._from_letter,
}
_AFTER_THE: dict[str, _Reader] = {
    word: reader
    for word, reader in _STARTERS.items()
    if word in _ORDINALS
    or word in _LAST_WORDS
    or word in {"same", "corresponding", "similar", "comparable", "analogous", "equivalent", "current", "coming", "reporting",
                "reported", "year", "end", "beginning", "fiscal", "financial", "solar", "iranian", "persian", "middle", "next",
                "start", "mentioned", "accounting"}
    or word in _SMALL
}  # fmt: skip
_AFTER_THE["period"] = PeriodReader._from_reporting


def period_openers() -> frozenset[str]:
    """All words that may begin a period."""
    return frozenset(_STARTERS)
