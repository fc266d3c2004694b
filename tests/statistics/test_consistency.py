"""Remarks on a load: none on figures that fit, one on each that was broken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tradebook.statistics import Row
from tradebook.statistics.consistency import MOST, remarks
from tradebook.statistics.spans import Span, month_span, quarter_span, since_january, whole_year


def row(span: Span, value: Decimal | None, **told: object) -> Row:
    plain = Row(
        reporter="AZE", partner="BLR", flow="imports", start=span.start, end=span.end, frequency=span.frequency,
        value=value, currency="USD", source="x", licence="not told", retrieved=date(2026, 1, 1), origin="t.csv, line 2",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **told)


MONTHS = st.lists(st.integers(1, 10**9), min_size=12, max_size=12)


def table(months: list[int], step: int) -> list[Row]:
    """A year told as months, quarters, cumulative and whole, each figure rounded to `step` by itself."""

    def rounded(value: int) -> Decimal:
        return Decimal((value + step // 2) // step * step)

    found = [row(month_span(2021, n), rounded(value)) for n, value in enumerate(months, start=1)]
    found += [row(quarter_span(2021, n), rounded(sum(months[3 * n - 3 : 3 * n]))) for n in range(1, 5)]
    return found + [row(since_january(2021, n), rounded(sum(months[:n]))) for n in range(2, 13)]


@given(MONTHS, st.sampled_from([1, 10, 1000, 100_000]))
def test_no_remark_on_figures_that_were_rounded_apart(months: list[int], step: int) -> None:
    scaled = [value * 1000 for value in months]
    assert [told for told in remarks(table(scaled, step)) if "zero" not in told] == []


@given(MONTHS, st.integers(0, 11), st.integers(10**6, 10**9))
def test_a_broken_month_is_told(months: list[int], at: int, more: int) -> None:
    rows = table(months, 1)
    rows[at] = msgspec.structs.replace(rows[at], value=Decimal(months[at] + more))
    told = remarks(rows)
    assert any("its months add up to" in one and "t.csv, line 2" in one for one in told)


@given(MONTHS, st.integers(1, 9))
def test_a_cumulative_figure_that_falls_is_told(months: list[int], at: int) -> None:
    rows = [one for one in table(months, 1) if one.frequency in ("cumulative", "year")]
    rows[at] = msgspec.structs.replace(rows[at], value=Decimal(0))
    assert any("above 2021" in one or "above" in one for one in remarks(rows))


def test_the_words_of_a_remark() -> None:
    rows = [row(month_span(2021, n), Decimal(10)) for n in range(1, 13)] + [row(whole_year(2021), Decimal(132))]
    assert remarks(rows) == [
        "Imports of Azerbaijan from Belarus: 2021 is 132 USD, but its months add up to 120 USD (-9.09 %; t.csv, line 2)"
    ]


def test_a_missing_month_or_a_withheld_one_makes_no_remark_of_a_sum() -> None:
    rows = [row(month_span(2021, n), Decimal(10)) for n in range(1, 12)] + [row(whole_year(2021), Decimal(999))]
    assert remarks(rows) == []
    rows.append(row(month_span(2021, 12), None))
    assert remarks(rows) == ["1 figure is withheld by the source and kept as not known (the first: t.csv, line 2)"]


def test_negative_zero_and_gone() -> None:
    told = remarks([
        row(whole_year(2021), Decimal(-5)), row(whole_year(2020), Decimal(0)),
        row(whole_year(1995), Decimal(5), partner="SUN"), row(whole_year(2005), Decimal(5), partner="SSD"),
        row(whole_year(2019), Decimal(5), commodity="8803"),
        row(whole_year(2018), Decimal(5), commodity="333", nomenclature="SITC"),
    ])  # fmt: skip
    assert told[0] == "Imports of Azerbaijan from Belarus: 2021 is negative, -5 USD (t.csv, line 2)"
    assert told[1].startswith("1 figure is zero")
    assert "Soviet Union (SUN) ceased on 1991-12-25, but has figures of 1995; see also ARM, AZE" in told[2]
    assert "South Sudan (SSD) began on 2011-07-09, but has figures of 2005; see also SDN" in told[3]
    assert "nobody tells" in told[4]
    assert told[5].startswith("1 figure is in SITC")


def test_many_of_a_kind_are_counted() -> None:
    told = remarks([row(whole_year(2000 + n), Decimal(-1)) for n in range(MOST + 4)])
    assert len(told) == MOST + 1 and told[-1] == "... and 4 more of this kind"
