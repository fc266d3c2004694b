"""A venture as one sentence tells it."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.kinds.deal.shapes import Mood


class Head(Struct, kw_only=True, gc=False):
    """A venture in one sentence: what is done, the indexes of its word and of its verb, the clause, how certain it
    is. `joint` is true where the words themselves say that two sides take part, `aside` where the
    venture only explains a name ("X, a joint venture of Y and Z,")."""

    activity: str
    at: int
    verb: int
    start: int
    stop: int
    mood: Mood
    joint: bool
    aside: bool = False
