"""A deal told a second time with its sides named again: "X signed the contract with Y on Tuesday", behind "X will
supply Z with 54 howitzers"."""

from __future__ import annotations

import msgspec

from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.instruments import auxiliary
from tradebook.extract.kinds.deal.intake import COUNTERPART, take_times
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.sizes import take_sizes
from tradebook.extract.kinds.deal.wording import word_class
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
    if last.get("status") != "signed" or last.stance != "stated":
        return False
    if items[verb].is_("deal_give") and not auxiliary(items, verb):
        return _given_by(sentence, verb, last)
    if not set(codes) <= lands:
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


def named_again(sentence: Sentence, noun: int, last: Draft) -> bool:
    """Whether a sentence only ranks the deal before, by its other side: "The agreement with X is the second"."""
    items = sentence.items
    if noun > 3 or lower_at(items, 0) not in {"the", "this"} or lower_at(items, noun + 1) != "with":
        return False
    near = 0 < sentence.index - last.sentence.index <= 2 * _NEAR
    side = next((s for s in sides_in(sentence, noun + 2, min(len(items), noun + 9)) if s.name), None)
    if side is None or not near or not {"AMT", "QTY"}.isdisjoint(sentence.kinds):
        return False
    ranks = lower_at(items, side.stop) in {"is", "was", "marks", "follows"}
    return ranks and any(_is_one(side, party) for party in last.get("parties") or ())


def _given_by(sentence: Sentence, verb: int, last: Draft) -> bool:
    """Who gave the order that another won: "X, the contractor, and the developer Y jointly awarded the contract"."""
    items = sentence.items
    known: tuple[Party, ...] = last.get("parties") or ()
    if len(known) != 1 or known[0].role != "supplier":
        return False
    named = [s for s in sides_in(sentence, 0, verb) if s.name and s.word not in word_class("person")]
    givers = [s for s in named if stands_alone(items, s) and not _is_one(s, known[0])]
    if not 0 < len(givers) <= 2 or "AMT" in sentence.kinds:
        return False
    buyers = tuple(Party(name=s.name, role="buyer", country=s.country) for s in givers)
    last.put("parties", (*known, *buyers), *(i for s in givers for i in s.items), sentence=sentence)
    codes = tuple(last.get("countries") or ())
    more = tuple(dict.fromkeys(s.country for s in givers if s.country and s.country not in codes))
    if more:
        last.put("countries", (*codes, *more), *(i for s in givers for i in s.items), sentence=sentence)
    last.also.append(sentence)
    return True


def stands_alone(items: list[Item], side: Side) -> bool:
    """Whether a side hangs on no preposition: what stands before it is an article, its country or what it is."""
    k = side.start - 1
    while k >= 0 and items[k].lower not in _HANGS and (items[k].kind in _OPENING or items[k].text.islower()):
        k -= 1
    return k < 0 or items[k].lower in {",", "and", "the", "that"}


_OPENING = frozenset({"DEM", "PLACE", "GOOD"})
_HANGS = frozenset("of for with from to in at on by and the that under between".split())


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


def take_seller(draft: Draft, last: Draft | None) -> None:
    """Who sells what a buyer of the deal before is told to have ordered: "X won contracts from A and B. A has ordered
    two ships"."""
    mine: tuple[Party, ...] = draft.get("parties") or ()
    if last is None or draft.get("instrument") != "contract" or len(mine) != 1 or mine[0].role != "buyer":
        return
    theirs: tuple[Party, ...] = last.get("parties") or ()
    sellers = [p for p in theirs if p.role == "supplier"]
    near = last.sentence.headline == draft.sentence.headline and 0 < draft.sentence.index - last.sentence.index <= _FAR
    if not near or len(sellers) != 1 or not any(p.role == "buyer" and p.name == mine[0].name for p in theirs):
        return
    others = set(draft.get("countries") or ()) - {mine[0].country, sellers[0].country}
    if mine[0].country is not None and others:
        return  # "It also ordered 12 drones from Chile"
    draft.lean_on(last.sentence)
    draft.slots["parties"] = (*mine, sellers[0])
    if mine[0].country is None:
        told = next(p.country for p in theirs if p.name == mine[0].name)
        draft.slots["parties"] = (msgspec.structs.replace(mine[0], country=told), sellers[0])
    lands = (*(p.country for p in draft.slots["parties"] if p.country), *(draft.get("countries") or ()))
    draft.slots["countries"] = tuple(dict.fromkeys(lands))
    draft.confidence -= 0.1


def take_same(draft: Draft, last: Draft | None) -> None:
    """The other side of the deal before where it is dealt with again: "bought 17 locomotives from the same company"."""
    items = draft.sentence.items
    mine: tuple[Party, ...] = draft.get("parties") or ()
    if last is None or "same" not in draft.sentence.lowers or len(mine) != 1 or mine[0].role is None:
        return
    if not any(i.lower == "same" and lower_at(items, k + 1) in _FIRMS for k, i in enumerate(items)):
        return
    role = COUNTERPART.get(mine[0].role)
    near = last.sentence.headline == draft.sentence.headline and 0 < draft.sentence.index - last.sentence.index <= _FAR
    other = next((p for p in last.get("parties") or () if p.role == role and p.name != mine[0].name), None)
    if not near or other is None:
        return
    draft.slots["parties"] = (*mine, other)
    draft.slots["countries"] = tuple(dict.fromkeys(c for c in (*(draft.get("countries") or ()), other.country) if c))
    draft.lean_on(last.sentence)
    draft.confidence -= 0.05


_FIRMS = frozenset("company firm supplier manufacturer maker builder producer yard shipyard buyer customer".split())
_FAR = 4
