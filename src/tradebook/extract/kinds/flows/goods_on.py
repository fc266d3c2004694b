"""Goods that go on with a flow: "Peru's copper exports rose 5% to $1 billion. |Zinc| fell 12% to $150 million, while
|gold| jumped 30%, |silver 8%|".

What is told of a good alone, without a word of trade, is of the flow before it: of the same country, partner and
direction. In its own sentence a good may as well be told of a market or a harvest, so only that sentence goes on which
begins with it, right behind a flow, and in whose words nothing speaks of a price or a crop."""

from __future__ import annotations

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, goods_list, kind_at, lower_at
from tradebook.extract.tables import words
from tradebook.statement import Change, Measure

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})
_SUMS = frozenset({"AMT", "QTY"})
_CLAUSES = frozenset({",", "and", "while", "but", ";", "whereas", "although", "whilst"})
_AUXILIARIES = frozenset("also was were had have has even then each both in turn alone further".split())
_OPENERS = frozenset({"the", "and", "but", ",", "meanwhile", "however", "also", "*", "-", "–", "•"})
_LONGEST_VERB = 5  # items from the verb to its figure
_LEAST = 100_000  # less is the price of one
_MADE_UP = frozenset({"made up", "brought in"})
_LEADING = frozenset({"led", "followed", "ranked", "leads", "ranks", "follows"})


def goods_that_go_on(sentence: Sentence, told: Scope | None) -> list[Head]:
    """Heads of a sentence that begins with goods and what they came to, right behind the flow that was told."""
    if told is None or "GOOD" not in sentence.kinds or not _may_go_on(sentence, told):
        return []
    items, k = sentence.items, 0
    while lower_at(items, k) in _OPENERS or kind_at(items, k) == "PER" or _opens_with_time(items, k):
        k += 1
    first = _clause(items, k)
    if first is None or not _is_of_trade(sentence, first, told):
        return []
    head = _head(told.measure, k, first)
    return [head, *goods_that_grew(items, [head])]


def _opens_with_time(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in {"in", "during"} and kind_at(items, k + 1) == "PER"


def _may_go_on(sentence: Sentence, told: Scope) -> bool:
    """Whether a flow of one direction was told with a figure right before, and no word here is of another subject."""
    before = told.sentence
    if (
        not told.told
        or told.mixed
        or told.measure not in {"exports", "imports"}
        or before.headline != sentence.headline
    ):
        return False
    if sentence.index - before.index != 1 or sentence.paragraph - before.paragraph > 1:
        return False
    return sentence.lowers.isdisjoint(words("noise")) and sentence.lowers.isdisjoint(flow_words("no_flow_of_goods"))


def _is_of_trade(sentence: Sentence, goods: GoodsAt, told: Scope) -> bool:
    """Whether the first figure of goods can only be of the flow: one of its kind, and a bare growth (which a price has
    as well) only where the flow was one of goods that grew."""
    items = sentence.items
    start = _behind_which(items, goods.stop)
    figures = [item for item in items[start : start + 2 * _LONGEST_VERB] if item.kind in _FIGURES]
    known = told.sentence.kinds
    if any(item.kind == "QTY" for item in figures):
        return "QTY" in known
    if sums := [item.value.value for item in figures if item.kind == "AMT"]:
        return all(value is None or value >= _LEAST for value in sums)
    last = items.index(figures[0]) + 1
    if lower_at(items, last) in {"to", "at"} and kind_at(items, last + 1) != "PER":
        return False  # "Arabica fell 2% to 180 cents"
    if not told.goods or "PCT" not in known or any(item.kind == "PLACE" for item in items):
        return False
    return told.sentence.lowers.isdisjoint({"price", "prices", "dearer", "cheaper"}) and not _of_a_day(items)


def _of_a_day(items: list[Item]) -> bool:
    """Whether the time is a day, as of a market: "Cocoa fell 3% on Tuesday"."""
    return any(
        item.kind == "PER" and (item.value.period.start or "-") == (item.value.period.end or "") for item in items
    )


def goods_that_grew(items: list[Item], before: list[Head]) -> list[Head]:
    """Heads of "exports of copper rose 5%, while |salmon| fell 3%, and |fruit| came to $40 million": the flow before of
    other goods."""
    found: list[Head] = []
    covered = -1
    for i, item in enumerate(items):
        if item.kind != "GOOD" or i <= covered or _before_goods(items, i) not in _CLAUSES:
            continue
        known = next((head for head in reversed((*before, *found)) if head.at < i), None)
        goods = _clause(items, i) if known is not None else None
        if known is None or goods is None or known.last >= i or known.two_way:
            continue
        if not (known.goods or _by_a_sum(items, goods.stop) or _part_of(items, known)):
            continue
        covered = goods.stop - 1
        told = any(t.kind in _FIGURES for t in items[known.last + 1 : i]) or _part_of(items, known)
        if not told and not (len(known.goods) > 1 and goods.goods[0] in known.goods):
            continue  # "wheat and fish; the former brought $31 million" is of one of those named
        head = _head(known.measure, i, goods)
        head.after = known.after if known.echo and known.after is not None else known
        found.append(head)
    return found


def _part_of(items: list[Item], known: Head) -> bool:
    """Whether what follows is a part of a flow: "|Of Kenya's exports to Uganda|, steel was worth $60 million", "|Among
    its exports|, wheat stood out with $5 million"."""
    return known.first <= 2 and lower_at(items, known.first - 1) in {"of", "among"} and not known.goods


def _by_a_sum(items: list[Item], k: int) -> bool:
    """Whether goods grew by a sum, as no price does and no crop: "fell |by R5bn|"."""
    by = next((j for j in range(k, min(k + 4, len(items))) if items[j].lower == "by"), -1)
    return by > 0 and kind_at(items, by + 1) == "AMT"


def _before_goods(items: list[Item], i: int) -> str:
    """The word before the goods at `i` and their article."""
    return lower_at(items, i - 2 if lower_at(items, i - 1) == "the" else i - 1)


def _head(measure: Measure, i: int, goods: GoodsAt) -> Head:
    head = Head(measure, i, last=goods.stop - 1, first=i)
    head.echo = True
    head.take_goods(goods)
    return head


def _clause(items: list[Item], i: int) -> GoodsAt | None:
    """The goods at `i` as the subject of what they came to or grew by: "|salmon| fell 3%", "|fruit| was at $4m"."""
    goods = goods_list(items, i, unknown=False)
    if goods is None or goods.origin is not None:
        return None
    k = _behind_which(items, goods.stop)
    k += lower_at(items, k) == "volumes"  # "Kiwifruit |volumes| rose to 121,000 tonnes"
    while lower_at(items, k) in _AUXILIARIES and not (items[k].is_("val") and kind_at(items, k + 1) in _FIGURES):
        k += 1
    if k >= len(items) or items[k].is_("noun"):
        return None
    grew = items[k].is_("rise") or _posts_growth(items, k)
    if lower_at(items, k) == "added" or not (grew or items[k].is_("val") or lower_at(items, k) in _LEADING | _MADE_UP):
        return None
    for item in items[k + 1 : k + _LONGEST_VERB]:
        if item.kind in _FIGURES:
            return goods if grew or item.kind in _SUMS else None
        if item.kind not in {"CUE", "w"} and item.lower != ",":
            return None
    return None


def _behind_which(items: list[Item], k: int) -> int:
    """The index behind an aside on the part that goods make up: "Knitwear|, which accounts for half of the total,|
    rose", else `k`."""
    if lower_at(items, k) != "," or lower_at(items, k + 1) != "which":
        return k
    stop = next((j for j in range(k + 2, min(k + _LONGEST_ASIDE, len(items))) if items[j].lower == ","), k)
    return stop + 1 if any(item.kind == "PCT" for item in items[k:stop]) else k


_LONGEST_ASIDE = 14


def _posts_growth(items: list[Item], k: int) -> bool:
    """Whether a growth is what goods are told to have had: "|posted growth| of 44 percent", "saw |a 9% drop| to"."""
    if items[k].lower not in flow_words("posting", "seeing"):
        return False
    for item in items[k + 1 : k + _LONGEST_VERB]:
        if item.is_("rise"):
            return item.is_("noun") or lower_at(items, k + 1) in {"a", "an"}
        if item.kind not in {"PCT", "w", "CUE"}:
            return False
    return False


def goods_in_turn(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a figure right behind other goods to them, where the verb of the flow holds for them: "barley made up
    $12 million, |sugar $8 million|", "plastics climbed 20% and |chemicals 11%|", "vehicles by |R2bn|"."""
    items, head = walk.items, flow.head
    if head.two_way or not head.goods or not flow.filled or item.kind == "FAC":
        return False
    by = lower_at(items, i - 1) == "by"
    small = by or (lower_at(items, i - 1) in {"to", "at", "with"} and flow.has("amount", "quantity"))
    named = items[i - 2] if small and i > 1 else items[i - 1]
    if named.kind != "GOOD" or named.value.attributive:
        return False
    first = next(k for k, t in enumerate(items) if t is named)
    while kind_at(items, first - 1) == "GOOD" or (
        lower_at(items, first - 1) in {"and", ","} and kind_at(items, first - 2) == "GOOD"
    ):
        first -= 1 + (kind_at(items, first - 1) != "GOOD")
    if first <= head.last or _before_goods(items, first) not in _CLAUSES:
        return False
    goods = goods_list(items, first, unknown=False)
    if goods is None or goods.origin is not None or goods.stop != i - small:
        return False
    part = Draft("trade_flow", walk.sentence)
    change = _change_before(flow)
    if item.kind == "PCT" or by:
        if change is None or not _put_growth(part, item, change):
            return False
    elif flow.has("amount") if item.kind == "AMT" else flow.has("quantity"):
        put_figure(walk, part, i, item)
    else:
        return False
    part.cite("goods", *goods.items)
    flow.parts.append((part, (), goods.goods))
    return True


def _change_before(flow: Flow) -> Change | None:
    """What the member before grew by."""
    known: Change | None = flow.parts[-1][0].get("change") if flow.parts else None
    return known or flow.draft.get("change")


def _put_growth(part: Draft, item: Item, known: Change) -> bool:
    """Put a growth in the direction of the one before it, of the same kind, into the draft of a part."""
    if item.kind == "PCT":
        if known.percent is None or item.value.percent is None or item.value.points:
            return False
        part.put("change", growth(item, (1 if known.percent > 0 else -1) * item.value.percent, None), item)
        return True
    if item.kind != "AMT" or known.amount is None or known.amount.value is None or item.value.value is None:
        return False
    sum_ = msgspec.structs.replace(item.value, value=item.value.value * (1 if known.amount.value > 0 else -1))
    part.put("change", Change(amount=sum_, of="value", qualifier=sum_.qualifier, text=item.text), item)
    return True
