"""Figures that the flow before them does not tell: of other subjects, of what stands behind them, meant, in brackets,
prices."""

from __future__ import annotations

from functools import cache

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.behind import BEING, between_of, flow_behind
from tradebook.extract.kinds.flows.both_ways import grown_both_ways
from tradebook.extract.kinds.flows.bracket_moves import fell_in_brackets, moved_in_brackets
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.favour import SURPASSING
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.growing import (
    grown_in_noun,
    level_of_part,
)
from tradebook.extract.kinds.flows.held_against import MEANT, level_aimed_at
from tradebook.extract.kinds.flows.measures import measures_no_trade, of_some_countries
from tradebook.extract.kinds.flows.members import (
    follows,
    give_follower,
    give_overtaken,
    grown_in_brackets,
    is_growth_in_brackets,
    of_a_follower,
    of_a_share,
    of_another,
    part_again,
    part_before_that,
)
from tradebook.extract.kinds.flows.no_level import (
    FORESEEN,
    beside_another,
    is_a_guess,
    is_of_unknown_size,
    of_a_years_own,
    of_another_time,
    of_every_year,
    of_one_bag,
    of_one_day,
    of_output,
)
from tradebook.extract.kinds.flows.no_trade import measures_another
from tradebook.extract.kinds.flows.of_no_goods import sum_of_something_else
from tradebook.extract.kinds.flows.retelling import retold
from tradebook.extract.kinds.flows.roles import is_blocked
from tradebook.extract.kinds.flows.shares import (
    give_accounted,
    give_both_before,
    give_part,
    give_share_before,
    give_share_of_behind,
    way_behind,
)
from tradebook.extract.kinds.flows.shares_on import worth_of_share
from tradebook.extract.kinds.flows.signs import sign_of_noun, signed
from tradebook.extract.kinds.flows.takers import taken_together
from tradebook.extract.kinds.flows.valued import value_of_part
from tradebook.extract.kinds.flows.wholes import share_of_pointed
from tradebook.extract.kinds.flows.wording import PER_ONE, flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import rows
from tradebook.places import is_group

_FORGONE = frozenset("cost costs lost losing loses lose forgone missed".split())  # "cost the country $17bn in exports"


_MOVING = frozenset("(+")

_OF_LAND = frozenset({"HAR"})  # units in which nothing is traded


def is_of_no_flow(walk: Walk, i: int, item: Item) -> bool:
    """Whether a figure tells nothing of trade, or is told with what stands behind it or with both sides: it is done
    with."""
    if item.kind == "NUM" and lower_at(walk.items, i - 1) == "of" and kind_at(walk.items, i - 2) == "NUM":
        return True  # "nine of ten cars imported"
    if item.kind in {"QTY", "NUM"} and (_of_another_subject(walk.items, i) or is_of_unknown_size(item)):
        return True
    if item.kind == "QTY" and (item.value.unit in _OF_LAND or measures_no_trade(walk.items, i)):
        return True  # "The area rose to 47 million hectares"
    if item.kind == "PCT" and (of_some_countries(walk.items, i) or _is_rate_paid(walk.items, i)):
        return True
    if lower_at(walk.items, i - 1) == "every" or (item.kind != "PCT" and lower_at(walk.items, i - 1) == "each"):
        return True  # "three out of every four tonnes"
    if item.kind in _SUMS and (give_both_before(walk, i) or of_a_share(walk, i, item)):
        return True
    lowers = walk.sentence.lowers
    if item.kind == "AMT" and not lowers.isdisjoint(flow_words("no_ware")) and sum_of_something_else(walk.items, i):
        return True
    if not lowers.isdisjoint(FORESEEN) and is_a_guess(walk.items, i):
        return True
    if item.kind == "AMT" and "PCT" in walk.sentence.kinds and worth_of_share(walk, i):
        return True
    if item.kind == "PCT" and (lower_at(walk.items, i - 1) in _COVERING or _grew_for(walk, i, item)):
        return True  # "exports covered 81% of imports": no part of them
    if item.kind == "PCT" and of_another_time(walk.items, i):
        return True
    if "than" in lowers and beside_another(walk.items, i, walk.before(i)):
        return True
    if item.kind == "PCT" and "annual" in lowers and of_a_years_own(walk.items, i):
        return True
    if i == 1 and item.kind in _SUMS and _opens_from(walk, item):
        return True
    if ("or" in lowers or ("(" in lowers and item.kind == "AMT")) and grown_both_ways(walk, i, item):
        return True
    right = flow_behind(walk, i)
    if right is not None and _takes_before(walk, i, item, right):
        return True
    # "leaving it $5 million in deficit"
    return item.kind == "AMT" and lower_at(walk.items, i + 1) == "in" and lower_at(walk.items, i + 2) in _IN_THE_RED


def _is_rate_paid(items: list[Item], i: int) -> bool:
    """Whether a percentage is the duty that somebody pays: "imports from Oman, which pay |27%| and |31%|"."""
    k = i - 1
    while k > 0 and (items[k].kind == "PCT" or items[k].lower in {"and", ",", "or", "up", "to", "about"}):
        k -= 1
    return items[k].lower in _PAYING and lower_at(items, i + 1) not in {"more", "less", "of"}


_PAYING = frozenset({"pay", "pays", "paid", "paying"})


def stands_apart(walk: Walk, left: Flow, i: int, item: Item) -> bool:
    """Whether a figure is told beside the flow before it: a level that is meant, what somebody overtook, a follower of
    a ranking, one day, every year, what came before; it is done with."""
    if "which" in walk.sentence.lowers and _behind_relative(walk, left, i):
        return True
    meant = item.kind in _SUMS and not walk.sentence.lowers.isdisjoint(MEANT)
    if meant and _give_level(walk, left, i, item):
        return True
    if item.kind in _SUMS and (_of_the_overtaking(walk, left, i, item) or value_of_part(walk.items, left, i, item)):
        return True
    if item.kind in _SUMS and "followed" in walk.sentence.lowers and give_overtaken(walk, left, i, item):
        left.last_role = "part"
        return True
    if item.kind in _SUMS and follows(walk.items, i) and give_follower(walk, left, i, item):
        left.last_role = "part"
        return True
    if left.head.echo and item.kind in _SUMS and of_a_follower(walk, left, i, item):
        return True
    if item.kind in _SUMS and _against_another(walk, left, i) and give_part(walk, left, i, item, None):
        left.last_role = "part"
        return True
    if item.kind in _SUMS and (other := _of_another_country(walk, left, i)) is not None:
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, item)
        part.cite("reporter", other)
        left.parts.append((part, (other.value,), ()))
        return True
    if level_of_part(walk, left, i, item) or (item.kind != "PCT" and of_one_day(walk, left, i)):
        return True
    if left.has("change") and of_every_year(walk.items, i):
        return True
    if item.kind in _SUMS and part_before_that(walk, left, i, item):
        return True
    return item.kind == "AMT" and part_again(walk.items, left, i, item)


def is_growth_apart(walk: Walk, left: Flow, i: int, item: Item) -> bool:
    """Whether a figure is a growth told in brackets or in a noun; it is done with."""
    moves = "rise" in walk.sentence.cues or not walk.sentence.lowers.isdisjoint(_MOVING)
    if moves and moved_in_brackets(walk, left, i, item):
        return True
    if item.kind == "PCT" and (grown_in_brackets(walk, left, i, item) or grown_in_noun(walk, left, i, item)):
        return True
    if item.kind == "AMT" and fell_in_brackets(walk, left, i, item):
        return True
    if item.kind == "AMT" and is_growth_in_brackets(walk, left, i):
        give(walk, left, i, item, "change_amount")
        return True
    return False


def is_of_others(walk: Walk, left: Flow, i: int, item: Item) -> bool:
    """Whether a figure is none of the flow before it."""
    if item.kind in _SUMS and not left.has("amount") and of_another(walk.items, i, left.head):
        return True
    if item.kind in _SUMS and not left.filled and taken_together(walk.items, left.head, i):
        return True
    return is_blocked(walk, left, i) or (item.kind == "PCT" and of_output(walk.items, i)) or _is_price(walk.items, i)


_SUMS = frozenset({"AMT", "QTY"})

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


def _behind_relative(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the flow is told in a relative clause and the figure by the verb behind it: "Peru, |which imports most of
    its tea from Oman|, took |5 tonnes|": nothing of the clause's."""
    items, head = walk.items, flow.head
    opens = next((k for k in range(head.first - 1, max(-1, head.first - 4), -1) if items[k].lower == "which"), None)
    if opens is None or lower_at(items, opens - 1) != ",":
        return False
    closes = next((k for k in range(head.last + 1, i) if items[k].lower == ","), None)
    if closes is None or closes + 1 >= i:
        return False
    return lower_at(items, closes + 1) in flow_words("taking") and items[closes + 1].is_("past")


def _of_another_country(walk: Walk, flow: Flow, i: int) -> Item | None:
    """The country whose trade of the same sort the flow is held against: "imported 5 tonnes, compared with |8 tonnes|
    for Peru", "against Peru's |8 tonnes|"; None where it is a partner, or the same country."""
    items, head = walk.items, flow.head
    owned = head.owner is not None or (head.measure == "exports" and head.source is not None)
    if not flow.filled or not owned or head.measure not in {"exports", "imports"} or head.origin is not None:
        return None
    place, j = None, i - 1
    if kind_at(items, i + 2) == "PLACE" and lower_at(items, i + 1) in {"for", "by", "in"}:
        place = items[i + 2]
    elif lower_at(items, i - 1) in {"'", "’", "s"}:
        j -= 1 + (lower_at(items, i - 1) == "s")
        place = items[j] if kind_at(items, j) == "PLACE" else None
        j -= 1 + (lower_at(items, j - 1) == "the")
    compares = items[j].is_("compare") or lower_at(items, j) in {"against", "versus"}
    compares = compares or (lower_at(items, j) in {"with", "to"} and items[j - 1].is_("compare"))
    told = {end.code for end in (*head.dest, head.owner, head.source) if end is not None}
    if place is None or not compares or is_group(place.value.code) or place.value.code in told:
        return None
    return place


@cache
def _units() -> frozenset[str]:
    return frozenset(row["form"].lower() for row in rows("units"))


def _is_price(items: list[Item], i: int) -> bool:
    """ "$286 a ton", "$80/barrel", "$1.20 per kg": the price of one, no figure of a flow."""
    if items[i].kind != "AMT" or lower_at(items, i + 1) not in PER_ONE:
        return False
    each = lower_at(items, i + 3) if lower_at(items, i + 2) in {"metric", "short", "long"} else lower_at(items, i + 2)
    return each in _units() or (kind_at(items, i + 2) == "QTY" and lower_at(items, i + 1) == "per")


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
