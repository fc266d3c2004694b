"""`tradebook alternatives`, over hand-made figures and a hand-made book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.making import load
from tests.analysis.test_potential import reported
from tests.cli.conftest import Command
from tests.cli.making import BAN
from tradebook.statement import Statement
from tradebook.statistics import Statistics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    load(Statistics(tmp_path / "statistics"), reported())
    return tmp_path / "statistics"


def test_closed_markets_first_then_the_ranks_then_what_they_leave_out(
    run: Command, book: list[Statement], folder: Path
) -> None:
    done = run("alternatives", "--good", "4406", "--from", "Belarus", "--without", "GBR", "--statistics", folder)
    assert done.code == 0, done.err
    parts = (
        "4406 Railway or tramway sleepers",
        "Closed: United Kingdom; left out as you ask; $30.0 million a year was sold there",
        "Closed: Austria, Belgium",
        f'"{BAN}" [1]',
        "1   Kazakhstan   $20.6 million   $10.6 million",
        "2   Russia       $10.5 million              $0   $20.0 million",
        "This leaves out",
        "UN Comtrade terms, not to be passed on",
        "[1] Tradebook Example",
    )
    places = [done.out.index(part) for part in parts]
    assert places == sorted(places)


def test_json_has_every_figure_behind_a_rank(run: Command, book: list[Statement], folder: Path) -> None:
    found = run("alternatives", "--good", "sleepers", "--from", "BLR", "--json", "--statistics", folder).json
    first = found["ranked"][0]
    assert (first["country"], first["potential"]) == ("KAZ", "20588235.29")
    assert {k: float(v) for k, v in first["ease_parts"].items()} == {"actual": 70e6, "hypothetical": 51e6}
    assert (first["ease"], float(first["sold_now"])) == ("1.372549", 10e6)
    assert found["supply"]["share"] == "0.3"
    assert [one["closed"]["country"] for one in found["closed"]].count("POL") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--good", "unheard-of stuff", "--from", "BLR"], "is no good that Tradebook knows"),
        (["--good", "9999", "--from", "BLR"], "is no code of the Harmonized System"),
        (["--good", "4406", "--from", "BLR", "--years", "2023-2019"], "names no years"),
        (["--good", "4406", "--from", "BLR", "--without", "BLR"], "cannot be excluded"),
        (["--good", "4406", "--from", "BLR", "--outlook", "nowhere.csv"], "cannot be read"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    run: Command, book: list[Statement], folder: Path, arguments: list[str], words: str
) -> None:
    done = run("alternatives", *arguments, "--statistics", folder)
    assert done.code == 2
    assert words in done.err


def test_without_figures_it_says_what_to_load(run: Command, book: list[Statement], tmp_path: Path) -> None:
    done = run("alternatives", "--good", "4406", "--from", "BLR", "--statistics", tmp_path / "none")
    assert done.code == 0
    assert "Cannot tell the ranking. To load:" in done.out
