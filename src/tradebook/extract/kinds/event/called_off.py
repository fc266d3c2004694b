"""Events that were called off, and those that were moved to another day."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.timing import lies_ahead, period_at
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Period


class Fate(NamedTuple):
    """What became of an event: the index of the date that it was moved to, None where it is off."""

    when: int | None


_ENDED = frozenset(
    "cancelled canceled cancels cancel cancelling canceling scrapped axed postponed postpones postpone postponing "
    "delayed deferred rescheduled moved shifted adjourned".split()
) | {"called off", "calls off", "call off", "calling off", "put off", "puts off"}
_MOVED_ONLY = frozenset({"moved", "shifted", "rescheduled"})  # without a new date these tell no end
_BEING = frozenset("was were been be being is are has have had".split())
_TO = frozenset({"to", "until", "till", "for"})
_AFTER_ALL = frozenset("will took takes taking held opened opens began begins started starts arrived".split())
_ACTIVE_REACH = 6


def fate(sentence: Sentence, at: int) -> Fate | None:
    """What became of the event whose noun or verb stands at `at`; None where it goes ahead as told."""
    if sentence.lowers.isdisjoint(_ENDED) and "off" not in sentence.lowers:
        return None
    items = sentence.items
    for v in range(len(items)):
        if not _is_end(items, v) or not _ends(items, v, at):
            continue
        told = v + 1 + (lower_at(items, v + 1) == "off")
        when = next((j for j in range(told, min(len(items), told + 4)) if _is_new_date(items, j)), None)
        if when is not None:
            return Fate(when)
        if items[v].lower in _MOVED_ONLY or _goes_ahead(items, told):
            return None  # "postponed in November, will now take place in March"
        return Fate(None)
    return None


def _goes_ahead(items: list[Item], k: int) -> bool:
    """Whether the event takes place after all: told behind `k`, before another clause."""
    for item in items[k:]:
        if item.lower in _CONTRASTS:
            return False
        if item.lower in _AFTER_ALL:
            return True
    return False


_CONTRASTS = frozenset({"but", ";", "while", "although", "so", "as"})


def _is_end(items: list[Item], v: int) -> bool:
    return items[v].lower in _ENDED or (
        lower_at(items, v + 1) == "off" and items[v].lower in {"call", "calls", "called", "put", "puts", "putting"}
    )


def _ends(items: list[Item], v: int, at: int) -> bool:
    """Whether the verb at `v` has the event at `at` for its object ("postponed his visit") or its subject ("the visit
    was called off", "the visit, postponed in May,")."""
    if v < at:
        return at - v <= _ACTIVE_REACH and all(
            items[j].kind != "PER" and items[j].lower not in {",", ";", "and", "but", "during"}
            for j in range(v + 1, at)
        )
    return any(lower_at(items, j) in _BEING or lower_at(items, j) == "," for j in range(max(at, v - 3), v))


def _is_new_date(items: list[Item], j: int) -> bool:
    """Whether the period at `j` is what an event was moved to: "to March", "from March to June", "until June"."""
    if kind_at(items, j) != "PER":
        return False
    return lower_at(items, j - 1) in _TO or items[j].lower.startswith(("from ", "until ", "till "))


def _moved_to(sentence: Sentence, when: int) -> Period:
    """The day or month that an event was moved to; of "from March to June" the latter."""
    period = period_at(sentence, when, ahead=True)
    last = (period.edtf or "").rpartition("/")[2]
    if last == period.edtf or period.end is None:
        return period
    end: str = period.end
    today = sentence.today
    if today is not None and end < today and not any(len(w) == 4 and w.isdigit() for w in period.text.split()):
        end = str(int(end[:4]) + 1) + end[4:]  # "until July", which lies ahead of the report
        last = end[:4] + last[4:]
    start = end[: len(last)] + "-01" * ((10 - len(last)) // 3)
    return msgspec.structs.replace(period, start=start, end=end, edtf=last)


def move(draft: Draft, sentence: Sentence, when: int) -> None:
    """Give an event the date that it was moved to."""
    period = _moved_to(sentence, when)
    draft.put("period", period, sentence.items[when])
    draft.stance = "planned" if lies_ahead(sentence, period) else "stated"
