"""Reports recorded in groups: the book that comes of it is the one of reports recorded one at a time."""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench.press import Press
from tests.book import test_book_copies as copies
from tests.book import test_book_facts as facts
from tests.book.making import Reading, a_flow, a_report, money, reading
from tests.tools.databases import Database
from tradebook.book import Book, Recorded, groups, intake, layers, open_book, schema, turns
from tradebook.book.model import ReadingLike
from tradebook.errors import BadRecord
from tradebook.report import Report

NOW = datetime(2026, 1, 5, 12)
Items = list[tuple[Report, ReadingLike]]


def press(seed: int, number: int = 60) -> Items:
    """Press of a benchmark's kind, near facts that meet each other, and copies of each other; some in no order."""
    chance = random.Random(seed)
    found: Items = []
    for _, item in zip(range(number), Press(seed).reports(number * 4), strict=False):
        found.append(item)
    found += [(report, reading(*statements)) for report, statements in facts.world(chance)]
    found += [(report, Reading([])) for report in copies.world(chance)[:20]]
    for _ in range(len(found) // 3):
        at, to = chance.randrange(len(found)), chance.randrange(len(found))
        found.insert(to, found.pop(at))
    for report, read in chance.sample(found, 8):  # reprints, near and far
        again = a_report(report.text, "Another Paper", date(2004 + chance.randrange(9), 5, 1), title="Another headline")
        found.insert(chance.randrange(len(found)), (again, read))
    return found


def contents(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; of facts, whose numbers hang on the order, their ids."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with book._access.reading() as connection:
        ids: dict[int, str] = dict(connection.exec_driver_sql("SELECT seq, id FROM fact").all())
        for table in schema.metadata.sorted_tables:
            rows = connection.execute(table.select()).mappings().all()
            numbered = [
                {**row, **({"fact": ids[row["fact"]]} if table.name == "claim" else {})}
                | ({"seq": 0} if table.name == "fact" else {})
                for row in rows
            ]
            found[table.name] = sorted((tuple(row.values()) for row in numbered), key=repr)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_groups_give_what_one_at_a_time_gives(database: Database, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    items = press(seed)
    with open_book(database.new()) as alone:
        told = [alone.record(*item, recorded_at=NOW) for item in items]
        wanted = contents(alone)
    monkeypatch.setattr(groups, "MOST", (7, 40, 500)[seed])
    with open_book(database.new()) as book:
        assert [taken.recorded for taken in book.record_all(items, recorded_at=NOW)] == told
        assert book.verify() == []
        assert contents(book) == wanted


def flows(number: int) -> Iterator[tuple[Report, Reading]]:
    for n in range(number):
        report = a_report(f"Trade grew to {n}.")
        yield report, reading(a_flow(report, money(n * 1_100_000, 100_000)))


def test_one_that_is_refused_falls_alone_and_is_told_in_its_place(book: Book) -> None:
    items = list(flows(5))
    items.insert(2, (a_report("Half a sign: \ud800."), reading()))
    told = list(book.record_all(items))
    assert [taken.report for taken in told] == [report for report, _ in items]
    assert [taken.recorded is None for taken in told] == [False, False, True, False, False, False]
    assert isinstance(told[2].refused, BadRecord) and "half of a surrogate pair" in str(told[2].refused)
    assert book.summary().reports == 5 and book.verify() == []


def test_one_that_fails_takes_no_other_with_it(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no check foresees: those before it are recorded and told, it and those behind it are not."""
    write = groups._write

    def failing(connection: Any, arrivals: Any, *more: Any) -> None:
        write(connection, arrivals, *more)
        if any("grew to 3" in arrival.report.text for arrival in arrivals):
            raise ValueError("a slip of ours")

    monkeypatch.setattr(groups, "_write", failing)
    told: list[Recorded | None] = []
    with pytest.raises(ValueError, match="a slip of ours"):
        told += (taken.recorded for taken in book.record_all(flows(6)))
    assert book.summary().reports == 3 and book.verify() == []
    assert [taken.recorded and taken.recorded.outcome for taken in book.record_all(list(flows(3)))] == ["known"] * 3


def test_a_report_is_read_only_where_the_book_has_not_got_it(book: Book) -> None:
    readings = dict(flows(4))
    read: list[Report] = []

    def extract(report: Report) -> ReadingLike:
        read.append(report)
        return readings[report]

    first = list(readings)[:3]
    assert [t.recorded.outcome for t in book.record_all([(r, None) for r in first], extract=extract) if t.recorded] == [
        "new"
    ] * 3
    again = [(replace_outlet(r), None) for r in readings]
    told = [
        t.recorded.outcome for t in book.record_all(again, extract=lambda r: extract(a_report(r.text))) if t.recorded
    ]
    assert told == ["appearance"] * 3 + ["new"]
    assert [report.text for report in read] == [report.text for report in readings]


def replace_outlet(report: Report) -> Report:
    return a_report(report.text, "Another Paper")


def test_groups_end_when_full_long_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("tradebook.book.groups.time.monotonic", lambda: clock[0])

    def items() -> Iterator[int]:
        for letters in (1, 1, 1, groups.LETTERS, 1, 1, 1):
            yield letters
            clock[0] += 0.15 if letters == 1 and clock[0] >= 0.3 else 0.01

    sizes = groups.Sizes(3)
    assert list(sizes.groups(items(), lambda letters: letters)) == [[1, 1, 1], [groups.LETTERS], [1, 1, 1]]
    clock[0] = 0.3
    assert [len(group) for group in groups.Sizes(9).groups(items(), lambda _: 1)] == [3, 4]


def test_groups_are_smaller_where_writing_takes_long() -> None:
    sizes = groups.Sizes(8)
    sizes.took(groups.SLOW * 2)
    assert [len(group) for group in sizes.groups(range(8), lambda _: 1)] == [4, 4]
    sizes.took(groups.SLOW / 2)
    sizes.took(groups.SLOW / 2)
    assert [len(group) for group in sizes.groups(range(9), lambda _: 1)] == [8, 1]


def test_nothing_that_is_ready_hangs_on_the_book() -> None:
    """What a worker hands over is what this process would have made."""
    import pickle

    for report, read in press(5, 20):
        ready = layers.ready(report, read, None)
        assert pickle.loads(pickle.dumps(ready)) == ready == layers.ready(report, read, None)


def slow_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """Records sixty reports, each a group that takes long; when and how long the book was left to others, who then
    found it free."""
    clock = [0.0]
    free: list[tuple[float, float]] = []

    def sleep(seconds: float) -> None:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # at once: nobody holds it
            other.execute("ROLLBACK")
        free.append((clock[0], seconds))
        clock[0] += seconds

    write = groups._write

    def slowly(*arguments: Any) -> None:
        write(*arguments)
        clock[0] += 0.14

    monkeypatch.setattr(groups, "_write", slowly)
    monkeypatch.setattr(groups, "MOST", 1)
    with open_book(path) as book:
        fake = SimpleNamespace(monotonic=lambda: clock[0], sleep=sleep, time=time.time)
        monkeypatch.setattr("tradebook.book.turns.time", fake)
        assert len(list(book.record_all(flows(60)))) == 60
    return free


def test_a_writer_of_a_file_lets_others_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it goes on, those who wait find the book free for longer than the tenth of a second after which they
    ask."""
    with turns.waiting(tmp_path / "book.sqlite"):
        free = slow_writing(tmp_path / "book.sqlite", monkeypatch)
    assert all(seconds > 0.1 for _, seconds in free)
    assert len(free) >= 3 and all(b - a <= 2.5 for (a, _), (b, _) in itertools.pairwise([(0.0, 0.0), *free]))


def test_a_writer_for_whom_nobody_waits_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark of a process that was killed while it waited holds nobody up, and is removed."""
    dead = tmp_path / "book.sqlite-waiting-1-1"
    dead.touch()
    os.utime(dead, (1, 1))
    (tmp_path / "other.sqlite-waiting-1-1").touch()
    assert slow_writing(tmp_path / "book.sqlite", monkeypatch) == []
    assert not dead.exists()


def test_who_waits_for_the_lock_says_so(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    with open_book(path) as book, open_book(path) as other:
        began = threading.Event()

        def write() -> None:
            began.set()
            with other._access.writing():
                pass

        with book._access.writing():
            assert not turns.is_waited_for(path)
            waits = threading.Thread(target=write)
            waits.start()
            assert began.wait(30)
            while waits.is_alive() and not turns.is_waited_for(path):
                pass
            assert waits.is_alive()
        waits.join(30)
        assert not waits.is_alive() and not turns.is_waited_for(path)
    assert [file.name for file in tmp_path.iterdir()] == ["book.sqlite"]


def test_waiting_for_the_lock_makes_no_group_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, taken = [0.0], []
    with open_book(tmp_path / "book.sqlite") as book:
        begin = book._access._writer.begin

        def late() -> Any:
            clock[0] += 5.0
            return begin()

        monkeypatch.setattr(book._access, "_writer", SimpleNamespace(begin=late))
        monkeypatch.setattr(intake, "time", SimpleNamespace(monotonic=lambda: clock[0]))
        monkeypatch.setattr(groups.Sizes, "took", lambda _, seconds: taken.append(seconds))
        list(book.record_all(flows(2)))
    assert taken and set(taken) == {0.0}
