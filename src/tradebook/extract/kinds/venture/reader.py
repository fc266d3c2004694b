"""The ventures of a report, one draft a venture."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty, merged
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.event.scene import town_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture import details
from tradebook.extract.kinds.venture.cast import Cast, cast_of
from tradebook.extract.kinds.venture.head import Head
from tradebook.extract.kinds.venture.heads import heads_of
from tradebook.extract.kinds.venture.words import any_of, stems, word_class
from tradebook.statement import Party, Period


def read(document: Document) -> list[Draft]:
    """The ventures of an analysed report, in the order of the text."""
    making = {sentence.index for sentence in stems("stem").sentences_of(document)}  # of making something: the others
    if not making:  # are never looked at
        return []
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if drafts and _goes_on(drafts[-1], sentence):
            continue
        if sentence.index not in making or (sentence.field == "title" and sentence.text.isupper()):
            continue
        draft = next((d for head in heads_of(sentence) if (d := _fill(document, sentence, head)) is not None), None)
        if draft is not None:
            drafts.append(draft)
    return merged(drafts, _same)


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell of one venture: the same partners, or the same countries making the same."""
    if a.stance != b.stance:
        return False
    names_a, names_b = ({p.name for p in d.get("partners") or ()} for d in (a, b))
    countries_a, countries_b = set(a.get("countries") or ()), set(b.get("countries") or ())
    goods_a, goods_b = ({g.hs or g.text for g in d.get("product") or ()} for d in (a, b))
    if goods_a and goods_b and not goods_a & goods_b:
        return False
    if not (countries_a <= countries_b or countries_b <= countries_a):
        return False
    for slot in ("place", "count"):
        if not empty(a.get(slot)) and not empty(b.get(slot)) and a.get(slot) != b.get(slot):
            return False
    if names_a and names_b:
        return bool(names_a & names_b) and a.get("activity") == b.get("activity")
    return a.get("activity") == b.get("activity") or "title" in (a.sentence.field, b.sentence.field)


# -- filling ---------------------------------------------------------------------------------------


def _fill(document: Document, sentence: Sentence, head: Head) -> Draft | None:
    items = sentence.items
    cast = cast_of(document, sentence, head)
    if not _two_sided(items, head, cast):
        return None
    draft = Draft("venture", sentence, stance=head.mood.stance, confidence=0.8)
    for other in cast.other:
        draft.lean_on(other)
    draft.put("activity", head.activity, items[head.at])
    _put_sides(draft, sentence, cast)
    goods = details.products(items, head)
    if goods:
        draft.put("product", tuple(g for g, _ in goods), *(i for _, i in goods))
    _put_figures(draft, sentence, head)
    if cast.inferred or len(cast.countries) < 2:
        draft.confidence -= 0.15
    if head.activity == "production" and not head.joint:
        draft.confidence -= 0.1
    return draft


def _put_sides(draft: Draft, sentence: Sentence, cast: Cast) -> None:
    own = {id(i) for i in sentence.items}
    if cast.partners:
        used = [i for s in cast.partners for i in s.items if id(i) in own]
        draft.put("partners", tuple(_party(s) for s in cast.partners), *used)
    draft.put(
        "countries", tuple(cast.countries), *(i for i in cast.countries.values() if i is not None and id(i) in own)
    )
    if cast.place is not None:
        draft.put("place", cast.place[0], *([cast.place[1]] if id(cast.place[1]) in own else []))


def _party(side: Side) -> Party:
    return Party(name=side.name, role=None, country=side.country)


def _put_figures(draft: Draft, sentence: Sentence, head: Head) -> None:
    items = sentence.items
    since = details.since_of(items, head, sentence.today)
    if since is not None and not _over(draft, since[0], sentence.today):
        draft.put("since", since[0], since[1])
    if draft.get("since") is None and (later := _start_in(items[head.stop :])) is not None:
        period = later.value.ahead if draft.stance != "stated" and later.value.ahead else later.value.period
        if not _over(draft, period, sentence.today):
            draft.put("since", period, later)  # ", with the start of production set for the end of 2027"
    count = details.count_of(items, head)
    if count is not None:
        draft.put("count", count[0], count[1])
    end = next((k for k in range(head.at, len(items)) if items[k].lower in {"secondly", "separately"}), len(items))
    amount = details.amount_of(items, head.start, end)
    if amount is not None:
        draft.put("amount", amount.value, amount)
    capacity = details.capacity_of(sentence, head.start, end)
    if capacity is not None:
        draft.put("capacity", capacity[0], *capacity[1])


def _over(draft: Draft, period: Period, today: str | None) -> bool:
    """Whether the period of a plan lies behind the report: then it is another's."""
    return draft.stance != "stated" and period.end is not None and today is not None and period.end < today


def _two_sided(items: list[Item], head: Head, cast: Cast) -> bool:
    """Whether two countries take part: a domestic factory is no venture."""
    money = any(set(_lower_words(s)) & word_class("money_name") for s in cast.partners)
    if money and not details.products(items, head):
        return False  # "X Insurance and Y Bank form a joint venture"
    if head.joint:
        if len(cast.countries) >= 2:
            return True
        return len(cast.countries) == 1 and len(cast.partners) >= 2 and _with_foreigner(items, cast)
    if len(cast.countries) < 2:
        return False
    if cast.host is None and head.activity != "assembly":
        two = len({s.country for s in cast.partners if s.country}) > 1
        return two or _with_makers(items, head, cast) or (len(cast.makers) > 1 and _two_described(items, head))
    abroad = cast.host is None or any(code != cast.host for code in cast.makers)
    named = bool(cast.partners) or _company_noun(items, head) or _foreign_goods(items, head, cast)
    return abroad and (named or head.activity == "assembly" or _country_builds(items, head, cast))


def _two_described(items: list[Item], head: Head) -> bool:
    """ "South African and Mozambican investors are putting up a mill": two countries' firms without a name."""
    for k in range(head.start, min(head.stop, len(items)) - 3):
        if items[k].kind == "DEM" and lower_at(items, k + 1) == "and" and items[k + 2].kind == "DEM":
            return lower_at(items, k + 3) in _COMPANY
    return False


def _with_makers(items: list[Item], head: Head, cast: Cast) -> bool:
    """Whether a firm makes things with another country's firms: "produces tractors with Belarusian companies"."""
    for k in range(head.verb + 1, head.stop - 1):
        if items[k].lower == "with" and items[k + 1].kind == "DEM" and cast.partners:
            foreign = items[k + 1].value.code != cast.partners[0].country
            return foreign and any(lower_at(items, n) in _COMPANY | {"partners"} for n in range(k + 2, k + 5))
    return False


def _foreign_goods(items: list[Item], head: Head, cast: Cast) -> bool:
    """Whether works make another country's goods: "a plant producing Belarusian harvesters was opened in Kostanay"."""
    made = word_class("making", "assembling")
    for k in range(head.start, min(head.stop, len(items) - 1)):
        if items[k].kind == "DEM" and items[k].value.code != cast.host and kind_at(items, k + 1) == "NAME":
            k += kind_at(items, k + 2) == "GOOD"  # "Russian Lada cars"
        elif items[k].kind != "DEM" or items[k].value.code == cast.host:
            continue
        if kind_at(items, k + 1) == "GOOD":
            dem = k - (items[k].kind == "NAME")
            of_making = lower_at(items, dem - 1) == "of" and lower_at(items, dem - 2) in {"production", "manufacture"}
            works = items[k + 1].value.attributive or lower_at(items, k + 2) in {"plant", "factory"}
            opened = works and head.at in (k + 2, k + 3) and head.verb > head.at
            return lower_at(items, dem - 1) in made or of_making or opened or _is_made(items, k + 2)
    return False


def _is_made(items: list[Item], k: int) -> bool:
    """Whether a passive of making follows at `k`: "Turkish buses are produced", "have been made"."""
    while lower_at(items, k) in {
        "are",
        "is",
        "were",
        "have",
        "has",
        "been",
        "being",
        "now",
        "also",
        "to",
        "be",
        "will",
    }:
        k += 1
    return lower_at(items, k) in word_class("making") and lower_at(items, k).endswith(("d", "t", "ade", "wn", "uilt"))


def _lower_words(side: Side) -> list[str]:
    return (side.name or "").lower().split()


def _with_foreigner(items: list[Item], cast: Cast) -> bool:
    """ "X and Y of Japan" by an outlet of X's country: a partner marked by his country behind "with" is a foreigner."""
    first, second = cast.partners[0], cast.partners[1]
    between = {lower_at(items, k) for k in range(first.stop, second.start)}
    paired = "and" in between and "between" in {lower_at(items, k) for k in range(max(0, first.start - 3), first.start)}
    marked = any(i.kind in ("PLACE", "DEM") for i in second.items)
    return first.country is None and second.country is not None and marked and ("with" in between or paired)


_COMPANY = frozenset(
    (
        "partners businessmen entrepreneurs "
        "company companies firm firms carmaker automaker maker manufacturer producer group concern giant investors "
        "investor businessmen enterprise enterprises corporation specialists"
    ).split()
)


def _company_noun(items: list[Item], head: Head) -> bool:
    """ "a Chinese carmaker opened": a company without a name, by its country."""
    by = next((k for k in range(head.verb, head.stop) if items[k].lower == "by"), head.stop)
    told = [(k, head.verb + 1) for k in range(head.start, max(head.start, head.verb))]
    told += [(k, head.stop) for k in range(by + 1, min(by + 9, head.stop))]
    return any(
        items[k].kind in ("DEM", "PLACE") and any(lower_at(items, n) in _COMPANY for n in range(k + 1, min(k + 4, end)))
        for k, end in told
    )


def _country_builds(items: list[Item], head: Head, cast: Cast) -> bool:
    """ "Belarus will build a milk powder factory in Uzbekistan": the country itself is the subject."""
    first = next((k for k in range(head.start, head.verb) if items[k].kind == "PLACE"), -1)
    return (
        first >= 0
        and first - head.start <= 2
        and items[first].value.code != cast.host
        and cast.host is not None
        and head.verb - first <= 5
    )


# -- sentences that go on --------------------------------------------------------------------------

_OPENERS = frozenset(
    {
        "the",
        "this",
        "its",
        "their",
        "it",
        "annual",
        "total",
        "investment",
        "investments",
        "design",
        "production",
        "each",
    }
)


def _goes_on(last: Draft, sentence: Sentence) -> bool:
    """Whether a sentence only says more of the last venture; then the draft has taken it in."""
    gap = sentence.index - last.sentence.index
    if _leader(last, sentence):
        return True
    if not 1 <= gap <= 3 or sentence.field != last.sentence.field or not sentence.items:
        return False
    items = sentence.items
    at = 1 if items[0].lower in {'"', "“"} else 0
    at = _behind_time(items, at)
    if _puts_in(last, items):
        return _take_amount(last, sentence)
    if lower_at(items, at) == "it" and gap == 1 and _take_partners(last, sentence):
        return _take_in(last, sentence) or True
    if lower_at(items, at) == "it" and gap == 1 and not any_of(items, "doubt", 0, len(items)):
        return _take_in(last, sentence) if any_of(items, "making", 0, 12) else _take_capacity(last, sentence)
    if (
        gap == 1
        and sentence.lowers & {"there", "here"}
        and any_of(items, "making", 0, len(items)) | _put_together(items)
    ):
        return _take_in(last, sentence)
    reach = 14 if lower_at(items, at) == "with" else 7  # "With an investment of $800 million, the facility will"
    opens = lower_at(items, at) in _OPENERS or reach > 7 or _of_works(items, at)
    if not opens or not any_of(items, "anaphor", at, at + reach):
        return False
    return not _of_others(last, items, at) and _take_in(last, sentence)


def _of_others(last: Draft, items: list[Item], at: int) -> bool:
    """Whether the works spoken of are another country's: "The first Chinese-Tajik textile plant" behind India's."""
    known = set(last.get("countries") or ())
    for item in items[at : at + 7]:
        if item.lower in word_class("anaphor"):
            return False
        if item.kind == "DEM" and item.value.code not in known:
            return True
    return False


def _of_works(items: list[Item], at: int) -> bool:
    """ "Capacity at the Karachi plant stands at 15,000 a year", "Output is to begin in 2026"."""
    return lower_at(items, at) in {"capacity", "output", "work", "works"} and kind_at(items, at + 1) != "PLACE"


def _behind_time(items: list[Item], at: int) -> int:
    """The index behind a time that opens a sentence: "From 2025 it is to fill", "In May, production"."""
    k = at + (lower_at(items, at) in {"from", "in", "by", "since"})
    if kind_at(items, k) != "PER":
        return at
    return k + 1 + (lower_at(items, k + 1) == ",")


def _put_together(items: list[Item]) -> bool:
    return any(i.lower in word_class("assembling") | {"together"} for i in items)


def _take_capacity(last: Draft, sentence: Sentence) -> bool:
    if last.get("capacity") is not None:
        return False
    capacity = details.capacity_of(sentence, 0, len(sentence.items))
    if capacity is None:
        return False
    last.put("capacity", capacity[0], *capacity[1], sentence=sentence)
    return True


def _puts_in(last: Draft, items: list[Item]) -> bool:
    """ "X invested $100 million": what a partner told before has spent."""
    if last.get("amount") is not None or last.stance == "denied":
        return False
    verb = next((k for k in range(1, min(len(items), 9)) if items[k].lower.split(" ")[-1] in _INVESTING), 0)
    if not verb or kind_at(items, verb + 1) != "AMT":
        return False
    told = " ".join(item.text for item in items[:verb])
    names = [party.name for party in last.get("partners") or () if party.name]
    return any(name in told or any(len(w) > 3 and w in told.split() for w in name.split()) for name in names)


_INVESTING = frozenset("invested spent put invest spend".split())


def _take_amount(last: Draft, sentence: Sentence) -> bool:
    amount = next(item for item in sentence.items if item.kind == "AMT")
    last.put("amount", amount.value, amount, sentence=sentence)
    return True


def _take_partners(last: Draft, sentence: Sentence) -> bool:
    """ "It is owned by X and Y", "The facility was set up by X of A and Y": who takes part, where nobody was named."""
    items = sentence.items
    by = next((k for k in range(2, min(len(items), 14)) if items[k].lower == "by" and _BY_WHOM & _verbs(items, k)), 0)
    if last.get("partners") or not by:
        return False
    known = set(last.get("countries") or ())
    found = [s for s in sides_in(sentence, by + 1, len(items)) if s.name is not None and s.word != "city"]
    if len(found) < 2 or any(s.country is not None and s.country not in known for s in found):
        return False
    last.put("partners", tuple(_party(s) for s in found), *(i for s in found for i in s.items), sentence=sentence)
    return True


_BY_WHOM = frozenset("owned set founded established formed built launched created run financed held".split())


def _verbs(items: list[Item], by: int) -> set[str]:
    return {lower_at(items, k).split(" ")[0] for k in range(by - 3, by)}


def _take_in(last: Draft, sentence: Sentence) -> bool:
    items = sentence.items
    took = _take_capacity(last, sentence) | _take_partners(last, sentence)
    if (
        last.get("amount") is None
        and not _other_money(items)
        and (amount := details.amount_of(items, 0, len(items))) is not None
    ):
        last.put("amount", amount.value, amount, sentence=sentence)
        took = True
    if last.get("place") is None and (place := _place_in(items)) is not None:
        last.put("place", place[0], place[1], sentence=sentence)
        took = True
    if last.get("since") is None and (when := _start_in(items) or _opening_time(items)) is not None:
        period = when.value.ahead if last.stance != "stated" and when.value.ahead else when.value.period
        if not _over(last, period, sentence.today):
            last.put("since", period, when, sentence=sentence)
            took = True
    if last.get("product") is None and (goods := _made_in(items)):
        last.put("product", tuple(i.value.good for i in goods), *goods, sentence=sentence)
        took = True
    return took


def _opening_time(items: list[Item]) -> Item | None:
    """ "From 2025 it is to fill 60 million vials": when the making begins."""
    if lower_at(items, 0) == "from" and kind_at(items, 1) == "PER":
        return items[1]
    if items and items[0].kind == "PER" and items[0].lower.startswith(("from ", "since ")):
        return items[0]
    return None


def _other_money(items: list[Item]) -> bool:
    """Whether the sums of a sentence are of sales or results."""
    if lower_at(items, 1) in {"partners", "two", "companies"}:
        return False  # "The partners will invest"
    return any(
        i.lower in {"sales", "turnover", "revenue", "profit", "profits", "export", "exports", "invest"} for i in items
    )


def _place_in(items: list[Item]) -> tuple[str, Item] | None:
    """ "will be located in Rosario", "at the Karachi plant"."""
    for item in items:
        if item.kind == "ORG" and item.lower.split(" ")[-1] in word_class("works"):
            town = town_inside(item.text)
            if town is not None:
                return town, item
    if lower_at(items, 0) == "it" and any(lower_at(items, k) in word_class("making") for k in (1, 2)):
        made_in = (k for k, i in enumerate(items) if i.kind == "PLACE" and i.value.form in {"city", "area", "capital"})
        k = next((k for k in made_in if lower_at(items, k - 1) == "in"), None)
        if k is not None:
            return items[k].text, items[k]  # "It makes tractors in Ganja"
    located = any(i.lower in {"located", "built", "based", "situated", "stands", "sited"} for i in items)
    works = next((k for k, i in enumerate(items[:20]) if i.lower in word_class("works")), -1)
    return next(
        (
            (i.text, i)
            for k, i in enumerate(items)
            if (i.kind == "NAME" or (i.kind == "PLACE" and i.value.form in {"city", "area", "capital"}))
            and (
                _has_works(items, k) or ((located or 0 <= k - works <= 9) and _stands_at(items, k, beside=not located))
            )
        ),
        None,
    )


def _has_works(items: list[Item], k: int) -> bool:
    """ "at the Karachi plant"."""
    return lower_at(items, k - 1) == "the" and lower_at(items, k + 1) in word_class("works")


_KINDS_OF_PLACE = frozenset("city town province region state port capital area district".split())


def _stands_at(items: list[Item], k: int, *, beside: bool) -> bool:
    """Whether works stand at the place at `k`: "in Rosario", "in the province of Rosario", "near the western city of
    Rosario"; `beside` the works themselves only such a wording tells it."""
    if lower_at(items, k - 1) in {"in", "at", "near"} and items[k].kind == "PLACE":
        return not beside or lower_at(items, k - 2) in word_class("works") | {","}
    if lower_at(items, k - 1) != "of" or lower_at(items, k - 2) not in _KINDS_OF_PLACE:
        return False
    return any(lower_at(items, j) in {"in", "at", "near"} for j in range(k - 5, k - 2))


def _start_in(items: list[Item]) -> Item | None:
    """ "will start production in 2025"."""
    for k, item in enumerate(items):
        if item.kind == "PER" and item.value.relation is None:
            before = {lower_at(items, n) for n in range(max(0, k - 8), k)}
            return (
                item
                if before
                & (
                    word_class("starting")
                    | {"opened", "open", "operational", "operation", "founded", "established", "commissioned"}
                )
                else None
            )
    return None


def _made_in(items: list[Item]) -> list[Item]:
    """ "The plant will make tractors"."""
    for k, item in enumerate(items):
        if (
            item.kind == "GOOD"
            and lower_at(items, k - 1) in {"a", "new"}
            and lower_at(items, k + 1) in word_class("works")
        ):
            return [item]  # "aims at building a car plant in Jizzakh"
        if item.lower in word_class("making", "assembling") and k < 16 and not _builds_works(items, k):
            return [i for i in items[k + 1 : k + 6] if i.kind == "GOOD" and not i.value.attributive]
    return []


def _builds_works(items: list[Item], k: int) -> bool:
    """Whether works themselves are what is built at `k`: "building a car plant"."""
    return any(i.lower in word_class("works") for i in items[k + 1 : k + 5])


def _leader(last: Draft, sentence: Sentence) -> bool:
    """ "The centre of this cooperation is the Gyumri bus plant": a partner of the venture before."""
    items = sentence.items
    if not 1 <= sentence.index - last.sentence.index <= 3:
        return False
    lows = {i.lower for i in items}
    if not lows & {"leader", "flagship", "centre", "center", "leading", "main"} or "cooperation" not in lows | {
        w for i in items for w in i.lower.split()
    }:
        return False
    orgs = [k for k, i in enumerate(items) if i.kind in ("ORG", "NAME")]
    if len(orgs) != 1 or any(i.kind == "PERSON" for i in items):
        return False
    org = items[orgs[0]]
    codes = set(last.get("countries") or ())
    if not {i.value.code for i in items if i.kind in ("PLACE", "DEM")} <= codes:
        return False
    party = Party(name=org.value.text, role=None, country=org.value.country)
    last.put("partners", (*(last.get("partners") or ()), party), org, sentence=sentence)
    if last.get("place") is None and (town := town_inside(org.value.text)) is not None:
        last.put("place", town, org, sentence=sentence)
    last.also.append(sentence)
    last.context = [s for s in last.context if s is not sentence]
    return kind_at(items, orgs[0]) in {"ORG", "NAME"}
