"""What was written to a file's write-ahead log, moved into the file beside the writing.

SQLite does that at the end of a transaction when the log is long, and who writes waits for the disk: in a large book,
of whose indexes every report touches pages all over, that took nearly as long as the writing. So while many reports are
recorded a thread does it on a connection of its own. It needs no lock that the writer holds, and a process killed
meanwhile loses nothing: the log is read again. What it leaves when the log is full nevertheless (`opening.log_pages`)
the writer moves itself, and the log begins anew.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress

from tradebook.book.address import Address, sqlite_uri

EVERY = 2_000  # statements


class Checkpoints:
    """The moving beside one who writes to the book at `address`; for a database on a server there is nothing to do."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._written = 0
        self._moving: threading.Thread | None = None

    def written(self, statements: int) -> None:
        """To be called after each transaction, with the number of statements that it has put in."""
        self._written += statements
        if self._address.path is None or self._written < EVERY:
            return
        if self._moving is None or not self._moving.is_alive():
            self._written = 0
            self._moving = threading.Thread(target=self._move, daemon=True)
            self._moving.start()

    def end(self) -> None:
        """Waits for what has begun."""
        if self._moving is not None:
            self._moving.join()

    def _move(self) -> None:
        """What fails here is left to the writer, who tries the same and tells of it."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(sqlite_uri(self._address), uri=True)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
