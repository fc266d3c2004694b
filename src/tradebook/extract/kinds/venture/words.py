"""The words of ventures, by class, from `tables/venture_words.csv`."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.stems import Stems
from tradebook.extract.tables import rows


@cache
def word_class(*names: str) -> frozenset[str]:
    """The words of one class, or of several."""
    return frozenset(row["form"] for row in rows("venture_words") if row["class"] in names)


@cache
def stems(name: str) -> Stems:
    """The words of a class as stems that may stand anywhere in a text."""
    return Stems(word_class(name))


def any_of(items: list[Item], name: str, start: int, stop: int) -> bool:
    """Whether one of the items `start:stop` is a word of the class; names do not count."""
    forms = word_class(name)
    return any(i.lower in forms for i in items[max(0, start) : stop] if i.kind in ("w", "CUE", "GOOD"))
