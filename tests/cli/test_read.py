"""`tradebook read`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from tests.cli.conftest import Command
from tests.cli.making import make_book
from tradebook.cli import main
from tradebook.report import Report
from tradebook.statement import SLOTS, Deal, Milestone, Reader, Statement, TradeFlow, statement_id

pytestmark = pytest.mark.usefixtures("database")  # on both kinds of database


def test_the_summary(run: Command, examples: Path, place: str) -> None:
    done = run("read", examples)
    assert done.code == 0
    assert "Reports:    40 new, 1 known from elsewhere, 0 known, 0 refused" in done.out
    assert "trade_flow" in done.out
    assert f"Book:       {place}" in done.out


def test_reading_again_changes_nothing(run: Command, examples: Path) -> None:
    first = run("read", examples, "--json").json
    exported = run("export", "--format", "jsonl").out
    second = run("read", examples, "--json").json
    assert (first["new"], first["known"]) == (40, 0)
    assert (second["new"], second["known"], second["statements"]) == (0, 41, {})
    assert run("export", "--format", "jsonl").out == exported


def test_what_was_read_verifies(run: Command, examples: Path) -> None:
    run("read", examples)
    done = run("verify")
    assert (done.code, done.err) == (0, "")


def test_a_copy_from_elsewhere_is_one_more_appearance(run: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Italy's exports to Japan amounted to $9 billion in 2022.", encoding="utf-8")
    run("read", report, "--outlet", "One", "--published", "2023-01-05")
    done = run("read", report, "--outlet", "Two", "--published", "2023-01-06")
    assert "0 new, 1 known from elsewhere" in done.out
    shown = run("show", "ITA", "JPN").out
    assert "One, 5 January 2023" in shown
    assert "also Two" in shown


def test_what_is_refused_is_named_and_the_rest_is_recorded(run: Command, examples: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    good = '{"text": "Italy\'s exports to Japan amounted to $9 billion in 2022.", "published": "2023-01-05"}'
    lines.write_text(f'{good}\n{{"text": \n{{"no": "text"}}\n', encoding="utf-8")
    done = run("read", lines)
    assert done.code == 1
    assert "line 2" in done.err and "line 3" in done.err
    assert "1 new, 0 known, 2 refused" in done.out
    assert "Italy" in run("show", "ITA", "JPN").out


def test_again_reads_the_book_s_own_reports(run: Command, book: list[object]) -> None:
    done = run("read", "--again")
    assert done.code == 0
    assert done.out.startswith("1 report read anew: ")
    again = run("read", "--again", "--json").json
    assert (again["reports"], again["added"], again["changed"], again["gone"]) == (1, [], [], [])


def test_again_shows_what_a_better_reader_changes(
    run: Command, examples: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next version of the reader drops the deals, is surer of the flows, and denies the milestones."""
    from tradebook import extract as package

    run("read", examples)
    before = run("export").out.splitlines()
    kinds = Counter(json.loads(line)["kind"] for line in before)
    real, version = package.extract, Reader(name="tradebook", version="99")

    def better(report: Report) -> object:
        reading = real(report)
        found = (change(s) for s in reading.statements if not isinstance(s, Deal))
        return SimpleNamespace(statements=tuple(found), gaps=reading.gaps, language=reading.language)

    def change(s: Statement) -> Statement:
        if isinstance(s, Milestone):
            slots = {slot: getattr(s, slot) for slot in SLOTS["milestone"]}
            return replace(
                s, stance="denied", id=statement_id(s.report.id, "milestone", slots, "denied"), reader=version
            )
        return replace(s, confidence=1.0, reader=version) if isinstance(s, TradeFlow) else s

    monkeypatch.setattr(package, "extract", better)
    monkeypatch.setattr(package, "READER", version)
    done = run("read", "--again")
    assert done.code == 0
    assert f"0 statements added, {kinds['trade_flow'] + kinds['milestone']} changed, {kinds['deal']} gone" in done.out
    assert "other now: confidence" in done.out and "other now: stance" in done.out
    after = run("export").out.splitlines()
    assert {json.loads(line)["kind"] for line in after} == set(kinds) - {"deal"}
    assert {json.loads(line)["confidence"] for line in after if '"kind":"trade_flow"' in line} == {1.0}
    deal = next(json.loads(line) for line in before if '"kind":"deal"' in line)
    assert "no longer found by tradebook 99" in run("explain", deal["id"]).out
    milestone = next(json.loads(line) for line in before if '"kind":"milestone"' in line)
    superseded = run("explain", milestone["id"], "--json").json
    assert superseded["current"] is False and superseded["superseded_by"]
    assert superseded["statement"] == milestone  # never edited
    assert run("verify").code == 0


def test_again_with_paths_is_wrong_usage(run: Command, examples: Path) -> None:
    done = run("read", "--again", examples)
    assert done.code == 2
    assert "Leave out the paths" in done.err


def test_a_file_that_is_no_book(run: Command, examples: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a book " * 100, encoding="utf-8")
    done = run("read", examples, "--book", other)
    assert done.code == 1
    assert "not a book" in done.err
    assert other.read_text(encoding="utf-8").startswith("not a book")


def test_the_progress_bar_is_for_terminals_only(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["read", str(examples), "--book", str(tmp_path / "a.sqlite")]
    assert main(arguments) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["read", str(examples), "--book", str(tmp_path / "b.sqlite")]) == 0
    assert "reports, 0 refused" in capsys.readouterr().err
    assert main(["read", "--again", "--book", str(tmp_path / "b.sqlite")]) == 0
    assert "40 of 40 reports" in capsys.readouterr().err


def test_a_stop_in_the_middle_keeps_what_was_recorded(
    run: Command, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tradebook import extract as package

    real, calls = package.extract, []

    def stops_at_the_third(report: object) -> object:
        calls.append(report)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(report)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(package, "extract", stops_at_the_third)
    monkeypatch.setattr("tradebook.book.intake._CHUNK", 2)  # read together: those of the last chunk are read again
    assert run("read", examples).code == 130
    monkeypatch.setattr(package, "extract", real)
    done = run("read", examples, "--json").json
    assert (done["new"], done["known"]) == (38, 2)


def test_make_book_makes_a_book_that_verifies(run: Command, place: str) -> None:
    make_book(place)
    assert run("verify").code == 0
