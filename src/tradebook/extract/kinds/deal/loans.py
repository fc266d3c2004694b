"""Who lends to whom, and what only stands in the purpose of a loan."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.judge import is_bank, is_of_many
from tradebook.extract.kinds.deal.origins import Sides
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import PartyRole

Cast = list[tuple[Side, PartyRole | None]]

_PAYS = frozenset(
    "build construct finance fund buy purchase upgrade import improve support develop expand complete modernise "
    "modernize rehabilitate cover help".split()
)


def pays_for(clause: Clause, at: int, sides: Sides, known: int) -> bool:
    """Whether a country at `at` only stands in what a loan is for: "to build a road to Moshi", "for a power link with
    Italy". The bank of one country lends to another, which may be told there; that of many has told its borrower.
    `known` countries have been told before."""
    if known < 2 and not any(is_of_many(s) for s in sides.all()):
        return False
    items = clause.sentence.items
    first = max(clause.verb, clause.noun) + 1
    return any(_opens_purpose(items, k, at) for k in range(first, at - 1))


def _opens_purpose(items: list[Item], k: int, at: int) -> bool:
    """Whether "to build" or "for a link" stands at `k`, and the country only behind it."""
    if items[k].lower == "to":
        return lower_at(items, k + 1) in _PAYS
    behind = k + 1 + (lower_at(items, k + 1) in {"a", "an", "the", "its"})
    led = items[k].lower == "for" and kind_at(items, behind) in {"w", "GOOD", "CUE"} and behind < at
    works = kind_at(items, at) == "PLACE" and lower_at(items, behind) in _WORKS and lower_at(items, behind + 1) == "of"
    if led and works:
        return True  # "for the rehabilitation of the Nacala corridor"
    return led and any(lower_at(items, j) in {"with", "to", "from", "between", "in", "by"} for j in range(behind, at))


_WORKS = frozenset(
    "rehabilitation construction modernisation modernization upgrade expansion reconstruction electrification repair "
    "development extension improvement restoration completion".split()
)


def loan_roles(named: Cast, *, joint: bool) -> Cast:
    """Of two that sign a loan the bank lends; of two banks that of many countries, else the one named first."""
    banks = [is_bank(side) for side, _ in named]
    if not any(banks):
        own: tuple[PartyRole, ...] = ("borrower", "lender")  # "the company signed a loan with X"
        return (
            [(side, own[min(k, 1)]) for k, (side, _) in enumerate(named)]
            if len(named) < 3 and not joint
            else [(side, None) for side, _ in named]
        )
    if all(banks):
        of_many = [is_of_many(side) for side, _ in named]
        first = of_many.index(True) if sum(of_many) == 1 else 0
        return [(side, "lender" if k == first else "borrower") for k, (side, _) in enumerate(named)]
    return [(side, "lender" if bank else "borrower") for (side, _), bank in zip(named, banks, strict=True)]


def only_approves(side: Side) -> bool:
    """Whether a side is a body that allows loans and takes none: "the Parliament of Ghana"."""
    words = set((side.name or "").lower().split())
    return bool(words & _APPROVING)


_APPROVING = frozenset({"parliament", "senate", "congress", "cabinet", "assembly", "duma", "seimas", "sejm"})
