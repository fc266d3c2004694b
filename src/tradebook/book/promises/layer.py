"""What statements are about and which of them promise, as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, select

from tradebook.book import schema
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.names.naming import as_named
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.promises import subject_index
from tradebook.book.promises.due import due_of
from tradebook.book.promises.places import place_row, scopes_of
from tradebook.book.promises.subject_index import About, packed_keys
from tradebook.book.promises.subjects import is_promise, subjects_of
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.report import Report
from tradebook.statement import Statement

_AT_ONCE = 500
_NONE: Mapping[int, bytes] = {}

_TABLES = (schema.promise, schema.promise_day)


class Rows(Struct, frozen=True):
    """What statements are about, and the rows of `promise` and `promise_day`."""

    about: list[About]
    promises: list[dict[str, Any]]
    places: list[dict[str, Any]]

    def write(self, connection: Connection) -> None:
        """Puts them in."""
        subject_index.add(connection, self.about)
        for table, rows in zip(_ROWS, (self.promises, self.places), strict=True):
            table.add(connection, rows)


class PromiseLayer:
    """The index that finds what may have become of a promise (a `layers.Layer`). States are not stored: they hang on
    the day that is asked for."""

    name = "promise"
    rules = "5"  # raised when subjects.py, due.py or places.py changes

    def prepare(self, report: Report, statements: Sequence[Statement]) -> list[bytes]:
        """The subjects of each statement, with names as they are spelled."""
        return [packed_keys(subjects_of(s)) for s in statements]

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        named = arrivals.named(connection)
        written: list[Written] = []
        days: dict[int, date] = {}
        subjects: dict[int, bytes] = {}
        for arrival, prepared in arrivals.prepared(self.name):
            for w, keys in zip(arrival.written, prepared, strict=True):
                days[w.seq] = arrival.first
                if w.seq in named:
                    written.append(Written(w.seq, named[w.seq]))
                else:
                    written.append(w)
                    subjects[w.seq] = keys
        _rows(written, days, subjects).write(connection)

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        """Appearances before all others move the days from which their reports' statements count."""
        days: dict[int, int] = {}
        for report, day in appeared:
            days[report] = min(day.toordinal(), days.get(report, day.toordinal()))
        known = {row.report: row.day for row in _DAYS.rows(connection, reports=sorted(days))}
        # Of a report whose statements have no subjects the day is not known: they are made anew in any case.
        moved = sorted(report for report, day in days.items() if report not in known or known[report] > day)
        if moved:
            _make_anew(connection, sorted(_CURRENT.scalars(connection, reports=moved)))

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        _drop(connection, [*retired, *(w.seq for w in written)])
        if written:
            first = connection.scalar(
                select(func.min(schema.appearance.c.day)).where(schema.appearance.c.report == report)
            )
            assert first is not None
            _add(connection, written, {w.seq: first for w in written})

    def rewritten(self, connection: Connection, report: int) -> None:
        """What is promised hangs on the statements alone."""

    def make_anew(self, connection: Connection) -> None:
        subject_index.clear(connection)
        for table in _TABLES:
            connection.execute(delete(table))
        for written, days in _statements(connection):
            _add(connection, written, days)

    def problems(self, connection: Connection) -> Iterator[Problem]:
        for written, days in _statements(connection):
            wanted, stored = _wanted(as_named(connection, written), days), _stored(connection, [w.seq for w in written])
            for w in written:
                if wanted.get(w.seq) != stored.get(w.seq):
                    yield Problem(where=f"statement {w.statement.id}", problem="what it promises is not as it says")
        yield from _superfluous(connection)
        if not subject_index.is_in_step(connection):
            yield Problem(where="subjects", problem="the index of what statements are about does not say what they say")


def _rows(written: Iterable[Written], days: dict[int, date], known: Mapping[int, bytes] = _NONE) -> Rows:
    """The rows of the statements; `known` are subjects that were worked out before, by the rows of the statements."""
    subjects: list[About] = []
    promises, places = [], []
    for w in written:
        if is_wrong(w.statement):
            continue
        day = days[w.seq]
        about = known[w.seq] if w.seq in known else packed_keys(subjects_of(w.statement))
        subjects.append(About(w.seq, day.toordinal(), about))
        if is_promise(w.statement):
            due = due_of(w.statement, day)
            promises.append({"statement": w.seq, "due": due})
            places += [{"scope": scope, **row} for row in (place_row(w, due, day),) for scope in scopes_of(w.statement)]
    return Rows(subjects, promises, places)


def refresh(connection: Connection, statements: Sequence[int]) -> None:
    """Makes the rows of some current statements anew, given by their rows: their bodies have other names now."""
    _make_anew(connection, statements)


def _add(connection: Connection, written: Sequence[Written], days: dict[int, date]) -> None:
    _rows(as_named(connection, written), days).write(connection)


_OF_REPORTS = schema.statement.c.report.in_(bindparam("reports", expanding=True))
_DAYS = Prepared(
    select(schema.statement.c.report, func.max(schema.subject.c.day).label("day"))
    .join(schema.statement, schema.statement.c.seq == schema.subject.c.statement)
    .where(_OF_REPORTS)
    .group_by(schema.statement.c.report)
)
_CURRENT = Prepared(select(schema.statement.c.seq).where(current, _OF_REPORTS))
_ROWS = tuple(map(Insertion, _TABLES))


def _drop(connection: Connection, statements: Sequence[int]) -> None:
    subject_index.drop(connection, statements)
    for start in range(0, len(statements), _AT_ONCE):
        for table in _TABLES:
            connection.execute(delete(table).where(table.c.statement.in_(statements[start : start + _AT_ONCE])))


def _make_anew(connection: Connection, statements: Sequence[int]) -> None:
    _drop(connection, statements)
    for start in range(0, len(statements), _AT_ONCE):
        batch = statements[start : start + _AT_ONCE]
        for written, days in _statements(connection, schema.statement.c.seq.in_(batch)):
            _add(connection, written, days)


def _statements(connection: Connection, *which: Any) -> Iterator[tuple[list[Written], dict[int, date]]]:
    """The current statements with the day on which each had first appeared, a few hundred at a time."""
    s, a = schema.statement.c, schema.appearance.c
    first = select(func.min(a.day)).where(a.report == s.report).scalar_subquery()
    query = select(s.seq, s.id, said.label("json"), first.label("first")).where(current, *which).order_by(s.seq)
    last = 0
    while rows := connection.execute(query.where(s.seq > last).limit(_AT_ONCE)).all():
        last = rows[-1].seq
        placed = [r for r in rows if r.first is not None]  # a damaged book: `verify` names what has no appearance
        yield [Written(r.seq, read_statement(r.id, r.json)) for r in placed], {r.seq: r.first for r in placed}


_State = tuple[frozenset[tuple[Any, ...]], ...]  # a statement's subjects with the day, and its rows of each table


def _wanted(written: Sequence[Written], days: dict[int, date]) -> dict[int, _State]:
    rows = _rows(written, days)
    return _by_statement([one for one in rows.about if one.packed], (rows.promises, rows.places))


def _stored(connection: Connection, statements: Sequence[int]) -> dict[int, _State]:
    queries = (select(table).where(table.c.statement.in_(statements)) for table in _TABLES)
    tables = [[dict(row) for row in connection.execute(query).mappings()] for query in queries]
    return _by_statement(subject_index.held(connection, statements), tables)


def _by_statement(about: Iterable[About], tables: Iterable[Sequence[dict[str, Any]]]) -> dict[int, _State]:
    found: dict[int, tuple[set[tuple[Any, ...]], ...]] = {}

    def put(statement: int, number: int, row: tuple[Any, ...]) -> None:
        found.setdefault(statement, tuple(set() for _ in (subject_index, *_TABLES)))[number].add(row)

    for one in about:
        put(one.statement, 0, (one.day, one.packed))
    for number, rows in enumerate(tables, 1):
        for row in rows:
            put(row["statement"], number, tuple(sorted((name, str(value)) for name, value in row.items())))
    return {seq: tuple(map(frozenset, several)) for seq, several in found.items()}


def _superfluous(connection: Connection) -> Iterator[Problem]:
    """Rows of statements that are no longer current."""
    s = schema.statement
    for table in (schema.subject, *_TABLES):
        query = select(s.c.id).join(table, table.c.statement == s.c.seq).where(~current).distinct().order_by(s.c.id)
        for id_ in connection.scalars(query):
            yield Problem(where=f"statement {id_}", problem="it is not current and is still followed as one")


PROMISES = PromiseLayer()
