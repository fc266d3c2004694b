"""Writing into the book: reports, appearances, readings and their statements. Each function works inside a transaction
that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, select

from tradebook.book import schema
from tradebook.book.model import ReadingLike, Recorded
from tradebook.book.numbering import Numbers
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.rows import columns_of, countries_concerned, day_of, good_rows, page_of
from tradebook.errors import BadRecord
from tradebook.report import Report
from tradebook.statement import Reader, Statement


class Written(Struct, frozen=True):
    """A statement and the number of its row."""

    seq: int
    statement: Statement


def check_reading(report: Report, reading: ReadingLike) -> list[Statement]:
    """The reading's statements, each id once, in order. Raises `BadRecord` where a database cannot hold the report's
    text or a statement is not grounded in it: nothing ungrounded comes into the book."""
    where = report.source or report.url or f"report {report.id}"
    for name in ("text", "title", "outlet", "url", "source", "byline"):
        _check_characters(where, name, getattr(report, name))
    found: dict[str, Statement] = {}
    for s in reading.statements:
        if s.report.id != report.id:
            raise BadRecord(where, f"statement {s.id} is of report {s.report.id}", "read the report anew")
        for e in (s.evidence, *s.evidence_also, *s.evidence_context):
            base = report.text if e.field == "text" else report.title or ""
            if e.start < 0 or base[e.start : e.end] != e.text:
                problem = f"the evidence of statement {s.id} does not stand at {e.field}[{e.start}:{e.end}]"
                raise BadRecord(where, problem, "read the report anew")
        found.setdefault(s.id, s)
    return list(found.values())


def _check_characters(where: str, name: str, value: str | None) -> None:
    if value is None or (value.isascii() and "\x00" not in value):
        return
    for at, c in enumerate(value):
        if c == "\x00" or "\ud800" <= c <= "\udfff":
            what = "a zero byte" if c == "\x00" else "half of a surrogate pair"
            raise BadRecord(where, f"its {name} holds {what} at character {at}", "convert it to valid UTF-8 text")


def _short(value: str | None, length: int) -> str | None:
    """A code or name as its column holds it: PostgreSQL refuses what is longer."""
    return value if value is None else value[:length]


_REPORT_SEQ = Prepared(select(schema.report.c.seq).where(schema.report.c.id == bindparam("id")))


def report_seq(connection: Connection, report_id: str) -> int | None:
    """The number of the report's row, None where the book has not got it."""
    found = _REPORT_SEQ.first(connection, id=report_id)
    return None if found is None else int(found.seq)


_NUMBERS = Numbers(schema.report, schema.reading, schema.statement)
_REPORTS, _APPEARANCES, _READINGS, _STATEMENTS = map(
    Insertion, (schema.report, schema.appearance, schema.reading, schema.statement)
)


def add_report(connection: Connection, report: Report, now: datetime, number: int | None = None) -> int:
    """A new report's row; its number, a new one unless given."""
    seq = _NUMBERS.free(connection, report=1)["report"][0] if number is None else number
    values = {
        "seq": seq,
        "id": report.id,
        "text": report.text,
        "title": report.title,
        "published": report.published,
        "outlet": report.outlet,
        "url": report.url,
        "language": _short(report.language, 16),
        "source": report.source,
        "byline": report.byline,
        "body_start": report.body_start,
        "notes": msgspec.json.encode(report.notes).decode(),
        "recorded_at": now,
    }
    _REPORTS.add(connection, [values])
    return seq


def add_appearance(connection: Connection, seq: int, report: Report, now: datetime) -> None:
    """One more appearance of the report `seq`."""
    values = {name: getattr(report, name) for name in ("outlet", "url", "title", "published", "source", "byline")}
    row = {
        **values,
        "report": seq,
        "recorded_at": now,
        "day": day_of(report.published, now),
        "page": page_of(report.url),
    }
    _APPEARANCES.add(connection, [row])


def is_known_appearance(connection: Connection, seq: int, report: Report) -> bool:
    """Whether an appearance of the report `seq` says all that this one says of outlet, address and date."""
    said = {n: getattr(report, n) for n in ("outlet", "url", "published") if getattr(report, n) is not None}
    known = _KNOWN_APPEARANCES.rows(connection, report=seq)
    return any(all(getattr(row, name) == value for name, value in said.items()) for row in known)


_A = schema.appearance.c
_KNOWN_APPEARANCES = Prepared(select(_A.outlet, _A.url, _A.published).where(_A.report == bindparam("report")))


def add_reading(
    connection: Connection,
    seq: int,
    reading: ReadingLike,
    statements: int,
    reader: Reader | None,
    now: datetime,
    number: int | None = None,
) -> int:
    """The row of a reading of the report `seq`; its number, a new one unless given."""
    if number is None:
        number = _NUMBERS.free(connection, reading=1)["reading"][0]
    values = {
        "seq": number,
        "report": seq,
        "reader": _short(reader.name, 64) if reader else None,
        "version": _short(reader.version, 64) if reader else None,
        "language": _short(reading.language, 16),
        "read_at": now,
        "statements": statements,
        "gaps": len(reading.gaps),
    }
    _READINGS.add(connection, [values])
    return number


def add_statements(
    connection: Connection,
    report: int,
    reading: int,
    statements: Sequence[tuple[int, Statement]],
    numbers: Sequence[int] | None = None,
) -> list[Written]:
    """Rows for statements, given with their positions in the reading, and for all that hangs on them; `numbers` are
    theirs, new ones unless given."""
    if numbers is None:
        numbers = _NUMBERS.free(connection, statement=len(statements))["statement"]
    rows = [
        {"seq": seq, **columns_of(s), "report": report, "reading": reading, "position": position}
        for seq, (position, s) in zip(numbers, statements, strict=True)
    ]
    _STATEMENTS.add(connection, rows)
    written = [Written(seq, s) for seq, (_, s) in zip(numbers, statements, strict=True)]
    _add_side_rows(connection, written)
    return written


def _add_side_rows(connection: Connection, written: Iterable[Written]) -> None:
    countries: list[dict[str, Any]] = []
    goods: list[dict[str, Any]] = []
    for w in written:
        countries += [{"country": c, "statement": w.seq} for c in sorted(countries_concerned(w.statement))]
        goods += [{"statement": w.seq, "words": words, "hs": hs} for words, hs in good_rows(w.statement)]
    for table, rows in zip(_SIDE_ROWS, (countries, goods), strict=True):
        table.add(connection, rows)


_SIDE_TABLES = (schema.statement_country, schema.statement_good)
_SIDE_ROWS = tuple(map(Insertion, _SIDE_TABLES))


def exchange_side_rows(connection: Connection, written: Written) -> None:
    """Makes the side rows of a recorded statement anew, for a person has corrected what it says."""
    for table in _SIDE_TABLES:
        connection.execute(delete(table).where(table.c.statement == written.seq))
    _add_side_rows(connection, [written])


def record(
    connection: Connection, report: Report, reading: ReadingLike, now: datetime, reader: Reader | None
) -> tuple[Recorded, int, list[Written]]:
    """Records a report with its reading: what it did, the report's row, the statements' rows (empty unless new)."""
    statements = check_reading(report, reading)
    seq = report_seq(connection, report.id)
    if seq is not None:
        if is_known_appearance(connection, seq, report):
            return Recorded(outcome="known", report=report.id), seq, []
        add_appearance(connection, seq, report, now)
        return Recorded(outcome="appearance", report=report.id), seq, []
    numbers = _NUMBERS.free(connection, report=1, reading=1, statement=len(statements))
    seq, number = numbers["report"][0], numbers["reading"][0]
    add_report(connection, report, now, seq)
    add_appearance(connection, seq, report, now)
    reader = reader or (statements[0].reader if statements else None)
    add_reading(connection, seq, reading, len(statements), reader, now, number)
    written = add_statements(connection, seq, number, list(enumerate(statements)), numbers["statement"])
    recorded = Recorded(outcome="new", report=report.id, statements=len(statements), gaps=len(reading.gaps))
    return recorded, seq, written
