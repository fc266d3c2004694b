"""Heads of flows: the noun phrases and verbs that say what was traded by whom with whom.

"Kenya's tea exports to Pakistan", "imports of Turkish steel into Georgia", "trade between A and B", "A exported X to
B", "X worth $5m was shipped from A to B". Direction is read from the phrase alone; what it leaves open stays open.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.balances import bare_balance, gap_head, leave_out_partner_of_most, take_left_with
from tradebook.extract.kinds.flows.earnings import earning_head, earnings_head
from tradebook.extract.kinds.flows.excluded import may_leave_out, opening_left_out
from tradebook.extract.kinds.flows.favour import SURPASSING, surpassing, without_differences
from tradebook.extract.kinds.flows.gapped import further_pairs, further_subjects
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.no_trade import is_no_trade, may_be_no_trade
from tradebook.extract.kinds.flows.nouns import (
    apposed_export,
    described_head,
    gerund_head,
    is_gerund,
    noun_head,
    supply_head,
    target_at,
    traded_head,
)
from tradebook.extract.kinds.flows.payments import paying_head, take_payer
from tradebook.extract.kinds.flows.retelling import without_compared
from tradebook.extract.kinds.flows.sums import summed
from tradebook.extract.kinds.flows.verb_goods import with_what_was_bought
from tradebook.extract.kinds.flows.verb_or_noun import is_verb
from tradebook.extract.kinds.flows.verbs import verb_head
from tradebook.extract.kinds.flows.ways_back import tells_other_direction, with_other_direction, with_ways_back
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import Measure

_TRADE = frozenset({"traded", "fverb", "flow", "supply", "earning", "earnings", "gap", "paying"})
_GROUPS = frozenset({"group", "groups", "items", "products", "commodities"})
_NO_FLOW = frozenset({"no", "invisible", "invisibles"})
_BALANCE_SIGNS = {"surplus": 1, "deficit": -1, "gap": -1, "shortfall": -1, "balance": None}


def heads(sentence: Sentence) -> list[Head]:
    """The heads of a sentence in order; one that lies inside another's phrase is left out.

    Two kinds ask for them and fill them each its own way: they are read once and handed out as twins."""
    if sentence.cues.isdisjoint(_TRADE):
        return []
    if sentence.heads is None:
        sentence.heads = _read(sentence)
    return [head.twin() for head in sentence.heads]


def _read(sentence: Sentence) -> list[Head]:
    found: list[Head] = []
    items = sentence.items
    covered = -1
    named = "include" in sentence.cues or not sentence.lowers.isdisjoint(_OF_NONE)
    leads = not sentence.lowers.isdisjoint(_LEADING)
    doubtful = may_be_no_trade(sentence)
    several = "partner_noun" in sentence.cues or not sentence.lowers.isdisjoint(_SEVERAL)
    for at, item in enumerate(items):
        if item.kind != "CUE" or at <= covered or _TRADE.isdisjoint(item.value.classes):
            continue
        head = _head(sentence, at, item, found)
        if head is None or (named and (_in_passing(items, head) or _is_none(items, head))):
            continue
        if several and _is_of_several(items, head):
            continue
        if (found and leads and _is_driven(items, head)) or (doubtful and is_no_trade(sentence, head)):
            continue
        found.append(head)
        covered = head.last
    if "traded" in sentence.cues:
        found = further_pairs(items, found)
    if found and found[0].verb and not sentence.kinds.isdisjoint({"AMT", "QTY"}):
        found = further_subjects(items, found)
    if found and len(items) > 4 and items[3].lower == ":":
        _take_headed_pair(items, found)
    _share_partner(items, found)
    if len(found) > 1 and "and" in sentence.lowers:
        found = summed(items, found)
    if found and "which" in sentence.lowers:
        _take_relative(items, found)
    if found and "GOOD" in sentence.kinds and not sentence.lowers.isdisjoint(flow_words("posting")):
        _take_posting_goods(items, found)
    found = without_compared(items, _with_balances(items, found))
    if found and may_leave_out(sentence):
        found = opening_left_out(items, found)
    if len(found) > 1 and "than" in sentence.lowers:
        found = without_differences(items, found)
    if len(found) > 1 and not sentence.lowers.isdisjoint(_RELATIVE):
        found = with_what_was_bought(items, found)
    if len(found) > 1 and not SURPASSING.isdisjoint(sentence.lowers):
        found = surpassing(items, found)
    if found and ("back" in sentence.lowers or tells_other_direction(sentence)):
        found = with_other_direction(items, found)
    return with_ways_back(items, found) if found and "to" in sentence.lowers else found


_RELATIVE = frozenset({"that", "which"})


def _take_headed_pair(items: list[Item], found: list[Head]) -> None:
    """Give bare nouns behind "Uruguay and Chile: turnover $40 million, exports $31 million" the two that head the line;
    whose exports they are, nothing tells."""
    joined = lower_at(items, 1) in {"and", "-", "–", "—", "/"}
    if not joined or (items[0].kind, items[2].kind) != ("PLACE", "PLACE"):
        return
    for head in found:
        if not (head.sided or head.open_owner or head.open_other or head.verb):
            head.between = (items[0].value, items[2].value)
            head.spot("between", items[0], items[2])


def _take_relative(items: list[Item], found: list[Head]) -> None:
    """Give "the largest partner is China, |trade with which| came to $6 billion" the place before it as its partner."""
    for head in found:
        k = head.last + 1
        if head.sided or head.verb or lower_at(items, k + 1) != "which" or lower_at(items, head.first - 1) != ",":
            continue
        before = items[head.first - 2] if head.first > 1 else items[0]
        way = {"exports": "to", "imports": "from"}.get(head.measure, "with")
        if before.kind != "PLACE" or lower_at(items, k) != way:
            continue
        head.take_partner(before.value)
        head.last = k + 1


def _take_posting_goods(items: list[Item], found: list[Head]) -> None:
    """Give "|Limes| have experienced a fall of 4 percent in exports" the goods that are said to have had it."""
    for head in found:
        if head.goods or head.sided or head.verb or lower_at(items, head.first - 1) != "in":
            continue
        k = head.first - 2
        while k > 0 and (items[k].is_("rise") or items[k].kind in {"PCT", "AMT", "QTY"} or items[k].lower in _HAVING):
            k -= 1
        if k < 1 or items[k].lower not in flow_words("posting"):
            continue
        while items[k - 1].lower in {"have", "has", "had", "also"} and k > 1:
            k -= 1
        named = items[k - 1]
        opens = k == 1 or lower_at(items, k - 2) in {",", "and", "while", "but"}
        if named.kind == "GOOD" and not named.value.attributive and opens:
            head.goods = (good_of(named),)
            head.spot("goods", named)


_HAVING = frozenset({"a", "an", "the", "of", "by", "strong", "sharp", "slight", "further"})


def _share_partner(items: list[Item], found: list[Head]) -> None:
    """Give both of "Vietnam's exports (to) and imports from |Peru|", "exports and imports with |Peru|" that partner."""
    for first, second in pairwise(found):
        if {first.measure, second.measure} != {"exports", "imports"}:
            continue
        if first.verb and second.verb:
            _share_dangling(items, first, second)
        if first.verb or second.verb:
            continue
        k = first.last + 1 + (lower_at(items, first.last + 1) in {"to", "from"})
        if lower_at(items, k) != "and" or second.first != k + 1 or first.dest or first.source or second.owner:
            continue
        if second.measure == "imports" and second.source is not None and len(second.sources) == 1:
            first.dest = (second.source,)
        elif second.measure == "exports" and len(second.dest) == 1:
            first.source = second.dest[0]


def _share_dangling(items: list[Item], first: Head, second: Head) -> None:
    """ "Peru exported $40 million |to| and imported $8m from Ghana": the first verb has the second one's partner."""
    left = items[first.at + 1 : second.at]
    dangling = len(left) > 1 and left[-1].lower == "and" and left[-2].lower in {"to", "from"}
    if not dangling or first.dest or first.source:
        return
    if first.measure == "exports" and second.source is not None and len(second.sources) == 1:
        first.dest = (second.source,)
    elif first.measure == "imports" and len(second.dest) == 1:
        first.source = second.dest[0]


def _is_none(items: list[Item], head: Head) -> bool:
    """ "no shipments of grain" went, "the invisible trade deficit" is one of services and transfers, "the average value
    of imports" is a price."""
    if (
        lower_at(items, head.first - 1) in _NO_FLOW
        or _is_invisible(items, head)
        or _is_of_a_few(items, head)
        or _is_daily(items, head)
    ):
        return True
    if _is_lost(items, head.first - 1) and not target_at(items, head.at):
        return True
    before = (lower_at(items, head.first - 2), lower_at(items, head.first - 1))
    if before[1] == "as" and lower_at(items, head.first - 3) == "as":
        return True  # "twice as large as exports": named for its size alone
    if before in {("covered", "by"), ("coverage", "of")}:
        return True  # "75 percent of imports were covered by exports"
    if before[1] == "by" and any(lower_at(items, k) == "coverage" for k in range(max(0, head.first - 9), head.first)):
        return True  # "the coverage of imports by exports was 69 percent"
    if (before == ("list", "of") and not _topped_by_a_place(items, head.first - 2)) or (
        before[1] == "in" and before[0] in _GROUPS
    ):
        return True  # "first on the list of imports with", "the largest groups in exports were led by cars"
    if before == ("structure", "of") and head.measure == "turnover":
        return True  # "exports made up $3bn in the structure of trade turnover"
    if lower_at(items, head.first - 1) in {"for", "on"} and lower_at(items, head.first - 2) in _ALLOWED:
        return True  # "quotas for the export of 100,000 tonnes": what may be sent, none that was
    if _is_let(items, head.at) or _of_a_quota(items, head):
        return True
    return lower_at(items, head.first - 1) == "of" and lower_at(items, head.first - 3) == "average"


def _is_invisible(items: list[Item], head: Head) -> bool:
    """ "the deficit |on invisibles|", "the surplus in the services account": of what is no trade in goods."""
    if head.measure != "balance" or lower_at(items, head.last + 1) not in {"on", "in", "of"}:
        return False
    k = head.last + 2 + (lower_at(items, head.last + 2) == "the")
    return lower_at(items, k) in _NO_FLOW | _ACCOUNTS or lower_at(items, k + 1) in _ACCOUNTS


_ACCOUNTS = frozenset({"account", "accounts", "transfers"})
_SERVICES = frozenset({"services", "service"})


def _is_lost(items: list[Item], k: int) -> bool:
    """ "lost |exports| of $40 million", "missed out on sales", "cost Egypt exports of": what did not come about."""
    while kind_at(items, k) == "PLACE" or lower_at(items, k) in {"on", "out", "the", "in", "of", "its"}:
        k -= 1
    return lower_at(items, k) in _LOSING and k >= 0


def _is_of_several(items: list[Item], head: Head) -> bool:
    """ "27 percent of |the six countries' total exports|", "the two markets |with import turnover of| over $6 billion":
    of several countries together, and of none of them."""
    k = head.first - 1 - (lower_at(items, head.first - 1) == "a")
    if lower_at(items, k) == "with" and k > 0 and items[k - 1].is_("partner_noun") and items[k - 1].lower.endswith("s"):
        return lower_at(items, head.last + 1) == "of" and not head.sided
    owned = lower_at(items, head.first - 1) in {"'", "’"} and lower_at(items, head.first - 2) in _SEVERAL
    return owned and not head.sided and kind_at(items, head.first - 3) not in {"PLACE", "DEM"}


def _is_of_a_few(items: list[Item], head: Head) -> bool:
    """ "government imports", "the FDI sector's exports", "exports by the private sector": what some of a country's
    traders trade, and no flow that the format knows."""
    k = head.first - 1
    if lower_at(items, k) == "s":
        k -= 1
    if lower_at(items, k) in {"'", "’"}:
        k -= 1
    if lower_at(items, k) in _SECTORS:
        return _named_a_few(items, k - 1) or _named_a_few(items, k - 2)
    if head.first - 1 >= 0 and lower_at(items, k) in {"government", "private"}:
        return True
    if lower_at(items, head.last + 1) not in {"of", "by", "from"}:
        return False
    stop = next((j for j in range(head.last + 2, min(head.last + 8, len(items))) if lower_at(items, j) in _SECTORS), 0)
    return bool(stop) and any(_named_a_few(items, j) for j in range(head.last + 2, stop))


_SEVERAL = frozenset({"countries", "nations", "economies"})
_SECTORS = frozenset({"sector", "sectors", "enterprises", "businesses"})


def _named_a_few(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in flow_words("some_traders")


def _is_daily(items: list[Item], head: Head) -> bool:
    """ "the daily average of exports", "average monthly exports", "exports averaged $530 million a day": of one day or
    month among many."""
    before = {lower_at(items, k) for k in range(head.first - 3, head.at)}
    each = not before.isdisjoint(_DAILY)
    if ("average" in before and each) or "rolling" in before:
        return True
    if lower_at(items, 0) == "on" and lower_at(items, 1) == "average" and head.first < _NEAR_OPENING:
        return any(item.lower in {"day", "a day", "week", "month"} for item in items[2 : head.first])
    averaged = next((k for k in range(head.last + 1, head.last + 4) if lower_at(items, k) == "averaged"), 0)
    if averaged and each:
        return True
    return bool(averaged) and any(
        item.lower in {"a day", "a month", "a week"} | _DAILY
        or (item.lower in {"a", "per"} and lower_at(items, k + 1) in {"day", "business", "month", "week"})
        for k, item in enumerate(items[averaged : averaged + 5], averaged)
    )


_DAILY = frozenset({"daily", "monthly", "weekly"})
_NEAR_OPENING = 12
_ALLOWED = frozenset(
    "quota quotas licence licences license licenses permit permits permission allowance ceiling".split()
)
_LETTING = frozenset(
    "allow allows allowed permit permits permitted authorise authorised authorize authorized authorises authorizes "
    "approve approves approved clear cleared".split()
)


_QUOTAS = frozenset(
    {"quota", "quotas", "tariff quota", "tariff-rate quota", "import quota", "import quotas", "export quota"}
    | {"export quotas"}
)
# The words without which `_is_none` finds nothing
_LOSING = frozenset({"lost", "lose", "loses", "losing", "missed", "forgone", "forwent", "cost", "costs", "costing"})
_OF_NONE = frozenset(
    {"covered", "coverage", "list", "structure", "average", "averaged", "rolling", "government", "private"}
    | {"large", "big"}
    | _QUOTAS
    | _NO_FLOW
    | _ACCOUNTS
    | _SERVICES
    | _GROUPS
    | _ALLOWED
    | _LETTING
    | _SECTORS
    | _LOSING
)


def _is_let(items: list[Item], at: int) -> bool:
    """Whether so much is let in or out: "allowed the export of 50,000 tonnes", "let mills export 2m tonnes"."""
    k = at + 1 + (lower_at(items, at + 1) == "of")
    if kind_at(items, k) != "QTY":
        return False
    for j in range(at - 1, max(-1, at - 5), -1):
        if items[j].lower in _LETTING:
            return True
        if items[j].kind not in {"w", "CUE", "GOOD", "DEM"} or items[j].lower in {"and", "that", "which"}:
            return False
    return False


def _of_a_quota(items: list[Item], head: Head) -> bool:
    """ "a quota of 54,700 tonnes for maize imports", "the quota covers 70,000 tonnes of rice imports"."""
    for j in range(head.at - 1, max(-1, head.at - 9), -1):
        if items[j].lower in _QUOTAS:
            return any(items[k].kind == "QTY" for k in range(j + 1, head.at))
        if items[j].lower in {",", ";", "and", "while"}:
            return False
    return False


def _topped_by_a_place(items: list[Item], at: int) -> bool:
    """ "Chile topped the |list| of Peru's exports": a ranking of partners, which goes by the flow."""
    for k in range(at - 1, max(0, at - 7), -1):
        if items[k].lower in flow_words("topping", "placing"):
            return kind_at(items, k - 1) == "PLACE"
    return False


def _is_driven(items: list[Item], head: Head) -> bool:
    """ "imports of cars led the rise in total imports, up 31%": the figures behind are of what drives."""
    k = head.first - 1
    if lower_at(items, k) != "in" or k < 3 or not items[k - 1].is_("rise") or not items[k - 1].is_("noun"):
        return False
    return lower_at(items, k - 2) in {"the", "this"} and lower_at(items, k - 3) in _LEADING


_LEADING = frozenset({"led", "drove", "leading", "driving"})


def _in_passing(items: list[Item], head: Head) -> bool:
    """ "non-oil exports, including re-exports, rose": what the flow before takes in, with no figure of its own."""
    before = items[head.first - 1] if head.first else None
    return before is not None and not head.verb and before.is_("include") and lower_at(items, head.last + 1) == ","


def _head(sentence: Sentence, at: int, item: Item, before: list[Head]) -> Head | None:
    classes = item.value.classes
    if "traded" in classes:
        return traded_head(sentence.items, at)
    if "earning" in classes and ((earned := earning_head(sentence.items, at)) is not None or "fverb" not in classes):
        return earned
    if "earnings" in classes:
        return earnings_head(sentence.items, at)
    if "gap" in classes:
        return gap_head(sentence, at)
    if "paying" in classes:
        return paying_head(sentence.items, at)
    if "fverb" in classes and _agreed(sentence.items, at):
        return None
    if "past" in classes and (described := described_head(sentence.items, at, classes["fverb"])) is not None:
        return described
    if "fverb" in classes:
        if _of_a_firm(sentence.items, at) or "deal_load" in sentence.cues:
            return None
        if is_verb(sentence.items, at):
            return verb_head(sentence, at, before)
        if is_gerund(sentence.items, at):
            return gerund_head(sentence, at, cast(Measure, classes["fverb"]))
    if classes.get("flow") == "exports" and (apposed := apposed_export(sentence.items, at)) is not None:
        return apposed
    if "flow" in classes:
        head = noun_head(sentence, at, cast(Measure, classes["flow"])) or bare_balance(sentence.items, at, before)
        if head is not None and "cost" in sentence.lowers:
            take_payer(sentence.items, head)
        if head is not None and head.measure == "balance":
            take_left_with(sentence.items, head, before)
            leave_out_partner_of_most(sentence.items, head)
        return head
    if "supply" in classes:
        return supply_head(sentence, at, classes["supply"]) or _other_way(sentence.items, at, before)
    return None


def _other_way(items: list[Item], at: int, before: list[Head]) -> Head | None:
    """ "Kenya's purchases from Tanzania fell, while |sales rose": the other way between the same two."""
    first = before[-1] if before else None
    if first is None or items[at].lower not in {"sales", "purchases"} or not first.supply or first.owner is None:
        return None
    if lower_at(items, at - 1) not in {"while", "and", "but", "whereas", "its", "their"}:
        return None
    head = Head("exports" if items[at].lower == "sales" else "imports", at)
    head.supply, head.owner = True, first.owner
    if head.measure == "exports" and first.measure == "imports" and first.source is not None:
        head.dest = (first.source,)
    elif head.measure == "imports" and first.measure == "exports" and len(first.dest) == 1:
        head.source = first.dest[0]
    else:
        return None
    return head


def _of_a_firm(items: list[Item], at: int) -> bool:
    """Whether a firm is the subject of a verb: "Nam Song Seafood exports 95% of its output" is no country's flow."""
    if kind_at(items, at - 1) not in {"ORG", "NAME", "PERSON"} or not items[at].is_("strong"):
        return False
    behind = kind_at(items, at + 1)
    return behind in {"PCT", "QTY", "AMT", "NUM", "GOOD"} or lower_at(items, at + 1) in {"to", "its", "the"}


def _agreed(items: list[Item], at: int) -> bool:
    """Whether a verb only says what was agreed: "signed a deal with Qatar to import up to", "would be sourced from"."""
    if items[at].lower == "sourced":
        return lower_at(items, at - 1) == "be"
    if lower_at(items, at - 1) != "to":
        return False
    noun = next((k for k in range(at - 2, max(-1, at - 9), -1) if items[k].is_("deal_noun")), None)
    return noun is not None and lower_at(items, noun + 1) in {"with", "to", "(", ")"}


def _with_balances(items: list[Item], found: list[Head]) -> list[Head]:
    """The heads with "the balance of A's trade with B", "a surplus of $5m in its trade with B" as balances."""
    out: list[Head] = []
    for head in found:
        if head.measure == "balance" and head.sign is None:
            _take_sign(items, head)
        if out and out[-1].sign is not None and out[-1].last == head.at and head.measure == "balance":
            continue  # "trade with Chile showed a surplus": the noun is taken up already
        if head.measure == "turnover" and (sign := _posted(items, head.last + 1)) is not None:
            head.measure, head.sign = "balance", sign
        elif head.measure == "turnover" and (noun := _shown(items, head.last + 1)) is not None:
            head.measure, head.sign, head.last = "balance", int(items[noun].cue("sign") or 1), noun
        elif head.measure == "turnover" and items[head.at].lower.endswith(("trade", "turnover")):
            before = lower_at(items, head.first - 1)
            word = lower_at(items, head.first - 2).rpartition(" ")[2]  # "positive balance" is one cue
            if before in {"of", "in"} and word in _BALANCE_SIGNS:
                head.measure = "balance"
                told = items[head.first - 2].cue("sign")
                head.sign = int(told) if told is not None else _BALANCE_SIGNS[word]
                if head.sign is None:
                    _take_sign(items, head)
                head.sign = head.sign or _told_sign(items, head.last)
                out = [h for h in out if not head.first - 3 <= h.at < head.first]
            elif before == "in" and out and out[-1].measure == "balance" and not _has_other(out[-1], head):
                _join(out[-1], head)
                continue
        elif head.measure == "balance" and _is_a_change(items, head) and not _shown_by(items, out, head):
            continue  # "trade with plastics, which ..., showed a deficit increase of $4m": of what, is not read
        elif head.measure == "balance" and head.loose and out and _shows_a_balance(items, out[-1], head):
            trade = out.pop()  # "trade with plastics showed a deficit increase of $4m"
            _join(head, trade)
            head.goods = head.goods or trade.goods
            head.spots.update(trade.spots)
        out.append(head)
    return out


def _is_a_change(items: list[Item], head: Head) -> bool:
    """ "a deficit |increase| of"."""
    behind = items[head.at + 1] if head.at + 1 < len(items) else items[head.at]
    told = behind.is_("rise") and behind.is_("noun") and not head.sided
    return told and lower_at(items, head.first - 1) in {"showed", "recorded", "posted"}


def _shown_by(items: list[Item], before: list[Head], head: Head) -> bool:
    return bool(before) and _shows_a_balance(items, before[-1], head)


def _shows_a_balance(items: list[Item], trade: Head, balance: Head) -> bool:
    """Whether trade is the subject of the verb that a bare balance is the object of."""
    between = items[trade.last + 1 : balance.first]
    if trade.measure != "turnover" or trade.last >= balance.first or len(between) > 16:
        return False
    showing = _POSTING | _SHOWING
    if any(item.kind in {"AMT", "PCT", "QTY"} or item.lower in {";", "while", "and"} for item in between):
        return False
    return any(item.lower in showing for item in between[-4:])


_POSTING = frozenset("posted posts recorded records registered showed shows ran saw had".split())


def _posted(items: list[Item], k: int) -> int | None:
    """The sign of what trade "posted a $5.7bn deficit" tells by its figure's noun."""
    if lower_at(items, k) not in _POSTING and lower_at(items, k) != "resulted in":
        return None
    at = k + 1 + (lower_at(items, k + 1) in {"a", "an"})
    if kind_at(items, at) != "AMT" or at + 1 >= len(items) or not items[at + 1].is_("flow"):
        return None
    sign = items[at + 1].cue("sign")
    return int(sign) if sign is not None else None


def _shown(items: list[Item], k: int) -> int | None:
    """The index of the noun in "trade with Chile |showed a small surplus of $5m"."""
    if lower_at(items, k) not in _POSTING | _SHOWING | _BEING:
        return None
    at = k + 1
    if lower_at(items, k) in _BEING:  # "trade with Chile was in deficit by $5m"
        at += lower_at(items, at) == "in"
        signed = at > k + 1 and at < len(items) and items[at].cue("sign") is not None
        return at if signed and lower_at(items, at + 1) in {"by", "of", "at"} else None
    if kind_at(items, at + (lower_at(items, at) in _AT_TIME)) == "PER":
        at += 1 + (lower_at(items, at) in _AT_TIME)  # "ended in April with", "closed the year with"
    at += lower_at(items, at) in {"in", "with", "on"}
    while lower_at(items, at) in {"a", "an", "the", "trade"} or (kind_at(items, at) == "w" and at < k + 4):
        at += 1
    if at >= len(items) or items[at].cue("sign") is None or items[at].cue("flow") != "balance":
        return None
    return at if lower_at(items, at + 1) in {"of", "in"} else None


_BEING = frozenset({"was", "is", "were", "are", "remained", "remains", "stayed"})
_AT_TIME = frozenset({"in", "for", "during", "the"})
_SHOWING = frozenset({"showed", "shows", "resulted", "ended", "closed", "produced", "yielded", "left", "gave"})


def _take_sign(items: list[Item], head: Head) -> None:
    """ "the trade balance showed a surplus of": the word behind the verb says whether it is positive."""
    for k in range(head.last + 1, min(head.last + 8, len(items))):
        if items[k].kind in {"NUM", "AMT"} or items[k].lower in {",", ";", "from"}:
            return  # "went |from| a deficit of $463m to a surplus": to each its own
        if items[k].lower in _SIGNED and lower_at(items, k - 1) in _IS:
            head.sign = _SIGNED[items[k].lower]  # "the balance was negative and amounted to"
            return
        if (sign := items[k].cue("sign")) is not None and items[k].is_("flow"):
            head.sign, head.last = int(sign), k
            if items[k - 1].kind == "PER":
                head.period = items[k - 1]  # "showed a 1986 surplus"
            return


_SIGNED = {"positive": 1, "negative": -1, "active": 1, "passive": -1, "favourable": 1, "favorable": 1}
_IS = frozenset("was were is remained stayed turned became been again still".split())


def _has_other(balance: Head, trade: Head) -> bool:
    """Whether a balance has its partner already: "in trade with the EU, on account of a rise in trade with Italy"."""
    return bool(balance.elsewhere or (balance.counterpart and trade.counterpart))


def _join(balance: Head, trade: Head) -> None:
    """Give a balance the sides of the trade that it is of."""
    balance.counterpart = balance.counterpart or trade.counterpart
    balance.spots.update(trade.spots)
    balance.loose = balance.loose and not trade.counterpart
    balance.owner = balance.owner or trade.owner
    balance.coverage = balance.coverage or trade.coverage
    balance.open_owner = balance.open_owner or trade.open_owner
    balance.elsewhere = balance.elsewhere or trade.elsewhere


def _told_sign(items: list[Item], start: int) -> int | None:
    for item in items[start:]:
        if item.lower in {"positive", "surplus"}:
            return 1
        if item.lower in {"negative", "deficit"}:
            return -1
    return None
