"""The number to say, and the mirror: whose figure comes first, how a gap is split, who is seen in the mirror only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from tests.analysis.making import a_row, load
from tests.book.making import YEAR_2021, a_flow, a_report, money, reading
from tradebook.analysis.mirroring import Figure, figure, mirror, silences
from tradebook.analysis.mirroring.chart import PRESS, Drawn, dots_of, draw, page
from tradebook.analysis.mirroring.silence import silent
from tradebook.book import Book, open_book
from tradebook.places import name
from tradebook.statement import Good, Period
from tradebook.statistics import Row, Statistics

MILLION = 1_000_000
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return open_book(tmp_path / "book.sqlite")


def ours(year: str = "2021", value: int = 300, **more: object) -> Row:
    return a_row("AZE", "exports", "BLR", value * MILLION, year, **more)


def theirs(year: str = "2021", value: int = 315, **more: object) -> Row:
    return a_row("BLR", "imports", "AZE", value * MILLION, year, **more)


def third(year: str = "2021", value: int = 306) -> Row:
    return ours(year, value, source="baci", series="reconciled", licence="Etalab 2.0", redistributable=True)


def exports(statistics: Statistics, book: Book | None = None, **more: object) -> Figure:
    return figure(statistics, book, "AZE", "BLR", "exports", *YEAR, **more)  # type: ignore[arg-type]


def test_the_own_figure_comes_first_and_the_gap_is_split(statistics: Statistics) -> None:
    found = exports(load(statistics, [ours(), theirs(value=350), third()]))
    assert (found.number, found.books, found.currency) == (300 * MILLION, "own", "USD")
    assert found.sentence == (
        "In 2021 Azerbaijan exported goods worth $300 million to Belarus, by its own figures "
        "(UN Comtrade, as of 1 March 2024)."
    )
    assert found.gap is not None
    assert (found.gap.value, found.gap.explained, found.gap.unexplained) == (50 * MILLION, 18 * MILLION, 32 * MILLION)
    assert found.beside[0] == "Belarus counts $350 million as its imports (UN Comtrade, as of 1 March 2024)."
    assert found.beside[-1] == "$32 million of it is unexplained."
    assert {one.name for one in found.gap.unnamed} >= {"lag", "re-exports"}
    assert found.third is not None and found.third.value == 306 * MILLION
    assert not found.publishable


def test_the_same_trade_from_the_other_side_turns_the_sides_round(statistics: Statistics) -> None:
    load(statistics, [ours(), theirs(value=350)])
    found = figure(statistics, None, "BLR", "AZE", "imports", *YEAR)
    assert found.number == 350 * MILLION
    assert found.sentence.startswith("In 2021 Belarus imported goods worth $350 million from Azerbaijan, by its own")
    assert found.theirs is not None and found.theirs.country == "AZE"
    assert found.gap is not None and found.gap.value == 50 * MILLION  # the importer's less the exporter's, either way


def test_figures_that_agree_say_so(statistics: Statistics) -> None:
    assert exports(load(statistics, [ours(), theirs(value=300)])).beside[-1] == "The two agree."


def test_without_the_own_figure_the_mirror_is_named_as_such(statistics: Statistics) -> None:
    found = exports(load(statistics, [theirs()]))
    assert (found.number, found.books) == (315 * MILLION, "mirror")
    assert "by the figures of Belarus, which counts it as its imports" in found.sentence
    assert "no figure of Azerbaijan on its exports to Belarus is loaded" in found.sentence
    assert found.beside == ()


def test_a_reconciled_series_is_the_last_resort(statistics: Statistics) -> None:
    found = exports(load(statistics, [third()]))
    assert (found.number, found.books, found.publishable) == (306 * MILLION, "reconciled", True)
    assert "by a reconciled series" in found.sentence


def test_with_nothing_loaded_there_is_no_number(statistics: Statistics) -> None:
    found = exports(statistics)
    assert (found.number, found.books) == (None, None)
    assert found.sentence.startswith("There is no official figure to say")


def test_other_terms_are_not_compared(statistics: Statistics) -> None:
    found = exports(load(statistics, [ours(), theirs(currency="EUR")]))
    assert found.gap is None
    assert found.beside[-1] == "The two are told on other terms and cannot be compared."


def test_goods_and_months(statistics: Statistics) -> None:
    load(statistics, [ours(f"2021-{month:02}", month, commodity="0405") for month in range(1, 13)])
    found = figure(statistics, None, "AZE", "BLR", "exports", date(2021, 1, 1), date(2021, 3, 31), ["0405"])
    assert found.number == 6 * MILLION
    assert "In January–March 2021 Azerbaijan exported goods of HS 0405 worth $6 million" in found.sentence
    assert found.ours is not None and found.ours.how == "sum of months" and len(found.ours.origins) == 3


def test_as_of_a_day_what_was_known_then_is_said(statistics: Statistics) -> None:
    load(statistics, [ours(vintage=date(2022, 6, 1)), ours(value=310, vintage=date(2024, 1, 1))])
    assert exports(statistics).number == 310 * MILLION
    assert exports(statistics, as_of=date(2023, 1, 1)).number == 300 * MILLION


def tell(book: Book, **flow: object) -> None:
    report = a_report(f"A figure: {flow}.")
    values = {"measure": "exports", "between": (), "reporter": "AZE", "partner": "BLR", **flow}
    book.record(report, reading(a_flow(report, values.pop("amount", money(295.5 * MILLION)), **values)))  # type: ignore[arg-type]


def test_the_press_stands_beside_with_whose_figure_it_is(statistics: Statistics, book: Book) -> None:
    tell(book)
    tell(book, reporter="BLR", partner="AZE", measure="imports", amount=money(330 * MILLION))
    tell(book, reporter=None, partner=None, between=("AZE", "BLR"), amount=money(128.9 * MILLION))
    for other in (
        {"reporter": "BLR", "partner": "AZE"},
        {"partner": "RUS"},
        {"measure": "turnover"},
        {"goods": (Good(text="butter", hs=("0405",)),)},
        {"excludes": "oil"},
        {"coverage": "goods and services"},
        {"reporter_area": "Ganja"},
        {"period": Period(start="2020-01-01", end="2020-12-31")},
        {"period": Period(text="last year")},
    ):
        tell(book, amount=money(1 * MILLION), **other)
    found = exports(statistics, book)
    assert sorted((one.whose, one.value) for one in found.press) == [
        ("exporter", Decimal(295_500_000)),
        ("importer", 330 * MILLION),
        ("not said", Decimal(128_900_000)),
    ]


def test_the_press_is_judged_by_what_is_official(statistics: Statistics, book: Book) -> None:
    tell(book, amount=money(300 * MILLION, MILLION))
    tell(book, reporter="BLR", partner="AZE", measure="imports", amount=money(700 * MILLION, MILLION))
    load(statistics, [ours(), theirs()])
    results = {one.whose: one.result for one in exports(statistics, book).press}
    assert results == {"exporter": "agrees", "importer": "differs"}
    assert {one.result for one in exports(statistics, book, as_of=date(2024, 6, 1)).press} == {None}


def test_the_mirror_has_both_sides_year_by_year_with_the_press(statistics: Statistics, book: Book) -> None:
    tell(book)
    tell(book, period=Period(start="2021-01-01", end="2021-10-31"), amount=money(240 * MILLION))
    tell(book, period=Period(start="2018-01-01", end="2018-12-31"), amount=money(100 * MILLION))
    load(statistics, [ours("2020", 200), ours(), theirs(), third(), theirs("2022", 400)])
    found = mirror(statistics, book, "AZE", "BLR")
    there, back = found.directions
    assert (there.exporter, there.importer, back.years) == ("AZE", "BLR", ())
    assert [one.year for one in there.years] == [2018, 2020, 2021, 2022]
    told = there.years[2]
    assert told.exports and told.imports and told.third and told.gap
    assert (told.exports.value, told.imports.value, told.gap.value) == (300 * MILLION, 315 * MILLION, 15 * MILLION)
    assert [one.words for one in told.press] == ["$295.5 million"]
    assert [one.words for one in there.other_periods] == ["$240 million"]
    assert there.years[3].exports is None and there.years[3].exports_missing
    assert [one.year for one in mirror(statistics, book, "AZE", "BLR", years=(2020, 2021)).directions[0].years] == [
        2020,
        2021,
    ]


def test_of_a_year_that_nobody_tells_whole_the_longest_part_is_shown(statistics: Statistics, book: Book) -> None:
    part = {"frequency": "cumulative", "start": date(2021, 1, 1)}
    rows = [replace(ours(f"2021-{m:02}", v), **part) for m, v in ((7, 66), (9, 130))]
    tell(book, period=Period(start="2021-01-01", end="2021-09-30"), amount=money(131 * MILLION))
    found = mirror(load(statistics, rows), book, "AZE", "BLR")
    (year,) = found.directions[0].years
    assert (year.start, year.end, year.whole) == (date(2021, 1, 1), date(2021, 9, 30), False)
    assert year.exports is not None and year.exports.value == 130 * MILLION
    assert [one.words for one in year.press] == ["$131 million"]
    assert dots_of(found, own_use=True).dots == ()


def test_who_is_seen_in_the_mirror_only_is_said(statistics: Statistics) -> None:
    load(statistics, [ours(), theirs(), ours("2022", 250), ours("2023", 260)])
    (only,) = mirror(statistics, None, "AZE", "BLR").mirror_only
    assert (only.country, only.flow, only.years, only.reports_at_all) == ("BLR", "imports", (2022, 2023), False)
    assert only.words == "its imports from Azerbaijan in 2022 and 2023 are not loaded; what Azerbaijan counts is"
    assert "stopped publishing" in only.known[0].words and only.known[0].source
    load(statistics, [a_row("BLR", "exports", "WLD", 9 * MILLION, "2023")], "two")
    (only,) = mirror(statistics, None, "AZE", "BLR").mirror_only
    assert not only.reports_at_all  # of the other flow
    load(statistics, [a_row("BLR", "imports", "WLD", 9 * MILLION, "2023")], "three")
    (only,) = mirror(statistics, None, "AZE", "BLR").mirror_only
    assert only.reports_at_all and "its imports with the world are" in only.words


def test_a_country_that_is_known_to_be_silent_is_so_for_its_time() -> None:
    assert [one.country for one in silent("RUS", date(2022, 1, 1), date(2022, 12, 31))] == ["RUS"]
    assert silent("RUS", date(2021, 1, 1), date(2021, 12, 31)) == []
    assert silent("PRK", *YEAR) and not silent("AZE", *YEAR)


def test_the_table_of_silent_countries_is_sorted_and_sourced() -> None:
    countries = [one.country for one in silences()]
    assert countries == sorted(countries)
    for one in silences():
        assert name(one.country) and one.words and ("http" in one.source)
        assert one.since is None or one.until is None or one.since < one.until


def test_the_chart_leaves_out_what_may_not_be_passed_on(statistics: Statistics, book: Book) -> None:
    tell(book)
    load(statistics, [ours(), theirs(), third()])
    found = mirror(statistics, book, "AZE", "BLR")
    public, own = dots_of(found), dots_of(found, own_use=True)
    assert {dot.series for dot in public.dots} == {"reconciled", PRESS}
    assert {dot.series for dot in own.dots} == {"by Azerbaijan", "by Belarus", "reconciled", PRESS}
    assert public.held_back == own.held_back == ("comtrade",)


@pytest.mark.parametrize(
    "rows", [[], [ours("2018"), ours("2020"), ours("2021"), theirs()]], ids=["press alone", "a gap"]
)
def test_the_chart_is_one_svg_without_script_or_address(statistics: Statistics, book: Book, rows: list[Row]) -> None:
    tell(book, period=YEAR_2021)
    if rows:
        load(statistics, rows)
    found = mirror(statistics, book, "AZE", "BLR")
    drawn: Drawn = dots_of(found, own_use=True)
    svg = draw(drawn)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert "<script" not in svg and "http:" not in svg.replace("http://www.w3.org", "")
    assert "Azerbaijan to Belarus" in svg and "the press" in svg
    text = page(found, drawn, svg, ["a < b"])
    assert "a &lt; b" in text and "Azerbaijan and Belarus: both sides of their trade" in text
