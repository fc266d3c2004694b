"""A `read` killed at any moment loses nothing that it acknowledged, half-writes and repeats nothing, and goes on."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.book.killed import DIRECTLY, GROUP
from tests.book.test_book_groups import press
from tests.tools.databases import Database, rows
from tradebook.book import Book, open_book, prepared

REPORTS = 12
KILLED = -9


def reports(folder: Path) -> Path:
    """A file of reports, each with a few statements that meet those of others."""
    lines = []
    for n in range(REPORTS):
        text = (
            f"Trade between Azerbaijan and Belarus came to ${100 + n % 4}.5 million in {2010 + n % 3}. "
            f"Exports of Belarus to Azerbaijan came to ${60 + n}.1 million in {2010 + n % 3}."
        )
        lines.append(json.dumps({"text": text, "outlet": f"Outlet {n}", "published": f"2022-05-{n + 1:02d}"}))
    file = folder / "reports.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


class Reader:
    """`tradebook read`, run and killed as often as asked."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder

    def run(self, how: str, address: str) -> int:
        """The exit status."""
        assert self._process.stdin is not None and self._process.stdout is not None
        print(how, address, self._list(address), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def acknowledged(self, address: str) -> list[tuple[str, str]]:
        """(report, outcome) of all that `read` was told to be recorded in the book."""
        file = self._list(address)
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [(report, outcome) for report, outcome in (line.split() for line in lines)]

    def _list(self, address: str) -> Path:
        return self._folder / f"acknowledged-{hashlib.sha256(address.encode()).hexdigest()[:12]}"


@pytest.fixture
def reader(root: Path, tmp_path: Path) -> Iterator[Reader]:
    command = [sys.executable, "-m", "tests.book.killed", str(reports(tmp_path))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=root, text=True, **pipes) as process:  # type: ignore[call-overload]
        yield Reader(process, tmp_path)


def holds_together(address: str, acknowledged: list[tuple[str, str]]) -> None:
    new = [report for report, outcome in acknowledged if outcome == "new"]
    assert len(new) == len(set(new))
    with open_book(address) as book:
        assert book.verify() == []
        assert all(book.known(report) for report, _ in acknowledged)
        assert book.summary().reports == book.summary().appearances


def kills(reader: Reader, database: Database, number: int, seed: int) -> None:
    """Kills `read` `number` times, some times a book, and compares with a book whose reading nobody disturbed."""
    chance = random.Random(seed)
    undisturbed = database.new(bare=True)
    began = time.monotonic()
    assert reader.run("never", undisturbed) == 0
    seconds = time.monotonic() - began
    whole = shape(undisturbed)
    killed = 0
    while killed < number:
        bare = chance.random() < 0.5  # making the tables can be killed too
        address = database.new(bare=bare)
        for step in range(8):
            points = 340 if bare and step == 0 else 140  # that there are, about
            how = f"at={chance.randrange(1, points)}" if step % 4 < 3 else f"after={chance.uniform(0, seconds):.3f}"
            status = reader.run(how, address)
            assert status in (KILLED, 0)
            killed += status == KILLED
            if step == 3:
                holds_together(address, reader.acknowledged(address))
            if status == 0:  # all is recorded
                break
        assert reader.run("never", address) == 0
        holds_together(address, reader.acknowledged(address))
        assert shape(address) == whole


def shape(address: str) -> list[object]:
    """All that must be the same in two books of the same reports, in whatever order and number of runs."""
    with open_book(address) as book:
        assert book.summary().reports == REPORTS
        statements = sorted(entry.statement.id for entry in book.statements(history=True))
        facts = [(f.id, f.origins, f.first_seen, f.last_repeated, len(f.sources)) for f in book.facts(leading=False)]
        return [statements, facts]


def test_a_killed_read_goes_on(reader: Reader, database: Database) -> None:
    kills(reader, database, 24, seed=9)


@pytest.mark.soak
def test_a_thousand_killed_reads_go_on(reader: Reader, database: Database) -> None:
    """500 on each kind of database."""
    kills(reader, database, 500, seed=10)


def test_killed_between_commit_and_acknowledgement(reader: Reader, book: Book, address: str) -> None:
    """At every point of the recording of the first reports, the last of which is right after their commit: they are all
    there or none."""
    point, found = 1, 0
    while not found:
        assert reader.run(f"at={point}", address) == KILLED
        found = rows(address, "SELECT count(*) FROM report")[0][0]
        assert reader.acknowledged(address) == []
        point += 1
    assert found == GROUP
    holds_together(address, [])
    assert reader.run("never", address) == 0
    outcomes = [outcome for _, outcome in reader.acknowledged(address)]
    assert (outcomes.count("known"), outcomes.count("new")) == (GROUP, REPORTS - GROUP)
    holds_together(address, reader.acknowledged(address))


def test_what_goes_to_the_driver_directly_is_a_point(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of cells too, as the keys by which copies are found."""
    points: list[str] = []

    def watched(execute: Callable[..., Any]) -> Callable[..., Any]:
        def with_point(*arguments: Any) -> Any:
            points.extend(a.sql for a in arguments if isinstance(a, prepared._Ready))
            return execute(*arguments)

        return with_point

    for place, name in DIRECTLY:
        monkeypatch.setattr(place, name, watched(getattr(place, name)))
    for _ in zip(range(4), book.record_all(press(5)), strict=False):
        pass
    for table in ("report", "statement", "claim", "copy_key"):
        assert any(sql.startswith(f"INSERT INTO {table} ") for sql in points), table
