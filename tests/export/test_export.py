"""What is exported can be read again, says where it comes from, and runs no formulas."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.book.making import a_flow, a_report, a_statement, money, reading, told_by
from tradebook.book import Book, open_book
from tradebook.export import CSV_COLUMNS, export_csv, export_jsonl
from tradebook.export.flat import safe
from tradebook.statement import Change, Good, Party, Statement, from_json

REST = " Nobody exports the rest of this report, for it belongs to its publisher."
SENTENCE = '=HYPERLINK: trade, with commas, "quotes" and\na break — grew.'


@pytest.fixture
def book(address: str) -> Book:
    with open_book(address) as opened:
        report = a_report(SENTENCE + REST, outlet="@Home Daily", url="https://example.org/a", source="/home/me/a.txt")
        opened.record(report, reading(*statements(report)))
        yield opened


def statements(report: object) -> list[Statement]:
    span = (0, len(SENTENCE))
    return [
        a_flow(
            report,
            money(424_400_000, 100_000),
            goods=(Good(text="-butter", hs=("0405",)), Good(text="cheese", hs=("0406",))),
            change=Change(percent=-5.5),
            span=span,
            attribution=told_by("+Customs", agency="Wire"),
        ),
        a_statement(
            report, "deal", countries=("AZE", "BLR"), parties=(Party(name="Works"),), instrument="loan", span=span
        ),
        a_statement(report, "venture", countries=("AZE",), activity="assembly", span=span),
    ]


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_jsonl_of_a_book_is_the_published_format(book: Book) -> None:
    out = io.BytesIO()
    assert export_jsonl(book, out) == 3
    lines = out.getvalue().splitlines()
    assert [from_json(line) for line in lines] == [entry.statement for entry in book.statements()]
    assert b"Nobody exports" not in out.getvalue()


def test_jsonl_of_facts_carries_their_sources(book: Book) -> None:
    out = io.BytesIO()
    assert export_jsonl(book.facts(kind="trade_flow"), out) == 1
    fact = json.loads(out.getvalue())
    assert fact["statement"]["evidence"]["text"] == SENTENCE
    assert fact["sources"][0]["appearances"][0]["outlet"] == "@Home Daily"
    assert fact["origins"] == ["+Customs"] and fact["independent"] == 1
    assert b"Nobody exports" not in out.getvalue()


def test_csv_of_a_book(book: Book) -> None:
    out = io.BytesIO()
    assert export_csv(book, out) == 3
    assert not out.closed
    flow, deal, venture = rows_of(out.getvalue())
    assert tuple(flow) == CSV_COLUMNS
    assert flow["evidence"] == "'" + SENTENCE and flow["goods"] == "'-butter; cheese" and flow["hs"] == "0405; 0406"
    assert flow["outlet"] == "'@Home Daily" and flow["organisations"] == "'+Customs" and flow["agencies"] == "Wire"
    assert (flow["value"], flow["currency"], flow["change_percent"]) == ("424400000", "USD", "-5.5")
    assert (flow["measure"], flow["countries"], flow["period_start"]) == ("turnover", "AZE; BLR", "2021-01-01")
    assert (deal["type"], deal["parties"], venture["type"]) == ("loan", "Works", "assembly")
    assert flow["url"] == "https://example.org/a"
    assert "Nobody exports" not in out.getvalue().decode()


def test_csv_of_facts_names_them(book: Book) -> None:
    out = io.BytesIO()
    facts = book.facts()
    assert export_csv(facts, out) == 3
    assert [row["facts"] for row in rows_of(out.getvalue())] == [fact.id for fact in facts]


def test_an_empty_book(address: str) -> None:
    with open_book(address) as empty:
        out = io.BytesIO()
        assert export_jsonl(empty, out) == 0 and out.getvalue() == b""
        assert export_csv(empty, out) == 0 and rows_of(out.getvalue()) == []


@given(st.text())
def test_no_words_begin_a_formula(words: str) -> None:
    cell = safe(words)
    assert isinstance(cell, str)
    assert cell in (words, "'" + words)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("number", [-5, -5.5, 0, None])
def test_numbers_stay_numbers(number: float | None) -> None:
    assert safe(number) is number
