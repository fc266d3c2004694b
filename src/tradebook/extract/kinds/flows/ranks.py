"""Which place a partner has: "the second-largest supplier after China", "5th among X's trade partners"; and who has
it: the subject of the sentence, what stands beside it, or what the flow before went to."""

from __future__ import annotations

from functools import cache
from typing import cast

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, place_list, possessive_at
from tradebook.statement import Measure

_TOP = frozenset({"largest", "biggest", "top", "leading", "number one", "no. 1", "foremost", "best", "second-largest"})
_ONLY_ONE = frozenset({"main", "principal", "most important"})
_JOINED_RANKS = {"second-largest": 2, "third-largest": 3, "fourth-largest": 4, "fifth-largest": 5}
_ORDINAL_ENDS = frozenset({"th", "nd", "rd", "st"})
_BEFORE_ORDINAL = frozenset({"the", "its", "their", "our", "s", "'", "’", "country's", "as"})
_AMONG = frozenset({"among", "out", "ranked", "ranks"})
_AFTER = frozenset({"after", "behind"})
_NO_LONGER = frozenset({"formerly", "once", "previously", "former"})
_REACH = 7


def place_of(items: list[Item], k: int) -> int | None:
    """The rank told before the partner noun at `k`: "largest", "second-largest", "third among", "4th out of 221";
    None for lists in the plural, for "one of the largest" and for "a key market"."""
    window = items[_own_words(items, k) : k]
    lows = [item.lower for item in window]
    if "one" in lows or "next" in lows or _no_longer(lows) or _left_behind(items, k):
        return None
    topped = next((i for i, item in enumerate(window) if _tops(item)), None)
    for i, item in enumerate(window):
        n = _numbered(window, i, item)
        if n is None:
            continue
        if item.lower in _JOINED_RANKS or (topped is not None and _leads_to(lows, i, topped)):
            return n
        if topped is not None and i < topped and not _AMONG.isdisjoint(lows[:topped]):
            return n  # "ranks tenth among Georgia's top partners"
        if topped is None and _one_or_among(items, k, lows):
            return n
    if items[k].lower.endswith("s") and items[k].lower not in {"overseas"}:
        return None
    if any(low in _TOP for low in lows):
        return 1 + _outdone(items, k)
    only = next((i for i, low in enumerate(lows) if low in _ONLY_ONE), None)
    if only is not None and only and (lows[only - 1] in _BEFORE_ORDINAL):
        return 1
    return None


def _leads_to(lows: list[str], i: int, topped: int) -> bool:
    """Whether the number at `i` goes with the superlative: "third largest", "32nd largest", "32nd-largest"."""
    between = lows[i + 1 : topped]
    return 0 < topped - i < 3 or (topped - i == 3 and between[0] in _ORDINAL_ENDS and between[1] in {"-", "most"})


def _own_words(items: list[Item], k: int) -> int:
    """Where the words for the place at the noun `k` begin: behind those of another place that is joined to it, "Peru's
    second-largest investor and |its largest partner"."""
    start = max(0, k - _REACH)
    for j in range(k - 1, start, -1):
        if items[j].lower == "and" and items[j - 1].kind in {"w", "CUE"} and not _ranks(items[j - 1]):
            return j + 1 if any(_ranks(item) for item in items[j + 1 : k]) else start
    return start


def _ranks(item: Item) -> bool:
    return _tops(item) or item.is_("ordinal")


def _left_behind(items: list[Item], k: int) -> bool:
    """ "has risen from being Turkey's 10th largest |partner|": a place that it had before."""
    return any(items[j].lower == "being" and lower_at(items, j - 1) == "from" for j in range(max(1, k - 10), k))


def _no_longer(lows: list[str]) -> bool:
    """ "formerly the second-largest market", "once its main supplier"; not "once again the biggest customer"."""
    at = next((i for i, low in enumerate(lows) if low in _NO_LONGER), None)
    return at is not None and not (at + 1 < len(lows) and lows[at + 1] in {"again", "more"})


def _one_or_among(items: list[Item], k: int, lows: list[str]) -> bool:
    """ "the fourth exporter", "ranked first among its suppliers"; not "the second buyers to complain"."""
    return not items[k].lower.endswith("s") or not _AMONG.isdisjoint(lows)


def is_numbered_place(items: list[Item], k: int) -> bool:
    """Whether a number alone tells the place at the noun `k`: "its |28th| trading partner", "38th export market"."""
    j = k - 1 - (lower_at(items, k - 1) in {"export", "import", "exports", "imports"})
    return lower_at(items, j) in _ORDINAL_ENDS and kind_at(items, j - 1) == "NUM"


def _tops(item: Item) -> bool:
    return item.is_("superlative") or item.is_("rank")


def _numbered(window: list[Item], i: int, item: Item) -> int | None:
    """The number of an ordinal that ranks: "third largest", "ranked 5th among", not "the third new market"."""
    if item.lower in _JOINED_RANKS:
        return _JOINED_RANKS[item.lower]
    if item.is_("ordinal"):
        return int(item.cue("ordinal") or 0)
    placed = lower_at(window, i + 1) in _ORDINAL_ENDS or lower_at(window, i - 1) in {"ranks", "ranked"}
    if item.kind == "NUM" and placed:
        return cast("int | None", item.value.count)
    return None


def _outdone(items: list[Item], k: int) -> int:
    """ "the largest buyer of X after India and the EU" is the third: how many are named as before it."""
    for j in range(k + 1, min(k + 9, len(items) - 1)):
        if items[j].lower in _AFTER:
            found = place_list(items, j + 1)
            return len(found.places) if found is not None else 0
        if items[j].kind in {"AMT", "QTY", "PCT", "PER"} or items[j].lower in {",", ";", "with"}:
            return 0
    return 0


# -- who has it ------------------------------------------------------------------------------------------------------


_PAST = frozenset("was were remained became ranked stayed emerged came retained kept held".split())


@cache
def links() -> frozenset[str]:
    """Words between a verb that gives a place, its subject and the place."""
    return flow_words("rank_link", "rank_being")


def phrase_start(items: list[Item], k: int) -> int:
    """Where the noun phrase of the partner noun at `k` begins: "China's third-largest trading |partner|"."""
    j = next((j for j in range(k - 1, max(-1, k - _REACH), -1) if _tops(items[j]) or items[j].is_("ordinal")), k)
    if j == k and is_numbered_place(items, k):
        j -= lower_at(items, k - 1) not in _ORDINAL_ENDS
    while _tops(items[j - 1]) or items[j - 1].is_("ordinal") or lower_at(items, j - 1) in _ORDINAL_ENDS:
        j -= 2 if lower_at(items, j - 1) in _ORDINAL_ENDS else 1
    while j > 0:
        before = items[j - 1]
        if before.lower in {"s", "'", "’"}:
            owner = j - 2 if before.lower == "s" else j - 1
            if lower_at(items, owner) in {"'", "’"}:
                owner -= 1
            j = owner
        elif before.lower == "country" and lower_at(items, j - 2) in {"his", "her"}:
            j -= 2
        elif before.lower in {"the", "a"} or before.is_("anaphor") or (before.kind == "DEM"):
            j -= 1
        elif before.lower == "and" and (other := _joined_place(items, j - 1)) is not None:
            j = other
        else:
            break
    return j


def _joined_place(items: list[Item], j: int) -> int | None:
    """The index of the word that ranks in "|largest foreign investor and" before the joining word at `j`."""
    if kind_at(items, j - 1) not in {"w", "CUE"} or _ranks(items[j - 1]):
        return None
    return next((n for n in range(j - 2, max(-1, j - 5), -1) if _ranks(items[n])), None)


def ranked_subject(items: list[Item], k: int) -> tuple[Item | None, bool, bool]:
    """Who has the place told at the noun `k`: the item of a place (None: only pointed at or not told), whether it is
    the partner of the flow before ("making it its largest market"), and whether it is told as past."""
    if (placed := _placed(items, k)) is not None:
        return placed, False, True
    j = phrase_start(items, k) - 1
    being = past = False
    while j >= 0 and items[j].lower in links():
        being = being or items[j].lower in flow_words("rank_being")
        past = past or items[j].lower in _PAST
        j -= 1
    if being:
        if lower_at(items, j) in {"it", "they"} or _points_at_one(items, j):
            return None, True, past
        if is_overtaken(items, j):
            return overtaker(items, j), False, past  # "Peru overtook Chile to become the largest supplier"
        return _before_being(items, j), False, past
    before = lower_at(items, j)
    beside = opened_beside(items, j - 1)
    if (
        before in {",", "(", "—", "–"}
        and kind_at(items, j - 1) == "PLACE"
        and possessive_at(items, j) == j
        and not beside
    ):
        return items[j - 1], False, False
    if (pointed := _made(items, j)) is not None:
        return pointed
    if before == ")" and (opens := _bracket_opens(items, j)) and _overtakes(items, opens - 1):
        return overtaker(items, opens - 1), False, True  # "Peru overtook Chile ($5m) as the largest supplier"
    if is_overtaken(items, j):
        return overtaker(items, j), False, True
    return _behind(items, k), False, lower_at(items, k + 1) in _PAST


def opened_beside(items: list[Item], k: int) -> bool:
    """Whether the place at `k` ends the words that open a sentence and only name those who are placed before or beside
    the one that is ranked: "|After China and Spain|, the third largest market was Italy"."""
    while k > 0 and (items[k].kind == "PLACE" or items[k].lower in {"and", ",", "the", "only"}):
        k -= 1
    return not k and lower_at(items, k) in BESIDE


BESIDE = frozenset({"after", "behind", "besides", "beside", "alongside", "following"})


def _points_at_one(items: list[Item], j: int) -> bool:
    """Whether "the country", "the bloc", "the neighbouring kingdom" ends at `j`."""
    if j < 0:
        return False
    if items[j].is_("country_noun") and items[j].lower.startswith("the "):
        return True
    named = items[j].is_("country_noun") or items[j].lower in flow_words("pointing")
    return named and "the" in {lower_at(items, j - 1), lower_at(items, j - 2)}


def is_overtaken(items: list[Item], j: int) -> bool:
    """Whether the place at `j` is the one of "Peru overtook |Mexico as the largest supplier": its rank is gone."""
    return _overtakes(items, j) and lower_at(items, j + 1) in {"as", "to"}


def _overtakes(items: list[Item], j: int) -> bool:
    verb = j - 1 - (lower_at(items, j - 1) == "the")
    return kind_at(items, j) == "PLACE" and lower_at(items, verb) in flow_words("overtaking")


def _bracket_opens(items: list[Item], j: int) -> int:
    """The index of the bracket that the one at `j` closes; 0 where it is too far."""
    return next((k for k in range(j - 1, max(0, j - 5), -1) if items[k].lower == "("), 0)


def overtaker(items: list[Item], j: int) -> Item | None:
    """Who overtook the place at `j`; None where no country stands right before the verb."""
    k = j - 2 - (lower_at(items, j - 1) == "the")
    while lower_at(items, k) in {"has", "have", "had", "also", "thus", "already"}:
        k -= 1
    return items[k] if kind_at(items, k) == "PLACE" else None


def _placed(items: list[Item], k: int) -> Item | None:
    """Who "ranked 5th among" those of the noun at `k`."""
    if not any(i.lower in {"among", "out"} for i in items[max(0, k - _REACH) : k]):
        return None
    for j in range(k - 1, 0, -1):
        if items[j].lower in {"ranked", "ranks", "placed", "came"}:
            return items[j - 1] if kind_at(items, j - 1) == "PLACE" else None
    return None


def _before_being(items: list[Item], j: int) -> Item | None:
    """The place before "is", "which remained", "(UAE) was"."""
    relative = lower_at(items, j) in {"which", "that"}
    if relative:
        j -= 1
        if lower_at(items, j) == ",":
            j -= 1
    if lower_at(items, j) == ")" and lower_at(items, j - 2) == "(":
        j -= 3
    if kind_at(items, j) != "PLACE" or items[j].value.form == "city":
        return None
    if not relative and lower_at(items, j - 1) in {"in", "at", "from", "with", "to", "of", "for"}:
        return None
    return items[j]


def _made(items: list[Item], j: int) -> tuple[Item | None, bool, bool] | None:
    """ "making China its largest market", "making it the top destination", "making the Arab country its second"."""
    for back in range(1, 5):
        if lower_at(items, j - back) in {"making", "made", "makes"}:
            named = next((i for i in items[j - back + 1 : j + 1] if i.kind == "PLACE"), None)
            return named, named is None, lower_at(items, j - back) == "made"
    return None


def _behind(items: list[Item], k: int) -> Item | None:
    """ "its largest supplier, China,", "the top buyer was India", "its top supplier China"."""
    j = k + 1
    if kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) == j + 1 and items[j].value.form == "name":
        return items[j]
    if lower_at(items, j) == "," and kind_at(items, j + 1) == "PLACE" and lower_at(items, j + 2) in {",", ".", ""}:
        return items[j + 1]
    if lower_at(items, j) in {"is", "was", "remains", "remained"}:
        j += 1 + (lower_at(items, j + 1) in {"the", "still", "again"})
        if lower_at(items, j) == "the":
            j += 1
        if kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) == j + 1:
            return items[j]
    return None


# -- lists that go on ------------------------------------------------------------------------------------------------


SIDES: dict[str, Measure] = {"import": "imports", "imports": "imports", "export": "exports", "exports": "exports"}
"""The measure by the word for one direction of trade."""


def goes_on_listing(sentence: Sentence) -> bool:
    """Whether a sentence goes on with the list of partners of the one before it."""
    items = sentence.items
    return "ordinal" in sentence.cues or switched(items) is not None or is_followed(items) or follows(items)


def is_followed(items: list[Item]) -> bool:
    """ "It was followed by Switzerland with $24 billion and Chile with $13 billion": the same list goes on."""
    k = next((k for k, item in enumerate(items[:5]) if item.lower == "followed"), 0)
    being = k > 1 and lower_at(items, k - 1) in {"is", "was", "are", "were"}
    subject = being and (lower_at(items, k - 2) in {"it", "they", "this"} or kind_at(items, k - 2) == "PLACE")
    return subject and lower_at(items, k + 1) == "by"


def follows(items: list[Item]) -> bool:
    """ "France followed with $2 billion, then Spain with $1 billion", "Italy and Malta came next with", "Next was
    Spain with"."""
    if lower_at(items, 0) == "next" and lower_at(items, 1) in {"came", "comes", "was", "is", "were"}:
        return kind_at(items, 2 + (lower_at(items, 2) == "the")) == "PLACE"
    k = 0
    while kind_at(items, k) == "PLACE" or lower_at(items, k) in {"the", "and", ","}:
        k += 1
    if lower_at(items, k) in _CONCEDING and lower_at(items, k - 1) == "," and kind_at(items, k - 2) == "PLACE":
        # "Portugal, despite a drop in exports, took fifth place"
        k = next((j + 1 for j in range(k, min(k + 12, len(items))) if items[j].lower == ","), k)
    elif kind_at(items, k - 1) != "PLACE":
        return False
    if lower_at(items, k) in {"followed", "follow", "follows"}:
        return lower_at(items, k + 1) in {"with", "at", ","}
    if lower_at(items, k) not in _COMING_NEXT | _TAKING_PLACE:
        return False
    j = k + 1 + (lower_at(items, k + 1) in {"in", "the"})
    if lower_at(items, k) in _TAKING_PLACE:  # "Georgia took second place with"
        return j < len(items) and items[j].is_("ordinal") and lower_at(items, j + 1) in _PLACES
    return lower_at(items, k + 1) == "next" or (j < len(items) and items[j].is_("ordinal"))


_CONCEDING = frozenset({"despite", "after", "although", "though", "with"})
_COMING_NEXT = frozenset({"came", "come", "comes", "were", "was", "ranked", "is"})
_TAKING_PLACE = frozenset("took takes held holds kept keeps retained retains occupied occupies".split())
_PLACES = frozenset({"place", "position", "spot", "rank"})


def switched(items: list[Item]) -> Measure | None:
    """The measure of "on the import side, they were Germany ($5m) and China ($3m)": the list of the sentence before,
    for the other direction."""
    if (ranked := _ranked_in(items)) is not None:
        return ranked
    comma = next((k for k, item in enumerate(items[:8]) if item.lower == ","), None)
    if comma is None or lower_at(items, comma + 1) not in {"they", "these", "those"}:
        return None
    if lower_at(items, comma + 2) not in {"were", "are"}:
        return None
    told = next((item.lower for item in items[:comma] if item.lower in SIDES), None)
    return SIDES[told] if told is not None else None


def measure_named(items: list[Item]) -> Measure | None:
    """The one measure that a sentence which goes on with a list names: "Greece ranked second with |turnover| of"."""
    named = {item.cue("flow") for item in items} - {None}
    told = named.pop() if len(named) == 1 else None
    return cast("Measure | None", told) if told != "balance" else None


def _ranked_in(items: list[Item]) -> Measure | None:
    """The measure of "Turkey ranked second |for the volume of imports|", "was third in terms of exports"."""
    k = next((k for k, item in enumerate(items[:8]) if item.is_("ordinal")), None)
    if k is None or kind_at(items, 0) != "PLACE":
        return None
    k += 1 + (lower_at(items, k + 1) in _PLACES)
    if lower_at(items, k) not in {"for", "in", "by"}:
        return None
    while lower_at(items, k) in _BEFORE_SIDE:
        k += 1
    named = lower_at(items, k).removeprefix("volume of ").removeprefix("value of ")
    return SIDES.get(named)


_BEFORE_SIDE = frozenset("for in by the terms of volume value cost amount respect total".split())
