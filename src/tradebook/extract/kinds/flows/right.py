"""What stands behind the noun of a flow and belongs to it: "exports of tea to Pakistan", "trade in 2021 between"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.branches import branch_behind, branches_and_goods
from tradebook.extract.kinds.flows.customs import behind_through
from tradebook.extract.kinds.flows.excluded import excluded_at, exclusion_words, leave_out, partners_left_out
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.pointing import apposed, but_for_some, other_side
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import (
    PlaceAt,
    behind_members,
    good_of,
    goods_list,
    kind_at,
    left_out_at,
    lower_at,
    one_place,
    place_list,
    possessive_at,
)
from tradebook.extract.tables import words
from tradebook.goods import HS_EDITION
from tradebook.statement import Good

_Reader = Callable[[list[Item], int, Head], int | None]

_FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM"})
_WARES = frozenset({"goods", "products", "origin", "commodities", "merchandise"})
_EARNED = frozenset(
    f"export {word}" for word in "earnings earning revenue revenues receipts income proceeds sales".split()
)
_RECEIVED = _EARNED - {"export sales"}
_SIDES_FIRST = frozenset("two countries sides parties states three".split())
_SIDES = frozenset("countries sides nations states economies neighbours neighbors".split())


def read_right(items: list[Item], head: Head) -> None:
    """Take what stands behind the head word into the head, up to the phrase's end."""
    go_on_right(items, head.at + 1, head)


def go_on_right(items: list[Item], j: int, head: Head) -> None:
    """Take the pieces from index `j` on; `head.last` becomes the last item of the phrase."""
    while j < len(items):
        stop = _step(items, j, head)
        if stop is None:
            break
        head.last = stop - 1
        j = stop
    if lower_at(items, j) == "(" and not (head.dest or head.source or head.two_way):
        k = behind_members(items, j)
        if (head.measure, lower_at(items, k)) in _WAYS:
            _readers()[items[k].lower](items, k, head)
        elif head.measure == "exports" and lower_at(items, k) == "from" and not head.source:
            stop = _from(items, k, head)  # "exports of wheat (5 tonnes) and fish (3 tonnes) from Latvia to Norway"
            if stop is not None and lower_at(items, stop) == "to":
                _to(items, stop, head)


_ROUND = frozenset({"around", "across", "throughout", "over"})
_GLOBE = frozenset({"world", "globe"})
_WAYS = {("exports", "to"), ("imports", "from")}


def _step(items: list[Item], j: int, head: Head) -> int | None:
    item = items[j]
    reader = _readers().get(item.lower)
    if reader is not None:
        return reader(items, j, head)
    if item.lower in {"abroad", "overseas"}:
        head.total = True
        return j + 1
    if item.lower in _ROUND and lower_at(items, j + 1) == "the" and lower_at(items, j + 2) in _GLOBE:
        head.total = True  # "exports |around the world|"
        return j + 3
    if item.kind == "PER" and item.value.cue in {None, "since"} and _inner_period(items, j, head):
        head.period = item
        return j + 1
    return None


def _inner_period(items: list[Item], j: int, head: Head) -> bool:
    """Whether a period stands inside the phrase: "exports in 2021 to", but not "exports in 2021 in"."""
    if head.period is not None or items[j].value.relation or possessive_at(items, j + 1) > j + 1:
        return False
    follower = lower_at(items, j + 1)
    return follower in _readers() and follower not in {"in", "by", ","}


def _of(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports of wheat", "imports of Turkish steel", "exports of Azerbaijan", "exports of goods and services"."""
    k = j + 1
    while lower_at(items, k) in {"the", "its", "their", "all"}:
        k += 1
    if lower_at(items, k) in {"it", "them"} and not head.goods:
        return k + 1  # "exports of it to Nepal"
    if k >= len(items) or items[k].kind in _FIGURES:
        return None
    if (left_out := left_out_at(items, k)) is not None:
        head.take_excluded(*left_out)
        return k + 4 if k + 3 < len(items) and items[k + 3].is_("goods_word") else k + 3
    item = items[k]
    if item.kind == "CUE" and (stop := _of_cue(item, k, head)) is not None:
        return stop
    if item.kind == "PLACE" and (stop := _of_owners_goods(items, k, head) or _of_place(items, k, head)) is not None:
        return stop
    if item.kind == "DEM" and lower_at(items, k + 1) in _WARES:
        head.take_origin(item)
        return k + 2
    if item.kind in {"ORG", "NAME"} and not head.goods and (named := _goods_in_capitals(item)):
        head.goods = named
        head.spot("goods", item)
        return k + 1
    found = goods_list(items, k)
    if found is None and not head.goods and (listed := branches_and_goods(items, k, head)) is not None:
        return listed
    if found is None or head.goods:
        return branch_behind(items, k, head) or (None if head.goods else _words_of_goods(items, k, head))
    head.take_goods(found)
    return found.stop


def _of_which(items: list[Item], j: int, head: Head) -> int | None:
    """ "raw cotton, the exports |of which| grew": the goods right before the clause."""
    k = head.first - 2
    if head.goods or lower_at(items, head.first - 1) != "," or kind_at(items, k) != "GOOD":
        return None
    head.goods = (good_of(items[k]),)
    head.spot("goods", items[k])
    return j + 1


def _words_of_goods(items: list[Item], k: int, head: Head) -> int | None:
    """Take what is no good of the lexicon, or no noun by itself ("exports of |semi-finished| fell", "of |ships| fell"),
    as goods by its words, before a verb of growth: without them it would be of all goods."""
    if head.two_way:
        return None
    if items[k].is_("fverb") and (known := resolved(items[k].lower)) is not None:
        head.goods = (Good(text=items[k].text, hs=known.codes, hs_edition=HS_EDITION, confidence=known.confidence),)
        head.spot("goods", items[k])
        return k + 1
    stop = k
    if items[k].is_("val") and k + 1 < len(items) and items[k + 1].is_("goods_word"):
        stop = k + 2  # "exports of |finished products| fell"
    while stop < k + 5 and _is_wording(items, stop):
        stop += 1
    if stop > k and stop < len(items) and items[stop].is_("goods_word") and "-" in {t.lower for t in items[k:stop]}:
        stop += 1  # "exports of |high-tech products| were $9bn"
    follows = stop < len(items) and (items[stop].is_("rise") or items[stop].is_("val") or lower_at(items, stop) in _BE)
    follows = follows or (lower_at(items, stop) == "," and lower_at(items, stop + 1) in {"which", "that"})
    if stop == k or not follows or lower_at(items, stop - 1) in {"sector", "sectors", "enterprises"}:
        return None
    text = items[k].text
    for before, item in pairwise(items[k:stop]):
        text += item.text if before.end == item.start else f" {item.text}"
    head.goods = (Good(text=text),)
    head.spot("goods", *items[k:stop])
    return stop


_BE = frozenset({"was", "were", "has", "have", "had", "also", "still", "contributed", "remained", "accounted"})


def _is_wording(items: list[Item], k: int) -> bool:
    if k >= len(items):
        return False
    before = items[k - 1].kind == "w" or items[k - 1].lower == "supplies"
    if lower_at(items, k) == "and" and before and kind_at(items, k + 1) in {"w", "GOOD"}:
        return True  # "optical and scientific equipment"
    if kind_at(items, k) == "w" and items[k].text.islower() and items[k].lower not in _BE:
        glued = items[k - 1].end == items[k].start or (lower_at(items, k + 1) == "-")
        return glued or items[k].lower not in words("plain_words")
    if kind_at(items, k) == "CUE" and lower_at(items, k - 1) == "-":
        return items[k - 1].end == items[k].start
    if lower_at(items, k) == "supplies":
        return kind_at(items, k - 1) == "w"  # "industrial |supplies|"
    if items[k].kind == "GOOD" and "and" in {lower_at(items, k - 1), lower_at(items, k - 2)}:
        return True
    return lower_at(items, k) == "-" and items[k - 1].end == items[k].start


def _goods_in_capitals(item: Item) -> tuple[Good, ...]:
    """The goods that a name is made of ("exports of Apparel & Textiles"); () where a part of it is none."""
    goods: list[Good] = []
    for part in _PARTS_OF_NAMES.split(item.text):
        known = resolved(part.lower())
        if known is None:
            return ()
        goods.append(Good(text=part, hs=known.codes, hs_edition=HS_EDITION, confidence=known.confidence))
    return tuple(goods)


_PARTS_OF_NAMES = re.compile(r"\s*(?:&|,|\band\b)\s*")


def _excluding(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports excluding oil products", "exports, without oil and gas,": what is left out."""
    found = excluded_at(items, j + 1 if items[j].lower == "," else j)
    open_partner = not (head.two_way or (head.dest if head.measure == "exports" else head.source))
    if found is None and open_partner:
        return _without_partners(items, j, head)
    if found is None or head.excludes is not None:
        return None
    leave_out(head, found)
    closed = items[j].lower == "," and lower_at(items, found.stop) == ","
    return found.stop + 1 if closed else found.stop


def _without_partners(items: list[Item], j: int, head: Head) -> int | None:
    """ "durum exports, |excluding those to the US|,": with all but these, whom no table knows."""
    comma = items[j].lower == ","
    stop = partners_left_out(items, j + comma)
    if stop is None:
        return None
    head.elsewhere = True
    return stop + 1 if comma and lower_at(items, stop) == "," else stop


def _left_out_in_brackets(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports to Nepal |(excluding gas)|"."""
    found = excluded_at(items, j + 1)
    if found is None or head.excludes is not None or lower_at(items, found.stop) != ")":
        return None
    leave_out(head, found)
    return found.stop + 1


def _aside(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports from Peru, mostly copper|, to Oman": the index behind goods between commas that only tell what most of
    it is, where the partner follows."""
    if lower_at(items, j + 1) not in flow_words("mainly"):
        return None
    found = goods_list(items, j + 2, unknown=False)
    if found is None or lower_at(items, found.stop) != ",":
        return None
    way = lower_at(items, found.stop + 1)
    return found.stop + 1 if way in {"to", "into", "from", "with"} and one_place(items, found.stop + 2) else None


def _behind_comma(items: list[Item], j: int, head: Head) -> int | None:
    return _excluding(items, j, head) or _aside(items, j, head)


def _of_it(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports |of it| to Nepal": the goods spoken of."""
    return j + 1 if not head.goods else None


def _there(items: list[Item], j: int, head: Head) -> int | None:
    """ "its exports |there| came to": the partner spoken of."""
    if head.two_way or head.dest or head.source or head.open_other:
        return None
    head.open_other = "it"
    return j + 1


def _of_cue(item: Item, k: int, head: Head) -> int | None:
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
    elif item.is_("country_noun"):
        head.open_owner = item.lower
    elif item.is_("two_countries"):
        head.mutual = True
    else:
        return None
    return k + 1


def _of_owners_goods(items: list[Item], k: int, head: Head) -> int | None:
    """ "imports by Latvia of |Uruguay's wheat|": where the goods come from, and they."""
    behind = possessive_at(items, k + 1)
    if head.measure != "imports" or head.goods or head.source or not (head.owner or head.agent) or behind == k + 1:
        return None
    found = goods_list(items, behind, unknown=False)
    if found is None:
        return None
    head.take_goods(found)
    head.take_origin(items[k])
    return found.stop


def _originating(items: list[Item], j: int, head: Head) -> int | None:
    """ "imports originating in Nepal"."""
    if head.measure != "imports" or head.source or lower_at(items, j + 1) not in {"in", "from"}:
        return None
    found = place_list(items, j + 2)
    if found is None or len(found.places) > 1:
        return None
    head.take_source(found)
    return found.stop


def _of_place(items: list[Item], k: int, head: Head) -> int | None:
    """ "trade of Russia and Turkey", "exports of Azerbaijan"; no place that only says where goods come from."""
    if head.measure == "turnover" and not head.sided:
        pair = place_list(items, k)
        if pair is not None and len(pair.places) == 2:
            head.take_between(pair)
            return pair.stop
    if head.measure == "imports" and not head.sided and lower_at(items, k + 1) in _WARES:
        head.take_origin(items[k])  # "imports of |U.S. goods|"
        return k + 2
    if kind_at(items, k + 1) == "GOOD" or (place := one_place(items, k)) is None:
        return None
    if head.owner is None:
        head.owner = place.places[0]
        head.spot("owner", *place.items)
    return place.stop


def _to(items: list[Item], j: int, head: Head) -> int | None:
    if lower_at(items, j + 1) == "all" and lower_at(items, j + 2) in {"markets", "countries", "destinations"}:
        head.total = True
        return j + 3
    if head.dest:
        return None
    found = place_list(items, j + 1) or apposed(items, j + 1, head)
    if found is None and head.measure == "imports" and j + 1 < len(items) and items[j + 1].is_("country_noun"):
        head.open_owner = head.open_owner or items[j + 1].lower  # "imports into the country"
        return j + 2
    if found is None:
        return other_side(items, j + 1, head)
    if possessive_at(items, found.stop) > found.stop:
        return None
    if (rest := but_for_some(items, found)) is not None:
        head.elsewhere = True
        return rest
    head.take_dest(found)
    return found.stop


def _bound(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports of corn bound for Egypt", "destined to"."""
    return _to(items, j + 1, head) if lower_at(items, j + 1) in {"for", "to"} else None


def _from(items: list[Item], j: int, head: Head) -> int | None:
    if head.source:
        return None
    found = place_list(items, j + 1) or apposed(items, j + 1, head)
    if found is None and head.measure == "exports" and j + 1 < len(items) and items[j + 1].is_("country_noun"):
        head.open_owner = head.open_owner or items[j + 1].lower  # "sugar exports from the country"
        return j + 2
    if found is None and not head.goods and items[head.at].lower in _EARNED:
        goods = goods_list(items, j + 1, unknown=False)  # "export earnings from sweaters"
        if goods is not None:
            head.take_goods(goods)
            return goods.stop
    if found is None:
        stop = branch_behind(items, j + 1, head) if head.measure == "exports" else None
        return other_side(items, j + 1, head) if stop is None else stop
    if (rest := but_for_some(items, found)) is not None:
        head.elsewhere = True
        return rest
    if items[head.at].lower in _RECEIVED and not head.dest and lower_at(items, found.stop) != "to":
        head.take_dest(found)  # "export earnings from Uganda" are paid by Uganda
        return found.stop
    several = len(found.places) > 1
    if several and head.measure != "imports":
        return None
    if head.measure == "exports" and lower_at(items, found.stop - 1) == "ports" and (head.owner or head.open_owner):
        return found.stop  # "the kingdom's exports from Gulf ports": where they leave
    head.take_source(found)
    if several:
        head.counterpart = found.places
    return found.stop


def _out_of(items: list[Item], j: int, head: Head) -> int | None:
    """ "banana shipments out of Ecuador"."""
    return _from(items, j + 1, head) if lower_at(items, j + 1) == "of" else None


def _with(items: list[Item], j: int, head: Head) -> int | None:
    one_way = not head.two_way and items[head.at].lower == "trade"
    if one_way and (one := one_place(items, j + 1)) is not None:
        if head.measure == "exports" and not head.dest:
            head.take_dest(one)  # "Nigeria's export trade with China"
        elif head.measure == "imports" and not head.source:
            head.take_source(one)
        return one.stop
    if not head.two_way:
        if lower_at(items, head.first - 1) != "and":
            return None
        if _is_second_way(items, head) and (both := place_list(items, j + 1)) is not None and len(both.places) == 1:
            if head.measure == "exports":
                head.take_dest(both)
            else:
                head.take_source(both)
            return both.stop
        return other_side(items, j + 1, head)
    found = _opening_place(items, j, head) or place_list(items, j + 1) or apposed(items, j + 1, head)
    if found is None and not head.goods and (wares := goods_list(items, j + 1, unknown=False)) is not None:
        head.take_goods(wares)  # "the deficit with oil and gas", "trade with motor vehicles"
        return wares.stop
    if found is None:
        return other_side(items, j + 1, head)
    if (
        lower_at(items, j + 1) == "both"
        and lower_at(items, found.stop) == "and"
        and lower_at(items, found.stop + 1) == "non"
    ):
        return None  # "with both the EU and non-EU countries": with all the world
    head.take_counterpart(found)
    return found.stop


def _is_second_way(items: list[Item], head: Head) -> bool:
    """Whether a noun is the second of "exports and |imports| with Peru"."""
    k = head.first - 2
    return k >= 0 and {items[k].cue("flow"), head.measure} == {"exports", "imports"}


def _opening_place(items: list[Item], j: int, head: Head) -> PlaceAt | None:
    """The partner of "In trade with |Russia|, Armenia recorded a deficit": what stands behind the comma acts, and whose
    trade it is."""
    if lower_at(items, 0) != "in" or head.first > 2 or (found := one_place(items, j + 1)) is None:
        return None
    k = found.stop + 1 + (lower_at(items, found.stop + 1) == "the")
    acts = kind_at(items, k) == "PLACE" and lower_at(items, k + 1) in flow_words("having")
    if lower_at(items, found.stop) != "," or not acts or items[k].value.code == found.places[0].code:
        return None
    if head.owner is None and head.open_owner is None:
        head.take_owner(items[k])
    return found


def _between(items: list[Item], j: int, head: Head) -> int | None:
    k = j + 1
    if k < len(items) and items[k].is_("two_countries"):
        head.mutual = True
        return k + 1
    if lower_at(items, k) in {"our", "these", "those"} and k + 1 < len(items) and items[k + 1].is_("two_countries"):
        head.mutual = True
        return k + 2
    if lower_at(items, k) in {"the", "our", "these"} and lower_at(items, k + 1) in _SIDES_FIRST:
        stop = k + 2
        while lower_at(items, stop) in _SIDES:
            stop += 1
        head.mutual = True
        return stop
    if lower_at(items, k) == "the" and lower_at(items, k + 1) == "two" and kind_at(items, k + 2) in {"CUE", "p", "PER"}:
        head.mutual = True  # "the trade between |the two| remained below"
        return k + 2
    found = place_list(items, k)
    if found is None or len(found.places) < 2:
        return None
    head.take_between(found)
    return found.stop


def _by(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None and head.measure == "exports":
        return branch_behind(items, j + 1, head)
    if found is None or head.two_way:
        return None
    head.take_agent(found)
    return found.stop


def _in(items: list[Item], j: int, head: Head) -> int | None:
    """ "trade in goods and services", "trade in wheat"; "in 2021" before further words of the phrase."""
    k = j + 1
    if k >= len(items):
        return None
    item = items[k]
    if item.kind == "PER" and _inner_period(items, k, head):
        head.period = item
        return k + 1
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return k + 1
    if item.kind in {"GOOD", "DEM"} and not head.goods and (found := goods_list(items, k, unknown=False)):
        head.goods = found.goods
        head.spot("goods", *found.items)
        return found.stop
    return None


def _during(items: list[Item], j: int, head: Head) -> int | None:
    if head.measure == "balance" and lower_at(items, j) == "for" and head.owner is None:
        found = one_place(items, j + 1)
        if found is not None:  # "a deficit for Uganda"
            head.owner = found.places[0]
            head.spot("owner", *found.items)
            return found.stop
    if lower_at(items, j) == "for" and head.measure == "exports" and not head.goods and not head.verb:
        wares = goods_list(items, j + 1, unknown=False)
        if wares is not None:  # "exports for base metals"
            head.take_goods(wares)
            return wares.stop
        if (stop := branch_behind(items, j + 1, head)) is not None:
            return stop
    if (
        kind_at(items, j + 1) == "PER"
        and head.period is None
        and lower_at(items, j + 2) in _readers()
        and lower_at(items, j + 2) != ","
    ):
        head.period = items[j + 1]
        return j + 2
    return None


def _outside(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports outside (of) the EU": to nobody whom a table knows."""
    stop = other_side(items, j, head) if not (head.dest or head.source or head.counterpart) else None
    return stop if head.elsewhere else None


def _within(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None or head.measure != "turnover":
        return None
    head.take_between(found)
    return found.stop


def _through(items: list[Item], j: int, head: Head) -> int | None:
    """ "trade through the southern province of Hormozgan", "imports via Birgunj customs"."""
    stop, _ = behind_through(items, j)
    return stop if stop > j else None


_BY_WORD: dict[str, _Reader] = {
    "of": _of,
    "to": _to,
    "into": _to,
    "towards": _to,
    "toward": _to,
    "onto": _to,
    "bound": _bound,
    "destined": _bound,
    "headed": _bound,
    "heading": _bound,
    "intended": _bound,
    "from": _from,
    "out": _out_of,
    "originating": _originating,
    "with": _with,
    "between": _between,
    "by": _by,
    "in": _in,
    "during": _during,
    "for": _during,
    "over": _during,
    "outside": _outside,
    "within": _within,
    "among": _within,
    ",": _behind_comma,
    "there": _there,
    "of which": _of_which,
    "of it": _of_it,
    "of them": _of_it,
    "(": _left_out_in_brackets,
    "through": _through,
    "via": _through,
}


@cache
def _readers() -> dict[str, _Reader]:
    """What reads on behind a flow, by the word that stands there."""
    return _BY_WORD | dict.fromkeys(exclusion_words(), _excluding)
