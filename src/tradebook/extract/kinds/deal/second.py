"""The second deal that one verb tells: "sold 20 wagons to X for $12 million |and 30 to Y| for $18 million", "signed
contracts with X for wheat |and with Y| for barley"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.turning import repeats, turns
from tradebook.extract.kinds.phrases import kind_at
from tradebook.statement import Party, Quantity


def second_deals(sentence: Sentence, draft: Draft, verb: int) -> list[Draft]:
    """The further deals behind that of a draft, whose verb stands at item `verb`; each with the subject of the first,
    its own partner, size, goods and sum."""
    items = sentence.items
    found: list[Draft] = []
    known: Quantity | None = draft.get("quantity")
    if (
        draft.get("instrument") == "purchase"
        and known is not None
        and known.unit == "TNE"
        and "from" in sentence.lowers
    ):
        return []  # lots of one purchase
    borders = [k for k in range(verb + 1, len(items)) if items[k].lower == "and"]
    for n, k in enumerate(borders):
        if turns(items, k):
            break
        if (way := repeats(items, verb, k)) is None:
            continue
        ends = (j for j in range(k + 1, len(items)) if items[j].lower in {";", "while"})
        behind = [j for j in borders[n + 1 :] if repeats(items, verb, j) is not None or turns(items, j)]
        stop = min([*behind, *ends, len(items)])
        made = _second(sentence, draft, k, way, stop)
        found += [made] if made is not None else []
    return found


def _second(sentence: Sentence, draft: Draft, k: int, way: int, stop: int) -> Draft | None:
    parties: tuple[Party, ...] = draft.get("parties") or ()
    side = next((s for s in sides_in(sentence, way + 1, min(stop, way + 9)) if s.start <= way + 4), None)
    first = _partner_before(sentence, parties, k)
    if side is None or (first is None and side.name is not None):
        return None
    made = Draft("deal", sentence, stance=draft.stance, confidence=draft.confidence * 0.9)
    for slot in ("instrument", "status", "date", "at"):
        if draft.get(slot) is not None:
            made.put(slot, draft.get(slot))
    _put_sizes(made, draft, sentence, k, stop)
    others = tuple(party for party in parties if party is not first)
    own = (Party(name=side.name, role=first.role if first is not None else None, country=side.country),)
    made.put("parties", (*others, *(own if side.name else ())), *side.items)
    home = {party.country for party in others} - {None}
    codes = [c for c in draft.get("countries") or () if c in home] or _rest(draft, first)
    made.put("countries", tuple(dict.fromkeys(c for c in (*codes, side.country) if c)), *side.items)
    if len(made.get("parties")) > 1 and len(made.get("countries")) < 2:
        return None  # a deal at home
    told = made.get("quantity") or made.get("goods") or made.get("amount")
    return made if told and made.get("countries") else None


def _rest(draft: Draft, first: Party | None) -> list[str]:
    """The countries of a deal without that of its own partner."""
    return [c for c in draft.get("countries") or () if first is None or c != first.country]


def _partner_before(sentence: Sentence, parties: tuple[Party, ...], k: int) -> Party | None:
    """The party that is named last before the second deal."""
    text, border = sentence.text.lower(), sentence.items[k].start - sentence.items[0].start
    at = {id(p): text.rfind((p.name or "-").lower(), 0, max(border, 0)) for p in parties}
    told = [p for p in parties if at[id(p)] >= 0]
    return max(told, key=lambda p: at[id(p)]) if len(told) > 1 or (told and at[id(told[0])] > 0) else None


def _put_sizes(made: Draft, draft: Draft, sentence: Sentence, k: int, stop: int) -> None:
    items = sentence.items
    counted = counts.quantities(sentence, k, stop)
    known: Quantity | None = draft.get("quantity")
    number = next((j for j in (k + 1, k + 2) if kind_at(items, j) == "NUM"), None)
    if counted:
        made.put("quantity", counted[0].quantity, *counted[0].items)
    elif number is not None and known is not None and items[number].value.low == items[number].value.high:
        bare = items[number]  # "and 30 to Y": of what the first is counted in
        made.put("quantity", replace(known, value=bare.value.count, low=None, high=None, text=bare.text), bare)
    goods = slots.goods_in(sentence, k, stop)
    if goods:
        made.put("goods", tuple(good for good, _ in goods), *(item for _, item in goods))
    elif draft.get("goods") and made.get("quantity") is not None:
        made.put("goods", draft.get("goods"))
    money = slots.money(items, k, stop)
    if money.amount is not None:
        made.put("amount", money.amount.value, money.amount)
    if money.unit_price is not None:
        made.put("unit_price", money.unit_price.value, money.unit_price)
