"""Spellings and plurals: how one term of the lexicon looks in the press. Pure functions over small tables."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

_QUOTES_AND_DASHES = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " "})
_ES_ENDINGS = ("ss", "x", "z", "ch", "sh")
_VOWELS = frozenset("aeiou")
# Words after which the head of a term is over: "polymers | of propylene", "wood | sawn lengthwise".
_TAILS = frozenset({"of", "for", "from", "in", "with", "to", "on", "by", "not", "other", "sawn", "containing"})
_JOINS = frozenset({"and", "or", "&"})


def rows(table: str) -> list[list[str]]:
    """The rows of a table of this package, without its header."""
    text = files(__package__).joinpath(table).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def clean(phrase: str) -> str:
    """`phrase` in lower case, with plain quotes and dashes and single spaces."""
    return " ".join(phrase.translate(_QUOTES_AND_DASHES).lower().split())


def key(phrase: str) -> str:
    """What a form is looked up by: `clean`, with hyphens as spaces and without commas and outer punctuation."""
    plain = clean(phrase).replace("-", " ").replace(",", " ").strip(" .;:!?\"“”()'")
    return " ".join(plain.split())


@cache
def _plurals() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("plurals.csv")}


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Word -> the other ways to write it; both directions of the table."""
    groups: dict[str, set[str]] = {}
    for word, also in rows("spellings.csv"):
        group = groups.get(word, {word}) | groups.get(also, {also})
        for member in group:
            groups[member] = group
    return {word: tuple(sorted(group - {word})) for word, group in groups.items()}


def plural(word: str) -> str | None:
    """The plural of one English word; None where it has none or is one already."""
    known = _plurals().get(word)
    if known is not None:
        return known or None
    if word.endswith(_ES_ENDINGS):
        return word + "es"
    if word.endswith("s") or not word[-1:].isalpha():
        return None
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _with_plural(words: list[str]) -> list[list[str]]:
    """`words` and, where the term has one head, the same with the head in the plural."""
    head = len(words) - 1
    if head > 1:
        if not _JOINS.isdisjoint(words):
            return [words]
        head = next((i for i, word in enumerate(words) if i and word in _TAILS), len(words)) - 1
    before, hyphen, last = words[head].rpartition("-")
    many = plural(last)
    return [words] if many is None else [words, [*words[:head], before + hyphen + many, *words[head + 1 :]]]


def _spelled(words: list[str]) -> list[list[str]]:
    """`words` in every spelling that the table knows."""
    known = _spellings()
    if known.keys().isdisjoint(words):
        return [words]
    out: list[list[str]] = [[]]
    for word in words:
        out = [[*start, spelling] for start in out for spelling in (word, *known.get(word, ()))]
    return out


def forms(term: str) -> set[str]:
    """All surface forms of a term: itself, plural, British and American spellings, with hyphens and without.

    Of terms of three words and more also the form with the first two joined ("hot-rolled coil")."""
    out: set[str] = set()
    for spelled in _spelled(term.split(" ")):
        for words in _with_plural(spelled):
            form = " ".join(words)
            out.add(form)
            if "-" in form:
                out.add(form.replace("-", " "))
            elif len(words) > 2 and words[1] not in _JOINS and words[1] not in _TAILS and "," not in form:
                out.add(form.replace(" ", "-", 1))
            if ", " in form:
                out.add(form.replace(" and ", ", and ", 1))  # "mineral fuels, lubricants, and related materials"
    return out
