"""What stands between a verb of trade and its direction: "exported $5m, or 7% of its sales, to Italy", "bought no wheat
from Peru, but 5 tonnes from Oman"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import MOVED, Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at


def instead_of_none(items: list[Item], head: Head) -> int:
    """The index behind "bought no wheat from Peru in 2023, |but| 5 tonnes from Oman", with its goods taken: where they
    did not come from is no side of the flow."""
    found = goods_list(items, head.at + 2, unknown=False)
    but = next((k for k in range(head.at + 2, len(items)) if items[k].lower in {"but", "only"}), None)
    if found is None or but is None:
        return head.at + 1
    head.take_goods(found)
    return but + 1


def behind_aside(items: list[Item], j: int) -> int | None:
    """The index of the direction behind an aside on the share: "exported $5m, or 7% of its total sales, |to Italy"."""
    if lower_at(items, j) == "," and lower_at(items, j + 1) in flow_words("mainly"):
        return _behind_goods_named(items, j + 2)
    if (
        lower_at(items, j) != ","
        or lower_at(items, j + 1) not in _ASIDE
        or "PCT" not in (i.kind for i in items[j : j + 5])
    ):
        return None
    for k in range(j + 3, min(j + 12, len(items))):
        if items[k].lower == ",":
            return k + 1 if lower_at(items, k + 1) in {"to", "into", "from"} else None
        if items[k].is_("fverb") and not items[k].is_("flow"):
            return None
    return None


def _behind_goods_named(items: list[Item], j: int) -> int | None:
    """The index of the direction behind the goods that make up most: "goods worth $3bn, mostly oil, |from Oman"."""
    while kind_at(items, j) == "GOOD" or lower_at(items, j) in {",", "and", "of", "the"}:
        j += 1
    return j if lower_at(items, j) in {"to", "into", "from"} and kind_at(items, j - 1) in {"GOOD", "p"} else None


_ASIDE = frozenset({"or", "equal", "equivalent", "about", "almost", "nearly", "roughly", "over", "representing"})


def behind_growth(items: list[Item], j: int) -> int | None:
    """The index behind brackets between a figure and a direction: "goods worth $5m (up 3% on July) |to Italy"."""
    if kind_at(items, j - 1) not in MOVED:
        return None
    if lower_at(items, j + 2) == ")" and lower_at(items, j + 3) == "of":
        return j + 3  # "1.33 million tons (mt) |of liquefied natural gas"
    stop = next((k + 1 for k in range(j + 1, min(j + 12, len(items))) if items[k].lower == ")"), 0)
    return stop if lower_at(items, stop) in {"to", "into", "from", "worth"} else None


def behind_worth(items: list[Item], j: int) -> int | None:
    """The index behind what a weight was worth, behind a comma: "exported 5 tonnes|, worth $8 million,| of tea",
    "imported 5 tonnes of fish|, worth $8 million (EUR 7 million)| from Chile"."""
    k = j + 1 + (lower_at(items, j + 1) in {"worth", "or"})
    k += lower_at(items, j + 1) == "valued" and 2
    if k == j + 1 or kind_at(items, k) not in {"AMT", "QTY"}:
        return None
    if lower_at(items, k + 1) == "(" and kind_at(items, k + 2) == "AMT" and lower_at(items, k + 3) == ")":
        k += 3  # "worth $318 million (EUR 244 million)"
    k += lower_at(items, k + 1) == ","
    return k + 1 if lower_at(items, k + 1) in {"of", "to", "from"} else None


def take_from_before(items: list[Item], head: Head, before: Head) -> None:
    """Take what a verb leaves to the flow before it: "gets tea from Chile, |which supplied| 5 tonnes" (to whom, and
    what), "imported tea and bought |$8 million of it| from Peru" (what)."""
    if head.passive:
        return
    if lower_at(items, head.at - 1) in _RELATIVE or lower_at(items, head.at - 2) in _RELATIVE:
        k = head.at + 1
        while lower_at(items, k) in {"about", "some", "nearly", "almost", "only", "back"}:
            k += 1
        if kind_at(items, k) in MOVED or lower_at(items, k) == "goods":
            _take_other_side(head, before)  # "which took 92% of them" tells a share of the flow before
            if lower_at(items, head.at + 1) == "back" and before.owner and before.dest == (head.owner,):
                head.dest = (before.owner,)  # "shipped goods to Oman, which sent back $8 million"
    if not head.goods and before.goods and any(_of_it(items, k) for k in range(head.at + 1, head.at + 4)):
        head.goods = before.goods


_RELATIVE = frozenset({"which", "who"})


def _take_other_side(head: Head, before: Head) -> None:
    """The one with whom the flow before has its owner as the partner who acts now."""
    if head.owner is None or before.owner is None or head.dest or head.source or head.total:
        return
    if head.measure == "exports" and before.measure == "imports" and before.source == head.owner:
        head.dest = (before.owner,)
    elif head.measure == "imports" and before.measure == "exports" and before.dest == (head.owner,):
        head.source = before.owner
    else:
        return
    head.goods = head.goods or before.goods


def take_from_producing(items: list[Item], head: Head) -> None:
    """Take who "harvested 90,000 tonnes of wheat |and exported| 31,000 to Kenya" and, where only a figure goes abroad,
    what; "of which it exported" has its subject."""
    reach = range(head.at - 1, max(-1, head.at - 16), -1)
    verb = next((k for k in reach if items[k].lower in flow_words("producing")), None)
    if verb is None:
        return
    joined = lower_at(items, head.at - 1) == "and"
    if joined and not (head.owner or head.open_owner):
        subject = verb - 1 - (lower_at(items, verb - 1) in {"also", "has", "had"})
        if kind_at(items, subject) != "PLACE":
            return
        head.take_owner(items[subject])
    whole = verb + 1 + (lower_at(items, verb + 1) in {"about", "some"})
    k = whole + 2 if kind_at(items, whole) == "QTY" and lower_at(items, whole + 1) == "of" else whole
    parted = lower_at(items, head.first - 1) == "of which" or lower_at(items, head.at - 2) == "of which"
    found = goods_list(items, k, unknown=False) if not head.goods and (joined or parted) else None
    if found is not None and any(kind_at(items, n) in {"QTY", "AMT"} for n in range(head.at + 1, head.at + 4)):
        head.goods = found.goods
        head.spot("goods", *found.items)


def _of_it(items: list[Item], k: int) -> bool:
    if kind_at(items, k) not in {"AMT", "QTY"}:
        return False
    pointed = lower_at(items, k + 1) == "of" and lower_at(items, k + 2) in {"it", "them", "this", "that"}
    return pointed or lower_at(items, k + 1) in {"of it", "of them", "of this"}
