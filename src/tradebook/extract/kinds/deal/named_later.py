"""Sides of a deal that the sentences behind it name: "Our buyer is Example Foods in Baku", "The National Power
Company is the client", "The manufacturer, X, will deliver"."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal.intake import COUNTERPART
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group
from tradebook.statement import Party, PartyRole

_FAR = 4


_PARTNERS: dict[str, PartyRole] = {
    "buyer": "buyer",
    "customer": "buyer",
    "client": "buyer",
    "importer": "buyer",
    "supplier": "supplier",
    "seller": "supplier",
    "exporter": "supplier",
}


def _take_partner(document: Document, draft: Draft) -> None:
    """ "Our buyer is Example Foods in Baku", in the next sentence: the side that the deal left open."""
    at = draft.sentence.index + 1
    if at >= len(document.sentences) or document.sentences[at].headline != draft.sentence.headline:
        return
    sentence = document.sentences[at]
    items = sentence.items
    k = 1 if lower_at(items, 0) in {'"', "“", "«"} else 0
    role = _PARTNERS.get(lower_at(items, k + 1))
    opened = lower_at(items, k) if k < 2 and lower_at(items, k + 1) in _PARTNERS else ""
    if role is None:  # "Client is X"
        role, k, opened = _PARTNERS.get(lower_at(items, k)), k - 1, "the"
    if opened not in {"our", "its", "their", "the"} or lower_at(items, k + 2) not in {"is", ",", "was"} or role is None:
        return
    named = [s for s in sides_in(sentence, k + 3, len(items)) if s.name and s.start <= k + 4]
    known = draft.get("parties") or ()
    if not named or any(p.role == role or p.name == named[0].name for p in known):
        return
    side = named[0]
    country, used = side.country, side.items
    if country is None and lower_at(items, side.stop) in {"in", "of", "from"} and items[side.stop + 1].kind == "PLACE":
        country, used = items[side.stop + 1].value.code, (*used, items[side.stop + 1])
    if country is not None and (is_group(country) or any(p.country == country for p in known)):
        return
    other = COUNTERPART[role]
    told = tuple(msgspec.structs.replace(p, role=p.role or other) for p in known)
    draft.put("parties", (*told, Party(name=side.name, role=role, country=country)), *used, sentence=sentence)
    codes = tuple(draft.get("countries") or ())
    if country is not None and country not in codes and len(codes) < 2:
        draft.put("countries", (*codes, country), *used, sentence=sentence)


def take_named(document: Document, draft: Draft) -> None:
    """Give a deal the side that it left open and a sentence behind it names."""
    _take_partner(document, draft)
    known: tuple[Party, ...] = draft.get("parties") or ()
    if draft.get("instrument") in ("loan", "investment", "memorandum") or draft.stance == "denied":
        return
    if len({p.country for p in known}) > 1 or len({p.role for p in known}) > 1:
        return
    at = draft.sentence.index + 1
    for sentence in document.sentences[at : at + _FAR]:
        if sentence.headline != draft.sentence.headline:
            return
        if _is_client(sentence, draft, known) or (len(known) < 2 and _is_maker(sentence, draft, known)):
            return
        if sentence.index == at and len(known) == 1 and _builds_them(sentence, draft, known):
            return


def _is_client(sentence: Sentence, draft: Draft, known: tuple[Party, ...]) -> bool:
    """Whether a sentence only says who the client is: "The National Electricity Corporation is the client."."""
    items = sentence.items
    at = next(
        (k for k in range(1, len(items) - 2) if lower_at(items, k) == "is" and lower_at(items, k + 1) == "the"), 0
    )
    role = _PARTNERS.get(lower_at(items, at + 2)) if at and lower_at(items, at + 3) in {".", ""} else None
    named = [s for s in sides_in(sentence, 0, at) if s.name] if role is not None else []
    if role is None or len(named) != 1 or any(p.role == role for p in known):
        return False
    _add(draft, known, named[0], role, sentence)
    return True


def _is_maker(sentence: Sentence, draft: Draft, known: tuple[Party, ...]) -> bool:
    """Whether a sentence opens with the firm that the deal told by its country alone, and its name: "The manufacturer,
    X, will deliver", "Under the contract, X will develop"."""
    items = sentence.items
    open_ = [c for c in draft.get("countries") or () if all(p.country != c for p in known)]
    if len(open_) != 1 or len(known) + len(open_) > 2:
        return False
    if lower_at(items, 0) == "the" and lower_at(items, 1) in word_class("generic") and lower_at(items, 2) == ",":
        first = 3
    elif lower_at(items, 0) == "under" and lower_at(items, 1) in {"the", "this"} and lower_at(items, 3) == ",":
        first = 4 if items[2].is_("deal_noun") else 0
    else:
        return False
    side = next((s for s in sides_in(sentence, first, min(len(items), first + 6)) if s.name), None) if first else None
    if side is None or side.start > first + 1 or lower_at(items, side.stop + (first == 3)) not in {"will", "would"}:
        return False
    if side.country not in (None, open_[0]) or any(_alike(side, p) for p in known):
        return False
    role = COUNTERPART.get(known[0].role or "") if known else ("supplier" if _sends(sentence, side) else None)
    _add(draft, known, side._replace(country=open_[0]), role, sentence)
    return True


def _builds_them(sentence: Sentence, draft: Draft, known: tuple[Party, ...]) -> bool:
    """Whether the next sentence tells who makes what was ordered: "They will be built by X of Peru"."""
    items = sentence.items
    by = next((k for k in range(3, len(items) - 1) if items[k].lower == "by" and items[k - 1].lower in _BUILT), 0)
    if not by:
        return False
    opens = lower_at(items, 0) == "they" or (lower_at(items, 0) in {"the", "these", "all"} and items[1].kind == "GOOD")
    if not opens or known[0].role != "buyer" or lower_at(items, by - 2).split(" ")[-1] != "be":
        return False
    side = next((s for s in sides_in(sentence, by + 1, min(len(items), by + 9)) if s.name), None)
    if side is None or side.start > by + 4 or _alike(side, known[0]):
        return False
    _add(draft, known, side, "supplier", sentence)
    return True


_BUILT = frozenset("built made supplied delivered manufactured produced provided".split())


def _sends(sentence: Sentence, side: Side) -> bool:
    return any(i.is_("deal_send") for i in sentence.items[side.stop : side.stop + 4])


def _alike(side: Side, party: Party) -> bool:
    one, other = (side.name or "").lower(), (party.name or "").lower()
    return one in other or other in one


def _add(draft: Draft, known: tuple[Party, ...], side: Side, role: PartyRole | None, sentence: Sentence) -> None:
    told = tuple(msgspec.structs.replace(p, role=p.role or COUNTERPART.get(role or "")) for p in known)
    draft.put(
        "parties", (*told, Party(name=side.name, role=role, country=side.country)), *side.items, sentence=sentence
    )
    codes = tuple(draft.get("countries") or ())
    if side.country is not None and side.country not in codes and len(codes) < 2:
        draft.put("countries", (*codes, side.country), *side.items, sentence=sentence)
