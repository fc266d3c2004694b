"""Which function reads what begins with which word: each stands beside its words, under `@opens(...)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tradebook.extract.mentions.periods.mention import Found
from tradebook.extract.mentions.periods.row import Row

Reader = Callable[[Row, int], Found | None]

READERS: dict[str, Reader] = {}
AFTER_THE: dict[str, Reader] = {}
_DEEPEST = 5
_NUMBER: list[Reader] = []


def opens(*words: str, after_the: bool | Iterable[str] = False) -> Callable[[Reader], Reader]:
    """Enter a reader for the words that open its periods; `after_the` says which of them also stand behind "the"
    (all, none, or those named)."""

    def enter(reader: Reader) -> Reader:
        READERS.update(dict.fromkeys(words, reader))
        behind = words if after_the is True else after_the or ()
        AFTER_THE.update(dict.fromkeys(behind, reader))
        return reader

    return enter


def opens_with_number(reader: Reader) -> Reader:
    """Enter a reader for periods that begin with digits; they are tried in the order of entry.

    One that reads other digits than those of a day, month or year has to be let through by `from_number`."""
    _NUMBER.append(reader)
    return reader


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
    if len(text) == 3 or (len(text) > 4 and text.count(".") != 2):
        return None  # neither day, month nor year, and no date with full stops: most figures end here
    for reader in _NUMBER:
        if (found := reader(row, i)) is not None:
            return found
    return None


@opens("the")
def from_the(row: Row, i: int) -> Found | None:
    """What "the" may open; the article belongs to the wording of the item."""
    reader = AFTER_THE.get(row.low(i + 1))
    return reader(row, i + 1) if reader else None
