"""The annotation guide says what the scorer does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tradebook.evaluate import load_cases
from tradebook.evaluate.compare import SCORED, STRICT
from tradebook.statement import KINDS


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "annotation.md").read_text(encoding="utf-8")


def test_the_table_of_compared_slots_is_the_scorers(guide: str) -> None:
    rows = re.findall(r"^\| (\w+) \| (stance, [^|]+) \| ([^|]+) \|$", guide, flags=re.MULTILINE)
    table = {kind: (tuple(strict.split(", ")), tuple(scored.split(", "))) for kind, strict, scored in rows}
    assert table == {kind: (STRICT[kind], SCORED[kind]) for kind in KINDS}


def test_the_example_is_a_valid_case(guide: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, flags=re.DOTALL)
    path.write_text(example, encoding="utf-8")
    (case,) = load_cases(path)
    assert len(case.statements) == 1


def test_every_kind_is_explained(guide: str) -> None:
    assert all(f"**{kind}**" in guide for kind in KINDS)
