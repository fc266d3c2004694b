"""`tradebook audit`: how much of each deal can have been delivered, by official trade."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.pairs import pair_of
from tradebook.cli.sources import SourceList

if TYPE_CHECKING:
    from tradebook.analysis.contracts import Audit, Counted


def run(
    first: options.FirstOfTwo,
    second: options.SecondOfTwo,
    /,
    *,
    as_of: Annotated[
        date | None, Parameter(help="As of this day (YYYY-MM-DD): only what was published or loaded by then.")
    ] = None,
    book: options.BookAddress = None,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Say how much of each deal of two countries can have been delivered at most, by official trade.

    Each contract, purchase and agreement is held against the monthly trade in its goods, in its direction, since it was
    signed. Where less was traded than it is worth, no more than that can have been delivered; where more was, nothing
    follows. What the bound rests on is printed under it.
    """
    from tradebook.analysis.contracts import audit
    from tradebook.book import open_book
    from tradebook.statistics import Statistics

    pair = pair_of(first, second)
    with open_book(book, create=False) as opened:
        found = audit(Statistics(statistics), opened, pair, as_of)
        if as_json:
            print_json(found)
        else:
            _print(found, SourceList(opened))
    return 0


def _print(found: list[Audit], sources: SourceList) -> None:
    for one in found:
        write_line(f'"{one.sentence}" {one.statement[:8]} {sources.mark(*one.reports)}')
        write_line(f"  {one.says}")
        for reason in one.why:
            write_line(f"    - {reason}")
        for side in one.counted:
            write_line(f"    {_side_words(side)}")
        write_line()
    if not found:
        write_line("The book has no contract, purchase or agreement of the two.")
    sources.write()


def _side_words(side: Counted) -> str:
    """Where a figure comes from: "AZE imports from BLR of 0405, 2022-05 to 2023-06: $12,345,678 (comtrade, ...)"."""
    teller, other = (side.exporter, side.importer) if side.told == "exports" else (side.importer, side.exporter)
    word = "to" if side.told == "exports" else "from"
    shared = "" if side.redistributable else ", not to be passed on"
    return (
        f"{teller} {side.told} {word} {other} of {', '.join(side.codes)}, {side.since:%Y-%m} to {side.until:%Y-%m}: "
        f"${side.value:,.0f} ({side.source}, retrieved {side.retrieved.isoformat()}; {side.licence}{shared})"
    )
