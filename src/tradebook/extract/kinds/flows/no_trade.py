"""Words of trade that tell none: duties on imports, the price of what is exported, money spent on selling, aid."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import words

_PRICES = frozenset({"price", "prices", "cost", "costs"})
_STORES = frozenset({"stock", "stocks", "stockpiles", "reserves", "inventories"})
_CLAUSE_ENDS = frozenset({",", ";", "while", "whereas", "but", "which", "who"})
_BRANCHES = frozenset({"manufacturing", "industry", "retail", "wholesale", "services", "construction", "industrial"})
_REACH = 14
_COLLECTED = frozenset({"collect", "collects", "collected", "collecting"})
_BEFORE_SUM = frozenset({"to", "at", "by", "a", "an", "of", "some", "about", "nearly", "almost", "over", "record"})


def may_be_no_trade(sentence: Sentence) -> bool:
    """Whether a sentence has a word by which `is_no_trade` could find anything."""
    ranked = "NUM" in sentence.kinds and not sentence.lowers.isdisjoint(_TOP)
    return ranked or not sentence.lowers.isdisjoint(_signs()) or _in_boxes(sentence)


@cache
def _signs() -> frozenset[str]:
    return (
        flow_words("levied_on")
        | flow_words("given_away")
        | _PRICES
        | _STORES
        | _BRANCHES
        | _SECTORS
        | _DATA
        | _HANDLED
        | _SENT
        | {"insured"}
    )


def is_no_trade(sentence: Sentence, head: Head) -> bool:
    """Whether the words of a head tell what is levied, paid for one or done for trade, or given away."""
    low = sentence.lowers
    if not low.isdisjoint(_DATA) and _is_data(sentence.items, head):
        return True
    if "NUM" in sentence.kinds and not low.isdisjoint(_TOP) and _of_the_top(sentence.items, head):
        return True
    if not low.isdisjoint(flow_words("levied_on")) and _of_what_is_levied(sentence.items, head):
        return True
    if not low.isdisjoint(_PRICES | _STORES) and _is_price_of(sentence.items, head):
        return True
    if not (low.isdisjoint(_SECTORS) or head.owner) and acts_as_a_few(sentence.items, head.first):
        return True
    handled = not low.isdisjoint(_HANDLED) and low.isdisjoint(_SURVEYORS)
    if not head.places and head.open_owner is None and (handled or _in_boxes(sentence)):
        return True
    if "insured" in low and any(t.lower == "insured" for t in sentence.items[head.last + 1 : head.last + 4]):
        return True  # "exports to Peru are insured for $5m"
    if head.measure == "turnover" and not low.isdisjoint(_BRANCHES) and _is_of_branch(sentence.items, head):
        return True
    if head.verb and not low.isdisjoint(_SENT) and _sends_money(sentence.items, head):
        return True
    return head.verb and not low.isdisjoint(flow_words("given_away")) and _is_given(sentence.items, head)


def _sends_money(items: list[Item], head: Head) -> bool:
    """Whether a sum and no goods are what is sent: "workers in Italy |sent| $210 million to Ghana"."""
    if head.passive or head.goods or head.coverage or items[head.at].lower not in _SENT:
        return False
    k = head.at + 1
    while lower_at(items, k) in _BEFORE_SUM | {"home"}:
        k += 1
    if kind_at(items, k) != "AMT":
        return False
    behind = items[k + 1 : k + 4]
    return not any(i.kind == "GOOD" or i.is_("goods_word") or i.is_("flow") or i.lower == "worth" for i in behind)


_SENT = frozenset({"sent", "send", "sends", "sending"})


def _in_boxes(sentence: Sentence) -> bool:
    """Whether a sentence counts containers, as ports do: "exports rose to 2.9 million |TEU|"."""
    return "QTY" in sentence.kinds and any(i.kind == "QTY" and i.value.unit == "TEU" for i in sentence.items)


_SURVEYORS = frozenset({"surveyor", "surveyors"})  # "cargo surveyor X put exports at"
_HANDLED = frozenset("cargo cargoes throughput transshipment transhipment stevedoring berths quays".split())
"""Words of what a port handles: exports and imports beside them that no country is named with are its traffic."""


def acts_as_a_few(items: list[Item], stop: int) -> bool:
    """Whether some of a country's traders are the subject before an index: "|the domestic sector| spent $5 billion on
    imports", "|the FDI sector| saw imports rise"."""
    for k in range(stop - 1, max(0, stop - _REACH), -1):
        if items[k].lower in _SECTORS:
            named = any(lower_at(items, j) in flow_words("some_traders") for j in range(max(0, k - 4), k))
            behind = lower_at(items, k + 1)
            return named and (behind.endswith("ed") or behind in _ACTING)
        if items[k].lower in {";", "while", "whereas"}:
            return False
    return False


_SECTORS = frozenset({"sector", "sectors", "enterprises", "businesses"})
_ACTING = frozenset({"spent", "saw", "made", "also", "had", "sold", "bought", "of", "ran", "took"})


def _is_data(items: list[Item], head: Head) -> bool:
    """ "the |exports| and imports data that the office released": what the figures are of, in a word."""
    k = head.last + 1
    if lower_at(items, k) == "and" and k + 1 < len(items) and items[k + 1].is_("flow"):
        k += 2
    return lower_at(items, k) in _DATA and not head.verb


_DATA = frozenset({"data", "statistics"})


def _of_the_top(items: list[Item], head: Head) -> bool:
    """ "exports |of the top 10 commodity groups| stood at", "exports to its five largest markets came to": of a number
    of goods or partners together, and of none that the format knows; not where they are named behind."""
    k = head.last + 1
    if lower_at(items, k) not in {"of", "to", "from", "for", "with", "in"}:
        return False
    ranked = next((j for j in range(k + 1, min(k + 6, len(items) - 1)) if items[j].lower in _TOP), 0)
    if not ranked or "NUM" not in {kind_at(items, ranked + 1), kind_at(items, ranked - 1)}:
        return False
    for item in items[ranked + 1 :]:
        if item.kind in {"AMT", "QTY", "PCT"}:
            return True
        if item.kind in {"GOOD", "PLACE"} or item.lower in {":", ","}:
            return False
    return False


_TOP = frozenset({"top", "main", "leading", "largest", "biggest", "major"})


def _is_of_branch(items: list[Item], head: Head) -> bool:
    """ "Real |turnover in manufacturing| rose by 0.3%", "retail turnover": what firms at home took."""
    inside = lower_at(items, head.last + 1) == "in" and lower_at(items, head.last + 2) in _BRANCHES
    return items[head.at].lower == "turnover" and (inside or lower_at(items, head.first - 1) in _BRANCHES)


def _of_what_is_levied(items: list[Item], head: Head) -> bool:
    """ "duties on |imports from Peru|", "the promotion of |exports|": named for what is levied on them or done for
    them."""
    if lower_at(items, head.last + 1) == "," and lower_at(items, head.last + 2) == "which":
        return False  # "the duty on imports of steel, which came to $5m"
    k = head.first - 1
    k -= lower_at(items, k) in {"the", "its", "their", "all"}
    return lower_at(items, k) in {"on", "of", "for", "from"} and lower_at(items, k - 1) in flow_words("levied_on")


def _is_price_of(items: list[Item], head: Head) -> bool:
    """ "the price of wheat |exported| from Norway", "stocks of wheat |imported| from Peru"."""
    if not head.passive:
        return False
    k = head.at - 1
    while kind_at(items, k) in {"GOOD", "DEM"} or lower_at(items, k) in {"and", "the", "a", "tonne", "of"}:
        k -= 1
    return lower_at(items, k) in _PRICES | _STORES


def _is_given(items: list[Item], head: Head) -> bool:
    """ "sent Nepal 31 tonnes of humanitarian aid", "delivered 5 tonnes of rice as a gift": in the verb's own clause."""
    given = flow_words("given_away")
    step = -1 if head.passive else 1
    for way in (1, step):
        for k in range(head.at + way, head.at + way * _REACH, way):
            if k < 0 or k >= len(items) or items[k].lower in _CLAUSE_ENDS:
                break
            if items[k].lower in given:
                return True
    return False


def measures_another(items: list[Item], i: int) -> bool:
    """Whether a sum is what something else than trade came to, right before it: "reserves rose to |$31 billion| on
    strong exports"."""
    k = i - 1
    while lower_at(items, k) in _BEFORE_SUM:
        k -= 1
    if lower_at(items, k) in _COLLECTED:
        return True  # "customs collected $40 million on imports of $300 million"
    verb = k
    while k > 0 and (items[k].is_("chverb") or items[k].is_("val") or lower_at(items, k) in {"has", "had", "have"}):
        k -= 1
    return k < verb and lower_at(items, k) in words("noise")
