"""The book's facts, kept in step with its statements. Each function works inside a transaction that the caller holds.

Facts are derived: after a change the facts of the keys that it touches are sorted anew from all their statements (the
groups are small) and only what differs is written. What comes out hangs on the statements alone, never on the order of
changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, tuple_, update

from tradebook.book import schema
from tradebook.book.claims import claims_of, digest, due_of, is_ahead, origin_of
from tradebook.book.facts import Draft, Member, core_text, precision_order, representative, sort_into_facts
from tradebook.book.queries import read_statement
from tradebook.book.recording import Written
from tradebook.book.rows import kind_of
from tradebook.statement import Statement

_AT_ONCE = 500  # keys or statements in one query: under SQLite's limit of variables, in any version


def batches(items: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def add_claims(connection: Connection, written: Sequence[Written]) -> list[dict[str, Any]]:
    """Rows for what the statements claim; returns them."""
    rows = [row for w in written for row in _claim_rows(w)]
    if rows:
        connection.execute(insert(schema.claim), rows)
    return rows


def add_new(connection: Connection, written: Sequence[Written], day: date) -> None:
    """Merges the statements of a new report, which appeared on `day`, into the facts: `refresh`, with shorter ways to
    the same end for a key that is new, and for a figure that the key already knows (the sorting hangs on the set of
    cores)."""
    by_seq = {w.seq: w for w in written}
    fresh: dict[str, list[tuple[Member, dict[str, Any]]]] = {}
    for row in add_claims(connection, written):
        member = _new_member(by_seq[row["statement"]].statement, row, day)
        fresh.setdefault(row["key"], []).append((member, {"ahead": row["ahead"], "due": row["due"]}))
    known: set[str] = set()
    for batch in batches(fresh):
        known.update(connection.scalars(_KNOWN_KEYS, {"keys": batch}))
    _write_new(connection, {key: rows for key, rows in fresh.items() if key not in known})
    refresh(connection, [key for key in known if not _absorb(connection, key, fresh[key])])


_KNOWN_KEYS = select(schema.fact.c.key).where(schema.fact.c.key.in_(bindparam("keys", expanding=True))).distinct()


def _new_member(s: Statement, row: dict[str, Any], day: date) -> Member:
    return Member(
        seq=row["statement"],
        id=s.id,
        kind=kind_of(s),
        figure=row["figure"],
        leading=row["leading"],
        core=row["core"],
        mirror=row["mirror"],
        stance=s.stance,
        confidence=s.confidence,
        origin=row["origin"],
        first=day,
        last=day,
    )


def _absorb(connection: Connection, key: str, rows: list[tuple[Member, dict[str, Any]]]) -> bool:
    """Adds statements to facts of the key whose cores are theirs; False, and nothing done, where one has none or would
    come to stand for the fact itself."""
    homes = [_home(connection, key, member) for member, _ in rows]
    links = []
    for (member, _), home in zip(rows, homes, strict=True):
        if home is None or precision_order(member) < precision_order(home.standing):
            return False
        links.append({"fact": home.fact, "statement": member.seq})
    connection.execute(insert(schema.fact_statement), links)
    for (member, _), home in zip(rows, homes, strict=True):
        assert home is not None
        _stretch(connection, [home.fact], member.first, member.confidence, member.leading)
    return True


class _Home(Struct):
    """The fact that a core has already, and the statement that stands for it."""

    fact: str
    standing: Member


def _select_home() -> Select[Any]:
    f, fs, c, s = schema.fact, schema.fact_statement, schema.claim, schema.statement
    standing = c.alias("standing")
    return (
        select(f.c.id, standing.c.leading, standing.c.core, s.c.id.label("statement"), s.c.confidence, s.c.seq)
        .select_from(c)
        .join(fs, fs.c.statement == c.c.statement)
        .join(f, (f.c.id == fs.c.fact) & (f.c.key == c.c.key))
        .join(s, s.c.seq == f.c.statement)
        .join(standing, (standing.c.statement == s.c.seq) & (standing.c.key == f.c.key))
        .where(c.c.key == bindparam("key"), c.c.core_id == bindparam("core_id"))
        .limit(1)
    )


_HOME = _select_home()


def _home(connection: Connection, key: str, member: Member) -> _Home | None:
    row = connection.execute(_HOME, {"key": key, "core_id": digest(member.core)}).one_or_none()
    if row is None:
        return None
    standing_member = replace(
        member, seq=row.seq, id=row.statement, leading=row.leading, core=row.core, confidence=row.confidence
    )
    return _Home(row.id, standing_member)


def add_appearance(connection: Connection, report: int, day: date) -> None:
    """Stretches the days of the report's facts to a further appearance."""
    fs, s = schema.fact_statement.c, schema.statement.c
    query = select(fs.fact).join(schema.statement, s.seq == fs.statement).where(s.report == report)
    for batch in batches(connection.scalars(query.distinct())):
        _stretch(connection, batch, day, 0.0, False)


def _stretch(connection: Connection, facts: list[str], day: date, confidence: float, leading: bool) -> None:
    """Widens what facts sum up of their statements."""
    f = schema.fact
    changes: list[tuple[Any, dict[str, Any]]] = [
        (f.c.first_seen > day, {"first_seen": day}),
        (f.c.last_repeated < day, {"last_repeated": day}),
        (f.c.confidence < confidence, {"confidence": confidence}),
    ]
    if leading:
        changes.append((f.c.leading.is_(False), {"leading": True}))
    stretched = select(f.c.id).where(f.c.id.in_(facts), or_(*(condition for condition, _ in changes)))
    if ids := list(connection.scalars(stretched)):
        for condition, values in changes:
            connection.execute(update(f).where(f.c.id.in_(ids), condition).values(values))


def _write_new(connection: Connection, fresh: dict[str, list[tuple[Member, dict[str, Any]]]]) -> None:
    """Writes the facts of keys that had none."""
    facts: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for key, rows in fresh.items():
        extra = {m.seq: more for m, more in rows}
        for draft in sort_into_facts(key, [m for m, _ in rows]):
            row = _fact_row(key, draft, extra)
            facts.append(row)
            links += [{"fact": row["id"], "statement": m.seq} for m in draft.members]
    if facts:
        connection.execute(insert(schema.fact), facts)
        connection.execute(insert(schema.fact_statement), links)


def _claim_rows(w: Written) -> list[dict[str, Any]]:
    origin, due, ahead = origin_of(w.statement), due_of(w.statement), is_ahead(w.statement)
    claims = [(claim, core_text(claim.core)) for claim in claims_of(w.statement)]
    return [
        {
            "statement": w.seq,
            "figure": claim.figure,
            "key": claim.key,
            "mirror": claim.mirror,
            "leading": claim.leading,
            "core": core,
            "core_id": digest(core),
            "origin": origin,
            "ahead": ahead,
            "due": due,
        }
        for claim, core in claims
    ]


def keys_of_reports(connection: Connection, reports: Iterable[int]) -> set[str]:
    """The keys of what the reports' statements claim, current or not."""
    c, s = schema.claim.c, schema.statement.c
    found: set[str] = set()
    for batch in batches(reports):
        found.update(
            connection.scalars(select(c.key).join(schema.statement, s.seq == c.statement).where(s.report.in_(batch)))
        )
    return found


def refresh(connection: Connection, keys: Iterable[str]) -> None:
    """Makes the facts of `keys` what their current statements say."""
    for batch in batches(sorted(keys)):
        _refresh(connection, batch)


def _refresh(connection: Connection, keys: list[str]) -> None:
    _write_facts(connection, keys, *wanted_facts(connection, keys))


def wanted_facts(connection: Connection, keys: list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, set[int]]]:
    """The facts that the current statements of `keys` give: their rows and their statements, by id."""
    wanted: dict[str, dict[str, Any]] = {}
    members: dict[str, set[int]] = {}
    for key, rows in _members(connection, keys).items():
        extra = {m.seq: more for m, more in rows}
        for draft in sort_into_facts(key, [m for m, _ in rows]):
            row = _fact_row(key, draft, extra)
            wanted[row["id"]] = row
            members[row["id"]] = {m.seq for m in draft.members}
    return wanted, members


def stored_facts(connection: Connection, keys: list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, set[int]]]:
    """The facts that the book holds for `keys`: their rows and their statements, by id."""
    stored = {row.id: dict(row._mapping) for row in connection.execute(_STORED, {"keys": keys})}
    linked: dict[str, set[int]] = {id_: set() for id_ in stored}
    for fact, statement in connection.execute(_LINKED, {"keys": keys}):
        linked[fact].add(statement)
    return stored, linked


def _select_members() -> Select[Any]:
    c, s, a = schema.claim.c, schema.statement.c, schema.appearance.c
    first = select(func.min(a.day)).where(a.report == s.report).scalar_subquery()
    last = select(func.max(a.day)).where(a.report == s.report).scalar_subquery()
    return (
        select(schema.claim, s.seq, s.id, s.kind, s.stance, s.confidence, first.label("first"), last.label("last"))
        .join(schema.statement, s.seq == c.statement)
        .where(c.key.in_(_KEYS), s.superseded_by.is_(None), s.withdrawn_by.is_(None))
    )


_KEYS: Any = bindparam("keys", expanding=True)
_MEMBERS = _select_members()
_STORED = select(schema.fact).where(schema.fact.c.key.in_(_KEYS))
_LINKED = (
    select(schema.fact_statement.c.fact, schema.fact_statement.c.statement)
    .join(schema.fact, schema.fact.c.id == schema.fact_statement.c.fact)
    .where(schema.fact.c.key.in_(_KEYS))
)


def _members(connection: Connection, keys: list[str]) -> dict[str, list[tuple[Member, dict[str, Any]]]]:
    """The current statements of each key, with what the fact's row takes from the one that stands for it."""
    found: dict[str, list[tuple[Member, dict[str, Any]]]] = {}
    for r in connection.execute(_MEMBERS, {"keys": keys}):
        member = Member(
            r.seq,
            r.id,
            r.kind,
            r.figure,
            r.leading,
            r.core,
            r.mirror,
            r.stance,
            r.confidence,
            r.origin,
            r.first,
            r.last,
        )
        found.setdefault(r.key, []).append((member, {"ahead": r.ahead, "due": r.due}))
    return found


def _fact_row(key: str, draft: Draft, extra: dict[int, dict[str, Any]]) -> dict[str, Any]:
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
        **extra[chosen.seq],
    }


def _write_facts(
    connection: Connection, keys: list[str], wanted: dict[str, dict[str, Any]], members: dict[str, set[int]]
) -> None:
    """Writes what differs between the facts stored for `keys` and those wanted."""
    f, fs = schema.fact, schema.fact_statement
    stored, linked = stored_facts(connection, keys)
    gone_links = [(i, seq) for i, seqs in linked.items() for seq in seqs - members.get(i, set())]
    for batch in batches(gone_links, _AT_ONCE // 2):
        connection.execute(delete(fs).where(tuple_(fs.c.fact, fs.c.statement).in_(batch)))
    for batch in batches(stored.keys() - wanted.keys()):
        connection.execute(delete(f).where(f.c.id.in_(batch)))
    new = [row for i, row in wanted.items() if i not in stored]
    if new:
        connection.execute(insert(f), new)
    for i, row in wanted.items():
        if i in stored and stored[i] != row:
            connection.execute(update(f).where(f.c.id == i), row)
    new_links = [{"fact": i, "statement": seq} for i, seqs in members.items() for seq in seqs - linked.get(i, set())]
    if new_links:
        connection.execute(insert(fs), new_links)


def make_anew(connection: Connection) -> None:
    """Drops all claims and facts and makes them anew from the statements, by this version's rules."""
    for table in (schema.fact_statement, schema.fact, schema.claim):
        connection.execute(delete(table))
    for written in _all_statements(connection):
        add_claims(connection, written)
    last = ""
    while keys := next_keys(connection, last):
        refresh(connection, keys)
        last = keys[-1]
    _note_rules(connection)


def next_keys(connection: Connection, after: str) -> list[str]:
    """Some of the keys of claims that follow `after`, in order."""
    c = schema.claim.c
    return list(connection.scalars(select(c.key).where(c.key > after).distinct().order_by(c.key).limit(_AT_ONCE)))


def _all_statements(connection: Connection) -> Iterator[list[Written]]:
    """Every statement of the book, a few hundred at a time, so that memory stays flat."""
    s, last = schema.statement.c, 0
    while rows := connection.execute(
        select(s.seq, s.id, s.json).where(s.seq > last).order_by(s.seq).limit(_AT_ONCE)
    ).all():
        yield [Written(row.seq, read_statement(row.id, row.json)) for row in rows]
        last = rows[-1].seq


def _note_rules(connection: Connection) -> None:
    note = schema.book_note
    connection.execute(delete(note).where(note.c.name == "fact_rules"))
    connection.execute(insert(note), [{"name": "fact_rules", "value": schema.FACT_RULES}])
