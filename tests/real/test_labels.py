"""What is read of three hundred stories of newswire, against labels made by hand (cases/newswire/labels.yaml)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tradebook.evaluate import check_floors, evaluate, load_floors, load_labels, render
from tradebook.extract import extract
from tradebook.report import Report, make_report
from tradebook.sources import parse_day

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def stories(texts: Path) -> dict[str, Report]:
    """The stories by their label's id."""
    found = {}
    for packed in sorted((texts / "newswire").glob("*.jsonl.gz")):
        for line in gzip.decompress(packed.read_bytes()).splitlines():
            row = json.loads(line)
            report = make_report(row["text"], title=row["title"], published=parse_day(row["date"]))
            found[f"wire-{row['newid']}"] = report
    return found


def test_what_is_read_of_labelled_stories_is_right(root: Path, stories: dict[str, Report]) -> None:
    labels = load_labels(root / "cases" / "newswire" / "labels.yaml", stories)
    assert len(labels) == 300
    result = evaluate(labels, extract)
    print("\n" + render(result, misses=False))
    complaints = check_floors(result, load_floors(root / "cases" / "floors.toml"), "newswire")
    assert not complaints, "\n".join(complaints)
