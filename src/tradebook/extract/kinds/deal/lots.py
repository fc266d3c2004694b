"""What a purchase is made of, told behind it: lots by seller, origin or price, and the price of the whole.

"GASC bought 180,000 tonnes of wheat. It said 120,000 tonnes would be sourced from Romania and 60,000 from Ukraine.":
each lot is a deal of its own, with the buyer of the whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group
from tradebook.statement import Good, Party, Quantity

_FAR = 8
_MADE_UP = frozenset("comprised comprises comprising consisted consists included includes involved".split())
_MADE = frozenset({"bought", "purchased", "sourced", "sold", "supplied"})
_OTHER = frozenset(
    "offer offers offered lowest previous last seeking sought seeks nominal if exported imported harvest annually "
    "yearly may could".split()
)


class _Lot(NamedTuple):
    quantity: Quantity
    items: tuple[Item, ...]
    seller: Side | None
    origin: Item | None
    price: Item | None
    good: Item | None


def lots_of(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The lots that a sentence tells of the last purchase by a named buyer; [] where it tells none."""
    made_up = not sentence.lowers.isdisjoint(_MADE_UP)
    if "QTY" in sentence.kinds and "sold" in sentence.lowers and (sold := _sold_by(sentence, drafts)):
        return sold
    if "QTY" in sentence.kinds and "PLACE" in sentence.kinds and (by_land := _lots_by_land(sentence, drafts)):
        return by_land
    if "QTY" not in sentence.kinds or not ("from" in sentence.lowers or made_up):
        return []
    if not sentence.lowers.isdisjoint(_OTHER):
        return []
    whole = next((d for d in reversed(drafts) if _by_named_buyer(d, sentence)), None)
    if whole is None or not (made_up or _is_line(sentence) or not sentence.lowers.isdisjoint(_MADE)):
        return []
    lots = _read(sentence)
    if not lots or any(not _within(lot, whole) for lot in lots):
        return []
    return [_draft(sentence, whole, lot) for lot in lots]


def _sold_by(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The lots of the last purchase that a sentence tells by their sellers: "X was said to have sold 60,000 tonnes, Y
    sold 120,000 and Z 105,000 tonnes"; [] where one is none."""
    items = sentence.items
    whole = next((d for d in reversed(drafts) if _of_tender(d, sentence)), None)
    heads = [k for k, i in enumerate(items) if i.kind == "QTY" and i.value.unit == "TNE" and i.value.value]
    if whole is None or not heads or lower_at(items, heads[0] - 1) != "sold" or not sentence.kinds.isdisjoint(_LANDS):
        return []
    found: list[Draft] = []
    start = 0
    for k in heads:
        named = [s for s in sides_in(sentence, start, k) if s.name and s.word != "city"]
        if not named or any(i.kind == "AMT" for i in items[start:k]):
            return []
        lot = _Lot(items[k].value, (items[k],), _whole_name(sentence, named[-1]), None, None, None)
        if not _within(lot, whole):
            return []
        found.append(_draft(sentence, whole, lot))
        start = k + 1
    return found


_LANDS = frozenset({"PLACE", "DEM", "GOOD", "AMT"})


def _lots_by_land(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """What each of several countries sells of a deal that they won: "Thailand will supply 100,000 tonnes at AMT
    a tonne, while Vietnam will export the remaining 150,000 tonnes at the same price"; [] where one is none."""
    items = sentence.items
    whole = drafts[-1]
    lands = tuple(whole.get("countries") or ())
    near = whole.sentence.headline == sentence.headline and 0 < sentence.index - whole.sentence.index <= 3
    if not near or len(lands) < 3 or not whole.get("quantity") or whole.stance != "stated":
        return []
    found: list[tuple[Item, Item, Item | None]] = []
    for k in range(len(items) - 3):
        if items[k].kind != "PLACE" or lower_at(items, k + 1) not in {"will", "would", "is to"}:
            continue
        at = next((j for j in range(k + 3, min(len(items), k + 8)) if items[j].kind == "QTY"), 0)
        lot = _Lot(items[at].value, (items[at],), None, None, None, None) if at else None
        if lot is None or items[k].value.code not in lands or not _within(lot, whole):
            return []
        ends = next((j for j in range(at + 1, len(items)) if items[j].lower in {"while", ";"}), len(items))
        price = next(
            (items[j] for j in range(at, ends) if items[j].kind == "AMT" and slots.is_unit_price(items, j)), None
        )
        if price is None and found and any(items[j].lower == "same" for j in range(at, ends)):
            price = found[-1][2]
        found.append((items[k], items[at], price))
    buyers = [code for code in lands if all(seller.value.code != code for seller, _, _ in found)]
    if len(found) < 2 or len(buyers) != 1:
        return []
    return [_of_land(sentence, whole, buyers[0], *one) for one in found]


def _of_land(sentence: Sentence, whole: Draft, buyer: str, seller: Item, quantity: Item, price: Item | None) -> Draft:
    draft = Draft("deal", sentence, confidence=0.65)
    draft.lean_on(whole.sentence)
    draft.put("instrument", whole.get("instrument"))
    draft.put("status", whole.get("status"), quantity)
    draft.put("quantity", quantity.value, quantity)
    draft.put("goods", whole.get("goods")[:1])
    draft.put("countries", (seller.value.code, buyer), seller)
    if price is not None:
        draft.put("unit_price", price.value, price)
    return draft


def _of_tender(draft: Draft, sentence: Sentence) -> bool:
    """Whether a draft is a purchase told a few sentences before, of which sellers may tell their parts."""
    buys = draft.get("instrument") == "purchase" and draft.stance == "stated" and bool(draft.get("countries"))
    near = draft.sentence.headline == sentence.headline and 0 < sentence.index - draft.sentence.index <= _FAR
    sold = any(p.role == "supplier" for p in draft.get("parties") or ()) and bool(draft.get("unit_price"))
    return buys and near and not sold and bool(draft.get("quantity")) and len(draft.get("goods") or ()) == 1


def lots_within(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The lots that the sentence of a purchase itself tells behind "including": "bought 495,000 tonnes of wheat,
    including 60,000 tonnes from X at AMT a tonne"; [] where it tells none."""
    whole = drafts[-1] if drafts and drafts[-1].sentence is sentence else None
    if whole is None or whole.get("instrument") != "purchase" or sentence.lowers.isdisjoint(_INCLUDING):
        return []
    items = sentence.items
    sizes = [k for k, i in enumerate(items) if i.kind == "QTY"]
    at = next((k for k, i in enumerate(items) if i.lower in _INCLUDING), 0)
    if items[at].lower == "origin" and len(sizes) > 1:  # "bought 120,000 tonnes, 60,000 tonnes of Russian origin and"
        at = sizes[1]
    heads = [k for k in range(at, len(items)) if items[k].kind == "QTY" and items[k].value.unit == "TNE"]
    parties: tuple[Party, ...] = whole.get("parties") or ()
    named = any(p.role == "buyer" and p.name for p in parties)
    if not heads or not whole.get("quantity") or not (named or (whole.get("countries") and not parties)):
        return []
    lots = [_lot_at(sentence, k, stop) for k, stop in zip(heads, [*heads[1:], len(items)], strict=True)]
    told = [lot for lot in lots if lot is not None and whole.get("goods") and _within(lot, whole)]
    if len(told) < len(lots) or not told:
        return []
    found = [_draft(sentence, whole, lot) for lot in told]
    _price_lots(sentence, whole, found, heads)
    sources = [code for draft in found for code in draft.get("countries")[1:]]
    whole.slots["countries"] = tuple(dict.fromkeys((*whole.get("countries"), *sources)))
    return found


def second_lot(items: list[Item], v: int, stop: int) -> int:
    """Where the purchase of the verb at `v` ends that goes on with a lot of another seller: "40,000 tonnes of urea from
    X and 35,000 tonnes of potash from Y"; `stop` where it tells one."""
    heads = [k for k in range(v + 1, stop) if items[k].kind == "QTY" and items[k].value.unit == "TNE"]
    for first, k in pairwise(heads):
        ends = next((j for j in range(k - 1, first, -1) if items[j].lower in {"and", ",", "while"}), None)
        sources = [j for j in range(first, stop) if items[j].lower == "from"]
        if ends is not None and _of_two_lands(items, first, k, stop):
            return ends
        if ends is not None and any(j < ends for j in sources) and any(j > k for j in sources):
            return ends
    return stop


def _of_two_lands(items: list[Item], first: int, second: int, stop: int) -> bool:
    """Whether two lots are told by the nationalities of their goods: "60,000 tonnes of Romanian wheat and 30,000 tonnes
    of French barley"."""
    one, other = _lot_of_origin(items, first, second), _lot_of_origin(items, second, stop)
    lands = {lot.origin.value.code for lot in (one, other) if lot is not None and lot.origin is not None}
    return len(lands) == 2


def more_lots(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The further lots that the sentence of a purchase tells with their sellers; [] where it tells none."""
    whole = drafts[-1] if drafts and drafts[-1].sentence is sentence else None
    if whole is None or whole.get("instrument") != "purchase" or not {"from", "of"} & sentence.lowers:
        return []
    items = sentence.items
    heads = [k for k, i in enumerate(items) if i.kind == "QTY" and i.value.unit == "TNE"]
    buyers = [p for p in whole.get("parties") or () if p.role == "buyer" and p.name]
    if len(heads) < 2 or len(buyers) > 1 or whole.get("quantity") != items[heads[0]].value:
        return []
    if not buyers and (not whole.get("countries") or any(p.role == "buyer" for p in whole.get("parties") or ())):
        return []
    found: list[Draft] = []
    for k, stop in zip(heads[1:], [*heads[2:], len(items)], strict=True):
        lot = _lot_at(sentence, k, stop)
        if lot is None or (
            lot.seller is None
            and not _of_two_lands(items, heads[0], k, stop)
            and not (_from_land(items, heads[0], k) and _from_land(items, k, stop) and lot.good is not None)
        ):
            continue
        if lot.good is None and lower_at(items, k + 1) != "from":
            continue  # "and 16,500 tonnes at a premium"
        if lot.good is not None and any(i is lot.good and lower_at(items, j - 1) == "the" for j, i in enumerate(items)):
            lot = lot._replace(good=None)  # "the same amount of the grain": that told before
        draft = _draft(sentence, whole, lot)
        draft.stance = whole.stance
        draft.put("status", whole.get("status"), *lot.items)
        money = slots.money(items, k, stop).amount
        if money is not None:
            draft.put("amount", money.value, money)
        if whole.get("date") is not None:
            draft.put("date", whole.get("date"))
        found.append(draft)
    return found


def _from_land(items: list[Item], start: int, stop: int) -> bool:
    """Whether goods are told to come from one country: "180,000 tons of sugar from Brazil"."""
    return any(items[j].lower == "from" and kind_at(items, j + 1) == "PLACE" for j in range(start, stop))


def _price_lots(sentence: Sentence, whole: Draft, found: list[Draft], heads: list[int]) -> None:
    """Give each lot the price told behind it, which is none of the whole's."""
    items = sentence.items
    priced = False
    for draft, k, stop in zip(found, heads, [*heads[1:], len(items)], strict=True):
        at = next((j for j in range(k, stop) if items[j].kind == "AMT" and _a_price(items, j)), 0)
        priced = priced or bool(at)
        if at and empty(draft.get("unit_price")):
            draft.put("unit_price", items[at].value, items[at])
    if priced:
        whole.slots.pop("unit_price", None)
        whole.spans.pop("unit_price", None)


def _a_price(items: list[Item], k: int) -> bool:
    return slots.is_unit_price(items, k) or lower_at(items, k - 1) == "at"


_INCLUDING = frozenset({"including", "comprising", "consisting", "namely", "of which", "origin"})


def _by_named_buyer(draft: Draft, sentence: Sentence) -> bool:
    buys = draft.get("instrument") == "purchase" and draft.stance == "stated" and not draft.get("unit_price")
    named = any(p.role == "buyer" and p.name for p in draft.get("parties") or ())
    near = draft.sentence.headline == sentence.headline and 0 < sentence.index - draft.sentence.index <= _FAR
    return buys and named and near and bool(draft.get("quantity")) and bool(draft.get("goods"))


def _is_line(sentence: Sentence) -> bool:
    """Whether a sentence is a line of a list: it opens with the quantity and has no verb."""
    items = sentence.items
    first = next((k for k, i in enumerate(items[:3]) if i.kind == "QTY"), None)
    return first is not None and not any(i.lower in {"was", "were", "is", "are", "would", "will", "has"} for i in items)


def _read(sentence: Sentence) -> list[_Lot]:
    """The lots of a sentence: each quantity with what follows up to the next; [] where one has neither seller nor
    origin."""
    items = sentence.items
    heads = [k for k, i in enumerate(items) if i.kind == "QTY" and i.value.unit == "TNE" and i.value.value]
    found: list[_Lot] = []
    for n, k in enumerate(heads):
        stop = heads[n + 1] if n + 1 < len(heads) else len(items)
        lot = _lot_at(sentence, k, stop)
        if lot is None:
            return []
        if lot.good is None and found:
            lot = lot._replace(good=found[-1].good)  # "and another 25,000 tonnes from"
        found.append(lot)
    return found


def _lot_at(sentence: Sentence, k: int, stop: int) -> _Lot | None:
    items = sentence.items
    source = next((j for j in range(k + 1, stop) if items[j].lower == "from"), None)
    if source is None:
        return _lot_of_origin(items, k, stop)
    sides = sides_in(sentence, source + 1, min(stop, source + 8))
    seller = next((s for s in sides if s.name and s.word != "city" and s.start <= source + 4), None)
    lands = [j for j in (*range(k + 1, source), source + 1) if kind_at(items, j) in ("DEM", "PLACE")]
    origin = next((items[j] for j in lands if not is_group(items[j].value.code)), None)
    if seller is None and origin is None:
        return None
    if seller is not None:
        seller = _whole_name(sentence, seller)
    if seller is None and lower_at(items, source + 2) in {",", "and", "or"} and kind_at(items, source + 3) == "PLACE":
        return None  # several origins in one sum
    price = next(
        (items[j] for j in range(source, stop) if items[j].kind == "AMT" and slots.is_unit_price(items, j)), None
    )
    good = next((items[j] for j in range(k + 1, source) if items[j].kind == "GOOD"), None)
    return _Lot(items[k].value, (items[k],), seller, origin, price, good)


def _lot_of_origin(items: list[Item], k: int, stop: int) -> _Lot | None:
    """A lot told by the nationality of its good alone: "60,000 tonnes of Romanian wheat"."""
    bare = k + 2
    if lower_at(items, k + 1) == "of" and kind_at(items, bare) == "DEM" and lower_at(items, bare + 1) in _BARE:
        return (
            None
            if is_group(items[bare].value.code)
            else _Lot(items[k].value, (items[k],), None, items[bare], None, None)
        )
    good = next((j for j in range(k + 1, min(stop, k + 6)) if items[j].kind == "GOOD"), None)
    if good is None or kind_at(items, good - 1) != "DEM" or is_group(items[good - 1].value.code):
        return None
    price = next(
        (items[j] for j in range(good, stop) if items[j].kind == "AMT" and slots.is_unit_price(items, j)), None
    )
    return _Lot(items[k].value, (items[k],), None, items[good - 1], price, items[good])


_BARE = frozenset({"origin", "and", ","})  # "60,000 tonnes of Russian origin", "of Russian and 30,000 of Romanian"


def _whole_name(sentence: Sentence, seller: Side) -> Side:
    """The seller with a word of the grammar that ends its name: "Alba Export"."""
    items, k = sentence.items, seller.stop
    ends = kind_at(items, k) == "CUE" and items[k].text.istitle() and items[k].start == items[k - 1].end + 1
    if not ends or seller.name is None:
        return seller
    return seller._replace(name=f"{seller.name} {items[k].text}", items=(*seller.items, items[k]), stop=k + 1)


def _within(lot: _Lot, whole: Draft) -> bool:
    """Whether a lot can be a part of the purchase: no larger, and of its good."""
    total: Quantity = whole.get("quantity")
    top = total.value or total.high
    if total.unit != lot.quantity.unit or top is None or lot.quantity.value is None or lot.quantity.value > top:
        return False
    if lot.good is None:
        return True
    codes = {code[:4] for good in whole.get("goods") for code in good.hs}
    return bool(codes & {code[:4] for code in lot.good.value.good.hs})


def _draft(sentence: Sentence, whole: Draft, lot: _Lot) -> Draft:
    draft = Draft("deal", sentence, confidence=0.65)
    draft.lean_on(whole.sentence)
    draft.put("instrument", "purchase")
    draft.put("status", "signed", *lot.items)
    draft.put("quantity", lot.quantity, *lot.items)
    goods: tuple[Good, ...] = whole.get("goods")[:1]
    if lot.good is not None:
        draft.put("goods", (lot.good.value.good,), lot.good)
    elif len(whole.get("goods")) == 1:
        draft.put("goods", goods)
    buyer: Party | None = next((p for p in whole.get("parties") or () if p.role == "buyer" and p.name), None)
    parties = [buyer] if buyer is not None else []
    if lot.seller is not None and lot.seller.name is not None:
        parties.append(Party(name=lot.seller.name, role="supplier", country=lot.seller.country))
    if parties:
        draft.put("parties", tuple(parties), *(lot.seller.items if lot.seller is not None else ()))
    codes = [(buyer.country if buyer is not None else None) or next(iter(whole.get("countries") or ()), None)]
    codes += [lot.origin.value.code] if lot.origin is not None else []
    codes += [lot.seller.country] if lot.seller is not None and lot.seller.country and lot.origin is None else []
    draft.put("countries", tuple(dict.fromkeys(c for c in codes if c)), *((lot.origin,) if lot.origin else ()))
    if lot.price is not None:
        draft.put("unit_price", lot.price.value, lot.price)
        at = next(k for k, i in enumerate(sentence.items) if i is lot.price)
        if (term := slots.incoterm(sentence.items, at, min(len(sentence.items), at + 5))) is not None:
            draft.put("incoterm", term.text.upper(), term)
    return draft


_PRICED = frozenset("price prices bought paid purchase purchases purchased c&f fob cif freight".split())
_NOT_PRICED = _OTHER | frozenset({"rose", "fell", "compared", "earlier", "market", "futures"})


def price_behind(document: Document, drafts: list[Draft]) -> None:
    """Give a purchase the one price per tonne that a sentence right behind it tells of it."""
    for draft in drafts:
        if draft.get("instrument") != "purchase" or not empty(draft.get("unit_price")) or not draft.get("quantity"):
            continue
        if draft.sentence.headline or draft.stance != "stated":
            continue
        at = document.sentences.index(draft.sentence)
        _bought_all(draft, document.sentences[at + 1 : at + 3])
        _seller_named(draft, document.sentences[at + 1 : at + 5])
        for sentence in document.sentences[at + 1 : at + 3]:
            found = _one_price(sentence)
            if found is not None and not any(d.sentence is sentence for d in drafts):
                draft.put("unit_price", found.value, found, sentence=sentence)
                _take_seller(draft, sentence)
                break


def _bought_all(draft: Draft, behind: list[Sentence]) -> None:
    """The buyer that the purchase only described, named with the price of the whole: "X was believed to have purchased
    all the wheat at AMT"."""
    parties = draft.get("parties") or ()
    if any(p.role == "buyer" for p in parties):
        return
    for sentence in behind:
        items = sentence.items
        verb = next((k for k, i in enumerate(items) if i.lower in _TAKEN and lower_at(items, k + 1) == "all"), 0)
        goods = {i.lower for i in items[verb + 1 : verb + 5] if i.kind == "GOOD"} if verb else set()
        if not goods & {g.text.lower() for g in draft.get("goods") or ()}:
            continue
        named = [s for s in sides_in(sentence, 0, verb) if s.name and s.word != "city"]
        codes: tuple[str, ...] = draft.get("countries") or ()
        if len(named) == 1 and (named[0].country is None or named[0].country in codes):
            land = named[0].country or (codes[0] if len(codes) == 1 else None)
            buyer = Party(name=named[0].name, role="buyer", country=land)
            draft.put("parties", (buyer, *parties), *named[0].items, sentence=sentence)
            prices = [k for k in range(verb, len(items)) if items[k].kind == "AMT" and slots.is_unit_price(items, k)]
            if prices and empty(draft.get("unit_price")):
                draft.put("unit_price", items[prices[0]].value, items[prices[0]], sentence=sentence)
        return


_TAKEN = frozenset({"bought", "purchased"})


def _seller_named(draft: Draft, behind: list[Sentence]) -> None:
    """The seller of a sentence of its own: "Seller was believed to be trading house X."."""
    parties = draft.get("parties") or ()
    if not parties or any(p.role == "supplier" for p in parties):
        return
    for sentence in behind:
        items = sentence.items
        k = int(lower_at(items, 0) == "the")
        if lower_at(items, k) != "seller" or lower_at(items, k + 1) not in {"was", "is"}:
            continue
        named = [s for s in sides_in(sentence, k + 2, min(len(items), k + 12)) if s.name and s.word != "city"]
        if named:
            seller = _whole_name(sentence, named[0])
            party = Party(name=seller.name, role="supplier", country=seller.country)
            draft.put("parties", (*parties, party), *seller.items, sentence=sentence)
        return


def _take_seller(draft: Draft, sentence: Sentence) -> None:
    """The seller of the whole: "The corn was bought from trading house X at"."""
    items = sentence.items
    verb = next((k for k, i in enumerate(items) if i.lower in {"bought", "purchased"}), None)
    parties = draft.get("parties") or ()
    if verb is None or lower_at(items, verb + 1) != "from" or any(p.role == "supplier" for p in parties):
        return
    named = [s for s in sides_in(sentence, verb + 2, min(len(items), verb + 7)) if s.name and s.word != "city"]
    if len(named) == 1:
        seller = _whole_name(sentence, named[0])
        party = Party(name=seller.name, role="supplier", country=seller.country)
        draft.put("parties", (*parties, party), *seller.items, sentence=sentence)


def _one_price(sentence: Sentence) -> Item | None:
    """The price of a sentence about the price of the purchase; None where it tells several, or of another size."""
    if "AMT" not in sentence.kinds or sentence.lowers.isdisjoint(_PRICED):
        return None
    if not sentence.lowers.isdisjoint(_NOT_PRICED) or "QTY" in sentence.kinds or "tender_noun" in sentence.cues:
        return None
    items = sentence.items
    sums = [k for k, i in enumerate(items) if i.kind == "AMT" and not _surcharge(items, k)]
    return items[sums[0]] if len(sums) == 1 and slots.is_unit_price(items, sums[0]) else None


def _surcharge(items: list[Item], k: int) -> bool:
    """Whether the sum at `k` comes on top: "with an additional $1.50 a tonne surcharge"."""
    return lower_at(items, k - 1) in {"additional", "plus", "extra"} or "surcharge" in {
        lower_at(items, j) for j in range(k + 1, k + 5)
    }
