"""Units of quantity as offices write them -> UNECE Recommendation 20, mass in kilograms (tables/units.csv)."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

from msgspec import Struct


class Unit(Struct, frozen=True):
    """One line of the table: the `code` of Recommendation 20 and how many of it make one of the unit written."""

    code: str
    factor: Decimal


@cache
def units() -> dict[str, Unit]:
    """The units by their word in lower case."""
    text = files("tradebook.statistics").joinpath("tables", "units.csv").read_text(encoding="utf-8")
    return {row["word"]: Unit(row["code"], Decimal(row["factor"])) for row in csv.DictReader(text.splitlines())}
