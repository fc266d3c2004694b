"""Claims and facts as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from tradebook.book.facts import arriving, claiming, merging, pins
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.recording import Written
from tradebook.report import Report
from tradebook.statement import Statement


class FactLayer:
    """What the current statements say in common, under the pins of people (a `layers.Layer`)."""

    name = "fact"
    rules = "5"  # raised when the rules of claims.py, figures.py, sorting.py or pinning.py change

    def prepare(self, report: Report, statements: Sequence[Statement]) -> list[list[dict[str, Any]]]:
        """The claims of each statement, with names as they are spelled."""
        return [claiming.bare_rows(s) for s in statements]

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        named = arrivals.named(connection)
        claims: list[dict[str, Any]] = []
        for arrival, prepared in arrivals.prepared(self.name):
            days = {"first_seen": arrival.first, "last_repeated": arrival.last}
            for w, bare in zip(arrival.written, prepared, strict=True):
                rows = claiming.bare_rows(named[w.seq]) if w.seq in named else bare
                claims += [{**row, "statement": w.seq, **days} for row in rows]
        arriving.add_new(connection, claims, arrivals.written)

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        merging.add_appearances(connection, appeared)

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        days = claiming.days_of(connection, report)
        merging.exchange(connection, retired, written, {w.seq: days for w in written})

    def rewritten(self, connection: Connection, report: int) -> None:
        """Facts hang on the statements alone."""

    def make_anew(self, connection: Connection) -> None:
        merging.make_anew(connection)

    def problems(self, connection: Connection) -> Iterator[Problem]:
        for id_ in merging.wrong_facts(connection):
            yield Problem(where=f"fact {id_}", problem="it is not what its statements give")
        pinned = pins.standing_of(connection)
        if pins.stored_clusters(connection) != pins.clusters(connection, pinned):
            yield Problem(where="pins", problem="the keys that hang on pins are not those that the pins name")
        for found in pinned.overruled:
            yield Problem(
                where=f"pin {found.later.number}",
                problem=f"it contradicts pin {found.earlier.number} over statement {found.statement}; the later one "
                "counts, both stay in the record",
                note=True,
            )


FACTS = FactLayer()
