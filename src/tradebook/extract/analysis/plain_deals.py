"""Roundabout ways of telling that a contract was made brought to the plain one: "put pen to paper on" as "signed",
"beat X to a contract" as "won a contract"."""

from __future__ import annotations

from tradebook.extract.analysis.plain_words import cue_of
from tradebook.extract.items import Item, Sentence

_BEAT = frozenset({"beat", "beats", "beaten", "pipped"})
_OPENS = frozenset({"beat", "beats", "beaten", "pipped", "put", "puts", "followed", "follows", "wrapped", "wraps"})
# how far behind "beat" its "to a contract" stands at most, and a deal's word behind its verb
_REACH = 10
_NEAR = 6


def put_deals_plainly(sentence: Sentence) -> bool:
    """Bring such wordings of a sentence that names a contract to the plain ones, as items at the same place; whether
    there was one."""
    quoted = not sentence.lowers.isdisjoint(_QUOTES) and _unquoted(sentence.items)
    if sentence.lowers.isdisjoint(_OPENS):
        return quoted or (not sentence.lowers.isdisjoint(_CLOSE) and _close_to_signing(sentence.items))
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower not in _OPENS:
            continue
        stop = _beaten_to(items, k) if item.lower in _BEAT else _signing_ends(items, k)
        if not stop:
            continue
        word = "won" if item.lower in _BEAT else "signed"
        last = items[stop - 1] if word == "signed" else item  # rivals are left out, and with them their place
        text = sentence.text[item.start - sentence.start : last.end - sentence.start]
        items[k:stop] = [Item("CUE", item.start, last.end, text, word, cue_of(word))]
        return True
    return quoted


def put_another_plainly(items: list[Item]) -> bool:
    """Bring "signed another with X", behind a sentence on a contract, to "signed contract with X", the word that stands
    for it keeping its text; whether there was one."""
    for k in range(1, len(items) - 2):
        if items[k].lower != "another" or items[k + 1].lower not in {"with", "from"}:
            continue
        if items[k - 1].is_("deal_do") or items[k - 1].is_("deal_win"):
            one = items[k]
            items[k] = Item("CUE", one.start, one.end, one.text, "contract", cue_of("contract"))
            return True
    return False


_QUOTES = frozenset({'"', "“", "”"})


def _unquoted(items: list[Item]) -> bool:
    """Leave out the quotation marks around one word before a deal's: 'a "mega" order'; whether there were any."""
    for k in range(len(items) - 3):
        word = items[k + 1]
        quoted = items[k].lower in _QUOTES and items[k + 2].lower in _QUOTES and word.kind == "w"
        if quoted and word.text.islower() and any(i.is_("deal_noun") for i in items[k + 3 : k + 5]):
            del items[k + 2], items[k]
            return True
    return False


def _beaten_to(items: list[Item], k: int) -> int:
    """The index of the contract's article behind "beat X to a contract"; 0 where there is none."""
    for to in range(k + 2, min(len(items) - 2, k + _REACH)):
        if items[to].is_("deal_noun"):
            return 0
        if items[to].lower == "to" and items[to + 1].lower in {"a", "an", "the"}:
            return to + 1 if _deal_behind(items, to + 1) else 0
    return 0


_CLOSE = frozenset({"close", "closer", "near", "nearing"})


def _close_to_signing(items: list[Item]) -> bool:
    """Bring "is close to |a| deal", "are nearing |a| deal" to "close to signing"; whether there was one."""
    for k, item in enumerate(items[:-3]):
        if item.lower not in _CLOSE:
            continue
        at = k + 1 + (items[k + 1].lower == "to")
        if items[at].lower not in {"a", "an"} or not any(i.is_("deal_noun") for i in items[at + 1 : at + 4]):
            continue
        if item.lower != "nearing" and at == k + 1:
            continue
        article = items[at]
        items[at] = Item("CUE", article.start, article.end, article.text, "signing", cue_of("signing"))
        if item.lower == "nearing":
            items[k] = Item("w", item.start, item.end, item.text, "close", None)
        return True
    return False


_SIGNING = {
    "put": (("pen", "to", "paper", "on"),),
    "puts": (("pen", "to", "paper", "on"),),
    "followed": (("up", "with"), ("it", "up", "with"), ("this", "up", "with"), ("that", "up", "with")),
    "follows": (("up", "with"), ("it", "up", "with"), ("this", "up", "with")),
    "wrapped": (("up",),),
    "wraps": (("up",),),
}


def _signing_ends(items: list[Item], k: int) -> int:
    """The index behind the words that mean "signed", before the article of a contract; 0 where there is none."""
    words = [word for item in items[k + 1 : k + 6] for word in item.lower.split(" ")]
    whole = items[k].lower.split(" ")
    for way in _SIGNING.get(whole[0], ()):
        if tuple(words[: len(way)]) != way:
            continue
        taken, stop = 0, k + 1
        while taken < len(way):
            taken += len(items[stop].lower.split(" "))
            stop += 1
        if taken == len(way) and _deal_behind(items, stop):
            return stop
    return 0


def _deal_behind(items: list[Item], k: int) -> bool:
    return any(item.is_("deal_noun") for item in items[k : k + _NEAR])
