"""The time that words only point at: "in the period", "during the period under review", "in the four months"."""

from __future__ import annotations

from typing import cast

from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.stretches import lasts_months, whole_months
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.statement import Period


def pointed(
    mention: PeriodMention, base: Period | None, topic: Topic, countries: list[str] | tuple[()]
) -> Period | None:
    """The period that a pointing one means: the last that was spoken of, of as many months where they are counted."""
    seen = topic.seen_period
    if (reviewed := _under_review(mention, base, topic)) is not None:
        return reviewed
    candidates = [
        base,
        in_calendar(seen.value, countries) if seen is not None else None,
        topic.stretches.get(mention.months),
    ]
    for known in candidates:
        if known is not None and (not mention.months or lasts_months(known, mention.months)):
            return known
    if mention.relation == "stretch" and seen is not None and seen.value.fiscal is not None and not countries:
        return cast(Period, seen.value.period)  # whose fiscal year it is, is not known here
    return mention.period if mention.period.start is not None else None


def _under_review(mention: PeriodMention, base: Period | None, topic: Topic) -> Period | None:
    """The stretch that "the period under review" means behind a single month of it: the one that the report began
    with."""
    text = (mention.period.text or "").lower()
    if "period" not in text or not text.endswith(("under review", "in review")) or not topic.stretches:
        return None
    first = next(iter(topic.stretches.values()))
    month = base is not None and whole_months(base) == 1 and (whole_months(first) or 0) > 1
    inside = month and base is not None and (first.start or "") <= (base.start or "") and (base.end or "") <= (
        first.end or ""
    )  # fmt: skip
    return first if inside else None
