"""The write-ahead log of a file is moved into the file beside the writing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.book.test_book_groups import flows
from tradebook.book import checkpoints, groups, open_book
from tradebook.book.address import resolve
from tradebook.book.opening import log_pages


def test_the_log_is_moved_while_reports_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was moved stands in the file alone, whole groups of it; the rest is in the log."""
    monkeypatch.setattr(checkpoints, "EVERY", 1)
    monkeypatch.setattr(groups, "MOST", 5)
    alone = tmp_path / "alone.sqlite"
    with open_book(tmp_path / "book.sqlite") as book:
        assert [taken.recorded is not None for taken in book.record_all(flows(20))] == [True] * 20
        shutil.copy(tmp_path / "book.sqlite", alone)
    with open_book(alone) as found:
        assert found.summary().reports in (5, 10, 15, 20) and found.verify() == []
    with open_book(tmp_path / "book.sqlite") as book:
        assert book.summary().reports == 20 and book.verify() == []


def test_a_large_book_has_a_long_log(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    for size, pages in ((0, 8_000), (1 << 30, 1 << 15), (1 << 40, 1 << 16)):
        with file.open("wb") as book:
            book.truncate(size)  # nothing but a hole
        assert log_pages(resolve(file)) == pages
