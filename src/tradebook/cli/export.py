"""`tradebook export`: the book for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal, cast

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import StandardOutput, flush, write_line
from tradebook.cli.outputs import open_output
from tradebook.cli.pairs import optional_pair
from tradebook.cli.say import counted
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradebook.book import Book, Entry, Fact


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    form: Annotated[
        Literal["jsonl", "csv"], Parameter(name="--format", help="JSON Lines, as `extract` prints them, or CSV.")
    ] = "jsonl",
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="Write to this file instead of standard output.")
    ] = None,
    facts: Annotated[
        bool, Parameter(negative=(), help="Write facts with all their sources instead of single statements.")
    ] = False,
    rescue: Annotated[
        Path | None,
        Parameter(help="Save what can be read of a damaged book into this folder, with the full texts of its reports."),
    ] = None,
    company: options.Company = None,
    good: options.Good = None,
    min_confidence: options.MinConfidence = 0.0,
    book: options.BookAddress = None,
) -> int:
    """Write the book's statements as JSON Lines or CSV; with --facts its facts; all or those on two countries.

    The full text of reports is never written, only the sentences that statements were read from. The one exception is
    --rescue, for a damaged file: it writes the reports themselves, so that a new book can be made of them.
    """
    if rescue is not None:
        return _rescue(book, rescue)
    from tradebook.book import open_book
    from tradebook.export import export_csv, export_jsonl

    pair = optional_pair(first, second)
    write = export_csv if form == "csv" else export_jsonl
    with open_book(book, create=False) as opened:
        chosen: Book | Sequence[Entry | Fact] = opened
        if facts:
            chosen = opened.facts(pair=pair, company=company, good=good, min_confidence=min_confidence)
        elif pair or company or good or min_confidence:
            chosen = opened.statements(pair=pair, company=company, good=good, min_confidence=min_confidence)
        if output is None:
            write(chosen, cast("IO[bytes]", StandardOutput()))
            flush()
        else:
            with open_output(output) as file:
                write(chosen, file)
    return 0


def _rescue(book: str | None, folder: Path) -> int:
    """Saves what can be read of a damaged book, and says what was lost; the exit code is 1 then."""
    from tradebook.book.address import resolve
    from tradebook.book.rescue.saving import REPORTS, save

    address = resolve(book)
    if address.path is None:
        raise UsageError(f"{address.shown}: only a book in a file can be rescued. Restore the server's backup")
    saved = save(address.path, folder)
    write_line(
        f"Saved:      {counted(saved.reports, 'report')}, {counted(saved.appearances, 'appearance')}, "
        f"{counted(saved.statements, 'statement')}, {saved.people} of what people said: {folder}"
    )
    if saved.whole:
        write_line("Lost:       nothing that is known of")
    else:
        write_line(
            f"Lost:       {counted(saved.lost_reports, 'report')}, {counted(saved.lost_statements, 'statement')}"
            + (
                f", and what stood on {counted(saved.missing_pages, 'page')} cut off the end"
                if saved.missing_pages
                else ""
            )
        )
    write_line(f"A new book: tradebook read --book NEW.sqlite {folder / REPORTS}")
    return 0 if saved.whole else 1
