""" "The Asian country", "the landlocked nation", "the kingdom" as the one country spoken of that this is said of:
"Uruguay's exports to China rose, but |the Asian nation|'s purchases of beef fell"."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Cue, Item, Place, Sentence
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import rows
from tradebook.places import is_group, members

_COUNTRIES = frozenset("country nation state republic economy giant kingdom sultanate monarchy emirate".split())
_POINTING = frozenset({"the", "this", "that"})
_BETWEEN = frozenset("island landlocked neighbouring neighboring member - mainland populous biggest largest".split())
_OTHERS = frozenset({"of", "that", "which", "whose", "where", "most", "other"})
_APPOSED = frozenset({"is", "was", "are", "became", "as", "remains", "be", "another", "only"})
_REACH = 3
_THE_COUNTRY = Cue({"country_noun": "1"})


@cache
def _traits() -> dict[str, frozenset[str]]:
    """What is said of several countries, with their codes: "landlocked"."""
    return {row["form"]: frozenset(row["countries"].split()) for row in rows("country_traits")}


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The same as a noun with its article: "the kingdom", "the island nation"."""
    known = _traits()
    return {f"the {form}": known[form] for form in ("emirate", "kingdom", "sultanate")} | {
        "the island nation": known["island"]
    }


def put_in_pointed(sentence: Sentence, topic: Topic) -> None:
    """Put the country that is spoken of into a sentence that points at it by where it lies or what it is; for the
    country whose trade the report tells they are "the country"."""
    if sentence.lowers.isdisjoint(_COUNTRIES) and sentence.lowers.isdisjoint(_nouns()):
        return
    items = sentence.items
    changed = False
    for k in range(len(items) - 1, -1, -1):
        start, stop, which = _described(items, k)
        code = _meant(items[:start], which, topic, sentence) if which else None
        if code is None or (not code and items[k].kind == "CUE"):
            continue
        first, last = items[start], items[stop - 1]
        text = sentence.text_between(first, last)
        items[start:stop] = [_as_item(code, first.start, last.end, text)]
        changed = True
    if changed:
        sentence.refresh()


def _described(items: list[Item], k: int) -> tuple[int, int, frozenset[str]]:
    """Where "the |Southeast Asian| country", whose describing word stands at `k`, begins and ends, and the countries of
    which it may be said; none where the words say what a country named beside them is."""
    none = (0, 0, frozenset[str]())
    if items[k].kind == "CUE" and (which := _nouns().get(items[k].lower)):
        return (k, k + 1, which) if _stands_alone(items, k, k + 1) else none
    placed = items[k].kind in {"DEM", "PLACE"} and is_group(items[k].value.code)
    if not placed and items[k].lower not in _traits():
        return none
    if lower_at(items, k - 1) not in _POINTING:
        return none
    stop = k + 1
    while lower_at(items, stop) in _BETWEEN:
        stop += 1
    if lower_at(items, stop) not in _COUNTRIES or not _stands_alone(items, k - 1, stop + 1):
        return none
    return k - 1, stop + 1, members(items[k].value.code) if placed else _traits()[items[k].lower]


def _stands_alone(items: list[Item], start: int, stop: int) -> bool:
    """Whether a phrase is no predicate of a country or apposition to one, and is not told apart by what follows."""
    if lower_at(items, start - 1) in _APPOSED or lower_at(items, stop) in _OTHERS:
        return False
    return lower_at(items, start - 1) not in {",", "(", "-", "–", "—"} or kind_at(items, start - 2) != "PLACE"


def _meant(before: list[Item], which: frozenset[str], topic: Topic, sentence: Sentence) -> str | None:
    """The one of these countries that is spoken of; "" where it is the report's own."""
    focus, base = topic.told(sentence), topic.settled(sentence)
    here = {i.value.code for i in before if i.kind in {"PLACE", "DEM"}}
    spoken = here | {
        c for scope in (focus, base) if scope is not None for c in (*scope.sides.pair, scope.sides.reporter)
    }
    found = (spoken - {None, WORLD}) & which
    if not found:
        near = topic.document.sentences[max(0, sentence.index - _REACH) : sentence.index]
        found = {i.value.code for s in near for i in s.items if i.kind in {"PLACE", "DEM"}} & which
    if len(found) != 1:
        return None
    code = str(found.pop())
    own = base is not None and base.sides.reporter == code and code not in here
    return "" if own else code


def _as_item(code: str, start: int, end: int, text: str) -> Item:
    """The place that is meant, or "the country" where it is the one whose trade is told."""
    if not code:
        return Item("CUE", start, end, text, "the country", _THE_COUNTRY)
    return Item("PLACE", start, end, text, text.lower(), Place(code=code, form="name"))
