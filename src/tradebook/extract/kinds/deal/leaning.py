"""Who sells in a contract whose words leave it open: "signed a contract with X for the supply of 900 tonnes of tea".

A contract "for the supply of" goods is signed by those who sell and by those who buy alike. The sides have a role only
where something says so: where the goods go or come from, what the sides are ("importer", "bus maker" for buses), or
what the headline or another sentence says that a side does with these goods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import PartyRole

_TURNED: dict[PartyRole | None, PartyRole] = {"supplier": "buyer", "buyer": "supplier"}


def leaning(document: Document, clause: Clause, mine: Sequence[Side], theirs: Sequence[Side]) -> PartyRole | None:
    """The role of the subject, `mine`, in a contract with `theirs`; None where nothing tells it, or two things
    contradict."""
    goods = _agreed_goods(clause)
    return (
        _by_way(clause, mine, theirs)
        or _one(mine, theirs, lambda side: _described(clause.sentence.items, side, goods))
        or _one(mine, theirs, lambda side: _does(document, side, goods))
        or _before_a_market(mine, theirs)
        or _one(mine, theirs, lambda side: _by_name(side, goods))
        or _with_a_state(mine, theirs, goods)
    )


def _before_a_market(mine: Sequence[Side], theirs: Sequence[Side]) -> PartyRole | None:
    """A plant that signs with a whole country, and no firm of it, has found a market there."""
    if any(side.name for side in theirs) or not any(side.country for side in theirs):
        return None
    words = {word for side in mine if side.name for word in (*side.name.lower().split(), side.word)}
    return "supplier" if words & _PLANTS else None


_MACHINES = frozenset({"84", "85", "86", "87", "88", "89", "90"})
_MAKERS = frozenset(
    "shipyard shipyards shipbuilding works factory motor motors machinery wagon wagons wagonworks tram trams bus buses "
    "aircraft aerospace aviation tractor tractors automobile automotive electric engineering turbines "
    "locomotive".split()
)
_TAKERS = frozenset(
    "railway railways airlines airways transit metro transport ministry department agency authority utility port "
    "shipping lines municipality hospital army police retail stores supermarkets".split()
)


def _by_name(side: Side, goods: frozenset[str]) -> PartyRole | None:
    """By what a name says of machines: "Varna Shipyard" builds ships, "Kenya Railways" buys trains."""
    if not side.name or not goods or not {code[:2] for code in goods} <= _MACHINES:
        return None
    words = {*side.name.lower().split(), side.word}
    if words & _TAKERS:
        return "buyer"
    return "supplier" if words & _MAKERS else None


def _with_a_state(mine: Sequence[Side], theirs: Sequence[Side], goods: frozenset[str]) -> PartyRole | None:
    """A firm that signs with a state over machines sells them to it."""
    if not goods or not {code[:2] for code in goods} <= _MACHINES:
        return None
    named = [any(side.name for side in sides) for sides in (mine, theirs)]
    if not mine or not theirs or named[0] == named[1]:
        return None
    return "supplier" if named[0] else "buyer"


_PLANTS = frozenset("factory plant works mill mills refinery smelter brewery dairy combine".split())


def _agreed_goods(clause: Clause) -> frozenset[str]:
    """The codes of the goods behind the instrument, without those that a side makes ("the steel producer X")."""
    items = clause.sentence.items
    called = word_class("makes", "sells", "buys")
    start = max(clause.noun, clause.verb) + 1
    return _codes([items[k] for k in range(start, clause.stop) if lower_at(items, k + 1) not in called])


def _one(mine: Sequence[Side], theirs: Sequence[Side], told: Callable[[Side], PartyRole | None]) -> PartyRole | None:
    found: set[PartyRole] = {role for side in mine if (role := told(side)) is not None}
    found |= {_TURNED[role] for side in theirs if (role := told(side)) is not None}
    return found.pop() if len(found) == 1 else None


def _codes(items: Sequence[Item]) -> frozenset[str]:
    return frozenset(code for i in items if i.kind == "GOOD" for code in good_of(i).hs)


def _by_way(clause: Clause, mine: Sequence[Side], theirs: Sequence[Side]) -> PartyRole | None:
    """By where the goods go or come from: "to Kazakhstan", "Vietnamese rice", "from its Varde terminal"."""
    items = clause.sentence.items
    ours, others = _lands(mine), _lands(theirs)
    if ours & others:
        return None
    behind = range(max(clause.noun, clause.verb) + 1, min(clause.stop, len(items)) - 1)
    if any(items[k].lower == "from" and items[k + 1].lower in {"its", "their"} for k in behind):
        return "supplier"  # "from its Varde terminal"
    for k in range(max(clause.noun, clause.verb) + 1, min(clause.stop, len(items))):
        item = items[k]
        if item.kind not in ("PLACE", "DEM") or any(s.name and s.start - 2 <= k < s.stop for s in (*mine, *theirs)):
            continue
        before = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the"))
        code = item.value.code
        comes = (item.kind == "DEM" and kind_at(items, k + 1) == "GOOD") or (
            before == "from" and kind_at(items, k - 2) == "GOOD"
        )
        if code in ours and (comes or before == "to"):
            return "supplier" if comes else "buyer"
        if code in others and (comes or before == "to"):
            return "buyer" if comes else "supplier"
    return None


def _lands(sides: Sequence[Side]) -> set[str | None]:
    """The countries of the sides with a name; of a side that is only a country, where none has."""
    return ({s.country for s in sides if s.name} or {s.country for s in sides}) - {None}


def _described(items: list[Item], side: Side, goods: frozenset[str]) -> PartyRole | None:
    """By what a side is: an importer, a railway, an army buys; an exporter sells, a maker what it makes."""
    about = _about(items, side)
    words = {i.lower for i in about} | {side.word}
    if words & word_class("buys"):
        return None if words & word_class("sells") else "buyer"
    if words & word_class("sells"):
        return "supplier"
    return "supplier" if words & word_class("makes") and _makes(_codes(about), goods) else None


def _makes(made: frozenset[str], goods: frozenset[str]) -> bool:
    """Whether a maker's goods are those of the contract: a chocolate maker buys cocoa, a textile maker may buy yarn;
    of machines the chapter is enough."""
    return any(
        known.startswith(code) or code.startswith(known)
        for code in made
        if len(code) > 2 or "84" <= code <= "89" or code in goods
        for known in goods
    )


def _about(items: list[Item], side: Side) -> list[Item]:
    """The words that describe a side: its own, those before its name, an aside behind it; of a side that another
    sentence names its own alone."""
    if side.items and side.items[0] not in items[side.start : side.stop]:
        return list(side.items)
    start = side.start
    while start > 0 and side.start - start < 7 and _describing(items[start - 1]):
        start -= 1
    stop = side.stop
    if lower_at(items, stop) == "," and lower_at(items, stop + 1) in {"a", "an", "the", "one"}:
        stop = next((k for k in range(stop + 2, min(len(items), stop + 12)) if items[k].lower == ","), stop)
    return [*items[start:stop], *side.items]


def _describing(item: Item) -> bool:
    if item.kind in ("GOOD", "DEM"):
        return True
    return item.kind in ("w", "CUE") and item.text[:1].islower() and item.lower not in _NOT


_NOT = frozenset("with and by from to for of in on the between a an signed".split())


def _does(document: Document, side: Side, goods: frozenset[str]) -> PartyRole | None:
    """By what the headline or a sentence says that the side does with such goods: "X buys more yarn"."""
    if not side.name:
        return None
    chapters = {code[:2] for code in goods}
    for sentence in document.sentences:
        if (
            not chapters.isdisjoint(c[:2] for c in _codes(sentence.items))
            and (role := _acts(sentence, side.name)) is not None
        ):
            return role
    return None


def _acts(sentence: Sentence, name: str) -> PartyRole | None:
    items = sentence.items
    for k, item in enumerate(items):
        if item.kind not in ("NAME", "ORG", "w", "CUE") or not item.text[:1].isupper() or item.text not in name:
            continue
        at = k + 1 + 2 * (lower_at(items, k + 1) == "of" and kind_at(items, k + 2) == "PLACE")  # "X of Norway has won"
        limit = at + 3
        while at < limit and lower_at(items, at) in _BEFORE_VERB:
            at += 1
        if kind_at(items, at) != "CUE":
            continue
        if items[at].is_("deal_buy") or lower_at(items, at) in _TAKES:
            return "buyer"
        if (
            items[at].is_("deal_win")
            or items[at].is_("deal_sell")
            or items[at].is_("deal_send")
            or lower_at(items, at) in _GIVES
        ):
            return "supplier"
    return None


_BEFORE_VERB = frozenset("to will has is also would mainly".split())
_TAKES = frozenset("imports import importing orders ordered".split())
_GIVES = frozenset("exports export exporting exported".split())
