"""Members of a list that each grew: "Exports to Austria were up by 181.6% to 706,000 USD; Portugal up by 56.3 percent
to 1.84 million USD", "exports increased by 238 percent to France, 81 percent to Spain"."""

from __future__ import annotations

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.shares import own_way
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, one_place
from tradebook.statement import Change

_LEAST = 1000

_TOWARDS = frozenset({",", "to", "reaching", "reach", "to reach", "at", "totalling", "with"})
_BEFORE_MEMBER = frozenset({";", ",", "and", "as", "the", "including", ":", "with", "while", "whereas"})
_SUMS = frozenset({"AMT", "QTY"})
_BEFORE_GROWTH = frozenset({",", "(", "up", "down", "-", "–", "—", "or", "a", "by"})


def opening_growth(walk: Walk) -> None:
    """Give the growth that opens a sentence to its flow: "|Up 12 percent| on the year, exports reached", "|A 12 percent
    rise| brought exports to"."""
    items = walk.items
    if kind_at(items, 1) != "PCT" or not walk.flows or items[1].value.percent is None or items[1].value.points:
        return
    head = walk.flows[0].head
    if lower_at(items, 0) in {"up", "down"}:
        word = items[0]
        led = any(item.lower == "," for item in items[2 : head.first]) and head.first < _OPENING_REACH
    else:
        word = items[2] if len(items) > 3 else items[0]
        led = lower_at(items, 3) in _BROUGHT and head.first in {4, 5} and word.is_("noun")
    if not led or not word.is_("rise") or walk.flows[0].has("change"):
        return
    change = growth(items[1], int(word.cue("rise") or 1) * items[1].value.percent, None)
    walk.flows[0].draft.put("change", change, items[1])
    walk.taken.add(1)


_OPENING_REACH = 9
_BROUGHT = frozenset({"brought", "took", "pushed", "lifted", "drove", "carried", "sent", "raised"})


def grown_member(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the growth at `i` to a partner of the flow's list, with the sum that it came to; False where it is none."""
    if flow.head.two_way:
        return False
    if item.kind in _SUMS and _grown_to(flow, walk.items, i, item):
        return True
    if item.kind != "QTY" and lower_at(walk.items, i + 1) == "in" and _grown_in_goods(walk, flow, i, item):
        return True
    if item.kind == "AMT":
        return _grown_by_a_sum(walk, flow, i, item)
    if item.kind == "PCT" and (_grown_alike(walk, flow, i, item) or _more_of_ware(walk, flow, i, item)):
        return True
    if item.kind == "PCT" and _grown_in_bracket(walk, flow, i, item):
        return True
    if item.kind != "PCT" or item.value.percent is None or item.value.points:
        return False
    return _place_before(walk, flow, i, item) or _place_behind(walk, flow, i, item)


def _grown_in_goods(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "exports rose by |$40 million in tea| and |$20 million in cars|", "fell 3% in textiles": what the goods behind
    the figure grew by, under the verb of all."""
    items = walk.items
    found = goods_list(items, i + 2, unknown=True)
    if found is None or flow.head.goods or flow.has("amount", "quantity"):
        return False
    if found.items[-1].kind != "GOOD" and not found.items[-1].is_("goods_word"):
        return False  # "in volumes", but "in miscellaneous goods"
    sign = _sign_of_verb(flow, items, i - 1 - (lower_at(items, i - 1) == "by"))
    if sign is None or (change := _moved(item, sign)) is None:
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("change", change, item)
    part.cite("goods", *found.items)
    flow.parts.append((part, (), found.goods))
    return True


def _sign_of_verb(flow: Flow, items: list[Item], j: int) -> int | None:
    """The sign of the verb of growth at `j`, or of the part told before it where `j` only joins."""
    if items[j].is_("chverb") and items[j].is_("rise"):
        return int(items[j].cue("rise") or 1)
    if flow.last_role != "part" or not flow.parts or lower_at(items, j) not in {"and", ","}:
        return None
    known: Change | None = flow.parts[-1][0].get("change")
    if known is None:
        return None
    moved = known.percent if known.percent is not None else known.amount.value if known.amount is not None else 0
    return -1 if (moved or 0) < 0 else 1


def _moved(item: Item, sign: int) -> Change | None:
    """The change by a percentage or a sum."""
    if item.kind == "PCT":
        told = item.value.percent is not None and not item.value.points
        return growth(item, sign * item.value.percent, None) if told else None
    if item.value.value is None:
        return None
    sum_ = msgspec.structs.replace(item.value, value=item.value.value * sign)
    return Change(amount=sum_, of="value", qualifier=sum_.qualifier, text=item.text)


def _place_before(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "; Portugal |up by 56.3 percent| to 1.84 million USD", "such as Turkey, down by 81.5 percent"."""
    items = walk.items
    j = i - 2 if lower_at(items, i - 1) == "by" else i - 1
    if j < 1 or not items[j].is_("rise") or items[j].is_("noun"):
        return False
    sign = int(items[j].cue("rise") or 1)
    j -= 2 if lower_at(items, j - 1) == "," else 1
    if kind_at(items, j) != "PLACE" or lower_at(items, j - 1) not in _BEFORE_MEMBER:
        return False
    towards = flow.head.dest or flow.head.source or flow.head.elsewhere or flow.head.open_other
    if not towards or any(other.head.first <= j <= other.head.last for other in walk.flows):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.cite("partner", items[j])
    k = i + 1
    while lower_at(items, k) in _TOWARDS:
        k += 1
    told = k > i + 1 and kind_at(items, k) in _SUMS
    of: Of | None = "quantity" if told and items[k].kind == "QTY" else "value" if told else None
    part.put("change", growth(item, sign * item.value.percent, of), item)
    if told:
        part.put("amount" if items[k].kind == "AMT" else "quantity", items[k].value, items[k])
        walk.taken.add(k)
    flow.parts.append((part, (items[j].value,), ()))
    return True


def _grown_to(flow: Flow, items: list[Item], i: int, item: Item) -> bool:
    """ "rose 12% to $40 million, to Vietnam 5% to |$8 million|": what the part told last came to."""
    if not flow.parts or lower_at(items, i - 1) != "to" or kind_at(items, i - 2) != "PCT":
        return False
    part, grown = flow.parts[-1][0], (items[i - 2].start, items[i - 2].end)
    slot = "amount" if item.kind == "AMT" else "quantity"
    if grown not in part.spans.get("change", ()) or slot in part.slots:
        return False
    part.put(slot, item.value, item)
    return True


def _grown_alike(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "exports of wheat rose 12%, of barley |5%|": the verb before holds for what the list repeats without it."""
    head, known = flow.head, flow.head.after
    by = lower_at(walk.items, i - 1) == "by"
    if known is None or flow.filled or i - by != head.last + 1 or signed(walk, i) is not None:
        return False
    before: Change | None = next((other.draft.get("change") for other in walk.flows if other.head is known), None)
    if before is None or before.percent is None or item.value.percent is None or item.value.points:
        return False
    flow.draft.put("change", growth(item, (1 if before.percent > 0 else -1) * item.value.percent, None), item)
    return True


def _grown_in_bracket(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "exports grew in tea |(12 percent)|, fish (9 percent)": what each of a list behind the verb grew by."""
    items = walk.items
    if lower_at(items, i - 1) != "(" or lower_at(items, i + 1) != ")" or item.value.percent is None:
        return False
    named, verb = items[i - 2], None
    for k in range(i - 3, flow.head.last, -1):
        if items[k].is_("chverb") and items[k].is_("rise"):
            verb = items[k]
            break
        if items[k].kind not in {"GOOD", "PLACE", "PCT"} and items[k].lower not in _IN_LIST_OF_GROWN:
            return False
    if verb is None or named.kind not in {"GOOD", "PLACE"} or flow.has("change") or item.value.points:
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("change", growth(item, int(verb.cue("rise") or 1) * item.value.percent, None), item)
    part.cite("goods" if named.kind == "GOOD" else "partner", named)
    of_place = named.kind == "PLACE"
    flow.parts.append((part, (named.value,) if of_place else (), () if of_place else (good_of(named),)))
    return True


_IN_LIST_OF_GROWN = frozenset({"in", "to", "for", "of", "from", "most", "mainly", "(", ")", ",", "and", "the"})


def _more_of_ware(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "imported 12% less wheat from Uruguay and |5%| more barley from Peru": another good, with its own way."""
    items = walk.items
    if lower_at(items, i + 1) not in _MORE or kind_at(items, i + 2) != "GOOD" or not flow.has("change"):
        return False
    if lower_at(items, i - 1) not in {"and", ",", "but", "while"} or item.value.percent is None or item.value.points:
        return False
    good, used = good_of(items[i + 2]), (items[i + 2],)
    way = own_way(walk, flow, i, used)
    if (way is not None and len(way.places) > 1) or (
        way is None and flow.head.dest == () and flow.head.source is None and lower_at(items, i + 3) in _WAYS
    ):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("change", growth(item, _MORE[items[i + 1].lower] * item.value.percent, None), item)
    part.cite("goods", *used)
    if way is not None:
        part.cite("partner", *way.items)
    flow.parts.append((part, way.places if way is not None else (), (good,)))
    return True


_MORE = {"more": 1, "less": -1, "fewer": -1}
_WAYS = frozenset({"to", "from"})


def _grown_by_a_sum(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "exports to the US (up by €38 million), Latvia |(up by €26 million)|", "the decline came from wood |(down by €19
    million)|": of a place or goods that are not the flow's own."""
    items, head = walk.items, flow.head
    if flow.has("amount", "quantity"):
        return False
    j = i - 1 - (lower_at(items, i - 1) == "by")
    if j < 2 or not items[j].is_("rise") or items[j].is_("noun") or lower_at(items, j - 1) not in {"(", ","}:
        return False
    named = items[j - 2]
    own = any(named is spot for spots in head.spots.values() for spot in spots)
    first = head.sources[:1] if head.measure == "imports" else head.spots.get("dest", [])[:1]
    if item.value.value is None or named in first:
        return False
    if named.kind == "GOOD" and (own or named.value.attributive):
        return False
    sum_ = msgspec.structs.replace(item.value, value=item.value.value * int(items[j].cue("rise") or 1))
    part = Draft("trade_flow", walk.sentence)
    part.put("change", Change(amount=sum_, of="value", qualifier=sum_.qualifier, text=item.text), item)
    if named.kind == "PLACE" and (head.dest or head.source):
        part.cite("partner", named)
        flow.parts.append((part, (named.value,), ()))
    elif named.kind == "GOOD":
        part.cite("goods", named)
        flow.parts.append((part, (), (good_of(named),)))
    else:
        return False
    return True


def _place_behind(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "increased by 238 percent to France, |81 percent to Spain|": the verb holds for each of them."""
    items = walk.items
    change: Change | None = flow.draft.get("change")
    if change is None or change.percent is None or lower_at(items, i - 1) not in {",", "and", "by"}:
        return False
    if lower_at(items, i + 1) not in {"to", "from"} or flow.has("amount", "quantity") or signed(walk, i) == 0:
        return False
    found = one_place(items, i + 2)
    if found is None or not (flow.head.dest or flow.head.source):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.cite("partner", *found.items)
    part.put("change", growth(item, (1 if change.percent > 0 else -1) * item.value.percent, None), item)
    flow.parts.append((part, found.places, ()))
    return True


def growth_beside_part(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a growth told right beside the figure or name of a part to that part: "China took $402 million worth, 26
    percent less", "to Japan $3 billion, up 4%"."""
    if item.value.percent is None or item.value.points or (sign := signed(walk, i)) is None:
        return False
    j = i - 1
    while j >= 0 and (walk.items[j].lower in _BEFORE_GROWTH or walk.items[j].lower == "worth"):
        j -= 1
    told = [end for part, _, _ in flow.parts[-1:] for spans in part.spans.values() for _, end in spans]
    if j < 0 or walk.items[j].end > max(told, default=0) + 1:
        return False
    return growth_of_part(flow, item, item.value.percent * sign)


def grown_in_noun(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the growth of goods to these as a part of the flow: "driven by |a 7.7% increase in shipments of copper|";
    True too where it is that of a price, and nobody's."""
    items, k = walk.items, i + 3
    if lower_at(items, i + 2) != "in" or not (items[i + 1].is_("noun") and items[i + 1].is_("rise")):
        return False
    k += lower_at(items, k) in {"the", "its"}
    supplied = k < len(items) and items[k].cue("supply") is not None
    if supplied:
        k += 1 + (lower_at(items, k + 1) == "of")
    if kind_at(items, k) != "GOOD" or good_of(items[k]) in flow.head.goods:
        return False
    traded = supplied or (k + 1 < len(items) and items[k + 1].cue("flow") == flow.head.measure)
    if not traded or flow.head.two_way or item.value.percent is None or item.value.points:
        return not traded
    found = goods_list(items, k, unknown=False)
    part = Draft("trade_flow", walk.sentence)
    sign = int(items[i + 1].cue("rise") or 1)
    part.put("change", growth(item, item.value.percent * sign, None), item)
    named = [items[k]] if found is None else found.items
    part.cite("goods", *named)
    flow.parts.append((part, (), tuple(good_of(one) for one in named)))
    flow.last_role = "part"
    return True


def level_of_part(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give what it came to to the part told last, where that has only grown: "and to China by 16 percent |to $43
    billion|"."""
    if flow.last_role != "part" or not flow.parts or item.kind not in {"AMT", "QTY"}:
        return False
    slots = flow.parts[-1][0].slots
    if (
        lower_at(walk.items, i - 1) != "to"
        or kind_at(walk.items, i - 2) not in {"PCT", "GOOD"}
        or "change" not in slots
    ):
        return False
    if slots.keys() & {"amount", "quantity"} or (item.kind == "AMT" and abs(item.value.value or 0) < _LEAST):
        return False
    slot, of = ("amount", "value") if item.kind == "AMT" else ("quantity", "quantity")
    flow.parts[-1][0].put(slot, item.value, item)
    slots["change"] = msgspec.structs.replace(slots["change"], of=of)
    return True


def growth_of_part(flow: Flow, item: Item, percent: int | float) -> bool:
    """Give a growth to the part told last, where that has a sum or weight and no growth yet: "$434m to France with an
    increase of 97%"."""
    if flow.last_role != "part" or not flow.parts:
        return False
    part = flow.parts[-1][0]
    if "change" in part.slots or not part.slots.keys() & {"amount", "quantity"}:
        return False
    part.put("change", growth(item, percent, "value" if "amount" in part.slots else "quantity"), item)
    return True
