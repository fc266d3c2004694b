"""What the head of a text says about it: header lines of wire copies, a headline, a dateline.

A header line is a line that is made of nothing but dates, outlets, bylines, addresses and "key: value" pairs:

    By Azernews                             Published: 14 June 2022 | Source: BelTA
    date 2022-06-14 By Azernews             14.06.2022
    By Ayya Lmahamad, Azernews              https://example.org/news/1

Reading stops at the first line that is not one; the body starts there. A dateline ("MINSK, 14 June (BelTA) -")
stays in the body; its agency, and its date where the year is given, fill what is missing.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from msgspec import Struct

from tradebook.sources.days import day_or_note, match_day
from tradebook.sources.outlets import is_known_outlet, is_outlet
from tradebook.sources.tables import rows

# No copy has more header lines than this, and no header line or headline is longer.
MAX_HEADER_LINES = 12
MAX_HEADER_LINE = 250
MAX_TITLE = 180
# A dateline ends within so many characters of the paragraph.
MAX_DATELINE = 110


class Head(Struct):
    """What is known of a text: filled by its source first, then by its own head. Filled fields are not overwritten."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    body_start: int = 0
    notes: list[str] = []
    updated: date | None = None

    def set(self, field: str, value: str) -> None:
        """Take `value`, as written, for `field` if nothing stands there yet; what cannot be read becomes a note."""
        value = value.strip()
        if not value or field == "ignored":
            return
        if field in ("published", "updated"):
            self._set_day(field, value)
        elif field == "language":
            self._set_language(value)
        elif field == "outlet" and value.casefold().startswith(("http://", "https://")):
            self.url = self.url or value
        elif getattr(self, field) is None:
            setattr(self, field, value)

    def _set_day(self, field: str, value: str) -> None:
        day, note = day_or_note(value)
        if note is not None:
            self.notes.append(note.replace("published", field, 1))
        elif getattr(self, field) is None:
            setattr(self, field, day)

    def _set_language(self, value: str) -> None:
        code = re.fullmatch(r"([a-z]{2})(?:[-_]\w+)*", value.casefold())
        if code is None:
            self.notes.append(f"language '{value[:40]}' is not an ISO 639-1 code and was left out")
        elif self.language is None:
            self.language = code[1]


class _Line(Struct):
    """What one header line gave: fields and values in their order, `dates` those read in place."""

    values: list[tuple[str, str]] = []
    days: list[tuple[date | None, bool, str]] = []


SEPARATOR = re.compile(r"[\s|·•,;/–—-]+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
BY = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)
NAME_END = re.compile(r"\s*(?:[|·•;–—/(]|\s-\s|,)\s*")
BAR = re.compile(r"\s*[|·•]\s*")
SEGMENT = re.compile(r"[^|·•,;/–—()]+?(?=\s*(?:[|·•,;/–—()]|\s-\s|$))")
IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
PARTICLES = frozenset(
    ("al", "and", "bin", "da", "de", "del", "der", "di", "el", "for", "ibn", "la", "le", "of", "the", "ul", "van",
     "von", "und", "with", "y")
)  # fmt: skip
# "SUMY, March 2 - ": the first words of a story, not of a headline.
DATED = re.compile(r"[^\W\d_]{3,}\.? \d{1,2}(?:, \d{4})?\s*(?:--?|[–—])\s")
BODY_SIGNS = re.compile(r"[.!?]['\"”’)]*\s+\S")


@cache
def _keys() -> dict[str, str]:
    return {row["key"]: row["field"] for row in rows("header_keys.csv")}


@cache
def _key_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(key) for key in sorted(_keys(), key=len, reverse=True))
    return re.compile(rf"({words})\b\s*(:\s*)?", re.IGNORECASE)


def _match_key(line: str, at: int) -> re.Match[str] | None:
    # The look at two letters spares the long pattern at nearly every word.
    return _key_pattern().match(line, at) if line[at : at + 2].casefold() in _key_beginnings() else None


@cache
def _key_beginnings() -> frozenset[str]:
    return frozenset(key[:2] for key in _keys())


def read_head(text: str, head: Head, *, title_wanted: bool) -> None:
    """Read the head of `text` from `head.body_start` on into `head`, and move `body_start` to where the story begins.

    `title_wanted` says whether a line that stands alone above the story may be taken for its headline.
    """
    at = head.body_start
    started = False
    for _ in range(MAX_HEADER_LINES):
        begin, end = _next_line(text, at)
        line = text[begin : min(end, begin + MAX_HEADER_LINE + 1)].rstrip()
        if not line or len(line) > MAX_HEADER_LINE:
            break
        if not (_read_line(line, head) or _read_title(text, line, end, head, title_wanted)):
            break
        at, started = end, True
    begin, _ = _next_line(text, at)
    if started:
        head.body_start = begin
        if begin == len(text):
            head.notes.append("nothing stands below the header lines")
    if head.published is None:
        head.published = head.updated
    _read_dateline(text, begin, head)


def _next_line(text: str, at: int) -> tuple[int, int]:
    """Where the next line that is not blank begins (its first visible character) and ends."""
    begin = at
    while begin < len(text) and text[begin].isspace():
        begin += 1
    ends = [end for end in (text.find("\n", begin), text.find("\r", begin, begin + MAX_HEADER_LINE + 2)) if end >= 0]
    return begin, min(ends, default=len(text))


def _read_line(line: str, head: Head) -> bool:
    """Whether `line` is a header line; what it says goes to `head`."""
    found = _Line()
    at = 0
    while at < len(line):
        gap = SEPARATOR.match(line, at)
        if gap is not None:
            at = gap.end()
            continue
        after = _read_part(line, at, found)
        if after is None:
            return False
        at = after
    if not found.values and not found.days:
        return False
    for day, ambiguous, value in found.days:
        if ambiguous:
            head.set("published", value)
        elif head.published is None:
            head.published = day
    for field, value in found.values:
        head.set(field, value)
    return True


def _read_part(line: str, at: int, found: _Line) -> int | None:
    """Read the part of a header line that begins at `at`; its end, or None where no part of a header begins there."""
    key = _match_key(line, at)
    if key is not None:
        after = _read_pair(line, key, found)
        if after is not None:
            return after
    day = match_day(line, at)
    if day is not None and not line[day.end : day.end + 1].isalnum():
        found.days.append((day.day, day.ambiguous, line[at : day.end]))
        return day.end
    address = ADDRESS.match(line, at)
    if address is not None:
        found.values.append(("url", address[0]))
        return address.end()
    by = BY.match(line, at)
    if by is not None:
        return _read_names(line, by.end(), found)
    return _read_outlet(line, at, found)


def _read_pair(line: str, key: re.Match[str], found: _Line) -> int | None:
    """Read "key: value"; without the colon only a day may follow ("date 2022-06-14")."""
    field = _keys()[key[1].casefold()]
    if field in ("published", "updated"):
        day = match_day(line, key.end())
        if day is not None:
            if field == "published":
                found.days.append((day.day, day.ambiguous, line[key.end() : day.end]))
            else:
                found.values.append((field, line[key.end() : day.end]))
            return day.end
    if key[2] is None:
        return None
    if field == "byline" and (end := _read_names(line, key.end(), found)) is not None:
        return end
    bar = None if field == "title" else BAR.search(line, key.end())
    end = len(line) if bar is None else bar.start()
    found.values.append((field, line[key.end() : end]))
    return end


def _read_names(line: str, at: int, found: _Line) -> int | None:
    """Read the name after "By": an outlet or a person, told apart; its end, or None where no name stands there."""
    end = at
    for word in re.finditer(r"\S+", line[at:]):
        start = at + word.start()
        if end > at and (match_day(line, start) or _match_key(line, start)):
            break
        stop = NAME_END.search(line, start)
        if stop is not None and stop.start() < at + word.end():
            end = stop.start()
            break
        end = at + word.end()
    name = line[at:end].strip()
    parts = re.split(r"\s+for\s+|\s+with\s+", name, maxsplit=1)
    if not _is_name(name):
        return None
    for part in parts:
        if is_outlet(part):
            found.values.append(("outlet", part))
        elif part is parts[0]:
            found.values.append(("byline", part))
    return end


def _is_name(text: str) -> bool:
    """Whether `text` can be the name of a person or an outlet: a few words, each with a capital, no figures."""
    words = text.split()
    if not 1 <= len(words) <= 9 or len(text) > 80:
        return False
    if words[-1].endswith((".", "!", "?", ":")) and not re.fullmatch(r"[A-Z]\.|Jr\.|Sr\.", words[-1]):
        return False
    if not words[0][0].isupper() and not is_outlet(text):
        return False
    return all(word[0].isupper() or word in PARTICLES or is_outlet(text) for word in words) and not any(
        char.isdigit() for char in text
    )


def _read_outlet(line: str, at: int, found: _Line) -> int | None:
    """Read an outlet of the table that stands in the line by itself or in brackets."""
    bracket = IN_BRACKETS.match(line, at)
    if bracket is not None and is_known_outlet(bracket[1].strip()):
        found.values.append(("outlet", bracket[1].strip()))
        return bracket.end()
    segment = SEGMENT.match(line, at)
    if segment is not None and is_known_outlet(segment[0].strip()):
        found.values.append(("outlet", segment[0].strip()))
        return segment.end()
    return None


def _read_title(text: str, line: str, end: int, head: Head, wanted: bool) -> bool:
    """Whether `line` is the headline: it repeats the title that is known, or stands alone above the story."""
    bare = line.lstrip("# ").strip()
    if head.title is not None:
        return bare == head.title.strip()
    if not wanted or not _can_be_title(bare):
        return False
    begin, next_end = _next_line(text, end)
    if begin == len(text):
        return False
    alone = len(text[end:begin].replace("\r\n", "\n").replace("\r", "\n").split("\n")) > 2
    alone = alone or _find_dateline(text[begin : begin + MAX_DATELINE]) is not None
    if not alone and not _read_line(text[begin:next_end][: MAX_HEADER_LINE + 1].rstrip(), Head(notes=[])):
        return False
    head.title = bare
    return True


def _can_be_title(line: str) -> bool:
    if not 8 <= len(line) <= MAX_TITLE or len(line.split()) < 3 or BODY_SIGNS.search(line):
        return False
    if DATED.search(line):
        return False
    return line[-1] not in '.,:;!"”’…-–—' and line[0] not in "\"“‘'-*•({[<" and _find_dateline(line) is None


@cache
def _dateline() -> re.Pattern[str]:
    months = "|".join(sorted({row["word"] for row in rows("months.csv")}, key=len, reverse=True))
    day = rf"(?:\d{{1,2}}\s+(?:{months})\b\.?|(?:{months})\b\.?\s+\d{{1,2}})(?:[.,]?\s+\d{{4}})?(?!\d)"
    word = r"[^\W\d_][\w.'’]*"
    return re.compile(
        rf"{word}(?:[ /-]{word}){{0,3}}?(?:,\s*{word}(?:\s{word}){{0,3}}?)??"
        rf"(?:[,.]?\s*(?P<day>{day}))?[.,]?\s*"
        r"(?:(?(day)(?P<dash>--|[–—]|-\s)|(?!))"
        r"|\((?P<round>[^()\d]{2,40})\)|/(?P<slash>[^/\d]{2,40})/"
        r"|(?P<bare>[^\W\d_][\w.-]+(?:\s[^\W\d_]\w+){0,2}?)(?=\s*(?:--|[.–—]|-\s)))",
        re.IGNORECASE,
    )


def _find_dateline(line: str) -> tuple[str | None, str | None] | None:
    """The agency and the date (as printed) of a dateline that `line` begins with; None where it begins with none.

    A name in brackets may explain the words before it ("Gazprom (Russia)"): without a date only an outlet of the table
    is an agency. Without an agency a place and a date with its year are needed ("SANTIAGO, 12 March 2025 -").
    """
    found = _dateline().match(line)
    if found is None:
        return None
    if found["dash"]:
        return (None, found["day"]) if found["day"] and found["day"][-4:].isdigit() and line[0].isupper() else None
    agency = (found["round"] or found["slash"] or found["bare"]).strip()
    if is_known_outlet(agency) or (found["day"] and not found["bare"] and _is_name(agency)):
        return agency, found["day"]
    return None


def _read_dateline(text: str, at: int, head: Head) -> None:
    """Fill the outlet and the day from a dateline that begins at `at`: "MINSK, 14 June 2022 (BelTA) -"."""
    if head.outlet is not None and head.published is not None:
        return
    found = _find_dateline(text[at : at + MAX_DATELINE])
    if found is None:
        return
    agency, printed = found
    head.outlet = head.outlet or agency
    if head.published is None and printed is not None:
        day = match_day(re.sub(r"\.\s", " ", printed))
        head.published = None if day is None else day.day
