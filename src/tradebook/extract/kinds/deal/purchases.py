"""Purchases and sales told by their own verbs: "Egypt bought 480,000 tonnes of Russian wheat"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import clause_made, left_edge, mood_before, right_edge
from tradebook.extract.kinds.deal.counts import quantities
from tradebook.extract.kinds.deal.instruments import passive_at
from tradebook.extract.kinds.deal.lots import second_lot
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.slots import is_unit_price
from tradebook.extract.kinds.deal.turning import turned_at
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at


def bought(sentence: Sentence) -> list[Clause]:
    """ "Egypt bought 480,000 tonnes of Russian wheat", "reported sales of 132,000 tonnes of soybeans to China"."""
    items = sentence.items
    found: list[Clause] = []
    for v in range(len(items)):
        form = _purchase_form(items, v) or _to_come_from(sentence, v)
        if form is None:
            continue
        if items[v].lower in _DONE_TO and passive_at(items, v):
            if (passive := _passive(sentence, v, form)) is not None:
                found.append(passive)
            continue
        stop = second_lot(items, v, right_edge(items, v))
        pieces = _counts_pieces(sentence, v, stop) or _under_contract(sentence, v, stop)
        if not sized(sentence, v, stop) or (is_flow(sentence, v, stop, _longest(sentence, v)) and not pieces):
            continue
        mood = mood_before(items, v, left_edge(items, v))
        instrument = "contract" if items[v].lower in {"ordered", "order", "orders"} else "purchase"
        made = clause_made(sentence, v, form, instrument, "signed", mood, 0.75)
        if made is None or (made.mood.ahead and made.mood.stance == "expected"):
            continue
        if found:
            border = _border(items, found[-1].verb, v)
            if border is None:
                break
            found[-1].stop, made.start = border, border + 1
        made.stop = min(made.stop, stop)
        found.append(made)
    return found


_DONE_TO = frozenset({"ordered", "bought", "purchased", "sold"})


def _passive(sentence: Sentence, v: int, form: str) -> Clause | None:
    """Goods as the subject: "Four tankers have been ordered by X from Y", "40 buses were sold to Z by X"."""
    items = sentence.items
    start, stop = left_edge(items, v), right_edge(items, v)
    ways = {i.lower for i in items[v + 1 : stop]}
    if not (ways & ({"by", "from"} if form == "buy" else {"to"})) or not quantities(sentence, start, v):
        return None
    if is_flow(sentence, v, stop, _longest(sentence, v)):
        return None
    instrument = "contract" if items[v].lower == "ordered" else "purchase"
    made = clause_made(sentence, v, form, instrument, "signed", mood_before(items, v, start), 0.65)
    return made if made is not None and made.mood.stance != "expected" else None


def _longest(sentence: Sentence, v: int) -> int:
    """The days from which on what was bought in a period is a country's trade; what is ordered is none at once."""
    if sentence.items[v].lower == "ordered":
        return 100
    return 45 if has_actor(sentence, v) else 28


def _to_come_from(sentence: Sentence, v: int) -> str | None:
    """Whether a purchase is told ahead with its seller: "The board will import 40,000 tonnes from X"."""
    items = sentence.items
    will = v - 1 - (lower_at(items, v - 1) == "also")
    if items[v].lower not in _BUYS_AHEAD or lower_at(items, will) not in {"will", "would"}:
        return None
    source = next((k for k in range(v + 1, min(len(items), v + 16)) if items[k].lower == "from"), 0)
    sellers = sides_in(sentence, source + 1, source + 7) if source else []
    named = any(s.name and s.word != "city" for s in sellers)
    if not named and sellers and sellers[0].country and lower_at(items, will - 1) == "it":
        named = _body_says(sentence, will - 1)
    return "buy" if named and (lower_at(items, will - 1) == "it" or has_actor(sentence, will)) else None


def _body_says(sentence: Sentence, k: int) -> bool:
    """Whether a country's own buying body is who "it" at `k` is: "Kenya's cereals board said it would import"."""
    if lower_at(sentence.items, k - 1) not in {"said", "says", "announced", "that"}:
        return False
    told = [s for s in sides_in(sentence, 0, k - 1) if s.name and s.country]
    return len(told) == 1 and told[0].word in word_class("state_buyer", "body_head")


_BUYS_AHEAD = frozenset("import procure purchase buy".split())


def buys_ahead(sentence: Sentence) -> bool:
    """Whether words of a purchase to come stand in a sentence; a quick look before the grammar."""
    lowers = sentence.lowers
    if "booked" in lowers and "QTY" in sentence.kinds:
        return True
    return "from" in lowers and not lowers.isdisjoint(_BUYS_AHEAD) and ("will" in lowers or "would" in lowers)


def _counts_pieces(sentence: Sentence, v: int, stop: int) -> bool:
    """Whether a body or firm buys or sells machines by the piece with a named firm: an order, in whatever year."""
    found = quantities(sentence, v + 1, min(stop, v + 8))
    if not found or (found[0].quantity.unit or "").isupper() or not has_actor(sentence, v):
        return False
    return any(s.name for s in sides_in(sentence, found[0].stop, stop)) and "PCT" not in sentence.kinds


def _under_contract(sentence: Sentence, v: int, stop: int) -> bool:
    """Whether machines were bought by the piece under a contract, in whatever year: "bought two radars in 2017 under a
    deal worth AMT"."""
    items = sentence.items
    under = next((k for k in range(v + 1, stop) if items[k].lower == "under"), 0)
    found = quantities(sentence, v + 1, min(stop, v + 8)) if under else []
    if not found or (found[0].quantity.unit or "").isupper() or "PCT" in sentence.kinds:
        return False
    return any(i.is_("deal_noun") for i in items[under + 1 : under + 5])


def _border(items: list[Item], first: int, v: int) -> int | None:
    """Where one purchase ends and the next begins: "X sold 290,000 tonnes, Y sold 120,000 tonnes"; None where the
    second verb has no subject of its own."""
    k = next((k for k in range(v - 1, first, -1) if items[k].lower in {",", ";", "and", "while"}), None)
    if k is None or not any(i.kind in OWNERS for i in items[k + 1 : v]):
        return None
    return k


OWNERS = frozenset({"NAME", "ORG", "PLACE", "PERSON"})


def _purchase_form(items: list[Item], v: int) -> str | None:
    item = items[v]
    low = item.lower
    before = lower_at(items, v - 1)
    if low == "order" and _means_to(items, v):
        return "buy"
    if low == "ordered" and _commands(items, v):
        return None
    if low == "contracted" and kind_at(items, v + 1) not in {"QTY", "NUM"}:
        counted = kind_at(items, v + 2) == "NUM" and kind_at(items, v + 3) == "GOOD"
        for_goods = lower_at(items, v + 1) == "for" and (kind_at(items, v + 2) == "QTY" or counted)
        return "buy" if for_goods and not passive_at(items, v) else None  # "had contracted for 180,000 tons of sugar"
    if low == "booked" and kind_at(items, v + 1) == "QTY" and lower_at(items, v + 2) == "of":
        return "buy"  # "booked 30,000 tonnes of soybeans", as traders in grain say
    if low in _TOOK and kind_at(items, v + 1) == "QTY":
        firm = lower_at(items, v - 1) == "it" or items[v - 1].kind in {"NAME", "ORG"}
        priced = any(i.kind == "AMT" and is_unit_price(items, k) for k, i in enumerate(items))
        return "buy" if firm and (priced or any(i.is_("tender_noun") for i in items[v + 2 :])) else None
    priced = low == "import" and before == "will"
    if priced and any(i.kind == "AMT" and is_unit_price(items, k) for k, i in enumerate(items)):
        return "buy"
    if low in {"import", "procure"} and before == "to" and lower_at(items, v - 2) in _RESOLVED:
        return "buy"
    if low in _DONE_TO and passive_at(items, v):
        return "sell" if low == "sold" else "buy"
    if low == "acquired":
        return "buy" if kind_at(items, v + 1) == "NUM" and kind_at(items, v + 2) == "GOOD" else None
    if item.is_("deal_buy") and low not in {"order", "purchases", "acquired", "procured", "procure"}:
        if low in {"buying", "purchasing", "ordering"}:
            return "buy" if progressive(items, v) or _close_to(items, v) else None
        if low in {"buy", "purchase"} and not (before == "will" or _means_to(items, v)):
            return None
        if low in {"buy", "purchase"} and before == "to" and _calls_for_bids(items, v):
            return None  # a tender
        if any(lower_at(items, k) in {"rumored", "rumoured", "if"} for k in range(max(0, v - 6), v)):
            return None
        return None if before in {"be", "of", "the"} and low in {"ordered", "bought", "purchased"} else "buy"
    if item.is_("deal_sell"):
        if low in {"sale", "sales"}:
            return (
                "sell"
                if before in {"reported", "confirmed", "announced"}
                or (before in {"the", "a"} and lower_at(items, v - 2) in {"reported", "confirmed", "announced"})
                else None
            )
        if low == "selling":
            return "sell" if _close_to(items, v) else None
        if low == "sell" and not (before == "will" or _means_to(items, v)):
            return None
        return "sell" if low in {"sold", "sell", "resold"} else None
    return None


_TOOK = frozenset({"took", "takes"})


def _commands(items: list[Item], v: int) -> bool:
    """Whether somebody is told what to do: "ordered two ships to leave port"."""
    return any(
        items[k].lower == "to" and lower_at(items, k + 1) in _COMMANDED for k in range(v + 2, min(len(items), v + 12))
    )


_COMMANDED = frozenset("leave stop return turn stay halt close withdraw pay shut evacuate dock anchor vacate".split())


def _means_to(items: list[Item], v: int) -> bool:
    """Whether "plans to", "is set to" stand before the verb at `v`."""
    before = v - 2 - (lower_at(items, v - 1) == "to" and lower_at(items, v - 2) in _ADVERBS)
    said = [word for k in (before, v - 1) for word in lower_at(items, k).split(" ")]
    return said[-1] == "to" and said[-2] in _MEANS


_ADVERBS = frozenset({"instead", "also", "now", "rather"})


def _calls_for_bids(items: list[Item], v: int) -> bool:
    """Whether what is meant to be bought at `v` is sought by tender: "is seeking to buy 40 buses in a tender"."""
    n = next((k for k in range(v + 1, min(len(items), v + 12)) if items[k].is_("tender_noun")), -1)
    k = n - 1
    while k > v and lower_at(items, k) in {"a", "an", "the", "open", "international", "public", "new", "its"}:
        k -= 1
    return n > v and lower_at(items, k) in {"in", "through", "via", "by"}


def progressive(items: list[Item], v: int) -> bool:
    """Whether the participle at `v` is a verb under way: "is also buying", "will be buying"."""
    before = v - 1 - (lower_at(items, v - 1) in {"also", "now", "currently"})
    return lower_at(items, before).split(" ")[-1] in {"is", "are", "was", "were", "be", "been"}


def _close_to(items: list[Item], v: int) -> bool:
    """Whether a purchase at `v` is about to be made: "is close to buying"."""
    return lower_at(items, v - 1) == "to" and lower_at(items, v - 2) in {"close", "closer", "near"}


_RESOLVED = frozenset("proposal proposals plan decided agreed".split())
_MEANS = frozenset(
    "is are wants seeking plans plan planned intends intend ready set going planning agreed contracted decided".split()
)


_BEFORE_VERB = frozenset("has have had also already recently".split())


def has_actor(sentence: Sentence, v: int) -> bool:
    """Whether a body or firm stands right before the verb, and no country: what it bought in a month is a deal."""
    items, edge = sentence.items, v
    while edge > 1 and (items[edge - 1].kind == "PER" or items[edge - 1].lower in _BEFORE_VERB):
        edge -= 1
    if items[edge - 1].lower in word_class("ref") and lower_at(items, edge - 2) == "the":
        return True  # "the board has sold"
    if lower_at(items, edge - 1) == ",":
        edge -= 1  # behind an aside: "X, the grain buyer, has bought"
    named = [s for s in sides_in(sentence, left_edge(items, v), edge) if s.stop >= min(edge, v - 1)]
    return bool(named) and named[-1].name is not None and named[-1].word != "city"


def is_flow(sentence: Sentence, v: int, stop: int, most: int = 28) -> bool:
    """Whether the sentence tells a trade flow: a figure for a period of `most` days or more, a growth."""
    items = sentence.items
    for k in range(stop if turned_at(items, stop) else len(items)):
        item = items[k]
        if item.kind != "PER":
            continue
        mention = item.value
        if mention.relation is not None:
            return True
        if days(mention.period) >= most and not _for_goods(items, k):
            return True
    if any(items[k].lower == "season" and lower_at(items, k - 1) in {"last", "previous"} for k in range(v, stop)):
        return True
    lows = {i.lower for i in items[v:stop]}
    return bool(lows & {"annually", "yearly", "daily", "compared", "against"}) or any(
        i.kind == "PCT" for i in items[v:stop]
    )


def _for_goods(items: list[Item], k: int) -> bool:
    if "by" in {lower_at(items, k - 1), lower_at(items, k - 2)} and kind_at(items, k - 1) != "PLACE":
        return True  # "by the end of May"
    around = {items[j].lower for j in range(max(0, k - 5), min(len(items), k + 4))}
    return bool(
        around
        & {
            "delivery",
            "shipment",
            "loading",
            "arrival",
            "marketing",
            "crop",
            "ship",
            "season",
            "tender",
            "purchase",
        }
    )


def days(period: object) -> int:
    start, end = getattr(period, "start", None), getattr(period, "end", None)
    if not start or not end:
        if any(word in _WEEKDAYS for word in str(getattr(period, "text", "")).lower().split()):
            return 1  # a report without a date
        edtf = getattr(period, "edtf", None) or ""
        return 365 if edtf.isdigit() or "/" in edtf else 30 if len(edtf) <= 7 else 1
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())


def sized(sentence: Sentence, v: int, stop: int) -> bool:
    """Whether an amount of goods stands right behind the verb."""
    found = quantities(sentence, v + 1, min(stop, v + 12))
    if found and found[0].start - v <= 6:
        return True
    has_good = any(i.kind == "GOOD" and not i.value.attributive for i in sentence.items[v + 1 : v + 6])
    return has_good and any(i.kind == "AMT" for i in sentence.items[v:stop])
