"""What another good earned, behind what a country's exports of one did: "Kenya earned $196 million from tea in 2018.
|Cotton earnings| rose to $68 million" are cotton exports."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.lexicon import tree

_EARNED = frozenset({"earnings", "receipts", "revenue", "revenues", "proceeds"})
_OPENING = frozenset({"", ",", "while", "and", "but", "the", "whereas", ";"})
_FIRMS = frozenset({"ORG", "NAME", "PERSON"})


def put_in_earned(sentence: Sentence, topic: Topic) -> None:
    """Read such earnings as exports, as items at the same place."""
    if sentence.lowers.isdisjoint(_EARNED) or "GOOD" not in sentence.kinds or "flow" in sentence.cues:
        return
    told = topic.told(sentence, 2)
    if told is None or told.measure != "exports" or not told.goods or sentence.headline:
        return
    if told.sentence.paragraph != sentence.paragraph or not sentence.kinds.isdisjoint(_FIRMS):
        return
    items = sentence.items
    for k in range(len(items) - 2):
        if items[k].kind == "GOOD" and items[k + 1].lower in _EARNED and lower_at(items, k - 1) in _OPENING:
            verb = items[k + 2]
            if verb.is_("chverb") or verb.is_("val") or kind_at(items, k + 2) == "PER":
                noun = items[k + 1]
                cue = tree()["exports"].entries[0].cue
                items[k + 1] = Item("CUE", noun.start, noun.end, noun.text, "exports", cue)
                sentence.refresh()
