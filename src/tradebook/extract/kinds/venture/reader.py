"""The ventures of a report, one draft a venture."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty, merged
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.antecedents import stands_free
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture import details
from tradebook.extract.kinds.venture.apart import awaited, cast_besides
from tradebook.extract.kinds.venture.cast import cast_of
from tradebook.extract.kinds.venture.going_on import goes_on, is_over, party_of, start_in
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.extract.kinds.venture.heads import heads_of
from tradebook.extract.kinds.venture.not_partners import initials, is_body, said
from tradebook.extract.kinds.venture.second import is_one_more, second_at, second_head
from tradebook.extract.kinds.venture.words import any_of, stems, word_class


def read(document: Document) -> list[Draft]:
    """The ventures of an analysed report, in the order of the text."""
    making = {sentence.index for sentence in stems("stem").sentences_of(document)}  # of making something: the others
    if not making:  # are never looked at
        return []
    document = document.with_homes
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if drafts and not _another_between(document, drafts[-1], sentence) and goes_on(drafts[-1], sentence):
            continue
        if sentence.headline and sentence.text.isupper():
            continue
        if sentence.index not in making:
            drafts += _awaited(document, sentence, making)
            continue
        told = next((d for head in heads_of(sentence) if (d := _drafts(document, sentence, head))), None)
        drafts += told or _awaited(document, sentence, making)
    return merged(drafts, _same)


def _another_between(document: Document, last: Draft, sentence: Sentence) -> bool:
    """Whether another firm has become the subject since the last venture was told: "the company" is that one."""
    told = max(s.index for s in (last.sentence, *last.context, *last.also) if s.index < sentence.index)
    names = [p.name for p in last.get("partners") or () if p.name]
    for other in document.sentences[told + 1 : sentence.index] if names and sentence.index - told <= 3 else ():
        named = [s for s in sides_in(other, 0, len(other.items)) if s.name is not None and s.word != "city"]
        first = next((s for s in named if s.start <= 6), None)
        if first is None or not stands_free(other, first) or first.items[-1].kind not in NAMES:
            continue
        known = any(first.name in name or name in str(first.name) or initials(name) == first.name for name in names)
        if not known and not is_body(other.items, first) and not said(other.items, first):
            return True
    return False


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell of one venture: the same partners, or the same countries making the same."""
    if a.sentence.headline and not b.sentence.headline and _announces(a, b):
        a.stance = b.stance  # how far it is stands in the text
        return True
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
    if a.get("activity") == b.get("activity") or (a.sentence.headline or b.sentence.headline):
        return True
    making = {a.get("activity"), b.get("activity")} == {"production", "assembly"}
    near = 0 < b.sentence.index - a.sentence.index <= 3
    return making and near and countries_a == countries_b and not names_b and b.get("place") is None


def _announces(title: Draft, told: Draft) -> bool:
    """Whether a headline means the venture that the text tells: of the same countries, with a name in common or
    nothing that speaks against it."""
    countries = set(title.get("countries") or ())
    if title.stance == "denied" or told.stance == "denied" or countries != set(told.get("countries") or ()):
        return False
    if any(_differ(title.get(slot), told.get(slot)) for slot in ("place", "count")):
        return False
    names, known = ({w for p in d.get("partners") or () for w in (p.name or "").split()} for d in (title, told))
    if names & known:
        return True
    made, goods = ({h[:2] for g in d.get("product") or () for h in g.hs} for d in (title, told))
    return not (made and goods) or bool(made & goods)


def _differ(a: object, b: object) -> bool:
    return not empty(a) and not empty(b) and a != b


# -- filling ---------------------------------------------------------------------------------------


_BEHIND_IT = frozenset(
    (
        "investor investors owner owners developer hold holds own owns owned built invest invests invested financed "
        "created jointly"
    ).split()
)


def _awaited(document: Document, sentence: Sentence, making: set[int]) -> list[Draft]:
    """Works of the sentence before, of which only this one says whose they are."""
    index = sentence.index - 1
    if index not in making or sentence.lowers.isdisjoint(_BEHIND_IT) or not document.sentences[index].items:
        return []
    before = document.sentences[index]
    opens = lower_at(sentence.items, 1) in _BEHIND_IT or "it" in sentence.lowers
    if before.headline != sentence.headline or not (opens or any_of(sentence.items, "anaphor", 0, len(sentence.items))):
        return []
    for head in heads_of(before):
        cast = awaited(document, before, head, sentence) if not head.joint else None
        if cast is not None:
            draft = _filled(before, head, cast)
            if cast.partners:
                draft.put("partners", tuple(party_of(s) for s in cast.partners), sentence=sentence)
            draft.lean_on(sentence)
            goes_on(draft, sentence)
            return [draft]
    return []


def _drafts(document: Document, sentence: Sentence, head: Head) -> list[Draft]:
    """The venture of a head, and a second one of the same firm that the sentence goes on to."""
    items = sentence.items
    second = second_at(items, head)
    first = head if second is None else msgspec.structs.replace(head, stop=second)
    cast = cast_of(document, sentence, first)
    if not _two_sided(items, first, cast):
        return []
    drafts = [_filled(sentence, first, cast)]
    if _is_long_ago(drafts[0]):
        return []
    if second is None or not cast.partners:
        return drafts
    other = second_head(items, head, second)
    besides = cast_besides(items, other, cast)
    _with_local_partner(sentence, other, besides)
    if besides.host is not None and besides.host != cast.host and _two_sided(items, other, besides):
        drafts.append(_filled(sentence, other, besides))
        if is_one_more(items, second) and drafts[0].get("product") is not None:
            drafts[1].slots["product"] = drafts[0].get("product")
    return drafts


def _with_local_partner(sentence: Sentence, head: Head, cast: Cast) -> None:
    """Who shares a second venture: "is building another in Senegal |with the local group Agrisen|"."""
    items = sentence.items
    for side in sides_in(sentence, head.start, min(head.stop, len(items))):
        before = {lower_at(items, k) for k in range(max(head.start, side.start - 5), side.start)}
        if side.name is not None and side.word != "city" and "with" in before and not is_body(items, side):
            country = side.country or (cast.host if before & {"local", "its"} else None)
            cast.partners.append(side._replace(country=country))
            cast.add(country, side.items[-1])


def _is_long_ago(draft: Draft) -> bool:
    """Whether a plan was made years before the report: "the two countries agreed to set up a company in 2012"."""
    today = draft.sentence.today
    if draft.stance != "planned" or draft.get("since") is not None or today is None:
        return False
    told = [i.value.period for i in draft.sentence.items if i.kind == "PER" and i.value.relation is None]
    year = int(today[:4])
    return bool(told) and all(p.end is not None and int(p.end[:4]) < year - 1 for p in told)


def _filled(sentence: Sentence, head: Head, cast: Cast) -> Draft:
    items = sentence.items
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
        draft.put("partners", tuple(party_of(s) for s in cast.partners), *used)
    draft.put(
        "countries", tuple(cast.countries), *(i for i in cast.countries.values() if i is not None and id(i) in own)
    )
    if cast.place is not None:
        draft.put("place", cast.place[0], *([cast.place[1]] if id(cast.place[1]) in own else []))


def _put_figures(draft: Draft, sentence: Sentence, head: Head) -> None:
    items = sentence.items
    since = details.since_of(items, head, sentence.today)
    besides = lower_at(items, head.stop) in {"and", "while"} or head.at < head.start  # one of two ventures
    if since is not None and not is_over(draft, since[0], sentence.today):
        draft.put("since", since[0], since[1])
    if draft.get("since") is None and not besides and (later := start_in(items[head.stop :])) is not None:
        period = later.value.ahead if draft.stance != "stated" and later.value.ahead else later.value.period
        if not is_over(draft, period, sentence.today):
            draft.put("since", period, later)  # ", with the start of production set for the end of 2027"
    count = details.count_of(items, head)
    if count is not None:
        draft.put("count", count[0], count[1])
    end = next((k for k in range(head.at, len(items)) if items[k].lower in {"secondly", "separately"}), len(items))
    end = min(end, head.stop) if besides else end
    amount = details.amount_of(items, head.start, end)
    if amount is not None:
        draft.put("amount", amount.value, amount)
    capacity = details.capacity_of(sentence, head.start, end)
    if capacity is not None:
        draft.put("capacity", capacity[0], *capacity[1])


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
    by = next((k for k in range(head.verb, head.stop) if _names_doer(items, k)), head.stop)
    told = [(k, head.verb + 1) for k in range(head.start, max(head.start, head.verb))]
    told += [(k, head.stop) for k in range(by + 1, min(by + 9, head.stop))]
    return any(
        items[k].kind in ("DEM", "PLACE") and any(lower_at(items, n) in _COMPANY for n in range(k + 1, min(k + 4, end)))
        for k, end in told
    )


def _names_doer(items: list[Item], k: int) -> bool:
    """Whether who does it follows: "by", "with the participation of"."""
    return items[k].lower == "by" or (items[k].lower == "of" and lower_at(items, k - 1) in _TAKING_PART)


_TAKING_PART = frozenset("participation involvement support help assistance".split())


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
