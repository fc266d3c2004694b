"""Promises with their judgement, as of a day: what the book and the witnesses tell of them, and people's notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from tradebook.book.model import NoteGiven
from tradebook.book.promises import notes
from tradebook.book.promises.due import day_for
from tradebook.book.promises.evidence import Evidence
from tradebook.book.promises.found import Held, Told
from tradebook.book.promises.judging import NEAREST, Judged, hold, judge
from tradebook.book.promises.making import Draft, drafts_of
from tradebook.book.promises.subjects import close_subjects_of, subjects_of
from tradebook.statement import Statement


class Witness(Protocol):
    """Evidence from elsewhere than the press: official statistics. What it tells is held against a promise as a
    report's statement is; `Told.source` names where it is from, `Told.first` is the day on which it was published."""

    def told(self, connection: Connection, promised: Sequence[Statement], as_of: date) -> Iterable[Told]:
        """What was known by the day `as_of` on the subjects of these promises."""


class Case(Struct):
    """A promise with its judgement and the rows of all statements that make it; `fact` is its fact's id."""

    fact: str
    held: Held
    judged: Judged
    notes: tuple[NoteGiven, ...]
    seqs: frozenset[int]

    @property
    def place(self) -> date:
        """The day at which it stands in the order of days."""
        return day_for(self.held.statement, self.held.due, self.held.last)


class Cases:
    """Judges promises as of a day, some after others: what was read for one serves the next."""

    def __init__(self, connection: Connection, witnesses: Sequence[Witness], day: date) -> None:
        self.connection = connection
        self.day = day
        self.evidence = Evidence(connection, day)
        self._witnesses = witnesses
        self._given = notes.standing(connection, day)

    def drafts(self, facts: Iterable[int]) -> dict[int, Draft]:
        """Number of a fact -> its promise, of those known on the day."""
        return {draft.number: draft for draft in drafts_of(self.connection, facts, self.day)}

    def of_facts(self, facts: Iterable[int]) -> dict[int, Case]:
        """Number of a fact -> its promise, judged."""
        drafts = list(self.drafts(facts).values())
        told = self.evidence.on([draft.held for draft in drafts])
        heard = self._heard([draft.held.statement for draft in drafts])
        return {
            d.number: self._case(d, [*known, *self._heard_on(d.held, heard)])
            for d, known in zip(drafts, told, strict=True)
        }

    def with_near_misses(self, cases: Sequence[Case]) -> list[Case]:
        """The cases, those that nothing settles with what is near under wider subjects: asked only of those shown."""
        open_ones = [case for case in cases if not case.judged.deciding and len(case.judged.nearest) < NEAREST]
        told = self.evidence.near([case.held for case in open_ones])
        nearer = {case.fact: _nearer(case, some) for case, some in zip(open_ones, told, strict=True)}
        return [nearer.get(case.fact, case) for case in cases]

    def _case(self, draft: Draft, told: Iterable[Told]) -> Case:
        mine = [note for seq in draft.seqs for note in self._given.get(seq, ())]
        mine.sort(key=lambda note: (note.on, note.given_at, note.number))
        others = {o.rank: o for o in told if o.rank not in draft.seqs}
        return Case(
            draft.fact, draft.held, judge(draft.held, others.values(), mine, self.day), _shown(mine), draft.seqs
        )

    def _heard(self, promised: Sequence[Statement]) -> dict[int, list[Told]]:
        """What witnesses tell, by subject."""
        found: dict[int, list[Told]] = {}
        for witness in self._witnesses:
            for told in witness.told(self.connection, promised, self.day):
                for key in subjects_of(told.statement):
                    found.setdefault(key, []).append(told)
        return found

    def _heard_on(self, p: Held, heard: dict[int, list[Told]]) -> Iterable[Told]:
        if not heard:
            return ()
        return [o for key in close_subjects_of(p.statement, p.first, p.due or self.day) for o in heard.get(key, ())]


def _shown(given: Sequence[NoteGiven]) -> tuple[NoteGiven, ...]:
    """Notes, the last first; those that say another state than the last that says one are overruled."""
    telling = [note for note in given if note.state is not None]
    last = telling[-1] if telling else None
    marked = [replace(n, overruled=n.state is not None and n is not last) for n in given]
    return tuple(reversed(marked))


def _nearer(case: Case, told: Iterable[Told]) -> Case:
    """The case with what is near among what was told under wider subjects."""
    known = {o.rank for o, _ in case.judged.nearest} | case.seqs
    near = [(o, m) for o in told if o.rank not in known and (m := hold(case.held, o)) and m.result == "near"]
    near.sort(key=lambda one: (one[1].apart, one[0].first, one[0].statement.id))
    nearest = sorted((*case.judged.nearest, *near), key=lambda one: one[1].apart)[:NEAREST]
    return replace(case, judged=replace(case.judged, nearest=tuple(nearest)))
