"""Reports that are odd: in two encodings, dated in the future, changed at one address, of absurd length."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.book.making import a_flow, a_report, a_statement, money, reading, told_by
from tests.tools.databases import rows
from tradebook.book import Book
from tradebook.cli import main
from tradebook.extract import extract
from tradebook.statement import Good, Party, Quantity


def test_a_name_of_ten_thousand_characters(book: Book) -> None:
    """It is kept whole, and found by how it begins; on PostgreSQL an index could not hold it."""
    for n, letter in enumerate(("n", "ж", "語")):
        name = f"Élan {letter * 10_000} Works"
        report = a_report(f"Trade grew {n}.")
        deal = a_statement(
            report,
            "deal",
            countries=("AZE", "BLR"),
            parties=(Party(name=name, role="supplier"),),
            goods=(Good(text=name),),
            attribution=told_by(name),
        )
        tender = a_statement(report, "tender", buyer=Party(name=name, country="AZE"), goods=(Good(text=name),))
        book.record(report, reading(deal, tender))
        assert [e.statement for e in book.statements(company=f"elan {letter * 50}")] == [deal, tender]
        assert book.statements(good=f"elan {letter * 50}", kind="deal")[0].statement == deal
    assert book.verify() == []


@pytest.mark.parametrize("value", [10**15, 10**19, 10**40, -(2**63) - 1, 0.1, 1e300])
def test_figures_of_any_size(book: Book, value: int | float) -> None:
    report = a_report("Trade grew.")
    flow = a_flow(report, money(value, 1), quantity=Quantity(value=value, unit="TNE", precision=1))
    book.record(report, reading(flow))
    assert [e.statement for e in book.statements()] == [flow]
    assert book.verify() == []


def test_a_language_and_a_reader_of_any_length(book: Book) -> None:
    report = a_report("Trade grew.", language="a language that is no code " * 5)
    book.record(report, reading(a_flow(report, money(5_500_000, 100_000))))
    assert book.verify() == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_one_report_in_two_encodings(address: str, tmp_path: Path, encoding: str) -> None:
    text = "Türkiye’s exports to Japan amounted to €9 billion in 2022, 5 % more than in 2021. It sold cars.\n"
    for name, how in (("a.txt", "utf-8"), ("b.txt", encoding)):
        (tmp_path / name).write_text(text, encoding=how)
        assert main(["read", "--book", address, "--outlet", "Wire", str(tmp_path / name)]) == 0
    assert rows(address, "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM appearance)") == [(1, 1)]


PAGE = "https://www.example.org/trade/1"


def test_two_texts_at_one_address_are_versions_of_a_page(book: Book) -> None:
    """Both are kept, in our own order: the corrected text claims to be older."""
    first = a_report("Trade grew to $5.5 million.", url=PAGE, published=date(2022, 6, 14))
    second = a_report("Trade grew to $5.6 million.", url=f"{PAGE}?utm_source=mail#top", published=date(2022, 6, 1))
    other = a_report("Trade grew to $5.7 million.", url=f"{PAGE}0", published=date(2022, 6, 14))
    for report, value in ((first, 5_500_000), (second, 5_600_000), (other, 5_700_000)):
        assert book.record(report, reading(a_flow(report, money(value, 100_000)))).outcome == "new"
    assert [v.report for v in book.versions(first.id)] == [first.id, second.id]
    assert book.versions(second.id) == book.versions(first.id)
    assert book.versions(other.id) == [] and len(book.statements()) == 3
    assert book.record(first, reading()).outcome == "known"
    assert book.verify() == []


def test_explain_shows_them(book: Book, address: str, capfd: pytest.CaptureFixture[str]) -> None:
    for n in (5, 6):
        report = a_report(f"Trade grew to ${n}.5 million.", url=PAGE)
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000))))
    assert main(["explain", book.statements()[0].statement.id, "--book", address]) == 0
    out = capfd.readouterr().out
    assert "Versions of this page" in out and "1  read on" in out and out.count("<- this one") == 1


def test_a_day_in_the_future_counts_as_that_of_recording(book: Book) -> None:
    """What is dated ahead is known today, and so it is in the facts as of today."""
    moment = datetime(2024, 3, 1, 12, tzinfo=UTC)
    for n, day in enumerate((date(2031, 1, 1), date(2024, 3, 2), date(1970, 1, 1))):
        report = a_report(f"Trade grew to {n}.", published=day)
        book.record(report, reading(a_flow(report, money(n * 1_100_000, 100_000))), recorded_at=moment)
    days = [fact.first_seen for fact in sorted(book.facts(), key=lambda fact: fact.sources[0].evidence)]
    assert days == [date(2024, 3, 1), date(2024, 3, 2), date(1970, 1, 1)]
    assert len(book.facts(as_of=date(2024, 3, 1))) == 2
    assert book.verify() == []


def long_report(words: int) -> str:
    """A trade sentence, each with a figure of its own, among others about nothing."""
    rest = "Nothing else was said of it that day, and the delegates went home by the evening train as they had come. "
    parts = []
    while words > 0:
        parts.append(f"Exports of Belarus to Azerbaijan came to ${len(parts) + 100}.5 million in 2021. ")
        parts.append(rest * 20)
        words -= 12 + 20 * 21
    return "".join(parts)


def records_whole(book: Book, text: str) -> None:
    report = a_report(text)
    found = extract(report)
    assert len(found.statements) > len(text) // 10_000
    assert book.record(report, found).outcome == "new"
    assert len(book.statements()) == len(found.statements)
    assert book.report(report.id) == report


def test_a_report_of_twenty_thousand_words(book: Book) -> None:
    records_whole(book, long_report(20_000))
    assert book.verify() == []


@pytest.mark.soak
def test_a_report_of_a_million_words(book: Book) -> None:
    records_whole(book, long_report(1_000_000))
    assert book.verify() == []
