"""A book of any earlier version opens, its copy beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import open_book
from tradebook.book.address import resolve
from tradebook.book.opening import open_engine
from tradebook.book.schema import HEAD, REVISIONS, metadata
from tradebook.errors import BookReadOnly


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", "tradebook.book:migrations")
    made.set_main_option("path_separator", "os")
    return made


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    files = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]
    assert tuple(reversed(files)) == REVISIONS
    assert files[0] == HEAD


def test_the_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = open_engine(resolve(tmp_path / "book.sqlite"), create=True)
    with engine.connect() as connection:
        # the full text stands in a table of FTS5, which makes others; SQLAlchemy knows none of them
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("search_text")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A book of the first version, with five reports: what the second added is taken away again."""
    path = tmp_path / "book.sqlite"
    with open_book(path) as book:
        for n in range(5):
            report = a_report(f"Trade grew, says report {n}.")
            book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
    with closing(sqlite3.connect(path)) as raw:
        for table in ("fact_statement", "fact", "claim"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("DELETE FROM book_note")
        raw.execute("UPDATE alembic_version SET version_num = '0001_reports'")
        raw.commit()
    return path


def test_the_first_version_is_what_its_migration_makes(first_version: Path, tmp_path: Path) -> None:
    """The book that the fixture took back has the tables that the first migration alone makes."""
    fresh = tmp_path / "fresh.sqlite"
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{fresh}")
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "0001_reports")
    engine.dispose()
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    with closing(sqlite3.connect(fresh)) as a, closing(sqlite3.connect(first_version)) as b:
        assert a.execute(query).fetchall() == b.execute(query).fetchall()


def test_from_the_first_version(first_version: Path) -> None:
    with open_book(first_version) as book:
        assert book.summary().reports == 5
        (fact,) = book.facts()
        assert len(fact.sources) == 5
        assert book.verify() == []
    backup = first_version.with_name("book.sqlite.0001_reports.backup")
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
        raw.execute("DELETE FROM fact_statement")
        raw.execute("DELETE FROM fact")
        raw.commit()
    with open_book(path) as book:
        assert book.facts() == before
        assert book.verify() == []
