"""Of what a share is, where only pointing words say so: "trade stood at $2.4bn, of which exports made up 3 percent"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.extract.kinds.flows.topic import Settled, Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import ShareOf

_POINTING = frozenset({"that", "this", "it", "which"})
_SUMS = frozenset({"total", "sum", "volume", "amount", "figure", "turnover", "trade"})


def whole_pointed_at(flow: Flow, side: Sides, settled: list[Settled], topic: Topic, here: Sentence) -> ShareOf | None:
    """The two-way trade of the same two countries that a share of exports or imports is of: told before it in the
    sentence, or in the sentence before where words point back; None where it is of something else."""
    if flow.head.two_way or not side.pair or not flow.has("share"):
        return None
    of_two = ShareOf(measure="turnover", reporter=side.reporter, partner=side.partner)
    if flow.whole is not None:
        named = flow.whole.head
        spoken_of = named.mutual or named.loose or topic.near(topic.trade, here, 1)
        return of_two if named.measure == "turnover" and not named.sided and spoken_of else None
    known = next(
        (other for head, other in settled if head.measure == "turnover" and head.last < flow.head.first and not head.goods),
        None,
    )
    if known is None and _points_back(flow, here) and (told := topic.told(here, 1)) is not None:
        known = told.sides if told.measure == "turnover" and not told.goods else None
    if known is None or set(known.pair) != set(side.pair):
        return None
    return of_two


def _points_back(flow: Flow, here: Sentence) -> bool:
    """Whether "of that", "of the total", "of the turnover" stands before the phrase or behind the percentage."""
    items = here.items
    spans = flow.draft.spans.get("share", ())
    behind = next((k + 1 for k, item in enumerate(items) if (item.start, item.end) in spans), len(items))
    return _pointer_at(items, behind) or any(_pointer_at(items, k) for k in range(flow.head.first))


def _pointer_at(items: list[Item], k: int) -> bool:
    low = lower_at(items, k)
    if low in _OF_POINTING:
        return True
    if low != "of":
        return False
    k += 1
    if lower_at(items, k) in _POINTING and lower_at(items, k + 1) not in _SUMS:
        return True
    k += lower_at(items, k) in {"the", "that", "this"}
    return lower_at(items, k) in _SUMS and lower_at(items, k + 1) not in {"of", "exports", "imports"}


_OF_POINTING = frozenset({"of which", "of this", "of that", "of it"})
