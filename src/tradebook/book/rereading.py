"""Reading the book's reports anew: what a better reader finds takes the place of what an older one found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, func, select, update

from tradebook.book import layers, schema
from tradebook.book.corrections.store import carry
from tradebook.book.model import ReadingLike, reader_name
from tradebook.book.queries import current, read_statement, report_of
from tradebook.book.recording import Written, add_reading, add_statements, check_reading
from tradebook.book.rows import kind_of, same_reading
from tradebook.report import Report
from tradebook.statement import SLOTS, Reader, Statement


class Changes(Struct):
    """What a new reading of one report changes. `replaced` are (old, position of the new, new)."""

    added: list[tuple[int, Statement]]
    gone: list[Written]
    replaced: list[tuple[Written, int, Statement]]
    kept: int

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.replaced)


def numbers(connection: Connection, reader: Reader | None) -> list[int]:
    """The rows of the reports to read: all, but for those last read by `reader` where one is named."""
    r, n = schema.report.c, schema.reading.c
    f = schema.forgotten.c
    gone = select(f.report).where(f.what != "person", f.report.is_not(None))  # their text is not there to be read
    query = select(r.seq).where(r.seq.not_in(gone)).order_by(r.seq)
    if reader is not None:
        latest = select(func.max(n.seq)).group_by(n.report)
        done = select(n.report).where(n.seq.in_(latest), n.reader == reader.name, n.version == reader.version)
        query = query.where(r.seq.not_in(done))
    return list(connection.scalars(query))


def stored(connection: Connection, seq: int) -> Report:
    """The report in the row `seq`."""
    return report_of(connection.execute(select(schema.report).where(schema.report.c.seq == seq)).one())


def apply(
    connection: Connection, seq: int, report: Report, reading: ReadingLike, now: datetime, reader: Reader | None
) -> Changes:
    """Writes what `reading`, a new one of the report in the row `seq`, changes; returns it."""
    statements = check_reading(report, reading)
    changes = compare(_current(connection, seq), statements)
    reader = reader or (statements[0].reader if statements else None)
    if not changes and _is_latest(connection, seq, reader):
        return changes
    number = add_reading(connection, seq, reading, len(statements), reader, now)
    fresh = [*changes.added, *((position, new) for _, position, new in changes.replaced)]
    written = add_statements(connection, seq, number, fresh)
    new_rows = written[len(changes.added) :]
    for (old, _, _), new in zip(changes.replaced, new_rows, strict=True):
        _retire(connection, old.seq, now, superseded_by=new.seq)
    for old in changes.gone:
        _retire(connection, old.seq, now, withdrawn_by=reader_name(reader))
    for i, ((old, _, _), new) in enumerate(zip(changes.replaced, new_rows, strict=True), len(changes.added)):
        written[i] = carry(connection, old, new)
    retired = [w.seq for w in changes.gone] + [w.seq for w, _, _ in changes.replaced]
    layers.changed(connection, seq, retired, written)
    return changes


def _retire(connection: Connection, seq: int, now: datetime, **mark: Any) -> None:
    connection.execute(update(schema.statement).where(schema.statement.c.seq == seq).values(retired_at=now, **mark))


def _current(connection: Connection, seq: int) -> list[Row[Any]]:
    s = schema.statement.c
    return list(
        connection.execute(select(s.seq, s.id, s.json).where(s.report == seq, current).order_by(s.position, s.seq))
    )


def _is_latest(connection: Connection, seq: int, reader: Reader | None) -> bool:
    n = schema.reading.c
    last = connection.execute(
        select(n.reader, n.version).where(n.report == seq).order_by(n.seq.desc()).limit(1)
    ).one_or_none()
    return last is not None and (reader is None or tuple(last) == (reader.name, reader.version))


def compare(old: Sequence[Row[Any]], new: Sequence[Statement]) -> Changes:
    """What is kept, added, gone and replaced between the current rows (seq, id, json) and a new reading."""
    before = {row.id: row for row in old}
    changes = Changes([], [], [], 0)
    fresh: list[tuple[int, Statement]] = []
    for position, s in enumerate(new):
        row = before.pop(s.id, None)
        if row is None:
            fresh.append((position, s))
        elif same_reading(row.json, s):
            changes.kept += 1
        else:
            changes.replaced.append((_written(row), position, s))
    left = [_written(row) for row in before.values()]
    taken = _pair_up(left, fresh)
    changes.replaced += [(w, *fresh[taken[i]]) for i, w in enumerate(left) if i in taken]
    changes.gone = [w for i, w in enumerate(left) if i not in taken]
    used = set(taken.values())
    changes.added = [one for j, one in enumerate(fresh) if j not in used]
    return changes


def _written(row: Row[Any]) -> Written:
    return Written(row.seq, read_statement(row.id, row.json))


def _pair_up(old: Sequence[Written], new: Sequence[tuple[int, Statement]]) -> dict[int, int]:
    """Which of the new takes the place of which of the old: of the same kind, from the same sentence, the likest
    first."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(_likenesses(old, new)):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _likenesses(old: Sequence[Written], new: Sequence[tuple[int, Statement]]) -> Iterator[tuple[int, int, int]]:
    for i, w in enumerate(old):
        for j, (_, s) in enumerate(new):
            if kind_of(w.statement) == kind_of(s) and _share_sentence(w.statement, s):
                slots = SLOTS[kind_of(s)]
                yield -sum(getattr(w.statement, name) == getattr(s, name) for name in slots), i, j


def _share_sentence(a: Statement, b: Statement) -> bool:
    places = [(e.field, e.start, e.end) for e in (b.evidence, *b.evidence_also)]
    return any(
        e.field == field and e.start < end and start < e.end
        for e in (a.evidence, *a.evidence_also)
        for field, start, end in places
    )
