"""How the book's facts stand to each other, asked of the book: see `comparing`. Works on a connection that the caller
holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, bindparam, select

from tradebook.book import schema
from tradebook.book.copies import counting
from tradebook.book.facts.comparing import Sum, Telling, Told, middle, nearest, of_occasions, of_periods, rivals
from tradebook.book.facts.sorting import core_of
from tradebook.book.prepared import Prepared
from tradebook.book.rows import fold
from tradebook.book.runs import in_runs, runs_of


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


def _is_known(row: Any, as_of: date | None) -> bool:
    return as_of is None or bool(row.first_seen <= as_of)


def _standing(connection: Connection, rows: Iterable[Any], as_of: date | None) -> list[Any]:
    """Those of some facts that were known on the day, without those that their outlets took back by then."""
    known = [row for row in rows if _is_known(row, as_of)]
    void = counting.wholly_taken_back(connection, {row.key for row in known}, as_of)
    return [row for row in known if row.id not in void]


_F, _C, _S = schema.fact.c, schema.claim.c, schema.statement.c


def _among(column: Any) -> Any:
    return column.in_(bindparam("keys", expanding=True))


_SIBLINGS = Prepared(select(_F.key, _F.id, _F.core, _F.first_seen).where(_among(_F.key)))
_TELLINGS = Prepared(
    select(_F.id.label("fact"), _C.origin, _C.revision, _C.first_seen)
    .join(schema.claim, _C.fact == _F.seq)
    .where(_among(_F.key))
)
_MIRRORS = Prepared(
    select(_F.mirror, _F.id, _F.key, _F.core, _F.first_seen).where(in_runs(schema.fact), _among(_F.mirror))
)
_SUMS = Prepared(
    select(_F.series, _F.kind, _F.id, _F.key, _F.core, _F.first_seen, _F.confidence, _S.period_end)
    .join(schema.statement, _S.seq == _F.statement)
    .where(in_runs(schema.fact), _among(_F.series))
)


# Conflicts and revisions


def _add_rivals(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date | None, found: dict[str, Related]
) -> None:
    siblings: dict[str, list[Any]] = {}
    keys = {row.key for row in rows if core_of(row.core).single}  # of others none can dispute
    for row in _SIBLINGS.rows(connection, keys=sorted(keys)):
        if _is_known(row, as_of):
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
    found: dict[str, list[Telling]] = {}
    for row in _TELLINGS.rows(connection, keys=sorted(keys)):
        if _is_known(row, as_of):
            origin = fold(row.origin or "") or None
            found.setdefault(row.fact, []).append(Telling(origin, row.first_seen, row.revision))
    return found


# The same from the other side


def _add_mirrors(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date | None, found: dict[str, Related]
) -> None:
    lines: dict[tuple[str, str], dict[str, list[tuple[Decimal, str]]]] = {}  # (mirror, currency) -> key -> sums
    runs = runs_of(connection, schema.fact)
    others = _MIRRORS.rows(connection, runs=runs, keys=sorted({row.mirror for row in rows if row.mirror}))
    for row in _standing(connection, others, as_of):
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
    sums: dict[tuple[str, str], list[Sum]] = {}
    runs = runs_of(connection, schema.fact)
    others = _SUMS.rows(connection, runs=runs, keys=sorted({row.series for row in rows if row.series}))
    for row in _standing(connection, others, as_of):
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
