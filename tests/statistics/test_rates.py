"""Rates of exchange: named, of just the period, the reporter's own first; never one that is near."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.errors import BadRecord
from tradebook.statistics import Row
from tradebook.statistics.rates import Rate, Rates, add_rates, known_rates, read_rates

TABLE = """\
currency,base,period,rate,reporter,flow,source
KES,USD,2022,117.866,,,Central Bank of Kenya
KES,USD,2022,118,KEN,,Kenya's customs
KES,USD,2022,119,KEN,imports,Kenya's customs
KES,USD,2022-06,117.5,,,Central Bank of Kenya
KES,USD,2022-01/2022-06,115,,,Central Bank of Kenya
"""
ROW = Row(
    reporter="KEN", partner="UGA", flow="exports", start=date(2022, 1, 1), end=date(2022, 12, 31), frequency="year",
    value=Decimal(118000), currency="KES", source="knbs", licence="not told", retrieved=date(2026, 1, 1), origin="a",
)  # fmt: skip


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    path = tmp_path / "cbk.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert add_rates(tmp_path / "statistics", path) == 5
    return known_rates(tmp_path / "statistics")


def test_the_reporters_own_factor_goes_first_and_is_named(rates: Rates) -> None:
    found = rates.convert(ROW, "USD")
    assert found is not None and (found.value, found.currency) == (Decimal(1000), "USD")
    assert found.conversion == "KEN's own factor 118 KES for 1 USD, 2022-01 to 2022-12 (Kenya's customs)"
    imports = rates.convert(msgspec.structs.replace(ROW, flow="imports", value=Decimal(119)), "USD")
    assert imports is not None and imports.value == 1
    other = rates.convert(msgspec.structs.replace(ROW, reporter="UGA"), "USD")
    assert other is not None and other.conversion is not None and "Central Bank of Kenya" in other.conversion


def test_a_rate_of_another_period_is_no_rate(rates: Rates) -> None:
    may = msgspec.structs.replace(ROW, start=date(2022, 5, 1), end=date(2022, 5, 31), frequency="month")
    assert rates.convert(may, "USD") is None
    assert rates.convert(ROW, "EUR") is None
    half = msgspec.structs.replace(ROW, end=date(2022, 6, 30), frequency="cumulative", value=Decimal(115))
    found = rates.convert(half, "USD")
    assert found is not None and found.value == 1


def test_what_is_there_already_and_what_is_withheld(rates: Rates) -> None:
    assert rates.convert(ROW, "KES") is ROW
    withheld = rates.convert(msgspec.structs.replace(ROW, value=None), "USD")
    assert withheld is not None and withheld.value is None and withheld.conversion
    back = rates.convert(msgspec.structs.replace(ROW, currency="USD", value=Decimal(2)), "KES")
    assert back is not None and back.value == Decimal(236)


def test_no_table_no_rates(tmp_path: Path) -> None:
    assert len(known_rates(tmp_path)) == 0


@pytest.mark.parametrize(("line", "says"), [
    ("shilling,USD,2022,117,,,x", "'shilling' is no currency code"),
    ("KES,USD,2022,0,,,x", "'0' is no number above nought"),
    ("KES,USD,2022,1.17e400,,,x", ""),
    ("KES,USD,2022,abc,,,x", "'abc' is no number"),
    ("KES,USD,spring,117,,,x", "'spring' is no period"),
    ("KES,USD,2022-06/2022-01,117,,,x", "is no period"),
    ("KES,USD,2022,117,Ruritania,,x", "'Ruritania' is no country"),
])  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_kept(line: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        f"currency,base,period,rate,reporter,flow,source\nEUR,USD,2022,0.9,,,ECB\n{line}\n", encoding="utf-8"
    )
    if not says:
        assert len(read_rates(path)) == 2
        return
    with pytest.raises(BadRecord, match="line 3") as raised:
        add_rates(tmp_path / "statistics", path)
    assert says in str(raised.value)
    assert not (tmp_path / "statistics").exists() or len(known_rates(tmp_path / "statistics")) == 0


def test_a_table_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadRecord, match="no column 'currency'"):
        read_rates(path)


@given(st.decimals("0.01", 10**4, places=4), st.decimals(0, 10**12, places=2))
def test_there_and_back_is_where_it_was(rate: Decimal, value: Decimal) -> None:
    one = Rate("KES", "USD", ROW.start, ROW.end, rate, None, None, "x")
    rates = Rates([one])
    there = rates.convert(msgspec.structs.replace(ROW, value=value), "USD")
    assert there is not None
    back = rates.convert(there, "KES")
    assert back is not None and back.value is not None
    assert abs(back.value - value) <= Decimal("0.0005") * rate + Decimal("0.0005")
