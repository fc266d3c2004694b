"""Causes of a gap: each is named where rows bear it out, with what it explains, and not otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.official.world import months, row, store
from tradebook.check.official import Gap, gap_of, margin
from tradebook.check.official.causes import TESTS
from tradebook.errors import BadRecord
from tradebook.statistics import Row

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def gap(folder: Path, exports: object, imports: object, *rows: Row, good: str = "TOTAL") -> Gap:
    sides = [row("BLR exports AZE", "2021", exports, good), row("AZE imports BLR", "2021", imports, good)]
    found = gap_of(store(folder, [*sides, *rows]), "BLR", "AZE", () if good == "TOTAL" else (good,), *YEAR)
    assert found
    return found


def named(found: Gap) -> dict[str, Decimal]:
    return {cause.name: cause.value for cause in found.causes}


def reasons(found: Gap) -> dict[str, str]:
    return {cause.name: cause.reason for cause in found.untested}


def test_transport_explains_an_importers_figure_that_is_a_little_higher(tmp_path: Path) -> None:
    found = gap(tmp_path, 100_000_000, 105_000_000)
    assert named(found) == {"valuation": 5_000_000}
    assert found.unexplained == 0
    (cause,) = found.causes
    assert (cause.low, cause.high) == (0, 5_000_000)
    assert "0 % to 10 %, mostly 6 %" in cause.sentence


def test_transport_explains_its_usual_part_of_a_larger_gap(tmp_path: Path) -> None:
    found = gap(tmp_path, 100_000_000, 150_000_000)
    assert named(found) == {"valuation": 6_000_000}
    assert (found.unexplained, found.explained, found.ratio) == (44_000_000, 6_000_000, Decimal("1.5"))


def test_transport_never_explains_an_importers_figure_below_the_exporters(tmp_path: Path) -> None:
    found = gap(tmp_path, 100_000_000, 99_000_000)
    assert found.causes == ()
    assert (found.value, found.unexplained) == (-1_000_000, -1_000_000)
    assert "not above" in reasons(found)["valuation"]


def test_transport_is_not_named_where_the_rows_do_not_say_how_they_value(tmp_path: Path) -> None:
    rows = [row("BLR exports AZE", "2021", 100, valuation=None), row("AZE imports BLR", "2021", 104)]
    found = gap_of(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found and found.causes == () and "FOB or CIF" in reasons(found)["valuation"]


def test_re_exports_explain_an_exporters_figure_that_is_higher(tmp_path: Path) -> None:
    found = gap(tmp_path, 100, 60, row("BLR re-exports AZE", "2021", 25))
    assert named(found) == {"re-exports": -25}
    assert found.unexplained == -15
    assert found.causes[0].at_most
    assert named(gap(tmp_path, 100, 140, row("BLR re-exports AZE", "2021", 25))) == {"valuation": 6}


def test_a_cause_never_explains_more_than_the_gap(tmp_path: Path) -> None:
    found = gap(tmp_path, 100, 90, row("BLR re-exports AZE", "2021", 25))
    assert named(found) == {"re-exports": -10} and found.unexplained == 0


def test_goods_that_came_by_way_of_others_explain_an_importers_figure_that_is_higher(tmp_path: Path) -> None:
    by_way = [row("AZE imports BLR", "2021", value, partner2=c) for c, value in (("GEO", 30), ("BLR", 170))]
    found = gap(tmp_path, 100, 200, *by_way)
    assert named(found) == {"valuation": 6, "consignment": 30}
    assert found.unexplained == 64
    assert "by way of Georgia" in found.causes[1].sentence
    straight = gap(tmp_path, 100, 200, row("AZE imports BLR", "2021", 200, partner2="BLR"))
    assert "straight" in reasons(straight)["consignment"]


def test_goods_of_other_origins_explain_an_exporters_figure_that_is_higher(tmp_path: Path) -> None:
    found = gap(tmp_path, 100, 60, row("AZE imports POL", "2021", 12, partner2="BLR"))
    assert named(found) == {"transit": -12}


def test_arrivals_a_month_later_explain_what_moves_over_the_turn_of_the_year(tmp_path: Path) -> None:
    left = [10, 80, 20, 60, 5, 40, 70, 10, 90, 15, 30, 200]
    before = [30, 20, 55, 10, 70, 15, 45, 25, 60, 35, 20, 90]
    came = [90, *left[:-1]]
    rows = [
        *months("BLR exports AZE", 2020, before),
        *months("BLR exports AZE", 2021, left),
        *months("AZE imports BLR", 2021, came),
    ]
    found = gap_of(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found and named(found) == {"lag": -110}
    assert (found.value, found.unexplained) == (-110, 0)
    assert "1 month later" in found.causes[0].sentence


def test_a_lag_is_not_named_where_the_months_fit_as_they_stand(tmp_path: Path) -> None:
    left = [10, 80, 20, 60, 5, 40, 70, 10, 90, 15, 30, 200]
    rows = [
        *months("BLR exports AZE", 2020, [50] * 12),
        *months("BLR exports AZE", 2021, left),
        *months("AZE imports BLR", 2021, [value * 2 for value in left]),
    ]
    found = gap_of(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found and "lag" not in named(found) and "no better" in reasons(found)["lag"]


def test_goods_not_specified_explain_a_good_that_one_side_has_less_of(tmp_path: Path) -> None:
    hidden = row("AZE imports BLR", "2021", 30, "99")
    found = gap(tmp_path, 100, 60, hidden, good="8601")
    assert named(found) == {"residual codes": -30}
    both = gap(tmp_path, 100, 60, hidden, row("BLR exports AZE", "2021", 22, "99"), good="8601")
    assert named(both) == {"residual codes": -8}
    assert "residual codes" not in named(gap(tmp_path, 100, 60, hidden))


def test_without_rows_nothing_is_named_and_each_test_says_why(tmp_path: Path) -> None:
    found = gap(tmp_path, 100, 60)
    assert found.causes == () and len(found.untested) == len(TESTS)
    assert all(cause.reason for cause in found.untested)


def test_there_is_no_gap_without_both_sides(tmp_path: Path) -> None:
    assert gap_of(store(tmp_path, [row("BLR exports AZE", "2021", 1)]), "BLR", "AZE", (), *YEAR) is None


AMOUNTS = st.integers(0, 10**9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_causes_and_the_rest_make_the_gap(
    tmp_path: Path, ours: int, theirs: int, rx: int, via: int, other: int
) -> None:
    found = gap(
        tmp_path,
        ours,
        theirs,
        row("BLR re-exports AZE", "2021", rx),
        row("AZE imports BLR", "2021", via, partner2="GEO"),
        row("AZE imports POL", "2021", other, partner2="BLR"),
    )
    assert found.value == theirs - ours == found.explained + found.unexplained
    assert all(cause.value * found.value > 0 for cause in found.causes)
    assert abs(found.explained) <= abs(found.value)
    for cause in found.causes:
        assert min(cause.low, cause.high) <= cause.value <= max(cause.low, cause.high)


def test_a_desks_own_margin_of_a_pair_stands_over_the_published_ones(tmp_path: Path) -> None:
    assert margin("BLR", "AZE").usual == Decimal("0.06")
    assert margin("BLR", "KEN").high == Decimal("0.13")
    table = tmp_path / "margins.csv"
    table.write_text("exporter,importer,low,usual,high,source\nBLR,AZE,0.01,0.08,0.2,our own\n", encoding="utf-8")
    assert margin("BLR", "AZE", tmp_path).usual == Decimal("0.08")
    assert margin("BLR", "GEO", tmp_path).usual == Decimal("0.06")


@pytest.mark.parametrize("line", ["BLR,AZE,a,0.1,0.2,x", "BLR,AZE,0.3,0.1,0.2,x", "BLR,AZE"])
def test_a_margin_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "margins.csv").write_text(f"exporter,importer,low,usual,high,source\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRecord, match="line 2"):
        margin("BLR", "AZE", tmp_path)
