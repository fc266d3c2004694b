"""Directions that stand before a verb of trade: "From Azerbaijan, Belarus imports", "Japan, to which it exports"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.verb_or_noun import subject_at
from tradebook.extract.kinds.phrases import PlaceAt, kind_at, lower_at, one_place

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


def take_fronted_partner(items: list[Item], head: Head) -> None:
    """Take the partner of a balance that opens its clause: "|With China|, Slovakia ran a deficit of $6 billion, while
    |in trade with Germany| it had a surplus"."""
    if head.counterpart or head.between or head.elsewhere:
        return
    at = _clause_start(items, head.first)
    at += lower_at(items, at) in _OPENING_TRADE
    while lower_at(items, at) in {"its", "the", "bilateral", "goods", "mutual"} or (
        at < head.first and items[at].cue("flow") == "turnover"
    ):
        at += 1
    found = one_place(items, at + 1) if lower_at(items, at) == "with" else None
    if found is None or found.stop >= head.first or found.places[0] == head.owner:
        return
    behind = lower_at(items, found.stop)
    if behind in _BEHIND_FRONTED or kind_at(items, found.stop) in {"PLACE", "DEM"}:
        head.take_counterpart(found)


def _clause_start(items: list[Item], before: int) -> int:
    """The index at which the clause of what stands at `before` begins, behind the word that joins it."""
    for k in range(before - 1, -1, -1):
        joins = items[k].lower in {"and", "but"} and lower_at(items, k + 1) in {"with", *_OPENING_TRADE}
        if items[k].lower in _CLAUSE_BORDERS or joins:
            return k + 1 + (lower_at(items, k + 1) in {"and", "but"})
    return 0


_OPENING_TRADE = frozenset({"in", "on", "of"})
_BEHIND_FRONTED = frozenset({",", "it", "the", "its", "they", "there", "a", "country"})


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
