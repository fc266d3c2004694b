"""The language of a report: a cheap look at its commonest words first, py3langid only where that does not decide."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a for that is was with on by from at as it has its were which are this will be said".split()
)
# Words of this list make up a third of English prose and under a twentieth of any other language's.
_ENOUGH = 0.2
_SAMPLE = 1200
# A text as short as this is judged without its dateline, whose names look like any language
_SHORT = 400
# Enough letters to tell a language that puts no blanks between its words
_LETTERS = 12


def language_of(text: str, start: int = 0) -> str | None:
    """ISO 639-1 code of the language of `text` from `start` on; None where there is too little text to tell."""
    if start < len(text) <= start + _SHORT:
        start = _behind_dateline(text, start)
    words = _WORD.findall(text[start : start + _SAMPLE].lower())
    if len(words) < 4 and sum(len(word) for word in words if not word.isascii()) < _LETTERS:
        return None
    share = sum(map(_ENGLISH.__contains__, words)) / len(words)
    if share >= _ENOUGH or (len(words) < 60 and (_only_english(words) or _tells_trade(words))):
        return "en"
    return _identified(text[start : start + 4 * _SAMPLE], share)


def _behind_dateline(text: str, start: int) -> int:
    from tradebook.extract.datelines import dateline_end

    while start < len(text) and text[start].isspace():
        start += 1
    line = text.find("\n", start)
    return dateline_end(text, start, len(text) if line < 0 else line) if start < len(text) else start


# Function words that no other language of the Latin script shares; one in fifteen is enough in a short text.
_UNSHARED = frozenset("the of and to from with were by which while than against said year its their has had".split())


# The acts of trade in their plainest words, which no other language spells so: "Zambia buys Kenyan tea."
_ACTS = frozenset(
    "exports exported imports imported buys bought sells sold supplies supplied ships shipped purchases purchased "
    "delivers delivered signs signed announces announced cancels cancelled wins won awards awarded".split()
)
_A_LINE = 12


def _tells_trade(words: list[str]) -> bool:
    """Whether a single line tells an act of trade in English."""
    return len(words) <= _A_LINE and not _ACTS.isdisjoint(words)


def _only_english(words: list[str]) -> bool:
    return sum(1 for word in words if word in _UNSHARED) * 15 >= len(words)


def _identified(text: str, share: float) -> str:
    import py3langid

    code: str = py3langid.classify(text)[0]
    # Short lists of goods and figures look like anything; a few English function words then decide
    return "en" if code != "en" and share >= 0.1 and text.isascii() else code
