"""The time that forecasts are for: "Soymeal exports are forecast at 24 million tonnes in 2025. Oil exports are seen at
5 million tonnes" tells of the same year twice."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.topic import Topic

_REACH = 4
_FORESEEN = frozenset({"expected", "planned"})


def same_time_ahead(drafts: list[Draft], topic: Topic, sentence: Sentence) -> None:
    """Give what is foreseen without a time that of the country's forecast told right before it."""
    for draft in drafts:
        if draft.stance not in _FORESEEN:
            continue
        period, reporter = draft.get("period"), draft.get("reporter")
        if period is not None:
            topic.ahead = (period, reporter, sentence)
        elif topic.ahead is not None and topic.ahead[1] == reporter and topic.near(topic.ahead[2], sentence, _REACH):
            draft.slots["period"] = topic.ahead[0]
            draft.lean_on(topic.ahead[2])
            topic.ahead = (topic.ahead[0], reporter, sentence)
