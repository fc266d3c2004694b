"""What the codes of statistical agencies mean: columns, dataflows, indicators, flows, places. The tables say it."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from msgspec import Struct

from tradebook.errors import UsageError
from tradebook.places import country
from tradebook.places.tables import groups
from tradebook.statistics.row import Flow, TradeSystem, Valuation


class Dataflow(Struct, frozen=True, kw_only=True):
    """What is known of a dataflow: the `source` (a key of sources.csv), the scheme of its `places`, nomenclature and
    edition of its goods, whether UNIT_MULT and SCALE multiply its values, whether quantities stand in rows of their
    own, how each flow is valued, and its trade system."""

    source: str
    places: str = "iso"
    nomenclature: str = "HS"
    edition: str | None = None
    multiplied: bool = True
    quantities: bool = False
    exports: Valuation | None = None
    imports: Valuation | None = None
    system: TradeSystem | None = None


class Indicator(Struct, frozen=True):
    """What an indicator measures: `kind` "value", "quantity", "second" (the same trade on a second valuation), or
    "other"; `unit` is a currency or a code of Recommendation 20."""

    kind: Literal["value", "quantity", "second", "other"]
    flow: Flow | None
    unit: str | None
    factor: Decimal
    valuation: Valuation | None


def _rows(table: str) -> list[dict[str, str]]:
    text = files("tradebook.statistics.formats").joinpath("tables", table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def roles() -> dict[str, str]:
    """The names of columns in lower case -> the part they play."""
    return {row["column"]: row["role"] for row in _rows("concepts.csv")}


@cache
def indicators() -> dict[str, Indicator]:
    """The indicators by code."""
    return {
        row["code"]: Indicator(
            cast(Literal["value", "quantity", "second", "other"], row["kind"]),
            cast(Flow | None, row["flow"] or None),
            row["unit"] or None,
            Decimal(row["factor"]),
            cast(Valuation | None, row["valuation"] or None),
        )
        for row in _rows("indicators.csv")
    }


@cache
def flows() -> dict[str, Flow]:
    """The codes of flows, in capitals."""
    return {row["code"]: cast(Flow, row["flow"]) for row in _rows("flows.csv")}


@cache
def dataflow(agency: str, name: str) -> Dataflow:
    """What is known of a dataflow; of one that no line describes, that its agency is its source and that it keeps to
    the standard: ISO codes, values multiplied by UNIT_MULT."""
    for row in _rows("dataflows.csv"):
        if row["agency"] == agency.upper() and name.upper().startswith(row["dataflow"]):
            return Dataflow(
                source=row["source"],
                places=row["places"],
                nomenclature=row["nomenclature"],
                edition=row["edition"] or None,
                multiplied=row["multiplier"] == "yes",
                quantities=row["quantities"] == "yes",
                exports=cast(Valuation | None, row["exports"] or None),
                imports=cast(Valuation | None, row["imports"] or None),
                system=cast(TradeSystem | None, row["system"] or None),
            )
    return Dataflow(source=agency.casefold() or "sdmx")


@cache
def _places() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["scheme"], row["code"]): (row["place"], row["what"]) for row in _rows("places.csv")}


@cache
def _imf_groups() -> dict[str, str]:
    return {f"G{entry.imf}": code for code, entry in groups().items() if entry.imf}


@cache
def _imf_names() -> dict[str, str]:
    return {row["name"]: row["place"] for row in _rows("imf_names.csv")}


class NoPlace(Exception):
    """A code that is no country or group of ours; `what` says what it is, where that is known."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@cache
def _place(code: str, scheme: str) -> tuple[str | None, str]:
    listed = _places().get((scheme, code))
    if listed is not None:
        return listed[0] or None, listed[1]
    if scheme == "imf" and code in _imf_groups():
        return _imf_groups()[code], ""
    if scheme == "imf" and code[:1] == "G" and code[1:].isdecimal():
        return None, "a group of the IMF"
    if not (2 <= len(code) <= 3 and (code.isalpha() or code.isdecimal())):
        return None, ""
    try:
        return country(code), ""
    except UsageError:
        return None, ""


def place(code: str, scheme: str) -> str:
    """Our code of a place. Raises NoPlace for a code that stands for none of ours."""
    found, what = _place(code.strip().upper(), scheme)
    if found is None:
        raise NoPlace(what)
    return found


def imf_place(name: str) -> str:
    """Our code of a country by the name that the IMF gives it ("Belarus, Rep. of"). Raises NoPlace."""
    if name in _imf_names():
        return _imf_names()[name]
    plain = name
    for ending in (", Rep. of", ", The", ", Islamic Rep. of", ", Arab Rep. of", ", Kingdom of", ", Kingdom of the"):
        plain = plain.removesuffix(ending)
    try:
        return country(plain)
    except UsageError:
        raise NoPlace("") from None
