"""Groups of countries told with a noun or their number: "the six GCC |states|", "all 27 EU |member countries|"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.places import is_group, members

_COUNTRIES = frozenset({"countries", "nations", "states", "republics", "economies"})
_OF_GROUP = frozenset({"PLACE", "DEM"})
_ALL = frozenset({"the", "all", "these"})
# So much of its members, at least, "the 15 EU countries" of an earlier day are still the group
_MOST = 0.5


def with_groups(text: str, items: list[Item]) -> list[Item]:
    """The items with each group of countries as one place, together with the noun behind it and the number of all its
    members before it. "Four EU countries" are some of them and stay as they are."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        item = items[k]
        if item.kind not in _OF_GROUP or not is_group(item.value.code):
            out.append(item)
            k += 1
            continue
        stop = _behind_noun(items, k)
        first = item
        if _countries_told(items[stop - 1]) and _is_number_of_all(out, item.value.code):
            first = out.pop()
        if first is not item or stop > k + 1:
            wording = text[first.start : items[stop - 1].end]
            item = Item("PLACE", first.start, items[stop - 1].end, wording, wording.lower(), item.value)
        out.append(item)
        k = stop
    return out


def _behind_noun(items: list[Item], k: int) -> int:
    """The index behind "|EU| member states", "|Nordic| economies"; k + 1 where no such noun follows."""
    j = k + 1
    if j < len(items) and items[j].lower == "member":
        j += 1
    return j + 1 if j < len(items) and items[j].kind in {"w", "CUE"} and items[j].lower in _COUNTRIES else k + 1


def _countries_told(item: Item) -> bool:
    """Whether a wording speaks of the countries, not of the bloc ("27 |EU| flags")."""
    return item.lower.rpartition(" ")[2] in _COUNTRIES


def _is_number_of_all(before: list[Item], group: str) -> bool:
    """Whether the last of the items is the number of the group's members: it fits, or "the" says that it is all."""
    if not before or before[-1].kind != "NUM":
        return False
    bare = before[-1].value
    if bare.low != bare.high or bare.scale != 1:
        return False
    size = len(members(group))
    if bare.low == size:
        return True
    definite = len(before) > 1 and before[-2].lower in _ALL
    return definite and (not size or _MOST * size <= bare.low)
