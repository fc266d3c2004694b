"""Checking a whole book against itself: every evidence span, id and link, and each layer against the statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, select

from tradebook.book import layers, schema
from tradebook.book.corrections.applying import corrected, is_wrong
from tradebook.book.corrections.store import problem_of, standing_with
from tradebook.book.facts.claims import claims_of, short_digest
from tradebook.book.facts.sorting import core_text
from tradebook.book.forgetting import forgotten_reports
from tradebook.book.model import Problem
from tradebook.book.names.naming import named, names_in
from tradebook.book.queries import report_of
from tradebook.book.rows import (
    columns_of,
    countries_concerned,
    day_of,
    good_rows,
    kind_of,
    page_of,
)
from tradebook.report import Report, report_id
from tradebook.statement import SLOTS, Statement, from_json, statement_id

_AT_ONCE = 200


def problems(connection: Connection) -> Iterator[Problem]:
    """All that is wrong with the book, nothing where it is sound; a broken file first."""
    yield from _of_file(connection)
    last = 0
    r = schema.report
    while rows := connection.execute(select(r).where(r.c.seq > last).order_by(r.c.seq).limit(_AT_ONCE)).all():
        yield from _of_reports(connection, rows)
        last = rows[-1].seq
    yield from _of_links(connection)
    yield from layers.problems(connection)


def _of_file(connection: Connection) -> Iterator[Problem]:
    """What SQLite itself finds: broken pages and indexes, links into nothing."""
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(where="file", problem=str(line))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(where=f"{table} {row}", problem=f"it points at a {parent} that is not there")


def _of_reports(connection: Connection, rows: Any) -> Iterator[Problem]:
    seqs = [row.seq for row in rows]
    a = schema.appearance.c
    appeared = set()
    for shown in connection.execute(select(schema.appearance).where(a.report.in_(seqs))):
        appeared.add(shown.report)
        if (shown.day, shown.page) != (day_of(shown.published, shown.recorded_at), page_of(shown.url)):
            yield Problem(
                where=f"appearance {shown.seq}", problem="its day or page is not that of its date and address"
            )
    stored = _Stored(connection, seqs)
    for row in rows:
        removed = stored.forgotten.get(row.seq, set())
        if row.id != report_id(row.text) and not removed:
            yield Problem(where=f"report {row.id}", problem="its id is not that of its text")
        if row.seq not in appeared and "report" not in removed:
            yield Problem(where=f"report {row.id}", problem="it has no appearance")
        for line in stored.statements.get(row.seq, ()):
            yield from _of_statement(report_of(row), line, stored, removed)


def _of_links(connection: Connection) -> Iterator[Problem]:
    """Links that lead to a row of something else."""
    s, n = schema.statement.c, schema.reading.c
    readings = select(s.id).join(schema.reading, n.seq == s.reading)
    wrong = {
        "its reading is of another report": readings.where(n.report != s.report),
        "what supersedes it is no later": select(s.id).where(s.superseded_by <= s.seq),
        "it is retired without a reason, or has a reason and no day": select(s.id).where(
            s.retired_at.is_(None) != and_(s.superseded_by.is_(None), s.withdrawn_by.is_(None))
        ),
    }
    for problem, query in wrong.items():
        for id_ in connection.scalars(query.order_by(s.id)):
            yield Problem(where=f"statement {id_}", problem=problem)


class _Stored:
    """The rows of some reports' statements, and what hangs on them, by statement."""

    def __init__(self, connection: Connection, reports: list[int]) -> None:
        s = schema.statement
        of_these = select(s.c.seq).where(s.c.report.in_(reports))
        self.statements: dict[int, list[Row[Any]]] = {}
        self.reports: dict[int, int] = {}
        for row in connection.execute(select(s).where(s.c.report.in_(reports)).order_by(s.c.seq)):
            self.statements.setdefault(row.report, []).append(row)
            self.reports[row.seq] = row.report
        self.countries = self._sets(connection, schema.statement_country, ("country",), of_these)
        self.goods = self._sets(connection, schema.statement_good, ("words", "hs"), of_these)
        self.claims = self._sets(connection, schema.claim, ("figure", "key", "core_id"), of_these)
        self.bodies = names_in(connection, self.reports)
        self.forgotten = forgotten_reports(connection)
        self.corrections = standing_with(connection, of_these)
        newer = {x for rows in self.statements.values() for row in rows if (x := row.superseded_by) is not None}
        found = connection.execute(select(s.c.seq, s.c.report).where(s.c.seq.in_(newer)))
        self.newer: dict[int, int] = {row.seq: row.report for row in found}

    @staticmethod
    def _sets(connection: Connection, table: Any, columns: tuple[str, ...], these: Any) -> dict[int, set[Any]]:
        found: dict[int, set[Any]] = {}
        query = select(table.c.statement, *(table.c[name] for name in columns)).where(table.c.statement.in_(these))
        for statement, *values in connection.execute(query):
            found.setdefault(statement, set()).add(tuple(values))
        return found


def _of_statement(report: Report, row: Row[Any], stored: _Stored, removed: set[str]) -> Iterator[Problem]:
    where = f"statement {row.id}"
    try:
        s = from_json(row.json)
    except msgspec.MsgspecError as error:
        yield Problem(where=where, problem=f"it is not of the format ({error})")
        return
    given = stored.corrections.get(row.seq, [])
    says = corrected(s, given)
    found = list(_of_rows(row, says, stored))
    if "person" not in removed:  # a name may have been part of the claim
        found += _of_ids(report, row, s)
    if "text" not in removed:
        found += _of_evidence(report, s)
    for problem in found:
        yield Problem(where=where, problem=problem)
    if (differs := problem_of(row, s, given)) is not None:
        yield Problem(where=where, problem=differs)
    if row.superseded_by is not None and stored.newer.get(row.superseded_by) != row.report:
        yield Problem(where=where, problem="what supersedes it is of another report")
    if row.superseded_by is not None and row.withdrawn_by is not None:
        yield Problem(where=where, problem="it is both superseded and withdrawn")


def _of_ids(report: Report, row: Row[Any], s: Statement) -> Iterator[str]:
    slots = {name: getattr(s, name) for name in SLOTS[kind_of(s)]}
    if s.id != row.id or s.id != statement_id(s.report.id, kind_of(s), slots, s.stance):
        yield "its id is not that of its claim"
    if s.report.id != report.id:
        yield f"it is of report {s.report.id} and stands with report {report.id}"


def _of_evidence(report: Report, s: Statement) -> Iterator[str]:
    for e in (s.evidence, *s.evidence_also, *s.evidence_context):
        base = report.text if e.field == "text" else report.title or ""
        if e.start < 0 or base[e.start : e.end] != e.text:
            yield f"its evidence does not stand at {e.field}[{e.start}:{e.end}]"


def _of_rows(row: Row[Any], s: Statement, stored: _Stored) -> Iterator[str]:
    """What the columns and side tables say otherwise than the statement."""
    columns = {name: value for name, value in columns_of(s).items() if name != "json"}
    wrong = [name for name, value in columns.items() if getattr(row, name) != value]
    if wrong:
        yield f"its columns do not say what it says: {', '.join(wrong)}"
    silent = row.superseded_by is not None or row.withdrawn_by is not None or is_wrong(s)
    claimed = named(s, stored.bodies.get(row.seq, {}))
    claims = set() if silent else {(c.figure, c.key, short_digest(core_text(c.core))) for c in claims_of(claimed)}
    hanging: list[tuple[str, object, object]] = [
        ("countries", stored.countries.get(row.seq, set()), {(c,) for c in countries_concerned(s)}),
        ("goods", stored.goods.get(row.seq, set()), set(good_rows(s))),
        ("claims", stored.claims.get(row.seq, set()), claims),
    ]
    for name, found, wanted in hanging:
        if found != wanted:
            yield f"its rows of {name} do not say what it says"
