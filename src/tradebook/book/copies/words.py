"""A report's text made comparable: its sentences as words in one spelling. Pure.

Case, punctuation, quotation marks, the writing of figures ("$424.4 mln", "USD 424.4 million") and where a line ends say
nothing of who wrote a text, so they are made alike before anything is compared.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from msgspec import Struct

from tradebook.extract.tokens import stretches
from tradebook.report import Report

MAX_WORDS = 20_000  # of a report; what lies beyond is not compared, so that a book of a million words costs no more
RUN = 4  # words: what two texts have in common counts from so many words in a row on
_KEY = 2**47 - 1  # what a sentence is known again by: eight million leave one chance in four that two of them are one
_LONG = 7  # letters of a word that tells something
_AFTER_FIGURES = ":"  # the sign behind the digits: what sorts before it is a figure or a sign of money
_DENSE = "\u0590"  # from here on stand scripts with short words, or without blanks: all their words are taken
SHORTEST_PASSAGE = 6  # words of weight in a sentence that can be known again

# A figure with its separators, a word, a sign of a script without spaces (each its own word), a money or percent sign.
_WORD = re.compile(
    r"\d+(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\d_]+|[$€£¥₹%]"
)
# The same for a text without any other sign than those of ASCII, where it finds the same words more quickly.
_ASCII_WORD = re.compile(
    r"[A-Za-z]+|\d+(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[$%]",
    re.ASCII,
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"[,'’\u00a0\u202f ]")
QUOTES = '"“”„«»'
_PER_CENT = re.compile(r"\bper\s+cent\b", re.IGNORECASE)


class Sentence(Struct, frozen=True, gc=False):
    """One sentence: where it stands in the text, its words in one spelling, what it is known again by in other reports
    (`passage`), and the runs of words in it that tell something (`telling_runs`)."""

    start: int
    end: int
    words: tuple[str, ...]
    number: int | None
    runs: tuple[str, ...]

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
def _lead_ins() -> dict[str, list[tuple[str, ...]]]:
    """What can stand before a repeated sentence, by its first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(row["words"].split()) for row in rows("lead_ins.csv")), key=lambda w: (-len(w), w)):
        found.setdefault(words[0], []).append(words)
    return found


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


class _Spelled(dict[str, str]):
    """Words as written -> in one spelling; the same words come again and again."""

    SIZE = 100_000

    def __missing__(self, written: str) -> str:
        if len(self) >= self.SIZE:
            self.clear()
        word = self[written] = _one_spelling(written)
        return word


_SPELLED = _Spelled()


def _plain(text: str) -> str:
    """The text in the form in which words are found."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _PER_CENT.sub("percent", text) if "cent" in text.lower() else text


def words_of(text: str) -> tuple[str, ...]:
    """The words of a stretch of text, in one spelling."""
    plain = _plain(text)
    found = (_ASCII_WORD if plain.isascii() else _WORD).findall(plain)
    return tuple(map(_SPELLED.__getitem__, found))


@lru_cache(maxsize=4096)
def _known(written: str) -> tuple[tuple[str, ...], int | None, tuple[str, ...]]:
    """What `Sentence` holds of a sentence beside its place; much of the press is printed again and again."""
    words = words_of(written)
    return words, passage(words), telling_runs(words)


def sentences_of(report: Report) -> Iterator[Sentence]:
    """The sentences of the report's body, up to `MAX_WORDS`; without the title, which outlets change."""
    count = 0
    text = report.text
    for stretch in stretches(report):
        if stretch.field == "text":
            start, end = stretch.start, stretch.end
            words, number, tell = _known(text[start:end])
            if words:
                yield Sentence(start, end, words, number, tell)
            count += len(words)
            if count > MAX_WORDS:
                return


@lru_cache(maxsize=4096)
def marks_of(written: str) -> tuple[tuple[bool, ...], frozenset[str]]:
    """Of each word of a sentence whether it stands inside quotation marks; and its names, in one spelling (what is
    written with a capital inside the sentence)."""
    plain = _plain(written)
    quoted: list[bool] = []
    names: set[str] = set()
    inside = False
    at = 0
    has_quotes = any(sign in plain for sign in QUOTES)
    for m in _WORD.finditer(plain):
        if has_quotes and sum(plain.count(sign, at, m.start()) for sign in QUOTES) % 2:
            inside = not inside
        at = m.end()
        raw = m.group()
        if quoted and raw[0].isupper() and (word := _SPELLED[raw]) not in months():
            names.add(word)
        quoted.append(inside)
    return tuple(quoted), frozenset(names)


def runs(words: Sequence[str]) -> list[str]:
    """Every run of `RUN` words, in order; the whole where there are fewer."""
    if len(words) < RUN:
        return [" ".join(words)] if words else []
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def telling_runs(words: Sequence[str]) -> tuple[str, ...]:
    """The runs that begin with a figure or a long word, about a quarter of all."""
    return tuple([
        " ".join(words[at : at + RUN])
        for at, word in enumerate(words[: max(0, len(words) - RUN + 1)])
        if len(word) >= _LONG or word < _AFTER_FIGURES or word >= _DENSE
    ])  # fmt: skip


def number(words: Iterable[str]) -> int:
    """64 bits, signed, that stand for the words: the same on every machine and in every version."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)


def passage(words: Sequence[str]) -> int | None:
    """What a sentence is known again by, its words given: all of weight in order, without what leads in, in 47 bits;
    None where these are too few to know anything by."""
    for lead in _lead_ins().get(words[0], ()) if words else ():
        if tuple(words[: len(lead)]) == lead:
            words = words[len(lead) :]
            break
    small = _small_words()
    telling = [word for word in words if word not in small]
    return number(telling) >> 17 & _KEY if len(telling) >= SHORTEST_PASSAGE else None


def passage_of(text: str) -> int | None:
    """What a sentence is known again by, its text given."""
    return passage(words_of(text))
