"""The slots of a venture that a stretch of a sentence gives by itself: product, time, count, amount, capacity."""

from __future__ import annotations

import msgspec

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.ahead import to_come
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.kinds.sales_mix.producers import word_class as producing
from tradebook.extract.kinds.venture.head import Head
from tradebook.extract.kinds.venture.heads import is_assembled_good
from tradebook.extract.kinds.venture.words import word_class
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.statement import Good, Period, Quantity


def products(items: list[Item], head: Head) -> list[tuple[Good, Item]]:
    """What is made: the goods behind the verb of making, before it in the passive, or before "plant"."""
    if is_assembled_good(items, head.at):
        return [(_without_verb(items[head.at]), items[head.at]), *_in_run(items, head.at + 1, head.stop)]
    found = _in_run(items, max(head.at, head.verb) + 1, head.stop) or _in_run(items, head.at + 1, head.stop)
    before = _before_works(items, head)
    if before:
        return before
    if found:
        return found
    return _of_works_behind(items, head) or _in_run_back(items, head.start, head.at)


def _of_works_behind(items: list[Item], head: Head) -> list[tuple[Good, Item]]:
    """The good that describes works named behind the head: "a joint venture to build a car assembly plant"."""
    for k in range(head.at + 1, min(head.stop, len(items) - 1)):
        if items[k].kind == "GOOD" and items[k].text[0].islower():
            if lower_at(items, k + 1) in {"company", "firm"} and head.joint:
                return [(_bare_good(items[k]), items[k])]  # "a joint venture agreement to set up a tractor company"
            works = k + 1 + (lower_at(items, k + 1) in {"assembly", "production", "manufacturing", "processing"})
            if lower_at(items, works) in word_class("works"):
                return [(_bare_good(items[k]), items[k])]
    return []


def _without_verb(item: Item) -> Good:
    """ "assembled cars" -> "cars"."""
    good = good_of(item)
    return msgspec.structs.replace(good, text=good.text.split(" ", 1)[-1])


def _before_works(items: list[Item], head: Head) -> list[tuple[Good, Item]]:
    """The good that describes the works: "a joint shrimp feed plant", "tractor assembly line"."""
    for k in range(head.at - 1, max(head.start, head.at - 4) - 1, -1):
        if items[k].kind == "GOOD" and (
            items[k].value.attributive
            or lower_at(items, k + 1) in {"assembly", "production", "manufacturing", "processing"}
            or k + 1 == head.at
        ):
            if lower_at(items, head.at) in word_class("making", "assembling"):
                return []
            return [(_bare_good(items[k]), items[k])]
        if items[k].kind not in ("w", "CUE", "GOOD") or lower_at(items, k) in {"the", "a", "an", "to", "for"}:
            break
    return []


def _bare_good(item: Item) -> Good:
    """The good that describes works, without what says of the works that they are new: "a |new| auto parts plant"."""
    good = good_of(item)
    first, _, rest = good.text.partition(" ")
    return msgspec.structs.replace(good, text=rest) if rest and first in _OF_WORKS else good


_OF_WORKS = frozenset("new similar additional modern other".split())


_STOPPING = frozenset(
    (
        "export exports exported imports import sale sales sell supply supplies supplied from which who while "
        "using replace when amid because"
    ).split()
)


def makes_behind(items: list[Item], k: int) -> bool:
    """Whether the relative clause that opens at `k` says what is made: "which is to make solar panels"."""
    if lower_at(items, k + 1) == "will":
        return True
    made = word_class("making", "assembling")
    return any(lower_at(items, n) in made for n in range(k + 1, k + 5))


def _in_run(items: list[Item], start: int, stop: int) -> list[tuple[Good, Item]]:
    """The first list of goods from `start` on."""
    found: list[tuple[Good, Item]] = []
    gap = 0
    for k in range(start, min(stop, len(items))):
        item = items[k]
        if (
            item.kind == "GOOD"
            and not item.value.attributive
            and not _of_company(items, k)
            and item.lower not in word_class("making")
            and lower_at(items, k + 1) not in {"wrote", "said", "reported"}
            and kind_at(items, k + 1) != "GOOD"  # "an automotive tire factory"
        ):
            found.append((good_of(item), item))
            gap = 0
            continue
        if item.lower in _STOPPING and not (item.lower == "which" and makes_behind(items, k)):
            break
        if found:
            gap += 1
            if (item.lower not in {",", "and", "or", "&", "other", "also"} and item.kind != "DEM") or gap > 3:
                break
    return found


def _in_run_back(items: list[Item], start: int, stop: int) -> list[tuple[Good, Item]]:
    """The goods before the verb ("Belarusian tractors and trucks have been assembled")."""
    found: list[tuple[Good, Item]] = []
    for k in range(stop - 1, start - 1, -1):
        item = items[k]
        if item.kind == "GOOD" and not item.value.attributive and not _of_company(items, k):
            found.insert(0, (good_of(item), item))
        elif found and item.lower not in {",", "and", "or", "&"} and item.kind not in ("DEM",):
            break
    return found


_MAKERS = frozenset(
    (
        "maker makers manufacturer producer builder company companies firm firms group giant plant plants factory "
        "works giants concern producers importer dealer"
    ).split()
)


def _of_company(items: list[Item], k: int) -> bool:
    """Whether a good only says what a firm does: "the bus maker Marcopolo"."""
    if items[k].text[0].isupper() and k and items[k].text.isalpha() and not items[k].text.isupper():
        return True  # "18 Bell 412 helicopters"
    return (
        _is_makers(items, k)
        or lower_at(items, k + 1) in _MAKERS
        or lower_at(items, k + 1) in producing("producer")
        or kind_at(items, k + 1) in {"NAME", "ORG"}
        or (lower_at(items, k + 1) == "-" and kind_at(items, k + 2) == "w")
    )


def _is_makers(items: list[Item], k: int) -> bool:
    """ "X, a leading manufacturer of |cables| and |cords|, opened": what a firm makes elsewhere too."""
    while k > 0 and (items[k].kind in ("GOOD", "DEM") or items[k].lower in {"and", ","}):
        k -= 1
    told = lower_at(items, k - 1).rsplit(" ", 1)[-1]
    return lower_at(items, k) == "of" and told in producing("producer") | {"maker", "manufacturer", "supplier"}


# -- time ------------------------------------------------------------------------------------------


def since_of(items: list[Item], head: Head, today: str | None = None) -> tuple[Period, Item] | None:
    """When the venture began or is to begin."""
    best: Item | None = None
    if head.aside:
        return None
    first = head.start if head.at < head.start else max(0, head.start - 3)
    for k in range(first, len(items)):
        item = items[k]
        if item.kind != "PER" or item.value.relation not in (None, "same"):
            continue
        if lower_at(items, k + 1) == "city":
            continue  # "in Egypt's 6th of October City"
        if (item.value.period.edtf or "").startswith("../"):
            continue  # "until last year imported them"
        if k >= head.stop or any(
            lower_at(items, n) in {"which", "who", ";", "after"}
            and not (lower_at(items, n) == "which" and makes_behind(items, n))
            for n in range(min(head.at, k), k)
        ):
            break
        if _counts_output(items, k, head) or _dates_talk(items, k, head) or _dates_aside(items, k, head):
            continue
        if item.value.cue == "since":
            best = item
            break
        best = best or item
    if best is None:
        return None
    mention: PeriodMention = best.value
    if head.mood.ahead and mention.ahead is not None:
        return mention.ahead, best
    if head.mood.ahead:
        return to_come(mention.period, today), best
    return mention.period, best


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_BEGINS = frozenset("production start starting begin beginning open opening operation operational".split())
_SITED = frozenset("broke broken ground laid lays picked chosen chose selected".split())
_TELLING = frozenset("announced unveiled confirmed revealed signed agreed inked".split())


def _dates_talk(items: list[Item], k: int, head: Head) -> bool:
    """Whether a period dates what was agreed or said and not the venture: "agreed in March to assemble cars"."""
    begins = {lower_at(items, n) for n in range(max(head.at, k - 7), k)} & _BEGINS
    if head.mood.ahead and not begins and _SITED & {lower_at(items, head.verb), lower_at(items, head.verb + 1)}:
        return True  # "broke ground on Tuesday for a plant"
    begun = lower_at(items, k + 1) in {"started", "began"}
    if head.mood.ahead and begun and "construction" in {lower_at(items, n) for n in range(k + 2, k + 5)}:
        return True  # "on Thursday started the construction of"
    announced = (lower_at(items, n).split(" ")[0] in _TELLING for n in range(head.start, head.at))
    if head.mood.ahead and k > head.at and items[k].lower.removeprefix("on ") in _DAYS and any(announced):
        return True  # "announced plans to build a plant in Ghana Wednesday"
    if lower_at(items, k + 1) in {"said", "says"} and k < head.at:
        return True  # "on Monday said it would build"
    if any(lower_at(items, n).split(" ")[0] in _TELLING for n in range(k + 1, min(k + 9, head.at))):
        return True  # "on 28 October it and X announced plans for a joint venture"
    j = k - 2 if lower_at(items, k - 1) in {"in", "on"} else k - 1
    if lower_at(items, j).split(" ")[0] in _TELLING and j < head.at:
        return True
    paper = lower_at(items, j).split(" ")[0]
    if paper in {"agreement", "memorandum", "accord", "contract", "pact", "understanding", "mou"}:
        return True  # "signed a joint venture agreement on 9 October"
    if lower_at(items, j) in {"saying", "cited", "quoted"}:
        return True  # "was cited as saying on Aug. 2"
    return lower_at(items, j) in {"agreed", "said", "announced"} and lower_at(items, k + 1) in {
        "to",
        "that",
        "they",
        "it",
    }


def _dates_aside(items: list[Item], k: int, head: Head) -> bool:
    """Whether a period stands in a relative clause before the verb: "X, which entered Ghana in 2021, assembles"."""
    if k > head.at:
        return False
    opened = next(
        (n for n in range(k - 1, max(head.start, k - 10), -1) if lower_at(items, n) in {"which", "who"}), None
    )
    return opened is not None and any(lower_at(items, n) == "," for n in range(k + 1, head.at))


def _counts_output(items: list[Item], k: int, head: Head) -> bool:
    """Whether a period says when so much was made, and not when the making began."""
    if items[k].value.cue in {"since"}:
        return False
    if items[k].value.cue == "by" and any(i.kind == "QTY" for i in items[head.verb : head.verb + 4]):
        return True  # "by the end of the year the plant will turn out 4,000 tonnes"
    return (
        any(i.kind in ("QTY", "NUM") for i in items[max(head.start, k - 6) : k])
        and head.activity != "joint company"
        and items[k].value.cue is None
        and not head.mood.ahead
    )


# -- figures ---------------------------------------------------------------------------------------


def count_of(items: list[Item], head: Head) -> tuple[int, Item] | None:
    """How many joint companies or projects: "15 joint industrial projects"; people are none of them."""
    if lower_at(items, head.at) in word_class("making", "assembling"):
        return None
    for k in range(head.at - 1, max(-1, head.at - 7), -1):
        if items[k].kind == "NUM" and items[k].value.low == items[k].value.high and lower_at(items, k + 1) != "-":
            number = float(items[k].value.low)
            plural = lower_at(items, head.at).endswith("s")
            return (int(number), items[k]) if plural and number.is_integer() and number >= 1 else None
        if items[k].kind in ("PLACE", "PER", "AMT", "ORG", "NAME"):
            break
    return None


def amount_of(items: list[Item], start: int, stop: int) -> Item | None:
    """What the venture costs."""
    found = slots.money(items, start, stop).amount
    if found is None:
        return None
    at = next(k for k in range(start, stop) if items[k] is found)
    near = {lower_at(items, n) for n in range(max(start, at - 7), at)} | {
        lower_at(items, n) for n in range(at + 1, min(stop, at + 4))
    }
    if lower_at(items, at + 1) == "a" and lower_at(items, at + 2) in word_class("year"):
        return None
    return found if near & (word_class("worth") | {"-"}) or _describes(items, at) else None


def _describes(items: list[Item], at: int) -> bool:
    """ "a $30 million plant": the sum describes the works."""
    return any(lower_at(items, n) in word_class("works", "joint_company") for n in range(at + 1, at + 5)) and lower_at(
        items, at - 1
    ) in {"a", "the", "its", "new"}


def capacity_of(sentence: Sentence, start: int, stop: int) -> tuple[Quantity, tuple[Item, ...]] | None:
    """What it can make in a year: "5,000 tractors a year", "a capacity of 25,000 vehicles", "tractors, about 300 a
    year"."""
    return _counted_capacity(sentence, start, stop) or _bare_capacity(sentence, start, stop)


def counted_product(items: list[Item], capacity: tuple[Item, ...]) -> Item | None:
    """The good that a capacity counts: "capacity is 300 million |zips| a year", not what it is filled in."""
    last = max((k for k, i in enumerate(items) if any(i is c for c in capacity)), default=-1)
    for k in (last, last + 1):
        if 0 <= k < len(items) and items[k].kind == "GOOD" and not items[k].value.attributive:
            return None if items[k].lower.split(" ")[-1] in _FILLED else items[k]
    return None


_FILLED = frozenset("vials tablets doses bottles bags sets units pieces pairs boxes cans packs cases barrels".split())


def _bare_capacity(sentence: Sentence, start: int, stop: int) -> tuple[Quantity, tuple[Item, ...]] | None:
    """ "have assembled small tractors in Kumasi, about 300 a year": a number of the goods named before it."""
    items = sentence.items
    for k in range(start + 1, min(stop, len(items))):
        if items[k].kind != "NUM" or not _a_year(items, k + 1) or lower_at(items, k - 1) not in _BEFORE_BARE:
            continue
        made = next((i for i in reversed(items[start:k]) if i.kind == "GOOD" and not i.value.attributive), None)
        bare = items[k].value
        if made is None or bare.low < 1 or (not bare.printed and bare.low < 2):
            continue
        single = bare.low == bare.high
        unit = made.text.split(" ", 1)[-1] if made.lower.startswith("assembled ") else made.text
        quantity = Quantity(
            value=plain(bare.low) if single else None,
            low=None if single else plain(bare.low),
            high=None if single else plain(bare.high),
            unit=unit.lower() if unit[:1].isupper() and unit[1:].islower() else unit,
            qualifier=bare.qualifier,
            precision=plain(bare.precision),
            text=items[k].text,
        )
        return quantity, (items[k],)
    return None


_BEFORE_BARE = frozenset(
    {",", ":", "make", "makes", "making", "made", "-", "–", "(", "assembles", "assembled", "at", "of"}
)


def _counted_capacity(sentence: Sentence, start: int, stop: int) -> tuple[Quantity, tuple[Item, ...]] | None:
    items = sentence.items
    for counted in counts.quantities(sentence, start, stop):
        j = counted.stop
        if lower_at(items, counted.start - 1) == "from" and lower_at(items, j) == "to":
            continue  # "raising capacity from 3 million to 6 million pairs"
        if lower_at(items, j) == "of" and kind_at(items, j + 1) == "GOOD":
            j += 2
        named = any(lower_at(items, n) == "capacity" for n in range(max(start, counted.start - 7), counted.start))
        if _a_year(items, j) or (named and not _other_time(items, j)):
            return counted.quantity, counted.items
        if any(
            lower_at(items, n) in {"annual", "annually", "yearly"}
            for n in range(max(start, counted.start - 5), counted.start)
        ):
            return counted.quantity, counted.items
    return None


def _a_year(items: list[Item], j: int) -> bool:
    low = lower_at(items, j)
    if low in {"annually", "yearly"}:
        return True
    if low in {"from", "of"} and kind_at(items, j + 1) not in {"GOOD", "PER"}:
        around = range(j, min(len(items), j + 9))
        end = next((n for n in around if items[n].kind in _FIGURES or items[n].lower == ","), j + 9)
        return any(_a_year(items, n) for n in range(j + 1, end))  # "620 tractors of different models per year"
    if low in {"a", "per", "every", "each"} and lower_at(items, j + 1) in word_class("year"):
        return True
    return low in {"a year", "per year", "per annum", "every year", "each year"}


_FIGURES = frozenset({"QTY", "NUM", "PCT", "AMT"})


def _other_time(items: list[Item], j: int) -> bool:
    return lower_at(items, j) in {"a", "per"} and lower_at(items, j + 1) in {"day", "month", "week", "hour", "shift"}
