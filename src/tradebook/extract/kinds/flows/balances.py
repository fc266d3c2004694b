"""Balances of trade: whose a surplus or deficit is, its sign, and where such a word tells of something else."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.favour import take_favour
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.left import read_left
from tradebook.extract.kinds.flows.pointing import opening_partner
from tradebook.extract.kinds.flows.right import go_on_right, read_right
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, one_place
from tradebook.places import is_group


def sign_behind(items: list[Item], start: int) -> int | None:
    """ "the trade balance showed a $2bn deficit": the sign told by the figure's own noun."""
    for k in range(start, len(items)):
        if items[k].lower in {",", ";", "while", "as"}:
            return None
        if kind_at(items, k - 1) == "AMT" and items[k].cue("sign") is not None:
            return int(items[k].value.classes["sign"])
    return None


def bare_balance(items: list[Item], at: int, before: list[Head]) -> Head | None:
    """ "exports were $5bn and imports $4bn, resulting in a surplus of $1bn": of trade, both its halves told."""
    item = items[at]
    if item.cue("flow") != "balance" or item.cue("sign") is None:
        return None
    compared = lower_at(items, at - 1) in {"a", "the"} and (
        items[at - 2].is_("compare") or (at > 2 and items[at - 3].is_("compare"))
    )
    told = {h.measure for h in before}
    left_with = _left_with(items, at) is not None
    left = left_with and bool(told & _HALVES)
    of_before = (
        left_with and not told and lower_at(items, 0) in {"this", "that", "it", "which"}
    )  # "This left Uganda with"
    compared = compared or _moved(items, at)
    moved = "balance" in told or ("turnover" in told and _moved(items, at))  # "trade swung from a deficit of"
    if not (compared and moved) and not (left or of_before) and not told >= _HALVES:
        return None
    if lower_at(items, at + 1) not in _BEFORE_BALANCE or kind_at(items, at + 2) != "AMT":
        return None
    head = Head("balance", at)
    head.sign = int(item.value.classes["sign"])
    head.loose = of_before
    return head


def _moved(items: list[Item], at: int) -> bool:
    """ "the balance went |from a deficit| of $463m |to a surplus| of $710m": where the noun stands on either side."""
    k = at - 1
    while lower_at(items, k) in _BEFORE_MOVED:
        k -= 1
    return k > 0 and lower_at(items, k) in {"from", "to", "into"}


_BEFORE_MOVED = frozenset({"a", "an", "the", "small", "large", "huge", "record", "revised", "modest", "slight"})


def gap_head(sentence: Sentence, at: int) -> Head | None:
    """ "The EU's gap with China": of trade, where a country has it with a country; "the shortfall with Japan" is
    of the country whose trade is spoken of; "a balance of $5m in Kenya's favour"."""
    items = sentence.items
    if items[at].lower == "balance":
        head = Head("balance", at)
        if take_favour(items, head):
            return head
        bare = lower_at(items, at - 1) in {"the", "this", "", "and", ","}
        head.loose = bare and lower_at(items, at + 1) in _BEING and lower_at(items, at + 2) in _SIGNS_TOLD
        return head if head.loose else None  # "The balance was negative at $5m", behind both halves
    if lower_at(items, at + 1) == "between":
        return _gap_between(items, at)
    owned = lower_at(items, at - 1) == "s" or items[at - 1].is_("anaphor") or kind_at(items, at - 1) == "DEM"
    with_one = lower_at(items, at + 1) == "with"
    if not at or not (with_one or (owned and lower_at(items, at + 1) == "in")):
        return None
    head = Head("balance", at)
    head.sign = -1
    read_left(items, head)
    read_right(items, head)
    return head if head.counterpart else None


_BEING = frozenset({"was", "is", "were", "remained", "stayed", "turned"})
_SIGNS_TOLD = frozenset({"negative", "positive"})


def _gap_between(items: list[Item], at: int) -> Head | None:
    """ "The gap between (India's) imports and exports": a deficit; where exports are named first, which of the two is
    larger stays open."""
    ways = [k for k in range(at + 2, min(at + 9, len(items))) if items[k].cue("flow") in _HALVES]
    if len(ways) < 2 or {items[k].cue("flow") for k in ways[:2]} != _HALVES:
        return None
    if any(items[k].kind in {"AMT", "PCT", "QTY"} or items[k].lower in {",", ";"} for k in range(at, ways[1])):
        return None
    head = Head("balance", at)
    read_left(items, head)
    head.sign = -1 if items[ways[0]].cue("flow") == "imports" else None
    for item in items[at + 2 : ways[1]]:
        if item.kind in {"PLACE", "DEM"} and head.owner is None:
            head.take_owner(item)
        elif head.owner is None and (item.is_("anaphor") or item.is_("country_noun")):
            head.open_owner = item.lower
        elif item.kind == "GOOD":
            head.goods = head.goods or (good_of(item),)
    head.last = ways[1]
    go_on_right(items, ways[1] + 1, head)
    return head


_BEFORE_BALANCE = frozenset({"of", ":", "-", "–", "—", "was", "at"})
_HALVES = frozenset({"exports", "imports"})


def take_left_with(items: list[Item], head: Head, before: list[Head]) -> None:
    """ "leaving Rabat with a surplus of": whose balance it is; with whom, the flows before it in the sentence say."""
    country = _left_with(items, head.first)
    if country is None or head.owner is not None or head.mutual or head.between:
        return
    if country.kind != "PLACE":
        head.open_owner = head.open_owner or "its"  # "That left it with a surplus of"
        return
    head.take_owner(country)
    others = {place.code: place for one in before for place in one.places if place.code != country.value.code}
    if len(others) == 1 and not head.counterpart:
        head.counterpart = tuple(others.values())


def _left_with(items: list[Item], first: int) -> Item | None:
    """The country of "leaving Rabat with a", the phrase of the balance beginning at `first`."""
    k = first - 1
    while kind_at(items, k) in {"AMT", "PER"} or lower_at(items, k) in {"a", "an", "the"}:
        k -= 1
    if (
        (kind_at(items, k) == "PLACE" or lower_at(items, k) in _POINTING)
        and k < first - 1
        and lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) in _GIVING
    ):
        return items[k]  # "imports of $4bn, giving Oman a surplus of"
    if lower_at(items, k) != "with" or (kind_at(items, k - 1) != "PLACE" and lower_at(items, k - 1) not in _POINTING):
        return None
    verb = lower_at(items, k - 2 - (lower_at(items, k - 2) == "the"))
    return items[k - 1] if verb in {"leaving", "leaves", "left"} else None


_POINTING = frozenset({"it", "the country"})
_GIVING = frozenset("giving gives gave handing handed bringing brought brings".split())


def take_run(items: list[Item], head: Head) -> None:
    """ "the surplus |that Oman runs with Peru|": whose balance it is, told behind the noun."""
    k = head.last + 2 + (lower_at(items, head.last + 2) == "the")
    if lower_at(items, head.last + 1) != "that" or head.owner is not None or kind_at(items, k) != "PLACE":
        return
    other = one_place(items, k + 3) if lower_at(items, k + 2) == "with" else None
    if other is not None and lower_at(items, k + 1) in _RUNNING:
        head.take_owner(items[k])
        head.take_counterpart(other)
        head.last = other.stop - 1


def leave_out_partner_of_most(items: list[Item], head: Head) -> None:
    """Take the partner from "|most of| the $8 billion deficit |was with| Peru": the sum is that with all the world."""
    if not head.counterpart or not any(
        lower_at(items, k) in _WAS and lower_at(items, k + 1) == "with" for k in range(head.at + 1, head.at + 6)
    ):
        return
    for k in range(head.at - 1, max(0, head.at - 9), -1):
        if items[k].lower == "of" and lower_at(items, k - 1) in _PARTS:
            head.counterpart = ()
            head.spots.pop("counterpart", None)
            head.spots.pop("dest", None)
            return


_WAS = frozenset({"was", "is", "were", "are"})
_PARTS = frozenset({"most", "majority", "bulk", "half", "much", "part", "all", "third"})
_RUNNING = frozenset("runs ran has had posts posted recorded shows showed".split())


def is_balance(items: list[Item], head: Head, item: Item) -> bool:
    """Whether a "balance", "surplus" or "deficit" is one of trade; takes the country that posted it."""
    if head.coverage is not None or any(word in item.lower for word in ("trade", "merchandise", "goods")):
        if not (head.sided or head.open_owner) and (poster := _posting_country(items, head)) is not None:
            head.take_owner(poster)  # "while Peru recorded a trade surplus of $2 billion"
        elif _only_with(head) and (group := _posting_group(items, head)) is not None:
            head.take_owner(group)  # "The EU ran a trade deficit of $5 billion with China"
        return True
    near = {i.lower for i in items[max(0, head.first - 3) : head.at]} | {lower_at(items, head.at + 2)}
    if near & flow_words("budget"):
        return False
    if _left_with(items, head.first) is not None and any(i.is_("flow") for i in items[: head.first]):
        return True
    if head.counterpart or "trade" in near or opening_partner(items) is not None:
        return True
    if head.owner is not None:
        head.loose = True  # "the Czech deficit of EUR 1.3 billion": trade's only where trade with somebody is spoken of
        return True
    named = any(i.lower == "trade" for i in items[head.at : head.at + 9])
    if (pointing := _posting(items, head, pointing=True)) is not None:
        # "A year earlier, the country recorded a surplus": trade's only where its balance is spoken of
        head.open_owner, head.loose = pointing.lower, not named
        return True
    if (country := _posting_country(items, head)) is not None:
        # "the euro area had recorded a deficit of $3bn": trade's only where its trade balance is spoken of
        head.take_owner(country)
        head.loose = not named
        return True
    if _trade_shows(items, head.first):
        return True
    of_somebody = lower_at(items, head.at + 1) == "of" and kind_at(items, head.at + 2) != "AMT"
    pointed = {lower_at(items, head.at - 1), lower_at(items, head.first)}
    if (
        not (named or of_somebody)
        and item.cue("sign") is not None
        and (pointed & {"the", "this"} or _comes_of_it(items, head.first))
    ):
        head.loose = True  # "the deficit": of what was spoken of before, if that was trade
        return True
    return named


def _posting_group(items: list[Item], head: Head) -> Item | None:
    """The group of countries that recorded a balance with somebody outside it."""
    poster = _posting_country(items, head)
    if poster is None or not is_group(poster.value.code):
        return None
    return None if poster.value.code in {place.code for place in head.counterpart} else poster


def _only_with(head: Head) -> bool:
    """Whether nothing but the partner of a balance is told."""
    return bool(head.counterpart) and head.owner is None and not (head.open_owner or head.between or head.mutual)


def _comes_of_it(items: list[Item], first: int) -> bool:
    """ "|That left| a deficit of", "|The result was| a surplus of", "|There was thus| a surplus": of what was told."""
    k = first - 1
    while kind_at(items, k) == "AMT" or lower_at(items, k) in _BEFORE_RESULT:
        k -= 1
    if lower_at(items, k) in _RESULTING and lower_at(items, k - 1) == ",":
        return True  # "came to $9 billion, resulting in a surplus of"
    if lower_at(items, k) not in flow_words("resulting") or not 1 <= k <= _OPENING_WORDS:
        return False
    return lower_at(items, k - 1) in {"this", "that", "it", "result", "there", "thus", "difference", "outcome"}


_RESULTING = frozenset({"resulting", "leaving", "yielding", "producing", "giving"})
_OPENING_WORDS = 3
_BEFORE_RESULT = frozenset(
    {"a", "an", "in", "with", "for", "thus", "therefore", "hence", "then", "trade", "small", "slight"}
)


def _trade_shows(items: list[Item], first: int) -> bool:
    """ "foreign trade recorded a negative balance of": trade is the subject of the verb before the noun."""
    k = first - 1
    while lower_at(items, k) in {"a", "the", "with", "had", "has", "still"} or kind_at(items, k) == "PER":
        k -= 1
    if lower_at(items, k) not in flow_words("posting") and not (k > 0 and items[k].is_("val")):
        return False
    return any(t.is_("flow") and "trade" in t.lower for t in items[max(0, k - 4) : k])


def _posting_country(items: list[Item], head: Head) -> Item | None:
    """The country that "recorded" a surplus or deficit."""
    return _posting(items, head, pointing=False)


_BESIDE_POSTING = frozenset({"had", "has", "also", "thus", "therefore", "hence", "again", "still"})


def _posting(items: list[Item], head: Head, *, pointing: bool) -> Item | None:
    """The country before "recorded" by name, or the word that points at one."""
    k = head.first - 1
    while k > 0 and (items[k].is_("superlative") or items[k].lower in {"widest", "largest", "smallest"}):
        k -= 1  # "Latvia reporting |the widest| trade gap"
    k -= lower_at(items, k) in {"a", "the"}
    if kind_at(items, k) == "AMT":
        k -= 1 + (lower_at(items, k - 1) in {"a", "the"})
    k -= lower_at(items, k) == "up" and lower_at(items, k - 1) in flow_words("posting")  # "racked up"
    if lower_at(items, k) not in flow_words("posting") and lower_at(items, k) not in {"had", "has"}:
        return None
    while lower_at(items, k) in flow_words("posting") or lower_at(items, k) in _BESIDE_POSTING:
        k -= 1
    if pointing:
        told = k >= 0 and (items[k].is_("country_noun") or items[k].lower == "it")
        return items[k] if told else None
    if kind_at(items, k) != "PLACE":
        return None
    j = k - 1 - (lower_at(items, k - 1) == "the")
    clause = lower_at(items, j) == "and" and lower_at(items, j - 1) == ","  # ", and Peru ran"
    clause = clause or (lower_at(items, j) == "with" and lower_at(items, k + 1).endswith("ing"))
    governed = lower_at(items, j) in flow_words("governing") and not clause  # "trade with Chile showed"
    return None if governed else items[k]
