"""Whether figures are preliminary or revised: "preliminary data show", "from a revised $42 million in December"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import lower_at

_DATA = frozenset("data figures estimates figure estimate statistics results information".split())
_BEFORE_FIGURE = 3


def take_own_revision(draft: Draft) -> None:
    """Note in a draft what stands right before its own figure: "rose to a |provisional| $30 million from a |revised|
    $42 million"."""
    spans = [*draft.spans.get("amount", ()), *draft.spans.get("quantity", ())]
    items = draft.sentence.items
    at = next((k for k, item in enumerate(items) if (item.start, item.end) in spans), 0)
    for item in reversed(items[max(0, at - _BEFORE_FIGURE) : at]):
        if (told := item.cue("revision")) is not None:
            draft.put("revision", told, item)
            return
        if item.kind != "PER" and item.lower not in {"trade", "'", "’", "s", "total"} and item.cue("flow") is None:
            return


def fill_revision(draft: Draft, sentence: Sentence) -> None:
    """Note in the draft of a flow that its sentence tells "preliminary data", "revised figures"."""
    items = sentence.items
    k, item = next((k, item) for k, item in enumerate(items) if item.is_("revision"))
    if item.lower == "revised" and k + 2 >= len(items) and lower_at(items, k - 1) == ",":
        return  # "down from $45.7 billion in November, revised": the earlier figure
    j = k - 1
    while lower_at(items, j) in {"a", "an", "the"} or lower_at(items, j).endswith("ly"):
        j -= 1
    if item.lower == "revised" and lower_at(items, j) == "from":
        return  # "up from a(n upwardly) revised $3bn in May": the earlier figure
    if item.lower == "revised" and _revises_another(draft, items, k):
        return
    if item.cue("revision") == "preliminary" and any(i.lower in _DATA for i in sentence.items):
        draft.put("revision", "preliminary", item)
    elif item.lower == "revised":
        draft.put("revision", "revised", item)


def _revises_another(draft: Draft, items: list[Item], k: int) -> bool:
    """Whether the figure behind "revised" is none of the flow's: "fell 4.8%, after August's |revised| 1.6% fall", "more
    than the |revised| July deficit of $42.5 billion"."""
    figure = next((i for i in items[k + 1 : k + 6] if i.kind in {"AMT", "QTY", "PCT"}), None)
    told = {span for slot in ("amount", "quantity", "change") for span in draft.spans.get(slot, ())}
    return figure is not None and bool(told) and (figure.start, figure.end) not in told
