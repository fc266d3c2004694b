"""Who acts in a sentence: the country whose flow a verb of having tells, a foreign body, the verbs of telling."""

from __future__ import annotations

from functools import cache

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import Sides
from tradebook.extract.kinds.flows.wording import flow_words, opens_behind_time, opens_clause
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import rows
from tradebook.places import is_group


def subject_of(sentence: Sentence, stop: int) -> str | None:
    """The country whose flow a verb of having tells before an index: "Japan ran a deficit", "the Norwegian government
    aims for"."""
    items = sentence.items
    for k in range(stop):
        item = items[k]
        if item.kind not in {"PLACE", "DEM"} or is_group(item.value.code):
            continue
        verb = k + 1
        if lower_at(items, verb) in flow_words("authority"):
            verb += 1
        elif item.kind == "DEM" or item.value.form not in {"name", "government", "nickname"}:
            continue
        owns = lower_at(items, verb) in {"has", "had"} and lower_at(items, verb + 1) in {"a", "an", "its"}
        verb += lower_at(items, verb) in {"has", "had", "have", "also"}
        opens = opens_clause(lower_at(items, k - 1))
        if opens and (owns or lower_at(items, verb) in flow_words("having")):
            return str(item.value.code)
    return None


def who_saw(sentence: Sentence, head: Head) -> tuple[str, ...]:
    """Who has a flow that only names the other side: "|Egypt| saw supplies to Peru fall", "Egypt and Togo saw"."""
    items = sentence.items
    j = head.first - 1
    if lower_at(items, j) not in flow_words("having"):
        return ()
    j -= 1
    while lower_at(items, j) in {"both", "each", "all", "also", "has", "had", "have", ","}:
        j -= 1
    found: list[str] = []
    while kind_at(items, j) == "PLACE" and items[j].value.form in {"name", "government", "nickname"}:
        found.append(str(items[j].value.code))
        j -= 1 + (lower_at(items, j - 1) in {"and", ","}) + (lower_at(items, j - 2) == ",")
    return tuple(found)


def placed_country(sentence: Sentence, stop: int) -> str | None:
    """The country that a clause before an index gives a place among others: "|Spain| ranked second, with"."""
    items = sentence.items
    for k in range(1, stop - 1):
        if items[k].lower in flow_words("ranking") and items[k + 1].is_("ordinal"):
            return str(items[k - 1].value.code) if kind_at(items, k - 1) == "PLACE" else None
    return None


def another_seller(head: Head, known: Sides) -> Place | None:
    """Who sells in "exports from Peru were $5bn, those from Chile $3bn": another one than before."""
    if head.measure != "exports" or head.source is None or head.dest or head.counterpart:
        return None
    return head.source if head.source.code != known.reporter and known.reporter is not None else None


def seller_to(seller: Place, known: Sides) -> str | None:
    """With whom another seller trades: of two who trade with each other the other one, else the partner of before."""
    return known.reporter if seller.code == known.partner else known.partner


def other_named(sentence: Sentence, head: Head, owner: str) -> str | None:
    """The one other country that the sentence has named before: "in spite of India's duty, exports to the country"; one
    that itself trades is none ("China sold it goods worth $3 million and Chile sold |it| goods")."""
    items = sentence.items
    named = {
        str(item.value.code)
        for k, item in enumerate(items[: head.first])
        if item.kind == "PLACE" and item.value.form != "city" and not is_group(item.value.code)
        if not (head.verb and items[k + 1].is_("fverb") and items[k + 1].is_("past"))
    } - {owner}
    return named.pop() if len(named) == 1 else None


def who_moves(sentence: Sentence, head: Head) -> Item | None:
    """The country or area that moves or has a bare noun of trade: "Egypt |has cut| (the) imports to 3 million tonnes";
    with "it", the one that opens the sentence ("Egypt came third, it cut imports")."""
    items = sentence.items
    j = head.first - 1 - (lower_at(items, head.first - 1) in {"a", "an", "the"})
    at = j - 1
    if kind_at(items, at) == "PLACE" and items[at].value.form in {"area", "city"} and opens_behind_time(items, at):
        return items[at] if items[j].lower in flow_words("having") else None  # "Dubai recorded a non-oil trade of"
    if j < 1 or not items[j].is_("rise") or items[j].is_("noun"):
        return None
    if not items[j].lower.partition(" ")[0].endswith("ed") and items[j].lower not in {"cut", "has cut", "had cut"}:
        return None
    j -= 1
    while j > 0 and (lower_at(items, j) in {"has", "had", "have", "also"} or lower_at(items, j).endswith("ly")):
        j -= 1
    if j > 0 and items[j].lower in flow_words("subject") and items[j - 1].kind in {"PLACE", "DEM"}:
        j -= 1  # "U.S. |producers| ramped up LNG exports"
        return items[j] if opens_clause(lower_at(items, j - 1)) and items[j].value.form in _STATES else None
    if lower_at(items, j) == "it":
        j = next((k for k in range(j) if items[k].kind == "PLACE"), j)
    if items[j].kind != "PLACE" or items[j].value.form not in {"name", "government", "nickname"}:
        return None
    before = lower_at(items, j - 1 - (lower_at(items, j - 1) == "the"))
    return items[j] if opens_clause(before) and not is_group(items[j].value.code) else None


_STATES = frozenset({"name", "government", "nickname", "demonym"})
_OPENING = frozenset({"in", "for", "as for"})
_BEFORE_OPENING = frozenset({"", ",", ";", "while", "but", "and", "whereas", "meanwhile"})


def set_in(sentence: Sentence, head: Head) -> Item | None:
    """The place whose trade a bare noun tells by where it is said to be: "In Canada, exports rose", "For the U.S.,
    imports grew", "Exports also declined in Russia"."""
    items = sentence.items
    if lower_at(items, 0) in {"on", "from"} and lower_at(items, 3) == "side" and kind_at(items, 2) == "DEM":
        return items[2]  # "On the Chilean side, exports were"
    for k in range(head.first - 1, 0, -1):
        if items[k].kind == "PLACE":
            if _opens(items, k, head.first):
                return items[k]
            break
        if items[k].kind == "DEM" or items[k].is_("flow"):
            break
    if (opening := _opening_place(items, head.first) or _before_bracket(items, head.first)) is not None:
        return opening
    k = head.last + 1
    if lower_at(items, k) == "and" and k + 1 < len(items) and items[k + 1].is_("flow"):
        k += 2  # "exports and imports in Peru grew"
    if lower_at(items, k) == "in":
        at = k + 1 + (lower_at(items, k + 1) == "the")
        told = kind_at(items, at) == "PLACE" and at + 1 < len(items) and items[at + 1].is_("chverb")
        return items[at] if told else None
    while k < len(items) and (_passes(items[k]) or items[k].is_("chverb")):
        k += 1
    while kind_at(items, k) in {"PCT", "FAC"} or lower_at(items, k) in {"by", ")"}:
        k += 1
    grown = any(item.is_("chverb") for item in items[head.last + 1 : k])
    at = k + 1 + (lower_at(items, k + 1) == "the")
    return items[at] if grown and lower_at(items, k) == "in" and kind_at(items, at) == "PLACE" else None


def _passes(item: Item) -> bool:
    """Whether a word may stand between a bare noun, its verb and where that is: "fell |sharply| in"."""
    return item.lower in {"also", "(", ")", "again", "only"} or (item.kind == "w" and item.lower.endswith("ly"))


def _before_bracket(items: list[Item], stop: int) -> Item | None:
    """The country right before the bracket that a noun stands in: "declined in Peru (3% for imports)"."""
    k = next((k for k in range(stop - 1, max(0, stop - 12), -1) if items[k].lower in {"(", ")"}), 0)
    if lower_at(items, k) != "(" or kind_at(items, k - 1) != "PLACE" or items[k - 1].value.form == "city":
        return None
    if lower_at(items, k - 2 - (lower_at(items, k - 2) == "the")) in {"to", "from", "with"}:
        return None  # "exports to Peru (7% of total exports)"
    return items[k - 1]


def _opening_place(items: list[Item], stop: int) -> Item | None:
    """The country of "In Japan, the boom seems to be over, with imports rising": it holds for the whole sentence where
    no other country is named before the noun."""
    k = 1 + (lower_at(items, 1) == "the")
    if lower_at(items, 0) != "in" or kind_at(items, k) != "PLACE" or lower_at(items, k + 1) != "," or k >= stop:
        return None
    if items[k].value.form in {"city", "capital"} or any(t.kind in {"PLACE", "DEM"} for t in items[k + 1 : stop]):
        return None
    return items[k]


def _opens(items: list[Item], k: int, stop: int) -> bool:
    """Whether the place at `k` opens a clause that reaches the noun at `stop` without another subject."""
    j = k - 2 if lower_at(items, k - 1) == "the" else k - 1
    if lower_at(items, j) not in _OPENING or lower_at(items, j - 1) not in _BEFORE_OPENING:
        return False
    if items[k].value.form in {"city", "capital"}:
        return False
    between = items[k + 1 : stop]
    return not between or (between[0].lower == "," and all(i.kind == "PER" or i.lower in _PASSING for i in between[1:]))


_PASSING = frozenset({",", "in", "both", "the", "total", "however", "meanwhile", "though", "goods", "and"})


def told_of_all_trade(sentence: Sentence, stop: int) -> bool:
    """Whether what follows is told of all of a country's trade: "|foreign trade figures| showed exports down"."""
    if sentence.lowers.isdisjoint({"foreign", "external"}):
        return False
    items = sentence.items
    for k in range(min(stop, len(items)) - 2):
        if items[k].lower in {"foreign", "external"} and items[k + 1].lower == "trade":
            return items[k + 2].lower in _DATA
    return False


_DATA = frozenset({"figures", "numbers", "data", "statistics", "results"})


def foreign_body(sentence: Sentence, stop: int, known: Sides, *, same: bool) -> bool:
    """Whether a body of a country that the flow before was not of does something before an index: in a report on
    Vietnam "the National Food Authority of the Philippines has completed the import of". Who only tells a figure of the
    `same` measure may tell it of another country."""
    items = sentence.items
    k = int(lower_at(items, 0) in {"the", '"', "“"})
    if k >= stop or kind_at(items, k) not in {"ORG", "NAME"}:
        return False
    code = items[k].value.country if items[k].kind == "ORG" else None
    at = k + 1
    if lower_at(items, at) in {"of", "in"}:
        at += 1 + (lower_at(items, at + 1) == "the")
        if kind_at(items, at) == "PLACE":
            code, at = items[at].value.code, at + 1
    if code is None or at >= stop or is_group(code) or code in {known.reporter, known.partner, *known.between}:
        return False
    verb = at + (lower_at(items, at) in {"has", "have", "had", "also", "will"})
    if verb < stop and lower_at(items, verb) in reporting():
        return not same
    return verb < stop and lower_at(items, verb).endswith(("ed", "s"))


@cache
def reporting() -> frozenset[str]:
    """The verbs of telling: "said", "expects"."""
    return frozenset(row["form"] for row in rows("reporting_verbs"))


def seats_in(sentence: Sentence) -> tuple[str, ...]:
    """The countries whose capitals a sentence names."""
    return tuple(i.value.code for i in sentence.items if i.kind == "PLACE" and i.value.form == "capital")


def countries_in(sentence: Sentence) -> tuple[str, ...]:
    """The countries of a sentence; a city, or a capital where something happens, stands for none, nor does the region
    in which a partner has its place ("one of Peru's partners |in America|")."""
    items = sentence.items
    found = [
        i.value.code
        for k, i in enumerate(items)
        if i.kind in ("PLACE", "DEM")
        and not is_group(i.value.code)
        and i.value.form != "city"
        and not (i.value.form == "capital" and lower_at(items, k - 1) in {"in", "at", "near", "from"})
        and not (k > 1 and lower_at(items, k - 1) == "in" and items[k - 2].is_("partner_noun"))
    ]
    return tuple(dict.fromkeys(found))
