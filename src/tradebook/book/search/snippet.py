"""The part of a text that shows why a statement was found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tradebook.book.search.words import Term, tokens

_WORD = re.compile(r"\w+")
LONGEST = 320  # characters
_LEAD = 60  # of them at most before the first mark
_ALL = 100_000  # of a text are looked through


class Snippet(Struct, frozen=True):
    """A text, cut where it is long ("..." stands for the rest), and the parts of it that were searched for, as [start,
    end) in its characters."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def snippet_of(texts: Iterable[str], terms: Sequence[Term]) -> Snippet:
    """The text that holds most of the terms, the first of equals, cut around the first that it holds."""
    known = list(texts)
    chosen = max(known, key=lambda text: len({number for number, _, _ in _marks(text, terms)}))
    marks = _apart(sorted({(start, end) for _, start, end in _marks(chosen, terms)}))
    return _cut(chosen, marks)


def _marks(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """(number of the term, start, end) of what was searched for."""
    words = [(token, m.start(), m.end()) for m in _WORD.finditer(text[:_ALL]) for token in tokens(m.group())]
    for number, term in enumerate(terms):
        size = len(term.tokens)
        for at in range(len(words) - size + 1):
            if _stands_at(term, [token for token, _, _ in words[at : at + size]]):
                yield number, words[at][1], words[at + size - 1][2]


def _stands_at(term: Term, found: list[str]) -> bool:
    if found[:-1] != list(term.tokens[:-1]):
        return False
    last = term.tokens[-1]
    return found[-1] == last or (term.open_end and found[-1].startswith(last))


def _apart(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks that do not overlap."""
    found: list[tuple[int, int]] = []
    for start, end in marks:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _cut(text: str, marks: list[tuple[int, int]]) -> Snippet:
    if len(text) <= LONGEST:
        return Snippet(text, tuple(marks))
    begin = max(0, marks[0][0] - _LEAD) if marks else 0
    begin = 0 if begin == 0 else text.rfind(" ", 0, begin) + 1
    end = min(len(text), begin + LONGEST)
    lead, tail = ("..." if begin else ""), ("..." if end < len(text) else "")
    shift = len(lead) - begin
    kept = tuple((start + shift, stop + shift) for start, stop in marks if start >= begin and stop <= end)
    return Snippet(f"{lead}{text[begin:end]}{tail}", kept)
