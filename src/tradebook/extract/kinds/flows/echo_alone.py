"""Heads that only point back at the flow told last, in a sentence that names none itself: "34 percent of it went to
China", "Our goal for this year is $3 billion", "The country earned $46 million"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.earnings import ONLY_COUNTRIES
from tradebook.extract.kinds.flows.flow import FIGURES
from tradebook.extract.kinds.flows.goods_on import goods_that_grew
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.shares import way_behind
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.takers import holds_a_part, joined_takers, went_to
from tradebook.extract.kinds.flows.ways_back import tells_other_direction
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, place_list, possessive_at
from tradebook.extract.tables import words
from tradebook.statement import Measure

_TOOK = frozenset("took takes bought purchased accounted accounts received absorbed".split())
_GAVE = frozenset("delivered supplied provided".split())

_OF_ALL = frozenset({"global", "globally", "worldwide"})

_INCLUDES = frozenset({"included", "includes", "including", "include"})

_COMPRISING = frozenset("comprised comprises consisted consists composed comprising".split())

_PORTIONS = frozenset({"most", "bulk", "rest", "remainder", "majority", "lion's"})

_WHOLE_SUBJECTS = frozenset({"this", "it", "these", "they", "total", "volume", "shipments", "figure"})

_INCLUDING = frozenset({"total", "figure", "sum", "volume", "amount", "this"})

_MAKE_UP = frozenset({"made up", "makes up", "make up", "accounted for", "accounts for", "formed", "comprised"}) | {
    "represented",
    "constituted",
}

_WHOLES = frozenset(
    {"sum", "total", "amount", "volume", "value", "them", "this", "it", "of them", "of this", "of that", "of it"}
    | {"shipments", "supplies", "deliveries"}
)

_SUMS = frozenset({"AMT", "QTY"})


def heads_alone(sentence: Sentence, measure: Measure) -> list[Head]:
    """The heads that only point back at the flow told last, in a sentence that names no other."""
    items = sentence.items
    if (earning := _earns(items, measure)) is not None:
        return [earning, *goods_that_grew(items, [earning])]
    if (opening := _opens_parts(items)) is not None:
        period = next((item for item in items[:opening] if item.kind == "PER"), None)
        return [pointing_head(measure, opening, period, taking=True)]
    if measure in _OTHER_HALF and not sentence.lowers.isdisjoint(_MOVED) and tells_other_direction(sentence):
        moved = next(k for k, item in enumerate(items) if item.lower in _MOVED)
        told = next((k for k, item in enumerate(items) if item.kind in _SUMS), moved)
        return [Head(_OTHER_HALF[measure], max(0, min(moved, told - 1)))]
    if (alone := _month_alone(items)) is not None:
        return [pointing_head(measure, alone, items[0])]
    if "expect" in sentence.cues and "PCT" in sentence.kinds and (grown := _foreseen_growth(sentence)) is not None:
        return [pointing_head(measure, grown)]
    if "previous" in sentence.lowers and (peak := _past_record(items)) is not None:
        return [pointing_head(measure, peak)]
    if (good := _good_of_sum(items)) is not None:
        head = pointing_head(measure, good)
        wares = items[good : _last_of_list(items, good) + 1 : 2]
        head.goods = tuple(map(good_of, wares))
        head.spot("goods", *wares)
        if measure == "imports" and kind_at(items, good - 1) == "DEM":
            head.source = items[good - 1].value  # "|Russian| wheat made up 95% of the total"
            head.spot("source", items[good - 1])
        return [head]
    taker = _first_taker(items, measure)
    if taker is None:
        taker = _taken_in_order(sentence)
    if taker is not None and measure == "balance" and _takes_goods(items, taker):
        return []  # "China took 38 percent of copper shipments": of no surplus
    if taker is not None:
        head = pointing_head(measure, taker, taking=True)
        _take_goods_shared(items, taker, head)
        return [head]
    aim = _level_meant(sentence, measure)
    return [pointing_head(measure, aim)] if aim is not None else []


def _takes_goods(items: list[Item], taker: int) -> bool:
    return any(item.lower in {"took", "bought", "received", "absorbed"} for item in items[taker + 1 : taker + 4])


def _take_goods_shared(items: list[Item], taker: int, head: Head) -> None:
    """The goods of "China bought 71% of |the zinc shipped by Chile|" (whose they are is told with them), of "The EU
    bought $21 billion worth |of garments|"."""
    share = next((k for k in range(taker + 1, len(items)) if items[k].kind in FIGURES), len(items))
    if share == len(items):
        return
    k = share + 1 + (items[share].kind == "AMT" and lower_at(items, share + 1) == "worth")
    found = goods_list(items, k + 1, unknown=False) if lower_at(items, k) == "of" else None
    if found is None or found.origin is not None:
        return
    if items[share].kind in {"AMT", "QTY"} and lower_at(items, k + 1) not in {"the", "this", "these", "that"}:
        head.take_goods(found)
    if found.stop + 2 >= len(items) or not items[found.stop].is_("fverb"):
        return
    if lower_at(items, found.stop + 1) in {"by", "from"} and kind_at(items, found.stop + 2) == "PLACE":
        head.take_goods(found)


def pointing_head(measure: Measure, at: int, period: Item | None = None, *, taking: bool = False) -> Head:
    """A head at the word `at` that only points back at a flow."""
    head = Head(measure, at)
    head.echo, head.period, head.taking = True, period, taking
    return head


def _level_meant(sentence: Sentence, measure: Measure) -> int | None:
    """The index of the word by which somebody means to bring the flow told before to a level."""
    items = sentence.items
    if "target" in sentence.cues:
        noun = _target_noun(items)
        if noun is None and "AMT" in sentence.kinds:
            noun = _aimed_at(items, measure)
        if noun is not None:
            return noun
    if "AMT" in sentence.kinds and not sentence.cues.isdisjoint(_AHEAD):
        return _level_ahead(items)
    return None


_MOVED = frozenset({"went", "moved", "flowed", "travelled", "traveled", "came"})
_OTHER_HALF: dict[Measure | None, Measure] = {"exports": "imports", "imports": "exports"}


def _taken_in_order(sentence: Sentence) -> int | None:
    """The index before the figures of "India and France took 5 and 3 tonnes, respectively"."""
    items = sentence.items
    first = next((k for k, item in enumerate(items) if item.kind in FIGURES), 0)
    each = lower_at(items, first + 1) == "each"
    if not first or not ("respectively" in sentence.cues or each or _two_figures(items, first)):
        return None
    if lower_at(items, first - 1) in _PAYING:
        return None  # "Italy and Germany sent $210 million and $180 million" of what their workers earned
    return first - 1 if joined_takers(items, first) else None


_PAYING = frozenset("sent send paid pay invested spent lent gave donated pledged contributed raised lost saved".split())


def _two_figures(items: list[Item], first: int) -> bool:
    """Whether only two figures of one sort stand right behind each other: "took |40 and 22 percent| of the total"."""
    told = [k for k, item in enumerate(items) if item.kind in FIGURES]
    joined = told == [first, first + 2] and lower_at(items, first + 1) == "and"
    return joined and items[first].kind == items[first + 2].kind


def _opens_parts(items: list[Item]) -> int | None:
    """The index where the parts of what was told before begin: "Of this, 5 tonnes went to Turkey", "The total included
    9 tonnes of wheat", "Some 420,000 tonnes worth $315 million went to Kenya"."""
    for k, item in enumerate(items[:4]):
        if item.lower in _COMPRISING and k and (lower_at(items, k - 1) in _WHOLE_SUBJECTS or items[k - 1].is_("val")):
            j = k + 1 + (lower_at(items, k + 1) == "of")
            named = kind_at(items, j) in _SUMS and lower_at(items, j + 1) == "of" and kind_at(items, j + 2) == "GOOD"
            return k if named else None
        if item.is_("include"):
            told = lower_at(items, k - 1) in _INCLUDING if item.lower in _INCLUDES else k == 0
            return k if told else None
        if item.kind == "PCT" or item.lower in _PORTIONS or (item.lower in _LOTS and items[k - 1].is_("superlative")):
            return _portion(items, k)
        if item.kind in _SUMS and _is_of_it(items, k + 1) and k < _OPENING:
            return _portion(items, k)  # "31,000 tonnes of it came from Chile"
        if item.kind == "QTY":
            j = k + 3 if lower_at(items, k + 1) == "worth" and kind_at(items, k + 2) == "AMT" else k + 1
            went = lower_at(items, j) in {"went", "goes"} and lower_at(items, j + 1) == "to"
            if went and k < 2:
                return k - 1
            further = k > 0 and lower_at(items, k - 1) in _FURTHER  # "A further |5 tonnes| was shipped to Peru"
            return _portion(items, k) if further and k < _OPENING else None
        if item.kind == "AMT":  # "$742 million went to the United States", told of no other money
            return k - 1 if k < 2 and went_to(items, k) else None
    return None


def _is_of_it(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in _OF_IT or (lower_at(items, k) == "of" and lower_at(items, k + 1) in _IT)


_FURTHER = frozenset({"further", "another", "additional", "only", "just"})
_OPENING = 3  # items: "In all, |31,000 tonnes of it"
_OF_IT = frozenset({"of it", "of them", "of this", "of that"})
_IT = frozenset({"it", "them", "this", "that", "these"})


def _portion(items: list[Item], k: int) -> int | None:
    """The index before "34 percent of it went to China", "The bulk of this came from Peru", for what was told."""
    if kind_at(items, k) in FIGURES:
        way = way_behind(items, k + 1, "exports") or way_behind(items, k + 1, "imports")
        return k - 1 if way is not None else None  # -1: before the first word
    j = k + 1
    while j < k + 4 and lower_at(items, j) not in {"went", "came", "goes", "comes"}:
        j += 1
    named = lower_at(items, j + 1) in {"to", "from"} and place_list(items, j + 2) is not None
    if named and lower_at(items, k + 1) == "," and kind_at(items, k + 2) in _SUMS:
        return k  # "The bulk, 31,000 tonnes, came from Chile"
    return j if named and any(i.kind in FIGURES for i in items[j:]) else None


_LOTS = frozenset({"amount", "part", "quantity", "share", "portion", "lot", "volume"})


def _good_of_sum(items: list[Item]) -> int | None:
    """The index of the good in "food made up 60 percent of the sum": a share of the flow told before."""
    for k, item in enumerate(items):
        if item.kind == "GOOD":
            last = _last_of_list(items, k)
            j = last + 2 if lower_at(items, last + 1) in {"alone", "together"} else last + 1
            if lower_at(items, j - 1) == "alone" and j < len(items) and items[j].is_("val"):
                return k if any(kind_at(items, n) in _SUMS for n in range(j + 1, j + 4)) else None
            if lower_at(items, j) == "accounted" and lower_at(items, j + 1) == "for":
                j += 1
            elif lower_at(items, j) not in _MAKE_UP:
                return None
            whole = {lower_at(items, n) for n in range(j + 2, j + 6)}
            # "Malian onions made up $5 million"
            part = k == 1 and kind_at(items, 0) == "DEM" and kind_at(items, j + 1) in _SUMS
            plain = k == 0 or kind_at(items, k - 1) == "DEM" or lower_at(items, k - 1) in _BEFORE_GOOD
            part = part or (plain and kind_at(items, j + 1) == "PCT" and lower_at(items, j + 2) in _BEHIND_SHARE)
            told = kind_at(items, j + 1) in {"PCT", "AMT", "QTY"} and (part or not whole.isdisjoint(_WHOLES))
            return k if told else None
        if item.kind in {"PERSON", "ORG", "NAME", "PLACE"} or item.is_("flow"):
            return None
    return None


def _last_of_list(items: list[Item], k: int) -> int:
    """The index of the last of "copper, tin and zinc", of which the first stands at `k`."""
    while lower_at(items, k + 1) in {",", "and", "&"} and kind_at(items, k + 2) == "GOOD":
        k += 2
    return k


_BEFORE_GOOD = frozenset({",", "the", "that", "and", "which", ":"})
_BEHIND_SHARE = frozenset({"", ".", ",", ";", "and", "while"})


def _first_taker(items: list[Item], measure: Measure) -> int | None:
    """The index of a place that takes, or gives, its part of the flow told before: "Vietnam took 71%, India 15%"."""
    verbs = _TOOK | _GAVE if measure == "imports" else _TOOK
    if any(item.lower in _OF_ALL or (item.kind == "PLACE" and item.value.code == WORLD) for item in items):
        return None  # "Brazil accounts for 40% of global trade"
    for k, item in enumerate(items):
        if item.kind == "PLACE" and item.value.form not in {"city", "capital"}:
            owned = possessive_at(items, k + 1)
            if owned > k + 1 and lower_at(items, owned) == "share":
                return k if any(i.kind == "PCT" for i in items[owned + 1 : owned + 6]) else None
            behind = k + 2 if lower_at(items, k + 1) == "alone" else k + 1
            behind += lower_at(items, behind) in {"had", "has", "have"}
            if lower_at(items, behind) in verbs and any(i.kind in FIGURES for i in items[behind + 1 : behind + 4]):
                return k
            return k if holds_a_part(items, k) else None
        if item.kind in {"PERSON", "ORG", "NAME"} or item.is_("flow"):
            return None
    return None


def _target_noun(items: list[Item]) -> int | None:
    """The index of the noun in "the $50 million target for 2023", "our goal for this year is $3 billion"."""
    for k, item in enumerate(items):
        if item.lower not in {"target", "goal"} or not item.is_("target"):
            continue
        if kind_at(items, k - 1) in _SUMS and lower_at(items, k - 2) == "the":
            return k
        j = _behind_its_time(items, k + 1)
        is_told = lower_at(items, j) in {"is", "was", "remains", "stands"}
        j += 1 + (lower_at(items, j + 1) in {"set", "at", "put"}) + (lower_at(items, j + 2) == "at")
        owned = lower_at(items, k - 1) in {"our", "the", "its", "this", "'s", "s"} or is_dated(items, k)
        owned = owned or lower_at(items, k - 1) in {"annual", "year", "export", "import", "trade"}
        return k if is_told and kind_at(items, j) in _SUMS and owned else None
    return None


def _behind_its_time(items: list[Item], k: int) -> int:
    """The index behind "for 2024", "for the (whole) year", "for the whole of 2024" at `k`."""
    if lower_at(items, k) != "for":
        return k
    j = k + 1
    while lower_at(items, j) in {"the", "whole", "full", "entire", "of", "all"}:
        j += 1
    return j + 1 if kind_at(items, j) == "PER" or (j > k + 1 and lower_at(items, j) == "year") else k


def _foreseen_growth(sentence: Sentence) -> int | None:
    """The index of the noun in "the bank expects |a fall| of another 2 percent", "a further rise of 4 percent is
    expected", where nothing else is named that could rise."""
    items = sentence.items
    if not sentence.lowers.isdisjoint(words("noise")) or "had" in sentence.lowers:
        return None  # "analysts had expected a rise of 1.5%"
    for k, item in enumerate(items):
        if item.kind in {"NAME", "GOOD"} or item.is_("flow"):
            return None
        if item.is_("rise") and item.is_("noun") and item.lower not in {"growth", "expansion"}:
            j = k + 1 + (lower_at(items, k + 1) == "of")
            j += lower_at(items, j) in {"another", "a", "some", "about", "around"}
            articled = {lower_at(items, k - 1), lower_at(items, k - 2)} & {"a", "an", "another"}
            return k if j > k + 1 and kind_at(items, j) == "PCT" and articled else None
    return None


def _past_record(items: list[Item]) -> int | None:
    """The index of the noun in "The previous |record| was $1.98 billion, set in October 2022"."""
    k = 1 + (lower_at(items, 0) in {"the", "its"})
    if lower_at(items, k - 1) != "previous" or lower_at(items, k) not in {"record", "high", "peak", "low", "best"}:
        return None
    told = kind_at(items, k + 2) in _SUMS or (lower_at(items, k + 2) in {"at", "of"} and kind_at(items, k + 3) in _SUMS)
    return k if told and items[k + 1].is_("val") else None


_AHEAD = frozenset({"expect", "plan", "target"})

_WHO_MEANS = frozenset({"we", "they", "government", "ministry", "sides", "countries", "both", "authorities"})

_TO_A_LEVEL = frozenset({"to", "reach", "hit", "achieve", "attain", "to reach", "see", "a", "total", "of", "about"})


def _level_ahead(items: list[Item]) -> int | None:
    """The index of the verb in "we expect |$600 million|", "we want to reach $2 billion by 2028": of what was told."""
    at = next((k for k, item in enumerate(items) if item.kind in FIGURES), 0)
    if kind_at(items, at) != "AMT" or not (kind_at(items, at + 1) == "PER" or _ends_or_dates(items, at + 1)):
        return None
    k = at - 1
    while k > 0 and items[k].lower in _TO_A_LEVEL:
        k -= 1
    meant = k > 0 and (means_to(items[k]) or items[k].lower in {"want", "hope", "hopes", "wants"})
    return k if meant and lower_at(items, k - 1) in _WHO_MEANS else None


def _ends_or_dates(items: list[Item], k: int) -> bool:
    """Whether a sum stands at the end of what is said, or before its time: "$2 billion |by 2028|", "|within| years"."""
    dated = lower_at(items, k) in {"by", "in", "for"} and kind_at(items, k + 1) == "PER"
    return dated or lower_at(items, k) in {",", ".", "", '"', "”", "within"}


def _month_alone(items: list[Item]) -> int | None:
    """The index of "alone" in "May alone brought $4 billion": of what was told of a longer time."""
    if kind_at(items, 0) != "PER" or lower_at(items, 1) != "alone":
        return None
    if lower_at(items, 2) == "saw" and len(items) > 5 and items[4].is_("rise") and items[4].is_("noun"):
        return 1  # "May alone saw a drop of 14%"
    brought = lower_at(items, 2) in {"brought", "yielded", "accounted", "contributed", "saw"}
    j = 3 + (lower_at(items, 3) in {"for", "in"})
    return 1 if brought and kind_at(items, j) in _SUMS else None


_EARNED = frozenset("earned raked reaped grossed fetched netted pocketed".split())

_EARNINGS = frozenset({"earnings", "receipts"})


def _earns(items: list[Item], measure: Measure) -> Head | None:
    """ "The country earned $46 million between", "it raked in $2bn from rice", "earnings rose to $9m": of the exports
    told before."""
    if measure != "exports":
        return None
    for k, item in enumerate(items[:14]):
        named = k and (
            items[k - 1].is_("country_noun")
            or kind_at(items, k - 1) == "PLACE"
            or items[k - 1].lower in {"it", "exporters", "growers", "shippers"}
        )
        if named and (item.lower in _EARNED or (item.is_("earning") and item.lower not in ONLY_COUNTRIES)):
            paid = k + 2 if lower_at(items, k + 1) == "in" else k + 1
            if kind_at(items, paid) != "AMT":
                return None
            head = _earnings_told_again(items, k, paid)
            if items[k - 1].lower == "it" and not head.goods and (good := _good_ranked(items, k - 1)) is not None:
                head.goods = (good_of(good),)
                head.spot("goods", good)
            return head
        if item.lower in _EARNINGS and lower_at(items, k - 1) in {"", ",", "said", "that", "the", "total", "its"}:
            behind = k + 1
            if lower_at(items, behind) == "from" and (found := goods_list(items, k + 2, unknown=False)) is not None:
                behind = found.stop
            told = behind < len(items) and (items[behind].is_("val") or items[behind].is_("chverb"))
            return _earnings_told_again(items, k, k) if told else None
        if item.kind in FIGURES:
            return None
    return None


def _good_ranked(items: list[Item], stop: int) -> Item | None:
    """The good that a place is given to before "it": "|Gold| is the second largest currency earner; it fetched"."""
    named = [item for item in items[:stop] if item.kind == "GOOD" and not item.value.attributive]
    ranked = any(item.is_("superlative") or item.is_("rank") or item.is_("ordinal") for item in items[:stop])
    return named[0] if len(named) == 1 and ranked else None


def _earnings_told_again(items: list[Item], at: int, paid: int) -> Head:
    """The head of earnings that go on about the flow before, with the goods that "from" names."""
    head = Head("exports", at)
    head.echo = True
    at_goods = next((k for k in (paid + 1, at + 1) if lower_at(items, k) == "from"), None)
    found = goods_list(items, at_goods + 1, unknown=False) if at_goods is not None else None
    if found is not None:
        head.take_goods(found)
        if at_goods == at + 1:
            head.last = found.stop - 1
    return head


_AIMS = frozenset("aim aims aimed aiming target targets targeted targeting eye eyes eyed eyeing".split())

_ONE = frozenset({"we", "government", "ministry", "country", "authorities"})

_TWO = frozenset({"they", "we", "leaders", "presidents", "sides", "countries", "nations", "both", "governments"})


def _aimed_at(items: list[Item], measure: Measure) -> int | None:
    """The index of the word of aiming in "the two leaders aim for $100 billion by 2020": the two countries, and they
    mean the trade told before; in "we aim for $14 billion", "the government has set a target of", what was told."""
    for k, item in enumerate(items):
        if item.kind in FIGURES:
            return None
        if item.lower not in _AIMS:
            continue
        j = k + 1
        while lower_at(items, j) in {
            "for",
            "of",
            "at",
            "to",
            "reach",
            "to reach",
            "hit",
            "achieve",
            "a",
            "figure",
        }:
            j += 1
        who = _TWO if measure == "turnover" else _ONE
        named = any(i.lower in who or (i.is_("two_countries") and who is _TWO) for i in items[max(0, k - 6) : k])
        ends = kind_at(items, j + 1) == "PER" or lower_at(items, j + 1) in {"", ".", ",", "by", "in"}
        return k if named and kind_at(items, j) == "AMT" and ends else None
    return None


def is_dated(items: list[Item], k: int) -> bool:
    """ "|Last year's| total value stood at": the time that a noun of figures is told with."""
    j = k - 1 - (k > 0 and items[k - 1].is_("total"))
    return kind_at(items, j) == "PER" and items[j].lower.endswith(("'s", "’s"))


def means_to(item: Item) -> bool:
    return item.is_("plan") or item.is_("target") or item.is_("expect") or item.lower in flow_words("aim")
