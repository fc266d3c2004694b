"""The reading of the development cases stays above its pinned floors (cases/floors.toml)."""

from __future__ import annotations

from pathlib import Path

from tradebook.evaluate import check_floors, evaluate, load_cases, load_floors, render
from tradebook.extract import extract


def test_the_reading_stays_above_the_floors(root: Path) -> None:
    result = evaluate(load_cases(root / "cases" / "dev"), extract)
    complaints = check_floors(result, load_floors(root / "cases" / "floors.toml"), "dev")
    assert not complaints, "\n".join([*complaints, render(result, misses=False)])
