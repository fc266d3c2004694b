"""Figures in pairs: "between $1.1 and $1.2 billion" is one range; "rose to 2.5 from 2.1 billion dollars" gives the
first figure the scale and the currency of the second."""

from __future__ import annotations

import re
from decimal import Decimal

from tradebook.extract.items import Item
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Amount, Quantity

_ONE = Decimal(1)
_NUMERAL = re.compile(r"\d[\d.,]*")
# A pair is of one order of size: the one is at most twenty times the other
_LEAST, _MOST = 0.05, 20
_CARRIERS = frozenset({"to", "from", "against", "versus", "and", "or", "vs"})
# What may stand between a pair beside its carrier
_SMALL_WORDS = frozenset({"up", "down", "with", "between", "in", "the", ",", "a", "compared", "revised", "estimated"})
_COUNTED = frozenset("countries nations states markets destinations partners companies firms regions cities".split())
# A pair stands at most so many items apart, what it was before a little more: "took 5,000 tonnes of Thai rice in 2023,
# up from |4,000| in 2022"
_REACH = 5
_WIDE_REACH = 12
_SAYS_BEFORE = frozenset({("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")})
_SAYS_OF_WHAT = frozenset({"GOOD", "DEM", "PLACE", "PER"})
_LINKS = frozenset({",", "of", "in", "from", "to", "the", "worth"})


def join_between(text: str, items: list[Item]) -> list[Item]:
    """ "between 7 and 8 thousand tonnes", "between $1.1 and $1.2 billion": one range, in place of its four items."""
    if not items or "between" not in text[items[0].start : items[-1].end].lower():
        return items
    out: list[Item] = []
    k = 0
    while k < len(items):
        made = None
        if items[k].lower == "between" and k + 3 < len(items) and items[k + 2].lower == "and":
            made = _range(text, items[k], items[k + 1], items[k + 3])
        out.append(made or items[k])
        k += 4 if made else 1
    return out


def _range(text: str, opener: Item, first: Item, second: Item) -> Item | None:
    if first.kind not in ("NUM", second.kind) or second.kind not in ("AMT", "QTY") or second.value.value is None:
        return None
    high = second.value.value
    low = _lower_end(first, second)
    if low is None or low >= high:
        return None
    wording = text[opener.start : second.end]
    value = second.value
    made: Amount | Quantity
    if second.kind == "AMT":
        made = Amount(low=low, high=high, currency=value.currency, precision=value.precision, text=wording)
    else:
        made = Quantity(low=low, high=high, unit=value.unit, precision=value.precision, text=wording)
    return Item(second.kind, opener.start, second.end, wording, wording.lower(), made)


def _lower_end(first: Item, second: Item) -> int | float | None:
    if first.kind == "NUM":
        bare: Bare = first.value
        return plain(bare.low * (printed_scale(second) if bare.scale == 1 else _ONE))
    low: int | float | None = first.value.value
    if low is not None and low < 1000 <= second.value.value:
        return plain(Decimal(str(low)) * printed_scale(second))
    return low


def carry_scales(items: list[Item]) -> list[Item]:
    """Figures without scale or unit take them from their pair: "rose to 2.5 from 2.1 billion dollars",
    "from $1.2 to $1.5 billion", "5.93 mln against 5.81"."""
    figures = [k for k, item in enumerate(items) if item.kind in ("NUM", "AMT", "QTY")]
    if len(figures) < 2:
        return items
    if any(item.is_("respectively") for item in items):
        _carry_in_order(items)
    for k in figures:
        item = items[k]
        partner = _pair_of(items, k)
        if partner is None:
            continue
        if item.kind == "NUM":
            if not _counts(items, k):
                items[k] = _carried(item, partner) or item
        elif partner.kind == "AMT":
            items[k] = _rescaled(item, partner) or item
    return items


def carry_back(items: list[Item]) -> list[Item]:
    """The items with "trade with Peru was |2.7 billion|, and with Oman 2.4 billion euros" in the currency that is told
    behind the last of the two alone."""
    for k in range(len(items) - 4, 0, -1):
        verb = k - 1 - (items[k - 1].lower in {"to", "at"})
        if items[k].kind != "NUM" or items[k].value.scale == 1 or not items[verb].is_("val"):
            continue
        j = k + 1
        while j < len(items) - 1 and j < k + _REACH + 3 and _leads_on(items[j]):
            j += 1
        money = items[j].kind == "AMT" and items[j].text[:1].isdigit() and items[j].value.value is not None
        if money and j > k + 1 and any(item.kind == "PLACE" or item.is_("flow") for item in items[k + 1 : j]):
            items[k] = _carried(items[k], items[j]) or items[k]
    return items


def _leads_on(item: Item) -> bool:
    return item.kind == "PLACE" or item.is_("flow") or item.is_("val") or item.lower in _ON


_ON = frozenset({",", "and", "while", "with", "to", "from", "the", "those", "that", "was", "were", "at", "its", ";"})


def _counts(items: list[Item], k: int) -> bool:
    """Whether the number at `k` counts what follows it: "goods worth $40m to |14| countries"."""
    if k + 1 >= len(items):
        return False
    behind = items[k + 1]
    return behind.kind in {"PLACE", "DEM"} or behind.lower in _COUNTED


def _carry_in_order(items: list[Item]) -> None:
    """Give the first members of "18,000, 11,000 and 9,000 tonnes respectively" the unit of the last."""
    for k in range(len(items) - 3, -1, -1):
        joined = items[k + 1].lower in {",", "and"} and items[k].kind == "NUM"
        if joined and items[k + 2].kind in {"AMT", "QTY"}:
            items[k] = _carried(items[k], items[k + 2]) or items[k]


def _pair_of(items: list[Item], k: int) -> Item | None:
    """The figure that the one at `k` is paired with across one or two small words, behind it or before, or None."""
    if items[k].kind not in ("NUM", "AMT"):
        return None
    found = _pair_towards(items, k, 1) or _pair_towards(items, k, -1)
    return found or (_level_before(items, k) if items[k].kind == "NUM" else None)


def _level_before(items: list[Item], k: int) -> Item | None:
    """The figure that the one at `k` was before, across what it is of: "took 5,000 tonnes of Thai rice in 2023, up from
    |4,000| in 2022"."""
    if k < 4 or not (items[k - 1].is_("compare") or (items[k - 2].lower, items[k - 1].lower) in _SAYS_BEFORE):
        return None
    if k + 1 < len(items) and items[k + 1].kind not in {"PER", "p"} and items[k + 1].lower != "in":
        return None
    for j in range(k - 2, max(-1, k - _WIDE_REACH), -1):
        other = items[j]
        if other.kind in ("AMT", "QTY"):
            return other
        if other.kind not in _SAYS_OF_WHAT and other.lower not in _LINKS | _SMALL_WORDS:
            return None
    return None


def _pair_towards(items: list[Item], k: int, step: int) -> Item | None:
    carrier = False
    for j in range(k + step, k + step * (_REACH + 1), step):
        if not 0 <= j < len(items):
            return None
        other = items[j]
        if other.kind in ("AMT", "QTY") and carrier:
            fits = items[k].kind == "NUM" or (step == 1 and other.kind == "AMT")
            return other if fits else None
        if other.lower in _CARRIERS or other.is_("compare"):
            carrier = True
        elif other.lower not in _SMALL_WORDS and other.kind != "PER":
            return None
    return None


def _carried(item: Item, partner: Item) -> Item | None:
    """A bare number in the unit of its pair, where both are of one order of size."""
    return carried_unit(item, partner, _LEAST, _MOST) if item.value.printed else None


def carried_unit(item: Item, partner: Item, least: float = 0.001, most: float = 1000) -> Item | None:
    """A bare number in the currency or unit of another figure; None where they are not of one order of size."""
    value = partner.value
    bare: Bare = item.value
    # a number with a scale of its own takes only the currency or the unit
    scale = printed_scale(partner) if bare.scale == 1 else _ONE
    low, high = bare.low * scale, bare.high * scale
    if not _of_one_size(high, value.value if value.value is not None else value.high, least, most):
        return None
    single = plain(low) if low == high else None
    ends = (None, None) if low == high else (plain(low), plain(high))
    made: Amount | Quantity
    if partner.kind == "AMT":
        made = Amount(
            value=single,
            low=ends[0],
            high=ends[1],
            currency=value.currency,
            qualifier=bare.qualifier,
            precision=plain(bare.precision * scale),
            text=item.text,
        )
    else:
        made = Quantity(
            value=single,
            low=ends[0],
            high=ends[1],
            unit=value.unit,
            qualifier=bare.qualifier,
            precision=plain(bare.precision * scale),
            text=item.text,
        )
    return Item(partner.kind, item.start, item.end, item.text, item.lower, made)


def _of_one_size(one: Decimal, other: int | float | None, least: float = _LEAST, most: float = _MOST) -> bool:
    return bool(other) and other is not None and least <= abs(float(one) / float(other)) <= most


def printed_scale(item: Item) -> Decimal:
    """The factor between the printed digits of a figure and its value: a million for "2.1 billion" at precision 1e8."""
    digits = _NUMERAL.search(item.text)
    if digits is None:
        return _ONE
    fraction = digits.group().rstrip(".,")
    places = len(fraction.rsplit(".", 1)[1]) if "." in fraction else 0
    return Decimal(str(item.value.precision)) * (Decimal(10) ** places)


def _rescaled(item: Item, partner: Item) -> Item | None:
    """ "from $1.2 to $1.5 billion": an amount below a thousand takes the scale of its pair of the same currency."""
    a, b = item.value, partner.value
    if a.currency != b.currency or a.value is None or a.value >= 1000 or b.precision is None:
        return None
    scale = printed_scale(partner)
    value = Decimal(str(a.value)) * scale
    if scale == 1 or not _of_one_size(value, b.value if b.value is not None else b.high):
        return None
    precision = plain(Decimal(str(a.precision)) * scale)
    made = Amount(value=plain(value), currency=a.currency, qualifier=a.qualifier, precision=precision, text=a.text)
    return Item("AMT", item.start, item.end, item.text, item.lower, made)


def told_again(items: list[Item], k: int) -> bool:
    """Whether the sum at `k` stands in brackets behind the same in another currency: "18 billion shillings |($140
    million)|"; what follows without its unit goes on with the first."""
    if k < 2 or items[k - 1].lower != "(" or items[k].kind != "AMT" or items[k - 2].kind != "AMT":
        return False
    return bool(items[k].value.currency != items[k - 2].value.currency)
