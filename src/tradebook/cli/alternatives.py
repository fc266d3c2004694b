"""`tradebook alternatives`: where to sell a good once a market has closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.cli import options
from tradebook.cli.console import make_console, print_json, write_line
from tradebook.cli.figures import book_if_any, dollars, good_codes, made_table, years_of
from tradebook.cli.pairs import country_code
from tradebook.cli.sources import SourceList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tradebook.analysis.potential import Alternatives, Ranked, Shut
    from tradebook.analysis.potential.closed import Said
    from tradebook.analysis.potential.trade import Basis

ROWS = 15


def run(
    *,
    good: Annotated[str, Parameter(help="The good: an HS code of 2 to 6 digits (4406), or a word (sleepers).")],
    exporter: Annotated[str, Parameter(name="--from", help="The country that sells it, by name or code.")],
    without: Annotated[
        tuple[str, ...],
        Parameter(negative=(), help="A market, or a group of them, to leave out. Can be repeated."),
    ] = (),
    years: Annotated[
        str | None, Parameter(help="Calendar years to average (2019-2023); without it the last five loaded.")
    ] = None,
    source: Annotated[
        str | None, Parameter(help="Take figures of this source only (comtrade, baci); else that of most markets.")
    ] = None,
    by: Annotated[
        Literal["potential", "untapped"],
        Parameter(help="Rank by the export potential, or by what of it is not yet sold."),
    ] = "potential",
    outlook: Annotated[
        Path | None,
        Parameter(help="A CSV of what is known of the markets beyond trade: growth, tariffs, distances."),
    ] = None,
    price_elasticity: Annotated[
        float, Parameter(help="How strongly tariffs count, as a power; 1 unless given.", validator=Number(gt=0, lte=50))
    ] = 1.0,
    as_of: Annotated[
        date | None, Parameter(help="As of this day (YYYY-MM-DD): only what was published or loaded by then.")
    ] = None,
    rows: Annotated[int, Parameter(help="How many markets to print.", validator=Number(gte=1))] = ROWS,
    book: options.BookAddress = None,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Rank the markets for a good once others have closed.

    First the closed markets: by a ban or a sanction in the book, with its sentence, and those you exclude. Then the
    others by the export potential indicator of the International Trade Centre: what the exporter can supply, times what
    the market wants, times how easily the two trade; with the figures behind each rank and what they leave out.
    """
    from tradebook.analysis.potential import alternatives, read_outlook
    from tradebook.statistics import Statistics

    codes = good_codes(good)
    excluded = [country_code(words) for words in without]
    with book_if_any(book) as opened:
        found = alternatives(
            Statistics(statistics),
            opened,
            country_code(exporter),
            codes,
            without=excluded,
            years=years_of(years),
            source=source,
            outlook=read_outlook(outlook) if outlook else None,
            sigma=Decimal(str(price_elasticity)),
            order=by,
            as_known=as_of,
        )
        if as_json:
            print_json(found)
        else:
            _print(found, rows, SourceList(opened) if opened else None)
    return 0


def _print(found: Alternatives, rows: int, sources: SourceList | None) -> None:
    from tradebook.goods import describe
    from tradebook.places import name

    goods = "; ".join(f"{code} {describe(code) or ''}".strip() for code in found.goods)
    write_line(f"{goods}: exports of {name(found.exporter)}")
    _print_closed(found.closed, sources)
    _print_ranked(found, rows)
    _print_said(found, sources)
    if found.missing:
        write_line("\nCannot tell the ranking. To load:")
        for one in found.missing:
            write_line(f"  {one}")
    if found.leaves_out:
        write_line("\nThis leaves out")
        for sentence in found.leaves_out:
            write_line(f"  - {sentence}")
    _print_basis(found)
    if sources:
        sources.write()


def _print_closed(closed: Iterable[Shut], sources: SourceList | None) -> None:
    """The closed markets, those that the same sentences close in one paragraph."""
    from tradebook.places import name

    groups: dict[tuple[object, ...], list[Shut]] = {}
    for shut in closed:
        groups.setdefault((shut.closed.why, shut.closed.said), []).append(shut)
    why = {"restriction": "by a restriction in the book", "excluded": "left out as you ask"}
    for together in groups.values():
        first = together[0].closed
        names = ", ".join(name(shut.closed.country) for shut in together)
        write_line(f"\nClosed: {names}; {' and '.join(why[one] for one in first.why)}{_lost(together)}")
        _print_sentences(first.said, sources)


def _lost(together: Iterable[Shut]) -> str:
    known = [shut.sold.value for shut in together if shut.sold and shut.sold.value is not None]
    return f"; {dollars(sum(known, Decimal(0)))} a year was sold there" if known else ""


def _print_sentences(said: Iterable[Said], sources: SourceList | None) -> None:
    for one in said:
        mark = sources.mark(*one.reports) if sources else ""
        remark = f" ({one.remark})" if one.remark else ""
        write_line(f'  "{one.sentence}"{remark} {mark}'.rstrip())


def _print_ranked(found: Alternatives, rows: int) -> None:
    from tradebook.places import name

    if not found.ranked:
        return
    columns = ("", "market", "potential", "untapped", "sold now", "market imports", "ease of trade")
    table = made_table("Open markets, US dollars a year", columns, right=range(2, 7))
    for one in found.ranked[:rows]:
        table.add_row(str(one.rank), name(one.country), *_figures(one))
    write_line()
    make_console().print(table)
    if len(found.ranked) > rows:
        write_line(f"There are {len(found.ranked) - rows} more: --rows {len(found.ranked)} shows them")
    if found.unranked:
        listed = ", ".join(f"{name(one.country)} ({dollars(one.imports)})" for one in found.unranked[:rows])
        write_line(f"Without a rank, by what they import: {listed}. {found.unranked[0].reason.capitalize()}.")
    if found.supply:
        share = found.supply.share * 100
        write_line(f"Supply: {share:.3g} % of the world's exports of it, {found.supply.value * 100:.3g} % as projected")


def _figures(one: Ranked) -> tuple[str, ...]:
    factor = f"{one.ease:.2f}"
    return (
        dollars(one.potential),
        dollars(one.untapped),
        dollars(one.sold_now),
        dollars(one.demand_parts.imports),
        factor,
    )


def _print_said(found: Alternatives, sources: SourceList | None) -> None:
    """What the book tells of open markets."""
    from tradebook.places import name

    told = {one.country: one.said for one in found.ranked if one.said}
    told |= {one.country: one.said for one in found.unranked if one.said}
    for country, said in (told | found.told_of_others).items():
        write_line(f"\nTold of {name(country)}, which it does not close")
        _print_sentences(said, sources)


def _print_basis(found: Alternatives) -> None:
    for what, basis in (("Figures of the good", found.basis), ("Ease of trade", found.ease_basis)):
        if basis is not None:
            write_line(f"{what}: {_basis_words(basis)}")


def _basis_words(basis: Basis) -> str:
    years = "-".join(str(year) for year in dict.fromkeys((basis.years.first, basis.years.last)))
    shared = "" if basis.source.redistributable else ", not to be passed on"
    return (
        f"{basis.source.source} ({basis.source.series}), {years}, {basis.importers} markets, retrieved "
        f"{basis.source.retrieved.isoformat()}; {basis.source.licence}{shared}"
    )
