"""Names in quotation marks: "the Kazakh plant «Maslo-Del»", "Serbia's “Zelena Dolina”" are the names without them."""

from __future__ import annotations

import re

from tradebook.extract.items import Item, Name
from tradebook.extract.mentions.names_scan import APOSTROPHES, KINDS, PLACES
from tradebook.extract.mentions.names_words import Vocabulary

_CLOSING = {'"': '"”', "“": "”“", "«": "»", "„": "“”", "'": "'’", "‘": "’'"}
# The sign is looked for first, for that is fast; then what stands around it
_OPENS = re.compile(r"[“«„‘\"'](?:(?<=[“«„‘])|(?<![^\s(][\"'])(?=\w))")
_MOST = 6  # items of a name
_JOINTS = frozenset("& - ' ’ .".split())
# Behind these what stands in quotes is how something is called, or a work, or a word
_NOT_BEHIND = frozenset("the a an called named dubbed titled entitled so word term phrase slogan motto as like".split())
# Before these it is the name of no firm
_NOT_BEFORE = frozenset(
    "project initiative programme program brand brands campaign plan scheme vaccine system concept principle strategy "
    "law movement award label logo trademark agency newspaper magazine channel portal website radio station show "
    "newsletter report series variety varieties class type model grade zone corridor".split()
)


def has_quotes(text: str, items: list[Item]) -> bool:
    """Whether a quotation mark that may open a name stands among the items, which index `text`."""
    return bool(items) and _OPENS.search(text, items[0].start, items[-1].end) is not None


def without_quotes(items: list[Item], text: str, words: Vocabulary) -> list[Item]:
    """The items with each name in quotes, its marks and a legal form behind it as one NAME that bears neither."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        close = _close(items, k, words) if items[k].text in _CLOSING else 0
        if close and (country := _as_firm(items, k, close, words)) is not None:
            first, last = items[k + 1], items[close - 1]
            name = text[first.start : last.end]
            out.append(Item("NAME", first.start, last.end, name, name.lower(), Name(name, country or None)))
            k = close + 1
            while k < len(items) and items[k].lower in words.legal and items[k].text[0].isupper():
                k += 1
            continue
        out.append(items[k])
        k += 1
    return out


def _close(items: list[Item], k: int, words: Vocabulary) -> int:
    """The index of the mark that closes what the one at `k` opens, with nothing but words of a name between; or 0."""
    if k and items[k].start == items[k - 1].end and items[k - 1].text not in {"(", "["}:
        return 0
    signs = _CLOSING[items[k].text]
    if k + 2 >= len(items) or items[k + 1].start != items[k].end or not _capital(items[k + 1]):
        return 0
    for j in range(k + 1, min(k + _MOST + 2, len(items))):
        item = items[j]
        if item.text in signs and j > k + 1:
            apart = j + 1 == len(items) or items[j + 1].start > item.end or items[j + 1].text in ",.;:)'’"
            if item.start == items[j - 1].end and items[j - 1].text != "." and apart:
                return j
        if not (_capital(item) or item.text in _JOINTS or item.kind == "NUM" or item.lower in words.particles):
            return 0
    return 0


def _capital(item: Item) -> bool:
    return item.kind in KINDS and not item.text.islower()


def _as_firm(items: list[Item], k: int, close: int, words: Vocabulary) -> str | None:
    """The country that the name between the marks has by what stands around it, "" for none; None for no name of a
    firm."""
    before = items[k - 1] if k else None
    behind = items[close + 1].lower if close + 1 < len(items) else ""
    if behind in _NOT_BEFORE or behind in words.facility or behind in words.generic:
        return None
    if before is not None and (before.lower in _NOT_BEHIND or before.lower in words.legal_before):
        return None
    if any(i.lower in words.fairs for i in items[max(0, k - 4) : close + 4]):
        return None
    inner = items[k + 1 : close]
    owned = k > 2 and items[k - 1].lower == "s" and items[k - 2].text in APOSTROPHES and items[k - 3].kind in PLACES
    told = owned or (
        before is not None and (before.kind == "DEM" or before.lower in words.generic or before.lower in words.facility)
    )
    if not told and not any(i.kind == "w" and i.lower not in words.ordinary and i.text != i.lower for i in inner):
        return None
    places = [i for i in inner if i.kind in PLACES]
    if owned:
        places.append(items[k - 3])
    elif before is not None and before.kind == "DEM":
        places.append(before)
    return next((i.value.code for i in places if len(i.value.code) == 3 and i.value.code != "WLD"), "")
