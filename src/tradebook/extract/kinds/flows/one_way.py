"""Whose flow of one direction it is: the sides of exports and of imports."""

from __future__ import annotations

from tradebook.extract.items import Place, Sentence
from tradebook.extract.kinds.flows.acting import reporting, who_saw
from tradebook.extract.kinds.flows.before import (
    counterpart_of,
    owner_of,
)
from tradebook.extract.kinds.flows.buyers import by_adjective, is_adjective, sent_back, taken_from, took_in, who_buys
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.earnings import EARNER
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.inherited import inherited_sides
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group

_SENT = frozenset({"sent", "send", "sends"})


def one_way_sides(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    if len({p.code for p in head.dest}) > 1 or len(head.counterpart) > 1:
        return None
    if head.source is not None and len({item.value.code for item in head.sources}) > 1:
        return None
    return (
        _exports(head, topic, sentence, before)
        if head.measure == "exports"
        else _imports(head, topic, sentence, before)
    )


def _exports(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    seller = head.owner or head.source or head.agent or head.origin
    buyer = head.dest[0] if head.dest else None
    if head.loose and not _goes_on(seller, topic, sentence):
        beside = seller is not None and not head.dest and _in_the_same_time(seller, topic, sentence)
        return Sides(seller.code, WORLD, (), seller.area, None, 0.6) if seller is not None and beside else None
    if seller is not None:
        return _sold(seller.code, seller.area, buyer, head, topic, sentence, before)
    teller = _teller(head, sentence) if head.passive and head.open_owner and topic.base is None else None
    if teller is not None and buyer is None:
        return Sides(teller, WORLD, confidence=0.6)
    owner, confidence, source = owner_of(head, topic, sentence, before)
    if owner is not None and (buyer is None or buyer.code != owner):
        if buyer is not None:
            return Sides(owner, buyer.code, (), None, buyer.area, confidence, source)
        partner = topic.partner_of(owner, head, sentence, before)
        return Sides(owner, partner[0] if partner else WORLD, (), None, None, min(confidence, 0.7), source)
    if buyer is not None and (seen := who_saw(sentence, head)):
        return Sides(seen[0], buyer.code, (), None, buyer.area, 0.8) if len(seen) == 1 else None
    if buyer is not None:
        known = counterpart_of(buyer.code, topic, sentence, before, head)
        if known is not None:
            return Sides(known[0], buyer.code, (), None, buyer.area, 0.75, known[1])
        return None
    return None if head.open_owner == EARNER else inherited_sides(head, topic, sentence, before)


def _teller(head: Head, sentence: Sentence) -> str | None:
    """The country whose body says what was shipped: "|Kenya's| tea board said 50 million kilos were exported"."""
    items = sentence.whole or sentence.items
    first = next((n for n, item in enumerate(items) if item.start >= sentence.items[head.first].start), 0)
    k = int(lower_at(items, 0) == "the")
    behind = possessive_at(items, k + 1) if kind_at(items, k) == "PLACE" else k + 1
    if kind_at(items, k) == "PLACE" and behind == k + 1:
        return None
    stop = next((n for n in range(behind, min(behind + 6, first)) if items[n].lower in reporting()), 0)
    if kind_at(items, k) not in {"PLACE", "DEM"} or not stop or stop == behind:
        return None
    if any(item.kind in {"PLACE", "DEM"} for item in items[stop:first]):
        return None
    return str(items[k].value.code)


def _goes_on(seller: Place | None, topic: Topic, sentence: Sentence) -> bool:
    """Whether "the country shipped 9,000 tonnes" goes on about the exports of a country."""
    base = topic.settled(sentence)
    if base is None or base.measure != "exports" or base.sides.reporter is None:
        return False
    return seller is None or seller.code == base.sides.reporter


def _in_the_same_time(seller: Place, topic: Topic, sentence: Sentence) -> bool:
    """Whether "Kenya shipped 48,000 tonnes |over the same period|" tells another country's exports of the good that
    was told to go all over the world right before."""
    base = topic.settled(sentence, 1)
    if base is None or base.measure != "exports" or base.sides.partner != WORLD or not base.goods:
        return False
    if seller.code in base.sides.pair or seller.code == base.sides.reporter:
        return False
    return any(item.kind == "PER" and "same" in item.lower for item in sentence.items)


def _sold(
    seller: str,
    area: str | None,
    buyer: object,
    head: Head,
    topic: Topic,
    sentence: Sentence,
    before: list[tuple[Head, Sides]],
) -> Sides | None:
    if isinstance(buyer, Place):
        if buyer.code == seller and not (area or buyer.area):
            return None
        return Sides(seller, buyer.code, (), area, buyer.area)
    partner = topic.partner_of(seller, head, sentence, before)
    if partner is not None:
        return Sides(seller, partner[0], (), area, None, 0.75, partner[1])
    buying = who_buys(seller, head, topic, sentence)
    if buying is not None:
        return Sides(seller, buying, (), area, None, 0.7)
    if head.loose and head.verb and head.source is None:  # "Peru shipped 9,000 tonnes", of the exports spoken of
        return Sides(seller, WORLD, (), area, None, 0.65)
    if head.supply and not (head.total or head.elsewhere):
        known = topic.told(sentence, 2) if head.source is not None else None
        if known is None and _shipped_at_large(seller, head, topic, sentence):
            return Sides(seller, WORLD, (), area, None, 0.65)
        if (known is None or known.sides.partner == WORLD) and _beside(head, topic, sentence):
            return Sides(seller, WORLD, (), area, None, 0.6)
        if known is None or known.measure != "exports" or known.sides.partner in {None, WORLD, seller}:
            return None
        return Sides(seller, known.sides.partner, (), area, None, 0.65, known.sentence)
    if head.returns and not head.total and sentence.items[head.at].lower in _SENT:
        return None  # "; Iran sent 40 tonnes of relief goods": to nobody that was told
    return Sides(seller, WORLD, (), area, None, 0.85)


def _at_the_market(seller: str, topic: Topic, sentence: Sentence) -> bool:
    """Whether the sentence before tells what one country sold to another that the report speaks of more, so that
    imports from a third may be of the one or the other."""
    told = topic.told(sentence, 1)
    if told is None or told.measure != "exports" or told.sides.partner in {None, WORLD, seller}:
        return False
    if told.sides.reporter == seller or is_group(str(told.sides.partner)) or topic.trade is not None:
        return False
    named = topic.document.lands(sentence)
    # whose country is named nowhere is at home: "Exports to Germany came to $38m, while imports from Poland rose"
    return 0 < named.get(str(told.sides.reporter), 0) < named.get(str(told.sides.partner), 0)


def _shipped_at_large(seller: str, head: Head, topic: Topic, sentence: Sentence) -> bool:
    """ "Banana shipments out of Ecuador totalled 30 million boxes": all of them, where no other trade is spoken of."""
    if not head.goods or not sentence.items[head.at].lower.startswith("shipment"):
        return False
    base = topic.settled(sentence)
    return base is None or (base.measure == "exports" and base.sides.reporter in {None, seller})


def _beside(head: Head, topic: Topic, sentence: Sentence) -> bool:
    """Whether "Brazil's shipments" stand beside another country's exports to all the world that were just told."""
    told = topic.told(sentence, 2)
    if told is None or head.elsewhere or head.open_other or not sentence.items[head.at].lower.startswith("shipment"):
        return False
    return told.measure == "exports" and told.sides.partner == WORLD


def _imports(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    seller = head.source or head.origin
    buyer = head.dest[0] if head.dest else head.agent
    owner = head.owner
    if head.loose and head.verb:
        taking = owner.code if owner is not None else owner_of(head, topic, sentence, before)[0]
        return took_in(taking, head, topic, sentence)
    if buyer is not None and owner is not None and buyer.code != owner.code:
        # "Turkish imports to Georgia" are what Georgia imports from Turkey
        return (
            Sides(buyer.code, owner.code, (), buyer.area, owner.area, 0.85)
            if seller is None
            else Sides(buyer.code, seller.code, (), buyer.area, seller.area)
        )
    if owner is not None and buyer is None and seller is None and not head.verb and is_adjective(owner, head, sentence):
        whose = by_adjective(owner.code, head, topic, sentence)
        if whose is None or whose.reporter is not None:
            return whose
    buyer = buyer or owner
    if (back := sent_back(head, sentence, before)) is not None:
        return back
    if buyer is not None and seller is None and (told := taken_from(buyer.code, head, topic, sentence)) is not None:
        return Sides(buyer.code, told.sides.reporter, (), buyer.area, None, 0.7, told.sentence)
    if buyer is not None and seller is not None:
        return None if buyer.code == seller.code else Sides(buyer.code, seller.code, (), buyer.area, seller.area)
    if buyer is not None:
        if head.loose:
            return Sides(buyer.code, WORLD, (), buyer.area, None, 0.55)
        partner = topic.partner_of(buyer.code, head, sentence, before)
        if head.supply and partner is None:
            return _of_what_is_sold(buyer, head, topic, sentence)
        return Sides(
            buyer.code,
            partner[0] if partner else WORLD,
            (),
            buyer.area,
            None,
            0.75 if partner else 0.85,
            partner[1] if partner else None,
        )
    who, confidence, source = owner_of(head, topic, sentence, before)
    if seller is not None:
        if who is None and (seen := who_saw(sentence, head)):
            return Sides(seen[0], seller.code, (), None, seller.area, 0.8) if len(seen) == 1 else None
        if who is not None and who != seller.code:
            return Sides(who, seller.code, (), None, seller.area, confidence, source)
        if _at_the_market(seller.code, topic, sentence):
            return None  # "Mexico shipped $11m worth to Colombia. Imports from Turkey": whose, is open
        known = counterpart_of(seller.code, topic, sentence, before, head)
        return Sides(known[0], seller.code, (), None, seller.area, 0.75, known[1]) if known else None
    if who is not None:
        whole = topic.settled(sentence)
        if head.supply and whole is not None and whole.sides.partner == WORLD:
            # "Taiwan's exports rose, with China increasing its purchases": of what is exported
            sold = _of_what_is_sold(Place(code=who, form="name"), head, topic, sentence)
            if sold is not None:
                return sold
        partner = topic.partner_of(who, head, sentence, before)
        return Sides(who, partner[0] if partner else WORLD, (), None, None, min(confidence, 0.7), source)
    return inherited_sides(head, topic, sentence, before)


def _of_what_is_sold(buyer: Place, head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "Uruguay's beef exports came to $200 million. |China's purchases| fell": of what the country that is spoken of
    exports."""
    base, told = topic.settled(sentence), topic.told(sentence, 2)
    if base is None or told is None or base.measure != "exports" or base.sides.reporter in {None, WORLD, buyer.code}:
        return None
    if told.measure not in {"exports", "imports"} or told.sides.partner == buyer.code != base.sides.partner:
        return None
    if head.goods and base.goods and not same_goods(head.goods, base.goods):
        return None
    return Sides(buyer.code, base.sides.reporter, (), buyer.area, None, 0.65, base.sentence)
