"""Many reports on their way into the book: read or given with their readings, made ready, written in groups."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime

from msgspec import Struct

from tradebook.book import groups, layers, recording
from tradebook.book.access import Access
from tradebook.book.checkpoints import Checkpoints
from tradebook.book.groups import Ready
from tradebook.book.model import Extract, ReadingLike, Recorded, Taken
from tradebook.book.turns import Turns
from tradebook.book.workers import Ahead
from tradebook.errors import BadRecord, BookBusy, BookDamaged, BookFull, BookReadOnly
from tradebook.report import Report
from tradebook.statement import Gap, Reader, Statement

_CHUNK = 16  # reports that a worker is given at once

Item = tuple[Report, ReadingLike | None]  # a report with its reading; without one where it is still to be read
Asked = tuple[Report, ReadingLike | None, bool]  # the same, and whether the book holds the report already


class Nothing(Struct, frozen=True):
    """The reading of a report that the book holds already: it is not read, only its appearance is recorded."""

    statements: tuple[Statement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    language: str | None = None


class Refused(Struct, frozen=True):
    """Why a report cannot be recorded: what `BadRecord` is made of."""

    report: Report
    where: str
    problem: str
    mend: str

    def error(self) -> BadRecord:
        return BadRecord(self.where, self.problem, self.mend)


class Made(Struct, frozen=True):
    """Reports made ready, and those of their chunk that are `left`, where the first of these failed."""

    ready: list[Ready | Refused]
    left: list[Asked]


class Making(Struct, frozen=True):
    """What makes reports ready: the reader, and the name of the reader where its readings do not tell. Can be
    pickled."""

    extract: Extract | None
    reader: Reader | None

    def __call__(self, chunk: list[Asked]) -> Made:
        """The reports of a chunk ready, as far as none fails; known ones are not read. Raises what the first raises."""
        ready: list[Ready | Refused] = []
        for at, item in enumerate(chunk):
            try:
                ready.append(self._ready(*item))
            except Exception:
                if not ready:
                    raise
                return Made(ready, chunk[at:])
        return Made(ready, [])

    def each(self, made: Made) -> Iterator[Ready | Refused]:
        """The reports of a chunk that was made ready. One that failed is tried once more when those before it are on
        their way into the book, and raises what it raises then."""
        yield from made.ready
        while made.left:
            made = self(made.left)
            yield from made.ready

    def _ready(self, report: Report, reading: ReadingLike | None, known: bool) -> Ready | Refused:
        try:
            if reading is None:
                reading = Nothing() if known or self.extract is None else self.extract(report)
            return layers.ready(report, reading, self.reader, known=known)
        except BadRecord as error:
            return Refused(report, error.where, error.problem, error.mend)


class Intake:
    """Takes reports into the book at `access`, with so many processes at work; `now` is the moment of recording, the
    present one of each group where none is given."""

    def __init__(self, access: Access, making: Making, now: datetime | None, processes: int) -> None:
        self._access = access
        self._making = making
        self._now = now
        self._processes = processes
        self._sizes = groups.Sizes()
        self._turns = Turns(access.address.path) if access.address.path is not None else None
        self._checkpoints = Checkpoints(access.address)

    def each(self, items: Iterable[Item]) -> Generator[Taken, None, None]:
        """What became of each of the reports, in their order: told when it is in the book."""
        try:
            with closing(self._ready(items)) as ready:
                for group in self._sizes.groups(ready, lambda one: len(one.report.text)):
                    yield from self._recorded(group)
        finally:
            self._checkpoints.end()

    def _ready(self, items: Iterable[Item]) -> Generator[Ready | Refused, None, None]:
        chunks = groups.Sizes(_CHUNK).groups(items, lambda item: len(item[0].text))
        with closing(Ahead(self._making, self._processes).each(map(self._with_known, chunks))) as made:
            for chunk in made:
                yield from self._making.each(chunk)

    def _with_known(self, chunk: Sequence[Item]) -> list[Asked]:
        """The items, each with whether the book holds the report already."""
        known = known_among(self._access, (report.id for report, _ in chunk))
        return [(report, reading, report.id in known) for report, reading in chunk]

    def _recorded(self, group: Sequence[Ready | Refused]) -> Iterable[Taken]:
        ready = [one for one in group if isinstance(one, Ready)]
        try:
            recorded = iter(self._written(ready) if ready else ())
        except (BookBusy, BookDamaged, BookFull, BookReadOnly):
            raise
        except Exception:
            if len(group) == 1:
                raise
            return self._one_by_one(group)  # one that fails takes no other with it
        return [_taken(one, recorded) for one in group]

    def _one_by_one(self, group: Sequence[Ready | Refused]) -> Iterator[Taken]:
        for one in group:
            yield from self._recorded([one])

    def _written(self, ready: Sequence[Ready]) -> list[Recorded]:
        if self._turns is not None:
            self._turns.begin()
        with self._access.writing() as connection:
            began = time.monotonic()  # with the lock: waiting for it makes no group slow
            done = groups.record(connection, ready, self._now or utc(None))
            layers.recorded(connection, done.arrivals)
            layers.appeared(connection, done.appeared)
        self._sizes.took(time.monotonic() - began)
        self._checkpoints.written(sum(one.statements for one in done.recorded))
        if self._turns is not None:
            self._turns.end()
        return done.recorded


def _taken(one: Ready | Refused, recorded: Iterator[Recorded]) -> Taken:
    if isinstance(one, Refused):
        return Taken(report=one.report, refused=one.error())
    told = next(recorded)
    return Taken(report=one.report, recorded=told, statements=one.statements if told.outcome == "new" else ())


def known_among(access: Access, report_ids: Iterable[str]) -> set[str]:
    """Those of the reports that the book holds."""
    with access.reading() as connection:
        return set(recording.report_seqs(connection, report_ids))


def utc(moment: datetime | None) -> datetime:
    """`moment`, else now, in UTC without a zone, as the book stores it."""
    moment = moment or datetime.now(UTC)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
