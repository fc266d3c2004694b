"""Official statistics in read, check, show and brief: carried where they are loaded, else not in the way."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.check.official.world import row, store
from tests.cli.conftest import Command

TEXT = (
    "date 2022-06-14 By Example Wire\n\n"
    "The trade turnover between Azerbaijan and Belarus amounted to $424.4 million, with the exports accounting for "
    "$295.5 million and imports for $128.9 million in 2021.\n\n"
    "Azerbaijan's exports to Georgia amounted to $900 million in 2021.\n"
)
ROWS = [
    row("AZE exports BLR", "2021", 295_512_345),
    row("AZE imports BLR", "2021", 128_934_567),
    row("BLR exports AZE", "2021", 478_000_000),
    row("BLR imports AZE", "2021", 407_500_000),
    row("AZE exports GEO", "2021", 600_000_000),
    row("GEO imports AZE", "2021", 625_000_000),
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def statistics(tmp_path: Path) -> Path:
    """The folder that the commands look into, with rows in it."""
    return store(tmp_path / "statistics", ROWS).folder


def test_read_checks_new_figures_where_statistics_are_loaded(run: Command, report: Path, statistics: Path) -> None:
    told = run("read", report)
    assert "Checked:    " in told.out and "1 differs" in told.out
    assert "$900 million, but Azerbaijan itself reports $600 million" in told.out
    assert "Checked:    nothing to compare" in run("read", report).out


def test_read_says_nothing_of_checks_where_nothing_is_loaded(run: Command, report: Path) -> None:
    assert "checked" not in run("read", report, "--json").json


def test_read_counts_verdicts_for_programs(run: Command, report: Path, statistics: Path) -> None:
    told = run("read", report, "--json").json
    assert told["checked"]["agrees"] == 3 and told["checked"]["differs"] == 1
    assert len(told["red"]) == 1


def test_check_names_both_values_the_source_and_what_stands_beside_it(
    run: Command, report: Path, statistics: Path
) -> None:
    run("read", report)
    told = run("check", "AZE", "GEO").out
    assert "differs" in told and "33.3 % less" in told and "UN Comtrade, as of 1 March 2024" in told
    assert "beside it: Georgia reports $625 million." in told
    (verdict,) = run("check", "AZE", "GEO", "--json").json
    assert (verdict["result"], verdict["ratio"], verdict["publishable"]) == ("differs", "1.5000", False)
    assert verdict["rows"][0]["origin"] == "AZE exports GEO 2021 TOTAL"


def test_check_takes_the_folder_by_name(run: Command, report: Path, tmp_path: Path) -> None:
    run("read", report)
    folder = store(tmp_path / "elsewhere", ROWS).folder
    assert "differs" not in run("check").out
    assert "differs" in run("check", "--statistics", folder).out


def test_whose_figure_it_is_is_proposed_and_not_written(run: Command, report: Path, statistics: Path) -> None:
    run("read", report)
    verdicts: list[dict[str, Any]] = run("check", "AZE", "BLR", "--json").json
    exports = next(v for v in verdicts if "exports told" in v["sentence"])
    assert [p["reporter"] for p in exports["proposals"] if p["fits"]] == ["AZE"]
    facts = run("show", "AZE", "BLR", "--json").json["facts"]
    flow = next(f["statement"] for f in facts if f["statement"].get("measure") == "exports")
    assert flow["reporter"] is None and set(flow["between"]) == {"AZE", "BLR"}


def test_show_carries_the_verdicts(run: Command, report: Path, statistics: Path) -> None:
    run("read", report)
    assert "Against official statistics" in run("show", "AZE", "GEO").out
    assert len(run("show", "AZE", "BLR", "--json").json["verdicts"]) == 3


def test_show_counts_what_cannot_be_told(run: Command, report: Path, tmp_path: Path) -> None:
    store(tmp_path / "statistics", [row("TUR exports GEO", "2021", 1)])
    run("read", report)
    told = run("show", "AZE", "GEO").out
    assert "1 figure cannot be told from the statistics loaded" in told
    assert "Against official statistics" not in told


def test_the_brief_carries_the_verdicts(run: Command, report: Path, statistics: Path, tmp_path: Path) -> None:
    run("read", report)
    page = tmp_path / "brief.html"
    assert run("brief", "AZE", "GEO", "-o", page).code == 0
    html = page.read_text(encoding="utf-8")
    assert "What official statistics say" in html and "Azerbaijan itself reports $600 million" in html
    run("brief", "AZE", "GEO", "-o", page, "--statistics", tmp_path / "none")
    assert "official statistics" not in page.read_text(encoding="utf-8")


def test_without_the_libraries_the_commands_go_on(
    run: Command, report: Path, statistics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def lacking(name: str, *rest: Any, **more: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    told = run("read", report)
    assert told.code == 0 and "1 new" in told.out
    assert "tradebook[statistics]" in told.err


def test_official_figures_are_evidence_of_what_became_of_a_target(run: Command, tmp_path: Path) -> None:
    report = tmp_path / "target.txt"
    report.write_text(
        "date 2021-06-01 By Example Wire\n\n"
        "Azerbaijan plans to increase its exports to Georgia to $900 million in 2022.\n",
        encoding="utf-8",
    )
    run("read", report)
    assert [p["state"] for p in run("promises", "--as-of", "2024-06-01", "--json").json["promises"]] == ["due"]
    store(tmp_path / "statistics", [row("AZE exports GEO", "2022", 912_000_000)])
    (promise,) = run("promises", "--as-of", "2024-06-01", "--json").json["promises"]
    assert (promise["state"], promise["evidence"][0]["source"]) == ("kept", "UN Comtrade, as of 1 March 2024")
    assert "UN Comtrade" in run("promises", "--as-of", "2024-06-01").out
    assert "kept" in run("show", "AZE", "GEO").out


@pytest.mark.parametrize("public", [True, False])
def test_claim_reviews_rest_on_official_figures_that_may_be_shown(
    run: Command, report: Path, tmp_path: Path, public: bool
) -> None:
    store(tmp_path / "statistics", [msgspec.structs.replace(r, redistributable=public) for r in ROWS])
    run("read", report)
    told = run("export", "AZE", "GEO", "--format", "claimreview", "--publisher", "Example Desk")
    assert ("Azerbaijan itself reports $600 million" in told.out) is public
    assert ("left out: the figures behind may not be redistributed" in told.err) is not public
