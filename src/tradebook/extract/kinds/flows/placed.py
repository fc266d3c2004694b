"""Partners by the place that they take: "First place in Uzbekistan's trade was taken by China with $2 billion", "In
second place is Russia (16.9%)", "the third place belongs to Oman"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.market import Market
from tradebook.extract.kinds.flows.market_owner import owner_of_list
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group
from tradebook.statement import Measure

_PLACES = frozenset({"place", "position", "spot", "rank"})
_REACH = 14


def rank_before(items: list[Item], k: int) -> int | None:
    """The place that the partner at `k` takes by the words before it: "In |second place is| Russia", "|first place| in
    trade |was taken by| China"; None where none is told."""
    j = k - 1 - (lower_at(items, k - 1) == "the")
    verb = j
    while verb >= 0 and lower_at(items, verb) in flow_words("place_taken"):
        verb -= 1
    if verb == j and lower_at(items, j) not in {"-", "–", "—", ":"}:
        return None
    for n in range(verb + (verb == j), max(-1, verb - _REACH), -1):
        low = lower_at(items, n)
        if low in _PLACES and n > 0 and items[n - 1].is_("ordinal"):
            return int(items[n - 1].cue("ordinal") or 0) or None
        if kind_at(items, n) in {"AMT", "QTY", "PCT"} or low in {",", ";", "while", "with"}:
            return None
    return None


def opens_with_place(items: list[Item]) -> bool:
    """Whether a sentence begins with a place that somebody takes: "In second place is", "The third place belongs"."""
    k = 0
    if lower_at(items, 0) in {"as", "still", "again", "meanwhile", "traditionally"}:
        k = 1 + next((j for j in range(1, 4) if lower_at(items, j) == ","), 0)  # "As before, first place"
    k += lower_at(items, k) in {"in", "on", "at", "the"}
    k += lower_at(items, k) == "the"
    return k < len(items) and items[k].is_("ordinal") and lower_at(items, k + 1) in _PLACES


def taker_at(items: list[Item]) -> int | None:
    """The index of the country that opens a sentence and takes a place, with a figure: "|Oman| ranked first with $5
    billion", "|Oman| is in the lead ($5 billion)", "|Oman| led the list with"; None where none does, and where it
    is among somebody's partners."""
    at = int(lower_at(items, 0) == "the")
    if kind_at(items, at) != "PLACE" or items[at].value.form == "city" or len(items) < at + 4:
        return None
    if lower_at(items, at + 1) in flow_words("topping"):
        j = at + 2
        if lower_at(items, j) in {"the", "its"}:
            j += 1 + (lower_at(items, j + 1) in _LISTS)
            if lower_at(items, j - 1) not in _LISTS:
                return None
        return at if _figure_follows(items, j) else None
    j = at + 1
    while j < at + _FAR and lower_at(items, j) in flow_words("ranking"):
        j += 1
    if j == at + 1 or j >= len(items):
        return None
    if items[j].is_("ordinal"):
        j += 1 + (lower_at(items, j + 1) in _PLACES)
    elif lower_at(items, j) == "lead" and lower_at(items, j - 1) == "the":
        j += 1
    else:
        return None
    return at if _figure_follows(items, j) else None


_LISTS = frozenset({"list", "ranking", "way", "table", "field"})
_FAR = 6
_WITH = frozenset({"with", "at", "(", ",", "-", "–", "—", ":", "accounting for", "buying", "taking", "worth", "a"})


def _figure_follows(items: list[Item], j: int) -> bool:
    """Whether a sum, weight or percentage begins at `j`, behind the words that may open it: "|with| $5bn"."""
    return lower_at(items, j) in _WITH and any(kind_at(items, n) in _FIGURES for n in range(j + 1, j + 5))


_FIGURES = frozenset({"AMT", "QTY", "PCT"})


def _more_than_all(items: list[Item], topic: Topic) -> bool:
    """Whether the first sum is beyond what was told right before: a place among countries that each sell so much, and
    no part of it ("Peru's exports came to $60 billion. Chile ranked first with $95 billion")."""
    figure = next((item.value for item in items if item.kind == "AMT"), None)
    whole = topic.last[-1].get("amount") if topic.last else None
    if figure is None or whole is None or None in {figure.value, whole.value}:
        return False
    return figure.currency == whole.currency and bool(figure.value > whole.value)


def market_of_places(sentence: Sentence, topic: Topic) -> Market | None:
    """The list of partners that "First place in imports was taken by Oman" or "Oman ranked first with $5 billion"
    opens, or that goes on with the trade of a country that was told right before; None where nobody takes a place."""
    items = sentence.items
    if opens_with_place(items):
        taker = next((k for k, item in enumerate(items) if item.kind == "PLACE" and rank_before(items, k)), None)
    elif (taker := taker_at(items)) is not None:
        told = topic.told(sentence, 1)
        if told is None or told.mixed or _more_than_all(items, topic):
            return None
    else:
        return None
    if taker is None:
        return None
    head = next((h for h in heads(sentence) if h.at < taker and not h.echo and not h.verb), None)
    if head is not None and head.measure != "balance":
        market = Market(items[head.at], -1, head.measure)
        market.owner = owner_of_list(head, sentence, topic)
        market.owner_item = (head.spots.get("owner") or (None,))[0]
        market.goods = [item for item in head.spots.get("goods", ()) if item.kind == "GOOD"]
    else:
        base, told = topic.settled(sentence), topic.told(sentence, 1)
        if base is not None and told is not None and told.sides.reporter == base.sides.reporter:
            # "bought goods worth $2bn from China. China accounted for a fifth of all imports. Oman was second with"
            base = told if base.sides.partner != WORLD and told.sides.partner == WORLD else base
        if base is None or base.measure == "balance" or base.sides.partner != WORLD or base.goods:
            return None
        told_by = base.sentence.whole or base.sentence.items
        noun = next(
            (item for item in told_by if base.measure in {item.cue("flow"), item.cue("fverb")} or item.is_("traded")),
            None,
        )
        if noun is None:
            return None
        market = Market(noun, -1, base.measure)
        market.owner = base.sides.reporter
    return market if market.owner not in {None, WORLD, items[taker].value.code} else None


def took_the_lead(sentence: Sentence, topic: Topic) -> Market | None:
    """ "As for the country's imports, China took the lead with $4 billion": the one partner named, of the flow told
    right before it."""
    items = sentence.items
    if "list" in sentence.lowers and (market := _listed_at(sentence, topic)) is not None:
        return market
    if "among" in sentence.lowers and "ordinal" in sentence.cues:
        at = next(k for k, item in enumerate(items) if item.lower == "among")
        if (market := among_traders(items, at)) is not None:
            return market
    if "lead" not in sentence.lowers:
        return None
    at = next((k for k, item in enumerate(items) if item.lower == "lead"), 0)
    if lower_at(items, at - 1) != "the" or lower_at(items, at - 2) not in {"took", "takes", "kept", "held"}:
        return None
    k = at - 4 if lower_at(items, at - 3) in {"also", "again"} else at - 3
    head = next((h for h in reversed(heads(sentence)) if h.last < k and not h.two_way), None)
    if head is None or kind_at(items, k) != "PLACE":
        return None
    market = Market(items[head.at], at, head.measure)
    market.superlative = 1
    market.owner = owner_of_list(head, sentence, topic)
    return market if market.owner is not None else None


def _listed_at(sentence: Sentence, topic: Topic) -> Market | None:
    """ "Sudan topped the list of African countries receiving Egypt's exports, with $8 billion", "Sudan ranked second in
    the list of Egypt's imports": the one partner before the verb, of the flow that is listed."""
    items = sentence.items
    at = next((k for k, item in enumerate(items) if item.lower == "list"), 0)
    listed = flow_words("topping", "placing")
    verb = next((k for k in range(at - 1, max(-1, at - 7), -1) if lower_at(items, k) in listed), None)
    if verb is None or kind_at(items, verb - 1) != "PLACE" or lower_at(items, at + 1) not in {"of", "for"}:
        return None
    if (market := of_traders(items, at, verb)) is not None:
        return market
    head = next((h for h in heads(sentence) if at < h.at < at + 14 and not h.two_way and not h.verb), None)
    if head is None or items[verb - 1].value.code == getattr(head.owner, "code", None):
        return None
    owner = owner_of_list(head, sentence, topic)
    if owner is None or owner == items[verb - 1].value.code:
        return None
    market = Market(items[head.at], head.last, head.measure)
    market.owner, market.owner_item = owner, (head.spots.get("owner") or (None,))[0]
    place = next((int(t.cue("ordinal") or 0) for t in items[verb:at] if t.is_("ordinal")), None)
    market.superlative = place if place is not None else 1
    market.goods = [item for item in head.spots.get("goods", ()) if item.kind == "GOOD"]
    return market


def of_traders(items: list[Item], at: int, verb: int) -> Market | None:
    """ "Oman topped |the list of countries importing Peruvian goods|, with exports of $2 billion": the partners of the
    country whose goods are traded."""
    k = at + 2 + (lower_at(items, at + 2) == "the")
    k += lower_at(items, k) in {"countries", "states", "nations"}
    if lower_at(items, k) in {"from", "to"} and lower_at(items, k + 1) == "which":
        return _where_it_trades(items, k, verb)
    k += lower_at(items, k) in {"that", "which"}
    if k >= len(items) or not items[k].is_("fverb"):
        return None
    owner = next((item for item in items[k + 1 : k + 4] if item.kind in {"DEM", "PLACE"}), None)
    if owner is None or owner.value.code == items[verb - 1].value.code:
        return None
    market = Market(items[k], k, "exports" if items[k].cue("fverb") == "imports" else "imports")
    market.owner, market.owner_item, market.superlative = owner.value.code, owner, 1
    return market


def _where_it_trades(items: list[Item], k: int, verb: int) -> Market | None:
    """ "Oman topped the list of countries |from which Peru imported|": Peru's suppliers."""
    at = k + 2 + (lower_at(items, k + 2) == "the")
    trades = items[at + 1] if kind_at(items, at) == "PLACE" and at + 1 < len(items) else None
    way: Measure = "imports" if items[k].lower == "from" else "exports"
    if trades is None or trades.cue("fverb") != way or items[at].value.code == items[verb - 1].value.code:
        return None
    market = Market(trades, at + 1, way)
    market.owner, market.owner_item, market.superlative = items[at].value.code, items[at], 1
    return market


def among_traders(items: list[Item], at: int) -> Market | None:
    """ "Oman ranked first |among the countries importing goods from Peru|, with $2 billion": the partners of the
    country that the goods come from or go to."""
    place = next((k for k in (at - 3, at - 4) if kind_at(items, k) == "PLACE"), None)
    rank = items[at - 1] if at else None
    if place is None or rank is None or not rank.is_("ordinal") or lower_at(items, place + 1) not in _RANKED:
        return None
    k = at + 1 + (lower_at(items, at + 1) in {"the", "all"})
    while kind_at(items, k) == "DEM" or lower_at(items, k) in {"other", "foreign"}:
        k += 1
    if kind_at(items, k) == "PLACE":
        if not is_group(items[k].value.code):
            return None
    elif lower_at(items, k).removeprefix("the ") not in {"countries", "states", "nations", "markets"}:
        return None
    k += 1 + (lower_at(items, k + 1) in {"that", "which"})
    noun = next((n for n in range(k, min(k + 7, len(items))) if items[n].is_("fverb") or items[n].is_("flow")), None)
    if noun is None or any(kind_at(items, n) == "PLACE" or lower_at(items, n) == "," for n in range(k, noun)):
        return None
    told = items[noun].cue("fverb") or items[noun].cue("flow")
    if told not in {"exports", "imports"}:
        return None
    measure: Measure = "exports" if told == "imports" else "imports"
    owner = next((n for n in range(noun + 1, min(noun + 7, len(items))) if kind_at(items, n) in {"DEM", "PLACE"}), None)
    if (
        owner is None
        or items[owner].value.code in {items[place].value.code, WORLD}
        or is_group(items[owner].value.code)
    ):
        return None
    way = "from" if measure == "exports" else "to"
    if items[owner].kind == "PLACE" and lower_at(items, owner - 1 - (lower_at(items, owner - 1) == "the")) != way:
        return None
    market = Market(items[noun], owner, measure)
    market.owner, market.owner_item = items[owner].value.code, items[owner]
    market.superlative = int(rank.cue("ordinal") or 0) or None
    market.subject = items[place]
    market.goods = [item for item in items[noun + 1 : owner + 2] if item.kind == "GOOD" and not item.value.attributive]
    return market


def named_among(items: list[Item], k: int) -> bool:
    """ "ranked first |among the African countries|": those among whom the partner has its place."""
    return is_group(items[k].value.code) and lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) == "among"


_RANKED = frozenset({"ranked", "ranks", "came", "comes", "stood", "stands", "was", "is", "placed"})
