"""Countries that a sentence only opens with for what happened there: "Since Russia's invasion of Ukraine, exports to
Poland have risen", "After the Qatar crisis, exports": none of them is whose trade is told."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import lower_at

_OPENING = frozenset(
    "since after before during amid despite following due owing because as with under given until thanks".split()
) | {"because of", "due to", "owing to", "as a result of", "thanks to", "in the wake of"}  # fmt: skip
_HAPPENING = frozenset(
    "aggression annexation attack attacks blockade ceasefire clashes collapse conflict coup crisis cyclone "
    "dispute disputes drought earthquake earthquakes election elections fighting flood flooding floods "
    "hostilities hurricane instability invasion occupation outbreak protests referendum revolution rift spat "
    "standoff tensions truce tsunami turmoil unrest uprising vote war wars".split()
)  # fmt: skip
_PLACES = frozenset({"PLACE", "DEM"})
_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})
_LINKS = frozenset({"in", "of", "with", "between", "against", "on", "and", "over", "from", "the", ",", "-", "–"})
_LONGEST = 16


def without_events(sentence: Sentence) -> list[Item] | None:
    """The items of a sentence with the countries of such an opening as plain words; None where it has none."""
    if sentence.lowers.isdisjoint(_HAPPENING) or sentence.kinds.isdisjoint(_PLACES):
        return None
    items = sentence.items
    if lower_at(items, 0) not in _OPENING:
        return None
    at = next((k for k, item in enumerate(items[:_LONGEST]) if item.lower in _HAPPENING), 0)
    if not at or any(_tells(item) for item in items[:at]):
        return None
    stop = at + 1
    while stop < len(items) and (items[stop].kind in _PLACES or items[stop].lower in _LINKS):
        if items[stop].lower == "," and lower_at(items, stop + 1) not in {"the", "and"}:
            break
        stop += 1
    if stop < len(items) and items[stop].is_("fverb") and items[stop - 1].kind in _PLACES:
        stop -= 1  # "After the war |Russia| exported"
    named = [k for k in range(stop) if items[k].kind in _PLACES and (k < at or lower_at(items, k - 1) in _LINKS)]
    if not named:
        return None
    out = list(items)
    for k in named:
        item = items[k]
        out[k] = Item("w", item.start, item.end, item.text, item.lower)
    return out


def _tells(item: Item) -> bool:
    trades = item.is_("flow") and item.lower != "trade"
    return trades or item.is_("fverb") or item.is_("supply") or item.kind in _FIGURES
