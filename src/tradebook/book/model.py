"""What the book takes and gives. No I/O here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from msgspec import Struct

from tradebook.book.rows import day_of
from tradebook.errors import BadRecord
from tradebook.report import Report
from tradebook.statement import Gap, Reader, Statement

Outcome = Literal["new", "appearance", "known"]
Figured = Literal["none", "value", "quantity", "change", "share", "rank"]


class ReadingLike(Protocol):
    """What the reader returns for a report: `tradebook.extract.Reading` is one."""

    @property
    def statements(self) -> Sequence[Statement]: ...
    @property
    def gaps(self) -> Sequence[Gap]: ...
    @property
    def language(self) -> str | None: ...


class Extract(Protocol):
    """The reader: `tradebook.extract.extract`."""

    def __call__(self, report: Report, /) -> ReadingLike: ...


class Recorded(Struct, frozen=True, kw_only=True):
    """What `record` did with a report: `new`; one more `appearance` of a known text; or all of it was `known` already.

    `statements` and `gaps` count what was newly recorded (0 unless `new`)."""

    outcome: Outcome
    report: str
    statements: int = 0
    gaps: int = 0


class Taken(Struct, frozen=True, kw_only=True):
    """What became of a report of many: what was `recorded`, or why it was `refused`; `statements` are those that are
    new to the book."""

    report: Report
    recorded: Recorded | None = None
    refused: BadRecord | None = None
    statements: tuple[Statement, ...] = ()


class Appearance(Struct, frozen=True, kw_only=True):
    """A report as one outlet published it. `day` is the one on which it counts as seen: `published`, where that is
    known and not in the future, else the day on which the book recorded it."""

    report: str
    outlet: str | None
    url: str | None
    title: str | None
    published: date | None
    source: str | None
    byline: str | None
    recorded_at: datetime

    @property
    def day(self) -> date:
        return day_of(self.published, self.recorded_at)


class Entry(Struct, frozen=True, kw_only=True):
    """A statement as the book holds it: as people corrected it (then `as_read` is what the machine had read), else as
    it was read. `superseded_by` is the id of the statement that a better reading put in its place; `withdrawn_by` the
    reader that no longer found it. Where both are None it is current."""

    statement: Statement
    recorded_at: datetime
    as_read: Statement | None = None
    superseded_by: str | None = None
    withdrawn_by: str | None = None

    @property
    def current(self) -> bool:
        return self.superseded_by is None and self.withdrawn_by is None


class TakenBack(Struct, frozen=True, kw_only=True):
    """That an outlet took something back itself: by a `correction` or a `withdrawal`, in which report, on which day."""

    kind: Literal["correction", "withdrawal"]
    report: str
    day: date


class FactSource(Struct, frozen=True, kw_only=True):
    """One statement of a fact, with every appearance of its report, the earliest first.

    `copy_of` is the id of the report whose copy this one is, `repeats` that of the earlier report of this fact which
    has the very sentence: either way it is no source of its own, and has the origin of the earlier. `taken_back` says
    that the outlet corrected or withdrew it."""

    statement: str
    report: str
    evidence: str
    origin: str | None
    confidence: float
    appearances: tuple[Appearance, ...]
    copy_of: str | None = None
    repeats: str | None = None
    taken_back: TakenBack | None = None

    @property
    def first(self) -> Appearance:
        """The earliest appearance: where the report was first published, as far as the book knows."""
        return self.appearances[0]


class Fact(Struct, frozen=True, kw_only=True):
    """What the statements that say the same thing have in common.

    `statement` is the most precise of them and stands for the fact; `figure` says which of its figures the fact is
    about (a flow's statement can carry a value, a change, a share and a rank: each is a fact). `leading` is False where
    every statement of the fact leads with another figure. `ahead` marks a promise, `due` is the last day that it named.
    `origins` are the independent ones, named. The others are ids of facts, of each kind the dozen nearest: `conflicts`
    cannot be right together with this one; `revises` are earlier figures whose place this one takes, `revised_by` later
    ones that take its place; `mirrors` say the same from the partner's side; `series` are running totals in their
    order, this one among them. `first_seen` and `last_repeated` are days of publication, where unknown of recording.
    `taken_back` is the last notice by which the outlets themselves took back all that says so; such a fact has no
    conflicts. What was taken back does not count among the origins of another."""

    id: str
    key: str
    kind: str
    figure: Figured
    leading: bool
    ahead: bool
    due: date | None
    statement: Statement
    confidence: float
    sources: tuple[FactSource, ...]
    origins: tuple[str, ...]
    first_seen: date
    last_repeated: date
    conflicts: tuple[str, ...] = ()
    revises: tuple[str, ...] = ()
    revised_by: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    taken_back: TakenBack | None = None

    @property
    def independent(self) -> int:
        """How many independent origins the fact has; statements without a named one count as one together."""
        return max(1, len(self.origins))


class LatestFacts(Struct, frozen=True, kw_only=True):
    """The facts that were told last, kind by kind, the latest first; `more` names the kinds that have further ones."""

    facts: tuple[Fact, ...]
    more: tuple[str, ...]


PromiseState = Literal["open", "due", "kept", "partly", "missed", "superseded", "unknown"]
STATES: tuple[PromiseState, ...] = ("due", "partly", "open", "missed", "kept", "superseded", "unknown")


class Sign(Struct, frozen=True, kw_only=True):
    """A statement that bears on a promise: what it says of it (`kept`, `partly`, `missed`, `superseded`, `running`;
    `near` settles nothing, and `says` is then what is other). `share` is how much of the promise it tells of, 1 being
    all; `day` the first day on which its report had appeared; `source` official statistics where it is no report's."""

    result: Literal["kept", "partly", "missed", "superseded", "running", "near"]
    says: str
    day: date
    statement: Statement
    share: float | None = None
    source: str | None = None


class NoteGiven(Struct, frozen=True, kw_only=True):
    """What a person found out about a promise: `number` names the note, `on` is the day from which it counts,
    `given_at` (UTC) the moment when `author` wrote it. `overruled` says that a later note tells another state; `lost`
    that a new reading no longer holds the promise; `undone` who took it back."""

    number: int
    statement: str
    text: str
    author: str
    on: date
    given_at: datetime
    state: PromiseState | None = None
    share: float | None = None
    overruled: bool = False
    lost: bool = False
    undone: str | None = None


class Promise(Struct, frozen=True, kw_only=True):
    """A fact about the future (or a contract of which a delivery is owed), and what became of it as of a day.

    `due` is the last day that it named, None where it named none; then `review` is the day on which it is to be looked
    at again. `since` is the day from which the state holds, `reason` says why in a sentence, `share` how much was
    reached (1 is all). `evidence` decides or touches it, what decides first; `nearest` are near misses; `notes` what
    people wrote, the last first. `changed` says that the state is new: not older than two weeks."""

    fact: Fact
    due: date | None
    state: PromiseState
    review: date | None = None
    since: date | None = None
    reason: str = ""
    share: float | None = None
    changed: bool = False
    evidence: tuple[Sign, ...] = ()
    nearest: tuple[Sign, ...] = ()
    notes: tuple[NoteGiven, ...] = ()


class PromisePage(Struct, frozen=True, kw_only=True):
    """A page of promises. `next_page` is to be given to the next call for the same; None on the last page. `looked_at`
    says that the page ends early, for so many promises were looked through for those in the states wanted; else it is
    None."""

    promises: tuple[Promise, ...]
    next_page: str | None = None
    looked_at: int | None = None


class Difference(Struct, frozen=True, kw_only=True):
    """What reading the book's reports anew changed: statements `added`, `gone` (withdrawn), `changed` (superseded, old
    and new), and the number `kept` as they were, over `reports` reports."""

    reports: int = 0
    added: tuple[Statement, ...] = ()
    gone: tuple[Statement, ...] = ()
    changed: tuple[tuple[Statement, Statement], ...] = ()
    kept: int = 0


class Summary(Struct, frozen=True, kw_only=True):
    """The book in numbers; `statements` counts the current ones by kind."""

    reports: int
    appearances: int
    statements: dict[str, int]
    facts: int
    gaps: int
    first_published: date | None
    last_published: date | None


class Outlet(Struct, frozen=True, kw_only=True):
    """A source of the book: an outlet (None where none was named), its appearances, the days between which they lie."""

    name: str | None
    appearances: int
    first_published: date | None
    last_published: date | None


class Problem(Struct, frozen=True, kw_only=True):
    """What `verify` found: `where` names the row, `problem` what is wrong with it. A `note` is worth knowing, and
    nothing is wrong."""

    where: str
    problem: str
    note: bool = False


def reader_name(reader: Reader | None) -> str:
    """A reader in one word: name and version."""
    return f"{reader.name} {reader.version}" if reader else "unknown"
