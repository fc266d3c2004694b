"""What plain sentences tell of firms and countries: works abroad, joint companies, markets and shares, milestones.

A row of `told.csv` is a text, with a headline in brackets before it where it has one and "//" for a new paragraph, and
all ventures, sales mixes and milestones that it holds, each noted as `_noted` writes it and parted by "++".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Milestone, Party, Period, Replacement, SalesMix, Statement, Venture

PUBLISHED = date(2026, 1, 20)

with (Path(__file__).parent / "told.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _when(period: Period | None) -> str:
    return (period.edtf or "?").removesuffix("/..") if period is not None else ""


def _moved(word: str, moves: Iterable[Replacement]) -> list[str]:
    told = sorted(f"{m.country} {_when(m.period)}".strip() for m in moves)
    return [f"{word} {', '.join(told)}"] if told else []


def _party(party: Party | None) -> str:
    assert party is not None
    return f"{party.name}/{party.country}" if party.country else str(party.name)


def _of_venture(told: Venture) -> list[str]:
    parts = [told.activity or "?", " ".join(sorted(told.countries))]
    parts += [f"makes {', '.join(good.text for good in told.product)}"] if told.product else []
    parts += [f"@ {told.place}"] if told.place else []
    parts += [f"since {_when(told.since)}"] if told.since else []
    parts += [f"count {told.count}"] if told.count is not None else []
    if told.amount is not None:
        parts.append(f"{told.amount.currency} {(told.amount.value or 0) / 1_000_000:g}")
    parts += [f"capacity {float(told.capacity.value or 0):.10g}"] if told.capacity is not None else []
    return parts + ([f"by {', '.join(sorted(_party(p) for p in told.partners))}"] if told.partners else [])


def _of_mix(told: SalesMix) -> list[str]:
    parts = [_party(told.company)]
    shares = [f"{s.country or '-'} {round(float(s.share.percent or 0), 1):g}" for s in told.segments if s.share]
    parts += [f"shares {', '.join(shares)}"] if shares else []
    parts += [f"markets {' '.join(sorted(told.markets))}"] if told.markets else []
    parts += _moved("entered", told.entered) + _moved("left", told.suspended) + _moved("instead", told.replaced_by)
    parts += [f"because {told.reason}"] if told.reason else []
    return parts + [f"target {'met' if t.met else 'missed'} {_when(t.period)}".strip() for t in told.targets]


def _of_milestone(told: Milestone) -> list[str]:
    return [str(told.type), " ".join(sorted(told.countries)), *([_when(told.date)] if told.date else [])]


def _noted(told: Statement) -> str | None:
    """A statement as the rows write it; None for other kinds."""
    if isinstance(told, Venture):
        parts = _of_venture(told)
    elif isinstance(told, SalesMix):
        parts = _of_mix(told)
    elif isinstance(told, Milestone):
        parts = _of_milestone(told)
    else:
        return None
    return ("" if told.stance == "stated" else f"{told.stance} ") + "; ".join(parts)


def read(text: str) -> list[str]:
    """What the program reads in the text of a row, noted."""
    headed = re.match(r"\[(.*?)\] (.*)", text, re.DOTALL)
    title, body = (headed[1], headed[2]) if headed else (None, text)
    report = make_report(body.replace(" // ", "\n\n"), title=title, published=PUBLISHED, language="en")
    return [noted for told in extract(report).statements if (noted := _noted(told)) is not None]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_told(row: dict[str, str]) -> None:
    """A text gives the statements of its row and no others."""
    assert sorted(read(row["text"])) == sorted(filter(None, row["statements"].split(" ++ "))), row["text"]
