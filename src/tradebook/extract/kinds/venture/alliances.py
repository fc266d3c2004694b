"""Ventures that are told without the word "joint": companies founded by two sides, licences, firms that team up,
works that moved or were opened, making abroad by another's hands.

Each finder takes the items of a sentence and an index, and gives the activity, the index of its word and of its verb,
and whether the words themselves say that two sides take part; None where nothing is told there.
"""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture.words import word_class

Found = tuple[str, int, int, bool]


def founded(items: list[Item], k: int) -> Found | None:
    """A company of two sides: "have set up a company, held 51 to 49", "a firm formed with Selangor Biocare", "are
    partners in the company that"."""
    low = items[k].lower
    if low not in _COMPANIES or items[k].kind not in ("w", "CUE"):
        return None
    by = k + 2 + (lower_at(items, k + 1) == "set" and lower_at(items, k + 2) == "up")
    if lower_at(items, k + 1) in _SHARED_BY and lower_at(items, by) in {
        "with",
        "by",
        "jointly",
        "together",
        "between",
    }:
        alone = lower_at(items, by) == "by" and lower_at(items, k + 1) in _OWNED and not _two_owners(items, by)
        return None if alone else ("joint company", k, k + 1, True)
    if lower_at(items, k - 2) == "in" and lower_at(items, k - 3) in {"partners", "shareholders"}:
        return "joint company", k, k, True  # "are partners in the company"
    if lower_at(items, k + 1) in {"that", "which"} and lower_at(items, k + 2) in {"they", "the"}:
        founding = next((n for n in range(k + 3, min(len(items), k + 6)) if _founds(items, n)), None)
        if founding is not None:
            return "joint company", k, founding, True  # "a company that they registered last week"
    verb = next((n for n in range(k - 1, max(-1, k - 9), -1) if _founds(items, n)), None)
    if verb is None or not _new(items, verb, k):
        return None
    return "joint company", k, verb, True


_COMPANIES = frozenset("company firm enterprise business producer manufacturer concern subsidiary venture".split())
_SHARED_BY = frozenset({"set up"}) | frozenset(
    "formed founded established created owned held co-owned run co-founded launched registered set".split()
)


_OWNED = frozenset("owned held run".split())


def _two_owners(items: list[Item], by: int) -> bool:
    """Whether two names stand behind "by": "owned by X and Y", not "a concern run by the Council"."""
    end = next((n for n in range(by + 1, len(items)) if items[n].lower in {",", ";", "which", "that"}), len(items))
    names = [n for n in range(by + 1, end) if items[n].kind in ("NAME", "ORG")]
    return len(names) > 1 and any(lower_at(items, n) == "and" for n in range(names[0], names[-1]))


def _founds(items: list[Item], n: int) -> bool:
    low = items[n].lower.split(" ", 1)[0]
    if low in {"set", "sets", "setting"}:
        return "up" in {items[n].lower.split(" ")[-1], lower_at(items, n + 1)}
    return low in _FOUNDING and items[n].kind in ("w", "CUE")


_FOUNDING = frozenset(
    (
        "found founded founding form formed forming create created creating establish established establishing launch "
        "launched launching register registered pooling pool pooled own owns share"
    ).split()
)


def _new(items: list[Item], verb: int, k: int) -> bool:
    """Whether the company is the verb's object: "set up a new 60:40 company", and not "founded by the company"."""
    if any(lower_at(items, n) in {"by", "that", "which", "for", "from", "to"} for n in range(verb + 1, k)):
        return False
    return any(lower_at(items, n) in {"a", "an", "new", "another", "joint", "their", "one"} for n in range(verb, k))


def licensed(items: list[Item], k: int) -> Found | None:
    """Making under another's licence: "under a licence from X", "has licensed Y to make", "licensed production of"."""
    if not items[k].lower.startswith(("licen", "sub-licen")) or items[k].kind not in ("w", "CUE"):
        return None
    if lower_at(items, k - 1) in {"export", "import", "mining", "banking", "driving", "gaming", "operating"}:
        return None
    making = [n for n in range(max(0, k - 14), min(len(items), k + 22)) if _is_making(items, n)]
    if not making:
        return None
    verb = min(making, key=lambda n: (n < k and not _bears(items, n), abs(n - k)))
    if not any(i.kind == "GOOD" for i in items[max(0, verb - 8) : verb + 9]):
        return None
    return _activity(items, verb), k, verb, True


def _bears(items: list[Item], n: int) -> bool:
    """Whether the verb stands in front of its licence: "will make tractors under a licence"."""
    return any(lower_at(items, j) == "under" for j in range(n, n + 10))


def _activity(items: list[Item], n: int) -> str:
    low = items[n].lower
    if low.startswith(("build", "built")) and any(lower_at(items, j) == "assembly" for j in range(n + 1, n + 5)):
        return "assembly"  # "to build an assembly plant"
    return "assembly" if low.startswith("assembl") or low == "put" else "production"


def _is_making(items: list[Item], n: int) -> bool:
    low = items[n].lower
    if low in {"turns", "turned", "turn", "turning"} and lower_at(items, n + 1) == "out":
        return True
    return (
        low in word_class("making", "assembling") | {"production", "assembly", "manufacture", "fill", "pack"}
        and items[n].kind in ("w", "CUE", "GOOD")
        and lower_at(items, n - 1) != "power"
    )


def teamed_up(items: list[Item], k: int) -> Found | None:
    """ "has teamed up with X to build buses", "are joining forces to make", "a tie-up with X to assemble"."""
    low = items[k].lower
    paired = (
        (low in _TEAMING and lower_at(items, k + 1) in {"up", "forces", "hands", "their", "with"})
        or low in _WORKING
        or (low in {"tie", "tied"} and lower_at(items, k + 1) in {"-", "up"})
        or low in _PAIRS
    )
    if not paired:
        return None
    for n in range(k + 1, min(len(items), k + (28 if low in _PAIRS else 20))):
        purpose = lower_at(items, n - 1) in _PURPOSE and _is_making(items, n)
        if purpose and any(i.kind == "GOOD" for i in items[n - 3 : n + 8]):
            noun = low in _PAIRS and lower_at(items, n - 1) in {"will", "would"}  # "In partnership with X, Y will make"
            noun = noun or (low in _PAIRS and _is_signed(items, k))
            return _activity(items, n), n, n if noun else k, True
        if items[n].lower in {";", "but"}:
            break
    return None


def _is_signed(items: list[Item], k: int) -> bool:
    """ "Signed a |partnership| deal with X to build cars": what is agreed is to come."""
    paper = lower_at(items, k + 1) in {"deal", "agreement", "memorandum", "contract", "pact", "accord"}
    return paper and any(lower_at(items, n) in _SIGNING for n in range(max(0, k - 5), k))


_SIGNING = frozenset("signed signs sign inked sealed concluded struck entered".split())
_WORKING = frozenset(
    (
        "partnered partnering co-operating cooperating collaborating collaborates cooperates cooperate collaborate "
        "co-operate co-operates"
    ).split()
)
_PAIRS = frozenset({"alliance", "partnership", "tie-up", "consortium"})
_PURPOSE = frozenset("to will would jointly in for of on the local and".split())
_TEAMING = frozenset("team teams teamed teaming join joins joined joining pool pools pooled pooling".split())


def co_made(items: list[Item], k: int) -> Found | None:
    """ "co-production of helicopters", "are co-producing trams"."""
    if items[k].lower != "co" or lower_at(items, k + 1) != "-":
        return None
    low = lower_at(items, k + 2)
    if not low.startswith(("produc", "manufactur", "build", "develop", "assembl")) or low in {"producer", "producers"}:
        return None
    if not any(i.kind == "GOOD" for i in items[k + 3 : k + 9]):
        return None
    return ("assembly" if low.startswith("assembl") else "production"), k + 2, k, True


def moved(items: list[Item], k: int) -> Found | None:
    """ "is moving production of toys from China to Vietnam"."""
    if items[k].lower not in MOVING or items[k].kind not in ("w", "CUE"):
        return None
    for n in range(k + 1, min(len(items), k + 6)):
        moves = items[n].lower in {"production", "manufacturing", "assembly", "manufacture", "output", "making"}
        if moves or (items[n].lower in word_class("works") and lower_at(items, n - 1) in {"its", "their", "the"}):
            to = _to_its_works(items, n) or any(
                lower_at(items, j) == "to"
                and kind_at(items, j + 1 + (lower_at(items, j + 1) in PARTS_OF_LANDS)) == "PLACE"
                for j in range(n + 1, min(len(items), n + 10))
            )
            return (_activity(items, n), n, k, False) if to else None
    return None


def _to_its_works(items: list[Item], n: int) -> bool:
    """ "Has moved part of its production |to a plant in Suzhou|"."""
    for j in range(n + 1, min(len(items), n + 7)):
        if lower_at(items, j) == "to" and lower_at(items, j + 1) in {"a", "its", "the", "another"}:
            works = next((m for m in range(j + 2, j + 6) if lower_at(items, m) in word_class("works")), None)
            behind = range(works + 1, works + 7) if works is not None else range(0)
            return any(lower_at(items, m) in {"in", "near"} and kind_at(items, m + 1) == "PLACE" for m in behind)
    return False


PARTS_OF_LANDS = frozenset("northern southern eastern western central neighbouring neighboring nearby".split())
MOVING = frozenset(
    (
        "move moves moved moving relocate relocates relocated relocating shift shifts shifted shifting transfer "
        "transfers transferred transferring"
    ).split()
)


def works_opened(items: list[Item], k: int) -> Found | None:
    """Works told before their verb: "a plant for tyres was opened in Baku by X", "the factory is being built"."""
    named = items[k].kind == "ORG" and items[k].lower.rsplit(" ", 1)[-1] in {"plant", "factory", "mill", "brewery"}
    if not named and (
        items[k].lower not in word_class("works")
        or items[k].lower in {"works", "line", "lines", "unit", "base", "shop"}
    ):
        return None
    if lower_at(items, k - 1) in {"and", "of"} or any(
        items[n].lower in word_class("not_plant") for n in range(max(0, k - 3), k)
    ):
        return None
    for n in range(k + 1, min(len(items), k + 28)):
        low = items[n].lower.split(" ")[-1]
        if n - k <= 3 and _by_whom(items, n):  # "a car plant, set up by X in Y, opened in June"
            opened = (j for j in range(n + 1, min(len(items), n + 20)) if _stands_open(items, k, j))
            return "production", k, next(opened, n), False
        if (
            _under_construction(items, n)
            or _starts_up(items, n)
            or _stands_open(items, k, n)
            or (low in _PUT and lower_at(items, n + 1) == "into")
        ):
            return "production", k, n, False
        if low in _OPENED and any(
            lower_at(items, j).split(" ")[-1] in {"be", "been", "was", "were", "is", "being"} for j in range(n - 3, n)
        ):
            return "production", k, n, False
        if items[n].lower in {";", "that", "which", "said"}:
            return None
    return None


def _starts_up(items: list[Item], n: int) -> bool:
    """ "A new factory at Monterrey |begins operation| in September"."""
    started = lower_at(items, n) in word_class("starting")
    return started and lower_at(items, n + 1) in {"operation", "operations", "production"}


def _under_construction(items: list[Item], n: int) -> bool:
    """ "A plant of X and Y |is under construction| in Manaus"."""
    return lower_at(items, n) == "under" and lower_at(items, n + 1) == "construction"


_PUT = frozenset("put introduced brought taken".split())


def works_of(items: list[Item], k: int) -> Found | None:
    """Works with their owner in a relative clause: "the plant that Morocco's X is building in Kaduna"."""
    if items[k].lower not in word_class("works") or lower_at(items, k + 1) not in {"that", "which"}:
        return None
    for n in range(k + 3, min(len(items), k + 11)):
        if lower_at(items, n) in _BUILDING and items[n].kind in ("w", "CUE"):
            there = any(lower_at(items, j) in {"in", "near", "at"} for j in range(n + 1, n + 3))
            return ("production", k, n, False) if there else None
        if items[n].lower in {",", ";", "that", "which"}:
            return None
    return None


_BUILDING = frozenset("building built opened opens runs operates owns launched plans set".split())


def _by_whom(items: list[Item], n: int) -> bool:
    """Whether a participle tells whose works they are: "set up by", "built by", "opened by"."""
    if lower_at(items, n) == "set up" or lower_at(items, n - 1) == "set":
        return lower_at(items, n) in {"set up", "up"} and lower_at(items, n + 1) == "by"
    return lower_at(items, n) in _OPENED | {"founded", "established"} and lower_at(items, n + 1) == "by"


def _stands_open(items: list[Item], k: int, n: int) -> bool:
    """ "A battery plant of X and Y |will rise| in Ivancsa", ", |opened| in June"."""
    there = lower_at(items, n + 1) in {"in", "at", "near"} and kind_at(items, n + 2) in {"PLACE", "NAME"}
    if lower_at(items, n) in {"going", "goes"} and lower_at(items, n + 1) == "up":
        return lower_at(items, n + 2) in {"in", "at", "near"}
    if lower_at(items, n) in {"rise", "rises"} and lower_at(items, n - 1) in {"will", "to", "would"}:
        return there
    begun = lower_at(items, n) == "opened" and lower_at(items, n - 1) == ","
    return begun and (kind_at(items, n + 1) == "PER" or kind_at(items, n + 2) == "PER") and n > k + 1


_OPENED = frozenset("opened inaugurated commissioned launched built constructed completed erected".split())


def made_by(items: list[Item], k: int) -> Found | None:
    """ "has its pumps assembled in Tuzla by X", "is made in Tuzla by X": the hands are named."""
    if items[k].lower not in {"assembled", "made", "produced", "built", "manufactured", "sewn", "bottled"}:
        return None
    if not (lower_at(items, k + 1) in {"in", "at"} and kind_at(items, k + 2) in {"PLACE", "NAME", "ORG"}):
        return None
    by = any(lower_at(items, n) == "by" for n in range(k + 3, min(len(items), k + 7)))
    had = any(lower_at(items, n) in {"has", "have", "had", "having", "gets", "get"} for n in range(max(0, k - 8), k))
    own = any(lower_at(items, n) in {"its", "their"} for n in range(max(0, k - 6), k))
    if not by or not had or not own:
        return None
    return ("assembly" if items[k].lower == "assembled" else "production"), k, k, False


def shared(items: list[Item], k: int) -> Found | None:
    """ "X holds 40 percent and Y 60 percent of the smelter": those who hold the works or the company."""
    if items[k].lower not in _COMPANIES and items[k].lower not in word_class("works"):
        return None
    if lower_at(items, k - 1) not in {"the", "new", "joint"} and items[k - 1].kind not in ("GOOD", "w"):
        return None
    told = range(max(0, k - 24), k)
    verb = next((n for n in told if lower_at(items, n) in _HOLDING), None)
    parts = [n for n in told if items[n].kind == "PCT" or (items[n].kind == "NUM" and kind_at(items, n + 2) == "PCT")]
    if verb is None or len(parts) < 2 or parts[0] < verb:
        return None
    if any(lower_at(items, n) in {"bought", "sold", "acquired", "stake"} for n in told):
        return None
    return "joint company", k, verb, True


_HOLDING = frozenset("holds hold held owns own owned has have controls control".split())


def sited(items: list[Item], k: int) -> Found | None:
    """ "has picked Szeged for its first European car factory": works to come."""
    if items[k].lower not in SITING or items[k].kind not in ("w", "CUE"):
        return None
    towns = [n for n in range(k + 1, min(len(items), k + 4)) if items[n].kind in ("PLACE", "NAME")]
    if not towns:
        return None
    for n in range(towns[0] + 1, min(len(items), towns[0] + 12)):
        if items[n].lower in word_class("works") and lower_at(items, n) not in {"line", "lines", "unit", "base"}:
            said = {lower_at(items, j) for j in range(towns[0], n)}
            field = any(items[j].lower in word_class("not_plant") for j in range(n - 3, n))
            return ("production", n, k, False) if said & {"for", "as", "to"} and not field else None
        if items[n].lower in {";", ",", "that", "which"}:
            return None
    return None


SITING = frozenset("picked picks pick chosen chose chooses choose selected selects select".split())


def broke_ground(items: list[Item], k: int) -> Found | None:
    """ "broke ground for a plant", "laid the foundation stone of a factory": works to come."""
    low, behind = items[k].lower, lower_at(items, k + 1)
    ground = low in {"broke", "break", "breaks", "broken"} and behind in {"ground", "soil"}
    stone = low in {"laid", "lays", "lay", "laying"} and any(
        lower_at(items, n) in {"foundation", "foundations", "cornerstone", "stone"} for n in range(k + 1, k + 5)
    )
    if not ground and not stone:
        return None
    for n in range(k + 2, min(len(items), k + 12)):
        if items[n].lower in word_class("works"):
            field = any(items[j].lower in word_class("not_plant") for j in range(n - 3, n))
            return None if field else ("production", n, k, False)
    return None


def announced_works(items: list[Item], k: int) -> Found | None:
    """ "announced the construction of its new plant in Mexico", "the start of operations at its factory in": by a
    noun."""
    if items[k].lower not in _NOUNS_OF_WORKS or lower_at(items, k + 1) not in {"of", "at"}:
        return None
    if not any(lower_at(items, n).split(" ")[0] in _ANNOUNCING for n in range(max(0, k - 4), k)):
        return None
    for n in range(k + 2, min(len(items), k + 10)):
        if items[n].lower in word_class("works") and lower_at(items, n) not in {"line", "lines", "unit", "base"}:
            field = any(items[j].lower in word_class("not_plant") for j in range(n - 3, n))
            return None if field else ("production", n, k, False)
        if items[n].lower in {";", ",", "that", "which"}:
            return None
    return None


_NOUNS_OF_WORKS = frozenset(
    "construction building opening launch commissioning inauguration startup start-up start completion".split()
)
_ANNOUNCING = frozenset("announced announces announce reported reports confirmed celebrated celebrates marked".split())


def expanded(items: list[Item], k: int) -> Found | None:
    """ "has doubled the capacity of its plant in Subotica": works that stand already and grow."""
    if items[k].lower not in EXPANDING or items[k].kind not in ("w", "CUE"):
        return None
    for n in range(k + 1, min(len(items), k + 8)):
        if items[n].lower in word_class("works") and lower_at(items, n) not in {"line", "lines", "unit", "base"}:
            own = any(lower_at(items, j) in {"its", "their", "a", "the", "our"} for j in range(k + 1, n))
            field = any(items[j].lower in word_class("not_plant") for j in range(n - 3, n))
            there = lower_at(items, n + 1) in {"in", "at", "near", "outside"}
            return ("production", n, k, False) if own and there and not field else None
        if items[n].lower in {";", ",", "that", "which", "to"}:
            return None
    return None


EXPANDING = frozenset(
    "expand expands expanded expanding enlarge enlarges enlarged enlarging extend extends extended extending doubled "
    "doubles doubling tripled trebled upgraded upgrading modernised modernized modernising modernizing".split()
)


def planned_works(items: list[Item], k: int) -> Found | None:
    """ "Plans a third plant in Costa Rica": works that are only planned, by that verb alone."""
    if items[k].lower not in {"plans", "plan", "planning"} or items[k].kind not in ("w", "CUE"):
        return None
    if lower_at(items, k + 1) not in {"a", "an", "another", "its", "new", "two", "three"}:
        return None
    for n in range(k + 2, min(len(items), k + 7)):
        if items[n].lower in word_class("works") and lower_at(items, n) not in {
            "line",
            "lines",
            "unit",
            "base",
            "shop",
        }:
            field = any(items[j].lower in word_class("not_plant") for j in range(n - 3, n))
            there = lower_at(items, n + 1) in {"in", "at", "near", "outside"}
            return ("production", n, k, False) if there and not field else None
        if items[n].lower in {",", ";", "to", "of", "that", "for"}:
            return None
    return None


def line_restarted(items: list[Item], k: int) -> Found | None:
    """ "have restarted the tractor line": a line that a good describes."""
    if items[k].lower not in _STARTING or items[k].kind not in ("w", "CUE"):
        return None
    for n in range(k + 1, min(len(items), k + 7)):
        if items[n].lower in {"line", "lines", "works", "unit", "workshop"}:
            made = items[n - 1].kind == "GOOD" or lower_at(items, n - 1) in {"production", "assembly"}
            return ("production", n, k, False) if made else None
        if items[n].kind in ("PLACE", "AMT") or items[n].lower in {"to", ",", ";"}:
            return None
    return None


_STARTING = frozenset(
    (
        "restarted restart restarts relaunched reopened resumed started launched opened inaugurated commissioned "
        "installed built"
    ).split()
)


def held_in(items: list[Item], k: int) -> Found | None:
    """ "Jizzakh Motors, in which X has 60 percent and Y the rest"."""
    if items[k].lower != "which" or lower_at(items, k - 1) not in {"in", "of"}:
        return None
    if lower_at(items, k - 2) != "," or kind_at(items, k - 3) not in {"NAME", "ORG"}:
        return None
    verb = next((n for n in range(k + 1, min(len(items), k + 9)) if lower_at(items, n) in _HOLDING), None)
    if verb is None or not any(i.kind == "PCT" for i in items[verb : verb + 4]):
        return None
    rest = range(verb, min(len(items), verb + 16))
    two = sum(items[n].kind == "PCT" or lower_at(items, n) in {"rest", "remainder"} for n in rest)
    return ("joint company", k, verb, True) if two > 1 else None
