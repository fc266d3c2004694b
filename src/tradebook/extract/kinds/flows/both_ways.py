"""One growth told in both ways: "rose by 75.6 percent, or by $190.7 million", "$19.2 million or 29 percent more"."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.phrases import kind_at, lower_at

_SIGNS = frozenset({"+", "-", "−", "–", "up", "down"})
_PAIRS = {"PCT": "AMT", "AMT": "PCT"}


def grown_both_ways(walk: Walk, i: int, item: Item) -> bool:
    """Give the figure at `i` and the one that says the same in the other way to the flow before as its growth; where
    they are a share of the flow behind ("56 percent, or $751 million, of its exports"), the sum is nobody's."""
    items = walk.items
    j = _other_way(items, i)
    if j is None:
        return False
    percent, money = (i, j) if item.kind == "PCT" else (j, i)
    flow = walk.before(i)
    told = items[percent].value
    sign = signed(walk, i) or signed(walk, j)
    if sign is None:
        behind = j + 1 + (lower_at(items, j + 1) == ",")
        if item.kind == "PCT" and lower_at(items, behind) == "of" and lower_at(items, i - 1) == "for":
            walk.taken.add(money)  # a part of the flow, never the whole of it
        return False
    if flow is None or flow.head.held or flow.has("change") or told.percent is None or told.points:
        return False
    moved = lower_at(items, i - 1) == "by" or items[i - 1].is_("chverb")  # "fell |$294 million, or 3 percent|"
    if item.kind == "AMT" and not flow.has("amount") and not moved:
        return False  # "came to $32 million, or 1.5 percent more": what it came to
    if flow.last_role == "part" or items[money].value.value is None or flow.head.measure == "balance":
        return False
    if not give(walk, flow, percent, items[percent], "change", sign=sign):
        return False
    walk.taken.update((i, j))
    if lower_at(items, money + 1) == "(" and kind_at(items, money + 2) == "AMT":
        walk.taken.add(money + 2)  # "or 71 million soles ($19 million)"
    flow.last_role = "change"
    change = flow.draft.get("change")
    if change is not None and change.amount is None:
        sum_ = items[money].value
        grown = msgspec.structs.replace(sum_, value=sign * abs(sum_.value))
        flow.draft.slots["change"] = msgspec.structs.replace(change, amount=grown, of="value")
        flow.draft.cite("change", items[money])
    return True


def _other_way(items: list[Item], i: int) -> int | None:
    """The index of the figure that says once more what the one at `i` says: "75.6 percent|, or by |$190.7 million"."""
    wanted = _PAIRS.get(items[i].kind)
    j = i + 1 + (lower_at(items, i + 1) == ",")
    if wanted == "PCT" and lower_at(items, i + 1) == "(" and lower_at(items, i - 1) == "by":
        k = i + 2 + (lower_at(items, i + 2) in _SIGNS)
        return k if kind_at(items, k) == wanted and lower_at(items, k + 1) == ")" else None  # "by €310 million (-3%)"
    if wanted is None or lower_at(items, j) != "or":
        return None
    j += 1 + (lower_at(items, j + 1) == "by")
    return j if kind_at(items, j) == wanted else None


def both_grown(walk: Walk) -> None:
    """ "Exports came to $9bn, imports to $8bn, |each| 8.3 pct higher than a year earlier": the growth is of both."""
    for before, flow in pairwise(walk.flows):
        change = flow.draft.get("change")
        if change is None or before.has("change") or not before.filled or before.head.two_way:
            continue
        span = flow.draft.spans["change"][0]
        at = next((k for k, item in enumerate(walk.items) if (item.start, item.end) == span), 0)
        if "each" in {lower_at(walk.items, k) for k in (at - 1, at - 2, at - 3)}:
            before.draft.slots["change"] = change
            before.versus = flow.versus
