"""Claims and facts as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from tradebook.book.facts import merging
from tradebook.book.model import Problem
from tradebook.book.recording import Written


class FactLayer:
    """What the current statements say in common (a `layers.Layer`)."""

    name = "fact"
    rules = "1"  # raised when the rules of claims.py, figures.py or sorting.py change

    def recorded(self, connection: Connection, report: int, written: Sequence[Written], day: date) -> None:
        merging.add_new(connection, written, day)

    def appeared(self, connection: Connection, report: int, day: date) -> None:
        merging.add_appearance(connection, report, day)

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        days = merging.days_of(connection, report)
        merging.exchange(connection, retired, written, {w.seq: days for w in written})

    def rewritten(self, connection: Connection, report: int) -> None:
        """Facts hang on the statements alone."""

    def make_anew(self, connection: Connection) -> None:
        merging.make_anew(connection)

    def problems(self, connection: Connection) -> Iterator[Problem]:
        last = ""
        while keys := merging.next_keys(connection, last):
            wanted, members = merging.wanted_facts(connection, keys)
            stored, linked = merging.stored_facts(connection, keys)
            for id_ in sorted(wanted.keys() | stored.keys()):
                if wanted.get(id_) != stored.get(id_) or members.get(id_) != linked.get(id_):
                    yield Problem(where=f"fact {id_}", problem="it is not what its statements give")
            last = keys[-1]


FACTS = FactLayer()
