"""Balances and sums of exports and imports brought to the plain wording: ", for a total of $5m", ", bringing total
trade to $5m" as ", and trade was $5m"; "the deficit on goods trade" as "the trade deficit"."""

from __future__ import annotations

from itertools import combinations, pairwise

from tradebook.extract.analysis.plain_words import cue_of
from tradebook.extract.items import Item, Sentence

_HALVES = frozenset({"exports", "imports"})
_THREE = 3
_TOGETHER = frozenset(
    "for a an the with making bringing taking giving putting thus total trade turnover commerce combined overall grand "
    "foreign external volume value at to of up their its and was were came reached amounted".split()
) | {"total trade", "foreign trade", "external trade", "trade turnover", "total turnover"}  # fmt: skip


def put_sum_plainly(sentence: Sentence) -> bool:
    """Bring the sum of the two halves to the plain wording, as items at the same place; whether there was one."""
    items = sentence.items
    sums = [k for k, item in enumerate(items) if item.kind == "AMT"]
    if len(sums) < _THREE:
        return False
    last = sums[-1]
    comma = next((k for k in range(last - 1, sums[-2], -1) if items[k].lower == ","), None)
    if comma is None or any(item.lower not in _TOGETHER for item in items[comma + 1 : last]):
        return False
    if _HALVES - {item.cue("flow") or item.cue("fverb") for item in items[:comma]}:
        return False
    if not any(_adds_up(items[j], items[k], items[last]) for j, k in combinations(sums[:-1], 2)):
        return False
    # "its exports were $3m and its imports $2m, for a total of $5m": all its trade; with somebody, that with him
    named = [item for item in items[:comma] if item.lower != "the"]
    ends = any(a.lower in {"to", "from", "with", "and"} and b.kind == "PLACE" for a, b in pairwise(named))
    first = items[comma + 1]
    end = items[last].start
    text = sentence.text_between(first, items[last - 1]) if last - 1 > comma else ""
    items[comma + 1 : last] = [
        Item("w", first.start, first.start, "and", "and"),
        *([] if ends else [Item("CUE", first.start, first.start, "total", "total", cue_of("total"))]),
        Item("CUE", min(first.start, end), end, text, "trade", cue_of("trade")),
        Item("CUE", end, end, "was", "was", cue_of("was")),
    ]
    return True


def put_balance_plainly(sentence: Sentence) -> bool:
    """Bring "the surplus |on (goods) trade|" to "the trade surplus" and "the |resulting| surplus" to "the surplus", as
    items at the same place; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 3, 0, -1):
        if items[k].lower == "resulting" and items[k - 1].lower == "the" and items[k + 1].is_("sign"):
            del items[k]
            changed = True
            continue
        noun = items[k]
        if noun.lower not in _BALANCES or items[k + 1].lower not in {"on", "in"} or items[k - 1].lower == "trade":
            continue
        j = k + 2
        while j < len(items) - 1 and items[j].lower in {"the", "its", "goods", "merchandise", "foreign"}:
            j += 1
        if items[j].lower not in {"trade", "foreign trade", "goods trade", "external trade"}:
            continue
        word = "trade deficit" if noun.lower in _SHORT else "trade surplus"
        text = sentence.text_between(noun, items[j])
        items[k : j + 1] = [Item("CUE", noun.start, items[j].end, text, word, cue_of(word.rpartition(" ")[2]))]
        changed = True
    return changed


_SHORT = frozenset({"deficit", "shortfall", "gap"})
_BALANCES = _SHORT | {"surplus"}


def _adds_up(one: Item, other: Item, both: Item) -> bool:
    """Whether two sums come to a third, within what their figures leave open."""
    told = (one.value, other.value, both.value)
    if len({amount.currency for amount in told}) > 1 or any(amount.value is None for amount in told):
        return False
    exact = sum(float(amount.precision or 0) for amount in told)
    return abs(float(told[0].value) + float(told[1].value) - float(told[2].value)) <= exact
