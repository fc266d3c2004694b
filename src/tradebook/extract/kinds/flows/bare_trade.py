"""Bare "trade" and "turnover": where such a word is trade between countries, whose the talk before tells."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words, opens_clause
from tradebook.extract.kinds.phrases import kind_at, lower_at


def is_turnover(items: list[Item], head: Head) -> bool:
    """Bare "turnover", "trade", "volume" are trade between countries only with a sign of it."""
    item = items[head.at]
    if item.lower == "turnover":
        if not head.sided and not head.mutual and not head.items:
            head.loose = True  # a company's, unless trade between two countries is what is spoken of
            return True
        whole = lower_at(items, head.first - 1) == "of" and kind_at(items, head.first - 2) == "PCT"
        whole = whole and any(i.cue("flow") == "turnover" for i in items[: head.first])
        return whole or bool(
            head.mutual or head.between or head.counterpart or any("trade" in i.lower for i in head.items)
        )
    if item.lower in {"trade", "commerce"}:
        if _stands_bare(items, head):
            head.loose = True  # "In 2024, trade stood at": of two countries where their trade is spoken of
            return True
        if _told_beside(items, head) or _raised_by_two(items, head):
            head.mutual = True
            return True
        return bool(head.mutual or head.sided or head.total or head.open_owner or head.goods or head.coverage)
    return item.lower not in {"surplus", "deficit"}


def _told_beside(items: list[Item], head: Head) -> bool:
    """ "Ghana is India's third partner, |with trade totalling| $3bn": the trade of the two that are named."""
    k = head.at + 1
    beside = lower_at(items, head.first - 1) == "with" and lower_at(items, head.first - 2) == ","
    return beside and k < len(items) and items[k].is_("val") and not head.sided


def _raised_by_two(items: list[Item], head: Head) -> bool:
    """ "The two governments planned to |raise trade to| $150 million": that of the two."""
    if head.sided or head.goods or lower_at(items, head.first - 1) not in flow_words("aim"):
        return False
    if lower_at(items, head.at + 1) != "to" or kind_at(items, head.at + 2) != "AMT":
        return False
    before = items[: head.first - 1]
    return any(i.is_("two_countries") or i.lower in {"two", "both", "sides", "they", "governments"} for i in before)


def _stands_bare(items: list[Item], head: Head) -> bool:
    """Whether nothing stands before the noun that could say what trade it is: "while |trade| rose"."""
    if head.mutual or head.sided or head.total or head.open_owner or head.goods or head.coverage or head.items:
        return False
    return kind_at(items, head.first - 1) == "PER" or opens_clause(lower_at(items, head.first - 1))


def is_all_trade(items: list[Item], head: Head) -> bool:
    """Whether bare "trade" opens a sentence or quotation as its subject: "Trade should exceed $2bn", "The trade stood
    at"; whose it is, only the talk before tells."""
    k = head.at + 1
    told = k < len(items) and (items[k].is_("val") or items[k].is_("chverb") or items[k].is_("future"))
    if not (told or lower_at(items, k) in flow_words("may_come") | flow_words("has_to_come")):
        return False
    head.loose = lower_at(items, head.first - 1) in _OPENING_TRADE
    return head.loose


_OPENING_TRADE = frozenset({"", '"', "“", "‘", "'", "that", "‘‘"})
