"""The book itself: opening, recording, reading anew, asking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from tradebook.book import queries, recording
from tradebook.book.address import Address, resolve
from tradebook.book.failures import told
from tradebook.book.model import (
    Appearance,
    Entry,
    ReadingLike,
    Recorded,
)
from tradebook.book.opening import open_engine, writing
from tradebook.report import Report
from tradebook.statement import Reader


def open_book(address: str | Path | None = None, *, create: bool = True) -> Book:
    """The book at `address`: a path, an SQLite or PostgreSQL URL, or None for TRADEBOOK_BOOK, else the user's own book.

    A book of an earlier version is migrated, an SQLite file after a copy of it was made beside it. With `create` a book
    that is not there is made. Raises `UsageError` for an address that cannot be a book's, and members of `BookError`.
    """
    return Book(resolve(address), create=create)


class Book:
    """The reports, statements and facts, stored. Use `open_book`; close it, or use it as a context manager.

    Every method raises members of `BookError` where the database fails; the book can be opened again afterwards."""

    def __init__(self, address: Address, *, create: bool = True) -> None:
        self.address = address
        self._engine = open_engine(address, create=create)
        self._writer = writing(self._engine)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections; closing twice is fine."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.address.shown), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.address.shown), self._writer.begin() as connection:
            yield connection

    # Recording

    def record(
        self,
        report: Report,
        reading: ReadingLike,
        *,
        recorded_at: datetime | None = None,
        reader: Reader | None = None,
    ) -> Recorded:
        """Records `report` with its `reading`, whole or not at all; returns what it did.

        A known text from another outlet, address or day is one more appearance; a known one changes nothing.
        `recorded_at` is now, in UTC, unless given; `reader` is needed only for a reading without statements, which name
        it. Raises `BadRecord` where a statement is not grounded in the report, or a database cannot hold its text.
        """
        now = _utc(recorded_at)
        with self._writing() as connection:
            recorded, _seq, _written = recording.record(connection, report, reading, now, reader)
        return recorded

    def known(self, report_id: str) -> bool:
        """Whether the book holds the report."""
        with self._reading() as connection:
            return recording.report_seq(connection, report_id) is not None

    # Asking

    def report(self, report_id: str) -> Report | None:
        """The report as it was recorded; None where the book has not got it."""
        with self._reading() as connection:
            return queries.report(connection, report_id)

    def appearances(self, report_id: str) -> list[Appearance]:
        """The report's appearances, the earliest first."""
        with self._reading() as connection:
            return queries.appearances(connection, report_id)

    def statement(self, id_or_prefix: str) -> Entry | None:
        """The one statement whose id begins so, the current reading of it first; None where there is none.

        Raises `UsageError` where several ids begin so, or for fewer than 4 digits."""
        with self._reading() as connection:
            return queries.statement(connection, id_or_prefix)

    def statements(
        self,
        *,
        pair: tuple[str, str] | None = None,
        country: str | None = None,
        company: str | None = None,
        good: str | None = None,
        kind: str | None = None,
        report: str | None = None,
        min_confidence: float = 0.0,
        history: bool = False,
    ) -> list[Entry]:
        """The current statements that fit every filter, in the order in which they were recorded; with `history` also
        the superseded and withdrawn ones. The filters are those of `facts`; `report` is a report's id."""
        chosen = queries.Filter(pair, country, company, good, kind, report, min_confidence)
        with self._reading() as connection:
            return list(queries.entries(connection, chosen, history=history))


def _utc(moment: datetime | None) -> datetime:
    """`moment`, else now, in UTC without a zone, as the book stores it."""
    moment = moment or datetime.now(UTC)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
