"""Whether the words of an aside tell anything that a grammar reads."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook.extract.asides.wording import aside_words, noise, saying, telling_words
from tradebook.extract.items import Item

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_NAMES = frozenset({"NAME", "ORG", "PERSON"})
_PLACES = frozenset({"PLACE", "DEM"})
# Classes of cues that tell nothing without others
_HARMLESS = frozenset(
    {
        "superlative", "ordinal", "rank", "strong", "past", "area_noun", "country_noun", "class", "anaphor", "total",
        "mile_join", "mile_act", "mile_tie", "mile_ties", "mile_post", "mile_pact", "mile_talk", "two_countries",
        "chverb", "rise", "val", "sign", "noun", "times", "outward", "mutual", "include", "compare", "coverage",
        "event_body", "future",
    }
)  # fmt: skip


def empty(inside: Sequence[Item], *, places: bool = False, goods: bool = False, names: bool = False) -> bool:
    """Whether the items hold no figure, no word of a grammar and, where not allowed, no place, good or name."""
    for item in without_idioms(inside):
        kind = item.kind
        if kind in _FIGURES or (kind in _PLACES and not places) or (kind == "GOOD" and not goods):
            return False
        if kind in _NAMES and not names:
            return False
        if kind == "CUE" and not _HARMLESS.issuperset(item.value.classes) and item.lower not in aside_words("harmless"):
            return False
        if kind == "w" and item.lower in telling_words():
            return False
    return True


def without_idioms(inside: Sequence[Item]) -> Sequence[Item]:
    """The items without verbs that tell nothing with their object: "|took| office", "|gained| independence"."""
    idle = [
        k
        for k in range(len(inside) - 1)
        if inside[k].kind == "CUE" and f"{inside[k].lower} {inside[k + 1].lower}" in aside_words("idiom")
    ]
    return [item for k, item in enumerate(inside) if k not in idle] if idle else inside


def tells_of_joining(inside: Sequence[Item]) -> bool:
    """Whether the items tell of a treaty, a membership or relations."""
    return any(item.kind == "CUE" and any(cls.startswith("mile_") for cls in item.value.classes) for item in inside)


_DUE = ("by ", "until ", "till ", "before ")  # a day by which something is to be done: "with bids due by 6 August"


def tells_no_act(inside: Sequence[Item]) -> bool:
    """Whether a phrase without a subject of its own names nothing that a grammar reads."""
    for k, item in enumerate(inside):
        if item.kind not in {"w", "p", "CUE"} and (item.kind != "PER" or k < 3 or item.lower.startswith(_DUE)):
            return False
        if item.kind == "CUE" and not _ACTS.isdisjoint(item.value.classes):
            return False
    return True


def of_no_trade(inside: Sequence[Item], first: str) -> bool:
    """Whether a clause that `first` ("whose", "where") opens tells what something did that is no trade: "whose economy
    shrank 3% in 2020", "where half of the people live"."""
    if any(item.lower in noise() for item in inside[1:5]) and not _trades(inside):
        return True
    for item in without_idioms(inside):
        classes = item.value.classes if item.kind == "CUE" else ()
        taken = "fverb" in classes and not (first == "whose" and "flow" not in classes)
        if item.kind in {"GOOD", "AMT", "QTY", "NUM", "PLACE", "DEM", "NAME", "ORG"} or taken:
            return False
        if not _SHARED.isdisjoint(classes) or (item.kind == "w" and item.lower in telling_words()):
            return False
    return True


def of_its_size(inside: Sequence[Item]) -> bool:
    """Whether an apposition tells how large a country is: "an |economy| of $90 billion", "with 20 million people"."""
    return any(item.lower.rpartition(" ")[2] in _SIZES for item in inside[:6]) and not _trades(inside)


def makes_goods(inside: Sequence[Item]) -> bool:
    """Whether an apposition names a country as a producer: "Africa's largest oil |producer|"."""
    if not any(item.lower in aside_words("making_land") for item in inside[1:]):
        return False
    acts = any(item.kind == "CUE" and not _ACTS.isdisjoint(set(item.value.classes) - {"rank"}) for item in inside)
    opens = inside[0].lower in _DETERMINERS or inside[0].kind == "PLACE"
    return opens and not acts and all(item.kind not in _FIGURES and item.kind not in _NAMES for item in inside)


def ranks_land(inside: Sequence[Item]) -> bool:
    """Whether an apposition tells what a country is to another in trade, ranked or not: "Lesotho's biggest trading
    partner", "an important supplier of Lesotho". Trade flows read it; to all else it is an aside."""
    if inside[0].lower.split(" ", 1)[0] not in _DETERMINERS and inside[0].kind != "PLACE":
        return False
    if any(item.kind in _FIGURES or item.kind in {*_NAMES, "GOOD", "NUM", "DEM", "PER"} for item in inside):
        return False
    lands = [k for k, item in enumerate(inside) if item.kind == "PLACE"]
    if len(lands) != 1 or not any(item.is_("partner_noun") for item in inside):
        return False
    owned = lands[0] == 0 and inside[1].lower in {"'", "’"}
    return owned or inside[lands[0] - 1].lower in {"of", "for"}


def deals_with(inside: Sequence[Item]) -> bool:
    """Whether an apposition only tells that somebody trades with another: "a major trading |partner| of Lesotho"; none
    that ranks, or names a good."""
    if inside[0].lower not in _DETERMINERS and inside[0].kind != "PLACE":
        return False
    if any(item.kind in _FIGURES or item.kind in {*_NAMES, "GOOD", "NUM"} for item in inside):
        return False
    partner = any("partner" in item.lower for item in inside) and any(item.kind == "PLACE" for item in inside)
    if not partner and not ranks_land(inside):
        return False  # a market or buyer may be a firm's
    classes = frozenset[str]().union(*[item.value.classes for item in inside if item.kind == "CUE"])
    ranks = _RANKING - {"superlative", "rank"} if inside[0].lower in {"a", "an"} else _RANKING  # "a major partner"
    return "partner_noun" in classes and classes.isdisjoint(ranks)


_RANKING = frozenset({"superlative", "rank", "ordinal", "flow", "fverb", "share", "chverb"})
_DETERMINERS = frozenset({"the", "a", "an", "one of", "one", "itself", "its"})


def _trades(inside: Sequence[Item]) -> bool:
    return any(
        item.kind == "GOOD" or (item.kind == "CUE" and not _OF_TRADE.isdisjoint(item.value.classes)) for item in inside
    )


_OF_TRADE = frozenset({"flow", "fverb", "partner_noun", "supply", "traded", "earning", "deal_buy", "deal_sell"})
_SHARED = frozenset({"flow", "partner_noun", "supply", "traded", "earning", "share", "rank", "reexport", "restr_act"})
_ACTS = _OF_TRADE | frozenset(
    "share reexport deal_noun tender_noun restr_noun restr_act event_fair event_forum event_visit event_meet "
    "mile_pact target rank".split()
)
_SIZES = frozenset({"economy", "population", "gdp", "people", "inhabitants"})
_SHOWING = frozenset({"show", "showed", "shows", "reports", "states", "notes"})


def is_speech(inside: Sequence[Item]) -> bool:
    """Whether somebody is said to say the sentence: "he said", "according to the customs service"; a person's office
    may follow."""
    lows = [item.lower for item in inside]
    if len(inside) < 2 or len(inside) > 12 or inside[-1].kind == "PERSON":
        return False
    for item in inside:
        if item.kind in _FIGURES or item.kind in {"PLACE", "DEM", "GOOD", "NAME"} or item.lower in aside_words("firm"):
            return False
        if item.kind == "ORG" and (item.value.country or item.value.kind == "company"):
            return False
    if " ".join(lows[:2]).startswith("according to"):
        return True
    if lows[0] in {"and", "but", "which", "who", "that", "while", "or"}:
        return False
    if lows[0] == "as":
        return lows[-2:] == ["put", "it"] or any(low in saying() or low in _SHOWING for low in lows)
    return any(low in saying() for low in lows) or lows[-1] in _SHOWING
