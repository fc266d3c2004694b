"""Packs counted whose weight stands between the number and them: "280,000 60-kilogram (132-pound) bags"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Quantity

_PACKS = frozenset({"bags", "sacks", "bales", "boxes", "barrels", "crates"})


def join_packs(text: str, items: list[Item]) -> list[Item]:
    """The items with a number, the weight of one pack and its name made one quantity of packs."""
    out: list[Item] = []
    for item in items:
        size = _of_packs(out) if item.lower in _PACKS else 0
        if size == 0:
            out.append(item)
            continue
        number = out[-size]
        bare: Bare = number.value
        wording = text[number.start : item.end]
        unit = f"{text[out[1 - size].start : out[1 - size].end]} {item.text}"
        quantity = Quantity(
            value=plain(bare.low),
            unit="60-kg bags" if unit.startswith("60-kilo") else unit,
            qualifier=bare.qualifier,
            precision=plain(bare.precision),
            text=wording,
        )
        del out[-size:]
        out.append(Item("QTY", number.start, item.end, wording, wording.lower(), quantity))
    return out


def _of_packs(out: list[Item]) -> int:
    """How many items before a pack are its number and weight: 2 for "5,000 50-kg", 5 with the weight in brackets
    again; 0 where they are not."""
    kinds = [item.kind for item in out[-5:]]
    again = len(kinds) == 5 and kinds[1::2] == ["QTY", "QTY"] and out[-3].lower == "(" and out[-1].lower == ")"
    size = 5 if again else 2
    if len(kinds) < size or kinds[-size:][:2] != ["NUM", "QTY"]:
        return 0
    bare: Bare = out[-size].value
    joined = "-" in out[1 - size].text
    return size if joined and bare.printed and bare.low == bare.high else 0
