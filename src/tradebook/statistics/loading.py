"""From a file of official figures to rows: one reader a format.

A reader is a function that takes a file and the terms of the load and yields rows, for what it cannot use refusals,
and notes as text; it never ends at a bad line. Formats are told apart by content, not by name. To add a format, write
a module that offers `NAME`, `fits` and `read` (see `Format`) and name it in `FORMATS`. Text with delimiters is read
with `tabular.lines`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import msgspec
from msgspec import Struct

from tradebook.errors import BadRecord, TooLarge
from tradebook.statistics.opening import Opening as Opening
from tradebook.statistics.row import WORLD, Batch, Refused, Row
from tradebook.statistics.store import KEY, Statistics

# The formats, asked in this order whether a file is theirs; the bulletins come first: who names a mapping means it.
FORMATS: tuple[str, ...] = (
    "tradebook.statistics.bulletins.reader",
    "tradebook.statistics.comtrade.site",
    "tradebook.statistics.baci",
    "tradebook.statistics.formats.sdmx_csv",
    "tradebook.statistics.formats.sdmx_ml",
    "tradebook.statistics.formats.eurostat",
    "tradebook.statistics.formats.imf",
)
# What looks over the rows of a load and tells the user what is odd: "module:function", see `Remarks`.
REMARKS: tuple[str, ...] = ("tradebook.statistics.consistency:remarks",)

MOST_ROWS = 500_000  # of a load; a table of all countries is cut to those that are asked for
_IN_ID = ("source", "vintage", "licence", "reporters", "partners", "since", "until")


class Terms(Struct, frozen=True, kw_only=True):
    """What is asked of a load. `retrieved`: the day on which the file came here; `vintage`, `source`, `licence`: where
    the user tells them; `reporters`, `partners`: the countries to keep (empty: all; a row is kept where its reporter is
    one of `reporters` and its partner one of `partners`, or the other way round, and world totals of either);
    `since`, `until`: years, both included; `mapping`: the mapping file of a bulletin."""

    retrieved: date
    vintage: date | None = None
    source: str | None = None
    licence: str | None = None
    reporters: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    mapping: Path | None = None

    def want(self, reporter: str, partner: str, year: int) -> bool:
        """Whether a figure of these two in this year is asked for."""
        if (self.since is not None and year < self.since) or (self.until is not None and year > self.until):
            return False
        return self._want_pair(reporter, partner) or self._want_pair(partner, reporter)

    def _want_pair(self, one: str, other: str) -> bool:
        if not self.reporters and not self.partners:
            return True
        if WORLD in (one, other):
            return bool({one, other} & {*self.reporters, *self.partners})
        return (not self.reporters or one in self.reporters) and (not self.partners or other in self.partners)


Found = Row | Refused | str  # what a reader yields; a text is a note for the user
Reader = Callable[[Path, Terms], Iterator[Found]]
Remarks = Callable[[Sequence[Row]], Iterable[str]]


class Format(Protocol):
    """What a module of `FORMATS` offers: the format's name in messages, whether a file is of it, and the reader."""

    NAME: str

    def fits(self, opening: Opening) -> bool: ...

    def read(self, path: Path, terms: Terms) -> Iterator[Found]: ...


class Loaded(Struct, frozen=True, kw_only=True):
    """What came of a load: its `batch` (None where no row could be kept), what was `refused`, `notes` on what is odd,
    and how many rows were `repeated` word for word (one of them is kept)."""

    batch: Batch | None
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    repeated: int = 0


class Gathered(Struct, frozen=True, kw_only=True):
    """The rows of a load with unique keys, what was refused, the reader's notes, and how many rows were repeated with
    the same value."""

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    repeated: int


def load(path: Path, terms: Terms, statistics: Statistics) -> Loaded:
    """Keep the figures of a file. The same file on the same terms again is the same batch, known since the first time.

    Raises `UsageError` where the file cannot be opened, `BadRecord` where it is broken or of no format that is known,
    `TooLarge` where more than `MOST_ROWS` rows are asked for, `StatisticsMissing` where a library is not installed."""
    form = _format_of(Opening(path, terms.mapping))
    batch = batch_id(path, terms)
    earlier = next((known.retrieved for known in statistics.batches() if known.id == batch), terms.retrieved)
    terms = msgspec.structs.replace(terms, retrieved=min(earlier, terms.retrieved))
    found = form.read(path, terms)
    return keep(found, terms, statistics, batch=batch, what=_what(path, terms), where=str(path))


def keep(found: Iterable[Found], terms: Terms, statistics: Statistics, *, batch: str, what: str, where: str) -> Loaded:
    """Keep rows that a reader found, from a file or over the network: those asked for, each key once."""
    gathered = gather(found, terms, where)
    if not gathered.rows:
        return Loaded(batch=None, refused=gathered.refused, notes=gathered.notes)
    made = Batch(id=batch, source=gathered.rows[0].source, what=what, retrieved=terms.retrieved, rows=0)
    return Loaded(
        batch=statistics.add(made, gathered.rows),
        refused=gathered.refused,
        notes=(*gathered.notes, *(note for name in REMARKS for note in _function(name)(gathered.rows))),
        repeated=gathered.repeated,
    )


def gather(found: Iterable[Found], terms: Terms, where: str) -> Gathered:
    """The rows asked for, each key once: a repetition with the same figures is one row, with other figures the key is
    left out and listed, for nobody can say which is right."""
    rows: dict[tuple[object, ...], Row] = {}
    clashing: dict[tuple[object, ...], list[str]] = {}
    refused: list[Refused] = []
    notes: list[str] = []
    repeated = 0
    for one in found:
        if isinstance(one, Refused):
            refused.append(one)
            continue
        if isinstance(one, str):
            notes.append(one)
            continue
        if not terms.want(one.reporter, one.partner, one.start.year):
            continue
        key = (*(getattr(one, name) for name in KEY), one.vintage)
        first = rows.setdefault(key, one)
        if first is one:
            if len(rows) > MOST_ROWS:
                raise TooLarge(
                    where, f"it holds more than {MOST_ROWS:,} figures", "Name the countries or years to keep"
                )
        elif (first.value, first.quantity, first.unit) == (one.value, one.quantity, one.unit):
            repeated += 1
        else:
            clashing.setdefault(key, [_told(first)]).append(_told(one))
    refused += [_clash(rows.pop(key), told) for key, told in clashing.items()]
    return Gathered(rows=tuple(rows.values()), refused=tuple(refused), notes=tuple(notes), repeated=repeated)


def _told(row: Row) -> str:
    value = "withheld" if row.value is None else f"{row.value:,f} {row.currency}"
    quantity = "" if row.quantity is None else f", {row.quantity:,f} {row.unit or 'of an unknown unit'}"
    return f"{value}{quantity} ({row.origin})"


def _clash(row: Row, told: Sequence[str]) -> Refused:
    what = f"{row.reporter} {row.flow} {row.partner}, {row.commodity}, {row.start} to {row.end}"
    return Refused(
        where=row.origin,
        problem=f"{what} stands there {len(told)} times with different figures: {'; '.join(told)}",
        mend="None of them is kept. Ask the publisher which is right, and load a file that holds it once",
    )


def batch_id(path: Path, terms: Terms) -> str:
    """A hash of the file, its mapping and what the terms ask for, not of the day: the same load is one batch."""
    made = hashlib.sha256()
    for file in (path, *([terms.mapping] if terms.mapping else [])):
        with file.open("rb") as opened:
            made.update(hashlib.file_digest(opened, "sha256").digest())
    made.update(msgspec.json.encode([getattr(terms, name) for name in _IN_ID]))
    return made.hexdigest()[:16]


def _what(path: Path, terms: Terms) -> str:
    years = "-".join(str(year) for year in dict.fromkeys((terms.since, terms.until)) if year is not None)
    return " ".join([path.name, *dict.fromkeys((*terms.reporters, *terms.partners)), *([years] if years else [])])


def _format_of(opening: Opening) -> Format:
    forms = [cast(Format, import_module(name)) for name in FORMATS]
    for form in forms:
        if form.fits(opening):
            return form
    known = ", ".join(form.NAME for form in forms)
    mend = "A table of another form is read with a mapping file: --mapping FILE"
    if "xl/workbook.xml" in opening.members:
        mend = "It is an Excel workbook: tell what its columns are in a mapping file, and name it with --mapping FILE"
    elif opening.members:
        mend = f"It is a ZIP of {len(opening.members)} files: unpack it and load what it holds. {mend}"
    raise BadRecord(str(opening.path), f"its beginning is of no format that Tradebook knows ({known})", mend)


def _function(name: str) -> Remarks:
    module, _, function = name.partition(":")
    return cast(Remarks, getattr(import_module(module), function))
