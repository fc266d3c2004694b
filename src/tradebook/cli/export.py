"""`tradebook export`: the book for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal, cast

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import StandardOutput, flush, say_error, write_line
from tradebook.cli.outputs import open_output
from tradebook.cli.pairs import optional_pair
from tradebook.cli.say import counted
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tradebook.book import Book, Entry, Fact


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    form: Annotated[
        Literal["jsonl", "csv", "claimreview"],
        Parameter(
            name="--format",
            help="JSON Lines, as `extract` prints them; CSV; or the verdicts of `check` as ClaimReview (schema.org).",
        ),
    ] = "jsonl",
    publisher: Annotated[
        str | None,
        Parameter(
            name="--publisher", help="In whose name ClaimReviews are published: yours.", validator=options.no_blank
        ),
    ] = None,
    publisher_url: Annotated[
        str | None, Parameter(name="--publisher-url", help="The address of your site, for ClaimReviews.")
    ] = None,
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
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
) -> int:
    """Write the book's statements as JSON Lines or CSV; with --facts its facts; all or those on two countries.

    With --format claimreview: what `check` found, as reviews of claims for the web, in the name given by --publisher.

    The full text of reports is never written, only the sentences that statements were read from. The one exception is
    --rescue, for a damaged file: it writes the reports themselves, so that a new book can be made of them.
    """
    if rescue is not None:
        return _rescue(book, rescue)
    _fitting(form, publisher, publisher_url, facts)
    from tradebook.book import open_book
    from tradebook.export import export_csv, export_jsonl

    pair = optional_pair(first, second)
    write = export_csv if form == "csv" else export_jsonl
    with open_book(book, create=False) as opened:
        if form == "claimreview":
            entries = opened.statements(pair=pair, company=company, good=good, min_confidence=min_confidence)
            told = opened.facts(pair=pair, company=company, good=good, min_confidence=min_confidence, leading=False)
            return _reviews(opened, entries, told, statistics, (publisher or "", publisher_url), output)
        chosen: Book | Sequence[Entry | Fact] = opened
        if facts:
            chosen = opened.facts(pair=pair, company=company, good=good, min_confidence=min_confidence)
        elif pair or company or good or min_confidence:
            chosen = opened.statements(pair=pair, company=company, good=good, min_confidence=min_confidence)
        _to(output, lambda file: write(chosen, file))
    return 0


def _to(output: Path | None, write: Callable[[IO[bytes]], object]) -> None:
    """Writes to the file named, else to standard output."""
    if output is None:
        write(cast("IO[bytes]", StandardOutput()))
        flush()
    else:
        with open_output(output) as file:
            write(file)


def _fitting(form: str, publisher: str | None, publisher_url: str | None, facts: bool) -> None:
    """Raises `UsageError` where the options do not go together."""
    if form != "claimreview":
        if publisher or publisher_url:
            raise UsageError(f"--publisher goes with --format claimreview, not with {form}")
    elif facts:
        raise UsageError("--facts does not go with --format claimreview, which writes the verdicts on them")
    elif publisher is None:
        raise UsageError("a ClaimReview is published in somebody's name. Add --publisher NAME, yours or your desk's")


def _reviews(
    book: Book,
    entries: Sequence[Entry],
    facts: Sequence[Fact],
    statistics: Path | None,
    publisher: tuple[str, str | None],
    output: Path | None,
) -> int:
    """Writes the verdicts as ClaimReviews, and says how many a licence kept back."""
    from datetime import UTC, datetime

    from tradebook.check import run_across, run_checks
    from tradebook.cli.official import official_checks
    from tradebook.export import Publisher, Written, export_claimreview

    statements = {e.statement.id: e.statement for e in entries}
    official = official_checks(statistics)
    verdicts = [*run_checks(statements.values()), *run_across(facts)]
    verdicts += official(statements.values()) if official else []
    statements |= {fact.statement.id: fact.statement for fact in facts}
    places = {report: book.appearances(report) for report in {v.report for v in verdicts}}
    written: list[Written] = []
    name, url = publisher
    who, today = Publisher(name=name, url=url), datetime.now(UTC).date()
    _to(output, lambda out: written.append(export_claimreview(verdicts, statements, places, who, today, out)))
    if written[0].blocked:
        say_error(f"{counted(written[0].blocked, 'verdict')} left out: the figures behind may not be redistributed")
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
