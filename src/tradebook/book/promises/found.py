"""What one comparison takes and gives. No I/O here."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from tradebook.statement import Statement

Result = Literal["kept", "partly", "missed", "superseded", "running", "near"]


class Told(Struct, frozen=True):
    """A statement with its row, the days between which its report had appeared, and its origin. `source` names where it
    is from when that is no report: official statistics, with office and edition. `rank` is the row, or another number
    that tells two apart. Bodies go by their one name here; `spelled` is the statement with the names of its report,
    where these are others."""

    rank: int
    statement: Statement
    first: date
    last: date
    origin: str | None = None
    source: str | None = None
    spelled: Statement | None = None

    @property
    def as_spelled(self) -> Statement:
        """The statement with the names as its report spells them."""
        return self.spelled or self.statement


class Held(Struct, frozen=True):
    """A promise as known on a day: the statement that stands for it, told between `first` and `last`; `figure` names
    which of a flow's figures it is about."""

    statement: Statement
    figure: str
    first: date
    last: date
    due: date | None
    origin: str | None = None


class Match(Struct, frozen=True):
    """What one statement says of a promise. `near` settles nothing: `reason` then says what is other, `apart` counts in
    how many ways. `fine` orders what settles alike: the finest figure counts."""

    result: Result
    reason: str
    share: float | None = None
    apart: int = 0
    fine: tuple[float, ...] = ()


def near(ways: list[str]) -> Match:
    """A near miss, with what is other."""
    return Match("near", ", ".join(ways), apart=len(ways))
