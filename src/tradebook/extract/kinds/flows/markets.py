"""Partners by name and rank: "Iraq was the biggest customer with $560 million, followed by Germany with $390 million",
"its main export markets were Russia ($2.4bn) and China ($370m)", "B ranked third among A's trading partners"."""

from __future__ import annotations

from typing import cast

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.talk import WORLD, Talk
from tradebook.extract.kinds.phrases import good_of, kind_at, left_out_at, lower_at, possessive_at
from tradebook.extract.tables import words
from tradebook.places import is_group
from tradebook.statement import Measure, Rank, Share, ShareOf

_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_BEING = frozenset("was is remains remained became ranked ranks has were are stays stayed".split())


_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


class Market:
    """What a sentence says of the partners of one country: whose (`owner`), which measure, the noun and its item."""

    __slots__ = ("excludes", "goods", "measure", "noun", "noun_at", "owner", "owner_item", "superlative", "supplies")

    def __init__(self, noun: Item, noun_at: int, measure: Measure) -> None:
        self.noun = noun
        self.noun_at = noun_at
        self.measure: Measure = measure
        self.owner: str | None = None
        self.owner_item: Item | None = None
        self.superlative: int | None = None
        self.goods: list[Item] = []
        self.excludes: tuple[Item, Item] | None = None
        self.supplies = False


def read_markets(sentence: Sentence, talk: Talk) -> list[Draft]:
    """The drafts of a sentence that lists or ranks a country's partners; [] where it does not."""
    if "partner_noun" in sentence.cues:
        market = _market(sentence, talk)
        if market is not None and market.owner is not None:
            talk.market = (market, sentence)
    elif "ordinal" in sentence.cues and talk.market is not None and talk.near(talk.market[1], sentence, 1):
        market = _going_on(talk.market[0])
    else:
        return []
    if market is None or market.owner is None:
        return []
    if "respectively" in sentence.cues:
        return _respective(sentence, market)
    drafts = [
        d for k, item in enumerate(sentence.items) if item.kind == "PLACE" and (d := _entry(sentence, k, item, market))
    ]
    if (len(drafts) == 1 and market.superlative is not None and "rank" not in drafts[0].slots) or (
        drafts and market.superlative is not None and _alone_before(sentence, drafts[0], market)
    ):
        _rank(drafts[0], market, market.superlative)
    return drafts


def _respective(sentence: Sentence, market: Market) -> list[Draft]:
    """ "China, Russia and Kazakhstan were the largest partners with $1 billion, $870 million and $284 million,
    respectively": as many figures of one sort as partners before the noun, in their order; else nothing."""
    items = sentence.items
    places = [i for i in items[: max(market.noun_at, 0)] if i.kind == "PLACE" and i.value.code != market.owner]
    figures = [i for i in items[market.noun_at + 1 :] if i.kind in _FIGURES]
    if len(places) < 2 or len(places) != len(figures) or len({i.kind for i in figures}) != 1:
        return []
    drafts = [_partner_draft(sentence, place, market) for place in places]
    for draft, figure in zip(drafts, figures, strict=True):
        _put_figure(draft, figure, market)
    return drafts


def _going_on(market: Market) -> Market:
    """The ranking of the sentence before ("Egypt came second with 86.9 million kilos")."""
    again = Market(market.noun, -1, market.measure)
    again.owner, again.goods = market.owner, []
    return again


def _market(sentence: Sentence, talk: Talk) -> Market | None:
    items = sentence.items
    for k, item in enumerate(items):
        measure = item.cue("partner_noun")
        if measure is None:
            continue
        before = items[max(0, k - 6) : k]
        best = next((i for i in reversed(before) if i.is_("superlative") or i.is_("rank") or i.is_("ordinal")), None)
        ranked = next((i for i in before if i.lower in {"ranked", "ranks", "among"}), None)
        if best is None and ranked is None:
            continue
        market = Market(item, k, _measure(items, k, measure))
        market.superlative = _place_of(items, k)
        _owner(sentence, k, market, talk)
        if "non" in sentence.lowers:
            market.excludes = next((out for j in range(len(items)) if (out := left_out_at(items, j))), None)
        return market
    return None


def _measure(items: list[Item], k: int, measure: str) -> Measure:
    """ "export markets" are of exports, "import partners" of imports, "suppliers" of imports."""
    before = lower_at(items, k - 1)
    if before in {"export", "import"}:
        return "exports" if before == "export" else "imports"
    window = {i.lower for i in items[k + 1 : k + 6]}
    if measure == "exports" and "imports" in window:
        return "imports"
    return cast(Measure, measure)


def _place_of(items: list[Item], k: int) -> int | None:
    """The rank told by "largest", "second-largest", "third among"; None for "main" and for lists in the plural."""
    window = items[max(0, k - 6) : k]
    for i, item in enumerate(window):
        if item.is_("ordinal"):
            return int(item.cue("ordinal") or 0)
        if item.lower.endswith("-largest"):
            return _ORDINALS.get(item.lower.removesuffix("-largest"))
        if item.kind == "NUM" and lower_at(window, i + 1) in {"th", "nd", "rd", "st"}:
            return cast(int | None, item.value.count)
    plural = items[k].lower.endswith("s")
    top = any(i.lower in {"largest", "biggest", "top", "leading", "number one", "no. 1", "foremost"} for i in window)
    if plural and not any(i.lower in {"one", "among"} for i in window):
        return None
    return 1 if top and not any(i.lower == "one" for i in window) else None


def _owner(sentence: Sentence, k: int, market: Market, talk: Talk) -> None:
    """Whose partners: "Armenia's main export markets", "destination for Singapore's exports", "its", or as before."""
    items = sentence.items
    for j in range(k - 1, max(-1, k - 9), -1):
        if items[j].kind == "PLACE" and possessive_at(items, j + 1) > j + 1:
            market.owner, market.owner_item = items[j].value.code, items[j]
            return
        if items[j].kind == "DEM" and j == k - 1:
            market.owner, market.owner_item = items[j].value.code, items[j]
            return
        if items[j].is_("anaphor") or items[j].is_("country_noun"):
            break
    for j in range(k + 1, min(k + 8, len(items) - 1)):
        if items[j].lower in {"for", "of", "to"} and kind_at(items, j + 1) in {"PLACE", "DEM"}:
            # goods may stand between the noun and whose they are
            if market.goods == [] and kind_at(items, j - 1) == "GOOD":
                market.goods = [items[j - 1]]
            market.owner, market.owner_item = items[j + 1].value.code, items[j + 1]
            # "the main supplier of maize to Zimbabwe": the supplier's exports are counted
            market.supplies = items[j].lower == "to" and market.measure == "imports"
            market.goods = (
                market.goods or [i for i in items[j + 2 : j + 6] if i.kind == "GOOD" and not i.value.attributive][:1]
            )
            return
    last = talk.last
    if last is not None and last.reporter and talk.near(talk.last_sentence, sentence, 3):
        market.owner = last.reporter


def _entry(sentence: Sentence, k: int, item: Item, market: Market) -> Draft | None:
    """One partner with its figure, or the subject of a rank."""
    items = sentence.items
    place: Place = item.value
    if place.code == market.owner or item is market.owner_item or possessive_at(items, k + 1) > k + 1:
        return None
    before = lower_at(items, k - 2) if lower_at(items, k - 1) == "the" else lower_at(items, k - 1)
    if before in {"in", "at", "to", "from", "of", "into"} or place.form == "city":
        return None
    figures = _figures_of(items, k)
    if not figures and _alone_with_owner(items, k, market):
        figures = _figures_behind(items, market)
    rank = _own_rank(items, k)
    if rank is None and not figures and k < market.noun_at and lower_at(items, k + 1) in _BEING:
        rank = market.superlative  # "Iraq was the biggest customer"
    if not figures and rank is None:
        return None
    draft = _partner_draft(sentence, item, market)
    for figure in figures:
        _put_figure(draft, figure, market)
    if rank is not None:
        _rank(draft, market, rank)
    return draft


def _partner_draft(sentence: Sentence, item: Item, market: Market) -> Draft:
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
    return draft


def _figures_of(items: list[Item], k: int) -> list[Item]:
    """The figures behind a partner: "Russia ($2.4 billion)", "Germany with $390 million", "Italy 11%"."""
    found: list[Item] = []
    j = k + 1
    steps = 0
    while j < len(items) and steps < 9:
        item = items[j]
        if item.kind in _FIGURES:
            found.append(item)
            steps = max(0, steps - 3)
        elif item.kind in {"PLACE", "DEM"} and found:
            break
        elif item.kind == "PLACE":
            return []
        elif item.lower in {";", "followed", "while"} or item.lower == ")":
            break
        j += 1
        steps += 1
        if (
            found
            and lower_at(items, j) in {"and", ","}
            and lower_at(items, j + 1) not in {"or", "a"}
            and kind_at(items, j + 1) not in _FIGURES
        ):
            break
    return found


def _alone_with_owner(items: list[Item], k: int, market: Market) -> bool:
    """Whether the partner at `k` is the only one before the noun, beside the country whose partner it is."""
    if k >= market.noun_at or market.owner == WORLD:
        return False
    return not any(i.kind == "PLACE" and i is not market.owner_item for i in items[k + 1 : market.noun_at])


def _figures_behind(items: list[Item], market: Market) -> list[Item]:
    """The figures of the one partner of a sentence, behind the noun: "the second largest destination for X's exports
    in 2022, with a 9.4 per cent share"; none behind a verb of speech or a word of something else."""
    found: list[Item] = []
    for k in range(market.noun_at + 1, min(market.noun_at + 16, len(items))):
        item = items[k]
        if item.lower in words("noise") or item.lower in {"said", "says", "told", ";", "while", "after", "followed"}:
            break
        if (item.kind == "PLACE" and found) or (item.kind == "PCT" and _of_another(items, k, market)):
            break
        if item.kind in _FIGURES:
            found.append(item)
    return found[:3]


def _of_another(items: list[Item], k: int, market: Market) -> bool:
    """Whether a percentage is of another flow than the ranking ("the largest partner, taking 28% of exports")."""
    if lower_at(items, k + 1) not in {"of", "its", "the"}:
        return False
    flows = [item.cue("flow") for item in items[k + 1 : k + 7] if item.is_("flow")]
    return bool(flows) and flows[0] != market.measure


def _own_rank(items: list[Item], k: int) -> int | None:
    """ "Russia is second with", "Kazakhstan third with", "China ranked third"."""
    for j in range(k + 1, min(k + 4, len(items))):
        if items[j].is_("ordinal"):
            follower = lower_at(items, j + 1)
            return (
                int(items[j].cue("ordinal") or 0)
                if follower in {"with", ",", ".", "at", "place", "among", "on", "("}
                else None
            )
        if items[j].lower not in {"is", "was", "ranked", "ranks", "came", "comes", "the", "took", "in", "remained"}:
            return None
    return None


def _put_figure(draft: Draft, figure: Item, market: Market) -> None:
    if figure.kind == "AMT" and "amount" not in draft.slots:
        draft.put("amount", figure.value, figure)
    elif figure.kind == "QTY" and "quantity" not in draft.slots:
        draft.put("quantity", figure.value, figure)
    elif figure.kind == "PCT" and "share" not in draft.slots and figure.value.percent is not None:
        whole = ShareOf(measure=market.measure, reporter=market.owner, partner=WORLD)
        draft.put(
            "share",
            Share(percent=figure.value.percent, qualifier=figure.value.qualifier, of=whole, text=figure.text),
            figure,
        )


def _rank(draft: Draft, market: Market, n: int) -> None:
    among = market.noun.lower if market.noun.lower.endswith("s") else f"{market.noun.lower}s"
    draft.put("rank", Rank(n=n, among=among, by=market.measure), market.noun)


def _alone_before(sentence: Sentence, draft: Draft, market: Market) -> bool:
    """Whether the first partner stands before the noun, as the one that is ranked."""
    spans = draft.spans.get("partner", [])
    return bool(spans) and spans[0][0] < market.noun.start and not is_group(draft.slots["partner"])
