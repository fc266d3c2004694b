"""New reports taken into the book some at a time.

A group is one transaction, so that pages that many reports touch are written once, and one question to the database
does for all of them. What can be worked out without the book (`Ready`) is done before the transaction begins, which
then holds the writer's lock only while it writes. What comes out is the same as of one report at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Connection

from tradebook.book import recording
from tradebook.book.model import Recorded
from tradebook.book.names.naming import as_named
from tradebook.book.recording import Written
from tradebook.book.rows import day_of
from tradebook.report import Report
from tradebook.statement import Reader, Statement

MOST = 128  # reports of a group
SECONDS = 0.2  # that a group is waited for: what was read is soon in the book, however slowly it comes
LETTERS = 1_000_000  # of a group's texts: the lock is held briefly, and memory stays flat
SLOW = 0.3  # seconds that a group may take to be written before the next is made smaller: others wait for the lock

_T = TypeVar("_T")


class Ready(Struct, frozen=True):
    """A report with its reading, checked. `layers` holds what each layer of the book could work out without the book,
    by the layer's name, `text` the report's text as it is stored; neither is there where the book held the report
    already. It can be pickled."""

    report: Report
    statements: tuple[Statement, ...]
    gaps: int
    language: str | None
    reader: Reader | None
    columns: tuple[recording.Columns, ...] = ()
    text: bytes | None = None
    layers: dict[str, Any] = {}


class Arrival(Struct, frozen=True):
    """A report that is new to the book, by its row, with its statements' rows. `appeared` are its appearances in the
    group, each as the report that it came as with its day, its own first."""

    seq: int
    ready: Ready
    written: list[Written]
    appeared: list[tuple[Report, date]]

    @property
    def first(self) -> date:
        """The earliest day on which it appeared."""
        return min(day for _, day in self.appeared)

    @property
    def last(self) -> date:
        """The latest day on which it appeared."""
        return max(day for _, day in self.appeared)

    @property
    def report(self) -> Report:
        return self.ready.report


class Arrivals:
    """The new reports of a group, in the order in which they came."""

    def __init__(self, each: Sequence[Arrival]) -> None:
        self.each = each
        self._named: list[Written] | None = None

    def __iter__(self) -> Iterator[Arrival]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)

    def prepared(self, layer: str) -> Iterator[tuple[Arrival, Any]]:
        """The reports with what the layer had worked out of each."""
        return ((each, each.ready.layers[layer]) for each in self.each)

    @property
    def written(self) -> list[Written]:
        """The statements of all."""
        return [w for each in self.each for w in each.written]

    def named(self, connection: Connection) -> dict[int, Statement]:
        """Row -> statement, of those in which a body goes by another name than it is spelled by, with that name. To be
        asked when the names are settled."""
        if self._named is None:
            written = self.written
            named = as_named(connection, written)
            self._named = [now for now, before in zip(named, written, strict=True) if now is not before]
        return {w.seq: w.statement for w in self._named}


Again = tuple[int, date]  # a report that the book had already, by its row, and the day of its further appearance


class Done(Struct, frozen=True):
    """What became of a group: of each report in its order; the new ones; and those that the book had already."""

    recorded: list[Recorded]
    arrivals: Arrivals
    appeared: list[Again]


class Sizes:
    """How many reports make a group: fewer where writing takes long."""

    def __init__(self, most: int | None = None) -> None:
        self.most = self._limit = most or MOST

    def took(self, seconds: float) -> None:
        """Says how long the last group took to be written."""
        self.most = max(1, self.most // 2) if seconds > SLOW else min(self._limit, self.most * 2)

    def groups(self, items: Iterable[_T], letters: Any) -> Iterator[list[_T]]:
        """`items` in groups, in their order: a group ends when it is full, or when its time is up; `letters` tells how
        long an item's text is. Where no further item can be had (Ctrl-C, say), those that came are a group before the
        reason is raised: they are not lost."""
        group: list[_T] = []
        began, size = 0.0, 0
        left = iter(items)
        while True:
            try:
                item = next(left)
            except StopIteration:
                break
            except BaseException:
                if group:
                    yield group
                raise
            if not group:
                began, size = time.monotonic(), 0
            group.append(item)
            size += letters(item)
            if len(group) >= self.most or size >= LETTERS or time.monotonic() - began > SECONDS:
                yield group
                group = []
        if group:
            yield group


def record(connection: Connection, group: Sequence[Ready], now: datetime) -> Done:
    """Records the reports of a group with their readings; the layers are still to be told."""
    held = recording.report_seqs(connection, [ready.report.id for ready in group])
    appearances = recording.Appearances(connection, held.values())
    fresh: dict[str, Ready] = {}
    for ready in group:
        if ready.report.id not in held:
            fresh.setdefault(ready.report.id, ready)
    numbers = recording.numbers_for(
        connection, report=len(fresh), reading=len(fresh), statement=sum(len(r.statements) for r in fresh.values())
    )
    rows = dict(held) | dict(zip(fresh, numbers["report"], strict=True))
    recorded: list[Recorded] = []
    arrivals: dict[int, Arrival] = {}
    appeared: list[Again] = []
    left = iter(numbers["statement"])
    for ready in group:
        report, seq = ready.report, rows[ready.report.id]
        day = day_of(report.published, now)
        if fresh.get(report.id) is ready:
            written = [Written(next(left), s) for s in ready.statements]
            arrivals[seq] = Arrival(seq, ready, written, [(report, day)])
            appearances.add(seq, report, now)
            recorded.append(Recorded(outcome="new", report=report.id, statements=len(written), gaps=ready.gaps))
        elif appearances.knows(seq, report):
            recorded.append(Recorded(outcome="known", report=report.id))
        else:
            appearances.add(seq, report, now)
            if seq in arrivals:
                arrivals[seq].appeared.append((report, day))
            else:
                appeared.append((seq, day))
            recorded.append(Recorded(outcome="appearance", report=report.id))
    _write(connection, list(arrivals.values()), numbers["reading"], now)
    appearances.write()
    return Done(recorded, Arrivals(list(arrivals.values())), appeared)


def _write(connection: Connection, arrivals: Sequence[Arrival], readings: Sequence[int], now: datetime) -> None:
    """The rows of new reports, of their readings and statements."""
    recording.add_report_rows(connection, [recording.report_row(a.report, now, a.seq, a.ready.text) for a in arrivals])
    rows, columns = [], []
    for number, a in zip(readings, arrivals, strict=True):
        r = a.ready
        count, reader = len(a.written), r.reader
        rows.append(recording.reading_row(number, a.seq, r.language, r.gaps, count, reader, now))
        columns += [
            (w.seq, a.seq, number, position, of_it)
            for position, (w, of_it) in enumerate(zip(a.written, r.columns, strict=True))
        ]
    recording.add_reading_rows(connection, rows)
    recording.add_statement_rows(connection, columns)
