"""The time of an earlier figure that tells none, where the flow told just before was held against the same months of
the year before: "Coffee brought in $69 million in 2018, compared with $64 million |a year earlier|. Tea brought in $90
million, compared with $84 million"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.statement import Period

_ALIKE = ("measure", "reporter", "partner", "between", "goods", "excludes", "reporter_area", "partner_area")
_SUMS = ("amount", "quantity")
_REACH = 2


def with_time_before(drafts: list[Draft], topic: Topic, sentence: Sentence) -> None:
    """Give such a figure of a sentence its time, and take note of the two times that a sentence itself tells."""
    if sentence.headline:
        return
    told: tuple[Period, Period] | None = None
    for later in drafts:
        period: Period | None = later.get("period")
        if period is None or later.stance != "stated" or not any(later.get(slot) for slot in _SUMS):
            continue
        for earlier in drafts:
            if earlier is later or not _same_flow(later, earlier):
                continue
            before: Period | None = earlier.get("period")
            if before is not None and _a_year_before(before, period):
                told = period, before
            elif before is None and (known := topic.compared) is not None and not told:
                now, then, spoken, reporter = known
                near = topic.near(spoken, sentence, _REACH) and sentence.paragraph == spoken.paragraph
                if near and now == period and reporter == later.get("reporter"):
                    earlier.put("period", then)
                    earlier.lean_on(spoken)
                    told = now, then
    if told is not None:
        reporter = next((d.get("reporter") for d in drafts if d.get("period") == told[0]), None)
        topic.compared = (*told, sentence, reporter)


def _same_flow(one: Draft, other: Draft) -> bool:
    if not any(one.get(slot) is not None and other.get(slot) is not None for slot in _SUMS):
        return False
    return all(one.get(slot) == other.get(slot) for slot in _ALIKE)


def _a_year_before(earlier: Period, later: Period) -> bool:
    """Whether two times are the same months of two years in turn."""
    if not (earlier.start and earlier.end and later.start and later.end) or earlier.calendar != later.calendar:
        return False
    if whole_months(earlier) != whole_months(later):
        return False
    first, second = date.fromisoformat(earlier.start), date.fromisoformat(later.start)
    return second.year == first.year + 1 and (first.month, first.day) == (second.month, second.day)
