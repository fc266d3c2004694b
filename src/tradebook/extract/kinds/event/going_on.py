"""What the sentences behind an event tell of it: its days ("The visit lasted from May 3 to 5"), who came ("The
delegation included 15 companies"), that it was called off, or when another of its kind is ("The next session will be
held in").

An event is gone on about by its noun with "the" or "this", or by "it", as long as no other event stands between.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from tradebook.extract.draft import Draft, slot_agrees
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.called_off import fate, move
from tradebook.extract.kinds.event.fair_heads import FairHead
from tradebook.extract.kinds.event.meetings import ORDINALS
from tradebook.extract.kinds.event.scene import country_of, names_land
from tradebook.extract.kinds.event.showing import sent_counts
from tradebook.extract.kinds.event.taking_part import taking_part
from tradebook.extract.kinds.event.timing import dates, lies_ahead, period_at, speaks_ahead
from tradebook.extract.kinds.event.venue import Counted, counts_in, venue
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import EventCount, Period

_REACH = 3  # sentences behind the event, or behind the last one that went on about it


def _any(words: str) -> str:
    """A pattern for one of the words; several words of one stand with underscores."""
    return "(?:" + "|".join(words.replace("_", " ") for words in words.split()) + ")"


_NOUNS = {
    "visit": _any("visit trip mission trade_mission business_mission tour stay delegation trade_delegation"),
    "exhibition": _any("exhibition fair trade_fair expo show trade_show exposition salon event"),
    "forum": _any("forum conference summit congress business_forum event seminar"),
    "commission": _any("session meeting commission committee talks event sitting"),
    "meeting": _any("meeting talks round negotiations summit consultations session"),
}
_EDITIONS = {
    "visit": _any("visit trip mission trade_mission delegation"),
    "exhibition": _any("edition exhibition fair expo show event"),
    "forum": _any("edition forum conference summit congress business_forum event"),
    "commission": _any("session meeting sitting"),
    "meeting": _any("meeting round summit session"),
}
_ADJ = r"(?:(?:NUM - (?:day|week)|\w+ - (?:day|week)|DEM|\w+) ){0,2}?"
_AUX = (
    f"(?:{_any('has have had is are was were will being been be also now currently to due expected set scheduled')} )"
)
_TAKES = _any(
    "held took_place takes_place take_place taking_place last lasts lasted run runs ran continues continue began begin "
    "begins started starts start opened opens open ended ends end concluded concludes conclude closes closed close "
    "kicked_off kicks_off wrapped_up arrive arrived arrives planned scheduled slated set due"
)
_CLOSING = frozenset(
    "last lasts lasted run runs ran continues continue ended ends end concluded concludes conclude closes closed "
    "close".split()
) | {"wrapped up"}
_HELD = _any(
    "held hosted take_place takes_place took_place taking_place planned scheduled slated due expected set organised "
    "organized convene convened open opens opened meet"
)
_NTH = _any(f"next previous last first preceding following upcoming inaugural final similar ORD {' '.join(ORDINALS)}")
_WHICH = rf"(?P<which>NUM (?:st|nd|rd|th)|{_NTH})"


_BRINGS = _any(
    "include includes included comprise comprises comprised consists consisted made_up composed bring_together "
    "brings_together brought_together accompanied_by accompanied attended_by attended gathered gathers gather drew "
    "draws attracted attracts features featured hosted hosts"
)


_OF_THEM = _any(
    "talks negotiations consultations commission committee council forum fair exhibition expo event show session group "
    "kind series conference summit chambers sides countries ministers"
)


def _dated(kind: str) -> re.Pattern[str]:
    subject = rf"(?:(?:the|this|that) {_ADJ}{_NOUNS[kind]}|it)(?: itself)?"
    return re.compile(rf"^{subject} {_AUX}{{0,4}}(?P<verb>{_TAKES})\b(?P<rest>.*)")


def _another(kind: str) -> tuple[re.Pattern[str], ...]:
    """The next one as what is held, as what a place will host, and by its year."""
    behind = rf"{_EDITIONS[kind]}(?: of (?:the |this |its )?(?:\w+ ){{0,3}}?{_OF_THEM})?"
    subject = rf"(?:the|a|its|their|this) {_WHICH} (?:(?:such|\w+) )?{behind}"
    hosting = "will|is to|is due to|had|has"
    return (
        re.compile(rf"^{subject} ?{_AUX}{{0,4}}(?P<verb>{_HELD})\b"),
        re.compile(rf"^PLACE (?:{hosting}) (?P<verb>host|hosted|hold|held) {subject}"),
        re.compile(rf"^PER(?: ' s)? {behind} (?P<verb>will be|is to be|was|will take place|took place|{_BRINGS})\b"),
    )


_DATED = {kind: _dated(kind) for kind in _NOUNS}
_ANOTHER = {kind: _another(kind) for kind in _NOUNS}


def _set_for(sentence: Sentence) -> Item | None:
    """The town that something is "set for": "set for |Vancouver| from July 22"."""
    items = sentence.items
    for k in range(2, len(items)):
        there = lower_at(items, k - 1) == "for" and lower_at(items, k - 2) in {"set", "scheduled", "planned", "slated"}
        if there and items[k].kind == "PLACE":
            return items[k]
    return None


_RETURN = re.compile(
    rf"^(?:a|the|its|their) (?:return|reciprocal) {_EDITIONS['visit']}(?: by (?:\w+ |DEM |GOOD ){{1,4}}?)?"
    rf"(?: to PLACE)? ?{_AUX}{{0,4}}(?P<verb>{_HELD})\b"
)
_TWO = _any("sides ministers parties officials delegations teams negotiators leaders countries")
_MET_AGAIN = re.compile(
    rf"^(?:they|the two|both|the (?:two )?{_TWO}|both sides)"
    r" (?:(?:(?:are|is) (?:to|due to|expected to|set to|scheduled to)|will|agreed to|plan to|(?P<had>had)|have|has) )?"
    r"(?:(?P<last>last|previously|earlier|already) )?(?:meet|met|held talks|hold talks)\b(?P<again> again| next)?"
)
_COMING = _any("delegation mission group visit event forum meeting exhibition fair expo show session team")
_BROUGHT = re.compile(
    rf"^(?:(?:the|this) (?:\w+ ){{0,2}}?{_COMING}|it) (?:(?:also|has|had|was|is|will|be|being) ){{0,3}}{_BRINGS}\b"
)
_JOINS = _any(
    "taking_part took_part take_part participating participated participate attended attending attend joined joining "
    "join accompanied signed_up registered represented came gathered"
)
_CAME = re.compile(
    r"\bNUM (?:\w+ |DEM |GOOD ){0,4}?\w+ "
    rf"(?:(?:are|were|have|will|also|be|is|has|from PLACE|from both (?:countries|sides)) ){{0,3}}{_JOINS}\b"
    rf"(?! in (?:the |a )?(?!{_OF_THEM}|visit|meeting))"
)
_OFF_SUBJECT = {
    kind: re.compile(rf"^(?:(?:the|this|that) {_ADJ}{nouns}|it)(?P<tail> .*)") for kind, nouns in _NOUNS.items()
}


def goes_on(sentence: Sentence, last: Draft) -> bool:
    """Whether a sentence without an event of its own may go on about the event told last."""
    near = sentence.index - max(s.index for s in (last.sentence, *last.context, *last.also)) <= _REACH
    return near and not sentence.headline and sentence.field == last.sentence.field


def go_on(sentence: Sentence, last: Draft) -> tuple[bool, Draft | None]:
    """What a sentence tells of the event told before it. Whether that event was called off; another one of its kind."""
    kind = last.get("type")
    if _is_off(sentence, last, kind):
        return True, None
    if "PER" in sentence.kinds and (other := _other(sentence, last, kind) or _onward(sentence, last, kind)) is not None:
        return False, other
    if "PER" in sentence.kinds:
        _date(sentence, last, kind)
    if "NUM" in sentence.kinds:
        _count(sentence, last, kind)
    if kind in {"exhibition", "forum"} and not sentence.lowers.isdisjoint(_SHOW):
        _who_shows(sentence, last, kind)
    return False, None


# -- called off ------------------------------------------------------------------------------------------------------


def _is_off(sentence: Sentence, last: Draft, kind: str) -> bool:
    """Whether the event is told to be off; one that was moved gets its new date."""
    match = _OFF_SUBJECT[kind].search(sentence.masked)
    itself = match is not None and match["tail"].startswith(_BEING)  # not "the visit to a factory was cancelled"
    became = fate(sentence, 1) if itself else None
    if became is None:
        return False
    if became.when is not None:
        move(last, sentence, became.when)
        last.lean_on(sentence)
        return False
    return "from" not in sentence.lowers and not any(i.lower.startswith("from ") for i in sentence.items)


_BEING = (" was ", " were ", " has ", " have ", " had ", " is ", " will ", " would ", " , ")


# -- days ------------------------------------------------------------------------------------------------------------


def _date(sentence: Sentence, last: Draft, kind: str) -> None:
    """The days of the event: "The visit took place on May 14-16", "It runs until May 16"."""
    match = _DATED[kind].search(sentence.masked)
    if match is None:
        return
    items = sentence.items
    at = sentence.item_at(match.start("verb"))
    found = [k for k in dates(sentence, at, len(items)) if k - at < 7]
    if not found or any(items[k].lower in {",", ";", "and", "but", "when", "after"} for k in range(at, found[0])):
        return
    when = found[0]
    ahead = last.stance == "planned" or speaks_ahead(items, when, 8)
    period = period_at(sentence, when, ahead=ahead)
    known: Period | None = last.get("period")
    ends = match["verb"] in _CLOSING
    if known is not None:
        longer = _until(known, sentence, when) if ends else _refined(known, period)
        if longer is not None:
            last.put("period", longer, items[when], sentence=sentence)
        return
    if ends and period.start is None:
        return
    last.put("period", period, items[when], sentence=sentence)
    if lies_ahead(sentence, period):
        last.stance = "planned"


def _refined(known: Period, period: Period) -> Period | None:
    """The days inside the month or week told first."""
    if not (known.start and known.end and period.start and period.end) or period.edtf == known.edtf:
        return None
    return period if known.start <= period.start and period.end <= known.end else None


def _until(known: Period, sentence: Sentence, when: int) -> Period | None:
    """The days from the one on which an event began to the one on which it ends."""
    mention = sentence.items[when].value
    if known.start is None or known.start != known.end:
        return None
    for closing in (mention.ahead, mention.period):
        last = closing.end if closing is not None else None
        if last is not None and known.start < last and _days(known.start, last) < 60:
            return msgspec.structs.replace(known, end=last, edtf=f"{known.start}/{last}")
    return None


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


# -- who came --------------------------------------------------------------------------------------------------------


def _count(sentence: Sentence, last: Draft, kind: str) -> None:
    """Who came, counted in a sentence of its own."""
    brought = _BROUGHT.search(sentence.masked)
    sent = "represented" in sentence.lowers and kind == "exhibition"
    if brought is None and not sent and _CAME.search(sentence.masked) is None:
        return
    if sentence in last.context or "then" in sentence.lowers:
        return  # it was read with the event, or tells of an earlier one
    guest = last.get("countries")[0] if kind == "visit" and brought is not None else None
    known: tuple[EventCount, ...] = last.get("counts") or ()
    told = {c.n for c in known}
    found = (sent_counts(sentence) if kind == "exhibition" else None) or counts_in(
        sentence, 0, len(sentence.items), guest
    )
    counts: list[Counted] = [c for c in found if c.value.n not in told]
    lands = {c for c in (c.value.country for c in counts) if c is not None}
    if not counts or (kind != "exhibition" and not lands <= set(last.get("countries") or ())):
        return
    if {c.value.of for c in counts} <= {"countries", "nations"} and kind in {"visit", "meeting"}:
        return
    last.put("counts", (*known, *(c.value for c in counts)), *(c.item for c in counts), sentence=sentence)
    new = [c for c in lands if c not in (last.get("countries") or ())]
    if new:
        last.put("countries", (*(last.get("countries") or ()), *sorted(new)), sentence=sentence)


_SHOW = frozenset(
    "exhibitors exhibitor exhibited exhibiting exhibit participants participate participated participating part "
    "attended showed showing showcased showcasing presented presenting represented displayed displaying".split()
)


def _who_shows(sentence: Sentence, last: Draft, kind: str) -> None:
    """The countries whose firms are at a fair, told in a sentence of its own."""
    if not sentence.cues.isdisjoint({"deal_do", "deal_noun"}) or "last" in sentence.lowers:
        return
    shown = taking_part(sentence, FairHead(0, kind, (), 0), None)
    known: tuple[str, ...] = last.get("countries") or ()
    new = {c: i for i in shown if (c := country_of(i)) is not None and c not in known}
    if not new:
        return
    last.put("countries", (*known, *new), *new.values(), sentence=sentence)


def points_back(sentence: Sentence, told: list[Draft], last: Draft) -> bool:
    """Whether what a sentence tells of "the forum" or "the event" is of the one told before, without its name: "The
    forum brought together 40 Chilean firms". What it tells is put there."""
    if len(told) != 1 or told[0].get("name") or told[0].get("edition") or told[0].get("type") != last.get("type"):
        return False
    draft, kind = told[0], last.get("type")
    if _OFF_SUBJECT[kind].search(sentence.masked) is None or kind not in {"exhibition", "forum"}:
        return False
    known = set(last.get("countries") or ())
    codes = [c for c in draft.get("countries") or () if c not in known]
    if codes and kind == "forum" and len(known) > 1:
        return False
    if not all(slot_agrees(slot, draft.get(slot), last.get(slot)) for slot in ("period", "place")):
        return False
    for slot in ("period", "place"):
        if draft.get(slot) and not last.get(slot):
            last.put(slot, draft.get(slot), sentence=sentence)
    counted: tuple[EventCount, ...] = last.get("counts") or ()
    new = [c for c in draft.get("counts") or () if c.n not in {known.n for known in counted}]
    if new:
        last.put("counts", (*counted, *new), sentence=sentence)
    if codes:
        last.put("countries", (*(last.get("countries") or ()), *codes), sentence=sentence)
    last.lean_on(sentence)
    return True


# -- another one -----------------------------------------------------------------------------------------------------


def _other(sentence: Sentence, last: Draft, kind: str) -> Draft | None:
    """Another event of the same kind: "The next session will be held in Lima in 2025", "They last met in March"."""
    items = sentence.items
    match = next((m for pattern in _ANOTHER[kind] if (m := pattern.search(sentence.masked))), None)
    back = _RETURN.search(sentence.masked) if match is None and kind == "visit" else None
    again = _MET_AGAIN.search(sentence.masked) if match is None and kind in {"meeting", "commission"} else None
    if match is None and back is None and (again is None or not (again["last"] or again["again"] or again["had"])):
        return None
    own = {country_of(i) for i in items if names_land(i)} - {None}
    countries = last.get("countries") or ()
    if kind != "exhibition" and (len(countries) < 2 or not own <= set(countries)):
        return None
    found = dates(sentence, 0, len(items))
    if not found:
        return None
    draft = Draft("event", sentence, confidence=0.6)
    draft.put("type", kind, items[0])
    draft.lean_on(last.sentence)
    ahead = speaks_ahead(items, found[0], 14) or "next" in sentence.lowers
    period = period_at(sentence, found[0], ahead=ahead)
    draft.put("period", period, items[found[0]])
    draft.stance = "planned" if lies_ahead(sentence, period) or (ahead and not _over(sentence, period)) else "stated"
    where = venue(items, 1, 0, len(items)) or _set_for(sentence)
    if where is None and items[0].kind == "PLACE" and match is not None:
        where = items[0]
    if where is not None:
        draft.put("place", where.text, where)
    elif kind == "visit" and draft.stance == "planned" and last.get("place") and back is None:
        draft.put("place", last.get("place"))
    if back is not None:
        draft.put("countries", countries[::-1])
    elif kind != "exhibition":
        draft.put("countries", countries)
    elif not last.get("name"):
        return None
    if last.get("name"):
        draft.put("name", last.get("name"))
    by_year = match is not None and "which" not in match.re.groupindex
    counts = counts_in(sentence, 0, len(items)) if "NUM" in sentence.kinds else []
    if counts and kind in {"exhibition", "forum"}:
        draft.put("counts", tuple(c.value for c in counts), *(c.item for c in counts))
    if by_year and where is None and not counts:
        return None  # "Last year's fair was a success"
    if (
        match is not None
        and not by_year
        and (n := _edition(sentence, match)) is not None
        and kind != "visit"
        and kind != "meeting"
    ):
        draft.put("edition", n[0], items[n[1]])
    return draft


_ONWARD = re.compile(
    r"^(?:the (?:\w+ ){0,2}?(?:group|delegation|mission|team|minister|president|premier|leader|party)|it|he|she|they|"
    r"PERSON|mrs? (?:\. )?(?:NAME|\w+)) (?:(?:will|is to|is due to|later|then|also) ){0,2}"
    r"(?:go|goes|went|travel|travels|travelled|traveled|fly|flies|flew|move|moved|head|heads|headed|proceed|proceeded) "
    r"(?:on )?(?:to|for) (?:the )?(?P<host>PLACE)\b"
)


def _onward(sentence: Sentence, last: Draft, kind: str) -> Draft | None:
    """The next leg of a journey, with its day: "The group will go on to Kazakhstan on Saturday"."""
    match = _ONWARD.search(sentence.masked) if kind == "visit" else None
    if match is None:
        return None
    items = sentence.items
    at = sentence.item_at(match.start("host"))
    host = country_of(items[at])
    found = [k for k in dates(sentence, at, len(items)) if k - at < 4]
    guest = last.get("countries")[0]
    if host is None or not found or host in last.get("countries") or len({i.text for i in items if names_land(i)}) > 1:
        return None
    draft = Draft("event", sentence, confidence=0.6)
    draft.put("type", "visit", items[0])
    draft.lean_on(last.sentence)
    ahead = speaks_ahead(items, at, 8) or "will" in sentence.lowers
    period = period_at(sentence, found[0], ahead=ahead)
    draft.put("period", period, items[found[0]])
    draft.stance = "planned" if lies_ahead(sentence, period) or (ahead and not _over(sentence, period)) else "stated"
    draft.put("place", items[at].text, items[at])
    draft.put("countries", (guest, host), items[at])
    return draft


def _over(sentence: Sentence, period: Period) -> bool:
    return bool(period.end and sentence.today and period.end < sentence.today)


def _edition(sentence: Sentence, match: re.Match[str]) -> tuple[int, int] | None:
    """The number of another edition, and where it stands."""
    k = sentence.item_at(match.start("which"))
    item = sentence.items[k]
    if item.kind == "ORD":
        return (item.value, k) if isinstance(item.value, int) else None
    if item.kind == "NUM":
        return (int(item.value.low), k) if item.value.low == item.value.high else None
    n = ORDINALS.get(lower_at(sentence.items, k))
    return (n, k) if n is not None else None
