"""Where a firm is at home, told beside its name: "Karsan, a Turkish bus maker, opened" reads as "Karsan opened", and
the name has the country.

    with_seats   told as the seat ("X, based in Bern,", "the Bern-based maker X"): for all kinds, as a sentence is built
    with_homes   told by what the firm is or by "of Norway": for the kinds that ask only whose a works or a market is,
                 to others the country may be a side of its own"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from tradebook.extract.items import Item, Name, Place, Sentence
from tradebook.extract.tables import rows, words

_NAMES = frozenset({"NAME", "ORG"})
_SEATED = frozenset({"based", "headquartered", "located"})
TELLS_SEAT = re.compile("based|headquartered|located")
_ARTICLES = frozenset({"a", "an", "the"})
_ENDS = frozenset({",", ".", ";", ")"})
_OF_LAND = frozenset({"of", "from"})
_LONGEST = 9  # items of an aside


def with_seats(items: list[Item]) -> list[Item]:
    """The items without the seats told behind names ("X, a maker based in Bern,", "X, based in Bern,"): the name
    has the country of its seat. One told before what a firm is ("the Bern-based maker X") is
    a nationality."""
    out = list(items)
    k = 1
    while k < len(out) - 2:
        if out[k].lower in _SEATED and out[k - 1].lower == "-" and k > 1 and _before_firm(out, k):
            out[k - 2 : k + 1] = [_nationality(out[k - 2], out[k])]
            k -= 2
        elif out[k].lower in _SEATED and out[k + 1].lower in {"in", "at"} and out[k + 2].kind == "PLACE":
            comma = _comma_before(out, k)
            stop = _behind_places(out, k + 2)
            first = _name_before(out, comma) if comma else -1
            if first >= 0 and (stop >= len(out) or out[stop].lower in _ENDS):
                alone = comma == k - 1
                start = comma if alone else k
                code = out[k + 2].value.code
                del out[start : stop + (alone and stop < len(out) and out[stop].lower == ",")]
                out[first:comma] = [of_country(out[first:comma], code)]
                k = first
        k += 1
    return out


@cache
def _firm_words() -> frozenset[str]:
    deals = {row["form"] for row in rows("deal_words") if row["class"] == "generic"}
    return frozenset(deals | {row["form"] for row in rows("sales_mix_words") if row["class"] == "producer"})


def is_firm(item: Item) -> bool:
    """Whether an item ends with a word for firms and works."""
    return item.lower.rsplit(" ", 1)[-1] in _firm_words()


def _before_firm(items: list[Item], k: int) -> bool:
    """Whether "based" at `k` tells the seat of a firm that is named behind its trade: "Bern-based watch maker X"."""
    if items[k - 2].kind != "PLACE" or items[k - 2].end != items[k - 1].start or len(items[k - 2].value.code) != 3:
        return False
    for j in range(k + 1, min(k + 6, len(items) - 1)):
        item = items[j]
        if not (item.kind in {"w", "CUE", "GOOD"} and item.text[0].islower()) and item.lower != "-":
            return False
        if is_firm(item) and items[j + 1].text[0].isupper() and items[j + 1].kind in _WORDS:
            return True
        if item.lower in _NO_ASIDE:
            return False
    return False


def _nationality(place: Item, based: Item) -> Item:
    text = place.text + "-" + based.text
    return Item("DEM", place.start, based.end, text, text.lower(), Place(place.value.code, "demonym"))


def _comma_before(items: list[Item], k: int) -> int:
    """The index of the comma that opens the aside which the word at `k` ends, 0 for none."""
    if items[k - 1].lower == ",":
        return k - 1
    for j in range(k - 1, max(0, k - _LONGEST), -1):
        if items[j].lower == ",":
            return j if items[j + 1].lower in _ARTICLES or items[j + 1].lower == "which" else 0
        if items[j].kind in _NAMES or items[j].kind not in {"w", "CUE", "GOOD", "DEM", "p"}:
            return 0
    return 0


def _behind_places(items: list[Item], k: int) -> int:
    """The index behind a place and the country that follows it: "Bremen, Germany"."""
    k += 1
    while k + 1 < len(items) and items[k].lower == "," and items[k + 1].kind == "PLACE":
        if items[k + 1].value.code != items[k - 1].value.code:
            break
        k += 2
    return k


def with_homes(items: list[Item]) -> list[Item]:
    """The items without what says of a name where it is at home ("X of Norway"), or in an aside what it is ("X, an
    Ethiopian coffee washer,"): the name has the country that this tells. The same list where nothing does."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        if (stop := _home_end(items, k)) and (first := _name_before(out, len(out))) >= 0:
            out[first:] = [of_country(out[first:], items[stop - 1].value.code)]
            k = stop
            continue
        stop = _aside_end(items, k) if k and items[k].lower == "," else 0
        first = _name_before(out, len(out)) if stop else -1
        if first < 0:
            out.append(items[k])
            k += 1
            continue
        lands = [i.value.code for i in items[k:stop] if i.kind in {"DEM", "PLACE"}]
        out[first:] = [of_country(out[first:], lands[0] if lands else "")]
        k = stop + (stop < len(items) and items[stop].lower == ",")
    return _with_called(out if len(out) < len(items) else items)


def _with_called(items: list[Item]) -> list[Item]:
    """The items with the country of the firm that the sentence begins with, where its end calls it by it: "X will close
    its plant, |the South Korean company said|"."""
    told = next((k for k in range(len(items) - 1, max(3, len(items) - 12), -1) if _says(items, k)), 0)
    land = next((k for k in range(told - 2, max(1, told - 5), -1) if items[k].kind == "DEM"), 0) if told else 0
    if not land or items[land - 1].lower != "the" or items[land - 2].lower != ",":
        return items
    first = next((k for k, i in enumerate(items[:4]) if i.kind in _NAMES), -1)
    named = sum(i.kind in _NAMES for i in items[:land])
    if first < 0 or (first and items[first - 1].lower != "the") or items[first].value.country or named > 3:
        return items
    return [*items[:first], of_country([items[first]], items[land].value.code), *items[first + 1 :]]


def _says(items: list[Item], k: int) -> bool:
    """Whether the firm before `k` is who says it: "the company |said|", "the company|'s owner Rumen Vasilev said"."""
    if not is_firm(items[k - 1]):
        return False
    if items[k].lower in {"'", "’"}:
        return any(item.lower in {"said", "says"} for item in items[k + 1 : k + 7])
    return items[k].lower in {"said", "says"}


def may_tell_homes(sentence: Sentence) -> bool:
    """Whether a sentence has words behind which a country or what a firm is may be told."""
    lowers = sentence.lowers
    aside = "," in lowers and not lowers.isdisjoint(_ARTICLES)
    if not aside and (lowers.isdisjoint(_OF_LAND) or "PLACE" not in sentence.kinds):
        return False
    items = sentence.items
    for item, behind in pairwise(items):
        if item.lower == "," and behind.lower in _ARTICLES:
            return True
        if item.lower in _OF_LAND and (behind.kind == "PLACE" or behind.lower == "the"):
            return True
    return False


def _home_end(items: list[Item], k: int) -> int:
    """The index behind the country that the words from `k` on tell of the name before: "X of Norway and", "Y from the
    Netherlands,"; 0 where they tell none, or a way ("from Spain to Peru")."""
    if not k or items[k].lower not in _OF_LAND:
        return 0
    j = k + 1 + (k + 1 < len(items) and items[k + 1].lower == "the")
    if j + 1 >= len(items) or items[j].kind != "PLACE" or items[j].value.form != "name":
        return 0
    code = items[j].value.code
    behind = items[j + 1]
    ends = behind.lower in _BEHIND_HOME or behind.kind == "CUE"
    return j + 1 if ends and len(code) == 3 and code != "WLD" else 0


_BEHIND_HOME = frozenset(
    "and , has have had will is was were plan said say makes make made sells sell sold earns earned ships exports gets "
    "derives generates produces produce assembles assemble builds runs opened launched started began jointly".split()
)


def _aside_end(items: list[Item], k: int) -> int:
    """The index of the sign behind the aside that the comma at `k` opens, 0 where it opens none."""
    if k + 2 >= len(items) or items[k + 1].lower not in _ARTICLES:
        return 0
    for j in range(k + 2, min(k + _LONGEST, len(items))):
        item = items[j]
        if item.lower in _ENDS:
            return j if is_firm(items[j - 1]) else 0
        if item.lower in {"from", "in"} and j + 2 < len(items) and items[j + 1].kind == "PLACE":
            told = items[j + 2].lower in _ENDS and is_firm(items[j - 1])
            return j + 2 if told else 0
        plain = item.kind in {"w", "CUE", "GOOD"} and not item.text[0].isupper()
        if not (plain or item.kind == "DEM" or item.lower == "-") or item.lower in _NO_ASIDE:
            return 0
    return 0


_NO_ASIDE = frozenset("of which who that with and or by to as has have had is are was were will".split())


def _name_before(items: list[Item], stop: int) -> int:
    """Where the name begins that ends before `stop`: one of the name reader's, or capitalised words that it has not
    taken for one; -1 for none."""
    if not stop:
        return -1
    k = stop
    if items[stop - 1].kind in _NAMES:
        k -= 1
        if not (k == 1 and items[0].kind in _WORDS and items[0].lower not in _OPENERS and _apart(items, 1)):
            return k  # but "[Atlas] Phosphat"
    while k and items[k - 1].kind in _WORDS and items[k - 1].text[0].isupper() and (k == stop or _apart(items, k)):
        k -= 1
    if k == stop or (k == 0 and items[0].lower in words("ordinary_words") | _OPENERS):
        k += 1
    alone = stop - k == 1 and (items[k].kind not in {"w", "PERSON"} or len(items[k].text) < 3)
    return -1 if k >= stop or alone else k


_OPENERS = frozenset("the in at for from with by both and but also while as".split())
_WORDS = frozenset({"w", "GOOD", "CUE", "NAME", "ORG", "PERSON"})


def _apart(items: list[Item], k: int) -> bool:
    """Whether only a blank stands before the item at `k`."""
    return items[k - 1].end + 1 == items[k].start


def of_country(name: list[Item], code: str) -> Item:
    """The name of some items as that of a firm, with the country `code`, where that is one: what is told goes before
    what a name only sounds like."""
    country = code if len(code) == 3 and code != "WLD" else None
    first, last = name[0], name[-1]
    if len(name) == 1 and first.kind in _NAMES:
        kind = "company" if first.value.kind == "name" else first.value.kind
        value = replace(first.value, country=country or first.value.country, kind=kind)
        return Item(first.kind, first.start, first.end, first.text, first.lower, value)
    text = " ".join(item.text for item in name)
    return Item("NAME", first.start, last.end, text, text.lower(), Name(text, country, None, "company"))
