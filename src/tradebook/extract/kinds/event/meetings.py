"""Meetings of two or more countries' people, and sessions of the commissions between governments."""

from __future__ import annotations

import re
from collections.abc import Callable

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.called_off import fate, move
from tradebook.extract.kinds.event.scene import (
    NAMED,
    PLACED,
    Scene,
    Sides,
    country_of,
    names_land,
    places_inside,
    sides_from,
    sides_told,
    word_class,
)
from tradebook.extract.kinds.event.timing import (
    clause,
    lies_ahead,
    nearest_date,
    negated,
    period_at,
    speaks_ahead,
    will_be,
)
from tradebook.extract.kinds.event.venue import counts_in, venue
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group


def _sides(items: list[Item], confidence: float) -> Sides | None:
    return sides_told(items, confidence, group_alone=True)  # "ministers of ASEAN met" has no other side


# -- meetings --------------------------------------------------------------------------------------------------------


def meetings(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The meetings told in one sentence: at most one, the first that has sides and a date, a place or a count."""
    for k, item in enumerate(sentence.items):
        form = item.value.classes.get("event_meet") if item.kind == "CUE" else None
        if form is None or negated(sentence.items, k) or _is_unsure(sentence.items, k):
            continue
        sides = _READERS[form](sentence, k, scene)
        draft = _draft(sentence, k, sides, "meeting") if sides is not None else None
        if draft is not None and not (
            draft.get("period") is None and draft.get("place") is None and not draft.get("counts")
        ):
            return [draft]
    return []


_UNSURE = frozenset(
    "avoid told possibility if whether propose proposed proposal suggested reject rejected failed refused unable "
    "declined".split()
)


def _is_unsure(items: list[Item], k: int) -> bool:
    """Whether a meeting is only talked of ("to avoid an emergency meeting") or is who was told something."""
    if any(items[j].lower in _UNSURE for j in range(max(0, k - 6), k)):
        return True
    return any(items[j].lower == "if" for j in range(clause(items, k)[0], k))


def _of_noun(sentence: Sentence, k: int, scene: Scene) -> Sides | None:
    ""
    """ "a meeting between A and B companies", "the G-7 ministers' meeting", "A and B held talks"."""
    items = sentence.items
    home = word_class("event_words", "home")
    if items[k].lower == "meeting" and lower_at(items, k - 1) in _BEING:
        return _of_verb(sentence, k, scene)  # "officials are meeting in Oslo"
    if lower_at(items, k - 1) in home or (items[k].lower == "negotiations" and not _are_held(items, k)):
        return None
    behind = lower_at(items, k + 1)
    if behind in {"between", "of", "among"}:
        if kind_at(items, k + 2) == "CUE" and items[k + 2].is_("two_countries"):
            return _pair(sentence, scene, items[k + 2])
        if any(items[j].is_("two_countries") for j in range(k + 2, min(len(items), k + 9))) and behind == "between":
            return _pair(sentence, scene, items[k])
        found, _ = sides_from(items, k + 2)
        if (sides := _sides(found, 0.85)) is not None or behind != "of":
            return sides
    named = _before_noun(items, k)
    if (sides := _sides(named, 0.8) or _with_whom(items, k)) is not None:
        return sides
    return _held(sentence, k, scene) or _at_meeting(items, k)


def _are_held(items: list[Item], k: int) -> bool:
    """Whether negotiations are a meeting and no process: "held negotiations", "the next round of negotiations"."""
    return any(lower_at(items, j) in {"held", "hold", "holding", "round", "rounds"} for j in range(k - 3, k))


def _with_whom(items: list[Item], k: int) -> Sides | None:
    """ "At a meeting in Lima on Monday |with Peru's minister X, Norwegian ambassador Y| asked for"."""
    with_ = next((j for j in range(k + 1, min(len(items), k + 8)) if items[j].lower == "with"), None)
    if with_ is None or lower_at(items, k - 1 - (lower_at(items, k - 1) in {"a", "the", "his", "her"})) not in _DURING:
        return None
    comma = next((j for j in range(with_ + 1, min(len(items), with_ + 12)) if items[j].lower == ","), None)
    if comma is None:
        return None
    met, who = sides_from(items[:comma], with_ + 1)[0], sides_from(items, comma + 1, 8)[0]
    if not met or not who or not _are_people(items, comma + 1, comma + 9):
        return None
    return _sides([*met, *who], 0.7)


def _at_meeting(items: list[Item], k: int) -> Sides | None:
    """Those who did something at a meeting: "At a summit in Oslo |the leaders of A and B| agreed", "A's minister X and
    B's minister Y| agreed at a meeting in Oslo"."""
    at = k - 1
    while lower_at(items, at) in {"a", "the", "their", "bilateral", "joint", "trilateral"}:
        at -= 1
    if lower_at(items, at) not in {"at", "during"}:
        return None
    start, stop = clause(items, k)
    verb = next((j for j in range(start, stop) if items[j].lower in _AGREEING), None)
    if verb is None:
        return None
    first, last = (start, verb) if verb < k else (k + 1, verb)
    acting = [items[j] for j in range(first, last) if _acts(items, j)]
    if at < first and any(i.kind == "PERSON" or i.lower == "," for i in items[:at]):
        return None
    joined = kind_at(items, last - 1) == "PLACE" and lower_at(items, last - 2) == "and"
    return _sides(acting, 0.7) if joined or _are_people(items, first, last) else None


_AGREEING = frozenset("agreed signed decided discussed approved adopted confirmed pledged vowed promised".split())
_DURING = frozenset("at during in after".split())


def _before_noun(items: list[Item], k: int) -> list[Item]:
    """The sides that describe the noun: "Azerbaijan-Belarus business meeting", "G-7 ministers ' meeting"."""
    found: list[Item] = []
    describing = word_class("event_words", "describing", "role")
    j = k - 1
    while j >= 0 and k - j < 9:
        item = items[j]
        if item.kind in PLACED and names_land(item):
            found.append(item)
        elif not (item.lower in describing or item.lower in _SIGNS):
            break
        j -= 1
    return found[::-1]


_BEING = frozenset("is are was were be been now currently".split())
_SIGNS = frozenset({"-", "–", "—", "/", "'", "’", "s", "and"})


def _held(sentence: Sentence, k: int, scene: Scene) -> Sides | None:
    """ "A and B held talks", "A's minister held a meeting with B's minister", "the two sides held talks"."""
    items = sentence.items
    holding = (
        k
        if items[k].cue("event_meet") == "held"
        else next((j for j in range(k - 1, max(-1, k - 9), -1) if _holds(items, j, k)), None)
    )
    if holding is None:
        return None
    start, _ = clause(items, k)
    before = [i for j, i in enumerate(items[start:holding], start) if _acts(items, j)]
    after: list[Item] = []
    if (with_ := _with_behind(items, k)) is not None:
        after, _ = sides_from(items, with_ + 1)
    if any(items[j].is_("two_countries") for j in range(start, holding)):
        return _pair(sentence, scene, items[k])
    sides = _sides([*before, *after], 0.75) or _at_home(items, k, after, _are_people(items, start, holding))
    if sides is not None and not _are_people(items, start, holding) and not after and len(sides.codes) > 3:
        return None
    return sides


def _with_behind(items: list[Item], k: int) -> int | None:
    """The "with" of a meeting, be it behind place and day: "held talks in Cairo on Monday |with|"."""
    for j in range(k + 1, min(len(items), k + 8)):
        if items[j].lower == "with":
            return j
        if items[j].kind not in {"PLACE", "PER"} and items[j].lower not in {"in", "on", "at", "here"}:
            return None
    return None


def _at_home(items: list[Item], k: int, after: list[Item], people: bool) -> Sides | None:
    """The minister of a country that is not told, where he receives at home: "The minister held a meeting |in Cairo|
    with Jordan's minister"."""
    met = {country_of(i) for i in after}
    place = items[k + 2] if k + 2 < len(items) and lower_at(items, k + 1) == "in" else None
    if not people or len(met) != 1 or place is None or place.kind != "PLACE":
        return None
    home = country_of(place)
    return _sides([place, *after], 0.55) if home is not None and home not in met else None


def _holds(items: list[Item], j: int, k: int) -> bool:
    """Whether the meeting at `k` is what the verb at `j` holds: "hold a second round of trade talks", "ended three days
    of talks"; near it, or with "of" between."""
    if items[j].lower in _HOLDING:
        return k - j < 6 or lower_at(items, k - 1) == "-" or any(i.lower in {"of", "-"} for i in items[j:k])
    return items[j].lower in _GOING_ON and all(i.lower not in {"after", "during", ",", "in"} for i in items[j:k])


_HOLDING = frozenset("held hold holds holding".split())
_GOING_ON = frozenset(
    "ended end ends concluded conclude concludes completed wrapped began begin begins opened started start resumed "
    "resume resumes launched".split()
)
_LOOSE = frozenset("in to at for on from into near about over against under via".split())


def _acts(items: list[Item], j: int) -> bool:
    """Whether the country at `j` may be a side and is no place where something is."""
    if country_of(items[j]) is None or (items[j].kind in PLACED and not names_land(items[j])):
        return False
    at = j - 1 - (lower_at(items, j - 1) == "the")
    return lower_at(items, at) not in _LOOSE or (
        lower_at(items, at) == "from" and lower_at(items, at - 1) in word_class("event_words", "role")
    )


def _are_people(items: list[Item], start: int, stop: int) -> bool:
    roles = word_class("event_words", "role")
    return any(items[j].lower in roles or items[j].kind == "PERSON" for j in range(start, stop))


def _of_verb(sentence: Sentence, k: int, scene: Scene) -> Sides | None:
    """ "a delegation of Turkish companies met Ugandan buyers", "officials from both countries met in Tamale"."""
    items = sentence.items
    start, _ = clause(items, k)
    if not _are_people(items, start, k):
        return _met_by_him(sentence, k, scene)
    if any(items[j].is_("two_countries") for j in range(start, k)):
        return _pair(sentence, scene, items[k])
    before = [items[j] for j in range(start, k) if _acts(items, j)] or _of_sayer(items, start)
    at = k + 1 + (lower_at(items, k + 1) == "here" and lower_at(items, k + 2) == "with")
    if lower_at(items, at) == "with":
        at += 1
    if (
        items[k].lower in {"received", "hosted", "receives"}
        and kind_at(items, at) not in {"PLACE", "DEM", "PERSON", "ORG"}
        and lower_at(items, at) not in {"the", "a"}
    ):
        return None
    after, stop = sides_from(items, at, 14)
    if (
        after
        and not _are_people(items, at, min(len(items), stop + 3))
        and not _are_people(items, at, min(len(items), at + 8))
    ):
        return None
    if not after and lower_at(items, at) not in _AT and kind_at(items, at) != "PER":
        return None
    if after and {country_of(i) for i in after} == {country_of(i) for i in before}:
        return None
    return _sides([*before, *after], 0.75)


def _of_sayer(items: list[Item], start: int) -> list[Item]:
    """The body whose minister acts behind "that": "|The Lithuanian ministry| reports that Minister X met"."""
    if lower_at(items, start - 1) != "that":
        return []
    told = [i for j, i in enumerate(items[: start - 1]) if _acts(items, j)]
    return told if len({country_of(i) for i in told}) == 1 else []


_AT = frozenset("in on at to this next last here by via online virtually through".split())


def _met_by_him(sentence: Sentence, k: int, scene: Scene) -> Sides | None:
    """ "He will meet Kenyan importers in Mombasa": the official of the sentence before and those whom he meets."""
    items = sentence.items
    him = next((items[j] for j in range(k - 1, max(-1, k - 4), -1) if items[j].lower in {"he", "she"}), None)
    official = scene.last_official(sentence) if him is not None else None
    after, stop = sides_from(items, k + 1 + (lower_at(items, k + 1) == "with"), 14)
    met = {c for i in after if (c := country_of(i)) is not None}
    if him is None or official is None or len(met) != 1 or official[0] in met or not _are_people(items, k, stop + 3):
        return None
    return Sides((official[0], *met), (him, *after), 0.65, official[1])


def _pair(sentence: Sentence, scene: Scene, item: Item) -> Sides | None:
    found = scene.pair(sentence)
    return Sides(found.codes, (item,), 0.65, found.source) if found else None


_READERS: dict[str, Callable[[Sentence, int, Scene], Sides | None]] = {
    "noun": _of_noun,
    "held": _held,
    "verb": _of_verb,
}


def _draft(sentence: Sentence, k: int, sides: Sides, kind: str) -> Draft | None:
    items = sentence.items
    became = fate(sentence, k)
    if became is not None and became.when is None:
        return None
    draft = Draft("event", sentence, confidence=sides.confidence)
    draft.put("type", kind, items[k])
    start, stop = clause(items, k)
    if became is not None and became.when is not None:
        move(draft, sentence, became.when)
    else:
        _date(draft, sentence, k, start, stop)
    where = venue(items, k, start, stop) or _town_of_meeting(items, k)
    if where is not None:
        draft.put("place", where.text, where)
    draft.put("countries", sides.codes, *sides.items)
    if sides.source is not None:
        draft.lean_on(sides.source)
    counts = counts_in(sentence, start, stop)
    if counts:
        draft.put("counts", tuple(c.value for c in counts), *(c.item for c in counts))
    return draft


def _town_of_meeting(items: list[Item], k: int) -> Item | None:
    """ "The |Colombo| meeting of the joint working group"."""
    for j in range(max(1, k - 9), k):
        item = items[j - 1]
        town = item.kind == "PLACE" and item.value.form in {"city", "capital"}
        if town and items[j].lower in {"meeting", "session", "round", "sitting"} and lower_at(items, j + 1) == "of":
            return item
    return None


def _date(draft: Draft, sentence: Sentence, k: int, start: int, stop: int) -> None:
    ahead = speaks_ahead(sentence.items, k, 18) or will_be(sentence.items, k)
    when = nearest_date(sentence, k, start, stop, founded=False)
    if when is not None and not _dates_beginning(sentence.items, k, when):
        period = period_at(sentence, when, ahead=ahead)
        draft.put("period", period, sentence.items[when])
        over = bool(period.end and sentence.today and period.end < sentence.today)
        ahead = (ahead and not over) or lies_ahead(sentence, period)
    draft.stance = "planned" if ahead else "stated"


def _dates_beginning(items: list[Item], k: int, when: int) -> bool:
    """Whether the date tells in a clause of its own since when talks go on: "concluded the talks on a pact, which began
    in |2017|"."""
    begun = any(items[j].lower in _BEGUN for j in range(max(k + 1, when - 3), when))
    begun = begun or items[when].value.cue == "since" or lower_at(items, when - 1) == "since"  # "in force since May"
    return begun and any(items[j].lower in {"that", "which"} for j in range(k + 1, when))


_BEGUN = frozenset("launched began begun started opened initiated".split())


# -- commissions -----------------------------------------------------------------------------------------------------

_BODY = re.compile(r"\b(commission|committee|council|working group)\b")


def commissions(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The session of a commission between governments that a sentence tells, if any."""
    items = sentence.items
    for k, item in enumerate(items):
        inside: tuple[str, ...] = ()
        if item.kind == "CUE":
            if "event_body" not in item.value.classes:
                continue
            if not _is_joint(items, k) and not _of_two(items, k) and not (scene.commission and _goes_back(items, k)):
                continue
        elif item.kind in NAMED and _BODY.search(item.lower):
            inside = places_inside(item.text)
            if not (_joint_words(item.lower) or len(inside) == 2):
                continue
        else:
            continue
        sides = _of_commission(sentence, k, inside, scene)
        if sides is None or not _sits(items, k) or _only_of_old(items, k):
            continue
        if (draft := _draft(sentence, k, sides, "commission")) is None:
            continue
        edition = edition_before(items, k) or _edition_of_session(items, k) or _for_the_nth_time(items, k)
        if edition is not None:
            draft.put("edition", edition[0], edition[1])
        if draft.get("period") is None and draft.get("place") is None and edition is None:
            continue
        scene.commission = sides._replace(items=(items[k],), confidence=0.65, source=sentence)
        return [draft]
    return _other_session(sentence, scene)


def _other_session(sentence: Sentence, scene: Scene) -> list[Draft]:
    """Another session of the commission told before: "The previous session took place in Minsk in 2024"."""
    if scene.commission is None or scene.commission.source is None:
        return []
    if not sentence.lowers.isdisjoint({"parliament", "assembly", "court", "senate", "bank"}):
        return []
    items = sentence.items
    for k, item in enumerate(items):
        known, _, noun = item.lower.rpartition(" ")
        if noun not in {"session", "meeting", "sitting"} or sentence.index - scene.commission.source.index > 3:
            continue
        if not {lower_at(items, k - 1), known.rpartition(" ")[2]} & _OTHER and edition_before(items, k) is None:
            continue
        draft = _draft(sentence, k, scene.commission._replace(items=(item,)), "commission")
        if draft is None or (draft.get("period") is None and draft.get("place") is None):
            return []
        if (edition := edition_before(items, k)) is not None:
            draft.put("edition", edition[0], edition[1])
        return [draft]
    return []


_OTHER = frozenset({"next", "previous", "last", "preceding", "following"})


def _of_two(items: list[Item], k: int) -> bool:
    """Whether a body is of two countries: "Kenya-Ghana committee", "a working group of Kenya and Ghana"."""
    if len({country_of(i) for i in _before_noun(items, k)}) == 2:
        return True
    behind = sides_from(items, k + 2)[0] if lower_at(items, k + 1) in {"of", "between"} else []
    return len({country_of(i) for i in behind}) > 1 and items[k].lower != "council"


def _goes_back(items: list[Item], k: int) -> bool:
    """Whether the commission at `k` is the one told before: "the next meeting of the commission"."""
    behind = lower_at(items, k + 1)
    return lower_at(items, k - 1) in {"the", "this", "its"} and behind not in {"of", "for", "on", "said"}


def _edition_of_session(items: list[Item], k: int) -> tuple[int, Item] | None:
    """The edition told of the session: "the commission held its tenth meeting", "At its ninth session, held in Oslo on
    January 15, the commission"."""
    for j in range(k - 1, max(-1, k - 15), -1):
        if items[j].lower == "session" and lower_at(items, j + 1) == ",":
            return edition_before(items, j)
    for j in range(k + 1, min(len(items), k + 14)):
        if items[j].lower in {"meeting", "session", "sitting", "round", "gathering"}:
            return edition_before(items, j) if lower_at(items, j - 1) not in {"the"} else None
    return None


def _for_the_nth_time(items: list[Item], k: int) -> tuple[int, Item] | None:
    """ "The commission, which met |for the ninth time|,": its ninth session."""
    if not any(lower_at(items, j) in {"met", "meet", "meets", "sat", "convened"} for j in range(k + 1, k + 9)):
        return None
    return nth_time(items, k + 3, k + 20)


def nth_time(items: list[Item], start: int, stop: int) -> tuple[int, Item] | None:
    """The number of "for the ninth time", "for the 22nd time" among items `start:stop`, and where it stands."""
    time = next((j for j in range(start, min(len(items), stop)) if items[j].lower == "time"), None)
    if time is None:
        return None
    suffixed = items[time - 1].lower in {"st", "nd", "rd", "th"}
    at = time - 1 - suffixed
    if lower_at(items, at - 1) != "the" or lower_at(items, at - 2) != "for":
        return None
    item = items[at]
    if suffixed:
        return (int(item.value.low), item) if item.kind == "NUM" else None
    if item.kind == "ORD":
        return (item.value, item) if isinstance(item.value, int) else None
    n = ORDINALS.get(item.lower)
    return (n, item) if n is not None and n > 1 else None


def _joint_words(text: str) -> bool:
    joint = word_class("event_words", "joint")
    return any(word in joint for word in re.findall(r"[a-z-]+", text)) and "european commission" not in text


def _is_joint(items: list[Item], k: int) -> bool:
    near = " ".join(
        items[j].lower for j in range(max(0, k - 8), min(len(items), k + 9)) if items[j].kind in ("w", "CUE", "p")
    )
    near = near.replace("inter - ", "inter-").replace("inter – ", "inter-")
    return _joint_words(near)


def _of_commission(sentence: Sentence, k: int, inside: tuple[str, ...], scene: Scene) -> Sides | None:
    items = sentence.items
    if len(inside) > 1:
        return Sides(inside, (items[k],), 0.85)
    if scene.commission is not None and not inside and _goes_back(items, k):
        return scene.commission
    left = _before_noun(items, k)
    if len(inside) == 1 and items[k].kind == "ORG" and items[k].value.country == inside[0]:
        left = [*left, items[k]]  # "the Turkmen – Azerbaijani Intergovernmental Commission"
    found = _sides(left, 0.85)
    if found is not None and not is_group(found.codes[0]):
        return found
    for j in range(k + 1, min(len(items), k + 12)):
        if lower_at(items, j) in {"of", "between"}:
            behind, _ = sides_from(items, j + 1)
            if (found := _sides([*left, *behind], 0.85)) is not None and len(found.codes) > 1:
                return found
        if lower_at(items, j) == "with" and left:
            behind, _ = sides_from(items, j + 1)
            return _sides([*left, *behind], 0.8)
    start, _ = clause(items, k)
    acting = [items[j] for j in range(start, k) if _acts(items, j) and items[j].kind == "PLACE"]
    if (held := _sides(acting, 0.75)) is not None and len(held.codes) == 2:
        return held  # "the Philippines and the EU held the third meeting of their joint committee"
    if any(items[j].is_("two_countries") for j in range(len(items))) or _is_definite(items, k):
        return _pair(sentence, scene, items[k])
    return None


def _is_definite(items: list[Item], k: int) -> bool:
    return (
        any(lower_at(items, j) in {"joint", "intergovernmental", "inter"} for j in range(max(0, k - 7), k))
        or items[k].kind in NAMED
    )


def _only_of_old(items: list[Item], k: int) -> bool:
    """Whether no session is told: "has not met since 2019", "has met 12 times"."""
    behind = items[k + 1 : k + 14]
    return any(i.lower.rpartition(" ")[2] == "not" for i in behind[:8]) or any(i.lower == "times" for i in behind)


def _sits(items: list[Item], k: int) -> bool:
    session = word_class("event_words", "session")
    near = {word for item in items[max(0, k - 14) : k + 14] for word in item.lower.split(" ")}
    return not near.isdisjoint(session)


def edition_before(items: list[Item], k: int) -> tuple[int, Item] | None:
    """The edition of an event told before item `k`: "the 20th meeting", "the ninth session", "25th ... forum"."""
    for j in range(k - 1, max(-1, k - 12), -1):
        item = items[j]
        if item.kind in ("PER", "AMT", "PCT"):
            return None
        if _no_edition(items, j) or (item.lower == "first" and _first_since(items, j)):
            continue
        if item.kind == "ORD":
            return (item.value, item) if isinstance(item.value, int) else None
        if item.lower in {"st", "nd", "rd", "th"} and kind_at(items, j - 1) == "NUM" and items[j - 1].end == item.start:
            return _whole(items[j - 1])
        if (n := ORDINALS.get(item.lower)) is not None:
            return n, item
    return None


def _no_edition(items: list[Item], j: int) -> bool:
    """Whether an ordinal counts something else: "for the first time", "its first meeting since 2018", "third day"."""
    behind = lower_at(items, j + 1)
    if behind in {"time", "day", "week", "year", "quarter", "half", "of", "such", "stage", "round", "phase"}:
        return behind != "of" or lower_at(items, j + 2) != "its"
    return any(
        (lower_at(items, x) in {"since", "in"} and _years(items, x + 1))
        or (kind_at(items, x) == "PER" and items[x].value.cue == "since")
        for x in range(j + 1, j + 4)
    )


def _first_since(items: list[Item], j: int) -> bool:
    """Whether the first of a time is meant: "the first Kenya-Ghana business forum since 2019"."""
    return any(kind_at(items, x) == "PER" and items[x].value.cue == "since" for x in range(j + 1, j + 9))


def _years(items: list[Item], k: int) -> bool:
    """Whether a year or a number of years stands at `k`: "since 2018", "in six years"."""
    if kind_at(items, k) == "PER":
        return lower_at(items, k - 1) == "since" or "year" in items[k].lower
    return lower_at(items, k + 1) in {"years", "decades", "months"}


def _whole(item: Item) -> tuple[int, Item] | None:
    value = item.value.low
    return (int(value), item) if value == item.value.high and value == int(value) else None


ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
