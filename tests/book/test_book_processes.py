"""Several processes at one book: writers take turns, readers wait for nobody and see one state."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.book.making import a_flow, a_report, money, reading
from tests.book.working import REPORTS
from tests.tools.databases import Database, change, rows
from tradebook.book import Book, open_book, opening
from tradebook.errors import BookBusy


def together(root: Path, address: str, *work: tuple[str, ...]) -> list[dict[str, int]]:
    """What some processes did, all started at one moment."""
    processes = []
    for words in work:
        command = [sys.executable, "-m", "tests.book.working", address, *words]
        processes.append(subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    done = [json.loads(process.communicate()[0] or "null") for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return done


def test_the_same_reports_at_the_same_moment(root: Path, database: Database) -> None:
    """Nothing is recorded twice, nothing is lost, and the facts are those that one writer alone would have made. The
    book is not there yet when all of them open it."""
    address = database.new(bare=True)
    first, second, *_ = together(
        root, address, ("record", "Wire"), ("record", "Wire"), ("ask",), ("reread",), ("open",)
    )
    assert first.get("new", 0) + second.get("new", 0) == REPORTS
    assert first.get("known", 0) + second.get("known", 0) == REPORTS
    with open_book(address) as book:
        assert book.verify() == []
        assert book.summary().reports == book.summary().appearances == REPORTS
        told = [(f.id, f.origins, len(f.sources)) for f in book.facts(leading=False)]
    with open_book(database.new()) as alone:
        from tests.book.working import record

        record(alone, "Wire")
        assert [(f.id, f.origins, len(f.sources)) for f in alone.facts(leading=False)] == told


def test_reprints_at_the_same_moment(root: Path, address: str) -> None:
    """Each report is one, with an appearance for each outlet."""
    done = together(root, address, ("record", "Wire"), ("record", "Morning Paper"), ("record", "Wire"))
    assert sum(each.get("new", 0) for each in done) == REPORTS
    assert sum(each.get("appearance", 0) for each in done) == REPORTS
    with open_book(address) as book:
        assert (book.summary().reports, book.summary().appearances) == (REPORTS, 2 * REPORTS)
        assert book.verify() == []


def test_layers_of_other_rules_are_made_anew_once(root: Path, address: str) -> None:
    with open_book(address) as book:
        fill(book, 10)
        before = book.facts()
    change(address, "UPDATE book_note SET value = '0' WHERE name = 'fact_rules'", "UPDATE claim SET fact = NULL")
    together(root, address, ("open",), ("open",), ("open",))
    with open_book(address) as book:
        assert book.facts() == before
    assert rows(address, "SELECT count(*) FROM book_note WHERE name = 'fact_rules'") == [(1,)]


def fill(book: Book, number: int, first: int = 0) -> None:
    for n in range(first, first + number):
        report = a_report(f"Trade grew to {n}.")
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000))))


def test_a_reader_waits_for_no_writer_and_sees_one_state(book: Book, address: str) -> None:
    fill(book, 3)
    with open_book(address) as other, book._access.writing() as writer:
        writer.exec_driver_sql("UPDATE report SET outlet = 'Someone else'")
        writer.exec_driver_sql("UPDATE claim SET fact = NULL")
        seen: list[int] = []
        reader = Thread(target=lambda: seen.extend([len(other.facts()), other.summary().reports]))
        reader.start()
        reader.join(30)
        assert not reader.is_alive() and seen == [3, 3]
        writer.rollback()
    query = "SELECT count(*) FROM report"
    with open_book(address) as other, other._access.reading() as connection:
        assert connection.exec_driver_sql(query).scalar_one() == 3
        fill(book, 2, first=3)
        assert connection.exec_driver_sql(query).scalar_one() == 3
    assert book.summary().reports == 5


def test_a_writer_that_waits_too_long_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 0.05)
    with open_book(address) as book, open_book(address) as other:
        with other._access.writing(), pytest.raises(BookBusy, match=r"another process.*Wait for it to end"):
            fill(book, 1)
        fill(book, 1)
        assert book.summary().reports == 1 and book.verify() == []
