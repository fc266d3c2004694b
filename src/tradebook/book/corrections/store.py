"""Corrections in the book: given, taken back, carried to a new reading, listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select, update

from tradebook.book import layers, schema
from tradebook.book.access import Access
from tradebook.book.corrections.applying import STANCE, converted, corrected, with_what_follows
from tradebook.book.queries import current, read_statement
from tradebook.book.queries import statement as find_statement
from tradebook.book.recording import Written, exchange_side_rows
from tradebook.book.rows import columns_of, kind_of
from tradebook.book.runs import has_id
from tradebook.errors import UsageError
from tradebook.statement import SLOTS, Correction, Statement

LONGEST_NOTE = 10_000  # characters


class Given(Struct, frozen=True, kw_only=True):
    """A correction with where it stands: `number` names it, `statement` is the id of the statement with which it stands
    now, `given_for` of the one that the person saw.

    `carried` says that a new reading came in between, so that it should be looked at again; `agreed` that the machine
    now reads what the person said; `lost` that the new reading holds no such statement; `overruled` that a later
    correction of the same thing stands over it; `undone` who took it back."""

    number: int
    statement: str
    given_for: str
    says: Correction
    carried: bool = False
    agreed: bool = False
    lost: bool = False
    overruled: bool = False
    undone: str | None = None


class Corrections:
    """What people said of the book's statements (`Book.corrections`)."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def mark(
        self, statement: str, mark: Literal["wrong", "right"], *, author: str, note: str | None = None
    ) -> Statement:
        """Marks the statement with this id (or its first digits) wrong or right; returns it as it stands now.

        A wrong statement is in no fact. Raises `UsageError` where there is no such current statement, or no author."""
        return self._give(statement, {"mark": mark}, {}, author, note)

    def set(self, statement: str, values: Mapping[str, Any], *, author: str, note: str | None = None) -> Statement:
        """Gives the right values of slots, as builtins by slot (None and [] where the report says nothing); returns the
        statement as it stands now. Raises `UsageError` as `mark` does, and where a value does not fit its slot."""
        if not values:
            raise UsageError("no slot named. Write slot=value, for instance reporter=Belarus")
        return self._give(statement, {}, dict(values), author, note)

    def _give(
        self, statement: str, mark: dict[str, str], values: dict[str, Any], author: str, note: str | None
    ) -> Statement:
        author, note = _author(author), _note(note)
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        with self._access.writing() as connection:
            row = _current_row(connection, statement)
            read = read_statement(row.id, row.json)
            rows = [mark] if mark else []
            for slot, value in with_what_follows(read, values).items():
                fitting = converted(read, slot, value)
                rows.append({"slot": slot, "value": _json(fitting), "was": _json(getattr(read, slot))})
            common = {"statement": row.seq, "given_for": row.seq, "author": author, "note": note, "given_at": now}
            for one in rows:
                connection.execute(insert(schema.correction), [{**_EMPTY, **common, **one}])
            return _apply(connection, row)

    def undo(self, number: int, *, by: str) -> Statement | None:
        """Takes the correction with this number back; it stays in the record, with who took it back. Returns the
        statement as it stands now, None where it is no longer current. Raises `UsageError` for an unknown number, or
        one that is taken back already."""
        by, t = _author(by), schema.correction
        with self._access.writing() as connection:
            found = connection.execute(select(t).where(t.c.seq == number)).one_or_none()
            if found is None:
                raise UsageError(f"{number}: no correction has this number. `tradebook corrections` lists them")
            if found.undone_at is not None:
                raise UsageError(f"{number}: this correction was taken back by {found.undone_by} already")
            now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
            connection.execute(update(t).where(t.c.seq == number).values(undone_by=by, undone_at=now))
            row = connection.execute(_rows().where(schema.statement.c.seq == found.statement, current)).one_or_none()
            return None if row is None else _apply(connection, row)

    def all(self, statement: str | None = None) -> list[Given]:
        """The corrections in the order in which they were given, those taken back too; all, or those of one statement
        (its id or first digits)."""
        with self._access.reading() as connection:
            return given(connection, statement)


_EMPTY: dict[str, Any] = {"mark": None, "slot": None, "value": None, "was": None}


def _author(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise UsageError("a correction needs the name of who gives it (at most 200 characters): --by NAME")
    return name


def _note(note: str | None) -> str | None:
    note = note.strip() if note else None
    if note and len(note) > LONGEST_NOTE:
        raise UsageError(f"the note has {len(note):,} characters. Keep it under {LONGEST_NOTE:,}")
    return note or None


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _rows() -> Any:
    s = schema.statement.c
    return select(s.seq, s.id, s.json, s.report)


def _current_row(connection: Connection, id_or_prefix: str) -> Row[Any]:
    """The row of the current statement with this id. Raises `UsageError` where there is none."""
    entry = find_statement(connection, id_or_prefix)
    if entry is None:
        raise UsageError(f"{id_or_prefix}: the book has no statement with this id. `tradebook show` prints ids")
    known = has_id(connection, schema.statement, [entry.statement.id])
    row = connection.execute(_rows().where(known, current)).first()
    if row is None:
        instead = f"correct {entry.superseded_by}" if entry.superseded_by else "there is nothing to correct"
        raise UsageError(f"{id_or_prefix}: a newer reading has taken this statement's place; {instead}")
    return row


def standing_with(connection: Connection, statements: Any) -> dict[int, list[Correction]]:
    """The corrections that stand with each of the statements (a query for rows, or a list of them), the earliest
    first."""
    t = schema.correction
    query = select(t).where(t.c.statement.in_(statements), t.c.undone_at.is_(None)).order_by(t.c.given_at, t.c.seq)
    found: dict[int, list[Correction]] = {}
    for row in connection.execute(query):
        found.setdefault(row.statement, []).append(_correction(row))
    return found


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        author=row.author,
        at=row.given_at.isoformat() + "Z",
        mark=row.mark,
        slot=row.slot,
        was=None if row.was is None else msgspec.json.decode(row.was),
        value=None if row.value is None else msgspec.json.decode(row.value),
        note=row.note,
    )


def _apply(connection: Connection, row: Row[Any]) -> Statement:
    """Makes the statement's row, what hangs on it and the layers what the corrections that stand with it say."""
    now = write_corrected(connection, row.seq, read_statement(row.id, row.json))
    layers.changed(connection, row.report, [row.seq], [Written(row.seq, now)])
    return now


def write_corrected(connection: Connection, seq: int, read: Statement) -> Statement:
    """Writes the statement of the row `seq`, which the machine reads as `read`, as people correct it; returns it."""
    s = schema.statement
    says = corrected(read, standing_with(connection, [seq]).get(seq, []))
    columns = {name: value for name, value in columns_of(says).items() if name not in ("id", "json")}
    columns["corrected"] = None if says is read else _json(says)
    connection.execute(update(s).where(s.c.seq == seq).values(columns))
    exchange_side_rows(connection, Written(seq, says))
    return says


def carry(connection: Connection, old: Written, new: Written) -> Written:
    """Carries the corrections of `old` to the statement that supersedes it; returns that as corrected.

    A slot's value that the new reading cannot hold (it fits no longer) stays in the record of the old one."""
    t = schema.correction
    rows = list(connection.execute(select(t.c.seq, t.c.slot).where(t.c.statement == old.seq)))
    if not rows:
        return new
    known = (*SLOTS[kind_of(new.statement)], STANCE)
    fitting = [row.seq for row in rows if row.slot is None or row.slot in known]
    connection.execute(update(t).where(t.c.seq.in_(fitting)).values(statement=new.seq))
    write_corrected(connection, old.seq, old.statement)
    return Written(new.seq, write_corrected(connection, new.seq, new.statement))


def given(connection: Connection, statement: str | None = None) -> list[Given]:
    """The corrections, in the order in which they were given; all, or those of one statement."""
    t, now, then = schema.correction, schema.statement.alias("now"), schema.statement.alias("then_")
    joined = t.join(now, now.c.seq == t.c.statement).join(then, then.c.seq == t.c.given_for)
    columns = (now.c.id.label("now_id"), then.c.id.label("then_id"), now.c.json.label("now_json"))
    query = select(t, *columns, now.c.retired_at).select_from(joined).order_by(t.c.given_at, t.c.seq)
    if statement is not None:
        entry = find_statement(connection, statement)
        if entry is None:
            raise UsageError(f"{statement}: the book has no statement with this id")
        query = query.where((now.c.id == entry.statement.id) | (then.c.id == entry.statement.id))
    rows = list(connection.execute(query))
    last = {(row.statement, row.slot): row.seq for row in rows if row.undone_at is None}
    return [_given(row, last) for row in rows]


def _given(row: Row[Any], last: Mapping[tuple[int, str | None], int]) -> Given:
    read = msgspec.json.decode(row.now_json)
    says = _correction(row)
    return Given(
        number=row.seq,
        statement=row.now_id,
        given_for=row.then_id,
        says=says,
        carried=row.statement != row.given_for,
        agreed=row.slot is not None and row.statement != row.given_for and _same(read.get(row.slot), says.value),
        lost=row.retired_at is not None,
        overruled=row.undone_at is None and last[row.statement, row.slot] != row.seq,
        undone=row.undone_by,
    )


def _same(read: Any, value: Any) -> bool:
    """Whether two values of a slot say the same, whatever their wording."""
    return bool(_without_words(read) == _without_words(value))


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_words(v) for k, v in value.items() if k not in ("text", "precision", "confidence")}
    return [_without_words(v) for v in value] if isinstance(value, list) else value


def problem_of(row: Any, read: Statement, corrections: Sequence[Correction]) -> str | None:
    """What is wrong with the corrected form in a statement's row; None where it is what the corrections give."""
    says = corrected(read, corrections)
    wanted = None if says is read else _json(says)
    return None if row.corrected == wanted else "as corrected it is not what its corrections give"
