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
# One printed digit hides much behind a word of scale: nobody says "$1 billion" of 1.4 billion, which its precision
# would allow. So a digit never leaves open more than these parts of the figure: for merging, and for conflicts.
_DIGIT = Decimal("0.05")
_DIGIT_WIDE = Decimal("0.25")
_FREE = Decimal(5)  # but small numbers are digits alone: "5 %" is 4.5 to 5.5, and "doubled" (+100 %) is +95 to +105
_KNOWN = 4096  # figures, the latest, whose bounds are kept: those that are compared are compared again and again
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


def scaled(f: Figure, factor: Decimal) -> Figure:
    """The figure in a unit that is `factor` times smaller."""
    return Figure(
        _times(f.value, factor), _times(f.low, factor), _times(f.high, factor), f.qualifier, _times(f.precision, factor)
    )


def _times(number: Number | None, factor: Decimal) -> Number | None:
    """An integer where the product is whole, so that 12.5 thousand tonnes and 12,500,000 kg are the same number."""
    if number is None:
        return None
    product = _decimal(number) * factor
    return int(product) if product == product.to_integral_value() else float(product)


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


@lru_cache(maxsize=_KNOWN)
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


@lru_cache(maxsize=_KNOWN)
def narrow(f: Figure) -> Bounds:
    """The values that are printed so."""
    low, high = point(f)
    precision = _precision(f)
    size, rough = abs(low), step(low)
    half = min(precision * _HALF, max(size * _DIGIT, _FREE))
    if f.value is None:
        return low - half, high + half
    reach = max(min(precision, max(size * _OVER, 2 * _FREE)), min(rough, size * _OVER))
    match f.qualifier:
        case "exact":
            bounds = (size - half, size + half)
        case "about":  # a whole digit to each side: "nearly 425" is said of 424.4
            half = max(half, min(max(precision, rough * _HALF), size * _ABOUT))
            bounds = (size - half, size + half)
        case "over":
            bounds = (size, size + reach)
        case _:
            bounds = (size - reach, size)
    return _signed(bounds, low)


@lru_cache(maxsize=_KNOWN)
def wide(f: Figure) -> Bounds:
    """The values that the figure does not rule out: cut instead of rounded, with zeros that may be rounding."""
    low, high = point(f)
    precision = _precision(f)
    size, rough = abs(low), step(low)
    if f.value is None:
        reach = min(precision, max(size * _DIGIT_WIDE, _FREE))
        return low - reach, high + reach
    digit = min(precision, max(size * _DIGIT_WIDE, _FREE)) if size else precision
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
    (low, high), (first, last) = narrow(f), point(named)
    return low <= first and last <= high


def exclude(a: Figure, b: Figure) -> bool:
    """Whether the two cannot both be right."""
    (a_low, a_high), (b_low, b_high) = wide(a), wide(b)
    return a_high < b_low or b_high < a_low


def is_sharp(f: Figure) -> bool:
    """Whether the figure has digits enough to know a thing by."""
    low, high = point(f)
    return high - low + _precision(f) <= 2 * SHARP * max(abs(low), abs(high))


@lru_cache(maxsize=_KNOWN)
def roughness(f: Figure) -> Decimal:
    """How much the figure leaves open, as a part of itself: the same for a sum in dollars and in cents."""
    low, high = narrow(f)
    return (high - low) / (max(abs(low), abs(high)) or 1)
