"""Words before a name or a verb that tell nothing of trade: "oil-rich Angola", "its southern neighbour Mexico", "the
island nation of Malta", "has officially signed"."""

from __future__ import annotations

from tradebook.extract.asides.wording import aside_words
from tradebook.extract.items import Item

_HYPHENS = frozenset({"-", "–", "‑"})
_PLACES = frozenset({"PLACE", "DEM"})
_ARTICLES = frozenset({"the", "its", "a", "an", "their", "another"})
_LANDS = frozenset({"name", "government", "nickname", "group"})
_LONGEST = 6


def words_before(items: list[Item], hidden: set[int]) -> None:
    """Add the words that only describe what is named behind them, and adverbs of the report's own."""
    adverbs, verbless = aside_words("adverb"), len(items) - 1
    for k, item in enumerate(items):
        if item.kind in _PLACES:
            _before_place(items, k, hidden)
        elif item.lower in adverbs and 0 < k < verbless and _stands_free(items, k):
            hidden.add(k)


def _stands_free(items: list[Item], k: int) -> bool:
    """Whether an adverb stands between subject and verb, or verb and object, and no list or comma parts it from them."""
    before, behind = items[k - 1], items[k + 1]
    return before.kind != "p" and behind.kind != "p" and before.lower not in {"and", "or", "but", "not", "once"}


def _before_place(items: list[Item], k: int, hidden: set[int]) -> None:
    """Add adjectives ("oil-rich") and nouns ("its neighbour", "the island nation of") right before a place."""
    start = _adjectives(items, k)
    if items[k].kind == "PLACE":
        start = _noun(items, start)
    hidden.update(range(start, k))


def _adjectives(items: list[Item], k: int) -> int:
    """Where adjectives that only describe a country begin, `k` where there are none."""
    start = k
    while start > 0:
        low = items[start - 1].lower
        if low in aside_words("land_adjective"):
            start -= 1
        elif start > 2 and items[start - 2].text in _HYPHENS and low in aside_words("land_hyphened"):
            if items[start - 3].kind not in {"w", "GOOD", "CUE"}:
                break
            start -= 3
        else:
            break
    return start


def _noun(items: list[Item], k: int) -> int:
    """Where a noun with its article begins that stands before the place at `k`."""
    at = k - 1 - (k > 1 and items[k - 1].lower == "of")
    if at < 1 or items[at].lower not in aside_words("land_noun" if at == k - 1 else "land_noun_of"):
        return k
    for start in range(at - 1, max(-1, at - _LONGEST), -1):
        low = items[start].lower
        if low in _ARTICLES:
            return start
        if low not in aside_words("land_noun_adjective") and items[start].kind not in {"w", "p", *_PLACES}:
            return k
        if low == ",":
            return k
    return k
