"""A producer as a report names it."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Item, Sentence


class Producer(Struct, frozen=True, gc=False):
    """A producer as named in `sentence`: `sure` where a word says that it is one ("mill", "maker", a legal form),
    `free` where it hangs on no preposition, `likely` where a country or a town has it; `start` is the index of its
    first item."""

    name: str
    country: str | None
    items: tuple[Item, ...]
    sentence: Sentence
    start: int
    stop: int
    sure: bool
    free: bool
    likely: bool = False
