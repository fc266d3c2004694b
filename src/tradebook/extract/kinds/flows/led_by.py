"""Goods that led the growth told before: "|The increase was led by beef|, up 45 percent to $1.2 billion", "|Milk powder
led the rise|, up 45 percent" are read as "beef exports, up 45 percent to $1.2 billion"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.lexicon import tree

_LED = frozenset({"led", "drove", "driven", "fuelled", "fueled", "headed", "spearheaded", "underpinned"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_DEFINITE = frozenset({"the", "this", "that"})
_NAMED = frozenset({"PLACE", "DEM", "ORG", "NAME", "PERSON"})
_ADVERBS = frozenset({"mainly", "largely", "mostly", "primarily", "also", "again", "partly"})


def put_in_led_by(sentence: Sentence, topic: Topic) -> None:
    """Bring such a sentence behind a flow of exports or imports to the plain wording, as items at the same place."""
    if sentence.lowers.isdisjoint(_LED) or "GOOD" not in sentence.kinds or "rise" not in sentence.cues:
        return
    told = topic.told(sentence, 2)
    if told is None or told.measure not in {"exports", "imports"} or sentence.headline or "flow" in sentence.cues:
        return
    items = sentence.items
    found = _behind(items) or _before(items)
    if found is None:
        return
    goods, stop = found
    noun = Item("CUE", goods[-1].end, goods[-1].end, told.measure, told.measure, tree()[told.measure].entries[0].cue)
    sentence.items = [*goods, noun, *items[stop:]]
    sentence.refresh()


def _behind(items: list[Item]) -> tuple[list[Item], int] | None:
    """The goods of "The increase was led by |beef and tea|, up", and the index of what is told of them."""
    k = int(lower_at(items, 0) in _DEFINITE)
    if k >= len(items) or not (items[k].is_("rise") and items[k].is_("noun")) or lower_at(items, k + 1) != "was":
        return None
    k += 2
    while lower_at(items, k) in _ADVERBS:
        k += 1
    if lower_at(items, k) not in _LED:
        return None
    k += 1
    while lower_at(items, k) in _ADVERBS:
        k += 1
    if lower_at(items, k) != "by":
        return None
    first = k + 1 + (lower_at(items, k + 1) == "the")
    stop = _goods_stop(items, first)
    told = _told_from(items, stop) if stop > first else None
    return (items[first:stop], told) if told is not None else None


def _before(items: list[Item]) -> tuple[list[Item], int] | None:
    """The goods of "|Milk powder and butter| led the rise, up", and the index of what is told of them."""
    stop = _goods_stop(items, 0)
    if not stop or lower_at(items, stop) not in _LED or lower_at(items, stop + 1) not in _DEFINITE:
        return None
    rise = stop + 2
    if rise >= len(items) or not (items[rise].is_("rise") and items[rise].is_("noun")):
        return None
    told = _told_from(items, rise + 1)
    return (items[:stop], told) if told is not None else None


def _goods_stop(items: list[Item], k: int) -> int:
    """The index behind a list of goods from `k` on; `k` itself where none stands there."""
    stop = k
    while k < len(items) and (kind_at(items, k) == "GOOD" or lower_at(items, k) in {",", "and", "new"}):
        k += 1
        if kind_at(items, k - 1) == "GOOD":
            stop = k
    return stop


def _told_from(items: list[Item], k: int) -> int | None:
    """Where the figures of "|, up 45 percent|", "|, which rose 45 percent|" begin behind `k`; None for others."""
    if lower_at(items, k) != ",":
        return None
    k += 1
    if lower_at(items, k) == "which" and k + 1 < len(items) and items[k + 1].is_("rise"):
        return k + 1
    up = lower_at(items, k) in {"up", "down"} and (kind_at(items, k + 1) in _FIGURES or lower_at(items, k + 1) == "by")
    return k if up and not any(item.kind in _NAMED for item in items[k : k + 4]) else None
