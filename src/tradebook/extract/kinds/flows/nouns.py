"""Nouns of flows: "exports", "trade", "the deficit", "supplies", and where such a word is something else."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.balances import is_balance, sign_behind, take_run
from tradebook.extract.kinds.flows.bare_trade import is_all_trade, is_turnover
from tradebook.extract.kinds.flows.branches import take_item_named
from tradebook.extract.kinds.flows.customs import THROUGH, behind_through
from tradebook.extract.kinds.flows.earnings import is_a_firms_income, take_gainer
from tradebook.extract.kinds.flows.favour import take_favour
from tradebook.extract.kinds.flows.fronted import take_fronted_partner
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.left import read_left
from tradebook.extract.kinds.flows.noun_owners import (
    take_branch,
    take_crop_owner,
    take_holder,
    take_lister,
    take_maker,
    take_owner_before,
    take_ranked,
    take_two_subjects,
)
from tradebook.extract.kinds.flows.one_good import may_be_told
from tradebook.extract.kinds.flows.pointing import late_places
from tradebook.extract.kinds.flows.right import go_on_right, read_right
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.takers import take_accounting
from tradebook.extract.kinds.flows.wording import PREFIXES, flow_words, opened_as_whole, opens_behind_time
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, one_place
from tradebook.extract.tables import words
from tradebook.statement import Measure

_LIMITS = frozenset("limit limits limited limiting cap caps capped capping restrict restricts restricting".split())
_ALL_COUNTRIES = frozenset({"global", "worldwide"})
_SINGULAR = frozenset({"export", "import", "trade", "commerce", "re-export", "reexport", "importation", "exportation"})
_GOODS_WORDS = frozenset("goods items products commodities articles positions categories merchandise".split())
_OTHER_FLOWS = frozenset({"capital", "labour", "labor", "arms-length"})
_OPENING_SIGNS = frozenset({",", "'", "’", "(", "/", "&"})
_SIZES = frozenset({"volume", "volumes", "value", "turnover", "basket", "mix", "portfolio", "structure"})
_LISTS = frozenset("list structure composition basket range mix pattern portfolio bulk majority".split())
_SHOP_WORDS = frozenset({"sales", "sale", "buying", "procurement"})


@cache
def _second_halves() -> frozenset[str]:
    return words("flow_compounds")


# -- the head of a noun ----------------------------------------------------------------------------------------------


def noun_head(sentence: Sentence, at: int, measure: Measure) -> Head | None:
    """The head whose noun stands at `at`; None where the word is no flow there."""
    items = sentence.items
    item = items[at]
    if not _stands_as_noun(items, at) or _inside_deal(items, at):
        return None
    measure = _one_way(items, at, measure)
    head = Head(measure, at)
    if item.is_("reexport"):
        head.re_exports = True
    if (sign := item.cue("sign")) is not None:
        head.sign = int(sign)
    head.coverage = _told_coverage(item.lower)
    head.mutual = item.is_("mutual")
    read_left(items, head)
    if head.owner is None and head.open_owner is None:
        take_owner_before(items, head)
    head.total = head.total or opened_as_whole(items, head.first - 1)
    if head.owner is None and lower_at(items, head.first - 1) == "of" and lower_at(items, head.first - 2) in _LISTS:
        take_lister(items, head)
    if target_at(items, at) or lower_at(items, at + 1) in _SIZES:
        head.last = at + 1  # "trade turnover |volume| with"
        go_on_right(items, at + 2, head)
    else:
        read_right(items, head)
    late_places(items, head)
    if item.lower == "arrivals" and not head.sided:
        return None  # "cocoa arrivals at the ports", of the country's own crop
    if measure in {"exports", "imports"}:
        take_gainer(items, head)
        take_ranked(items, head)
        if lower_at(items, head.first - 1) == "where" and not (head.dest or head.source or head.elsewhere):
            head.open_other = head.open_other or "country"  # "the UAE, where the export of Armenian goods rose"
        take_branch(items, head)
        take_maker(items, head)
        _goods_of_earners(items, head)
        take_holder(items, head)
        take_item_named(items, head)
        take_accounting(items, head)
        take_crop_owner(items, head)
        if not may_be_told(items, head) or is_a_firms_income(items, head):
            return None
    if (
        measure != "balance"
        and head.owner is None
        and not _ALL_COUNTRIES.isdisjoint(i.lower for i in items[max(0, head.first - 1) : at])
    ):
        if measure == "turnover":
            return None  # "40% of global sugar trade"
        head.owner = Place(code=WORLD, form="group")
    if measure == "turnover":
        take_two_subjects(items, head)
        if head.open_owner == "our" and not head.counterpart:
            head.open_owner, head.mutual = None, True  # "our trade has doubled", of two who talk
        return head if is_turnover(items, head) or is_all_trade(items, head) else None
    if measure == "balance":
        head.sign = head.sign if head.sign is not None else sign_behind(items, head.last + 1)
        take_run(items, head)
        favoured = take_favour(items, head)
        take_fronted_partner(items, head)
        return head if favoured or is_balance(items, head, item) else None
    return head


def described_head(items: list[Item], at: int, measure: Measure) -> Head | None:
    """ "the value of |exported| tea fell", "the quantity of tea |exported| rose": goods that are only described."""
    before = lower_at(items, at - 1) == "of" and lower_at(items, at - 2) in _MEASURES
    if before and (found := goods_list(items, at + 1, unknown=False)) is not None:
        first, last = at - 2, found.stop - 1
    elif kind_at(items, at - 1) == "GOOD" and lower_at(items, at - 2) == "of" and lower_at(items, at - 3) in _MEASURES:
        found, first, last = goods_list(items, at - 1, unknown=False), at - 3, at
        if found is None or at + 1 >= len(items) or not (items[at + 1].is_("chverb") or items[at + 1].is_("val")):
            return None
    else:
        return _moved_goods(items, at, measure)
    head = Head(measure, at, first=first, last=last)
    head.take_goods(found)
    go_on_right(items, last + 1, head)
    return head


def _moved_goods(items: list[Item], at: int, measure: Measure) -> Head | None:
    """ "while |imported goods| fell by 1.3 percent": imports, of whatever goods."""
    k = at + 2
    if lower_at(items, k) in {"", "worth"} or not items[at + 1].is_("goods_word"):
        return None  # "in the same year, exported goods worth $50 million to"
    if not (items[k].is_("chverb") or items[k].is_("val")):
        return None
    return Head(measure, at, first=at, last=at + 1) if lower_at(items, at - 1) in _OPENS_GOODS else None


_OPENS_GOODS = frozenset({"", ",", ";", "while", "and", "but", "whereas", "the"})


def apposed_export(items: list[Item], at: int) -> Head | None:
    """ "Coffee, Uganda's top crop |export|, declined to": the exports of that good, told by their place."""
    stop = at + 1 + (lower_at(items, at + 1) in _ARTICLES)
    if lower_at(items, stop) != "," or stop + 1 >= len(items):
        return None
    verb = items[stop + 1]
    if not (verb.is_("chverb") or verb.is_("val") or verb.is_("earning")):
        return None
    k = at - 1
    while k > 0 and items[k].kind in {"w", "CUE", "GOOD"} and items[k].lower not in {"s", "’", "'"}:
        k -= 1
    ranked = any(item.is_("superlative") or item.is_("rank") for item in items[k + 1 : at])
    k -= lower_at(items, k) == "s"
    good = items[k - 3] if k > 2 and lower_at(items, k - 2) == "," else None
    if not ranked or kind_at(items, k - 1) != "PLACE" or good is None or good.kind != "GOOD":
        return None
    head = Head("exports", at, first=k - 3, last=stop)
    head.goods = (good_of(good),)
    head.spot("goods", good)
    head.take_owner(items[k - 1])
    return head


_ARTICLES = frozenset({"article", "item", "commodity", "product", "crop", "earner", "good"})
_MEASURES = frozenset({"value", "volume", "quantity", "amount", "volumes", "quantities", "weight"})


def _goods_of_earners(items: list[Item], head: Head) -> None:
    """ "Vietnam's footwear industry earned $2.6 billion from |sales| to": of what the industry makes."""
    k = head.first - 1
    if head.goods or head.measure != "exports" or lower_at(items, k) != "from" or kind_at(items, k - 1) != "AMT":
        return
    if not items[k - 2].is_("earning") or lower_at(items, k - 3) not in flow_words("subject"):
        return
    if kind_at(items, k - 4) == "GOOD":
        head.goods = (good_of(items[k - 4]),)
        head.spot("goods", items[k - 4])


def _one_way(items: list[Item], at: int, measure: Measure) -> Measure:
    """The measure of "the country's export trade": of one direction, unless the other one is named with it."""
    before, further = lower_at(items, at - 1), lower_at(items, at - 2)
    if measure != "turnover" or items[at].lower != "trade" or before not in _WAYS:
        return measure
    return measure if further in {"and", "-", "–", "/", "&", "or"} else _WAYS[before]


_WAYS: dict[str, Measure] = {"export": "exports", "exports": "exports", "import": "imports", "imports": "imports"}


def is_gerund(items: list[Item], at: int) -> bool:
    """Whether "exporting" is what money came from: "earned $5m from exporting coffee"."""
    word = items[at].lower
    return word in {"exporting", "importing"} and lower_at(items, at - 1) in {"from", "by", "through", "on"}


def gerund_head(sentence: Sentence, at: int, measure: Measure) -> Head | None:
    """The head of "exporting (of) coffee" as a noun; its goods may stand right behind it."""
    head = noun_head(sentence, at, measure)
    if head is not None and not head.goods and (found := goods_list(sentence.items, head.at + 1)) is not None:
        head.take_goods(found)
        head.last = max(head.last, found.stop - 1)
        go_on_right(sentence.items, head.last + 1, head)
    return head


def _told_coverage(word: str) -> str | None:
    """What the word itself says that it covers ("merchandise trade deficit", "goods exports")."""
    if "services" in word:
        return "goods and services" if "goods" in word else "services"
    return "goods" if "merchandise" in word or "goods" in word else None


_SHIPMENTS = frozenset({"shipment", "shipments"})


def _only_weighed(items: list[Item], at: int) -> bool:
    """Whether a trade is only thought of or about to be agreed: "is considering buying", "close to buying", "ruled out
    buying"."""
    near = {word for item in items[max(0, at - 3) : at] for word in item.lower.split(" ")}
    return not near.isdisjoint(_WEIGHED)


_WEIGHED = frozenset(
    "close near nearing considering consider considers considered interested interest looking looks ruled mulling "
    "mulls weighing weighs discussed discuss discussing negotiating contemplating exploring explores possibility "
    "idea option proposed proposing suggested avoid avoided agreed agree talks".split()
)


def supply_head(sentence: Sentence, at: int, measure: Measure) -> Head | None:
    """The head of "shipments", "supplies", "sales": flows of countries only where a direction between places is
    told."""
    gerund = sentence.items[at].lower.endswith("ing") and kind_at(sentence.items, at + 1) in {"GOOD", "DEM"}
    read = gerund_head if gerund else noun_head  # "stopped buying tea from"
    weighed = sentence.items[at].lower.endswith("ing") and _only_weighed(sentence.items, at)
    head = None if weighed or _of_a_deal(sentence.items, at) else read(sentence, at, measure)
    if head is None:
        return None
    if measure == "exports" and _money_from(sentence.items, head):
        return head
    # "Brazil's soybean shipments" are its exports; supplies, deliveries and sales may be anything without a direction
    head.supply = not (head.owner and (head.goods or head.dest) and sentence.items[at].lower in _SHIPMENTS)
    if head.dest or head.source or head.owner:
        return head
    if head.total and head.goods:  # "deliveries abroad of Honduran coffee", "purchases of machinery abroad"
        head.open_owner = head.open_owner or (None if head.origin and measure == "exports" else "country")
        return head
    item, next_at = sentence.items[at], _behind_aside(sentence.items, _behind_time(sentence.items, head.last + 1))
    next_at += lower_at(sentence.items, next_at) in _BEFORE_VERB
    behind = sentence.items[next_at : next_at + 1]
    told = behind and (behind[0].is_("val") or behind[0].is_("chverb") or behind[0].is_("times"))
    bare = item.lower in {"deliveries", "supplies"} and head.first == at == 0
    bare = bare or (item.lower == "purchases" and head.first == at and lower_at(sentence.items, at - 1) in {"", ","})
    awaited = at and sentence.items[at - 1].is_("expect") and lower_at(sentence.items, at + 1) == "of"
    if awaited and kind_at(sentence.items, at + 2) in {"QTY", "AMT"} and item.lower == "shipments":
        return head  # "The board expects shipments of 80,000 tonnes"
    opens = head.first <= 1 or _behind_terms(sentence.items, head.first) or _first_behind_time(sentence.items, head)
    if told and (bare or (item.lower in {"shipment", "shipments"} and (head.goods or opens))):
        return head  # "coffee shipments amounted to $5m", "Shipments reached": where exports are what is spoken of
    # "their sales": of a firm more often than of a country
    pointing = head.open_owner or head.open_other
    return head if pointing and (head.total or sentence.items[at].lower not in _SHOP_WORDS) else None


_BEFORE_VERB = frozenset({"more than", "almost", "nearly", "also", "may", "could", "will", "should", "would", "might"})


def _behind_time(items: list[Item], k: int) -> int:
    """The index behind the time at `k` ("shipments |in April| came to", "through April"), else `k`."""
    stop = k + (lower_at(items, k) in {"in", "during", "for", "over"})
    return stop + 1 if kind_at(items, stop) == "PER" else k


def _first_behind_time(items: list[Item], head: Head) -> bool:
    """Whether only a time stands before a phrase: "In April, |shipments| came to"."""
    k = head.first - (lower_at(items, head.first - 1) == ",")
    return k in {1, 2} and kind_at(items, k - 1) == "PER"


def _behind_terms(items: list[Item], first: int) -> bool:
    """Whether only "In volume," or "By weight," stands before a phrase."""
    told = lower_at(items, 0) in {"in", "by"} and 2 < first <= 4 and lower_at(items, first - 1) == ","
    return told and lower_at(items, 1) in {"volume", "value", "weight", "quantity", "tonnage"}


def _behind_aside(items: list[Item], k: int) -> int:
    """The index behind ", in contrast," at `k`, else `k`."""
    if lower_at(items, k) != ",":
        return k
    stop = next((j for j in range(k + 1, min(k + 5, len(items))) if items[j].lower == ","), k)
    return stop + 1 if stop > k and all(t.kind == "w" for t in items[k + 1 : stop]) else k


def _money_from(items: list[Item], head: Head) -> bool:
    """ "earnings from tea shipments": what was sold by a country, though nobody's direction is told."""
    if lower_at(items, head.first - 1) != "from" or lower_at(items, head.first - 2) not in flow_words("money"):
        return False
    head.first -= 2
    return True


def _of_a_deal(items: list[Item], at: int) -> bool:
    """ "signed a contract in Seoul on Nov. 6 for the supply of": what a deal is about, however far behind its noun."""
    j = at - 2 if lower_at(items, at - 1) == "the" else at - 1
    if lower_at(items, j) not in {"for", "on"}:
        return False
    return any(item.lower.rsplit(" ", 1)[-1] in flow_words("deal") for item in items[:j])


def goods_word_head(items: list[Item], at: int) -> Head | None:
    """ "the main export goods to Azerbaijan", "key import items from China": a head of goods without a figure."""
    first_of_all = lower_at(items, at - 1) in _FOREMOST and lower_at(items, at + 1) in {"to", "from"}
    if lower_at(items, at + 1) not in _GOODS_WORDS and not first_of_all:
        return None
    head = Head("exports" if "export" in items[at].lower else "imports", at)
    read_left(items, head)
    head.last = at if first_of_all else at + 1
    go_on_right(items, head.last + 1, head)
    return head


# "Kenya's main export to Norway is tea"
_FOREMOST = frozenset("main top chief key principal biggest largest leading major primary most".split())


def traded_head(items: list[Item], at: int) -> Head | None:
    """ "The two countries traded goods worth $5m", "Beijing and Bishkek traded goods for"."""
    head = Head("turnover", at)
    if lower_at(items, at + 1) in {"at", "down", "up", "higher", "lower"}:
        return None  # a share or a currency
    if at and items[at - 1].is_("two_countries"):
        head.mutual = True
    elif kind_at(items, at - 1) == "PLACE" and lower_at(items, at - 2) == "and" and kind_at(items, at - 3) == "PLACE":
        head.between = (items[at - 3].value, items[at - 1].value)
        head.spot("between", items[at - 3], items[at - 1])
        head.first = at - 3
    else:
        return _traded_with(items, at, head)
    return head


def _traded_with(items: list[Item], at: int, head: Head) -> Head | None:
    """ "Peru traded goods worth $5m |with Oman|", "traded most |with Oman|", "traded $9m worth |with other
    countries|"."""
    k = at - 1 - (lower_at(items, at - 1) in {"has", "had"})
    if kind_at(items, k) != "PLACE" or items[k].value.form == "city":
        return None
    if not opens_behind_time(items, k - (lower_at(items, k - 1) == "the")):
        return None
    j = at + 1
    while (
        kind_at(items, j) in _SUMS or lower_at(items, j) in _TRADED or (j < len(items) and items[j].is_("goods_word"))
    ):
        j += 1
    if lower_at(items, j) != "with":
        return None
    head.take_owner(items[k])
    head.first = k
    whole = lower_at(items, j + 1) in {"foreign", "other", "all", "third"} or kind_at(items, j + 1) == "w"
    if whole and any(item.lower.removeprefix("the ") in _EVERYBODY for item in items[j + 1 : j + 6]):
        head.total = True
        return head
    other = one_place(items, j + 1)
    if other is None or len(other.places) != 1 or other.places[0].code == items[k].value.code:
        return None
    if other.places[0].code == WORLD:
        head.total = True
    else:
        head.take_counterpart(other)
    if not any(item.kind in _SUMS for item in items[at:j]):
        head.last = other.stop - 1
    return head


_SUMS = frozenset({"AMT", "QTY"})
_TRADED = frozenset("goods products merchandise worth of most mainly chiefly in total a mostly commodities".split())
_EVERYBODY = frozenset({"countries", "nations", "world", "states"})


# -- where such a word is something else -----------------------------------------------------------------------------


def _inside_deal(items: list[Item], at: int) -> bool:
    """ "a contract for the supply of", "a ban on imports of": the words name what the deal or the ban is about."""
    for j in range(at - 1, max(at - 5, -1), -1):
        low = items[j].lower
        if low in {"for", "on", "of"}:
            return lower_at(items, j - 1).rsplit(" ", 1)[-1] in flow_words("deal")
        if items[j].kind not in {"w", "DEM", "GOOD"} and low not in {"the", "annual"}:
            return False
    return False


def _stands_as_noun(items: list[Item], at: int) -> bool:
    """Whether a word of trade stands for a flow, and not in a compound, a name, a quota or for a good."""
    item = items[at]
    if _in_a_compound(items, at):
        return False
    if at and item.text[0].isupper() and not item.text.isupper() and _in_a_name(items, at):
        return False
    before = [i.lower for i in items[max(0, at - 8) : at]]
    if "ratio" in before:
        return False
    if not _LIMITS.isdisjoint(before[-4:]):
        return False  # "will limit grain exports to 24 million tons": a quota
    if lower_at(items, at - 1) in _OTHER_FLOWS or _is_a_good(items, at):
        return False
    return item.lower not in _SINGULAR or _singular_stands(items, at)


def _in_a_compound(items: list[Item], at: int) -> bool:
    """ "export licence", "trade-weighted", "cross-trade"; but not "export-import turnover", "non-trade balance"."""
    behind = lower_at(items, at + 1)
    if behind.split(" ")[0] in _second_halves():
        return not target_at(items, at)
    # a hyphen joins where it is glued; "exports - $3.9 billion" is a list
    glued = at + 1 < len(items) and items[at].end == items[at + 1].start
    if behind == "-" and glued and lower_at(items, at + 2) not in {"import", "export", "imports"}:
        return True
    return (
        lower_at(items, at - 1) == "-"
        and items[at - 1].end == items[at].start
        and lower_at(items, at - 2) not in PREFIXES
        and kind_at(items, at - 2) not in {"DEM", "PLACE", "GOOD", "w"}
    )


def target_at(items: list[Item], at: int) -> bool:
    """Whether "export target of $5bn", "export goal to $5bn", "$5bn trade target" names the flow that is aimed at."""
    if lower_at(items, at + 1) not in {"target", "targets", "goal", "goals"}:
        return False
    if kind_at(items, at - 2 if items[at - 1].is_("mutual") else at - 1) in {"AMT", "QTY"}:
        return True
    k = at + 2
    while (
        lower_at(items, k) in {"of", "at", "to", "from", "set", "a", "record"}
        or kind_at(items, k) == "PER"
        or (lower_at(items, k) in {"for", "in", "by"} and kind_at(items, k + 1) == "PER")
    ):
        k += 1
    return k > at + 2 and kind_at(items, k) in {"AMT", "QTY"}


def _is_a_good(items: list[Item], at: int) -> bool:
    """ "oil, the country's main export": a good, no figure of trade."""
    if items[at].lower not in {"export", "import"} or not at:
        return False
    return items[at - 1].is_("superlative") or items[at - 1].lower in {"biggest", "sole", "only"}


_LIKE_A_VERB = ("ed", "ly")  # a past tense or its adverb: "trade |neared| $5bn", "trade |currently| stands at"


def _singular_stands(items: list[Item], at: int) -> bool:
    """Whether a noun in the singular stands for the flow by what is behind it; "to buy and import" is a verb."""
    if lower_at(items, at - 1) == "and" and lower_at(items, at - 3) == "to":
        return False
    if at + 1 >= len(items):
        return True
    if items[at + 1].lower in THROUGH and behind_through(items, at + 1)[0] > at + 1:
        return True
    behind = items[at + 1]
    if behind.kind in {"AMT", "PER", "PCT", "QTY"} or behind.lower in flow_words("behind_singular"):
        return True
    if behind.is_("rise") and behind.is_("noun") and not behind.lower.endswith("s"):
        return _growth_told(items, at + 2)
    if behind.lower == "to" and at + 2 < len(items):
        behind = items[at + 2]  # "want trade to grow to $5bn"
    told = behind.is_("val") or behind.is_("chverb") or behind.is_("times")
    told = told or (behind.kind in {"w", "CUE"} and behind.lower.endswith(_LIKE_A_VERB))
    return told or (behind.is_("target") and behind.lower.startswith("to ")) or target_at(items, at)


def _growth_told(items: list[Item], k: int) -> bool:
    """Whether what grew by is told right behind "export growth", "the import decline": "slowed to 1.9%", "of 4%"."""
    told = any(item.kind == "PCT" for item in items[k : k + 4])
    return told and not any(item.kind in {"p", "AMT", "PLACE"} for item in items[k : k + 2])


def _in_a_name(items: list[Item], at: int) -> bool:
    """Whether a capitalised trade word is part of a title or name ("World Trade Forecast")."""
    before = items[at - 1]
    if before.kind == "p" and before.text not in _OPENING_SIGNS:
        return False  # behind a dateline or a quotation mark a sentence begins
    if items[at].lower in {"commerce", "trade"}:
        return True
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.kind in {"w", "NAME"} and after.text[0].isupper() and not after.text.isupper():
        return True
    return before.kind == "w" and before.text[0].isupper() and at > 1
