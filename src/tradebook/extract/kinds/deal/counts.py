"""What a deal counts: goods by weight, volume or number ("70 electric buses", "ten five-car regional trains")."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.aircraft import aircraft_at, count_before_type, model_at
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.tables import words
from tradebook.goods import HS_EDITION
from tradebook.statement import Good, Quantity

# what measures works, fields and roads, and no goods: "an 840 MW plant", "135 km of road"
WORKS = frozenset({"MAW", "KWT", "A90", "KMT", "MTR", "SMI", "HAR", "ACR", "MTK", "KMK"})


class Counted(NamedTuple):
    """A quantity with its good, where the counted noun is one; `stop` is the index behind."""

    quantity: Quantity
    good: Good | None
    items: tuple[Item, ...]
    start: int
    stop: int


def quantity_at(sentence: Sentence, k: int, *, alone: bool = False) -> Counted | None:
    """A quantity at item `k`: by weight or volume, or a number with the goods it counts ("70 electric buses"); with
    `alone` also the last of several numbers that "respectively" shares out."""
    items = sentence.items
    item = items[k]
    if item.kind == "QTY" and lower_at(items, k + 1) in {"ships", "vessels"} and item.value.unit.islower():
        return _ships(sentence, k)
    if _of_one(items, k):
        return None  # "7,100 teu containerships"
    if item.kind == "QTY" and (pieces := _gauged(sentence, k) or _units_of(sentence, k)) is not None:
        return pieces
    if item.kind == "QTY":
        good = _counted_good(item) if lower_at(items, k + 1) != "of" else None
        _, _, inside = item.text.partition(" of ")
        if inside and good is None and (found := resolved(inside.lower())) is not None:  # "12,000 head of cattle"
            good = Good(text=inside, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)
        return Counted(item.value, good, (item,), k, k + 1)
    if item.kind != "NUM" or item.value.low < 1 or lower_at(items, k - 1) in {"no", "-", "article"}:
        return None
    if k + 1 < len(items) and items[k + 1].start == item.end and items[k + 1].text[:1].isupper():
        return None  # "38 of the type 629G lasers"
    if (typed := _typed(sentence, k)) is not None:
        return typed
    if lower_at(items, k + 1) == "-" and items[k + 1].start == item.end:
        return None  # "a 5-year gas contract", "6,000-horsepower locomotives": the number measures, it counts nothing
    if size_behind(items, k) > k:
        return None  # "40ft buses", "12 metre buses"
    if (
        not alone
        and "respectively" in sentence.lowers
        and lower_at(items, k - 1) == "and"
        and kind_at(items, k - 2) == "NUM"
    ):
        return None  # "290 and 470 buses respectively"
    if kind_at(items, k - 1) in {"NAME", "ORG"} and kind_at(items, k - 2) == "NUM" and item.text[:1].isdigit():
        return None  # "three Boeing 737-800 freighters": the model
    if kind_at(items, k - 1) == "NUM" and lower_at(items, k + 1).split(" ")[0] in _SIZE_WORDS:
        return None  # "two 36,000 dwt bulkers": the size of one
    if kind_at(items, k - 1) == "NUM" and _is_model(items, k):
        return None  # "six 787 aircraft"
    sized = kind_at(items, k + 1) == "QTY" and ("-" in items[k + 1].text or _of_one(items, k + 1))
    described = int(sized or _is_model(items, k + 1))  # "three 30-ton boilers"
    behind = k + 2 + (lower_at(items, k + 2) == "-")
    if kind_at(items, k + 1) == "NUM" and lower_at(items, behind).split(" ")[0] in _SIZE_WORDS:
        described = behind - k
    if (sized_behind := size_behind(items, k + 1)) > k + 1:
        described = sized_behind - k - 1  # "six 60 ft buses"
    noun = aircraft_at(sentence, k + 1) or model_at(sentence, k + 1) or _counted_noun(sentence, k + 1 + described)
    noun = noun or aircraft_at(sentence, k + 1, noun=True) or _one_of_its(items, k) or _named_goods(items, k + 1)
    if (elliptical := _shares_noun(items, k)) > k:
        noun = _counted_noun(sentence, elliptical)
        return _first_of_two(sentence, k, noun) if noun is not None else None
    if noun is None or lower_at(items, noun[1] + 1) in _WORKS_OF:
        return None  # "25 diesel power plants" are works
    if noun[2] is not None and not noun[2].hs and lower_at(items, k - 1) in _SIDES_OF and not _given(items, k - 1):
        return None  # "orders from two Gulf carriers": who deals
    first, last, good = noun
    unit = (
        items[last].lower
        if items[first].kind == "GOOD" and last > first
        else good.text
        if good is not None and items[first].kind in ("GOOD", "NAME")
        else sentence.text_between(items[first], items[last])
    )
    bare = count_before_type(items, k) or item.value
    between = kind_at(items, k - 2) == "NUM" and [lower_at(items, n) for n in (k - 3, k - 1)] == ["between", "and"]
    low = items[k - 2].value.low if between and bare is item.value else bare.low
    single = low == bare.high
    quantity = Quantity(
        value=plain(bare.low) if single else None,
        low=None if single else plain(low),
        high=None if single else plain(bare.high),
        unit=unit,
        qualifier=bare.qualifier,
        precision=plain(bare.precision),
        text=sentence.text_between(item, items[last]),
    )
    return Counted(quantity, good, (item, items[last]), k, last + 1)


def _one_of_its(items: list[Item], k: int) -> tuple[int, int, Good | None] | None:
    """The goods of a maker's own of which the number at `k` tells so many: "25 of its V110-2.2MW wind turbines"."""
    if lower_at(items, k + 1) != "of" or lower_at(items, k + 2) not in {"its", "their"}:
        return None
    for j in range(k + 3, min(len(items), k + 3 + _FAR)):
        item = items[j]
        if item.kind == "GOOD" and not item.value.attributive and lower_at(items, j + 1) != "-":
            if kind_at(items, j + 1) == "GOOD":
                continue
            return (j, j, good_of(item)) if _plural(item.lower) else None
        if item.kind not in ("w", "GOOD", "NAME", "NUM", "QTY", "DEM") and item.lower != "-":
            return None
        if item.lower in ENDS_GOODS:
            return None
    return None


def _named_goods(items: list[Item], k: int) -> tuple[int, int, Good | None] | None:
    """The goods that end a model's name in capitals: "24 [MH-60R Seahawk Multi-Role Helicopters]"."""
    for j in range(k, min(len(items), k + 7)):
        item = items[j]
        if item.kind in ("NAME", "w") and item.text[:1].isupper():
            last = item.text.rsplit(" ", 1)[-1]
            found = resolved(last.lower()) if last.istitle() and _plural(last.lower()) else None
            if found is not None and {code[:2] for code in found.codes} & _BY_PIECE:
                good = Good(text=last, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)
                return j, j, good
        elif item.kind != "NUM" and item.lower != "-" and not item.text.isdigit():
            return None
    return None


def _shares_noun(items: list[Item], k: int) -> int:
    """The index behind the second number that shares its noun with the one at `k` ("[599 electric and 465] diesel
    trains"), or `k`."""
    for j in range(k + 1, min(len(items), k + 4)):
        if items[j].lower == "and" and j > k + 1 and kind_at(items, j + 1) == "NUM":
            return j + 2 if kind_at(items, j + 2) in {"w", "GOOD"} else k
        if items[j].kind != "w" or not items[j].text.islower() or items[j].lower in ENDS_GOODS:
            return k
        if _plural(items[j].lower):
            return k
    return k


def _first_of_two(sentence: Sentence, k: int, noun: tuple[int, int, Good | None]) -> Counted:
    """The first of two kinds of goods that share a noun: of "599 electric and 465 diesel trains" the electric ones."""
    items = sentence.items
    kind = " ".join(i.text for i in items[k + 1 : next(j for j in range(k, k + 4) if items[j].lower == "and")])
    unit = f"{kind} {items[noun[1]].lower.rsplit(' ', 1)[-1]}"
    found = resolved(unit)
    bare = items[k].value
    good = Good(text=unit, hs=found.codes, hs_edition=HS_EDITION) if found is not None else noun[2]
    quantity = Quantity(
        value=plain(bare.low) if bare.low == bare.high else None,
        low=None if bare.low == bare.high else plain(bare.low),
        high=None if bare.low == bare.high else plain(bare.high),
        unit=unit, qualifier=bare.qualifier, precision=plain(bare.precision),
        text=sentence.text_between(items[k], items[k + 1]),
    )  # fmt: skip
    return Counted(quantity, good, (items[k], items[noun[1]]), k, k + 2)


def _gauged(sentence: Sentence, k: int) -> Counted | None:
    """Rolling stock whose number was read in one with its gauge: "18 metre gauge diesel locomotives"."""
    items, size = sentence.items, sentence.items[k].value
    gauge = k + 1 + (lower_at(items, k + 1) == "-")
    if size.unit != "MTR" or lower_at(items, gauge) != "gauge" or size.value is None:
        return None
    noun = _counted_noun(sentence, gauge + 1)
    if noun is None or noun[2] is None:
        return None
    text = sentence.text_between(items[k], items[noun[1]])
    quantity = Quantity(
        value=size.value, unit=items[noun[1]].lower, qualifier=size.qualifier, precision=size.precision, text=text
    )
    return Counted(quantity, noun[2], (items[k], items[noun[1]]), k, noun[1] + 1)


def _units_of(sentence: Sentence, k: int) -> Counted | None:
    """The goods of which so many units are told at `k`: "1,000 units of new electric buses" are buses."""
    items = sentence.items
    if items[k].value.unit != "C62" or lower_at(items, k + 1) != "of":
        return None
    for j in range(k + 2, min(len(items), k + 8)):
        item = items[j]
        if item.kind == "GOOD" and not item.value.attributive and _plural(item.lower):
            if kind_at(items, j + 1) == "GOOD" or lower_at(items, j + 1) == "-":
                continue
            quantity = msgspec.structs.replace(
                items[k].value, unit=good_of(item).text, text=sentence.text_between(items[k], item)
            )
            return Counted(quantity, good_of(item), (items[k], item), k, j + 1)
        if item.kind not in ("w", "DEM", "NUM", "GOOD", "CUE", "NAME") and item.lower != "-":
            return None
        if item.lower in ENDS_GOODS:
            return None
    return None


def size_behind(items: list[Item], k: int) -> int:
    """The index behind the size of one of the goods that follow ("[40ft] buses", "[12 metre] city buses", "[45-foot]
    boats"), or `k`: it counts nothing."""
    if kind_at(items, k) != "NUM":
        return k
    at = k + 1 + (lower_at(items, k + 1) == "-")
    if kind_at(items, at) != "w" or items[at].lower not in _LENGTHS:
        return k
    for j in range(at + 1, min(len(items), at + 5)):
        if items[j].kind == "GOOD" and not items[j].value.attributive and lower_at(items, j + 1) != "-":
            return at + 1
        if items[j].kind not in ("w", "GOOD", "DEM", "NAME") and items[j].lower != "-":
            return k
        if items[j].lower in ENDS_GOODS:
            return k
    return k


_LENGTHS = frozenset("ft foot feet m metre meter cm mm inch kw kv kva mva mw hp cc dwt teu cbm seat seater".split())


_WORKS_OF = frozenset({"plants", "stations", "projects"})


def _typed(sentence: Sentence, k: int) -> Counted | None:
    """Aircraft whose count was read in one with their type: "10 787-9 Dreamliners"."""
    items = sentence.items
    bare = count_before_type(items, k)
    if bare is None or lower_at(items, k + 1) != "-":
        return None
    j = k + 1
    while j < k + 4 and (lower_at(items, j) == "-" or items[j].text.isdigit()):
        j += 1
    if j >= len(items) or not (items[j].text[:1].isupper() or items[j].kind == "GOOD") or not _plural(items[j].lower):
        return None
    text = sentence.text_between(items[k], items[j])
    unit = text.split(" ", 1)[1]
    found = resolved("aircraft")
    good = Good(text=unit, hs=found.codes if found else (), hs_edition=HS_EDITION)
    quantity = Quantity(
        value=plain(bare.low), unit=unit, qualifier=bare.qualifier, precision=plain(bare.precision), text=text
    )
    return Counted(quantity, good, (items[k], items[j]), k, j + 1)


def _given(items: list[Item], k: int) -> bool:
    """Whether "with" at `k` tells what somebody is supplied with."""
    return items[k].lower == "with" and any(items[j].lower in _GIVING for j in range(max(0, k - 9), k))


_GIVING = frozenset("supply supplies supplying supplied provide provides providing provided equip".split())


def _is_model(items: list[Item], k: int) -> bool:
    """Whether the number at `k` is the type of the aircraft behind it: "787 aircraft"."""
    if kind_at(items, k) != "NUM" or not items[k].text.isdigit() or kind_at(items, k + 1) != "GOOD":
        return False
    return len(items[k].text) == 3 and any(code.startswith("88") for code in good_of(items[k + 1]).hs)


_OF_ONE = frozenset({"teu", "TEU", "dwt", "DWT", "MAW", "KWT", "MTQ", "TNE", "A90"})


def _of_one(items: list[Item], k: int) -> bool:
    """Whether the measure at `k` is that of one of the goods behind it, which are counted before: "six 7,100 teu
    ships"."""
    return items[k].kind == "QTY" and items[k].value.unit in _OF_ONE and _then_goods(items, k + 1)


def _then_goods(items: list[Item], k: int) -> bool:
    """Whether goods that are counted by the piece stand at `k`, behind a measure of one: "containerships", "car
    carriers", "methanol-powered container ships"."""
    for j in range(k, min(len(items), k + 6)):
        if items[j].kind == "GOOD" and not items[j].value.attributive and lower_at(items, j + 1) != "-":
            if lower_at(items, j + 1) in _CARRIERS:
                return True
            return any(code[:2] in _BY_PIECE for code in good_of(items[j]).hs) and _plural(items[j].lower)
        if not (items[j].kind in ("w", "GOOD") or items[j].lower == "-") or items[j].lower in ENDS_GOODS:
            return False
    return False


_BY_PIECE = frozenset({"84", "85", "86", "87", "88", "89"})
_SIDES_OF = frozenset({"from", "by", "with", "between"})
_SIZE_WORDS = frozenset(
    "dwt tdw gwt grt teu cbm gt mw kw hp kva mva tonne ton tonnes foot metre meter seat seater".split()
)


def _counted_good(item: Item) -> Good | None:
    """The good that a counted noun is by itself ("200 wagons"), where the tables know it."""
    unit = item.value.unit
    found = resolved(unit) if unit.islower() else None
    return Good(text=unit, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence) if found else None


def _ships(sentence: Sentence, k: int) -> Counted:
    """A number of ships for some good, whose word was read as what is counted: "four container ships"."""
    items = sentence.items
    words_ = sentence.text_between(items[k], items[k + 1]).split(" ")
    text = " ".join(word for word in words_[-2:])
    found = resolved(text.lower())
    good = Good(text=text, hs=found.codes, hs_edition=HS_EDITION) if found is not None else Good(text=text)
    quantity = msgspec.structs.replace(items[k].value, unit=text, text=" ".join(words_))
    return Counted(quantity, good, (items[k], items[k + 1]), k, k + 2)


def _counted_noun(sentence: Sentence, k: int) -> tuple[int, int, Good | None] | None:
    """The goods that a number before `k` counts: indexes of the first and last item, the good."""
    items = sentence.items
    first = k
    k = _behind_model(items, k)
    while (
        kind_at(items, k) == "DEM"
        or lower_at(items, k) in _SKIPPED
        or (kind_at(items, k) == "w" and (items[k].text.isupper() or items[k].text.isdigit()))
    ):
        k += 1  # "180 K2 tanks"
        if kind_at(items, k) == "NUM":
            k += 1
    k = _behind_model(items, k)
    if (short := _shortened(items, k)) is not None:
        return short, short, Good(text=items[short].text)
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) == "-" and kind_at(items, k + 2) in {"w", "CUE"}:
        k += 3  # "16 methanol-fuelled container ships"
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) == "-" and kind_at(items, k + 2) == "GOOD":
        k += 2  # "two methanol-ready car carriers"
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) in _CARRIERS:
        return k, k + 1, _resolved_good(sentence.text_between(items[k], items[k + 1]), items[k + 1].lower)
    if kind_at(items, k) == "CUE" and k == first and (thing := resolved(items[k].lower)) is not None:
        good = Good(text=items[k].text, hs=thing.codes, hs_edition=HS_EDITION, confidence=thing.confidence)
        return (k, k, good) if _plural(items[k].lower) and not _plain(items, k + 1) else None  # "200 lifts"
    if kind_at(items, k) == "GOOD" and (items[k].value.attributive or kind_at(items, k + 1) != "GOOD"):
        return (k, k, good_of(items[k])) if not items[k].value.attributive else None
    if kind_at(items, k) == "GOOD":
        return k, k + 1, compound(sentence, k)  # "seven sleeper trains"
    last = k
    while last - k < 5 and _plain(items, last):
        last += 1
    last += lower_at(items, last) == "ships"  # "two patrol ships", where the word might be a verb
    if kind_at(items, last) == "GOOD" and last > k and not items[last].value.attributive and _plural(items[last].lower):
        return k, last, good_of(items[last])
    if (head := _far_head(items, first)) is not None:
        return head, head, good_of(items[head])
    last -= 1
    while last >= k and not _plural(items[last].lower):
        last -= 1
    if last < k or items[last].lower in word_class("not_unit") or items[k].lower in word_class("not_unit"):
        return None
    if sum(i.kind != "p" for i in items[k:last]) - any(i.kind == "p" for i in items[k:last]) > 2 or items[
        last
    ].lower in words("plain_words"):
        return None
    text = sentence.text_between(items[k], items[last])
    found = resolved(text.lower())
    if found is None:
        return k, last, Good(text=text)
    return k, last, Good(text=text, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)


def _shortened(items: list[Item], k: int) -> int | None:
    """The index of goods told by capitals alone, perhaps behind an adjective: "126 AMVs", "89 used BFVs"."""
    k += lower_at(items, k) in {"used", "refurbished"}
    text = items[k].text if kind_at(items, k) in {"w", "NAME"} else ""
    capitals = len(text) > 3 and text[-1] == "s" and text[:-1].isupper() and text[:-1].isalpha()
    return k if capitals and text not in _NO_GOODS else None


_NO_GOODS = frozenset("MOUs LOIs SMEs NGOs CEOs CFOs TEUs MWhs SPAs PPAs HOAs FTAs PPPs RFPs MSMEs FDIs IPOs".split())


def _far_head(items: list[Item], k: int) -> int | None:
    """The index of the goods that a number before `k` counts behind models and makes of their own: "ten [five-car fast
    light] trains", "21 [additional KISS electrical] trains"; every word between only describes."""
    for j in range(k, min(len(items), k + _FAR)):
        item = items[j]
        glued = lower_at(items, j + 1) == "-" or (lower_at(items, j - 1) == "-" and j > k)
        if item.kind == "GOOD" and not item.value.attributive and not glued and kind_at(items, j + 1) == "GOOD":
            continue  # "three LNG vessels"
        if item.kind == "GOOD" and not item.value.attributive and not glued:
            return j if _plural(item.lower) else None
        if item.kind in ("NAME", "DEM", "GOOD") or item.lower == "-" or (item.kind in ("NUM", "CUE") and glued):
            continue
        if item.kind == "NUM" and size_behind(items, j) > j:
            continue  # "five low-floor 40ft buses"
        if item.kind != "w" or item.lower in ENDS_GOODS or (item.text.islower() and _plural(item.lower) and not glued):
            return None
    return None


_FAR = 11
_CARRIERS = frozenset({"ships", "vessels", "carriers", "tankers"})


def _resolved_good(text: str, head: str) -> Good:
    """The good of a wording, by the tables' codes for all of it, else for its last word."""
    found = resolved(text.lower()) or resolved(head) or resolved("tankers")
    return Good(text=text, hs=found.codes, hs_edition=HS_EDITION) if found is not None else Good(text=text)


def compound(sentence: Sentence, k: int) -> Good:
    """The one good that two goods in a row name ("sleeper trains"): with the codes of the whole wording where it has
    some, else with those of its head."""
    items = sentence.items
    text = sentence.text_between(items[k], items[k + 1])
    whole = resolved(text.lower())
    head = good_of(items[k + 1])
    if whole is not None:
        return Good(text=text, hs=whole.codes, hs_edition=HS_EDITION, confidence=whole.confidence)
    return Good(text=text, hs=head.hs, hs_edition=head.hs_edition, confidence=head.confidence)


def _behind_model(items: list[Item], k: int) -> int:
    """The index behind the name of a model at `k`, where goods follow it ("96 Apache attack helicopters")."""
    j = k
    while j < k + 8 and (
        kind_at(items, j) in {"NAME", "ORG", "PERSON"}
        or (j > k and kind_at(items, j) == "NUM" and items[j].text[:1].isdigit())
        or (kind_at(items, j) == "w" and (items[j].text[:1].isupper() or items[j].text[:1].isdigit()))
        or (j > k and lower_at(items, j) == "-")
    ):
        j += 1
    return j if j > k and kind_at(items, j) == "GOOD" and not items[j].value.attributive else k


_SKIPPED = frozenset("new newbuild newbuilding more such modern additional used its their".split())


def _plain(items: list[Item], k: int) -> bool:
    low = lower_at(items, k)
    if kind_at(items, k) == "p":
        return low == "-" and kind_at(items, k + 1) in {"w", "GOOD"}
    if kind_at(items, k) == "GOOD" and items[k].value.attributive:
        return True
    return kind_at(items, k) == "w" and items[k].text.islower() and low not in ENDS_GOODS


ENDS_GOODS = frozenset(
    "to for from with on in at by under over worth of and or as the a an which that was were is "
    "are be been has have per "
    "between among into after before until during ordered delivered it he they its each will would".split()
) - {"and"}


def _plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in {
        "aircraft",
        "equipment",
        "cattle",
        "sheep",
        "head",
    }


def quantities(sentence: Sentence, start: int, stop: int) -> list[Counted]:
    """All quantities in the items `start:stop`, in order."""
    found: list[Counted] = []
    k = start
    while k < stop:
        one = quantity_at(sentence, k)
        if one is None or one.stop > stop:
            k += 1
            continue
        found.append(one)
        k = one.stop
    return found


_SERVED = frozenset({"homes", "households", "families", "people", "residents", "customers", "jobs"})


def of_goods(items: list[Item], counted: Counted) -> bool:
    """Whether a quantity is one of goods, and no size of works or roads; a length of goods is one: "1,200 km of
    cable"."""
    if (counted.quantity.unit or "").rsplit(" ", 1)[-1] in _SERVED:
        return False  # "a deal that will heat 4.5 million homes"
    if counted.quantity.unit not in WORKS:
        return True
    if counted.quantity.unit not in {"KMT", "MTR", "SMI"} or lower_at(items, counted.stop) != "of":
        return False
    return kind_at(items, counted.stop + 1) == "GOOD" and items[counted.stop + 1].lower not in {"road", "railway"}
