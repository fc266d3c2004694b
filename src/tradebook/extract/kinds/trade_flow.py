"""Trade flows: figures of what countries trade."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.attach import attach
from tradebook.extract.kinds.flows.before import subject_of
from tradebook.extract.kinds.flows.calendars import MARKETING, in_calendar
from tradebook.extract.kinds.flows.drafts import drafts_of, share_of_whole
from tradebook.extract.kinds.flows.echo import echo_heads, inherit_goods
from tradebook.extract.kinds.flows.firms import of_countries, tells_of_a_firm
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.listing import Listing, is_bullet, listed, opened, opens_list, shares_in_brackets
from tradebook.extract.kinds.flows.markets import read_markets
from tradebook.extract.kinds.flows.merge import merged_flows
from tradebook.extract.kinds.flows.periods import resolve_periods, whole_months
from tradebook.extract.kinds.flows.ranked_goods import ranked_goods
from tradebook.extract.kinds.flows.ranks import follows, is_followed
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.talk import WORLD, Sides, Talk
from tradebook.extract.kinds.flows.timing import is_of_speech
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Period, Share

Settled = tuple[Head, Sides]
Told = tuple[Flow, Sides]

_WITH_FIGURES = frozenset({*FIGURES, "NUM"})
_OPENING = frozenset({"flow", "supply", "fverb", "partner_noun"})
_RANKS = frozenset({"superlative", "rank", "ordinal"})
_TRIGGERS = ("flow", "supply", "fverb", "traded", "partner_noun", "earning")


def read(document: Document) -> list[Draft]:
    """The trade flows of a report."""
    talk = Talk(document)
    drafts: list[Draft] = []
    listing: Listing | None = None
    for sentence in document.sentences:
        talk.enter(sentence)
        if listing is not None:
            if is_bullet(sentence):
                continue
            line = listed(sentence, listing)
            if line is not None:
                drafts.append(line)
                continue
            listing = None
        if opens_list(sentence) and not sentence.cues.isdisjoint(_OPENING):
            listing = opened(sentence, heads(sentence), talk)
        listed_before = talk.market is not None and talk.near(talk.market_seen, sentence, 1)
        if not sentence.cues.isdisjoint(_TRIGGERS) or talk.near(talk.last_sentence, sentence, 2) or listed_before:
            drafts.extend(_sentence(sentence, talk, document))
        talk.leave(sentence)
    return merged_flows(drafts)


def _has_figure(sentence: Sentence) -> bool:
    return "times" in sentence.cues or not sentence.kinds.isdisjoint(_WITH_FIGURES)


def _ranks(sentence: Sentence) -> bool:
    return "partner_noun" in sentence.cues and not sentence.cues.isdisjoint(_RANKS)


def _sentence(sentence: Sentence, talk: Talk, document: Document) -> list[Draft]:
    if not _has_figure(sentence):
        ranked = _with_markets([], _markets(sentence, talk), talk, None) if _ranks(sentence) else []
        _note_sides(heads(sentence), talk, sentence)
        return ranked
    found = _heads(sentence, talk)
    if "PCT" in sentence.kinds and not any(h.sided for h in found) and (taken := shares_in_brackets(sentence, talk)):
        return taken
    markets = _markets(sentence, talk) or ranked_goods(sentence, talk)
    if not found and not markets:
        return []
    walk = attach(sentence, found)
    settled, told = _settled(walk, talk, sentence)
    resolve_periods(told, walk.opening or _time_of_others(walk), talk)
    out = _told_drafts(settled, told, sentence)
    if markets:
        out = _with_markets(out, markets, talk, walk.opening or next((f.period for f, _ in told if f.period), None))
    _remember(settled, told, talk, sentence)
    if markets and talk.last is None:
        first = markets[0]
        talk.last, talk.last_sentence = Sides(first.get("reporter"), WORLD, confidence=0.7), sentence
        talk.last_measure = first.get("measure")
    return out


def _markets(sentence: Sentence, talk: Talk) -> list[Draft]:
    """The ranks and lists of partners that are a country's, no firm's."""
    found = read_markets(sentence, talk)
    return found if not found or not tells_of_a_firm(sentence, talk, len(sentence.items)) else []


def _time_of_others(walk: Walk) -> Item | None:
    """The time of a flow that tells no figure ("Uruguay exported more last month"): it holds for those behind it that
    do."""
    for flow in walk.flows:
        if flow.filled:
            return None
        if flow.period is not None:
            return flow.period if flow.period.value.relation is None else None
    return None


def _heads(sentence: Sentence, talk: Talk) -> list[Head]:
    """The heads of a sentence, with those that only point back and what they take over."""
    echoing = talk.last_measure if talk.near(talk.last_sentence, sentence, 2) else None
    found = of_countries(sentence, echo_heads(sentence, heads(sentence), echoing), talk)
    kinds = set(sentence.kinds) if echoing is not None and talk.last_goods else None
    for head in found:
        if head.echo and head.measure == "balance" and head.sign is None:
            head.sign = talk.last_sign
        if kinds is not None:
            inherit_goods(head, talk.last_goods, kinds, _is_topical(head, talk, sentence))
    return found


def _is_topical(head: Head, talk: Talk, sentence: Sentence) -> bool:
    """Whether the flow goes on about the one good that the report has spoken of from its first flow on, and another
    country is not the one that acts."""
    if len(talk.last_goods) != 1 or talk.topic_goods != talk.last_goods or talk.last_measure != head.measure:
        return False
    acting = subject_of(sentence, head.first)
    return acting is None or talk.last is None or acting == talk.last.reporter


def _settled(walk: Walk, talk: Talk, sentence: Sentence) -> tuple[list[Settled], list[Told]]:
    """Heads with their sides, and those of the flows that have a figure."""
    settled: list[Settled] = []
    told: list[Told] = []
    for flow in walk.flows:
        side = sides(flow.head, talk, sentence, settled)
        if side is None:
            seller = flow.head.owner or flow.head.origin
            if seller is not None and len(flow.head.dest) > 1:
                # "South African citrus to Russia and Italy slowed, while exports to Japan": whose, they still tell
                settled.append((flow.head, Sides(reporter=seller.code)))
            continue
        settled.append((flow.head, side))
        if flow.filled or flow.parts:
            told.append((flow, side))
    return settled, told + _late_sides(walk.flows, settled, told)


def _told_drafts(settled: list[Settled], told: list[Told], sentence: Sentence) -> list[Draft]:
    known = {id(head): side for head, side in settled}
    out: list[Draft] = []
    for flow, side in told:
        if flow.only_whole and not flow.filled:
            continue
        if flow.whole is not None:
            share_of_whole(flow, known.get(id(flow.whole.head)))
        out.extend(draft for draft in drafts_of(flow, side, sentence) if not _share_of_itself(draft))
    return out


def _share_of_itself(draft: Draft) -> bool:
    """Whether a draft only says that a country's trade is a share of its trade: "10 percent of its export earnings" go
    to creditors, are no part of the trade."""
    share: Share | None = draft.get("share")
    if share is None or share.of is None or draft.get("partner") != WORLD:
        return False
    told = ("amount", "quantity", "change", "rank", "goods", "excludes", "reporter_area", "coverage", "re_exports")
    whole = share.of
    same = whole.measure == draft.get("measure") and whole.partner == WORLD and not whole.goods
    return same and not any(draft.get(slot) for slot in told)


def _late_sides(flows: list[Flow], settled: list[Settled], told: list[Told]) -> list[Told]:
    """Bare heads that stand before the phrase with the sides: "Exports made up 70% of the turnover between A and B"."""
    if not settled:
        return []
    first = settled[0][1]
    done = {id(flow) for flow, _ in told} | {id(h) for h, _ in settled}
    out = []
    for flow in flows:
        bare = (
            flow.head.again is None
            and not flow.head.sided
            and flow.head.open_owner is None
            and not flow.head.total
            and not flow.head.supply
        )
        if flow.filled and bare and id(flow) not in done and id(flow.head) not in done and _pair_known(first):
            out.append((flow, first))
    return out


def _pair_known(side: Sides) -> bool:
    return len(side.between) == 2 or side.partner not in {None, WORLD}


def _with_markets(out: list[Draft], markets: list[Draft], talk: Talk, period: Item | None) -> list[Draft]:
    """What ranks and lists of partners say, beside or instead of what the figures' walk made of them."""
    for draft in markets:
        if draft.slots.pop("_standing", False) and not draft.get("amount"):
            # "is its largest market" holds for now; its own clause would have to tell another time
            if period is not None and period in draft.sentence.items and _is_opening(draft.sentence, period):
                draft.put("period", period.value.period, period)
        else:
            _market_period(draft, talk, period)
        if (
            "goods" not in draft.slots
            and _goes_on_about_goods(draft, talk)
            and draft.slots["measure"] != "turnover"
            and talk.near(talk.last_sentence, draft.sentence, 3)
        ):
            draft.slots["goods"] = talk.last_goods
    taken = {span for d in markets for slot in ("amount", "quantity", "share") for span in d.spans.get(slot, ())}
    kept = [
        d
        for d in out
        if not any(
            span in taken for slot in ("amount", "quantity", "share", "change") for span in d.spans.get(slot, ())
        )
    ]
    return kept + markets


def _goes_on_about_goods(draft: Draft, talk: Talk) -> bool:
    """Whether a list of partners is of the goods told before: of those that the report is about, or those of the flow
    right before it, where it counts weights and speaks of no goods or exports at large."""
    if not talk.last_goods:
        return False
    if talk.last_goods == talk.topic_goods:
        return True
    last, sentence = talk.last, draft.sentence
    if draft.get("quantity") is None or last is None or last.reporter != draft.get("reporter"):
        return False
    near = talk.near(talk.last_sentence, sentence, 1) and talk.last_measure == draft.get("measure")
    return near and sentence.cues.isdisjoint({"goods_word", "flow"})


def _market_period(draft: Draft, talk: Talk, shared: Item | None) -> None:
    """The time of a rank or list of partners: one of its sentence, else that of the talk before it; a place that is
    held in the present ("is the largest buyer") has none."""
    items = draft.sentence.items
    own = next((i for i in items if i.kind == "PER" and not i.value.relation and not is_of_speech(i)), None)
    item = own or shared
    if item is not None and not item.value.relation:
        period = in_calendar(item.value, [draft.slots["reporter"]])
        if period.edtf:
            draft.put("period", period, *([item] if item in items else []))
            if item is own and talk.market is not None and talk.market[1] is draft.sentence:
                talk.market_period = period
        return
    if talk.market is not None and talk.market[1] is not draft.sentence and (is_followed(items) or follows(items)):
        if talk.market_period is not None:
            draft.put("period", talk.market_period)
            draft.lean_on(talk.market[1])
        if talk.market_period is not None or not any(draft.get(slot) for slot in _FIGURES):
            return
    if talk.period is None or not talk.near(talk.period_sentence, draft.sentence, 4) or _is_lasting(draft):
        return
    draft.put("period", talk.period)
    if talk.period_sentence is not None:
        draft.lean_on(talk.period_sentence)


_FIGURES = ("amount", "quantity", "change")
_LASTING = frozenset({"is", "are", "remains", "remain"})


def _is_lasting(draft: Draft) -> bool:
    return not any(draft.get(slot) for slot in _FIGURES) and any(i.lower in _LASTING for i in draft.sentence.items)


def _is_opening(sentence: Sentence, period: Item) -> bool:
    """Whether a period opens the sentence ("In 2022, X is")."""
    return sentence.items.index(period) <= 1 and bool(period.value.period.edtf)


def _note_sides(found: list[Head], talk: Talk, sentence: Sentence) -> None:
    """A flow without a figure still says what the next sentences speak of."""
    if "restr_do" in sentence.cues and talk.last is not None and talk.near(talk.last_sentence, sentence, 3):
        talk.last_sentence = sentence  # who forbids imports from a country is not whose trade is told
        return
    main = [head for head in found if not head.supply] or found
    for head in main:
        if head.sided and (side := sides(head, talk, sentence, [])) is not None:
            talk.last, talk.last_sentence = side, sentence
            talk.last_measure = head.measure
            talk.last_goods = head.goods
            talk.last_told = False


def _remember(settled: list[Settled], told: list[Told], talk: Talk, sentence: Sentence) -> None:
    for head, side in settled:
        if head.measure in {"turnover", "balance"} and _pair_known(side):
            pair = side.between or (side.reporter, side.partner)
            talk.theme, talk.theme_sentence = tuple(c for c in pair if c), sentence
    # supplies told in passing do not change what the report speaks of
    main = [(head, side) for head, side in settled if not head.supply and not head.echo]
    chosen = main or ([] if talk.near(talk.last_sentence, sentence, 2) else settled)
    if chosen:
        chosen = [one for one in chosen if not _only_measures(sentence, one[0])]
    if chosen:
        named = [(head, side) for head, side in chosen if head.sided or head.mutual] or chosen
        talk.last = named[-1][1]
        talk.last_measure = chosen[-1][0].measure
        talk.last_sign = chosen[-1][0].sign
    if settled:
        talk.last_sentence = sentence
        talk.last_told = bool(told)
    for flow, side in told:
        if not (flow.head.two_way or flow.head.goods or flow.head.excludes):
            talk.halves[flow.head.measure] = (side, sentence)
        period = flow.draft.get("period")
        if period is not None and period.calendar == MARKETING and period.start is not None:
            talk.farm_year = period
        if period is None or flow.period is None or flow.draft.stance != "stated":
            continue
        if flow.period.value.relation not in {None, "same", "stretch"}:
            continue
        if (flow.head.echo or talk.period_sentence is sentence) and _earlier(period, _spoken_of(talk, sentence)):
            continue  # "against exports of $3bn in 2020": what is spoken of stays the later time
        talk.last_period, talk.period, talk.period_sentence = flow.period, period, sentence
        talk.period_reporter = side.reporter
        if (count := whole_months(period)) is not None:
            talk.stretches[count] = period
    goods = next((head.goods for head, _ in reversed(settled) if head.goods and not _in_other_words(head, talk)), ())
    if goods or any(not head.echo and not head.supply for head, _ in settled):
        talk.last_goods = goods
    if settled and talk.topic_goods is None:
        talk.topic_goods = settled[0][0].goods


def _only_measures(sentence: Sentence, head: Head) -> bool:
    """ "three times the export value to Spain", "more than the exports to Spain": named for its size alone."""
    items = sentence.items
    j = head.first - 2 if lower_at(items, head.first - 1) == "the" else head.first - 1
    return lower_at(items, j).endswith(("than", "times"))


def _in_other_words(head: Head, talk: Talk) -> bool:
    """Whether the goods of a supply without a direction are those of the report in other words ("the bean shipments" in
    one on coffee)."""
    return head.supply and not head.sided and bool(talk.topic_goods)


def _spoken_of(talk: Talk, sentence: Sentence) -> Period | None:
    """The period that flows were told for, else the one that the sentences just before named."""
    if talk.period is not None or talk.seen_period is None or not talk.near(talk.seen_sentence, sentence, 2):
        return talk.period
    seen: Period = talk.seen_period.value.period
    return seen


def _earlier(period: Period, known: Period | None) -> bool:
    """Whether a period lies before the one that is spoken of ("a year earlier, in February 2023, the gap had been")."""
    return bool(known is not None and period.start and known.start and period.start < known.start)
