"""The months that a report has just told, where a comparison only says "this year"."""

from __future__ import annotations

from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.kinds.flows.topic import Topic


def of_the_stretch(flow: Flow, topic: Topic) -> bool:
    """ "from $5 million last year to $6 million |this year|", where months of this year were told before: those."""
    if flow.period is None or flow.versus is None or topic.period is None:
        return False
    if flow.period.lower != "this year" or flow.versus.lower != "last year" or not flow.period.value.period.start:
        return False
    if not topic.near(topic.period_sentence, flow.sentence, 4) or (whole_months(topic.period) or 12) >= 12:
        return False
    return bool((topic.period.end or "")[:4] == flow.period.value.period.start[:4])
