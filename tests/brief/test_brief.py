"""What the brief says, and that all of it has a source."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.brief.books import book_of, many, realistic
from tests.tools.databases import Database
from tradebook.brief import SECTIONS, BriefInfo, write_brief
from tradebook.errors import UsageError

Briefs = Callable[[str], BriefInfo]
ALL = ["tiny", "normal", "thousand", "long"]


def words(text: str) -> str:
    return " ".join(lxml_html.fromstring(text).text_content().split())


def of_class(found: lxml_html.HtmlElement, tag: str, name: str) -> list[lxml_html.HtmlElement]:
    """The elements of this tag and class under `found`."""
    return [e for e in found.iter(tag) if name in (e.get("class") or "").split()]


def source_items(found: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return [e for e in found.iter("li") if (e.get("id") or "").startswith("source-")]


def page(briefs: Briefs, name: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(briefs(name).path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ALL)
def test_every_entry_row_and_cell_carries_a_footnote_that_exists(briefs: Briefs, name: str) -> None:
    found = page(briefs, name)
    sources = {li.get("id") for li in source_items(found)}
    claims = [*of_class(found, "p", "entry"), *found.iter("tr"), *of_class(found, "div", "cell")]
    assert claims
    for claim in claims:
        links = [a.get("href").removeprefix("#") for a in of_class(claim, "a", "note")]
        assert links and set(links) <= sources, claim.text_content()
    if of_class(found, "div", "chart"):
        assert of_class(found, "a", "plain-note")


@pytest.mark.parametrize("name", ALL)
def test_only_cited_sources_appear_numbered_in_order(briefs: Briefs, name: str) -> None:
    found = page(briefs, name)
    numbers = [int(li.get("id").removeprefix("source-")) for li in source_items(found)]
    notes = [*of_class(found, "a", "note"), *of_class(found, "a", "plain-note")]
    cited = {int(a.get("href").removeprefix("#source-")) for a in notes}
    assert numbers == list(range(1, len(numbers) + 1))
    assert cited == set(numbers)
    assert len(numbers) == briefs(name).cited


def test_it_says_what_the_book_says(normal: str) -> None:
    text = words(normal)
    for said in (
        "Azerbaijan – Belarus",
        "As of 20 June 2022",
        "7 reports from 4 outlets, 16 February 2021 – 15 June 2022",
        "Exports (the report does not say whose)",
        "up 31.4 % on 2020",
        "0201, 0202 Beef",
        "About $55 million, contracts signed 18 May 2022; in wood processing and foodstuffs",
        "Belta, citing Mikhail Myatlikov, Chairman, Belarusian Chamber of Commerce and Industry",
        "planned Tender of Azerbaijan Railways (buyer, Azerbaijan), June 2022",
        "due by 30 June 2022",
        "target $1 billion, turnover, 2030",
        "expected $12 million",
        "Tractors (HS 8701) and trucks (HS 8704), assembly in Ganja",
        "since 2007",
        "39 companies of Belarus",
        "295.5 + 128.9 adds up to 424.4",
        "add up to about 103 %",
        "$424.4 million (figures of State Customs Committee",
        "$438 million (ambassador of Belarus",
        "entered United Kingdom 2021",
        "The prime minister of Belarus is in Azerbaijan on a two-day working visit.",
    ):
        assert said in text


def test_a_disagreement_names_a_source_of_each_side(address: str, tmp_path: Path) -> None:
    told = {"kind": "trade_flow", "measure": "turnover", "between": ["AZE", "BLR"], "period": "2021"}
    figures = [*["424.4 million USD"] * 4, "438 million USD", "500.5 million USD"]
    reports = [
        {
            "report": {"outlet": f"Outlet {n}", "title": f"Story {n}", "published": f"2022-03-0{n + 1}"},
            "statements": [told | {"amount": figure, "sentence": f"Turnover was {figure}, outlet {n} says."}],
        }
        for n, figure in enumerate(figures)
    ]
    with book_of(address, reports) as book:
        info = write_brief(book, "AZE", "BLR", tmp_path / "brief.html", as_of=date(2022, 6, 20))
    found = lxml_html.fromstring(info.path.read_text(encoding="utf-8"))
    (line,) = (p for p in of_class(found, "p", "entry") if "Turnover, 2021:" in p.text_content())
    cited = {a.get("href").removeprefix("#") for a in of_class(line, "a", "note")}
    named = " ".join(li.text_content() for li in source_items(found) if li.get("id") in cited)
    assert "Outlet 4" in named and "Outlet 5" in named
    assert "+3" in line.text_content()


def test_an_open_promise_that_is_overdue_says_so(address: str, tmp_path: Path) -> None:
    with book_of(address, realistic()) as book:
        info = write_brief(book, "AZE", "BLR", tmp_path / "brief.html", as_of=date(2022, 8, 1))
    assert "was due by 30 June 2022, no outcome in the book" in words(info.path.read_text(encoding="utf-8"))


def test_it_knows_only_what_was_known_on_the_day(address: str, tmp_path: Path) -> None:
    with book_of(address, realistic()) as book:
        info = write_brief(book, "AZE", "BLR", tmp_path / "brief.html", as_of=date(2022, 3, 15))
    text = words(info.path.read_text(encoding="utf-8"))
    assert info.reports == 3
    assert "$438 million" in text
    assert "$55 million" not in text


def test_the_pair_can_be_named_either_way_round(address: str, tmp_path: Path) -> None:
    with book_of(address, realistic()) as book:
        there = write_brief(book, "AZE", "BLR", tmp_path / "a.html", as_of=date(2022, 6, 20))
        back = write_brief(book, "BLR", "AZE", tmp_path / "b.html", as_of=date(2022, 6, 20))
    assert (there.facts, there.reports) == (back.facts, back.reports)
    assert "Belarus – Azerbaijan" in back.path.read_text(encoding="utf-8")


def test_what_is_left_out_is_counted(briefs: Briefs) -> None:
    info = briefs("thousand")
    text = words(info.path.read_text(encoding="utf-8"))
    assert info.facts >= 1000
    assert f"{info.left_out['deals']} more deals in the book: tradebook show AZE BLR" in text
    shown = text.count("contract signed")
    assert shown > 0 and shown + info.left_out["deals"] == 132


def test_nothing_is_left_out_of_a_normal_book(briefs: Briefs) -> None:
    assert briefs("normal").left_out == {}


def test_an_empty_book_says_so(briefs: Briefs) -> None:
    text = words(briefs("empty").path.read_text(encoding="utf-8"))
    assert "No chart: the book has no figure of a full calendar year." in text
    assert "None: the book has no report on the two countries." in text


@pytest.mark.parametrize("name", ["normal", "long"])
def test_it_needs_nothing_from_elsewhere_and_runs_nothing(briefs: Briefs, name: str) -> None:
    found = page(briefs, name)
    assert not list(found.iter("script", "link", "img", "iframe", "object", "embed", "base", "form"))
    for element in found.iter():
        attributes = dict(element.attrib)
        assert not [a for a in attributes if a.lower().startswith("on")]
        assert not [v for a, v in attributes.items() if a in ("src", "srcset", "xlink:href", "background")]
    links = [a.get("href") for a in found.iter("a")]
    assert all(re.match(r"#source-\d+$|https?://", link) for link in links)
    assert "url(" not in next(found.iter("style")).text_content()


def test_hostile_text_is_text(briefs: Briefs) -> None:
    html = briefs("long").path.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" not in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//example.org/x", "http://[bad"])
def test_only_web_addresses_are_linked(address: str, tmp_path: Path, url: str) -> None:
    report = realistic()[0]
    report["report"]["url"] = url
    with book_of(address, [report]) as book:
        info = write_brief(book, "AZE", "BLR", tmp_path / "brief.html", as_of=date(2022, 6, 20))
    found = lxml_html.fromstring(info.path.read_text(encoding="utf-8"))
    assert source_items(found)
    assert not [a for item in source_items(found) for a in item.iter("a")]


def test_the_same_book_gives_the_same_page(address: str, tmp_path: Path) -> None:
    with book_of(address, realistic()) as book:
        pages = [write_brief(book, "AZE", "BLR", tmp_path / n, as_of=date(2022, 6, 20)).path for n in ("a", "b")]
    assert pages[0].read_text(encoding="utf-8") == pages[1].read_text(encoding="utf-8")


def test_the_database_does_not_show(database: Database, tmp_path: Path) -> None:
    """The page of a book is the same, byte for byte, wherever the book is kept."""
    pages = []
    for place in (tmp_path / "other.sqlite", database.new()):
        with book_of(place, [*realistic(), *many(60)]) as book:
            pages.append(
                write_brief(book, "AZE", "BLR", tmp_path / "brief.html", as_of=date(2024, 1, 1)).path.read_bytes()
            )
    assert pages[0] == pages[1]


def test_two_countries_are_needed(address: str, tmp_path: Path) -> None:
    with book_of(address, []) as book, pytest.raises(UsageError, match="two countries"):
        write_brief(book, "AZE", "AZE", tmp_path / "brief.html")


def test_a_place_that_cannot_be_written_is_named(address: str, tmp_path: Path) -> None:
    with book_of(address, []) as book, pytest.raises(UsageError, match="cannot be written"):
        write_brief(book, "AZE", "BLR", tmp_path / "no such folder" / "brief.html")


def test_every_section_is_documented() -> None:
    assert all(section.__doc__ for section in SECTIONS)
    assert len({section.__name__ for section in SECTIONS}) == len(SECTIONS)
