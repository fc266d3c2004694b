"""Who restricts whom: the state that acts before a verb, and the object of a restriction behind it."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.items import Item
from tradebook.extract.kinds.event.scene import NAMED, PLACED, country_of, names_land, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at, unknown_good
from tradebook.statement import Good


class Target(NamedTuple):
    """What a restriction is on: countries with their items, goods with theirs, whether trade in goods is named,
    "imports" or "exports" where it says which, countries behind "by", the index behind, where the goods
    would go, whose exports they are ("exports from A")."""

    on: tuple[Item, ...]
    goods: tuple[tuple[Good, Item], ...]
    trade: bool
    way: str | None
    by: tuple[Item, ...]
    stop: int
    into: tuple[Item, ...] = ()
    source: tuple[Item, ...] = ()


_AWAY = frozenset("in at to from on with for against between into over of than since by under upon near".split())
_TOWN = frozenset({"city", "area"})


def actors(items: list[Item], start: int, at: int) -> list[Item]:
    """The states that are the subject of the verb at `at`: the nearest before it, with the others of its list."""
    if (planner := _planner(items, at)) is not None:
        return [planner]
    stop = _before_clause(items, start, at)
    for k in range(stop - 1, start - 1, -1):
        if items[k].lower in {"who", "which", "where"} and k < at - 3:
            continue
        if _acts(items, k, stop):
            found = [items[k]]
            j = k - 1
            while (
                j - 1 >= start
                and lower_at(items, j) in {"and", ",", "the"}
                and items[k - 1].lower in {"and", ",", "the"}
            ):
                if names_land(items[j - 1]) and _free(items, j - 1):
                    found.append(items[j - 1])
                    j -= 2
                elif lower_at(items, j - 1) in {"and", ","}:
                    j -= 1
                else:
                    break
            return found[::-1]
    return []


def _before_clause(items: list[Item], start: int, at: int) -> int:
    """Where the subject of the verb at `at` ends: before a clause between commas ("Zambia|, which sold maize to Congo,
    Malawi and Zimbabwe,| banned"), else right before the verb."""
    if lower_at(items, at - 1) != ",":
        return at
    relative = next((k for k in range(start + 2, at - 1) if items[k].lower in {"which", "who", "whose"}), at)
    return relative - 1 if relative < at and lower_at(items, relative - 1) == "," else at


_PLANS = frozenset("plan plans decision decisions move moves proposal proposals threat threats order bid right".split())


def _planner(items: list[Item], at: int) -> Item | None:
    """Whose plan it is: "against the EC plan to raise duties", "Japan's decision to ban"."""
    if lower_at(items, at - 1) != "to" or lower_at(items, at - 2) not in _PLANS:
        return None
    k = at - 3
    if lower_at(items, k) == "s":
        k -= 2
    return items[k] if k >= 0 and names_land(items[k]) else None


def _free(items: list[Item], k: int) -> bool:
    while lower_at(items, k - 1) in _SOME:
        k -= 1  # "against certain European Union countries"
    before = lower_at(items, k - 1) if lower_at(items, k - 1) != "the" else lower_at(items, k - 2)
    if before == "since" and k + 1 < len(items) and (items[k + 1].is_("restr_act") or items[k + 1].is_("restr_do")):
        return True
    if before == "of":
        back = 3 if lower_at(items, k - 1) == "the" else 2
        return lower_at(items, k - back) in word_class("restriction_words", "actor") | {"republic", "kingdom"}
    if before == "and":  # "imports from China and Japan": what stands before the list counts
        j = k - 2 - (lower_at(items, k - 1) == "the")
        if kind_at(items, j) == "PLACE" and lower_at(items, j - 1) in _AWAY | {",", "the"}:
            return _free(items, j) if lower_at(items, j - 1) != "," else _opens_list(items, j)
    return before not in _AWAY


_SOME = frozenset("certain some several other all many most".split())


def _opens_list(items: list[Item], j: int) -> bool:
    """Whether the list of lands that goes on at `j` stands behind no preposition: "Peru, Chile and Oman banned"."""
    while kind_at(items, j) == "PLACE" and lower_at(items, j - 1) == ",":
        if kind_at(items, j - 2) != "PLACE":
            return True
        j -= 2
    return _free(items, j)


def _acts(items: list[Item], k: int, at: int) -> bool:
    """Whether the item at `k` is a state or its officials acting at `at`."""
    item = items[k]
    if country_of(item) is None or not _free(items, k):
        return False
    if lower_at(items, k - 1) == "(" and lower_at(items, k + 1) == ")":
        return False  # "the European Commission (EC) has imposed": the full name acts
    actor = word_class("restriction_words", "actor")
    if item.kind == "DEM":
        return any(items[j].lower in actor or _is_body(items[j]) for j in range(k + 1, min(at, k + 5)))
    if item.kind == "PLACE":
        if item.value.form in _TOWN:
            return False
        behind = possessive_at(items, k + 1)
        if behind > k + 1:
            if items[at].cue("restr_do") == "ban" and kind_at(items, behind) in NAMED and at - behind < 4:
                return True  # "Russia's Rosselkhoznadzor will ban": nobody but a state's body bans
            return any(items[j].lower in actor or _is_body(items[j]) for j in range(behind, min(at, behind + 5)))
        return at - k < 14 and not _owns_name(items, k)
    return _is_body(item) and at - k < 10


def _is_body(item: Item) -> bool:
    return item.kind == "ORG" and item.value.kind == "body"


def _owns_name(items: list[Item], k: int) -> bool:
    """Whether the place only says where a company is from ("India Adani halted ...")."""
    return kind_at(items, k + 1) in NAMED and items[k + 1].value.kind == "company"


_CARRYING = frozenset({"it", "they", "he", "she", "to"})


def doers(items: list[Item], start: int, at: int) -> list[Item]:
    """The states that do what stands at `at`: the subject of its clause, of the clause before where it is only "it"
    there ("Fiji said it would ban"), of the one behind a participle ("after raising duties, Nepal ...")."""
    if (found := actors(items, start, at)) or not items:
        return found
    if lower_at(items, at - 1) in {"after", "before", "since"} and (found := actors(items, 0, at - 1)):
        return found  # "Kenya resumed exports after lifting a ban"
    if start:
        first = start
        while first < at and (items[first].kind == "PER" or items[first].lower in {"on", "that"}):
            first += 1
        if lower_at(items, first) in _CARRYING:
            return actors(items, 0, start)
        if lower_at(items, start - 1) in {"that", "which"} and at - start < 3:
            ordered = any(lower_at(items, j) in _ORDERS for j in range(start - 6, start - 1))
            return (
                (actors(items, 0, start) or _government_in(items, start)) if ordered else []
            )  # "signed an order that stops all exports"
    if lower_at(items, at).endswith("ing") and at - start < 3:
        comma = next((k for k in range(at + 1, len(items)) if items[k].lower == ","), None)
        verb = comma and next((k for k in range(comma + 1, len(items)) if items[k].lower in _FINITE), None)
        return actors(items, comma + 1, verb) if comma and verb else []
    return _opening_land(items, start, at)


def _opening_land(items: list[Item], start: int, at: int) -> list[Item]:
    """The land that a clause opens with, of whose doings the verb at `at` is a further one: "India raised the minimum
    price of basmati rice to $1,050 a tonne |and extended| a duty"."""
    if lower_at(items, at - 1) not in {"and", "also", "then"}:
        return []
    k = start + (lower_at(items, start) == "the")
    plain = kind_at(items, k) == "PLACE" and names_land(items[k]) and possessive_at(items, k + 1) == k + 1
    return [items[k]] if plain and country_of(items[k]) is not None and not _owns_name(items, k) else []


def _government_in(items: list[Item], stop: int) -> list[Item]:
    """The country of "the government in Bamako" before `stop`."""
    actor = word_class("restriction_words", "actor")
    return [
        items[k + 2]
        for k in range(stop - 2)
        if items[k].lower in actor and lower_at(items, k + 1) == "in" and kind_at(items, k + 2) == "PLACE"
    ][:1]


_ORDERS = frozenset(
    "order decree rule rules regulation law notice directive measure measures decision package packages sanctions bill "
    "act resolution".split()
)
_FINITE = frozenset("has have had is was will said".split())


# -- the object ------------------------------------------------------------------------------------------------------


_LISTED = frozenset("entities individuals companies firms banks people officials persons organisations".split())
_TRADE = frozenset(
    "import imports export exports importing exporting shipments shipment sales supplies deliveries "
    "purchases trade goods "
    "products imported exported importation exportation items produce merchandise outbound inbound".split()
)
_ENDS = frozenset(
    "was were is are has have had will would came come comes took takes take entered enters after before "
    "since until if "
    "because which that who when where while but ; : said says as effective with starting beginning "
    "expire expires unless "
    "although following amid due were except unless would could may should under pending during citing "
    "despite including "
    "through till went goes remain remains excluding".split()
)


_COMES = frozenset("originated originate originates originating come comes came".split())


_OPENERS = frozenset({"meanwhile", "separately", "elsewhere", "however", "earlier", "also", "currently", "recently"})


def target(items: list[Item], i: int, reach: int = 24) -> Target:
    """The object of a restriction read from item `i` on."""
    on: list[Item] = []
    by: list[Item] = []
    goods: list[tuple[Good, Item]] = []
    into: list[Item] = []
    source: list[Item] = []
    trade = False
    way: str | None = None
    k = i
    if lower_at(items, k + 1) == "," and (kind_at(items, k) == "PER" or lower_at(items, k) in _OPENERS):
        k += 2  # "As of February 1, exports of cattle will be prohibited"
    while k < min(len(items), i + reach):
        item = items[k]
        low = item.lower
        if low in {"that", "which"} and lower_at(items, k + 1) in _COMES:
            k += 2  # "products that originated from China"
            continue
        if low == "those" and k > i and lower_at(items, k + 1) in {"of", "from", "to"}:
            break  # "banned exports of rice in May and those of sugar in June"
        if low == "as" and lower_at(items, k + 1) == "well" and lower_at(items, k + 2) == "as":
            k += 3  # "of birds, as well as poultry products from"
            continue
        if low in _ENDS and low != "including" and not (low == "with" and lower_at(items, k - 1).startswith("trade")):
            break
        if low == "," and not _list_goes_on(items, k):
            if (origin := _origin_behind(items, k)) is None or on:
                break
            k = origin
            continue
        if (low == "for" and lower_at(items, k + 1).endswith("ing")) or (low == "over" and k > i):
            break  # "tariffs on Indian goods over purchases of oil"
        verb = k + 1 + (lower_at(items, k + 1) in {"also", "then", "later"})
        if low == "and" and verb < len(items) and _is_next_verb(items[verb]):
            break
        if k > i + 1 and item.is_("restr_noun") and lower_at(items, k - 1) in {"the", "a", "its", "s"}:
            break
        if low == "in" and lower_at(items, k - 1) in _BORN and way != "exports":
            k += 1  # "tariffs on cars made in China"
            continue
        if item.kind == "PER" or low in {"in", "outside", "by", "within", "at"}:
            if low == "by":
                by += _agents(items, k + 1)
                if (ridden := _behind_carriers(items, k + 1)) > k + 1:
                    k = ridden
                    continue
            if low == "in" and lower_at(items, k - 1) in _LISTED and kind_at(items, k + 1) == "PLACE":
                k += 1  # "sanctions on two banks in Syria"
                continue
            if low in {"outside", "in", "by", "within", "at"}:
                k = _behind_place(items, k + 1)
                continue
            k += 1
            continue
        if low in _TRADE or item.is_("flow"):
            abroad = low != "sales" or bool(on) or _leaves(items, k, low)  # "a ban on alcohol sales" is one at home
            trade = trade or ((low in _TRADE or low.split()[0] in _TRADE) and abroad)
            if low in {"products", "goods"} and not goods and (word := _sort_of(items, k)) is not None:
                goods.append((Good(text=f"{word.text} {item.text}"), word))
            way = way or (
                "imports" if "import" in low else "exports" if "export" in low or _leaves(items, k, low) else None
            )
        elif item.kind in PLACED:
            if names_land(item) and item.value.code != "WLD" and not (way == "exports" and _is_maker(item)):
                on.append(item)
                if way == "exports" and "from" in {lower_at(items, j) for j in range(max(i, k - 6), k)}:
                    source.append(item)
        elif item.kind == "GOOD":
            if not item.value.attributive:
                goods.append((item.value.good, item))
        elif item.kind in NAMED and item.value.country and item.kind == "ORG":
            on.append(item)
        elif low in {"to", "into"} and way is not None and (on or way == "imports"):
            stop = _behind_place(items, k + 1)
            into += [i for i in items[k + 1 : stop] if names_land(i)]
            if not into and low == "to":
                break
            k = stop if into else k + 1
            continue
        elif low == "entering" and _behind_place(items, k + 1) > k + 1:
            stop = _behind_place(items, k + 1)
            into += [i for i in items[k + 1 : stop] if names_land(i)]  # "on Jordan's cars entering Oman"
            way = way or "imports"
            k = stop
            continue
        elif low == "to" and lower_at(items, k + 1) not in {"the"} and kind_at(items, k + 1) != "PLACE":
            break
        elif (
            low in {"of", "on", "-"}
            and not goods
            and (named := unknown_good(items, k + 1)) is not None
            and named[0].lower not in _TRADE
        ):
            goods.append((Good(text=" ".join(w.text for w in named)), named[0]))
            k += len(named)
        k += 1
    return Target(tuple(on), tuple(goods), trade, way, tuple(by), k, tuple(into), tuple(source))


def _behind_carriers(items: list[Item], k: int) -> int:
    """The index behind the means of transport at `k`: "exports of maize by |truck and rail|"."""
    stop = k
    while lower_at(items, k) in _CARRIERS or (k > stop - 1 and lower_at(items, k) in {"and", "or", ","}):
        k += 1
        if lower_at(items, k - 1) in _CARRIERS:
            stop = k
    return stop


_CARRIERS = frozenset("truck trucks lorry rail train road sea ship vessel air container wagon pipeline barge".split())
_BORN = frozenset("made produced grown manufactured assembled built originating".split())


def _is_maker(item: Item) -> bool:
    """Whether a country only made what goes out of another: "exports of US-made chips"."""
    return item.lower.rpartition("-")[2] in _BORN


def _origin_behind(items: list[Item], k: int) -> int | None:
    """Where the origin stands behind an aside: "imports of X, a chemical used in dyes, from the EU"."""
    for j in range(k + 1, min(len(items) - 1, k + 20)):
        if items[j].is_("restr_act") or items[j].is_("restr_do") or items[j].kind == "PER":
            return None
        if lower_at(items, j) == "from" and lower_at(items, j - 1) == ",":
            return j
    return None


def _leaves(items: list[Item], k: int, low: str) -> bool:
    """Whether sales or supplies are such abroad: "overseas coffee sales", "shipments to Russia"."""
    if low not in {"shipments", "shipment", "sales", "supplies", "deliveries"}:
        return False
    abroad = any(lower_at(items, j) in {"overseas", "foreign", "abroad"} for j in range(k - 3, k + 3))
    return abroad or any(
        lower_at(items, j) == "to" and kind_at(items, j + 1) == "PLACE" for j in range(k + 1, min(len(items), k + 6))
    )


def _sort_of(items: list[Item], k: int) -> Item | None:
    """The word that says what products they are ("industrial products")."""
    before = items[k - 1] if k else None
    if before is None or before.kind not in ("w", "CUE") or not before.text.islower() or before.lower in _NO_SORT:
        return None
    return (
        before
        if before.lower.endswith(
            ("al", "ic", "ed", "ry", "en", "wood", "steel", "farm", "leather", "agro", "ile", "al")
        )
        else None
    )


_NO_SORT = frozenset(
    "all several essential critical critical additional imported exported listed total local national "
    "international final dual selected certain some other".split()
)


def _is_next_verb(item: Item) -> bool:
    """Whether what follows "and" is a verb of its own ("and allowed imports of")."""
    return (
        item.is_("restr_act")
        or item.is_("restr_do")
        or (item.kind in ("w", "CUE") and item.lower.endswith("ed") and item.text.islower())
    )


def _list_goes_on(items: list[Item], k: int) -> bool:
    """Whether behind the comma at `k` a list of goods or countries goes on."""
    j = k + 1
    while lower_at(items, j) in _GOING_ON:
        j += 1
    if kind_at(items, j) == "GOOD":
        return True
    if kind_at(items, j) == "w" and items[j].lower.endswith("s") and lower_at(items, j + 1) in {",", "and"}:
        return any(kind_at(items, x) == "GOOD" for x in range(j + 2, j + 5))  # "poultry, birds and eggs from"
    return (
        kind_at(items, j) in PLACED
        and lower_at(items, j + 1) in {",", "and", ".", ""}
        and kind_at(items, k - 1) in PLACED
    )


_GOING_ON = frozenset("and or the some certain including such as well among them notably namely".split())


def _agents(items: list[Item], k: int) -> list[Item]:
    """The states behind "by"; "by order of the ministry" too."""
    found: list[Item] = []
    if lower_at(items, k) in {"order", "decision", "decree"} and lower_at(items, k + 1) == "of":
        k += 2
    while k < len(items) and (
        lower_at(items, k) in {"the", "and", ","}
        or names_land(items[k])
        or (items[k].kind == "ORG" and items[k].value.country)
    ):
        if country_of(items[k]) is not None:
            found.append(items[k])
        k += 1
    return found


def _behind_place(items: list[Item], k: int) -> int:
    if lower_at(items, k) == "the" and lower_at(items, k + 1) in {"customs", "territory"}:
        while k + 1 < len(items) and items[k].kind != "PLACE" and items[k].kind not in ("p", "PER"):
            k += 1
    while lower_at(items, k) in {"the", "and"} or kind_at(items, k) == "PLACE":
        k += 1
    return k
