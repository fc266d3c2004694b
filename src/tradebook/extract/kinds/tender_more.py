"""Tenders of several buyers told in one sentence: "A is tendering for 50,000 tonnes of wheat and B for 40,000 of
barley", "A's X and B's Y issued wheat tenders"."""

from __future__ import annotations

import re
from itertools import pairwise

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_parties import party_of

_GAPPED = re.compile(
    r"(?:and|,|while) (?P<buyer>PLACE|ORG|NAME|PLACE ' s (?:ORG|NAME)) (?:for|to buy) QTY of (?P<good>GOOD)"
)


def others(sentence: Sentence, draft: Draft, call: Call) -> list[Draft]:
    """The tenders of further buyers in the sentence of a draft, which loses what is theirs."""
    if draft.get("status") not in {"announced", "planned"} or draft.get("buyer") is None:
        return []
    return _gapped(sentence, draft, call) or _of_each(sentence, draft, call)


def _gapped(sentence: Sentence, draft: Draft, call: Call) -> list[Draft]:
    """ "and B for 40,000 tonnes of barley": who else is told with a weight and a good, without the verb."""
    found: list[Draft] = []
    if sentence.masked.count("QTY") < 2:
        return found
    for match in _GAPPED.finditer(sentence.masked):
        at = sentence.item_at(match.start("buyer"))
        if at < max(call.noun, call.verb):
            continue
        sides = [s for s in sides_in(sentence, at, at + 4) if s.name or s.country]
        ware = sentence.items[sentence.item_at(match.start("good"))]
        if not sides or ware.kind != "GOOD":
            continue
        found.append(_like(sentence, draft, sides[-1], ware))
        left = tuple(good for good in draft.get("goods") or () if good != ware.value.good)
        if left:
            draft.put("goods", left)
    return found


def _of_each(sentence: Sentence, draft: Draft, call: Call) -> list[Draft]:
    """Each of the buyers that a verb has for its subject, of another country than the rest: "A's X, B's Y and C's Z
    issued wheat tenders"."""
    items = sentence.items
    if not call.subject_buys or call.verb > call.noun or not items[call.noun].lower.endswith("s"):
        return []
    sides = [s for s in sides_in(sentence, call.start, call.verb) if s.country]
    if len(sides) < 2 or len({s.country for s in sides}) < len(sides):
        return []
    if not all(_joined(items, one, two) for one, two in pairwise(sides)):
        return []
    buyer = draft.get("buyer")
    return [_like(sentence, draft, side, None) for side in sides if side.country != buyer.country]


def _joined(items: list[Item], one: Side, two: Side) -> bool:
    between = {lower_at(items, k) for k in range(one.stop, two.start) if items[k].kind not in {"PLACE", "DEM"}}
    return bool(between & {"and", ",", "as well as"}) and between <= {"and", ",", "the", "as well as", "s", "'", "’"}


def _like(sentence: Sentence, draft: Draft, side: Side, ware: Item | None) -> Draft:
    """The same tender of another buyer, for its own good where that is told."""
    other = Draft("tender", sentence, stance=draft.stance, confidence=draft.confidence - 0.05)
    other.slots = dict(draft.slots)
    other.spans = {slot: list(spans) for slot, spans in draft.spans.items() if slot not in {"buyer", "goods"}}
    other.put("buyer", party_of(sentence, side, "buyer"), *side.items)
    if ware is not None:
        other.put("goods", (ware.value.good,), ware)
    else:
        other.spans["goods"] = list(draft.spans.get("goods", ()))
    return other
