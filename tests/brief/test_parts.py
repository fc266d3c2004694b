"""The parts of a brief by themselves: text measured, columns split, words, the chart."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.build import statement
from tradebook.brief.chart import draw
from tradebook.brief.layout import split_columns
from tradebook.brief.measure import clean, clipped, fitted, lines, width
from tradebook.brief.notes import safe_link, shown_link
from tradebook.brief.parts import Cites, Point
from tradebook.brief.words import says_who, words_of
from tradebook.statement import Attribution, Speaker

NONE = Cites(named=())


def test_widths_are_those_of_the_font() -> None:
    # "Trade" in Helvetica: 611 + 333 + 556 + 556 + 556 thousandths of 10 points, and the margin for safety
    assert width("Trade", 10) == pytest.approx(2.612 * 10 * 25.4 / 72 * 1.04)
    assert width("Trade", 10, bold=True) > width("Trade", 10)
    assert width("торговля", 10) > width("torgovlia", 10)


@given(st.text(max_size=200), st.floats(min_value=3, max_value=100), st.floats(min_value=5, max_value=20))
def test_fitted_text_fits(text: str, room: float, size: float) -> None:
    cut = fitted(text, room, size)
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
    assert width(cut, size) <= max(room, width("…", size)) + 1e-6


@given(st.lists(st.text(alphabet="abc ", max_size=40), max_size=6), st.floats(min_value=5, max_value=80))
def test_more_room_never_needs_more_lines(texts: list[str], room: float) -> None:
    pieces = [(text, 8.0, False) for text in texts]
    assert lines(pieces, room) >= lines(pieces, room * 2) >= 1


def test_a_word_wider_than_the_line_takes_several() -> None:
    assert lines([("m" * 100, 8.0, False)], 50) == 5
    assert lines([("one two", 8.0, False)], 100) == 1


@given(st.text(max_size=80), st.integers(2, 60))
def test_clipped_text_is_no_longer_than_asked(text: str, limit: int) -> None:
    assert len(clipped(text, limit)) <= limit


def test_clean_text_has_no_unseen_marks() -> None:
    assert clean("a\x00b\u202ec\n\t d\u200b") == "abc d"


@given(st.lists(st.floats(min_value=1, max_value=30), max_size=12))
def test_columns_are_split_at_the_best_place(heights: list[float]) -> None:
    at, (left, right) = split_columns(heights)
    assert left == pytest.approx(sum(heights[:at])) and right == pytest.approx(sum(heights[at:]))
    best = min(max(sum(heights[:k]), sum(heights[k:])) for k in range(len(heights) + 1))
    assert max(left, right) == pytest.approx(best)


@pytest.mark.parametrize(
    ("attribution", "words"),
    [
        ({}, ""),
        ({"outlet": "Example Daily"}, "Example Daily"),
        ({"outlet": "Example Daily", "agencies": ("Belta",)}, "Belta, in Example Daily"),
        ({"outlet": "Belta", "agencies": ("Belta",)}, "Belta"),
        (
            {"outlet": "Example Daily", "speakers": (Speaker(name="Ann Example", role="director"),)},
            "Ann Example, director, in Example Daily",
        ),
        (
            {"outlet": "Example Daily", "agencies": ("Belta",), "speakers": (Speaker(organisation="Chamber"),)},
            "Belta, citing Chamber, in Example Daily",
        ),
        (
            {"outlet": "Example Daily", "figure_source": "customs data"},
            "figures of customs data, in Example Daily",
        ),
    ],
)
def test_who_says_so(attribution: dict[str, Any], words: str) -> None:
    assert says_who(Attribution(**attribution)) == words


@pytest.mark.parametrize(
    ("raw", "lead", "text"),
    [
        (
            {"kind": "deal", "instrument": "memorandum", "count": 3, "status": "signed", "date": "2022-05-18"},
            "3 memoranda",
            "signed 18 May 2022",
        ),
        ({"kind": "deal"}, "Deal", ""),
        (
            {"kind": "deal", "instrument": "loan", "amount": "over 40 million EUR", "running_total": True},
            "Over €40 million,",
            "loan; running total",
        ),
        (
            {"kind": "tender", "amount": "5 million USD", "status": "awarded", "goods": ["rails:7302"]},
            "Tender, $5 million",
            "rails (HS 7302); awarded",
        ),
        (
            {"kind": "restriction", "type": "tariff", "by": ["IND"], "on": ["CHN"], "status": "lifted", "date": "2023"},
            "Tariff",
            "by India on China; lifted, 2023",
        ),
        (
            {"kind": "trade_flow", "measure": "exports", "reporter": "BRA", "partner": "CHN", "period": "2023",
             "share": {"percent": 30.5, "of": {"measure": "exports", "reporter": "BRA", "partner": "WLD"}}},
            "30.5 % share,",
            "Brazil’s exports to China, 2023, of Brazil’s exports",
        ),
        (
            {"kind": "trade_flow", "measure": "imports", "between": ["BRA", "CHN"], "amount": "2 million USD",
             "excludes": "oil", "revision": "preliminary", "change": {"factor": 1.6, "versus": "2020"}},
            "$2 million,",
            "imports (the report does not say whose), without oil, preliminary, 1.6 times as much as in 2020",
        ),
        (
            {"kind": "event", "type": "forum", "name": "Example Business Forum", "place": "Lima", "edition": 4},
            "Example Business Forum,",
            "edition 4, Lima",
        ),
    ],
)  # fmt: skip
def test_entries_in_words(raw: dict[str, Any], lead: str, text: str) -> None:
    assert words_of(statement(raw)) == (lead, text)


def points(years: int) -> list[Point]:
    return [
        Point(series=series, year=2015 + n, value=(n + 1) * 1.5e6, cites=NONE)
        for n in range(years)
        for series in ("Turnover", "Exports (not said whose)")
    ]


@pytest.mark.parametrize("years", [1, 3, 8])
def test_the_chart_is_one_drawing_without_scripts_or_addresses(years: int) -> None:
    svg = draw(points(years))
    assert svg.startswith("<svg") and svg.count("<svg ") == 1
    assert "<script" not in svg and not re.search(r'(href|src)="', svg)
    assert "Exports (not said whose)" in svg and str(2014 + years) in svg


def test_a_single_year_is_drawn_as_bars_with_their_values() -> None:
    assert ">1.5<" in draw(points(1))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.example.org/a b", "https://www.example.org/a%20b"),
        ("HTTPS://example.org/", "HTTPS://example.org/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("example.org/x", ""),
        (None, ""),
    ],
)
def test_links(url: str | None, link: str) -> None:
    assert safe_link(url) == link


def test_long_addresses_are_shown_in_part() -> None:
    assert shown_link("https://www.example.org/") == "example.org"
    assert len(shown_link("https://example.org/" + "a" * 300)) == 58
