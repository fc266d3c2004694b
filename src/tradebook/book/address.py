"""Where a book is: a path or a URL, from the argument, the environment or the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tradebook.errors import UsageError

VARIABLE = "TRADEBOOK_BOOK"
_MEND = "give a file, or a URL such as sqlite:///book.sqlite or postgresql+psycopg://user@host/name"


_READ_ONLY = "?mode=ro"


class Address(Struct, frozen=True):
    """A book's place. `shown` is what messages print (never a password); `path` is the SQLite file, None elsewhere;
    `query` says that the URL carries options of the driver, such as `mode=ro`."""

    url: URL
    shown: str
    path: Path | None

    @property
    def read_only(self) -> bool:
        """Whether the URL itself asks for reading alone (`?mode=ro`)."""
        return self.url.query.get("mode") == "ro"


def default_path() -> Path:
    """The user's own book: `book.sqlite` in the data folder that the system gives to programs."""
    from platformdirs import user_data_path

    return user_data_path("tradebook", appauthor=False) / "book.sqlite"


def resolve(address: str | Path | None) -> Address:
    """The place that `address` names; None is the environment's TRADEBOOK_BOOK, else the user's own book.

    Raises `UsageError` for a URL that no book can be at.
    """
    given = address if address is not None else os.environ.get(VARIABLE) or default_path()
    if isinstance(given, str) and "://" in given:
        return _from_url(given)
    if not str(given):
        raise UsageError(f"the book's address is empty; {_MEND}")
    return _from_path(Path(given).expanduser())


def _from_path(path: Path) -> Address:
    options = {}
    if path.name.endswith(_READ_ONLY) and not path.exists():  # a file may be called so, on some systems
        path, options = path.with_name(path.name.removesuffix(_READ_ONLY)), {"mode": "ro"}
    return Address(URL.create("sqlite", database=str(path), query=options), str(path), path)


def _from_url(given: str) -> Address:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{given.split('://')[0]}://...: not a URL of a database; {_MEND}") from error
    dialect = url.get_backend_name()
    if dialect == "postgresql":
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return Address(url, url.render_as_string(hide_password=True), None)
    if dialect != "sqlite":
        raise UsageError(f"{dialect}: a book is kept in SQLite or PostgreSQL; {_MEND}")
    if not url.database or url.database == ":memory:":
        raise UsageError(f"{given}: a book is kept in a file; {_MEND}")
    return Address(url, url.database, Path(url.database.removeprefix("file:")))


def sqlite_uri(address: Address) -> str:
    """The SQLite file as a `file:` URI with the URL's options, which the driver opens it by."""
    from urllib.parse import quote, urlencode

    assert address.path is not None
    options = urlencode({k: v if isinstance(v, str) else v[-1] for k, v in address.url.query.items() if k != "uri"})
    place = quote(address.path.absolute().as_posix(), safe="/:")
    return f"file:{place if place.startswith('/') else '/' + place}" + (f"?{options}" if options else "")
