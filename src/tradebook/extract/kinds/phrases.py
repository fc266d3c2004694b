"""Small phrases over items that all kinds share: places with what stands around them, lists of goods, subjects."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tradebook.extract.items import GoodMention, Item, Place
from tradebook.extract.tables import words
from tradebook.goods import HS_EDITION, modifiers, resolve
from tradebook.statement import Good


class PlaceAt(NamedTuple):
    """A place read at an index: the places (several in a list), their items, the index behind."""

    places: tuple[Place, ...]
    items: tuple[Item, ...]
    stop: int


class GoodsAt(NamedTuple):
    """A list of goods read at an index: goods, their items, a demonym before them (their origin), the index behind."""

    goods: tuple[Good, ...]
    items: tuple[Item, ...]
    origin: Item | None
    stop: int


_DETERMINERS = frozenset(
    "the a an its their our his both all neighbouring neighboring friendly neighbour neighbor fellow".split()
)
_DIRECTIONS = frozenset("northern southern eastern western north south east west central".split())
_STATES = frozenset({"republic", "kingdom", "sultanate", "state", "emirate"})
_MEMBERS = frozenset("countries states market markets nations members republics".split())
_MEMBERSHIP = _MEMBERS | {"member"}
_MEMBERED = frozenset({"member", "nation", "country", "state", "strong"})
_MARKET_ADJECTIVES = frozenset({"domestic", "local", "foreign", "export", "consumer", "trading"})
_OWN_MARKET_ADJECTIVES = frozenset({"domestic", "local", "foreign", "consumer", "northern", "southern"})
_BEFORE_GOODS = frozenset("the its their various some such all other certain a an".split())
_BEHIND_GOODS = frozenset(". , ; ) to from worth for in into with and by at valued".split()) | {""}


# Territories that trade for themselves, and are named as their state's: "China's Hong Kong"
_TERRITORIES = {
    "CHN": frozenset({"HKG", "MAC", "TWN"}),
    "FRA": frozenset({"NCL", "PYF"}),
    "DNK": frozenset({"GRL", "FRO"}),
}


@cache
def _market_nouns() -> frozenset[str]:
    return words("market_nouns")


def lower_at(items: list[Item], i: int) -> str:
    """The lower-case wording of the item at `i`, "" outside the sentence."""
    try:
        return items[i].lower if i >= 0 else ""
    except IndexError:
        return ""


def kind_at(items: list[Item], i: int) -> str:
    """The kind of the item at `i`, "" outside the sentence."""
    try:
        return items[i].kind if i >= 0 else ""
    except IndexError:
        return ""


_POSSESSIVE = frozenset({"'", "’", "‘"})


def possessive_at(items: list[Item], i: int) -> int:
    """The index behind a possessive mark ("'s", "'") at `i`, or `i`."""
    if 0 <= i < len(items) and items[i].lower in _POSSESSIVE:
        if lower_at(items, i + 1) == "s" and items[i + 1].start == items[i].end:
            return i + 2
        if i and items[i - 1].end == items[i].start and items[i - 1].lower.endswith("s"):
            return i + 1
    return i


def one_place(items: list[Item], i: int) -> PlaceAt | None:
    """One place at `i`: "the United States", "the Russian market", "Central Asian countries", "China's Xinjiang"."""
    j = _behind_determiners(items, i)
    if j >= len(items):
        return None
    if items[j].kind == "DEM":
        k = _skip(items, j + 1, _MARKET_ADJECTIVES)
        return PlaceAt((items[j].value,), (items[j],), k + 1) if lower_at(items, k) in _market_nouns() else None
    if items[j].kind != "PLACE":
        return None
    k = possessive_at(items, j + 1)
    if k > j + 1:
        return _possessed_place(items, j, k)
    place: Place = items[j].value
    if place.form in {"group", "name"} and lower_at(items, k + (lower_at(items, k) == "member")) in _MEMBERS:
        k += 1 + (lower_at(items, k) == "member")
    if lower_at(items, k) == "(" and lower_at(items, k + 2) == ")" and items[k + 1].kind in {"PLACE", "w"}:
        k += 3
    return PlaceAt((place,), (items[j],), k)


def _behind_determiners(items: list[Item], i: int) -> int:
    """The index behind "the", "its northern" and "the Sultanate of"."""
    j = i
    while (low := lower_at(items, j)) in _DETERMINERS or (low in _DIRECTIONS and items[j].kind == "w"):
        j += 1
    if kind_at(items, j) == "NUM" and lower_at(items, j + 1) == "-" and lower_at(items, j + 2) in _MEMBERED:
        return j + 3 if kind_at(items, j + 3) == "PLACE" else j  # "the 10-member ASEAN"
    if lower_at(items, j + 1) == "of" and j >= 0:
        if items[j].is_("country_noun") or low in _STATES:
            return j + 2
        if items[j].is_("two_countries"):
            at = j + 2 + (lower_at(items, j + 2) == "the")  # "the countries of the Central American Common Market"
            return at if kind_at(items, at) == "PLACE" and items[at].value.form == "group" else j
    k = j + (low == "other")
    k += kind_at(items, k) == "NUM"
    if k == j and low not in _MEMBERSHIP:
        return j  # most places
    j = k if lower_at(items, k) in _MEMBERSHIP else j
    while lower_at(items, k) in _MEMBERSHIP:
        k += 1
    if k > j and lower_at(items, k) in {"of", "in"}:  # "the member states of the European Union"
        k += 2 if lower_at(items, k + 1) == "the" else 1
        return k if kind_at(items, k) == "PLACE" and items[k].value.form == "group" else j
    return j


def _possessed_place(items: list[Item], j: int, k: int) -> PlaceAt | None:
    """ "China's Xinjiang", "Russia's domestic market": a place at `j`, what it possesses at `k`."""
    place: Place = items[j].value
    own = kind_at(items, k) == "PLACE" and (
        (items[k].value.form in {"area", "city", "capital"} and items[k].value.code == place.code)
        or items[k].value.code in _TERRITORIES.get(place.code, ())
    )
    if own:
        return PlaceAt((items[k].value,), (items[j], items[k]), k + 1)
    k = _skip(items, k, _OWN_MARKET_ADJECTIVES)
    return PlaceAt((place,), (items[j],), k + 1) if lower_at(items, k) in _market_nouns() else None


def _skip(items: list[Item], k: int, words_between: frozenset[str]) -> int:
    """The index behind plain words of a set, or a word that says how the good behind it is."""
    while kind_at(items, k) == "w" and items[k].lower in words_between:
        k += 1
    if kind_at(items, k + 1) == "GOOD" and kind_at(items, k) == "w" and items[k].lower in modifiers():
        k += 1
    return k


def place_list(items: list[Item], i: int) -> PlaceAt | None:
    """One place or a list of them ("China, India and the EU") at `i`."""
    first = one_place(items, i)
    if first is None:
        return None
    places, used, j = list(first.places), list(first.items), first.stop
    while True:
        k = j
        while lower_at(items, k) in {",", "and", "or", "&"} and k - j < 2:
            k += 1
        if k == j:
            break
        more = one_place(items, k)
        # "to China and Russia's exports rose", "from Uganda, Africa biggest exporter": these open something new
        if (
            more is None
            or possessive_at(items, more.stop) > more.stop
            or (kind_at(items, more.stop) == "CUE" and items[more.stop].is_("superlative"))
            or (kind_at(items, more.stop) == "CUE" and items[more.stop].is_("flow"))
        ):
            break
        places += more.places
        used += more.items
        j = more.stop
    return PlaceAt(tuple(places), tuple(used), j)


def good_of(item: Item) -> Good:
    """The good of a GOOD item."""
    mention: GoodMention = item.value
    return mention.good


def left_out_at(items: list[Item], j: int) -> tuple[Item, Item] | None:
    """The first and last item of "non-oil" at `j`: what a flow leaves out."""
    if lower_at(items, j) != "non" or lower_at(items, j + 1) not in {"-", "–"} or kind_at(items, j + 2) != "GOOD":
        return None
    if lower_at(items, j + 2).partition(" ")[0].endswith("ed"):
        return None  # "non-processed seafood": of a kind
    return items[j], items[j + 2]


def _behind_non(items: list[Item], k: int) -> int:
    """The index of the good behind a kind that it is not of ("non-GMO |soybeans|", "non-|processed seafood|"), else
    `k`."""
    if lower_at(items, k) != "non" or lower_at(items, k + 1) not in {"-", "–"}:
        return k
    if kind_at(items, k + 2) in {"w", "NAME"} and kind_at(items, k + 3) == "GOOD":
        return k + 3
    return k + 2 if kind_at(items, k + 2) == "GOOD" and left_out_at(items, k) is None else k


_LIST_WORDS = frozenset({",", "and", "or", "/", "&", "both", "various", "other", "some", "also", "as", "well", "such"})


def goods_list(items: list[Item], i: int, *, unknown: bool = True) -> GoodsAt | None:
    """Goods at `i`: "wheat", "Turkish steel and cement", "fruit, vegetables and nuts"; with `unknown`, also plain
    lower-case words that the lexicon does not know ("bridge beams"), which give a good without codes."""
    found: list[Good] = []
    used: list[Item] = []
    origin: Item | None = None
    j = i
    while lower_at(items, j) in _BEFORE_GOODS:
        j += 1
    while True:
        k = j
        if kind_at(items, k) == "DEM" or (kind_at(items, k) == "PLACE" and kind_at(items, k + 1) == "GOOD"):
            origin = origin or items[k]
            k += 1
        k = _behind_non(items, _skip(items, k, _FILLERS))
        if kind_at(items, k) == "GOOD":
            if items[k].value.attributive:
                break
            found.append(good_of(items[k]))
            used.append(items[k])
            j = k + 1
        elif found and (ships := _ships(items, k)) is not None:
            found.append(ships)
            used.append(items[k])
            j = k + 1
        elif found and (kind := uncoded_member(items, k)):
            found.append(Good(text=_as_printed(kind)))
            used.extend((kind[0], kind[-1]))
            j = k + len(kind)
        elif found and _is_unknown_member(items, k):
            found.append(Good(text=items[k].text))
            used.append(items[k])
            j = k + 1
        elif unknown and (named := unknown_good(items, k)) is not None:
            found.append(Good(text=_as_printed(named)))
            used.extend((named[0], named[-1]) if len(named) > 1 else named)
            j = k + len(named)
        else:
            break
        j = _behind_made_of_it(items, j)
        following = _next_in_list(items, j)
        if following is None:
            break
        j = following
    return GoodsAt(tuple(found), tuple(used), origin, j) if found else None


def _behind_made_of_it(items: list[Item], j: int) -> int:
    """The index behind "(, and) articles thereof", "and their parts" at `j`: of the headings named before."""
    k = j + (lower_at(items, j) == ",")
    if lower_at(items, k) != "and":
        return j
    thereof = lower_at(items, k + 2) == "thereof" and lower_at(items, k + 1) in _MADE_OF
    return (
        k + 3 if thereof or (lower_at(items, k + 1) in {"their", "its"} and lower_at(items, k + 2) in _MADE_OF) else j
    )


_MADE_OF = frozenset({"articles", "parts", "products", "derivatives", "preparations", "accessories"})


def _next_in_list(items: list[Item], j: int) -> int | None:
    """The index of a list's next member. Only what the lexicon knows goes on: the words behind a comma may open a
    clause."""
    k = j
    while k < j + 3 and lower_at(items, k) in _LIST_WORDS:
        k += 1
    if k == j:
        return None
    ahead = _skip(items, k + 1 if kind_at(items, k) == "DEM" else k, _FILLERS)
    listed = kind_at(items, ahead) == "GOOD" or _is_unknown_member(items, ahead) or _ships(items, ahead) is not None
    return k if listed or uncoded_member(items, k) else None


def uncoded_member(items: list[Item], k: int) -> list[Item]:
    """The words at `k` that name a kind of goods without a code as a member of a list: "furniture, |consumer goods| and
    carpets", "and |spare parts|"; [] where they do not."""
    if kind_at(items, k) != "w" or not items[k].text.islower() or lower_at(items, k - 1) not in {",", "and", "as"}:
        return []
    stop = k + 1
    while stop < k + _LONGEST_KIND and kind_at(items, stop) == "w" and items[stop].text.islower():
        stop += 1
    if stop < len(items) and items[stop].is_("goods_word") and items[stop].lower != "merchandise":
        run = items[k : stop + 1]
    else:
        named = next((n for n in range(k + 2, stop + 1) if _phrase(items[k:n]) in words("uncoded_goods")), 0)
        run = items[k:named] if named else []
    if not run or not all(item.is_("goods_word") or _may_be_named(item) for item in run):
        return []
    behind = k + len(run)
    ends = lower_at(items, behind) in _BEHIND_GOODS | {"and", "or", "as", "while"} or kind_at(items, behind) == "PER"
    return run if ends else []


_LONGEST_KIND = 3


def _phrase(run: list[Item]) -> str:
    return " ".join([item.lower for item in run])


def _may_be_named(item: Item) -> bool:
    return item.kind == "w" and item.lower not in _plain_words() and item.lower not in _NO_KIND


_NO_KIND = frozenset("similar certain necessary related following various different main key basic finished".split())


def _ships(items: list[Item], k: int) -> Good | None:
    """ "semiconductors and |ships| fell 4 percent": what ends a list before its verb is a good, no verb of trade."""
    if lower_at(items, k) != "ships" or lower_at(items, k - 1) not in {"and", ","} or k + 1 >= len(items):
        return None
    behind = items[k + 1]
    if not (behind.is_("chverb") or behind.is_("val") or behind.lower in {"also", "both"}):
        return None
    known = resolve("ships")
    return (
        Good(text=items[k].text, hs=known.codes, hs_edition=HS_EDITION, confidence=known.confidence) if known else None
    )


def _is_unknown_member(items: list[Item], k: int) -> bool:
    """Whether a noun that the lexicon does not know stands in the midst of a list of goods: "foods, |feeds| and
    beverages"."""
    if kind_at(items, k) != "w" or lower_at(items, k - 1) != "," or not items[k].lower.endswith("s"):
        return False
    if not items[k].text.islower() or items[k].lower in _plain_words() or lower_at(items, k + 1) != "and":
        return False
    ahead = _skip(items, k + 2, _FILLERS)
    return kind_at(items, ahead) == "GOOD" and not items[ahead].value.attributive


_FILLERS = frozenset(
    "different own main key more new additional local domestic premium high quality finished fresh certain".split()
)


@cache
def _plain_words() -> frozenset[str]:
    return words("plain_words")


def unknown_good(items: list[Item], i: int) -> list[Item] | None:
    """One to three plain lower-case nouns at `i` that name a good which the lexicon does not know: the last of them
    in the plural, followed by a preposition, or a word for goods at large ("manufactured goods", "non-traditional
    products"); never function words, verbs or words of the economy at large."""
    run: list[Item] = []
    j = i
    while len(run) < 6 and _may_name_a_good(items, j):
        run.append(items[j])
        j += 1
        if _hyphen_at(items, j):
            run.append(items[j])
            j += 1
    if run and run[-1].kind == "w" and j < len(items) and items[j].is_("goods_word"):
        return [*run, items[j]]
    if run and lower_at(items, j) == "and" and (second := _joined_kind(items, j + 1)):
        return [*run, items[j], *second]  # "information and communications products"
    if not run or any(item.kind != "w" for item in run) or len(run) > 3:
        return None
    ends = lower_at(items, j) in _BEHIND_GOODS or kind_at(items, j) in {"PER", "AMT", "QTY"}
    return run if ends and run[-1].lower.endswith("s") else None


def _joined_kind(items: list[Item], j: int) -> list[Item]:
    """The plain words from `j` to the word for goods that ends them: "information and |communications products|"."""
    k = j
    while k < j + 3 and _may_name_a_good(items, k):
        k += 1
    told = k > j and k < len(items) and items[k].is_("goods_word")
    return items[j : k + 1] if told else []


def _may_name_a_good(items: list[Item], j: int) -> bool:
    """Whether a plain lower-case word stands at `j`; "non" only before its hyphen."""
    if kind_at(items, j) != "w" or not items[j].text.islower() or len(items[j].lower) <= 2:
        return False
    if items[j].lower in {"consumption", "investment"}:
        return j + 1 < len(items) and items[j + 1].is_("goods_word")
    return items[j].lower not in _plain_words() or _hyphen_at(items, j + 1)


def _hyphen_at(items: list[Item], j: int) -> bool:
    """Whether a hyphen at `j` joins the words beside it."""
    if lower_at(items, j) != "-" or not 0 < j < len(items) - 1:
        return False
    return items[j - 1].end == items[j].start and items[j].end == items[j + 1].start and items[j + 1].text.islower()


def _as_printed(named: list[Item]) -> str:
    """The words of a run as they are printed."""
    text = named[0].text
    for before, item in pairwise(named):
        text += item.text if before.end == item.start else f" {item.text}"
    return text


def codes(places: tuple[Place, ...]) -> tuple[str, ...]:
    """The countries of places, each once, in order."""
    return tuple(dict.fromkeys(p.code for p in places))


def behind_members(items: list[Item], j: int) -> int:
    """The index behind a list whose first figure opens at `j`: "wheat |(|$40 million), rice ($8 million) |to| Oman";
    `j` where one of its members is no good with its figure."""
    k = j
    while (
        lower_at(items, k) == "("
        and kind_at(items, k + 1) in {"AMT", "QTY", "PCT", "NUM"}
        and lower_at(items, k + 2) == ")"
    ):
        k += 3
        member = k
        while lower_at(items, member) in {",", "and"}:
            member += 1
        if member == k:
            return k
        while kind_at(items, member) in {"GOOD", "DEM"}:
            member += 1
        k = member
    return j
