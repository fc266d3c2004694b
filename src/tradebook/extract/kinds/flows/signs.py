"""Signs of growth: whether the words around a percentage or sum say that something rose or fell."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.timing import ADVERBS
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at

MORE_OR_LESS = frozenset("more less higher lower up down larger bigger smaller".split())
"""Words of growth that need no verb."""

_SIZES = frozenset("more less higher lower up down growth larger bigger smaller fewer greater".split())
_LEVELS = {"short": -1, "shy": -1, "below": -1, "above": 1, "behind": -1, "ahead": 1}
_ENDS_CLAUSE = frozenset({",", ";", "but", "while", "whereas"})
_YEARLY = frozenset({"year", "-", "on", "annual", "yearly", "or", "(", "by"})


def signed(walk: Walk, i: int) -> int | None:
    """The sign of a growth at `i` from the words around it, None where nothing tells a growth."""
    flow = walk.before(i)
    for read in (_printed_sign, _sign_behind):
        if (told := read(walk.items, i)) is not None:
            return told
    if (told := _sign_before(walk.items, i, flow.head.first if flow is not None else 0)) is not None:
        return told
    yearly = kind_at(walk.items, i + 1) == "PER" and walk.items[i + 1].value.relation in ADVERBS
    if yearly and lower_at(walk.items, i - 1) in {"by", "of"}:
        return _sign_taken_over(walk, i) or 1
    if _grew_in_brackets(walk, i):
        return 1
    raised = _sign_of_raising(walk, i)
    if raised is None and flow is not None and not flow.filled:
        raised = _sign_of_list(walk.items, flow, i)
    if raised is None and flow is not None:
        grown = noun_of_growth(walk.items, flow, i)
        raised = int(grown.cue("rise") or 1) if grown is not None else None
    return _sign_taken_over(walk, i) if raised is None else raised


def noun_of_growth(items: list[Item], flow: Flow, i: int) -> Item | None:
    """The noun of "a |decrease| in the goods deficit of $1.2 billion to $66 billion", "the largest |increase| in
    exports was recorded in timber, $45 million": by how much, where no percentage before it says that."""
    told = lower_at(items, i - 1) == "of" and flow.head.last == i - 2
    if items[i].kind != "AMT" or not (told or _tells_size(items, flow, i)):
        return None
    j = flow.head.first - 1
    while j > 0 and (
        items[j].kind in {"DEM", "PLACE", "GOOD"}
        or items[j].lower in {"the", "its", "their", "'", "’", "s"}
        or (items[j].lower in {"value", "of"} and "value" in {lower_at(items, j), lower_at(items, j - 1)})
    ):
        j -= 1
    if lower_at(items, j) != "in" or j < 1 or not items[j - 1].is_("rise"):
        return None
    ranked = lower_at(items, j - 2).endswith("est") or lower_at(items, j - 2) in {"main", "significant"}
    if not (items[j - 1].is_("noun") or (ranked and items[j - 1].lower.endswith("s"))):
        return None  # "the biggest increases" are nouns, other "increases" may be a verb
    return items[j - 1] if kind_at(items, j - 2) != "PCT" else None


_AMOUNTED = frozenset({"amounted", "amounts", "amount", "equalled", "equaled", "came"})


def _tells_size(items: list[Item], flow: Flow, i: int) -> bool:
    """Whether the words before a figure tell how large what is spoken of is, and nothing moves to a level: "was |$45
    million|", "in timber, |$45 million|", "to Norway (|€120 million|)"."""
    if flow.filled or any(t.is_("rise") or t.is_("chverb") for t in items[flow.head.last + 1 : i]):
        return False
    low = lower_at(items, i - 1)
    if low in {"was", "were", "is", "worth"} or (low == "to" and lower_at(items, i - 2) in _AMOUNTED):
        return True
    k = i - 1 - (low == "at" and lower_at(items, i - 2) == ",")
    k -= lower_at(items, k) == "-" == lower_at(items, k - 1)
    before = k - 1
    while kind_at(items, before) == "PER" or lower_at(items, before) in {"in", "during"}:
        before -= 1
    if lower_at(items, k) in _MARKS and before == flow.head.last:
        return True  # "The largest increase in Peru's exports|, $173 million| or 38 percent, was to Japan"
    return low in {",", "(", "at"} and kind_at(items, i - 2) in {"GOOD", "PLACE"}


_MARKS = frozenset({",", "(", "--", "-", "–", "—"})


def _sign_of_raising(walk: Walk, i: int) -> int | None:
    """The sign of "|increased| the import of goods from Poland by 29%": the flow is the verb's object."""
    flow, items = walk.before(i), walk.items
    if flow is None or lower_at(items, i - 1) != "by" or flow.head.last != i - 2 or flow.filled:
        return None
    j = flow.head.first - 1
    while lower_at(items, j) in {"the", "its", "their", "volume", "value", "of"}:
        j -= 1
    return int(items[j].cue("rise") or 1) if j >= 0 and items[j].is_("rise") and items[j].is_("chverb") else None


def sign_of_noun(items: list[Item], i: int) -> int | None:
    """The sign of "growth |of 16 percent| in exports to Oman and |13 percent| in those to Peru": the noun before the
    first of them holds for all; None where there is none."""
    k = i
    while lower_at(items, k - 1) in {"and", ",", ", and"}:
        k = next((j for j in range(k - 2, max(-1, k - _ASIDE), -1) if items[j].kind == "PCT"), -1)
        if k < 0 or lower_at(items, k + 1) != "in":
            return None
    if k < 2 or lower_at(items, k - 1) != "of":
        return None
    noun = items[k - 2]
    if noun.lower == "advances":
        return 1
    told = noun.is_("rise") and (noun.is_("noun") or noun.lower.endswith("s"))
    return int(noun.cue("rise") or 1) if told else None


_ASIDE = 12


def _sign_of_list(items: list[Item], flow: Flow, i: int) -> int | None:
    """The sign of "|higher| exports of tea (12%), fish (9%)", "the |increases in| the exports of tea (12%)": by how
    much each of a list of what grew did, told in brackets."""
    if items[i].kind != "PCT" or (lower_at(items, i - 1), lower_at(items, i + 1)) != ("(", ")"):
        return None
    if kind_at(items, i - 2) not in {"GOOD", "PLACE"}:
        return None
    j = flow.head.first - 1
    if j > 0 and items[j].is_("rise") and items[j].lower in _SIZES:
        return int(items[j].cue("rise") or 1)
    j -= lower_at(items, j) in {"the", "its", "their"}
    named = lower_at(items, j) in {"in", "of"} and j > 0 and items[j - 1].is_("rise")
    told = named and (items[j - 1].is_("noun") or items[j - 1].lower.endswith("s"))
    return int(items[j - 1].cue("rise") or 1) if told else None


def sign_of_sales(items: list[Item], i: int) -> int | None:
    """The sign of "fruit exports grew 7 percent on |higher sales of| blueberries (12%), grapes (9%)": by how much each
    of the goods did, though the flow has its own growth."""
    if (lower_at(items, i - 1), lower_at(items, i + 1)) != ("(", ")") or kind_at(items, i - 2) != "GOOD":
        return None
    for k in range(i - 3, max(1, i - _LONG_LIST), -1):
        if lower_at(items, k) == "of":
            sold = items[k - 1].is_("supply") or items[k - 1].is_("flow")
            told = sold and items[k - 2].is_("rise") and items[k - 2].lower in _SIZES
            return int(items[k - 2].cue("rise") or 1) if told else None
        if items[k].kind not in {"GOOD", "PCT", "w"} and items[k].lower not in {",", "and", "(", ")", ";"}:
            return None
    return None


_LONG_LIST = 24


def _grew_in_brackets(walk: Walk, i: int) -> bool:
    """ "$98 million (28.77%) and $37 million (-18.35%)": where some percentages in brackets have a sign, those without
    are growths as well."""
    items = walk.items
    if items[i].kind != "PCT" or lower_at(items, i - 1) != "(" or lower_at(items, i + 1) != ")":
        return False
    return any(
        item.kind == "PCT" and lower_at(items, k - 2) == "(" and _printed_sign(items, k) is not None
        for k, item in enumerate(items)
    )


def _sign_taken_over(walk: Walk, i: int) -> int | None:
    """ "exports grew 15% to $9bn and imports 32% to $12bn": the verb of the flow before holds for the one joined to it
    that has none of its own."""
    items = walk.items
    at = i - 1 if lower_at(items, i - 1) == "by" else i
    for known, flow in pairwise(walk.flows):
        dashed = lower_at(items, at - 1) in {"-", "–", "—"}
        if flow.head.last != at - 1 - dashed or flow.filled:
            continue
        joined = flow.head.first - 1
        if lower_at(items, joined) in {"of", "for"} and lower_at(items, joined - 1) == "that":
            joined -= 2
        change = known.draft.get("change")
        if change is None or change.percent is None or lower_at(items, joined) not in {"and", "while", ","}:
            return None
        return 1 if change.percent > 0 else -1
    return None


def _printed_sign(items: list[Item], i: int) -> int | None:
    before = items[i - 1] if i else None
    if before is None or before.lower not in {"+", "-", "−", "–"} or before.end != items[i].start:
        return None
    if before.lower == "+":
        return 1
    opened = lower_at(items, i - 2) in {"(", "by", "of", "to", ","} or kind_at(items, i - 2) in {"AMT", "QTY"}
    return -1 if opened else None


def _sign_behind(items: list[Item], i: int) -> int | None:
    """ "5% more", "5 percent year-on-year growth", "1.1% short of", "€92 million above February's"."""
    level = _LEVELS.get(lower_at(items, i + 1))
    if level is not None and _is_earlier_level(items, i + 2):
        return level
    for item in items[i + 1 : i + 4]:
        if item.is_("rise") and (item.is_("noun") or item.lower in _SIZES):
            return int(item.cue("rise") or 1)
        if item.kind == "PER" and item.value.relation in ADVERBS:
            continue
        if item.lower not in _YEARLY:
            return None
    return None


def _is_earlier_level(items: list[Item], k: int) -> bool:
    """Whether an earlier figure, and no plan, is what something is above or below: "|the level of May"."""
    k += lower_at(items, k) == "of"
    if kind_at(items, k) == "PER":
        return True
    told = lower_at(items, k) in {"the", "that", "its", "last", "those"}
    return (
        told and any(t.kind == "PER" for t in items[k : k + 6]) and not any(t.is_("target") for t in items[k : k + 6])
    )


def _has_a_taker(items: list[Item], start: int, stop: int) -> bool:
    """Whether a country that takes or gives stands between two indices: "with |China buying|"."""
    between = range(start + 1, stop)
    return any(items[k].kind == "PLACE" and lower_at(items, k + 1).endswith("ing") for k in between)


def _sign_before(items: list[Item], i: int, first: int) -> int | None:
    """ "grew by 5%", "fell to $3bn, or 5%"; a word of growth behind the last figure, or joined to it, but in no clause
    that ends before the flow at `first`."""
    joined = lower_at(items, i - 1) in {"by", ",", "or", "(", "and"}
    closed = False
    for j in range(i - 1, max(-1, i - 20), -1):
        item = items[j]
        closed = item.lower == ")" or (closed and item.lower != "(")
        if closed:
            continue  # "Oman $3m (up 5%), Peru $2m (|22%|": what another bracket tells is said of its own member
        if item.lower == "with" and lower_at(items, j - 1) == "," and _has_a_taker(items, j, i):
            return None  # "up 46%, |with China buying| 92% of the total"
        if j < first and item.lower in _ENDS_CLAUSE:
            return None  # "Fewer tourists came, but Nepal |raised its exports| by 12%"
        if item.lower in MORE_OR_LESS and lower_at(items, j + 1).endswith("ly"):
            continue  # "declined more deeply by 6.6 percent"
        if item.is_("rise"):
            if j == i - 2 and lower_at(items, i - 1) == "to" and item.is_("chverb"):
                grown = items[j - 1]  # "growth of imports eased to 30.7%": still a growth
                if grown.is_("rise") and grown.is_("noun") and not grown.is_("total"):
                    return int(grown.cue("rise") or 1)
            return int(item.cue("rise") or 1)
        if item.kind in {"AMT", "QTY", "FAC"} and not joined:
            return None
        joined_on = (
            item.lower == "of" and lower_at(items, j - 1) == "and"
        )  # "of 20 percent in weight and of 15 in value"
        if item.lower in {";", "of"} and not joined_on and lower_at(items, j - 1) not in flow_words("growth_noun"):
            return None
    return None
