"""Numbers as press prints them: separators, words, fractions. Decimals throughout, never floats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tradebook.extract.tables import rows
from tradebook.extract.tokens import Token


class Number(NamedTuple):
    """A number read from tokens: its value, the worth of its last printed digit, the index behind it, and whether
    digits were printed (False for words)."""

    value: Decimal
    precision: Decimal
    stop: int
    printed: bool = True


_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_ONE = Decimal(1)
# Digits with their separators; more of them are no figure of trade, and would not stay exact
_LONGEST = 18


def parse_digits(text: str, *, decimal_comma: bool = False) -> tuple[Decimal, Decimal] | None:
    """Value and worth of the last digit of a printed number, or None where its separators do not make a number.

    `decimal_comma` says that the report writes decimal commas, so that "2,718" before a scale word is 2.718.

    >>> parse_digits("2,50,000")
    (Decimal('250000'), Decimal('1'))
    >>> parse_digits("1.2.3") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    if text.isdigit():
        return Decimal(text), _ONE
    plain = _SPACES.sub("", text)
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        return _two_separators(plain)
    if commas:
        return _one_separator(plain, ",", decimal=commas == 1 and (decimal_comma or not _grouped(plain, ",")))
    if dots:
        return _one_separator(plain, ".", decimal=dots == 1 and not (decimal_comma and _grouped(plain, ".")))
    return (Decimal(plain), _ONE) if plain.isdigit() else None


def _grouped(text: str, separator: str) -> bool:
    """Whether the separator parts thousands: groups of three, or the Indian twos before a last three."""
    head, *groups = text.split(separator)
    if not 1 <= len(head) <= 3 or not groups or len(groups[-1]) != 3 or head == "0":
        return False
    middle = {len(g) for g in groups[:-1]}
    return middle <= {3} or (middle <= {2} and len(head) <= 2)


def _one_separator(text: str, separator: str, *, decimal: bool) -> tuple[Decimal, Decimal] | None:
    if decimal:
        whole, fraction = text.split(separator)
        # a lone comma with four digits behind it is neither thousands nor a decimal that press prints
        return None if separator == "," and len(fraction) > 3 else _decimal(whole, fraction)
    if not _grouped(text, separator):
        return None
    return Decimal(text.replace(separator, "")), _ONE


def _two_separators(text: str) -> tuple[Decimal, Decimal] | None:
    last = max(text.rfind("."), text.rfind(","))
    mark = text[last]
    other = "," if mark == "." else "."
    whole, fraction = text[:last], text[last + 1 :]
    if mark in whole or not _grouped(whole, other):
        return None
    return _decimal(whole.replace(other, ""), fraction)


def _decimal(whole: str, fraction: str) -> tuple[Decimal, Decimal]:
    return Decimal(f"{whole or '0'}.{fraction}"), _ONE.scaleb(-len(fraction))


@cache
def number_words() -> dict[str, int]:
    """The words that count: "one" .. "ninety", "a"."""
    return {row["form"]: int(row["value"]) for row in rows("numberwords")}


@cache
def scales() -> dict[str, Decimal]:
    """The words and letters that multiply: "million", "bn", "crore"."""
    return {row["form"]: Decimal(row["factor"]) for row in rows("scales")}


# Letters that are scales only when glued to the figure or beside a currency.
SHORT_SCALES = frozenset({"k", "m", "b", "cr", "mil", "ths", "thou"})
_BIG = frozenset(
    {"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen", "mln", "bln", "bn", "mn"}
)


def read_number(tokens: Sequence[Token], i: int, *, decimal_comma: bool) -> Number | None:
    """The number that begins at token `i`: digits ("1,234.5", "3-1/2") or words ("twenty-five", "half a", "a").

    "a" and "half a" count only before a scale word. The scale itself is read by `read_scale`."""
    token = tokens[i]
    if token.kind == "n":
        found = _printed_number(tokens, i, decimal_comma)
    elif token.kind == "w" and token.lower in WORD_STARTS:
        found = _worded_number(tokens, i)
    else:
        return None
    if found is None or "point" not in [behind.lower for behind in tokens[found.stop : found.stop + 2]]:
        return found
    return _spoken_decimal(tokens, found)


def _spoken_decimal(tokens: Sequence[Token], whole: Number) -> Number:
    """A number with the decimals that are spoken behind it, as radio writes them: "one-point-three trillion", "12 point
    two five billion"; `whole` itself where "point" is another word."""
    j = _skip_hyphen(tokens, whole.stop)
    if whole.value != whole.value.to_integral_value() or _at(tokens, j) != "point":
        return whole
    digits, stop = "", j + 1
    while (digit := _DIGITS.get(_at(tokens, k := _skip_hyphen(tokens, stop)))) is not None:
        digits, stop = digits + digit, k + 1
    hyphened = _at(tokens, j - 1) == "-" and _at(tokens, j + 1) == "-"
    if not digits or not (hyphened or _at(tokens, stop) in scales() or _at(tokens, stop) in {"percent", "per"}):
        return whole
    precision = _ONE.scaleb(-len(digits))
    return Number(whole.value + Decimal(f"0.{digits}"), precision, stop, whole.printed)


_DIGITS = {word: str(k) for k, word in enumerate("zero one two three four five six seven eight nine".split())}
_DIGITS |= {digit: digit for digit in "0123456789"}  # "12 point 5 percent"


WORD_STARTS = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half".split()
)


def _printed_number(tokens: Sequence[Token], i: int, decimal_comma: bool) -> Number | None:
    behind = _at(tokens, i + 1)
    if behind == "," and (parted := _parted_groups(tokens, i)) is not None:
        return parted
    scaled = decimal_comma and (behind in scales() or behind == "%")
    parsed = parse_digits(tokens[i].text, decimal_comma=scaled)
    if parsed is None:
        return None
    value, precision = parsed
    fraction = _simple_fraction(tokens, i + 2) if behind == "-" else None
    if fraction is not None and value == value.to_integral_value():
        return Number(value + fraction, _ONE / 8, i + 5)
    if behind == "and" and _at(tokens, i + 2) == "a" and _at(tokens, i + 3) == "half":
        return Number(value + Decimal("0.5"), Decimal("0.5"), i + 4)
    return Number(value, precision, i + 1)


def _parted_groups(tokens: Sequence[Token], i: int) -> Number | None:
    """A figure with a blank behind its commas, "70, 000": only where a group opens with a nought, as no number of a
    list does."""
    if not 1 <= len(tokens[i].text) <= 3 or _at(tokens, i + 1) != "," or not tokens[i].text.isdigit():
        return None
    j, groups = i + 1, [tokens[i].text]
    while (
        _at(tokens, j) == ","
        and len(group := _at(tokens, j + 1)) == 3
        and group.isdigit()
        and tokens[j].start == tokens[j - 1].end
        and tokens[j + 1].start == tokens[j].end + 1
    ):
        groups.append(group)
        j += 2
    if not any(group.startswith("0") for group in groups[1:]) or groups[0].startswith("0"):
        return None
    return Number(Decimal("".join(groups)), _ONE, j)


def _simple_fraction(tokens: Sequence[Token], i: int) -> Decimal | None:
    if i + 2 >= len(tokens) or tokens[i + 1].text != "/":
        return None
    top, bottom = tokens[i].text, tokens[i + 2].text
    if top.isdigit() and bottom in {"2", "4", "8", "16", "3"} and int(top) < int(bottom):
        return Decimal(top) / Decimal(bottom)
    return None


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _skip_hyphen(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if _at(tokens, i) == "-" else i


def _worded_number(tokens: Sequence[Token], i: int) -> Number | None:
    word = tokens[i].lower
    if word == "half":
        j = _skip_hyphen(tokens, i + 1)
        if _at(tokens, j) in {"a", "an"} and _at(tokens, _skip_hyphen(tokens, j + 1)) in _BIG:
            return Number(Decimal("0.5"), Decimal("0.5"), _skip_hyphen(tokens, j + 1), False)
        return None
    if (whole := _hundreds(tokens, i)) is not None:
        return whole
    if word in {"a", "an"}:
        j = _skip_hyphen(tokens, i + 1)
        if _at(tokens, j) in _BIG:
            return Number(_ONE, _ONE, j, False)
        return None
    value = number_words()[word]
    j = i + 1
    if value >= 20 and value % 10 == 0:
        k = _skip_hyphen(tokens, j)
        unit = number_words().get(_at(tokens, k), 0)
        if 0 < unit < 10 and _at(tokens, k) not in {"a", "an"}:
            value, j = value + unit, k + 1
    if _at(tokens, j) == "and" and _at(tokens, j + 1) == "a" and _at(tokens, j + 2) == "half":
        return Number(Decimal(value) + Decimal("0.5"), Decimal("0.5"), j + 3, False)
    return Number(Decimal(value), _ONE, j, False)


def _hundreds(tokens: Sequence[Token], i: int) -> Number | None:
    """ "One hundred and twenty", "two hundred fifty": hundreds with what is added to them; None for bare hundreds,
    whose word is read as a scale."""
    count = number_words()[tokens[i].lower]
    j = _skip_hyphen(tokens, i + 1)
    if not 0 < count < 10 or _at(tokens, j) != "hundred":
        return None
    j += 1 + (_at(tokens, j + 1) == "and")
    if j >= len(tokens) or _at(tokens, j) in {"a", "an", "half"} or _at(tokens, j) not in number_words():
        return None
    rest = _worded_number(tokens, j)
    if rest is None or rest.value != rest.value.to_integral_value():
        return None
    return Number(100 * Decimal(count) + rest.value, _ONE, rest.stop, False)


def read_scale(tokens: Sequence[Token], i: int, *, money: bool) -> tuple[Decimal, int]:
    """The factor of the scale words at `i` and the index behind them: "million", "-million", "lakh crore",
    "hundred million"; (1, i) where there is none. Single letters count only glued to the figure or with `money`."""
    j = i
    first = _at(tokens, i)
    if first == "-" and _at(tokens, i + 1) in _BIG:
        j += 1
    elif first not in scales():
        return _ONE, i
    factor = _ONE
    start = j
    while j < len(tokens) and tokens[j].lower in scales():
        low = tokens[j].lower
        glued = tokens[j].start == tokens[j - 1].end if j else False
        if low in SHORT_SCALES and (
            j > start or not (glued or (money and tokens[j].text in {"k", "m", "b", "cr", "Cr"}))
        ):
            break
        factor *= scales()[low]
        j += 1
        if low not in {"hundred", "lakh", "lakhs", "thousand"}:
            break
    if factor == _ONE:
        return _ONE, i
    if (
        tokens[j - 1].lower in {"mln", "bln", "bn", "mn", "tn", "trn", "cr"}
        and _at(tokens, j) == "."
        and _goes_on(tokens, j + 1)
    ):
        j += 1  # the full stop of an abbreviation inside the sentence
    return factor, j


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and (tokens[i].text[0].islower() or tokens[i].text in {"U.S.", "US", ",", ")"})


def plain(value: Decimal) -> int | float:
    """A decimal for the statement: an integer where whole, else the shortest float that prints the same."""
    return int(value) if value == value.to_integral_value() else float(value)
