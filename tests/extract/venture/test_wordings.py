"""The many plain ways to tell of joint assembly and production, for firms and countries drawn at random."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.extract.drawing import countries
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Venture

PUBLISHED = date(2026, 1, 20)
DRAWS = 2

COUNTRIES = countries(
    "Kenya",
    "Ghana",
    "Belarus",
    "Azerbaijan",
    "Turkey",
    "Vietnam",
    "Egypt",
    "Poland",
    "Uzbekistan",
    "Chile",
    "Kazakhstan",
    "Serbia",
)
FIRMS = ("Agrovolt", "Nordhal", "Tarvex")
PARTNERS = ("Velmira", "Kolmar", "Sandoro")

with (Path(__file__).parent / "wordings.csv").open(encoding="utf-8", newline="") as file:
    WORDINGS = list(csv.DictReader(file))


def _noted(venture: Venture, letters: dict[str, str], town: str) -> str:
    """A venture as `wordings.csv` notes it: "assembly A+B tractor @town since 2024 cap 300 F+G" ("amt" in millions)."""
    told = [venture.activity or "?", "+".join(sorted(letters.get(code, code) for code in venture.countries))]
    told += ["tractor" if "tractor" in good.text.lower() else good.text for good in venture.product]
    if venture.place is not None:
        told.append("@town" if venture.place == town else f"@{venture.place}")
    if venture.since is not None:
        told.append(f"since {(venture.since.edtf or '?').removesuffix('/..')}")
    if venture.count is not None:
        told.append(f"n{venture.count}")
    if venture.amount is not None and venture.amount.value is not None:
        told.append(f"amt {venture.amount.value / 1_000_000:g}")
    if venture.capacity is not None:
        cap = venture.capacity
        told.append(f"cap {cap.low:g}-{cap.high:g}" if cap.value is None else f"cap {cap.value:g}")
    if venture.partners:
        told.append("+".join(sorted(letters.get(party.name or "", party.name or "") for party in venture.partners)))
    return ("" if venture.stance == "stated" else f"{venture.stance} ") + " ".join(told)


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row["text"][:60])
def test_wordings(row: dict[str, str]) -> None:
    """A row's text, behind a sentence that says whose the firm is if it names one, gives the venture and no other."""
    rng = Random(row["text"])
    for _ in range(DRAWS):
        home, host = rng.sample(COUNTRIES, 2)
        firm, partner = rng.choice(FIRMS), rng.choice(PARTNERS)
        names = {"A": home.name, "A_adj": home.adjective, "B": host.name, "B_adj": host.adjective, "town": host.town}
        text = row["text"].format(F=firm, G=partner, **names)
        if firm in text:
            text = f"{firm} is a tractor maker in {home.name}. {text}"
        letters = {home.code: "A", host.code: "B", firm: "F", partner: "G"}
        found = [
            s
            for s in extract(make_report(text, published=PUBLISHED, language="en")).statements
            if isinstance(s, Venture)
        ]
        assert [_noted(v, letters, host.town) for v in found] == ([row["venture"]] if row["venture"] else []), text
        sides = {party.name: party.country for v in found for party in v.partners if party.country is not None}
        assert sides.items() <= {firm: home.code, partner: host.code}.items(), text
