"""The extractor's tables of words: loaded once, late, from CSV files beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/NAME.csv`, each a mapping of column to text."""
    path = resources.files("tradebook.extract").joinpath("tables", f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, column: str = "form") -> frozenset[str]:
    """One column of a table as a set of words."""
    return frozenset(row[column] for row in rows(name))
