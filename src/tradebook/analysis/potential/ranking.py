"""Where to sell once a market has closed: the open markets, ranked by the export potential indicator."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tradebook.analysis.potential import formulas
from tradebook.analysis.potential.closed import BookLike, Closed, Closures, Said, closures
from tradebook.analysis.potential.formulas import ONE, ZERO, Demand, Ease, Supply
from tradebook.analysis.potential.outlook import Market
from tradebook.analysis.potential.trade import (
    Asked,
    Basis,
    EaseOfTrade,
    Sold,
    TradeInGood,
    Years,
    ease_of_trade,
    trade_in_good,
)
from tradebook.statistics import Statistics

Order = Literal["potential", "untapped"]
REST = "*"  # exporters that report nothing: what the markets import beyond the exports that are told
_CENT = Decimal("0.01")
_FACTOR = Decimal("0.000001")


class Ranked(Struct, frozen=True, kw_only=True):
    """One open market with every figure behind its rank, in US dollars a year: the export `potential` and what of it is
    `untapped` (both null where the exporter's share in the world's exports is not known: `weight`, ease times demand,
    ranks alike); what is `sold_now`, the `wanted` of the demand and the `ease` as a factor, each with the parts that it
    is made of. `said` is what the book tells of restrictions there that do not close it."""

    rank: int
    country: str
    weight: Decimal
    potential: Decimal | None
    untapped: Decimal | None
    sold_now: Decimal | None
    wanted: Decimal
    ease: Decimal
    sold_parts: Sold
    demand_parts: Demand
    ease_parts: Ease
    said: tuple[Said, ...] = ()


class Unranked(Struct, frozen=True, kw_only=True):
    """A market that imports the good and has no rank, with the reason."""

    country: str
    imports: Decimal
    reason: str
    said: tuple[Said, ...] = ()


class Shut(Struct, frozen=True, kw_only=True):
    """A closed market, and what was sold in it and what it imports of the good a year; null where it is not known."""

    closed: Closed
    sold: Sold | None
    imports: Decimal | None


class Alternatives(Struct, frozen=True, kw_only=True):
    """The answer: closed markets first, then the ranked, then those without a rank. `supply` is the exporter's, null
    where the world's exports are not known; `basis` and `ease_basis` say what the figures rest on, `leaves_out` what
    the ranking does not see, `missing` what to load where there is no ranking at all."""

    exporter: str
    goods: tuple[str, ...]
    closed: tuple[Shut, ...]
    ranked: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    supply: Supply | None
    basis: Basis | None
    ease_basis: Basis | None
    ease_digits: int | None
    leaves_out: tuple[str, ...]
    missing: tuple[str, ...] = ()
    told_of_others: dict[str, tuple[Said, ...]] = {}


def alternatives(
    statistics: Statistics,
    book: BookLike | None,
    exporter: str,
    goods: Sequence[str],
    *,
    without: Iterable[str] = (),
    years: Years | None = None,
    source: str | None = None,
    outlook: Mapping[str, Market] | None = None,
    sigma: Decimal = ONE,
    order: Order = "potential",
    as_known: date | None = None,
) -> Alternatives:
    """Where `exporter` (alpha-3) can sell `goods` (codes of the Harmonized System) besides the closed markets.

    Markets are closed by the restrictions in `book` and by `without` (countries or groups). The figures are averages of
    `years`, else of the last five that are loaded, from one `source` each. `outlook` brings what trade does not tell;
    `sigma` is the price elasticity by which tariffs count. Raises `UsageError` where the exporter is excluded."""
    alone = tuple(code for code in sorted(set(goods)) if not any(code != c and code.startswith(c) for c in goods))
    asked = Asked(exporter=exporter, goods=alone, years=years, source=source, as_known=as_known)
    shut = closures(book, exporter, goods, without, as_known)
    trade = trade_in_good(statistics, asked)
    if trade is None:
        return _nothing(asked, shut)
    ease = ease_of_trade(statistics, asked, {*trade.imports} - {exporter})
    chosen = _Corrections(trade, ease, shut, exporter, outlook or {}, sigma)
    supply = chosen.supply()
    ranked, unranked = _markets(trade, ease, shut, chosen, supply, order)
    return Alternatives(
        exporter=exporter,
        goods=asked.goods,
        closed=_shut(shut, trade),
        ranked=ranked,
        unranked=unranked,
        supply=supply,
        basis=trade.basis,
        ease_basis=ease.basis if ease else None,
        ease_digits=ease.digits if ease else None,
        leaves_out=tuple(_left_out(trade, ease, supply, chosen)),
        missing=() if ranked else (_no_ease(exporter),),
        told_of_others={c: said for c, said in shut.bearing.items() if c not in trade.imports},
    )


def _nothing(asked: Asked, shut: Closures) -> Alternatives:
    codes = ", ".join(asked.goods)
    return Alternatives(
        exporter=asked.exporter,
        goods=asked.goods,
        closed=tuple(Shut(closed=one, sold=None, imports=None) for one in shut.closed.values()),
        ranked=(),
        unranked=(),
        supply=None,
        basis=None,
        ease_basis=None,
        ease_digits=None,
        leaves_out=(),
        missing=(
            f"yearly imports of {codes} by the markets, from the world and from {asked.exporter}",
            _no_ease(asked.exporter),
        ),
        told_of_others=shut.bearing,
    )


def _no_ease(exporter: str) -> str:
    return f"yearly trade in all goods: of {exporter} with each market, and of both with the world"


def _shut(shut: Closures, trade: TradeInGood) -> tuple[Shut, ...]:
    """The closed markets, those with most sold first."""
    found = [
        Shut(closed=one, sold=trade.sold.get(country), imports=trade.imports.get(country))
        for country, one in shut.closed.items()
    ]
    return tuple(sorted(found, key=lambda one: (-_value(one.sold), -(one.imports or ZERO), one.closed.country)))


def _value(sold: Sold | None) -> Decimal:
    return (sold.value if sold else None) or ZERO


def _markets(
    trade: TradeInGood,
    ease: EaseOfTrade | None,
    shut: Closures,
    chosen: _Corrections,
    supply: Supply | None,
    order: Order,
) -> tuple[tuple[Ranked, ...], tuple[Unranked, ...]]:
    ranked: list[Ranked] = []
    unranked: list[Unranked] = []
    for country in chosen.open:
        said = shut.bearing.get(country, ())
        found = ease.ease.get(country) if ease else None
        if found is None:
            reason = "its whole trade, with the exporter and with the world, is not loaded from one source"
            unranked.append(Unranked(country=country, imports=trade.imports[country], reason=reason, said=said))
            continue
        ranked.append(_ranked(country, trade, found, chosen.demand(country), supply, said))
    ranked.sort(key=lambda one: (-_ordering(one, order), -one.weight, one.country))
    unranked.sort(key=lambda one: (-one.imports, one.country))
    numbered = (_numbered(one, number) for number, one in enumerate(ranked, 1))
    return tuple(numbered), tuple(unranked)


def _ordering(one: Ranked, order: Order) -> Decimal:
    found = one.potential if order == "potential" else one.untapped
    return one.weight if found is None else found


def _numbered(one: Ranked, number: int) -> Ranked:
    return replace(one, rank=number)


def _ranked(
    country: str, trade: TradeInGood, ease: Ease, demand: Demand, supply: Supply | None, said: tuple[Said, ...]
) -> Ranked:
    sold = trade.sold.get(country) or Sold(ours=None, theirs=None)
    potential = None if supply is None else formulas.potential(supply, ease, demand).quantize(_CENT)
    known = sold.value is not None and potential is not None
    return Ranked(
        rank=0,
        country=country,
        weight=(ease.value * demand.value).quantize(_CENT),
        potential=potential,
        untapped=formulas.untapped(potential or ZERO, sold.value or ZERO).quantize(_CENT) if known else None,
        sold_now=sold.value,
        wanted=demand.value.quantize(_CENT),
        ease=ease.value.quantize(_FACTOR),
        sold_parts=sold,
        demand_parts=demand,
        ease_parts=ease,
        said=said,
    )


class _Corrections:
    """The corrections that the outlook allows: each only where it is given for every open market, so that no market
    is ranked on other terms than the rest."""

    def __init__(
        self,
        trade: TradeInGood,
        ease: EaseOfTrade | None,
        shut: Closures,
        exporter: str,
        outlook: Mapping[str, Market],
        sigma: Decimal,
    ) -> None:
        self._trade, self._exporter, self._outlook, self._sigma = trade, exporter, outlook, sigma
        closed = {*shut.closed, exporter}
        self.open = sorted(c for c, imports in trade.imports.items() if imports > 0 and c not in closed)
        with_rank = [c for c in self.open if ease is not None and c in ease.ease]
        self.growth = self._all(with_rank, "gdp_ratio", "population_ratio")
        self.tariffs = self._all(with_rank, "tariff", "tariff_of_all")
        self.distances = self._all(with_rank, "distance", "distance_of_all")
        self._gdp = {c: market.gdp_ratio for c, market in outlook.items() if market.gdp_ratio is not None}
        self.supply_growth = all(c in self._gdp for c, value in trade.exports.items() if value)

    def _all(self, markets: Sequence[str], *names: str) -> bool:
        lines = [self._outlook.get(country) for country in markets]
        return bool(lines) and all(
            line is not None and all(getattr(line, name) is not None for name in names) for line in lines
        )

    def _exports(self) -> dict[str, Decimal]:
        """The exports of each country; `REST` for what the world imports beyond them."""
        rest = sum(self._trade.imports.values(), ZERO) - sum(self._trade.exports.values(), ZERO)
        return self._trade.exports | ({REST: rest} if rest > 0 else {})

    def supply(self) -> Supply | None:
        """The exporter's; None where its exports, or all others', are not known."""
        exports = self._exports()
        if self._exporter not in exports or len(exports) < 2:
            return None
        faced, of_all = self._average("tariff"), self._average("tariff_of_all")
        return formulas.supply(
            self._exporter,
            exports,
            growth=self._growth() if self.supply_growth else None,
            imports=self._trade.imports.get(self._exporter),
            tariff=faced if self.tariffs else None,
            tariff_of_all=of_all if self.tariffs else None,
            sigma=self._sigma,
        )

    def _growth(self) -> dict[str, Decimal]:
        """The growth of every exporter; those that report nothing grow like the others together."""
        told = {country: value for country, value in self._trade.exports.items() if value}
        grown = sum((value * self._gdp[country] for country, value in told.items()), ZERO)
        return self._gdp | {REST: grown / sum(told.values(), ZERO)}

    def _average(self, name: str) -> Decimal:
        """The average tariff over the open markets, by what they import."""
        total = weighted = ZERO
        for country in self.open:
            rate = _part(getattr(self._outlook.get(country), name, None))
            if rate is not None:
                total += self._trade.imports[country]
                weighted += rate * self._trade.imports[country]
        return weighted / total if total else ZERO

    def demand(self, country: str) -> Demand:
        line = self._outlook.get(country) or Market()
        return formulas.demand(
            self._trade.imports[country],
            gdp=line.gdp_ratio if self.growth else None,
            population=line.population_ratio if self.growth else None,
            elasticity=ONE if line.elasticity is None else line.elasticity,
            tariff=_part(line.tariff) if self.tariffs else None,
            tariff_of_all=_part(line.tariff_of_all) if self.tariffs else None,
            sigma=self._sigma,
            distance=line.distance if self.distances else None,
            distance_of_all=line.distance_of_all if self.distances else None,
        )


def _part(percent: Decimal | None) -> Decimal | None:
    """Per cent as a part of 1."""
    return None if percent is None else percent / 100


def _left_out(
    trade: TradeInGood, ease: EaseOfTrade | None, supply: Supply | None, chosen: _Corrections
) -> Iterable[str]:
    first, last = trade.basis.years.first, trade.basis.years.last
    years = str(first) if first == last else f"{first} to {last}"
    level = {0: "all goods at once", 2: "chapters", 4: "headings"}
    applies = {
        "aggregation": ease is not None,
        "averages": True,
        "capacity": True,
        "distances": not chosen.distances,
        "growth": not chosen.growth,
        "mixed": ease is not None and ease.basis.source.source != trade.basis.source.source,
        "no_share": supply is None,
        "rules": True,
        "services": True,
        "sides": trade.basis.source.series == "reported",
        "supply_growth": not chosen.supply_growth,
        "tariffs": not chosen.tariffs,
        "world": True,
    }
    for key, sentence in _sentences().items():
        if applies[key]:
            yield sentence.format(
                years=years,
                level=level[ease.digits if ease else 0],
                exporters=trade.basis.exporters,
                importers=trade.basis.importers,
            )


@cache
def _sentences() -> dict[str, str]:
    """What a ranking may leave out, by key."""
    text = files("tradebook.analysis.potential").joinpath("tables", "left_out.csv").read_text(encoding="utf-8")
    return {row["key"]: row["sentence"] for row in csv.DictReader(text.splitlines())}
