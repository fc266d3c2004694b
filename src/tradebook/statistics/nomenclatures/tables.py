"""The tables of nomenclatures, read late and once."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a table by the names of its header."""
    text = files("tradebook.statistics.nomenclatures").joinpath("tables", table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
