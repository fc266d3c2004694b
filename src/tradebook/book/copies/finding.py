"""Looking up which reports are to be compared, and comparing them. Each function works inside a transaction that the
caller holds.

Reports stand in one order, their rank: by the day on which they first appeared, on one day the longer first (a copy is
shortened more often than lengthened), then by id. A report is looked up by its keys: its sentences (`words.passage`)
and the first places of its sketch, which find a copy of which every sentence was touched. Two reports are compared
where they share enough keys that are not common, and enough of their sketches.

A key that more than `COMMON` earlier originals carry says nothing any more (an outlet's closing line, the background
that an agency prints for months) and is left out, so that the cost of a report does not grow with the book.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from tradebook.book import schema
from tradebook.book.copies import keyed
from tradebook.book.copies.keyed import At
from tradebook.book.copies.likeness import (
    OF_THE_LATER,
    Comparable,
    Figures,
    Likeness,
    compare,
    has_other_figures,
    in_order,
    prepare,
)
from tradebook.book.copies.notices import Notice
from tradebook.book.copies.sketch import alike, keys_of, sketch_of
from tradebook.book.prepared import Prepared
from tradebook.report import Report

COMMON = 20  # originals; a key that more of them carry is common
SHARED = 3  # places at which the sketches of two reports must agree before they are compared

_DAY_AT, _LENGTH_AT, _LONGEST = 41, 24, 2**17 - 1


class Place(Struct, frozen=True, gc=False):
    """Where a report stands: its row, its rank, its sketch; the row of the original whose copy it is, None for an
    original, and how much of the shorter of the two the longer holds. `figures` are those of its text as
    `likeness.Figures` writes them: None where they are many, or an earlier version of Tradebook wrote the row."""

    report: int
    rank: int
    words: int
    sketch: bytes
    original: int | None = None
    contained: float | None = None
    figures: str | None = None


def place_of(seq: int, day: date, text: Comparable) -> Place:
    """Where a report stands, before its original is looked for."""
    words, sketch = len(text.words), sketch_of(text.telling_runs)
    return Place(seq, rank_of(day, words, text.id), words, sketch, figures=text.figures.written())


class Outline(Struct, frozen=True):
    """What a report is compared by, without the book: its id, how many words are compared, its sketch, its keys, its
    figures; the outlet's notice in it, and the addresses that the report came with (`correcting.addresses_of`)."""

    id: str
    words: int
    sketch: bytes
    keys: list[int]
    figures: str | None
    notice: Notice | None
    addresses: frozenset[int] = frozenset()


def outline_of(text: Comparable) -> Outline:
    """What a report is compared by."""
    sketch = sketch_of(text.telling_runs)
    keys, figures = keys_of_text(text, sketch), text.figures.written()
    return Outline(text.id, len(text.words), sketch, keys, figures, text.notice)


def place_in(seq: int, day: date, outline: Outline) -> Place:
    """Where a report stands, before its original is looked for."""
    rank = rank_of(day, outline.words, outline.id)
    return Place(seq, rank, outline.words, outline.sketch, figures=outline.figures)


def rank_of(day: date, words: int, report_id: str) -> int:
    """A report's place in the order: day, then length, then id, in 63 bits."""
    shortness = _LONGEST - min(words, _LONGEST)
    return day.toordinal() << _DAY_AT | shortness << _LENGTH_AT | int(report_id[:6], 16)


def day_of(rank: int) -> date:
    """The day of a rank: on which the report first appeared."""
    return date.fromordinal(rank >> _DAY_AT)


def first_rank(day: date, later: int = 0) -> int:
    """The lowest rank of a day, or of one so many days later."""
    return max(0, day.toordinal() + later) << _DAY_AT


def keys_of_text(text: Comparable, sketch: bytes) -> list[int]:
    """What a report is looked up by."""
    return sorted({s.number for s in text.sentences if s.number is not None}.union(keys_of(sketch)))


# Reports ready to be compared, the latest used: a story and its copies come together


class _Shelf:
    """Prepared reports by their words, the latest used; very long ones are made anew each time."""

    SIZE = 200
    LONGEST = 100_000  # characters

    def __init__(self) -> None:
        self._held: dict[tuple[str, str | None, int], Comparable] = {}

    def prepared(self, report: Report) -> Comparable:
        words = (report.text, report.title, report.body_start)  # not the id: a name can be blackened in the text
        found = self._held.pop(words, None) or prepare(report)
        if len(report.text) <= self.LONGEST:
            self._held[words] = found
            if len(self._held) > self.SIZE:
                del self._held[next(iter(self._held))]
        return found


_SHELF = _Shelf()
prepared = _SHELF.prepared

_r = schema.report.c
_TEXTS = Prepared(
    select(_r.seq, _r.id, _r.text, _r.title, _r.body_start, _r.outlet, _r.url).where(
        _r.seq.in_(bindparam("reports", expanding=True))
    )
)


def read(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[int, Report]]:
    """The reports in some rows, without what a comparison has no need of."""
    for row in _TEXTS.rows(connection, reports=list(reports)):
        yield (
            row.seq,
            Report(
                id=row.id, text=row.text, title=row.title, body_start=row.body_start, outlet=row.outlet, url=row.url
            ),
        )


def prepared_rows(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[int, Comparable]]:
    """The reports in some rows, ready to be compared."""
    for seq, report in read(connection, reports):
        yield seq, prepared(report)


# Comparing


class _Judged:
    """What came of comparisons, the latest: a report read late is compared with many that were compared before."""

    SIZE = 20_000

    def __init__(self) -> None:
        self._held: dict[tuple[tuple[int, bool], tuple[int, bool]], float | None] = {}

    def contained(self, later: Comparable, earlier: Comparable) -> float | None:
        """How much of the shorter the longer holds, where the later is a copy of the earlier; None where it is none."""
        pair = (later.mark, earlier.mark)
        if pair not in self._held:
            self._held[pair] = contained(later, earlier)
            if len(self._held) > self.SIZE:
                del self._held[next(iter(self._held))]
        return self._held[pair]


_JUDGED = _Judged()


def contained(later: Comparable, earlier: Comparable) -> float | None:
    """How much of the shorter the longer holds, where the later is a copy of the earlier; None where it is none."""
    shorter, longer = in_order(later, earlier)
    if has_other_figures(shorter.figures, longer.figures):  # what `compare` finds last is told first of most
        return None
    likeness = compare(later, earlier)
    return round(likeness.contained, 2) if is_copy(later, earlier, likeness) else None


def is_copy(later: Comparable, earlier: Comparable, likeness: Likeness) -> bool:
    """Whether the later of two reports is a copy of the earlier. One that is longer by far prints it among others."""
    if len(later.words) > len(earlier.words) and likeness.of_longer < OF_THE_LATER:
        return False
    return likeness.copies


# Looking up

_c = schema.copy_report.c
_SKETCHES = Prepared(
    select(_c.report, _c.sketch, _c.words, _c.figures).where(_c.report.in_(bindparam("reports", expanding=True)))
)


def alike_to(connection: Connection, sketch: bytes, reports: Iterable[int]) -> list[int]:
    """Those of the reports whose sketches agree with `sketch` at places enough."""
    rows = _SKETCHES.rows(connection, reports=list(reports))
    return [row.report for row in rows if alike(sketch, row.sketch) >= SHARED]


def worth_comparing(connection: Connection, place: Place, reports: Iterable[int]) -> list[int]:
    """Those of the reports that must be compared exactly with the one at `place`."""
    return [row.report for row in _SKETCHES.rows(connection, reports=list(reports)) if may_copy(place, row)]


def may_copy(place: Place, other: Any) -> bool:
    """Whether one of two reports can be a copy of the other, by what the book keeps of both: their sketches agree at
    places enough, and their figures do not speak against it (as `contained` finds, without either text)."""
    if alike(place.sketch, other.sketch) < SHARED:
        return False
    if place.figures is None or other.figures is None or place.words == other.words:
        return True  # of two that are equally long their ids would say which is the shorter
    one, another = Figures.read(place.figures), Figures.read(other.figures)
    shorter, longer = (one, another) if place.words < other.words else (another, one)
    return not has_other_figures(shorter, longer)


def enough(shared: Collection[int], telling: Collection[int]) -> bool:
    """Whether two reports share enough keys to be compared, where `telling` are those of the later that are not common:
    three sentences, two places of the sketch or one and two sentences; or half where there are few."""
    return _weight(shared) >= min(_ENOUGH, (_weight(telling) + 1) // 2)


def _weight(keys: Collection[int]) -> int:
    return sum([_OF_PLACE if key < 0 else _OF_SENTENCE for key in keys])


_OF_SENTENCE, _OF_PLACE, _ENOUGH = 2, 3, 6


def original_of(
    connection: Connection, place: Place, text: Comparable, keys: Sequence[int]
) -> tuple[int, float] | None:
    """The original whose copy a report is, with how much of the shorter of the two the longer holds; None for an
    original. Of several it is the one that has most, of these the earliest."""
    near = near_to(*keyed.earlier_originals(connection, place.rank, keys, COMMON))
    return best_of(connection, text, near, worth_comparing(connection, place, near)) if near else None


def near_to(telling: set[int], found: dict[At, list[int]]) -> dict[int, int]:
    """Report -> rank, of the originals that share enough keys, as `keyed.earlier_originals` tells them."""
    return {report: rank for (rank, report), shared in found.items() if enough(shared, telling)}


def best_of(
    connection: Connection, text: Comparable, near: Mapping[int, int], compared: Iterable[int]
) -> tuple[int, float] | None:
    """As `original_of`, among the reports that are to be compared."""
    fits: list[tuple[float, int, int]] = []
    for other, earlier in prepared_rows(connection, compared):
        contained = _JUDGED.contained(text, earlier)
        if contained is not None:
            fits.append((-contained, near[other], other))
    if not fits:
        return None
    most, _, other = min(fits)
    return other, -most


def copies_among(connection: Connection, original: Place, text: Comparable, later: Iterable[At]) -> Iterator[At]:
    """Those of the later reports that are copies of an original, whose text is `text`, or would be if they were not
    another's."""
    ranks = {report: rank for rank, report in later}
    for report, other in prepared_rows(connection, worth_comparing(connection, original, ranks)):
        if _JUDGED.contained(other, text) is not None:
            yield ranks[report], report
