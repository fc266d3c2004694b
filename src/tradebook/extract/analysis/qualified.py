"""Qualifiers: "about $2 billion", "more than a third" - the words go into the figure behind them."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from tradebook.extract.items import Item
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.tables import rows
from tradebook.statement import Qualifier

FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM", "FAC"})
# Verbs that qualify are also what a clause says; they qualify and stay.
_STAYING = frozenset(
    "exceeding exceeded exceeds exceed surpassed surpassing surpass surpasses topped tops topping crossed crossing "
    "passed passing".split()
)
_MARKS = frozenset({"mark", "threshold", "milestone"})
_BEFORE_MARKED = frozenset({"of", "the"})
_PASSED_KINDS = frozenset({"AMT", "QTY"})


@cache
def _qualifiers() -> dict[str, Qualifier]:
    return {row["form"]: cast(Qualifier, row["qualifier"]) for row in rows("qualifiers")}


@cache
def _endings() -> frozenset[str]:
    """The last words of all qualifiers: behind any other word no figure is qualified."""
    return frozenset(form.split()[-1] for form in _qualifiers())


@cache
def _before_figures() -> frozenset[str]:
    return _endings() | _BEFORE_MARKED | {"top"}


@cache
def _longest() -> int:
    return max(len(form.split()) for form in _qualifiers())


def qualify(text: str, items: list[Item]) -> list[Item]:
    """The items with each qualifier drawn into the figure right behind it; asked only where `may_qualify` says so of
    an item before a figure, which most sentences lack."""
    out: list[Item] = []
    for k, item in enumerate(items):
        if item.kind in FIGURES and len(out) > 1 and out[-1].lower == "top" and _may_top(out[-2]):
            out.append(_with_qualifier(item, "over", item.start, text))
            continue
        if item.kind in _PASSED_KINDS and out and out[-1].lower in _BEFORE_MARKED and _is_passed(out, items, k):
            out.append(_with_qualifier(item, "over", item.start, text))
            continue
        if item.kind not in FIGURES or not out or out[-1].lower.rsplit(" ", 1)[-1] not in _endings():
            out.append(item)
            continue
        size, qualifier = _qualifier_before(out)
        if qualifier is None:
            out.append(item)
        elif size == 1 and out[-1].lower in _STAYING:
            out.append(_with_qualifier(item, qualifier, item.start, text))
        else:
            start = out[-size].start
            del out[-size:]
            out.append(_with_qualifier(item, qualifier, start, text))
    return out


def _may_top(before: Item) -> bool:
    """Whether "top" is a verb behind a word: "forecast to |top| $200 million", "may |top| 5 million tonnes"."""
    return before.lower.rsplit(" ", 1)[-1] in {"to", "will", "would", "may", "could", "should", "might"}


def _is_passed(out: list[Item], items: list[Item], k: int) -> bool:
    """ "crossed the $1 billion mark", "passed the mark of $2 million"."""
    mark = [item.lower for item in out[-4:]]
    if out[-1].lower == "the" and k + 1 < len(items) and items[k + 1].lower in _MARKS:
        return len(mark) > 1 and mark[-2] in _STAYING
    return len(mark) == 4 and mark[1] == "the" and mark[2] in _MARKS and mark[0] in _STAYING


def may_qualify(before: Item) -> bool:
    """Whether what stands before a figure may be the last word of a qualifier."""
    return before.lower.rsplit(" ", 1)[-1] in _before_figures()


def _qualifier_before(out: list[Item]) -> tuple[int, Qualifier | None]:
    """The longest qualifier that ends `out`: of how many items, and what it says."""
    parts: list[str] = []
    best: tuple[int, Qualifier | None] = (0, None)
    for size in range(1, min(_longest(), len(out)) + 1):
        item = out[-size]
        if item.kind not in ("w", "CUE", "p"):
            break
        parts.append(item.lower)
        found = _qualifiers().get(" ".join(reversed(parts)))
        if found is not None:
            best = size, found
    return best


def _with_qualifier(item: Item, qualifier: Qualifier, start: int, text: str) -> Item:
    wording = text[start : item.end]
    value = item.value
    if isinstance(value, Bare):
        value = Bare(value.low, value.high, value.precision, value.printed, value.scale, qualifier)
    elif item.kind != "FAC":
        value = msgspec.structs.replace(value, qualifier=qualifier, text=wording)
    return Item(item.kind, start, item.end, wording, wording.lower(), value)
