"""Cases from a book: what people corrected seeds the corpus, and tells how well the reading does there."""

from __future__ import annotations

from msgspec import UNSET

from tradebook.book import Book
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.rows import goods_of
from tradebook.evaluate.cases import Case, Expected
from tradebook.statement import Evidence, Statement


def cases_of(book: Book) -> tuple[list[Case], dict[str, str]]:
    """A case for each report of which a person has looked at a statement, and for each case's id a note that says how
    many: the report's statements as they stand, corrected where people corrected them, without those marked wrong.

    Statements that nobody looked at are in the case too; read them before the case joins a corpus."""
    reports = {g.statement for g in book.corrections.all() if g.undone is None and not g.lost}
    cases: list[Case] = []
    notes: dict[str, str] = {}
    seen: set[str] = set()
    for id_ in sorted(reports):
        entry = book.statement(id_)
        if entry is None or entry.statement.report.id in seen:
            continue
        seen.add(entry.statement.report.id)
        case, note = _case(book, entry.statement.report.id)
        cases.append(case)
        notes[case.id] = note
    return cases, notes


def _case(book: Book, report_id: str) -> tuple[Case, str]:
    report = book.report(report_id)
    assert report is not None
    found = [entry.statement for entry in book.statements(report=report_id)]
    looked_at = [s for s in found if s.corrections is not UNSET]
    expected = tuple(_expected(s) for s in found if not is_wrong(s))
    case = Case(
        id=f"book-{report_id[:12]}",
        suite="book",
        group="book",
        where=book.address.shown,
        line=0,
        report=report,
        statements=expected,
    )
    people = sorted({c.author for s in looked_at for c in s.corrections or ()})
    return case, f"{len(looked_at)} of {len(found)} statements looked at by {', '.join(people)}; check the others"


def _expected(s: Statement) -> Expected:
    goods = tuple((good.text, tuple(good.hs)) for good in goods_of(s))
    return Expected(
        statement=s,
        places=tuple(_place(e) for e in (s.evidence, *s.evidence_also)),
        goods=(goods,) if goods else (),
        line=0,
    )


def _place(e: Evidence) -> tuple[str, int, int]:
    return e.field, e.start, e.end
