"""Quotation marks: which items stand inside, and which sentences one quotation runs over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradebook.extract.items import Item, Sentence

_OPENING = frozenset("“«„‟")
_CLOSING = frozenset("”»")
_EITHER = frozenset('"')
# A quotation in single marks: one before a word, one behind the stop or comma that closes it, in one sentence
_SINGLE = re.compile(r"['‘](?<!\S['‘])(?=\w).*?[,.?!]['’](?=\s|$)")


_MARKS = re.compile(r'["“”«»„]')


class Quoted:
    """The quotation marks of one sentence: `inside[k]` tells whether item `k` stands in quotes; `opens` and `closes`
    whether a quotation runs in from the sentence before and out into the next one."""

    __slots__ = ("inside", "runs_in", "runs_on")

    def __init__(self, inside: Sequence[bool] | None, runs_in: bool, runs_on: bool) -> None:
        self.inside = inside
        self.runs_in = runs_in
        self.runs_on = runs_on

    def at(self, k: int) -> bool:
        """Whether item `k` stands in quotes."""
        return self.inside is not None and self.inside[k]


_NONE = Quoted(None, False, False)


def read_quotes(sentences: Sequence[Sentence]) -> list[Quoted]:
    """The quotation marks of each sentence, in order; sets `Sentence.quoted` where most of a sentence is quoted."""
    found: list[Quoted] = []
    is_open = False
    paragraph = None
    for k, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            if is_open and not _goes_on(sentences, k):
                is_open = False
            paragraph = sentence.paragraph
        marked = _MARKS.search(sentence.text) is not None
        single = None if is_open or not _may_be_single(sentence.text) else _SINGLE.search(sentence.text)
        if not is_open and not marked and single is None:
            found.append(_NONE)
            continue
        if single is not None and not marked:
            quoted = _between(sentence.items, sentence.start + single.start(), sentence.start + single.end())
        else:
            quoted = _marks(sentence.items, is_open)
        is_open = quoted.runs_on
        found.append(quoted)
        sentence.quoted = _mostly(sentence.items, quoted)
    return found


def _may_be_single(text: str) -> bool:
    return "'" in text or "‘" in text


def _goes_on(sentences: Sequence[Sentence], k: int) -> bool:
    """Whether a quotation left open goes on in the paragraph that begins with sentence `k`: it opens with a mark
    again, or a closing mark comes before any opening one."""
    items = sentences[k].items
    if not items:
        return False
    if items[0].text in _OPENING or items[0].text in _EITHER:
        return True
    number = sentences[k].paragraph
    for sentence in sentences[k:]:
        if sentence.paragraph != number:
            return False
        for j, item in enumerate(sentence.items):
            if item.text in _CLOSING or (item.text in _EITHER and _closes(sentence.items, j, True)):
                return True
            if item.text in _OPENING or item.text in _EITHER:
                return False
    return False


def _closes(items: Sequence[Item], j: int, is_open: bool) -> bool:
    """Whether the straight mark at `j` closes: it touches the word before and not the one behind."""
    before = j > 0 and items[j - 1].end == items[j].start
    behind = j + 1 < len(items) and items[j + 1].start == items[j].end and items[j + 1].kind != "p"
    if before == behind:
        return is_open
    return before


def _between(items: Sequence[Item], start: int, end: int) -> Quoted:
    """The quotation from `start` to `end` of the text that the items index."""
    return Quoted([start <= item.start < end for item in items], False, False)


def _marks(items: Sequence[Item], is_open: bool) -> Quoted:
    inside = [False] * len(items)
    runs_in = is_open
    for j, item in enumerate(items):
        text = item.text
        if text in _OPENING:
            is_open = True
        elif text in _CLOSING:
            inside[j] = is_open
            is_open = False
            continue
        elif text in _EITHER:
            if is_open and _closes(items, j, is_open):
                inside[j] = True
                is_open = False
                continue
            is_open = True
        inside[j] = is_open
    return Quoted(inside, runs_in, is_open)


def _mostly(items: Sequence[Item], quoted: Quoted) -> bool:
    """Whether a sentence is a quotation: half of its letters, or four words and more from its first mark on."""
    assert quoted.inside is not None
    within = sum(i.end - i.start for i, q in zip(items, quoted.inside, strict=True) if q)
    total = sum(i.end - i.start for i in items)
    if within * 2 >= total:
        return True
    words = sum(1 for i, q in zip(items, quoted.inside, strict=True) if q and i.kind != "p")
    return bool(quoted.inside and quoted.inside[0]) and words >= 4
