"""Sentences that only say more of the venture told before: "The plant will cost $30 million", "It makes buses"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.event.scene import town_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture import details
from tradebook.extract.kinds.venture.not_partners import is_body, is_works_town
from tradebook.extract.kinds.venture.partners_on import take_partners_on
from tradebook.extract.kinds.venture.words import any_of, word_class
from tradebook.statement import Party, Period

_OPENERS = frozenset(
    {
        "the",
        "this",
        "its",
        "their",
        "it",
        "annual",
        "total",
        "initial",
        "overall",
        "planned",
        "investment",
        "investments",
        "design",
        "production",
        "operations",
        "each",
    }
)


def goes_on(last: Draft, sentence: Sentence) -> bool:
    """Whether a sentence only says more of the last venture; then the draft has taken it in."""
    told = [s.index for s in (last.sentence, *last.context, *last.also) if s.index < sentence.index]
    gap = sentence.index - max(told, default=last.sentence.index)
    if _leader(last, sentence):
        return True
    if not 1 <= gap <= 3 or sentence.headline != last.sentence.headline or not sentence.items:
        return False
    items = sentence.items
    at = 1 if items[0].lower in {'"', "“"} else 0
    at = _behind_built(items, _behind_time(items, _behind_speaker(items, at)))
    if _puts_in(last, items, sentence.today):
        _take_amount(last, sentence)
        return (any_of(items, "making", 0, len(items)) and _take_in(last, sentence)) or True
    if gap <= 2 and take_partners_on(last, sentence):
        return _take_in(last, sentence) or True
    if lower_at(items, at) == "it" and gap == 1 and _take_partners(last, sentence):
        return _take_in(last, sentence) or True
    if lower_at(items, at) in {"it", "the", "this"} and gap <= 2 and _take_joint(last, sentence, at):
        return True
    if lower_at(items, at) == "it" and gap <= 2 and not any_of(items, "doubt", 0, len(items)):
        sited = lower_at(items, at + 1) in _BEING | {"stands"} and not _STANDING.isdisjoint(
            i.lower for i in items[at : at + 5]
        )
        return _take_in(last, sentence) if sited or any_of(items, "making", 0, 12) else _take_capacity(last, sentence)
    if (
        gap == 1
        and sentence.lowers & {"there", "here"}
        and any_of(items, "making", 0, len(items)) | _put_together(items)
    ):
        return _take_in(last, sentence)
    if gap == 1 and _goods_again(last, items, at) and _put_together(items) | any_of(items, "making", at, at + 9):
        return _take_in(last, sentence)
    if gap == 1 and _points(items, at):
        return _take_in(last, sentence) or True
    owned = 2 * any(i.lower in {"'", "’"} for i in items[at : at + 6])  # "The Indian firm's third plant"
    with_sum = lower_at(items, at) == "with"  # "With an investment of $800 million, the facility will"
    reach = 14 if with_sum else 7 + owned
    opens = lower_at(items, at) in _OPENERS or with_sum or _of_works(items, at)
    if not opens or not any_of(items, "anaphor", at, at + reach):
        return False
    if _of_others(last, items, at) or _stands_elsewhere(last, items):
        return False
    return _take_in(last, sentence) or _same_works(last, sentence, at)


def _points(items: list[Item], at: int) -> bool:
    """ "|This is the third plant| of the group in Serbia": the works just told."""
    named = lower_at(items, at) == "this" and lower_at(items, at + 1) in {"is", "was", "will"}
    return named and any(lower_at(items, n).rsplit(" ", 1)[-1] in word_class("works") for n in range(at + 2, at + 10))


def _goods_again(last: Draft, items: list[Item], at: int) -> bool:
    """ "|The tractors| will be put together in Lahore": the goods of the venture told before."""
    if lower_at(items, at) not in {"the", "these"} or kind_at(items, at + 1) != "GOOD":
        return False
    again = items[at + 1].value.good
    return any(g.hs == again.hs or g.text.lower() == again.text.lower() for g in last.get("product") or ())


def _same_works(last: Draft, sentence: Sentence, at: int) -> bool:
    """ "The Hisor tractor assembly plant will assemble": the works told before, with nobody new beside them."""
    items = sentence.items
    firm = last.get("activity") == "joint company" and any_of(items, "joint_company", at, at + 4)
    if lower_at(items, at) not in {"the", "this"} or not (firm or any_of(items, "works", at, at + 6)):
        return False
    verb = next((k for k in range(at, len(items)) if items[k].lower in _BEING), at)
    known = set(last.get("countries") or ())
    if any(i.kind in ("PLACE", "DEM") and i.value.code not in known for i in items):
        return False
    names = {p.name for p in last.get("partners") or ()}
    sides = [s for s in sides_in(sentence, 0, len(items)) if s.name is not None and s.word != "city"]
    return all(s.name in names or s.start < verb or is_works_town(items, s) or is_body(items, s) for s in sides)


_BEING = frozenset("will is are was has have would".split())


def _stands_elsewhere(last: Draft, items: list[Item]) -> bool:
    """Whether works in another country are spoken of: "a $50 million plant outside Bishkek" behind Uzbekistan's."""
    known = set(last.get("countries") or ())
    works = word_class("works")
    for k, item in enumerate(items):
        told = item.kind == "PLACE" and item.value.code not in known
        if told and {"to", "for"} & {lower_at(items, n) for n in range(k - 5, k - 2)}:
            continue  # "will go to car plants in Germany"
        if told and lower_at(items, k - 1) in {"in", "near", "outside", "at"}:
            return any(lower_at(items, n) in works for n in range(max(0, k - 4), k))
    return False


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


def _behind_speaker(items: list[Item], at: int) -> int:
    """The index behind who speaks: "Ivan Petrov, head of X, said |the plant would"."""
    if kind_at(items, at) != "PERSON":
        return _behind_said(items, at)
    said = next((k for k in range(at + 1, min(len(items), at + 16)) if items[k].lower in {"said", "says", "added"}), -1)
    return at if said < 0 else said + 1 + (lower_at(items, said + 1) == "that")


def _behind_built(items: list[Item], at: int) -> int:
    """The index behind how works were built: "Built in 14 months at a cost of $4 million, |it can process"."""
    if lower_at(items, at) not in {"built", "completed", "constructed", "designed", "equipped", "covering", "costing"}:
        return at
    comma = next((k for k in range(at + 1, min(len(items), at + 18)) if items[k].lower == ","), -1)
    return comma + 1 if comma > 0 and lower_at(items, comma + 1) in {"it", "the"} else at


def _behind_said(items: list[Item], at: int) -> int:
    """The index of the works that somebody tells of: "At a ceremony in the town X, chairman of Y, said |the plant|"."""
    for k in range(at + 2, min(len(items) - 2, 32)):
        if items[k].lower in {"said", "says", "added", "noted"} and any(i.kind == "PERSON" for i in items[:k]):
            k += 1 + (lower_at(items, k + 1) == "that")
            return k if lower_at(items, k) == "the" and any_of(items, "anaphor", k, k + 3) else at
    return at


def _put_together(items: list[Item]) -> bool:
    return any(i.lower in word_class("assembling") | {"together"} for i in items)


def _take_capacity(last: Draft, sentence: Sentence) -> bool:
    if last.get("capacity") is not None:
        return False
    capacity = details.capacity_of(sentence, 0, len(sentence.items))
    if capacity is None:
        return False
    last.put("capacity", capacity[0], *capacity[1], sentence=sentence)
    if last.get("product") is None and (made := details.counted_product(sentence.items, capacity[1])) is not None:
        last.put("product", (made.value.good,), made, sentence=sentence)
    return True


def _works_long(last: Draft, today: str | None) -> bool:
    """Whether the works stand: what their firm will invest is not what they cost."""
    since = last.get("since")
    return since is not None and today is not None and (since.start or "9") < today


def _puts_in(last: Draft, items: list[Item], today: str | None) -> bool:
    """ "X invested $100 million": what a partner told before has spent."""
    if last.get("amount") is not None or last.stance == "denied":
        return False
    verb = next((k for k in range(1, min(len(items), 9)) if items[k].lower.split(" ")[-1] in _INVESTING), 0)
    if not verb or kind_at(items, verb + 1) != "AMT":
        return False
    if not any(i.kind in NAMES for i in items[:verb]) and _is_the_firm(items, verb):
        return not _works_long(last, today)
    told = " ".join(item.text for item in items[:verb])
    names = [party.name for party in last.get("partners") or () if party.name]
    return any(name in told or any(len(w) > 3 and w in told.split() for w in name.split()) for name in names)


def _is_the_firm(items: list[Item], verb: int) -> bool:
    """ "|The company| will invest 12 million euros": who was named before, and the sum is told of nothing else."""
    firm = lower_at(items, 0) in {"it", "they"} or (
        lower_at(items, 0) in {"the", "both"} and lower_at(items, 1 + (kind_at(items, 1) == "DEM")) in _FIRMS
    )
    behind = {lower_at(items, k) for k in range(verb + 2, min(len(items), verb + 9))}
    stop = next((k for k in range(verb, len(items)) if items[k].lower in {",", "which", "that"}), len(items))
    return firm and not any(i.kind in ("PLACE", "DEM") for i in items[verb:stop]) and not behind & _ELSEWHERE


_FIRMS = frozenset("company group firm investor investors partners companies manufacturer maker".split())
_ELSEWHERE = frozenset("research development another other shares stake bonds".split())
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
    last.put("partners", tuple(party_of(s) for s in found), *(i for s in found for i in s.items), sentence=sentence)
    return True


def _take_joint(last: Draft, sentence: Sentence, at: int) -> bool:
    """ "It is a 70-30 joint venture with the Thai group X": the works told before, and who shares them."""
    items = sentence.items
    k = next((n for n in range(at + 1, min(len(items), at + 9)) if items[n].lower in _JOINT), 0)
    k += lower_at(items, k) in {"joint", "-"} and lower_at(items, k + 1) in {"venture", "company", "enterprise"}
    if not k or lower_at(items, k + 1) not in {"with", "of", "between"} or last.get("activity") == "joint company":
        return False
    if not {"is", "was", "as"} & {lower_at(items, n) for n in range(at, k)}:
        return False
    known = tuple(last.get("partners") or ())
    found = [s for s in sides_in(sentence, k + 2, len(items)) if s.name is not None and s.word != "city"]
    found = [s for s in found if not is_body(items, s) and all(s.name != p.name for p in known)]
    if not found or (lower_at(items, k + 1) != "with" and len(found) + len(known) < 2):
        return False
    last.put("activity", "joint company", items[k], sentence=sentence)
    last.put(
        "partners",
        (*known, *(party_of(s) for s in found)),
        *(i for s in found for i in s.items),
        sentence=sentence,
    )
    codes = (*(last.get("countries") or ()), *(s.country for s in found if s.country is not None))
    last.put("countries", tuple(dict.fromkeys(codes)))
    _take_in(last, sentence)
    return True


_JOINT = frozenset({"joint venture", "joint", "jv", "joint company"})
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
    if last.get("since") is None and (when := start_in(items) or _opening_time(items)) is not None:
        ahead = last.stance != "stated" or not sentence.lowers.isdisjoint(_TO_COME)
        period = when.value.ahead if ahead and when.value.ahead else when.value.period
        if not is_over(last, period, sentence.today):
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
    return any(i.lower in _OF_RESULTS for i in items)


_TO_COME = frozenset({"will", "due", "scheduled", "expected", "planned"})
_OF_RESULTS = frozenset(
    "sales turnover revenue profit profits export exports exported sold shipped imports imported earned invest".split()
)


def _place_in(items: list[Item]) -> tuple[str, Item] | None:
    """ "will be located in Rosario", "at the Karachi plant"."""
    for item in items:
        if item.kind == "ORG" and item.lower.split(" ")[-1] in word_class("works"):
            town = town_inside(item.text)
            if town is not None:
                return town, item
    if _makes_there(items):
        made_in = (k for k, i in enumerate(items) if i.kind == "PLACE" and i.value.form in {"city", "area", "capital"})
        k = next((k for k in made_in if lower_at(items, k - 1) == "in"), None)
        if k is not None:
            return items[k].text, items[k]  # "It makes tractors in Ganja"
    for k in range(2, min(len(items) - 1, 12)):
        region = lower_at(items, k + 1) in _REGIONS and items[k].kind in ("NAME", "PLACE")
        if region and lower_at(items, k - 1) == "in" and any(i.lower in word_class("works") for i in items[:k]):
            return f"{items[k].text} {items[k + 1].text}", items[k]  # "The plant, in Nigde province, will"
    located = any(i.lower in _STANDING for i in items)
    works = next((k for k, i in enumerate(items[:20]) if i.lower in word_class("works")), -1)
    located = located or (lower_at(items, 1) == "site" and lower_at(items, 2) in _BEING)
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


_REGIONS = frozenset("province region district county governorate".split())
_STANDING = frozenset("located built based situated stands stand sited rise rises".split())


def _makes_there(items: list[Item]) -> bool:
    """ "It makes tractors in Ganja", "The venture makes cabins in Pune", "The buses will be assembled in Lahore"."""
    made = word_class("making", "made", "assembling")
    if lower_at(items, 0) == "it":
        return any(lower_at(items, k) in made for k in (1, 2, 3))
    opened = lower_at(items, 0) in {"the", "these"}
    named = lower_at(items, 1) in word_class("anaphor") or kind_at(items, 1) == "GOOD"
    put = any(lower_at(items, k) == "put" and lower_at(items, k + 1) == "together" for k in range(2, 6))
    return opened and named and (put or any(lower_at(items, k) in made for k in range(2, 6)))


def _has_works(items: list[Item], k: int) -> bool:
    """ "at the Karachi plant"."""
    return lower_at(items, k - 1) == "the" and lower_at(items, k + 1) in word_class("works")


_KINDS_OF_PLACE = frozenset("city town province region state port capital area district".split())


def _stands_at(items: list[Item], k: int, *, beside: bool) -> bool:
    """Whether works stand at the place at `k`: "in Rosario", "in the province of Rosario", "near the western city of
    Rosario"; `beside` the works themselves only such a wording tells it."""
    sited = lower_at(items, k - 2) in _STANDING | _BEING and k <= 6  # "The site is in Tabligbo", a town no table knows
    if lower_at(items, k - 1) in {"in", "at", "near"} and (items[k].kind == "PLACE" or sited):
        return not beside or lower_at(items, k - 2) in word_class("works") | {","}
    if lower_at(items, k - 1) != "of" or lower_at(items, k - 2) not in _KINDS_OF_PLACE:
        return False
    return any(lower_at(items, j) in {"in", "at", "near"} for j in range(k - 7, k - 2))


def start_in(items: list[Item]) -> Item | None:
    """When the making begins: "will start production in 2025"."""
    for k, item in enumerate(items):
        if item.kind == "PER" and item.value.relation is None:
            before = {lower_at(items, n) for n in range(max(0, k - 8), k)}
            ahead = lower_at(items, k - 1) in {"from", "starting"} and "will" in before | {i.lower for i in items[:k]}
            if (ahead or item.lower.startswith("from ")) and any_of(items, "making", 0, k):
                return item  # "will process 250,000 tonnes a year from 2026"
            if "first" in before and before & {"leave", "roll"}:
                return item  # "The first buses will roll off the line in 2027"
            since = item.value.cue == "since" and bool(
                before & (word_class("making", "assembling") | {"put", "together"})
            )
            return (
                item
                if since
                or before
                & (
                    word_class("starting")
                    | {
                        "beginning",
                        "starting",
                        "opened",
                        "open",
                        "operational",
                        "operation",
                        "founded",
                        "established",
                        "commissioned",
                    }
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
        made = item.lower in word_class("making", "assembling")
        made = made or (item.lower == "together" and lower_at(items, k - 1) == "put")
        if made and k < 16 and not _builds_works(items, k):
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


def party_of(side: Side) -> Party:
    """A side as a partner of a venture; roles are for deals."""
    return Party(name=side.name, role=None, country=side.country)


def is_over(draft: Draft, period: Period, today: str | None) -> bool:
    """Whether the period of a plan lies behind the report: then it is another's."""
    return draft.stance != "stated" and period.end is not None and today is not None and period.end < today
