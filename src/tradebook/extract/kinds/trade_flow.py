"""Trade flows: figures of what countries trade."""

from __future__ import annotations

from typing import TypeVar

from tradebook.extract.analysis import Document
from tradebook.extract.analysis.members import carry_units
from tradebook.extract.analysis.millions import carry_millions_from
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence, of_one_sentence
from tradebook.extract.kinds.flows.attach import attach
from tradebook.extract.kinds.flows.beside_ranks import of_owner, only_describes
from tradebook.extract.kinds.flows.both_again import both_again, two_told
from tradebook.extract.kinds.flows.bracketed import bracketed
from tradebook.extract.kinds.flows.by_side import turned_to_half
from tradebook.extract.kinds.flows.compared_again import (
    compared_again,
    last_told,
    parted_comparison,
    with_earlier,
)
from tradebook.extract.kinds.flows.completed import completed_heads
from tradebook.extract.kinds.flows.contradicted import of_the_whole
from tradebook.extract.kinds.flows.dependence import shares_of_needs
from tradebook.extract.kinds.flows.drafts import drafts_of, share_of_whole
from tradebook.extract.kinds.flows.earlier_again import with_time_before
from tradebook.extract.kinds.flows.earlier_levels import with_earlier_levels
from tradebook.extract.kinds.flows.earned_too import put_in_earned
from tradebook.extract.kinds.flows.events_apart import without_events
from tradebook.extract.kinds.flows.firms import tells_of_a_firm
from tradebook.extract.kinds.flows.flow import FIGURE_SLOTS, RANKS, Flow, Walk, has_figure
from tradebook.extract.kinds.flows.foreseen import same_time_ahead
from tradebook.extract.kinds.flows.former_latter import put_in_former_and_latter
from tradebook.extract.kinds.flows.goods_meant import put_in_goods_meant
from tradebook.extract.kinds.flows.grids import read_grid
from tradebook.extract.kinds.flows.grown_listed import turn_to_growth
from tradebook.extract.kinds.flows.halves_shared import halves_shared
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.headline_pair import leave_headline
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.held_shares import share_put_plainly
from tradebook.extract.kinds.flows.it_the_partner import put_in_partner
from tradebook.extract.kinds.flows.led_by import put_in_led_by
from tradebook.extract.kinds.flows.listing import Listing, is_bullet, listed, opened, opens_list, shares_in_brackets
from tradebook.extract.kinds.flows.market_drafts import with_markets
from tradebook.extract.kinds.flows.markets import read_markets
from tradebook.extract.kinds.flows.merge import merged_flows
from tradebook.extract.kinds.flows.periods import resolve_periods
from tradebook.extract.kinds.flows.pointed_countries import put_in_pointed
from tradebook.extract.kinds.flows.rank_beside import parted_partner, parted_place, parted_rank, take_second_place
from tradebook.extract.kinds.flows.ranked_goods import ranked_goods
from tradebook.extract.kinds.flows.remembering import remember, seen_from
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.signed_places import signed_places
from tradebook.extract.kinds.flows.spread import read_spread
from tradebook.extract.kinds.flows.suppliers_on import suppliers_on
from tradebook.extract.kinds.flows.takers import carry_over
from tradebook.extract.kinds.flows.timing import ADVERBS
from tradebook.extract.kinds.flows.topic import Topic, topics_of
from tradebook.extract.kinds.flows.unreal import is_unreal
from tradebook.extract.kinds.flows.vehicles import count_vehicles
from tradebook.extract.kinds.flows.wholes import point_share
from tradebook.extract.kinds.flows.wished_next import parted_wish
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Period, Share

Settled = tuple[Head, Sides]
Told = tuple[Flow, Sides]
_T = TypeVar("_T", Head, Flow)

_OPENING = frozenset({"flow", "supply", "fverb", "partner_noun"})
_TRIGGERS = ("flow", "supply", "fverb", "traded", "partner_noun", "earning", "earnings", "gap", "paying")


def read(document: Document) -> list[Draft]:
    """The trade flows of a report."""
    drafts: list[Draft] = []
    listing: Listing | None = None
    before: Sentence | None = None
    cells = 0
    for sentence, topic in zip(document.sentences, topics_of(document), strict=True):
        if cells:
            cells -= 1  # of a table that was read with its caption
            continue
        put_in_former_and_latter(sentence, before)
        put_in_partner(sentence, before)
        before = sentence
        put_in_goods_meant(sentence, topic)
        put_in_led_by(sentence, topic)
        put_in_earned(sentence, topic)
        put_in_pointed(sentence, topic)
        topic.enter(sentence)
        leave_headline(sentence, topic)
        if listing is not None:
            if is_bullet(sentence):
                continue
            line = listed(sentence, listing)
            if line is not None:
                drafts.append(line)
                topic.pass_over(sentence)
                continue
            listing = None
        if opens_list(sentence) and not sentence.cues.isdisjoint(_OPENING):
            listing = opened(sentence, heads(sentence), topic)
        listed_before = topic.market is not None and topic.near(topic.market_seen, sentence, 1)
        if not sentence.cues.isdisjoint(_TRIGGERS) or topic.told(sentence, 2) is not None or listed_before:
            drafts.extend(_parted(sentence, topic))
        elif needed := shares_of_needs(sentence):
            drafts.extend(with_markets([], needed, topic, None))
        topic.leave(sentence)
        if not sentence.cues.isdisjoint(_OPENING) and _heads_lines(sentence, document):
            found, cells = read_grid(sentence, topic, document)
            drafts.extend(found)
    return merged_flows(drafts)


def _heads_lines(sentence: Sentence, document: Document) -> bool:
    """Whether the lines behind a sentence are as short as the cells of a table."""
    behind = document.sentences[sentence.index + 1 : sentence.index + 4]
    return len(behind) == 3 and all(len(line.items) <= 4 for line in behind)


def _ranks(sentence: Sentence) -> bool:
    return "partner_noun" in sentence.cues and not sentence.cues.isdisjoint(RANKS)


def _parted(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The flows of a sentence; a ranking told in an aside is read apart."""
    shown = sentence.items
    if (put := without_events(sentence)) is not None:
        sentence.show(put)
        told = _parted(sentence, topic)
        sentence.show(shown)
        return told
    if (put := turned_to_half(sentence, topic) or share_put_plainly(sentence, topic)) is not None:
        sentence.show(put)
        told = _parted(sentence, topic)
        sentence.show(shown)
        return told
    if (two := parted_place(sentence) or parted_partner(sentence) or parted_wish(sentence)) is not None:
        told = []
        for part in two:
            sentence.show(part)
            told += _with_comparison(sentence, topic)
        sentence.show(shown)
        return told
    parted = parted_rank(sentence)
    if parted is None:
        return _with_comparison(sentence, topic)
    sentence.show(parted.ranking)
    told = [] if parted.owned else _sentence(sentence, topic)
    ranked = with_markets([], _markets(sentence, topic), topic, None) if parted.owned else []
    sentence.show(parted.clause)
    told += _sentence(sentence, topic)
    sentence.show(shown)
    return [*told, *ranked]


def _with_comparison(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The flows of a sentence; several earlier balances that it sets beside one are read apart."""
    stop, earlier = parted_comparison(sentence)
    if not stop:
        return _sentence(sentence, topic)
    shown = sentence.items
    sentence.show(shown[:stop])
    told = _sentence(sentence, topic)
    sentence.show(shown)
    return with_earlier(told, earlier, sentence)


def _sentence(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The flows that the items shown of a sentence tell; the topic takes note of them."""
    if topic.last and (
        told_on := compared_again(sentence, topic)
        or suppliers_on(sentence, topic)
        or halves_shared(sentence, topic)
        or signed_places(sentence, topic)
    ):
        topic.go_on(sentence)
        return told_on
    listed = topic.market is not None and topic.near(topic.market_seen, sentence, 1)
    carry_over(sentence, topic.unit if listed or topic.told(sentence, 1) is not None else None)
    _carry_unit(sentence, topic)
    count_vehicles(sentence, topic)
    if not has_figure(sentence):
        return _without_figure(sentence, topic)
    if topic.two and (again := both_again(sentence, topic)):
        topic.go_on(sentence)
        return again
    found = completed_heads(sentence, topic)
    if not sentence.lowers.isdisjoint(_CONTRIBUTING) and _contributes_to_growth(sentence.items):
        return []
    bare = "PCT" in sentence.kinds and "partner_noun" not in sentence.cues and not any(h.sided for h in found)
    if bare and (taken := shares_in_brackets(sentence, topic)):
        return taken
    if (spread := read_spread(sentence, found, topic)) and not tells_of_a_firm(sentence, topic, len(sentence.items)):
        topic.go_on(sentence)
        return spread
    markets = (
        _markets(sentence, topic)
        or ranked_goods(sentence, topic)
        or shares_of_needs(sentence)
        or bracketed(sentence, found, topic)
    )
    if not found and not markets:
        return []
    walk = attach(sentence, found)
    if bare and "(" in sentence.lowers and "rise" in sentence.cues:
        turn_to_growth(walk)
    settled, told = _settled(walk, topic, sentence)
    if markets and not only_describes(sentence.items, markets):
        settled, told = of_owner(settled, markets), of_owner(told, markets)
    resolve_periods(told, _time_of_clause(walk, topic), topic)
    settled, told = of_the_whole(settled, told, topic)
    _leave_out_too(told, topic, sentence)
    out = _told_drafts(settled, told, topic, sentence)
    same_time_ahead(out, topic, sentence)
    if markets:
        out = with_markets(out, markets, topic, walk.opening or next((f.period for f, _ in told if f.period), None))
        markets = [draft for draft in markets if any(draft is kept for kept in out)]
    out = with_earlier_levels(out, sentence)
    with_time_before(out, topic, sentence)
    if "second" in sentence.lowers and "only" in sentence.lowers:
        take_second_place(out, sentence)
    remember(settled, told, topic, sentence)
    topic.two = two_told(out)
    topic.widen(out)
    topic.last = last_told(out)
    alone = len(out) == 1 and out[0].get("share") is not None and out[0].get("partner") != WORLD
    topic.sharing = sentence if alone else topic.sharing
    if markets:
        _remember_markets(markets, topic, sentence, alone=not told)
    return out


def _carry_unit(sentence: Sentence, topic: Topic) -> None:
    """Give "the surplus was |9.7 billion| against 8.2 billion" the currency or unit of the flow told before it."""
    unit = topic.unit
    if unit is None or "NUM" not in sentence.kinds or not sentence.kinds.isdisjoint({"AMT", "QTY"}):
        return
    trades = "flow" in sentence.cues or "supply" in sentence.cues
    if trades and topic.told(sentence, 2) is not None and carry_millions_from(sentence.items, unit):
        carry_units(sentence.items)
        sentence.refresh()


def _without_figure(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The places that a sentence without a figure gives to partners; its flows are what the next one speaks of."""
    ranked = with_markets([], _markets(sentence, topic), topic, None) if _ranks(sentence) else []
    _note_sides(heads(sentence), topic, sentence)
    if ranked and topic.focus is None:
        _begin_with(ranked[0], topic, sentence)
    if ranked:
        topic.look_at(ranked, sentence)
    return ranked


def _remember_markets(markets: list[Draft], topic: Topic, sentence: Sentence, *, alone: bool) -> None:
    """The ranks and lists of partners of a sentence are what the next one goes on with; `alone` where no flow is told
    beside them."""
    _remember_time(markets[0], topic, sentence)
    if alone:
        sums = [item for item in sentence.items if item.kind in {"AMT", "QTY"}]
        topic.unit = sums[-1] if sums else topic.unit
    if topic.focus is None:
        _begin_with(markets[0], topic, sentence)
    else:
        topic.go_on(sentence)
    topic.look_at(markets, sentence)


def _remember_time(ranked: Draft, topic: Topic, sentence: Sentence) -> None:
    """The time that a ranking opens with is spoken of behind it: "In January-May the US was the largest buyer"."""
    period: Period | None = ranked.get("period")
    told = [item for item in sentence.items if item.kind == "PER"]
    opens = len(told) == 1 and told[0] in sentence.items[:4] and told[0].value.relation is None
    if opens and period is not None and (told[0].start, told[0].end) in ranked.spans.get("period", ()):
        topic.last_period, topic.period, topic.period_sentence = told[0], period, sentence
        topic.period_countries = [code for code in (ranked.get("reporter"), ranked.get("partner")) if code]


def _begin_with(ranked: Draft, topic: Topic, sentence: Sentence) -> None:
    """A ranking of partners is the first that a report tells: it is about the trade of the country whose they are."""
    if ranked.get("reporter") not in {None, WORLD}:
        topic.begin(Sides(ranked.get("reporter"), WORLD, confidence=0.7), ranked.slots["measure"], sentence)


def _markets(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The ranks and lists of partners that are a country's, no firm's."""
    found = [draft for draft in read_markets(sentence, topic) if any(draft.get(slot) for slot in FIGURE_SLOTS)]
    return found if not found or not tells_of_a_firm(sentence, topic, len(sentence.items)) else []


_CONTRIBUTING = frozenset({"contributor", "contributors", "contributed", "contributing"})


def _contributes_to_growth(items: list[Item]) -> bool:
    """ "The largest contributors to the increase were Japan (21 percent)": how much each grew or gave, no shares."""
    at = next(k for k, item in enumerate(items) if item.lower in _CONTRIBUTING)
    return lower_at(items, at + 1) == "to" and any(item.is_("rise") and item.is_("noun") for item in items[at : at + 7])


def _leave_out_too(told: list[tuple[Flow, Sides]], topic: Topic, sentence: Sentence) -> None:
    """What the clause before left out is left out of the same exports here too: "non-oil exports to the UAE rose by 6%,
    but |exports to Oman| dropped"."""
    before = topic.focus
    if before is None or before.excludes is None or not of_one_sentence(before.sentence, sentence):
        return
    for flow, side in told:
        head = flow.head
        bare = not (head.excludes or head.goods or head.total or head.coverage)
        if bare and head.measure == before.measure and side.reporter == before.sides.reporter:
            head.excludes = before.excludes


def _time_of_clause(walk: Walk, topic: Topic) -> Item | None:
    """The time that opens a clause or, where no full stop parts it from the clause before, that one; what its growth is
    compared with is taken over from there too."""
    opening = walk.opening or _time_of_others(walk)
    at, told, compared = topic.clause
    if walk.sentence.joined and at == walk.sentence.index - 1:
        opening = opening or told
        for flow in walk.flows:
            grows = flow.versus is None and flow.has("change") and not flow.head.echo
            if grows and compared is not None and (flow.period is None or compared.value.relation == "year_earlier"):
                flow.versus = compared
    grown = [f.versus for f in walk.flows if f.has("change") and f.versus is not None]
    compared = next((v for v in grown if v.value.relation not in ADVERBS), walk.opening_versus)
    topic.clause = (walk.sentence.index, opening, compared)
    return opening


def _time_of_others(walk: Walk) -> Item | None:
    """The time of a flow that tells no figure ("Uruguay exported more last month"): it holds for those behind it that
    do."""
    for flow in walk.flows:
        if flow.filled:
            return None
        if flow.period is not None:
            of_it = walk.items[0].lower == "of" and flow.head.two_way  # "Of this year's trade, exports were $5m"
            return flow.period if of_it or flow.period.value.relation is None else None
    return None


def _settled(walk: Walk, topic: Topic, sentence: Sentence) -> tuple[list[Settled], list[Told]]:
    """Heads with their sides, and those of the flows that have a figure."""
    settled: list[Settled] = []
    told: list[Told] = []
    for flow in walk.flows:
        if not flow.filled and _is_forbidden(walk.items, flow.head):
            continue  # "fell to $2bn after China |banned seafood imports|": a ban, and no trade that is spoken of
        side = sides(flow.head, topic, sentence, settled)
        if side is None:
            seller = flow.head.owner or flow.head.origin
            if seller is not None and len(flow.head.dest) > 1:
                # "South African citrus to Russia and Italy slowed, while exports to Japan": whose, they still tell
                settled.append((flow.head, Sides(reporter=seller.code)))
            continue
        if side.between and flow.head.measure in {"exports", "imports"} and not flow.head.sided:
            side = seen_from(side, topic)
        settled.append((flow.head, side))
        if flow.filled or flow.parts or (flow.prior is not None and flow.head.echo):
            told.append((flow, side))  # "That is down from $25 million in 2022": of the earlier time alone
    return settled, told


def _is_forbidden(items: list[Item], head: Head) -> bool:
    """Whether a verb of forbidding stands right before a flow: "after Beijing |banned| (all) seafood imports"."""
    return any(
        item.is_("restr_do") and item.lower.endswith("ed") for item in items[max(0, head.first - 3) : head.first]
    )


def _told_drafts(settled: list[Settled], told: list[Told], topic: Topic, sentence: Sentence) -> list[Draft]:
    known = {id(head): side for head, side in settled}
    out: list[Draft] = []
    for flow, side in told:
        if (flow.only_whole and not flow.filled) or is_unreal(sentence, flow):
            continue
        if flow.whole is not None:
            share_of_whole(flow, known.get(id(flow.whole.head)))
        made = drafts_of(flow, side, sentence)
        point_share(flow, side, settled, topic, sentence)
        out.extend(draft for draft in made if not _share_of_itself(draft))
    return out


def _share_of_itself(draft: Draft) -> bool:
    """Whether a draft only says that a country's trade is a share of its trade: "10 percent of its export earnings" go
    to creditors, are no part of the trade."""
    share: Share | None = draft.get("share")
    if share is None or share.of is None or draft.get("partner") != WORLD:
        return False
    told = ("rank", "excludes", "reporter_area", "coverage", "re_exports")
    whole = share.of
    same = whole.measure == draft.get("measure") and whole.partner == WORLD and whole.reporter == draft.get("reporter")
    alike = [good.text for good in whole.goods] == [good.text for good in draft.get("goods") or ()]
    return same and alike and not any(draft.get(slot) for slot in told)


def _sides_alone(head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """The sides of a flow without a figure; "exports wheat to Norway and Jordan" tells at least whose exports."""
    side = sides(head, topic, sentence, [])
    if side is None and head.verb and head.owner is not None and len(head.dest) > 1 and head.measure == "exports":
        return Sides(head.owner.code, WORLD, confidence=0.6)
    return side


def _note_sides(found: list[Head], topic: Topic, sentence: Sentence) -> None:
    """A flow without a figure still says what the next sentences speak of; who forbids imports from a country is not
    whose trade is told."""
    if "restr_do" in sentence.cues and topic.told(sentence) is not None:
        topic.go_on(sentence)
        return
    main = [head for head in found if not head.supply] or found
    settled = [(head, side) for head in main if (side := _sides_alone(head, topic, sentence)) is not None]
    named = [(head, side) for head, side in settled if head.sided or (head.mutual and head.two_way and side.between)]
    topic.take(named, sentence, told=False)
