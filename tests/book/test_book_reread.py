"""A better reader: what it finds supersedes what an older one found; nothing is edited or lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.book.making import READER, Reading, a_flow, a_report, a_statement, money, reading
from tests.tools.databases import rows
from tradebook.book import Book
from tradebook.report import Report
from tradebook.statement import Period, Reader, Statement

BETTER = Reader(name="tests", version="2")
TEXT = "Trade came to $5.5 million. A treaty was signed. Butter was sold."
FIRST, SECOND, THIRD = (0, 27), (28, 48), (49, 65)


def old_reading(report: Report) -> Reading:
    return reading(
        a_flow(report, money(5_500_000, 100_000), span=FIRST),
        a_statement(report, "milestone", type="treaty", countries=("AZE",), span=SECOND),
        a_statement(report, "restriction", type="ban", by=("GEO",), span=THIRD),
    )


def new_reading(report: Report) -> Reading:
    """The flow as before, the treaty with both countries, no ban, and the goods."""
    return reading(
        a_flow(report, money(5_500_000, 100_000), span=FIRST, reader=BETTER),
        a_statement(report, "milestone", type="treaty", countries=("AZE", "BLR"), span=SECOND, reader=BETTER),
        a_statement(report, "traded_goods", origin="BLR", destination="AZE", span=THIRD, reader=BETTER),
    )


def filled(book: Book, number: int = 1) -> list[Report]:
    reports = [a_report(f"{TEXT} Report {n}.") for n in range(number)]
    for report in reports:
        book.record(report, old_reading(report))
    return reports


def stored_lines(address: str) -> dict[int, str]:
    return dict(rows(address, "SELECT seq, json FROM statement"))


def test_the_difference_and_the_links(book: Book, address: str) -> None:
    (report,) = filled(book)
    before = stored_lines(address)
    _, treaty, ban = old_reading(report).statements
    _, new_treaty, goods = new_reading(report).statements
    steps: list[tuple[int, int]] = []
    difference = book.reread(new_reading, lambda done, of: steps.append((done, of)), reader=BETTER)
    assert steps == [(1, 1)]
    assert (difference.reports, difference.kept) == (1, 1)
    assert difference.added == (goods,) and difference.gone == (ban,)
    assert difference.changed == ((treaty, new_treaty),)
    old = book.statement(treaty.id)
    assert old is not None and old.statement == treaty and old.superseded_by == new_treaty.id and not old.current
    withdrawn = book.statement(ban.id)
    assert withdrawn is not None and withdrawn.withdrawn_by == "tests 2" and withdrawn.superseded_by is None
    assert [e.statement.id for e in book.statements()] == [
        s.id for s in (old_reading(report).statements[0], goods, new_treaty)
    ]
    assert len(book.statements(history=True)) == 5
    assert {f.statement.id for f in book.facts()} == {e.statement.id for e in book.statements()}
    after = stored_lines(address)
    assert {seq: after[seq] for seq in before} == before  # nothing was edited
    assert book.verify() == []


def test_reading_anew_with_the_same_result_changes_nothing(book: Book, address: str) -> None:
    filled(book, 3)
    before = stored_lines(address)
    difference = book.reread(old_reading)
    assert (difference.reports, difference.kept) == (3, 9)
    assert difference.added == difference.gone == difference.changed == ()
    assert stored_lines(address) == before


def test_the_same_claim_with_other_evidence_is_a_new_row(book: Book) -> None:
    filled(book)

    def moved(r: Report) -> Reading:
        first, *rest = old_reading(r).statements
        return reading(replace(a_flow(r, money(5_500_000, 100_000), span=(0, 26)), id=first.id), *rest)

    difference = book.reread(moved)
    ((old, new),) = difference.changed
    assert old.id == new.id and old.evidence != new.evidence and difference.kept == 2
    entry = book.statement(old.id)
    assert entry is not None and entry.current and entry.statement == new
    assert [e.superseded_by for e in book.statements(history=True, kind="trade_flow")] == [new.id, None]
    assert book.verify() == []


def test_what_was_withdrawn_can_be_found_again(book: Book) -> None:
    (report,) = filled(book)
    book.reread(new_reading, reader=BETTER)
    difference = book.reread(old_reading, reader=READER)
    assert len(difference.changed) == 1 and len(difference.added) == 1 and len(difference.gone) == 1
    assert {e.statement.id for e in book.statements()} == {s.id for s in old_reading(report).statements}
    assert book.verify() == []


def test_reports_that_this_reader_read_are_left_out(book: Book) -> None:
    filled(book, 2)
    assert book.reread(new_reading, reader=READER).reports == 0
    assert book.reread(new_reading, reader=BETTER).reports == 2
    assert book.reread(new_reading, reader=BETTER).reports == 0


def test_a_reading_broken_off_is_taken_up_again(book: Book) -> None:
    filled(book, 3)

    def failing_at(number: int) -> Callable[[Report], Reading]:
        calls: list[str] = []

        def extract(report: Report) -> Reading:
            calls.append(report.id)
            if len(calls) == number:
                raise KeyboardInterrupt
            return new_reading(report)

        return extract

    with pytest.raises(KeyboardInterrupt):
        book.reread(failing_at(3), reader=BETTER)
    assert book.verify() == []
    assert book.reread(new_reading, reader=BETTER).reports == 1
    assert len(book.statements()) == 9


def test_likest_statements_are_paired(book: Book) -> None:
    """Two flows of one sentence, both reworded: each is superseded by the one that is most like it."""
    report = a_report(TEXT)

    def flows(period: Period) -> list[Statement]:
        values = (("exports", 1_500_000), ("imports", 4_000_000))
        return [
            a_flow(report, money(value, 100_000), measure=measure, period=period, span=FIRST)
            for measure, value in values
        ]

    exports, imports = flows(Period(edtf="XXXX"))
    new_exports, new_imports = flows(Period(start="2021-01-01", end="2021-12-31", edtf="2021"))
    book.record(report, reading(exports, imports))
    difference = book.reread(lambda _: reading(new_imports, new_exports))
    assert difference.changed == ((exports, new_exports), (imports, new_imports))
