"""The promises that statements make together, as known on a day: rows of the book become `Held`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.copies.counting import taken_back
from tradebook.book.names.naming import Names, named, names_in
from tradebook.book.prepared import Prepared
from tradebook.book.promises.acts import stage
from tradebook.book.promises.found import Held
from tradebook.book.queries import read_statement, said
from tradebook.book.runs import has_id


class Draft(Struct):
    """A promise that is still to be judged: its fact's number and id, what it promises, and the rows of the statements
    that make it."""

    number: int
    fact: str
    held: Held
    seqs: frozenset[int]


_P, _S, _C, _F = schema.promise.c, schema.statement.c, schema.claim.c, schema.fact.c
_leading = schema.promise.join(schema.claim, (_C.statement == _P.statement) & _C.leading)
_MEMBERS = Prepared(
    select(_S.seq, _S.id, _S.kind, said.label("json"), _C.figure, _C.first_seen, _C.last_repeated, _C.origin)
    .add_columns(_C.confidence, _C.fact.label("number"), _F.id.label("fact"), _P.due)
    .select_from(_leading.join(schema.statement, _S.seq == _P.statement).join(schema.fact, _F.seq == _C.fact))
    .where(_C.fact.in_(bindparam("facts", expanding=True)), _C.first_seen <= bindparam("day"))
)
_FACTS_OF = Prepared(
    select(_C.fact, _C.statement)
    .select_from(_leading)
    .where(_P.statement.in_(bindparam("statements", expanding=True)), _C.first_seen <= bindparam("day"))
)
_PROMISING = Prepared(
    select(_C.statement, _C.fact)
    .select_from(_leading)
    .where(_C.fact.in_(bindparam("facts", expanding=True)), _C.first_seen <= bindparam("day"))
)


def facts_of(connection: Connection, statements: Iterable[int], day: date) -> dict[int, int]:
    """Row of a statement that promises -> the number of its fact, of those known by the day."""
    rows = _FACTS_OF.rows(connection, statements=list(statements), day=day)
    return {row.statement: row.fact for row in rows}


def promising(connection: Connection, facts: Iterable[int], day: date) -> dict[int, int]:
    """The same the other way: of some facts every row of a statement that promises one -> the number of its fact."""
    rows = _PROMISING.rows(connection, facts=sorted(set(facts)), day=day)
    return {row.statement: row.fact for row in rows}


def numbers_of(connection: Connection, ids: Iterable[str]) -> list[int]:
    """The numbers of the facts with these ids."""
    query = select(_F.seq).where(has_id(connection, schema.fact, ids))
    return list(connection.scalars(query.order_by(_F.seq)))


def drafts_of(connection: Connection, facts: Iterable[int], day: date) -> list[Draft]:
    """The promises of some facts, given by their numbers, as known on the day: without the statements that their
    outlets had taken back by then. Those that nothing else makes are left out."""
    rows = members_of(connection, facts, day)
    void = taken_back(connection, (m.seq for members in rows.values() for m in members), day)
    kept = {fact: [m for m in members if m.seq not in void] for fact, members in rows.items()}
    made = {fact: _as_made(members) for fact, members in kept.items() if members}
    names = names_in(connection, (m.seq for members in made.values() for m in members))
    return [
        Draft(fact, members[0].fact, _held(members, names), frozenset(m.seq for m in members))
        for fact, members in sorted(made.items())
    ]


def members_of(connection: Connection, facts: Iterable[int], day: date) -> dict[int, list[Any]]:
    """Number of a fact -> the rows of the statements that make its promise, known by the day."""
    found: dict[int, list[Any]] = {}
    for batch in batches(sorted(set(facts))):
        for row in _MEMBERS.rows(connection, facts=batch, day=day):
            found.setdefault(row.number, []).append(row)
    return found


def standing(members: Sequence[Any]) -> Any:
    """The member that stands for all: the fullest."""
    return min(members, key=lambda m: (-len(m.json), -m.confidence, m.id))


def _as_made(members: list[Any]) -> list[Any]:
    """The promise without those of its statements that tell a later stage of it: these are evidence."""
    stages = {m.seq: stage(read_statement(m.id, m.json)) for m in members if m.kind == "tender"}
    if len(set(stages.values())) < 2:
        return members
    return [m for m in members if stages[m.seq] == min(stages.values())]


def _held(members: Sequence[Any], names: Mapping[int, Names]) -> Held:
    """The promise that some statements make: the earliest day that one names is its day. Bodies go by their one name
    (`names`, by the statement's row)."""
    one = standing(members)
    statement = read_statement(one.id, one.json)
    if one.seq in names:
        statement = named(statement, names[one.seq])
    days = [m.due for m in members if m.due is not None]
    first = min(m.first_seen for m in members)
    last = max(m.first_seen for m in members)
    return Held(statement, one.figure, first, last, min(days) if days else None, one.origin)
