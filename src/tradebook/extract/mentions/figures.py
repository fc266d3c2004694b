"""Figures: money, quantities, percentages, fractions, factors, bare numbers; every digit and multiplier that touches
a figure is consumed, or the figure is left alone (kind BAD) and listed as not understood."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from tradebook.extract.items import Fraction, Item
from tradebook.extract.mentions.numbers import WORD_STARTS, Number, plain, read_number, read_scale
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Token, tokenize
from tradebook.statement import Amount, Qualifier, Quantity

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def _phrases(forms: dict[str, str]) -> Phrases:
    """First token -> the token sequences that begin with it (longest first) and their values."""
    index: Phrases = {}
    for form, value in forms.items():
        parts = tuple(t.lower for t in tokenize(form, 0, len(form)))
        index.setdefault(parts[0], []).append((parts, value))
    for options in index.values():
        options.sort(key=lambda option: -len(option[0]))
    return index


def match_phrase(index: Phrases, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The longest phrase of the index at token `i`: its value and the index behind it."""
    if i >= len(tokens):
        return None
    for parts, value in index.get(tokens[i].lower, ()):
        n = len(parts)
        if n == 1 or (i + n <= len(tokens) and all(tokens[i + k].lower == parts[k] for k in range(1, n))):
            return value, i + n
    return None


@cache
def _before() -> Phrases:
    return _phrases({r["form"]: r["code"] for r in rows("currencies") if r["place"] in {"before", "either"}})


@cache
def _after() -> Phrases:
    return _phrases({r["form"]: r["code"] for r in rows("currencies") if r["place"] in {"after", "either"}})


@cache
def _units() -> Phrases:
    return _phrases({r["form"]: f"{r['code']} {r['factor']}" for r in rows("units")})


@cache
def _iso_forms() -> frozenset[str]:
    return frozenset(r["form"] for r in rows("currencies") if r["form"] == r["code"].lower())


# One- and two-letter forms, and forms that are English words, need their capitals.
SIGNS = frozenset("$€£¥₹₽₩₦₴₸₼₾₫฿₱₪₺")


def currency_before(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The currency that stands before a figure at token `i` ("US$", "Rs.", "USD"), and the index behind it."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.cls == "n" or (token.cls == "p" and token.text not in SIGNS):
        return None
    found = match_phrase(_before(), tokens, i)
    if found is None:
        return None
    code, j = found
    if token.text in SIGNS:
        return code, j
    if tokens[j - 1].text in SIGNS:  # "US$", "C$": letters glued to the sign
        glued = tokens[j - 1].start == tokens[j - 2].end or token.lower in {"us", "u.s."}
        return (code, j) if glued and token.text[0].isupper() else None
    if not token.text[0].isupper() or (token.lower in _iso_forms() and not token.text.isupper()):
        return None
    return found


def currency_after(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The currency that stands behind a figure at token `i` ("dollars", "mln dlrs" without the scale, "EUR")."""
    j = i + 1 if i < len(tokens) and tokens[i].text == "-" else i
    found = match_phrase(_after(), tokens, j)
    if found is None:
        return None
    if tokens[j].lower in _iso_forms() and not tokens[j].text.isupper():
        return None
    return found


def unit_at(tokens: Sequence[Token], i: int) -> tuple[str, Decimal, int] | None:
    """The unit at token `i` (also behind a hyphen or "of"): code, factor, the index behind it."""
    j = i + 1 if i < len(tokens) and tokens[i].text == "-" else i
    found = match_phrase(_units(), tokens, j)
    if found is None:
        return None
    low = tokens[j].lower
    if len(low) <= 2 and low in {"t", "mt", "kt", "m", "mw", "gw"} and tokens[j].text in {"M", "T"}:
        return None
    code, factor = found[0].rsplit(" ", 1)
    stop = found[1]
    if tokens[j].text == "Mt":  # megatonnes; "MT" and "mt" are metric tons
        factor = "1000000"
    return code, Decimal(factor), stop


def figure_openers() -> frozenset[str]:
    """All words that may begin a figure."""
    return frozenset(_before()) | WORD_STARTS


class FigureReader:
    """Reads figures out of one sentence's tokens. `text` is the field; `decimal_comma` as for `parse_digits`;
    `rupee` and `shilling` are the currencies that "Rs" and "Sh" mean in this report."""

    def __init__(self, text: str, tokens: Sequence[Token], *, decimal_comma: bool, local: dict[str, str]) -> None:
        self.text = text
        self.tokens = tokens
        self.comma = decimal_comma
        self.local = local

    # -- one figure -----------------------------------------------------------------------------------------------

    def read(self, i: int) -> tuple[Item, int] | None:
        """The figure that begins at token `i`, and the index behind it; None where none begins there."""
        tokens = self.tokens
        before = currency_before(tokens, i)
        j = before[1] if before else i
        if j >= len(tokens):
            return None
        if before and tokens[j].cls != "n" and tokens[j].text == "." and j + 1 < len(tokens):
            j += 1  # "Rs. 2,500"
        if before and tokens[j].cls != "n":
            return None
        if tokens[j].cls == "n" and before is None and self._glued_to_letters(j):
            return None
        if tokens[j].cls == "w" and (fraction := self._fraction_words(j)) is not None:
            return fraction
        number = read_number(tokens, j, decimal_comma=self.comma)
        if number is None:
            return self._bad(i, j) if tokens[j].cls == "n" else None
        number = self._compound(number, before is not None)
        return self._typed(i, number, before[0] if before else None)

    def _compound(self, number: Number, money: bool) -> Number:
        """ "1 billion 487.6 million": two scaled numbers that make one, the second of the lower scale."""
        tokens = self.tokens
        factor, stop = read_scale(tokens, number.stop, money=money)
        if factor == 1 or stop >= len(tokens) or tokens[stop].cls != "n":
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
        if previous.cls == "w":
            return True
        if previous.text in "-–/" and j >= 2 and tokens[j - 2].end == previous.start:
            return tokens[j - 2].cls == "w" and not tokens[j - 2].lower.endswith(("non", "pre", "mid", "post"))
        return previous.text == "#"

    def _bad(self, i: int, j: int) -> tuple[Item, int]:
        """A figure that cannot be read, with all that touches it: scale, currency, unit."""
        stop = read_scale(self.tokens, j + 1, money=True)[1]
        after = currency_after(self.tokens, stop) or unit_at(self.tokens, stop)
        if after is not None:
            stop = after[-1]  # type: ignore[assignment]
        return self._item("BAD", i, stop, None), stop

    def _item(self, kind: str, i: int, stop: int, value: object) -> Item:
        start, end = self.tokens[i].start, self.tokens[stop - 1].end
        text = self.text[start:end]
        return Item(kind, start, end, text, text.lower(), value)

    def _typed(self, i: int, number: Number, currency: str | None) -> tuple[Item, int] | None:
        tokens = self.tokens
        second, upper = None, number.stop
        factor, stop = read_scale(tokens, number.stop, money=currency is not None)
        if self._range_mark(number.stop if factor == 1 else stop):
            second = self._second(stop, currency)
        if second is not None:
            low, high, precision, upper_factor, stop, currency2 = second
            currency = currency or currency2
            first = number.value * (factor if factor != 1 else upper_factor)
            bounds = (first, high)
            if first >= high:
                bounds, second = (first, high), None
        else:
            bounds, precision = (number.value * factor, number.value * factor), number.precision * factor
        if second is None and bounds[0] != bounds[1]:  # what looked like a range is none
            factor, stop = read_scale(tokens, number.stop, money=currency is not None)
            bounds, precision = (number.value * factor, number.value * factor), number.precision * factor
        return self._by_unit(i, number, stop, bounds, precision, currency, factor)

    def _range_mark(self, j: int) -> bool:
        tokens = self.tokens
        if j + 1 >= len(tokens):
            return False
        mark = tokens[j].lower
        if mark in {"-", "–", "—"}:
            follower = tokens[j + 1]
            return (follower.cls == "n" or follower.text in SIGNS) and (
                mark != "—" or tokens[j].start == tokens[j - 1].end
            )
        return mark == "to" and (tokens[j + 1].cls == "n" or tokens[j + 1].text in SIGNS or tokens[j + 1].lower == "us")

    def _second(
        self, j: int, currency: str | None
    ) -> tuple[Decimal, Decimal, Decimal, Decimal, int, str | None] | None:
        """The upper end of a range whose mark is at `j`; None where it is a change ("from 1 to 2") or no range."""
        tokens = self.tokens
        if tokens[j].lower == "to" and self._told_as_change(j):
            return None
        k = j + 1
        before = currency_before(tokens, k)
        if before:
            if currency is not None and before[0] != currency:
                return None
            k = before[1]
        if k >= len(tokens) or tokens[k].cls != "n":
            return None
        number = read_number(tokens, k, decimal_comma=self.comma)
        if number is None:
            return None
        factor, stop = read_scale(tokens, number.stop, money=currency is not None or before is not None)
        high = number.value * factor
        return high, high, number.precision * factor, factor, stop, before[0] if before else None

    def _told_as_change(self, j: int) -> bool:
        """Whether "A to B" tells a change: "from A to B", "rose by A to B", "increased A to B"."""
        for token in reversed(self.tokens[max(0, j - 7) : j]):
            low = token.lower
            if low in {
                "from",
                "by",
                "up",
                "down",
                "rose",
                "grew",
                "fell",
                "rise",
                "increased",
                "decreased",
                "declined",
                "dropped",
                "climbed",
                "jumped",
                "rising",
                "falling",
                "increasing",
                "increase",
                "growth",
            }:
                return True
            if low in {"between", "of", "at", "was", "were", "about", "some", "worth", "and", ",", "is", "for", "with"}:
                return False
        return False

    def _by_unit(
        self,
        i: int,
        number: Number,
        stop: int,
        bounds: tuple[Decimal, Decimal],
        precision: Decimal,
        currency: str | None,
        factor: Decimal,
    ) -> tuple[Item, int] | None:
        tokens = self.tokens
        if (percent := self._percent_mark(stop)) is not None and currency is None:
            return self._percentage(i, percent, bounds, number.printed)
        after = currency_after(tokens, stop)
        if after is not None and not (
            currency is None and number.printed is False and factor == 1 and number.value == 1
        ):
            if currency is None or (currency == "USD" and after[0] != "USD" and tokens[i].text == "$"):
                currency, stop = after[0] or "?", after[1]
            elif after[0] == currency:
                stop = after[1]
        if currency is not None:
            return self._amount(i, stop, bounds, precision, currency)
        if (times := self._times(stop)) is not None and bounds[0] == bounds[1]:
            return self._item("FAC", i, times, plain(bounds[0])), times
        return self._quantity_or_number(i, number, stop, bounds, precision, factor)

    def _quantity_or_number(
        self, i: int, number: Number, stop: int, bounds: tuple[Decimal, Decimal], precision: Decimal, factor: Decimal
    ) -> tuple[Item, int] | None:
        unit = unit_at(self.tokens, stop)
        if unit is None and stop < len(self.tokens) and self.tokens[stop].lower == "of" and factor != 1:
            unit = unit_at(self.tokens, stop + 1)
        if unit is not None:
            code, times, stop = unit
            low, high = bounds[0] * times, bounds[1] * times
            text = self.text[self.tokens[i].start : self.tokens[stop - 1].end]
            quantity = Quantity(
                value=plain(low) if low == high else None,
                low=None if low == high else plain(low),
                high=None if low == high else plain(high),
                unit=code,
                precision=plain(precision * times),
                text=text,
            )
            return self._item("QTY", i, stop, quantity), stop
        if not number.printed and factor == 1 and number.value == 1:
            return None  # "one", "a": no figure
        item = self._item("NUM", i, stop, Bare(bounds[0], bounds[1], precision, number.printed, factor))
        return item, stop

    def _amount(
        self, i: int, stop: int, bounds: tuple[Decimal, Decimal], precision: Decimal, currency: str
    ) -> tuple[Item, int]:
        low, high = bounds
        start = self.tokens[i].start
        code = None if currency == "?" else self.local.get(currency, currency)
        amount = Amount(
            value=plain(low) if low == high else None,
            low=None if low == high else plain(low),
            high=None if low == high else plain(high),
            currency=code,
            precision=plain(precision),
            text=self.text[start : self.tokens[stop - 1].end],
        )
        return self._item("AMT", i, stop, amount), stop

    # -- percentages, fractions, factors --------------------------------------------------------------------------

    def _percent_mark(self, j: int) -> tuple[int, bool] | None:
        """The index behind a percent sign or word at `j`, and whether it says percentage points."""
        tokens = self.tokens
        if j >= len(tokens):
            return None
        if tokens[j].text == "-" and j + 1 < len(tokens) and tokens[j + 1].lower in {"percent", "per", "pct"}:
            j += 1
        low = tokens[j].lower
        nxt = tokens[j + 1].lower if j + 1 < len(tokens) else ""
        if low in {"%", "percent", "pct", "pc", "percents"}:
            return (j + 2, True) if nxt in {"point", "points"} else (j + 1, False)
        if low == "per" and nxt == "cent":
            return j + 2, False
        if low == "percentage" and nxt in {"point", "points"}:
            return j + 2, True
        return (j + 1, True) if low == "pp" else None

    def _percentage(
        self, i: int, mark: tuple[int, bool], bounds: tuple[Decimal, Decimal], printed: bool
    ) -> tuple[Item, int]:
        stop, points = mark
        low, high = bounds
        text = self.text[self.tokens[i].start : self.tokens[stop - 1].end]
        single = low == high
        fraction = Fraction(
            percent=plain(low) if single else None,
            low=None if single else plain(low),
            high=None if single else plain(high),
            points=points,
            text=text,
            printed=printed,
        )
        return self._item("PCT", i, stop, fraction), stop

    def _times(self, j: int) -> int | None:
        tokens = self.tokens
        if j >= len(tokens):
            return None
        if tokens[j].lower in {"times", "fold", "folds"}:
            return j + 1
        if tokens[j].text == "-" and j + 1 < len(tokens) and tokens[j + 1].lower in {"fold", "times"}:
            return j + 2
        return None

    def _fraction_words(self, i: int) -> tuple[Item, int] | None:
        """Fractions in words: "a third", "two-thirds", "half of", "nine tenths", "three out of four"."""
        tokens = self.tokens
        low = tokens[i].lower
        if low == "half":
            return self._half(i)
        top = _TOPS.get(low)
        if top is None:
            return None
        j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "-" else i + 1
        if j >= len(tokens):
            return None
        ratio = self._out_of(top, j)
        stop = j + 3 if ratio is not None else j + 1
        if ratio is None:
            bottom = _BOTTOMS.get(tokens[j].lower)
            if bottom is None or (top == 1) != (not tokens[j].lower.endswith("s") and tokens[j].lower != "halves"):
                return None
            if not self._fraction_goes_on(stop):
                return None
            ratio = Decimal(top) / Decimal(bottom)
        return self._word_fraction(i, stop, ratio)

    def _out_of(self, top: int, j: int) -> Decimal | None:
        tokens = self.tokens
        if j + 2 < len(tokens) and tokens[j].lower == "out" and tokens[j + 1].lower == "of":
            bottom = _TOPS.get(tokens[j + 2].lower)
            if bottom and bottom > top:
                return Decimal(top) / Decimal(bottom)
        return None

    def _word_fraction(self, i: int, stop: int, ratio: Decimal) -> tuple[Item, int]:
        percent = (ratio * 100).quantize(Decimal("0.01")).normalize()
        text = self.text[self.tokens[i].start : self.tokens[stop - 1].end]
        return self._item("PCT", i, stop, Fraction(percent=plain(percent), text=text, printed=False)), stop

    def _fraction_goes_on(self, j: int) -> bool:
        """Whether "a third" at hand is a fraction and not an ordinal ("a third contract")."""
        if j >= len(self.tokens):
            return True
        token = self.tokens[j]
        return token.cls == "p" or token.lower in _AFTER_FRACTION

    def _half(self, i: int) -> tuple[Item, int] | None:
        tokens = self.tokens
        previous = tokens[i - 1].lower if i else ""
        nxt = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if previous in {"first", "second", "1st", "2nd", "last", "latter", "this", "the", "next", "and"} or nxt in {
            "year",
            "-",
            "a",
            "an",
        }:
            return None
        if (
            nxt == "of"
            or nxt in {"its", "their", "the", "all", "that", "this", "went", "goes", "is", "was", "were", "comes"}
            or previous in {"by", "than", "in", "about", "almost", "nearly", "over"}
        ):
            after = tokens[i + 2].lower if i + 2 < len(tokens) else ""
            if nxt == "of" and (after[:2].isdigit() or after in {"this", "last", "next"}):
                return None  # "half of 2022"
            return self._word_fraction(i, i + 1, Decimal("0.5"))
        return None


_TOPS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_BOTTOMS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "tenth": 10,
    "tenths": 10,
    "twentieth": 20,
    "hundredth": 100,
}
_AFTER_FRACTION = frozenset(
    "of in by to on over higher more less lower fewer from since compared as while and is was were are went goes go "
    "comes came year last this during against versus up down between or at for with among accounts accounted smaller larger bigger".split()
)


class Bare:
    """A bare number: bounds, worth of the last digit, whether digits were printed, the scale that was printed."""

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
