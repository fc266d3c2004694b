"""The periods of the flows of one sentence: their own, one shared by the sentence, or that of the talk before it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import msgspec

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.acting import reporting
from tradebook.extract.kinds.flows.calendars import farm_year_begun, has_farm_year, in_calendar
from tradebook.extract.kinds.flows.cumulated import months_over, season_up_to, so_far_this_year, up_to
from tradebook.extract.kinds.flows.distances import resolved_from
from tradebook.extract.kinds.flows.first_and_last import grown_between
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.held_against import whole_year_told, year_aimed_at
from tradebook.extract.kinds.flows.other_times import of_others, told_since
from tradebook.extract.kinds.flows.pointed_periods import pointed
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.stretches import lasts_months, whole_months
from tradebook.extract.kinds.flows.this_year import of_the_stretch
from tradebook.extract.kinds.flows.timing import ADVERBS
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.statement import Change, Period

_POINTING = frozenset({"same", "stretch"})
# In the first weeks behind a month its figures are still expected
_SHORTLY = 75
_EVERY = frozenset({"annually", "yearly", "annual"})
_EACH = frozenset({"a", "per", "every", "each"})
_FUTURE = frozenset({"future", "expect", "plan", "target"})


def resolve_periods(told: list[tuple[Flow, Sides]], opening: Item | None, topic: Topic) -> None:
    """Fill `period` and the `versus` of changes of the drafts of a sentence."""
    if not told:
        return
    flows = [flow for flow, _ in told]
    base = topic.period
    if base is None and topic.ahead is not None and topic.near(topic.ahead[2], flows[0].sentence, 1):
        base = topic.ahead[0]  # "imports are seen at 12 million tons in 2025. This compares with 11 the year before"
    seen = topic.seen_sentence
    if base is None and topic.seen_period is not None and seen is not None and not of_others(seen, *told[0]):
        base = in_calendar(topic.seen_period.value, countries_of(told[0][1]))
    opening = _drop_days(flows, opening)

    _drop_unknown(told, topic)
    _share_periods(told, opening, topic)
    _share_versus(flows)
    reached: dict[int, Period] = {}  # "by April it had sold $5m against imports of $2m": one time for both
    for flow, side in told:
        own = flow.period is not None and _is_own(flow, topic)
        period = reached.get(id(flow.period)) or _so_far(
            flow, _period_of(flow, base, topic, countries_of(side)), countries_of(side), own=own
        )
        period = period if own else _by_comparison(flow, _month_told(flow, period, topic))
        if not own and (year := year_aimed_at(flow, base) or whole_year_told(flow, base)) is not None:
            period, flow.period = year, None
        if period is not None and (ends := grown_between(flow, period)) is not None:
            flow.draft.put("period", ends[1], *([flow.period] if flow.period is not None else []))
            if flow.has("change"):
                flow.draft.slots["change"] = msgspec.structs.replace(flow.draft.slots["change"], versus=ends[0])
            else:
                flow.draft.slots["_versus"] = ends[0]
            continue
        if period is not None:
            flow.draft.put("period", period, *([flow.period] if flow.period is not None and own else []))
            if own and period.start is not None:
                base = period
            if flow.period is not None and own and _holds_for_all(flow.period):
                reached[id(flow.period)] = period
        _versus(flow, period, countries_of(side))


def _holds_for_all(time: Item) -> bool:
    """Whether one time is the same for all flows that share it, whatever the first of them has made of the time spoken
    of: "|by April| it had sold $5m against imports of $2m", "|A year earlier| exports were $5m and imports $4m"."""
    return time.value.cue == "by" or time.value.relation in {"year_earlier", "previous_year", "previous"}


def _month_told(flow: Flow, period: Period | None, topic: Topic) -> Period | None:
    """The month that was told last, for what is compared with "the same month of the previous year", where the time
    told last is a longer one."""
    if flow.versus is None or period is None or flow.versus.value.relation != "year_earlier":
        return period
    if not flow.versus.lower.startswith(_SAME_MONTH) or whole_months(period) in {None, 1}:
        return period
    return topic.stretches.get(1, period)


def _by_comparison(flow: Flow, period: Period | None) -> Period | None:
    """The months a year after those that a growth is held against, where nothing else tells them: "bought 24 tonnes,
    a third more than |in January-May 2023|"; a year that was told last may hold them."""
    compared: PeriodMention | None = flow.versus.value if flow.versus is not None else None
    pointed_at = flow.prior is not None and any(
        item.kind == "PER" and item.value.relation == "same" for item in flow.sentence.items
    )  # "from $15m in the first quarter of last year to $10m |in the period under review|"
    if compared is None or compared.relation is not None or not (flow.has("change") or pointed_at):
        return period
    months, before = whole_months(compared.period), compared.period
    if months is None or months >= _A_YEAR or before.start is None:
        return period
    if not flow.has("change") and period is not None:
        return period
    year, first = int(before.start[:4]) + 1, int(before.start[5:7])
    if first + months - 1 > _A_YEAR:
        return period
    later = cal.of_months(year, first, first + months - 1, before.text or "")
    over = later.end is not None and later.end <= (flow.sentence.today or "")
    told = period is None or (whole_months(period) == _A_YEAR and (period.start or "")[:4] == str(year))
    return later if over and told else period


_A_YEAR = 12
_SAME_MONTH = ("the same month", "same month", "the corresponding month")


def _year_up_to(day: date, flow: Flow, countries: list[str], told: Period) -> Period | None:
    """What was traded "as of April 4" was since the new year; since when, of crops with a year of their own, is not
    known."""
    if has_farm_year(countries[:1], flow.head.goods):
        return None
    return cal.of_days(date(day.year, 1, 1), day, told.text or "")


def _so_far(flow: Flow, period: Period | None, countries: list[str], *, own: bool) -> Period | None:
    """A season or year up to the day that the sentence tells: "in the July-June season as of February 12"."""
    if not own or period is None or period.start is None or period.end is None:
        return period
    if (season := season_up_to(flow, period, countries)) is not None:
        return season
    till = flow.period is not None and flow.period.value.cue == "by"
    if period.start == period.end and flow.has("amount", "quantity") and flow.period is not None and not till:
        if not flow.period.lower.startswith(_AS_OF) or flow.head.measure == "balance":
            return period
        return _year_up_to(date.fromisoformat(period.end), flow, countries, period)
    if _as_of_month(flow, period):
        return cal.of_months(int(period.start[:4]), 1, int(period.end[5:7]), period.text or "")
    if flow.period is not None and flow.period.lower.startswith(_AS_OF) and whole_months(period) == _QUARTER:
        # "as of the third quarter of 2021 the figure reached": since the new year
        return cal.of_days(date(int(period.start[:4]), 1, 1), date.fromisoformat(period.end), period.text or "")
    if _reached_by(flow, period):
        start, end = date.fromisoformat(period.start), date.fromisoformat(period.end)
        if has_farm_year(countries[:1], flow.head.goods):
            begun = farm_year_begun(countries, flow.head.goods, end)
            return period if begun is None else cal.of_days(begun, end, period.text or "")
        return cal.of_days(date(start.year, 1, 1), end, period.text or "")
    for item in flow.sentence.items:
        if item.kind != "PER" or item is flow.period or not item.lower.startswith(_UP_TO):
            continue
        day = item.value.period
        if day.start is None or day.start != day.end or not period.start < day.start < period.end:
            continue
        if date.fromisoformat(period.end) - date.fromisoformat(period.start) < _SEASON:
            return period
        return cal.of_days(date.fromisoformat(period.start), date.fromisoformat(day.start), period.text or "")
    return period


def _as_of_month(flow: Flow, period: Period) -> bool:
    """ "Since the beginning of the year it has imported goods worth $8 billion, data |as of the end of May| show"."""
    item = flow.period
    if item is None or not item.lower.startswith(_AS_OF) or whole_months(period) != 1:
        return False
    behind = any(t.kind == "PER" and t.value.cue == "since" and t is not item for t in flow.sentence.items)
    return behind and flow.has("amount", "quantity") and flow.head.measure != "balance"


def _reached_by(flow: Flow, period: Period) -> bool:
    """ "By the end of November Vietnam had imported 2.6 million tonnes": since the new year."""
    if flow.period is None or flow.period.value.cue != "by" or not flow.head.verb or not flow.has("amount", "quantity"):
        return False
    items, head = flow.sentence.items, flow.head
    told = any(item.lower == "had" for item in items[head.first : head.at])
    told = told or (items[head.at].is_("past") and flow.period.lower.startswith(_BY_END))
    return told and (period.start or "")[:4] == (period.end or "")[:4] and (period.start or "")[5:7] != "01"


_QUARTER = 3
_BY_END = ("by the end of ", "by end ", "by end-", "by late ")
_AS_OF = ("as of ", "as at ")
_UP_TO = ("as of ", "as at ", "by ", "until ", "through ", "up to ")
_SEASON = timedelta(days=150)


def countries_of(side: Sides) -> list[str]:
    """The countries of a flow, the one whose figure it is first."""
    return [c for c in (side.reporter, *side.between, side.partner) if c]


def _is_own(flow: Flow, topic: Topic) -> bool:
    """Whether the flow's period stands in its own sentence."""
    return flow.period not in (topic.last_period, topic.seen_period) or flow.period in flow.sentence.items


def _drop_unknown(told: list[tuple[Flow, Sides]], topic: Topic) -> None:
    """A pointing period ("in the six months") that nothing before answers is none."""
    for flow, side in told:
        mention = flow.period.value if flow.period is not None else None
        if mention is not None and mention.relation in _POINTING and pointed(mention, topic.period, topic, ()) is None:
            if mention.relation == "stretch" and months_over(flow, mention.months, countries_of(side)) is not None:
                continue
            flow.period = None


def _drop_days(flows: list[Flow], opening: Item | None) -> Item | None:
    """Take from the flows the days that only date what is told beside them ("discussed on 5 May how to bring trade to
    $2bn"): only a load is of a day. The period that opens the sentence, None where it is such a day."""
    for flow in flows:
        if flow.period is not None and _is_day(flow.period) and not _is_of_a_day(flow):
            flow.period = None
    if opening is not None and any(_was_agreed(flow, opening) for flow in flows):
        return None
    if opening is None or not _is_day(opening):
        return opening
    return opening if all(_is_of_a_day(flow) and not _tells(flow, opening) for flow in flows) else None


def _was_agreed(flow: Flow, opening: Item) -> bool:
    """Whether the opening time is that of an accord: "last month they |agreed| to raise trade to $1bn"."""
    items, today = flow.sentence.items, flow.sentence.today or ""
    behind = opening in items and opening.value.cue is None and (opening.value.period.end or today) < today
    return behind and any(item.lower in _ACCORD for item in items[items.index(opening) : flow.head.first])


_ACCORD = frozenset({"agreed", "pledged", "vowed", "undertook"})


def _is_day(item: Item) -> bool:
    mention: PeriodMention = item.value
    start = mention.period.start
    return start is not None and start == mention.period.end and mention.cue is None and mention.relation is None


def _is_of_a_day(flow: Flow) -> bool:
    """Whether a flow may be that of one day: what is shipped or weighed, or what a day is named for as an adjective."""
    if flow.head.two_way or flow.head.measure == "balance":
        return False
    return flow.head.verb or flow.head.period is flow.period or flow.draft.get("quantity") is not None


def _tells(flow: Flow, opening: Item) -> bool:
    """Whether somebody speaks between the day that opens a sentence and the flow."""
    items = flow.sentence.items
    if opening not in items:
        return False
    return any(item.lower in reporting() for item in items[items.index(opening) : flow.head.first])


def _share_versus(flows: list[Flow]) -> None:
    """What one growth of a sentence is compared with holds for the growths behind it that name nothing, and for the one
    joined to it by "and" ("exports rose by 5% and imports by 3% from a year earlier"); "on the year" only says how the
    one verb before it grew."""
    compared: Item | None = None
    for flow in flows:
        if flow.versus is None and compared is not None and flow.has("change"):
            if compared.value.relation in ADVERBS and not flow.head.echo:
                continue
            flow.versus = compared
        elif flow.versus is not None and flow.has("change"):
            compared = flow.versus
    for before, flow in pairwise(flows):
        same = flow.period is None or flow.period is before.period
        if flow.prior is not None and flow.versus is None and before.prior is not None and same:
            flow.versus = before.versus  # "rose to 5 from 4 the year before, while sales rose from 2 to 3"
    for flow, behind in pairwise(flows):
        if flow.versus is None and flow.has("change") and behind.has("change") and _is_joined(flow, behind):
            flow.versus = behind.versus


def _is_joined(flow: Flow, behind: Flow) -> bool:
    """Whether two flows are joined by "and" as one statement of growth, whose comparison stands at its end."""
    items = flow.sentence.items
    between = [item.lower for item in items[flow.head.last + 1 : behind.head.first]]
    if behind.versus is None or behind.versus not in items or between[-1:] != ["and"]:
        return False
    each = items[items.index(behind.versus) - 1].lower in {"both", "each"}
    return each or (behind.versus.value.relation not in ADVERBS and "," not in between)


def _owns_its_time(flow: Flow) -> bool:
    return flow.period is not None and flow.period is flow.head.period and flow.period.text.endswith(("'s", "’s"))


def _share_periods(told: list[tuple[Flow, Sides]], opening: Item | None, topic: Topic) -> None:
    """A period at the head or the end of the sentence holds for all of its flows."""
    flows = [flow for flow, _ in told]
    for flow in flows:
        if flow.period is None and flow.whole is not None and flow.whole.period is not flow.whole.head.period:
            flow.period = flow.whole.period  # "tea worth $3m, or a fifth of its exports, to Iraq in 2023"
    if opening is None:
        _time_of_both(flows)
    shared = opening
    for flow in flows:
        if flow.period is None:
            flow.period = shared if flow.head.again is None else None
        else:
            shared = flow.period if flow.period.value.relation in {None, *_POINTING} else shared
    _time_of_both(flows)
    later: Item | None = None
    for k, flow in reversed(list(enumerate(flows))):
        if flow.head.again is not None:
            continue  # its time is not that of what it tells again
        if flow.period is None:
            flow.period = later
        elif _owns_its_time(flow):
            later = None  # "above |last year's exports| of $36m": theirs alone
        elif not (flow.head.echo and flow.period is flow.head.period):
            # "rice was worth $9m, whereas the value of rice sold in 2023 was $5m": its own alone
            ways = {f.head.measure for f in flows[max(0, k - 1) : k + 1]}  # "against imports of $3bn in 2023": both
            later = None if ways != _BOTH_WAYS and _is_compared_with(flow) else flow.period
    for flow, side in told:
        if flow.period is not None or flow.head.again is not None or flow.sentence.headline:
            continue
        if not (_is_lasting(flow) or _is_current(flow)):
            _period_before(flow, side, topic)
    for flow in flows:
        if flow.period is None and flow.head.again is not None and flow.versus is not None:
            # compared once more: with another time, but for the same one
            flow.period = next((f.period for f in flows if f.head is flow.head.again), None)


_BOTH_WAYS = {"exports", "imports"}


def _time_of_both(flows: list[Flow]) -> None:
    """ "dropped by 4% in volume but rose 2% in value in the first half": one time for weight and value."""
    for flow in flows:
        known = next((f for f in flows if f.head is flow.head.again), None)
        if known is None or (known.period is None) == (flow.period is None):
            continue
        grown = {getattr(f.draft.get("change"), "of", None) for f in (known, flow)}
        if grown == {"quantity", "value"}:
            known.period = flow.period = known.period or flow.period


def _is_lasting(flow: Flow) -> bool:
    """Whether a sentence speaks of every year: "India annually imports", "buys 5 million tonnes a year"."""
    items = flow.sentence.items
    return any(
        (item.lower in _EVERY and not _of_growth(items, k))
        or (item.lower == "year" and k and items[k - 1].lower in _EACH)
        for k, item in enumerate(items)
    )


def _is_compared_with(flow: Flow) -> bool:
    """Whether a flow is only what one before it is compared with: "to $8 billion, down from the record deficit of $10
    billion in September": its time is its own."""
    items, j = flow.sentence.items, flow.head.first - 1
    if j > 0 and items[j].lower == "when" and items[j - 1].lower == ",":
        return True  # "7% less than in 2023, when the turnover was $3 billion"
    while j > 0 and (items[j].kind == "AMT" or items[j].is_("superlative") or items[j].lower in _BEFORE_LEVEL):
        j -= 1
    j -= items[j].lower in {"with", "to"} and j > 0 and items[j - 1].is_("compare")
    return j > 0 and (items[j].lower == "from" or items[j].is_("compare"))


_BEFORE_LEVEL = frozenset({"the", "a", "an", "its", "their", "record"})


def _of_growth(items: list[Item], k: int) -> bool:
    """Whether "annual" says what a growth is counted against: "an annual increase", "at an annual rate", "fell 5
    percent annually"."""
    behind, before = items[k + 1 : k + 3], items[max(0, k - 1) : k]
    if any(item.is_("rise") or item.kind == "PCT" or item.lower in _RATES for item in behind):
        return True
    return any(item.kind == "PCT" or item.is_("rise") for item in before)


_RATES = frozenset({"rate", "basis", "terms", "comparison", "pace"})


def _is_current(flow: Flow) -> bool:
    """ "The current trade volume stands at $1.2 billion", "So far 3,000 tonnes were shipped": of now, whatever time was
    spoken of before."""
    first = flow.head.first
    if lower_at(flow.sentence.items, 0) == "so" and lower_at(flow.sentence.items, 1) == "far":
        return True
    return any(item.lower in {"current", "present"} for item in flow.sentence.items[max(0, first - 2) : flow.head.at])


def _period_before(flow: Flow, side: Sides, topic: Topic) -> None:
    """The period that the sentences just before were of; the further away, the surer it must be that they speak of the
    same country's trade."""
    known, told = topic.last_period, topic.period_sentence
    if known is None or told is None or not _reaches(flow, told, side, topic) or told_since(told, flow, topic):
        # no flow was read there, but the sentences before may have named the time that their figures are of
        known, told = topic.seen_period, topic.seen_sentence
        if known is None or told is None or not topic.near(told, flow.sentence, 2):
            return
        if not flow.sentence.paragraph - 2 <= told.paragraph or of_others(told, flow, side):
            return
    flow.period = known
    flow.draft.lean_on(told)


def _reaches(flow: Flow, told: Sentence, side: Sides, topic: Topic) -> bool:
    paragraphs = flow.sentence.paragraph - told.paragraph
    if paragraphs <= 1:
        return topic.near(told, flow.sentence, 4)
    same = any(country in topic.period_countries for country in countries_of(side)[:2] if country != WORLD)
    same = same and not side.reporter_area  # what an area trades is told apart
    return same and paragraphs <= 3 and topic.near(told, flow.sentence, 4)


# -- a flow's own period -----------------------------------------------------------------------------------------------


def _period_of(flow: Flow, base: Period | None, topic: Topic, countries: list[str]) -> Period | None:
    if flow.period is None:
        return None
    if flow.period is topic.last_period and topic.period is not None and not _is_own(flow, topic):
        return topic.period
    mention: PeriodMention = flow.period.value
    if of_the_stretch(flow, topic):
        return topic.period
    if mention.relation in _POINTING:
        found = pointed(mention, base, topic, countries)
        return (
            months_over(flow, mention.months, countries) if found is None and mention.relation == "stretch" else found
        )
    if mention.relation is not None:
        if flow.prior is not None and flow.versus is not None and flow.versus.value.relation is None:
            base = in_calendar(flow.versus.value, countries)  # told by its distance from that of the earlier figure
        found = resolved_from(mention, base, flow.period.text, countries) if base is not None else None
        return found or (in_calendar(mention, countries) if mention.fiscal is not None else None)
    if (
        mention.months
        and topic.period is not None
        and topic.period.calendar
        and lasts_months(topic.period, mention.months)
    ):
        return topic.period  # "in the first quarter" of the fiscal year that is spoken of
    if mention.months > 1 and (known := topic.stretches.get(mention.months)) is not None and known.calendar:
        return known  # the same, behind a month of it
    if mention.period.calendar == "solar hijri" and mention.period.start is None and base is not None:
        return base if base.calendar == mention.period.calendar else mention.period
    ahead = _is_to_come(flow, mention.period)
    period = in_calendar(mention, countries, flow.head.goods, ahead=ahead, farm_year=topic.farm_year)
    if mention.cue == "since" and _when_it_was(flow) and period.start is not None:
        return cal.of_year(int(period.start[:4]), period.text or "")
    if mention.cue == "since" and period.calendar is not None:
        period = _to_today(period, flow.sentence.today)
    elif mention.cue == "since":
        period = so_far_this_year(flow, period, base)
    if period.start is None and period.edtf is not None and period.edtf.startswith("XXXX"):
        period = _in_year(period, flow, base)
    if mention.cue == "as_of" and mention.period.start and flow.head.measure != "balance":
        return mention.period
    if (mention.cue == "by" or _is_through(flow)) and not ahead:
        period = up_to(flow, period, countries)
    elif _is_at_the_end(flow) and base is not None and base.end is not None and base.end == period.end:
        period = base  # "stood at $5bn at the end of the third quarter", after nine months
    elif _is_at_the_end(flow) and period.calendar is None and whole_months(period) in {1, 3} and period.end:
        period = cal.of_months(int(period.end[:4]), 1, int(period.end[5:7]), period.text or "")
    period = _month_of_it(flow, _in_season(flow, period, topic), base)
    return period if period.edtf or period.start or period.calendar else None


def _in_season(flow: Flow, period: Period, topic: Topic) -> Period:
    """What was traded "to the end of April", "through April" of goods that the report counts by their season: since it
    began."""
    season, item = topic.farm_year, flow.period
    if season is None or season.start is None or item is None or item not in flow.sentence.items or not period.end:
        return period
    items = flow.sentence.items
    upto = item.lower.startswith(_UP_TO) or lower_at(items, items.index(item) - 1) in {"to", "until", "till", "through"}
    if not upto or period.calendar or not flow.head.goods or not flow.has("amount", "quantity"):
        return period
    end, month = date.fromisoformat(period.end), int(season.start[5:7])
    begin = date(end.year - (end.month < month), month, 1)
    alone = whole_months(period) == 1 or (period.start or "").endswith("-01-01")
    return cal.of_days(begin, end, period.text or "") if alone and begin.month != 1 else period


def _just_over(period: Period, today: str | None) -> bool:
    if today is None or period.end is None:
        return False
    return date.fromisoformat(today).toordinal() - date.fromisoformat(period.end).toordinal() < _SHORTLY


def _month_of_it(flow: Flow, period: Period, base: Period | None) -> Period:
    """The month of "in July alone" in the year of the months spoken of, which it is one of."""
    items, item = flow.sentence.items, flow.period
    if base is None or item not in items or lower_at(items, items.index(item) + 1) != "alone":
        return period
    if (
        not (period.start and base.start and base.end)
        or whole_months(period) != 1
        or any(c.isdigit() for c in item.text)
    ):
        return period
    if whole_months(base) == _A_YEAR and _just_over(period, flow.sentence.today):
        return period
    within = [
        cal.of_months(int(end[:4]), int(period.start[5:7]), int(period.start[5:7]), period.text or "")
        for end in (base.end, base.start)
    ]
    return next((m for m in within if base.start <= (m.start or "") and (m.end or "") <= base.end), period)


def _when_it_was(flow: Flow) -> bool:
    """ "have fallen since 2020, |when they were worth| $90 million": of that year."""
    items = flow.sentence.items
    at = items.index(flow.period) if flow.period in items else len(items)
    told = [t.lower for t in items[at + 1 : at + 3]] == [",", "when"] and not flow.has("change")
    return told and flow.period is not None and (flow.period.value.period.start or "").endswith("-01-01")


def _is_at_the_end(flow: Flow) -> bool:
    """Whether a figure is told for "the end of" a period."""
    return flow.period is not None and flow.period.lower.startswith(("the end of ", "end of "))


def _is_through(flow: Flow) -> bool:
    """Whether months are counted "through September"."""
    items = flow.sentence.items
    at = items.index(flow.period) if flow.period in items else 0
    return at > 0 and items[at - 1].lower == "through"


def _to_today(period: Period, today: str | None) -> Period:
    """A year that runs, up to the day of the report."""
    if today is None or period.start is None or period.end is None or not period.start <= today < period.end:
        return period
    made = cal.of_days(date.fromisoformat(period.start), date.fromisoformat(today), period.text)
    return msgspec.structs.replace(made, calendar=period.calendar)


def _is_to_come(flow: Flow, latest: Period) -> bool:
    """Whether a flow speaks of what is to come, and its time is not the one of that name just over."""
    if _just_over(latest, flow.sentence.today):
        return False
    items = flow.sentence.items[max(0, flow.head.at - 4) : flow.head.at + 3]
    return any(item.kind == "CUE" and not _FUTURE.isdisjoint(item.value.classes) for item in items)


def _in_year(period: Period, flow: Flow, base: Period | None) -> Period:
    """Months whose year the report does not tell, in the year after the one they are compared with, or in that of the
    period that is spoken of."""
    compared: PeriodMention | None = flow.versus.value if flow.versus is not None else None
    if compared is not None and compared.relation == "same_in_year" and compared.period.start is not None:
        return _of_year(period, int(compared.period.start[:4]) + 1) or period
    if base is None or base.start is None or base.end is None:
        return period
    made = [_of_year(period, year) for year in (int(base.end[:4]), int(base.start[:4]))]
    for one in made:
        if one is not None and base.start <= (one.start or "") and (one.end or "") <= base.end:
            return one
    one_year = base.start[:4] == base.end[:4]
    return (made[0] or period) if one_year else period


def _of_year(period: Period, year: int) -> Period | None:
    """ "XXXX-03" or "XXXX-01/XXXX-05" in a year; None for days. The year is that of the first month."""
    parts = [part.removeprefix("XXXX-") for part in (period.edtf or "").split("/")]
    if not all(len(part) == 2 and part.isdigit() for part in parts):
        return None
    return cal.of_months(year, int(parts[0]), int(parts[-1]), period.text)


# -- what is compared with ---------------------------------------------------------------------------------------------


def _versus(flow: Flow, period: Period | None, countries: list[str]) -> None:
    """The period that the change and the earlier figure are of."""
    if flow.versus is None:
        return
    found = resolved_from(flow.versus.value, period, flow.versus.text, countries)
    if found is None:
        return
    found = _before_it(found, flow.versus, period)
    if flow.versus.value.cue == "since" and found.start is not None and found.end is None:
        found = cal.of_year(int(found.start[:4]), flow.versus.text)
    for draft in (flow.draft, flow.twin if _holds_for_twin(flow, flow.versus) else None):
        change: Change | None = draft.get("change") if draft is not None else None
        if draft is not None and change is not None:
            draft.slots["change"] = msgspec.structs.replace(change, versus=found)
    flow.draft.slots["_versus"] = found


def _before_it(found: Period, versus: Item, period: Period | None) -> Period:
    """The months that a figure is held against, "from |the second quarter|", in the latest year that has them before
    those of the figure itself."""
    if period is None or period.start is None or found.start is None or versus.value.relation is not None:
        return found
    months = whole_months(found)
    if found.start <= period.start or found.calendar or months is None or months >= _A_YEAR:
        return found
    if sum(c.isdigit() for c in versus.text) > 1:
        return found  # it tells its year
    first, year = int(found.start[5:7]), int(period.start[:4])
    made = cal.of_months(year, first, first + months - 1, found.text or "") if first + months - 1 <= _A_YEAR else found
    if (made.start or "") >= period.start:
        made = cal.of_months(year - 1, first, first + months - 1, found.text or "")
    return made


def _holds_for_twin(flow: Flow, versus: Item) -> bool:
    """Whether the growth of weight and that of value are compared with one time: "up 14% in volume and 35% in value
    against 2022", but not "12% on the year in volume and 3% in value"."""
    if flow.twin is None:
        return False
    first, second = flow.draft.spans.get("change"), flow.twin.spans.get("change")
    return not (first and second and min(first, second)[0][0] < versus.start < max(first, second)[0][0])
