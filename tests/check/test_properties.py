"""Properties of the checks: consistent figures always add up, broken ones never do."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.check.build import statement

from tradebook.check import Verdict, run_checks
from tradebook.check.intervals import Figure, figure, meeting
from tradebook.statement import Qualifier

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
