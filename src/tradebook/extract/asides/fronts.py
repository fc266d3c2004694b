"""What opens a sentence before its clause: who says it, and participles: "It was noted that exports", "Founded in
1950, X"."""

from __future__ import annotations

from tradebook.extract.asides.telling import empty, is_speech, tells_of_joining
from tradebook.extract.asides.wording import aside_words, saying
from tradebook.extract.items import Item

_QUOTES = frozenset({'"', "“", "”", "«", "»"})
_OPENED = frozenset({'"', "“", "«"})
_FURTHEST = 18
_NOBODY = frozenset({"PLACE", "DEM", "AMT", "QTY", "PCT", "FAC", "GOOD", "BAD", "NAME", "NUM"})
_POINTS = frozenset({"they", "their", "he", "his", "she", "her"})
_OURS = frozenset({"we", "our", "us", "i", "my", "ours"})
_LISTENERS = frozenset({"reporters", "journalists", "us", "parliament", "agency", "media", "press"})


def openings(items: list[Item], lowers: frozenset[str], hidden: set[int], *, joining: bool = False) -> None:
    """Add who says a sentence, where its own clause follows, and the participle that it opens with; `lowers` are the
    words of the sentence, `joining` keeps what tells of treaties and memberships."""
    if len(items) < 4:
        return
    if not lowers.isdisjoint(_OURS) and any(item.kind == "w" and item.lower in _OURS for item in items):
        return  # who "we" are is told by the quotation
    stop = _said(items, lowers)
    if stop:
        hidden.update(range(stop))
        if items[stop - 1].text in _OPENED:
            _closing(items, stop, hidden)
    elif items[0].text in _OPENED:
        hidden.add(0)
        _closing(items, 1, hidden)
        stop = 1
    if stop < len(items) and items[stop].lower in aside_words("opening"):
        behind = _participle(items, stop)
        if not (joining and tells_of_joining(items[stop:behind])):
            hidden.update(range(stop, behind))


def _closing(items: list[Item], start: int, hidden: set[int]) -> None:
    """Add the sign that closes a quotation, and who says it behind."""
    for k in range(start, len(items)):
        if items[k].text in _QUOTES:
            if k == len(items) - 1:
                hidden.add(k)
            elif items[k - 1].text == "," and items[-1].text == "." and is_speech(items[k + 1 : -1]):
                hidden.update(range(k - 1, len(items) - 1))
            return


def _participle(items: list[Item], start: int) -> int:
    """The index behind the comma that closes an opening participle, `start` where it tells something of trade."""
    for k in range(start + 1, min(start + _FURTHEST, len(items) - 2)):
        if items[k].lower == ",":
            inside = items[start:k]
            named = items[k + 1].kind in {"PLACE", "DEM", "NAME", "ORG"} or items[k + 1].lower == "the"
            return k + 1 if named and empty(inside[1:], places=True) else start
    return start


def _said(items: list[Item], lowers: frozenset[str]) -> int:
    """The index behind who says it, 0 where nobody does, or where who it is matters."""
    first = items[0].lower
    if first == "as" or first.startswith("according"):
        return _behind_comma(items)
    if lowers.isdisjoint(saying()) and lowers.isdisjoint(_SHOWING):
        return 0
    for k in range(min(_FURTHEST, len(items) - 3)):
        item = items[k]
        if _matters(item) or item.lower in {";", "("}:
            return 0
        if (item.lower in saying() or item.lower in _SHOWING) and k:
            if items[k - 1].lower == "," and all(known.kind != "PERSON" for known in items[:3]):
                return 0  # "have booked space, said the organiser, which"
            return _behind_verb(items, k)
    return 0


def _matters(item: Item) -> bool:
    """Whether it tells whose figures these are: a country, a firm, an office of a known country."""
    if item.kind in _NOBODY or item.lower in aside_words("firm"):
        return True
    return item.kind == "ORG" and bool(item.value.country or item.value.kind == "company")


def _behind_comma(items: list[Item]) -> int:
    """The index behind "According to him," or "As the minister noted,"; 0 where it names what matters."""
    told = items[0].lower != "as"
    for j in range(1, min(12, len(items) - 2)):
        item = items[j]
        if item.lower == ",":
            return j + 1 if told and not _points(items, j + 1) else 0
        if _matters(item) or item.kind == "PER" or (item.kind == "CUE" and item.lower not in saying()):
            return 0
        told = told or item.lower in saying() or item.lower in _SHOWING
    return 0


def _behind_verb(items: list[Item], k: int) -> int:
    """The index behind the verb of saying and its "that", colon or quotation mark; behind "said" right away."""
    if items[k].lower in _PLAIN and _begins(items, k + 1):
        return k + 1
    for j in range(k + 1, min(k + 14, len(items) - 2)):
        low, behind = items[j].lower, items[j + 1]
        if low == "that" or (low in {":", ","} and behind.text in _OPENED):
            j += low != "that"
            return 0 if _points(items, j + 1) else j + 1
        if low in _LISTENERS or items[j].kind in {"w", "PERSON"} or low in aside_words("occasion"):
            continue
        if items[j].kind == "PER" and items[j].value.cue is None and low.startswith("on "):
            continue
        if items[j].kind == "PLACE" and items[j - 1].lower in {"in", "at"}:
            continue
        return 0
    return 0


def _begins(items: list[Item], k: int) -> bool:
    """Whether a clause begins at `k`, right behind "he said"."""
    item = items[k]
    return not _points(items, k) and item.kind != "p" and item.lower not in _NO_CLAUSE


def _points(items: list[Item], k: int) -> bool:
    """Whether the clause at `k` begins with who says it: "the minister said |his| country", "the board said |it|"."""
    low = items[k].lower
    if low in {"it", "its"}:
        return items[0].lower not in _DESCRIBED or any(item.kind in {"ORG", "NAME"} for item in items[:2])
    return low in _POINTS


_NO_CLAUSE = frozenset({"no", "nothing", "so", "little", "on", "that", "to", "of"})
_DESCRIBED = frozenset(
    {"the", "a", "an", "it", "in", "he", "she", "officials", "speaking", "addressing", "according", "as"}
)
_PLAIN = frozenset({"said", "says"})
_SHOWING = frozenset({"report", "reports", "show", "shows", "showed", "put", "known", "states", "notes"})
