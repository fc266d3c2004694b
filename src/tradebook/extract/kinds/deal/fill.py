"""A clause -> a draft: parties with roles, countries, sums, quantities, goods, dates."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.deal import (
    again,
    another,
    branches,
    cast,
    context,
    counts,
    home,
    lands,
    named_later,
    origins,
    pointing,
    slots,
    where,
)
from tradebook.extract.kinds.deal.awards import opens_award
from tradebook.extract.kinds.deal.further import told_on
from tradebook.extract.kinds.deal.instruments import CLEARED
from tradebook.extract.kinds.deal.judge import is_deal
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sizes import is_part, optional
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Good, Quantity


def fill(document: Document, clause: Clause, last: Draft | None = None) -> Draft | None:
    """The draft of a clause, None where it lacks what makes a deal of trade."""
    draft = Draft("deal", clause.sentence, stance=clause.mood.stance, confidence=clause.confidence)
    items = clause.sentence.items
    if clause.instrument is not None:
        mark = items[clause.noun] if clause.noun >= 0 else items[clause.verb]
        draft.put("instrument", clause.instrument, mark)
    draft.put("status", clause.status, items[clause.verb])
    _sums(draft, clause)
    _sizes(draft, clause)
    context.goods_of_tender(document, draft, clause)
    _when_and_where(draft, clause)
    where.named_before(document, draft)
    sides = cast.sides_of(document, clause, draft)
    sides.subject = pointing.named(document, draft, sides.subject, sides.other)
    sides.other = pointing.named(document, draft, sides.other, sides.subject)
    sides = origins.known(document, draft, clause, sides)
    cast.put_parties(document, draft, clause, sides)
    lands.countries(document, draft, clause, sides, last)
    another.take_common(draft, clause, last)
    another.take_goods(draft, clause, last)
    another.take_instrument(draft, clause, last)
    named_later.take_named(document, draft)
    again.take_seller(draft, last)
    again.take_same(draft, last)
    home.take_home(document, draft)
    if not is_deal(draft, clause, sides) and not (
        told_on(document, draft, clause) or opens_award(document, draft, clause)
    ):
        return None
    _branches(draft)
    return draft


# -- figures -----------------------------------------------------------------------------------------------------------


def _sums(draft: Draft, clause: Clause) -> None:
    items = clause.sentence.items
    near = min(clause.verb, clause.noun - 4) if clause.noun >= 0 else clause.verb
    start = max(clause.start, clause.skip[1])  # not the sum of what the same subject signed before
    near = clause.noun + 1 if _worth_behind(items, clause.noun) else near
    found = slots.money(items, max(start, near), clause.stop)
    if found.amount is None:
        found = slots.money(items, start, clause.stop)
    if found.amount is None and found.unit_price is None:
        found = _behind_report(clause)
    if found.amount is not None:
        draft.put("amount", found.amount.value, found.amount)
    if found.also:
        draft.put("amount_also", tuple(i.value for i in found.also), *found.also)
    if found.unit_price is not None:
        draft.put("unit_price", found.unit_price.value, found.unit_price)
    term = slots.incoterm(items, clause.start, clause.stop)
    if term is not None:
        draft.put("incoterm", term.text.upper(), term)


def _worth_behind(items: list[Item], noun: int) -> bool:
    """Whether the deal's own word is followed by its sum: "on projects worth AMT and contracts |worth AMT|"."""
    at = noun + 2 + (lower_at(items, noun + 2) == "at")
    return noun >= 0 and lower_at(items, noun + 1) in _WORTH and kind_at(items, at) == "AMT"


_WORTH = frozenset({"worth", "valued", "totalling", "totaling"})


def _behind_report(clause: Clause) -> slots.Money:
    """The sum behind the words that say who reports it: "..., sources said, at AMT each"."""
    items = clause.sentence.items
    none = slots.Money(None, (), None)
    if clause.stop >= len(items) or items[clause.stop].lower != ",":
        return none
    rest = range(clause.stop + 1, len(items))
    if any(items[k].is_("deal_noun") or items[k].is_("deal_do") or items[k].lower in {";", "which"} for k in rest):
        return none
    at = next((k for k in rest if items[k].kind == "AMT"), None)
    if (
        at is None
        or lower_at(items, at - 1) not in {"for", "at", "worth"}
        or "," not in (lower_at(items, at - 2), lower_at(items, at - 3))
    ):
        return none
    return slots.money(items, at, len(items))


def _sizes(draft: Draft, clause: Clause) -> None:
    sentence, items = clause.sentence, clause.sentence.items
    if clause.noun >= 0 and (count := _count(items, clause.noun)) is not None:
        draft.put("count", int(count.value.low), count)
    bare = clause.noun < 0 and clause.form in ("buy", "sell")
    found = counts.quantities(sentence, clause.verb + 1, clause.stop) if bare else []
    found = found or counts.quantities(sentence, max(clause.start, clause.skip[1]), clause.stop)
    found = [] if clause.form == "invest" else _of_goods(sentence.items, found)
    found = [c for c in found if not (clause.noun >= 0 and optional(items, c.start)) and not _before_and(clause, c)]
    found = [c for c in found if not told_aside(items, c.start, clause.verb)] or found
    if found and not (clause.instrument == "loan" and (found[0].good is None or not found[0].good.hs)):
        whole, part = _part_and_whole(items, found, clause)
        if clause.status == "negotiated" and whole.quantity.qualifier == "over" and whole.quantity.text[:5] == "over ":
            whole = whole._replace(quantity=msgspec.structs.replace(whole.quantity, qualifier="exact"))
        draft.put("quantity", whole.quantity, *whole.items)
        if part is not None:
            draft.put("delivered", part.quantity, *part.items)
            if is_part(part.quantity, whole.quantity) and lower_at(clause.sentence.items, part.start - 1) in _LAST:
                draft.slots["status"] = "delivered"  # "the last 20 of 100 hoppers"
                draft.slots.pop("delivered")
                draft.spans.pop("delivered", None)
            elif clause.status == "delivered" and is_part(part.quantity, whole.quantity):
                draft.slots["status"] = "delivering"
    _goods(draft, clause, found)


def _before_and(clause: Clause, counted: counts.Counted) -> bool:
    """Whether what is counted belongs to another act that the subject did before: "scrapped plans to lease two aircraft
    and signed a letter of intent"."""
    if clause.form != "two" or not counted.stop <= clause.verb < clause.noun:
        return False
    between = clause.sentence.items[counted.stop : clause.verb]
    return any(i.lower == "and" for i in between) and not any(i.kind in {"QTY", "NUM"} for i in between)


_LAST = frozenset({"last", "final", "remaining"})


def _of_goods(items: list[Item], found: list[counts.Counted]) -> list[counts.Counted]:
    """The quantities without sizes of works, fields and roads ("four 100 MW gas turbines"); a length of goods is one
    ("1,200 km of cable")."""
    found = [c for c in found if not _from_to(items, c)]
    return [c for c in found if counts.of_goods(items, c)]


def _from_to(items: list[Item], counted: counts.Counted) -> bool:
    """Whether a quantity is an end of a rise: "an increase in supplies from 10 billion to 20 billion cubic metres"."""
    behind = lower_at(items, counted.stop) == "to" and kind_at(items, counted.stop + 1) in {"QTY", "NUM"}
    if lower_at(items, counted.start - 1) == "from":
        return behind
    ahead = kind_at(items, counted.start - 2) in {"QTY", "NUM", "PCT"} and lower_at(items, counted.start - 3) == "from"
    return lower_at(items, counted.start - 1) == "to" and ahead


def _count(items: list[Item], n: int) -> Item | None:
    """The number of documents right before their noun: "31 documents", "two new contracts"."""
    for k in range(n - 1, max(-1, n - 4), -1):
        if items[k].kind == "NUM":
            exact = items[k].value.low == items[k].value.high and items[k].value.scale == 1
            exact = exact and not (k and items[k - 1].text[:1].isupper() and k > 1)  # "Public Law 480 agreement"
            return items[k] if exact and lower_at(items, k + 1) not in {"-", "of"} else None
        if items[k].kind not in ("w", "DEM", "CUE", "GOOD") or items[k].lower in {"a", "an", "the"}:
            return None
        if items[k].is_("deal_do") and kind_at(items, k - 1) != "NUM":
            return None  # "200 companies signed contracts"
    return None


def _part_and_whole(
    items: list[Item], found: list[counts.Counted], clause: Clause
) -> tuple[counts.Counted, counts.Counted | None]:
    """The quantity agreed and the part delivered: "10,000 tonnes of the 23,000 tonnes"."""
    if len(found) > 1:
        between = [i.lower for i in items[found[0].stop : found[1].start]]
        if {"and", ","} & set(between):
            return found[0], None
        alike = found[0].quantity.unit == found[1].quantity.unit or between[1:2] == ["the"]
        agreed = clause.form == "two" and clause.status in ("signed", "planned") and between[:1] == ["out"]
        if between and between[0] in {"of", "out"} and len(between) <= 4 and alike:
            return (found[0], None) if agreed else (found[1], found[0])
        if lower_at(items, found[0].start - 1) == "first" and lower_at(items, found[1].start - 1) in {
            "for",
            "of",
            "on",
        }:
            return found[1], found[0]  # "the first 50 trucks under a contract for 400"
        under = found[0].start < clause.noun < found[1].start and lower_at(items, clause.noun + 1) == "for"
        if under and clause.noun + 2 == found[1].start and is_part(found[0].quantity, found[1].quantity):
            return found[1], found[0]  # "shipped 14,000 tonnes under a contract for 30,000 tonnes"
    first = found[0].start
    if lower_at(items, 0) == "of" and first <= 2 and (came := _bare_before(items, found[0].stop, clause.verb)):
        return found[0], _bare_count(items, came, found[0])  # "Of the 36 trams that it ordered, 12 have been delivered"
    if lower_at(items, first - 1) == "the":
        first -= 1
    if lower_at(items, first - 1) == "of" and kind_at(items, first - 2) == "NUM":  # "120,000 of 150,000 tonnes"
        return found[0], _bare_count(items, first - 2, found[0])
    return found[0], None


def _bare_before(items: list[Item], start: int, verb: int) -> int:
    """The index of the bare number right before the verb, behind `start`; 0 where there is none."""
    return next((k for k in range(verb - 1, start, -1) if items[k].kind == "NUM" and verb - k <= 4), 0)


def _bare_count(items: list[Item], k: int, whole: counts.Counted) -> counts.Counted:
    """The bare number at `k` as so many of what is counted elsewhere."""
    bare = items[k]
    part = Quantity(
        value=plain(bare.value.low), unit=whole.quantity.unit, qualifier=bare.value.qualifier,
        precision=plain(bare.value.precision), text=bare.text,
    )  # fmt: skip
    return counts.Counted(part, None, (bare,), k, k + 1)


def _goods(draft: Draft, clause: Clause, found: list[counts.Counted]) -> None:
    if not found and (draft.get("count") or 0) > 1 and clause.instrument in _PAPERS and _lists_fields(clause):
        return  # "eleven memoranda on wildlife, agriculture, oil and gas, health"
    if clause.instrument in ("loan", "investment"):
        found = []
        if not _straight_for(clause):
            return
    sentence = clause.sentence
    goods = list({c.good.text: (c.good, c.items[-1]) for c in found if c.good is not None}.values())
    at = max(clause.verb, clause.noun) if clause.noun >= 0 else clause.verb
    first = max(clause.start, clause.skip[1])
    if clause.form in ("send", "buy") and 0 <= clause.verb < clause.noun:
        at = clause.verb  # "will ship 12,000 head of cattle under a deal"
    sent = clause.form == "send" and clause.noun < 0 and bool(found) and found[0].start < clause.verb
    before = slots.goods_in(sentence, clause.start, at) if sent else []  # "12 tonnes of X were shipped to"
    if not sent and 0 <= clause.noun < clause.verb:  # "contracts for apples were concluded between"
        before = slots.goods_in(sentence, clause.noun + 1, clause.verb)
    for good, item in (
        before
        or _outside(clause, slots.goods_in(sentence, at + 1, clause.stop))
        or (slots.goods_in(sentence, first, at) if not goods else [])
    ):
        if not _describes(sentence.items, item, clause.verb) and all(good.text not in g.text for g, _ in goods):
            goods.append((good, item))
    if not goods and clause.noun > clause.verb >= 0:
        between = [i for i in sentence.items[clause.verb + 1 : clause.noun] if i.kind == "GOOD"]
        works = word_class("works")
        goods = [(good_of(i), i) for i in between if lower_at(sentence.items, sentence.items.index(i) + 1) not in works]
    if not goods and found and (found[0].quantity.unit or "").isupper():
        items = sentence.items
        goods = [
            (good_of(items[k]), items[k])
            for k in range(clause.start, clause.verb)
            if items[k].kind == "GOOD" and lower_at(items, k + 1) in word_class("maker")
        ]  # "LNG exporter X agreed to supply Y with 300,000 tonnes"
    if not goods and found and (found[0].quantity.unit or "").isupper():
        goods = _traded_by(sentence.items, clause.start, clause.verb)
    if goods:
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods))


_PAPERS = frozenset({"memorandum", "agreement", "document", "protocol"})


def _lists_fields(clause: Clause) -> bool:
    """Whether several papers are told by a list of three fields and more."""
    items = clause.sentence.items
    on = next((k for k in range(max(clause.noun, clause.verb) + 1, clause.stop) if items[k].lower in _ON), clause.stop)
    return sum(i.lower in {",", "and"} for i in items[on : clause.stop]) > 1


_ON = frozenset({"on", "covering", "cover", "in", "for", "concerning", "including"})


def _outside(clause: Clause, goods: list[tuple[Good, Item]]) -> list[tuple[Good, Item]]:
    """The goods without those that a side is only said to make or run, where others remain."""
    items = clause.sentence.items
    return [(g, i) for g, i in goods if not told_aside(items, _index(items, i), clause.verb)] or goods


def told_aside(items: list[Item], k: int, verb: int) -> bool:
    """Whether the item at `k` stands in what a relative clause tells of a side: "with X, which operates 400 buses in
    Lima, for 40 trams"; what that side is to supply is the deal's."""
    opens = next((j for j in range(k - 1, verb + 1, -1) if items[j].lower in _RELATIVES or items[j].lower == ","), 0)
    if not opens or items[opens].lower not in _RELATIVES or lower_at(items, opens - 1) != ",":
        return False
    return not any(i.is_("deal_send") or i.is_("deal_sell") or i.is_("deal_buy") for i in items[opens:k])


_RELATIVES = frozenset({"which", "who", "whose"})


def _traded_by(items: list[Item], start: int, stop: int) -> list[tuple[Good, Item]]:
    """The goods that those who sign trade in: "exporters of dairy products signed contracts for 1,200 tonnes"."""
    return [
        (good_of(items[k]), items[k])
        for k in range(start + 2, stop)
        if items[k].kind == "GOOD"
        and lower_at(items, k - 1) == "of"
        and lower_at(items, k - 2).rstrip("s") in word_class("maker")
    ]


def _straight_for(clause: Clause) -> bool:
    """Whether a loan names the goods it pays for: "a line of credit for metro trains"."""
    items = clause.sentence.items
    return any(
        items[k].lower == "for" and kind_at(items, k + 1) == "GOOD" and lower_at(items, k + 2) not in _WORKS_BEHIND
        for k in range(clause.verb, clause.stop - 1)
    )


_WORKS_BEHIND = frozenset("supply project projects scheme schemes plant plants sector".split())


def _describes(items: list[Item], item: Item, verb: int) -> bool:
    """Whether a good only describes a body behind it ("armaments agency", "steel company ESM", "Polish dairy X")."""
    k = next((n for n, i in enumerate(items) if i is item), -1)
    nxt = lower_at(items, k + 1)
    if kind_at(items, k + 1) == "w" and lower_at(items, k + 2) in _WORKS_BEHIND | {"terminal", "station"}:
        return True  # "a gas compression plant"
    if k < verb and kind_at(items, k + 1) in {"NAME", "ORG"} and kind_at(items, k - 1) == "DEM":
        return True
    return (
        _of_maker(items, k)
        or any(lower_at(items, j) in _JOINING for j in range(k - 4, k))
        or nxt in {"price", "prices", "futures"}
        or lower_at(items, k - 1) == "than"
        or (item.lower in word_class("maker") and kind_at(items, k - 1) == "GOOD")
        or nxt in word_class("generic")
        or nxt in word_class("body_head")
        or (nxt in {"service", "services"} and lower_at(items, k + 2) != "of")
        or nxt
        in {"importer", "sector", "sectors", "industry", "fair", "project", "projects", "availability", "security"}
    )


_JOINING = frozenset("linking connecting serving carrying".split())  # "a line linking coal mines"


def _of_maker(items: list[Item], k: int) -> bool:
    """Whether the good at `k` is what a firm makes in general: "the largest producer of steel"."""
    while k > 0 and (items[k - 1].kind == "GOOD" or (items[k - 1].kind == "w" and items[k - 1].text.islower())):
        k -= 1
        if items[k].lower == "of":
            one = lower_at(items, k - 2) in {"sole", "exclusive", "main", "only", "official", "preferred"}
            return lower_at(items, k - 1) in word_class("maker") and not one
    return False


# -- time and place --------------------------------------------------------------------------------------------------


def _came_for_it(items: list[Item], clause: Clause) -> bool:
    """Whether the signing is the goal of what is over: "arrived in Manila on Monday |to sign|"."""
    if lower_at(items, clause.verb - 1) != "to":
        return False
    return any(items[k].lower in _CAME for k in range(clause.start, clause.verb - 1)) and not any(
        items[k].lower in {"will", "would", "is", "are"} for k in range(clause.start, clause.verb - 1)
    )


def _decided(items: list[Item], clause: Clause) -> bool:
    """Whether what is to be done was resolved on a day that is told: "on Wednesday approved a proposal to import"."""
    resolved = range(max(clause.start, 0), clause.verb + 1)
    return any(
        items[k].lower in CLEARED | _RESOLVED and "PER" in {kind_at(items, j) for j in (k - 1, k + 1, k + 2)}
        for k in resolved
    )


_RESOLVED = frozenset({"decided", "agreed"})
_CAME = frozenset("arrived visited travelled traveled went came flew met held hosted opened paid".split())


def _when_and_where(draft: Draft, clause: Clause) -> None:
    sentence = clause.sentence
    carried = clause.form in ("send", "buy") and 0 <= clause.verb < clause.noun and clause.status == "signed"
    carried = carried and clause.instrument != "purchase"
    first = clause.noun if carried else clause.start  # "will ship them this year under a deal announced in May"
    ahead = clause.mood.ahead and not _came_for_it(sentence.items, clause) and not _decided(sentence.items, clause)
    when = slots.times(sentence, _signing_day(clause, first), clause.stop, ahead=ahead, verb=clause.verb)
    if clause.status in ("cancelled", "suspended") and when.date is None and when.term is not None:
        mark = when.term.items[0]
        if mark.kind == "PER" and lower_at(sentence.items, _index(sentence.items, mark) - 1) in {"from", "since"}:
            when = slots.Times(slots.Read(mark.value.period, (mark,)), None)  # "has cancelled the contract from 1 May"
    if when.date is not None and clause.form != "invest" and not _of_placing(clause, when.date.items[0]):
        draft.put("date", when.date.value, *when.date.items)
    if when.term is not None:
        draft.put("term", when.term.value, *when.term.items)
    behind = _behind_list(clause)
    if when.date is None and behind < len(sentence.items):
        later = slots.times(sentence, behind, len(sentence.items), ahead=clause.mood.ahead)
        if later.date is not None:
            draft.put("date", later.date.value, *later.date.items)
    place = where.place_of(sentence, clause.start, clause.stop) or where.place_of(sentence, behind, len(sentence.items))
    if place is not None:
        draft.put("at", place.value, *place.items)


def _index(items: list[Item], item: Item) -> int:
    return next((k for k, i in enumerate(items) if i is item), 0)


def _signing_day(clause: Clause, first: int) -> int:
    """Where to look for the day first: right behind a verb of signing that its day follows ("deliveries begin in April
    under a contract signed on Tuesday"), else from `first` on."""
    items, v = clause.sentence.items, clause.verb
    behind = v + 1 + (lower_at(items, v + 1) in {"on", "in"})
    return v if clause.noun >= 0 and items[v].is_("deal_do") and kind_at(items, behind) == "PER" else first


def _behind_list(clause: Clause) -> int:
    """The index behind a list that names some of the documents: "signed 12 documents, including X and Y, during"."""
    items = clause.sentence.items
    size = len(items)
    if clause.stop + 1 >= size or lower_at(items, clause.stop + 1) not in {"including", "among"}:
        return size
    return next(
        (
            k
            for k in range(clause.stop + 3, size)
            if items[k].lower == "," and lower_at(items, k + 1) in {"during", "at", "on", "in"}
        ),
        size,
    )


_PLACED = frozenset("placed signed awarded concluded agreed struck won reached ordered dating made inked".split())


def _of_placing(clause: Clause, day: Item) -> bool:
    """Whether a period is when a deal was made that has now been stopped or carried out: "scrapped an order placed
    with X in 2022"."""
    items = clause.sentence.items
    noun = clause.noun
    if clause.form == "send" and noun < 0:  # "has shipped 30,000 tonnes under a protocol signed in 2019"
        noun = next((k for k in range(clause.verb + 1, clause.stop) if items[k].is_("deal_noun")), -1)
    elif clause.status not in ("cancelled", "suspended"):
        return False
    elif 0 <= noun < clause.verb:
        k = _index(items, day)
        return noun < k < clause.verb and any(items[j].lower in _PLACED for j in range(noun + 1, k))
    if not 0 <= clause.verb < noun:
        return False
    k = next((k for k, i in enumerate(items) if i is day), 0)
    return any(items[j].lower in _PLACED for j in range(noun + 1, k))


def _branches(draft: Draft) -> None:
    joint = branches.cooperation(draft.sentence)
    if joint and not draft.get("amount"):
        draft.put("sectors", joint)
        draft.slots.pop("goods", None)
        draft.spans.pop("goods", None)
        return
    found = branches.sectors(draft.sentence)
    if (draft.get("count") or not draft.get("quantity")) and branches.only_sectors(draft.sentence):
        draft.slots.pop("goods", None)
        draft.spans.pop("goods", None)
    if found and not draft.get("goods"):
        draft.put("sectors", found)
