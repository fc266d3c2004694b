"""The loan that pays for the deal just told: "The purchase will be funded by a 300-million-euro loan from the EBRD"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.judge import is_bank, is_of_many
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Party

_PAID = frozenset("funded financed backed covered supported".split())
_BY = frozenset({"by", "with", "through", "via", "from", "using", "under"})
_LOANS = frozenset({"loan", "loans", "credit", "facility"})
_NEAR = 2


def funded_by(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The loan by which a sentence says that the deal before it is paid; [] where it tells none."""
    last = drafts[-1]
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= _NEAR
    if sentence.lowers.isdisjoint(_PAID) or "AMT" not in sentence.kinds or not near:
        return []
    items = sentence.items
    verb = next((k for k, i in enumerate(items) if i.lower in _PAID and lower_at(items, k + 1) in _BY), 0)
    loan = next((k for k in range(verb + 2, min(len(items), verb + 9)) if _is_loan(items, k)), 0)
    amount = slots.money(items, verb, min(len(items), loan + 4)).amount if verb and loan else None
    if amount is None:
        return []
    lender = next((s for s in sides_in(sentence, loan + 1, len(items)) if s.name and is_bank(s)), None)
    borrower = _borrower(last)
    if lender is None or borrower is None or lender.start - loan > 12 or lender.country == borrower:
        return []
    ahead = any(items[k].lower in {"will", "would", "to be", "will be"} for k in range(verb))
    draft = Draft("deal", sentence, stance="planned" if ahead else "stated", confidence=0.55)
    draft.lean_on(last.sentence)
    draft.put("instrument", "loan", items[loan])
    draft.put("status", "planned" if ahead else "signed", items[verb])
    draft.put("amount", amount.value, amount)
    home = None if is_of_many(lender) else lender.country
    draft.put("parties", (Party(name=lender.name, role="lender", country=home),), *lender.items)
    draft.put("countries", tuple(c for c in (home, borrower) if c), *lender.items)
    return [draft]


def _is_loan(items: list[Item], k: int) -> bool:
    return items[k].cue("deal_noun") == "loan" or items[k].lower in _LOANS


def _borrower(last: Draft) -> str | None:
    """The country of who buys in the deal before."""
    parties: tuple[Party, ...] = last.get("parties") or ()
    buyer = next((p.country for p in parties if p.role == "buyer" and p.country), None)
    sold = {p.country for p in parties if p.role == "supplier"}
    left = [code for code in last.get("countries") or () if code not in sold]
    return buyer or (left[0] if sold and len(left) == 1 else None)
