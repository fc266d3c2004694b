"""The time of a clause that "when" opens: "7% less than in 2023, when the turnover was $3 billion"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at


def date_clause(walk: Walk, i: int, item: Item) -> None:
    """Date the flow of "7% less than in 2023(,) |when the turnover was| $3 billion" by the time before its clause."""
    comma = lower_at(walk.items, i + 1) == ","
    if lower_at(walk.items, i + 1 + comma) != "when":
        return
    behind = next((flow for flow in walk.flows if flow.head.first > i + 1 + comma), None)
    if behind is not None and all(_before_flow(item) for item in walk.items[i + 2 + comma : behind.head.first]):
        behind.period = behind.period or item


def _before_flow(item: Item) -> bool:
    """ "when |Poland recorded a| deficit of": who posts it, and the words that lead to it."""
    if item.kind in {"PLACE", "DEM"} or item.is_("country_noun") or item.is_("val"):
        return True
    return item.lower in _LEADING or item.lower in flow_words("posting")


_LEADING = frozenset({"the", "a", "an", "it", "its", "had", "was", "were", "they", "their", "still", "also"})
