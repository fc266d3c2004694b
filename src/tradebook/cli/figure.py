"""`tradebook figure`: the number to say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.figures import book_if_any, good_codes, period_of, signed
from tradebook.cli.pairs import pair_of
from tradebook.cli.sources import SourceList

if TYPE_CHECKING:
    from tradebook.analysis.mirroring import Figure
    from tradebook.analysis.mirroring.accounts import Split, Told


def run(
    reporter: Annotated[str, Parameter(name="A", help="The country whose figure it is, by name or code.")],
    partner: Annotated[str, Parameter(name="B", help="Its partner.")],
    flow: Annotated[Literal["exports", "imports"], Parameter(name="FLOW", help="exports or imports, of A.")],
    period: Annotated[str, Parameter(name="PERIOD", help="2021, 2021-05, or 2021-01..2021-10.")],
    /,
    *,
    good: Annotated[
        str | None, Parameter(help="Of this good alone: an HS code of 2 to 6 digits (4406), or a word (sleepers).")
    ] = None,
    as_of: Annotated[
        date | None, Parameter(help="As of this day (YYYY-MM-DD): only what was published or loaded by then.")
    ] = None,
    book: options.BookAddress = None,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Say the official figure of a flow, the other side's, and why they differ.

    A's own figure; what B counts of the same goods; what the press says; the gap split into the causes that were
    tested, the rest unexplained; and the sentence to speak, with its source. Where A does not report, B's figure is
    named as such.
    """
    from tradebook.analysis.mirroring import figure
    from tradebook.statistics import Statistics

    first, second = pair_of(reporter, partner)
    start, end = period_of(period)
    goods = good_codes(good) if good else ()
    with book_if_any(book) as opened:
        found = figure(Statistics(statistics), opened, first, second, flow, start, end, goods, as_of)
        if as_json:
            print_json(found)
        else:
            _print(found, SourceList(opened) if opened else None)
    return 0


def _print(found: Figure, sources: SourceList | None) -> None:
    write_line(f"To say: {found.sentence}")
    if found.beside:
        write_line(f"Beside it: {' '.join(found.beside)}")
    if not found.publishable:
        write_line("  (figures in it may be told with their source, and not passed on as data)")
    write_line()
    write_line(_side("Ours", found.ours, found.ours_missing))
    write_line(_side("Theirs", found.theirs, found.theirs_missing))
    if found.third:
        write_line(_side("Reconciled", found.third, ""))
    for one in found.silent:
        write_line(f"  {one.country}: {one.words} ({one.source})")
    if found.gap:
        _print_gap(found.gap)
    if found.press:
        write_line("\nThe press")
    for told in found.press:
        whose = {"not said": "whose is not said", "exporter": "the exporter's", "importer": "the importer's"}
        mark = sources.mark(*told.reports) if sources else ""
        write_line(f'  {told.measure} {told.words}, {whose[told.whose]}: "{told.sentence}" {mark}'.rstrip())
        if told.result:
            write_line(f"    {told.result}: {told.verdict}")
    if sources:
        sources.write()


def _side(title: str, one: Told | None, missing: str) -> str:
    from tradebook.analysis.mirroring.figure import cited, sum_words
    from tradebook.places import name

    if one is None:
        return f"{title}: not known; {missing or 'nothing is loaded'}"
    shared = "" if one.redistributable else "; not to be passed on"
    return f"{title}: {sum_words(one)}, {one.flow} by {name(one.country)} ({cited(one)}; {one.licence}{shared})"


def _print_gap(gap: Split) -> None:
    ratio = f", a ratio of {gap.ratio:.2f}" if gap.ratio is not None else ""
    write_line(f"\nGap, importer's figure less exporter's: {signed(gap.value, gap.currency)}{ratio}")
    for cause in gap.causes:
        most = "at most " if cause.at_most else ""
        write_line(f"  {cause.name}: {most}{signed(cause.value, gap.currency)}. {cause.sentence}")
    write_line(f"  unexplained: {signed(gap.unexplained, gap.currency)}")
    for other in gap.unnamed:
        write_line(f"  not {other.name}: {'' if other.tested else 'not tested, '}{other.reason}")
