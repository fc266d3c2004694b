"""What a person knows of markets beyond trade: growth, tariffs, distances; a CSV with a line a country.

    country,gdp_ratio,population_ratio,elasticity,tariff,tariff_of_all,distance,distance_of_all
    KAZ,1.22,1.06,1.1,0,4.5,2700,2400

`country` is a name or code; every other column may be left out. Ratios are expected over present (1.22 is 22 % more),
`elasticity` is that of imports a head to GDP a head, `tariff` in per cent what the exporter's good meets there,
`tariff_of_all` what the good meets there on average, `distance` in km from the exporter, `distance_of_all` the average
distance of what the market imports of the good.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from msgspec import Struct

from tradebook.errors import BadRecord, UsageError
from tradebook.places import country

LEAST = {"tariff": Decimal(0), "tariff_of_all": Decimal(0), "elasticity": Decimal(0)}
LARGEST = Decimal(100_000)


class Market(Struct, frozen=True, kw_only=True):
    """One line of the table; null where it says nothing. Tariffs in per cent, distances in kilometres."""

    gdp_ratio: Decimal | None = None
    population_ratio: Decimal | None = None
    elasticity: Decimal | None = None
    tariff: Decimal | None = None
    tariff_of_all: Decimal | None = None
    distance: Decimal | None = None
    distance_of_all: Decimal | None = None


def read_outlook(path: Path) -> dict[str, Market]:
    """The table of markets in a file, by country. Raises `UsageError` where it cannot be opened, `BadRecord` for a
    column, country or number that it cannot use, or a country that stands there twice."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: it cannot be read as a table ({error}). Name a CSV file in UTF-8") from error
    return dict(_markets(str(path), text))


def _markets(where: str, text: str) -> Iterator[tuple[str, Market]]:
    lines = csv.DictReader(text.splitlines(), skipinitialspace=True)
    known = ("country", *Market.__struct_fields__)
    for column in lines.fieldnames or ():
        if column not in known:
            raise BadRecord(where, f"'{column}' is no column of it", f"The columns are {', '.join(known)}", 1)
    if "country" not in (lines.fieldnames or ()):
        raise BadRecord(where, "the column 'country' is missing", "Name it in the first line", 1)
    seen: set[str] = set()
    for line in lines:
        at = lines.line_num
        if None in line:
            raise BadRecord(where, "it has more fields than the first line", "Give each field a column", at)
        code = _country(where, line["country"], at)
        if code in seen:
            raise BadRecord(where, f"{code} stands there twice", "Keep one line a country", at)
        seen.add(code)
        yield code, Market(**{name: _number(where, name, line.get(name), at) for name in known[1:]})


def _country(where: str, words: str | None, at: int) -> str:
    try:
        return country(words or "")
    except UsageError as error:
        raise BadRecord(where, str(error).rstrip("."), "Give its code, such as KAZ", at) from error


def _number(where: str, name: str, words: str | None, at: int) -> Decimal | None:
    if words is None or not words.strip():
        return None
    try:
        value = Decimal(words.strip())
    except InvalidOperation:
        raise BadRecord(where, f"{name} '{words}' is no number", "Write it like 4.5", at) from None
    least = LEAST.get(name)
    if not value.is_finite() or value > LARGEST or (value <= 0 if least is None else value < least):
        raise BadRecord(where, f"{name} '{words}' cannot be", "Ratios and distances are above 0, tariffs not below", at)
    return value
