"""What was earned abroad: "cocoa beans earned the country $1.3 billion", "Peruvian blueberries fetched $1.7 billion",
"Trinidad earned $1.1 billion from urea sold to the United States", "Zambia's copper earnings were K38 billion"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.verb_objects import take_figure_before
from tradebook.extract.kinds.flows.wording import PER_ONE, flow_words, opens_clause
from tradebook.extract.kinds.phrases import (
    GoodsAt,
    PlaceAt,
    good_of,
    goods_list,
    kind_at,
    lower_at,
    one_place,
    place_list,
)

EARNER = "earner"
"""The open owner of goods that earn without a word of whose they are: who exports in the sentences before tells."""

ONLY_COUNTRIES = frozenset({"made", "raised", "realised", "realized", "garnered"})
"""Verbs of earning that goods are no subject of."""

_BETWEEN = frozenset({"alone", "also", "has", "have", "had", "already", "itself"})
_OVERSEAS = frozenset({"abroad", "overseas"})
_ABROAD = frozenset({"export", "exports", "overseas", "abroad", "foreign"})
# Who pays there is no foreign market, or the price is of one piece
_AT_HOME = frozenset({"auction", "auctioned", "auctions", "domestically", "locally", "tax", "taxes", "box", "film"})
_SALES = frozenset({"sales", "sale", "shipments", "deliveries"})
_EARNINGS = frozenset({"earnings", "earning", "exports", "receipts", "sales"})
_ENDS = frozenset({"", ".", ",", ";", ")", "and", "while", "against", "compared", "after", "up", "down", "but", "or"})
_ENERGY = "27"


def earning_head(items: list[Item], at: int) -> Head | None:
    """The head of a verb of earning whose subject are goods, or a country that earned from goods; None for what a firm
    earns and for prices."""
    if any(item.lower in _AT_HOME for item in items):
        return None
    j = at - 1
    while lower_at(items, j) in _BETWEEN:
        j -= 1
    sold = _sold_to(items, j)
    j = j if sold is None else sold[0]
    if kind_at(items, j) == "GOOD" and not items[j].value.attributive:
        head = _earned_by_goods(items, at, j) if items[at].lower not in ONLY_COUNTRIES else None
        if head is not None and sold is not None:
            head.take_dest(sold[1])
        return head
    return _country_earns(items, at, j)


def _sold_to(items: list[Item], j: int) -> tuple[int, PlaceAt] | None:
    """The index of the goods in "Spanish pork |sold to China| brought in", and where they went."""
    k = j - 1 - (lower_at(items, j - 1) == "the")
    if (
        kind_at(items, j) != "PLACE"
        or lower_at(items, k) != "to"
        or lower_at(items, k - 1) not in flow_words("supplied")
    ):
        return None
    taken = one_place(items, j)
    return (k - 2, taken) if taken is not None and kind_at(items, k - 2) == "GOOD" else None


def _earned_by_goods(items: list[Item], at: int, j: int) -> Head | None:
    """ "Peruvian blueberries fetched $1.7 billion", "cocoa earned the country $5m": goods as what earns."""
    head = Head("exports", at)
    head.verb = True
    head.first = _take_subject(items, j, head)
    k = _earner(items, at + 1, head)
    if kind_at(items, k) != "AMT" or lower_at(items, k + 1) in PER_ONE or lower_at(items, head.first - 1) == "of":
        return None
    if not head.sided and head.open_owner is None and not _market(items, k + 1, head):
        if not opens_clause(lower_at(items, head.first - 1)):
            return None
        head.open_owner = EARNER
    return head


def _take_subject(items: list[Item], j: int, head: Head) -> int:
    """Take the goods that end at `j`, with where they come from; the index of their first word."""
    first = j
    while first > 0 and (items[first - 1].kind in {"GOOD", "DEM"} or items[first - 1].lower in {",", "and"}):
        first -= 1
    while items[first].lower in {",", "and"}:
        first += 1
    found = goods_list(items, first, unknown=False)
    if found is not None and found.stop == j + 1:
        head.take_goods(found)
        return first
    head.goods = (good_of(items[j]),)
    head.spot("goods", items[j])
    return j


def _earner(items: list[Item], k: int, head: Head) -> int:
    """Take who earns, behind the verb ("earned Kenya $5m", "earned the country $5m"); the index behind."""
    if lower_at(items, k) == "in":  # "brought in"
        k += 1
    if kind_at(items, k) == "PLACE" and items[k].value.form != "city":
        head.take_owner(items[k])
        head.last = k
        return k + 1
    if k < len(items) and items[k].is_("country_noun"):
        head.open_owner = items[k].lower
        head.last = k
        return k + 1
    return k


def _market(items: list[Item], k: int, head: Head) -> bool:
    """Whether the sum was paid abroad: "on the Zambian market", "in export markets"."""
    if lower_at(items, k) not in {"on", "in"}:
        return False
    found = one_place(items, k + 1)
    if (
        found is not None
        and kind_at(items, k + 2) != "PER"
        and lower_at(items, found.stop - 1) in {"market", "markets"}
    ):
        head.take_dest(found)
        head.late = True
    elif lower_at(items, k + 1) not in _ABROAD:
        return False
    head.open_owner = "country"
    return True


def _country_earns(items: list[Item], at: int, j: int) -> Head | None:
    """ "Trinidad earned $1.1 billion from urea sold to the United States", "Kenya made $5m by exporting roses",
    "Moldova's exporters earned abroad", "Of the $840 million that Laos earned from coffee": a country as who earns, by
    goods or abroad; money from tourists or migrants is none."""
    head = Head("exports", at)
    head.verb = True
    if not _take_earning_country(items, j, head):
        return None
    k = at + 1 + (lower_at(items, at + 1) == "in")
    if lower_at(items, k) in _OVERSEAS:
        head.last, head.total = k, True
        take_figure_before(items, head)
        return head
    if kind_at(items, k) == "AMT" and lower_at(items, k + 1) not in PER_ONE:
        return head if _earned_from(items, _behind_sum(items, k), head) else None
    told_before = take_figure_before(items, head)
    return head if told_before and lower_at(items, k) == "from" and _earned_from(items, k, head) else None


def _take_earning_country(items: list[Item], j: int, head: Head) -> bool:
    """Take the country, or its exporters, whose name ends at `j`."""
    if j < 0:
        return False
    if items[j].lower in _SELLERS and lower_at(items, j - 1) == "s" and kind_at(items, j - 3) == "PLACE":
        j -= 3
    if items[j].kind == "PLACE" and items[j].value.form != "city" and lower_at(items, j - 1) not in _OBJECTS:
        head.take_owner(items[j])
    elif items[j].is_("country_noun") and lower_at(items, j - 1) == "the":
        head.open_owner = items[j].lower
    else:
        return False
    head.first = j
    return True


def _behind_sum(items: list[Item], k: int) -> int:
    """The index behind the sum at `k`, the same in another currency and the time: "$5m (Sh600m) in 2021 |from"."""
    k += 1
    if lower_at(items, k) == "(" and kind_at(items, k + 1) == "AMT" and lower_at(items, k + 2) == ")":
        k += 3
    while kind_at(items, k) == "PER" or (
        lower_at(items, k) in {"in", ",", "during", "last"} and kind_at(items, k + 1) == "PER"
    ):
        k += 1
    return k


def _earned_from(items: list[Item], k: int, head: Head) -> bool:
    """Take the goods that the money is from, and where they went, told from `k` on: "from urea sold to", "by exporting
    roses", "from 5 tonnes of coffee", "in cocoa receipts"; False where it is from something else."""
    within = lower_at(items, k) == "in" and kind_at(items, k + 1) == "GOOD" and lower_at(items, k + 2) in _EARNINGS
    if lower_at(items, k) not in {"from", "by", "through"} and not within:
        return False
    k += 1
    abroad = lower_at(items, k) in flow_words("supplying")
    k += abroad
    while lower_at(items, k) in {"the", "its"}:
        k += 1
    sold = k < len(items) and items[k].cue("flow") == "exports"
    if (sold or lower_at(items, k) in _SALES) and lower_at(items, k + 1) == "of":
        abroad, k = abroad or sold, k + 2  # "earned $50 million in July from |exports of| coffee"
    if kind_at(items, k) == "QTY" and lower_at(items, k + 1) == "of":
        head.earned_from = k  # "from the sale of 240,000 tonnes of coffee"
        abroad, k = True, k + 2
    found = goods_list(items, k, unknown=False)
    if found is None:
        return False
    k = found.stop
    if lower_at(items, k) in _EARNINGS | _SALES:
        abroad, k = True, k + 1
    if lower_at(items, k) in flow_words("supplied"):
        abroad, k = True, k + 1
    if lower_at(items, k) in _OVERSEAS:
        abroad, head.total, k = True, True, k + 1
    elif lower_at(items, k) == "to" and (taken := place_list(items, k + 1)) is not None:
        head.take_dest(taken)
        abroad, k = True, taken.stop
    if not abroad and (_is_energy(found) or not _ends(items, k)):
        return False
    head.take_goods(found)
    head.last = k - 1
    return True


def _is_energy(found: GoodsAt) -> bool:
    """ "Nigeria earned N3 trillion from oil" are a treasury's receipts as often as exports."""
    return any(code.startswith(_ENERGY) for good in found.goods for code in good.hs)


def _ends(items: list[Item], k: int) -> bool:
    """Whether the goods end at `k`: no word behind that they only describe."""
    return kind_at(items, k) in {"PER", ""} or lower_at(items, k) in _ENDS | {"in", "during", "last"}


_SELLERS = frozenset({"exporters", "producers", "farmers", "growers", "firms", "companies", "manufacturers"})
_OBJECTS = frozenset({"in", "from", "to", "with", "of", "at", "by"})


def earnings_head(items: list[Item], at: int) -> Head | None:
    """The head of "Zambia's copper earnings", "earnings from apparel", "tea receipts": what a country gets for goods;
    None without goods, and where a firm or nobody stands before them."""
    head = Head("exports", at)
    if lower_at(items, at + 1) == "from" and (found := goods_list(items, at + 2, unknown=False)) is not None:
        head.take_goods(found)
        head.last = found.stop - 1
        _owner_in_apposition(items, found.stop, head)
    j = at - 1
    if not head.goods:
        if kind_at(items, j) != "GOOD":
            return None
        head.goods = (good_of(items[j]),)
        head.spot("goods", items[j])
        j -= 1
    head.first = j + 1
    if lower_at(items, j) == "s" and kind_at(items, j - 2) == "PLACE":
        head.take_owner(items[j - 2])
        head.first = j - 2
    elif kind_at(items, j) in {"DEM", "PLACE"} and lower_at(items, j - 1) not in _OBJECTS:
        head.take_owner(items[j])
        head.first = j
    elif j >= 0 and items[j].is_("anaphor"):
        head.open_owner = items[j].lower
        head.first = j
    if head.owner is None and head.open_owner is None:
        return None
    return head


_INCOME = frozenset({"revenue", "revenues", "income", "earnings", "proceeds", "sales", "receipts", "turnover"})


def is_a_firms_income(items: list[Item], head: Head) -> bool:
    """Whether bare exports are only what a body that is no country earns from: "|Zespri's| revenue from exports"."""
    noun = head.first - 2
    if head.sided or lower_at(items, head.first - 1) != "from" or lower_at(items, noun) not in _INCOME:
        return False
    j = noun - 1
    while kind_at(items, j) in {"w", "GOOD"} and lower_at(items, j) != "s":
        j -= 1
    if lower_at(items, j) == "s":
        j -= 1
    return lower_at(items, j) in {"'", "’"} and kind_at(items, j - 1) in {"w", "NAME", "ORG"}


def _owner_in_apposition(items: list[Item], k: int, head: Head) -> None:
    """ "earnings from apparel, Sri Lanka's top export, fell": whose earnings they are."""
    if lower_at(items, k) != "," or kind_at(items, k + 1) != "PLACE" or lower_at(items, k + 3) != "s":
        return
    stop = next((n for n in range(k + 4, min(k + 9, len(items))) if items[n].lower == ","), None)
    if stop is not None and any(t.cue("flow") == "exports" for t in items[k + 4 : stop]):
        head.take_owner(items[k + 1])
        head.last = stop


def take_gainer(items: list[Item], head: Head) -> None:
    """ "Exports |brought Peru| $2 billion", "Imports cost the country $3 billion": whose they are, behind the verb."""
    k = head.last + 1
    if head.sided or head.open_owner or lower_at(items, k) not in _GAINING or kind_at(items, k + 2) != "AMT":
        return
    if items[k + 1].kind == "PLACE" and items[k + 1].value.form != "city":
        head.take_owner(items[k + 1])
    elif items[k + 1].is_("country_noun") or items[k + 1].lower == "it":
        head.open_owner = items[k + 1].lower


_GAINING = frozenset({"brought", "earned", "netted", "gave", "yielded", "cost", "costs"})
