"""What a report itself says of names: acronyms that it introduces in brackets, companies that it calls renamed. Pure.

Acronyms are told by the method of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions in
biomedical text, Pacific Symposium on Biocomputing 2003), held to whole words with a capital, and with one addition: a
general word may give the letter of its twin in the body's own language (Minsk Automobile Works is MAZ, for zavod).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from tradebook.book.names import tables
from tradebook.book.names.analysis import Analysed, analyse, plain

How = Literal["acronym", "renamed"]


class Said(Struct, frozen=True):
    """One thing that a report says: `name` is the acronym, or the earlier name; `means` the full, or the present one;
    `start` and `end` are where in the report's text."""

    how: How
    name: str
    means: str
    start: int
    end: int


_WORD = r"[^\W\d_a-zа-яё][\w’'\-]*|[A-ZА-Я]\.(?:[A-ZА-Я]\.)+"
_LINK = r"of|the|and|&|for|de|do|da|du|des|del|di|e|y|ve|und|et|No\.?\s?\d+|\d+"
_QUOTED = rf"[“\"«](?:{_WORD})[”\"»]"
_NUMBER = r"No\.?\s?\d+"
_NEXT = rf"(?:{_WORD}|[“\"«][^”\"»\n]{{2,60}}[”\"»]|{_NUMBER})"
_NAME = rf"(?:{_WORD}|{_QUOTED})(?:[ \t]+(?:(?:{_LINK})[ \t]+)*{_NEXT}){{0,9}}"
# with commas, as in "Ministry of Economy, Trade and Industry"
_NAME_IN_FRONT = rf"(?:{_WORD}|{_QUOTED})(?:,?[ \t]+(?:(?:{_LINK})[ \t]+)*{_NEXT}){{0,9}}"
_SHORT = r"\([ \t]*(?:or[ \t]+|the[ \t]+)?[“\"'«]?([^\W\d_][\w&.\-]{1,11})[”\"'»]?[ \t]*\)"
_BRACKET = re.compile(rf"({_NAME_IN_FRONT})[ \t]*,?[ \t]*{_SHORT}")
_FORMERLY = re.compile(
    rf"({_NAME})[ \t]*[,(][ \t]*(?:which (?:was|were) )?(?:formerly|previously|earlier|until recently)"
    rf"(?: (?:known|called|named)(?: as)?)?[ \t]+(?:the )?({_NAME})"
)
_NOW = re.compile(
    rf"({_NAME})[ \t]*[,(]?[ \t]*(?:which (?:is|was) )?(?:is |was |has been |were |had been )?"
    rf"(?:now (?:known|called|named|operating|trading)(?: as)?|(?:since )?renamed(?: as| to| into)?"
    rf"|rebranded(?: as| to)?|(?:has |had )?changed its name to|(?:has |had )?renamed itself)[ \t]+(?:the )?({_NAME})"
)
_RENAMED_FROM = re.compile(
    rf"({_NAME})[ \t]*,?[ \t]*(?:(?:was |has been )?renamed|changed its name) from[ \t]+(?:the )?({_NAME})"
)
_FROM_TO = re.compile(rf"(?:renamed|its name) from[ \t]+(?:the )?({_NAME})[ \t]+to[ \t]+(?:the )?({_NAME})")
_CUES = ("formerly", "previously", "earlier", "until recently", "now known", "now called", "now named", "now operating",
         "now trading", "renamed", "rebranded", "its name", "now ")  # fmt: skip


def said_in(text: str) -> list[Said]:
    """What `text` says of names, in its order."""
    found = list(_acronyms(text)) if "(" in text else []
    if any(cue in text for cue in _CUES):
        found += _renamings(text)
    return sorted(set(found), key=lambda s: (s.start, s.end, s.how, s.name, s.means))


def _acronyms(text: str) -> Iterator[Said]:
    for found in re.finditer(r"\([ \t]*(?:or[ \t]+|the[ \t]+)?[“\"'«]?[^\W\d_][\w&.\-]{1,11}[”\"'»]?[ \t]*\)", text):
        before = max(text.rfind(mark, 0, found.start()) for mark in "\n.;:!?()") + 1
        before = max(before, found.start() - 160)
        match = next((m for m in _BRACKET.finditer(text, before, found.end()) if m.end() == found.end()), None)
        if match is None:
            continue
        short = match[2].rstrip(".")
        full = _full_name(match[1], short)
        if full is not None:
            yield Said("acronym", short, full, match.start(1) + match[1].rindex(full), match.end())


def _full_name(words: str, short: str) -> str | None:
    """The end of `words` for which `short` stands; None where it stands for none."""
    letters = "".join(plain(c) for c in short if c.isalnum())
    if sum(c.isupper() for c in short) < 2 or not 2 <= len(letters) <= 12 or _is_other_thing(short):
        return None
    starts = [m.start() for m in re.finditer(r"[^\s“\"«]\S*", words) if m[0][0].isupper()]
    for reach in (1, 4):  # each letter the first of a word, else several of one
        for start in reversed(starts):
            full = words[start:].strip()
            told = re.findall(r"\w+", full)
            if len(told) > 1 and len(analyse(full).words) > 1 and _stands_for(letters, told, reach):
                return full
    return None


def _stands_for(letters: str, words: list[str], reach: int) -> bool:
    """Whether each letter is the first of a word, or of its twin, or stands in the word of the letter before, in order,
    at most `reach` of one word; every word with a capital gives a letter, but legal forms and "republic"."""
    return _spells(letters, 0, words, 0, reach)


def _spells(letters: str, at: int, words: list[str], word: int, reach: int) -> bool:
    if at == len(letters):
        return all(_may_be_silent(w) for w in words[word:])
    if word == len(words):
        return False
    for form in _ways(words[word]):
        for size in range(min(len(letters) - at, len(form), reach), 0, -1):
            if _in_order(letters[at : at + size], form) and _spells(letters, at + size, words, word + 1, reach):
                return True
    return word > 0 and _may_be_silent(words[word]) and _spells(letters, at, words, word + 1, reach)


def _in_order(letters: str, word: str) -> bool:
    """Whether the letters stand in the word in this order, the first at its beginning."""
    rest = iter(word)
    return word[:1] == letters[:1] and all(letter in rest for letter in letters)


def _ways(word: str) -> tuple[str, ...]:
    own = plain(word)
    return (own, *_twins().get(own, ()))


@cache
def _twins() -> dict[str, tuple[str, ...]]:
    """General word -> its twins in other languages that acronyms are made of."""
    by_meaning: dict[str, list[str]] = {}
    for word, (means, kind) in tables.heads().items():
        if kind in ("facility", "official"):
            by_meaning.setdefault(means, []).append(word)
    return {
        word: tuple(sorted(by_meaning[means])) for word, (means, kind) in tables.heads().items() if means in by_meaning
    }


def _may_be_silent(word: str) -> bool:
    own = plain(word)
    return word[:1].islower() or (own,) in tables.legal_forms() or word[:1].isdigit() or own in ("republic",)


@cache
def _other_things() -> frozenset[str]:
    from tradebook.extract.tables import rows
    from tradebook.places import words as place_words

    found = {entry.word for entry in place_words()}
    found.update(entry.code for entry in place_words())
    found.update(value for row in rows("currencies") for value in row.values() if value and value.isupper())
    found.update(
        "FOB CIF EXW DAP DDP CPT CIP FCA FAS GDP GNP VAT HS CEO CFO COO PM MP AP ID HQ FY Q1 Q2 Q3 Q4 II III IV".split()
    )
    return frozenset(found)


def _is_other_thing(short: str) -> bool:
    return short in _other_things() or (plain(short),) in tables.legal_forms()


def _renamings(text: str) -> Iterator[Said]:
    for pattern, newer_first in ((_FORMERLY, True), (_RENAMED_FROM, True), (_NOW, False), (_FROM_TO, False)):
        for found in pattern.finditer(text):
            first, second = _tidy(found[1]), _tidy(found[2])
            new, old = (first, second) if newer_first else (second, first)
            if _could_be_bodies(analyse(new), analyse(old)):
                yield Said("renamed", old, new, found.start(), found.end())


def _tidy(name: str) -> str:
    """The name without an article or a word that only opens the sentence."""
    return re.sub(r"^(?:The|In|At|On|And|But|For|From|By)\s+", "", name.strip())


def _could_be_bodies(a: Analysed, b: Analysed) -> bool:
    """Whether two names can be one body's: neither is a place, they differ, and one looks like a body's name."""
    if a.key == b.key or any(word[:1] == "@" and len(n.words) == 1 for n in (a, b) for word in n.words):
        return False
    if a.country and b.country and a.country != b.country:
        return False
    return all(n.distinct or len(n.words) > 1 for n in (a, b)) and any(_like_body(n) for n in (a, b))


def _like_body(name: Analysed) -> bool:
    heads = {means: kind for means, kind in tables.heads().values() if kind != "word"}
    return bool(name.legal) or name.official or any(word in heads for word in name.words)
