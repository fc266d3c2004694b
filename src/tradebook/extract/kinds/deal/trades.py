"""Deals told by their own verbs: purchases and sales, loans, investments, agreements to trade, talks, deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import loads, told
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, other_matter, right_edge
from tradebook.extract.kinds.deal.counts import quantities
from tradebook.extract.kinds.deal.judge import is_bank
from tradebook.extract.kinds.deal.lots import second_lot
from tradebook.extract.kinds.deal.shapes import Clause, Mood
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.slots import is_unit_price
from tradebook.extract.kinds.deal.turning import turned_at
from tradebook.extract.kinds.phrases import kind_at, lower_at

_TALK_MATTERS = frozenset(
    "sale sales supply supplies purchase delivery deliveries export import exports imports construction".split()
)


def clauses(sentence: Sentence) -> Iterator[list[Clause]]:
    """The deals of a sentence that no instrument's word names, by one way of telling them after the other: the first
    of which a deal comes is the one that is meant."""
    cues = sentence.cues
    if "deal_do" in cues or not sentence.lowers.isdisjoint(_TIES):
        yield _agreed_to_trade(sentence)
    if "deal_talk" in cues:
        yield _talks(sentence)
    if "deal_lend" in cues:
        yield _lent(sentence)
    if "deal_invest" in cues or ("AMT" in sentence.kinds and not sentence.lowers.isdisjoint(_PUTS)):
        yield _invested(sentence)
    if not cues.isdisjoint(_TRADING) or not sentence.lowers.isdisjoint(_TOOK) or buys_ahead(sentence):
        yield _bought(sentence)
    if "deal_send" in cues or "deal_load" in cues:
        yield _ordered_goods(sentence)
    yield told.clauses(sentence)
    load = loads.sent_off(sentence) or ("deal_send" in cues and loads.to_deliver(sentence))
    yield [load] if load else []


def _with_subject(items: list[Item], v: int) -> int:
    """Where the clause of the verb at `v` begins; one that shares the subject of the clause before begins with that:
    "made no purchase of corn but bought wheat"."""
    start = left_edge(items, v)
    if start == v and lower_at(items, v - 1) == "but":
        return left_edge(items, v - 1)
    return start


_TRADING = frozenset({"deal_lend", "deal_buy", "deal_sell", "deal_noun"})
_TOOK = frozenset({"took", "takes"})


def _made(
    sentence: Sentence,
    v: int,
    form: str,
    instrument: str | None,
    status: str,
    mood: Mood,
    confidence: float,
    start: int | None = None,
) -> Clause | None:
    items = sentence.items
    start = _with_subject(items, v) if start is None else start
    stop = right_edge(items, v)
    if mood.no or other_matter(sentence, start, stop):
        return None
    if mood.ahead and status == "signed":
        status = "planned"
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=v, noun=-1, form=form, instrument=instrument,
        status=status, mood=mood, confidence=confidence,
    )  # fmt: skip


# -- agreed on the supply, agreed to buy ------------------------------------------------------------------------------


def _agreed_to_trade(sentence: Sentence) -> list[Clause]:
    items = sentence.items
    for v, item in enumerate(items):
        if item.lower in _TIES and lower_at(items, v + 1) in {"up", "with"}:
            form = _trade_form(items, _behind_partner(items, v + 1))
        elif item.lower not in {"agreed", "agree", "agrees", "contracted"}:
            continue
        elif lower_at(items, v + 1) == "with":
            form = _trade_form(items, _behind_partner(items, v + 1))
        else:
            form = _trade_form(items, _behind_day(items, v + 1))
        if form is None:
            continue
        start = left_edge(items, v)
        made = _made(sentence, v, form, "agreement", "signed", mood_before(items, v, start), 0.7)
        return [made] if made else []
    return []


_TIES = frozenset({"tied", "ties", "teamed", "teams", "partnered", "partners"})


def _behind_partner(items: list[Item], k: int) -> int:
    """The index of "to" behind the partner: "tied up with Alba Foods of Poland to supply"."""
    if "with" not in {lower_at(items, k), lower_at(items, k + 1)}:
        return len(items)
    ends = {"to", ",", "on"}
    return next(
        (
            j
            for j in range(k + 2, min(len(items), k + 12))
            if items[j].lower in ends or (items[j].lower == "and" and kind_at(items, j + 1) not in _OWNERS)
        ),
        len(items),
    )  # "with Poland and Slovakia to import"


def _behind_day(items: list[Item], k: int) -> int:
    """The index behind a date or place between the verb and what was agreed: "agreed in Lusaka on 4 March to lend"."""
    for _ in range(2):
        day = k + (lower_at(items, k) in {"in", "on"})
        k = day + 1 if kind_at(items, day) in ("PER", "PLACE") and day > k - (kind_at(items, k) == "PER") else k
    return k


def _trade_form(items: list[Item], k: int) -> str | None:
    """What was agreed: "on the supply of" (two), "to sell" (sell), "to buy" (buy); None for other things."""
    low = lower_at(items, k)
    if low in {"on", "upon"}:
        j = k + 1 + (lower_at(items, k + 1) in {"the", "a"})
        return "two" if lower_at(items, j) in _TALK_MATTERS | {"shipment", "shipments"} - {"construction"} else None
    if low != "to" or k + 2 >= len(items):
        return None
    verb = items[k + 1 + (items[k + 1].kind == "w" and items[k + 1].lower.endswith("ly"))]
    if verb.is_("deal_buy") or verb.lower in {"import", "take"}:
        return "buy"
    if verb.is_("deal_sell") or (verb.is_("deal_send") and verb.lower not in {"provide", "build", "construct"}):
        return "sell"
    if verb.lower in {"build", "construct"} and any(i.kind == "AMT" for i in items[k + 2 : k + 6]):
        return "sell"  # "agreed with Senegal to build a $1.1 billion port"
    return None


# -- talks ------------------------------------------------------------------------------------------------------------


def _talks(sentence: Sentence) -> list[Clause]:
    """Talks on the sale or supply of something; "discussed cooperation" is none."""
    items = sentence.items
    for v, item in enumerate(items):
        if not item.is_("deal_talk"):
            continue
        if (trading := _to_trade(sentence, v)) is not None:
            return [trading]
        matter = next(
            (
                k
                for k in range(v + 1, min(len(items), v + 10))
                if items[k].lower in _TALK_MATTERS or _on_size(items, k) or _on_contract(items, k)
            ),
            None,
        )
        if matter is None or (lower_at(items, matter + 1) not in {"of", "to", "for"} and items[matter].kind == "CUE"):
            continue
        form = {"sale": "sell", "sales": "sell", "purchase": "buy"}.get(items[matter].lower, "two")
        status = "signed" if item.lower == "negotiated" else "negotiated"
        noun = items[matter].cue("deal_noun")
        made = _made(sentence, v, form, noun, status, mood_before(items, v, left_edge(items, v)), 0.65)
        if made is not None:
            if any(i.lower in {"would", "if"} for i in items[made.start : v]):
                continue
            made.mood = Mood() if not made.mood.no else made.mood
            made.status = status
            return [made]
    return []


def _to_trade(sentence: Sentence, v: int) -> Clause | None:
    """Talks to buy or sell goods: "is in talks to buy Iranian gas", "in talks with Uganda to import maize"."""
    items = sentence.items
    to = _behind_partner(items, v + 1) if lower_at(items, v + 1) == "with" else v + 1
    form = _trade_form(items, to)
    if form is None or lower_at(items, to) != "to" or not any(i.kind == "GOOD" for i in items[to + 1 : to + 7]):
        return None
    made = _made(sentence, v, form, None, "negotiated", mood_before(items, v, left_edge(items, v)), 0.6)
    if made is not None:
        made.mood, made.status = Mood(), "negotiated"
    return made


def _on_contract(items: list[Item], k: int) -> bool:
    """Whether a contract for goods is what is talked of: "in talks with X on a contract for 40 buses"."""
    if items[k].cue("deal_noun") != "contract" or lower_at(items, k + 1) not in {"for", "to"}:
        return False
    j = k - 1
    while kind_at(items, j) == "AMT" or lower_at(items, j) in {"a", "an", "the", "new", "supply", "worth"}:
        j -= 1
    return lower_at(items, j) in {"on", "over", "about", "for"} and any(i.kind == "GOOD" for i in items[k : k + 8])


def _on_size(items: list[Item], k: int) -> bool:
    return (items[k].kind == "QTY" and lower_at(items, k - 1) in {"on", "over", "about", "for"}) or (
        items[k].kind == "QTY" and items[k].text[:1].isalpha()
    )


# -- loans and investments ---------------------------------------------------------------------------------------------


def _lent(sentence: Sentence) -> list[Clause]:
    """ "will lend Atlantic Cocoa EUR 60 million": the verb itself; loans as nouns are read as instruments."""
    items = sentence.items
    if not any(i.kind == "AMT" for i in items):
        return []
    for v, item in enumerate(items):
        if (
            (item.lower in {"lend", "lends", "lent"} or (item.lower == "lending" and _progressive(items, v)))
            and not any(i.kind == "PER" and _days(i.value.period) > 400 for i in items)
            and any(i.kind == "AMT" for i in items[v + 1 : v + 9])
        ):
            said = _agreed_before(items, v)
            mood = mood_before(items, said, left_edge(items, said))
            made = _made(sentence, v, "lend", "loan", "signed", mood, 0.75)
            return [made] if made else []
        if item.lower in _PROVIDES and _sum_to(items, v) and _bank_before(sentence, v):
            made = _made(sentence, v, "lend", "loan", "signed", mood_before(items, v, left_edge(items, v)), 0.65)
            return [made] if made else []
    return []


_PROVIDES = frozenset("provide provides provided extend extends extended allocate allocated".split())


def _sum_to(items: list[Item], v: int) -> bool:
    """Whether a sum stands right behind the verb, and whom it goes to: "will provide up to AMT to X"."""
    at = next((k for k in range(v + 1, min(len(items), v + 4)) if items[k].kind == "AMT"), None)
    return at is not None and any(lower_at(items, k) == "to" for k in range(at + 1, at + 5))


def _bank_before(sentence: Sentence, v: int) -> bool:
    named = [s for s in sides_in(sentence, left_edge(sentence.items, v), v) if s.name]
    return bool(named) and is_bank(named[-1]) and sentence.lowers.isdisjoint({"grant", "grants", "aid"})


def _agreed_before(items: list[Item], v: int) -> int:
    """The index of "agreed" where it governs the verb at `v` ("agreed in April to lend"): what was agreed is done."""
    for k in range(v - 2, max(-1, v - 5), -1):
        if items[k].lower in {"agreed", "agrees"} and _behind_day(items, k + 1) == v - 1:
            return k
    return v


def _invested(sentence: Sentence) -> list[Clause]:
    """ "will invest AMT in": a sum and a place behind it."""
    items = sentence.items
    for v, item in enumerate(items):
        if not (item.lower in {"invest", "invests", "invested"} or _puts(items, v)) or _joint_subject(items, v):
            continue
        if any(i.kind == "PER" and (i.value.cue == "since" or _years_back(items, k)) for k, i in enumerate(items[:v])):
            continue  # a sum of many years
        if any(i.kind == "PER" and i.value.cue == "since" for i in items[v:]):
            continue
        near = range(v + 1, min(len(items), v + 4))
        if not any(items[k].kind == "AMT" for k in near):
            continue
        mood = mood_before(items, v, left_edge(items, v))
        made = _made(sentence, v, "invest", "investment", "signed", mood, 0.7)
        return [made] if made else []
    return []


_PUTS = frozenset("put puts putting pour pours poured pump pumps pumped inject injects injected plough ploughs".split())


def _puts(items: list[Item], v: int) -> bool:
    """Whether money is put into something by the verb at `v`: "will put AMT into two plants"."""
    if items[v].lower not in _PUTS:
        return False
    at = next((k for k in range(v + 1, min(len(items), v + 4)) if items[k].kind == "AMT"), None)
    return at is not None and lower_at(items, at + 1) == "into"


def _years_back(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is one of years gone by: "for the past 15 years", "in 2010-2020"."""
    mention = items[k].value
    return mention.ahead is None and _days(mention.period) > 400


def _joint_subject(items: list[Item], v: int) -> bool:
    """Whether a joint company invests, or its partners in it: that is the news, and a venture."""
    start = 0 if lower_at(items, v - 1) == "they" else left_edge(items, v)
    return any(items[k].lower == "joint" or items[k].lower.startswith("joint ") for k in range(start, v))


# -- purchases ---------------------------------------------------------------------------------------------------------


def _bought(sentence: Sentence) -> list[Clause]:
    """ "Egypt bought 480,000 tonnes of Russian wheat", "reported sales of 132,000 tonnes of soybeans to China"."""
    items = sentence.items
    found: list[Clause] = []
    for v in range(len(items)):
        form = _purchase_form(items, v) or _to_come_from(sentence, v)
        if form is None:
            continue
        stop = second_lot(items, v, right_edge(items, v))
        pieces = _counts_pieces(sentence, v, stop)
        if not _sized(sentence, v, stop) or (
            _is_flow(sentence, v, stop, 45 if _has_actor(sentence, v) else 28) and not pieces
        ):
            continue
        mood = mood_before(items, v, left_edge(items, v))
        instrument = "contract" if items[v].lower in {"ordered", "order", "orders"} else "purchase"
        made = _made(sentence, v, form, instrument, "signed", mood, 0.75)
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


def _to_come_from(sentence: Sentence, v: int) -> str | None:
    """Whether a purchase is told ahead with its seller: "The board will import 40,000 tonnes from X"."""
    items = sentence.items
    will = v - 1 - (lower_at(items, v - 1) == "also")
    if items[v].lower not in _BUYS_AHEAD or lower_at(items, will) not in {"will", "would"}:
        return None
    source = next((k for k in range(v + 1, min(len(items), v + 16)) if items[k].lower == "from"), 0)
    named = source and any(s.name and s.word != "city" for s in sides_in(sentence, source + 1, source + 7))
    return "buy" if named and (lower_at(items, will - 1) == "it" or _has_actor(sentence, will)) else None


_BUYS_AHEAD = frozenset("import procure purchase buy".split())


def buys_ahead(sentence: Sentence) -> bool:
    """Whether words of a purchase to come stand in a sentence; a quick look before the grammar."""
    lowers = sentence.lowers
    return "from" in lowers and not lowers.isdisjoint(_BUYS_AHEAD) and ("will" in lowers or "would" in lowers)


def _counts_pieces(sentence: Sentence, v: int, stop: int) -> bool:
    """Whether a body or firm buys or sells machines by the piece with a named firm: an order, in whatever year."""
    found = quantities(sentence, v + 1, min(stop, v + 8))
    if not found or (found[0].quantity.unit or "").isupper() or not _has_actor(sentence, v):
        return False
    return any(s.name for s in sides_in(sentence, found[0].stop, stop)) and "PCT" not in sentence.kinds


def _border(items: list[Item], first: int, v: int) -> int | None:
    """Where one purchase ends and the next begins: "X sold 290,000 tonnes, Y sold 120,000 tonnes"; None where the
    second verb has no subject of its own."""
    k = next((k for k in range(v - 1, first, -1) if items[k].lower in {",", ";", "and", "while"}), None)
    if k is None or not any(i.kind in _OWNERS for i in items[k + 1 : v]):
        return None
    return k


_OWNERS = frozenset({"NAME", "ORG", "PLACE", "PERSON"})


def _purchase_form(items: list[Item], v: int) -> str | None:
    item = items[v]
    low = item.lower
    before = lower_at(items, v - 1)
    if low == "order" and _means_to(items, v):
        return "buy"
    if low == "ordered" and _commands(items, v):
        return None
    if low in _TOOK and kind_at(items, v + 1) == "QTY":
        firm = lower_at(items, v - 1) == "it" or items[v - 1].kind in {"NAME", "ORG"}
        return "buy" if firm and any(i.kind == "AMT" and is_unit_price(items, k) for k, i in enumerate(items)) else None
    priced = low == "import" and before == "will"
    if priced and any(i.kind == "AMT" and is_unit_price(items, k) for k, i in enumerate(items)):
        return "buy"
    if low in {"import", "procure"} and before == "to" and lower_at(items, v - 2) in _RESOLVED:
        return "buy"
    if item.is_("deal_buy") and low not in {"order", "purchases", "acquired", "procured", "procure"}:
        if low in {"buying", "purchasing"}:
            return "buy" if _progressive(items, v) else None
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
        if low == "sell" and not (before == "will" or _means_to(items, v)):
            return None
        return "sell" if low in {"sold", "sell", "resold"} else None
    return None


def _commands(items: list[Item], v: int) -> bool:
    """Whether somebody is told what to do: "ordered two ships to leave port"."""
    return any(
        items[k].lower == "to" and lower_at(items, k + 1) in _COMMANDED for k in range(v + 2, min(len(items), v + 12))
    )


_COMMANDED = frozenset("leave stop return turn stay halt close withdraw pay shut evacuate dock anchor vacate".split())


def _means_to(items: list[Item], v: int) -> bool:
    """Whether "plans to", "is set to" stand before the verb at `v`."""
    said = [word for k in (v - 2, v - 1) for word in lower_at(items, k).split(" ")]
    return said[-1] == "to" and said[-2] in _MEANS


def _calls_for_bids(items: list[Item], v: int) -> bool:
    """Whether what is meant to be bought at `v` is sought by tender: "is seeking to buy 40 buses in a tender"."""
    n = next((k for k in range(v + 1, min(len(items), v + 12)) if items[k].is_("tender_noun")), -1)
    k = n - 1
    while k > v and lower_at(items, k) in {"a", "an", "the", "open", "international", "public", "new", "its"}:
        k -= 1
    return n > v and lower_at(items, k) in {"in", "through", "via", "by"}


def _progressive(items: list[Item], v: int) -> bool:
    """Whether the participle at `v` is a verb under way: "is also buying", "will be buying"."""
    before = v - 1 - (lower_at(items, v - 1) in {"also", "now", "currently"})
    return lower_at(items, before).split(" ")[-1] in {"is", "are", "was", "were", "be", "been"}


_RESOLVED = frozenset("proposal proposals plan decided agreed".split())
_MEANS = frozenset(
    "wants seeking plans plan planned intends intend ready set going planning agreed contracted decided".split()
)


_BEFORE_VERB = frozenset("has have had also already recently".split())


def _has_actor(sentence: Sentence, v: int) -> bool:
    """Whether a body or firm stands right before the verb, and no country: what it bought in a month is a deal."""
    items, edge = sentence.items, v
    while edge > 1 and (items[edge - 1].kind == "PER" or items[edge - 1].lower in _BEFORE_VERB):
        edge -= 1
    named = [s for s in sides_in(sentence, left_edge(items, v), edge) if s.stop >= min(edge, v - 1)]
    return bool(named) and named[-1].name is not None and named[-1].word != "city"


def _is_flow(sentence: Sentence, v: int, stop: int, most: int = 28) -> bool:
    """Whether the sentence tells a trade flow: a figure for a period of `most` days or more, a growth."""
    items = sentence.items
    for k in range(stop if turned_at(items, stop) else len(items)):
        item = items[k]
        if item.kind != "PER":
            continue
        mention = item.value
        if mention.relation is not None:
            return True
        if _days(mention.period) >= most and not _for_goods(items, k):
            return True
    if any(items[k].lower == "season" and lower_at(items, k - 1) in {"last", "previous"} for k in range(v, stop)):
        return True
    lows = {i.lower for i in items[v:stop]}
    return bool(lows & {"annually", "yearly", "daily", "compared", "against"}) or any(
        i.kind == "PCT" for i in items[v:stop]
    )


def _for_goods(items: list[Item], k: int) -> bool:
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
            "by",
            "purchase",
        }
    )


def _days(period: object) -> int:
    start, end = getattr(period, "start", None), getattr(period, "end", None)
    if not start or not end:
        if any(word in _WEEKDAYS for word in str(getattr(period, "text", "")).lower().split()):
            return 1  # a report without a date
        edtf = getattr(period, "edtf", None) or ""
        return 365 if edtf.isdigit() or "/" in edtf else 30 if len(edtf) <= 7 else 1
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())


def _sized(sentence: Sentence, v: int, stop: int) -> bool:
    """Whether an amount of goods stands right behind the verb."""
    found = quantities(sentence, v + 1, min(stop, v + 12))
    if found and found[0].start - v <= 6:
        return True
    has_good = any(i.kind == "GOOD" and not i.value.attributive for i in sentence.items[v + 1 : v + 6])
    return has_good and any(i.kind == "AMT" for i in sentence.items[v:stop])


# -- deliveries of what was ordered ----------------------------------------------------------------------------------


def _ordered_goods(sentence: Sentence) -> list[Clause]:
    """ "delivered the last of six engines ordered by", "shipped 10,000 of the 23,000 tonnes it contracted to send",
    "the first batch of ... left for"."""
    items = sentence.items
    if (left := loads.first_load(sentence)) is not None:
        mood = mood_before(items, left, left_edge(items, left))
        made = None if mood.ahead else _made(sentence, left, "send", None, "delivering", mood, 0.6)
        if made is not None:
            return [made]
    lows = {word for i in items for word in i.lower.split(" ")}
    first = bool(lows & {"first", "last", "final", "second", "third"}) and bool(
        lows & {"batch", "consignment", "wagon", "train", "lot", "shipment", "cargo", "delivery"}
    )
    tied = bool(lows & {"ordered", "contracted"})
    handed = bool(lows & {"delivered", "handed over"}) and any(i.kind in ("ORG", "NAME") for i in items)
    handed = handed or (bool(lows & {"shipped", "supplied", "sent"}) and _to_firm(sentence))
    if not (first or tied or handed):
        return []
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
            if not _sized(sentence, v, len(items)) and not quantities(sentence, 0, v):
                continue
            if _is_flow(sentence, v, len(items)) and not tied:
                continue
            if not (first or tied) and lows.isdisjoint({"to", "for", "under"}):
                continue  # "has delivered 340 towers from its yard": to whom?
            mood = mood_before(items, v, left_edge(items, v))
            status = (
                "delivered"
                if lows & {"last", "final", "all"}
                else "delivering"
                if first or _partly(items)
                else "delivered"
            )
            if mood.ahead:
                continue
            made = _made(sentence, v, "send", "contract" if tied else None, status, mood, 0.65)
            return [made] if made else []
    return []


def _to_firm(sentence: Sentence) -> bool:
    """Whether a firm of a country sends goods by the piece to a named firm: "X of Norway shipped 40 buses to Y"."""
    items = sentence.items
    for v, item in enumerate(items):
        if item.is_("deal_send") and _has_actor(sentence, v):
            sized = quantities(sentence, v + 1, min(len(items), v + 8))
            named = [s for s in sides_in(sentence, v + 1, len(items)) if s.name and s.country and s.word != "city"]
            return bool(sized) and any(lower_at(items, s.start - 1) in {"to", "company", "firm"} for s in named)
    return False


def _partly(items: list[Item]) -> bool:
    return any(
        lower_at(items, k) == "of"
        and kind_at(items, k - 1) in {"QTY", "NUM"}
        and any(kind_at(items, k + d) in {"QTY", "NUM"} for d in (1, 2))
        for k in range(1, len(items))
    )
