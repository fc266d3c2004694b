"""Visits: officials, delegations and business people of one country in another."""

from __future__ import annotations

from collections.abc import Callable

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.called_off import fate, move
from tradebook.extract.kinds.event.guests import (
    Guest,
    guest_before,
    guest_in,
    guest_inside,
    host_codes,
    joined,
    presumed,
    sayer,
)
from tradebook.extract.kinds.event.scene import (
    NAMED,
    Scene,
    hosts_at,
    names_land,
    word_class,
)
from tradebook.extract.kinds.event.timing import (
    PUT_OFF,
    begins_nearby,
    clause,
    lies_ahead,
    nearest_date,
    negated,
    period_at,
    said_there,
    speaks_ahead,
    will_be,
)
from tradebook.extract.kinds.event.venue import counts_in
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group
from tradebook.statement import Party

_TOWARDS = {"arriv": ("in", "at"), "fl": ("to", "into", "in"), "left": ("for",), "leav": ("for",), "depart": ("for",)}


def visits(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The visits told in one sentence."""
    found: list[Draft] = []
    for k, item in enumerate(sentence.items):
        form = item.cue("event_visit")
        if form is None:
            continue
        draft = _READERS[form](sentence, k, scene)
        for leg in (draft, _next_leg(sentence, k, draft)) if draft is not None else ():
            if leg is not None and not any(d.get("countries") == leg.get("countries") for d in found):
                found.append(leg)
    if not found and awaits(sentence) and (coming := _due(sentence, scene)) is not None:
        found.append(coming)
    return found


def awaits(sentence: Sentence) -> bool:
    """Whether somebody is "due in" or "expected in" a place."""
    return any(words in sentence.text for words in ("due in ", "expected in ", "awaited in "))


def _due(sentence: Sentence, scene: Scene) -> Draft | None:
    """ "Prime Minister X is due in Ankara on February 4": an official who is awaited."""
    items = sentence.items
    k = next((j for j, i in enumerate(items) if _is_awaited(i) and lower_at(items, j + 1) == "in"), None)
    if k is None or (lower_at(items, k - 1) not in _BEING and " " not in items[k].lower):
        return None
    hosts, stop = hosts_at(items, k + 2)
    if not hosts or _is_modifier(items, stop):
        return None
    guest = guest_in(sentence, clause(items, k)[0], k, hosts, scene)
    return _draft(sentence, k, hosts, stop, guest) if guest is not None and k - _last_of(items, guest) < 8 else None


def _is_awaited(item: Item) -> bool:
    return item.lower.rsplit(" ", 1)[-1] in _AWAITED


_AWAITED = frozenset({"due", "expected", "awaited"})


def _last_of(items: list[Item], guest: Guest) -> int:
    """The index of the last word that names the guest."""
    named = [*guest.persons, *([guest.item] if guest.item is not None else [])]
    return max((items.index(item) for item in named), default=-9)


def _next_leg(sentence: Sentence, k: int, draft: Draft) -> Draft | None:
    """The second leg of a journey, with a date of its own: "visited Kenya in May |and Ghana in June|"."""
    items = sentence.items
    ends = [span[1] for span in draft.spans["place"]]
    at = next((j for j, item in enumerate(items) if item.end == ends[-1]), len(items))
    when = next((j for j in range(at + 1, min(len(items), at + 3)) if items[j].kind == "PER"), None)
    if when is None or lower_at(items, when + 1) not in {"and", ","}:
        return None
    first = when + 2
    while lower_at(items, first) in _ONWARD:
        first += 1
    hosts, stop = hosts_at(items, first)
    dated = kind_at(items, stop) == "PER" or kind_at(items, stop + 1) == "PER"
    if not hosts or not dated or set(host_codes(hosts)) & set(draft.get("countries")):
        return None
    leg = _draft(sentence, k, hosts, stop, Guest(draft.get("countries")[0], None, (), 0.7))
    if leg is not None and draft.get("participants"):
        leg.put("participants", draft.get("participants"))
    return leg


_ONWARD = frozenset("and then later afterwards visit visited will travel go to".split())


def _group(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    """ "will lead a delegation of 30 companies to Hanoi", "a trade mission is in Lima"."""
    items = sentence.items
    start, _ = clause(items, k)
    if (received := _received(sentence, k, start, scene)) is not None:
        return received
    for j in range(k + 1, min(len(items), k + 18)):
        low = lower_at(items, j)
        if low in _GROUP_ENDS or (items[j].is_("event_visit") and items[j].cue("event_visit") != "group"):
            return None
        sent = lower_at(items, j - 1) in {"dispatched", "sent"} and lower_at(items, j - 2) in {
            "was",
            "were",
            "been",
            "be",
        }
        led = (
            low == "to"
            and not items[j - 1].is_("flow")
            and (
                sent
                or "mission" in items[k].lower
                or any(items[x].lower in _LEADING for x in range(max(start, k - 6), k))
            )
        )
        led = led or (low == "to" and j == k + 1 and _came_back(items, j))
        if led and j == k + 1 and kind_at(items, k - 1) in {"PLACE", "DEM"} and is_group(items[k - 1].value.code):
            return None  # "the EU delegation to Kenya" is an embassy
        staying = low == "in" and (
            lower_at(items, j - 1) in _STAYING
            or (j == k + 1 and any(i.lower == "delegation" for i in items[start:k]))  # "is engaged in a mission in"
        )
        if not (led or staying):
            continue
        hosts, stop = hosts_at(items, j + 1)
        if led and not hosts:
            hosts, stop = _at_event(items, j + 1)
        if not hosts or _is_modifier(items, stop):
            return None
        guest = guest_in(sentence, max(start, k - 14), j, hosts, scene) or _sent_by(items, stop)
        guest = guest or sayer(sentence, start, hosts, scene)
        guest = guest or (presumed(items, start, j, hosts, scene) if led else None)
        return _draft(sentence, j - 1 if staying else k, hosts, stop, guest)
    return None


def _came_back(items: list[Item], j: int) -> bool:
    """Whether what stands behind "a delegation to Oman" tells of its journey: "returned on Thursday"."""
    return any(items[k].lower in _JOURNEYED for k in range(j + 1, min(len(items), j + 9)))


_JOURNEYED = frozenset("returned returns left leaves concluded ended wound came back".split())


def _sent_by(items: list[Item], stop: int) -> Guest | None:
    """Who sends a mission, behind its goal: "a trade mission to Oman |organised by the Iranian export agency|"."""
    if lower_at(items, stop) not in _ORGANISED or lower_at(items, stop + 1) != "by":
        return None
    own = next((i for i in items[stop + 2 : stop + 5] if names_land(i) and not is_group(i.value.code)), None)
    return Guest(own.value.code, own, (), 0.7) if own is not None else None


_ORGANISED = frozenset("organised organized arranged led headed sponsored hosted".split())


def _at_event(items: list[Item], j: int) -> tuple[list[Item], int]:
    """Where the event is that a delegation is led to: "to a trade forum |in Uganda|", "to meet them at a fair in"."""
    for k in range(j, min(len(items) - 1, j + 12)):
        if items[k].is_("event_fair") or items[k].is_("event_forum"):
            return hosts_at(items, k + 2) if lower_at(items, k + 1) == "in" else ([], j)
        if items[k].lower in {",", ";", "and"}:
            break
    return [], j


def _received(sentence: Sentence, k: int, start: int, scene: Scene) -> Draft | None:
    """ "Kenya hosted a delegation of 23 Serbian companies in October": the land before the verb is the host."""
    items = sentence.items
    act = next((j for j in range(k - 1, max(start, k - 6), -1) if items[j].lower in _TAKING_IN), None)
    if act is None:
        return None
    hosts = _host_before(items, start, act)
    guest = guest_in(sentence, act + 1, min(len(items), k + 9), hosts, scene) if hosts else None
    return _draft(sentence, k, hosts, k + 1, guest) if guest is not None else None


def _host_before(items: list[Item], start: int, act: int) -> list[Item]:
    """The land that is the subject of the hosting at `act`."""
    at = act - 1
    while at > start and lower_at(items, at) in {"will", "has", "had", "also", "recently", "is", "to"}:
        at -= 1
    hosts = [items[at]] if items[at].kind == "PLACE" and lower_at(items, at - 1) in _OPENING else []
    return hosts or _host_of_body(items, start, at)


def _host_of_body(items: list[Item], start: int, at: int) -> list[Item]:
    """The land whose chamber or ministry ends at `at`: "Kuwait's chamber of commerce received"."""
    for k in range(at, max(start - 1, at - 8), -1):
        if names_land(items[k]) and not is_group(items[k].value.code):
            opens = lower_at(items, k - 1) in _OPENING
            owns = items[k].kind == "DEM" or possessive_at(items, k + 1) > k + 1
            return [items[k]] if opens and owns else []
        if items[k].kind not in {"w", "CUE", "ORG", "p", "PERSON"} or items[k].lower in {
            "from",
            "to",
            "in",
            "with",
            "and",
        }:
            return []
    return []


_TAKING_IN = frozenset("hosted hosts host hosting received receives receive welcomed welcomes welcome".split())
_OPENING = frozenset({"", ",", "that", "and", "while", "the"})
_STAYING = frozenset(
    "is are due was were be expected began begins started starts opened arrived arrives continues ended concluded "
    "landed stopped".split()
)
_GROUP_ENDS = frozenset({";", "said", "told", "met", "which", "who", "signed", "discussed"})
_LEADING = frozenset(
    "lead leads led leading bring brings brought send sends sent head heads headed take takes took".split()
)


def _verb_to(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    return _verb(sentence, k, scene, "to")


def _verb_direct(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    return _verb(sentence, k, scene, "direct")


def _verb(sentence: Sentence, k: int, scene: Scene, form: str) -> Draft | None:
    """ "X arrived in Baku", "X visited Algiers", "X will travel to New Delhi"."""
    items = sentence.items
    at = k + 1
    if lower_at(items, at) == "here" and (seat := scene.document.seat) is not None:
        guest = guest_before(sentence, k, [seat], scene, strict=True)
        return _draft(sentence, k, [seat], at + 1, guest) if guest is not None and guest.item is not None else None
    if form == "to":
        ways = next((w for stem, w in _TOWARDS.items() if items[k].lower.startswith(stem)), ("to",))
        if lower_at(items, at) not in ways and kind_at(items, at) == "PLACE" and ways == ("for",):
            at += 1  # "left Dhaka for Riyadh"
        while (
            ways == ("for",)
            and lower_at(items, at) not in ways
            and (kind_at(items, at) == "PER" or lower_at(items, at) in {"on", "early", "late"})
        ):
            at += 1  # "left Cairo on Monday for Hanoi"
        if ways == ("in", "at") and kind_at(items, dated := at + (lower_at(items, at) in _BEFORE_DAY)) == "PER":
            at = dated + 1  # "arrived on Monday in Hanoi"
        if lower_at(items, at) == "with" and ways == ("to",):
            return _with_official(sentence, k, at)
        if lower_at(items, at) not in ways:
            return None
        at += 1
    hosts, stop = hosts_at(items, at)
    if not hosts and form == "direct":
        hosts, stop = _inside(items, k)
    if not hosts and form == "direct" and (which := _which_before(items, k)) is not None:
        hosts, stop = [items[which - 2]], k + 1
        return _draft(sentence, k, hosts, stop, guest_in(sentence, 0, which, hosts, scene))
    if not hosts or _is_modifier(items, stop):
        return None
    guest = guest_before(sentence, k, hosts, scene, strict=items[k].lower in _EVERYDAY)
    if guest is not None and guest.item is None and items[k].lower in _EVERYDAY and guest.source is None:
        return None
    return _draft(sentence, k, hosts, stop, guest)


def _with_official(sentence: Sentence, k: int, at: int) -> Draft | None:
    """ "35 executives will travel |with the Serbian trade minister| to Zambia"."""
    items = sentence.items
    to = next((j for j in range(at + 1, min(len(items), at + 10)) if items[j].lower == "to"), None)
    hosts, stop = hosts_at(items, to + 1) if to is not None else ([], at)
    if to is None or not hosts or not any(item.lower in word_class("event_words", "leader") for item in items[at:to]):
        return None
    own = next((i for i in items[at:to] if names_land(i)), None)
    guest = Guest(own.value.code, own, (), 0.75) if own is not None else None
    return _draft(sentence, k, hosts, stop, guest)


def _inside(items: list[Item], k: int) -> tuple[list[Item], int]:
    """The place of what is visited: "visited meat plants in |Norway|"."""
    for j in range(k + 1, min(len(items) - 1, k + 6)):
        if items[j].lower == "in":
            return hosts_at(items, j + 1)
        if items[j].kind not in {"w", "CUE", "GOOD", "NUM"} or items[j].lower in {",", "and", "that", "to"}:
            break
    return [], k


def _which_before(items: list[Item], k: int) -> int | None:
    """The "which" of "in Baku, which he visited on Monday"."""
    which = next((j for j in range(k - 1, max(1, k - 5), -1) if items[j].lower == "which"), None)
    told = which is not None and lower_at(items, which - 1) == "," and kind_at(items, which - 2) == "PLACE"
    return which if told else None


_EVERYDAY = frozenset("go goes went come comes came heading headed".split())


def _is_modifier(items: list[Item], stop: int) -> bool:
    """Whether the place only describes what follows ("visited the Berlin fair", "visited Minsk Tractor Works")."""
    if kind_at(items, stop) in NAMED:
        return True
    if kind_at(items, stop) not in ("w", "CUE", "GOOD"):
        return False
    return lower_at(items, stop) in _PLACE_HEADS or (items[stop].text[0].isupper() and items[stop].kind != "PER")


_PLACE_HEADS = frozenset(
    "fair exhibition plant factory works region's forum airport stand pavilion border office offices market "
    "headquarters refinery port".split()
)


def _noun(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    """ "X paid a visit to Lisbon", "the visit of X to Baku", "the president's visit to Riyadh"; also the verb where
    a place follows at once ("will visit Moscow")."""
    items = sentence.items
    hosts, stop = hosts_at(items, k + 1)
    if hosts and lower_at(items, k + 1) == "of" and _is_official(items, stop):
        hosts = []  # "the visit of the US |president| to Hanoi"
    if hosts and items[k].lower.startswith("visit"):
        if _is_modifier(items, stop):
            return None
        return _draft(sentence, k, hosts, stop, guest_before(sentence, k, hosts, scene, strict=False))
    if (hosted := _hosted(sentence, k, scene)) is not None:
        return hosted
    if (stays := _staying(items, k)) is not None:
        hosts, stop = hosts_at(items, stays)
        guest = guest_before(sentence, stays - 1, hosts, scene, strict=False)
        stay = _draft(sentence, stays - 1, hosts, stop, guest)
        return _without_its_end(sentence, stay, k) if stay else None
    ways = {"to", "in", "of"} if items[k].lower == "tour" else {"to", "in"}
    toward = next((j for j in range(k + 1, min(len(items), k + 22)) if lower_at(items, j) in ways), None)
    if (met := _during(sentence, k, scene)) is not None:
        return met
    if toward is None or any(items[j].lower in _ENDS or items[j].is_("event_visit") for j in range(k + 1, toward)):
        return None
    hosts, stop = hosts_at(items, toward + 1)
    if not hosts or _is_modifier(items, stop) or (lower_at(items, toward) == "in" and toward > k + 1):
        return None
    guest = guest_inside(items, k + 1, toward, hosts, scene, sentence) if toward > k + 1 else None
    links = {"from", "by"} if lower_at(items, k + 1) in {"of", "by"} else {"by"}
    if guest is None and lower_at(items, stop) in links:
        guest = guest_in(
            sentence, k + 1, min(len(items), stop + 8), hosts, scene
        )  # "of a delegation to Oman from Iran"
    if guest is None:
        guest = guest_before(sentence, k, hosts, scene, strict=False)
    return _draft(sentence, k, hosts, stop, guest)


def _is_official(items: list[Item], k: int) -> bool:
    """Whether an office stands at `k`: "the visit of the US |president|", "of the New Zealand |prime minister|"."""
    leaders = word_class("event_words", "leader")
    return lower_at(items, k) in leaders or lower_at(items, k + 1) in leaders


def _hosted(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    """ "The president hosted Chancellor X on a visit in Pretoria", "Oman will host Minister X on a visit": who is
    hosted is the guest."""
    items = sentence.items
    act = next((j for j in range(k - 1, max(0, k - 16), -1) if items[j].lower in _TAKING_IN), None)
    if act is None:
        return None
    at = next((j for j in range(k + 1, min(len(items), k + 9)) if lower_at(items, j) == "in"), None)
    hosts, stop = hosts_at(items, at + 1) if at is not None else ([], k)
    if not hosts:
        hosts, stop = _host_before(items, clause(items, k)[0], act), k + 1
    guest = guest_in(sentence, act + 1, k, hosts, scene) if hosts else None
    return _draft(sentence, k, hosts, stop, guest) if guest is not None else None


def _during(sentence: Sentence, k: int, scene: Scene) -> Draft | None:
    """ "A forum will be held in Lima in May during the visit of Norway's president": the visit is there."""
    items = sentence.items
    if lower_at(items, k + 1) not in {"of", "by"} or "during" not in {lower_at(items, k - 1), lower_at(items, k - 2)}:
        return None
    at = next((j for j in range(k - 2, 0, -1) if kind_at(items, j) == "PLACE" and lower_at(items, j - 1) == "in"), None)
    if at is None:
        return None
    guest = guest_in(sentence, k + 1, min(len(items), k + 9), [items[at]], scene)
    return _draft(sentence, k, [items[at]], k + 1, guest) if guest is not None else None


def _staying(items: list[Item], k: int) -> int | None:
    """The index of the places before "on a two-day visit": "is in Azerbaijan on a two-day working visit"; None where
    the visit at `k` is told otherwise."""
    on = next((j for j in range(k - 1, max(0, k - 8), -1) if lower_at(items, j) in {"on", "for"}), None)
    if on is None or lower_at(items, on + 1) not in {"a", "an", "his", "her", "their", "its"}:
        return None
    for j in range(on - 2, max(0, on - 8), -1):
        if lower_at(items, j) == "in" and lower_at(items, j - 1).split(" ")[-1] in _BEING:
            hosts, stop = hosts_at(items, j + 1)
            return j + 1 if hosts and stop == on else None
    return None


def _without_its_end(sentence: Sentence, draft: Draft, k: int) -> Draft:
    """The draft of a stay that goes on ("is in Hanoi for a visit which will end tomorrow"): begun, and without the day
    on which it is to end as its time."""
    items = sentence.items
    ends = next((j for j in range(k + 1, min(len(items), k + 8)) if _ending(items[j])), None)
    told = draft.spans.get("period", ())
    at = next((j for j in range(len(items)) if told and (items[j].start, items[j].end) == told[0]), -1)
    if ends is not None and ends <= at <= ends + 4:
        del draft.slots["period"], draft.spans["period"]
        draft.stance = "stated"
    return draft


def _ending(item: Item) -> bool:
    return item.lower.split(" ")[0] in {"end", "ends", "ending", "until", "concludes", "conclude", "till"}


_BEFORE_DAY = frozenset({"on", "in", "earlier", "late", "early"})
_BEING = frozenset("is are was were be been will".split())
_READERS: dict[str, Callable[[Sentence, int, Scene], Draft | None]] = {
    "noun": _noun,
    "to": _verb_to,
    "direct": _verb_direct,
    "group": _group,
}
_ENDS = frozenset("; . was were is will said includes include".split())


def _draft(sentence: Sentence, k: int, hosts: list[Item], stop: int, guest: Guest | None) -> Draft | None:
    items = sentence.items
    if (
        guest is None
        or negated(items, k)
        or guest.code in host_codes(hosts)
        or any(i.lower in {"if", "invited", "invitation"} for i in items[max(0, k - 8) : k])
        or (lower_at(items, k - 1) == "to" and any(lower_at(items, j) in {"first", "only"} for j in range(k - 9, k)))
    ):
        return None
    became = fate(sentence, k)
    if (became is not None and became.when is None) or _was_to(items, k):
        return None
    draft = Draft("event", sentence, confidence=guest.confidence)
    draft.put("type", "visit", items[k])
    start, end = clause(items, k)
    told = next((j + 1 for j in range(k - 1, start, -1) if items[j].lower in {"after", "before", "following"}), start)
    when = nearest_date(sentence, stop, told, end)  # "leaves on Monday, a week after X visited": X's day is not told
    ahead = speaks_ahead(items, k, 14) and not said_there(items, k)
    ahead = ahead or _is_awaited(items[k]) or _will_include(items, k, stop)
    ahead = ahead or (items[k].cue("event_visit") in {"noun", "group"} and will_be(items, stop - 1, _far(sentence)))
    if when is not None:
        ahead = ahead or begins_nearby(sentence, start, when)
        period = period_at(sentence, when, ahead=ahead)
        draft.put("period", period, items[when])
        ahead = (ahead and not _is_over(sentence, period.end)) or lies_ahead(sentence, period)
    draft.stance = "planned" if ahead else "stated"
    if became is not None and became.when is not None:
        move(draft, sentence, became.when)
    _place(draft, sentence, hosts)
    guests = joined(items, guest)
    codes = tuple(dict.fromkeys([*(c for c in guests if c not in host_codes(hosts)), *host_codes(hosts)]))
    draft.put("countries", codes, *([guest.item] if guest.item else []), *hosts)
    if guest.source is not None:
        draft.lean_on(guest.source)
    counts = [
        c
        for c in counts_in(sentence, max(start, k - 14), min(end, k + 18), guest.code)
        if c.value.of not in {"nations", "countries"}
    ]
    if counts:
        draft.put("counts", tuple(c.value for c in counts), *(c.item for c in counts))
    person = _who(items, k, guest)
    if person is not None:
        draft.put("participants", (Party(name=person.text, country=guest.code),), person)
    return draft


def _was_to(items: list[Item], k: int) -> bool:
    """Whether the visit was only meant once: "had been due to |fly| to Astana", "was to have |visited|"."""
    for j in range(max(1, k - 6), k):
        meant = items[j].lower.rsplit(" ", 1)[-1] in _MEANT or items[j].lower.startswith("due")
        if meant and {"had", "had been"} & {lower_at(items, j - 1), lower_at(items, j - 2)}:
            return True
    return lower_at(items, k - 1) == "have" and lower_at(items, k - 2) == "to"


_MEANT = frozenset({"due", "planned", "scheduled", "expected", "hoped", "intended"})


def _far(sentence: Sentence) -> int:
    """How far behind the host the verb of a visit may stand: near, but for "the visit, postponed in May, will take"."""
    return 4 if sentence.lowers.isdisjoint(PUT_OFF) else 12


def _will_include(items: list[Item], k: int, stop: int) -> bool:
    """Whether a mission told with its goal is to come: "a trade mission to Nairobi, from May 3 to 6, will include"."""
    if items[k].cue("event_visit") != "group":
        return False
    at = next((j for j in range(stop, min(len(items), stop + 7)) if items[j].lower == "will"), None)
    return at is not None and all(
        items[j].kind in {"PER", "PLACE", "p"} or items[j].lower in {"from", "on", "in", "scheduled", "for"}
        for j in range(stop, at)
    )


def _who(items: list[Item], k: int, guest: Guest) -> Item | None:
    """The visitor by name: the person that stands with the country, shortly before the visit or behind "of"."""
    if not guest.persons:
        return None
    person = guest.persons[-1]
    at = items.index(person)
    if abs(k - at) > 9:
        return None
    between = items[items.index(guest.item) : at] if guest.item is not None and items.index(guest.item) < at else []
    return person if len(between) < 8 else None


def _is_over(sentence: Sentence, end: str | None) -> bool:
    return bool(end and sentence.today and end < sentence.today)


def _place(draft: Draft, sentence: Sentence, hosts: list[Item]) -> None:
    """The place as spelt: a town rather than its country; of several countries, towns or regions all."""
    items = sentence.items
    towns = [h for h in hosts if h.value.form in {"city", "capital", "area"}]
    if len({h.value.code for h in hosts}) == 1 and not (len(towns) == len(hosts) > 1):
        town = next((h for h in hosts if h.value.form in {"city", "capital", "area"}), hosts[0])
        if town.value.form not in {"city", "capital", "area"}:
            town = _town_told(items, town) or town
        draft.put("place", town.text, town)
    else:
        draft.put("place", sentence.text_between(hosts[0], hosts[-1]), hosts[0], hosts[-1])


def _town_told(items: list[Item], land: Item) -> Item | None:
    """The town of the land where the visit goes on to: "visit Peru and chair the meeting in Lima"."""
    for k in range(items.index(land) + 1, len(items) - 1):
        if items[k].lower in {";", "said", "who", "which"}:
            return None
        town = items[k + 1]
        if items[k].lower == "in" and town.kind == "PLACE" and town.value.form in {"city", "capital"}:
            return town if town.value.code == land.value.code else None
    return None
