"""The formulas of the export potential indicator, as published; numbers in, numbers out.

Yvan Decreux and Julia Spies, Export Potential Assessments: A methodology to identify export opportunities for
developing countries, International Trade Centre, Geneva, 2016. For exporter i, market j and good k, with v for trade:

    potential = supply(i, k) x ease(i, j) x demand(i, j, k)
    supply    = share of i in world exports of k, projected by GDP, x min(1, exports / imports of i in k)
                x ((1 + tariff that i meets on average) / (1 + tariff that all meet on average)) ^ sigma
    ease      = v(i, j) / sum over k of (v(i, k) / v(k) x v(j, k))
    demand    = v(j, k) x (GDP ratio / population ratio) ^ elasticity x population ratio
                x ((1 + average tariff of j on k) / (1 + tariff of j on k from i)) ^ sigma
                x exp(-|ln average distance of j's imports of k - ln distance of i and j|)

Taken from public descriptions of the paper (docs/analysis.md). A correction that is not given is 1, which leaves the
figure as it is. Values are in full units of one currency a year; ratios are expected over present; tariffs are parts of
1 (0.05 is 5 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

ONE = Decimal(1)
ZERO = Decimal(0)


class Supply(Struct, frozen=True, kw_only=True):
    """What an exporter can supply, as a part of the world's trade in the good.

    `share` is the present share in world exports, `projected` that share with GDP growth on both sides; `balance` is
    less than 1 where more is imported than exported, so that goods in transit do not count as its own; `tariffs` is
    above 1 where its goods meet higher tariffs than others, which hold its share down. `value` is what comes of it."""

    share: Decimal
    projected: Decimal
    balance: Decimal = ONE
    tariffs: Decimal = ONE

    @property
    def value(self) -> Decimal:
        return self.projected * self.balance * self.tariffs


class Demand(Struct, frozen=True, kw_only=True):
    """What a market wants of the good in a year: its `imports` now, the factors of `growth`, `tariffs` (above 1 where
    the exporter has an advantage) and `distance` (1 where it is as far as the present suppliers)."""

    imports: Decimal
    growth: Decimal = ONE
    tariffs: Decimal = ONE
    distance: Decimal = ONE

    @property
    def value(self) -> Decimal:
        return self.imports * self.growth * self.tariffs * self.distance


class Ease(Struct, frozen=True, kw_only=True):
    """How easily two countries trade: their `actual` trade in all goods over the `hypothetical`, which they would have
    if the exporter had, of each good that the market imports, its share in the world's exports."""

    actual: Decimal
    hypothetical: Decimal

    @property
    def value(self) -> Decimal:
        """0 where nothing is to be expected, for nothing is traded either."""
        return self.actual / self.hypothetical if self.hypothetical else ZERO


def supply(
    exporter: str,
    exports: Mapping[str, Decimal],
    *,
    growth: Mapping[str, Decimal] | None = None,
    imports: Decimal | None = None,
    tariff: Decimal | None = None,
    tariff_of_all: Decimal | None = None,
    sigma: Decimal = ONE,
) -> Supply:
    """Supply of `exporter`, from the `exports` of the good by every country; `growth` is the ratio of expected to
    present GDP of each of them. Raises `ValueError` where nobody exports the good, or `growth` leaves one out."""
    world = sum(exports.values(), ZERO)
    if not world:
        raise ValueError("nobody exports the good")
    own = exports.get(exporter, ZERO)
    projected = own / world
    if growth is not None:
        missing = [country for country, value in exports.items() if value and country not in growth]
        if missing:
            raise ValueError(f"no growth is given for {', '.join(sorted(missing))}")
        grown = sum((value * growth[country] for country, value in exports.items() if value), ZERO)
        projected = own * growth[exporter] / grown if own else ZERO
    both = tariff is not None and tariff_of_all is not None
    return Supply(
        share=own / world,
        projected=projected,
        balance=min(ONE, own / imports) if imports else ONE,
        tariffs=((ONE + (tariff or ZERO)) / (ONE + (tariff_of_all or ZERO))) ** sigma if both else ONE,
    )


def demand(
    imports: Decimal,
    *,
    gdp: Decimal | None = None,
    population: Decimal | None = None,
    elasticity: Decimal = ONE,
    tariff: Decimal | None = None,
    tariff_of_all: Decimal | None = None,
    sigma: Decimal = ONE,
    distance: Decimal | None = None,
    distance_of_all: Decimal | None = None,
) -> Demand:
    """Demand of a market for the good; `gdp` and `population` are ratios of expected to present, `elasticity` that of
    imports a head to GDP a head. A correction of which one half is missing is left out."""
    growth = tariffs = near = ONE
    if gdp is not None and population is not None:
        growth = (gdp / population) ** elasticity * population
    if tariff is not None and tariff_of_all is not None:
        tariffs = ((ONE + tariff_of_all) / (ONE + tariff)) ** sigma
    if distance and distance_of_all:
        near = (-abs(distance_of_all.ln() - distance.ln())).exp()
    return Demand(imports=imports, growth=growth, tariffs=tariffs, distance=near)


def hypothetical(own: Mapping[str, Decimal], world: Mapping[str, Decimal], imports: Mapping[str, Decimal]) -> Decimal:
    """What a market would buy of an exporter at the latter's share of each good in the world's exports; all three by
    code. A good that nobody exports, or that either of the two does not trade, adds nothing."""
    parts = (value / world[code] * imports[code] for code, value in own.items() if world.get(code) and code in imports)
    return sum(parts, ZERO)


def potential(of_exporter: Supply, of_pair: Ease, of_market: Demand) -> Decimal:
    """The export potential, in the currency of the demand."""
    return of_exporter.value * of_pair.value * of_market.value


def untapped(of_all: Decimal, actual: Decimal) -> Decimal:
    """What of the potential is not yet sold; nothing where more is sold than the potential says."""
    return max(ZERO, of_all - actual)
