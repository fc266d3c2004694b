"""What stands before the noun of a flow and belongs to it: owners, goods, adjectives ("Kenya's total tea exports")."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.branches import BRANCHES, branches, good_of_branch
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import PREFIXES
from tradebook.extract.kinds.phrases import good_of, kind_at, left_out_at, lower_at
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.mentions.periods.words import COUNTS
from tradebook.extract.tables import words
from tradebook.places import is_group
from tradebook.statement import Good, Period

_APOSTROPHES = frozenset({"'", "’", "‘"})
_WHOLE = frozenset({"total", "overall", "foreign", "external", "global", "whole"})
_SIZES = frozenset({"volume", "value", "amount", "quantity"})
_BEFORE_TIME = frozenset(
    {"in", "during", "for", "of", "since", "by", "from", "until", ",", "to", "with", "than", "over", "within"}
)
_BEFORE_OBJECT = frozenset({"to", "from", "in", "with", "into", "between", "at", "for"})
_OPEN_OWNERS = frozenset("country nation republic kingdom world bloc union emirate".split())


@cache
def _adjectives() -> frozenset[str]:
    return words("flow_adjectives")


def read_left(items: list[Item], head: Head) -> None:
    """Take what stands before the head word into the head: owners, goods, adjectives."""
    j = head.at - 1
    while j >= 0:
        step = _step(items, j, head)
        if step is None:
            break
        j = step
        head.first = j + 1
    if lower_at(items, head.first - 1) == "of" and lower_at(items, head.first - 2) in _SIZES:
        head.total = head.total or lower_at(items, head.first - 3) in {"total", "overall"}
    while head.first > 0 and lower_at(items, head.first - 1) in {"the", "a", "an"}:
        head.first -= 1


def _step(items: list[Item], j: int, head: Head) -> int | None:
    """Take the item at `j` into the head's left side; the next index to look at, None where the phrase begins."""
    item = items[j]
    if item.lower == "s" and head.period is None and (stretch := _of_the_month(items, j)) is not None:
        head.period = stretch
        return j - 3
    if (owner := _possessed_by(items, j)) is not None:
        return _possessor(items, owner, head)
    if (item.kind == "CUE" or item.lower in _MATERIALS) and (step := _branch_goods(items, j, head)) is not None:
        return step
    if item.kind == "CUE":
        return _cue(item, j, head)
    if item.kind in {"PLACE", "NAME"} and lower_at(items, j - 1) in {"-", "–"} and _on_a_side(items, j, head):
        return j - 3
    if item.kind == "GOOD":
        return _good(items, j, head)
    if item.kind in {"DEM", "PLACE"}:
        return _place(items, j, head)
    if item.kind == "PER" and head.period is None and _attributive_period(items, j):
        if head.owner is not None and item.value.period.start == item.value.period.end:
            return None  # "BOGOTA May 8 Colombia's exports": the day of a dateline
        head.period = item
        return j - 1
    begins = j == head.at - 1 and not head.goods
    if (begins or _goes_on(items, j, head)) and (step := _branch(items, j, head)) is not None:
        return step
    if item.kind in {"w", "PER"} and item.lower in _adjectives():
        head.total = head.total or item.lower in _WHOLE
        head.items.append(item)
        return j - 1
    if item.lower == "month" and (counted := _months_counted(items, j)) is not None and head.period is None:
        head.period = counted
        return j - 3
    if item.lower in {"-", "–"} and lower_at(items, j - 1) in PREFIXES:
        return j - 2
    if item.lower == "/" and items[j - 1].kind in {"w", "NAME"} and head.goods:
        return j - 2  # "spelt/barley imports"
    if item.kind in {"w", "NAME"} and lower_at(items, j - 1) == "/" and kind_at(items, j - 2) == "GOOD":
        return j - 2  # "beef/bvm imports"
    if item.lower in {"based", "related"} and j == head.at - 1:
        k = j - 1 - (lower_at(items, j - 1) in {"-", "–"})  # "rubber-based exports", "coconut based exports"
        return _good(items, k, head) if kind_at(items, k) == "GOOD" else _branch(items, k, head) if k >= 0 else None
    if item.lower == "bound" and lower_at(items, j - 1) in {"-", "–"} and kind_at(items, j - 2) == "PLACE":
        head.dest = (items[j - 2].value,)  # "Egypt-bound exports"
        head.spot("dest", items[j - 2])
        return j - 3
    if item.lower in BRANCHES and kind_at(items, j - 1) == "GOOD":
        return _good(items, j - 1, head)  # "textile group exports", "automotive industry exports"
    return None


def _on_a_side(items: list[Item], j: int, head: Head) -> bool:
    """Take "|extra-EU| exports", "|non-EU| imports" as of partners that no table knows, "|intra-EU| trade" as of the
    union."""
    side = lower_at(items, j - 2)
    if side in {"non", "extra"} and items[j].text.isupper():
        head.elsewhere = True
        return True
    if side != "intra" or items[j].kind != "PLACE":
        return False
    if head.measure == "exports":
        head.dest = (items[j].value,)
    elif head.measure == "imports":
        head.source = items[j].value
    else:
        head.counterpart = (items[j].value,)
    head.spot("partner", items[j])
    return True


def _of_the_month(items: list[Item], j: int) -> Item | None:
    """ "the |month's| coffee exports", "the |quarter's| imports": the month or quarter that is spoken of, as a
    period."""
    count = {"month": 1, "quarter": 3}.get(lower_at(items, j - 2))
    if count is None or lower_at(items, j - 1) not in _APOSTROPHES or lower_at(items, j - 3) != "the":
        return None
    text = f"{items[j - 2].text}'s"
    mention = PeriodMention(Period(text=text), relation="stretch", months=count)
    return Item("PER", items[j - 2].start, items[j].end, text, text.lower(), mention)


def _months_counted(items: list[Item], j: int) -> Item | None:
    """ "four-|month| imports": the stretch of as many months that is spoken of, as a period."""
    count = COUNTS.get(lower_at(items, j - 2)) if lower_at(items, j - 1) in {"-", "–"} else None
    if count is None:
        return None
    text = f"{items[j - 2].text}-{items[j].text}"
    mention = PeriodMention(Period(text=text), relation="stretch", months=count)
    return Item("PER", items[j - 2].start, items[j].end, text, text.lower(), mention)


def _branch(items: list[Item], j: int, head: Head) -> int | None:
    """Take a branch named as an adjective into the head as its goods ("energy imports", "the country's agribusiness
    exports", "non-mining exports"); the next index to look at, None where the item is none."""
    item = items[j]
    known = branches()
    if item.lower not in known or item.kind not in {"w", "CUE"} or head.two_way:
        return None
    if item.lower == "it" and item.text != "IT":
        return None  # "more than it exports": no branch
    joined = lower_at(items, j - 1) in {"-", "–"} and items[j - 1].end == item.start
    if joined and lower_at(items, j - 2) == "non":
        head.take_excluded(items[j - 2], item)
        return j - 3
    form, first = item.lower, j
    if joined and f"{lower_at(items, j - 2)}-{item.lower}" in known:
        form, first = f"{lower_at(items, j - 2)}-{item.lower}", j - 2
    elif joined:
        return None
    good = good_of_branch(form if first < j else item.text, form)
    head.goods = (good, *head.goods)
    head.spot("goods", *items[first : j + 1])
    listed = lower_at(items, first - 1) in {"and", ","} and _is_ware(items, first - 2)  # "fruit and vegetable exports"
    return first - 2 if listed else first - 1


_MATERIALS = frozenset({"material", "materials"})


def _branch_goods(items: list[Item], j: int, head: Head) -> int | None:
    """Take "|consumer goods| exports", "|raw material| imports", which no lexicon knows as one good, into the head as
    its goods."""
    raw = items[j].lower in _MATERIALS and lower_at(items, j - 1) == "raw"
    if not (raw or items[j].is_("goods_word")) or j != head.at - 1 or j < 1 or head.goods or head.two_way:
        return None
    named = items[j - 1]
    if named.kind != "w" or not (raw or named.lower in branches()) or lower_at(items, j - 2) in {"-", "–"}:
        return None
    glue = "" if named.end == items[j].start else " "
    head.goods = (Good(text=f"{named.text}{glue}{items[j].text}"),)
    head.spot("goods", named, items[j])
    return j - 2


def _is_ware(items: list[Item], j: int) -> bool:
    """Whether goods, or a branch named for its goods, end at `j`."""
    return kind_at(items, j) == "GOOD" or (j >= 0 and items[j].kind in {"w", "CUE"} and items[j].lower in branches())


def _goes_on(items: list[Item], j: int, head: Head) -> bool:
    """Whether the word at `j` stands in a list with goods of the head behind it ("agricultural and textile")."""
    return bool(head.goods) and lower_at(items, j + 1) in {"and", ","} and kind_at(items, j + 2) != "PLACE"


def _possessed_by(items: list[Item], j: int) -> int | None:
    """The index of what possesses, where a possessive mark ends at `j` (-1: nothing stands before it); else None."""
    item = items[j]
    if j < 1:
        return None
    if item.kind == "w" and item.lower == "s" and items[j - 1].lower in _APOSTROPHES:
        return j - 2
    joined = item.kind == "p" and item.lower in {"'", "’"} and items[j - 1].end == item.start
    return j - 1 if joined and items[j - 1].lower.endswith("s") else None


def _attributive_period(items: list[Item], j: int) -> bool:
    """A period right before the head word ("the 2021 exports", "January-October trade"), not "in 2021 exports rose"."""
    mention = items[j].value
    if mention.cue is not None or mention.relation:
        return False
    if j and items[j - 1].is_("compare"):
        return False
    return lower_at(items, j - 1) not in _BEFORE_TIME and not items[j].lower.startswith(("in ", "since", "by"))


def _cue(item: Item, j: int, head: Head) -> int | None:
    if item.is_("mutual"):
        head.mutual = True
        head.spot("between", item)
    elif item.is_("total"):
        head.total = True
    elif item.is_("anaphor"):
        if item.lower == "their" and head.measure == "turnover":
            head.mutual = True
        else:
            head.open_owner = item.lower
    elif item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
    elif not (item.is_("revision") or item.lower in _adjectives() or _first_half(item, j, head)):
        return None
    return j - 1


def _first_half(item: Item, j: int, head: Head) -> bool:
    """The first word of "trade turnover", "export volume"."""
    return item.is_("flow") and item.lower in {"trade", "export", "import"} and head.at - j <= 2


def _good(items: list[Item], j: int, head: Head) -> int | None:
    kind = left_out_at(items, j - 2) is None  # "non-processed seafood exports"
    if lower_at(items, j - 1) in {"-", "–"} and lower_at(items, j - 2) == "non" and not kind:
        if head.excludes is None:
            head.take_excluded(items[j - 2], items[j])
        else:  # "non-oil, non-gold imports"
            head.excludes = f"{items[j - 2].text}-{items[j].text}, {head.excludes}"
            head.spot("excludes", items[j - 2], items[j])
        j -= 3
        again = lower_at(items, j) in {",", "and"} and kind_at(items, j - 1) == "GOOD"
        return j - 1 if again and lower_at(items, j - 3) == "non" else j
    if not head.goods or j == head.at - 1 or lower_at(items, j + 1) in {"and", ","}:
        head.goods = (good_of(items[j]), *head.goods)
        head.spot("goods", items[j])
        if lower_at(items, j - 1) in {"and", ",", "/"} and head.at - j < 12 and _is_ware(items, j - 2):
            return None if _is_one_thing(items, j - 2) else j - 2
        if lower_at(items, j - 1) == "and" and lower_at(items, j - 2) == "," and kind_at(items, j - 3) == "GOOD":
            return j - 3  # "cotton, jute, and silk exports"
        return j - 1
    return None


def _is_one_thing(items: list[Item], j: int) -> bool:
    """Whether the good at `j` is a single thing before a comma: "according to a French |newspaper|, tea exports"."""
    first = j - 1 if kind_at(items, j - 1) in {"DEM", "w"} and lower_at(items, j - 1) not in {"a", "an"} else j
    return lower_at(items, j + 1) == "," and lower_at(items, first - 1) in {"a", "an"}


def _place(items: list[Item], j: int, head: Head) -> int | None:
    """A demonym or a country's name as adjective before the head; two joined are the pair."""
    item, before = items[j], lower_at(items, j - 1)
    if head.owner is not None:
        return None
    if _joined_pair(items, j, head):
        head.between = (items[j - 2].value, item.value)
        head.spot("between", items[j - 2], item)
        return j - 3
    of_city = item.value.form in {"city", "capital"} and head.measure != "turnover"
    if item.kind == "PLACE" and before in _BEFORE_OBJECT and not of_city:
        return None  # "in Turkey exports rose": the place is not the owner by grammar
    if items[head.at].lower == "arrivals" and item.kind == "DEM" and head.goods:
        head.take_origin(item)  # "Japanese car arrivals" came from Japan
        return j - 1
    head.take_owner(item)
    # "Chinese steel imports": whose imports, and of whose steel, the words alone do not say
    if head.measure == "imports" and item.kind == "DEM" and head.goods:
        head.loose = True
    return j - 1


def _joined_pair(items: list[Item], j: int, head: Head) -> bool:
    """Whether two places are joined before the head: "Russia-Turkey trade", "Russian and Turkish trade"."""
    joint = lower_at(items, j - 1)
    if joint == "," and j == 2 and head.two_way and items[0].kind == items[2].kind == "PLACE":
        return bool(items[0].value.code != items[2].value.code)  # a headline: "Nigeria, South Africa trade volume down"
    if joint not in {"-", "–", "—", "/", "and", "to"} or kind_at(items, j - 2) not in {"DEM", "PLACE"}:
        return False
    if joint == "and" and head.two_way and items[j].kind == items[j - 2].kind == "PLACE":
        first = j - 3 - (lower_at(items, j - 3) == "the")
        return first < 0 or lower_at(items, first) in {"that", ":"}  # "Nepal and Oman trade stands at"
    return joint not in {"and", "to"} or (head.measure == "turnover" and items[j].kind == "DEM")


def _possessor(items: list[Item], j: int, head: Head) -> int | None:
    """The owner before a possessive mark: "Kenya's", "the country's", "the two countries'", "last year's"."""
    if j < 0:
        return None
    item = items[j]
    if item.kind == "PLACE" and head.owner is None:
        head.take_owner(item)
        if item.value.form == "city":  # "Istanbul's exports" are not all of the country's
            head.owner = Place(code=item.value.code, form="city", area=item.text)
    elif item.is_("two_countries"):
        head.mutual = True
    elif item.is_("area_noun"):
        head.open_area = True
    elif item.is_("country_noun") or (item.kind == "w" and item.lower in _OPEN_OWNERS):
        head.open_owner = item.lower
        if kind_at(items, j - 1) in {"DEM", "PLACE"} and is_group(items[j - 1].value.code):
            return j - 2  # "the |East African| country's exports": where it lies
    elif item.kind == "PER" and head.period is None:
        head.period = item
    else:
        return None
    return j - 1
