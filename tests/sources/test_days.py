"""Days of publication: forms in days.csv, an empty `day` where none may be read."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.sources import parse_day

with (Path(__file__).parent / "days.csv").open(encoding="utf-8", newline="") as table:
    CASES = [(row["text"], row["day"]) for row in csv.DictReader(table)]
FORMS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%b-%Y %H:%M:%S",
    "%a, %d %b %Y %H:%M:%S +0400",
    "%Y/%m/%d",
)


@pytest.mark.parametrize(("text", "day"), CASES)
def test_forms(text: str, day: str) -> None:
    assert parse_day(text) == (date.fromisoformat(day) if day else None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_in_every_form(day: date, form: str) -> None:
    assert parse_day(day.strftime(form)) == day


@given(st.text(max_size=40))
def test_any_text_gives_a_day_or_none(text: str) -> None:
    day = parse_day(text)
    assert day is None or 1500 <= day.year <= 2199
