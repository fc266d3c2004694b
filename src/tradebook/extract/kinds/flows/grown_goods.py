"""By how much the goods of a list grew: "seafood, which rose by 20 percent to $7 billion; coffee, by 34 percent to $3
billion", "phones, $21 billion, an 8 percent increase"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.grown_beside import growth_beside
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Change

GrowthTo = tuple[Change, Item, Item | None]
"""A growth, its item, the item of the sum or weight that it came to."""

_BEFORE = frozenset({",", "which", "that", "(", "by", "were", "was", "had"})
_TOWARDS = frozenset({"to", "to reach", "reach", "reaching", "and", "reached", "at", "totalling", "hitting"})
_SUMS = frozenset({"AMT", "QTY"})


def growth_to(items: list[Item], at: int, before: Draft | None) -> GrowthTo | None:
    """What stands behind a good at `at`: "|, which rose by 20 percent to $7 billion", "|(up 14 percent to $3 billion)";
    without a word of growth the one of the member before holds."""
    sign: int | None = None
    k = at
    while lower_at(items, k) in _BEFORE or (k < len(items) and items[k].is_("rise") and not items[k].is_("noun")):
        if items[k].is_("rise"):
            sign = int(items[k].cue("rise") or 1)
            k += 2 * (lower_at(items, k + 1) == "in" and lower_at(items, k + 2) in {"value", "volume"})
        k += 1
    if k == at or kind_at(items, k) != "PCT" or items[k].value.percent is None or items[k].value.points:
        return None
    known: Change | None = before.get("change") if before is not None else None
    if sign is None and known is not None and known.percent is not None:
        sign = 1 if known.percent > 0 else -1
    if sign is None:
        return None
    j = k + 1
    while lower_at(items, j) in _TOWARDS:
        j += 1
    came_to = items[j] if j > k + 1 and kind_at(items, j) in _SUMS else None
    of: Of | None = None if came_to is None else "value" if came_to.kind == "AMT" else "quantity"
    return growth(items[k], sign * items[k].value.percent, of), items[k], came_to


def put_growth(draft: Draft, told: GrowthTo) -> None:
    """Put a growth and what it came to into the draft of a good."""
    change, item, came_to = told
    draft.put("change", change, item)
    if came_to is not None:
        draft.put("amount" if came_to.kind == "AMT" else "quantity", came_to.value, came_to)


def growth_behind_sum(items: list[Item], figure: Item) -> tuple[Change, Item] | None:
    """The growth behind a sum or weight: "$21 billion|, an 8 percent increase"."""
    if figure.kind not in _SUMS:
        return None
    beside = growth_beside(items, items.index(figure) + 1)
    if beside is None:
        return None
    sign, k = beside
    return growth(items[k], sign * items[k].value.percent, "value" if figure.kind == "AMT" else "quantity"), items[k]
