"""Words that open a sentence and say nothing of their own ("Meanwhile,", "At the same time,", "It is noted that"): what
stands behind them is read as if it opened the sentence."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.tables import words

_MARKS = frozenset('"“«')


@cache
def _table() -> tuple[frozenset[str], frozenset[str], int]:
    """The openers, which a comma follows or which end with "that", their first words, and the most words of one."""
    forms = words("openers")
    return forms, frozenset(form.split(" ")[0] for form in forms), max(len(form.split(" ")) for form in forms)


def without_openers(items: list[Item]) -> list[Item]:
    """The items without the openers; the same list where none stands there."""
    _, firsts, _ = _table()
    if not items:
        return items
    at = 1 if len(items) > 1 and items[0].lower in _MARKS else 0
    while items[at].lower.split(" ")[0] in firsts and (stop := _stop(items, at)) > at:
        items = items[:at] + items[stop:]
    return items


def _stop(items: list[Item], at: int) -> int:
    """The index behind the opener that begins at `at`; `at` where none does or nothing stands behind it."""
    forms, _, longest = _table()
    form = ""
    for k in range(at, min(len(items) - 2, at + longest)):
        form = f"{form} {items[k].lower}" if form else items[k].lower
        ends = items[k + 1].lower == "," or items[k].lower == "that"
        if ends and form in forms:
            return k + 1 + (items[k + 1].lower == ",")
    return at
