"""Figures in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.check.build import expand, period
from tradebook.check.wording import amount_words, change_words, money, period_words, quantity_words
from tradebook.statement import Amount, Change, Period, Quantity


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("424.4 million USD", "$424.4 million"),
        ("about 55 million USD", "about $55 million"),
        ("over 1.20 billion EUR", "over €1.20 billion"),
        ("up to 2 billion AZN", "up to AZN 2 billion"),
        ("under 500 thousand GBP", "under £500,000"),
        ("1.5..2 million USD", "$1.5–2.0 million"),
        ("-166.6 million USD", "−$166.6 million"),
        ("2718 billion USD", "$2.718 trillion"),
        ("1234567 USD", "$1,234,567"),
        ("816 INR", "Rs 816"),
    ],
)
def test_amounts(text: str, words: str) -> None:
    assert amount_words(msgspec.convert(expand(text, "amount"), Amount)) == words


def test_an_amount_without_a_currency_says_so() -> None:
    assert money(5_000_000, None, 1_000_000) == "5 million (currency not said)"


def test_an_amount_without_a_value_keeps_the_report_s_words() -> None:
    assert amount_words(Amount(text="a few million dollars")) == "a few million dollars"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("60 TNE", "60 tonnes"),
        ("1 TNE", "1 tonne"),
        ("over 1.2 million BLL", "over 1.2 million barrels"),
        ("120 lift kits", "120 lift kits"),
        ("7..8 thousand TNE", "7,000–8,000 tonnes"),
    ],
)
def test_quantities(text: str, words: str) -> None:
    assert quantity_words(msgspec.convert(expand(text, "quantity"), Quantity)) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"percent": 35}, "up 35 %"),
        ({"percent": -4.2, "qualifier": "about"}, "down about 4.2 %"),
        ({"factor": 1.6}, "1.6 times as much"),
        ({"amount": "20 million USD"}, "up $20 million"),
        ({"text": "sharply"}, "sharply"),
    ],
)
def test_changes(change: dict[str, Any], words: str) -> None:
    assert change_words(msgspec.convert(expand(change), Change)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021", "2021"),
        ("2021-03", "March 2021"),
        ("2022-01..2022-10", "January–October 2022"),
        ("2021-11..2022-02", "November 2021 – February 2022"),
        ("2019..2021", "2019–2021"),
        ("2022-05-18", "18 May 2022"),
        ("2022-05-18..2022-05-20", "18–20 May 2022"),
        ("2022-05-30..2022-06-02", "30 May 2022 – 2 June 2022"),
        ("XXXX-05-18", "18 May (year not said)"),
        ("2007..", "since 2007"),
    ],
)
def test_periods(text: str, words: str) -> None:
    assert period_words(msgspec.convert(period(text), Period)) == words


def test_no_period_has_no_words() -> None:
    assert period_words(None) == ""
