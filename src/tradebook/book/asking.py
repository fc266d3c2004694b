"""Asking the book for facts and promises, and for what it holds in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.copies import counting
from tradebook.book.facts.relations import Related, related
from tradebook.book.facts.sorting import origins_of
from tradebook.book.forgetting import number_gone
from tradebook.book.model import Appearance, Fact, FactSource, Outlet, Summary, TakenBack
from tradebook.book.prepared import Prepared
from tradebook.book.queries import Filter, appearance_of, by_day, current, read_statement, restrict, said
from tradebook.book.rows import fold
from tradebook.book.runs import has_id
from tradebook.statement import Statement

_AT_ONCE = 500


def facts(
    connection: Connection,
    f: Filter,
    *,
    as_of: date | None = None,
    leading: bool = True,
    ahead: bool | None = None,
    ids: Iterable[str] | None = None,
    numbers: Iterable[int] | None = None,
    taken_back: bool = False,
) -> list[Fact]:
    """The facts with a statement that fits the filter, by kind and time; as they were known on the day `as_of`.

    `leading` leaves out the facts about a figure that no statement of theirs leads with; `ahead` chooses promises or
    the rest; `ids` chooses by id, `numbers` by the numbers of
    the rows; `taken_back` adds those that their outlets corrected or withdrew."""
    if ids is not None:
        numbers = connection.scalars(select(_T.seq).where(has_id(connection, schema.fact, ids)))
    if numbers is not None and f == Filter():
        rows = _rows_of(connection, numbers, as_of, leading, ahead)
    else:
        rows = list(connection.execute(_select_facts(f, as_of, leading, ahead, numbers)))
    relations = related(connection, rows, as_of)
    found: list[Fact] = []
    for start in range(0, len(rows), _AT_ONCE):
        found += _load(connection, rows[start : start + _AT_ONCE], relations, as_of)
    return [fact for fact in found if taken_back or fact.taken_back is None]


_T, _S = schema.fact.c, schema.statement.c
_FACTS = select(schema.fact, said.label("json"), _S.id.label("statement_id"), _S.period_start).join(
    schema.statement, _S.seq == _T.statement
)
_NUMBERED = Prepared(_FACTS.where(_T.seq.in_(bindparam("numbers", expanding=True))))


def _rows_of(
    connection: Connection, numbers: Iterable[int], as_of: date | None, leading: bool, ahead: bool | None
) -> list[Any]:
    """As `_select_facts`, of facts that are known by their numbers: what a page shows."""
    rows = [
        row
        for row in _NUMBERED.rows(connection, numbers=list(numbers))
        if (as_of is None or row.first_seen <= as_of)
        and (row.leading or not leading)
        and (ahead is None or row.ahead == ahead)
    ]
    return sorted(rows, key=lambda row: (row.kind, row.period_start is None, row.period_start or "", row.id))


def _select_facts(
    f: Filter, as_of: date | None, leading: bool, ahead: bool | None, numbers: Iterable[int] | None
) -> Select[Any]:
    t, s, query = schema.fact.c, schema.statement.c, _FACTS
    if f != Filter():
        c = schema.claim.c
        query = query.where(t.seq.in_(restrict(select(c.fact).join(schema.statement, s.seq == c.statement), f)))
    if as_of is not None:
        query = query.where(t.first_seen <= as_of)
    if leading:
        query = query.where(t.leading)
    if ahead is not None:
        query = query.where(t.ahead == ahead)
    if numbers is not None:
        query = query.where(t.seq.in_(list(numbers)))
    return query.order_by(t.kind, s.period_start.nulls_last(), t.id)


def _load(
    connection: Connection, rows: list[Row[Any]], relations: dict[str, Related], as_of: date | None
) -> list[Fact]:
    """The facts of some rows, with their sources and links."""
    sources = _sources(connection, {row.seq: row.id for row in rows}, as_of)
    stand_ins = _stand_ins(connection, rows, sources) if as_of is not None else {}
    return [
        _fact(row, sources[row.id], relations[row.id], stand_ins.get(row.id)) for row in rows if sources.get(row.id)
    ]


def _fact(row: Row[Any], sources: list[FactSource], relation: Related, stand_in: Statement | None) -> Fact:
    days = [a.day for source in sources for a in source.appearances]
    standing = [source for source in sources if source.taken_back is None]
    return Fact(
        id=row.id,
        key=row.key,
        kind=row.kind,
        figure=row.figure,
        leading=row.leading,
        ahead=row.ahead,
        due=_day(row.due),
        statement=stand_in or read_statement(row.statement_id, row.json),
        confidence=max(source.confidence for source in sources),
        sources=tuple(sources),
        origins=origins_of(source.origin for source in standing or sources),
        first_seen=min(days),
        last_repeated=max(days),
        conflicts=relation.conflicts,
        revises=relation.revises,
        revised_by=relation.revised_by,
        mirrors=relation.mirrors,
        series=relation.series,
        taken_back=None if standing else max((s.taken_back for s in sources if s.taken_back), key=lambda t: t.day),
    )


_R, _C = schema.report.c, schema.claim.c
_SOURCES = Prepared(
    select(_C.fact, _S.seq, _S.id, _S.report, _S.confidence, _R.id.label("report_id"), said.label("json"), _C.origin)
    .add_columns(schema.copy_report.c.original)
    .select_from(schema.claim)
    .join(schema.statement, _S.seq == _C.statement)
    .join(schema.report, _R.seq == _S.report)
    .outerjoin(schema.copy_report, schema.copy_report.c.report == _S.report)
    .where(_C.fact.in_(bindparam("facts", expanding=True)))
)


def _sources(connection: Connection, facts: Mapping[int, str], as_of: date | None) -> dict[str, list[FactSource]]:
    """The sources of each of the facts (row's number -> id), those first that appeared first; with `as_of` what had
    appeared by then."""
    rows = _SOURCES.rows(connection, facts=list(facts))
    appeared = _appearances(connection, {row.report: row.report_id for row in rows}, as_of)
    copied = counting.originals(connection, {row.original for row in rows if row.original is not None})
    marks = counting.taken_back(connection, (row.seq for row in rows), as_of)
    found: dict[str, list[FactSource]] = {}
    for row in rows:
        if seen := appeared.get(row.report_id):
            copy_of = copied[row.original][0] if row.original is not None else None
            found.setdefault(facts[row.fact], []).append(_source(row, seen, copy_of, marks.get(row.seq)))
    outlets = dict(copied.values())
    for fact, sources in found.items():
        sources.sort(key=lambda source: (by_day(source.first), source.report, source.statement))
        found[fact] = counting.once_each(sources, outlets)
    return found


def _source(
    row: Any, appearances: tuple[Appearance, ...], copy_of: str | None, taken_back: TakenBack | None
) -> FactSource:
    """A source; its origin is the outlet that published it first where the text names none further back."""
    return FactSource(
        statement=row.id,
        report=row.report_id,
        evidence=_sentence(row.id, row.json),
        origin=row.origin or next((a.outlet for a in appearances if a.outlet), None),
        confidence=row.confidence,
        appearances=appearances,
        copy_of=copy_of,
        taken_back=taken_back,
    )


class _Evidence(Struct):
    text: str


class _Evident(Struct):
    """As much of a statement as its sentence takes."""

    evidence: _Evidence


_decode = msgspec.json.Decoder(_Evident).decode


def _sentence(id_: str, line: str) -> str:
    try:
        return _decode(line).evidence.text
    except msgspec.MsgspecError:
        return read_statement(id_, line).evidence.text  # which says what is wrong with it


_A = schema.appearance.c
_APPEARANCES = Prepared(
    select(_A.report, _A.outlet, _A.url, _A.title, _A.published, _A.source, _A.byline, _A.recorded_at, _A.day).where(
        _A.report.in_(bindparam("reports", expanding=True))
    )
)


def _appearances(
    connection: Connection, reports: Mapping[int, str], as_of: date | None
) -> dict[str, tuple[Appearance, ...]]:
    """Report's id -> its appearances, the earliest first; `reports` are rows' numbers with their ids."""
    found: dict[str, list[Appearance]] = {}
    for row in _APPEARANCES.rows(connection, reports=list(reports)):
        if as_of is None or row.day <= as_of:
            id_ = reports[row.report]
            found.setdefault(id_, []).append(appearance_of(row, id_))
    return {report: tuple(sorted(seen, key=by_day)) for report, seen in found.items()}


def _stand_ins(
    connection: Connection, rows: list[Row[Any]], sources: dict[str, list[FactSource]]
) -> dict[str, Statement]:
    """For facts whose own statement appeared only after the day asked for: the surest of those that had appeared."""
    chosen: dict[str, str] = {}
    for row in rows:
        known = sources.get(row.id, [])
        if known and row.statement_id not in {source.statement for source in known}:
            chosen[row.id] = min(known, key=lambda source: (-source.confidence, source.statement)).statement
    s = schema.statement.c
    lines: dict[str, str] = {}
    for batch in batches(sorted(set(chosen.values()))):
        query = select(s.id, said).where(has_id(connection, schema.statement, batch), current)
        lines.update((i, line) for i, line in connection.execute(query))
    return {fact: read_statement(id_, lines[id_]) for fact, id_ in chosen.items()}


def _day(day: str | None) -> date | None:
    """A day as stored; None where it is no day of the calendar."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def outlets(connection: Connection) -> list[Outlet]:
    """The outlets of the book, those with most appearances first."""
    a = schema.appearance.c
    query = select(a.outlet, func.count(), func.min(a.published), func.max(a.published)).group_by(a.outlet)
    found = [
        Outlet(name=name, appearances=n, first_published=first, last_published=last)
        for name, n, first, last in connection.execute(query)
    ]
    return sorted(found, key=lambda o: (-o.appearances, fold(o.name or "")))


def summary(connection: Connection) -> Summary:
    """The book in numbers."""
    s, a, n = schema.statement.c, schema.appearance.c, schema.reading.c
    kinds = connection.execute(select(s.kind, func.count()).where(current).group_by(s.kind).order_by(s.kind))
    latest = select(func.max(n.seq)).group_by(n.report)
    first, last = connection.execute(select(func.min(a.published), func.max(a.published))).one()
    return Summary(
        reports=(connection.scalar(select(func.count()).select_from(schema.report)) or 0) - number_gone(connection),
        appearances=connection.scalar(select(func.count()).select_from(schema.appearance)) or 0,
        statements={row[0]: row[1] for row in kinds},
        facts=connection.scalar(select(func.count()).select_from(schema.fact)) or 0,
        gaps=connection.scalar(select(func.sum(n.gaps)).where(n.seq.in_(latest))) or 0,
        first_published=first,
        last_published=last,
    )
