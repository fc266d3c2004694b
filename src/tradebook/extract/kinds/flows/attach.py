"""Figures to heads: which value, growth, share or earlier figure belongs to which flow.

The sentence is walked once from left to right. A figure belongs to the head before it, or to the head right behind it
("$2bn in exports", "30% of imports", "a 5% fall in trade"); what it says of the head is told by the words between.
"""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.counts import is_counted
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.growth import give_times, part_twin
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.respectively import respectively
from tradebook.extract.kinds.flows.roles import is_blocked, role_of, signed, taker_of
from tradebook.extract.kinds.flows.shares import give_part, give_share_before, give_share_of_behind
from tradebook.extract.kinds.flows.timing import note_period
from tradebook.extract.kinds.phrases import lower_at


def attach(sentence: Sentence, found: list[Head]) -> Walk:
    """Attach all figures and periods of a sentence to its heads."""
    walk = Walk(sentence, found)
    if not respectively(walk):
        _walk(walk)
    return walk


def _walk(walk: Walk) -> None:
    for i, item in enumerate(walk.items):
        if i in walk.taken:
            continue
        if item.kind == "PER":
            note_period(walk, i, item)
        elif item.kind in FIGURES or (item.kind == "NUM" and is_counted(walk, i)):
            _figure(walk, i, item)
        elif item.kind == "CUE" and item.is_("times"):
            give_times(walk, i, item)
    for flow in walk.flows:
        part_twin(flow)
        if flow.versus is None and walk.opening_versus is not None and flow.draft.get("change") is not None:
            flow.versus = walk.opening_versus


def _flow_behind(walk: Walk, i: int) -> Flow | None:
    """The flow right behind the figure at `i`, joined to it by small words only."""
    for flow in walk.flows:
        if flow.head.first > i or (flow.head.passive and flow.head.at > i):
            return flow if _joined(walk, i, flow.head) else None
    return None


_JOINERS = frozenset("of in worth the its total their for all from overall country's was were is are".split())

_BEFORE_PASSIVE = frozenset(
    "of worth was were is are been have has had being be also and in , goods products total a the valued at to services commodities".split()
)


def _joined(walk: Walk, i: int, head: Head) -> bool:
    stop = head.first if head.first > i else head.at
    between = walk.items[i + 1 : stop]
    if head.passive:
        return (
            all(b.kind in {"GOOD", "DEM", "AMT", "QTY", "PER"} or b.lower in _BEFORE_PASSIVE for b in between)
            and len(between) < 14
        )
    if head.verb:
        return False
    if not between:
        return lower_at(walk.items, i - 1) in {"the", "a", "an", "its", "their"}
    return len(between) <= 5 and all(b.lower in _JOINERS or b.is_("noun") for b in between) and bool(between)


def _figure(walk: Walk, i: int, item: Item) -> None:
    right = _flow_behind(walk, i)
    if right is not None and _takes_before(walk, i, item, right):
        return
    left = walk.before(i)
    if (
        left is not None
        and left.filled
        and item.kind != "PCT"
        and taker_of(walk, i) is not None
        and give_part(walk, left, i, item, None)
    ):
        return
    if left is None or is_blocked(walk, left, i) or (item.kind == "PCT" and _of_output(walk, i)):
        return
    role = role_of(walk, left, i, item)
    if role is not None and give(walk, left, i, item, role):
        left.last_role = role


def _takes_before(walk: Walk, i: int, item: Item, flow: Flow) -> bool:
    """Give a figure to the head behind it; False where that head has no use for it."""
    stop = flow.head.first if flow.head.first > i else flow.head.at
    between = [b.lower for b in walk.items[i + 1 : stop]]
    change = next((b for b in walk.items[i + 1 : stop] if b.is_("noun")), None)
    if item.kind == "PCT":
        if change is not None:
            return give(walk, flow, i, item, "change", sign=int(change.cue("rise") or 1))
        if "of" in between or "in" in between:
            return give_share_of_behind(walk, flow, i, item) or give_share_before(walk, flow, i, item)
        return False
    if change is not None:
        return give(walk, flow, i, item, "change_amount", sign=int(change.cue("rise") or 1))
    if item.kind == "FAC":
        return False
    left = walk.before(i)
    counted_out = lower_at(walk.items, i - 1) in {"which", "that", "sum", "them"}
    if (
        left is not None
        and not counted_out
        and not flow.head.passive
        and "in" not in between
        and "worth" not in between
        and "of" not in between
    ):
        return False
    if signed(walk, i) is not None and lower_at(walk.items, i - 1) == "by":
        return False
    if flow.draft.get("amount") is not None and item.kind == "AMT":
        return False
    given = give(walk, flow, i, item, "value")
    if given:
        flow.last_role = "value"
    return given


_MADE = frozenset("output production products harvest crop sales revenue turnover capacity consumption".split())


def _of_output(walk: Walk, i: int) -> bool:
    """ "95% of its output": a share of production, none of trade."""
    if lower_at(walk.items, i + 1) != "of":
        return False
    return any(t.lower in _MADE for t in walk.items[i + 2 : i + 6])
