"""Properties of the checks: consistent figures always add up, broken ones never do."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.check.build import statement
from tradebook.check import Verdict, run_checks
from tradebook.check.intervals import Figure, figure, meeting
from tradebook.statement import Qualifier, Statement, TradeFlow

UNITS = st.sampled_from([Decimal(10) ** n for n in (3, 5, 6, 8, 9)])
VALUES = st.integers(min_value=10**10, max_value=10**13).map(Decimal)
QUALIFIERS: st.SearchStrategy[Qualifier] = st.sampled_from(["exact", "about", "over", "under", "up_to"])


def printed(value: Decimal, unit: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    return (value / unit).quantize(Decimal(1), rounding=rounding) * unit


def triple(turnover: Decimal, exports: Decimal, imports: Decimal, units: list[Decimal]) -> list[Verdict]:
    """The verdicts on a turnover, exports and imports printed with these last digits."""
    measures = ("turnover", "exports", "imports")
    return run_checks(
        statement(
            {
                "kind": "trade_flow",
                "measure": measure,
                "between": ["AZE", "BLR"],
                "period": "2021",
                "amount": {"value": int(value), "currency": "USD", "precision": int(unit), "text": str(value)},
            }
        )
        for measure, value, unit in zip(measures, (turnover, exports, imports), units, strict=True)
    )


def results(verdicts: list[Verdict]) -> list[str]:
    return [v.result for v in verdicts if v.check == "turnover is exports plus imports"]


@given(VALUES, VALUES, st.lists(UNITS, min_size=3, max_size=3))
def test_a_consistent_triple_adds_up_however_it_is_rounded(a: Decimal, b: Decimal, units: list[Decimal]) -> None:
    values = [printed(v, u) for v, u in zip((a + b, a, b), units, strict=True)]
    assert results(triple(*values, units)) == ["adds up"]


@given(VALUES, VALUES, st.lists(UNITS, min_size=3, max_size=3))
def test_a_consistent_triple_is_never_flagged_however_it_is_cut(a: Decimal, b: Decimal, units: list[Decimal]) -> None:
    values = [printed(v, u, ROUND_DOWN) for v, u in zip((a + b, a, b), units, strict=True)]
    assert results(triple(*values, units)) in (["adds up"], ["cannot tell"])


@given(VALUES, VALUES, st.lists(UNITS, min_size=3, max_size=3), st.integers(1, 10**6), st.booleans())
def test_a_triple_shifted_beyond_its_digits_never_adds_up(
    a: Decimal, b: Decimal, units: list[Decimal], more: int, up: bool
) -> None:
    shift = sum(units) + more
    turnover = a + b + shift if up else max(Decimal(0), a + b - shift)
    exports, imports = printed(a, units[1]), printed(b, units[2])
    room = sum(units)
    told = printed(turnover, units[0])
    if abs(told - exports - imports) > room:
        assert results(triple(told, exports, imports, units)) == ["does not add up"]


@given(VALUES, st.integers(-95, 300), UNITS, UNITS)
def test_consistent_growth_is_never_flagged(base: Decimal, percent: int, first: Decimal, second: Decimal) -> None:
    now = base * (100 + percent) / 100
    flows = [
        {"period": "2021", "amount": {"value": int(printed(base, first)), "precision": int(first), "currency": "EUR"}},
        {
            "period": "2022",
            "amount": {"value": int(printed(now, second)), "precision": int(second), "currency": "EUR"},
            "change": {"percent": percent, "versus": "2021"},
        },
    ]
    common = {"kind": "trade_flow", "measure": "imports", "reporter": "NGA", "partner": "IND"}
    found = run_checks(statement(common | flow) for flow in flows)
    assert [v.result for v in found if v.check == "growth fits its base"] == ["adds up"]


@given(st.integers(1, 10**14), UNITS, QUALIFIERS, st.booleans())
def test_the_likely_reading_lies_within_the_possible_one(
    value: int, unit: Decimal, mark: Qualifier, minus: bool
) -> None:
    found = figure(-value if minus else value, None, None, mark, unit)
    assert isinstance(found, Figure)
    assert found.possible.low <= found.likely.low <= found.value <= found.likely.high <= found.possible.high
    assert meeting(found, found) == "meets"


@given(st.integers(1, 10**14), UNITS, QUALIFIERS)
def test_a_negative_figure_mirrors_the_positive_one(value: int, unit: Decimal, mark: Qualifier) -> None:
    plus, minus = figure(value, None, None, mark, unit), figure(-value, None, None, mark, unit)
    assert plus and minus and minus.negated() == plus


@given(st.lists(st.integers(1, 97), min_size=2, max_size=8))
def test_shares_that_make_the_whole_add_up_and_larger_ones_do_not(parts: list[int]) -> None:
    def verdicts(shares: list[int]) -> list[str]:
        segments = [{"market": f"market {n}", "share": {"percent": share}} for n, share in enumerate(shares)]
        found = run_checks([statement({"kind": "sales_mix", "company": {"name": "Example"}, "segments": segments})])
        return [v.result for v in found if v.check == "sales shares make no more than the whole"]

    total = sum(parts)
    if total <= 97:
        assert verdicts([*parts, 100 - total]) == ["adds up"]
    if total > 100 + len(parts):
        assert verdicts(parts) == ["does not add up"]


class World(NamedTuple):
    """The true trade of two countries in two years, and how a report prints it."""

    exports: tuple[int, int]
    imports: tuple[int, int]
    part: int  # of the exports, in per mille
    units: tuple[int, ...]
    loose: bool


WORLDS = st.builds(
    World,
    st.tuples(st.integers(10**8, 10**12), st.integers(10**8, 10**12)),
    st.tuples(st.integers(10**8, 10**12), st.integers(10**8, 10**12)),
    st.integers(1, 1000),
    st.lists(st.sampled_from([10**5, 10**6, 10**7]), min_size=8, max_size=8).map(tuple),
    st.booleans(),
)


def report_on(world: World) -> list[Statement]:
    """A report that tells this world: totals, balance, growth, a good and its share, all rounded as printed."""
    units = iter(world.units)

    def flow(measure: str, value: int | Decimal, year: int, **more: object) -> Statement:
        unit = Decimal(next(units))
        shown = int(printed(Decimal(value), unit))
        qualifier = "about" if world.loose else "exact"
        amount = {"value": shown, "currency": "USD", "precision": int(unit), "qualifier": qualifier}
        sides = {"reporter": "CHL", "partner": "KOR"}
        return statement(
            {"kind": "trade_flow", "measure": measure, **sides, "amount": amount, "period": str(year), **more}
        )

    (before, now), (bought_before, bought) = world.exports, world.imports
    growth = round(100 * (now - before) / before, 1)
    good = Decimal(now) * world.part / 1000
    return [
        flow("turnover", now + bought, 2022),
        flow("exports", now, 2022, change={"percent": growth, "versus": "2021"}),
        flow("imports", bought, 2022),
        flow("balance", now - bought, 2022),
        flow("exports", before, 2021),
        flow("imports", bought_before, 2021),
        flow(
            "exports",
            good,
            2022,
            goods=["copper:7403"],
            share={"percent": world.part / 10, "of": {"measure": "exports", "reporter": "CHL", "partner": "KOR"}},
        ),
    ]


@given(WORLDS)
def test_no_check_fires_on_a_consistent_report(world: World) -> None:
    found = run_checks(report_on(world))
    assert not [v.sentence for v in found if v.result != "adds up"]
    assert {v.check for v in found} >= {
        "turnover is exports plus imports",
        "balance is exports less imports",
        "growth fits its base",
        "a share fits its two sums",
    }


@given(WORLDS, st.sampled_from([0, 2, 3]), st.integers(4, 9))
def test_a_figure_broken_at_random_is_found(world: World, broken: int, times: int) -> None:
    statements = report_on(world._replace(loose=False))
    flow = statements[broken]
    assert isinstance(flow, TradeFlow) and flow.amount and flow.amount.value is not None
    shift = sum(world.exports) + sum(world.imports)
    wrong = msgspec.structs.replace(flow.amount, value=int(flow.amount.value) + times * shift)
    statements[broken] = msgspec.structs.replace(flow, amount=wrong)
    assert {"does not add up", "impossible"} & {v.result for v in run_checks(statements)}


NUMBERS = st.one_of(st.none(), st.integers(-(10**40), 10**40), st.floats(allow_nan=False, allow_infinity=False))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, QUALIFIERS, st.sampled_from(["2021", "2022"])), max_size=6))
def test_absurd_numbers_never_break_a_check(
    rows: list[tuple[float | None, float | None, float | None, Qualifier, str]],
) -> None:
    measures = ("turnover", "exports", "imports", "balance", "exports", "imports")
    statements = [
        statement(
            {
                "kind": "trade_flow",
                "measure": measure,
                "between": ["AZE", "BLR"],
                "period": year,
                "amount": {"value": value, "currency": "USD", "precision": precision, "qualifier": mark},
                "change": {"percent": percent, "versus": "2021", "qualifier": mark},
                "share": {"percent": percent, "of": {"measure": measure}},
            }
        )
        for measure, (value, precision, percent, mark, year) in zip(measures, rows, strict=False)
    ]
    for found in run_checks(statements):
        assert found.sentence and found.explanation


def test_a_table_of_figures_that_cannot_be_told_apart_gives_no_verdict() -> None:
    statements = [
        statement(
            {
                "kind": "trade_flow",
                "measure": ("turnover", "exports", "imports")[n % 3],
                "between": ["AZE", "BLR"],
                "period": "2021",
                "amount": f"{n + 1} million USD",
            }
        )
        for n in range(600)
    ]
    assert run_checks(statements) == []
