"""Shares and parts: "30% of X's exports", "of which Spain took 5 tonnes", "to China ($5bn) and India ($2bn)"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, GoodMention, Item
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk, is_divided
from tradebook.extract.kinds.flows.market import growth_behind
from tradebook.extract.kinds.flows.part_named import FELL_TO, OF_IT, ORIGINATED, SUMS, part_of
from tradebook.extract.kinds.flows.share_roles import share_holder, taker_of
from tradebook.extract.kinds.flows.takers import before_taking, behind_going
from tradebook.extract.kinds.flows.valued import valued_good, ware_sent
from tradebook.extract.kinds.phrases import (
    PlaceAt,
    good_of,
    kind_at,
    lower_at,
    place_list,
    possessive_at,
)
from tradebook.extract.tables import words
from tradebook.statement import Good, Share

_JOINING = frozenset({"or", ",", "(", "representing", "for", "up"})
_REPRESENTING = frozenset(
    "represented represents represent constituted constitutes was is equals makes made up".split()
) | {"made up", "makes up", "make up", "making up"}
_ACCOUNTING = frozenset({"accounts", "accounted", "accounting"})


def share_told(item: Item) -> Share | None:
    """A percentage as a share, its whole still open; None for a range."""
    fraction: Fraction = item.value
    if fraction.percent is None:
        return None
    return Share(percent=fraction.percent, qualifier=fraction.qualifier, text=item.text)


# -- shares ------------------------------------------------------------------------------------------------------------


def give_share(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A share told behind its flow: "exports to China accounted for 30% of the total"."""
    share = share_told(item)
    if share is None or flow.has("share"):
        return False
    flow.draft.put("share", share, item)
    return True


def give_share_before(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "X accounts for 30% of Y's exports": the share of what stands before in the flow behind the figure."""
    share = share_told(item)
    if share is None or flow.has("share"):
        return False
    flow.head.share_list = True
    flow.share_subject = _share_subject(walk, i) or _said_to_be(walk.items, flow)
    if flow.share_subject is None and not flow.head.late:
        return False
    flow.draft.put("share", share, item)
    listed = 1 + (lower_at(walk.items, i - 1) == "for")
    if kind_at(walk.items, i - listed) == "PLACE" and (listed > 1 or lower_at(walk.items, i - 2) in {",", "and"}):
        _give_those_before(walk, flow, i, item)
    return True


def _said_to_be(items: list[Item], flow: Flow) -> Item | None:
    """The good of "half of Egypt's exports |is copper|"."""
    k = flow.head.last + 1
    if flow.head.goods or lower_at(items, k) not in {"is", "are", "was", "were"} or kind_at(items, k + 1) != "GOOD":
        return None
    return items[k + 1]


def give_share_of_behind(walk: Walk, whole: Flow, i: int, item: Item) -> bool:
    """ "imports fell to $322 million, or 4.4% of the country's total imports": the share is of the flow before, the
    head behind is only its whole."""
    left = walk.before(i)
    before = lower_at(walk.items, i - 1)
    if left is None or left is whole:
        return False
    # "This represented 39% of total exports", "Imports made up 48% of total trade"
    points = (left.head.echo and before in _REPRESENTING) or _makes_up(walk.items, left, whole, i)
    if not points and (not left.filled or before not in _JOINING):
        return False
    if before == "for" and lower_at(walk.items, i - 2) in _ACCOUNTING and _share_subject(walk, i):
        return False
    if left.head.measure == "balance":
        whole.only_whole = True  # "a deficit of $3bn, representing 46% of trade turnover": no part of it
        return True
    if not give_share(walk, left, i, item, None):
        return False
    left.whole = whole
    whole.only_whole = True
    return True


def _makes_up(items: list[Item], flow: Flow, whole: Flow, i: int) -> bool:
    """Whether a flow is said to be the share at `i` of two-way trade, or that with one partner of all of it: "imports
    |accounted for 48% of total trade", "trade with Oman accounts for 6% of Peru's turnover"."""
    if flow.filled or whole.head.measure not in {"turnover", flow.head.measure}:
        return False
    partner, other = (h.dest or h.source or h.counterpart for h in (flow.head, whole.head))
    if flow.head.measure == whole.head.measure and (not partner or other or flow.head.verb or flow.head.echo):
        return False
    between = items[flow.head.last + 1 : i]
    return 0 < len(between) < 4 and all(item.lower in _REPRESENTING | FELL_TO | _MADE for item in between)


_MADE = frozenset({"for", "made up", "make up", "making up", "about", "comprised", "formed"})


def give_accounted(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "China accounted for $5bn of the Philippines' exports (, or 56%)": the sum is of what stands before."""
    subject = _share_subject(walk, i)
    if subject is None or flow.filled or flow.has("share"):
        return False
    flow.head.share_list = True
    flow.share_subject = subject
    put_figure(walk, flow.draft, i, item)
    _give_those_before(walk, flow, i, item)
    return True


def _give_those_before(walk: Walk, flow: Flow, i: int, item: Item) -> None:
    """ "|Peru accounted for $5 million,| Oman for $3 million of Kenya's exports", "|Peru took 38% and| Oman 17%": those
    of the list before the last."""
    items = walk.items
    for k in range(1, i):
        named = _named_before(items, k) if items[k].kind == item.kind else None
        if named is None:
            continue
        part = Draft("trade_flow", walk.sentence)
        if item.kind == "PCT":
            share = share_told(items[k])
            if share is None:
                continue
            part.put("share", share, items[k])
            part.slots["_alike"] = True
        else:
            put_figure(walk, part, k, items[k])
        part.cite("partner", items[named])
        flow.parts.append((part, (items[named].value,), ()))


def _named_before(items: list[Item], k: int) -> int | None:
    """The index of the place that the figure at `k` of such a list is of."""
    if lower_at(items, k - 1) == "for":
        named = k - 3 if lower_at(items, k - 2) in FELL_TO else k - 2
    elif kind_at(items, k - 1) == "PLACE":
        named = k - 1 if lower_at(items, k - 2) in {",", "and"} else -1
    else:
        named = before_taking(items, k)
        named = named if named < k - 1 and not items[named + 1].is_("val") else -1
    return named if kind_at(items, named) == "PLACE" else None


def give_both_before(walk: Walk, i: int) -> bool:
    """ "The EU accounted for €7 billion (42%) of total exports": sum and share of what stands before."""
    items = walk.items
    at = _share_of_sum(items, i)
    if at is None or lower_at(items, at + 1 + (lower_at(items, at + 1) == ")")) != "of":
        return False
    flow = next((flow for flow in walk.flows if at < flow.head.first <= at + 6), None)
    told = lower_at(items, i - 1) == "for" and lower_at(items, i - 2) in FELL_TO
    if flow is None or flow.filled or not (told or lower_at(items, i - 1) in _BRINGING):
        return False
    if not give_share_before(walk, flow, at, items[at]):
        return False
    put_figure(walk, flow.draft, i, items[i])
    walk.taken.add(at)
    return True


def _share_of_sum(items: list[Item], i: int) -> int | None:
    """The index of the percentage that says the sum at `i` once more: "$7 billion (42%)", "$4 million, or 7 percent",
    "$4 million representing 7 percent"."""
    k = i + 1 + (lower_at(items, i + 1) == ",")
    if lower_at(items, k) in {"accounting", "equivalent"} and lower_at(items, k + 1) in {"for", "to"}:
        k += 1
    elif lower_at(items, k) not in {"(", "or", "representing", "constituting"}:
        return None
    if kind_at(items, k + 1) != "PCT":
        return None
    return k + 1 if lower_at(items, k) != "(" or lower_at(items, k + 2) == ")" else None


_BRINGING = frozenset({"contributed", "contributing", "generated", "brought", "earned"})


def _share_subject(walk: Walk, i: int) -> Item | None:
    """The place or good before a share that the share is of."""
    for j in range(_before_relative(walk.items, i), -1, -1):
        item = walk.items[j]
        governed = lower_at(walk.items, j - 1) in {"in", "at", "through", "via"} or (
            lower_at(walk.items, j - 1) == "of" and lower_at(walk.items, j - 2) in _GATES
        )
        if item.kind == "PLACE" and (governed or _is_in_head(walk, item)):
            continue
        if item.kind == "PLACE" and possessive_at(walk.items, j + 1) > j + 1:
            continue  # "China was the Philippines' biggest source, accounting for 24%"
        if item.kind == "PLACE" and _comes_before(walk.items, j):
            continue  # "the second largest supplier after China, with a share of 12%"
        if item.kind == "PLACE" and _among_others(walk.items, j):
            return None  # "Spain, Italy and Malta accounted for 27%": of all of them
        if item.kind in {"PLACE", "GOOD"}:
            return item
        if item.is_("goods_word"):
            return _wares_named(walk.items, j)  # "manufactured goods", of all of which nothing is a share
        if item.lower == "together" and kind_at(walk.items, j - 1) == "GOOD":
            continue  # "cocoa and coffee together accounted for 60%"
        if item.lower in {";", "while", "countries", "together"} or item.is_("two_countries"):
            return None  # "imports from these three countries accounted for"
    return None


_GATES = frozenset({"port", "ports", "territory", "railways", "roads", "airports"})


def _wares_named(items: list[Item], j: int) -> Item | None:
    """The words before a word for goods at large as an item of a good that the lexicon lacks: "Manufactured |goods"."""
    k = j
    while k > 0 and j - k < 3 and items[k - 1].kind == "w" and items[k - 1].lower not in words("plain_words"):
        k -= 1
    if k < j and items[k].lower == "s" and lower_at(items, k - 1) in {"'", "’"}:
        k += 1  # "Kenya's merchandise"
    if k == j or (items[k].text[0].isupper() and k > 0):
        return None
    text = " ".join(item.text for item in items[k : j + 1])
    return Item("GOOD", items[k].start, items[j].end, text, text.lower(), GoodMention(good=Good(text=text)))


def _before_relative(items: list[Item], i: int) -> int:
    """The index before a relative clause that stands between a subject and the verb of the share at `i`: "Russia|, from
    which Finland used to buy a tenth of its goods, supplied only 0.4 percent"; else that before the share."""
    end = next((j for j in range(i - 1, max(-1, i - 5), -1) if items[j].lower == ","), None)
    if end is None:
        return i - 1
    for j in range(end - 1, 0, -1):
        if items[j].lower == "," and "which" in {lower_at(items, j + 1), lower_at(items, j + 2)}:
            return j - 1 if kind_at(items, j - 1) == "PLACE" else i - 1
    return i - 1


def _among_others(items: list[Item], j: int) -> bool:
    """Whether the place at `j` closes a list of places."""
    k = j - 2 if lower_at(items, j - 1) == "the" else j - 1
    if lower_at(items, k) != "and":
        return False
    k -= 2 if lower_at(items, k - 1) == "," else 1
    return kind_at(items, k) == "PLACE" or lower_at(items, k) == ")"


def _comes_before(items: list[Item], j: int) -> bool:
    """Whether the place at `j` is one of those that have a better place, "the third, after Russia and China", or a
    worse one: "took 15 percent, ahead of Peru (9.9 percent)"."""
    while j > 0 and (items[j].kind in {"PLACE", "PCT"} or items[j].lower in {"and", ",", "the", "(", ")", "with"}):
        j -= 1
    ahead = lower_at(items, j) == "of" and lower_at(items, j - 1) == "ahead"
    return ahead or lower_at(items, j) in {"after", "behind", "ahead of"}


def _is_in_head(walk: Walk, item: Item) -> bool:
    """Whether a place has a role in one of the sentence's flows ("Azerbaijan's total exports")."""
    return any(item is spot for flow in walk.flows for spots in flow.head.spots.values() for spot in spots)


# -- parts -------------------------------------------------------------------------------------------------------------


def give_part_share(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """The share of one partner in the flow before: "the United States took 25%, Italy 11%"."""
    taker, share = share_holder(walk, flow) or taker_of(walk, i), share_told(item)
    if taker is None or share is None:
        return False
    if share_holder(walk, flow) is taker and sided_with(flow, taker):
        flow.draft.put("share", share, item)
        return True
    part = Draft("trade_flow", walk.sentence)
    part.put("share", share, item)
    part.cite("partner", taker)
    flow.parts.append((part, (taker.value,), ()))
    return True


def give_share_of_way(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """The share of one partner told by where goods went or came from: "of which 70% came from Guinea", "34 percent went
    to China", "three quarters of it from Algeria"."""
    head, share = flow.head, share_told(item)
    told = flow.filled or head.taking or head.relative
    if share is None or not told or head.measure not in {"exports", "imports"} or _grows(walk.items, i):
        return False
    place = way_behind(walk.items, i + 1, head.measure)
    if place is None or (head.dest if head.measure == "exports" else head.source) or place.value.code == _own(flow):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("share", share, item)
    part.cite("partner", place)
    flow.parts.append((part, (place.value,), ()))
    flow.last_role = "part"
    return True


def way_behind(items: list[Item], k: int, measure: str) -> Item | None:
    """The one place that goods went to, or came from, behind a figure: "of it went to Turkey", "came from Guinea"."""
    if lower_at(items, k) in OF_IT:
        k += 1
    elif lower_at(items, k) == "of" and lower_at(items, k + 1) in {"it", "them", "this", "that", "these"}:
        k += 2
    elif lower_at(items, k) == "of" and lower_at(items, k + 1) == "the" and lower_at(items, k + 2) in SUMS:
        k += 3
    k = behind_going(items, k) if measure == "exports" else k
    while measure != "exports" and lower_at(items, k) in ORIGINATED:
        k += 1
    by = lower_at(items, k) in _GIVEN and lower_at(items, k + 1) == "by"
    if measure != "exports" and by and lower_at(items, k - 1) in {"was", "were"}:
        found = place_list(items, k + 2)
        return found.items[-1] if found is not None and len(found.places) == 1 else None
    if lower_at(items, k) not in ({"to", "going to"} if measure == "exports" else {"from"}):
        return None
    found = place_list(items, k + 1)
    return found.items[-1] if found is not None and len(found.places) == 1 else None


_GIVEN = frozenset({"supplied", "provided", "delivered", "shipped", "sent"})


def _grows(items: list[Item], i: int) -> bool:
    """ "rose 12% to China": growth, no share."""
    k = i - 1
    while lower_at(items, k) in {"by", "a", "some", "about"}:
        k -= 1
    return k >= 0 and (items[k].is_("rise") or items[k].lower in {"+", "-", "−"})


def _own(flow: Flow) -> str | None:
    owner = flow.head.owner or flow.head.origin
    return owner.code if owner is not None else None


def sided_with(flow: Flow, holder: Item) -> bool:
    """Make whose share it is the partner of a flow that names none: "the US share of Vietnam's exports"."""
    head = flow.head
    if holder in head.spots.get("dest", ()) or holder in head.spots.get("source", ()):
        return True
    if head.dest or head.source or head.counterpart or head.two_way or head.goods:
        return False
    if head.owner is None or head.owner.code == holder.value.code:
        return False
    if head.measure == "exports":
        head.dest = (holder.value,)
    else:
        head.source = holder.value
    head.spot("dest" if head.measure == "exports" else "source", holder)
    return True


def give_part(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A figure of a part of the flow, with its own partner or good: "to China ($5bn) and India ($2bn)"."""
    items = walk.items
    worth = 0
    if item.kind == "QTY" and lower_at(items, i + 1) in {"worth", "valued"}:
        worth = i + 2 + (lower_at(items, i + 2) == "at")
        worth = worth if kind_at(items, worth) == "AMT" else 0
    places, goods, used = part_of(walk, worth or i)
    if worth and not used:
        places, goods, used = part_of(walk, i)  # "Italy took |120,000 tonnes| worth $300 million"
    share = share_told(item) if item.kind == "PCT" else None
    if (not places and not goods) or item.kind == "FAC" or (item.kind == "PCT" and share is None):
        return False
    if places and not goods and _may_be_a_buyer(flow) and lower_at(items, items.index(used[0]) - 1) in {",", "and"}:
        return True
    part = Draft("trade_flow", walk.sentence)
    if share is not None:
        part.put("share", share, item)  # "the buyers were Japan (12%)"
    else:
        put_figure(walk, part, i, item)
        _put_growth(walk, part, i, item)
    if flow.head.measure == "turnover" and goods and (seller := _seller_named(items, used)) is not None:
        part.slots["_seller"] = seller.value.code
        part.cite("reporter", seller)
    role = "reporter" if _does_so_too(walk, flow, i) else "partner"
    if goods and not places and (way := own_way(walk, flow, i, used)) is not None:
        if len(way.places) > 1:
            return True  # "and zinc worth $3m to Japan and Korea": which of them, nothing tells
        places, used = way.places, (*used, *way.items)
    elif goods and not places and any(with_way and named for _, with_way, named in flow.parts):
        return True  # "pears from Syria and 12 tonnes of plums": from where, nothing tells
    if worth:
        put_figure(walk, part, worth, items[worth])
        walk.taken.add(worth)
    elif item.kind == "QTY" and goods and used and (sum_at := _valued_at(items, items.index(used[-1]) + 1, i)):
        put_figure(walk, part, sum_at, items[sum_at])
        walk.taken.add(sum_at)
    for used_item in used:
        part.cite("goods" if used_item.kind == "GOOD" else role, used_item)
    flow.parts.append((part, places, goods))
    return True


def own_way(walk: Walk, flow: Flow, i: int, used: tuple[Item, ...]) -> PlaceAt | None:
    """Where the goods of a part went or came from, where that stands behind them and the flow told its own before:
    "imported 5 tonnes of wheat from Romania and 300 tonnes of steel |from Turkey|"."""
    items, head = walk.items, flow.head
    measure = head.measure
    told = head.spots.get("dest" if measure == "exports" else "source", ())
    if measure not in _WAYS or (told and told[-1].start > items[i].start):
        return None
    given = next((k for k, item in enumerate(items) if item is used[0]), 0) - 1
    if head.verb and kind_at(items, given) == "PLACE" and lower_at(items, given - 1) in {"and", ","}:
        place = items[given]  # "sold Poland wheat worth $40m and |Egypt| barley worth $8m"
        return PlaceAt((place.value,), (place,), given + 1) if told and told[-1] is items[head.at + 1] else None
    at = next(k for k in range(len(items) - 1, -1, -1) if items[k] is used[-1] or k == i) + 1
    while kind_at(items, at) == "AMT" or lower_at(items, at) in _BESIDE_VALUE:
        at += 1
    if kind_at(items, at + 1) == "PER" and lower_at(items, at) == "in":
        at += 2
    return place_list(items, at + 1) if lower_at(items, at) == _WAYS[measure] else None


_WAYS = {"exports": "to", "imports": "from"}
_BESIDE_VALUE = frozenset({"worth", "valued", "at", "(", ")"})


def _seller_named(items: list[Item], used: tuple[Item, ...]) -> Item | None:
    """Whose goods a part of two-way trade is: "of which |Azerbaijani| crude accounted for $713 million"."""
    first = next((k for k, item in enumerate(items) if item is used[0]), 0)
    return items[first - 1] if first and kind_at(items, first - 1) == "DEM" else None


def _put_growth(walk: Walk, part: Draft, i: int, item: Item) -> None:
    """What a part grew by: "China 187 million (-38.8%)"."""
    change = growth_behind(walk.items, item) if item.kind in {"AMT", "QTY"} and item in walk.items else None
    if change is None:
        return
    at = next(k for k in range(i + 1, i + 5) if walk.items[k].kind == "PCT")
    part.put("change", change, walk.items[at])
    walk.taken.add(at)


def _valued_at(items: list[Item], j: int, i: int) -> int | None:
    """The index of the sum in "5 tonnes of wheat |valued at $2m", for the weight at `i`."""
    if j <= i or lower_at(items, j) not in {"worth", "valued", "at"}:
        return None
    j += 2 if lower_at(items, j + 1) == "at" else 1
    return j if kind_at(items, j) == "AMT" else None


def _may_be_a_buyer(flow: Flow) -> bool:
    """Whether a country beside imports that name no seller may as well be another buyer: "Chile's imports were $3
    billion, Peru's or Peru at $2 billion"; nothing is told of it."""
    head = flow.head
    open_side = not (head.source or head.dest or head.counterpart or flow.parts)
    return head.measure == "imports" and not head.verb and head.owner is not None and flow.filled and open_side


def _does_so_too(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the place right before a figure does what the verb's subject did: "Poland exported 734,000 tonnes,
    Bulgaria 685,000 tonnes"; with a direction before it ("to Spain 5 tonnes, Italy 3 tonnes") it is a partner."""
    head = flow.head
    if head.measure == "balance" and not head.counterpart and kind_at(walk.items, i - 2) == "PLACE":
        # "Latvia had the largest deficit, at €1.3bn, followed by Estonia with €0.7bn": each its own
        return any(t.lower == "followed" for t in walk.items[head.last : i])
    seller = head.source if head.measure == "exports" else None  # "exports |from Kenya|"
    if head.passive or not (head.owner or seller) or head.dest or (head.source and not seller) or head.late:
        return False
    if not head.two_way and _compared_with(walk.items, i):
        return True
    if not head.verb:
        return False
    if is_divided(walk.items, flow):
        return False  # "Of the wheat that Nepal imported, Oman supplied 5 tonnes, Peru 4 tonnes": partners
    if flow.parts and flow.parts[-1][0].spans.get("partner"):
        return False  # "Italy took 2.4 million bags, Germany 0.7 million": partners, as the one before
    if any(t.lower == "with" and kind_at(walk.items, k + 1) == "PLACE" for k, t in enumerate(walk.items[:i])):
        return False  # "exported 7 tonnes, with Japan taking 2 tonnes and Iraq 1 tonne": partners
    return kind_at(walk.items, i - 1) == "PLACE" and lower_at(walk.items, i - 2) in {",", "and", "while", ";"}


def _compared_with(items: list[Item], i: int) -> bool:
    """ "exported tea worth $31 million, more than Peru (|$12 million|) and Oman (|$8 million|)": others who do so."""
    k = i - 1
    while k > 0 and (items[k].kind in {"PLACE", "AMT", "QTY"} or lower_at(items, k) in {"(", ")", ",", "and", "the"}):
        k -= 1
    return lower_at(items, k) == "than" and lower_at(items, i - 1) == "("


def next_ware(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the value of another good of a list to that good: "20,000 tonnes of wheat from Romania and steel worth
    |$3 million| from Turkey"; False where it is none."""
    if flow.filled and flow.head.goods and ware_sent(walk.items, i) is not None:
        return give_part(walk, flow, i, item, None)
    one_of = len(flow.head.goods) > 1
    good = valued_good(walk.items, i) if (flow.filled or one_of) and flow.head.goods else None
    if one_of and good is None and flow.last_role == "part" and kind_at(walk.items, i - 1) == "GOOD":
        good = walk.items[i - 1]
    if one_of and good is not None and not any(good is spot for spot in flow.head.spots.get("goods", ())):
        return give_part(walk, flow, i, item, None)  # "wheat and fish, the former worth |$31 million|"
    if good is None or good_of(good) in flow.head.goods:
        return False
    k = next(k for k in range(i - 1, -1, -1) if walk.items[k] is good) - 1
    while kind_at(walk.items, k) == "DEM" or (kind_at(walk.items, k) == "GOOD" and walk.items[k].value.attributive):
        k -= 1
    return lower_at(walk.items, k) in {"and", ","} and give_part(walk, flow, i, item, None)
