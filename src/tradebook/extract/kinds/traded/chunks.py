"""A clause in chunks: lists of goods with the land before each ("Turkish pasta and flour"), places, what points."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, one_place, place_list, possessive_at
from tradebook.extract.tables import rows, words
from tradebook.goods import modifiers
from tradebook.statement import Good

_PREPOSITIONS = frozenset(
    "from to into in onto across for with on by of at through via among under within throughout".split()
)
_JOINING = frozenset({",", "and", "or", "&", "/", "as", "well", "also", "both", "even", "such", "including"})
_MADE = frozenset("made produced grown assembled manufactured mined bottled caught packed grown raised sourced".split())
_SIDED = frozenset({"from", "to", "into", "in"})  # "gets from Iran tiles and apples"
_POINTING = frozenset({"it", "there", "them", "the country", "the republic", "the kingdom"})
_KEEPS = frozenset("the a an its their his our all both almost nearly only mainly mostly chiefly largely also".split())
_ENDS_LIST = frozenset({"others", "other", "etc", "more", "goods", "products", "so", "items", "things"})
_MODIFIED = frozenset(
    "the its their some such other own new more raw fresh dried frozen canned processed finished refined used various "
    "different locally home-made cheap high quality premium organic ready packaged bottled much all most".split()
)
_KINDS = frozenset({"products", "goods", "items", "produce"})
_MEASURING = frozenset("quantities amounts volumes lots plenty sacks bags boxes crates types kinds range".split())


@cache
def traded_words(name: str) -> frozenset[str]:
    """The words of one class of `traded_words.csv`."""
    return frozenset(row["form"] for row in rows("traded_words") if row["class"] == name)


class Ware(Struct, frozen=True):
    """One good of a list: the good, the items it was read from, the place or demonym that tells its origin."""

    good: Good
    items: tuple[Item, ...]
    origin: Item | None


class Chunk(Struct, frozen=True):
    """Goods, places or a word that points, behind a preposition ("" for none), from item `start` to before `stop`."""

    prep: str
    start: int
    stop: int
    wares: tuple[Ware, ...] = ()
    places: tuple[Item, ...] = ()
    points: str = ""


def chunks(items: list[Item], a: int, b: int) -> list[Chunk]:
    """The chunks between two indices, in order."""
    out: list[Chunk] = []
    prep, k = "", a
    while k < b:
        low = items[k].lower
        if low in _MADE and lower_at(items, k + 1) == "in":
            prep, k = "from", k + 2
            continue
        chunk = _wares(items, k, b, prep) or _places(items, k, b, prep)
        if chunk is not None:
            out.append(chunk)
            prep, k = "", chunk.stop
            continue
        if low in _PREPOSITIONS:
            prep = low
        elif low in _POINTING:
            out.append(Chunk(prep, k, k + 1, points=low))
            prep = ""
        elif low not in _KEEPS and not (items[k].kind == "w" and low in _MEASURING) and low != "of":
            prep = "" if items[k].kind != "w" or low.endswith("ly") is False else prep
        k += 1
    return out


def _wares(items: list[Item], start: int, b: int, prep: str) -> Chunk | None:
    """A list of goods at `start`."""
    found: list[Ware] = []
    k = stop = start
    origin: Item | None = None
    while k < b:
        at, land = _land_before(items, k, prep)
        at = _skip_modifiers(items, at)
        if kind_at(items, at) == "GOOD" and at < b and not items[at].value.attributive:
            origin = land or origin
            good = good_of(items[at])
            if all(good.text.lower() != ware.good.text.lower() for ware in found):
                found.append(Ware(good, (items[at],), land or origin))
            stop = at + 1 + (lower_at(items, at + 1) in _KINDS)
        else:
            unknown = _unknown(items, k, b) if found else ()
            if not unknown:
                break
            good = Good(text=" ".join(i.text for i in unknown))
            found.append(Ware(good, unknown, origin))
            stop = k + len(unknown)
        k = stop
        while k < b and k - stop < 4 and lower_at(items, k) in _JOINING:
            k += 1
        if k == stop:
            break
    return Chunk(prep, start, stop, tuple(found)) if found else None


def _land_before(items: list[Item], k: int, prep: str) -> tuple[int, Item | None]:
    """The index behind the land that says where a good comes from, and that land: "Turkish", "Chile's", "US"."""
    k += lower_at(items, k) == "the"
    if kind_at(items, k) == "DEM":
        return _behind_such(items, k + 1), items[k]
    if kind_at(items, k) == "PLACE":
        behind = possessive_at(items, k + 1)
        if behind > k + 1 or (kind_at(items, k + 1) == "GOOD" and prep not in _SIDED):
            return behind, items[k]
    return k, None


def _behind_such(items: list[Item], k: int) -> int:
    """The index behind "goods such as", "products, including" at `k`, or `k`: the goods that the nationality is of."""
    if lower_at(items, k) not in _KINDS:
        return k
    j = k + 1 + (lower_at(items, k + 1) == ",")
    if lower_at(items, j) == "such" and lower_at(items, j + 1) == "as":
        return j + 2
    return j + 1 if lower_at(items, j) in {"including", "like"} else k


def _skip_modifiers(items: list[Item], k: int) -> int:
    start = k
    while k - start < 4 and kind_at(items, k) in {"w", "CUE"}:
        if items[k].lower not in _MODIFIED and items[k].lower not in modifiers():
            break
        k += 1
    return k if kind_at(items, k) == "GOOD" else start


@cache
def _plain() -> frozenset[str]:
    return words("plain_words")


def _unknown(items: list[Item], k: int, b: int) -> tuple[Item, ...]:
    """A member of a list that the lexicon does not know: one to three plain words, the last in the plural, with the
    list going on or ending behind them."""
    run: list[Item] = []
    while k < b and len(run) < 4 and items[k].kind == "w" and items[k].text.islower():
        if items[k].lower in _plain() or items[k].lower in _JOINING or items[k].lower in _PREPOSITIONS:
            break
        run.append(items[k])
        k += 1
    if not run or len(run) > 3 or not run[-1].lower.endswith("s") or run[-1].lower in _ENDS_LIST:
        return ()
    ends = k >= b or lower_at(items, k) in _JOINING or lower_at(items, k) in {".", ";", ")", "from", "to", "in"}
    return tuple(run) if ends else ()


def _places(items: list[Item], k: int, b: int, prep: str) -> Chunk | None:
    """Places at `k`: "Iraq, Russia and Turkey", "the Dutch", "Chinese buyers", "Kenya's importers"."""
    at = k + (lower_at(items, k) == "the")
    people = traded_words("people")
    if lower_at(items, at) in people and lower_at(items, at + 1) in {"in", "of"} and kind_at(items, at + 2) == "PLACE":
        return Chunk(prep or "in", k, at + 3, places=(items[at + 2],))  # "buyers in Mongolia"
    if kind_at(items, at) == "DEM":
        j = at + 1
        while kind_at(items, j) in {"w", "CUE", "GOOD"} and lower_at(items, j) not in people and j < at + 3:
            j += 1
        if lower_at(items, j) in people and j < b:
            return Chunk(prep, k, j + 1, places=(items[at],))
        return Chunk(prep, k, at + 1, places=(items[at],)) if at > k and _as_noun(items, at + 1) else None
    if kind_at(items, at) != "PLACE" and one_place(items, k) is None:
        return None
    behind = possessive_at(items, at + 1)
    if kind_at(items, at) == "PLACE" and behind > at + 1:
        j = behind
        while j < behind + 3 and lower_at(items, j) not in people and kind_at(items, j) in {"w", "CUE", "GOOD"}:
            j += 1
        if lower_at(items, j) in people and j < b:
            return Chunk(prep, k, j + 1, places=(items[at],))
        return Chunk(prep + "'s", k, behind, places=(items[at],))
    found = place_list(items, k)
    if found is None or found.stop > b:
        return None
    return Chunk(prep, k, found.stop, places=found.items)


def _as_noun(items: list[Item], k: int) -> bool:
    """Whether a demonym before `k` names the people: a verb or the end of the phrase stands behind it."""
    kind = kind_at(items, k)
    if kind in {"GOOD", "DEM", "PLACE", "ORG", "NAME", "NUM", "PERSON"}:
        return False
    if kind == "CUE":
        return items[k].is_("fverb") or items[k].is_("deal_buy") or items[k].is_("deal_sell")
    return lower_at(items, k) in {".", ",", ";", "and", "are", "get", "take", "have", "rely", "depend", "want", ""}
