"""Statements made ready once answer as SQLAlchemy does, on both databases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, select, text, update

from tests.tools.databases import Database
from tradebook.book import Book, open_book, schema
from tradebook.book.batching import AT_ONCE
from tradebook.book.numbering import Numbers
from tradebook.book.prepared import Insertion, Prepared
from tradebook.errors import BookError

B = schema.name_body
MOMENT = datetime(2024, 3, 1, 12, 30)


@pytest.fixture
def book(database: Database) -> Any:
    with open_book(database.new()) as book:
        yield book


def bodies(number: int) -> list[dict[str, Any]]:
    return [{"id": f"{n:04}", "sort": "body", "name": f"Firm {n}", "country": "KEN"} for n in range(number)]


IDS: Any = bindparam("ids", expanding=True)
OF_IDS = select(B.c.name, B.c.id).where(B.c.id.in_(IDS), B.c.country == "KEN")


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE + 7])
def test_a_list_of_any_length_finds_its_rows_once(book: Book, number: int) -> None:
    rows, query = bodies(number + 3), Prepared(OF_IDS)
    with book._access.writing() as connection:
        Insertion(B).add(connection, rows)
        ids = [row["id"] for row in rows[:number]]
        found = query.rows(connection, ids=ids)
        assert sorted(row.id for row in found) == ids
        assert {tuple(row) for row in found} == set(map(tuple, connection.execute(OF_IDS, {"ids": ids})))
        assert sorted(query.scalars(connection, ids=ids)) == sorted(row["name"] for row in rows[:number])
        assert len(query.dicts(connection, ids=ids)) == number
        assert (query.first(connection, ids=ids) is None) == (number == 0)


def test_values_come_back_as_they_went_in(book: Book) -> None:
    """Days, moments, truth, packed texts and nothing at all, as SQLAlchemy converts them."""
    report = {"seq": 1, "id": "a" * 32, "text": "Trade – 5 %\n" * 40, "title": None, "published": date(2024, 2, 29),
              "outlet": "Daily", "url": None, "language": "en", "source": None, "byline": None, "body_start": 0,
              "notes": "[]", "recorded_at": MOMENT}  # fmt: skip
    group = {"id": "g", "sort": "body", "key": "k", "country": "", "form": "", "distinct_": True, "body": "g"}
    with book._access.writing() as connection:
        for table, row in ((schema.report, report), (schema.name_group, group)):
            Insertion(table).add(connection, [row])
            assert Prepared(select(table)).dicts(connection)[0] == row | {}
            assert dict(connection.execute(select(table)).mappings().one()) == row


def test_changes_one_by_one_and_by_lists(book: Book) -> None:
    rename = Prepared(update(B).where(B.c.id == bindparam("of")).values(name=bindparam("to")))
    drop = Prepared(delete(B).where(B.c.id.in_(IDS)))
    with book._access.writing() as connection:
        Insertion(B).add(connection, bodies(4))
        rename.run(connection, of="0001", to="Other")
        rename.run_each(connection, [{"of": "0002", "to": "Third"}, {"of": "0003", "to": "Fourth"}])
        drop.run(connection, ids=["0000", "9999"])
        drop.run(connection, ids=[])
        assert Prepared(select(B.c.name).order_by(B.c.id)).scalars(connection) == ["Other", "Third", "Fourth"]


def test_numbers_are_free_and_follow_each_other(book: Book) -> None:
    numbers = Numbers(schema.report, schema.reading)
    with book._access.writing() as connection:
        found = numbers.free(connection, report=3)
        assert len(found["report"]) == 3 and list(found["reading"]) == []
        assert list(found["report"]) == sorted(set(found["report"]))
        used = set(connection.scalars(select(schema.report.c.seq)))
        assert used.isdisjoint(found["report"])


def test_a_failing_statement_is_told_as_the_book_tells_all(book: Book) -> None:
    twice = bodies(1) * 2
    with pytest.raises(BookError), book._access.writing() as connection:
        Insertion(B).add(connection, twice)
    with pytest.raises(BookError), book._access.writing() as connection:
        Insertion(B).add(connection, twice[:1])
        Insertion(B).add(connection, twice[:1])
    with book._access.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(B)) == 0
        assert connection.scalar(text("SELECT 1")) == 1
