"""`tradebook read`: reports into the book."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.book.rows import kind_of
from tradebook.cli import options
from tradebook.cli.console import line_on_terminal, print_json, write_line
from tradebook.cli.inputs import Inputs
from tradebook.cli.official import Official, official_checks
from tradebook.cli.say import counted, headline
from tradebook.errors import UsageError
from tradebook.report import Report
from tradebook.statement import KINDS, Statement

if TYPE_CHECKING:
    from tradebook.book import Book, Difference, Taken

RED = ("differs", "does not add up", "impossible")
RED_SHOWN = 5


def run(
    *paths: options.Paths,
    again: Annotated[
        bool,
        Parameter(negative=(), help="Read the reports that the book holds anew, and show what changed."),
    ] = False,
    published: options.Published = None,
    outlet: options.Outlet = None,
    statistics: options.StatisticsFolder = None,
    processes: Annotated[
        int | None,
        Parameter(
            help="How many processes work: one writes, the others read ahead of it; 1 does all in turn. "
            "Without it as many as there are processors, up to 4.",
            validator=Number(gte=1, lte=64),
        ),
    ] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Read reports into the book: each is recorded whole or not at all, and a known one changes nothing.

    What cannot be read is named on standard error, and the exit code is 1 then; what could be read is in the book. With
    --again the book's own reports are read anew, for after an upgrade: what changed is superseded, never edited. Where
    official statistics are loaded, the figures of new reports are checked at once.
    """
    from tradebook.book import open_book

    if again and paths:
        raise UsageError("--again reads the book's own reports. Leave out the paths, or leave out --again")
    if again:
        with open_book(book, create=False) as opened:
            return _read_again(opened, as_json)
    inputs = Inputs(paths, published, outlet)
    with open_book(book) as opened:
        tally = _read(opened, inputs, official_checks(statistics), processes or _usual_processes())
        summary = tally.as_data() | {"refused": inputs.refused, "book": opened.address.shown}
    if as_json:
        print_json(summary)
    else:
        _print_summary(summary)
    return 1 if inputs.refused else 0


def _usual_processes() -> int:
    """As many as there are processors for this program; the writer keeps up with three readers at most."""
    allowed = getattr(os, "sched_getaffinity", None)
    return min(4, len(allowed(0)) if allowed else os.cpu_count() or 1)


class _Tally:
    """What became of the reports so far."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.first: dict[str, str] = {}  # note -> the first report that it is about
        self.gaps = 0
        self.checked: Counter[str] | None = None  # verdicts by result, where official statistics are loaded
        self.red: list[str] = []  # the sentences of the first of those that differ

    def as_data(self) -> dict[str, Any]:
        """Reports by outcome, statements by kind (in the order of the format), gaps, notes."""
        return {
            "new": self.outcomes["new"],
            "appearances": self.outcomes["appearance"],
            "known": self.outcomes["known"],
            "statements": {kind: self.kinds[kind] for kind in KINDS if self.kinds[kind]},
            "gaps": self.gaps,
            **({"checked": dict(self.checked), "red": self.red} if self.checked is not None else {}),
            "notes": [
                {"note": note, "reports": count, "first": self.first[note]} for note, count in self.notes.items()
            ],
        }


def _read(book: Book, inputs: Inputs, official: Official | None, processes: int) -> _Tally:
    from tradebook.book.workers import collect_seldom
    from tradebook.extract import READER, extract

    tally = _Tally()
    tally.checked = Counter() if official else None
    collect_seldom()
    with _progress(inputs, tally) as reports:
        items = ((report, None) for report in reports)
        with closing(book.record_all(items, extract=extract, reader=READER, processes=processes)) as all_taken:
            for taken in all_taken:
                _count(taken, inputs, tally)
                if official and taken.statements:
                    _check(taken.statements, official, tally)
    return tally


def _count(taken: Taken, inputs: Inputs, tally: _Tally) -> None:
    """Count a report that is in the book, or was refused."""
    if taken.refused is not None:
        inputs.refuse(taken.refused)
        return
    assert taken.recorded is not None
    tally.outcomes[taken.recorded.outcome] += 1
    if taken.recorded.outcome == "new":
        tally.kinds.update(kind_of(s) for s in taken.statements)
        tally.gaps += taken.recorded.gaps
        tally.notes.update(taken.report.notes)
        for note in taken.report.notes:
            tally.first.setdefault(note, taken.report.source or taken.report.id)


def _check(statements: Sequence[Statement], official: Official, tally: _Tally) -> None:
    """Count the verdicts on a new report, its own arithmetic and official statistics."""
    from tradebook.check import run_checks

    verdicts = [*run_checks(statements), *official(statements)]
    if tally.checked is not None:
        tally.checked.update(verdict.result for verdict in verdicts)
    room = RED_SHOWN - len(tally.red)
    tally.red += [verdict.sentence for verdict in verdicts if verdict.result in RED][:room]


@contextmanager
def _progress(inputs: Inputs, tally: _Tally) -> Iterator[Iterable[Report]]:
    """The reports, with a count of them on standard error where that is a terminal."""

    def counted(say: Callable[[str], None]) -> Iterator[Report]:
        for report in inputs:
            say(f"{tally.outcomes.total()} reports, {inputs.refused} refused")
            yield report

    with line_on_terminal("reading") as say:
        yield counted(say) if say else inputs


def _print_summary(summary: dict[str, Any]) -> None:
    elsewhere = f", {summary['appearances']} known from elsewhere" if summary["appearances"] else ""
    write_line(
        f"Reports:    {summary['new']} new{elsewhere}, {summary['known']} known, {summary['refused']} refused"
    )  # fmt: skip
    kinds = ", ".join(f"{kind} {count}" for kind, count in summary["statements"].items())
    write_line(f"Statements: {sum(summary['statements'].values())}{f' ({kinds})' if kinds else ''}")
    listed = " (extract --gaps FILE lists them)" if summary["gaps"] else ""
    write_line(f"Gaps:       {counted(summary['gaps'], 'figure')} beside a trade word gave no statement{listed}")
    if "checked" in summary:
        counts = ", ".join(f"{count} {result}" for result, count in summary["checked"].items()) or "nothing to compare"
        write_line(f"Checked:    {counts} (tradebook check shows them)")
        for sentence in summary["red"]:
            write_line(f"            {sentence}")
    for note in summary["notes"]:
        more = f" and {note['reports'] - 1} more" if note["reports"] > 1 else ""
        write_line(f"Note:       {note['note']}: {note['first']}{more}")
    write_line(f"Book:       {summary['book']}")


def _read_again(book: Book, as_json: bool) -> int:
    from tradebook.extract import READER, extract

    with line_on_terminal("reading") as say:
        tell = (lambda done, total: say(f"{done} of {total} reports")) if say else None
        difference = book.reread(extract, tell, reader=READER, every=True)
    if as_json:
        print_json(difference)
    else:
        _print_difference(difference)
    return 0


def _print_difference(difference: Difference) -> None:
    write_line(
        f"{counted(difference.reports, 'report')} read anew: {counted(len(difference.added), 'statement')} added, "
        f"{len(difference.changed)} changed, {len(difference.gone)} gone, {difference.kept} as they were"
    )
    for statement in difference.added:
        write_line(f"+ {statement.id[:8]} {headline(statement)}")
    for old, new in difference.changed:
        write_line(f"- {old.id[:8]} {headline(old)}")
        write_line(f"+ {new.id[:8]} {headline(new)}")
        write_line(f"  other now: {', '.join(_parts_that_differ(old, new))}")
    for statement in difference.gone:
        write_line(f"- {statement.id[:8]} {headline(statement)}")


def _parts_that_differ(old: Statement, new: Statement) -> list[str]:
    """The fields that two readings of one kind fill otherwise, what follows from others (the id) aside."""
    names = [name for name in new.__struct_fields__ if name not in ("id", "reader", "format", "report")]
    return [name for name in names if getattr(old, name) != getattr(new, name)]
