"""How much room text takes on paper, without a browser.

Widths are those of Helvetica, Arial and Liberation Sans, which agree to the digit, in thousandths of the font size;
other scripts are taken for wide. Everything errs towards more lines, so that what fits here fits on the page.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

POINT = 25.4 / 72  # millimetres
SAFETY = 1.04
BOLD = 1.09

# Printable ASCII from the space on.
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + place): int(width) for place, width in enumerate(_ASCII.split())}
_WIDTHS |= {"–": 556, "—": 1000, "’": 222, "‘": 222, "“": 333, "”": 333, "…": 1000, "−": 584, "·": 333, "€": 556}
_OTHER_LETTER = 740
_WIDE = 1060


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return _WIDE
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, _OTHER_LETTER)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in millimetres when set in `size` points on one line."""
    units = sum(map(_width, text)) / 1000
    return units * size * POINT * SAFETY * (BOLD if bold else 1)


def lines(pieces: Iterable[tuple[str, float, bool]], room: float) -> int:
    """How many lines of `room` millimetres the pieces (text, size in points, bold) fill when set one after another.

    Lines break between words; a word wider than a line is broken into as many as it needs."""
    count, used = 1, 0.0
    for text, size, bold in pieces:
        space = width(" ", size, bold=bold)
        for word in text.split():
            wide = width(word, size, bold=bold)
            if used and used + wide > room:
                count, used = count + 1, 0.0
            if wide > room:
                extra = math.ceil(wide / room)
                count, wide = count + extra - 1, room
            used += wide + space
    return count


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text`, or as much of it as fits on one line of `room` millimetres, with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    unit = size * POINT * SAFETY * (BOLD if bold else 1) / 1000
    used, kept = _width("…") * unit, 0
    for character in text:
        used += _width(character) * unit
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:–-") + "…"


def clipped(text: str, limit: int) -> str:
    """`text`, or its first words within `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole = cut.rsplit(" ", 1)[0]
    return (whole if len(whole) > limit // 2 else cut).rstrip(" ,;:–-") + "…"


def clean(text: str) -> str:
    """`text` on one line, without control characters and marks that change the direction of writing."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join(kept.split())


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
