"""Days of publication as press and feeds print them. Strict: a form that can be read two ways gives no day.

`match_day` reads a day at one place of a line, `parse_day` reads a whole value, `day_or_note` says what was wrong.
The day is the one printed: a time and a zone after it are read over, never used to move the day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from tradebook.sources.tables import rows

# A publication day outside these years is a misprint or another number.
FIRST_YEAR, LAST_YEAR = 1500, 2199
# No date is longer; a longer value is text.
MAX_VALUE = 100

WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
CLOCK = (
    r"(?:(?:[T,]?\s*(?:at\s+|\|\s*)?|:)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?:\s*[ap]\.?m\.?(?![a-z]))?"
    r"(?:\s*\(?(?:Z|UTC|GMT|MSK|[CEMP][SD]T|CES?T|EES?T|BST|AZT)\b)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?\)?)?"
)


class Match(NamedTuple):
    """A day read at a place: `end` is the offset after it; `day` is None where it has no year or reads two ways."""

    end: int
    day: date | None
    ambiguous: bool = False


@cache
def _months() -> dict[str, int]:
    return {row["word"]: int(row["month"]) for row in rows("months.csv")}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms, most specific first; groups: d, m, y as digits, `name` the month's word, a and b an open order."""
    name = rf"(?P<name>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<y>\d{4})(?!\d)"
    forms = (
        rf"{year}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d){CLOCK}",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)(?:T\d{4,6}Z?)?",
        rf"{WEEKDAY}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{year}{CLOCK}",
        rf"{WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[-/])(?P<b>\d{{1,2}})(?P=sep){year}{CLOCK}",
        rf"{WEEKDAY}{day}(?:\s+of)?[\s-]+{name}[\s,-]+{year}(?:\s*г(?:\.|ода)?)?{CLOCK}",
        rf"{WEEKDAY}{name}\s+{day},?\s+{year}{CLOCK}",
        rf"{WEEKDAY}{name}\s+{day}\s+\d{{2}}:\d{{2}}:\d{{2}}\s+(?:[A-Z]{{2,4}}\s+)?{year}",
        rf"{WEEKDAY}(?:{day}(?:\s+of)?\s+{name}|{name.replace('?P<name>', '?P<name2>')}\s+\d{{1,2}}(?:st|nd|rd|th)?)"
        rf"(?![\w-]){CLOCK}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@cache
def _beginnings() -> frozenset[str]:
    """The first three letters of months and weekdays: what is no figure and begins with none of them is no date."""
    return frozenset(word[:3] for word in (*_months(), "mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def match_day(text: str, at: int = 0) -> Match | None:
    """The day that begins at offset `at` of `text`, or None where no date stands there."""
    if text[at : at + 3].casefold() not in _beginnings() and not text[at : at + 1].isdigit():
        return None
    for pattern in _patterns():
        found = pattern.match(text, at)
        if found is not None:
            part = found.groupdict()
            if part.get("a") is not None:
                return _open_order(found.end(), int(part["a"]), int(part["b"]), int(part["y"]))
            month = part.get("m") or _months().get((part.get("name") or "").casefold())
            if part.get("y") is None or month is None:
                return Match(found.end(), None)
            day = _day(int(part["y"]), int(month), int(part["d"]))
            return None if day is None else Match(found.end(), day)
    return None


def _open_order(end: int, first: int, second: int, year: int) -> Match | None:
    """25/04/2022 has one reading, 04/04/2022 one result; 03/04/2022 has two and gives none."""
    days = {day for day in (_day(year, second, first), _day(year, first, second)) if day is not None}
    if not days:
        return None
    return Match(end, days.pop()) if len(days) == 1 else Match(end, None, ambiguous=True)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """The day that `text`, the value of a date field, names; None where it names none or reads two ways.

    Read are ISO 8601, "26-FEB-1987 15:01:01.79", "14 June 2022", "June 14, 2022", RFC 2822, "14.06.2022" (the
    day first), "2022/06/14"; what is left goes to dateparser, and only where day, month and year all stand in it.
    "03/04/2022" gives None: nothing tells whether it is March or April.
    """
    return _parse(text)[0]


def day_or_note(text: str) -> tuple[date | None, str | None]:
    """`parse_day`, and where it gives None a note for the user that names the value."""
    day, ambiguous = _parse(text)
    if day is not None:
        return day, None
    shown = text if len(text) <= 40 else text[:39] + "…"
    if ambiguous:
        return None, f"published '{shown}' can be read two ways and was left out"
    return None, f"published '{shown}' is not a date that can be read and was left out"


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[date | None, bool]:
    value = text[: MAX_VALUE + 1].strip()
    if not value or len(value) > MAX_VALUE:
        return None, False
    found = match_day(value)
    if found is not None and found.ambiguous:
        return None, True
    if found is not None and found.day is not None and not re.match(r"[\w-]", value[found.end :]):
        return found.day, False
    return _late(value), False


def _late(value: str) -> date | None:
    """dateparser's reading, for other languages; held to values with a year in four digits and a word for the month."""
    if not re.search(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)", value) or not re.search(r"[^\W\d_]{3}", value):
        return None
    if re.search(r"\d[/-]\d", value):
        return None
    import dateparser  # type: ignore[import-untyped]  # takes a third of a second: only where our own forms fail

    try:
        read = dateparser.parse(
            value,
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
            },
        )
    except Exception:  # a third party's parser on a stranger's text: whatever it raises, there is no day
        return None
    if read is None or str(read.year) not in value:
        return None
    return date(read.year, read.month, read.day)
