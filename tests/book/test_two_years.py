"""Thirty reports of two years on two pairs, and the book that must come of them, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tradebook.book import Book, Fact, open_book
from tradebook.extract import READER, extract
from tradebook.report import Report
from tradebook.sources import read_reports
from tradebook.statement import TradeFlow

FOLDER = Path(__file__).parents[2] / "examples" / "two-years"
READ_AT = datetime(2025, 3, 1, tzinfo=UTC)


@cache
def reports() -> list[Report]:
    """The reports by line, the first being line 1."""
    return list(read_reports([FOLDER / "reports.jsonl"], refused=lambda error: pytest.fail(str(error))))


@cache
def expected() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("two_years.yaml").read_text(encoding="utf-8"))
    return found


def lines_of(report: str) -> set[int]:
    """The lines on which a report stands (two, where one paper reprints another word for word)."""
    return {n for n, one in enumerate(reports(), 1) if one.id == report}


def line(report: str) -> int:
    return min(lines_of(report))


def said_in(fact: Fact) -> tuple[int, ...]:
    """The lines that say a fact."""
    return tuple(sorted({line(source.report) for source in fact.sources}))


def recorded(book: Book, order: list[Report]) -> Book:
    for report in order:
        book.record(report, extract(report), reader=READER, recorded_at=READ_AT)
    return book


@pytest.fixture(params=["as written", "shuffled"])
def filled(request: pytest.FixtureRequest, book: Book) -> Book:
    """The book of the thirty reports, on each database, read in their order and in another."""
    order = list(reports())
    if request.param == "shuffled":
        random.Random(30).shuffle(order)
    return recorded(book, order)


def test_two_years(filled: Book) -> None:
    for check in (copies, facts, links, bodies, promises):
        check(filled)
    assert filled.verify() == []


def copies(book: Book) -> None:
    assert len(reports()) == 30 and book.summary().reports == expected()["reports"]
    groups = {line(g.original.report): sorted(line(c.report) for c in g.copies) for g in book.copies.groups()}
    assert groups == expected()["copies"]
    for sentence, wanted in expected()["passages"].items():
        passage = book.copies.passage(sentence)
        assert passage is not None and passage.reports == len(wanted)
    notices = {line(n.report): line(n.about[0].report) for n in book.copies.notices()}
    assert notices == expected()["notices"]


def key_of(flow: TradeFlow) -> str:
    year = flow.period.edtf if flow.period else "-"
    sides = [flow.reporter or "-", flow.partner or "-"]
    return " ".join([flow.measure, *sides, str(year), *flow.between])


def facts(book: Book) -> None:
    found: dict[str, list[Any]] = {}
    for fact in book.facts(kind="trade_flow"):
        flow = fact.statement
        if isinstance(flow, TradeFlow) and flow.amount and flow.stance == "stated":
            figure = f"{flow.amount.currency} {flow.amount.value}"
            found.setdefault(key_of(flow), []).append([figure, list(said_in(fact)), fact.independent])
    for key, wanted in expected()["facts"].items():
        assert sorted(found[key], key=str) == sorted(wanted, key=str), key


def links(book: Book) -> None:
    every = {fact.id: fact for fact in book.facts(leading=False, taken_back=True)}

    def pairs(of: Callable[[Fact], tuple[str, ...]]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
        value = [f for f in every.values() if f.figure == "value"]
        return {(said_in(f), said_in(every[other])) for f in value for other in of(f) if every[other].figure == "value"}

    for name, of in (("conflicts", lambda f: f.conflicts), ("mirrors", lambda f: f.mirrors)):
        wanted = {(tuple(a), tuple(b)) for a, b in expected()[name]}
        assert pairs(of) == wanted | {(b, a) for a, b in wanted}, name
    assert pairs(lambda f: f.revised_by) == {(tuple(a), tuple(b)) for a, b in expected()["revisions"]}
    series = {tuple(said_in(every[i]) for i in f.series) for f in every.values() if f.series and f.figure == "value"}
    assert series == {tuple(map(tuple, one)) for one in expected()["series"]}
    assert sorted({n for f in every.values() if f.taken_back for n in said_in(f)}) == expected()["taken_back"]


def bodies(book: Book) -> None:
    for name, spellings in expected()["bodies"].items():
        page = book.names.who(name)
        assert sorted({s.name for s in page.spellings}) == spellings


def promises(book: Book) -> None:
    days: dict[date, dict[int, str]] = {}
    for number, states in expected()["promises"].items():
        for day, state in states.items():
            days.setdefault(day, {})[number] = state
    for day, wanted in days.items():
        found = {said_in(p.fact)[0]: p for p in book.promises(as_of=day)}
        for number, state in wanted.items():
            promise = found[number]
            share = f" {round(promise.share * 100)}" if promise.state == "partly" and promise.share else ""
            assert f"{promise.state}{share}" == state, (number, day, promise.reason)


def test_it_is_the_book_that_the_command_makes(tmp_path: Path) -> None:
    """`read` on the folder gives the same facts as the test's own way."""
    from tradebook.cli import main

    path = tmp_path / "book.sqlite"
    assert main(["read", "--book", str(path), str(FOLDER / "reports.jsonl")]) == 0
    with open_book(path) as book, open_book(tmp_path / "other.sqlite") as other:
        assert {f.id for f in book.facts()} == {f.id for f in recorded(other, reports()).facts()}
