"""Countries that are only named as examples or members of a group: "imports from Asian sources |such as Malaysia and
Brunei| fell", "exports to the region|, which includes Peru and Bolivia,| rose": the figures are the group's."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.places import is_group

_NAMED = frozenset({"PLACE", "DEM"})
_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})
_SUCH = frozenset({"like", "including", "mainly", "chiefly", "mostly", "notably", "especially", "particularly"})
_CONSISTING = frozenset({"includes", "include", "comprises", "comprise", "covers", "groups", "unites"})
_GROUPS = frozenset(
    "region countries nations states markets sources suppliers producers economies exporters importers buyers "
    "neighbours neighbors destinations members origins bloc area union".split()
)
_BEHIND = frozenset({"to", "by", "in", "at", "for", "was", "were", "had", "has", "have", "amounted", "came"})


def examples(items: list[Item], sentence: Sentence, hidden: set[int]) -> None:
    """Add the lists of examples behind a group, where the sentence of `items` tells of trade with figures."""
    if sentence.kinds.isdisjoint(_FIGURES) or sentence.cues.isdisjoint(_TRADING):
        return
    if not any(item.kind == "CUE" and not _TRADING.isdisjoint(item.value.classes) for item in items):
        return
    for k in range(len(items) - 2):
        if not _is_group(items, k):
            continue
        first = _opening(items, k + 1)
        stop = _list_end(items, first) if first is not None else None
        if stop is not None:
            hidden.update(range(k + 1, stop))


_TRADING = frozenset({"flow", "supply", "fverb", "partner_noun"})


def _is_group(items: list[Item], k: int) -> bool:
    """Whether a group of countries ends at `k`: "Asia", "African countries", "the region", "sources"."""
    if items[k].kind in _NAMED:
        return items[k].kind == "PLACE" and is_group(items[k].value.code)
    return items[k].lower.rpartition(" ")[2] in _GROUPS and items[k].kind in {"w", "CUE"}


def _opening(items: list[Item], k: int) -> int | None:
    """The index of the first example behind the words at `k` that open the list; None where none do."""
    k += items[k].text in {",", "("}
    if k + 2 >= len(items):
        return None
    first, second = items[k].lower, items[k + 1].lower
    if (first in {"which", "that"} and second in _CONSISTING) or (first == "such" and second == "as"):
        k += 2
    elif items[k].lower in _SUCH or items[k].lower == "such as" or items[k].is_("include"):
        k += 1
    else:
        return None
    return k + 1 if items[k].lower == "the" else k


def _list_end(items: list[Item], k: int) -> int | None:
    """The index behind a list of countries without figures that a clause goes on behind; None where that is none."""
    if items[k].kind != "PLACE":
        return None
    while k < len(items) and (items[k].kind == "PLACE" or items[k].lower in {"and", "or", "the", ","}):
        k += 1
    if k == len(items):
        return None
    if items[k].text == ")":
        return k + 1
    behind = items[k]
    if behind.lower in {"at", "with"} and k + 1 < len(items) and items[k + 1].kind in _FIGURES:
        return None  # "top buyers included Chile, at $3 million"
    goes_on = behind.lower in _BEHIND or behind.is_("chverb") or behind.is_("val") or behind.is_("rise")
    return k if goes_on else None
