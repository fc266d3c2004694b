"""Figures beside a flow that measure something else: how long, how large a thing is, what some countries hold."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import kind_at, lower_at

_LENGTHS = frozenset({"KMT", "MTR"})
_LIMITED = frozenset({"up_to", "over", "under"})
_LARGEST_THING = 500
_ACCOUNTING = frozenset({"accounting", "account", "accounted"})
_SOME = frozenset(
    "countries nations states governments members producers exporters importers consumers parties signatories".split()
)
_OF_SHARE = frozenset({"PCT", "PLACE", "DEM", "GOOD"})


def measures_no_trade(items: list[Item], i: int) -> bool:
    """Whether a quantity is a length ("a 40 km section of the pipeline") or the size of a thing ("exports of trucks of
    |up to six tonnes|")."""
    value = items[i].value
    if value.unit in _LENGTHS:
        return lower_at(items, i + 1) != "of" or kind_at(items, i + 2) != "GOOD"
    if value.qualifier not in _LIMITED or value.value is None or value.value >= _LARGEST_THING:
        return False
    at = i - 1 - (lower_at(items, i - 1) == "of")
    moved = lower_at(items, i + 1) in {"in", "from", ",", ".", ""} and at == i - 1
    return kind_at(items, at) == "GOOD" and not items[at].value.attributive and not moved


def of_some_countries(items: list[Item], i: int) -> bool:
    """Whether a share is that of countries that nobody names: "once ratified by |countries accounting for 75 percent|
    of world exports and 80 percent of imports"."""
    k = i - 1
    while k > 0 and (items[k].kind in _OF_SHARE or items[k].lower in {"and", "of", "the"} or items[k].is_("flow")):
        k -= 1
    return lower_at(items, k) == "for" and lower_at(items, k - 1) in _ACCOUNTING and lower_at(items, k - 2) in _SOME
