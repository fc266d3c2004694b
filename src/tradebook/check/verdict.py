"""The verdict: what one check found, with both sides of the comparison."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from tradebook.statistics.row import Row

Result = Literal["adds up", "does not add up", "impossible", "cannot tell", "agrees", "agrees within", "differs"]
RED: frozenset[Result] = frozenset({"does not add up", "impossible", "differs"})  # what contradicts what was told


class Term(Struct, frozen=True, kw_only=True):
    """One figure that entered a comparison: what it is ("exports"), its words in the report, the statement's id."""

    label: str
    text: str
    statement: str


class Side(Struct, frozen=True, kw_only=True):
    """One side of a comparison. `words` are fit to be shown ("295.5 + 128.9"), `low` and `high` bound what the
    printed figures stand for (null where there is no bound), in full units."""

    words: str
    terms: tuple[Term, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


class Proposal(Struct, frozen=True, kw_only=True):
    """One reading of a figure of which the report does not say whose it is: by the books of `reporter`, with `partner`.

    `value` is what these books say (null where they are not loaded), `ratio` the figure told by it, `distance` how far
    apart the two are as a share of the official one, `fits` whether the figure agrees with it. It is never written into
    the statement."""

    reporter: str
    partner: str
    words: str
    value: Decimal | None = None
    ratio: Decimal | None = None
    distance: Decimal | None = None
    fits: bool = False
    rows: tuple[Row, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True):
    """The result of one check on the statements named: all of one report, or of several `reports` of the book.

    `told` is the side that the report states, `computed` the side that follows from its other figures; `sentence`
    says the result in one plain sentence, `explanation` is the check's published explanation. `report` is the report
    of the first statement, whose claim is judged; `reports` names all of them where there are several, and `facts` the
    facts of the book that were compared. `publishable` is False where a figure behind it may not be redistributed.

    Against official statistics, `computed` is the official side, `ratio` the figure told by the official one, `rows`
    the official rows, `beside` what the partner's own statistics say and why that may differ, and `proposals` the
    readings of a figure of which the report does not say whose it is, the nearest first.
    """

    check: str
    result: Result
    report: str
    statements: tuple[str, ...]
    told: Side
    computed: Side
    sentence: str
    explanation: str
    reports: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    publishable: bool = True
    ratio: Decimal | None = None
    rows: tuple[Row, ...] = ()
    beside: str = ""
    proposals: tuple[Proposal, ...] = ()
