"""Spellings and plurals: how one term of the lexicon looks in the press. Pure functions over small tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_QUOTES_AND_DASHES = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " "})
_ES_ENDINGS = ("ss", "x", "z", "ch", "sh")
_VOWELS = frozenset("aeiou")
# Words after which the head of a term is over: "polymers | of propylene", "wood | sawn lengthwise".
_TAILS = frozenset({"of", "for", "from", "in", "with", "to", "on", "by", "not", "other", "sawn", "containing"})
_JOINS = frozenset({"and", "or", "&"})


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, as column -> cell."""
    with files(__package__).joinpath(table).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def clean(phrase: str) -> str:
    """`phrase` in lower case, with plain quotes and dashes and single spaces."""
    return " ".join(phrase.translate(_QUOTES_AND_DASHES).lower().split())


def key(phrase: str) -> str:
    """What a form is looked up by: `clean`, with hyphens as spaces and without commas and outer punctuation."""
    plain = clean(phrase).replace("-", " ").replace(",", " ").strip(" .;:!?\"“”()'")
    return " ".join(plain.split())


@cache
def _plurals() -> dict[str, str]:
    return {row["word"]: row["plural"] for row in rows("plurals.csv")}


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Word -> all ways to write it, itself among them; both directions of the table."""
    groups: dict[str, set[str]] = {}
    for row in rows("spellings.csv"):
        pair = groups.get(row["word"], {row["word"]}) | groups.get(row["also"], {row["also"]})
        for word in pair:
            groups[word] = pair
    return {word: tuple(sorted(group)) for word, group in groups.items()}


def plural(word: str) -> str | None:
    """The plural of one English word; None where it has none or is one already."""
    if word in _plurals():
        return _plurals()[word] or None
    if word.endswith(_ES_ENDINGS):
        return word + "es"
    if word.endswith("s") or not word[-1:].isalpha():
        return None
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _with_plural(words: list[str]) -> Iterator[list[str]]:
    """`words` and, where the term has one head, the same with the head in the plural."""
    yield words
    if not _JOINS.isdisjoint(words):
        return
    head = next((i for i, word in enumerate(words) if i and word in _TAILS), len(words)) - 1
    before, hyphen, last = words[head].rpartition("-")
    many = plural(last)
    if many is not None:
        yield [*words[:head], before + hyphen + many, *words[head + 1 :]]


def _spelled(words: list[str]) -> Iterator[list[str]]:
    """`words` in every spelling that the table knows, one change of spelling at all its places at once."""
    yield words
    known = _spellings()
    spots = [i for i, word in enumerate(words) if word in known]
    for spot in spots:
        for other in known[words[spot]]:
            if other != words[spot]:
                yield [*words[:spot], other, *words[spot + 1 :]]
    if len(spots) == 2:
        first, second = spots
        for one in known[words[first]]:
            for two in known[words[second]]:
                yield [*words[:first], one, *words[first + 1 : second], two, *words[second + 1 :]]


def _hyphened(form: str) -> Iterator[str]:
    """`form` with and without its hyphens, and of three words and more with the first two joined."""
    yield form
    if "-" in form:
        yield form.replace("-", " ")
    elif form.count(" ") >= 2:
        yield form.replace(" ", "-", 1)


def forms(term: str) -> frozenset[str]:
    """All surface forms of a term: itself, plural, British and American spellings, with hyphens and without."""
    out: set[str] = set()
    for spelled in _spelled(term.split(" ")):
        for words in _with_plural(spelled):
            out.update(_hyphened(" ".join(words)))
    return frozenset(out)
