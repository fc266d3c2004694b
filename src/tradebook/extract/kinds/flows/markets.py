"""Partners by name and rank: "Iraq was the biggest customer with $560 million, followed by Germany with $390 million",
"its main export markets were Russia ($2.4bn) and China ($370m)", "B ranked third among A's trading partners"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.firms import of_a_firm
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.market import (
    Market,
    tops_a_list,
)
from tradebook.extract.kinds.flows.market_clauses import (
    APART,
    aside_of,
    behind_beside,
    growths_in_order,
    in_bracket_behind,
    put_in_order,
    subject_of_clause,
)
from tradebook.extract.kinds.flows.market_entries import market_draft, market_entry, put_rank
from tradebook.extract.kinds.flows.market_figures import put_figure
from tradebook.extract.kinds.flows.market_owner import SELLERS, TAKERS, find_owner, measure_at
from tradebook.extract.kinds.flows.of_no_goods import of_something_else
from tradebook.extract.kinds.flows.placed import (
    market_of_places,
    named_among,
    opens_with_place,
    rank_before,
    taker_at,
    took_the_lead,
)
from tradebook.extract.kinds.flows.pointing import describes_partners
from tradebook.extract.kinds.flows.ranks import (
    follows,
    goes_on_listing,
    is_followed,
    is_numbered_place,
    is_overtaken,
    measure_named,
    opened_beside,
    overtaker,
    place_of,
    ranked_subject,
    switched,
)
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import (
    good_of,
    kind_at,
    left_out_at,
    lower_at,
)
from tradebook.statement import Measure, Quantity

_FIGURES = frozenset({"AMT", "QTY", "PCT"})


def read_markets(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The drafts of a sentence that lists or ranks a country's partners; [] where it does not."""
    if "ordinal" in sentence.cues and opens_with_place(sentence.items):
        placed = _by_places(sentence, topic)
        if placed is not None:
            return placed
    near = topic.market is not None and topic.near(topic.market_seen, sentence, 1)
    takes = "partner_noun" not in sentence.cues and taker_at(sentence.items) is not None
    if takes and not near and _behind_one(sentence, topic) is None:
        placed = _by_places(sentence, topic)
        if placed is not None:
            return placed
    if "partner_noun" in sentence.cues and not _only_pointed_at(sentence, topic):
        found = _markets(sentence, topic)
        market = found[0] if found else None
        if market is not None and market.owner is not None and not _said_of_it(sentence.items, market):
            topic.market, topic.market_period, topic.market_seen = (market, sentence), None, sentence
            if market.owner_item is not None and market.noun.lower.endswith("s"):
                topic.turn_to(market.owner)
    elif topic.market is not None and topic.near(topic.market_seen, sentence, 1) and goes_on_listing(sentence):
        topic.market_seen = sentence
        if topic.market[0].owner_item is not None:
            topic.turn_to(topic.market[0].owner)
        market = _going_on(topic.market[0], switched(sentence.items) or measure_named(sentence.items))
        if is_followed(sentence.items) or follows(sentence.items):
            market.goods = topic.market[0].goods
        found = [market]
    elif (market := _behind_one(sentence, topic) or took_the_lead(sentence, topic)) is not None:
        topic.market, topic.market_period, topic.market_seen = (market, sentence), None, sentence
        if market.owner is not None and market.owner_item is not None:
            topic.turn_to(market.owner, led=True)
        found = [market]
    else:
        return []
    if market is None:
        return []
    drafts: list[Draft] = []
    if "respectively" in sentence.cues and market.owner is not None:
        drafts = _respective(sentence, market)
        if drafts and market.superlative is None:
            return drafts
        run = growths_in_order(sentence.items) if not drafts else None
        if run is not None:
            drafts = _listed(sentence, market, 0, run[0])
            put_in_order(drafts, sentence.items, run)
    else:
        for k, one in enumerate(found):
            if one.owner is not None and _lists(one):
                drafts += _listed(sentence, one, *_reach(sentence, found, k))
    for k, ranked in enumerate(found):
        _add_rank(drafts, ranked, found[k - 1] if k else None, sentence, topic)
    if len(drafts) == 1 and market.superlative is not None and "rank" not in drafts[0].slots:
        put_rank(drafts[0], market, market.superlative)
    return drafts


def _only_pointed_at(sentence: Sentence, topic: Topic) -> bool:
    """Whether a sentence goes on with a list and only points at one of its partners: "It was followed by Oman with 6%
    (no shipments to |this destination| in 2016)"."""
    items = sentence.items
    if topic.market is None or not is_followed(items) or not topic.near(topic.market_seen, sentence, 1):
        return False
    return all(lower_at(items, k - 1) in {"this", "that"} for k, item in enumerate(items) if item.is_("partner_noun"))


def _by_places(sentence: Sentence, topic: Topic) -> list[Draft] | None:
    """The partners of "In second place is Oman with $5 billion, followed by Peru ($1 billion)", and what the clause
    behind them ranks; None where they are of no list that is known."""
    items = sentence.items
    market = market_of_places(sentence, topic)
    near = topic.market is not None and topic.near(topic.market_seen, sentence, 1)
    if market is None and near and any(i.kind == "PLACE" and rank_before(items, k) for k, i in enumerate(items)):
        market = _going_on(topic.market[0], None)
        market.goods = topic.market[0].goods
    if market is None and not near and not sentence.kinds.isdisjoint(_FIGURES):
        market = _beside_one(sentence, topic)
    if market is None or market.owner is None:
        return None
    first = next((k for k, item in enumerate(items) if item.is_("partner_noun")), len(items))
    stop = next((k for k in range(first - 1, 0, -1) if items[k].lower in APART), len(items))
    if stop == len(items) and first < stop:
        return None  # "First place among Peru's partners was taken by"
    if near:
        topic.market_seen = sentence
    else:
        topic.market, topic.market_period, topic.market_seen = (market, sentence), None, sentence
    drafts = _listed(sentence, market, 0, stop)
    found = _markets(sentence, topic) if stop < len(items) else []
    for k, one in enumerate(found):
        if one.owner is None:
            one.owner = market.owner
        _add_rank(drafts, one, found[k - 1] if k else None, sentence, topic)
    return drafts


def _said_of_it(items: list[Item], market: Market) -> bool:
    """Whether a ranking is told in passing, of what "it" points at: it opens no list."""
    return any(items[k].lower in APART and lower_at(items, k + 1) == "it" for k in range(market.noun_at))


def _behind_one(sentence: Sentence, topic: Topic) -> Market | None:
    """ "Peru's imports from Oman came to $7 million. Egypt followed with $5 million": the partners behind the one of
    the flow told right before."""
    if sentence.lowers.isdisjoint(_FOLLOWING) or not (follows(sentence.items) or is_followed(sentence.items)):
        return None
    return _beside_one(sentence, topic)


def _beside_one(sentence: Sentence, topic: Topic) -> Market | None:
    """The list of partners of the one of the flow told right before."""
    told = topic.told(sentence, 1)
    if told is None or not told.told or told.mixed or told.measure == "balance":
        return None
    if told.sides.reporter in {None, WORLD}:
        return None
    if told.sides.partner in {None, WORLD} and topic.sharing is not told.sentence:
        return None
    listed = topic.market[0] if topic.market is not None else None
    if listed is not None and listed.supplies and listed.owner == told.sides.partner and told.measure == "exports":
        return _going_on(listed, None)  # "Chile was the largest supplier of salmon to the US": so are those behind it
    noun = next((item for item in told.sentence.items if item.is_("flow") or item.is_("fverb")), None)
    if noun is None and topic.sharing is told.sentence:
        noun = told.sentence.items[0]
    if noun is None:
        return None
    market = Market(noun, -1, told.measure)
    market.owner = told.sides.reporter
    market.goods = [item for item in told.sentence.items if item.kind == "GOOD" and good_of(item) in told.goods]
    return market


_FOLLOWING = frozenset("followed follow follows came come comes was were is ranked".split())


def read_market(sentence: Sentence, topic: Topic, *, plural: bool = True) -> Market | None:
    """What a sentence that opens a list says of partners, None where it names none."""
    if "partner_noun" not in sentence.cues:
        return None
    items = sentence.items
    for k, item in enumerate(items):
        measure = item.cue("partner_noun")
        if measure is not None and (not plural or item.lower.endswith("s")) and not _acts(items, k):
            market = Market(item, k, measure_at(items, k, measure))
            find_owner(sentence, k, market, topic, [])
            return market
    return None


def _acts(items: list[Item], k: int) -> bool:
    """Whether the word at `k` is the verb of the country before it: "Vietnam |sources| most of its wheat"."""
    if not items[k].is_("fverb") or k == 0 or items[k - 1].kind != "PLACE":
        return False
    return lower_at(items, k + 1) in _OBJECTS or (k + 1 < len(items) and items[k + 1].kind == "GOOD")


_OBJECTS = frozenset("most all much its the some half almost nearly".split())


def _lists(market: Market) -> bool:
    """Whether partners with figures are told beside the noun; of the world's, only who sells or buys."""
    return market.owner != WORLD or market.noun.lower in SELLERS | TAKERS


def _reach(sentence: Sentence, found: list[Market], k: int) -> tuple[int, int]:
    """From where to where the partners of a noun stand: up to the subject of the next noun."""
    items = sentence.items
    if (aside := aside_of(items, found[k].noun_at)) is not None:
        return aside
    borders = [0]
    for later in found[1:]:
        subject = ranked_subject(items, later.noun_at)[0]
        borders.append(items.index(subject) if subject is not None else later.noun_at)
    borders.append(len(items))
    if k == 0 and (opening := _told_with(items, found[0].noun_at)) is not None:
        borders[0] = opening
    return borders[k], borders[k + 1]


def _told_with(items: list[Item], noun_at: int) -> int | None:
    """Where the partners stand in a clause of their own: "Russia imported $4bn of milk, |with Belarus being the largest
    supplier": what stands before it has its own figures."""
    for j in range(noun_at - 1, 0, -1):
        if items[j].lower == "with" and lower_at(items, j - 1) == ",":
            between = items[j + 1 : noun_at]
            return j if any(i.lower in {"being", "as"} for i in between) and between[0].kind in {"PLACE", "w"} else None
        if items[j].kind in _FIGURES:
            return None
    return None


def _is_of_pair(items: list[Item], k: int) -> bool:
    """ "Trade between Brazil and |Mexico exceeded $12 billion", "Brazil-|Mexico| trade exceeded": the figure is of
    both."""
    if k + 1 < len(items) and items[k + 1].cue("flow") in {"turnover", "balance"}:
        return lower_at(items, k - 1) in {"-", "–", "—", "/", "and"} and kind_at(items, k - 2) == "PLACE"
    if lower_at(items, k - 1) == "and" and kind_at(items, k - 2) == "PLACE" and lower_at(items, k - 3) == "of":
        return k > 3 and items[k - 4].cue("flow") in {"turnover", "balance"}
    if lower_at(items, k - 1) != "and" and lower_at(items, k - 2) != "and":
        return False
    return any(items[j].lower == "between" for j in range(max(0, k - 6), k))


def _listed(sentence: Sentence, market: Market, start: int, stop: int) -> list[Draft]:
    """The partners with their own figures or places; "Israel, 3,000" goes on in the unit of the figure before."""
    drafts: list[Draft] = []
    unit: Quantity | None = None
    for k, item in enumerate(sentence.items):
        if (
            item.kind != "PLACE"
            or not start <= k < stop
            or _has_overtaken(sentence.items, k)
            or _is_of_pair(sentence.items, k)
        ):
            continue
        if k == market.noun_at - 1 or opened_beside(sentence.items, k) or named_among(sentence.items, k):
            continue  # "Mongolia's third largest |EU| partner"
        told = overtaker(sentence.items, k) if is_overtaken(sentence.items, k) else item
        if (behind := behind_beside(sentence.items, k)) is not None:
            told = ranked_subject(sentence.items, market.noun_at)[0] if behind == k + 1 else None
        draft = market_entry(sentence, k, told, market, unit) if told is not None else None
        if draft is not None:
            drafts.append(draft)
            unit = draft.get("quantity") or unit
    return drafts


def _has_overtaken(items: list[Item], k: int) -> bool:
    """Whether the place at `k` only took the other one's rank ("was overtaken by Peru |as sales fell to $5m"): the
    figures behind it are of the one that lost it."""
    j = k
    while j > 0 and (items[j].kind == "PLACE" or items[j].lower in {"and", ",", "the", "both"}):
        j -= 1
    return lower_at(items, j) == "by" and lower_at(items, j - 1) in flow_words("overtaken")


def _add_rank(drafts: list[Draft], market: Market, before: Market | None, sentence: Sentence, topic: Topic) -> None:
    """The place that the noun of a market tells, to the draft of who has it, else as a draft of its own."""
    if market.superlative is None or market.owner is None:
        return
    subject, pointed, past = ranked_subject(sentence.items, market.noun_at)
    if subject is None and not pointed and before is not None:
        pointed = before.pointed  # "it is the 38th market and 24th source"
        subject = before.subject  # "ranked 5th among X's partners and 4th out of its suppliers"
    market.subject, market.pointed = subject, pointed
    partner = subject.value.code if subject is not None else None
    if pointed:
        partner = _flow_partner(sentence, topic, market)
    if market.owner == WORLD:
        known = next((d for d in drafts if d.slots["reporter"] == partner), None)
        if known is not None:
            _give_rank(known, market, past)
        elif partner is not None:
            drafts.extend(_of_the_world(sentence, partner, subject, market))
        return
    if partner is None or partner == market.owner:
        return
    for draft in drafts:
        told = draft.slots["measure"] == market.measure or market.supplies
        if told and partner in {draft.slots["partner"], draft.slots["reporter"]}:
            _give_rank(draft, market, past)
            return
    draft = (
        market_draft(sentence, subject, market) if subject is not None else _pointed_draft(sentence, partner, market)
    )
    for figure in in_bracket_behind(sentence.items, market) if subject is None else []:
        put_figure(draft, figure, market)
    put_rank(draft, market, market.superlative)
    if not past:
        draft.slots["_standing"] = True
    drafts.append(draft)


def _give_rank(draft: Draft, market: Market, past: bool) -> None:
    if "rank" in draft.slots or market.superlative is None:
        return
    put_rank(draft, market, market.superlative)
    if not past and not any(draft.get(slot) for slot in ("amount", "quantity", "share")):
        draft.slots["_standing"] = True


def _flow_partner(sentence: Sentence, topic: Topic, market: Market) -> str | None:
    """The partner of the flow that "making it its largest market" speaks of: the last place that goods went to or came
    from before it."""
    items = sentence.items
    if (subject := subject_of_clause(items, market)) is not None:
        return subject
    for k in range(market.noun_at - 1, 0, -1):
        if items[k].kind == "PLACE" and lower_at(items, k - 1) in {"to", "from", "the", "with"}:
            return str(items[k].value.code) if items[k].value.code != market.owner else None
    told = topic.told(sentence, 1)
    if told is not None and told.sides.reporter == market.owner and told.sides.partner not in {None, WORLD}:
        return told.sides.partner  # "That made the island its second-largest market"
    return topic.subject if topic.subject != market.owner and topic.near(topic.subject_sentence, sentence, 1) else None


def _pointed_draft(sentence: Sentence, partner: str, market: Market) -> Draft:
    draft = Draft("trade_flow", sentence, confidence=0.7)
    draft.slots.update(measure=market.measure, reporter=market.owner, partner=partner)
    draft.cite("measure", market.noun)
    if market.goods:
        draft.put("goods", tuple(good_of(g) for g in market.goods), *market.goods)
    return draft


def _of_the_world(sentence: Sentence, country: str, item: Item | None, market: Market) -> list[Draft]:
    """ "India is the world's second largest rice exporter": a place among all countries."""
    sold = market.noun.lower in SELLERS
    if not (sold or market.noun.lower in TAKERS) or market.superlative is None:
        return []
    draft = Draft("trade_flow", sentence, confidence=0.75)
    draft.slots.update(measure="exports" if sold else "imports", partner=WORLD)
    draft.put("reporter", country, *([item] if item is not None else []))
    draft.cite("measure", market.noun)
    if market.goods:
        draft.put("goods", tuple(good_of(g) for g in market.goods), *market.goods)
    put_rank(draft, market, market.superlative)
    draft.slots["_standing"] = True
    return [draft]


def _respective(sentence: Sentence, market: Market) -> list[Draft]:
    """ "China, Russia and Kazakhstan were the largest partners with $1 billion, $870 million and $284 million,
    respectively": as many figures of one sort as partners before the noun, in their order; else nothing. Those that
    follow another one ("with a share of 85%, followed by Burundi and Uganda with 9 and 5%, respectively") are counted
    apart."""
    items = sentence.items
    behind = next((k for k, item in enumerate(items) if item.lower == "followed" and k > market.noun_at >= 0), 0)
    ordered = next((k for k, item in enumerate(items) if item.lower == "respectively"), 0)
    if market.noun_at < ordered < behind:
        places = [i for i in items[: market.noun_at] if i.kind == "PLACE" and i.value.code != market.owner]
        figures = [i for i in items[market.noun_at : ordered] if i.kind in _FIGURES]
        if len(places) == len(figures):
            return _in_order(sentence, market, places, figures) + _listed(sentence, market, behind, len(items))
    if behind:
        places = [i for i in items[behind:] if i.kind == "PLACE" and i.value.code != market.owner]
        figures = [i for i in items[behind:] if i.kind in _FIGURES]
        if len(places) == len(figures):
            return _listed(sentence, market, 0, behind) + _in_order(sentence, market, places, figures)
    border = market.noun_at
    if border < 0:  # "Chile and Peru followed with $2 billion and $1 billion, respectively"
        border = next((k for k, i in enumerate(items) if i.kind in _FIGURES), 1) - 1
    places = [i for i in items[:border] if i.kind == "PLACE" and i.value.code != market.owner]
    if not places and market.noun_at >= 0:  # "the top partners were Italy, Peru and Oman, with $3, $2 and $1 million"
        border = next((k for k, i in enumerate(items) if i.kind in _FIGURES), 1) - 1
        listed = items[market.noun_at : border + 1]
        bought = any(i.is_("fverb") for i in listed)  # "which bought": theirs
        places = [] if bought else [i for i in listed if i.kind == "PLACE" and i.value.code != market.owner]
    figures = [i for i in items[border + 1 :] if i.kind in _FIGURES]
    if len(places) < 2 or len(places) != len(figures) or len({i.kind for i in figures}) != 1:
        return []
    return _in_order(sentence, market, places, figures)


def _in_order(sentence: Sentence, market: Market, places: list[Item], figures: list[Item]) -> list[Draft]:
    drafts = [market_draft(sentence, place, market) for place in places]
    sign = _sign_before(sentence.items, figures[0])
    for draft, figure in zip(drafts, figures, strict=True):
        if sign is None or figure.value.percent is None:
            put_figure(draft, figure, market)
        else:
            draft.put("change", growth(figure, sign * figure.value.percent, None), figure)
    return drafts


def _sign_before(items: list[Item], figure: Item) -> int | None:
    """The sign of the percentages of "showed |a decline of| 18 percent and 2 percent respectively"; None for others."""
    k = items.index(figure) - 1
    while lower_at(items, k) in {"of", "by"}:
        k -= 1
    grown = figure.kind == "PCT" and k >= 0 and items[k].is_("rise")
    return int(items[k].cue("rise") or 1) if grown else None


def _going_on(market: Market, measure: Measure | None) -> Market:
    """The ranking of the sentence before ("Egypt came second with 86.9 million kilos")."""
    sold = market.supplies or market.noun.lower in SELLERS  # a place among those, whatever else is named
    again = Market(market.noun, -1, market.measure if sold else measure or market.measure)
    again.owner, again.goods = market.owner, market.goods if sold else []
    return again


def _markets(sentence: Sentence, topic: Topic) -> list[Market]:
    """What the sentence says of partners, a noun each."""
    items = sentence.items
    found: list[Market] = []
    for k, item in enumerate(items):
        measure = item.cue("partner_noun")
        if measure is None or of_something_else(items, k) or _among_them(items, k):
            continue
        before = items[max(0, k - 6) : k]
        best = next((i for i in reversed(before) if i.is_("superlative") or i.is_("rank") or i.is_("ordinal")), None)
        best = best or (before[-2] if is_numbered_place(items, k) else None)
        ranked = next((i for i in before if i.lower in {"ranked", "ranks", "among", "out"}), None)
        if best is not None and _ranks_another(items, items.index(best), k):
            continue
        if best is None and ranked is None and not _includes(items, k) and not tops_a_list(items, k):
            continue
        if of_a_firm(items, k) or describes_partners(items, k):
            continue
        market = Market(item, k, measure_at(items, k, measure))
        market.superlative = place_of(items, k)
        find_owner(sentence, k, market, topic, found)
        if "non" in sentence.lowers:
            market.excludes = next((out for j in range(len(items)) if (out := left_out_at(items, j))), None)
        found.append(market)
    return found


def _ranks_another(items: list[Item], best: int, k: int) -> bool:
    """ "the second-largest exporter to the Spanish |market|": the place is that of the noun before the preposition."""
    noun = next((j for j in range(best + 1, k) if items[j].cue("partner_noun") is not None), k)
    return any(items[j].lower in {"to", "into", "in", "on"} for j in range(noun + 1, k))


def _among_them(items: list[Item], k: int) -> bool:
    """ "Among major trade partners, exports fell to the US": no list of shares, but of how each grew."""
    return lower_at(items, 0) == "among" and lower_at(items, k + 1) == "," and any(i.is_("chverb") for i in items[k:])


def _includes(items: list[Item], k: int) -> bool:
    """ "importers of Thai rice include", "destinations of its coffee included"."""
    if not items[k].lower.endswith("s"):
        return False
    others = any(i.lower == "other" for i in items[max(0, k - 3) : k])  # "the two other markets were Oman with $5m"
    named = any(items[j].is_("val") and kind_at(items, j + 1) == "PLACE" for j in range(k, min(k + 12, len(items))))
    return (others and named) or any(i.is_("include") for i in items[k + 1 : k + 12])
