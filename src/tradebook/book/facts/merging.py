"""The book's facts, kept in step with its statements. Each function works inside a transaction that the caller holds.

Facts are derived, and so are claims: a current statement has its claims, a superseded or withdrawn one has none. After
a change only those facts are sorted anew that it can touch: within its key, the cores whose figures come near the
changed one's, and those near these, and so on (`near`); what fits what never reaches further. Only what differs is
written. What comes out hangs on the statements alone, never on the order of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, or_, select, update

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts import pins
from tradebook.book.facts.claiming import (
    AT_ONCE,
    ENDS,
    Row,
    Touched,
    add_claims,
    all_statements,
    bounds_of,
    current_with_days,
    days_of,
    drop_claims,
)
from tradebook.book.facts.claims import digest, short_digest
from tradebook.book.facts.pinning import Bound, Spot, Standing, bound_facts
from tradebook.book.facts.sorting import core_of
from tradebook.book.numbering import Numbers
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.recording import Written


class Facts(Struct):
    """Facts by id: the row of each without its number, its claims, and its number where the book has it."""

    rows: dict[str, dict[str, Any]]
    claims: dict[str, set[Spot]]
    numbers: dict[str, int]


_UNPINNED = Standing({}, [], [])


def exchange(
    connection: Connection, retired: Iterable[int], written: Sequence[Written], days: dict[int, tuple[date, date]]
) -> None:
    """Takes away the claims of the statements `retired`, adds those of `written`, and sorts anew what that touches."""
    touched = drop_claims(connection, retired)
    for row in add_claims(connection, written, days):
        touched.setdefault(row["key"], set()).add(row["core"])
    refresh(connection, touched, [w.statement.id for w in written])


def reclaim(connection: Connection, statements: Iterable[int]) -> None:
    """Makes the claims of some current statements anew, given by their rows: for when something that their claims hang
    on, other than their own words, has changed."""
    for batch in batches(sorted(set(statements))):
        written, days = current_with_days(connection, schema.statement.c.seq.in_(batch), len(batch))
        exchange(connection, batch, written, days)


_KEYS: Any = bindparam("keys", expanding=True)
_CORES: Any = bindparam("cores", expanding=True)
_FACT_ROWS, _NUMBERS = Insertion(schema.fact), Numbers(schema.fact)
TIE = Prepared(
    update(schema.claim)
    .where(schema.claim.c.statement == bindparam("of_statement"), schema.claim.c.figure == bindparam("of_figure"))
    .values(fact=bindparam("to_fact"))
)


def add_appearances(connection: Connection, appeared: Iterable[tuple[int, date]]) -> None:
    """Stretches the days of reports' claims and facts to further appearances: a report, and a day."""
    for report, day in appeared:
        first, last = days_of(connection, report)
        _STRETCH.run(connection, report=report, first=first, last=last)
        _EARLIER.run(connection, report=report, day=day)
        _LATER.run(connection, report=report, day=day)


_F = schema.fact.c
_OF_REPORT = select(schema.statement.c.seq).where(schema.statement.c.report == bindparam("report"))
_STRETCH = Prepared(
    update(schema.claim)
    .where(schema.claim.c.statement.in_(_OF_REPORT))
    .values(first_seen=bindparam("first"), last_repeated=bindparam("last"))
)
_THEIRS = _F.seq.in_(select(schema.claim.c.fact).where(schema.claim.c.statement.in_(_OF_REPORT)))
_EARLIER = Prepared(
    update(schema.fact).where(_THEIRS, _F.first_seen > bindparam("day")).values(first_seen=bindparam("day"))
)
_LATER = Prepared(
    update(schema.fact).where(_THEIRS, _F.last_repeated < bindparam("day")).values(last_repeated=bindparam("day"))
)


def write_new(connection: Connection, fresh: dict[str, list[Row]]) -> None:
    """Writes the facts of claims that touch no others."""
    tie(connection, add_facts_of(connection, fresh))


def tie(connection: Connection, facts: Mapping[Spot, int]) -> None:
    """Says of claims which fact they are of, by its number."""
    TIE.run_each(connection, [{"of_statement": s, "of_figure": f, "to_fact": fact} for (s, f), fact in facts.items()])


def add_facts_of(connection: Connection, fresh: dict[str, list[Row]]) -> dict[Spot, int]:
    """Puts in the facts of claims that touch no others, by key; the number of each claim's fact."""
    wanted = _facts_of(fresh, _UNPINNED)
    _add_facts(connection, wanted.rows)
    return {spot: wanted.rows[i]["seq"] for i, spots in wanted.claims.items() for spot in spots}


def _add_facts(connection: Connection, rows: dict[str, dict[str, Any]]) -> None:
    """Puts in the rows of new facts, by id, which get their numbers here."""
    if rows:
        for row, seq in zip(rows.values(), _NUMBERS.free(connection, fact=len(rows))["fact"], strict=True):
            row["seq"] = seq
        _FACT_ROWS.add(connection, list(rows.values()))


def _ties(claims: dict[str, set[Spot]], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """What ties claims to their facts."""
    return [
        {"of_statement": seq, "of_figure": figure, "to_fact": numbers[i]}
        for i, spots in claims.items()
        for seq, figure in spots
    ]


# Any change


def refresh(connection: Connection, touched: Touched, written: Sequence[str] = ()) -> None:
    """Makes the facts that a change touches what the current statements say; `written` are the ids of new ones."""
    pinned = pins.touched(connection, touched, written)
    done = refresh_pinned(connection, pinned) if pinned else set()
    for key in sorted(touched.keys() - done):
        refresh_near(connection, key, near(connection, key, touched[key]))


def refresh_near(connection: Connection, key: str, cores: set[str]) -> None:
    """Sorts the statements with these cores, given by their ids, anew."""
    rows = list(map(Row.of, _MEMBERS_NEAR.dicts(connection, key=key, cores=sorted(cores))))
    _write(connection, _stored_near(connection, key, cores), _facts_of({key: rows}, _UNPINNED))


def refresh_pinned(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Sorts some keys anew, whole, with all that pins tie to them now or did before; returns all keys so sorted."""
    before, pinned = pins.stored_clusters(connection), pins.standing_of(connection)
    after = pins.clusters(connection, pinned)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    affected = pins.tied(changed.union(keys), before, after)
    pins.write_clusters(connection, before, after)
    _write(connection, stored_facts(connection, affected), wanted_facts(connection, affected, pinned))
    return affected


def _stored_near(connection: Connection, key: str, cores: set[str]) -> Facts:
    """The facts of the key that began with one of the cores."""
    return _stored(connection, _STORED_NEAR, _LINKED_NEAR, {"key": key, "cores": sorted(cores)})


def near(connection: Connection, key: str, cores: Iterable[str]) -> set[str]:
    """The ids of the cores of the key that can hang together with any of `cores`, these among them."""
    asked = {short_digest(core): core for core in cores}
    if any(core_of(core).figure is None for core in asked.values()):  # and so is all of the key
        return {*asked, *_CORES_OF.scalars(connection, of_key=key)}
    found: dict[str, dict[str, float]] = {id_: bounds_of(core) for id_, core in asked.items()}
    open_ = list(found.values())
    while open_:
        bounds = open_.pop()
        for core_id, *ends in _TOUCHING.rows(connection, of_key=key, **{f"its_{n}": v for n, v in bounds.items()}):
            if core_id not in found:
                found[core_id] = dict(zip(ENDS, ends, strict=True))
                open_.append(found[core_id])
    return set(found)


_CORES_OF = Prepared(select(schema.claim.c.core_id).where(schema.claim.c.key == bindparam("of_key")).distinct())


def touching(c: Any) -> ColumnElement[bool]:
    """That a claim of the columns `c` is of the key `of_key`, and the figure of it or of a core with the bounds
    `its_...` is among the values printed as the other's; of cores without a figure, that their times overlap."""
    names_it = and_(c.point_low <= bindparam("its_high"), c.point_high >= bindparam("its_low"))
    is_named = and_(c.low <= bindparam("its_point_high"), c.high >= bindparam("its_point_low"))
    return and_(c.key == bindparam("of_key"), or_(names_it, is_named))


_C = schema.claim.c
_TOUCHING = Prepared(select(_C.core_id, _C.point_low, _C.point_high, _C.low, _C.high).where(touching(_C)).distinct())
_MEMBERS = Prepared(select(schema.claim).where(schema.claim.c.key.in_(_KEYS)))
_MEMBERS_NEAR = Prepared(
    select(schema.claim).where(schema.claim.c.key == bindparam("key"), schema.claim.c.core_id.in_(_CORES))
)
_STORED = Prepared(select(schema.fact).where(schema.fact.c.key.in_(_KEYS)))
_STORED_NEAR = Prepared(
    select(schema.fact).where(schema.fact.c.key == bindparam("key"), schema.fact.c.core_id.in_(_CORES))
)
_LINKS = select(schema.fact.c.id, _C.statement, _C.figure).join(schema.claim, _C.fact == schema.fact.c.seq)
_LINKED = Prepared(_LINKS.where(schema.fact.c.key.in_(_KEYS)))
_LINKED_NEAR = Prepared(_LINKS.where(schema.fact.c.key == bindparam("key"), schema.fact.c.core_id.in_(_CORES)))


def wanted_facts(connection: Connection, keys: Iterable[str], pinned: Standing = _UNPINNED) -> Facts:
    """The facts that the claims of `keys` give under the pins."""
    found: dict[str, list[Row]] = {}
    for row in _MEMBERS.dicts(connection, keys=sorted(keys)):
        found.setdefault(row["key"], []).append(Row.of(row))
    return _facts_of(found, pinned)


def stored_facts(connection: Connection, keys: Iterable[str]) -> Facts:
    """The facts that the book holds for `keys`."""
    return _stored(connection, _STORED, _LINKED, {"keys": sorted(keys)})


def _stored(connection: Connection, facts: Prepared, links: Prepared, which: dict[str, Any]) -> Facts:
    stored = {row["id"]: row for row in facts.dicts(connection, **which)}
    numbers = {i: row.pop("seq") for i, row in stored.items()}
    linked: dict[str, set[Spot]] = {i: set() for i in stored}
    for fact, statement, figure in links.rows(connection, **which):
        linked[fact].add((statement, figure))
    return Facts(stored, linked, numbers)


def _facts_of(claims: dict[str, list[Row]], pinned: Standing) -> Facts:
    """The facts that the claims of some keys give."""
    wanted: dict[str, dict[str, Any]] = {}
    links: dict[str, set[Spot]] = {}
    if pinned is _UNPINNED:  # then a claim alone in its key is a fact, as most of a new report's are
        for key in [key for key, several in claims.items() if len(several) == 1]:
            row = claims[key][0]
            fact = _row_of_one(key, row)
            wanted[fact["id"]] = fact
            links[fact["id"]] = {(row.member.seq, row.member.figure)}
        claims = {key: several for key, several in claims.items() if len(several) > 1}
    rows = {(row.member.seq, row.member.figure): row for several in claims.values() for row in several}
    for bound in bound_facts({key: [row.member for row in several] for key, several in claims.items()}, pinned):
        fact = _fact_row(bound, rows)
        wanted[fact["id"]] = fact
        links[fact["id"]] = {(m.seq, m.figure) for m in bound.members()}
    return Facts(wanted, links, {})


def _fact_row(bound: Bound, rows: dict[Spot, Row]) -> dict[str, Any]:
    chosen, (key, draft) = bound.chosen(), bound.head()
    members = list(bound.members())
    return _row(
        rows[chosen.seq, chosen.figure],
        id=draft.id(key),
        key=key,
        core=draft.text,
        core_id=short_digest(draft.anchor),
        leading=any(m.leading for m in members),
        first_seen=min(m.first for m in members),
        last_repeated=max(m.last for m in members),
        confidence=max(m.confidence for m in members),
    )


def _row_of_one(key: str, row: Row) -> dict[str, Any]:
    """The fact of a claim that is alone."""
    m = row.member
    return _row(
        row,
        id=digest(key, m.core),
        key=key,
        core=m.core,
        core_id=short_digest(m.core),
        leading=m.leading,
        first_seen=m.first,
        last_repeated=m.last,
        confidence=m.confidence,
    )


def _row(standing: Row, **of_all: object) -> dict[str, Any]:
    """A fact's row, of the claim that stands for it and what is of all its claims."""
    m = standing.member
    return {
        "mirror": m.mirror,
        "series": standing.series,
        "kind": m.kind,
        "figure": m.figure,
        "stance": m.stance,
        "statement": m.seq,
        "ahead": standing.ahead,
        "due": standing.due,
        **of_all,
    }


def _write(connection: Connection, stored: Facts, wanted: Facts) -> None:
    """Writes what differs between the facts stored and those wanted: new ones first, for claims move to them, and those
    that are gone last."""
    _add_facts(connection, {i: row for i, row in wanted.rows.items() if i not in stored.rows})
    numbers = {i: stored.numbers[i] if i in stored.numbers else row.pop("seq") for i, row in wanted.rows.items()}
    for i, row in wanted.rows.items():
        if i in stored.rows and stored.rows[i] != row:
            number = stored.numbers[i]
            _EXCHANGE.run(connection, of_fact=number, **{f"to_{name}": value for name, value in row.items()})
    moved = {i: spots - stored.claims.get(i, set()) for i, spots in wanted.claims.items()}
    TIE.run_each(connection, _ties(moved, numbers))
    _GONE.run(connection, facts=sorted(stored.numbers[i] for i in stored.rows.keys() - wanted.rows.keys()))


_GONE = Prepared(delete(schema.fact).where(_F.seq.in_(bindparam("facts", expanding=True))))
_EXCHANGE = Prepared(
    update(schema.fact)
    .where(_F.seq == bindparam("of_fact"))
    .values({column: bindparam(f"to_{column.name}") for column in schema.fact.c if column.name != "seq"})
)


# The whole book


def make_anew(connection: Connection) -> None:
    """Drops all claims and facts and makes them anew from the statements and the pins, by this version's rules."""
    for table in (schema.claim, schema.fact, schema.pinned_key):
        connection.execute(delete(table))
    for written, days in all_statements(connection):
        add_claims(connection, written, days)
    pinned = set(pins.clusters(connection, pins.standing_of(connection)))
    last = ""
    while keys := next_keys(connection, last):
        _write(connection, Facts({}, {}, {}), wanted_facts(connection, set(keys) - pinned))
        last = keys[-1]
    if pinned:
        refresh_pinned(connection, pinned)


def next_keys(connection: Connection, after: str) -> list[str]:
    """Some of the keys of claims that follow `after`, in order."""
    c = schema.claim.c
    return list(connection.scalars(select(c.key).where(c.key > after).distinct().order_by(c.key).limit(AT_ONCE)))


def wrong_facts(connection: Connection) -> list[str]:
    """The ids of facts that are not what the statements and pins give, or are missing."""
    pinned = pins.standing_of(connection)
    tied = set(pins.clusters(connection, pinned))
    wrong = _differing(stored_facts(connection, tied), wanted_facts(connection, tied, pinned))
    last = ""
    while keys := next_keys(connection, last):
        free = set(keys) - tied
        wrong += _differing(stored_facts(connection, free), wanted_facts(connection, free))
        last = keys[-1]
    return sorted(wrong)


def _differing(stored: Facts, wanted: Facts) -> list[str]:
    before, after = stored.rows, wanted.rows
    ids = before.keys() | after.keys()
    return [i for i in ids if before.get(i) != after.get(i) or stored.claims.get(i) != wanted.claims.get(i)]
