"""Whose trade statistics a report tells, where its sentences leave that open: the home of the report.

An office's release names its own country late or never ("Exports rose 11 percent, Stats NZ said"), and the countries
that it does name are partners. Its home is told by the office that gives the figures, else by the one country that the
whole report calls the owner of exports, imports or a balance; where there is neither, by the name of the outlet or the
town of the dateline."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.outlets import country_of_outlet, country_of_seat
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at, possessive_at
from tradebook.extract.tables import rows
from tradebook.places import is_group

_OF_STATISTICS = frozenset({"statistics", "statistical", "stats", "census", "customs"})
_BODIES = frozenset({"ORG", "NAME"})
_OWNERS = frozenset({"name", "government", "nickname"})
_RECEIVED = ("earnings", "earning", "revenue", "revenues", "receipts", "income", "proceeds")
"""What comes from a country comes from its buyers: "export earnings |from India|"."""
_BETWEEN = 4
"""How many words may stand between a country and its trade: "Korea's overall merchandise |exports|"."""


@cache
def _offices() -> dict[str, str]:
    return {row["form"]: row["country"] for row in rows("statistics_offices")}


def office_of(item: Item) -> str | None:
    """The country of an office of statistics, "" where it is one whose country the name does not tell; None of any
    other body."""
    known = _offices().get(item.lower) or _offices().get((item.value.acronym or "").lower())
    if known is not None:
        return known
    if _OF_STATISTICS.isdisjoint(item.lower.split()):
        return None
    return item.value.country or ""


def home_of(document: Document) -> str | None:
    """The one country whose trade a report tells, or None where it tells of several or does not say."""
    offices, owners = set(), set()
    for sentence in document.sentences:
        if sentence.whole is not None or not sentence.kinds.isdisjoint(_BODIES):
            bodies = (item for item in sentence.whole or sentence.items if item.kind in _BODIES)
            offices |= {country for item in bodies if (country := office_of(item))}
        if not sentence.lowers.isdisjoint(_OF_STATISTICS):
            offices |= described_in(sentence)
        if "flow" in sentence.cues:
            owners |= owners_in(sentence)
    told = offices or owners
    if not told:
        return country_of_outlet(document) or country_of_seat(document)
    if len(told) != 1 or (len(owners) == 1 and owners != told):
        return None
    return told.pop()


def described_in(sentence: Sentence) -> set[str]:
    """The countries of offices that are only described: "Peru's |statistical| institute", "Belgian customs"."""
    items = sentence.items
    found: set[str] = set()
    for k, item in enumerate(items):
        if item.kind in {"PLACE", "DEM"} and not is_group(item.value.code):
            behind = possessive_at(items, k + 1)
            owns = item.kind == "DEM" or behind > k + 1
            if owns and any(lower_at(items, n) in _OF_STATISTICS for n in (behind, behind + 1)):
                found.add(str(item.value.code))
    return found


def owners_in(sentence: Sentence) -> set[str]:
    """The countries whose exports, imports or balance a sentence tells: "Korea's exports", "exports from Korea"."""
    items = sentence.items
    found: set[str] = set()
    for k, item in enumerate(items):
        if item.kind not in {"PLACE", "DEM"} or is_group(item.value.code):
            continue
        behind = possessive_at(items, k + 1)
        has = item.kind == "PLACE" and item.value.form in _OWNERS and lower_at(items, behind) in flow_words("having")
        owns = item.kind == "DEM" or behind > k + 1
        sold = lower_at(items, k - 1) == "from" and k > 1 and items[k - 2].cue("flow") == "exports"
        sold = sold and not items[k - 2].lower.endswith(_RECEIVED)
        if sold or ((owns or has) and _trade_behind(items, behind + has, demonym=item.kind == "DEM")):
            found.add(str(item.value.code))
    return found


_WHOLE = frozenset({"foreign", "total", "overall", "external"})  # "Turkey's foreign trade volume"
_WHOLE_TRADE = ("foreign trade", "external trade", "total trade")


_NO_OWNERS = frozenset({"PLACE", "DEM", "AMT", "PCT", "NAME", "ORG"})


def _trade_behind(items: list[Item], k: int, *, demonym: bool) -> bool:
    """Whether exports, imports or a balance follow; behind a demonym none of imports, for these may come from there."""
    for item in items[k : k + _BETWEEN]:
        measure = item.cue("flow")
        if measure is not None:
            if measure == "turnover":
                return item.lower.startswith(_WHOLE_TRADE) or bool(items[k:] and items[k].lower in _WHOLE)
            return measure in {"exports", "balance"} or (measure == "imports" and not demonym)
        if item.kind in _NO_OWNERS or item.lower in {",", "to", "from", "with"} or item.lower in flow_words("firm"):
            return False
    return False
