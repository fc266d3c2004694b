"""The facts that were told last: what a page on two countries shows of a book of any size."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select

from tradebook.book.prepared import Prepared
from tradebook.book.schema import claim, fact
from tradebook.book.search.companies import other_spellings
from tradebook.book.search.document import statement_at
from tradebook.book.search.index import Index, index_of, newest
from tradebook.book.search.question import Question, Slots, question_of
from tradebook.statement import KINDS

_AT_ONCE = 50  # statements looked through at once: a fact is told by two or three


class Latest(Struct, frozen=True):
    """The numbers of the facts of each kind, the one that was told last first, with their ids, and the kinds that have
    more."""

    facts: dict[int, str]
    more: tuple[str, ...]


def latest_facts(connection: Connection, slots: Slots, number: int) -> Latest:
    """Of each kind the `number` facts (those that a statement leads with) that were told last by a statement that fits
    the slots. Takes as long in a large book as in a small one: no more is looked at than is told."""
    index = index_of(connection)
    found: dict[int, str] = {}
    more: list[str] = []
    spellings = other_spellings(connection, slots.company) if slots.company else ()
    for kind in [slots.kind] if slots.kind else KINDS:
        q = question_of("", replace(slots, kind=kind), spellings)
        facts = _facts(connection, index, q, number + 1)
        found.update(facts[:number])
        more += [kind] if len(facts) > number else []
    return Latest(found, tuple(more))


def _facts(connection: Connection, index: Index, q: Question, number: int) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    below: int | None = None
    while len(found) < number:
        places = newest(connection, index, q, below, _AT_ONCE)
        told = _told(connection, [statement_at(place) for place in places])
        for place in places:
            found.update(told.get(statement_at(place), ()))
        if len(places) < _AT_ONCE:
            break
        below = places[-1]
    return list(found.items())[:number]


def _told(connection: Connection, statements: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """The facts that each statement tells, by number and id."""
    found: dict[int, list[tuple[int, str]]] = {}
    for statement, id_, number in sorted(_TOLD.rows(connection, statements=list(statements))):
        found.setdefault(statement, []).append((number, id_))
    return found


_TOLD = Prepared(
    select(claim.c.statement, fact.c.id, fact.c.seq)
    .join(fact, fact.c.seq == claim.c.fact)
    .where(claim.c.statement.in_(bindparam("statements", expanding=True)), fact.c.leading)
)
