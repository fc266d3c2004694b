"""What "the tender" takes from the sentence before: the goods and buyer of the tender told there, or of the need that
it is to meet ("A plans to buy 50 coaches. An international tender will be announced in April")."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.context import sentences_before
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import words_of
from tradebook.statement import Good

_REACH = 2
_POINTING = frozenset({"the", "this", "its", "their", "that"})
_NEEDING = frozenset("buy buys purchase purchases acquire procure import imports need needs seeking seeks".split())


def is_pointed(sentence: Sentence, call: Call) -> bool:
    """Whether the tender of a call is one spoken of before: "the tender", "the international tender"."""
    items = sentence.items
    for k in range(call.noun - 1, max(-1, call.noun - 4), -1):
        if items[k].lower in _POINTING:
            return True
        if items[k].kind not in {"w", "CUE"}:
            return False
    return False


def take_last(draft: Draft, sentence: Sentence, call: Call, last: Draft | None) -> None:
    """Goods and buyer of the tender told just before, of which something else is told now: who won it."""
    if last is None or draft.get("goods"):
        return
    again = last.get("status") == "cancelled" and draft.get("status") == "planned"
    if not is_pointed(sentence, call) and not (again and lower_at(sentence.items, call.noun - 1) in _ANEW):
        return
    near = sentence.headline == last.sentence.headline and 0 < sentence.index - last.sentence.index <= _REACH
    told_more = draft.get("bidders") if draft.get("status") == "awarded" else None
    if again:
        told_more = (last.get("buyer"),)  # "It would re-float the tender in July"
    if not near or draft.get("status") == last.get("status") or not told_more:
        return
    draft.put("goods", last.get("goods"))
    if draft.get("buyer") is None and last.get("buyer") is not None:
        draft.put("buyer", last.get("buyer"))
    draft.lean_on(last.sentence)


_ANEW = frozenset({"new", "fresh", "another", "second", "repeat"})


def take_earlier(draft: Draft, sentence: Sentence, call: Call, last: Draft | None) -> None:
    """Goods and buyer of an earlier tender of the same buyer: "It had cancelled |a previous tender| on June 11", "Its
    last tender closed without a purchase"; the buyer of a further one: "A separate tender for barley closes on July
    3"."""
    items = sentence.items
    near = last is not None and sentence.headline == last.sentence.headline
    if last is None or not near or not 0 < sentence.index - last.sentence.index <= _REACH + 1:
        return
    near_words = {lower_at(items, k) for k in range(call.noun - 3, call.noun)}
    if near_words.isdisjoint(_EARLIER | _FURTHER) or "PLACE" in sentence.kinds:
        return
    if near_words.isdisjoint(_EARLIER) and not draft.get("goods"):
        return
    if not draft.get("goods") and last.get("goods"):
        draft.put("goods", last.get("goods"))
        draft.lean_on(last.sentence)
    if draft.get("buyer") is None and last.get("buyer") is not None:
        draft.put("buyer", last.get("buyer"))
        draft.lean_on(last.sentence)


_EARLIER = frozenset({"previous", "earlier", "last", "preceding"})
_FURTHER = frozenset({"separate", "another", "second", "parallel"})


def same_body(document: Document, sentence: Sentence, start: int, edge: int) -> tuple[Side, Sentence] | None:
    """The body of the sentences before that "the ministry", "the agency" stands for."""
    items = sentence.items
    word = next((items[k].lower for k in range(start, edge) if _is_body(items, k)), None)
    if word is None:
        return None
    for other in sentences_before(document, sentence, 3):
        if word not in other.text.lower():
            continue
        named = [s for s in sides_in(other, 0, len(other.items)) if s.name and word in s.name.lower().split()]
        if named:
            return named[0], other
    return None


def _is_body(items: list[Item], k: int) -> bool:
    low = items[k].lower
    if low in {"company", "buyer", "importer", "trader"}:
        return False  # any named firm may be meant
    return low in words_of("buyer") and lower_at(items, k - 1) == "the" and items[k].text.islower()


def needed_before(document: Document, sentence: Sentence) -> tuple[Side, list[Good], Sentence] | None:
    """Who wants to buy what in the sentence before, where that names one buyer."""
    before = next((s for s in sentences_before(document, sentence, 1) if s.headline == sentence.headline), None)
    if before is None or before.lowers.isdisjoint(_NEEDING) or "tender_noun" in before.cues:
        return None
    items = before.items
    verb = next((k for k, i in enumerate(items) if i.lower in _NEEDING), 0)
    led = lower_at(items, verb - 1) in _LEADING or items[verb].lower in _SINGLE
    if not verb or not led:
        return None
    subject = [s for s in sides_in(before, 0, verb) if s.name or s.country]
    counted = [c.good for c in counts.quantities(before, verb, len(items)) if c.good is not None]
    goods = counted[:1] or [g for g, _ in slots.goods_in(before, verb, len(items))]
    return (subject[-1], goods, before) if len(subject) == 1 and goods else None


_LEADING = frozenset({"to", "is", "are", "will", "would"})
_SINGLE = frozenset({"needs", "seeks"})
