"""A flow told twice in one sentence: "rose 4% to $8bn in May and shrank 2% to $34bn in the five months", "bringing the
total for the year to $34bn", "against exports of $7bn in June 2022"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.timing import ADVERBS
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at

_DETERMINERS = frozenset({"the", "its", "their", "a", "an", "total", "overall"})
_JOINING = frozenset({"and", "but", ",", "before", "then", "or"})
_AUXILIARIES = frozenset("has have had was were is are also then further even still again only".split())
_RECORDED = frozenset({"recorded", "registered", "reported", "in", "of", "seen", "posted", "achieved"})
_REACH = 11


# -- the flow compared with ------------------------------------------------------------------------------------------


def without_compared(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads without those that only name again what an earlier figure is of: "against exports of $5bn in 2021"."""
    out: list[Head] = []
    for head in found:
        if out and _only_compares(items, out[-1], head):
            out[-1].spot("compared", items[head.at])
            continue
        out.append(head)
    return out


def _only_compares(items: list[Item], known: Head, head: Head) -> bool:
    """Whether a head only names again the flow before it, as what its figure is compared with."""
    if head.measure != known.measure or head.sign != known.sign or head.verb or head.sided or head.echo:
        return False
    if head.total and not known.total:
        return False  # "against total exports of 86,000 tonnes": another flow
    if head.goods and {g.text for g in head.goods} != {g.text for g in known.goods}:
        return False
    j = head.first - 1
    before = items[j].kind in {"AMT", "QTY"} if j > 0 else False  # "more than the R157 billion exports recorded in"
    j -= before
    while lower_at(items, j) in _DETERMINERS:
        j -= 1
    if before and lower_at(items, j) == "than":
        return j > known.at and items[j - 1].is_("rise") and lower_at(items, head.last + 1) in _RECORDED
    if lower_at(items, j) in {"to", "with"}:
        j -= 1
    compares = j > known.at and items[j].is_("compare") and items[j].lower != "than"
    return compares and lower_at(items, head.last + 1) in {"of", "at", "worth"}


# -- the flow told again ---------------------------------------------------------------------------------------------


def brought_to(walk: Walk) -> None:
    """Give each "bringing the total for the year to $34bn" a flow of its own, as the same one told again."""
    items = walk.items
    if walk.sentence.lowers.isdisjoint(flow_words("bringing")):
        return
    for at, item in enumerate(items):
        if item.lower not in flow_words("bringing") or (stop := _sum_brought(items, at)) is None:
            continue
        if item.is_("noun") and (items[at - 1].kind in FIGURES or lower_at(items, at - 1) in {"a", "an", "the"}):
            continue  # "recorded a 5% increase to $2bn": no verb
        flow = walk.before(at)
        if flow is not None and not any(at < other.head.at <= stop for other in walk.flows):
            retold(walk, flow, at)


def _sum_brought(items: list[Item], at: int) -> int | None:
    """The index of the sum that "it" or "the total" is brought to; None where something else is brought."""
    seen = False
    for j in range(at + 1, min(len(items), at + _REACH)):
        item = items[j]
        if item.kind in {"AMT", "QTY"}:
            return j if seen and lower_at(items, j - 1) in {"to", "at"} else None
        if item.lower in flow_words("said_again"):
            seen = True
        elif (
            item.lower not in {"back", "up"}
            and item.kind not in {"PER", "NUM"}
            and item.lower not in flow_words("new_time")
        ):
            return None
    return None


def told_again(walk: Walk, flow: Flow, i: int, role: str) -> Flow:
    """The flow that the figure at `i` is of: `flow`, or that flow told again, where it has such a figure already and a
    verb begins anew before this one."""
    if role in _TO_COME and (meant := _meant_anew(walk, flow, i)) is not None:
        return meant
    if not _has(flow, role, walk.items[i]):
        return flow
    verb = _verb_anew(walk, flow, i)
    compared = flow.versus or walk.opening_versus
    grown = role == "change" and compared is not None and not flow.has("share")
    if verb is None and grown and _compared_anew(walk.items, flow, i):
        verb, flow.versus = i - 1, compared
    return flow if verb is None else retold(walk, flow, verb)


def _compared_anew(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether a growth is joined to the one before it and compared with another time: "2.2% more than a year earlier
    |and 4.7% less than in April", "up 5% year on year |but down 2% from May", "an 8% rise from 2022 |and a 2% one"."""
    j = i - 1
    while items[j].is_("rise") or lower_at(items, j) in {"by", "a", "an", "of"}:
        j -= 1
    if lower_at(items, j) not in {"and", "but"} or j <= flow.head.last:
        return False
    for k in range(i + 1, min(i + 5, len(items))):
        if items[k].kind == "PER":
            return items[k].value.relation in ADVERBS and not items[k].lower.endswith(("earlier", "before", "ago"))
        if items[k].is_("compare") or lower_at(items, k) in {"than", "from", "on", "above", "below"}:
            return any(t.kind == "PER" for t in items[k : k + 4])
        if lower_at(items, k) == "when" and k + 1 < len(items) and items[k + 1].is_("compare"):
            continue
        if lower_at(items, k) == "," and k + 1 < len(items) and items[k + 1].is_("compare"):
            continue  # "and by 4.7 percent|, compared to| April"
        if items[k].kind in FIGURES or lower_at(items, k) in {",", ";", "to", "in"}:
            return False
    return False


_TO_COME = frozenset({"value", "quantity", "change", "change_amount", "factor"})


def times_again(walk: Walk, flow: Flow, i: int) -> Flow:
    """The flow that "doubled" at `i` is told of: `flow`, or that flow told again as what is to come."""
    return _meant_anew(walk, flow, i) or flow


def _meant_anew(walk: Walk, flow: Flow, i: int) -> Flow | None:
    """The flow told again, where between its last figure and `i` begins what is only meant or foreseen: "is $2bn
    |and could be increased to| $5bn", "was $2bn last year, |with a target of| $5bn"."""
    if not flow.filled or flow.draft.get("share") is not None:
        return None
    start = _behind_last_figure(walk.items, i)
    if start <= flow.head.last:
        return None
    mark = next((k for k in range(start, i) if _is_ahead(walk.items, k)), None)
    if mark is None and i + 1 < len(walk.items) and walk.items[i + 1].lower in _AIMS:
        mark = i - 1  # "came to $700 million, still far from the $1 billion |target| set for 2025"
    if mark is None:
        return None
    again = retold(walk, flow, mark)
    again.clause, flow.clause = (start, len(walk.items)), (flow.clause[0] if flow.clause else 0, start)
    again.period = again.period or _opening_time(walk.items, start, mark)
    return again


def _opening_time(items: list[Item], start: int, mark: int) -> Item | None:
    """The time behind the word that joins what is meant to what was: "was $2bn last year, |and this year| it is to"."""
    for k in range(mark - 1, start - 1, -1):
        if items[k].kind == "PER" and not items[k].value.relation:
            opening = k - 2 if lower_at(items, k - 1) in {"in", "for", "by"} else k - 1
            return items[k] if lower_at(items, opening) in _JOINING | {";", "while"} else None
    return None


def _is_ahead(items: list[Item], k: int) -> bool:
    """Whether a word of meaning or foreseeing stands at `k`; "more than expected", "as planned" tell none."""
    item = items[k]
    if item.lower in flow_words("may_come_to") and lower_at(items, k + 1).startswith("to"):
        return True
    if lower_at(items, k - 1) in {"than", "as", "the", "had"} and not item.is_("target"):
        return False
    if item.kind == "CUE" and any(item.is_(name) for name in ("expect", "plan", "future")):
        return item.lower not in _NOT_AHEAD
    if item.is_("target") and item.lower not in flow_words("aim") | _REACHED:
        return True
    return item.lower in flow_words("may_come") | flow_words("has_to_come") and item.text.islower()


_AIMS = frozenset({"target", "goal"})
_REACHED = frozenset({"to reach", "increase to"})  # "rose 31 percent to reach $50 million"
_NOT_AHEAD = frozenset({"estimate", "estimates", "would"})


def _has(flow: Flow, role: str, item: Item) -> bool:
    if role in {"change", "change_amount", "factor"}:
        return flow.has("change") and flow.twin is None
    if role in {"value", "quantity"}:
        return flow.has("amount" if item.kind == "AMT" else "quantity")
    return False


def _verb_anew(walk: Walk, flow: Flow, i: int) -> int | None:
    """The index of the verb of change that stands between the last figure and that at `i`, joined to a verb before it
    and without a subject of its own."""
    items = walk.items
    for j in range(i - 1, max(flow.head.last, i - _REACH), -1):
        item = items[j]
        if item.kind in FIGURES:
            return None
        if item.is_("chverb") and item.is_("rise"):
            k = j - 1
            if lower_at(items, k) == "to" and items[k - 1].is_("expect"):
                k -= 2  # "and are expected to grow another 5%"
            while lower_at(items, k) in _AUXILIARIES or lower_at(items, k).endswith("ly"):
                k -= 1
            return j if lower_at(items, k) in _JOINING else None
    return None


def retold(walk: Walk, flow: Flow, at: int) -> Flow:
    """The flow told once more, by what stands at `at`."""
    again = Flow(flow.head.told_again(at), walk.sentence)
    if (
        lower_at(walk.items, at - 1).rpartition(" ")[2] == "to"
    ):  # "and our goal is to bring it to": meant, where the first was stated
        start = _behind_last_figure(walk.items, at)
        again.clause, flow.clause = (start, len(walk.items)), (0, start)
    walk.flows.append(again)
    walk.flows.sort(key=lambda f: f.head.at)
    return again


def _behind_last_figure(items: list[Item], at: int) -> int:
    return next((j + 1 for j in range(at - 1, -1, -1) if items[j].kind in FIGURES), at)


# -- what came of it -------------------------------------------------------------------------------------------------


def folded(flows: list[Flow]) -> list[Flow]:
    """The flows at the end of the walk: what was told again with a time of its own, or compared with another one,
    stays; the rest goes back to the flow that it tells, where there is room."""
    if all(flow.head.again is None for flow in flows):
        return flows
    out: list[Flow] = []
    for flow in flows:
        base = next((f for f in reversed(out) if f.head is flow.head.again), None)
        if base is None:
            out.append(flow)
        elif base.period is None and flow.clause is None and flow.draft.slots.keys().isdisjoint(base.draft.slots):
            base.period = flow.period
            _fold(flow, base)
        elif _stands(flow, base):
            _share_with(base, flow)
            out.append(flow)
        else:
            _fold(flow, base)
    return out


def _share_with(base: Flow, flow: Flow) -> None:
    """What two comparisons of one growth tell together: "rose 2% year on year and 1% month on month |to $2bn in
    May|"."""
    if base.versus is None or flow.versus is None or flow.clause is not None or not base.has("change"):
        return
    if not flow.has("change") or base.period is not None or base.has("amount", "quantity"):
        return
    base.period = flow.period
    for slot in ("amount", "amount_also", "quantity"):
        if slot in flow.draft.slots:
            base.draft.slots[slot] = flow.draft.slots.pop(slot)
            base.draft.spans[slot] = flow.draft.spans.pop(slot, [])


def _stands(flow: Flow, base: Flow) -> bool:
    """Whether a flow told again is a claim of its own: meant, of another time, compared with another one, a sum."""
    if flow.clause is not None or (flow.period is not None and flow.period is not base.period):
        return True
    both = flow.has("change") and base.has("change")
    if both and {flow.draft.slots["change"].of, base.draft.slots["change"].of} == {"quantity", "value"}:
        return True  # "dropped 4% in volume but rose 2% in value"
    compared = flow.versus is not None and both
    return compared or (flow.has("amount") and base.has("amount") and _is_brought(flow))


def _is_brought(flow: Flow) -> bool:
    return flow.sentence.items[flow.head.at].lower in flow_words("bringing")


def _fold(flow: Flow, base: Flow) -> None:
    for slot, value in flow.draft.slots.items():
        if slot not in base.draft.slots:
            base.draft.slots[slot] = value
            base.draft.spans[slot] = flow.draft.spans.get(slot, [])
    base.versus = base.versus or flow.versus
