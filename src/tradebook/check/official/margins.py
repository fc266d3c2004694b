"""How much more the same goods are worth where they arrive (CIF) than where they left (FOB): transport and insurance.

The table tables/margins.csv gives what is published, with its source a row; a desk that has margins of its own pairs
(the OECD publishes estimates by pair) puts a `margins.csv` of the same columns into the folder of the statistics. The
row of the pair stands over that of the importer's group, and that over the rest.
"""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from tradebook.errors import BadRecord
from tradebook.places import is_group, members

ANY = "*"
FILE = "margins.csv"


class Margin(Struct, frozen=True, kw_only=True):
    """The share by which a value CIF exceeds the same FOB: the least, the usual, the most; and who says so."""

    low: Decimal
    usual: Decimal
    high: Decimal
    source: str


def margin(exporter: str, importer: str, folder: Path | None = None) -> Margin:
    """The margin of a pair. Raises `BadRecord` where the desk's own table cannot be read."""
    own = folder / FILE if folder else None
    tables = ([_own(own, own.stat().st_mtime_ns)] if own and own.exists() else []) + [_published()]
    for table in tables:
        for asked in ((exporter, importer), (ANY, importer), (exporter, ANY)):
            if asked in table:
                return table[asked]
        for (a, b), found in table.items():
            if a == ANY and b != ANY and is_group(b) and importer in members(b):
                return found
        if (ANY, ANY) in table:
            return table[ANY, ANY]
    raise AssertionError("the published table has a row for all")


@cache
def _published() -> dict[tuple[str, str], Margin]:
    text = files("tradebook.check.official").joinpath("tables", FILE).read_text(encoding="utf-8")
    return _read(text, FILE)


@cache
def _own(path: Path, _changed: int) -> dict[tuple[str, str], Margin]:
    return _read(path.read_text(encoding="utf-8-sig"), str(path))


def _read(text: str, where: str) -> dict[tuple[str, str], Margin]:
    found = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            low, usual, high = (Decimal(row[name]) for name in ("low", "usual", "high"))
            pair, source = (row["exporter"], row["importer"]), row["source"]
        except (KeyError, TypeError, InvalidOperation) as error:
            problem = f"a row of margins cannot be read ({', '.join(str(v) for v in row.values())})"
            mend = "Its columns are exporter, importer, low, usual, high (0.06 for 6 %), source"
            raise BadRecord(where, problem, mend, number) from error
        if not Decimal(0) <= low <= usual <= high:
            raise BadRecord(where, f"{low}, {usual}, {high} do not rise", "Give low, usual and high from 0 up", number)
        found[pair] = Margin(low=low, usual=usual, high=high, source=source)
    return found
