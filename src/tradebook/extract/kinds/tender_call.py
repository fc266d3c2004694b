"""A tender as one sentence tells it."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.kinds.deal.shapes import Mood


class Call(Struct, kw_only=True, gc=False):
    """A tender in one sentence: the item indexes of its word and its verb, the clause, whether the subject buys."""

    noun: int
    verb: int
    start: int
    stop: int
    status: str
    mood: Mood
    subject_buys: bool
