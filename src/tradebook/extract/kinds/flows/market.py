"""What a sentence says of the partners of one country, and the figures that stand beside a partner."""

from __future__ import annotations

from typing import cast

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.elliptic import is_large
from tradebook.extract.kinds.flows.grown_beside import growth_beside
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.tables import words
from tradebook.places import is_group
from tradebook.statement import Change, Measure, Quantity

_FIGURES = frozenset({"AMT", "QTY", "PCT"})


class Market:
    """What a sentence says of the partners of one country: whose (`owner`), which measure, the noun and its item."""

    __slots__ = (
        "excludes",
        "goods",
        "measure",
        "noun",
        "noun_at",
        "owner",
        "owner_item",
        "pointed",
        "subject",
        "superlative",
        "supplies",
    )

    def __init__(self, noun: Item, noun_at: int, measure: Measure) -> None:
        self.noun = noun
        self.noun_at = noun_at
        self.measure: Measure = measure
        self.owner: str | None = None
        self.owner_item: Item | None = None
        self.subject: Item | None = None
        self.superlative: int | None = None
        self.goods: list[Item] = []
        self.excludes: tuple[Item, Item] | None = None
        self.supplies = False
        self.pointed = False


def figures_of(items: list[Item], k: int, market: Market) -> list[Item]:
    """The figures behind a partner: "Russia ($2.4 billion)", "Germany with $390 million", "Italy 11%"."""
    found: list[Item] = []
    if _outdoes(items, k):
        return found
    j = k + 1
    steps = 0
    while j < len(items) and steps < 9:
        item = items[j]
        if item.kind == "PCT" and (
            _of_another(items, j, market) or lower_at(items, j + 1) in {"tariff", "tariffs", "duty"}
        ):
            break
        if not found and _goes_elsewhere(items, j, market):
            break
        if item.kind in _FIGURES and not _is_growth(items, j):
            found.append(item)
            steps = max(0, steps - 4)
        elif item.lower in _ALL_OF_THEM and not found:
            break  # "China, the US and Turkey, which |together| absorbed 51%"
        elif item.kind in {"PLACE", "DEM"} and item.value.code == market.owner:
            pass
        elif item.kind in {"PLACE", "DEM"} and found:
            break
        elif item.kind == "PLACE":
            return []
        elif item.lower == ";" and lower_at(items, j - 2) == "(" and kind_at(items, j + 1) == "PCT":
            pass  # "India (₦1.02 trillion; 10.9 per cent)"
        elif (
            item.lower in {";", "while", ")"}
            or (item.lower == ":" and j > k + 1)
            or (item.lower == "followed" and j > k + 1)
        ):
            break
        j += 1
        steps += 1
        if (
            found
            and lower_at(items, j) in {"and", ","}
            and lower_at(items, j + 1) not in {"or", "a", "worth", "valued"}
            and kind_at(items, j + 1) not in _FIGURES
        ):
            break
    return found


_ALL_OF_THEM = frozenset({"together", "combined", "jointly", "collectively"})


def _goes_elsewhere(items: list[Item], k: int, market: Market) -> bool:
    """Whether a word tells of trade in another direction than the market: "its largest trading partner, Germany,
    |bought| goods worth $20 billion", "its largest market, Germany, |sold| it goods"."""
    verb, noun = items[k].cue("fverb"), items[k].cue("flow")
    if market.measure == "turnover":
        return verb in _ONE_WAY or noun in _ONE_WAY
    if verb != market.measure or not items[k].is_("past") or items[k].lower == "took":
        return False  # "took second place with $12 million"
    before = items[k - 1]
    return lower_at(items, k - 1) != "it" and not (before.kind == "PLACE" and before.value.code == market.owner)


_ONE_WAY = frozenset({"exports", "imports"})


def own_measure(items: list[Item], at: int) -> Measure | None:
    """What a member of a list itself says that its share is of: "Uganda (|12% of exports|)"."""
    if kind_at(items, at) != "PCT" or lower_at(items, at + 1) != "of":
        return None
    k = at + 2 + (lower_at(items, at + 2) in _WHOLES)
    ends = lower_at(items, k + 1) in {")", "", ",", ";", "."}
    return cast(Measure, items[k].cue("flow")) if ends and k < len(items) and items[k].is_("flow") else None


_WHOLES = frozenset("the its total all their overall".split())


def _outdoes(items: list[Item], k: int) -> bool:
    """Whether the partner at `k` is only named as better placed: "the second supplier after |China|, with 12%"."""
    if lower_at(items, k + 1) == "," and lower_at(items, k + 2) == "which":
        return False  # "after the United States, which bought $2bn": told of it
    if lower_at(items, k + 1) == "(" and kind_at(items, k + 2) in _FIGURES:
        return False  # "behind China ($125 billion) and the US"
    while k > 0 and (items[k].kind == "PLACE" or items[k].lower in {"and", ",", "the"}):
        k -= 1
    return lower_at(items, k) in {"after", "behind"}


def alone_with_owner(items: list[Item], k: int, market: Market) -> bool:
    """Whether the partner at `k` is the only one before the noun, beside the country whose partner it is."""
    if k >= market.noun_at:
        return False
    j = k - 2 if lower_at(items, k - 1) == "the" else k - 1
    if lower_at(items, j) == "and":
        return False  # "Japan, Korea and Laos were the top buyers, taking 85%": all together
    between = [i for i in items[k + 1 : market.noun_at] if i.kind == "PLACE" and not is_group(i.value.code)]
    return not any(i is not market.owner_item for i in between)


def figures_behind(items: list[Item], market: Market) -> list[Item]:
    """The figures of the one partner of a sentence, behind the noun: "the second largest destination for X's exports
    in 2022, with a 9.4 per cent share"; none behind a verb of speech or a word of something else."""
    found: list[Item] = []
    start = _behind_better(items, market.noun_at + 1)
    for k in range(start, min(start + 15, len(items))):
        item = items[k]
        costs = item.lower == "cost" and k + 2 < len(items) and items[k + 2].is_("flow")  # "the cost of imports"
        if (item.lower in words("noise") and not costs) or item.lower in _CLAUSE_ENDS:
            break
        if (
            item.lower == "behind"
            and not found
            and kind_at(items, k + 1 + (lower_at(items, k + 1) == "the")) == "PLACE"
        ):
            break  # "the third largest market, behind China ($125 billion)"
        if item.lower == "ahead" and lower_at(items, k + 1) == "of":
            break  # "the biggest market, ahead of France with": the figures behind are of who comes next
        if not found and _goes_elsewhere(items, k, market):
            break
        if item.lower == "and" and lower_at(items, k + 1) in {",", "in", "for"} and not found:
            break  # "is the largest exporter and, in 2021, 683,480 tonnes were shipped": another clause
        if (item.kind == "PLACE" and found) or (item.kind in {"PCT", "AMT"} and _of_another(items, k, market)):
            break
        if item.kind in _FIGURES and not _is_growth(items, k):
            found.append(item)
    return found[:3]


def _behind_better(items: list[Item], k: int) -> int:
    """The index behind those who are named as better placed, where a figure follows: "the third partner |after Kenya
    and Oman|, with trade of"; else `k`."""
    at = next((j for j in range(k, min(k + 8, len(items))) if items[j].lower in {"after", "behind"}), None)
    if at is None or any(item.kind in _FIGURES or item.lower == "," for item in items[k:at]):
        return k
    j = at + 1
    while kind_at(items, j) == "PLACE" or lower_at(items, j) in {"and", "the"}:
        j += 1
    return j if lower_at(items, j) == "," and lower_at(items, j + 1) == "with" and j > at + 1 else k


def opening_figure(items: list[Item], k: int) -> list[Item]:
    """The figure of "With 31 percent, |Kenya| was the largest buyer of", for the partner at `k`."""
    share = _opening_share(items)
    if share is not None:
        return [items[share[0]]] if k - (lower_at(items, k - 1) == "the") == share[1] else []
    told = lower_at(items, 0) in {"with", "at"} and kind_at(items, 1) in _FIGURES and lower_at(items, 2) == ","
    return [items[1]] if told and k - (lower_at(items, k - 1) == "the") == 3 else []


def _opening_share(items: list[Item]) -> tuple[int, int] | None:
    """Where the percentage of "With a share of 12%, |Kenya| was the main buyer" stands, and the index behind it."""
    if lower_at(items, 0) != "with" or lower_at(items, 1) != "a":
        return None
    if lower_at(items, 2) == "share" and lower_at(items, 3) == "of":
        at, stop = 4, 5
    elif kind_at(items, 2) == "PCT":
        at, stop = 2, 4 if lower_at(items, 3) == "share" else 5
        if lower_at(items, stop - 1) != "share":
            return None
    else:
        return None
    return (at, stop + 1) if kind_at(items, at) == "PCT" and lower_at(items, stop) == "," else None


def _is_growth(items: list[Item], k: int) -> bool:
    """ "a 30 percent drop", "up 4%": no share of a partner; "climbing by $5 million, or 12 percent, to": no size."""
    if items[k].kind != "PCT":
        return items[k - 1].lower == "by" and items[k - 2].is_("chverb")
    if items[k - 1].lower == "or":
        before = k - 2 - (items[k - 2].lower == ",")
        if items[before].kind in {"AMT", "QTY"} and _is_growth(items, before):
            return True
    j = k + 1
    while lower_at(items, j) in {"year", "-", "on"} or kind_at(items, j) == "PER":
        j += 1  # "a 7.1 percent year-on-year increase"
    if items[k - 1].lower in _SIGNS and items[k - 1].end == items[k].start:
        return True  # "(+9.4%)"
    if items[k - 1].lower == "by" and any(item.is_("rise") for item in items[max(0, k - 8) : k - 1]):
        return True  # "as it increased its imports from Turkey by 27 percent"
    behind = items[j] if j < len(items) else None
    return (behind is not None and behind.is_("rise")) or any(i.is_("rise") for i in items[max(0, k - 2) : k])


_CLAUSE_ENDS = frozenset({"said", "says", "told", ";", ":", "while", "after", "followed"})


def _of_another(items: list[Item], k: int, market: Market) -> bool:
    """Whether a percentage is of another flow than the ranking ("the largest partner, taking 28% of exports"), or a sum
    the size of another one ("the biggest trading partner, with $1.3 billion in exports")."""
    if items[k].kind == "AMT":
        flow = items[k + 2].cue("flow") if k + 2 < len(items) and items[k + 1].lower in {"in", "of"} else None
        return flow is not None and flow != market.measure
    if lower_at(items, k + 1) not in {"of", "its", "the"}:
        return False
    flows = [item.cue("flow") for item in items[k + 1 : k + 7] if item.is_("flow")]
    return bool(flows) and flows[0] != market.measure


def in_unit(items: list[Item], k: int, unit: Quantity) -> Item | None:
    """The bare number behind a place in a list whose unit was told: "Peru with 40 tonnes; Chile, 12"."""
    j = k + 1
    while j < k + 4 and (lower_at(items, j) in _PLACED or (j < len(items) and items[j].is_("ordinal"))):
        j += 1  # "the Netherlands |came second| with 2.6 million"
    j += lower_at(items, j) in _BEFORE_NUMBER
    if kind_at(items, j) != "NUM" or lower_at(items, j + 1) not in {"and", ",", ";", ".", ")", ""}:
        return None
    item = items[j]
    if is_large(item) and item.value.low == item.value.high:
        number = plain(item.value.low)
    elif j == k + 1 or item.value.count is None or item.value.scale != 1:
        return None
    else:
        number = item.value.count
    quantity = Quantity(value=number, unit=unit.unit, precision=plain(item.value.precision), text=item.text)
    return Item("QTY", item.start, item.end, item.text, item.lower, quantity)


_PLACED = frozenset({"came", "ranked", "was", "in", "next", "followed"})
_BEFORE_NUMBER = frozenset({",", "with", "(", "taking", "took", "buying", "bought", "at", "on", "importing"})


_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_JOINING = frozenset({"(", ",", ";"})


def growth_behind(items: list[Item], figure: Item) -> Change | None:
    """The growth that stands in brackets or behind a comma right behind a figure: "612 million rials (+9.4%)",
    "84,600 tonnes (down 3%)", "$5m, up 12 percent"; None where nothing tells its sign."""
    k = items.index(figure) + 1
    if lower_at(items, k) == ")":
        k += 1
    signed = lower_at(items, k) in _JOINING and _SIGNS.get(lower_at(items, k + 1))
    if signed:
        sign, k = signed, k + 2
        if kind_at(items, k) != "PCT" or items[k].value.percent is None or items[k].value.points:
            return None
        if items[k - 1].end != items[k].start:
            return None
    elif (beside := growth_beside(items, k)) is not None:
        sign, k = beside
    else:
        return None
    told = items[k].value
    return Change(
        percent=sign * told.percent,
        of="value" if figure.kind == "AMT" else "quantity",
        qualifier=told.qualifier,
        text=items[k].text,
    )


def goods_shared(items: list[Item], figure: Item) -> Item | None:
    """The good of "took 31 percent |of its copper exports|"."""
    k = items.index(figure) + 1 if figure in items else len(items)
    if lower_at(items, k) != "of":
        return None
    k += 2 if lower_at(items, k + 1) in {"its", "the", "their", "all"} else 1
    told = kind_at(items, k) == "GOOD" and k + 1 < len(items) and items[k + 1].is_("flow")
    return items[k] if told else None


def tops_a_list(items: list[Item], k: int) -> bool:
    """ "Kenya topped the list of Peru's export |destinations|", "Kenya topped Peru's export |destinations|"."""
    at = next((j for j in range(k - 1, max(0, k - 9), -1) if items[j].lower in {"list", "ranking"}), 0)
    if at > 1 and any(items[j].lower in flow_words("topping") for j in (at - 1, at - 2)):
        return True
    return items[k].lower.endswith("s") and any(tops_them(items, j) == k for j in range(max(1, k - 6), k))


def tops_them(items: list[Item], j: int) -> int | None:
    """The index of the noun of "Kenya |topped Peru's export destinations|", whose verb may stand at `j`."""
    if items[j].lower not in {"topped", "tops", "headed", "led"} or kind_at(items, j - 1) != "PLACE":
        return None
    for k in range(j + 1, min(j + 7, len(items))):
        if items[k].is_("partner_noun"):
            return k if items[k].lower.endswith("s") else None
        if items[k].kind in {"AMT", "QTY", "PCT", "GOOD"} or items[k].lower in {",", "and", "to", "in", "by", "with"}:
            return None
    return None
