"""Cases written from statements are read back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradebook.evaluate import load_cases
from tradebook.evaluate.score import evaluate
from tradebook.evaluate.written import cases_yaml
from tradebook.extract import Reading


def suites() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "cases" / "dev").glob("*.yaml"))


@pytest.mark.parametrize("path", suites(), ids=lambda path: path.stem)
def test_a_file_of_cases_comes_back(path: Path, tmp_path: Path) -> None:
    """Every case of ours, written anew and read again, expects the same statements in every compared slot."""
    cases = load_cases(path)
    again = tmp_path / "again.yaml"
    again.write_text(cases_yaml(cases), encoding="utf-8")
    back = load_cases(again)
    assert [case.report.text for case in back] == [case.report.text for case in cases]
    expected = {case.report.id: [e.statement for e in case.statements] for case in back}
    result = evaluate(cases, lambda report: Reading(expected[report.id], [], "en"))
    wrong = [(o.case.id, pair.wrong) for o in result.outcomes for pair in o.pairs if not pair.strict]
    assert wrong == []
