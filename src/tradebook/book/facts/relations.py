"""How the book's facts stand to each other, asked of the book: see `comparing`. Works on a connection that the caller
holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, Select, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.copies import counting
from tradebook.book.facts.comparing import Sum, Telling, Told, middle, nearest, of_occasions, of_periods, rivals
from tradebook.book.facts.sorting import core_of
from tradebook.book.rows import fold


class Related(Struct):
    """The ids of the facts that a fact stands to, each kind by itself; the series in order, the fact among it."""

    conflicts: tuple[str, ...] = ()
    revises: tuple[str, ...] = ()
    revised_by: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


def related(connection: Connection, rows: Sequence[Row[Any]], as_of: date | None) -> dict[str, Related]:
    """Id -> what each of these rows of facts stands to, as known on the day `as_of`."""
    found = {row.id: Related() for row in rows}
    _add_rivals(connection, rows, as_of, found)
    _add_mirrors(connection, rows, as_of, found)
    _add_series(connection, rows, as_of, found)
    return found


def _known(query: Select[Any], as_of: date | None) -> Select[Any]:
    return query if as_of is None else query.where(schema.fact.c.first_seen <= as_of)


# Conflicts and revisions


def _add_rivals(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date | None, found: dict[str, Related]
) -> None:
    f = schema.fact.c
    siblings: dict[str, list[Row[Any]]] = {}
    for batch in batches(sorted({row.key for row in rows})):
        query = _known(select(f.key, f.id, f.core, f.first_seen).where(f.key.in_(batch)), as_of)
        for row in connection.execute(query):
            siblings.setdefault(row.key, []).append(row)
    void = counting.wholly_taken_back(connection, siblings, as_of)  # what its outlets took back stands against nothing
    valid = {key: [row for row in several if row.id not in void] for key, several in siblings.items()}
    disputed = {key: several for key, several in valid.items() if _may_dispute(several)}
    tellings = _tellings(connection, disputed, as_of)
    for several in disputed.values():
        told = [Told.of(r.id, core_of(r.core), r.first_seen, tellings.get(r.id, ())) for r in several]
        for id_, each in rivals(told, found).items():
            one = found[id_]
            one.conflicts, one.revises = tuple(each.conflicts), tuple(each.revises)
            one.revised_by = tuple(each.revised_by)


def _may_dispute(siblings: Sequence[Row[Any]]) -> bool:
    return len(siblings) > 1 and core_of(siblings[0].core).single


def _tellings(connection: Connection, keys: Iterable[str], as_of: date | None) -> dict[str, list[Telling]]:
    """Fact -> who told it when. An outlet that names nobody is no origin here: it prints what it gets from many, so
    another figure in it on another day is no correction of its own."""
    f, c = schema.fact.c, schema.claim.c
    query = select(f.id.label("fact"), c.origin, c.revision, c.first_seen).join(schema.claim, c.fact == f.seq)
    found: dict[str, list[Telling]] = {}
    for batch in batches(sorted(keys)):
        for row in connection.execute(_known(query.where(f.key.in_(batch)), as_of)):
            if as_of is None or row.first_seen <= as_of:
                origin = fold(row.origin or "") or None
                found.setdefault(row.fact, []).append(Telling(origin, row.first_seen, row.revision))
    return found


# The same from the other side


def _add_mirrors(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date | None, found: dict[str, Related]
) -> None:
    f = schema.fact.c
    lines: dict[tuple[str, str], dict[str, list[tuple[Decimal, str]]]] = {}  # (mirror, currency) -> key -> sums
    for batch in batches(sorted({row.mirror for row in rows if row.mirror})):
        query = _known(select(f.mirror, f.id, f.key, f.core).where(f.mirror.in_(batch)), as_of)
        for row in connection.execute(query):
            core = core_of(row.core)
            by_key = lines.setdefault((row.mirror, core.unit or ""), {})
            by_key.setdefault(row.key, []).append((middle(core), row.id))
    for by_key in lines.values():
        for line in by_key.values():
            line.sort()
    for row in rows:
        core = core_of(row.core)
        by_key = lines.get((row.mirror, core.unit or ""), {})
        ids = [i for key, line in by_key.items() if key != row.key for i in nearest(middle(core), line)]
        found[row.id].mirrors = tuple(sorted(ids))


# Series


def _add_series(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date | None, found: dict[str, Related]
) -> None:
    f, s = schema.fact.c, schema.statement.c
    query = select(f.series, f.kind, f.id, f.key, f.core, f.first_seen, f.confidence, s.period_end).join(
        schema.statement, s.seq == f.statement
    )
    sums: dict[tuple[str, str], list[Sum]] = {}
    for batch in batches(sorted({row.series for row in rows if row.series})):
        for row in connection.execute(_known(query.where(f.series.in_(batch)), as_of)):
            one = Sum(row.id, row.key, core_of(row.core), row.period_end, row.first_seen, row.confidence)
            sums.setdefault((row.kind, row.series), []).append(one)
    keys = {row.id: row.key for row in rows}
    by_key: dict[str, list[str]] = {}
    for id_, key in keys.items():
        by_key.setdefault(key, []).append(id_)
    for (kind, _), several in sums.items():
        for series in of_periods(several) if kind == "trade_flow" else of_occasions(several):
            ids = tuple(one.id for one in series)
            for place, one in enumerate(series):
                # Of a period with several figures the series shows one; each of the others stands in its own series.
                for id_ in by_key.get(one.key, ()) if kind == "trade_flow" else (one.id,):
                    if id_ in found:
                        found[id_].series = (*ids[:place], id_, *ids[place + 1 :])
