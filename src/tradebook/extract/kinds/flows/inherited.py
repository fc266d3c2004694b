"""What a bare noun of trade is of: the sides of the flow before it in the sentence, else what the report
has settled on."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.acting import (
    foreign_body,
    subject_of,
    told_of_all_trade,
)
from tradebook.extract.kinds.flows.differences import is_another
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.unspoken import unspoken
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group


def inherited_sides(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    """A bare "exports" or "the turnover": the sides of the flow before it in the sentence, else of the base."""
    base = topic.settled(sentence)
    if head.supply and head.goods and before and _same_whole(head, before[-1]):
        return before[-1][1].again(0.7, None)  # "Korean exports rose 1%; chip shipments jumped 26%"
    of_goods = bool(head.goods) and topic.focus is not None and topic.focus.measure == head.measure
    if head.supply and (before or not (of_goods or _ships_all(head, topic, sentence))):
        return None
    if before:
        return before[-1][1].again(0.8, None, total=head.total)
    acting = subject_of(sentence, head.first)
    if (
        acting is not None
        and topic.base is not None
        and (acting != topic.base.sides.reporter or head.measure == "balance")
    ):
        if head.measure == "balance" and not head.total and base is not None and acting == base.sides.partner:
            return Sides(acting, base.sides.reporter, confidence=0.7, source=base.sentence)
        # "New Zealand posted a deficit" names it anew
        partner = topic.partner_of(acting, head, sentence, before, anew=True)
        return Sides(acting, partner[0] if partner else WORLD, (), None, None, 0.65, partner[1] if partner else None)
    if base is not None and acting is None and _of_another(sentence, head, base):
        return None
    if base is not None:
        same = base.measure == head.measure
        if acting is None and foreign_body(sentence, head.first, base.sides, same=same):
            return None
        narrow = base.sides.reporter is not None and bool(base.sides.pair)
        whole = narrow and topic.partner_of(str(base.sides.reporter), head, sentence, before) is None
        whole = whole or (narrow and told_of_all_trade(sentence, head.first))
        # "Mongolia shipped coal to China. Imports jumped 27% to $4.6 billion": of one good no more is told of the two
        of_one_good = narrow and not same and bool(base.goods) and not head.goods and topic.trade is None
        # but "Peru sells Oman tea. Imports are mostly dates"
        whole = whole or (of_one_good and (base.told or not sentence.kinds.isdisjoint(_FIGURES)))
        whole = whole or (head.measure == "balance" and is_another(topic, str(base.sides.reporter), head, sentence))
        return base.sides.again(0.7, base.sentence, total=head.total or whole)
    return unspoken(head, topic, sentence)


_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})


def _ships_all(head: Head, topic: Topic, sentence: Sentence) -> bool:
    """Whether bare "shipments" are a country's exports of all goods, told in the sentence or two before: "Bangladesh's
    exports came to $51 billion. |Shipments| dropped 16 percent in May"."""
    told = topic.told(sentence, 2)
    noun = sentence.items[head.at].lower
    if told is None or told.measure != "exports" or not told.told or told.mixed or head.sided:
        return False
    if told.goods and "alone" not in sentence.lowers:
        return False
    if not noun.endswith("shipments") or sentence.kinds.isdisjoint(_FIGURES) or "QTY" in sentence.kinds:
        return False
    return told.sentence.paragraph == sentence.paragraph and sentence.kinds.isdisjoint(_NAMES)


_NAMES = frozenset({"ORG", "NAME", "PERSON"})


def _of_another(sentence: Sentence, head: Head, base: Scope) -> bool:
    """Whether a third country opens the sentence as its subject, so that a bare noun behind it may well be of trade
    with that one: "China keeps buying and exports were up 17%"."""
    items = sentence.items
    if _accounts_apart(items, head.first, base):
        return True
    if {"combined", "together", "jointly"} & sentence.lowers and any(
        i.is_("two_countries") for i in items[: head.first]
    ):
        return True  # "The two countries brought a combined loss of": not of the one spoken of
    if base.sides.partner not in {None, WORLD} and _in_a_third(items, head, base):
        return True
    k = int(lower_at(items, 0) == "the")
    if base.measure in {"turnover", "balance"} or k + 2 >= head.first or kind_at(items, k) != "PLACE":
        return False
    if any(item.kind in {"PCT", "AMT", "QTY"} for item in items[k : head.first]):
        return False  # "France accounted for 5% of exports": of those that are spoken of
    place = items[k].value
    if place.form not in {"name", "government", "nickname"} or is_group(place.code):
        return False
    known = {base.sides.reporter, base.sides.partner, *base.sides.between}
    if place.code in known:
        return False
    aside = lower_at(items, k + 1) == "," and lower_at(items, k + 2) in {"despite", "after", "although", "though"}
    return aside or (kind_at(items, k + 1) in {"w", "CUE"} and lower_at(items, k + 1).isalpha())


def _accounts_apart(items: list[Item], stop: int, base: Scope) -> bool:
    """ "|Russia accounted for| the largest volume of exports", where trade between two others is spoken of."""
    known = {base.sides.reporter, base.sides.partner, *base.sides.between}
    if len(base.sides.pair) != 2:
        return False
    return any(
        items[k].kind == "PLACE" and items[k].value.code not in known and lower_at(items, k + 1) == "accounted"
        for k in range(min(stop, len(items)) - 1)
    )


def _same_whole(head: Head, known: tuple[Head, Sides]) -> bool:
    """Whether a supply without sides is a part of a country's whole flow told before it in the sentence."""
    first, side = known
    whole = side.reporter is not None and side.partner == WORLD
    return whole and first.measure == head.measure and not head.sided


def _in_a_third(items: list[Item], head: Head, base: Scope) -> bool:
    """ "The fall was larger in South Sudan, with exports down 70 percent", in a report on exports to the Congo."""
    known = {base.sides.reporter, base.sides.partner, *base.sides.between}
    for k in range(1, head.first - 1):
        place = items[k]
        if place.kind != "PLACE" or place.value.code in known or is_group(place.value.code):
            continue
        if (
            place.value.form in {"name", "nickname"}
            and lower_at(items, k - 1) == "in"
            and lower_at(items, k + 1) == ","
        ):
            return lower_at(items, k + 2) in {"with", "where"}
    return False
