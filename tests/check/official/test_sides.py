"""Both sides of a trade: how a figure of a period is found among the rows, and what is said where it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.official.world import months, row, store
from tradebook.check.official import Trade, accounts, both_sides
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.sides import covering
from tradebook.statistics import Row, Statistics

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def trade(reporter: str, partner: str, flow: str, *commodities: str, **more: date) -> Trade:
    period = {"start": YEAR[0], "end": YEAR[1]} | more
    goods = {"commodities": commodities} if commodities else {}
    return Trade(reporter=reporter, partner=partner, flow=flow, **goods, **period)  # type: ignore[arg-type]


def test_both_sides_are_named_with_their_rows(tmp_path: Path) -> None:
    ours, theirs = row("BLR exports AZE", "2021", 120), row("AZE imports BLR", "2021", 130)
    found = both_sides(store(tmp_path, [ours, theirs]), "BLR", "AZE", (), *YEAR)
    assert found.exports and found.imports and found.complete
    assert (found.exports.rows, found.imports.rows) == ((ours,), (theirs,))
    assert (found.exports.valuation, found.imports.valuation) == ("FOB", "CIF")
    assert (found.gap, found.ratio) == (10, Decimal(130) / 120)
    assert found.exports_missing == found.imports_missing == ""


def test_a_side_without_rows_says_what_is_missing(tmp_path: Path) -> None:
    found = both_sides(store(tmp_path, [row("BLR exports AZE", "2021", 120)]), "BLR", "AZE", (), *YEAR)
    assert found.exports and found.imports is None and found.gap is None and not found.complete
    assert found.imports_missing == "no figure of Azerbaijan on its imports from Belarus is loaded for any period"
    other = both_sides(store(tmp_path, [row("BLR exports AZE", "2020", 120)]), "BLR", "AZE", (), *YEAR)
    assert "for this period" in other.exports_missing


@pytest.mark.parametrize(
    ("rows", "period", "value", "how"),
    [
        (months("BLR exports AZE", 2021, range(1, 13)), "year", 78, "sum of months"),
        (months("BLR exports AZE", 2021, range(1, 12)), "year", None, "only 11 months"),
        (months("BLR exports AZE", 2021, [1, None, *range(3, 13)]), "year", None, "only 11 months"),
        ([row("BLR exports AZE", "2021-01..2021-12", 5)], "year", 5, "as reported"),
        ([row("BLR exports AZE", "2021", 7), row("BLR exports AZE", "2021-01..2021-12", 5)], "year", 7, "as reported"),
        ([row("BLR exports AZE", "2021", None)], "year", None, "comtrade withholds"),
        (
            [row("BLR exports AZE", "2021-01..2021-09", 9), row("BLR exports AZE", "2021-01..2021-06", 5)],
            "third quarter",
            4,
            "difference of figures from 1 January",
        ),
    ],
)
def test_a_period_is_made_of_what_is_there(rows: list[Row], period: str, value: int | None, how: str) -> None:
    days = YEAR if period == "year" else (date(2021, 7, 1), date(2021, 9, 30))
    found, reason = covering(rows, *days)
    assert (found.value if found else None) == value
    assert how in (found.how if found else reason)


def test_codes_that_do_not_overlap_are_added_up(tmp_path: Path) -> None:
    rows = [row("BLR exports AZE", "2021", 5, code, quantity=Decimal(2), unit="KGM") for code in ("0201", "0202")]
    (found,) = accounts(store(tmp_path, rows), trade("BLR", "AZE", "exports", "0201", "0202")).found
    assert (found.value, found.quantity, found.unit) == (10, 4, "KGM")
    lone = accounts(store(tmp_path, rows[:1]), trade("BLR", "AZE", "exports", "0201", "0202"))
    assert lone.found == () and "0202" in lone.missing


def test_a_heading_is_made_of_its_codes_only_where_the_level_is_whole(tmp_path: Path) -> None:
    codes = [row("BLR exports AZE", "2021", 5, code) for code in ("440610", "440690", "020110")]
    asked = trade("BLR", "AZE", "exports", "4406")
    assert accounts(store(tmp_path, codes), asked).reported is None
    whole = accounts(store(tmp_path, [*codes, row("BLR exports AZE", "2021", 15)]), asked).reported
    assert whole and (whole.value, whole.how) == (10, "sum of the codes below")
    part = accounts(store(tmp_path, [*codes, row("BLR exports AZE", "2021", 16)]), asked)
    assert part.reported is None


def test_a_reconciled_series_is_a_third_figure_and_never_a_side(tmp_path: Path) -> None:
    rows = [
        row("BLR exports AZE", "2021", 5, code, series="reconciled", source="baci") for code in ("440610", "440690")
    ]
    found = both_sides(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found.exports is None and found.reconciled and found.reconciled.value == 10


def test_sides_of_one_source_are_held_against_each_other(tmp_path: Path) -> None:
    rows = [
        row("BLR exports AZE", "2021", 5, source="belstat", vintage=date(2024, 2, 1)),
        row("BLR exports AZE", "2021", 6),
        row("AZE imports BLR", "2021", 7),
    ]
    found = both_sides(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found.exports and found.exports.source == "comtrade"


def test_sides_in_two_currencies_have_no_gap(tmp_path: Path) -> None:
    rows = [row("BLR exports AZE", "2021", 5, currency="BYN"), row("AZE imports BLR", "2021", 7)]
    found = both_sides(store(tmp_path, rows), "BLR", "AZE", (), *YEAR)
    assert found.exports and found.imports and found.gap is None and found.ratio is None


def test_only_what_was_known_counts_on_request(tmp_path: Path) -> None:
    rows = [
        row("BLR exports AZE", "2021", 5, vintage=date(2022, 2, 1)),
        row("BLR exports AZE", "2021", 6, vintage=date(2023, 2, 1)),
    ]
    lookup = Lookup(store(tmp_path, rows))

    def known(day: date | None) -> Decimal | None:
        found = accounts(lookup, trade("BLR", "AZE", "exports"), day).reported
        return found.value if found else None

    assert [known(day) for day in (date(2022, 1, 1), date(2022, 6, 1), None)] == [None, 5, 6]


def test_what_was_known_then_cannot_be_told_where_no_vintage_of_then_is_loaded(tmp_path: Path) -> None:
    found = both_sides(
        store(tmp_path, [row("BLR exports AZE", "2021", 5, vintage=date(2023, 2, 1))]),
        "BLR",
        "AZE",
        (),
        *YEAR,
        as_known=date(2022, 6, 14),
    )
    assert found.exports is None
    assert found.exports_missing == (
        "what Belarus reported by 14 June 2022 is not loaded; the figure loaded is as of 1 February 2023"
    )


def test_a_group_is_the_sum_of_its_members_where_all_are_there(tmp_path: Path) -> None:
    from tradebook.places import members

    union = sorted(members("EAEU", date(2021, 12, 31)) - {"BLR"})
    rows = [row(f"BLR exports {member}", "2021", 5) for member in union]
    asked = trade("BLR", "EAEU", "exports")
    found = accounts(store(tmp_path / "all", rows), asked).reported
    assert found and (found.value, found.how) == (5 * len(union), "sum of the members")
    assert accounts(store(tmp_path / "fewer", rows[1:]), asked).reported is None
    own = row("BLR exports EAEU", "2021", 99)
    printed = accounts(store(tmp_path / "own", [*rows, own]), asked).reported
    assert printed and printed.rows == (own,)


def test_an_empty_store_has_no_sides(tmp_path: Path) -> None:
    found = both_sides(Statistics(tmp_path / "none"), "BLR", "AZE", (), *YEAR)
    assert found.exports is None and found.imports is None and found.reconciled is None


@given(
    st.lists(st.decimals(min_value=0, max_value=10**12, places=2), min_size=12, max_size=12),
    st.randoms(use_true_random=False),
)
def test_months_in_any_order_make_their_year(values: list[Decimal], random: Random) -> None:
    rows = months("BLR exports AZE", 2021, values)
    random.shuffle(rows)
    found, _ = covering(rows, *YEAR)
    assert found and found.value == sum(values)
    assert covering(rows[1:], *YEAR)[0] is None
