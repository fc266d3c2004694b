"""The trade that a ranking of markets rests on, gathered from official figures: yearly averages of one source each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec import Struct

from tradebook.analysis.potential.formulas import ZERO, Ease, hypothetical
from tradebook.places import members
from tradebook.statistics import WORLD, Statistics
from tradebook.statistics.sums import Source, Sum, Told, yearly_sources, yearly_sums

LEVELS = (4, 2, 0)  # headings, chapters, all goods: the finest that is there is taken


class Years(Struct, frozen=True):
    """The calendar years averaged, both included."""

    first: int
    last: int


class Basis(Struct, frozen=True, kw_only=True):
    """What figures rest on: the source, the years, and how many countries it counts."""

    source: Source
    years: Years
    exporters: int
    importers: int


class Sold(Struct, frozen=True, kw_only=True):
    """What the exporter sells in a market a year: by its own figures (`ours`), by the market's (`theirs`), the mean of
    the two, or the one that there is."""

    ours: Decimal | None
    theirs: Decimal | None

    @property
    def value(self) -> Decimal | None:
        known = [side for side in (self.ours, self.theirs) if side is not None]
        return sum(known, ZERO) / len(known) if known else None


class TradeInGood(Struct, frozen=True, kw_only=True):
    """The good's trade a year: `exports` and `imports` of each country with the world, and what the exporter `sold` in
    each market."""

    exports: dict[str, Decimal]
    imports: dict[str, Decimal]
    sold: dict[str, Sold]
    basis: Basis


class EaseOfTrade(Struct, frozen=True, kw_only=True):
    """The ease of trade with each market, computed over `goods` codes of `digits` digits (0: over all goods at once,
    which only compares sums)."""

    ease: dict[str, Ease]
    digits: int
    goods: int
    basis: Basis


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked of the figures: whose exports of which codes, in which years (None: the last five there are), of
    which source (None: the one with most markets), as known on which day."""

    exporter: str
    goods: tuple[str, ...]
    years: Years | None = None
    source: str | None = None
    as_known: date | None = None


SPAN = 5  # years that the method averages over


def trade_in_good(statistics: Statistics, asked: Asked) -> TradeInGood | None:
    """The good's trade from the source that tells of most markets, reconciled series first among equals; None where no
    source tells what any market imports."""
    found = [_in_good(statistics, asked, source) for source in _sources(statistics, asked, asked.goods)]
    return max((trade for trade in found if trade.imports), key=lambda trade: _worth(trade.basis), default=None)


def ease_of_trade(statistics: Statistics, asked: Asked, markets: Iterable[str]) -> EaseOfTrade | None:
    """The ease of trade with the `markets`, from the source and at the level of goods that tell of most of them; the
    finest among equals. None where no source tells of any."""
    wanted = frozenset(markets)
    found = []
    for source in _sources(statistics, asked, ("",)):
        for digits in LEVELS:
            ease = _ease(statistics, asked, source, digits, wanted)
            if ease is not None:
                found.append(ease)
    return max(found, key=lambda e: (len(e.ease), e.digits, *_worth(e.basis)), default=None)


def _worth(basis: Basis) -> tuple[int, bool, int]:
    return basis.importers, basis.source.series == "reconciled", basis.exporters


def _sources(statistics: Statistics, asked: Asked, goods: Sequence[str]) -> list[Source]:
    found = yearly_sources(statistics, goods, asked.as_known)
    return [one for one in found if one.series != "estimated" and asked.source in (None, one.source)]


def countries() -> tuple[str, ...]:
    """All countries of the tables, in order: groups and the rest areas of a source are no markets."""
    return tuple(sorted(members(WORLD)))


class _Reader:
    """Asks one source for sums over the years of a question, and averages them."""

    def __init__(self, statistics: Statistics, asked: Asked, source: Source) -> None:
        self.reconciled = source.series == "reconciled"
        self.years = asked.years or Years(max(source.first, source.last - SPAN + 1), source.last)
        self.exporter = asked.exporter
        self.sums: Callable[..., list[Sum]] = partial(
            yearly_sums,
            statistics,
            source,
            since=self.years.first,
            until=self.years.last,
            as_known=asked.as_known,
        )

    def basis(self, source: Source, exports: Mapping[str, object], imports: Mapping[str, object]) -> Basis:
        return Basis(source=source, years=self.years, exporters=len(exports), importers=len(imports))


def _in_good(statistics: Statistics, asked: Asked, source: Source) -> TradeInGood:
    reader = _Reader(statistics, asked, source)
    found = [
        one
        for digits in sorted({len(code) for code in asked.goods})
        for one in _good_sums(reader, digits, [code for code in asked.goods if len(code) == digits])
    ]
    exports, imports = _with_world(reader, found)
    sold = _sold(asked.exporter, found)
    return TradeInGood(exports=exports, imports=imports, sold=sold, basis=reader.basis(source, exports, imports))


def _good_sums(reader: _Reader, digits: int, goods: Sequence[str]) -> list[Sum]:
    every, own, world = countries(), (reader.exporter,), (WORLD,)
    ask = partial(reader.sums, digits=digits, goods=goods, from_subheadings=True)
    by = ("exporter", "importer")
    if reader.reconciled:
        return ask(by, exporters=every, importers=every)
    return [
        *ask(by, exporters=every, importers=world, told=("exports",)),
        *ask(by, exporters=world, importers=every, told=("imports",)),
        *ask(by, exporters=own, importers=every),
    ]


def _with_world(reader: _Reader, found: Sequence[Sum]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Exports and imports of each country with the world. A reconciled series has none, so they are summed; where the
    exporter itself reports nothing, its exports are what the markets say that they bought of it."""
    if reader.reconciled:
        years = reader.years.last - reader.years.first + 1
        return _means(found, "exporter", years), _means(found, "importer", years)
    told = _reported(found)
    exports = _averages(found, told, "exports", "exporter", lambda one: one.importer == WORLD)
    imports = _averages(found, told, "imports", "importer", lambda one: one.exporter == WORLD)
    if reader.exporter not in exports:
        mirrored = _averages(found, told, "imports", "importer", lambda one: one.exporter == reader.exporter)
        if mirrored:
            exports[reader.exporter] = sum(mirrored.values(), ZERO)
    return exports, imports


def _means(found: Iterable[Sum], side: str, years: int) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        sums[getattr(one, side)] += one.value
    return {country: value / years for country, value in sums.items()}


def _reported(found: Iterable[Sum]) -> dict[tuple[Told, str], set[int]]:
    """The years in which a country counts anything of the good at all: in these, no figure means no trade."""
    years: dict[tuple[Told, str], set[int]] = defaultdict(set)
    for one in found:
        years[one.told, one.exporter if one.told == "exports" else one.importer].add(one.year)
    return years


def _averages(
    found: Iterable[Sum],
    reported: Mapping[tuple[Told, str], set[int]],
    told: Told,
    side: str,
    chosen: Callable[[Sum], bool],
) -> dict[str, Decimal]:
    """The yearly average by the country on the `side`, over the years in which the teller reported."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    years: dict[str, set[int]] = {}
    for one in found:
        if one.told == told and chosen(one):
            teller = one.exporter if told == "exports" else one.importer
            sums[getattr(one, side)] += one.value
            years[getattr(one, side)] = reported[told, teller]
    return {country: value / len(years[country]) for country, value in sums.items()}


def _sold(exporter: str, found: Sequence[Sum]) -> dict[str, Sold]:
    reported = _reported(found)
    ours = _averages(found, reported, "exports", "importer", lambda one: exporter == one.exporter)
    theirs = _averages(found, reported, "imports", "importer", lambda one: exporter == one.exporter)
    markets = {one.importer for one in found}
    we_report = bool(reported.get(("exports", exporter)))
    return {
        market: Sold(
            ours=ours.get(market, ZERO if we_report else None),
            theirs=theirs.get(market, ZERO if reported.get(("imports", market)) else None),
        )
        for market in markets - {WORLD, exporter}
    }


def _ease(
    statistics: Statistics, asked: Asked, source: Source, digits: int, wanted: frozenset[str]
) -> EaseOfTrade | None:
    reader = _Reader(statistics, asked, source)
    own, world, imports = _compositions(reader, digits, wanted)
    traded = _pair_totals(reader, wanted)
    if not own or not world:
        return None
    ease = {
        market: Ease(actual=traded[market], hypothetical=hypothetical(own, world, imports[market]))
        for market in sorted(wanted & traded.keys() & imports.keys())
    }
    if not ease:
        return None
    basis = reader.basis(source, {reader.exporter: own}, ease)
    return EaseOfTrade(ease=ease, digits=digits, goods=len(own), basis=basis)


_Codes = dict[str, Decimal]


def _compositions(reader: _Reader, digits: int, wanted: frozenset[str]) -> tuple[_Codes, _Codes, dict[str, _Codes]]:
    """By code: the exporter's exports, the world's, and the imports of each market."""
    every, own, world = countries(), (reader.exporter,), (WORLD,)
    if reader.reconciled:
        ask = partial(reader.sums, digits=digits, from_subheadings=True)
        bought = ask(("importer",), exporters=every, importers=every)
        ours = ask(("exporter",), exporters=own, importers=every)
        years = reader.years.last - reader.years.first + 1
    else:
        ask = partial(reader.sums, digits=digits)
        bought = ask(("importer",), exporters=world, importers=every, told=("imports",))
        ours = ask(("exporter",), exporters=own, importers=world, told=("exports",)) or ask(
            ("exporter",), exporters=own, importers=every, told=("imports",)
        )
        years = 0
    by_market = _by_code(bought, years)
    everybody: _Codes = defaultdict(Decimal)
    for codes in by_market.values():
        for code, value in codes.items():
            everybody[code] += value
    found = {market: codes for market, codes in by_market.items() if market in wanted}
    return _by_code(ours, years).get(reader.exporter, {}), everybody, found


def _by_code(found: Iterable[Sum], years: int) -> dict[str, _Codes]:
    """Country -> code -> a year's average, over `years` years, or (0) over those in which the country reported."""
    sums: dict[str, _Codes] = defaultdict(lambda: defaultdict(Decimal))
    reported: dict[str, set[int]] = defaultdict(set)
    for one in found:
        country = one.importer or one.exporter
        sums[country][one.commodity] += one.value
        reported[country].add(one.year)
    return {
        country: {code: value / (years or len(reported[country])) for code, value in codes.items()}
        for country, codes in sums.items()
    }


def _pair_totals(reader: _Reader, wanted: frozenset[str]) -> dict[str, Decimal]:
    """All goods that the exporter sells to each market a year; the mean of what both count."""
    found = reader.sums(
        ("exporter", "importer"),
        digits=0,
        exporters=(reader.exporter,),
        importers=sorted(wanted),
        from_subheadings=reader.reconciled,
    )
    sold = _sold(reader.exporter, found)
    return {market: one.value for market, one in sold.items() if one.value is not None}
