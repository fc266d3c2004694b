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
from sqlalchemy import create_engine

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import open_book
from tradebook.book.address import resolve
from tradebook.book.opening import open_engine
from tradebook.book.packing import unpack
from tradebook.book.schema import HEAD, OF_ONE_DATABASE, REVISIONS, metadata
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
        options = {"include_name": lambda name, kind, _: not (name or "").startswith(OF_ONE_DATABASE)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def earlier_book(path: Path, revision: str) -> Path:
    """A book as the version with this migration left it, with five reports: the tables that its migrations make, and of
    a book of today what these tables hold."""
    today = path.with_name("today.sqlite")
    with open_book(today) as book:
        for n in range(5):
            report = a_report(f"Trade grew, says report {n}.")
            book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, revision)
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("ATTACH ? AS today", (str(today),))
        raw.create_function("unpacked", 1, lambda packed: packed and unpack(packed))
        before = REVISIONS.index(revision) < REVISIONS.index("0010_packed")
        unpacked = {f'"{name}"': f"unpacked({name})" for name in ("json", "corrected") if before}
        tables = [name for (name,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table not in ("alembic_version", "book_note") and not table.startswith(("sqlite_", *OF_ONE_DATABASE)):
                names = [f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})")]
                found = [unpacked.get(name, name) if table == "statement" else name for name in names]
                raw.execute(
                    f"INSERT INTO main.{table} ({', '.join(names)}) SELECT {', '.join(found)} FROM today.{table}"
                )
        raw.commit()
        raw.execute("DETACH today")
    today.unlink()
    return path


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A book of the first version."""
    return earlier_book(tmp_path / "book.sqlite", "0001_reports")


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_from_every_earlier_version(revision: str, tmp_path: Path) -> None:
    path = earlier_book(tmp_path / "book.sqlite", revision)
    with open_book(path) as book:
        assert book.summary().reports == 5
        (fact,) = book.facts()
        assert len(fact.sources) == 5
        assert book.verify() == []
    with closing(sqlite3.connect(path.with_name(f"book.sqlite.{revision}.backup"))) as raw:
        assert raw.execute("SELECT count(*) FROM report").fetchone() == (5,)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


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
