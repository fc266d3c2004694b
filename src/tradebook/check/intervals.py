"""What a printed figure can stand for: decimal intervals, and the arithmetic of them.

A figure of the press is rounded, sometimes cut, and often hedged ("about", "over"). It is therefore carried as two
intervals, both closed:

- `likely`: what a careful reader takes it for. Two sides that meet here add up.
- `possible`: the widest reading. Only two sides that do not meet even here contradict each other.

What lies between the two is for nobody to call: the verdict is "cannot tell".

| qualifier | likely | possible |
|---|---|---|
| exact | half of the last printed digit either way (rounded) | one whole last digit either way (cut) |
| about | 5 % of the value, at least one last digit, either way | 10 %, at least two last digits, either way |
| over | from the value to 10 % (at least one last digit) above | from half a digit below the value upwards |
| under | from 10 % (at least one last digit) below up to the value | up to half a digit above the value |
| up_to | as under | as under |
| a range | from low to high, as exact at both ends | as exact at both ends |

A negative value (a deficit) is read by its size: "a deficit of over $2 billion" reaches downwards.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Literal, NamedTuple

from tradebook.statement import Amount, Number, Qualifier, Quantity

ABOUT_LIKELY = Decimal("0.05")
ABOUT_POSSIBLE = Decimal("0.10")
OVER_LIKELY = Decimal("0.10")
WORDED_LIKELY = Decimal("0.10")
WORDED_POSSIBLE = Decimal("0.25")

INFINITY = Decimal("Infinity")
ZERO = Decimal(0)

# Wide enough for any printed amount to be carried without a rounding of our own.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)

Meeting = Literal["meets", "open", "misses"]


class Interval(NamedTuple):
    """A closed interval of decimals; an end may be infinite."""

    low: Decimal
    high: Decimal

    def plus(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: Interval) -> Interval:
        ends = [_product(a, b) for a in self for b in other]
        return Interval(min(ends), max(ends))

    def negated(self) -> Interval:
        return Interval(-self.high, -self.low)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


class Figure(NamedTuple):
    """A printed number: the value as printed (the middle of a range), and its two intervals."""

    value: Decimal
    likely: Interval
    possible: Interval

    def plus(self, other: Figure) -> Figure:
        return _combine(self, other, Interval.plus, self.value, other.value)

    def minus(self, other: Figure) -> Figure:
        return _combine(self, other, Interval.minus, self.value, -other.value)

    def times(self, other: Figure) -> Figure:
        with localcontext(_CONTEXT):
            return Figure(
                self.value * other.value, self.likely.times(other.likely), self.possible.times(other.possible)
            )

    def negated(self) -> Figure:
        return Figure(-self.value, self.likely.negated(), self.possible.negated())

    def size(self) -> Figure:
        """The figure without its sign."""
        return self.negated() if self.value < 0 else self


def _product(a: Decimal, b: Decimal) -> Decimal:
    return ZERO if a == 0 or b == 0 else a * b


def _combine(a: Figure, b: Figure, step: Callable[[Interval, Interval], Interval], x: Decimal, y: Decimal) -> Figure:
    with localcontext(_CONTEXT):
        return Figure(x + y, step(a.likely, b.likely), step(a.possible, b.possible))


def meeting(a: Figure, b: Figure) -> Meeting:
    """How two sides stand to each other: they meet as printed, only in their widest reading, or not at all."""
    if a.likely.meets(b.likely):
        return "meets"
    return "open" if a.possible.meets(b.possible) else "misses"


def exactly(value: Number | Decimal) -> Figure:
    """A number that is not a reading of the press (100 per cent)."""
    whole = decimal(value)
    return Figure(whole, Interval(whole, whole), Interval(whole, whole))


def decimal(value: Number | Decimal) -> Decimal:
    """The decimal of a JSON number, by its shortest digits and never through binary fractions."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: 100000 for 424400000, 0.1 for 35.2, 1 for 0."""
    if value == 0 or not value.is_finite():
        return Decimal(1)
    exponent = value.normalize(_CONTEXT).as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def figure(
    value: Number | Decimal | None,
    low: Number | Decimal | None = None,
    high: Number | Decimal | None = None,
    qualifier: Qualifier = "exact",
    precision: Number | Decimal | None = None,
) -> Figure | None:
    """The figure of a printed value or range; None where neither is known.

    `precision` is the worth of the last printed digit; where it is null, the last digit that is not zero serves,
    which can only widen the reading.
    """
    if value is None:
        if low is None or high is None:
            return None
        ends = (figure(low, None, None, "exact", precision), figure(high, None, None, "exact", precision))
        return _range(ends[0], ends[1]) if ends[0] and ends[1] else None
    whole = decimal(value)
    if whole < 0:
        mirrored = figure(-whole, None, None, qualifier, precision)
        return mirrored.negated() if mirrored else None
    unit = last_digit(whole) if precision is None else abs(decimal(precision))
    with localcontext(_CONTEXT):
        return _qualified(whole, unit, qualifier)


def _range(low: Figure, high: Figure) -> Figure:
    with localcontext(_CONTEXT):
        first, last = sorted((low, high))
        return Figure(
            (first.value + last.value) / 2,
            Interval(first.likely.low, last.likely.high),
            Interval(first.possible.low, last.possible.high),
        )


def _qualified(value: Decimal, unit: Decimal, qualifier: Qualifier) -> Figure:
    half = unit / 2
    if qualifier == "about":
        near = max(unit, value * ABOUT_LIKELY)
        far = max(unit * 2, value * ABOUT_POSSIBLE)
        return _around(value, near, far)
    if qualifier == "over":
        above = value + max(unit, value * OVER_LIKELY)
        return Figure(value, Interval(value, above), Interval(value - half, INFINITY))
    if qualifier in ("under", "up_to"):
        below = value - max(unit, value * OVER_LIKELY)
        return Figure(value, Interval(below, value), Interval(-INFINITY, value + half))
    return _around(value, half, unit)


def _around(value: Decimal, near: Decimal, far: Decimal) -> Figure:
    return Figure(value, Interval(value - near, value + near), Interval(value - far, value + far))


def amount_figure(amount: Amount) -> Figure | None:
    """The figure of an amount, in full units of its currency."""
    return figure(amount.value, amount.low, amount.high, amount.qualifier, amount.precision)


def quantity_figure(quantity: Quantity) -> Figure | None:
    """The figure of a quantity, in its own unit."""
    return figure(quantity.value, quantity.low, quantity.high, quantity.qualifier, quantity.precision)


def percent_figure(percent: Number, qualifier: Qualifier = "exact", *, worded: bool = False) -> Figure | None:
    """The figure of a percentage, in percentage points; its precision is that of its decimals, never above 1.

    `worded` says that the text has a fraction in words ("a third", "half"), which is round by nature and is read as
    "about" where the text has no qualifier of its own.
    """
    value = decimal(percent)
    unit = min(Decimal(1), last_digit(value))
    if worded and qualifier == "exact":
        qualifier, unit = "about", Decimal(1)
    return figure(value, None, None, qualifier, unit)


def factor_figure(factor: Number, qualifier: Qualifier = "exact") -> Figure | None:
    """The figure of a factor. A decimal one ("1.6 times") is read by its digits; a whole one ("doubled", "3 times")
    is round by nature: 10 % either way is likely, 25 % possible."""
    value = decimal(factor)
    if value <= 0:
        return None
    unit = last_digit(value)
    if unit < 1 or qualifier != "exact":
        return figure(value, None, None, qualifier, min(unit, Decimal("0.1")))
    with localcontext(_CONTEXT):
        return _around(value, value * WORDED_LIKELY, value * WORDED_POSSIBLE)
