"""An earlier figure told in a roundabout way brought to the plain one: "exceeding the 2022 figure of $5m", "short of
the $5m recorded in 2022" as "compared with $5m in 2022"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence

_SUMS = frozenset({"AMT", "QTY"})
_PASSING = frozenset(
    "exceeding beating surpassing topping eclipsing bettering breaking missing trailing outstripping".split()
)
# "short |of|", "shy |of|"
_SHORT = frozenset({"short", "shy"})
_LEVELS = frozenset("figure level levels record total mark result sum amount volume value high peak tally".split())
_DESCRIBED = frozenset("previous earlier old last all time - historic historical".split())
_SET = frozenset("set recorded reached registered achieved posted seen reported notched logged shipped sold".split())


def put_past_plainly(sentence: Sentence) -> bool:
    """Bring such a figure to the plain wording, as items at the same place; whether there was one."""
    lowers = sentence.lowers
    if "the" not in lowers or (lowers.isdisjoint(_PASSING) and lowers.isdisjoint(_SHORT)):
        return False
    items, changed = sentence.items, False
    for k in range(len(items) - 3, 0, -1):
        first = _opener(items, k)
        found = _earlier(items, k) if first is not None else None
        if first is None or found is None:
            continue
        figure, period, stop = found
        opener, end = items[first], items[k]
        items[first:stop] = [
            Item("w", opener.start, opener.end, opener.text, "compared"),
            Item("w", end.start, end.end, end.text, "with"),
            figure,
            Item("w", figure.end, figure.end, "in", "in"),
            period,
        ]
        changed = True
    return changed


def _opener(items: list[Item], k: int) -> int | None:
    """The index of the word that compares, where "the" at `k` follows it: "|exceeding| the", "|short| of the"."""
    if items[k].lower != "the":
        return None
    if items[k - 1].lower in _PASSING:
        return k - 1
    short = k > 1 and items[k - 1].lower == "of" and items[k - 2].lower in _SHORT
    return k - 2 if short else None


def _earlier(items: list[Item], k: int) -> tuple[Item, Item, int] | None:
    """The figure and its time behind "the" at `k`, and the index behind both: "the |2022| figure of |$5m|", "the |$5m|
    recorded in |2022|"; None where no time is told, and for what was only planned."""
    j, period = k + 1, None
    while j < len(items) and (items[j].kind == "PER" or items[j].lower in _LEVELS | _DESCRIBED | {"'", "’", "s"}):
        period = items[j] if items[j].kind == "PER" else period
        j += 1
    j += j < len(items) and items[j].lower == "of"
    if j >= len(items) or items[j].kind not in _SUMS:
        return None
    figure, j = items[j], j + 1
    if period is not None:
        return figure, period, j
    while j < len(items) and (items[j].lower in _SET or items[j].lower in {"in", "of", "for", "during"}):
        j += 1
    return (figure, items[j], j + 1) if j < len(items) and items[j].kind == "PER" else None
