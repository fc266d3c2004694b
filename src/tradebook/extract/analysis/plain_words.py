"""What all that brings wordings to the plain one looks up."""

from __future__ import annotations

from functools import cache

from tradebook.extract.entries import Entry
from tradebook.extract.item import Cue
from tradebook.extract.items import Item
from tradebook.extract.lexicon import tree


@cache
def cue_of(word: str) -> Cue | None:
    """What the table of cues says of a word."""
    entries: list[Entry] = tree()[word].entries
    return entries[0].cue


def low_at(items: list[Item], k: int) -> str:
    """The text of an item in lower case; "" where none stands at `k`."""
    return items[k].lower if 0 <= k < len(items) else ""


def kind_at(items: list[Item], k: int) -> str:
    """The kind of an item; "" where none stands at `k`."""
    return items[k].kind if 0 <= k < len(items) else ""
