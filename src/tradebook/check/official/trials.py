"""A figure of a report held against everything that is loaded for one reading of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tradebook.check.intervals import Figure, amount_figure, quantity_figure
from tradebook.check.official.bands import Found, Step, Target, judge, revision_of, target_of
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import Official, Reading, Terms, officials, on_terms, published, table, terms_of
from tradebook.check.official.words import rounded, sum_words
from tradebook.check.wording import amount_words, quantity_words
from tradebook.statement import Amount, Quantity, TradeFlow

STEPS: tuple[Step, ...] = ("as printed", "read at its widest", "revision", "valuation", "beyond")


class Told(NamedTuple):
    """One figure of a flow: what it stands for, in words, in which currency or unit; `by_weight` for quantities."""

    figure: Figure
    words: str
    unit: str | None
    by_weight: bool


class Trial(NamedTuple):
    """A figure against one official value, which `official_words` shows: `known_then` where that was official when the
    report appeared."""

    told: Told
    reading: Reading
    official: Official
    value: Decimal
    official_words: str
    found: Found
    known_then: bool

    @property
    def ratio(self) -> Decimal | None:
        """The figure told by the official one; null where one of them is nothing, or they point in two directions."""
        if self.value * self.told.figure.value <= 0:
            return None
        return (self.told.figure.value / self.value).quantize(Decimal("0.0001"))

    @property
    def distance(self) -> Decimal | None:
        """How far the figure told is from the official one, as a share of it."""
        return None if self.ratio is None else abs(self.ratio - 1)

    @property
    def reached(self) -> bool:
        return self.found.step != "beyond"

    @property
    def as_printed(self) -> bool:
        """Whether the official value lies within the printed digits and the qualifier."""
        return self.told.figure.likely.low <= self.value <= self.told.figure.likely.high


class Trials(NamedTuple):
    """The trials of one reading, the best first, and why there are none ("" where there are)."""

    tried: tuple[Trial, ...]
    missing: str

    @property
    def best(self) -> Trial | None:
        return self.tried[0] if self.tried else None


def tolds(flow: TradeFlow) -> list[Told]:
    """The figures of a flow: its amounts in each currency, else its quantity."""
    found = [told for amount in (flow.amount, *flow.amount_also) if amount and (told := _told(amount))]
    quantity = quantity_figure(flow.quantity) if flow.quantity else None
    if not found and flow.quantity and quantity:
        found.append(Told(quantity, quantity_words(flow.quantity), flow.quantity.unit, True))
    return found


def _told(amount: Amount) -> Told | None:
    figure = amount_figure(amount)
    return Told(figure, amount_words(amount), amount.currency, False) if figure else None


def trials(flow: TradeFlow, reading: Reading, lookup: Lookup) -> Trials:
    """A flow's figures against what is official for a reading: what was known when the report appeared, and what is
    known now; the trial that reaches furthest first."""
    day, terms = published(flow), terms_of(flow)
    then = officials(lookup, reading, day).found if day else ()
    now, missing = officials(lookup, reading)
    told = tolds(flow)
    usable = [o for o in (*then, *now) if o.series == "reported" and on_terms(terms, o)]
    if now and not usable and not missing:
        return Trials((), _other_terms(terms))
    found: list[Trial] = []
    for official in usable:
        found += _tried(told, flow, reading, official, official in then, lookup)
    if usable and not found:
        return Trials((), _other_unit(told, usable[0]))
    order = sorted(found, key=lambda t: (STEPS.index(t.found.step), not t.known_then, t.distance or Decimal(0)))
    return Trials(tuple(order), missing)


def _other_terms(terms: Terms) -> str:
    if terms.coverage not in (None, "goods"):
        return f"the report counts {terms.coverage}, and the official rows loaded do not"
    if terms.basis == "balance of payments":
        return "the report tells figures of the balance of payments, and the rows loaded are of customs"
    return "the official rows loaded count services too or are of the balance of payments, and the report tells goods"


def _other_unit(told: list[Told], official: Official) -> str:
    if not told:
        return "the report tells no figure"
    if told[0].by_weight:
        return "the official rows have no quantity in this unit"
    if told[0].unit is None:
        return "the report does not say in which currency"
    return f"the figure is in {told[0].unit}, the official rows are in {official.currency}, and no rate is loaded"


def _tried(
    told: list[Told],
    flow: TradeFlow,
    reading: Reading,
    official: Official,
    known_then: bool,
    lookup: Lookup,
) -> Iterator[Trial]:
    """The figures in the unit of an official value against it. A revision is allowed for even where a vintage of the
    time of the report is loaded: a later one may have come before the report."""
    revision = revision_of(lookup, official, reading.end, published(flow))
    for one in told:
        if one.by_weight:
            pair = _quantities(one, official)
            if pair:
                figure, value = pair
                target = Target(value, value)
                words = quantity_words(Quantity(value=_plain(rounded(value)), unit=one.unit))
                yield Trial(one, reading, official, value, words, judge(figure, target, revision), known_then)
        elif one.unit == official.currency:
            target = target_of(official, reading, lookup)
            figure, value = one.figure, official.value
            if flow.between and flow.measure == "balance":  # whose surplus it is cannot be told: the sizes count
                figure, target, value = figure.size(), _sized(target), abs(value)
            words = sum_words(value, official.currency)
            found = judge(figure, target, revision)
            yield Trial(one._replace(figure=figure), reading, official, value, words, found, known_then)


def _sized(target: Target) -> Target:
    """A target without its sign."""
    if target.value >= 0:
        return target
    stands_in = target.stands_in.negated() if target.stands_in else None
    return target._replace(value=-target.value, stands_in=stands_in)


def _quantities(told: Told, official: Official) -> tuple[Figure, Decimal] | None:
    """A quantity told and the official one, both in the unit told; null where they are of two kinds."""
    quantity = official.quantity
    factors = {row["unit"]: row for row in table("units")}
    if quantity is None or told.unit not in factors or quantity[1] not in factors:
        return None
    ours, theirs = factors[told.unit], factors[quantity[1]]
    if ours["base"] != theirs["base"]:
        return None
    return told.figure, quantity[0] * Decimal(theirs["factor"]) / Decimal(ours["factor"])


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
