"""What a flow told last has to do with what the report has settled on: the same trade, a part of it, its way back."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.scope import Scope as Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group

Settled = tuple[Head, Sides]


def goes_to(sentence: Sentence, base: Scope) -> bool:
    """Whether a flow to the other one of a pair is told by its name: the one before was to all the world."""
    return any(
        head.measure in {"exports", "imports"} and not head.echo and place.code in base.sides.pair
        for head in heads(sentence)
        for place in (*head.dest, *((head.source,) if head.source is not None else ()))
    )


def tells_sides(head: Head) -> bool:
    """Whether the phrase of a flow names both of its sides: "Norway's purchases from Peru"."""
    return head.names_reporter and len({place.code for place in head.places}) > 1


def is_way_back(known: Head, head: Head, here: Sentence) -> bool:
    """Whether the country of a flow is set against itself with the other way: "Peru's exports to Oman were $5m, whereas
    Peru imported goods worth $3m"."""
    if {known.measure, head.measure} != {"exports", "imports"} or head.goods or not head.verb:
        return False
    return lower_at(here.items, head.first - 1) in {"while", "whereas", "whilst"}


def in_contrast(before: Settled, owner: str, head: Head, base: Scope) -> bool:
    """Whether a country does what the one before it in the sentence did with the base's country: "Russia exported
    goods worth $7m to Serbia, while Italy's exports reached $5m"."""
    known, side = before
    same = known.measure == head.measure and side.reporter not in {None, owner}
    return same and side.partner == base.sides.reporter and owner != side.partner


def tells_of_the_same(base: Scope, head: Head, side: Sides, two: set[str]) -> bool:
    """Whether a flow is a part of the base, or of what the base tells of all buyers, so that the base stays."""
    if _another_buyer(base, head, side):
        return True
    return base.sides.partner == WORLD and base.sides.reporter in two and _goes_the_same_way(base, head, side)


def is_part_of_whole(base: Scope, head: Head, side: Sides, sentence: Sentence) -> bool:
    """Whether a flow to one partner is told as a part of the whole in the whole's own sentence: "exports rose 11
    percent, driven by |exports to China|"."""
    whole = base.told and base.sides.partner == WORLD and base.sentence is sentence and not base.goods
    return whole and base.measure == head.measure and side.reporter == base.sides.reporter


def seen_from_home(base: Scope, side: Sides, sentence: Sentence) -> bool:
    """Whether the partner's turnover with the report's own country is told: of all its trade, or ranked beside another
    partner's ("trade between Kenya and Italy was $5m; Spain ranked second, with turnover with Kenya of $3m")."""
    if side.partner == base.sides.reporter:
        return base.sides.partner == WORLD
    return side.partner in base.sides.between and any(i.is_("ordinal") for i in sentence.items)


def goes_back(head: Head, told: Scope) -> bool:
    """Whether a flow goes the other way between the two than that told: "Peru's copper exports to Oman fell. |Purchases
    from Oman| rose"."""
    sides = told.sides
    seller, buyer = (sides.reporter, sides.partner) if told.measure == "exports" else (sides.partner, sides.reporter)
    if WORLD in {seller, buyer}:
        return False
    from_buyer = head.source is not None and head.source.code == buyer
    return from_buyer or (seller is not None and [place.code for place in head.dest] == [seller])


def buys_the_good(base: Scope, head: Head, side: Sides) -> bool:
    """Whether another country tells how much it buys of the good that the base's exports are of: "Peru's beef exports
    rose. China imported 90,000 tonnes of beef"; the report stays with the seller."""
    bought = (base.measure, head.measure) == ("exports", "imports") and side.reporter != base.sides.reporter
    return bought and bool(base.goods) and same_goods(base.goods, head.goods)


def _another_buyer(base: Scope, head: Head, side: Sides) -> bool:
    """Whether one more country tells what it buys of the base's, or sells to it: "Turkey's exports to Germany rose (its
    imports from there fell). Spain bought goods worth $2 million from Turkey"."""
    if head.measure != "imports" and (head.measure != "exports" or base.measure == "exports"):
        return False
    return side.partner == base.sides.reporter and side.reporter not in {None, base.sides.partner}


def buys_of_all(base: Scope, head: Head, side: Sides) -> bool:
    """Whether another country tells what it buys of all that the base's exports, also where both are the theme."""
    return base.measure == "exports" and base.sides.partner == WORLD and _another_buyer(base, head, side)


def _goes_the_same_way(base: Scope, head: Head, side: Sides) -> bool:
    """Whether a flow is a part of the base: of its reporter, or what another one tells of the same trade."""
    if side.reporter in {None, base.sides.reporter} or base.measure in {"turnover", "balance"}:
        return True
    return {base.measure, head.measure} == {"exports", "imports"}


def only_measures(sentence: Sentence, head: Head) -> bool:
    """ "three times the export value to Spain", "more than the exports to Spain": named for its size alone."""
    items = sentence.items
    j = head.first - 2 if lower_at(items, head.first - 1) == "the" else head.first - 1
    return lower_at(items, j).endswith(("than", "times"))


def about(document: Document) -> set[str]:
    """The codes of the countries that the first sentence that names any is about."""
    for sentence in document.sentences[:3]:
        named = {
            str(i.value.code)
            for i in sentence.items
            if i.kind in {"PLACE", "DEM"} and i.value.form not in {"city", "capital"} and not is_group(i.value.code)
        }
        if named:
            return named
    return set()
