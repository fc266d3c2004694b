"""What stays spoken of behind a sentence: its flows, the sum told last, the time that its figures are of."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import MARKETING
from tradebook.extract.kinds.flows.first_and_last import is_last_of
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.periods import countries_of
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.stretches import months_told, right_before, whole_months
from tradebook.extract.kinds.flows.topic import Settled, Topic
from tradebook.places import is_group
from tradebook.statement import Period, Share

Told = tuple[Flow, Sides]


def remember(settled: list[Settled], told: list[Told], topic: Topic, sentence: Sentence) -> None:
    """Take note of the flows of a sentence, of their sums and of their time."""
    before = topic.focus
    if told or topic.base is not None:
        # "took goods worth $4bn, mainly gold |re-exported from Oman|": what only describes goods is not spoken of
        figured = {id(flow.head) for flow, _ in told}
        balances = [flow for flow, _ in told if flow.head.measure == "balance"]
        settled = [
            (head, side)
            for head, side in settled
            if id(head) in figured
            or not (
                (head.verb and head.passive) or (balances and head.measure == "turnover")
            )  # "in trade with Peru it"
        ]
    settled = [(head, side) for head, side in settled if not _only_sizes(head, side, told)]
    topic.take(_spoken_of(settled, told, topic, sentence), sentence, told=bool(told))
    if told:
        topic.unit = _only_figure(told[-1][0])
    for flow, side in told:
        _note_viewpoint(flow, side, topic)
        if not (flow.head.two_way or flow.head.goods or flow.head.excludes):
            topic.halves[flow.head.measure] = (side, sentence)
            if side.partner == WORLD:
                topic.of_all[flow.head.measure] = (side, sentence)
            topic.sums.pop(flow.head.measure, None)
            if flow.has("amount"):
                topic.sums[flow.head.measure] = flow.draft.slots["amount"]
        period, spoken = _latest(flow)
        if period is not None and period.calendar == MARKETING and period.start is not None:
            topic.farm_year = period
        if period is None or flow.period is None or flow.draft.stance != "stated":
            continue
        if flow.period.value.relation not in {None, "same", "stretch"} or is_last_of(period, flow.period):
            continue
        same = flow.head.echo or topic.period_sentence is sentence or _told_anew(flow, side, before, period, topic)
        if same and _earlier(period, topic.period):
            continue  # "against exports of $3bn in 2020": what is spoken of stays the later time
        _keep_outer(flow, side, period, topic)
        topic.last_period, topic.period, topic.period_sentence = spoken, period, sentence
        topic.period_countries = countries_of(side)
        if (count := months_told(period)) is not None:
            topic.stretches[count] = period


def _note_viewpoint(flow: Flow, side: Sides, topic: Topic) -> None:
    """Take note of whose exports, imports or balance with a partner a report tells; of none where it tells both's."""
    if flow.head.measure == "turnover" or side.reporter is None or side.between:
        return
    if side.partner in {None, WORLD} or is_group(side.reporter) or side.reporter_area:
        return
    pair = frozenset((side.reporter, str(side.partner)))
    known = topic.viewpoints.setdefault(pair, {})
    known.setdefault(side.reporter, set()).add(flow.head.measure)


def seen_from(side: Sides, topic: Topic) -> Sides:
    """The sides of exports or imports of two, nobody says whose, as the report has told both halves of their trade
    before, always of one of them."""
    known = topic.viewpoints.get(frozenset(side.between), {}) if len(side.between) == 2 else {}
    if len(known) != 1 or side.reporter is not None:
        return side
    reporter, halves = next(iter(known.items()))
    if not {"exports", "imports"} <= halves:
        return side
    partner = next(code for code in side.between if code != reporter)
    return Sides(reporter, partner, confidence=side.confidence * 0.9, source=side.source)


def _only_sizes(head: Head, side: Sides, told: list[Told]) -> bool:
    """Whether a flow of all partners is only told for its size: "trade with Oman was $3bn, or 14% of |its total
    trade|": the first goes on being spoken of."""
    if side.partner != WORLD or any(flow.head is head for flow, _ in told):
        return False
    for flow, known in told:
        shared = flow.has("share") and (flow.has("amount", "quantity") or flow.head.echo)
        if shared and flow.head.measure == head.measure and known.pair and known.pair[0] == side.reporter:
            return True
    return False


def _latest(flow: Flow) -> tuple[Period | None, Item | None]:
    """The time of a flow or, where it is told for several in turn, the latest one: "208 tonnes in 2022 and 231 tonnes
    |in 2023|"."""
    period: Period | None = flow.draft.get("period")
    spoken = flow.period
    for other, item in flow.others:
        later: Period | None = other.get("period")
        if later is None or period is None or not (later.end and period.end) or other.stance != "stated":
            continue
        if later.end > period.end and item.value.relation is None:
            period, spoken = later, item
    return period, spoken


def _spoken_of(settled: list[Settled], told: list[Told], topic: Topic, sentence: Sentence) -> list[Settled]:
    """The flows that stay spoken of behind a sentence: of a share the whole, but in a report on trade between
    two, where "China's share in Kenya's turnover" only says how large their trade is."""
    pair = set(topic.base.sides.pair) if topic.base is not None and topic.near(topic.trade, sentence) else set()
    held = {id(head.after) for head, side in settled if head.held and pair and set(side.pair) == pair}
    return [
        (head, side if pair and set(side.pair) == pair else _whole_of(head, side, told))
        for head, side in settled
        if id(head) not in held
    ]


def _keep_outer(flow: Flow, side: Sides, period: Period, topic: Topic) -> None:
    """Keep the time that is spoken of where one month of it is told beside it ("In June alone, trade was $517bn"), or
    what it is a part of ("in the third quarter, exports also rose"): the next paragraph goes on about the first."""
    known, told, last = topic.period, topic.period_sentence, topic.last_period
    if known is None or told is None or last is None or told is flow.sentence:
        return
    if side.partner != WORLD and "alone" not in flow.sentence.lowers:
        return
    narrow = bool(flow.head.goods) and (topic.base is None or bool(topic.base.goods))
    if topic.outer is not None or told.paragraph != flow.sentence.paragraph or narrow:
        return
    alone = _lies_within(period, known)
    also = _lies_within(known, period) and "also" in flow.sentence.lowers
    if (alone or also) and side.reporter in topic.period_countries:
        topic.outer = (last, known, told, topic.period_countries)


def _lies_within(period: Period, known: Period) -> bool:
    """Whether a period is a part of another."""
    if not (period.start and period.end and known.start and known.end) or period == known:
        return False
    return known.start <= period.start and period.end <= known.end and whole_months(period) != whole_months(known)


def _only_figure(flow: Flow) -> Item | None:
    """The sum or the weight of a flow, None where it has both or neither."""
    spans = [*flow.draft.spans.get("amount", ()), *flow.draft.spans.get("quantity", ())]
    found = [item for item in flow.sentence.items if item.kind in {"AMT", "QTY"} and (item.start, item.end) in spans]
    return found[0] if len(found) == 1 else None


def _whole_of(head: Head, side: Sides, told: list[Told]) -> Sides:
    """The sides that are spoken of after a flow: where only a share of a whole was told ("30 percent of New Zealand's
    milk powder exports went to China"), those of the whole."""
    flow = next((flow for flow, _ in told if flow.head is head), None)
    share: Share | None = flow.draft.get("share") if flow is not None else None
    if flow is None or share is None or flow.has("amount", "quantity", "change") or share.of is None:
        return side
    if flow.whole is not None:
        return side  # "trade with Oman accounts for 6% of Peru's turnover": of that with Oman
    if _subject_is_a_flow(flow):
        return replace(side, partner=flow.draft.get("partner"))
    whole = share.of.partner == WORLD and share.of.reporter == side.reporter and share.of.measure == head.measure
    return replace(side, partner=WORLD) if whole and side.partner not in {None, WORLD} else side


def _subject_is_a_flow(flow: Flow) -> bool:
    """Whether it is a flow that the share is said of: "|Exports to Oman| account for 6% of its exports. They were"."""
    subject, items = flow.share_subject, flow.sentence.items
    k = next((k for k, item in enumerate(items) if item is subject), 0)
    return k > 1 and items[k - 1].lower in {"to", "from", "with"} and items[k - 2].is_("flow")


def _earlier(period: Period, known: Period | None) -> bool:
    """Whether a period lies before the one that is spoken of ("a year earlier, in February 2023, the gap had been")."""
    return bool(known is not None and period.start and known.start and period.start < known.start)


def _told_anew(flow: Flow, side: Sides, before: Scope | None, period: Period, topic: Topic) -> bool:
    """Whether a flow is that of the sentence before, told for the same months of another year or those right before."""
    known = topic.period
    if known is None or not (period.start and period.end and known.start and known.end):
        return False
    if (period.start[5:], period.end[5:]) != (known.start[5:], known.end[5:]) and not right_before(period, known):
        return False
    if before is None or flow.sentence.index - before.sentence.index != 1 or before.measure != flow.head.measure:
        return False
    last = before.sides
    alike = (last.reporter, last.partner, last.between) == (side.reporter, side.partner, side.between)
    return alike and before.goods == flow.head.goods
