"""The way back between two countries, told without a verb or noun of its own: "goods worth $54 million were delivered
from Nepal to Oman, and $40 million from Oman to Nepal", "... and Oman - $40 million to Nepal", "... while those of
Oman to Nepal were $40 million"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import kind_at, lower_at, one_place, possessive_at

_SUMS = frozenset({"AMT", "QTY"})
_TOLD = frozenset({"AMT", "QTY", "PCT"})
_DASHES = frozenset({"-", "–", "—", ":"})
_JOINING = frozenset({"and", "while", ",", ";", "whereas"})
_OPENING = frozenset({"from", "those", "that"})
_PASSED = _DASHES | {"of", "in", "went", "flowed", "moved", "came", "worth", "travelled"}
_FAR_BACK = 5


def with_ways_back(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with one more for each way back; their figures would else be told of the way there."""
    out = list(found)
    for n, head in enumerate(found):
        ends = _ends(head)
        if ends is None:
            continue
        stop = found[n + 1].first if n + 1 < len(found) else len(items)
        places = (k for k in range(head.at + 1, stop) if items[k].kind == "PLACE" or items[k].lower in _OPENING)
        back = next((one for k in places if (one := _back_at(items, k, head, ends))), None)
        if back is not None:
            out.insert(out.index(head) + 1, back)
    return out


_WAYS = frozenset({"direction", "way"})
_OTHER = frozenset({"opposite", "other", "reverse"})
_FLOWS = frozenset({"trade", "flows", "traffic", "flow", "goods", "sales", "shipments", "deliveries", "supplies"})


_CAME = frozenset({"came", "come", "comes", "went", "flowed", "sent", "shipped"})


def tells_other_direction(sentence: Sentence) -> bool:
    """Whether a sentence says "in the opposite direction", "the other way"."""
    if sentence.lowers.isdisjoint(_WAYS) or sentence.lowers.isdisjoint(_OTHER):
        return False
    return any(
        item.lower in _WAYS and lower_at(sentence.items, k - 1) in _OTHER for k, item in enumerate(sentence.items)
    )


def with_other_direction(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with one for "$8 million |in the opposite direction|", "exports |the other way| came to": what the
    buyer of the flow before sells to its seller."""
    out = list(found)
    for k in range(2, len(items)):
        came_back = items[k].lower == "back" and lower_at(items, k - 1) in _CAME
        if not came_back and (items[k].lower not in _WAYS or lower_at(items, k - 1) not in _OTHER):
            continue
        there = next((h for h in reversed(out) if h.at < k - 3 and _ends(h) is not None), None)
        if there is None:
            continue
        first = k - 1 if came_back else k - 2 - (lower_at(items, k - 3) == "in")
        seller, buyer = _ends(there) or (None, None)
        own = next((h for h in out if h.at > there.at and first - 2 <= h.last < k), None)
        before = _figure_before(items, first, there.at) if own is None else None
        if came_back and before is None:
            continue  # "$8 million of copper |came back|", and no demand that did
        if own is None and before is None and not any(t.kind in _TOLD for t in items[k + 1 : k + _FAR_BACK]):
            continue
        first -= own is None and before is None and lower_at(items, first - 1) in _FLOWS
        back = Head("exports", k, first, k) if before is None else Head("exports", before - 1)
        back.owner, back.dest = buyer, (seller,) if seller is not None else ()
        if own is not None:
            back.goods, back.period = own.goods, own.period
            back.spots.update({"goods": own.spots["goods"]} if own.goods and "goods" in own.spots else {})
            out.remove(own)
        out = sorted([*out, back], key=lambda h: h.at)
    return out


def _ends(head: Head) -> tuple[Place, Place] | None:
    """Who sells and who buys, where the phrase names both."""
    dest = head.dest[0] if len({place.code for place in head.dest}) == 1 else None
    if head.measure == "exports":
        seller, buyer = head.source or head.owner or head.agent, dest
    elif head.measure == "imports":
        seller, buyer = head.source, dest or head.owner or head.agent
    else:
        return None
    return (seller, buyer) if seller is not None and buyer is not None and seller.code != buyer.code else None


def _back_at(items: list[Item], k: int, head: Head, ends: tuple[Place, Place]) -> Head | None:
    if items[k].lower == "from":
        return _from_and_to(items, k, head, ends)
    seller, buyer = ends
    if (named := _named_again(items, k, buyer)) is not None:
        goes_to = one_place(items, named + 1) if lower_at(items, named) == "to" else None
        if goes_to is not None and goes_to.places[0].code == seller.code:
            back = Head("exports", k, k, goes_to.stop - 1)
            back.owner = buyer
            back.take_dest(goes_to)
            return back
    if items[k].kind == "PLACE" and items[k].value.code == buyer.code and lower_at(items, k - 1) in _JOINING:
        at = k + 1 + (lower_at(items, k + 1) in _DASHES)
        goes_to = one_place(items, at + 2) if lower_at(items, at + 1) == "to" else None
        if kind_at(items, at) in _SUMS and goes_to is not None and goes_to.places[0].code == seller.code:
            back = Head("exports", k, k, at - 1)
            back.take_owner(items[k])
            back.take_dest(goes_to)
            return back
    return None


def _named_again(items: list[Item], k: int, buyer: Place) -> int | None:
    """The index behind "those of Colombia", "Colombia's" at `k`, the flow being the one before."""
    if items[k].lower in {"those", "that"} and lower_at(items, k + 1) == "of":
        found = one_place(items, k + 2)
        return found.stop if found is not None and found.places[0].code == buyer.code else None
    if items[k].kind != "PLACE" or items[k].value.code != buyer.code or lower_at(items, k - 1) not in _JOINING:
        return None
    behind = possessive_at(items, k + 1)
    return behind if behind > k + 1 else None


def _from_and_to(items: list[Item], k: int, head: Head, ends: tuple[Place, Place]) -> Head | None:
    """The head of "$40 million |from Oman to Nepal", "|from Oman to Nepal - $40 million"."""
    came_from = one_place(items, k + 1)
    goes_to = one_place(items, came_from.stop + 1) if came_from and lower_at(items, came_from.stop) == "to" else None
    if came_from is None or goes_to is None:
        return None
    if (goes_to.places[0].code, came_from.places[0].code) != (ends[0].code, ends[1].code):
        return None
    before = _figure_before(items, k, head.at)
    behind = goes_to.stop + (lower_at(items, goes_to.stop) in _DASHES)
    if before is not None:
        back = Head(head.measure, before - 1)
    elif kind_at(items, behind) in _SUMS:
        back = Head(head.measure, k, k, behind - 1)
    else:
        return None
    back.take_source(came_from)
    back.take_dest(goes_to)
    if kind_at(items, behind if before is None else before) == "QTY":
        back.goods = head.goods
    return back


def _figure_before(items: list[Item], k: int, first: int) -> int | None:
    """The index of the sum or weight that "from" at `k` follows, over a dash and the goods that it is of."""
    for j in range(k - 1, max(first + 1, k - _FAR_BACK), -1):
        if items[j].kind in _SUMS:
            return j
        if items[j].kind != "GOOD" and not items[j].is_("goods_word") and items[j].lower not in _PASSED:
            return None
    return None
