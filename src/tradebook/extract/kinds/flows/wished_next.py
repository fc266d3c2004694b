"""What is wished for behind what is told, with the same subject: "It sold 11 million tonnes in 2023 |and hopes to
double that by 2027|", "$5 million, |a figure it means to triple|"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at

_LINKS = frozenset({"and", "but"})
_SUBJECTS = frozenset({"it", "they", "the two", "both"})
_POINTERS = frozenset({"that", "it", "them", "this", "these"})
_SUMS = frozenset({"volume", "figure", "amount", "total", "sum", "value", "level", "number"})
_WISHING = frozenset({"plan", "expect"})
_FIGURES = frozenset({"AMT", "QTY"})


def parted_wish(sentence: Sentence) -> tuple[list[Item], list[Item]] | None:
    """The items of a sentence up to the wish to multiply what it tells, and those of the wish as a sentence of its own;
    None where there is none."""
    if "times" not in sentence.cues or sentence.cues.isdisjoint(_WISHING):
        return None
    items = sentence.items
    for k in range(2, len(items) - 3):
        found = _behind_link(items, k) or _behind_figure(items, k)
        if found is not None and any(item.kind in _FIGURES for item in items[:k]):
            stop = k - (items[k - 1].lower == ",")
            return [*items[:stop], items[-1]], found
    return None


def _behind_link(items: list[Item], k: int) -> list[Item] | None:
    """The wish behind "and" at `k`."""
    if items[k].lower not in _LINKS:
        return None
    j = k + 1 + (items[k + 1].lower in _SUBJECTS)
    v = _multiplies(items, j)
    if v is None:
        return None
    stop = v + 1
    if lower_at(items, stop) in _POINTERS:
        stop += 1
    elif lower_at(items, stop) in {"the", "this", "that"} and lower_at(items, stop + 1) in _SUMS:
        stop += 2
    else:
        return None
    return [_it(items[k]), *items[j : v + 1], _that(items[stop - 1]), *items[stop:]]


def _behind_figure(items: list[Item], k: int) -> list[Item] | None:
    """The wish behind ", a figure it" at `k`."""
    if items[k].lower != "a" or lower_at(items, k - 1) != "," or lower_at(items, k + 1) not in _SUMS:
        return None
    j = k + 2 + (lower_at(items, k + 2) in {"that", "which"})
    if not (lower_at(items, j) in _SUBJECTS or kind_at(items, j) == "PLACE"):
        return None
    v = _multiplies(items, j + 1)
    return None if v is None else [_it(items[j]), *items[j + 1 : v + 1], _that(items[v]), *items[v + 1 :]]


def _multiplies(items: list[Item], j: int) -> int | None:
    """The index of "double" in "hopes to double" at `j`; None where no such wish stands there."""
    if j >= len(items) - 1 or not any(items[j].is_(name) for name in _WISHING):
        return None
    v = j + 1 + (items[j + 1].lower == "to")
    to = items[j].lower.endswith(" to") or items[j + 1].lower == "to"
    return v if to and v < len(items) and items[v].is_("times") and items[v].is_("target") else None


def _it(at: Item) -> Item:
    return Item("w", at.start, at.end, at.text, "it")


def _that(at: Item) -> Item:
    return Item("w", at.start, at.end, at.text, "that")
