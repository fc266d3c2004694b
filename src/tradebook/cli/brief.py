"""`tradebook brief`: the two pages for the meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.official import official_checks, official_witnesses
from tradebook.cli.outputs import hold_from_harm
from tradebook.cli.pairs import pair_of
from tradebook.cli.say import counted


def run(
    first: options.FirstOfTwo,
    second: options.SecondOfTwo,
    /,
    *,
    output: Annotated[
        Path, Parameter(name=["--output", "-o"], help="The file to write, one HTML page that needs nothing else.")
    ] = Path("brief.html"),
    as_of: Annotated[date | None, Parameter(help="As known on this day (YYYY-MM-DD) instead of today.")] = None,
    min_confidence: options.MinConfidence = 0.0,
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Write the brief on two countries: one HTML file that prints to two A4 pages, every sentence with its source.

    Where official statistics are loaded, it says which figures agree with them and which do not.
    """
    from tradebook.book import open_book
    from tradebook.brief import write_brief

    a, b = pair_of(first, second)
    if output.is_file():
        hold_from_harm(output)
    with open_book(book, create=False) as opened:
        opened.witnesses = official_witnesses(statistics)
        info = write_brief(
            opened, a, b, output, as_of=as_of, min_confidence=min_confidence, official=official_checks(statistics)
        )
    if as_json:
        print_json(info)
        return 0
    left_out = sum(info.left_out.values())
    write_line(
        f"{info.path}: {counted(info.facts, 'fact')} from {counted(info.reports, 'report')} "
        f"of {counted(info.outlets, 'outlet')}"
        f"{f'; {left_out} left out for room, `tradebook show {a} {b}` has them' if left_out else ''}"
    )
    return 0
