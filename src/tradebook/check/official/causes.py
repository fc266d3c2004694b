"""Why the importer's figure is not the exporter's: causes that were tested on rows, each with what it can explain.

A cause is named only where rows show it and say how much of the gap it explains; one that could not be tested (no rows)
or that the rows do not bear out is listed as such with its reason, and explains nothing. What is left is "unexplained".
The gap is the importer's figure less the exporter's.

- valuation: the exporter values FOB and the importer CIF, as their rows say, and the importer's figure is the higher.
  It explains the exporter's figure times the margin of the pair (`margins.py`), from the least to the most.
- lag: the months of both sides, a year and more of them, fit better when the importer's are moved. It explains what
  left in the last months before the period less what left in the last months of it.
- re-exports: the exporter's rows of re-exports to the importer, which books such goods under their origin. They explain
  at most their value, where the importer's figure is the lower.
- consignment: the importer's rows by country of consignment, goods of the exporter that came by way of others. They
  explain at most their value, where the importer's figure is the higher.
- transit: the importer's rows of goods of other origins that the exporter consigned. They explain at most their value,
  where the importer's figure is the lower.
- residual codes, of single goods alone: the codes for goods not specified (99, 9999, 999999) of the side with the lower
  figure. They explain at most their value, less that of the same on the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tradebook.check.official.lookup import Lookup
from tradebook.check.official.margins import margin
from tradebook.check.official.residuals import unspecified
from tradebook.check.official.sides import Sides, Trade, accounts, both_sides
from tradebook.check.official.words import percent, sum_words
from tradebook.places import name
from tradebook.statistics import ALL_GOODS, WORLD, Row, Statistics
from tradebook.statistics.row import Flow

CauseName = Literal["valuation", "re-exports", "consignment", "transit", "lag", "residual codes"]
MOST_LAG = 3  # months; a train or ship that takes longer is rare, and more shifts find a fit by chance
LEAST_MONTHS = 12  # of both sides, for a lag to be tested
BETTER = Decimal("0.8")  # a lag is believed where it takes a fifth or more off the misfit of the months
ZERO = Decimal(0)


class Cause(Struct, frozen=True, kw_only=True):
    """One cause that was tested and borne out. `value` is what it explains of the gap, with the gap's sign, in full
    units of the currency; `low` and `high` bound it (of equal sign); `at_most` says that the rows bound it only from
    above. `sentence` says it in words, `rows` are what it was tested on."""

    name: CauseName
    value: Decimal
    low: Decimal
    high: Decimal
    at_most: bool
    sentence: str
    rows: tuple[Row, ...] = ()


class Untested(Struct, frozen=True, kw_only=True):
    """A cause that is not named: `tested` says whether rows were there to test it on, `reason` why it is not named."""

    name: CauseName
    tested: bool
    reason: str


class Gap(Struct, frozen=True, kw_only=True):
    """The gap between the sides, its causes and the rest.

    `value`: the importer's figure less the exporter's, in `currency`; `explained`: the sum of the causes, never more
    than the gap; `unexplained`: the rest, with the gap's sign. `ratio` is the importer's figure by the exporter's."""

    sides: Sides
    value: Decimal
    currency: str
    ratio: Decimal | None
    causes: tuple[Cause, ...]
    untested: tuple[Untested, ...]
    explained: Decimal
    unexplained: Decimal


Test = Callable[[Lookup, Sides, date | None], Cause | Untested]


def gap_of(
    statistics: Statistics | Lookup,
    exporter: str,
    importer: str,
    commodities: Sequence[str],
    start: date,
    end: date,
    as_known: date | None = None,
) -> Gap | None:
    """The gap of two sides with its tested causes; null where a side is missing or told on other terms."""
    lookup = Lookup.of(statistics)
    return causes(lookup, both_sides(lookup, exporter, importer, commodities, start, end, as_known), as_known)


def causes(statistics: Statistics | Lookup, sides: Sides, as_known: date | None = None) -> Gap | None:
    """The gap of these sides with its tested causes; null where a side is missing or told on other terms."""
    gap = sides.gap
    if gap is None or sides.exports is None:
        return None
    lookup = Lookup.of(statistics)
    found = [test(lookup, sides, as_known) for test in TESTS]
    named = _within(gap, [cause for cause in found if isinstance(cause, Cause)])
    explained = sum((cause.value for cause in named), ZERO)
    return Gap(
        sides=sides,
        value=gap,
        currency=sides.exports.currency,
        ratio=sides.ratio,
        causes=tuple(named),
        untested=tuple(cause for cause in found if isinstance(cause, Untested)),
        explained=explained,
        unexplained=gap - explained,
    )


def _within(gap: Decimal, found: Sequence[Cause]) -> list[Cause]:
    """The causes in the order of their certainty, each cut to what those before it left of the gap."""
    left, kept = gap, []
    for cause in sorted(found, key=lambda cause: cause.at_most):
        value = _cut(cause.value, left)
        if value:
            kept.append(replace(cause, value=value, low=_cut(cause.low, left), high=_cut(cause.high, left)))
            left -= value
    return kept


def _cut(value: Decimal, left: Decimal) -> Decimal:
    """`value`, never beyond what is left and never against it."""
    return max(ZERO, min(value, left)) if left > 0 else min(ZERO, max(value, left))


# The tests, each from both sides to a cause or the reason why it is none


def valuation(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Transport and insurance, where exports are valued FOB and imports CIF."""
    ours, theirs, gap = sides.exports, sides.imports, sides.gap
    if ours is None or theirs is None or gap is None:
        return _not("valuation", False, "a side is missing")
    if ours.valuation is None or theirs.valuation is None:
        return _not("valuation", False, "the rows do not say whether the values are FOB or CIF")
    if (ours.valuation, theirs.valuation) != ("FOB", "CIF"):
        return _not("valuation", True, f"the exporter values {ours.valuation}, the importer {theirs.valuation}")
    if gap <= 0:
        return _not(
            "valuation", True, "the importer's figure is not above the exporter's, as transport and insurance make it"
        )
    found = margin(sides.exporter, sides.importer, lookup.statistics.folder)
    low, usual, high = (ours.value * share for share in (found.low, found.usual, found.high))
    value = min(gap, high) if gap <= high else usual
    shares = f"{percent(found.low)} to {percent(found.high)}, mostly {percent(found.usual)}"
    return Cause(
        name="valuation",
        value=value,
        low=low,
        high=high,
        at_most=False,
        sentence=f"{name(sides.importer)} counts transport and insurance, {name(sides.exporter)} does not: {shares}, "
        f"which is {sum_words(value, ours.currency)} here.",
        rows=(*ours.rows, *theirs.rows),
    )


def re_exports(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Goods of other origin in the exporter's figure, which the importer books under their origin."""
    if sides.gap is not None and sides.gap >= 0:
        return _not("re-exports", True, "re-exports make the exporter's figure the higher, and it is not")
    trade = _trade(sides, "re-exports")
    found = accounts(lookup, trade, as_known).reported
    if found is None or sides.exports is None or found.currency != sides.exports.currency:
        return _not("re-exports", False, f"no row of the re-exports of {name(sides.exporter)} is loaded")
    if found.value <= 0:
        return _not("re-exports", True, f"{name(sides.exporter)} reports none")
    return _at_most(
        "re-exports",
        -found.value,
        f"{name(sides.exporter)} counts goods of other countries that it sold on, up to "
        f"{sum_words(found.value, found.currency)}; {name(sides.importer)} books such goods under their origin.",
        found.rows,
    )


def consignment(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Goods of the exporter that reached the importer by way of others, to whom the exporter booked them."""
    if sides.gap is not None and sides.gap <= 0:
        return _not("consignment", True, "goods that come by way of others make the importer's figure the higher")
    rows = _consigned(lookup, sides, as_known)
    rows = [row for row in rows if row.partner == sides.exporter]
    if not rows:
        return _not(
            "consignment", False, f"no row of {name(sides.importer)} by country of consignment is loaded for this"
        )
    others = [row for row in rows if row.partner2 not in (sides.exporter, WORLD) and row.value]
    total = sum((row.value for row in others if row.value is not None), ZERO)
    if total <= 0:
        return _not("consignment", True, f"all came straight from {name(sides.exporter)}")
    first = max(others, key=lambda row: row.value or ZERO)
    return _at_most(
        "consignment",
        total,
        f"{sum_words(total, first.currency)} of it came to {name(sides.importer)} by way of other countries, most by "
        f"way of {name(first.partner2 or '')}; {name(sides.exporter)} may have booked them as sold there.",
        others,
    )


def transit(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Goods of other origins that the exporter consigned: it may count them, the importer books their origin."""
    if sides.gap is not None and sides.gap >= 0:
        return _not("transit", True, "goods of other origins make the exporter's figure the higher, and it is not")
    rows = [row for row in _consigned(lookup, sides, as_known) if row.partner2 == sides.exporter]
    others = [row for row in rows if row.partner not in (sides.exporter, WORLD) and row.value]
    total = sum((row.value for row in others if row.value is not None), ZERO)
    if not rows:
        return _not("transit", False, f"no row of {name(sides.importer)} by country of consignment is loaded for this")
    if total <= 0:
        return _not("transit", True, f"{name(sides.exporter)} consigned nothing of other origins")
    return _at_most(
        "transit",
        -total,
        f"{name(sides.importer)} books {sum_words(total, others[0].currency)} that came from {name(sides.exporter)} "
        f"under other origins; {name(sides.exporter)} may count them as its exports.",
        others,
    )


def lag(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Goods under way: what left before the period's end arrives after it."""
    ours, theirs = (_months(lookup, sides, flow, as_known) for flow in ("exports", "imports"))
    common = [month for month in theirs if month in ours]
    if len(common) < LEAST_MONTHS:
        return _not("lag", False, f"months of both sides are needed, {LEAST_MONTHS} at least; {len(common)} are there")
    misfits = {k: misfit for k in range(MOST_LAG + 1) if (misfit := _misfit(ours, theirs, k)) is not None}
    best = min(misfits, key=lambda k: (misfits[k], k))
    if best == 0 or misfits[best] > misfits[0] * BETTER:
        return _not("lag", True, "the months of the two sides fit no better when they are moved")
    start, end = _month(sides.start), _month(sides.end)
    before = [ours.get(start - k) for k in range(1, best + 1)]
    last = [ours.get(end - k) for k in range(best)]
    rows = [row for row in (*before, *last) if row is not None]
    if len(rows) < 2 * best:
        return _not("lag", False, f"the months of {name(sides.exporter)} around the period are not all there")
    came, left = (sum(((row.value or ZERO) for row in some if row), ZERO) for some in (before, last))
    value = came - left
    gap = sides.gap or ZERO
    if value * gap <= 0:
        return _not("lag", True, f"arrivals lag by {_lag(best)}, but this makes the gap no smaller")
    return Cause(
        name="lag",
        value=value,
        low=value,
        high=value,
        at_most=False,
        sentence=f"What leaves {name(sides.exporter)} is booked in {name(sides.importer)} about {_lag(best)} later, "
        f"which moves {sum_words(abs(value), rows[0].currency)} {'into' if value > 0 else 'out of'} the period.",
        rows=tuple(rows),
    )


def residual_codes(lookup: Lookup, sides: Sides, as_known: date | None) -> Cause | Untested:
    """Goods that the side with the lower figure may have put under the codes for goods not specified."""
    if ALL_GOODS in sides.commodities:
        return _not("residual codes", True, "the figure is of all goods, those not specified among them")
    gap = sides.gap or ZERO
    flows: tuple[Flow, Flow] = ("exports", "imports") if gap > 0 else ("imports", "exports")
    lower, higher = (_residual(lookup, sides, flow, as_known) for flow in flows)
    if not lower:
        country = sides.exporter if gap > 0 else sides.importer
        return _not("residual codes", False, f"no row of {name(country)} for goods not specified is loaded")
    hidden = (lower[0].value or ZERO) - ((higher[0].value or ZERO) if higher else ZERO)
    if hidden <= 0:
        return _not("residual codes", True, "the side with the lower figure has no more of them than the other")
    row = lower[0]
    return _at_most(
        "residual codes",
        hidden if gap > 0 else -hidden,
        f"{name(row.reporter)} books {sum_words(row.value or ZERO, row.currency)} as goods not specified (code "
        f"{row.commodity}), among which these may be.",
        (*lower, *higher),
    )


TESTS: tuple[Test, ...] = (valuation, lag, re_exports, consignment, transit, residual_codes)


def _not(cause: CauseName, tested: bool, reason: str) -> Untested:
    return Untested(name=cause, tested=tested, reason=reason)


def _at_most(cause: CauseName, value: Decimal, sentence: str, rows: Sequence[Row]) -> Cause:
    low, high = (ZERO, value) if value > 0 else (value, ZERO)
    return Cause(name=cause, value=value, low=low, high=high, at_most=True, sentence=sentence, rows=tuple(rows))


def _trade(sides: Sides, flow: Flow) -> Trade:
    """The trade of these sides as one of the two tells it."""
    imports = flow in ("imports", "re-imports")
    reporter, partner = (sides.importer, sides.exporter) if imports else (sides.exporter, sides.importer)
    return Trade(
        reporter=reporter,
        partner=partner,
        flow=flow,
        start=sides.start,
        end=sides.end,
        commodities=sides.commodities,
    )


def _consigned(lookup: Lookup, sides: Sides, as_known: date | None) -> list[Row]:
    """The importer's rows by country of consignment, on the terms of the sides; one source and one length of period."""
    theirs = sides.imports
    if theirs is None:
        return []
    rows = lookup.consigned(sides.importer, "imports", sides.commodities, sides.start, sides.end, as_known)
    rows = [row for row in rows if (row.currency, row.series) == (theirs.currency, "reported")]
    whole = [row for row in rows if (row.start, row.end) == (sides.start, sides.end)]
    chosen = whole or [row for row in rows if row.frequency == "month"]
    sources = sorted({row.source for row in chosen}, key=lambda source: (source != theirs.source, source))
    return [row for row in chosen if row.source == sources[0]]


def _month(day: date) -> int:
    """The month of a day, counted from year 0."""
    return day.year * 12 + day.month - 1


def _months(lookup: Lookup, sides: Sides, flow: Flow, as_known: date | None) -> dict[int, Row]:
    """The months that a side's source reports, of one commodity; none where the sides are of several codes."""
    side = sides.exports if flow == "exports" else sides.imports
    if side is None or len(sides.commodities) > 1:
        return {}
    rows = lookup.rows(side.trade.reporter, side.trade.partner, flow, sides.commodities[0], as_known)
    terms = (side.source, side.currency, side.coverage, side.basis, side.series)
    return {
        _month(row.start): row
        for row in rows
        if row.frequency == "month"
        and row.value is not None
        and (row.source, row.currency, row.coverage, row.basis, row.series) == terms
    }


def _misfit(ours: dict[int, Row], theirs: dict[int, Row], lag: int) -> Decimal | None:
    """How far the importer's months are from the exporter's `lag` months before, both as shares of their sums: the
    mean of the differences. Null where too few months meet. As shares, so that transport costs and goods that go by
    other ways do not count as misfit."""
    pairs = [(ours[m - lag].value or ZERO, theirs[m].value or ZERO) for m in theirs if m - lag in ours]
    left, right = (sum(column, ZERO) for column in zip(*pairs, strict=True)) if pairs else (ZERO, ZERO)
    if len(pairs) < LEAST_MONTHS - MOST_LAG or not left or not right:
        return None
    return sum((abs(a / left - b / right) for a, b in pairs), ZERO) / 2


def _residual(lookup: Lookup, sides: Sides, flow: Flow, as_known: date | None) -> tuple[Row, ...]:
    """A side's row for goods not specified in the period, where there is one."""
    side = sides.exports if flow == "exports" else sides.imports
    row = unspecified(lookup, side, as_known) if side else None
    return (row,) if row else ()


def _lag(months: int) -> str:
    return f"{months} month{'s' if months > 1 else ''}"
