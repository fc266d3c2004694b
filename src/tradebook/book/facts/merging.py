"""The book's facts, kept in step with its statements. Each function works inside a transaction that the caller holds.

Facts are derived, and so are claims: a current statement has its claims, a superseded or withdrawn one has none. After
a change only those facts are sorted anew that it can touch: within its key, the cores whose figures come near the
changed one's, and those near these, and so on (`_near`); what fits what never reaches further. Only what differs is
written. What comes out hangs on the statements alone, never on the order of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from tradebook.book import schema
from tradebook.book.corrections.applying import is_wrong
from tradebook.book.facts.claims import claims_of, due_of, is_ahead, origin_of, short_digest
from tradebook.book.facts.figures import narrow, point
from tradebook.book.facts.sorting import (
    Draft,
    Member,
    core_of,
    core_text,
    precision_order,
    representative,
    sort_into_facts,
)
from tradebook.book.names.naming import as_named
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.book.rows import kind_of

_AT_ONCE = 500  # keys or statements in one query: under SQLite's limit of variables, in any version

Touched = dict[str, set[str]]  # key -> the cores (as JSON) that came, went or changed
Facts = tuple[dict[str, dict[str, Any]], dict[str, set[int]]]  # rows, and numbers of statements, by the fact's id


def batches(items: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


# Claims


def add_claims(connection: Connection, written: Sequence[Written], days: dict[int, tuple[date, date]]) -> list[Any]:
    """Rows for what the statements claim; `days` are those between which each statement's report appeared. One that a
    person has marked as wrong claims nothing."""
    right = [w for w in written if not is_wrong(w.statement)]
    rows = [row for w in as_named(connection, right) for row in _claim_rows(w, days[w.seq])]
    if rows:
        connection.execute(insert(schema.claim), rows)
    return rows


def _claim_rows(w: Written, days: tuple[date, date]) -> list[dict[str, Any]]:
    s = w.statement
    common = {
        "statement": w.seq,
        "statement_id": s.id,
        "kind": kind_of(s),
        "stance": s.stance,
        "confidence": s.confidence,
        "origin": origin_of(s),
        "ahead": is_ahead(s),
        "due": due_of(s),
        "first_seen": days[0],
        "last_repeated": days[1],
    }
    rows = []
    for claim in claims_of(s):
        core = core_text(claim.core)
        rows.append(
            {
                **common,
                "figure": claim.figure,
                "key": claim.key,
                "mirror": claim.mirror,
                "leading": claim.leading,
                "core": core,
                "core_id": short_digest(core),
                **_bounds(core),
            }
        )
    return rows


def _bounds(core: str) -> dict[str, float]:
    """What the core's figure names and the values that are printed so, a hair wider; all 0 where it has none."""
    figure = core_of(core).figure
    if figure is None:
        return dict.fromkeys(_ENDS, 0.0)
    (point_low, point_high), (low, high) = point(figure), narrow(figure)
    hair = 1e-9 * max(abs(float(low)), abs(float(high)))
    return {
        "point_low": float(point_low),
        "point_high": float(point_high),
        "low": float(low) - hair,
        "high": float(high) + hair,
    }


def drop_claims(connection: Connection, statements: Iterable[int]) -> Touched:
    """Takes away the claims of statements that are no longer current; returns what that touches."""
    c = schema.claim
    touched: Touched = {}
    for batch in batches(statements):
        for key, core in connection.execute(select(c.c.key, c.c.core).where(c.c.statement.in_(batch))):
            touched.setdefault(key, set()).add(core)
        links = schema.fact_statement
        connection.execute(delete(links).where(links.c.statement.in_(batch)))
        connection.execute(delete(c).where(c.c.statement.in_(batch)))
    return touched


def days_of(connection: Connection, report: int) -> tuple[date, date]:
    """The first and the last day on which the report appeared."""
    a = schema.appearance.c
    first, last = connection.execute(select(func.min(a.day), func.max(a.day)).where(a.report == report)).one()
    return first, last


def exchange(
    connection: Connection, retired: Iterable[int], written: Sequence[Written], days: dict[int, tuple[date, date]]
) -> None:
    """Takes away the claims of the statements `retired`, adds those of `written`, and sorts anew what that touches."""
    touched = drop_claims(connection, retired)
    for row in add_claims(connection, written, days):
        touched.setdefault(row["key"], set()).add(row["core"])
    refresh(connection, touched)


def reclaim(connection: Connection, statements: Iterable[int]) -> None:
    """Makes the claims of some current statements anew, given by their rows: for when something that their claims hang
    on, other than their own words, has changed."""
    for batch in batches(sorted(set(statements))):
        written, days = _current_with_days(connection, schema.statement.c.seq.in_(batch), len(batch))
        exchange(connection, batch, written, days)


# New reports: shorter ways to what `refresh` does


def add_new(connection: Connection, written: Sequence[Written], day: date) -> None:
    """Merges the statements of a new report, which appeared on `day`, into the facts: `refresh`, with shorter ways to
    the same end for a key that is new, and for a core that the key knows already (the sorting hangs on the set of
    cores)."""
    fresh: dict[str, list[_Row]] = {}
    for row in add_claims(connection, written, {w.seq: (day, day) for w in written}):
        fresh.setdefault(row["key"], []).append(_Row.of(row))
    known: set[str] = set()
    for batch in batches(fresh):
        known.update(connection.scalars(_KNOWN_KEYS, {"keys": batch}))
    alone = {key: rows for key, rows in fresh.items() if key not in known}
    homes = _homes(connection, {(key, short_digest(row.member.core)) for key in known for row in fresh[key]})
    for key in sorted(known):
        new, others = _absorb(connection, fresh[key], {core: home for (k, core), home in homes.items() if k == key})
        if not new and not others:
            continue
        near = _near(connection, key, new | others)
        if not others and near == {short_digest(core) for core in new}:
            alone[key] = [row for row in fresh[key] if row.member.core in new]
        else:
            _refresh(connection, key, near)
    _write_new(connection, alone)


class _Row(Struct, frozen=True):
    """A claim: as a member of its key's facts, and what the fact's row takes from the one that stands for it."""

    member: Member
    ahead: bool
    due: str | None

    @classmethod
    def of(cls, row: Any) -> _Row:
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
        return cls(member, row["ahead"], row["due"])


_KEYS: Any = bindparam("keys", expanding=True)
_CORES: Any = bindparam("cores", expanding=True)
_KNOWN_KEYS = select(schema.fact.c.key).where(schema.fact.c.key.in_(_KEYS)).distinct()


def _absorb(connection: Connection, rows: list[_Row], homes: dict[str, _Home]) -> tuple[set[str], set[str]]:
    """Adds statements of one key to the facts that have their cores already (`homes`, by the core's id). Returns the
    cores about which nothing was done: those that are new to the key, and those whose statement would come to stand for
    its fact."""
    new: set[str] = set()
    others: set[str] = set()
    for row in rows:
        home = homes.get(short_digest(row.member.core))
        if home is None:
            new.add(row.member.core)
            continue
        if precision_order(row.member) < precision_order(home.standing):
            others.add(row.member.core)
            continue
        connection.execute(insert(schema.fact_statement), [{"fact": home.fact, "statement": row.member.seq}])
        if wider := {name: value for name, value in _summed(row.member, home).items() if home.summed[name] != value}:
            home.summed.update(wider)
            connection.execute(update(schema.fact).where(schema.fact.c.id == home.fact).values(wider))
    return new, others


class _Home(Struct):
    """The fact that a core has already, the member that stands for it, and what its row sums up of its members."""

    fact: str
    standing: Member
    summed: dict[str, Any]


def _summed(member: Member, home: _Home) -> dict[str, Any]:
    """What the fact's row sums up, with one more member."""
    return {
        "first_seen": min(member.first, home.summed["first_seen"]),
        "last_repeated": max(member.last, home.summed["last_repeated"]),
        "confidence": max(member.confidence, home.summed["confidence"]),
        "leading": member.leading or home.summed["leading"],
    }


def _select_homes() -> Select[Any]:
    f, fs, c = schema.fact, schema.fact_statement, schema.claim
    # Two lists, not a list of pairs: SQLite searches the index by the one and reads all of it for the other.
    asked = (c.c.key.in_(_KEYS), c.c.core_id.in_(_CORES))
    oldest = select(func.min(c.c.statement).label("statement"), c.c.key, c.c.core_id).where(*asked)
    has = oldest.group_by(c.c.key, c.c.core_id).subquery()
    standing = c.alias("standing")
    return (
        select(has.c.core_id.label("asked_core"), f.c.id.label("fact"), standing)
        .add_columns(f.c.first_seen.label("fact_first"), f.c.last_repeated.label("fact_last"))
        .add_columns(f.c.confidence.label("fact_confidence"), f.c.leading.label("fact_leading"))
        .select_from(has)
        .join(fs, fs.c.statement == has.c.statement)
        .join(f, (f.c.id == fs.c.fact) & (f.c.key == has.c.key))
        .join(standing, (standing.c.statement == f.c.statement) & (standing.c.figure == f.c.figure))
    )


_HOMES = _select_homes()


def _homes(connection: Connection, asked: set[tuple[str, str]]) -> dict[tuple[str, str], _Home]:
    """The facts that some (key, core's id) have already."""
    found: dict[tuple[str, str], _Home] = {}
    for batch in batches(sorted(asked), 30):
        pairs = {"keys": sorted({key for key, _ in batch}), "cores": sorted({core for _, core in batch})}
        for row in connection.execute(_HOMES, pairs).mappings():
            summed = {
                "first_seen": row["fact_first"],
                "last_repeated": row["fact_last"],
                "confidence": row["fact_confidence"],
                "leading": row["fact_leading"],
            }
            found[row["key"], row["asked_core"]] = _Home(row["fact"], _Row.of(row).member, summed)
    return found


def add_appearance(connection: Connection, report: int, day: date) -> None:
    """Stretches the days of the report's claims and facts to a further appearance on `day`."""
    c, fs, s = schema.claim, schema.fact_statement.c, schema.statement.c
    these = select(s.seq).where(s.report == report)
    first, last = days_of(connection, report)
    connection.execute(update(c).where(c.c.statement.in_(these)).values(first_seen=first, last_repeated=last))
    f = schema.fact
    theirs = f.c.id.in_(select(fs.fact).where(fs.statement.in_(these)))
    connection.execute(update(f).where(theirs, f.c.first_seen > day).values(first_seen=day))
    connection.execute(update(f).where(theirs, f.c.last_repeated < day).values(last_repeated=day))


def _write_new(connection: Connection, fresh: dict[str, list[_Row]]) -> None:
    """Writes the facts of keys that had none."""
    facts, members = _sorted(fresh)
    if facts:
        connection.execute(insert(schema.fact), list(facts.values()))
        links = [{"fact": fact, "statement": seq} for fact, seqs in members.items() for seq in seqs]
        connection.execute(insert(schema.fact_statement), links)


# Any change


def refresh(connection: Connection, touched: Touched) -> None:
    """Makes the facts that a change touches what the current statements say."""
    for key in sorted(touched):
        _refresh(connection, key, _near(connection, key, touched[key]))


def _refresh(connection: Connection, key: str, cores: set[str]) -> None:
    """Sorts the statements with these cores, given by their ids, anew."""
    rows: list[_Row] = []
    for batch in batches(sorted(cores)):
        rows += map(_Row.of, connection.execute(_MEMBERS_NEAR, {"key": key, "cores": batch}).mappings())
    _write(connection, _stored_near(connection, key, cores), _sorted({key: rows}))


def _stored_near(connection: Connection, key: str, cores: set[str]) -> Facts:
    """The facts of the key that began with one of the cores."""
    stored: Facts = ({}, {})
    for batch in batches(sorted(cores)):
        facts, links = _stored(connection, _STORED_NEAR, _LINKED_NEAR, {"key": key, "cores": batch})
        stored[0].update(facts)
        stored[1].update(links)
    return stored


def _near(connection: Connection, key: str, cores: Iterable[str]) -> set[str]:
    """The ids of the cores of the key that can hang together with any of `cores`, these among them."""
    found: dict[str, dict[str, float]] = {short_digest(core): _bounds(core) for core in cores}
    open_ = list(found.values())
    while open_:
        bounds = open_.pop()
        for core_id, *ends in connection.execute(
            _TOUCHING, {"of_key": key, **{f"its_{n}": v for n, v in bounds.items()}}
        ):
            if core_id not in found:
                found[core_id] = dict(zip(_ENDS, ends, strict=True))
                open_.append(found[core_id])
        if not any(bounds.values()):  # without a figure, and so is all of the key: everything is found at once
            break
    return set(found)


_ENDS = ("point_low", "point_high", "low", "high")


def _select_touching() -> Select[Any]:
    """Cores of which the one's figure is among the values printed as the other's."""
    c = schema.claim.c
    names_it = and_(c.point_low <= bindparam("its_high"), c.point_high >= bindparam("its_low"))
    is_named = and_(c.low <= bindparam("its_point_high"), c.high >= bindparam("its_point_low"))
    query = select(c.core_id, c.point_low, c.point_high, c.low, c.high).distinct()
    return query.where(c.key == bindparam("of_key"), or_(names_it, is_named))


_TOUCHING = _select_touching()
_MEMBERS = select(schema.claim).where(schema.claim.c.key.in_(_KEYS))
_MEMBERS_NEAR = select(schema.claim).where(schema.claim.c.key == bindparam("key"), schema.claim.c.core_id.in_(_CORES))
_STORED = select(schema.fact).where(schema.fact.c.key.in_(_KEYS))
_STORED_NEAR = select(schema.fact).where(schema.fact.c.key == bindparam("key"), schema.fact.c.core_id.in_(_CORES))
_LINKS = select(schema.fact_statement.c.fact, schema.fact_statement.c.statement).join(
    schema.fact, schema.fact.c.id == schema.fact_statement.c.fact
)
_LINKED = _LINKS.where(schema.fact.c.key.in_(_KEYS))
_LINKED_NEAR = _LINKS.where(schema.fact.c.key == bindparam("key"), schema.fact.c.core_id.in_(_CORES))


def wanted_facts(connection: Connection, keys: list[str]) -> Facts:
    """The facts that the claims of `keys` give."""
    found: dict[str, list[_Row]] = {}
    for row in connection.execute(_MEMBERS, {"keys": keys}).mappings():
        found.setdefault(row["key"], []).append(_Row.of(row))
    return _sorted(found)


def stored_facts(connection: Connection, keys: list[str]) -> Facts:
    """The facts that the book holds for `keys`."""
    return _stored(connection, _STORED, _LINKED, {"keys": keys})


def _stored(connection: Connection, facts: Select[Any], links: Select[Any], which: dict[str, Any]) -> Facts:
    stored = {row["id"]: dict(row) for row in connection.execute(facts, which).mappings()}
    linked: dict[str, set[int]] = {id_: set() for id_ in stored}
    for fact, statement in connection.execute(links, which):
        linked[fact].add(statement)
    return stored, linked


def _sorted(claims: dict[str, list[_Row]]) -> Facts:
    """The facts that the claims of some keys give."""
    wanted: dict[str, dict[str, Any]] = {}
    members: dict[str, set[int]] = {}
    for key, rows in claims.items():
        by_seq = {row.member.seq: row for row in rows}
        for draft in sort_into_facts(key, [row.member for row in rows]):
            fact = _fact_row(key, draft, by_seq)
            wanted[fact["id"]] = fact
            members[fact["id"]] = {m.seq for m in draft.members}
    return wanted, members


def _fact_row(key: str, draft: Draft, rows: dict[int, _Row]) -> dict[str, Any]:
    chosen = representative(draft)
    return {
        "id": draft.id(key),
        "key": key,
        "mirror": chosen.mirror,
        "kind": chosen.kind,
        "figure": chosen.figure,
        "leading": any(m.leading for m in draft.members),
        "stance": chosen.stance,
        "statement": chosen.seq,
        "first_seen": min(m.first for m in draft.members),
        "last_repeated": max(m.last for m in draft.members),
        "confidence": max(m.confidence for m in draft.members),
        "core": draft.anchor,
        "core_id": short_digest(draft.anchor),
        "ahead": rows[chosen.seq].ahead,
        "due": rows[chosen.seq].due,
    }


def _write(connection: Connection, stored: Facts, wanted: Facts) -> None:
    """Writes what differs between the facts stored and those wanted."""
    f, fs = schema.fact, schema.fact_statement
    (before, linked), (after, members) = stored, wanted
    gone_links = [(i, seq) for i, seqs in linked.items() for seq in seqs - members.get(i, set())]
    for batch in batches(gone_links, _AT_ONCE // 2):
        connection.execute(delete(fs).where(tuple_(fs.c.fact, fs.c.statement).in_(batch)))
    for batch in batches(before.keys() - after.keys()):
        connection.execute(delete(f).where(f.c.id.in_(batch)))
    if new := [row for i, row in after.items() if i not in before]:
        connection.execute(insert(f), new)
    for i, row in after.items():
        if i in before and before[i] != row:
            connection.execute(update(f).where(f.c.id == i), row)
    if new_links := [{"fact": i, "statement": x} for i, seqs in members.items() for x in seqs - linked.get(i, set())]:
        connection.execute(insert(fs), new_links)


# The whole book


def make_anew(connection: Connection) -> None:
    """Drops all claims and facts and makes them anew from the statements, by this version's rules."""
    for table in (schema.fact_statement, schema.fact, schema.claim):
        connection.execute(delete(table))
    for written, days in _all_statements(connection):
        add_claims(connection, written, days)
    last = ""
    while keys := next_keys(connection, last):
        _write(connection, ({}, {}), wanted_facts(connection, keys))
        last = keys[-1]


def next_keys(connection: Connection, after: str) -> list[str]:
    """Some of the keys of claims that follow `after`, in order."""
    c = schema.claim.c
    return list(connection.scalars(select(c.key).where(c.key > after).distinct().order_by(c.key).limit(_AT_ONCE)))


def _all_statements(connection: Connection) -> Iterator[tuple[list[Written], dict[int, tuple[date, date]]]]:
    """Every current statement of the book with its days, a few hundred at a time, so that memory stays flat."""
    last = 0
    while True:
        written, days = _current_with_days(connection, schema.statement.c.seq > last, _AT_ONCE)
        if not written:
            return
        yield written, days
        last = written[-1].seq


def _current_with_days(
    connection: Connection, which: ColumnElement[bool], number: int
) -> tuple[list[Written], dict[int, tuple[date, date]]]:
    """The first `number` current statements that fit `which`, in the order of their rows, with the days between which
    their reports appeared."""
    s, a = schema.statement.c, schema.appearance.c
    first_day = select(func.min(a.day)).where(a.report == s.report).scalar_subquery()
    last_day = select(func.max(a.day)).where(a.report == s.report).scalar_subquery()
    query = select(s.seq, s.id, said.label("json"), first_day.label("first"), last_day.label("last")).where(
        current, which
    )
    rows = connection.execute(query.order_by(s.seq).limit(number)).all()
    written = [Written(row.seq, read_statement(row.id, row.json)) for row in rows]
    return written, {row.seq: (row.first, row.last) for row in rows}
