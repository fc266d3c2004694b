"""Promises in the order in which people want them, found as far as they are shown and no further.

States are not stored: they hang on the day that is asked for. What is stored is on which day each promise is due, or to
be looked at again (`promise_day`). A page is read off that order and judged as it comes, in four turns:

1. those that are due, the longest due first;
2. those whose state has changed of late, the last first;
3. those still to come, the next first;
4. the rest, those of the latest day first.

So a page costs what it shows, in a book of any size. Which promises have changed of late is known from what was told of
late: the promises that it may settle are found by their subjects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from tradebook.book.model import STATES, PromiseState
from tradebook.book.promises import notes, subject_index
from tradebook.book.promises.cases import Case, Cases
from tradebook.book.promises.due import longest_wait
from tradebook.book.promises.judging import hold
from tradebook.book.promises.making import facts_of, promising
from tradebook.book.promises.placed import LAST, Place, places_of
from tradebook.book.promises.subjects import promised_under
from tradebook.book.queries import Filter
from tradebook.book.search.document import statement_at
from tradebook.book.search.index import index_of, matching
from tradebook.book.search.question import Slots, question_of

NEW = timedelta(days=14)  # a state is new for so long
MOST_TOLD = 300  # statements told of late that are looked through for what they settle, the newest first
LIGHT = 20  # so many promises that do not fit a filter cost what one does that is judged
STILL_NEWS = 1_100  # days after a promise's day for which what settles it is told as news
DUE, CHANGED, COMING, REST = range(4)


class At(Struct, frozen=True, array_like=True):
    """A place in the list: the turn, and within it the promise's place; among those that have changed the day since
    which and the number of the state that each is in, and its fact's id."""

    turn: int
    day: int = 0
    mark: int = 0
    fact: str = ""


class Listed(Struct):
    """A promise at its place in the list; without a promise it says how far the list was looked through, and through
    how many promises."""

    at: At
    case: Case | None
    looked_at: int = 0


class Listing:
    """The promises that fit a filter, as known on a day."""

    def __init__(self, cases: Cases, chosen: Filter, states: Collection[PromiseState]) -> None:
        self._cases = cases
        self._connection, self._day = cases.connection, cases.day
        self._states = frozenset(states or STATES)
        self._chosen = chosen
        self._places = places_of(self._connection, chosen, cases.day)
        self._judged: dict[int, Case | None] = {}
        self._fits: dict[int, set[int]] = {}  # by the number of a fact: its statements that fit
        self._changed: dict[int, Case] | None = None
        self._looked_at = 0  # promises of the last batch, those that do not fit the filter counted as LIGHT says

    def after(self, at: At | None) -> Iterator[Listed]:
        """The promises behind a place of the list, in order; all of them where `at` is None. Each batch that was looked
        through without one that is wanted is told too."""
        first = at.turn if at else DUE
        for turn, wanted, listed in (
            (DUE, {"due"}, self._due),
            (CHANGED, set(STATES) - {"due", "open"}, self._of_late),
            (COMING, {"open", "partly"}, self._coming),
            (REST, set(STATES), self._rest),
        ):
            if turn >= first and wanted & self._states:
                yield from listed(at if turn == first else None)

    # The turns

    def _due(self, at: At | None) -> Iterator[Listed]:
        today = self._day.toordinal()
        for places in self._places.between(today - longest_wait(), today, _behind(at), until=today):
            for place, _, case in self._of(places):
                if _is_due(place, case, self._day):
                    yield Listed(At(DUE, place.day, place.mark), case)
            yield self._end(DUE, places)

    def _of_late(self, at: At | None) -> Iterator[Listed]:
        cases = (case for case in self._late().values() if case.judged.state in self._states)
        found = sorted(((_latest(case), case) for case in cases), key=lambda one: _order(one[0]))
        yield from (Listed(place, case) for place, case in found if at is None or _order(place) > _order(at))

    def _coming(self, at: At | None) -> Iterator[Listed]:
        for places in self._places.between(self._day.toordinal() + 1, LAST, _behind(at)):
            for place, fact, case in self._of(places):
                if _is_coming(place, case, self._day) and case.judged.state in self._states and not self._is_late(fact):
                    yield Listed(At(COMING, place.day, place.mark), case)
            yield self._end(COMING, places)

    def _rest(self, at: At | None) -> Iterator[Listed]:
        """What is due or open stands here too where its place is not that of its own day: one of those that some
        statement makes of which the list knows nothing."""
        listed = self._places.strays if self._states <= {"due", "open"} else self._places.backwards
        for places in listed(_behind(at)):
            for place, fact, case in self._of(places):
                shown = _is_due(place, case, self._day) or _is_coming(place, case, self._day)
                if not shown and case.judged.state in self._states and not self._is_late(fact):
                    yield Listed(At(REST, place.day, place.mark), case)
            yield self._end(REST, places)

    def _of(self, places: Sequence[Place]) -> Iterator[tuple[Place, int, Case]]:
        """The promises whose place is one of these, each with it and with the number of its fact. A promise that
        several statements make has the place of the one whose day is its own."""
        facts = facts_of(self._connection, [place.statement for place in places], self._day)
        asked_for = self._asked_for(facts.values())
        judged = sum(fact in asked_for for fact in facts.values())
        self._looked_at = judged + ceil((len(places) - judged) / LIGHT)
        self._judge(asked_for)
        several = self._several(facts)
        for place in places:
            fact = facts.get(place.statement)
            case = self._judged.get(fact) if fact is not None else None
            if fact is None or case is None or place.statement not in case.seqs:
                continue
            if place == _own(case, several.get(fact) or [place]):
                yield place, fact, case

    def _several(self, facts: dict[int, int]) -> dict[int, list[Place]]:
        """The places of the promises that several statements make."""
        homes = {
            seq: fact
            for fact in set(facts.values())
            if (case := self._judged.get(fact))
            if len(case.seqs) > 1
            for seq in case.seqs
        }
        found: dict[int, list[Place]] = {}
        for place in self._places.of(homes):
            found.setdefault(homes[place.statement], []).append(place)
        return found

    def _asked_for(self, facts: Iterable[int]) -> set[int]:
        """Those of the facts that some statement promises which fits the filter."""
        unknown = {fact for fact in facts if fact not in self._fits}
        making = promising(self._connection, unknown, self._day)
        found: dict[int, set[int]] = {fact: set() for fact in unknown}
        for seq in self._places.fitting(making):
            found[making[seq]].add(seq)
        self._fits.update(found)
        return {fact for fact in facts if self._fits[fact]}

    def _judge(self, facts: Iterable[int]) -> None:
        """Judges promises that are asked for; one of which only statements fit that do not make it as it is known, such
        as one that was taken back, is None."""
        missing = sorted(set(facts) - self._judged.keys())
        if missing:
            self._judged.update(dict.fromkeys(missing))
            judged = self._cases.of_facts(missing)
            self._judged.update((fact, case) for fact, case in judged.items() if case.seqs & self._fits[fact])

    def _end(self, turn: int, places: Sequence[Place]) -> Listed:
        return Listed(At(turn, places[-1].day, places[-1].mark), None, self._looked_at)

    # What has changed of late

    def _late(self) -> dict[int, Case]:
        """Number of a fact -> its promise, of those whose state has changed of late, the due ones apart."""
        if self._changed is None:
            facts = self._places.all_facts()
            if facts is None:
                facts = {*self._settled_of_late(), *self._given_up_of_late(), *self._noted_of_late()}
            facts = self._asked_for(facts)
            self._judge(facts)
            judged = ((fact, self._judged[fact]) for fact in facts)
            self._changed = {f: c for f, c in judged if c and c.judged.state != "due" and is_new(c, self._day)}
        return self._changed

    def _is_late(self, fact: int) -> bool:
        """Whether the promise, which was judged, stands among those that have changed of late."""
        case = self._judged[fact]
        return case is not None and is_new(case, self._day) and fact in self._late()

    def _given_up_of_late(self) -> Iterator[int]:
        """Those of which nothing more is to be hoped for, since some days."""
        today = self._day.toordinal()
        since = today - NEW.days - 1
        for places in self._places.between(since - longest_wait(), today, None, until=since):
            gone = [place.statement for place in places if place.until < today]
            yield from facts_of(self._connection, gone, self._day).values()

    def _noted_of_late(self) -> Iterable[int]:
        given = notes.standing(self._connection, self._day)
        late = [seq for seq, several in given.items() if any(note.on >= self._day - NEW for note in several)]
        return facts_of(self._connection, late, self._day).values()

    def _settled_of_late(self) -> set[int]:
        """Those that something told of late may have settled."""
        told = self._cases.evidence.told(told_of_late(self._connection, self._chosen, self._day))
        keys: dict[int, list[int]] = {}
        for seq, one in told.items():
            for key in promised_under(one.statement):
                keys.setdefault(key, []).append(seq)
        under = promising_under(self._connection, keys, self._day)
        own = {seq for seq in told if seq in under}
        places = {place.statement: place for place in self._places.of([*under, *told])}
        news = [seq for seq, p in places.items() if p.day >= self._day.toordinal() - STILL_NEWS or seq in own]
        facts = facts_of(self._connection, news, self._day)
        asked_for = self._asked_for(facts.values())
        bearing: dict[int, set[int]] = {}
        for seq in news:
            if facts.get(seq) in asked_for:
                bearing.setdefault(facts[seq], set()).update(s for key in under.get(seq, ()) for s in keys[key])
        drafts = self._cases.drafts(asked_for)
        return {
            fact
            for fact, draft in drafts.items()
            if draft.seqs & told.keys()  # its own report may tell what became of it
            or any(
                (match := hold(draft.held, told[seq])) and match.result not in ("near", "running")
                for seq in bearing.get(fact, set()) - draft.seqs
            )
        }


def _behind(at: At | None) -> tuple[int, int] | None:
    return (at.day, at.mark) if at else None


def is_new(case: Case, day: date) -> bool:
    """Whether the state has changed of late; a promise that was only just made has not."""
    return case.judged.state != "open" and day - NEW <= case.judged.since


def _latest(case: Case) -> At:
    return At(CHANGED, case.judged.since.toordinal(), STATES.index(case.judged.state), case.fact)


def _order(at: At) -> tuple[int, int, str]:
    """The order among those that have changed: the last first."""
    return -at.day, at.mark, at.fact


def _is_due(place: Place, case: Case, day: date) -> bool:
    """Whether it is due and stands where the due ones are looked for."""
    today = day.toordinal()
    return case.judged.state == "due" and today - longest_wait() <= place.day <= today <= place.until


def _is_coming(place: Place, case: Case, day: date) -> bool:
    return place.day > day.toordinal() and case.judged.state in ("open", "partly")


def _own(case: Case, places: Sequence[Place]) -> Place:
    """Of the places of the statements that make a promise its own: that with its day, else the first."""
    day = case.place.toordinal()
    return min([place for place in places if place.day == day] or places)


# What was told of late


def told_of_late(connection: Connection, chosen: Filter, day: date) -> list[int]:
    """The statements that were told within NEW days before `day` and may settle a promise that is asked for: those of
    the pair or the country, then those of one of the two; at most MOST_TOLD, the newest first."""
    slots = Slots(country=chosen.country, good=chosen.good, published=(day - NEW, day))
    either = chosen.pair or ()
    several = [replace(slots, pair=chosen.pair), *(replace(slots, country=code) for code in either)]
    index = index_of(connection)
    found: dict[int, None] = {}
    for slots in several:
        q = question_of("", slots)
        places = connection.scalars(matching(index, q.wanted, q).limit(MOST_TOLD))
        found.update(dict.fromkeys(map(statement_at, places)))
    return list(found)[:MOST_TOLD]


_MADE = 5_500  # days before which a promise was made that is still news: fifteen years


def promising_under(connection: Connection, keys: Iterable[int], day: date) -> dict[int, list[int]]:
    """Row of a statement that promises -> those of the keys under which it stands."""
    found: dict[int, list[int]] = {}
    until = day.toordinal()
    standing = subject_index.index_of(connection).promising(connection, sorted(keys), max(0, until - _MADE), until)
    for key, _, statement in standing:
        found.setdefault(statement, []).append(key)
    return found
