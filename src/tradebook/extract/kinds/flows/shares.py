"""Shares and parts: "30% of X's exports", "of which Spain took 5 tonnes", "to China ($5bn) and India ($2bn)"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item, Place
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.roles import taker_of
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, place_list
from tradebook.statement import Good, Share


def give_share_before(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "X accounts for 30% of Y's exports": the share of what stands before in the flow behind the figure."""
    if flow.draft.get("share") is not None:
        return False
    fraction: Fraction = item.value
    if fraction.percent is None:
        return False
    flow.head.share_list = True
    flow.share_subject = _share_subject(walk, i)
    if flow.share_subject is None and not flow.head.late:
        return False
    flow.draft.put("share", Share(percent=fraction.percent, qualifier=fraction.qualifier, text=item.text), item)  # type: ignore[arg-type]
    return True


def give_share_of_behind(walk: Walk, whole: Flow, i: int, item: Item) -> bool:
    """ "imports fell to $322 million, or 4.4% of the country's total imports": the share is of the flow before, the
    head behind is only its whole."""
    left = walk.before(i)
    before = lower_at(walk.items, i - 1)
    if left is None or left is whole or not left.filled or before not in {"or", ",", "(", "representing", "for", "up"}:
        return False
    if (
        before == "for"
        and _share_subject(walk, i) is not None
        and lower_at(walk.items, i - 2) in {"accounts", "accounted"}
    ):
        return False
    if left.draft.get("share") is not None or item.value.percent is None:
        return False
    left.draft.put("share", Share(percent=item.value.percent, qualifier=item.value.qualifier, text=item.text), item)
    left.whole = whole
    whole.only_whole = True
    return True


def _share_subject(walk: Walk, i: int) -> Item | None:
    for j in range(i - 1, -1, -1):
        item = walk.items[j]
        if item.kind == "PLACE" and (lower_at(walk.items, j - 1) in {"in", "at"} or _is_owner(walk, item)):
            continue
        if item.kind in {"PLACE", "GOOD"}:
            return item
        if item.lower in {";", "while"}:
            return None
    return None


def _is_owner(walk: Walk, item: Item) -> bool:
    """Whether a place is the owner of one of the sentence's flows ("Azerbaijan's total exports")."""
    return any(item is spot for flow in walk.flows for spots in flow.head.spots.values() for spot in spots)


def give_share(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A share told behind its flow: "exports to China accounted for 30% of the total"."""
    fraction: Fraction = item.value
    if flow.draft.get("share") is not None or fraction.percent is None:
        return False
    flow.draft.put("share", Share(percent=fraction.percent, qualifier=fraction.qualifier, text=item.text), item)  # type: ignore[arg-type]
    return True


def give_part_share(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """The share of one partner in the flow before: "the United States took 25%, Italy 11%"."""
    taker = taker_of(walk, i)
    if taker is None or item.value.percent is None:
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("share", Share(percent=item.value.percent, qualifier=item.value.qualifier, text=item.text), item)
    part.cite("partner", taker)
    flow.parts.append((part, (taker.value,), ()))
    return True


def give_part(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    places, goods, used = _part_of(walk, i)
    if not places and not goods:
        return False
    part = Draft("trade_flow", walk.sentence)
    put_figure(walk, part, i, item)
    for used_item in used:
        part.cite("goods" if used_item.kind == "GOOD" else "partner", used_item)
    flow.parts.append((part, places, goods))
    return True


def _part_of(walk: Walk, i: int) -> tuple[tuple[Place, ...], tuple[Good, ...], tuple[Item, ...]]:
    """The place or goods that a part is of, right behind or right before it."""
    items = walk.items
    taker = taker_of(walk, i)
    if taker is not None:
        return (taker.value,), (), (taker,)
    if lower_at(items, i - 1) in {"worth", "at"} and kind_at(items, i - 2) == "GOOD":
        return (), (items[i - 2].value.good,), (items[i - 2],)
    while lower_at(items, i + 1) in _WENT:
        i += 1
    low = lower_at(items, i + 1)
    if low in {"to", "from", "with"} and (found := place_list(items, i + 2)) and len(found.places) == 1:
        return found.places, (), found.items
    if low in {"of", "in", "worth"} and (
        goods := goods_list(items, i + 3 if lower_at(items, i + 2) == "of" else i + 2, unknown=False)
    ):
        return (), goods.goods, goods.items
    if kind_at(items, i + 1) == "GOOD" and (goods := goods_list(items, i + 1, unknown=False)):
        return (), goods.goods, goods.items
    if lower_at(items, i - 1) in {"(", "—", "–", "-", "with", "at", ":"} or lower_at(items, i - 1) in {"for"}:
        before = items[i - 2] if i >= 2 else None
        if before is not None and before.kind == "PLACE":
            return (before.value,), (), (before,)
        if before is not None and before.kind == "GOOD":
            return (), (before.value.good,), (before,)
    return (), (), ()


_WENT = frozenset(
    "worth went were was sent sold going destined shipped exported headed go goes bound bottles of".split()
) - {"of"}
