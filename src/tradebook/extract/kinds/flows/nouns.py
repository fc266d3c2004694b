"""Nouns of flows: "exports", "trade", "the deficit", "supplies", and where such a word is something else."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.left import read_left
from tradebook.extract.kinds.flows.pointing import late_places
from tradebook.extract.kinds.flows.right import read_right, right_step
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import words


def noun_head(sentence: Sentence, at: int, measure: str) -> Head | None:
    items = sentence.items
    item = items[at]
    if not _stands_as_noun(sentence, at, measure):
        return None
    head = Head(measure, at)
    if item.is_("reexport"):
        head.re_exports = True
    if (sign := item.cue("sign")) is not None:
        head.sign = int(sign)
    if _inside_deal(items, at):
        return None
    read_left(items, head)
    read_right(items, head)
    late_places(items, head)
    if measure == "turnover" and not _trade_turnover(item, head):
        return None
    if measure == "balance" and not _trade_balance(items, head, item):
        return None
    return head


_DEAL_NOUNS = frozenset(
    "contract contracts agreement agreements deal deals memorandum tender tenders order orders licence license "
    "permission permit talks project ban bans embargo protocol protocols rules conditions requirements certificate "
    "certificates".split()
)


def _inside_deal(items: list[Item], at: int) -> bool:
    """ "a contract for the supply of", "a ban on imports of": the words name what the deal or the ban is about."""
    j = at - 1
    while j >= at - 4 and j >= 0:
        low = items[j].lower
        if low in {"for", "on", "of"}:
            return lower_at(items, j - 1) in _DEAL_NOUNS
        if items[j].kind not in {"w", "DEM", "GOOD"} and low not in {"the", "annual"}:
            return False
        j -= 1
    return False


_LIMITS = frozenset("limit limits limited limiting cap caps capped capping restrict restricts restricting".split())

_SINGULAR = frozenset({"export", "import", "trade", "commerce", "re-export", "reexport", "importation", "exportation"})

_BEHIND_SINGULAR = frozenset(
    "of to from with between in among amounted amounts reached totalled totaled rose fell grew was is stood has had by and or , . ) ( for during increased decreased declined".split()
)


@cache
def _not_behind() -> frozenset[str]:
    return words("flow_compounds")


def _stands_as_noun(sentence: Sentence, at: int, measure: str) -> bool:
    items = sentence.items
    low, behind = items[at].lower, lower_at(items, at + 1)
    if behind.split(" ")[0] in _not_behind() or (
        behind == "-" and lower_at(items, at + 2) not in {"import", "export", "imports"}
    ):
        return False
    if (
        lower_at(items, at - 1) == "-"
        and items[at - 1].end == items[at].start
        and lower_at(items, at - 2) not in {"non", "re", "two", "agri", "agro"}
        and kind_at(items, at - 2) not in {"DEM", "PLACE", "GOOD", "w"}
    ):
        return False
    if items[at].text[0].isupper() and at and not items[at].text.isupper() and _in_a_name(items, at):
        return False
    if any(i.lower in _LIMITS for i in items[max(0, at - 4) : at]):
        return False  # "will limit grain exports to 24 million tons": a quota
    if lower_at(items, at - 1) in {"capital", "labour", "labor", "arms-length"}:
        return False
    if (
        low in {"export", "import"}
        and at
        and (items[at - 1].is_("superlative") or lower_at(items, at - 1) in {"biggest", "sole", "only"})
    ):
        return False  # "oil, the country's main export": a good, no figure of trade
    if low in _SINGULAR:
        if kind_at(items, at + 1) in {"AMT", "PER", "PCT", "QTY", ""}:
            return True
        if lower_at(items, at + 1) in _BEHIND_SINGULAR:
            return True
        return kind_at(items, at + 1) == "CUE" and (
            items[at + 1].is_("val") or items[at + 1].is_("chverb") or items[at + 1].is_("times")
        )
    return True


def _in_a_name(items: list[Item], at: int) -> bool:
    """Whether a capitalised trade word is part of a title or name ("World Trade Forecast")."""
    if items[at - 1].kind == "p" and items[at - 1].text not in {",", "'", "’", "(", "/", "&"}:
        return False  # behind a dateline or a quotation mark a sentence begins
    if items[at].lower in {"commerce", "trade"}:
        return True
    after = items[at + 1] if at + 1 < len(items) else None
    before = items[at - 1]
    return (
        after is not None and after.kind in {"w", "NAME"} and after.text[0].isupper() and not after.text.isupper()
    ) or (before.kind == "w" and before.text[0].isupper() and at > 1)


def _trade_turnover(item: Item, head: Head) -> bool:
    """Bare "turnover", "trade", "volume" are trade between countries only with a sign of it."""
    if item.lower == "turnover" and not head.sided and not head.mutual and not head.items:
        head.loose = True  # a company's, unless trade between two countries is what is spoken of
        return True
    if item.lower == "turnover":
        return bool(head.mutual or head.between or head.counterpart or "trade" in " ".join(i.lower for i in head.items))
    if item.lower in {"trade", "commerce"}:
        return bool(head.mutual or head.sided or head.total or head.open_owner or head.goods or head.coverage)
    if item.lower == "surplus" or item.lower == "deficit":
        return False
    return True


_BUDGET_WORDS = frozenset(
    "budget fiscal account account's payments current public government federal state primary power supply energy cash".split()
)


def _trade_balance(items: list[Item], head: Head, item: Item) -> bool:
    if "trade" in item.lower:
        return True
    near = {i.lower for i in items[max(0, head.first - 3) : head.at]} | {lower_at(items, head.at + 2)}
    if near & _BUDGET_WORDS:
        return False
    if head.counterpart or "trade" in near:
        return True
    if head.owner is not None:
        head.loose = True  # "the Czech deficit of EUR 1.3 billion": trade's only where trade with somebody is spoken of
        return True
    return "trade" in {i.lower for i in items[head.at : head.at + 9]}


def is_real_supply(head: Head, item: Item) -> bool:
    """Shipments, supplies, sales are flows of countries only where a direction between places is told."""
    if item.lower in {"sales", "sale", "buying", "procurement"}:
        return bool(head.dest or head.source or head.owner)
    return bool(head.dest or head.source or head.owner or head.open_owner or head.open_other)


_GOODS_WORDS = frozenset("goods items products commodities articles positions categories merchandise".split())


def goods_word_head(items: list[Item], at: int) -> Head | None:
    """ "the main export goods to Azerbaijan", "key import items from China": a head of goods without a figure."""
    item = items[at]
    if lower_at(items, at + 1) not in _GOODS_WORDS:
        return None
    head = Head("exports" if "export" in item.lower else "imports", at)
    read_left(items, head)
    head.last = at + 1
    j = at + 2
    while j < len(items) and (stop := right_step(items, j, head)) is not None:
        head.last = stop - 1
        j = stop
    return head


def traded_head(items: list[Item], at: int) -> Head | None:
    """ "The two countries traded goods worth $5m", "Beijing and Bishkek traded goods for"."""
    head = Head("turnover", at)
    if lower_at(items, at + 1) in {"at", "down", "up", "higher", "lower"}:
        return None
    if at and items[at - 1].is_("two_countries"):
        head.mutual = True
    elif kind_at(items, at - 1) == "PLACE" and lower_at(items, at - 2) == "and" and kind_at(items, at - 3) == "PLACE":
        head.between = (items[at - 3].value, items[at - 1].value)
        head.spot("between", items[at - 3], items[at - 1])
        head.first = at - 3
    else:
        return None
    return head
