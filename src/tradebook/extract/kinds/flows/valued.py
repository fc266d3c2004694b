"""Goods of a part by what stands before its figure: "steel worth |$3m|", "barley to Peru for |$8 million|", "with
copper and zinc accounting for |$5bn|"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, good_of, goods_list, kind_at, lower_at
from tradebook.statement import Good

_ABOUT = frozenset("about around some nearly almost over roughly approximately".split())
_OPENING_PART = frozenset({"with", "which", "of which"})
_LONGEST_LIST = 9  # items

PartOf = tuple[tuple[Place, ...], tuple[Good, ...], tuple[Item, ...]]
"""Places, goods and the items that they were read from."""


def valued_good(items: list[Item], i: int) -> Item | None:
    """The good of "steel worth |$3m|", "peat for 4 million euros", "coffee valued at about $300m"."""
    k = i - 1
    while lower_at(items, k) in _ABOUT:
        k -= 1
    if lower_at(items, k) not in {"worth", "at", "for"}:
        return None
    k -= 1 + (lower_at(items, k) == "at" and lower_at(items, k - 1) == "valued")
    return items[k] if kind_at(items, k) == "GOOD" else None


def ware_sent(items: list[Item], i: int) -> PartOf | None:
    """The good and its place of "and barley to Peru for |$8 million|", "steel from Oman (|$3m|)"."""
    if lower_at(items, i - 1) not in {"for", "worth", "at", "("} or kind_at(items, i - 2) != "PLACE":
        return None
    to = i - 3 - (lower_at(items, i - 3) == "the")
    if lower_at(items, to) not in {"to", "from"} or kind_at(items, to - 1) != "GOOD":
        return None
    first = to - 1
    while kind_at(items, first - 1) in {"GOOD", "DEM"}:
        first -= 1
    if lower_at(items, first - 1) not in {"and", ","}:
        return None
    return (items[i - 2].value,), (good_of(items[to - 1]),), (items[to - 1], items[i - 2])


def value_of_part(items: list[Item], flow: Flow, i: int, item: Item) -> bool:
    """Give what the goods of the part told last were worth to it: "8,000 tonnes of rice for |$3 million|", "rice (|$3
    million|)", "barley to Jordan for |$2 million|"; the sum of a list that went one way is of none of its members."""
    k = i - 1 - (lower_at(items, i - 1) == "at" and lower_at(items, i - 2) == "valued")
    if not flow.parts or lower_at(items, k) not in {"for", "worth", "(", "valued", "at"} or k < 2:
        return False
    part, places, goods = flow.parts[-1]
    slot, other = ("amount", "quantity") if item.kind == "AMT" else ("quantity", "amount")
    if slot in part.slots or other not in part.slots:
        return False
    at = k - 1 - (lower_at(items, k - 1) == "," and lower_at(items, k) != "for")
    last, named = (items[at].start, items[at].end), items[at].kind
    if item.kind == "AMT" and named == "QTY" and last in part.spans.get(other, ()):
        part.put(slot, item.value, item)  # "Italy took 120,000 tonnes worth |$300 million|"
        return True
    if at < k - 1:
        return False
    if named == "PLACE" and not goods:  # "15,000 tonnes to Egypt for |$9 million|"
        if last not in part.spans.get("partner", ()) or lower_at(items, at - 1) not in {"to", "from"}:
            return False
        part.put(slot, item.value, item)
        return True
    if not goods:
        return False
    if named == "PLACE" and lower_at(items, k) == "for" and not places and flow.head.verb:
        return True  # "sold wheat, rice and 300 tonnes of tea to Oman for $9 million"
    if last not in part.spans.get("goods" if named == "GOOD" else "partner", ()):
        return False
    part.put(slot, item.value, item)
    return True


def goods_making_up(items: list[Item], i: int) -> GoodsAt | None:
    """The goods that make up the figure at `i` as a part of the one before: "with copper and zinc accounting for $5bn",
    "of which butter alone brought in $2m"."""
    k = i - 1
    while lower_at(items, k) in {"for", "in", "up"}:
        k -= 1
    if lower_at(items, k) not in flow_words("making_up"):
        return None
    k -= 1
    while lower_at(items, k) in {"alone", "itself"}:
        k -= 1
    reach = range(k - 1, max(-1, k - _LONGEST_LIST), -1)
    opening = next((w for w in reach if lower_at(items, w) in _OPENING_PART), None)
    if opening is None or kind_at(items, k) != "GOOD":
        return None
    found = goods_list(items, opening + 1 + (lower_at(items, opening + 1) == "the"), unknown=False)
    return found if found is not None and found.items[-1] is items[k] else None
