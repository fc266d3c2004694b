"""What is removed on request is gone from the file, and the book stays sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.making import a_flow, a_report, a_statement, money, reading
from tradebook.book import Book, open_book
from tradebook.errors import UsageError
from tradebook.statement import Attribution, Party, Speaker

TEXT = (
    "Exports came to $424.4 million in 2021, said Olga Zhdanovich, head of the chamber.\n\n"
    "“We expect more,” Zhdanovich said. OLGA  ZHDANOVICH took office in March."
)
REPORT = a_report(TEXT, title="Olga Zhdanovich: exports grew", byline="Olga Zhdanovich")
OTHER = a_report("Turnover was $424.4 million in 2021.", outlet="Wire")
SAYS = Attribution(speakers=(Speaker(name="Olga Zhdanovich", role="head", organisation="Chamber"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite"


@pytest.fixture
def book(path: Path) -> Book:
    with open_book(path) as opened:
        flow = a_flow(REPORT, money(424_400_000, 100_000), attribution=SAYS, span=(0, 83))
        deal = a_statement(REPORT, "deal", parties=(Party(name="Olga Zhdanovich", role="buyer"),), span=(0, 83))
        opened.record(REPORT, reading(flow, deal))
        opened.record(OTHER, reading(a_flow(OTHER, money(424_400_000, 100_000))))
        yield opened


def stored(path: Path) -> str:
    """All that the file and its log hold, in bytes read as text."""
    files = [path, *path.parent.glob(path.name + "-*")]
    return "".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def test_a_person(book: Book, path: Path) -> None:
    assert "Zhdanovich" in stored(path)
    done = book.forgetting.person(["Olga Zhdanovich", "Zhdanovich"], by="desk")
    assert done.reports == (REPORT.id,) and done.statements == 2 and len(done.remains) == 3
    assert "zhdanovich" not in stored(path).casefold()
    report = book.report(REPORT.id)
    assert report is not None and len(report.text) == len(TEXT) and report.byline is None
    for entry in book.statements(report=REPORT.id):
        e = entry.statement.evidence
        assert report.text[e.start : e.end] == e.text
        assert [s.name for s in entry.statement.attribution.speakers] in ([None], [])
    (flow,) = book.facts(kind="trade_flow")
    assert flow.independent == 2 and book.verify() == []
    with pytest.raises(UsageError, match="no report of the book holds this name"):
        book.forgetting.person(["Olga Zhdanovich"], by="desk")


def test_other_words_that_hold_the_name_stay(book: Book) -> None:
    report = a_report("Olga Zhdan spoke. The Zhdanovka plant exports.")
    book.record(report, reading())
    book.forgetting.person(["Olga Zhdan", "Zhdan"], by="desk")
    after = book.report(report.id)
    assert after is not None and after.text == "██████████ spoke. The Zhdanovka plant exports."


def test_a_text(book: Book, path: Path) -> None:
    book.forgetting.text(REPORT.id[:10], by="desk", note="the publisher asked")
    report = book.report(REPORT.id)
    assert report is not None and report.text == "" and "took office" not in stored(path)
    assert len(book.statements(report=REPORT.id)) == 2 and book.verify() == []
    assert book.record(REPORT, reading()).outcome == "known"
    assert book.reread(lambda r: reading(), every=True).reports == 1  # the other one


def test_a_report_entirely(book: Book, path: Path) -> None:
    flow = book.statements(report=REPORT.id)[0].statement
    book.corrections.mark(flow.id, "right", author="N. K.")
    done = book.forgetting.report(REPORT.id, by="desk")
    assert done.statements == 2 and book.summary().reports == 1
    assert "Zhdanovich" not in stored(path) and book.appearances(REPORT.id) == []
    (fact,) = book.facts()
    assert [s.report for s in fact.sources] == [OTHER.id]
    assert book.corrections.all() == [] and book.verify() == []
    assert book.known(REPORT.id)


def test_a_superseded_reading_goes_too(book: Book, path: Path) -> None:
    better = a_statement(REPORT, "deal", amount=money(5_000_000, 1_000_000), span=(0, 83))
    book.reread(lambda r: reading(better) if r.id == REPORT.id else reading(), every=True)
    book.forgetting.report(REPORT.id, by="desk")
    assert "Zhdanovich" not in stored(path) and book.verify() == []


@pytest.mark.parametrize("name", ["", "Ol", "Nobody Known", "%", "____", "(a|b) c"])
def test_a_name_that_fits_nothing_is_refused(book: Book, name: str) -> None:
    with pytest.raises(UsageError):
        book.forgetting.person([name], by="desk")
    assert book.verify() == []


@pytest.mark.parametrize("report", ["", "abc", "ffffffffff", "zzzzzzzzzz"])
def test_a_report_that_is_not_there(book: Book, report: str) -> None:
    with pytest.raises(UsageError):
        book.forgetting.text(report, by="desk")
    with pytest.raises(UsageError, match="--by NAME"):
        book.forgetting.text(REPORT.id, by=" ")
    assert book.report(REPORT.id) == REPORT
