"""Times that are told of something else than the trade that is spoken of, and those told nearer to it."""

from __future__ import annotations

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.noted import lands_named
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.extract.kinds.flows.topic import Topic

_OF_TRADE = frozenset({"flow", "supply", "fverb", "traded", "partner_noun", "earning", "earnings", "goods_word"})


def of_others(told: Sentence, flow: Flow, side: Sides) -> bool:
    """Whether a time was told of something else in another paragraph: of other countries, or of no trade at all."""
    if told.paragraph == flow.sentence.paragraph or told.field != flow.sentence.field:
        return False
    named = lands_named(told)
    if named:
        return named.isdisjoint({side.reporter, side.partner, *side.between})
    return told.cues.isdisjoint(_OF_TRADE)


def told_since(told: Sentence, flow: Flow, topic: Topic) -> bool:
    """Whether another time was told since with trade that has no figure, in this paragraph and not in that of `told`:
    "Uganda's coffee exports rose |in 2023|. The country earned $940 million"."""
    seen, here = topic.seen_sentence, flow.sentence.paragraph
    if seen is None or seen.index <= told.index or not told.paragraph < seen.paragraph == here:
        return False
    return not seen.cues.isdisjoint(_OF_TRADE) and seen.kinds.isdisjoint({"AMT", "QTY", "PCT", "FAC"})
