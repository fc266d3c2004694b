"""In whose favour a balance is: "a balance of $13.7 billion in Jakarta's favour", "a surplus in favour of Kenya"."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import kind_at, lower_at

_FAVOUR = frozenset({"favour", "favor"})
_REACH = 16


def take_favour(items: list[Item], head: Head) -> bool:
    """Take who has the surplus, as the owner of a balance that has none or as its sign; False where nobody is named."""
    stop = min(head.last + _REACH, len(items))
    at = next((k for k in range(head.last + 1, stop) if items[k].lower in _FAVOUR), None)
    if at is None:
        return _take_for(items, head)
    if any(items[k].lower == ";" or items[k].is_("flow") for k in range(head.last + 1, at)):
        return False
    favoured = _favoured(items, at)
    if favoured is None:
        return False
    code = favoured.value.code
    others = {place.code for place in (*head.counterpart, *head.between)}
    if head.owner is not None and head.owner.code != code:
        if others and code not in others:
            return False
        head.sign = -1
    else:
        if head.owner is None:
            head.take_owner(favoured)
            head.loose = not others
            if (
                len(head.between) == 2 and code in others
            ):  # "the balance between Peru and Oman was $5m in Oman's favour"
                head.counterpart, head.between = head.between, ()
            head.counterpart = tuple(place for place in head.counterpart if place.code != code)
        head.sign = 1
    return True


def _take_for(items: list[Item], head: Head) -> bool:
    """Take whose it is from "(trade was $62 million,) with a surplus of $54 million |for Ethiopia|"."""
    at = next((k for k in range(head.last + 1, min(head.last + 5, len(items))) if items[k].kind == "AMT"), None)
    if at is None or head.owner is not None or head.counterpart or head.between:
        return False
    k = at + 1 + (lower_at(items, at + 1) in {"—", "–", "-", ","})
    place = k + 1 + (lower_at(items, k + 1) == "the")
    if lower_at(items, k) != "for" or kind_at(items, place) != "PLACE" or lower_at(items, place + 1) not in _CLOSING:
        return False
    if not any(item.cue("flow") in {"turnover", "exports", "imports"} for item in items[: head.first]):
        return False
    named = [item for item in items[: head.first] if item.kind in {"PLACE", "DEM"}]
    others = {item.value.code: item for item in named if item.value.code != items[place].value.code}
    if len(others) > 1:
        return False
    head.take_owner(items[place])
    for item in others.values():
        head.counterpart = (item.value,)
        head.spot("counterpart", item)
    if any(item.lower in _ADVERSE for item in items[max(0, head.at - 3) : head.at]):
        head.sign = -1
    head.sign = 1 if head.sign is None else head.sign
    return True


_CLOSING = frozenset({"", ".", ",", ";", "in", "at", "and", ")", "last"})
_ADVERSE = frozenset({"negative", "unfavourable", "unfavorable", "adverse"})


def without_differences(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads without "exports $31 million |more| to Chile |than it imports| from there": by how much one half is
    above the other is told of neither."""
    for first, second in pairwise(found):
        if {first.measure, second.measure} != {"exports", "imports"} or not (first.verb and second.verb):
            continue
        more = next((k for k in range(first.at + 1, second.at) if items[k].lower in {"more", "less"}), 0)
        summed = kind_at(items, more - 1) in {"AMT", "QTY"}
        if more and summed and any(t.lower == "than" for t in items[more : second.at]):
            return [head for head in found if head is not first and head is not second]
    return found


def surpassing(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with "A's exports to B |exceeded| imports by $5m" as the balance that it tells."""
    out: list[Head] = []
    for head in found:
        known = out[-1] if out else None
        if known is not None and _surpasses(items, known, head):
            known.sign = 1 if known.measure == "exports" else -1
            known.counterpart = known.dest or head.dest or tuple(p for p in (known.source or head.source,) if p)
            known.measure, known.last = "balance", head.last
            known.dest, known.source = (), None
            continue
        out.append(head)
    return out


def _surpasses(items: list[Item], known: Head, head: Head) -> bool:
    """Whether one half of a trade is told to be above the other half, and by how much."""
    if {known.measure, head.measure} != {"exports", "imports"} or lower_at(items, head.last + 1) != "by":
        return False
    if kind_at(items, head.last + 2) != "AMT" or head.first - known.last > _SURPASSING_REACH:
        return False
    return any(item.lower in SURPASSING for item in items[known.last + 1 : head.first])


SURPASSING = frozenset(
    "exceed exceeds exceeded exceeding surpass surpassed surpassing outstrip outstripped outweigh outweighed outpace "
    "outpaced outpacing outstripping outweighing topped prevail prevails prevailed prevailing".split()
)
_SURPASSING_REACH = 5


def _favoured(items: list[Item], at: int) -> Item | None:
    """The place of "in Jakarta's |favour", "in |favour of Kenya"."""
    if lower_at(items, at + 1) == "of":
        k = at + 2 + (lower_at(items, at + 2) == "the")
        return items[k] if kind_at(items, k) == "PLACE" else None
    k = at - 1
    if lower_at(items, k) == "s":
        k -= 1
    if lower_at(items, k) in {"'", "’"}:
        k -= 1
    return items[k] if kind_at(items, k) in {"PLACE", "DEM"} and k < at - 1 else None
