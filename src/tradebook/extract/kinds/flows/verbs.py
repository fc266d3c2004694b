"""Verbs of flows: "A exported X to B", "X worth $5m was shipped from A to B", "A's farmers sold"."""

from __future__ import annotations

from typing import cast

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.earnings import EARNER
from tradebook.extract.kinds.flows.fronted import take_fronted
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.of_no_goods import sells_a_right
from tradebook.extract.kinds.flows.planned_by import take_planning_body
from tradebook.extract.kinds.flows.takers import joined_takers, run_of_figures
from tradebook.extract.kinds.flows.verb_asides import (
    take_from_before,
    take_from_producing,
)
from tradebook.extract.kinds.flows.verb_behind import take_behind, take_direction
from tradebook.extract.kinds.flows.verb_goods import given_to, goods_before, object_before
from tradebook.extract.kinds.flows.verb_objects import (
    are_main_goods,
    carries,
    carries_on,
    goods_of_makers,
    has_wares,
    nobody_told,
    of_a_time,
    sends_a_carrier,
    take_measured_goods,
    takes_in,
)
from tradebook.extract.kinds.flows.verb_or_noun import is_aim, subject_at
from tradebook.extract.kinds.flows.wording import flow_words, opened_as_whole, opens_clause
from tradebook.extract.kinds.phrases import (
    kind_at,
    lower_at,
)
from tradebook.extract.tables import words
from tradebook.statement import Measure

_BE = frozenset({"was", "were", "is", "are", "been", "being", "be"})
_RETURNING = frozenset({"turn", "return", "exchange", "direction", "back", ";"})
_WARES = frozenset({"goods", "products", "commodities", "tonnes", "services", "items"})
_HOME_SELLERS = frozenset({"farmers", "growers", "exporters"})
_OPENS_CLAUSE = frozenset({"", ",", "the", "that"})
_MEMBERS = frozenset({"members", "countries", "states", "nations", "republics"})


# -- the head of a verb ----------------------------------------------------------------------------------------------


def verb_head(sentence: Sentence, at: int, before: list[Head]) -> Head | None:
    """The head of a verb at `at`; None where the verb tells no flow of a country."""
    items = sentence.items
    item = items[at]
    if _aim_of_a_deal(items, at):
        return None
    head = Head(cast(Measure, item.value.classes["fverb"]), at)
    head.verb = True
    head.passive = item.is_("past") and _is_passive(items, at)
    if item.lower == "brought in" and (head.passive or _brings_money(items, at)):
        return None  # "was brought in May", "sales to Oman brought in $5 million"
    if item.is_("reexport"):
        head.re_exports = True
    if head.passive:
        given_to(items, head)
        goods_before(items, head)
        _taken_over(items, head, before)
    else:
        _subject(items, head, before)
        take_fronted(items, head)
        object_before(items, head)
    take_behind(items, head)
    take_measured_goods(items, head)
    if not (head.dest or head.source or head.agent):
        head.total = head.total or opened_as_whole(items, head.first - 1)
    goods_of_makers(items, head)
    if before:
        take_from_before(items, head, before[-1])
    elif not head.passive and not sentence.lowers.isdisjoint(flow_words("producing")):
        take_from_producing(items, head)
    _with_the_same(items, head, before)
    head.returns = (bool(head.goods) or _takes_a_sum(items, head)) and _returns(items, head)
    return head if _tells_flow(items, head, before) or of_a_time(sentence, head) else None


def _brings_money(items: list[Item], at: int) -> bool:
    """Whether a bare sum is what "brought in" has as its object: what was earned, no imports."""
    return kind_at(items, at + 1) == "AMT" and lower_at(items, at + 2) not in {"worth", "of", "in"}


def _takes_a_sum(items: list[Item], head: Head) -> bool:
    """Whether a sum is the object of a verb: "bought |$8 million| worth in return", "supplied |goods worth $8m|"."""
    k = head.at + 1
    if k < len(items) and items[k].is_("goods_word") and lower_at(items, k + 1) == "worth":
        k += 2
    return kind_at(items, k) == "AMT"


def _with_the_same(items: list[Item], head: Head, before: list[Head]) -> None:
    """ "exported $3bn of goods to Jordan and imported $1bn", ", while importing $1bn": back, with the same."""
    first = _verb_before(before)
    word = lower_at(items, head.at - 1)
    joined = word == "and" or (word == "while" and items[head.at].lower.endswith("ing"))
    if first is None or first.passive or head.passive or not joined:
        return
    told = head.dest or head.source or head.counterpart or head.goods or head.total or head.elsewhere or head.open_other
    worth = head.at + 3 if lower_at(items, head.at + 2) == "worth" else head.at + 1  # "imported goods worth $1bn"
    if told or {first.measure, head.measure} != {"exports", "imports"} or kind_at(items, worth) != "AMT":
        return
    stop = next((k for k in range(head.at, len(items)) if items[k].lower in {",", ";", "("}), len(items))
    if any(item.lower in _ALTOGETHER for item in items[head.at : stop]):
        return
    if head.measure == "imports" and len(first.dest) == 1:
        head.source = first.dest[0]
    elif head.measure == "exports" and first.source is not None:
        head.dest = (first.source,)


_ALTOGETHER = frozenset({"total", "overall", "altogether", "all", "world", "worldwide"})


def _aim_of_a_deal(items: list[Item], at: int) -> bool:
    """ "a tender to buy and import wheat", "signed a deal with Oman to import gas": what was agreed, no flow yet."""
    if items[at].is_("past") or items[at].lower.endswith("ing"):
        return False
    j = at - 1
    if lower_at(items, j) == "and":
        j -= 2
    if lower_at(items, j) != "to":
        return False
    near = [t.lower for t in items[max(0, j - 8) : j]]
    if any(low.rsplit(" ", 1)[-1] in flow_words("deal") for low in near):
        return True
    joint = next((k for k, low in enumerate(near) if low.split(" ")[-1] in _JOINTLY), len(near))
    return "with" in near[joint:]  # "has agreed with Poland to import"


_JOINTLY = frozenset(
    "agreed agree agrees talks negotiations negotiating negotiates discussing teamed partnered".split()
)


def _returns(items: list[Item], head: Head) -> bool:
    """Whether a verb goes on about a pair told before and names only its own goods: "in turn it buys soap", "it
    receives cement in return", "Algiers bought mainly pipes", "; France sends flour"."""
    if any(item.lower in _RETURNING for item in items[max(0, head.first - 4) : head.last + 5]):
        return True
    if head.passive:
        return False
    return any(item.lower in flow_words("mainly") for item in items[max(0, head.at - 1) : head.at + 2])


def _tells_flow(items: list[Item], head: Head, before: list[Head]) -> bool:
    """Whether a verb of trade tells the trade of a country: by its sides, its owner or its object."""
    item = items[head.at]
    owned = bool(head.owner or head.open_owner or head.open_area)
    if head.shared:
        return True
    if sends_a_carrier(items, head) or sells_a_right(items, head):
        return False
    if not head.passive and not owned:
        return False
    if head.returns and (owned or head.origin):
        return True
    if head.measure == "imports" and item.lower in flow_words("loose_imports"):
        if not (head.source or head.origin):
            head.loose = takes_in(items, head)
            if head.loose:
                return True
            return bool(head.total and head.goods and owned)  # "spent $2 billion on diesel from abroad"
        if not has_wares(items, head):
            return False  # "received $40 million from China", "31,000 tourists from Peru"
    if item.is_("outward") and carries(items, head):
        return True
    if head.passive and head.open_other and not (owned or head.sided) and _from_there(head, before):
        return True
    if (item.is_("outward") or _hands_over(items, head.at)) and carries_on(items, head):
        head.loose = head.supply = True
        return True
    if head.passive and head.agent and (head.origin or head.source or head.dest) and head.goods:
        return True  # "Thai rice bought by Iraq fell to", "wheat was sold by Oman to Peru"
    if item.is_("strong"):
        return head.sided or owned or nobody_told(items, head, before)
    if (item.is_("outward") or head.total) and not owned and nobody_told(items, head, before):
        head.open_owner = EARNER  # "51 million kg was shipped": a country's where its exports are spoken of
        return True
    if head.passive and head.dest and any(i.is_("include") for i in items[head.last + 1 : head.last + 3]):
        return True  # "the goods that are sent to Serbia include wheat": by whom, the sentence before tells
    if head.passive and head.dest and are_main_goods(items, head):
        return True
    ends = head.dest or head.source or head.open_other or head.total
    if ends and (owned or head.source or head.origin):
        return True
    if owned and head.origin and head.goods and before and before[-1].verb and head.measure == "imports":
        return True  # "exported potash and purchased Vietnam's rubber"
    if (
        owned
        and head.measure == "imports"
        and head.origin
        and (head.goods or head.coverage)
        and _for_a_sum(items, head)
    ):
        return True  # "it bought $780 million worth of Dutch goods"; one purchase is a deal (`pipeline`)
    return owned and (_coordinated(before) or (_takes_a_sum(items, head) and _other_half(before, head)))


def _for_a_sum(items: list[Item], head: Head) -> bool:
    """Whether a sum stands in what was bought or right behind it: "bought |$5m| worth of", "goods worth |$5m|"."""
    return any(item.kind == "AMT" for item in items[head.at + 1 : head.last + 3])


_HANDED_OVER = frozenset({"delivered", "supplied"})


def _hands_over(items: list[Item], at: int) -> bool:
    """Whether "the country |supplied| 5 tonnes" tells a flow of its own, and no part of one: "Of the wheat that Nepal
    imported, Jordan supplied", "from Jordan, which had supplied"."""
    relative = {lower_at(items, at - 1), lower_at(items, at - 2)} & {"which", "who", "of which"}
    return items[at].lower in _HANDED_OVER and not relative and lower_at(items, 0).split(" ")[0] != "of"


def _taken_over(items: list[Item], head: Head, before: list[Head]) -> None:
    """ "goods worth $6bn were exported from Iceland and goods worth $8bn imported": into the country named before."""
    if not before or not before[-1].passive or before[-1].measure == head.measure:
        return
    if lower_at(items, head.at + 1) in {"to", "from", "into", "by"}:
        return
    ends = before[-1].dest or ((before[-1].source,) if before[-1].source else ())
    if len(ends) == 1:
        head.owner = ends[0]


def _from_there(head: Head, before: list[Head]) -> bool:
    """Give "while the value of the goods |imported from that country| was" the sides of the other way, told before."""
    first = before[-1] if before else None
    if first is None or {first.measure, head.measure} != {"exports", "imports"} or first.counterpart:
        return False
    partners = first.dest if first.measure == "exports" else (first.source,) if first.source else ()
    if len(partners) > 1 or not (partners or first.elsewhere):
        return False
    head.owner = first.owner or first.agent or (first.source if first.measure == "exports" else None)
    if head.owner is None:
        head.open_owner = first.open_owner or "country"
    if partners and head.measure == "imports":
        head.source = partners[0]
    elif partners:
        head.dest = partners
    head.elsewhere = head.elsewhere or first.elsewhere
    return True


def _other_half(before: list[Head], head: Head) -> bool:
    """ "the country exported goods worth $3bn and |bought $2bn worth|": of the trade with one that was told before."""
    first = before[-1] if before else None
    if first is None or not first.verb or first.passive or first.goods or head.goods:
        return False
    return not first.sided_beyond_owner and {first.measure, head.measure} == {"exports", "imports"}


def _coordinated(before: list[Head]) -> bool:
    """ "shipped goods to the EU and bought $3bn worth from the bloc": the second verb has the first one's sides."""
    return bool(before and before[-1].verb and (before[-1].dest or before[-1].source))


def _is_passive(items: list[Item], at: int) -> bool:
    """ "was exported", "goods exported to": no subject of its own before the verb."""
    auxiliaries = flow_words("auxiliary")
    j = at - 1
    while j >= 0 and items[j].lower in auxiliaries and items[j].lower not in _BE:
        j -= 1
    if lower_at(items, j) in _BE or items[at].lower in {"went", "goes"}:
        return True
    before = lower_at(items, at - 1)
    if before in {"have", "has", "had"}:
        return False
    return kind_at(items, at - 1) in {"GOOD", "QTY", "AMT"} or before in _WARES


# -- before the verb -------------------------------------------------------------------------------------------------


def _subject(items: list[Item], head: Head, before: list[Head]) -> None:
    """Who exports: the place (or its companies, or "the country") before an active verb."""
    j = subject_at(items, head.at)
    if j > 0 and items[j].kind != "PLACE" and is_aim(items, head.at):
        j = next((k for k in range(j) if items[k].kind == "PLACE" or _is_open_subject(items[k])), -1)
    if j < 0:
        return
    gerund = items[head.at].lower.endswith("ing") and items[j].lower in {",", "while"}
    if (items[j].lower in {"and", "but"} or gerund) and (first := _verb_before(before)) is not None:
        head.owner, head.open_owner = first.owner, first.open_owner
        return
    if items[j].lower in _MEMBERS and kind_at(items, j - 1) == "PLACE":
        j -= 1
    item = items[j]
    if item.kind == "PLACE":
        if _is_firms_seat(items, j):
            return
        if _is_one_of_several(items, j):
            _first_of_several(items, head)
            return
        head.take_owner(item)
        head.first = j
    elif item.is_("area_noun"):
        head.open_area = True
        head.first = j
    elif _is_open_subject(item):
        head.open_owner = item.lower
        head.first = j
    elif item.lower in flow_words("subject"):
        _companies(items, j, head)
        if not (head.owner or head.open_owner):
            take_planning_body(items, j, head)
    elif item.lower in {"which", "that", "who"} and kind_at(items, j - 1) in {"PLACE", "p"}:
        k = j - 1 if kind_at(items, j - 1) == "PLACE" else j - 2
        if kind_at(items, k) == "PER":  # "to Oman in 2023, which sold it"
            k -= 1 + (lower_at(items, k - 1) in {"in", "during", "for"})
        if _is_one_of_several(items, k):
            _first_of_several(items, head)
        elif kind_at(items, k) == "PLACE":
            head.take_owner(items[k])
    else:
        take_planning_body(items, j, head)


def _first_of_several(items: list[Item], head: Head) -> None:
    """Take the first of several subjects as the owner, where each has its figure: "Japan and Korea bought copper worth
    $2bn and $1bn, respectively"."""
    mark = next((k for k in range(head.at, len(items)) if items[k].is_("respectively")), None)
    figure = next((k for k in range(head.at, len(items)) if items[k].kind in {"AMT", "QTY"}), None)
    takers = joined_takers(items, figure) if figure is not None else []
    if mark is None and figure is not None and takers and (head.measure == "exports" or figure > head.at + 1):
        mark = run_of_figures(items, figure, len(takers))  # "exported tea worth $31 million and $12 million"
    if takers and mark is not None:
        head.take_owner(takers[0])
        head.shared = True
        take_direction(items, mark + 1 + (lower_at(items, mark + 1) == ","), head)


def _is_one_of_several(items: list[Item], j: int) -> bool:
    """Whether the place at `j` ends a list of subjects, so that the figure is of all together ("China, India and the
    UAE shipped goods worth $11bn to Kenya"); a list that a preposition governs is none ("to Iran and Kenya sold")."""
    k = j - 1 - (lower_at(items, j - 1) == "the")
    if lower_at(items, k) != "and":
        return False
    k -= 1 + (lower_at(items, k - 1) == ",")
    if kind_at(items, k) != "PLACE":
        return False
    while kind_at(items, k) == "PLACE":
        k -= 1 + (lower_at(items, k - 1) == "the")
        if lower_at(items, k) != "," or kind_at(items, k - 1) != "PLACE":
            break
        k -= 1
    return lower_at(items, k) not in flow_words("governing")


def _is_firms_seat(items: list[Item], j: int) -> bool:
    """Whether the country at `j` only tells whose firm stands before it: "Solaris of Poland shipped 40 buses"."""
    if j < 2 or lower_at(items, j - 1) != "of" or not opens_clause(lower_at(items, j - 3)):
        return False
    firm = items[j - 2]
    if firm.kind in ("ORG", "NAME"):
        return bool(firm.value.kind in {"company", "name"})
    if firm.kind != "w" or not firm.text.istitle() or firm.text.endswith("s"):
        return False
    return not any(firm.lower in words(table) for table in ("plain_words", "ordinary_words", "organisation_words"))


def _verb_before(before: list[Head]) -> Head | None:
    """The verb that another one is joined to; nouns without sides of their own between them only say of what the first
    figure is a part ("exported $5m, or 7% of its exports, and imported")."""
    for known in reversed(before):
        if known.verb:
            return known
        if known.sided:
            return None
    return None


def _is_open_subject(item: Item) -> bool:
    if item.is_("country_noun") or item.lower in {"country", "republic", "nation", "kingdom"}:
        return True
    return item.lower in {"it", "they", "we"} and item.kind in {"w", "CUE"}


def _companies(items: list[Item], j: int, head: Head) -> None:
    """ "Belarusian companies exported", "Kenya's farmers shipped", "The country's producers sold"."""
    k = j - 1
    while k >= 0 and k > j - 4 and items[k].kind in {"w", "GOOD"} and items[k].lower != "s":
        k -= 1
    if kind_at(items, k) == "DEM":
        head.take_owner(items[k])
        head.first = k
    elif lower_at(items, k) == "s" and kind_at(items, k - 2) == "PLACE":
        head.take_owner(items[k - 2])
        head.first = k - 2
    elif kind_at(items, k) == "PLACE" and items[k].value.form == "name" and opens_clause(lower_at(items, k - 1)):
        head.take_owner(items[k])  # "U.S. exporters shipped", "Brazil growers sold"
        head.first = k
    elif lower_at(items, k) == "s" and k >= 2 and items[k - 2].is_("country_noun"):
        head.open_owner = items[k - 2].lower
    elif items[j].lower in _HOME_SELLERS and head.measure == "exports" and lower_at(items, j - 1) in _OPENS_CLAUSE:
        head.open_owner = "country"  # "farmers exported 5 tonnes of corn": those of the country spoken of


# -- behind the verb -------------------------------------------------------------------------------------------------
