"""The places of promises in the order of days (`promise_day`), read a batch at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Select, exists, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.promises.making import facts_of, promising
from tradebook.book.promises.places import WHOLE, pair_scope
from tradebook.book.queries import Filter, restrict

FEW = 60  # promises of a scope: so many are all judged
MANY = 300  # promises of a body: more are judged as they come
_SIZES = (64, 48, 48, 64, 128, 256, 500)  # of the batches: a page is mostly full after two or three
LAST = date.max.toordinal() + 10_000  # behind every day


class Place(Struct, frozen=True, order=True):
    """Where a statement that promises stands: its day, the order within the day, its row, and until when something may
    still be heard."""

    day: int
    mark: int
    statement: int
    until: int


class Places(Protocol):
    """The places among which those of the promises are that are asked for: all of a scope, or some. A promise stands by
    the day of one of its statements, which need not be one that fits the filter: so places are not filtered."""

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        """Those from one day to another, only those behind the day and mark `after`, and those of which something may
        still be heard on the day `until`."""

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        """All, the latest day first; only those behind the day and mark `after`, which are earlier."""

    def strays(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        """As `backwards`, but only those of promises that a statement without a place here makes too."""

    def of(self, statements: Iterable[int]) -> list[Place]:
        """The places of those of the statements that have one here."""

    def fitting(self, statements: Collection[int]) -> Collection[int]:
        """Those of the statements that fit the filter: a promise is asked for that one of them makes."""

    def all_facts(self) -> set[int] | None:
        """The facts of all, where they are few; else None."""


def places_of(connection: Connection, chosen: Filter, day: date) -> Places:
    """The places of the promises that fit the filter."""
    scope = pair_scope(*chosen.pair) if chosen.pair else chosen.country or WHOLE
    rest = replace(chosen, pair=None, country=chosen.country if chosen.pair else None)
    whole = OfScope(connection, scope, rest, day)
    if rest.company or rest.report:
        found = whole.everything()  # of one body or one report there are never many
        return some(connection, found, day)
    found = whole.everything(FEW + 1) if rest == Filter() else []
    return some(connection, found, day) if 0 < len(found) <= FEW else whole


_D = schema.promise_day.c


class OfScope:
    """The promises of a scope (the whole book, a country, a pair) that fit the rest of a filter."""

    def __init__(self, connection: Connection, scope: str, rest: Filter, day: date) -> None:
        self._connection = connection
        self._scope = scope
        self._rest = rest
        self._day = day
        self._query = select(_D.day, _D.mark, _D.statement, _D.until).where(_D.scope == scope)

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        query = self._query.where(_D.day <= last, _D.until >= until).order_by(_D.day, _D.mark)
        return self._batches(query, *(after or (first, -1)), forwards=True)

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        query = self._query.order_by(_D.day.desc(), _D.mark.desc())
        return self._batches(query, *(after or (LAST, -1)), forwards=False)

    def strays(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        if self._scope == WHOLE:
            return iter(())
        query = self._query.where(_made_elsewhere(self._scope, self._day)).order_by(_D.day.desc(), _D.mark.desc())
        return self._batches(query, *(after or (LAST, -1)), forwards=False)

    def of(self, statements: Iterable[int]) -> list[Place]:
        found: list[Place] = []
        for batch in batches(sorted(set(statements))):
            found += self._places(self._query.where(_D.statement.in_(batch)))
        return found

    def fitting(self, statements: Collection[int]) -> Collection[int]:
        if self._scope == WHOLE and self._rest == Filter():
            return statements
        found: set[int] = set()
        for batch in batches(statements):
            query = select(_D.statement).where(_D.scope == self._scope, _D.statement.in_(batch))
            found.update(self._connection.scalars(restrict_to(query, self._rest)))
        return found

    def all_facts(self) -> set[int] | None:
        return None

    def everything(self, most: int | None = None) -> list[Place]:
        """All places, or some where there are more."""
        return self._places(restrict_to(self._query, self._rest).limit(most))

    def _places(self, query: Select[Any]) -> list[Place]:
        return [Place(*row) for row in self._connection.execute(query)]

    def _batches(self, query: Select[Any], day: int, mark: int, *, forwards: bool) -> Iterator[list[Place]]:
        """Batches behind a place: first the rest of its day, then the other days, each found by the index."""
        sizes = iter(_SIZES)
        size = next(sizes)
        while True:
            same = query.where(_D.day == day, _D.mark > mark if forwards else _D.mark < mark)
            found = self._places(same.limit(size))
            if len(found) < size:
                others = query.where(_D.day > day if forwards else _D.day < day)
                found += self._places(others.limit(size - len(found)))
            if not found:
                return
            day, mark, size = found[-1].day, found[-1].mark, next(sizes, size)
            yield found


def _made_elsewhere(scope: str, day: date) -> ColumnElement[bool]:
    """Whether a statement that makes the same promise, known by the day, has no place in the scope."""
    mine, theirs, there = schema.claim.alias("mine"), schema.claim.alias("theirs"), schema.promise_day.alias("there")
    same = (theirs.c.fact == mine.c.fact) & (theirs.c.statement != mine.c.statement) & theirs.c.leading
    placed = exists().where(there.c.statement == theirs.c.statement, there.c.scope == scope)
    promises = exists().where(schema.promise.c.statement == theirs.c.statement)
    return (
        select(mine.c.fact)
        .join(theirs, same)
        .where(mine.c.statement == _D.statement, mine.c.leading, theirs.c.first_seen <= day, promises, ~placed)
        .exists()
    )


def restrict_to(query: Select[Any], chosen: Filter) -> Select[Any]:
    """A query of `promise_day` with the filter's conditions."""
    if chosen == Filter():
        return query
    return restrict(query.join(schema.statement, schema.statement.c.seq == _D.statement), chosen)


class Some:
    """Promises that are known by the places of all the statements that make them, and by those of these that fit; with
    their facts where they are few."""

    def __init__(self, places: Iterable[Place], fitting: set[int], facts: set[int] | None) -> None:
        self._places = sorted(places)
        self._by_statement = {place.statement: place for place in self._places}
        self._fitting = fitting
        self._facts = facts

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        low = bisect_right(self._places, after or (first, -1), key=_where)
        return batches((p for p in self._places[low:] if p.day <= last and p.until >= until), _SIZES[0])

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        high = bisect_left(self._places, after, key=_where) if after else len(self._places)
        return batches(reversed(self._places[:high]), _SIZES[0])

    def strays(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        return iter(())

    def of(self, statements: Iterable[int]) -> list[Place]:
        return [self._by_statement[seq] for seq in set(statements) if seq in self._by_statement]

    def fitting(self, statements: Collection[int]) -> Collection[int]:
        return self._fitting.intersection(statements)

    def all_facts(self) -> set[int] | None:
        return self._facts


def some(connection: Connection, fitting: Iterable[Place], day: date) -> Some:
    """The promises of some statements that fit, with all the statements that make them."""
    seqs = {place.statement for place in fitting}
    facts = set(facts_of(connection, seqs, day).values())
    whole = OfScope(connection, WHOLE, Filter(), day)
    return Some(whole.of(promising(connection, facts, day)), seqs, facts if len(seqs) <= MANY else None)


def _where(place: Place) -> tuple[int, int]:
    return place.day, place.mark
