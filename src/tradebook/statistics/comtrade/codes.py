"""UN Comtrade's own codes: areas, units of quantity, flows, editions of nomenclatures.

Sources: the reference tables of UN Comtrade (partnerAreas, QuantityUnits, tradeRegimes). Most area codes are the ISO
numbers; `tables/comtrade_areas.csv` holds those that are not.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

from tradebook.errors import UsageError
from tradebook.places import is_group, name, numeric, source_code
from tradebook.places.tables import countries, groups
from tradebook.statistics.row import Flow
from tradebook.statistics.units import Unit
from tradebook.statistics.units import units as written_units

FLOWS: dict[str, Flow] = {"X": "exports", "M": "imports", "RX": "re-exports", "RM": "re-imports"}
EDITIONS = {
    "H0": ("HS", "1992"), "H1": ("HS", "1996"), "H2": ("HS", "2002"), "H3": ("HS", "2007"), "H4": ("HS", "2012"),
    "H5": ("HS", "2017"), "H6": ("HS", "2022"), "HS": ("HS", None), "S1": ("SITC", "Rev.1"), "S2": ("SITC", "Rev.2"),
    "S3": ("SITC", "Rev.3"), "S4": ("SITC", "Rev.4"), "SS": ("SITC", None), "B4": ("BEC", "Rev.4"),
    "B5": ("BEC", "Rev.5"),
}  # fmt: skip


class Area(Struct, frozen=True):
    """A code of UN Comtrade that is no ISO number: `ours` is "" where we have no code for the area, `ask` whether
    figures of today are asked for under it."""

    code: str
    name: str
    ours: str
    ask: str
    remark: str


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = files("tradebook.statistics").joinpath("tables", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def own_areas() -> dict[str, Area]:
    """The area codes that are no ISO numbers."""
    return {row["code"]: Area(**row) for row in _table("comtrade_areas.csv")}


@cache
def _areas() -> dict[str, str]:
    iso = {str(int(entry.numeric)): code for code, entry in countries().items() if entry.numeric}
    blocs = {code: group for group in groups() if (code := source_code(group, "comtrade"))}
    return iso | blocs | {code: area.ours for code, area in own_areas().items()}


def area_of(code: object) -> str | None:
    """The country or group of a code of UN Comtrade ("757", 757 -> "CHE"); None for what is neither of ours."""
    text = str(code).strip()
    return _areas().get(text.lstrip("0") or text[:1]) or None


def area_words(code: object) -> str:
    """A code with the name that UN Comtrade gives it, for messages: "899 (Areas, not elsewhere specified)"."""
    known = own_areas().get(str(code))
    return f"{code} ({known.name})" if known else str(code)


@cache
def code_to_ask(area: str) -> str:
    """The code under which UN Comtrade is asked for a country or group; raises `UsageError` where it has none."""
    for code, entry in own_areas().items():
        if entry.ours == area and entry.ask == "yes":
            return code
    number = source_code(area, "comtrade") if is_group(area) else numeric(area)
    if not number:
        raise UsageError(f"UN Comtrade has no figures for {name(area)} ({area}). Name its members one by one")
    return str(int(number))


@cache
def units() -> dict[str, Unit]:
    """The units of our table by UN Comtrade's codes and by its signs ("5" and "u" are pieces)."""
    written = written_units()
    return {row[column]: written[row["word"]] for row in _table("comtrade_units.csv") for column in ("code", "sign")}
