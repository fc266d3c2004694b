"""The commands by which people put the book right: correct, corrections, forget, evaluate --from-book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.making import EXPORTS
from tradebook.statement import Statement, from_json


@pytest.fixture
def flow(book: list[Statement]) -> Statement:
    """The flow of $295.5 million."""
    return next(s for s in book if s.evidence.text == EXPORTS)


def test_correct_wins_in_tables_and_exports(run: Command, flow: Statement) -> None:
    id_ = flow.id[:10]
    done = run(
        "correct", id_, "reporter=Belarus", "partner=Azerbaijan", "period=2020", "--by", "N. K.", "--note", "asked"
    )
    assert done.code == 0 and "2020" in done.out
    shown = run("show", "AZE", "BLR").out
    assert "corrected" in shown and "2020" in shown
    line = next(s for s in run("export").lines if s["id"] == flow.id)
    assert (line["reporter"], line["partner"], line["period"]["edtf"]) == ("BLR", "AZE", "2020")
    assert {c["slot"] for c in line["corrections"]} >= {"reporter", "partner", "period"}
    assert from_json(run("export").out.splitlines()[0]) is not None
    explained = run("explain", id_).out
    assert "What people said of it" in explained and "N. K." in explained and '"asked"' in explained
    table = run("export", "--format", "csv").out
    assert "N. K." in table and "corrected_by" in table.splitlines()[0]


def test_wrong_leaves_the_facts_and_can_be_taken_back(run: Command, flow: Statement) -> None:
    id_ = flow.id[:10]
    before = run("show", "AZE", "BLR").out
    assert run("correct", id_, "--wrong", "--by", "N. K.").out.startswith(f"{id_[:8]} marked as wrong: ")
    assert "$295.5 million" not in run("show", "AZE", "BLR").out
    listed = run("corrections").out
    assert "marked as wrong" in listed
    assert "taken back by A. B." in run("corrections", "--undo", 1, "--by", "A. B.").out
    assert run("show", "AZE", "BLR").out == before
    assert run("corrections", id_, "--json").json[0]["undone"] == "A. B."
    assert run("verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say one thing"),
        (("--wrong", "period=2020"), "say one thing"),
        (("period",), "names no slot with a value"),
        (("perod=2020",), "has no such slot"),
        (("period=last year",), "is no date"),
        (("reporter=Atlantis",), "Atlantis"),
        (("amount=5 million",), "has no currency in front"),
        (("stance=hoped",), "stance"),
    ],
)
def test_correct_says_what_does_not_fit(run: Command, flow: Statement, arguments: tuple[str, ...], words: str) -> None:
    done = run("correct", flow.id[:10], *arguments, "--by", "N. K.")
    assert done.code == 2 and words in done.err
    assert "Nobody has corrected" in run("corrections").out


def test_slots_that_the_report_does_not_fill(run: Command, flow: Statement) -> None:
    assert (
        run("correct", flow.id[:10], "period=-", "between=AZE BLR", "reporter=", "partner=", "--by", "N. K.").code == 0
    )
    line = next(s for s in run("export").lines if s["id"] == flow.id)
    assert (line["reporter"], line["partner"], line["between"], line["period"]) == (None, None, ["AZE", "BLR"], None)


def test_corrected_reports_become_cases(run: Command, flow: Statement, tmp_path: Path) -> None:
    assert run("evaluate", "--from-book").code == 2
    run("correct", flow.id[:10], "--right", "--by", "N. K.")
    cases = tmp_path / "cases.yaml"
    assert "1 case" in run("evaluate", "--from-book", "--write", cases).out
    assert "looked at by N. K." in cases.read_text(encoding="utf-8")
    of_file, of_book = run("evaluate", cases, "--json").json, run("evaluate", "--from-book", "--json").json
    assert of_file["kinds"] == of_book["kinds"]
    assert run("evaluate").code == 2 and run("evaluate", cases, "--from-book").code == 2


def test_forget(run: Command, flow: Statement) -> None:
    report = flow.report.id
    assert run("forget", "--by", "desk").code == 2
    assert run("forget", report[:10], "--person", "Somebody Else", "--by", "desk").code == 2
    done = run("forget", report[:10], "--by", "desk")
    assert done.out.startswith("Removed: the text of 1 report") and "Remains: " in done.out
    assert run("verify").code == 0
    gone = run("forget", report[:10], "--entirely", "--by", "desk", "--json").json
    assert gone["statements"] > 5
    assert "nothing on this" in run("show", "AZE", "BLR").out and run("verify").code == 0
