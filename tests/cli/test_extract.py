"""`tradebook extract`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tradebook.statement import KINDS, from_json


def test_the_examples_give_statements_of_all_kinds(run: Command, examples: Path) -> None:
    done = run("extract", examples)
    assert done.code == 0
    assert {line["kind"] for line in done.lines} == set(KINDS)


def test_lines_fit_the_types_and_stand_in_the_order_of_the_text(run: Command, examples: Path) -> None:
    done = run("extract", examples / "2022-05-19-contracts.txt")
    statements = [from_json(line) for line in done.out.splitlines()]
    places = [(s.evidence.field != "title", s.evidence.start) for s in statements]
    assert statements
    assert places == sorted(places)


def test_evidence_indexes_the_text_that_with_text_prints(run: Command, examples: Path) -> None:
    text, checked = "", 0
    title: str | None = None
    for line in run("extract", "--with-text", examples).lines:
        if line["kind"] == "report":
            text, title = line["text"], line["title"]
        else:
            evidence = line["evidence"]
            source = text if evidence["field"] == "text" else title or ""
            assert source[evidence["start"] : evidence["end"]] == evidence["text"]
            checked += 1
    assert checked


def test_with_text_tells_a_web_page_s_article(run: Command, examples: Path) -> None:
    page = run("extract", "--with-text", examples / "2020-10-27-nine-months.html").lines[0]
    assert page["outlet"] == "Tradebook Example Review"
    assert page["published"] == "2020-10-27"
    assert "Contact" not in page["text"]


def test_what_is_refused_is_named_and_the_rest_is_read(run: Command, examples: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02" * 400)
    done = run("extract", broken, tmp_path / "nothing.txt", examples / "2022-05-19-contracts.txt")
    assert done.code == 1
    assert str(broken) in done.err and "nothing.txt" in done.err
    assert done.lines


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "no reports named"),
        (["--gasp", "a.txt"], "--gasp"),
        (["a.txt", "--published", "2022-13-01"], "2022-13-01"),
        (["a.txt", "--min-confidence", "2"], "min-confidence"),
    ],
)
def test_wrong_usage(run: Command, arguments: list[str], words: str) -> None:
    done = run("extract", *arguments)
    assert done.code == 2
    assert words in done.err
    assert done.out == ""


def test_standard_input(run: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Italy's exports to Japan amounted to $9 billion in 2022.", encoding="utf-8")
    with report.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream})())
        done = run("extract", "-", "--published", "2023-01-05", "--outlet", "Tradebook Example")
    (line,) = done.lines
    assert (line["reporter"], line["partner"]) == ("ITA", "JPN")
    assert (line["report"]["outlet"], line["report"]["published"]) == ("Tradebook Example", "2023-01-05")


def test_a_note_on_reports_without_a_date(run: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Italy's exports to Japan amounted to $9 billion in 2022.", encoding="utf-8")
    done = run("extract", report)
    assert done.code == 0
    assert "no date" in done.err


def test_gaps_are_written(run: Command, tmp_path: Path) -> None:
    report, gaps = tmp_path / "report.txt", tmp_path / "gaps.jsonl"
    report.write_text("Exports of Italy to Japan amounted to $1.2.3 million in 2022.", encoding="utf-8")
    done = run("extract", report, "--gaps", gaps)
    (gap,) = [json.loads(line) for line in gaps.read_text(encoding="utf-8").splitlines()]
    assert done.code == 0
    assert set(gap) == {"report", "evidence", "figure", "reason", "source", "line"}
    assert "1.2.3" in gap["figure"]


def test_min_confidence_leaves_out(run: Command, examples: Path) -> None:
    everything = run("extract", examples).lines
    sure = run("extract", "--min-confidence", "0.9", examples).lines
    assert sure == [line for line in everything if line["confidence"] >= 0.9]


def test_the_gaps_file_in_no_folder_is_a_message(run: Command, examples: Path, tmp_path: Path) -> None:
    done = run("extract", examples, "--gaps", tmp_path / "no" / "gaps.jsonl")
    assert done.code == 2
    assert "gaps.jsonl" in done.err


def test_a_figure_that_is_no_number_is_a_gap_with_its_file_and_line(run: Command, tmp_path: Path) -> None:
    report, gaps = tmp_path / "report.txt", tmp_path / "gaps.jsonl"
    good = "Italy's exports to Japan amounted to $9 billion in 2022."
    report.write_text(f"{good}\n\nItaly's imports from Japan came to $1.2.3 million in 2022.\n", encoding="utf-8")
    done = run("extract", report, "--gaps", gaps)
    assert [line["amount"]["value"] for line in done.lines] == [9_000_000_000]
    (gap,) = map(json.loads, gaps.read_text(encoding="utf-8").splitlines())
    assert (gap["source"], gap["line"], gap["figure"]) == (str(report), 3, "$1.2.3 million")
    summary = run("read", report).out
    assert "1 figure beside a trade word gave no statement (extract --gaps FILE lists them)" in summary
    assert f"Note:       no date: {report}" in summary
