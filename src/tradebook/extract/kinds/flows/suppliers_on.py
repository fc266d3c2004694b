"""Who supplied what of the imports told right before: "Egypt imported 4.9 million tonnes of wheat. |Russia supplied 3.3
million of that, Romania 700,000 and Ukraine 500,000|"."""

from __future__ import annotations

from tradebook.extract.analysis.pairs import carried_unit
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at

_SUMS = {"AMT": "amount", "QTY": "quantity"}
_SUPPLYING = frozenset({"supplied", "provided", "contributed"})
_SENDING = frozenset({"shipped", "sent", "sold", "delivered"})
_BESIDE = frozenset({"of", "that", "this", "it", "them", "the", "total", "of that", "of this", "of it", "of them"})
_OF_IT = frozenset({"of this", "of that", "of it", "of these"})
_OF_THAT = frozenset({"that", "this", "total", "of that", "of this", "of it"})
_JOINING = frozenset({",", "and", ";", "while", "the"})
_KEPT = ("measure", "reporter", "goods", "period", "excludes", "coverage")


_Part = tuple[Item, Item, Item | None, tuple[int, Item] | None]
"""Supplier, figure, the buyer where he is named, sign and percentage of a growth."""


def suppliers_on(sentence: Sentence, topic: Topic) -> list[Draft]:
    """A draft for each supplier of a list that shares out the imports of the sentence before; [] elsewhere."""
    told = topic.last
    if (
        len(told) != 1
        or sentence.index - told[0].sentence.index != 1
        or sentence.lowers.isdisjoint(_SUPPLYING | _SENDING)
    ):
        return []
    whole = told[0]
    if whole.get("measure") != "imports" or whole.get("reporter") in {None, WORLD} or whole.get("partner") is None:
        return []
    of_one = whole.get("partner") != WORLD  # "Imports from Nepal came to 9 tonnes. Oman supplied 5 tonnes"
    parts = _parts(sentence.items, topic.unit, whole.get("reporter"))
    if len(parts) == 1 and not _of_it(sentence) and sentence.paragraph != whole.sentence.paragraph:
        return []
    taken = {whole.get("reporter"), whole.get("partner")}
    if not parts or any(place.value.code in taken for place, _, _, _ in parts):
        return []
    slot = _SUMS[parts[0][1].kind]
    size = whole.get(slot)
    if size is None and (of_one or not whole.get("goods")):
        return []
    most = size.value if size is not None and not of_one else None
    if most is not None and any((figure.value.value or 0) > most for _, figure, _, _ in parts):
        return []
    return [_draft(sentence, whole, part, slot) for part in parts]


def _parts(items: list[Item], unit: Item | None, buyer: str) -> list[_Part]:
    """The suppliers and their figures, in their order, and the buyer where "to" names him; [] where anything else is
    told. What they only "shipped" is of those imports where he is named, or where several of them are."""
    k = 1 + (lower_at(items, 1) == ",") if lower_at(items, 0) in _OF_IT else 0
    k += lower_at(items, k) == "the"
    verb = lower_at(items, k + 1)
    if kind_at(items, k) != "PLACE" or verb not in _SUPPLYING | _SENDING:
        return []
    found: list[_Part] = []
    place: Item | None = items[k]
    for n, item in enumerate(items[k + 2 :], k + 2):
        behind = lower_at(items, n - 1 - (lower_at(items, n - 1) == "the")) == "to"
        if item.kind == "PLACE" and behind and item.value.code == buyer and found:
            found[-1] = (*found[-1][:2], item, found[-1][3])
            continue
        if item.lower == "to" or (item.lower in _SUPPLYING | _SENDING and kind_at(items, n - 1) == "PLACE"):
            continue
        if found and (moved := _moved(items, n)) is not None:
            if moved[1] is not None:
                found[-1] = (*found[-1][:3], moved[1])
            continue
        figure = item if item.kind in _SUMS else _with_unit(item, found[-1][1] if found else unit)
        if figure is not None:
            if place is None:
                return []
            found.append((place, figure, None, None))
            place = None
        elif item.kind == "PLACE" and place is None:
            place = item
        elif item.lower in {".", ""}:
            break
        elif item.lower not in _JOINING | _BESIDE:
            return []
    if verb in _SENDING and len(found) < 2:
        return []
    return found if place is None else []


def _moved(items: list[Item], n: int) -> tuple[int, tuple[int, Item] | None] | None:
    """What stands at `n` of ", up 9%" behind a figure: the comma and "up" (nothing yet), or sign and percentage."""
    item = items[n]
    if item.kind == "PCT" and n and items[n - 1].lower in _UP_DOWN and item.value.percent is not None:
        return n, (_UP_DOWN[items[n - 1].lower], item)
    return (n, None) if item.lower in _UP_DOWN and kind_at(items, n + 1) == "PCT" else None


_UP_DOWN = {"up": 1, "down": -1}


def _of_it(sentence: Sentence) -> bool:
    return any(item.lower in _OF_THAT for item in sentence.items)


def _with_unit(item: Item, unit: Item | None) -> Item | None:
    if unit is None:
        return None
    return carried_unit(item, unit) if item.kind == "NUM" and item.value.printed and item.value.low >= 1000 else None


def _draft(sentence: Sentence, whole: Draft, part: _Part, slot: str) -> Draft:
    place, figure, buyer, grown = part
    draft = Draft("trade_flow", sentence, confidence=whole.confidence * 0.85)
    for name in _KEPT:
        if name in whole.slots:
            draft.slots[name] = whole.slots[name]
    draft.lean_on(whole.sentence)
    if buyer is not None:  # "Canada sent 126,000 tonnes |to the US|": what Canada exports
        draft.slots.update(measure="exports", partner=buyer.value.code)
        draft.put("reporter", place.value.code, place)
    else:
        draft.put("partner", place.value.code, place)
        if place.value.area:
            draft.slots["partner_area"] = place.value.area
    draft.put(slot, figure.value, figure)
    if grown is not None:
        sign, item = grown
        draft.put("change", growth(item, sign * item.value.percent, "value" if slot == "amount" else "quantity"), item)
    return draft
