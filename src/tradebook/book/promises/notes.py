"""What people found out about promises: written down, taken back, listed. The press seldom reports a failure, so a call
to the firm is evidence as good as any, with its author and day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from tradebook.book import schema
from tradebook.book.model import STATES, NoteGiven, PromiseState
from tradebook.book.queries import current
from tradebook.book.runs import has_id
from tradebook.errors import UsageError

LONGEST = 10_000  # characters
_OF = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s+(?:out\s+)?of\s+(?:the\s+)?(\d[\d,]*(?:\.\d+)?)(?![\d.,]*\d)")


def share_in(text: str) -> float | None:
    """How much "180 of 500 delivered" says was done; None where the text says no such thing, or says it twice."""
    found = _OF.findall(text)
    if len(found) != 1:
        return None
    part, whole = (float(number.replace(",", "")) for number in found[0])
    return part / whole if whole > 0 and part <= 2 * whole else None


def share_of(words: str) -> float:
    """A share as people write it: "36%", "36 %" or "0.36". Raises `UsageError` for what is none."""
    text = words.strip()
    try:
        share = float(text.removesuffix("%")) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise UsageError(f"{words!r} is no share; write 36% or 0.36") from None
    if not 0 <= share <= 100:  # also what is no number
        raise UsageError(f"{words!r} is no share of a promise; write 36% or 0.36")
    return share


def add(
    connection: Connection,
    statement: int,
    text: str,
    author: str,
    *,
    state: str | None,
    share: float | None,
    on: date | None,
) -> int:
    """Writes a note on the promise that the statement of this row makes; its number. Raises `UsageError` for a note
    without words or author, or a state that is none."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    values = {
        "statement": statement,
        "text": _text(text),
        "state": _state(state, share),
        "share": share,
        "counts_from": on or now.date(),
        "author": _author(author),
        "given_at": now,
    }
    return int(connection.execute(insert(schema.note).returning(schema.note.c.seq), [values]).scalar_one())


def _text(text: str) -> str:
    text = text.strip()
    if not text:
        raise UsageError('the note is empty. Write what you found out: "firm called: 180 of 500 delivered"')
    if len(text) > LONGEST:
        raise UsageError(f"the note has {len(text):,} characters. Keep it under {LONGEST:,}")
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise UsageError("the note holds characters that no database can keep. Write it as plain text")
    return text


def _author(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise UsageError("a note needs the name of who gives it (at most 200 characters): --by NAME")
    return name


def _state(state: str | None, share: float | None) -> PromiseState | None:
    """The state as said, else as the share says."""
    if state is None:
        return None if share is None else "missed" if share == 0 else "partly" if share < 1 else "kept"
    for known in STATES:
        if known == state and known not in ("due", "unknown"):
            return known
    raise UsageError(f"{state!r} is no state that a note can give; it can give kept, partly, missed, open, superseded")


def undo(connection: Connection, number: int, by: str) -> None:
    """Takes a note back; it stays in the record. Raises `UsageError` for an unknown number, or one taken back."""
    t, by = schema.note, _author(by)
    found = connection.execute(select(t).where(t.c.seq == number)).one_or_none()
    if found is None:
        raise UsageError(f"{number}: no note has this number. `tradebook promises` shows notes with their numbers")
    if found.undone_at is not None:
        raise UsageError(f"{number}: this note was taken back by {found.undone_by} already")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(update(t).where(t.c.seq == number).values(undone_by=by, undone_at=now))


def standing(connection: Connection, as_of: date | None = None) -> dict[int, list[NoteGiven]]:
    """The notes that were not taken back, by the row of the statement that now stands where the person saw one; only
    those that counted by the day `as_of`."""
    t = schema.note.c
    query = select(schema.note).where(t.undone_at.is_(None))
    if as_of is not None:
        query = query.where(t.counts_from <= as_of)
    rows = list(connection.execute(query.order_by(t.seq)))
    now = followed(connection, {row.statement for row in rows})
    found: dict[int, list[NoteGiven]] = {}
    for row in rows:
        found.setdefault(now[row.statement][0], []).append(_given(row, now))
    return found


def everything(connection: Connection) -> list[NoteGiven]:
    """All notes in the order in which they were given, those taken back too."""
    rows = list(connection.execute(select(schema.note).order_by(schema.note.c.given_at, schema.note.c.seq)))
    now = followed(connection, {row.statement for row in rows})
    return [_given(row, now) for row in rows]


def _given(row: Row[Any], now: dict[int, tuple[int, str, bool]]) -> NoteGiven:
    _, statement, is_current = now[row.statement]
    return NoteGiven(
        number=row.seq,
        statement=statement,
        text=row.text,
        author=row.author,
        on=row.counts_from,
        given_at=row.given_at,
        state=row.state,
        share=row.share,
        lost=not is_current,
        undone=row.undone_by,
    )


def followed(connection: Connection, statements: Iterable[int]) -> dict[int, tuple[int, str, bool]]:
    """row -> (row, id, whether it is current) of the statement that stands in its place now."""
    s = schema.statement.c
    found: dict[int, tuple[int, str, bool]] = {}
    asked = {seq: seq for seq in statements}
    while asked:
        heads = sorted(set(asked.values()))
        rows: dict[int, Any] = {}
        for start in range(0, len(heads), 500):
            query = select(s.seq, s.id, s.superseded_by, current.label("is_current")).where(
                s.seq.in_(heads[start : start + 500])
            )
            rows.update((row.seq, row) for row in connection.execute(query))
        found.update(
            (seq, (head, rows[head].id, bool(rows[head].is_current)))
            for seq, head in asked.items()
            if rows[head].superseded_by is None
        )
        asked = {seq: rows[head].superseded_by for seq, head in asked.items() if rows[head].superseded_by is not None}
    return _come_back(connection, found)


def _come_back(connection: Connection, found: dict[int, tuple[int, str, bool]]) -> dict[int, tuple[int, str, bool]]:
    """A statement that one reading lost and a later one found again has the same id."""
    s = schema.statement.c
    lost = sorted({id_ for _, id_, is_current in found.values() if not is_current})
    back: dict[str, int] = {}
    for start in range(0, len(lost), 500):
        known = has_id(connection, schema.statement, lost[start : start + 500])
        query = select(s.id, s.seq).where(known, current)
        back.update((row.id, row.seq) for row in connection.execute(query))
    return {seq: (back.get(id_, head), id_, id_ in back or ok) for seq, (head, id_, ok) in found.items()}
