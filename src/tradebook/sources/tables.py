"""The reviewed tables of this package, read late through importlib.resources."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the table `name`, a CSV with a header, each as column -> value."""
    table = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))
