"""Further parts and loads that a sentence tells of the deal before it: "A further 30 buses will go to X of Peru",
"Another 30,000 tonnes will come from Y", "The agreement provides for 60,000 tonnes of corn worth AMT and 55,000 tonnes
of wheat valued at AMT"."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.sizes import in_parts
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Party, PartyRole, Quantity

_NEAR = 2
_MORE = frozenset({"further", "another", "additional"})
_WILL = frozenset({"will", "would", "is to", "are to", "was", "were", "is", "are"})
_TO = frozenset({"go", "delivered", "shipped", "supplied", "sold", "sent"})
_FROM = frozenset({"come", "bought", "imported", "purchased", "ordered", "supplied", "sourced", "procured"})


def further_parts(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The deals that a sentence tells besides the one before it by what they are of and who is on the other side; []
    where it tells none."""
    last = drafts[-1]
    if last.sentence.headline != sentence.headline or last.stance == "denied":
        return []
    if not 0 < sentence.index - max([last.sentence.index, *(s.index for s in last.also)]) <= _NEAR:
        return []
    if not sentence.lowers.isdisjoint(_MORE) and (more := _more(sentence, last)) is not None:
        return [more]
    return _of_several(sentence, last)


# -- one more load ----------------------------------------------------------------------------------------------------


def _more(sentence: Sentence, last: Draft) -> Draft | None:
    items = sentence.items
    first = next((k for k in range(min(2, len(items))) if items[k].lower in _MORE), -1)
    size = _size(sentence, first + 1, last) if first >= 0 else None
    if size is None:
        return None
    quantity, good, used, behind = size
    while behind < len(items) and (kind_at(items, behind) == "GOOD" or lower_at(items, behind) in {"of", "be"}):
        behind += 1
    if lower_at(items, behind).split(" ")[0] not in _WILL and lower_at(items, behind) not in _WILL:
        return None
    verb = next((k for k in range(behind, min(len(items), behind + 4)) if _word(items, k) in _TO | _FROM), 0)
    at = verb + (" " not in items[verb].lower)  # "come from" may be one word
    way = lower_at(items, at).split(" ")[-1]
    if not verb or not ((way == "to" and _word(items, verb) in _TO) or (way == "from" and _word(items, verb) in _FROM)):
        return None
    side = next((s for s in sides_in(sentence, at + 1, len(items)) if s.start <= at + 6), None)
    role: PartyRole = "buyer" if way == "to" else "supplier"
    draft = _besides(sentence, last, role, side) if side is not None else None
    if draft is None or side is None:
        return None
    if lower_at(items, behind).split(" ")[0] in {"will", "would"} and last.get("status") in {"planned", None}:
        draft.stance = "planned"
        draft.slots["status"] = "planned"
    draft.put("quantity", quantity, *used)
    draft.put("goods", good)
    _put_money(draft, items, verb, len(items))
    return draft


def _word(items: list[Item], k: int) -> str:
    return lower_at(items, k).split(" ")[0]


_Size = tuple[Quantity, Any, tuple[Item, ...], int]


def _size(sentence: Sentence, k: int, last: Draft) -> _Size | None:
    """What is counted at `k`, the goods, the items and the index behind: in the unit of the deal before where it is a
    bare number."""
    counted = counts.quantities(sentence, k, min(len(sentence.items), k + 5))
    known: Quantity | None = last.get("quantity")
    goods = last.get("goods") or ()
    if counted and counted[0].start == k:
        one = counted[0]
        told = (one.good,) if one.good is not None else ()
        alike = known is None or known.unit == one.quantity.unit or bool(told)
        return (one.quantity, told or goods, one.items, one.stop) if alike and (told or len(goods) == 1) else None
    bare = sentence.items[k] if k < len(sentence.items) else None
    if bare is None or bare.kind != "NUM" or known is None or bare.value.low != bare.value.high or not goods:
        return None
    return replace(known, value=bare.value.count, low=None, high=None, text=bare.text), goods, (bare,), k + 1


def _besides(sentence: Sentence, last: Draft, role: PartyRole, side: Side) -> Draft | None:
    """A deal of the side in its role with the other side of the deal before; None where that is not known."""
    parties: tuple[Party, ...] = last.get("parties") or ()
    others = tuple(p for p in parties if p.role not in {role, None} and p.name != side.name)
    lands = {p.country for p in parties if p.role == role}
    home = [c for c in last.get("countries") or () if c not in lands]
    home = [p.country for p in others if p.country] or home
    if not parties and len(home) == 2:
        home = _acting(last, home, role)
    if side.country is None or side.country in home or len(home) != 1 or any(p.role is None for p in parties):
        return None
    draft = Draft("deal", sentence, stance=last.stance, confidence=0.6)
    draft.lean_on(last.sentence)
    for slot in ("instrument", "status"):
        if last.get(slot) is not None:
            draft.put(slot, last.get(slot))
    own = (Party(name=side.name, role=role, country=side.country),) if side.name else ()
    if others or own:
        draft.put("parties", (*others, *own), *side.items)
    draft.put("countries", (home[0], side.country), *side.items)
    return draft


def _acting(last: Draft, lands: list[str], role: PartyRole) -> list[str]:
    """Of two countries without a firm the one that bought, or sold, and now does so with another."""
    buys = any(i.is_("deal_buy") for i in last.sentence.items)
    sells = any(i.is_("deal_sell") for i in last.sentence.items)
    first = next((i.value.code for i in last.sentence.items if i.kind == "PLACE" and i.value.code in lands), None)
    if buys == sells or buys != (role == "supplier") or first is None:
        return lands
    return [first]


def _put_money(draft: Draft, items: list[Item], start: int, stop: int) -> None:
    money = slots.money(items, start, stop)
    if money.amount is not None:
        draft.put("amount", money.amount.value, money.amount)
    if money.unit_price is not None:
        draft.put("unit_price", money.unit_price.value, money.unit_price)


# -- several goods of one agreement -----------------------------------------------------------------------------------


def _of_several(sentence: Sentence, last: Draft) -> list[Draft]:
    """The goods of which an agreement is made up, each with its weight and sum."""
    items = sentence.items
    opens = lower_at(items, 0) in {"the", "it", "this"} and (
        lower_at(items, 0) == "it" or any(i.is_("deal_noun") for i in items[1:4])
    )
    if not opens or last.get("instrument") not in {"agreement", "contract"} or last.get("quantity") is not None:
        return []
    if not in_parts(sentence) or len(last.get("countries") or ()) < 2:
        return []
    heads = [c for c in counts.quantities(sentence, 0, len(items)) if c.quantity.unit == "TNE"]
    found = []
    for n, one in enumerate(heads):
        stop = heads[n + 1].start if n + 1 < len(heads) else len(items)
        goods = slots.goods_in(sentence, one.stop, stop)
        if not goods:
            return []
        draft = Draft("deal", sentence, stance=last.stance, confidence=0.6)
        draft.lean_on(last.sentence)
        for slot in ("instrument", "status", "parties", "countries"):
            if last.get(slot):
                draft.put(slot, last.get(slot))
        draft.put("quantity", one.quantity, *one.items)
        draft.put("goods", tuple(good for good, _ in goods[:1]), goods[0][1])
        _put_money(draft, items, one.start, stop)
        found.append(draft)
    return found
