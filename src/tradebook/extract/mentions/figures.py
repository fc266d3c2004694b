"""Figures: money, quantities, percentages, fractions, factors, bare numbers; every digit and multiplier that touches
a figure is consumed, or the figure is left alone (kind BAD) and listed as not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tradebook.extract.items import Fraction, Item
from tradebook.extract.mentions.fractions import fraction_at
from tradebook.extract.mentions.numbers import WORD_STARTS, Number, plain, read_number, read_scale
from tradebook.extract.mentions.units import SIGNS, currency_after, currency_before, currency_openers, unit_at
from tradebook.extract.tokens import Token
from tradebook.statement import Amount, Qualifier, Quantity

__all__ = ["SIGNS", "Bare", "FigureReader", "figure_openers"]

# Smaller sums are no sums: "COP30" is a conference, "P5" a group, "Q1" a quarter
_LEAST = {"COP": 1000, "?p": 10_000, "?q": 10_000}
_DASHES = frozenset("-–—")
_PERCENT = frozenset({"%", "percent", "pct", "pc", "percents"})
_PERCENT_OPENERS = _PERCENT | {"-", "per", "percentage", "pp"}
_POINTS = frozenset({"point", "points"})
_TIMES = frozenset({"times", "fold", "folds"})
# Walking back from "A to B": a word of change first, or a word that tells no change
_CHANGE = frozenset(
    "from by up down rose grew fell rise increased decreased declined dropped climbed jumped rising falling increasing "
    "increase growth gained gaining lost losing added adding advanced slipped shed improved widened narrowed shrank "
    "swelled surged soared plunged slumped tumbled contracted expanded climbing dropping growing jumping decreasing "
    "declining surging soaring plunging slipping shrinking".split()
)
_NO_CHANGE = frozenset("between of at was were about some worth and , is for with".split())
_LEVELS = frozenset({"current", "present", "existing", "level", "levels", "today"})
_CHANGE_REACH = 10
_GROWTHS = frozenset("increase decrease rise fall decline drop gain jump growth reduction widening narrowing".split())
_GROWTH_REACH = 8
_FAR_APART = 4
# Prefixes glued to digits that leave them a number
_PREFIXES = ("non", "pre", "mid", "post")


class Bare:
    """A bare number: bounds (equal but for a range), worth of the last digit, whether digits were printed, the scale
    that was printed (1 where none was), the qualifier."""

    __slots__ = ("high", "low", "precision", "printed", "qualifier", "scale")

    def __init__(
        self,
        low: Decimal,
        high: Decimal,
        precision: Decimal,
        printed: bool,
        scale: Decimal,
        qualifier: Qualifier = "exact",
    ) -> None:
        self.qualifier: Qualifier = qualifier
        self.low = low
        self.high = high
        self.precision = precision
        self.printed = printed
        self.scale = scale

    @property
    def count(self) -> int | None:
        """The number as a count of things, or None where it is none."""
        whole = self.low == self.high and self.low == self.low.to_integral_value()
        return int(self.low) if whole else None


class _Size(NamedTuple):
    """How much: bounds and worth of the last digit with the scale in them, the scale, the index behind it."""

    low: Decimal
    high: Decimal
    precision: Decimal
    factor: Decimal
    stop: int

    def times(self, factor: Decimal, stop: int) -> _Size:
        return _Size(self.low * factor, self.high * factor, self.precision * factor, self.factor, stop)

    @property
    def single(self) -> int | float | None:
        return plain(self.low) if self.low == self.high else None

    @property
    def ends(self) -> tuple[int | float | None, int | float | None]:
        return (None, None) if self.low == self.high else (plain(self.low), plain(self.high))


def figure_openers() -> frozenset[str]:
    """All words that may begin a figure."""
    return currency_openers() | WORD_STARTS


_SAYS_WHOSE = re.compile(r"(?i)ksh|kenya|indian|american|egyptian|chilean|danish|japanese")
_POUNDS = "?pounds"
_LEAST_LOCAL = 100_000  # a price is told in American dollars anywhere
_WON = 100  # so few of them are worth no word
_WINS = frozenset("a an the its contracts orders tenders deals bids over against from out two three".split())


class FigureReader:
    """Reads figures out of one sentence's tokens. `text` is the field; `decimal_comma` as for `parse_digits`;
    `local` maps the default currency of a word to the one that it means in this report (INR -> PKR)."""

    __slots__ = ("comma", "local", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], *, decimal_comma: bool, local: dict[str, str]) -> None:
        self.text = text
        self.tokens = tokens
        self.comma = decimal_comma
        self.local = local

    def read(self, i: int) -> tuple[Item, int] | None:
        """The figure that begins at token `i`, and the index behind it; None where none begins there."""
        tokens = self.tokens
        before = currency_before(tokens, i) if tokens[i].kind != "n" else None
        if before is not None and before[0] not in self.local and before[0][0] == "?":
            before = None  # "K2": whose kwacha or kina, the report does not tell
        j = before[1] if before else i
        if before and self._low(j) == "." and j + 1 < len(tokens):
            j += 1  # "Rs. 2,500"
        if j >= len(tokens):
            return None
        token = tokens[j]
        if token.kind != "n":
            if before or token.kind != "w":
                return None
            if (fraction := fraction_at(tokens, j)) is not None:
                return self._word_fraction(j, *fraction)
        elif before is None and self._glued_to_letters(j):
            return None
        number = read_number(tokens, j, decimal_comma=self.comma)
        if number is None:
            return self._bad(i, j) if token.kind == "n" else None
        return self._typed(i, self._compound(number, before is not None), before[0] if before else None)

    def _low(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def _wording(self, i: int, stop: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end]

    def _item(self, kind: str, i: int, stop: int, value: object) -> Item:
        start, end = self.tokens[i].start, self.tokens[stop - 1].end
        text = self.text[start:end]
        return Item(kind, start, end, text, text.lower(), value)

    def _compound(self, number: Number, money: bool) -> Number:
        """ "1 billion 487.6 million": two scaled numbers that make one, the second of the lower scale."""
        tokens = self.tokens
        if number.stop + 1 >= len(tokens) or tokens[number.stop].kind != "w":
            return number
        factor, stop = read_scale(tokens, number.stop, money=money)
        if factor == 1 or stop >= len(tokens) or tokens[stop].kind != "n":
            return number
        second = read_number(tokens, stop, decimal_comma=self.comma)
        if second is None:
            return number
        lower, _ = read_scale(tokens, second.stop, money=money)
        if lower == 1 or lower >= factor or second.value * lower >= factor:
            return number
        return Number(number.value * factor / lower + second.value, second.precision, second.stop)

    def _glued_to_letters(self, j: int) -> bool:
        """Whether the digits at `j` are part of a name or model: "A320", "Su-57", "COVID-19"."""
        tokens = self.tokens
        if j == 0 or tokens[j - 1].end != tokens[j].start:
            return False
        previous = tokens[j - 1]
        if previous.kind == "w":
            return True
        if previous.text in "-–/" and j >= 2 and tokens[j - 2].end == previous.start:
            return tokens[j - 2].kind == "w" and not tokens[j - 2].lower.endswith(_PREFIXES)
        return previous.text == "#"

    def _bad(self, i: int, j: int) -> tuple[Item, int]:
        """A figure that cannot be read, with all that touches it: scale, currency, unit."""
        stop = read_scale(self.tokens, j + 1, money=True)[1]
        currency = currency_after(self.tokens, stop)
        percent = self._percent_mark(stop)
        if percent is not None:
            stop = percent[0]
        elif currency is not None:
            stop = currency[1]
        elif (unit := unit_at(self.tokens, stop)) is not None:
            stop = unit[2]
        return self._item("BAD", i, stop, None), stop

    # -- how much: scale and range ----------------------------------------------------------------------------------

    def _typed(self, i: int, number: Number, currency: str | None) -> tuple[Item, int] | None:
        factor, stop = read_scale(self.tokens, number.stop, money=currency is not None)
        if currency is None and factor == 1 and (percents := self._percents(i, number)) is not None:
            return percents
        if self._range_mark(stop):
            upper = self._upper_end(stop, currency)
            if upper is not None:
                size, upper_currency = upper
                low = number.value * (factor if factor != 1 else size.factor)
                if low < size.high and not self._grew_to(i, size.high / low if low else 0):
                    return self._by_unit(i, number, size._replace(low=low, factor=factor), currency or upper_currency)
        value = number.value * factor
        return self._by_unit(i, number, _Size(value, value, number.precision * factor, factor, stop), currency)

    def _range_mark(self, j: int) -> bool:
        """Whether a dash or "to" at `j` may lead on to the upper end of a range."""
        if j + 1 >= len(self.tokens):
            return False
        mark, follower = self._low(j), self.tokens[j + 1]
        figure = follower.kind == "n" or follower.text in SIGNS
        if mark in _DASHES:
            return figure and (mark != "—" or self.tokens[j].start == self.tokens[j - 1].end)
        return mark == "to" and (figure or follower.lower == "us")

    def _percents(self, i: int, number: Number) -> tuple[Item, int] | None:
        """ "5% to 6%", "5%-6%": one range, where no change is told."""
        mark = self._percent_mark(number.stop)
        if mark is None or not self._range_mark(mark[0]):
            return None
        upper = self._upper_end(mark[0], None)
        if upper is None or upper[1] is not None or upper[0].high <= number.value:
            return None
        size = upper[0]._replace(low=number.value)
        end = self._percent_mark(size.stop)
        if end is None or end[1] != mark[1]:
            return None
        return self._percentage(i, end, size, number.printed)

    def _upper_end(self, j: int, currency: str | None) -> tuple[_Size, str | None] | None:
        """The upper end of a range whose mark is at `j` and the currency before it; None where it is a change
        ("from 1 to 2") or no range."""
        tokens = self.tokens
        if self._low(j) == "to" and self._told_as_change(j):
            return None
        before = currency_before(tokens, j + 1)
        if before and currency is not None and before[0] != currency:
            return None
        k = before[1] if before else j + 1
        if k >= len(tokens) or tokens[k].kind != "n":
            return None
        number = read_number(tokens, k, decimal_comma=self.comma)
        if number is None:
            return None
        factor, stop = read_scale(tokens, number.stop, money=currency is not None or before is not None)
        high = number.value * factor
        return _Size(high, high, number.precision * factor, factor, stop), before[0] if before else None

    def _told_as_change(self, j: int) -> bool:
        """Whether "A to B" tells a change: "from A to B", "rose by A to B", "increased A to B"."""
        for token in reversed(self.tokens[max(0, j - _CHANGE_REACH) : j]):
            if token.lower in _CHANGE:
                return True
            if token.lower in _NO_CHANGE:
                return self._from_level(j)
        return False

    def _grew_to(self, i: int, times: Decimal | float) -> bool:
        """Whether "of A to B" at `i` tells by how much something grew and to what: "a decrease in the goods deficit of
        $1.2 billion to $65.7 billion"; ends of a range do not lie that far apart."""
        before = [token.lower for token in self.tokens[max(0, i - _GROWTH_REACH) : i] if token.kind == "w"]
        if times < _FAR_APART or before[-1:] != ["of"]:
            return False
        return not _GROWTHS.isdisjoint(before)

    def _from_level(self, j: int) -> bool:
        """ "from the current level of A to B": the words of the level stand between."""
        lows = [token.lower for token in self.tokens[max(0, j - _CHANGE_REACH) : j]]
        if "from" not in lows:
            return False
        between = lows[len(lows) - lows[::-1].index("from") :]
        return not _LEVELS.isdisjoint(between) and {",", "and", "between"}.isdisjoint(between)

    # -- of what: percent, currency, unit -----------------------------------------------------------------------------

    def _by_unit(self, i: int, number: Number, size: _Size, currency: str | None) -> tuple[Item, int] | None:
        tokens = self.tokens
        if currency is None and (mark := self._percent_mark(size.stop)) is not None:
            return self._percentage(i, mark, size, number.printed)
        after = currency_after(tokens, size.stop)
        stop = size.stop
        if after is not None and after[0] == _POUNDS and (after[0] not in self.local or self._low(after[1]) == "of"):
            after = None  # a weight
        if after is not None and size.high < _WON and self._low(size.stop) == "won" and self._low(after[1]) in _WINS:
            after = None  # "Vinafood 2 won a contract": the verb
        if after is not None and (currency is not None or not _only_one(number, size)):
            if currency is None or (currency == "USD" and after[0] != "USD" and tokens[i].text == "$"):
                currency, stop = after
            elif after[0] == currency:
                stop = after[1]
        if currency is not None and size.high < _LEAST.get(currency, 0):
            return None
        if currency is not None:
            return self._amount(i, size._replace(stop=stop), currency)
        if size.low == size.high and (times := self._times(stop)) is not None:
            return self._item("FAC", i, times, plain(size.low)), times
        return self._quantity_or_number(i, number, size)

    def _quantity_or_number(self, i: int, number: Number, size: _Size) -> tuple[Item, int] | None:
        unit = unit_at(self.tokens, size.stop)
        if unit is None and size.factor != 1 and self._low(size.stop) == "of":
            unit = unit_at(self.tokens, size.stop + 1)
        if unit is not None:
            return self._quantity(i, unit[0], size.times(unit[1], unit[2]))
        if _only_one(number, size):
            return None  # "one", "a": no figure
        if (sized := self._behind_size(size)) is not None:
            unit = unit_at(self.tokens, sized)
            if unit is not None:
                return self._quantity(i, unit[0], size.times(unit[1], unit[2]))
            size = size._replace(stop=sized)
        bare = Bare(size.low, size.high, size.precision, number.printed, size.factor)
        return self._item("NUM", i, size.stop, bare), size.stop

    def _behind_size(self, size: _Size) -> int | None:
        """The index of what is counted behind how large each is: "3 million |0.75-litre| bottles"; None where no such
        size stands there, or the number may be a year."""
        tokens, j = self.tokens, size.stop
        if j >= len(tokens) or tokens[j].kind != "n" or (size.factor == 1 and _YEARS[0] <= size.low <= _YEARS[1]):
            return None
        each = read_number(tokens, j, decimal_comma=self.comma)
        if each is None or self._low(each.stop) != "-":
            return None
        unit = unit_at(tokens, each.stop + 1)
        if unit is None or unit[2] >= len(tokens) or tokens[unit[2]].kind != "w":
            return None
        return unit[2] if self._low(unit[2]).endswith("s") else None

    def _quantity(self, i: int, unit: str, size: _Size) -> tuple[Item, int]:
        low, high = size.ends
        quantity = Quantity(
            value=size.single,
            low=low,
            high=high,
            unit=unit,
            precision=plain(size.precision),
            text=self._wording(i, size.stop),
        )
        return self._item("QTY", i, size.stop, quantity), size.stop

    def _meant(self, currency: str, wording: str) -> str | None:
        """The currency that a word means in this report; one that says whose it is means that ("Kshs", "Indian
        rupees")."""
        if currency[0] == "?":
            return self.local.get(currency)
        named = currency in self.local and _SAYS_WHOSE.search(wording) is not None
        return currency if named else self.local.get(currency, currency)

    def _dollars(self, size: _Size, wording: str) -> str:
        """ "Dollars" as the report means them; the sign, a price and what says whose they are stay American."""
        code = self.local.get("dollars")
        if code is None or size.high < _LEAST_LOCAL or "$" in wording:
            return "USD"
        return code

    def _amount(self, i: int, size: _Size, currency: str) -> tuple[Item, int]:
        low, high = size.ends
        wording = self._wording(i, size.stop)
        amount = Amount(
            value=size.single,
            low=low,
            high=high,
            currency=self._dollars(size, wording) if currency == "USD" else self._meant(currency, wording),
            precision=plain(size.precision),
            text=wording,
        )
        return self._item("AMT", i, size.stop, amount), size.stop

    # -- percentages, fractions, factors --------------------------------------------------------------------------

    def _percent_mark(self, j: int) -> tuple[int, bool] | None:
        """The index behind a percent sign or word at `j`, and whether it says percentage points."""
        if self._low(j) not in _PERCENT_OPENERS:
            return None
        if self._low(j) == "-" and self._low(j + 1) in {"percent", "per", "pct"}:
            j += 1
        low, nxt = self._low(j), self._low(j + 1)
        if low in _PERCENT:
            return (j + 2, True) if nxt in _POINTS else (j + 1, False)
        if low == "per" and nxt == "cent":
            return j + 2, False
        if low == "percentage" and nxt in _POINTS:
            return j + 2, True
        return (j + 1, True) if low == "pp" else None

    def _percentage(self, i: int, mark: tuple[int, bool], size: _Size, printed: bool) -> tuple[Item, int]:
        stop, points = mark
        low, high = size.ends
        fraction = Fraction(
            percent=size.single, low=low, high=high, points=points, text=self._wording(i, stop), printed=printed
        )
        return self._item("PCT", i, stop, fraction), stop

    def _times(self, j: int) -> int | None:
        """The index behind "times" or "-fold" at `j`, or None."""
        if self._low(j) == "-":
            return j + 2 if self._low(j + 1) in {"fold", "times"} else None
        return j + 1 if self._low(j) in _TIMES else None

    def _word_fraction(self, i: int, ratio: Decimal, stop: int) -> tuple[Item, int]:
        percent = (ratio * 100).quantize(Decimal("0.01")).normalize()
        fraction = Fraction(percent=plain(percent), text=self._wording(i, stop), printed=False)
        return self._item("PCT", i, stop, fraction), stop


_YEARS = (1900, 2100)


def _only_one(number: Number, size: _Size) -> bool:
    """Whether the number is a bare "one" or "a": no figure by itself."""
    return not number.printed and size.factor == 1 and number.value == 1
