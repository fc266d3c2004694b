"""A deal told a second time with its sides named again: "X signed the contract with Y on Tuesday", behind "X will
supply Z with 54 howitzers"."""

from __future__ import annotations

from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.intake import COUNTERPART, take_times
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.sizes import take_sizes
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Party

_NEAR = 2


def told_again(sentence: Sentence, noun: int, last: Draft, codes: list[str]) -> bool:
    """Whether a sentence tells the deal before once more, by its word with "the" and a side that it has; then that
    deal has taken in what is new: the other side, the day, goods and sums."""
    items = sentence.items
    newest = max([last.sentence.index, *(s.index for s in last.also)])
    verb = next((k for k in range(noun - 1, max(-1, noun - 4), -1) if _makes(items[k])), None)
    if verb is None or lower_at(items, noun - 1) not in {"the", "this"} or not 0 < sentence.index - newest <= _NEAR:
        return False
    lands = set(last.get("countries") or ())
    if not set(codes) <= lands or last.get("status") != "signed" or last.stance != "stated":
        return False
    mine = [s for s in sides_in(sentence, 0, verb) if s.name and s.stop >= verb - 1]
    if len(mine) != 1 or not any(_is_one(mine[0], party) for party in last.get("parties") or ()):
        return False
    found = slots.money(items, 0, len(items))
    if found.amount is not None and not empty(last.get("amount")) and found.amount.value != last.get("amount"):
        return False
    _take_counterpart(sentence, noun, last)
    take_sizes(last, sentence)
    take_times(last, sentence)
    last.also.append(sentence)
    return True


def _makes(item: Item) -> bool:
    return item.is_("deal_do") or item.is_("deal_win") or item.is_("deal_give")


def _is_one(side: Side, party: Party) -> bool:
    one, other = (side.name or "").lower(), (party.name or "").lower()
    return bool(one) and bool(other) and (one in other or other in one)


def _take_counterpart(sentence: Sentence, noun: int, last: Draft) -> None:
    """The other side, where the deal before told one: "signed the contract with the Romanian defence ministry"."""
    items = sentence.items
    known: tuple[Party, ...] = last.get("parties") or ()
    role = COUNTERPART.get(known[0].role or "") if len(known) == 1 else None
    if role is None or lower_at(items, noun + 1) not in {"with", "from"}:
        return
    side = next((s for s in sides_in(sentence, noun + 2, min(len(items), noun + 9)) if s.name), None)
    if side is None or side.country == known[0].country or _is_one(side, known[0]):
        return
    last.put(
        "parties", (*known, Party(name=side.name, role=role, country=side.country)), *side.items, sentence=sentence
    )
