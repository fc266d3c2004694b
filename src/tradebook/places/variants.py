"""Spellings that follow from a spelling: what is safe to derive, so that the tables need not list it."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A",
})  # fmt: skip


def unaccented(text: str) -> str:
    """`text` in plain Latin letters: "Réunion" is "Reunion", "Łódź" is "Lodz". Other scripts stay as they are."""
    apart = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def variants(word: str) -> tuple[str, ...]:
    """The other spellings of a word of the tables, without the word itself, sorted.

    Accents may be missing, the apostrophe may be curly (U+2019), "St." may be "St" or "Saint" (and "Ste." likewise),
    and a hyphen between two parts may be a space."""
    found = {word, unaccented(word)}
    found |= {_spaced(spelling) for spelling in found}
    for spelling in tuple(found):
        found |= _saints(spelling)
    found |= {spelling.replace("'", "\u2019") for spelling in found}
    return tuple(sorted(found - {word}))


def _saints(word: str) -> set[str]:
    """The spellings of a place named for a saint; none for other words."""
    if word.startswith("St. "):
        return {"St " + word[4:], "Saint " + word[4:]}
    if word.startswith("Saint "):
        return {"St " + word[6:], "St. " + word[6:]}
    return set()


def _spaced(word: str) -> str:
    """`word` with a space for each hyphen ("Guinea-Bissau"), unless a part is shorter than three letters ("EU-27",
    "I-Kiribati") or the hyphen is a dash between blanks."""
    parts = word.split("-")
    whole = all(len(part) > 2 and part == part.strip() for part in parts)
    return " ".join(parts) if whole else word
