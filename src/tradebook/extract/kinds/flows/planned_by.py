"""Bodies that mean to trade for their country: "The government plans to import 9 million tonnes", "The Rice Exporters
Association expects to ship 7 million tonnes"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words, opens_clause
from tradebook.extract.kinds.phrases import kind_at, lower_at

_LONGEST = 4  # words of a body's description: "the state grain procurement |agency|"
_OF_THE_WORLD = frozenset({"world", "international", "global", "united"})  # "The World Food Programme plans to ship"
_AHEAD = frozenset({"will", "would"})


def take_planning_body(items: list[Item], j: int, head: Head) -> None:
    """Make the country of the body that ends at `j`, before a verb of what is to come, the owner: the one that its name
    tells, else the one spoken of."""
    before = lower_at(items, head.at - 1)
    if not (before.rsplit(" ", 1)[-1] == "to" or before in _AHEAD):
        return
    body = items[j]
    if body.kind == "ORG":
        opens = opens_clause(lower_at(items, j - 1 - (lower_at(items, j - 1) == "the")))
        if not opens or body.value.kind != "body" or body.lower.split(" ")[0] in _OF_THE_WORLD:
            return
        if body.value.country is None:
            head.open_owner = "country"
        else:
            head.owner = Place(code=body.value.country, form="government")
        return
    if body.lower not in flow_words("planning"):
        return
    k = j
    while k > j - _LONGEST and lower_at(items, k) != "the" and kind_at(items, k - 1) in {"w", "CUE", "GOOD"}:
        k -= 1
    article = lower_at(items, k).split(" ")[0] == "the"
    if article or (body.lower.endswith("s") and opens_clause(lower_at(items, k - 1))):
        head.open_owner = "country"
