"""The checks across the book on the reports of across.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import Book, open_book
from tradebook.check import RED, catalogue, run_across
from tradebook.check.examples import Told, verdicts_on
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Period

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("across.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_verdicts(case: dict[str, Any]) -> None:
    told = tuple(Told(**{"outlet": f"Example {n}", **raw}) for n, raw in enumerate(case["reports"], 1))
    found = [v for v in verdicts_on(told) if v.facts]
    assert [[v.check, v.result, v.sentence] for v in found] == case["verdicts"]


def test_every_check_across_the_book_has_a_case_that_fires_and_one_that_does_not() -> None:
    across = {listed.name for listed in catalogue() if listed.scope == "across the book"}
    results = {(check, result) for case in CASES for check, result, _ in case["verdicts"]}
    assert {check for check, result in results if result in RED} == across
    assert sum(not case["verdicts"] for case in CASES) >= len(across)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    with open_book(tmp_path / "book.sqlite") as opened:
        yield opened


def told(book: Book, outlet: str, day: date, text: str) -> None:
    report = make_report(text, outlet=outlet, published=day)
    book.record(report, extract(report))


def test_a_verdict_names_the_reports_and_facts_of_both_sides(book: Book) -> None:
    told(book, "Wire", date(2023, 1, 17), "Kenya's exports to Egypt amounted to $213.4 million in 2022.")
    told(book, "Mail", date(2023, 3, 2), "Kenya's exports to Egypt amounted to $313.4 million in 2022.")
    facts = book.facts(leading=False)
    (found,) = run_across(facts)
    assert set(found.facts) == {fact.id for fact in facts}
    assert set(found.reports) == {fact.statement.report.id for fact in facts}
    assert found.report == found.reports[0]
    assert [term.text for term in (*found.told.terms, *found.computed.terms)] == ["$313.4 million", "$213.4 million"]
    assert run_across(reversed(facts)) == [found]


def test_what_an_outlet_took_back_is_not_compared(book: Book) -> None:
    told(book, "Wire", date(2023, 1, 17), "Kenya's exports to Egypt amounted to $213.4 million in 2022.")
    told(book, "Mail", date(2023, 3, 2), "Kenya's exports to Egypt amounted to $313.4 million in 2022.")
    assert len(run_across(book.facts(leading=False))) == 1
    notice = (
        "Correction: An earlier version of this story said that Kenya's exports to Egypt amounted to $313.4 million "
        "in 2022. They amounted to $213.4 million."
    )
    told(book, "Mail", date(2023, 3, 3), notice)
    assert any(fact.taken_back for fact in book.facts(leading=False, taken_back=True))
    assert run_across(book.facts(leading=False, taken_back=True)) == []


def test_a_figure_told_before_its_time_was_over_is_no_figure(book: Book) -> None:
    """Such a "year" is a forecast, or months that were read as a year."""
    year = Period(start="2022-01-01", end="2022-12-31", edtf="2022", text="2022")
    sides = {"measure": "exports", "reporter": "KEN", "partner": "EGY", "between": (), "period": year}
    early = a_report("Kenya's exports to Egypt amounted to $113.4 million.", outlet="Wire", published=date(2022, 9, 1))
    late = a_report("Kenya's exports to Egypt amounted to $213.4 million.", outlet="Mail", published=date(2023, 2, 1))
    for report, value in ((early, 113_400_000), (late, 213_400_000)):
        book.record(report, reading(a_flow(report, money(value, 100_000), **sides)))
    assert run_across(book.facts(leading=False)) == []
