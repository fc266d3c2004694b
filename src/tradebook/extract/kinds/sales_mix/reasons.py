"""Why a market was left."""

from __future__ import annotations

import re

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at

_REASONS = re.compile(
    r"\b(?:because of|due to|owing to|on account of|as a result of|following|in view of|amid|over|"
    r"the reason (?:was|is)) "
)
_REASON_ENDS = frozenset(
    (
        "the a an in at on to from for by with which that who it we they he she its our was were is are has have "
        "had and but as"
    ).split()
)


_CLOSING = frozenset(
    "barred kept locked made forced drove pushed closed shut stopped ended halted blocked cost cut froze".split()
)
_KINDS = frozenset("payment payments transport currency logistics trade economic financial western american".split())
_CLOSERS = frozenset(
    (
        "sanctions sanction war ban bans embargo crisis fighting conflict tariffs tariff duties duty blockade pandemic "
        "problems difficulties default devaluation restrictions boycott quotas"
    ).split()
)


def closer(sentence: Sentence) -> tuple[str, Item] | None:
    """What closed a market: "after sanctions closed the Peruvian market", "the war cost it its customers", "closed by
    sanctions"."""
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower.split(" ")[-1] not in _CLOSERS:
            continue
        acts = lower_at(items, k + 1) in _CLOSING or (
            lower_at(items, k + 1) in {"has", "have", "had"} and lower_at(items, k + 2) in _CLOSING
        )
        if acts or (lower_at(items, k - 1) == "by" and lower_at(items, k - 2) in _CLOSING):
            first = items[k - 1] if k and lower_at(items, k - 1) in _KINDS else item
            told = sentence.text_between(first, item)
            return told[0].lower() + told[1:] if first is items[0] else told, item
    return None


def reason_in(sentence: Sentence) -> tuple[str, Item] | None:
    """Why a market was left: "because of the sanctions"."""
    return _because(sentence) or closer(sentence)


def _because(sentence: Sentence) -> tuple[str, Item] | None:
    for match in _REASONS.finditer(sentence.masked):
        items = sentence.items
        k = sentence.item_at(match.end())
        j = k + 1 if lower_at(items, k) in {"the", "a", "an"} else k
        start = j
        while (
            j < len(items)
            and j - start < 6
            and items[j].kind in ("w", "CUE", "DEM", "PLACE", "GOOD")
            and items[j].lower not in _REASON_ENDS
        ):
            j += 1
            behind = possessive_at(items, j)
            if behind > j and j - start < 4 and kind_at(items, behind) in {"w", "CUE", "GOOD"}:
                j = behind  # "because of |the bloc's rules|"
            if lower_at(items, j) == "of" and j - start < 4:
                j += 1
                j += lower_at(items, j) == "the"
        if j > start:
            return sentence.text_between(items[k], items[j - 1]), items[j - 1]
    return None
