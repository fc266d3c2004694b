"""Partners told late or only pointed at: "a deficit of $83bn with China", "the neighbouring country", "the bloc"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import kind_at, lower_at, place_list, possessive_at

_OTHERS = frozenset(
    "country neighbour neighbor state nation republic neighbours neighbors kingdom emirate bloc union community "
    "island alliance grouping".split()
)


def other_side(items: list[Item], j: int, head: Head) -> int | None:
    """A partner that only points back: "the neighbouring country", "the bloc", "its eastern neighbour", "that country"."""
    if lower_at(items, j) not in {"the", "its", "their", "this", "that"} and not (
        j < len(items) and items[j].is_("country_noun")
    ):
        return None
    k = j if j < len(items) and items[j].is_("country_noun") else j + 1
    while k < j + 4 and (
        kind_at(items, k) in {"DEM", "w"} or (kind_at(items, k) == "PLACE" and items[k].value.form == "group")
    ):
        if lower_at(items, k) in _OTHERS:
            break
        k += 1
    word = lower_at(items, k)
    if word not in _OTHERS and not (k < len(items) and items[k].is_("country_noun")):
        return None
    if possessive_at(items, k + 1) > k + 1:
        return None
    head.open_other = "group" if word in {"bloc", "union", "community", "alliance", "grouping"} else "country"
    return k + 1


_SENT = frozenset("went go goes going sent shipped sold destined bound directed headed exported".split())


def late_places(items: list[Item], head: Head) -> None:
    """A place behind the figure: "a deficit of $83bn with China", "exports worth $5m to Iraq", "rose 5% to $3bn from India"."""
    wanted = (
        {"with"}
        if head.measure in {"turnover", "balance"}
        else {"to", "into"}
        if head.measure == "exports"
        else {"from"}
    )
    if (
        head.counterpart
        or head.between
        or (head.dest and head.measure == "exports")
        or (head.source and head.measure == "imports")
    ):
        return
    for j in range(head.last + 1, len(items)):
        item = items[j]
        low = item.lower
        if (
            low in {";", "while", "whereas", "but", "which", "who"}
            or item.is_("include")
            or (item.kind == "CUE" and (item.is_("flow") or item.is_("fverb")))
        ):
            return
        went = lower_at(items, j - 1) in _SENT
        if low in wanted and (
            went
            or kind_at(items, j - 1)
            in {"AMT", "QTY", "PER", "PCT", "GOOD"}
            | ({"CUE"} if lower_at(items, j - 1) in {"goods", "products"} else set())
        ):
            found = place_list(items, j + 1)
            if found is None or possessive_at(items, found.stop) > found.stop:
                continue
            head.late = True
            if "to" in wanted:
                head.dest = found.places
                head.spot("dest", *found.items)
            elif "from" in wanted:
                head.source = found.places[0]
                head.spot("source", *found.items)
            else:
                head.counterpart = found.places
                head.spot("counterpart", *found.items)
            return
