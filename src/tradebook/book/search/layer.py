"""The index as a layer of the book: in step with what is recorded, read anew and reprinted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from sqlalchemy import Connection, bindparam, func, select

from tradebook.book.batching import batches
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.prepared import Prepared
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.book.schema import appearance, search_entry, statement
from tradebook.book.search.document import Document, Published, at_place, document_of
from tradebook.book.search.index import index_of, packed
from tradebook.report import Report
from tradebook.statement import Statement

_REPORTS = 300  # whose documents are made at once


class SearchLayer:
    """The searched words and slots of the current statements, as people corrected them; what a person has marked as
    wrong is not found (a `layers.Layer`)."""

    name = "search"
    rules = "1"  # raised when the rules of words.py or document.py change

    def prepare(self, report: Report, statements: Sequence[Statement]) -> list[Document]:
        """The documents, as of no row and no day."""
        published = _published_as([(report, date.min)])
        return [packed(document_of(0, s, published)) for s in statements]

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        documents: list[Document] = []
        for arrival, prepared in arrivals.prepared(self.name):
            if len(arrival.appeared) == 1:
                found = zip(arrival.written, prepared, strict=True)
                documents += [at_place(document, w.seq, arrival.first) for w, document in found]
            else:
                published = _published_as(arrival.appeared)
                documents += [document_of(w.seq, w.statement, published) for w in arrival.written]
        index_of(connection).add(connection, sorted(documents, key=attrgetter("place")))

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        """A reprint brings another outlet, perhaps another headline or an earlier day."""
        self._bring_up_to_date(connection, sorted({report for report, _ in appeared}), [])

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        """The other statements of the report are looked at too: a headline may have changed with these."""
        self._bring_up_to_date(connection, [report], set(retired) - {w.seq for w in written})

    def _bring_up_to_date(self, connection: Connection, reports: Sequence[int], gone: Collection[int]) -> None:
        documents = [d for d in _documents(connection, reports) if d.statement not in gone]
        index = index_of(connection)
        stale = set(index.differing(connection, documents))
        held = set(_HELD.scalars(connection, reports=list(reports)))
        index.drop(connection, sorted(held & stale | held - {d.statement for d in documents}))
        index.add(connection, [d for d in documents if d.statement in stale])

    def rewritten(self, connection: Connection, report: int) -> None:
        """Nothing yet: the text of a report is not searched, and `changed` follows when its headline is black too."""

    def make_anew(self, connection: Connection) -> None:
        """In the order of time: the index takes in what is newer than all that it holds several times faster."""
        index = index_of(connection)
        index.clear(connection)
        for reports in _reports_by_day(connection):
            index.add(connection, sorted(_documents(connection, reports), key=lambda d: d.place))

    def problems(self, connection: Connection) -> Iterator[Problem]:
        index = index_of(connection)
        known = 0
        for reports in _reports_by_day(connection):
            documents = list(_documents(connection, reports))
            known += len(documents)
            for seq in index.differing(connection, documents):
                yield Problem(where=f"statement in row {seq}", problem="the search index does not say what it says")
        held = connection.scalar(select(func.count()).select_from(search_entry)) or 0
        if held > known:
            yield Problem(where="search index", problem=f"it holds {held - known} statements that are not current")


def _reports_by_day(connection: Connection) -> Iterator[list[int]]:
    """The rows of all reports, by the day of their first appearance, some at a time."""
    a = appearance.c
    query = select(a.report).group_by(a.report).order_by(func.min(a.day), a.report)
    reports = list(connection.scalars(query))
    for start in range(0, len(reports), _REPORTS):
        yield reports[start : start + _REPORTS]


def _documents(connection: Connection, reports: Sequence[int]) -> Iterator[Document]:
    """What the index should hold of the current statements of some reports."""
    rows = [row for batch in batches(reports) for row in _SAID.rows(connection, reports=batch)]
    published = _published(connection, {row.report for row in rows})
    for row in rows:
        found = read_statement(row.id, row.said)
        if not is_wrong(found):
            yield document_of(row.seq, found, published[row.report])


_SAID = Prepared(
    select(statement.c.seq, statement.c.id, said.label("said"), statement.c.report)
    .where(statement.c.report.in_(bindparam("reports", expanding=True)), current)
    .order_by(statement.c.seq)
)
_HELD = Prepared(
    select(search_entry.c.statement)
    .join(statement, statement.c.seq == search_entry.c.statement)
    .where(statement.c.report.in_(bindparam("reports", expanding=True)))
)
_APPEARANCES = Prepared(
    select(appearance.c.report, appearance.c.day, appearance.c.title, appearance.c.outlet).where(
        appearance.c.report.in_(bindparam("reports", expanding=True))
    )
)


def _published_as(appeared: Sequence[tuple[Report, date]]) -> Published:
    titles = {report.title for report, _ in appeared if report.title}
    outlets = {report.outlet for report, _ in appeared if report.outlet}
    return Published(min(day for _, day in appeared), tuple(sorted(titles)), tuple(sorted(outlets)))


def _published(connection: Connection, reports: Iterable[int]) -> dict[int, Published]:
    days: dict[int, list[date]] = {}
    titles: dict[int, set[str]] = {}
    outlets: dict[int, set[str]] = {}
    for report, day, title, outlet in _APPEARANCES.rows(connection, reports=sorted(reports)):
        days.setdefault(report, []).append(day)
        titles.setdefault(report, set()).update([title] if title else [])
        outlets.setdefault(report, set()).update([outlet] if outlet else [])
    return {
        report: Published(min(found), tuple(sorted(titles[report])), tuple(sorted(outlets[report])))
        for report, found in days.items()
    }


SEARCH = SearchLayer()
