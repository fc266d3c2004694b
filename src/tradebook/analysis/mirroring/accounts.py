"""The two sides of a flow and the gap between them, in a form fit to be shown and written down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from tradebook.check.official import Account, Cause, Gap, Sides, Untested
from tradebook.statistics.sources import source_of


class Told(Struct, frozen=True, kw_only=True):
    """What one country's statistics say of a flow: `country` counts `value` in full units of `currency` as its `flow`;
    `how` the figure came about ("as reported", "sum of months"), where it is from, and as of which day."""

    country: str
    flow: str
    value: Decimal
    currency: str
    valuation: str | None
    how: str
    series: str
    source: str
    citation: str
    licence: str
    redistributable: bool
    known: date
    origins: tuple[str, ...]


class Part(Struct, frozen=True, kw_only=True):
    """A tested cause of a gap: what it explains of it, with the gap's sign, between which bounds."""

    name: str
    value: Decimal
    low: Decimal
    high: Decimal
    at_most: bool
    sentence: str


class Unnamed(Struct, frozen=True, kw_only=True):
    """A cause that is not named, and why: the rows do not bear it out (`tested`), or there are none to test it on."""

    name: str
    tested: bool
    reason: str


class Split(Struct, frozen=True, kw_only=True):
    """The gap (importer's figure less exporter's) split into its tested causes; the rest is `unexplained`."""

    value: Decimal
    currency: str
    ratio: Decimal | None
    causes: tuple[Part, ...]
    unnamed: tuple[Unnamed, ...]
    explained: Decimal
    unexplained: Decimal


def told(account: Account | None) -> Told | None:
    """An account of the checks, fit to be shown."""
    if account is None:
        return None
    return Told(
        country=account.trade.reporter,
        flow=account.trade.flow,
        value=account.value,
        currency=account.currency,
        valuation=account.valuation,
        how=account.how,
        series=account.series,
        source=account.source,
        citation=source_of(account.source).citation,
        licence=account.licence,
        redistributable=account.redistributable,
        known=account.known,
        origins=tuple(row.origin for row in account.rows),
    )


def split(gap: Gap | None) -> Split | None:
    """A gap of the checks, fit to be shown."""
    if gap is None:
        return None
    return Split(
        value=gap.value,
        currency=gap.currency,
        ratio=None if gap.ratio is None else gap.ratio.quantize(Decimal("0.0001")),
        causes=tuple(_part(cause) for cause in gap.causes),
        unnamed=tuple(_unnamed(cause) for cause in gap.untested),
        explained=gap.explained,
        unexplained=gap.unexplained,
    )


def _part(cause: Cause) -> Part:
    return Part(**{name: getattr(cause, name) for name in Part.__struct_fields__})


def _unnamed(cause: Untested) -> Unnamed:
    return Unnamed(name=cause.name, tested=cause.tested, reason=cause.reason)


def not_comparable(sides: Sides) -> bool:
    """Whether both sides are there and are told on other terms (another currency, another basis)."""
    return sides.exports is not None and sides.imports is not None and not sides.complete
