"""Properties of the official checks: a true figure never differs, one turned round or broken at random is found."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.check.build import statement
from tests.check.official.world import months, row, store
from tradebook.check.official import Lookup, run_official
from tradebook.check.verdict import Verdict
from tradebook.statistics import Row

QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
APART = Decimal("1.4")  # figures further apart than any band


class World(NamedTuple):
    """What two countries report on their trade with each other, in a year."""

    exports: int
    imports: int
    mirrored_exports: int
    mirrored_imports: int
    by_months: bool

    def rows(self) -> list[Row]:
        told = {
            "AZE exports BLR": self.exports,
            "AZE imports BLR": self.imports,
            "BLR exports AZE": self.mirrored_exports,
            "BLR imports AZE": self.mirrored_imports,
        }
        if self.by_months:
            return [
                r
                for who, value in told.items()
                for r in months(who, 2021, [value - 11 * (value // 12)] + [value // 12] * 11)
            ]
        return [row(who, "2021", value) for who, value in told.items()]

    def of(self, reporter: str, measure: str) -> int:
        """A figure by the books of one of the two."""
        ours, theirs = (self.exports, self.imports), (self.mirrored_exports, self.mirrored_imports)
        exports, imports = ours if reporter == "AZE" else theirs
        return {"exports": exports, "imports": imports, "turnover": exports + imports, "balance": exports - imports}[
            measure
        ]


VALUES = st.integers(10**7, 10**12)
WORLDS = st.builds(World, VALUES, VALUES, VALUES, VALUES, st.booleans())
MEASURES = st.sampled_from(["exports", "imports", "turnover", "balance"])
UNITS = st.sampled_from([1, 10**3, 10**5, 10**6])
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])
OTHER = {"AZE": "BLR", "BLR": "AZE"}


def amount(value: int, unit: int, rounding: str = ROUND_HALF_UP) -> dict[str, object]:
    shown = int((Decimal(value) / unit).quantize(Decimal(1), rounding=rounding)) * unit
    return {"value": shown, "currency": "USD", "precision": unit}


def checked(folder: Path, world: World, measure: str, told: dict[str, object], **sides: object) -> Verdict:
    flow = {"kind": "trade_flow", "measure": measure, "period": "2021", "amount": told, **sides}
    (found,) = run_official([statement(flow)], store(folder, world.rows()))
    return found


def far(a: int, b: int) -> bool:
    """Whether two figures are further apart than any band reaches."""
    low, high = sorted((abs(a), abs(b)))
    return (a < 0) != (b < 0) or high > low * APART


@QUICK
@given(WORLDS, MEASURES, UNITS, ROUNDINGS, st.sampled_from(["AZE", "BLR"]))
def test_a_true_figure_never_differs(
    tmp_path: Path, world: World, measure: str, unit: int, rounding: str, reporter: str
) -> None:
    told = amount(world.of(reporter, measure), unit, rounding)
    found = checked(tmp_path, world, measure, told, reporter=reporter, partner=OTHER[reporter])
    assert found.result in (("agrees",) if rounding == ROUND_HALF_UP else ("agrees", "agrees within"))


@QUICK
@given(WORLDS, MEASURES, UNITS, st.sampled_from(["AZE", "BLR"]))
def test_a_true_figure_turned_round_changes_its_verdict(
    tmp_path: Path, world: World, measure: str, unit: int, reporter: str
) -> None:
    true, turned = world.of(reporter, measure), world.of(OTHER[reporter], measure)
    room = (world.of(OTHER[reporter], "turnover")) // 10
    assume(far(true, turned) and abs(true - turned) > room + 2 * unit)
    told = amount(true, unit)
    assert checked(tmp_path, world, measure, told, reporter=reporter, partner=OTHER[reporter]).result == "agrees"
    found = checked(tmp_path, world, measure, told, reporter=OTHER[reporter], partner=reporter)
    assert found.result == "differs"
    if measure != "balance":
        assert "it is the figure of" in found.sentence


@QUICK
@given(WORLDS, MEASURES, UNITS, st.integers(2, 9), st.booleans())
def test_a_figure_broken_at_random_is_found(
    tmp_path: Path, world: World, measure: str, unit: int, times: int, up: bool
) -> None:
    true = world.of("AZE", measure)
    shift = times * world.of("AZE", "turnover")
    broken = true + shift if up or measure != "balance" else true - shift
    found = checked(tmp_path, world, measure, amount(broken, unit), reporter="AZE", partner="BLR")
    assert found.result == "differs"


@QUICK
@given(WORLDS, st.sampled_from(["exports", "imports", "turnover"]), UNITS, st.sampled_from(["AZE", "BLR"]))
def test_whose_figure_it_is_is_found_where_the_books_are_apart(
    tmp_path: Path, world: World, measure: str, unit: int, reporter: str
) -> None:
    true, turned = world.of(reporter, measure), world.of(OTHER[reporter], measure)
    assume(far(true, turned) and abs(true - turned) > 2 * unit)
    found = checked(tmp_path, world, measure, amount(true, unit), between=["AZE", "BLR"])
    assert found.result == "agrees"
    fitting = [p for p in found.proposals if p.fits and p.words.startswith(("Azerbaijan", "Belarus"))]
    assert fitting[0].reporter == reporter
    assert found.rows == fitting[0].rows


@QUICK
@given(st.integers(10**7, 10**12), st.integers(101, 999), UNITS)
def test_an_importers_figure_below_the_exporters_is_never_within_the_band(
    tmp_path: Path, imports: int, more: int, unit: int
) -> None:
    exports = imports * (1000 + more) // 1000 + unit
    lookup = Lookup(store(tmp_path, [row("AZE imports BLR", "2021", imports)]))
    flow = {
        "kind": "trade_flow",
        "measure": "exports",
        "reporter": "BLR",
        "partner": "AZE",
        "period": "2021",
        "amount": amount(exports, unit),
    }
    (found,) = run_official([statement(flow)], lookup)
    assert found.result == "cannot tell"


@pytest.mark.parametrize("measure", ["exports", "imports", "turnover"])
def test_the_order_of_the_pair_does_not_matter(tmp_path: Path, measure: str) -> None:
    world = World(295_500_000, 128_900_000, 478_000_000, 407_500_000, False)
    told = amount(world.of("AZE", measure), 10**5)
    found = [checked(tmp_path, world, measure, told, between=pair).rows for pair in (["AZE", "BLR"], ["BLR", "AZE"])]
    assert found[0] == found[1] != ()


@pytest.fixture(scope="module")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Lookup:
    """Two years of both sides, a good, goods not specified, zeros, a withheld figure."""
    rows = [
        row("AZE exports BLR", "2021", 295_500_000),
        row("AZE exports BLR", "2020", 0),
        row("AZE imports BLR", "2021", None),
        row("BLR exports AZE", "2021", 478_000_000),
        row("BLR imports AZE", "2021", -5),
        row("AZE exports WLD", "2021", 22_000_000_000),
        row("AZE exports BLR", "2021", 1_000_000, "0702", quantity=Decimal(0), unit="KGM"),
        row("AZE exports BLR", "2021", 294_500_000, "9999"),
    ]
    return Lookup(store(tmp_path_factory.mktemp("small"), rows))


NUMBERS = st.one_of(st.none(), st.integers(-(10**40), 10**40), st.floats(allow_nan=False, allow_infinity=False))
QUALIFIERS = st.sampled_from(["exact", "about", "over", "under", "up_to"])
SIDES = st.sampled_from(
    [
        {"reporter": "AZE", "partner": "BLR"},
        {"reporter": "BLR", "partner": "AZE"},
        {"between": ["AZE", "BLR"]},
        {"reporter": "AZE", "partner": "WLD"},
        {"reporter": "AZE", "partner": "AZE"},
        {"reporter": "EAEU", "partner": "EAEU"},
        {"reporter": "XXX", "partner": "BLR"},
        {"reporter": "AZE"},
        {},
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    NUMBERS,
    NUMBERS,
    NUMBERS,
    QUALIFIERS,
    MEASURES,
    SIDES,
    st.sampled_from([None, "2021", "2020", "2021-03", "2007..", "XXXX-05-18"]),
    st.sampled_from([[], ["tomatoes:0702"], ["things"], ["fruit:08", "nuts:0802"]]),
    st.sampled_from(["USD", "AZN", None]),
    st.sampled_from([None, "non-oil", "something"]),
)
def test_absurd_figures_never_break_a_check(
    small_world: Lookup,
    value: float | None,
    precision: float | None,
    percent: float | None,
    mark: str,
    measure: str,
    sides: dict[str, object],
    period: str | None,
    goods: list[str],
    currency: str | None,
    excludes: str | None,
) -> None:
    flow = {
        "kind": "trade_flow",
        "measure": measure,
        "amount": {"value": value, "currency": currency, "precision": precision, "qualifier": mark},
        "quantity": {"value": value, "unit": "TNE", "precision": precision, "qualifier": mark},
        "change": {"percent": percent, "qualifier": mark},
        "share": {"percent": percent, "of": {"measure": measure}},
        "rank": {"n": 3, "among": "partners in the CIS"},
        "goods": goods,
        "excludes": excludes,
        **sides,
        **({"period": period} if period else {}),
    }
    for found in run_official([statement(flow)], small_world):
        assert found.sentence.endswith(".") and found.explanation
        assert found.rows or found.result == "cannot tell"
