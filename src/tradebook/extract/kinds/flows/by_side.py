"""Which half of trade a sentence is about, told before it: "|On the import side,| Germany accounted for 24 percent"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Measure

_HALVES: dict[str, Measure] = {
    "export": "exports",
    "exports": "exports",
    "import": "imports",
    "imports": "imports",
}
_LEADING = frozenset(
    "on the as for in terms of regarding concerning by among when it comes to side total merchandise goods "
    "meanwhile and but".split()
) | {"as for", "in terms of", "with regard to", "with respect to", "in the case of", "in terms", "when it comes to"}
_BEHIND = frozenset({"side", "front", "terms", "alone", "destinations", "origins", "ledger"})
_LONGEST = 8


def turned_to_half(sentence: Sentence, topic: Topic) -> list[Item] | None:
    """The items of a sentence behind "On the import side,"; what is spoken of is that half of the trade from now on.
    None where no half is told so, or nobody is known whose it is."""
    if sentence.lowers.isdisjoint(_HALVES) or lower_at(sentence.items, 0) not in _LEADING:
        return None
    items = sentence.items
    at = next((k for k, item in enumerate(items[:_LONGEST]) if item.lower in _HALVES), 0)
    if at == 0 or any(item.lower not in _LEADING for item in items[:at]):
        return None
    stop = at + 1
    while lower_at(items, stop) in _BEHIND:
        stop += 1
    measure = _HALVES[items[at].lower]
    sides = _whose(measure, topic, sentence) if lower_at(items, stop) == "," and stop + 2 < len(items) else None
    if sides is None or topic.focus is None:
        return None
    topic.focus = Scope(sides, measure, (), topic.focus.sentence)
    return items[stop + 1 :]


def _whose(measure: Measure, topic: Topic, here: Sentence) -> Sides | None:
    """Whose exports or imports are meant: the half told before, else that of the trade spoken of."""
    told = topic.halves.get(measure)
    base = topic.settled(here)
    if base is None or base.sides.reporter in {None, WORLD}:
        return None
    if told is not None and told[0].reporter == base.sides.reporter and topic.near(told[1], here):
        return replace(told[0], confidence=0.7)
    partner = base.sides.partner if topic.near(topic.trade, here) else WORLD
    return Sides(base.sides.reporter, partner, confidence=0.7)
