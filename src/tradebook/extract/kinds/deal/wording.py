"""The word classes of deals, and the kinds of items that are names."""

from __future__ import annotations

from functools import cache

from tradebook.extract.tables import rows

NAMES = frozenset({"ORG", "NAME"})


@cache
def word_class(*names: str) -> frozenset[str]:
    """The words of one class, or of several, of `tables/deal_words.csv`."""
    return frozenset(row["form"] for row in rows("deal_words") if row["class"] in names)
