"""New reports: shorter ways to what `merging.refresh` does, each of which ends in the same facts.

A core that the key knows already joins the fact of that core, for the sorting hangs on the set of cores. A core that is
near to none begins a fact. Another is placed as the sorting would place it: into the one fact that it fits, or as a
fact of its own where none of the cores that it goes before fits it. What is left is sorted anew with all that is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, func, select, update

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts import merging, pins
from tradebook.book.facts.claiming import CLAIM_ROWS, Row, bounds_of, claim_rows
from tradebook.book.facts.claims import short_digest
from tradebook.book.facts.sorting import Member, core_of, fits, precision_order, telling
from tradebook.book.prepared import Prepared
from tradebook.book.recording import Written


def add_new(connection: Connection, written: Sequence[Written], day: date) -> None:
    """Merges the statements of a new report, which appeared on `day`, into the facts."""
    claims = claim_rows(connection, written, {w.seq: (day, day) for w in written})
    fresh: dict[str, list[Row]] = {}
    for row in claims:
        fresh.setdefault(row["key"], []).append(Row.of(row))
    if pins.there_are(connection):  # they ask for the claims of the book
        CLAIM_ROWS.add(connection, claims)
        fresh = _without_pinned(connection, fresh, written)
        known = set(_KNOWN_KEYS.scalars(connection, keys=list(fresh)))
        merging.write_new(connection, {key: rows for key, rows in fresh.items() if key not in known})
    else:
        known = set(_KNOWN_KEYS.scalars(connection, keys=list(fresh)))
        _begin(connection, {key: rows for key, rows in fresh.items() if key not in known}, claims)
        CLAIM_ROWS.add(connection, claims)
    _add_to_known(connection, {key: fresh[key] for key in sorted(known)})


def _without_pinned(
    connection: Connection, fresh: dict[str, list[Row]], written: Sequence[Written]
) -> dict[str, list[Row]]:
    """Sorts the keys that hang on pins; the claims of the others."""
    pinned = pins.touched(connection, fresh, [w.statement.id for w in written])
    done = merging.refresh_pinned(connection, pinned) if pinned else set()
    return {key: rows for key, rows in fresh.items() if key not in done}


def _add_to_known(connection: Connection, fresh: Mapping[str, list[Row]]) -> None:
    """Merges claims into keys that the book has facts of."""
    alone: dict[str, list[Row]] = {}
    homes = _homes(connection, {(key, short_digest(row.member.core)) for key, rows in fresh.items() for row in rows})
    for key, rows in fresh.items():
        if not (new := _absorb(connection, key, rows, homes)):
            continue
        place = _place_of(connection, key, new)
        if place is None:
            alone[key] = new
        elif place:
            _join(connection, place, new)
        else:
            merging.refresh_near(connection, key, merging.near(connection, key, {row.member.core for row in new}))
    merging.write_new(connection, alone)


def _begin(connection: Connection, fresh: dict[str, list[Row]], claims: Iterable[dict[str, Any]]) -> None:
    """Writes the facts of keys that are new to the book; their claims, which are still to be put in, name them."""
    if fresh:
        numbers = merging.add_facts_of(connection, fresh)
        for claim in claims:
            claim["fact"] = numbers.get((claim["statement"], claim["figure"]))


_KEYS: Any = bindparam("keys", expanding=True)
_CORES: Any = bindparam("cores", expanding=True)
_F, _C = schema.fact.c, schema.claim.c
_KNOWN_KEYS = Prepared(select(_F.key).where(_F.key.in_(_KEYS)).distinct())


# Cores that a fact has already


class _Home(Struct):
    """A fact that claims join: its number, the member that stands for it, and what its row sums up of its members."""

    fact: int
    standing: Member
    summed: dict[str, Any]


def _absorb(connection: Connection, key: str, rows: Iterable[Row], homes: dict[tuple[str, str], _Home]) -> list[Row]:
    """Adds statements of a key to the facts that have their cores already (`homes`, by key and core's id); returns
    those with cores that are new to the key."""
    new = []
    for row in rows:
        home = homes.get((key, short_digest(row.member.core)))
        if home is None:
            new.append(row)
        else:
            _add_to(connection, home, row)
    return new


def _add_to(connection: Connection, home: _Home, row: Row) -> None:
    """Adds a claim to a fact; where it is the most precise it comes to stand for it."""
    m, before = row.member, home.summed
    merging.TIE.run(connection, of_statement=m.seq, of_figure=m.figure, to_fact=home.fact)
    home.summed = {
        "first_seen": min(m.first, before["first_seen"]),
        "last_repeated": max(m.last, before["last_repeated"]),
        "confidence": max(m.confidence, before["confidence"]),
        "leading": m.leading or before["leading"],
    }
    if precision_order(m) < precision_order(home.standing):
        home.standing = m
        _STAND.run(
            connection,
            of_fact=home.fact,
            to_statement=m.seq,
            to_mirror=m.mirror,
            to_series=row.series,
            to_stance=m.stance,
            to_ahead=row.ahead,
            to_due=row.due,
        )
    if home.summed != before:
        _WIDEN.run(connection, of_fact=home.fact, **{f"to_{name}": value for name, value in home.summed.items()})


def _setting(*names: str) -> Prepared:
    of_fact = update(schema.fact).where(_F.seq == bindparam("of_fact"))
    return Prepared(of_fact.values({name: bindparam(f"to_{name}") for name in names}))


_WIDEN = _setting("first_seen", "last_repeated", "confidence", "leading")
_STAND = _setting("statement", "mirror", "series", "stance", "ahead", "due")


def _select_homes(asked: Any) -> Select[Any]:
    """Facts with the claims that stand for them, of the rows of `asked`: a fact's number and how it was asked for."""
    standing = schema.claim.alias("standing")
    return (
        select(asked, standing)
        .add_columns(_F.first_seen.label("fact_first"), _F.last_repeated.label("fact_last"))
        .add_columns(_F.confidence.label("fact_confidence"), _F.leading.label("fact_leading"))
        .select_from(asked)
        .join(schema.fact, _F.seq == asked.c.of_fact)
        .join(standing, (standing.c.statement == _F.statement) & (standing.c.figure == _F.figure))
    )


# Two lists, not a list of pairs: SQLite searches the index by the one and reads all of it for the other.
_OF_CORES = (
    select(_C.key.label("of_key"), _C.core_id.label("of_core"), func.min(_C.fact).label("of_fact"))
    .where(_C.key.in_(_KEYS), _C.core_id.in_(_CORES), _C.fact.is_not(None))
    .group_by(_C.key, _C.core_id)
    .subquery()
)
_HOMES = Prepared(_select_homes(_OF_CORES))
_ONE_FACT = select(_F.seq.label("of_fact")).where(_F.seq == bindparam("number")).subquery()
_HOME = Prepared(_select_homes(_ONE_FACT))


def _homes(connection: Connection, asked: set[tuple[str, str]]) -> dict[tuple[str, str], _Home]:
    """The facts that some (key, core's id) have already; the same fact is one home."""
    found: dict[tuple[str, str], _Home] = {}
    facts: dict[int, _Home] = {}
    for batch in batches(sorted(asked), 30):
        keys, cores = sorted({key for key, _ in batch}), sorted({core for _, core in batch})
        for row in _HOMES.dicts(connection, keys=keys, cores=cores):
            found[row["of_key"], row["of_core"]] = facts.setdefault(row["of_fact"], _home(row))
    return found


def _home(row: dict[str, Any]) -> _Home:
    summed = {
        "first_seen": row["fact_first"],
        "last_repeated": row["fact_last"],
        "confidence": row["fact_confidence"],
        "leading": row["fact_leading"],
    }
    return _Home(row["of_fact"], Row.of(row).member, summed)


# Cores that are new to their key


def _place_of(connection: Connection, key: str, new: Sequence[Row]) -> int | None:
    """Where new cores of a key belong: the number of the fact that they join, None for a fact of their own, 0 where the
    key must be sorted to tell."""
    cores = {row.member.core for row in new}
    near = _near(connection, key, cores)
    if not near:
        return None
    (core, *others) = cores
    if others or any(core_of(text).also for text in (core, *(known.core for known in near))):
        return 0  # a report that ties currencies moves what was sorted before
    return _place_among(new[0].member.kind, core, near)


class _Known(Struct, frozen=True):
    """A core of the key: its text, its fact's number, and whether the fact began with it."""

    core: str
    fact: int
    began: bool


def _near(connection: Connection, key: str, cores: set[str]) -> list[_Known]:
    """The other cores of the key that can touch one of `cores`: by their figures, else by their times."""
    found: dict[str, _Known] = {}
    for core in cores:
        bounds = {f"its_{name}": value for name, value in bounds_of(core).items()}
        for text, core_id, fact, anchor in _TOUCHING.rows(connection, of_key=key, **bounds):
            found[core_id] = _Known(text, fact, anchor == core_id)
    return list(found.values())


_TOUCHING = Prepared(
    select(_C.core, _C.core_id, _C.fact, _F.core_id.label("anchor"))
    .join(schema.fact, _F.seq == _C.fact)  # the report's own claims have none yet
    .where(merging.touching())
    .distinct()
)


def _place_among(kind: str, text: str, near: Iterable[_Known]) -> int | None:
    """As `_place_of`, of one new core. In the order of the sorting it joins the one fact before it that it fits, and
    then nothing changes for the rest. Else it begins a fact, and those behind it that fit it are other than they
    were."""
    core, rank = core_of(text), telling(text)
    fitting: set[int] = set()
    after = False
    for other in near:
        known = core_of(other.core)
        if telling(other.core) > rank:
            after = after or fits(kind, known, core)
        elif other.began and fits(kind, core, known):
            fitting.add(other.fact)
    if len(fitting) == 1:
        return fitting.pop()
    return 0 if after else None


def _join(connection: Connection, fact: int, rows: Iterable[Row]) -> None:
    home = _home(_HOME.dicts(connection, number=fact)[0])
    for row in rows:
        _add_to(connection, home, row)
