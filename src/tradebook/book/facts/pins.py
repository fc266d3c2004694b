"""Pins as rows: what people said, found again on the statements of today. Each function works inside a transaction that
the caller holds.

A pin names statements by their ids. Where a better reading has put another statement in the place of one, the pin goes
with it; where no reading finds it any more, the pin waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts.pinning import Action, Mark, Pin, Spot, Standing, standing
from tradebook.book.prepared import Prepared
from tradebook.book.runs import has_id

_ANY = Prepared(select(schema.pin.c.seq).limit(1))


def there_are(connection: Connection) -> bool:
    """Whether people have said anything of facts."""
    return _ANY.first(connection) is not None


def touched(connection: Connection, keys: Iterable[str], statements: Sequence[str]) -> set[str]:
    """Which keys hang on pins: those of `keys`, and those of the statements (ids) that a pin names; empty at little
    cost in a book without pins."""
    if not there_are(connection):
        return set()
    k, p, c = schema.pinned_key.c, schema.pin_statement.c, schema.claim.c
    found: set[str] = set()
    for batch in batches(keys):
        found.update(connection.scalars(select(k.key).where(k.key.in_(batch))))
    for batch in batches(statements):
        named = list(connection.scalars(select(p.statement_id).where(p.statement_id.in_(batch)).distinct()))
        if named:
            rows = current_rows(connection, named)
            found.update(connection.scalars(select(c.key).where(c.statement.in_(rows.values()))))
    return found


def all_pins(connection: Connection) -> list[Pin]:
    """Every pin, in the order in which they were made."""
    marks: dict[int, list[Mark]] = {}
    m = schema.pin_statement.c
    for row in connection.execute(select(schema.pin_statement).order_by(m.pin, m.statement_id, m.figure)):
        marks.setdefault(row.pin, []).append(Mark(row.statement_id, row.figure, row.side))
    rows = connection.execute(select(schema.pin).order_by(schema.pin.c.seq)).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    return [
        Pin(
            number=row.seq,
            action=row.action,
            author=row.author,
            made_at=row.made_at,
            note=row.note,
            undoes=row.undoes,
            undone=row.seq in undone,
            marks=tuple(marks.get(row.seq, ())),
        )
        for row in rows
    ]


def add(
    connection: Connection,
    action: Action,
    author: str,
    made_at: datetime,
    note: str | None,
    marks: Iterable[Mark] = (),
    undoes: int | None = None,
) -> int:
    """Records a pin; its number."""
    values = {"action": action, "author": author, "made_at": made_at, "note": note, "undoes": undoes}
    number = int(connection.execute(insert(schema.pin).returning(schema.pin.c.seq), values).scalar_one())
    rows = [{"pin": number, "statement_id": m.statement, "figure": m.figure, "side": m.side} for m in marks]
    if rows:
        connection.execute(insert(schema.pin_statement), rows)
    return number


def current_rows(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Id -> the row of the current statement with this id, or of the one that stands in its place today."""
    s = schema.statement.c
    found: dict[str, int] = {}
    waiting: dict[int, list[str]] = {}  # a superseding row -> the ids that lead to it
    for batch in batches(sorted(set(ids))):
        query = (
            select(s.seq, s.id, s.superseded_by, s.withdrawn_by)
            .where(has_id(connection, schema.statement, batch))
            .order_by(s.seq)
        )
        for row in connection.execute(query):
            _follow(row, row.id, found, waiting)
    while waiting:
        ahead, waiting = waiting, {}
        for batch in batches(sorted(ahead)):
            newer = select(s.seq, s.id, s.superseded_by, s.withdrawn_by).where(s.seq.in_(batch)).order_by(s.seq)
            for row in connection.execute(newer):
                for id_ in ahead[row.seq]:
                    _follow(row, id_, found, waiting)
    return found


def _follow(row: Any, id_: str, found: dict[str, int], waiting: dict[int, list[str]]) -> None:
    if row.superseded_by is not None:
        waiting.setdefault(row.superseded_by, []).append(id_)
    elif row.withdrawn_by is None:
        found[id_] = max(row.seq, found.get(id_, 0))


def spot_finder(connection: Connection, marks: Iterable[Mark]) -> Callable[[Mark], Spot | None]:
    """What finds the current claim that a mark names: of its figure, else the leading one of the statement."""
    rows = current_rows(connection, (m.statement for m in marks))
    figures: dict[int, dict[str, bool]] = {}
    c = schema.claim.c
    for batch in batches(sorted(set(rows.values()))):
        query = select(c.statement, c.figure, c.leading).where(c.statement.in_(batch))
        for seq, figure, leading in connection.execute(query):
            figures.setdefault(seq, {})[figure] = leading

    def spot_of(mark: Mark) -> Spot | None:
        row = rows.get(mark.statement)
        if row is None or row not in figures:
            return None
        if mark.figure in figures[row]:
            return row, mark.figure
        return row, next(figure for figure, leading in figures[row].items() if leading)

    return spot_of


def standing_of(connection: Connection) -> Standing:
    """What the book's pins come to on its current statements."""
    pins = all_pins(connection)
    return standing(pins, spot_finder(connection, (m for pin in pins if pin.active for m in pin.marks)))


# The keys that hang on pins


def clusters(connection: Connection, pinned: Standing) -> dict[str, str]:
    """Key -> its cluster: the keys that hang on pins; bonds tie keys into one cluster, named by the least of them."""
    keys = keys_of(connection, pinned.spots)
    heads = {key: key for key in keys.values()}

    def head(key: str) -> str:
        while heads[key] != key:
            key = heads[key]
        return key

    for _, spots in pinned.bonds:
        tied = sorted({head(keys[spot]) for spot in spots if spot in keys})
        for other in tied[1:]:
            heads[other] = tied[0]
    return {key: head(key) for key in heads}


def keys_of(connection: Connection, spots: Iterable[Spot]) -> dict[Spot, str]:
    """The key of each of the claims."""
    wanted, c = set(spots), schema.claim.c
    found: dict[Spot, str] = {}
    for batch in batches(sorted({seq for seq, _ in wanted})):
        for seq, figure, key in connection.execute(select(c.statement, c.figure, c.key).where(c.statement.in_(batch))):
            found[seq, figure] = key
    return {spot: key for spot, key in found.items() if spot in wanted}


def stored_clusters(connection: Connection) -> dict[str, str]:
    """Key -> cluster, as the book holds them."""
    k = schema.pinned_key.c
    return {row.key: row.cluster for row in connection.execute(select(k.key, k.cluster))}


def write_clusters(connection: Connection, before: dict[str, str], after: dict[str, str]) -> None:
    """Writes what differs."""
    k = schema.pinned_key
    for batch in batches(key for key, cluster in before.items() if after.get(key) != cluster):
        connection.execute(delete(k).where(k.c.key.in_(batch)))
    if rows := [{"key": key, "cluster": c} for key, c in after.items() if before.get(key) != c]:
        connection.execute(insert(k), rows)


def tied(keys: Iterable[str], *clusterings: dict[str, str]) -> set[str]:
    """`keys`, and all that any of the clusterings ties to them, and to these, and so on."""
    members: list[dict[str, set[str]]] = []
    for clustering in clusterings:
        grouped: dict[str, set[str]] = {}
        for key, cluster in clustering.items():
            grouped.setdefault(cluster, set()).add(key)
        members.append(grouped)
    found: set[str] = set()
    open_ = set(keys)
    while open_:
        key = open_.pop()
        found.add(key)
        for clustering, grouped in zip(clusterings, members, strict=True):
            if key in clustering:
                open_ |= grouped[clustering[key]] - found
    return found
