"""The short name of a good in brackets behind it: "liquefied natural gas |(LNG)| imports"."""

from __future__ import annotations

from tradebook.extract.items import Item

_LONGEST = 6


def abbreviations(items: list[Item], hidden: set[int]) -> None:
    """Add the brackets behind goods that hold nothing but letters for their name."""
    for k in range(len(items) - 3):
        enclosed = items[k].kind == "GOOD" and items[k + 1].text == "(" and items[k + 3].text == ")"
        if enclosed and _is_short(items[k], items[k + 2]):
            hidden.update((k + 1, k + 2, k + 3))


def _is_short(good: Item, inside: Item) -> bool:
    letters = inside.text.isalpha() and inside.text.isupper() and 2 <= len(inside.text) <= _LONGEST
    if not letters or inside.kind in {"PLACE", "DEM", "AMT", "QTY"}:
        return False
    initials = "".join(word[0] for word in good.lower.replace("-", " ").split())
    same = inside.kind == "GOOD" and set(inside.value.good.hs) == set(good.value.good.hs)
    return same or inside.lower == initials or inside.lower[-1] == initials[-1]
