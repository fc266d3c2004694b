"""`tradebook forget`: removal on request."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.say import counted
from tradebook.errors import UsageError


def run(
    report: Annotated[
        str | None,
        Parameter(
            name="REPORT", help="The id of a report, or its first 8 digits; `tradebook explain --json` gives it."
        ),
    ] = None,
    /,
    *,
    person: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            help="A person's full name; again for further spellings in the same reports (the family name alone).",
        ),
    ] = None,
    entirely: Annotated[
        bool, Parameter(negative=(), help="Remove the report whole, with the statements read from it.")
    ] = False,
    by: Annotated[str, Parameter(help="Who removes it: a name or initials, kept in the record.")],
    note: Annotated[str | None, Parameter(help="Why: kept in the record. Do not write the name here.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Remove a report's text, a whole report (--entirely), or a person's name (--person), and say what remains.

    Without --entirely the statements read from a report stay, each with its sentence. A person's name becomes black
    squares in texts and sentences, and no speaker bears it. This cannot be undone.
    """
    from tradebook.book import open_book

    if (report is None) == (not person):
        raise UsageError("name a report by its id, or a person with --person NAME: one of the two")
    if entirely and report is None:
        raise UsageError("--entirely goes with a report; a person's name is removed from every report")
    with open_book(book, create=False) as opened:
        if report is None:
            done = opened.forgetting.person(person or [], by=by, note=note)
        elif entirely:
            done = opened.forgetting.report(report, by=by, note=note)
        else:
            done = opened.forgetting.text(report, by=by, note=note)
    if as_json:
        print_json(done)
        return 0
    changed = (
        f", {counted(done.statements, 'statement')} {'removed' if entirely else 'changed'}" if done.statements else ""
    )
    what = "the name in" if person else "all of" if entirely else "the text of"
    write_line(f"Removed: {what} {counted(len(done.reports), 'report')}{changed}")
    for line in done.remains:
        write_line(f"Remains: {line}")
    return 0
