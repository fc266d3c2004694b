"""`tradebook check` across reports, `tradebook checks`, and the verdicts as ClaimReview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.check.official.world import row, store
from tests.cli.conftest import Command
from tradebook.check import catalogue
from tradebook.check.examples import examples
from tradebook.statement import Statement

WIRE = {"published": "2023-01-17", "outlet": "Wire", "url": "https://wire.example/1", "title": "Tea"}
MAIL = {"published": "2023-03-02", "outlet": "Mail", "url": "https://mail.example/2", "title": "More tea"}
TOLD = "Kenya's exports to Egypt amounted to $213.4 million in 2022."
OTHER = "Kenya's exports to Egypt amounted to $313.4 million in 2022, the trade ministry said."
NEAR = "Kenya's exports to Uganda amounted to $840 million in 2022."
NEARER = "Kenya's exports to Uganda amounted to $870 million in 2022, the trade ministry said."


@pytest.fixture
def two_reports(run: Command, tmp_path: Path) -> None:
    """A book of two reports that tell one flow with two figures, and another with figures not far apart."""
    lines = [WIRE | {"text": f"{TOLD} {NEAR}"}, MAIL | {"text": f"{OTHER} {NEARER}"}]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run("read", path).code == 0


def test_check_compares_reports(run: Command, two_reports: None) -> None:
    out = run("check", "KEN", "EGY").out
    assert out.startswith("does not add up  The exports of Kenya to Egypt for 2022 are told as 313.4 (trade ministry, ")
    assert "both cannot be right of the same trade. [1][2]\n" in out
    assert "Sources\n  [1] Wire, 17 January 2023" in out or "Sources\n  [1] Mail, 2 March 2023" in out


def test_what_cannot_be_told_is_counted_and_shown_with_all(run: Command, two_reports: None) -> None:
    out = run("check").out
    assert "840" not in out
    assert "1 that cannot be told: --all shows them with the reason\n" in out
    assert "a later revision may explain the difference" in run("check", "--all").out


def test_check_in_json_names_both_reports(run: Command, two_reports: None) -> None:
    (verdict,) = run("check", "--json").json
    assert verdict["result"] == "does not add up"
    assert len(verdict["reports"]) == len(verdict["facts"]) == 2


def test_show_and_the_brief_carry_what_does_not_add_up(run: Command, tmp_path: Path) -> None:
    half = "Kenya's exports to Egypt amounted to $250.2 million in January-June 2022."
    lines = [WIRE | {"text": half, "published": "2022-07-20"}, MAIL | {"text": TOLD}]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("read", path)
    out = " ".join(run("show", "KEN", "EGY").out.split())
    assert "What does not add up" in out
    assert "a year cannot be smaller than a part of it" in out
    (flag,) = run("show", "KEN", "EGY", "--json").json["red_flags"]
    assert flag["check"] == "a year is not smaller than its first months"
    brief = tmp_path / "brief.html"
    assert run("brief", "KEN", "EGY", "-o", brief).code == 0
    assert "Does not add up." in brief.read_text(encoding="utf-8")


def test_show_is_silent_where_all_adds_up(run: Command, book: list[Statement]) -> None:
    assert "What does not add up" not in run("show", "AZE", "BLR").out
    assert run("show", "AZE", "BLR", "--json").json["red_flags"] == []


def test_checks_lists_every_check(run: Command) -> None:
    out = run("checks").out
    for check in catalogue():
        assert f"\n{check.name}\n" in out
    assert out.index("Within a report") < out.index("Across the book")
    assert out.count("  holds:\n") == out.count("  broken:\n") == len(examples())


def test_checks_by_words_of_their_name(run: Command) -> None:
    listed = run("checks", "growth", "--json").json
    assert [check["name"] for check in listed] == [c.name for c in catalogue() if "growth" in c.name]
    broken = listed[0]["examples"]["broken"]
    assert broken["reports"][0]["text"]
    assert [v["result"] for v in broken["verdicts"]] == ["does not add up"]
    done = run("checks", "weather")
    assert (done.code, done.out) == (2, "")
    assert "`tradebook checks` lists them all" in done.err


def test_claimreview_says_what_was_claimed_where_and_what_came_of_it(run: Command, two_reports: None) -> None:
    document = run("export", "--format", "claimreview", "--publisher", "Example Desk").json
    assert document["@context"] == "https://schema.org"
    (review,) = document["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["author"] == {"@type": "Organization", "name": "Example Desk"}
    assert review["claimReviewed"] == OTHER
    assert review["reviewRating"]["alternateName"] == "Does not add up"
    assert "both cannot be right" in review["reviewBody"]
    claim = review["itemReviewed"]
    assert claim["author"] == {"@type": "Organization", "name": "trade ministry"}
    assert claim["datePublished"] == "2023-03-02"
    assert claim["appearance"][0]["url"] == MAIL["url"]


def test_claimreview_goes_to_a_file_and_takes_filters(run: Command, two_reports: None, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonld"
    arguments = ("--format", "claimreview", "--publisher", "Desk", "--publisher-url", "https://desk.example")
    assert run("export", "KEN", "UGA", *arguments, "-o", path).out == ""
    assert json.loads(path.read_text(encoding="utf-8"))["@graph"] == []
    run("export", "KEN", "EGY", *arguments, "-o", path)
    (review,) = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    assert review["author"]["url"] == "https://desk.example"


def test_claimreview_leaves_out_what_a_licence_keeps_back(run: Command, tmp_path: Path) -> None:
    rows = [
        row("KEN exports EGY", "2022", 113_400_000),
        row("KEN exports UGA", "2022", 640_000_000, redistributable=True),
    ]
    folder = store(tmp_path / "figures", rows).folder
    path = tmp_path / "report.jsonl"
    path.write_text(json.dumps(WIRE | {"text": f"{TOLD} {NEAR}"}), encoding="utf-8")
    run("read", path)
    done = run("export", "--format", "claimreview", "--publisher", "Desk", "--statistics", folder)
    (review,) = done.json["@graph"]
    assert review["reviewRating"]["alternateName"] == "Differs"
    assert review["claimReviewed"] == NEAR
    assert "113.4" not in done.out
    assert "1 verdict left out: the figures behind may not be redistributed" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "claimreview"], "Add --publisher NAME"),
        (["--format", "claimreview", "--publisher", " "], "empty"),
        (["--format", "claimreview", "--publisher", "Desk", "--facts"], "--facts does not go with"),
        (["--publisher", "Desk"], "--publisher goes with --format claimreview"),
        (["--format", "csv", "--publisher-url", "https://desk.example"], "--publisher goes with"),
    ],
)
def test_options_that_do_not_go_together(run: Command, book: list[Statement], arguments: list[str], words: str) -> None:
    done = run("export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
