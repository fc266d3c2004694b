"""Countries that a sentence names as those who buy."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import lower_at


def is_market(items: list[Item], k: int) -> bool:
    """Whether the country at `k` is told as one who buys: "Italy |and Poland were the largest buyers|"."""
    k += 1
    while k < len(items) and (items[k].lower in {",", "and", "the"} or items[k].kind == "PLACE"):
        k += 1
    if lower_at(items, k) in _TAKING:
        return True
    being = lower_at(items, k) in {"is", "are", "was", "were", "remain", "remains", "became", "has become"}
    return being and any(item.lower.rsplit(" ", 1)[-1] in _MARKETS for item in items[k + 1 : k + 9])


_TAKING = frozenset("takes take took accounts account accounted absorbs absorb absorbed buys buy bought".split())
_MARKETS = frozenset(
    "buyer buyers market markets customer customers importer importers destination destinations".split()
)
