"""Datelines: the town, the day and the agency that a desk sets before the first sentence of a story.

"GENEVA — ", "LONDON, June 20 (Newswire) - ", "TASHKENT, 20 June. /Agency/. ", "DUBAI, United Arab Emirates -- ". What a
dateline says is where and when a report was written; it is no part of what the report tells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tradebook.extract.tables import rows

# No dateline is longer, and none stands further down than in this paragraph
_LONGEST = 120
_PARAGRAPHS = 8
# What a dateline of its own weight must be followed by in its paragraph, to be no label in a list or table
_STORY = 30

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|\.)?"
DAY = (
    rf"(?i:(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"(?:,?\s+\d{{4}})?(?!\d)|{_WEEKDAY}(?=\s*[-–—(/:,]))"
)
_MONTHS = re.compile(_MONTH, re.IGNORECASE)
_SIGN = r"(?:\([^()\n]{2,64}\)|/\s?[^/\n]{2,30}?\s?/|\[[^\[\]\n]{2,30}\])"
_WORD = r"[^\W\d_a-z][\w.'’]*(?:-[^\W\d_][\w.'’]*)*"
_TOWN = re.compile(rf"{_WORD}(?:\s(?:(?:de|del|es|of|la)\s)?{_WORD}){{0,3}}")
# Days and agencies in any order, then a bare agency ("JAKARTA, Example Wire - "), then the sign that closes it all
_TAIL = re.compile(
    rf"""(?P<bits>(?:\s*(?:[,.|:]|--?|[–—])?\s*(?:(?P<day>{DAY})|(?P<sign>{_SIGN})))*)
    (?P<bare>(?:[,.]|(?<=\.))\s*{_WORD}(?:\s{_WORD}){{0,2}}(?=\s*(?:--|[–—:]|-\s|\.\s)))?
    (?P<close>[.,]?\s*(?:--|-(?=\s)|[:–—|])|\.(?=\s|$)|)\s*""",
    re.VERBOSE,
)
_DAY_FIRST = re.compile(rf"(?P<day>{DAY}),?\s+")
_LAND = re.compile(rf",\s?({_WORD}(?:\s{_WORD}){{0,3}})|\s?\(({_WORD}(?:\s{_WORD}){{0,3}})\)")
_STATE = re.compile(r"[A-Z][a-z]{2,4}\.|[A-Z]\.[A-Z]\.")  # "Kan.", "N.Y."
_SIGNED = re.compile(rf"{_SIGN}\s*(?:--?|[–—:])\s")
_NEXT = re.compile(r"[\"“‘'«]?[^\W_a-z]|[$€£¥₹(]")


@cache
def _towns() -> frozenset[str]:
    """The towns of the tables of places, and countries that are one town, in lower case."""
    from tradebook import places

    towns = {word.word.lower() for word in places.words() if word.form in {"city", "capital"}}
    return frozenset(towns | {row["form"] for row in rows("city_states")})


@cache
def _areas() -> frozenset[str]:
    """Parts of countries, some of them called as their town is ("Dubai")."""
    from tradebook import places

    return frozenset(word.word.lower() for word in places.words() if word.form == "area")


@cache
def _lands() -> frozenset[str]:
    from tradebook import places

    return frozenset(word.word.lower() for word in places.words() if word.form in {"name", "area", "capital", "city"})


def without_dateline(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """The paragraphs `lines` (as offsets of `text`) without the dateline, and where that stands; None without one."""
    for k, (start, end) in enumerate(lines[:_PARAGRAPHS]):
        if start < end and (stop := dateline_end(text, start, end)) > start:
            rest = [(stop, end)] if stop < end else []
            return [*lines[:k], *rest, *lines[k + 1 :]], (start, stop)
    return lines, None


def _longest(text: str, start: int, end: int, known: frozenset[str]) -> int:
    """The offset behind the longest run of words from `start` that is one of `known`; `start` where none is."""
    stop = end
    while stop > start:
        if text[start:stop].rstrip(".").lower() in known:
            return stop if text[start:stop].lower() in known else stop - (text[stop - 1] == ".")
        stop = max(start, text.rfind(" ", start, stop))
    return start


class _Town(NamedTuple):
    """The words that may be the town of a dateline: from where to where they stand, whether a table knows them as a
    town or a part of a country, and whether as a town."""

    start: int
    stop: int
    known: bool
    is_town: bool


def dateline_end(text: str, start: int, end: int) -> int:
    """The offset in the paragraph `text[start:end]` behind its dateline, where the story begins; `end` where the
    dateline is all; `start` where the paragraph has none."""
    first = text[start]
    if not (first.isupper() or first.isdigit() or first == "["):
        return start
    limit = min(end, start + _LONGEST)
    day = _DAY_FIRST.match(text, start, limit) if first != "[" else None
    if day is None and first.isdigit():
        return start
    at = start + 1 if first == "[" else start if day is None else day.end()
    words = _TOWN.match(text, at, limit)
    if words is None:
        signed = _SIGNED.match(text, at, limit) if day is not None else None  # "June 20 (AFP) — "
        return start if signed is None else _closed(text, signed.end(), end, start)
    town = _town_in(text, at, words.end(), limit)
    if town is None:
        return start
    if first == "[":
        closes = text[town.stop : town.stop + 1] == "]" and town.known
        return _closed(text, town.stop + 1, end, start) if closes else start
    return _behind_town(text, start, end, town, dated=day is not None)


def _town_in(text: str, at: int, end: int, limit: int) -> _Town | None:
    """The town that the words `text[at:end]` begin with: one of the tables, or words in capitals."""
    stop = _longest(text, at, end, _towns())
    is_town = stop > at
    if not is_town:
        stop = _longest(text, at, end, _areas())
    known = stop > at
    if not known:
        stop = _capitals(text, at, end)
        if stop - at < 4:
            return None
    while text[stop : stop + 1] == "/" and (more := _TOWN.match(text, stop + 1, limit)) is not None:
        further = _longest(text, stop + 1, more.end(), _towns())  # "KYIV/HAMBURG"
        if further == stop + 1:
            break
        stop = further
    return _Town(at, stop, known, is_town)


def _behind_town(text: str, start: int, end: int, town: _Town, *, dated: bool) -> int:
    """The offset behind the dateline that `town` opens, `start` where it opens none; `dated` where a day stands before
    it."""
    limit = min(end, start + _LONGEST)
    behind = _behind_land(text, town.stop, limit)
    tail = _TAIL.match(text, behind, limit)
    assert tail is not None
    capitals, landed = text[town.start : town.stop].isupper(), behind > town.stop
    told = dated or tail["day"] is not None
    marked = capitals or told or tail["sign"] is not None or landed
    if tail.end() == end:
        return end if town.known and marked and end - start < _LONGEST else start
    if not _closes(tail, known=town.known, capitals=capitals, told=told, landed=landed):
        return start
    if not marked and not (town.is_town and (":" in tail["close"] or not _is_town(text, tail.end(), end))):
        return start  # "Gujarat: 40 percent", "Moscow – Beijing trade"
    return _closed(text, tail.end(), end, start)


def _is_town(text: str, at: int, end: int) -> bool:
    words = _TOWN.match(text, at, end)
    return words is not None and _longest(text, at, words.end(), _towns()) > at


def _capitals(text: str, start: int, end: int) -> int:
    """The offset behind the words in capitals from `start`: a town that no table knows."""
    stop = start
    for word in text[start:end].split(" "):
        if not word.isupper():
            break
        stop += len(word) + (stop > start)
    return stop


def _behind_land(text: str, at: int, limit: int) -> int:
    """The offset behind the country or state told behind a town: ", United Arab Emirates", "(Serbia)", ", Kan."."""
    land = _LAND.match(text, at, limit)
    if land is None:
        return at
    group = 1 if land[1] is not None else 2
    stop = _longest(text, land.start(group), land.end(group), _lands())
    if stop > land.start(group):
        return stop if group == 1 else (land.end() if stop == land.end(2) else at)
    state = _STATE.match(text, land.start(1)) if group == 1 else None
    return state.end() if state is not None and _MONTHS.match(state[0]) is None else at


def _closes(tail: re.Match[str], *, known: bool, capitals: bool, told: bool, landed: bool) -> bool:
    """Whether what stands behind a town makes it a dateline."""
    close = tail["close"].strip(" ,\n\t") or ("." if tail["close"].startswith(".") else "")
    signed = tail["sign"] is not None or tail["bare"] is not None
    if not known:
        return (told and close not in {"", "."}) or (landed and close not in {"", ".", ":"})
    if not close:
        return (capitals and (told or tail["sign"] is not None)) or (told and tail["sign"] is not None)
    if close == ".":
        return capitals or told or signed or landed
    return capitals or told or signed or landed or close != "|"


def _closed(text: str, at: int, end: int, start: int) -> int:
    """`at` behind blanks, where a story begins there; else `start`."""
    while at < end and text[at].isspace():
        at += 1
    return at if end - at >= _STORY and _NEXT.match(text, at) is not None else start
