"""Deals told by their own verbs: purchases and sales, loans, investments, agreements to trade, talks, deliveries."""

from __future__ import annotations

from collections.abc import Iterator

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import loads, told
from tradebook.extract.kinds.deal.clause import clause_made, left_edge, mood_before
from tradebook.extract.kinds.deal.counts import quantity_at
from tradebook.extract.kinds.deal.deliveries import ordered_goods
from tradebook.extract.kinds.deal.judge import is_bank
from tradebook.extract.kinds.deal.purchases import OWNERS, bought, buys_ahead, days, is_flow, progressive
from tradebook.extract.kinds.deal.shapes import Clause, Mood
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at

_TALK_MATTERS = frozenset(
    "sale sales supply supplies purchase delivery deliveries export import exports imports construction".split()
)


def clauses(sentence: Sentence) -> Iterator[list[Clause]]:
    """The deals of a sentence that no instrument's word names, by one way of telling them after the other: the first
    of which a deal comes is the one that is meant."""
    cues = sentence.cues
    if "deal_do" in cues or not sentence.lowers.isdisjoint(_TIES | {"contracted"}):
        yield _agreed_to_trade(sentence)
    if "deal_talk" in cues:
        yield _talks(sentence)
    if "deal_lend" in cues or borrows(sentence):
        yield _lent(sentence)
    if "deal_invest" in cues or ("AMT" in sentence.kinds and not sentence.lowers.isdisjoint(_PUTS)):
        yield _invested(sentence)
    if not cues.isdisjoint(_TRADING) or not sentence.lowers.isdisjoint(_TOOK) or buys_ahead(sentence):
        yield bought(sentence)
    if "deal_send" in cues or "deal_load" in cues or not sentence.lowers.isdisjoint(_COMING):
        yield ordered_goods(sentence)
    yield told.clauses(sentence)
    load = loads.sent_off(sentence) or (
        "deal_send" in cues and (loads.to_deliver(sentence) or loads.to_be_sent(sentence))
    )
    yield [load] if load else []


_COMING = frozenset({"arrived", "arrive", "arrives", "landed"})
_TRADING = frozenset({"deal_lend", "deal_buy", "deal_sell", "deal_noun"})
_TOOK = frozenset({"took", "takes"})


# -- agreed on the supply, agreed to buy ------------------------------------------------------------------------------


def _agreed_to_trade(sentence: Sentence) -> list[Clause]:
    items = sentence.items
    for v, item in enumerate(items):
        if item.lower in _TIES and lower_at(items, v + 1) in {"up", "with"}:
            form = _trade_form(items, _behind_partner(items, v + 1))
        elif item.lower not in {"agreed", "agree", "agrees", "contracted"}:
            continue
        elif item.lower == "contracted" and lower_at(items, v - 1) in _POINTING and not _perfect(sentence, v):
            continue  # "shipped 10,000 of the tonnes it contracted to send"
        elif lower_at(items, v + 1) == "with":
            form = _trade_form(items, _behind_partner(items, v + 1))
        else:
            form = _trade_form(items, _behind_day(items, v + 1))
        if form is None or (item.lower == "contracted" and is_flow(sentence, v, len(items))):
            continue  # "has contracted to import 2.6 million tonnes this year"
        start = left_edge(items, v)
        by = "contract" if item.lower == "contracted" else "agreement"
        made = clause_made(sentence, v, form, by, "signed", mood_before(items, v, start), 0.7)
        return [made] if made else []
    return []


_POINTING = frozenset({"it", "they", "that", "which"})


def _perfect(sentence: Sentence, v: int) -> bool:
    """Whether "has" or "had", which may have been left out, stands right before the verb at `v`."""
    between = sentence.text[sentence.items[v - 1].end - sentence.start : sentence.items[v].start - sentence.start]
    return between.strip() in {"has", "have", "had"}


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
            if items[j].lower in ends or (items[j].lower == "and" and kind_at(items, j + 1) not in OWNERS)
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
    if verb.lower == "pay" and kind_at(items, k + 2) == "AMT" and lower_at(items, k + 3) == "for":
        return "buy"  # "agreed to pay AMT for the purchase of"
    if verb.is_("deal_sell") or (verb.is_("deal_send") and verb.lower not in {"provide", "build", "construct"}):
        return "sell"
    if verb.lower in {"build", "construct"} and any(i.kind == "AMT" for i in items[k + 2 : k + 13]):
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
                if items[k].lower in _TALK_MATTERS or _on_size(sentence, k) or _on_contract(items, k)
            ),
            None,
        )
        if matter is None:
            continue
        named = items[matter].is_("deal_noun")
        if not named and lower_at(items, matter + 1) not in {"of", "to", "for"} and items[matter].kind == "CUE":
            continue
        form = {"sale": "sell", "sales": "sell", "purchase": "buy"}.get(items[matter].lower, "two")
        status = "signed" if item.lower == "negotiated" else "negotiated"
        noun = items[matter].cue("deal_noun")
        made = clause_made(sentence, v, form, noun, status, mood_before(items, v, left_edge(items, v)), 0.65)
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
    made = clause_made(sentence, v, form, None, "negotiated", mood_before(items, v, left_edge(items, v)), 0.6)
    if made is not None:
        made.mood, made.status = Mood(), "negotiated"
    return made


def _on_contract(items: list[Item], k: int) -> bool:
    """Whether a contract for goods is what is talked of: "in talks with X on a contract for 40 buses"."""
    if items[k].cue("deal_noun") not in {"contract", "agreement"}:
        return False
    supplied = kind_at(items, k - 1) == "GOOD"  # "a gas supply agreement"
    if not supplied and (lower_at(items, k + 1) not in {"for", "to"} or items[k].cue("deal_noun") != "contract"):
        return False
    j = k - 1 - supplied
    while kind_at(items, j) == "AMT" or lower_at(items, j) in {"a", "an", "the", "new", "supply", "worth"}:
        j -= 1
    told = supplied or any(i.kind == "GOOD" for i in items[k : k + 8])
    return lower_at(items, j) in {"on", "over", "about", "for"} and told


def _on_size(sentence: Sentence, k: int) -> bool:
    """Whether so many goods are what is talked of: "on 30,000 tonnes", "with Sweden for 12 Gripen fighters"."""
    items = sentence.items
    if items[k].kind == "NUM" and lower_at(items, k - 1) in {"for", "over", "on", "about"}:
        counted = quantity_at(sentence, k)
        return counted is not None and counted.good is not None
    return (items[k].kind == "QTY" and lower_at(items, k - 1) in {"on", "over", "about", "for"}) or (
        items[k].kind == "QTY" and items[k].text[:1].isalpha()
    )


# -- loans and investments ---------------------------------------------------------------------------------------------


def _lent(sentence: Sentence) -> list[Clause]:
    """ "will lend Atlantic Cocoa EUR 60 million", "borrowed AMT from": the verb itself; loans as nouns are read as
    instruments."""
    items = sentence.items
    if not any(i.kind == "AMT" for i in items):
        return []
    for v, item in enumerate(items):
        if (
            (item.lower in {"lend", "lends", "lent"} or (item.lower == "lending" and progressive(items, v)))
            and not any(i.kind == "PER" and days(i.value.period) > 400 for i in items)
            and any(i.kind == "AMT" for i in items[v + 1 : v + 9])
        ):
            said = _agreed_before(items, v)
            mood = mood_before(items, said, left_edge(items, said))
            made = clause_made(sentence, v, "lend", "loan", "signed", mood, 0.75)
            return [made] if made else []
        if item.lower in _PROVIDES and _sum_to(items, v) and _bank_before(sentence, v):
            made = clause_made(sentence, v, "lend", "loan", "signed", mood_before(items, v, left_edge(items, v)), 0.65)
            return [made] if made else []
        if item.lower in _BORROWS and _sum_from(sentence, v):
            mood = mood_before(items, v, left_edge(items, v))
            made = clause_made(sentence, v, "borrow", "loan", "signed", mood, 0.65)
            return [made] if made else []
    return []


def moves_money(sentence: Sentence) -> bool:
    """Whether a sentence can tell of a sum borrowed or put into something; a quick look before the grammar."""
    return "AMT" in sentence.kinds and (borrows(sentence) or not sentence.lowers.isdisjoint(_PUTS))


def borrows(sentence: Sentence) -> bool:
    """Whether words of a sum borrowed stand in a sentence; a quick look before the grammar."""
    return "deal_borrow" in sentence.cues and "AMT" in sentence.kinds and "from" in sentence.lowers


_BORROWS = frozenset("borrow borrowed secured received obtained raised gets".split())


def _sum_from(sentence: Sentence, v: int) -> bool:
    """Whether a sum stands right behind the verb and a bank behind "from": "has secured AMT from the World Bank"; who
    borrows may do so from anybody."""
    items = sentence.items
    at = next((k for k in range(v + 1, min(len(items), v + 4)) if items[k].kind == "AMT"), 0)
    if not at or lower_at(items, at + 1) != "from":
        return False
    lender = next((s for s in sides_in(sentence, at + 2, min(len(items), at + 14))), None)
    return lender is not None and (items[v].lower.startswith("borrow") or is_bank(lender))


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
        invests = item.lower in {"invest", "invests", "invested"} or (
            item.lower == "investing" and progressive(items, v)
        )
        if not (invests or _puts(items, v)) or _joint_subject(items, v):
            continue
        if any(i.kind == "PER" and (i.value.cue == "since" or _years_back(items, k)) for k, i in enumerate(items[:v])):
            continue  # a sum of many years
        if any(i.kind == "PER" and i.value.cue == "since" for i in items[v:]):
            continue
        near = range(v + 1, min(len(items), v + 4))
        if not any(items[k].kind == "AMT" for k in near):
            continue
        mood = mood_before(items, v, left_edge(items, v))
        if not mood.ahead and _of_many_investors(sentence, v):
            continue
        made = clause_made(sentence, v, "invest", "investment", "signed", mood, 0.7)
        return [made] if made else []
    return []


def _of_many_investors(sentence: Sentence, v: int) -> bool:
    """Whether the sum is a count of all that a country's firms invested in a year or a quarter, and no deal: "Japan
    invested $1.5bn in Oman in 2023, up 20%", "Foreign investors poured AMT into"."""
    items = sentence.items
    if any(item.kind in {"NAME", "ORG", "PERSON"} for item in items[:v]):
        return False
    if lower_at(items, v - 1).rsplit(" ", 1)[-1] == "investors" or "accounting" in sentence.lowers:
        return True
    counted = "PCT" in sentence.kinds and not sentence.lowers.isdisjoint({"up", "down", "rose", "fell", "growth"})
    return counted or any(i.kind == "PER" and days(i.value.period) > 85 for i in items)


_PUTS = frozenset("put puts putting pour pours poured pump pumps pumped inject injects injected plough ploughs".split())


def _puts(items: list[Item], v: int) -> bool:
    """Whether money is put into something by the verb at `v`: "will put AMT into two plants"."""
    if items[v].lower not in _PUTS or lower_at(items, v - 1) == "each":
        return False  # what each puts into a company of theirs is a venture
    at = next((k for k in range(v + 1, min(len(items), v + 4)) if items[k].kind == "AMT"), None)
    return at is not None and lower_at(items, at + 1) == "into"


def _years_back(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is one of years gone by: "for the past 15 years", "in 2010-2020"."""
    mention = items[k].value
    return mention.ahead is None and days(mention.period) > 400


def _joint_subject(items: list[Item], v: int) -> bool:
    """Whether a joint company invests, or its partners in it: that is the news, and a venture."""
    start = 0 if lower_at(items, v - 1) == "they" else left_edge(items, v)
    return any(items[k].lower == "joint" or items[k].lower.startswith("joint ") for k in range(start, v))
