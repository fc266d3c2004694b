"""What statements are about and which of them promise, as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from tradebook.book import schema
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.names.naming import as_named
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.promises.due import due_of
from tradebook.book.promises.subjects import is_promise, subjects_of
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.report import Report
from tradebook.statement import Statement

_AT_ONCE = 500
_NONE: Mapping[int, list[str]] = {}

Rows = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # of `subject` and of `promise`


class PromiseLayer:
    """The index that finds what may have become of a promise (a `layers.Layer`). States are not stored: they hang on
    the day that is asked for."""

    name = "promise"
    rules = "2"  # raised when subjects.py or due.py changes

    def prepare(self, report: Report, statements: Sequence[Statement]) -> list[list[str]]:
        """The subjects of each statement, with names as they are spelled."""
        return [sorted(subjects_of(s)) for s in statements]

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        named = arrivals.named(connection)
        written: list[Written] = []
        days: dict[int, date] = {}
        subjects: dict[int, list[str]] = {}
        for arrival, prepared in arrivals.prepared(self.name):
            for w, keys in zip(arrival.written, prepared, strict=True):
                days[w.seq] = arrival.first
                if w.seq in named:
                    written.append(Written(w.seq, named[w.seq]))
                else:
                    written.append(w)
                    subjects[w.seq] = keys
        for table, rows in zip(_ROWS, _rows(written, days, subjects), strict=True):
            table.add(connection, rows)

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        """An earlier appearance moves the days that lack a year."""
        changed = _PROMISES.scalars(connection, reports=[report for report, _ in appeared])
        if changed:
            _make_anew(connection, changed)

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
        for table in (schema.subject, schema.promise):
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


def _rows(written: Iterable[Written], days: dict[int, date], known: Mapping[int, list[str]] = _NONE) -> Rows:
    """The rows of the statements; `known` are subjects that were worked out before, by the rows of the statements."""
    subjects, promises = [], []
    for w in written:
        if is_wrong(w.statement):
            continue
        about = known[w.seq] if w.seq in known else sorted(subjects_of(w.statement))
        subjects += [{"subject": key, "statement": w.seq} for key in about]
        if is_promise(w.statement):
            promises.append({"statement": w.seq, "due": due_of(w.statement, days[w.seq])})
    return subjects, promises


def refresh(connection: Connection, statements: Sequence[int]) -> None:
    """Makes the rows of some current statements anew, given by their rows: their bodies have other names now."""
    _make_anew(connection, statements)


def _add(connection: Connection, written: Sequence[Written], days: dict[int, date]) -> None:
    rows_of = _rows(as_named(connection, written), days)
    for table, rows in zip(_ROWS, rows_of, strict=True):
        table.add(connection, rows)


_PROMISES = Prepared(
    select(schema.promise.c.statement)
    .join(schema.statement, schema.statement.c.seq == schema.promise.c.statement)
    .where(schema.statement.c.report.in_(bindparam("reports", expanding=True)))
)
_ROWS = tuple(map(Insertion, (schema.subject, schema.promise)))


def _drop(connection: Connection, statements: Sequence[int]) -> None:
    for start in range(0, len(statements), _AT_ONCE):
        for table in (schema.subject, schema.promise):
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
        yield [Written(r.seq, read_statement(r.id, r.json)) for r in rows], {r.seq: r.first for r in rows}
        last = rows[-1].seq


_State = tuple[set[str], tuple[date | None, ...]]  # subjects, and the due day where it promises


def _wanted(written: Sequence[Written], days: dict[int, date]) -> dict[int, _State]:
    return _by_statement(*_rows(written, days))


def _stored(connection: Connection, statements: Sequence[int]) -> dict[int, _State]:
    found = [
        [dict(row) for row in connection.execute(select(t).where(t.c.statement.in_(statements))).mappings()]
        for t in (schema.subject, schema.promise)
    ]
    return _by_statement(*found)


def _by_statement(subjects: list[dict[str, Any]], promises: list[dict[str, Any]]) -> dict[int, _State]:
    found: dict[int, _State] = {}
    for row in subjects:
        found.setdefault(row["statement"], (set(), ()))[0].add(row["subject"])
    for row in promises:
        found[row["statement"]] = (found.get(row["statement"], (set(), ()))[0], (row["due"],))
    return found


def _superfluous(connection: Connection) -> Iterator[Problem]:
    """Rows of statements that are no longer current."""
    s = schema.statement
    for table in (schema.subject, schema.promise):
        query = select(s.c.id).join(table, table.c.statement == s.c.seq).where(~current).distinct().order_by(s.c.id)
        for id_ in connection.scalars(query):
            yield Problem(where=f"statement {id_}", problem="it is not current and is still followed as one")


PROMISES = PromiseLayer()
