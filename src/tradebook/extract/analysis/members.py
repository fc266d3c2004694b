"""Members of a list without their unit: "Germany $329 million, Italy 210 and Spain 198", "$612 million from Romania,
151 from Germany": each takes currency, unit and scale of the figure before it."""

from __future__ import annotations

from decimal import Decimal

from tradebook.extract.analysis.pairs import printed_scale, told_again
from tradebook.extract.items import Fraction, Item
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Amount, Quantity

_WITH_UNIT = frozenset({"AMT", "QTY", "PCT"})
_LABELS = frozenset({"PLACE", "GOOD"})
_DIRECTIONS = frozenset({"to", "from", "for"})
# Between a label and its figure: "Spain took 5", "Italy with 5", "Kuwait's 5", "Spain's part was 5"
_OPENERS = frozenset(
    "( , : - – — with at took takes taking bought buying received receiving absorbed s ' ’ part share was were by "
    "about some nearly over almost only another of them it these this total sum volume".split()
) | {"of them", "of this", "of which", "made up", "accounted for", "accounting for"}
# Between a figure and the direction that it took: "$5m |went to Spain"
_WAYS = frozenset({"to", "from", "with"})
_GOING = frozenset("went came were was bound sold sent shipped exported headed worth go goes destined".split())
_JOINERS = frozenset(
    {
        ",",
        ";",
        "and",
        "while",
        "the",
        ")",
        "(",
        "+",
        "-",
        "−",
        "–",
        "up",
        "down",
        "or",
        "by",
        "ahead",
        "of",
        "then",
        "followed",
        "next",
        "before",
        "of which",
    }
)
_BEHIND = frozenset({"", ",", ";", ".", "and", "(", ")", "while"})
# What tells beside a member what it was before: "Italy at 210 tonnes, up from 198 in 2022, Spain |90|"
_BEFORE_THAT = frozenset({"from", "in", "against"})
_OF_THEM = ([",", "of them"], [",", "of which"], [",", "including"], ["of", "them"], ["of", "which"])
_OF_IT = frozenset({"of", "of it", "of that", "of this", "of them"})
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_REACH = 18
_LONGEST_OPENING = 8
_LARGEST, _SMALLEST = 20, 0.001
_YEARS = range(1900, 2100)


def carry_units(items: list[Item]) -> list[Item]:
    """The items, with bare numbers that are members of a list in the unit of the member before them."""
    last = -1
    for k, item in enumerate(items):
        if item.kind in _WITH_UNIT:
            if told_again(items, k):
                continue
            beside = item.kind == "PCT" and last >= 0 and items[last].kind != "PCT"
            if not beside or _label_before(items, k, last) >= 0:
                last = k  # "$5m (+11%)": the sum is the member's figure
        elif item.kind == "NUM" and (behind := _percent_behind(items, k)) is not None:
            items[k] = _beside_percent(item, behind) or item
        elif item.kind == "NUM" and last >= 0 and k - last <= _REACH and _is_member(items, last, k):
            made = in_unit_of(item, items[last])
            if made is not None:
                items[k], last = made, k
    return items


def _percent_behind(items: list[Item], k: int) -> Item | None:
    """The percentage that the number at `k` stands before in a list: "|17|, 13 and 9 percent"."""
    j = k
    while j + 2 < len(items) and j < k + 8:
        joins, item = items[j + 1].lower, items[j + 2]
        if item.kind == "PCT":
            return item if joins == "and" else None
        if joins != "," or item.kind != "NUM":
            return None
        j += 2
    return None


def _beside_percent(item: Item, known: Item) -> Item | None:
    """ "|40| and 22 percent": the first number is one of percent too; "the two and 5 percent" is none."""
    bare: Bare = item.value
    return in_unit_of(item, known) if bare.printed and bare.low == bare.high else None


def _is_member(items: list[Item], last: int, k: int) -> bool:
    """Whether the number at `k` stands in the list as the figure at `last` does: behind its label, or before the
    direction that it took."""
    bare: Bare = items[k].value
    if not bare.printed or bare.low != bare.high or (bare.scale == 1 and bare.low in _YEARS):
        return False
    behind = items[k + 1].lower if k + 1 < len(items) else ""
    if behind in _ORDINAL_ENDS:
        return False  # "South Africa's 10th biggest market"
    if behind in _GOING and bare.scale > 1:
        return any(t.lower in _DIRECTIONS for t in items[k + 2 : k + 4])  # "11.4 million were bound for"
    if behind in _DIRECTIONS and [t.lower for t in items[k - 2 : k]] in _OF_THEM:
        return k + 2 < len(items) and _is_label(items, k + 2)
    if behind in _DIRECTIONS:
        return _went(items, last, k) and k + 2 < len(items) and _is_label(items, k + 2)
    if behind not in _BEHIND:
        return False
    if _of_other_way(items, last, k):
        return True
    first = _label_before(items, k, last)
    if first < 0 and _accounts_too(items, last, k):
        return True
    if first < 0:
        return False
    way = first - 1 - (items[first - 1].lower == "the")
    if items[way].lower in _WAYS and items[way - 1].lower in {",", "and", ";"} and _listed(items[last + 1 : way]):
        return True  # ", with Oman |50|", ", to Montenegro (|80.1 million|)"
    if bare.scale > 1 and items[k - 1].lower == "(" and _listed(items[last + 1 : first]):
        return True
    start = _behind_whole(items, last, first)
    if not all(_may_part(items, j) for j in range(start, first)):
        return False
    return any(t.kind in _LABELS for t in items[max(0, last - _REACH) : last])


def _accounts_too(items: list[Item], last: int, k: int) -> bool:
    """Whether the number at `k` is the next part of what the figure at `last` is one of: "Peru accounted for 18 percent
    of turnover, and Oman for |9|"."""
    if items[last - 1].lower != "for" or items[k - 1].lower != "for" or items[k - 2].kind not in _LABELS:
        return False
    first = k - 2 - (items[k - 3].lower == "the")
    end = first
    while end > last + 1 and items[end - 1].lower in {",", ";", "and", "while"}:
        end -= 1
    whole = items[last + 1 : end]
    bare = [t for t in whole if t.kind in {"w", "CUE", "GOOD", "DEM", "PLACE"} or t.lower in {"'", "’"}]
    return end < first and len(whole) == len(bare) and (not whole or whole[0].lower == "of") and len(whole) < 8


def _may_part(items: list[Item], j: int) -> bool:
    """Whether an item may stand between two members: their joint, a share, what the first was before."""
    item = items[j]
    if item.lower in _JOINERS | _BEFORE_THAT or item.kind in {"PCT", "PER"}:
        return True
    return item.kind == "NUM" and items[j - 1].lower == "(" and j + 1 < len(items) and items[j + 1].lower == ")"


def _of_other_way(items: list[Item], last: int, k: int) -> bool:
    """Whether a sum was told before and the number is what another flow came to: "exported 1.2 billion euros worth of
    goods and imported |560 million|", "its imports from there to |560 million|"."""
    if items[last].kind == "QTY":
        return _goes_on(items, last, k)
    if items[last].kind != "AMT" or items[k].value.scale < _MILLION:
        return False
    before = items[k - 1]
    near = items[max(last + 1, k - 7) : k]
    named = any(item.is_("flow") or item.is_("fverb") for item in near)
    leads = before.lower in _LEADING or before.is_("flow") or before.is_("fverb") or before.is_("val")
    return named and leads


def _goes_on(items: list[Item], last: int, k: int) -> bool:
    """Whether the number at `k` is the level of "those to Peru" in tonnes like that before: "fell 4% to 641,000 tonnes
    and those to the US rose 6% to |52,000|"."""
    near = items[last + 1 : k]
    pointed = any(item.lower in {"those", "that"} for item in near)
    return pointed and items[k - 1].lower == "to" and any(item.is_("chverb") for item in near)


_MILLION = 1_000_000
_LEADING = frozenset({"to", "at", "of", "worth", "about", "some", "nearly", "over"})


def _behind_whole(items: list[Item], last: int, first: int) -> int:
    """The index behind what the figure at `last` is of: "40 percent |of its sales|, Brazil 20", "471,000 tons |of that
    volume|, India 118,000"."""
    if last + 1 >= first or items[last + 1].lower not in _OF_IT:
        return last + 1
    end = next((j for j in range(last + 2, min(first, last + 6)) if items[j].lower == ","), last + 1)
    return end if all(t.kind in {"w", "CUE", "GOOD"} for t in items[last + 2 : end]) else last + 1


def _listed(between: list[Item]) -> bool:
    """Whether only the rest of a member and its time stand between two figures of a list."""
    return all(t.kind in {"PLACE", "GOOD", "PER", "PCT"} or t.lower in _JOINERS | _WAYS | {"in"} for t in between)


def _is_label(items: list[Item], k: int) -> bool:
    return items[k].kind in _LABELS or (items[k].lower == "the" and k + 1 < len(items) and items[k + 1].kind in _LABELS)


def _went(items: list[Item], last: int, k: int) -> bool:
    """Whether the figure at `last` took a direction, and nothing but that stands before the number at `k`."""
    between = items[last + 1 : k]
    at = next((n for n, t in enumerate(between) if t.lower in _DIRECTIONS), None)
    if at is None or between[at].lower != items[k + 1].lower or between[-1].lower not in {",", "and", ";"}:
        return False
    of_goods = [t for t in between[:at] if t.lower not in _GOING | {"of"} and t.kind not in {"GOOD", "AMT"}]
    if of_goods or [t.lower for t in between[:at]] == ["of"]:
        return False
    return all(t.kind in _LABELS or t.lower in {",", "and", "the", ";"} for t in between[at + 1 :])


def _label_before(items: list[Item], k: int, stop: int) -> int:
    """The index of the label of the figure at `k`, -1 where none stands right before it."""
    j = k - 1
    while j > stop and j >= k - _LONGEST_OPENING and items[j].kind not in _LABELS and items[j].lower in _OPENERS:
        j -= 1
    if j <= stop or items[j].kind not in _LABELS:
        return -1
    return j


def in_unit_of(item: Item, known: Item) -> Item | None:
    """A bare number in the currency, unit and scale of a figure; None where the two are of no one size."""
    bare: Bare = item.value
    if known.kind == "PCT":
        if known.value.percent is None or bare.scale != 1 or bare.low > 100 or known.value.points:
            return None
        share = Fraction(percent=plain(bare.low), qualifier=bare.qualifier, text=item.text)
        return Item("PCT", item.start, item.end, item.text, item.lower, share)
    scale = printed_scale(known) if bare.scale == 1 and bare.low < 1000 else Decimal(1)  # "1.2 million, 412,000"
    value = bare.low * scale
    other = known.value.value
    if not other or not _SMALLEST <= abs(float(value) / float(other)) <= _LARGEST:
        return None
    precision = plain(bare.precision * scale)
    made: Amount | Quantity
    if known.kind == "AMT":
        made = Amount(
            value=plain(value),
            currency=known.value.currency,
            qualifier=bare.qualifier,
            precision=precision,
            text=item.text,
        )
    else:
        made = Quantity(
            value=plain(value),
            unit=known.value.unit,
            qualifier=bare.qualifier,
            precision=precision,
            text=item.text,
        )
    return Item(known.kind, item.start, item.end, item.text, item.lower, made)
