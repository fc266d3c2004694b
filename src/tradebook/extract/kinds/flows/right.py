"""What stands behind the noun of a flow and belongs to it: "exports of tea to Pakistan in 2021 by sea"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.pointing import other_side
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place, place_list, possessive_at


def read_right(items: list[Item], head: Head) -> None:
    j = head.at + 1
    while j < len(items):
        stop = right_step(items, j, head)
        if stop is None:
            break
        head.last = stop - 1
        j = stop


def right_step(items: list[Item], j: int, head: Head) -> int | None:
    low = lower_at(items, j)
    reader = _RIGHT.get(low)
    if reader is not None:
        return reader(items, j, head)
    item = items[j]
    if item.kind == "PER" and not item.value.relation and item.value.cue in {None, "since"} and head.period is None:
        follower = lower_at(items, j + 1)
        if follower in _RIGHT and follower not in {"in", "by", "("}:
            head.period = item
            return j + 1
        return None
    if item.kind == "CUE" and item.is_("coverage") and j == head.at + 1 and head.measure == "turnover":
        return None
    return None


def _of(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports of wheat", "imports of Turkish steel", "exports of Azerbaijan", "exports of goods and services"."""
    k = j + 1
    while lower_at(items, k) in {"the", "its", "their", "all"}:
        k += 1
    if kind_at(items, k) in {"AMT", "QTY", "PCT", "NUM"}:
        return None
    item = items[k] if k < len(items) else None
    if item is None:
        return None
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return k + 1
    if item.is_("country_noun"):
        head.open_owner = item.lower
        return k + 1
    if item.is_("two_countries"):
        head.mutual = True
        return k + 1
    pair = place_list(items, k) if head.measure == "turnover" and item.kind == "PLACE" else None
    if pair is not None and len(pair.places) == 2 and not head.sided:
        head.between = pair.places
        head.spot("between", *pair.items)
        return pair.stop
    if item.kind == "PLACE" and kind_at(items, k + 1) != "GOOD" and (place := one_place(items, k)) is not None:
        if head.owner is None:
            head.owner = place.places[0]
            head.spot("owner", *place.items)
        return place.stop
    if item.kind == "DEM" and (lower_at(items, k + 1) in {"goods", "products", "origin", "commodities", "merchandise"}):
        head.origin = item.value
        head.spot("origin", item)
        return k + 2
    found = goods_list(items, k)
    if found is None or head.goods:
        return None
    head.goods = found.goods
    head.spot("goods", *found.items)
    if found.origin is not None:
        head.origin = found.origin.value
        head.spot("origin", found.origin)
    return found.stop


def _to(items: list[Item], j: int, head: Head) -> int | None:
    if lower_at(items, j + 1) == "all" and lower_at(items, j + 2) in {"markets", "countries", "destinations"}:
        head.total = True
        return j + 3
    found = place_list(items, j + 1)
    if found is None and not head.dest:
        return other_side(items, j + 1, head)
    if found is None or head.dest:
        return None
    if possessive_at(items, found.stop) > found.stop:
        return None
    head.dest = found.places
    head.spot("dest", *found.items)
    return found.stop


def _from(items: list[Item], j: int, head: Head) -> int | None:
    found = place_list(items, j + 1)
    if found is None and head.source is None:
        return other_side(items, j + 1, head)
    if found is None or head.source or (len(found.places) > 1 and head.measure != "imports"):
        return None
    head.source = found.places[0]
    if len(found.places) > 1:
        head.counterpart = found.places
    head.spot("source", *found.items)
    return found.stop


def _with(items: list[Item], j: int, head: Head) -> int | None:
    if head.measure not in {"turnover", "balance"}:
        return None
    found = place_list(items, j + 1)
    if found is None:
        return other_side(items, j + 1, head)
    head.counterpart = found.places
    head.spot("counterpart", *found.items)
    return found.stop


def _between(items: list[Item], j: int, head: Head) -> int | None:
    k = j + 1
    item = items[k] if k < len(items) else None
    if item is not None and item.is_("two_countries"):
        head.mutual = True
        return k + 1
    if lower_at(items, k) in {"the", "our", "these"} and lower_at(items, k + 1) in {
        "two",
        "countries",
        "sides",
        "parties",
        "states",
        "three",
    }:
        stop = k + 2
        while lower_at(items, stop) in {
            "countries",
            "sides",
            "nations",
            "states",
            "economies",
            "neighbours",
            "neighbors",
        }:
            stop += 1
        head.mutual = True
        return stop
    found = place_list(items, k)
    if found is None or len(found.places) < 2:
        return None
    head.between = found.places
    head.spot("between", *found.items)
    return found.stop


def _by(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None or head.measure not in {"imports", "exports"}:
        return None
    head.agent = found.places[0]
    head.spot("agent", *found.items)
    return found.stop


def _in(items: list[Item], j: int, head: Head) -> int | None:
    """ "trade in goods and services", "trade in wheat"; "in 2021" before further words of the phrase."""
    k = j + 1
    if k >= len(items):
        return None
    item = items[k]
    if (
        item.kind == "PER"
        and head.period is None
        and not item.value.relation
        and lower_at(items, k + 1) in _RIGHT
        and lower_at(items, k + 1) not in {"in", "by", "("}
    ):
        head.period = item
        return k + 1
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return k + 1
    if item.kind in {"GOOD", "DEM"} and not head.goods and (found := goods_list(items, k, unknown=False)):
        head.goods = found.goods
        head.spot("goods", *found.items)
        return found.stop
    return None


def _during(items: list[Item], j: int, head: Head) -> int | None:
    if kind_at(items, j + 1) == "PER" and head.period is None and lower_at(items, j + 2) in _RIGHT:
        head.period = items[j + 1]
        return j + 2
    return None


def _within(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None or head.measure != "turnover":
        return None
    head.between = found.places
    head.spot("between", *found.items)
    return found.stop


_RIGHT = {
    "of": _of,
    "to": _to,
    "into": _to,
    "towards": _to,
    "toward": _to,
    "onto": _to,
    "from": _from,
    "with": _with,
    "between": _between,
    "by": _by,
    "in": _in,
    "during": _during,
    "for": _during,
    "over": _during,
    "within": _within,
    "among": _within,
}
