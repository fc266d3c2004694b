"""The audit of contracts: a bound that may be too high and is never too low."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.making import a_row, load
from tests.book.making import a_report, a_statement, money, reading
from tradebook.analysis.contracts import Audit, audit
from tradebook.analysis.contracts.flows import counted
from tradebook.book import Book, open_book
from tradebook.statement import Good, Party, Period, Quantity
from tradebook.statistics import Row, Statistics
from tradebook.statistics.rates import add_rates

PAIR = ("AZE", "BLR")
MILLION = 1_000_000
BUTTER = Good(text="butter", hs=("0405",))
MAY_18 = Period(start="2022-05-18", end="2022-05-18", edtf="2022-05-18", text="18 May 2022")
SUPPLIER = Party(name="Example Dairy", role="supplier", country="BLR")


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return open_book(tmp_path / "book.sqlite")


def sign(book: Book, published: date | None = date(2022, 5, 20), text: str = "They signed.", **slots: object) -> None:
    report = a_report(text, published=published)
    values = {
        "instrument": "contract", "status": "signed", "parties": (SUPPLIER,), "countries": PAIR,
        "amount": money(55 * MILLION, MILLION), "goods": (BUTTER,), "date": MAY_18,
    }  # fmt: skip
    stance = str(slots.pop("stance", "stated"))
    book.record(report, reading(a_statement(report, "deal", stance=stance, **(values | slots))))


def months(first: str, number: int) -> list[str]:
    year, month = (int(part) for part in first.split("-"))
    return [f"{year + (month + n - 1) // 12}-{(month + n - 1) % 12 + 1:02}" for n in range(number)]


def monthly(value: int = MILLION, first: str = "2022-01", number: int = 12, **more: object) -> list[Row]:
    """Azerbaijan's imports of butter from Belarus, a month each."""
    values = {"commodity": "0405", **more}
    return [a_row("AZE", "imports", "BLR", value, month, **values) for month in months(first, number)]


def only(book: Book, statistics: Statistics, as_of: date | None = None) -> Audit:
    (found,) = audit(statistics, book, PAIR, as_of)
    return found


def test_what_was_traded_since_bounds_what_can_have_been_delivered(book: Book, statistics: Statistics) -> None:
    sign(book)
    load(statistics, monthly(number=18))
    found = only(book, statistics)
    assert (found.result, found.bound, found.share) == ("at most", 14 * MILLION, Decimal("0.2545"))
    assert found.says == (
        "at most $14.0 million of $55 million can have been delivered by June 2023 (25 %): $14.0 million is all that "
        "Azerbaijan counts as imports of 0405 from Belarus since May 2022"
    )
    assert "signed on 18 May 2022" in found.why
    assert any("CIF" in words for words in found.why)
    assert any("confidential" in words for words in found.why)


def test_more_trade_than_the_deal_proves_nothing(book: Book, statistics: Statistics) -> None:
    sign(book)
    load(statistics, monthly(60 * MILLION))
    found = only(book, statistics)
    assert (found.result, found.share) == ("no bound", None)
    assert "does not say that it was" in found.says


def test_the_side_that_counts_more_bounds(book: Book, statistics: Statistics) -> None:
    sign(book)
    rows = [a_row("BLR", "exports", "AZE", 3 * MILLION, month, commodity="0405") for month in months("2022-05", 4)]
    load(statistics, [*monthly(), *rows])
    found = only(book, statistics)
    assert found.bound == 12 * MILLION and found.until == date(2022, 8, 31)
    assert [side.value for side in found.counted] == [12 * MILLION, 8 * MILLION]


def test_what_is_confidential_is_added(book: Book, statistics: Statistics) -> None:
    sign(book)
    hidden = [
        *monthly(5 * MILLION, "2022-06", 1, commodity="9999"),
        *monthly(4 * MILLION, "2022-06", 1, commodity="99"),
    ]
    load(statistics, [*monthly(), *hidden])
    found = only(book, statistics)
    assert found.bound == 13 * MILLION
    assert any("$5.00 million of it is trade in goods that are not told" in words for words in found.why)


def test_what_is_withheld_gives_way_to_the_chapter_and_to_all_trade(book: Book, statistics: Statistics) -> None:
    sign(book)
    withheld = [*monthly(first="2022-01", number=4), *monthly(None, "2022-05", 8)]  # type: ignore[arg-type]
    load(statistics, [*withheld, *monthly(2 * MILLION, commodity="04")])
    found = only(book, statistics)
    assert found.bound == 16 * MILLION and found.counted[0].codes == ("04",)
    assert "its goods are not told month by month, so wider codes count" in found.why
    load(Statistics(statistics.folder / "b"), [*withheld, *monthly(3 * MILLION, commodity="TOTAL")])
    found = only(book, Statistics(statistics.folder / "b"))
    assert found.bound == 24 * MILLION and found.counted[0].codes == ("TOTAL",)


def test_goods_without_a_code_are_bounded_by_all_trade(book: Book, statistics: Statistics) -> None:
    sign(book, goods=(BUTTER, Good(text="something else")))
    load(statistics, [*monthly(), *monthly(5 * MILLION, commodity="TOTAL")])
    found = only(book, statistics)
    assert found.bound == 40 * MILLION
    assert "the deal names no goods by code, so all trade counts" in found.why


def test_without_a_supplier_both_directions_count(book: Book, statistics: Statistics) -> None:
    sign(book, parties=())
    back = [a_row("BLR", "imports", "AZE", 2 * MILLION, month, commodity="0405") for month in months("2022-05", 8)]
    load(statistics, monthly())
    assert only(book, statistics).result == "cannot tell"  # nothing is known of the way back
    load(statistics, back, "two")
    found = only(book, statistics)
    assert found.bound == 24 * MILLION
    assert len(found.terms.directions) == 2


def test_a_gap_ends_the_bound_unless_the_year_is_told(book: Book, statistics: Statistics) -> None:
    sign(book)
    gap = [row for row in monthly(number=24) if row.start.month != 9]
    load(statistics, gap)
    assert only(book, statistics).until == date(2022, 8, 31)
    load(statistics, [a_row("AZE", "imports", "BLR", 30 * MILLION, "2022", commodity="0405")], "two")
    found = only(book, statistics)
    assert (found.bound, found.until) == (38 * MILLION, date(2023, 8, 31))
    assert any("of 2022 only the whole year is known" in words for words in found.why)


def test_a_month_without_the_code_is_nothing_only_where_it_was_asked_for(book: Book, statistics: Statistics) -> None:
    sign(book)
    butter = [row for row in monthly() if row.start.month != 9]
    load(statistics, [*butter, *monthly(9 * MILLION, number=24, commodity="TOTAL")])
    found = only(book, statistics)
    # September 2022 has other trade and no butter; 2023 has no butter in any month: perhaps nobody asked for it.
    assert (found.bound, found.until) == (7 * MILLION, date(2022, 12, 31))


def test_weight_bounds_where_no_sum_is_told(book: Book, statistics: Statistics) -> None:
    sign(book, amount=None, quantity=Quantity(value=200, unit="TNE", text="200 tonnes"))
    load(statistics, monthly(quantity=Decimal(10_000), unit="KGM"))
    found = only(book, statistics)
    assert (found.result, found.by_weight, found.bound, found.of) == ("at most", True, 80_000, 200_000)
    assert found.says.startswith("at most 80 tonnes of 200 tonnes can have been delivered by December 2022 (40 %)")


def test_figures_in_another_currency_count_by_a_loaded_rate(book: Book, statistics: Statistics, tmp_path: Path) -> None:
    sign(book)
    load(statistics, monthly(17 * MILLION, "2022-05", 1, currency="AZN"))
    assert only(book, statistics).result == "cannot tell"
    table = tmp_path / "rates.csv"
    table.write_text("currency,base,period,rate,source\nAZN,USD,2022-05,1.7,Central Bank of Azerbaijan\n")
    add_rates(statistics.folder, table)
    found = only(book, statistics)
    assert found.bound == 10 * MILLION
    assert any("1.7 AZN for 1 USD" in words for words in found.why)


def test_a_sum_in_another_currency_is_not_compared(book: Book, statistics: Statistics) -> None:
    sign(book, amount=money(90 * MILLION, currency="AZN"))
    load(statistics, monthly())
    found = only(book, statistics)
    assert found.result == "no sum"
    assert "its sum is in AZN, the figures are in US dollars" in found.why


@pytest.mark.parametrize(
    ("told", "published", "since"),
    [
        (Period(edtf="XXXX-05-18", text="May 18"), date(2022, 6, 15), date(2022, 5, 1)),
        (Period(edtf="XXXX-12", text="December"), date(2022, 1, 15), date(2021, 12, 1)),
        (None, date(2022, 1, 15), date(2021, 12, 1)),
        (None, None, None),
    ],
)
def test_the_day_is_told_or_follows_from_the_report(
    book: Book, statistics: Statistics, told: Period | None, published: date | None, since: date | None
) -> None:
    sign(book, published, date=told)
    load(statistics, monthly(first="2021-01", number=24))
    found = only(book, statistics)
    assert found.terms.since == since
    assert (found.result == "cannot tell") == (since is None)


def test_what_is_said_of_a_deal_without_a_date_is_on_condition(book: Book, statistics: Statistics) -> None:
    sign(book, date=None)
    load(statistics, monthly())
    found = only(book, statistics)
    assert not found.terms.dated
    assert found.says.startswith("if it was signed in April 2022 or later, at most $9.00 million of $55 million")


@pytest.mark.parametrize(
    ("status", "day", "known"),
    [("delivering", None, False), ("delivered", MAY_18, False), (None, None, False), ("delivering", MAY_18, True)],
)
def test_a_delivery_does_not_tell_when_its_deal_was_signed(
    book: Book, statistics: Statistics, status: str | None, day: Period | None, known: bool
) -> None:
    sign(book, status=status, date=day)
    load(statistics, monthly())
    assert (only(book, statistics).result != "cannot tell") is known


def test_confidential_trade_of_another_year_says_nothing_of_this(book: Book, statistics: Statistics) -> None:
    sign(book)
    load(statistics, [*monthly(), *monthly(5 * MILLION, "2021-06", 1, commodity="9999")])
    found = only(book, statistics)
    assert found.bound == 8 * MILLION and found.counted[0].hidden is None
    assert any("kept confidential" in words for words in found.why)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": None, "goods": ()},
        {"instrument": "memorandum"},
        {"instrument": "loan"},
        {"status": "planned"},
        {"status": "cancelled"},
        {"stance": "expected"},
    ],
)
def test_what_owes_no_goods_is_not_audited(book: Book, statistics: Statistics, change: dict[str, object]) -> None:
    sign(book, **change)
    assert audit(statistics, book, PAIR) == []


def test_as_of_a_day_only_what_was_known_then(book: Book, statistics: Statistics) -> None:
    sign(book)
    load(statistics, [*monthly(vintage=date(2023, 2, 1)), *monthly(9 * MILLION, vintage=date(2024, 2, 1))])
    assert only(book, statistics).result == "no bound"
    assert only(book, statistics, date(2023, 3, 1)).bound == 8 * MILLION
    assert only(book, statistics, date(2022, 12, 1)).result == "cannot tell"


def test_without_figures_it_cannot_tell(book: Book, statistics: Statistics) -> None:
    sign(book)
    sign(book, text="They signed again.", goods=(Good(text="milk", hs=("0402",)),))
    found = audit(statistics, book, PAIR)
    assert [one.result for one in found] == ["cannot tell"] * 2
    assert found[0].why == (
        "no monthly figures, nor the year's, of trade from Belarus to Azerbaijan from 2022-05 on are loaded",
    )


def test_deals_of_the_same_goods_share_the_bound(book: Book, statistics: Statistics) -> None:
    sign(book)
    sign(book, text="Others signed.", parties=(Party(name="Other Dairy", role="supplier", country="BLR"),),
         amount=money(20 * MILLION))  # fmt: skip
    load(statistics, monthly())
    assert all("other deals of these goods share this bound" in one.why for one in audit(statistics, book, PAIR))


@settings(max_examples=15)
@given(values=st.lists(st.integers(0, 10**9), min_size=1, max_size=30), skip=st.integers(0, 29))
def test_the_sum_is_that_of_the_months_up_to_the_first_gap(
    tmp_path_factory: pytest.TempPathFactory, values: list[int], skip: int
) -> None:
    statistics = Statistics(tmp_path_factory.mktemp("store"))
    rows: Iterable[Row] = (
        a_row("AZE", "imports", "BLR", value, month, commodity="0405")
        for at, (value, month) in enumerate(zip(values, months("2022-05", len(values)), strict=True))
        if at != skip
    )
    listed = list(rows)
    if listed:
        load(statistics, listed)
    found = counted(statistics, "BLR", "AZE", "imports", ["0405"], date(2022, 5, 18))
    known = values[:skip]
    assert (found.value if found else None) == (sum(known) if known else None)
