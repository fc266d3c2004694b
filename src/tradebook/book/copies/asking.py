"""Asking the book for copies, repeated passages and outlets' own corrections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from tradebook.book import schema
from tradebook.book.access import Access
from tradebook.book.batching import batches
from tradebook.book.copies import passages
from tradebook.book.copies.finding import day_of, prepared
from tradebook.book.copies.model import AboutReport, CopyGroup, CopyOf, NoticeEntry, OutletCount, Passage
from tradebook.book.copies.words import passage_of
from tradebook.book.model import Appearance
from tradebook.book.queries import (
    SHORTEST_PREFIX,
    Filter,
    appearance_of,
    by_day,
    current,
    read_statement,
    report_of,
    restrict,
)
from tradebook.book.runs import has_id
from tradebook.errors import UsageError

_AT_ONCE = 500
_HOLDERS = 500  # reports of a passage that are looked at for the agencies cited


class Copies:
    """Questions on copies; every method raises members of `BookError` where the database fails."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def groups(self, pair: tuple[str, str] | None = None, limit: int = 50) -> list[CopyGroup]:
        """The groups of at least two reports, only those with a statement on the pair where one is given; the largest
        first."""
        with self._access.reading() as connection:
            return _groups(connection, _largest(connection, pair, limit))

    def group(self, report_id: str) -> CopyGroup | None:
        """The group of the one report whose id begins so; None where the book has none. Raises `UsageError` where
        several ids begin so, or for fewer than 4 digits."""
        with self._access.reading() as connection:
            seq = _report(connection, report_id)
            if seq is None:
                return None
            c = schema.copy_report.c
            original = connection.scalar(select(func.coalesce(c.original, c.report)).where(c.report == seq))
            return _groups(connection, [original])[0] if original is not None else None

    def passages(self, limit: int = 50, minimum: int = 2) -> list[Passage]:
        """The sentences that reports of at least `minimum` groups hold, the most repeated first."""
        with self._access.reading() as connection:
            rows = connection.execute(passages.repeated(max(minimum, 2), limit)).all()
            return _passages(connection, [row.passage for row in rows])

    def passage(self, sentence: str) -> Passage | None:
        """The repeated passage that a sentence is, None where the book has it from one group of reports at the most."""
        number = passage_of(sentence)
        if number is None:
            return None
        with self._access.reading() as connection:
            return next(iter(_passages(connection, [number])), None)

    def notices(self, statement: str | None = None, limit: int = 50) -> list[NoticeEntry]:
        """Outlets' own corrections and withdrawals, the latest first; with `statement` (an id) those that take it
        back."""
        n, c, m, s = schema.notice, schema.copy_report.c, schema.notice_statement.c, schema.statement.c
        with self._access.reading() as connection:
            query = select(n, c.rank).join(schema.copy_report, c.report == n.c.report)
            if statement is not None:
                known = has_id(connection, schema.statement, [statement])
                of_it = select(m.notice).join(schema.statement, s.seq == m.statement).where(known, current)
                query = query.where(n.c.report.in_(of_it))
            rows = connection.execute(query.order_by(c.rank.desc(), n.c.report).limit(limit)).all()
            return [_notice(connection, row) for row in rows]


def _report(connection: Connection, id_or_prefix: str) -> int | None:
    """The row of the one report whose id begins with the digits given."""
    prefix = id_or_prefix.strip().lower()
    if len(prefix) < SHORTEST_PREFIX or not re.fullmatch(r"[0-9a-f]+", prefix):
        raise UsageError(f"{id_or_prefix!r} is no id of a report; give at least its first {SHORTEST_PREFIX} digits")
    r = schema.report.c
    rows = connection.execute(select(r.seq, r.id).where(r.id >= prefix, r.id < prefix + "g").limit(6)).all()
    if len(rows) > 1:
        raise UsageError(
            f"{id_or_prefix!r} begins several ids: {', '.join(row.id for row in rows[:5])}; give more digits"
        )
    return rows[0].seq if rows else None


def _largest(connection: Connection, pair: tuple[str, str] | None, limit: int) -> list[int]:
    c = schema.copy_report.c
    query = select(c.original, func.count()).where(c.original.is_not(None)).group_by(c.original)
    if pair is not None:
        query = query.where(_speaks_of(c.original, pair) | _speaks_of(c.report, pair))
    return [row[0] for row in connection.execute(query.order_by(func.count().desc(), c.original).limit(limit))]


def _speaks_of(report: ColumnElement[int], pair: tuple[str, str]) -> ColumnElement[bool]:
    s = schema.statement
    return report.in_(restrict(select(s.c.report).where(current), Filter(pair)))


def _groups(connection: Connection, originals: Sequence[int]) -> list[CopyGroup]:
    """The groups of some originals, in their order."""
    c, r = schema.copy_report.c, schema.report.c
    found: dict[int, list[tuple[int, CopyOf]]] = {original: [] for original in originals}
    query = select(c.report, c.rank, c.words, c.original, c.contained, r.id).join(schema.report, r.seq == c.report)
    rows = [
        row
        for some in batches(originals)
        for row in connection.execute(query.where(or_(c.report.in_(some), c.original.in_(some))).order_by(c.rank))
    ]
    appeared = _appearances(connection, [row.report for row in rows])
    for row in rows:
        member = CopyOf(
            report=row.id, words=row.words, contained=row.contained, appearances=appeared.get(row.report, ())
        )
        found[row.original or row.report].append((row.report, member))
    groups = []
    for original, members in found.items():
        first = next(member for seq, member in members if seq == original)
        groups.append(CopyGroup(original=first, copies=tuple(member for seq, member in members if seq != original)))
    return groups


def _appearances(connection: Connection, reports: Sequence[int]) -> dict[int, tuple[Appearance, ...]]:
    a, r = schema.appearance, schema.report
    found: dict[int, list[Appearance]] = {}
    for at in range(0, len(reports), _AT_ONCE):
        query = select(a, r.c.id.label("report_id")).join(r, r.c.seq == a.c.report)
        for row in connection.execute(query.where(a.c.report.in_(reports[at : at + _AT_ONCE]))):
            found.setdefault(row.report, []).append(appearance_of(row))
    return {report: tuple(sorted(seen, key=by_day)) for report, seen in found.items()}


def _passages(connection: Connection, numbers: Sequence[int]) -> list[Passage]:
    """The passages that repeat, in the order of `numbers`."""
    held = passages.holders(connection, numbers)
    found = []
    for number in numbers:
        rows = held.get(number, [])
        if len({group for _, _, group in rows}) > 1:
            found.append(_passage(connection, number, rows))
    return found


def _passage(connection: Connection, number: int, rows: Sequence[tuple[int, int, int]]) -> Passage:
    reports = [report for _, report, _ in rows]
    first = report_of(connection.execute(select(schema.report).where(schema.report.c.seq == reports[0])).one())
    place = next(s for s in prepared(first).sentences if s.number == number)
    return Passage(
        text=first.text[place.start : place.end],
        report=first.id,
        first_seen=day_of(rows[0][0]),
        last_repeated=_last_day(connection, reports),
        reports=len(rows),
        groups=len({group for _, _, group in rows}),
        outlets=_outlets(connection, reports),
        agencies=_agencies(connection, number, reports[:_HOLDERS]),
    )


def _last_day(connection: Connection, reports: Sequence[int]) -> date:
    a = schema.appearance.c
    batches = (reports[at : at + _AT_ONCE] for at in range(0, len(reports), _AT_ONCE))
    days = [connection.scalar(select(func.max(a.day)).where(a.report.in_(batch))) for batch in batches]
    last: date = max(day for day in days if day is not None)
    return last


def _outlets(connection: Connection, reports: Sequence[int]) -> tuple[OutletCount, ...]:
    a = schema.appearance.c
    seen: set[tuple[int, str | None]] = set()
    for at in range(0, len(reports), _AT_ONCE):
        query = select(a.report, a.outlet).where(a.report.in_(reports[at : at + _AT_ONCE]))
        seen.update((report, outlet) for report, outlet in connection.execute(query))
    counts = Counter(outlet for _, outlet in seen)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
    return tuple(OutletCount(outlet=outlet, reports=count) for outlet, count in ordered)


def _agencies(connection: Connection, number: int, reports: Sequence[int]) -> tuple[str, ...]:
    """The agencies cited for the statements that were read from the passage."""
    s = schema.statement.c
    found: set[str] = set()
    for row in connection.execute(select(s.id, s.json).where(s.report.in_(list(reports)), current)):
        statement = read_statement(row.id, row.json)
        if statement.attribution.agencies and passage_of(statement.evidence.text) == number:
            found.update(statement.attribution.agencies)
    return tuple(sorted(found))


def _notice(connection: Connection, row: Row[tuple[object, ...]]) -> NoticeEntry:
    m, s = schema.notice_statement.c, schema.statement.c
    report = report_of(connection.execute(select(schema.report).where(schema.report.c.seq == row.report)).one())
    source = report.text if row.field == "text" else report.title or ""
    ids = connection.scalars(
        select(s.id).join(schema.notice_statement, m.statement == s.seq).where(m.notice == row.report).order_by(s.id)
    )
    return NoticeEntry(
        report=report.id,
        kind=row.kind,
        text=source[row.start : row.end],
        day=day_of(row.rank),
        wrong=msgspec.json.decode(row.wrong, type=tuple[str, ...]),
        right=msgspec.json.decode(row.right, type=tuple[str, ...]),
        about=tuple(_about(connection, row.report)),
        statements=tuple(ids),
        appearances=_appearances(connection, [row.report]).get(row.report, ()),
    )


def _about(connection: Connection, notice: int) -> Iterable[AboutReport]:
    link, r = schema.notice_report.c, schema.report.c
    query = select(link.report, link.way, r.id).join(schema.report, r.seq == link.report).where(link.notice == notice)
    rows = connection.execute(query.order_by(r.id)).all()
    appeared = _appearances(connection, [row.report for row in rows])
    for row in rows:
        yield AboutReport(report=row.id, way=row.way, appearances=appeared.get(row.report, ()))
