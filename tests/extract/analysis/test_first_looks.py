"""The first pass and the language: `gate.yaml`, `languages.csv`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.varied import cases
from tradebook.extract import extract
from tradebook.extract.gate import passes
from tradebook.extract.language import language_of
from tradebook.report import make_report

HERE = Path(__file__).parent
# Words of no trade, long enough that the first pass looks at all
PADDING = "The sun rose over the hills, and the birds sang in the old trees by the river. " * 6


def _languages() -> list[dict[str, str]]:
    with (HERE / "languages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _gates() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((HERE / "gate.yaml").read_text(encoding="utf-8"))
    return cases


@pytest.mark.parametrize("row", _languages(), ids=lambda row: row["text"][:40])
def test_language(row: dict[str, str]) -> None:
    assert language_of(row["text"]) == (row["language"] or None)


def test_the_language_is_told_from_the_body() -> None:
    header = "дата 2022-06-14 Белта новости дня страны и мира\n"
    text = header + "The exports of the country to Chile rose by a tenth in May."
    assert language_of(text, len(header)) == "en"


@pytest.mark.parametrize("case", _gates(), ids=lambda case: case["text"][:40])
def test_gate(case: dict[str, Any]) -> None:
    assert passes(PADDING + case["text"]) is case["passes"]


def test_what_is_read_alone_passes_in_a_longer_text(root: Path) -> None:
    short = [case.report.text for case in cases(root) if len(case.report.text) < 400]
    assert sum(not passes(f"{text}\n\n{PADDING * 2}") for text in short) < 0.02 * len(short)


def test_the_padding_alone_does_not_pass() -> None:
    assert not passes(PADDING)


def test_a_short_text_always_passes() -> None:
    assert passes("The home side won.")


def test_what_does_not_pass_is_read_as_nothing() -> None:
    reading = extract(make_report(PADDING))
    assert (reading.statements, reading.gaps, reading.language) == ([], [], None)


def test_a_language_that_is_not_read_gives_nothing_but_its_name() -> None:
    text = "Экспорт масла в Чили вырос на 10 процентов и составил $5 млн в прошлом году."
    reading = extract(make_report(text))
    assert (reading.statements, reading.language) == ([], "ru")


def test_a_figure_told_again_is_no_gap() -> None:
    lead = "Peru exported goods worth $1,912 million to Chile in 2023. "
    again = "Trade between Peru and Chile came to $3,480 million, with exports accounting for $1,912 million."
    assert extract(make_report(lead + again)).gaps == []
    other = extract(make_report(lead + again.replace("1,912", "1,812"))).statements
    assert len(other) == len(extract(make_report(lead + again)).statements) + 1


def test_what_the_headline_tells_again_is_no_gap() -> None:
    text = "Trade between Peru and Kenya has passed $1 billion, the envoy said in Lima."
    assert extract(make_report(text, title="Peru, Kenya trade passes $1bn, says envoy")).gaps == []


def test_a_harvest_beside_trade_is_no_gap() -> None:
    text = (
        "The average production of grain in Kazakhstan over the past ten years came to 17.4 million tonnes, "
        "which makes it possible to export grain."
    )
    assert extract(make_report(text)).gaps == []
