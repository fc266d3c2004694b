"""Opening a book: the connection, its settings, the version check, the migration with its backup."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Column, Connection, Engine, String, Text, create_engine, event, inspect, text
from sqlalchemy.pool import QueuePool

from tradebook.book.address import Address, sqlite_uri
from tradebook.book.failures import told
from tradebook.book.schema import HEAD, REVISIONS
from tradebook.book.turns import waiting
from tradebook.errors import BookBusy, BookDamaged, BookError, BookNewer, BookReadOnly

# How long a writer waits for another, in seconds; readers never wait, thanks to the write-ahead log.
WAIT = 10.0
_STATEMENTS = 512  # that a connection keeps ready: more than recording uses
_HEADER = b"SQLite format 3\x00"
_MEND_NO_BOOK = (
    "name the file that `tradebook read` wrote, or a new one; where it was a book, save what can be read of it: "
    "tradebook export --rescue FOLDER"
)


Finish = Callable[[Connection], None]


def open_engine(address: Address, *, create: bool, finish: Finish | None = None) -> Engine:
    """The engine of the book at `address`; an older book is migrated, a new one made if `create`.

    `finish` is what is still to be done after a migration, within its transaction, so that nobody sees a book whose
    tables are moved and empty. Raises the members of `BookError`.
    """
    if address.path is not None:
        _look_at_file(address, create)
    engine = _engine(address)
    try:
        with told(address.shown):
            _bring_up_to_date(engine, address, create, finish)
    except BaseException:
        engine.dispose()
        raise
    return engine


def as_it_can_be_opened(address: Address) -> Address:
    """The address; for reading alone where the book's file stands in a folder that cannot be written to.

    There (a CD, a share) SQLite cannot make the files that it shares with other processes beside a book, and would
    refuse even to read. Where such a file stands already, another process is at work, and the address stays as it is.
    """
    path = address.path
    if path is None or address.read_only or not os.path.isfile(path) or os.access(path.parent, os.W_OK):  # noqa: PTH113 - raises nothing
        return address
    if os.path.exists(f"{path}-wal"):  # noqa: PTH110 - raises nothing
        return address
    return replace(address, url=address.url.update_query_dict({"mode": "ro", "immutable": "1"}))


def _look_at_file(address: Address, create: bool) -> None:
    """Refuses what cannot be a book, before the driver sees it; makes the folder of a new one."""
    path = address.path
    assert path is not None
    try:
        if path.is_dir():
            raise BookDamaged(address.shown, "it is a folder, not a book", "name a file, such as book.sqlite in it")
        if not path.exists():
            if not create or address.read_only:
                raise BookError(address.shown, "there is no book here", "record reports first: tradebook read PATH")
            path.parent.mkdir(parents=True, exist_ok=True)
            return
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        problem = f"it cannot be opened ({error.strerror})"
        raise BookError(address.shown, problem, "check the path and its permissions") from error
    if start and start != _HEADER:
        raise BookDamaged(address.shown, "it is not a book", _MEND_NO_BOOK)


def _engine(address: Address) -> Engine:
    if address.path is None:
        return _server_engine(address)
    uri = sqlite_uri(address)

    def connect() -> sqlite3.Connection:
        # isolation_level None: SQLAlchemy's events below begin the transactions, not the driver, so that schema changes
        # stand inside them too.
        connection = sqlite3.connect(
            uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS
        )
        connection.execute(f"PRAGMA wal_autocheckpoint={log_pages(address)}")
        return connection

    # The one that was used last is used first: each connection holds pages of its own.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=8, pool_use_lifo=True
    )
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begins(address))
    return engine


def _server_engine(address: Address) -> Engine:
    url = address.url.difference_update_query(["mode"])
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        problem = f"the driver {error.name} is not installed"
        raise BookError(address.shown, problem, "install it with: pip install 'tradebook[postgresql]'") from error
    event.listen(engine, "begin", _refuse_to_write if address.read_only else _begin_on_server)
    _compare_by_code_point(engine)
    return engine


def _compare_by_code_point(engine: Engine) -> None:
    """Makes tables whose texts are compared by code point, as SQLite and Python do, whatever the language of the
    database: orders and prefixes are the same everywhere, and an index finds the beginning of a word."""
    from sqlalchemy.dialects.postgresql.base import PGDDLCompiler

    class Compiler(PGDDLCompiler):
        def get_column_specification(self, column: Column[Any], **more: Any) -> str:
            kind = column.type
            if isinstance(kind, String) and type(kind) in (String, Text) and kind.collation is None:
                column.type = type(kind)(kind.length, collation="C")
            return str(super().get_column_specification(column, **more))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its compilers untyped

    engine.dialect.ddl_compiler = Compiler


def _refuse_to_write(connection: Connection) -> None:
    """For an address with `mode=ro`: whatever writes is refused by the server."""
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")


# The lock that writers of a book on PostgreSQL take in turn; any number that other programs are unlikely to take.
_WRITERS = 0x54726164656273  # "Tradebs"


def _begin_on_server(connection: Connection) -> None:
    """Writers of one book take turns, as they do in SQLite; PostgreSQL's readers wait for nobody.

    One lock a book, not one a key: what a report changes is found out only while it is merged (facts near in value,
    bodies of one name), and locks taken as one goes along end in deadlocks. A writer holds it for milliseconds: what
    takes long, the reading of the text, is done before. It is let go at the end of the transaction, also of a killed
    process. Each statement of the writer (READ COMMITTED) sees what those before it in the queue have committed."""
    if connection.get_execution_options().get("writing", False):
        wait = f"set_config('lock_timeout', '{round(WAIT * 1000)}', true)"
        connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({_WRITERS})")


def _settings(connection: sqlite3.Connection, _record: object) -> None:
    """The settings of each connection. synchronous NORMAL with the write-ahead log: a killed process loses nothing that
    was committed; a power cut can lose the last reports, never half of one and never the book, and reading them again
    records them. FULL would wait for the disk at every report and gain only that."""
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA temp_store=MEMORY")


_PAGE = 4096  # bytes
_LOG_PAGES = 8_000, 65_536  # 32 MB, 256 MB


def log_pages(address: Address) -> int:
    """How many pages the write-ahead log of a file takes before they are moved into the file: an eighth of the book,
    but not less than 32 MB (at SQLite's own 4 MB a third of the time went there) and not more than 256. In a large
    book a page that is written once is written again soon, and is then moved once for all."""
    path = address.path
    assert path is not None
    try:
        pages = path.stat().st_size // _PAGE
    except OSError:
        pages = 0
    return min(max(_LOG_PAGES[0], pages // 8), _LOG_PAGES[1])


def _begins(address: Address) -> Callable[[Connection], None]:
    """What begins the transactions on a file."""
    path = address.path
    assert path is not None

    def begin(connection: Connection) -> None:
        """A writer takes the lock at once: one that first read and then wrote could be turned away without waiting. One
        that must wait for it says so."""
        cursor = connection.connection.cursor()
        if not connection.get_execution_options().get("writing", False):
            cursor.execute("BEGIN")
            return
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        finally:
            cursor.execute(f"PRAGMA busy_timeout={round(WAIT * 1000)}")
        with waiting(path):
            cursor.execute("BEGIN IMMEDIATE")

    return begin


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(writing=True)


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: all that one of them asks is answered from one state of the
    book, whatever is written meanwhile. SQLite does so by itself."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _bring_up_to_date(engine: Engine, address: Address, create: bool, finish: Finish | None) -> None:
    version = _version(engine, address)
    if version == HEAD:
        return
    if version is not None and version not in REVISIONS:
        raise BookNewer(
            address.shown,
            f"it was written by a later version of Tradebook (its tables are of version {version}, "
            f"this one knows up to {HEAD})",
            "upgrade Tradebook, or name another book",
        )
    if version is None and not create:
        raise BookError(address.shown, "there is no book here", "record reports first: tradebook read PATH")
    if address.read_only or (address.path and address.path.exists() and not os.access(address.path, os.W_OK)):
        problem = "it is of an older version and cannot be written to"
        raise BookReadOnly(address.shown, problem, "make it writable, so that it can be migrated")
    if version is not None and address.path is not None:
        _back_up(address.path, version)
    if version is None and address.path is None:
        _look_at_server(engine, address)
    with upgrading(address.shown):
        _migrate(engine, address, finish)


def _look_at_server(engine: Engine, address: Address) -> None:
    """Refuses a database that cannot hold the texts of the press."""
    with engine.connect() as connection:
        encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        problem = f"the database's encoding is {encoding}, which has no signs for most of the world's press"
        mend = "make another one: createdb --encoding=UTF8 --template=template0 NAME"
        raise BookError(address.shown, problem, mend)


def _version(engine: Engine, address: Address) -> str | None:
    """The newest migration that the book has seen; None for an empty database."""
    with engine.begin() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        marked = "alembic_version" in tables and "book_note" in tables
        found = connection.scalar(text("SELECT version_num FROM alembic_version")) if marked else None
        if found is None:
            raise BookDamaged(address.shown, "it is a database of something else, not a book", "name another file")
        return str(found)


def _back_up(path: Path, version: str) -> Path:
    """A copy of the book beside it, as it was before the migration; never over an earlier copy."""
    target = path.with_name(f"{path.name}.{version}.backup")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{version}.backup-{number}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target


def _write_ahead(engine: Engine) -> None:
    """Gives a file its write-ahead log, which stays with it. It cannot be given inside a transaction, and SQLite waits
    there for nobody: where several processes make one book at once, this waits for the others."""
    until = time.monotonic() + WAIT
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        while driver.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                driver.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)


@contextmanager
def upgrading(shown: str) -> Iterator[None]:
    """Within it, who waited too long for the lock is told that the book may just be upgraded by another."""
    try:
        with told(shown):
            yield
    except BookBusy as error:
        problem = "it is to be upgraded, and another process does so already or writes to it"
        raise BookBusy(shown, problem, "wait for it to end, then try again") from error


def _migrate(engine: Engine, address: Address, finish: Finish | None) -> None:
    """Runs the migrations that are missing and what is to `finish` them, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    if address.path is not None:
        _write_ahead(engine)
    config = Config()
    config.set_main_option("script_location", "tradebook.book:migrations")
    config.set_main_option("path_separator", "os")
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if finish is not None:
            finish(connection)
