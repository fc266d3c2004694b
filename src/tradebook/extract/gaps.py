"""What was not understood: figures beside trade words that gave no statement."""

from __future__ import annotations

from collections.abc import Iterator

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.finish import evidence_of
from tradebook.extract.items import Item, Sentence
from tradebook.extract.tables import words
from tradebook.statement import Amount, Field, Gap, Number, Quantity

UNREADABLE = "the figure is not a number that can be read for certain"
NO_SIDES = "whose trade it is cannot be told"
NO_PART = "its part in the sentence is not clear"

Size = tuple[Number | str | None, ...]

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_REACH = 4


def gaps_of(document: Document, drafts: list[Draft]) -> list[Gap]:
    """The gaps of a report in the order of its text. A figure of something else than trade (behind a word of
    `tables/noise.csv`) is none."""
    covered = {(d.sentence.field, span) for d in drafts for spans in d.spans.values() for span in spans}
    told = {sentence.index for d in drafts for sentence in (d.sentence, *d.also)}
    again = {(sentence.index, size) for d in drafts for sentence in d.also for size in _sizes(d)}
    read = {size for d in drafts for size in _figures_of(d)}
    here = {(s.index, size) for d in drafts for s in (d.sentence, *d.also) for size in _figures_of(d)}
    found: list[Gap] = []
    for sentence in document.sentences:
        if not _speaks_of_trade(sentence) or sentence.kinds.isdisjoint(_FIGURES):
            continue
        for k, item in enumerate(sentence.items):
            if (
                item.kind in _FIGURES
                and not _is_covered(item, sentence, covered)
                and (sentence.index, _size(item.value)) not in again
                and not _is_told_again(item, sentence, read, here)
                and not _of_something_else(sentence.items, k)
            ):
                reason = UNREADABLE if item.kind == "BAD" else NO_PART if sentence.index in told else NO_SIDES
                found.append(
                    Gap(report=document.report.id, evidence=evidence_of(sentence), figure=item.text, reason=reason)
                )
    return found


def _speaks_of_trade(sentence: Sentence) -> bool:
    return "flow" in sentence.cues or "strong" in sentence.cues


def _sizes(draft: Draft) -> list[Size]:
    """The sums and quantities of a claim, which a sentence that makes it again tells again."""
    return [_size(draft.get(slot)) for slot in ("amount", "quantity") if draft.get(slot) is not None]


def _size(value: object) -> Size:
    if isinstance(value, Amount):
        return value.value, value.low, value.high, value.currency
    return (value.value, value.low, value.high, value.unit) if isinstance(value, Quantity) else ()


def _figures_of(draft: Draft) -> Iterator[float]:
    """All figures of a claim, without their units."""
    for slot in ("amount", "quantity"):
        value = draft.get(slot)
        if value is not None and value.value is not None:
            yield float(value.value)
    for slot in ("change", "share"):
        value = draft.get(slot)
        if value is not None and value.percent is not None:
            yield abs(float(value.percent))


def _is_told_again(item: Item, sentence: Sentence, read: set[float], here: set[tuple[int, float]]) -> bool:
    """Whether a figure was read elsewhere: any in a headline or of its own sentence; in the text one so exact that it
    is no other."""
    value = item.value.percent if item.kind == "PCT" else getattr(item.value, "value", None)
    if value is None or abs(float(value)) not in read:
        return False
    if sentence.headline or (sentence.index, abs(float(value))) in here:
        return True
    return item.kind in {"AMT", "QTY"} and len(f"{abs(float(value)):.10g}".strip("0.")) > 3


def _is_covered(item: Item, sentence: Sentence, covered: set[tuple[Field, tuple[int, int]]]) -> bool:
    if (sentence.field, (item.start, item.end)) in covered:
        return True
    return any(field == sentence.field and start <= item.start and item.end <= end for field, (start, end) in covered)


def _of_something_else(items: list[Item], k: int) -> bool:
    noise = words("noise")
    near = items[max(0, k - _REACH) : k + _REACH]
    if any(item.lower in noise for item in near):
        return True
    # "the production of grain in the country over ten years came to": what is nearer in front
    told = next((i for i in reversed(items[:k]) if i.is_("flow") or i.is_("fverb") or i.lower in noise), None)
    return told is not None and told.lower in noise
