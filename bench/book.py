"""The book under load: recording, merging as it grows, its weight on disk, what is asked of it, the memory of `read`.

The statements come from `bench.press`, made directly; a small share goes through the reading. Making them is not timed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.corpus import trade_reports
from bench.figure import Figure
from bench.measure import peak_memory
from bench.press import Press
from tradebook.book import Book, PromiseState, Slots, open_book
from tradebook.book.model import ReadingLike
from tradebook.book.queries import Filter
from tradebook.book.workers import collect_seldom
from tradebook.extract import extract
from tradebook.report import Report, make_report

MARKS = (10_000, 100_000, 1_000_000)  # statements: sizes at which merging is measured
WINDOW = 2_000  # statements recorded to measure it
PROCESSES = min(4, os.cpu_count() or 1)
READ_SHARE = 100  # one report of so many is read by `extract`
REPORTS_OF_READ = (200, 1_600)  # whose memory is compared
LONG_READS = (4_000, 20_000)  # the same where the book has that many statements: when all caches are full
MANY = 1_000_000
PAIR = ("AZE", "BLR")
STATEMENTS_A_REPORT = 3.0  # about
Batch = list[tuple[Report, ReadingLike]]


@dataclass
class Pace:
    """Statements recorded, and the seconds that it took: by the clock and of the processor."""

    statements: int = 0
    clock: float = 0.0
    processor: float = 0.0
    _began: tuple[float, float] = (0.0, 0.0)

    def start(self) -> None:
        """Sets the watch going."""
        self._began = perf_counter(), process_time()

    def stop(self) -> None:
        """Stops it."""
        self.clock += perf_counter() - self._began[0]
        self.processor += process_time() - self._began[1]

    def add(self, other: Pace) -> None:
        self.statements += other.statements
        self.clock += other.clock
        self.processor += other.processor


def book_figures(statements: int, keep: Path | None = None, ready: Path | None = None) -> Iterator[Figure]:
    """The figures of a book that grows to `statements`; it stays in the file `keep` where one is named. With `ready`, a
    book kept before, only what is asked of it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = ready or keep or Path(folder) / "book.sqlite"
        if ready is None:
            yield from _growing(path, statements)
        yield from _weight(path)
        with open_book(path) as book:
            yield from _asking(book)
        if ready is None:
            yield from _memory_of_read(Path(folder), LONG_READS if statements >= MANY else REPORTS_OF_READ)


def _growing(path: Path, size: int) -> Iterator[Figure]:
    """Recording as `read` does it, with as many processes as there are processors, by the clock; before each mark some
    with one process, for what a statement costs, of the processor."""
    press = _batches(size)
    collect_seldom()
    marks = sorted({mark for mark in MARKS if mark < size} | {size})
    total = Pace()
    done = 0
    with open_book(path) as book:
        for mark in marks:
            total.add(_recorded(book, press, mark - WINDOW - done, PROCESSES))
            done = max(done, mark - WINDOW)
            window = _recorded(book, press, WINDOW, 1)
            done += window.statements
            yield Figure(f"recording, up to {mark:,} statements", total.statements / total.clock, "statements/s", 2_000)
            cost = window.processor / max(1, window.statements) * 1e6
            yield Figure(f"recording and merging one statement, at {mark:,}", cost, "µs of CPU")


def _batches(size: int) -> Iterator[Batch]:
    """What is recorded, some at a time, so that memory stays small."""
    batch: Batch = []
    for number, (report, reading) in enumerate(Press().reports(int(size / STATEMENTS_A_REPORT))):
        batch.append((report, reading))
        if number % READ_SHARE == 0:
            (words,) = trade_reports(1, seed=1_000 + number)
            text = make_report(words, published=report.published, outlet=report.outlet, url=report.url)
            batch.append((text, extract(text)))
        if len(batch) >= 1_000:
            yield batch
            batch = []


def _recorded(book: Book, press: Iterator[Batch], number: int, processes: int) -> Pace:
    """Records press until it has given so many statements. The watch stands while press is made."""
    pace = Pace()

    def items() -> Iterator[tuple[Report, ReadingLike]]:
        given = 0
        while given < number:
            pace.stop()
            batch = next(press)
            pace.start()
            for item in batch:
                given += len(item[1].statements)
                yield item

    pace.start()
    for taken in book.record_all(items(), processes=processes):
        pace.statements += taken.recorded.statements if taken.recorded else 0
    pace.stop()
    return pace


# On disk


def _weight(path: Path) -> Iterator[Figure]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (statements,) = connection.execute("SELECT count(*) FROM statement").fetchone()
        yield Figure("on disk, a statement", path.stat().st_size / statements, "bytes", 3_000, at_least=False)
        for name, size in _heaviest(connection):
            yield Figure(f"  of it {name}", size / statements, "bytes")


def _heaviest(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The tables and indexes that take most room; none where SQLite was built without the count."""
    try:
        query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
        return list(connection.execute(query))
    except sqlite3.OperationalError:
        return []


# Asking


def _asking(book: Book) -> Iterator[Figure]:
    for name, ask, bar in QUESTIONS:
        yield Figure(name, _median(lambda ask=ask: ask(book)) * 1e3, "ms", bar, at_least=False)  # type: ignore[misc]  # mypy infers no default of a lambda


def _pair_page(book: Book) -> object:
    return book.latest_facts(Slots(pair=PAIR))


def _search(words: str, **slots: Any) -> Callable[[Book], object]:
    return lambda book: book.search(words, Slots(**slots))


def _promises(chosen: Filter | None = None, *states: PromiseState) -> Callable[[Book], object]:
    """The first page of promises, as of the last day of the press."""
    return lambda book: book.following.page(chosen, states=states, as_of=_last_day(book))


@cache
def _last_day(book: Book) -> date | None:
    return book.summary().last_published


QUESTIONS: tuple[tuple[str, Callable[[Book], object], float | None], ...] = (
    (f"the pair page, {'-'.join(PAIR)}", _pair_page, 50),
    ("search, a firm's rare name", _search('"Trading House" quin*', company="Trading House", country="AZE"), 50),
    ("search, a good and a pair", _search("butter", pair=PAIR), 50),
    ("search, two words in up to 10,000 statements", _search("tractors Azerbaijan"), 50),
    ("search, a phrase and a kind", _search('"signed a contract" wine', kind="deal"), 50),
    ("search, slots alone", _search("", good="8701", kind="deal", measure=None, value=(1e6, 5e6)), 50),
    ("search, a word of a third of all statements", _search("exports"), 50),
    ("search, every statement of a year", _search("", period=(date(2015, 1, 1), date(2015, 12, 31))), 50),
    (f"the promises of {'-'.join(PAIR)}, the first 50", _promises(Filter(pair=PAIR)), 200),
    ("the promises that are due, the first 50", _promises(None, "due"), 200),
    ("the promises of the whole book, the first 50", _promises(), 200),
    ("the promises of one country, the first 50", _promises(Filter(country=PAIR[0])), 200),
    (f"the kept promises of {'-'.join(PAIR)}, the first 50", _promises(Filter(pair=PAIR), "kept"), None),
)


def _median(ask: Callable[[], object], times: int = 5) -> float:
    """The median seconds of a question, after it was asked once."""
    taken = []
    for _ in range(times + 1):
        start = perf_counter()
        ask()
        taken.append(perf_counter() - start)
        if taken[0] > 5:  # a miss by far needs no median
            return taken[0]
    return statistics.median(taken[1:])


# Memory


def _memory_of_read(folder: Path, counts: tuple[int, ...]) -> Iterator[Figure]:
    """The peak memory of `tradebook read` (of the process that writes) on inputs of different lengths."""
    for count in counts:
        texts = trade_reports(count, seed=6)
        lines = folder / f"{count}.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text, "published": "2024-03-01"}) + "\n" for text in texts)
        memory = peak_memory("tradebook", "read", "--book", str(folder / f"{count}.sqlite"), str(lines))
        if memory is not None:
            yield Figure(f"peak memory of read, {count:,} reports", memory, "MB", 350, at_least=False)
