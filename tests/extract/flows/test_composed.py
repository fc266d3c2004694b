"""Every opening with every way of going on: what stands before must not change how the rest is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from tests.extract.drawing import countries
from tests.extract.flows.noting import noted
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import TradeFlow

PUBLISHED = date(2024, 6, 20)
COUNTRIES = countries("Chile", "Kenya", "Vietnam", "Egypt", "Poland", "Ghana", "Peru", "Norway", "Serbia", "Japan")
FILES = ("composed.yaml", "composed_reports.yaml")
GRIDS: list[dict[str, Any]] = [
    grid for name in FILES for grid in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
ROWS = [(grid["name"], opening) for grid in GRIDS for opening in grid["openings"]]


def _expected(opening: dict[str, Any], way: dict[str, Any]) -> set[str]:
    told = [flow.format(**opening) for flow in way.get("flows", ())]
    own = list(opening.get("flows", ()))
    if "size" in opening:
        own = [f"{opening['flow']} {opening['size']}"]
    if own and "grown" in way:
        own[0] += f" {way['grown']}"
    return {flow if "@" in flow else f"{flow} @{opening.get('at', '2023')}" for flow in [*own, *told]}


@pytest.mark.parametrize(
    ("name", "opening"), ROWS, ids=lambda value: value if isinstance(value, str) else value["text"]
)
def test_composed(name: str, opening: dict[str, Any]) -> None:
    ways = next(grid["goes_on"] for grid in GRIDS if grid["name"] == name)
    wrong = []
    for way in ways:
        text = opening["text"] + way["text"]
        drawn = dict(zip("ABCD", Random(text).sample(COUNTRIES, 4), strict=True))
        letters = {country.code: letter for letter, country in drawn.items()} | {"WLD": "world"}
        names = {letter: country.name for letter, country in drawn.items()} | {"F": opening.get("F", "")}
        text = text.format(**names, **{f"{letter}j": country.adjective for letter, country in drawn.items()})
        found = extract(make_report(text, published=PUBLISHED)).statements
        assert all(start < end for one in found for spans in one.spans.values() for start, end in spans)
        told = {noted(flow, letters, dated=True) for flow in found if isinstance(flow, TradeFlow)}
        # trade between two is told from either end
        told = {flow.replace("turnover B-A", "turnover A-B") for flow in told}
        if told != _expected(opening, way):
            wrong.append((text, told ^ _expected(opening, way)))
    assert not wrong
