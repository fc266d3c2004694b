"""Shares, places and lists of goods and partners, and sides that are only pointed at: each figure with its own country,
good and part."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.extract.drawing import countries
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Change, TradeFlow

PUBLISHED = date(2024, 6, 20)
COUNTRIES = countries("Chile", "Kenya", "Jordan", "Vietnam", "Egypt", "Poland", "Ghana", "Peru", "Norway", "Serbia")
_SIGNS = {"exports": ">", "imports": "<", "turnover": "-", "balance": "-"}


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [*_rows("shares_and_lists.csv"), *_rows("pointing.csv")]


def _side(code: str | None, area: str | None, letters: dict[str, str]) -> str:
    named = letters.get(code or "", str(code))
    return f"{named}({area})" if area else named


def _grown(change: Change) -> str:
    if change.percent is not None:
        return f"{change.percent:+g}%"
    return f"x{change.factor:g}" if change.factor is not None else f"by {change.text}"


def _noted(flow: TradeFlow, letters: dict[str, str], *, dated: bool) -> str:
    """A flow as the table notes it: measure and sides ("exports A>B", "turnover A-B"), goods, what is left out, weight,
    sum in millions, growth, share ("s31%"), place ("#1"), stance, and the time where the row tells one ("@2023")."""
    named = [_side(flow.reporter, flow.reporter_area, letters), _side(flow.partner, flow.partner_area, letters)]
    if flow.between:
        named = sorted(letters.get(code, code) for code in flow.between)
    sign = "-" if flow.between else _SIGNS[flow.measure]
    told = [flow.measure, sign.join(named), *(good.text for good in flow.goods or ())]
    if flow.excludes:
        told.append(f"-{flow.excludes}")
    if flow.re_exports:
        told.append("re-exports")
    if flow.quantity is not None and flow.quantity.value:
        weight = flow.quantity
        told.append(f"{weight.value:g}t" if weight.unit == "TNE" else weight.text)
    if flow.amount is not None and flow.amount.value is not None:
        told.append(f"${flow.amount.value / 1_000_000:g}")
    if flow.change is not None:
        told.append(_grown(flow.change))
    if flow.share is not None:
        told.append(f"s{round(float(flow.share.percent), 1):g}%")
    if flow.rank is not None:
        told.append(f"#{flow.rank.n}")
    if flow.stance != "stated":
        told.append(flow.stance)
    if dated and flow.period is not None:
        told.append(f"@{flow.period.edtf}")
    return " ".join(told)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_shares_and_lists(row: dict[str, str]) -> None:
    drawn = dict(zip("ABCD", Random(row["text"]).sample(COUNTRIES, 4), strict=True))
    letters = {country.code: letter for letter, country in drawn.items()} | {"WLD": "world"}
    names = {letter: country.name for letter, country in drawn.items()}
    adjectives = {f"{letter}j": country.adjective for letter, country in drawn.items()}
    text = row["text"].format(**names, **adjectives).replace(" // ", "\n\n")
    found = [s for s in extract(make_report(text, published=PUBLISHED)).statements if isinstance(s, TradeFlow)]
    told = {_noted(flow, letters, dated="@" in row["flows"]) for flow in found}
    assert told == {noted for noted in row["flows"].split("; ") if noted}, text
