"""Periods as press phrases them: `periods.csv` holds the cases.

A row is a sentence with its periods in brackets, the day of publication (2022-11-21 where it is left blank, "none" for
none), the EDTF of each period in order (";" between them, empty where its days are unknown), and what else it carries
(`relation=`, `cue=`, `calendar=`, `ahead=`, several divided by blanks; "_" stands for a blank).
"""

from __future__ import annotations

import calendar
import csv
import re
from datetime import date
from pathlib import Path

import pytest

from tests.extract.mentions.reading import items_of, marked
from tradebook.extract.mentions.periods import PeriodMention

PUBLISHED = date(2022, 11, 21)


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "periods.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _edges(edtf: str) -> tuple[str, str] | None:
    """First and last day of one EDTF date of a known year."""
    if re.fullmatch(r"\d{3}X", edtf):
        return f"{edtf[:3]}0-01-01", f"{edtf[:3]}9-12-31"
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return None
    parts = [int(p) for p in edtf.split("-")]
    first = date(*[*parts, 1, 1][:3])
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return first.isoformat(), date(parts[0], month, day).isoformat()


def _bounds(edtf: str, named_calendar: str | None) -> tuple[str | None, str | None]:
    """The days that an EDTF string means, reckoned independently of the reader."""
    first, _, last = edtf.partition("/")
    if named_calendar is not None and re.fullmatch(r"\d{4}/\d{4}", edtf):
        return None, None  # "2022/2023": which days, only the country tells
    a, b = _edges(first), _edges(last or first)
    return (a[0] if a else None), (b[1] if b else None)


def _told(mention: PeriodMention) -> dict[str, str]:
    told = {
        "relation": mention.relation,
        "cue": mention.cue,
        "calendar": mention.period.calendar,
        "ahead": mention.ahead.edtf if mention.ahead else None,
    }
    return {key: value.replace(" ", "_") for key, value in told.items() if value}


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['text']} {row['published']}".strip())
def test_period(row: dict[str, str]) -> None:
    text, wanted = marked(row["text"])
    published = {"none": None, "": PUBLISHED}.get(row["published"]) if row["published"] in {"none", ""} else None
    if row["published"] not in {"none", ""}:
        published = date.fromisoformat(row["published"])
    found = [item for item in items_of(text, published) if item.kind == "PER"]
    assert [item.text for item in found] == wanted
    edtf = row["edtf"].split(";") if wanted else []
    assert [item.value.period.edtf or "" for item in found] == edtf
    for item, more in zip(found, (row["more"] + ";" * len(found)).split(";"), strict=False):
        told = dict(part.split("=") for part in more.split())
        read = _told(item.value)
        if "ahead" not in told:
            read.pop("ahead", None)
        assert read == told
        period = item.value.period
        if period.edtf:
            assert (period.start, period.end) == _bounds(period.edtf, period.calendar)
        else:
            assert (period.start, period.end) == (None, None)


def test_there_are_enough() -> None:
    assert len(_rows()) >= 150
