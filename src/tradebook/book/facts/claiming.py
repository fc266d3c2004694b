"""Claims as rows: what the current statements claim, kept beside them. A superseded or withdrawn statement has none.
Each function works inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.facts.claims import Core, Time, claims_of, due_of, is_ahead, origin_of, short_digest
from tradebook.book.facts.figures import narrow, point
from tradebook.book.facts.sorting import Member, core_of, core_text, figures_of
from tradebook.book.names.naming import as_named
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.book.rows import kind_of
from tradebook.statement import Statement, TradeFlow

AT_ONCE = 500  # keys or statements in one query: under SQLite's limit of variables, in any version
ENDS = ("point_low", "point_high", "low", "high")

Touched = dict[str, set[str]]  # key -> the cores (as JSON) that came, went or changed


def add_claims(connection: Connection, written: Sequence[Written], days: dict[int, tuple[date, date]]) -> list[Any]:
    """Puts in the rows of `claim_rows`, of no fact yet, and returns them."""
    rows = claim_rows(connection, written, days)
    CLAIM_ROWS.add(connection, rows)
    return rows


def claim_rows(connection: Connection, written: Sequence[Written], days: dict[int, tuple[date, date]]) -> list[Any]:
    """Rows for what the statements claim; `days` are those between which each statement's report appeared. One that a
    person has marked as wrong claims nothing."""
    return [
        {**row, "statement": w.seq, "first_seen": days[w.seq][0], "last_repeated": days[w.seq][1]}
        for w in as_named(connection, [w for w in written if not is_wrong(w.statement)])
        for row in bare_rows(w.statement)
    ]


CLAIM_ROWS = Insertion(schema.claim)


def bare_rows(s: Statement) -> list[dict[str, Any]]:
    """Rows for what the statement claims, of no fact yet, without its number and its days; none where a person has
    marked it as wrong. Pure."""
    if is_wrong(s):
        return []
    common = {
        "statement_id": s.id,
        "kind": kind_of(s),
        "stance": s.stance,
        "confidence": s.confidence,
        "origin": origin_of(s),
        "ahead": is_ahead(s),
        "due": due_of(s),
        "revision": s.revision if isinstance(s, TradeFlow) else None,
    }
    rows = []
    for claim in claims_of(s):
        core = core_text(claim.core)
        rows.append(
            {
                **common,
                "figure": claim.figure,
                "fact": None,
                "key": claim.key,
                "mirror": claim.mirror,
                "series": claim.series,
                "leading": claim.leading,
                "core": core,
                "core_id": short_digest(core),
                **bounds(claim.core),
            }
        )
    return rows


def bounds_of(core: str) -> dict[str, float]:
    """As `bounds`, for a core as JSON."""
    return bounds(core_of(core))


def bounds(core: Core) -> dict[str, float]:
    """What the core's figure names and the values that are printed so, a hair wider; in several currencies, all between
    the least and the greatest. Of a core without a figure the days that it is about, as numbers; ever, where they are
    not known: more is looked at than need be, nothing is missed."""
    figures = figures_of(core).values()
    if not figures:
        first, last = _days(core.time)
        return dict(zip(ENDS, (first, last, first, last), strict=True))
    points, reaches = [point(f) for f in figures], [narrow(f) for f in figures]
    low, high = float(min(low for low, _ in reaches)), float(max(high for _, high in reaches))
    hair = 1e-9 * max(abs(low), abs(high))
    return {
        "point_low": float(min(low for low, _ in points)),
        "point_high": float(max(high for _, high in points)),
        "low": low - hair,
        "high": high + hair,
    }


_EVER = (-1e7, 1e7)


def _days(time: Time | None) -> tuple[float, float]:
    if time is None or (time.edtf and not (time.start and time.end)):
        return _EVER
    return _ordinal(time.start, _EVER[0]), _ordinal(time.end, _EVER[1])


def _ordinal(day: str | None, without: float) -> float:
    try:
        return float(date.fromisoformat(day).toordinal()) if day else without
    except ValueError:  # a day that no calendar has: it is compared as text
        return without


def drop_claims(connection: Connection, statements: Iterable[int]) -> Touched:
    """Takes away the claims of statements that are no longer current; returns what that touches."""
    c = schema.claim
    touched: Touched = {}
    for batch in batches(statements):
        for key, core in connection.execute(select(c.c.key, c.c.core).where(c.c.statement.in_(batch))):
            touched.setdefault(key, set()).add(core)
        connection.execute(delete(c).where(c.c.statement.in_(batch)))
    return touched


def days_of(connection: Connection, report: int) -> tuple[date, date]:
    """The first and the last day on which the report appeared."""
    first, last = _DAYS.first(connection, report=report)
    return first, last


_A = schema.appearance.c
_DAYS = Prepared(
    select(func.min(_A.day).label("first"), func.max(_A.day).label("last")).where(_A.report == bindparam("report"))
)


class Row(Struct, frozen=True):
    """A claim: as a member of its key's facts, and what the fact's row takes from the one that stands for it."""

    member: Member
    ahead: bool
    due: str | None
    series: str | None

    @classmethod
    def of(cls, row: Any) -> Row:
        """From a row of claims, as a mapping."""
        member = Member(
            seq=row["statement"],
            id=row["statement_id"],
            kind=row["kind"],
            figure=row["figure"],
            leading=row["leading"],
            core=row["core"],
            mirror=row["mirror"],
            stance=row["stance"],
            confidence=row["confidence"],
            origin=row["origin"],
            first=row["first_seen"],
            last=row["last_repeated"],
        )
        return cls(member, row["ahead"], row["due"], row["series"])


def all_statements(connection: Connection) -> Iterator[tuple[list[Written], dict[int, tuple[date, date]]]]:
    """Every current statement of the book with its days, a few hundred at a time, so that memory stays flat."""
    last = 0
    while True:
        written, days = current_with_days(connection, schema.statement.c.seq > last, AT_ONCE)
        if not written:
            return
        yield written, days
        last = written[-1].seq


def current_with_days(
    connection: Connection, which: ColumnElement[bool], number: int
) -> tuple[list[Written], dict[int, tuple[date, date]]]:
    """The first `number` current statements that fit `which`, in the order of their rows, with the days between which
    their reports appeared."""
    s, a = schema.statement.c, schema.appearance.c
    first_day = select(func.min(a.day)).where(a.report == s.report).scalar_subquery()
    last_day = select(func.max(a.day)).where(a.report == s.report).scalar_subquery()
    query = select(s.seq, s.id, said.label("json"), first_day.label("first"), last_day.label("last"))
    rows = connection.execute(query.where(current, which).order_by(s.seq).limit(number)).all()
    written = [Written(row.seq, read_statement(row.id, row.json)) for row in rows]
    return written, {row.seq: (row.first, row.last) for row in rows}
