"""The reviewed table of press words and their codes, in every form the press writes them."""

from __future__ import annotations

from functools import cache

import msgspec

from tradebook.goods.words import forms, key, rows


class GoodTerm(msgspec.Struct, frozen=True, gc=False):
    """One surface form (lower case) of a term of the lexicon.

    `codes` are those of the HS 2022 that the words cover; `confidence` (0 to 1) says how sure this default is;
    `ambiguous` words name a good only beside words of trade ("oil", "gas", "iron").
    """

    form: str
    term: str
    codes: tuple[str, ...]
    confidence: float
    ambiguous: bool


@cache
def terms() -> tuple[GoodTerm, ...]:
    """All surface forms of the lexicon, each once, in the order of the table.

    Where a form made by rule (a plural, a spelling) is also a term of the table, the table's term has it.
    """
    table = rows("lexicon.csv")
    owners = {_plain(row[0]): row for row in table}
    found: dict[str, GoodTerm] = {}
    for row in table:
        term = row[0]
        codes, confidence, ambiguous = tuple(row[1].split()), float(row[2]), row[3] == "1"
        for form in forms(term):
            owner = owners.get(_plain(form), row)
            if owner is row and form not in found:
                found[form] = GoodTerm(form, term, codes, confidence, ambiguous)
    return tuple(found.values())


def _plain(form: str) -> str:
    """`words.key` for a form of the table, which is clean already."""
    return form.replace("-", " ").replace(",", "")


@cache
def by_key() -> dict[str, GoodTerm]:
    """The terms by what they are looked up by (`words.key` of the form)."""
    return {_plain(good.form): good for good in terms()}


@cache
def _modifier_rows() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("modifiers.csv")}


@cache
def modifiers() -> frozenset[str]:
    """Words that may stand before a good and belong to its wording ("fresh", "high-quality"), in lower case.

    Words of origin ("Turkish") may stand there too and are no part of the good: `resolve` passes over them.
    """
    words = {word for word, kind in _modifier_rows().items() if kind != "origin"}
    return frozenset(words | {word.replace("-", " ") for word in words} | set(shifts("before")))


@cache
def passed_over() -> frozenset[str]:
    """Keys of all words that change no code before a good: qualities and words of origin."""
    return frozenset(key(word) for word in _modifier_rows())


@cache
def shifts(position: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Words that change the codes of the good beside them: word -> start of a code -> codes instead.

    `position` is "before" ("frozen" tomatoes) or "after" (tractor "parts").
    """
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, where, start, codes, _note in rows("shifts.csv"):
        if where == position:
            out.setdefault(word, {})[start] = tuple(codes.split())
    return out
