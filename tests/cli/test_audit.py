"""`tradebook audit`, over hand-made figures and a hand-made book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.making import a_row, load
from tests.cli.conftest import Command
from tests.cli.making import DEAL
from tradebook.statement import Statement
from tradebook.statistics import Statistics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [a_row("AZE", "imports", "BLR", 300_000, f"2022-{month:02}") for month in range(1, 13)]
    load(Statistics(tmp_path / "statistics"), rows)
    return tmp_path / "statistics"


def test_a_deal_with_its_bound_and_what_it_rests_on(run: Command, book: list[Statement], folder: Path) -> None:
    done = run("audit", "Azerbaijan", "BLR", "--statistics", folder)
    assert done.code == 0, done.err
    assert f'"{DEAL}"' in done.out
    assert "at most $2.40 million of $5 million can have been delivered by December 2022 (48 %)" in done.out
    assert "- the deal names no goods by code, so all trade counts" in done.out
    assert (
        "AZE imports from BLR of TOTAL, 2022-05 to 2022-12: $2,400,000 (comtrade, retrieved 2024-03-01; "
        "UN Comtrade terms, not to be passed on)" in done.out
    )
    assert "[1] Tradebook Example" in done.out


def test_json_has_the_sides(run: Command, book: list[Statement], folder: Path) -> None:
    (found,) = run("audit", "AZE", "BLR", "--json", "--statistics", folder).json
    assert (found["result"], float(found["bound"]), found["until"]) == ("at most", 2.4e6, "2022-12-31")
    assert [side["valuation"] for side in found["counted"]] == ["CIF"]


def test_without_figures_it_cannot_tell(run: Command, book: list[Statement], tmp_path: Path) -> None:
    done = run("audit", "AZE", "BLR", "--statistics", tmp_path / "none")
    assert done.code == 0
    assert "cannot tell how much of $5 million can have been delivered" in done.out


def test_a_pair_without_deals(run: Command, book: list[Statement], folder: Path) -> None:
    assert "The book has no contract" in run("audit", "FRA", "BLR", "--statistics", folder).out
    assert run("audit", "BLR", "BY").code == 2
