"""Levels in millions without their unit, as agencies write them: "exports rose to 3.4 billion rand but imports fell to
|1.7 billion| from |2.4 billion|". Each is in the currency or unit told last in the sentence."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis.pairs import carried_unit, told_again
from tradebook.extract.items import Item
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.tables import rows

_MILLION = 1_000_000
_REACH = 40
# The least that lends its unit, in its own: a price of $15 lends none
_LEAST_LENDER = {"AMT": 1_000_000, "QTY": 1_000}
# What may stand before such a level: "rose to |3|", "compared with deficits of |3|", "2023's |3|", "the |3| in May"
_BEFORE = frozenset(
    "to from of at was were is are be been than against versus vs on the a an about around some nearly almost over by "
    "record estimated revised and ' ’ s reach hit only just for with".split()
)
_THOSE = frozenset({"those", "that"})
# and behind it: a noun would tell what the millions are of ("3 million |people|")
_BEHIND = frozenset(
    ", ; . : ) ( and or but while whereas though although in on at from to against compared compares versus vs than "
    "as with for during by last this that which after before since over under when until was were is are".split()
)


@cache
def _counted() -> frozenset[str]:
    """Words that tell that millions are of no money or goods."""
    return frozenset(row["form"] for row in rows("counted"))


def carry_millions(items: list[Item]) -> bool:
    """Give numbers of a million and more, that stand where a level stands, the unit of the figure before them; whether
    there was one."""
    last, carried = -1, False
    for k, item in enumerate(items):
        if item.kind in _LEAST_LENDER:
            if told_again(items, k):
                continue
            value = item.value.value if item.value.value is not None else item.value.high
            last = k if value is not None and abs(value) >= _LEAST_LENDER[item.kind] else -1
        elif item.kind == "NUM" and last >= 0 and k - last <= _REACH and _is_level(items, last, k):
            made = carried_unit(item, items[last])
            if made is not None:
                items[k], last, carried = made, k, True
    return carried


def carry_millions_from(items: list[Item], unit: Item) -> bool:
    """The same, in a sentence that tells no unit, with that of the figure told before it; whether there was one."""
    value = unit.value.value if unit.value.value is not None else unit.value.high
    if value is None or abs(value) < _LEAST_LENDER[unit.kind]:
        return False
    for k, item in enumerate(items):
        if item.kind != "NUM" or item.value.scale < _MILLION or k == 0:
            continue
        made = carried_unit(item, unit) if _may_stand(items, k) else None
        if made is None:
            return False
        items[k] = made
        carry_millions(items)
        return True
    return False


def _is_level(items: list[Item], last: int, k: int) -> bool:
    bare: Bare = items[k].value
    if bare.scale < _MILLION or not _may_stand(items, k):
        return False
    between = items[last + 1 : k]
    counted = _counted()
    return not any(item.lower in counted for item in between)


def _may_stand(items: list[Item], k: int) -> bool:
    before = items[k - 1]
    pointed = before.kind == "PLACE" and k > 2 and items[k - 3].lower in _THOSE  # "those to China |11 million|"
    opened = pointed or before.lower in _BEFORE or before.is_("val") or before.is_("chverb") or before.is_("compare")
    if not opened or k + 1 == len(items):
        return opened
    behind = items[k + 1]
    return behind.kind == "PER" or behind.lower in _BEHIND or behind.is_("chverb")
