""" "It" as the partner that the sentence before ranks: "China was Qatar's main trading partner. |It| bought 15 percent
of Qatari exports and supplied 21 percent of imports"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at

_ABSORBING = frozenset({"absorbed", "absorbs", "received", "took", "takes"})
_SHARING = frozenset({"accounted", "accounts", "represented", "represents", "made up", "makes up"})


def put_in_partner(sentence: Sentence, before: Sentence | None) -> None:
    """Put that partner into a sentence that tells by "it" what share of the trade he has."""
    items = sentence.items
    if before is None or "PCT" not in sentence.kinds or "it" not in sentence.lowers:
        return
    k = 0
    while kind_at(items, k) == "PER" or lower_at(items, k) in {"in", "during", ","}:
        k += 1
    if lower_at(items, k) != "it" or k + 2 >= len(items) or not _takes(items[k + 1]):
        return
    partner = _ranked(before.items)
    if partner is None:
        return
    items[k] = Item("PLACE", items[k].start, items[k].end, items[k].text, items[k].lower, partner.value)
    sentence.refresh()


def _takes(verb: Item) -> bool:
    return verb.lower in _SHARING or (verb.is_("fverb") and verb.is_("past")) or verb.lower in _ABSORBING


def _ranked(items: list[Item]) -> Item | None:
    """The one partner that opens a sentence and is ranked there: "|China| was Qatar's main partner"; else None."""
    if kind_at(items, 0) != "PLACE" or lower_at(items, 1) not in flow_words("rank_being"):
        return None
    if items[0].value.form == "city":
        return None
    noun = next((k for k, item in enumerate(items) if item.is_("partner_noun")), 0)
    best = any(item.is_("superlative") or item.is_("rank") or item.is_("ordinal") for item in items[1:noun])
    others = {item.value.code for item in items if item.kind in {"PLACE", "DEM"}} - {items[0].value.code}
    return items[0] if best and len(others) <= 1 else None
