"""Whose copy each report is, kept in step with what is recorded. Each function works inside a transaction that the
caller holds.

Reports stand in one order, their rank: by the day on which they first appeared, on one day the longer first (a copy is
shortened more often than lengthened), then by id. Taken in that order, a report is a copy of the original before it
that it has most of; where there is none it is an original itself. So a group is around its original and nothing
chains; what comes out hangs on the reports alone; and what was so on a day stays so, whatever appears later.

A report read late can come before others in that order. Then only those are looked at again that it can touch: later
ones with keys of its sketch, and what follows from their change, in the order of their ranks.

A key that more than `COMMON` earlier originals carry says nothing any more (an outlet's closing line, the words of a
daily bulletin) and is left out, so that the cost of a report does not grow with the book.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, true, union_all, update

from tradebook.book import schema
from tradebook.book.copies.likeness import OF_THE_LATER, Likeness, Prepared, compare, prepare
from tradebook.book.copies.sketch import SIZE, keys_of, sketch_of
from tradebook.book.copies.words import runs
from tradebook.book.queries import report_of
from tradebook.report import Report

COMMON = 50  # originals; a key that more of them carry is common
SHARED = 3  # keys that two reports must share before they are compared
COMPARED = 8  # how many originals a report is compared with at the most: those that share most keys
_AT_ONCE = 200

_DAY_AT, _LENGTH_AT, _LONGEST = 41, 24, 2**17 - 1


class Place(Struct, frozen=True):
    """Where a report stands: its row, its rank, its sketch; the row of the original whose copy it is, None for an
    original, and how much of the shorter of the two the longer holds."""

    report: int
    rank: int
    words: int
    sketch: bytes
    original: int | None = None
    contained: float | None = None


def rank_of(day: date, words: int, report_id: str) -> int:
    """A report's place in the order: day, then length, then id, in 63 bits."""
    shortness = _LONGEST - min(words, _LONGEST)
    return day.toordinal() << _DAY_AT | shortness << _LENGTH_AT | int(report_id[:6], 16)


def day_of(rank: int) -> date:
    """The day of a rank: on which the report first appeared."""
    return date.fromordinal(rank >> _DAY_AT)


# Reports ready to be compared, the latest used: a story and its copies come together


class _Shelf:
    """Prepared reports by their words, the latest used; very long ones are made anew each time."""

    SIZE = 500
    LONGEST = 100_000  # characters

    def __init__(self) -> None:
        self._held: dict[tuple[str, str | None, int], Prepared] = {}

    def prepared(self, report: Report) -> Prepared:
        words = (report.text, report.title, report.body_start)  # not the id: a name can be blackened in the text
        found = self._held.pop(words, None) or prepare(report)
        if len(report.text) <= self.LONGEST:
            self._held[words] = found
            if len(self._held) > self.SIZE:
                del self._held[next(iter(self._held))]
        return found


_SHELF = _Shelf()
prepared = _SHELF.prepared


def prepared_rows(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[int, Prepared]]:
    """The reports in some rows, ready to be compared."""
    r = schema.report
    for row in connection.execute(select(r).where(r.c.seq.in_(list(reports)))):
        yield row.seq, prepared(report_of(row))


class _Judged:
    """What came of comparisons, the latest: a report read late is compared with many that were compared before."""

    SIZE = 20_000

    def __init__(self) -> None:
        self._held: dict[tuple[tuple[int, bool], tuple[int, bool]], float | None] = {}

    def contained(self, later: Prepared, earlier: Prepared) -> float | None:
        """How much of the shorter the longer holds, where the later is a copy of the earlier; None where it is none."""
        pair = (later.mark, earlier.mark)
        if pair not in self._held:
            likeness = compare(later, earlier)
            self._held[pair] = round(likeness.contained, 2) if is_copy(later, earlier, likeness) else None
            if len(self._held) > self.SIZE:
                del self._held[next(iter(self._held))]
        return self._held[pair]


_JUDGED = _Judged()


# Looking up


def _each_key(one: Any) -> Any:
    """A query made of one for each place of the sketch; `one` makes it, given the place."""
    return union_all(*(select(one(place).subquery()) for place in range(SIZE)))


def _originals(place: int, *, later: bool) -> Any:
    k = schema.copy_key.c
    beyond = k.rank > bindparam("rank") if later else k.rank < bindparam("rank")
    query = select(literal(place).label("place"), k.rank, k.report)
    query = query.where(k.key == bindparam(f"key_{place}"), k.is_original == true(), beyond)
    return query.order_by(k.rank if later else k.rank.desc()).limit(COMMON + 1)


def _later_copies(place: int) -> Any:
    k = schema.copy_key.c
    query = select(literal(place).label("place"), k.rank, k.report)
    within = (k.rank > bindparam("rank"), k.rank < bindparam(f"before_{place}"))
    return query.where(k.key == bindparam(f"key_{place}"), k.is_original != true(), *within)


_EARLIER_ORIGINALS = _each_key(lambda place: _originals(place, later=False))
_LATER_ORIGINALS = _each_key(lambda place: _originals(place, later=True))
_LATER_COPIES = _each_key(_later_copies)
_ENDLESS = 2**63 - 1


def _by_place(connection: Connection, query: Any, which: Mapping[str, int]) -> list[list[tuple[int, int]]]:
    """(rank, report) found with each key."""
    found: list[list[tuple[int, int]]] = [[] for _ in range(SIZE)]
    for place, rank, report in connection.execute(query, which):
        found[place].append((rank, report))
    return found


def _asked(place: Place) -> dict[str, int]:
    return {"rank": place.rank} | {f"key_{at}": key for at, key in enumerate(keys_of(place.sketch))}


def candidates(connection: Connection, place: Place) -> dict[int, int]:
    """The earlier originals that a report is compared with, those that share most keys first: report -> rank."""
    if not place.sketch:
        return {}
    shared: Counter[tuple[int, int]] = Counter()
    for found in _by_place(connection, _EARLIER_ORIGINALS, _asked(place)):
        if len(found) <= COMMON:
            shared.update(found)
    near = [(-count, -rank, report) for (rank, report), count in shared.items() if count >= SHARED]
    return {report: -rank for _, rank, report in sorted(near)[:COMPARED]}


def original_of(connection: Connection, place: Place, report: Prepared) -> tuple[int, float] | None:
    """The original whose copy a report is, with how much of the shorter of the two the longer holds; None for an
    original. Of several it is the one that has most, of these the earliest."""
    near = candidates(connection, place)
    if not near:
        return None
    fits: list[tuple[float, int, int]] = []
    for other, text in prepared_rows(connection, near):
        contained = _JUDGED.contained(report, text)
        if contained is not None:
            fits.append((-contained, near[other], other))
    if not fits:
        return None
    most, _, other = min(fits)
    return other, -most


def is_copy(later: Prepared, earlier: Prepared, likeness: Likeness) -> bool:
    """Whether the later of two reports is a copy of the earlier. One that is longer by far prints it among others."""
    if len(later.words) > len(earlier.words) and likeness.of_longer < OF_THE_LATER:
        return False
    return likeness.copies


# Changes


def add(connection: Connection, seq: int, report: Report, day: date) -> set[int]:
    """Finds the place of a new report; returns the reports whose original that changes, the new one among them."""
    text = prepared(report)
    sketch = sketch_of(runs(text.words))
    place = Place(seq, rank_of(day, len(text.words), report.id), len(text.words), sketch)
    return _settle(connection, {seq: place}, [(place.rank, seq)])


def move(connection: Connection, seq: int, report: Report, day: date) -> set[int]:
    """Brings a report to the place that its earliest day gives it; returns the reports whose original that changes."""
    place = _place(connection, seq)
    rank = rank_of(day, place.words, report.id)
    if rank == place.rank:
        return set()
    again = _take_out(connection, place)
    new = Place(seq, rank, place.words, place.sketch)
    return {seq} | _settle(connection, {seq: new}, [(rank, seq), *again])


def remove(connection: Connection, seq: int) -> set[int]:
    """Takes a report out; returns the others whose original that changes."""
    again = _take_out(connection, _place(connection, seq))
    return _settle(connection, {}, [(rank, report) for rank, report in again if report != seq])


def _place(connection: Connection, seq: int) -> Place:
    c = schema.copy_report
    row = connection.execute(select(c).where(c.c.report == seq)).one()
    return Place(row.report, row.rank, row.words, row.sketch, row.original, row.contained)


def _take_out(connection: Connection, place: Place) -> list[tuple[int, int]]:
    """Takes a report's rows away; returns those (rank, report) that must be looked at again: its copies, which keep it
    as their original until then, and those that it kept from or gave an original."""
    c = schema.copy_report
    copies = connection.execute(select(c.c.rank, c.c.report).where(c.c.original == place.report)).all()
    _drop_keys(connection, place, place.original is None)
    connection.execute(delete(c).where(c.c.report == place.report))
    touched = _touched(connection, place) if place.original is None else []
    return [(row.rank, row.report) for row in copies] + touched


def _settle(connection: Connection, new: dict[int, Place], again: list[tuple[int, int]]) -> set[int]:
    """Finds the originals of reports anew, in the order of their ranks, `new` ones without rows among them, and of all
    that this touches; returns the reports that it changes."""
    waiting = list(set(again))
    heapq.heapify(waiting)
    changed: set[int] = set()
    done: tuple[int, int] | None = None
    while waiting:
        entry = heapq.heappop(waiting)
        if entry == done:
            continue
        done = entry
        place = new.get(entry[1])
        stored = None if place else _place(connection, entry[1])
        place = place or stored
        assert place is not None
        ((_, text),) = prepared_rows(connection, [place.report])
        found = original_of(connection, place, text)
        after = Place(place.report, place.rank, place.words, place.sketch, *(found or (None, None)))
        if stored is not None and after == stored:
            continue
        changed.add(place.report)
        for item in _write(connection, stored, after, text):
            heapq.heappush(waiting, item)
    return changed


def _write(connection: Connection, before: Place | None, after: Place, text: Prepared) -> list[tuple[int, int]]:
    """Writes where a report stands now; returns those that this touches."""
    c = schema.copy_report
    values = {"original": after.original, "contained": after.contained}
    is_original = after.original is None
    if before is None:
        fixed = {"report": after.report, "rank": after.rank, "words": after.words, "sketch": after.sketch}
        connection.execute(insert(c), [values | fixed])
        _add_keys(connection, after, is_original)
        return _touched(connection, after, text) if is_original else []
    connection.execute(update(c).where(c.c.report == after.report).values(values))
    if (before.original is None) == is_original:
        return []
    _flip(connection, after, is_original=is_original)
    return _touched(connection, after, text if is_original else None)


def _add_keys(connection: Connection, place: Place, is_original: bool) -> None:
    common = {"is_original": is_original, "rank": place.rank, "report": place.report}
    if rows := [{"key": key, **common} for key in keys_of(place.sketch)]:
        connection.execute(insert(schema.copy_key), rows)


_DROP = delete(schema.copy_key).where(
    schema.copy_key.c.key == bindparam("of_key"),
    schema.copy_key.c.is_original == bindparam("was_original"),
    schema.copy_key.c.rank == bindparam("of_rank"),
    schema.copy_key.c.report == bindparam("of_report"),
)


def _drop_keys(connection: Connection, place: Place, was_original: bool) -> None:
    common = {"was_original": was_original, "of_rank": place.rank, "of_report": place.report}
    if rows := [{"of_key": key, **common} for key in keys_of(place.sketch)]:
        connection.execute(_DROP, rows)


def _flip(connection: Connection, place: Place, *, is_original: bool) -> None:
    _drop_keys(connection, place, not is_original)
    _add_keys(connection, place, is_original)


_LAST_RANK = select(func.max(schema.copy_report.c.rank))


def _touched(connection: Connection, place: Place, came: Prepared | None = None) -> list[tuple[int, int]]:
    """The later reports (rank, report) for whom it matters whether the report at `place` is an original: those that
    share enough of its keys, and those for whom one of its keys becomes common by it. Where it has become one, `came`
    is its text, and those are left out that are neither copies of it nor of another."""
    if not place.sketch or (connection.scalar(_LAST_RANK) or 0) <= place.rank:
        return []
    asked = _asked(place)
    later = _by_place(connection, _LATER_ORIGINALS, asked)
    before = [len(found) for found in _by_place(connection, _EARLIER_ORIGINALS, asked)]
    ends = {f"before_{at}": _end(found, count) for at, (found, count) in enumerate(zip(later, before, strict=True))}
    copies = _by_place(connection, _LATER_COPIES, asked | ends)
    shared: Counter[tuple[int, int]] = Counter()
    turned: set[tuple[int, int]] = set()
    for originals, others, count in zip(later, copies, before, strict=True):
        ranks = {rank for rank, _ in originals}
        for item in sorted({*originals, *others}):
            if count < COMMON:
                shared[item] += 1
            elif count == COMMON:
                turned.add(item)
            count += item[0] in ranks
    near = {item for item, number in shared.items() if number >= SHARED} - turned
    if came is not None:
        near = set(_that_follow(connection, came, near))
    return sorted(turned | near)


def _that_follow(connection: Connection, original: Prepared, near: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the later reports that a new original can make another's: its copies, and copies of others (it can take
    the place of theirs among those compared). An original that is no copy of it stays one: none of those that it was
    compared with had made it a copy, and one less does not."""
    c = schema.copy_report.c
    ranks = {report: rank for rank, report in near}
    reports = sorted(ranks)
    for at in range(0, len(reports), _AT_ONCE):
        batch = reports[at : at + _AT_ONCE]
        copies = set(connection.scalars(select(c.report).where(c.report.in_(batch), c.original.is_not(None))))
        yield from ((ranks[report], report) for report in copies)
        for report, text in prepared_rows(connection, set(batch) - copies):
            if _JUDGED.contained(text, original) is not None:
                yield ranks[report], report


def _end(later: list[tuple[int, int]], before: int) -> int:
    """The rank from which on a key is common whatever happens to the report asked about."""
    if before > COMMON:
        return 0
    return later[COMMON - before][0] + 1 if len(later) > COMMON - before else _ENDLESS


# The whole book


def make_anew(connection: Connection) -> None:
    """Drops all places and makes them anew, in the order of ranks, so that nothing is looked at twice."""
    for table in (schema.copy_key, schema.copy_report):
        connection.execute(delete(table))
    c = schema.copy_report
    for seq, day, report in reports_with_days(connection):
        text = prepare(report)
        rank = rank_of(day, len(text.words), report.id)
        values = {"report": seq, "rank": rank, "words": len(text.words), "sketch": sketch_of(runs(text.words))}
        connection.execute(insert(c), [values | {"original": None, "contained": None}])
    last = -1
    while ranks := list(connection.scalars(select(c.c.rank).where(c.c.rank > last).order_by(c.c.rank).limit(_AT_ONCE))):
        for row in connection.execute(select(c).where(c.c.rank.in_(ranks)).order_by(c.c.rank, c.c.report)).all():
            place = Place(row.report, row.rank, row.words, row.sketch)
            ((_, text),) = prepared_rows(connection, [row.report])
            found = original_of(connection, place, text)
            if found:
                values = {"original": found[0], "contained": found[1]}
                connection.execute(update(c).where(c.c.report == row.report).values(values))
            _add_keys(connection, place, found is None)
        last = ranks[-1]


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


def wanted(connection: Connection, seq: int, day: date, report: Report) -> Place:
    """What a report's place must be, given those before it."""
    text = prepared(report)
    place = Place(seq, rank_of(day, len(text.words), report.id), len(text.words), sketch_of(runs(text.words)))
    found = original_of(connection, place, text)
    return Place(place.report, place.rank, place.words, place.sketch, *(found or (None, None)))


def stored(connection: Connection, seq: int) -> Place | None:
    """What the book holds of a report's place."""
    c = schema.copy_report
    row = connection.execute(select(c).where(c.c.report == seq)).one_or_none()
    return Place(row.report, row.rank, row.words, row.sketch, row.original, row.contained) if row else None


def misplaced_keys(connection: Connection) -> list[int]:
    """The reports whose keys stand otherwise than their places, or not at all."""
    k, c = schema.copy_key.c, schema.copy_report.c
    query = select(c.report).join(schema.copy_key, k.report == c.report).distinct()
    found = set(connection.scalars(query.where((k.rank != c.rank) | (k.is_original != c.original.is_(None)))))
    counts = select(k.report, func.count().label("held")).group_by(k.report).subquery()
    lacking = select(c.report, c.sketch, counts.c.held).outerjoin(counts, counts.c.report == c.report)
    lacking = lacking.where(func.coalesce(counts.c.held, 0) != SIZE)
    found.update(row.report for row in connection.execute(lacking) if len(keys_of(row.sketch)) != (row.held or 0))
    return sorted(found)
