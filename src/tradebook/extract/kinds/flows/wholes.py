"""Of what a share is, where only pointing words say so: "trade stood at $2.4bn, of which exports made up 3 percent"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.extract.kinds.flows.topic import Settled, Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import ShareOf

_POINTING = frozenset({"that", "this", "it", "which"})
_SUMS = frozenset({"total", "sum", "volume", "amount", "figure", "turnover", "trade"})


def point_share(flow: Flow, side: Sides, settled: list[Settled], topic: Topic, here: Sentence) -> None:
    """Put in of what a share is where words point back: the two-way trade just told; nothing where that was no trade
    at all ("Kenya earned $18 billion. Of this, a fifth came from tea exports")."""
    if flow.head.two_way or not flow.has("share"):
        return
    whole = _two_way_trade(flow, side, settled, topic, here)
    if whole is None and (
        settled[0][0] is not flow.head or topic.told(here) is not None or not _points_back(flow, here)
    ):
        return
    flow.draft.slots["share"] = replace(flow.draft.slots["share"], of=whole)


def _two_way_trade(flow: Flow, side: Sides, settled: list[Settled], topic: Topic, here: Sentence) -> ShareOf | None:
    """The two-way trade of the same two countries that a share of exports or imports is of: told before it in the
    sentence, or in the sentence before where words point back; None where it is of something else."""
    if not side.pair:
        return None
    of_two = ShareOf(measure="turnover", reporter=side.reporter, partner=side.partner)
    if flow.whole is not None:
        named = flow.whole.head
        spoken_of = named.mutual or named.loose or topic.near(topic.trade, here, 1)
        return of_two if named.measure == "turnover" and not named.sided and spoken_of else None
    known = next(
        (
            other
            for head, other in settled
            if head.measure == "turnover" and head.last < flow.head.first and not head.goods
        ),
        None,
    )
    if known is None and _points_back(flow, here) and (told := topic.told(here, 1)) is not None:
        known = told.sides if told.measure == "turnover" and not told.goods else None
    if known is None or set(known.pair) != set(side.pair):
        return None
    return of_two


def share_of_pointed(items: list[Item], i: int, between: list[Item]) -> bool:
    """Whether the percentage at `i` is told to be of what was told before and to be the flow behind it: "Of this, 97
    percent were imports", "more than 60% of the volume fell on exports", "two thirds of it Vietnamese exports"."""
    if not all(item.lower in _GOING_TO or item.lower in _SUMS | _POINTING | _OF_POINTING for item in between):
        return False
    opened = lower_at(items, 0) in _OF_POINTING or lower_at(items, 0) == "of"
    return _pointer_at(between, 0) or (opened and i < _NEAR and _pointer_at(items, 0))


_GOING_TO = frozenset(
    "were was are is being came come comes from fell falls on went to the of accounted for by".split()
)
_NEAR = 7  # items: "Of the total volume, more than |97 percent|"


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
