"""Figures as the press prints them: what each says, and what it leaves open. Pure; computed in decimals.

Two measures, on purpose different. *Narrow* is for merging: the values that a writer would print as this figure ("over
$420 million" for 424.4, not for 430.1). *Wide* is for conflicts: the values that the figure does not rule out ("over
$420 million" does not rule out 900). What lies between the two is neither merged nor called a conflict.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from tradebook.statement import Amount, Number, Qualifier, Quantity

Bounds = tuple[Decimal, Decimal]

_INFINITY = Decimal("Infinity")
_HALF = Decimal("0.5")
_ABOUT = Decimal("0.05")  # "about 400" is never said of less than 380 or more than 420
_OVER = Decimal("0.1")  # "over 400" is not said of 450
SHARP = Decimal("0.05")  # a figure is sharp where it leaves open at most so much of itself to each side


class Figure(Struct, frozen=True, array_like=True):
    """A number of a claim: `value`, or `low` and `high`; how it was qualified; the worth of its last printed digit."""

    value: Number | None
    low: Number | None = None
    high: Number | None = None
    qualifier: Qualifier = "exact"
    precision: Number | None = None


def figure_of(part: Amount | Quantity) -> Figure | None:
    """The number in an amount or quantity; None where it has none."""
    if part.value is None and (part.low is None or part.high is None):
        return None
    return Figure(part.value, part.low, part.high, part.qualifier, part.precision)


def printed(value: Number, qualifier: Qualifier = "exact") -> Figure:
    """A number without a noted precision (a percentage, a rank): its last digit is the one that is printed."""
    exponent = Decimal(str(value)).as_tuple().exponent
    places = exponent if isinstance(exponent, int) and isinstance(value, float) and value != int(value) else 0
    return Figure(value, None, None, qualifier, 1 if places == 0 else float(Decimal(1).scaleb(places)))


def _decimal(number: Number) -> Decimal:
    return Decimal(str(number))


def step(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: 10 million for 420 million. 1 for zero."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if value and isinstance(exponent, int) else Decimal(1)


def point(f: Figure) -> Bounds:
    """What the figure names: its value twice, or the ends of its range, lower first."""
    if f.value is not None:
        return _decimal(f.value), _decimal(f.value)
    assert f.low is not None and f.high is not None
    low, high = _decimal(f.low), _decimal(f.high)
    return min(low, high), max(low, high)


def _precision(f: Figure) -> Decimal:
    if f.precision:
        return abs(_decimal(f.precision))
    return min(step(end) for end in point(f))


@lru_cache(maxsize=65536)
def narrow(f: Figure) -> Bounds:
    """The values that are printed so."""
    low, high = point(f)
    precision = _precision(f)
    if f.value is None:
        return low - precision * _HALF, high + precision * _HALF
    size, rough = abs(low), step(low)
    reach = max(precision, min(rough, size * _OVER))
    match f.qualifier:
        case "exact":
            bounds = (size - precision * _HALF, size + precision * _HALF)
        case "about":
            half = max(precision * _HALF, min(rough * _HALF, size * _ABOUT))
            bounds = (size - half, size + half)
        case "over":
            bounds = (size, size + reach)
        case _:
            bounds = (size - reach, size)
    return _signed(bounds, low)


@lru_cache(maxsize=65536)
def wide(f: Figure) -> Bounds:
    """The values that the figure does not rule out: cut instead of rounded, with zeros that may be rounding."""
    low, high = point(f)
    precision = _precision(f)
    if f.value is None:
        return low - precision, high + precision
    size, rough = abs(low), step(low)
    digit = min(precision, size * _HALF) if size else precision  # "$1 billion" rules out 0.4, whatever its precision
    match f.qualifier:
        case "exact":
            half = max(digit, min(rough * _HALF, size * _ABOUT))
            bounds = (size - half, size + half)
        case "about":
            half = max(digit, min(rough, size * _OVER))
            bounds = (size - half, size + half)
        case "over":
            bounds = (size - precision, _INFINITY)
        case _:
            bounds = (Decimal(0), size + precision)
    return _signed(bounds, low)


def _signed(bounds: Bounds, value: Decimal) -> Bounds:
    """Bounds of the size, as bounds of the value: "a deficit of over 100" is below -100."""
    return bounds if value >= 0 else (-bounds[1], -bounds[0])


def lies_within(named: Figure, f: Figure) -> bool:
    """Whether what `named` names is among the values that are printed as `f`."""
    low, high = narrow(f)
    return low <= point(named)[0] and point(named)[1] <= high


def exclude(a: Figure, b: Figure) -> bool:
    """Whether the two cannot both be right."""
    (a_low, a_high), (b_low, b_high) = wide(a), wide(b)
    return a_high < b_low or b_high < a_low


def is_sharp(f: Figure) -> bool:
    """Whether the figure has digits enough to know a thing by."""
    low, high = narrow(f)
    return high - low <= 2 * SHARP * max(abs(low), abs(high))


def width(f: Figure) -> Decimal:
    """How much the figure leaves open."""
    low, high = narrow(f)
    return high - low
