"""Figures in the order of what they are of: "Exports and imports amounted to $2bn and $3bn, respectively"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Place
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.timing import note_periods
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Change


def respectively(walk: Walk) -> bool:
    """Pair heads and figures, or the partners or goods of one head and figures; False where the sentence is not of
    that make."""
    if "respectively" not in walk.sentence.cues or not walk.flows or _grown_in_order(walk):
        return False
    done = _parts_in_order(walk, walk.flows[0]) if len(walk.flows) == 1 else _flows_in_order(walk)
    if done:
        note_periods(walk)
    return done


def _grown_in_order(walk: Walk) -> bool:
    """ "trade with Pakistan, Poland and India climbing 14, 11 and 7 percent, respectively": a growth for each partner.

    Where nothing says that they grew, what the percentages tell stays open; the rest of the sentence is read as ever.
    """
    for flow in walk.flows:
        head = flow.head
        places = head.dest or head.counterpart
        mark = next(k for k, item in enumerate(walk.items) if item.is_("respectively"))
        percents = [k for k, item in enumerate(walk.items[:mark]) if item.kind == "PCT" and k > head.last]
        chosen = percents[-len(places) :]
        if len(places) < 2 or len(chosen) < len(places):
            continue
        walk.taken.update(chosen)
        sign: int | None = None
        start = head.last + 1
        for place, k in zip(places, chosen, strict=True):
            told = [int(item.cue("rise") or 1) for item in walk.items[start:k] if item.is_("rise")]
            sign, start = told[-1] if told else sign, k  # "were up 11 per cent and down 1.5 per cent"
            percent = walk.items[k].value.percent
            if sign is None or percent is None:
                continue
            part = Draft("trade_flow", walk.sentence)
            part.put("change", Change(percent=sign * percent, text=walk.items[k].text), walk.items[k])
            flow.parts.append((part, (place,), ()))
        _keep_first(head, places)
        return True
    return False


def _keep_first(head: Head, places: tuple[Place, ...]) -> None:
    """The flow's own sides are told by any one of its partners, the parts have theirs."""
    head.dest, head.counterpart = places[:1], ()
    if head.two_way:
        head.dest, head.counterpart = (), places[:1]
    elif not head.source and head.measure == "imports":
        head.source, head.dest = places[0], ()


def _flows_in_order(walk: Walk) -> bool:
    """ "exports and imports amounted to $2bn and $3bn, respectively"."""
    items = walk.items
    figures = _figures_in_order(walk)
    for n in range(len(walk.flows), 1, -1):
        flows = walk.flows[-n:]
        behind = [i for i in figures if i > flows[0].head.at]
        kinds = [[i for i in behind if items[i].kind == kind] for kind in ("PCT", "AMT", "QTY")]
        told = [alike for alike in kinds if alike]
        if not told or behind[0] < flows[-1].head.at or any(len(alike) != n for alike in told):
            continue
        for alike in told:
            for flow, i in zip(flows, alike, strict=True):
                give(walk, flow, i, items[i], "change" if items[i].kind == "PCT" else "value")
        walk.taken.update(behind)
        return n == len(walk.flows)  # what stands before is read as ever
    return False


def _figures_in_order(walk: Walk) -> list[int]:
    """The figures that the word orders: all of the sentence, or those before it where it closes a clause."""
    items = walk.items
    mark = next(i for i, t in enumerate(items) if t.is_("respectively"))
    closes = lower_at(items, mark - 1) == ","
    figures = [i for i, t in enumerate(items) if t.kind in {"AMT", "QTY", "PCT"}]
    before = [i for i in figures if i < mark]
    return before if closes or len(before) >= len(walk.flows) else figures


def _parts_in_order(walk: Walk, flow: Flow) -> bool:
    """One flow, several partners or goods, as many figures: "to Latvia and Lithuania came to 1.9 and 1.1 billion
    respectively"."""
    head = flow.head
    figures = [(i, t) for i, t in enumerate(walk.items) if i >= head.at and t.kind in {"AMT", "QTY"}]
    places = head.dest or head.counterpart
    several = len(places) > 1
    n = len(places) if several else len(head.goods)
    if n < 2 or len(figures) < n:
        return False
    for k, (i, figure) in enumerate(figures[-n:]):
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, i, figure)
        flow.parts.append((part, (places[k],), ()) if several else (part, (), (head.goods[k],)))
    if several:
        _keep_first(head, places)
    return True
