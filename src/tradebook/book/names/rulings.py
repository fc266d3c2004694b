"""What people say of names: two are one body, two are not, a body's name. Kept with author and time, beside the
machine's choice, and never lost when that is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.names import keeping
from tradebook.book.names.layer import current_of, reclaim
from tradebook.book.names.locally import Spelling, own_group
from tradebook.book.names.model import RulingGiven
from tradebook.book.names.people import people_of
from tradebook.errors import UsageError

LONGEST = 1000  # characters of a name that a person gives


def give(
    connection: Connection, action: str, pairs: Iterable[tuple[Spelling, str, str]], author: str, note: str | None
) -> None:
    """Records what a person said of each pair (spelling, other name, its country), and settles anew what it touches."""
    pairs = list(pairs)
    rows = [
        {
            "action": action,
            "sort": a.sort,
            "a": a.name,
            "a_country": a.country,
            "b": b,
            "b_country": country,
            "author": checked(author, "who says so: --by NAME"),
            "note": note,
            "given_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        }
        for a, b, country in pairs
    ]
    before = _groups(connection, rows)
    connection.execute(insert(schema.name_ruling), rows)
    _settle(connection, rows, before)


def undo(connection: Connection, number: int, by: str) -> RulingGiven:
    """Takes the ruling with this number back. Raises `UsageError` for an unknown number, or one taken back already."""
    t = schema.name_ruling
    row = connection.execute(select(t).where(t.c.seq == number)).one_or_none()
    if row is None:
        raise UsageError(f"{number}: nobody's word on names has this number. `tradebook names said` lists them")
    if row.undone_at is not None:
        raise UsageError(f"{number}: {row.undone_by} has taken this back already")
    before = _groups(connection, [row._mapping])
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    by = checked(by, "who takes it back: --by NAME")
    connection.execute(update(t).where(t.c.seq == number).values(undone_by=by, undone_at=now))
    _settle(connection, [row._mapping], before)
    return _given(connection.execute(select(t).where(t.c.seq == number)).one())


def remove(connection: Connection, holds: Callable[[str], object]) -> None:
    """Deletes what people said of names for which `holds` is true: a person asked to be forgotten."""
    t = schema.name_ruling
    rows = [row._mapping for row in connection.execute(select(t)) if holds(row.a) or holds(row.b)]
    if rows:
        before = _groups(connection, rows)
        connection.execute(delete(t).where(t.c.seq.in_([row["seq"] for row in rows])))
        _settle(connection, rows, before)


def checked(name: str, what: str) -> str:
    """`name` with single spaces. Raises `UsageError` for one that is empty or too long."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise UsageError(f"{name[:40]!r}: 1 to {LONGEST:,} characters are needed for {what}")
    return name


def _spellings(rows: Iterable[Any]) -> list[Spelling]:
    found = []
    for row in rows:
        found.append(Spelling(row["sort"], row["a"], row["a_country"]))
        if row["action"] != "rename":
            found.append(Spelling(row["sort"], row["b"], row["b_country"]))
    return found


def _groups(connection: Connection, rows: Iterable[Any]) -> set[str]:
    """The groups that the rows name, and all that these can touch now."""
    people = people_of(connection)
    groups = {own_group(s, people.apart).id for s in _spellings(rows)} | {own_group(s).id for s in _spellings(rows)}
    return set(keeping.closure(connection, groups, people).groups) | groups


def _settle(connection: Connection, rows: Iterable[Any], before: set[str]) -> None:
    """Settles anew what the rows, which are new or taken back, can touch: the spellings themselves, the reports that
    use them, and the bodies."""
    rows = list(rows)
    people = people_of(connection)
    touched: set[int] = set()
    seeds = before | {own_group(s, people.apart).id for s in _spellings(rows)}
    for s in _spellings(rows):
        seeds |= keeping.move_spelling(connection, s, people)
    for report in _reports_with(connection, seeds):
        statements = current_of(connection, [report]).get(report, [])
        touched |= keeping.keep(connection, report, statements)
    touched |= keeping.resettle(connection, seeds, people)
    reclaim(connection, touched)


def _reports_with(connection: Connection, groups: set[str]) -> list[int]:
    """The reports whose own settling of names can hang on the groups."""
    u, s, t = schema.name_use.c, schema.name_spelling, schema.statement.c
    found: set[int] = set()
    for batch in batches(sorted(groups)):
        spelled = select(s.c.id).where(s.c.group.in_(batch))
        query = select(t.report).join(schema.name_use, u.statement == t.seq).distinct()
        found.update(connection.scalars(query.where(or_(u.group.in_(batch), u.spelling.in_(spelled)))))
    return sorted(found)


def _given(row: Row[Any]) -> RulingGiven:
    return RulingGiven(
        number=row.seq,
        action=row.action,
        a=row.a,
        b=row.b,
        author=row.author,
        note=row.note,
        given_at=row.given_at,
        undone_by=row.undone_by,
    )


def given(connection: Connection, names: Iterable[str] | None = None) -> list[RulingGiven]:
    """What people said, the earliest first: all of it, or what names one of `names`."""
    t = schema.name_ruling
    query = select(t).order_by(t.c.given_at, t.c.seq)
    if names is not None:
        these = sorted(set(names))
        query = query.where(or_(t.c.a.in_(these), t.c.b.in_(these)))
    return [_given(row) for row in connection.execute(query)]
