"""What people say of facts: which statements belong together (`merge`) and which does not belong (`split`). Pure.

A person's word stands beside the machine's choice. The machine sorts the claims of each key into drafts; then a
statement that was taken out stands apart, and drafts that hold statements which belong together become one fact. Of two
pins that contradict each other the later one counts, and the earlier stays in the record: taking a statement out ends
what earlier merges said of it, and a later merge binds it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from tradebook.book.facts.sorting import Draft, Member, precision_order, representative, sort_into_facts

Action = Literal["merge", "split", "undo"]
Side = Literal["together", "apart", "from"]
Spot = tuple[int, str]  # a current statement's row and one of its figures


class Mark(Struct, frozen=True):
    """A statement's claim in a pin: bound `together`, taken `apart`, or what it was taken out `from`."""

    statement: str
    figure: str
    side: Side


class Pin(Struct, frozen=True):
    """What a person said, and when (UTC). `undoes` is the number of the pin that this one takes back; `undone` says
    that a later one took this one back."""

    number: int
    action: Action
    author: str
    made_at: datetime
    note: str | None
    undoes: int | None
    undone: bool
    marks: tuple[Mark, ...]

    @property
    def active(self) -> bool:
        return self.action != "undo" and not self.undone

    def of(self, *sides: Side) -> list[Mark]:
        """The marks on these sides."""
        return [m for m in self.marks if m.side in sides]


class Overruled(Struct, frozen=True):
    """Two pins that contradict each other over a statement; the later one counts."""

    later: Pin
    earlier: Pin
    statement: str


class Standing(Struct):
    """What the active pins come to: the spots that stand apart, those bound together, and the contradictions; each with
    the pin that says so."""

    apart: dict[Spot, Pin]
    bonds: list[tuple[Pin, set[Spot]]]
    overruled: list[Overruled]

    @property
    def spots(self) -> set[Spot]:
        """All spots that a pin says something of."""
        return set(self.apart).union(*(spots for _, spots in self.bonds))


def standing(pins: Iterable[Pin], spot_of: Callable[[Mark], Spot | None]) -> Standing:
    """What the pins, given in the order in which they were made, come to; `spot_of` finds the current claim that a mark
    names, None where the book has none."""
    found = Standing({}, [], [])
    splits: list[tuple[Pin, Spot, set[Spot]]] = []
    for pin in pins:
        if not pin.active:
            continue
        if pin.action == "merge":
            spots = {spot for mark in pin.marks if (spot := spot_of(mark)) is not None}
            for earlier, apart, others in splits:
                if apart in spots and spots & others:
                    found.overruled.append(Overruled(pin, earlier, earlier.of("apart")[0].statement))
            found.bonds.append((pin, spots))
            continue
        others = {spot for mark in pin.of("from") if (spot := spot_of(mark)) is not None}
        for mark in pin.of("apart"):
            if (spot := spot_of(mark)) is not None:
                _take_out(found, pin, spot, others, mark.statement)
                splits.append((pin, spot, others))
    return found


def _take_out(found: Standing, pin: Pin, spot: Spot, others: set[Spot], statement: str) -> None:
    for earlier, spots in found.bonds:
        if spot in spots:
            spots.discard(spot)
            if spots & others:
                found.overruled.append(Overruled(pin, earlier, statement))
    found.apart[spot] = pin


class Bound(Struct):
    """A fact as it comes of drafts: one, unless pins bind several; each with its key."""

    parts: list[tuple[str, Draft]]

    def head(self) -> tuple[str, Draft]:
        """The part that the fact takes its id, key and core from: that of the statement which stands for it."""
        chosen = self.chosen()
        return next((key, draft) for key, draft in self.parts if chosen in draft.members)

    def chosen(self) -> Member:
        """The member that stands for the fact."""
        return min((representative(draft) for _, draft in self.parts), key=precision_order)

    def members(self) -> Iterator[Member]:
        for _, draft in self.parts:
            yield from draft.members

    def id(self) -> str:
        key, draft = self.head()
        return draft.id(key)


def bound_facts(claims: dict[str, list[Member]], pinned: Standing) -> list[Bound]:
    """The facts that the claims of some keys give under the pins; every key that a bond ties must be among them."""
    parts = [(key, draft) for key in sorted(claims) for draft in _drafts(key, claims[key], pinned)]
    home = {(m.seq, m.figure): number for number, (_, draft) in enumerate(parts) for m in draft.members}
    leaders = list(range(len(parts)))

    def leader(number: int) -> int:
        while leaders[number] != number:
            number = leaders[number]
        return number

    for _, spots in pinned.bonds:
        first, *others = sorted(leader(home[spot]) for spot in spots if spot in home) or [0]
        for other in others:
            leaders[leader(other)] = leader(first)
    grouped: dict[int, list[tuple[str, Draft]]] = {}
    for number, part in enumerate(parts):
        grouped.setdefault(leader(number), []).append(part)
    return [Bound(group) for group in grouped.values()]


def _drafts(key: str, members: Sequence[Member], pinned: Standing) -> Iterator[Draft]:
    """The machine's drafts of one key, without what stands apart, and that by itself."""
    yield from sort_into_facts(key, (m for m in members if (m.seq, m.figure) not in pinned.apart))
    for m in members:
        if (m.seq, m.figure) in pinned.apart:
            yield Draft.alone(m)
