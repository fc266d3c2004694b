"""Where a semicolon parts two sentences: both sides are clauses with a verb and a subject of their own, so that a reader
takes the second as if a full stop stood before it ("Exports rose 5% to $3m; imports fell"). In a list the members are no
clauses ("Kenya, $3m; Uganda, $2m"), and what leans on words of the first is none ("to Oman, 5%")."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*|[,(]")

# Words that are a verb in its finite form wherever they stand behind a subject; regular past forms are told by their end
_FINITE = frozenset(
    "is are was were has have had does did will would shall can could may might must should cannot isn't aren't wasn't weren't "
    "rose fell grew came went took made bought sold sent got gave paid stood sank slid shrank led lost won met became began saw "
    "said told hit held kept left ran drew brought built spent set put overtook rebounded "
    "says comes goes takes makes buys sells sends gets gives pays stands remains accounts covers gains belongs runs wants "
    "exceeds reaches amounts totals makes falls rises grows becomes includes expects plans hopes means follows leads".split()
)
# A regular past form behind one of these belongs to the noun that follows: "the reported sum", "of processed cheese"
_BEFORE_NOUN = frozenset(
    "a an the its their his her our of to in on at by for from with and or as than other all some any most more , ( "
    "about under over per".split()
)
_NO_PAST = frozenset(
    "speed need seed feed indeed hundred red led bed shed exceed proceed succeed breed united reed weed".split()
)
_RELATIVE = frozenset("which who whom whose where that".split())
# What leans on the clause before has no subject of its own: "; of it 5% went", "; followed by", "; up 5%"
_NO_SUBJECT = frozenset(
    "followed up down worth including especially mainly mostly namely e.g i.e then up such compared".split()
)
_JOINING = frozenset("and but while whereas so or yet".split())
# These set what they tell against the clause before, and say it only beside that: "; now its main buyers are"
_BESIDE = re.compile(
    r"\s*(?:and |but )?(?:now|today|the (?:former|latter)|its new|the (?:largest|biggest|main)(?: ones)? (?:are|were))\b"
)


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences that semicolons part in the sentence `text[start:end]`, without those semicolons."""
    at = start
    sign = text.find(";", start, end)
    while sign >= 0:
        stop = text.find(";", sign + 1, end)
        apart = not _open(text, at, sign) and _BESIDE.match(text, sign + 1, end) is None
        if apart and _is_clause(text, at, sign) and _is_clause(text, sign + 1, stop if stop >= 0 else end):
            yield at, sign
            at = sign + 1
        sign = stop
    yield at, end


def _open(text: str, start: int, end: int) -> bool:
    """Whether a bracket is open at `end`."""
    return text.count("(", start, end) > text.count(")", start, end)


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has a subject and, behind it and outside relative clauses, a finite verb."""
    before = ""
    relative = False
    at_sign = text[start - 1 : start] == ";"
    for m in _WORD.finditer(text, start, end):
        word = m[0].lower()
        if not before:
            if word in _JOINING or word == ",":
                continue
            if (at_sign and word in _NO_SUBJECT) or word in _RELATIVE or word in _FINITE:
                return False
        elif word in _RELATIVE:
            relative = word != "that" or before not in _SAID
        elif word in {",", "("}:
            relative = False
        elif not relative and (word in _FINITE or _is_past(word, before)):
            return True
        before = word
    return False


_SAID = frozenset("said says told added reported noted stated announced".split())


def _is_past(word: str, before: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in _NO_PAST and before not in _BEFORE_NOUN
