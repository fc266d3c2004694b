"""Books that cannot be used: each gives its own error, and the book opens afterwards."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import Book, open_book, opening
from tradebook.book.address import default_path, resolve
from tradebook.book.packing import pack, unpack
from tradebook.errors import (
    BookBusy,
    BookDamaged,
    BookError,
    BookFull,
    BookNewer,
    BookReadOnly,
    UsageError,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with ten reports."""
    path = tmp_path / "book.sqlite"
    with open_book(path) as book:
        fill(book, range(10))
    return path


def fill(book: Book, numbers: range, padding: str = "") -> None:
    for n in numbers:
        report = a_report(f"Trade grew to {n}. {padding}")
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000))))


def opens_afterwards(path: Path, reports: int = 10) -> bool:
    with open_book(path) as book:
        return book.summary().reports == reports and book.verify() == []


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BookDamaged, match="it is a folder, not a book"):
        open_book(tmp_path)


def test_a_text_file_and_it_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("BAKU, June 14. Trade grew.")
    with pytest.raises(BookDamaged, match="it is not a book") as caught:
        open_book(path)
    assert str(path) in str(caught.value) and caught.value.book == str(path)
    assert path.read_text() == "BAKU, June 14. Trade grew."


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(BookDamaged, match="a database of something else"):
        open_book(path)


def test_no_book_and_none_wanted(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no book here"):
        open_book(tmp_path / "none.sqlite", create=False)
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(BookError, match="there is no book here"):
        open_book(tmp_path / "empty.sqlite", create=False)
    with open_book(tmp_path / "empty.sqlite") as book:
        assert book.summary().reports == 0


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BookError, match="it cannot be opened"):
        open_book(tmp_path / "file" / "book.sqlite")


def test_a_newer_book(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0417_wonders'")
        raw.commit()
    with pytest.raises(BookNewer, match=r"later version.*0417_wonders.*Upgrade Tradebook"):
        open_book(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", [opening.HEAD])
        raw.commit()
    assert opens_afterwards(path)


def test_a_locked_book(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_book(path) as book:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusy, match="another process is writing to it"):
            fill(book, range(10, 11))
        assert len(book.statements()) == 10  # a reader does not wait
        other.execute("ROLLBACK")
        fill(book, range(10, 11))
    assert opens_afterwards(path, 11)


@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_a_read_only_book(path: Path, scheme: str) -> None:
    with open_book(f"{scheme}{path}?mode=ro") as book:
        assert len(book.facts()) == 10
        with pytest.raises(BookReadOnly, match="it cannot be written to"):
            fill(book, range(10, 11))
        assert len(book.facts()) == 10
    with pytest.raises(BookError, match="there is no book here"):
        open_book(f"{scheme}{path.with_name('none.sqlite')}?mode=ro")
    assert not list(path.parent.glob("*mode*"))
    assert opens_afterwards(path)


def test_a_book_in_a_folder_that_cannot_be_written_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = set(path.parent.iterdir())
    monkeypatch.setattr(opening.os, "access", lambda place, _: Path(place) != path.parent)
    with open_book(path) as book:
        assert len(book.facts()) == 10
        assert set(path.parent.iterdir()) == beside  # SQLite made no file of its own there
        with pytest.raises(BookReadOnly, match="Make the file and its folder writable"):
            fill(book, range(10, 11))
    monkeypatch.undo()
    assert opens_afterwards(path)


def test_a_book_of_another_process_in_such_a_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_book(path) as other:
        fill(other, range(10, 11))
        monkeypatch.setattr(opening.os, "access", lambda place, _: Path(place) != path.parent)
        with open_book(path) as book:
            assert len(book.facts()) == 11  # with what stands in the log only


def test_a_full_disk(path: Path) -> None:
    with open_book(path) as book:
        with book._access.engine.connect() as connection:  # the pool hands this one connection out again
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}")
        with pytest.raises(BookFull, match="no room left on the disk"):
            fill(book, range(10, 60), padding="words " * 400)
        recorded = book.summary().reports
        assert recorded < 60
    with open_book(path) as book:
        assert book.summary().reports == recorded and book.verify() == []
        fill(book, range(10, 60), padding="words " * 400)
    assert opens_afterwards(path, 60)


def test_a_damaged_book(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(BookDamaged, match="its file is broken"):
        open_book(path).facts()
    path.write_bytes(whole)
    assert opens_afterwards(path)


def test_a_cut_book_is_told_by_verify(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'statement_good'").fetchone()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(whole)
    with open_book(path) as book:
        assert any(problem.where == "file" for problem in book.verify())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE report SET text = pack('x' || unpack(text)) WHERE seq = 1", "its id is not that of its text"),
        ("UPDATE statement SET value = 7 WHERE seq = 1", "its columns do not say what it says: value"),
        ("UPDATE statement SET json = x'01' WHERE seq = 1", "it is not of the format"),
        ("UPDATE statement SET json = pack('{}') WHERE seq = 1", "it is not of the format"),
        (
            "UPDATE statement SET json = pack(replace(unpack(json), '1100000', '1100001'))",
            "its id is not that of its claim",
        ),
        ("DELETE FROM statement_country WHERE country = 'AZE'", "its rows of countries do not say what it says"),
        ("UPDATE claim SET fact = NULL", "it is not what its statements give"),
        ("UPDATE fact SET first_seen = '1999-01-01'", "it is not what its statements give"),
        ("DELETE FROM appearance WHERE seq = 1", "it has no appearance"),
    ],
)
def test_verify_finds_what_was_changed_by_hand(path: Path, change: str, problem: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.create_function("pack", 1, pack)
        raw.create_function("unpack", 1, unpack)
        raw.execute(change)
        raw.commit()
    with open_book(path) as book:
        assert any(problem in found.problem for found in book.verify())


@pytest.mark.parametrize("address", ["", "mysql://user@host/name", "sqlite://", "sqlite:///:memory:", "://", "no://x"])
def test_no_address_of_a_book(address: str) -> None:
    with pytest.raises(UsageError):
        resolve(address)


def test_a_driver_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BookError, match=r"psycopg is not installed.*pip install 'tradebook\[postgresql\]'") as caught:
        open_book("postgresql://desk:secret@localhost/trade")
    assert "secret" not in str(caught.value)


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRADEBOOK_BOOK", raising=False)
    assert resolve(None).path == default_path()
    monkeypatch.setenv("TRADEBOOK_BOOK", str(tmp_path / "named.sqlite"))
    assert resolve(None).path == tmp_path / "named.sqlite"
    shown = resolve("postgresql://desk:secret@host/trade").shown
    assert "secret" not in shown and shown.startswith("postgresql+psycopg://desk:")
    odd = tmp_path / "a folder, with % and ünïcode" / "b#o?o k.sqlite"
    with open_book(odd) as book:
        fill(book, range(3))
    assert odd.exists() and opens_afterwards(odd, 3)
