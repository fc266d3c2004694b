"""Figures that stand beside a flow's own clause: "trade, which stood at $90 million in 2015, hit $610 million",
"Reaching $8 billion by mid-July, Vietnam's wood exports grew"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.phrases import kind_at, lower_at

_SUMS = frozenset({"AMT", "QTY"})
_OPENING = frozenset(
    {"reaching", "totalling", "totaling", "hitting", "exceeding", "topping", "worth", "surpassing", "at"}
)
_NOW = frozenset({"currently", "now", "presently", "today"})
_FAR = 14


def relative_clauses(walk: Walk) -> None:
    """Give the one figure of a clause ", which stood at $90 million in 2015," its own time, where another figure
    follows behind the clause; without a time of its own it is of none."""
    if not walk.sentence.lowers.isdisjoint(_ASIDES):
        _note_asides(walk)
    if "(" in walk.sentence.lowers and len(walk.flows) > 1:
        _note_brackets(walk)
    for flow in walk.flows:
        opening = flow.head.last + 1
        if lower_at(walk.items, opening) != ",":
            continue
        if lower_at(walk.items, opening + 1) in _NOW:
            _take_level(walk, flow, opening + 1)
        if lower_at(walk.items, opening + 1) != "which":
            continue
        end = _end_of_clause(walk.items, opening + 2)
        if end is not None:
            _take(walk, flow, opening + 2, end)


def _note_asides(walk: Walk) -> None:
    """Note the clauses that only say what share something is: "exports to the US|, which make up 18 percent of total
    exports,| rose 5 percent"."""
    items = walk.items
    for k, item in enumerate(items):
        if item.lower != "," or lower_at(items, k + 1) not in _ASIDES:
            continue
        end = _end_of_clause(items, k + 2)
        if end is not None and any(k < flow.head.at < end for flow in walk.flows):
            walk.asides.append((k, end))


def _note_brackets(walk: Walk) -> None:
    """Note the brackets that only say what share something is: "exports to the EU |(69% of total exports)| fell"."""
    items = walk.items
    for k, item in enumerate(items):
        if item.lower != "(" or kind_at(items, k + 1) != "PCT" or lower_at(items, k + 2) != "of":
            continue
        end = next((j for j in range(k + 3, min(k + 10, len(items))) if items[j].lower == ")"), 0)
        if end and any(k < flow.head.at < end for flow in walk.flows):
            walk.asides.append((k, end))


_ASIDES = frozenset({"which", "accounting", "representing", "making", "comprising"})


def _take_level(walk: Walk, flow: Flow, start: int) -> None:
    """Give the figure of ", currently at $500 million," as the earlier one of what is meant behind it."""
    items = walk.items
    at = next((k for k in range(start + 1, min(start + 5, len(items))) if items[k].kind in _SUMS), None)
    if at is None or lower_at(items, at + 1) != "," or not any(t.kind in _SUMS for t in items[at + 2 :]):
        return
    if flow.prior is not None or any(t.lower == "," for t in items[start:at]):
        return
    flow.prior = Draft("trade_flow", walk.sentence)
    put_figure(walk, flow.prior, at, items[at])
    walk.taken.update(range(start, at + 1))


def _end_of_clause(items: list[Item], start: int) -> int | None:
    """The comma that closes the clause: behind it the main verb goes on to a figure of its own."""
    for k in range(start, min(start + _FAR, len(items) - 1)):
        if items[k].lower != ",":
            continue
        verb = k + 1 + (lower_at(items, k + 1) in {"has", "had", "have", "then", "also"})
        told = verb < len(items) and (items[verb].is_("val") or items[verb].is_("chverb"))
        if told and any(t.kind in FIGURES for t in items[verb : verb + 5]):
            return k
    return None


def _take(walk: Walk, flow: Flow, start: int, end: int) -> None:
    inside = range(start, end)
    figures = [k for k in inside if walk.items[k].kind in FIGURES]
    times = [k for k in inside if walk.items[k].kind == "PER" and walk.items[k].value.relation is None]
    stood = walk.items[start].is_("val") or (lower_at(walk.items, start) == "had" and walk.items[start + 1].is_("val"))
    if len(figures) != 1 or walk.items[figures[0]].kind not in _SUMS or not stood:
        return
    if not times and not any(t.kind in _SUMS for t in walk.items[end:]):
        return  # ", which was valued at $162 billion, rose 3 percent": its own value
    if len(times) == 1:
        other = Draft("trade_flow", walk.sentence)
        put_figure(walk, other, figures[0], walk.items[figures[0]])
        flow.others.append((other, walk.items[times[0]]))
    walk.taken.update(inside)


def value_ahead(walk: Walk) -> None:
    """Give "Reaching nearly $8 billion by mid-July," to the flow whose clause it opens."""
    items = walk.items
    if lower_at(items, 0) not in _OPENING or kind_at(items, 1) not in _SUMS or not walk.flows:
        return
    flow = walk.flows[0]
    comma = next((k for k in range(2, min(7, len(items))) if items[k].lower == ","), None)
    if comma is None or not comma < flow.head.first <= comma + 2 or flow.head.verb:
        return
    if any(t.kind != "PER" and t.lower not in {"in", "for", "during"} for t in items[2:comma]):
        return
    put_figure(walk, flow.draft, 1, items[1])
    flow.last_role = "value"
    walk.taken.add(1)
