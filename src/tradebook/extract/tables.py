"""The extractor's tables of words: loaded once, late, from CSV files beside this module."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/NAME.csv`, each a mapping of column to text."""
    table = resources.files("tradebook.extract").joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(table, newline="")))


@cache
def words(name: str, column: str = "form") -> frozenset[str]:
    """One column of a table as a set of words."""
    return frozenset(row[column] for row in rows(name))
