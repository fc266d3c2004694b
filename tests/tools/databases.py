"""Where the tests keep their books: files of SQLite, or databases of a real PostgreSQL."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.tools.postgres import Postgres
from tradebook.book.address import resolve

KINDS = ("sqlite", "postgresql")


class Database(ABC):
    """One kind of database, for one test."""

    kind: str

    @abstractmethod
    def new(self, *, bare: bool = False) -> str:
        """The address of an empty book that nobody else has; with `bare` nothing at all is there yet."""

    def close(self) -> None:
        """Takes the books away."""
        return


class SqliteFiles(Database):
    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = itertools.chain(["book.sqlite"], (f"book-{n}.sqlite" for n in itertools.count(2)))

    def new(self, *, bare: bool = False) -> str:
        return str(self._folder / next(self._names))


class PostgresDatabases(Database):
    kind = "postgresql"

    def __init__(self, server: Callable[[], Postgres]) -> None:
        self._server = server
        self._made: list[str] = []

    def new(self, *, bare: bool = False) -> str:
        self._made.append(self._server().new(bare=bare))
        return self._made[-1]

    def close(self) -> None:
        for address in self._made:
            self._server().drop(address)


def rows(address: str, query: str, **values: object) -> list[tuple[Any, ...]]:
    """What `query` finds in the book's tables, past the book itself: for what tests look at behind its back."""
    return _run(address, query, values)


def change(address: str, *commands: str, **values: object) -> None:
    """Changes the book's tables by hand, past the book itself, in one transaction."""
    _run(address, commands, values)


def _run(address: str, commands: str | Sequence[str], values: dict[str, object]) -> list[tuple[Any, ...]]:
    engine = create_engine(resolve(address).url, poolclass=NullPool)
    found: list[tuple[Any, ...]] = []
    with engine.begin() as connection:
        for command in [commands] if isinstance(commands, str) else commands:
            result = connection.execute(text(command), values)
            found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found
