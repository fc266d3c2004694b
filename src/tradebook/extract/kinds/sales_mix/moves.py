"""Markets entered, left and replaced, why, and targets."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from itertools import pairwise

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.ahead import to_come
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.patterns import any_possible, expression, matches, matches_of
from tradebook.extract.kinds.sales_mix.piece import Piece, codes_of, places_of, span_of
from tradebook.extract.kinds.sales_mix.producers import producers_in, word_class
from tradebook.extract.kinds.sales_mix.reasons import closer
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.statement import Period, Replacement, SalesTarget

# -- moves: entered, left, replaced ----------------------------------------------------------------


def moves_of(sentence: Sentence, known: list[Piece]) -> list[Piece]:
    masked = sentence.masked
    found: list[Piece] = []
    if ("PLACE" in masked or "DEM" in masked) and any_possible(_MOVING, masked):
        for name, match in matches_of(_MOVING, masked):
            if name == "with_more" and not any(word in masked for word in _BALANCING):
                continue
            left = any(p.slot in ("suspended", "formerly") for p in found)
            piece = _move(sentence, match, name, _MOVES[name], left)
            if piece is not None and not any(_overlap(piece, p) for p in [*found, *known]):
                found.append(piece)
                found += _also_moved(sentence, match.end(), piece)
    found += _stopped_again(sentence, found) + _resumed_again(sentence, found)
    return found


def _also_moved(sentence: Sentence, end: int, first: Piece) -> list[Piece]:
    """ "withdrew from Venezuela in 2018 and from Belarus in 2022": what shares the verb of the move before it."""
    found: list[Piece] = []
    prepositions = set(first.value[0].text.lower().split()) & {"from", "to", "in", "into"}
    while (more := expression("move_chain").match(sentence.masked[end:])) is not None and (
        more["verb"] in prepositions or more["one"]
    ):
        stop = sentence.item_at(end + more.end() - 1) + 1
        at = sentence.item_at(end + more.start("one" if more["one"] else "verb"))
        places = [i for i in sentence.items[at:stop] if i.kind in ("PLACE", "DEM") and i.value.code != "WLD"]
        when = _when(sentence, at, stop, behind_only=True)
        period = entry_period(when.value) if when is not None else None
        value = tuple(Replacement(country=code, period=period, text=first.value[0].text) for code in codes_of(places))
        used = (*places, *((when,) if when is not None else ()))
        found.append(Piece(first.slot, value, used, at, stop, stance=first.stance))
        end += more.end()
    return found


_MOVES = {
    "stopped": "suspended",
    "no_longer": "suspended",
    "not_since": "suspended",
    "nothing_since": "suspended",
    "ceased": "suspended",
    "shut_by": "suspended",
    "cost": "suspended",
    "since_not": "suspended",
    "until_sold": "suspended",
    "until_market": "suspended",
    "was_until": "suspended",
    "which_entered": "entered",
    "which_lost": "suspended",
    "loss_of": "suspended",
    "forced_out": "suspended",
    "lost_main": "suspended",
    "lost_adj": "suspended",
    "lost": "suspended",
    "place_of": "formerly",
    "was_replaced": "formerly",
    "replaced_it": "replaced_by",
    "customers_in": "formerly",
    "used_to": "formerly",
    "instead_of": "formerly",
    "moved_from": "formerly",
    "they_closed": "formerly",
    "from_to": "replaced_by",
    "took_over": "replaced_by",
    "closed_business": "suspended",
    "replaced_one": "formerly",
    "replaced": "replaced_by",
    "redirected": "replaced_by",
    "with_more": "replaced_by",
    "more_made_up": "replaced_by",
    "gap_filled": "instead",
    "made_up_in": "instead",
    "instead": "instead",
    "instead_first": "instead",
    "made_up_by": "instead",
    "in_its_place": "instead",
    "were_found": "found",
    "turned": "instead",
    "closed_to": "suspended",
    "new_markets": "entered",
    "new_were": "entered",
    "next_market": "entered",
    "noun_began": "entered",
    "first_went": "entered",
    "sold_since": "entered",
    "also_sells": "entered",
    "entry_into": "entered",
    "first_sales": "entered",
    "first_sold": "entered",
    "first_time": "entered",
    "then_first": "entered",
    "opens_first": "entered",
    "prepares": "entered",
    "will_supply": "entered",
    "wider": "entered",
    "wider_by": "entered",
    "were_added": "entered",
    "selling_from": "entered",
    "selling_since": "entered",
    "began": "entered",
    "entered": "entered",
    "found": "found",
    "demonym_found": "found",
    "were_stopped": "suspended",
}
_MOVING = tuple(_MOVES)


def _overlap(a: Piece, b: Piece) -> bool:
    """Whether two pieces were read from the same countries."""
    if b.slot == "segments" or a.slot == "segments":
        return False
    return bool({i.start for i in a.items if i.kind != "PER"} & {i.start for i in b.items if i.kind != "PER"})


_BALANCING = frozenset(
    (
        "compensate compensated compensating offset replace replaced replacing make made cover covered covering "
        "balance balanced slump loss losses lost"
    ).split()
)


def _move(sentence: Sentence, match: re.Match[str], name: str, slot: str, left: bool) -> Piece | None:
    told = places_of(sentence, match) or places_of(sentence, match, "places2")
    places = [i for i in told if i.value.code != "WLD"]
    if not places:
        return None
    items = sentence.items
    at, stop = span_of(sentence, match)
    verb = sentence.item_at(match.start("verb")) if match.groupdict().get("verb") else at
    if name == "no_longer":
        verb = at  # what the "no" denies is that it goes on
    mood = mood_before(items, verb, max(0, verb - 7))
    if lower_at(items, verb - 1) == "to" and lower_at(items, verb - 2) in {"forced", "had", "obliged", "compelled"}:
        mood = Mood()  # "was forced to leave": left
    elif name == "entered" and items[verb].lower.startswith("enter") and lower_at(items, verb - 1).startswith("includ"):
        plans = any(lower_at(items, k) in {"plans", "plan"} for k in range(verb - 4, verb))
        mood = Mood("planned", ahead=True) if plans else mood
    elif name in {"since_not", "used_to"}:
        mood = Mood()  # what the "not" denies is that it still sells; "used to" is no purpose
    if mood.no or mood.stance == "denied" or (mood.stance == "expected" and not _hoped(items, verb, slot)):
        return None
    if not mood.ahead and _is_bare(items, verb) and lower_at(items, verb - 2) not in {"made", "forced", "had"}:
        return None
    if name == "sold_since" and any(lower_at(items, k) in {"nothing", "no"} for k in range(max(0, at - 4), at)):
        slot = "suspended"  # "Nothing has been sold to Peru since 2017"
    if name in _GUARDS and not _GUARDS[name](sentence, match):
        return None
    if name == "with_more" and not any(i.lower.split(" ")[0] in _BALANCING for i in items):
        return None
    if (name == "redirected" or (name == "replaced" and not left)) and not _moves_sales(sentence, match):
        return None
    if match.groupdict().get("verb") == "opened" and not {i.lower for i in sentence.found(match, 0)} & _MARKET:
        return None
    if name == "entered" and not _is_market(sentence, match, places):
        return None
    if name == "lost" and not _lost_market(sentence, match, places):
        return None
    if name == "forced_out" and closer(sentence) is not None:
        pass  # "sanctions barred it from Peru"
    elif name == "which_lost" and {i.lower for i in sentence.found(match, 0)} & {"it", "we", "company", "firm"}:
        pass  # "would not return to Peru, which it left in 2022"
    elif name in _OF_MARKETS and not {i.lower for i in sentence.found(match, 0)} & (_MARKET | _SALES):
        return None
    when = (
        _since_inside(sentence, match, name)
        or _between_them(sentence, match, name, places)
        or _when(sentence, at, stop, behind_only=slot in ("replaced_by", "instead") or name == "found")
    )
    lies_ahead = when is not None and mood.ahead and when.value.ahead is not None
    period = None if when is None else when.value.ahead if lies_ahead else entry_period(when.value)
    if period is not None and mood.ahead:
        period = to_come(period, sentence.today)
    used = (*places, *((when,) if when is not None else ()))
    value = tuple(Replacement(country=code, period=period, text=_text_of(sentence, match)) for code in codes_of(places))
    return Piece(
        slot,
        value,
        used,
        at,
        stop,
        stance=_stance_of(name, slot, match, mood),
    )


_OF_MARKETS = frozenset({"shut_by", "cost", "forced_out", "lost_adj", "loss_of", "which_lost"})
_FORESEEN = frozenset({"planned", "scheduled"})


def _stance_of(name: str, slot: str, match: re.Match[str], mood: Mood) -> str:
    if name in {"next_market", "prepares"} or match.groupdict().get("verb") in _FORESEEN:
        return "planned"
    if not mood.ahead or name == "with_more" or slot in ("replaced_by", "instead"):
        return "stated"
    return mood.stance if mood.stance == "expected" else "planned"


def _hoped(items: list[Item], verb: int, slot: str) -> bool:
    """ "hopes to begin exports to Peru in 2027": what the firm itself looks forward to."""
    return slot == "entered" and any(
        lower_at(items, k) in {"hopes", "hope", "hoped", "expects", "expected"} for k in range(verb - 4, verb)
    )


def _moves_sales(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether what is sent elsewhere are sales, or the firm's own goods: "diverted its shrimp to Mexico"."""
    told = sentence.found(match, 0)
    if {i.lower for i in told} & _SALES:
        return True
    at = sentence.item_at(match.start())
    if lower_at(sentence.items, at - 1) in {
        "were",
        "was",
        "been",
        "are",
        "being",
    }:  # "The lost volumes were redirected to"
        return any(i.lower.split(" ")[-1] in _SALES | _MADE for i in sentence.items[max(0, at - 7) : at])
    return any(a.lower in {"its", "their", "our", "the"} and b.kind == "GOOD" for a, b in pairwise(told))


_MADE = frozenset("output production goods products".split())
_MARKET = frozenset({"market", "markets"})
_DESTINATIONS = _MARKET | {"countries", "destinations", "states", "list", "map", "geography", "customers"}


def _names_market(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether what closed is called a market: "the Russian market closed", not "Russia closed the border"."""
    return bool({i.lower for i in sentence.found(match, "places")} & _MARKET)


def _of_destinations(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether countries that were added are places to sell to."""
    return not sentence.lowers.isdisjoint(_DESTINATIONS)


def _is_reach(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether what a firm widened is where it sells."""
    words = {i.lower.split(" ")[0] for i in sentence.found(match, 0)}
    return bool(words & (_DESTINATIONS | {"export", "exports", "sales", "supplies", "deliveries", "abroad", "reach"}))


def _from_then_on(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the time before "has been selling" is that from which it did: "since January", not "last year"."""
    return any(i.kind == "PER" and i.value.cue == "since" for i in sentence.found(match, 0)[:1])


def _since_then(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the time behind "has sold its pumps in Peru" is that from which it did."""
    behind = sentence.items[sentence.item_at(match.end() - 1) + 1 :][:1]
    return any(i.kind == "PER" and i.value.cue == "since" for i in behind)


def _until_then(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the time beside says till when: "until 2022 it sold mainly to Peru"."""
    told = sentence.found(match, 0)[:1] + sentence.items[sentence.item_at(match.end() - 1) :][:2]
    return any(i.kind == "PER" and i.value.cue == "until" for i in told)


_GUARDS: dict[str, Callable[[Sentence, re.Match[str]], bool]] = {
    "closed_to": _names_market,
    "were_added": _of_destinations,
    "wider": _is_reach,
    "selling_from": _from_then_on,
    "since_not": _from_then_on,
    "also_sells": _from_then_on,
    "sold_since": _since_then,
    "until_sold": _until_then,
    "until_market": _until_then,
    "was_until": _until_then,
}


_BARE = frozenset("stop halt suspend lose leave exit enter start launch begin find win break".split())


def _is_bare(items: list[Item], verb: int) -> bool:
    """Whether a verb without an ending hangs on another: "asked France to curb them and stop selling arms"."""
    subject = lower_at(items, verb - 1) in {"they", "we", "also", "now", "still", "who", "which", "that", "-"}
    plural = lower_at(items, verb - 1).endswith("s")
    return lower_at(items, verb).split(" ")[0] in _BARE and not subject and not plural


_SALES = frozenset(
    (
        "customer buyer sales supplies deliveries exports shipments orders buyers customers clients market markets "
        "volumes them consumers importers"
    ).split()
)


def _text_of(sentence: Sentence, match: re.Match[str]) -> str:
    at, stop = span_of(sentence, match)
    return sentence.text_between(sentence.items[at], sentence.items[stop - 1])


def _is_market(sentence: Sentence, match: re.Match[str], places: list[Item]) -> bool:
    """Whether a producer entered a market and not a country: "market" is said, or nothing but the country follows."""
    words = {i.lower for i in sentence.found(match, 0)}
    verb = match["verb"]
    if words & {"market", "markets"} or sentence.masked[match.end() :].startswith((" market", " markets")):
        return True
    behind = sentence.masked[match.end() :].lstrip()
    follows = behind.split(" ", 1)[0]
    ends = follows in _MARKET_BORDERS or not follows
    if verb.startswith("add"):  # "has added Norway to its list of export markets"
        return follows == "to" and bool(set(behind.split(" ")[1:9]) & _SOLD_IN)
    return verb in _COMING and ends and all(i.kind == "PLACE" for i in places)


_COMING = frozenset(
    (
        "enter|enters|entered|entering|penetrated|cracked|expanded into|expand into|expanding into|moved into|move into"
        "|moving into|broke into|break into|branched out into|ventured into|made inroads into|gained a foothold in"
        "|made its debut in|made their debut in|debuted in|expanded to|expand to|returned to|return to|came back to"
    ).split("|")
)
_SOLD_IN = frozenset("market markets export exports sales destinations customers".split())
_MARKET_BORDERS = frozenset(
    '. , ; PER and but with for in through where while " ” as after next soon too also later then'.split()
)


def _lost_market(sentence: Sentence, match: re.Match[str], places: list[Item]) -> bool:
    words = {i.lower for i in sentence.found(match, 0)}
    if _left_by_firm(sentence, match, places):
        return True
    if lower_at(sentence.items, sentence.item_at(match.start()) - 1) in {
        "the",
        "a",
        "its",
        "their",
        "our",
        "for",
        "of",
    }:
        return False  # "made up for the lost sales"
    return bool(words & {"market", "markets", "customers", "buyers", "clients", "orders", "sales"})


_CAUSES = frozenset(
    "altogether entirely completely again back because due owing following amid over in at when since".split()
)
_LEAVING = frozenset(
    (
        "left quit exited exit abandoned withdrew withdrawn withdrawing withdraw pulled pull pulls pulling leaves gave "
        "given retreated turned turning walked dropped lost"
    ).split()
)


def _left_by_firm(sentence: Sentence, match: re.Match[str], places: list[Item]) -> bool:
    """ "it left Mali in 2022": a firm that leaves a country leaves its market; a person or a works that moves does
    not, so the subject is "it", "the company" or a firm's name, and the place a country."""
    items = sentence.items
    k = sentence.item_at(match.start("verb"))
    if lower_at(items, k).split(" ")[0] not in _LEAVING or any(i.value.form != "name" for i in places):
        return False
    follows = sentence.masked[match.end() :].lstrip().split(" ", 1)[0]
    if follows not in _MARKET_BORDERS | _CAUSES:
        return False  # "left Poland's chamber"
    k -= 1
    while lower_at(items, k) in {"has", "had", "have", "also", "then", "already", "is", "was", "to", "plans", "will"}:
        k -= 1
    if lower_at(items, k) in {"having", "after", "since"} or (k < 0 and lower_at(items, 0).endswith("ing")):
        return k <= 0  # "Having pulled out of Peru, the group": a clause that opens the sentence
    if lower_at(items, k) == ",":
        k = _before_relative(items, k)
    if items[k].kind == "ORG" or lower_at(items, k) in {"it", "we"}:
        return True
    if items[k].kind == "NAME" and any(p.stop == k + 1 for p in producers_in(sentence)):
        return True  # whether it is a firm the report tells elsewhere, or it is passed over
    return lower_at(items, k - 1) == "the" and lower_at(items, k) in word_class("producer")


def _before_relative(items: list[Item], k: int) -> int:
    """The end of the subject before a relative clause that the comma at `k` closes: "the firm, which sells in 45
    countries, left Russia"; `k` where there is none."""
    opened = next((j for j in range(k - 1, max(-1, k - 16), -1) if items[j].lower == ","), None)
    if opened is None or lower_at(items, opened + 1) not in {"which", "who"}:
        return k
    return opened - 1


def _since_inside(sentence: Sentence, match: re.Match[str], name: str) -> Item | None:
    """The time that a wording opens with: "since January the plant has been supplying Libya"."""
    if name not in {"selling_from", "since_not", "until_sold", "until_market", "new_were", "also_sells"}:
        return None
    return next((i for i in sentence.found(match, 0) if i.kind == "PER"), None)


def _between_them(sentence: Sentence, match: re.Match[str], name: str, places: list[Item]) -> Item | None:
    """The time between the new markets' number and their names: "two new markets |last year|, Ghana and Togo"."""
    if name not in {"entered", "were_found"}:
        return None
    told = sentence.found(match, 0)
    return next((i for i in told if i.kind == "PER" and i.start < places[0].start), None)


def _when(sentence: Sentence, at: int, stop: int, *, behind_only: bool) -> Item | None:
    """The period of a move: right behind it, else before it in its clause."""
    items = sentence.items
    for k in range(stop, min(stop + 4, len(items))):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
        if items[k].lower not in {"in", "on", "for", "from", "market", "markets", "back", ","}:
            break
    if behind_only:
        return None
    for k in range(at - 1, max(-1, at - 12), -1):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
        if items[k].lower in {";", "but", "while", "and"}:
            break
    return None


def entry_period(mention: PeriodMention) -> Period:
    """The time of a move; "since 2022" says that it was made in 2022."""
    period = mention.period
    if mention.cue == "until" and period.edtf and period.edtf.startswith("../") and period.end:
        edtf = period.edtf.removeprefix("../")
        start = f"{edtf}-01-01" if len(edtf) == 4 else f"{edtf}-01" if len(edtf) == 7 else edtf
        return Period(start=start, end=period.end, edtf=edtf, text=period.text)
    if mention.cue == "since" and period.edtf and period.edtf.endswith("/..") and period.start:
        edtf = period.edtf.removesuffix("/..")
        return Period(start=period.start, end=_last_day(edtf), edtf=edtf, text=period.text)
    return period


def _last_day(edtf: str) -> str:
    """The last day of a year, a month or a day: "2021", "2021-06", "2021-06-15"."""
    if len(edtf) == 4:
        return f"{edtf}-12-31"
    if len(edtf) == 7:
        year, month = (int(part) for part in edtf.split("-"))
        return f"{edtf}-{monthrange(year, month)[1]:02}"
    return edtf


def _stopped_again(sentence: Sentence, found: list[Piece]) -> list[Piece]:
    """ "but the supplies were suspended": of the market entered just before."""
    entered = [p for p in found if p.slot == "entered" and p.stance == "stated"]
    if not entered:
        return []
    for match in matches("left_again", sentence.masked):
        at, stop = span_of(sentence, match)
        when = _when(sentence, at, stop, behind_only=True)
        period = entry_period(when.value) if when is not None else None
        text = _text_of(sentence, match)
        value = tuple(Replacement(country=r.country, period=period, text=text) for r in entered[-1].value)
        if at > entered[-1].at:
            return [Piece("suspended", value, (sentence.items[at], *((when,) if when else ())), at, stop)]
    for match in matches("were_stopped", sentence.masked):
        at, stop = span_of(sentence, match)
        if match.groupdict().get("places") or at < entered[-1].at:
            continue
        value = tuple(
            Replacement(country=r.country, period=None, text=_text_of(sentence, match)) for r in entered[-1].value
        )
        return [Piece("suspended", value, (sentence.items[at], sentence.items[stop - 1]), at, stop)]
    return []


def _resumed_again(sentence: Sentence, found: list[Piece]) -> list[Piece]:
    """ "halted exports to China in 2019, but |resumed them in 2023|": back in the market left just before."""
    left = [p for p in found if p.slot == "suspended" and p.stance == "stated"]
    match = next(matches("resumed_them", sentence.masked), None)
    if not left or match is None:
        return []
    at, stop = span_of(sentence, match)
    when = _when(sentence, at, stop, behind_only=True)
    period = entry_period(when.value) if when is not None else None
    back = tuple(Replacement(country=r.country, period=period, text=_text_of(sentence, match)) for r in left[-1].value)
    used = (sentence.items[at], *((when,) if when is not None else ()))
    return [Piece("entered", back, used, at, stop)] if at > left[-1].at else []


# -- targets ---------------------------------------------------------------------------------------

_MISSED = frozenset({"missed", "miss", "fell short of", "underfulfilled"})


def targets_of(sentence: Sentence) -> list[Piece]:
    found: list[Piece] = []
    for match in matches("target", sentence.masked):
        at, stop = span_of(sentence, match)
        verb = match["verb"]
        mood = mood_before(sentence.items, at, max(0, at - 7))
        failed = any(
            lower_at(sentence.items, k) in {"failed", "unable", "not", "n't", "never"}
            for k in range(max(0, at - 4), at)
        )
        if (
            mood.ahead
            and not failed
            and not any(lower_at(sentence.items, k) in {"managed", "able"} for k in range(max(0, at - 22), at))
        ):
            continue
        met = verb not in _MISSED and not failed
        words = sentence.found(match, "text")
        wording = sentence.text_between(words[0], sentence.items[stop - 1] if match["for"] else words[-1])
        when = _target_period(sentence, at, stop)
        target = SalesTarget(text=wording, period=when.value.period if when is not None else None, met=met)
        found.append(Piece("targets", (target,), (*words, *((when,) if when is not None else ())), at, stop))
    return found


def _target_period(sentence: Sentence, at: int, stop: int) -> Item | None:
    items = sentence.items
    for k in range(stop, min(stop + 5, len(items))):
        if items[k].kind == "PER":
            return items[k]
    for k in range(at - 1, max(-1, at - 10), -1):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
    return next((i for i in items[at:stop] if i.kind == "PER"), None)
