"""A second venture of the same firm in one sentence: "makes freezers in Pune and stoves in Lahore", "opened one plant
in Ghana and another in Togo", "runs a mill in Ghana and is building a third in Togo"."""

from __future__ import annotations

import msgspec

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture.head import Head
from tradebook.extract.kinds.venture.words import word_class

_IN = frozenset({"in", "at", "near"})
_ONE_MORE = frozenset("another one second third fourth fifth".split())
_PLANNING = frozenset("plans plan planned will intends".split())
_VERBS = frozenset("is are was has opened built building opening setting up launched to build".split()) | _PLANNING


def second_at(items: list[Item], head: Head) -> int | None:
    """The index of the "and" behind which the second venture begins; None where the sentence tells of one."""
    first = next((k for k in range(head.at + 1, head.stop) if _stands(items, k)), None)
    if first is None or head.joint:
        return None
    for k in range(first + 1, min(head.stop, len(items)) - 3):
        if items[k].lower in {"and", "while"} and _what(items, k + 1) is not None:
            return k
    return None


def _stands(items: list[Item], k: int) -> bool:
    """Whether a place follows: "in Ghana"."""
    return lower_at(items, k) in _IN and kind_at(items, k + 1) in {"PLACE", "NAME"}


def _what(items: list[Item], k: int) -> int | None:
    """The index of what the second works are or make, with their place right behind: "|stoves| in Lahore",
    "is building |a third| in Togo"."""
    n = k
    while n < k + 4 and lower_at(items, n) in _VERBS:
        n += 1
    n += lower_at(items, n) in {"a", "an"}
    told = items[n].kind == "GOOD" if n < len(items) else False
    more = lower_at(items, n).split(" ")[-1] in _ONE_MORE
    if not told and not more:
        return None
    behind = n + 1 + (lower_at(items, n + 1) in word_class("works"))
    return n if _stands(items, behind) else None


def second_head(items: list[Item], head: Head, k: int) -> Head:
    """The head of the second venture, behind the "and" at `k`."""
    verbs = {lower_at(items, n) for n in range(k + 1, k + 5)}
    mood = Mood("planned", ahead=True) if verbs & _PLANNING else Mood() if verbs & _VERBS else head.mood
    return msgspec.structs.replace(head, at=k, verb=k, start=k + 1, mood=mood)


def is_one_more(items: list[Item], k: int) -> bool:
    """Whether the second works are called by the first ("another"), and so make the same."""
    what = _what(items, k + 1)
    return what is not None and items[what].kind != "GOOD"
