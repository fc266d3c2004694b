"""What a sentence tells, for the question whether a citation covers it: data, plans, another country's trade."""

from __future__ import annotations

from itertools import pairwise

from tradebook import places
from tradebook.extract.items import Sentence

_SUMS = frozenset({"AMT", "QTY"})
_RATES = frozenset({"PCT", "FAC"})
_NO_OWNER = frozenset({"accounted", "was", "were", "of", "is", "to", "from", ","})
_MEASURES = frozenset({"ban", "bans", "banned", "duty", "duties", "tariff", "tariffs", "quota", "quotas", "sanctions"})
_AIMS = frozenset(
    {"plans", "aims", "targets", "hopes", "intends", "expects", "aim", "plan", "target", "goal"}
) | frozenset(
    f"{verb} to" for verb in ("aims", "plans", "intends", "hopes", "expects", "aim", "plan", "intend", "hope")
)
_TRADE = frozenset({"flow", "supply", "fverb", "partner_noun", "anaphor"})
FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM", "FAC"})


def source_line(sentence: Sentence) -> str | None:
    """The agency of a line "Source: Reuters", which stands for the whole text."""
    items = sentence.items
    if len(items) > 2 and items[1].text == ":" and items[2].kind == "ORG" and items[2].value.kind == "agency":
        return str(items[2].value.text)
    return None


def like_person(name: str | None, sentence: Sentence) -> bool:
    """Whether a name that no word tells to be a body's is made as a person's: two or three plain capitals."""
    return (
        name is not None
        and 1 < len(name.split()) < 4
        and any(i.kind == "NAME" and i.value.text == name and i.value.kind == "name" for i in sentence.items)
    )


def goes_on_with_trade(sentence: Sentence) -> bool:
    """Whether a sentence gives money, goods or a share of trade, and is about no deal and no single firm."""
    for item in sentence.items:
        if item.kind in FIGURES:
            break
        if item.kind == "NAME" or (item.kind == "ORG" and item.value.kind == "company"):
            return False
    if "deal_noun" in sentence.cues:
        return False
    return bool(sentence.kinds & _SUMS) or (
        bool(sentence.kinds & _RATES)
        and (bool(sentence.cues & _TRADE) or not sentence.lowers.isdisjoint({"it", "they", "this"}))
    )


def gives_data(sentence: Sentence) -> bool:
    """Whether a sentence gives figures that may be data: no ban's, no duty's and no body's purchase."""
    if sentence.kinds.isdisjoint(FIGURES) or not tells_no_measure(sentence):
        return False
    items = sentence.items
    return not any(i.kind == "ORG" and after.is_("fverb") for i, after in pairwise(items))


def tells_no_measure(sentence: Sentence) -> bool:
    """Whether a sentence is about no ban, duty or quota."""
    return sentence.lowers.isdisjoint(_MEASURES)


def speaks_of_trade(sentence: Sentence) -> bool:
    """Whether a sentence has a word of trade."""
    return bool(sentence.cues & _TRADE)


def tells_trade(sentence: Sentence) -> bool:
    """Whether a sentence gives a figure beside a word of trade."""
    return not sentence.kinds.isdisjoint(FIGURES) and speaks_of_trade(sentence)


def foresees(sentence: Sentence) -> bool:
    """Whether a sentence tells what is aimed at or expected."""
    return not sentence.lowers.isdisjoint(_AIMS)


def points_back(sentence: Sentence) -> bool:
    """Whether a sentence parts the figure before: "Of these, ...", "The total included ..."."""
    lows = [item.lower for item in sentence.items[:3]]
    if len(lows) < 3 or sentence.kinds.isdisjoint(FIGURES):
        return False
    return (lows[0] == "of" and lows[1] in {"this", "these", "that", "which", "the"}) or (
        lows[0] == "the" and lows[1] in {"total", "figure", "volume", "sum"} and lows[2] in {"included", "includes"}
    )


def turns_elsewhere(sentence: Sentence, source: Sentence) -> bool:
    """Whether a sentence turns to the trade of a country that the source's sentence does not name."""
    country = _owner(sentence)
    if country is None or places.is_group(country):
        return False
    named = {i.value.code for i in source.items if i.kind in ("PLACE", "DEM")}
    return bool(named) and country not in named and not any(places.is_group(code) for code in named)


def _owner(sentence: Sentence) -> str | None:
    """The country whose trade a sentence opens with: "Irish exports", "Peru sold", "In neighbouring Peru,"."""
    for k, item in enumerate(sentence.items[:5]):
        if item.kind not in ("PLACE", "DEM"):
            continue
        behind = sentence.items[k + 1 : k + 5]
        if any(i.is_("flow") or i.is_("fverb") for i in behind if i.lower not in {"to", "from"}):
            stop = next((j for j, i in enumerate(behind) if i.is_("flow") or i.is_("fverb")), 0)
            if not any(i.lower in _NO_OWNER for i in behind[:stop]):
                return str(item.value.code)
        if k and sentence.items[0].lower == "in" and sentence.items[1].lower in {"neighbouring", "neighboring"}:
            return str(item.value.code)
    return None
