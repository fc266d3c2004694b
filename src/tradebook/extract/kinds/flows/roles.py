"""What a figure says of its flow: value, quantity, growth, share, part, or the figure of the earlier period."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.timing import after_compare
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import words


def role_of(walk: Walk, flow: Flow, i: int, item: Item) -> str | None:
    """What the figure at `i` says of the flow."""
    items = walk.items
    low = lower_at(items, i - 1)
    if item.kind == "PCT":
        return _percent_role(walk, flow, i)
    if item.kind == "FAC":
        return "factor"
    behind = items[i + 1] if i + 1 < len(items) else None
    if _compared(walk, flow, i):
        return "prior"
    if (
        item.kind == "AMT"
        and i
        and items[i - 1].is_("chverb")
        and flow.head.at < i - 1
        and low not in {"rising", "falling", "reaching"}
    ):
        return "change_amount"  # "imports decreased 700 million dollars"
    if low in {"by", "of"} and _changes_before(walk, i, 4) and flow.last_role != "value_open":
        if low == "by" or _noun_before(walk, i):
            return "change_amount"
    if (
        behind is not None
        and behind.is_("rise")
        and behind.lower in {"more", "less", "higher", "lower", "up", "down"}
        and low != "to"
    ):
        return "change_amount"
    if _included(walk, flow, i):
        return "part"
    if item.kind in {"QTY", "NUM"}:
        return "quantity"
    return "value"


def _compared(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the figure is the earlier one: "from $1.2bn", "against 5.8", "compared with $3m", "($1.1bn a year earlier)"."""
    items = walk.items
    j = i - 1
    steps = 0
    while j > flow.head.at and steps < 5:
        item = items[j]
        low = item.lower
        if item.is_("compare") and low != "than":
            return True
        if low == "after" and flow.filled:
            return True
        if low == "than" and flow.filled:
            return True
        if low == "from":
            return flow.filled or _changes_before(walk, j, 6) or _changes_after(walk, i)
        if low in {"with", "to", "the", "a", "just", "only"} or item.kind == "PER" or item.is_("rise"):
            if low == "to" and not items[j - 1].is_("compare"):
                return False
            j -= 1
            steps += 1
            continue
        break
    if lower_at(items, i - 1) == "(" and kind_at(items, i - 2) == "PER" and flow.draft.get("change") is not None:
        return bool(items[i - 2].value.relation) or after_compare(walk, i - 2)
    if lower_at(items, i - 1) == "(" and (
        flow.draft.get("amount") is not None or flow.draft.get("quantity") is not None
    ):
        behind = items[i + 1] if i + 1 < len(items) else None
        if (
            behind is not None
            and behind.kind == "PER"
            and behind.value.relation in {"year_earlier", "same_in_year", "previous_year", "previous"}
        ):
            return True
        if lower_at(items, i + 1) == "in" and kind_at(items, i + 2) == "PER":
            return True
    return False


def _changes_before(walk: Walk, i: int, reach: int) -> bool:
    return any(t.is_("rise") for t in walk.items[max(0, i - reach) : i])


def _noun_before(walk: Walk, i: int) -> bool:
    return any(t.is_("noun") for t in walk.items[max(0, i - 4) : i - 1])


def _changes_after(walk: Walk, i: int) -> bool:
    return "to" in {t.lower for t in walk.items[i + 1 : i + 4]}


def _included(walk: Walk, flow: Flow, i: int) -> bool:
    if flow.draft.get("amount") is None and flow.draft.get("quantity") is None:
        return False
    return any(t.is_("include") for t in walk.items[flow.head.last + 1 : i])


def _percent_role(walk: Walk, flow: Flow, i: int) -> str | None:
    items = walk.items
    if items[i].value.points:
        return None
    if _share_words(walk, flow, i):
        return "share"
    if taker_of(walk, i) is not None and signed(walk, i) is None:
        return "part_share"
    if lower_at(items, i + 1) == "of":
        return None
    return "change" if signed(walk, i) is not None else None


def _share_words(walk: Walk, flow: Flow, i: int) -> bool:
    items = walk.items
    low_before = [t.lower for t in items[max(flow.head.at, i - 4) : i]]
    if lower_at(items, i + 1) == "of" and lower_at(items, i + 2) in {
        "total",
        "all",
        "the",
        "its",
        "this",
        "that",
        "their",
        "overall",
    }:
        return True
    if lower_at(items, i + 1) == "share" or lower_at(items, i + 2) == "share":
        return True
    return any(
        t
        in {
            "accounted",
            "accounts",
            "accounting",
            "account",
            "share",
            "represented",
            "represents",
            "representing",
            "comprised",
            "constitutes",
            "constituting",
        }
        for t in low_before
    ) or ("made" in low_before and "up" in low_before)


def signed(walk: Walk, i: int) -> int | None:
    """The sign of a growth at `i` from the words around it, None where nothing tells a growth."""
    items = walk.items
    before = items[i - 1] if i else None
    if before is not None and before.lower in {"+", "-", "−", "–"} and before.end == items[i].start:
        opened = lower_at(items, i - 2)
        if before.lower == "+" or opened in {"(", "by", "of", "to", ","} or kind_at(items, i - 2) in {"AMT", "QTY"}:
            return 1 if before.lower == "+" else -1
    for j in range(i + 1, min(i + 4, len(items))):
        item = items[j]
        if item.is_("rise") and (
            item.is_("noun")
            or item.lower
            in {"more", "less", "higher", "lower", "up", "down", "growth", "larger", "smaller", "fewer", "greater"}
        ):
            return int(item.cue("rise") or 1)
        if item.kind == "PER" and item.value.relation == "yearly":
            continue
        if item.lower not in {"year", "-", "on", "annual", "yearly", "or", "(", "by"}:
            break
    for j in range(i - 1, max(-1, i - 20), -1):
        item = items[j]
        if item.is_("rise"):
            return int(item.cue("rise") or 1)
        if item.kind in {"AMT", "QTY", "FAC"} and lower_at(items, i - 1) not in {"by", ",", "or", "(", "and"}:
            break
        if item.lower in {";", "of"} and lower_at(items, j - 1) not in {
            "increase",
            "growth",
            "rise",
            "decline",
            "decrease",
            "drop",
            "fall",
            "gain",
            "jump",
            "surge",
            "reduction",
            "expansion",
            "rate",
            "pace",
        }:
            break
    return (
        1
        if kind_at(items, i + 1) == "PER"
        and items[i + 1].value.relation == "yearly"
        and lower_at(items, i - 1) in {"by", "of"}
        else None
    )


_TOOK = frozenset("alone took bought received accounted for imported purchased takes buys absorbed with at — –".split())


def taker_of(walk: Walk, i: int) -> Item | None:
    """Who took a part: "Romania alone took 143,000 tons", "of which Spain bought 5.1 Mt", "Italy 11%"."""
    items = walk.items
    j = i - 1
    while j >= 0 and lower_at(items, j) in _TOOK:
        j -= 1
    if kind_at(items, j) != "PLACE" or (j == i - 1 and lower_at(items, j - 1) not in {",", "and", "the"}):
        return None
    return None if lower_at(items, j - 1) in {"to", "from", "in", "with", "of"} else items[j]


_NO_FIGURE_BEHIND = frozenset(
    {"stake", "shareholding", "shareholders", "quota", "quotas", "capacity", "limit", "ceiling", "tariff", "duty"}
)


@cache
def _noise() -> frozenset[str]:
    return words("noise")


def is_blocked(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether another subject stands between the flow and the figure: GDP, a budget, a price, a person's age."""
    start = flow.head.last + 1 if flow.head.last < i else flow.head.at + 1
    for k in range(start, i):
        low = walk.items[k].lower
        if low == ";" or (low in _noise() and lower_at(walk.items, k + 1) != "-"):
            return True
    return lower_at(walk.items, i + 1) in {"percent", "-"} or lower_at(walk.items, i + 1) in _NO_FIGURE_BEHIND
