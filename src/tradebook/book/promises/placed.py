"""The places of promises in the order of days (`promise_day`), read a batch at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.promises.making import facts_of, members_of
from tradebook.book.promises.places import WHOLE, pair_scope
from tradebook.book.queries import Filter, restrict

FEW = 60  # promises of a scope: so many are all judged
MANY = 300  # promises of a body: more are judged as they come
_SIZES = (64, 128, 256, 500)  # of the batches
LAST = date.max.toordinal() + 10_000  # behind every day


class Place(Struct, frozen=True, order=True):
    """Where a statement that promises stands: its day, the order within the day, its row, and until when something may
    still be heard."""

    day: int
    mark: int
    statement: int
    until: int


class Places(Protocol):
    """The places of the promises that are asked for."""

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        """Those from one day to another, only those behind the day and mark `after`, and those of which something may
        still be heard on the day `until`."""

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        """All, the latest day first; only those behind the day and mark `after`, which are earlier."""

    def of(self, statements: Iterable[int]) -> list[Place]:
        """The places of those of the statements that are asked for."""

    def all_facts(self) -> set[int] | None:
        """The facts of all, where they are few; else None."""


def places_of(connection: Connection, chosen: Filter, day: date) -> Places:
    """The places of the promises that fit the filter."""
    scope = pair_scope(*chosen.pair) if chosen.pair else chosen.country or WHOLE
    rest = replace(chosen, pair=None, country=chosen.country if chosen.pair else None)
    whole = OfScope(connection, scope, rest)
    if rest.company or rest.report:
        found = whole.everything()  # of one body or one report there are never many
        return Some(found, None) if len(found) > MANY else few(connection, found, day)
    found = whole.everything(FEW + 1) if rest == Filter() else []
    return few(connection, found, day) if 0 < len(found) <= FEW else whole


_D = schema.promise_day.c


class OfScope:
    """The promises of a scope (the whole book, a country, a pair) that fit the rest of a filter."""

    def __init__(self, connection: Connection, scope: str, rest: Filter) -> None:
        self._connection = connection
        self._rest = rest
        self._query = select(_D.day, _D.mark, _D.statement, _D.until).where(_D.scope == scope)

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        query = self._query.where(_D.day <= last, _D.until >= until).order_by(_D.day, _D.mark)
        return self._batches(query, *(after or (first, -1)), forwards=True)

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        query = self._query.order_by(_D.day.desc(), _D.mark.desc())
        return self._batches(query, *(after or (LAST, -1)), forwards=False)

    def of(self, statements: Iterable[int]) -> list[Place]:
        found: list[Place] = []
        for batch in batches(sorted(set(statements))):
            found += self._places(self._query.where(_D.statement.in_(batch)))
        return self._fitting(found)

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
            if fitting := self._fitting(found):
                yield fitting

    def _fitting(self, places: list[Place]) -> list[Place]:
        if self._rest == Filter() or not places:
            return places
        fitting: set[int] = set()
        for batch in batches(place.statement for place in places):
            s = schema.statement.c
            fitting.update(self._connection.scalars(restrict(select(s.seq).where(s.seq.in_(batch)), self._rest)))
        return [place for place in places if place.statement in fitting]


def restrict_to(query: Select[Any], chosen: Filter) -> Select[Any]:
    """A query of `promise_day` with the filter's conditions."""
    if chosen == Filter():
        return query
    return restrict(query.join(schema.statement, schema.statement.c.seq == _D.statement), chosen)


class Some:
    """Promises that are known by their places; with their facts where they are few."""

    def __init__(self, places: Iterable[Place], facts: set[int] | None) -> None:
        self._places = sorted(places)
        self._by_statement = {place.statement: place for place in self._places}
        self._facts = facts

    def between(self, first: int, last: int, after: tuple[int, int] | None, until: int = 0) -> Iterator[list[Place]]:
        low = bisect_right(self._places, after or (first, -1), key=_where)
        return batches((p for p in self._places[low:] if p.day <= last and p.until >= until), _SIZES[0])

    def backwards(self, after: tuple[int, int] | None) -> Iterator[list[Place]]:
        high = bisect_left(self._places, after, key=_where) if after else len(self._places)
        return batches(reversed(self._places[:high]), _SIZES[0])

    def of(self, statements: Iterable[int]) -> list[Place]:
        return [self._by_statement[seq] for seq in set(statements) if seq in self._by_statement]

    def all_facts(self) -> set[int] | None:
        return self._facts


def few(connection: Connection, places: Iterable[Place], day: date) -> Some:
    """Some promises, with all the statements that make them."""
    facts = set(facts_of(connection, [place.statement for place in places], day).values())
    members = members_of(connection, facts, day)
    whole = OfScope(connection, WHOLE, Filter())
    return Some(whole.of(m.seq for several in members.values() for m in several), facts)


def _where(place: Place) -> tuple[int, int]:
    return place.day, place.mark
