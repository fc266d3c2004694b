"""Whether a percentage is a share, who holds it and of what: "China took 30%", "food made up 60% of exports"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk, is_divided
from tradebook.extract.kinds.flows.takers import before_taking, part_holder
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at

_WHOLES = frozenset({"total", "all", "the", "its", "this", "that", "their", "overall"})
_SHARE_VERBS = frozenset(
    "accounted accounts accounting account share represented represents representing comprised constitutes "
    "constituting".split()
) | {"made up", "makes up", "make up", "making up"}
_SHARES = frozenset({"share", "proportion", "weight", "portion", "participation"})
_OBJECTS = frozenset({"to", "from", "in", "with", "of"})


def of_which(items: list[Item], k: int) -> bool:
    """Whether the place at `k` gave or took a part of what was told: "of which Australia supplied"."""
    return lower_at(items, k - 2 if lower_at(items, k - 1) == "the" else k - 1) in {"of which", "of it", "of them"}


def _shareholder(items: list[Item], i: int) -> Item | None:
    """The place in "Russia's share |was 66 percent|", "the share of Russia stood at 66 percent"."""
    j = i - 1
    while lower_at(items, j) in {"at", "to", "a", "by"} or (j > 0 and (items[j].is_("val") or items[j].is_("chverb"))):
        j -= 1
    if j == i - 1 or items[i].kind != "PCT":
        return None
    if lower_at(items, j) == "share":
        return _sharing(items, j - 1)
    held = kind_at(items, j) == "PLACE" and lower_at(items, j - 1) == "of" and lower_at(items, j - 2) == "share"
    return items[j] if held else None


def share_holder(walk: Walk, flow: Flow) -> Item | None:
    """Whose share it is: "the share of Turkey in Georgia's trade was 14.6 percent"; None behind its first figure."""
    items, first = walk.items, flow.head.first
    if flow.parts or flow.filled or lower_at(items, first - 1) not in {"in", "of"}:
        return None
    if lower_at(items, first - 2) == "share":
        return _sharing(items, first - 3)
    if lower_at(items, first - 1) != "in" or kind_at(items, first - 2) != "PLACE":
        return None
    return items[first - 2] if lower_at(items, first - 3) == "of" and lower_at(items, first - 4) == "share" else None


def share_of_goods(items: list[Item], flow: Flow) -> bool:
    """Whether it is the share of a good in a flow: "the share of wine |in Georgia's exports| shrank from 5.9% to"; the
    flow is that of the good then."""
    head = flow.head
    at = _good_sharing(items, head.first)
    if at is None or flow.has("share", "amount", "quantity"):
        return False
    if head.spots.get("goods", [items[at]]) != [items[at]] or head.two_way:
        return False
    if not head.goods:
        head.goods = (items[at].value.good,)
        head.spot("goods", items[at])
    return True


def _good_sharing(items: list[Item], first: int) -> int | None:
    """The index of the good whose share it is, before the flow at `first`: "the share of |wine| in exports", "|wine|'s
    share of exports"."""
    at = first - 2
    if lower_at(items, at) in _SHARES and lower_at(items, at + 1) in {"in", "of"}:
        owners = (k for k in (at - 2, at - 3) if kind_at(items, k) == "GOOD" and possessive_at(items, k + 1) == at)
        return next(owners, None)
    told = lower_at(items, at + 1) == "in" and kind_at(items, at) == "GOOD" and lower_at(items, at - 1) == "of"
    return at if told and lower_at(items, at - 2) in _SHARES else None


def _sharing(items: list[Item], k: int) -> Item | None:
    """The place whose share it is: "Germany's |share| in Polish exports was 27.8 percent"."""
    if kind_at(items, k) in {"PLACE", "DEM"}:
        return items[k]  # "the US share of", "the Chinese share in"
    for j in (k - 1, k - 2):
        if kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) == k + 1:
            return items[j]
    return None


def is_share(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether the words around a percentage make it a share of a whole."""
    if flow.head.measure == "balance":
        return False  # "a deficit of $2bn, equivalent to 1.4% of imports"
    behind, next_behind = lower_at(items, i + 1), lower_at(items, i + 2)
    if (behind == "of" and next_behind in _WHOLES) or "share" in {behind, next_behind}:
        return True
    if next_behind in {"value", "volume"} and behind == "the" and lower_at(items, i + 3) == "of":
        return True  # "half the value of all exports"
    if any(t.is_("rise") and t.is_("noun") for t in items[i + 1 : i + 3]):
        return False  # "which represents a 33% increase"
    around = items[max(flow.head.at, i - 4) : i]
    if any(t.is_("noun") and t.is_("rise") for t in around):
        return False  # "representing an increase of 23.8%"
    return any(t.lower in _SHARE_VERBS for t in around)


def of_a_share_told(items: list[Item], flow: Flow, i: int) -> bool:
    """ "the share of oil exports in total exports rose |from 72 percent": what grew is the share."""
    first = flow.head.first
    if lower_at(items, first - 1) != "in" or lower_at(items, i - 1) not in {"from", "to"} or flow.filled:
        return False
    return any(item.lower in _SHARES for item in items[max(0, first - 7) : first])


def share_came_to(items: list[Item], flow: Flow, i: int) -> bool:
    """ "the share of oil exports rose to 77.6 percent": what came to the percentage is the share, of goods or of what
    goes to a partner."""
    return is_told_as_share(items, flow) and (lower_at(items, i - 1) in {"to", "at"} or items[i - 1].is_("val"))


def is_told_as_share(items: list[Item], flow: Flow) -> bool:
    head = flow.head
    if lower_at(items, head.first - 1) != "of" or lower_at(items, head.first - 2) not in _SHARES or flow.filled:
        return False
    return bool(head.goods or head.dest or head.source or head.counterpart)


def taker_of(walk: Walk, i: int) -> Item | None:
    """Who took a part: "Romania alone took 143,000 tons", "of which Spain bought 5.1 Mt", "Italy 11%"."""
    items = walk.items
    if (holder := part_holder(items, i)) is not None:
        return holder if lower_at(items, i - 1) not in {"s", "'", "’"} or _goes_on(walk, i) else None
    j = before_taking(items, i)
    if lower_at(items, j) in flow_words("supplied") and (of_which(items, j - 1) or _of_a_whole(walk, i)):
        j -= 1
    elif (
        lower_at(items, j) in flow_words("supplying")
        and lower_at(items, j - 2 - (lower_at(items, j - 2) == "the")) == "with"
    ):
        j -= 1  # "imports were 1.2 million tonnes, with Canada shipping 480,000 tonnes"
    elif (holder := _shareholder(items, i)) is not None:
        return holder
    before = lower_at(items, j - 1)
    if kind_at(items, j) != "PLACE" or (j == i - 1 and before not in {",", "and", "the", ":"}):
        return None
    if before == "with" and j < i - 1 and lower_at(items, j + 1).endswith("ing"):
        return items[j]  # "with Spain taking 2 million tonnes"
    return None if before in _OBJECTS else items[j]


def _of_a_whole(walk: Walk, i: int) -> bool:
    """ "Of the wheat that Nepal imported, Jordan supplied |5 tonnes|"."""
    flow = walk.before(i)
    return flow is not None and is_divided(walk.items, flow)


def _goes_on(walk: Walk, i: int) -> bool:
    """Whether a list of takers goes on at `i`: "China's part was 8.9 million, Spain's |1.2 million"."""
    flow = walk.before(i)
    return flow is not None and bool(flow.parts) and flow.last_role == "part"
