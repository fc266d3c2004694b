"""Ventures told by the word "joint", by two countries' names, or as a project that was agreed on, and what the finders
of ventures share."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture.words import word_class

Found = tuple[str, int, int, bool]  # activity, index of the word, index of the verb, joint


def joint_company(items: list[Item], k: int) -> Found | None:
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
        if word in BORDERS or (items[j].kind == "p" and word not in {"-", ",", "/"}):
            return None
    return None


BORDERS = frozenset("of to in for with by from at on between is are was were has have will that which into".split())


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
    verb = nearest(items, k, j, "setting_up", 12, 12)
    if verb is not None and verb > j and lower_at(items, verb - 1) == "to":
        verb = _set_up(items, verb) or verb  # "a joint venture to make wagons has been |registered"
    if verb is None and kind_at(items, k - 1) == "DEM" and lower_at(items, k - 2) in {"-", "–"}:
        verb = nearest(items, k, j, "opening", 2, 14)  # "a Chinese-Nigerian joint venture, X, has commissioned"
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
    verb = nearest(items, k, j, "setting_up", 10, 16)
    assembles = any(i.lower in {"assembly", "assembling", "assemble"} for i in items[j : j + 20])
    return "assembly" if assembles else "project", j, verb if verb is not None else j, True


def _joint_works(items: list[Item], k: int, j: int) -> Found | None:
    verb = nearest(items, k, j, "opening", 12, 16)
    if verb is None:
        verb = nearest(items, k, j, "setting_up", 12, 16)
    assembles = any(i.lower == "assembly" for i in items[k : j + 2])
    return "assembly" if assembles else "production", j, verb if verb is not None else j, True


def verb_at(items: list[Item], k: int) -> str:
    """The verb at `k` in the spelling of the table: "turn out" stands in two items."""
    low = lower_at(items, k)
    if low in {"turn", "turns", "turned", "turning"} and lower_at(items, k + 1) == "out":
        return f"{low} out"
    return low


def nearest(items: list[Item], k: int, j: int, name: str, back: int, ahead: int) -> int | None:
    """The verb of a class nearest to the words `k` to `j`: first before them, then behind."""
    forms = word_class(name)
    for n in range(k - 1, max(-1, k - back), -1):
        if items[n].lower.split(" ", 1)[0] in forms and items[n].kind in ("w", "CUE") and not is_set_to(items, n):
            return n
        if items[n].lower == ";":
            break
    for n in range(j + 1, min(len(items), j + ahead)):
        if items[n].lower.split(" ", 1)[0] in forms and items[n].kind in ("w", "CUE"):
            return n
        if items[n].lower == ";":
            break
    return None


def of_two(items: list[Item], k: int) -> Found | None:
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
                verb = nearest(items, k, making or j, "opening", 9, 9) or making  # "a workshop for assembling X opens"
            assembles = making is not None and lower_at(items, making) in word_class("assembling") | {"assembly"}
            assembles = assembles or lower_at(items, j - 1) == "assembly"
            return ("assembly" if assembles else "production", j, verb, True) if verb is not None else None
        if items[j].kind not in ("w", "GOOD", "CUE") or word in BORDERS:
            return None
    return None


def agreed_project(items: list[Item], k: int) -> Found | None:
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
    return ("project", k, making, True) if good_near(items, making, 0, 6) else None


def _makes(items: list[Item], j: int) -> bool:
    return verb_at(items, j) in _making_words()


@cache
def _making_words() -> frozenset[str]:
    return word_class("making", "assembling") | {"production", "manufacture", "assembly"}


def good_near(items: list[Item], k: int, back: int, ahead: int) -> bool:
    return any(i.kind == "GOOD" or i.kind == "QTY" for i in items[max(0, k - back) : k + ahead])


def is_set_to(items: list[Item], k: int) -> bool:
    """ "Is |set| to build": no verb of setting up."""
    return items[k].lower == "set to" or (items[k].lower == "set" and lower_at(items, k + 1) == "to")
