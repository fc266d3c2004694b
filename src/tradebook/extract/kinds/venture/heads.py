"""Where a sentence speaks of a venture, and how certain it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, right_edge
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture import alliances
from tradebook.extract.kinds.venture.head import Head
from tradebook.extract.kinds.venture.joint import (
    BORDERS,
    Found,
    agreed_project,
    good_near,
    is_set_to,
    joint_company,
    nearest,
    of_two,
    verb_at,
)
from tradebook.extract.kinds.venture.mood import doubtful, mood_of
from tradebook.extract.kinds.venture.words import any_of, word_class


def heads_of(sentence: Sentence) -> Iterator[Head]:
    """The places where a sentence may speak of a venture, the surest first."""
    items = sentence.items
    for finder, needed in _FINDERS:
        if needed and sentence.lowers.isdisjoint(needed):
            continue
        for k in range(len(items)):
            found = finder(items, k)
            if found is not None:
                head = _whole(items, *found)
                if head is not None:
                    yield head


def _whole(items: list[Item], activity: str, at: int, verb: int, joint: bool) -> Head | None:
    if activity == "production" and lower_at(items, at - 1) == "assembly" and items[at].lower in word_class("works"):
        activity = "assembly"  # "opened its first assembly plant"
    first, last = min(at, verb), max(at, verb)
    start, stop = left_edge(items, _announcing(items, first)), _end(items, last)
    if start > 2 and lower_at(items, start - 1) == "where":
        start = left_edge(items, start - 2)  # "a greenhouse where X and Y are to grow tomatoes"
    elif start > 2 and (lower_at(items, start - 1) in _RELATIVE or lower_at(items, start) in _RELATIVE):
        start = _works_before(items, start)  # "X and Y agreed on a plant that will make cars"
    elif start > 1 and lower_at(items, start - 1).split(" ")[0] in _TELLING and lower_at(items, start) in _ARTICLES:
        start = left_edge(items, start - 1)  # "X announced the appointment of Y as its partner in a plant"
    stop = _before_selling(items, last, _closing_comma(items, start, last, _before_where(items, last, stop)))
    aside = _aside(items, at)
    mood = Mood() if aside else mood_of(items, verb, start)
    sited = lower_at(items, verb) in alliances.SITING and kind_at(items, verb + 1) == "PLACE"
    if mood.no or doubtful(items, at, verb + 1 if sited else start, stop):
        return None
    they = lower_at(items, start)
    if start and (they == "they" or (joint and they in SPEAKERS)) and items[start - 1].kind in ("w", "CUE"):
        start = left_edge(items, start - 1)  # "X and Y said they will form": those who speak are the partners
    return Head(activity=activity, at=at, verb=verb, start=start, stop=stop, mood=mood, joint=joint, aside=aside)


_RELATIVE = frozenset({"that", "which"})
_GOES_ON = frozenset("has have is are was were will plans said says had wants intends".split())


def _closing_comma(items: list[Item], start: int, last: int, stop: int) -> int:
    """Where a relative clause ends before its main verb: "X, which has made cars since 2007|, has plans to"."""
    opened = next((k for k in range(last, max(0, last - 8), -1) if lower_at(items, k) == "which"), None)
    if opened is None or lower_at(items, opened - 1) != "," or opened < start:
        return stop
    ends = (k for k in range(last + 1, stop) if items[k].lower == "," and lower_at(items, k + 1) in _GOES_ON)
    return next(ends, stop)


def _before_where(items: list[Item], last: int, stop: int) -> int:
    """Where a clause on the place begins: "moved production to Sofia|, where it bought a plant|", but not "where it
    makes tyres"."""
    for k in range(last + 2, stop):
        if items[k].lower == "where" and items[k - 1].lower == ",":
            made = word_class("making", "assembling", "made")
            return stop if any(lower_at(items, n) in made for n in range(k + 1, k + 6)) else k - 1
    return stop


def _before_selling(items: list[Item], last: int, stop: int) -> int:
    """Where the sentence goes on to the markets of what is made: "makes pumps |and sells them in Peru"."""
    for k in range(last + 1, stop - 1):
        if items[k].lower in {"and", ","} and any(
            lower_at(items, n) in _SELLING and items[n].kind in ("w", "CUE") for n in (k + 1, k + 2)
        ):
            return k
        if items[k].lower in _RELATIVE and any(lower_at(items, n) in _TO_SUPPLY for n in range(k + 2, k + 5)):
            return k - (lower_at(items, k - 1) == ",")  # "a plant |, which will supply carmakers in Germany"
    return stop


_TO_SUPPLY = frozenset("supply serve deliver".split())
_SELLING = frozenset(
    "sells sold sell exports exported ships shipped supplies supplied delivers delivered gets earns generates derives "
    "employs".split()
)


def _works_before(items: list[Item], start: int) -> int:
    """Where the clause begins whose works the relative clause at `start` tells of; `start` where it tells of none."""
    that = start - (lower_at(items, start - 1) in _RELATIVE)
    for k in range(that - 1, max(0, that - 10), -1):
        if items[k].lower in word_class("works"):
            return left_edge(items, k)
        if items[k].kind == "p" and items[k].lower not in {",", "'", "’"}:
            break
        if items[k].kind == "CUE" and items[k].lower in word_class("opening", "making", "starting"):
            break
    return start


def _announcing(items: list[Item], first: int) -> int:
    """The verb whose object is a plan or an agreement: "announced plans for a joint venture"."""
    if lower_at(items, first) in {"plan", "plans", "agreement", "agreements", "contract", "accord", "pact"}:
        for k in range(first - 1, max(0, first - 4), -1):
            if lower_at(items, k).split(" ")[0] in _TELLING:
                return k
    return first


_TELLING = frozenset("announced announce announces unveiled unveil unveils confirmed presented revealed".split())

_ARTICLES = frozenset({"the", "a", "an", "its", "their", "plans", "plan", "intentions"})

# what stands for who speaks: "X said it", "X and Y announced they"
SPEAKERS = frozenset({"they", "it"})


def _aside(items: list[Item], at: int) -> bool:
    """Whether the words only explain a name: "Daewoo Motor, the joint venture between Daewoo and GM"."""
    if lower_at(items, at + 1) not in {"between", "of", "with"}:
        return False
    for k in range(at - 1, max(-1, at - 9), -1):
        low = items[k].lower
        if low == ",":
            return kind_at(items, k - 1) in {"ORG", "NAME", "w"} and lower_at(items, k + 1) in {"a", "an", "the"}
        if low in word_class("setting_up"):
            return False
    return False


def _end(items: list[Item], last: int) -> int:
    """Where the clause ends; a quotation mark around a name is no end."""
    stop = right_edge(items, last, turning=False)
    while (
        stop < len(items)
        and items[stop].kind == "p"
        and items[stop].lower in {'"', "“"}
        and kind_at(items, stop + 1) in {"NAME", "ORG"}
    ):
        stop = right_edge(items, stop + 2, turning=False)
    if stop < len(items) and lower_at(items, last) in _COMPANIES and items[stop].lower in {"which", "that"}:
        stop = right_edge(items, stop + 1, turning=False)  # "a company which is to make solar panels at Nashik"
    if stop < len(items) and items[stop].lower == "," and lower_at(items, stop + 1) == "including":
        stop = right_edge(items, stop + 2, turning=False)
    return stop


# -- assembly --------------------------------------------------------------------------------------


def _assembly(items: list[Item], k: int) -> Found | None:
    low = items[k].lower
    if items[k].kind not in ("w", "CUE", "GOOD"):
        return None
    if is_assembled_good(items, k):
        return "assembly", k, k, False
    if low == "assembled" and _foreign_goods(items, k):
        return "assembly", k, k, False
    behind_good = kind_at(items, k - 1) == "GOOD" or (
        lower_at(items, k - 1) in _WHERE and kind_at(items, k - 2) == "GOOD"
    )
    if low == "assembled" and behind_good:
        return None  # "imported cars assembled in Mexico"
    if low in word_class("assembling"):
        return ("assembly", k, _works_verb(items, k), False) if good_near(items, k, 8, 8) else None
    if low in {"put", "putting", "puts"} and lower_at(items, k + 1) == "together":
        return ("assembly", k, k, False) if good_near(items, k, 12, 6) else None
    if low == "assembly" and any(lower_at(items, n) in alliances.MOVING for n in range(k - 3, k)):
        return None  # "moved the assembly of cars to Dushanbe" has a finder of its own
    if low == "assembly" and (
        lower_at(items, k + 1) in word_class("works") | {"of", "production", "operations", "shop", "line"}
    ):
        verb = nearest(items, k, k, "opening", 12, 12)
        return ("assembly", k, verb if verb is not None else k, False) if good_near(items, k, 10, 10) else None
    if low in {"skd", "ckd"} or (low in {"knocked", "knock"} and lower_at(items, k + 1) == "-"):
        return ("assembly", k, k, False) if good_near(items, k, 12, 12) else None
    return None


def _foreign_goods(items: list[Item], k: int) -> bool:
    """ "The |Turkish bus| assembled in Tashkent rolled off the line": another country's goods put together there."""
    there = lower_at(items, k + 1) in {"in", "at", "near"} and kind_at(items, k + 2) in {"PLACE", "NAME"}
    return there and kind_at(items, k - 1) == "GOOD" and kind_at(items, k - 2) == "DEM"


def _works_verb(items: list[Item], k: int) -> int:
    """The verb of the works that are for assembling: "a factory to assemble motorcycles is to be |built"; else `k`."""
    if lower_at(items, k - 1) not in {"to", "for"}:
        return k
    works = next((n for n in range(k - 2, max(-1, k - 4), -1) if items[n].lower in word_class("works")), None)
    found = alliances.works_opened(items, works) if works is not None else None
    return found[2] if found is not None else k


_WHERE = frozenset({"locally", "abroad", "partly", "fully", "mostly"})


def is_assembled_good(items: list[Item], k: int) -> bool:
    """ "has assembled cars": the verb stands in the good's wording."""
    return (
        items[k].kind == "GOOD"
        and items[k].lower.split(" ", 1)[0] in word_class("assembling")
        and lower_at(items, k - 1) in {"has", "have", "had", "also", "now", "jointly", "together"}
    )


# -- making ----------------------------------------------------------------------------------------


def _jointly(items: list[Item], k: int) -> Found | None:
    """ "jointly produce tractors", "have built trams together"."""
    if items[k].lower not in word_class("making") and items[k].lower not in _RAISING | _OWNING:
        return None
    near = {lower_at(items, n) for n in range(k - 2, k + 2)} | {
        lower_at(items, n) for n in range(k + 2, k + 7) if lower_at(items, n) in {"together", "jointly"}
    }
    back = 14 if lower_at(items, k + 1) in {"them", "it", "these"} else 5  # "not only sell trams but build them there"
    if "jointly" in near and items[k].lower in _OWNING:
        works = next((n for n in range(k + 1, min(len(items), k + 10)) if items[n].lower in word_class("works")), None)
        if works is None and lower_at(items, k + 1) == "by":
            works = next((n for n in range(k - 1, max(-1, k - 14), -1) if items[n].lower in word_class("works")), None)
            return ("production", works, k, True) if works is not None else None  # "a plant to be jointly operated by"
        return ("joint company", works, k, True) if works is not None else None
    if not near & {"jointly", "together"} or not good_near(items, k, back, 6):
        return None
    return "production", k, k, True


_OWNING = frozenset("operated own owns owned operate operates run runs".split())
_RAISING = frozenset("grow growing grown raise raising rear rearing mine mining".split())


def _production_abroad(items: list[Item], k: int) -> Found | None:
    """ "launched production of tyres", "localise the production of trams"."""
    low = items[k].lower
    if low.startswith(("localis", "localiz")) and good_near(items, k, 8, 10):
        if any(lower_at(items, n) in {"level", "degree", "share", "rate"} for n in (k - 2, k - 1, k + 1)):
            return None  # "the localisation level of the tractors": how much of them is made there
        return "production", k, k, True
    if low not in word_class("starting", "setting_up") or low in _PACTS:
        return None
    if low in word_class("starting") and lower_at(items, k + 1) == "operations":
        when = k + 2 + (lower_at(items, k + 2) in {"in", "on"} and kind_at(items, k + 3) == "PER")
        there = _at_its_works(items, when + (kind_at(items, when) == "PER"))
        return ("production", k + 1, k, False) if there else None
    for n in range(k + 1, min(k + 6, len(items))):
        if items[n].lower in {"production", "manufacture", "manufacturing", "output"}:
            if lower_at(items, n + 1) in word_class("works"):
                return None  # "build a car manufacturing complex"
            abroad = lower_at(items, n + 1) in {"in", "at"} and kind_at(items, n + 2) == "PLACE"
            abroad = abroad or _at_its_works(items, n + 1)
            return ("production", n, k, False) if good_near(items, n, 3, 7) or abroad else None
        if items[n].kind in ("PLACE", "AMT") or (items[n].kind == "w" and items[n].lower in BORDERS - {"of"}):
            return None
    return None


def _production_begun(items: list[Item], k: int) -> Found | None:
    """ "Production of Belarusian tractors began in Ganja": another country's goods, told by the noun."""
    if items[k].lower not in {"production", "manufacture"} or lower_at(items, k + 1) != "of":
        return None
    if kind_at(items, k + 2) != "DEM" or kind_at(items, k + 3 + (kind_at(items, k + 3) == "NAME")) != "GOOD":
        return None  # "of Russian cars", "of Russian Lada cars"
    for n in range(k + 4, min(len(items), k + 14)):
        if items[n].lower.split(" ")[0] in word_class("starting") | _SET_GOING and items[n].kind in ("w", "CUE"):
            return "production", k, n, False
        if items[n].lower in {";", "that", "which"} or items[n].kind == "AMT":
            return None
    return None


def _at_its_works(items: list[Item], k: int) -> bool:
    """ "Started production |at its new factory in Chennai|"."""
    if lower_at(items, k) not in {"at", "in"} or lower_at(items, k + 1) not in {"its", "a", "the"}:
        return False
    works = next((n for n in range(k + 2, k + 6) if lower_at(items, n) in word_class("works")), None)
    return works is not None and lower_at(items, works + 1) in {"in", "near", "at"}


_PACTS = frozenset({"contract", "accord", "pact", "agreement", "agreements"})
_SET_GOING = frozenset("organised organized established set localised localized mastered arranged".split())


def _making(items: list[Item], k: int) -> Found | None:
    """A maker's verb with its goods behind it, or before it in the passive."""
    if items[k].kind not in ("w", "CUE") or (low := verb_at(items, k)) not in word_class("making", "made"):
        return None
    if low.startswith(("build", "built")) and any(i.lower.rsplit(" ", 1)[-1] in _BUILT for i in items[k + 1 : k + 6]):
        return None  # "build a grain silo": put up, not made
    if low in word_class("made") and not _is_passive(items, k):
        return None  # "roasted coffee"
    before = lower_at(items, k - 1)
    if low.endswith("ing") and before not in word_class("starting") and before not in {"are", "is", "been", "be"}:
        return None
    for n in range(k + 1, min(k + 6, len(items))):
        if items[n].kind == "GOOD" and not items[n].value.attributive:
            return "production", k, _opening_before(items, k), False
        if items[n].kind in ("PLACE", "PER", "AMT") or items[n].lower in BORDERS:
            break
    passive = _is_passive(items, k)
    if passive and any(i.kind == "GOOD" and not i.value.attributive for i in items[max(0, k - 7) : k]):
        return "production", k, k, False
    return None


_BUILT = frozenset(
    "silo silos elevator elevators pipeline pipelines terminal terminals warehouse warehouses station stations".split()
)


def _opening_before(items: list[Item], k: int) -> int:
    """The verb of the works that are to make something: "has |opened| a plant in Namangan to produce bikes", "|opened|
    its plant, which will make bikes"; else `k`."""
    which = lower_at(items, k - 1) == "will" and lower_at(items, k - 2) in _RELATIVE
    if lower_at(items, k - 1) != "to" and not which:
        return k
    works = next((n for n in range(k - 2, max(-1, k - 9), -1) if lower_at(items, n) in word_class("works")), None)
    if works is None or (not which and any(items[n].lower == "," for n in range(works, k))):
        return k
    verbs = (n for n in range(works - 1, max(-1, works - 7), -1) if lower_at(items, n) in word_class("opening"))
    return next(verbs, k)


def _is_passive(items: list[Item], k: int) -> bool:
    return any(lower_at(items, n) in {"been", "being", "were", "was", "are", "is", "be"} for n in (k - 1, k - 2))


def _works(items: list[Item], k: int) -> Found | None:
    """Works that are opened or built: "opened a tyre plant in"."""
    if _has_works(items, k):
        works = _works_in(items, k)
        return "assembly" if lower_at(items, works - 1) == "assembly" else "production", works, k, False
    puts_up = items[k].lower in _PUTTING and lower_at(items, k + 1) == "up"
    opens = (items[k].lower.split(" ", 1)[0] in word_class("opening") and not is_set_to(items, k)) or puts_up
    if not opens or items[k].kind not in ("w", "CUE"):
        return None
    for n in range(k + 1, min(k + 12, len(items))):
        low = items[n].lower
        industrial = low == "complex" and lower_at(items, n - 1) in {"manufacturing", "production", "industrial"}
        if industrial or (low in word_class("works") and low not in _VAGUE):
            field = any_of(items, "not_plant", n - 3, n + 1)
            return None if field else ("production", n, k, False)
        if low in {"production", "factory"} and lower_at(items, n + 1) in {"line", "lines", "facility", "facilities"}:
            return "production", n, k, False
        if low in {";", ".", "to", "at", "after", "that"} or (low == "," and n - k > 6):
            return None
    return None


_VAGUE = frozenset("works line lines unit base complex shop".split())
_PUTTING = frozenset("put puts putting".split())


def _has_works(items: list[Item], k: int) -> bool:
    """ "X has a tractor plant in Ganja": works that stand."""
    if items[k].lower not in {"has", "owns", "operates", "runs"}:
        return False
    k += 1 + (lower_at(items, k + 1) in _SOME or kind_at(items, k + 1) == "NUM")
    k += lower_at(items, k) in {"new", "similar", "other", "modern", "large", "big", "small", "major"}
    k += kind_at(items, k) == "GOOD" or lower_at(items, k) in {"production", "manufacturing", "assembly"}
    return lower_at(items, k) in _STANDING and lower_at(items, k + 1) in {"in", "at", "near"}


_SOME = frozenset("a an its two three four several own".split())
_STANDING = frozenset(
    "plant plants factory factories mill mills brewery breweries workshop workshops refinery refineries facility "
    "facilities".split()
)


def _works_in(items: list[Item], k: int) -> int:
    """The works that stand behind "has" at `k`."""
    return next(n for n in range(k + 1, k + 5) if lower_at(items, n) in _STANDING)


_COMPANIES = (
    "company",
    "firm",
    "enterprise",
    "business",
    "producer",
    "manufacturer",
    "concern",
    "subsidiary",
    "venture",
)
_LICENCES = ("licence", "license", "licenced", "licensed", "licensing", "licences", "licenses")
_TEAMS = (
    "team", "teams", "teamed", "teaming", "join", "joins", "joined", "joining", "pool", "pooled", "pooling",
    "partnered", "partnering", "cooperating", "cooperate", "cooperates", "collaborate", "collaborating", "tie", "tied",
    "alliance", "partnership", "consortium",
)  # fmt: skip

# In the order of their certainty, each with the words of which a sentence must have one (none: any sentence may do)
_FINDERS: tuple[tuple[Callable[[list[Item], int], Found | None], tuple[str, ...]], ...] = (
    (joint_company, ("joint", "jv", "jvs")),
    (of_two, ("-", "–")),
    (agreed_project, ("project", "projects")),
    (alliances.founded, _COMPANIES),
    (alliances.held_in, ("which",)),
    (alliances.shared, ("holds", "hold", "held", "owns", "own", "owned", "has", "have", "controls")),
    (alliances.licensed, _LICENCES),
    (alliances.teamed_up, _TEAMS),
    (alliances.co_made, ("co",)),
    (_assembly, ()),
    (_jointly, ("jointly", "together")),
    (_production_abroad, ()),
    (_production_begun, ("production", "manufacture")),
    (_making, ()),
    (_works, ()),
    (alliances.broke_ground, ("ground", "soil", "foundation", "foundations", "cornerstone", "stone")),
    (alliances.sited, ()),
    (alliances.planned_works, ("plans", "plan", "planning")),
    (alliances.expanded, tuple(sorted(alliances.EXPANDING))),
    (
        alliances.announced_works,
        ("construction", "building", "opening", "launch", "commissioning", "inauguration", "startup", "start"),
    ),
    (alliances.line_restarted, ("line", "lines", "works", "unit", "workshop")),
    (alliances.works_opened, ()),
    (alliances.works_of, ("that", "which")),
    (alliances.moved, tuple(sorted(alliances.MOVING))),
    (alliances.made_by, ("by",)),
)
