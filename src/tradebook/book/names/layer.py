"""Names as a layer of the book: made before facts, whose claims are made of the names of bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts import merging
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.names import keeping
from tradebook.book.names.blocks import block_rows
from tradebook.book.names.keeping import (
    Names,
    Use,
    Wanted,
    body_rows,
    group_row,
    link_row,
    names_of,
    spelling_row,
    wanted_of,
)
from tradebook.book.names.locally import Spelling
from tradebook.book.names.people import People, people_of
from tradebook.book.names.settling import Told, settle
from tradebook.book.promises.layer import refresh
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.report import Report
from tradebook.statement import Statement

_AT_ONCE = 200  # reports


class NameLayer:
    """Which names are one body (a `layers.Layer`)."""

    name = "name"
    rules = "2"  # raised when the rules or tables of `names` change

    def prepare(self, report: Report, statements: Sequence[Statement]) -> Names:
        """Its names as it spells them, and what it says of names."""
        return names_of(report.text, statements)

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        named = [
            (arrival.seq, [w.seq for w in arrival.written], names) for arrival, names in arrivals.prepared(self.name)
        ]
        reclaim(connection, keeping.keep_new(connection, named))

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        """A further appearance says nothing of names."""

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        now = {w.seq: w for w in current_of(connection, [report]).get(report, [])}
        for seq in retired:
            now.pop(seq, None)
        now.update((w.seq, w) for w in written)
        others = {*retired, *(w.seq for w in written)}
        kept = [now[seq] for seq in sorted(now)]
        reclaim(connection, keeping.keep(connection, report, kept, among=others))

    def rewritten(self, connection: Connection, report: int) -> None:
        self.changed(connection, report, [], [])

    def make_anew(self, connection: Connection) -> None:
        for table in _DERIVED:
            connection.execute(delete(table))
        whole = _Whole(people_of(connection))
        for _, wanted in every_report(connection, whole.people):
            whole.add(wanted)
            _insert(connection, schema.name_use, [keeping._use_row(u, by) for u, by in wanted.uses.items()])
            _insert(connection, schema.name_said, list(wanted.said.values()))
        for name, rows in whole.rows().items():
            _insert(connection, schema.metadata.tables[name], list(rows.values()))

    def problems(self, connection: Connection) -> Iterator[Problem]:
        whole = _Whole(people_of(connection))
        for reports, wanted in every_report(connection, whole.people):
            whole.add(wanted)
            yield from _of_reports(connection, reports, wanted)
        for name, rows in whole.rows().items():
            yield from _of_table(connection, schema.metadata.tables[name], rows)


NAMES = NameLayer()
_DERIVED = (
    schema.name_use,
    schema.name_said,
    schema.name_spelling,
    schema.name_link,
    schema.name_block,
    schema.name_group,
    schema.name_body,
)


def reclaim(connection: Connection, statements: Iterable[int]) -> None:
    """Makes anew what hangs on the names of bodies, for statements whose bodies have other names now: their claims, and
    what they promise."""
    these = set(statements)
    s = schema.statement.c
    for batch in batches(sorted(these)):
        standing = connection.scalars(select(s.seq).where(s.seq.in_(batch), current)).all()
        merging.reclaim(connection, standing)
        refresh(connection, standing)


def current_of(connection: Connection, reports: Sequence[int]) -> dict[int, list[Written]]:
    """The current statements of some reports, as people corrected them."""
    s = schema.statement.c
    query = select(s.report, s.seq, s.id, said.label("line")).where(s.report.in_(reports), current)
    found: dict[int, list[Written]] = {}
    for row in connection.execute(query.order_by(s.seq)):
        found.setdefault(row.report, []).append(Written(row.seq, read_statement(row.id, row.line)))
    return found


def every_report(connection: Connection, people: People) -> Iterator[tuple[list[int], Wanted]]:
    """The names of every report, some reports at a time: their rows and what they give together."""
    last, r = 0, schema.report.c
    while True:
        query = select(r.seq, r.text).where(r.seq > last).order_by(r.seq).limit(_AT_ONCE)
        rows = connection.execute(query).all()
        if not rows:
            return
        statements = current_of(connection, [row.seq for row in rows])
        together = Wanted({}, {}, {}, {})
        for row in rows:
            one = wanted_of(row.seq, row.text, statements.get(row.seq, []), people)
            together.uses.update(one.uses)
            together.said.update((f"{row.seq} {id_}", said_row) for id_, said_row in one.said.items())
            together.spellings.update(one.spellings)
            together.groups.update(one.groups)
            together.homes.update(one.homes)
        yield [row.seq for row in rows], together
        last = rows[-1].seq


class _Whole:
    """The names of the whole book, in memory: a few hundred bytes a name."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._names = Wanted({}, {}, {}, {})
        self._told: dict[Told, list[tuple[str, str, str]]] = {}

    def add(self, wanted: Wanted) -> None:
        self._names.spellings.update(wanted.spellings)
        self._names.groups.update(wanted.groups)
        self._names.homes.update(wanted.homes)
        for row in wanted.said.values():
            told = Told(row["how"], row["alias"], row["target"])
            self._told.setdefault(told, []).append((row["name"], row["means"], row["country"]))

    def rows(self) -> dict[str, dict[Any, dict[str, Any]]]:
        """Table -> its rows, by their primary keys."""
        groups, told = self._names.groups, sorted(self._told, key=lambda t: (t.how, t.alias, t.target))
        settled = settle(groups.values(), told, self.people.rulings)
        spelled = self._spelled()
        spellings = [spelling_row(s, self._names.homes[id_]) for id_, s in self._names.spellings.items()]
        blocks = [row for g in groups.values() for row in block_rows(g)]
        return {
            "name_spelling": {row["id"]: row for row in spellings},
            "name_group": {g.id: group_row(g, settled.bodies[g.id]) for g in groups.values()},
            "name_block": {(row["block"], row["group"]): row for row in blocks},
            "name_link": {(link.a, link.b): link_row(link) for link in settled.links},
            "name_body": body_rows(groups, settled, spelled, told, self.people),
        }

    def _spelled(self) -> dict[str, list[Spelling]]:
        spelled: dict[str, list[Spelling]] = {}
        for id_, s in self._names.spellings.items():
            spelled.setdefault(self._names.homes[id_], []).append(s)
        bare: dict[str, list[Spelling]] = {}
        for told, names in self._told.items():
            for name, means, country in names:
                for group, word in ((told.alias, name), (told.target, means)):
                    if group not in spelled:
                        bare.setdefault(group, []).append(Spelling("body", word, country))
        return spelled | bare


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for batch in batches(rows, 5000):
        connection.execute(insert(table), batch)


def _of_reports(connection: Connection, reports: list[int], wanted: Wanted) -> Iterator[Problem]:
    stored: dict[Use, tuple[str | None, str | None]] = {}
    for uses in keeping.stored_uses(connection, reports).values():
        stored.update(uses)
    for use in sorted(stored.keys() | wanted.uses.keys()):
        if stored.get(use) != wanted.uses.get(use):
            yield Problem(where=f"name in the statement of row {use[0]}", problem="it is not what its report gives")
    told = keeping.stored_said(connection, reports)
    kept = {f"{report} {id_}": row for report, rows in told.items() for id_, row in rows.items()}
    for id_ in sorted(kept.keys() | wanted.said.keys()):
        if kept.get(id_) != wanted.said.get(id_):
            problem = "what the book holds of its names is not what it says"
            yield Problem(where=f"report of row {id_.split()[0]}", problem=problem)


def _of_table(connection: Connection, table: Table, wanted: Mapping[Any, dict[str, Any]]) -> Iterator[Problem]:
    keys = [column.name for column in table.primary_key]
    stored = {}
    for row in connection.execute(select(table)).mappings():
        key = tuple(row[name] for name in keys)
        stored[key if len(keys) > 1 else key[0]] = dict(row)
    for key in sorted(stored.keys() | wanted.keys(), key=str):
        if stored.get(key) != wanted.get(key):
            yield Problem(where=f"{table.name} {key}", problem="it is not what the book's names give")
