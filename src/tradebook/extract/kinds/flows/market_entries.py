"""One partner of a list with its figure, and the place that it holds."""

from __future__ import annotations

from copy import copy

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.market import (
    Market,
    alone_with_owner,
    figures_behind,
    figures_of,
    in_unit,
    opening_figure,
    own_measure,
    tops_them,
)
from tradebook.extract.kinds.flows.market_clauses import (
    APART,
    aside_of,
    together,
)
from tradebook.extract.kinds.flows.market_figures import put_figure, put_growth
from tradebook.extract.kinds.flows.market_owner import SELLERS
from tradebook.extract.kinds.flows.placed import rank_before
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import (
    good_of,
    lower_at,
    possessive_at,
)
from tradebook.places import is_group
from tradebook.statement import Quantity, Rank

_STATES = frozenset({"republic", "kingdom", "sultanate", "state"})


def _is_state(items: list[Item], k: int) -> bool:
    """ "the Republic of Korea": the words belong to the name."""
    return lower_at(items, k).removeprefix("the ") in _STATES


def market_entry(sentence: Sentence, k: int, item: Item, market: Market, unit: Quantity | None) -> Draft | None:
    """One partner with its figure, or the subject of a rank."""
    items = sentence.items
    place: Place = item.value
    if place.code == market.owner or item is market.owner_item or possessive_at(items, k + 1) > k + 1:
        return None
    first = k - 2 if lower_at(items, k - 1) == "of" and _is_state(items, k - 2) else k
    if lower_at(items, first - 1) == "the":
        first -= 1
    before = lower_at(items, first - 1)
    if before == "of" and lower_at(items, first - 2) == "ahead":
        before = "ahead of"  # "ahead of Iraq with $1.1 billion": the next of the list
    if before == "of" and lower_at(items, first - 2) in {"share", "shares"}:
        before = ""  # "followed by the shares of Panama (12.5%), China (6.3%)"
    if (before in {"in", "at", "to", "from", "of", "into"} and rank_before(items, k) is None) or place.form == "city":
        return None
    if together(items, k):
        return None
    if (own := own_measure(items, k + 2)) is not None and lower_at(items, k + 1) == "(":
        market = copy(market)
        market.measure = own
    figures = figures_of(items, k, market)
    if not figures and unit is not None and (bare := in_unit(items, k, unit)) is not None:
        figures = [bare]
    if not figures and alone_with_owner(items, k, market):
        figures = figures_behind(items, market) or opening_figure(items, k)
    if k < market.noun_at and any(t.lower in APART for t in items[k : market.noun_at]):
        figures = []  # "In second place is Russia with $5bn, while it remains the largest export market"
    if figures and (aside := aside_of(items, market.noun_at)) is not None:
        figures = [figure for figure in figures if figure.end <= items[aside[1]].start]
    rank = _own_rank(items, k)
    if rank is not None and any(item.is_("partner_noun") for item in items[k + 1 : max(k, market.noun_at)]):
        rank = None  # "ranked fourth among its buyers and third among its |suppliers|"
    if (
        rank is None
        and not figures
        and k < market.noun_at
        and lower_at(items, k + 1) in flow_words("rank_being") | {"has"}
    ):
        rank = market.superlative  # "Iraq was the biggest customer"
    if not figures and rank is None:
        return None
    draft = market_draft(sentence, item, market)
    for figure in figures:
        put_figure(draft, figure, market)
    put_growth(draft, figures)
    if rank is not None:
        put_rank(draft, market, rank)
        if not figures and lower_at(items, k + 1) in _PRESENT:
            draft.slots["_standing"] = True
    return draft


_PRESENT = frozenset({"is", "are", "remains", "ranks", "stays", "has"})


def market_draft(sentence: Sentence, item: Item, market: Market) -> Draft:
    """The draft of a partner, still without figures."""
    place: Place = item.value
    draft = Draft("trade_flow", sentence, confidence=0.75)
    draft.slots.update(measure=market.measure, reporter=market.owner)
    draft.put("partner", place.code, item)
    if place.area:
        draft.slots["partner_area"] = place.area
    if market.noun_at >= 0:
        draft.cite("measure", market.noun)
    if market.owner_item is not None:
        draft.cite("reporter", market.owner_item)
    if market.goods:
        draft.put("goods", tuple(good_of(g) for g in market.goods), *market.goods)
    if market.excludes is not None:
        first, last = market.excludes
        draft.put("excludes", f"{first.text}-{last.text}", first, last)
    if market.supplies:
        draft.slots.update(measure="exports", reporter=place.code, partner=market.owner)
    elif market.owner == WORLD:
        sold = market.noun.lower in SELLERS
        draft.slots.update(measure="exports" if sold else "imports", reporter=place.code, partner=WORLD)
    return draft


def _own_rank(items: list[Item], k: int) -> int | None:
    """ "Russia is second with", "Kazakhstan third with", "China ranked third", "second place went to India"."""
    if (before := rank_before(items, k)) is not None:
        return before
    for j in range(k + 1, min(k + 6, len(items))):
        if items[j].is_("ordinal"):
            follower = lower_at(items, j + 1)
            return int(items[j].cue("ordinal") or 0) if follower in _BEHIND_RANK else None
        if items[j].lower == "number one" or (items[j].lower in flow_words("topping") and _list_behind(items, j)):
            return 1
        if items[j].lower == "lead" and lower_at(items, j - 1) == "the":
            return 1  # "Oman is in the lead with"
        if j == k + 1 and items[j].lower in flow_words("topping") and lower_at(items, j + 1) in {"with", "at", "("}:
            return 1  # "Oman led with $5 billion"
        if tops_them(items, j) is not None:
            return 1
        if items[j].lower not in flow_words("ranking"):
            return None
    return None


def _list_behind(items: list[Item], j: int) -> bool:
    return any(lower_at(items, n) in {"list", "ranking", "table", "way", "field"} for n in range(j + 1, j + 4))


_BEHIND_RANK = frozenset({"with", ",", ".", "at", "place", "among", "on", "(", "in", "for", "spot", "position", ";"})


def put_rank(draft: Draft, market: Market, n: int) -> None:
    noun = (
        "partner" if market.noun.is_("flow") or market.noun.is_("fverb") else market.noun.lower
    )  # "second place in trade was taken by Oman"
    among = noun if noun.endswith("s") else f"{noun}s"
    before = draft.sentence.items[market.noun_at - 1] if market.noun_at > 0 else market.noun
    if before.kind == "DEM" and is_group(before.value.code):
        among = f"{before.text} {among}"  # "its top |Arab| market"
    draft.put("rank", Rank(n=n, among=among, by=draft.slots["measure"]), market.noun)
