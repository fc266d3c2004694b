"""What stands before the noun of a flow and belongs to it: owners, goods, adjectives ("Kenya's total tea exports")."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.tables import words


@cache
def _adjectives() -> frozenset[str]:
    return words("flow_adjectives")


def read_left(items: list[Item], head: Head) -> None:
    """What stands before the head word and belongs to it: owners, goods, adjectives."""
    j = head.at - 1
    while j >= 0:
        step = _left_step(items, j, head)
        if step is None:
            break
        j = step
        head.first = j + 1
    while head.first > 0 and lower_at(items, head.first - 1) in {"the", "a", "an"}:
        head.first -= 1


def _left_step(items: list[Item], j: int, head: Head) -> int | None:
    """Take the item at `j` into the head's left side; the next index to look at, None where the phrase begins."""
    item = items[j]
    low = item.lower
    if item.kind == "w" and low == "s" and j >= 1 and lower_at(items, j - 1) in {"'", "’", "‘"}:
        return _possessor(items, j - 2, head)
    if (
        item.kind == "p"
        and low in {"'", "’"}
        and j >= 1
        and items[j - 1].end == item.start
        and items[j - 1].lower.endswith("s")
    ):
        return _possessor(items, j - 1, head)
    if item.kind == "CUE":
        return _left_cue(item, j, head)
    if item.kind == "GOOD":
        return _left_good(items, j, head)
    if item.kind in {"DEM", "PLACE"}:
        return _left_place(items, j, head)
    if (
        item.kind == "PER"
        and item.value.cue is None
        and head.period is None
        and not item.value.relation
        and _attributive_period(items, j)
    ):
        head.period = item
        return j - 1
    if item.kind in {"w", "PER"} and low in _adjectives():
        if low in {"total", "overall", "annual", "foreign", "external", "global", "whole"}:
            head.total = head.total or low != "annual"
        head.items.append(item)
        return j - 1
    if low in {"-", "–"} and lower_at(items, j - 1) in {"non", "two", "re", "agri", "agro"}:
        return j - 2
    return None


def _attributive_period(items: list[Item], j: int) -> bool:
    """A period right before the head word ("the 2021 exports", "January-October trade"), not "in 2021 exports rose"."""
    return lower_at(items, j - 1) not in {
        "in",
        "during",
        "for",
        "of",
        "since",
        "by",
        "from",
        "until",
        ",",
    } and not items[j].lower.startswith(("in ", "since", "by"))


def _left_cue(item: Item, j: int, head: Head) -> int | None:
    if item.is_("mutual"):
        head.mutual = True
        head.spot("between", item)
        return j - 1
    if item.is_("total"):
        head.total = True
        return j - 1
    if item.is_("anaphor"):
        if item.lower == "their" and head.measure == "turnover":
            head.mutual = True
        else:
            head.open_owner = item.lower
        return j - 1
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return j - 1
    if item.is_("revision") or item.lower in _adjectives():
        return j - 1
    if (
        item.is_("flow")
        and item.lower in {"trade", "export", "import"}
        and head.at - j <= 2
    ):
        return j - 1
    return None


def _left_good(items: list[Item], j: int, head: Head) -> int | None:
    if lower_at(items, j - 1) in {"-", "–"} and lower_at(items, j - 2) == "non":
        first = items[j - 2]
        head.excludes = f"{first.text}-{items[j].text}"
        head.spot("excludes", first, items[j])
        return j - 3
    if j == head.at - 1 or not head.goods or lower_at(items, j + 1) in {"and", ","}:
        head.goods = (good_of(items[j]), *head.goods)
        head.spot("goods", items[j])
        if lower_at(items, j - 1) in {"and", ",", "/"} and kind_at(items, j - 2) == "GOOD" and head.at - j < 6:
            return j - 2
        return j - 1
    return None


def _left_place(items: list[Item], j: int, head: Head) -> int | None:
    """A demonym or a country's name as adjective before the head; two joined are the pair."""
    item = items[j]
    if head.owner is not None:
        return None
    joined = lower_at(items, j - 1) in {"-", "–", "—", "/", "and", "to"} and kind_at(items, j - 2) in {"DEM", "PLACE"}
    if joined and (lower_at(items, j - 1) not in {"and", "to"} or (head.measure == "turnover" and item.kind == "DEM")):
        head.between = (items[j - 2].value, item.value)
        head.spot("between", items[j - 2], item)
        return j - 3
    if item.kind == "PLACE" and item.value.form in {"city", "capital"} and head.measure != "turnover":
        head.owner = item.value
        head.spot("owner", item)
        return j - 1
    if item.kind == "PLACE" and lower_at(items, j - 1) in {"to", "from", "in", "with", "into", "between", "at", "for"}:
        return None  # "in Turkey exports rose": the place is not the owner by grammar
    head.owner = item.value
    head.spot("owner", item)
    # "Chinese steel imports": whose imports, and of whose steel, the words alone do not say
    if head.measure == "imports" and item.kind == "DEM" and head.goods:
        head.loose = True
    return j - 1


def _possessor(items: list[Item], j: int, head: Head) -> int | None:
    """The owner before a possessive mark: "Kenya's", "the country's", "the two countries'", "last year's"."""
    if j < 0:
        return None
    item = items[j]
    if item.kind == "PLACE" and head.owner is None:
        head.owner = item.value
        head.spot("owner", item)
        return j - 1
    if item.is_("two_countries"):
        head.mutual = True
        return j - 1
    if item.is_("country_noun"):
        head.open_owner = item.lower
        return j - 1
    if item.kind == "PER" and head.period is None:
        head.period = item
        return j - 1
    if item.kind == "w" and item.lower in {
        "country",
        "nation",
        "republic",
        "kingdom",
        "world",
        "bloc",
        "union",
        "emirate",
    }:
        head.open_owner = item.lower
        return j - 1
    return None
