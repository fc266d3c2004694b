"""Of what the figure of a part is: the place or the goods named right behind or right before it."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.counts import animals_of
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.flows.share_roles import taker_of
from tradebook.extract.kinds.flows.takers import behind_bracket, behind_going, behind_whole, went
from tradebook.extract.kinds.flows.valued import PartOf, goods_making_up, valued_good, ware_sent
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, place_list

_LONGEST_LIST = 9  # items
_HEADED = frozenset({"bound", "headed", "destined", "meant"})
FELL_TO = frozenset({"accounted", "accounts", "fell", "falls"})
ORIGINATED = frozenset({"came", "come", "comes", "originated", "arrived", "was", "were", "coming", "originating"})
OF_IT = frozenset({"of it", "of them", "of this", "of that", "of which"})
SUMS = frozenset({"total", "volume", "amount", "sum", "value"})
_IT = frozenset({"it", "them", "this", "that", "these"})
_OPENING = frozenset({"(", "—", "–", "-", "with", "at", ":", "for"})


def part_of(walk: Walk, i: int) -> PartOf:
    """The place or goods that a part is of, right behind or right before it; empty where nothing tells."""
    items = walk.items
    if (sent := ware_sent(items, i)) is not None:
        return sent
    if items[i].kind == "QTY" and (animals := animals_of(items[i])) is not None:
        return (), (animals,), ()
    if (taker := taker_of(walk, i)) is not None:
        if lower_at(items, i - 1) == "worth" and kind_at(items, i - 2) == "GOOD" and kind_at(items, i - 3) != "GOOD":
            return (taker.value,), (good_of(items[i - 2]),), (taker, items[i - 2])  # "which bought shoes worth $2.9bn"
        return (taker.value,), (), (taker,)
    if (made_up := goods_making_up(items, i)) is not None:
        return (), made_up.goods, made_up.items
    if (valued := valued_good(items, i)) is not None:
        return (), (good_of(valued),), (valued,)
    if lower_at(items, i + 1) in FELL_TO and lower_at(items, i + 2) in {"for", "on", "to"}:
        # "of which 117,000 tons accounted for Russia", as agencies of the former Union write
        found = place_list(items, i + 3)
        if found is not None and len(found.places) == 1:
            return found.places, (), found.items
    k = behind_bracket(items, i)
    if items[i].kind == "PCT" or lower_at(items, k + 1) in OF_IT or lower_at(items, k + 2) in _IT:
        k = behind_whole(items, k)
    k += lower_at(items, k + 1) == "," and lower_at(items, i - 1) == ","  # "The bulk, 31,000 tonnes, came from Chile"
    k = behind_going(items, k + 1) - 1
    while lower_at(items, k + 1) in went() or lower_at(items, k + 1) in {"bottles", "worth"} or _came(items, k):
        k += 1
    return (
        _part_behind(items, k) or _part_before(items, i) or _good_before(items, i) or _gapped(items, i) or ((), (), ())
    )


def _came(items: list[Item], i: int) -> bool:
    """Whether a figure is said to have come from somewhere: "1.4 million bales |came from| Benin"."""
    return lower_at(items, i + 1) in ORIGINATED and lower_at(items, i + 2) == "from"


def _gapped(items: list[Item], i: int) -> PartOf | None:
    """ "footwear brought in $488 million, |jute goods $402 million| and |frozen shrimp $171 million|"."""
    if lower_at(items, i - 1) == "for" and any(t.lower in FELL_TO for t in items[: i - 2]):
        i -= 1  # "crude accounted for $2bn of it and petroleum products |for $2.5bn"
    if kind_at(items, i - 1) != "GOOD" or items[i - 1].value.attributive:
        return None
    if lower_at(items, i - 2) not in {",", "and", "while"} or lower_at(items, i + 1) in {"a", "an", "per", "/"}:
        return None
    return (), (good_of(items[i - 1]),), (items[i - 1],)


def _part_behind(items: list[Item], i: int) -> PartOf | None:
    """ "$5bn to China", "5 tonnes of wheat"."""
    which = {t.lower for t in (*items[max(0, i - 3) : i], *items[i + 1 : i + 2])}
    if not which.isdisjoint({"which", "of which"}) and (named := _named_behind(items, i)) is not None:
        return (), (good_of(named),), (named,)
    if lower_at(items, i + 1) in {"of them", "of it", "of which"} and lower_at(items, i + 2) in {"to", "from"}:
        i += 1
    elif lower_at(items, i + 1) == "of" and lower_at(items, i + 2) in {"it", "them"}:
        i += 2
    if (on := fallen_on(items, i + 1)) is not None:
        return (on.value,), (), (on,)
    low = lower_at(items, i + 1)
    headed = low == "for" and any(t.lower in _HEADED for t in items[max(0, i - _LONGEST_LIST) : i + 1])
    if (low in {"to", "from", "with"} or headed) and (found := place_list(items, i + 2)) and len(found.places) == 1:
        return found.places, (), found.items
    goods = None
    if low in {"of", "in", "worth"}:
        goods = goods_list(items, i + 3 if lower_at(items, i + 2) == "of" else i + 2, unknown=False)
    elif kind_at(items, i + 1) == "GOOD":
        goods = goods_list(items, i + 1, unknown=False)
    return ((), goods.goods, goods.items) if goods else None


def fallen_on(items: list[Item], k: int) -> Item | None:
    """The place that a part falls on, behind its figure: "$17 billion |of this amount falls on Italy"."""
    if lower_at(items, k) in OF_IT:
        k += 1
    elif lower_at(items, k) == "of" and lower_at(items, k + 1) in {"this", "that", "the", "it"}:
        k += 2
    k += lower_at(items, k) in SUMS
    if lower_at(items, k) not in {"falls", "fell", "fall"} or lower_at(items, k + 1) not in {"on", "to"}:
        return None
    found = place_list(items, k + 2)
    return found.items[-1] if found is not None and len(found.places) == 1 else None


def _named_behind(items: list[Item], i: int) -> Item | None:
    """ "of which 8 million tonnes (63%) was palm oil": the good that a part is told to be."""
    k = i + 3 if lower_at(items, i + 1) == "(" and lower_at(items, i + 3) == ")" else i
    k += lower_at(items, k + 1) == "of which"
    if lower_at(items, k + 1) not in {"is", "are", "was", "were"} or kind_at(items, k + 2) != "GOOD":
        return None
    return items[k + 2]


def _good_before(items: list[Item], i: int) -> PartOf | None:
    """The good of a list's next member: "gold $870 million, |silver $9.4 million| and zinc 148 million"."""
    if kind_at(items, i - 1) != "GOOD" or lower_at(items, i - 2) not in {",", "and", ":", ";"}:
        return None
    return (), (good_of(items[i - 1]),), (items[i - 1],)


def _part_before(items: list[Item], i: int) -> PartOf | None:
    """ "China ($5bn)", "wheat - $2m"."""
    if i < 2 or lower_at(items, i - 1) not in _OPENING:
        return None
    before = items[i - 2]
    if before.kind == "PLACE":
        of = i - 3 - (lower_at(items, i - 3) == "the")
        if lower_at(items, of) == "of" and lower_at(items, of - 1) in {"those", "that"}:
            return None  # "and those of Chile at $90 million": another one's flow
        return (before.value,), (), (before,)
    return ((), (good_of(before),), (before,)) if before.kind == "GOOD" else None
