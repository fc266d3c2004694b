"""A flow that only opens the sentence for one of its goods: "Among Peru's exports, tea rose 5 percent"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import opens_clause
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at

_FRONTING = frozenset({"among", "amongst", "of", "in"})
_REACH = 5


def may_be_told(items: list[Item], head: Head) -> bool:
    """Give a flow that only opens the sentence the goods that are spoken of behind it; False where those are not known,
    so that nothing can be told of the flow."""
    front = lower_at(items, head.first - 1)
    if front not in _FRONTING or not opens_clause(lower_at(items, head.first - 2)):
        return True
    at = _behind_comma(items, head.last + 1)
    if at is None:
        return True
    share = lower_at(items, at) == "share" and lower_at(items, at + 1) == "of"
    at += 2 if share else 0
    goods = goods_list(items, at, unknown=False)
    if goods is None:
        return front == "in" or kind_at(items, at) != "w" or not _goes_up_or_down(items, at)
    verb = goods.stop
    if verb < len(items) and share:
        return not items[verb].is_("chverb")  # "In Peru's exports, the share of tea fell by 5 percent"
    if verb < len(items) and _is_told(items[verb]):
        head.take_goods(goods)
    return True


def _behind_comma(items: list[Item], at: int) -> int | None:
    """The index of what the sentence goes on with behind "in May," and an article; None where no comma follows."""
    while kind_at(items, at) == "PER" or lower_at(items, at) in {"in", "for", "during"}:
        at += 1
    if lower_at(items, at) != ",":
        return None
    return at + 1 + (lower_at(items, at + 1) in {"the", "its"})


def _goes_up_or_down(items: list[Item], at: int) -> bool:
    """Whether words that no table knows are the subject of a growth: "Among imports, gadgets fell by 12 percent"."""
    for item in items[at : at + _REACH]:
        if item.is_("chverb"):
            return True
        if item.kind == "p" or item.is_("flow") or item.kind == "PLACE":
            return False
    return False


def _is_told(verb: Item) -> bool:
    return any(verb.is_(kind) for kind in ("chverb", "val", "earning")) or verb.lower in {"accounted", "made"}


def grows_within(items: list[Item], i: int) -> bool:
    """Whether a figure in a clause put in is the growth of one good: "exports, of which tea rose |5 percent|, were"."""
    for k in range(i - 1, max(i - _REACH, 2), -1):
        low = items[k].lower
        if low == ",":
            return False
        if low == "of which" or (low == "which" and lower_at(items, k - 1) in _FRONTING):
            return kind_at(items, k + 1) == "GOOD" and k + 2 < i and items[k + 2].is_("chverb")
    return False
