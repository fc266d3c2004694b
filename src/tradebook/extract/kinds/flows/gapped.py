"""Heads of which a list leaves out the noun: "exports of wheat came to $40m, |of barley| to $8m", "and those of rice",
"Kenya's exports to Armenia came to $40 million, |Nepal's| to $8 million"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.branches import branch_behind
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.right import go_on_right
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, one_place, possessive_at
from tradebook.places import is_group

_JOINING = frozenset({"and", ",", "while", "but", ";"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_BEFORE_FIGURE = frozenset({"to", "by", "at", "about", "some", "nearly", "almost", "over", "just", "only"})


def gapped_heads(items: list[Item], known: list[Head]) -> list[Head]:
    """The heads that only "of" and goods, or an owner, tell again behind a noun's flow with its figure."""
    if not known:
        return []
    found: list[Head] = []
    for i in range(known[0].last + 2, len(items) - 2):
        if lower_at(items, i - 1 - (lower_at(items, i - 1) == "the")) not in _JOINING:
            continue
        if items[i].lower == "of":
            head = those_of(items, i - 1, [*known, *found])
        elif items[i].lower == "from":
            head = _from_one_to_another(items, i, [*known, *found])
        elif items[i].lower == "by":
            head = _by_another(items, i, [*known, *found])
        elif items[i].kind == "PLACE":
            if (acting := _acting(items, i, [*known, *found])) is not None:
                found.append(acting)
                continue
            head = _owned(items, i, [*known, *found])
        else:
            continue
        if head is not None and head.after is not None and _goes_on(items, head, i):
            found.append(head)
    return found


def further_pairs(items: list[Item], found: list[Head]) -> list[Head]:
    """`found` with heads of the pairs that go on behind a verb: "A and B traded goods worth $48 million, |A and C|
    goods worth $8 million"."""
    first = next((head for head in found if items[head.at].is_("traded") and len(head.between) == 2), None)
    if first is None:
        return found
    more: list[Head] = []
    for k in range(first.at + 2, len(items) - 2):
        joined = lower_at(items, k - 1) in _JOINING and lower_at(items, k + 1) == "and"
        if not joined or (items[k].kind, items[k + 2].kind) != ("PLACE", "PLACE"):
            continue
        stop = k + 3
        while stop < len(items) and (items[stop].is_("goods_word") or lower_at(items, stop) == "worth"):
            stop += 1
        if kind_at(items, stop) == "AMT":
            head = Head("turnover", k + 2, last=k + 2, first=k)
            head.between = (items[k].value, items[k + 2].value)
            head.spot("between", items[k], items[k + 2])
            more.append(head)
    return sorted([*found, *more], key=lambda head: head.at)


def further_subjects(items: list[Item], found: list[Head]) -> list[Head]:
    """`found` with heads of those who do what a verb tells of another one: "Kenya exported goods worth $40 million to
    Oman |and Oman goods worth $12 million to Kenya|"."""
    first = next((head for head in found if head.verb and not head.passive and (head.dest or head.source)), None)
    if first is None or first.two_way or first.at < 1:
        return found
    way = "to" if first.measure == "exports" else "from"
    more: list[Head] = []
    for k in range(first.at + 3, len(items) - 1):
        if items[k].kind != "PLACE" or lower_at(items, k - 1) not in {"and", "while", ";"}:
            continue
        told = k + 1
        while told < len(items) - 1 and (items[told].is_("goods_word") or lower_at(items, told) == "worth"):
            told += 1
        if items[told].kind not in _SUMS:
            continue
        at = next((j for j in range(told + 1, min(told + 6, len(items))) if lower_at(items, j) == way), 0)
        if not at and _sells_there_too(items, first, k, told):
            head = Head(first.measure, k, last=k, first=k, verb=True)
            head.take_owner(items[k])
            head.dest, head.source, head.goods = first.dest, first.source, first.goods
            for role in ("dest", "source"):
                head.spot(role, *first.spots.get(role, []))
            more.append(head)
            continue
        other = one_place(items, at + 1) if at else None
        if other is not None and not any(t.kind in _SUMS or t.is_("fverb") for t in items[told + 1 : at]):
            head = Head(first.measure, k, last=k, first=k)
            head.verb = True
            head.take_owner(items[k])
            if first.measure == "exports":
                head.take_dest(other)
            else:
                head.take_source(other)
            more.append(head)
    return sorted([*found, *more], key=lambda head: head.at)


def each_of_two(items: list[Item], found: list[Head], pair: tuple[str, ...]) -> list[Head]:
    """`found` with what the other of two countries did, told without its verb, right behind their trade: "Kenya sold
    goods worth $9 million |and Japan (goods worth) $5 million|"."""
    first = next((head for head in found if head.verb and not head.passive and head.owner is not None), None)
    if first is None or first.two_way or first.owner is None or first.owner.code not in pair:
        return found
    if any(place.code not in pair for place in first.places) or first.source or items[first.at].is_("loose"):
        return found
    for k in range(first.at + 2, len(items) - 1):
        if kind_at(items, k) != "PLACE" or lower_at(items, k - 1) not in {"and", "while"}:
            continue
        code, told = items[k].value.code, k + 1
        while told < len(items) - 1 and (items[told].is_("goods_word") or lower_at(items, told) == "worth"):
            told += 1
        if code not in pair or code == first.owner.code or kind_at(items, told) not in _SUMS:
            continue
        if not any(item.kind in _SUMS for item in items[first.at : k]) or lower_at(items, told + 1) in {"to", "from"}:
            continue
        head = Head(first.measure, k, last=k, first=k, verb=True)
        head.take_owner(items[k])
        return sorted([*(h for h in found if h.at != k), head], key=lambda one: one.at)
    return found


def _sells_there_too(items: list[Item], first: Head, k: int, told: int) -> bool:
    """Whether the country at `k` does what the verb told of another one: "Peru exported copper worth $2 million to
    China in 2023, |and Chile| $9 million"; its figure stands at `told`."""
    spots = first.spots.get("dest" if first.measure == "exports" else "source", [])
    if first.owner is None or len(spots) != 1 or first.open_owner or first.shared:
        return False
    codes = {first.owner.code, spots[0].value.code}
    way = "to" if first.measure == "exports" else "from"
    parted = lower_at(items, k - 1) == "while" or lower_at(items, k - 2) in {",", ";"}
    dest = next((j for j, item in enumerate(items) if item is spots[0]), 0)
    if not parted or items[k].value.code in codes or not first.at < dest < k or lower_at(items, dest - 1) != way:
        return False
    if not any(item.kind in _SUMS for item in items[first.at : dest]):
        return False  # "sent to China copper worth $2 million, and Chile"
    return told == k + 1 and (lower_at(items, told + 1) in {".", ",", ";", ""} or kind_at(items, told + 1) == "PER")


_SUMS = frozenset({"AMT", "QTY"})


def _goes_on(items: list[Item], head: Head, i: int) -> bool:
    """Whether a figure follows the gapped head at `i` and another one lies between it and the flow that it repeats."""
    known, k = head.after, head.last + 1
    if known is None or known.verb or not any(t.kind in _FIGURES for t in items[known.last + 1 : i]):
        return False
    if k < len(items) and any(items[k].is_(told) for told in ("rise", "val", "times", "chverb")):
        k += 1
    while lower_at(items, k) in _BEFORE_FIGURE:
        k += 1
    return kind_at(items, k) in _FIGURES


def those_of(items: list[Item], i: int, before: list[Head]) -> Head | None:
    """ "coffee exports came to $5m and |those| of cocoa to Italy to $2m": the same flow of other goods; `i` is the
    index before "of". None where no goods were told before or none follow."""
    known = next((h for h in reversed(before) if h.at < i and h.goods), None)
    if known is None:
        return None
    found = goods_list(items, i + 2)
    head = Head(known.measure, i)
    stop = found.stop if found is not None else branch_behind(items, i + 2, head)
    if stop is None:
        return None
    head.last, head.echo, head.after = stop - 1, True, known
    if found is not None:
        head.take_goods(found)
        go_on_right(items, stop, head)
    return head


def _from_one_to_another(items: list[Item], i: int, before: list[Head]) -> Head | None:
    """ "exports from Peru to Oman came to $5m, |from Oman to Peru| to $3m": the same flow between two others."""
    known = next((h for h in reversed(before) if h.at < i), None)
    if known is None or known.measure not in {"exports", "imports"} or known.source is None or len(known.dest) != 1:
        return None
    source = one_place(items, i + 1)
    dest = one_place(items, source.stop + 1) if source is not None and lower_at(items, source.stop) == "to" else None
    if source is None or dest is None:
        return None
    head = Head(known.measure, i, last=dest.stop - 1, first=i)
    head.take_source(source)
    head.take_dest(dest)
    head.goods, head.after = known.goods, known
    return head


def _by_another(items: list[Item], i: int, before: list[Head]) -> Head | None:
    """ "Exports by Peru came to $5m and |by Oman| to $3m": the same flow of another country."""
    known = next((h for h in reversed(before) if h.at < i), None)
    place = one_place(items, i + 1) if known is not None and known.agent is not None else None
    if known is None or place is None or known.two_way:
        return None
    head = Head(known.measure, i, last=place.stop - 1, first=i)
    head.take_agent(place)
    head.dest, head.source, head.goods, head.after = known.dest, known.source, known.goods, known
    return head


def _acting(items: list[Item], i: int, before: list[Head]) -> Head | None:
    """ "Peru exported goods worth $5m to Oman, and |Chile goods worth $3m|": the same verb of another country."""
    known = next((h for h in reversed(before) if h.at < i), None)
    if known is None or not known.verb or known.passive or known.owner is None or not (known.dest or known.source):
        return None
    ware = items[i + 1]
    if not (ware.is_("goods_word") or ware.kind == "GOOD") or lower_at(items, i + 2) not in {"worth", "valued"}:
        return None
    if items[i].value.code in {place.code for place in known.places}:
        return None
    head = Head(known.measure, i, last=i + 1, first=i)
    head.verb = True
    head.take_owner(items[i])
    head.dest, head.source, head.after = known.dest, known.source, known
    if ware.kind == "GOOD":
        head.goods = (good_of(ware),)
        head.spot("goods", ware)
    return head


def _owned(items: list[Item], i: int, before: list[Head]) -> Head | None:
    """ "Kenya's exports to Armenia came to $40 million, |Nepal's| to $8 million": the same flow of another country."""
    known = next((h for h in reversed(before) if h.at < i), None)
    behind = possessive_at(items, i + 1)
    if known is None or known.owner is None or known.two_way or behind == i + 1:
        return None
    if any(is_group(place.code) for place in (*known.dest, known.source or known.owner)):
        return None  # "Egypt's exports to the GCC came to $4bn; Kuwait's 1.3 billion": what a member took
    if lower_at(items, behind) not in _BEFORE_FIGURE and kind_at(items, behind) not in _FIGURES:
        return None
    head = Head(known.measure, i, last=behind - 1, first=i)
    head.take_owner(items[i])
    way = "to" if known.measure == "exports" else "from"
    other = one_place(items, behind + 1) if lower_at(items, behind) == way else None
    if other is not None:  # "and the Netherlands' |to Chile| $5m"
        head.last, head.goods, head.after = other.stop - 1, known.goods, known
        head.take_dest(other) if way == "to" else head.take_source(other)
        return head
    head.dest, head.source, head.goods, head.after = known.dest, known.source, known.goods, known
    return head
