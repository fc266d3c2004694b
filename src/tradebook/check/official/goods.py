"""The check of goods that a report names without a figure: "main export goods are ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tradebook.check.official.levels import Headings, headings
from tradebook.check.official.lookup import DEEP, Lookup
from tradebook.check.official.reading import days, published, term_in
from tradebook.check.official.residuals import moved_codes
from tradebook.check.official.words import country, joined, owned, percent, source_words, span, sum_words
from tradebook.check.say import explanation_of, name_of
from tradebook.check.verdict import Result, Side, Term, Verdict
from tradebook.check.wording import day_words
from tradebook.places import is_group, name
from tradebook.statement import Good, Statement, TradedGoods, TradeFlow
from tradebook.statistics import Row

FIRST = 20  # headings: a good among them is one of the main goods,
LARGE = Decimal("0.01")  # and so is one that makes so much of all goods
HIDING = Decimal("0.05")  # goods not specified that make so much of all can hide a good that is missing
CLEAR = 0.9  # a good whose code is less certain is never said to be missing
SHOWN = 3


class Named(NamedTuple):
    """One good of a report in official figures: its value, its place among the headings, and whether it is as said."""

    good: Good
    value: Decimal
    rank: int
    as_said: bool
    rows: tuple[Row, ...]


def the_goods_named_are_those_of_official_statistics(
    statements: Sequence[Statement], lookup: Lookup
) -> Iterator[Verdict]:
    """Goods that a report names as sold by one country to another are looked up among the headings of official
    statistics, ranked by value: in the exporter's books, else in the importer's. Where the report calls them main
    goods, a good must be among the first 20 headings or make 1 % of all goods; else it must be traded at all. The year
    is that of the report's own figures, else the year before the report. The goods agree where all of them are as said,
    agree within where half of them are, and differ where none is. Goods not specified (chapter 99) are computed first:
    where they make 5 % of the trade, a missing good may be among them, and the verdict is "cannot tell"."""
    for goods in statements:
        if isinstance(goods, TradedGoods) and goods.stance == "stated" and goods.goods:
            yield _verdict(goods, statements, lookup)


def _verdict(traded: TradedGoods, statements: Sequence[Statement], lookup: Lookup) -> Verdict:
    coded = [good for good in traded.goods if good.hs]
    seller, buyer = traded.origin, traded.destination
    if not coded or seller is None or buyer is None:
        missing = "no good has a code of the Harmonized System" if not coded else "the report does not say who sells"
        return _finding(traded, "cannot tell", f"The {_what(traded)} cannot be checked: {missing}.")
    found = _headings(traded, seller, buyer, statements, lookup)
    if found is None:
        missing = (
            f"no whole list of goods of {country(seller)} or {country(buyer)} is loaded for the time of the report"
        )
        return _finding(traded, "cannot tell", f"The {_what(traded)} cannot be checked: {missing}.")
    mains = _called_main(traded)
    named = [_named(good, found, mains) for good in coded]
    return _judged(traded, found, named, mains)


def _headings(
    traded: TradedGoods, seller: str, buyer: str, statements: Sequence[Statement], lookup: Lookup
) -> Headings | None:
    for year in _years(traded, seller, buyer, statements, lookup):
        start, end = date(year, 1, 1), date(year, 12, 31)
        own = headings(lookup, seller, buyer, "exports", start, end)
        found = own or headings(lookup, buyer, seller, "imports", start, end)
        if found is not None:
            return found
    return None


def _years(traded: TradedGoods, seller: str, buyer: str, statements: Sequence[Statement], lookup: Lookup) -> list[int]:
    """The years to ask, the likeliest first: those of the report's own figures of the pair, the one before the report,
    and, of a report without a date, the last one loaded."""
    pair = {seller, buyer}
    told = [
        period[1].year
        for flow in statements
        if isinstance(flow, TradeFlow) and {flow.reporter, flow.partner, *flow.between} - {None} == pair
        for period in [days(flow)]
        if period
    ]
    day = published(traded)
    if day is not None:
        told += [day.year - 1, day.year - 2]
    elif not told and not (is_group(seller) or is_group(buyer)):
        rows = lookup.rows(seller, buyer, "exports", DEEP) or lookup.rows(buyer, seller, "imports", DEEP)
        told += [max(row.end.year for row in rows if row.frequency == "year")] if rows else []
    return list(dict.fromkeys(sorted(told, reverse=True) if day is None else told))


def _called_main(traded: TradedGoods) -> bool:
    return term_in(traded.evidence.text, "main") is not None


def _named(good: Good, found: Headings, mains: bool) -> Named:
    value, rows = found.of(good.hs)
    rank = found.rank(good.hs)
    large = found.total > 0 and value >= found.total * LARGE
    as_said = value > 0 and (not mains or rank <= FIRST or large)
    return Named(good, value, rank, as_said, rows)


def _judged(traded: TradedGoods, found: Headings, named: Sequence[Named], mains: bool) -> Verdict:
    right = [one for one in named if one.as_said]
    wrong = [one for one in named if not one.as_said and _is_clear(one.good, found)]
    unclear = [one for one in named if not one.as_said and one not in wrong]
    hidden = found.total > 0 and found.unspecified >= found.total * HIDING
    said = f"among the first {FIRST} headings or 1 % of the trade" if mains else "traded"
    count = f"{len(right)} {'is' if len(right) == 1 else 'are'}" if right else "none is"
    words = f"Of the {_what(traded)}, {count} {said} in {_books(found)}"
    words += f": {joined(_place(one, found) for one in sorted(right, key=lambda n: n.rank)[:SHOWN])}" if right else ""
    if wrong:
        words += f"; not so {joined(_place(one, found) for one in wrong[:SHOWN])}"
    result: Result
    if not wrong:
        result = "agrees" if not unclear else "agrees within" if right else "cannot tell"
    elif hidden:
        result = "cannot tell"
        words += f"; {percent(found.unspecified / found.total)} of the trade is booked as goods not specified"
    elif len(right) * 2 >= len(named):
        result = "agrees within"
    else:
        result = "differs" if not right and found.flow == "exports" else "cannot tell"
    if unclear:
        moved = moved_codes([unclear[0].good], found.rows)
        words += f"; {moved or f'what “{unclear[0].good.text}” covers in the statistics is not certain'}"
    return _finding(traded, result, words + ".", found, named)


def _is_clear(good: Good, found: Headings) -> bool:
    """Whether a good that is not found surely is not there: its code is certain, and no edition moved it."""
    certain = good.confidence is None or good.confidence >= CLEAR
    return certain and not moved_codes([good], found.rows)


def _place(one: Named, found: Headings) -> str:
    if not one.value:
        return f"{one.good.text} (none sold)"
    return f"{one.good.text} (place {one.rank}, {sum_words(one.value, found.currency)})"


def _books(found: Headings) -> str:
    way = "exports to" if found.flow == "exports" else "imports from"
    known = max(row.known for row in found.rows)
    source = f"{source_words(found.source)}, as of {day_words(known.isoformat())}"
    return f"{owned(name(found.reporter))} {way} {name(found.partner)} in {span(found.start, found.end)} ({source})"


def _what(traded: TradedGoods) -> str:
    goods = f"{len(traded.goods)} good{'s' if len(traded.goods) > 1 else ''}"
    if traded.origin is None or traded.destination is None:
        return f"{goods} named"
    return f"{goods} named as sold by {country(traded.origin)} to {country(traded.destination)}"


def _finding(
    traded: TradedGoods,
    result: Result,
    sentence: str,
    found: Headings | None = None,
    named: Sequence[Named] = (),
) -> Verdict:
    check = the_goods_named_are_those_of_official_statistics
    rows = tuple(row for one in named for row in one.rows)
    if found is not None and not rows:  # none of the goods is sold: the largest rows show what is
        rows = tuple(sorted(found.rows, key=lambda row: -(row.value or 0))[:SHOWN])
    terms = tuple(Term(label="good", text=good.text, statement=traded.id) for good in traded.goods)
    official = "; ".join(_place(one, found) for one in named) if found else "no official figure"
    return Verdict(
        check=name_of(check),
        result=result,
        report=traded.report.id,
        statements=(traded.id,),
        told=Side(words=joined(good.text for good in traded.goods), terms=terms),
        computed=Side(words=official),
        sentence=sentence,
        explanation=explanation_of(check),
        publishable=all(row.redistributable for row in rows),
        rows=rows,
    )
