"""Where a sentence speaks of a venture, and how certain it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, right_edge
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture import alliances
from tradebook.extract.kinds.venture.head import Head
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


Found = tuple[str, int, int, bool]  # activity, index of the word, index of the verb, joint


def _whole(items: list[Item], activity: str, at: int, verb: int, joint: bool) -> Head | None:
    first, last = min(at, verb), max(at, verb)
    start, stop = left_edge(items, _announcing(items, first)), _end(items, last)
    if start > 2 and lower_at(items, start - 1) == "where":
        start = left_edge(items, start - 2)  # "a greenhouse where X and Y are to grow tomatoes"
    elif start > 2 and (lower_at(items, start - 1) in _RELATIVE or lower_at(items, start) in _RELATIVE):
        start = _works_before(items, start)  # "X and Y agreed on a plant that will make cars"
    elif start > 1 and lower_at(items, start - 1).split(" ")[0] in _TELLING and lower_at(items, start) in _ARTICLES:
        start = left_edge(items, start - 1)  # "X announced the appointment of Y as its partner in a plant"
    stop = _before_selling(items, last, _closing_comma(items, start, last, stop))
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


def _before_selling(items: list[Item], last: int, stop: int) -> int:
    """Where the sentence goes on to the markets of what is made: "makes pumps |and sells them in Peru"."""
    for k in range(last + 1, stop - 1):
        if items[k].lower in {"and", ","} and any(
            lower_at(items, n) in _SELLING and items[n].kind in ("w", "CUE") for n in (k + 1, k + 2)
        ):
            return k
    return stop


_SELLING = frozenset("sells sold sell exports exported ships shipped supplies supplied delivers delivered".split())


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


# -- joint companies, works, projects --------------------------------------------------------------


def _joint(items: list[Item], k: int) -> Found | None:
    low = items[k].lower
    if lower_at(items, k - 1) in {"its", "their"} and lower_at(items, k - 2) == "through":
        return None  # "assembles buses through its joint company"
    if low in {"jv", "jvs"} and kind_at(items, k + 1) not in {"NAME", "ORG"}:
        return _company(items, k, k)
    if low == "joint" and lower_at(items, k + 1) == "-" and lower_at(items, k + 2) in {"venture", "ventures"}:
        return _company(items, k, k + 2)
    if low != "joint" or lower_at(items, k + 1) == "-" or lower_at(items, k + 1) == "stock":
        return None
    for j in range(k + 1, min(k + 7, len(items))):
        word = items[j].lower
        if word in word_class("joint_company"):
            return _company(items, k, j)
        if word in {"project", "projects"}:
            return _project(items, k, j)
        if word in word_class("works") or word in {"production", "manufacture", "manufacturing", "assembly"}:
            j += lower_at(items, j + 1) in word_class("works")  # "eight joint assembly plants"
            return _joint_works(items, k, j)
        if word in _BORDERS or (items[j].kind == "p" and word not in {"-", ",", "/"}):
            return None
    return None


_BORDERS = frozenset("of to in for with by from at on between is are was were has have will that which into".split())


def _company(items: list[Item], k: int, j: int) -> Found | None:
    """A joint company: several without a number are talk of such companies at large unless they are being set up."""
    if lower_at(items, k - 1) == "the" and _founded_by(items, j):
        return "joint company", j, j, True
    if lower_at(items, k - 1) == "the" and not _between(items, j) and not _held_by(items, j):
        return None  # told before
    plural = items[j].lower.endswith("s")
    if any(lower_at(items, n) in {"memorandum", "mou"} for n in range(k - 4, k)) and lower_at(items, j + 1) == "for":
        plan = next((n for n in range(k - 1, k - 5, -1) if lower_at(items, n) in {"memorandum", "mou"}), k)
        return "joint company", j, plan, True  # "a memorandum on a joint venture for the production of"
    verb = _nearest(items, k, j, "setting_up", 12, 12)
    if verb is not None and verb > j and lower_at(items, verb - 1) == "to":
        verb = _set_up(items, verb) or verb  # "a joint venture to make wagons has been |registered"
    if verb is None and kind_at(items, k - 1) == "DEM" and lower_at(items, k - 2) in {"-", "–"}:
        verb = _nearest(items, k, j, "opening", 2, 14)  # "a Chinese-Nigerian joint venture, X, has commissioned"
    counted = any(items[n].kind == "NUM" for n in range(max(0, k - 6), k))
    owned = any(lower_at(items, n) in word_class("owning") for n in (k - 1, k - 2, k - 3, j + 1))
    if owned and counted and verb is not None and verb > j:
        verb = None  # "have 3 joint enterprises, and two more are planned"
    if plural and not counted and (verb is None or verb > k or k - verb > 5):
        return None
    if verb is None and not owned and not counted and not _between(items, j):
        return None
    return "joint company", j, verb if verb is not None else j, True


def _set_up(items: list[Item], making: int) -> int | None:
    """The passive behind what a joint venture is for."""
    for n in range(making + 1, min(len(items), making + 9)):
        if items[n].lower.split(" ", 1)[0] in word_class("setting_up") and lower_at(items, n - 1) in _DONE:
            return n
        if items[n].lower in {",", ";", "that", "which"}:
            return None
    return None


_DONE = frozenset("been was were is are".split())


def _founded_by(items: list[Item], j: int) -> bool:
    """Whether the name of a joint venture and its founders follow: "the joint venture X, founded by Y and Z"."""
    if kind_at(items, j + 1) not in {"NAME", "ORG"} or lower_at(items, j + 2) != ",":
        return False
    first = lower_at(items, j + 3).split(" ")[0]
    by = {lower_at(items, k) for k in range(j + 3, j + 8)}
    return first in {"founded", "formed", "set", "created", "established", "owned"} and bool(by & {"by", "with"})


def _held_by(items: list[Item], j: int) -> bool:
    """ "The joint venture, |in which| X will hold 70 percent and Y the rest"."""
    which = lower_at(items, j + 1) == "," and lower_at(items, j + 2) == "in" and lower_at(items, j + 3) == "which"
    return which and any(items[n].kind == "PCT" for n in range(j + 4, min(len(items), j + 14)))


def _between(items: list[Item], j: int) -> bool:
    return lower_at(items, j + 1) in {"between", "of", "with"}


def _project(items: list[Item], k: int, j: int) -> Found | None:
    """Joint projects count where their field is industry, or a number or a sum stands beside them."""
    around = items[max(0, k - 3) : j + 14]
    field = any(i.lower in word_class("industrial") or i.lower in word_class("assembling") for i in around)
    counted = any(i.kind == "NUM" for i in items[max(0, k - 2) : k]) and any(i.kind == "AMT" for i in items)
    if not field and not counted:
        return None
    verb = _nearest(items, k, j, "setting_up", 10, 16)
    assembles = any(i.lower in {"assembly", "assembling", "assemble"} for i in items[j : j + 20])
    return "assembly" if assembles else "project", j, verb if verb is not None else j, True


def _joint_works(items: list[Item], k: int, j: int) -> Found | None:
    verb = _nearest(items, k, j, "opening", 12, 16)
    if verb is None:
        verb = _nearest(items, k, j, "setting_up", 12, 16)
    assembles = any(i.lower == "assembly" for i in items[k : j + 2])
    return "assembly" if assembles else "production", j, verb if verb is not None else j, True


def _verb_at(items: list[Item], k: int) -> str:
    """The verb at `k` in the spelling of the table: "turn out" stands in two items."""
    low = lower_at(items, k)
    if low in {"turn", "turns", "turned", "turning"} and lower_at(items, k + 1) == "out":
        return f"{low} out"
    return low


def _nearest(items: list[Item], k: int, j: int, name: str, back: int, ahead: int) -> int | None:
    """The verb of a class nearest to the words `k` to `j`: first before them, then behind."""
    forms = word_class(name)
    for n in range(k - 1, max(-1, k - back), -1):
        if items[n].lower.split(" ", 1)[0] in forms and items[n].kind in ("w", "CUE"):
            return n
        if items[n].lower == ";":
            break
    for n in range(j + 1, min(len(items), j + ahead)):
        if items[n].lower.split(" ", 1)[0] in forms and items[n].kind in ("w", "CUE"):
            return n
        if items[n].lower == ";":
            break
    return None


def _of_two(items: list[Item], k: int) -> Found | None:
    """Works that two countries' names describe: "a Polish-Ghanaian plant will turn out chocolate"."""
    if not (
        kind_at(items, k) == "DEM"
        and lower_at(items, k + 1) in {"-", "–"}
        and kind_at(items, k + 2) == "DEM"
        and items[k].value.code != items[k + 2].value.code
    ):
        return None
    for j in range(k + 3, min(k + 6, len(items))):
        word = items[j].lower
        firm = word in {"company", "firm"} and any(_makes(items, n) for n in range(j + 1, min(j + 6, len(items))))
        if firm or word in word_class("works") or word in {"venture", "enterprise"}:
            making = next((n for n in range(j + 1, min(j + 9, len(items))) if _makes(items, n)), None)
            verb = making
            if making is None or lower_at(items, making - 1) in {"for", "of", "the"}:
                verb = _nearest(items, k, making or j, "opening", 9, 9) or making  # "a workshop for assembling X opens"
            assembles = making is not None and lower_at(items, making) in word_class("assembling") | {"assembly"}
            assembles = assembles or lower_at(items, j - 1) == "assembly"
            return ("assembly" if assembles else "production", j, verb, True) if verb is not None else None
        if items[j].kind not in ("w", "GOOD", "CUE") or word in _BORDERS:
            return None
    return None


def _agreed_project(items: list[Item], k: int) -> Found | None:
    """A project that two sides agreed on, with its product: "agreed on a project to produce fertilizers"."""
    if items[k].lower not in {"project", "projects"}:
        return None
    agreed = next(
        (j for j in range(k - 1, max(-1, k - 6), -1) if items[j].lower in {"agreed", "agree", "agreement"}), -1
    )
    if agreed < 0 or lower_at(items, agreed + 1) not in {"on", "to", "upon"}:
        return None
    making = next((j for j in range(k + 1, min(k + 4, len(items))) if _makes(items, j)), None)
    if making is None or lower_at(items, k + 1) not in {"to", "for", "of", "on"}:
        return None
    return ("project", k, making, True) if _good_near(items, making, 0, 6) else None


def _makes(items: list[Item], j: int) -> bool:
    return _verb_at(items, j) in _making_words()


@cache
def _making_words() -> frozenset[str]:
    return word_class("making", "assembling") | {"production", "manufacture", "assembly"}


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
        return ("assembly", k, _works_verb(items, k), False) if _good_near(items, k, 8, 8) else None
    if low == "put" and lower_at(items, k + 1) == "together":
        return ("assembly", k, k, False) if _good_near(items, k, 12, 6) else None
    if low == "assembly" and any(lower_at(items, n) in alliances.MOVING for n in range(k - 3, k)):
        return None  # "moved the assembly of cars to Dushanbe" has a finder of its own
    if low == "assembly" and (
        lower_at(items, k + 1) in word_class("works") | {"of", "production", "operations", "shop", "line"}
    ):
        verb = _nearest(items, k, k, "opening", 12, 12)
        return ("assembly", k, verb if verb is not None else k, False) if _good_near(items, k, 10, 10) else None
    if low in {"skd", "ckd"} or (low in {"knocked", "knock"} and lower_at(items, k + 1) == "-"):
        return ("assembly", k, k, False) if _good_near(items, k, 12, 12) else None
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


def _good_near(items: list[Item], k: int, back: int, ahead: int) -> bool:
    return any(i.kind == "GOOD" or i.kind == "QTY" for i in items[max(0, k - back) : k + ahead])


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
    if not near & {"jointly", "together"} or not _good_near(items, k, back, 6):
        return None
    return "production", k, k, True


_OWNING = frozenset("operated own owns owned operate operates run runs".split())
_RAISING = frozenset("grow growing grown raise raising rear rearing mine mining".split())


def _production_abroad(items: list[Item], k: int) -> Found | None:
    """ "launched production of tyres", "localise the production of trams"."""
    low = items[k].lower
    if low.startswith(("localis", "localiz")) and _good_near(items, k, 8, 10):
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
            return ("production", n, k, False) if _good_near(items, n, 3, 7) or abroad else None
        if items[n].kind in ("PLACE", "AMT") or (items[n].kind == "w" and items[n].lower in _BORDERS - {"of"}):
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
    if items[k].kind not in ("w", "CUE") or (low := _verb_at(items, k)) not in word_class("making", "made"):
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
        if items[n].kind in ("PLACE", "PER", "AMT") or items[n].lower in _BORDERS:
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
        return "production", _works_in(items, k), k, False
    puts_up = items[k].lower in _PUTTING and lower_at(items, k + 1) == "up"
    opens = items[k].lower.split(" ", 1)[0] in word_class("opening") or puts_up
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
    k += kind_at(items, k) == "GOOD" or lower_at(items, k) in {"production", "manufacturing"}
    return lower_at(items, k) in _STANDING and lower_at(items, k + 1) in {"in", "at", "near"}


_SOME = frozenset("a an its two three four several own".split())
_STANDING = frozenset(
    "plant plants factory factories mill mills brewery breweries workshop workshops refinery refineries".split()
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
    (_joint, ("joint", "jv", "jvs")),
    (_of_two, ("-", "–")),
    (_agreed_project, ("project", "projects")),
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
    (alliances.line_restarted, ("line", "lines", "works", "unit", "workshop")),
    (alliances.works_opened, ()),
    (alliances.works_of, ("that", "which")),
    (alliances.moved, ("production", "manufacturing", "assembly", "manufacture")),
    (alliances.made_by, ("by",)),
)
