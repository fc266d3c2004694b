"""Outlets' own corrections and withdrawals, recognised in a report. Pure.

    Correction: An earlier version of this story said exports were $442 million; they were $424 million.
    (Corrects figure in paragraph 3 to $424 million, not $442 million)
    This story has been withdrawn.

The words stand in `tables/notices.csv`: a `label` opens a sentence or headline before a colon or dash, or in brackets;
a `subject` follows "this story", "the article" ...; a `phrase` stands anywhere. "Belarus has withdrawn its offer" is
none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from tradebook.book.copies.words import rows, words_of
from tradebook.extract.tokens import Stretch, stretches
from tradebook.report import Report

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Kind = Literal["correction", "withdrawal"]
LOOKED_AT = 400  # sentences at either end of a report in which a notice is looked for
_SUBJECT = (
    r"(?:\b(?:(?:this|our)\s+(?:[\w'’-]+\s+){0,2}?(?:story|article|report|item|piece|dispatch|post|headline)"
    r"|(?:the|that)\s+(?:[\w'’-]+\s+){0,2}?(?:story|article|item|dispatch|headline)))"
)
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE_WORD = re.compile(
    r"\s*(thousand|million|billion|trillion|mln|mn|mio|bln|bn|trn|tn|[mbk](?![^\W\d_]))", re.IGNORECASE
)
_SHORT = {"mln": "million", "mn": "million", "mio": "million", "m": "million", "bln": "billion", "bn": "billion",
          "b": "billion", "k": "thousand", "tn": "trillion", "trn": "trillion"}  # fmt: skip
_FIGURE = re.compile(r"(?<![\w.,])(?:[A-Z]{0,3}[$€£¥₹])?\s?(\d+(?:[.,]\d+)*)")
_PLACE = re.compile(r"(?:paragraphs?|paras?|pars?|graphs?|lines?|sentences?|page|no\.?)\s*$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:]\s|[.!?]\s|,\s(?=not\b|when\b|but\b|instead\b|rather\b)"
    r"|\s(?=instead of\b|rather than\b|but\b|not\b)|\s(?=from\b)"
)


class Notice(Struct, frozen=True):
    """An outlet's notice on an earlier report of its own: where it stands, the figures that it takes back (`wrong`) and
    those that it puts in their place (`right`), as numbers in full units."""

    kind: Kind
    field: Literal["text", "title"]
    start: int
    end: int
    text: str
    wrong: tuple[Decimal, ...] = ()
    right: tuple[Decimal, ...] = ()


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The table as patterns, withdrawals first."""
    found: list[tuple[Kind, re.Pattern[str]]] = []
    for kind in ("withdrawal", "correction"):
        words: dict[str, list[str]] = {"label": [], "subject": [], "phrase": []}
        for row in rows("notices.csv"):
            if row["kind"] == kind:
                words[row["form"]].append(re.escape(row["words"]).replace(r"\ ", r"\s+"))
        labels, subjects, phrases = ("|".join(sorted(some, key=len, reverse=True)) for some in words.values())
        pattern = (
            rf"^[\s*_]*(?:editor[’']?s?[’']?\s+note\s*[:.-]\s*)?(?:[\w -]{{0,30}}[-\s])?(?:{labels})"
            r"\s*(?:[:–—]|\s-\s|-(?=[A-Z]))"
            rf"|^\W*\((?:this\s+(?:story|version|report|article)\s+|removes?\s+\w+\s+and\s+)?(?:{labels})\b"
            rf"|{_SUBJECT}\s+(?:[^.;]{{0,60}}?\s)?(?:{subjects})\b|\b(?:{phrases})\b"
            rf"|^\W*(?:{labels})\W*$"
        )
        found.append((kind, re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


# Without any of these there is no notice.
_HINTS = (
    "correct", "withdr", "retract", "clarif", "erratum", "disregard", "regret", "apolog", "amended", "version of this",
    "kill", "refile", "fixes", "misstated", "mistakenly", "misidentif", "misspell", "wrongly", "erroneous", "error",
    "our report of",
)  # fmt: skip


@cache
def _hinted() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(_HINTS)


def _hints(text: str) -> bool:
    return bool(_hinted().find_matches_as_indexes(text.lower()))


def notice_of(report: Report) -> Notice | None:
    """The outlet's notice in the report, the first where there are several; None where there is none."""
    if not _hints(report.text) and not _hints(report.title or ""):
        return None
    places = list(stretches(report))
    for at, place in enumerate(places):
        if LOOKED_AT <= at < len(places) - LOOKED_AT:
            continue
        source = report.text if place.field == "text" else report.title or ""
        sentence = source[place.start : place.end]
        for kind, pattern in _patterns():
            if pattern.search(sentence):
                return _noticed(kind, source, places, at)
    return None


def _noticed(kind: Kind, source: str, places: list[Stretch], at: int) -> Notice:
    """The notice that begins with a sentence: to the end of its paragraph, or of its brackets."""
    first = last = places[at]
    for place in places[at + 1 :]:
        if place.field != first.field or place.paragraph != first.paragraph:
            break
        last = place
    end = last.end
    if source[first.start] == "(" and (close := source.find(")", first.start, end)) != -1:
        end = close + 1
    text = source[first.start : end]
    wrong, right = _figures(text)
    return Notice(kind, first.field, first.start, end, text, tuple(wrong), tuple(right))


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that make a clause speak of what was wrong, and words right before the other figure."""
    said: dict[str, list[str]] = {"wrong": [], "other": []}
    for row in rows("notice_cues.csv"):
        said[row["says"]].append(row["cue"].replace(" ", r"\s+"))
    wrong, other = ("|".join(sorted(some, key=len, reverse=True)) for some in said.values())
    return re.compile(rf"\b(?:{wrong})\b", re.IGNORECASE), re.compile(rf"^\s*(?:{other})\b", re.IGNORECASE)


def _figures(text: str) -> tuple[list[Decimal], list[Decimal]]:
    """The figures that a notice takes back, and those that it gives instead."""
    wrong: list[Decimal] = []
    right: list[Decimal] = []
    wrong_cue, other_cue = _cues()
    before_wrong = False
    for clause in _clauses(text):
        other = bool(other_cue.match(clause))
        is_wrong = (not before_wrong) if other else bool(wrong_cue.search(clause))
        for value in _values(clause):
            (wrong if is_wrong else right).append(value)
        before_wrong = is_wrong if not other else before_wrong
    return wrong, right


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for m in _CLAUSE.finditer(text):
        yield text[start : m.start()]
        start = m.end()
    yield text[start:]


def _values(clause: str) -> Iterator[Decimal]:
    """The figures of a clause in full units, without years, days of dates and the numbers of paragraphs."""
    for m in _FIGURE.finditer(clause):
        if _PLACE.search(clause, 0, m.start()):
            continue
        (word,) = words_of(m.group(1))
        value = Decimal(word)
        scale = _SCALE_WORD.match(clause, m.end())
        if scale:
            yield value * _SCALE[_SHORT.get(scale[1].lower(), scale[1].lower())]
        elif not _is_date(clause, m.start(1), m.end(), word):
            yield value


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"


def _is_date(clause: str, start: int, end: int, word: str) -> bool:
    """Whether a number is a year, or the day of a date."""
    if re.fullmatch(r"(?:19|20)\d\d", word) and not clause[:start].rstrip().endswith(("$", "€", "£")):
        return True
    is_small = word.isdigit() and len(word) <= 2
    before, after = clause[:start], clause[end:]
    return is_small and bool(
        re.search(_MONTH + r"\s*$", before, re.IGNORECASE) or re.match(r"\s*" + _MONTH, after, re.IGNORECASE)
    )
