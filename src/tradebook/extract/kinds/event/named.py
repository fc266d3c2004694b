"""Fairs told by their name alone: well-known ones (`fair_names.csv`), and names that exhibitors and visitors "
"make fairs
("24 firms will exhibit at Anuga", "Alfa 2023 drew 700 exhibitors"); and the edition told apart from the name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.meetings import ORDINALS
from tradebook.extract.kinds.event.scene import Scene
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import words

SHOWING = frozenset(
    "exhibitor exhibitors exhibit exhibits exhibited exhibiting stand stands pavilion pavilions booth booths "
    "visitors "
    "participate participated participating participation exposition showcase showcased showcasing fair fairs buyers "
    "companies firms exporters producers makers manufacturers growers suppliers show showed shown edition "
    "represented present presents presented presenting wineries winemakers breweries startups artisans craftsmen "
    "designers farmers cooperatives enterprises entrepreneurs businesses delegation".split()
)
"""Words without which a bare name is no fair."""

_AT = re.compile(
    r"\b(?:exhibit(?:s|ed|ing|ors?)?|showcas(?:e|es|ed|ing)|stands?|pavilions?|booths?|tak(?:e|es|ing) part|took "
    r"part|"
    r"participat(?:e|es|ed|ing|ion)|represented|display(?:s|ed|ing)?|present(?:s|ed|ing)?) "
    r"(?:\w+ ){0,4}?(?:at|in) (?:the )?(?P<name>NAME|ORG)"
    r"(?: PER)?(?: \( \w+ \))? (?:,|\.|in|at|from|on|which|where|PER)"
)
_DREW = re.compile(
    r"(?:^|, |the )(?P<name>NAME|ORG)(?: PER| NUM)? (?:\w+ ){0,2}?(?:attracted|attracts|drew|draws|gathered|"
    r"gathers|brought "
    r"together|brings together|hosts|hosted|features|featured|welcomed|welcomes|opened|opens|closed|ended) "
    r"(?:\w+ ){0,6}?NUM (?:\w+ ){0,2}?(?:exhibitors|visitors|stands|pavilions|booths)"
)


@cache
def _known() -> re.Pattern[str]:
    names = sorted(words("fair_names", "name"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b(?: [A-Z][a-z]+(?= \d{4}\b))?")


def bare_name(sentence: Sentence) -> tuple[str, int, int] | None:
    """The name of a fair that stands without a noun, with the indices of its first and last items."""
    if sentence.lowers.isdisjoint(SHOWING):
        return None
    match = _known().search(sentence.text)
    if match is not None:
        starts = [item.start - sentence.start for item in sentence.items]
        first = bisect_right(starts, match.start()) - 1
        last = bisect_right(starts, match.end() - 1) - 1
        return match[0], max(first, 0), max(last, 0)
    found = _AT.search(sentence.masked) or _DREW.search(sentence.masked)
    if found is None:
        return None
    k = sentence.item_at(found.start("name"))
    item = sentence.items[k]
    if item.value.kind in {"company", "body", "agency", "person"} or item.value.country:
        return None
    return re.sub(r" \d{4}$", "", item.text), k, k


# -- the edition ----------------------------------------------------------------------------------------------------

_TOLD = re.compile(
    r"\b(?:(?:now |already )?in its (?P<a>ORD|NUM (?:st|nd|rd|th)|\w+) (?:year|edition|run)"
    r"|edition ,(?: already)? the (?P<b>ORD|NUM (?:st|nd|rd|th)|\w+)(?= |$)"
    r"|, (?:already |and )?the (?P<c>ORD|NUM (?:st|nd|rd|th)|\w+) (?:so far|of its kind|edition|in the series|to "
    r"date|in all)"
    r"|\bthe (?P<d>ORD|NUM (?:st|nd|rd|th)|\w+) edition of (?:the|this) (?:show|fair|event|exhibition|expo))"
)


def edition_told(sentence: Sentence, scene: Scene) -> tuple[int, Item, Sentence] | None:
    """The edition in an aside or in the next sentence: "in its 32nd year", "this year's edition, the 28th"."""
    for here in (sentence, _next(sentence, scene)):
        if here is None:
            continue
        match = _TOLD.search(here.masked)
        if match is None:
            continue
        group = next(g for g in ("a", "b", "c", "d") if match[g] is not None)
        k = here.item_at(match.start(group))
        n = _number(here.items, k)
        if n is not None:
            return n, here.items[k], here
    return None


def _next(sentence: Sentence, scene: Scene) -> Sentence | None:
    sentences = scene.document.sentences
    behind = sentences[sentence.index + 1] if sentence.index + 1 < len(sentences) else None
    return behind if behind is not None and "edition" in behind.lowers else None


def _number(items: list[Item], k: int) -> int | None:
    item = items[k]
    if item.kind == "ORD":
        return item.value if isinstance(item.value, int) else None
    if kind_at(items, k) == "NUM" and lower_at(items, k + 1) in {"st", "nd", "rd", "th"}:
        return int(item.value.low) if item.value.low == item.value.high else None
    return ORDINALS.get(item.lower)
