"""Indexes that are written in runs: the ids of statements and facts, and the keys by which facts stand to others.

Ids and keys are hashes. In an index by them alone, what is recorded one after the other stands all over the index: in a
book of a million statements nearly each row wrote a page of its own, to the log and to the file. So each such index
begins with the run that a row is in, so many rows by their numbers, and what is written falls into the last run. Who
asks names all runs, and the database looks into each: some microseconds a run, which is nothing to people, but too much
for what is asked for every statement that is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Index, and_, bindparam, func, select, text

_BITS = 13  # of a row's number that its run leaves out: 8,192 rows, whose ids take some 90 pages


def run_index(table: str, column: str, *, where_known: bool = False) -> Index:
    """An index of `table`, whose rows are numbered by `seq`, by `column` in runs; `where_known`: over the rows alone
    that have it."""
    which = text(f'"{column}" IS NOT NULL') if where_known else None
    run = text(f"(seq >> {_BITS})")
    return Index(f"ix_{table}_run_{column}", run, column, sqlite_where=which, postgresql_where=which)


def has_id(connection: Connection, table: FromClause, ids: Iterable[str]) -> ColumnElement[bool]:
    """Which rows of a table have one of these ids."""
    return and_(_any_run(connection, table), table.c.id.in_(sorted(set(ids))))


def id_begins(connection: Connection, table: FromClause, prefix: str) -> ColumnElement[bool]:
    """Which rows of a table have an id that begins so, in small hexadecimal digits."""
    return and_(_any_run(connection, table), table.c.id >= prefix, table.c.id < prefix + "g")


def in_runs(table: FromClause) -> ColumnElement[bool]:
    """What to ask beside a column of `run_index`, so that the index is used, in a query that is prepared: it is true of
    each row where `runs` are `runs_of` the table."""
    return _run(table).in_(bindparam("runs", expanding=True))


def runs_of(connection: Connection, table: FromClause) -> list[int]:
    """The runs that there are."""
    last: int = connection.scalar(select(func.max(table.c.seq))) or 0
    return list(range((last >> _BITS) + 1))


def _any_run(connection: Connection, table: FromClause) -> ColumnElement[bool]:
    return _run(table).in_(runs_of(connection, table))


def _run(table: FromClause) -> ColumnElement[Any]:
    return table.c.seq.op(">>")(text(str(_BITS)))
