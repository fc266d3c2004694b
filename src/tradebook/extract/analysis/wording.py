"""A good with what stands around it: "fresh tomatoes", "tractor parts"; "steel plant" is no good."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook import goods
from tradebook.extract.items import GoodMention, Item
from tradebook.extract.lexicon import lookup
from tradebook.extract.tables import words
from tradebook.extract.tokens import Token
from tradebook.statement import Good

_resolved: dict[str, goods.Resolved | None] = {}
_REMEMBERED = 50_000
# At most so many words before a good belong to its wording
_MODIFIERS = 3
_JOINING = frozenset({"-", "and", "more", "other"})


def resolved(phrase: str) -> goods.Resolved | None:
    """`goods.resolve`, remembered: press repeats itself."""
    if phrase not in _resolved:
        if len(_resolved) > _REMEMBERED:
            _resolved.clear()
        _resolved[phrase] = goods.resolve(phrase)
    return _resolved[phrase]


def with_head(text: str, tokens: Sequence[Token], item: Item, stop: int) -> int:
    """Take up the word at token `stop`, right behind the good, where it makes another good of it ("tractor parts");
    mark the good as attributive where it makes none ("wheat mills"). The index behind the good."""
    if stop >= len(tokens) or tokens[stop].kind != "w" or not tokens[stop].text.islower():
        return stop
    word = tokens[stop].lower
    head, no_good = word in words("good_heads"), word in words("not_goods")
    if not (head or no_good) or _begins_cue(tokens, stop):
        return stop
    found = resolved(f"{item.lower} {word}") if head else None
    mention: GoodMention = item.value
    if found is not None:
        item.end = tokens[stop].end
        item.text = text[item.start : item.end]
        item.lower = item.text.lower()
        item.value = _mention(item.text, found)
        return stop + 1
    if no_good:
        item.value = GoodMention(mention.good, mention.ambiguous, attributive=True)
    return stop


def with_modifiers(text: str, out: list[Item]) -> None:
    """Draw the words before the good that ends `out` into its wording ("fresh", "high-quality"), where together they
    name a good; they may change its code."""
    item = out[-1]
    if _left_out(out):
        item.value = GoodMention(item.value.good, item.value.ambiguous, attributive=True)
        return
    take = _modifiers_before(out)
    if not take:
        return
    first = out[-1 - take]
    wording = text[first.start : item.end]
    found = resolved(wording.lower())
    if found is None:
        return
    del out[-1 - take : -1]
    attributive = item.value.attributive
    item.start, item.text, item.lower = first.start, wording, wording.lower()
    item.value = _mention(wording, found, attributive=attributive)


def _left_out(out: list[Item]) -> bool:
    """Whether the good that ends `out` is what something is without ("non-oil goods")."""
    return len(out) > 2 and out[-2].text in {"-", "–"} and out[-3].lower == "non" and out[-3].end == out[-2].start


def _modifiers_before(out: list[Item]) -> int:
    """How many items before the last one are modifiers of it."""
    take = 0
    while take < min(_MODIFIERS, len(out) - 1) and _is_modifier(out[-2 - take]):
        take += 1
    if take > 1 and out[-1 - take].text == "-" and _joined_modifier(out, take):
        take += 1  # "|high-quality| olive oil"
    elif not take and len(out) > 3 and out[-2].kind == "w" and out[-3].text == "-" and _joined_modifier(out, 2):
        take = 3  # "|white-leg| shrimp"
    while take and out[-1 - take].lower in _JOINING:
        take -= 1
    return take


def _joined_modifier(out: list[Item], take: int) -> bool:
    """Whether the word before the hyphen that opens the modifiers taken so far makes one word with that behind it."""
    if take + 1 >= len(out):
        return False
    first, last = out[-2 - take], out[-take]
    if first.kind != "w" or last.start - first.end != 1:
        return False
    return f"{first.lower}-{last.lower}" in goods.modifiers()


_TELLING = frozenset({"flow", "fverb", "supply", "rise", "val", "rank", "superlative", "total", "mutual", "include"})


def _is_modifier(item: Item) -> bool:
    if item.kind == "p":
        return item.text == "-"
    if item.kind == "CUE":  # a word of another grammar ("frozen" funds) that says how a good is
        return item.lower in goods.modifiers() and _TELLING.isdisjoint(item.value.classes)
    return item.kind in ("w", "GOOD") and item.lower in goods.modifiers()


def _mention(text: str, found: goods.Resolved, *, attributive: bool = False) -> GoodMention:
    good = Good(text=text, hs=found.codes, hs_edition=goods.HS_EDITION, confidence=found.confidence)
    return GoodMention(good, ambiguous=found.ambiguous, attributive=attributive)


def _begins_cue(tokens: Sequence[Token], i: int) -> bool:
    return any(entry.cue is not None for entries, _ in lookup(tokens, i) for entry in entries)
