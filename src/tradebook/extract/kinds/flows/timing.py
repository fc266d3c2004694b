"""Periods on the way: the flow's own period, what is compared with, the period that opens the sentence."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.mentions.periods import PeriodMention

_EARLIER = frozenset({"year_earlier", "yearly", "previous_year", "previous", "same_in_year"})
_COMPARING = frozenset("much many with to the that of in those figure level levels result".split())


def note_periods(walk: Walk) -> None:
    """Note all periods of the sentence."""
    for i, item in enumerate(walk.items):
        if item.kind == "PER":
            note_period(walk, i, item)


def note_period(walk: Walk, i: int, item: Item) -> None:
    """Give a period to the flow before it, as its own or as what it is compared with; before any flow it opens the
    sentence."""
    flow = walk.before(i)
    if flow is None:
        _open(walk, i, item)
    elif item is not flow.head.period:
        _note(walk, flow, i, item)


def _open(walk: Walk, i: int, item: Item) -> None:
    if item.value.relation not in {None, "same"} or after_compare(walk, i):
        walk.opening_versus = walk.opening_versus or item
    elif walk.opening is None and not _other_clause(walk, i):
        walk.opening = item


def _note(walk: Walk, flow: Flow, i: int, item: Item) -> None:
    relation = item.value.relation
    year_before = flow.head.echo and relation in {"year_earlier", "previous_year"}
    if year_before and flow.period is None and not flow.has("change"):
        flow.period = item  # "a year earlier it had been $3bn"
    elif relation in _EARLIER or after_compare(walk, i):
        if flow.filled or relation != "yearly":
            flow.versus = flow.versus or item
    elif flow.filled and _other_clause(walk, i):
        return
    elif flow.last_role == "prior":
        flow.versus = flow.versus or item
    elif flow.period is None:
        flow.period = item


def _other_clause(walk: Walk, i: int) -> bool:
    """Whether a clause with its own time begins between the last figure and the period ("after Riyadh banned")."""
    for j in range(i - 1, -1, -1):
        item = walk.items[j]
        if item.kind in FIGURES:
            return False
        if item.lower in flow_words("apart"):
            return True
    return False


def after_compare(walk: Walk, i: int) -> bool:
    """Whether the period is what is compared with: "compared with 2020", "up 5% from 2021", "against last year",
    "twice as much as in 2021"."""
    seen_as = False
    for j in range(i - 1, max(-1, i - 7), -1):
        item = walk.items[j]
        if item.is_("compare") or (seen_as and item.is_("times")):
            return True
        if item.lower in {"from", "over", "on"}:
            before = walk.items[max(0, j - 6) : j]
            return any(t.kind in {"PCT", "FAC"} or t.is_("rise") or t.is_("times") for t in before)
        if item.lower == "as":
            seen_as = True
        elif item.lower not in _COMPARING:
            return False
    return False


def is_earlier(item: Item) -> bool:
    """Whether a period is told by its distance from another one ("a year earlier", "the same period of 2021")."""
    mention: PeriodMention = item.value
    return mention.relation in _EARLIER - {"yearly"}
