"""The trade that a ranking of markets rests on, gathered from official figures: yearly averages of one source each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

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


WHOLE = Decimal("0.95")  # of a total: codes that make up less of it are only some of the goods
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
                if len(ease.ease) == len(wanted):
                    break
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
    """Asks one source for sums over the years of a question."""

    def __init__(self, statistics: Statistics, asked: Asked, source: Source) -> None:
        self.source = source
        self.years = asked.years or Years(max(source.first, source.last - SPAN + 1), source.last)
        self.exporter = asked.exporter
        self._ask: Callable[..., list[Sum]] = partial(
            yearly_sums,
            statistics,
            source,
            ("exporter", "importer"),
            since=self.years.first,
            until=self.years.last,
            as_known=asked.as_known,
        )

    def with_world(self, **asked: object) -> list[Sum]:
        """What each country exports to the world and imports from it. A reconciled series tells both as exports: those
        of the world to a country are its imports."""
        every, world = countries(), (WORLD,)
        sold = self._ask(exporters=every, importers=world, told=("exports",), **asked)
        if self.source.series != "reconciled":
            return [*sold, *self._ask(exporters=world, importers=every, told=("imports",), **asked)]
        bought = self._ask(exporters=world, importers=every, told=("exports",), **asked)
        return [*sold, *(replace(one, told="imports") for one in bought)]

    def of_exporter(self, **asked: object) -> list[Sum]:
        """What the exporter sells in each market, as either side counts it."""
        return self._ask(exporters=(self.exporter,), importers=countries(), **asked)

    def basis(self, exports: Mapping[str, object], imports: Mapping[str, object]) -> Basis:
        return Basis(source=self.source, years=self.years, exporters=len(exports), importers=len(imports))


def _in_good(statistics: Statistics, asked: Asked, source: Source) -> TradeInGood:
    reader = _Reader(statistics, asked, source)
    found: list[Sum] = []
    for digits in sorted({len(code) for code in asked.goods}):
        goods = [code for code in asked.goods if len(code) == digits]
        found += reader.with_world(digits=digits, goods=goods, from_subheadings=True)
        found += reader.of_exporter(digits=digits, goods=goods, from_subheadings=True)
    exports, imports = _with_world(asked.exporter, found)
    sold = _sold(asked.exporter, found)
    return TradeInGood(exports=exports, imports=imports, sold=sold, basis=reader.basis(exports, imports))


def _with_world(exporter: str, found: Sequence[Sum]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Exports and imports of each country with the world; where the exporter itself tells nothing, its exports are what
    the markets say that they bought of it."""
    told = _reported(found)
    exports = _averages(found, told, "exports", "exporter", lambda one: one.importer == WORLD)
    imports = _averages(found, told, "imports", "importer", lambda one: one.exporter == WORLD)
    if exporter not in exports:
        mirrored = _averages(found, told, "imports", "importer", lambda one: one.exporter == exporter)
        if mirrored:
            exports[exporter] = sum(mirrored.values(), ZERO)
    return exports, imports


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
    """What is sold in each market, as either side counts it. Where neither has a figure and one of them tells of such
    trade with others, it is nothing; one side's figure alone is not halved by the other's silence."""
    reported = _reported(found)
    ours = _averages(found, reported, "exports", "importer", lambda one: exporter == one.exporter)
    theirs = _averages(found, reported, "imports", "importer", lambda one: exporter == one.exporter)
    by_partner = {*ours, *theirs} - {WORLD}
    we_report = any(market != WORLD for market in ours)
    they_report = {one.importer for one in found if one.told == "imports"} if theirs else set()
    return {
        market: Sold(ours=ours.get(market), theirs=theirs.get(market))
        if market in by_partner
        else Sold(ours=ZERO if we_report else None, theirs=ZERO if market in they_report else None)
        for market in {one.importer for one in found} - {WORLD, exporter}
    }


def _ease(
    statistics: Statistics, asked: Asked, source: Source, digits: int, wanted: frozenset[str]
) -> EaseOfTrade | None:
    reader = _Reader(statistics, asked, source)
    totals = reader.with_world(digits=0)
    imports, own = _compositions(reader, digits, totals)
    world: _Codes = defaultdict(Decimal)
    for codes in imports.values():
        for code, value in codes.items():
            world[code] += value
    sold = _sold(asked.exporter, [*reader.of_exporter(digits=0), *totals])
    ease = {
        market: Ease(actual=actual, hypothetical=hypothetical(own, world, imports[market]))
        for market in sorted(wanted & sold.keys() & imports.keys())
        if (actual := sold[market].value) is not None
    }
    if not own or not ease:
        return None
    return EaseOfTrade(ease=ease, digits=digits, goods=len(own), basis=reader.basis({asked.exporter: own}, imports))


_Codes = dict[str, Decimal]


def _compositions(reader: _Reader, digits: int, totals: Sequence[Sum]) -> tuple[dict[str, _Codes], _Codes]:
    """By code: what each country imports, and what the exporter exports; those alone whose codes make up their total,
    for of others only some goods are loaded."""
    found = reader.with_world(digits=digits) if digits else totals
    exporter = reader.exporter
    imports = _whole(_by_code(one for one in found if one.told == "imports"), totals, "imports")
    own = _whole(_by_code(one for one in found if one.told == "exports"), totals, "exports").get(exporter, {})
    if own:
        return imports, own
    # It does not report: what the markets say that they bought of it, by code.
    bought = _bought(reader.of_exporter(digits=digits))
    total = _bought(reader.of_exporter(digits=0))
    whole = sum(bought.values(), ZERO) >= WHOLE * sum(total.values(), ZERO)
    return imports, bought if whole else {}


def _bought(found: Iterable[Sum]) -> _Codes:
    """What the markets bought of the exporter a year, by code."""
    sums: _Codes = defaultdict(Decimal)
    for codes in _by_code(replace(one, exporter=WORLD) for one in found if one.told == "imports").values():
        for code, value in codes.items():
            sums[code] += value
    return sums


def _whole(found: Mapping[str, _Codes], totals: Iterable[Sum], told: Told) -> dict[str, _Codes]:
    """The countries whose codes make up their total."""
    total = _by_code(one for one in totals if one.told == told)
    return {
        country: codes
        for country, codes in found.items()
        if country in total and sum(codes.values(), ZERO) >= WHOLE * sum(total[country].values(), ZERO)
    }


def _by_code(found: Iterable[Sum]) -> dict[str, _Codes]:
    """Country -> code -> the average of a year, over those in which the country tells anything."""
    sums: dict[str, _Codes] = defaultdict(lambda: defaultdict(Decimal))
    told: dict[str, set[int]] = defaultdict(set)
    for one in found:
        country = one.exporter if one.importer == WORLD else one.importer
        sums[country][one.commodity] += one.value
        told[country].add(one.year)
    return {
        country: {code: value / len(told[country]) for code, value in codes.items()} for country, codes in sums.items()
    }
