"""Single loads sent to a country: "six tonnes of scallops were shipped to China on Wednesday", "a consignment of 12
tonnes of pineapples was flagged off to Dubai", "will deliver 25 buses to Ulan Bator Transit (Mongolia)"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, other_matter, right_edge
from tradebook.extract.kinds.deal.counts import Counted, quantities
from tradebook.extract.kinds.deal.instruments import auxiliary
from tradebook.extract.kinds.deal.purchases import days
from tradebook.extract.kinds.deal.shapes import Clause, Mood
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.slots import is_day
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group

SENT = frozenset("shipped sent exported dispatched despatched delivered flagged left departed".split())
_LOADS = frozenset("consignment consignments shipment batch container containers cargo".split())
_GOES_TO = frozenset({"to", "for"})


def sent_off(sentence: Sentence) -> Clause | None:
    """A load that left for a country: what was sent, so many tonnes or pieces, on a day or as a consignment."""
    items = sentence.items
    if sentence.lowers.isdisjoint(SENT) or "PLACE" not in sentence.kinds or "PCT" in sentence.kinds:
        return None
    for v, item in enumerate(items):
        if item.lower not in SENT or (item.lower == "flagged" and lower_at(items, v + 1) != "off"):
            continue
        leaves = item.lower in {"left", "departed"}
        if leaves and lower_at(items, v + 1) not in {"for", "to"}:
            continue
        passive = leaves or auxiliary(items, v)
        load = _load(sentence, v, passive=passive)
        if load is None or not _goes_abroad(items, v, load):
            continue
        if not _one_load(sentence, left_edge(items, v)) and (
            passive or not (_of_firm(sentence, v) or _machines_of_firm(sentence, v, load))
        ):
            continue
        if not passive and not _has_subject(items, v):
            continue
        return _clause(sentence, v, "delivering", mood_before(items, v, left_edge(items, v)))
    return None


def _load(sentence: Sentence, v: int, *, passive: bool) -> Counted | None:
    """What was sent: counted before a passive verb, right behind an active one."""
    items = sentence.items
    start, stop = (left_edge(items, v), v) if passive else (v + 1, min(len(items), v + 8))
    found = quantities(sentence, start, stop)
    if not found or (not passive and found[0].start - v > 3 and not _loaded(items, v, found[0].start)):
        return None
    first = found[0]
    goods = first.good is not None or any(i.kind == "GOOD" for i in items[start : stop + 4])
    return first if goods else None


def _loaded(items: list[Item], v: int, k: int) -> bool:
    """Whether the verb takes a load whose size follows at `k`: "dispatched a consignment weighing 2 tonnes"."""
    return any(i.lower.split(" ")[-1] in _LOADS for i in items[v + 1 : k])


def _goes_abroad(items: list[Item], v: int, load: Counted) -> bool:
    """Whether a country or town stands behind "to" after the verb and the load."""
    first = max(v, load.start)
    stop = right_edge(items, v)
    return any(
        items[k].lower in _GOES_TO
        and (kind_at(items, k + 1) == "PLACE" or (lower_at(items, k + 1) == "the" and kind_at(items, k + 2) == "PLACE"))
        for k in range(first + 1, min(len(items) - 1, stop, first + 24))
    )


def _one_load(sentence: Sentence, start: int) -> bool:
    """Whether a day or the word "consignment" tells that one load is meant, and no period's trade."""
    items = sentence.items
    if any(i.lower.split(" ")[-1] in _LOADS for i in items[start:]):
        return True
    if any(i.lower.startswith(("mv ", "m/v ")) or i.text == "MV" for i in items[start:]):
        return True  # "shipped 25,000 tonnes of corn to Vietnam on the MV Ocean Star"
    periods = [k for k in range(start, len(items)) if items[k].kind == "PER"]
    if not sentence.lowers.isdisjoint(_SUMS) or any(not is_day(items[k].value.period) for k in periods):
        return False
    return any(lower_at(items, k - 1 - (lower_at(items, k - 1) == "on")) not in _SAID for k in periods)


def _of_firm(sentence: Sentence, v: int) -> bool:
    """Whether a firm by name has just sent goods, at no time that is told: "Vietnam's Pharbaco has shipped a million
    masks to"."""
    if "PER" in sentence.kinds or not sentence.lowers.isdisjoint(_SUMS) or lower_at(sentence.items, v - 1) != "has":
        return False
    sides = [s for s in sides_in(sentence, left_edge(sentence.items, v), v - 1) if s.stop >= v - 1]
    return bool(sides) and sides[-1].name is not None and sides[-1].country is not None and sides[-1].word not in _LANDS


def _machines_of_firm(sentence: Sentence, v: int, load: Counted) -> bool:
    """Whether a firm of a known country handed over so many machines within a month: "Turkey's Baykar delivered 20
    drones to the UAE this month"."""
    if (load.quantity.unit or "").isupper() or not sentence.lowers.isdisjoint(_SUMS):
        return False
    if any(i.kind == "PER" and days(i.value.period) > 31 for i in sentence.items):
        return False
    edge = v - (lower_at(sentence.items, v - 1) in {"has", "had"})
    sides = [s for s in sides_in(sentence, left_edge(sentence.items, v), edge) if s.stop >= edge]
    return bool(sides) and bool(sides[-1].name and sides[-1].country) and sides[-1].word not in _LANDS


_LANDS = frozenset({"city", "ministry", "government", "region", "province"})
_SUMS = frozenset({"week", "month", "year", "season", "total", "average", "annually", "since", "far"})
_SAID = frozenset({"said", "told", "announced", "reported"})


def _has_subject(items: list[Item], v: int) -> bool:
    k = v - 1
    while k > 0 and (items[k].kind == "PER" or items[k].lower in {"has", "have", "on", "also", "recently"}):
        k -= 1
    return k >= 0 and (items[k].kind in {"PLACE", "ORG", "NAME"} or items[k].lower in word_class("body_head"))


def to_deliver(sentence: Sentence) -> Clause | None:
    """What a firm is to deliver to another: "will supply 60 tractors to Alba Agro (Azerbaijan) in 2024"."""
    items = sentence.items
    if "deal_send" not in sentence.cues:
        return None
    for v in range(1, len(items) - 3):
        if (
            items[v].lower not in _TO_SEND
            or not items[v].is_("deal_send")
            or lower_at(items, v - 1).split(" ")[-1] not in {"will", "to", "would"}
        ):
            continue
        if lower_at(items, v - 1) == "to" and any(items[v - 2].is_(c) for c in _AGREED):
            continue  # "won a tender to supply", "signed a contract to supply"
        counted = quantities(sentence, v + 1, min(len(items), v + 8))
        worth = _worth_of_goods(items, v)
        if not worth and (not counted or counted[0].start > v + 3):
            continue
        start = left_edge(items, v)
        mood = mood_before(items, v, start)
        if mood.stance != "planned" or mood.no:
            continue
        if lower_at(items, v - 1) == "would" and not _it_said(sentence, start, v):
            continue
        if not (_named(sentence, start, v) or _the_firm(items, start, v) or _it_said(sentence, start, v)):
            continue
        behind = worth or counted[0].stop
        buyer = next((s for s in sides_in(sentence, behind, right_edge(items, v)) if _receives(items, s)), None)
        if buyer is not None or _to_country(items, behind, right_edge(items, v)):
            return _clause(sentence, v, "planned", mood)
    return None


def to_be_sent(sentence: Sentence) -> Clause | None:
    """What is to be delivered by somebody: "Some 500 tractors are to be supplied to Ghana by X"."""
    items = sentence.items
    if "by" not in sentence.lowers or sentence.lowers.isdisjoint(_TO_BE):
        return None
    for v in range(2, len(items) - 3):
        if items[v].lower not in _TO_BE or lower_at(items, v - 1).split(" ")[-1] != "be":
            continue
        start, stop = left_edge(items, v), right_edge(items, v)
        mood = mood_before(items, v, start)
        if mood.stance != "planned" or mood.no or not quantities(sentence, start, v):
            continue
        by = next((k for k in range(v + 1, stop) if items[k].lower == "by"), stop)
        if any(s.start <= by + 5 for s in sides_in(sentence, by + 1, stop)) and _to_country(items, v + 1, stop):
            return _clause(sentence, v, "planned", mood)
    return None


_TO_BE = frozenset("supplied delivered shipped exported provided".split())


def _the_firm(items: list[Item], start: int, v: int) -> bool:
    """Whether a firm told before is to deliver: "the company will supply"; a country's "it" is none."""
    return any(items[k].lower in word_class("ref") and lower_at(items, k - 1) == "the" for k in range(start + 1, v))


def _it_said(sentence: Sentence, start: int, v: int) -> bool:
    """Whether a firm says what it is to do itself: "Codelco said it would supply"."""
    it = any(i.lower in {"it", "they"} for i in sentence.items[start:v])
    return it and start > 0 and _named(sentence, 0, start)


def _worth_of_goods(items: list[Item], v: int) -> int:
    """The index behind "AMT worth of GOOD" right behind the verb, 0 where it does not stand there."""
    k = v + 1
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) == "worth" and kind_at(items, k + 2) == "AMT":
        return k + 3  # "cranes worth AMT"
    if kind_at(items, k) != "AMT" or lower_at(items, k + 1) != "worth" or lower_at(items, k + 2) != "of":
        return 0
    return next((j + 1 for j in range(k + 3, k + 6) if kind_at(items, j) == "GOOD"), 0)


def _to_country(items: list[Item], start: int, stop: int) -> bool:
    """Whether goods go to a country: "to Bangladesh", "to the Philippines"."""
    for k in range(start, min(stop, start + 5)):
        if items[k].lower == "to":
            land = k + 1 + (lower_at(items, k + 1) == "the")
            if lower_at(items, k + 1) in {"a", "an"}:  # "to a housing developer in Almaty"
                at = next((j for j in range(k + 2, min(stop, k + 7)) if items[j].lower == "in"), k)
                return kind_at(items, at + 1) == "PLACE"
            return kind_at(items, land) == "PLACE" and items[land].value.form == "name"
    return False


_AGREED = ("tender_noun", "tender_bid", "deal_noun")
_TO_SEND = frozenset("supply deliver ship send export".split())


def _named(sentence: Sentence, start: int, v: int) -> bool:
    return any(s.name and s.word != "city" for s in sides_in(sentence, start, v))


def _receives(items: list[Item], side: Side) -> bool:
    """Whether a named side with its country stands behind "to"."""
    before = side.start - 1 - (lower_at(items, side.start - 1) == "the")
    return side.name is not None and side.country is not None and lower_at(items, before) == "to"


def _clause(sentence: Sentence, v: int, status: str, mood: Mood) -> Clause | None:
    items = sentence.items
    start, stop = left_edge(items, v), right_edge(items, v)
    if mood.no or mood.stance in ("expected", "denied") or other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=v, noun=-1, form="send", instrument=None,
        status="planned" if mood.ahead else status, mood=mood, confidence=0.65,
    )  # fmt: skip


_FIRST_LOADS = frozenset(
    "batch consignment wagon wagons truck trucks train lot shipment cargo ship vessel container containers".split()
)
_LEAVES = frozenset("left departed arrived sailed dispatched sent delivered shipped reached exported".split())


def _of_goods_abroad(items: list[Item], head: int, v: int) -> bool:
    """Whether a load of goods without a size goes from one country to another: "the first consignment of mangoes from
    Peru has been exported to Japan"."""
    goods = any(i.kind == "GOOD" for i in items[head + 1 : head + 5])
    lands = {i.value.code for i in items if i.kind in ("PLACE", "DEM") and not is_group(i.value.code)}
    return goods and len(lands) == 2 and any(items[k].lower in {"to", "in"} for k in range(v, min(len(items), v + 3)))


def first_load(sentence: Sentence) -> int | None:
    """ "The first truck with 12 tonnes of bearings left for Isfahan": the index of the verb of a delivery begun."""
    items = sentence.items
    if "deal_load" not in sentence.cues and sentence.lowers.isdisjoint(_FIRST_LOADS):
        return None
    head = next(
        (
            k
            for k in range(len(items))
            if items[k].is_("deal_load")
            or (items[k].lower in _FIRST_LOADS and any(lower_at(items, j) == "first" for j in range(max(0, k - 3), k)))
        ),
        None,
    )
    if head is None:
        return None
    v = next((k for k in range(head + 1, len(items)) if items[k].lower in _LEAVES), None)
    received = next((k for k in range(head - 1, max(-1, head - 4), -1) if items[k].lower == "received"), None)
    v = received if received is not None else v
    if v is None or not (quantities(sentence, head, len(items)) or _of_goods_abroad(items, head, v)):
        return None
    return v
