"""Claims and facts as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from tradebook.book.facts import arriving, claiming, merging, pins
from tradebook.book.model import Problem
from tradebook.book.recording import Written


class FactLayer:
    """What the current statements say in common, under the pins of people (a `layers.Layer`)."""

    name = "fact"
    rules = "5"  # raised when the rules of claims.py, figures.py, sorting.py or pinning.py change

    def recorded(self, connection: Connection, report: int, written: Sequence[Written], day: date) -> None:
        arriving.add_new(connection, written, day)

    def appeared(self, connection: Connection, report: int, day: date) -> None:
        merging.add_appearance(connection, report, day)

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
