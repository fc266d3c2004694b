"""Who stands behind the verb of a deal and is party to it: by the words before a name."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at

_WITH = frozenset("with from to by between for of".split())
_BEHIND = frozenset({"with", "from", "by", "between"})
_LINKS = {
    "lend": frozenset({"with", "between"}),
    "send": frozenset({"with", "between"}),
}  # what a loan buys from others makes them no borrowers


def _infinitive(items: list[Item], k: int) -> bool:
    """Whether a verb with its object follows "to" at `k` ("to upgrade that country's fleet"), or another verb governs
    it ("leased to")."""
    if kind_at(items, k - 1) == "w" and items[k - 1].lower.endswith("ed"):
        return True
    if k + 2 >= len(items) or kind_at(items, k + 1) != "w" or items[k + 1].lower in {"the", "a", "an", "its", "their"}:
        return False
    if lower_at(items, k + 2) in {"the", "that", "its", "their", "a"}:
        return True
    low = items[k + 1].lower  # "to operate Phase 2", not "to carmaker X"
    named = kind_at(items, k + 2) in {"NAME", "ORG", "PERSON"} or lower_at(items, k + 2) != items[k + 2].text
    firm = low in word_class("generic", "body_head") or low in _OF_FIRMS or low.endswith(_FIRM_ENDS)
    return items[k + 1].text.islower() and named and not firm


_OF_FIRMS = frozenset("local rival fellow sister partner state parent state-owned".split())
_FIRM_ENDS = ("er", "or", "ers", "ors", "ist", "ant", "house", "chain", "firm")


def _with_goods(items: list[Item], verb: int, k: int) -> bool:
    """Whether "with" at `k` names the goods: "to supply Colombia with System X"."""
    if items[k].lower != "with":
        return False
    at = next((j for j in range(k - 1, verb, -1) if items[j].lower in {"supply", "provide"}), None)
    return at is not None and not any(i.is_("deal_noun") or i.lower == "," for i in items[at:k])


_MADE = frozenset("made manufactured produced built mined assembled designed developed operated owned".split())


_DIGGINGS = frozenset("field fields mine mines deposit plant block basin project terminal refinery quarry well".split())


def _is_source(items: list[Item], side: Side) -> bool:
    """Whether a name is where the goods come from, and no side: "from its Alba mine", "buses made by X"."""
    before = lower_at(items, side.start - 1)
    if before in {"its", "their"} or (before == "s" and lower_at(items, side.start - 3) == "latter"):
        return True
    by = side.start - 1 - (before in {"the", "a"})
    works = lower_at(items, side.stop) in _DIGGINGS or (side.name or "").rsplit(" ", 1)[-1] in _DIGGINGS
    if lower_at(items, by) == "from" and works:
        return True  # "gas from the Aphrodite field"
    return lower_at(items, by) == "by" and lower_at(items, by - 1).split(" ")[-1] in _MADE


def _served(side: Side) -> bool:
    """Whether a side is a firm or body that an order can be for: "turbines for Spanish utility X"."""
    if side.name is None or side.word in _NOT_SERVED:
        return False
    return side.word in word_class("generic", "body_head") or side.country is not None


_NOT_SERVED = frozenset(
    "project projects programme program plant port airport terminal line railway park field".split()
)


_KINDS_OF_BODIES = frozenset("import export trade power shipping supply trading purchasing buying".split())
_TEAMS = frozenset({"consortium", "alliance", "grouping", "tandem", "team"})
_YARDS = frozenset("yard shipyard shipbuilder shipbuilding works plant factory".split())
_OWNS = frozenset({"'", "’"})
_PARTS = frozenset({"arm", "unit", "subsidiary", "division", "affiliate"})
_WORKS = frozenset(
    "dam road bridge highway motorway expressway scheme refinery complex canal hydropower wind solar project programme "
    "plant railway line airport terminal port metro park field reservoir station hospital".split()
)
_ORDERED = frozenset("ordered bought contracted commissioned purchased".split())
_SIGNERS = frozenset(
    "head heads director directors chief chiefs chairman chairmen representatives executives managers presidents "
    "leaders ceo ceos officials rectors".split()
)  # "signed by the heads of X and Y"


def _builds_ships(clause: Clause) -> bool:
    """Whether ships are ordered: a firm "at" which that is done is a yard."""
    goods = (i for i in clause.sentence.items[clause.start : clause.stop] if i.kind == "GOOD")
    return any(code.startswith("89") for good in goods for code in good_of(good).hs)


def _told_aside(clause: Clause, side: Side) -> bool:
    """Whether a side stands in what a relative clause tells of another: "by X, which supplies foam to Y"."""
    items = clause.sentence.items
    first = max(clause.verb, clause.noun) + 1
    return any(
        items[k].lower in {"which", "who"} and lower_at(items, k - 1) == "," and items[k + 1].is_("deal_send")
        for k in range(first, side.start - 1)
    )


def _is_works(clause: Clause, side: Side) -> bool:
    """Whether a name is that of what a loan pays for: "for the Mohmand dam", "for Rogun hydropower plant"."""
    items = clause.sentence.items
    before = side.start - 1
    while before > clause.start and (
        lower_at(items, before) in {"the", "'", "’", "s"} or kind_at(items, before) == "PLACE"
    ):
        before -= 1
    if clause.instrument != "loan" or lower_at(items, before) != "for":
        return False
    return lower_at(items, side.stop) in _WORKS or (side.name or "").rsplit(" ", 1)[-1] in _WORKS


def _signs_for(clause: Clause, side: Side, k: int) -> bool:
    """Whether the head of a body signs behind a person: "signed by the minister and the head of X"."""
    items = clause.sentence.items
    of = side.start - 1 - (lower_at(items, side.start - 1) == "the")
    if lower_at(items, of) != "of" or lower_at(items, of - 1) not in _SIGNERS:
        return False
    return any(items[j].lower == "by" for j in range(clause.verb + 1, k))


_ASTRAY = frozenset("and in at on under via through across over into near during against".split())


def _of_talks(items: list[Item], k: int) -> bool:
    """Whether "between" at `k` tells who met, and not who signed: "after talks in Paris between the presidents"."""
    return any(lower_at(items, j) in _MET for j in range(max(0, k - 4), k))


_MET = frozenset("talks meeting summit negotiations call trade ties relations cooperation flights border".split())


def _is_customer(items: list[Item], k: int) -> bool:
    """Whether the word at `k` says whom the name behind its comma is to the other: "its long-term customer, X"."""
    return items[k].is_("partner_noun") or items[k].lower in {
        "customer",
        "client",
        "buyer",
        "distributor",
        "counterpart",
    }


def _says_what(items: list[Item], k: int) -> bool:
    """Whether a plain word for what a firm is stands at `k`: "import |house| X", not "to supply |the| firm X"."""
    return kind_at(items, k) == "w" and items[k].lower not in {"the", "a", "an", "its", "their"}


def _takes(items: list[Item], verb: int, side: Side) -> bool:
    """Whether a side stands between the verb and what it is sold: "sold X 40 buses", not "sold two Boeing 777s"."""
    sold = kind_at(items, side.stop) in {"NUM", "QTY"}
    return sold and not any(i.kind in {"NUM", "QTY"} for i in items[verb : side.start])


def counterparts(clause: Clause, others: list[Side]) -> list[Side]:
    """The sides behind the verb that are party to the deal: those behind "with", "from", "by", "to", "between", and
    what is joined to them by "and"; a name elsewhere is something else (a plant, a project)."""
    items = clause.sentence.items
    found: list[Side] = []
    for side in others:
        if _is_source(items, side) or _is_works(clause, side) or _told_aside(clause, side):
            continue
        k = side.start - 1
        while (
            k > clause.start
            and k != clause.verb
            and (
                items[k].lower in {"the", "a", "an", "its", "-", "'", "’", "s", "based", "of", "city", "state", "local"}
                or items[k].kind in ("DEM", "PLACE", "GOOD")
                or (
                    items[k].kind == "w"
                    and items[k].text.islower()
                    and items[k].lower not in _WITH | _ASTRAY
                    and items[k].kind != "CUE"
                )
                or items[k].is_("partner_noun")
                or (items[k].lower == "," and _is_customer(items, k - 1))
                or items[k].is_("country_noun")
                or items[k].is_("rank")
                or (items[k].kind in {"ORG", "NAME"} and lower_at(items, k + 1) in _OWNS)  # "X's Sikorsky unit"
                or (items[k].kind == "NUM" and items[k].text.isalpha())  # "China's top two makers X and Y"
                or (items[k].lower in _KINDS_OF_BODIES and _says_what(items, k + 1))
            )
        ):
            if (
                items[k].lower == "of"
                and lower_at(items, k - 1)
                not in _PARTS
                | {
                    "city",
                    "government",
                    "ministry",
                    "port",
                    "one",
                }
                | _SIGNERS
                | _TEAMS
            ):
                break
            k -= 1
        low = lower_at(items, k)
        if (
            (clause.form == "send" and low == "by" and lower_at(items, k - 1) in _ORDERED)
            or (
                (
                    low in _LINKS.get(clause.form, _BEHIND)
                    and not _with_goods(items, clause.verb, k)
                    and not (low == "between" and k - clause.verb > 4 and _of_talks(items, k))
                )
                or (items[k].text == "to" and not items[k + 1].is_("deal_send") and not _infinitive(items, k))
                or (
                    low == "for"
                    and clause.form in ("lend", "borrow")
                    and (side.country or items[side.start].kind != "w")
                )
            )
            or (low == "and" and _signs_for(clause, side, k))
            or (low == "for" and clause.form in ("win", "send") and side.country is not None and _served(side))
            or (low == "at" and clause.form in ("buy", "give") and (side.word in _YARDS or _builds_ships(clause)))
            or (low in {"and", ","} and found and (side.start - found[-1].stop <= 4 or k <= found[-1].stop))
            or (clause.form in ("lend", "give") and k == clause.verb)
            or (clause.form in ("sell", "send") and k == clause.verb and _takes(items, k, side))
            or (
                items[k].lower in {"supply", "provide"}
                and any(i.lower == "with" for i in items[side.stop : clause.stop])
            )
        ):
            found.append(side)
    return found
