"""Asking the book: each function works on a connection that the caller holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, and_, false, func, or_, select

from tradebook.book import schema
from tradebook.book.model import Appearance, Entry
from tradebook.book.names.analysis import key_of
from tradebook.book.rows import fold
from tradebook.book.runs import has_id, id_begins
from tradebook.errors import BookDamaged, UsageError
from tradebook.report import Report
from tradebook.statement import Statement, from_json

_CODE = re.compile(r"\d{2,6}")
SHORTEST_PREFIX = 4


class Filter(Struct, frozen=True):
    """What statements and facts are chosen by; None and 0 choose all. Countries are codes; `good` is words or the first
    digits of a Harmonized System code."""

    pair: tuple[str, str] | None = None
    country: str | None = None
    company: str | None = None
    good: str | None = None
    kind: str | None = None
    report: str | None = None
    min_confidence: float = 0.0


def restrict(query: Select[Any], f: Filter) -> Select[Any]:
    """`query`, which selects from the table of statements, with the filter's conditions."""
    s = schema.statement.c
    for code in (*(f.pair or ()), *((f.country,) if f.country else ())):
        query = query.where(s.seq.in_(_of_country(code)))
    if f.company:
        query = query.where(s.seq.in_(_of_name(f.company)))
    if f.good:
        query = query.where(s.seq.in_(_of_good(f.good)))
    if f.kind:
        query = query.where(s.kind == f.kind)
    if f.report:
        query = query.where(s.report.in_(select(schema.report.c.seq).where(schema.report.c.id == f.report)))
    if f.min_confidence > 0:
        query = query.where(s.confidence >= f.min_confidence)
    return query


def _of_country(code: str) -> Select[Any]:
    t = schema.statement_country.c
    return select(t.statement).where(t.country == code)


def _of_name(name: str) -> Select[Any]:
    """The statements that name a body of which any spelling fits `name`."""
    u, s, g = schema.name_use.c, schema.name_spelling, schema.name_group
    bodies = select(g.c.body).where(or_(g.c.id.in_(_groups_spelled(name)), g.c.key == key_of(name)))
    groups = select(g.c.id).where(g.c.body.in_(bodies), g.c.sort == "body")
    own = select(s.c.id).where(s.c.group.in_(groups))
    named = or_(u.group.in_(groups), and_(u.group.is_(None), u.spelling.in_(own)))
    return select(u.statement).where(named, u.role != "person")


def _groups_spelled(name: str) -> Any:
    """The groups that a spelling with these words is of, by itself or in some report."""
    u, s = schema.name_use.c, schema.name_spelling
    fits = and_(s.c.sort == "body", has_words(s.c.folded, name))
    settled_there = select(u.group).where(u.spelling.in_(select(s.c.id).where(fits)), u.group.is_not(None))
    return select(s.c.group).where(fits).union_all(settled_there)


def _of_good(good: str) -> Select[Any]:
    t = schema.statement_good.c
    if _CODE.fullmatch(good.strip()):
        prefix = good.strip()
        return select(t.statement).where(and_(t.hs >= prefix, t.hs < prefix + ":"))  # ":" follows "9"
    return select(t.statement).where(has_words(t.words, good))


def has_words(column: Any, words: str) -> Any:
    """That the folded `column` holds the words, from the beginning of one."""
    wanted = fold(words).replace("_", r"\_")
    if not wanted:
        return false()
    return or_(column.like(wanted + "%", escape="\\"), column.like("% " + wanted + "%", escape="\\"))


current = and_(schema.statement.c.superseded_by.is_(None), schema.statement.c.withdrawn_by.is_(None))
_newer = schema.statement.alias("newer")
# What a statement says: as people corrected it, else as it was read.
said = func.coalesce(schema.statement.c.corrected, schema.statement.c.json)
_entry_columns = (
    schema.statement.c.id,
    schema.statement.c.json,
    schema.statement.c.corrected,
    schema.statement.c.withdrawn_by,
    _newer.c.id.label("superseded_by"),
    schema.reading.c.read_at,
)


def _select_entries() -> Select[Any]:
    s = schema.statement
    joined = s.join(schema.reading, schema.reading.c.seq == s.c.reading)
    return select(*_entry_columns).select_from(joined.outerjoin(_newer, _newer.c.seq == s.c.superseded_by))


def entries(connection: Connection, f: Filter, *, history: bool = False) -> Iterator[Entry]:
    """The statements that fit, in the order in which they were recorded."""
    query = restrict(_select_entries(), f).order_by(schema.statement.c.seq)
    if not history:
        query = query.where(current)
    for row in connection.execute(query):
        yield _entry(row)


def entries_after(connection: Connection, last: int, number: int) -> list[tuple[int, Entry]]:
    """The next `number` current statements after the row `last`, with their rows."""
    s = schema.statement.c
    query = _select_entries().add_columns(s.seq).where(current, s.seq > last).order_by(s.seq).limit(number)
    return [(row.seq, _entry(row)) for row in connection.execute(query)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        statement=read_statement(row.id, row.corrected or row.json),
        as_read=read_statement(row.id, row.json) if row.corrected else None,
        recorded_at=row.read_at,
        superseded_by=row.superseded_by,
        withdrawn_by=row.withdrawn_by,
    )


def read_statement(id_: str, line: str) -> Statement:
    """A stored statement. Raises `BookDamaged` where it does not fit the format."""
    try:
        return from_json(line)
    except msgspec.MsgspecError as error:
        raise BookDamaged(f"statement {id_}", f"it is not of the format ({error})", "run tradebook verify") from error


def statement(connection: Connection, id_or_prefix: str) -> Entry | None:
    """The newest row of the one statement whose id begins with the digits given; the current one where there is one."""
    prefix = id_or_prefix.strip().lower()
    if len(prefix) < SHORTEST_PREFIX or not re.fullmatch(r"[0-9a-f]+", prefix):
        raise UsageError(f"{id_or_prefix!r} is no id of a statement; give at least its first {SHORTEST_PREFIX} digits")
    s = schema.statement.c
    query = _select_entries().where(id_begins(connection, schema.statement, prefix))
    rows = list(connection.execute(query.order_by(s.retired_at.is_not(None), s.seq.desc()).limit(50)))
    ids = sorted({row.id for row in rows})
    if len(ids) > 1:
        raise UsageError(f"{id_or_prefix!r} begins several ids: {', '.join(ids[:5])}; give more digits")
    return _entry(rows[0]) if rows else None


def report(connection: Connection, report_id: str) -> Report | None:
    """The report, None where the book has not got it."""
    row = connection.execute(select(schema.report).where(schema.report.c.id == report_id)).one_or_none()
    return None if row is None else report_of(row)


def report_of(row: Row[Any]) -> Report:
    """The report that a row of the table holds."""
    return Report(
        id=row.id,
        text=row.text,
        title=row.title,
        published=row.published,
        outlet=row.outlet,
        url=row.url,
        language=row.language,
        source=row.source,
        byline=row.byline,
        body_start=row.body_start,
        notes=tuple(msgspec.json.decode(row.notes, type=list[str])),
    )


def appearances(connection: Connection, report_id: str) -> list[Appearance]:
    """The report's appearances, the earliest first."""
    a, r = schema.appearance, schema.report
    query = select(a, r.c.id.label("report_id")).join(r, r.c.seq == a.c.report).where(r.c.id == report_id)
    return sorted((appearance_of(row) for row in connection.execute(query)), key=by_day)


def versions(connection: Connection, report_id: str) -> list[Appearance]:
    """The appearances at the pages of the report, in the order in which they were recorded, each text once; empty where
    no other text was there."""
    a, r = schema.appearance, schema.report
    pages = select(a.c.page).join(r, r.c.seq == a.c.report).where(r.c.id == report_id)
    query = select(a, r.c.id.label("report_id")).join(r, r.c.seq == a.c.report).where(a.c.page.in_(pages))
    found: dict[str, Appearance] = {}
    for row in connection.execute(query.order_by(a.c.seq)):
        found.setdefault(row.report_id, appearance_of(row))
    return list(found.values()) if len(found) > 1 else []


def by_day(a: Appearance) -> tuple[date, str, str]:
    """The order of appearances: by day, outlet and address, so that it never hangs on the order of recording."""
    return (a.day, a.outlet or "", a.url or "")


def appearance_of(row: Any, report_id: str | None = None) -> Appearance:
    """The appearance that a row holds; the report's id stands in `report_id` of the row, unless given."""
    return Appearance(
        report=report_id or row.report_id,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=row.published,
        source=row.source,
        byline=row.byline,
        recorded_at=row.recorded_at,
    )


def fact_ids(connection: Connection, statement_id: str) -> list[str]:
    """The ids of the facts that the current statement with this id is part of."""
    f, c, s = schema.fact.c, schema.claim.c, schema.statement.c
    query = select(f.id).join(schema.claim, c.fact == f.seq).join(schema.statement, s.seq == c.statement)
    known = has_id(connection, schema.statement, [statement_id])
    return list(connection.scalars(query.where(known, current).order_by(f.id)))
