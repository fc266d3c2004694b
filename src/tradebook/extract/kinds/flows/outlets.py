"""The country of the outlet, for reports that name none as their own: "Tea exports rose 5%, the tea board said" in the
Daily Nation of Nairobi."""

from __future__ import annotations

from functools import cache, lru_cache

from tradebook.extract.analysis import Document, analyse
from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import lower_at, possessive_at
from tradebook.extract.tables import rows
from tradebook.places import is_group
from tradebook.report import make_report

_PLACES = frozenset({"PLACE", "DEM"})
_BODIES = frozenset({"ORG", "NAME"})
_NAMING = _PLACES | _BODIES
_GOVERNING = frozenset({"to", "from", "with", "into"})
_LISTED = frozenset({"and", ",", "or"})
_ABROAD = frozenset({"south china"})  # the Post of Hong Kong


def country_of_outlet(document: Document) -> str | None:
    """The country that the outlet's own name tells, where the report speaks of other countries as partners only."""
    outlet = document.report.outlet
    home = _named_by(outlet) if outlet else None
    if home is None or (set(document.countries) - {home} and not _only_partners(document, home)):
        return None
    return home


def country_of_seat(document: Document) -> str | None:
    """The country of the town in the dateline, where the report speaks of other countries as partners only."""
    if document.seat is None:
        return None
    home = str(document.seat.value.code)
    if any(
        item.value.country not in {None, home} for s in document.sentences for item in s.items if item.kind in _BODIES
    ):
        return None  # an office of another country has its say
    if set(document.countries) - {home} and (_is_desk(document.seat) or not _only_partners(document, home)):
        return None
    return home


def _is_desk(seat: Item) -> bool:
    """Whether a town is one where wires sit that write of the whole world."""
    return seat.lower in _desks()


@cache
def _desks() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("deal_words") if row["class"] == "desk")


@lru_cache(maxsize=256)
def _named_by(outlet: str) -> str | None:
    """The one country that an outlet's name tells by a place ("The Ghanaian Times", "Kathmandu Post")."""
    if any(words in outlet.lower() for words in _ABROAD):
        return None
    items = [item for sentence in analyse(make_report(outlet)).sentences for item in sentence.items]
    named = {item.value.code if item.kind in _PLACES else item.value.country for item in items if item.kind in _NAMING}
    named.discard(None)
    code = str(named.pop()) if len(named) == 1 else None
    return code if code is not None and not is_group(code) else None


def _only_partners(document: Document, home: str) -> bool:
    """Whether every other country stands behind "to", "from" or "with", alone or in a list."""
    for sentence in document.sentences:
        governed = False
        for k, item in enumerate(sentence.items):
            if item.kind not in _PLACES:
                continue
            governed = _governed(sentence.items, k, governed)
            if item.value.code != home and not governed:
                return False
    return True


def _governed(items: list[Item], k: int, before: bool) -> bool:
    """Whether a place is governed by a direction, or listed behind one that is."""
    if items[k].kind == "DEM" or possessive_at(items, k + 1) > k + 1:
        return False  # "from Tunisia's grain office"
    word = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the"))
    return word in _GOVERNING or (before and word in _LISTED)
