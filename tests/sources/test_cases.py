"""Reports of every form: cases.yaml holds files and what must be read from them."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tradebook.errors import InputError
from tradebook.report import report_id
from tradebook.sources import read_reports

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
FIELDS = ("title", "published", "outlet", "byline", "url", "language")


def content(case: dict[str, Any]) -> bytes:
    text: str = case["content"].replace("\n", case.get("newline", "\n"))
    return text.encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_report(case: dict[str, Any], packed: bool, tmp_path: Path) -> None:
    path = tmp_path / (case["file"] + (".gz" if packed else ""))
    path.write_bytes(gzip.compress(content(case)) if packed else content(case))
    refused: list[InputError] = []
    (report,) = read_reports([str(path)], refused=refused.append)
    assert refused == []
    assert {field: getattr(report, field) for field in FIELDS} == {field: case.get(field) for field in FIELDS}
    assert report.published is None or isinstance(report.published, date)
    assert report.text[report.body_start :].startswith(case["body"])
    assert bool(report.text[report.body_start :]) == bool(case["body"])
    assert list(report.notes) == case.get("notes", [])
    assert report.id == report_id(report.text)
    assert report.source is not None and report.source.startswith(str(path))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["file"].endswith((".txt", ".md"))], ids=lambda c: c["name"]
)
def test_a_text_file_is_kept_whole(case: dict[str, Any], tmp_path: Path) -> None:
    if "<html>" in case["content"]:
        case = {**case, "content": "A page is told by its content and is no text file."}
    path = tmp_path / case["file"]
    path.write_bytes(content(case))
    (report,) = read_reports([str(path)], refused=pytest.fail)
    assert report.text == content(case).decode(case.get("encoding", "utf-8"))
