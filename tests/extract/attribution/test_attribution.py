"""Attribution, on passages of our own: see cases.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tradebook.extract.analysis import Document, analyse
from tradebook.extract.attribution import Attributions, attribute
from tradebook.report import make_report
from tradebook.statement import Attribution, Speaker

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


def read(text: str, outlet: str | None = None, title: str | None = None) -> tuple[Document, Attributions]:
    document = analyse(make_report(text, outlet=outlet, title=title))
    return document, attribute(document)


def said(made: Attribution) -> str:
    """An attribution as the cases write it."""
    speakers = [" | ".join(part or "-" for part in (s.name, s.role, s.organisation)) for s in made.speakers]
    parts = [*speakers, *(f"@{a}" for a in made.agencies)]
    if made.figure_source:
        parts.append(f"#{made.figure_source}")
    return "; ".join(parts) or "-"


def says(text: str, outlet: str | None = None) -> list[str]:
    document, attributions = read(text, outlet)
    return [said(attributions.of(s)) for s in document.sentences]


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:50] for case in CASES])
def test_who_says_each_sentence(case: dict[str, Any]) -> None:
    document, attributions = read(case["text"], case.get("outlet"))
    assert [said(attributions.of(s)) for s in document.sentences] == case["says"].splitlines()
    assert attributions.outlet == case.get("outlet", case.get("found"))


def test_there_are_enough_passages() -> None:
    assert len(CASES) >= 80


_PASSAGE = (
    "Minister Jan Novak opened the fair in Brno.\n\n"
    '"We sold glass to Japan. It was a good year," he said.\n\n'
    "Relations were established in 1993."
)


def test_quoted_sentences_are_marked() -> None:
    document, _ = read(_PASSAGE)
    assert [s.quoted for s in document.sentences] == [False, True, True, False]


def test_the_context_names_the_sentences_a_speaker_was_taken_from() -> None:
    document, attributions = read(_PASSAGE)
    assert [[c.index for c in attributions.context(s)] for s in document.sentences] == [[], [0, 2], [0], []]
    assert attributions.stated_by(document.sentences[1]) == (Speaker(name="Jan Novak", role="Minister"),)


def test_a_title_cites_for_itself_and_lends_nothing_to_the_text() -> None:
    document, attributions = read("He said sales rose.", title="Sales rose, Reuters reports")
    assert [said(attributions.of(s)) for s in document.sentences] == ["@Reuters", "-"]


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    document, _ = read('"We sell tea. It is good.\n\nExports rose in May.')
    assert [s.quoted for s in document.sentences] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    ['"', "said", '" said "', "according to", "he said he said", "citing", "by by by", ",said,", "told", "''s said"],
)
def test_scraps_are_read_without_a_crash(text: str) -> None:
    document, attributions = read(text)
    assert [said(attributions.of(s)) for s in document.sentences] == ["-"] * len(document.sentences)
