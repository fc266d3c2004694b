"""Teasers and pasted pieces break off anywhere: a text cut before or behind any word is read without an error."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tradebook.evaluate import load_cases
from tradebook.extract import extract
from tradebook.report import make_report


def _cut(rng: Random, text: str) -> list[str]:
    """Two pieces of `text`: from its beginning and from any word to any later one, with a full stop and without."""
    words = text.split()
    first = rng.randrange(len(words))
    last = rng.randrange(first, len(words)) + 1
    return [" ".join(words[:last]), " ".join(words[first:last]).rstrip(".,;") + "."]


@pytest.mark.parametrize(
    ("seed", "each", "step"),
    [(0, 1, 4), *(pytest.param(seed, 8, 1, marks=pytest.mark.soak) for seed in range(1, 5))],
)
def test_a_text_cut_anywhere_is_read(root: Path, seed: int, each: int, step: int) -> None:
    rng = Random(seed)
    for case in load_cases(root / "cases" / "dev")[::step]:
        for piece in [p for _ in range(each) for p in _cut(rng, case.report.text)]:
            report = make_report(piece, published=case.report.published)
            try:
                statements = extract(report).statements
            except Exception as error:
                raise AssertionError(f"{case.id}: {piece!r}") from error
            assert all(report.text[s.evidence.start : s.evidence.end] == s.evidence.text for s in statements)
