"""What a figure says of its flow: value, quantity, growth, share, part, or the figure of the earlier period."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk, behind_aside
from tradebook.extract.kinds.flows.held_against import part_of_a_plan
from tradebook.extract.kinds.flows.no_level import grows_another, of_one_bag
from tradebook.extract.kinds.flows.one_good import grows_within
from tradebook.extract.kinds.flows.share_roles import (
    is_share,
    is_told_as_share,
    of_a_share_told,
    of_which,
    share_came_to,
    share_holder,
    share_of_goods,
    taker_of,
)
from tradebook.extract.kinds.flows.signs import MORE_OR_LESS, noun_of_growth, signed
from tradebook.extract.kinds.flows.timing import after_compare, is_earlier, is_earlier_growth
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.tables import words

_OBJECTS = frozenset({"to", "from", "in", "with", "of"})


_COMPARED_REACH = 12
_DASHES = frozenset({"-", "–", "—"})
_WHICH = frozenset({"which", "that"})
_GOING_ON = frozenset({"worth", "valued", "at", "for", "(", "or", "equivalent"})
_PASSED = ("below", "under", "above", "over", "beyond", "past")
_BE = frozenset({"is", "are", "was", "were"})
_TAKES = frozenset({"took", "bought", "received", "imported", "purchased"})


@cache
def _noise() -> frozenset[str]:
    return words("noise")


def is_blocked(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether another subject stands between the flow and the figure: GDP, a budget, a price, a person's age."""
    items, noise = walk.items, _noise()
    if lower_at(items, i - 1) == "by" and lower_at(items, i - 2) in {"affected", "influenced", "offset"}:
        return True  # "the results of trade were affected by a $2 billion fall in"
    if "covered" in walk.sentence.lowers and any(item.lower == "covered" for item in items[flow.head.last + 1 : i]):
        return True  # "75 percent of imports were covered by exports, 1 percent less than"
    start = behind_aside(items, flow.head.last + 1) if flow.head.last < i else flow.head.at + 1
    if start > i:
        start = flow.head.last + 1  # a figure within the clause that stands between
    for k in range(start, i):
        low = items[k].lower
        if low in _QUOTAS and all(_leads_on(item) for item in items[k + 1 : i]):
            return True  # "had sought to raise its quota to 3 million bags"
        if low == ";" or (low in noise and lower_at(items, k + 1) != "-" and not _brought_in(items, k)):
            return True
        if k > flow.head.last and (_another_trades(items, k) or _unread_balance(walk, k)):
            return True
        if flow.head.measure == "balance" and items[k].lower in {"earnings", "receipts", "bill"}:
            return True  # "contributed to the surplus, with earnings rising to $2 billion"
        if items[k].is_("earning") and lower_at(items, k - 1) == "and" and flow.head.measure == "imports":
            return True  # "received 3 million tourists and earned $2 billion"
    if grows_another(items, i) or grows_within(items, i) or _of_no_one_balance(items, flow, i):
        return True
    if lower_at(items, flow.head.first - 1) == "when" and _since_before(items, flow.head.first - 2):
        return True  # "the smallest since April 2011, when the deficit was $1.5 billion"
    told = flow.head.echo or flow.filled
    if (
        told
        and lower_at(items, i - 1) in {"at", "of", "when"}
        and kind_at(items, i - 2) == "PER"
        and items[i - 2].value.cue == "since"
    ):
        return True  # "the highest since November 2011 at $1.8 billion": what it was then
    if lower_at(items, i + 1) == "-" and items[i].end != items[i + 1].start:
        return False  # "$5 million - from Oman to Nepal": a dash, no "$5-a-ton"
    return lower_at(items, i + 1) in flow_words("no_trade_behind")


def _of_no_one_balance(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether a figure is reached by something else than the balances named: "reserves, swollen by trade |surpluses to
    $53 billion|"."""
    plural = flow.head.measure == "balance" and items[flow.head.at].lower.endswith("s")
    return plural and lower_at(items, i - 1) == "to" and flow.head.last == i - 2


_QUOTAS = frozenset({"quota", "quotas", "allocation", "allocations"})


def _leads_on(item: Item) -> bool:
    """Whether a word may stand between a quota and its size, or the one that it was before."""
    return item.kind in {"QTY", "NUM", "PER"} or item.lower in {"to", "of", "at", "from", "was", "is", "for", "in"}


def _since_before(items: list[Item], j: int) -> bool:
    j -= lower_at(items, j) == ","
    return kind_at(items, j) == "PER" and items[j].value.cue == "since"


def _brought_in(items: list[Item], k: int) -> bool:
    """ "The export of the beans brought in a |revenue| of $145 million": of the flow itself."""
    if items[k].lower not in {"revenue", "revenues", "income"}:
        return False
    if lower_at(items, k - 1) in {"with", "generating"} and lower_at(items, k + 1) == "of":
        return any(item.kind == "QTY" for item in items[:k])  # "came to 2 million tons, with |revenue| of $3.8 billion"
    return any(item.is_("earning") for item in items[max(0, k - 3) : k])


def _unread_balance(walk: Walk, k: int) -> bool:
    """Whether a surplus or deficit at `k` gave no head: the figure behind it is its own."""
    if walk.items[k].cue("flow") != "balance":
        return False
    if any(walk.items[k] in flow.head.spots.get("compared", ()) for flow in walk.flows):
        return False  # "as against the deficit of $11bn in 2016": the same one's earlier figure
    sum_before = (walk.items[k - 1].start, walk.items[k - 1].end)
    if any(sum_before in flow.draft.spans.get("amount", ()) for flow in walk.flows if flow.head.measure == "balance"):
        return False  # "turned into a $340 million |surplus|, up from": the noun of the flow's own sum
    return not any(flow.head.first <= k <= flow.head.last for flow in walk.flows)


def _another_trades(items: list[Item], k: int) -> bool:
    """Whether a country is the subject of a verb of trade at `k` that gave no head ("while Poland shipped flour"): the
    figures behind it are of that, whatever it was, and never of the flow before. "Of which Spain took" is a part."""
    if items[k].is_("strong") and items[k].lower.endswith("ing") and lower_at(items, k - 1) in {",", "and"}:
        return any(item.cue("flow") == "balance" for item in items[:k])  # "ran a surplus, |exporting| $40 million"
    if not items[k].is_("fverb") or not items[k].is_("past") or items[k].lower in _TAKES:
        return False
    if lower_at(items, k - 1) in {"but", "while"}:
        return True  # "imported goods worth $9bn, but exported", whoever did
    if lower_at(items, k + 1) == "it" and items[k].cue("fverb") == "exports":
        return True  # "takes a third of Peru's exports and sold it $14 billion of goods"
    if kind_at(items, k - 1) != "PLACE" or of_which(items, k - 1):
        return False
    return lower_at(items, k - 2) not in _OBJECTS


def role_of(walk: Walk, flow: Flow, i: int, item: Item) -> str | None:
    """What the figure at `i` says of the flow, None where that cannot be told."""
    if item.kind == "PCT":
        role = _percent_role(walk, flow, i)
        return None if role == "change" and _of_an_unread_share(walk.items, flow, i) else role
    if item.kind == "FAC":
        return None if _of_two_partners(walk.items, i) else "factor"
    if flow.last_role == "change_amount" and item.kind == "AMT" and lower_at(walk.items, i - 1) == "(":
        return None  # "rose 40 million pesos ($2 million)": the growth in another currency
    if _of_a_greater_one(walk.items, i) or of_one_bag(walk.items, i):
        return None
    if _continues_prior(walk, flow, i, item) or _earlier_again(walk, flow, i, item):
        return "prior"
    if _is_compared(walk, flow, i) and lower_at(walk.items, i + 1) not in {"target", "goal"}:
        # "rose from $3bn in 2021, against $4bn in 2022": where the earlier figure is told, the other one is the flow's
        full = flow.prior is not None and not flow.has("amount", "quantity") and not _moved_from(walk.items, i)
        return ("quantity" if item.kind in {"QTY", "NUM"} else "value") if full else "prior"
    if _is_change(walk, flow, i, item):
        return "change_amount"
    if flow.has("amount", "quantity") and _included(walk, flow, i):
        return "part"
    return "quantity" if item.kind in {"QTY", "NUM"} else "value"


def _of_an_unread_share(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether a percentage is the level of a share nobody has: "the county's |share| in exports rose from |34%|"."""
    first = flow.head.first
    told = any(item.lower == "share" for item in items[max(0, first - 4) : first])
    told = told and lower_at(items, i - 1) in {"from", "to", "at"}
    return told and lower_at(items, first - 1) in {"in", "of", "from", "total", "the"}


def _of_a_greater_one(items: list[Item], i: int) -> bool:
    """Whether a figure is another one's that comes before the flow in rank: "third-highest after |$79bn| for Peru"."""
    if lower_at(items, i - 1) not in {"after", "behind"}:
        return False
    return items[i - 2].is_("superlative") or lower_at(items, i - 2) in {"highest", "lowest", "most"}


def _moved_from(items: list[Item], i: int) -> bool:
    """Whether "up from" or "lower than" stands right before a figure: an earlier one, however many were told."""
    i -= lower_at(items, i - 1) == "the"
    before = lower_at(items, i - 1)
    return before == "than" or (before == "from" and lower_at(items, i - 2) in {"up", "down"})


def _of_two_partners(items: list[Item], i: int) -> bool:
    """Whether a factor only sets one flow beside another: "three times |those to Peru|", "three times |as much to Oman
    as to Peru|"."""
    if lower_at(items, i + 1) in {"those", "that"}:
        return True
    if lower_at(items, i + 1) in {"bigger", "larger", "greater", "smaller"}:
        return lower_at(items, i + 2) != "than" or all(item.kind != "PER" for item in items[i + 3 : i + 7])
    behind = range(i + 2, min(i + 11, len(items))) if lower_at(items, i + 1) == "as" else range(0)
    return any(lower_at(items, k) == "as" and lower_at(items, k + 1) in {"to", "from"} for k in behind)


def _included(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the figure at `i` is of what the flow includes; "exports, including re-exports, rose to $5bn ($4bn)" only
    say what is counted."""
    counting = next((k for k in range(flow.head.last + 1, i) if walk.items[k].kind in {"AMT", "QTY", "NUM"}), i)
    return any(t.is_("include") for t in walk.items[counting:i])


# -- the figure of the earlier period ----------------------------------------------------------------------------------


def _is_compared(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether the figure is the earlier one: "from $1.2bn", "against 5.8", "compared with $3m", "($1.1bn a year
    earlier)"."""
    told = _compared_before(walk, flow, i)
    if told is not None:
        return told
    return lower_at(walk.items, i - 1) == "(" and _compared_in_brackets(walk, flow, i)


def _compared_before(walk: Walk, flow: Flow, i: int) -> bool | None:
    """What the words before the figure tell of it; None where they tell nothing."""
    items = walk.items
    if kind_at(items, i - 1) == "PCT" and items[i].lower.startswith("over "):
        return True  # "an increase of 24 per cent over $30 billion in April 2021"
    if i > 1 and lower_at(items, i - 1) in {"the", "that"} and _is_multiple(items[i - 2]):
        return True  # "more than double the 31.7 million of the previous year"
    if flow.has("change") and not flow.has("amount", "quantity") and _since_it_was(items, i):
        return True
    if flow.has("amount", "quantity") and _level_then(items, i):
        return True
    i = _behind_time_told(items, i)
    if lower_at(items, i - 1) in _DASHES and kind_at(items, i - 2) == "PER" and flow.has("amount", "quantity"):
        i -= 1  # "amounted to $12.8 billion, 25% more than in 2020 – $10.2 billion"
    for j in range(i - 1, max(flow.head.at, i - _COMPARED_REACH), -1):
        item = items[j]
        low = item.lower
        if (item.is_("compare") and low != "than") or (low in {"after", "than"} and flow.filled):
            return True
        if low in {"on", "over"} and lower_at(items, j + 1) == "the" and flow.filled and _rises(walk, j - 4, j):
            return True  # "an 83% jump on the $2.15 billion of the year before", "rise 40% over the 2010 figure, which"
        if low == "from":
            return flow.filled or _rises(walk, j - 6, j) or any(t.lower == "to" for t in items[i + 1 : i + 4])
        if low == "to" and not items[j - 1].is_("compare"):
            return False
        if low == "of" and items[j - 1].is_("rise"):
            return None  # "after a decline of $9bn": an earlier growth
        if not (item.kind == "PER" or item.is_("rise") or _may_be_compared(items, j)):
            return None
    return None


def _level_then(items: list[Item], i: int) -> bool:
    """ "reached 208,000 tonnes, |below the| 226,000 tonnes |shipped in May 2023|": the level of an earlier time."""
    if lower_at(items, i - 1) != "the" or lower_at(items, i - 2) not in {"below", "above"}:
        return False
    k = i + 1 + (lower_at(items, i + 1) in _RECORDED_THEN)
    k += lower_at(items, k) in {"in", "during", "for", "of"}
    return kind_at(items, k) == "PER"


_RECORDED_THEN = frozenset("shipped exported imported sold recorded registered seen reported bought reached".split())


def _since_it_was(items: list[Item], i: int) -> bool:
    """ "rose by $100 million, |since it was| $509 million in June": the level before the growth."""
    j = i - 1 - (lower_at(items, i - 1) == "at")
    if j < 2 or not items[j].is_("val") or lower_at(items, j - 1) not in {"it", "they", "this"}:
        return False
    if lower_at(items, j - 2) == "as" and items[j].lower not in _BE | {"stood"}:
        return False  # "grew 12 percent, as it reached $5 million": what it came to
    if lower_at(items, j - 2) == "as" and any(item.is_("compare") for item in items[i + 1 : i + 9]):
        return False  # "rose 9 percent, as it stood at $1.3 billion in May, compared to $1.2 billion": what it came to
    return lower_at(items, j - 2) in {"since", "as", "because", "when", "while", "whereas"}


def _is_multiple(item: Item) -> bool:
    return item.is_("times") or item.kind == "FAC"


def _behind_time_told(items: list[Item], i: int) -> int:
    """The index behind the period that a clause before the figure at `i` tells of: "the same months of 2023, |when it
    came to", "the year before, |which stood at"; else `i`."""
    j = i - 1
    if lower_at(items, j) in {"at", "to"}:
        j -= 1
    if j < 2 or not (items[j].is_("val") or items[j].lower == "came"):
        return i
    j -= 1
    while lower_at(items, j) in flow_words("said_again") or items[j].is_("flow"):
        j -= 1
    if lower_at(items, j) not in {"which", "when"}:
        return i
    j -= lower_at(items, j - 1) == ","
    if j > 1 and lower_at(items, j - 1) in flow_words("figure_noun"):
        j -= 1  # "over the 2010 |figure|, which was valued at"
    return j if kind_at(items, j - 1) == "PER" else i


def _may_be_compared(items: list[Item], j: int) -> bool:
    """Whether a word may stand between "compared with" and the earlier figure: "the value recorded in June 2021, which
    stood at", "exports of"."""
    item = items[j]
    if item.lower in flow_words("compared") or item.cue("flow") is not None:
        return True
    if item.lower in {"'", "’", "s"}:  # "from July's $1.5 billion"
        return kind_at(items, j - 1) == "PER" or lower_at(items, j - 1) in {"'", "’"}
    if item.is_("val"):
        return lower_at(items, j - 1) in _WHICH
    return item.lower in {*_WHICH, ","} and any(items[k].is_("val") for k in (j + 1, j + 2) if k < len(items))


def _continues_prior(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a figure goes on telling the earlier one: "8,800 tonnes worth $24 million", "$5bn (EUR 4.6bn)"."""
    if flow.last_role != "prior" or flow.prior is None:
        return False
    joined = lower_at(walk.items, i - 1) == "and" and kind_at(walk.items, i - 2) in {"AMT", "QTY"}
    if not joined and lower_at(walk.items, i - 1) not in _GOING_ON:
        return False
    if item.kind == "AMT":
        known = flow.prior.get("amount")
        return known is None or known.currency != item.value.currency
    return item.kind == "QTY" and not flow.prior.get("quantity")


def _earlier_again(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a sum alone in brackets is the earlier one, as that of the flow before: "trade reached $1.2 billion
    ($980 million in the same months of 2022), of which exports were $891 million |($742 million)"."""
    items = walk.items
    if item.kind != "AMT" or (lower_at(items, i - 1), lower_at(items, i + 1)) != ("(", ")"):
        return False
    known = flow.draft.get("amount")
    if known is None or known.currency != item.value.currency or not _is_of(flow, items[i - 2]):
        return False
    before = [other for other in walk.flows if other.head.at < flow.head.at and other.prior is not None]
    if not before or before[-1].versus is None or flow.prior is not None:
        return False
    flow.versus = before[-1].versus
    return True


def _compared_in_brackets(walk: Walk, flow: Flow, i: int) -> bool:
    """ "up 5% on 2021 ($1.1bn)", "$1.2bn ($1.1bn a year earlier)", "($1.1bn in 2021)"."""
    items = walk.items
    if kind_at(items, i - 2) == "PER" and flow.has("change"):
        return bool(items[i - 2].value.relation) or after_compare(walk, i - 2)
    if not flow.has("amount", "quantity"):
        return False
    if lower_at(items, i + 1) in {"and", "worth"} and kind_at(items, i + 2) in {"AMT", "QTY"}:
        i += 2  # "(34,100 tonnes and TND 395 million a year earlier)"
    if kind_at(items, i + 1) == "PER" and is_earlier(items[i + 1]):
        return True
    return lower_at(items, i + 1) == "in" and kind_at(items, i + 2) == "PER"


# -- growth ------------------------------------------------------------------------------------------------------------


def _is_change(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Whether a sum or weight is what the flow grew by."""
    items = walk.items
    low = lower_at(items, i - 1)
    passes = item.kind == "AMT" and item.lower.startswith(_PASSED)  # "fell below four billion"
    if lower_at(items, i - 2) in _BE and items[i - 1].is_("rise") and flow.head.last < i - 2 and not passes:
        return True  # "the exports of wheat are raised a million tons (to 17 million)"
    changed = item.kind == "AMT" and not passes and flow.head.at < i - 1 and items[i - 1].is_("chverb")
    if changed and low not in {"rising", "falling", "reaching"}:
        return True  # "imports decreased 700 million dollars"
    if item.kind == "AMT" and low in {"up", "down"} and not passes:
        return True  # "were up 54 million dollars, or 8 percent"
    if item.kind == "AMT" and low == "or" and flow.has("change") and kind_at(items, _before_or(items, i)) == "PCT":
        return True  # "fell 18 percent, or 71 million dollars"
    if low in {"a", "an", "some"} and lower_at(items, i - 2) == "by" and item.kind == "AMT" and _rises(walk, i - 5, i):
        return True  # "was revised up by a $1 billion"
    if low == "by" and (_rises(walk, i - 4, i) or _is_raised(items, flow, i)):
        return True
    if low == "by" and lower_at(items, i - 2) == "(" and kind_at(items, i - 3) == "PCT" and flow.has("change"):
        return True  # "increased by 3 percent (by $2.1 million)"
    if low in _SIZED and item.kind == "AMT" and noun_of_growth(items, flow, i) is not None:
        return True
    if low == "of" and _rises(walk, i - 4, i) and any(t.is_("noun") for t in items[max(0, i - 4) : i - 1]):
        return True
    if low == "of" and items[i - 2].is_("rise") and items[i - 2].lower.endswith("s"):
        return True  # "followed by |increases of| $300 million in machinery"
    if item.kind == "AMT" and low == "to" and lower_at(items, i - 2) == "equivalent" and flow.has("change"):
        return _grew_in_noun(items, i - 3)  # "a 25 percent rise, equivalent to $10bn"
    if item.kind == "AMT" and lower_at(items, i + 1) in {"above", "below"}:
        return kind_at(items, i + 2) == "PER" or lower_at(items, i + 2) in {"the", "that", "its"}
    behind = items[i + 1] if i + 1 < len(items) else None
    if low != "by" and lower_at(items, i + 1) in {"up", "down"} and _compares_at(items, i + 2):
        return False  # "earnings were $881 million up from $804 million"
    j = i + 2 if lower_at(items, i + 1) == "," else i + 1
    if item.kind == "AMT" and lower_at(items, j) == "or" and kind_at(items, j + 1) == "PCT" and not _came_to(items, i):
        # "a $4.7 billion or 19% rise", "was $34 million, or 19%, more than"
        after = items[j + 3 if lower_at(items, j + 2) == "," else j + 2 : j + 4]
        return bool(after) and after[0].is_("rise") and (after[0].is_("noun") or after[0].lower in MORE_OR_LESS)
    if item.kind == "AMT" and low in {"a", "an"} and behind is not None and behind.is_("rise") and behind.is_("noun"):
        return flow.has("amount")  # "was $5.6 billion, a $100 million rise"
    return behind is not None and behind.is_("rise") and behind.lower in MORE_OR_LESS and low != "to"


_SIZED = frozenset({"of", "was", "were", "is", "worth", "to", ",", "(", "at"})


def _came_to(items: list[Item], i: int) -> bool:
    """ "amounted to $42 million, or 1.5% more than in May": a level, and how much more that is."""
    j = i - 2 if lower_at(items, i - 1) in {"to", "at"} else i - 1
    told = j >= 0 and items[j].is_("val")
    if told and items[j].lower in _BE and lower_at(items, i + 1) != ",":
        return False
    return told and lower_at(items, i + 3 + (lower_at(items, i + 1) == ",")) != ","


def _compares_at(items: list[Item], j: int) -> bool:
    """Whether "up" or "down" before `j` goes on with what is compared with, or by how much, and closes no sum."""
    return lower_at(items, j) in {"from", "by", "on"} or kind_at(items, j) in {"PCT", "FAC"}


def _before_or(items: list[Item], i: int) -> int:
    """The index of what stands before ", or", "(or"."""
    return i - 3 if lower_at(items, i - 2) in {",", "("} else i - 2


def _grew_in_noun(items: list[Item], j: int) -> bool:
    """Whether a growth told as a noun ends at `j`, before a comma or bracket."""
    while lower_at(items, j) in {",", "("}:
        j -= 1
    return j > 0 and items[j].is_("rise") and items[j].is_("noun")


def _is_raised(items: list[Item], flow: Flow, i: int) -> bool:
    """ "increased its exports to Chile by": the flow is what somebody raises, with nothing told of it yet."""
    if flow.filled or flow.head.last < i - 4:
        return False
    j = flow.head.first - 1
    while lower_at(items, j) in _BEFORE_RAISED:
        j -= 1
    return j >= 0 and items[j].is_("rise")


# "raised |its forecast for| wheat exports by 500,000 tons"
_BEFORE_RAISED = frozenset(
    "the its their a volume value of for forecast forecasts estimate estimates projection projections outlook".split()
)


def _rises(walk: Walk, start: int, stop: int) -> bool:
    return any(t.is_("rise") for t in walk.items[max(0, start) : stop])


# -- percentages -------------------------------------------------------------------------------------------------------


def _percent_role(walk: Walk, flow: Flow, i: int) -> str | None:
    """What a percentage says of its flow: a share, a growth, an earlier share; None where that cannot be told."""
    if walk.items[i].value.points or is_earlier_growth(walk.items, i) or part_of_a_plan(walk.items, i):
        return None
    if (
        lower_at(walk.items, i - 1) == "to"
        and kind_at(walk.items, i - 2) == "NUM"
        and lower_at(walk.items, i - 3) != "from"
    ):
        return None  # "increased 50 to 60 percent": by how much, is not known
    if _of_another_country(walk.items, flow, i):
        return None
    if share_holder(walk, flow) is not None:
        return "prior" if lower_at(walk.items, i - 1) == "from" and flow.prior is None else "part_share"
    if share_of_goods(walk.items, flow):
        return "prior" if lower_at(walk.items, i - 1) == "from" else "share"
    if of_a_share_told(walk.items, flow, i):
        return None
    if flow.has("share") and flow.prior is None and _is_compared(walk, flow, i):
        return "prior"
    grown = _grown_in_brackets(walk, i)
    if not grown and (is_share(walk.items, flow, i) or share_came_to(walk.items, flow, i)):
        return "share"
    if lower_at(walk.items, i - 1) == "from" and flow.prior is None and is_told_as_share(walk.items, flow):
        return "prior"
    sign = signed(walk, i)
    if sign is not None and (_against_a_guess(walk.items, i) or _moved_between(walk.items, i)):
        return None
    if sign is None and taker_of(walk, i) is not None:
        return "part_share"
    if sign is None and _in_brackets(walk.items, i) and _is_of(flow, walk.items[i - 2]):
        return "share"  # "exports to Kenya were $2bn (20.2 percent)"
    if sign is None and not flow.filled and _of_own_partner(walk.items, flow, i):
        return "share"
    return None if sign is None or lower_at(walk.items, i + 1) == "of" else "change"


def _of_own_partner(items: list[Item], flow: Flow, i: int) -> bool:
    """ "imported wheat from Kenya |(31 percent)|, Oman (12 percent)": the share of the first of a list."""
    head = flow.head
    spots = head.spots.get("dest", []) if head.measure == "exports" else head.spots.get("source", [])
    behind = lower_at(items, i + 1)
    if lower_at(items, i - 1) != "(" or not (behind == ")" or behind == "of"):
        return False
    goods = head.spots.get("goods", [])
    return (len(spots) == 1 and items[i - 2] is spots[0]) or (len(goods) == 1 and items[i - 2] is goods[0])


def _grown_in_brackets(walk: Walk, i: int) -> bool:
    """ "Exports made up $245 million |(up 3%)|": a sum behind words of shares, and how it grew."""
    items = walk.items
    opened = next((j for j in range(i - 1, max(0, i - 4), -1) if items[j].lower == "("), 0)
    return kind_at(items, opened - 1) == "AMT" and signed(walk, i) is not None


def _of_another_country(items: list[Item], flow: Flow, i: int) -> bool:
    """ "Nigeria exported $2bn, accounting for 64% of South Africa's trade": of what another country does."""
    owner = flow.head.owner or flow.head.origin
    if lower_at(items, i + 1) != "of" or owner is None:
        return False
    at = i + 3 if lower_at(items, i + 2) == "the" else i + 2
    whose = kind_at(items, at) == "DEM" or (kind_at(items, at) == "PLACE" and possessive_at(items, at + 1) > at + 1)
    return whose and items[at].value.code != owner.code


_GUESSES = frozenset(
    "estimate estimates forecast forecasts projection projections target targets plan expectation expectations".split()
)


def _against_a_guess(items: list[Item], i: int) -> bool:
    """ "a decrease of 14.6% compared to the first estimate": no growth of trade."""
    for k in range(i + 1, min(i + 4, len(items))):
        if items[k].is_("compare") or items[k].lower in {"than", "from", "against", "on"}:
            return any(item.lower in _GUESSES for item in items[k : k + 5])
    return False


def _moved_between(items: list[Item], i: int) -> bool:
    """ "rose |from 18 percent to 23 percent|": what moved is a share or rate; where it is a growth, a noun says so; and
    "up from 9 percent" is an earlier one of it."""
    if lower_at(items, i - 1) == "from" and lower_at(items, i - 2) in {"up", "down"}:
        return True
    first = i if lower_at(items, i - 1) == "from" else i - 2
    told = kind_at(items, first) == kind_at(items, first + 2) == "PCT"
    if not told or (lower_at(items, first - 1), lower_at(items, first + 1)) != ("from", "to"):
        return False
    return not any(item.is_("rise") and item.is_("noun") for item in items[max(0, first - 8) : first])


def _is_of(flow: Flow, figure: Item) -> bool:
    """Whether a figure is the flow's own."""
    told = [*flow.draft.spans.get("amount", ()), *flow.draft.spans.get("quantity", ())]
    return (figure.start, figure.end) in told


def _in_brackets(items: list[Item], i: int) -> bool:
    """Whether a percentage alone stands in brackets right behind a sum or weight."""
    return lower_at(items, i - 1) == "(" and lower_at(items, i + 1) == ")" and kind_at(items, i - 2) in {"AMT", "QTY"}
