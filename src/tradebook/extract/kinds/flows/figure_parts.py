"""Figures of a part of the flow before them: of a good, of a partner, of what it includes, and those that go on with a
part told before."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk, is_divided
from tradebook.extract.kinds.flows.goods_on import goods_in_turn
from tradebook.extract.kinds.flows.growing import (
    grown_member,
    growth_beside_part,
)
from tradebook.extract.kinds.flows.grown_elsewhere import grew_elsewhere
from tradebook.extract.kinds.flows.members import (
    came_to_as_well,
    covering_part,
    moved_by,
    next_member,
)
from tradebook.extract.kinds.flows.partners_on import partner_in_turn
from tradebook.extract.kinds.flows.share_roles import taker_of
from tradebook.extract.kinds.flows.shares import (
    give_part,
    give_part_share,
    give_share_of_way,
    next_ware,
    share_told,
    way_behind,
)
from tradebook.extract.kinds.flows.shares_on import share_for_another, share_goes_on
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.flows.takers import went_to
from tradebook.extract.kinds.flows.valued import goods_making_up, valued_good
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at


def goes_on_as_part(walk: Walk, left: Flow, i: int, item: Item) -> bool:
    """Whether a figure goes on with what was told before it: the next ware, the next member, the next share; it is done
    with."""
    if item.kind in _SUMS and left.filled and came_to_as_well(walk, left, i, item):
        left.last_role = "part"
        return True
    if item.kind in _SUMS and next_ware(walk, left, i, item):
        left.last_role = "part"
        return True
    if grown_member(walk, left, i, item):
        left.last_role = "part"
        return True
    if item.kind == "AMT" and covering_part(walk, left, i, item):
        return True
    if left.last_role == "part" and next_member(walk, left, i, item):
        return True
    if item.kind == "PCT" and "accounted" in walk.sentence.lowers and share_for_another(walk, left, i, item):
        left.last_role = "part"
        return True
    if item.kind == "PCT" and share_goes_on(walk, left, i, item):
        left.last_role = "part"
        return True
    return False


def is_of_part(walk: Walk, left: Flow, i: int, item: Item) -> bool:
    """Whether a figure is of a part of the flow before it: of a good, of a partner, of what it includes, or tells a
    share of one; it is done with."""
    lowers = walk.sentence.lowers
    making_up = item.kind != "PCT" and not left.head.goods and not left.filled and "reaching" in lowers
    if (left.filled or making_up) and goods_making_up(walk.items, i) and give_part(walk, left, i, item, None):
        left.last_role = "part" if making_up else left.last_role
        return True
    if (
        item.kind == "PCT"
        and left.filled
        and lower_at(walk.items, i + 1) == "of which"
        and (give_part(walk, left, i, item, None))
    ):
        left.last_role = "part"  # "$40 million, 31 percent of which was copper"
        return True
    if item.kind == "PCT" and (_share_of_part(walk, left, i, item) or give_share_of_way(walk, left, i, item)):
        return True
    listed = not lowers.isdisjoint(_LISTING) or "include" in walk.sentence.cues
    if listed and _opens_parts(walk, left, i) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return True
    if item.kind == "PCT" and (growth_beside_part(walk, left, i, item) or grew_elsewhere(walk, left, i, item)):
        return True
    if (left.filled or is_divided(walk.items, left)) and _taken_part(walk, left, i, item):
        left.last_role = "part"
        return True
    if item.kind != "PCT" and _is_taken(walk, left, i, item) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return True
    if left.share_subject is not None and _tells_the_whole(walk, left, i):
        return True
    if goods_in_turn(walk, left, i, item) or partner_in_turn(walk, left, i, item):
        left.last_role = "part"
        return True
    return False


_SUMS = frozenset({"AMT", "QTY"})


def _tells_the_whole(walk: Walk, flow: Flow, i: int) -> bool:
    """ "India accounts for 4 percent of exports, which stand at |$45 billion|": of the whole, not of the part."""
    return any(item.lower == "which" for item in walk.items[flow.head.last + 1 : i])


def _share_of_part(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "tea ($30 million, 12 percent)", "Togo took a third of the volume": the share of one part."""
    if flow.head.taking and signed(walk, i) is None and not flow.parts and taker_of(walk, i) is not None:
        return give_part_share(walk, flow, i, item, None)
    joined = lower_at(walk.items, i - 1) in {"or", ",", "("} or kind_at(walk.items, i - 1) in FIGURES
    share = share_told(item)
    if flow.last_role != "part" or not joined or share is None or not flow.parts or signed(walk, i) is not None:
        return False
    part = flow.parts[-1][0]
    if "share" in part.slots:
        return False
    part.put("share", share, item)
    return True


_LISTING = frozenset({"(", ":", "–", "—"})

_LEADING_ON = frozenset({":", "–", "—"})


def _opens_parts(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the figure in brackets is of one member of a list: "the exports were copper ($20bn), gold ($9bn)"."""
    items, head = walk.items, flow.head
    dash = lower_at(items, i - 1) in {"-", "–", "—"} and lower_at(items, i - 3) == ":"
    dash = dash or (lower_at(items, i - 1) == "with" and lower_at(items, i - 3) in _LEADING_ON)
    if not flow.filled and dash and i - 3 > head.last and kind_at(items, i - 2) in {"PLACE", "GOOD"}:
        return True  # "the countries from which most was imported: China - $10 billion"
    if not flow.filled and lower_at(items, i - 2) == ":" and i - 2 > head.last:
        named = kind_at(items, i - 1)  # "exports by market: United States CHF 372 million, China 187 million"
        return (named == "GOOD" and not head.goods) or (named == "PLACE" and not (head.dest or head.source))
    if items[i].kind in {"AMT", "QTY"} and not flow.filled and _includes_ware(items, i, flow):
        return True
    if lower_at(items, i - 1) == "including" and flow.filled and not (head.dest or head.source):
        return way_behind(items, i + 1, head.measure) is not None  # "$140 million, including 5,000 tonnes from Peru"
    if flow.has("amount", "quantity") or lower_at(items, i - 1) != "(" or i - 2 <= head.last:
        return False
    kind = kind_at(items, i - 2)
    if kind == "GOOD" and moved_by(items, i - 2, head):
        return True
    if flow.filled:
        return False
    if not ((kind == "GOOD" and not head.goods) or (kind == "PLACE" and not (head.dest or head.source))):
        return False
    return any(t.is_("include") or t.lower in flow_words("listing") for t in items[head.last + 1 : i - 2])


def _includes_ware(items: list[Item], i: int, flow: Flow) -> bool:
    """Whether the figure at `i` is the first of what a flow included: "exports to Poland included wheat worth |$40
    million|", "the main exports were |$40 million| of wheat"."""
    named = valued_good(items, i) or (items[i + 2] if lower_at(items, i + 1) == "of" and i + 2 < len(items) else None)
    if named is None or named.kind != "GOOD" or flow.head.verb:
        return False
    between = items[flow.head.last + 1 : i]
    listed = flow.last_role == "part" or all(t.kind not in FIGURES for t in between)
    return listed and any(t.is_("include") for t in between)


def _taken_part(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a figure is what somebody took of the flow, in a clause of its own too: "; $742 million went to the
    United States", "; Argentina absorbed 81.2% of them"."""
    head = flow.head
    whole = (head.owner is not None or head.total) and not (head.counterpart or head.between or head.mutual)
    if head.two_way and (item.kind != "PCT" or not whole):
        return False  # but "Peru's trade came to $9 billion, of which Oman accounted for |7 percent|"
    if item.kind in {"AMT", "QTY"}:
        of_it = lower_at(walk.items, i + 1) in _OF_IT or (
            lower_at(walk.items, i + 1) == "of" and lower_at(walk.items, i + 2) in _THEM
        )
        way = of_it and way_behind(walk.items, i + 1, flow.head.measure) is not None  # "31,000 tonnes of it from Oman"
        return (way or went_to(walk.items, i)) and give_part(walk, flow, i, item, None)
    if item.kind != "PCT" or signed(walk, i) is not None:
        return False
    if not flow.has("change") and went_to(walk.items, i) and give_part(walk, flow, i, item, None):
        return True
    if taker_of(walk, i) is None:
        return False
    if not _of_it_all(walk.items, i + 1) or not give_part_share(walk, flow, i, item, None):
        return False
    _own_time(walk, flow, i)
    return True


def _of_it_all(items: list[Item], k: int) -> bool:
    """Whether a share with these words at `k` is of the flow told before: with none, "of them", "of the total
    volume"."""
    if lower_at(items, k) != "of":
        return True
    if lower_at(items, k + 1) in _THEM and lower_at(items, k + 2) not in _SIZES:
        return True
    j = k + 1 + (lower_at(items, k + 1) in _DEFINITE)
    size = j
    while lower_at(items, j) in _SIZES:
        j += 1
    return j > size and kind_at(items, j) != "GOOD" and lower_at(items, j) in _BEHIND_WHOLE


_DEFINITE = frozenset({"the", "that", "this"})
_SIZES = frozenset(
    "total overall volume volumes amount sum value quantity tonnage shipments supplies deliveries".split()
)
_BEHIND_WHOLE = frozenset({"", ".", ",", ";", ")", "and", "while", "in", "last", "during", "followed", "-", "–", "—"})


def _own_time(walk: Walk, flow: Flow, i: int) -> None:
    """Give a part told in a clause of its own the time that opens it: "; in 2013 Russia alone had taken 29 percent"."""
    for k in range(i - 1, flow.head.last, -1):
        item = walk.items[k]
        if item.kind == "PER" and lower_at(walk.items, k - 2) == ";" and item.value.relation is None:
            flow.parts[-1][0].put("period", item.value.period, item)
        if item.kind in FIGURES or item.lower == ";":
            return


_OF_IT = frozenset({"of it", "of them", "of this", "of which"})

_THEM = frozenset({"them", "it", "this", "these", "that", "those"})


def _is_taken(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a sum or weight is a part that somebody took or got: of what is pointed back at, of what is told ("Italy
    took |5 tonnes|"), or behind a colon ("exported wine to 66 countries: |79 tonnes| went to Russia")."""
    if taker_of(walk, i) is not None and (flow.filled or flow.head.taking):
        return True
    if item.kind not in {"AMT", "QTY"}:
        return False
    return flow.head.taking or (not flow.filled and lower_at(walk.items, i - 1) == ":" and went_to(walk.items, i))
