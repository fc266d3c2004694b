"""Aircraft that are told by their builder and type alone."""

from __future__ import annotations

import re
from decimal import Decimal

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.figures import Bare
from tradebook.goods import HS_EDITION
from tradebook.statement import Good


def _by_type(sentence: Sentence, k: int) -> tuple[int, int, Good | None] | None:
    """The aircraft that a builder's number and its name for them call: "787 Dreamliners", "737 MAX jets"."""
    items = sentence.items
    number = items[k].text if k < len(items) and items[k].kind == "NUM" else ""
    if not (len(number) == 3 and number[0] == "7" == number[2]) or k + 1 >= len(items):
        return None
    if not items[k + 1].text[:1].isupper() or items[k + 1].kind not in ("NAME", "w"):
        return None
    last = k + 1 + (kind_at(items, k + 2) == "GOOD")
    if not items[last].text.endswith(("s", "MAX", "aircraft")):
        return None
    found = resolved("aircraft")
    text = sentence.text_between(items[k], items[last])
    return k, last, Good(text=text, hs=found.codes if found else (), hs_edition=HS_EDITION)


def count_before_type(items: list[Item], k: int) -> Bare | None:
    """The number of aircraft at `k` that was read in one with the type behind it: "10 737 MAX jets"."""
    count, _, kind = items[k].text.partition(" ")
    typed = len(kind) == 3 and kind[0] == "7" == kind[2] and count.isdigit() and len(count) < 3
    behind = items[k + 1] if k + 1 < len(items) else None
    if not typed or behind is None or not (behind.kind in ("GOOD", "NAME") or behind.text in {"MAX", "-"}):
        return None
    return Bare(Decimal(count), Decimal(count), Decimal(1), True, Decimal(1))


_MODEL = re.compile(
    r"(?:7\d7-\d{2,3}[A-Z]{0,2}|(?:F/A|F|MD|DC|MiG|Su|C|P|E|AV|AH|UH|CH|MH|JF|An|Il|Tu|ATR|CRJ|ERJ|L)-?\d{1,4}[A-Z]?)(s?)"
)
_REACH = 6


def model_at(sentence: Sentence, k: int) -> tuple[int, int, Good | None] | None:
    """The aircraft that a model's name alone calls, behind their number: "747-200s", "DC-10s", "F/A-18 fighters"."""
    items = sentence.items
    if k >= len(items) or items[k].kind == "GOOD" or not (items[k].text[0].isupper() or items[k].text[0] == "7"):
        return None
    last = k
    while last + 1 < len(items) and last - k < _REACH and items[last + 1].start == items[last].end:
        if not (items[last + 1].text[-1].isalnum() or items[last + 1].text in {"-", "/"}):
            break
        last += 1
    text = sentence.text_between(items[k], items[last])
    called = _MODEL.fullmatch(text)
    if called is None or last == k:
        return None
    if kind_at(items, last + 1) == "GOOD" and any(c.startswith("88") for c in good_of(items[last + 1]).hs):
        last += 1
    elif not called[1]:
        return None
    found = resolved("aircraft")
    text = sentence.text_between(items[k], items[last])
    return k, last, Good(text=text, hs=found.codes if found else (), hs_edition=HS_EDITION)


_PLURALS = ("s", "MAX", "Max", "neo", "NEO", "XWB")  # "ten Airbus A350 XWB"
_TYPES = {"a": ("2", "3"), "e": ("1",)}  # A220 and A3xx, E170 to E195
_SIZES = frozenset({"haul", "body", "bodied", "aisle"})
_BUILDERS = frozenset("boeing airbus embraer bombardier atr sukhoi antonov ilyushin tupolev comac cessna".split())


def aircraft_at(sentence: Sentence, k: int, *, noun: bool = False) -> tuple[int, int, Good | None] | None:
    """The aircraft that a builder and its type name: "12 Boeing 787s", "20 Airbus A320neos", "12 A321s"; with `noun`
    those before a noun of their own: "12 Airbus A320neo jets"."""
    items = sentence.items
    if lower_at(items, k + 1) == "-" and lower_at(items, k + 2) in _SIZES:
        k += 3  # "20 short-haul A321s"
    builder = lower_at(items, k)
    if (called := _by_type(sentence, k)) is not None:
        return called
    typed = lower_at(items, k + 1)[:1] in _TYPES.get(builder, ()) and items[k].end == items[k + 1].start
    if not typed and (not builder or builder.split(" ")[0] not in _BUILDERS):
        return None
    last = k + 1
    while (
        last + 1 < len(items)
        and items[last + 1].start == items[last].end
        and items[last + 1].text[-1].isalnum() | (items[last + 1].text == "-")
    ):
        last += 1  # "A350-900s" stands in several items
    if not any(c.isdigit() for i in items[k + 1 : last + 1] for c in i.text):
        return None
    if kind_at(items, last + 1) in ("NAME", "w") and items[last + 1].text[:1].isupper():
        last += 1  # "787 Dreamliners"
    if noun and kind_at(items, last + 1) == "GOOD":
        last += 1
    elif not items[last].text.endswith(_PLURALS) or kind_at(items, last + 1) == "GOOD":
        return None
    text = sentence.text_between(items[k], items[last])
    found = resolved("aircraft")
    return k, last, Good(text=text, hs=found.codes if found else (), hs_edition=HS_EDITION)
