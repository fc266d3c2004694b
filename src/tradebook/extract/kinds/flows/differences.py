"""Whose a balance or a total is that is told behind exports and imports: theirs, where it is the difference or the sum
of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import WORLD, Sides

if TYPE_CHECKING:
    from tradebook.extract.kinds.flows.topic import Topic

_REACH = 2


def difference(topic: Topic, owner: str, head: Head, here: Sentence) -> tuple[str, Sentence | None] | None:
    """The partner of a country's balance, where its exports to one and imports from him were told right before and the
    balance is what lies between them: "exports to Turkey were €20.1 billion and imports €11.7 billion. The German
    surplus therefore reached €8.4 billion"; None where they were not told, or the sum is another one."""
    gap = _told_before(topic, owner, here)
    if gap is None:
        return None
    partner, value, tolerance, currency = gap
    if head.sign is not None and head.sign * value < 0:
        return None
    for item in here.items:
        if item.kind != "AMT" or item.value.value is None or item.value.currency != currency:
            continue
        if abs(abs(item.value.value) - abs(value)) <= tolerance + (item.value.precision or 0):
            return partner, topic.halves["exports"][1]
    return None


def is_another(topic: Topic, owner: str, head: Head, here: Sentence) -> bool:
    """Whether a balance cannot be that of the exports and imports told right before: it has the other sign."""
    gap = _told_before(topic, owner, here)
    return gap is not None and head.sign is not None and head.sign * gap[1] < 0


def added_up(topic: Topic, here: Sentence) -> tuple[Sides, Sentence] | None:
    """The sides of a trade between two that is the sum of the exports and imports told right before: "exports to Turkey
    were €20 billion and imports €11 billion. Total trade came to |€31 billion|"; None where it is another sum."""
    sold, bought = topic.sums.get("exports"), topic.sums.get("imports")
    if sold is None or bought is None or sold.value is None or bought.value is None or sold.currency != bought.currency:
        return None
    (side, there), (other, before) = topic.halves["exports"], topic.halves["imports"]
    same = (side.reporter, side.partner) == (other.reporter, other.partner) and side.partner not in {None, WORLD}
    if not same or not all(topic.near(sentence, here, _REACH) for sentence in (there, before)):
        return None
    exact = float(sold.precision or 0) + float(bought.precision or 0)
    for item in here.items:
        if item.kind == "AMT" and item.value.value is not None and item.value.currency == sold.currency:
            within = abs(float(item.value.value) - float(sold.value) - float(bought.value))
            return (side, before) if within <= exact + float(item.value.precision or 0) else None
    return None


def _told_before(topic: Topic, owner: str, here: Sentence) -> tuple[str, float, float, str | None] | None:
    """The partner, the exports less the imports, how exact that is, and in which currency."""
    sold, bought = topic.sums.get("exports"), topic.sums.get("imports")
    if sold is None or bought is None or sold.value is None or bought.value is None or sold.currency != bought.currency:
        return None
    (side, there), (other, before) = topic.halves["exports"], topic.halves["imports"]
    if (side.reporter, side.partner) != (other.reporter, other.partner) or side.partner in {None, WORLD}:
        return None
    if side.reporter != owner or not all(topic.near(sentence, here, _REACH) for sentence in (there, before)):
        return None
    exact = float(sold.precision or 0) + float(bought.precision or 0)
    return str(side.partner), float(sold.value) - float(bought.value), exact, sold.currency
