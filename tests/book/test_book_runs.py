"""What is looked up in indexes that are written in runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Select, Table, select

from tests.book.making import a_flow, a_report, money, reading
from tests.tools.databases import Database
from tradebook.book import open_book, runs, schema
from tradebook.book.runs import has_id, id_begins, in_runs, runs_of


def plan_of(connection: Connection, query: Select[Any]) -> str:
    """How the database would look for it."""
    text = query.compile(connection.engine, compile_kwargs={"literal_binds": True}).string.replace("%%", "%")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # it reads a few rows faster without any index
        return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {text}"))
    return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))


@pytest.mark.parametrize(
    ("table", "column"),
    [(schema.statement, "id"), (schema.fact, "id"), (schema.fact, "mirror"), (schema.fact, "series")],
)
def test_the_index_is_used(database: Database, table: Table, column: str) -> None:
    with open_book(database.new()) as book, book._access.reading() as connection:
        query = select(table.c.seq).where(in_runs(table), table.c[column].in_(["a" * 32, "b" * 32]))
        query = query.params(runs=runs_of(connection, table))
        assert f"ix_{table.name}_run_{column}" in plan_of(connection, query)


@pytest.mark.parametrize("table", [schema.statement, schema.fact])
def test_rows_of_all_runs_are_found(tmp_path: Path, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """With runs of four rows, in a book of ten statements."""
    monkeypatch.setattr(runs, "_BITS", 2)
    with open_book(tmp_path / "book.sqlite") as book:
        for n in range(10):
            report = a_report(f"Trade grew, says report {n}.")
            book.record(report, reading(a_flow(report, money(424_400_000 + n * 50_000_000, 100_000))))
        with book._access.reading() as connection:
            assert len(runs_of(connection, table)) == 3
            all_of = dict(connection.execute(select(table.c.id, table.c.seq)).all())
            assert len(all_of) == 10
            for id_, seq in all_of.items():
                found = select(table.c.seq).where(has_id(connection, table, [id_]))
                assert connection.scalars(found).all() == [seq]
                begun = select(table.c.seq).where(id_begins(connection, table, id_[:12]))
                assert connection.scalars(begun).all() == [seq]
            both = select(table.c.seq).where(has_id(connection, table, [*all_of, "0" * 32]))
            assert sorted(connection.scalars(both)) == sorted(all_of.values())
