"""Shares, places and lists of goods and partners, and sides that are only pointed at: each figure with its own country,
good and part."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.extract.drawing import countries
from tests.extract.flows.noting import noted
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import TradeFlow

PUBLISHED = date(2024, 6, 20)
COUNTRIES = countries("Chile", "Kenya", "Jordan", "Vietnam", "Egypt", "Poland", "Ghana", "Peru", "Norway", "Serbia")


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [*_rows("shares_and_lists.csv"), *_rows("pointing.csv")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_shares_and_lists(row: dict[str, str]) -> None:
    drawn = dict(zip("ABCD", Random(row["text"]).sample(COUNTRIES, 4), strict=True))
    letters = {country.code: letter for letter, country in drawn.items()} | {"WLD": "world"}
    names = {letter: country.name for letter, country in drawn.items()}
    adjectives = {f"{letter}j": country.adjective for letter, country in drawn.items()}
    text = row["text"].format(**names, **adjectives).replace(" // ", "\n\n")
    found = [s for s in extract(make_report(text, published=PUBLISHED)).statements if isinstance(s, TradeFlow)]
    told = {noted(flow, letters, dated="@" in row["flows"]) for flow in found}
    assert told == {flow for flow in row["flows"].split("; ") if flow}, text
