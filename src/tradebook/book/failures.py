"""What a database says when it fails, told in the error family."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError

from tradebook.errors import BookBusy, BookDamaged, BookError, BookFull, BookReadOnly

_RESCUE = "restore a backup, or save what can be read: tradebook export --rescue FOLDER"

# SQLite's primary result codes (https://www.sqlite.org/rescode.html); the low byte of an extended code.
_SQLITE: dict[int, tuple[type[BookError], str, str]] = {
    sqlite3.SQLITE_BUSY: (BookBusy, "another process is writing to it", "wait for it to end, then try again"),
    sqlite3.SQLITE_LOCKED: (BookBusy, "another connection holds it", "wait for it to end, then try again"),
    sqlite3.SQLITE_READONLY: (BookReadOnly, "it cannot be written to", "make the file and its folder writable"),
    sqlite3.SQLITE_FULL: (BookFull, "there is no room left on the disk", "make room; what was recorded is safe"),
    sqlite3.SQLITE_CORRUPT: (BookDamaged, "its file is broken", _RESCUE),
    sqlite3.SQLITE_NOTADB: (BookDamaged, "it is not a book", "name the file that `tradebook read` wrote"),
    sqlite3.SQLITE_CANTOPEN: (BookError, "it cannot be opened", "check that the folder exists and is writable"),
    sqlite3.SQLITE_IOERR: (BookError, "reading or writing its file failed", "check the disk, then try again"),
    sqlite3.SQLITE_PERM: (BookReadOnly, "access to it is denied", "make the file and its folder readable"),
    sqlite3.SQLITE_AUTH: (BookReadOnly, "access to it is denied", "make the file and its folder readable"),
}

# PostgreSQL's classes and codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest match first.
_POSTGRES: dict[str, tuple[type[BookError], str, str]] = {
    "25006": (BookReadOnly, "the server takes no writing now", "connect to the primary server"),
    "42501": (BookReadOnly, "the account may not write to it", "ask for the right to write"),
    "53100": (BookFull, "there is no room left on the server's disk", "make room; what was recorded is safe"),
    "55P03": (BookBusy, "another process holds it", "wait for it to end, then try again"),
    "57014": (BookBusy, "the server gave up waiting", "wait for the others to end, then try again"),
    "40": (BookBusy, "another process wrote at the same time", "try again"),
    "XX001": (BookDamaged, "its data is broken", "restore a backup"),
    "XX002": (BookDamaged, "an index of it is broken", "reindex the database"),
    "08": (BookError, "the server cannot be reached", "check the address and that the server runs"),
    "57P": (BookError, "the server ended the connection", "try again when it runs; what was recorded is safe"),
    "53300": (BookBusy, "the server has no connection left", "wait for others to end, then try again"),
    "XX": (BookDamaged, "the server met broken data", "restore a backup"),
}

_WITHOUT_CODE = ("OperationalError", "ProgrammingError")

# What a server says when it does not let in; the driver gives no code for it.
_REFUSALS: dict[str, tuple[type[BookError], str, str]] = {
    r'database "[^"]*" does not exist': (
        BookError,
        "the server has no database of this name",
        "make it: createdb --encoding=UTF8 NAME",
    ),
    "password|role .* does not exist|authentication|pg_hba": (
        BookError,
        "the server does not let this account in",
        "check the name in the address, and the password in it, in PGPASSWORD or in ~/.pgpass",
    ),
    "too many (clients|connections)|connection slots": (
        BookBusy,
        "the server has no connection left",
        "wait for others to end, then try again",
    ),
    "invalid .*(option|value|parameter)|missing .=.": (
        BookError,
        "the address holds an option that PostgreSQL does not know",
        "mend what follows the ? in it",
    ),
    "": (BookError, "the server cannot be reached", "check the address and that the server runs"),
}


def as_book_error(shown: str, error: BaseException) -> BookError:
    """The member of the family for a driver's `error` on the book at `shown`."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _SQLITE:
        cls, problem, mend = _SQLITE[code & 0xFF]
        return cls(shown, problem, mend)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        for length in (5, 3, 2):
            if state[:length] in _POSTGRES:
                cls, problem, mend = _POSTGRES[state[:length]]
                return cls(shown, problem, mend)
    elif type(error).__module__.startswith("psycopg") and type(error).__name__ in _WITHOUT_CODE:
        return _refusal(shown, str(error))
    first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return BookError(shown, f"the database says: {first_line}", "check the book with `tradebook verify`")


def _refusal(shown: str, said: str) -> BookError:
    """What a server or the driver `said` when no connection came about."""
    cls, problem, mend = next(told for pattern, told in _REFUSALS.items() if re.search(pattern, said))
    first_line = (said.strip() or "no reason given").splitlines()[0]
    return cls(shown, f"{problem} ({first_line.removeprefix('connection failed: ')})", mend)


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Within it, a database's errors become the family's, naming the book `shown`."""
    try:
        yield
    except (DBAPIError, InterfaceError) as error:
        raise as_book_error(shown, error.orig or error) from error
    except sqlite3.Error as error:
        raise as_book_error(shown, error) from error
    except UnicodeDecodeError as error:  # text that the file no longer holds as UTF-8
        raise BookDamaged(shown, "it holds text that is not UTF-8", _RESCUE) from error
