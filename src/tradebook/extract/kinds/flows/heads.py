"""Heads of flows: the noun phrases and verbs that say what was traded by whom with whom.

"Kenya's tea exports to Pakistan", "imports of Turkish steel into Georgia", "trade between A and B", "A exported X to B",
"X worth $5m was shipped from A to B". Direction is read from the phrase alone; what it leaves open stays open.
"""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.nouns import is_real_supply, noun_head, traded_head
from tradebook.extract.kinds.flows.verbs import is_verb, verb_head
from tradebook.extract.kinds.phrases import kind_at, lower_at


def heads(sentence: Sentence) -> list[Head]:
    """The heads of a sentence in order; one that lies inside another's phrase is left out."""
    found: list[Head] = []
    items = sentence.items
    covered = -1
    for at, item in enumerate(items):
        if item.kind != "CUE" or at <= covered:
            continue
        head = traded_head(items, at) if item.is_("traded") else _head(sentence, at, item, found)
        if head is None:
            continue
        found.append(head)
        covered = head.last
    return _balances(items, found)


_BALANCE_SIGNS = {"surplus": 1, "deficit": -1, "gap": -1, "shortfall": -1, "balance": None}


def _balances(items: list[Item], found: list[Head]) -> list[Head]:
    """ "the balance of A's trade with B", "a surplus of $5m in its trade with B": the balance, not the trade."""
    out: list[Head] = []
    for head in found:
        if head.measure == "turnover" and items[head.at].lower == "trade":
            before = lower_at(items, head.first - 1)
            word = lower_at(items, head.first - 2)
            if before in {"of", "in"} and word in _BALANCE_SIGNS:
                head.measure = "balance"
                head.sign = _BALANCE_SIGNS[word] or _told_sign(items, head.last)
                out = [h for h in out if not head.first - 3 <= h.at < head.first]
            elif before == "in" and out and out[-1].measure == "balance":
                known = out[-1]
                known.counterpart = known.counterpart or head.counterpart
                known.spots.update(head.spots)
                known.loose = known.loose and not head.counterpart
                known.owner = known.owner or head.owner
                known.open_owner = known.open_owner or head.open_owner
                continue
        out.append(head)
    return out


def _told_sign(items: list[Item], start: int) -> int | None:
    for item in items[start:]:
        if item.lower in {"positive", "surplus"}:
            return 1
        if item.lower in {"negative", "deficit"}:
            return -1
    return None


def _head(sentence: Sentence, at: int, item: Item, before: list[Head]) -> Head | None:
    classes = item.value.classes
    if "fverb" in classes and _of_a_firm(sentence.items, at):
        return None
    if "fverb" in classes and is_verb(sentence, at):
        return verb_head(sentence, at, before)
    if "flow" in classes:
        return noun_head(sentence, at, classes["flow"])
    if "supply" in classes:
        head = noun_head(sentence, at, classes["supply"])
        if head is not None:
            head.supply = True
        return head if head is not None and is_real_supply(head, item) else None
    return None


def _of_a_firm(items: list[Item], at: int) -> bool:
    """Whether a firm is the subject of a verb: "Nam Song Seafood exports 95% of its output" is no country's flow."""
    if kind_at(items, at - 1) not in {"ORG", "NAME", "PERSON"} or not items[at].is_("strong"):
        return False
    return kind_at(items, at + 1) in {"PCT", "QTY", "AMT", "NUM", "GOOD"} or lower_at(items, at + 1) in {
        "to",
        "its",
        "the",
    }
