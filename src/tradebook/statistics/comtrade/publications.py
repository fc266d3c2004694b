"""What UN Comtrade says of reporters' figures: publication days, valuation, trade system, currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import msgspec
from msgspec import Struct

from tradebook.statistics.comtrade.codes import area_of
from tradebook.statistics.comtrade.records import Publication
from tradebook.statistics.comtrade.service import Envelope
from tradebook.statistics.row import TradeSystem, Valuation

T = TypeVar("T", bound=str)

# The words of the notes vary by reporter and year ("General Trade System", "Special", "Strict special", "CIF").
_SYSTEMS: tuple[TradeSystem, ...] = ("general", "special")
_VALUATIONS: tuple[Valuation, ...] = ("FOB", "CIF")


class _Note(Struct, frozen=True, rename="camel"):
    publication_date: str | None = None
    export_valuation: str | None = None
    import_valuation: str | None = None
    trade_system: str | None = None
    currency: str | None = None
    export_conv_factor: float | str | None = None
    import_conv_factor: float | str | None = None


class _Dataset(Struct, frozen=True, rename="camel"):
    reporter_code: int | str
    period: int | str
    notes: list[_Note] | None = None


def publications(bodies: Iterable[bytes]) -> dict[tuple[str, str], Publication]:
    """The latest publication of each (reporter, period) of answers to getMetadata; what cannot be read is left out."""
    found: dict[tuple[str, str], Publication] = {}
    for dataset in _datasets(bodies):
        reporter = area_of(dataset.reporter_code)
        dated = [(_day(note.publication_date), note) for note in dataset.notes or []]
        if reporter is None or not dated:
            continue
        day, note = max(dated, key=lambda one: one[0] or date.min)
        key = reporter, str(dataset.period)
        made = Publication(
            latest=day,
            exports=_one(note.export_valuation, _VALUATIONS),
            imports=_one(note.import_valuation, _VALUATIONS),
            system=_one(note.trade_system, _SYSTEMS),
            currency=_currency(note.currency),
            exports_factor=_factor(note.export_conv_factor),
            imports_factor=_factor(note.import_conv_factor),
        )
        earlier = found.get(key)
        if earlier is None or (earlier.latest or date.min) <= (made.latest or date.min):
            found[key] = made
    return found


def _datasets(bodies: Iterable[bytes]) -> Iterator[_Dataset]:
    for body in bodies:
        for raw in msgspec.json.decode(body, type=Envelope).records:
            try:
                yield msgspec.json.decode(raw, type=_Dataset)
            except msgspec.DecodeError:
                continue


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _currency(text: str | None) -> str | None:
    """A code of ISO 4217; None for what does not look like one."""
    code = (text or "").strip().upper()
    return code if re.fullmatch("[A-Z]{3}", code) else None


def _factor(told: float | str | None) -> Decimal | None:
    """A factor above nought; None for what is none."""
    try:
        factor = Decimal(str(told).strip())
    except InvalidOperation:
        return None
    return factor if factor.is_finite() and factor > 0 else None


def _one(text: str | None, choices: tuple[T, ...]) -> T | None:
    """The one of `choices` that the text names; None where it names none or several."""
    named = [choice for choice in choices if choice.lower() in (text or "").lower()]
    return named[0] if len(named) == 1 else None
