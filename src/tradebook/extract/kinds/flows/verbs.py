"""Verbs of flows: "A exported X to B", "X worth $5m was shipped from A to B", "A's farmers sold"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.pointing import other_side
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place, place_list

_SUBJECT_NOUNS = frozenset(
    "companies company firms enterprises producers exporters importers suppliers manufacturers farmers growers traders "
    "businesses plants factories mills refineries refiners fishermen entrepreneurs industry buyers government side "
    "carmakers automakers shippers".split()
)

_AUXILIARIES = frozenset(
    "has have had also mainly mostly primarily only already not did does do was were is are been being be will would "
    "shall to may might could can should currently reportedly alone together successfully annually usually now largely "
    "actively then still traditionally predominantly both each likely expected set able ready due going forecast projected "
    "plans plan planned expects wants hopes intends aims began started managed continued continues".split()
)

_BE = frozenset({"was", "were", "is", "are", "been", "being", "be"})


def is_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be noun or verb ("exports", "supplies", "imported") is a verb here."""
    items = sentence.items
    item = items[at]
    low = item.lower
    if low.endswith("ing"):
        return lower_at(items, at - 1) in {"is", "are", "was", "were", "been", "began", "started", "be"} or kind_at(
            items, at - 1
        ) in {"PLACE"}
    if item.is_("past"):
        described = lower_at(items, at + 1) in {"goods", "products", "volume", "volumes", "items", "commodities"}
        return not (
            described
            and (
                at == 0
                or lower_at(items, at - 1)
                in {"the", "of", "all", "its", "their", "a", "from", "in", "to", "and", "on", "for"}
            )
        )
    subject_like = (
        kind_at(items, at - 1) == "PLACE"
        or lower_at(items, at - 1)
        in {
            "it",
            "they",
            "which",
            "that",
            "we",
            "who",
            "country",
            "also",
            "mainly",
            "mostly",
            "primarily",
            "to",
            "will",
            "can",
            "could",
            "would",
            "may",
            "not",
            "annually",
            "currently",
            "now",
        }
        or lower_at(items, at - 1) in _SUBJECT_NOUNS
        or items[at - 1].is_("country_noun")
        if at
        else False
    )
    if not subject_like:
        return False
    nxt = kind_at(items, at + 1)
    if nxt in {"GOOD", "QTY", "AMT", "NUM", "DEM"} or lower_at(items, at + 1) in {
        "mainly",
        "mostly",
        "its",
        "around",
        "about",
        "more",
        "the",
        "primarily",
        "goods",
        "products",
        "large",
        "over",
        "such",
        "various",
        "almost",
        "nearly",
        "up",
        "most",
        "some",
        "only",
    }:
        return True
    if lower_at(items, at - 1) in {"to", "will", "can", "could", "would", "may", "not"}:
        return True
    later = items[at + 1 :]
    return not any(i.is_("chverb") or i.is_("val") for i in later) and nxt == "w"


def verb_head(sentence: Sentence, at: int, before: list[Head]) -> Head | None:
    items = sentence.items
    item = items[at]
    head = Head(item.value.classes["fverb"], at)
    head.verb = True
    head.passive = item.is_("past") and _passive(items, at)
    strong = item.is_("strong")
    if item.is_("reexport"):
        head.re_exports = True
    if head.passive:
        _passive_sides(items, head)
    else:
        _subject(sentence, head, before)
        _fronted(items, head)
    _verb_right(items, head)
    if not head.passive and not (head.owner or head.open_owner):
        return None
    if (
        head.measure == "imports"
        and item.lower in {"took", "takes", "take", "spent", "received", "receive", "receives"}
        and not (head.source or head.origin)
    ):
        return None
    if strong:
        return head if head.sided or head.open_owner else None
    ends = bool(head.dest or head.source or head.open_other or head.total)
    return (
        head if ends and (head.owner or head.open_owner or head.source or head.origin) else _coordinated(head, before)
    )


def _coordinated(head: Head, before: list[Head]) -> Head | None:
    """ "shipped goods to the EU and bought $3bn worth from the bloc": the second verb has the first one's sides."""
    if not before or not before[-1].verb:
        return None
    last = before[-1]
    return head if (last.dest or last.source) and (head.owner or head.open_owner) else None


def _passive(items: list[Item], at: int) -> bool:
    """ "was exported", "goods exported to": no subject of its own before the verb."""
    j = at - 1
    while j >= 0 and (lower_at(items, j) in _AUXILIARIES and lower_at(items, j) not in _BE):
        j -= 1
    if lower_at(items, j) in _BE or lower_at(items, at) in {"went", "goes"}:
        return True
    if lower_at(items, at - 1) in {"have", "has", "had"}:
        return False
    return kind_at(items, at - 1) in {"GOOD", "QTY", "AMT"} or lower_at(items, at - 1) in {
        "goods",
        "products",
        "commodities",
        "tonnes",
        "services",
    }


def _fronted(items: list[Item], head: Head) -> None:
    """ "From Azerbaijan, Belarus imports": the direction before the subject."""
    if (
        lower_at(items, 0) in {"from", "to"}
        and (found := one_place(items, 1))
        and lower_at(items, found.stop) == ","
        and found.stop < head.at
    ):
        if lower_at(items, 0) == "from":
            head.source = found.places[0]
            head.spot("source", *found.items)
        else:
            head.dest = found.places
            head.spot("dest", *found.items)


def _passive_sides(items: list[Item], head: Head) -> None:
    """The goods before a passive verb."""
    j = head.at - 1
    while j >= 0 and (
        lower_at(items, j) in _AUXILIARIES
        or kind_at(items, j) == "PER"
        or lower_at(items, j) in {"in", ",", "during", "worth"}
    ):
        j -= 1
    while (j >= 0 and kind_at(items, j) in {"AMT", "QTY"}) or lower_at(items, j) in {"worth", "valued", "at"}:
        j -= 1
    k = j
    while k >= 0 and (kind_at(items, k) in {"GOOD", "DEM"} or lower_at(items, k) in {"and", ","}):
        k -= 1
    found = goods_list(items, k + 1, unknown=False) if k < j else None
    if found is not None:
        head.goods = found.goods
        head.spot("goods", *found.items)
        if found.origin is not None:
            head.origin = found.origin.value
            head.spot("origin", found.origin)


def _subject(sentence: Sentence, head: Head, before: list[Head]) -> None:
    """Who exports: the place (or its companies, or "the country") before an active verb."""
    items = sentence.items
    j = head.at - 1
    while j >= 0 and lower_at(items, j) in _AUXILIARIES:
        j -= 1
    if lower_at(items, j) == ",":  # "Kenya, in the same year, exported"
        k = j - 1
        while k >= 0 and items[k].kind != "p":
            k -= 1
        if lower_at(items, k) == "," and kind_at(items, k - 1) == "PLACE":
            j = k - 1
    item = items[j] if j >= 0 else None
    if item is None:
        return
    if lower_at(items, j) == "and" and before and before[-1].verb:
        last = before[-1]
        head.owner, head.open_owner = last.owner, last.open_owner
        return
    if item.lower in {"members", "countries", "states", "nations", "republics"} and kind_at(items, j - 1) == "PLACE":
        j -= 1
        item = items[j]
    if item.kind == "PLACE":
        head.owner = item.value
        head.spot("owner", item)
        head.first = j
    elif (
        item.is_("country_noun")
        or item.lower in {"country", "republic", "nation", "kingdom"}
        or (item.lower in {"it", "they", "we"} and item.kind in {"w", "CUE"})
    ):
        head.open_owner = item.lower
        head.first = j
    elif item.lower in _SUBJECT_NOUNS:
        _subject_companies(items, j, head)
    elif item.lower in {"which", "that", "who"} and kind_at(items, j - 1) in {"PLACE", "p"}:
        k = j - 1 if kind_at(items, j - 1) == "PLACE" else j - 2
        if kind_at(items, k) == "PLACE":
            head.owner = items[k].value
            head.spot("owner", items[k])


def _subject_companies(items: list[Item], j: int, head: Head) -> None:
    """ "Belarusian companies exported", "Kenya's farmers shipped", "The country's producers sold"."""
    k = j - 1
    while k >= 0 and (kind_at(items, k) in {"w", "GOOD"} and k > j - 4 and lower_at(items, k) not in {"s"}):
        k -= 1
    if kind_at(items, k) == "DEM":
        head.owner = items[k].value
        head.spot("owner", items[k])
        head.first = k
    elif lower_at(items, k) == "s" and kind_at(items, k - 2) == "PLACE":
        head.owner = items[k - 2].value
        head.spot("owner", items[k - 2])
        head.first = k - 2
    elif lower_at(items, k) == "s" and k >= 2 and items[k - 2].is_("country_noun"):
        head.open_owner = items[k - 2].lower


def _verb_right(items: list[Item], head: Head) -> None:
    """Objects and directions behind a verb, up to the clause's end; figures are left for the figures' grammar."""
    j = head.at + 1
    if (
        not head.passive
        and (dative := one_place(items, j)) is not None
        and (kind_at(items, dative.stop) in {"QTY", "AMT", "NUM", "GOOD"} or lower_at(items, dative.stop) == "with")
    ):
        head.dest = dative.places
        head.spot("dest", *dative.items)
        j = dative.stop
    while j < len(items):
        stop = _verb_step(items, j, head)
        if stop is None:
            break
        if stop > j:
            j = stop
        head.last = max(head.last, j - 1)


_CLAUSE_ENDS = frozenset(
    {";", "while", "whereas", "but", "which", "who", "when", "although", "compared", "against", "(", "up", "down", "—"}
)


def _verb_step(items: list[Item], j: int, head: Head) -> int | None:
    item = items[j]
    low = item.lower
    if low in _CLAUSE_ENDS or (item.kind == "CUE" and (item.is_("chverb") or item.is_("include"))):
        return None
    if (
        low in {"to", "into", "from"}
        and head.open_other is None
        and (stop := other_side(items, j + 1, head)) is not None
    ):
        return stop
    if low in {"to", "into"} and (found := place_list(items, j + 1)) is not None and not head.dest:
        head.dest = found.places
        head.spot("dest", *found.items)
        return found.stop
    if low == "from" and (found := place_list(items, j + 1)) is not None and head.source is None:
        head.source = found.places[0]
        head.spot("source", *found.items)
        return found.stop
    if low == "by" and head.passive and (found := one_place(items, j + 1)) is not None:
        head.agent = found.places[0]
        head.spot("agent", *found.items)
        return found.stop
    if (
        not head.goods
        and (item.kind in {"GOOD", "DEM"} or (item.kind == "PLACE" and kind_at(items, j + 1) == "GOOD"))
        and (goods := goods_list(items, j, unknown=False)) is not None
    ):
        head.goods = goods.goods
        head.spot("goods", *goods.items)
        if goods.origin is not None:
            head.origin = goods.origin.value
            head.spot("origin", goods.origin)
        return goods.stop
    if low in {"abroad", "overseas"}:
        head.total = True
        return j + 1
    if low in {"of", "with"} and not head.goods and (goods := goods_list(items, j + 1)) is not None:
        head.goods = goods.goods
        head.spot("goods", *goods.items)
        if goods.origin is not None:
            head.origin = goods.origin.value
            head.spot("origin", goods.origin)
        return goods.stop
    if low == "and" and kind_at(items, j + 1) == "CUE" and items[j + 1].is_("fverb"):
        return None
    if low == "," and kind_at(items, j + 1) not in {"GOOD", "PER"}:
        return None
    if (
        item.kind in {"AMT", "QTY", "NUM", "PER", "w", "GOOD", "p", "PCT"}
        or item.is_("goods_word")
        or item.is_("coverage")
        or low in {"worth", "valued", "total", "of", "in", "and", "more", "amount"}
    ):
        if item.is_("coverage") or item.is_("goods_word"):
            head.coverage = None
        return j + 1
    return None
