"""Headlines that name one partner above a report on all of a country's trade: "Sri Lanka's exports to India up", then
"Exports came to $1 billion in May" and, further on, "Exports to India were $81 million"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic

_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_HALVES = frozenset({"exports", "imports"})


def leave_headline(sentence: Sentence, topic: Topic) -> None:
    """Turn from the partner of the headline to all the world where the story opens with a bare flow and tells that of
    the partner by its name, with a figure, only later."""
    base = topic.base
    if base is None or sentence.headline or base.measure not in _HALVES:
        return
    if not base.sentence.headline and (base.told or sentence.paragraph == base.sentence.paragraph):
        return
    reporter, partner = base.sides.reporter, base.sides.partner
    if (
        reporter in {None, WORLD}
        or partner in {None, WORLD}
        or "flow" not in sentence.cues
        or not _has_figure(sentence)
    ):
        return
    told = [head for head in heads(sentence) if head.measure in _HALVES]
    bare = [h for h in told if not (h.sided_beyond_owner or h.open_other or h.elsewhere or h.supply or h.echo)]
    if not told or len(bare) < len(told) or told[0].measure != base.measure:
        return
    behind = topic.document.sentences[sentence.index + 1 :]
    if any(_names(later, str(reporter), str(partner), base.measure) for later in behind):
        topic.base = replace(base, sides=Sides(reporter, WORLD, confidence=base.sides.confidence), goods=())
        topic.focus, topic.trade, topic.about = topic.base, None, topic.about - {str(partner)}


def _has_figure(sentence: Sentence) -> bool:
    return not sentence.kinds.isdisjoint(_FIGURES)


def _names(sentence: Sentence, reporter: str, partner: str, measure: str) -> bool:
    """Whether a sentence tells the flow with the partner, or with another one, by its name, with a figure."""
    if not _has_figure(sentence) or "PLACE" not in sentence.kinds:
        return False
    for head in heads(sentence):
        if head.measure != measure or (head.owner is not None and head.owner.code != reporter):
            continue
        named = {place.code for place in (head.dest if measure == "exports" else (head.source,)) if place}
        if (partner in named and not head.goods) or named - {partner, reporter, WORLD}:
            return True
    return False
