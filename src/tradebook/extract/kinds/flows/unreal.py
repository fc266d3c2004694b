"""Trade that did not come about: "exports would have reached $40 million without the ban"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.flow import FIGURES, Flow
from tradebook.extract.kinds.phrases import lower_at

_MODALS = frozenset({"would", "could", "might", "should"})


def is_unreal(sentence: Sentence, flow: Flow) -> bool:
    """Whether a flow is only told as what would have been: the modal perfect governs its figure."""
    items, at = sentence.items, flow.head.at
    if sentence.lowers.isdisjoint(_MODALS):
        return False
    for k, item in enumerate(items):
        if item.lower not in _MODALS or "have" not in lower_at(items, k + 1).split(" "):
            continue
        first, last = min(k, at), max(k, at)
        if not any(t.kind in FIGURES or t.lower == ";" for t in items[first:last]) and not _aside(items, first, last):
            return True
    return False


def _aside(items: list[Item], first: int, last: int) -> bool:
    """Whether another clause lies between the modal and the flow: "which would have cost jobs, exports rose"."""
    return last - first > 2 and any(t.lower in {"which", "that", "who", "while"} for t in items[first:last])
