"""Fractions in words: "a third", "two-thirds", "half of", "nine tenths", "three out of four", "one in three"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tradebook.extract.tokens import Token

_TOPS = {
    word: number
    for number, words in enumerate("a an one|two|three|four|five|six|seven|eight|nine|ten".split("|"), start=1)
    for word in words.split()
}
_BOTTOMS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
# Behind "a third" these show a fraction; any other word makes it an ordinal ("a third contract")
_AFTER_FRACTION = frozenset(
    "of in by to on over higher more less lower fewer from since compared as while and is was were are went goes go "
    "comes came year last this during against versus up down between or at for with among accounts accounted smaller "
    "larger bigger each apiece".split()
)
_ONE_IN = frozenset("two three four five six seven eight nine ten".split())  # "one in three bottles"
_PLACES_IN = frozenset("countries cities towns regions places states languages years days months".split())
_NO_HALF_BEFORE = frozenset("first second 1st 2nd last latter this the next and".split())
_NO_HALF_AFTER = frozenset("year - a an".split())
_HALF_AFTER = frozenset("its their the all that this went goes is was were comes".split())
_HALF_BEFORE = frozenset("by than in about almost nearly over took takes taking absorbed received bought for".split())


def fraction_at(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """The fraction in words that begins at token `i`: the ratio and the index behind it, or None."""
    low = tokens[i].lower
    if low == "half":
        return (Decimal("0.5"), i + 1) if _half(tokens, i) else None
    top = _TOPS.get(low)
    if top is None:
        return None
    j = i + 2 if _low(tokens, i + 1) == "-" else i + 1
    if _low(tokens, j) == "out" and _low(tokens, j + 1) == "of":
        bottom = _TOPS.get(_low(tokens, j + 2), 0)
        if bottom > top:
            return Decimal(top) / Decimal(bottom), j + 3
    if low not in {"a", "an"} and _one_in(tokens, j) and top < (bottom := _TOPS[_low(tokens, j + 1)]):
        return Decimal(top) / Decimal(bottom), j + 2
    word = _low(tokens, j)
    many = word.endswith("s")
    bottom = _BOTTOMS.get(word[:-1] if many else word, 0)
    if not bottom or (top == 1) == many or not _fraction_goes_on(tokens, j + 1):
        return None
    return Decimal(top) / Decimal(bottom), j + 1


def _one_in(tokens: Sequence[Token], j: int) -> bool:
    """Whether "in" and a small number follow: "one |in three| bottles", "nine |in ten|", not "one in two countries"."""
    return _low(tokens, j) == "in" and _low(tokens, j + 1) in _ONE_IN and _low(tokens, j + 2) not in _PLACES_IN


def _low(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _fraction_goes_on(tokens: Sequence[Token], j: int) -> bool:
    return j >= len(tokens) or tokens[j].kind == "p" or tokens[j].lower in _AFTER_FRACTION


def _half(tokens: Sequence[Token], i: int) -> bool:
    """Whether "half" at `i` is the fraction: not "the first half", "half a million", "half of 2022"."""
    before, nxt = _low(tokens, i - 1), _low(tokens, i + 1)
    if before in _NO_HALF_BEFORE or nxt in _NO_HALF_AFTER:
        return False
    if nxt != "of" and nxt not in _HALF_AFTER and before not in _HALF_BEFORE:
        return False
    after = _low(tokens, i + 2)
    return not (nxt == "of" and (after[:2].isdigit() or after in {"this", "last", "next"}))
