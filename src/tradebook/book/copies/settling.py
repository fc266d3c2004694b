"""Whose copy each report is, kept in step with what is recorded. Each function works inside a transaction that the
caller holds.

Taken in the order of ranks, a report is a copy of the original before it that it has most of; where there is none it is
an original itself. So a group is around its original and nothing chains; what comes out hangs on the reports alone; and
what was so on a day stays so, whatever appears later.

A report read late can come before others in that order. Then only those are looked at again that it can touch: later
ones that share a key with it, and what follows from their change, in the order of their ranks.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import BigInteger, Connection, bindparam, delete, func, select, update

from tradebook.book import schema
from tradebook.book.copies import finding, keyed
from tradebook.book.copies.finding import Place, keys_of_text, place_of, prepared, prepared_rows, rank_of
from tradebook.book.copies.keyed import At
from tradebook.book.copies.likeness import Comparable, prepare
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.queries import report_of
from tradebook.report import Report

_AT_ONCE = 200
_c = schema.copy_report.c
_OF = bindparam("of", type_=BigInteger)


# Changes


class Newcomer(Struct, frozen=True):
    """A report without rows: where it stands, before its original is looked for, its keys, and itself."""

    place: Place
    keys: list[int]
    report: Report

    @property
    def at(self) -> At:
        return self.place.rank, self.place.report


def add(connection: Connection, new: Sequence[Newcomer]) -> set[int]:
    """Finds the places of new reports; returns the reports whose original that changes, the new ones among them."""
    return _settle(connection, new, [n.at for n in new])


def move(connection: Connection, seq: int, report: Report, day: date) -> set[int]:
    """Brings a report to the place that its earliest day gives it; returns the reports whose original that changes."""
    place = _place(connection, seq)
    rank = rank_of(day, place.words, report.id)
    if rank == place.rank:
        return set()
    keys = keys_of_text(prepared(report), place.sketch)
    again = _take_out(connection, place, keys)
    new = Newcomer(Place(seq, rank, place.words, place.sketch, figures=place.figures), keys, report)
    return {seq} | _settle(connection, [new], [(rank, seq), *again])


def remove(connection: Connection, seq: int) -> set[int]:
    """Takes a report out whose text is no longer what it was; returns the others whose original that changes."""
    place = _place(connection, seq)
    again = _take_out(connection, place, keyed.keys_held(connection, seq))
    return _settle(connection, [], [at for at in again if at[1] != seq])


_PLACE = Prepared(select(schema.copy_report).where(_c.report == _OF))
_COPIES_OF = Prepared(select(_c.rank, _c.report).where(_c.original == _OF))


def _place(connection: Connection, seq: int) -> Place:
    place = stored(connection, seq)
    assert place is not None
    return place


def stored(connection: Connection, seq: int) -> Place | None:
    """What the book holds of a report's place."""
    row = _PLACE.first(connection, of=seq)
    return Place(**row._asdict()) if row else None


def _with_original(place: Place, found: tuple[int, float] | None) -> Place:
    original, contained = found or (None, None)
    return replace(place, original=original, contained=contained)


def _copies_of(connection: Connection, seq: int) -> list[At]:
    return [(row.rank, row.report) for row in _COPIES_OF.rows(connection, of=seq)]


def _take_out(connection: Connection, place: Place, keys: list[int]) -> list[At]:
    """Takes a report's rows away; returns those that must be looked at again: its copies, which keep it as their
    original until then, and those for whom a key says something again."""
    is_original = place.original is None
    keyed.drop(connection, (place.rank, place.report), keys, original=is_original)
    connection.execute(delete(schema.copy_report).where(_c.report == place.report))
    if not is_original:
        return []
    return [*_copies_of(connection, place.report), *_freed(connection, place, keys)]


def _settle(connection: Connection, new: Sequence[Newcomer], again: Iterable[At]) -> set[int]:
    """Finds the originals of reports anew, in the order of their ranks, `new` ones without rows among them, and of all
    that this touches; returns the reports that it changes."""
    group = _Group(connection, new)
    waiting = list(set(again))
    heapq.heapify(waiting)
    changed: set[int] = set()
    done: At | None = None
    while waiting:
        entry = heapq.heappop(waiting)
        if entry == done:
            continue
        done = entry
        newcomer = group.taken(entry)
        touched = group.settle(newcomer) if newcomer else _settle_again(connection, group, entry[1])
        if touched is not None:
            changed.add(entry[1])
            for item in touched:
                heapq.heappush(waiting, item)
    group.write()
    return changed


def _settle_again(connection: Connection, group: _Group, seq: int) -> list[At] | None:
    """Finds the original of a report with rows anew: the later reports that must be looked at again, None where nothing
    has changed."""
    group.write()
    before = _place(connection, seq)
    ((_, text),) = prepared_rows(connection, [seq])
    keys = keys_of_text(text, before.sketch)
    found = finding.original_of(connection, before, text, keys)
    after = _with_original(before, found)
    if after == before:
        return None
    group.is_stale = True
    _CHANGE.run(connection, of=seq, to_original=after.original, to_contained=after.contained)
    if (before.original is None) != (after.original is None):
        keyed.flip(connection, (after.rank, seq), keys, original=after.original is None)
    return _touched(connection, before, after, text, keys)


class _Group:
    """New reports on the way into the book. What the book knows of their keys is asked once for all of them, and their
    rows go in together. Where reports that were there before change on the way, this no longer holds (`is_stale`), and
    each that is left is looked up by itself."""

    def __init__(self, connection: Connection, new: Sequence[Newcomer]) -> None:
        self._connection = connection
        self._left = {n.at: n for n in new}
        self._places = {n.place.report: n.place for n in new}
        self._rows: list[tuple[Place, list[int]]] = []
        self._mine: dict[int, list[At]] = {}  # key -> the originals among the new that carry it
        self.is_stale = not new
        if new:
            lowest = min(self._left)[0]
            keys = sorted(set().union(*(n.keys for n in new)))
            self._first = keyed.first_originals(connection, lowest, keys, finding.COMMON)
            last = _LAST.first(connection).rank
            are_last = last is None or last <= lowest
            self._later = {} if are_last else keyed.highest_ranks(connection, lowest, sorted(self._first))

    def taken(self, at: At) -> Newcomer | None:
        """The new report at a place, which is to be settled now; None where it is none."""
        return self._left.pop(at, None)

    def settle(self, n: Newcomer) -> list[At]:
        """Finds the original of a new report; the later reports that must be looked at again."""
        if self.is_stale:
            self.write()
            found = finding.original_of(self._connection, n.place, prepared(n.report), n.keys)
        else:
            found = self._original_of(n)
        p = n.place
        after = _with_original(p, found)
        self._rows.append((after, n.keys))
        if after.original is not None:
            return []
        for key in n.keys:
            self._mine.setdefault(key, []).append(n.at)
        if not self.is_stale and all(self._later.get(key, 0) <= p.rank for key in n.keys):
            return []
        self.write()
        return _touched(self._connection, None, after, prepared(n.report), n.keys)

    def _original_of(self, n: Newcomer) -> tuple[int, float] | None:
        rank = n.place.rank
        telling: set[int] = set()
        found: dict[At, list[int]] = {}
        for key in n.keys:
            first = self._first.get(key)
            if first is None:  # common
                continue
            earlier = [at for at in (*first, *self._mine.get(key, ())) if at[0] < rank]
            if len(earlier) > finding.COMMON:
                continue
            telling.add(key)
            for at in earlier:
                found.setdefault(at, []).append(key)
        near = finding.near_to(telling, found)
        if not near:
            return None
        here = [seq for seq in near if seq in self._places]
        compared = [seq for seq in here if finding.may_copy(n.place, self._places[seq])]
        if len(here) < len(near):
            compared += finding.worth_comparing(self._connection, n.place, near.keys() - set(here))
        return finding.best_of(self._connection, prepared(n.report), near, compared) if compared else None

    def write(self) -> None:
        """Puts in the rows of the reports that are settled."""
        _ROWS.add(self._connection, [asdict(place) for place, _ in self._rows])
        keyed.add_all(
            self._connection,
            [((place.rank, place.report), keys, place.original is None) for place, keys in self._rows],
        )
        self._rows = []


_ROWS = Insertion(schema.copy_report)
_CHANGE = Prepared(
    update(schema.copy_report)
    .where(_c.report == _OF)
    .values(original=bindparam("to_original"), contained=bindparam("to_contained"))
)


_LAST = Prepared(select(func.max(_c.rank).label("rank")))


def _touched(connection: Connection, before: Place | None, after: Place, text: Comparable, keys: list[int]) -> list[At]:
    """The later reports that must be looked at again because a report has become an original or is one no longer."""
    was, is_original = before is not None and before.original is None, after.original is None
    if was == is_original or _LAST.first(connection).rank <= after.rank:
        return []
    if not is_original:
        return [*_copies_of(connection, after.report), *_freed(connection, after, keys)]
    near, turned = keyed.later_that_carry(connection, after.rank, keys, finding.COMMON)
    return [*finding.copies_among(connection, after, text, near - turned), *turned]


def _freed(connection: Connection, place: Place, keys: list[int]) -> list[At]:
    """The later reports for whom a key is no longer common without the original at `place`."""
    return list(keyed.later_that_carry(connection, place.rank, keys, finding.COMMON)[1])


# The whole book


def make_anew(connection: Connection) -> None:
    """Drops all places and makes them anew, in the order of ranks, so that nothing is looked at twice."""
    for table in (schema.copy_key, schema.copy_report):
        connection.execute(delete(table))
    for seq, day, report in reports_with_days(connection):
        place = place_of(seq, day, prepare(report))
        _ROWS.add(connection, [asdict(place)])
    last = -1
    ranked = select(schema.copy_report).order_by(_c.rank, _c.report)
    while ranks := list(connection.scalars(select(_c.rank).where(_c.rank > last).order_by(_c.rank).limit(_AT_ONCE))):
        for row in connection.execute(ranked.where(_c.rank > last, _c.rank <= ranks[-1])).all():
            _make_one_anew(connection, _with_original(Place(**row._asdict()), None))
        last = ranks[-1]


def _make_one_anew(connection: Connection, place: Place) -> None:
    ((_, text),) = prepared_rows(connection, [place.report])
    keys = keys_of_text(text, place.sketch)
    found = finding.original_of(connection, place, text, keys)
    if found:
        _CHANGE.run(connection, of=place.report, to_original=found[0], to_contained=found[1])
    keyed.add(connection, (place.rank, place.report), keys, original=found is None)


def reports_with_days(connection: Connection) -> Iterator[tuple[int, date, Report]]:
    """Every report with its row and the day on which it first appeared, a few at a time."""
    r, a = schema.report, schema.appearance.c
    last = 0
    while True:
        day = select(func.min(a.day)).where(a.report == r.c.seq).scalar_subquery()
        query = select(r, day.label("first_day")).where(r.c.seq > last).order_by(r.c.seq).limit(_AT_ONCE)
        found = connection.execute(query).all()
        if not found:
            return
        for row in found:
            if row.first_day is not None:  # a damaged book has reports without an appearance; `verify` names them
                yield row.seq, row.first_day, report_of(row)
        last = found[-1].seq


def wanted(connection: Connection, seq: int, day: date, text: Comparable) -> Place:
    """What a report's place must be, given those before it."""
    place = place_of(seq, day, text)
    found = finding.original_of(connection, place, text, keys_of_text(text, place.sketch))
    return _with_original(place, found)
