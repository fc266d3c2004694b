"""What a flow leaves out: "exports excluding oil products", "Not counting crude, Nigeria sold", "Gas aside, sales"."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, goods_list, kind_at, lower_at, place_list, possessive_at

_ASIDE = frozenset({"aside", "apart", "excluded", "excepted"})
_OPENS_CLAUSE = frozenset({"", ",", "but", "and", "while", ";"})
_NEAR = 6  # words between the comma and the flow


@cache
def exclusion_words() -> frozenset[str]:
    """The first words of what leaves out: "excluding", "not" (counting), "leaving" (out)."""
    return frozenset(words.split()[0] for words in flow_words("excluding"))


def excluded_at(items: list[Item], k: int) -> GoodsAt | None:
    """The goods that a phrase at `k` leaves out: "excluding oil products", "other than gold and cocoa"."""
    if lower_at(items, k) not in exclusion_words():
        return None
    one, two = lower_at(items, k), f"{lower_at(items, k)} {lower_at(items, k + 1)}"
    words = flow_words("excluding")
    at = k + 2 if two in words else k + 1 if one in words else None
    return goods_list(items, at, unknown=False) if at is not None else None


def partners_left_out(items: list[Item], k: int) -> int | None:
    """The index behind the partners that a phrase at `k` leaves out: "excluding |those to the United States|", "not
    counting |sales to China|", "excluding |Turkey|"."""
    if lower_at(items, k) not in exclusion_words():
        return None
    words = flow_words("excluding")
    two = f"{lower_at(items, k)} {lower_at(items, k + 1)}" in words
    if not two and lower_at(items, k) not in words:
        return None
    k += 1 + two
    if lower_at(items, k + 1) in {"to", "from"} and (lower_at(items, k) in _THOSE or items[k].kind == "CUE"):
        k += 2
    found = place_list(items, k)
    return found.stop if found is not None and possessive_at(items, found.stop) == found.stop else None


_THOSE = frozenset({"those", "that", "shipments", "sales", "deliveries", "supplies", "purchases", "volumes"})


def leave_out(head: Head, found: GoodsAt) -> None:
    """Put what is left out into the head."""
    head.excludes = " and ".join(item.text for item in found.items)
    head.spot("excludes", *found.items)


def may_leave_out(sentence: Sentence) -> bool:
    """Whether a sentence has a word that leaves goods out or puts them aside."""
    return not (sentence.lowers.isdisjoint(exclusion_words()) and sentence.lowers.isdisjoint(_ASIDE))


def opening_left_out(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads, the first one behind an opening "Not counting crude," or "Natural gas aside," without those goods."""
    for k in range(len(items)):
        head = next((head for head in found if head.first > k), None)
        if head is None:
            return found
        if lower_at(items, k - 1) not in _OPENS_CLAUSE:
            continue
        goods = excluded_at(items, k) or _put_aside(items, k)
        if goods is None or kind_at(items, goods.stop) == "PER":
            continue
        behind = goods.stop + (lower_at(items, goods.stop) in _ASIDE)
        if lower_at(items, behind) == "," and _is_said_of(items, k, behind, head) and not (head.excludes or head.goods):
            leave_out(head, goods)
            return found
    return found


def _is_said_of(items: list[Item], k: int, comma: int, head: Head) -> bool:
    """Whether the head is what the phrase from `k` to a comma is said of: near by, or the sentence's first word of
    trade at all."""
    if head.first <= comma + _NEAR:
        return True
    return k == 0 and not any(t.is_("flow") or t.is_("fverb") for t in items[comma : head.first])


def _put_aside(items: list[Item], k: int) -> GoodsAt | None:
    if kind_at(items, k) != "GOOD":
        return None
    goods = goods_list(items, k, unknown=False)
    return goods if goods is not None and lower_at(items, goods.stop) in _ASIDE else None
