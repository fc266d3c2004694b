"""`tradebook mirror`: both sides of a trade, year by year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import make_console, print_json, write_line
from tradebook.cli.figures import book_if_any, good_codes, made_table, signed, years_of
from tradebook.cli.outputs import open_output
from tradebook.cli.pairs import pair_of
from tradebook.cli.sources import SourceList
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.analysis.mirroring import Direction, Mirror, Press, Year
    from tradebook.analysis.mirroring.accounts import Told


def run(
    first: options.FirstOfTwo,
    second: options.SecondOfTwo,
    /,
    *,
    good: Annotated[
        str | None, Parameter(help="Of this good alone: an HS code of 2 to 6 digits (4406), or a word (sleepers).")
    ] = None,
    years: Annotated[
        str | None, Parameter(help="Calendar years (2019-2023); without it all that are loaded or told.")
    ] = None,
    chart: Annotated[Path | None, Parameter(help="Also write the chart to this file: .svg or .html.")] = None,
    own_use: Annotated[
        bool,
        Parameter(
            name="--own-use",
            negative=(),
            help="Draw also figures that may not be passed on, and mark the chart as for your own use alone.",
        ),
    ] = False,
    as_of: Annotated[
        date | None, Parameter(help="As of this day (YYYY-MM-DD): only what was published or loaded by then.")
    ] = None,
    book: options.BookAddress = None,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Show both countries' official figures of their trade year by year.

    In each direction what the seller counts as exports and the buyer as imports, the gap, and what the press says
    beside it. Where a country does not report, or has closed its figures, only the mirror is there, and that is said.
    The chart shows the same; figures of sources that may not be passed on are on it only with --own-use.
    """
    from tradebook.analysis.mirroring import mirror
    from tradebook.statistics import Statistics

    pair = pair_of(first, second)
    if chart is not None and chart.suffix.lower() not in (".svg", ".html"):
        raise UsageError(f"{chart}: a chart is written as .svg or .html. Name such a file")
    asked = years_of(years)
    goods = good_codes(good) if good else ()
    with book_if_any(book) as opened:
        span = (asked.first, asked.last) if asked else None
        found = mirror(Statistics(statistics), opened, *pair, goods, span, as_of)
        if as_json:
            print_json(found)
        else:
            _print(found, SourceList(opened) if opened else None)
    if chart is not None:
        _write_chart(found, chart, own_use, quiet=as_json)
    return 0


def _print(found: Mirror, sources: SourceList | None) -> None:
    from tradebook.places import name

    if not any(one.years or one.other_periods for one in found.directions):
        write_line("No figures of this trade are loaded, and the book tells none.")
    for one in found.directions:
        if one.years or one.other_periods:
            _print_direction(one, sources)
    for only in found.mirror_only:
        write_line(f"Mirror only, {name(only.country)}: {only.words}.")
    for known in dict.fromkeys(known for only in found.mirror_only for known in only.known):
        write_line(f"  {name(known.country)}: {known.words} ({known.source})")
    _print_origins(found)
    if sources:
        sources.write()


def _print_direction(one: Direction, sources: SourceList | None) -> None:
    from tradebook.places import name

    title = f"{name(one.exporter)} to {name(one.importer)}"
    columns = ("year", f"exports by {one.exporter}", f"imports by {one.importer}", "gap", "unexplained", "the press")
    table = made_table(title, columns, right=range(1, 5))
    for year in one.years:
        gap = signed(year.gap.value, year.gap.currency) if year.gap else ""
        rest = signed(year.gap.unexplained, year.gap.currency) if year.gap else ""
        press = "\n".join(_press_words(told, sources) for told in year.press)
        table.add_row(_when(year.start, year.end), *_sides(year), gap, rest, press)
    for told in one.other_periods:
        table.add_row(_when(told.start, told.end), "", "", "", "", _press_words(told, sources))
    make_console().print(table)


def _when(start: date, end: date) -> str:
    from tradebook.check.wording import short_period
    from tradebook.statement import Period

    return short_period(Period(start=start.isoformat(), end=end.isoformat()))


def _sides(year: Year) -> tuple[str, str]:
    return _value(year.exports), _value(year.imports)


def _value(told: Told | None) -> str:
    if told is None:
        return "none"
    return signed(told.value, told.currency)


def _press_words(told: Press, sources: SourceList | None) -> str:
    whose = "" if told.whose != "not said" else ", whose is not said"
    mark = f" {sources.mark(*told.reports)}" if sources else ""
    return f"{told.measure} {told.words}{whose}{mark}"


def _print_origins(found: Mirror) -> None:
    """Where the figures are from, once each."""
    told = {
        (side.citation, side.licence, side.redistributable)
        for one in found.directions
        for year in one.years
        for side in (year.exports, year.imports, year.third)
        if side is not None
    }
    for citation, licence, free in sorted(told):
        write_line(f"Figures: {citation}; {licence}{'' if free else '; not to be passed on'}")


def _write_chart(found: Mirror, path: Path, own_use: bool, *, quiet: bool) -> None:
    from tradebook.analysis.mirroring.chart import dots_of, draw, page

    drawn = dots_of(found, own_use=own_use)
    held = ", ".join(drawn.held_back)
    if not drawn.dots:
        why = f"figures of {held} may not be passed on. Add --own-use to draw them" if held else "there are no figures"
        raise UsageError(f"{path}: there is nothing to draw: {why}")
    svg = draw(drawn)
    notes = [f"Calendar years, {drawn.currency}. Diamonds are figures of the press."]
    if held:
        notes.append(
            f"For your own use alone: it holds figures of {held}, which may not be passed on."
            if own_use
            else f"Figures of {held} are left out: they may not be passed on."
        )
    text = page(found, drawn, svg, notes) if path.suffix.lower() == ".html" else svg + "\n"
    with open_output(path) as file:
        file.write(text.encode("utf-8"))
    if not quiet:
        write_line(f"Chart written to {path}. {' '.join(notes[1:])}".rstrip())
