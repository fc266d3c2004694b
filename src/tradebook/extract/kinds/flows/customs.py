"""What goes through the customs of a province or town: "Iran exported goods through Khuzestan Province", "imports via
Birgunj customs", "through the customs offices of Gilan". It is that area's part of the country's trade."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.extract.kinds.phrases import kind_at, lower_at

THROUGH = frozenset({"through", "via"})
"""The words before what goods pass on their way out or in."""

_BEFORE_AREA = frozenset(
    "the its customs custom office offices house houses border port ports seaport crossing checkpoint checkpoints "
    "terminal terminals province region of at in on and commercial western eastern northern southern southwestern "
    "southeastern northwestern northeastern south north east west central coastal".split()
)
_BEHIND_AREA = frozenset(
    "province region customs custom office offices house houses port ports border crossing".split()
)
_OFFICES = frozenset({"customs", "custom", "border", "checkpoint", "crossing"})
_LONGEST = 10
_REACH = 14


def behind_through(items: list[Item], j: int) -> tuple[int, Item | None]:
    """The index behind "through |the customs offices of Gilan province|" with "through" at `j`, and the area, or the
    town with a customs office; `j` where no such words follow."""
    k = j + 1
    while k < len(items) and k - j < _LONGEST and (items[k].lower in _BEFORE_AREA or items[k].lower == "-"):
        k += 1
    place = items[k] if kind_at(items, k) == "PLACE" and items[k].value.form in {"area", "city", "capital"} else None
    if place is None:
        named = any(item.lower in _BEHIND_AREA for item in items[j + 1 : k])
        return (k, None) if named else (j, None)
    first = k
    k += 1
    while lower_at(items, k) in _BEHIND_AREA:
        k += 1
    if place.value.form != "area" and _OFFICES.isdisjoint(item.lower for item in items[j + 1 : k]):
        place = None  # "through the port of Riga": on the way of any of the country's goods
    return (k, place) if k > first + 1 or place is not None else (j, None)


def through_gate(items: list[Item], j: int, head: Head) -> int | None:
    """Read "through the customs of Gilan province" at `j` behind a verb: the index behind it; what "was exported"
    through an area, by nobody who is named, is the area's."""
    stop, place = behind_through(items, j)
    if stop == j:
        return None
    unowned = head.passive and not (head.sided or head.open_owner)
    if place is not None and place.value.form == "area" and unowned:
        head.owner = Place(code=place.value.code, form="area", area=place.value.area)
        head.spot("owner", place)
    return stop


def _gate(sentence: Sentence, head: Head) -> Item | None:
    """The area or town through which what a head tells goes."""
    items = sentence.items
    for j in range(head.at + 1, min(head.at + _REACH, len(items))):
        if items[j].lower in THROUGH:
            return behind_through(items, j)[1]
        if items[j].lower == ";" or (j > head.last and items[j].is_("flow")):
            return None
    return None


def of_its_customs(sentence: Sentence, head: Head, found: Sides | None) -> Sides | None:
    """`found` as the part that goes through the customs of an area of the reporter's; as it is, where none is named."""
    gate = _gate(sentence, head)
    if gate is None or found is None or found.reporter_area or gate.value.code != found.reporter:
        return found
    return replace(found, reporter_area=gate.value.area or gate.text)


def take_owner_of_customs(sentence: Sentence, head: Head) -> None:
    """A flow that names no country is that of the one whose area it goes through; a town may lie in several."""
    gate = _gate(sentence, head)
    if gate is not None and gate.value.form == "area":
        head.owner = Place(code=gate.value.code, form="name")
        head.spot("owner", gate)
