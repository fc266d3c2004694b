"""Books on PostgreSQL alone: what a server can say no to, and what its tables must be like."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, make_url

from tests.book.making import a_flow, a_report, money, reading
from tests.tools.databases import change, rows
from tests.tools.postgres import Postgres
from tradebook.book import Book, open_book
from tradebook.book.failures import as_book_error
from tradebook.errors import BookBusy, BookDamaged, BookError, BookFull, BookNewer, BookReadOnly


@pytest.fixture
def server(postgres_server: Callable[[], Postgres]) -> Postgres:
    return postgres_server()


@pytest.fixture
def address(server: Postgres) -> Iterator[str]:
    made = server.new()
    yield made
    server.drop(made)


@pytest.fixture
def bare(server: Postgres) -> Iterator[str]:
    """A database without any table."""
    made = server.new(bare=True)
    yield made
    server.drop(made)


def with_(address: str, **parts: str) -> str:
    url: URL = make_url(address).set(**parts)  # type: ignore[arg-type]
    return url.render_as_string(hide_password=False)


def fill(book: Book, numbers: range) -> None:
    for n in numbers:
        report = a_report(f"Trade grew to {n}.")
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000))))


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("postgresql://desk:secret@localhost:1/trade", "the server cannot be reached .*Check the address"),
        ("postgresql://desk:secret@/trade?host=/nowhere/at/all", "the server cannot be reached"),
        ("postgresql://desk:secret@localhost:1/trade?sslmode=odd", "the address holds an option .*Mend what follows"),
        ("postgresql://desk:secret@localhost:1/trade?nonsense=1", "the address holds an option"),
    ],
)
def test_no_server(place: str, problem: str) -> None:
    with pytest.raises(BookError, match=problem) as caught:
        open_book(place)
    assert "secret" not in str(caught.value)


def test_no_such_database_and_no_such_account(address: str) -> None:
    with pytest.raises(BookError, match=r"no database of this name.*Make it: createdb"):
        open_book(with_(address, database="nowhere"))
    with pytest.raises(BookError, match=r"does not let this account in.*check the name"):
        try:
            open_book(with_(address, username="nobody"))
        except BookError as error:
            raise BookError("", str(error).lower(), "") from error


def test_no_book_and_a_database_of_something_else(bare: str) -> None:
    with pytest.raises(BookError, match="there is no book here"):
        open_book(bare, create=False)
    change(bare, "CREATE TABLE songs (name TEXT)")
    with pytest.raises(BookDamaged, match="a database of something else"):
        open_book(bare)


def test_a_newer_book(address: str) -> None:
    change(address, "UPDATE alembic_version SET version_num = '0417_wonders'")
    with pytest.raises(BookNewer, match=r"later version.*0417_wonders.*Upgrade Tradebook"):
        open_book(address)


def test_an_encoding_that_cannot_hold_the_press(server: Postgres, address: str) -> None:
    name = "latin_" + (make_url(address).database or "")
    create = f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    with server._connected() as connection:
        connection.exec_driver_sql(create)
    with pytest.raises(BookError, match=r"encoding is LATIN1.*createdb --encoding=UTF8"):
        open_book(with_(address, database=name))
    server.drop(with_(address, database=name))


def test_reading_alone_by_the_address(address: str) -> None:
    with open_book(address) as book:
        fill(book, range(3))
    with open_book(f"{address}&mode=ro") as book:
        assert len(book.facts()) == 3
        with pytest.raises(BookReadOnly, match="takes no writing"):
            fill(book, range(3, 4))


def test_an_account_that_may_only_read(address: str) -> None:
    """It reads, also where an upgrade has new rules for the facts: it keeps the old ones."""
    with open_book(address) as book:
        fill(book, range(3))
    role = "reader_of_" + (make_url(address).database or "")
    change(
        address,
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
        "UPDATE book_note SET value = '0' WHERE name = 'fact_rules'",
    )
    with open_book(with_(address, username=role)) as book:
        assert len(book.facts()) == 3
        with pytest.raises(BookReadOnly, match=r"may not write.*Ask for the right"):
            fill(book, range(3, 4))
    change(address, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def test_a_server_that_ends_the_connection(address: str) -> None:
    """A report under way is not recorded, and said to be not; the next finds a new connection."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> {}"
    with open_book(address) as book:
        fill(book, range(2))
        change(address, end.format("pg_backend_pid()"))
        assert book.summary().reports == 2  # the pool saw that its connection was dead
        with (
            pytest.raises(BookError, match=r"the server ended the connection.*what was recorded is safe"),
            book._access.writing() as connection,
        ):
            connection.exec_driver_sql("UPDATE report SET outlet = 'Nobody'")
            change(address, end.format("pg_backend_pid()"))
        assert rows(address, "SELECT count(*) FROM report WHERE outlet = 'Nobody'") == [(0,)]
        fill(book, range(2, 4))
        assert book.summary().reports == 4 and book.verify() == []


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("53100", BookFull),
        ("53300", BookBusy),
        ("55P03", BookBusy),
        ("40P01", BookBusy),
        ("57014", BookBusy),
        ("25006", BookReadOnly),
        ("42501", BookReadOnly),
        ("XX001", BookDamaged),
        ("08006", BookError),
        ("57P03", BookError),
        ("99999", BookError),
    ],
)
def test_codes(code: str, cls: type[BookError]) -> None:
    class Failed(Exception):
        sqlstate = code

    error = as_book_error("postgresql://host/trade", Failed("it failed"))
    assert type(error) is cls and str(error).startswith("postgresql://host/trade: ")
    assert ("database says: it failed" in str(error)) == (code == "99999")


def test_texts_are_compared_by_code_point(address: str) -> None:
    """Whatever the language of the database: each column with text says so itself."""
    query = """
        SELECT c.relname, a.attname, o.collname FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        JOIN pg_collation o ON o.oid = a.attcollation WHERE a.attnum > 0 AND NOT a.attisdropped
    """
    found = rows(address, query)
    assert len(found) > 50
    assert [row for row in found if row[2] != "C" and row[0] != "alembic_version"] == []
