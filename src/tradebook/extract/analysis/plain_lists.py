"""Lists whose members a semicolon parts brought to commas: "20 tonnes from Oman; 15 tonnes from Peru; and 9 from"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence

_SUMS = frozenset({"AMT", "QTY"})
_BESIDE = frozenset("worth valued at for of ( ) or about some nearly another over only".split())
_WAYS = frozenset({"to", "from"})
_LONGEST = 9  # items of a member


def put_lists_plainly(sentence: Sentence) -> bool:
    """Put a comma for each semicolon before a sum that goes to, or comes from, somebody; whether there was one."""
    items, changed = sentence.items, False
    for k, item in enumerate(items):
        if item.lower == ";" and _is_member(items, k + 1):
            items[k] = Item("p", item.start, item.end, item.text, ",")
            changed = True
    return changed


def _is_member(items: list[Item], k: int) -> bool:
    """Whether a member without a verb begins at `k`: "(and) 15 tonnes (worth $9 million) from Peru"."""
    while k < len(items) and items[k].lower in {"and", "about", "some", "another", "nearly"}:
        k += 1
    if k >= len(items) or items[k].kind not in _SUMS:
        return False
    for j in range(k + 1, min(k + _LONGEST, len(items) - 1)):
        if items[j].lower in _WAYS:
            at = j + 1 + (items[j + 1].lower == "the")
            return at < len(items) and items[at].kind == "PLACE"
        if items[j].kind not in _SUMS | {"GOOD", "DEM"} and items[j].lower not in _BESIDE:
            return False
    return False
