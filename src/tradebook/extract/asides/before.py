"""Words before a name or a verb that tell nothing of trade: "oil-rich Angola", "its southern neighbour Mexico", "the
island nation of Malta", "has officially signed"."""

from __future__ import annotations

from tradebook.extract.asides.wording import aside_words
from tradebook.extract.items import Item

_HYPHENS = frozenset({"-", "–", "‑"})
_PLACES = frozenset({"PLACE", "DEM"})
_ARTICLES = frozenset({"the", "its", "a", "an", "their", "another"})
_NO_DESCRIPTION = frozenset({"to", "from", "in", "with", "by", "and", ",", "the"})  # behind which most places stand
_LONGEST = 6


def words_before(items: list[Item], lowers: frozenset[str], hidden: set[int]) -> None:
    """Add the words that only describe what is named behind them, and adverbs of the report's own; `lowers` are the
    words of the sentence."""
    adverbs = aside_words("adverb")
    verbless = len(items) - 1 if not (lowers.isdisjoint(adverbs) and lowers.isdisjoint(_ONCE_MORE)) else 0
    for k, item in enumerate(items):
        if item.kind in _PLACES:
            _before_place(items, k, hidden)
        elif 0 < k < verbless and (
            (item.lower in adverbs and _stands_free(items, k))
            or (item.lower in _ONCE_MORE and _stands_free(items, k) and _between_flow(items, k))
        ):
            hidden.add(k)


def _between_flow(items: list[Item], k: int) -> bool:
    """Whether a word stands between a subject and the verb by which it trades, signs, bans or grows."""
    behind = items[k + 1]
    classes = behind.value.classes if behind.kind == "CUE" else ()
    return items[k - 1].kind in _SUBJECTS and items[k - 1].lower not in _MODALS and not _VERBS.isdisjoint(classes)


_MODALS = frozenset({"can", "may", "could", "might", "must", "should", "would", "will"})
_ONCE_MORE = frozenset({"also", "again", "already", "still"})
_SUBJECTS = frozenset({"PLACE", "NAME", "ORG", "GOOD", "PER", "QTY", "AMT", "PCT", "w"})
_VERBS = frozenset({"fverb", "val", "chverb", "rise", "deal_do", "deal_buy", "deal_sell", "restr_act", "restr_do"})


def _stands_free(items: list[Item], k: int) -> bool:
    """Whether an adverb stands between subject and verb, or verb and object, and no comma parts it from them."""
    before, behind = items[k - 1], items[k + 1]
    return before.kind != "p" and behind.kind != "p" and before.lower not in {"and", "or", "but", "not", "once"}


def _before_place(items: list[Item], k: int, hidden: set[int]) -> None:
    """Add adjectives ("oil-rich") and nouns ("its neighbour", "the island nation of") right before a place."""
    if not k or items[k - 1].lower in _NO_DESCRIPTION:
        return
    start = _adjectives(items, k)
    if items[k].kind == "PLACE":
        start = _noun(items, start)
    if start < k:
        hidden.update(range(start, k))


def _adjectives(items: list[Item], k: int) -> int:
    """Where adjectives that only describe a country begin, `k` where there are none."""
    while k > 0:
        low = items[k - 1].lower
        if k > 2 and items[k - 2].text in _HYPHENS and low in aside_words("land_hyphened"):
            if items[k - 3].kind not in {"w", "GOOD", "CUE"} and (k > 3 or items[0].kind != "NAME"):
                break
            k -= 3
        elif low in aside_words("land_adjective"):
            k -= 1
        else:
            break
    return k


def _noun(items: list[Item], k: int) -> int:
    """Where a noun with its article begins that stands before the place at `k`."""
    at = k - 1 - (k > 1 and items[k - 1].lower == "of")
    first, _, last = items[at].lower.rpartition(" ")
    if first.startswith("the") and at < k - 1 and last in aside_words("land_noun_of"):
        return at  # "the island nation of"
    if at < 1 or items[at].lower not in aside_words("land_noun" if at == k - 1 else "land_noun_of"):
        return k
    for start in range(at - 1, max(-1, at - _LONGEST), -1):
        low = items[start].lower
        if low in _ARTICLES:
            return start
        if low in aside_words("land_adjective") and at == k - 1:
            return _adjectives(items, start + 1)
        if low not in aside_words("land_noun_adjective") and items[start].kind not in {"w", "p", *_PLACES}:
            return k
        if low == ",":
            return k
    return k
