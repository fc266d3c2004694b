"""Which function reads what begins with which word: each stands beside its words, under `@opens(...)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tradebook.extract.mentions.periods.mention import Found
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import DAY_SUFFIXES

Reader = Callable[[Row, int], Found | None]

READERS: dict[str, Reader] = {}
AFTER_THE: dict[str, Reader] = {}
_DEEPEST = 5
_NUMBER: dict[int, list[Reader]] = {}


def opens(*words: str, after_the: bool | Iterable[str] = False) -> Callable[[Reader], Reader]:
    """Enter a reader for the words that open its periods; `after_the` says which of them also stand behind "the"
    (all, none, or those named)."""

    def enter(reader: Reader) -> Reader:
        READERS.update(dict.fromkeys(words, reader))
        behind = words if after_the is True else after_the or ()
        AFTER_THE.update(dict.fromkeys(behind, reader))
        return reader

    return enter


def opens_with_number(*digits: int) -> Callable[[Reader], Reader]:
    """Enter a reader for periods that begin with a number of so many digits (1 or 2 of a day or month, 4 of a year, 0
    for a whole date with full stops); they are tried in the order of entry."""

    def enter(reader: Reader) -> Reader:
        for size in digits:
            _NUMBER.setdefault(size, []).append(reader)
        return reader

    return enter


def read_any(row: Row, i: int) -> Found | None:
    """The period at token `i` by whatever reader fits, or None; also None where it stands in too many others
    ("by by by ...": no press, and every level costs)."""
    if i >= row.size or row.depth >= _DEEPEST:
        return None
    reader = from_number if row.tokens[i].kind == "n" else READERS.get(row.tokens[i].lower)
    if reader is None:
        return None
    row.depth += 1
    found = reader(row, i)
    row.depth -= 1
    return found


def from_number(row: Row, i: int) -> Found | None:
    """The period that begins with the digits at token `i`, or None."""
    text = row.tokens[i].text
    size = len(text) if text.isdigit() else 0
    if not size and text.count(".") != 2:
        return None
    for reader in _NUMBER.get(size, ()):  # most figures are neither day, month nor year
        if (found := reader(row, i)) is not None:
            return found
    return None


@opens("the")
def from_the(row: Row, i: int) -> Found | None:
    """What "the" may open; the article belongs to the wording of the item."""
    if i + 1 < row.size and row.tokens[i + 1].kind == "n":  # "the 20th of April"
        return from_number(row, i + 1) if row.low(i + 2) in DAY_SUFFIXES and row.glued(i + 2) else None
    reader = AFTER_THE.get(row.low(i + 1))
    return reader(row, i + 1) if reader else None
