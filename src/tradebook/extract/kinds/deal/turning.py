"""Where a sentence turns from a deal to another matter: "signed a gas agreement, and Egypt's exports rose"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

# how far from its "and" a subject's verb stands at most
_REACH = 9
_NAMED = frozenset({"PLACE", "NAME", "ORG", "PERSON", "DEM"})
_OPENS = frozenset({"the", "its", "their", "his", "a", "an", "total", "overall"})
_HAS = frozenset({"has", "have", "had"})
_IS = frozenset({"is", "are", "was", "were"})
# what a deal is made of, and who makes it: such a clause goes on about it
_OF_IT = frozenset(
    "first second third last next rest remainder half part value cost costs price term terms total work works "
    "construction production financing payment payments sides parties documents delivery deliveries supply supplies "
    "shipment shipments order orders other others latter former project work bank loan funds money".split()
)
_OBJECTS = frozenset({"QTY", "NUM", "AMT", "DEM", "GOOD"})
_BEFORE_OBJECT = frozenset("a an the its their more about some nearly almost over another further up around as".split())
TURNS = frozenset("; while whereas but although because amid despite".split())
MOVED = frozenset("shipped delivered supplied loaded exported completed built installed handed".split())
_PAST = frozenset("made took sold bought sent built paid spent won lost left grew rose fell cut".split())


_WAYS = frozenset({"to", "from", "with"})
_SIDES = frozenset({"PLACE", "DEM", "ORG", "NAME"})
_CONTENT = frozenset({"QTY", "NUM", "GOOD", "AMT"})
# how far from its "and" the preposition of a second member stands at most
_SECOND_REACH = 8


def turns(items: list[Item], k: int) -> bool:
    """Whether the "and" at `k` opens a clause with a subject of its own that does not go on about a deal told before
    it: "..., and the country's exports rose", "and the company carried 3 million passengers". What is still to come
    ("and Baku will pay AMT") may be part of the deal, and so may what was handed over ("and 40 were delivered")."""
    first = k + 1
    if _tells_trade(items, first):
        return True
    named = kind_at(items, first) in _NAMED
    if not named and lower_at(items, first) not in _OPENS and not _is_flow(items, first):
        return False
    if named and lower_at(items, k - 1) != "," and lower_at(items, first + 1) not in {"'", "’"}:
        return False  # "signed with Egypt and Jordan ...": one more of a list
    for v in range(first + 1, min(len(items), first + _REACH)):
        item = items[v]
        if item.lower in _OF_IT or item.is_("deal_noun") or item.lower in {",", "(", "and", "that", "which"}:
            return False
        if item.lower == "to" and kind_at(items, v + 1) not in _NAMED:
            return False
        if item.lower in _HAS:
            return True
        if item.lower in _IS:
            return not (_is_deal_verb(items, v + 1) or kind_at(items, v + 1) in _OBJECTS or _worth(items, v + 1))
        if item.cue("chverb") is not None or item.cue("rise") is not None:
            return _is_finite(item)
        if _is_past(item) and (kind_at(items, v + 1) in _OBJECTS or lower_at(items, v + 1) in _BEFORE_OBJECT):
            return True
    return False


def _tells_trade(items: list[Item], first: int) -> bool:
    """Whether the clause from `first` on tells what a country's trade came to: "and the value of Egypt's exports to
    Jordan has risen to"."""
    noun = next((n for n in range(first, min(len(items), first + 7)) if _is_flow(items, n)), None)
    if noun is None or not any(item.kind in {"PLACE", "DEM"} or item.lower in _OWN for item in items[first:noun]):
        return False
    for v in range(noun + 1, min(len(items), noun + 6)):
        if items[v].is_("chverb") or (items[v].is_("val") and kind_at(items, v + 2) in {"AMT", "QTY"}):
            return True
        if items[v].kind not in {"PLACE", "DEM", "w", "GOOD"} or items[v].lower in {"that", "which", "and", "will"}:
            return False
    return False


_OWN = frozenset({"its", "their", "country's"})


def repeats(items: list[Item], v: int, k: int) -> int | None:
    """The index of the preposition before the partner of a second deal that the "and" at `k` opens, the verb of both
    standing at `v`; None where it opens none: the first one has to have its own partner behind the same preposition,
    and something that is sold, bought or agreed between. A comma opens one only before "the other", "another"."""
    if not opens_second(items, k):
        return None
    way = _way_behind(items, k)
    if way is None:
        return None
    word = items[way].lower
    first = next((j for j in range(v + 1, k) if items[j].lower == word and _has_side(items, j)), None)
    if first is None:
        return None
    another = lower_at(items, k + 1) in _OTHER
    told = range(first + 1, k) if way == k + 1 else range(v + 1, k)
    return way if another or any(items[j].kind in _CONTENT for j in told) else None


def opens_second(items: list[Item], k: int) -> bool:
    """Whether a second deal may begin behind the item at `k`: "and", or a comma before "the other", "another"."""
    low = items[k].lower
    if low != ",":
        return low == "and"
    return lower_at(items, k + 1) == "another" or (
        lower_at(items, k + 1) == "the" and lower_at(items, k + 2) in {"other", "second"}
    )


_OTHER = frozenset({"another", "one", "the", "a"})
_ORDER = frozenset({"other", "second", "third", "further", "similar", "separate", "smaller", "larger"})


def _way_behind(items: list[Item], k: int) -> int | None:
    j = k + 1
    if lower_at(items, j) not in _WAYS:
        other = lower_at(items, j) in {"another", "one"} or (
            lower_at(items, j) in {"the", "a"} and lower_at(items, j + 1) in _ORDER
        )
        if other:
            j += 1 + (lower_at(items, j) in {"the", "a"})
            j += j < len(items) and items[j].is_("deal_noun")
        else:
            j += lower_at(items, j) in {"a", "an", "about", "some"}
        paper = second_paper(items, k)
        if not other and not paper and kind_at(items, j) not in _SIZES:
            return None
        j += kind_at(items, j) in _SIZES or lower_at(items, j) in {"for", "worth"}
        while (
            j < k + _SECOND_REACH
            and lower_at(items, j) not in _WAYS
            and (kind_at(items, j) in _BEFORE_WAY or j == paper)
        ):
            j += 1
    return j if lower_at(items, j) in _WAYS and _has_side(items, j) else None


def left_out(items: list[Item], k: int) -> bool:
    """Whether the "and" at `k` opens a deal of another subject whose verb is left out: "signed a contract with X, and
    the miner Y a $150 million agreement with Z"."""
    article = next((j for j in range(k + 2, min(len(items), k + 9)) if items[j].lower in {"a", "an"}), 0)
    if not article or not any(items[j].kind in _SIDES or items[j].text[:1].isupper() for j in range(k + 1, article)):
        return False
    last = items[article - 1]
    if last.kind not in _SIDES and not last.text[:1].isupper() and last.lower not in word_class("generic", "body_head"):
        return False  # "and got a tram order"
    if any(items[j].kind == "p" or items[j].lower in _WAYS for j in range(k + 1, article)):
        return False
    return any(items[j].is_("deal_noun") for j in range(article + 1, min(len(items), article + 4)))


def second_paper(items: list[Item], k: int) -> int:
    """The index of the second document that the "and" at `k` opens: "and a $112 million maintenance |contract| from";
    0 where it opens none."""
    if lower_at(items, k + 1) not in {"a", "an"}:
        return 0
    for j in range(k + 2, min(len(items), k + _SECOND_REACH)):
        if items[j].is_("deal_noun"):
            return j
        if items[j].kind not in _BEFORE_WAY or lower_at(items, j) in _WAYS:
            return 0
    return 0


def paper_beside(items: list[Item], v: int, k: int) -> int:
    """The index of another document of the same sides that "and" or a comma at `k` joins to the one behind the verb at
    `v`: "signed a memorandum on tourism and a |contract| for 20,000 tonnes of rice"; 0 where it opens none."""
    at = k + (lower_at(items, k) == "," and lower_at(items, k + 1) == "and")
    noun = second_paper(items, at) if lower_at(items, k) in {"and", ","} else 0
    if not noun or lower_at(items, noun + 1) not in _MATTER:
        return 0
    kind = items[noun].cue("deal_noun")
    return noun if any(i.is_("deal_noun") and i.cue("deal_noun") != kind for i in items[v:k]) else 0


_MATTER = frozenset({"for", "on", "to", "of", "worth"})
_SIZES = frozenset({"NUM", "QTY", "AMT"})
_BEFORE_WAY = frozenset({"GOOD", "DEM", "w", "NUM", "QTY", "AMT"})


def _has_side(items: list[Item], j: int) -> bool:
    """Whether a partner stands behind the preposition at `j`: a name, a country, "buyers from Kenya"."""
    k = _behind_the(items, j)
    if kind_at(items, k) in _SIDES:
        return True
    k += kind_at(items, k) in {"w", "CUE"} and items[k].text.islower()
    return lower_at(items, k) in {"from", "in", "of"} and kind_at(items, k + 1) == "PLACE" and k > j + 1


def _behind_the(items: list[Item], j: int) -> int:
    return j + 1 + (lower_at(items, j + 1) == "the")


def turned_at(items: list[Item], stop: int) -> bool:
    """Whether a clause that ends at `stop` was ended by another matter, which tells nothing of it."""
    k = stop + (lower_at(items, stop) == ",")
    return lower_at(items, k) in TURNS or (lower_at(items, k) == "and" and turns(items, k))


def _is_flow(items: list[Item], k: int) -> bool:
    return k < len(items) and items[k].cue("flow") is not None


def _is_deal_verb(items: list[Item], k: int) -> bool:
    while lower_at(items, k) in {"to", "be", "being", "been", "also", "due", "already"}:
        k += 1
    return k < len(items) and any(items[k].is_(c) for c in ("deal_do", "deal_send", "deal_buy", "deal_sell"))


def _worth(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in {"worth", "valued", "for", "about", "estimated", "expected"}


def _is_finite(item: Item) -> bool:
    return item.lower.endswith(("ed", "s")) or item.lower in _PAST


def _is_past(item: Item) -> bool:
    return item.kind in {"w", "CUE"} and (item.lower.endswith("ed") or item.lower in _PAST)


def handed_over(items: list[Item], k: int, verb: int | None) -> bool:
    """Whether the time at `k` is that of a delivery told behind the deal, whose verb stands at `verb`: "signed ..., and
    100 were delivered in May"."""
    return verb is not None and any(
        items[j].lower in MOVED and items[j - 1].lower.split(" ")[-1] in {"was", "were", "been"}
        for j in range(max(verb + 2, k - 4), k)
    )
