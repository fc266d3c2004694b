"""`tradebook copies`, and copies and notices in `explain` and `show`."""

from __future__ import annotations

import json

import pytest

from tradebook.cli import main

STORY = (
    "Trade turnover between Azerbaijan and Belarus amounted to {figure} in 2021, the customs committee said. Exports "
    "of Azerbaijan to Belarus came to $295.5 million. The two sides discussed cooperation in agriculture and in the "
    "building of machines at a meeting in Baku this week. They plan to meet again in autumn."
)
REPORTS = (
    ("Azernews", "2022-05-18", STORY.format(figure="$442.4 million")),
    ("Trend", "2022-05-19", "BAKU - " + STORY.format(figure="$442.4 million")),
    (
        "Azernews",
        "2022-05-20",
        "(Corrects turnover to $424.4 million, not $442.4 million)\n\n" + STORY.format(figure="$424.4 million"),
    ),
    (
        "Belta",
        "2022-06-20",
        "A fair of food opened in Minsk on Monday with 30 firms. Wine was tasted. As reported earlier, exports "
        "of Azerbaijan to Belarus came to $295.5 million.",
    ),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("copies")
    lines = [json.dumps({"outlet": outlet, "published": day, "text": text}) for outlet, day, text in REPORTS]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    path = str(folder / "book.sqlite")
    assert main(["read", "--book", path, str(folder / "reports.jsonl")]) == 0
    return path


def said(capfd: pytest.CaptureFixture[str], *words: str) -> str:
    capfd.readouterr()
    assert main(list(words)) == 0
    return capfd.readouterr().out


def test_groups(book: str, capfd: pytest.CaptureFixture[str]) -> None:
    told = said(capfd, "copies", "--book", book)
    assert "Azernews, 18 May 2022: 1 copy" in told and "100% of 55 words  Trend" in told
    (group,) = json.loads(said(capfd, "copies", "--book", book, "--json"))
    assert said(capfd, "copies", group["copies"][0]["report"][:8], "--book", book) == told
    assert said(capfd, "copies", "AZE", "BLR", "--book", book) == told
    assert "No report of these" in said(capfd, "copies", "FRA", "BLR", "--book", book)


def test_passages_and_notices(book: str, capfd: pytest.CaptureFixture[str]) -> None:
    told = said(capfd, "copies", "--passages", "--book", book)
    assert "in 4 reports (3 that are no copies of each other), first 18 May 2022, last 20 June 2022" in told
    assert "by Azernews (2), Belta (1), Trend (1)" in told
    told = said(capfd, "copies", "--notices", "--book", book)
    assert "correction by Azernews, 20 May 2022" in told and "about" in told and "takes back" in told
    (notice,) = json.loads(said(capfd, "copies", "--notices", "--book", book, "--json"))
    assert notice["wrong"] == ["442400000"] and notice["right"] == ["424400000"] and len(notice["statements"]) == 2


def test_explain_and_show(book: str, capfd: pytest.CaptureFixture[str]) -> None:
    shown = said(capfd, "show", "AZE", "BLR", "--book", book)
    assert "corrected by the outlet" in shown
    (notice,) = json.loads(said(capfd, "copies", "--notices", "--book", book, "--json"))
    told = [said(capfd, "explain", statement, "--book", book) for statement in notice["statements"]]
    assert all("Taken back by the outlet's own correction: (Corrects turnover" in one for one in told)
    assert any("a copy of" in one for one in told) and any("copied in     1 other report:" in one for one in told)


@pytest.mark.parametrize(
    "words", [("--passages", "--notices"), ("AZE", "--passages"), ("00000000",), ("zz",)], ids=" ".join
)
def test_a_wrong_call(book: str, words: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["copies", *words, "--book", book]) == 2
    assert capfd.readouterr().err.startswith("tradebook: ")
