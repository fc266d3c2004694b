"""Periods on the way: the flow's own period, what is compared with, the period that opens the sentence."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Walk
from tradebook.extract.mentions.periods import PeriodMention


def note_period(walk: Walk, i: int, item: Item) -> None:
    mention: PeriodMention = item.value
    flow = walk.before(i)
    if flow is None:
        if mention.relation not in {None, "same"} or after_compare(walk, i):
            walk.opening_versus = walk.opening_versus or item
        elif walk.opening is None and not other_clause(walk, i):
            walk.opening = item
        return
    if item is flow.head.period:
        return
    if (
        flow.head.echo
        and mention.relation in {"year_earlier", "previous_year"}
        and flow.period is None
        and not flow.draft.get("change")
    ):
        flow.period = item
        return
    if mention.relation in {"year_earlier", "yearly", "previous_year", "previous", "same_in_year"} or after_compare(
        walk, i
    ):
        if flow.versus is None and flow.filled:
            flow.versus = item
        elif not flow.filled and mention.relation not in {"yearly"}:
            flow.versus = flow.versus or item
        return
    if flow.filled and other_clause(walk, i):
        return
    if flow.last_role == "prior":
        flow.versus = flow.versus or item
        return
    if flow.period is None:
        flow.period = item


def other_clause(walk: Walk, i: int) -> bool:
    """Whether a clause with its own time begins between the last figure and the period ("after Riyadh banned")."""
    for j in range(i - 1, -1, -1):
        item = walk.items[j]
        if item.kind in FIGURES:
            return False
        if item.lower in {
            "after",
            "when",
            "because",
            "since",
            "following",
            "although",
            "said",
            "told",
            "reported",
            "showed",
            "show",
            "shows",
            "released",
            "published",
        }:
            return True
    return False


_COMPARING = frozenset("much many with to the that of in those figure level levels result".split())


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
