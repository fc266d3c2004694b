"""A flow as what is spoken of."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.statement import Good, Measure


class Scope(Struct, frozen=True):
    """A flow as the report has told it: whose, which, of what, where; `told` with a figure; `sign` of a balance;
    `mixed`: the sentence told of both directions."""

    sides: Sides
    measure: Measure
    goods: tuple[Good, ...]
    sentence: Sentence
    told: bool = True
    sign: int | None = None
    excludes: str | None = None
    mixed: bool = False
