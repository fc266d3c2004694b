"""Saying that facts belong together, or that a statement does not belong to its fact, and taking that back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection, select

from tradebook.book import layers, schema
from tradebook.book.access import Access
from tradebook.book.batching import batches
from tradebook.book.facts import pins
from tradebook.book.facts.layer import FACTS
from tradebook.book.facts.merging import refresh_pinned
from tradebook.book.facts.pinning import Action, Mark, Pin, Spot
from tradebook.book.queries import SHORTEST_PREFIX, current, read_statement, said
from tradebook.book.recording import Written
from tradebook.book.runs import has_id, id_begins
from tradebook.errors import UsageError

LONGEST_NAME, LONGEST_NOTE = 200, 10_000  # characters


class Pinned(Struct, frozen=True, kw_only=True):
    """A pin with what it comes to today. `statements` are the ids that its statements have now (a new reading carries a
    pin to the statement that supersedes); `waiting` those that no reading finds any more. `overruled_by` is the number
    of the later pin that contradicts it, `undone_by` who took it back."""

    pin: Pin
    statements: tuple[str, ...]
    carried: bool
    waiting: tuple[str, ...]
    overruled_by: int | None
    undone_by: str | None


class Pins:
    """What people said of the book's facts (`Book.pins`)."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def merge(self, ids: Sequence[str], *, author: str, note: str | None = None) -> str:
        """Says that facts are one; each is named by its id, or by that of a statement in it, or by first digits.
        Returns the id of the one fact. What the machine later adds to any of them comes along.

        Raises `UsageError` for fewer than two, an unknown id, or facts that no reader could take for one: of two kinds,
        of a figure and its growth, of a target and what was reached."""
        if len(ids) < 2:
            raise UsageError("name at least two facts to merge, by their ids or those of their statements")
        with self._access.writing() as connection:
            facts = list(dict.fromkeys(_fact_named(connection, one) for one in ids))
            _refuse_unlike(connection, facts)
            marks = [Mark(s, figure, "together") for s, figure in _members(connection, facts)]
            _say(connection, "merge", author, note, marks)
            return _fact_of(connection, marks[0])

    def split(self, fact: str, statement: str, *, author: str, note: str | None = None) -> str:
        """Says that a statement does not belong to a fact; returns the id of the fact that it is now by itself. It
        stands apart until a later merge binds it to another. Raises `UsageError` where it is not in the fact, or alone
        in it."""
        with self._access.writing() as connection:
            chosen = _fact_named(connection, fact)
            out = _statement_named(connection, statement)
            members = _members(connection, [chosen])
            if out not in {s for s, _ in members}:
                raise UsageError(
                    f"{statement}: this statement is not in fact {chosen[:8]}. `tradebook explain` lists it"
                )
            if all(s == out for s, _ in members):
                raise UsageError(f"{statement}: it is alone in fact {chosen[:8]}; there is nothing to split")
            marks = [Mark(s, figure, "apart" if s == out else "from") for s, figure in members]
            _say(connection, "split", author, note, marks)
            return _fact_of(connection, next(m for m in marks if m.side == "apart"))

    def undo(self, number: int, *, author: str, note: str | None = None) -> Pin:
        """Takes back the pin with this number; both stay in the record. Returns the pin that was taken back. Raises
        `UsageError` for an unknown number, or a pin taken back already."""
        with self._access.writing() as connection:
            pin = next((p for p in pins.all_pins(connection) if p.number == number), None)
            if pin is None or pin.action == "undo":
                raise UsageError(f"{number}: no merge or split has this number. `tradebook pins` lists them")
            if pin.undone:
                raise UsageError(f"{number}: it is taken back already")
            _say(connection, "undo", author, note, pin.marks, pin.number)
            return pin

    def undo_last(self, action: Action, ids: Sequence[str], *, author: str, note: str | None = None) -> Pin:
        """Takes back the last `merge` that binds these facts or statements to each other, or the last `split` that took
        the statement named last out. Raises `UsageError` where there is none."""
        with self._access.reading() as connection:
            number = _last(connection, action, ids)
        return self.undo(number, author=author, note=note)

    def all(self, id_or_prefix: str | None = None) -> list[Pinned]:
        """The pins in the order in which they were made, those taken back too; all, or those that say something of one
        fact or statement."""
        with self._access.reading() as connection:
            found = pinned(connection)
            if id_or_prefix is None:
                return found
            wanted = _named(connection, id_or_prefix)
            return [p for p in found if wanted & {*p.statements, *(m.statement for m in p.pin.marks)}]


def pinned(connection: Connection) -> list[Pinned]:
    """Every pin with what it comes to today."""
    every = pins.all_pins(connection)
    rows = pins.current_rows(connection, {m.statement for p in every for m in p.marks})
    ids = _ids(connection, set(rows.values()))
    overruled = {o.earlier.number: o.later.number for o in pins.standing_of(connection).overruled}
    undone = {p.undoes: p.author for p in every if p.undoes is not None}
    found = []
    for pin in every:
        named = tuple(dict.fromkeys(m.statement for m in pin.marks))
        now = tuple(dict.fromkeys(ids[rows[s]] for s in named if s in rows))
        waiting = tuple(s for s in named if s not in rows)
        found.append(
            Pinned(
                pin=pin,
                statements=now,
                carried=not set(now) <= set(named),
                waiting=waiting,
                overruled_by=overruled.get(pin.number),
                undone_by=undone.get(pin.number),
            )
        )
    return [p for p in found if p.pin.action != "undo"]


def _say(
    connection: Connection,
    action: Action,
    author: str,
    note: str | None,
    marks: Sequence[Mark],
    undoes: int | None = None,
) -> None:
    """Records what a person says, and makes the facts, and what builds on them, follow."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    said_of = () if undoes is not None else marks
    pins.add(connection, action, _author(author), now, _note(note), said_of, undoes)
    find = pins.spot_finder(connection, marks)
    spots = {spot for mark in marks if (spot := find(mark)) is not None}
    refresh_pinned(connection, pins.keys_of(connection, spots).values())
    _tell_later_layers(connection, {seq for seq, _ in spots})


def _tell_later_layers(connection: Connection, statements: Iterable[int]) -> None:
    """The layers that build on facts hear of the statements whose facts may have changed as of changed ones."""
    s = schema.statement.c
    by_report: dict[int, list[Written]] = {}
    for batch in batches(sorted(statements)):
        for row in connection.execute(select(s.seq, s.id, s.report, said.label("json")).where(s.seq.in_(batch))):
            by_report.setdefault(row.report, []).append(Written(row.seq, read_statement(row.id, row.json)))
    for layer in layers.LAYERS[layers.LAYERS.index(FACTS) + 1 :]:
        for report, written in sorted(by_report.items()):
            layer.changed(connection, report, [w.seq for w in written], written)


def _author(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"a pin needs the name of who sets it (at most {LONGEST_NAME} characters): --by NAME")
    return name


def _note(note: str | None) -> str | None:
    note = note.strip() if note else None
    if note and len(note) > LONGEST_NOTE:
        raise UsageError(f"the note has {len(note):,} characters. Keep it under {LONGEST_NOTE:,}")
    return note or None


# What ids name


def _prefix(id_or_prefix: str) -> str:
    prefix = id_or_prefix.strip().lower()
    if len(prefix) < SHORTEST_PREFIX or not re.fullmatch(r"[0-9a-f]{1,32}", prefix):
        raise UsageError(f"{id_or_prefix!r} is no id; give at least the first {SHORTEST_PREFIX} digits of one")
    return prefix


def _facts_beginning(connection: Connection, prefix: str) -> list[str]:
    f = schema.fact.c
    query = select(f.id).where(id_begins(connection, schema.fact, prefix))
    return list(connection.scalars(query.order_by(f.id).limit(5)))


def _statements_beginning(connection: Connection, prefix: str) -> list[str]:
    """The current statements that the digits name, those of older readings by what stands in their place."""
    s = schema.statement.c
    query = select(s.id).where(id_begins(connection, schema.statement, prefix)).distinct().order_by(s.id).limit(5)
    rows = pins.current_rows(connection, connection.scalars(query))
    return sorted(set(_ids(connection, set(rows.values())).values()))


def _ids(connection: Connection, rows: set[int]) -> dict[int, str]:
    s = schema.statement.c
    found: dict[int, str] = {}
    for batch in batches(sorted(rows)):
        found.update((seq, id_) for seq, id_ in connection.execute(select(s.seq, s.id).where(s.seq.in_(batch))))
    return found


def _one(id_or_prefix: str, found: Sequence[str], what: str) -> str:
    if len(found) > 1:
        raise UsageError(f"{id_or_prefix!r} begins several ids: {', '.join(found)}; give more digits")
    if not found:
        raise UsageError(f"{id_or_prefix}: the book has no {what} with this id. `tradebook show` prints ids")
    return found[0]


def fact_ids_named(connection: Connection, id_or_prefix: str) -> list[str]:
    """The fact whose id begins so, or that which the statement whose id begins so leads; none where there is neither.
    Raises `UsageError` where several ids begin so."""
    prefix = _prefix(id_or_prefix)
    facts = _facts_beginning(connection, prefix)
    if not facts:
        f, c, s = schema.fact.c, schema.claim.c, schema.statement.c
        statements = _statements_beginning(connection, prefix)
        if not statements:
            return []
        query = (
            select(f.id)
            .join(schema.claim, c.fact == f.seq)
            .join(schema.statement, s.seq == c.statement)
            .where(has_id(connection, schema.statement, [_one(id_or_prefix, statements, "statement")]))
            .where(current, c.leading)
        )
        facts = list(connection.scalars(query))
    return [_one(id_or_prefix, facts, "fact")] if facts else []


def _fact_named(connection: Connection, id_or_prefix: str) -> str:
    return _one(id_or_prefix, fact_ids_named(connection, id_or_prefix), "fact or statement in a fact")


def _statement_named(connection: Connection, id_or_prefix: str) -> str:
    return _one(id_or_prefix, _statements_beginning(connection, _prefix(id_or_prefix)), "statement")


def _named(connection: Connection, id_or_prefix: str) -> set[str]:
    """The statements that an id names: one, or those of a fact; as they are named now and were before."""
    prefix = _prefix(id_or_prefix)
    if facts := _facts_beginning(connection, prefix):
        return {s for s, _ in _members(connection, [_one(id_or_prefix, facts, "fact")])}
    s = schema.statement.c
    older = set(connection.scalars(select(s.id).where(id_begins(connection, schema.statement, prefix)).limit(5)))
    return older | set(_statements_beginning(connection, prefix))


def _members(connection: Connection, facts: Iterable[str]) -> list[tuple[str, str]]:
    """(statement's id, figure) of all that the facts hold."""
    f, c = schema.fact.c, schema.claim.c
    found: list[tuple[str, str]] = []
    for batch in batches(facts):
        query = select(c.statement_id, c.figure).join(schema.fact, f.seq == c.fact)
        query = query.where(has_id(connection, schema.fact, batch))
        found += [(id_, figure) for id_, figure in connection.execute(query)]
    return sorted(set(found))


def _fact_of(connection: Connection, mark: Mark) -> str:
    """The fact that the claim of a mark is in now."""
    spot: Spot | None = pins.spot_finder(connection, [mark])(mark)
    assert spot is not None
    f, c = schema.fact.c, schema.claim.c
    query = select(f.id).join(schema.claim, c.fact == f.seq).where(c.statement == spot[0], c.figure == spot[1])
    return str(connection.execute(query).scalar_one())


def _refuse_unlike(connection: Connection, facts: Sequence[str]) -> None:
    """Raises `UsageError` for facts that cannot be one."""
    f = schema.fact.c
    query = select(f.kind, f.figure, f.stance, f.ahead).where(has_id(connection, schema.fact, facts))
    rows = list(connection.execute(query))
    kinds = sorted({row.kind.replace("_", " ") for row in rows})
    if len(kinds) > 1:
        raise UsageError(f"a {' and a '.join(kinds)} are no one fact. Merge facts of one kind")
    if len({row.ahead for row in rows}) > 1:
        raise UsageError("one of these is a promise and another tells what is. A promise is followed, not merged")
    if len({row.stance == "denied" for row in rows}) > 1:
        raise UsageError(
            "one of these is denied and another stated. They stand against each other, and are no one fact"
        )
    figures = sorted({row.figure for row in rows} - {"none"})
    if len(figures) > 1:
        raise UsageError(f"one tells a {figures[0]}, another a {figures[1]}. Name the facts of the same figure")


def _last(connection: Connection, action: Action, ids: Sequence[str]) -> int:
    wanted = [_named(connection, one) for one in (ids if action == "merge" else ids[-1:])]
    for each in reversed(pinned(connection)):
        if each.pin.action != action or not each.pin.active:
            continue
        side = each.pin.of("together", "apart")
        about = {m.statement for m in side}
        now = pins.current_rows(connection, about)
        about |= set(_ids(connection, set(now.values())).values())
        if all(about & one for one in wanted):
            return each.pin.number
    raise UsageError(f"{' '.join(ids)}: no {action} that still stands says this. `tradebook pins` lists what was said")
