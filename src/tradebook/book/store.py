"""The book itself: opening, recording, reading anew, asking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from tradebook.book import asking, layers, queries, rereading, verifying
from tradebook.book.access import Access
from tradebook.book.address import Address, resolve
from tradebook.book.copies.asking import Copies
from tradebook.book.corrections.store import Corrections
from tradebook.book.facts.explaining import Explanation, explanation
from tradebook.book.facts.pinboard import Pins, fact_ids_named
from tradebook.book.forgetting import Forgetting
from tradebook.book.intake import Intake, Making, known_among, utc
from tradebook.book.model import (
    Appearance,
    Difference,
    Entry,
    Extract,
    Fact,
    LatestFacts,
    Outlet,
    Problem,
    Promise,
    PromiseState,
    ReadingLike,
    Recorded,
    Summary,
    Taken,
)
from tradebook.book.names.asking import Names
from tradebook.book.opening import upgrading
from tradebook.book.promises.store import Promises, Witness
from tradebook.book.search.asking import Found, search
from tradebook.book.search.latest import latest_facts
from tradebook.book.search.question import Slots
from tradebook.errors import BookDamaged, BookReadOnly
from tradebook.report import Report
from tradebook.statement import Reader


def open_book(address: str | Path | None = None, *, create: bool = True) -> Book:
    """The book at `address`: a path, an SQLite or PostgreSQL URL, or None for TRADEBOOK_BOOK, else the user's own book.

    A book of an earlier version is migrated, an SQLite file after a copy of it was made beside it. With `create` a book
    that is not there is made. Raises `UsageError` for an address that cannot be a book's, and members of `BookError`.
    """
    return Book(resolve(address), create=create)


class Book:
    """The reports, statements and facts, stored. Use `open_book`; close it, or use it as a context manager.

    Every method raises members of `BookError` where the database fails; the book can be opened again afterwards."""

    witnesses: Sequence[Witness] = ()
    """What is asked beside the press of what became of promises: official statistics, where somebody sets them."""

    def __init__(self, address: Address, *, create: bool = True) -> None:
        self._access = Access(address, create=create, finish=layers.bring_up_to_date)
        self.address = self._access.address
        try:
            self._bring_layers_up_to_date()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections; closing twice is fine."""
        self._access.close()

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._access.reading()

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._access.writing()

    def _bring_layers_up_to_date(self) -> None:
        """Makes the layers anew that other rules made; a book that cannot be written to keeps its old ones. Raises
        `BookReadOnly` where it has none."""
        with self._reading() as connection:
            if not layers.stale(connection):
                return
            unmade = layers.unmade(connection)
        try:
            if not self.address.read_only:
                with upgrading(self.address.shown), self._writing() as connection:
                    layers.bring_up_to_date(connection)
                return
        except BookReadOnly:  # an account on a server may have no right to write
            pass
        if unmade:
            problem = "an upgrade of it was begun and has not ended"
            raise BookReadOnly(self.address.shown, problem, "open it once with the right to write, which ends it")

    @property
    def copies(self) -> Copies:
        """Whose copy each report is, which passages repeat, what outlets took back."""
        return Copies(self._access)

    # Recording

    def record(
        self,
        report: Report,
        reading: ReadingLike,
        *,
        recorded_at: datetime | None = None,
        reader: Reader | None = None,
    ) -> Recorded:
        """Records `report` with its `reading`, whole or not at all; returns what it did.

        A known text from another outlet, address or day is one more appearance; a known one changes nothing.
        `recorded_at` is now, in UTC, unless given; `reader` is needed only for a reading without statements, which name
        it. Raises `BadRecord` where a statement is not grounded in the report, or a database cannot hold its text.
        """
        (taken,) = self.record_all([(report, reading)], recorded_at=recorded_at, reader=reader)
        if taken.recorded is None:
            assert taken.refused is not None
            raise taken.refused
        return taken.recorded

    def record_all(
        self,
        readings: Iterable[tuple[Report, ReadingLike | None]],
        *,
        extract: Extract | None = None,
        recorded_at: datetime | None = None,
        reader: Reader | None = None,
        processes: int = 1,
    ) -> Generator[Taken, None, None]:
        """Records many reports, each as `record` does, and tells of each, in their order, what became of it; a report
        that cannot be recorded is told as `refused`, and the others go on.

        Where a reading is None, `extract` reads the report, unless the book holds it already. Several reports are
        written together, in one transaction: what is told is in the book; what is not told yet may be in it or not,
        and recording it again changes nothing. A group is written when it is full (64 reports), or when its first
        report has waited .2 seconds and another comes.

        With several `processes` the others read and prepare while this one writes: `extract` must be a function that
        they can import, and a program of its own must have `if __name__ == "__main__"`. Raises `WorkerLost` where one
        of them ends before its time."""
        now = None if recorded_at is None else utc(recorded_at)
        return Intake(self._access, Making(extract, reader), now, processes).each(readings)

    def reread(
        self,
        extract: Extract,
        progress: Callable[[int, int], None] | None = None,
        *,
        reader: Reader | None = None,
        every: bool = False,
        read_at: datetime | None = None,
    ) -> Difference:
        """Reads the book's own reports anew with `extract` and returns what changed.

        A statement that the new reading words otherwise is superseded by the new one, one that it no longer finds is
        marked as withdrawn; nothing is edited or deleted. One report is one transaction, so that a reading broken off
        is taken up again by the next. With `reader` named, reports that it read last are left out, unless `every` one
        is to be read. `progress` is called with the reports done and their number in all.
        """
        with self._reading() as connection:
            todo = rereading.numbers(connection, None if every else reader)
        total = _Total()
        for done, seq in enumerate(todo, 1):
            with self._reading() as connection:
                report = rereading.stored(connection, seq)
            reading = extract(report)
            with self._writing() as connection:
                changes = rereading.apply(connection, seq, report, reading, utc(read_at), reader)
            total.add(changes)
            if progress is not None:
                progress(done, len(todo))
        return total.difference()

    @property
    def corrections(self) -> Corrections:
        """What people said of the statements: marking, correcting, taking back, listing."""
        return Corrections(self._access)

    def explained(self, fact_id: str) -> Explanation | None:
        """Why the fact with this id holds what it holds, and what near to it is another; None where there is none."""
        with self._reading() as connection:
            return explanation(connection, fact_id)

    def fact_ids_named(self, id_or_prefix: str) -> list[str]:
        """The fact whose id begins so, or which the statement whose id begins so leads; empty where there is neither.
        Raises `UsageError` where several ids begin so, or for fewer than 4 digits."""
        with self._reading() as connection:
            return fact_ids_named(connection, id_or_prefix)

    @property
    def pins(self) -> Pins:
        """What people say belongs together, or does not."""
        return Pins(self._access)

    @property
    def forgetting(self) -> Forgetting:
        """Removing a report's text, a report or a person's name, on request."""
        return Forgetting(self._access)

    @property
    def names(self) -> Names:
        """Bodies and people: which spellings are one, their pages, and what people say of their names."""
        return Names(self._access)

    def known(self, report_id: str) -> bool:
        """Whether the book holds the report."""
        return bool(self.known_among([report_id]))

    def known_among(self, report_ids: Iterable[str]) -> set[str]:
        """Those of the reports that the book holds."""
        return known_among(self._access, report_ids)

    # Asking

    def report(self, report_id: str) -> Report | None:
        """The report as it was recorded; None where the book has not got it."""
        with self._reading() as connection:
            return queries.report(connection, report_id)

    def versions(self, report_id: str) -> list[Appearance]:
        """Every text that stood at the page (the address) of this report, as the book came to know them, this report
        among them; empty where there was but this one. Their order is ours: a publisher may date a corrected report
        before the one that it corrects."""
        with self._reading() as connection:
            return queries.versions(connection, report_id)

    def appearances(self, report_id: str) -> list[Appearance]:
        """The report's appearances, the earliest first."""
        with self._reading() as connection:
            return queries.appearances(connection, report_id)

    def statement(self, id_or_prefix: str) -> Entry | None:
        """The one statement whose id begins so, the current reading of it first; None where there is none.

        Raises `UsageError` where several ids begin so, or for fewer than 4 digits."""
        with self._reading() as connection:
            return queries.statement(connection, id_or_prefix)

    def statements(
        self,
        *,
        pair: tuple[str, str] | None = None,
        country: str | None = None,
        company: str | None = None,
        good: str | None = None,
        kind: str | None = None,
        report: str | None = None,
        min_confidence: float = 0.0,
        history: bool = False,
    ) -> list[Entry]:
        """The current statements that fit every filter, in the order in which they were recorded; with `history` also
        the superseded and withdrawn ones. The filters are those of `facts`; `report` is a report's id."""
        chosen = queries.Filter(pair, country, company, good, kind, report, min_confidence)
        with self._reading() as connection:
            return list(queries.entries(connection, chosen, history=history))

    def each_statement(self) -> Iterator[Entry]:
        """Every current statement, in the order in which they were recorded, a few at a time, so that memory stays flat
        and no writer waits."""
        last = 0
        while True:
            with self._reading() as connection:
                found = queries.entries_after(connection, last, 1000)
            if not found:
                return
            yield from (entry for _, entry in found)
            last = found[-1][0]

    def facts(
        self,
        pair: tuple[str, str] | None = None,
        country: str | None = None,
        company: str | None = None,
        good: str | None = None,
        kind: str | None = None,
        as_of: date | None = None,
        min_confidence: float = 0.0,
        *,
        leading: bool = True,
        taken_back: bool = False,
    ) -> list[Fact]:
        """The facts with a statement that fits every filter, by kind, time and id.

        `pair` and `country` are codes, and find every fact that names them in any slot; `company` is the beginning of a
        word of the name of a party or a speaker's organisation; `good` the words (each from its beginning) or the first
        2 to 6 digits of a Harmonized System code; `as_of` gives what was known on that day, with the sources of then.
        A flow's statement can carry several figures, and each is a fact; unless `leading` is False those are left out
        that no statement leads with (the change told beside a value). What all its outlets corrected or withdrew
        themselves is left out unless `taken_back`.
        """
        chosen = queries.Filter(pair, country, company, good, kind, None, min_confidence)
        with self._reading() as connection:
            return asking.facts(connection, chosen, as_of=as_of, leading=leading, taken_back=taken_back)

    def latest_facts(self, slots: Slots, number: int = 20) -> LatestFacts:
        """Of each kind the `number` facts that were told last by a statement that fits the slots: what a page can show,
        found as quickly in a large book as in a small one. `facts` gives all. Raises `UsageError` for slots that cannot
        be."""
        with self._reading() as connection:
            found = latest_facts(connection, slots, number)
            facts = asking.facts(connection, queries.Filter(), numbers=found.facts, taken_back=True)
        order = {id_: at for at, id_ in enumerate(found.facts.values())}
        return LatestFacts(facts=tuple(sorted(facts, key=lambda f: order[f.id])), more=found.more)

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id; None where there is none."""
        with self._reading() as connection:
            return next(
                iter(asking.facts(connection, queries.Filter(), leading=False, ids=[fact_id], taken_back=True)), None
            )

    def facts_of(self, statement_id: str) -> list[Fact]:
        """The facts that a statement is part of: one for each of its figures."""
        with self._reading() as connection:
            ids = queries.fact_ids(connection, statement_id)
            return asking.facts(connection, queries.Filter(), leading=False, ids=ids, taken_back=True)

    def promises(
        self,
        pair: tuple[str, str] | None = None,
        as_of: date | None = None,
        *,
        country: str | None = None,
        company: str | None = None,
        good: str | None = None,
        min_confidence: float = 0.0,
        states: Collection[PromiseState] = (),
        limit: int | None = None,
    ) -> list[Promise]:
        """What was promised, and what became of it as known on the day `as_of` (today unless given): due first, then
        those whose state is new, then by due day. The filters are those of `facts`; `states` chooses by state. What it
        costs hangs on `limit`; `following.page` goes on page by page."""
        chosen = queries.Filter(pair, country, company, good, None, None, min_confidence)
        return self.following.find(chosen, as_of=as_of, states=states, limit=limit)

    @property
    def following(self) -> Promises:
        """Promises: one by one, and people's notes on them."""
        return Promises(self._access, self.witnesses)

    def search(self, words: str = "", slots: Slots | None = None, *, limit: int = 20, page: str | None = None) -> Found:
        """The current statements that hold all of `words` and fit the `slots`, `limit` of them, from `page` on.

        Words are searched in the evidence, the names, the goods and countries and the title; accents, case and plural
        do not count. `"in quotes"` words follow each other, of `word*` only the beginning counts, `-word` leaves out.
        `page` is the `next_page` of the search before. Raises `UsageError` for what cannot be asked."""
        with self._reading() as connection:
            return search(connection, words, slots or Slots(), limit, page)

    def sources(self) -> list[Outlet]:
        """The outlets whose reports the book holds, those with most appearances first."""
        with self._reading() as connection:
            return asking.outlets(connection)

    def summary(self) -> Summary:
        """The book in numbers."""
        with self._reading() as connection:
            return asking.summary(connection)

    def verify(self) -> list[Problem]:
        """Checks every evidence span, id and link of the book, and its facts against its statements; returns what is
        wrong, an empty list where it is sound. A broken file gives what could be found out before it broke off."""
        found: list[Problem] = []
        try:
            with self._reading() as connection:
                for problem in verifying.problems(connection):  # one by one: what was found stays when it breaks off
                    found.append(problem)  # noqa: PERF402
        except BookDamaged as error:
            found.append(Problem(where="file", problem=error.problem))
        return found


class _Total:
    """The changes of many reports, in one."""

    def __init__(self) -> None:
        self._changes: list[rereading.Changes] = []
        self._reports = 0
        self._kept = 0

    def add(self, changes: rereading.Changes) -> None:
        self._reports += 1
        self._kept += changes.kept
        if changes:
            self._changes.append(changes)

    def difference(self) -> Difference:
        return Difference(
            reports=self._reports,
            added=tuple(s for c in self._changes for _, s in c.added),
            gone=tuple(w.statement for c in self._changes for w in c.gone),
            changed=tuple((old.statement, new) for c in self._changes for old, _, new in c.replaced),
            kept=self._kept,
        )
