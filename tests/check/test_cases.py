"""The checks on the cases of cases.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.check.build import statement
from tradebook.check import ACROSS, CHECKS, catalogue, explanations, run_checks
from tradebook.check.official import OFFICIAL_CHECKS

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_verdicts(case: dict[str, Any]) -> None:
    statements = [statement(raw) for raw in case["statements"]]
    found = [[v.check, v.result, v.sentence] for v in run_checks(statements)]
    assert found == case["verdicts"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_verdicts_do_not_depend_on_the_order(case: dict[str, Any]) -> None:
    statements = [statement(raw) for raw in case["statements"]]
    found = {(v.check, v.result, v.sentence) for v in run_checks(reversed(statements))}
    assert found == {tuple(verdict) for verdict in case["verdicts"]}


def test_figures_of_two_reports_are_not_compared() -> None:
    case = next(case for case in CASES if case["name"] == "a turnover that its exports and imports do not make")
    statements = [statement(raw | {"report": f"report {n}"}) for n, raw in enumerate(case["statements"])]
    assert run_checks(statements) == []


def test_a_verdict_names_both_sides() -> None:
    case = next(case for case in CASES if case["name"] == "a turnover that its exports and imports do not make")
    statements = [statement(raw) for raw in case["statements"]]
    (found,) = run_checks(statements)
    assert set(found.statements) == {s.id for s in statements}
    assert found.report == statements[0].report.id
    assert [term.text for term in found.told.terms] == ["524.4 million USD"]
    assert [term.text for term in found.computed.terms] == ["295.5 million USD", "128.9 million USD"]
    assert (found.computed.low, found.computed.high) == (424_300_000, 424_500_000)


def test_every_check_explains_itself_and_has_a_case() -> None:
    published = explanations()
    assert len(published) == len(CHECKS) + len(ACROSS) + len(OFFICIAL_CHECKS)
    assert all(len(text) > 80 and text.endswith(".") for text in published.values())
    within = {listed.name for listed in catalogue() if listed.scope == "within a report"}
    assert {verdict[0] for case in CASES for verdict in case["verdicts"]} == within
