"""Countries that are only pointed at within a sentence: "Kenya buys yarn from India, while |the latter| buys tea"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.places import is_group

_HALVES = frozenset("half part stage stages group case years months period one two ' ’ s".split())
_COUNTRIES = frozenset({"country", "nation", "state"})


def with_the_latter(text: str, items: list[Item]) -> list[Item]:
    """The items with each "the latter" as the second of the two countries that the sentence has named before it, where
    these are two."""
    if any(item.lower == "former" for item in items):
        return items  # both are read together, of whatever they are (`flows/former_latter.py`)
    out: list[Item] = []
    for k, item in enumerate(items):
        if item.lower != "latter" or not out or out[-1].lower != "the" or _goes_on(items, k + 1):
            out.append(item)
            continue
        named = [i.value.code for i in out if i.kind == "PLACE" and not is_group(i.value.code)]
        if any(_opens_name(out, j) for j in range(len(out) - 1)):
            out.append(item)
            continue  # "China National Petroleum and Qatar's X": the latter is the firm
        pair = list(dict.fromkeys(named))
        if len(pair) != 2:
            out.append(item)
            continue
        start = out.pop().start
        wording = text[start : item.end]
        out.append(Item("PLACE", start, item.end, wording, wording.lower(), Place(code=pair[1], form="name")))
    return out


def _opens_name(items: list[Item], j: int) -> bool:
    """Whether the country at `j` opens or owns a name: "China Tobacco", "Serbia's Sava Motor"."""
    if items[j].kind != "PLACE":
        return False
    k = j + 1
    while k < len(items) - 1 and items[k].lower in {"'", "’", "s"}:
        k += 1
    return items[k].kind == "w" and items[k].text[0].isupper()


def _goes_on(items: list[Item], k: int) -> bool:
    """Whether "the latter" only describes what follows it, or owns it."""
    return k >= len(items) or items[k].lower in _HALVES | _COUNTRIES or items[k].kind in {"GOOD", "NUM", "PLACE", "DEM"}
