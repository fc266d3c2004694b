"""The words of texts and questions, the same in every database: ours are cut, folded and stemmed here, and the
databases only keep and compare them. Pure.

A word is what `rows.fold` leaves between spaces, so that case and accents do not count, in singular: "Tomatoes" and
"tomato" are one. The plural is taken off by the S-stemmer (D. Harman, How Effective Is Suffixing?, JASIS 42, 1991),
with the endings of -o, -x, -s, -ch and -sh added. A stronger stemmer joins what the trade press keeps apart (Minsk
"Motors" and a "motorist") and stands in the way of "industria*".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from tradebook.book.rows import fold_whole
from tradebook.errors import UsageError

LONGEST = 60  # characters of a word that count; a database's index holds no endless ones
MOST_TERMS = 64

# The first ending that a word has decides; the longer ones come first.
_ENDINGS = (
    ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("aies", "aies"), ("eies", "eies"), ("ies", "y"), ("xes", "x"),
    ("oes", "o"), ("ss", "ss"), ("us", "us"), ("s", ""),
)  # fmt: skip
_SINGULAR = {"buses": "bus", "gases": "gas", "news": "news", "shoes": "shoe"}  # which the endings would get wrong
_SHORTEST = 4


def tokens(text: str, most: int | None = None) -> tuple[str, ...]:
    """The words of `text` in their order, the first `most` of them."""
    return tuple([stem(word) for word in fold_whole(text).split()[:most]])


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A folded word in singular, cut where it is very long; words that are not in plain letters stay as they are."""
    word = word[:LONGEST]
    if len(word) < _SHORTEST or word[-1] != "s" or not (word.isascii() and word.isalpha()):
        return word
    if word in _SINGULAR:
        return _SINGULAR[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word


class Term(Struct, frozen=True):
    """A part of a question: words that follow each other; of the last only the beginning where `open_end`; what must
    not be found where `excluded`."""

    tokens: tuple[str, ...]
    open_end: bool = False
    excluded: bool = False
    quoted: bool = False


_PART = re.compile(r"""(?P<not>-)?["“”„](?P<phrase>[^"“”„]*)["“”„]?(?P<star>\*)?|(?P<word>[^\s"“”„]+)""")


_LITTLE = frozenset("a an and as at by for from in is its of on or that the to was were will with".split())


def terms(question: str) -> list[Term]:
    """The parts of what a person typed: words, "words in quotes" that follow each other, beginnings of words*, and
    -words to leave out; no sign has any other meaning. Little words ("of", "the") count in quotes only, or alone.
    Raises `UsageError` where no word is left of it."""
    typed = list(dict.fromkeys(_terms(question)))
    found = [term for term in typed if term.quoted or term.tokens[0] not in _LITTLE or len(term.tokens) > 1] or typed
    if question.strip() and not found:
        raise UsageError(f"{question.strip()!r} holds no word to search for. Give one with a letter or a digit")
    if len(found) > MOST_TERMS:
        raise UsageError(f"{len(found)} words are more than a search takes. Give at most {MOST_TERMS}")
    return found


def _terms(question: str) -> Iterator[Term]:
    for part in _PART.finditer(question):
        word = part["word"]
        if word is not None:
            excluded = word.startswith("-") and len(word) > 1
            term = _term(word, excluded)
        else:
            term = _term(part["phrase"] + (part["star"] or ""), part["not"] is not None, quoted=True)
        if term.tokens:
            yield term


def _term(words: str, excluded: bool, quoted: bool = False) -> Term:
    return Term(tokens(words), words.rstrip().endswith("*"), excluded, quoted)
