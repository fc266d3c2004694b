"""Names beside a venture that are no partners: the venture's own, brands and makes, parents, bodies, who speaks."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture.head import Head
from tradebook.extract.kinds.venture.heads import SPEAKERS
from tradebook.extract.kinds.venture.words import word_class


def is_itself(items: list[Item], side: Side, head: Head) -> bool:
    """Whether a name is that of the company which the partners founded: "Borneo Biologics, a company formed with"."""
    if head.activity != "joint company":
        k = side.stop - 1
        named = k - 2 == head.at and lower_at(items, k - 1) == "," and lower_at(items, side.stop) == ","
        return named and lower_at(items, head.at) in word_class("works")  # "a textile plant, Junxiang Khatlon, started"
    if side.start > head.at and (_is_apposed(items, side, head) or _is_named(items, side, head)):
        return True
    if side.start > head.at:
        told = lower_at(items, head.at - 2) == "the" and lower_at(items, side.stop + 1).split(" ")[0] in _FOUNDED
        return (
            side.start == head.at + 1 and lower_at(items, side.stop) == "," and told
        )  # "the joint venture X, founded"
    if not side.stop < head.at <= side.stop + 7:
        return False
    called = lower_at(items, side.stop) in {",", "is", "was"} and lower_at(items, side.stop + 1) in {"a", "an", "the"}
    if called and lower_at(items, head.at + 1) in {"of", "between"} and head.at - side.stop <= 5:
        return True  # "The Nyagatara plant, a joint venture of X and Y,", "Z is a joint venture between"
    if lower_at(items, head.at) == "which":
        return side.stop == head.at - 2  # "Jizzakh Motors, in which X has 60 percent"
    opened = lower_at(items, side.stop) == "," and lower_at(items, side.stop + 1) in {"a", "an", "the"}
    described = items[side.stop + 2 : head.at]
    if opened and lower_at(items, head.at + 1) == "," and sum(i.kind == "DEM" for i in described) > 1:
        return True  # "Orshah Textile, an Uzbek-Turkish joint venture,"
    return opened and lower_at(items, head.at + 1) in {"formed", "founded", "set", "created", "established", "owned"}


def _is_named(items: list[Item], side: Side, head: Head) -> bool:
    """ "|The| Turkmen-Uzbek joint venture |"Lebap Machinery"| will make tractors"."""
    quoted = lower_at(items, head.at + 1) in {'"', "“"}
    first = head.at + 1 + quoted
    described = next((n for n in range(head.at - 1, -1, -1) if items[n].kind == "w" and items[n].lower != "joint"), -1)
    alone = quoted or lower_at(items, side.stop) != "and"
    if lower_at(items, described) in {"a", "an"}:  # "a joint venture Alba Djazair under Algerian law"
        alone = lower_at(items, side.stop) in {"under", "to", "which", "in", "at", "for"}
    return side.start == first and lower_at(items, described) in {"the", "a", "an"} and alone


def _is_apposed(items: list[Item], side: Side, head: Head) -> bool:
    """ "Its joint venture, |the BYD Uzbekistan Factory|, designed to"."""
    article = lower_at(items, head.at + 2) == "the" and side.start in (head.at + 2, head.at + 3)
    works = (side.name or "").rsplit(" ", 1)[-1].lower() in word_class("works")
    return lower_at(items, head.at + 1) == "," and article and works


_FOUNDED = frozenset("founded formed set created established owned".split())


def is_bracketed(items: list[Item], side: Side) -> bool:
    """Whether a name in brackets only explains a word: "passivated contact (TOPCon) cells"."""
    return lower_at(items, side.start - 1) == "(" and lower_at(items, side.stop) == ")"


def is_called(items: list[Item], side: Side) -> bool:
    """Whether a name behind a dash is that of the venture: "a joint venture — Uzbekistan PCA"."""
    if lower_at(items, side.start - 1) in {"called", "named", "dubbed"}:
        return kind_at(items, side.start - 2) in NAMES  # "a venture of X and Y called Z"
    return lower_at(items, side.start - 1) in {"—", "–", "-"} and lower_at(items, side.start - 2) in {
        "venture",
        "company",
    }


def is_run(items: list[Item], side: Side) -> bool:
    """Whether a name is that of works which somebody runs: "the company that runs the Vung Tau mill"."""
    last = (side.name or "").split(" ")[-1].lower()
    return last in word_class("works") and any(
        lower_at(items, k) in {"runs", "run", "operates", "operate"} for k in range(side.start - 3, side.start)
    )


def is_brand(items: list[Item], side: Side) -> bool:
    """Whether a name is that of what is made: "to produce Alba Ferro branded tractors", "assembling Alba trucks"."""
    behind = side.stop + (lower_at(items, side.stop) == "-")
    if lower_at(items, behind) in {"branded", "brand", "models", "model", "type", "style"}:
        return True
    if lower_at(items, side.start - 1) == "first" and lower_at(items, side.start - 2) in {"its", "their", "the"}:
        return True  # "turned out its first Symbol"
    if lower_at(items, side.start - 1) in {"brand", "brands", "name", "label"}:
        return True  # "under its local brand Singer"
    listed = lower_at(items, side.start - 1) == "and" and items[side.start - 2].kind in NAMES
    first = side.start - 2 if listed else side.start
    if lower_at(items, first - 1) == "the" and lower_at(items, first - 2) in word_class("making", "assembling"):
        return True  # "produces the Avanza and Innova minivans"
    inner = side.start if items[side.start].kind != "DEM" else side.start + 1
    if (
        kind_at(items, inner) == "NAME"
        and inner > 0
        and kind_at(items, inner - 1) == "DEM"
        and _is_goods_make(items, side)
    ):
        return True  # "Russian Lada cars"
    made = lower_at(items, side.start - 1) in word_class("making", "assembling")
    number = lower_at(items, side.stop).isdigit()  # "assembles KUV 100 cars"
    return made and kind_at(items, side.stop + number) == "GOOD"


def _is_goods_make(items: list[Item], side: Side) -> bool:
    """Whether the goods behind a name are called by it; an acronym is a maker's ("Belarusian MTZ tractors")."""
    return kind_at(items, side.stop) == "GOOD" and not (side.name or "").isupper()


def is_make(items: list[Item], side: Side) -> bool:
    """ "X has started production of Dena cars": beside who makes them a name is what they are called."""
    of_making = lower_at(items, side.start - 1) == "of" and lower_at(items, side.start - 2) in _PRODUCTION
    return of_making and kind_at(items, side.stop) == "GOOD"


_PRODUCTION = frozenset("production assembly manufacture manufacturing output".split())


def is_parent(items: list[Item], side: Side) -> bool:
    """Whether a name only says whose firm a partner is: "a unit of Cominco", "a Rockwell subsidiary"."""
    if lower_at(items, side.stop) in {"subsidiary", "unit", "affiliate", "arm"}:
        return lower_at(items, side.start - 1) in {"a", "an", "the"}
    k = side.start
    while k > 1 and (
        lower_at(items, k - 1) in {"s", "'", "’"} or (k < side.start and kind_at(items, k - 1) == "PLACE")
    ):
        k -= 1
    if lower_at(items, k - 1) == "by" and lower_at(items, k - 2) == "owned" and items[k].kind == "PLACE":
        return True  # "which is owned by Belgium's X"
    before = lower_at(items, side.start - 2) if lower_at(items, side.start - 1) in {"of", "by"} else ""
    return before in {"unit", "subsidiary", "part", "arm", "division", "owned", "affiliate", "controlled"}


def is_works_town(items: list[Item], side: Side) -> bool:
    """Whether a name is that of the town in "the |Hisor| tractor assembly plant"."""
    if lower_at(items, side.start - 1) != "the" or kind_at(items, side.start) != "NAME":
        return False
    k = side.stop
    while kind_at(items, k) == "GOOD" or lower_at(items, k) in {"assembly", "production", "processing"}:
        k += 1
    return k > side.stop and lower_at(items, k) in word_class("works")


def is_unnamed(items: list[Item], side: Side) -> bool:
    """ "China's X and |an Omani fund|": a side that is only described."""
    word = (side.name or "").rsplit(" ", 1)[-1]
    return (
        lower_at(items, side.start - 1) in {"a", "an", "-", "–"} and word.islower() and items[side.start].kind == "DEM"
    )


def one_name(known: str | None, name: str | None) -> bool:
    """Whether a name is one that is known, or the beginning of it."""
    return known is not None and name is not None and (known == name or known.startswith(name + " "))


def is_body(items: list[Item], side: Side) -> bool:
    words = (side.name or "").lower().split()
    if side.start == 0 and kind_at(items, 0) == "w" and (words[0].endswith(("ed", "ing")) or words[0] in _OPENERS):
        return True  # "Located in Port Elizabeth, the plant", "Along with this"
    if any(w in word_class("body") for w in words) or side.word in word_class("body"):
        return True
    if any(i.kind in NAMES and i.value.kind in {"agency", "event"} for i in side.items):
        return True
    if all(w in word_class("no_partner") for w in words):
        return True
    return kind_at(items, side.start) == "w" and (
        words[0] in word_class("no_partner") or (len(words) == 1 and (words[0].isdigit() or len(words[0]) < 3))
    )


_OPENERS = frozenset(
    "recall along together apart aside meanwhile besides jointly currently earlier later here there firstly secondly "
    "thirdly finally additionally moreover furthermore first second".split()
)


def said(items: list[Item], side: Side) -> bool:
    """Whether the name only belongs to a speaker: "the chief executive of X said", "X reported"."""
    low = lower_at(items, side.stop)
    if _is_speakers(items, side):
        return True
    if lower_at(items, side.stop + 1) in SPEAKERS:
        return False  # "X and Y said they will form"
    return low in {"reports", "reported", "said", "says"} or kind_at(items, side.stop) == "PERSON"


def _is_speakers(items: list[Item], side: Side) -> bool:
    """Whether a name only says whose officer speaks: "Fyodor Petrov, head of the Kazan Tractor Works, said"."""
    at = side.start - 1 - (lower_at(items, side.start - 1) == "the")
    if lower_at(items, at) not in {"of", "at"}:
        return False
    person = next((k for k in range(at - 1, max(-1, at - 9), -1) if items[k].kind == "PERSON"), None)
    return person is not None and any(items[k].lower == "," for k in range(person, at))


def initials(name: str) -> str:
    """The initials by which a firm goes: "Public Investment Fund" as "PIF"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())
