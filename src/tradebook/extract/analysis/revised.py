"""What a figure was before it was revised, told behind it: "889.2 million |(revised from 889.5)| in April" becomes
"a revised 889.2 million in April"."""

from __future__ import annotations

from tradebook.extract.items import Item

_FIGURES = frozenset({"AMT", "QTY", "NUM", "PCT"})
_OPENERS = frozenset({"(", ","})
_HOW = frozenset({"upwards", "downwards", "upward", "downward", "up", "down"})


def revised_in_front(items: list[Item]) -> list[Item]:
    """The items with the word "revised" of such asides before the figure, and the rest of them left out."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        at = _figure_told(out)
        stop = _revision_end(items, k) if items[k].lower in _OPENERS and at >= 0 else None
        if stop is None:
            out.append(items[k])
            k += 1
            continue
        out.insert(at, items[k + 1])
        k = stop
    return out


def _figure_told(out: list[Item]) -> int:
    """The index of the figure that was put out last, with its noun ("a $3 million |deficit|") or without; else -1."""
    at = len(out) - 1
    if at > 0 and (out[at].is_("flow") or out[at].lower == "shortfall"):
        at -= 1
    return at if at >= 0 and out[at].kind in _FIGURES else -1


def _revision_end(items: list[Item], k: int) -> int | None:
    """The index behind "(revised from 889.5)", ", revised upwards from 889.5 million(,)" at `k`."""
    j = k + 1
    if j >= len(items) or items[j].lower != "revised":
        return None
    j += 1
    while j < len(items) and items[j].lower in _HOW:
        j += 1
    if j + 2 >= len(items) or items[j].lower != "from" or items[j + 1].kind not in _FIGURES:
        return None
    closes = items[j + 2].lower == (")" if items[k].lower == "(" else ",")
    return j + 3 if closes else (j + 2 if items[k].lower == "," else None)
