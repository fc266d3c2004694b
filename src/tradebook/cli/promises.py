"""`tradebook promises`: what was planned, targeted or expected, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.official import official_witnesses
from tradebook.cli.pairs import optional_pair, pair_of
from tradebook.cli.promised import write_promise
from tradebook.cli.sources import SourceList
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import PromisePage

State = Literal["open", "due", "kept", "partly", "missed", "superseded", "unknown"]
SHOWN = 50


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    pair: Annotated[
        tuple[str, str] | None,
        Parameter(negative="", help="The same as A and B: only what concerns these two countries."),
    ] = None,
    company: options.Company = None,
    good: options.Good = None,
    due: Annotated[bool, Parameter(negative=(), help="Only those whose day has come, with nothing found yet.")] = False,
    state: Annotated[
        tuple[State, ...],
        Parameter(
            negative=(),
            help="Only those in this state: open, due, kept, partly, missed, superseded or unknown. Can be repeated.",
        ),
    ] = (),
    as_of: Annotated[
        date | None, Parameter(help="As of this day (YYYY-MM-DD): only what was published or noted by then.")
    ] = None,
    limit: Annotated[
        int | None,
        Parameter(
            help=f"How many a page has ({SHOWN} in a table; all with --json).", validator=Number(gte=1, lte=1000)
        ),
    ] = None,
    page: Annotated[str | None, Parameter(help="The page to show: what the page before named as the next.")] = None,
    min_confidence: options.MinConfidence = 0.0,
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List what was planned, targeted or expected, and what became of it.

    First what is due, then what has changed in the last two weeks, then what is to come by its day, then the rest, the
    latest day first. Each with its sentence, who promised it, what it was kept or missed by, and the nearest that did
    not count. Where official statistics are loaded, they are evidence too. `tradebook note` writes down what you found
    out.
    """
    from tradebook.book import PromisePage, open_book
    from tradebook.book.queries import Filter

    if pair and first is not None:
        raise UsageError("two pairs named. Name the countries once: as A and B, or with --pair")
    chosen = pair_of(*pair) if pair else optional_pair(first, second)
    states = (*state, *(("due",) if due else ()))
    with open_book(book, create=False) as opened:
        opened.witnesses = official_witnesses(statistics)
        fitting = Filter(chosen, company=company, good=good, min_confidence=min_confidence)
        if as_json and limit is None and page is None:
            everything = opened.following.find(fitting, as_of=as_of, states=states)
            print_json(PromisePage(promises=tuple(everything)))
            return 0
        found = opened.following.page(fitting, as_of=as_of, states=states, limit=limit or SHOWN, page=page)
        if as_json:
            print_json(found)
        else:
            _print(found, SourceList(opened), due=due)
    return 0


def _print(found: PromisePage, sources: SourceList, *, due: bool) -> None:
    for promise in found.promises:
        write_promise(promise, sources)
    if found.looked_at:
        write_line(f"{found.looked_at:,} promises were looked through for this page.")
    if found.next_page:
        write_line(f"The next page: repeat this with --page {found.next_page}")
    elif not found.promises:
        write_line("No promise is due." if due else "The book has no promises on this.")
    sources.write()
