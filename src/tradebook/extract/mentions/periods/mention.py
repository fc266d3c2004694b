"""What a reader of periods hands out."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tradebook.statement import Period


class FiscalPart(Struct, frozen=True, gc=False):
    """Months of a fiscal year, whose first day only the country whose year it is can tell.

    `years`: the year or two years of its label ("FY2023", "2022-23"), empty where there is none; `offset`: how many
    years from the one that runs on the day `today` ("last fiscal year": -1); `begin`: its first day where the text
    says it; `months`: the first and the last of its months by number; `named`: those of the calendar, where it is
    those that are named ("July-May of the fiscal year"). `farm`: it is a marketing year, or a season."""

    years: tuple[int, ...] = ()
    offset: int | None = None
    today: date | None = None
    begin: date | None = None
    months: tuple[int, int] = (1, 12)
    named: tuple[int, int] | None = None
    farm: bool = False


class PeriodMention(Struct, frozen=True, gc=False):
    """A period as mentioned.

    `relation`: None for a period of its own; "year_earlier" (a year, or `years`, before the period in question),
    "previous_year" (the calendar year before it), "previous" (the period before it), "same" (anaphoric: "the
    reporting period", "that year"), "same_in_year" (its months in the year named), "reported_in_year" (the same, of
    what is told itself), "yearly" ("year on year"), "monthly" and "quarterly" ("month on month"), "stretch" (points
    back at a period of `months` months, if there is one: "in the six months").
    `ahead`: the period as it reads when the sentence speaks of the future ("in December").
    `cue`: "since", "by", "as_of", "until" where such a word belongs to it. `bare_year` for a lone year.
    `fiscal`: what it is of a fiscal year."""

    period: Period
    relation: str | None = None
    ahead: Period | None = None
    cue: str | None = None
    bare_year: bool = False
    fiscal: FiscalPart | None = None
    months: int = 0
    years: int = 1


# A mention and the index behind its last token
Found = tuple[PeriodMention, int]


def reworded(period: Period, text: str) -> Period:
    """The same period under a longer wording."""
    return Period(start=period.start, end=period.end, edtf=period.edtf, calendar=period.calendar, text=text)


def unresolved(text: str, relation: str | None = None, cue: str | None = None) -> PeriodMention:
    """A period whose days are not known from its own words."""
    return PeriodMention(Period(text=text), relation=relation, cue=cue)
