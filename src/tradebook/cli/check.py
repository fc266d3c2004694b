"""`tradebook check`: do the figures hold?"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from tradebook.check import Verdict
from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.official import beside_words, official_checks
from tradebook.cli.pairs import optional_pair
from tradebook.cli.sources import SourceList

FINE = ("agrees", "agrees within", "adds up")


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    company: options.Company = None,
    good: options.Good = None,
    every: Annotated[
        bool, Parameter(name="--all", negative=(), help="Also show the comparisons that cannot be told.")
    ] = False,
    min_confidence: options.MinConfidence = 0.0,
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Check the figures of the book against each other, within each report and across reports.

    Within a report: sums, parts, growth, shares, ranks, prices. Across the book: the same flow told differently, a year
    against its months, growth against the figure of another report, targets, deals against their total. "adds up" says
    that figures agree with each other, never that they are true; `tradebook checks` explains each check. Where official
    statistics are loaded, figures are held against them as well: "agrees" to the printed digit, "agrees within" what
    roundings, revisions or transport explain, "differs", and "cannot tell" with what is missing.
    """
    from tradebook.book import open_book
    from tradebook.check import run_across, run_checks

    pair = optional_pair(first, second)
    with open_book(book, create=False) as opened:
        entries = opened.statements(pair=pair, company=company, good=good, min_confidence=min_confidence)
        statements = [entry.statement for entry in entries]
        facts = opened.facts(pair=pair, company=company, good=good, min_confidence=min_confidence, leading=False)
        official = official_checks(statistics)
        found = [*run_checks(statements), *run_across(facts), *(official(statements) if official else ())]
        verdicts = [v for v in found if every or v.result != "cannot tell"]
        sources = SourceList(opened)
        if as_json:
            print_json(verdicts)
        else:
            _print(verdicts, len(found) - len(verdicts), sources)
    return 0


def _print(verdicts: list[Verdict], hidden: int, sources: SourceList) -> None:
    for verdict in sorted(verdicts, key=lambda v: v.result in FINE):
        marks = sources.mark(*(verdict.reports or (verdict.report,)))
        write_line(f"{verdict.result:<16} {verdict.sentence} {marks}")
        if verdict.beside:
            write_line(f"{'':<16} {beside_words(verdict)}")
    counts = Counter(verdict.result for verdict in verdicts)
    write_line()
    write_line(", ".join(f"{count} {result}" for result, count in counts.items()) or "Nothing to compare.")
    if hidden:
        write_line(f"{hidden} that cannot be told: --all shows them with the reason")
    sources.write()
