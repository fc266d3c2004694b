"""`tradebook promises`: what was planned, targeted or expected."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.pairs import optional_pair
from tradebook.cli.show import print_promises, promises_on
from tradebook.cli.sources import SourceList


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    company: options.Company = None,
    due: Annotated[bool, Parameter(negative=(), help="Only those whose day has come.")] = False,
    as_of: Annotated[date | None, Parameter(help="As of this day (YYYY-MM-DD) instead of today.")] = None,
    min_confidence: options.MinConfidence = 0.0,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List what was planned, targeted or expected, the earliest due first."""
    from tradebook.book import open_book

    pair = optional_pair(first, second)
    with open_book(book, create=False) as opened:
        facts = opened.facts(pair=pair, company=company, min_confidence=min_confidence, as_of=as_of, leading=False)
        promises = promises_on(opened, pair, {fact.id for fact in facts}, as_of)
        chosen = [promise for promise in promises if promise.state == "due" or not due]
        if as_json:
            print_json(chosen)
        elif chosen:
            sources = SourceList(opened)
            print_promises(chosen, sources)
            sources.write()
        else:
            write_line("No promise is due." if due else "The book has no promises on this.")
    return 0
