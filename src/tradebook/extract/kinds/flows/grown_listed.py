"""Goods or partners of a list that is one of growth: "Other products that saw good growth were coffee (21 percent)",
"the fastest-growing exports were oils (39 percent), followed by tea (31 percent)". Their brackets tell no share."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at

_BEING = frozenset({"was", "were", "is", "are", "include", "included", "includes", "included:"})
_HAVING = frozenset({"with", "in", "had", "has", "have"})
_SHARING = frozenset({"share", "shares", "accounted", "accounting", "made up"})
_REACH = 5


def turn_to_growth(walk: Walk) -> None:
    """Make what was taken for shares in brackets the growth of their goods or partners, where the list is of such as
    grew most."""
    sign = _sign_of_list(walk.items)
    if sign is None:
        return
    brackets = {(item.start, item.end): item for k, item in enumerate(walk.items) if _alone_in_bracket(walk.items, k)}
    for flow in walk.flows:
        for draft in (flow.draft, *(part for part, _, _ in flow.parts)):
            spans = draft.spans.get("share", [])
            item = brackets.get(spans[0]) if len(spans) == 1 and "change" not in draft.slots else None
            if item is None or item.value.percent is None:
                continue
            del draft.slots["share"], draft.spans["share"]
            draft.put("change", growth(item, sign * item.value.percent, None), item)


def _alone_in_bracket(items: list[Item], k: int) -> bool:
    return items[k].kind == "PCT" and lower_at(items, k - 1) == "(" and lower_at(items, k + 1) == ")"


def _sign_of_list(items: list[Item]) -> int | None:
    """The sign of the growth that what stands before "were" says of all members; None where the list is another one."""
    being = next((k for k, item in enumerate(items) if item.lower in _BEING), 0)
    subject = items[:being]
    if not being or any(item.lower in _SHARING or item.kind == "PCT" for item in subject):
        return None
    for k, item in enumerate(subject):
        if not item.is_("rise"):
            continue
        before = subject[max(0, k - _REACH) : k]
        told = item.is_("noun") and any(
            i.is_("val") or i.lower in flow_words("posting") or i.lower in _HAVING for i in before
        )
        if told or (lower_at(items, k - 1) == "-" and any(i.lower in {"fastest", "fast"} for i in before)):
            return int(item.cue("rise") or 1)
    return None
