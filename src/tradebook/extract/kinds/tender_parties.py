"""Who buys and who bids in a tender, as its clause tells."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds import tender_again, tender_awards, tender_bids, tender_calls, tender_owner
from tradebook.extract.kinds.deal.antecedents import antecedent, stands_free
from tradebook.extract.kinds.deal.origins import introduced
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import is_passive, status_of_verb, words_of
from tradebook.places import is_group
from tradebook.statement import Party, PartyRole


def take_parties(document: Document, draft: Draft, sentence: Sentence, call: Call) -> None:
    """Put who buys and who bids into the draft."""
    items = sentence.items
    edge = call.noun if call.start <= call.noun < call.verb else call.verb
    if (winner := tender_calls.winner_is(sentence, call)) is not None:
        _put_bidders(draft, sentence, winner[0])
        put_buyer(draft, sentence, winner[1])
        return
    if _by_award(document, draft, sentence, call):
        return
    if lowest := tender_owner.lowest_from(sentence, call):
        _put_bidders(draft, sentence, lowest)
        return  # whose tender it is its own phrase tells
    if listed := (tender_owner.fronted_bidders(sentence, call) or tender_owner.offers_from(sentence, call)):
        _put_bidders(draft, sentence, listed)
        around = sides_in(sentence, call.noun + 1, call.verb)
        put_buyer(draft, sentence, [s for s in around if s not in listed and _of_tender(items, s, call)])
        return  # whose tender it is its own phrase tells
    offered = [s for s in sides_in(sentence, call.start, call.stop) if _whose_bid(items, s)]
    if offered and call.status in {"bidding", "awarded"}:
        _put_bidders(draft, sentence, offered)
        behind = sides_in(sentence, call.start, call.stop)
        buyers = [s for s in behind if s not in offered and _of_tender(items, s, call)]
        if not buyers and (got := _receives(items, call.start, offered[0].start)) is not None:
            buyers = [s for s in sides_in(sentence, call.start, got) if not _by_the_way(items, s)]
        if not buyers and call.subject_buys and (who := antecedent(document, sentence, call.start, call.verb)):
            buyers = [who[0]]  # "X said it had received bids from"
        put_buyer(draft, sentence, buyers)
        return
    subject = [s for s in sides_in(sentence, call.start, edge) if not _by_the_way(items, s)]
    if call.subject_buys:
        subject = [s for s in subject if s.name is None or stands_free(sentence, s)] or subject
    behind = sides_in(sentence, edge + 1, call.stop)
    chosen = tender_calls.picked(sentence, call)
    if chosen:
        _put_bidders(draft, sentence, chosen)
        put_buyer(draft, sentence, [s for s in subject if s.name] or subject)
        return
    found = None
    if not any(s.name for s in subject):
        found = tender_again.same_body(document, sentence, call.start, edge)
        found = found or antecedent(document, sentence, call.start, edge)
        if found is not None:
            if found[1] is not sentence:
                draft.lean_on(found[1])
            subject = [found[0]]
    passive = call.verb > call.noun and (
        lower_at(items, call.verb) != "offered" or lower_at(items, call.verb + 1) == "by"
    )
    handed = is_passive(items, call.verb) and lower_at(items, call.verb + 1) == "by" and call.status == "bidding"
    passive = passive or handed  # "a bid was submitted by X in a tender of Y"
    if call.subject_buys:
        put_buyer(draft, sentence, [introduced(document, draft, s) for s in subject])
        if draft.get("buyer") is None and (land := _own_office(items, call)) is not None:
            draft.put("buyer", Party(name=None, role="buyer", country=land.value.code), land)
        if call.status == "bidding":
            told = tender_calls.listed(sentence, call) or tender_calls.senders(sentence, call)
            _put_bidders(draft, sentence, told or tender_calls.offering(sentence, call))
        elif call.status == "cancelled":
            _put_bidders(draft, sentence, tender_bids.took_part(sentence, call.noun, len(items)))
        _goods_before(draft, sentence, found[1] if found is not None and found[1] is not sentence else None)
        return
    by = _by(items, behind) if passive else []
    by = [s for s in by if s.start > call.verb] or by  # "the tender launched by A was won by X"
    low = lower_at(items, call.verb).split(" ")[-1]
    if passive and (status_of_verb(low) in ("announced", "cancelled") or low in {"closes", "close"}):
        by = [s for s in by if not _judges(s)]
        behind = [s for s in behind if not _judges(s)]
        put_buyer(draft, sentence, by or subject or [s for s in behind if _of_tender(items, s, call)])
        return
    bidders = by if passive else subject
    bidders = [*bidders, *tender_calls.winners_behind(sentence, call), *tender_calls.beaten(sentence, call)]
    if call.status == "awarded":
        bidders += [s for s in tender_bids.beaten_behind(sentence, call.noun) if s not in bidders]
    if items[call.verb].lower in {"narrowed", "narrows"}:
        put_buyer(draft, sentence, [introduced(document, draft, s) for s in subject])
        _put_bidders(draft, sentence, [s for s in tender_calls.joined_behind(sentence, behind, "to") if s.name])
        return
    if not any(s.name for s in bidders) and call.status in {"bidding", "awarded"}:
        bidders = tender_owner.listed_behind(sentence, call) or tender_calls.listed(sentence, call)
    _put_bidders(draft, sentence, [introduced(document, draft, s) for s in bidders])
    put_buyer(
        draft,
        sentence,
        [s for s in behind if s not in bidders and _of_tender(items, s, call) and not _origin(items, s)]
        or (subject if passive else [])
        or tender_calls.wanted_by(sentence, call),
    )
    _award_to(draft, sentence, behind, call)


def _own_office(items: list[Item], call: Call) -> Item | None:
    """The land whose minister or office says "we" or "his ministry" of the buyer: "We will announce a tender in March,
    |Ghana|'s transport minister said"."""
    before = [items[k].lower for k in range(call.start, call.verb)]
    own = "we" in before or any(w in {"ministry", "department", "agency", "government"} for w in before)
    if not own or not any(w in {"we", "his", "her", "its", "the"} for w in before):
        return None
    for k, item in enumerate(items):
        behind = possessive_at(items, k + 1) if item.kind == "PLACE" else k + 1
        if item.kind not in {"PLACE", "DEM"} or (item.kind == "PLACE" and behind == k + 1):
            continue
        if is_group(item.value.code) or not any(i.lower in _OFFICES for i in items[behind : behind + 5]):
            continue
        return item
    return None


_OFFICES = frozenset("minister ministry president director head government".split())


def _by_award(document: Document, draft: Draft, sentence: Sentence, call: Call) -> bool:
    """The parties of a tender that somebody is given: behind "awarded to", beside "the winner"."""
    items = sentence.items
    if won := tender_awards.awarded_to(sentence, call):
        _put_bidders(draft, sentence, [introduced(document, draft, s) for s in won])
        others = [s for s in sides_in(sentence, call.start, call.stop) if s.start < won[0].start]
        first = [s for s in others if s.stop <= min(call.noun, call.verb)]
        put_buyer(draft, sentence, first or [s for s in others if _of_tender(items, s, call)])
        return True
    chosen = (
        tender_awards.winners_named(sentence, call)
        or tender_awards.winner_behind(sentence, call)
        or tender_awards.given(sentence, call)
        or tender_awards.as_winner(sentence, call)
        or tender_awards.preferred_one(sentence, call)
    )
    if chosen:
        _put_bidders(draft, sentence, [introduced(document, draft, s) for s in chosen])
        before = sides_in(sentence, call.start, min(call.verb, call.noun))
        around = sides_in(sentence, call.noun, call.stop)
        put_buyer(draft, sentence, before or [s for s in around if s not in chosen and _of_tender(items, s, call)])
    return bool(chosen)


def take_owner(draft: Draft, sentence: Sentence, call: Call) -> None:
    """The buyer that the tender's own phrase tells, where the clause told none."""
    if draft.get("buyer") is not None:
        return
    noun = call.noun
    if not sentence.items[noun].is_("tender_noun"):  # "Offers were submitted by X in the tender from A"
        noun = next((k for k in range(noun, call.stop) if sentence.items[k].is_("tender_noun")), noun)
    owner = tender_owner.owner_of(sentence, noun)
    if owner is not None and (owner.name is None or all(p.name != owner.name for p in draft.get("bidders") or ())):
        put_buyer(draft, sentence, [owner])


def _receives(items: list[Item], start: int, stop: int) -> int | None:
    """The verb of who gets an offer: "X |received| a bid from Y in its tender"."""
    return next((k for k in range(start, stop) if items[k].lower.split(" ")[-1] in _RECEIVED), None)


_RECEIVED = frozenset({"received", "receives", "got", "gets"})


def _whose_bid(items: list[Item], side: Side) -> bool:
    """Whether a side is who made the bid: "the bid of India's Sterling Wire was the lowest"."""
    if side.name is None:
        return False
    owned = possessive_at(items, side.stop)
    if owned > side.stop and any(lower_at(items, k) in {"bid", "offer"} for k in (owned, owned + 1)):
        return True  # "X's offer was the highest"
    for k in range(side.start - 1, max(-1, side.start - 12), -1):
        if lower_at(items, k) in {"of", "from", "by"}:
            return (
                lower_at(items, k - 1) in {"bid", "offer"}
                or _bids_of(items, k)
                or (lower_at(items, k) == "from" and items[k - 1].is_("tender_bid"))
            )
        if items[k].kind in ("NAME", "ORG") or items[k].lower == "and":
            continue
        if items[k].kind not in ("PLACE", "DEM", "p", "w", "GOOD"):
            return False
    return False


def _bids_of(items: list[Item], k: int) -> bool:
    """ "The bids |of| X, Y and Z": several that are opened."""
    return lower_at(items, k) == "of" and lower_at(items, k - 1) in {"bids", "offers"}


def _goods_before(draft: Draft, sentence: Sentence, other: Sentence | None) -> None:
    """The goods of the sentence that names the buyer whom "it" stands for, where that one speaks of a need: "X is in
    the market for 295,000 tonnes of hard wheat. It set a closing date for the tender"."""
    if (
        other is None
        or draft.get("goods")
        or not other.lowers & {"market", "seeking", "seeks", "buy", "needs", "import"}
    ):
        return
    goods = [(i.value.good, i) for i in other.items if i.kind == "GOOD"]
    if len(goods) == 1:
        draft.put("goods", (goods[0][0],), goods[0][1], sentence=other)
        draft.also.append(other)


def _by_the_way(items: list[Item], side: Side) -> bool:
    """Whether a country is only where something is or where goods come from: "offers of Romanian wheat"."""
    behind = possessive_at(items, side.start + 1)
    if side.name is not None or (
        behind > side.start + 1 and any(i.is_("tender_noun") for i in items[behind : behind + 2])
    ):
        return False  # "in Iraq's tender"
    made_there = kind_at(items, side.start) == "DEM" and kind_at(items, side.start + 1) == "GOOD"
    return made_there or lower_at(items, side.start - 1) in {"in", "at", "on", "from"}


_JUDGING = frozenset("arbitration court tribunal appeal appeals competition antimonopoly complaints".split())


def _judges(side: Side) -> bool:
    """Whether a body only annuls what others tendered for: "was invalidated by the Procurement Arbitration Board"."""
    return side.name is not None and not _JUDGING.isdisjoint(side.name.lower().split())


def _origin(items: list[Item], side: Side) -> bool:
    """Whether a nationality only says where goods come from: "offered 50,000 tonnes of Turkish wheat"."""
    return side.name is None and kind_at(items, side.start) == "DEM" and kind_at(items, side.start + 1) == "GOOD"


def _by(items: list[Item], sides: list[Side]) -> list[Side]:
    """The sides behind "by" and those joined to them."""
    found: list[Side] = []
    for side in sides:
        before = {lower_at(items, k) for k in range(max(0, side.start - 4), side.start)}
        if "the" in before:
            before.add(lower_at(items, side.start - 5))  # "by the Czech Republic's X"
        led = before & {"led", "headed", "backed", "owned", "run"}  # "a group led by X" is one of those told
        if ("by" in before and not led) or (found and before & {"and", ","}):
            found.append(side)
    return found


_POSTS = frozenset("director chairman head president manager spokesman secretary chief".split())
_SUPPLIES = frozenset("supply sell deliver provide export ship delivery sale selling supplying".split())
_PREPOSITIONS = frozenset("of for by from in to with at under after and".split())


def _of_tender(items: list[Item], side: Side, call: Call) -> bool:
    """Whether a side behind the verb owns the tender: "the tender of ZSSK", "for the Azerbaijan Railways",
    "GASC's tender", "the tender to supply ten trains to Egypt"."""
    if side.start < call.noun and side.stop >= call.noun - 3:
        return True
    if any(lower_at(items, k) in _POSTS for k in range(side.start - 3, side.start)):
        return False  # "the director of Alba Rice told"
    for k in range(side.start, max(call.start, side.start - 10), -1):
        low = lower_at(items, k)
        if low in _PREPOSITIONS:
            supplied = low == "to" and any(i.lower in _SUPPLIES for i in items[call.start : k])
            hosts = low == "in" and side.name is not None and side.country is None  # "won a bid in Quezon City"
            if low == "from" and side.name is None and not (k and items[k - 1].is_("tender_noun")):
                return False  # "wheat sourced from Ukraine"
            return (
                (low in {"of", "by", "from", "in"} and not hosts)
                or supplied
                or (low == "for" and side.name is not None)
            )
    return False


def _award_to(draft: Draft, sentence: Sentence, behind: list[Side], call: Call) -> None:
    """ "awarded the tender to X": the subject buys, X is the bidder."""
    items = sentence.items
    if (
        lower_at(items, call.verb) not in {"awarded", "award", "awards", "awarding"}
        or call.verb > call.noun
        or is_passive(items, call.verb)
    ):
        return
    to = tender_calls.joined_behind(sentence, behind, "to")
    to = to or [s for s in behind if s.name and _is_bidder(items, s)]
    bidders = draft.slots.pop("bidders", ())
    draft.spans.pop("bidders", None)
    if bidders:
        draft.slots["buyer"] = Party(name=bidders[0].name, role="buyer", country=bidders[0].country)
    elif draft.get("buyer") is None:
        put_buyer(draft, sentence, [s for s in sides_in(sentence, call.start, call.verb) if s.country])
    _put_bidders(draft, sentence, to)


def _is_bidder(items: list[Item], side: Side) -> bool:
    """Whether a name stands behind the word that it bid: "to the lowest bidder M/s. Transammonia"."""
    return any(lower_at(items, k) in {"bidder", "bidders"} for k in range(max(0, side.start - 5), side.start))


def party_of(sentence: Sentence, side: Side, role: PartyRole) -> Party:
    """A side as a party: a body without a name by its wording."""
    return Party(name=side.name or _described(sentence, side), role=role, country=side.country)


def _described(sentence: Sentence, side: Side) -> str | None:
    """The wording of a body that has no name: "Jordan's state grain buyer"; None for a country by itself."""
    items = sentence.items
    first = next((k for k in range(side.start, side.stop) if items[k] is side.items[0]), -1)
    if first < 0 or not side.word or side.word in {"city", "government"}:
        return None
    last = side.stop - 1
    while last > first and items[last].lower != side.word:
        last -= 1
    return sentence.text_between(items[first], items[last]) if last > first and side.word in words_of("buyer") else None


def put_buyer(draft: Draft, sentence: Sentence, sides: list[Side]) -> None:
    """Put the buyer, one of the sides: a named one before a country."""
    named = [s for s in sides if s.name] or [s for s in sides if s.country]
    if named:
        side = _seated(sentence, named[-1] if draft.get("status") in {"announced", "planned"} else named[0])
        draft.put(
            "buyer", party_of(sentence, side, "buyer"), *(i for i in side.items if any(i is x for x in sentence.items))
        )


def _seated(sentence: Sentence, side: Side) -> Side:
    """The side with the country behind "in", where nothing else tells it: "Importer X in Norway has issued"."""
    items = sentence.items
    place = items[side.stop + 1] if kind_at(items, side.stop + 1) == "PLACE" else None
    if side.name is None or side.country is not None or place is None or lower_at(items, side.stop) != "in":
        return side
    return side if is_group(place.value.code) else side._replace(country=place.value.code, items=(*side.items, place))


def _put_bidders(draft: Draft, sentence: Sentence, sides: list[Side]) -> None:
    named = [s for s in sides if s.name]
    if named:
        used = [i for s in named for i in s.items if any(i is x for x in sentence.items)]
        draft.put("bidders", tuple(party_of(sentence, s, "supplier") for s in named), *used)
