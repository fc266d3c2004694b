"""Ranks and lists of partners, put beside what the walk over the figures made of their sentence: each figure is told by
one of the two, and the list has its time and goods from where they are told."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.flow import FIGURE_SLOTS, NUMBERS
from tradebook.extract.kinds.flows.market_clauses import together
from tradebook.extract.kinds.flows.ranks import follows, is_followed
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.timing import is_of_speech
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import Good, Period, Share


def with_markets(out: list[Draft], markets: list[Draft], topic: Topic, period: Item | None) -> list[Draft]:
    """What ranks and lists of partners say, beside or instead of what the figures' walk made of them."""
    for draft in markets:
        _foresee(draft)
        if draft.slots.pop("_standing", False) and not draft.get("amount"):
            # "is its largest market" holds for now; its own clause would have to tell another time
            if period is not None and period in draft.sentence.items and _opens(draft.sentence, period):
                draft.put("period", period.value.period, period)
            elif (own := _time_of_place(draft)) is not None:
                draft.put("period", own.value.period, own)
        else:
            _market_period(draft, topic, period, next((d.get("period") for d in out if _is_told_with(d, draft)), None))
        if (
            "goods" not in draft.slots
            and draft.slots["measure"] != "turnover"
            and (goods := _goods_of_same(draft, out) or _goods_gone_on(draft, topic))
        ):
            draft.slots["goods"] = goods
        _of_its_goods(draft)
    markets = [draft for draft in markets if not any(_of_both(d, draft) for d in out)]
    told = ("amount", "quantity", "share", "change")
    taken = {span for d in markets for slot in told for span in d.spans.get(slot, ())}
    _give_back_growth(out, markets)
    kept = [
        d
        for d in out
        if not _is_of_several(d) and not any(span in taken for slot in told for span in d.spans.get(slot, ()))
    ]
    dropped = [d for d in out if d not in kept]
    if len(markets) == 1 and len(dropped) == 1:
        _go_with(markets[0], dropped[0], kept)
    return kept + markets


def _of_both(told: Draft, ranked: Draft) -> bool:
    """Whether the figure beside a partner without a place is told as trade between the two: "is one of Peru's partners,
    with |mutual trade| of $2bn"."""
    pair = (ranked.get("reporter"), ranked.get("partner"))
    same = told.get("measure") == "turnover" == ranked.get("measure") and set(told.get("between") or ()) == set(pair)
    spans = told.spans.get("amount", ())
    return same and not ranked.get("rank") and bool(spans) and spans == ranked.spans.get("amount", ())


def _foresee(draft: Draft) -> None:
    """What a sentence only foresees of a figure in a list: "expects to earn $5 billion, as the third exporter"."""
    spans = draft.spans.get("amount") or draft.spans.get("quantity")
    if not spans or "expect" not in draft.sentence.cues:
        return
    items = draft.sentence.items
    at = next((k for k, item in enumerate(items) if (item.start, item.end) == spans[0]), 0)
    if any(item.is_("expect") for item in items[max(0, at - 4) : at]):
        draft.stance = "expected"


def _is_of_several(draft: Draft) -> bool:
    """Whether the one figure of several partners was given to one of them: "were Peru and Chile with 39 percent"."""
    items, spans = draft.sentence.items, draft.spans.get("partner", ())
    return "with" in draft.sentence.lowers and any(
        (item.start, item.end) in spans and together(items, k) for k, item in enumerate(items)
    )


def _give_back_growth(out: list[Draft], markets: list[Draft]) -> None:
    """Take from flows the growth that a list gives to one of its members."""
    grown = {span for d in markets for span in d.spans.get("change", ())}
    for draft in out:
        if grown and not grown.isdisjoint(draft.spans.get("change", ())):
            del draft.slots["change"]
            del draft.spans["change"]
    out[:] = [draft for draft in out if any(draft.get(slot) is not None for slot in FIGURE_SLOTS)]


def _of_its_goods(draft: Draft) -> None:
    """The share of a partner is of all trade in the goods that the list is of."""
    share: Share | None = draft.get("share")
    if share is None or share.of is None or share.of.goods or draft.get("partner") == WORLD or not draft.get("goods"):
        return
    draft.slots["share"] = replace(share, of=replace(share.of, goods=draft.slots["goods"]))


def _go_with(told: Draft, dropped: Draft, kept: list[Draft]) -> None:
    """Give the partner of a ranking what the figures' walk had read of all the world: "Sudan topped the list of Egypt's
    exports, with $8 billion against $6 billion, a 35.9 percent increase"."""
    sides = (told.get("reporter"), told.get("measure"), WORLD)
    same = (dropped.get("reporter"), dropped.get("measure")) == sides[:2]
    if not same or dropped.get("partner") not in {WORLD, told.get("partner")}:
        return
    if dropped.get("change") is not None and told.get("change") is None and told.get("share") is None:
        told.slots["change"] = dropped.slots["change"]
        told.spans["change"] = list(dropped.spans.get("change", ()))
    if dropped.get("partner") != WORLD:
        return
    for draft in kept:
        if (draft.get("reporter"), draft.get("measure"), draft.get("partner")) == sides and not draft.get("share"):
            draft.slots["partner"] = told.slots["partner"]
            if told.get("goods") and not draft.get("goods"):
                draft.slots["goods"] = told.slots["goods"]  # "were the top exports, at $4bn, up from $3bn"


def _time_of_place(draft: Draft) -> Item | None:
    """The time behind the noun of a place that is held, in its own clause: "is the largest buyer of tea in July"."""
    items, spans = draft.sentence.items, draft.spans.get("rank")
    if not spans:
        return None
    for item in items[next(k for k, i in enumerate(items) if i.start >= spans[0][0]) :]:
        if item.kind == "PER":
            return item if item.value.relation is None and item.value.cue is None and item.value.period.edtf else None
        if item.lower in {",", ";", "with", "after", "and", "while"} or item.kind in {"AMT", "QTY", "PCT"}:
            return None
    return None


def _goods_of_same(draft: Draft, out: list[Draft]) -> tuple[Good, ...]:
    """The goods of the same sentence's flow to the one ranked: "exports of copper to its largest customer, Oman"."""
    pair = (draft.get("measure"), draft.get("reporter"), draft.get("partner"))
    same = (d for d in out if (d.get("measure"), d.get("reporter"), d.get("partner")) == pair)
    return next((d.slots["goods"] for d in same if pair[2] != WORLD and d.get("goods")), ())


def _goods_gone_on(draft: Draft, topic: Topic) -> tuple[Good, ...]:
    """The goods of a list of partners that names none: those that the report is about, or those of the flow right
    before it, where the list counts weights and speaks of no goods or exports at large."""
    sentence = draft.sentence
    told = topic.told(sentence)
    if told is None or _has_flow_of_others(sentence.items, told.goods):
        return ()
    other_half = {told.measure, draft.get("measure")} == {"exports", "imports"}
    if other_half and told.sides.reporter == draft.get("reporter"):
        return ()  # "Zambia exported 700,000 tonnes of copper. Its main suppliers were"
    at_large = any(item.lower.endswith(("imports", "exports")) for item in sentence.items)
    of_one = told.sides.partner not in {None, WORLD, draft.get("partner")} and at_large
    if same_goods(told.goods, topic.first_goods) and _is_of_talk(draft, told, sentence) and not of_one:
        return told.goods  # but "bought timber from Oman. Peru is the main source of |imports|": of all
    near = topic.near(told.sentence, sentence, 1) and told.measure == draft.get("measure")
    same = draft.get("quantity") is not None or told.sentence.paragraph == sentence.paragraph
    same = same and told.sides.reporter == draft.get("reporter")
    return told.goods if near and same and sentence.cues.isdisjoint({"goods_word", "flow"}) else ()


def _is_of_talk(draft: Draft, told: Scope, sentence: Sentence) -> bool:
    """Whether a list of partners is that of a country whose flow was told last, or stands in its paragraph."""
    sides = {told.sides.reporter, told.sides.partner, *told.sides.between}
    return draft.get("reporter") in sides or told.sentence.paragraph == sentence.paragraph


def _has_flow_of_others(items: list[Item], goods: tuple[Good, ...]) -> bool:
    """ "Chile's |copper exports| to its largest customer, China": of copper, never of what was told before."""
    for item, behind in pairwise(items):
        if item.kind == "GOOD" and (behind.is_("flow") or behind.is_("supply")) and good_of(item) not in goods:
            return True
    return False


def _is_told_with(flow: Draft, draft: Draft) -> bool:
    """Whether a flow of the same country is told in the sentence of a list of partners, with its time."""
    return flow.get("period") is not None and flow.get("reporter") == draft.get("reporter")


def _market_period(draft: Draft, topic: Topic, shared: Item | None, beside: Period | None) -> None:
    """The time of a rank or list of partners: one of its sentence, else that of the talk before it; a place that is
    held in the present ("is the largest buyer") has none."""
    items = draft.sentence.items
    own = next((i for k, i in enumerate(items) if _is_time_of_list(items, k)), None)
    if shared in items and not _is_time_of_list(items, items.index(shared)):
        shared = None
    item = own or shared
    if item is not None and not item.value.relation:
        period = in_calendar(item.value, [draft.slots["reporter"]])
        if period.edtf:
            draft.put("period", period, *([item] if item in items else []))
            if item is own and topic.market is not None and topic.market[1] is draft.sentence:
                topic.market_period = period
        return
    if topic.market is not None and topic.market[1] is not draft.sentence and (is_followed(items) or follows(items)):
        if topic.market_period is not None:
            draft.put("period", topic.market_period)
            draft.lean_on(topic.market[1])
        if topic.market_period is not None or not any(draft.get(slot) for slot in _FIGURES):
            return
    if beside is not None and not _is_lasting(draft):
        draft.put("period", beside)
        return
    if topic.period is None or not topic.near(topic.period_sentence, draft.sentence, 4) or _is_lasting(draft):
        return
    draft.put("period", topic.period)
    if topic.market is not None and topic.market[1] is draft.sentence:
        topic.market_period = topic.period  # that of the next sentence too: "It was followed by"
    if topic.period_sentence is not None:
        draft.lean_on(topic.period_sentence)


_FROM = frozenset({"from", "than", "over", "against", "versus"})  # "up 3% |from| 2023"


def _is_time_of_list(items: list[Item], k: int) -> bool:
    """Whether a period may be that of a list: told by itself, no day on which somebody spoke, and not that of an
    earlier figure ("down from 24 million last year")."""
    item = items[k]
    if item.kind != "PER" or item.value.relation or is_of_speech(item) or lower_at(items, k - 1) in _FROM:
        return False
    if _in_bracket_of_figures(items, k) or _in_relative(items, k):
        return False  # "France with 26% (24% in 2016)", "Russia, which joined in 2012, remained the main market"
    before = k - 1 - (lower_at(items, k - 1) in {"in", "the", "with"})
    if before > 0 and items[before].is_("compare"):
        return False  # "17 percent more compared with |April|, with Egypt in second place"
    if any(lower_at(items, j) == "since" for j in range(k - 7, k - 1)):
        return False  # "has become its second partner since relations were established in 1992"
    at = k - 2 if lower_at(items, k - 1) in {"in", "for", "("} else k - 1
    return kind_at(items, at) not in NUMBERS or not (
        lower_at(items, at - 1) == "from" or (at > 0 and items[at - 1].is_("compare"))
    )


def _in_relative(items: list[Item], k: int) -> bool:
    """Whether a time stands in a relative clause between commas that tells no figure."""
    opens = next((j for j in range(k - 1, -1, -1) if items[j].lower == ","), -1)
    closes = next((j for j in range(k + 1, len(items)) if items[j].lower == ","), -1)
    if opens < 0 or closes < 0 or lower_at(items, opens + 1) not in {"which", "who", "whose", "where"}:
        return False
    return not any(item.kind in NUMBERS for item in items[opens:closes])


def _in_bracket_of_figures(items: list[Item], k: int) -> bool:
    """Whether a time stands in a bracket together with a figure, or in a clause there ("(in 2016 there were none)"),
    which alone is of that time."""
    opens = next((j for j in range(k - 1, max(-1, k - 9), -1) if items[j].lower in {"(", ")"}), -1)
    if lower_at(items, opens) != "(":
        return False
    closes = next((j for j in range(k + 1, min(k + 9, len(items))) if items[j].lower == ")"), k)
    return closes - opens > _CLAUSE or any(item.kind in NUMBERS for item in items[opens + 1 : closes])


_CLAUSE = 4  # items


_FIGURES = ("amount", "quantity", "change")

_LASTING = frozenset({"is", "are", "remains", "remain"})


def _is_lasting(draft: Draft) -> bool:
    return not any(draft.get(slot) for slot in _FIGURES) and any(i.lower in _LASTING for i in draft.sentence.items)


def _opens(sentence: Sentence, period: Item) -> bool:
    """Whether a period opens the sentence ("In 2022, X is")."""
    return sentence.items.index(period) <= 1 and bool(period.value.period.edtf)
