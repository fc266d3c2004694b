"""The layers of the book: what follows from what was read, each kept in step by itself.

Reports, appearances and statements are recorded and never edited. All else is derived from them: whose copy a report
is, the facts. A layer hears of every change inside the transaction that makes it, so that a killed process leaves no
layer behind; it can be made anew from what was recorded at any time, and is where its rules have changed. A new
derived part of the book is a new layer: one object, named here once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select

from tradebook.book.copies.layer import COPIES
from tradebook.book.facts.layer import FACTS
from tradebook.book.groups import Again, Arrivals, Ready
from tradebook.book.model import Problem, ReadingLike
from tradebook.book.names.layer import NAMES
from tradebook.book.packing import pack
from tradebook.book.promises.layer import PROMISES
from tradebook.book.recording import Columns, Written, check_reading
from tradebook.book.schema import book_note
from tradebook.book.search.layer import SEARCH
from tradebook.report import Report
from tradebook.statement import Reader, Statement


class Layer(Protocol):
    """One derived part of the book. `rules` is raised when what it derives changes: a book of other rules gets the
    layer made anew when it is opened. Reports and statements are numbers of rows; every method works inside a
    transaction that the caller holds, and what it leaves must hang on what was recorded alone, never on the order."""

    name: str

    @property
    def rules(self) -> str: ...

    def prepare(self, report: Report, statements: Sequence[Statement]) -> Any:
        """What of a new report can be worked out without the book, for `recorded`. Pure; can be pickled."""

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        """New reports were recorded with their statements; `prepare` was asked of each."""

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        """Known reports have appeared once more."""

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        """Statements of a known report are no longer current (`retired`), others came (`written`)."""

    def rewritten(self, connection: Connection, report: int) -> None:
        """The text of a report was removed, or a name in it blackened, on request; its statements are still there."""

    def make_anew(self, connection: Connection) -> None:
        """Drops all that the layer holds and makes it anew from what was recorded."""

    def problems(self, connection: Connection) -> Iterator[Problem]:
        """Where the layer is not what `make_anew` would give."""


# In the order in which they build on each other.
LAYERS: tuple[Layer, ...] = (COPIES, NAMES, FACTS, SEARCH, PROMISES)


def ready(report: Report, reading: ReadingLike, reader: Reader | None, *, known: bool = False) -> Ready:
    """A report and its reading, ready to be recorded; of one that the book holds already (`known`) nothing but its
    appearance is. Raises `BadRecord` as `recording.check_reading` does. Pure."""
    statements = tuple(check_reading(report, reading))
    reader = reader or (statements[0].reader if statements else None)
    if known:
        return Ready(report, statements, len(reading.gaps), reading.language, reader)
    return Ready(
        report,
        statements,
        len(reading.gaps),
        reading.language,
        reader,
        tuple(map(Columns.of, statements)),
        pack(report.text),
        {layer.name: layer.prepare(report, statements) for layer in LAYERS},
    )


def recorded(connection: Connection, arrivals: Arrivals) -> None:
    """Tells every layer of new reports."""
    for layer in LAYERS:
        layer.recorded(connection, arrivals)


def appeared(connection: Connection, appeared: Sequence[Again]) -> None:
    """Tells every layer of further appearances."""
    if appeared:
        for layer in LAYERS:
            layer.appeared(connection, appeared)


def changed(connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
    """Tells every layer of a report's changed statements."""
    for layer in LAYERS:
        layer.changed(connection, report, retired, written)


def rewritten(connection: Connection, report: int) -> None:
    """Tells every layer of a report whose text is another now."""
    for layer in LAYERS:
        layer.rewritten(connection, report)


def problems(connection: Connection) -> Iterator[Problem]:
    """Where a layer is not what the statements give."""
    for layer in LAYERS:
        yield from layer.problems(connection)


def stale(connection: Connection) -> list[Layer]:
    """The layers that other rules made, and those that build on them."""
    notes = _notes(connection)
    current = [notes.get(_note(layer)) == layer.rules for layer in LAYERS]
    return list(LAYERS[current.index(False) :]) if False in current else []


def unmade(connection: Connection) -> bool:
    """Whether some layer is there by no rules at all: an upgrade that an earlier version began was broken off."""
    notes = _notes(connection)
    return any(_note(layer) not in notes for layer in LAYERS)


def bring_up_to_date(connection: Connection) -> None:
    """Makes the layers anew that other rules made."""
    make_anew(connection, stale(connection))


def make_anew(connection: Connection, layers: Sequence[Layer]) -> None:
    """Makes `layers` anew, and notes the rules that made them."""
    for layer in layers:
        layer.make_anew(connection)
        connection.execute(delete(book_note).where(book_note.c.name == _note(layer)))
        connection.execute(insert(book_note), [{"name": _note(layer), "value": layer.rules}])


def _notes(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(book_note))}


def _note(layer: Layer) -> str:
    return f"{layer.name}_rules"
