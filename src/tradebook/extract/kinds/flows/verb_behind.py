"""What stands behind a verb of trade: whom it was given to, the goods, where they went or came from."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.customs import THROUGH, through_gate
from tradebook.extract.kinds.flows.head import MOVED, Head
from tradebook.extract.kinds.flows.pointing import but_for_some, other_side
from tradebook.extract.kinds.flows.verb_asides import (
    behind_aside,
    behind_growth,
    behind_worth,
    instead_of_none,
)
from tradebook.extract.kinds.flows.verb_objects import (
    sold_in,
)
from tradebook.extract.kinds.flows.verb_or_noun import gives_it, object_opens
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import (
    behind_members,
    goods_list,
    kind_at,
    left_out_at,
    lower_at,
    one_place,
    place_list,
    possessive_at,
)

_MANY = frozenset({"countries", "markets", "destinations"})
_PASSED_KINDS = frozenset({"AMT", "QTY", "NUM", "PER", "w", "GOOD", "p", "PCT"})
_PASSED_WORDS = frozenset({"worth", "valued", "total", "of", "in", "and", "more", "fewer", "less", "amount"})


def take_behind(items: list[Item], head: Head) -> None:
    """Objects and directions behind a verb, up to the clause's end; figures are left for the figures' grammar."""
    j = _dative(items, head) if lower_at(items, head.at + 1) != "no" else instead_of_none(items, head)
    while j < len(items):
        stop = _step(items, j, head)
        if stop is None:
            break
        if stop > j:
            j = stop
        head.last = max(head.last, j - 1)
    if (behind := behind_aside(items, j)) is not None:
        take_direction(items, behind, head)
    elif lower_at(items, j) == "(" and not (head.dest or head.source):
        k = behind_members(items, j)
        if k > j and lower_at(items, k) in {"to", "from"}:
            take_direction(items, k, head)


def _dative(items: list[Item], head: Head) -> int:
    """ "supplied Egypt with wheat", "sold India 5 tonnes": the index behind the partner, or behind the verb."""
    j = head.at + 1
    if head.passive:
        return j
    found = one_place(items, j)
    if found is None:
        return _open_dative(items, j, head)
    stop = found.stop + (lower_at(items, found.stop) in flow_words("mainly"))
    given = kind_at(items, stop) in MOVED or lower_at(items, stop) == "with"
    given = given or (kind_at(items, stop) == "PCT" and lower_at(items, stop + 1) in {"more", "less"})
    given = given or (stop < len(items) and items[stop].is_("goods_word"))  # "sold Peru goods worth $5m"
    if not given and (head.measure != "exports" or not object_opens(items, stop)):
        return j
    if head.measure == "imports":
        if kind_at(items, stop) == "GOOD" and len(found.items) == 1:
            head.take_origin(found.items[0])  # "bought US corn": nobody buys corn to a country
        return j
    head.take_dest(found)
    return stop


def _open_dative(items: list[Item], j: int, head: Head) -> int:
    """ "supplies it with tobacco", "supplied the region with coal": the partner is only pointed at."""
    told = head.open_other
    if lower_at(items, j) == "it":
        stop: int | None = j + 1
    else:
        stop = other_side(items, j, head)
    if stop is None or not (lower_at(items, stop) == "with" or gives_it(items, j - 1)):
        head.open_other = told
        return j
    head.open_other = head.open_other or "country"
    return stop


def _step(items: list[Item], j: int, head: Head) -> int | None:
    """Take the piece at `j`: the index behind it, None where the clause ends."""
    item = items[j]
    low = item.lower
    if low == "(":
        return behind_growth(items, j)
    if low in {"more", "less", "fewer"} and kind_at(items, j - 1) == "PCT":
        return j + 1  # "imported 12% less wheat from Uruguay"
    if item.is_("times") and lower_at(items, j + 1) == "as" and lower_at(items, j + 2) in {"much", "many"}:
        return j + 3  # "exported twice as much tea to Oman"
    if low in flow_words("clause_end") or item.is_("chverb") or item.is_("include"):
        return None
    stop = take_direction(items, j, head)
    if stop is None:
        stop = _goods_behind(items, j, head)
    if stop is not None:
        return stop
    if low in {"abroad", "overseas"} or (low == "all" and lower_at(items, j + 1) == "told"):
        head.total = True
        return j + 1
    if low == "all" and lower_at(items, j + 1) == "told":
        head.total = True
        return j + 2
    if low == "there" and not (head.dest or head.source):
        head.open_other = "it"
        return j + 1
    if low == "and" and j + 1 < len(items) and items[j + 1].is_("fverb"):
        return None
    if (
        low == ","
        and kind_at(items, j - 1) in {"QTY", "AMT", "GOOD"}
        and (behind := behind_worth(items, j)) is not None
    ):
        return behind
    if low == "," and kind_at(items, j + 1) not in {"GOOD", "PER"} and not _list_goes_on(items, j, head):
        return None
    foreign = item.kind == "DEM" and head.measure == "imports" and not (head.source or head.origin or head.passive)
    if foreign and j + 1 < len(items) and items[j + 1].is_("goods_word"):
        head.take_origin(item)  # "imported Georgian goods worth $5m"
        head.coverage = items[j + 1].cue("coverage") or head.coverage
        return j + 2
    pointed = low == "of it" or (low == "of" and lower_at(items, j + 1) in {"it", "them"})
    pointed = pointed and items[head.at].is_("strong")  # "bought 5 tonnes of it": a part of what was sold
    if pointed and head.measure == "imports" and head.owner is not None and kind_at(items, j - 1) in {"QTY", "AMT"}:
        head.open_other = head.open_other or "it"  # "Kenya imported 9,000 tonnes |of it|"
        return j + 1 + (low == "of")
    if low == "foreign" and head.measure == "imports" and kind_at(items, j + 1) == "GOOD":
        head.total = True  # "purchased 600,000 tonnes of foreign wheat"
        return j + 1
    goods_behind = j + 1 < len(items) and items[j + 1].is_("goods_word")
    if low == "its" and head.measure == "imports" and goods_behind and not head.passive:
        head.open_other = (
            head.open_other or "it"
        )  # "Peru's exports grew. China imported $20 billion worth of |its goods|"
        return j + 2
    if item.is_("coverage") or item.is_("goods_word"):
        head.coverage = item.cue("coverage") or head.coverage
        return j + 1
    if item.kind == "CUE" and lower_at(items, j - 1) == "of" and low not in flow_words("clause_end"):
        return j + 1  # "$150 million worth of leaves to the U.K."
    return j + 1 if item.kind in _PASSED_KINDS or low in _PASSED_WORDS else None


def _list_goes_on(items: list[Item], j: int, head: Head) -> bool:
    """Whether behind the comma at `j` the goods go on with what the lexicon does not know, up to where they come from
    or go to: "buys grapes, floor blocks, parts for cars and tractors from Uzbekistan"."""
    if not head.goods or head.passive:
        return False
    for k in range(j + 1, len(items)):
        low = items[k].lower
        ends_member = kind_at(items, k - 1) == "GOOD" or lower_at(items, k - 1).endswith("s")
        if low in {"from", "to"}:
            return ends_member and one_place(items, k + 1) is not None
        if low == "," and not ends_member:
            return False
        if items[k].kind not in {"GOOD", "w", "p", "QTY"} or low in flow_words("clause_end") or low in _SPEAKING:
            return False
    return False


_SPEAKING = frozenset({"said", "says", "he", "she", "it", "they", ".", "also"})


def take_direction(items: list[Item], j: int, head: Head) -> int | None:
    """ "to Pakistan", "from the bloc", "by Chinese firms": the index behind it."""
    low = lower_at(items, j)
    if low == "out" and lower_at(items, j + 1) == "of":  # "were railed out of Kazakhstan"
        low, j = "from", j + 1
    if low in THROUGH:
        return through_gate(items, j, head)
    if low not in {"to", "into", "from", "by"}:
        return sold_in(items, j, head) if low == "in" else None
    if low == "from" and lower_at(items, j + 1) in {"abroad", "overseas"}:
        head.total = True
        return j + 2
    if low in {"to", "from"} and kind_at(items, j + 1) == "NUM" and lower_at(items, j + 2) in _MANY:
        head.total = True  # "to three countries"
        return j + 3
    if low == "by":
        if head.passive and (found := one_place(items, j + 1)) is not None:
            head.take_agent(found)
            return found.stop
        return None
    if head.open_other is None and (stop := other_side(items, j + 1, head)) is not None:
        return stop
    if (head.source is not None if low == "from" else bool(head.dest)) or (found := place_list(items, j + 1)) is None:
        return None
    if (rest := but_for_some(items, found)) is not None:
        head.elsewhere = True
        return rest
    if low == "from":
        head.take_source(found)
    else:
        head.take_dest(found)
    return found.stop


def _goods_behind(items: list[Item], j: int, head: Head) -> int | None:
    """The object "Turkish steel and cement", also behind "of" and "with": the index behind it."""
    if head.goods:
        return None
    if kind_at(items, j) == "PLACE" and (owned := possessive_at(items, j + 1)) > j + 1 and head.measure == "imports":
        found = goods_list(items, owned, unknown=False)  # "bought Chile's copper"
        if found is not None and found.origin is None and head.source is None:
            head.take_goods(found)
            head.take_origin(items[j])
            return found.stop
        return None
    if (left_out := left_out_at(items, j + 1 if items[j].lower == "of" else j)) is not None:
        head.take_excluded(*left_out)
        return items.index(left_out[1], j) + 1
    kind = items[j].kind
    owned = possessive_at(items, j + 1) if kind == "PLACE" and head.measure == "imports" and not head.passive else 0
    if owned > j + 1 and not (head.source or head.origin) and (found := goods_list(items, owned, unknown=False)):
        head.take_goods(found)
        head.take_origin(items[j])  # "purchased Vietnam's rubber"
        return found.stop
    if kind in {"GOOD", "DEM"} or (kind == "PLACE" and kind_at(items, j + 1) == "GOOD"):
        found = goods_list(items, j, unknown=False)
    elif items[j].lower in {"of", "with"} or (items[j].lower == "on" and items[head.at].lower.startswith("spen")):
        found = goods_list(items, j + 1)
    else:
        return None
    if found is None:
        return None
    head.take_goods(found)
    return found.stop
