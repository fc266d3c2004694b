"""Whether what is told of a restriction is none at all: a plan given up, a condition, what talks are only about."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.phrases import lower_at

_PLANS = frozenset("considering planning thinking plan plans proposal proposals intention need decision".split())


def no_plan(items: list[Item], act: int) -> bool:
    """Whether nobody means to do it: "is not considering any proposal to lift", "has no plan to ban"."""
    near = [items[j].lower for j in range(max(0, act - 8), act)]
    if not near or near[-1] != "to" or _PLANS.isdisjoint(near):
        return False
    return any(word.split(" ")[-1] in {"not", "no", "any"} for word in near)


def only_talked_of(items: list[Item], act: int) -> bool:
    """Whether it is only what talks are on: "Talks on lifting the restrictions will resume next week"."""
    if not items[act].lower.endswith("ing") or lower_at(items, act - 1) not in {"on", "about", "over", "of", "for"}:
        return False
    return any(items[j].lower.rsplit(" ", 1)[-1] in _TALKS for j in range(max(0, act - 8), act - 1))


_TALKS = frozenset(
    "talks negotiations discussions consultations possibility prospect prospects issue conditions".split()
)


def is_dropped(items: list[Item], act: int) -> bool:
    """Whether the plan is given up: "dropped plans for a tariff", "withdrew its threat to impose"."""
    near = items[max(0, act - 6) : act + 1]
    planned = next((j for j, item in enumerate(near) if item.lower in _PLANNED), None)
    return planned is not None and any(item.lower in _DROPPING for item in near[max(0, planned - 4) : planned])


_PLANNED = frozenset("plan plans threat threats proposal proposals idea intention bill".split())
_DROPPING = frozenset(
    "dropped drops abandoned shelved scrapped withdrew withdrawn withdraws cancelled rejected".split()
)


def in_condition(items: list[Item], at: int, start: int) -> bool:
    return any(items[j].lower in {"if", "unless", "whether"} for j in range(start, at))
