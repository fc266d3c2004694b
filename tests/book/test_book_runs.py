"""What is looked up in indexes that are written in runs."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Select, Table, event, select

from bench.press import Press
from tests.book.making import a_flow, a_report, money, reading
from tests.tools.databases import Database
from tradebook.book import Book, Slots, open_book, runs, schema
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


def whole_looks(book: Book, ask: Callable[[Book], object]) -> list[str]:
    """The questions to the database behind `ask` that look through all of a large table."""
    asked: list[str] = []

    def listen(driver: sqlite3.Connection, *_: object) -> None:
        driver.set_trace_callback(asked.append)

    event.listen(book._access.engine, "checkout", listen)
    ask(book)
    event.remove(book._access.engine, "checkout", listen)
    with book._access.reading() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(None)
        return [
            f"{step}: {sql}"
            for sql in asked
            if sql.lstrip().upper().startswith(("SELECT", "WITH"))
            for _, _, _, step in driver.execute(f"EXPLAIN QUERY PLAN {sql}")
            if re.match(r"SCAN (statement|claim|fact|report|appearance)\b", step)
        ]


def a_statement(book: Book) -> str:
    return next(book.each_statement()).statement.id


QUESTIONS: dict[str, Callable[[Book], object]] = {
    "pair page": lambda book: book.latest_facts(Slots(pair=("AZE", "BLR"))),
    "statement": lambda book: book.statement(a_statement(book)[:12]),
    "its facts": lambda book: book.facts_of(a_statement(book)),
    "fact": lambda book: book.fact(book.facts_of(a_statement(book))[0].id),
    "facts named": lambda book: book.fact_ids_named(a_statement(book)[:12]),
    "its promise": lambda book: book.following.of_statement(a_statement(book)),
    "promises that it settles": lambda book: book.following.settled_by(a_statement(book)),
    "promises": lambda book: book.following.page(as_of=date(2025, 1, 1)),
    "corrections": lambda book: book.corrections.all(a_statement(book)),
    "pins": lambda book: book.pins.all(a_statement(book)),
}


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with open_book(tmp_path_factory.mktemp("pressed") / "book.sqlite") as book:
        for taken in book.record_all(islice(Press().reports(60), 60)):
            assert taken.recorded
        yield book


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_looks_through_all_rows(pressed: Book, ask: Callable[[Book], object]) -> None:
    assert not whole_looks(pressed, ask)
