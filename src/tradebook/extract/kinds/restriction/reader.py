"""The grammar of restrictions: a noun with what is done to it, or a verb with what it stops."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import (
    Scene,
    clause,
    country_of,
    dates,
    lies_ahead,
    names_land,
    negated,
    period_at,
    speaks_ahead,
    word_class,
)
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.restriction.sides import Target, actors, presumed, target
from tradebook.statement import Good

_TABLE = "restriction_words"


class _Phrase(NamedTuple):
    """The noun phrase of a restriction: where it begins, its noun, type, owners or targets named in it, goods, way."""

    first: int
    at: int
    kind: str
    lands: tuple[Item, ...]
    owners: tuple[Item, ...]
    goods: tuple[tuple[Good, Item], ...]
    way: str | None
    words: frozenset[str]


def restrictions(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The restrictions told in one sentence."""
    found: list[Draft] = []
    done: set[int] = set()
    items = sentence.items
    for k, item in enumerate(items):
        if k in done:
            continue
        draft: Draft | None = None
        if item.is_("restr_noun") and _is_noun(items, k):
            draft = _of_noun(sentence, k, scene, done)
        elif item.is_("restr_do"):
            draft = _of_verb(sentence, k, scene)
        if draft is not None and not any(_repeats(draft, d) for d in found):
            found.append(draft)
    return found


def _repeats(a: Draft, b: Draft) -> bool:
    return all(a.get(slot) == b.get(slot) for slot in ("by", "on")) and (
        a.get("type") == b.get("type") or not a.get("goods")
    )


def _is_noun(items: list[Item], k: int) -> bool:
    """Whether "ban" is a noun here: with an article, an adjective or "on" beside it."""
    item = items[k]
    if not item.is_("restr_do"):
        return not (
            (item.lower in {"duty", "duties"} and lower_at(items, k + 1) == "free") or lower_at(items, k - 1) == "off"
        )
    if lower_at(items, k + 1) in {
        "on",
        "against",
        "was",
        "were",
        "has",
        "will",
        "is",
        "that",
        "in",
        "from",
        "came",
        "comes",
        "took",
        "imposed",
        "introduced",
        "by",
        "until",
        "for",
        "and",
        ",",
        ".",
        "",
    }:
        return lower_at(items, k - 1) not in {"to", "will", "would", "may", "could"}
    return lower_at(items, k - 1) in word_class(_TABLE, "modifier") - {"and", "its", "-"} | {"import", "export"}


# -- the noun phrase -------------------------------------------------------------------------------------------------


def _phrase(items: list[Item], n: int) -> _Phrase:
    modifiers = word_class(_TABLE, "modifier")
    lands: list[Item] = []
    owners: list[Item] = []
    goods: list[tuple[Good, Item]] = []
    words: set[str] = set(items[n].lower.split())
    k = n - 1
    while k >= 0 and n - k < 14:
        item = items[k]
        if names_land(item):
            (owners if possessive_at(items, k + 1) > k + 1 else lands).append(item)
        elif item.kind == "GOOD":
            goods.append((item.value.good, item))
        elif item.kind in ("PCT", "AMT", "QTY", "NUM", "FAC") or item.lower in modifiers or item.is_("restr_noun"):
            words.add(item.lower)
        elif item.is_("flow") and item.lower.split()[0] in {"import", "imports", "export", "exports"}:
            words.add(item.lower.split()[0])
        else:
            break
        if owners and owners[-1] is item:
            k -= 1
            break
        k -= 1
    first = k + 1
    way = "imports" if words & {"import", "imports"} else "exports" if words & {"export", "exports"} else None
    kind = items[n].cue("restr_noun") or "ban"
    return _Phrase(first, n, kind, tuple(lands[::-1]), tuple(owners), tuple(goods[::-1]), way, frozenset(words))


# -- acts ------------------------------------------------------------------------------------------------------------


def _act_before(items: list[Item], phrase: _Phrase, start: int) -> int | None:
    """The act whose object the phrase is: close before it, with nothing but small words between."""
    for j in range(phrase.at - 1, max(start - 1, phrase.first - 6), -1):
        item = items[j]
        if item.is_("restr_act") and item.cue("restr_act") != "force" and lower_at(items, j - 1) != "-":
            return j
        if item.lower in {"plans", "planned", "proposed", "threatened", "considering"} and j < phrase.first:
            return j
        if item.lower in {";", ",", "and", "on", "against", "over"} and j < phrase.first and item.lower != "and":
            return None
    return None


def _act_behind(items: list[Item], stop: int, end: int, n: int) -> int | None:
    """The act in the passive behind the phrase: "were imposed", "has been lifted", "came into force"."""
    for j in range(n + 1, min(end, stop + 9)):
        item = items[j]
        if item.cue("restr_act") == "force":
            return j
        if item.is_("restr_act") and any(lower_at(items, x) in _BEING for x in range(max(n, j - 4), j)):
            return j
        if item.is_("restr_act") and (j == n + 1 or item.lower in {"expired", "expires"}) and item.lower.endswith("ed"):
            return j
        if item.lower in {";", "which", "while"} and j >= stop:
            return None
    return None


def _imposed_by(items: list[Item], stop: int) -> int | None:
    """The act of a relative clause in the active voice: "the ban on seafood that China imposed"."""
    for j in range(stop, min(len(items), stop + 6)):
        if items[j].cue("restr_act") == "in force" and names_land(items[j - 1]):
            return j
        if items[j].lower in {",", ";", "and"} or items[j].kind == "PER":
            return None
    return None


_BEING = frozenset("was were been be is are being has have will".split())
_LIFT = "lifted"


def _of_noun(sentence: Sentence, n: int, scene: Scene, done: set[int]) -> Draft | None:
    items = sentence.items
    phrase = _phrase(items, n)
    start, end = clause(items, n)
    at = n + 1
    while lower_at(items, at) in {"and", "or", "of", "worth", "at", "up", "to"} and (
        kind_at(items, at + 1) in {"PCT", "AMT", "QTY", "NUM", "FAC"}
        or (at + 1 < len(items) and items[at + 1].is_("restr_noun"))
    ):
        if items[at + 1].is_("restr_noun"):
            done.add(at + 1)
        at += 2
    object_ = (
        target(items, at)
        if lower_at(items, at) in _OBJECT or (kind_at(items, at) == "CUE" and lower_at(items, at) == "imposed")
        else Target((), (), False, None, (), at)
    )
    act = _act_before(items, phrase, start)
    passive = False
    if act is None and _imposed_by(items, object_.stop) is None:
        act = _act_behind(items, object_.stop, end, n)
        passive = act is not None
    if act is not None and passive and not object_.on and not object_.goods and lower_at(items, act + 1) in _OBJECT:
        object_ = target(items, act + 1)
    if act is None and (imposer := _imposed_by(items, object_.stop)) is not None:
        object_ = Target(object_.on, object_.goods, object_.trade, object_.way, (items[imposer - 1],), object_.stop)
        act, passive = imposer, True
    if act is None:
        return _standing(sentence, phrase, object_, start)
    return _acted(sentence, phrase, object_, act, start, end, passive, scene)


_OBJECT = frozenset("on against over for upon to from of imposed by".split())


def _acted(
    sentence: Sentence, phrase: _Phrase, object_: Target, act: int, start: int, end: int, passive: bool, scene: Scene
) -> Draft | None:
    items = sentence.items
    if negated(items, act, 3) or _wished(items, act, start) or _in_condition(items, act, start):
        return None
    verb = act if act < phrase.first else phrase.first
    by = list(object_.by) if passive else actors(items, start, verb)
    if not by and not passive and start and lower_at(items, start) in {"it", "they"}:
        by = actors(items, 0, start)  # "the U.S. said it intended to ..."
    if passive and not by and lower_at(items, act + 1) == "by":
        by = list(target(items, act + 1).by)
    own = [*phrase.owners, *phrase.lands]
    on = list(object_.on)
    if not by:
        if own and not _is_aim(phrase, own[0], bool(on)):
            by, own = own[:1], own[1:]
    elif own and {country_of(i) for i in own} <= {country_of(i) for i in by}:
        own = []
    on = on or own
    confidence = 0.85
    source_code = None
    if not by:
        source_code = presumed(items, start, act, {c for i in on if (c := country_of(i))}, scene)
        confidence = 0.55
    draft = _made(sentence, phrase, object_, by, on, source_code, confidence)
    if draft is None:
        return None
    _finish(draft, act, start, end, _status(items, act, phrase))
    return draft


def _is_aim(phrase: _Phrase, land: Item, other: bool) -> bool:
    """Whether a country inside the phrase is whom it hits: "Chinese steel tariffs", not "US tariffs"."""
    if other or land in phrase.owners:
        return False
    return (
        bool(phrase.goods) and land.kind == "DEM" and land.start < phrase.goods[0][1].start and phrase.way != "exports"
    )


def _standing(sentence: Sentence, phrase: _Phrase, object_: Target, start: int) -> Draft | None:
    """A restriction only mentioned: it stands where the words say whose it is and on whom."""
    items = sentence.items
    own = [*phrase.owners, *phrase.lands]
    if not own or not object_.on or _wished(items, phrase.first, start) or negated(items, phrase.first, 3):
        return None
    if phrase.kind in {"licence", "limit"} or not (phrase.owners or phrase.lands):
        return None
    draft = _made(sentence, phrase, object_, own[:1], list(object_.on), None, 0.5)
    if (
        draft is None
        or speaks_ahead(items, phrase.first, 5)
        or any(lower_at(items, j) in _SHAKY for j in range(max(start, phrase.first - 5), phrase.first))
    ):
        return None
    _finish(draft, phrase.at, phrase.first, min(len(items), object_.stop + 6), "in force")
    return draft


_SHAKY = frozenset(
    "threat threatened threatens possible potential proposed proposal propose new planned prospective tougher "
    "calls bill legislation".split()
)


def _status(items: list[Item], act: int, phrase: _Phrase) -> str:
    value = items[act].cue("restr_act")
    threat = word_class(_TABLE, "threat")
    near = [items[j].lower for j in range(max(0, act - 5), act)]
    modal = any(word in threat for word in near) or items[act].lower in {
        "plans",
        "planned",
        "proposed",
        "threatened",
        "considering",
        "propose",
    }
    if (
        speaks_ahead(items, act, 6)
        or modal
        or "proposed" in phrase.words
        or "planned" in phrase.words
        or (
            (items[act - 1].lower == "to" if act else False)
            and any(w in {"agreed", "decided", "decides", "ready"} for w in near)
        )
    ):
        return "planned"
    if value == _LIFT:
        if phrase.kind == "quota" and items[act].lower in {
            "cut",
            "cuts",
            "reduced",
            "reduce",
            "lowered",
            "slashed",
            "halved",
        }:
            return "in force"
        return "in force" if phrase.kind == "licence" and items[act].lower not in _EASED else _LIFT
    return "in force"


_EASED = frozenset("abolished scrapped eliminated eased ended relaxed waived dropped".split())


def _wished(items: list[Item], at: int, start: int) -> bool:
    wish = word_class(_TABLE, "wish")
    return any(items[j].lower in wish for j in range(max(0, at - 6), at))


def _in_condition(items: list[Item], at: int, start: int) -> bool:
    return any(items[j].lower in {"if", "unless", "whether"} for j in range(start, at))


# -- verbs -----------------------------------------------------------------------------------------------------------


def _of_verb(sentence: Sentence, v: int, scene: Scene) -> Draft | None:
    """ "India banned exports of wheat", "the import of X was prohibited", "Russia suspended imports of Y from Z"."""
    items = sentence.items
    start, end = clause(items, v)
    if _wished(items, v, start) or negated(items, v, 3) or _in_condition(items, v, start):
        return None
    strong = items[v].cue("restr_do") == "ban"
    passive = any(lower_at(items, j) in {"was", "were", "been", "be", "is", "are"} for j in range(max(start, v - 3), v))
    limit = items[v].cue("restr_do") == "limit"
    if limit and not any(i.kind in ("QTY", "NUM") for i in items[v + 1 : v + 9]):
        return None
    phrase = _Phrase(v, v, "quota" if limit else "ban", (), (), (), None, frozenset())
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
        )
        by = list(object_.by)
        if not (object_.way and (by or (strong and object_.on))):
            return None
    else:
        by = actors(items, start, v)
        object_ = target(items, v + 1)
    if not _stops_trade(items, v, object_, strong):
        return None
    code = None
    confidence = 0.85
    if not by and not passive:
        code = presumed(items, start, v, {c for i in object_.on if (c := country_of(i))}, scene)
        confidence = 0.55
        if code is None:
            return None
    draft = _made(sentence, phrase, object_, by, list(object_.on), code, confidence)
    if draft is None:
        return None
    ahead = speaks_ahead(items, v, 6) or any(
        lower_at(items, j) in word_class(_TABLE, "threat") for j in range(max(start, v - 4), v)
    )
    _finish(draft, v, start, end, "planned" if ahead else "in force")
    return draft


def _stops_trade(items: list[Item], v: int, object_: Target, strong: bool) -> bool:
    """Whether what a verb stops is trade in goods: imports or exports; a bare good only for "ban" with its origin."""
    if object_.way is not None:
        return bool(object_.goods or object_.on or lower_at(items, v + 1) in {"all", "imports", "exports"})
    if object_.on and any(lower_at(items, j).startswith("trade") for j in (v + 1, v + 2)):
        return True
    return bool(object_.goods) and bool(object_.on) and (strong or object_.trade)


# -- the draft -------------------------------------------------------------------------------------------------------


def _made(
    sentence: Sentence,
    phrase: _Phrase,
    object_: Target,
    by: list[Item],
    on: list[Item],
    code: str | None,
    confidence: float,
) -> Draft | None:
    goods = object_.goods or phrase.goods
    doers = tuple(dict.fromkeys([*(c for i in by if (c := country_of(i))), *([code] if code else [])]))
    whom = tuple(dict.fromkeys(c for i in on if (c := country_of(i)) is not None and c not in doers))
    way = object_.way or phrase.way
    if not _is_of_trade(phrase, goods, doers, whom, way, object_.trade):
        return None
    kind = "ban" if phrase.kind == "limit" else phrase.kind
    draft = Draft("restriction", sentence, confidence=min(confidence, 0.6) if phrase.kind == "limit" else confidence)
    draft.put("type", kind, sentence.items[phrase.at])
    if doers:
        draft.put("by", doers, *by)
    if whom:
        draft.put("on", whom, *on)
    if goods:
        unique = {(g.hs or g.text.lower()): (g, i) for g, i in goods}
        draft.put("goods", tuple(g for g, _ in unique.values()), *(i for _, i in unique.values()))
    return draft


def _is_of_trade(
    phrase: _Phrase,
    goods: tuple[tuple[Good, Item], ...],
    by: tuple[str, ...],
    on: tuple[str, ...],
    way: str | None,
    trade: bool,
) -> bool:
    """Whether it is a restriction of a state on trade with others, with a side that is known."""
    home = word_class(_TABLE, "home")
    if (phrase.words & home) - {"customs"} and way is None and not on:
        return False
    if not (by or on):
        return False
    if phrase.kind == "sanction":
        return bool(on)
    if phrase.kind == "limit" and not (on or goods):
        return False
    if phrase.kind == "licence":
        return way is not None and bool(goods or on)
    if phrase.kind == "tariff":
        special = bool(
            phrase.words
            & {
                "customs",
                "dumping",
                "anti-dumping",
                "antidumping",
                "countervailing",
                "safeguard",
                "retaliatory",
                "tariff",
                "tariffs",
                "duty",
                "duties",
            }
        )
        return (
            bool(on) or way is not None or (bool(goods) and special and not _is_utility(goods)) or (trade and bool(by))
        )
    if phrase.kind == "quota":
        return way is not None or (bool(on) and bool(goods))
    return (
        (way is not None and bool(goods or on or by))
        or (bool(on) and (bool(goods) or trade))
        or (bool(goods) and trade)
    )


def _is_utility(goods: tuple[tuple[Good, Item], ...]) -> bool:
    """Whether a tariff on these goods is a price at home (electricity, gas, water)."""
    return all(g.hs and all(code.startswith(("2716", "2711", "2201")) for code in g.hs) for g, _ in goods)


def _finish(draft: Draft, act: int, start: int, end: int, status: str) -> None:
    """Put date, status and stance."""
    sentence = draft.sentence
    items = sentence.items
    ahead = status == "planned"
    end = next((k for k in range(act + 1, end) if items[k].lower in _CAUSES or _opens(items, k)), end)
    found = [
        k
        for k in dates(sentence, start, end)
        if lower_at(items, k - 1) not in {"until", "till", "through", "by"}
        and items[k].value.cue not in {"until", "by"}
    ]
    if found:
        when = min(found, key=lambda k: k - act if k > act else (act - k) * 1.5 + (20 if _parted(items, k, act) else 2))
        period = period_at(sentence, when, ahead=ahead or _nears(sentence, when))
        draft.put("date", period, items[when])
        if ahead and period.end and sentence.today and period.end < sentence.today:
            ahead = False
            status = "in force"
        elif not ahead and status == "in force" and lies_ahead(sentence, period):
            status = "in force"
    draft.put("status", status, items[act])
    draft.stance = "planned" if status == "planned" else "stated"


def _opens(items: list[Item], k: int) -> bool:
    """Whether a new clause with a subject of its own opens at `k`: ", and the ministry banned"."""
    if lower_at(items, k) != "," or lower_at(items, k + 1) not in {"and", "but"}:
        return False
    return any(items[j].is_("restr_act") or items[j].is_("restr_do") for j in range(k + 2, min(len(items), k + 9)))


_BEGINNING = frozenset("effective from starting beginning".split())


def _nears(sentence: Sentence, k: int) -> bool:
    """Whether "effective October 1" is nearer to the day of the report as a day to come."""
    mention, today = sentence.items[k].value, sentence.today
    later = mention.ahead
    if lower_at(sentence.items, k - 1) not in _BEGINNING or today is None or later is None:
        return False
    if later.start is None or mention.period.start is None:
        return False
    now = date.fromisoformat(today)
    return date.fromisoformat(later.start) - now < now - date.fromisoformat(mention.period.start)


def _parted(items: list[Item], k: int, act: int) -> bool:
    """Whether "and" parts a date from an act behind it: another verb's date."""
    return any(items[j].lower == "and" for j in range(k + 1, act))


_CAUSES = frozenset("after because retaliation following amid despite response".split())
