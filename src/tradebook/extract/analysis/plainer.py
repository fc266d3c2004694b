"""Wordings that say the same brought to the plain one, so that no grammar has to know them all: "have risen" as "rose",
"held a 12% share of" as "accounted for 12% of"."""

from __future__ import annotations

from tradebook.extract.analysis.plain_again import put_again
from tradebook.extract.analysis.plain_deals import put_another_plainly, put_deals_plainly
from tradebook.extract.analysis.plain_lists import put_lists_plainly
from tradebook.extract.analysis.plain_makeup import put_makeup_plainly
from tradebook.extract.analysis.plain_nouns import put_nouns_plainly
from tradebook.extract.analysis.plain_parts import put_parts_plainly
from tradebook.extract.analysis.plain_past import put_past_plainly
from tradebook.extract.analysis.plain_shares import put_shares_plainly
from tradebook.extract.analysis.plain_sums import put_balance_plainly, put_sum_plainly
from tradebook.extract.analysis.plain_words import cue_of
from tradebook.extract.items import Item, Sentence
from tradebook.statement import Quantity

_MAKING = frozenset({"deal_do", "deal_win"})
_AUXILIARIES = frozenset({"has", "have", "had"})
_BEFORE_AUXILIARY = frozenset("would could may might will shall should must to not never".split())
_MOVING = frozenset({"chverb", "val"})
_PARTICIPLES = frozenset("risen fallen grown shrunk sunk come".split())
_HOLDING = frozenset("had has have held holds hold commanded commands enjoyed enjoys".split())
_SHARING = frozenset({"share", "responsible"})
_BEING = frozenset({"was", "were", "is", "are"})
_TAKES = frozenset({"took", "takes", "absorbed", "absorbs"})
_GIVES = frozenset({"supplied", "supplies", "provided", "provides"})
_TAKING = _TAKES | _GIVES
_SUMS = frozenset({"AMT", "QTY"})
_FIGURES = frozenset({"PCT", "AMT", "QTY"})
_SHOWING = frozenset({"showed", "shows"})
_GOING_ON_AS = {"continued": "remained", "continues": "remains", "continue": "remain"}
_GOING_ON = frozenset(_GOING_ON_AS)
_HELD_TO_BE = frozenset("said believed thought reported known found considered estimated understood".split())
_PRONOUNS = frozenset({"this", "that", "it", "which", "these", "they"})
_MADE_UP = frozenset({"make up", "made up", "makes up", "constituted", "constitutes"})


def put_plainly(sentence: Sentence) -> None:
    """Bring what a sentence says in a roundabout way to the plain wording, as items at the same place."""
    lowers, changed = sentence.lowers, False
    if not lowers.isdisjoint(_AUXILIARIES) and not sentence.cues.isdisjoint(_MOVING):
        changed = _without_auxiliaries(sentence)
    if "PCT" in sentence.kinds and not (lowers.isdisjoint(_SHARING) and lowers.isdisjoint(_MADE_UP)):
        changed = _accounted(sentence) or changed
    if not lowers.isdisjoint(_TAKING) and not sentence.kinds.isdisjoint(_SUMS) and "flow" in sentence.cues:
        changed = _taken(sentence) or changed
    if not lowers.isdisjoint(_SHOWING):
        changed = _shown(sentence) or changed
    if not lowers.isdisjoint(_EXCEEDING) and "by" in lowers:
        changed = _exceeded(sentence) or changed
    if "to be" in lowers and not lowers.isdisjoint(_GOING_ON):
        changed = _remained(sentence) or changed
    if "to be" in lowers and not lowers.isdisjoint(_HELD_TO_BE):
        changed = _is_said_to_be(sentence.items) or changed
    if "vis" in lowers:
        changed = _with(sentence) or changed
    if "same" in lowers and not sentence.kinds.isdisjoint(_SUMS):
        changed = _same_again(sentence) or changed
    if "prices" in lowers and not lowers.isdisjoint(_OF_PRICES):
        changed = _without_prices(sentence) or changed
    if "rest" in lowers:
        changed = _of_group(sentence) or changed
    if "TMT" in sentence.text and "AMT" in sentence.kinds:
        changed = _thousand_tonnes(sentence.items) or changed
    if "AMT" in sentence.kinds and "flow" in sentence.cues:
        changed = put_sum_plainly(sentence) or changed
    if not lowers.isdisjoint(_BALANCED):
        changed = put_balance_plainly(sentence) or changed
    if "over" in lowers and not lowers.isdisjoint(_EXCEEDS):
        changed = _excess(sentence) or changed
    if "estimated" in lowers:
        changed = _foreseen(sentence.items) or changed
    if "deal_noun" in sentence.cues:
        changed = put_deals_plainly(sentence) or changed
    elif "another" in lowers and not sentence.cues.isdisjoint(_MAKING):
        changed = put_another_plainly(sentence.items) or changed
    if not sentence.kinds.isdisjoint(_FIGURES):
        changed = put_nouns_plainly(sentence) or changed
        changed = put_shares_plainly(sentence) or changed
        changed = put_again(sentence) or changed
        changed = put_parts_plainly(sentence) or changed
    if "GOOD" in sentence.kinds and not sentence.kinds.isdisjoint(_FIGURES):
        changed = put_makeup_plainly(sentence) or changed
    if ";" in lowers and not sentence.kinds.isdisjoint(_SUMS):
        changed = put_lists_plainly(sentence) or changed
    if "PER" in sentence.kinds and not sentence.kinds.isdisjoint(_SUMS):
        changed = put_past_plainly(sentence) or changed
    if changed:
        sentence.refresh()


# -- estimates -------------------------------------------------------------------------------------------------------


def _foreseen(items: list[Item]) -> bool:
    """Bring "is estimated to reach" to "is expected to reach"; "to be" and "to have reached" tell of what is. Whether
    there was one."""
    changed = False
    for k, item in enumerate(items[:-2]):
        if item.lower == "estimated" and (items[k + 1].lower == "to reach" or _moves(items, k + 1)):
            items[k] = Item("CUE", item.start, item.end, item.text, item.lower, cue_of("expected"))
            changed = True
    return changed


def _moves(items: list[Item], k: int) -> bool:
    """Whether "to" and a verb of moving or reaching stand at `k`."""
    verb = items[k + 1]
    return items[k].lower == "to" and (verb.is_("val") or verb.is_("chverb") or verb.is_("rise"))


# -- balances --------------------------------------------------------------------------------------------------------


_BALANCED = frozenset({"deficit", "surplus", "shortfall", "gap"})
_EXCESS = {("exports", "imports"): "surplus", ("imports", "exports"): "deficit"}
_EXCEEDS = frozenset({"excess", "surplus", "deficit"})


def _excess(sentence: Sentence) -> bool:
    """Bring "an |excess of exports over imports|", "a |surplus of exports over imports|" to "a trade surplus"; whether
    there was one."""
    items = sentence.items
    for k in range(len(items) - 4):
        if items[k].lower not in _EXCEEDS or (items[k + 1].lower, items[k + 3].lower) != ("of", "over"):
            continue
        balance = _EXCESS.get((items[k + 2].lower, items[k + 4].lower))
        if balance is not None and items[k].lower != "excess":
            balance = items[k].lower  # "a deficit of exports over imports"
        if balance is not None:
            first, last = items[k], items[k + 4]
            text = sentence.text[first.start - sentence.start : last.end - sentence.start]
            items[k : k + 5] = [Item("CUE", first.start, last.end, text, f"trade {balance}", cue_of(balance))]
            return True
    return False


# -- tenses ----------------------------------------------------------------------------------------------------------


def _without_auxiliaries(sentence: Sentence) -> bool:
    """Leave out "have" of "exports |have| risen", which only tells the tense; whether there was one."""
    items = sentence.items
    left = {k for k, item in enumerate(items) if item.lower in _AUXILIARIES and _is_of_tense(items, k)}
    if left:
        sentence.items = [item for k, item in enumerate(items) if k not in left]
    return bool(left)


def _is_of_tense(items: list[Item], k: int) -> bool:
    item = items[k]
    if k + 1 >= len(items) or not k:
        return False
    verb = items[k + 1]
    if not (verb.is_("chverb") or verb.is_("val")) or items[k - 1].lower in _BEFORE_AUXILIARY:
        return False
    if item.lower == "had" and verb.lower == "accounted":
        return False  # "Russia had accounted for a quarter of the group's sales": it does no more
    return verb.lower.endswith("ed") or verb.lower in _PARTICIPLES


# -- shares ----------------------------------------------------------------------------------------------------------


def _accounted(sentence: Sentence) -> bool:
    """Bring "held a 12% share of exports", "had a share of 12% in" and "was responsible for 12% of" to "accounted for
    12% of"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 4, 0, -1):
        if (share := _share_held(items, k)) is None:
            continue
        percent, stop = share
        verb, of = items[k], items[stop - 1]
        link = items[k + 1]
        items[k:stop] = [
            Item("CUE", verb.start, verb.end, verb.text, "accounted", cue_of("accounted")),
            Item("w", link.start, link.end, link.text, "for"),
            percent,
            Item("w", of.start, of.end, of.text, "of"),
        ]
        return True
    return False


def _share_held(items: list[Item], k: int) -> tuple[Item, int] | None:
    """The percentage and the index behind "of" where the verb at `k` tells the share of a trade that its subject has;
    of a firm or venture it would be a stake."""
    low, j = items[k].lower, k + 1
    if low in _BEING and items[j].lower == "responsible" and items[j + 1].lower == "for":
        percent, j = items[j + 2], j + 3
    elif low in _MADE_UP and (items[k - 1].kind == "PLACE" or items[k - 1].lower in _PRONOUNS):
        percent, j = items[j], j + 1  # "Italy made up 38% of the volume"
    elif low in _HOLDING and items[j].lower in {"a", "an", "the"}:
        j += 1
        first = items[j].kind == "PCT"
        percent = items[j]
        j += first
        while j + 2 < len(items) and items[j].lower in {"market", "total", "combined"}:
            j += 1
        if items[j].lower != "share":
            return None
        j += 1
        if not first and j + 2 < len(items) and items[j].lower == "of":
            percent, j = items[j + 1], j + 2
    else:
        return None
    if percent.kind != "PCT" or j >= len(items) or items[j].lower not in {"of", "in"}:
        return None
    return (percent, j + 1) if _is_of_trade(items, j + 1) else None


def _is_of_trade(items: list[Item], j: int) -> bool:
    """Whether what stands from `j` on is trade or points at it: "Brazil's exports", "the total", "the sum"."""
    for item in items[j : j + 8]:
        if item.is_("flow") or item.is_("supply") or item.is_("total") or item.lower in _POINTING:
            return True
        if item.kind in {"AMT", "QTY", "PCT", "PER"} or item.lower in {";", "and", "while"}:
            return False
    return False


_POINTING = frozenset("total sum amount volume value turnover figure sales".split())


def _taken(sentence: Sentence) -> bool:
    """Bring "Oman took $5 million of Peru's exports" and "Oman supplied $5 million of Peru's imports" to "accounted
    for"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 6, 0, -1):
        verb = items[k]
        if verb.lower not in _TAKING or items[k - 1].kind != "PLACE" or items[k + 1].kind not in _SUMS:
            continue
        owned = items[k + 3].kind == "DEM" or items[k + 4].lower in {"'", "’"} or items[k + 5].lower in {"'", "’"}
        noun = next((item for item in items[k + 4 : k + 9] if item.is_("flow")), None)
        measure = "exports" if verb.lower in _TAKES else "imports"
        if items[k + 2].lower != "of" or not owned or noun is None or noun.cue("flow") != measure:
            continue
        items[k : k + 1] = [
            Item("CUE", verb.start, verb.end, verb.text, "accounted", cue_of("accounted")),
            Item("w", verb.start, verb.end, verb.text, "for"),
        ]
        return True
    return False


def _remained(sentence: Sentence) -> bool:
    """Bring "continued to be the top export" to "remained": it is so, and no more only foreseen; whether there was
    one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 2, 0, -1):
        verb = _GOING_ON_AS.get(items[k].lower)
        if verb is not None and items[k + 1].lower == "to be":
            text = sentence.text_between(items[k], items[k + 1])
            items[k : k + 2] = [Item("CUE", items[k].start, items[k + 1].end, text, verb, cue_of(verb))]
            changed = True
    return changed


def _is_said_to_be(items: list[Item]) -> bool:
    """Bring "is said to be $3 billion" to "is said is $3 billion": it is so, and no more only foreseen; whether there
    was one."""
    changed = False
    for k in range(1, len(items) - 1):
        if items[k].lower == "to be" and items[k - 1].lower in _HELD_TO_BE:
            items[k] = Item("CUE", items[k].start, items[k].end, items[k].text, "is", cue_of("is"))
            changed = True
    return changed


def _with(sentence: Sentence) -> bool:
    """Bring "a surplus vis-à-vis Oman" to "with Oman"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 5, 0, -1):
        if items[k].lower == items[k + 4].lower == "vis" and items[k + 2].lower in {"a", "à"}:
            text = sentence.text_between(items[k], items[k + 4])
            items[k : k + 5] = [Item("w", items[k].start, items[k + 4].end, text, "with")]
            changed = True
    return changed


# -- growth ----------------------------------------------------------------------------------------------------------


def _shown(sentence: Sentence) -> bool:
    """Bring "shipments showed growth of 5%" to "recorded growth"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(1, len(items) - 2):
        item = items[k]
        if item.lower not in _SHOWING:
            continue
        grown = next((n for n in items[k + 1 : k + 5] if n.is_("rise") and n.is_("noun")), None)
        between = items[k + 1 : items.index(grown)] if grown is not None else []
        if grown is not None and all(n.kind in {"PCT", "w"} or n.is_("total") for n in between):
            items[k] = Item("CUE", item.start, item.end, item.text, "recorded", cue_of("recorded"))
            changed = True
    return changed


_EXCEEDING = {
    "exceeded": "increased", "exceeds": "increased", "exceeding": "increased", "surpassed": "increased",
    "surpassing": "increased",
}  # fmt: skip
_LEVELS = frozenset("level levels figure figures indicator indicators value volume result results amount".split())
_TO_PERIOD = frozenset("of for in the recorded reached during last same".split())


def _exceeded(sentence: Sentence) -> bool:
    """Bring "exceeded the level of 2022 by 5%" to "increased from 2022 by 5%"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 4, 0, -1):
        plain = _EXCEEDING.get(items[k].lower)
        j = k + 1 + (items[k + 1].lower in {"the", "its", "last"})
        if plain is None or items[j].lower not in _LEVELS:
            continue
        first = j
        while j + 2 < len(items) and items[j + 1].lower in _TO_PERIOD:
            j += 1
        if j + 3 >= len(items) or items[j + 1].kind != "PER" or items[j + 2].lower != "by":
            continue
        if items[j + 3].kind not in _MEASURED:
            continue
        verb, link = items[k], items[first]
        items[k : j + 1] = [
            Item("CUE", verb.start, verb.end, verb.text, plain, cue_of(plain)),
            Item("w", link.start, link.end, link.text, "from"),
        ]
        return True
    return False


_MEASURED = frozenset({"AMT", "QTY", "PCT", "FAC"})


_OF_PRICES = frozenset("current constant actual comparable fob cif".split())


def _without_prices(sentence: Sentence) -> bool:
    """Leave out "at current prices", by which trade is counted; whether it was told."""
    items = sentence.items
    for k in range(len(items) - 3, 0, -1):
        prices = items[k + 2].lower == "prices" and items[k + 1].lower in _OF_PRICES
        if prices and items[k].lower in {"at", "in"} and items[k + 3 : k + 4] and items[k + 3].lower != "of":
            del items[k : k + 3]
            return True
    return False


def _of_group(sentence: Sentence) -> bool:
    """Bring "exports to the rest of Central America", which leaves out the seller alone, to "to Central America";
    whether it was told."""
    items = sentence.items
    for k in range(len(items) - 4, 0, -1):
        if [item.lower for item in items[k : k + 4]] not in (
            ["to", "the", "rest", "of"],
            ["from", "the", "rest", "of"],
        ):
            continue
        at = k + 4 + (items[k + 4].lower == "the")
        place = items[at] if at < len(items) else items[k]
        if items[k - 1].is_("flow") and place.kind == "PLACE" and place.value.form == "group":
            del items[k + 1 : at]
            return True
    return False


# -- amounts ---------------------------------------------------------------------------------------------------------


def _same_again(sentence: Sentence) -> bool:
    """Bring "40,000 tonnes from X and [the same amount] from Y" to the figure told before; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 4, 2, -1):
        if items[k].lower != "the" or items[k + 1].lower != "same" or items[k + 2].lower not in _AMOUNTS:
            continue
        if items[k - 1].lower not in {"and", ","} or items[k + 3].lower not in _BEHIND_AMOUNTS:
            continue
        told = next((i for i in reversed(items[:k]) if i.kind in _SUMS), None)
        told = next((i for i in reversed(items[:k]) if i.kind == "QTY"), told)  # beside a weight its price is none
        if told is None:
            continue
        first, last = items[k], items[k + 2]
        text = sentence.text_between(first, last)
        items[k : k + 3] = [Item(told.kind, first.start, last.end, text, text.lower(), told.value)]
        return True
    return False


_AMOUNTS = frozenset("amount quantity volume tonnage".split())
_BEHIND_AMOUNTS = frozenset("of from to".split())


def _thousand_tonnes(items: list[Item]) -> bool:
    """Bring "250 TMT of corn", thousand metric tons and no manats, to a weight; whether there was one."""
    changed = False
    for k, item in enumerate(items[:-1]):
        if item.kind != "AMT" or item.value.currency != "TMT" or items[k + 1].lower != "of":
            continue
        told = item.value
        weight = Quantity(
            value=None if told.value is None else told.value * 1000,
            low=None if told.low is None else told.low * 1000,
            high=None if told.high is None else told.high * 1000,
            unit="TNE", qualifier=told.qualifier, precision=told.precision and told.precision * 1000, text=told.text,
        )  # fmt: skip
        items[k] = Item("QTY", item.start, item.end, item.text, item.lower, weight)
        changed = True
    return changed
