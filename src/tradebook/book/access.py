"""The way to a book's database: one engine for those who read, the same for those who write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from tradebook.book.address import Address
from tradebook.book.failures import told
from tradebook.book.opening import Finish, as_it_can_be_opened, open_engine, reading, writing
from tradebook.book.turns import waiting


class Access:
    """Transactions on the book at `address`. The book's parts (copies, names, search ...) share one. `finish` ends a
    migration, see `open_engine`."""

    def __init__(self, address: Address, *, create: bool = True, finish: Finish | None = None) -> None:
        self.address = as_it_can_be_opened(address)
        self.engine = open_engine(self.address, create=create, finish=finish)
        self._reader = reading(self.engine)
        self._writer = writing(self.engine)

    def close(self) -> None:
        """Ends the connections; closing twice is fine."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, all of it from one state of the book; it waits for no writer. Raises members
        of `BookError` where the database fails."""
        with told(self.address.shown), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, erasing: bool = False) -> Iterator[Connection]:
        """A transaction that writes: it holds the writer's lock from its begin. With `erasing` an SQLite file keeps no
        trace of what the transaction deletes, neither in its free pages nor in its log. Raises members of
        `BookError`."""
        with told(self.address.shown), self._writer.begin() as connection:
            lite = erasing and connection.dialect.name == "sqlite"
            if lite:
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            yield connection
        if lite:
            assert self.address.path is not None
            with told(self.address.shown), waiting(self.address.path), self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
