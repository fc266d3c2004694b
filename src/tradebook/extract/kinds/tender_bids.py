"""Who bids, in the sentences behind the opening of the bids: "The lowest came from X, followed by Y", "X and Y
submitted offers", "The bidders are X and Y"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.tender_calls import speaks


def lowest_in(sentence: Sentence) -> list[Side]:
    """Who bids, in a sentence behind the opening of the bids: "The lowest came from X, followed by Y"."""
    items = sentence.items
    if len(items) < 5 or not (any(i.lower in _OFFERED for i in items[:4]) or lower_at(items, 0) == "it"):
        return []
    if lower_at(items, 0) == "this":
        return _followed(sentence)
    for k in range(1, len(items)):
        told = (
            items[k].lower in {"came", "was", "from", "received"} and lower_at(items, k + 1) in {"from", "that", "made"}
        ) or (items[k].lower in {"submitted", "made", "offered", "placed", "quoted"} and lower_at(items, k + 1) == "by")
        if told:
            return [s for s in sides_in(sentence, k + 2, len(items)) if s.name and not speaks(items, s)]
    return []


_OFFERED = frozenset("lowest cheapest best sole only offer offers bid this".split())


def goes_on_bidding(sentence: Sentence) -> bool:
    """Whether a sentence names further bidders: "This was followed by", "The second-lowest offer was made by"."""
    return not sentence.lowers.isdisjoint({"followed", "second", "next", "other", "another"})


_OTHERS = frozenset("bidders companies firms participants traders houses suppliers contenders".split())
_TOOK_PART = frozenset("include included including were are was".split())


def other_bidders(sentence: Sentence) -> list[Side]:
    """Who else bids, in a sentence of its own: "The other bidders included X and Y", "X and Y were the other bidders",
    "X also took part"."""
    items = sentence.items
    size = len(items)
    if (listed := _bidders_listed(items)) is not None:
        return _firms(sentence, listed, size)
    if sentence.lowers.isdisjoint({"other", "also"}):
        return []
    told = next((k for k in range(size - 1) if items[k].lower == "other" and items[k + 1].lower in _OTHERS), None)
    among = next((k for k in range(1, size) if items[k].lower in {"among", "among them", "including"}), None)
    if told is not None and told <= 1 and among is not None and not sentence.lowers.isdisjoint(_TAKING_PART | _ACTED):
        return _firms(sentence, among + 1, size)  # "Four other companies bid, among them X and Y"
    if told is not None and told <= 1:
        verb = next((k for k in range(told + 2, size) if items[k].lower in _TOOK_PART), None)
        return [] if verb is None else _firms(sentence, verb + 1, size)
    if told is not None and lower_at(items, told - 1) == "the" and lower_at(items, told - 2) in {"were", "was"}:
        return _firms(sentence, 0, told - 2)
    also = next((k for k in range(1, size - 1) if items[k].lower == "also"), size)
    acted = lower_at(items, also + 1) in {"bid", "participated"} or (
        lower_at(items, also + 1) in {"took", "submitted", "made"} and lower_at(items, also + 2) in _ACTED
    )
    return _firms(sentence, 0, also) if acted else []


def _bidders_listed(items: list[Item]) -> int | None:
    """Where the bidders begin that "they" or "them" stands for: "They are X and Y", "Among them are X and Y", "Three
    trading houses took part: X, Y and Z"."""
    first = lower_at(items, 0)
    if first == "they" and lower_at(items, 1) in _ARE:
        return 2
    if lower_at(items, 0).startswith("among") and "them" in {lower_at(items, 0).rpartition(" ")[2], lower_at(items, 1)}:
        verb = next((k for k in range(1, 4) if lower_at(items, k) in _ARE), None)
        return None if verb is None else verb + 1
    colon = next((k for k in range(3, min(12, len(items))) if items[k].lower == ":"), None)
    counted = items[0].kind == "NUM" or (len(items) > 1 and items[1].kind == "NUM")
    took = colon is not None and any(items[k].lower in {"part", "participated", "bid", "bids"} for k in range(colon))
    return colon + 1 if colon is not None and counted and took else None


_ACTED = frozenset("part bids bid offers an a".split())


def _firms(sentence: Sentence, start: int, stop: int) -> list[Side]:
    return [s for s in sides_in(sentence, start, stop) if s.name and not speaks(sentence.items, s)]


def _followed(sentence: Sentence) -> list[Side]:
    """ "This was followed by $325 a tonne from trading house Y"."""
    items = sentence.items
    if "followed" not in {i.lower.split(" ")[0] for i in items[:5]}:
        return []
    at = next((k for k in range(3, len(items)) if items[k].lower in {"from", "by"} and k > 4), None)
    if at is None:
        return []
    return [s for s in sides_in(sentence, at + 1, len(items)) if s.name and not speaks(items, s)][:1]


_SUBMITTED = frozenset("submitted made placed presented lodged offered quoted tendered".split())
_BIDS = frozenset("offer offers bid bids price prices proposals quotes premium it".split())
_ARE = frozenset({"are", "were", "is", "was", "include", "included"})


def who_bid(sentence: Sentence) -> list[Side]:
    """Who bids, in a sentence that says no more: "X and Y submitted offers", "The bidders are X and Y", "X offered the
    lowest price at $266 a tonne, followed by Y at $268", "X offered $288 and Y $291", "Only one house, X, was believed
    to have submitted offers"."""
    items = sentence.items
    at = 1 + (lower_at(items, 0) == "the")
    at += lower_at(items, at - 1) in {"only", "sole"}
    if (
        lower_at(items, at - 1) in {"bidder", "bidders", "participant", "participants", "contenders"}
        and lower_at(items, at) in _ARE
    ):
        return _firms(sentence, at + 1, len(items))
    verb = next((k for k, i in enumerate(items) if i.lower in _SUBMITTED), None)
    if verb is None or not verb or not any(i.lower in _BIDS or i.kind == "AMT" for i in items[verb + 1 : verb + 5]):
        return []
    found = _firms(sentence, _subject_start(items, verb), verb)
    if not found or lower_at(items, verb - 1).split(" ")[-1] in {"was", "were", "to", "will", "not"}:
        return []
    return found + _followed_by(sentence, verb) + _gapped(sentence, verb)


def _subject_start(items: list[Item], verb: int) -> int:
    """Where the subject of the verb begins: behind "For the first cargo,"."""
    if lower_at(items, 0) not in {"for", "in"}:
        return 0
    return next((k + 1 for k in range(1, min(verb, 8)) if items[k].lower == ","), 0)


def _followed_by(sentence: Sentence, verb: int) -> list[Side]:
    items = sentence.items
    after = next((k for k in range(verb, len(items)) if items[k].lower in {"followed by", "followed"}), None)
    return [] if after is None else _firms(sentence, after + 1, len(items))


def _gapped(sentence: Sentence, verb: int) -> list[Side]:
    """Those behind with only a sum: "X offered $288 a tonne, |Y $290| and |Z $291|", "while Y quoted $39"."""
    items = sentence.items
    return [s for s in _firms(sentence, verb + 1, len(items)) if _names_price(items, s)]


def _names_price(items: list[Item], side: Side) -> bool:
    before = side.start - 1
    while before > 0 and (lower_at(items, before) in {"own", "s", "'", "’"} or items[before].kind in {"PLACE", "DEM"}):
        before -= 1  # "and |Kenya's own| Roam $2.6 million"
    if lower_at(items, before) not in {",", "and", "while"}:
        return False
    at = side.stop + (lower_at(items, side.stop) in _SUBMITTED | {"at"})
    return any(item.kind == "AMT" for item in items[at : at + (6 if at > side.stop else 1)])


def took_part(sentence: Sentence, start: int, stop: int) -> list[Side]:
    """Who took part in a tender, as the clause behind it tells: "in which X of B had been the only bidder"."""
    items = sentence.items
    at = next((k for k in range(start, stop) if lower_at(items, k) == "in" and lower_at(items, k + 1) == "which"), None)
    if at is None or sentence.lowers.isdisjoint(_TAKING_PART):
        return []
    verb = next((k for k in range(at + 2, len(items)) if items[k].lower in _TAKING_PART), None)
    if verb is None or any(items[k].lower in {"will", "would", "could"} for k in range(at, verb)):
        return []
    return _firms(sentence, at + 2, verb)


_TAKING_PART = frozenset("part participated bid bidder bidders competed participants".split())


def beaten_behind(items_of: Sentence, start: int) -> list[Side]:
    """Who lost, behind the award: ", beating Y of B"."""
    items = items_of.items
    at = next((k for k in range(start, len(items)) if items[k].lower in _BEATING or _ahead_of(items, k)), None)
    return [] if at is None else _firms(items_of, at + 1, len(items))


def _ahead_of(items: list[Item], k: int) -> bool:
    return items[k].lower == "ahead" and lower_at(items, k + 1) == "of" and lower_at(items, k - 1) == ","


_BEATING = frozenset("beating outbidding defeating undercutting".split())
