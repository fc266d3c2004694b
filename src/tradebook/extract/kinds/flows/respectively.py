""" "Exports and imports amounted to $2bn and $3bn, respectively": heads and figures in pairs."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.timing import note_period
from tradebook.extract.kinds.phrases import lower_at


def respectively(walk: Walk) -> bool:
    """ "exports and imports amounted to $2bn and $3bn, respectively": heads and figures in pairs."""
    if "respectively" not in walk.sentence.cues or not walk.flows:
        return False
    if len(walk.flows) == 1:
        return _respective_parts(walk, walk.flows[0])
    mark = next(i for i, t in enumerate(walk.items) if t.is_("respectively"))
    figures = [
        i
        for i, t in enumerate(walk.items)
        if t.kind in {"AMT", "QTY", "PCT"} and (i < mark or lower_at(walk.items, mark - 1) != ",")
    ]
    attach = [i for i in figures if walk.items[i].kind == walk.items[figures[-1]].kind] if figures else []
    n = len(walk.flows)
    if len(attach) < n:
        return False
    chosen = attach[-n:]
    if chosen[0] < walk.flows[-1].head.at:
        return False
    for flow, i in zip(walk.flows, chosen, strict=True):
        role = "change" if walk.items[i].kind == "PCT" else "value"
        give(walk, flow, i, walk.items[i], role)
    for i, item in enumerate(walk.items):
        if item.kind == "PER":
            note_period(walk, i, item)
    return True


def _respective_parts(walk: Walk, flow: Flow) -> bool:
    """One flow, several partners or goods, as many figures: "to Latvia and Lithuania came to 1.9 and 1.1 billion
    respectively"."""
    head = flow.head
    figures = [t for t in walk.items[head.at :] if t.kind in {"AMT", "QTY"}]
    places = head.dest or head.counterpart
    n = len(places) if len(places) > 1 else len(head.goods)
    if n < 2 or len(figures) < n:
        return False
    chosen = figures[-n:]
    for k, figure in enumerate(chosen):
        part = Draft("trade_flow", walk.sentence)
        put_figure(walk, part, walk.items.index(figure), figure)
        flow.parts.append((part, (places[k],), ()) if len(places) > 1 else (part, (), (head.goods[k],)))
    if len(places) > 1:
        head.dest, head.counterpart = places[:1], ()
        if not head.source and head.measure == "imports":
            head.source, head.dest = places[0], ()
    for i, item in enumerate(walk.items):
        if item.kind == "PER":
            note_period(walk, i, item)
    return True
