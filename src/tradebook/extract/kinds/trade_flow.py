"""Trade flows: figures of what countries trade."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence, of_one_sentence
from tradebook.extract.kinds.flows.attach import attach
from tradebook.extract.kinds.flows.beside_ranks import of_owner
from tradebook.extract.kinds.flows.both_again import both_again, two_told
from tradebook.extract.kinds.flows.bracketed import bracketed
from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.contradicted import of_the_whole
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.dependence import shares_of_needs
from tradebook.extract.kinds.flows.drafts import drafts_of, share_of_whole
from tradebook.extract.kinds.flows.echo import echo_heads
from tradebook.extract.kinds.flows.firms import of_countries, tells_of_a_firm
from tradebook.extract.kinds.flows.flow import FIGURE_SLOTS, FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.former_latter import put_in_former_and_latter
from tradebook.extract.kinds.flows.goods_on import goods_that_go_on
from tradebook.extract.kinds.flows.grids import read_grid
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.listing import Listing, is_bullet, listed, opened, opens_list, shares_in_brackets
from tradebook.extract.kinds.flows.market_clauses import together
from tradebook.extract.kinds.flows.markets import read_markets
from tradebook.extract.kinds.flows.merge import merged_flows
from tradebook.extract.kinds.flows.periods import resolve_periods
from tradebook.extract.kinds.flows.pointing import opening_partner, partner_that_grew
from tradebook.extract.kinds.flows.pronoun_takers import pronoun_takers
from tradebook.extract.kinds.flows.rank_beside import parted_rank
from tradebook.extract.kinds.flows.ranked_goods import ranked_goods
from tradebook.extract.kinds.flows.ranks import follows, is_followed
from tradebook.extract.kinds.flows.remembering import remember
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.share_moves import share_heads
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.spread import read_spread
from tradebook.extract.kinds.flows.takers import carry_over
from tradebook.extract.kinds.flows.timing import ADVERBS, is_of_speech
from tradebook.extract.kinds.flows.topic import Topic, topics_of
from tradebook.extract.kinds.flows.unreal import is_unreal
from tradebook.extract.kinds.flows.wholes import point_share
from tradebook.extract.kinds.flows.worth import worth_heads
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at
from tradebook.statement import Good, Period, Share

Settled = tuple[Head, Sides]
Told = tuple[Flow, Sides]
_T = TypeVar("_T", Head, Flow)

_WITH_FIGURES = frozenset({*FIGURES, "NUM"})
_OPENING = frozenset({"flow", "supply", "fverb", "partner_noun"})
_RANKS = frozenset({"superlative", "rank", "ordinal"})
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
        before = sentence
        topic.enter(sentence)
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
            drafts.extend(_parted(sentence, topic, document))
        elif needed := shares_of_needs(sentence):
            drafts.extend(_with_markets([], needed, topic, None))
        topic.leave(sentence)
        if not sentence.cues.isdisjoint(_OPENING) and _heads_lines(sentence, document):
            found, cells = read_grid(sentence, topic, document)
            drafts.extend(found)
    return merged_flows(drafts)


def _heads_lines(sentence: Sentence, document: Document) -> bool:
    """Whether the lines behind a sentence are as short as the cells of a table."""
    behind = document.sentences[sentence.index + 1 : sentence.index + 4]
    return len(behind) == 3 and all(len(line.items) <= 4 for line in behind)


def _has_figure(sentence: Sentence) -> bool:
    return "times" in sentence.cues or not sentence.kinds.isdisjoint(_WITH_FIGURES)


def _ranks(sentence: Sentence) -> bool:
    return "partner_noun" in sentence.cues and not sentence.cues.isdisjoint(_RANKS)


def _parted(sentence: Sentence, topic: Topic, document: Document) -> list[Draft]:
    """The flows of a sentence; a ranking told in an aside is read apart."""
    parted = parted_rank(sentence)
    if parted is None:
        return _sentence(sentence, topic, document)
    shown = sentence.items
    sentence.show(parted.ranking)
    told = [] if parted.owned else _sentence(sentence, topic, document)
    ranked = _with_markets([], _markets(sentence, topic), topic, None) if parted.owned else []
    sentence.show(parted.clause)
    told += _sentence(sentence, topic, document)
    sentence.show(shown)
    return [*told, *ranked]


def _sentence(sentence: Sentence, topic: Topic, document: Document) -> list[Draft]:
    listed = topic.market is not None and topic.near(topic.market_seen, sentence, 1)
    carry_over(sentence, topic.unit if listed or topic.told(sentence, 1) is not None else None)
    if not _has_figure(sentence):
        ranked = _with_markets([], _markets(sentence, topic), topic, None) if _ranks(sentence) else []
        _note_sides(heads(sentence), topic, sentence)
        if ranked and topic.focus is None:
            _begin_with(ranked[0], topic, sentence)
        if ranked:
            topic.look_at(ranked, sentence)
        return ranked
    if topic.two and (again := both_again(sentence, topic)):
        topic.go_on(sentence)
        return again
    found = _heads(sentence, topic)
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
    settled, told = _settled(walk, topic, sentence)
    if markets:
        settled, told = of_owner(settled, markets), of_owner(told, markets)
    resolve_periods(told, _time_of_clause(walk, topic), topic)
    settled, told = of_the_whole(settled, told, topic)
    _leave_out_too(told, topic, sentence)
    out = _told_drafts(settled, told, topic, sentence)
    if markets:
        out = _with_markets(out, markets, topic, walk.opening or next((f.period for f, _ in told if f.period), None))
    remember(settled, told, topic, sentence)
    topic.two = two_told(out)
    if markets and not told:
        sums = [item for item in sentence.items if item.kind in {"AMT", "QTY"}]
        topic.unit = sums[-1] if sums else topic.unit
    if markets and topic.focus is None:
        _begin_with(markets[0], topic, sentence)
        topic.look_at(markets, sentence)
    elif markets:
        topic.go_on(sentence)
        topic.look_at(markets, sentence)
    return out


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
            return flow.period if flow.period.value.relation is None else None
    return None


def _heads(sentence: Sentence, topic: Topic) -> list[Head]:
    """The heads of a sentence, with those that only point back and what they take over."""
    told = topic.told(sentence, 2)
    measure = None if told is None else told.measure
    found = share_heads(sentence, echo_heads(sentence, heads(sentence), measure), told)
    found = worth_heads(sentence, found, told) or pronoun_takers(sentence, told)
    found = _with_signs(found, told, sentence)
    found = of_countries(sentence, found or goods_that_go_on(sentence, topic.told(sentence, 1)), topic)
    _take_label(found, topic, sentence)
    if "terms" in sentence.lowers and told is not None and len(found) == 1:
        _tell_in_other_terms(found[0], told, sentence)
    if len(found) == 1 and found[0].echo and not found[0].goods and sentence.items[0].lower == "it":
        _take_ranked_good(found[0], topic, sentence)
    theme, base = _theme_of_goods(sentence), topic.settled(sentence)
    alone = "alone" in sentence.lowers and len(found) == 1 and found[0].echo and found[0].period is sentence.items[0]
    if alone and (base is None or told is None or not same_goods(base.goods, told.goods)):
        return []  # "Exports of yarn fell 5%. May alone saw a drop of 14%": of yarn, or of all
    wider = False  # "trade came to $5bn, of which exports made up 2": of all goods, as what they are part of
    for head in found:
        if head.echo and head.measure == "balance" and head.sign is None and told is not None:
            head.sign = told.sign
        if head.echo and told is not None and head.after is None and not head.goods and not head.sided:
            head.excludes = head.excludes or told.excludes
        if theme and not (head.goods or head.excludes or head.total or head.two_way):
            head.goods = theme
        if not head.goods and (head.echo or head.supply or not wider):
            head.goods = _goods_there(head, found, sentence.items) or topic.goods_of(head, sentence)
        wider = wider or not head.goods
        if base is not None and base.excludes and base.measure == "turnover" and not _limits(head):
            head.excludes = base.excludes  # "non-oil trade was $9bn. Exports rose to $4bn": a part of it
    for before, head in pairwise(found):
        same = before.measure == head.measure and before.dest and head.dest and not (head.goods or head.total)
        if same and before.excludes and not (head.excludes or head.verb):
            head.excludes = before.excludes  # "non-oil exports to the UAE rose, but exports to Oman fell"
    return found


def _limits(head: Head) -> bool:
    """Whether a phrase says itself of what it is: of goods, of all, without something, or of other sides."""
    told = head.goods or head.excludes or head.coverage or head.total
    return bool(told or head.sided or head.two_way or head.verb or head.supply)


def _theme_of_goods(sentence: Sentence) -> tuple[Good, ...]:
    """The goods that open a sentence as what it is about: "When it comes to |frozen cherries,| Serbia exported"."""
    items = sentence.items
    opener = lower_at(items, 0)
    if opener in {"regarding", "concerning"}:
        start = 1
    elif opener == "when" and lower_at(items, 1) == "it" and lower_at(items, 3) == "to":
        start = 4 if lower_at(items, 2) in {"comes", "came"} else 0
    else:
        return ()
    found = goods_list(items, start, unknown=False) if start else None
    return found.goods if found is not None and lower_at(items, found.stop) == "," else ()


def _tell_in_other_terms(head: Head, told: Scope, sentence: Sentence) -> None:
    """Make "In value terms, the onion exports were up 6%" point back at the flow whose weight was told right before."""
    items = sentence.items
    at = next((k for k, item in enumerate(items[:5]) if item.lower == "terms"), 0)
    opens = at > 1 and at < head.first and lower_at(items, at - 2) == "in"
    near = sentence.index - told.sentence.index == 1 and told.measure == head.measure
    if not opens or not near or head.sided or head.total or head.verb or head.open_owner or head.open_other:
        return
    if not head.goods or same_goods(head.goods, told.goods):
        head.echo = True


def _with_signs(found: list[Head], told: Scope | None, sentence: Sentence) -> list[Head]:
    """The heads without a gap between exports and imports of which nobody says which are larger."""
    if "gap" not in sentence.cues:
        return found
    for head in found:
        if head.measure == "balance" and head.sign is None and sentence.items[head.at].lower == "gap" and told:
            head.sign = told.sign if told.measure == "balance" else None
    return [head for head in found if head.sign is not None or sentence.items[head.at].lower != "gap"]


def _take_ranked_good(head: Head, topic: Topic, sentence: Sentence) -> None:
    """Give "It brought $417 million in revenue" the good that the sentence before, without a figure, gave a place
    ("coffee is the leading export item")."""
    known = topic.document.sentences
    before = known[sentence.index - 1] if 0 < sentence.index <= len(known) else None
    if before is None or _has_figure(before) or before.cues.isdisjoint(_RANKS) or head.measure != "exports":
        return
    named = [item for item in before.items if item.kind == "GOOD" and not item.value.attributive]
    if len(named) == 1 and not before.lowers.isdisjoint({"export", "exports", "exported", "earner"}):
        head.goods = (good_of(named[0]),)
        head.spot("goods", named[0])


def _take_label(found: list[Head], topic: Topic, sentence: Sentence) -> None:
    """Give the flows of a line or paragraph that a place labels ("* Asia: The deficit fell"), or of a sentence that it
    opens ("With China, Japan ran a deficit"), that place as the partner of the country that is spoken of."""
    opening = opening_partner(sentence.items)
    base = topic.base
    label = opening[0] if opening is not None else partner_that_grew(sentence.items) or topic.label(sentence)
    reporter = base.sides.reporter if base is not None else None
    if opening is None and (label is None or reporter is None):
        return
    if opening is not None:
        # "With Asia, it shrank to": the surplus of before, and nothing where a flow of one direction was told last
        found[:] = [head for head in found if not head.echo or head.after is not None or head.two_way]
    for head in found:
        told = head.dest or head.source or head.counterpart or head.between or head.agent or head.origin
        if told or head.mutual or head.open_other or head.elsewhere or head.total:
            continue
        if head.echo and (opening is None or not head.two_way):
            continue
        owner = head.owner.code if head.owner is not None else reporter
        if label is None:
            head.elsewhere, head.loose = True, False
        elif owner is not None and owner != label.code:
            _put_partner(head, label)


def _put_partner(head: Head, place: Place) -> None:
    if head.measure == "exports":
        head.dest = (place,)
    elif head.measure == "imports":
        head.source = place
    else:
        head.counterpart, head.loose = (place,), False


def _goods_there(head: Head, found: list[Head], items: list[Item]) -> tuple[Good, ...]:
    """The goods of "while Brazil sent 17 million tonnes there", "the import was 5 tonnes": those of the flow before."""
    before = next((h for h in reversed(found) if h.at < head.at), None)
    if before is None or not (before.goods or before.excludes):
        return ()
    if head.open_other == "it" and before.measure == head.measure and head.verb:
        return before.goods
    plain = not (head.verb or head.total or head.coverage or head.excludes or head.two_way or before.two_way)
    weighed = plain and any(item.kind == "QTY" for item in items[head.last + 1 : head.last + 6])
    # "exported 11,504 tons of cherries, whereas the import amounted to 273 tons"
    return before.goods if weighed and before.measure != head.measure and not head.echo else ()


def _settled(walk: Walk, topic: Topic, sentence: Sentence) -> tuple[list[Settled], list[Told]]:
    """Heads with their sides, and those of the flows that have a figure."""
    settled: list[Settled] = []
    told: list[Told] = []
    for flow in walk.flows:
        side = sides(flow.head, topic, sentence, settled)
        if side is None:
            seller = flow.head.owner or flow.head.origin
            if seller is not None and len(flow.head.dest) > 1:
                # "South African citrus to Russia and Italy slowed, while exports to Japan": whose, they still tell
                settled.append((flow.head, Sides(reporter=seller.code)))
            continue
        settled.append((flow.head, side))
        if flow.filled or flow.parts or (flow.prior is not None and flow.head.echo):
            told.append((flow, side))  # "That is down from $25 million in 2022": of the earlier time alone
    return settled, told


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
    told = ("rank", "goods", "excludes", "reporter_area", "coverage", "re_exports")
    whole = share.of
    same = whole.measure == draft.get("measure") and whole.partner == WORLD and not whole.goods
    return same and not any(draft.get(slot) for slot in told)


def _with_markets(out: list[Draft], markets: list[Draft], topic: Topic, period: Item | None) -> list[Draft]:
    """What ranks and lists of partners say, beside or instead of what the figures' walk made of them."""
    for draft in markets:
        if draft.slots.pop("_standing", False) and not draft.get("amount"):
            # "is its largest market" holds for now; its own clause would have to tell another time
            if period is not None and period in draft.sentence.items and _is_opening(draft.sentence, period):
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
    if same_goods(told.goods, topic.first_goods) and _is_of_talk(draft, told, sentence):
        return told.goods
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
    if topic.period_sentence is not None:
        draft.lean_on(topic.period_sentence)


_FROM = frozenset({"from", "than", "over", "against", "versus"})  # "up 3% |from| 2023"


def _is_time_of_list(items: list[Item], k: int) -> bool:
    """Whether a period may be that of a list: told by itself, no day on which somebody spoke, and not that of an
    earlier figure ("down from 24 million last year")."""
    item = items[k]
    if item.kind != "PER" or item.value.relation or is_of_speech(item) or lower_at(items, k - 1) in _FROM:
        return False
    if _in_bracket_of_figures(items, k):
        return False  # "France with 26% (24% in 2016)"
    before = k - 1 - (lower_at(items, k - 1) in {"in", "the", "with"})
    if before > 0 and items[before].is_("compare"):
        return False  # "17 percent more compared with |April|, with Egypt in second place"
    if any(lower_at(items, j) == "since" for j in range(k - 7, k - 1)):
        return False  # "has become its second partner since relations were established in 1992"
    at = k - 2 if lower_at(items, k - 1) in {"in", "for", "("} else k - 1
    return kind_at(items, at) not in _WITH_FIGURES or not (
        lower_at(items, at - 1) == "from" or (at > 0 and items[at - 1].is_("compare"))
    )


def _in_bracket_of_figures(items: list[Item], k: int) -> bool:
    """Whether a time stands in a bracket together with a figure, which alone is of that time."""
    opens = next((j for j in range(k - 1, max(-1, k - 9), -1) if items[j].lower in {"(", ")"}), -1)
    if lower_at(items, opens) != "(":
        return False
    closes = next((j for j in range(k + 1, min(k + 9, len(items))) if items[j].lower == ")"), k)
    return any(item.kind in _WITH_FIGURES for item in items[opens + 1 : closes])


_FIGURES = ("amount", "quantity", "change")
_LASTING = frozenset({"is", "are", "remains", "remain"})


def _is_lasting(draft: Draft) -> bool:
    return not any(draft.get(slot) for slot in _FIGURES) and any(i.lower in _LASTING for i in draft.sentence.items)


def _is_opening(sentence: Sentence, period: Item) -> bool:
    """Whether a period opens the sentence ("In 2022, X is")."""
    return sentence.items.index(period) <= 1 and bool(period.value.period.edtf)


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
    named = [(head, side) for head, side in settled if head.sided]
    topic.take(named, sentence, told=False)
