"""Figures as press prints them: `figures.csv` holds the cases.

A row is a text with its figures in brackets and what they are, in order, divided by ";": the kind, the currency or unit
("?" where the currency is not said plainly), the value or `low..high`, then `p=` the worth of the last digit, `q=` the
qualifier, "points", "worded". "nothing=AMT QTY" says that the text has no figure of these kinds; a row without
brackets has no figure but bare numbers.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.extract.mentions.reading import items_of, marked
from tradebook.extract.analysis import Document
from tradebook.extract.items import Item
from tradebook.extract.mentions.numbers import parse_digits
from tradebook.report import make_report

FIGURES = {"AMT", "QTY", "PCT", "FAC", "BAD"}


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(value: float | int) -> str:
    return format(Decimal(str(value)).normalize(), "f")


def _size(single: float | int | None, low: float | int | None, high: float | int | None) -> str:
    if single is not None:
        return _number(single)
    assert low is not None and high is not None
    return f"{_number(low)}..{_number(high)}"


def _told(item: Item) -> str:
    """An item in the notation of the cases."""
    value = item.value
    if item.kind == "BAD":
        return "BAD"
    if item.kind == "FAC":
        return f"FAC {_number(value)}"
    if item.kind == "PCT":
        parts = ["PCT", _size(value.percent, value.low, value.high)]
        parts += ["points"] if value.points else []
        parts += [] if value.printed else ["worded"]
    else:
        of = (value.currency or "?") if item.kind == "AMT" else value.unit
        parts = [item.kind, of, _size(value.value, value.low, value.high), f"p={_number(value.precision)}"]
        assert value.text == item.text
    return " ".join(parts + ([f"q={value.qualifier}"] if value.qualifier != "exact" else []))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"])
def test_figure(row: dict[str, str]) -> None:
    text, wanted = marked(row["text"])
    document = Document(make_report(text))
    items = items_of(text, decimal_comma=document.decimal_comma, local=document.local)
    expected = row["expected"]
    if expected.startswith("nothing="):
        assert not [i for i in items if i.kind in expected.removeprefix("nothing=").split()]
        return
    found = [item for item in items if item.kind in FIGURES]
    if wanted:  # a text without brackets may have other figures beside the ones it is about
        found = [item for item in found if any(item.text in w or w in item.text for w in wanted)]
    assert [(item.text, _told(item)) for item in found] == list(
        zip(wanted, expected.split(";") if expected else [], strict=True)
    )


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,234", False, "1234"),
        ("1,234", True, "1.234"),
        ("1.234", True, "1234"),
        ("1.234", False, "1.234"),
        ("0,5", False, "0.5"),
        ("12,34,567", False, "1234567"),
        ("1 234", False, "1234"),
        ("1,2345", False, None),
        ("1.2.3", False, None),
        ("1,23,45", False, None),
        ("1.234,5", False, "1234.5"),
        ("1,234.5", False, "1234.5"),
        ("1,23.4,5", False, None),
        ("9" * 19, False, None),
    ],
)
def test_digits(text: str, comma: bool, value: str | None) -> None:
    parsed = parse_digits(text, decimal_comma=comma)
    assert (str(parsed[0]) if parsed else None) == value


def test_there_are_enough() -> None:
    assert len(_rows()) >= 120
