"""Figures of the members of a list, given to the part that they are of: "followed by Mali at $41 million", "Spain - $6
billion ($5 billion in 2022)", "South Sudan $41 million (Sh164 billion), Rwanda $23 million"."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.bracket_moves import give_named
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.shares import give_part, give_part_share
from tradebook.extract.kinds.flows.signs import sign_of_sales, signed
from tradebook.extract.kinds.flows.takers import went
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at
from tradebook.statement import Change


def of_a_share(walk: Walk, i: int, item: Item) -> bool:
    """Whether a sum says once more what the share before it is: "made up 26% ($515 million)", "took 77% of the exports
    in May, or |48,600 tonnes|"; it goes with that share, and one in brackets, where nobody has that, with nobody."""
    items = walk.items
    bracketed = lower_at(items, i - 1) == "(" and kind_at(items, i - 2) == "PCT" and lower_at(items, i + 1) == ")"
    if bracketed:
        at = i - 2
    elif lower_at(items, i - 1) == "or" and (lower_at(items, i + 1) in _CLOSING or kind_at(items, i - 2) == "PCT"):
        at = next((k for k in range(i - 2, max(-1, i - 12), -1) if items[k].kind in FIGURES), -1)
    else:
        return False
    if kind_at(items, at) != "PCT" or items[at].value.points or signed(walk, at) is not None:
        return False
    span = (items[at].start, items[at].end)
    drafts = [draft for flow in walk.flows for draft in (flow.draft, *(part[0] for part in flow.parts))]
    draft = next((draft for draft in drafts if span in draft.spans.get("share", ())), None)
    slot = "amount" if item.kind == "AMT" else "quantity"
    if draft is None or slot in draft.slots:
        return bracketed
    put_figure(walk, draft, i, item)
    return True


_CLOSING = frozenset({",", ".", ";", "(", ""})


def give_follower(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the figure of "followed by Mali (at) |$41 million|" to that place as a part."""
    if item.kind == "AMT" and lower_at(walk.items, i - 1) == "of" and walk.items[i - 2].is_("rise"):
        return _follower_grew(walk, flow, i, item)
    if give_part(walk, flow, i, item, None):
        return True
    if (good := _good_before(walk.items, i)) >= 0:
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, item)
        give_named(flow, part, walk.items[good], place=False)
        return True  # "exports of gold came to $5m, followed by tea with |$41 million|"
    k = _place_before(walk.items, i)
    if k < 0 or not (flow.head.dest or flow.head.source or flow.head.counterpart):
        return False
    _put_part(walk, flow, i, item, walk.items[k])
    return True


def _follower_grew(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the sum of "followed by increases of |$300 million| in machinery" to these goods as what they grew by."""
    found = goods_list(walk.items, i + 2, unknown=False) if lower_at(walk.items, i + 1) == "in" else None
    if found is None or item.value.value is None:
        return True  # of something else, and never the flow's own
    sum_ = msgspec.structs.replace(item.value, value=item.value.value * int(walk.items[i - 2].cue("rise") or 1))
    part = Draft("trade_flow", walk.sentence)
    part.put("change", Change(amount=sum_, of="value", qualifier=sum_.qualifier, text=item.text), item)
    part.cite("goods", *found.items)
    flow.parts.append((part, (), found.goods))
    return True


def _put_part(walk: Walk, flow: Flow, i: int, item: Item, place: Item) -> None:
    """Add the figure at `i` as what the partner at `place` has of a flow."""
    part = Draft("trade_flow", walk.sentence)
    put_figure(walk, part, i, item)
    part.cite("partner", place)
    flow.parts.append((part, (place.value,), ()))


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


def give_overtaken(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the sum of "Russia |followed China with| $1 billion" to the one that follows."""
    items, head = walk.items, flow.head
    second = i - 2 - (lower_at(items, i - 3) == "the")
    first = second - 2
    if (
        lower_at(items, i - 1) != "with"
        or kind_at(items, i - 2) != "PLACE"
        or lower_at(items, second - 1) != "followed"
    ):
        return False
    if kind_at(items, first) != "PLACE" or head.two_way or not (head.dest or head.source):
        return False
    _put_part(walk, flow, i, item, items[first])
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
    _put_part(walk, flow, i, item, items[k])
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


def _grown_alike(walk: Walk, flow: Flow, i: int) -> bool:
    """Give a bare percentage in brackets as a growth to its goods or place where the list began with one: "beans, which
    rose 12%, followed by peas |(7%)|"."""
    items, named = walk.items, walk.items[i - 2]
    last = next((k for k in range(i - 1, flow.head.last, -1) if items[k].kind == "PCT"), None)
    if last is None or named.kind not in {"PLACE", "GOOD"} or items[i].value.percent is None or items[i].value.points:
        return False
    if any(t.lower not in _IN_BRACKETED_LIST for t in (*items[last + 1 : i - 2], items[i - 1])):
        return False
    span = (items[last].start, items[last].end)
    drafts = [part for part, _, _ in flow.parts] + [flow.draft]
    change = next((draft.get("change") for draft in drafts if span in draft.spans.get("change", ())), None)
    if change is None or change.percent is None:
        return False
    sign = -1 if change.percent < 0 else 1
    part = Draft("trade_flow", walk.sentence)
    part.put("change", growth(items[i], sign * items[i].value.percent, None), items[i])
    part.cite("goods" if named.kind == "GOOD" else "partner", named)
    goods = (good_of(named),) if named.kind == "GOOD" else ()
    flow.parts.append((part, (named.value,) if not goods else (), goods))
    return True


_IN_BRACKETED_LIST = frozenset({",", ")", "(", "and", "followed", "by", ";", "the", "then"})


def grown_in_brackets(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a signed percentage in brackets to the place or goods right before it, where these are not the flow's own:
    "such as France |(-3.2%)| and the Netherlands |(-27%)|", "exports to Italy (+2.3%), Spain |(+8%)|"."""
    items, head = walk.items, flow.head
    if lower_at(items, i + 1) == ")" and lower_at(items, i - 1) == "(" and _grown_alike(walk, flow, i):
        return True
    if (moved := sign_of_sales(items, i)) is not None and item.value.percent is not None and not head.two_way:
        part = Draft("trade_flow", walk.sentence)
        part.put("change", growth(item, moved * item.value.percent, None), item)
        part.cite("goods", items[i - 2])
        flow.parts.append((part, (), (good_of(items[i - 2]),)))
        flow.last_role = "part"
        return True
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


def of_another(items: list[Item], i: int, head: Head) -> bool:
    """Whether a figure in brackets is of what stands before them and moved the flow: "led by maca |($420 million)|"."""
    if lower_at(items, i - 1) != "(" or i - 2 <= head.last or items[i - 2].kind not in {"w", "NAME", "ORG", "GOOD"}:
        return False
    j = i - 2
    while j > head.last and items[j].kind in {"w", "NAME", "ORG", "GOOD"} and items[j].lower != "by":
        j -= 1
    return j > head.last and lower_at(items, j) == "by" and j < i - 2 and lower_at(items, j - 1).endswith(("ed", "ven"))


def moved_by(items: list[Item], k: int, head: Head) -> bool:
    """Whether what ends at `k` is told as what moved the flow: "exports grew 4%, boosted by asparagus", "on the back
    of strong coffee"."""
    j = k
    while j > head.last + 1 and items[j - 1].kind in {"w", "GOOD", "DEM"} and items[j - 1].lower not in _MOVERS:
        j -= 1
    return j > head.last + 1 and lower_at(items, j - 1) in _MOVERS


_MOVERS = frozenset({"by", "to", "of", "on", "from", "in", "with"})
