"""Growth in brackets behind the partners that a sentence goes through, where it names no trade itself: "Exports of
watches fell 2%. |China (-17.3%) and Hong Kong (-12%) weighed on the result, while Japan (+8.5%) held firm|"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at

_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_MEASURES = frozenset({"exports", "imports", "turnover"})
_KEPT = ("measure", "reporter", "goods", "period", "excludes", "coverage")
# what else may grow by country
_OTHERS = frozenset(
    "prices price output production gdp economy economies growth inflation demand consumption tourists visitors "
    "arrivals investment investments stocks shares index profit profits revenue wages population".split()
)


def signed_places(sentence: Sentence, topic: Topic) -> list[Draft]:
    """A draft for each partner with its growth, of the country's trade told right before; [] elsewhere."""
    lowers = sentence.lowers
    if "(" not in lowers or "PCT" not in sentence.kinds or "flow" in sentence.cues or not lowers.isdisjoint(_OTHERS):
        return []
    items = sentence.items
    first = int(lower_at(items, 0) == "the")
    found = [k for k in range(first, len(items) - 4) if _is_signed(items, k) and items[k + 3].value.percent is not None]
    if len(found) < 2 - sentence.joined or found[0] != first or any(item.kind in {"AMT", "QTY"} for item in items):
        return []
    whole = next((draft for draft in topic.last if _is_of_all(draft, sentence)), None)
    if whole is None:
        return []
    others = [k for k in found if items[k].value.code != whole.get("reporter")]
    return [_draft(sentence, whole, items[k], (items[k + 2], items[k + 3])) for k in others]


def _is_signed(items: list[Item], k: int) -> bool:
    """Whether a place with its growth stands at `k`: "China (-17.3%)"."""
    if kind_at(items, k) != "PLACE" or lower_at(items, k + 1) != "(" or lower_at(items, k + 2) not in _SIGNS:
        return False
    return kind_at(items, k + 3) == "PCT" and lower_at(items, k + 4) == ")"


def _is_of_all(draft: Draft, sentence: Sentence) -> bool:
    told = draft.get("measure") in _MEASURES and draft.get("partner") == WORLD and draft.get("stance") is None
    near = sentence.index - draft.sentence.index <= 1 + sentence.joined  # ", whereas Japan (+8.5%) held firm"
    return told and near and draft.get("reporter") not in {None, WORLD}


def _draft(sentence: Sentence, whole: Draft, place: Item, grown: tuple[Item, Item]) -> Draft:
    sign, percent = grown
    draft = Draft("trade_flow", sentence, confidence=whole.confidence * 0.85)
    for name in _KEPT:
        if name in whole.slots:
            draft.slots[name] = whole.slots[name]
    draft.lean_on(whole.sentence)
    draft.put("partner", place.value.code, place)
    if place.value.area:
        draft.slots["partner_area"] = place.value.area
    draft.put("change", growth(percent, _SIGNS[sign.lower] * percent.value.percent, None), percent)
    return draft
