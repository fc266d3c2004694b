"""Every opening of a deal with every way of going on, in the notation of `test_told`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.deal.test_told import PUBLISHED, _differs, _Draw, _noted, _wanted
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Deal

GRIDS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "composed.yaml").read_text(encoding="utf-8"))
ROWS = [(grid["name"], opening) for grid in GRIDS for opening in grid["openings"]]


def _expected(told: str, way: dict[str, Any]) -> list[str]:
    if "delivering" in way:
        told = told.replace(" signed ", " delivering ", 1) + f" {way['delivering']}"
    return [f"{told} {way.get('more', '')}".strip(), *way.get("besides", ())]


@pytest.mark.parametrize(
    ("name", "opening"), ROWS, ids=lambda value: value if isinstance(value, str) else value["text"]
)
def test_composed(name: str, opening: dict[str, str]) -> None:
    wrong = []
    for way in next(grid["goes_on"] for grid in GRIDS if grid["name"] == name):
        raw = opening["text"] + way["text"]
        draw = _Draw(raw)
        text = raw.format(**draw.words)
        read = extract(make_report(text, published=PUBLISHED)).statements
        found = [_noted(one, draw) for one in read if isinstance(one, Deal)]
        wanted = [_wanted(told) for told in _expected(opening["told"], way)]
        if len(found) != len(wanted):
            wrong.append((text, found))
            continue
        for want in wanted:
            best = min(found, key=lambda one: len(_differs(one, want)))
            if told := _differs(best, want):
                wrong.append((text, [told]))
            found.remove(best)
    assert not wrong
