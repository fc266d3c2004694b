"""The two real reports: every statement that they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.real.expected import missing, producer, visit
from tests.real.reading import read_file
from tests.real.world import ORIGINAL
from tradebook.check.official import run_official
from tradebook.extract import extract
from tradebook.statistics import Statistics
from tradebook.statistics.loading import Terms, load

pytestmark = pytest.mark.real


def test_the_visit(texts: Path) -> None:
    report, statements = read_file(next((texts / "reports").glob("000_*.txt")))
    assert report.outlet == "Azernews"
    assert report.published is None
    problems = missing(statements, visit(ORIGINAL))
    assert not problems, "\n".join(problems)


def test_the_producer(texts: Path) -> None:
    report, statements = read_file(next((texts / "reports").glob("004_*.txt")))
    assert (report.outlet, report.published, report.byline) == ("Azernews", date(2022, 6, 14), "Ayya Lmahamad")
    problems = missing(statements, producer(ORIGINAL))
    assert not problems, "\n".join(problems)


def test_the_background_of_both_is_the_same_claim(texts: Path) -> None:
    """Turnover, relations, goods and joint production: what 004 repeats of 000 reads alike in both."""
    by_report = [_claims(path) for path in sorted((texts / "reports").glob("00[04]_*.txt"))]
    shared = by_report[0] & by_report[1]
    assert {kind for kind, _ in shared} >= {"trade_flow", "milestone"}


def test_the_figures_of_2021_are_not_those_of_belarus_and_cannot_be_told_further(texts: Path, tmp_path: Path) -> None:
    """Both reports against bulletins/azerbaijan_belarus.csv; docs/checks-official.md tells the answer."""
    statistics = Statistics(tmp_path)
    figures = Path(__file__).parents[2] / "bulletins" / "azerbaijan_belarus.csv"
    load(figures, Terms(retrieved=date(2024, 3, 1), mapping=figures.with_suffix(".yaml")), statistics)
    for name in ("000", "004"):
        report, _ = read_file(next((texts / "reports").glob(f"{name}_*.txt")))
        found = run_official(extract(report).statements, statistics)
        assert {verdict.result for verdict in found} == {"cannot tell"}
        assert "whose figure it is" in {verdict.check for verdict in found}
        for verdict in found:
            assert "no figure of Azerbaijan" in verdict.sentence or "no whole list of goods" in verdict.sentence


def _claims(path: Path) -> set[tuple[str, str]]:
    _, statements = read_file(path)
    return {
        (s["kind"], str([s.get("measure"), s.get("type"), (s.get("amount") or {}).get("value"), s.get("countries")]))
        for s in statements
    }
