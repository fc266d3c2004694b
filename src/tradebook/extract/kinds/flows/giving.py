"""Giving a figure to a slot of its flow, by the role that it plays."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.counts import count_of, counted_good, put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import give_change, give_change_amount, give_factor
from tradebook.extract.kinds.flows.shares import give_part, give_part_share, give_share
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at
from tradebook.statement import Amount


def give(walk: Walk, flow: Flow, i: int, item: Item, role: str, sign: int | None = None) -> bool:
    give = _GIVERS[role]
    return give(walk, flow, i, item, sign)


def _give_value(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    draft = flow.draft
    if item.kind in {"QTY", "NUM"}:
        return _give_quantity(walk, flow, i, item, sign)
    amount: Amount = item.value
    known: Amount | None = draft.get("amount")
    if known is None:
        draft.put("amount", amount, item)
        return True
    if _second_currency(walk, i, amount, known):
        draft.put("amount_also", (*(draft.get("amount_also") or ()), amount), item)
        return True
    return give_part(walk, flow, i, item, None) or _other_period(walk, flow, i, item)


def _other_period(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "$578 million in 2021 and $691 million in 2022", "2.97bn (2021), 2.39bn (2020)": one flow, several periods."""
    j = i + 1
    while lower_at(walk.items, j) in {"in", "(", "for", "during"}:
        j += 1
    if kind_at(walk.items, j) != "PER" or j == i + 1 or walk.items[j].value.relation:
        return False
    other = Draft("trade_flow", walk.sentence)
    put_figure(walk, other, i, item)
    flow.others.append((other, walk.items[j]))
    walk.taken.add(j)
    return True


def _second_currency(walk: Walk, i: int, amount: Amount, known: Amount) -> bool:
    before = lower_at(walk.items, i - 1)
    return (
        amount.currency != known.currency and before in {"(", "or", ",", "/", "equivalent", "to", "about", "$"}
    ) or (before == "(" and amount.currency != known.currency)


def _give_quantity(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    draft = flow.draft
    if draft.get("quantity") is not None:
        return give_part(walk, flow, i, item, None) or _other_period(walk, flow, i, item)
    if item.kind == "NUM":
        good = counted_good(walk, i)
        assert good is not None
        draft.put("quantity", count_of(walk, i, item), item, good)
        if not flow.head.goods:
            flow.head.goods = (good.value.good,)
            flow.head.spot("goods", good)
        return True
    draft.put("quantity", item.value, item)
    if not flow.head.goods and lower_at(walk.items, i + 1) == "of" and (found := goods_list(walk.items, i + 2)):
        flow.head.goods = found.goods
        flow.head.spot("goods", *found.items)
        if found.origin is not None and flow.head.origin is None:
            flow.head.origin = found.origin.value
            flow.head.spot("origin", found.origin)
    return True


def _give_prior(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if flow.prior is not None or item.kind not in {"AMT", "QTY"}:
        return False
    prior = Draft("trade_flow", walk.sentence)
    put_figure(walk, prior, i, item)
    flow.prior = prior
    return True


_GIVERS = {
    "value": _give_value,
    "quantity": _give_quantity,
    "prior": _give_prior,
    "change": give_change,
    "change_amount": give_change_amount,
    "factor": give_factor,
    "share": give_share,
    "part": give_part,
    "part_share": give_part_share,
}
