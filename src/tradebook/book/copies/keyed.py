"""The keys of reports in the database: kept, and looked up. Each function works inside a transaction that the caller
holds.

For each key of a report there is a row with the report's rank and whether it is an original. Keys go to the database
in one text: the statement is the same for any number of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    String,
    and_,
    bindparam,
    column,
    delete,
    false,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tradebook.book import schema
from tradebook.book.prepared import Insertion, Prepared

At = tuple[int, int]  # a report's rank and its row


class _EachNumber(FunctionElement[Any]):
    """A table of numbers, its column `value`, given as one text with commas."""

    name = "each_number"
    inherit_cache = True


@compiles(_EachNumber, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"json_each('[' || {compiler.process(element.clauses, **more)} || ']')"


@compiles(_EachNumber, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    numbers = f"string_to_array({compiler.process(element.clauses, **more)}, ',')"
    return f"(SELECT unnest(CAST({numbers} AS bigint[])) AS value)"


def _told(keys: Iterable[int]) -> str:
    return ",".join(map(str, keys))


_k, _other = schema.copy_key, schema.copy_key.alias("other")
_asked = _EachNumber(bindparam("keys", type_=String)).table_valued(column("value", BigInteger)).alias("asked")
_AT, _OF = bindparam("at", type_=BigInteger), bindparam("of", type_=BigInteger)
_AS, _COMMON = bindparam("as_original", type_=Boolean), bindparam("common", type_=BigInteger)
_ENDLESS = 2**63 - 1


def _others(what: Any, beyond: Any) -> Any:
    """Of the originals that carry the key asked for, in the part of their ranks that `beyond` says. In their order, for
    then PostgreSQL too walks along the index and stops at the limit, instead of gathering all of them first."""
    carry = select(what).where(_other.c.key == _asked.c.value, _other.c.is_original == true(), beyond)
    return carry.order_by(_other.c.rank)


# Keeping

_ADD = Prepared(
    cast(
        Any,
        insert(_k).from_select(
            ["key", "is_original", "rank", "report"], select(_asked.c.value, _AS, _AT, _OF).select_from(_asked)
        ),
    )
)
_there = and_(_k.c.key.in_(select(_asked.c.value)), _k.c.is_original == _AS, _k.c.rank == _AT, _k.c.report == _OF)
_DROP = Prepared(delete(_k).where(_there))
_FLIP = Prepared(update(_k).where(_there).values(is_original=bindparam("becomes", type_=Boolean)))
_HELD = Prepared(select(func.count().label("held")).select_from(_k).where(_there))
_ALL_OF = Prepared(select(_k.c.key).where(_k.c.report == _OF))


def add(connection: Connection, at: At, keys: Sequence[int], *, original: bool) -> None:
    """Rows for the keys of a report, which has none yet."""
    if keys:
        _ADD.run(connection, keys=_told(keys), as_original=original, at=at[0], of=at[1])


_KEY_ROWS = Insertion(_k)


def add_all(connection: Connection, of_reports: Iterable[tuple[At, Sequence[int], bool]]) -> None:
    """Rows for the keys of several reports, which have none yet: each with where it stands, its keys, and whether it is
    an original. They go in in the order of the table, so that neighbours are written together."""
    rows = [(key, original, *at) for at, keys, original in of_reports for key in keys]
    _KEY_ROWS.add_cells(connection, ("key", "is_original", "rank", "report"), sorted(rows))


def drop(connection: Connection, at: At, keys: Sequence[int], *, original: bool) -> None:
    """Takes the rows of a report away."""
    if keys:
        _DROP.run(connection, keys=_told(keys), as_original=original, at=at[0], of=at[1])


def flip(connection: Connection, at: At, keys: Sequence[int], *, original: bool) -> None:
    """Says of a report that it is an original now, or is one no longer."""
    if keys:
        _FLIP.run(connection, keys=_told(keys), as_original=not original, at=at[0], of=at[1], becomes=original)


def held(connection: Connection, at: At, keys: Sequence[int], *, original: bool) -> int:
    """How many of the keys stand there as they must."""
    if not keys:
        return 0
    return int(_HELD.first(connection, keys=_told(keys), as_original=original, at=at[0], of=at[1]).held)


def keys_held(connection: Connection, report: int) -> list[int]:
    """All keys of a report whose text the book no longer has. This looks through all keys of the book."""
    return sorted(_ALL_OF.scalars(connection, of=report))


# Looking up

_is_common = _others(literal(1).label("one"), _other.c.rank < _AT).limit(1).offset(_COMMON).exists()
_EARLIER = Prepared(
    select(_asked.c.value, _k.c.rank, _k.c.report)
    .select_from(_asked.outerjoin(_k, and_(_k.c.key == _asked.c.value, _k.c.is_original == true(), _k.c.rank < _AT)))
    .where(~_is_common)
)


def earlier_originals(
    connection: Connection, rank: int, keys: Sequence[int], common: int
) -> tuple[set[int], dict[At, list[int]]]:
    """The keys that not more than `common` originals before a rank carry; and these originals, each with those of the
    keys that it carries."""
    rows = _EARLIER.tuples(connection, keys=_told(keys), at=rank, common=common) if keys else ()
    found: dict[At, list[int]] = {}
    for key, at_rank, report in rows:
        if report is not None:
            found.setdefault((at_rank, report), []).append(key)
    return {row[0] for row in rows}, found


# Looking up for several reports at once

_AFTER = bindparam("after", type_=BigInteger)
_least = _others(_other.c.rank, _other.c.rank >= 0).limit(1).offset(_COMMON).scalar_subquery()
_carried = and_(
    _k.c.key == _asked.c.value, _k.c.is_original == true(), _k.c.rank <= func.coalesce(_least, literal(_ENDLESS))
)
_FIRST = Prepared(
    select(_asked.c.value, _k.c.rank, _k.c.report).select_from(_asked.outerjoin(_k, _carried)).where(~_is_common)
)


def _highest(original: Any) -> Any:
    """The highest rank at which an original, or a copy, carries the key asked for."""
    of_key = (_other.c.key == _asked.c.value, _other.c.is_original == original, _other.c.rank > _AFTER)
    return select(func.max(_other.c.rank)).where(*of_key).scalar_subquery()


_HIGHEST = Prepared(
    select(_asked.c.value, _highest(true()).label("original"), _highest(false()).label("copy")).select_from(_asked)
)


def first_originals(connection: Connection, rank: int, keys: Sequence[int], common: int) -> dict[int, list[At]]:
    """Of the keys that not more than `common` originals before a rank carry: the first originals that carry them, as
    many as make one common, or all where these are fewer."""
    found: dict[int, list[At]] = {}
    for key, at_rank, report in _FIRST.tuples(connection, keys=_told(keys), at=rank, common=common) if keys else ():
        carriers = found.setdefault(key, [])
        if report is not None:
            carriers.append((at_rank, report))
    return found


def highest_ranks(connection: Connection, rank: int, keys: Sequence[int]) -> dict[int, int]:
    """Key -> the highest rank of the reports after a rank that carry it, where there is one."""
    rows = _HIGHEST.tuples(connection, keys=_told(keys), after=rank) if keys else ()
    return {key: max(original or 0, copy or 0) for key, original, copy in rows if original or copy}


# Looking up what comes later

_before = _others(literal(1).label("one"), _other.c.rank < _AT).limit(_COMMON + 1).correlate(_asked).subquery()
_BEFORE = Prepared(
    select(_asked.c.value, select(func.count()).select_from(_before).scalar_subquery().label("before")).select_from(
        _asked
    )
)
_last = _others(_other.c.rank, _other.c.rank > _AT).limit(1).offset(_COMMON).scalar_subquery()
_LATER = Prepared(
    select(_k.c.key, _k.c.rank, _k.c.report, _k.c.is_original)
    .select_from(_asked.join(_k, _k.c.key == _asked.c.value))
    .where(
        ~_is_common,
        _k.c.is_original.in_((true(), false())),
        _k.c.rank > _AT,
        _k.c.rank <= func.coalesce(_last, literal(_ENDLESS)),
    )
)


def later_that_carry(connection: Connection, rank: int, keys: Sequence[int], common: int) -> tuple[set[At], set[At]]:
    """The reports after a rank for whom it matters whether a report at this rank with these keys is an original: those
    that share a key that is not common for them either way; and those for whom a key is common only if it is one."""
    near: set[At] = set()
    turned: set[At] = set()
    rows = _LATER.rows(connection, keys=_told(keys), at=rank, common=common) if keys else ()
    if not rows:
        return near, turned
    carried = _told(sorted({row.key for row in rows}))
    before = dict(_BEFORE.rows(connection, keys=carried, at=rank, common=common))
    for key, of_key in groupby(sorted(rows), key=itemgetter(0)):
        count = before[key]
        for _, here in groupby(of_key, key=itemgetter(1)):
            if count > common:
                break
            places = list(here)
            (near if count < common else turned).update((row.rank, row.report) for row in places)
            count += sum(row.is_original for row in places)
    return near, turned
