"""Copies, repeated passages and outlets' own corrections as a layer of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace
from sqlalchemy import Connection, delete, func, select

from tradebook.book import schema
from tradebook.book.copies import correcting, finding, keyed, settling
from tradebook.book.copies.correcting import Appearance
from tradebook.book.copies.finding import Outline, Place
from tradebook.book.copies.notices import notice_of
from tradebook.book.copies.sketch import mark
from tradebook.book.groups import Again, Arrivals
from tradebook.book.model import Problem
from tradebook.book.recording import Written
from tradebook.report import Report
from tradebook.statement import Statement


class CopyLayer:
    """Whose copy each report is, what sentences repeat, what outlets took back (a `layers.Layer`)."""

    name = "copies"

    @property
    def rules(self) -> str:
        """The number is raised when the rules of this package change; the rest marks the library's sketches."""
        return f"2 {mark()}"

    def prepare(self, report: Report, statements: Sequence[Statement]) -> Outline:
        """What it is compared by, the notice in it and its addresses."""
        outline = finding.outline_of(finding.prepared(report))
        stood = Appearance(report.url, report.title, report.outlet)
        return replace(outline, addresses=frozenset(correcting.addresses_of([stood], outline.notice)))

    def recorded(self, connection: Connection, arrivals: Arrivals) -> None:
        new = [
            settling.Newcomer(finding.place_in(arrival.seq, arrival.first, outline), outline.keys, arrival.report)
            for arrival, outline in arrivals.prepared(self.name)
        ]
        changed = settling.add(connection, new)
        noticed = [
            (a.seq, outline.notice, [Appearance(r.url, r.title, r.outlet) for r, _ in a.appeared])
            for a, outline in arrivals.prepared(self.name)
        ]
        once = {a.seq: outline.addresses for a, outline in arrivals.prepared(self.name) if len(a.appeared) == 1}
        correcting.add(connection, noticed, once)
        correcting.refresh(connection, correcting.concerned_by_all(connection, noticed, changed))

    def appeared(self, connection: Connection, appeared: Sequence[Again]) -> None:
        for report, _ in appeared:
            self._appeared(connection, report)

    def _appeared(self, connection: Connection, report: int) -> None:
        if settling.stored(connection, report) is None:  # removed on request, and now read again
            self._come_back(connection, report)
            return
        text = _report(connection, report)
        before = correcting.concerned(connection, report, ())
        changed = settling.move(connection, report, text, _first_day(connection, report))
        correcting.note_addresses(connection, report, notice_of(text))
        correcting.refresh(connection, sorted({*before, *correcting.concerned(connection, report, changed)}))

    def changed(self, connection: Connection, report: int, retired: Sequence[int], written: Sequence[Written]) -> None:
        correcting.refresh(connection, correcting.concerned(connection, report, ()))

    def make_anew(self, connection: Connection) -> None:
        for table in (schema.notice_statement, schema.notice_report, schema.notice, schema.copy_address):
            connection.execute(delete(table))
        settling.make_anew(connection)
        for seq, _, report in settling.reports_with_days(connection):
            correcting.add(connection, [(seq, notice_of(report), correcting.appearances(connection, seq))])
        correcting.refresh(connection, list(connection.scalars(select(schema.notice.c.report))))

    def problems(self, connection: Connection) -> Iterator[Problem]:
        count = 0
        for seq, day, report in settling.reports_with_days(connection):
            where, text = f"report {report.id}", finding.prepared(report)
            wanted = settling.wanted(connection, seq, day, text)
            keys = finding.keys_of_text(text, wanted.sketch)
            count += len(keys)
            if not _is_as_wanted(settling.stored(connection, seq), wanted):
                yield Problem(where=where, problem="whose copy it is does not follow from the reports")
            if keyed.held(connection, (wanted.rank, seq), keys, original=wanted.original is None) != len(keys):
                yield Problem(where=where, problem="its keys do not stand where it stands")
            yield from _of_notice(connection, seq, report)
        if count != connection.scalar(select(func.count()).select_from(schema.copy_key)):
            yield Problem(where="copy_key", problem="it holds other keys than the reports have")

    def rewritten(self, connection: Connection, report: int) -> None:
        before = correcting.concerned(connection, report, ())
        correcting.remove(connection, report)
        changed = settling.remove(connection, report)
        changed |= self._put(connection, report)
        again = {*before, *correcting.concerned(connection, report, changed)}
        correcting.refresh(connection, sorted(again))

    def _come_back(self, connection: Connection, report: int) -> None:
        changed = self._put(connection, report)
        correcting.refresh(connection, correcting.concerned(connection, report, changed))

    def _put(self, connection: Connection, report: int) -> set[int]:
        """Takes a report in with all its appearances; the reports whose original that changes."""
        told = _report(connection, report)
        outline = finding.outline_of(finding.prepared(told))
        place = finding.place_in(report, _first_day(connection, report), outline)
        changed = settling.add(connection, [settling.Newcomer(place, outline.keys, told)])
        correcting.add(connection, [(report, outline.notice, correcting.appearances(connection, report))])
        return changed


def _is_as_wanted(stored: Place | None, wanted: Place) -> bool:
    return stored is not None and wanted == replace(stored, figures=stored.figures or wanted.figures)


def _of_notice(connection: Connection, seq: int, report: Report) -> Iterator[Problem]:
    n = schema.notice
    row = connection.execute(select(n).where(n.c.report == seq)).mappings().one_or_none()
    notice = notice_of(report)
    if (dict(row) if row else None) != (correcting.notice_row(seq, notice) if notice else None):
        yield Problem(where=f"report {report.id}", problem="the outlet's notice in it is not noted as it stands")
    elif notice and correcting.wanted(connection, seq) != correcting.held(connection, seq):
        yield Problem(
            where=f"report {report.id}", problem="what its notice takes back does not follow from the reports"
        )


def _report(connection: Connection, seq: int) -> Report:
    ((_, report),) = finding.read(connection, [seq])
    return report


def _first_day(connection: Connection, seq: int) -> date:
    a = schema.appearance.c
    first: date = connection.execute(select(func.min(a.day)).where(a.report == seq)).scalar_one()
    return first


COPIES = CopyLayer()
