"""What reports say, in the words of the press, makes the facts that a reader would make of it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tools.databases import Database
from tradebook.book import Fact, open_book
from tradebook.extract import extract
from tradebook.report import make_report

CASES = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8"))
TRADE = "Trade between Azerbaijan and Belarus came to"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_told(case: dict[str, Any], database: Database) -> None:
    letters = list(case["told"])
    reports = {
        letter: make_report(
            case["told"][letter].replace("TRADE", TRADE),
            published=date(2022, 6, 1) + timedelta(days=n),
            outlet=f"Paper {letter.upper()}",
        )
        for n, letter in enumerate(letters)
    }
    letter_of = {report.id: letter for letter, report in reports.items()}
    for order in (letters, random.Random(1).sample(letters, len(letters))):
        with open_book(database.new()) as book:
            for letter in order:
                book.record(reports[letter], extract(reports[letter]))
            facts = book.facts()
            assert book.verify() == []
        groups = {f.id: "".join(sorted(letter_of[s.report] for s in f.sources)) for f in facts}
        assert sorted(groups.values()) == sorted("".join(sorted(group)) for group in case["facts"])
        for what, found in related(facts, groups).items():
            wanted = [[next(g for g in groups.values() if letter in g) for letter in one] for one in case.get(what, [])]
            assert sorted(found) == sorted(sorted(one) if what in ("conflicts", "mirrors") else one for one in wanted)


def related(facts: list[Fact], groups: dict[str, str]) -> dict[str, list[list[str]]]:
    """How the facts stand to each other, each relation once, by the letters of their reports."""
    conflicts = {frozenset((groups[f.id], groups[i])) for f in facts for i in f.conflicts}
    mirrors = {frozenset((groups[f.id], groups[i])) for f in facts for i in f.mirrors}
    return {
        "conflicts": [sorted(pair) for pair in conflicts],
        "mirrors": [sorted(pair) for pair in mirrors],
        "revisions": [[groups[i], groups[f.id]] for f in facts for i in f.revises],
        "series": [list(s) for s in {tuple(groups[i] for i in f.series) for f in facts if f.series}],
    }
