"""What a sentence behind a deal adds to its slots: its day and term, the side that it left open."""

from __future__ import annotations

from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Party, PartyRole

COUNTERPART: dict[str, PartyRole] = {"buyer": "supplier", "supplier": "buyer"}
_ANOTHER = frozenset({"follows", "followed", "previous", "earlier", "similar"})


def take_times(last: Draft, sentence: Sentence) -> bool:
    """Take in the day of the signing and the term of a deal told before, where they are open."""
    when = slots.times(sentence, 0, len(sentence.items), ahead=last.stance != "stated")
    changed = False
    if not sentence.lowers.isdisjoint(_ANOTHER):
        return False  # "The order follows one placed in May"
    for slot, value in (("date", when.date), ("term", when.term)):
        if slot == "date" and last.get("status") in {"cancelled", "suspended"}:
            continue  # "The contract, signed in 2021,"
        if slot == "date" and value is not None and _of_another_act(sentence.items, value.items[0]):
            continue
        if slot == "date" and value is not None and _of_saying(sentence.items, value.items[0]):
            continue
        if value is not None and empty(last.get(slot)):
            last.put(slot, value.value, *value.items, sentence=sentence)
            changed = True
    return changed


def _of_another_act(items: list[Item], day: Item) -> bool:
    """Whether a time stands in a clause of its own behind the deal's word and tells when something else was done: "The
    contract is among the largest since the country last year opened"."""
    at = next(k for k, i in enumerate(items) if i is day)
    noun = next((k for k in range(at) if items[k].is_("deal_noun")), at)
    if any(items[k].is_("deal_noun") and items[k].lower not in {"deal", "deals"} for k in range(noun + 1, at)):
        return True  # "The deal finalises the letters of intent that were announced in July"
    opens = next((k for k in range(at - 1, noun, -1) if items[k].lower in _CLAUSES), noun)
    return opens > noun and not any(i.is_("deal_do") for i in items[opens:])


def _of_saying(items: list[Item], day: Item) -> bool:
    """Whether a day is only when somebody spoke: "The makers said on Wednesday that they expect"."""
    at = next(k for k, i in enumerate(items) if i is day)
    at -= lower_at(items, at - 1) in {"on", "late", "early"}
    return lower_at(items, at - 1) in _SAID


_SAID = frozenset("said says told announced added".split())
_CLAUSES = frozenset("since after because when while although though as where that before who whose which".split())


def _with_behind(items: list[Item], noun: int) -> int:
    """The index of the "with" that tells the other side: "The contract with X", "The contract was signed in Tashkent on
    May 3 with X"; -1 for none."""
    for k in range(noun + 1, min(len(items), noun + 9)):
        if items[k].lower == "with":
            return k
        signed = items[k].is_("deal_do") or items[k].lower.split(" ")[-1] in {"was", "been", "is"}
        if not signed and items[k].kind not in {"PLACE", "PER"} and items[k].lower not in {"in", "on", "has"}:
            return -1
    return -1


def take_other(last: Draft, sentence: Sentence, noun: int) -> bool:
    """Who the other side is, where the deal before told one: "The contract with Israel Railways includes"."""
    items = sentence.items
    known: tuple[Party, ...] = last.get("parties") or ()
    role = COUNTERPART.get(known[0].role or "") if len(known) == 1 else None
    at = _with_behind(items, noun)
    if role is None or at < 0:
        return False
    side = next((s for s in sides_in(sentence, at + 1, min(len(items), at + 8)) if s.name), None)
    if side is None or side.start > at + 4 or side.country == known[0].country:
        return False
    if side.country is not None and side.country not in (last.get("countries") or ()):
        return False
    other = Party(name=side.name, role=role, country=side.country)
    last.put("parties", (*known, other), *side.items, sentence=sentence)
    return True
