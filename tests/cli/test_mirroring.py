"""`tradebook figure` and `tradebook mirror`, over hand-made figures and a hand-made book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.making import load
from tests.analysis.test_mirroring import ours, theirs, third
from tests.cli.conftest import Command
from tests.cli.making import EXPORTS
from tradebook.statement import Statement
from tradebook.statistics import Statistics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    load(Statistics(tmp_path / "statistics"), [ours(), theirs(), ours("2022", 250), third()])
    return tmp_path / "statistics"


def test_the_number_to_say_with_what_stands_behind_it(run: Command, book: list[Statement], folder: Path) -> None:
    done = run("figure", "Azerbaijan", "BLR", "exports", "2021", "--statistics", folder)
    assert done.code == 0, done.err
    parts = (
        "To say: In 2021 Azerbaijan exported goods worth $300 million to Belarus, by its own figures (UN Comtrade",
        "Beside it: Belarus counts $315 million as its imports",
        "Ours: $300 million, exports by Azerbaijan",
        "Theirs: $315 million, imports by Belarus",
        "Reconciled: $306 million",
        "Gap, importer's figure less exporter's: $15 million, a ratio of 1.05",
        "valuation: $15 million",
        "unexplained: $0",
        "not lag: not tested",
        "The press",
        f'exports $295.5 million, whose is not said: "{EXPORTS}" [1]',
        "[1] Tradebook Example",
    )
    places = [done.out.index(part) for part in parts]
    assert places == sorted(places)


def test_figure_as_json(run: Command, book: list[Statement], folder: Path) -> None:
    found = run("figure", "AZE", "BLR", "exports", "2022", "--json", "--statistics", folder).json
    assert (float(found["number"]), found["books"], found["theirs"]) == (250e6, "own", None)
    assert found["silent"][0]["country"] == "BLR"


@pytest.mark.parametrize(
    ("period", "words"),
    [("last year", "names no period"), ("2021-13", "names no period"), ("2021-05..2021-01", "names no period")],
)
def test_a_period_that_is_none(run: Command, book: list[Statement], period: str, words: str) -> None:
    done = run("figure", "AZE", "BLR", "exports", period)
    assert done.code == 2
    assert words in done.err


def test_the_mirror_with_its_chart(run: Command, book: list[Statement], folder: Path, tmp_path: Path) -> None:
    chart = tmp_path / "chart.html"
    done = run("mirror", "AZE", "BLR", "--statistics", folder, "--chart", chart, "--own-use")
    assert done.code == 0, done.err
    assert "2021     $300 million     $315 million   $15 million" in done.out
    assert "2022     $250 million             none" in done.out
    assert "exports $295.5 million, whose is not said" in done.out
    assert "Mirror only, Belarus: its imports from Azerbaijan in 2022 are not loaded" in done.out
    assert "Belarus: its statistics office stopped publishing" in done.out
    assert "For your own use alone: it holds figures of comtrade" in done.out
    assert "<svg" in chart.read_text(encoding="utf-8") and "own use alone" in chart.read_text(encoding="utf-8")


def test_a_chart_for_others_has_only_what_may_be_passed_on(
    run: Command, book: list[Statement], folder: Path, tmp_path: Path
) -> None:
    chart = tmp_path / "chart.svg"
    done = run("mirror", "AZE", "BLR", "--statistics", folder, "--chart", chart)
    assert "Figures of comtrade are left out" in done.out
    text = chart.read_text(encoding="utf-8")
    assert text.startswith("<svg") and "by Belarus" not in text and "reconciled" in text


def test_what_cannot_be_drawn(run: Command, book: list[Statement], folder: Path, tmp_path: Path) -> None:
    assert "as .svg or .html" in run("mirror", "AZE", "BLR", "--chart", "chart.pdf").err
    done = run("mirror", "AZE", "RUS", "--statistics", folder, "--chart", tmp_path / "none.svg")
    assert done.code == 2
    assert "there is nothing to draw: there are no figures" in done.err
    assert "No figures of this trade are loaded" in done.out


def test_mirror_as_json(run: Command, book: list[Statement], folder: Path) -> None:
    found = run("mirror", "AZE", "BLR", "--json", "--years", "2021", "--statistics", folder).json
    (year,) = found["directions"][0]["years"]
    assert float(year["gap"]["value"]) == 15e6
    assert found["mirror_only"] == []
