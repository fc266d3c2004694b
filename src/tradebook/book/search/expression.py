"""A question to the index, apart from any database: words and slots, joined by and, or, not. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

TEXT = (0, 1, 2, 3)  # the fields (by their number in FIELDS) that words are searched in
SENTENCE, NAME, ABOUT, TITLE, OUTLET, GOOD, SLOT = range(7)


class Phrase(Struct, frozen=True):
    """Words that follow each other in one of `fields`; of the last only the beginning where `open_end`."""

    tokens: tuple[str, ...]
    fields: tuple[int, ...]
    open_end: bool = False


class All(Struct, frozen=True):
    """Every one of `parts` is found."""

    parts: tuple[Expression, ...]


class Any(Struct, frozen=True):
    """One of `parts` is found."""

    parts: tuple[Expression, ...]


class Without(Struct, frozen=True):
    """`part` is found and `excluded` is not."""

    part: Expression
    excluded: Expression


Expression = Phrase | All | Any | Without


def all_of(parts: Iterable[Expression]) -> Expression:
    """All of some parts; one alone stands for itself."""
    known = tuple(dict.fromkeys(parts))
    return known[0] if len(known) == 1 else All(known)


def any_of(parts: Iterable[Expression]) -> Expression:
    """One of some parts; one alone stands for itself."""
    known = tuple(dict.fromkeys(parts))
    return known[0] if len(known) == 1 else Any(known)


def of_slot(*words: str, open_end: bool = False) -> Expression:
    """One of some slots."""
    return any_of(Phrase((word,), (SLOT,), open_end) for word in words)
