"""The periods of the flows of one sentence: their own, one shared by the sentence, or that of the talk before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import cast

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.talk import Talk
from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.mentions.periods.fiscal import in_months
from tradebook.extract.tables import rows
from tradebook.statement import Change, Period


def resolve_periods(flows: list[Flow], opening: Item | None, talk: Talk, document: Document) -> None:
    """Fill `period` and the `versus` of changes of the drafts of a sentence."""
    if not flows:
        return
    _share_periods(flows, opening, talk)
    compared: Item | None = None
    for flow in flows:
        if flow.versus is None and compared is not None and flow.draft.get("change") is not None:
            flow.versus = compared
        elif flow.versus is not None and flow.draft.get("change") is not None:
            compared = flow.versus
    for flow in flows:
        draft = flow.draft
        period = _period_of(flow, talk, draft)
        if period is not None:
            draft.put(
                "period", period, *([flow.period] if flow.period is not None and not _is_of_before(flow, talk) else [])
            )
        _versus(flow, period)


def _is_of_before(flow: Flow, talk: Talk) -> bool:
    return flow.period in (talk.last_period, talk.seen_period) and flow.period not in flow.sentence.items


def _share_periods(flows: list[Flow], opening: Item | None, talk: Talk) -> None:
    """A period at the head or the end of the sentence holds for all of its flows."""
    shared = opening
    for flow in flows:
        if flow.period is None:
            flow.period = shared
        else:
            shared = flow.period if flow.period.value.relation is None else shared
    later: Item | None = None
    for flow in reversed(flows):
        if flow.period is None:
            flow.period = later
        else:
            later = flow.period
    for flow in flows:
        if flow.period is None and flow.sentence.field == "text":
            _period_before(flow, talk)


def _period_before(flow: Flow, talk: Talk) -> None:
    """The period that the sentences just before were of, in the same paragraph or the one before."""
    known, told = talk.last_period, talk.period_sentence
    if known is None or told is None or not talk.near(told, flow.sentence, 4):
        # no flow was read there, but the sentences before may have named the time that their figures are of
        known, told = talk.seen_period, talk.seen_sentence
        if known is None or told is None or not talk.near(told, flow.sentence, 2):
            return
    if flow.sentence.paragraph - 1 <= told.paragraph <= flow.sentence.paragraph:
        flow.period = known
        flow.draft.lean_on(told)


def _period_of(flow: Flow, talk: Talk, draft: Draft) -> Period | None:
    if flow.period is None:
        return None
    mention: PeriodMention = flow.period.value
    if mention.relation == "same" and talk.last_period is not None:
        return cast(Period, talk.last_period.value.period)
    if mention.relation in {"year_earlier", "previous_year"} and talk.last_period is not None:
        base: Period = talk.last_period.value.period
        return cal.shifted_years(base, -1, flow.period.text)
    if mention.relation is not None:
        return None
    if mention.cue == "as_of" and mention.period.start and flow.head.measure != "balance":
        return mention.period
    period = mention.period
    if period.calendar == "marketing year":
        known = talk.farm_year
        return in_farm_year(period, None if known is None else known.value.period)
    return period if period.edtf or period.start or period.calendar else None


def _versus(flow: Flow, period: Period | None) -> None:
    """The period that the change and the earlier figure are of."""
    if flow.versus is None:
        return
    mention: PeriodMention = flow.versus.value
    found = _resolved(mention, period, flow.versus.text)
    change: Change | None = flow.draft.get("change")
    if change is not None and found is not None:
        flow.draft.slots["change"] = Change(
            percent=change.percent,
            factor=change.factor,
            amount=change.amount,
            of=change.of,
            qualifier=change.qualifier,
            versus=found,
            text=change.text,
        )
    if found is not None:
        flow.draft.slots["_versus"] = found


def _resolved(mention: PeriodMention, period: Period | None, text: str) -> Period | None:
    if mention.relation in {"year_earlier", "yearly", "previous_year"}:
        return _year_before(period, text) if period is not None else None
    if mention.relation == "same_in_year":
        if period is None or period.start is None or mention.period.start is None:
            return mention.period
        return cal.shifted_years(period, int(mention.period.start[:4]) - int(period.start[:4]), text)
    if mention.relation == "previous":
        return _before(period, text)
    if mention.relation is not None:
        return None
    return _same_stretch(mention.period, period, text)


def _year_before(period: Period, text: str) -> Period | None:
    """The period a year earlier; a fiscal year whose days are not yet known keeps its label."""
    if period.start is None and period.calendar and period.edtf and period.edtf.count("/") == 1:
        first, last = period.edtf.split("/")
        if first.isdigit() and last.isdigit():
            return Period(edtf=f"{int(first) - 1}/{int(last) - 1}", calendar=period.calendar, text=text)
    return cal.shifted_years(period, -1, text)


def _same_stretch(told: Period, period: Period | None, text: str) -> Period:
    """ "in January-October 2022, up 5% from 2021" compares with January-October 2021."""
    if period is None or not told.start or not told.end or not period.start or not period.end:
        return told
    whole_year = told.edtf is not None and len(told.edtf) == 4
    if (
        whole_year
        and len(period.edtf or "") != 4
        and told.start[:4] != period.start[:4]
        and "/" in (period.edtf or "")
        and period.start[:4] == period.end[:4]
    ):
        return cal.shifted_years(period, int(told.start[:4]) - int(period.start[:4]), text) or told
    return told


def in_farm_year(period: Period, known: Period | None) -> Period:
    """A marketing year by its label ("MY 2022/23") in days, where another one has told its months."""
    if period.calendar != "marketing year" or period.start is not None or period.edtf is None:
        return period
    if known is None or known.calendar != "marketing year" or known.start is None:
        return period
    return in_months(int(period.edtf[:4]), int(known.start[5:7]), period.text)


def _before(period: Period | None, text: str) -> Period | None:
    """The month before a month, the quarter before a quarter."""
    if period is None or period.start is None or period.end is None:
        return None
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or last.day != cal.last_day(last.year, last.month):
        return None
    index = first.year * 12 + first.month - 1 - months
    begin = date(index // 12, index % 12 + 1, 1)
    end_index = index + months - 1
    end = date(end_index // 12, end_index % 12 + 1, cal.last_day(end_index // 12, end_index % 12 + 1))
    return cal.from_bounds(begin, end, text)


@cache
def _fiscal_years() -> dict[str, tuple[int, int, str]]:
    return {r["alpha3"]: (int(r["month"]), int(r["day"]), r["label"]) for r in rows("fiscal_years")}


def _current(period: Period, countries: Iterable[str], today: str | None) -> Period:
    """ "the current fiscal year", "last fiscal year": the label that the day of the report gives it in a country."""
    words_told = period.text.lower().split()
    back = 0 if not {"current", "this"}.isdisjoint(words_told) else 1 if not _PAST.isdisjoint(words_told) else None
    known = next((_fiscal_years()[c] for c in countries if c in _fiscal_years()), None)
    if today is None or back is None or known is None or len(words_told) > 4:
        return period
    day = date.fromisoformat(today)
    first = day.year - back - (0 if (day.month, day.day) >= known[:2] else 1)
    # the label of both years, so that no single year is taken for its first or last
    return Period(edtf=f"{first}/{first + 1}", calendar="fiscal year", text=f"{period.text}: {first}/{first + 1}")


_PAST = frozenset({"last", "previous", "past"})


def in_fiscal_year(period: Period, countries: Iterable[str], today: str | None = None) -> Period:
    """A fiscal year ("2022/2023") in days, by the first of `countries` whose year is in the table; else as it is."""
    if period.calendar != "fiscal year" or period.start is not None:
        return period
    countries = list(countries)
    if period.edtf is None:
        labelled = _current(period, countries, today)
        if labelled.edtf is None:
            return period
        return msgspec.structs.replace(in_fiscal_year(labelled, countries), text=period.text)
    if "/" not in period.edtf:
        return period
    first, last = (int(part) for part in period.edtf.split("/"))
    for country in countries:
        known = _fiscal_years().get(country)
        if known is None:
            continue
        month, day, label = known
        single = "/" not in period.text and "-" not in period.text and "–" not in period.text
        begin_year = last if single and label == "start" else first
        begin = date(begin_year, month, day)
        end = date(begin_year + 1, month, day) - timedelta(days=1)
        made = cal.from_bounds(begin, end, period.text)
        return Period(start=made.start, end=made.end, edtf=made.edtf, calendar="fiscal year", text=period.text)
    return period
