"""Periods on the way: the flow's own period, what is compared with, the period that opens the sentence."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.acting import reporting
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.elliptic import with_unit
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk, behind_aside
from tradebook.extract.kinds.flows.noted import is_of_an_act
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.kinds.flows.when_it_was import date_clause
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.mentions.periods.words import WEEKDAYS
from tradebook.statement import Change, Period

_EARLIER = frozenset({"year_earlier", "yearly", "monthly", "quarterly", "previous_year", "previous", "same_in_year"})
ADVERBS = frozenset({"yearly", "monthly", "quarterly"})
"""Relations of periods that only say with what a growth is compared ("on the year", "month on month")."""
_SIZED = frozenset({"large", "high", "big", "great", "many", "much", "low"})
# Words before a period told by its distance ("the same period last year") that make it the time of the figure
_AT_TIME = frozenset({"in", "during", "for", "at", "("})


def note_period(walk: Walk, i: int, item: Item) -> None:
    """Give a period to the flow before it, as its own or as what it is compared with; before any flow it opens the
    sentence."""
    if "(" in walk.sentence.lowers and (_in_an_aside(walk.items, i) or _of_share_in_bracket(walk.items, i)):
        return
    if (
        _of_saying(walk.items, i)
        or kind_at(walk.items, possessive_at(walk.items, i + 1)) == "PCT" != kind_at(walk.items, i + 1)
        or _of_a_season(walk, i)
        or (is_of_an_act(walk.items, i) and walk.before(i) is None)
        or is_of_a_record(walk.items, i)
        or (not walk.sentence.lowers.isdisjoint(_HEIGHTS) and _of_a_record_passed(walk.items, i))
        or _of_compared_growth(walk.items, i)
        or (is_of_speech(item) and walk.before(i) is not None)
    ):
        return
    if "when" in walk.sentence.lowers and "when" in {lower_at(walk.items, i + 1), lower_at(walk.items, i + 2)}:
        date_clause(walk, i, item)
    flow = walk.before(i)
    if flow is None and walk.opening is not None and (behind := _opened_clause(walk, i)) is not None:
        behind.period = behind.period or item  # "expects 1,900 tonnes in 2025, and in 2023 its exports were"
        return
    if flow is None:
        of_a_thing = (
            lower_at(walk.items, i - 1) == "of"
            and kind_at(walk.items, i - 2) == "w"
            and lower_at(walk.items, i - 2) not in {"month", "months", "year", "quarter", "period"}
        )  # "the boom of last year"
        of_a_thing = of_a_thing and lower_at(walk.items, i - 2) not in _TIMES  # "in the month of April"
        if not of_a_thing and not _in_relative(walk, i):
            _open(walk, i, item)
        return
    if flow.head.last < i < behind_aside(walk.items, flow.head.last + 1):
        return
    if _tells_next_figure(walk, flow, i) or _of_earlier_part(walk, flow, i):
        return
    if flow.filled and (behind := _opened_clause(walk, i)) is not None and _opens_it(walk, i, item):
        behind.period = behind.period or item
    elif _of_next_clause(walk, flow, i):
        return
    elif item is not flow.head.period and not _of_earlier_growth(walk, i) and not _of_unread_growth(walk, flow, i):
        _note(walk, flow, i, item)


_TIMES = frozenset({"month", "months", "year", "quarter", "period", "season", "course"})


def _in_an_aside(items: list[Item], i: int) -> bool:
    """Whether a period stands in brackets that tell of something else: "(including Croatia, which joined in |July
    2013|)"."""
    opened = next((k for k in range(i - 1, max(-1, i - 16), -1) if items[k].lower in {"(", ")"}), -1)
    if opened < 0 or items[opened].lower == ")":
        return False
    return any(item.lower in {"which", "who", "when", "including"} for item in items[opened:i])


def _of_share_in_bracket(items: list[Item], i: int) -> bool:
    """Whether a period only tells when a share was another one: "Namibia with 9.9 percent |(7.1 percent in May)|"."""
    k = i - 1 - (lower_at(items, i - 1) in {"in", "for"})
    told = kind_at(items, k) == "PCT" and lower_at(items, k - 1) == "(" and lower_at(items, i + 1) == ")"
    return told and kind_at(items, k - 2) == "PCT" and items[i].value.relation is None


def _in_relative(walk: Walk, i: int) -> bool:
    """ "In France, where the tax rose |in April,| exports fell": the time of what is said beside, before any flow."""
    items = walk.items
    first = next((k for k in range(i - 1, -1, -1) if items[k].lower == ","), -1)
    if first < 0 or lower_at(items, first + 1) not in {"where", "which", "who", "whose"}:
        return False
    close = next((k for k in range(i + 1, len(items)) if items[k].lower == ","), len(items))
    return close < len(items) and all(flow.head.first > close for flow in walk.flows)


def _tells_next_figure(walk: Walk, flow: Flow, i: int) -> bool:
    """Give the figure right behind a period to the flow, as that of another time: "took 45,400 tons in January |and in
    February 25,600"; False where the period does not open such a figure."""
    items = walk.items
    j = i - 2 if lower_at(items, i - 1) in {"in", "during", "for"} else i - 1
    at = i + 2 if lower_at(items, i + 1) in {",", "-", "–", "—", ":"} else i + 1
    if (
        lower_at(items, j) not in {"and", ";", ",", "now", "("}
        or items[i].value.relation is not None
        or at >= len(items)
    ):
        return False
    at = _behind_level(items, at)
    slot = next((slot for slot in ("quantity", "amount") if flow.has(slot)), None)
    if slot is None or any(known.head.first > flow.head.last and known.head.first <= at for known in walk.flows):
        return False
    figure = with_unit(walk, flow, at) if items[at].kind == "NUM" else items[at]
    if figure is None or figure.kind != ("QTY" if slot == "quantity" else "AMT"):
        return False
    other = Draft("trade_flow", walk.sentence)
    put_figure(walk, other, at, figure)
    flow.others.append((other, items[i]))
    walk.taken.add(at)
    return True


def _behind_level(items: list[Item], at: int) -> int:
    """The index of the figure behind ", in 2018 |it became| $98 million", "and in 2021 |reached| $180 million"; `at`
    itself where no such words lead to one."""
    k = at
    while k < min(at + 6, len(items)) and (
        items[k].lower in flow_words("said_again") or items[k].lower in _BECAME or items[k].is_("val")
    ):
        k += 1
    if k < len(items) and k > at and items[k - 1].lower == "to" and items[k - 2].is_("chverb"):
        return k
    return k if k < len(items) and items[k].kind in {"AMT", "QTY"} else at


_BECAME = frozenset(
    {"it", "they", "became", "amounted", "reached", "was", "were", "stood", "at", "to", "already", ",", "made"}
)


_ITS_OWN = frozenset({"on", "than", "from", "over", "in", "during", "for", "of", "throughout"})


def _possesses(walk: Walk, i: int) -> bool:
    """ "above |last year's| exports", "sold poorly at |last week's| auction": the time of what it owns."""
    owns = walk.items[i].text.endswith(("'s", "’s"))
    return owns and lower_at(walk.items, i - 1) not in _ITS_OWN and not after_compare(walk, i)


def _of_next_clause(walk: Walk, flow: Flow, i: int) -> bool:
    """ "In 2022 exports were $4bn, |and in 2023 they had grown to", "its highest value |in 2010| at $629 million",
    "; |last year,| shipments passed $5m": the time of what is told next."""
    items = walk.items
    level = lower_at(items, i + 1) in {"at", "with"} and kind_at(items, i + 2) in FIGURES
    if flow.filled and level and items[i].value.relation not in ADVERBS:
        return True
    if flow.filled and (_of_unread_figure(items, flow, i) or _possesses(walk, i)):
        return True
    j = i - 2 if lower_at(items, i - 1) in {"in", "during", "for"} else i - 1
    if not flow.filled or lower_at(items, j) not in {"and", "while", "but", ";"} or i + 2 >= len(items):
        return False
    comma = lower_at(items, i + 1) == ","
    if comma and lower_at(items, j) == ";":
        return True
    behind = i + 1 + comma
    return lower_at(items, behind) in {"it", "they", "this", "that", "these", "the"} or items[behind].is_("anaphor")


def _of_unread_growth(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether a period is that of an earlier growth, given to nobody: "rose 1.9%, slower than the 4.4% seen |a month
    earlier|", "fell 3 percent, following a 1 percent drop in |the previous month|", "rose 5%, against 4% in |2022|"."""
    items = walk.items
    own = items[i].value.relation is None and lower_at(items, i - 1) not in {"in", "for", "during"}
    if own or not flow.filled:
        return False
    at = i - 1
    while at > flow.head.last and (lower_at(items, at) in _BEFORE_ITS_TIME or items[at].is_("rise")):
        at -= 1
    if kind_at(items, at) != "PCT" or _is_given(flow, items[at]):
        return False
    k = at - 1
    while lower_at(items, k) in _BEFORE_GROWTH or (items[k].is_("rise") and not items[k].is_("compare")):
        k -= 1
    return items[k].is_("compare") or lower_at(items, k) in _AFTER_GROWTH


_BEFORE_ITS_TIME = frozenset("in for seen recorded registered posted reported logged clocked".split())
_BEFORE_GROWTH = frozenset({"the", "a", "an", "of", "by", "with", "to"})
_AFTER_GROWTH = frozenset({"than", "from", "after", "following", "reversing"})


def _is_given(flow: Flow, figure: Item) -> bool:
    """Whether a figure went to the flow in whatever role."""
    return any(start <= figure.start and figure.end <= end for start, end in _spans_given(flow))


def _spans_given(flow: Flow) -> list[tuple[int, int]]:
    drafts = [
        flow.draft,
        flow.prior,
        flow.twin,
        *(part[0] for part in flow.parts),
        *(other for other, _ in flow.others),
    ]
    return [span for draft in drafts if draft is not None for spans in draft.spans.values() for span in spans]


def _of_unread_figure(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether the sum or weight right before a period was given to nobody: its time is not the flow's."""
    at = i - 2 if lower_at(items, i - 1) in {"in", "for", "("} else i - 1
    if kind_at(items, at) not in {"AMT", "QTY"}:
        return False
    change: Change | None = flow.draft.get("change")
    if change is not None and change.amount is not None and change.amount.value is None:
        return False  # a range told by two sums
    return not _is_given(flow, items[at])


def _of_earlier_part(walk: Walk, flow: Flow, i: int) -> bool:
    """ "Russia bought 18 tonnes, down from 19 tonnes |last year": the time of an earlier figure of a part, which is not
    read."""
    at = i - 2 if lower_at(walk.items, i - 1) in {"in", "for", "("} else i - 1
    if flow.last_role != "part" or kind_at(walk.items, at) not in {"AMT", "QTY", "NUM"}:
        return False
    return lower_at(walk.items, at - 1) == "from" or (at > 0 and walk.items[at - 1].is_("compare"))


def _of_earlier_growth(walk: Walk, i: int) -> bool:
    figure = i - 2 if lower_at(walk.items, i - 1) in {"in", "for"} else i - 1
    figure -= lower_at(walk.items, figure) in _LOGGED  # "a far cry from the 21% surge |logged| in October"
    if figure > 0 and walk.items[figure].is_("rise") and walk.items[figure].is_("noun"):
        figure -= 1  # "in contrast to a 4.9% rise in August"
    return kind_at(walk.items, figure) == "PCT" and is_earlier_growth(walk.items, figure)


def is_earlier_growth(items: list[Item], figure: int) -> bool:
    """Whether a percentage is a growth, with a time of its own, that the flow's only follows: "after an increase of
    14% in June"."""
    behind = figure + 1
    if behind < len(items) and items[behind].is_("rise") and items[behind].is_("noun"):
        behind += 1
    grown = behind > figure + 1
    behind += lower_at(items, behind) in _LOGGED
    behind += lower_at(items, behind) in {"in", "for", "during"}
    if kind_at(items, behind) != "PER" or (items[behind].value.relation is not None and not grown):
        return False
    for j in range(figure - 1, max(0, figure - 9), -1):
        if grown and j >= figure - 3 and items[j].lower == "from" and lower_at(items, j - 1) in _UNLIKE:
            return True  # "a reversal |from| the 4.5% decline in May"
        if items[j].lower in {"after", "following", "reversing", "offsetting"} or items[j].is_("compare"):
            return any(t.is_("rise") and (t.is_("noun") or t.lower.endswith("ing")) for t in items[j:behind])
        if items[j].kind in FIGURES or items[j].lower in {",", ";"}:
            return False
    return False


_LOGGED = frozenset({"logged", "posted", "recorded", "registered", "seen", "reported", "observed"})
_UNLIKE = frozenset({"cry", "reversal", "turnaround", "rebound", "recovery", "swinging", "improvement", "departure"})


def _opened_clause(walk: Walk, i: int) -> Flow | None:
    """The flow whose clause a period opens: "and in January-August trade with Iraq rose"."""
    items = walk.items
    at = i - 2 if lower_at(items, i - 1) in {"in", "during", "for", "over"} else i - 1
    at -= lower_at(items, at) == "that"
    if lower_at(items, at) not in {"and", "while", "but", ";", "whereas"}:
        return None
    for flow in walk.flows:
        if flow.head.first > i:
            between = items[i + 1 : flow.head.first]
            joined = len(between) <= 3 and not any(t.kind in FIGURES or t.is_("rise") for t in between)
            return flow if joined else None
    return None


def _opens_it(walk: Walk, i: int, item: Item) -> bool:
    """Whether the period that opens a clause is its time: "in May", also "while |a year earlier| it sold"."""
    return _is_time(walk, i, item) or item.value.relation in {"year_earlier", "previous_year", "previous"}


def _of_a_season(walk: Walk, i: int) -> bool:
    """ "the first three months of the cherry season": no months of the calendar year, and whose season is not told;
    "the season, which starts |in September|": when something begins or ends every year."""
    items = walk.items
    if "months" in items[i].lower and lower_at(items, i + 1) == "of":
        return any(lower_at(items, k) in {"season", "campaign"} for k in range(i + 2, i + 5))
    j = i - 1 - (lower_at(items, i - 1) in {"in", "on", "from"})
    while lower_at(items, j) in {"and", "ends", "runs"} or kind_at(items, j) == "PER" or lower_at(items, j) == "in":
        j -= 1
    if lower_at(items, j) in {"ended", "began", "started"} and lower_at(items, j - 2) in {"season", "campaign"}:
        return True  # "the season that ended |in June|": the day of its end alone
    return lower_at(items, j) in {"starts", "begins", "ends", "runs"} and lower_at(items, j - 1) in {"which", "that"}


def _of_saying(items: list[Item], i: int) -> bool:
    """Whether a period only dates the words: "projected |in October 2025| that trade would reach"."""
    if lower_at(items, i + 1) != "that":
        return False
    verb = i - 2 if lower_at(items, i - 1) in {"in", "on", "last", "this"} else i - 1
    return verb > 0 and (items[verb].is_("expect") or items[verb].is_("plan") or items[verb].lower in reporting())


def is_of_speech(item: Item) -> bool:
    """Whether a period is only the day on which somebody spoke: "data showed on Monday"."""
    return item.lower.split(" ", 1)[0].rstrip(",") in WEEKDAYS


def is_of_a_record(items: list[Item], i: int) -> bool:
    """ "the highest level since December", "the steepest fall since 2009": how long there was none like it."""
    if items[i].value.cue != "since":
        return False
    return any(lower_at(items, k) in flow_words("record") for k in range(max(0, i - 12), i))


def _of_a_record_passed(items: list[Item], i: int) -> bool:
    """ "surpassing the previous record set |in March|", "above the high of |August 2019|", "a level last seen |in
    2019|": the time of an earlier record, none of the flow."""
    j = i - 1
    while j > 0 and (lower_at(items, j) in _BEFORE_RECORDS or kind_at(items, j) in FIGURES):
        if items[j].lower == "last" and lower_at(items, j + 1) in {"seen", "reached", "recorded", "set"}:
            return True
        j -= 1
    if lower_at(items, j) not in _HEIGHTS:
        return False
    for k in range(j - 1, max(-1, j - 7), -1):
        if items[k].lower in {",", ";"} or items[k].kind in FIGURES:
            return False
        if items[k].lower.startswith(_PASSING_RECORDS) or items[k].lower in {"above", "below", "than", "from"}:
            return True
    return False


_HEIGHTS = frozenset({"record", "records", "high", "highs", "peak", "low", "best", "maximum", "mark", "seen"})
_BEFORE_RECORDS = frozenset(
    "in of from for during on at back the set seen recorded reached registered posted hit achieved established last "
    "earlier was ever".split()
)
_PASSING_RECORDS = (
    "surpass",
    "beat",
    "topp",
    "tops",
    "break",
    "broke",
    "eclips",
    "exceed",
    "better",
    "outdo",
    "smash",
    "past",
)


def _open(walk: Walk, i: int, item: Item) -> None:
    if after_compare(walk, i) or not _is_time(walk, i, item, opening=True):
        walk.opening_versus = walk.opening_versus or item
    elif _leads_to_flow(walk, i):
        walk.opening = item  # "After a fair, |in 2014,| this value jumped"
    elif (walk.opening is not None and _tells_more(walk, i, item)) or (
        walk.opening is None
        and not _conceded(walk, i)
        and (lower_at(walk.items, 0) == "when" or not _other_clause(walk, i, opening=True))
    ):
        walk.opening = item


def _conceded(walk: Walk, i: int) -> bool:
    """ "Though the world was in a recession |in 2009 and 2010|, exports": the time of what is conceded."""
    if lower_at(walk.items, 0) not in {"though", "although"} or not walk.flows:
        return False
    first = walk.flows[0].head.first
    return i < first and any(t.lower == "," for t in walk.items[i:first])


def _leads_to_flow(walk: Walk, i: int) -> bool:
    """Whether a period stands between commas right before the first flow: its time, whatever else was told before."""
    before = i - 2 if lower_at(walk.items, i - 1) in {"in", "during", "for"} else i - 1
    if lower_at(walk.items, before) != "," or lower_at(walk.items, i + 1) != ",":
        return False
    return bool(walk.flows) and walk.flows[0].head.first in {i + 2, i + 3}


def _tells_more(walk: Walk, i: int, item: Item) -> bool:
    """Whether a stretch of time stands behind the day on which it was told: "On May 20, the office published data
    indicating that |in January-May 2024,|"."""
    day, period = walk.opening.value.period if walk.opening is not None else None, item.value.period
    if day is None or day.start is None or period.start is None or period.start == period.end:
        return False
    first = walk.items.index(walk.opening) if walk.opening in walk.items else i
    if day.start != day.end:  # "the review |of December| shows that |in the year ending November|"
        before = lower_at(walk.items, i - 2 if lower_at(walk.items, i - 1) in {"in", "during", "for"} else i - 1)
        return before == "that" and lower_at(walk.items, first - 1) in {"of", "for"} and first > 1
    return any(t.lower == "that" for t in walk.items[first:i])


def _is_time(walk: Walk, i: int, item: Item, *, opening: bool = False) -> bool:
    """Whether a period may be the time of a figure: one of its own, or one told by its distance, "in the same period
    last year", "a year earlier" at the head of the sentence."""
    relation = item.value.relation
    if relation not in _EARLIER:
        return True
    if relation in ADVERBS:
        return False
    return lower_at(walk.items, i - 1) in _AT_TIME or (opening and i == 0)


def _note(walk: Walk, flow: Flow, i: int, item: Item) -> None:
    """Give a period to its flow: as the flow's own time, or as the time of what it is compared with."""
    relation = item.value.relation
    compared = after_compare(walk, i) or _owns_earlier(walk.items, i) or _grown_since(walk, flow, i, item)
    if compared and not flow.filled:
        flow = _grown_before(walk, flow)
    if _grew_over_years(walk, flow, i, item):
        return
    if relation == "same_in_year" and flow.prior is not None and flow.versus is not None and flow.last_role == "value":
        flow.period = flow.period or item  # "fell from $3bn in May-June to $2bn in the same months of 2024"
    elif relation in _EARLIER and not compared and flow.period is None and _is_own_time(walk, flow, i, item):
        flow.period = item  # "a year earlier it had been $3bn", "exports were $3bn in the same period last year"
    elif relation in _EARLIER or compared:
        if flow.filled or relation not in ADVERBS:
            flow.versus = flow.versus or item
    elif flow.last_role == "prior" and flow.versus is None and kind_at(walk.items, i - 2) in {*FIGURES, "NUM"}:
        flow.versus = item
    elif flow.last_role == "value" and _is_of_years(flow.period) and kind_at(walk.items, i - 2) in FIGURES:
        flow.period = item  # "grew in the past decade from $3m in 2006 to $6m in 2016"
    elif (flow.filled or flow.parts) and _other_clause(walk, i):
        return
    elif i and walk.items[i - 1] is flow.period and _tells_what_it_points_at(flow.period, item):
        flow.period = item  # "in the period January-May 2015"
    elif flow.last_role == "prior":
        flow.versus = flow.versus or item
    elif flow.period is not None and flow.period.value.cue == "since" and kind_at(walk.items, i - 2) in FIGURES:
        flow.period = item  # "wine, let back in since March, had reached $86 million |in April|"
    elif flow.period is None or (_of_any_season(flow.period) and not _of_any_season(item)):
        flow.period = item  # "in the first two months of the season, October and November"


def _grew_over_years(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "has tripled |over the past five years| to $1.5 billion": how long it took, and no time of the sum."""
    if not item.lower.endswith(" years") or not (flow.has("change") or walk.items[i - 2].is_("rise")):
        return False
    behind = walk.items[i + 1 : i + 3]
    return flow.has("amount", "quantity") or (lower_at(walk.items, i + 1) == "to" and behind[-1].kind in FIGURES)


def _is_of_years(item: Item | None) -> bool:
    """Whether a period tells how many years something took."""
    return item is not None and item.lower.endswith((" years", " decade", " decades"))


def _of_any_season(item: Item) -> bool:
    """Whether a period is of a season that is only pointed at."""
    part = item.value.fiscal
    return part is not None and part.farm and not part.years


def _grown_since(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """ "has grown sixfold |since 2010,| from $300 million": the year compared with."""
    since = item.value.cue == "since" and item.lower.startswith("since")  # not "so far this year"
    if not since or not flow.has("change") or flow.has("amount", "quantity"):
        return False
    return kind_at(walk.items, i - 1) in {"FAC", "PCT"} or walk.items[i - 1].is_("times")


def _owns_earlier(items: list[Item], i: int) -> bool:
    """ "from |last year's| $3.1 billion to $5 billion": the time of the earlier figure."""
    behind = possessive_at(items, i + 1)
    owned = behind > i + 1 or items[i].lower.endswith(("'s", "’s"))
    return lower_at(items, i - 1) == "from" and owned and kind_at(items, behind) in {"AMT", "QTY", "PCT"}


def _tells_what_it_points_at(pointing: Item, item: Item) -> bool:
    """Whether a stretch of time right behind one that only points is what it points at; a day may be its first one."""
    period = item.value.period
    return pointing.value.relation is not None and period.start != period.end


def _grown_before(walk: Walk, flow: Flow) -> Flow:
    """The flow whose growth is compared with `flow`, named only for that ("up 5% from exports in May 2021")."""
    grown = [f for f in walk.flows if f.head.at < flow.head.at and f.has("change") and f.versus is None]
    return grown[-1] if grown and grown[-1].head.measure == flow.head.measure else flow


def _is_own_time(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a period told by its distance is the time of the flow itself, and not what its growth is compared
    with."""
    if flow.has("change") or flow.prior is not None or walk.opening is not None:
        return False
    if flow.last_role == "part" and flow.parts and "change" in flow.parts[-1][0].slots:
        return False  # "Italy took 2 tonnes, double the volume of |a year earlier|"
    if kind_at(walk.items, i - 1) in {"AMT", "QTY", "NUM"}:
        before = i - 2 - (lower_at(walk.items, i - 2) in {"with", "to"})
        if before > 0 and walk.items[before].is_("compare"):
            return False  # "Italy took 2 tonnes, compared with 1 tonne |a year earlier|"
    if flow.head.echo and item.value.relation in {"year_earlier", "previous_year"}:
        return True
    # "The decline in the previous quarter was 4.8%": the noun that points back says nothing of a comparison
    start = flow.head.at + (flow.head.echo and walk.items[flow.head.at].is_("noun"))
    return _is_time(walk, i, item) and not any(t.is_("rise") for t in walk.items[start:i])


def _other_clause(walk: Walk, i: int, *, opening: bool = False) -> bool:
    """Whether a clause with its own time begins between the last figure and the period ("after Riyadh banned")."""
    for j in range(i - 1, -1, -1):
        item = walk.items[j]
        figure = item.kind in FIGURES and lower_at(walk.items, j + 1) not in flow_words("levied")
        if figure or (opening and item.lower == "that"):
            return False  # "data showed that in the first five months exports": of what is told
        if opening and j == i - 1 and walk.items[i].lower.startswith("from "):
            return False  # "records show |from 2012 to 2015| exports rose": of what is shown
        if item.lower in {"before", "until", "till"} and _acts_behind(walk.items, j + 1):
            return True  # "worth $700 million a year |before Beijing halted them| in 2020"
        told_by = item.lower == "reported" and kind_at(walk.items, j - 1) in FIGURES  # "the $5m |reported| in 2022"
        if (item.lower in flow_words("apart") and not told_by) or (item.lower == ";" and i - j > _NEAR_CLAUSE):
            return True
    return False


def _acts_behind(items: list[Item], k: int) -> bool:
    """Whether somebody who acts stands at `k`: a country or body with a verb of the past."""
    k += lower_at(items, k) == "the"
    verb = lower_at(items, k + 1 + (lower_at(items, k + 1) in {"had", "has"}))
    return kind_at(items, k) in {"PLACE", "ORG", "NAME"} and verb.endswith("ed")


_NEAR_CLAUSE = 3


def after_compare(walk: Walk, i: int) -> bool:
    """Whether the period is what is compared with: "compared with 2020", "up 5% from 2021", "against last year",
    "twice as much as in 2021"."""
    seen_as = False
    for j in range(i - 1, max(-1, i - 9), -1):
        item = walk.items[j]
        if item.is_("compare") or (seen_as and (item.is_("times") or item.kind == "FAC" or item.lower == "half")):
            return True
        if item.lower in {"below", "above"} or (item.lower == "short" and lower_at(walk.items, j + 1) == "of"):
            return kind_at(walk.items, j - 1) in {"PCT", "AMT"}
        if item.lower == "over" and (_lasts(walk.items[i]) or _only_months(walk.items, i)):
            return False  # "rose by 30% over the past six months", "grew 5% over January-October"
        if item.lower in {"from", "over", "on"}:
            before = walk.items[max(0, j - 6) : j]
            if any(t.lower in flow_words("apart") for t in before):
                return False  # "imports fell 5%, customs data showed on Friday"
            return any(t.kind in {"PCT", "FAC"} or t.is_("rise") or t.is_("times") for t in before)
        if item.lower == "as":
            seen_as = True
        elif seen_as and (item.kind == "PER" or item.lower in _SIZED):
            continue
        elif item.is_("past") and lower_at(walk.items, j - 1) in flow_words("figure_noun"):
            continue  # "more than the value exported in"
        elif (
            item.lower not in flow_words("comparing")
            and item.lower not in flow_words("compared")
            and not item.is_("ordinal")
        ):
            return False
    return False


def _of_compared_growth(items: list[Item], i: int) -> bool:
    """ "compared with exceptionally high growth recorded |last year|": the time of a growth without a figure."""
    grown = False
    for j in range(i - 1, max(-1, i - 10), -1):
        item = items[j]
        if item.is_("compare"):
            return grown
        if item.kind in FIGURES or item.lower in {",", ";", "and", "but"} or item.is_("flow"):
            return False
        grown = grown or (item.is_("rise") and item.is_("noun"))
    return False


def _lasts(item: Item) -> bool:
    """Whether a period is a stretch up to now: "the past six months", "the last five years"."""
    if item.lower in {"the same period", "the period", "this period", "that period"}:
        return True
    return item.lower.endswith(("months", "years", "quarters", "weeks")) and item.lower.removeprefix("the ").startswith(
        ("past ", "last ")
    )


def _only_months(items: list[Item], i: int) -> bool:
    """Whether the period at `i` is a stretch of months of a year, and none before it in the sentence is as long."""
    period: Period = items[i].value.period
    count = whole_months(period) or 12
    if items[i].value.relation is not None or count in {1, 12} or period.calendar:
        return False
    return not any(t.kind == "PER" and whole_months(t.value.period) in {None, count} for t in items[:i])


def is_earlier(item: Item) -> bool:
    """Whether a period is told by its distance from another one ("a year earlier", "the same period of 2021")."""
    mention: PeriodMention = item.value
    return mention.relation in _EARLIER - ADVERBS
