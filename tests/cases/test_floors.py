"""The reading of the cases stays above its floors (cases/floors.toml), and the suites are what they claim to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradebook.evaluate import agreement, check_floors, evaluate, load_cases, load_floors, render
from tradebook.extract import extract


@pytest.mark.parametrize("suite", ["dev", "sealed"])
def test_the_reading_stays_above_the_floors(root: Path, suite: str) -> None:
    result = evaluate(load_cases(root / "cases" / suite), extract)
    floors = load_floors(root / "cases" / "floors.toml")
    assert floors[suite], "no floors are pinned"
    complaints = check_floors(result, floors, suite)
    assert not complaints, "\n".join([*complaints, render(result, misses=False)])


def test_the_sealed_suite_is_large_enough(root: Path) -> None:
    sealed = load_cases(root / "cases" / "sealed")
    assert all(case.sealed for case in sealed)
    kinds = [one.statement.__struct_config__.tag for case in sealed for one in case.statements]
    assert kinds.count("trade_flow") >= 100 and kinds.count("deal") >= 60
    assert sum(len(case.report.text.split()) >= 120 for case in sealed) >= 20


def test_two_annotators_agree(root: Path) -> None:
    result = agreement(load_cases(root / "cases" / "sealed"), root / "cases" / "second" / "sealed.yaml")
    assert len(result.outcomes) >= 50
    assert result.score().strict.f1 >= 0.95, render(result, misses=False)
