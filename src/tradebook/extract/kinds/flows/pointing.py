"""Partners that are only pointed at, and partners told late: "the neighbouring country", "the bloc", "a deficit of
$83bn with China"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import PlaceAt, goods_list, kind_at, lower_at, place_list, possessive_at
from tradebook.places import is_group

_POINTING = frozenset({"the", "its", "their", "this", "that", "same", "those", "these", "his", "her", "my", "our"})
_SEVERAL = frozenset({"same", "those", "these"})
_TOWARDS = frozenset({"to", "from", "with", "into"})
_OF_GROUPS = frozenset({"bloc", "union", "community", "alliance", "grouping"})
_ARRIVED = frozenset({"came", "come", "comes", "originated"})
_SOME = frozenset({"other", "some", "most", "many", "several", "certain"})
_CLAUSE_ENDS = frozenset({";", "while", "whereas", "but", "which", "who"})
_BEFORE_PLACE = frozenset({"AMT", "QTY", "PER", "PCT", "GOOD"})


def other_side(items: list[Item], j: int, head: Head) -> int | None:
    """Take a partner that only points back ("the neighbouring country", "the bloc", "its eastern neighbour", "that
    country") into `head.open_other`; the index behind it, None where there is none at `j`."""
    if (stop := _elsewhere(items, j) or _unknown_place(items, j)) is not None:
        head.elsewhere = True
        return stop
    if lower_at(items, j) == "another" and (noun := _partner_noun(items, j)) is not None:
        head.elsewhere = True  # which one, nobody says here
        return noun + 1
    if _ranked_partner(items, j) and (noun := _partner_noun(items, j)) is not None:
        head.elsewhere = True  # "to its largest market": which, nobody says here
        return noun + 1
    noun = j + 1 + (lower_at(items, j + 1) in {"main", "major", "key", "big", "export", "foreign"})
    if lower_at(items, j) in _SOME and lower_at(items, noun) in {"countries", "markets", "destinations", "buyers"}:
        head.elsewhere = True
        return noun + 1
    others = flow_words("pointing")
    if (
        lower_at(items, j) in {"it", "there", "them"}
        and lower_at(items, j - 1) in _TOWARDS
        and not _clause_follows(items, j)
    ):
        head.open_other = "it"
        return j + 1
    if j < len(items) and items[j].is_("area_noun"):
        if possessive_at(items, j + 1) > j + 1:
            return None
        head.open_other = "area"
        return j + 1
    noun = j < len(items) and items[j].is_("country_noun")
    if not noun and lower_at(items, j) not in _POINTING:
        return None
    k = j if noun else j + 1
    while k < j + 4 and _describes(items, k) and lower_at(items, k) not in others and lower_at(items, k) != "countries":
        k += 1
    word = lower_at(items, k)
    several = word == "countries" and (lower_at(items, j) in _SEVERAL or lower_at(items, k - 1) in _SEVERAL)
    several = several or (word == "market" and k == j + 1 and lower_at(items, j) in {"this", "that"})
    if word not in others and not several and not (k < len(items) and items[k].is_("country_noun")):
        return None
    if possessive_at(items, k + 1) > k + 1:
        return None
    described = word in {"country", "nation", "state"} and _where(items[j + 1 : k])
    if (word == "country" and k == j + 1) or (noun and word == "the country") or described:
        homeward = {"from"} if head.measure == "exports" else {"into", "to"} if head.measure == "imports" else set()
        if lower_at(items, j - 1) in homeward and not (head.owner or head.open_owner):
            head.open_owner = "country"  # "the exports from the country", "imports into the country": its own
            return k + 1
    head.open_other = "group" if word in _OF_GROUPS else "country"
    return k + 1


def _unknown_place(items: list[Item], j: int) -> int | None:
    """The index behind a name that no table knows as a country ("to |the Kruvek|"): a partner, not the world."""
    k = j + (lower_at(items, j) == "the")
    if kind_at(items, k) not in {"NAME", "ORG"} or possessive_at(items, k + 1) > k + 1:
        return None
    follows = k + 1 >= len(items) or items[k + 1].is_("chverb") or items[k + 1].is_("val") or items[k + 1].is_("rise")
    return k + 1 if follows or lower_at(items, k + 1) in _BEHIND_PARTNER or kind_at(items, k + 1) == "PER" else None


_BEHIND_PARTNER = frozenset({",", ".", "in", "for", "during", "at", "of", "over", "was", "were", "had", "has", "by"})


def _ranked_partner(items: list[Item], j: int) -> bool:
    """Whether a superlative stands at the head of a phrase ("its largest", "Kenya's top")."""
    return any(item.kind == "CUE" and not _RANKING.isdisjoint(item.value.classes) for item in items[j : j + 5])


_RANKING = frozenset({"superlative", "rank"})


def _where(between: list[Item]) -> bool:
    """Whether words only say where a country lies ("the east |African| country"): "the neighbouring" one is another."""
    return bool(between) and all(i.kind == "DEM" or i.lower in flow_words("lying") or i.lower == "-" for i in between)


def _clause_follows(items: list[Item], j: int) -> bool:
    """Whether "it" is the subject of what follows ("compared to it"; but "from it was worth")."""
    return lower_at(items, j + 1) in {"is", "has", "will"}


_OF_A_BLOC = frozenset({"bloc", "partner", "member", "regional", "fellow"})


def _elsewhere(items: list[Item], j: int) -> int | None:
    """The index behind a partner that is no country of the table: "non-EU countries", "new markets", "the Pacific".
    "Other countries" are all the world."""
    k = j + 1 if lower_at(items, j) in {"the", "all", "some"} else j
    low = lower_at(items, k)
    if kind_at(items, k) == "NUM" and kind_at(items, k + 1) == "PLACE" and is_group(items[k + 1].value.code):
        return k + 2  # "four EU countries": some of them
    if low == "outside":
        k += 1 + (lower_at(items, k + 1) == "of")
        k += lower_at(items, k) == "the"
        return k + 1 if kind_at(items, k) == "PLACE" and is_group(items[k].value.code) else None
    if low == "non" and lower_at(items, k + 1) == "-":
        k += 3
    elif low in {"new", "traditional", "neighbouring", "neighboring", "third"}:
        k += 1
    elif low in _OF_A_BLOC and lower_at(items, k + 1) in _OTHERS | {"partners", "members"}:
        return k + 2  # "to bloc partners", "to partner countries"
    elif low in {"other", "remaining"} and k > j and lower_at(items, k + 1) in _OTHERS:
        return k + 2  # "to all other countries": but for those that were named
    elif low == "other" and kind_at(items, k + 1) == "PLACE" and is_group(items[k + 1].value.code):
        return k + 2  # "other African countries": a group but for one
    elif low == "other" and kind_at(items, k + 1) in {"DEM", "PLACE"} and lower_at(items, k + 2) in _COUNTRIES:
        return k + 3
    elif k > j and low in flow_words("region") and kind_at(items, k) in {"w", "NAME"}:
        return k + 1
    elif low == "rest" and lower_at(items, k + 1) == "of":
        at = k + 2 + (lower_at(items, k + 2) == "the")
        return at + 1 if kind_at(items, at) == "PLACE" and items[at].value.code == WORLD else None
    elif low in _OUTER and lower_at(items, k + 1) in {"outside", "beyond", "except"}:
        at = k + 2 + (lower_at(items, k + 2) == "the")
        return at + 1 if kind_at(items, at) in {"PLACE", *_NAMING} else None
    elif low in _OUTER and lower_at(items, k + 1) == "other" and lower_at(items, k + 2) == "than":
        at = k + 3 + (lower_at(items, k + 3) == "the")
        return at + 1 if kind_at(items, at) in {"PLACE", *_NAMING} else None
    elif k < len(items) and items[k].is_("two_countries") and lower_at(items, k + 1) == "of":
        return k + 2 if kind_at(items, k + 2 + (lower_at(items, k + 2) == "the")) in _NAMING else None
    else:
        return _unknown_group(items, k)
    while kind_at(items, k) == "w" and lower_at(items, k) in {"main", "major", "key", "foreign", "export", "member"}:
        k += 1
    return k + 1 if lower_at(items, k) in flow_words("elsewhere") else None


def _unknown_group(items: list[Item], k: int) -> int | None:
    """The index behind "Nile basin countries", "OIC member states", "neighbouring markets": countries of no group that
    the tables have."""
    for stop in range(k + 1, min(k + 5, len(items))):
        hyphen = "-" in {lower_at(items, n) for n in (stop - 2, stop - 1, stop)}  # "high-potential markets"
        counted = stop == k + 1 and kind_at(items, k) == "NUM" and lower_at(items, stop) in _NEAR_BY
        if items[stop - 1].kind not in {"w", "NAME", "ORG"} and not (hyphen or counted):
            return None
        if items[stop].lower in _COUNTRIES | {"markets"} and lower_at(items, stop - 1) not in flow_words("counting"):
            return None if lower_at(items, stop + 1) == "of" else stop + 1  # "the member states of the EU"
    return None


_NEAR_BY = frozenset({"regional", "neighbouring", "neighboring", "nearby", "bordering"})  # "nine |regional| countries"
_NAMING = frozenset({"NAME", "ORG", "DEM"})  # "the countries of the |Pacific Forum|"
_OTHERS = frozenset({"countries", "markets", "destinations", "partners", "nations", "states"})
_OUTER = frozenset({"countries", "nations", "states", "markets", "destinations"})  # "|countries| outside the EU"
_COUNTRIES = frozenset({"countries", "nations", "states", "republics", "economies"})


def _describes(items: list[Item], k: int) -> bool:
    kind = kind_at(items, k)
    return kind in {"DEM", "w"} or (kind == "PLACE" and items[k].value.form == "group")


def late_places(items: list[Item], head: Head) -> None:
    """Take a place behind the figure: "a deficit of $83bn with China", "exports worth $5m to Iraq", "imports rose 5%
    to $3bn from India"."""
    if not head.goods and not head.verb:
        _late_goods(items, head)
    elif head.goods and not head.verb:
        _moved_most(items, head)
    if head.counterpart or head.between or head.elsewhere:
        return
    if head.first == 1 and lower_at(items, 0) == "of" and not head.two_way:
        return  # "Of its exports of $2 billion, 60 percent went to the EU": of a part
    if (head.measure == "exports" and head.dest) or (head.measure == "imports" and head.source):
        return
    if head.measure == "exports" and not (head.sided or head.open_owner):
        _late_source(items, head)
    wanted = {"with", "between"} if head.two_way else {"to", "into"} if head.measure == "exports" else {"from"}
    for j in range(head.last + 1, len(items)):
        if _ends_clause(items[j]) or (items[j].is_("supply") and not head.supply and not head.two_way):
            return  # "exports slumped to $4bn on falling |shipments| of cars to Asia"
        if items[j].lower in {"price", "prices"} and not head.goods:
            return  # "fell to $8bn, reflecting lower |prices| of crude oil from Oman"
        if items[j].lower not in wanted or not _may_follow(items, j):
            continue
        if lower_at(items, j - 1) in flow_words("mainly") and lower_at(items, j - 2) in _WENT:
            return  # "exports, worth $3bn, went mostly to Peru ($2bn) and Oman": not all of them
        part = lower_at(items, j - 1) in _WENT and kind_at(items, j - 2) == "PCT"
        if part and any(item.kind in {"AMT", "QTY"} for item in items[head.last + 1 : j - 2]):
            return  # "exports reached $19bn, and 24% went to Peru": a part of them
        if any(item.lower == "of which" for item in items[head.last + 1 : j]):
            return  # "spent $5m on imports, of which 95% came from Peru": of a part
        found = place_list(items, j + 1)
        if items[j].lower == "between":
            if j + 1 < len(items) and items[j + 1].is_("two_countries"):
                head.mutual = True
                return
            if found is not None and len({place.code for place in found.places}) == 2:
                head.take_between(found)
                return
            continue
        if found is None and _elsewhere(items, j + 1) is not None:
            head.elsewhere = True
            return
        if found is None or possessive_at(items, found.stop) > found.stop:
            continue
        head.late = True
        if head.two_way:
            head.take_counterpart(found)
        elif head.measure == "exports":
            head.take_dest(found)
        else:
            head.take_source(found)
        return


def _late_source(items: list[Item], head: Head) -> None:
    """ "exports of 900,000 tonnes (of cotton) |from Benin|": whose they are, right behind the figure."""
    k = head.last + 1
    if lower_at(items, k) != "of" or kind_at(items, k + 1) not in {"AMT", "QTY"}:
        return
    k += 2
    if not head.goods and lower_at(items, k) == "of" and (found := goods_list(items, k + 1, unknown=False)) is not None:
        head.take_goods(found)
        k = found.stop
    source = place_list(items, k + 1) if lower_at(items, k) == "from" else None
    if source is not None and len(source.places) == 1 and possessive_at(items, source.stop) == source.stop:
        head.take_source(source)


def _moved_most(items: list[Item], head: Head) -> None:
    """ "The biggest decrease in exports of fresh fruit was |for peaches|": of these alone."""
    before = items[max(0, head.first - 4) : head.first]
    if not (any(i.is_("rise") and i.is_("noun") for i in before) and any(i.is_("superlative") for i in before)):
        return
    k = next((k for k in range(head.last + 1, min(head.last + 8, len(items))) if items[k].is_("val")), 0)
    while k and k + 1 < len(items) and items[k + 1].is_("val"):
        k += 1
    if not k or lower_at(items, k + 1) not in {"for", "in", "by"}:
        return
    found = goods_list(items, k + 2, unknown=False)
    if found is not None and found.goods != head.goods:
        head.goods, head.spots["goods"] = found.goods, list(found.items)
        head.last = max(head.last, found.stop - 1)


_WENT = frozenset({"went", "go", "goes", "headed", "came", "come", "comes"})


def _late_goods(items: list[Item], head: Head) -> None:
    """ "Exports increased the most |for chemical products": of these goods."""
    if lower_at(items, head.last + 1) in {"were", "are"} and lower_at(items, head.last + 2) in flow_words("mainly"):
        named = goods_list(items, head.last + 3, unknown=False)
        if named is not None and lower_at(items, named.stop) in {"worth", "valued"}:
            head.take_goods(named)  # "Its exports were |largely farm products| worth $5 million"
            return
    k = next((k for k in range(head.last + 1, min(head.last + 6, len(items))) if lower_at(items, k) == "most"), 0)
    if not k or lower_at(items, k + 1) not in {"for", "in"} or items[k - 1].lower != "the":
        return
    found = goods_list(items, k + 2, unknown=False)
    if found is not None:
        head.take_goods(found)


def _ends_clause(item: Item) -> bool:
    if item.kind != "CUE":
        return item.lower in _CLAUSE_ENDS
    # "two-thirds of its exports went to Norway" goes on
    another = item.is_("fverb") and item.lower not in flow_words("going") and item.lower not in _ARRIVED
    return another or item.is_("include") or item.is_("flow") or item.lower in _CLAUSE_ENDS


def _may_follow(items: list[Item], j: int) -> bool:
    """Whether the direction at `j` stands behind a figure, a period, goods or a verb of sending."""
    if lower_at(items, j - 1) in flow_words("mainly"):
        j -= 1  # "imports came |mainly| from China"
    before, kind = lower_at(items, j - 1), kind_at(items, j - 1)
    if before == "respectively" or (before == "," and lower_at(items, j - 2) == "respectively"):
        return True
    if before == ")":  # "worth $5m (up 3% on July) to the states of the bloc"
        opened = next((k for k in range(j - 2, max(0, j - 12), -1) if lower_at(items, k) == "("), 0)
        return kind_at(items, opened - 1) in {"AMT", "QTY"}
    if before in {"was", "were", "most", "least", "made", "directed"} or items[j - 1].is_("chverb"):
        return True  # "exports rose to Japan (11 percent)", "the largest increase was to Iran"
    if before in flow_words("going") or before in _ARRIVED or kind in _BEFORE_PLACE:
        return True
    return kind == "CUE" and before in {"goods", "products"}


def apposed(items: list[Item], j: int, head: Head) -> PlaceAt | None:
    """The place behind the words for what kind of partner it is: "its biggest trading partner |China", "Kenya's
    neighbour |Uganda", "its main market, |the United States|"; None where none stands there. Who is said to have the
    partner is whose flow it is."""
    noun = _partner_noun(items, j)
    if noun is None:
        return None
    comma = lower_at(items, noun + 1) == ","
    found = place_list(items, _behind_noun(items, noun))
    if found is None or possessive_at(items, found.stop) > found.stop:
        return None
    if len(found.places) > 1 and not items[noun].lower.endswith("s"):
        return None
    if comma and lower_at(items, found.stop) != ",":
        return None
    if kind_at(items, j) == "PLACE" and not head.sided and items[j].value.code != found.places[0].code:
        head.take_owner(items[j])
    return PlaceAt(found.places, found.items, found.stop + 1) if comma else found


def describes_partners(items: list[Item], k: int) -> bool:
    """Whether a plural at `k` only says what kind of partners a flow has: "exports to its two |partners|, China and
    Oman,"; their figures are that flow's."""
    if not items[k].lower.endswith("s") or place_list(items, _behind_noun(items, k)) is None:
        return False
    for j in range(k - 1, max(0, k - 7), -1):
        if _partner_noun(items, j + 1) != k:
            return False
        if lower_at(items, j) in _TOWARDS:
            return items[j - 1].is_("flow")
    return False


def _behind_noun(items: list[Item], noun: int) -> int:
    """Where a place stands behind the words for what kind of partner it is."""
    comma = lower_at(items, noun + 1) == ","
    return noun + 1 + comma + (lower_at(items, noun + 1 + comma) == "namely")


def _partner_noun(items: list[Item], j: int) -> int | None:
    """The index of the noun in "its biggest trading |partner|", "Kenya's second-largest |market|" at `j`."""
    for k in range(j, min(j + 8, len(items))):
        item = items[k]
        if item.is_("partner_noun") or item.lower in flow_words("pointing"):
            return k
        ranks = item.is_("superlative") or item.is_("rank") or item.is_("ordinal") or item.is_("anaphor")
        owned = k == j and item.kind == "PLACE" and possessive_at(items, k + 1) > k + 1
        named = lower_at(items, j) == "another" and item.kind in {"NAME", "ORG", "DEM", "PLACE"}
        good = k > j and item.kind == "GOOD" and k + 1 < len(items) and items[k + 1].is_("partner_noun")
        if not (ranks or owned or named or good or item.kind == "NUM" or item.lower in _APPOSED):
            return None  # "another |OIC| country", "the leading |tea| buyer"
    return None


_APPOSED = frozenset(
    "the another ' ’ s main key major traditional - northern southern eastern western neighbouring neighboring "
    "fellow".split()
)


def opening_partner(items: list[Item]) -> tuple[Place | None] | None:
    """The place of "With China, Japan ran a deficit" at the head of a sentence, alone in a tuple; (None,) for one that
    the tables lack ("With other Asian countries including China,"), None where none stands there."""
    if lower_at(items, 0) != "with":
        return None
    comma = next((k for k in range(1, min(8, len(items))) if items[k].lower == ","), 0)
    found = place_list(items[:comma], 1)  # the owner may follow right behind the comma
    stop = found.stop if found is not None else _elsewhere(items, 1)
    if stop is None or not comma or stop > comma or (found is not None and len(found.places) > 1):
        return None
    if stop < comma and lower_at(items, stop) != "including":
        return None
    return (found.places[0] if found is not None else None,)


def partner_that_grew(items: list[Item]) -> Place | None:
    """The place of "Rwanda posted the largest fall, with exports decreasing from" at the head of a sentence: of the
    exports to it, where another country's are spoken of."""
    if kind_at(items, 0) != "PLACE" or lower_at(items, 1) not in flow_words("posting") or lower_at(items, 2) != "the":
        return None
    best = len(items) > 4 and (items[3].is_("superlative") or items[3].is_("rank"))
    return items[0].value if best and items[4].is_("rise") and items[4].is_("noun") else None


def but_for_some(items: list[Item], found: PlaceAt) -> int | None:
    """The index behind "EU countries |not belonging to the euro area|": members of a group that no table knows by
    themselves."""
    if (
        len(found.places) != 1
        or found.places[0].form != "group"
        or lower_at(items, found.stop - 1).rpartition(" ")[2] not in _OF_GROUP
    ):
        return None
    k = found.stop
    if lower_at(items, k) in {"that", "which"} and lower_at(items, k + 1) in {"are", "do"}:
        k += 2
    if lower_at(items, k) not in {"not", "outside"}:
        return None
    inner = next((j for j in range(k + 1, k + 5) if kind_at(items, j) == "PLACE"), None)
    return inner + 1 if inner is not None else None


_OF_GROUP = frozenset({"countries", "states", "members", "nations"})
