"""The tables of words: each row holds all columns of its header.

A row cut short reads as one with nothing there, which the pure build may never look at and the compiled one refuses.
"""

from __future__ import annotations

import csv
from pathlib import Path


def test_no_row_is_cut_short(root: Path) -> None:
    uneven = []
    for table in sorted((root / "src" / "tradebook").rglob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        uneven += [(table.name, *row) for row in rows if len(row) != len(header)]
    assert not uneven
