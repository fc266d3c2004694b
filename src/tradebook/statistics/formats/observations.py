"""Observations of a statistical exchange -> rows: what each code means, which quantity belongs to which value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, cast

import msgspec

from tradebook.statistics.formats.codes import Dataflow, Indicator, NoPlace, dataflow, flows, indicators, place
from tradebook.statistics.loading import MOST_ROWS, Terms
from tradebook.statistics.nomenclatures import edition_in_force
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import ALL_GOODS, Flow, Row, Valuation
from tradebook.statistics.sources import Source, source_of
from tradebook.statistics.spans import Span, time_period

NEEDED = ("reporter", "partner", "period", "value")
_ID = re.compile(r"(?:.*=)?\s*(?P<agency>[\w.\-]+):(?P<name>[\w.\-@]+)(?:\((?P<version>[\w.\-+~]*)\))?")
_TOTALS = frozenset({"", "0", "TOTAL", "TOT", "_T", "T", "C00"})
_ALL = frozenset({"", "TOTAL", "_T", "T", "_Z"})
_MISSING = frozenset({"", ":", "-", "NAN", "NA", "..", "..."})
_WITHHELD = frozenset("CNSD")  # SDMX code list of confidentiality: all but F (free) and A (not yet decided)
_ESTIMATED = frozenset("EIF")  # SDMX code list of observation status: estimated, imputed, forecast
_SCALES = {"UNITS": 0, "THOUSANDS": 3, "MILLIONS": 6, "BILLIONS": 9}
_MONEY = re.compile(r"(?:(THS|MIO|BLN)_)?([A-Z]{3})")
_PREFIXES = {None: 1, "THS": 10**3, "MIO": 10**6, "BLN": 10**9}
_SKIP = "Nothing to mend: what it holds is in other lines, or it is no country"
_MAPPING = "Describe the table in a mapping file (--mapping FILE) where you know what it means"


class Observation(NamedTuple):
    """One observation: where it stands, its texts by role (see tables/concepts.csv), and the dimensions that must be
    totals, name and code."""

    where: str
    told: Mapping[str, str]
    pins: tuple[tuple[str, str], ...] = ()


class _Amount(NamedTuple):
    """A row, or the quantity that belongs to rows of its key."""

    row: Row
    is_quantity: bool


class _Unused(Exception):
    """An observation that cannot be used: the problem and the mend."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


def rows(found: Iterable[Observation], terms: Terms, refusals: Refusals, name: str = "") -> Iterator[Row]:
    """The rows of observations; `name` is the dataflow ("IMF:DOT") where they do not tell it.

    Quantities that stand in observations of their own are joined to the values of the same key."""
    reader = _Reader(terms, name)
    held: list[Row] = []
    quantities: dict[Row, tuple[Decimal | None, str | None]] = {}
    for observation in found:
        try:
            amount = reader.amount(observation)
        except _Unused as error:
            refusals.add(observation.where, error.problem, error.mend)
            continue
        if amount is None:
            continue
        if not reader.flow.quantities:
            yield amount.row
        elif amount.is_quantity:
            quantities[_key(amount.row)] = (amount.row.quantity, amount.row.unit)
        else:
            held.append(amount.row)
        if len(held) > MOST_ROWS:  # the loader ends at so many
            yield from held
            held.clear()
    for row in held:
        quantity, unit = quantities.get(_key(row), (None, None))
        yield msgspec.structs.replace(row, quantity=quantity, unit=unit) if quantity is not None else row


def _key(row: Row) -> Row:
    return msgspec.structs.replace(
        row, value=None, quantity=None, unit=None, currency="", origin="", valuation=None, series="reported"
    )


class _Reader:
    """What stays the same over the observations of a file: the terms and the dataflow of the line before."""

    def __init__(self, terms: Terms, name: str) -> None:
        self._terms = terms
        self._name = name
        self._told: str | None = None
        self.flow, self._source = self._known("")

    def _known(self, told: str) -> tuple[Dataflow, Source]:
        match = _ID.match(told or self._name)
        flow = (
            dataflow(match["agency"], match["name"].removeprefix("DSD_")) if match is not None else dataflow("", told)
        )
        return flow, source_of((self._terms.source or flow.source).casefold(), self._terms.licence)

    def amount(self, observation: Observation) -> _Amount | None:
        """The row of an observation; None for what is missing or not asked for. Raises _Unused."""
        told = observation.told
        name = told.get("dataflow", "")
        if name != self._told:
            self._told = name
            self.flow, self._source = self._known(name)
        if told.get("action", "").upper() in ("D", "DELETE"):
            raise _Unused("the line tells to delete a figure", "Load the whole table instead of its changes")
        indicator = _indicator(told.get("indicator"))
        if indicator is not None and indicator.kind == "other":
            return None
        value = _figure(told)
        if value is None and not _withheld(told):
            return None
        span = _period(told.get("period", ""))
        reporter, partner = self._place(told, "reporter"), self._place(told, "partner")
        if not self._terms.want(reporter, partner, span.start.year):
            return None
        if indicator is not None and indicator.kind == "second":
            problem = f"imports are valued {indicator.valuation} here ({told['indicator']}) and CIF in other lines"
            raise _Unused(problem, "Nothing to mend: the CIF value is kept")
        _pinned(observation.pins)
        return self._row(observation, indicator, span, reporter, partner, value)

    def _row(
        self,
        observation: Observation,
        indicator: Indicator | None,
        span: Span,
        reporter: str,
        partner: str,
        value: Decimal | None,
    ) -> _Amount:
        told, flow = observation.told, self.flow
        way = _way(told, indicator)
        quantity = indicator is not None and indicator.kind == "quantity"
        unit, factor = ("", Decimal(1)) if quantity else _currency(told, indicator)
        if indicator is not None:
            factor *= indicator.factor
        scaled = None if value is None else value * factor * (_multiplier(told) if flow.multiplied else 1)
        code, nomenclature = _goods(told.get("commodity", ""), flow.nomenclature)
        partner2 = self._partner2(told)
        row = Row(
            reporter=reporter,
            partner=partner,
            partner2=partner2,
            flow=way,
            start=span.start,
            end=span.end,
            frequency=span.frequency,
            value=None if quantity else scaled,
            currency=unit,
            commodity=code,
            nomenclature=nomenclature,
            edition=edition_in_force(span.start) if flow.edition == "in force" else flow.edition,
            valuation=_valuation(told, indicator, flow, way),
            quantity=scaled if quantity else None,
            unit=indicator.unit if quantity and indicator is not None else None,
            trade_system=flow.system,
            series="estimated" if _ESTIMATED & set(told.get("status", "").upper()) else "reported",
            source=self._source.key,
            licence=self._source.licence,
            redistributable=self._source.redistributable,
            retrieved=self._terms.retrieved,
            vintage=self._terms.vintage or _updated(told.get("updated", "")),
            origin=observation.where,
        )
        return _Amount(row, quantity)

    def _place(self, told: Mapping[str, str], role: str) -> str:
        code = told.get(role, "")
        try:
            return place(code, self.flow.places)
        except NoPlace as error:
            what = f" ({error.what})" if error.what else ""
            problem = f"the {role} '{code}'{what} is no country or group of Tradebook"
            raise _Unused(problem, _SKIP if error.what else _MAPPING) from None

    def _partner2(self, told: Mapping[str, str]) -> str | None:
        if told.get("partner2", "").upper() in _ALL | {"W", "W00", "WORLD", "WLD", "W1", "0"}:
            return None
        return self._place(told, "partner2")


def _indicator(code: str | None) -> Indicator | None:
    if code is None:
        return None
    found = indicators().get(code.strip().upper())
    if found is None:
        raise _Unused(f"the indicator '{code}' is not known", _MAPPING)
    return found


def _figure(told: Mapping[str, str]) -> Decimal | None:
    """The value, None where it is missing. Raises for what is no number."""
    text = told.get("value", "").strip()
    if text.upper() in _MISSING:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise _Unused(f"the value '{text}' is no number", "Mend the line, or fetch the file again") from None
    if not found.is_finite() or abs(found) >= Decimal(10) ** 18:
        raise _Unused(f"the value '{text}' is no figure of trade", "Mend the line, or fetch the file again")
    return found


def _withheld(told: Mapping[str, str]) -> bool:
    """Whether a missing value is missing because it is confidential."""
    return told.get("confidential", "").upper() in _WITHHELD or "C" in told.get("status", "").upper()


def _period(text: str) -> Span:
    found = time_period(text.strip())
    if found is None:
        raise _Unused(f"'{text}' is no year, quarter or month", "Weeks and days are not kept; mend the line otherwise")
    return found


def _way(told: Mapping[str, str], indicator: Indicator | None) -> Flow:
    if indicator is not None and indicator.flow is not None:
        return indicator.flow
    code = told.get("flow", "")
    found = flows().get(code.strip().upper())
    if found is None:
        raise _Unused(f"the flow '{code}' is not known", _MAPPING)
    return found


def _currency(told: Mapping[str, str], indicator: Indicator | None) -> tuple[str, Decimal]:
    if indicator is not None and indicator.unit is not None:
        return indicator.unit, Decimal(1)
    match = _MONEY.fullmatch(told.get("unit", "").strip().upper())
    if match is None:
        raise _Unused(f"the unit '{told.get('unit', '')}' is no currency", _MAPPING)
    return match[2], Decimal(_PREFIXES[match[1]])


def _multiplier(told: Mapping[str, str]) -> Decimal:
    text = told.get("multiplier", "").strip()
    power = _SCALES.get(text.upper(), text or 0)
    try:
        return Decimal(10) ** int(power)
    except ValueError:
        raise _Unused(f"the multiplier '{text}' is no power of ten", "Mend the line") from None


def _goods(code: str, nomenclature: str) -> tuple[str, str]:
    """The code and its nomenclature: of the EU's CN the first six digits are the Harmonized System's."""
    plain = code.strip().upper()
    if plain in _ALL:
        return ALL_GOODS, "HS" if nomenclature == "CN" else nomenclature
    if nomenclature == "SITC":
        return plain.removeprefix("SITC"), nomenclature
    return plain, "HS" if nomenclature == "CN" and len(plain) <= 6 else nomenclature


def _valuation(told: Mapping[str, str], indicator: Indicator | None, flow: Dataflow, way: Flow) -> Valuation | None:
    text = told.get("valuation", "").upper()
    if text in ("FOB", "CIF"):
        return cast(Valuation, text)
    if indicator is not None and indicator.valuation is not None:
        return indicator.valuation
    return {"exports": flow.exports, "imports": flow.imports}.get(way)


def _pinned(pins: tuple[tuple[str, str], ...]) -> None:
    for name, code in pins:
        if code.strip().upper() not in _TOTALS:
            raise _Unused(f"it is one part of all trade ({name} {code})", "Fetch the table with that dimension's total")


def _updated(text: str) -> date | None:
    """The day of "25/09/26 23:00:00" (Eurostat) or "2026-09-25T23:00:00"."""
    for form in ("%d/%m/%y %H:%M:%S", "%d/%m/%y", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
