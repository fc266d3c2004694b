"""Who took a part of a flow, by whatever words: "Romania alone took 143,000 tons", "Italy 11%", "China's part was",
"$742 million went to the United States"."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis.members import carry_units, in_unit_of
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, one_place, possessive_at

TO_COME = frozenset({"should", "will", "would", "could", "may", "might", "must", "can"})
"""Words by which a part is still to go somewhere: "700,000 tons |should| go to"."""

_PARTS = frozenset({"part", "portion", "slice"})
_WHOLE = frozenset({"them", "it", "this", "these", "that", "the", "total", "volume", "sum", "which"})
_BEING = frozenset({"was", "were", "is", "came", "to", "at", "stood", "amounted", "reached", "made", "up"})
# One of these stands before the figure of a part
_BEFORE_PART = _BEING | _WHOLE | {"of them", "of this", "s", "'", "’"}
_PLACES_OF_GOODS = frozenset({"to", "for", "from"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})


@cache
def went() -> frozenset[str]:
    """Verbs by which a figure goes to a place, with their auxiliaries."""
    return flow_words("going") | {"are", "came", "is", "was", "were"}


def part_holder(items: list[Item], i: int) -> Item | None:
    """The place whose part the figure at `i` is said to be: "China's part (of them) was |8.9 million", and, where a
    list goes on, "Spain's |1.2 million"."""
    if lower_at(items, i - 1) not in _BEFORE_PART:
        return None
    j = i - 1
    while j > 0 and lower_at(items, j) in _BEING:
        j -= 1
    if lower_at(items, j) in {"of them", "of this"}:
        j -= 1
    elif lower_at(items, j) in _WHOLE and lower_at(items, j - 1) == "of":
        j -= 2
    elif lower_at(items, j) in _WHOLE and lower_at(items, j - 2) == "of":
        j -= 3
    if lower_at(items, j) in _PARTS and j < i - 1:
        j -= 1
    elif j < i - 1:
        return None
    if lower_at(items, j) == "s" and lower_at(items, j - 1) in {"'", "’"}:
        j -= 2
    elif lower_at(items, j) in {"'", "’"}:
        j -= 1
    else:
        return None
    return items[j] if kind_at(items, j) == "PLACE" else None


def holds_a_part(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is named as whose part the next figure is: "China's part was 8.9 million"."""
    j = next((j for j in range(k + 1, min(k + 10, len(items))) if items[j].kind in {*_FIGURES, "NUM"}), None)
    return j is not None and any(t.lower in _PARTS for t in items[k:j]) and part_holder(items, j) is items[k]


def take_accounting(items: list[Item], head: Head) -> None:
    """Take the partner of "Egypt |accounted for the largest volume of exports|, worth $43 million" into the head."""
    k = head.first - 1
    if head.sided or head.elsewhere:
        return
    if lower_at(items, k) == "of" and lower_at(items, k - 1) in _PORTIONS:  # "volume of exports" is one cue, too
        k -= 2
    if k < 3 or not (items[k].is_("superlative") or items[k].is_("rank")):
        return
    k -= 1 + (lower_at(items, k - 1) == "the")
    if lower_at(items, k) != "for" or lower_at(items, k - 1) not in _ACCOUNTING or kind_at(items, k - 2) != "PLACE":
        return
    place = items[k - 2]
    if head.measure == "exports":
        head.dest = (place.value,)
    else:
        head.source = place.value
    head.spot("dest" if head.measure == "exports" else "source", place)


_PORTIONS = frozenset({"volume", "value", "amount", "share", "part", "portion", "quantity", "number", "bulk"})
_ACCOUNTING = frozenset({"accounted", "accounts", "accounting"})


def went_to(items: list[Item], i: int) -> bool:
    """Whether the figure at `i` is said to have gone to a place, with or without what it counts: "$742 million |went
    to", "11.4 million |were bound for", "5 tonnes |sold to"."""
    percent = items[i].kind == "PCT"
    i = behind_bracket(items, i)
    if percent:
        i = behind_whole(items, i)
    j = i + 1
    if lower_at(items, j) == "," and lower_at(items, i - 1) == ",":
        i, j = j, j + 1  # "The bulk, |31,000 tonnes|, came from Chile"
    j = behind_going(items, j)
    opens = percent and (lower_at(items, i - 1) in {":", ",", "and", "with"} or lower_at(items, i) in _WHOLE)
    return (j > i + 1 or opens) and lower_at(items, j) in _PLACES_OF_GOODS and one_place(items, j + 1) is not None


def behind_going(items: list[Item], j: int) -> int:
    """The index behind a verb of going at `j`, with what stands before it: "should go", "were sent"; else `j`."""
    if lower_at(items, j) in TO_COME:
        j += 1 + (lower_at(items, j + 1) == "be") if lower_at(items, j + 1) in went() | {"be"} else 0
    while lower_at(items, j) in went():
        j += 1
    return j


def behind_whole(items: list[Item], i: int) -> int:
    """The index of the last word of "37% |of it|", "28% of the total"; else `i`."""
    if lower_at(items, i + 1) in {"of them", "of this", "of it", "of that"}:
        return i + 1
    if lower_at(items, i + 1) != "of" or lower_at(items, i + 2) not in _WHOLE:
        return i
    return i + 3 if lower_at(items, i + 2) == "the" and lower_at(items, i + 3) in _WHOLE else i + 2


def carry_over(sentence: Sentence, known: Item | None) -> None:
    """Give the first bare number that a place takes the unit of the flow told before: "Italy received 9.5 billion" of
    the cubic metres of the sentence before; the members behind it follow."""
    items = sentence.items
    if known is None or "NUM" not in sentence.kinds or not sentence.kinds.isdisjoint({"AMT", "QTY"}):
        return
    at = next((k for k, item in enumerate(items) if item.kind == "NUM"), 0)
    alone = lower_at(items, at + 1) in {",", ";", ".", "and", "", "(", "in"}  # not "Kenya's 12 ministers", "10th"
    bracket = known.kind == "AMT" and items[at].value.scale >= 1000 and _in_bracket(items, at)
    if not (
        bracket
        or _takes(items, at)
        or _follows(items, at)
        or (alone and part_holder(items, at) is not None)
        or went_to(items, at)
    ):
        return
    made = in_unit_of(items[at], known)
    if made is None:
        return
    items[at] = made
    carry_units(items)
    sentence.refresh()


def _in_bracket(items: list[Item], at: int) -> bool:
    """Whether a number stands alone in the bracket behind a place: "Bosnia |(329.6 million)|"."""
    return lower_at(items, at - 1) == "(" and lower_at(items, at + 1) == ")" and kind_at(items, at - 2) == "PLACE"


def before_taking(items: list[Item], i: int) -> int:
    """The index of the word before the verb, with what stands beside it, by which the figure at `i` is taken."""
    j = i - 1
    if lower_at(items, j) in {"worth", "for"} and (kind_at(items, j - 1) == "GOOD" or items[j - 1].is_("goods_word")):
        j -= 1  # "Germany bought |apples worth $88 million|"
        while kind_at(items, j) == "GOOD" or items[j].is_("goods_word") or lower_at(items, j) in {"and", ","}:
            j -= 1
    while j >= 0 and items[j].lower in flow_words("taking"):
        j -= 1
    return j


def _takes(items: list[Item], at: int) -> bool:
    j = before_taking(items, at)
    return kind_at(items, j) == "PLACE" and j < at - 1 and lower_at(items, at + 1) in {",", ";", ".", "and", ""}


def _follows(items: list[Item], at: int) -> bool:
    """Whether a number is that of the next in a ranking: "Norway followed with |8.1 billion| and Peru with 4.4"."""
    ranked = lower_at(items, at - 1) == "with" and kind_at(items, at - 3) == "PLACE"
    return ranked and lower_at(items, at - 2) in {"followed", "follows", "next", "second", "third"}


def behind_bracket(items: list[Item], i: int) -> int:
    """The index of the bracket that closes behind the figure at `i`: "$320 million (up 4%|) went to"; else `i`."""
    if lower_at(items, i + 1) != "(":
        return i
    return next((k for k in range(i + 3, min(i + 8, len(items))) if items[k].lower == ")"), i)


def joined_takers(items: list[Item], i: int) -> list[Item]:
    """The several countries of "India, Spain and Italy took |5 tonnes", "China and Japan, which imported copper worth":
    who took what the figure at `i` begins to tell; [] where nobody did."""
    j = i - 1
    while j > 0 and i - j < 12 and (_stands_before_figure(items[j]) or _owns_goods(items, j)):
        j -= 1
    j -= lower_at(items, j) == ","
    named: list[Item] = []
    while kind_at(items, j) == "PLACE":
        named.insert(0, items[j])
        j -= 1 + (lower_at(items, j - 1) == "the")
        if lower_at(items, j) not in {",", "and"} or j == 0:
            break
        back = j - (lower_at(items, j) == "and") - (lower_at(items, j - 1) == "," or lower_at(items, j) == ",")
        if kind_at(items, back) != "PLACE":
            break
        j = back
    governed = lower_at(items, j) in {"to", "from", "between", "into", "of", "by", "for"}
    return named if len(named) > 1 and not governed else []


def run_of_figures(items: list[Item], i: int, n: int) -> int | None:
    """The index of the last of just `n` figures of one kind that a list joins, from that at `i` on; None elsewhere."""
    last, count = i, 1
    while True:
        k = last + 1
        while lower_at(items, k) in {",", "and"}:
            k += 1
        if k == last + 1 or kind_at(items, k) != items[i].kind:
            return last if count == n and n > 1 else None
        last, count = k, count + 1


def _owns_goods(items: list[Item], j: int) -> bool:
    """Whether the place at `j` is whose goods were taken: "bought |Nigeria's crude oil"."""
    return kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) > j + 1


def _stands_before_figure(item: Item) -> bool:
    """Whether an item may stand between who takes and the figure: verbs of taking and trading, the goods."""
    if item.kind in {"GOOD", "DEM"} or item.is_("fverb") or item.is_("goods_word") or item.is_("val"):
        return True
    return item.lower in flow_words("taking") or item.lower in _BEFORE_TAKEN


_BEFORE_TAKEN = frozenset("which that also for worth valued at of s ' ’ contributed contributing with a share".split())


def taken_together(items: list[Item], head: Head, i: int) -> bool:
    """Whether the sum at `i` is told behind the share that several took, or some who are only counted: "Peru and Oman
    accounted for half of the exports, |totalling $2 billion|". It may be theirs or the whole."""
    behind = items[head.last + 1 : i]
    if not any(item.lower == "," for item in behind) or not any(item.lower in _COMING_TO for item in behind):
        return False
    share = next((k for k in range(head.first - 1, max(0, head.first - 7), -1) if items[k].kind == "PCT"), 0)
    verb = share - 1 - (lower_at(items, share - 1) == "for")
    if verb < 1 or lower_at(items, verb) not in _ACCOUNTING or lower_at(items, share + 1) not in {"of", "in"}:
        return False
    return kind_at(items, verb - 1) != "PLACE" or lower_at(items, verb - 2) in {"and", ","}


_COMING_TO = frozenset({"totalling", "totaling", "worth", "valued", "total", "amounting", "reaching"})
_ACCOUNTING = frozenset(
    {"accounted", "account", "made up", "make up", "represented", "represent", "constituted", "took"}
)
