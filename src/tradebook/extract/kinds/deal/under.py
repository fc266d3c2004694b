"""Deliveries told with the contract they are made under: "will deliver 120 lift kits under a contract"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, other_matter, right_edge
from tradebook.extract.kinds.deal.instruments import auxiliary, kind_of
from tradebook.extract.kinds.deal.shapes import Clause, Mood
from tradebook.extract.kinds.phrases import kind_at, lower_at


def under(sentence: Sentence, n: int) -> Clause | None:
    """A delivery under a contract: before it in the sentence, or behind it after a comma."""
    items = sentence.items
    k = n - 1
    while k >= max(0, n - 7) and not _by_terms(items, k) and not _in_a_deal(items, k, n):
        if items[k].lower in {"as", "of", "to"} and lower_at(items, k - 1) == "part":
            break
        k -= 1
    if k < max(0, n - 7) or lower_at(items, k).split(" ")[-1] not in {"under", "of", "as", "in", "to", "with"}:
        return None
    verbs = [
        j
        for j, i in enumerate(items)
        if _carries_out(items, j) and not any(i.lower == ";" for i in items[min(n, j) : max(n, j)])
    ]
    if not verbs:
        return None
    v = verbs[0]
    start, stop = left_edge(items, min(v, k)), right_edge(items, max(v, n))
    mood = mood_before(items, v, start)
    if mood.no or other_matter(sentence, start, stop):
        return None
    if mood.ahead or items[v].lower.endswith("ing"):
        status = "signed"
    else:
        status = "delivered" if items[v].lower.endswith("ed") and _complete(items, v) else "delivering"
    instrument: str | None = kind_of(items, n)
    if instrument == "loan" and v < k and _goods_at(items, v):
        noun, instrument, stop = -1, None, k  # what pays for the goods is another deal
    else:
        noun = n
    return Clause(
        sentence=sentence,
        start=start,
        stop=stop,
        verb=v,
        noun=noun,
        form="buy" if items[v].is_("deal_buy") or items[v].lower == "import" or _receives(items, v) else "send",
        instrument=instrument,
        status=status,
        mood=Mood(),
        confidence=0.75,
    )


def _goods_at(items: list[Item], v: int) -> bool:
    """Whether goods by number or weight stand behind the verb: "handed over the first of 12 helicopters"."""
    return any(items[j].kind in {"QTY", "NUM"} for j in range(v + 1, min(len(items), v + 7)))


def _by_terms(items: list[Item], k: int) -> bool:
    """Whether the word at `k` leads to the terms by which goods move: "under", "according to", "in line with"."""
    low, before = items[k].lower, lower_at(items, k - 1)
    if low == "according to":
        return lower_at(items, k + 1) in {"a", "an", "the", "this"}
    if (low == "to" and before == "according") or (low == "with" and before in {"accordance", "line"}):
        return k < 4 or lower_at(items, k + 1) in {"a", "an"}
    return low == "under"


def _in_a_deal(items: list[Item], k: int, n: int) -> bool:
    """Whether "in a deal worth" stands from `k` on: "will supply 30 tractors to Peru in a deal worth AMT"."""
    worth = lower_at(items, n + 1) in {"worth", "valued", "estimated"}
    if k == 0 and items[k].lower == "in" and n <= 4 and lower_at(items, n + 1) == ",":
        return True  # "In a separate deal, X will supply"
    return worth and items[k].lower == "in" and lower_at(items, k + 1) in {"a", "an"}


def _carries_out(items: list[Item], j: int) -> bool:
    """Whether the verb at `j` delivers or takes what was agreed: "will supply", "has shipped", "will buy"."""
    if items[j].is_("deal_buy") or items[j].is_("deal_sell") or items[j].lower == "import":
        return items[j - 1].is_("future") or lower_at(items, j - 1) in {"will", "would", "shall", "is to", "are to"}
    if _receives(items, j) or _begins(items, j):
        return True
    return items[j].is_("deal_send") and _acts(items, j)


def _begins(items: list[Item], j: int) -> bool:
    """Whether deliveries have begun: "has begun deliveries to X under a contract"."""
    return items[j].lower in _LOADS and lower_at(items, j - 1) in _STARTED


_LOADS = frozenset("deliveries shipments supplies delivery".split())
_STARTED = frozenset("begun began started starts begins resumed".split())


def _receives(items: list[Item], j: int) -> bool:
    """Whether goods by weight or number came in at `j`: "has received 14,000 tonnes of urea under its contract"."""
    ahead = items[j].lower in {"receive", "get"} and lower_at(items, j - 1) in {"will", "would", "is to"}
    if not ahead and (items[j].lower not in {"received", "receives", "imported", "imports"} or auxiliary(items, j)):
        return False
    if items[j].lower in {"imported", "imports"} and lower_at(items, j + 1) == "its" and kind_at(items, j + 3) == "QTY":
        return True  # "imported its first 40 tonnes under a contract"
    if ahead and kind_at(items, j + 1) == "NUM" and kind_at(items, j + 2) == "GOOD":
        return True
    if kind_at(items, j + 1) == "NUM" and kind_at(items, j + 2) == "GOOD" and lower_at(items, j + 3) == "from":
        return True
    return kind_at(items, j + 1) == "QTY" or (lower_at(items, j + 1) == "the" and kind_at(items, j + 3) == "QTY")


def _acts(items: list[Item], j: int) -> bool:
    """Whether the word at `j` is the verb, not the noun ("a supply contract", "the delivery")."""
    low = items[j].lower
    if low in {"delivery", "deliveries", "shipment", "shipments", "supplies"}:
        return False
    if low in {"supply", "export", "ship", "build", "send", "deliver", "provide", "manufacture", "construct"}:
        return (
            lower_at(items, j - 1) in {"to", "will", "would", "shall", "must", "should"} or items[j - 1].kind == "CUE"
        )
    return kind_at(items, j + 1) != "p" or low.endswith("ed")


def _complete(items: list[Item], v: int) -> bool:
    """Whether all was delivered: no word says that it was a part ("the first 30", "180 of 500")."""
    words = {i.lower for i in items}
    if words & {"last", "all", "final", "completed"}:
        return True
    return not (words & {"first", "batch", "already", "far", "remaining", "rest", "part"}) and not any(
        lower_at(items, k) == "of"
        and kind_at(items, k - 1) in {"NUM", "QTY"}
        and {kind_at(items, k + 1), kind_at(items, k + 2)} & {"NUM", "QTY"}
        for k in range(1, len(items))
    )
