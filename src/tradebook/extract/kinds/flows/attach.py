"""Figures to heads: which value, growth, share or earlier figure belongs to which flow.

The sentence is walked once from left to right. A figure belongs to the head before it, or to the head right behind it
("$2bn in exports", "30% of imports", "a 5% fall in trade"); what it says of the head is told by the words between.
"""

from __future__ import annotations

from functools import cache

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.asides import relative_clauses, value_ahead
from tradebook.extract.kinds.flows.behind import BEING, between_of, flow_behind
from tradebook.extract.kinds.flows.both_ways import both_grown, grown_both_ways
from tradebook.extract.kinds.flows.bracket_moves import fell_in_brackets, moved_in_brackets
from tradebook.extract.kinds.flows.counts import is_counted, put_figure
from tradebook.extract.kinds.flows.elliptic import moved_to, with_unit
from tradebook.extract.kinds.flows.favour import SURPASSING
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk, is_divided
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.goods_on import goods_in_turn
from tradebook.extract.kinds.flows.growing import (
    grown_in_noun,
    grown_member,
    growth_beside_part,
    growth_of_part,
    level_of_part,
    opening_growth,
)
from tradebook.extract.kinds.flows.grown_elsewhere import grew_elsewhere
from tradebook.extract.kinds.flows.growth import give_times, half_as_much, settle_growth, turn_to_later
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.held_against import MEANT, level_aimed_at
from tradebook.extract.kinds.flows.members import (
    came_to_as_well,
    covering_part,
    follows,
    give_follower,
    grown_in_brackets,
    is_growth_in_brackets,
    moved_by,
    next_member,
    of_a_follower,
    of_a_share,
    of_another,
    part_again,
    part_before_that,
)
from tradebook.extract.kinds.flows.no_level import (
    FORESEEN,
    is_a_guess,
    is_of_unknown_size,
    of_a_years_own,
    of_every_year,
    of_one_bag,
    of_one_day,
    of_output,
)
from tradebook.extract.kinds.flows.no_trade import measures_another
from tradebook.extract.kinds.flows.partners_on import partner_in_turn
from tradebook.extract.kinds.flows.respectively import respectively
from tradebook.extract.kinds.flows.retelling import brought_to, folded, retold, told_again
from tradebook.extract.kinds.flows.roles import is_blocked, role_of
from tradebook.extract.kinds.flows.share_moves import fill_share
from tradebook.extract.kinds.flows.share_roles import taker_of
from tradebook.extract.kinds.flows.shares import (
    fallen_on,
    give_accounted,
    give_both_before,
    give_part,
    give_part_share,
    give_share_before,
    give_share_of_behind,
    give_share_of_way,
    next_ware,
    share_told,
    way_behind,
)
from tradebook.extract.kinds.flows.shares_on import of_a_share_before, share_for_another, share_goes_on
from tradebook.extract.kinds.flows.signs import sign_of_noun, signed
from tradebook.extract.kinds.flows.takers import taken_together, went_to
from tradebook.extract.kinds.flows.timing import note_period
from tradebook.extract.kinds.flows.valued import goods_making_up, value_of_part, valued_good
from tradebook.extract.kinds.flows.wholes import share_of_pointed
from tradebook.extract.kinds.flows.wording import PER_ONE, flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import rows

_FORGONE = frozenset("cost costs lost losing loses lose forgone missed".split())  # "cost the country $17bn in exports"
_MOVING = frozenset("(+")
_OF_LAND = frozenset({"HAR"})  # units in which nothing is traded


def attach(sentence: Sentence, found: list[Head]) -> Walk:
    """Attach all figures and periods of a sentence to its heads."""
    walk = Walk(sentence, found)
    respectively(walk)
    brought_to(walk)
    value_ahead(walk)
    relative_clauses(walk)
    opening_growth(walk)
    for flow in walk.flows:
        if (weight := flow.head.earned_from) is not None:
            flow.draft.put("quantity", walk.items[weight].value, walk.items[weight])
            walk.taken.add(weight)
    for flow in walk.flows:
        if flow.head.held:
            fill_share(walk, flow)
    for i, item in enumerate(walk.items):
        kind = item.kind
        if kind == "w" or i in walk.taken:
            continue
        if kind == "PER":
            note_period(walk, i, item)
        elif kind in FIGURES or (kind == "NUM" and is_counted(walk, i)):
            _figure(walk, i, item)
        elif kind == "NUM":
            _elliptic(walk, i)
        elif item.is_("times"):
            give_times(walk, i, item)
    if "half" in sentence.lowers:
        half_as_much(walk)
    walk.flows = folded(walk.flows)
    both_grown(walk)
    for flow in walk.flows:
        turn_to_later(flow)
        settle_growth(flow)
        if flow.versus is None and flow.has("change"):
            flow.versus = walk.opening_versus
    return walk


def _figure(walk: Walk, i: int, item: Item) -> None:
    """Give one figure to the flow that it is of, as a part, a growth, a share or its value: the narrower reading
    is tried first."""
    if item.kind == "NUM" and lower_at(walk.items, i - 1) == "of" and kind_at(walk.items, i - 2) == "NUM":
        return  # "nine of ten cars imported"
    if item.kind in {"QTY", "NUM"} and (_of_another_subject(walk.items, i) or is_of_unknown_size(item)):
        return
    if item.kind == "QTY" and item.value.unit in _OF_LAND:
        return  # "The area rose to 47 million hectares"
    if lower_at(walk.items, i - 1) == "every" or (item.kind != "PCT" and lower_at(walk.items, i - 1) == "each"):
        return  # "three out of every four tonnes"
    if item.kind in {"AMT", "QTY"} and (give_both_before(walk, i) or of_a_share(walk, i, item)):
        return
    lowers = walk.sentence.lowers
    meant = item.kind in {"AMT", "QTY"} and not lowers.isdisjoint(MEANT)
    if not lowers.isdisjoint(FORESEEN) and is_a_guess(walk.items, i):
        return
    if item.kind == "AMT" and "equivalent" in lowers and of_a_share_before(walk, i):
        return
    if item.kind == "PCT" and (lower_at(walk.items, i - 1) in _COVERING or _grew_for(walk, i, item)):
        return  # "exports covered 81% of imports": no part of them
    if item.kind == "PCT" and "annual" in lowers and of_a_years_own(walk.items, i):
        return
    if i == 1 and item.kind in {"AMT", "QTY"} and _opens_from(walk, item):
        return
    if "or" in lowers and grown_both_ways(walk, i, item):
        return
    right = flow_behind(walk, i)
    if right is not None and _takes_before(walk, i, item, right):
        return
    if item.kind == "AMT" and lower_at(walk.items, i + 1) == "in" and lower_at(walk.items, i + 2) in _IN_THE_RED:
        return  # "leaving it $5 million in deficit"
    left = walk.before(i)
    if left is None or (meant and _give_level(walk, left, i, item)):
        return
    if item.kind in {"AMT", "QTY"} and (
        _of_the_overtaking(walk, left, i, item) or value_of_part(walk.items, left, i, item)
    ):
        return
    if item.kind in {"AMT", "QTY"} and follows(walk.items, i) and give_follower(walk, left, i, item):
        left.last_role = "part"
        return
    if left.head.echo and item.kind in {"AMT", "QTY"} and of_a_follower(walk, left, i, item):
        return
    if item.kind in {"AMT", "QTY"} and _against_another(walk, left, i) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return
    if level_of_part(walk, left, i, item) or (item.kind != "PCT" and of_one_day(walk, left, i)):
        return
    if left.has("change") and of_every_year(walk.items, i):
        return
    if item.kind in {"AMT", "QTY"} and part_before_that(walk, left, i, item):
        return
    if item.kind == "AMT" and part_again(walk.items, left, i, item):
        return
    if ("rise" in walk.sentence.cues or not lowers.isdisjoint(_MOVING)) and moved_in_brackets(walk, left, i, item):
        return
    if item.kind == "PCT" and (grown_in_brackets(walk, left, i, item) or grown_in_noun(walk, left, i, item)):
        return
    if item.kind == "AMT" and fell_in_brackets(walk, left, i, item):
        return
    if item.kind == "AMT" and is_growth_in_brackets(walk, left, i):
        give(walk, left, i, item, "change_amount")
        return
    if item.kind in {"AMT", "QTY"} and left.filled and came_to_as_well(walk, left, i, item):
        left.last_role = "part"
        return
    if item.kind in {"AMT", "QTY"} and next_ware(walk, left, i, item):
        left.last_role = "part"
        return
    if grown_member(walk, left, i, item):
        left.last_role = "part"
        return
    if item.kind == "AMT" and covering_part(walk, left, i, item):
        return
    if left.last_role == "part" and next_member(walk, left, i, item):
        return
    if item.kind == "PCT" and "accounted" in lowers and share_for_another(walk, left, i, item):
        left.last_role = "part"
        return
    if item.kind == "PCT" and share_goes_on(walk, left, i, item):
        left.last_role = "part"
        return
    making_up = item.kind != "PCT" and not left.head.goods and not left.filled and "reaching" in lowers
    if (left.filled or making_up) and goods_making_up(walk.items, i) and give_part(walk, left, i, item, None):
        left.last_role = "part" if making_up else left.last_role
        return
    if (
        item.kind == "PCT"
        and left.filled
        and lower_at(walk.items, i + 1) == "of which"
        and (give_part(walk, left, i, item, None))
    ):
        left.last_role = "part"  # "$40 million, 31 percent of which was copper"
        return
    if item.kind == "PCT" and (_share_of_part(walk, left, i, item) or give_share_of_way(walk, left, i, item)):
        return
    listed = not lowers.isdisjoint(_LISTING) or "include" in walk.sentence.cues
    if listed and _opens_parts(walk, left, i) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return
    if item.kind == "PCT" and (growth_beside_part(walk, left, i, item) or grew_elsewhere(walk, left, i, item)):
        return
    if (left.filled or is_divided(walk.items, left)) and _taken_part(walk, left, i, item):
        left.last_role = "part"
        return
    if item.kind != "PCT" and _is_taken(walk, left, i, item) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return
    if left.share_subject is not None and _tells_the_whole(walk, left, i):
        return
    if goods_in_turn(walk, left, i, item) or partner_in_turn(walk, left, i, item):
        left.last_role = "part"
        return
    if item.kind in {"AMT", "QTY"} and not left.has("amount") and of_another(walk.items, i, left.head):
        return
    if item.kind in {"AMT", "QTY"} and not left.filled and taken_together(walk.items, left.head, i):
        return
    if is_blocked(walk, left, i) or (item.kind == "PCT" and of_output(walk.items, i)) or _is_price(walk.items, i):
        return
    role = role_of(walk, left, i, item)
    if role is None or (role in _LEVELS and left.head.taking and kind_at(walk.items, left.head.at) == "PLACE"):
        return  # what others took is no level of the flow told before
    if role == "change":
        percent: int | float = item.value.percent or 0
        if growth_of_part(left, item, (signed(walk, i) or 1) * percent):
            return
    left = told_again(walk, left, i, role)
    parts = len(left.parts)
    if give(walk, left, i, item, role):
        left.last_role = role if len(left.parts) == parts else "part"


_LEVELS = frozenset({"value", "quantity"})
_IN_THE_RED = frozenset({"deficit", "surplus"})


def _give_level(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the level that a figure is held against to the flow told again as what is aimed at."""
    if (noun := level_aimed_at(walk.items, flow, i)) is None:
        return False
    again = retold(walk, flow, noun)
    again.clause = (noun, len(walk.items))
    return give(walk, again, i, item, "value")


def _of_another_subject(items: list[Item], i: int) -> bool:
    """ "an earthquake |that damaged| two pumping stations": what something else did."""
    told = lower_at(items, i - 2) in {"that", "which", "who"} and kind_at(items, i - 1) == "w"
    return told and kind_at(items, i - 3) == "w" and lower_at(items, i - 1).endswith("ed")


_COVERING = frozenset({"cover", "covers", "covered", "covering"})


def _grew_for(walk: Walk, i: int, item: Item) -> bool:
    """ "trade declined (|3.2%| for imports and |4.3%| for exports)": to each half its own growth."""
    flow = next((f for f in walk.flows if f.head.first == i + 2 and f.head.measure in {"exports", "imports"}), None)
    if flow is None or lower_at(walk.items, i + 1) != "for":
        return False
    if lower_at(walk.items, i - 1) not in {"(", "and", ",", "by"} and not walk.items[i - 1].is_("chverb"):
        return False
    risen = next((t for t in reversed(walk.items[:i]) if t.is_("rise")), None)
    if risen is not None:
        give(walk, flow, i, item, "change", sign=int(risen.cue("rise") or 1))
    return True


def _of_the_overtaking(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "Exports to Iraq overtook those to Iran, at |$921 million| against |$660 million|": to each its own."""
    head = flow.head
    verb = lower_at(walk.items, head.first - 1)
    first = next((known for known in reversed(walk.flows) if known.head.last < head.first), None)
    if first is None or not head.echo or not (verb in flow_words("overtaking") or verb in SURPASSING):
        return False
    if lower_at(walk.items, i - 1) == "by":
        return True  # by how much it passed another is neither's
    of = flow if first.filled and walk.items[i - 1].is_("compare") else first
    return not of.filled and give(walk, of, i, item, "value")


def _opens_from(walk: Walk, item: Item) -> bool:
    """Give the earlier figure of "From |$5m| in 2022, exports to Peru rose to" to the flow behind it."""
    items = walk.items
    at = 2 + (lower_at(items, 2) == "in")
    if lower_at(items, 0) != "from" or kind_at(items, at) != "PER" or lower_at(items, at + 1) != "," or not walk.flows:
        return False
    flow = walk.flows[0]
    if not at < flow.head.first <= at + 3:
        return False
    earlier = Draft("trade_flow", walk.sentence)
    put_figure(walk, earlier, 1, item)
    flow.others.append((earlier, items[at]))
    walk.taken.add(at)
    return True


def _against_another(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the figure of another partner is what the flow's is held against: "sold goods worth $3m to Peru, against
    |$6m| to Oman"."""
    items, head = walk.items, flow.head
    if not items[i - 1].is_("compare") and not (
        lower_at(items, i - 1) in {"with", "to"} and items[i - 2].is_("compare")
    ):
        return False
    ends = head.dest if head.measure == "exports" else (head.source,) if head.source else ()
    if not flow.filled or len(ends) != 1 or head.measure not in {"exports", "imports"}:
        return False
    place = way_behind(items, i + 1, head.measure)
    return place is not None and place.value.code != ends[0].code


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
    if flow.head.two_way:
        return False
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
    whole = lower_at(walk.items, i + 2) if lower_at(walk.items, i + 1) == "of" else "them"
    if whole not in _THEM or not give_part_share(walk, flow, i, item, None):
        return False
    _own_time(walk, flow, i)
    return True


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


def _elliptic(walk: Walk, i: int) -> None:
    """A bare number that tells the earlier figure in the unit of the one before it."""
    flow = walk.before(i)
    if flow is not None and not flow.filled and moved_to(walk.items, i) and not is_blocked(walk, flow, i):
        if (level := with_unit(walk, flow, i)) is not None and give(walk, flow, i, level, "value"):
            flow.last_role = "value"
        return
    if flow is None or not flow.filled or is_blocked(walk, flow, i) or (item := with_unit(walk, flow, i)) is None:
        return
    if _names_part(walk, i) or way_behind(walk.items, i + 1, flow.head.measure) is not None:
        if give_part(walk, flow, i, item, None):
            flow.last_role = "part"
    elif role_of(walk, flow, i, item) == "prior" and give(walk, flow, i, item, "prior"):
        flow.last_role = "prior"


def _names_part(walk: Walk, i: int) -> bool:
    """Whether a bare number is what one partner took or gave: "Malaysia 710,000", "1.6 million to Uzbekistan", "1.1
    million of them from Peru"."""
    if taker_of(walk, i) is not None or fallen_on(walk.items, i + 1) is not None:
        return True
    k = i + 2 if lower_at(walk.items, i + 1) in {"of them", "of it", "of which"} else i + 1
    return lower_at(walk.items, k) in {"to", "from"} and kind_at(walk.items, k + 1) in {"PLACE", "w"}


@cache
def _units() -> frozenset[str]:
    return frozenset(row["form"].lower() for row in rows("units"))


def _is_price(items: list[Item], i: int) -> bool:
    """ "$286 a ton", "$80/barrel", "$1.20 per kg": the price of one, no figure of a flow."""
    if items[i].kind != "AMT" or lower_at(items, i + 1) not in PER_ONE:
        return False
    each = lower_at(items, i + 3) if lower_at(items, i + 2) in {"metric", "short", "long"} else lower_at(items, i + 2)
    return each in _units() or (kind_at(items, i + 2) == "QTY" and lower_at(items, i + 1) == "per")


# -- heads behind their figure -----------------------------------------------------------------------------------------


_ACCOUNTED = frozenset({"accounted", "accounts"})
_PARTED_BY = frozenset({"which", "of which", "that", "sum", "them"})


def _takes_before(walk: Walk, i: int, item: Item, flow: Flow) -> bool:
    """Give a figure to the head behind it; False where that head has no use for it."""
    between = between_of(walk, i, flow.head)
    lows = {b.lower for b in between}
    change = next((b for b in between if b.is_("noun")), None)
    if change is not None:
        role = "change" if item.kind == "PCT" else "change_amount"
        return give(walk, flow, i, item, role, sign=int(change.cue("rise") or 1))
    if item.kind == "AMT" and lower_at(walk.items, i - 1) == "for" and _accounts(walk, i):
        return give_accounted(walk, flow, i, item)
    if lows == {"to"} and lower_at(walk.items, i - 1) in {"add", "adding", "added"}:
        return give(walk, flow, i, item, "change_amount", sign=1)
    if item.kind == "PCT" and item.value.points:
        return False
    if item.kind == "PCT":
        if share_of_pointed(walk.items, i, between) and give(walk, flow, i, item, "share"):
            return True
        if "in" in lows and (sign := sign_of_noun(walk.items, i)) is not None:
            return give(walk, flow, i, item, "change", sign=sign)  # "a decrease of 45% in income from oil sales"
        if lows.isdisjoint({"of", "in"}):
            return False
        return give_share_of_behind(walk, flow, i, item) or give_share_before(walk, flow, i, item)
    if item.kind == "AMT" and flow.has("amount") and lower_at(walk.items, i - 1) == "(":
        return kind_at(walk.items, i - 2) == "AMT" and give(walk, flow, i, item, "value")
    if item.kind == "FAC" or not _is_value_before(walk, i, item, flow, lows) or measures_another(walk.items, i):
        return False
    if of_one_bag(walk.items, i):
        return False
    given = give(walk, flow, i, item, "value")
    if given:
        flow.last_role = "value"
        _of_what_brought(walk, flow, i)
    return given


def _accounts(walk: Walk, i: int) -> bool:
    """Whether a figure is what somebody "accounted for", or the next of several: "Peru accounted for $5 million and
    Oman for |$3 million| of"."""
    if lower_at(walk.items, i - 2) in _ACCOUNTED:
        return True
    return kind_at(walk.items, i - 2) == "PLACE" and not _ACCOUNTED.isdisjoint(walk.sentence.lowers)


def _of_what_brought(walk: Walk, flow: Flow, i: int) -> None:
    """ "Gold brought $4.8 billion of export revenue": the flow is that of the good."""
    head, named = flow.head, walk.items[i - 2] if i > 1 else walk.items[0]
    if head.goods or lower_at(walk.items, i - 1) not in _BRINGING or named.kind != "GOOD" or named.value.attributive:
        return
    if lower_at(walk.items, i - 3) in {"", ",", "while", "and"}:
        head.goods = (named.value.good,)
        head.spot("goods", named)


_BRINGING = frozenset({"brought", "earned", "generated", "fetched", "contributed", "yielded", "brings", "earns"})


def _aimed_at(items: list[Item], flow: Flow) -> bool:
    """Whether it is a target: "missed their $50 million trade |target|"."""
    return lower_at(items, flow.head.at + 1) in {"target", "targets", "goal"}


_COUNTED_OUT = frozenset({"on", "of which", "of it", "of that", "of this"})


def _is_value_before(walk: Walk, i: int, item: Item, flow: Flow, between: set[str]) -> bool:
    """Whether a sum or weight is the value of the head behind it and not of one before it."""
    if flow.head.relative:
        return True
    before = lower_at(walk.items, i - 1)
    if any(lower_at(walk.items, k) in _FORGONE for k in range(max(0, i - 4), i)) and not _aimed_at(walk.items, flow):
        return False
    if not flow.head.passive and between.isdisjoint({"in", "worth", "of"}):
        counted_out = before in _PARTED_BY or not between.isdisjoint(_COUNTED_OUT) or between <= {"-", "–", "for"}
        counted_out = counted_out or not between.isdisjoint(_ACCOUNTED)
        counted_out = counted_out or (before == "and" and (not between or not between.isdisjoint(BEING | {"for"})))
        if not between and (before in {"s", "'", "’"} or kind_at(walk.items, i - 1) == "DEM"):
            counted_out = True  # "trade was $3bn, with Egypt's $2bn exports"
        if not between and before == "against" and (left := walk.before(i)) is not None:
            counted_out = {left.head.measure, flow.head.measure} == {"exports", "imports"}
        if flow.head.measure == "balance" and before in {"a", "an"} and not between:
            counted_out = True  # "leaving the country with a $1.3bn trade surplus"
        if not counted_out and walk.before(i) is not None:
            return False
    if before == "by" and signed(walk, i) is not None:
        return False
    return item.kind != "AMT" or not flow.has("amount")
