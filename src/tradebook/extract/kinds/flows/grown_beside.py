"""By how much a figure grew, told right behind it: "$21 billion|, an 8 percent increase|", "$5m|, a surge of 34%|"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import kind_at, lower_at

_OPENING = frozenset({",", "(", ";", "–", "—", "or", "representing", "marking", "showing", "posting", "which"})
_ARTICLES = frozenset({"a", "an", "the"})
_ADVERBS = frozenset(
    "is was were by with also year-on-year annual sharp strong modest slight small steep yearly".split()
)
_LONGEST = 5  # words between the figure and its growth


def growth_beside(items: list[Item], k: int) -> tuple[int, int] | None:
    """The sign of the growth told from `k` on, right behind a figure, and the index of its percentage: ", up 12
    percent", "(down by 3%)", ", an increase of 8 percent", ", an 8 percent increase", ", rising 8 percent"."""
    start = k
    while lower_at(items, k) in _OPENING:
        k += 1
    if k == start:
        return None
    sign: int | None = None
    article = lower_at(items, k) in _ARTICLES
    k += article
    for at in range(k, min(k + _LONGEST, len(items))):
        item = items[at]
        if item.kind == "PCT":
            if sign is None:
                sign = _noun_behind(items, at + 1)
            told = sign is not None and item.value.percent is not None and not item.value.points
            return (sign, at) if told and sign is not None else None
        if item.is_("rise"):
            if sign is not None:
                return None
            sign = int(item.cue("rise") or 1)
        elif item.lower == "of":
            if sign is None:
                return None
        elif item.lower not in _ADVERBS and (not article or item.kind != "w" or sign is not None):
            return None
    return None


def _noun_behind(items: list[Item], k: int) -> int | None:
    """The sign of the noun behind a percentage: "8 percent |increase|", "8 percent year-on-year |drop|"."""
    while lower_at(items, k) in {"year", "-", "on", "annual", "yearly", "yoy"} or kind_at(items, k) == "PER":
        k += 1
    if k >= len(items) or not items[k].is_("rise") or not items[k].is_("noun"):
        return None
    return int(items[k].cue("rise") or 1)
