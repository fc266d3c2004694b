"""`tradebook promises`: what was planned, targeted or expected, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.official import official_witnesses
from tradebook.cli.pairs import optional_pair, pair_of
from tradebook.cli.promised import write_promise
from tradebook.cli.sources import SourceList
from tradebook.errors import UsageError

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
        int | None, Parameter(help=f"Show at most so many ({SHOWN} in a table).", validator=Number(gte=1))
    ] = None,
    min_confidence: options.MinConfidence = 0.0,
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List what was planned, targeted or expected, and what became of it.

    First what is due, then what has changed in the last two weeks, then what is to come by its day, then the rest.
    Each with its sentence, who promised it, what it was kept or missed by, and the nearest that did not count.
    Where official statistics are loaded, they are evidence too. `tradebook note` writes down what you found out.
    """
    from tradebook.book import open_book

    if pair and first is not None:
        raise UsageError("two pairs named. Name the countries once: as A and B, or with --pair")
    chosen = pair_of(*pair) if pair else optional_pair(first, second)
    states = (*state, *(("due",) if due else ()))
    with open_book(book, create=False) as opened:
        opened.witnesses = official_witnesses(statistics)
        most = limit or (None if as_json else SHOWN + 1)
        found = opened.promises(
            chosen,
            as_of,
            company=company,
            good=good,
            min_confidence=min_confidence,
            states=states,
            limit=most,
        )
        if as_json:
            print_json(found)
        elif found:
            sources = SourceList(opened)
            shown = found[: limit or SHOWN]
            for promise in shown:
                write_promise(promise, sources)
            if len(found) > len(shown):
                write_line(f"There are more than these {len(shown)}: name a pair, a state, or --limit.")
            sources.write()
        else:
            write_line("No promise is due." if due else "The book has no promises on this.")
    return 0
