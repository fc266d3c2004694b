"""Tenders: calls for bids, from the plan to the award or the end.

A purchase made in a tender ("GASC bought 480,000 tonnes of wheat in a tender") is a deal with the instrument
`purchase`; a tender that a firm won is a tender, status `awarded`. Offers to take over shares and the tenders of
treasuries and central banks are none.
"""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, same_claim
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds import tender_calls
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, right_edge
from tradebook.extract.kinds.deal.context import antecedent, stands_free
from tradebook.extract.kinds.deal.instruments import awarded_purchase
from tradebook.extract.kinds.deal.origins import introduced
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at, unknown_good
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import status_of_verb, words_of
from tradebook.extract.kinds.tender_dates import date_of, go_on, until_then
from tradebook.statement import Good, Party, PartyRole


def read(document: Document) -> list[Draft]:
    """The tenders of an analysed report, one draft a tender, in the order of the text."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if drafts and "deal_noun" in sentence.cues:
            _take_worth(drafts[-1], sentence)
        if drafts and (_lowest(drafts[-1], sentence) or until_then(drafts[-1], sentence)):
            continue
        if sentence.cues.isdisjoint(_STARTS):
            if drafts and "closing" in sentence.lowers:
                go_on(drafts[-1], sentence)  # "The closing date is 10 March"
            continue
        draft = _read_sentence(document, sentence, drafts[-1] if drafts else None)
        if draft is not None:
            drafts.append(draft)
        elif drafts and sentence.lowers.isdisjoint(_EARLIER):
            go_on(drafts[-1], sentence)
    return merged(drafts, _same)


def _lowest(last: Draft, sentence: Sentence) -> bool:
    """ "The lowest came from X, followed by Y", "Z was another bidder": the bidders of the opening told just before."""
    if last.get("status") != "bidding" or not 0 < _gap(sentence, last) <= 4:
        return False
    known = last.get("bidders") or ()
    names = {p.name for p in known}
    others = tender_calls.other_bidders(sentence)
    sides = [s for s in others or tender_calls.lowest_in(sentence) if s.name not in names]
    if not sides or (known and not others and not tender_calls.goes_on_bidding(sentence)):
        return False
    used = [i for s in sides for i in s.items if any(i is x for x in sentence.items)]
    last.put("bidders", (*known, *(_party(sentence, s, "supplier") for s in sides)), *used, sentence=sentence)
    last.also.append(sentence)
    return True


_STARTS = frozenset({"tender_noun", "tender_bid"})


def _same(a: Draft, b: Draft) -> bool:
    if a.get("status") != b.get("status") and "title" not in (a.sentence.field, b.sentence.field):
        return False
    if a.sentence.lowers.isdisjoint(_EARLIER) != b.sentence.lowers.isdisjoint(_EARLIER):
        return False  # "a previous tender" is another one
    return same_claim(a, b, needs=("goods", "buyer", "bidders"), ignore=("buyer",)) and _one_buyer(a, b)


_EARLIER = frozenset({"previous", "earlier", "separate", "separately"})


def _one_buyer(a: Draft, b: Draft) -> bool:
    one, two = a.get("buyer"), b.get("buyer")
    if one is None or two is None or one.name is None or two.name is None or one.name == two.name:
        return True
    return bool(one.name == _initials(two.name) or two.name == _initials(one.name))


def _initials(name: str) -> str:
    """The capitals that a name is shortened to: "Trading Corporation of Pakistan" is TCP."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _read_sentence(document: Document, sentence: Sentence, last: Draft | None) -> Draft | None:
    items = sentence.items
    if any(
        i.lower in words_of("other_matter") and not (i.lower == "selling" and lower_at(items, k - 1) == "for")
        for k, i in enumerate(items)
        if i.kind in ("w", "CUE", "GOOD")
    ):
        return None
    if any(i.lower in {"bought", "purchased", "overturned"} for i in items):
        return None  # a purchase in a tender is a deal
    if any(i.is_("tender_noun") and tender_calls.sells(items, k) for k, i in enumerate(items)):
        return None  # it is held to sell
    if sentence.cues.isdisjoint({"tender_noun"}) and not any(
        i.lower in {"bids", "offers", "bidding", "bidders"}
        or (i.lower in {"bid", "bidder"} and (_won_bid(items, k) or _invited(items, k)))
        for k, i in enumerate(items)
    ):
        return None
    for n, item in enumerate(items):
        if not (item.is_("tender_noun") or item.is_("tender_bid")):
            continue
        if (
            lower_at(items, n + 1) in {"offer", "offers"}
            or lower_at(items, n - 1) in {"export", "selling", "legal"}
            or (item.lower in {"bid", "bidder"} and not _won_bid(items, n) and not _invited(items, n))
        ):
            continue
        if item.is_("tender_noun") and awarded_purchase(items, n):
            continue  # a deal
        call = tender_calls.special(sentence, n) or _call(sentence, n)
        if call is None:
            continue
        draft = _fill(document, sentence, call, last)
        if draft is not None:
            return draft
    return None


def _won_bid(items: list[Item], n: int) -> bool:
    """Whether the bid at `n` is one that was won: "won a bid to sell"."""
    return bool(_WON & {lower_at(items, n - 1), lower_at(items, n - 2)})


def _invited(items: list[Item], n: int) -> bool:
    """Whether somebody bids ("X and Y bid for"), is asked to bid, or is the lowest of the bidders."""
    if lower_at(items, n + 1) == "for" and (
        kind_at(items, n - 1) in {"NAME", "ORG"} or lower_at(items, n - 1) in {"have", "has", "both"}
    ):
        return True
    return lower_at(items, n - 1) in {"to", "lowest", "sole", "only", "preferred", "successful", "winning"}


_WON = frozenset("won wins win winning".split())


# -- the verb --------------------------------------------------------------------------------------------------------


def _call(sentence: Sentence, n: int) -> Call | None:
    items = sentence.items
    if lower_at(items, n) == "tendering" or (lower_at(items, n) == "tendered" and not _is_verb(items, n)):
        return None
    if lower_at(items, n) in {"tender", "tendered"} and _is_verb(items, n):
        start = left_edge(items, n)
        mood = mood_before(items, n, start)
        status = "planned" if mood.ahead else "announced"
        return Call(noun=n, verb=n, start=start, stop=right_edge(items, n), status=status, mood=mood, subject_buys=True)
    # "is seeking to buy 111,000 tonnes of wheat from X, Y and Z in tenders"
    back = 26 if "in" in {lower_at(items, k) for k in (n - 1, n - 2, n - 3)} else 14
    verbs = [*range(n - 1, max(-1, n - back), -1), *range(n + 1, min(len(items), n + 24))]
    for v in verbs:
        told = _status(items, v, n)
        if told is not None:
            return _with_mood(sentence, n, v, told)
    return None


def _is_verb(items: list[Item], n: int) -> bool:
    if lower_at(items, n) == "tendered":
        return lower_at(items, n + 1) == "for" or kind_at(items, n + 1) == "PER"
    return lower_at(items, n - 1) in {"will", "to", "would"} and lower_at(items, n + 1) not in {"of", "offer"}


def _status(items: list[Item], v: int, n: int) -> str | None:
    """What the verb at `v` says of the tender at `n`; None where it is no verb of tenders, or its object is another."""
    low = items[v].lower.split(" ")[-1]
    if items[v].lower == "called off":
        return "cancelled" if v < n or _passive(items, v) else None
    if low in {";", "which"} or (low in _OF_BIDS and not items[n].is_("tender_bid")):
        return None
    if low == "offered" and lower_at(items, v + 1) == "for" and any(i.kind == "AMT" for i in items[max(0, v - 7) : v]):
        return None  # "the price of AMT a tonne offered for wheat in the tender"
    if low in {"winner", "winners"} and lower_at(items, v - 2) == "as" and v < n:
        return None  # "chose X as the winner of its tender": the verb of choosing tells
    if v < n and tender_calls.meant_to_buy(items, v, n):
        return "announced"  # "intends to buy 40 buses through a tender"
    if low in {"closed", "ended", "concluded"} and "without" in {i.lower for i in items[max(v, n) : max(v, n) + 16]}:
        return "cancelled"  # "closed its tender to buy 120,000 tonnes of wheat without making a purchase"
    if low in {"closes", "close"} and n < v and _due(items, v):
        return "announced"  # "a tender for 40,000 tonnes of rice closes on Sept. 29"
    for status in ("announced", "bidding", "awarded", "cancelled"):
        if low in words_of(status):
            if v > n and not _passive(items, v) and status not in ("bidding", "awarded"):
                return None
            if items[n].is_("tender_bid") and (
                abs(v - n) > _reach(items, v, n) or low not in words_of("bid_verb") | _WON
            ):
                return None
            if low == "part" and lower_at(items, v - 1) not in {"take", "takes", "taking", "took", "taken"}:
                return None
            if items[n].is_("tender_bid") and low in {"opened", "opens"}:
                return "bidding"  # "opened the offers of seven companies"
            return status
    return None


_OF_BIDS = frozenset("remain remains remained placed filed handed tabled".split())


def _reach(items: list[Item], v: int, n: int) -> int:
    """How far a verb may stand from its bids: "bids that X received", "bids for 40 locomotives were opened"."""
    if lower_at(items, n + 1) in {"that", "which"}:
        return 9
    return 14 if n < v and _passive(items, v) and lower_at(items, v) != "rejected" else 4


def _due(items: list[Item], v: int) -> bool:
    """Whether a day stands right behind the verb at `v`."""
    at = v + 1 + (lower_at(items, v + 1) == "later")
    return kind_at(items, at + (lower_at(items, at) == "on")) == "PER"


def _passive(items: list[Item], v: int) -> bool:
    return items[v].lower.split(" ")[0] in {"was", "were", "been"} or any(
        lower_at(items, k).split(" ")[-1] in {"be", "been", "was", "were", "is", "are", "being"}
        for k in range(max(0, v - 3), v)
    )


def _with_mood(sentence: Sentence, n: int, v: int, status: str) -> Call | None:
    items = sentence.items
    start, stop = left_edge(items, min(n, v)), right_edge(items, max(n, v))
    relative = lower_at(items, start - 1) in {"that", "which"} or lower_at(items, start) in {"that", "which"}
    beats = status == "awarded" and not words_of("beating").isdisjoint({lower_at(items, v)})
    if relative and (_among(items, start - 1) or beats):
        start = left_edge(items, start - 1)
    mood = mood_before(items, v - 1 if lower_at(items, v) == "part" else v, start)
    if mood.no:
        return None
    if status == "bidding" and lower_at(items, v) in {"bids", "bid", "offers"} and sentence.lowers >= {"deadline"}:
        status = "announced"  # "the deadline for bids in X's tender is"
    if mood.ahead:
        status = "planned"
    elif lower_at(items, v) in {"plans", "planned", "planning", "prepares", "preparing", "prepared", "considering"}:
        status, mood = "planned", Mood("planned", ahead=True)
    by_buyer = (
        status == "cancelled"
        or lower_at(items, v) in tender_calls.ACQUIRING
        or status_of_verb(lower_at(items, v)) in ("announced", "cancelled")
    )
    buys = v < n and (by_buyer or _receives(items, v))
    return Call(noun=n, verb=v, start=start, stop=stop, status=status, mood=mood, subject_buys=buys)


def _among(items: list[Item], k: int) -> bool:
    """Whether a relative clause opens at `k` that says what several did: "X and Y were among six that offered"."""
    return any(lower_at(items, j).split(" ")[0] == "among" for j in range(max(0, k - 6), k))


def _receives(items: list[Item], v: int) -> bool:
    """Whether the subject gets the bids: it is the one who buys."""
    return lower_at(items, v).split(" ")[-1] in {"received", "receives", "receive"} and not _passive(items, v)


# -- the slots -------------------------------------------------------------------------------------------------------


def _fill(document: Document, sentence: Sentence, call: Call, last: Draft | None) -> Draft | None:
    items = sentence.items
    draft = Draft("tender", sentence, stance=call.mood.stance, confidence=0.8)
    draft.put("status", call.status, items[call.verb])
    _goods(draft, sentence, call)
    _parties(document, draft, sentence, call)
    _goods_of_last(draft, sentence, call, last)
    found = slots.money(items, call.start, call.stop)
    if found.amount is not None:
        draft.put("amount", found.amount.value, found.amount)
    date = date_of(sentence, call)
    if date is not None:
        draft.put("date", date.value, *date.items)
    buyer = draft.get("buyer")
    if (buyer is None and not draft.get("bidders") and not _stands_alone(draft, call)) or _is_bank(draft):
        return None
    if (buyer is None or buyer.name is None) and not draft.get("goods"):
        return None
    if not draft.get("goods") and not draft.get("amount"):
        if draft.get("buyer") is None or not draft.get("bidders"):
            return None
        draft.confidence -= 0.1
    return draft


def _stands_alone(draft: Draft, call: Call) -> bool:
    """Whether a tender is worth a statement without anybody named: "a tender for port cranes will be announced in
    March", of goods that are known and with its day."""
    known = any(good.hs for good in draft.get("goods") or ())
    return known and draft.get("date") is not None and call.verb > call.noun and call.status in {"planned", "announced"}


def _is_bank(draft: Draft) -> bool:
    """Whether a central bank or a treasury is a side: it lends or borrows money by tender."""
    names = [p.name.lower() for p in (draft.get("buyer"), *(draft.get("bidders") or ())) if p is not None and p.name]
    return any("bank" in n or "treasury" in n or "reserve" in n for n in names)


def _goods(draft: Draft, sentence: Sentence, call: Call) -> None:
    counted = counts.quantities(sentence, call.start, call.stop)
    goods = [(c.good, c.items[-1]) for c in counted if c.good is not None and c.good.text.lower() not in _NO_GOODS]
    first = min(call.noun, call.verb)
    texts = {g.text for g, _ in goods}
    behind = slots.goods_in(sentence, first + 1, call.stop) or _for_goods(sentence, call)
    behind = [(g, i) for g, i in behind if _word_behind(sentence.items, i) not in words_of("buyer")]
    goods += [(g, i) for g, i in behind if g.text not in texts and not any(g.text in t for t in texts)]
    if not goods:
        near = max(call.start, call.noun - 3) if sentence.items[0].lower != "for" else 0  # "For corn, X will tender"
        goods = [(i.value.good, i) for i in sentence.items[near : call.noun] if i.kind == "GOOD"]
    if not goods:
        goods = _of_suppliers(sentence.items)
    if goods:
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods))


def _of_suppliers(items: list[Item]) -> list[tuple[Good, Item]]:
    """ "Three suppliers of fertiliser have been shortlisted in the tender", "the order for 12 trams went to"."""
    return [
        (i.value.good, i)
        for k, i in enumerate(items)
        if i.kind == "GOOD"
        and (
            (lower_at(items, k - 1) in {"of", "for"} and lower_at(items, k - 2) in _SUPPLIERS)
            or (lower_at(items, k - 1) == "of" and kind_at(items, k - 2) in {"QTY", "NUM"})
            or lower_at(items, k - 1) in {"buy", "purchase", "import", "buying", "importing", "procure"}
        )
    ]


_SUPPLIERS = frozenset(
    "suppliers makers sellers exporters producers supply delivery purchase import procurement".split()
)
_NO_GOODS = frozenset(
    "calls bids offers tenders bidders firms companies rounds attempts suppliers countries contracts years days "
    "packages lots tranches phases groups stages".split()
)


def _goods_of_last(draft: Draft, sentence: Sentence, call: Call, last: Draft | None) -> None:
    """The goods of a tender that is told beside another of the same buyer, with a weight only: "offers were
    submitted in a previous tender for up to 500,000 tonnes"."""
    if draft.get("goods") or last is None or len(last.get("goods") or ()) != 1 or not 0 < _gap(sentence, last) <= 4:
        return
    weighed = any(i.kind == "QTY" for i in sentence.items[call.start : call.stop])
    if weighed and not sentence.lowers.isdisjoint(_EARLIER) and _one_buyer(draft, last):
        draft.put("goods", last.get("goods"))
        draft.lean_on(last.sentence)


def _gap(sentence: Sentence, last: Draft) -> int:
    return sentence.index - last.sentence.index if sentence.field == last.sentence.field else 0


def _word_behind(items: list[Item], item: Item) -> str:
    """The word behind an item: "state grains agency" buys, and is no good."""
    return next((lower_at(items, k + 1) for k, i in enumerate(items) if i is item), "")


def _for_goods(sentence: Sentence, call: Call) -> list[tuple[Good, Item]]:
    """Goods in plain words behind "for": "a tender to buy track parts", "for school desks"."""
    items = sentence.items
    for k in range(call.noun, call.stop - 1):
        if items[k].lower in {"for", "buy", "purchase"}:
            j = k + 1 + (lower_at(items, k + 1) in {"the", "new"})
            if (named := unknown_good(items, j)) is not None and named[-1].lower not in _NOT_BOUGHT:
                return [(Good(text=sentence.text_between(named[0], named[-1])), named[0])]
    return []


_NOT_BOUGHT = frozenset(
    "years months days weeks works services rights licences licenses stations projects offers bids".split()
)


def _parties(document: Document, draft: Draft, sentence: Sentence, call: Call) -> None:
    items = sentence.items
    edge = min(call.verb, call.noun) if call.verb > call.noun else call.verb
    if (winner := tender_calls.winner_is(sentence, call)) is not None:
        _put_bidders(draft, sentence, winner[0])
        _put_buyer(draft, sentence, winner[1])
        return
    offered = [s for s in sides_in(sentence, call.start, call.stop) if _whose_bid(items, s)]
    if offered and call.status in {"bidding", "awarded"}:
        _put_bidders(draft, sentence, offered)
        behind = sides_in(sentence, call.start, call.stop)
        _put_buyer(draft, sentence, [s for s in behind if s not in offered and _of_tender(items, s, call)])
        return
    subject = [s for s in sides_in(sentence, call.start, edge) if not _by_the_way(items, s)]
    if call.subject_buys:
        subject = [s for s in subject if s.name is None or stands_free(sentence, s)] or subject
    behind = sides_in(sentence, edge + 1, call.stop)
    chosen = tender_calls.picked(sentence, call)
    if chosen:
        _put_bidders(draft, sentence, chosen)
        _put_buyer(draft, sentence, [s for s in subject if s.name] or subject)
        return
    found = None
    if not any(s.name for s in subject):
        found = antecedent(document, sentence, call.start, edge)
        if found is not None:
            if found[1] is not sentence:
                draft.lean_on(found[1])
            subject = [found[0]]
    passive = call.verb > call.noun and (
        lower_at(items, call.verb) != "offered" or lower_at(items, call.verb + 1) == "by"
    )
    if call.subject_buys:
        _put_buyer(draft, sentence, [introduced(document, draft, s) for s in subject])
        if call.status == "bidding":
            _put_bidders(draft, sentence, tender_calls.listed(sentence, call) or tender_calls.senders(sentence, call))
        _goods_before(draft, sentence, found[1] if found is not None and found[1] is not sentence else None)
        return
    by, low = _by(items, behind) if passive else [], lower_at(items, call.verb).split(" ")[-1]
    if passive and (status_of_verb(low) in ("announced", "cancelled") or low in {"closes", "close"}):
        _put_buyer(draft, sentence, by or subject or [s for s in behind if _of_tender(items, s, call)])
        return
    bidders = by if passive else subject
    bidders = [*bidders, *tender_calls.winners_behind(sentence, call), *tender_calls.beaten(sentence, call)]
    if not any(s.name for s in bidders) and call.status in {"bidding", "awarded"}:
        bidders = tender_calls.listed(sentence, call)
    _put_bidders(draft, sentence, [introduced(document, draft, s) for s in bidders])
    _put_buyer(
        draft,
        sentence,
        [s for s in behind if s not in bidders and _of_tender(items, s, call)]
        or (subject if passive else [])
        or tender_calls.wanted_by(sentence, call),
    )
    _award_to(draft, sentence, behind, call)


def _whose_bid(items: list[Item], side: Side) -> bool:
    """Whether a side is who made the bid: "the bid of India's Sterling Wire was the lowest"."""
    if side.name is None:
        return False
    owned = possessive_at(items, side.stop)
    if owned > side.stop and any(lower_at(items, k) in {"bid", "offer"} for k in (owned, owned + 1)):
        return True  # "X's offer was the highest"
    for k in range(side.start - 1, max(-1, side.start - 12), -1):
        if lower_at(items, k) in {"of", "from", "by"}:
            return lower_at(items, k - 1) in {"bid", "offer"} or (
                lower_at(items, k) == "from" and items[k - 1].is_("tender_bid")
            )
        if items[k].kind in ("NAME", "ORG") or items[k].lower == "and":
            continue
        if items[k].kind not in ("PLACE", "DEM", "p", "w", "GOOD"):
            return False
    return False


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


def _by(items: list[Item], sides: list[Side]) -> list[Side]:
    """The sides behind "by" and those joined to them."""
    found: list[Side] = []
    for side in sides:
        before = {lower_at(items, k) for k in range(max(0, side.start - 4), side.start)}
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
        or _passive(items, call.verb)
    ):
        return
    to = tender_calls.joined_behind(sentence, behind, "to")
    to = to or [s for s in behind if s.name and _is_bidder(items, s)]
    bidders = draft.slots.pop("bidders", ())
    draft.spans.pop("bidders", None)
    if bidders:
        draft.slots["buyer"] = Party(name=bidders[0].name, role="buyer", country=bidders[0].country)
    elif draft.get("buyer") is None:
        _put_buyer(draft, sentence, [s for s in sides_in(sentence, call.start, call.verb) if s.country])
    _put_bidders(draft, sentence, to)


def _is_bidder(items: list[Item], side: Side) -> bool:
    """Whether a name stands behind the word that it bid: "to the lowest bidder M/s. Transammonia"."""
    return any(lower_at(items, k) in {"bidder", "bidders"} for k in range(max(0, side.start - 5), side.start))


def _party(sentence: Sentence, side: Side, role: PartyRole) -> Party:
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


def _put_buyer(draft: Draft, sentence: Sentence, sides: list[Side]) -> None:
    named = [s for s in sides if s.name] or [s for s in sides if s.country]
    if named:
        side = named[-1] if draft.get("status") in {"announced", "planned"} else named[0]
        draft.put(
            "buyer", _party(sentence, side, "buyer"), *(i for i in side.items if any(i is x for x in sentence.items))
        )


def _put_bidders(draft: Draft, sentence: Sentence, sides: list[Side]) -> None:
    named = [s for s in sides if s.name]
    if named:
        used = [i for s in named for i in s.items if any(i is x for x in sentence.items)]
        draft.put("bidders", tuple(_party(sentence, s, "supplier") for s in named), *used)


def _take_worth(last: Draft, sentence: Sentence) -> None:
    """ "The contract (with the winner) is worth AMT", right behind a tender awarded to one: its sum."""
    bidders = [p.name for p in last.get("bidders") or ()]
    near = last.sentence.field == sentence.field and 0 < sentence.index - last.sentence.index <= 2
    if not near or last.get("status") != "awarded" or last.get("amount") is not None or len(bidders) > 1:
        return
    items = sentence.items
    noun = next((k for k in range(1, min(4, len(items))) if items[k].is_("deal_noun")), None)
    sums = [k for k, i in enumerate(items) if i.kind == "AMT"]
    if noun is None or lower_at(items, 0) not in {"the", "this", "its"} or len(sums) != 1:
        return
    if any(i.kind in ("NAME", "ORG", "PLACE") and i.text not in (bidders or [""])[0] for i in items[noun : sums[0]]):
        return
    if not any(items[k].lower in _WORTH for k in range(noun + 1, sums[0])):
        return
    last.put("amount", items[sums[0]].value, items[sums[0]], sentence=sentence)
    last.also.append(sentence)


_WORTH = frozenset({"worth", "valued", "value", "costs", "cost", "is"})
