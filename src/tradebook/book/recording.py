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
from tradebook.book.model import ReadingLike
from tradebook.book.numbering import Numbers
from tradebook.book.packing import pack
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


_REPORT_SEQS = Prepared(
    select(schema.report.c.id, schema.report.c.seq).where(schema.report.c.id.in_(bindparam("ids", expanding=True)))
)


def report_seqs(connection: Connection, report_ids: Iterable[str]) -> dict[str, int]:
    """Report's id -> the number of its row, of those that the book has got."""
    return {row.id: row.seq for row in _REPORT_SEQS.rows(connection, ids=list(dict.fromkeys(report_ids)))}


_NUMBERS = Numbers(schema.report, schema.reading, schema.statement)
_REPORTS, _APPEARANCES, _READINGS, _STATEMENTS = map(
    Insertion, (schema.report, schema.appearance, schema.reading, schema.statement)
)


def numbers_for(connection: Connection, *, report: int, reading: int, statement: int) -> dict[str, Sequence[int]]:
    """So many numbers of rows to come, by table."""
    return _NUMBERS.free(connection, report=report, reading=reading, statement=statement)


def add_report(connection: Connection, report: Report, now: datetime) -> int:
    """A new report's row; its number."""
    seq = _NUMBERS.free(connection, report=1)["report"][0]
    add_report_rows(connection, [report_row(report, now, seq)])
    return seq


def report_row(report: Report, now: datetime, number: int, packed: bytes | None = None) -> dict[str, Any]:
    """A new report's row; `packed` is its text, where it is packed already."""
    return {
        "seq": number,
        "id": report.id,
        "text": packed or report.text,
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


add_report_rows = _REPORTS.add


def add_appearance(connection: Connection, seq: int, report: Report, now: datetime) -> None:
    """One more appearance of the report `seq`."""
    _APPEARANCES.add(connection, [_appearance_row(seq, report, now)])


def _appearance_row(seq: int, report: Report, now: datetime) -> dict[str, Any]:
    return {
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "source": report.source,
        "byline": report.byline,
        "report": seq,
        "recorded_at": now,
        "day": day_of(report.published, now),
        "page": page_of(report.url),
    }


class Appearances:
    """The appearances of a group of reports: those that the book holds of the known ones (`known`, by their rows), and
    those to be written, in their order."""

    def __init__(self, connection: Connection, known: Iterable[int]) -> None:
        self._connection = connection
        self._rows: list[dict[str, Any]] = []
        self._said: dict[int, list[tuple[Any, ...]]] = {}
        for seq, *said in _KNOWN_APPEARANCES.rows(connection, reports=list(known)):
            self._said.setdefault(seq, []).append(tuple(said))

    def knows(self, seq: int, report: Report) -> bool:
        """Whether an appearance of the report `seq` says all that this one says of outlet, address and date."""
        says = (report.outlet, report.url, report.published)
        return any(
            all(one is None or one == other for one, other in zip(says, said, strict=True))
            for said in self._said.get(seq, ())
        )

    def add(self, seq: int, report: Report, now: datetime) -> None:
        """One more appearance of the report `seq`."""
        self._said.setdefault(seq, []).append((report.outlet, report.url, report.published))
        self._rows.append(_appearance_row(seq, report, now))

    def write(self) -> None:
        """Puts in what was added."""
        _APPEARANCES.add(self._connection, self._rows)


_A = schema.appearance.c
_KNOWN_APPEARANCES = Prepared(
    select(_A.report, _A.outlet, _A.url, _A.published).where(_A.report.in_(bindparam("reports", expanding=True)))
)


def add_reading(
    connection: Connection, seq: int, reading: ReadingLike, statements: int, reader: Reader | None, now: datetime
) -> int:
    """The row of a reading of the report `seq`; its number."""
    number = _NUMBERS.free(connection, reading=1)["reading"][0]
    row = reading_row(number, seq, reading.language, len(reading.gaps), statements, reader, now)
    add_reading_rows(connection, [row])
    return number


def reading_row(
    number: int, report: int, language: str | None, gaps: int, statements: int, reader: Reader | None, now: datetime
) -> dict[str, Any]:
    """The row of a reading of a report, given by its row, that gave so many gaps and statements."""
    return {
        "seq": number,
        "report": report,
        "reader": _short(reader.name, 64) if reader else None,
        "version": _short(reader.version, 64) if reader else None,
        "language": _short(language, 16),
        "read_at": now,
        "statements": statements,
        "gaps": gaps,
    }


add_reading_rows = _READINGS.add


class Columns(Struct, frozen=True):
    """A statement as its rows hold it, without their numbers: its own columns, the countries and the goods."""

    own: dict[str, Any]
    countries: list[str]
    goods: list[tuple[str, str | None]]

    @classmethod
    def of(cls, s: Statement) -> Columns:
        countries = countries_concerned(s)
        own = columns_of(s, countries)
        own["json"] = pack(own["json"])
        return cls(own, sorted(countries), good_rows(s))


Numbered = tuple[int, int, int, int, Columns]  # the numbers of statement, report and reading, the position


def add_statement_rows(connection: Connection, numbered: Sequence[Numbered]) -> None:
    """Rows for statements and for all that hangs on them."""
    own = [
        {"seq": seq, **columns.own, "report": report, "reading": reading, "position": position}
        for seq, report, reading, position, columns in numbered
    ]
    _STATEMENTS.add(connection, own)
    _add_side_rows(connection, [(seq, columns) for seq, _, _, _, columns in numbered])


def add_statements(
    connection: Connection, report: int, reading: int, statements: Sequence[tuple[int, Statement]]
) -> list[Written]:
    """Rows for statements, given with their positions in the reading, and for all that hangs on them."""
    numbers = _NUMBERS.free(connection, statement=len(statements))["statement"]
    numbered = [
        (seq, report, reading, position, Columns.of(s))
        for seq, (position, s) in zip(numbers, statements, strict=True)
    ]  # fmt: skip
    add_statement_rows(connection, numbered)
    return [Written(seq, s) for seq, (_, s) in zip(numbers, statements, strict=True)]


def _add_side_rows(connection: Connection, numbered: Iterable[tuple[int, Columns]]) -> None:
    countries: list[dict[str, Any]] = []
    goods: list[dict[str, Any]] = []
    for seq, columns in numbered:
        countries += [{"country": code, "statement": seq} for code in columns.countries]
        goods += [{"statement": seq, "words": words, "hs": hs} for words, hs in columns.goods]
    for table, rows in zip(_SIDE_ROWS, (countries, goods), strict=True):
        table.add(connection, rows)


_SIDE_TABLES = (schema.statement_country, schema.statement_good)
_SIDE_ROWS = tuple(map(Insertion, _SIDE_TABLES))


def exchange_side_rows(connection: Connection, written: Written) -> None:
    """Makes the side rows of a recorded statement anew, for a person has corrected what it says."""
    for table in _SIDE_TABLES:
        connection.execute(delete(table).where(table.c.statement == written.seq))
    _add_side_rows(connection, [(written.seq, Columns.of(written.statement))])
