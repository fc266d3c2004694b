"""A damaged file: what can be read of it is saved, and what was lost is said."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import Book, open_book
from tradebook.book.rescue.saving import Saved, save
from tradebook.cli import main
from tradebook.errors import BookDamaged, UsageError
from tradebook.sources import Defaults, read_reports

REPORTS = 60
PAGE = 4096
Lines = dict[str, list[dict[str, Any]]]


def fill(book: Book, numbers: range = range(REPORTS)) -> None:
    for n in numbers:
        padding = f" It was said at length, on day {n}." * (n % 7 * 60)  # some texts take several pages
        report = a_report(f"Trade grew to {n}.{padding}", title=f"Title № {n}", url=f"https://example.org/{n}")
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000), span=(0, 14))))
        if n % 5 == 0:
            again = a_report(report.text, outlet="Morning Paper", published=date(2022, 7, 1))
            book.record(again, reading())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a book, all of it in the file."""
    path = tmp_path_factory.mktemp("whole") / "book.sqlite"
    with open_book(path) as book:
        fill(book)
        entry = book.statements()[3]
        book.corrections.mark(entry.statement.id, "wrong", author="Ann Example")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def saved(tmp_path: Path, data: bytes) -> tuple[Saved, Lines]:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(data)
    return save(path, tmp_path / "saved"), lines_in(tmp_path / "saved")


def lines_in(folder: Path) -> Lines:
    return {
        file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in folder.iterdir()
    }


def test_of_a_whole_book_everything(tmp_path: Path, whole: bytes) -> None:
    done, lines = saved(tmp_path, whole)
    assert done == Saved(
        reports=REPORTS, appearances=REPORTS + 12, statements=REPORTS, people=1,
        lost_reports=0, lost_statements=0, missing_pages=0,
    )  # fmt: skip
    assert done.whole and len(lines["statements"]) == REPORTS
    (correction,) = lines["people"]
    assert (correction["table"], correction["mark"], correction["author"]) == ("correction", "wrong", "Ann Example")
    assert correction["statement_id"] in {s["id"] for s in lines["statements"]}
    fresh = tmp_path / "fresh.sqlite"
    refused: list[Exception] = []
    reports = read_reports([str(tmp_path / "saved/reports.jsonl")], defaults=Defaults(), refused=refused.append)
    with open_book(tmp_path / "damaged.sqlite") as old, open_book(fresh) as book:
        for report in reports:
            book.record(report, reading())
            known = old.report(report.id)
            assert known is not None and (known.text, known.language) == (report.text, report.language)
        assert refused == []
        assert (book.summary().reports, book.summary().appearances) == (REPORTS, REPORTS + 12)
        assert book.sources() == old.sources()


def test_without_its_first_page(tmp_path: Path, whole: bytes) -> None:
    """No list of tables, no header: rows are told by what they look like."""
    done, lines = saved(tmp_path, b"\x00" * PAGE + whole[PAGE:])
    assert (done.reports, done.statements) == (REPORTS, REPORTS) and len(lines["reports"]) == REPORTS + 12


@pytest.mark.parametrize("seed", range(12))
def test_broken_at_random(tmp_path: Path, whole: bytes, seed: int) -> None:
    """A page zeroed, pages of noise, single bytes, a file cut anywhere: what is saved is what was there."""
    chance = random.Random(seed)
    data = bytearray(whole)
    pages = len(whole) // PAGE
    cut = seed % 4 == 3
    if cut:
        # the first half of so young a book holds hardly more than the roots of its tables and indexes
        del data[chance.randrange(len(data) * 2 // 3, len(data)) :]
    for _ in range((1, 5, 40, 0)[seed % 4]):
        if seed % 4 == 2:
            data[chance.randrange(len(data))] = chance.randrange(256)
        else:
            page = chance.randrange(pages)
            data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE) if seed % 2 else chance.randbytes(PAGE)
    done, lines = saved(tmp_path, bytes(data))
    texts = {report["text"] for report in lines["reports"]}
    expected = {}
    source = tmp_path / "whole.sqlite"
    source.write_bytes(whole)
    with open_book(source) as book:
        expected = {book.report(e.statement.report.id).text: e.statement.id for e in book.statements()}  # type: ignore[union-attr]
    assert texts <= set(expected)
    assert {s["id"] for s in lines["statements"]} <= set(expected.values())
    assert len(texts) == done.reports > 0
    lost = REPORTS - done.reports
    assert not done.whole if cut else done.lost_reports == lost
    assert done.lost_reports <= lost


def test_what_stands_in_the_log_only(tmp_path: Path) -> None:
    """And, where the log was deleted, what had come into the file by then."""
    path = tmp_path / "book.sqlite"
    with open_book(path) as book:
        fill(book, range(20))
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA wal_checkpoint(FULL)")
        fill(book, range(20, 30))
        assert save(path, tmp_path / "with").reports == 30
        alone = tmp_path / "alone.sqlite"
        alone.write_bytes(path.read_bytes())  # its log is lost
    with open_book(alone) as book:
        assert book.verify() == [] and book.summary().reports == 20
    assert save(alone, tmp_path / "without").reports == 20


def test_what_was_removed_on_request_stays_removed(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with open_book(path) as book:
        fill(book, range(10))
        gone, kept = (book.statements()[n].statement.report.id for n in (2, 3))
        book.forgetting.text(gone, by="Ann Example")
    save(path, tmp_path / "saved")
    texts = {line["text"] for line in lines_in(tmp_path / "saved")["reports"]}
    assert len(texts) == 9 and not any(text.startswith("Trade grew to 2.") for text in texts)
    assert gone != kept


def test_the_command(tmp_path: Path, whole: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = tmp_path / "damaged.sqlite", tmp_path / "saved"
    path.write_bytes(whole[: len(whole) // 2])
    assert main(["export", "--book", str(path)]) == 1
    assert "tradebook export --rescue FOLDER" in capsys.readouterr().err
    assert main(["export", "--book", str(path), "--rescue", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "Saved: " in out and "cut off the end" in out and "tradebook read --book NEW.sqlite" in out
    assert main(["export", "--book", str(path), "--rescue", str(folder)]) == 2
    assert "Name a new folder" in capsys.readouterr().err


def test_nothing_of_a_book(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a book " * 1000, encoding="utf-8")
    with pytest.raises(BookDamaged, match="nothing of a book"):
        save(tmp_path / "notes.txt", tmp_path / "saved")
    with pytest.raises(UsageError, match="cannot be read"):
        save(tmp_path / "none.sqlite", tmp_path / "other")
