"""One item of a sentence, and the values that items may have; see `items`."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from tradebook.statement import Good, Qualifier


class Place(Struct, frozen=True, gc=False):
    """A place as mentioned: `code` (alpha-3 or group), `area` the canonical name of a place below the state,
    `form` as in the places table (name, demonym, people, capital, government, nickname, area, city, group)."""

    code: str
    form: str
    area: str | None = None


class GoodMention(Struct, frozen=True, gc=False):
    """A good as mentioned. `ambiguous` names a good only beside trade words ("oil"); `attributive` is true where the
    word only describes what follows it ("steel plant", "wheat farmers") and no good is meant by itself."""

    good: Good
    ambiguous: bool = False
    attributive: bool = False


class Cue(Struct, frozen=True, gc=False):
    """A word of the grammar: its classes, each with a value ("flow" -> "exports", "rise" -> "1")."""

    classes: dict[str, str]


class Fraction(Struct, frozen=True, gc=False):
    """A percentage: `percent` as an integer or float, or low/high; `points` for percentage points."""

    percent: int | float | None
    qualifier: Qualifier = "exact"
    points: bool = False
    text: str = ""
    low: int | float | None = None
    high: int | float | None = None
    printed: bool = True  # False for words such as "a third"


class Name(Struct, frozen=True, gc=False):
    """A name: of a person, an organisation, or undecided; `country` where the name itself tells it; `acronym` as
    given in brackets behind it."""

    text: str
    country: str | None = None
    acronym: str | None = None
    kind: str = "name"  # person, company, body, agency, event, name


class Item(Struct, eq=False, gc=False):
    """One item of a sentence; `start`, `end` index the sentence's field; `lower` is the text in lower case. Two items
    are equal only where they are the same one."""

    kind: str
    start: int
    end: int
    text: str
    lower: str
    value: Any = None

    def __repr__(self) -> str:
        return f"{self.kind}:{self.text!r}"

    def is_(self, cls: str) -> bool:
        """Whether this is a cue of the class."""
        return self.kind == "CUE" and cls in self.value.classes

    def cue(self, cls: str) -> str | None:
        """The value of a cue's class, or None."""
        return self.value.classes.get(cls) if self.kind == "CUE" else None
