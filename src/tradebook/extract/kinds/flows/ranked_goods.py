"""Goods by their place in a country's trade: "electricity ranked first among exported goods with EUR 612 million,
followed by copper with EUR 591 million", "the largest export item was furniture ($5bn)"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.grown_goods import growth_behind_sum, growth_to, put_growth
from tradebook.extract.kinds.flows.market import growth_behind
from tradebook.extract.kinds.flows.ranks import place_of
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Scope, Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, possessive_at
from tradebook.statement import Measure, Rank, Share, ShareOf

_MEASURES: dict[str, Measure] = {
    "export": "exports",
    "exports": "exports",
    "exported": "exports",
    "import": "imports",
    "imports": "imports",
    "imported": "imports",
    "export value": "exports",
    "import value": "imports",
}
_EQUAL = frozenset({"equaling", "equalling", "equaled", "equalled"})
_ONE = frozenset(
    {"item", "product", "commodity", "article", "category", "good", "position", "performer", "earner", "crop", "line"}
)
_RANKED = frozenset({"ranked", "ranks", "came", "was", "were", "placed", "is"})
_ON_TOP = frozenset("on at the was were is are remained remains came stood still again".split())
_BEING = frozenset({"was", "were", "is", "are", "remained", "remains", "include", "included", "includes"})
_JOINED = frozenset({"with", "(", "at", ":", "-", "–", "—", "worth"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_BEFORE_NOUN = frozenset({"the", "its", "all", "country's", "main", "list", "of", "their"})


def ranked_goods(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The flows of goods that a sentence ranks or lists with a figure each; [] where it does not."""
    if "GOOD" not in sentence.kinds:
        return []
    items = sentence.items
    if topic.ranked is not None and topic.near(topic.ranked[2], sentence, 1) and (start := _going_on(items)):
        measure, side, _ = topic.ranked
        topic.ranked = (measure, side, sentence)
        return _entries(sentence, _Opening(start, "", start, None), measure, side)
    listed = not sentence.lowers.isdisjoint(_EARNERS) or "list" in sentence.lowers
    if sentence.lowers.isdisjoint(_MEASURES) and not listed:
        return _of_flow_told(sentence, topic)
    for k, item in enumerate(items):
        named = _MEASURES.get(item.lower) or (_meant(items, k, topic, sentence) if listed else None)
        if named is None or (opening := _opening(items, k)) is None:
            continue
        told = _sides(items, k, named, topic, sentence)
        if told is None:
            return []
        topic.ranked = (named, told, sentence)
        return _entries(sentence, opening, named, told)
    return _of_flow_told(sentence, topic) if sentence.lowers.isdisjoint(_MEASURES) else []


def _meant(items: list[Item], k: int, topic: Topic, sentence: Sentence) -> Measure | None:
    """What a noun ranks without a word of trade: "the top foreign exchange |earner|", and of a flow of all goods told
    just before "beef led the list of |products|"."""
    low = items[k].lower
    if low in _EARNERS:
        return "exports" if lower_at(items, k - 1) in _MONEY_ABROAD else None
    base = topic.settled(sentence, 1) if low in flow_words("ware") else None
    if base is None or base.goods or lower_at(items, k - 1) != "of" or lower_at(items, k - 2) != "list":
        return None
    return base.measure if base.measure in {"exports", "imports"} else None


_EARNERS = frozenset({"earner", "earners"})
_MONEY_ABROAD = frozenset({"exchange", "foreign exchange", "forex", "currency", "foreign currency", "dollar", "fx"})


def _of_flow_told(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The goods of the flow told right before: "The main goods were copper ($4 billion) and fish ($1 billion)", "Copper
    was the top item at $4 billion"."""
    items, told = sentence.items, topic.told(sentence, 1)
    if told is None or told.measure not in {"exports", "imports"} or sentence.headline:
        return []
    reporter, partner = told.sides.reporter, told.sides.partner
    if reporter is not None and partner is not None and (foremost := _foremost(items)) is not None:
        topic.ranked = (told.measure, (reporter, partner), sentence)
        return _entries(sentence, foremost, told.measure, (reporter, partner))
    k = next((k for k in range(min(len(items), _NEAR)) if items[k].lower in flow_words("ware")), None)
    if reporter is None or partner is None or k is None or not any(_is_best(items, n) for n in range(k)):
        return []
    if any(item.kind in {"PLACE", "DEM", "ORG", "NAME", "PERSON"} for item in items[:k]):
        return []  # "The factory's main products", "the main goods of Peru"
    best = next(n for n in range(k) if _is_best(items, n))
    being = best - 1 - (lower_at(items, best - 1) == "the")
    if lower_at(items, k + 1) in _BEING and best <= 1:
        rank = place_of(items, k) if items[k].lower in _ONE else None  # "the largest item was rice, at"
        opening = _Opening(k + 2, items[k].lower, k + 2, rank)
    elif being > 0 and lower_at(items, being) in _BEING and kind_at(items, being - 1) == "GOOD":
        opening = _Opening(k + 1, items[k].lower, being - 1, place_of(items, k) or 1)
    else:
        return []
    topic.ranked = (told.measure, (reporter, partner), sentence)
    return _entries(sentence, opening, told.measure, (reporter, partner))


def _foremost(items: list[Item]) -> _Opening | None:
    """The first good of "Broccoli |stood out| ($9 million), followed by", "Avocados |led the way| with $4 million"."""
    for k in range(1, min(len(items) - 3, _NEAR)):
        if kind_at(items, k - 1) != "GOOD" or items[k - 1].value.attributive or lower_at(items, k - 2) in {"of", "for"}:
            continue
        outstanding = lower_at(items, k) in {"stood", "stand", "stands"} and lower_at(items, k + 1) == "out"
        stop = k + 2 if outstanding else k + 3
        leading = lower_at(items, k) in flow_words("topping") and lower_at(items, k + 2) in _LISTS
        if outstanding or (leading and lower_at(items, k + 1) == "the"):
            opens = lower_at(items, stop) in {"(", "with", "at", ","}
            return _Opening(stop, "goods", k - 1, None if outstanding else 1) if opens else None
    return None


_LISTS = frozenset({"list", "way", "ranking", "field", "group"})
_NEAR = 7  # items


def _going_on(items: list[Item]) -> int:
    """The index behind "This was followed by", "Next were" at the head of a sentence; 0 where it does not go on so."""
    k = int(lower_at(items, 0) in {"this", "it", "they", "these", "that"})
    while lower_at(items, k) in {"was", "were", "is", "are", "then"}:
        k += 1
    if lower_at(items, k) == "followed" and lower_at(items, k + 1) == "by":
        return k + 2
    return k + 2 if lower_at(items, k) == "next" and lower_at(items, k + 1) in {"were", "was", "came", "come"} else 0


class _Opening:
    """How a ranking opens: the index behind its noun, the noun's words, the first good and its place."""

    __slots__ = ("among", "first", "rank", "start")

    def __init__(self, start: int, among: str, first: int | None, rank: int | None) -> None:
        self.start, self.among, self.first, self.rank = start, among, first, rank


def _opening(items: list[Item], k: int) -> _Opening | None:
    """ "X ranked first among exported goods", "X topped the list of imports", "the main export item was X"."""
    stop = k + 2 if lower_at(items, k + 1) in flow_words("ware") else k + 1
    among = " ".join(i.lower for i in items[k:stop])
    j = k - 1
    while j >= 0 and (items[j].lower in _BEFORE_NOUN or items[j].kind == "DEM" or _possessed(items, j)):
        j -= 1
    low = lower_at(items, j)
    if low == "among" and items[j - 1].is_("ordinal") and lower_at(items, j - 2) in _RANKED:
        return _first_good(items, j - 2, stop, among, int(items[j - 1].cue("ordinal") or 0))
    if low == "among" and lower_at(items, j - 1) == "lead" and lower_at(items, j - 2) == "the":
        return _first_good(items, j - 3, stop, among, 1)  # "diamonds |took the lead among exports|"
    if low in {"topped", "tops", "led", "headed", "dominated"} and j == k - 1 - (lower_at(items, k - 1) == "the"):
        rank = None if low == "dominated" else 1
        return _first_good(items, j, stop, among, rank) if kind_at(items, j - 1) == "GOOD" else None
    if low in flow_words("topping") and "list" in {i.lower for i in items[j + 1 : k]}:
        while lower_at(items, j - 1) in _ON_TOP:
            j -= 1
        return _first_good(items, j, stop, among, 1)
    if (placed := _took_place(items, j)) is not None:
        return _Opening(stop, among, *placed)
    before = _held_by(items, j, k)
    if before is not None:
        place = place_of(items, k)
        top = 1 if lower_at(items, k).removesuffix("s") in {*_SIDE_NOUNS, "earner"} else None
        return _Opening(stop, among, before, place or (None if _numbered(items, before, k) else top))
    if (listed := _growing_goods(items, k)) is not None:
        return _Opening(listed, among, listed, None)
    if stop == k + 1 and not _stands_for_goods(items, k):
        return None
    at = k - 1 if k > 0 and items[k - 1].kind in {"DEM", "PLACE"} else k
    best = _is_best(items, at - 1)
    being = next((n for n in range(stop, stop + 7) if lower_at(items, n) in _BEING), None) if best else None
    if being is None or any(i.kind not in {"PER", "w", "PLACE"} and i.lower != "value" for i in items[stop:being]):
        return None
    being += lower_at(items, being + 1) in {"also", "again", "still"}
    singular = lower_at(items, k + 1) in _ONE or (stop == k + 1 and items[k].lower in _SIDE_NOUNS)
    rank = place_of(items, at) if singular else None
    return _Opening(being + 1, among, being + 1, rank)


def _growing_goods(items: list[Item], k: int) -> int | None:
    """The index of the first good of "products with rapid |export| growth include seafood, which rose 20 percent"."""
    if not any(items[j].is_("goods_word") for j in range(max(0, k - 4), k)):
        return None
    being = next((j for j in range(k + 1, min(k + 6, len(items))) if items[j].is_("include")), None)
    if being is None or not any(item.is_("rise") for item in items[max(0, k - 4) : being]):
        return None
    return being + 1 if kind_at(items, being + 1) == "GOOD" else None


def _took_place(items: list[Item], j: int) -> tuple[int, int] | None:
    """The index of the good, and its place, of "copper ores |reclaimed the first place| in the list of top export
    items", whose words before the noun end at `j`."""
    while j > 0 and (_is_best(items, j) or items[j].lower in _BEFORE_NOUN or items[j].kind in {"DEM", "NUM"}):
        j -= 1
    place = j - 1
    if lower_at(items, j) not in {"in", "on", "among"} or lower_at(items, place) not in {"place", "position", "spot"}:
        return None
    ordinal = items[place - 1]
    verb = place - 2 - (lower_at(items, place - 2) == "the")
    if not ordinal.is_("ordinal") or lower_at(items, verb) not in flow_words("place_taking"):
        return None
    good = verb - 1 - (lower_at(items, verb - 1) in {"again", "also", "have", "has"})
    if kind_at(items, good) != "GOOD" or items[good].value.attributive:
        return None
    return good, int(ordinal.cue("ordinal") or 0)


_SIDE_NOUNS = frozenset({"export", "import"})
_OF_ALL = _MONEY_ABROAD | {"foreign", "domestic", "merchandise", "goods", "single", "overall", "individual"}
_OF_OWNER = _BEFORE_NOUN | {"s", "'", "’"}


def _is_best(items: list[Item], k: int) -> bool:
    return k >= 0 and (items[k].is_("superlative") or items[k].is_("rank") or items[k].lower == "highest")


def _held_by(items: list[Item], j: int, k: int) -> int | None:
    """The index of the good in "electronics remained |the top Philippine export|", whose noun stands at `k` and whose
    words before begin behind `j`."""
    stop = k + 2 if lower_at(items, k + 1) in _ONE else k + 1
    earner = items[k].lower in _EARNERS
    if (items[k].lower.removesuffix("s") not in _SIDE_NOUNS and not earner) or not _ends_phrase(items, stop):
        return None
    while j >= 0 and (
        _is_best(items, j)
        or items[j].is_("ordinal")
        or items[j].lower in _OF_OWNER
        or (j < k and items[j].lower in _OF_ALL)
        or items[j].kind in {"PLACE", "DEM"}
        or items[j].is_("country_noun")
    ):
        j -= 1
    best = any(_is_best(items, n) for n in range(j + 1, k))
    if lower_at(items, j) == "to be" and lower_at(items, j - 1) in {"continued", "continues"}:
        j -= 1
    elif lower_at(items, j) not in flow_words("rank_being"):
        return None
    j -= 1 + (lower_at(items, j - 1) in {"still", "again", "also"})
    return j if best and kind_at(items, j) == "GOOD" and not items[j].value.attributive else None


def _numbered(items: list[Item], first: int, k: int) -> bool:
    """Whether an ordinal stands between the good at `first` and the noun at `k`: "the |second| biggest export"."""
    return any(item.is_("ordinal") for item in items[first:k])


_EARNING = frozenset({"fetching", "generating", "earning", "bringing", "accounting"})
_BEHIND_NOUN = frozenset({",", ".", "in", "with", "at", "(", "worth", "to", "of", "from"})


def _ends_phrase(items: list[Item], j: int) -> bool:
    return kind_at(items, j) in {"PER", ""} or lower_at(items, j) in _BEHIND_NOUN | _EARNING


def _stands_for_goods(items: list[Item], k: int) -> bool:
    """Whether "export" alone, or its value, is what a good is: "the top export to Chile was copper", "the highest
    import value was electronics"."""
    at = k - 1 if k > 0 and items[k - 1].kind in {"DEM", "PLACE"} else k
    return _is_best(items, at - 1) and (
        _ends_phrase(items, k + 1) or lower_at(items, k + 1) in _BEING | {"value", "values", "earner"}
    )


def _possessed(items: list[Item], j: int) -> bool:
    """Whether the item at `j` belongs to "Serbia's"."""
    return items[j].lower in {"s", "'", "’"} or (
        items[j].kind == "PLACE" and (possessive_at(items, j + 1) > j + 1 or lower_at(items, j + 1) == "s")
    )


def _first_good(items: list[Item], verb: int, stop: int, among: str, rank: int | None) -> _Opening | None:
    good = verb - 1
    if kind_at(items, good) != "GOOD" or items[good].value.attributive:
        return None
    return _Opening(stop, among, good, rank)


def _sides(items: list[Item], k: int, measure: Measure, topic: Topic, sentence: Sentence) -> tuple[str, str] | None:
    """Whose trade it is and with whom: the owner before the noun, else who was spoken of; with a partner only where
    the trade of two countries is the theme."""
    base = topic.settled(sentence)
    owner = base.sides.reporter if base is not None else None
    for j in range(k - 1, max(-1, k - 7), -1):
        adjective = items[j].kind == "PLACE" and j == k - 1  # "the top US export"
        if items[j].kind == "DEM" or adjective or (items[j].kind == "PLACE" and possessive_at(items, j + 1) > j + 1):
            owner = items[j].value.code
            break
    seller, buyer = _told_behind(items, k, measure)
    if measure == "exports" and buyer is not None and seller is None and owner not in {None, buyer}:
        return str(owner), buyer
    if measure == "imports" and seller is not None and buyer is None and owner not in {None, seller}:
        return str(owner), seller
    if (seller is None) != (buyer is None):
        owner = seller or buyer  # "the largest import of Nepal was"
    if seller is not None and buyer is not None:
        return (seller, buyer) if measure == "exports" else (buyer, seller)
    if owner is None and lower_at(items, 0) == "in" and kind_at(items, 1) == "PLACE" and items[1].value.form != "city":
        owner = items[1].value.code  # "In Chile, copper led the list of exports"
    if owner is None:
        return None
    theme = base is not None and (
        topic.trade is not None or 0 < len(base.sides.pair) == len(topic.about & set(base.sides.pair))
    )
    other = base.sides.other(owner) if base is not None and theme else None
    if (
        other is None
        and (told := topic.told(sentence, 1)) is not None
        and _is_same_trade(told, owner, measure, sentence)
    ):
        other = told.sides.partner  # "Exports to Japan came to $9 billion. The main exports were copper"
    return owner, other or WORLD


def _is_same_trade(told: Scope, owner: str, measure: Measure, here: Sentence) -> bool:
    """Whether the trade of two countries told right before is that whose goods are ranked."""
    same = told.measure == measure and told.sides.reporter == owner and not told.goods
    return same and told.sentence is not None and told.sentence.paragraph == here.paragraph


def _told_behind(items: list[Item], k: int, measure: Measure) -> tuple[str | None, str | None]:
    """Who sells and who buys by the words behind the noun: "export items of Peru to Chile", "from Peru to Chile"."""
    found: dict[str, str] = {}
    for j in range(k + 1, min(k + 7, len(items) - 1)):
        at = j + 2 if lower_at(items, j + 1) == "the" else j + 1
        if lower_at(items, j) in {"of", "from", "to"} and kind_at(items, at) == "PLACE":
            buys = items[j].lower == "to" or (items[j].lower == "of" and measure == "imports")
            found["to" if buys else "from"] = items[at].value.code
    return found.get("from"), found.get("to")


def _entries(sentence: Sentence, opening: _Opening, measure: Measure, side: tuple[str, str]) -> list[Draft]:
    items = sentence.items
    drafts: list[Draft] = []
    for k, item in enumerate(items):
        if item.kind != "GOOD" or item.value.attributive:
            continue
        first = k == opening.first
        if not first and k < opening.start:
            continue
        at = opening.start if first and k < opening.start else k + 1
        grown, figures = growth_to(items, at, drafts[-1] if drafts else None), _figures(items, at)
        if not figures and grown is None and not (first and opening.rank):
            continue
        draft = Draft("trade_flow", sentence, confidence=0.75)
        draft.slots.update(measure=measure, reporter=side[0], partner=side[1])
        draft.put("goods", (good_of(item),), item)
        for figure in figures:
            _put(draft, figure, measure, side)
        if grown is None and figures and figures[0].kind == "QTY" and "amount" not in draft.slots:
            grown = growth_to(items, items.index(figures[0]) + 1, None)
            if grown is not None and (grown[2] is None or grown[2].kind != "AMT"):
                grown = None  # "at 113,000 tonnes, rising in value by 5% to $98 million"
        if grown is not None:
            put_growth(draft, grown)
        elif figures and (behind := growth_behind_sum(items, figures[0])) is not None:
            draft.put("change", *behind)
        elif figures and figures[0].kind != "PCT" and (signed := growth_behind(items, figures[0])) is not None:
            draft.slots["change"] = signed
        if first and opening.rank:
            draft.slots["rank"] = Rank(n=opening.rank, among=opening.among, by=measure)
        drafts.append(draft)
    told = any(d.get("amount") or d.get("quantity") or d.get("share") or d.get("change") for d in drafts)
    return drafts if told else []


def _figures(items: list[Item], at: int) -> list[Item]:
    """The figures right behind a good or the noun of the ranking: "with EUR 612 million or 4 percent", "($5bn)"."""
    while kind_at(items, at) == "PER" or (lower_at(items, at) in {",", "in"} and kind_at(items, at + 1) == "PER"):
        at += 1
    if lower_at(items, at) in {"of", "from"} and kind_at(items, at + 1) == "PLACE":
        at += 2  # "the list of import items |of Kenya| and equaled"
    if lower_at(items, at) in {",", "and"} and lower_at(items, at + 1) in _JOINED | _EQUAL:
        at += 1
    if lower_at(items, at) == "," and lower_at(items, at + 1) in flow_words("worth_telling"):
        at += 1
    if lower_at(items, at) == "," and kind_at(items, at + 1) == "AMT" and ";" in _two_before(items, at - 1):
        return [items[at + 1]]  # "; and phones, |$21 billion"
    if lower_at(items, at) not in _JOINED | flow_words("worth_telling"):
        return []
    last = at + (lower_at(items, at) == "with" and lower_at(items, at + 1) in _SHIPMENTS)
    while last < at + 9 and lower_at(items, last + 1) in flow_words("worth_telling") | _JOINED:
        last += 1
    at = last
    found = [items[at + 1]] if kind_at(items, at + 1) in _FIGURES else []
    behind = at + 2
    if found and found[0].kind == "QTY" and lower_at(items, behind) == "worth" and kind_at(items, behind + 1) == "AMT":
        return [found[0], items[behind + 1]]
    if found and lower_at(items, behind) == "in" and lower_at(items, behind + 1) in flow_words("worth_telling"):
        behind += 2 + (lower_at(items, behind + 2) == ",")  # "$3 billion in earnings, or 52 percent"
    behind += found != [] and lower_at(items, behind) == "," and lower_at(items, behind + 1) == "or"
    if found and lower_at(items, behind) in {"or", ",", "("} and kind_at(items, behind + 1) == "PCT":
        found.append(items[behind + 1])
    elif (
        found and lower_at(items, at + 2) == "," and lower_at(items, at + 3) in {"accounting", "representing", "making"}
    ):
        behind = at + 5 if lower_at(items, at + 4) in {"for", "up"} else at + 4
        if kind_at(items, behind) == "PCT":
            found.append(items[behind])
    return found


_SHIPMENTS = frozenset({"shipments", "exports", "sales", "purchases", "imports", "deliveries"})


def _two_before(items: list[Item], k: int) -> set[str]:
    return {lower_at(items, k - 1), lower_at(items, k - 2)}


def _put(draft: Draft, figure: Item, measure: Measure, side: tuple[str, str]) -> None:
    if figure.kind == "AMT":
        draft.put("amount", figure.value, figure)
    elif figure.kind == "QTY":
        draft.put("quantity", figure.value, figure)
    elif figure.value.percent is not None:
        told = figure.value
        whole = ShareOf(measure=measure, reporter=side[0], partner=side[1])
        draft.put("share", Share(percent=told.percent, qualifier=told.qualifier, of=whole, text=figure.text), figure)
