"""What copies, repeated passages and corrections do to the sources of a fact: said once counts once, and what the
outlet took back does not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, and_, exists, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.copies.finding import day_of, first_rank
from tradebook.book.copies.words import passage_of
from tradebook.book.model import FactSource, TakenBack

_AT_ONCE = 500


def taken_back(connection: Connection, statements: Iterable[int], as_of: date | None = None) -> dict[int, TakenBack]:
    """statement's row -> the first notice by which its outlet took it back, as known on the day `as_of`."""
    if not _any_notice(connection):
        return {}
    m, n, c, r = schema.notice_statement.c, schema.notice.c, schema.copy_report.c, schema.report.c
    query = select(m.statement, n.kind, r.id, c.rank).join(schema.notice, n.report == m.notice)
    query = query.join(schema.copy_report, c.report == m.notice).join(schema.report, r.seq == m.notice)
    found: dict[int, TakenBack] = {}
    for batch in batches(sorted(set(statements))):
        asked = query.where(m.statement.in_(batch), _known_on(as_of)).order_by(c.rank)
        for statement, kind, report, rank in connection.execute(asked):
            found.setdefault(statement, TakenBack(kind=kind, report=report, day=day_of(rank)))
    return found


def _any_notice(connection: Connection) -> bool:
    return connection.execute(select(schema.notice_statement.c.statement).limit(1)).first() is not None


def _known_on(as_of: date | None) -> ColumnElement[bool]:
    """That a notice's report had appeared by the day."""
    rank = schema.copy_report.c.rank
    return rank < first_rank(as_of, 1) if as_of is not None else rank >= 0


def wholly_taken_back(connection: Connection, keys: Iterable[str], as_of: date | None = None) -> set[str]:
    """The facts of some keys of which every statement was taken back, as known on the day `as_of`."""
    if not _any_notice(connection):
        return set()
    f, of, m, c = schema.fact.c, schema.claim.c, schema.notice_statement.c, schema.copy_report.c
    notice = exists().where(and_(m.statement == of.statement, c.report == m.notice, _known_on(as_of)))
    some = exists().where(and_(of.fact == f.seq, notice))
    other = exists().where(and_(of.fact == f.seq, ~notice))
    found: set[str] = set()
    for batch in batches(sorted(set(keys))):
        found.update(connection.scalars(select(f.id).where(f.key.in_(batch), some, ~other)))
    return found


def originals(connection: Connection, rows: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """row of an original -> its id and the outlet that published it first."""
    r, a = schema.report.c, schema.appearance.c
    found: dict[int, tuple[str, str | None]] = {}
    query = select(r.seq, r.id, a.outlet).join(schema.appearance, a.report == r.seq).order_by(a.day, a.outlet, a.url)
    for batch in batches(sorted(set(rows))):
        for seq, report, outlet in connection.execute(query.where(r.seq.in_(batch))):
            if seq not in found or found[seq][1] is None:
                found[seq] = (report, outlet)
    return found


def once_each(sources: Sequence[FactSource], outlets: dict[str, str | None]) -> list[FactSource]:
    """The sources of a fact, the earliest first, with the origin of what they copy or repeat: those of one group, and
    those that rest on one sentence, have the origin of the first of them. `outlets` are those that first published the
    originals of copies, by report."""
    if len(sources) < 2 and not any(source.copy_of for source in sources):
        return list(sources)
    numbers = {text: passage_of(text) for text in {source.evidence for source in sources}}
    passages = [numbers[source.evidence] for source in sources]
    groups = _together(sources, passages)
    first_with: dict[int, FactSource] = {}
    found = list(sources)
    for members in groups:
        ordered = sorted(members, key=lambda at: (sources[at].first.day, sources[at].copy_of is not None, at))
        origin = _origin([sources[at] for at in ordered], outlets)
        for at in ordered:
            source, number = sources[at], passages[at]
            earlier = first_with.setdefault(number, source) if number is not None else source
            repeats = earlier.report if earlier.report != source.report else None
            found[at] = replace(source, origin=origin, repeats=None if source.copy_of else repeats)
    return found


def _origin(members: list[FactSource], outlets: dict[str, str | None]) -> str | None:
    """Where what the members say together comes from: that of the first; the outlet of the original where only its
    copies say so, and do not say from whom."""
    first = members[0]
    if first.copy_of is None:
        return first.origin
    named = (m.origin for m in members if m.origin and m.origin not in {a.outlet for a in m.appearances})
    return next(named, None) or outlets.get(first.copy_of) or first.origin


def _together(sources: Sequence[FactSource], passages: Sequence[int | None]) -> list[list[int]]:
    """The numbers of the sources that are one source: of one group of copies, or with one sentence."""
    home = list(range(len(sources)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    seen: dict[Any, int] = {}
    for at, source in enumerate(sources):
        for mark in (source.copy_of or source.report, passages[at]):
            if mark is not None:
                a, b = root(at), root(seen.setdefault(mark, at))
                home[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for at in range(len(sources)):
        found.setdefault(root(at), []).append(at)
    return list(found.values())
