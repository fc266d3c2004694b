"""A ranking told beside a clause with figures of its own: "Mexico|, the biggest trading partner of the US,| exported
goods worth $4bn to Canada" tells Mexico's place, and none of its figures is of that trade."""

from __future__ import annotations

from tradebook.extract.items import Cue, Item, Sentence
from tradebook.extract.kinds.flows.flow import FIGURES
from tradebook.extract.kinds.phrases import lower_at

_PLACES = frozenset({"PLACE", "DEM"})
_MARKS = frozenset({",", "–", "—", "-"})
_OPENS_NONE = frozenset({"which", "who", "whose", "where", "and", "or", "its", "their"})
_FAR = 16


def parted_rank(sentence: Sentence) -> tuple[list[Item], list[Item]] | None:
    """The items of the ranking as a sentence of its own ("Mexico is the biggest trading partner of the US."), and those
    of the clause without it; None where a sentence has no such aside."""
    if "partner_noun" not in sentence.cues or sentence.kinds.isdisjoint(FIGURES):
        return None
    items = sentence.items
    for k in range(1, len(items) - 4):
        if items[k].text not in _MARKS or items[k - 1].kind != "PLACE":
            continue
        stop = next((j for j in range(k + 3, min(k + _FAR, len(items) - 1)) if items[j].text == items[k].text), None)
        if stop is None or not _ranks(items[k + 1 : stop]) or not _goes_on(items, k, stop):
            continue
        place = items[k - 1]
        being = Item("CUE", place.start, place.end, "is", "is", Cue({"val": "1"}))
        return [place, being, *items[k + 1 : stop], items[-1]], [*items[:k], *items[stop + 1 :]]
    return None


def _ranks(inside: list[Item]) -> bool:
    """Whether an aside tells whose buyer or seller somebody is, without a figure."""
    if lower_at(inside, 0) in _OPENS_NONE or not any(item.is_("partner_noun") for item in inside):
        return False
    if any(item.kind in FIGURES or item.kind == "NUM" or item.is_("fverb") for item in inside):
        return False
    return any(item.kind in _PLACES for item in inside)


def _goes_on(items: list[Item], k: int, stop: int) -> bool:
    """Whether the clause around the aside tells a flow by itself ("Exports to X, ..., rose 5%", "X, ..., sold tea to
    Y"); a place in the world may be that of the flow."""
    verb = stop + 1 + (lower_at(items, stop + 1) in {"has", "have", "had", "also"})
    behind = items[verb + 1 :]
    if verb >= len(items) or not any(item.kind in FIGURES for item in behind):
        return False
    if items[verb].is_("fverb") and not items[verb].is_("share"):
        return k == 1 and any(item.kind in _PLACES for item in behind)
    if not any(item.kind in _PLACES and item.lower not in {"world", "the world"} for item in items[k:stop]):
        return False
    moved = items[verb].is_("chverb") or items[verb].is_("val")
    return moved and any(item.is_("flow") for item in items[:k])
