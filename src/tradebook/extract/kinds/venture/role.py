"""The preposition that a name or a country hangs on."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at

_FILLERS = frozenset(
    (
        "northern southern eastern western central north south east west northeastern northwestern southeastern "
        "southwestern northeast northwest southeast southwest "
        "the a an its their both new own local neighbouring neighboring of s ' ’ - , and capital city town port "
        "region province zone park free industrial economic special municipality village district suburb county commune"
    ).split()
)
AT = frozenset("at near on outside around inside".split())
_PREPOSITIONS = AT | frozenset(
    "to from for into against than across via toward towards in with by between through under after of".split()
)


def _opened_before(items: list[Item], comma: int) -> bool:
    """Whether a comma closes the clause that opens the sentence: "Under licence from X, Y's Z bottles"."""
    if lower_at(items, 0) not in {"under", "with", "together"} or any(i.lower == "," for i in items[:comma]):
        return False
    return items[comma - 1].kind in NAMES


def _subject_behind(items: list[Item], comma: int) -> bool:
    """Whether the subject begins behind the comma of an opening phrase: "According to the ministry, |a| Chinese
    company", "In the city of Kaduna, |Peugeot cars| are assembled"."""
    if any(i.lower == "," for i in items[:comma]) or lower_at(items, 0) not in _OPENING:
        return False
    if lower_at(items, comma + 1) in {"a", "an", "the"}:
        return True
    if kind_at(items, comma + 1) == "PLACE" and (whose := possessive_at(items, comma + 2)) > comma + 2:
        return kind_at(items, whose) in NAMES  # "Under an agreement signed in Ankara, |Turkey's Otokar|"
    behind = lower_at(items, comma + 2)
    acts = kind_at(items, comma + 2) in {"GOOD", "CUE"} or behind in {"has", "have", "will", "is"}
    return kind_at(items, comma + 1) in NAMES and (acts or behind.endswith("ed"))


_OPENING = frozenset("under in at near from since after according by on".split())


def role_of(items: list[Item], k: int) -> str:
    """The preposition that an item hangs on, "" where there is none; members of a list share it, "of" is passed."""
    j = k - 1
    steps = 0
    while j >= 0 and steps < 9:
        low = items[j].lower
        if low in _PREPOSITIONS and low != "of":
            return "in" if low in AT else low
        if low == "," and (_opened_before(items, j) or _subject_behind(items, j)):
            return ""  # "Under a licence from X, the group Y will make"
        if low in {"and", ","} and steps and items[j - 1].kind == "PLACE" and lower_at(items, k - 1) in {"s", "'", "’"}:
            return ""  # "DT from Bishkek and Uzbekistan's ADM"
        plain = items[j].kind in ("PLACE", "DEM", "GOOD") or low in _FILLERS
        noun = (
            items[j].kind == "w"
            and low.isalpha()
            and steps < 4
            and low.endswith(("er", "or", "company", "firm", "group", "plant", "giant", "concern", "factory"))
        )
        if not plain and not noun and not (items[j].kind in NAMES and lower_at(items, j + 1) in {",", "and"}):
            return ""
        j -= 1
        steps += 1
    return ""
