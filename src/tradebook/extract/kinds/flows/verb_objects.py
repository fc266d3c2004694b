"""Verbs whose object tells that a country's trade is meant: "Uganda shipped 5.8 million bags of coffee", "51 million kg
was shipped", "China bought 96 million litres of Australian wine in the year to March"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.acting import reporting
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.noted import noted_in
from tradebook.extract.kinds.flows.verb_or_noun import subject_at
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, goods_list, kind_at, lower_at, one_place

_STATES = frozenset({"name", "government", "nickname", "group", "demonym", "people", "area"})
_AT_HOME = frozenset("reserve reserves stockpile stockpiles auction auctions domestically locally silos".split())
_SENT = frozenset({"sent", "send", "sends", "sending"})
_ABOUT = frozenset({"a", "some", "about", "only", "over", "total", "of", "more", "than"})


def sends_a_carrier(items: list[Item], head: Head) -> bool:
    """Whether a ship or plane is what is sent: "has sent |a plane| carrying 50 tonnes of food", no goods."""
    if head.passive or items[head.at].lower not in _SENT | {"dispatched", "despatched"}:
        return False
    k = head.at + 1
    while lower_at(items, k) in _ABOUT or kind_at(items, k) in {"NUM", "DEM", "QTY"}:
        if kind_at(items, k) == "QTY" and lower_at(items, k).endswith(_CARRIERS):
            return True
        k += 1
    return lower_at(items, k).endswith(_CARRIERS)


_CARRIERS = ("plane", "planes", "aircraft", "ship", "ships", "vessel", "vessels", "convoy", "trucks", "flight")


def carries(items: list[Item], head: Head) -> bool:
    """Whether a verb of carriage tells a country's trade by its object: "Uganda shipped 5.8 million bags of coffee",
    "South Korea brought in 4.9 million tonnes of LNG", "Mauritania shipped out 13 million tonnes of iron ore"."""
    if head.passive or not (head.open_owner or (head.owner and head.owner.form in _STATES)):
        return False
    if items[head.at].lower in _SENT and not (head.dest or head.total):
        return False  # "Turkey sent three planes to bring back its citizens", "Iran sent 40 tonnes of relief goods"
    k = head.at + 1 + (lower_at(items, head.at + 1) == "out")
    while lower_at(items, k) in _ABOUT:
        k += 1
    if kind_at(items, k) not in {"QTY", "AMT", "NUM"} or lower_at(items, head.last + 1) in {"at", "by", "through"}:
        return False
    weighed = kind_at(items, k) == "QTY" and lower_at(items, k + 1) == "of"
    return bool(head.goods) or (weighed and kind_at(items, k + 2) in {"GOOD", "DEM"})


def takes_in(items: list[Item], head: Head) -> bool:
    """Whether a verb that takes much else beside goods has a weight as its object: "the country |took| 6 million tonnes
    of LNG", imports where a country's imports are spoken of."""
    if head.passive or head.dest or head.elsewhere or head.open_other:
        return False
    if not (head.open_owner or (head.owner and head.owner.form in _STATES)):
        return False
    took = items[head.at].lower in {"took", "takes", "take"}
    if took and not (head.goods or head.open_owner or lower_at(items, head.first - 1) == "when"):
        return False  # "Oman took 3,000 tonnes": its part of what another one sold
    k = head.at + 1
    while lower_at(items, k) in _ABOUT:
        k += 1
    return kind_at(items, k) == "QTY"


def has_wares(items: list[Item], head: Head) -> bool:
    """Whether a verb that takes much else beside goods has goods as its object: "received 40 buses", "took goods worth
    $5m", "got 5 tonnes"; money and people alone are no trade."""
    if head.goods or head.coverage:
        return True
    return any(item.kind in {"QTY", "GOOD"} or item.is_("goods_word") for item in items[head.at + 1 : head.last + 2])


def carries_on(items: list[Item], head: Head) -> bool:
    """Whether a verb of carriage has a bare weight as its object ("the country shipped 620,000 tonnes"): a country's
    trade where its exports are spoken of."""
    if head.passive or (head.sided and not (head.owner and head.owner.form in _STATES)) or head.goods:
        return False
    if not (head.owner or head.open_owner) or head.dest or head.source or head.measure != "exports":
        return False
    k = head.at + 1
    while lower_at(items, k) in _ABOUT:
        k += 1
    return kind_at(items, k) == "QTY" and lower_at(items, k + 1) not in {"of", "at", "by", "through"}


def are_main_goods(items: list[Item], head: Head) -> bool:
    """ "Rice and tea were the main goods |shipped to Chile|": by whom, the sentence before tells."""
    k = head.at - 1
    if (
        k < 3
        or items[k].lower not in flow_words("ware")
        or not (items[k - 1].is_("superlative") or lower_at(items, k - 1) in _MAIN)
    ):
        return False
    k -= 2
    return lower_at(items, k) == "the" and lower_at(items, k - 1) in {"were", "are", "remain", "remained"}


_MAIN = frozenset({"main", "key", "chief", "principal", "leading", "major"})


def stays_at_home(items: list[Item]) -> bool:
    """Whether what a country sold stayed there: "sold 800,000 tonnes of wheat at auctions", "to millers from its
    reserves"."""
    return not _AT_HOME.isdisjoint(item.lower for item in items)


def take_figure_before(items: list[Item], head: Head) -> bool:
    """Mark a head whose figure stands right before its clause: "(Of) the $840 million |that Laos earned|"."""
    k = head.first - 2
    if k < 0 or lower_at(items, k + 1) != "that" or kind_at(items, k) not in {"AMT", "QTY"}:
        return False
    head.first, head.relative = k + 1, True
    return True


def sold_in(items: list[Item], j: int, head: Head) -> int | None:
    """Take the market of "Peru's makers sold parts worth $5bn |in Poland|"; the index behind it."""
    if items[head.at].lower not in {"sold", "sell", "sells"} or head.dest or head.owner is None or head.passive:
        return None
    if not any(item.kind in {"AMT", "QTY"} for item in items[head.at : j]):
        return None
    found = one_place(items, j + 1)
    if found is None or found.places[0].code == head.owner.code or found.places[0].form in {"city", "capital", "area"}:
        return None
    head.take_dest(found)
    return found.stop


def take_measured_goods(items: list[Item], head: Head) -> None:
    """Take the goods of "the amount of beef (that) |Uruguay exported|", where the verb names none."""
    last = head.first - 1 - (lower_at(items, head.first - 1) in {"that", "which"})
    if head.goods or head.passive or kind_at(items, last) != "GOOD":
        return
    k = last
    while k > 0 and (items[k].kind in {"GOOD", "DEM"} or items[k].lower in {"and", ",", "the"}):
        k -= 1
    if lower_at(items, k) != "of" or lower_at(items, k - 1) not in _MEASURES:
        return
    found = goods_list(items, k + 1 + (lower_at(items, k + 1) == "the"), unknown=False)
    if found is not None and found.stop == last + 1:
        head.take_goods(found)


_MEASURES = frozenset({"amount", "volume", "quantity", "value", "tonnage", "amounts", "volumes", "quantities"})


def goods_of_makers(items: list[Item], head: Head) -> None:
    """ "Iceland's aluminium smelters shipped 760,000 tonnes abroad": what they make, where no other goods are told."""
    j = -1 if head.passive or head.goods or head.measure != "exports" else subject_at(items, head.at)
    if j < 1 or items[j].lower not in flow_words("subject") or kind_at(items, j - 1) != "GOOD":
        return
    k = head.at + 1
    if items[k : k + 1] and items[k].is_("goods_word") and lower_at(items, k + 1) == "worth":
        k += 2  # "Vietnam's footwear sector exported goods worth $2.6bn"
    if kind_at(items, k) in {"QTY", "AMT"} and lower_at(items, k + 1) != "of":
        head.goods = (good_of(items[j - 1]),)
        head.spot("goods", items[j - 1])


def nobody_told(items: list[Item], head: Head, before: list[Head]) -> bool:
    """ "104 billion euros of goods were exported": by whom, the sentence before tells; the head is made to point at
    the country spoken of."""
    k = head.at - 1 - (lower_at(items, head.at - 1) == "also")
    if lower_at(items, k) == "been" and lower_at(items, k - 1) in {"have", "has", "had"}:
        k -= 1
    elif lower_at(items, k) not in {"were", "was"}:
        return False
    if not head.passive:
        return False
    parted = any(item.lower == "including" for item in items[head.at :])
    if (head.elsewhere or head.open_other) and not parted:
        return False
    if lower_at(items, head.at + 1) == "from":
        return False  # "from the western Kermanshah Province"
    if any(known.measure == head.measure for known in before):
        return False  # "sugar exports grew 2% and 107,000 tonnes worth $5m were exported": the same flow
    told = (
        items[k - 1].is_("goods_word") and kind_at(items, k - 3 if lower_at(items, k - 2) == "of" else k - 2) == "AMT"
    )
    if kind_at(items, k - 1) == "AMT" and lower_at(items, k - 2) in {"worth", "at"}:
        told = told or head.goods != () or kind_at(items, k - 3) != "w"  # "butter and |paste| worth $5m": of what?
    told = told or _weighed(items, k - 1)
    # "were exported to the region, including 5 to Iran": the places are those of the parts
    said = next((n for n in range(head.at - 1, 0, -1) if items[n].lower in reporting()), 0)  # "Kenya's board said"
    told = told and not any(
        item.kind in {"PLACE", "DEM"} and not (n > head.at and _is_of_part(items, n, parted=parted))
        for n, item in enumerate(items)
        if n > said
    )
    if told:
        head.open_owner = "country"
    return told


def _is_of_part(items: list[Item], n: int, *, parted: bool) -> bool:
    """Whether a place at `n` is only that of a part: "including 5 |to Iran|", "with |Vietnam| buying 70 percent"."""
    before = lower_at(items, n - 1)
    rest = lower_at(items, n + 1) == "the" and lower_at(items, n + 2) == "rest"
    return rest or (parted and before == "to") or (before == "with" and lower_at(items, n + 1).endswith("ing"))


def _weighed(items: list[Item], k: int) -> bool:
    """Whether a weight, alone or of goods, ends at `k`: "A total of 51 million kg |was shipped"."""
    if kind_at(items, k) == "GOOD":
        k -= 1
        while kind_at(items, k) in {"GOOD", "DEM"} or lower_at(items, k) in {"and", ","}:
            k -= 1
        k -= lower_at(items, k) == "of"
    return kind_at(items, k) == "QTY" and lower_at(items, k - 1) not in {"of", "the", "these", "which", "than"}


def of_a_time(sentence: Sentence, head: Head) -> bool:
    """Whether a verb that alone may tell one purchase or load tells the trade of a month or year: "Japan bought
    $300 million of Chilean salmon last year", "Chile shipped 50,000 tonnes of cherries last season"."""
    items = sentence.items
    named = bool(head.goods) or (head.origin is not None and head.coverage is not None)  # "bought Chilean goods"
    if head.passive or head.owner is None or not named or not _weighs(items, head):
        return False
    first = items[head.first]
    if (
        stays_at_home(items)
        or first.kind not in {"PLACE", "DEM"}
        or first.value.form == "city"
        or not (_is_for_long(sentence) or _to_many(items))
    ):
        return False
    if head.measure == "imports":
        return head.origin is not None and head.origin.code != head.owner.code
    return head.origin is None or head.origin.code == head.owner.code


def _to_many(items: list[Item]) -> bool:
    """ "to 120 countries", "to more than 40 markets": no single load."""
    return any(
        item.kind == "NUM" and lower_at(items, k + 1) in {"countries", "markets", "destinations"}
        for k, item in enumerate(items)
    )


def _weighs(items: list[Item], head: Head) -> bool:
    """Whether a sum or weight stands near behind a verb: "took some 5 tonnes", "bought Chilean goods worth $5m"."""
    return any(item.kind in {"AMT", "QTY"} for item in items[head.at + 1 : head.at + 6])


def _is_for_long(sentence: Sentence) -> bool:
    """Whether a sentence names a month, a season or a year, or speaks of what is expected of one."""
    if noted_in(sentence).period is not None or not sentence.lowers.isdisjoint({"season", "annually"}):
        return True
    since = any(item.kind == "PER" and item.lower.startswith("since") for item in sentence.items)
    return since or any(item.is_("expect") for item in sentence.items)
