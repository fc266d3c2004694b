"""Events: exhibitions, forums, visits, sessions of commissions, meetings, where states and their trade meet.

scene     the pair being spoken of, officials and their countries, dates and clauses
venue     the place and the counts
visits    X arrived in Y
meetings  meetings and commissions of two countries
fairs     exhibitions and forums
going_on  what the sentences behind an event tell of it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, slot_agrees
from tradebook.extract.items import Sentence

if TYPE_CHECKING:
    from tradebook.extract.kinds.event.scene import Scene

_CUES = frozenset({"event_fair", "event_forum", "event_visit", "event_meet", "event_body"})
_AWAITED = ("due in ", "expected in ", "awaited in ")
_SHOWS = frozenset({"event_fair", "event_forum"})
SHOWING = frozenset(
    "exhibitors exhibitor exhibiting exhibited exhibit exhibits pavilion pavilions stand stands booth booths part "
    "participate participated participating participation showcase showcases showcased showcasing presenting "
    "represented".split()
)
_NOUNS = (
    "orum",
    "xhibition",
    "xpo",
    "ommission",
    "ommittee",
    " Fair",
    "ongress",
    "onference",
    "ouncil",
    " Show",
    "Messe",
    "Foire",
    "Feria",
    "Salon ",
    "Summit",
)


def read(document: Document) -> list[Draft]:
    """The events of a report, one draft each."""
    report = document.report
    nouns = [part for part in _NOUNS if part in report.text or (report.title and part in report.title)]
    telling = [_may(sentence, nouns) for sentence in document.sentences]
    if not any(telling):
        return []
    from tradebook.extract.kinds.event import going_on
    from tradebook.extract.kinds.event.scene import Scene

    found: list[Draft] = []
    scene = Scene(document)
    last: Draft | None = None
    for sentence, may in zip(document.sentences, telling, strict=True):
        told = _told(sentence, scene) if may else []
        if told and last is not None and going_on.points_back(sentence, told, last):
            continue
        if not told and last is not None and going_on.goes_on(sentence, last):
            off, other = going_on.go_on(sentence, last)
            if off:
                found = [draft for draft in found if not _same_sides(draft, last)]
                last = None
            elif other is not None:
                found.append(other)
        elif told:
            found += told
            last = None if sentence.headline else told[-1]
    for draft in found:
        if draft.get("place") is None and "here" in draft.sentence.lowers and _is_here(draft.sentence):
            _put_here(document, draft)
    return merged(found, _same)


def _told(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The events of one sentence; it is read only by those whose noun it has, as a cue or inside a name."""
    from tradebook.extract.kinds.event import fairs, meetings, visits
    from tradebook.extract.kinds.event.scene import NAMED

    named = not sentence.kinds.isdisjoint(NAMED)
    sits = named or "event_body" in sentence.cues or (scene.commission is not None and _sits(sentence))
    commissions = meetings.commissions(sentence, scene) if sits else []
    told = named or not _SHOWS.isdisjoint(sentence.cues) or not SHOWING.isdisjoint(sentence.lowers)
    met = _on_sidelines(sentence) and meetings.meetings(sentence, scene)
    shows = met or (fairs.fairs(sentence, scene) if told else [])
    goes = "event_visit" in sentence.cues or visits.awaits(sentence)
    came = visits.visits(sentence, scene) if goes else []
    found = commissions + shows + came
    if "event_meet" in sentence.cues and not commissions and not shows:
        # "arrived in Moscow to hold talks with Russian officials" is one event
        sides = [set(draft.get("countries") or ()) for draft in came]
        found += [m for m in meetings.meetings(sentence, scene) if set(m.get("countries") or ()) not in sides]
    return found


def _same_sides(a: Draft, b: Draft) -> bool:
    """Whether two drafts name the same kind of event and countries: what one tells to be off is off."""
    return a is b or (a.get("type") == b.get("type") and set(a.get("countries") or ()) == set(b.get("countries") or ()))


def _sits(sentence: Sentence) -> bool:
    return "session" in sentence.text or "event_meet" in sentence.cues


def _on_sidelines(sentence: Sentence) -> bool:
    """Whether a meeting is told with the event that it was held beside: "met on the sidelines of the forum"."""
    return "event_meet" in sentence.cues and ("sidelines" in sentence.lowers or "margins" in sentence.lowers)


def _may(sentence: Sentence, nouns: list[str]) -> bool:
    """Whether a sentence has a word of this kind at all, as a cue or inside a name; `nouns` are those of the report."""
    if not _CUES.isdisjoint(sentence.cues) or not SHOWING.isdisjoint(sentence.lowers) or "session" in sentence.text:
        return True
    if any(words in sentence.text for words in _AWAITED):
        return True
    return bool(nouns) and any(part in sentence.text for part in nouns)


def _is_here(sentence: Sentence) -> bool:
    """Whether the event is where the text was written: "opened here on Monday", not "told reporters here"."""
    items = sentence.items
    return any(item.lower == "here" and k and items[k - 1].lower in _HELD for k, item in enumerate(items))


_HELD = frozenset(
    "held opened opens open began begins begun started starts commenced concluded ended closed inaugurated arrived met "
    "meeting talks underway off organised organized kicked convened gathered exhibition fair forum expo".split()
)


def _put_here(document: Document, draft: Draft) -> None:
    """Fill the place with the town of the dateline: "KARACHI: The forum was held here on Tuesday"."""
    town = document.seat
    if town is not None and town.value.form in {"city", "capital", "area"}:
        draft.put("place", town.text, town, sentence=document.dateline)


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell one event: one type, and countries, name and period that do not contradict."""
    if a.get("type") != b.get("type") or a.sentence is b.sentence:
        return False
    if a.stance != b.stance and not (_announces(a, b) or _announces(b, a)):
        return False
    names = (a.get("name"), b.get("name"))
    headline = (a.sentence.headline or b.sentence.headline) and bool(a.get("place")) and bool(b.get("place"))
    if all(names) and not headline:
        low = [str(n).lower() for n in names]
        if low[0] not in low[1] and low[1] not in low[0]:
            return False
    elif any(names) and a.get("type") == "exhibition" and not headline and not _counted_alike(a, b):
        return False
    if not any(names) and not _of_the_same(a, b):
        return False
    if a.get("type") != "visit" and not slot_agrees("place", a.get("place"), b.get("place")):
        return False
    return slot_agrees("period", a.get("period"), b.get("period")) and slot_agrees(
        "edition", a.get("edition"), b.get("edition")
    )


def _of_the_same(a: Draft, b: Draft) -> bool:
    """Whether two drafts name the same countries; a headline may leave out further ones of a journey: "President to
    visit Kenya" over "will travel to Kenya and Tanzania"."""
    one, other = set(a.get("countries") or ()), set(b.get("countries") or ())
    if one == other or a.get("type") != "visit" or a.sentence.headline == b.sentence.headline:
        return one == other
    told, whole = (one, other) if a.sentence.headline else (other, one)
    return len(told) > 1 and told < whole


def _announces(headline: Draft, told: Draft) -> bool:
    """Whether a headline without a date tells in the present what the text tells of the future: "X leads a delegation
    to Y"."""
    dated = bool(headline.get("period")) or not told.get("period")
    return headline.sentence.headline and not told.sentence.headline and headline.stance == "stated" and not dated


def _counted_alike(a: Draft, b: Draft) -> bool:
    """Whether one tells the other's counts: "This year, the exhibition features 750 companies"."""
    return bool(a.get("counts")) and a.get("counts") == b.get("counts")
