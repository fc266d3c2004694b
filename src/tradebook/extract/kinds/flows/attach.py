"""Figures to heads: which value, growth, share or earlier figure belongs to which flow.

The sentence is walked once from left to right. A figure belongs to the head before it, or to the head right behind it
("$2bn in exports", "30% of imports", "a 5% fall in trade"); what it says of the head is told by the words between.
"""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.asides import relative_clauses, value_ahead
from tradebook.extract.kinds.flows.both_ways import both_grown
from tradebook.extract.kinds.flows.counts import is_counted
from tradebook.extract.kinds.flows.elliptic import moved_to, with_unit
from tradebook.extract.kinds.flows.figure_parts import goes_on_as_part, is_of_part
from tradebook.extract.kinds.flows.figures_apart import is_growth_apart, is_of_no_flow, is_of_others, stands_apart
from tradebook.extract.kinds.flows.flow import FIGURES, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.growing import (
    growth_of_part,
    opening_growth,
)
from tradebook.extract.kinds.flows.growth import give_times, half_as_much, settle_growth, turn_to_later
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.part_named import fallen_on
from tradebook.extract.kinds.flows.respectively import respectively
from tradebook.extract.kinds.flows.retelling import brought_to, folded, told_again
from tradebook.extract.kinds.flows.roles import is_blocked, role_of
from tradebook.extract.kinds.flows.share_moves import fill_share
from tradebook.extract.kinds.flows.share_roles import taker_of
from tradebook.extract.kinds.flows.shares import give_part, way_behind
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.flows.takers import joined_takers
from tradebook.extract.kinds.flows.timing import note_period
from tradebook.extract.kinds.phrases import kind_at, lower_at


def attach(sentence: Sentence, found: list[Head]) -> Walk:
    """Attach all figures and periods of a sentence to its heads."""
    walk = Walk(sentence, found)
    respectively(walk)
    brought_to(walk)
    value_ahead(walk)
    relative_clauses(walk)
    opening_growth(walk)
    for flow in walk.flows:
        if (weight := flow.head.earned_from) is not None:
            flow.draft.put("quantity", walk.items[weight].value, walk.items[weight])
            walk.taken.add(weight)
    for flow in walk.flows:
        if flow.head.held:
            fill_share(walk, flow)
    for i, item in enumerate(walk.items):
        kind = item.kind
        if kind == "w" or i in walk.taken:
            continue
        if kind == "PER":
            note_period(walk, i, item)
        elif kind in FIGURES or (kind == "NUM" and is_counted(walk, i)):
            _figure(walk, i, item)
            if lower_at(walk.items, i + 1) == "each":
                _of_each(walk, i, item)
        elif kind == "NUM":
            _elliptic(walk, i)
        elif item.is_("times"):
            give_times(walk, i, item)
    if "half" in sentence.lowers:
        half_as_much(walk)
    walk.flows = folded(walk.flows)
    both_grown(walk)
    for flow in walk.flows:
        turn_to_later(flow)
        settle_growth(flow)
        if flow.versus is None and flow.has("change"):
            flow.versus = walk.opening_versus
    return walk


def _figure(walk: Walk, i: int, item: Item) -> None:
    """Give one figure to the flow that it is of, as a part, a growth, a share or its value: the narrower reading
    is tried first."""
    if is_of_no_flow(walk, i, item):
        return
    left = walk.before(i)
    if left is None or stands_apart(walk, left, i, item) or is_growth_apart(walk, left, i, item):
        return
    if goes_on_as_part(walk, left, i, item) or is_of_part(walk, left, i, item) or is_of_others(walk, left, i, item):
        return
    role = role_of(walk, left, i, item)
    if role is None or (role in _LEVELS and left.head.taking and kind_at(walk.items, left.head.at) == "PLACE"):
        return  # what others took is no level of the flow told before
    if role in _LEVELS and left.filled and lower_at(walk.items, i - 1) in _OPENING_PART:
        if give_part(walk, left, i, item, None):  # "earned $9 million from tea exports, |including| 80 tonnes of"
            left.last_role = "part"
        return
    if role == "change":
        percent: int | float = item.value.percent or 0
        if growth_of_part(left, item, (signed(walk, i) or 1) * percent):
            return
    left = told_again(walk, left, i, role)
    parts = len(left.parts)
    if give(walk, left, i, item, role):
        left.last_role = role if len(left.parts) == parts else "part"


def _of_each(walk: Walk, i: int, item: Item) -> None:
    """Give the figure that the last of several took to the others too: "|Bosnia and Kosovo| took 11% each"."""
    takers = joined_takers(walk.items, i)
    for flow in walk.flows if takers else ():
        for part, places, goods in flow.parts:
            if [place.code for place in places] != [takers[-1].value.code] or not _tells(part, item):
                continue
            for taker in takers[:-1]:
                other = Draft("trade_flow", walk.sentence)
                other.slots.update(part.slots)
                other.spans.update({slot: list(spans) for slot, spans in part.spans.items()})
                flow.parts.append((other, (taker.value,), goods))
            return


def _tells(part: Draft, item: Item) -> bool:
    return any((item.start, item.end) in spans for spans in part.spans.values())


_OPENING_PART = frozenset({"including", "of which"})
_LEVELS = frozenset({"value", "quantity"})


def _elliptic(walk: Walk, i: int) -> None:
    """A bare number that tells the earlier figure in the unit of the one before it."""
    flow = walk.before(i)
    if flow is not None and not flow.filled and moved_to(walk.items, i) and not is_blocked(walk, flow, i):
        if (level := with_unit(walk, flow, i)) is not None and give(walk, flow, i, level, "value"):
            flow.last_role = "value"
        return
    if flow is None or not flow.filled or is_blocked(walk, flow, i) or (item := with_unit(walk, flow, i)) is None:
        return
    if _names_part(walk, i) or way_behind(walk.items, i + 1, flow.head.measure) is not None:
        if give_part(walk, flow, i, item, None):
            flow.last_role = "part"
    elif role_of(walk, flow, i, item) == "prior" and give(walk, flow, i, item, "prior"):
        flow.last_role = "prior"


def _names_part(walk: Walk, i: int) -> bool:
    """Whether a bare number is what one partner took or gave: "Malaysia 710,000", "1.6 million to Uzbekistan", "1.1
    million of them from Peru"."""
    if taker_of(walk, i) is not None or fallen_on(walk.items, i + 1) is not None:
        return True
    k = i + 2 if lower_at(walk.items, i + 1) in {"of them", "of it", "of which"} else i + 1
    return lower_at(walk.items, k) in {"to", "from"} and kind_at(walk.items, k + 1) in {"PLACE", "w"}
