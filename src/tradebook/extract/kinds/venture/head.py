"""A venture as one sentence tells it."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.sides import Side
from tradebook.places import is_group


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


class Cast:
    """The partners (named), the countries with their items, the place; `other` are the sentences leant on."""

    def __init__(self) -> None:
        self.partners: list[Side] = []
        self.countries: dict[str, Item | None] = {}
        self.place: tuple[str, Item] | None = None
        self.host: str | None = None
        self.makers: set[str] = set()
        self.other: list[Sentence] = []
        self.inferred = False

    def add(self, code: str | None, item: Item | None) -> None:
        if code is not None and not is_group(code):
            self.countries.setdefault(code, item)
