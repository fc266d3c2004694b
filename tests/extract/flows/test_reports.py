"""Short reports of statistics, headline, lead and body: every flow of each, with all of its slots."""

from __future__ import annotations

import calendar
import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.extract.drawing import countries
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Amount, Change, Period, Quantity, TradeFlow

PUBLISHED = date(2024, 6, 20)
# None of them has a fiscal year of its own
COUNTRIES = countries(
    "Azerbaijan", "Chile", "Georgia", "Ghana", "Jordan", "Kazakhstan", "Mongolia", "Norway", "Peru", "Poland",
    "Serbia", "Turkey", "Vietnam", "Zambia",
)  # fmt: skip
_QUALIFIERS: Final = {"exact": "", "about": "~", "over": ">", "under": "<", "up_to": "^"}
_ARROWS: Final = {"exports": ">", "imports": "<", "turnover": "-", "balance": "/"}

with (Path(__file__).parent / "reports.csv").open(encoding="utf-8", newline="") as _file:
    REPORTS = list(csv.DictReader(_file))


def _sum(amount: Amount) -> str:
    currency = {"USD": "$", "EUR": "€"}.get(amount.currency or "", amount.currency or "?")
    ends = [amount.value] if amount.value is not None else [amount.low or 0, amount.high or 0]
    return f"{_QUALIFIERS[amount.qualifier]}{currency}{'..'.join(f'{end / 1_000_000:g}' for end in ends)}"


def _weight(quantity: Quantity) -> str:
    ends = [quantity.value] if quantity.value is not None else [quantity.low or 0, quantity.high or 0]
    figure = "..".join(f"{end:.0f}" if end >= 1_000_000 else f"{end:g}" for end in ends)
    unit = "t" if quantity.unit == "TNE" else (quantity.unit or "?").replace(" ", "_")
    return f"{_QUALIFIERS[quantity.qualifier]}{figure}{unit}"


def _days(period: Period) -> str:
    """Its EDTF, in months where the days are whole ones."""
    told = period.edtf or "-"
    days = re.fullmatch(r"(\d{4})-(\d\d)-01/(\d{4})-(\d\d)-(\d\d)", told)
    if days is None or int(days[5]) != calendar.monthrange(int(days[3]), int(days[4]))[1]:
        return told
    return f"{days[1]}-{days[2]}/{days[3]}-{days[4]}"


def _growth(change: Change) -> str:
    if change.percent is not None:
        told = f"{change.percent:+g}%"
    elif change.factor is not None:
        told = f"x{change.factor:g}"
    else:
        money = _sum(change.amount) if change.amount is not None else "?"
        told = f"-{money.replace('-', '')}" if "-" in money else f"+{money}"
    versus = f"v{_days(change.versus)}" if change.versus is not None else ""
    return f"{_QUALIFIERS[change.qualifier]}{told}{versus}"


def _sides(flow: TradeFlow, letters: dict[str, str]) -> str:
    if flow.between:
        return "~".join(sorted(letters.get(code, code) for code in flow.between))
    named = [letters.get(code, code) if code else "?" for code in (flow.reporter, flow.partner)]
    return _ARROWS[flow.measure].join(named)


def noted(flow: TradeFlow, letters: dict[str, str]) -> str:
    """A flow as `reports.csv` notes it: "exports A>B wheat 40000t $9 +12%v2022 @2023 s5% r1 !target": measure, sides,
    goods, what is left out, weight (tonnes), sum (millions), growth and what it is compared with, time, share, rank,
    how far it was revised, stance."""
    told = [flow.measure, _sides(flow, letters)]
    if flow.goods:
        told.append("+".join(good.text.replace(" ", "_") for good in flow.goods))
    if flow.excludes:
        told.append(f"ex:{flow.excludes.removeprefix('non-')}")
    if flow.quantity is not None:
        told.append(_weight(flow.quantity))
    if flow.amount is not None:
        told.append("/".join(_sum(amount) for amount in (flow.amount, *flow.amount_also)))
    if flow.change is not None:
        told.append(_growth(flow.change))
    if flow.period is not None:
        told.append(f"@{_days(flow.period)}")
    if flow.share is not None:
        told.append(f"s{_QUALIFIERS[flow.share.qualifier]}{flow.share.percent:g}%")
    if flow.rank is not None:
        told.append(f"r{flow.rank.n}")
    told += [word for word in ("re" if flow.re_exports else "", flow.revision or "") if word]
    if flow.stance != "stated":
        told.append(f"!{flow.stance}")
    return " ".join(told)


@pytest.mark.parametrize("row", REPORTS, ids=lambda row: row["text"][:60])
def test_every_flow_of_a_short_report(row: dict[str, str]) -> None:
    """Paragraphs are parted by " // "."""
    drawn = dict(zip("ABCDE", Random(row["text"]).sample(COUNTRIES, 5), strict=True))
    letters = {country.code: letter for letter, country in drawn.items()} | {"WLD": "world"}
    names = {letter: country.name for letter, country in drawn.items()}
    names |= {f"{letter}_adj": country.adjective for letter, country in drawn.items()}
    text = row["text"].replace(" // ", "\n\n").format(**names)
    title = row["title"].format(**names) or None
    found = extract(make_report(text, title=title, published=PUBLISHED)).statements
    told = Counter(noted(flow, letters) for flow in found if isinstance(flow, TradeFlow))
    assert told == Counter(flow.format(**names) for flow in row["flows"].split("; ") if flow), sorted(names.items())[:5]
