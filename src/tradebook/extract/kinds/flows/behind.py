"""The flow right behind a figure, joined to it by small words: "$2bn in exports", "of which $9bn fell on exports"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wholes import share_of_pointed
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at

_PASSIVE_KINDS = frozenset({"GOOD", "DEM", "AMT", "QTY", "PER"})


def flow_behind(walk: Walk, i: int) -> Flow | None:
    """The flow right behind the figure at `i`, joined to it by small words only."""
    for n, flow in enumerate(walk.flows):
        head = flow.head
        if head.first > i and _is_the_whole(walk, i, n):
            continue
        if head.first > i or (head.passive and head.at > i):
            return flow if _is_joined(walk.items, i, between_of(walk, i, head), head) else None
    return None


def _is_the_whole(walk: Walk, i: int, n: int) -> bool:
    """Whether a head only names the whole of a part: "$6 billion of |trade operations| fell on imports"."""
    head = walk.flows[n].head
    if head.measure != "turnover" or head.sided or lower_at(walk.items, i + 1) != "of" or n + 1 == len(walk.flows):
        return False
    behind = walk.flows[n + 1].head.first
    return lower_at(walk.items, head.last + 1) in _FELL_TO and head.last < behind - 1 <= head.last + 3


def between_of(walk: Walk, i: int, head: Head) -> list[Item]:
    """What stands between a figure and the head behind it."""
    return walk.items[i + 1 : head.first if head.first > i else head.at]


_BEFORE_SUM = frozenset("the a an its their with of in had s ' ’ set reach achieve hit annual".split())


def _begins_subject(between: list[Item], k: int) -> bool:
    """Whether goods with a sum of their own begin at `k`, behind a comma or "and"."""
    joined = between[k - 1].lower in {",", "and", "while"}
    return joined and (between[k].is_("goods_word") or between[k].kind == "GOOD") and between[k + 1].lower == "worth"


_FELL_TO = frozenset({"fell", "falls", "on", "accounted", "accounts", "account", "belonged", "belongs", "came", "goes"})
_ACCOUNTS = frozenset({"accounted", "accounts", "account", "accounting"})
BEING = frozenset({"are", "were", "is", "was", "being"})
"""Forms of being, between a part and the flow that it is."""


def _behind_the_whole(between: list[Item]) -> Item:
    """The first word behind "of trade operations", "of this amount", "of it", where these open what stands between."""
    k = 0
    if between[0].lower in {"of", "of this", "of it", "of them"}:
        k = 1 + (between[0].lower == "of" and len(between) > 2 and between[1].lower in {"the", "this"})
        while k < len(between) - 1 and (between[k].cue("flow") == "turnover" or between[k].lower in _SUM_WORDS):
            k += 1
    return between[min(k, len(between) - 1)]


_SUM_WORDS = frozenset({"amount", "sum", "total", "volume", "figure", "turnover", "this", "it"})


def _is_joined(items: list[Item], i: int, between: list[Item], head: Head) -> bool:
    """Whether only words that join stand between a figure and the head behind it."""
    if items[i].kind == "AMT" and (opens := _behind_other_currency(items, i)):
        between = between[opens:]
    if i == 1 and lower_at(items, 0) == "at" and [b.lower for b in between] == [","]:
        return True  # "At $1.3 billion, New Zealand's exports were 14 percent lower"
    if head.relative:
        return not between
    if head.passive:
        passing = flow_words("before_passive")
        if any(_begins_subject(between, k) for k in range(1, len(between) - 2)):
            return False  # "exports were $15 million, and goods worth $14 million were imported"
        return len(between) < 14 and all(b.kind in _PASSIVE_KINDS or b.lower in passing for b in between)
    if head.verb:
        return False
    if between and between[-1].lower in {"by", "through"}:
        return len(between) == 1 and items[head.at].lower.endswith("ing")  # "earned $5m by exporting tea"
    if not between and lower_at(items, i - 1) == "against":
        return True  # "exports of $2bn |against $1bn imports|"
    if not between and lower_at(items, i - 1) == "and" and any(t.lower in _PARTING for t in items[max(0, i - 9) : i]):
        return True  # "of which $31 million was exports and $9 million imports", "$31 million of that was"
    if not between and lower_at(items, i - 1) == "(":
        return lower_at(items, i - 3) in _BEFORE_SUM
    if not between and items[i].lower.startswith(("a ", "an ", "record ")):
        return True  # "posted |a record $18 billion| surplus"
    if not between:  # "the $2bn exports", "with nearly $50bn imports", "Egypt's $2bn exports", "eye $3bn trade"
        return (
            lower_at(items, i - 1) in _BEFORE_SUM | {"record"}
            or items[i - 1].is_("target")
            or kind_at(items, i - 1) == "DEM"
        )
    if items[i].kind == "PCT" and share_of_pointed(items, i, between):
        return True  # "Of this, 97 percent came from Korean exports", "two thirds of it Vietnamese exports"
    if between[-1].lower in {"on", "for", "to"} and _behind_the_whole(between).lower in _FELL_TO:
        return True  # "of which $8.9 billion fell on exports and $287 million on imports"
    if [b.lower for b in between[:-1]] in (["-"], ["–"], ["—"]) and between[-1].lower in {"on", "for"}:
        return any(t.lower in _FELL_TO for t in items[max(0, i - 6) : i])  # ", $4 billion - for imports"
    if between[0].lower == "for" and len(between) == 1 and lower_at(items, i - 1) == "and":
        # "accounted for $5m and $300m for imports", "$149m for exports to Oman and $121m for imports"
        alike = any(t.kind == "AMT" and lower_at(items, k + 1) == "for" for k, t in enumerate(items[:i]))
        return alike or any(t.lower in _ACCOUNTS for t in items[max(0, i - 9) : i])
    if items[i].kind == "AMT" and head.sided and " ".join(b.lower for b in between) in _PARTING:
        return True  # "trade was $5bn, $3bn of it Chilean exports"
    told = between[:-1] if len(between) > 1 and between[-1].lower == "from" else between
    if told[-1].lower in BEING and _partly(items, i, told):
        return True  # "of which $8 billion were exports", "$8 billion of which were exports"
    if [b.lower for b in between] == ["to"] and lower_at(items, i - 1) in {"add", "adding", "added"}:
        return True  # "ready to add $300 million to its supplies"
    return len(between) <= 5 and all(b.lower in flow_words("joining") or b.is_("noun") for b in between)


def _behind_other_currency(items: list[Item], i: int) -> int:
    """How many items behind a sum are the same in another currency, or close its bracket: "a 637 billion yen |($4
    billion)| trade deficit"."""
    if lower_at(items, i + 1) == "(" and kind_at(items, i + 2) == "AMT" and lower_at(items, i + 3) == ")":
        return 3
    closes = lower_at(items, i - 1) == "(" and kind_at(items, i - 2) == "AMT" and lower_at(items, i + 1) == ")"
    return int(closes)


def _partly(items: list[Item], i: int, between: list[Item]) -> bool:
    """Whether the figure at `i` is told as a part by "of which" before or behind it."""
    if len(between) == 1:
        listed = lower_at(items, i - 1) == "and" and any(t.lower in _PARTING for t in items[max(0, i - 9) : i])
        return listed or lower_at(items, i - 1) == "of which"
    return 2 <= len(between) <= 3 and between[0].lower in _PARTING


_PARTING = frozenset({"of which", "of it", "of them", "of that", "of this", "of these", "of those"})
