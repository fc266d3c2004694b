"""Whose a tender is, as its own phrase tells: "Peru's new tender", "the Chilean tender", "a tender from Jordan's state
grain buyer"; and calls that tell themselves by such a phrase: when it closes, what the lowest offer in it was."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, mood_before
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import made, speaks

_INSIDE = frozenset({"w", "GOOD", "QTY", "NUM", "CUE", "p", "AMT"})
_BREAKS = frozenset(", ; : ( ) in for of to by from with at and that which who was were is are has have had".split())


def owner_of(sentence: Sentence, n: int) -> Side | None:
    """The side whose the tender at `n` is by its own phrase."""
    items = sentence.items
    k = n - 1
    while k >= 0 and n - k < 9 and items[k].kind in _INSIDE and items[k].lower not in _BREAKS:
        k -= 1
    if k >= 0 and items[k].kind in {"PLACE", "DEM", "ORG", "NAME"}:
        before = [s for s in sides_in(sentence, max(0, k - 8), n) if s.stop >= k and s.start <= k]
        owned = items[k].kind in {"DEM", "PLACE"} or any(possessive_at(items, j) > j for j in range(k + 1, n))
        if before and owned:
            return before[-1]
    if lower_at(items, n + 1) in {"of", "from", "by", "in"}:
        behind = [s for s in sides_in(sentence, n + 2, min(len(items), n + 16)) if s.start <= n + 5]
        if behind and (behind[0].name or behind[0].country):
            return behind[0]
    return None


_CLOSING_NOUNS = frozenset({"deadline", "deadlines", "date"})
_MOVING = frozenset("extended extends postponed moved pushed prolonged set fixed brought".split())


def closing(sentence: Sentence, n: int) -> Call | None:
    """ "The deadline for offers in the tender from A is January 28", "A extended the deadline for bids in its tender",
    "in A's tender for sugar, which closes on January 28"."""
    items = sentence.items
    if not items[n].is_("tender_noun"):
        return None
    return _closes_itself(sentence, n) or _deadline(sentence, n)


def _deadline(sentence: Sentence, n: int) -> Call | None:
    items = sentence.items
    if sentence.lowers.isdisjoint(_CLOSING_NOUNS) or "PER" not in sentence.kinds:
        return None
    told = next((k for k in range(len(items)) if _is_deadline(items, k)), None)
    if told is None or abs(told - n) > 14:
        return None
    verb = next((k for k in range(told - 1, max(-1, told - 6), -1) if items[k].lower in _MOVING), None)
    if verb is not None and lower_at(items, verb - 1) not in {"was", "been", "be"}:
        mood = mood_before(items, verb, left_edge(items, verb))
        return None if mood.no or mood.ahead else made(sentence, n, verb, "announced", mood, subject_buys=True)
    first = min(told, n)
    day = next((k for k in range(max(told, n) + 1, len(items)) if items[k].kind == "PER"), None)
    being = next((k for k in range(first, len(items)) if items[k].lower.split(" ")[-1] in _STANDS), None)
    if day is None or being is None or not being < day <= being + 6:
        return None
    return made(sentence, n, told, "announced", Mood(), subject_buys=False)


def _is_deadline(items: list[Item], k: int) -> bool:
    low = items[k].lower
    return low in {"deadline", "deadlines"} or (low == "date" and lower_at(items, k - 1) in {"closing", "final", "due"})


_STANDS = frozenset("is was been set falls expires ends".split())


def _closes_itself(sentence: Sentence, n: int) -> Call | None:
    """A tender whose own phrase gives its closing day, in a sentence on what is sought in it."""
    items = sentence.items
    if sentence.lowers.isdisjoint({"closes", "closing"}) or sentence.lowers.isdisjoint(_SOUGHT):
        return None
    for k in range(n + 1, min(len(items) - 1, n + 16)):
        if items[k].lower in {"closes", "closing"}:
            at = k + 1 + (lower_at(items, k + 1) == "on")
            own = items[k].lower == "closing" or lower_at(items, k - 1) in {"which", "that"}
            if own and kind_at(items, at) == "PER" and owner_of(sentence, n) is not None:
                return made(sentence, n, k, "announced", Mood(), subject_buys=False)
            return None
        if items[k].lower in {";", "said"}:
            return None
    return None


_SOUGHT = frozenset({"sought", "shipment", "delivery", "required", "offers", "bids"})
_LOWEST = frozenset({"lowest", "cheapest", "best", "highest"})
_OFFERS = frozenset("offer offers offered bid bids price quote quotation".split())


def lowest_was(sentence: Sentence, n: int) -> Call | None:
    """ "The lowest offer in A's tender for wheat was assessed at $271 a tonne": the offers are in."""
    items = sentence.items
    if sentence.lowers.isdisjoint(_LOWEST) or not items[n].is_("tender_noun"):
        return None
    low = next((k for k in range(n - 1, max(-1, n - 10), -1) if items[k].lower in _LOWEST), None)
    if low is None or not any(items[k].lower in _OFFERS for k in range(low + 1, min(low + 4, n))):
        return None
    being = next((k for k in range(n + 1, len(items)) if items[k].lower.split(" ")[-1] in _WAS), None)
    if being is None or not any(item.kind == "AMT" for item in items[being : being + 7]):
        return None
    return made(sentence, n, being, "bidding", Mood(), subject_buys=False)


def lowest_from(sentence: Sentence, call: Call) -> list[Side]:
    """Who made the lowest offer that a sum is told of: "The lowest offer in A's tender was $430 a tonne, from X"."""
    items = sentence.items
    if call.status != "bidding" or call.verb < call.noun or items[call.verb].lower not in _WAS:
        return []
    if not any(items[k].lower in _LOWEST for k in range(max(0, call.noun - 10), call.noun)):
        return []
    for k in range(call.verb + 1, len(items)):
        if items[k].lower == "from" or (items[k].lower == "by" and items[k - 1].lower in _SUBMITTING):
            return [s for s in sides_in(sentence, k + 1, len(items)) if s.name and not speaks(items, s)][:1]
    return []


def closed_with(sentence: Sentence, n: int) -> Call | None:
    """ "A's tender for wheat closed on Monday with the lowest offer believed to be $398 a tonne"."""
    items = sentence.items
    if sentence.lowers.isdisjoint(_LOWEST) or not items[n].is_("tender_noun"):
        return None
    verb = next((k for k in range(n + 1, len(items)) if items[k].lower == "closed"), None)
    if verb is None:
        return None
    at = next((k for k in range(verb + 1, min(len(items), verb + 6)) if items[k].lower == "with"), None)
    if at is None or not any(items[k].lower in _LOWEST for k in range(at + 1, min(len(items), at + 4))):
        return None
    return made(sentence, n, verb, "bidding", Mood(), subject_buys=False)


_WAS = frozenset("was is were stood assessed estimated".split())


def taking_part(sentence: Sentence, n: int) -> Call | None:
    """ "Participants in A's tender were X, Y and Z"."""
    items = sentence.items
    if sentence.lowers.isdisjoint(_PARTAKERS) or not items[n].is_("tender_noun"):
        return None
    who = next((k for k in range(n - 1, max(-1, n - 8), -1) if items[k].lower in _PARTAKERS), None)
    if who is None or lower_at(items, who + 1) not in _INTO:
        return None
    if items[who].lower in {"companies", "firms"} and lower_at(items, 0) != "among":
        return None
    being = next((k for k in range(n + 1, len(items)) if items[k].lower in _LISTING), None)
    if being is None or not any(s.name for s in sides_in(sentence, being + 1, len(items))):
        return None
    return made(sentence, n, being, "bidding", Mood(), subject_buys=False)


_PARTAKERS = frozenset("participants bidders contenders competitors companies firms".split())
_INTO = frozenset("in of for that which bidding competing".split())
_LISTING = frozenset("were are include included".split())


def listed_behind(sentence: Sentence, call: Call) -> list[Side]:
    """Who is named behind "participants in the tender were"."""
    if call.status != "bidding" or call.verb < call.noun or sentence.items[call.verb].lower not in _LISTING:
        return []
    if not any(item.lower in _PARTAKERS for item in sentence.items[: call.noun]):
        return []
    return [s for s in sides_in(sentence, call.verb + 1, call.stop) if s.name]


_SUBMITTING = frozenset("offered submitted made quoted placed presented bid won beat tendered".split())


def fronted(sentence: Sentence, n: int) -> Call | None:
    """ "In A's tender for wheat, X offered the lowest price": the clause stands behind the tender."""
    items = sentence.items
    if lower_at(items, 0) != "in" or not items[n].is_("tender_noun") or n > 9:
        return None
    comma = next((k for k in range(n + 1, min(len(items), n + 14)) if items[k].lower == ","), None)
    if comma is None:
        return None
    verb = next((k for k in range(comma + 1, len(items)) if items[k].lower in _SUBMITTING), None)
    if verb is None or any(items[k].lower in {",", ";"} for k in range(comma + 1, verb)):
        return None
    mood = mood_before(items, verb, comma + 1)
    status = "awarded" if items[verb].lower in {"won", "beat"} else "bidding"
    return None if mood.no or mood.ahead else made(sentence, n, verb, status, Mood(), subject_buys=False)


def fronted_bidders(sentence: Sentence, call: Call) -> list[Side]:
    """Who bids in a clause behind "in A's tender for wheat,": its subject, or those behind "by"."""
    items = sentence.items
    if lower_at(items, 0) != "in" or call.verb < call.noun or items[call.verb].lower not in _SUBMITTING:
        return []
    comma = next((k for k in range(call.noun, call.verb) if items[k].lower == ","), None)
    if comma is None:
        return []
    if lower_at(items, call.verb + 1) == "by":
        return [s for s in sides_in(sentence, call.verb + 2, len(items)) if s.name and not speaks(items, s)]
    return [s for s in sides_in(sentence, comma + 1, call.verb) if s.name]


def offers_came(sentence: Sentence, n: int) -> Call | None:
    """ "Offers in A's wheat tender were made by X at $266 a tonne and Y at $268"."""
    items = sentence.items
    if lower_at(items, 0) not in _OFFERS or lower_at(items, 1) not in {"in", "for", "at"} or n > 12:
        return None
    verb = next((k for k in range(n + 1, len(items) - 1) if _came_from(items, k)), None)
    return None if verb is None else made(sentence, n, verb, "bidding", Mood(), subject_buys=False)


def _came_from(items: list[Item], k: int) -> bool:
    low, behind = items[k].lower, lower_at(items, k + 1)
    return (low in {"came", "come", "received"} and behind == "from") or (low in _SUBMITTING and behind == "by")


def offers_from(sentence: Sentence, call: Call) -> list[Side]:
    """Who is named behind "offers in the tender came from"."""
    items = sentence.items
    if lower_at(items, 0) not in _OFFERS or call.verb < call.noun or not _came_from(items, call.verb):
        return []
    stop = len(items)
    if call.noun == 0:  # "Offers were submitted by X in the tender from Y for wheat"
        stop = next((k for k in range(call.verb + 2, stop) if items[k].lower in {"in", "for"}), stop)
    return [s for s in sides_in(sentence, call.verb + 2, stop) if s.name and not speaks(items, s)]


def is_bidder(sentence: Sentence, n: int) -> Call | None:
    """ "X is the lowest bidder for 200 tractors in A"."""
    items = sentence.items
    if items[n].lower != "bidder" or lower_at(items, n + 1) != "for":
        return None
    verb = next((k for k in range(n - 1, max(-1, n - 5), -1) if items[k].lower in _BECOMING), None)
    return None if verb is None else made(sentence, n, verb, "bidding", Mood(), subject_buys=False)


_BECOMING = frozenset("is was emerged emerges became are were".split())
_PAPERS = frozenset("document documents notice notices papers".split())
_SEEKING = frozenset("seeking seeks sought wants seek looking".split())


def document_shows(sentence: Sentence, n: int) -> Call | None:
    """ "A tender document showed that A's X is seeking 60,000 tonnes of corn"."""
    items = sentence.items
    if lower_at(items, n + 1) not in _PAPERS:
        return None
    verb = next((k for k in range(n + 2, len(items)) if items[k].lower in _SEEKING), None)
    if verb is None:
        return None
    start = left_edge(items, verb)
    start = max(start, next((k + 1 for k in range(verb, n, -1) if items[k].lower == "that"), start), n + 2)
    mood = mood_before(items, verb, start)
    if mood.no:
        return None
    call = made(sentence, n, verb, "announced", mood, subject_buys=True)
    call.start = start
    return call
