"""Restrictions told by a verb: "India banned exports of wheat", "imports of X were prohibited"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of, names_land, word_class
from tradebook.extract.kinds.event.timing import clause, negated, speaks_ahead
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.restriction.made import TABLE, Phrase, made
from tradebook.extract.kinds.restriction.memory import Memory
from tradebook.extract.kinds.restriction.sides import Target, doers, target
from tradebook.extract.kinds.restriction.when import finish
from tradebook.statement import Good


def of_verb(sentence: Sentence, v: int, memory: Memory) -> Draft | None:
    """ "India banned exports of wheat", "the import of X was prohibited", "Russia suspended imports of Y from Z"."""
    items = sentence.items
    start, end = clause(items, v)
    if wished(items, v) or negated(items, v, 3) or any(i.lower in _CONDITIONS for i in items[start:v]):
        return None
    if items[v].is_("restr_act") and _has_noun(items, v):
        return None  # "suspended the tariffs on ...": the noun tells it
    strong = items[v].cue("restr_do") == "ban"
    passive = _is_passive(items, start, v)
    limit = items[v].cue("restr_do") == "limit"
    if limit and not any(i.kind in ("QTY", "NUM", "PCT") for i in items[v + 1 : v + 9]):
        return None
    phrase = Phrase(v, v, "quota" if limit else "ban", (), (), (), None, frozenset())
    if passive:
        object_ = target(items, start, v - start)
        behind = target(items, v + 1)
        object_ = Target(
            (*object_.on, *behind.on),
            object_.goods or behind.goods,
            object_.trade or behind.trade,
            object_.way or behind.way,
            (*object_.by, *behind.by),
            behind.stop,
            (*object_.into, *behind.into),
            (*object_.source, *behind.source),
        )
        by = list(object_.by)
        if not object_.way:
            return None
        if not by and object_.way == "imports" and (land := _banned_in(items, v)) is not None:
            by = [land]
            object_ = object_._replace(on=tuple(i for i in object_.on if i is not land))
        if not by and object_.into and object_.way == "imports":
            by = list(object_.into)  # "the import of Polish apples to Belarus was prohibited"
        if not by and object_.source and object_.way == "exports":
            by = list(object_.source)  # "exports of timber from Gabon have been prohibited"
            object_ = object_._replace(on=tuple(i for i in object_.on if i not in by))
        if limit and not by:
            by = [i for i in object_.on if object_.way == "exports"][:1]  # "Argentine beef exports are limited to ..."
    else:
        by = doers(items, start, v)
        object_ = target(items, v + 1)
        if (passed := _passed_by(items, v)) is not None:
            hit = [i for i in by or _against(items, v) if country_of(i) != country_of(passed)] or _hit_first(
                items, passed
            )
            object_, by = object_._replace(on=object_.on or tuple(hit)), [passed]
    if not object_.goods and object_.on and (wares := _of_makers(items, start, v, end)):
        object_ = object_._replace(goods=wares)
    sent = lower_at(items, v + 1) in {"shipments", "deliveries"} and lower_at(items, v + 2) == "of"
    if strong and sent and object_.goods and not object_.way and not object_.source:
        object_ = object_._replace(way="exports")  # "had banned shipments of broken rice"
    entry = "entry" in {lower_at(items, v + 1), lower_at(items, v + 2)} and bool(object_.on)
    if strong and entry and not object_.way:
        object_ = object_._replace(way="imports")  # "prohibiting the entry of birds from"
    if not _stops_trade(items, v, object_, strong):
        return None
    code = None
    confidence = 0.85
    if not by:
        code = memory.actor(sentence, start, v, {c for i in object_.on if (c := country_of(i))}, passive=passive)
        confidence = 0.55
        if code is None and not (passive and strong and object_.on):
            return None
    on = list(object_.on) or _of_who_tells(items, start, v, by)
    draft = made(sentence, phrase, object_, by, on, code, confidence)
    if draft is None:
        return None
    headline = sentence.headline and lower_at(items, v - 1) == "to"
    ahead = (
        headline
        or speaks_ahead(items, v, 6)
        or any(lower_at(items, j) in word_class(TABLE, "threat") for j in range(max(start, v - 4), v))
    )
    finish(draft, v, start, end, "in force", ahead=ahead)
    return draft


def _of_makers(items: list[Item], start: int, v: int, end: int) -> tuple[tuple[Good, Item], ...]:
    """What those who are barred make: "imports from two Turkish |tomato| growers", "four New Zealand |meat| plants were
    barred from exporting to"."""
    for k in range(start, min(end, v + 12)):
        land = k and (items[k - 1].kind == "DEM" or names_land(items[k - 1]))
        if land and items[k].kind == "GOOD" and lower_at(items, k + 1) in _MAKERS:
            return ((items[k].value.good, items[k]),)
    return ()


_MAKERS = frozenset(
    "growers plants producers farms mills abattoirs slaughterhouses exporters companies firms suppliers makers "
    "processors factories dairies".split()
)


def _is_passive(items: list[Item], start: int, v: int) -> bool:
    """Whether the verb at `v` is told of what it stops: "was |banned|", "has been temporarily |halted|"; not "is
    planning to |ban|", "is |banning|"."""
    if lower_at(items, v - 1) == "to" or not items[v].lower.endswith(("ed", "en", "cut", "put", "let")):
        return False
    return any(lower_at(items, j) in {"was", "were", "been", "be", "is", "are"} for j in range(max(start, v - 3), v))


def _banned_in(items: list[Item], v: int) -> Item | None:
    """Where an import is banned: "imports of rice from Peru have been banned |in Ghana| since May"."""
    k = v + 2 + (lower_at(items, v + 2) == "the")
    there = lower_at(items, v + 1) in {"in", "into", "by"} and k < len(items)
    return items[k] if there and items[k].kind == "PLACE" and names_land(items[k]) else None


def _passed_by(items: list[Item], v: int) -> Item | None:
    """Whose law it is: "The Iran sanctions act, passed |by Canada| in May, prohibits", "a law of 2022, enacted by"."""
    if lower_at(items, v - 1) != ",":
        return None
    for k in range(v - 2, max(0, v - 24), -1):
        if items[k].lower in _PASSED and lower_at(items, k - 1) == ",":
            agent = k + 2 + (lower_at(items, k + 2) == "the")
            told = lower_at(items, k + 1) == "by" and agent < v and names_land(items[agent])
            return items[agent] if told else None
    return None


def _against(items: list[Item], stop: int) -> list[Item]:
    """The country of "the law |on Uruguay|, passed by Chile, bans"."""
    before = (k for k in range(1, stop) if items[k - 1].lower in {"on", "against"})
    return [items[k] for k in before if names_land(items[k])][:1]


def _hit_first(items: list[Item], passed: Item) -> list[Item]:
    """The country that a law is named by: "The |South African| sanctions law, enacted by"."""
    k = int(lower_at(items, 0) == "the")
    named = k < len(items) and names_land(items[k]) and lower_at(items, k + 1) in {"sanctions", "sanction", "embargo"}
    return [items[k]] if named and country_of(items[k]) != country_of(passed) else []


_PASSED = frozenset({"enacted", "passed", "adopted", "approved", "imposed", "introduced", "issued", "signed"})


def _of_who_tells(items: list[Item], start: int, v: int, by: list[Item]) -> list[Item]:
    """Whose goods "its" are: "Armenia said Russia had restricted imports of its dairy products"."""
    if not by or not any(lower_at(items, j) in {"its", "their"} for j in range(v + 1, v + 6)):
        return []
    told = [
        items[j - 1]
        for j in range(1, v)
        if items[j].lower in {"said", "says", "reported", "announced"} and names_land(items[j - 1])
    ]
    doing = {country_of(i) for i in by}
    return [i for i in told[:1] if country_of(i) not in doing]


def _has_noun(items: list[Item], v: int) -> bool:
    """Whether the object of the verb is itself a restriction."""
    for item in items[v + 1 : v + 8]:
        if item.is_("restr_noun"):
            return True
        if item.is_("flow") or item.lower == "to":
            return False
    return False


def _stops_trade(items: list[Item], v: int, object_: Target, strong: bool) -> bool:
    """Whether what a verb stops is trade in goods: imports or exports; a bare good only for "ban" with its origin."""
    if object_.way is not None:
        return bool(object_.goods or object_.on or lower_at(items, v + 1) in {"all", "imports", "exports"})
    if object_.on and any(lower_at(items, j).startswith("trade") for j in (v + 1, v + 2)):
        return True
    if not object_.goods or not object_.on:
        return False
    return object_.trade or (strong and _ends_there(items, object_.goods[-1][1]))


def _ends_there(items: list[Item], good: Item) -> bool:
    """Whether a good is what is banned and no word before another: "a television |channel|"."""
    k = items.index(good) + 1
    return k >= len(items) or items[k].kind != "w" or items[k].lower in _BEHIND_GOOD


_BEHIND_GOOD = frozenset(
    "and or from in on after because since for due over until with at to as by who that which this last next amid "
    "following when while of into effective starting under".split()
)


def wished(items: list[Item], at: int) -> bool:
    """Whether what item `at` tells is only wished for, feared or asked."""
    wish = word_class(TABLE, "wish")
    return any(items[j].lower in wish and not _is_reported(items, j) for j in range(max(0, at - 6), at))


def _is_reported(items: list[Item], k: int) -> bool:
    """Whether "would" is the "will" of reported speech: "announced that it would lift"."""
    if items[k].lower != "would":
        return False
    return any(lower_at(items, j) in _TELLING for j in range(k - 7, k)) or _of_a_bill(items, k)


def _of_a_bill(items: list[Item], k: int) -> bool:
    """Whether "would" tells what a measure that somebody is preparing does: "is drafting a decree |that would| ban"."""
    if lower_at(items, k - 1) not in {"that", "which"}:
        return False
    near = [lower_at(items, j) for j in range(max(0, k - 12), k)]
    return not _BILLS.isdisjoint(near) and any(word.split(" ")[-1] in _PREPARING for word in near)


_BILLS = frozenset("package packages decree bill law regulation rules order measure measures sanctions act".split())
_PREPARING = frozenset(
    "preparing prepares prepared drafting drafted drafts proposing proposed proposes tabled submitted finalising "
    "finalizing planning plans planned adopted approved passed".split()
)


_TELLING = frozenset("warned said announced says announces confirmed declared told".split())


_CONDITIONS = frozenset({"if", "unless", "whether"})
