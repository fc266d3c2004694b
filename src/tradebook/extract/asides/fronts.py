"""What opens a sentence before its clause: who says it, and participles: "It was noted that exports", "Founded in
1950, X"."""

from __future__ import annotations

from tradebook.extract.asides.telling import empty
from tradebook.extract.asides.wording import aside_words, saying
from tradebook.extract.items import Item

_QUOTES = frozenset({'"', "“", "”", "«", "»"})
_OPENED = frozenset({'"', "“", "«"})
_FURTHEST = 18
_NOBODY = frozenset({"PLACE", "DEM", "AMT", "QTY", "PCT", "FAC", "GOOD", "BAD", "NAME"})
_POINTS = frozenset({"it", "its", "they", "their", "he", "his", "she", "her", "we", "our", "this", "these", "that"})
_OURS = frozenset({"we", "our", "us", "i", "my", "ours"})
_LISTENERS = frozenset({"reporters", "journalists", "us", "parliament", "agency", "media", "press"})


def openings(items: list[Item], hidden: set[int]) -> None:
    """Add who says a sentence, where its own clause follows, or the participle that it opens with."""
    if len(items) < 4 or any(item.lower in _OURS for item in items):
        return  # who "we" are is told by the quotation
    stop = _said(items)
    if stop:
        hidden.update(range(stop))
        if items[stop - 1].text in _OPENED:
            _closing(items, stop, hidden)
    elif items[0].text in _OPENED:
        hidden.add(0)
        _closing(items, 1, hidden)
        stop = 1
    if stop < len(items) and items[stop].lower in aside_words("opening"):
        hidden.update(range(stop, _participle(items, stop)))


def _closing(items: list[Item], start: int, hidden: set[int]) -> None:
    """Add the sign that closes a quotation."""
    for k in range(start, len(items)):
        if items[k].text in _QUOTES:
            if k == len(items) - 1 or items[k - 1].text in {",", "."}:
                hidden.add(k)
            return


def _participle(items: list[Item], start: int) -> int:
    """The index behind the comma that closes an opening participle, `start` where it tells something of trade."""
    for k in range(start + 1, min(start + _FURTHEST, len(items) - 2)):
        if items[k].lower == ",":
            inside = items[start:k]
            named = items[k + 1].kind in {"PLACE", "DEM", "NAME", "ORG"} or items[k + 1].lower == "the"
            return k + 1 if named and empty(inside, places=True) else start
    return start


def _said(items: list[Item]) -> int:
    """The index behind who says it, 0 where nobody does, or where who it is matters."""
    for k in range(min(_FURTHEST, len(items) - 3)):
        item = items[k]
        if item.kind in _NOBODY or item.lower in aside_words("firm") or item.lower in {";", "("}:
            return 0
        if item.kind == "ORG" and (item.value.country or item.value.kind == "company"):
            return 0
        if item.lower in {"according to"} or (item.lower == "according" and items[k + 1].lower == "to"):
            return _behind_comma(items, k) if k == 0 else 0
        if item.lower in saying() and k:
            return _behind_verb(items, k)
    return 0


def _behind_comma(items: list[Item], k: int) -> int:
    """The index behind "According to him,"; 0 where it names what matters."""
    for j in range(k + 1, min(k + 9, len(items) - 2)):
        item = items[j]
        if item.lower == ",":
            return j + 1
        if item.kind in _NOBODY or item.kind in {"CUE", "PER"} or item.lower in aside_words("firm"):
            return 0
        if item.kind == "ORG" and (item.value.country or item.value.kind == "company"):
            return 0
    return 0


def _behind_verb(items: list[Item], k: int) -> int:
    """The index behind the verb of saying and its "that", colon or quotation mark."""
    for j in range(k + 1, min(k + 14, len(items) - 2)):
        low, behind = items[j].lower, items[j + 1]
        if low == "that" or (low in {":", ","} and behind.text in _OPENED):
            j += low != "that"
            return 0 if items[j + 1].lower in _POINTS else j + 1
        if low in _LISTENERS or items[j].kind in {"w", "PERSON"}:
            continue
        if items[j].kind == "PER" and items[j].value.cue is None and low.startswith("on "):
            continue
        return 0
    return 0
