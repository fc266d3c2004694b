"""Official figures as evidence of what became of promised ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.check.official.world import row, store
from tradebook.book import Book, open_book
from tradebook.check.official.witness import OfficialWitness
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statistics import Row

TARGET = "Azerbaijan plans to increase its exports to Georgia to $900 million in 2022."


@pytest.fixture
def book(tmp_path: Path) -> Any:
    with open_book(tmp_path / "book.sqlite") as opened:
        report = make_report(TARGET, published=date(2021, 6, 1), outlet="Example Wire")
        reading = extract(report)
        assert [s.stance for s in reading.statements] == ["target"]
        opened.record(report, reading)
        yield opened


def state(book: Book, folder: Path, rows: list[Row], day: date) -> tuple[str, str | None]:
    book.witnesses = [OfficialWitness(store(folder, rows))]
    (promise,) = book.promises(as_of=day)
    return promise.state, promise.evidence[0].source if promise.evidence else None


def year(value: int, number: int = 2022, **more: Any) -> Row:
    return row("AZE exports GEO", str(number), value, vintage=date(number + 1, 2, 1), **more)


@pytest.mark.parametrize(
    ("value", "becomes"), [(910_000_000, "kept"), (450_000_000, "partly")], ids=["reached", "half reached"]
)
def test_the_office_decides_what_became_of_a_target(book: Book, tmp_path: Path, value: int, becomes: str) -> None:
    found = state(book, tmp_path / "s", [year(value)], date(2023, 3, 1))
    assert found == (becomes, "UN Comtrade, as of 1 February 2023")


def test_what_was_not_known_yet_decides_nothing(book: Book, tmp_path: Path) -> None:
    assert state(book, tmp_path / "s", [year(910_000_000)], date(2023, 1, 15)) == ("due", None)


@pytest.mark.parametrize(
    "other",
    [
        year(910_000_000, 2021),
        year(910_000_000, currency="AZN"),
        year(910_000_000, series="reconciled", source="baci"),
        year(910_000_000, coverage="goods and services"),
        row("GEO imports AZE", "2022", 910_000_000, vintage=date(2023, 2, 1)),
        row("AZE imports GEO", "2022", 910_000_000, vintage=date(2023, 2, 1)),
    ],
    ids=["another year", "another currency", "reconciled", "services too", "the partner's books", "the other way"],
)
def test_other_figures_decide_nothing(book: Book, tmp_path: Path, other: Row) -> None:
    assert state(book, tmp_path / "s", [other], date(2023, 3, 1))[0] == "due"


def test_without_a_witness_the_press_alone_is_asked(book: Book) -> None:
    (promise,) = book.promises(as_of=date(2023, 3, 1))
    assert promise.state == "due"
