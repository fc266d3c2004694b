"""The words of `tables/flow_words.csv` by their class."""

from __future__ import annotations

from functools import cache

from tradebook.extract.tables import rows

PER_ONE = frozenset({"a", "an", "per", "/", "each"})
"""Behind a sum that is the price of one: "$286 |a| ton"."""

PREFIXES = frozenset({"non", "two", "re", "agri", "agro"})
"""Before the hyphen of a flow's adjective: "|non|-oil", "|agro|-food"."""


@cache
def flow_words(*names: str) -> frozenset[str]:
    """The words of one class, or of several, in lower case."""
    return frozenset(row["form"] for row in rows("flow_words") if row["class"] in names)


def opens_clause(before: str) -> bool:
    """Whether a clause may begin behind a word in lower case, or behind none at all ("")."""
    return not before or before in flow_words("opening")
