"""Whose trade "the country" is behind one that lets another in: "since China allowed Kenya to sell avocados, the
country has exported"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at

_LETS = frozenset(
    "allow allows allowed let lets permit permits permitted authorised authorized enabled cleared".split()
)
_GRANTS = frozenset("grant grants granted gave gives offered".split())
_OPENS = frozenset("open opens opened reopened".split())
_ENDS = frozenset("lift lifts lifted scrapped removed eased dropped".split())
_BETWEEN = frozenset("has had have also first finally recently again".split())
_WORDS = _LETS | _GRANTS | _OPENS | _ENDS


def let_in(sentence: Sentence, stop: int, measure: str) -> Item | None:
    """Who trades where one country lets another's goods in, before the item `stop`: who is let in has the exports, who
    lets it in the imports."""
    if measure not in {"exports", "imports"} or sentence.lowers.isdisjoint(_WORDS):
        return None
    items = sentence.items
    for v in range(1, min(stop, len(items))):
        if items[v].lower not in _WORDS:
            continue
        subject = v - 1
        while subject > 0 and lower_at(items, subject) in _BETWEEN:
            subject -= 1
        guest = _guest(items, v, stop)
        if kind_at(items, subject) == "PLACE" and guest is not None and guest.value.code != items[subject].value.code:
            return guest if measure == "exports" else items[subject]
    return None


def _guest(items: list[Item], v: int, stop: int) -> Item | None:
    low = items[v].lower
    if low in _LETS or low in _GRANTS:
        k = v + 1 + (lower_at(items, v + 1) == "in")
        return items[k] if kind_at(items, k) == "PLACE" else None
    towards = {"to", "for"} if low in _OPENS else {"on"}
    for k in range(v + 1, min(v + 8, stop, len(items) - 1)):
        if items[k].lower in {",", ";", "."}:
            return None
        if items[k].lower in towards:
            return items[k + 1] if items[k + 1].kind in {"PLACE", "DEM"} else None
    return None
