"""Persons who act for their state: "Ruto banned imports of sugar", "President Trump imposed a tariff"."""

from __future__ import annotations

from functools import cache

from tradebook import places
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import Scene, names_land
from tradebook.extract.kinds.phrases import lower_at

_BESIDE = frozenset({"with", "to", "from", "by", "of", "against", "for"})
_HEADS = frozenset({"president", "premier", "chancellor", "king", "emir", "sultan"})
_GOVERNMENT = " administration"


def acting_leader(sentence: Sentence, start: int, at: int, scene: Scene) -> str | None:
    """The country of the last official named in items `start:at`: as the report introduced them, as a government is
    called by their name, or where the report was written, of a head of state; None where nobody is told."""
    items = sentence.items
    for k in range(at - 1, start - 1, -1):
        if not (items[k].kind == "PERSON" or scene.is_surname(items[k]) or _names_government(items[k])):
            continue
        if lower_at(items, k - 1) in _BESIDE:
            return None
        known = scene.country_of_person(items[k])
        if known is not None:
            return known[0]
        return _governments().get(_surname(items[k])) or _of_seat(items, k, scene)
    return None


def _surname(item: Item) -> str:
    return item.lower.rsplit(" ", 1)[-1]


def _names_government(item: Item) -> bool:
    """Whether a bare name is one that a government is called by: "the |Trump| administration"."""
    return item.kind in {"NAME", "w"} and item.text[:1].isupper() and item.lower in _governments()


def _of_seat(items: list[Item], k: int, scene: Scene) -> str | None:
    """The country of a report's dateline, for "President X" without one."""
    seat = scene.document.seat
    told = seat is not None and seat.value.form == "capital" and lower_at(items, k - 1) in _HEADS
    return str(seat.value.code) if seat is not None and told and names_land(seat) else None


@cache
def _governments() -> dict[str, str]:
    named = (word for word in places.words() if word.word.lower().endswith(_GOVERNMENT))
    return {word.word.lower().removesuffix(_GOVERNMENT): word.code for word in named}
