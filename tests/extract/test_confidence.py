"""Confidences: the table covers the model, the model gives chances, the fitting finds what it should."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tradebook.extract import extract
from tradebook.extract.confidence import FEATURES, GROUPS, LEAST, MOST, OTHER
from tradebook.extract.tables import rows
from tradebook.report import make_report


def test_the_table_names_groups_and_features() -> None:
    table = rows("confidence")
    assert {row["group"] for row in table} == {*GROUPS.values(), OTHER}
    assert {row["feature"] for row in table} <= set(FEATURES)
    assert all(abs(float(row["weight"])) < 20 for row in table)


def test_a_plain_sentence_is_surer_than_a_carried_one() -> None:
    text = "Peru's exports to Chile totalled $1.6 billion in 2022.\n\nThen they fell to about $0.9 billion."
    plain, *carried = extract(make_report(text)).statements
    assert carried and LEAST <= carried[0].confidence < plain.confidence <= MOST


@pytest.fixture(scope="module")
def calibrate(root: Path) -> dict[str, Any]:
    return runpy.run_path(str(root / "cases" / "calibrate.py"))


def test_the_fit_finds_how_often_statements_are_right(calibrate: dict[str, Any]) -> None:
    chance = Random(7)
    data = []
    for number in range(600):
        mark = chance.uniform(-2, 2)
        features = [1.0, mark, *[0.0] * (len(FEATURES) - 2)]
        data.append((features, chance.random() < (0.9 if mark > 0 else 0.3), number))
    told = calibrate["left_out"](data)
    sure = [right for p, right in told if p > 0.7]
    unsure = [right for p, right in told if p < 0.5]
    assert sum(sure) / len(sure) > 0.8 and sum(unsure) / len(unsure) < 0.45


def test_the_command_reads_cases_and_writes_the_table(
    calibrate: dict[str, Any], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "confidence.csv"
    main = calibrate["main"]
    monkeypatch.setitem(main.__globals__, "TABLE", table)
    monkeypatch.setitem(main.__globals__, "STEPS", 20)
    monkeypatch.setattr("sys.argv", ["calibrate.py", str(root / "cases" / "dev" / "figures.yaml"), "--write"])
    main()
    with table.open(encoding="utf-8") as written:
        found = list(csv.DictReader(written))
    assert {row["group"] for row in found} <= {*GROUPS.values(), OTHER}
    assert ("trade_flow", "bias") in {(row["group"], row["feature"]) for row in found}
