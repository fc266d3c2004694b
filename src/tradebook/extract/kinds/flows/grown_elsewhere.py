"""Growth told of another partner than the flow's: "rose 12% to China and fell 3% to Japan"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.shares import way_behind
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.phrases import kind_at, lower_at


def grew_elsewhere(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "exports rose 12% to China and fell |3% to Japan|": the growth of what goes to another partner."""
    head, sign = flow.head, signed(walk, i)
    if head.two_way and flow.has("change") and item.value.percent is not None and _grew_with(walk, flow, i, item):
        return True
    here = head.dest if head.measure == "exports" else (head.source,) if head.source else ()
    if not flow.has("change") or not here or sign is None or item.value.percent is None or item.value.points:
        return False
    place = way_behind(walk.items, i + 1, head.measure)
    if place is None or place.value.code in {known.code for known in here}:
        return False
    part = Draft("trade_flow", walk.sentence)
    of: Of | None = "value" if flow.has("amount") else "quantity" if flow.has("quantity") else None
    part.put("change", growth(item, item.value.percent * sign, of), item)
    part.cite("partner", place)
    flow.parts.append((part, (place.value,), ()))
    flow.last_role = "part"
    return True


def _grew_with(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "Trade with Malaysia sank 27 percent, |with Laos down 7 percent|": the growth of trade with another partner."""
    items, k = walk.items, i - 1
    while k > flow.head.last and items[k].lower in {"by", "was", "is", "almost", "nearly"}:
        k -= 1
    if not items[k].is_("rise") or kind_at(items, k - 1) != "PLACE" or lower_at(items, k - 2) != "with":
        return False
    if lower_at(items, k - 3) not in {",", "and"} or not flow.head.counterpart:
        return False
    if flow.head.mutual and not (flow.head.owner or flow.head.open_owner):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("change", growth(item, item.value.percent * int(items[k].cue("rise") or 1), None), item)
    part.cite("partner", items[k - 1])
    flow.parts.append((part, (items[k - 1].value,), ()))
    flow.last_role = "part"
    return True
