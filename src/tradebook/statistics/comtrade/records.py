"""One record of UN Comtrade, from its interface or from a CSV of its site, to a row."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import Struct

from tradebook.statistics.comtrade.codes import EDITIONS, FLOWS, area_of, area_words, units
from tradebook.statistics.row import ALL_GOODS, WORLD, Refused, Row, TradeSystem, Valuation
from tradebook.statistics.sources import Source

LEAVE_OUT = "This row is left out, the others are kept. Tell us of the code where it should be known"
_PERIOD = re.compile(r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])?\Z")
_TOTAL_CUSTOMS = ("C00", "")
_TOTAL_TRANSPORT = ("0", "")


class Publication(Struct, frozen=True, kw_only=True):
    """What UN Comtrade tells of one reporter's figures of one period: the day of the `latest` publication, how exports
    and imports are valued, the trade system, the reporter's currency, and how many dollars it took one unit of it for.
    What it does not tell is None."""

    latest: date | None = None
    exports: Valuation | None = None
    imports: Valuation | None = None
    system: TradeSystem | None = None
    currency: str | None = None
    exports_factor: Decimal | None = None
    imports_factor: Decimal | None = None


class Setting(Struct, frozen=True, kw_only=True):
    """What rows of one answer or file have in common."""

    source: Source
    retrieved: date
    vintage: date | None = None
    publications: Mapping[tuple[str, str], Publication] = {}


class Part:
    """A record that is part of another: by customs procedure or mode of transport. Sums hold it already."""


PART = Part()


def row_of(record: Mapping[str, Any], where: str, setting: Setting) -> Row | Refused | Part:
    """The row of a record with the interface's field names; `where` says where it stands.

    Exports are valued FOB and imports CIF where the record itself says which of its values is the primary one, else as
    the publication's note says. What UN Comtrade estimated (quantities) is left out."""
    if _text(record, "customsCode") not in _TOTAL_CUSTOMS or _text(record, "motCode") not in _TOTAL_TRANSPORT:
        return PART
    try:
        return _row(record, where, setting)
    except _UnusableError as error:
        return Refused(where=where, problem=str(error), mend=LEAVE_OUT)


class _UnusableError(Exception):
    """A value of a record that cannot be read."""


def _row(record: Mapping[str, Any], where: str, setting: Setting) -> Row:
    flow = FLOWS.get(_text(record, "flowCode"))
    if flow is None:
        raise _UnusableError(f"flow {_text(record, 'flowCode') or 'not told'} is none of {', '.join(FLOWS)}")
    reporter, partner = _area(record, "reporterCode"), _area(record, "partnerCode")
    second = _text(record, "partner2Code")
    via = _area(record, "partner2Code") if second else WORLD
    start, end = _period(record)
    known = setting.publications.get((reporter, _text(record, "period")), Publication())
    commodity = _text(record, "cmdCode").upper()
    if not re.fullmatch(r"TOTAL|[0-9A-Z]{1,10}", commodity):
        raise _UnusableError(f"commodity {commodity or 'not told'!r} is no code")
    nomenclature, edition = _nomenclature(record, commodity)
    quantity, unit = _quantity(record)
    return Row(
        reporter=reporter,
        partner=partner,
        partner2=None if via == WORLD else via,
        flow=flow,
        start=start,
        end=end,
        frequency="year" if end.month - start.month == 11 else "month",
        value=_number(record, "primaryValue"),
        currency="USD",
        commodity=commodity,
        nomenclature=nomenclature,
        edition=edition,
        valuation=_valuation(record, known),
        quantity=quantity,
        unit=unit,
        trade_system=known.system,
        source=setting.source.key,
        licence=setting.source.licence,
        redistributable=setting.source.redistributable,
        retrieved=setting.retrieved,
        vintage=setting.vintage or known.latest,
        origin=where,
    )


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    return "" if value is None else str(value).strip()


def _area(record: Mapping[str, Any], field: str) -> str:
    found = area_of(code := _text(record, field))
    if not code or found is None:
        kind = "reporter" if field.startswith("reporter") else "partner"
        raise _UnusableError(f"{kind} {area_words(code) or 'not told'} is no country or group that Tradebook knows")
    return found


def _period(record: Mapping[str, Any]) -> tuple[date, date]:
    found = _PERIOD.match(text := _text(record, "period"))
    if found is None or not 1900 <= int(found["year"]) <= 2200:
        raise _UnusableError(f"period {text or 'not told'!r} is neither a year (2021) nor a month (202101)")
    year = int(found["year"])
    if found["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(found["month"])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _nomenclature(record: Mapping[str, Any], commodity: str) -> tuple[str, str | None]:
    """All trade is the same in every edition, so that a revision in a later edition is a vintage of the same figure."""
    code = _text(record, "classificationCode").upper()
    nomenclature, edition = EDITIONS.get(code, ("", None))
    if not nomenclature:
        raise _UnusableError(f"nomenclature {code or 'not told'!r} is none of {', '.join(EDITIONS)}")
    return ("HS", None) if commodity == ALL_GOODS else (nomenclature, edition)


def _number(record: Mapping[str, Any], field: str) -> Decimal | None:
    text = _text(record, field)
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _UnusableError(f"{field} {text!r} is no number")
    if abs(number) >= 10**20:
        raise _UnusableError(f"{field} {text} is larger than any trade")
    return number


def _valuation(record: Mapping[str, Any], known: Publication) -> Valuation | None:
    primary, cif, fob = (_number(record, field) for field in ("primaryValue", "cifvalue", "fobvalue"))
    if primary and cif != fob:
        if primary == cif:
            return "CIF"
        if primary == fob:
            return "FOB"
    is_import = _text(record, "flowCode") in ("M", "RM")
    return known.imports if is_import else known.exports


def _quantity(record: Mapping[str, Any]) -> tuple[Decimal | None, str | None]:
    """The quantity in its own unit, else the net weight; an estimate of the publisher's is no figure of the reporter's,
    and zero stands for a quantity that was not told."""
    unit = units().get(_text(record, "qtyUnitCode")) or units().get(_text(record, "qtyUnitAbbr"))
    quantity = _number(record, "qty")
    if quantity and unit and not _yes(record, "isQtyEstimated"):
        return quantity * unit.factor, unit.code
    weight = _number(record, "netWgt")
    return (weight, "KGM") if weight and not _yes(record, "isNetWgtEstimated") else (None, None)


def _yes(record: Mapping[str, Any], field: str) -> bool:
    return _text(record, field).lower() in ("true", "1")
