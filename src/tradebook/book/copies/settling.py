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
from collections.abc import Iterator
from datetime import date

from msgspec.structs import asdict
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


def add(connection: Connection, seq: int, text: Comparable, day: date) -> set[int]:
    """Finds the place of a new report; returns the reports whose original that changes, the new one among them."""
    place = place_of(seq, day, text)
    return _settle(connection, (place, text), [(place.rank, seq)])


def move(connection: Connection, seq: int, report: Report, day: date) -> set[int]:
    """Brings a report to the place that its earliest day gives it; returns the reports whose original that changes."""
    place = _place(connection, seq)
    rank = rank_of(day, place.words, report.id)
    if rank == place.rank:
        return set()
    text = prepared(report)
    again = _take_out(connection, place, keys_of_text(text, place.sketch))
    new = Place(seq, rank, place.words, place.sketch)
    return {seq} | _settle(connection, (new, text), [(rank, seq), *again])


def remove(connection: Connection, seq: int) -> set[int]:
    """Takes a report out whose text is no longer what it was; returns the others whose original that changes."""
    place = _place(connection, seq)
    again = _take_out(connection, place, keyed.keys_held(connection, seq))
    return _settle(connection, None, [at for at in again if at[1] != seq])


_PLACE = Prepared(select(schema.copy_report).where(_c.report == _OF))
_COPIES_OF = Prepared(select(_c.rank, _c.report).where(_c.original == _OF))


def _place(connection: Connection, seq: int) -> Place:
    place = stored(connection, seq)
    assert place is not None
    return place


def stored(connection: Connection, seq: int) -> Place | None:
    """What the book holds of a report's place."""
    row = _PLACE.first(connection, of=seq)
    return Place(row.report, row.rank, row.words, row.sketch, row.original, row.contained) if row else None


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


def _settle(connection: Connection, new: tuple[Place, Comparable] | None, again: list[At]) -> set[int]:
    """Finds the originals of reports anew, in the order of their ranks, a `new` one without rows among them, and of all
    that this touches; returns the reports that it changes."""
    waiting = list(set(again))
    heapq.heapify(waiting)
    changed: set[int] = set()
    done: At | None = None
    while waiting:
        entry = heapq.heappop(waiting)
        if entry == done:
            continue
        done = entry
        if new is not None and entry == (new[0].rank, new[0].report):
            before, (place, text) = None, new
            new = None
        else:
            before = place = _place(connection, entry[1])
            ((_, text),) = prepared_rows(connection, [place.report])
        keys = keys_of_text(text, place.sketch)
        found = finding.original_of(connection, place, text, keys)
        after = Place(place.report, place.rank, place.words, place.sketch, *(found or (None, None)))
        if after == before:
            continue
        changed.add(place.report)
        _write(connection, before, after, keys)
        for item in _touched(connection, before, after, text, keys):
            heapq.heappush(waiting, item)
    return changed


_ROWS = Insertion(schema.copy_report)
_CHANGE = Prepared(
    update(schema.copy_report)
    .where(_c.report == _OF)
    .values(original=bindparam("to_original"), contained=bindparam("to_contained"))
)


def _write(connection: Connection, before: Place | None, after: Place, keys: list[int]) -> None:
    """Writes where a report stands now."""
    at, is_original = (after.rank, after.report), after.original is None
    if before is None:
        _ROWS.add(connection, [asdict(after)])
        keyed.add(connection, at, keys, original=is_original)
        return
    _CHANGE.run(connection, of=after.report, to_original=after.original, to_contained=after.contained)
    if (before.original is None) != is_original:
        keyed.flip(connection, at, keys, original=is_original)


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
            _make_one_anew(connection, Place(row.report, row.rank, row.words, row.sketch))
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
    return Place(place.report, place.rank, place.words, place.sketch, *(found or (None, None)))
