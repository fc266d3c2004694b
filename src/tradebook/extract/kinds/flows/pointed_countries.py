""" "The Asian country", "the Balkan state" as the one country spoken of that lies there: "Uruguay's exports to China
rose, but |the Asian nation|'s purchases of beef fell"."""

from __future__ import annotations

from tradebook.extract.items import Cue, Item, Place, Sentence
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group, members

_COUNTRIES = frozenset("country nation state republic economy giant kingdom sultanate monarchy emirate".split())
_POINTING = frozenset({"the", "this", "that"})
_BETWEEN = frozenset("island landlocked neighbouring neighboring member - mainland populous biggest largest".split())
_OTHERS = frozenset({"of", "that", "which", "whose", "where", "most", "other"})
_APPOSED = frozenset({"is", "was", "are", "became", "as", "remains", "be", "another", "only"})


def put_in_pointed(sentence: Sentence, topic: Topic) -> None:
    """Put the country that is spoken of into a sentence that points at it by where it lies; the country whose trade
    the report tells is left to the words that point at it anyway."""
    if sentence.lowers.isdisjoint(_COUNTRIES):
        return
    items = sentence.items
    changed = False
    for k in range(len(items) - 2, 0, -1):
        stop = _described(items, k)
        code = _meant(items, k, stop, topic, sentence) if stop else None
        if code is None:
            continue
        first, last = items[k - 1], items[stop - 1]
        text = sentence.text_between(first, last)
        items[k - 1 : stop] = [_as_item(code, first.start, last.end, text)]
        changed = True
    if changed:
        sentence.refresh()


def _described(items: list[Item], k: int) -> int:
    """The index behind "the |Southeast Asian| country", whose part of the world stands at `k`; 0 where there is none,
    or where the words say what a country named beside them is."""
    if items[k].kind not in {"DEM", "PLACE"} or not is_group(items[k].value.code):
        return 0
    if lower_at(items, k - 1) not in _POINTING or lower_at(items, k - 2) in _APPOSED:
        return 0
    if lower_at(items, k - 2) in {",", "(", "-", "–", "—"} and kind_at(items, k - 3) == "PLACE":
        return 0
    stop = k + 1
    while lower_at(items, stop) in _BETWEEN:
        stop += 1
    if lower_at(items, stop) not in _COUNTRIES or lower_at(items, stop + 1) in _OTHERS:
        return 0
    return stop + 1


def _meant(items: list[Item], k: int, stop: int, topic: Topic, sentence: Sentence) -> str | None:
    """The one country of those spoken of that lies in the part of the world at `k`; "" where it is the report's own."""
    region = members(items[k].value.code)
    focus, base = topic.told(sentence), topic.settled(sentence)
    here = {i.value.code for i in items[: k - 1] if i.kind in {"PLACE", "DEM"}}
    spoken = here | {
        c for scope in (focus, base) if scope is not None for c in (*scope.sides.pair, scope.sides.reporter)
    }
    found = (spoken - {None, WORLD}) & region
    if not found:
        before = topic.document.sentences[max(0, sentence.index - _REACH) : sentence.index]
        found = {i.value.code for s in before for i in s.items if i.kind in {"PLACE", "DEM"}} & region
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


_REACH = 3
_THE_COUNTRY = Cue({"country_noun": "1"})
