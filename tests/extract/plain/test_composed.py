"""Every event, tender and restriction with every way of going on: what follows must not change how the opening is
read, and is read with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.plain.test_plain import problems

GRIDS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "composed.yaml").read_text(encoding="utf-8"))
ROWS = [(grid["name"], opening["text"]) for grid in GRIDS for opening in grid["openings"]]


def _told(opening: dict[str, str], way: dict[str, Any]) -> str:
    first = "" if way.get("nothing") else f"{opening['told']} {way.get('sets', '')}"
    return "; ".join(part for part in (first.strip(), way.get("more", "")) if part)


@pytest.mark.parametrize(("name", "text"), ROWS)
def test_composed(name: str, text: str) -> None:
    grid = next(grid for grid in GRIDS if grid["name"] == name)
    opening = next(opening for opening in grid["openings"] if opening["text"] == text)
    rows = [{"before": "", "text": text + way["text"], "told": _told(opening, way)} for way in grid["goes_on"]]
    assert [problem for row in rows for problem in problems(row)] == []
