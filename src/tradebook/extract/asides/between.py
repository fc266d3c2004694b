"""What commas enclose and no grammar needs: "as expected", "he said", "a landlocked country", "which joined the bloc in
2001", "a record high"."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook.extract.asides.telling import (
    deals_with,
    empty,
    is_speech,
    makes_goods,
    of_its_size,
    of_no_trade,
    ranks_land,
    tells_no_act,
    tells_of_joining,
)
from tradebook.extract.asides.wording import adverbials, aside_words, saying
from tradebook.extract.items import Item

_LONGEST = 16
_OPENING = frozenset({",", "–", "—", "-", "("})
_STOPS = frozenset({",", ".", ";", ")", "(", ":"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_NAMED = frozenset({"PLACE", "DEM", "NAME", "ORG"})
_BODIES = frozenset({"NAME", "ORG"})
_ARTICLES = frozenset({"a", "an", "the", "its", "one", "itself", "once", "long", "home", "still", "hit", "part"})
_RELATIVE = frozenset({"which", "who", "whose", "where"})
_PREPOSITIONS = frozenset(
    "to from in of into at between by for on through than via worth against towards toward over under as within".split()
)
_AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might must should did does do be been being to not".split()
)


def enclosed(items: list[Item], hidden: set[int], *, joining: bool = False, ranked: bool = True) -> None:
    """Add the asides between commas, each with the commas that it does not leave to the clause; `joining` keeps what
    tells of treaties and memberships, `ranked` what tells what a country is to another in trade."""
    last = len(items) - 1
    behind = 1  # where the next aside may begin
    for k in [k for k, item in enumerate(items) if item.text in _OPENING]:
        if not behind <= k < last - 1 or k in hidden:
            continue
        stop = _closing(items, k)
        if stop is None or (stop == last and items[stop].text != "."):
            continue
        if (
            _says_nothing(items, k, stop)
            or _is_empty(items, k, stop, joining)
            or (not ranked and items[k - 1].kind == "PLACE" and ranks_land(items[k + 1 : stop]))
        ):
            _hide(items, k, stop, hidden)
            behind = stop + (stop in hidden)


def _closing(items: list[Item], k: int) -> int | None:
    """Where the aside that the sign at `k` opens is closed: by a comma or the end of the sentence, or by its like."""
    sign = items[k].text
    if sign != ",":
        return _closing_like(items, k, sign)
    for j in range(k + 2, min(k + _LONGEST, len(items))):
        if items[j].lower in _STOPS:
            closes = items[j].lower == "," or (items[j].lower == "." and j == len(items) - 1)
            return j if closes else None
    return None


def _closing_like(items: list[Item], k: int, sign: str) -> int | None:
    """Where the dash or bracket at `k` is closed by its like."""
    like = ")" if sign == "(" else sign
    if sign != "(" and not _is_spaced(items, k):
        return None
    for j in range(k + 2, min(k + _LONGEST, len(items))):
        if sign != "(" and items[j].text == "." and j == len(items) - 1:
            return j
        if items[j].text == like and (sign == "(" or (j + 1 < len(items) and _is_spaced(items, j))):
            return j
        if items[j].text in {";", ":", "(", '"'}:
            return None
    return None


def _is_spaced(items: list[Item], k: int) -> bool:
    return items[k - 1].end < items[k].start and items[k].end < items[k + 1].start


def _says_nothing(items: list[Item], k: int, stop: int) -> bool:
    """Whether an adverbial stands between the commas, or who says it."""
    if items[stop].lower == "." or items[k - 1].lower in {"and", "but"}:
        return False
    inside = items[k + 1 : stop]
    if items[stop + 1].lower in saying() and items[k - 1].kind in {"w", "PERSON", "ORG"} and _of_speaker(inside):
        return True
    return _is_adverbial(inside) or is_speech(inside)


def _of_speaker(inside: Sequence[Item]) -> bool:
    """Whether it tells of a speaker how or when he spoke: "the minister|, speaking on Monday,| said"."""
    return all(item.kind in {"w", "PER", "p"} or item.lower in aside_words("occasion") for item in inside)


def _is_empty(items: list[Item], k: int, stop: int, joining: bool) -> bool:
    return _tells_nothing(items, k, stop) and not (joining and tells_of_joining(items[k + 1 : stop]))


def _tells_nothing(items: list[Item], k: int, stop: int) -> bool:
    """Whether an apposition or a clause stands there that tells of no trade."""
    inside = items[k + 1 : stop]
    ends = items[stop].lower == "."
    first = inside[0].lower
    before = items[k - 1]
    if _defines_balance(inside):
        return True
    if before.kind in _FIGURES:
        return _weighs(inside)
    if _points_at(inside) and not ends:
        return True
    if before.kind == "PLACE":
        if first in _RELATIVE:
            if first == "where" and any(item.kind == "NUM" for item in inside):
                return of_no_trade(inside, first)  # none of "where 24 firms had stands"
            if not ends and _pays_duty(inside):
                return True
            return empty(inside, places=True) or (first in {"whose", "where"} and of_no_trade(inside, first))
        if first in {"with", "population", "pop"}:
            return not ends and of_its_size(inside)
        if deals_with(inside):
            return True
        if makes_goods(inside):
            named = any(item.kind == "GOOD" for item in inside)
            return not named or any(item.kind == "GOOD" for item in items[stop:])  # else they are what is traded
        return _describes(inside) and (empty(inside, places=True) or of_its_size(inside))
    if before.kind == "GOOD" and not ends:
        if first in _RELATIVE or first in {"the", "known", "famous"}:
            return len(inside) > 2 and inside[1].kind != "GOOD" and empty(inside)
        listed = items[stop + 1].lower in {"and", "or"} or items[stop + 1].kind == "GOOD"
        return first in {"a", "an"} and not listed and inside[1].kind != "GOOD" and empty(inside, goods=True)
    if before.kind in _BODIES or (before.kind == "w" and before.text[0].isupper()):
        if first == "whose":
            return empty(inside) or of_no_trade(inside, first)
        return (first in _RELATIVE or _describes(inside)) and empty(inside)
    return False


def _pays_duty(inside: Sequence[Item]) -> bool:
    """Whether it only says at what rates goods pay duty: "which pay 27% and 31%"."""
    if len(inside) < 3 or inside[1].lower not in {"pay", "pays", "paid"}:
        return False
    return all(item.kind == "PCT" or item.lower in _RATES for item in inside[2:])


_RATES = frozenset("a of and or duty duties tariff tariffs import customs only just about".split())


def _defines_balance(inside: Sequence[Item]) -> bool:
    """Whether it only says what a balance is: "exports minus imports", "the difference between exports and imports"."""
    if any(item.kind in {*_FIGURES, "PLACE", "DEM", "PER"} for item in inside):
        return False
    ways = {item.cue("flow") for item in inside if item.kind == "CUE"}
    return {"exports", "imports"} <= ways and any(item.lower in aside_words("subtracting") for item in inside)


def _points_at(inside: Sequence[Item]) -> bool:
    """Whether a clause tells who buys most of what stands before, without a figure: "of which Egypt is a big buyer"."""
    opening = " ".join(item.lower for item in inside[:2])
    if not opening.startswith(("of which", "for which", "of whom")):
        return False
    return any(item.is_("val") for item in inside) and all(item.kind not in {*_FIGURES, "NUM"} for item in inside)


def _describes(inside: Sequence[Item]) -> bool:
    """Whether an apposition follows, no further member of a list."""
    first = inside[0].lower.split(" ", 1)[0]
    if inside[0].kind == "PLACE" and len(inside) > 4 and inside[1].lower in {"'", "’"}:
        return True  # "Asia's most populous country"
    if first not in _ARTICLES and first not in aside_words("opening"):
        return False
    listed = inside[-1].kind == "PLACE" and any(item.lower == "and" for item in inside)
    if len(inside) < 2 or listed or (inside[1].kind in {"PLACE", "DEM"} and inside[1].lower != "world"):
        return False
    if first != inside[0].lower:
        return True  # "a member of the bloc"
    if first in aside_words("opening"):
        return True  # "listed since 2011"
    return any(item.kind == "w" and len(item.lower) > 2 and item.lower not in _ARTICLES for item in inside[1:])


def _is_adverbial(inside: Sequence[Item]) -> bool:
    """Whether only an adverbial stands there: of the table, or a phrase that tells nothing ("despite the rain")."""
    if len(inside) > 9:
        return False
    lows = [word for item in inside for word in item.lower.split()]
    if lows[0] in adverbials() and tuple(lows) in adverbials()[lows[0]]:
        return True
    if len(lows) == 1:
        return inside[0].kind == "w" and lows[0].endswith("ly") and lows[0] not in aside_words("meaning")
    openers = aside_words("adverbial_opener")
    opens = any(" ".join(lows[:n]) in openers for n in (1, 2, 3))
    return opens and aside_words("meaning").isdisjoint(lows) and tells_no_act(inside)


def _weighs(inside: Sequence[Item]) -> bool:
    """Whether what is thought of a figure follows: "a record high", "which is above the forecast"."""
    first = inside[0].lower
    if first not in aside_words("weighing") or not any(item.lower in aside_words("weighed") for item in inside):
        return False
    kinds = {item.kind for item in inside}
    traded = any(item.is_("flow") or item.is_("fverb") or item.is_("partner_noun") for item in inside)
    return kinds.isdisjoint({"AMT", "QTY", "PCT", "GOOD", "PLACE", "DEM", "NAME"}) and not traded


def _hide(items: list[Item], k: int, stop: int, hidden: set[int]) -> None:
    """Hide an aside; one comma stays where it parts two clauses or what opens a sentence from its clause."""
    hidden.update(range(k, stop))
    if items[stop].lower == ".":
        return
    if items[stop].text != ",":
        hidden.add(stop)
        return
    behind = items[stop + 1]
    if behind.lower in {"and", "or"} and stop + 2 < len(items):
        named = stop + 2 in hidden or items[stop + 2].kind in _NAMED
        goes_on = named and items[k - 1].kind in _NAMED  # "X, a port, and Y signed"
    else:
        goes_on = behind.lower in _PREPOSITIONS or _is_verb(behind) or _is_verb(items[k - 1])
    if not goes_on and behind.kind == "CUE" and items[k - 1].kind in {"PLACE", *_BODIES}:
        goes_on = k == 1  # "Kenya, however, exports tea"
    if goes_on:
        hidden.add(stop)


def _is_verb(item: Item) -> bool:
    if item.lower in _AUXILIARIES:
        return True
    if item.kind == "CUE":
        classes = item.value.classes
        noun = "flow" in classes or "noun" in classes or "deal_noun" in classes
        return not noun and not _VERBS.isdisjoint(classes)
    return item.kind == "w" and (item.lower.endswith("ed") or item.lower in aside_words("verb"))


_VERBS = frozenset(
    "fverb val chverb rise past deal_buy deal_sell deal_do deal_send deal_win deal_give deal_lend deal_borrow "
    "restr_act restr_do mile_act event_visit event_meet deal_load deal_stop tender_bid target plan expect".split()
)
