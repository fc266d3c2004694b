"""The figures of both sides that public sources gave, and what they say of the two reports of 2022."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.check.build import statement
from tradebook.check.official import Sides, both_sides, official_explanations, run_official
from tradebook.check.verdict import Verdict
from tradebook.statistics import Row, Statistics
from tradebook.statistics.loading import Terms, load

ROOT = Path(__file__).parents[3]
FIGURES = ROOT / "bulletins" / "azerbaijan_belarus.csv"
PAIR = {"between": ["AZE", "BLR"], "period": "2021", "kind": "trade_flow"}
TOLD = {"turnover": "424.4 million USD", "exports": "295.5 million USD", "imports": "128.9 million USD"}


@pytest.fixture(scope="module")
def statistics(tmp_path_factory: pytest.TempPathFactory) -> Statistics:
    found = Statistics(tmp_path_factory.mktemp("statistics"))
    loaded = load(FIGURES, Terms(retrieved=date(2024, 3, 1), mapping=FIGURES.with_suffix(".yaml")), found)
    assert not loaded.refused
    return found


def verdicts(statistics: Statistics) -> dict[str, Verdict]:
    told = [statement({**PAIR, "measure": measure, "amount": amount}) for measure, amount in TOLD.items()]
    return dict(zip(TOLD, run_official(told, statistics), strict=True))


def test_every_figure_names_its_publisher_who_cites_it_and_where(statistics: Statistics) -> None:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == len(statistics.rows())
    for line in lines:
        assert all(line[name] for name in ("publisher", "as cited by", "at"))
        assert date.fromisoformat(line["on"]) < date(2023, 1, 1)
        assert line["at"].startswith("https://")


def test_the_figures_of_2021_do_not_fit_the_books_of_belarus(statistics: Statistics) -> None:
    found = verdicts(statistics)
    assert {v.result for v in found.values()} == {"cannot tell"}
    assert {name: str(v.ratio) for name, v in found.items()} == {
        "turnover": "0.4793",
        "exports": "0.6182",
        "imports": "0.3163",
    }
    for verdict in found.values():
        assert "Belarus’" in verdict.sentence and "no figure of Azerbaijan" in verdict.sentence
        assert not any(p.fits for p in verdict.proposals)


def test_with_azerbaijans_own_figures_the_reading_is_proposed(statistics: Statistics, tmp_path: Path) -> None:
    """What the check would say if Azerbaijan's books say so: the rows are made up for this test."""
    more = [_year("exports", 295_512_000), _year("imports", 128_934_000)]
    with_both = Statistics(tmp_path / "both")
    (batch,) = statistics.batches()
    with_both.add(batch, [*statistics.rows(), *more])
    found = verdicts(with_both)
    assert {v.result for v in found.values()} == {"agrees"}
    assert all(v.proposals[0].reporter == "AZE" and v.proposals[0].fits for v in found.values())


def _year(flow: str, value: int) -> Row:
    from tests.check.official.world import row

    return row(f"AZE {flow} BLR", "2021", value)


def test_the_two_sides_of_2019_are_told_for_different_months(statistics: Statistics) -> None:
    found: Sides = both_sides(statistics, "BLR", "AZE", (), date(2019, 1, 1), date(2019, 7, 31))
    assert found.exports and found.exports.value == 109_620_000
    assert found.imports is None and "for this period" in found.imports_missing


def test_the_page_shows_examples_that_are_tested() -> None:
    page = (ROOT / "docs" / "checks-official.md").read_text(encoding="utf-8")
    cases = (ROOT / "tests" / "check" / "official" / "cases.yaml").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line for line in page.splitlines() if "**: " in line}
    assert set(rows) == set(official_explanations())
    for line in rows.values():
        for cell in line.strip("| ").split(" | ")[1:]:
            result, _, sentence = cell.partition("**: ")
            assert f'"{sentence}"' in cases and result.strip("*") in cases
