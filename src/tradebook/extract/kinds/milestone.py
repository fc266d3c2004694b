"""Milestones: dates in the relations of countries.

Diplomatic relations, treaties and free trade agreements signed or in force, memberships, appointed ambassadors.
"""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, same_claim, slot_agrees
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import (
    NAMED,
    PLACED,
    Scene,
    Sides,
    country_of,
    names_land,
    places_inside,
    sides_told,
    word_class,
)
from tradebook.extract.kinds.event.timing import (
    begun,
    clause,
    lies_ahead,
    nearest_date,
    negated,
    period_at,
    speaks_ahead,
)
from tradebook.extract.kinds.phrases import lower_at, possessive_at
from tradebook.places import is_group
from tradebook.statement import Period

_CUES = frozenset({"mile_ties", "mile_pact", "mile_join", "mile_post"})
_ACTS = frozenset({"mile_act", "mile_talk"})


def read(document: Document) -> list[Draft]:
    """The milestones of a report, one draft each."""
    found: list[Draft] = []
    scene: Scene | None = None
    for sentence in document.sentences:
        cues = sentence.cues
        if found and "mile_act" in cues and (echo := _goes_on(sentence, found[-1])) is not None:
            found.append(echo)
            continue
        if _CUES.isdisjoint(cues) and not (_ACTS & cues and (_pact_name(sentence) is not None or _of_states(sentence))):
            continue
        scene = scene or Scene(document)
        if "mile_ties" in cues:
            found += _ties(sentence, scene)
        if _ACTS & cues:
            found += _pacts(sentence, scene)
        if "mile_join" in cues:
            from tradebook.extract.kinds.milestone_members import memberships

            found += memberships(sentence)
        if "mile_post" in cues:
            from tradebook.extract.kinds.milestone_posts import posts

            found += posts(sentence)
    return merged(found, _same)


def _goes_on(sentence: Sentence, last: Draft) -> Draft | None:
    """ "It came into force on May 1", where the sentence before tells of the agreement."""
    items = sentence.items
    act = next((k for k, i in enumerate(items[:6]) if i.cue("mile_act") == "force"), None)
    near = sentence.headline == last.sentence.headline and sentence.index - last.sentence.index == 1
    if act is None or not near or last.get("type") not in {"treaty", "free trade agreement"}:
        return None
    if items[0].lower != "it" and lower_at(items, 1) not in _AGREEMENTS | {"deal", "treaty"}:
        return None
    draft = made(sentence, last.get("type"), items[act], Sides(last.get("countries"), (), 0.75, last.sentence))
    dated(draft, act, act, len(items), ahead=speaks_ahead(items, act, 6))
    return draft if draft.get("date") is not None else None


def _same(a: Draft, b: Draft) -> bool:
    if a.get("type") != b.get("type"):
        return False
    if same_claim(a, b, needs=("countries",)):
        return a.get("type") != "treaty" or slot_agrees("date", a.get("date"), b.get("date"))
    return False


def _spoken(sentence: Sentence, scene: Scene, item: Item, confidence: float) -> Sides | None:
    pair = scene.pair(sentence)
    return Sides(pair.codes, (item,), confidence, pair.source) if pair else None


def made(sentence: Sentence, kind: str, head: Item, sides: Sides) -> Draft:
    """A milestone of a type between the sides."""
    draft = Draft("milestone", sentence, confidence=sides.confidence)
    draft.put("type", kind, head)
    draft.put("countries", sides.codes, *sides.items)
    if sides.source is not None:
        draft.lean_on(sides.source)
    return draft


def dated(draft: Draft, at: int, start: int, stop: int, *, ahead: bool) -> None:
    """Put the date nearest to item `at`; the stance follows from it and from the words of the future."""
    sentence = draft.sentence
    when = nearest_date(sentence, at, start, stop)
    if when is not None:
        period = begun(period_at(sentence, when, ahead=ahead))
        draft.put("date", period, sentence.items[when])
        over = bool(period.end and sentence.today and period.end < sentence.today)
        ahead = (ahead and not over) or lies_ahead(sentence, period)
    draft.stance = "planned" if ahead else "stated"


def _old_year(draft: Draft, start: int, stop: int) -> None:
    """A bare year before 1900, which no other kind reads as one: "in 1842"."""
    items = draft.sentence.items
    for k in range(max(1, start), stop):
        item = items[k]
        if (
            item.kind == "NUM"
            and len(item.text) == 4
            and item.text.isdigit()
            and "1600" < item.text < "1900"
            and lower_at(items, k - 1) in {"in", "since", "of"}
        ):
            year = item.text
            draft.put("date", Period(start=f"{year}-01-01", end=f"{year}-12-31", edtf=year, text=year), item)
            return


# -- who stands where ------------------------------------------------------------------------------------------------


_AT = frozenset("in at near into".split())


def _in_phrase(items: list[Item], i: int, reach: int = 12) -> list[Item]:
    """The countries of a list behind a preposition at `i - 1`: "between A and B", "with the EAEU"."""
    found: list[Item] = []
    for k in range(i, min(len(items), i + reach)):
        item = items[k]
        if names_land(item) or (item.kind in NAMED and item.value.country):
            found.append(item)
        elif (
            item.kind == "PER"
            or (
                item.kind != "DEM"
                and item.lower not in _LISTING
                and not possessive_at(items, k) > k
                and item.kind != "p"
                and lower_at(items, k - 1) not in {"'", "’"}
            )
            or (item.kind == "p" and item.lower not in {",", "-", "–", "'", "’", "(", ")"})
        ):
            break
    return found


_LISTING = frozenset(
    "and the & of republic kingdom countries states members member governments government both its neighbour "
    "neighbor neighbouring".split()
)


def subject_of(items: list[Item], start: int, at: int) -> list[Item]:
    """The countries before a verb at `at` in its clause that are no places where something is."""
    found: list[Item] = []
    for k in range(start, at):
        if country_of(items[k]) is None or (items[k].kind in PLACED and not names_land(items[k])):
            continue
        before = lower_at(items, k - 1) if lower_at(items, k - 1) != "the" else lower_at(items, k - 2)
        if before not in _AT and before not in {"to", "from", "on", "for"}:
            found.append(items[k])
    return found


# -- diplomatic relations --------------------------------------------------------------------------------------------


def _ties(sentence: Sentence, scene: Scene) -> list[Draft]:
    items = sentence.items
    at = next(k for k, i in enumerate(items) if i.is_("mile_ties"))
    starts = word_class("milestone_words", "tie_start")
    started = next((k for k in range(max(0, at - 6), min(len(items), at + 18)) if items[k].lower in starts), None)
    start, stop = clause(items, at)
    when = nearest_date(sentence, started if started is not None else at, start, stop)
    if is_wish(items, at) or (
        started is not None
        and items[started].lower.endswith("ing")
        and lower_at(items, started - 1) in {"on", "of", "about"}
    ):
        return []
    if (
        (started is None and when is None)
        or negated(items, at)
        or any(i.lower in {"broke", "severed", "severing", "cut", "suspended"} for i in items[max(0, at - 5) : at])
    ):
        return []
    if (
        started is None
        and when is not None
        and items[when].value.cue != "since"
        and lower_at(items, when - 1) not in {"in", "on", "since", "from"}
    ):
        return []
    sides = _ties_sides(sentence, at, start, scene)
    if sides is None:
        return []
    draft = made(sentence, "diplomatic relations", items[at], sides)
    dated(draft, started if started is not None else at, start, stop, ahead=speaks_ahead(items, at, 8))
    if draft.get("date") is None:
        _old_year(draft, start, stop)
    if draft.get("date") is None and lower_at(items, started or 0) in {
        "since",
        "date",
        "dates",
        "set",
        "signed",
        "opened",
    }:
        return []
    return [draft]


def _ties_sides(sentence: Sentence, at: int, start: int, scene: Scene) -> Sides | None:
    items = sentence.items
    behind = lower_at(items, at + 1)
    subject = subject_of(items, start, at)
    if behind in {"between", "of", "among"}:
        named = sides_told(_in_phrase(items, at + 2), 0.95)
        return named or _spoken(sentence, scene, items[at], 0.75)
    if behind == "with":
        other = _in_phrase(items, at + 2)
        if (sides := sides_told([*subject[:1], *other], 0.9)) is not None:
            return sides
        main = scene.main(sentence)
        if other and main and (code := country_of(other[0])) and main[0] != code and not subject:
            return Sides((main[0], code), tuple(other), 0.55)
        pair = scene.pair(sentence) if other and not subject and _points_back(items, start) else None
        if pair is not None and len(pair.codes) == 2 and country_of(other[0]) in pair.codes:
            return Sides(pair.codes, tuple(other), 0.55, pair.source)
        return None
    if subject and (sides := sides_told(subject, 0.9)) is not None and len(sides.codes) == 2:
        return sides
    return _spoken(sentence, scene, items[at], 0.7)


def _points_back(items: list[Item], start: int) -> bool:
    """Whether the clause at `start` has a country told before as its subject: "|The country| established relations"."""
    return any(items[k].is_("country_noun") or items[k].lower == "it" for k in range(start, min(len(items), start + 3)))


# -- treaties and free trade agreements ------------------------------------------------------------------------------


_PACT_NAMES = (
    "free trade agreement",
    "free-trade agreement",
    "economic partnership agreement",
    "free trade area",
    "free trade zone",
    "free trade deal",
)
_TREATY_NAMES = (
    "treaty",
    "association agreement",
    "convention",
    "partnership and cooperation agreement",
    "preferential trade agreement",
)


def _pact_name(sentence: Sentence) -> int | None:
    """The index of a name that is itself an agreement's ("Comprehensive Economic Partnership Agreement")."""
    for k, item in enumerate(sentence.items):
        if item.kind in NAMED and _pact_type(item) is not None:
            return k
    return None


def _pact_type(item: Item) -> str | None:
    low = item.lower
    if any(low.endswith(name) for name in _PACT_NAMES) or low in {"fta", "cepa"}:
        return "free trade agreement"
    if any(low.endswith(name) for name in _TREATY_NAMES):
        return "treaty"
    return None


_AGREEMENTS = frozenset({"agreement", "accord", "pact"})


def _of_states(sentence: Sentence) -> bool:
    if sentence.lowers.isdisjoint(_AGREEMENTS):
        return False
    return any(_is_state_agreement(sentence.items, k) for k in range(len(sentence.items)))


def _is_state_agreement(items: list[Item], k: int) -> bool:
    """Whether an agreement without a treaty's name is one of states: "an agreement of A and B on the protection of
    investments came into force"."""
    if items[k].lower not in _AGREEMENTS or lower_at(items, k - 1) in {"ceasefire", "truce", "trade"}:
        return False
    act = _act_of(items, k)
    if act is None or items[act].cue("mile_act") != "force":
        return False
    for j in range(k + 1, min(len(items), k + 12)):
        if lower_at(items, j) == "between" or (lower_at(items, j) == "of" and j == k + 1):
            lands = [i for i in _in_phrase(items, j + 1) if i.kind == "PLACE" and names_land(i)]
            return len({i.value.code for i in lands}) > 1
    return False


def _pacts(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The agreements of one sentence with what became of them: one draft each head that has an act of its own."""
    items = sentence.items
    found: list[Draft] = []
    for k, item in enumerate(items):
        kind = item.cue("mile_pact") or (_pact_type(item) if item.kind in NAMED else None)
        if kind is None and item.lower in _AGREEMENTS and _is_state_agreement(items, k):
            free = any(i.lower == "free" or i.is_("mile_pact") for i in items[k + 1 : k + 6])
            kind = "free trade agreement" if free else "treaty"
        if kind is None or _is_passing(items, k):
            continue
        act = _act_of(items, k)
        if act is None or negated(items, act, 3) or is_wish(items, act) or _only_since(items, act):
            continue
        if _is_condition(items, k, act):
            continue
        sides = _pact_sides(sentence, k, act, scene)
        if sides is None or any(d.get("countries") == sides.codes for d in found):
            continue
        found += _told(sentence, kind, k, act, sides)
    return found


def _is_passing(items: list[Item], k: int) -> bool:
    """Whether the agreement is only what something else rests on ("under the treaty", "a treaty ally")."""
    return (
        lower_at(items, k - 1) in {"under", "nuclear", "arms", "peace", "inf", "missile", "vienna", "geneva"}
        or (any(lower_at(items, j) == "under" for j in range(k - 4, k)))
        or lower_at(items, k + 1) in {"party", "obligations", "ally", "center", "centre", "hall"}
    )


def _told(sentence: Sentence, kind: str, k: int, act: int, sides: Sides) -> list[Draft]:
    """What became of the agreement at `k`: its signing, and its coming into force where the sentence goes on to that
    ("signed in May, entered into force in July")."""
    items = sentence.items
    start, stop = clause(items, k)
    if items[act].is_("mile_talk"):
        if kind == "treaty":
            return []
        draft = made(sentence, kind, items[k], sides)
        draft.stance, draft.confidence = "planned", min(draft.confidence, 0.6)
        return [draft]
    border = next((j for j in range(max(act, k) + 1, stop) if _opens_pact(items, j)), stop)
    later = next((j for j in range(max(act, k) + 1, border) if items[j].cue("mile_act") == "force"), None)
    acts = [(act, start, border)]
    if later is not None and items[act].cue("mile_act") == "signed":
        acts = [(act, start, later), (later, later, border)]
    drafts = [made(sentence, kind, items[k], sides) for _ in acts]
    for draft, (at, first, last) in zip(drafts, acts, strict=True):
        dated(draft, at, first, last, ahead=speaks_ahead(items, at, 6) or is_to_come(items, at))
    with_date = [d for d in drafts if d.get("date") is not None]
    return with_date or (drafts[:1] if kind != "treaty" or items[k].lower == "treaty" else [])


def _opens_pact(items: list[Item], j: int) -> bool:
    """Whether another agreement begins at `j`; what stands behind it is its own."""
    return items[j].is_("mile_pact") or (items[j].kind in NAMED and _pact_type(items[j]) is not None)


def _is_condition(items: list[Item], k: int, act: int) -> bool:
    """Whether the agreement is what something else waits for: "plans to sell there once the agreement is in force"."""
    first = min(k, act)
    return any(items[j].lower in {"once", "if", "unless", "until"} for j in range(max(0, first - 4), first))


def _only_since(items: list[Item], act: int) -> bool:
    """Whether a signing only says since when something else goes on: "post the signing of the FTA, exports grew"."""
    if items[act].lower != "signing" and not items[act].lower.startswith("entry"):
        return False
    return any(lower_at(items, j) in {"post", "since", "after", "following", "before"} for j in range(act - 3, act))


def _act_of(items: list[Item], k: int) -> int | None:
    """The act that the agreement at `k` is object or subject of: the nearest in its clause."""
    start, stop = clause(items, k)
    best: tuple[int, int] | None = None
    border = next((j for j in range(k + 2, min(stop, k + 26)) if _opens_pact(items, j)), stop)
    for j in range(start, min(stop, k + 22, border)):
        item = items[j]
        if not (item.is_("mile_act") or item.is_("mile_talk")) or (
            item.lower == "sign"
            and (lower_at(items, j - 1) in {"a", "the", "any", "another"} or lower_at(items, j + 1) == "of")
        ):
            continue
        if item.cue("mile_act") == "signed" and item.lower in {"reached", "struck", "sealed", "approved"} and j > k:
            continue
        distance = j - k if j > k else (k - j)
        if j < k and distance > 9:
            continue
        if item.cue("mile_act") == "force" and j < k and item.lower in {"in force", "in effect"}:
            continue
        if item.lower in {"reached", "struck", "sealed", "approved", "talks"}:
            distance += 4
        if best is None or distance < best[0]:
            best = (distance, j)
    return best[1] if best else None


_WISHES = frozenset(
    "urged urge called calls calling should must may might could proposed proposes discuss discussed "
    "discussing possibility feasibility if hopes hope ready need needs study studying explore exploring wants "
    "interest interested".split()
)


def is_wish(items: list[Item], act: int) -> bool:
    """Whether the act at `act` is only wished for or talked about."""
    return any(items[j].lower in _WISHES for j in range(max(0, act - 6), act))


def is_to_come(items: list[Item], act: int) -> bool:
    """Whether the act at `act` lies ahead: "is to come into force"."""
    if lower_at(items, act - 1) == "to" and (items[act - 2].is_("mile_pact") or items[act - 2].kind in NAMED):
        return True  # a headline: "Chile-Fiji free trade agreement to come into force"
    return lower_at(items, act - 1) == "to" and lower_at(items, act - 2) in {
        "is",
        "are",
        "agreed",
        "expected",
        "set",
        "due",
        "plan",
        "plans",
        "intends",
        "decided",
    }


def _pact_sides(sentence: Sentence, k: int, act: int, scene: Scene) -> Sides | None:
    """Whose agreement: "between A and B", "A's ... with B", "the A-B agreement", "A signed ... with B"."""
    items = sentence.items
    start, _ = clause(items, min(k, act))
    inside = places_inside(items[k].text) if items[k].kind in NAMED else ()
    if len(inside) > 1:
        return Sides(inside, (items[k],), 0.85)
    with_whom: list[Item] = []
    for j in range(k + 1, min(len(items), k + 12)):
        joins = lower_at(items, j) == "between" or (j == k + 1 and lower_at(items, j) == "of")
        if joins and (sides := sides_told(_in_phrase(items, j + 1), 0.9)) is not None:
            return sides
        if lower_at(items, j) == "with":
            with_whom = _in_phrase(items, j + 1)
            break
    if not with_whom:
        beside = next((j for j in range(min(k, act), max(k, act)) if lower_at(items, j) == "with"), None)
        with_whom = _in_phrase(items, beside + 1) if beside is not None else []
    left = _describing(items, k)
    if len({country_of(i) for i in left}) > 1:
        return sides_told(left, 0.9)
    subject = subject_of(items, start, min(k, act))
    if with_whom and not left and not subject:
        return _with_home(sentence, with_whom, scene)
    told = sides_told([*(left or subject[-2:] if with_whom else left or subject), *with_whom], 0.85)
    if told is not None and len(told.codes) <= 6:
        return told
    if any(i.is_("two_countries") for i in items) or lower_at(items, k - 1) == "the" or _definite(items, k):
        return _spoken(sentence, scene, items[k], 0.55)
    return None


def _with_home(sentence: Sentence, with_whom: list[Item], scene: Scene) -> Sides | None:
    """The sides of "the agreement with Turkey", where nobody says whose: the country that opens the sentence before, or
    that the report names most, and who it is with; None where no country stands out."""
    items = sentence.items
    codes = tuple(dict.fromkeys(c for i in with_whom if (c := country_of(i))))
    beside = {country_of(i) for k, i in enumerate(items) if lower_at(items, k - 1) == "with"}  # "while with China"
    counts = {
        c: n
        for c, n in scene.document.lands(sentence).items()
        if c not in codes and c not in beside and not is_group(c)
    }
    ranked = sorted(((n, c) for c, n in counts.items()), reverse=True)
    if not codes or not ranked or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return Sides((ranked[0][1], *codes), tuple(with_whom), 0.6)


def _definite(items: list[Item], k: int) -> bool:
    return any(items[j].lower == "the" for j in range(max(0, k - 3), k)) and not _describing(items, k)


def _describing(items: list[Item], k: int) -> list[Item]:
    """The countries that stand before the agreement as its description or owner."""
    found: list[Item] = []
    for j in range(k - 1, max(-1, k - 8), -1):
        item = items[j]
        if names_land(item):
            owned = possessive_at(items, j + 1) > j + 1
            if not (found or owned or item.kind == "DEM" or j == k - 1 or lower_at(items, j + 1) in {"-", "–"}):
                break
            found.append(item)
        elif item.lower not in _ADJECTIVES and item.kind != "p":
            break
    return found[::-1]


_ADJECTIVES = frozenset(
    "- – ' ’ s bilateral comprehensive new preferential trade modernised modernized updated historic landmark "
    "existing interim".split()
)
