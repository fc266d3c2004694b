"""Loading case files, and what is said of wrong ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tradebook.errors import BadRecord, UsageError
from tradebook.evaluate import Case, load_cases

GOOD = """\
- id: butter
  outlet: Baltic Trade Desk
  published: 2022-06-14
  title: Butter exports to Estonia reach EUR 9 million
  attribution: {agencies: [Leta], speakers: ["Anna Berzina | head of department | ministry"]}
  text: |
    Latvia sold butter worth EUR 9 million to Estonia in 2021, Leta says. Beef was sold too.
  statements:
    - kind: trade_flow
      evidence: butter worth EUR 9 million
      also: ["title: Butter exports"]
      measure: exports
      reporter: LVA
      partner: EST
      amount: EUR 9 million
      period: 2021
      goods: butter = 0405 | 040510
    - kind: traded_goods
      evidence: Beef was sold
      attribution: {figure_source: customs data}
      origin: LVA
      destination: EST
      goods: [beef = 0201 0202]
"""


def load(tmp_path: Path, text: str) -> list[Case]:
    path = tmp_path / "dev" / "direction.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_cases(tmp_path)


def test_a_case_is_loaded(tmp_path: Path) -> None:
    (case,) = load(tmp_path, GOOD)
    assert (case.id, case.suite, case.group, case.line) == ("butter", "dev", "direction", 1)
    assert case.report.published == date(2022, 6, 14)
    flow, goods = case.statements
    assert flow.statement.amount.value == 9000000  # type: ignore[union-attr]
    assert flow.statement.goods[0].hs == ("0405",)  # type: ignore[union-attr]
    assert [choice[0][1] for choice in flow.goods] == [("0405",), ("040510",)]
    assert [place[0] for place in flow.places] == ["text", "title"]
    assert flow.statement.attribution.agencies == ("Leta",)
    assert flow.statement.attribution.speakers[0].organisation == "ministry"
    assert flow.statement.attribution.outlet == "Baltic Trade Desk"
    assert goods.statement.attribution.agencies == ()
    assert goods.statement.attribution.figure_source == "customs data"


def test_evidence_is_where_the_piece_stands(tmp_path: Path) -> None:
    (case,) = load(tmp_path, GOOD)
    for expected in case.statements:
        evidence = expected.statement.evidence
        assert case.report.text[evidence.start : evidence.end] == evidence.text


def test_one_file_or_a_folder(tmp_path: Path) -> None:
    from_folder = load(tmp_path, GOOD)
    assert load_cases(tmp_path / "dev" / "direction.yaml") == from_folder


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: trade_flow", "kind: flow", 9, "'flow'"),
        ("butter worth EUR 9 million\n", "butter worth EUR 7 million\n", 9, "0 times"),
        ("amount: EUR 9 million", "amount: 9 million", 15, "no currency"),
        ("      partner: EST", "      seller: EST", 14, "'seller'"),
        ("measure: exports", "measure: sales", 9, "sales"),
        ("reporter: LVA", "measure: LVA", 13, "stands twice"),
        ("butter = 0405 | 040510", "butter = 040", 17, "'040'"),
        ("published: 2022-06-14", "published: 14 June", 3, "'14 June'"),
        ("  outlet: Baltic", "  outlets: Baltic", 2, "'outlets'"),
        ("figure_source: customs data", "source: customs data", 20, "'source'"),
        ("Latvia sold butter", "Latvia sold butter worth EUR 9 million and butter", 9, "2 times"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    with pytest.raises(BadRecord, match=says) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert caught.value.line == line
    assert "direction.yaml" in str(caught.value)


def test_no_case_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no case file"):
        load_cases(tmp_path)


def test_not_yaml_and_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="not YAML"):
        load(tmp_path, "- id: [\n")
    with pytest.raises(BadRecord, match="not a list of cases"):
        load(tmp_path, "id: one\n")
    (tmp_path / "dev" / "direction.yaml").write_bytes(b"- id: \xff\n")
    with pytest.raises(BadRecord, match="not UTF-8"):
        load_cases(tmp_path)


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="'butter' is taken"):
        load(tmp_path, GOOD + GOOD)


def test_missing_parts_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="no 'statements'"):
        load(tmp_path, "- id: a\n  text: b\n")
    with pytest.raises(BadRecord, match="no evidence"):
        load(tmp_path, "- id: a\n  text: b\n  statements:\n    - kind: deal\n")
