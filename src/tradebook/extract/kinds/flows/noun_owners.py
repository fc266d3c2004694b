"""Whose flow a noun tells by what stands around it: "Turkey with $2 billion of exports", "the textile sector saw a
rise in exports"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.branches import BRANCHES
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, possessive_at
from tradebook.statement import Good


def take_lister(items: list[Item], head: Head) -> None:
    """ "Bolivia's list of |exports| to": whose list it is."""
    k = head.first - 3
    while k > 0 and kind_at(items, k) in {"w", "CUE"} and lower_at(items, k) != "s":
        k -= 1
    at = next((j for j in (k - 1, k - 2) if kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) == k + 1), -1)
    if kind_at(items, k) == "DEM" and k == head.first - 3:
        at = k
    if at >= 0:
        head.take_owner(items[at])
        head.first = at


def take_maker(items: list[Item], head: Head) -> None:
    """ "The |chemicals sector made| the most exports to Italy": of its goods."""
    k = head.first - 1
    while k > 0 and (lower_at(items, k) in {"the", "most", "highest"} or items[k].is_("superlative")):
        k -= 1
    if head.goods or head.measure != "exports" or lower_at(items, k) not in _MAKING or k < 2:
        return
    if lower_at(items, k - 1) in BRANCHES and kind_at(items, k - 2) == "GOOD":
        head.goods = (good_of(items[k - 2]),)
        head.spot("goods", items[k - 2])


_MAKING = frozenset({"made", "realised", "realized", "achieved"})


def take_holder(items: list[Item], head: Head) -> None:
    """Whose figure stands before the noun: "Turkey with $2.2 billion of exports to Iran", "Australia was the
    destination for $4 billion of exports"."""
    k = head.first - 1
    if kind_at(items, k) == "AMT" and not head.owner:
        _take_possessor(items, k, head)
        return
    if lower_at(items, k) not in {"of", "in"} or kind_at(items, k - 1) != "AMT":
        return
    if not head.owner and _take_possessor(items, k - 1, head):
        return
    k -= 2
    if lower_at(items, k) == "with" and kind_at(items, k - 1) == "PLACE" and not head.owner:
        if not (head.measure == "imports" and head.dest):
            head.take_owner(items[k - 1])
        return
    noun = lower_at(items, k - 1)
    if lower_at(items, k) not in {"for", "of"} or noun not in {"destination", "market", "source", "origin"}:
        return
    k -= 2
    while lower_at(items, k) in {"the", "a", "main", "top", "largest", "biggest"} or kind_at(items, k) == "CUE":
        if items[k].is_("val") and lower_at(items, k) in {"was", "is", "were", "remained"}:
            break
        k -= 1
    if lower_at(items, k) not in {"was", "is", "were", "remained"} or kind_at(items, k - 1) != "PLACE":
        return
    place = items[k - 1]
    if noun in {"destination", "market"} and head.measure == "exports" and not head.dest:
        head.dest = (place.value,)
        head.spot("dest", place)
    elif noun in {"source", "origin"} and head.measure == "imports" and head.source is None:
        head.source = place.value
        head.spot("source", place)


def _take_possessor(items: list[Item], k: int, head: Head) -> bool:
    """Whose figure at `k` stands right before the noun: "Egypt's |$2 billion| (in) exports"; False where nobody's."""
    at = next((j for j in (k - 2, k - 3) if kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) == k), -1)
    at = k - 1 if at < 0 and kind_at(items, k - 1) == "DEM" else at
    if at < 0:
        return False
    head.take_owner(items[at])
    return True


def take_ranked(items: list[Item], head: Head) -> None:
    """The partner that is ranked by a country's trade: "Saudi Arabia topped the Arab countries in terms of Jordan's
    |exports|, which reached"."""
    k = head.first - 3
    if lower_at(items, k + 1) != "terms" or lower_at(items, k) != "in" or not head.owner or head.dest or head.source:
        return
    ranking = flow_words("topping") | flow_words("placing") | {"ranked", "ranks", "came", "led", "leads", "topped"}
    for j in range(k - 1):
        if items[j].kind == "PLACE" and lower_at(items, j + 1) in ranking and items[j].value.code != head.owner.code:
            if head.measure == "exports":
                head.dest = (items[j].value,)
            else:
                head.source = items[j].value
            head.spot("dest" if head.measure == "exports" else "source", items[j])
            return


def take_owner_before(items: list[Item], head: Head) -> None:
    """Whose flow it is by what joins the noun to a place: "Spain, |whose exports| fell", "France |with exports| of
    $5m"; not with whom: "trade with France with exports of"."""
    k = head.first - 1
    whose = lower_at(items, k) == "whose"
    if head.two_way or not (whose or lower_at(items, k) == "with"):
        return
    k -= 1 + (whose and lower_at(items, k - 1) == ",")
    before = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the"))
    named = kind_at(items, k) == "PLACE" and items[k].value.form != "city"
    if named and whose and lower_at(items, k - 1) == "and" and kind_at(items, k - 2) == "PLACE":
        _take_both(items[k - 2], items[k], head)
    elif named and (whose or before not in flow_words("governing")):
        head.take_owner(items[k])


def take_crop_owner(items: list[Item], head: Head) -> None:
    """Whose bare exports behind a crop are: "a big |Russian| wheat crop, with up to 39 million tonnes of exports";
    none where another place stands between."""
    if head.sided or head.two_way or head.open_owner or head.mutual or head.first < 3:
        return
    for k in range(head.first - 1, 1, -1):
        if items[k].kind == "PLACE" or items[k].is_("flow") or items[k].lower in {";", "while", "whereas", "but"}:
            return
        if items[k].lower in _CROPS and kind_at(items, k - 1) == "GOOD":
            if kind_at(items, k - 2) == "DEM":
                head.take_owner(items[k - 2])
            elif kind_at(items, k - 4) == "PLACE" and possessive_at(items, k - 3) == k - 1:
                head.take_owner(items[k - 4])
            return


_CROPS = frozenset("crop harvest production output".split())


def _take_both(first: Item, second: Item, head: Head) -> None:
    """ "China and Hong Kong, whose purchases fell": of the second or of both, so that it is nobody's alone."""
    if head.measure == "exports":
        head.source = first.value
        head.spot("source", first, second)
    else:
        head.dest = (first.value, second.value)
        head.spot("dest", first, second)


_BRANCHES = frozenset({"sector", "sectors", "industry", "industries", "subsector"})


def take_branch(items: list[Item], head: Head) -> None:
    """ "the textile and leather sectors saw a rise in exports", "the aerospace sector, with exports of": they are the
    branch's exports, of no more than its goods."""
    told = head.goods or head.owner or head.total or head.excludes
    if told or lower_at(items, head.first - 1) not in {"in", "with"}:
        return
    at = next((k for k in range(head.first - 2, 0, -1) if items[k].lower in _BRANCHES), 0)
    if not at or any(t.is_("flow") or t.lower in {";", "while", "but", "of"} for t in items[at + 1 : head.first]):
        return
    j = at
    while j > 0 and (items[j - 1].kind == "GOOD" or (j < at and items[j - 1].lower in {"and", ","})):
        j -= 1
    named = [item for item in items[j:at] if item.kind == "GOOD"]
    if named:
        head.goods = tuple(good_of(item) for item in named)
        head.spot("goods", *named)
    elif (
        items[at - 1].kind == "w"
        and items[at - 1].text.islower()
        and items[at - 1].lower not in flow_words("no_branch")
    ):
        head.goods = (Good(text=items[at - 1].text),)
        head.spot("goods", items[at - 1])


def take_two_subjects(items: list[Item], head: Head) -> None:
    """ "A and B have agreed to lift annual trade to $5bn", "the two countries aim at trade of $5bn": what two countries
    tell of trade, or want to bring it to, is of their own."""
    if head.sided or head.mutual or head.total or head.open_owner or head.goods:
        return
    if any(item.is_("two_countries") and item.lower not in {"them", "each other"} for item in items[: head.first]):
        head.mutual = True
    elif _is_aimed_at(items, head) and (pair := _two_subjects(items, head.first)) is not None:
        head.between = (pair[0].value, pair[1].value)
        head.spot("between", *pair)


def _is_aimed_at(items: list[Item], head: Head) -> bool:
    """Whether somebody means to bring the flow somewhere: "to lift annual |trade| to", "eye $3bn |trade|", "a |trade|
    target of"."""
    if lower_at(items, head.at + 1) in {"target", "targets", "goal"}:
        return True
    for k in range(head.first - 1, max(-1, head.first - 6), -1):
        if items[k].is_("target") or items[k].lower in flow_words("aim"):
            return True
        if items[k].kind not in {"AMT", "w", "PER"} and not items[k].is_("total"):
            return False
    return False


def _two_subjects(items: list[Item], stop: int) -> tuple[Item, Item] | None:
    """The two countries that a sentence opens with, or whose people or leaders it does: "A and B agreed", "A, B eye",
    "the presidents of A and B"; None for three."""
    begin = 0
    if items[0].kind == "PLACE" and items[0].text.isupper():  # a dateline: "CAIRO, March 15 (Savanna Wire) - "
        begin = next((k + 1 for k in range(1, min(stop, _DATELINE)) if items[k].lower in {"-", "–", "—"}), 0)
    # where they met is no side: "A and B |met in Cairo| and agreed"
    named = [k for k in range(begin, stop) if items[k].kind in {"PLACE", "DEM"} and not _is_venue(items, k)]
    if len(named) == 2 and _met(items, named, stop):
        return items[named[0]], items[named[1]]
    if len(named) != 2 or named[1] - named[0] not in {2, 3} or items[named[0]].value.code == items[named[1]].value.code:
        return None
    first, second = named
    joined = lower_at(items, first + 1)
    if joined not in {"and", "&"} and not (joined in {",", "-", "–", "/"} and first == 0):
        return None
    before = lower_at(items, first - 1 - (lower_at(items, first - 1) == "the"))
    return (items[first], items[second]) if before in {"", "of", ",", "both", "that", "by", "-", "–", "—"} else None


def _met(items: list[Item], named: list[int], stop: int) -> bool:
    """Whether the two meet: "|A|'s minister met his |B| counterpart and agreed to raise trade"."""
    first, second = named
    if items[first].value.code == items[second].value.code or first > 1:
        return False
    met = any(items[k].lower in {"met", "hosted", "received", "meets", "visited"} for k in range(first, second + 1))
    return met and any(lower_at(items, k) in {"agreed", "pledged", "vowed"} for k in range(second, stop))


def _is_venue(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is only where something was done: "in |Cairo|"."""
    return items[k].kind == "PLACE" and lower_at(items, k - 1) in {"in", "at"}


_DATELINE = 12  # items
