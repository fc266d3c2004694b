"""The words of `tables/flow_words.csv` by their class."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import kind_at, lower_at
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


def opens_behind_time(items: list[Item], k: int) -> bool:
    """Whether a clause begins at `k`, also where its time stands first: "In May |Dubai| recorded"."""
    j = k - 1
    if lower_at(items, j) == "," and kind_at(items, j - 1) == "PER":
        j -= 1
    if kind_at(items, j) == "PER":
        j -= 1 + (lower_at(items, j - 1) in {"in", "on", "for", "over", "since", "by", "from"})
    return opens_clause(lower_at(items, j))


def opened_as_whole(items: list[Item], comma: int) -> bool:
    """Whether the clause is said to be of all trade: "|Overall|, exports rose", "|In total|, imports came to", "|In
    all|, the country exported"."""
    if comma < 1 or items[comma].lower != ",":
        return False
    if items[comma - 1].lower in {"overall", "altogether", "globally"}:
        return lower_at(items, comma - 2) in {"", "and", "but", ","}
    return lower_at(items, comma - 2) in {"in", "all"} and items[comma - 1].lower in {"total", "all", "told"}
