"""What each of several firms supplies of what a body has awarded: "ONCF has awarded contracts for 168 trains. X of
France will deliver 18 for AMT, while Y of Spain won an order for 40"."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Party

_NEAR = 3
_WILL = frozenset({"will", "would", "is to", "are to", "to"})
_WINS = frozenset({"won", "secured", "wins", "secures", "bagged", "clinched", "received"})
_SENDS = frozenset("supply deliver build provide manufacture".split())


def opens_award(document: Document, draft: Draft, clause: Clause) -> bool:
    """Whether a body's award without a supplier is one whose parts the next sentence tells by their foreign firms."""
    parties: tuple[Party, ...] = draft.get("parties") or ()
    if clause.form not in ("give", "buy") or clause.mood.no or clause.mood.ahead or draft.sentence.headline:
        return False
    if len(parties) != 1 or parties[0].role != "buyer" or not parties[0].country or not draft.get("quantity"):
        return False
    at = document.sentences.index(draft.sentence) + 1
    return at < len(document.sentences) and bool(_parts(document.sentences[at], parties[0].country))


def parts_of_award(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The parts that a sentence tells of the award before it; [] where it tells none."""
    if sentence.lowers.isdisjoint(_SENDS | _WINS) or sentence.kinds.isdisjoint({"NUM", "QTY"}):
        return []
    whole = next((d for d in reversed(drafts) if _is_award(d, sentence)), None)
    if whole is None:
        return []
    buyer: Party = whole.get("parties")[0]
    return [_draft(sentence, whole, buyer, *part) for part in _parts(sentence, buyer.country or "")]


def _is_award(draft: Draft, sentence: Sentence) -> bool:
    near = draft.sentence.headline == sentence.headline and 0 < sentence.index - draft.sentence.index <= _NEAR
    parties: tuple[Party, ...] = draft.get("parties") or ()
    alone = len(parties) == 1 and parties[0].role == "buyer" and tuple(draft.get("countries")) == (parties[0].country,)
    return near and alone and draft.stance == "stated" and bool(draft.get("quantity")) and draft.get("goods") != ()


_Part = tuple[Side, counts.Counted, Item | None]


def _parts(sentence: Sentence, home: str) -> list[_Part]:
    """Each firm of another country with what it supplies and for how much, in order."""
    items = sentence.items
    verbs = [v for v in range(1, len(items)) if _supplies(items, v)]
    found: list[_Part] = []
    for n, v in enumerate(verbs):
        start = verbs[n - 1] if n else 0
        stop = verbs[n + 1] if n + 1 < len(verbs) else len(items)
        side = next((s for s in reversed(sides_in(sentence, start, v)) if s.name and v - s.stop <= 2), None)
        if side is None or side.country in (None, home) or _has_buyer(items, v, stop):
            return []
        size = next((c for c in counts.quantities(sentence, v, stop) if c.good is not None), None)
        if size is None:
            return []
        money = slots.money(items, size.stop, stop).amount
        found.append((side, size, money))
    return found


def _supplies(items: list[Item], v: int) -> bool:
    low = items[v].lower
    if low in _WINS:
        return any(items[k].is_("deal_noun") for k in range(v + 1, min(len(items), v + 6)))
    return low in _SENDS and lower_at(items, v - 1).split(" ")[-1] in _WILL


def _has_buyer(items: list[Item], v: int, stop: int) -> bool:
    """Whether whoever gets the goods is told: "to X", "from Y"; then it is a deal by itself."""
    named = {"PLACE", "NAME", "ORG", "DEM"}
    return any(
        items[k].lower in {"to", "from"} and {kind_at(items, k + 1), kind_at(items, k + 2)} & named
        for k in range(v + 1, stop - 1)
    )


def _draft(
    sentence: Sentence, whole: Draft, buyer: Party, side: Side, size: counts.Counted, money: Item | None
) -> Draft:
    draft = Draft("deal", sentence, confidence=0.6)
    draft.lean_on(whole.sentence)
    draft.put("instrument", whole.get("instrument"))
    draft.put("status", "signed", *side.items)
    draft.put("parties", (buyer, Party(name=side.name, role="supplier", country=side.country)), *side.items)
    draft.put("countries", tuple(c for c in (buyer.country, side.country) if c), *side.items)
    draft.put("quantity", size.quantity, *size.items)
    if size.good is not None:
        draft.put("goods", (size.good,), size.items[-1])
    if money is not None:
        draft.put("amount", money.value, money)
    return draft
