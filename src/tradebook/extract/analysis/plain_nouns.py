"""Nouns of trade told in a roundabout way brought to the plain one: "sales of Czech goods abroad" as "Czech exports",
"the volume exported to Oman" as "exports to Oman", "bringing exports in June to $5m" as "bringing the total"."""

from __future__ import annotations

from tradebook.extract.items import GoodMention, Item, Sentence
from tradebook.extract.lexicon import tree
from tradebook.goods import HS_EDITION
from tradebook.statement import Good

_ABROAD = frozenset({"abroad", "overseas"})
_WARES = frozenset({"goods", "products", "merchandise"})
_SIZES = frozenset({"volume", "volumes", "quantity", "quantities", "amount", "amounts", "tonnage"})
_TRADED = {"exported": "exports", "shipped": "exports", "imported": "imports"}
_WAYS = {"exports": "to", "imports": "from"}
_BRINGING = frozenset({"bringing", "taking", "pushing", "lifting", "raising"})
_FIGURES = frozenset({"AMT", "QTY"})
_SENT = frozenset({"shipments", "sales", "deliveries"})
_THE = frozenset({"the", "its", "total", "overall", "their"})
_REACH = 9


def put_nouns_plainly(sentence: Sentence) -> bool:
    """Bring such nouns to the plain wording, as items at the same place; whether there was one."""
    lowers, changed = sentence.lowers, False
    if "sales" in lowers and "DEM" in sentence.kinds and not lowers.isdisjoint(_ABROAD):
        changed = _sold_abroad(sentence)
    if "goods" in lowers and not lowers.isdisjoint(_TRADED):
        changed = _goods_traded(sentence) or changed
    if not (lowers.isdisjoint(_SIZES) or lowers.isdisjoint(_TRADED)):
        changed = _size_of(sentence) or changed
    if "reexport" in sentence.cues and not lowers.isdisjoint(_LEAVING_OUT):
        changed = _re_exports_out(sentence.items) or _re_exports_in(sentence.items) or changed
    if "non" in lowers and "and" in lowers and "respectively" not in lowers:
        changed = _with_and_without(sentence.items) or changed
    if "cumulative" in lowers:
        changed = _summed(sentence) or changed
    if "with" in lowers and "PCT" in sentence.kinds and not lowers.isdisjoint(_MEASURES):
        changed = _with_size(sentence.items) or changed
    if "negative growth" in lowers:
        changed = _fell(sentence) or changed
    if "partner_noun" in sentence.cues and "," in lowers and "chverb" in sentence.cues:
        changed = _closed(sentence.items) or changed
    if "chverb" in sentence.cues and "to" in lowers and not sentence.kinds.isdisjoint(_FIGURES):
        changed = _moved_by(sentence.items) or changed
    if not lowers.isdisjoint(_BRINGING) and "flow" in sentence.cues:
        changed = _brought(sentence.items) or changed
    return changed


_MEASURES = frozenset({"volume", "volumes", "value", "values", "tonnage", "quantity", "quantities"})
_MOVED = {"down": "fell", "up": "rose", "falling": "fell", "rising": "rose"}


def _with_size(items: list[Item]) -> bool:
    """Bring ", |with volumes down 13%|" to ", while volumes fell 13%"; whether there was one."""
    for k in range(1, len(items) - 3):
        if items[k].lower != "with" or items[k - 1].lower != ",":
            continue
        at = k + 1 + (items[k + 1].lower in {"the", "export", "import", "sales"})
        if at + 2 >= len(items) or items[at].lower not in _MEASURES or items[at + 1].lower not in _MOVED:
            continue
        moved, figure = items[at + 1], at + 2 + (items[at + 2].lower == "by")
        if figure < len(items) and items[figure].kind == "PCT":
            items[k] = Item("w", items[k].start, items[k].end, items[k].text, "while")
            verb = _MOVED[moved.lower]
            items[at + 1] = Item("CUE", moved.start, moved.end, moved.text, verb, tree()[verb].entries[0].cue)
            return True
    return False


def _noun(sentence: Sentence, first: Item, last: Item, low: str) -> Item:
    """An item that says `low` in the place of those from `first` to `last`."""
    text = sentence.text[first.start - sentence.start : last.end - sentence.start]
    return Item("CUE", first.start, last.end, text, low, tree()[low].entries[0].cue)


def _sold_abroad(sentence: Sentence) -> bool:
    """Bring "|sales of Czech goods abroad|" to "Czech exports"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 4):
        named = items[k].lower == "sales" and items[k + 1].lower == "of" and items[k + 2].kind == "DEM"
        if named and items[k + 3].lower in _WARES and items[k + 4].lower in _ABROAD:
            items[k : k + 5] = [items[k + 2], _noun(sentence, items[k + 3], items[k + 4], "exports")]
            return True
    return False


def _goods_traded(sentence: Sentence) -> bool:
    """Bring "Total |goods exported| rose 5 percent" to "exports", where that is the subject; whether there was one."""
    items = sentence.items
    k = int(items[0].lower in {"total", "all", "overall"})
    measure = _TRADED.get(items[k + 1].lower) if len(items) > k + 3 and items[k].lower == "goods" else None
    if measure is None or measure != f"{items[k + 1].lower.removesuffix('ed')}s":
        return False
    verb = items[k + 2]
    if not (verb.is_("chverb") or verb.is_("val") or verb.kind == "PER" or verb.lower in {"in", "to", "from"}):
        return False
    items[k : k + 2] = [_noun(sentence, items[k], items[k + 1], measure)]
    return True


def _size_of(sentence: Sentence) -> bool:
    """Bring "the |volume exported| to Oman fell" to "exports to Oman"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 3, -1, -1):
        measure = _TRADED.get(items[k + 1].lower)
        if items[k].lower not in _SIZES or measure is None or items[k + 2].lower != _WAYS[measure]:
            continue
        if items[k + 3 - (k + 3 >= len(items))].kind not in {"PLACE", "w"}:
            continue
        items[k : k + 2] = [_noun(sentence, items[k], items[k + 1], measure)]
        changed = True
    return changed


def _with_and_without(items: list[Item]) -> bool:
    """Leave out what makes all of it in "|oil and non-oil| exports rose"; whether it stood there."""
    for k in range(len(items) - 5):
        words = [item.lower for item in items[k : k + 5]]
        if words[1:4] == ["and", "non", "-"] and words[0] == words[4] and items[k + 5].is_("flow"):
            del items[k : k + 5]
            return True
    return False


def _summed(sentence: Sentence) -> bool:
    """Leave out what only describes in "the |cumulative| total", "the |cumulative| figure"; whether it stood there."""
    items = sentence.items
    for k in range(1, len(items) - 1):
        if items[k].lower == "cumulative" and items[k - 1].lower == "the" and items[k + 1].lower in _TOTALS:
            del items[k]
            return True
    return False


_TOTALS = frozenset({"total", "figure", "sum", "volume", "value", "amount"})


def _re_exports_out(items: list[Item]) -> bool:
    """Make the re-exports of "exports, |excluding re-exports|, fell" what is left out, as goods are; whether there were
    such."""
    changed = False
    for k in range(len(items) - 1):
        item = items[k + 1]
        two = k > 0 and (items[k - 1].lower, items[k].lower) in _LEFT_OUT
        if item.is_("reexport") and item.lower.endswith("s") and (items[k].lower in _LEAVING_OUT - _PARTED or two):
            left = Good(text=item.text, hs=(), hs_edition=HS_EDITION, confidence=1.0)
            items[k + 1] = Item("GOOD", item.start, item.end, item.text, item.lower, GoodMention(left))
            changed = True
    return changed


def _re_exports_in(items: list[Item]) -> bool:
    """Leave out "exports |including re-exports| rose", which only says what is counted; whether it stood there."""
    for k in range(1, len(items) - 2):
        counted = items[k].lower == "including" and items[k - 1].is_("flow") and items[k + 1].is_("reexport")
        if counted and (items[k + 2].is_("chverb") or items[k + 2].is_("val") or items[k + 2].kind == "PER"):
            del items[k : k + 2]
            return True
    return False


_PARTED = frozenset({"counting", "including", "of"})
_LEAVING_OUT = frozenset({"excluding", "without", "minus", "except", "excepting"}) | _PARTED
_LEFT_OUT = frozenset({("not", "counting"), ("not", "including"), ("exclusive", "of"), ("net", "of")})


def _fell(sentence: Sentence) -> bool:
    """Bring "showed |negative growth| of 18 percent" to "decline"; whether there was one."""
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower == "negative growth":
            items[k] = _noun(sentence, item, item, "decline")
    return True


def _closed(items: list[Item]) -> bool:
    """Close the aside of "exports to Oman, |the largest market in the region| rose by 5 percent" by the comma that it
    lacks; whether there was one."""
    for k in range(1, len(items) - 3):
        if items[k].lower != "," or items[k + 1].lower not in _THE or items[k - 1].kind != "PLACE":
            continue
        noun = next((j for j in range(k + 2, min(k + 8, len(items))) if items[j].is_("partner_noun")), 0)
        best = any(item.is_("superlative") or item.is_("rank") or item.is_("ordinal") for item in items[k + 2 : noun])
        if not noun or not best or not any(item.is_("flow") for item in items[:k]):
            continue
        for j in range(noun + 1, min(noun + 7, len(items) - 1)):
            if items[j].lower in _ENDS or items[j].kind in {"AMT", "QTY", "PCT"}:
                break
            if items[j].is_("chverb") and not items[j].is_("noun"):
                at = items[j - 1].end
                items.insert(j, Item("p", at, at, ",", ","))
                return True
    return False


_ENDS = frozenset({",", ";", "which", "that", "and", "while"})


def _moved_by(items: list[Item]) -> bool:
    """Bring "rising $21 million to $23 million" to "rising |by| $21 million to"; whether there was one."""
    for k in range(len(items) - 4, -1, -1):
        verb, figure = items[k], items[k + 1]
        if not (verb.is_("chverb") and verb.lower.endswith("ing")) or figure.kind not in _FIGURES:
            continue
        to = next((j for j in range(k + 2, min(k + 8, len(items) - 1)) if items[j].lower == "to"), 0)
        if to and items[to + 1].kind == figure.kind and all(_beside_growth(item) for item in items[k + 2 : to]):
            items.insert(k + 1, Item("w", verb.end, verb.end, "by", "by"))
            return True
    return False


def _beside_growth(item: Item) -> bool:
    return item.kind in {"PCT", "AMT"} or item.lower in {",", "or", "(", ")"}


def _brought(items: list[Item]) -> bool:
    """Bring "exports of rice were $402 million in June, bringing |exports| in the first half to $1.7 billion" to "the
    total": the same flow told again. Whether there was one."""
    for at in range(2, len(items) - 4):
        if items[at].lower not in _BRINGING or items[at - 1].lower not in {",", "and"}:
            continue
        j = at + 1
        while j < len(items) - 2 and items[j].lower in _THE:
            j += 1
        measure = "exports" if items[j].lower in _SENT else items[j].cue("flow")
        before = [item.cue("flow") or item.cue("fverb") for item in items[:at]]
        told = [known for known in before if known is not None]
        wares = any(item.kind == "GOOD" for item in items[:at])
        if measure is None or not told or not (told[-1] == measure or (measure == "turnover" and wares)):
            continue
        if not _has_time_alone(items, j + 1):
            continue
        noun = items[j]
        items[j] = Item("w", noun.start, noun.end, noun.text, "total")
        return True
    return False


def _has_time_alone(items: list[Item], j: int) -> bool:
    """Whether nothing but a time stands between `j` and "to" with a sum: no partner, no goods."""
    for k in range(j, min(j + _REACH, len(items) - 1)):
        if items[k].lower == "to" and items[k + 1].kind in _FIGURES:
            return True
        if items[k].kind not in {"w", "PER", "CUE"} or items[k].lower in {",", "to", "from", "with", "between"}:
            return False
    return False
