"""Removing a report's text, a whole report, or a person's name from the book, on request.

The one place where what was read is changed. It keeps offsets true: a name becomes as many black squares as it had
characters. What was removed is noted (who asked it, when, for which report), a name itself never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tradebook.book import layers, schema
from tradebook.book.access import Access
from tradebook.book.batching import AT_ONCE, batches
from tradebook.book.names import rulings
from tradebook.book.queries import read_statement
from tradebook.book.recording import Written, exchange_side_rows
from tradebook.book.rows import columns_of
from tradebook.book.search.index import index_of
from tradebook.errors import UsageError
from tradebook.statement import from_json

SQUARE = "█"  # a full block: what stands where a name stood
SHORTEST_ID = 8
SHORTEST_NAME = 4


class Forgotten(Struct, frozen=True, kw_only=True):
    """What was removed: `reports` (ids) whose text or name it was, the number of `statements` that changed or went, and
    what `remains`, in sentences for the person who asked."""

    reports: tuple[str, ...]
    statements: int
    remains: tuple[str, ...]


class Forgetting:
    """Removal on request (`Book.forgetting`). Each call is one transaction; `by` names who removes it."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def text(self, report: str, *, by: str, note: str | None = None) -> Forgotten:
        """Removes a report's text, given by its id or its first digits. Its statements stay, with the sentences that
        they were read from. Raises `UsageError` where there is no such report."""
        with self._removing() as connection:
            row = _report(connection, report)
            _blank(connection, row.seq, text="", body_start=0)
            layers.rewritten(connection, row.seq)
            _note(connection, "text", [row.seq], by, note)
        remains = (
            "the statements read from it remain, each with its sentence, its headline and its address",
            "when the same text is read again it counts as known and is not stored",
        )
        return Forgotten(reports=(row.id,), statements=0, remains=(*remains, *self._elsewhere()))

    def report(self, report: str, *, by: str, note: str | None = None) -> Forgotten:
        """Removes a report whole: text, appearances, statements and what people said of them; facts and promises that
        rest on it alone go with it. Raises `UsageError` where there is no such report."""
        with self._removing() as connection:
            row = _report(connection, report)
            _blank(connection, row.seq, text="", body_start=0)
            layers.rewritten(connection, row.seq)
            number = _delete_statements(connection, row.seq)
            empty = dict.fromkeys(("title", "published", "outlet", "url", "source", "byline", "language"))
            _blank(connection, row.seq, text="", body_start=0, notes="[]", **empty)
            index_of(connection).leave_no_trace(connection)
            _note(connection, "report", [row.seq], by, note)
        remains = ("the hash of its text remains, so that the same text, read again, is known and not stored",)
        return Forgotten(reports=(row.id,), statements=number, remains=(*remains, *self._elsewhere()))

    def person(self, names: Sequence[str], *, by: str, note: str | None = None) -> Forgotten:
        """Blackens a person's name wherever the book's reports and statements hold it. The first name is the full one
        and says which reports; the others are further spellings in these reports (the family name alone).

        Raises `UsageError` for a name that is too short to be told from other words, or that no report holds."""
        wanted = [_checked(name) for name in names]
        if not wanted:
            raise UsageError("no name given")
        with self._removing() as connection:
            reports = _reports_with(connection, wanted[0])
            if not reports:
                raise UsageError(f"{names[0]!r}: no report of the book holds this name. Spell it as the reports do")
            pattern = _pattern(wanted)
            rulings.remove(connection, pattern.search)
            changed = sum(_blacken(connection, row, pattern) for row in reports)
            index_of(connection).leave_no_trace(connection)
            _note(connection, "person", [row.seq for row in reports], by, note)
        remains = (
            "what the statements say remains, and the organisation and role of who said it",
            "reports read later that hold the name are not changed: ask again after reading them",
        )
        ids = tuple(row.id for row in reports)
        return Forgotten(reports=ids, statements=changed, remains=(*remains, *self._elsewhere()))

    def _removing(self) -> Any:
        return self._access.writing(erasing=True)

    def _elsewhere(self) -> tuple[str, ...]:
        place = "copies of the book's file made before (*.backup beside it)"
        if self._access.address.path is None:
            place = "the server's own backups and, until its next VACUUM, its pages"
        return (f"not reached: {place}, and briefs and exports written earlier",)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if len(name) < SHORTEST_NAME:
        raise UsageError(f"{name!r} is too short to be told from other words; give at least {SHORTEST_NAME} characters")
    return name


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """The names as whole words, the longest first, in any case, with any white space between their words."""
    ways = [r"\s+".join(re.escape(word) for word in name.split()) for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _report(connection: Connection, id_or_prefix: str) -> Any:
    prefix = id_or_prefix.strip().lower()
    if len(prefix) < SHORTEST_ID or not re.fullmatch("[0-9a-f]+", prefix):
        raise UsageError(f"{id_or_prefix!r} is no id of a report; give at least its first {SHORTEST_ID} digits")
    r = schema.report.c
    rows = list(connection.execute(select(r.seq, r.id).where(r.id >= prefix, r.id < prefix + "g").limit(2)))
    if len(rows) != 1:
        raise UsageError(f"{id_or_prefix}: {'several reports have' if rows else 'no report of the book has'} this id")
    return rows[0]


def _blank(connection: Connection, seq: int, **values: Any) -> None:
    connection.execute(update(schema.report).where(schema.report.c.seq == seq).values(**values))


def _note(connection: Connection, what: str, reports: Sequence[int], by: str, note: str | None) -> None:
    by = " ".join(by.split())
    if not by:
        raise UsageError("removing needs the name of who does it: --by NAME")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    rows = [{"what": what, "report": seq, "author": by, "note": note, "forgotten_at": now} for seq in reports]
    connection.execute(insert(schema.forgotten), rows)


def _delete_statements(connection: Connection, report: int) -> int:
    """Deletes a report's statements and all that hangs on them or on the report; their number."""
    s = schema.statement
    rows = list(connection.execute(select(s.c.seq, s.c.retired_at).where(s.c.report == report)))
    layers.changed(connection, report, [row.seq for row in rows if row.retired_at is None], [])
    connection.execute(update(s).where(s.c.report == report).values(superseded_by=None))
    for batch in batches([row.seq for row in rows]):
        _delete_what_points_at(connection, s, batch)
        connection.execute(delete(s).where(s.c.seq.in_(batch)))
    _delete_what_points_at(connection, schema.report, [report])
    return len(rows)


def _delete_what_points_at(connection: Connection, target: Any, seqs: Sequence[int]) -> None:
    """Deletes the rows of all tables of the book that point at these rows of `target`, the last table first."""
    for table in reversed(schema.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table is target and table is not target and table is not schema.forgotten:
                connection.execute(delete(table).where(key.parent.in_(seqs)))


def _reports_with(connection: Connection, name: str) -> list[Any]:
    """The reports that hold the name; all are looked through, for their texts are packed."""
    r, pattern = schema.report.c, _pattern([name])
    found: list[Any] = []
    last = 0
    query = select(r.seq, r.id, r.text, r.title, r.byline).order_by(r.seq).limit(AT_ONCE)
    while rows := connection.execute(query.where(r.seq > last)).all():
        found += [row for row in rows if any(pattern.search(part or "") for part in (row.text, row.title, row.byline))]
        last = rows[-1].seq
    return found


def _blacken(connection: Connection, row: Row[Any], pattern: re.Pattern[str]) -> int:
    """Blackens the name in one report and in all that was read from it; the number of its statements that changed."""

    def black(text: str | None) -> str | None:
        return None if text is None else pattern.sub(lambda m: SQUARE * len(m[0]), text)

    byline = None if row.byline and pattern.search(row.byline) else row.byline
    _blank(connection, row.seq, text=black(row.text), title=black(row.title), byline=byline)
    layers.rewritten(connection, row.seq)
    a = schema.appearance
    for found in connection.execute(select(a.c.seq, a.c.title, a.c.byline).where(a.c.report == row.seq)).all():
        values = {"title": black(found.title), "byline": black(found.byline)}
        connection.execute(update(a).where(a.c.seq == found.seq).values(values))
    return _blacken_statements(connection, row.seq, pattern)


def _blacken_statements(connection: Connection, report: int, pattern: re.Pattern[str]) -> int:
    s = schema.statement
    query = select(s.c.seq, s.c.id, s.c.json, s.c.corrected, s.c.retired_at).where(s.c.report == report)
    written, number = [], 0
    for row in connection.execute(query).all():
        texts = {name: _blackened(getattr(row, name), pattern) for name in ("json", "corrected")}
        if texts == {"json": row.json, "corrected": row.corrected}:
            continue
        number += 1
        says = read_statement(row.id, texts["corrected"] or texts["json"] or "")
        columns = {name: value for name, value in columns_of(says).items() if name != "id"} | texts
        connection.execute(update(s).where(s.c.seq == row.seq).values(columns))
        exchange_side_rows(connection, Written(row.seq, says))
        if row.retired_at is None:
            written.append(Written(row.seq, says))
    _blacken_what_people_said(connection, report, pattern)
    layers.changed(connection, report, [w.seq for w in written], written)
    return number


def _blackened(line: str | None, pattern: re.Pattern[str]) -> str | None:
    """A statement's JSON without the name: no speaker has it, in all other words it is black."""
    if line is None:
        return None
    told = msgspec.json.decode(line)
    for speaker in told["attribution"]["speakers"]:
        if speaker["name"] and pattern.search(speaker["name"]):
            speaker["name"] = None
    after = msgspec.json.encode(_black_all(told, pattern)).decode()
    from_json(after)  # squares are words too: whatever held the name still fits the format
    return after


def _black_all(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda m: SQUARE * len(m[0]), value)
    if isinstance(value, dict):
        return {key: _black_all(part, pattern) for key, part in value.items()}
    return [_black_all(part, pattern) for part in value] if isinstance(value, list) else value


def _blacken_what_people_said(connection: Connection, report: int, pattern: re.Pattern[str]) -> None:
    these = select(schema.statement.c.seq).where(schema.statement.c.report == report)
    t, n = schema.correction, schema.note
    for table, of, names in ((t, t.c.given_for, ("was", "value", "note")), (n, n.c.statement, ("text",))):
        columns = [table.c[name] for name in names]
        for row in connection.execute(select(table.c.seq, *columns).where(of.in_(these))).all():
            values = {name: _black_all(getattr(row, name), pattern) for name in names}
            connection.execute(update(table).where(table.c.seq == row.seq).values(values))


def forgotten_reports(connection: Connection) -> dict[int, set[str]]:
    """What was removed, by the report's row: "text", "report", "person"."""
    f = schema.forgotten.c
    found: dict[int, set[str]] = {}
    for report, what in connection.execute(select(f.report, f.what)):
        found.setdefault(report, set()).add(what)
    return found


def number_gone(connection: Connection) -> int:
    """How many reports were removed whole."""
    f = schema.forgotten.c
    return connection.scalar(select(func.count()).where(f.what == "report")) or 0
