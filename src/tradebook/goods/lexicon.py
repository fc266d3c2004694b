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
    """All surface forms of the lexicon, each once, in alphabetical order.

    Where a form made by rule (a plural, a spelling) is also a term of the table, the table's term has it.
    """
    listed: dict[str, GoodTerm] = {}
    made: dict[str, GoodTerm] = {}
    for row in rows("lexicon.csv"):
        term = row["term"]
        codes, confidence = tuple(row["codes"].split()), float(row["confidence"])
        ambiguous = row["ambiguous"] == "1"
        listed[term] = GoodTerm(term, term, codes, confidence, ambiguous)
        for form in forms(term):
            made.setdefault(form, GoodTerm(form, term, codes, confidence, ambiguous))
    by_key = {key(form): good for form, good in listed.items()}
    found: dict[str, GoodTerm] = {}
    for form, good in made.items():
        owner = by_key.get(key(form), good)
        found[form] = good if owner.term == good.term else msgspec.structs.replace(owner, form=form)
    return tuple(found[form] for form in sorted(found))


@cache
def by_key() -> dict[str, GoodTerm]:
    """The terms by what they are looked up by (`words.key` of the form)."""
    return {key(good.form): good for good in terms()}


@cache
def _modifier_rows() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("modifiers.csv")}


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
    for row in rows("shifts.csv"):
        if row["position"] == position:
            out.setdefault(row["word"], {})[row["from"]] = tuple(row["to"].split())
    return out
