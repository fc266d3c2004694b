"""Words that open a sentence and say nothing of their own ("Meanwhile,", "At the same time,", "It is noted that"): what
stands behind them is read as if it opened the sentence. Who says it is read with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tradebook.extract.items import Item, Sentence
from tradebook.extract.tables import words

_MARKS = frozenset('"“«')


class Opener(NamedTuple):
    """What was put aside of a sentence: the items, and where they stood."""

    sentence: Sentence
    at: int
    items: list[Item]


@cache
def _table() -> tuple[frozenset[str], frozenset[str], int]:
    """The openers, which a comma follows or which end with "that", their first words, and the most words of one."""
    forms = words("openers")
    return forms, frozenset(form.split(" ")[0] for form in forms), max(len(form.split(" ")) for form in forms)


def put_aside(sentences: Sequence[Sentence]) -> list[Opener]:
    """Takes the openers from the items of `sentences`; what was taken, for `put_back`."""
    _, firsts, _ = _table()
    found: list[Opener] = []
    for sentence in sentences:
        items = sentence.items
        if not items:
            continue
        at = 1 if len(items) > 1 and items[0].lower in _MARKS else 0
        while items[at].lower.split(" ")[0] in firsts and (stop := _stop(items, at)) > at:
            found.append(Opener(sentence, at, items[at:stop]))
            sentence.items = items = items[:at] + items[stop:]
            sentence.refresh()
    return found


def put_back(openers: Sequence[Opener]) -> None:
    """Gives the sentences their openers back."""
    for opener in reversed(openers):
        sentence, at = opener.sentence, opener.at
        sentence.items = sentence.items[:at] + opener.items + sentence.items[at:]
        sentence.refresh()


def _stop(items: Sequence[Item], at: int) -> int:
    """The index behind the opener that begins at `at`; `at` where none does or nothing stands behind it."""
    forms, _, longest = _table()
    form = ""
    for k in range(at, min(len(items) - 2, at + longest)):
        form = f"{form} {items[k].lower}" if form else items[k].lower
        ends = items[k + 1].lower == "," or items[k].lower == "that"
        if ends and form in forms:
            return k + 1 + (items[k + 1].lower == ",")
    return at
