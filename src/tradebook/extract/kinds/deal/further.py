"""A deal told over two sentences: who signed it in the first, what it is for in the next ("The deal is for ...")."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.agreed import Clause
from tradebook.extract.kinds.deal.clause import other_matter
from tradebook.extract.kinds.deal.context import codes_of
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Party, PartyRole

_TELLS = frozenset("is was are were covers covering calls provides includes envisages involves foresees will".split())
_SELLS = frozenset({"sale", "sell", "supply", "delivery", "deliver", "export"})
_BUYS = frozenset({"purchase", "buy", "import", "procurement"})


def told_on(document: Document, draft: Draft, clause: Clause) -> bool:
    """Take in what the next sentence tells of the deal that a draft leaves open; whether that makes it one of trade:
    two firms, goods by number or weight, and a country where they come from or go to."""
    if clause.noun < 0 or clause.mood.no or len(draft.get("parties") or ()) < 2:
        return False
    sentence = _next(document, draft.sentence)
    if sentence is None or not _says_what_for(sentence) or other_matter(sentence, 0, len(sentence.items)):
        return False
    _take_sizes(draft, sentence)
    _take_countries(draft, sentence)
    if empty(draft.get("quantity")) or empty(draft.get("goods")) or empty(draft.get("countries")):
        return False
    _take_roles(draft, sentence)
    draft.also.append(sentence)
    draft.confidence -= 0.15
    return True


def _next(document: Document, sentence: Sentence) -> Sentence | None:
    at = sentence.index + 1
    if at >= len(document.sentences) or document.sentences[at].field != sentence.field:
        return None
    return document.sentences[at]


def _says_what_for(sentence: Sentence) -> bool:
    """Whether a sentence opens with the deal just told of and says what it is: "The contract covers", "Under it"."""
    items = sentence.items
    k = 1 if lower_at(items, 0) == "under" else 0
    if lower_at(items, k) not in {"the", "this"}:
        return False
    noun = next((j for j in range(k + 1, min(len(items), k + 4)) if items[j].is_("deal_noun")), None)
    if noun is None:
        return False
    return k == 1 or lower_at(items, noun + 1).split(" ")[0] in _TELLS


def _take_sizes(draft: Draft, sentence: Sentence) -> None:
    items = sentence.items
    counted = slots.quantities(sentence, 0, len(items))
    if counted and empty(draft.get("quantity")):
        draft.put("quantity", counted[0].quantity, *counted[0].items, sentence=sentence)
    goods = slots.goods_in(sentence, 0, len(items))
    if counted and counted[0].good is not None:
        goods = goods or [(counted[0].good, counted[0].items[-1])]
    if goods and empty(draft.get("goods")):
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods), sentence=sentence)
    found = slots.money(items, 0, len(items))
    if found.amount is not None and empty(draft.get("amount")):
        draft.put("amount", found.amount.value, found.amount, sentence=sentence)
    if found.unit_price is not None and empty(draft.get("unit_price")):
        draft.put("unit_price", found.unit_price.value, found.unit_price, sentence=sentence)


def _take_countries(draft: Draft, sentence: Sentence) -> None:
    codes = tuple(draft.get("countries") or ())
    more = [code for code in codes_of(sentence) if code not in codes]
    if more and len(codes) + len(more) <= 3:
        places = [i for i in sentence.items if i.kind in ("PLACE", "DEM") and i.value.code in more]
        draft.put("countries", (*codes, *more), *places, sentence=sentence)


def _take_roles(draft: Draft, sentence: Sentence) -> None:
    """Who sells, where the sentence speaks of a sale or a purchase: the side named first is meant."""
    parties: tuple[Party, ...] = draft.get("parties")
    lows = {i.lower for i in sentence.items}
    if len(parties) != 2 or any(p.role for p in parties) or not lows & (_SELLS | _BUYS):
        return
    roles: tuple[PartyRole, PartyRole] = ("supplier", "buyer") if lows & _SELLS else ("buyer", "supplier")
    told = tuple(msgspec.structs.replace(p, role=r) for p, r in zip(parties, roles, strict=True))
    draft.slots["parties"] = told
