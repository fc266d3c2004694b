"""What the book holds on the subjects of promises, as known on a day: found by index, each statement read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, select

from tradebook.book import schema
from tradebook.book.copies.counting import taken_back
from tradebook.book.names.naming import named, names_in
from tradebook.book.prepared import Prepared
from tradebook.book.promises.due import day_of, rule_of, time_of
from tradebook.book.promises.found import Held, Told
from tradebook.book.promises.subject_index import index_of
from tradebook.book.promises.subjects import close_subjects_of, wide_subjects_of
from tradebook.book.queries import read_statement, said
from tradebook.book.rows import parties_of
from tradebook.statement import TradeFlow

BEFORE = 31  # days: what was told longer before a promise, or before the time of a target, settles nothing
RETOLD = 1_100  # days, three years, for which an act is looked for beyond those within which it may come about
WIDE = 20  # statements under one wide subject that are looked at for the nearest: those told last

_S, _C = schema.statement.c, schema.claim.c
_TOLD = Prepared(
    select(_S.seq, _S.id, said.label("json"), _C.first_seen, _C.last_repeated, _C.origin)
    .select_from(schema.claim.join(schema.statement, _S.seq == _C.statement))
    .where(_C.statement.in_(bindparam("statements", expanding=True)), _C.leading, _C.first_seen <= bindparam("day"))
)


def between(p: Held, day: date) -> tuple[int, int]:
    """The first and the last day on which reports can tell what became of the promise, as of a day."""
    flow = isinstance(p.statement, TradeFlow)
    period = time_of(p.statement) if flow else None
    begins = min(p.first, day_of(period.start if period else None) or p.first)
    ends = day.toordinal()
    if not flow:
        ends = min(ends, (p.due or p.last).toordinal() + rule_of(p.statement).late + RETOLD)
    return begins.toordinal() - BEFORE, ends


class Evidence:
    """Asked for some promises after others: what one has read serves the next."""

    def __init__(self, connection: Connection, day: date) -> None:
        self._connection = connection
        self._index = index_of(connection)
        self._day = day
        self._rows: dict[
            int, tuple[int, int, list[tuple[int, int]]]
        ] = {}  # key -> between when, (day, statement's row)
        self._told: dict[int, Told | None] = {}

    def on(self, promised: Sequence[Held]) -> list[list[Told]]:
        """For each promise what was told on its subjects, each statement once."""
        asked = [(*between(p, self._day), sorted(self._keys(p))) for p in promised]
        self._look_up(asked)
        rows = [
            list(dict.fromkeys(seq for key in keys for day, seq in self._rows[key][2] if first <= day <= last))
            for first, last, keys in asked
        ]
        self._read({seq for seqs in rows for seq in seqs})
        return [[told for seq in seqs if (told := self._told[seq])] for seqs in rows]

    def near(self, promised: Sequence[Held]) -> list[list[Told]]:
        """For each promise what was told last under its wide subjects: whole days, so that none hangs on the order of
        reading."""
        found: list[list[int]] = []
        asked: dict[tuple[int, int, int], list[int]] = {}
        for p in promised:
            seqs: list[int] = []
            for key in sorted(wide_subjects_of(p.statement)):
                place = (key, *between(p, self._day))
                if place not in asked:
                    asked[place] = self._nearest(*place)
                seqs += asked[place]
            found.append(list(dict.fromkeys(seqs)))
        self._read({seq for seqs in found for seq in seqs})
        return [[told for seq in seqs if (told := self._told[seq])] for seqs in found]

    def told(self, statements: Iterable[int]) -> dict[int, Told]:
        """The statements of some rows, those that were known and stood."""
        wanted = set(statements)
        self._read(wanted)
        return {seq: told for seq in sorted(wanted) if (told := self._told[seq])}

    def _keys(self, p: Held) -> set[int]:
        return close_subjects_of(p.statement, p.first, p.due or self._day)

    def _look_up(self, asked: Iterable[tuple[int, int, Sequence[int]]]) -> None:
        """Keeps the rows of the keys between the days. Keys that begin in one year are asked together."""
        wanted: dict[int, tuple[int, int]] = {}
        for first, last, keys in asked:
            for key in keys:
                known = wanted.get(key) or self._rows.get(key) or (first, last)
                wanted[key] = (min(first, known[0]), max(last, known[1]))
        by_year: dict[int, list[int]] = {}
        for key, days in wanted.items():
            if key not in self._rows or days != self._rows[key][:2]:
                by_year.setdefault(days[0] // 366, []).append(key)
        for keys in by_year.values():
            first, last = min(wanted[key][0] for key in keys), max(wanted[key][1] for key in keys)
            self._rows.update((key, (first, last, [])) for key in keys)
            for key, day, statement in self._index.under(self._connection, keys, first, last):
                self._rows[key][2].append((day, statement))

    def _nearest(self, key: int, first: int, last: int) -> list[int]:
        found = self._index.newest(self._connection, key, first, last, WIDE + 1)
        oldest = found[-1][1] if len(found) > WIDE else 0
        return [statement for _, day, statement in found if day > oldest]

    def _read(self, statements: Iterable[int]) -> None:
        """Reads statements as they were known, without those that their outlets had taken back."""
        missing = sorted(seq for seq in statements if seq not in self._told)
        void = taken_back(self._connection, missing, self._day)
        standing = [seq for seq in missing if seq not in void]
        self._told.update(dict.fromkeys(missing))
        rows = [
            (r, read_statement(r.id, r.json)) for r in _TOLD.rows(self._connection, statements=standing, day=self._day)
        ]
        names = names_in(
            self._connection, (row.seq for row, told in rows if parties_of(told))
        )  # no others are compared
        for row, told in rows:
            body = named(told, names[row.seq]) if row.seq in names else told
            last = min(row.last_repeated, self._day)
            self._told[row.seq] = Told(row.seq, body, row.first_seen, last, row.origin, spelled=told)
