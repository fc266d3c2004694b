"""Restrictions: sanctions, bans, tariffs, quotas and licences of states on trade.

sides    who acts, and what a restriction is on
reader   nouns with their acts ("lifted its ban on"), and verbs ("banned exports of")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, slot_agrees
from tradebook.extract.items import Sentence

if TYPE_CHECKING:
    from tradebook.extract.kinds.restriction.memory import Memory

_CUES = frozenset({"restr_noun", "restr_do"})
_LISTS = frozenset({"list", "blacklist", "sanctioned", "blacklisted"})


def read(document: Document) -> list[Draft]:
    """The restrictions of a report, one draft each."""
    found: list[Draft] = []
    memory: Memory | None = None
    for sentence in document.sentences:
        if _CUES.isdisjoint(sentence.cues):
            if memory is not None and "restr_act" in sentence.cues:
                memory.date_by_order(sentence)
            more = _worded(sentence, [], memory)
            if not more:
                continue
            memory = memory or _memory(document)
        else:
            from tradebook.extract.kinds.restriction.reader import restrictions

            memory = memory or _memory(document)
            more = [] if _broken_off(sentence) else restrictions(sentence, memory)
            more += _worded(sentence, more, memory)
        memory.told += more
        found += more
    return merged(found, _same)


def _broken_off(sentence: Sentence) -> bool:
    """Whether trade stopped by a mishap, which is no measure of policy: "suspended its crude oil exports due to an
    earthquake"."""
    if sentence.lowers.isdisjoint(_MISHAPS):
        return False
    return any(item.lower.startswith(_STOPS) for item in sentence.items) and "restr_noun" not in sentence.cues


_MISHAPS = frozenset(
    "earthquake fire blaze explosion hurricane cyclone typhoon storm strike strikes outage leak accident blockade "
    "majeure".split()
) | {"force majeure"}
_STOPS = ("suspend", "halt", "stop")


def _memory(document: Document) -> Memory:
    from tradebook.extract.kinds.event.scene import Scene
    from tradebook.extract.kinds.restriction.memory import Memory

    return Memory(Scene(document))


def _worded(sentence: Sentence, told: list[Draft], memory: Memory | None) -> list[Draft]:
    """What is told without a noun or verb of restrictions, where these did not tell it."""
    if ("GOOD" not in sentence.kinds and _LISTS.isdisjoint(sentence.lowers)) or sentence.headline:
        return []
    from tradebook.extract.kinds.restriction.worded import worded

    return [
        draft for draft in worded(sentence, memory) if all(draft.get("type") != known.get("type") for known in told)
    ]


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell one restriction: type and status agree, by, on, goods and date do not contradict, and
    what both name overlaps."""
    if a.get("type") != b.get("type") or a.sentence is b.sentence:
        return False
    titled = a.sentence.headline or b.sentence.headline
    foretold = a.sentence.headline and (a.get("status"), b.get("status")) == ("in force", "planned")
    if a.get("status") != b.get("status") and not foretold:
        return False
    if not all(slot_agrees(slot, a.get(slot), b.get(slot)) for slot in ("by", "date")):
        return False
    if not slot_agrees("on", a.get("on"), b.get("on")) and not (titled and set(a.get("on")) & set(b.get("on"))):
        return False  # a headline sums up: "steel from the EU and several Asian countries"
    if {*(a.get("by") or ()), *(b.get("by") or ())} & {*(a.get("on") or ()), *(b.get("on") or ())}:
        return False
    if not slot_agrees("goods", a.get("goods"), b.get("goods")) and not (titled and _nested(a, b)):
        return False
    shared = sum(bool(a.get(slot)) and bool(b.get(slot)) for slot in ("by", "on", "goods"))
    same = shared > 1 or (shared == 1 and (bool(a.get("date")) and bool(b.get("date"))))
    if same and foretold:  # "X imposes tariffs" over "X will impose tariffs"
        a.stance = b.stance
        a.slots["status"] = b.get("status")
    return same


def _nested(a: Draft, b: Draft) -> bool:
    """Whether the goods of one are a part of the other's, as a headline sums up what the text tells: by their codes, or
    by their word ("raspberries" for frozen raspberries)."""
    words = [{good.text.lower() for good in d.get("goods") or ()} for d in (a, b)]
    if len(words[0]) == len(words[1]) == 1:
        one, two = words[0].pop(), words[1].pop()
        if one.endswith(" " + two) or two.endswith(" " + one):
            return True
    mine, yours = ({code for good in d.get("goods") or () for code in good.hs} for d in (a, b))
    return any(x.startswith(y) or y.startswith(x) for x in mine for y in yours)
