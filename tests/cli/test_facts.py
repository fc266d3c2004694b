"""merge, split, pins, and what explain and show say of facts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tradebook.book import open_book
from tradebook.extract import extract
from tradebook.report import make_report

TRADE = "Trade between Azerbaijan and Belarus came to"
TOLD = (
    f"{TRADE} $424.4 million in 2021, according to Belstat.",
    f"{TRADE} over $420 million in 2021.",
    f"{TRADE} $451.6 million in 2021.",
    f"{TRADE} $433.9 million in 2021, according to Belstat.",
    f"{TRADE} $150 million in January-May 2021.",
    f"{TRADE} $424.4 million in 2022.",
)


@pytest.fixture
def ids(run: Command, tmp_path: Path) -> list[str]:
    """The ids of the statements of six reports, one a day; they are in the book that `run` works on."""
    found = []
    with open_book(tmp_path / "book.sqlite") as book:
        for n, text in enumerate(TOLD):
            report = make_report(text, published=date(2022, 6, 1) + timedelta(days=n), outlet=f"Paper {n}")
            (statement,) = extract(report).statements
            book.record(report, extract(report))
            found.append(statement.id)
    return found


def test_explain_says_why_and_why_not(run: Command, ids: list[str]) -> None:
    out = run("explain", ids[0][:8]).out
    assert "over $420 million is said of $420 million to $430 million, which holds $424.4 million" in out
    disputed = out[out.index("Disputed by") : out.index("Revised since")]
    assert "$451.6 million" in disputed and "Paper 2; 3 June 2022" in disputed
    revised = out[out.index("Revised since") : out.index("One of a series")]
    assert "$433.9 million" in revised and "Belstat; 4 June 2022" in revised
    assert "$150 million" in out[out.index("One of a series") : out.index("Near to it")]
    assert "period: 2021-01-01 to 2021-12-31 here, 2022-01-01 to 2022-12-31 there" in out
    explained = run("explain", ids[1], "--json").json
    assert [j["how"] for j in explained["explanations"][0]["joined"]] == ["begins it", "words the figure"]


def test_show_names_who_disagrees(run: Command, ids: list[str]) -> None:
    out = run("show", "AZE", "BLR").out
    table = out[out.index("Disputed and revised") :]
    for words in ("Belstat", "Paper 2", "revised since", "revision", "disputed"):
        assert words in table
    assert "so far, 1 of 2" in out


def test_a_long_table_is_cut(run: Command, tmp_path: Path) -> None:
    with open_book(tmp_path / "book.sqlite") as book:
        for n in range(205):
            report = make_report(f"{TRADE} ${n + 100}.5 million in 2021.", published=date(2022, 6, 1))
            book.record(report, extract(report))
    assert "5 more: --all shows them" in run("show", "AZE", "BLR").out
    every = run("show", "AZE", "BLR", "--all").out
    assert "more: --all" not in every and every.count("Turnover") >= 205


def test_merging_and_taking_back(run: Command, ids: list[str]) -> None:
    done = run("merge", ids[0][:8], ids[2][:8], "--by", "Ann", "--note", "same table")
    assert done.code == 0 and "3 statements" in done.out
    listed = run("pins").out
    assert "merged by Ann" in listed and "(same table)" in listed and ids[2][:8] in listed
    assert "pin 1, merged by Ann" in run("explain", ids[2]).out
    assert "put with it by a person (pin 1)" in run("explain", ids[2]).out
    assert "Taken back: pin 1" in run("merge", ids[0], ids[2], "--undo", "--by", "Bob").out
    assert "taken back by Bob" in run("pins", ids[2]).out
    assert run("verify").code == 0


def test_splitting_against_a_merge_is_said(run: Command, ids: list[str]) -> None:
    run("merge", ids[0], ids[2], "--by", "Ann")
    alone = run("split", ids[0], ids[2], "--by", "Bob")
    assert alone.code == 0 and "by itself" in alone.out
    done = run("verify")
    assert done.code == 0 and "pin 2: it contradicts pin 1" in done.out and "all in order" in done.out
    assert len(run("verify", "--json").json["notes"]) == 1
    assert "contradicted by pin 2, which counts" in run("explain", ids[2]).out
    assert "taken out by a person" in run("explain", ids[2]).out
    assert run("split", ids[0], ids[2], "--undo", "--by", "Bob", "--json").json["number"] == 2
    assert len(run("pins", "--json").json) == 2
    assert "merged by Ann" in run("pins", "--undo", "1", "--by", "Ann").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("merge", "0"), "requires an argument"),
        (("merge", "ffff", "--by", "Ann"), "at least two"),
        (("merge", "ffff", "eeee", "--by", "Ann"), "no fact or statement"),
        (("split", "ffff", "eeee", "--by", "Ann"), "no fact or statement"),
        (("pins", "--undo", "1"), "--by NAME"),
        (("pins", "--undo", "9", "--by", "Ann"), "no merge or split has this number"),
        (("merge", "ffff", "eeee", "--undo", "--by", "Ann"), "no merge that still stands"),
    ],
)
def test_wrong_usage(run: Command, ids: list[str], arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.code == 2 and words in done.err
