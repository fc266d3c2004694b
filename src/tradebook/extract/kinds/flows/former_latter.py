""" "The former" and "the latter" as the places or goods that they point at: "sells wheat to Norway and Jordan. In 2023
|the former| bought 31,000 tonnes and |the latter| 8,000"."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.analysis.members import carry_units
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at

_WORDS = {"former": 0, "latter": 1}
_NAMED = frozenset({"PLACE", "GOOD"})
_FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM"})
_BEHIND = frozenset({"with", "to", "for", "by", "from", "at", "'", "’", ",", "also", "alone", "in", ".", "", ";"})


def put_in_former_and_latter(sentence: Sentence, before: Sentence | None) -> None:
    """Put the two that were named into a sentence that points at them; it stays as it is where not just two were."""
    if sentence.lowers.isdisjoint(_WORDS) or sentence.kinds.isdisjoint(_FIGURES):
        return
    items = sentence.items
    spots = [k for k, item in enumerate(items) if item.lower in _WORDS and _points(items, k)]
    if not spots:
        return
    pairs = _pairs(items[: spots[0]]) or (_pairs(before.items) if before is not None else [])
    if len(pairs) != 1:
        return
    for k in reversed(spots):
        named = pairs[0][_WORDS[items[k].lower]]
        first, last = items[k - 1], items[k]
        text = f"{first.text} {last.text}"
        items[k - 1 : k + 1] = [Item(named.kind, first.start, last.end, text, named.lower, named.value)]
    carry_units(items)
    sentence.refresh()


def _points(items: list[Item], k: int) -> bool:
    """Whether "the former" stands for itself, and describes nothing ("the former president")."""
    if lower_at(items, k - 1) != "the" or k + 1 >= len(items):
        return False
    behind = items[k + 1]
    return behind.kind == "CUE" or behind.kind in _FIGURES or behind.lower in _BEHIND


def _pairs(items: list[Item]) -> list[tuple[Item, Item]]:
    """The pairs of just two places, or two goods, that "and" joins."""
    named = [k for k, item in enumerate(items) if item.kind in _NAMED and not getattr(item.value, "attributive", False)]
    found: list[tuple[Item, Item]] = []
    for first, second in pairwise(named):
        between = [item.lower for item in items[first + 1 : second]]
        alike = items[first].kind == items[second].kind
        listed = lower_at(items, first - 1) == "," and kind_at(items, first - 2) == items[first].kind
        if alike and not listed and between in (["and"], ["and", "the"], ["and", "to"], ["and", "from"]):
            found.append((items[first], items[second]))
    return found or _only_two(items, named)


def _only_two(items: list[Item], named: list[int]) -> list[tuple[Item, Item]]:
    """The only two countries that are named at all: "|Georgia|'s exports to |Turkey| were $3 million"."""
    places: dict[str, Item] = {}
    for k in named:
        if items[k].kind == "PLACE":
            places.setdefault(items[k].value.code, items[k])
    first, *others = places.values() if len(places) == 2 else (None,)
    return [(first, others[0])] if first is not None else []
