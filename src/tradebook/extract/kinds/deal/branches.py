"""The branches that a deal is about: "in the dairy and timber sectors", "cooperation in transport"."""

from __future__ import annotations

import re

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

_HEADS = frozenset("sectors sector industries fields field spheres sphere areas".split())
_OPENERS = frozenset("in to from for across concern concerned cover covered".split())
_CLOSERS = frozenset(
    "at on with between during for by was were is are to in worth which that said has have also".split()
)
_NO_SECTORS = frozenset(
    "various several different other many key these those both all such main certain same own some "
    "following priority public private".split()
)
_SPEAKERS = frozenset("the a an he she it they its his her their which who where".split())
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+as well as\s+")
_LEAD = re.compile(r"^(?:the|mainly|mostly|both|such as|as|fields? of|areas? of)\s+")
_LONGEST = 14


def sectors(sentence: Sentence) -> tuple[str, ...]:
    """The branches named: "in the dairy and timber sectors", "in the fields of energy and transport",
    "most of the contracts concern flour and packaging", "the contracts are in dairy farming"."""
    items = sentence.items
    for h, item in enumerate(items):
        if item.lower in _HEADS and (first := _examples(items, h)):
            stretch = _behind(items, first)
        elif any(i.lower in _HEADS and _examples(items, k) for k, i in enumerate(items[h : h + 4], h)):
            continue  # "covering areas like"
        elif item.lower in _HEADS:
            stretch = _behind(items, h + 2) if lower_at(items, h + 1) == "of" else _before(items, h)
        elif item.lower in _COVERING and any(i.is_("deal_noun") for i in items[:h]):
            stretch = _behind(items, h + 1)
        elif _are_in(items, h):
            stretch = _behind(items, h + 2)
        else:
            continue
        found = _listed(sentence, *stretch) if stretch is not None else ()
        if found:
            return found
    return ()


_COVERING = frozenset("concern concerned concerning cover covered covering".split())


def only_sectors(sentence: Sentence) -> bool:
    """Whether the sentence says that what it lists are sectors, and no goods: "in sectors such as"."""
    items = sentence.items
    return any(i.lower in _HEADS and _examples(items, k) > 0 for k, i in enumerate(items))


def _examples(items: list[Item], h: int) -> int:
    """The index where the branches begin that the word at `h` gives for examples: "sectors such as [tea]", "such fields
    as", "areas like", "sectors, including"; 0 for none."""
    behind = h + 1 + (lower_at(items, h + 1) == ",")
    if lower_at(items, behind) == "such" and lower_at(items, behind + 1) == "as":
        return behind + 2
    if lower_at(items, h - 1) == "such" and lower_at(items, h + 1) == "as":
        return h + 2
    return behind + 1 if lower_at(items, behind) in {"such as", "like", "including"} else 0


def _are_in(items: list[Item], h: int) -> bool:
    """Whether "are" at `h` tells the branches of contracts: "most of the contracts are in wood processing"."""
    if items[h].lower not in {"are", "were"} or lower_at(items, h + 1) != "in":
        return False
    return h > 0 and items[h - 1].is_("deal_noun") and kind_at(items, h + 2) in {"w", "GOOD"}


def cooperation(sentence: Sentence) -> tuple[str, ...]:
    """The branches behind "cooperation in": of a memorandum or an agreement these are no goods."""
    items = sentence.items
    for h, item in enumerate(items):
        if item.lower == "cooperation" and lower_at(items, h + 1) == "in" and kind_at(items, h + 2) in {"w", "GOOD"}:
            j = h + 2 + (lower_at(items, h + 2) == "the")
            if lower_at(items, j) in _HEADS:
                j += 2
            stretch = _behind(items, j)
            return _listed(sentence, *stretch) if stretch is not None else ()
        if item.cue("deal_noun") == "memorandum" and lower_at(items, h + 1) == "on" and kind_at(items, h + 2) == "w":
            stretch = _behind(items, h + 2)
            if stretch is not None and lower_at(items, h + 2) not in _NO_BRANCH:
                return _listed(sentence, *stretch)
    return ()


_NO_BRANCH = frozenset("the a an cooperation joint mutual its their bilateral strategic".split())


def _before(items: list[Item], h: int) -> tuple[int, int] | None:
    for k in range(h - 1, max(-1, h - _LONGEST), -1):
        if items[k].lower in _OPENERS:
            return (k + 1, h) if k + 1 < h else None
        if not _of_list(items[k]):
            return None
    return None


def _behind(items: list[Item], k: int) -> tuple[int, int] | None:
    last = k
    while last < min(len(items), k + _LONGEST) and _of_list(items[last]) and items[last].lower not in _CLOSERS:
        if items[last].lower == "," and (
            lower_at(items, last + 1) in _SPEAKERS or lower_at(items, last + 2) in word_class("speech")
        ):
            break  # "concern flour and packaging, the chairman said"
        last += 1
    while last > k and items[last - 1].lower in {",", "and"}:  # "in farming, and that he expects more"
        last -= 1
    return (k, last) if last > k else None


def _of_list(item: Item) -> bool:
    return item.kind in ("w", "GOOD", "CUE", "NAME", "ORG") or item.text in {",", "-"}


def _listed(sentence: Sentence, start: int, stop: int) -> tuple[str, ...]:
    while stop > start + 1 and lower_at(sentence.items, stop - 1) in {"and", "others", "other"}:
        stop -= 1
    wording = sentence.text_between(sentence.items[start], sentence.items[stop - 1])
    parts = [_LEAD.sub("", p.strip(" ,\"“”'")) for p in _SPLIT.split(wording)]
    parts = [p for p in parts if p]
    bad = any(len(p.split()) > 4 or not _NO_SECTORS.isdisjoint(p.lower().split()) for p in parts)
    return () if bad else tuple(dict.fromkeys(parts))
