"""Cases and scoring: how well the extractor reads, measured on texts with known statements."""

from __future__ import annotations

from tradebook.evaluate.agreement import agreement
from tradebook.evaluate.cases import Case, Expected, load_cases, load_labels
from tradebook.evaluate.floors import Floors, check_floors, load_floors
from tradebook.evaluate.render import as_data, render
from tradebook.evaluate.score import KindScore, Outcome, Pair, Reading, Reliability, Result, Score, evaluate

__all__ = [
    "Case",
    "Expected",
    "Floors",
    "KindScore",
    "Outcome",
    "Pair",
    "Reading",
    "Reliability",
    "Result",
    "Score",
    "agreement",
    "as_data",
    "check_floors",
    "evaluate",
    "load_cases",
    "load_floors",
    "load_labels",
    "render",
]
