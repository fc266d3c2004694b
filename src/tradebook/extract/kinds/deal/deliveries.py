"""Deliveries of what was ordered: "delivered the last of six engines ordered by"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import loads
from tradebook.extract.kinds.deal.clause import clause_made, left_edge, mood_before
from tradebook.extract.kinds.deal.counts import quantities
from tradebook.extract.kinds.deal.instruments import auxiliary
from tradebook.extract.kinds.deal.purchases import has_actor, is_flow, progressive, sized
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at


def ordered_goods(sentence: Sentence) -> list[Clause]:
    """ "delivered the last of six engines ordered by", "shipped 10,000 of the 23,000 tonnes it contracted to send",
    "the first batch of ... left for"."""
    items = sentence.items
    if (left := loads.first_load(sentence)) is not None:
        mood = mood_before(items, left, left_edge(items, left))
        made = None if mood.ahead else clause_made(sentence, left, "send", None, "delivering", mood, 0.6)
        if made is not None:
            return [made]
    lows = {word for i in items for word in i.lower.split(" ")}
    first = bool(lows & {"first", "last", "final", "second", "third"}) and bool(
        lows & {"batch", "consignment", "wagon", "train", "lot", "shipment", "cargo", "delivery"}
    )
    tied = bool(lows & {"ordered", "contracted"})
    handed = bool(lows & {"delivered", "handed"}) and any(i.kind in ("ORG", "NAME") for i in items)
    handed = handed or (bool(lows & {"shipped", "supplied", "sent"}) and _to_firm(sentence))
    if not sentence.lowers.isdisjoint(_BOUGHT) and (came := _came(sentence)) is not None:
        return [came]
    if not sentence.lowers.isdisjoint(_SENDING) and (going := _under_way(sentence)) is not None:
        return [going]
    if not (first or tied or handed or not sentence.lowers.isdisjoint(_COMPLETED)):
        return []
    if (done := _completed(sentence)) is not None:
        return [done]
    for v, item in enumerate(items):
        if item.is_("deal_send") and item.lower in {
            "delivered",
            "shipped",
            "supplied",
            "dispatched",
            "sent",
            "handed over",
        }:
            if item.lower == "delivered" and lower_at(items, v + 1) in {"ex", "at", "duty", "-"}:
                continue  # "on a delivered ex-ship basis"
            if not sized(sentence, v, len(items)) and not quantities(sentence, 0, v):
                continue
            if is_flow(sentence, v, len(items)) and not tied:
                continue
            if not (first or tied) and lows.isdisjoint({"to", "for", "under"}):
                continue  # "has delivered 340 towers from its yard": to whom?
            mood = mood_before(items, v, left_edge(items, v))
            status = (
                "delivered"
                if lows & {"last", "final", "all"}
                else "delivering"
                if first or _partly(items) or _begins(items)
                else "delivered"
            )
            if mood.ahead:
                continue
            start = 0 if lower_at(items, 0) == "of" else None  # "Of the 36 trams that it ordered, 12 have been"
            made = clause_made(sentence, v, "send", "contract" if tied else None, status, mood, 0.65, start)
            return [made] if made else []
    return []


def _to_firm(sentence: Sentence) -> bool:
    """Whether a firm of a country sends goods by the piece to a named firm: "X of Norway shipped 40 buses to Y"."""
    items = sentence.items
    for v, item in enumerate(items):
        if item.is_("deal_send") and has_actor(sentence, v):
            sized = quantities(sentence, v + 1, min(len(items), v + 8))
            named = [s for s in sides_in(sentence, v + 1, len(items)) if s.name and s.country and s.word != "city"]
            return bool(sized) and any(lower_at(items, s.start - 1) in {"to", "company", "firm"} for s in named)
    return False


_ENDED = frozenset({"completed", "completes", "finished", "finishes"})
_BEGUN = frozenset({"started", "starts", "began", "begun", "begins", "resumed", "resumes"})
_COMPLETED = _ENDED | _BEGUN
_SENDING = frozenset({"delivering", "supplying", "shipping"})
_SENDINGS = frozenset({"delivery", "deliveries", "supply", "supplies", "shipment", "shipments"})


def _completed(sentence: Sentence) -> Clause | None:
    """All that was ordered came, or the first of it: "has completed the delivery of 200 cranes to X", "has started
    delivering 40 buses to Y"."""
    items = sentence.items
    for v, item in enumerate(items):
        if item.lower not in _COMPLETED:
            continue
        at = v + 1 + (lower_at(items, v + 1) == "the")
        noun = lower_at(items, at) in _SENDINGS and lower_at(items, at + 1) == "of"
        if not noun and lower_at(items, at) not in _SENDING:
            continue
        first = at + 1 + noun
        counted = quantities(sentence, first, min(len(items), first + 3))
        if counted and (item.lower in _ENDED or not is_flow(sentence, v, len(items))):
            mood = mood_before(items, v, left_edge(items, v))
            status = "delivered" if item.lower in _ENDED else "delivering"
            return None if mood.ahead else clause_made(sentence, v, "send", None, status, mood, 0.65)
    return None


_BOUGHT = frozenset({"ordered", "bought", "purchased"})
_ARRIVED = frozenset({"arrived", "arrive", "arrives", "landed", "delivered", "handed over", "come"})


def _came(sentence: Sentence) -> Clause | None:
    """Goods whose order is told in a relative clause and that came: "The first two of 18 trains that Serbia ordered
    from X in 2021 arrived in Belgrade"."""
    items = sentence.items
    if lower_at(items, 0) == "of":
        return None  # "Of the 36 trams that it ordered, 12 have been delivered"
    v = next((k for k, i in enumerate(items) if i.lower in _BOUGHT), 0)
    that = next((k for k in range(v - 1, max(0, v - 8), -1) if items[k].lower in {"that", "which"}), 0)
    if not that or kind_at(items, that - 1) not in {"GOOD", "QTY"} or that + 1 >= v:
        return None
    if not any(i.kind in {"PLACE", "ORG", "NAME", "DEM"} for i in items[that + 1 : v]):
        return None
    came = next((k for k in range(v + 2, len(items)) if items[k].lower in _ARRIVED), 0)
    if not came or not any(i.lower in {"from", "at"} for i in items[v + 1 : came]):
        return None
    if items[came].lower in {"delivered", "handed over", "come"} and not auxiliary(items, came):
        return None
    mood = mood_before(items, came, max(v + 1, came - 4))
    if mood.ahead or mood.no or mood.stance != "stated":
        return None
    part = any(i.lower in {"first", "second", "third"} for i in items[:that]) or _partly(items[:that])
    stop = came - (lower_at(items, came - 1).split(" ")[0] in {"have", "has", "had", "were", "was", "been"})
    return Clause(
        sentence=sentence, start=0, stop=stop, verb=v, noun=-1, form="buy",
        instrument="contract" if items[v].lower == "ordered" else "purchase",
        status="delivering" if part else "delivered", mood=mood, confidence=0.65,
    )  # fmt: skip


def _under_way(sentence: Sentence) -> Clause | None:
    """What a firm is supplying to another: "is supplying 40 buses to Y of Peru"."""
    items = sentence.items
    for v, item in enumerate(items):
        if item.lower not in _SENDING or not progressive(items, v):
            continue
        edge = v - 1 - (lower_at(items, v - 1) in {"also", "now", "currently"})
        counted = quantities(sentence, v + 1, min(len(items), v + 4))
        if counted and has_actor(sentence, edge) and not is_flow(sentence, v, len(items)):
            mood = mood_before(items, v, left_edge(items, v))
            status = "planned" if mood.ahead else "delivering"
            return clause_made(sentence, v, "send", None, status, mood, 0.6)
    return None


def _begins(items: list[Item]) -> bool:
    """Whether only the first of what was ordered came: "the first 10 tanks", "the first of four ferries"."""
    for k in range(len(items) - 2):
        if lower_at(items, k) == "first":
            counted = {kind_at(items, k + 1), kind_at(items, k + 2) if lower_at(items, k + 1) == "of" else ""}
            return bool(counted & {"NUM", "QTY"}) or (
                lower_at(items, k + 1) == "of" and lower_at(items, k + 2) == "the"
            )
    return False


def _partly(items: list[Item]) -> bool:
    return any(
        lower_at(items, k) == "of"
        and kind_at(items, k - 1) in {"QTY", "NUM"}
        and any(kind_at(items, k + d) in {"QTY", "NUM"} for d in (1, 2))
        for k in range(1, len(items))
    )
