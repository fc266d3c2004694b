"""The store of official figures: what goes in comes out, newest vintage first, none half written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.statistics import Batch, Row, Statistics

YEAR = Row(
    reporter="AZE",
    partner="BLR",
    flow="imports",
    start=date(2021, 1, 1),
    end=date(2021, 12, 31),
    frequency="year",
    value=Decimal("1234567.891"),
    currency="USD",
    source="comtrade",
    licence="UN",
    retrieved=date(2024, 3, 1),
    origin="a, line 1",
)


def batch(name: str) -> Batch:
    return Batch(id=name, source="comtrade", what="a test", retrieved=date(2024, 3, 1), rows=0)


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "it's here")


def test_an_empty_store_answers_with_nothing(statistics: Statistics) -> None:
    assert statistics.empty
    assert statistics.rows() == []
    assert statistics.batches() == []
    assert not statistics.folder.exists()


def test_rows_come_back_as_they_went_in(statistics: Statistics) -> None:
    withheld = msgspec.structs.replace(YEAR, value=None, commodity="010121", edition="2017", partner2="GEO")
    assert statistics.add(batch("one"), [YEAR, withheld]).rows == 2
    assert statistics.rows() == [YEAR]
    assert sorted(statistics.rows(all_partner2=True), key=lambda row: row.commodity) == [withheld, YEAR]
    assert [b.rows for b in statistics.batches()] == [2]
    statistics.remove(statistics.batches()[0])
    assert statistics.empty


def test_the_newest_vintage_answers_and_that_of_a_day_on_request(statistics: Statistics) -> None:
    revised = msgspec.structs.replace(YEAR, value=Decimal(9), vintage=date(2024, 6, 1))
    first = msgspec.structs.replace(YEAR, value=Decimal(5), vintage=date(2022, 6, 1))
    statistics.add(batch("one"), [first])
    statistics.add(batch("two"), [revised])
    assert statistics.rows() == [revised]
    assert statistics.rows(as_known=date(2023, 1, 1)) == [first]
    assert statistics.rows(as_known=date(2021, 1, 1)) == []
    assert statistics.rows(all_vintages=True) == [first, revised]


def test_what_is_replaced_is_not_remembered(statistics: Statistics) -> None:
    for value in (Decimal(1), Decimal(2)):
        statistics.add(batch("one"), [msgspec.structs.replace(YEAR, value=value)])
        assert [row.value for row in statistics.rows()] == [value]
        assert statistics.ask("SELECT sum(value) FROM figures") == [(value,)]
    statistics.remove(batch("one"))
    assert statistics.rows() == [] and statistics.ask("SELECT 1 FROM figures") == []


def test_many_threads_ask_one_store(statistics: Statistics) -> None:
    statistics.add(batch("one"), [YEAR])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: (statistics.rows(), statistics.ask("SELECT value FROM figures")), range(40)))
    assert found == [([YEAR], [(YEAR.value,)])] * 40


@given(st.decimals(min_value=0, max_value=10**15, places=3), st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_value_and_any_text_survives(tmp_path_factory: pytest.TempPathFactory, value: Decimal, text: str) -> None:
    statistics = Statistics(tmp_path_factory.mktemp("store"))
    row = msgspec.structs.replace(YEAR, value=value, origin=f"<{text}>")
    statistics.add(batch("one"), [row])
    assert statistics.rows() == [row]
