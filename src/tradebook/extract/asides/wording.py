"""The words of asides: `tables/aside_words.csv`."""

from __future__ import annotations

from functools import cache

from tradebook.extract.tables import rows


@cache
def aside_words(cls: str) -> frozenset[str]:
    """The forms of one class."""
    return frozenset(row["form"] for row in rows("aside_words") if row["class"] == cls)


@cache
def adverbials() -> dict[str, frozenset[tuple[str, ...]]]:
    """Phrases that may stand between commas, as words, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for form in aside_words("adverbial"):
        words = tuple(form.split())
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(phrases) for first, phrases in found.items()}


@cache
def saying() -> frozenset[str]:
    """Verbs by which somebody says or shows something, none by which it is guessed or expected."""
    return frozenset(
        row["form"]
        for row in rows("reporting_verbs")
        if not {"speech", "data"}.isdisjoint(row["class"].split())
        and {"estimate", "foresee"}.isdisjoint(row["class"].split())
    ) - aside_words("not_saying")


@cache
def telling_words() -> frozenset[str]:
    """Plain words by which an apposition or relative clause may tell of plants, firms and their markets."""
    ventures = frozenset(
        row["form"] for row in rows("venture_words") if row["class"] in {"making", "opening", "works", "assembling"}
    )
    buyers = frozenset(row["form"] for row in rows("deal_words") if row["class"] == "buys")
    return (ventures | buyers) - aside_words("opening")


@cache
def noise() -> frozenset[str]:
    """Subjects that are no trade: "whose |economy| shrank"."""
    return frozenset(row["form"] for row in rows("noise")) | aside_words("no_trade")
