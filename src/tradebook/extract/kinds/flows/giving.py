"""Giving a figure to a slot of its flow, by the role that it plays."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.counts import animals_of, count_of, counted_good, put_figure
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.growth import give_change, give_change_amount, give_factor, later_level
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.share_roles import share_holder
from tradebook.extract.kinds.flows.shares import give_part, give_part_share, give_share, share_told, sided_with
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, possessive_at
from tradebook.extract.kinds.stance import NEGATING
from tradebook.statement import Amount, Quantity

_Figure = TypeVar("_Figure", Amount, Quantity)

# A period of its own, or one told by its distance from that of the first figure ("and $3bn in the previous year")
_OWN_TIMES = frozenset({None, "year_earlier", "previous_year", "previous", "same_in_year"})
# No country's trade is worth less
_LEAST = 1000
_BEFORE_SAME_SUM = frozenset({"(", "[", "or", ",", "/", "equivalent", "to", "about", "$"})


def give(walk: Walk, flow: Flow, i: int, item: Item, role: str, sign: int | None = None) -> bool:
    """Give the figure at `i` to the flow in a role of `roles.role_of`; False where the flow has no room for it."""
    return _GIVERS[role](walk, flow, i, item, sign)


def _give_value(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if item.kind in {"QTY", "NUM"}:
        return _give_quantity(walk, flow, i, item, sign)
    draft = flow.draft
    amount: Amount = _not_reached(walk.items, i, item.value)
    if amount.value is not None and abs(amount.value) < _LEAST:
        return False  # "$18.96 in imports": a unit is missing
    known: Amount | None = draft.get("amount")
    if (
        flow.head.measure == "balance"
        and flow.head.sign is None
        and lower_at(walk.items, i - 1) in {"minus", "negative"}
    ):
        flow.head.sign = -1
    if known is None:
        reached = (
            flow.has("change")
            or kind_at(walk.items, i - 1) == "PCT"
            or (i and walk.items[i - 1].is_("rise"))
            or _is_brought(walk.items, flow, i)
        )
        draft.put("amount", _come_up_to(amount) if reached else amount, item)
        return True
    if amount.currency != known.currency and lower_at(walk.items, i - 1) in _BEFORE_SAME_SUM and _is_own(walk, flow, i):
        draft.put("amount_also", (*(draft.get("amount_also") or ()), amount), item)
        return True
    return give_part(walk, flow, i, item, None) or _other_period(walk, flow, i, item)


def _is_own(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the last sum before that at `i` is the flow's own, so that one in another currency may repeat it."""
    before = next((item for item in reversed(walk.items[:i]) if item.kind == "AMT"), None)
    told = [*flow.draft.spans.get("amount", ()), *flow.draft.spans.get("amount_also", ())]
    return before is None or (before.start, before.end) in told or before.start < flow.head.first


def _not_reached(items: list[Item], i: int, figure: _Figure) -> _Figure:
    """The figure with "under" as its qualifier where trade did not come to it: "had not exceeded |350,000 tonnes|",
    "is not expected to reach |$5 million|", "failed to reach", "fell short of"."""
    if lower_at(items, i - 1) == "of" and lower_at(items, i - 2) == "short" and figure.value is not None:
        return msgspec.structs.replace(figure, qualifier="under")
    verb = next((k for k in range(i - 1, max(-1, i - 4), -1) if items[k].lower in flow_words("not_reached")), None)
    if verb is None or figure.value is None:
        return figure
    k = verb - 1
    while k > 0 and (items[k].lower in {"to", "yet", "even", "likely", "be"} or items[k].is_("expect")):
        k -= 1
    return msgspec.structs.replace(figure, qualifier="under") if k >= 0 and items[k].lower in _MISSING else figure


_MISSING = NEGATING | {"failed", "fails", "failing"}


def _come_up_to(figure: _Figure) -> _Figure:
    """ "rose by 9% - up to $189 million", "added up to $2bn": that is where it came to, no limit."""
    return msgspec.structs.replace(figure, qualifier="exact") if figure.qualifier == "up_to" else figure


def _is_brought(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether somebody is to bring the flow "up to" the figure right behind it: "agreed to push trade up to $5bn"."""
    j = flow.head.first - 1
    while lower_at(items, j) in {"the", "their", "its", "this", "that"}:
        j -= 1
    return flow.head.last == i - 1 and lower_at(items, j) in flow_words("aim")


def _other_period(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "$578 million in 2021 and $691 million in 2022", "2.97bn (2021), 2.39bn (2020)": one flow, several periods."""
    j = i + 1
    while lower_at(walk.items, j) in {"in", "(", "for", "during"}:
        j += 1
    if kind_at(walk.items, j) != "PER" or walk.items[j].value.relation not in _OWN_TIMES:
        return False
    if j == i + 1 and walk.items[j].value.cue != "by" and not _dated_alike(walk.items, i):
        return False  # "surged to $57.5 million by 2022"
    if lower_at(walk.items, i + 1) == "(" and lower_at(walk.items, j + 1) == ":":
        return False  # "from $1.5 billion (August 2019: $1.2 billion)": of what stands behind it
    other = Draft("trade_flow", walk.sentence)
    put_figure(walk, other, i, item)
    flow.others.append((other, walk.items[j]))
    walk.taken.add(j)
    return True


def _dated_alike(items: list[Item], i: int) -> bool:
    """Whether the figure before that at `i` is dated right behind it as well: "|$10 billion three years ago| and $12
    billion last year"."""
    dated = lower_at(items, i - 1) in {"and", ","} and kind_at(items, i - 2) == "PER"
    return dated and kind_at(items, i - 3 - (lower_at(items, i - 3) == "in")) == items[i].kind


def _give_quantity(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if flow.has("quantity"):
        return give_part(walk, flow, i, item, None) or _other_period(walk, flow, i, item)
    if item.kind == "NUM":
        _give_count(walk, flow, i, item)
    else:
        reached = flow.has("change") or (i and walk.items[i - 1].is_("rise"))
        weight = _not_reached(walk.items, i, item.value)
        flow.draft.put("quantity", _come_up_to(weight) if reached else weight, item)
        _goods_of_quantity(walk, flow, i)
    return True


def _give_count(walk: Walk, flow: Flow, i: int, item: Item) -> None:
    """ "500 tractors": the number, and the goods that it counts."""
    good = counted_good(walk, i)
    assert good is not None  # the walk stops at counted numbers only
    flow.draft.put("quantity", count_of(walk, item, good), item, good)
    if not flow.head.goods:
        flow.head.goods = (good.value.good,)
        flow.head.spot("goods", good)


def _goods_of_quantity(walk: Walk, flow: Flow, i: int) -> None:
    """ "5 tonnes of Turkish steel": the goods behind a quantity are the flow's where it names none."""
    head = flow.head
    told = head.goods and head.spots.get("goods")
    counted = walk.items[i]
    if not head.goods and counted.kind == "QTY" and (good := animals_of(counted)) is not None:
        head.goods = (good,)
        head.spot("goods", counted)
        return
    if told or lower_at(walk.items, i + 1) != "of" or (found := goods_list(walk.items, i + 2)) is None:
        return
    head.goods = found.goods
    head.spot("goods", *found.items)
    if found.origin is not None and head.origin is None:
        head.take_origin(found.origin)


def _give_prior(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if item.kind == "PCT":
        return _give_prior_share(walk, flow, item)
    if item.kind == "AMT" and item.value.value is not None and abs(item.value.value) < _LEAST:
        return False
    if item.kind not in {"AMT", "QTY"} or (flow.last_role == "part" and not flow.filled):
        return False  # "Russia bought 5 tonnes, down from 6": of the part, not of the whole
    if _was_foreseen(walk.items, i):
        return False
    if item.lower.startswith("over ") and kind_at(walk.items, i - 1) == "PCT":  # "24 per cent over $30 billion"
        exact = msgspec.structs.replace(item.value, qualifier="exact")
        item = Item(item.kind, item.start, item.end, item.text, item.lower, exact)
    if _told_by_unknown(walk.items, i):
        return False
    if (other := _of_another(walk, flow, i)) is not None:
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, item)
        part.cite("reporter", other)
        flow.parts.append((part, (other.value,), ()))
        return True
    if later_level(walk, flow, i) is not None:
        return _before_later(walk, flow, i, item)
    if flow.prior is None:
        flow.prior = Draft("trade_flow", walk.sentence)
    elif flow.last_role != "prior":
        return False
    slot, prior = "amount" if item.kind == "AMT" else "quantity", flow.prior
    if prior.get(slot) is None:
        put_figure(walk, prior, i, item)
    elif slot == "amount" and prior.slots["amount"].currency != item.value.currency:
        prior.put("amount_also", (*(prior.get("amount_also") or ()), item.value), item)
    else:
        return _other_period(walk, flow, i, item)
    return True


def _before_later(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """The earlier figure of a level that is told for a time of its own: "$2.4 billion in 2023 and $990 million in
    January to May, up from |$910 million| a year earlier"."""
    at = next((k for k in (i + 1, i + 2) if kind_at(walk.items, k) == "PER"), None)
    if at is None:
        return False
    earlier = Draft("trade_flow", walk.sentence)
    put_figure(walk, earlier, i, item)
    earlier.slots["_of_the_last"] = True
    flow.others.append((earlier, walk.items[at]))
    walk.taken.add(at)
    return True


def _was_foreseen(items: list[Item], i: int) -> bool:
    """ "up from the 14.4 million tons |predicted| the week prior": an earlier forecast, no earlier figure."""
    return i + 1 < len(items) and (items[i + 1].is_("expect") or items[i + 1].lower in {"foreseen", "seen"})


def _give_prior_share(walk: Walk, flow: Flow, item: Item) -> bool:
    """ "accounted for 14%, compared with 12% a year earlier"."""
    share = share_told(item)
    if share is None or flow.prior is not None:
        return False
    holder = share_holder(walk, flow)
    if holder is not None and not sided_with(flow, holder):
        return False
    flow.prior = Draft("trade_flow", walk.sentence)
    flow.prior.put("share", share, item)
    return True


def _of_another(walk: Walk, flow: Flow, i: int) -> Item | None:
    """The country whose figure is compared with, not an earlier one: "Kenya exported 25,000 tons, compared to Uganda's
    24,000", "compared to 24,000 tons from Uganda"."""
    items, head = walk.items, flow.head
    if head.measure != "exports" or head.counterpart or (head.source and head.source is not _seller(head)):
        return None
    if (by := _teller(items, i)) is not None and by.kind == "PLACE":
        found = by
    else:
        at = next(
            (k for k in (i - 2, i - 3) if kind_at(items, k) == "PLACE" and possessive_at(items, k + 1) == i), None
        )
        if at is None:
            return None
        found = items[at]
    owner = _seller(head)
    if head.dest and (owner is None or [place.code for place in head.dest] != [found.value.code]):
        return None  # "exported $80 million to Egypt, compared to $184 million by Egypt": the way back
    return found if owner is None or owner.code != found.value.code else None


def _teller(items: list[Item], i: int) -> Item | None:
    """What stands behind "by" or "from" after the figure at `i` and its brackets: "$184 million (Sh20 billion) by"."""
    k = i + 1
    if lower_at(items, k) == "(":
        k = next((j + 1 for j in range(k, min(k + 6, len(items))) if items[j].lower == ")"), k)
    if lower_at(items, k) not in {"by", "from"}:
        return None
    k += 1 + (lower_at(items, k + 1) == "the")
    return items[k] if k < len(items) else None


def _told_by_unknown(items: list[Item], i: int) -> bool:
    """Whether the figure is of somebody whom no table knows: "compared to $184 million by northern Africa"."""
    by = _teller(items, i)
    if by is None or by.kind in {"PLACE", "PER", "NUM", *FIGURES}:
        return False
    return by.kind in {"w", "NAME", "ORG", "DEM"} and lower_at(items, i + 1) != "from"


def _seller(head: Head) -> Place | None:
    return head.owner or head.source or head.agent or head.origin


def _give_part(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A part by partner or good; "$18 billion in January-May, including |$4 billion| in May" is one by time."""
    return give_part(walk, flow, i, item, sign) or _other_period(walk, flow, i, item)


_GIVERS = {
    "value": _give_value,
    "quantity": _give_quantity,
    "prior": _give_prior,
    "change": give_change,
    "change_amount": give_change_amount,
    "factor": give_factor,
    "share": give_share,
    "part": _give_part,
    "part_share": give_part_share,
}
