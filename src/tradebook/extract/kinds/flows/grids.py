"""Tables with one cell a line, as they come out of web pages: a caption that tells whose trade and in what unit, the
names of the columns, then row by row a partner or good and its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from msgspec import Struct

from tradebook.extract.analysis import Document, analyse
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.growth import Of
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.listing import Listing, opened
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import good_of
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.report import make_report
from tradebook.statement import Amount, Change, Measure, Quantity, Share, ShareOf

_LONGEST_CELL = 6  # items
_MOST_COLUMNS = 8
_SCALE = r"thousand|million|billion|trillion|mln|mn|bn"
_MONEY = r"(?:US|U\.S\.)?\s?\$|€|£|(?:US |U\.S\. )?dollars?|euros?|[A-Z]{3}"
_SCALED = re.compile(rf"\b({_SCALE})\s+(?:of\s+)?({_MONEY}|[a-z]+)(?![a-z])")
_MONEY_FIRST = re.compile(rf"({_MONEY})\s?({_SCALE}|m)\b")
_WEIGHED = re.compile(r"\b(tonnes|tons|metric tons|kilograms|barrels)\b")
_GROWTH = frozenset({"change", "growth", "yoy", "y-o-y", "increase"})
_SHARES = frozenset({"share", "weight", "proportion"})
_TOTALS = frozenset({"total", "all", "world"})
_MINUS = frozenset({"-", "−", "–"})


class _Column(Struct):
    """What a column holds: figures of a measure and time, growth or shares; None where the caption tells it."""

    measure: Measure | None
    period: Item | None
    role: str  # "figure", "change", "share" or "" for what is not understood
    cell: Sentence


class _Unit(Struct):
    """What a figure of the table counts: a currency or a unit of weight, and by what it is multiplied."""

    currency: str | None
    unit: str | None
    scale: Decimal


def read_grid(caption: Sentence, topic: Topic, document: Document) -> tuple[list[Draft], int]:
    """The flows of the table that a sentence heads, and how many sentences behind it are its cells; ([], 0) where it
    heads none."""
    if caption.field != "text" or not caption.kinds.isdisjoint({"AMT", "QTY", "PCT"}):
        return [], 0
    cells = _cells(document.sentences, caption.index + 1)
    first = next((k for k, cell in enumerate(cells) if _number(cell) is not None), 0)
    if first < 1:
        return [], 0
    width = next((k for k, cell in enumerate(cells[first:]) if _number(cell) is None), len(cells) - first)
    names = cells[: first - 1]
    alone = width == 1 and not names  # labels and figures, line by line
    if not alone and (not 1 <= width <= _MOST_COLUMNS or len(names) not in {width, width + 1}):
        return [], 0
    own = cells[first].items[-1].kind in {"AMT", "QTY"}
    unit = _unit(caption.text, *(cell.text for cell in names)) or (_Unit(None, None, Decimal(1)) if own else None)
    listing = opened(caption, heads(caption), topic) if unit is not None else None
    if unit is None or listing is None or listing.sides.reporter is None:
        return [], 0
    columns = [_column(cell) for cell in names[len(names) - width :]]
    if alone:
        columns = [_Column(measure=None, period=None, role="figure", cell=caption)]
    drafts: list[Draft] = []
    at = first - 1
    while at + width < len(cells) and _number(cells[at]) is None:
        row = [_number(cell) for cell in cells[at + 1 : at + 1 + width]]
        if any(number is None for number in row):
            break
        drafts += _row(cells[at], cells[at + 1 : at + 1 + width], columns, unit, listing)
        at += 1 + width
    return drafts, at


def _cells(sentences: Sequence[Sentence], start: int) -> list[Sentence]:
    """The short lines from `start` on."""
    found: list[Sentence] = []
    for sentence in sentences[start:]:
        if sentence.field != "text" or len(sentence.items) > _LONGEST_CELL or sentence.text.rstrip().endswith("."):
            break
        found.append(sentence)
    return found


def _number(cell: Sentence) -> tuple[Decimal, Item] | None:
    """The number of a cell that holds nothing else, with its sign; a percentage as its points."""
    items = cell.items
    signed = len(items) == 2 and items[0].lower in _MINUS | {"+"}
    if len(items) != 1 + signed or items[-1].kind not in {"NUM", "PCT", "AMT", "QTY"}:
        return None
    item = items[-1]
    if item.kind in {"AMT", "QTY"}:
        value = Decimal(str(item.value.value)) if item.value.value is not None else None
    elif item.kind == "PCT":
        value = Decimal(str(item.value.percent)) if item.value.percent is not None else None
    else:
        bare: Bare = item.value
        value = bare.low if bare.low == bare.high and bare.printed else None
    if value is None:
        return None
    return (-value if items[0].lower in _MINUS else value), item


def _column(cell: Sentence) -> _Column:
    """What the cell at the head of a column says of the figures below it."""
    words = {item.lower.strip("%") for item in cell.items}
    measure = cast(Measure | None, next((item.cue("flow") for item in cell.items if item.is_("flow")), None))
    period = next((item for item in cell.items if item.kind == "PER" and item.value.relation is None), None)
    role = "figure" if measure is not None or period is not None else ""
    if words & _GROWTH:
        role = "change"
    elif words & _SHARES:
        role = "share"
    elif "value" in words or _WEIGHED.search(cell.text) or "quantity" in words or "volume" in words:
        role = "figure"
    return _Column(measure=measure, period=period, role=role, cell=cell)


def _unit(*texts: str) -> _Unit | None:
    """What the figures count, as caption or columns say: "million US dollars", "USD million", "thousand tonnes"."""
    for text in texts:
        probes = [f"1 {m[1]} {m[2]}" for m in _SCALED.finditer(text)]
        probes += [
            f"{m[1].strip()}1 {m[2]}" if m[1].strip()[-1] in "$€£" else f"1 {m[2]} {m[1]}"
            for m in _MONEY_FIRST.finditer(text)
        ]
        probes += [f"1 {m[1]}" for m in _WEIGHED.finditer(text)]
        for probe in probes:
            for sentence in analyse(make_report(f"Trade came to {probe} then.")).sentences:
                for item in sentence.items:
                    if item.kind == "AMT" and item.value.value:
                        return _Unit(item.value.currency, None, Decimal(str(item.value.value)))
                    if item.kind == "QTY" and item.value.value:
                        return _Unit(None, item.value.unit, Decimal(str(item.value.value)))
    return None


def _row(label: Sentence, row: list[Sentence], columns: list[_Column], unit: _Unit, listing: Listing) -> list[Draft]:
    """The flows of one row: of the partner, the good or the total that its label names; [] for any other label."""
    places = [item for item in label.items if item.kind == "PLACE"]
    goods = [item for item in label.items if item.kind == "GOOD" and not item.value.attributive]
    measure = next((item.cue("flow") for item in label.items if item.is_("flow")), None)
    total = label.items[0].lower in _TOTALS and len(label.items) == 1
    if not (places or goods or measure or total) or len(places) > 1 or (places and goods):
        return []
    if places and (places[0].value.code == listing.sides.reporter or listing.sides.partner not in {None, WORLD}):
        return []
    drafts: list[Draft] = []
    for cell, column in zip(row, columns, strict=True):
        number = _number(cell)
        assert number is not None  # the row was read
        if column.role == "figure":
            draft = _figure(cell, number, column, unit, listing, column.measure or measure)
            draft.put("partner", places[0].value.code if places else listing.sides.partner)
            if goods or listing.goods:
                draft.slots["goods"] = tuple(good_of(item) for item in goods) or listing.goods
            for sentence in (label, column.cell):
                draft.lean_on(sentence)
            if draft.get("amount") is not None or draft.get("quantity") is not None:
                drafts.append(draft)
        elif drafts and column.role:
            _beside(drafts[-1], number, column, unit)
    return drafts


def _figure(
    cell: Sentence, number: tuple[Decimal, Item], column: _Column, unit: _Unit, listing: Listing, measure: str | None
) -> Draft:
    value, item = number
    draft = Draft("trade_flow", cell, confidence=0.7)
    told = measure or listing.measure
    draft.slots.update(measure=told, reporter=listing.sides.reporter)
    if listing.sides.reporter_area:
        draft.slots["reporter_area"] = listing.sides.reporter_area
    if item.kind in {"AMT", "QTY"}:
        draft.put("amount" if item.kind == "AMT" else "quantity", item.value, item)
        return _timed(draft, column, listing)
    if unit.currency is None and unit.unit is None:
        return draft
    scaled = plain(value * unit.scale)
    precision = plain((item.value.precision if item.kind == "NUM" else Decimal(1)) * unit.scale)
    if unit.currency is not None:
        draft.put("amount", Amount(value=scaled, currency=unit.currency, precision=precision, text=item.text), item)
    else:
        draft.put("quantity", Quantity(value=scaled, unit=str(unit.unit), precision=precision, text=item.text), item)
    return _timed(draft, column, listing)


def _timed(draft: Draft, column: _Column, listing: Listing) -> Draft:
    period = column.period or listing.period
    if period is not None and period.value.period.edtf:
        draft.slots["period"] = in_calendar(period.value, [listing.sides.reporter or ""])
    draft.lean_on(listing.opening)
    return draft


def _beside(draft: Draft, number: tuple[Decimal, Item], column: _Column, unit: _Unit) -> None:
    """Give the growth or share of the column behind a figure to its flow."""
    percent = plain(number[0])
    if column.role == "change" and "change" not in draft.slots:
        of: Of = "value" if unit.currency is not None else "quantity"
        draft.slots["change"] = Change(percent=percent, of=of, text=number[1].text)
    elif column.role == "share" and "share" not in draft.slots:
        whole = ShareOf(measure=draft.slots["measure"], reporter=draft.slots["reporter"], partner=WORLD)
        draft.slots["share"] = Share(percent=percent, of=whole, text=number[1].text)
