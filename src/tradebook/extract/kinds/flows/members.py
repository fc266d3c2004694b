"""Figures of the members of a list, given to the part that they are of: "followed by Mali at $41 million", "Spain - $6
billion ($5 billion in 2022)", "South Sudan $41 million (Sh164 billion), Rwanda $23 million"."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.shares import give_part, give_part_share
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.flows.takers import went
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import Change


def of_a_share(walk: Walk, i: int, item: Item) -> bool:
    """Whether a sum in brackets says once more what the share right before it is: "made up 26% ($515 million)"; it
    goes with that share, and where nobody has that, with nobody."""
    items = walk.items
    if lower_at(items, i - 1) != "(" or kind_at(items, i - 2) != "PCT" or lower_at(items, i + 1) != ")":
        return False
    if items[i - 2].value.points or signed(walk, i - 2) is not None:
        return False
    span = (items[i - 2].start, items[i - 2].end)
    drafts = [draft for flow in walk.flows for draft in (flow.draft, *(part[0] for part in flow.parts))]
    draft = next((draft for draft in drafts if span in draft.spans.get("share", ())), None)
    slot = "amount" if item.kind == "AMT" else "quantity"
    if draft is not None and slot not in draft.slots:
        put_figure(walk, draft, i, item)
    return True


def give_follower(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the figure of "followed by Mali (at) |$41 million|" to that place as a part."""
    if give_part(walk, flow, i, item, None):
        return True
    if (good := _good_before(walk.items, i)) >= 0:
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, item)
        _give_named(flow, part, walk.items[good], place=False)
        return True  # "exports of gold came to $5m, followed by tea with |$41 million|"
    k = _place_before(walk.items, i)
    if k < 0 or not (flow.head.dest or flow.head.source or flow.head.counterpart):
        return False
    part = Draft("trade_flow", walk.sentence)
    put_figure(walk, part, i, item)
    part.cite("partner", walk.items[k])
    flow.parts.append((part, (walk.items[k].value,), ()))
    return True


def part_before_that(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a sum in brackets behind a part's, with a time of its own, to that part: "Spain - $6 billion |($5 billion in
    2022)|"."""
    items = walk.items
    if flow.last_role != "part" or not flow.parts or lower_at(items, i - 1) != "(" or items[i - 2].kind != item.kind:
        return False
    part, places, goods = flow.parts[-1]
    slot = "amount" if item.kind == "AMT" else "quantity"
    if (items[i - 2].start, items[i - 2].end) not in part.spans.get(slot, ()):
        return False
    k = i + 1 + (lower_at(items, i + 1) == "in")
    time = items[k].value if kind_at(items, k) == "PER" and lower_at(items, k + 1) == ")" else None
    if time is not None and (time.relation is not None or time.period.edtf is None):
        return False
    known = flow.parts[-3][0].get("period") if len(flow.parts) > 2 else None  # that of the part before
    if time is None and (known is None or lower_at(items, i + 1) != ")"):
        return False
    earlier = Draft("trade_flow", walk.sentence)
    put_figure(walk, earlier, i, item)
    if time is not None:
        earlier.put("period", time.period, items[k])
    else:
        earlier.slots["period"] = known
    for role in ("partner", "reporter", "goods"):
        if role in part.spans:
            earlier.spans[role] = list(part.spans[role])
    flow.parts.insert(len(flow.parts) - 1, (earlier, places, goods))
    if time is not None:
        walk.taken.add(k)
    return True


def part_again(items: list[Item], flow: Flow, i: int, item: Item) -> bool:
    """Give the sum of a part in another currency, which stands in brackets behind it ("Mali $41 million (Sh164
    billion)"), to that part."""
    if flow.last_role != "part" or not flow.parts or lower_at(items, i - 1) != "(" or kind_at(items, i - 2) != "AMT":
        return False
    part = flow.parts[-1][0]
    known = part.get("amount")
    if known is None or known.currency == item.value.currency:
        return False
    if (items[i - 2].start, items[i - 2].end) not in part.spans["amount"]:
        return False
    part.put("amount_also", (*(part.get("amount_also") or ()), item.value), item)
    return True


def follows(items: list[Item], i: int) -> bool:
    """Whether the figure at `i` is that of one who follows or leads: "more than others, followed by Mali at |$41
    million|", "led by"."""
    k = max(_place_before(items, i), _good_before(items, i))
    return lower_at(items, k - 1) == "by" and lower_at(items, k - 2) in {"followed", "led", "headed"}


def of_a_follower(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a figure of one who follows what is pointed at to that one, or to nobody where no table knows it: "it was
    followed by gadgets with |$5 million| and coffee at |$3 million|"."""
    items = walk.items
    if lower_at(items, i - 1) not in {"with", "at"}:
        return False
    between = items[flow.head.last + 1 : i]
    if not any(here.lower == "followed" and behind.lower == "by" for here, behind in pairwise(between)):
        return False
    if kind_at(items, i - 2) in {"GOOD", "PLACE"}:
        return give_part(walk, flow, i, item, None)
    return True


def _good_before(items: list[Item], i: int) -> int:
    """The index of the good that stands right before the figure at `i`: "tea with |$41 million|"; else -1."""
    k = i - 2 if lower_at(items, i - 1) in {"at", "with", "("} else i - 1
    return k if kind_at(items, k) == "GOOD" else -1


def came_to_as_well(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give "the surplus with Spain came to $5m, |Italy reached $4m|" to the next partner of a flow whose owner is not
    told with it (else he might do so too)."""
    items, head = walk.items, flow.head
    listed = lower_at(items, i - 1) == "," and kind_at(items, i - 2) == "PLACE"  # "; Japan, |$823 million"
    if listed and (lower_at(items, i - 3) == ";" or lower_at(items, i - 4) == ";") and (head.dest or head.source):
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, item)
        part.cite("partner", items[i - 2])
        flow.parts.append((part, (items[i - 2].value,), ()))
        return True
    k = i - 2 - (lower_at(items, i - 1) in {"at", "to"})
    if head.owner is not None or not items[k + 1].is_("val") or kind_at(items, k) != "PLACE":
        return False
    if not (head.dest or head.source or head.counterpart):
        return False
    if lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) not in {",", "and", ";", "while"}:
        return False
    part = Draft("trade_flow", walk.sentence)
    put_figure(walk, part, i, item)
    part.cite("partner", items[k])
    flow.parts.append((part, (items[k].value,), ()))
    return True


def fell_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the sum of "electrical equipment (a €33 million |fall|)" as what the goods or place before the bracket grew
    by; it is no value of the flow, whoever it is of."""
    items = walk.items
    k = i - 2 if lower_at(items, i - 1) in {"a", "an"} else i - 1
    noun = items[i + 1] if i + 1 < len(items) else items[i]
    if lower_at(items, k) == "of" and items[k - 1].is_("rise") and lower_at(items, k - 2) in {"a", "an"}:
        noun, k = items[k - 1], k - 3  # "(a fall of €29 million)"
        closes = lower_at(items, i + 1) == ")"
    else:
        closes = noun.is_("rise") and noun.is_("noun") and lower_at(items, i + 2) == ")"
    if not closes or lower_at(items, k) != "(" or item.value.value is None:
        return False
    named, head = items[k - 1], flow.head
    part = _grown_by(walk, item, int(noun.cue("rise") or 1))
    if any(named is spot for spots in head.spots.values() for spot in spots[:1]) and not flow.has("change"):
        flow.draft.put("change", part.slots["change"], item)
    else:
        _give_named(flow, part, named, place=not head.two_way)
    return True


def is_growth_in_brackets(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether a sum alone in brackets is the growth told right before it, once more in money: "rose by 8 percent |($200
    million)| to $2.7 billion"; where no level follows, it may be the level."""
    items = walk.items
    if (lower_at(items, i - 1), lower_at(items, i + 1)) != ("(", ")") or kind_at(items, i - 2) != "PCT":
        return False
    if not flow.has("change") or flow.has("amount", "quantity") or flow.draft.slots["change"].percent is None:
        return False
    for k in range(i + 2, len(items)):
        if items[k].is_("flow") or items[k].lower in {";", "and", "while", "("}:
            return False
        if items[k].kind == "AMT":
            return lower_at(items, k - 1) in {"to", "from", "at"} or items[k - 1].is_("val")
    return False


def _grown_by(walk: Walk, item: Item, sign: int) -> Draft:
    """A part that grew by the sum of an item."""
    sum_ = msgspec.structs.replace(item.value, value=item.value.value * sign)
    part = Draft("trade_flow", walk.sentence)
    part.put("change", Change(amount=sum_, of="value", qualifier=sum_.qualifier, text=item.text), item)
    return part


def _give_named(flow: Flow, part: Draft, named: Item, *, place: bool) -> None:
    """Give a part to the goods, or, where it can have one, the place that it is named by; else to nobody."""
    if named.kind == "PLACE" and place:
        part.cite("partner", named)
        flow.parts.append((part, (named.value,), ()))
    elif named.kind == "GOOD" and not named.value.attributive:
        part.cite("goods", named)
        flow.parts.append((part, (), (good_of(named),)))


def moved_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a sum with a sign in brackets to the place or goods right before it, as their growth: "higher exports to
    the US |(+RM2.5 billion)| and China (+RM1.9 billion)"; it is no value of the flow, whoever it is of."""
    items, head = walk.items, flow.head
    signed_sum = lower_at(items, i - 2) == "(" and lower_at(items, i - 1) in _SIGNS and lower_at(items, i + 1) == ")"
    if not signed_sum or item.value.value is None or head.two_way or i < 3:
        return signed_sum
    part = _grown_by(walk, item, 1 if lower_at(items, i - 1) == "+" else -1)
    _give_named(flow, part, items[i - 3], place=bool(head.dest or head.source))
    return True


def _place_before(items: list[Item], i: int) -> int:
    """The index of the place that stands right before the figure at `i`: "Mali at |$41 million|"; else -1."""
    k = i - 2 if lower_at(items, i - 1) in {"at", "with", "(", "-", "–", "—"} else i - 1
    return k if kind_at(items, k) == "PLACE" else -1


def next_member(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a figure as the next member of the list that the part before it began, in whatever clause: "South Sudan at
    $41 million (Sh164 billion), |Rwanda $23 million|"; False where it is none."""
    if item.kind in {"AMT", "QTY"} and lower_at(walk.items, _place_before(walk.items, i) - 1) in {",", "and", ";"}:
        return give_part(walk, flow, i, item, None)
    last = next((k for k in range(i - 1, flow.head.last, -1) if walk.items[k].kind == item.kind), None)
    if last is None or item.kind == "FAC" or not flow.parts or (item.kind == "PCT" and signed(walk, i) is not None):
        return False
    between = walk.items[last + 1 : i]
    if not any(t.kind in {"PLACE", "GOOD"} for t in (*between, *walk.items[i + 1 : i + 4])):
        return False
    listed = flow_words("in_list") | went()
    if not between or any(t.kind not in {"PLACE", "GOOD", "PCT"} and t.lower not in listed for t in between):
        return False
    spans = [span for part, _, _ in flow.parts for slot in _PARTED for span in part.spans.get(slot, ())]
    if (walk.items[last].start, walk.items[last].end) not in spans:
        return False
    if item.kind == "PCT":
        return give_part_share(walk, flow, i, item, None)
    return give_part(walk, flow, i, item, None)


def covering_part(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "$682 billion, of which merchandise $358 billion": the part that goods or services are."""
    k = i - 1
    while lower_at(walk.items, k) in {"was", "were", "exports", "imports", "trade"}:
        k -= 1
    covered = walk.items[k].cue("coverage") if k > 0 else None
    if not flow.filled or covered is None or not walk.items[k - 1].is_("include"):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("amount", item.value, item)
    part.slots["coverage"] = covered
    flow.parts.append((part, (), ()))
    return True


_PARTED = ("amount", "quantity", "share")


def grown_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a signed percentage in brackets to the place or goods right before it, where these are not the flow's own:
    "such as France |(-3.2%)| and the Netherlands |(-27%)|", "exports to Italy (+2.3%), Spain |(+8%)|"."""
    items, head = walk.items, flow.head
    if lower_at(items, i + 1) != ")" or lower_at(items, i - 2) != "(" or lower_at(items, i - 1) not in _SIGNS:
        return False
    named, percent = items[i - 3] if i > 2 else items[0], item.value.percent
    if percent is None or item.value.points or head.two_way or i - 3 <= head.last:
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("change", growth(item, percent if lower_at(items, i - 1) == "+" else -percent, None), item)
    if named.kind == "PLACE":
        part.cite("partner", named)
        flow.parts.append((part, (named.value,), ()))
    elif named.kind == "GOOD" and not named.value.attributive and good_of(named) not in head.goods:
        part.cite("goods", named)
        flow.parts.append((part, (), (good_of(named),)))
    else:
        return False
    flow.last_role = "part"
    return True


_SIGNS = frozenset({"+", "-", "−", "–"})
