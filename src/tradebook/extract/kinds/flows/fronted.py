"""Directions that stand before a verb of trade: "From Azerbaijan, Belarus imports", "Japan, to which it exports"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.verb_or_noun import subject_at
from tradebook.extract.kinds.phrases import PlaceAt, lower_at, one_place

_CLAUSE_BORDERS = frozenset({";", "while", "whereas"})


def take_fronted(items: list[Item], head: Head) -> None:
    """ "From Azerbaijan, Belarus imports", "For Peru, Chile exported fruit": the direction before the subject."""
    if _to_which(items, head):
        return
    start = next((k + 1 for k in range(head.at - 1, -1, -1) if items[k].lower in _CLAUSE_BORDERS), 0)
    start += lower_at(items, start) in {"and", "but", '"', "“"}
    first = lower_at(items, start)
    if first == "from" and lower_at(items, start + 1) == "there" and head.measure == "imports":
        head.open_other = "it"
        return
    if first not in {"from", "to", "for"} or (found := one_place(items, start + 1)) is None:
        return
    if found.stop >= head.at or (lower_at(items, found.stop) != "," and found.stop != subject_at(items, head.at)):
        return
    if first == "for" and (head.measure != "exports" or head.owner is None or head.dest):
        return
    if first == "from":
        if head.measure == "imports":  # "from Chile it sells" would be no English
            head.take_source(found)
    elif head.measure == "exports":
        head.take_dest(found)


def _to_which(items: list[Item], head: Head) -> bool:
    """Take the direction of "Japan, to which it |exports|"; whether there is one."""
    w = next((k for k in range(head.at - 1, max(1, head.at - 5), -1) if items[k].lower == "which"), 0)
    way = lower_at(items, w - 1)
    if w < 3 or way not in {"to", "from"} or (way == "to") is (head.measure == "imports"):
        return False
    item = items[w - 2 - (lower_at(items, w - 2) == ",")]
    if item.kind != "PLACE":
        return False
    found = PlaceAt((item.value,), (item,), w)
    if way == "to":
        head.take_dest(found)
    else:
        head.take_source(found)
    return True
