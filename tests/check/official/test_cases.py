"""The official checks on the cases of cases.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.check.build import statement
from tests.check.official.world import listed, store
from tradebook.check.official import OFFICIAL_CHECKS, official_explanations, run_official
from tradebook.statistics import Statistics

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_verdicts(case: dict[str, Any], tmp_path: Path) -> None:
    told = statement(case["statement"])
    (found,) = run_official([told], store(tmp_path, listed(case["rows"])))
    assert (found.result, found.sentence, found.beside) == (case["verdict"], case["sentence"], case.get("beside", ""))
    assert found.statements == (told.id,) and found.explanation
    assert found.rows or found.result == "cannot tell"


def test_every_result_and_every_check_has_a_case(tmp_path: Path) -> None:
    assert {case["verdict"] for case in CASES} == {"agrees", "agrees within", "differs", "cannot tell"}
    everything = store(tmp_path, listed(row for case in CASES for row in case["rows"]))
    verdicts = run_official([statement(case["statement"]) for case in CASES], everything)
    published = official_explanations()
    assert len(published) == len(OFFICIAL_CHECKS)
    assert {v.check for v in verdicts} == set(published)
    assert all(len(text) > 80 and text.endswith(".") for text in published.values())


def test_whose_figure_it_is_is_proposed_beside_the_statement_and_never_written_into_it(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"] == "whose exports it is, is proposed and not written")
    told = statement(case["statement"])
    before = told
    (found,) = run_official([told], store(tmp_path, listed(case["rows"])))
    assert told == before and getattr(told, "reporter", "") is None
    first, *others = found.proposals
    assert (first.reporter, first.partner, first.fits, first.distance) == ("AZE", "BLR", True, 0)
    assert len(others) == 3 and not any(other.fits for other in others)
    assert [other.distance is None for other in others] == [False, True, True]


def test_a_verdict_on_rows_that_may_not_be_shown_says_so(tmp_path: Path) -> None:
    told = statement(CASES[0]["statement"])
    (private,) = run_official([told], store(tmp_path / "a", listed(CASES[0]["rows"])))
    open_rows = [[*CASES[0]["rows"][0], {"redistributable": True}]]
    (public,) = run_official([told], store(tmp_path / "b", listed(open_rows)))
    assert not private.publishable and public.publishable


def test_a_verdict_is_kept_back_where_it_names_any_row_that_may_not_be_shown(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"].startswith("the same figure told as the partner's"))
    rows = [[*raw, {"redistributable": raw[0].startswith("BLR")}] for raw in case["rows"]]
    (found,) = run_official([statement(case["statement"])], store(tmp_path, listed(rows)))
    assert all(row.redistributable for row in found.rows) and not found.publishable


def test_without_official_rows_nothing_is_said(tmp_path: Path) -> None:
    assert run_official([statement(CASES[0]["statement"])], Statistics(tmp_path / "none")) == []


@pytest.mark.parametrize("stance", ["planned", "target", "expected", "denied"])
def test_what_is_not_told_as_done_is_left_alone(stance: str, tmp_path: Path) -> None:
    told = statement(CASES[0]["statement"] | {"stance": stance})
    assert run_official([told], store(tmp_path, listed(CASES[0]["rows"]))) == []


def test_a_reading_that_is_not_sure_is_no_red_flag(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["verdict"] == "differs")
    (found,) = run_official([statement(case["statement"] | {"confidence": 0.3})], store(tmp_path, listed(case["rows"])))
    assert found.result == "cannot tell" and "not read with enough certainty" in found.sentence
