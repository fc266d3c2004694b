"""Names, on sentences of our own: see cases.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.items import Item
from tradebook.extract.mentions.names import chunk_names
from tradebook.report import make_report

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
_NAMES = ("PERSON", "ORG", "NAME")
_WORDS = (
    "Ministry", "of", "Trade", "and", "Borivos", "plant", "(", "MAZ", ")", ",", "Ltd", ".", "said", "Jan", "Novak",
    "Chairman", "the", "Bank", "-", "'", "s", "Minsk", "Turkish", "steel", '"', "JSC", "&", "for", "van", "A", "Trend",
)  # fmt: skip


def written(item: Item) -> str:
    """A name as the cases write it."""
    name = item.value
    country = f" = {name.country}" if name.country else ""
    acronym = f" ({name.acronym})" if name.acronym else ""
    return f"{item.kind} {name.text}{country}{acronym}"


def names_in(text: str) -> list[str]:
    document = analyse(make_report(text))
    return [written(i) for s in document.sentences for i in s.items if i.kind in _NAMES]


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:50] for case in CASES])
def test_names_of_a_sentence(case: dict[str, Any]) -> None:
    assert names_in(case["text"]) == case["names"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 80


def test_a_lone_capital_at_the_head_needs_the_same_word_inside_a_sentence() -> None:
    assert names_in("Maersk ordered ships.") == []
    assert names_in("Maersk ordered ships. The yard likes Maersk too.") == ["NAME Maersk", "NAME Maersk"]


def test_a_name_keeps_its_offsets() -> None:
    text = "In May, the Minsk Automobile Plant (MAZ) sold buses to Jan Novak."
    (sentence,) = analyse(make_report(text)).sentences
    for item in sentence.items:
        assert text[item.start : item.end] == item.text


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14))
def test_chunking_loses_and_invents_nothing(words: list[str]) -> None:
    text = " ".join(words)
    items, at = [], 0
    for word in words:
        kind = "w" if word[0].isalpha() else "p"
        items.append(Item(kind, at, at + len(word), word, word.lower()))
        at += len(word) + 1
    chunked = chunk_names(items, text)
    ends = [0, *(item.end for item in chunked)]
    assert all(start >= end for start, end in zip((i.start for i in chunked), ends, strict=False))
    assert all(text[i.start : i.end] == i.text for i in chunked)
    covered = {k for i in chunked for k in range(i.start, i.end)}
    assert all(k in covered for i in items for k in range(i.start, i.end))
