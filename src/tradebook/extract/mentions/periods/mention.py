"""What a reader of periods hands out."""

from __future__ import annotations

from msgspec import Struct

from tradebook.statement import Period


class PeriodMention(Struct, frozen=True, gc=False):
    """A period as mentioned.

    `relation`: None for a period of its own; "year_earlier" (a year before the period in question), "previous_year"
    (the calendar year before it), "previous" (the period before it), "same" (anaphoric: "the reporting period",
    "that year"), "same_in_year" (its months in the year named), "yearly" ("year on year").
    `ahead`: the period as it reads when the sentence speaks of the future ("in December").
    `cue`: "since", "by", "as_of", "until" where such a word belongs to it. `bare_year` for a lone year."""

    period: Period
    relation: str | None = None
    ahead: Period | None = None
    cue: str | None = None
    bare_year: bool = False


# A mention and the index behind its last token
Found = tuple[PeriodMention, int]


def reworded(period: Period, text: str) -> Period:
    """The same period under a longer wording."""
    return Period(start=period.start, end=period.end, edtf=period.edtf, calendar=period.calendar, text=text)


def unresolved(text: str, relation: str | None = None, cue: str | None = None) -> PeriodMention:
    """A period whose days are not known from its own words."""
    return PeriodMention(Period(text=text), relation=relation, cue=cue)
