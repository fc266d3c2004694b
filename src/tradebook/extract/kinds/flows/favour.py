"""In whose favour a balance is: "a balance of $13.7 billion in Jakarta's favour", "a surplus in favour of Kenya"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import kind_at, lower_at

_FAVOUR = frozenset({"favour", "favor"})
_REACH = 16


def take_favour(items: list[Item], head: Head) -> bool:
    """Take who has the surplus, as the owner of a balance that has none or as its sign; False where nobody is named."""
    stop = min(head.last + _REACH, len(items))
    at = next((k for k in range(head.last + 1, stop) if items[k].lower in _FAVOUR), None)
    if at is None or any(items[k].lower == ";" or items[k].is_("flow") for k in range(head.last + 1, at)):
        return False
    favoured = _favoured(items, at)
    if favoured is None:
        return False
    code = favoured.value.code
    others = {place.code for place in (*head.counterpart, *head.between)}
    if head.owner is not None and head.owner.code != code:
        if others and code not in others:
            return False
        head.sign = -1
    else:
        if head.owner is None:
            head.take_owner(favoured)
            head.loose = not others
            head.counterpart = tuple(place for place in head.counterpart if place.code != code)
        head.sign = 1
    return True


def _favoured(items: list[Item], at: int) -> Item | None:
    """The place of "in Jakarta's |favour", "in |favour of Kenya"."""
    if lower_at(items, at + 1) == "of":
        k = at + 2 + (lower_at(items, at + 2) == "the")
        return items[k] if kind_at(items, k) == "PLACE" else None
    k = at - 1
    if lower_at(items, k) == "s":
        k -= 1
    if lower_at(items, k) in {"'", "’"}:
        k -= 1
    return items[k] if kind_at(items, k) in {"PLACE", "DEM"} and k < at - 1 else None
