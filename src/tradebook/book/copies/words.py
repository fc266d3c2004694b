"""A report's text made comparable: its sentences as words in one spelling. Pure.

Case, punctuation, quotation marks, the writing of figures ("$424.4 mln", "USD 424.4 million") and where a line ends say
nothing of who wrote a text, so they are made alike before anything is compared.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from msgspec import Struct

from tradebook.extract.tokens import stretches
from tradebook.report import Report

MAX_WORDS = 20_000  # of a report; what lies beyond is not compared, so that a book of a million words costs no more
RUN = 4  # words: what two texts have in common counts from so many words in a row on
SHORTEST_PASSAGE = 6  # words of weight in a sentence that can be known again

# A figure with its separators, a word, a sign of a script without spaces (each its own word), a money or percent sign.
_WORD = re.compile(
    r"\d+(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\d_]+|[$€£¥₹%]"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"[,'’\u00a0\u202f ]")
_QUOTES = '"“”„«»'
_PER_CENT = re.compile(r"\bper\s+cent\b", re.IGNORECASE)


class Sentence(Struct, frozen=True):
    """One sentence: where it stands in the text, its words in one spelling, which of them stand inside quotation marks
    (a bit a word would save nothing), and which are names (written with a capital inside the sentence)."""

    start: int
    end: int
    words: tuple[str, ...]
    quoted: tuple[bool, ...]
    names: frozenset[str]

    @property
    def figures(self) -> tuple[str, ...]:
        """Its figures, in order, without the days of dates."""
        words = self.words
        return tuple(
            word
            for at, word in enumerate(words)
            if word[0].isdigit() and not _is_day(words, at)
        )  # fmt: skip


def _is_day(words: Sequence[str], at: int) -> bool:
    """Whether the figure is the day of a date: a dateline changes from outlet to outlet."""
    word = words[at]
    if len(word) > 2 or not word.isdigit():
        return False
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(near in months() for near in beside)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of this package's tables."""
    text = files("tradebook.book.copies").joinpath("tables", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def months() -> frozenset[str]:
    """The names of months and days of the week."""
    return frozenset(row["word"] for row in rows("months.csv"))


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["stands_for"] for row in rows("spellings.csv")}


@cache
def _small_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("small_words.csv"))


@cache
def _lead_ins() -> tuple[tuple[str, ...], ...]:
    """What can stand before a repeated sentence, the longest first."""
    return tuple(sorted((tuple(row["words"].split()) for row in rows("lead_ins.csv")), key=lambda w: (-len(w), w)))


def _one_spelling(word: str) -> str:
    if word[0].isdigit():
        return _figure(word)
    word = word.casefold()
    return _spellings().get(word, word)


def _figure(word: str) -> str:
    """ "1,234.5", "1 234,5" and "1234.5" alike; an integer without a point keeps its digits."""
    if _GROUPED.fullmatch(word):
        head, tail = word, ""
        last = max(word.rfind("."), word.rfind(","))
        if last != -1 and len(word) - last - 1 != 3:
            head, tail = word[:last], word[last + 1 :]
        whole = _SEPARATOR.sub("", head).replace(".", "")
        return f"{whole}.{tail}" if tail else whole
    return word.replace(",", ".")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a stretch of text, in one spelling."""
    plain = _PER_CENT.sub("percent", unicodedata.normalize("NFKC", text))
    return tuple(map(_one_spelling, _WORD.findall(plain)))


def sentences_of(report: Report) -> Iterator[Sentence]:
    """The sentences of the report's body, up to `MAX_WORDS`; without the title, which outlets change."""
    count = 0
    for stretch in stretches(report):
        if stretch.field == "text":
            sentence = _sentence(report.text, stretch.start, stretch.end)
            count += len(sentence.words)
            if sentence.words:
                yield sentence
            if count > MAX_WORDS:
                return


def _sentence(text: str, start: int, end: int) -> Sentence:
    written = text[start:end]
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written)
    written = _PER_CENT.sub("percent", written)
    words: list[str] = []
    quoted: list[bool] = []
    names: set[str] = set()
    inside = False
    at = 0
    has_quotes = any(sign in written for sign in _QUOTES)
    for m in _WORD.finditer(written):
        if has_quotes and sum(written.count(sign, at, m.start()) for sign in _QUOTES) % 2:
            inside = not inside
        at = m.end()
        raw = m.group()
        word = _one_spelling(raw)
        if words and raw[0].isupper() and word not in months():
            names.add(word)
        words.append(word)
        quoted.append(inside)
    return Sentence(start, end, tuple(words), tuple(quoted), frozenset(names))


def runs(words: Sequence[str]) -> list[str]:
    """Every run of `RUN` words, in order; the whole where there are fewer."""
    if len(words) < RUN:
        return [" ".join(words)] if words else []
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def number(words: Iterable[str]) -> int:
    """64 bits, signed, that stand for the words: the same on every machine and in every version."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)


def passage(words: Sequence[str]) -> int | None:
    """What a sentence is known again by, its words given: all of weight in order, without what leads in; None where
    these are too few to know anything by."""
    for lead in _lead_ins():
        if tuple(words[: len(lead)]) == lead:
            words = words[len(lead) :]
            break
    telling = [word for word in words if word not in _small_words()]
    return number(telling) if len(telling) >= SHORTEST_PASSAGE else None


def passage_of(text: str) -> int | None:
    """What a sentence is known again by, its text given."""
    return passage(words_of(text))
