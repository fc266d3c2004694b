"""Heads of flows: the noun phrases and verbs that say what was traded by whom with whom.

"Kenya's tea exports to Pakistan", "imports of Turkish steel into Georgia", "trade between A and B", "A exported X to B",
"X worth $5m was shipped from A to B". Direction is read from the phrase alone; what it leaves open stays open.
"""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.phrases import (
    goods_list,
    kind_at,
    lower_at,
    one_place,
    place_list,
    possessive_at,
)
from tradebook.extract.tables import words
from tradebook.statement import Good


class Head:
    """One flow as its phrase tells it: items `first`..`last` (inclusive), the head word at `at`.

    `owner`, `source`, `dest`, `counterpart`, `agent`, `origin` are the roles as worded; `settle` turns them into
    reporter and partner. `open_owner` is "its", "the country" and the like; `mutual` "bilateral", "the two countries"."""

    __slots__ = (
        "after", "agent", "at", "between", "counterpart", "coverage", "dest", "echo", "excludes", "first", "goods", "items", "last", "late",
        "loose", "measure", "mutual", "open_other", "open_owner", "origin", "owner", "passive", "period", "re_exports", "share_list",
        "sign", "source", "spots", "supply", "total", "verb",
    )  # fmt: skip

    def __init__(self, measure: str, at: int) -> None:
        self.measure = measure
        self.at = self.first = self.last = at
        self.owner: Place | None = None
        self.source: Place | None = None
        self.dest: tuple[Place, ...] = ()
        self.counterpart: tuple[Place, ...] = ()
        self.agent: Place | None = None
        self.origin: Place | None = None
        self.between: tuple[Place, ...] = ()
        self.open_owner: str | None = None
        self.mutual = False
        self.loose = False
        self.late = False
        self.verb = False
        self.passive = False
        self.total = False
        self.supply = False
        self.echo = False
        self.open_other: str | None = None
        self.after: Head | None = None
        self.share_list = False
        self.goods: tuple[Good, ...] = ()
        self.coverage: str | None = None
        self.excludes: str | None = None
        self.re_exports: bool | None = None
        self.sign: int | None = None
        self.period: Item | None = None
        self.spots: dict[str, list[Item]] = {}
        self.items: list[Item] = []

    def spot(self, role: str, *items: Item) -> None:
        """Note where a role was read."""
        self.spots.setdefault(role, []).extend(items)

    @property
    def sided(self) -> bool:
        """Whether the phrase names any place at all."""
        return bool(
            self.owner or self.source or self.dest or self.counterpart or self.agent or self.origin or self.between
        )


@cache
def _left_words() -> frozenset[str]:
    return words("flow_adjectives")


@cache
def _not_behind() -> frozenset[str]:
    return words("flow_compounds")


_SUBJECT_NOUNS = frozenset(
    "companies company firms enterprises producers exporters importers suppliers manufacturers farmers growers traders "
    "businesses plants factories mills refineries refiners fishermen entrepreneurs industry buyers government side "
    "carmakers automakers shippers".split()
)
_AUXILIARIES = frozenset(
    "has have had also mainly mostly primarily only already not did does do was were is are been being be will would "
    "shall to may might could can should currently reportedly alone together successfully annually usually now largely "
    "actively then still traditionally predominantly both each likely expected set able ready due going forecast projected "
    "plans plan planned expects wants hopes intends aims began started managed continued continues".split()
)
_BE = frozenset({"was", "were", "is", "are", "been", "being", "be"})


def heads(sentence: Sentence) -> list[Head]:
    """The heads of a sentence in order; one that lies inside another's phrase is left out."""
    found: list[Head] = []
    items = sentence.items
    covered = -1
    for at, item in enumerate(items):
        if item.kind != "CUE" or at <= covered:
            continue
        head = _traded(items, at) if item.is_("traded") else _head(sentence, at, item, found)
        if head is None:
            continue
        found.append(head)
        covered = head.last
    return _balances(items, found)


_BALANCE_SIGNS = {"surplus": 1, "deficit": -1, "gap": -1, "shortfall": -1, "balance": None}


def _balances(items: list[Item], found: list[Head]) -> list[Head]:
    """"the balance of A's trade with B", "a surplus of $5m in its trade with B": the balance, not the trade."""
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
    if "fverb" in classes and _is_verb(sentence, at):
        return _verb_head(sentence, at, before)
    if "flow" in classes:
        return _noun_head(sentence, at, classes["flow"])
    if "supply" in classes:
        head = _noun_head(sentence, at, classes["supply"])
        if head is not None:
            head.supply = True
        return head if head is not None and _real_supply(head, item) else None
    return None


def _of_a_firm(items: list[Item], at: int) -> bool:
    """Whether a firm is the subject of a verb: "Nam Song Seafood exports 95% of its output" is no country's flow."""
    if kind_at(items, at - 1) not in {"ORG", "NAME", "PERSON"} or not items[at].is_("strong"):
        return False
    return kind_at(items, at + 1) in {"PCT", "QTY", "AMT", "NUM", "GOOD"} or lower_at(items, at + 1) in {"to", "its", "the"}


def _traded(items: list[Item], at: int) -> Head | None:
    """ "The two countries traded goods worth $5m", "Beijing and Bishkek traded goods for"."""
    head = Head("turnover", at)
    if lower_at(items, at + 1) in {"at", "down", "up", "higher", "lower"}:
        return None
    if at and items[at - 1].is_("two_countries"):
        head.mutual = True
    elif kind_at(items, at - 1) == "PLACE" and lower_at(items, at - 2) == "and" and kind_at(items, at - 3) == "PLACE":
        head.between = (items[at - 3].value, items[at - 1].value)
        head.spot("between", items[at - 3], items[at - 1])
        head.first = at - 3
    else:
        return None
    return head


def _real_supply(head: Head, item: Item) -> bool:
    """Shipments, supplies, sales are flows of countries only where a direction between places is told."""
    if item.lower in {"sales", "sale", "buying", "procurement"}:
        return bool(head.dest or head.source or head.owner)
    return bool(head.dest or head.source or head.owner or head.open_owner or head.open_other)


_GOODS_WORDS = frozenset("goods items products commodities articles positions categories merchandise".split())


def goods_word_head(items: list[Item], at: int) -> Head | None:
    """ "the main export goods to Azerbaijan", "key import items from China": a head of goods without a figure."""
    item = items[at]
    if lower_at(items, at + 1) not in _GOODS_WORDS:
        return None
    head = Head("exports" if "export" in item.lower else "imports", at)
    _left(items, head)
    head.last = at + 1
    j = at + 2
    while j < len(items) and (stop := _right_step(items, j, head)) is not None:
        head.last = stop - 1
        j = stop
    return head


# -- nouns ---------------------------------------------------------------------------------------------------------


def _noun_head(sentence: Sentence, at: int, measure: str) -> Head | None:
    items = sentence.items
    item = items[at]
    if not _stands_as_noun(sentence, at, measure):
        return None
    head = Head(measure, at)
    if item.is_("reexport"):
        head.re_exports = True
    if (sign := item.cue("sign")) is not None:
        head.sign = int(sign)
    if _inside_deal(items, at):
        return None
    _left(items, head)
    _right(items, head)
    _late_places(items, head)
    if measure == "turnover" and not _trade_turnover(item, head):
        return None
    if measure == "balance" and not _trade_balance(items, head, item):
        return None
    return head


_SENT = frozenset("went go goes going sent shipped sold destined bound directed headed exported".split())
_DEAL_NOUNS = frozenset(
    "contract contracts agreement agreements deal deals memorandum tender tenders order orders licence license "
    "permission permit talks project ban bans embargo protocol protocols rules conditions requirements certificate "
    "certificates".split()
)


def _inside_deal(items: list[Item], at: int) -> bool:
    """ "a contract for the supply of", "a ban on imports of": the words name what the deal or the ban is about."""
    j = at - 1
    while j >= at - 4 and j >= 0:
        low = items[j].lower
        if low in {"for", "on", "of"}:
            return lower_at(items, j - 1) in _DEAL_NOUNS
        if items[j].kind not in {"w", "DEM", "GOOD"} and low not in {"the", "annual"}:
            return False
        j -= 1
    return False


def _late_places(items: list[Item], head: Head) -> None:
    """A place behind the figure: "a deficit of $83bn with China", "exports worth $5m to Iraq", "rose 5% to $3bn from India"."""
    wanted = (
        {"with"}
        if head.measure in {"turnover", "balance"}
        else {"to", "into"}
        if head.measure == "exports"
        else {"from"}
    )
    if (
        head.counterpart
        or head.between
        or (head.dest and head.measure == "exports")
        or (head.source and head.measure == "imports")
    ):
        return
    for j in range(head.last + 1, len(items)):
        item = items[j]
        low = item.lower
        if low in {";", "while", "whereas", "but", "which", "who"} or item.is_("include") or (
            item.kind == "CUE" and (item.is_("flow") or item.is_("fverb"))
        ):
            return
        went = lower_at(items, j - 1) in _SENT
        if low in wanted and (
            went
            or kind_at(items, j - 1)
            in {"AMT", "QTY", "PER", "PCT", "GOOD"}
            | ({"CUE"} if lower_at(items, j - 1) in {"goods", "products"} else set())
        ):
            found = place_list(items, j + 1)
            if found is None or possessive_at(items, found.stop) > found.stop:
                continue
            head.late = True
            if "to" in wanted:
                head.dest = found.places
                head.spot("dest", *found.items)
            elif "from" in wanted:
                head.source = found.places[0]
                head.spot("source", *found.items)
            else:
                head.counterpart = found.places
                head.spot("counterpart", *found.items)
            return


_LIMITS = frozenset("limit limits limited limiting cap caps capped capping restrict restricts restricting".split())
_SINGULAR = frozenset({"export", "import", "trade", "commerce", "re-export", "reexport", "importation", "exportation"})
_BEHIND_SINGULAR = frozenset(
    "of to from with between in among amounted amounts reached totalled totaled rose fell grew was is stood has had by and or , . ) ( for during increased decreased declined".split()
)


def _stands_as_noun(sentence: Sentence, at: int, measure: str) -> bool:
    items = sentence.items
    low, behind = items[at].lower, lower_at(items, at + 1)
    if behind.split(" ")[0] in _not_behind() or (
        behind == "-" and lower_at(items, at + 2) not in {"import", "export", "imports"}
    ):
        return False
    if (
        lower_at(items, at - 1) == "-"
        and items[at - 1].end == items[at].start
        and lower_at(items, at - 2) not in {"non", "re", "two", "agri", "agro"}
        and kind_at(items, at - 2) not in {"DEM", "PLACE", "GOOD", "w"}
    ):
        return False
    if items[at].text[0].isupper() and at and not items[at].text.isupper() and _in_a_name(items, at):
        return False
    if any(i.lower in _LIMITS for i in items[max(0, at - 4) : at]):
        return False  # "will limit grain exports to 24 million tons": a quota
    if lower_at(items, at - 1) in {"capital", "labour", "labor", "arms-length"}:
        return False
    if (
        low in {"export", "import"}
        and at
        and (items[at - 1].is_("superlative") or lower_at(items, at - 1) in {"biggest", "sole", "only"})
    ):
        return False  # "oil, the country's main export": a good, no figure of trade
    if low in _SINGULAR:
        if kind_at(items, at + 1) in {"AMT", "PER", "PCT", "QTY", ""}:
            return True
        if lower_at(items, at + 1) in _BEHIND_SINGULAR:
            return True
        return kind_at(items, at + 1) == "CUE" and (
            items[at + 1].is_("val") or items[at + 1].is_("chverb") or items[at + 1].is_("times")
        )
    return True


def _in_a_name(items: list[Item], at: int) -> bool:
    """Whether a capitalised trade word is part of a title or name ("World Trade Forecast")."""
    if items[at - 1].kind == "p" and items[at - 1].text not in {",", "'", "’", "(", "/", "&"}:
        return False  # behind a dateline or a quotation mark a sentence begins
    if items[at].lower in {"commerce", "trade"}:
        return True
    after = items[at + 1] if at + 1 < len(items) else None
    before = items[at - 1]
    return (
        after is not None and after.kind in {"w", "NAME"} and after.text[0].isupper() and not after.text.isupper()
    ) or (before.kind == "w" and before.text[0].isupper() and at > 1)


def _trade_turnover(item: Item, head: Head) -> bool:
    """Bare "turnover", "trade", "volume" are trade between countries only with a sign of it."""
    if item.lower == "turnover" and not head.sided and not head.mutual and not head.items:
        head.loose = True  # a company's, unless trade between two countries is what is spoken of
        return True
    if item.lower == "turnover":
        return bool(head.mutual or head.between or head.counterpart or "trade" in " ".join(i.lower for i in head.items))
    if item.lower in {"trade", "commerce"}:
        return bool(head.mutual or head.sided or head.total or head.open_owner or head.goods or head.coverage)
    if item.lower == "surplus" or item.lower == "deficit":
        return False
    return True


_BUDGET_WORDS = frozenset(
    "budget fiscal account account's payments current public government federal state primary power supply energy cash".split()
)


def _trade_balance(items: list[Item], head: Head, item: Item) -> bool:
    if "trade" in item.lower:
        return True
    near = {i.lower for i in items[max(0, head.first - 3) : head.at]} | {lower_at(items, head.at + 2)}
    if near & _BUDGET_WORDS:
        return False
    if head.counterpart or "trade" in near:
        return True
    if head.owner is not None:
        head.loose = True  # "the Czech deficit of EUR 1.3 billion": trade's only where trade with somebody is spoken of
        return True
    return "trade" in {i.lower for i in items[head.at : head.at + 9]}


def _left(items: list[Item], head: Head) -> None:
    """What stands before the head word and belongs to it: owners, goods, adjectives."""
    j = head.at - 1
    while j >= 0:
        step = _left_step(items, j, head)
        if step is None:
            break
        j = step
        head.first = j + 1
    while head.first > 0 and lower_at(items, head.first - 1) in {"the", "a", "an"}:
        head.first -= 1


def _left_step(items: list[Item], j: int, head: Head) -> int | None:
    """Take the item at `j` into the head's left side; the next index to look at, None where the phrase begins."""
    item = items[j]
    low = item.lower
    if item.kind == "w" and low == "s" and j >= 1 and lower_at(items, j - 1) in {"'", "’", "‘"}:
        return _possessor(items, j - 2, head)
    if (
        item.kind == "p"
        and low in {"'", "’"}
        and j >= 1
        and items[j - 1].end == item.start
        and items[j - 1].lower.endswith("s")
    ):
        return _possessor(items, j - 1, head)
    if item.kind == "CUE":
        return _left_cue(item, j, head)
    if item.kind == "GOOD":
        return _left_good(items, j, head)
    if item.kind in {"DEM", "PLACE"}:
        return _left_place(items, j, head)
    if (
        item.kind == "PER"
        and item.value.cue is None
        and head.period is None
        and not item.value.relation
        and _attributive_period(items, j)
    ):
        head.period = item
        return j - 1
    if item.kind in {"w", "PER"} and low in _left_words():
        if low in {"total", "overall", "annual", "foreign", "external", "global", "whole"}:
            head.total = head.total or low != "annual"
        head.items.append(item)
        return j - 1
    if low in {"-", "–"} and lower_at(items, j - 1) in {"non", "two", "re", "agri", "agro"}:
        return j - 2
    return None


def _attributive_period(items: list[Item], j: int) -> bool:
    """A period right before the head word ("the 2021 exports", "January-October trade"), not "in 2021 exports rose"."""
    return lower_at(items, j - 1) not in {
        "in",
        "during",
        "for",
        "of",
        "since",
        "by",
        "from",
        "until",
        ",",
    } and not items[j].lower.startswith(("in ", "since", "by"))


def _left_cue(item: Item, j: int, head: Head) -> int | None:
    if item.is_("mutual"):
        head.mutual = True
        head.spot("between", item)
        return j - 1
    if item.is_("total"):
        head.total = True
        return j - 1
    if item.is_("anaphor"):
        if item.lower == "their" and head.measure == "turnover":
            head.mutual = True
        else:
            head.open_owner = item.lower
        return j - 1
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return j - 1
    if item.is_("revision") or item.lower in _left_words():
        return j - 1
    if (
        item.is_("flow")
        and item.lower in {"trade", "export", "import"}
        and head.at - j <= 2
        and item.lower != lower_of(head)
    ):
        return j - 1
    return None


def lower_of(head: Head) -> str:
    """The measure's own word is never taken twice; kept apart for the reader's sake."""
    return head.measure


def _left_good(items: list[Item], j: int, head: Head) -> int | None:
    from tradebook.extract.kinds.phrases import good_of

    if lower_at(items, j - 1) in {"-", "–"} and lower_at(items, j - 2) == "non":
        first = items[j - 2]
        head.excludes = f"{first.text}-{items[j].text}"
        head.spot("excludes", first, items[j])
        return j - 3
    if j == head.at - 1 or not head.goods or lower_at(items, j + 1) in {"and", ","}:
        head.goods = (good_of(items[j]), *head.goods)
        head.spot("goods", items[j])
        if lower_at(items, j - 1) in {"and", ",", "/"} and kind_at(items, j - 2) == "GOOD" and head.at - j < 6:
            return j - 2
        return j - 1
    return None


def _left_place(items: list[Item], j: int, head: Head) -> int | None:
    """A demonym or a country's name as adjective before the head; two joined are the pair."""
    item = items[j]
    if head.owner is not None:
        return None
    joined = lower_at(items, j - 1) in {"-", "–", "—", "/", "and", "to"} and kind_at(items, j - 2) in {"DEM", "PLACE"}
    if joined and (lower_at(items, j - 1) not in {"and", "to"} or (head.measure == "turnover" and item.kind == "DEM")):
        head.between = (items[j - 2].value, item.value)
        head.spot("between", items[j - 2], item)
        return j - 3
    if item.kind == "PLACE" and item.value.form in {"city", "capital"} and head.measure != "turnover":
        head.owner = item.value
        head.spot("owner", item)
        return j - 1
    if item.kind == "PLACE" and lower_at(items, j - 1) in {"to", "from", "in", "with", "into", "between", "at", "for"}:
        return None  # "in Turkey exports rose": the place is not the owner by grammar
    head.owner = item.value
    head.spot("owner", item)
    # "Chinese steel imports": whose imports, and of whose steel, the words alone do not say
    if head.measure == "imports" and item.kind == "DEM" and head.goods:
        head.loose = True
    return j - 1


def _possessor(items: list[Item], j: int, head: Head) -> int | None:
    """The owner before a possessive mark: "Kenya's", "the country's", "the two countries'", "last year's"."""
    if j < 0:
        return None
    item = items[j]
    if item.kind == "PLACE" and head.owner is None:
        head.owner = item.value
        head.spot("owner", item)
        return j - 1
    if item.is_("two_countries"):
        head.mutual = True
        return j - 1
    if item.is_("country_noun"):
        head.open_owner = item.lower
        return j - 1
    if item.kind == "PER" and head.period is None:
        head.period = item
        return j - 1
    if item.kind == "w" and item.lower in {
        "country",
        "nation",
        "republic",
        "kingdom",
        "world",
        "bloc",
        "union",
        "emirate",
    }:
        head.open_owner = item.lower
        return j - 1
    return None


# -- what stands behind a noun ---------------------------------------------------------------------------------------


def _right(items: list[Item], head: Head) -> None:
    j = head.at + 1
    while j < len(items):
        stop = _right_step(items, j, head)
        if stop is None:
            break
        head.last = stop - 1
        j = stop


def _right_step(items: list[Item], j: int, head: Head) -> int | None:
    low = lower_at(items, j)
    reader = _RIGHT.get(low)
    if reader is not None:
        return reader(items, j, head)
    item = items[j]
    if item.kind == "PER" and not item.value.relation and item.value.cue in {None, "since"} and head.period is None:
        follower = lower_at(items, j + 1)
        if follower in _RIGHT and follower not in {"in", "by", "("}:
            head.period = item
            return j + 1
        return None
    if item.kind == "CUE" and item.is_("coverage") and j == head.at + 1 and head.measure == "turnover":
        return None
    return None


def _of(items: list[Item], j: int, head: Head) -> int | None:
    """ "exports of wheat", "imports of Turkish steel", "exports of Azerbaijan", "exports of goods and services"."""
    k = j + 1
    while lower_at(items, k) in {"the", "its", "their", "all"}:
        k += 1
    if kind_at(items, k) in {"AMT", "QTY", "PCT", "NUM"}:
        return None
    item = items[k] if k < len(items) else None
    if item is None:
        return None
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return k + 1
    if item.is_("country_noun"):
        head.open_owner = item.lower
        return k + 1
    if item.is_("two_countries"):
        head.mutual = True
        return k + 1
    pair = place_list(items, k) if head.measure == "turnover" and item.kind == "PLACE" else None
    if pair is not None and len(pair.places) == 2 and not head.sided:
        head.between = pair.places
        head.spot("between", *pair.items)
        return pair.stop
    if item.kind == "PLACE" and kind_at(items, k + 1) != "GOOD" and (place := one_place(items, k)) is not None:
        if head.owner is None:
            head.owner = place.places[0]
            head.spot("owner", *place.items)
        return place.stop
    if item.kind == "DEM" and (lower_at(items, k + 1) in {"goods", "products", "origin", "commodities", "merchandise"}):
        head.origin = item.value
        head.spot("origin", item)
        return k + 2
    found = goods_list(items, k)
    if found is None or head.goods:
        return None
    head.goods = found.goods
    head.spot("goods", *found.items)
    if found.origin is not None:
        head.origin = found.origin.value
        head.spot("origin", found.origin)
    return found.stop


_OTHERS = frozenset(
    "country neighbour neighbor state nation republic neighbours neighbors kingdom emirate bloc union community "
    "island alliance grouping".split()
)


def _other(items: list[Item], j: int, head: Head) -> int | None:
    """A partner that only points back: "the neighbouring country", "the bloc", "its eastern neighbour", "that country"."""
    if lower_at(items, j) not in {"the", "its", "their", "this", "that"} and not (j < len(items) and items[j].is_("country_noun")):
        return None
    k = j if j < len(items) and items[j].is_("country_noun") else j + 1
    while k < j + 4 and (kind_at(items, k) in {"DEM", "w"} or kind_at(items, k) == "PLACE" and items[k].value.form == "group"):
        if lower_at(items, k) in _OTHERS:
            break
        k += 1
    word = lower_at(items, k)
    if word not in _OTHERS and not (k < len(items) and items[k].is_("country_noun")):
        return None
    if possessive_at(items, k + 1) > k + 1:
        return None
    head.open_other = "group" if word in {"bloc", "union", "community", "alliance", "grouping"} else "country"
    return k + 1


def _to(items: list[Item], j: int, head: Head) -> int | None:
    if lower_at(items, j + 1) == "all" and lower_at(items, j + 2) in {"markets", "countries", "destinations"}:
        head.total = True
        return j + 3
    found = place_list(items, j + 1)
    if found is None and not head.dest:
        return _other(items, j + 1, head)
    if found is None or head.dest:
        return None
    if possessive_at(items, found.stop) > found.stop:
        return None
    head.dest = found.places
    head.spot("dest", *found.items)
    return found.stop


def _from(items: list[Item], j: int, head: Head) -> int | None:
    found = place_list(items, j + 1)
    if found is None and head.source is None:
        return _other(items, j + 1, head)
    if found is None or head.source or (len(found.places) > 1 and head.measure != "imports"):
        return None
    head.source = found.places[0]
    if len(found.places) > 1:
        head.counterpart = found.places
    head.spot("source", *found.items)
    return found.stop


def _with(items: list[Item], j: int, head: Head) -> int | None:
    if head.measure not in {"turnover", "balance"}:
        return None
    found = place_list(items, j + 1)
    if found is None:
        return _other(items, j + 1, head)
    head.counterpart = found.places
    head.spot("counterpart", *found.items)
    return found.stop


def _between(items: list[Item], j: int, head: Head) -> int | None:
    k = j + 1
    item = items[k] if k < len(items) else None
    if item is not None and item.is_("two_countries"):
        head.mutual = True
        return k + 1
    if lower_at(items, k) in {"the", "our", "these"} and lower_at(items, k + 1) in {
        "two",
        "countries",
        "sides",
        "parties",
        "states",
        "three",
    }:
        stop = k + 2
        while lower_at(items, stop) in {
            "countries",
            "sides",
            "nations",
            "states",
            "economies",
            "neighbours",
            "neighbors",
        }:
            stop += 1
        head.mutual = True
        return stop
    found = place_list(items, k)
    if found is None or len(found.places) < 2:
        return None
    head.between = found.places
    head.spot("between", *found.items)
    return found.stop


def _by(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None or head.measure not in {"imports", "exports"}:
        return None
    head.agent = found.places[0]
    head.spot("agent", *found.items)
    return found.stop


def _in(items: list[Item], j: int, head: Head) -> int | None:
    """ "trade in goods and services", "trade in wheat"; "in 2021" before further words of the phrase."""
    k = j + 1
    if k >= len(items):
        return None
    item = items[k]
    if (
        item.kind == "PER"
        and head.period is None
        and not item.value.relation
        and lower_at(items, k + 1) in _RIGHT
        and lower_at(items, k + 1) not in {"in", "by", "("}
    ):
        head.period = item
        return k + 1
    if item.is_("goods_word") or item.is_("coverage"):
        head.coverage = item.cue("coverage") or head.coverage
        return k + 1
    if item.kind in {"GOOD", "DEM"} and not head.goods and (found := goods_list(items, k, unknown=False)):
        head.goods = found.goods
        head.spot("goods", *found.items)
        return found.stop
    return None


def _during(items: list[Item], j: int, head: Head) -> int | None:
    if kind_at(items, j + 1) == "PER" and head.period is None and lower_at(items, j + 2) in _RIGHT:
        head.period = items[j + 1]
        return j + 2
    return None


def _within(items: list[Item], j: int, head: Head) -> int | None:
    found = one_place(items, j + 1)
    if found is None or head.measure != "turnover":
        return None
    head.between = found.places
    head.spot("between", *found.items)
    return found.stop


_RIGHT = {
    "of": _of,
    "to": _to,
    "into": _to,
    "towards": _to,
    "toward": _to,
    "onto": _to,
    "from": _from,
    "with": _with,
    "between": _between,
    "by": _by,
    "in": _in,
    "during": _during,
    "for": _during,
    "over": _during,
    "within": _within,
    "among": _within,
}


# -- verbs ---------------------------------------------------------------------------------------------------------


def _is_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be noun or verb ("exports", "supplies", "imported") is a verb here."""
    items = sentence.items
    item = items[at]
    low = item.lower
    if low.endswith("ing"):
        return lower_at(items, at - 1) in {
            "is",
            "are",
            "was",
            "were",
            "been",
            "began",
            "started",
            "be",
        } or kind_at(items, at - 1) in {"PLACE"}
    if item.is_("past"):
        described = lower_at(items, at + 1) in {"goods", "products", "volume", "volumes", "items", "commodities"}
        return not (
            described
            and (
                at == 0
                or lower_at(items, at - 1)
                in {"the", "of", "all", "its", "their", "a", "from", "in", "to", "and", "on", "for"}
            )
        )
    subject_like = (
        kind_at(items, at - 1) == "PLACE"
        or lower_at(items, at - 1)
        in {
            "it",
            "they",
            "which",
            "that",
            "we",
            "who",
            "country",
            "also",
            "mainly",
            "mostly",
            "primarily",
            "to",
            "will",
            "can",
            "could",
            "would",
            "may",
            "not",
            "annually",
            "currently",
            "now",
        }
        or lower_at(items, at - 1) in _SUBJECT_NOUNS
        or items[at - 1].is_("country_noun")
        if at
        else False
    )
    if not subject_like:
        return False
    nxt = kind_at(items, at + 1)
    if nxt in {"GOOD", "QTY", "AMT", "NUM", "DEM"} or lower_at(items, at + 1) in {
        "mainly",
        "mostly",
        "its",
        "around",
        "about",
        "more",
        "the",
        "primarily",
        "goods",
        "products",
        "large",
        "over",
        "such",
        "various",
        "almost",
        "nearly",
        "up",
        "most",
        "some",
        "only",
    }:
        return True
    if lower_at(items, at - 1) in {"to", "will", "can", "could", "would", "may", "not"}:
        return True
    later = items[at + 1 :]
    return not any(i.is_("chverb") or i.is_("val") for i in later) and nxt == "w"


def _verb_head(sentence: Sentence, at: int, before: list[Head]) -> Head | None:
    items = sentence.items
    item = items[at]
    head = Head(item.value.classes["fverb"], at)
    head.verb = True
    head.passive = item.is_("past") and _passive(items, at)
    strong = item.is_("strong")
    if item.is_("reexport"):
        head.re_exports = True
    if head.passive:
        _passive_sides(items, head)
    else:
        _subject(sentence, head, before)
        _fronted(items, head)
    _verb_right(items, head)
    if not head.passive and not (head.owner or head.open_owner):
        return None
    if (
        head.measure == "imports"
        and item.lower in {"took", "takes", "take", "spent", "received", "receive", "receives"}
        and not (head.source or head.origin)
    ):
        return None
    if strong:
        return head if head.sided or head.open_owner else None
    ends = bool(head.dest or head.source or head.open_other or head.total)
    return (
        head if ends and (head.owner or head.open_owner or head.source or head.origin) else _coordinated(head, before)
    )


def _coordinated(head: Head, before: list[Head]) -> Head | None:
    """ "shipped goods to the EU and bought $3bn worth from the bloc": the second verb has the first one's sides."""
    if not before or not before[-1].verb:
        return None
    last = before[-1]
    return head if (last.dest or last.source) and (head.owner or head.open_owner) else None


def _passive(items: list[Item], at: int) -> bool:
    """ "was exported", "goods exported to": no subject of its own before the verb."""
    j = at - 1
    while j >= 0 and (lower_at(items, j) in _AUXILIARIES and lower_at(items, j) not in _BE):
        j -= 1
    if lower_at(items, j) in _BE or lower_at(items, at) in {"went", "goes"}:
        return True
    if lower_at(items, at - 1) in {"have", "has", "had"}:
        return False
    return kind_at(items, at - 1) in {"GOOD", "QTY", "AMT"} or lower_at(items, at - 1) in {
        "goods",
        "products",
        "commodities",
        "tonnes",
        "services",
    }


def _fronted(items: list[Item], head: Head) -> None:
    """ "From Azerbaijan, Belarus imports": the direction before the subject."""
    if (
        lower_at(items, 0) in {"from", "to"}
        and (found := one_place(items, 1))
        and lower_at(items, found.stop) == ","
        and found.stop < head.at
    ):
        if lower_at(items, 0) == "from":
            head.source = found.places[0]
            head.spot("source", *found.items)
        else:
            head.dest = found.places
            head.spot("dest", *found.items)


def _passive_sides(items: list[Item], head: Head) -> None:
    """The goods before a passive verb."""
    j = head.at - 1
    while j >= 0 and (
        lower_at(items, j) in _AUXILIARIES
        or kind_at(items, j) == "PER"
        or lower_at(items, j) in {"in", ",", "during", "worth"}
    ):
        j -= 1
    while (j >= 0 and kind_at(items, j) in {"AMT", "QTY"}) or lower_at(items, j) in {"worth", "valued", "at"}:
        j -= 1
    k = j
    while k >= 0 and (kind_at(items, k) in {"GOOD", "DEM"} or lower_at(items, k) in {"and", ","}):
        k -= 1
    found = goods_list(items, k + 1, unknown=False) if k < j else None
    if found is not None:
        head.goods = found.goods
        head.spot("goods", *found.items)
        if found.origin is not None:
            head.origin = found.origin.value
            head.spot("origin", found.origin)


def _subject(sentence: Sentence, head: Head, before: list[Head]) -> None:
    """Who exports: the place (or its companies, or "the country") before an active verb."""
    items = sentence.items
    j = head.at - 1
    while j >= 0 and lower_at(items, j) in _AUXILIARIES:
        j -= 1
    if lower_at(items, j) == ",":  # "Kenya, in the same year, exported"
        k = j - 1
        while k >= 0 and items[k].kind != "p":
            k -= 1
        if lower_at(items, k) == "," and kind_at(items, k - 1) == "PLACE":
            j = k - 1
    item = items[j] if j >= 0 else None
    if item is None:
        return
    if lower_at(items, j) == "and" and before and before[-1].verb:
        last = before[-1]
        head.owner, head.open_owner = last.owner, last.open_owner
        return
    if item.lower in {"members", "countries", "states", "nations", "republics"} and kind_at(items, j - 1) == "PLACE":
        j -= 1
        item = items[j]
    if item.kind == "PLACE":
        head.owner = item.value
        head.spot("owner", item)
        head.first = j
    elif item.is_("country_noun") or item.lower in {"country", "republic", "nation", "kingdom"} or (item.lower in {"it", "they", "we"} and item.kind in {"w", "CUE"}):
        head.open_owner = item.lower
        head.first = j
    elif item.lower in _SUBJECT_NOUNS:
        _subject_companies(items, j, head)
    elif item.lower in {"which", "that", "who"} and kind_at(items, j - 1) in {"PLACE", "p"}:
        k = j - 1 if kind_at(items, j - 1) == "PLACE" else j - 2
        if kind_at(items, k) == "PLACE":
            head.owner = items[k].value
            head.spot("owner", items[k])


def _subject_companies(items: list[Item], j: int, head: Head) -> None:
    """ "Belarusian companies exported", "Kenya's farmers shipped", "The country's producers sold"."""
    k = j - 1
    while k >= 0 and (kind_at(items, k) in {"w", "GOOD"} and k > j - 4 and lower_at(items, k) not in {"s"}):
        k -= 1
    if kind_at(items, k) == "DEM":
        head.owner = items[k].value
        head.spot("owner", items[k])
        head.first = k
    elif lower_at(items, k) == "s" and kind_at(items, k - 2) == "PLACE":
        head.owner = items[k - 2].value
        head.spot("owner", items[k - 2])
        head.first = k - 2
    elif lower_at(items, k) == "s" and k >= 2 and items[k - 2].is_("country_noun"):
        head.open_owner = items[k - 2].lower


def _verb_right(items: list[Item], head: Head) -> None:
    """Objects and directions behind a verb, up to the clause's end; figures are left for the figures' grammar."""
    j = head.at + 1
    if (
        not head.passive
        and (dative := one_place(items, j)) is not None
        and (kind_at(items, dative.stop) in {"QTY", "AMT", "NUM", "GOOD"} or lower_at(items, dative.stop) == "with")
    ):
        head.dest = dative.places
        head.spot("dest", *dative.items)
        j = dative.stop
    while j < len(items):
        stop = _verb_step(items, j, head)
        if stop is None:
            break
        if stop > j:
            j = stop
        head.last = max(head.last, j - 1)


_CLAUSE_ENDS = frozenset(
    {";", "while", "whereas", "but", "which", "who", "when", "although", "compared", "against", "(", "up", "down", "—"}
)


def _verb_step(items: list[Item], j: int, head: Head) -> int | None:
    item = items[j]
    low = item.lower
    if low in _CLAUSE_ENDS or (item.kind == "CUE" and (item.is_("chverb") or item.is_("include"))):
        return None
    if low in {"to", "into", "from"} and head.open_other is None and (stop := _other(items, j + 1, head)) is not None:
        return stop
    if low in {"to", "into"} and (found := place_list(items, j + 1)) is not None and not head.dest:
        head.dest = found.places
        head.spot("dest", *found.items)
        return found.stop
    if low == "from" and (found := place_list(items, j + 1)) is not None and head.source is None:
        head.source = found.places[0]
        head.spot("source", *found.items)
        return found.stop
    if low == "by" and head.passive and (found := one_place(items, j + 1)) is not None:
        head.agent = found.places[0]
        head.spot("agent", *found.items)
        return found.stop
    if (
        not head.goods
        and (item.kind in {"GOOD", "DEM"} or (item.kind == "PLACE" and kind_at(items, j + 1) == "GOOD"))
        and (goods := goods_list(items, j, unknown=False)) is not None
    ):
        head.goods = goods.goods
        head.spot("goods", *goods.items)
        if goods.origin is not None:
            head.origin = goods.origin.value
            head.spot("origin", goods.origin)
        return goods.stop
    if low in {"abroad", "overseas"}:
        head.total = True
        return j + 1
    if low in {"of", "with"} and not head.goods and (goods := goods_list(items, j + 1)) is not None:
        head.goods = goods.goods
        head.spot("goods", *goods.items)
        if goods.origin is not None:
            head.origin = goods.origin.value
            head.spot("origin", goods.origin)
        return goods.stop
    if low == "and" and kind_at(items, j + 1) == "CUE" and items[j + 1].is_("fverb"):
        return None
    if low == "," and kind_at(items, j + 1) not in {"GOOD", "PER"}:
        return None
    if (
        item.kind in {"AMT", "QTY", "NUM", "PER", "w", "GOOD", "p", "PCT"}
        or item.is_("goods_word")
        or item.is_("coverage")
        or low in {"worth", "valued", "total", "of", "in", "and", "more", "amount"}
    ):
        if item.is_("coverage") or item.is_("goods_word"):
            head.coverage = None
        return j + 1
    return None
