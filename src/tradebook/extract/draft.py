"""A draft: a statement while it is being read, with live slots; and how drafts that make one claim become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tradebook.extract.items import Item, Sentence
from tradebook.statement import SLOTS, Amount, Good, Party, Period, Quantity, Stance

Spans = dict[str, list[tuple[int, int]]]


class Draft:
    """A claim read in `sentence`. `slots` holds values of the types of `tradebook.statement` (absent: not said);
    `spans` where each was read, in the sentence's field; `also` other sentences that make the same claim; `context`
    other sentences that a slot was taken from."""

    __slots__ = ("also", "confidence", "context", "kind", "sentence", "slots", "spans", "stance")

    def __init__(self, kind: str, sentence: Sentence, *, stance: Stance = "stated", confidence: float = 0.8) -> None:
        self.kind = kind
        self.sentence = sentence
        self.slots: dict[str, Any] = {}
        self.spans: Spans = {}
        self.context: list[Sentence] = []
        self.also: list[Sentence] = []
        self.stance: Stance = stance
        self.confidence = confidence

    def __repr__(self) -> str:
        return f"<{self.kind} {self.stance} {self.slots}>"

    def get(self, slot: str) -> Any:
        """The value of a slot, None where nothing was read."""
        return self.slots.get(slot)

    def put(self, slot: str, value: Any, *items: Item, sentence: Sentence | None = None) -> None:
        """Set a slot with the items it was read from; items of another sentence make that sentence context."""
        self.slots[slot] = " ".join(value.split()) if isinstance(value, str) and "  " in value else value
        self.cite(slot, *items, sentence=sentence)

    def cite(self, slot: str, *items: Item, sentence: Sentence | None = None) -> None:
        """Add where a slot was read."""
        if sentence is not None and sentence is not self.sentence:
            self.lean_on(sentence)
            if sentence.field != self.sentence.field:
                return
        for item in items:
            span = (item.start, item.end)
            if item.start == item.end:
                continue  # a word that was only put in to say it plainly
            known = self.spans.setdefault(slot, [])
            if span not in known:
                known.append(span)

    def lean_on(self, sentence: Sentence) -> None:
        """Note a sentence that a slot was taken from."""
        if sentence is not self.sentence and sentence not in self.context:
            self.context.append(sentence)


# -- one claim, one draft ------------------------------------------------------------------------------------------


def empty(value: Any) -> bool:
    """Whether a slot's value says nothing."""
    return value is None or value in ((), [], False, "")


def amounts_agree(a: Amount | Quantity, b: Amount | Quantity) -> bool:
    """Whether two figures can be one: same unit, and each value inside the other's printed precision and qualifier."""
    unit_a = a.currency if isinstance(a, Amount) else a.unit
    unit_b = b.currency if isinstance(b, Amount) else b.unit
    if unit_a != unit_b:
        return False
    if a.value is None or b.value is None:
        return (a.low, a.high, a.value) == (b.low, b.high, b.value)
    if a.value == b.value:
        return True
    return _covers(a, b.value) or _covers(b, a.value)


def _covers(rough: Amount | Quantity, value: int | float) -> bool:
    """Whether `value` may be what a rougher figure means."""
    assert rough.value is not None
    base, step = float(rough.value), float(rough.precision or 0)
    gap = float(value) - base
    if rough.qualifier == "over":
        return 0 <= gap <= max(step, abs(base) * 0.1)
    if rough.qualifier in {"under", "up_to"}:
        return -max(step, abs(base) * 0.1) <= gap <= 0
    if rough.qualifier == "about":
        return abs(gap) <= max(step, abs(base) * 0.05)
    return abs(gap) <= step / 2


def periods_agree(a: Period, b: Period) -> bool:
    """Whether two periods can be one: equal, or one of them without a year or coarser and holding the other."""
    if a.edtf == b.edtf and a.calendar == b.calendar:
        return True
    if a.start and a.end and b.start and b.end:
        return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
    if a.edtf is None or b.edtf is None:
        return True
    tail_a, tail_b = a.edtf.removeprefix("XXXX"), b.edtf.removeprefix("XXXX")
    return tail_a.endswith(tail_b) or tail_b.endswith(tail_a)


def goods_agree(a: Iterable[Good], b: Iterable[Good]) -> bool:
    """Whether two lists of goods name the same goods."""
    return {(g.hs or g.text.lower()) for g in a} == {(g.hs or g.text.lower()) for g in b}


def slot_agrees(slot: str, a: Any, b: Any) -> bool:
    """Whether two values of a slot can belong to one claim (an empty one agrees with all)."""
    if empty(a) or empty(b) or a == b:
        return True
    if isinstance(a, (Amount, Quantity)) and isinstance(b, (Amount, Quantity)):
        return amounts_agree(a, b)
    if isinstance(a, Period) and isinstance(b, Period):
        return periods_agree(a, b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        if a and isinstance(a[0], Good):
            return goods_agree(a, b)
        return set(a) <= set(b) or set(b) <= set(a)
    return False


def same_claim(a: Draft, b: Draft, *, needs: tuple[str, ...], ignore: tuple[str, ...] = ()) -> bool:
    """Whether two drafts of one kind make one claim: at least one slot of `needs` is filled in both and agrees, and
    no slot (but those of `ignore`) contradicts."""
    if a.kind != b.kind or a.stance != b.stance:
        return False
    mine, theirs = a.slots, b.slots
    both = [slot for slot in mine if slot in theirs]
    if not any(slot in needs and not empty(mine[slot]) and not empty(theirs[slot]) for slot in both):
        return False
    known = SLOTS[a.kind]
    return all(slot_agrees(s, mine[s], theirs[s]) for s in both if s in known and s not in ignore)


def _weight(draft: Draft) -> tuple[float, float]:
    """How specific a draft is: filled slots count, so do qualifiers and precise dates."""
    filled = 0.0
    for value in draft.slots.values():
        if empty(value):
            continue
        filled += 1
        if isinstance(value, (Amount, Quantity)) and value.qualifier == "exact":
            filled += 0.2
    if draft.sentence.headline:
        filled -= 3
    return filled, draft.confidence


def _fullness(values: tuple[Any, ...]) -> int:
    """How much a list tells: its members, for parties also their roles and countries."""
    told = sum(bool(p.role) + bool(p.country) for p in values if isinstance(p, Party))
    return 4 * len(values) + told


def absorb(a: Draft, b: Draft) -> Draft:
    """One draft from two that make one claim: the more specific one keeps its sentence, empty slots are filled
    from the other, whose sentence becomes `also`."""
    best, other = (a, b) if _weight(a) >= _weight(b) else (b, a)
    filled = False
    for slot, value in other.slots.items():
        mine = best.slots.get(slot)
        longer = isinstance(value, tuple) and isinstance(mine, tuple) and _fullness(value) > _fullness(mine)
        general = slot == "instrument" and mine == "agreement" and value not in (None, "document")
        if (empty(mine) and not empty(value)) or longer or general:
            best.slots[slot] = value
            filled = True
            if other.sentence.field == best.sentence.field:
                best.spans[slot] = list(other.spans.get(slot, ()))
    if other.sentence is not best.sentence and other.sentence not in best.also:
        best.also.append(other.sentence)
    best.also.extend(s for s in other.also if s is not best.sentence and s not in best.also)
    best.context.extend(s for s in other.context if s not in best.context)
    best.confidence = max(a.confidence, b.confidence) if not filled else best.confidence
    return best


def merged(drafts: list[Draft], same: Callable[[Draft, Draft], bool]) -> list[Draft]:
    """The drafts with those that make one claim made one; in the order in which each claim first appears."""
    out: list[Draft] = []
    for draft in drafts:
        for k, known in enumerate(out):
            if same(known, draft):
                out[k] = absorb(known, draft)
                break
        else:
            out.append(draft)
    return out
