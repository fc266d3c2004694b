"""Tenders that are told without a verb of their own: bids handed in for what somebody wants to buy, a call used as a
verb, winners by other words. `special` gives the call at an index, `one_more` the bidders named in a list behind."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, right_edge
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.tables import rows


@cache
def words_of(cls: str) -> frozenset[str]:
    """The words of one class of `tables/tender_words.csv`."""
    return frozenset(row["form"] for row in rows("tender_words") if row["class"] == cls)


def status_of_verb(word: str) -> str | None:
    """The status that a verb of tenders stands for."""
    return next((s for s in ("announced", "bidding", "awarded", "cancelled") if word in words_of(s)), None)


def special(sentence: Sentence, n: int) -> Call | None:
    """The call that the word at `n` tells by itself, in one of the ways of this module."""
    for finder in (
        _no_purchase,
        _failed,
        _put_out,
        _bid_for,
        _lowest_from,
        _lowest_made,
        _verb,
        _asked,
        _came_back,
        _went_to,
    ):
        call = finder(sentence, n)
        if call is not None:
            return call
    return None


def made(sentence: Sentence, n: int, v: int, status: str, mood: Mood, *, subject_buys: bool) -> Call:
    """The call of the tender at `n` that the word at `v` tells, in the clause of both."""
    items = sentence.items
    first, last = min(n, v), max(n, v)
    return Call(
        noun=n,
        verb=v,
        start=left_edge(items, first),
        stop=right_edge(items, last),
        status="planned" if mood.ahead else status,
        mood=mood,
        subject_buys=subject_buys,
    )


def _no_purchase(sentence: Sentence, n: int) -> Call | None:
    """ "made no purchase in its tender for 120,000 tonnes": it ended without one."""
    items = sentence.items
    if not items[n].is_("tender_noun"):
        return None
    for k in range(1, len(items)):
        if items[k].lower in {"purchase", "purchases"} and lower_at(items, k - 1) == "no" and abs(k - n) < 24:
            if sentence.lowers & {"yet", "still"}:
                return None
            verb = next((j for j in (k - 2, k - 3, k + 1, k + 2, k + 3) if lower_at(items, j) == "made"), None)
            if verb is not None:
                return made(sentence, n, verb, "cancelled", Mood(), subject_buys=verb < k)
    return None


def _put_out(sentence: Sentence, n: int) -> Call | None:
    """ "has put the supply of rice out to tender"."""
    items = sentence.items
    if lower_at(items, n - 1) != "to" or lower_at(items, n - 2) != "out":
        return None
    verb = next((k for k in range(n - 3, max(-1, n - 16), -1) if items[k].lower in _PUTTING), None)
    if verb is None:
        return None
    passive = lower_at(items, verb - 1) in {"was", "were", "been", "be", "is", "are"}
    mood = mood_before(items, verb, left_edge(items, verb))
    return None if mood.no else made(sentence, n, verb, "announced", mood, subject_buys=not passive)


_PUTTING = frozenset("put puts putting went goes go".split())


def _bid_for(sentence: Sentence, n: int) -> Call | None:
    """A firm that bids: "X and Y bid for an army order for goggles"."""
    items = sentence.items
    if items[n].lower not in {"bid", "bidding"} or lower_at(items, n + 1) not in {"for", "to"}:
        return None
    named = kind_at(items, n - 1) in {"NAME", "ORG"} or lower_at(items, n - 1) in {
        "have",
        "has",
        "both",
        "also",
        "are",
        "is",
    }
    ordered = (lower_at(items, n + 1) == "to" and lower_at(items, n + 2) in _SUPPLYING) or any(
        items[k].lower in {"order", "orders", "contract", "contracts", "tender", "supply"}
        for k in range(n + 1, min(len(items), n + 9))
    )
    return made(sentence, n, n, "bidding", Mood(), subject_buys=False) if named and ordered else None


_SUPPLYING = frozenset("supply deliver provide build".split())


def _lowest_from(sentence: Sentence, n: int) -> Call | None:
    """ "Lowest offers in the tender of SLAL came from X and Y"."""
    items = sentence.items
    if not items[n].is_("tender_noun") or not any(i.lower in {"lowest", "cheapest", "best"} for i in items[:n]):
        return None
    verb = next((k for k in range(n + 1, len(items) - 1) if items[k].lower in {"came", "comes"}), None)
    if verb is None or lower_at(items, verb + 1) != "from":
        return None
    return made(sentence, n, verb, "bidding", Mood(), subject_buys=False)


def _lowest_made(sentence: Sentence, n: int) -> Call | None:
    """ "X made the lowest offer in Y's tender for buses"."""
    items = sentence.items
    if not items[n].is_("tender_noun"):
        return None
    for k in range(max(0, n - 8), n - 1):
        if items[k].lower in {"offer", "bid", "price"} and lower_at(items, k - 1) in {"lowest", "cheapest", "best"}:
            verb = next((j for j in range(k - 2, max(-1, k - 5), -1) if items[j].lower in _MAKES), None)
            if verb is not None and lower_at(items, k + 1) in {"in", "at", "for"}:
                return made(sentence, n, verb, "bidding", Mood(), subject_buys=False)
    return None


_MAKES = frozenset("made makes submitted placed offered gave put presented".split())


def meant_to_buy(items: list[Item], v: int, n: int) -> bool:
    """Whether the verb at `v` says what is to be bought by the tender at `n`: "intends to buy 40 buses through a
    tender"."""
    return items[v].lower in ACQUIRING and _by_tender(items, n) and _means_to(items, v)


ACQUIRING = frozenset({"buy", "purchase", "procure", "acquire"})
_MEANING = frozenset("intends intend intending plans plan planning wants going expects aims".split())


def _means_to(items: list[Item], v: int) -> bool:
    """Whether "intends to" stands before the verb at `v`."""
    said = f"{lower_at(items, v - 2)} {lower_at(items, v - 1)}".split()
    return said[-1:] == ["to"] and said[-2] in _MEANING


def _by_tender(items: list[Item], n: int) -> bool:
    """Whether the tender at `n` is the way in which something is to be bought: "through an open tender"."""
    k = n - 1
    while k > n - 4 and lower_at(items, k) in {"a", "an", "the", "open", "international", "public", "new"}:
        k -= 1
    return lower_at(items, k) in {"through", "via", "by", "in"}


def sells(items: list[Item], n: int) -> bool:
    """Whether the tender at `n` is one to sell: "a tender by TMO to sell 100,000 tonnes"."""
    for k in range(n + 1, min(len(items), n + 14)):
        if items[k].lower == "sell" and lower_at(items, k - 1) == "to":
            return True
        if items[k].lower in {"to", ";", "for"} and lower_at(items, k + 1) != "sell":
            return False
    return False


def picked(sentence: Sentence, call: Call) -> list[Side]:
    """Who was chosen: "has picked Slovenia's Savinja Pharm in its tender for insulin"."""
    if sentence.items[call.verb].lower not in words_of("picking"):
        return []
    return [s for s in sides_in(sentence, call.verb + 1, max(call.noun, call.verb + 1)) if s.name]


def is_winning_bidder(items: list[Item], n: int) -> bool:
    """Whether "the winning bidder" stands at `n`, and who it is behind it."""
    return _winning_bidder_is(items, n) is not None


def _winning_bidder_is(items: list[Item], n: int) -> int | None:
    """The index behind "is" in "the winning bidder for all four lots is X"."""
    if items[n].lower != "bidder" or lower_at(items, n - 1) not in {"winning", "successful"}:
        return None
    is_ = next((k for k in range(n + 1, min(len(items), n + 14)) if items[k].lower in _BEING), None)
    return None if is_ is None else is_ + 1


def winner_is(sentence: Sentence, call: Call) -> tuple[list[Side], list[Side]] | None:
    """Who won and who buys in "The winner of A's tender for buses is X of B"; None for other words."""
    items = sentence.items
    if (being := _winning_bidder_is(items, min(call.noun, call.verb))) is not None:
        won = [s for s in sides_in(sentence, being, len(items)) if s.name]
        return won, sides_in(sentence, min(call.noun, call.verb) + 1, being - 1)
    if lower_at(items, call.verb) not in {"winner", "winners"} or call.verb > min(call.noun, 3):
        return None
    being = next((k for k in range(call.noun, len(items)) if items[k].lower in _BEING), None)
    if being is None or lower_at(items, call.verb + 1) not in {"of", "in"}:
        return None
    return [s for s in sides_in(sentence, being + 1, len(items)) if s.name], sides_in(sentence, call.verb + 2, being)


_BEING = frozenset("is was are were became".split())


def _failed(sentence: Sentence, n: int) -> Call | None:
    """ "has declared a failed bidding for 250,000 tonnes of rice"."""
    items = sentence.items
    if lower_at(items, n - 1) != "failed":
        return None
    verb = next((k for k in range(n - 2, max(-1, n - 6), -1) if items[k].lower.startswith("declar")), None)
    return None if verb is None else made(sentence, n, verb, "cancelled", Mood(), subject_buys=True)


_AUXILIARIES = frozenset("will to would has have is are was were also and now shall had".split())
_CALLING = frozenset({"call", "calls", "called", "calling"})


def _verb(sentence: Sentence, n: int) -> Call | None:
    """A call that is the verb itself: "will call for bids in January", "is tendering for feed corn"."""
    items = sentence.items
    words = items[n].lower.split(" ")
    if words[0] not in _CALLING and words[0] != "tendering":
        return None
    k = n - 1
    while k > 0 and (lower_at(items, k) in {"again", "also", "now"} or lower_at(items, k).endswith("ly")):
        k -= 1
    before = lower_at(items, k).split(" ")[-1]
    named = kind_at(items, k) in {"NAME", "ORG", "PLACE"} or before in words_of("buyer")
    if words[0] == "call" and before not in {"will", "to", "would", "shall"}:
        return None
    if words[0] == "tendering" and before not in {"is", "are", "was", "were", "been", "be", "also", "now"}:
        return None
    if not named and before not in _AUXILIARIES:
        return None
    start = left_edge(items, n)
    mood = mood_before(items, n, start)
    return None if mood.no else made(sentence, n, n, "announced", mood, subject_buys=True)


_ASKED = frozenset(
    "suppliers bidders companies firms traders sellers invited asked manufacturers makers exporters".split()
)
_SUBMITTING = frozenset("submit make present send tender place lodge".split())
_ASKING = frozenset("given gave invited asked gives invites asks requested urged have has".split())


def _asked(sentence: Sentence, n: int) -> Call | None:
    """Suppliers asked to bid: "has given suppliers until March 30 to bid", "invited six firms to submit offers"."""
    items = sentence.items
    to = n if items[n].lower == "bid" else n - 1
    if lower_at(items, to - 1) != "to" or (to < n and lower_at(items, to) not in _SUBMITTING):
        return None
    told = range(max(0, to - 16), to)
    asked = [k for k in told if items[k].lower in _ASKED]
    verb = next((k for k in told if items[k].lower in _ASKING), None)
    if verb is not None and lower_at(items, verb + 1) in _ASKING:
        verb += 1  # "has asked"
    if not asked or verb is None:
        return None
    if items[verb].lower in {"have", "has"}:
        until = any(items[k].lower == "until" or "until" in items[k].lower for k in range(verb, to))
        return made(sentence, n, verb, "announced", Mood(), subject_buys=False) if until else None
    mood = mood_before(items, verb, left_edge(items, verb))
    return None if mood.no else made(sentence, n, verb, "announced", mood, subject_buys=True)


def _came_back(sentence: Sentence, n: int) -> Call | None:
    """ "went back to the market on Friday with a new call for bids"."""
    items = sentence.items
    if not items[n].is_("tender_noun"):
        return None
    for k in range(n - 1, max(-1, n - 9), -1):
        if items[k].lower == "with" and "market" in {lower_at(items, j) for j in range(k - 5, k)}:
            verb = next((j for j in range(k - 1, max(-1, k - 9), -1) if items[j].lower in _CAME), None)
            if verb is not None:
                return made(sentence, n, verb, "announced", Mood(), subject_buys=True)
    return None


_CAME = frozenset("came come comes went gone goes returned returns is was".split())


def _went_to(sentence: Sentence, n: int) -> Call | None:
    """ "The tender for 20 trams went to X": X has won it."""
    items = sentence.items
    if not items[n].is_("tender_noun"):
        return None
    for v in range(n + 1, min(len(items) - 1, n + 14)):
        if items[v].lower in {"went", "goes", "gone"} and lower_at(items, v + 1) == "to":
            return made(sentence, n, v, "awarded", Mood(), subject_buys=False)
        aside = items[v].lower == "," and (kind_at(items, v + 1) in {"NUM", "QTY"} or kind_at(items, v - 1) != "GOOD")
        if items[v].lower in {";", "that", "which"} or (items[v].lower == "," and not aside):
            return None
    return None


# -- sides -------------------------------------------------------------------------------------------


def winners_behind(sentence: Sentence, call: Call) -> list[Side]:
    """Who is named behind "went to"."""
    items = sentence.items
    if items[call.verb].lower not in {"went", "goes", "gone"}:
        return []
    return [s for s in sides_in(sentence, call.verb + 1, len(items)) if _joined_to(items, s.start, "to")]


def beaten(sentence: Sentence, call: Call) -> list[Side]:
    """Who lost: "which beat Weser Lok and two Chinese bidders"."""
    if sentence.items[call.verb].lower not in _BEATING:
        return []
    return [s for s in sides_in(sentence, call.verb + 1, max(call.noun, call.verb + 1)) if s.name]


_BEATING = frozenset("beat beats beaten beating outbid outbidding defeated undercut".split())


def listed(sentence: Sentence, call: Call) -> list[Side]:
    """Bidders in a list behind: "opened the offers of seven companies, among them those of X and Y", "two bidders
    remain: X and Y", "the lowest of the five bids came from X"."""
    items = sentence.items
    for k in range(min(call.noun, call.verb), len(items)):
        behind = _list_at(items, k)
        if behind is not None:
            stop = right_edge(items, behind) if items[k].lower != ":" else len(items)
            found = [s for s in sides_in(sentence, behind, stop) if s.name and not speaks(items, s)]
            if found:
                return found
    return []


def _list_at(items: list[Item], k: int) -> int | None:
    """The index behind the words at `k` that open a list of bidders."""
    low = items[k].lower
    if low == "among them" or (low == "among" and lower_at(items, k + 1) == "them"):
        return k + 1 + (low == "among")
    if low in {"namely", "including"} and lower_at(items, k - 1) == ",":
        return k + 1
    if low == ":" and k > 2:
        return k + 1
    if low in {"lowest", "cheapest", "best"} and lower_at(items, k - 1) == "the" and lower_at(items, k + 1) == "from":
        return k + 2  # "received four bids, the lowest from X"
    if low in {"bidder", "bidders"} and lower_at(items, k + 1) in _BEING:
        return k + 2  # "the only bidder was X"
    if low in {"came", "comes", "is", "was"} and lower_at(items, k + 1) == "from":
        return k + 2
    if low == "received" and lower_at(items, k + 1) == "from" and is_passive(items, k):
        return k + 2
    if low in {"submitted", "made", "placed", "presented", "offered", "given"} and lower_at(items, k + 1) == "by":
        return k + 2
    return None


def senders(sentence: Sentence, call: Call) -> list[Side]:
    """From whom the buyer got offers: "received the lowest offer of $520 a tonne from X in its tender", "received
    offers on Monday from X, Y and Z"."""
    items = sentence.items
    first = min(call.verb, call.noun)
    told = next((k for k in range(first, call.stop) if items[k].lower in _SENT), None)
    at = next((k for k in range(first + 1, call.stop) if items[k].lower == "from"), None)
    if told is None or at is None or not told < at:
        return []
    stop = next((k for k in range(at + 1, call.stop) if items[k].lower in {"in", "for", "to"}), call.stop)
    return [s for s in sides_in(sentence, at + 1, stop) if s.name and not speaks(items, s)]


_SENT = frozenset({"offer", "bid", "price", "offers", "bids", "proposals"})


def is_passive(items: list[Item], v: int) -> bool:
    """Whether the verb at `v` has a form of "be" before it."""
    return items[v].lower.split(" ")[0] in {"was", "were", "been"} or any(
        lower_at(items, k).split(" ")[-1] in {"be", "been", "was", "were", "is", "are", "being"}
        for k in range(max(0, v - 3), v)
    )


_MAKING = frozenset("offering submitting quoting making placing presenting giving".split())


def offering(sentence: Sentence, call: Call) -> list[Side]:
    """Who is named beside the opening of bids: "with X of B offering the lowest price"."""
    items = sentence.items
    return [
        s
        for s in sides_in(sentence, max(call.noun, call.verb) + 1, call.stop)
        if s.name and lower_at(items, s.stop) in _MAKING
    ]


_RESULTS = frozenset(
    "shipment delivery arrival loading unloading results result outcome winner winners details terms conditions "
    "documents rules date".split()
)


_OFTEN = frozenset("often usually regularly generally frequently routinely".split())


def is_habit(items: list[Item], n: int) -> bool:
    """Whether tenders of all times are spoken of: "a series of wheat tenders", "tenders are often issued"."""
    if not items[n].lower.endswith("s"):
        return False
    if any(lower_at(items, k) == "of" and lower_at(items, k - 1) in _SERIES for k in range(max(0, n - 6), n)):
        return True
    return any(items[k].lower in _OFTEN for k in range(max(0, n - 5), min(len(items), n + 7)))


_SERIES = frozenset("series number string spate flurry".split())


def of_results(items: list[Item], n: int) -> bool:
    """Whether it is not the tender at `n` that something is said of, but its results, winner or terms."""
    for k in range(n - 1, max(-1, n - 8), -1):
        if items[k].lower in {"of", "for", "in"}:
            return lower_at(items, k - 1) in _RESULTS
        if items[k].kind not in {"w", "PLACE", "DEM", "ORG", "NAME", "p", "GOOD"} or items[k].lower == ",":
            return False
    return False


def joined_behind(sentence: Sentence, sides: list[Side], word: str) -> list[Side]:
    """The sides behind a word, with those that commas and "and" join to them: "awarded to X, Y and Italy's Z"."""
    items = sentence.items
    found: list[Side] = []
    for side in sides:
        near = {lower_at(items, k) for k in range(max(0, side.start - 4), side.start)}
        if "the" in near:
            near.add(lower_at(items, side.start - 5))  # "to the Czech Republic's X"
        joined = found and side.name and side.start - found[-1].stop <= 4 and near & {",", "and"}
        if word in near or joined:
            found.append(side)
    return found


def speaks(items: list[Item], side: Side) -> bool:
    """Whether a side only says something."""
    return lower_at(items, side.stop) in {"said", "says", "reported", "told"} or kind_at(items, side.stop) == "PERSON"


def _joined_to(items: list[Item], k: int, word: str) -> bool:
    return any(lower_at(items, j) == word for j in range(max(0, k - 5), k))


def wanted_by(sentence: Sentence, call: Call) -> list[Side]:
    """Who wants what the bids are for: "bids for the 60 trams that the transport authority wants to buy"."""
    items = sentence.items
    wants = next((k for k in range(call.noun + 1, len(items)) if items[k].lower in _WANTING), None)
    if wants is None:
        return []
    return [s for s in sides_in(sentence, call.noun + 1, wants) if s.stop >= wants - 2]


_WANTING = frozenset("wants want wanted needs need seeks plans intends is received ordered ordering".split())
