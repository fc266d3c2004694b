"""Texts as they come from teasers, mails and PDF: cut before or behind any word, and wrapped at any width."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from tradebook.evaluate import load_cases
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Statement


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


def _wrapped(text: str, width: int) -> str:
    """`text` with its paragraphs wrapped at `width`, as plain mails are."""
    filled = [textwrap.wrap(p, width, break_long_words=False, break_on_hyphens=False) for p in text.split("\n\n")]
    return "\n\n".join("\n".join(lines) for lines in filled)


def _content(statement: Statement) -> dict[str, Any]:
    """A statement without what depends on the typography of its report."""
    content: dict[str, Any] = msgspec.to_builtins(statement)
    for name in ("id", "report", "evidence_also", "evidence_context"):
        del content[name]
    content["evidence"] = " ".join(content["evidence"]["text"].split())
    return content


@pytest.mark.parametrize("width", [56, 72])
def test_a_wrapped_text_is_read_as_the_same_text(root: Path, width: int) -> None:
    compared = 0
    for case in load_cases(root / "cases" / "dev"):
        text = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", case.report.text.strip()))
        wrapped = _wrapped(text, width)
        if wrapped.count("\n") < 6 or len(case.id) % 2 == width % 16 // 8:
            continue  # a few lines may as well be a headline and its story; half of the cases are enough for a width
        compared += 1
        published = case.report.published
        statements = extract(make_report(wrapped, published=published)).statements
        assert all(wrapped[s.evidence.start : s.evidence.end] == s.evidence.text for s in statements)
        flat = extract(make_report(text, published=published)).statements
        assert [_content(s) for s in statements] == [_content(s) for s in flat], case.id
    assert compared >= 40
