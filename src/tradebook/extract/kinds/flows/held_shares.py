""" "China had a share of 12 percent, with exports worth $5 million", brought to "the share of China was 12 percent",
where the trade that it is a share of was told before."""

from __future__ import annotations

from tradebook.extract.items import Cue, Item, Sentence
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at

_HOLDING = frozenset("had has held holds hold have with took takes".split())
_ACCOUNTED = frozenset({"accounted", "accounts"})
_GROUPS = frozenset({"countries", "states", "nations", "members"})
_WAS = Cue({"val": "1"})
_ENDS = frozenset({".", "", ",", ";", "and", "while", "(", "against", "up", "down", "compared"})
_COMPARING = frozenset({"against", "compared", "versus", "up", "down", "from", "compared with", "compared to"})
_MEASURES = frozenset({"exports", "imports", "turnover"})


def share_put_plainly(sentence: Sentence, topic: Topic) -> list[Item] | None:
    """The items of a sentence with the share that its subject has in the trade told before in one wording; None where
    it tells no such share."""
    if "PCT" not in sentence.kinds or "PLACE" not in sentence.kinds:
        return None
    lowers = sentence.lowers
    if "share" not in lowers and lowers.isdisjoint(_ACCOUNTED):
        return None
    told = topic.told(sentence, 1)
    if told is None or told.measure not in _MEASURES or told.sides.reporter in {None, WORLD}:
        return None
    items = sentence.items
    k = 1 if lower_at(items, 0) == "the" else 0
    if kind_at(items, k) != "PLACE" or items[k].value.code == told.sides.reporter:
        return None
    stop = k + 1 + (lower_at(items, k + 1) in _GROUPS)
    at = _share_behind(items, stop) or _accounted(items, stop)
    if at is None:
        return None
    place, verb = items[k], items[stop]
    return [
        *(Item("w", place.start, place.start, word, word) for word in ("the", "share", "of")),
        *items[k:stop],
        Item("CUE", verb.start, verb.end, verb.text, "was", _WAS),
        items[at[0]],
        *items[at[1] :],
    ]


def _share_behind(items: list[Item], j: int) -> tuple[int, int] | None:
    """The index of the percentage of "had a share of |12 percent|", "held the largest share, |12 percent|", "had a |12
    percent| share", and that behind it; None where none is told, or one of something that is named."""
    if lower_at(items, j) not in _HOLDING or lower_at(items, j + 1) not in {"a", "an", "the"}:
        return None
    share = next((k for k in range(j + 2, j + 5) if lower_at(items, k) == "share"), 0)
    if kind_at(items, share - 1) == "PCT":
        at, end = share - 1, share + 1
    else:
        at = share + 2 if lower_at(items, share + 1) in {"of", ",", "at", "with", "("} else 0
        end = at + 1
    ends = lower_at(items, end) in _ENDS or (lower_at(items, end) == "in" and kind_at(items, end + 1) == "PER")
    told = share and kind_at(items, at) == "PCT" and ends
    return (at, end) if told else None


def _accounted(items: list[Item], j: int) -> tuple[int, int] | None:
    """The same of "accounted for |12 percent|, with exports worth", ", against 11 percent"."""
    if lower_at(items, j) not in _ACCOUNTED or lower_at(items, j + 1) != "for":
        return None
    k = j + 3 + (lower_at(items, j + 3) == ",")
    if kind_at(items, j + 2) != "PCT":
        return None
    compared = lower_at(items, k) in _COMPARING and any(kind_at(items, n) == "PCT" for n in range(k + 1, k + 4))
    beside = lower_at(items, k) == "with" and k + 1 < len(items) and items[k + 1].is_("flow")
    return (j + 2, j + 3) if compared or beside else None
