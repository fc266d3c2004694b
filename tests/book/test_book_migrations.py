"""A book of any earlier version opens, its copy beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    LargeBinary,
    MetaData,
    create_engine,
    insert,
    inspect,
    select,
    type_coerce,
)

from tests.book.making import a_flow, a_report, money, reading
from tests.tools.databases import Database, SqliteFiles, change, rows
from tradebook.book import layers, open_book, opening
from tradebook.book.address import resolve
from tradebook.book.schema import HEAD, OF_ONE_DATABASE, REVISIONS, metadata
from tradebook.errors import BookBusy, BookReadOnly


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", "tradebook.book:migrations")
    made.set_main_option("path_separator", "os")
    return made


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    files = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]
    assert tuple(reversed(files)) == REVISIONS
    assert files[0] == HEAD


# indexes written in runs begin with an expression; they are held against the schema in test_book_runs.py
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_make_the_tables_of_the_schema(database: Database) -> None:
    engine = opening.open_engine(resolve(database.new(bare=True)), create=True)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: not (name or "").startswith(OF_ONE_DATABASE)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def earlier_book(database: Database, revision: str) -> str:
    """A book as the version with this migration left it, with five reports: the tables that its migrations make, and of
    a book of today what these tables hold."""
    today, earlier = database.new(), database.new(bare=True)
    with open_book(today) as book:
        for n in range(5):
            report = a_report(f"Trade grew, says report {n}.")
            book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
        made_by(earlier, revision)
        copy_rows(book._access.engine, earlier)
    return earlier


def made_by(address: str, revision: str) -> None:
    """Tables as this migration and those before it make them."""
    engine = opening._engine(resolve(address))
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, revision)
    engine.dispose()


def as_there(column: Column[Any], target: Column[Any]) -> ColumnElement[Any]:
    """The column in the form that a table of an earlier version holds: packed where that holds bytes."""
    return type_coerce(column, LargeBinary).label(column.name) if isinstance(target.type, LargeBinary) else column


MADE_ANEW = {"book_note", "subject"}  # by every migration from a version where they are other than today


def copy_rows(today: Engine, address: str) -> None:
    engine, there = create_engine(resolve(address).url), MetaData()
    with today.connect() as source, engine.begin() as target:
        there.reflect(target)
        for table in metadata.sorted_tables:
            if table.name in there.tables and table.name not in MADE_ANEW:
                columns = [
                    as_there(c, there.tables[table.name].c[c.name])
                    for c in table.c
                    if c.name in there.tables[table.name].c
                ]
                if found := [dict(row) for row in source.execute(select(*columns)).mappings()]:
                    target.execute(insert(there.tables[table.name]), found)
                if engine.dialect.name == "postgresql" and "seq" in there.tables[table.name].c:
                    last = f"(SELECT coalesce(max(seq), 0) + 1 FROM {table.name})"
                    target.exec_driver_sql(f"SELECT setval('{table.name}_seq_seq', {last}, false)")
    engine.dispose()


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_from_every_earlier_version(revision: str, database: Database) -> None:
    """A file has its copy beside it; of a server's database a backup is its keeper's."""
    address = earlier_book(database, revision)
    with open_book(address) as book:
        assert book.summary().reports == 5
        (fact,) = book.facts()
        assert len(fact.sources) == 5
        assert book.verify() == []
        report = a_report("Trade grew, says a report of today.")
        assert book.record(report, reading(a_flow(report, money(424_400_000, 100_000)))).outcome == "new"
        assert book.verify() == []
    if database.kind == "sqlite":
        path = Path(address)
        with closing(sqlite3.connect(path.with_name(f"{path.name}.{revision}.backup"))) as raw:
            assert raw.execute("SELECT count(*) FROM report").fetchone() == (5,)
            assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


def test_a_migration_is_whole_or_not_at_all(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    address = earlier_book(database, REVISIONS[0])
    upgrade = command.upgrade

    def half(*arguments: object) -> None:
        upgrade(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", half)
    with pytest.raises(KeyboardInterrupt):
        open_book(address)
    monkeypatch.undo()
    assert rows(address, "SELECT version_num FROM alembic_version") == [(REVISIONS[0],)]
    engine = create_engine(resolve(address).url)
    assert "fact" not in inspect(engine).get_table_names()
    engine.dispose()
    with open_book(address) as book:
        assert book.summary().reports == 5 and book.verify() == []


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A book of the first version, in a file."""
    return Path(earlier_book(SqliteFiles(tmp_path), "0001_reports"))


def test_from_the_first_version(first_version: Path) -> None:
    with open_book(first_version) as book:
        assert book.summary().reports == 5
        (fact,) = book.facts()
        assert len(fact.sources) == 5
        assert book.verify() == []
    backup = first_version.with_name(f"{first_version.name}.0001_reports.backup")
    with closing(sqlite3.connect(backup)) as raw:
        assert raw.execute("SELECT count(*) FROM report").fetchone() == (5,)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001_reports",)
    with open_book(first_version):
        assert len(list(first_version.parent.glob("*.backup*"))) == 1  # nothing to migrate, nothing to copy


def test_a_migration_that_fails_leaves_the_book_as_it_was(first_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    upgrade = command.upgrade

    def half(*arguments: object) -> None:
        upgrade(*arguments)  # type: ignore[arg-type]
        fail()

    monkeypatch.setattr(command, "upgrade", half)
    with pytest.raises(KeyboardInterrupt):
        open_book(first_version)
    monkeypatch.undo()
    with closing(sqlite3.connect(first_version)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001_reports",)
        assert raw.execute("SELECT name FROM sqlite_master WHERE name = 'fact'").fetchall() == []
    with open_book(first_version) as book:
        assert book.verify() == []
    assert len(list(first_version.parent.glob("*.backup*"))) == 2  # no copy is written over another


def test_an_older_book_that_cannot_be_written_to(first_version: Path) -> None:
    with pytest.raises(BookReadOnly, match="of an older version"):
        open_book(f"sqlite:///{first_version}?mode=ro")


def test_facts_of_older_rules_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with open_book(path) as book:
        report = a_report("Trade grew.")
        book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
        before = book.facts()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE book_note SET value = '0' WHERE name = 'fact_rules'")
        raw.execute("DELETE FROM fact")
        raw.commit()
    with open_book(path) as book:
        assert book.facts() == before
        assert book.verify() == []


def test_a_migration_and_the_layers_are_one_transaction(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while the layers are made anew the book is the earlier one: nobody finds its tables moved and empty."""
    address = earlier_book(database, REVISIONS[-2])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(layers, "make_anew", killed)
        with pytest.raises(KeyboardInterrupt):
            open_book(address)
    assert rows(address, "SELECT version_num FROM alembic_version") == [(REVISIONS[-2],)]
    with pytest.raises(BookReadOnly, match="of an older version"):
        open_book(read_only(address))
    with open_book(address) as book:
        assert book.summary().reports == 5 and book.verify() == []
    with open_book(read_only(address)) as book:
        assert book.verify() == []


def read_only(address: str) -> str:
    """The address of the same book for reading alone."""
    return str(resolve(address).url.update_query_dict({"mode": "ro"}).render_as_string(hide_password=False))


def test_a_book_without_a_layer_is_not_read_as_if_it_were_empty(database: Database) -> None:
    """As an upgrade left it that was broken off between its two transactions, when it had two."""
    address = earlier_book(database, REVISIONS[-2])
    with open_book(address):
        pass
    change(address, "DELETE FROM book_note WHERE name = 'promise_rules'", "DELETE FROM promise_day")
    with pytest.raises(BookReadOnly, match=r"an upgrade of it was begun and has not ended. Open it once"):
        open_book(read_only(address))
    with open_book(address) as book:
        assert book.verify() == []
    change(address, "UPDATE book_note SET value = '0' WHERE name = 'promise_rules'")
    with open_book(read_only(address)) as book:  # what other rules made still answers
        assert book.verify() == []


@pytest.mark.parametrize("begun", [False, True])
def test_who_waits_for_an_upgrade_is_told_so(database: Database, monkeypatch: pytest.MonkeyPatch, begun: bool) -> None:
    address = earlier_book(database, REVISIONS[-2])
    if begun:
        open_book(address).close()
        change(address, "DELETE FROM book_note WHERE name = 'promise_rules'")
    monkeypatch.setattr(opening, "WAIT", 0.01)
    other = opening._engine(resolve(address))
    with opening.writing(other).begin(), pytest.raises(BookBusy, match="to be upgraded, and another process does so"):
        open_book(address)
    other.dispose()
    with open_book(address) as book:
        assert book.verify() == []
