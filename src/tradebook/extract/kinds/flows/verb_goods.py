"""What stands before a verb of trade as its goods or as who gets them: "wheat was exported", "the wheat that Peru
sold", "Kenya was supplied with"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import MOVED, Head
from tradebook.extract.kinds.flows.verb_objects import take_figure_before
from tradebook.extract.kinds.flows.wording import flow_words, opens_clause
from tradebook.extract.kinds.phrases import goods_list, kind_at, left_out_at, lower_at


def given_to(items: list[Item], head: Head) -> None:
    """ "Kenya |was supplied with| wheat", "Kenya was sold goods worth $5m": who gets them."""
    j = head.at - 1
    while lower_at(items, j) in flow_words("auxiliary"):
        j -= 1
    behind = head.at + 1
    given = behind < len(items) and (items[behind].is_("goods_word") or kind_at(items, behind) in MOVED)
    given = given or lower_at(items, behind) == "with"
    opens = opens_clause(lower_at(items, j - 1)) or kind_at(items, j - 1) == "PER"
    named = kind_at(items, j) == "PLACE" and opens and items[j].value.form != "city"
    if named and given and items[head.at].lower in {"supplied", "sold", "sent"}:
        head.dest = (items[j].value,)
        head.spot("dest", items[j])
        head.first = j


def goods_before(items: list[Item], head: Head) -> None:
    """The goods before a passive verb."""
    auxiliaries = flow_words("auxiliary")
    j = head.at - 1
    while j >= 0 and (
        items[j].kind == "PER" or items[j].lower in auxiliaries or items[j].lower in {"in", ",", "during", "worth"}
    ):
        j -= 1
    while j >= 0 and (items[j].kind in {"AMT", "QTY"} or items[j].lower in {"worth", "valued", "at"}):
        j -= 1
    if kind_at(items, j) == "PLACE" and lower_at(items, j - 1) == "from" and kind_at(items, j - 2) == "GOOD":
        head.take_origin(items[j])  # "walnuts from Chile are exported to"
        j -= 2
    if j > 0 and items[j].is_("goods_word") and items[j - 1].kind == "DEM":
        head.take_origin(items[j - 1])  # "Peruvian goods worth $5m were sold to"
        return
    k = j - (j > 0 and items[j].is_("goods_word"))
    if (left_out := left_out_at(items, k - 2)) is not None:
        head.take_excluded(*left_out)  # "non-oil goods were exported"
        return
    k = j
    while k >= 0 and (items[k].kind in {"GOOD", "DEM"} or items[k].lower in {"and", ","}):
        k -= 1
    while k < j and items[k + 1].lower in {"and", ","}:
        k += 1  # "Meanwhile|,| Austrian timber was sold to"
    found = goods_list(items, k + 1, unknown=False) if k < j else None
    if found is not None:
        head.take_goods(found)


def object_before(items: list[Item], head: Head) -> None:
    """ "the 142 million tonnes of bauxite that China imported": the goods, and the figure right before the head."""
    if not (head.owner or head.open_owner) or lower_at(items, head.first - 1) not in {"that", "which"}:
        return
    if take_figure_before(items, head):
        return
    k = head.first - 2
    while (k > 0 and items[k].kind in {"GOOD", "DEM"}) or lower_at(items, k) in {"and", ","}:
        k -= 1
    if lower_at(items, 0) == "of" and lower_at(items, k) in {"of", "the", "all"} and k < 3:
        found = goods_list(items, k + 1, unknown=False)  # "Of the wheat |that Jordan exported|, a third went to"
        if found is not None and found.stop == head.first - 1:
            head.take_goods(found)
        return
    if k < 1 or lower_at(items, k) != "of" or kind_at(items, k - 1) not in {"QTY", "AMT"}:
        if kind_at(items, head.first - 2) == "GOOD" and opens_clause(
            lower_at(items, k - (lower_at(items, k) == "the"))
        ):
            found = goods_list(items, k + 1, unknown=False)  # "The wheat |that Uruguay sold| was worth $5m"
            if found is not None and found.stop == head.first - 1:
                head.take_goods(found)
        return
    found = goods_list(items, k + 1, unknown=False)
    if found is not None and found.stop == head.first - 1:
        head.take_goods(found)
        head.first, head.relative = k, True


def with_what_was_bought(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with "Peru supplied 5 tonnes |of the wheat that Oman imported|" as one flow between the two."""
    out: list[Head] = []
    for head in found:
        first = out[-1] if out else None
        if first is None or not _of_the_same(items, first, head):
            out.append(head)
            continue
        if first.measure == "exports" and head.owner is not None:
            first.dest = (head.owner,)
            first.spot("dest", *head.spots.get("owner", ()))
        else:
            first.source = head.owner
            first.spot("source", *head.spots.get("owner", ()))
        first.goods = first.goods or head.goods
        first.last, first.period = head.last, first.period or head.period
        out += _others_of_it(items, first)
    return out


def _others_of_it(items: list[Item], first: Head) -> list[Head]:
    """Who supplied the rest, or bought it: "supplied 5 tonnes of the wheat that Oman imported|, Chile| 3 tonnes"."""
    more: list[Head] = []
    for k in range(first.last + 1, len(items) - 1):
        at = k + 1 + (lower_at(items, k + 1) in {"and", "while"})
        at += lower_at(items, at) == "the"
        if lower_at(items, k) not in {",", "and"} or kind_at(items, at) != "PLACE":
            continue
        if kind_at(items, at + 1) not in {"QTY", "AMT", "NUM", "PCT"}:
            continue
        head = Head(first.measure, at)
        head.verb = True
        head.take_owner(items[at])
        head.dest, head.source, head.goods = first.dest, first.source, first.goods
        more.append(head)
    return more


def _of_the_same(items: list[Item], first: Head, head: Head) -> bool:
    """Whether a verb only tells whose the goods of the one before it were: "of the wheat that |Oman imported|"."""
    if {first.measure, head.measure} != {"exports", "imports"} or not (first.verb and head.verb) or first.passive:
        return False
    if head.passive or head.owner is None or head.sided_beyond_owner or first.dest or first.source or not first.owner:
        return False
    if lower_at(items, head.first - 1 - (lower_at(items, head.first - 1) == "the")) not in {"that", "which"}:
        return False
    of = next((k for k in range(first.at + 1, head.first) if items[k].lower == "of"), 0)
    counted = kind_at(items, of - 1) in {"QTY", "AMT", "PCT"} and lower_at(items, of + 1) == "the"
    return counted and head.first - of < 6
