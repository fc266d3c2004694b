"""Tenders: calls for bids, from the plan to the award or the end.

A purchase made in a tender ("GASC bought 480,000 tonnes of wheat in a tender") is a deal with the instrument
`purchase`; a tender that a firm won is a tender, status `awarded`. Offers to take over shares and the tenders of
treasuries and central banks are none.
"""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, same_claim
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds import (
    tender_again,
    tender_awards,
    tender_bids,
    tender_calls,
    tender_more,
    tender_owner,
)
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, right_edge
from tradebook.extract.kinds.deal.instruments import awarded_purchase
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import is_passive, status_of_verb, words_of
from tradebook.extract.kinds.tender_dates import date_of, go_on, until_then
from tradebook.extract.kinds.tender_goods import take_goods
from tradebook.extract.kinds.tender_parties import party_of, take_owner, take_parties
from tradebook.statement import Party


def read(document: Document) -> list[Draft]:
    """The tenders of an analysed report, one draft a tender, in the order of the text."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if drafts and "deal_noun" in sentence.cues:
            _take_worth(drafts[-1], sentence)
        if drafts and (_lowest(drafts[-1], sentence) or until_then(drafts[-1], sentence)):
            continue
        if sentence.cues.isdisjoint(_STARTS):
            if drafts and not sentence.lowers.isdisjoint(_CLOSING):
                go_on(drafts[-1], sentence)  # "The closing date is 10 March", "It closes on 10 March"
            continue
        if not sentence.lowers.isdisjoint(_SELLING) and not sentence.lowers.isdisjoint(_HOLDINGS):
            continue  # "asked for bids for the assets that it is to sell"
        found = _read_sentence(document, sentence, drafts[-1] if drafts else None)
        if found:
            drafts += found
        elif drafts and sentence.lowers.isdisjoint(_EARLIER):
            go_on(drafts[-1], sentence)
    return merged(drafts, _same)


def _lowest(last: Draft, sentence: Sentence) -> bool:
    """ "The lowest came from X, followed by Y", "Z was another bidder": the bidders of the opening told just before."""
    if last.get("status") != "bidding" or not 0 < _gap(sentence, last) <= 4:
        return False
    known = last.get("bidders") or ()
    names = {p.name for p in known}
    others = tender_bids.other_bidders(sentence) or tender_bids.who_bid(sentence)
    sides = [s for s in others or tender_bids.lowest_in(sentence) if s.name not in names]
    if not sides or (known and not others and not tender_bids.goes_on_bidding(sentence)):
        return False
    used = [i for s in sides for i in s.items if any(i is x for x in sentence.items)]
    last.put("bidders", (*known, *(party_of(sentence, s, "supplier") for s in sides)), *used, sentence=sentence)
    last.also.append(sentence)
    return True


_SELLING = frozenset("sell sells selling sold sale divest divests divesting divestment privatise privatize".split())
_HOLDINGS = frozenset("assets stake stakes shares shareholding stock subsidiary".split())
_STARTS = frozenset({"tender_noun", "tender_bid"})
_CLOSING = frozenset({"closing", "closes", "deadline"})


def _same(a: Draft, b: Draft) -> bool:
    if a.get("status") != b.get("status") and not (a.sentence.headline or b.sentence.headline):
        return False
    if _of_another(a.sentence) != _of_another(b.sentence):
        return False  # "a previous tender" is another one
    return same_claim(a, b, needs=("goods", "buyer", "bidders"), ignore=("buyer",)) and _one_buyer(a, b)


_EARLIER = frozenset({"previous", "earlier", "separate", "separately"})


def _of_another(sentence: Sentence) -> bool:
    """Whether a sentence says that its tender is another one; "confirming earlier reports" does not."""
    lowers = sentence.lowers
    if lowers.isdisjoint(_EARLIER):
        return False
    reports = any(
        i.lower in {"earlier", "previous"} and lower_at(sentence.items, k + 1) in _TALES
        for k, i in enumerate(sentence.items)
    )
    return not reports


_TALES = frozenset("report reports reporting rumours rumors market comments statement statements news".split())


def _one_buyer(a: Draft, b: Draft) -> bool:
    one, two = a.get("buyer"), b.get("buyer")
    if one is None or two is None or one.name is None or two.name is None or one.name == two.name:
        return True
    told = f"{a.sentence.text} {b.sentence.text}"
    return any(
        short == _initials(long) or (short.isupper() and f"{long} ({short})" in told)
        for short, long in ((one.name, two.name), (two.name, one.name))
    )


def _initials(name: str) -> str:
    """The capitals that a name is shortened to: "Trading Corporation of Pakistan" is TCP."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _read_sentence(document: Document, sentence: Sentence, last: Draft | None) -> list[Draft]:
    items = sentence.items
    if any(i.kind in ("w", "CUE", "GOOD") and _is_other_matter(items, k) for k, i in enumerate(items)):
        return []
    if any(i.lower in {"bought", "purchased", "overturned"} for i in items):
        return []  # a purchase in a tender is a deal
    if any(i.is_("tender_noun") and tender_calls.sells(items, k) for k, i in enumerate(items)):
        return []  # it is held to sell
    if sentence.cues.isdisjoint({"tender_noun"}) and not any(
        i.lower in {"bids", "offers", "bidding", "bidders"}
        or (i.lower in {"bid", "bidder"} and (_won_bid(items, k) or _invited(items, k)))
        for k, i in enumerate(items)
    ):
        return []
    for n, item in enumerate(items):
        if not (item.is_("tender_noun") or item.is_("tender_bid")):
            continue
        if (
            lower_at(items, n + 1) in {"offer", "offers"}
            or lower_at(items, n - 1) in {"export", "selling", "legal"}
            or tender_calls.is_habit(items, n)
            or (item.lower in {"bid", "bidder"} and not _won_bid(items, n) and not _invited(items, n))
        ):
            continue
        if item.is_("tender_noun") and awarded_purchase(items, n):
            continue  # a deal
        call = _by_phrase(sentence, n) or tender_calls.special(sentence, n) or _call(sentence, n)
        if call is None or _contract_made(items, call):
            continue
        draft = _fill(document, sentence, call, last)
        if draft is not None:
            return [draft, *tender_more.others(sentence, draft, call)]
    return []


def _is_other_matter(items: list[Item], k: int) -> bool:
    """Whether the word at `k` tells that no goods are tendered for: shares, bonds, an export quota."""
    low = items[k].lower
    if low == "selling" and lower_at(items, k - 1) == "for":
        return False
    return low in words_of("other_matter") or low.endswith((" quota", " quotas"))


def _contract_made(items: list[Item], call: Call) -> bool:
    """Whether who won the tender is told beside the contract signed with them: "signed a contract with X, the winner
    of a tender for vaccines": the deal is the news."""
    if call.status != "awarded":
        return False
    first = min(call.noun, call.verb)
    signed = next((k for k in range(first - 1, -1, -1) if items[k].lower in _SIGNED), None)
    return signed is not None and any(items[k].is_("deal_noun") for k in range(signed, first))


_SIGNED = frozenset("signed signs sign signing inked concluded concludes".split())


def _by_phrase(sentence: Sentence, n: int) -> Call | None:
    """The call that a phrase around the word at `n` tells without a verb of tenders next to it."""
    if not sentence.items[n].is_("tender_noun") and sentence.items[n].lower != "bidder":
        return None
    for finder in _BY_PHRASE:
        call = finder(sentence, n)
        if call is not None:
            return call
    return None


_BY_PHRASE = (
    tender_owner.fronted,
    tender_owner.offers_came,
    tender_owner.is_bidder,
    tender_owner.closing,
    tender_owner.lowest_was,
    tender_owner.closed_with,
    tender_owner.taking_part,
    tender_owner.document_shows,
    tender_awards.named_winner,
    tender_awards.preferred,
    tender_awards.having_won,
)


def _won_bid(items: list[Item], n: int) -> bool:
    """Whether the bid at `n` is one that was won: "won a bid to sell"."""
    return bool(_WON & {lower_at(items, n - 1), lower_at(items, n - 2)})


def _invited(items: list[Item], n: int) -> bool:
    """Whether somebody bids ("X and Y bid for"), is asked to bid, or is the lowest of the bidders."""
    if lower_at(items, n + 1) in {"for", "to"} and (
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
        return "cancelled" if v < n or is_passive(items, v) else None
    if low in {";", "which"} or (low in _OF_BIDS and not items[n].is_("tender_bid")):
        return None
    if low == "offered" and lower_at(items, v + 1) == "for" and any(i.kind == "AMT" for i in items[max(0, v - 7) : v]):
        return None  # "the price of AMT a tonne offered for wheat in the tender"
    if low in {"winner", "winners"} and v < n and (at := _as_at(items, v)) is not None and not _became(items, at - 1):
        return None  # "chose X as the winner of its tender": the verb of choosing tells
    if low in {"declared", "declares"} and lower_at(items, v + 1) in _VOID:
        return "cancelled"
    if low == "holding" and lower_at(items, v - 1) == "the":
        return None  # "approved the holding of a tender"
    if low in {"asked", "asks", "asking"}:
        asked = v < n and lower_at(items, v + 1) == "for" and items[n].is_("tender_bid")
        return "announced" if asked and n - v <= 4 else None
    if low in {"applied", "applies", "apply", "applying"}:
        return "bidding" if v < n and lower_at(items, v + 1) == "for" else None
    if low == "looking" and v < n:
        return "announced" if lower_at(items, v + 1) == "for" else None
    if v < n and tender_calls.meant_to_buy(items, v, n):
        return "announced"  # "intends to buy 40 buses through a tender"
    if low == "assessed" and lower_at(items, v - 1) in {"offer", "price", "bid"}:
        return None  # "received the lowest offer assessed at AMT"
    if low in {"closed", "ended", "concluded"} and "without" in {i.lower for i in items[max(v, n) : max(v, n) + 16]}:
        return "cancelled"  # "closed its tender to buy 120,000 tonnes of wheat without making a purchase"
    if low in {"closes", "close"} and n < v and _due(items, v):
        return "announced"  # "a tender for 40,000 tonnes of rice closes on Sept. 29"
    if v > n and tender_calls.of_results(items, n):
        return None  # "the results of the tender will be announced"
    if items[v].lower.startswith("put on hold"):
        return "cancelled"
    if low == "put":
        return "announced" if v < n and lower_at(items, v + 1) == "out" else None
    if low == "award" and lower_at(items, v - 1) in {"the", "an"}:
        return None  # "the award of the tender was annulled"
    if low in {"took", "takes", "taken"} and v < n and _of_lots(items, v, n):
        return "awarded"
    if low in {"advanced", "advances", "progressed"}:
        return "bidding" if v < n and lower_at(items, v + 1) == "to" else None
    if low in {"opened", "opens"} and v < n and any(items[k].lower == "envelopes" for k in range(v, n)):
        return "bidding"
    if low == "bidder" and tender_calls.is_winning_bidder(items, v):
        return "awarded"
    if low in {"successful", "unsuccessful"}:
        return "awarded" if low == "successful" and _was_successful(items, v, n) else None
    for status in ("announced", "bidding", "awarded", "cancelled"):
        if low in words_of(status):
            if v > n and not is_passive(items, v) and status not in ("bidding", "awarded"):
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


def _of_lots(items: list[Item], v: int, n: int) -> bool:
    """ "took three of the five lots in A's fertiliser tender"."""
    return any(items[k].lower in {"lot", "lots"} for k in range(v + 1, n))


def _was_successful(items: list[Item], v: int, n: int) -> bool:
    """ "was successful in A's tender"."""
    return v < n and lower_at(items, v + 1) == "in" and lower_at(items, v - 1).split(" ")[-1] in _BE


_BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})


def _as_at(items: list[Item], v: int) -> int | None:
    """The index of "as" before "the winner" at `v`."""
    return next((k for k in (v - 1, v - 2) if lower_at(items, k) == "as"), None)


def _became(items: list[Item], v: int) -> bool:
    """Whether the verb at `v` makes its own subject what follows: "emerged as", "was selected as"."""
    return lower_at(items, v) in {"emerged", "emerges"} or is_passive(items, v)


_VOID = frozenset("void invalid null unsuccessful failed cancelled inconclusive".split())
_OF_BIDS = frozenset("remain remains remained placed filed handed tabled".split())


def _reach(items: list[Item], v: int, n: int) -> int:
    """How far a verb may stand from its bids: "bids that X received", "bids for 40 locomotives were opened"."""
    if lower_at(items, n + 1) in {"that", "which"}:
        return 9
    return 14 if n < v and is_passive(items, v) and lower_at(items, v) != "rejected" else 4


_TERMS = frozenset({"until", "by"})


def _due(items: list[Item], v: int) -> bool:
    """Whether a day stands right behind the verb at `v`."""
    at = v + 1 + (lower_at(items, v + 1) == "later")
    return kind_at(items, at + (lower_at(items, at) == "on")) == "PER"


def _with_mood(sentence: Sentence, n: int, v: int, status: str) -> Call | None:
    items = sentence.items
    start, stop = left_edge(items, min(n, v)), right_edge(items, max(n, v, _tender_behind(items, n)))
    relative = lower_at(items, start - 1) in {"that", "which"} or lower_at(items, start) in {"that", "which"}
    beats = status == "awarded" and not words_of("beating").isdisjoint({lower_at(items, v)})
    if relative and (_among(items, start - 1) or beats):
        start = left_edge(items, start - 1)
    at = v - 1 if lower_at(items, v) == "part" else v
    if lower_at(items, v - 1) == "-" and lower_at(items, v - 2) == "re":
        at = v - 2  # "would re-float the tender"
    mood = mood_before(items, at, start)
    if mood.ahead and status == "awarded" and lower_at(items, v - 1) == "to" and _beaten_before(items, start, v):
        mood = Mood()  # "beat X to win the tender"
    if mood.ahead and lower_at(items, v) == "accept" and any(i.kind == "PER" and i.value.cue in _TERMS for i in items):
        mood = Mood()  # "will accept bids until July 5": open since now
    if mood.no and not _receives(items, v):
        return None  # but "did not receive any offers" tells as much as "received none"
    if status == "bidding" and not mood.ahead and _and_won(items, max(n, v)):
        status = "awarded"
    if status == "bidding" and lower_at(items, v) in {"bids", "bid", "offers"} and sentence.lowers >= {"deadline"}:
        status = "announced"  # "the deadline for bids in X's tender is"
    if mood.ahead:
        status = "planned"
    elif lower_at(items, v) in words_of("planning"):
        status, mood = "planned", Mood("planned", ahead=True)
    by_buyer = (
        status == "cancelled"
        or lower_at(items, v) in tender_calls.ACQUIRING | {"put", "asked", "asks", "asking"}
        or status_of_verb(lower_at(items, v)) in ("announced", "cancelled")
    )
    buys = v < n and (by_buyer or _receives(items, v))
    return Call(noun=n, verb=v, start=start, stop=stop, status=status, mood=mood, subject_buys=buys)


def _tender_behind(items: list[Item], n: int) -> int:
    """The index of the tender that the bids at `n` are for, behind whose they are: "received bids from five firms,
    including X, in a tender for 60 buses"."""
    if not items[n].is_("tender_bid"):
        return n
    told = (k for k in range(n + 1, min(len(items), n + 16)) if items[k].is_("tender_noun"))
    return next((k for k in told if lower_at(items, k - 2) == "in" or lower_at(items, k - 1) == "in"), n)


def _and_won(items: list[Item], start: int) -> bool:
    """Whether who takes part in the tender before `start` is told to have won it: "and won it"."""
    return any(
        items[k].lower == "won" and lower_at(items, k - 1) == "and" and lower_at(items, k + 1) in {"it", "the", "."}
        for k in range(start, len(items))
    )


def _beaten_before(items: list[Item], start: int, v: int) -> bool:
    return any(lower_at(items, k) in words_of("beating") for k in range(start, v))


def _among(items: list[Item], k: int) -> bool:
    """Whether a relative clause opens at `k` that says what several did: "X and Y were among six that offered"."""
    return any(lower_at(items, j).split(" ")[0] == "among" for j in range(max(0, k - 6), k))


def _receives(items: list[Item], v: int) -> bool:
    """Whether the subject gets the bids: it is the one who buys."""
    return lower_at(items, v).split(" ")[-1] in {"received", "receives", "receive"} and not is_passive(items, v)


# -- the slots -------------------------------------------------------------------------------------------------------


def _fill(document: Document, sentence: Sentence, call: Call, last: Draft | None) -> Draft | None:
    items = sentence.items
    draft = Draft("tender", sentence, stance=call.mood.stance, confidence=0.8)
    draft.put("status", call.status, items[call.verb])
    take_goods(draft, sentence, call)
    take_parties(document, draft, sentence, call)
    take_owner(draft, sentence, call)
    _goods_of_last(draft, sentence, call, last)
    tender_again.take_last(draft, sentence, call, last)
    tender_again.take_earlier(draft, sentence, call, last)
    _of_need(document, draft, sentence, call)
    found = slots.money(items, call.start, call.stop)
    if found.amount is not None:
        draft.put("amount", found.amount.value, found.amount)
    date = date_of(sentence, call)
    if date is not None:
        draft.put("date", date.value, *date.items)
    buyer = draft.get("buyer")
    if (buyer is None and not draft.get("bidders") and not _stands_alone(draft, call)) or _is_bank(draft):
        return None
    if (buyer is None or buyer.name is None) and not draft.get("goods") and not _works_won(draft):
        return None
    if not draft.get("goods") and not draft.get("amount"):
        if draft.get("buyer") is None or not draft.get("bidders"):
            return None
        draft.confidence -= 0.1
    return draft


def _of_need(document: Document, draft: Draft, sentence: Sentence, call: Call) -> None:
    """Buyer and goods of a tender told with neither, behind the sentence that says who wants what."""
    if draft.get("goods") or draft.get("buyer") or draft.get("bidders") or call.status in {"bidding", "awarded"}:
        return
    found = tender_again.needed_before(document, sentence)
    if found is not None:
        side, goods, other = found
        draft.put("goods", tuple(goods), sentence=other)
        draft.slots["buyer"] = Party(name=side.name, role="buyer", country=side.country)
        draft.lean_on(other)
        draft.confidence -= 0.1


def _works_won(draft: Draft) -> bool:
    """Whether a firm is named that won something in another country: works, or what no table knows."""
    buyer, bidders = draft.get("buyer"), draft.get("bidders") or ()
    if draft.get("status") != "awarded" or buyer is None or not bidders:
        return False
    return all(p.name and p.country and p.country != buyer.country for p in bidders)


def _stands_alone(draft: Draft, call: Call) -> bool:
    """Whether a tender is worth a statement without anybody named: "a tender for port cranes will be announced in
    March", of goods that are known and with its day."""
    known = any(good.hs for good in draft.get("goods") or ())
    return known and draft.get("date") is not None and call.verb > call.noun and call.status in {"planned", "announced"}


def _is_bank(draft: Draft) -> bool:
    """Whether a central bank or a treasury is a side: it lends or borrows money by tender."""
    names = [p.name.lower() for p in (draft.get("buyer"), *(draft.get("bidders") or ())) if p is not None and p.name]
    return any("bank" in n or "treasury" in n or "reserve" in n for n in names)


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
    return sentence.index - last.sentence.index if sentence.headline == last.sentence.headline else 0


def _take_worth(last: Draft, sentence: Sentence) -> None:
    """ "The contract (with the winner) is worth AMT", right behind a tender awarded to one: its sum."""
    bidders = [p.name for p in last.get("bidders") or ()]
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= 2
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
