"""The grammar of restrictions: a noun with what is done to it, or a verb with what it stops."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of, names_land, word_class
from tradebook.extract.kinds.event.timing import clause, negated, speaks_ahead
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.restriction.made import TABLE, Phrase, made
from tradebook.extract.kinds.restriction.memory import Memory, echoed, told_beside
from tradebook.extract.kinds.restriction.scope import as_before, covers, goes_on_about
from tradebook.extract.kinds.restriction.sides import Target, doers, target
from tradebook.extract.kinds.restriction.unreal import in_condition, is_dropped, no_plan, only_talked_of
from tradebook.extract.kinds.restriction.verbs import of_verb, wished
from tradebook.extract.kinds.restriction.when import LIFTED, finish
from tradebook.statement import Good


def restrictions(sentence: Sentence, memory: Memory) -> list[Draft]:
    """The restrictions told in one sentence; `memory` holds those of the sentences before."""
    found: list[Draft] = []
    done: set[int] = set()
    items = sentence.items
    for k, item in enumerate(items):
        if k in done:
            continue
        draft: Draft | None = None
        if item.is_("restr_noun") and _is_noun(items, k):
            draft = _of_noun(sentence, k, memory, done)
        elif item.is_("restr_do"):
            draft = of_verb(sentence, k, memory)
        if draft is not None and not any(_repeats(draft, d) for d in found):
            found.append(draft)
    return found


def _repeats(a: Draft, b: Draft) -> bool:
    if any(a.get(slot) != b.get(slot) for slot in ("by", "on")):
        return False
    if a.get("type") != b.get("type") or not (a.get("goods") and b.get("goods")):
        return a.get("type") == b.get("type") or not a.get("goods")
    mine, yours = ({g.hs or g.text.lower() for g in draft.get("goods")} for draft in (a, b))
    return not mine.isdisjoint(yours)  # "dropped the duty on potatoes and cut that on rice": two


def _is_noun(items: list[Item], k: int) -> bool:
    """Whether "ban" is a noun here: with an article, an adjective or "on" beside it."""
    item = items[k]
    if item.lower.startswith("suspension"):  # of imports, not of a duty
        near = items[k + 1 : k + 7]
        return any(i.is_("flow") for i in near) and not any(i.is_("restr_noun") for i in near)
    if item.lower in _STOPPING:
        return any(i.is_("flow") for i in items[k + 1 : k + 5])
    if not item.is_("restr_do"):
        if item.is_("restr_act") and lower_at(items, k - 1) in _VERBAL:
            return False  # "will levy a duty"
        free = lower_at(items, k + 1) == "free" or (
            lower_at(items, k + 2) == "free" and any(i.lower.startswith("quota") for i in items[k + 3 : k + 6])
        )
        return not ((item.lower in {"duty", "duties"} and free) or lower_at(items, k - 1) == "off")
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
        return lower_at(items, k - 1) not in _VERBAL
    if lower_at(items, k - 1) in _EARLIER or (k + 1 < len(items) and items[k + 1].cue("restr_act") == LIFTED):
        return True  # "the previous ban expired"
    return lower_at(items, k - 1) in word_class(TABLE, "modifier") - {"and", "its", "-"} | {"import", "export"}


_EARLIER = frozenset({"previous", "earlier", "former", "similar"})
_STOPPING = frozenset({"halt to", "stop to", "freeze on"})
_VERBAL = frozenset({"to", "will", "would", "may", "could"})


# -- the noun phrase -------------------------------------------------------------------------------------------------


def _phrase(items: list[Item], n: int) -> Phrase:
    modifiers = word_class(TABLE, "modifier")
    lands: list[Item] = []
    owners: list[Item] = []
    goods: list[tuple[Good, Item]] = []
    words: set[str] = set(items[n].lower.split())
    k = n - 1
    while k >= 0 and n - k < 14:
        item = items[k]
        if item.text == ")" and (opened := _bracket(items, k)) is not None:
            k = opened - 1
            continue
        if lower_at(items, k + 1) in _DETERMINERS and (
            item.is_("restr_act") or item.lower in {"and", "proposed", "planned"}
        ):
            break  # "imposed a ban": a verb, not "the imposed ban"; "and the ban": another one
        if item.lower == "imposed" and (kind_at(items, k - 1) == "PLACE" or lower_at(items, k - 1) in _HAVING):
            break  # "Serbia imposed sanctions": no "imposed sanctions" of Serbia
        if names_land(item):
            (owners if possessive_at(items, k + 1) > k + 1 else lands).append(item)
        elif item.kind == "GOOD" and item.lower not in modifiers:
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
    return Phrase(first, n, kind, tuple(lands[::-1]), tuple(owners), tuple(goods[::-1]), way, frozenset(words))


_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "new"})
_HAVING = frozenset({"has", "have", "had", "also"})


def _bracket(items: list[Item], k: int) -> int | None:
    """Where the bracket that closes at `k` opens: "anti-dumping (AD) duty"."""
    return next((j for j in range(k - 1, max(-1, k - 4), -1) if items[j].text == "("), None)


# -- acts ------------------------------------------------------------------------------------------------------------


def _act_before(items: list[Item], phrase: Phrase, start: int) -> int | None:
    """The act whose object the phrase is: close before it, with nothing but small words between."""
    for j in range(phrase.at - 1, max(start - 1, phrase.first - 6), -1):
        item = items[j]
        if item.is_("restr_act") and item.cue("restr_act") != "force" and lower_at(items, j - 1) != "-":
            return j
        if item.lower in {"plans", "planned", "proposed", "threatened", "considering"} and j < phrase.first:
            return j
        if item.lower in _OPENING and phrase.kind == "quota" and j < phrase.first:
            return j
        if item.lower in _SLAPPING and lower_at(items, phrase.first - 1) == "with":
            return j
        if item.lower in _BRINGING and j < phrase.first and _down_behind(items, phrase.at):
            return j
        if item.lower in {";", ",", "and", "on", "against", "over"} and j < phrase.first and item.lower != "and":
            return None
    return None


_OPENING = frozenset("opened opens open granted grants grant offered offers gave".split())
_BRINGING = frozenset("brought brings bring bringing took takes take".split())


def _down_behind(items: list[Item], n: int) -> bool:
    """Whether "down" or "off" stands behind the object: "brought the duty on soybeans down to 26%"."""
    return any(lower_at(items, j) in {"down", "off"} for j in range(n + 1, min(len(items), n + 7)))


def _act_behind(items: list[Item], stop: int, end: int, n: int) -> int | None:
    """The act in the passive behind the phrase: "were imposed", "has been lifted", "came into force"."""
    for j in range(n + 2, min(end, stop + 12)):
        if items[j].lower == "over" and lower_at(items, j - 1) in {"was", "is"} and lower_at(items, j + 1) in _ENDING:
            return j  # "the suspension of timber imports, in place since 2020, was over"
    for j in range(n + 1 if lower_at(items, stop - 1) != "," else stop, min(end, stop + 9)):
        item = items[j]
        if item.cue("restr_act") == "force":
            return j
        if lower_at(items, j + 1) == "than":
            continue
        if item.lower in _MOVING and _moves(items, j):
            return j
        if j > stop and item.is_("flow") and lower_at(items, j - 1) == ",":
            return None  # "..., exports were suspended": another subject
        if item.is_("restr_act") and any(lower_at(items, x) in _BEING for x in range(max(n, j - 4), j)):
            return j
        beside = j == n + 1 or (j == n + 2 and lower_at(items, n + 1) == ",") or item.lower in _RUN_OUT
        beside = beside or (j == stop + 1 and lower_at(items, stop) == ",")  # "the duty on steel, imposed by Iran"
        if item.is_("restr_act") and beside and (item.lower.endswith("ed") or item.lower in _RUN_OUT):
            return j
        if item.lower in {"which", "that"} and j <= n + 2 and lower_at(items, j + 1) in _BEING:
            continue
        if item.lower in {";", "which", "while"} and j >= stop:
            return None
    return None


_ENDING = frozenset({".", ",", ";", "", "and"})
_RUN_OUT = frozenset(
    {
        "expired",
        "expires",
        "came to an end",
        "comes to an end",
        "ended",
        "ends",
        "lapsed",
        "lapses",
        "ran out",
        "runs out",
    }
)


def _moves(items: list[Item], j: int) -> bool:
    """Whether a duty is told to rise or fall at `j`: "will rise to", "fell from"."""
    return lower_at(items, j - 1) in {"will", "to", "has", "would"} or lower_at(items, j + 1) in {"to", "from", "by"}


def _imposed_by(items: list[Item], stop: int) -> int | None:
    """The act of a relative clause in the active voice: "the ban on seafood that China imposed"."""
    for j in range(stop, min(len(items), stop + 6)):
        if items[j].cue("restr_act") == "in force" and names_land(items[j - 1]):
            return j
        if items[j].lower in {",", ";", "and"} or items[j].kind == "PER":
            return None
    return None


_BEING = frozenset("was were been be is are being has have will".split())


def _of_noun(sentence: Sentence, n: int, memory: Memory, done: set[int]) -> Draft | None:
    items = sentence.items
    phrase = _phrase(items, n)
    start, end = clause(items, n)
    at = n + 2 if lower_at(items, n + 1) in {"rate", "rates"} else n + 1
    while lower_at(items, at) in {"and", "or", "of", "worth", "at", "up", "to"} and (
        kind_at(items, at + 1) in {"PCT", "AMT", "QTY", "NUM", "FAC"}
        or (at + 1 < len(items) and items[at + 1].is_("restr_noun"))
    ):
        if items[at + 1].is_("restr_noun"):
            done.add(at + 1)
        at += 2
        if lower_at(items, at) in {"a", "per"} and kind_at(items, at - 1) == "AMT":
            at += 2  # "a duty of $30 a tonne on"
    relative, at = at, _behind_relative(items, at)
    object_ = (
        target(items, at)
        if lower_at(items, at) in _OBJECT
        or items[n].lower in _STOPPING
        or (kind_at(items, at) == "CUE" and lower_at(items, at) == "imposed")
        else Target((), (), False, None, (), at)
    )
    if (lower_at(items, at) == "for" and lower_at(items, at + 1) in word_class(TABLE, "home")) or _of_sport(
        items, at, object_.stop
    ):
        return None  # "its tariffs for calls to", "sanctions against Peruvian players"
    act = _act_before(items, phrase, start)
    passive = False
    if act is None and at > relative and (imposer := _imposed_by(items, relative)) is not None:
        # "the 50% tariff that Washington imposed on India has cut exports"
        object_ = object_._replace(by=(items[imposer - 1],))
        return _acted(sentence, phrase, object_, imposer, start, end, True, memory)
    if act is None and _imposed_by(items, object_.stop) is None:
        act = _act_behind(items, _behind_aside(items, object_.stop), end, n)
        passive = act is not None
        if passive and not object_.by and lower_at(items, object_.stop) == ",":
            agent = _agent(items, object_.stop + 1)  # "the embargo on wine, imposed by Oman in 2023, will be lifted"
            object_ = object_._replace(by=target(items, agent).by) if agent is not None else object_
    if act is not None and passive and not object_.on and not object_.goods and lower_at(items, act + 1) in _OBJECT:
        object_ = target(items, act + 1)
    if act is None and (imposer := _imposed_by(items, object_.stop)) is not None:
        object_ = Target(object_.on, object_.goods, object_.trade, object_.way, (items[imposer - 1],), object_.stop)
        act, passive = imposer, True
    if act is None and object_.by:  # "the ban on pork |imposed by China| in May hit Germany"
        inside = range(n + 1, object_.stop)
        act = next((j for j in inside if items[j].is_("restr_act") and lower_at(items, j + 1) == "by"), None)
        passive = act is not None
    if act is None:
        if (shared := _shared_act(items, object_.stop, end)) is None:
            return _standing(sentence, phrase, object_, start, memory)
        act, passive = shared, True
    return _acted(sentence, phrase, object_, act, start, end, passive, memory)


def _of_sport(items: list[Item], start: int, stop: int) -> bool:
    return any(lower_at(items, k) in _SPORT for k in range(start, stop + 1))


_SPORT = frozenset("players athletes clubs club team teams footballers swimmers runners coaches referees fans".split())


def _behind_aside(items: list[Item], stop: int) -> int:
    """The index behind a clause or participle in commas: "the embargo on wine|, imposed in 2023, |will be lifted"."""
    if lower_at(items, stop) != "," or lower_at(items, stop + 1) == "which":
        return _behind_which(items, stop)
    if stop + 1 >= len(items) or not items[stop + 1].is_("restr_act") or not items[stop + 1].lower.endswith("ed"):
        return stop
    closing = next((k for k in range(stop + 2, min(len(items), stop + 14)) if items[k].lower == ","), None)
    if closing is not None and lower_at(items, closing + 1) in _RUN_OUT:
        return closing + 1  # "a duty on foil, imposed in 2020, expired last month"
    if closing is None or lower_at(items, closing + 1) not in _BEING | {"is", "was"}:
        return stop
    ends = any(i.cue("restr_act") == LIFTED for i in items[closing + 2 : closing + 5])
    return closing + 1 if ends else stop


def _behind_which(items: list[Item], stop: int) -> int:
    """The index behind a clause in commas: "the duty on cement|, which was 30 percent, |has been abolished"."""
    if lower_at(items, stop) != "," or lower_at(items, stop + 1) != "which":
        return stop
    closing = next((k for k in range(stop + 2, min(len(items), stop + 14)) if items[k].lower == ","), None)
    ends = closing is not None and any(i.is_("restr_act") for i in items[closing + 2 : closing + 4])
    if closing is None or (any(i.is_("restr_act") for i in items[stop:closing]) and not ends):
        return stop
    return closing + 1


def _behind_relative(items: list[Item], at: int) -> int:
    """The index of "on" behind a short relative clause: "the ban it imposed in May on the export of maize"."""
    if lower_at(items, at) not in {"it", "they", "that", "which"}:
        return at
    return next(
        (
            j
            for j in range(at + 2, min(len(items), at + 7))
            if items[j].lower == "on" and any(i.is_("restr_act") for i in items[at:j])
        ),
        at,
    )


def _shared_act(items: list[Item], stop: int, end: int) -> int | None:
    """The act of a list of restrictions: "the ban on A and the ban on B, as well as C's ban on D, were lifted"."""
    if not any(lower_at(items, j) in {"and", ","} for j in range(stop - 2, stop + 1)):
        return None
    seen = False
    for j in range(stop, end):
        if items[j].is_("restr_noun"):
            seen = True
        elif items[j].is_("restr_act") and not items[j].is_("restr_noun"):
            plural = any(lower_at(items, x) in {"were", "are", "have"} for x in range(j - 3, j))
            return j if seen and plural else None
        elif items[j].lower in {"which", "who", ";"} or (items[j].lower in {"was", "is", "has"} and seen):
            return None
    return None


_OBJECT = frozenset("on against over for upon to from of imposed by".split())


def _acted(
    sentence: Sentence, phrase: Phrase, object_: Target, act: int, start: int, end: int, passive: bool, memory: Memory
) -> Draft | None:
    items = sentence.items
    if negated(items, act, 3) or wished(items, act) or in_condition(items, act, start) or no_plan(items, act):
        return None
    if is_dropped(items, act) or only_talked_of(items, act):
        return None
    verb = act if act < phrase.first else phrase.first
    by = list(object_.by)
    if not passive:
        by = doers(items, start, verb)
    elif not by and (agent := _agent(items, act)) is not None:
        by = list(target(items, agent).by)
    if not by and not passive and act == start and lower_at(items, start - 1) in {"but", "and"}:
        before = clause(items, start - 2)[0]  # "lifted its ban on onions |but| imposed a duty"
        by = doers(items, before, start - 1)
        object_ = as_before(items, before, start - 1, object_, phrase)
    if not object_.way and goes_on_about(sentence, phrase, memory):
        object_ = object_._replace(trade=True)  # "lifted its ban on onion exports, but the ban on wheat remains"
    own = [*phrase.owners, *phrase.lands]
    on = list(object_.on)
    if not by and passive and "its" in {lower_at(items, phrase.first), lower_at(items, phrase.first - 1)}:
        said = next((k for k in range(phrase.first - 1, 0, -1) if items[k].is_("said")), 0)
        by = doers(items, 0, said) if said else []  # "|Peru| said its ban on timber would stay in force"
    if not by and (having := _has_it(items, phrase.first)) is not None:
        by = doers(items, start, having)
    if not by:
        if own and not _is_aim(phrase, own[0], bool(on)):
            by, own = own[:1], own[1:]
        elif object_.source:
            by = list(object_.source)
            on = [i for i in on if i not in by]
        elif passive and (land := _land_in(items, act + 1) or _land_within(items, phrase.at, object_.stop)) is not None:
            by = [land]  # "a tariff on steel came into force in Kenya"
            on = [i for i in on if i is not land]
        elif object_.into and phrase.way != "exports":
            by = list(object_.into)  # a tariff on imports to B, or on exports of A to B, is B's
    elif own and {country_of(i) for i in own} <= {country_of(i) for i in by}:
        own = []
    if not on and not own:
        on, wares = _hit_between(items, act, phrase.first, by)
        object_ = object_._replace(goods=object_.goods or wares)
    on = on or own
    confidence = 0.85
    source = None
    if not by:
        source = memory.actor(sentence, start, act, {c for i in on if (c := country_of(i))}, passive=passive)
        confidence = 0.55
    status, ahead = _status(items, act, phrase)
    if by and not (object_.goods or phrase.goods or on):
        goods, hit = told_beside(items, phrase.first, by)
        way = object_.way or ("imports" if hit else _way_beside(items, phrase.first) if goods else None)
        object_, on = object_._replace(goods=goods, way=way), hit
    if not (object_.goods or phrase.goods or on):
        draft = echoed(sentence, phrase, by, act, memory, status)
    else:
        draft = made(sentence, phrase, object_, by, on, source, confidence)
    if draft is not None:
        finish(draft, act, start, end, status, ahead=ahead)
        if draft.get("date") is None and start and lower_at(items, start - 1) == ":":
            finish(draft, act, 0, start - 1, status, ahead=ahead)  # "they pay less since Monday: the duty was cut"
        memory.complete(draft)
    return draft


def _has_it(items: list[Item], first: int) -> int | None:
    """The verb of who has the restriction whose phrase begins at `first`: "Peru |has| had a ban in place"."""
    k = first - 1 - (lower_at(items, first - 1) in _DETERMINERS)
    while lower_at(items, k) in {"had", "kept", "maintained", "also", "still"} and lower_at(items, k - 1) in _HAS:
        k -= 1
    return k if lower_at(items, k) in _HAS else None


_HAS = frozenset("has have had maintains maintained keeps kept retains retained".split())


def _agent(items: list[Item], act: int) -> int | None:
    """The index of "by" behind an act in the passive, be it behind the new rate: "was raised to 50 percent |by|"."""
    for j in range(act + 1, min(len(items), act + 8)):
        if items[j].lower == "by":
            return j if kind_at(items, j + 1) not in {"PCT", "AMT", "QTY", "NUM"} else None
        if items[j].kind not in {"PCT", "AMT"} and items[j].lower not in {"to", "from", "of", "a", "per", "tonne"}:
            return None
    return None


def _hit_between(
    items: list[Item], act: int, first: int, by: list[Item]
) -> tuple[list[Item], tuple[tuple[Good, Item], ...]]:
    """Whom and what it hits where that stands before "with" or "from": "slapped |Indian steel| with a tariff",
    "exempted |Oman| from its tariff"."""
    link = "with" if items[act].lower in _SLAPPING else "from" if items[act].lower.startswith("exempt") else ""
    if not link or link not in {lower_at(items, j) for j in range(act + 1, first)}:
        return [], ()
    between = items[act + 1 : first]
    wares = tuple((i.value.good, i) for i in between if i.kind == "GOOD" and not i.value.attributive)
    return [i for i in between if names_land(i) and i not in by], wares


_SLAPPING = frozenset("slapped slaps slap slapping hit hits hitting punished".split())


def _land_in(items: list[Item], k: int) -> Item | None:
    """The country of "in Kenya" at `k`."""
    at = k + 1 + (lower_at(items, k + 1) == "the")
    told = lower_at(items, k) == "in" and at < len(items) and names_land(items[at])
    return items[at] if told else None


def _way_beside(items: list[Item], at: int) -> str | None:
    """The way of the trade told before a bare ban: "resumed egg |exports| after lifting a ban"."""
    flow = next((items[k].lower for k in range(at - 1, -1, -1) if items[k].is_("flow")), "")
    return "exports" if flow.startswith("export") else "imports" if flow.startswith("import") else None


def _land_within(items: list[Item], n: int, stop: int) -> Item | None:
    """The country of "in Kenya" in the words of what a restriction is on: "the duty on wheat |in Kenya| will rise"."""
    return next((land for j in range(n + 1, stop) if (land := _land_in(items, j)) is not None), None)


def _is_aim(phrase: Phrase, land: Item, other: bool) -> bool:
    """Whether a country inside the phrase is whom it hits: "Chinese steel tariffs", not "US tariffs"."""
    if other or land in phrase.owners:
        return False
    return (
        bool(phrase.goods) and land.kind == "DEM" and land.start < phrase.goods[0][1].start and phrase.way != "exports"
    )


def _standing(sentence: Sentence, phrase: Phrase, object_: Target, start: int, memory: Memory) -> Draft | None:
    """A restriction only mentioned: it stands where the words say whose it is and on whom."""
    items = sentence.items
    if (further := covers(sentence, phrase, memory)) is not None:
        return further[0] if further else None
    own = [*phrase.owners, *phrase.lands]
    if own and phrase.kind == "quota" and _told_size(items, object_.stop):
        size = made(sentence, phrase, object_, own[:1], list(object_.on), None, 0.6)
        if size is not None:
            finish(size, phrase.at, phrase.first, object_.stop, "in force", ahead=False)
        return size
    if not own or not object_.on or wished(items, phrase.first) or negated(items, phrase.first, 3):
        return None
    if phrase.kind in {"licence", "limit"} or not (phrase.owners or phrase.lands):
        return None
    draft = made(sentence, phrase, object_, own[:1], list(object_.on), None, 0.5)
    if (
        draft is None
        or speaks_ahead(items, phrase.first, 5)
        or any(lower_at(items, j) in _SHAKY for j in range(max(start, phrase.first - 5), phrase.first))
    ):
        return None
    ahead = not phrase.words.isdisjoint({"proposed", "planned"})  # "Brussels proposed tariffs on"
    finish(draft, phrase.at, phrase.first, min(len(items), object_.stop + 6), "in force", ahead=ahead)
    return draft


def _told_size(items: list[Item], k: int) -> bool:
    """Whether the size of a quota follows: "for 2026 |is 5 million tonnes|"."""
    return any(
        kind_at(items, j) == "QTY" and lower_at(items, j - 1) in {"is", "was", "at", "of", "totals", "stands"}
        for j in range(k, min(len(items), k + 7))
    )


_SHAKY = frozenset(
    "threat threatened threatens possible potential proposed proposal propose new planned prospective tougher "
    "calls bill legislation".split()
)


def _status(items: list[Item], act: int, phrase: Phrase) -> tuple[str, bool]:
    """What an act does to a restriction, and whether it is still to come."""
    threat = word_class(TABLE, "threat")
    near = [items[j].lower for j in range(max(0, act - 5), act) if items[j].kind != "PER"]  # "in May"
    ahead = (
        speaks_ahead(items, act, 6)
        or any(word in threat for word in near)
        or items[act].lower in _PROPOSING
        or not phrase.words.isdisjoint({"proposed", "planned"})
        or (lower_at(items, act - 1) == "to" and not _READY.isdisjoint(near))
    )
    if any(word.startswith(("extend", "prolong", "maintain")) for word in near):
        ahead = False  # "decided to extend its order imposing a duty": it stands
    if items[act].lower in _STANDING_ON:
        ahead = False
    if items[act].cue("restr_act") == "force" and not _STAYING.isdisjoint(items[act].lower.split()):
        return "in force", False  # "the ban will remain until January"
    value: str | None = LIFTED  # also "set a zero import duty"
    if lower_at(items, act - 1) == "from" and not _ENDING_IT.isdisjoint(near):
        return LIFTED, False  # "stopped its guards from collecting a levy"
    if items[act].lower in _MOVING:
        value = LIFTED if items[act].lower in _FALLING else "in force"
    elif phrase.kind != "tariff" or "zero" not in phrase.words:
        value = LIFTED if items[act].lower in _BRINGING or items[act].lower == "over" else items[act].cue("restr_act")
    if value != LIFTED or (phrase.kind == "quota" and items[act].lower in _CUTTING):
        return "in force", ahead
    if phrase.kind == "licence" and items[act].lower not in _EASED:
        return "in force", ahead
    return LIFTED, ahead


_STAYING = frozenset("remain remains remained stay stays stayed continue continues".split())
_ENDING_IT = frozenset("stopped stops prevented barred banned".split())
_FALLING = frozenset("fall falls fell fallen drop drops dropped decline declines declined".split())
_MOVING = _FALLING | frozenset("rise rises rose risen climb climbs climbed jump jumps jumped double doubles".split())
_STANDING_ON = frozenset("maintain keep retain extend prolong".split())
_PROPOSING = frozenset("plans planned proposed threatened considering propose".split())
_READY = frozenset("agreed decided decides ready".split())
_CUTTING = frozenset("cut cuts reduced reduce lowered slashed halved".split())
_EASED = frozenset("abolished scrapped eliminated eased ended relaxed waived dropped".split())
