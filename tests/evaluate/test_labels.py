"""Statements over texts that stand elsewhere: labels, a second annotator, and sealed cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tradebook.errors import BadRecord, UsageError
from tradebook.evaluate import Case, agreement, as_data, evaluate, load_cases, load_labels, render
from tradebook.extract import Reading
from tradebook.report import Report, make_report

CASES = """\
- id: one
  title: Copper for Peru
  text: |
    Chile's exports to Peru came to $1.5 billion in 2021. Copper led.
  statements:
    - kind: trade_flow
      evidence: Chile's exports to Peru
      measure: exports
      reporter: CHL
      partner: PER
      amount: USD 1.5 billion
      period: 2021
- id: two
  text: |
    Exports between Chad and Niger stood at $3 million.
  statements: []
"""
SECOND = """\
- id: one
  statements:
    - kind: trade_flow
      evidence: $1.5 billion in 2021
      measure: exports
      reporter: CHL
      partner: PER
      amount: USD 1.5 billion
      period: 2021
"""


def cases(folder: Path, suite: str = "dev") -> list[Case]:
    (folder / suite).mkdir(parents=True, exist_ok=True)
    (folder / suite / "some.yaml").write_text(CASES, encoding="utf-8")
    return load_cases(folder / suite)


def written(folder: Path, text: str) -> Path:
    (folder / "labels.yaml").write_text(text, encoding="utf-8")
    return folder / "labels.yaml"


def nothing(report: Report) -> Reading:
    return Reading([], [])


def test_other_words_of_the_same_sentence_agree(tmp_path: Path) -> None:
    result = agreement(cases(tmp_path), written(tmp_path, SECOND))
    score = result.score("trade_flow")
    assert [outcome.case.id for outcome in result.outcomes] == ["one"]
    assert (score.loose.right, score.strict.right, score.strict.got) == (1, 1, 1)


def test_another_figure_disagrees(tmp_path: Path) -> None:
    other = SECOND.replace("amount: USD 1.5 billion", "amount: USD 1.6 billion")
    score = agreement(cases(tmp_path), written(tmp_path, other)).score("trade_flow")
    assert (score.loose.right, score.strict.right) == (1, 0)


def test_a_piece_over_two_sentences_touches_both(tmp_path: Path) -> None:
    other = SECOND.replace("$1.5 billion in 2021", '"2021. Copper led"')
    assert agreement(cases(tmp_path), written(tmp_path, other)).score().strict.right == 1


def test_labels_name_evidence_by_offsets(tmp_path: Path) -> None:
    text = "Chile's exports to Peru came to $1.5 billion in 2021."
    reports = {"one": make_report(text, title="Copper for Peru")}
    labels = SECOND.replace("$1.5 billion in 2021", '"@0-23"\n      also: ["title@0-6"]')
    (case,) = load_labels(written(tmp_path, labels), reports)
    (expected,) = case.statements
    assert expected.places == (("text", 0, 23), ("title", 0, 6))
    assert expected.statement.evidence.text == "Chile's exports to Peru"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("$1.5 billion in 2021", '"@9-999"', "lies outside the text"),
        ("$1.5 billion in 2021", '"@9-9"', "lies outside the text"),
        ("$1.5 billion in 2021", '"title@9-99"', "lies outside the title"),
        ("id: one", "id: three", "no text with the id 'three'"),
        ("- id: one", "- id: one\n  text: again", "'text' is not known"),
    ],
)
def test_wrong_labels_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    first = cases(tmp_path)
    with pytest.raises(BadRecord, match=says) as caught:
        agreement(first, written(tmp_path, SECOND.replace(old, new)))
    assert "labels.yaml" in str(caught.value)


def test_no_labels(tmp_path: Path) -> None:
    first = cases(tmp_path)
    with pytest.raises(UsageError, match="no file of labels"):
        agreement(first, tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="no case"):
        agreement(first, written(tmp_path, "[]"))
    with pytest.raises(BadRecord, match="'one' is taken"):
        agreement(first, written(tmp_path, SECOND + SECOND))


def test_the_misses_of_sealed_cases_stay_sealed(tmp_path: Path) -> None:
    result = evaluate(cases(tmp_path, "sealed"), nothing)
    shown = render(result)
    assert "The misses of 2 sealed cases are not shown" in shown
    assert "Peru" not in shown and "Peru" not in json.dumps(as_data(result))
    assert "Chile's exports to Peru" in render(result, open_sealed=True)
    assert len(as_data(result, open_sealed=True)["misses"]) == 1


def test_open_cases_beside_sealed_ones_are_shown(tmp_path: Path) -> None:
    sealed = cases(tmp_path, "sealed")
    shown = render(evaluate([*cases(tmp_path, "dev"), *sealed], nothing))
    assert "Misses (expected | got)" in shown and "sealed cases are not shown" in shown
    assert shown.count("Chile's exports to Peru") == 1
