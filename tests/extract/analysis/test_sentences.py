"""Where sentences end: `sentences.txt` holds the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradebook.extract.tokens import LONGEST_SENTENCE, stretches
from tradebook.report import make_report


def _cases() -> list[tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" => ") for line in lines if line and not line.startswith("# "))
    return [(_lines(text), [_lines(part) for part in sentences.split(" | ")]) for text, sentences in pairs]


def _lines(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")


@pytest.mark.parametrize(("text", "wanted"), _cases(), ids=lambda value: value[:60] if isinstance(value, str) else "")
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [text[s.start : s.end] for s in stretches(make_report(text))] == wanted


def test_there_are_enough() -> None:
    assert len(_cases()) >= 60


def test_paragraphs_are_numbered() -> None:
    text = "Exports rose. Imports fell.\n\nThe minister spoke."
    assert [s.paragraph for s in stretches(make_report(text))] == [0, 0, 1]


def test_the_title_comes_first() -> None:
    found = stretches(make_report("Exports rose.", title=" More butter "))
    assert [(s.field, s.start, s.end, s.paragraph) for s in found] == [("title", 1, 12, -1), ("text", 0, 13, 0)]


def test_what_stands_before_the_body_is_left_out() -> None:
    text = "date 2022-06-14\n\nExports rose."
    assert [text[s.start : s.end] for s in stretches(make_report(text, body_start=17))] == ["Exports rose."]


def test_an_endless_sentence_is_cut_between_words() -> None:
    text = "butter and cheese, " * 1000
    found = stretches(make_report(text))
    assert all(s.end - s.start <= LONGEST_SENTENCE for s in found)
    assert [w for s in found for w in text[s.start : s.end].split()] == text.split()


def test_an_endless_word_is_cut_where_it_must_be() -> None:
    text = "x" * (3 * LONGEST_SENTENCE)
    assert [s.end - s.start for s in stretches(make_report(text))] == [LONGEST_SENTENCE] * 3
