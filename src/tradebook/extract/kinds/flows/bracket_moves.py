"""What something grew by, told in brackets behind it: "Norway (+€120 million)", "increased most in machinery (by 12%)",
"electrical equipment (a €33 million fall)". It is no value of the flow, whoever it is of."""

from __future__ import annotations

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.branches import branches
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.signs import noun_of_growth
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import Change, Good

_SIGNS = frozenset({"+", "-", "−", "–"})
_JOINED = frozenset({"or", ",", "/", ";"})


def fell_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the sum of "electrical equipment (a €33 million |fall|)" as what the goods or place before the bracket grew
    by; it is no value of the flow, whoever it is of."""
    items = walk.items
    k = i - 2 if lower_at(items, i - 1) in {"a", "an"} else i - 1
    noun = items[i + 1] if i + 1 < len(items) else items[i]
    if lower_at(items, k) == "of" and items[k - 1].is_("rise") and lower_at(items, k - 2) in {"a", "an"}:
        noun, k = items[k - 1], k - 3  # "(a fall of €29 million)"
        closes = lower_at(items, i + 1) == ")"
    else:
        closes = noun.is_("rise") and noun.is_("noun") and lower_at(items, i + 2) == ")"
    if not closes or lower_at(items, k) != "(" or item.value.value is None:
        return False
    named, head = items[k - 1], flow.head
    part = _grown_by(walk, item, int(noun.cue("rise") or 1))
    if _is_own(flow, named) and not flow.has("change"):
        flow.draft.put("change", part.slots["change"], item)
    else:
        give_named(flow, part, named, place=not head.two_way)
    return True


def moved_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a figure in brackets with a sign, or with "by" behind a word of growth, to the place or goods right before
    it as their growth: "higher exports to the US |(+RM2.5 billion)| and China (+RM1.9 billion)", "rose most to Norway
    |(by 12%)|"; behind a sum to what that is of, and else to the flow itself."""
    items, head = walk.items, flow.head
    if i < 3:
        return False
    if lower_at(items, i - 1) in {",", "("} and (moved := noun_of_growth(items, flow, i)) is not None:
        if item.value.value is not None and not head.two_way:
            _give_before(flow, _grown_by(walk, item, int(moved.cue("rise") or 1)), items, i - 2)
        return True
    if lower_at(items, i - 2) != "(":
        return _moved_by_sign(walk, flow, i, item)
    if item.kind == "PCT" and kind_at(items, i - 3) == "PLACE" and lower_at(items, i - 4) == "in":
        return False  # "fell sharply in China (by 7.3%)": the exports of China
    sign = _sign_of_all(items, i)
    joined = lower_at(items, i + 1) in _JOINED and kind_at(items, i + 2) == "PCT" and lower_at(items, i + 3) == ")"
    if sign is None or not (joined or lower_at(items, i + 1) == ")"):
        return False
    value = item.value.percent if item.kind == "PCT" else item.value.value
    if value is None or head.two_way or item.kind == "QTY" or (item.kind == "PCT" and item.value.points):
        return item.kind != "PCT"  # no growth has a weight
    part = _grown_by(walk, item, sign)
    if joined:
        change = msgspec.structs.replace(part.slots["change"], percent=items[i + 2].value.percent * sign)
        part.put("change", change, item, items[i + 2])
        walk.taken.add(i + 2)
    _give_before(flow, part, items, i - 3)
    return True


def _moved_by_sign(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a sum with a plus right before it to the flow as its growth: "Exports to Norway: |+€120 million|"."""
    plus = walk.items[i - 1]
    if plus.lower != "+" or item.kind != "AMT" or plus.end != item.start or item.value.value is None:
        return False
    if not flow.has("change") and not flow.head.two_way:
        part = _grown_by(walk, item, 1)
        flow.draft.slots["change"], flow.draft.spans["change"] = part.slots["change"], part.spans["change"]
    return True


def _sign_of_all(items: list[Item], i: int) -> int | None:
    """Whether the figure of a bracket is a growth, by its sign or by the word of growth that "by" goes with."""
    low = lower_at(items, i - 1)
    if low in _SIGNS:
        return 1 if low == "+" else -1
    if low != "by":
        return None
    moved = next((t for t in reversed(items[: i - 2]) if t.is_("rise")), None)
    return None if moved is None else int(moved.cue("rise") or 1)


def _is_own(flow: Flow, named: Item) -> bool:
    """Whether the flow has a role from an item, and is the first of those that have it."""
    return any(named is spot for spots in flow.head.spots.values() for spot in spots[:1])


def _has_figure(draft: Draft, span: tuple[int, int]) -> bool:
    return span in draft.spans.get("amount", ()) or span in draft.spans.get("quantity", ())


def _give_before(flow: Flow, part: Draft, items: list[Item], k: int) -> None:
    """Give a part that grew to what its bracket stands behind, at `k`."""
    if kind_at(items, k) == "PER" and lower_at(items, k - 1) in {"in", "for", "during"}:
        k -= 2  # "totalled $2bn in 2023 (+5%)"
    head, named = flow.head, items[k]
    span = (named.start, named.end)
    to_place = bool(head.dest or head.source) or lower_at(items, k - 1) in {"to", "from"}
    change = part.slots["change"]
    of_value = span in flow.draft.spans.get("amount", ())
    of_flow = of_value or span in flow.draft.spans.get("quantity", ())
    if of_flow and change.of is None:
        change = msgspec.structs.replace(change, of="value" if of_value else "quantity")
    listed = next((d for d, _, _ in flow.parts if _has_figure(d, span)), None)
    if listed is not None:
        listed.slots["change"], listed.spans["change"] = change, part.spans["change"]
    elif named.is_("goods_word") and kind_at(items, k - 1) == "w" and items[k - 1].lower in branches():
        part.cite("goods", items[k - 1], named)
        flow.parts.append((part, (), (Good(text=f"{items[k - 1].text} {named.text}"),)))
    elif named.kind in {"PLACE", "GOOD"} and not _is_own(flow, named):
        give_named(flow, part, named, place=to_place)
    elif (of_flow or named.kind in {"PLACE", "GOOD", "w", "CUE"}) and not flow.has("change"):
        flow.draft.slots["change"], flow.draft.spans["change"] = change, part.spans["change"]


def _grown_by(walk: Walk, item: Item, sign: int) -> Draft:
    """A part that grew by the figure of an item."""
    part = Draft("trade_flow", walk.sentence)
    if item.kind == "PCT":
        part.put("change", growth(item, item.value.percent * sign, None), item)
        return part
    moved = msgspec.structs.replace(item.value, value=item.value.value * sign)
    part.put("change", Change(amount=moved, of="value", qualifier=moved.qualifier, text=item.text), item)
    return part


def give_named(flow: Flow, part: Draft, named: Item, *, place: bool) -> None:
    """Give a part to the goods, or, where it can have one, the place that it is named by; else to nobody."""
    if named.kind == "PLACE" and place:
        part.cite("partner", named)
        flow.parts.append((part, (named.value,), ()))
    elif named.kind == "GOOD" and not named.value.attributive:
        part.cite("goods", named)
        flow.parts.append((part, (), (good_of(named),)))
