"""What is asked of the search, and the expression that it becomes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import get_args

from msgspec import Struct

from tradebook.book.search.document import (
    NO_END,
    NO_START,
    classes_asked,
    confidence_class,
    pair_slots,
    slot,
    thousandths,
    years_between,
)
from tradebook.book.search.expression import (
    ABOUT,
    GOOD,
    NAME,
    OUTLET,
    SENTENCE,
    SLOT,
    TEXT,
    Expression,
    Phrase,
    Without,
    all_of,
    any_of,
    of_slot,
)
from tradebook.book.search.words import Term, terms, tokens
from tradebook.errors import UsageError
from tradebook.statement import KINDS, Measure, Stance

_CODE = re.compile(r"\d{2,6}")


class Slots(Struct, frozen=True, kw_only=True):
    """What statements are chosen by beside their words; None and 0 choose all.

    Countries are codes. `company` is the beginning of (some of) the name of a party or a speaker's organisation, whose
    other names are searched too; `good`
    words or the first 2 to 6 digits of a Harmonized System code; `outlet` the beginning of (some of) a name. `period`
    are two days, of which a statement's own time must touch one or lie between, `value` the least and the greatest
    value (in full units of `currency`, of any where it is None), `published` the days between which the report first
    appeared; None within these three leaves an end open."""

    pair: tuple[str, str] | None = None
    country: str | None = None
    reporter: str | None = None
    partner: str | None = None
    company: str | None = None
    good: str | None = None
    kind: str | None = None
    measure: str | None = None
    stance: str | None = None
    outlet: str | None = None
    period: tuple[date | None, date | None] | None = None
    value: tuple[float | None, float | None] | None = None
    currency: str | None = None
    published: tuple[date | None, date | None] | None = None
    min_confidence: float = 0.0


class Bounds(Struct, frozen=True):
    """What the index's classes leave open and is compared with a document's own numbers; None compares nothing."""

    value: tuple[float, float] | None = None
    period: tuple[int, int] | None = None
    confidence: int = 0


class Question(Struct, frozen=True):
    """A question as the index is asked it. `wanted` finds the statements; `ranks` narrow it, the best first: what fits
    none of them but `wanted` comes last. `apart` is what `wanted` asks beside the words: a rank joined with it finds
    its own among what was found. `published` are days, or None."""

    wanted: Expression
    ranks: tuple[Expression, ...]
    apart: tuple[Expression, ...]
    bounds: Bounds
    published: tuple[date | None, date | None]
    terms: tuple[Term, ...]


def question_of(words: str, slots: Slots, spellings: Sequence[str] = ()) -> Question:
    """The question that a person's words and slots are; `spellings` are further names of the company. Raises
    `UsageError` where one of them can find nothing."""
    parts = terms(words)
    _check(slots)
    positive = [term for term in parts if not term.excluded]
    chosen = [_phrase(term, TEXT) for term in positive]
    conditions = list(_conditions(slots, spellings))
    wanted = all_of([*chosen, *conditions] or [of_slot(*(slot("k", kind) for kind in KINDS))])
    excluded = [_phrase(term, TEXT) for term in parts if term.excluded]
    if excluded:
        wanted = Without(wanted, any_of(excluded))
    ranks = tuple(_ranks(positive))
    return Question(wanted, ranks, tuple(conditions), _bounds(slots), slots.published or (None, None), tuple(positive))


def _phrase(term: Term, fields: tuple[int, ...]) -> Expression:
    """A term in some fields. Of a word with an open end the singular may begin otherwise: `countri*` finds "country",
    `tomatoe*` "tomato"."""
    phrase = Phrase(term.tokens, fields, term.open_end)
    last = term.tokens[-1]
    if not term.open_end or not last.isascii():
        return phrase
    rest = term.tokens[:-1]
    others = [last[: -len(end)] + full for end, full in (("ie", "y"), ("i", "y"), ("oe", "o")) if last.endswith(end)]
    return any_of([phrase, *(Phrase((*rest, other), fields) for other in others)])


def _ranks(positive: list[Term]) -> Iterator[Expression]:
    """What makes a hit a good one: all words stand in the sentence as they were typed, one behind the other; or all
    stand in the sentence; or all in the sentence, the names and what it is about. Every statement found has all words,
    and its sentence is short, so that how often a word stands there tells nothing: where it stands tells all."""
    if not positive:
        return
    if len(positive) > 1:
        yield Phrase(tuple(t for term in positive for t in term.tokens), (SENTENCE,), positive[-1].open_end)
    yield all_of(_phrase(term, (SENTENCE,)) for term in positive)
    yield all_of(_phrase(term, (SENTENCE, NAME, ABOUT)) for term in positive)


def _conditions(slots: Slots, spellings: Sequence[str]) -> Iterator[Expression]:
    if slots.pair:
        yield _pair(sorted(slots.pair))
    if slots.country:
        yield of_slot(slot("c", slots.country))
    named = {"r": slots.reporter, "p": slots.partner, "k": slots.kind, "m": slots.measure, "s": slots.stance}
    yield from (of_slot(slot(name, value)) for name, value in named.items() if value)
    if slots.currency:
        yield of_slot(slot("u", slots.currency))
    if slots.company is not None:
        others = (Phrase(found, (NAME,)) for name in spellings if (found := tokens(name)))
        yield any_of((Phrase(_name(slots.company, "company"), (NAME,), open_end=True), *others))
    if slots.outlet is not None:
        yield Phrase(tuple(f"o={word}" for word in _name(slots.outlet, "outlet")), (OUTLET,), open_end=True)
    if slots.good is not None:
        yield _good(slots.good)
    if slots.value is not None:
        yield any_of(of_slot(slot("v", name), open_end=wide) for name, wide in classes_asked(*_value(slots.value)))
    if slots.period is not None:
        yield from _years(*_days(slots.period))
    if slots.min_confidence > 0:
        least = confidence_class(thousandths(slots.min_confidence))
        yield of_slot(*(slot("f", n) for n in range(least, 11)))


def _pair(codes: list[str]) -> Expression:
    """What concerns both; a statement of many countries is found by each of them."""
    of_many = all_of((of_slot("q=many"), *(of_slot(slot("c", code)) for code in codes)))
    return any_of((of_slot(*pair_slots(codes)), of_many))


def _name(words: str, what: str) -> tuple[str, ...]:
    found = tokens(words)
    if not found:
        raise UsageError(f"{words!r} is no name of a{'n' if what[0] in 'aeiou' else ''} {what}. Give a word of it")
    return found


def _good(good: str) -> Expression:
    """Goods by code or by words."""
    digits = good.strip()
    if _CODE.fullmatch(digits):
        return of_slot(slot("h", digits), open_end=len(digits) in (3, 5))
    return Phrase(tuple(f"g={word}" for word in _name(good, "good")), (GOOD,), open_end=True)


def _value(value: tuple[float | None, float | None]) -> tuple[float, float]:
    low, high = value
    return (-_MUCH if low is None else low), (_MUCH if high is None else high)


_MUCH = 1e30


def _days(period: tuple[date | None, date | None]) -> tuple[int, int]:
    begins, ends = period
    return (begins.toordinal() if begins else NO_START), (ends.toordinal() if ends else NO_END)


def _years(begins: int, ends: int) -> Iterator[Expression]:
    """The classes of years that a time touches; all that have a time where there are many."""
    years = years_between(begins, ends)
    if years == ["long"]:
        yield Phrase(("y=",), (SLOT,), open_end=True)
    else:
        yield of_slot(*(slot("y", year) for year in (*years, "long")))


def _bounds(slots: Slots) -> Bounds:
    return Bounds(
        value=_value(slots.value) if slots.value else None,
        period=_days(slots.period) if slots.period else None,
        confidence=thousandths(slots.min_confidence),
    )


_KNOWN = {"kind": tuple(KINDS), "stance": get_args(Stance), "measure": get_args(Measure)}


def _check(slots: Slots) -> None:
    for name, known in _KNOWN.items():
        value = getattr(slots, name)
        if value is not None and value not in known:
            raise UsageError(f"{value!r} is no {name}. The {name} is one of: {', '.join(known)}")
    for name in ("period", "value", "published"):
        ends = getattr(slots, name)
        if ends and None not in ends and ends[0] > ends[1]:
            raise UsageError(f"the {name} ends ({ends[1]}) before it begins ({ends[0]}). Turn them round")
