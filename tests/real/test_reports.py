"""The two real reports: every statement that they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.real.expected import missing, producer, visit
from tests.real.reading import read_file
from tests.real.world import ORIGINAL

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


def _claims(path: Path) -> set[tuple[str, str]]:
    _, statements = read_file(path)
    return {
        (s["kind"], str([s.get("measure"), s.get("type"), (s.get("amount") or {}).get("value"), s.get("countries")]))
        for s in statements
    }
