"""The many plain ways to say where a firm sells, for firms and countries drawn at random."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.extract.drawing import countries
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import SalesMix

PUBLISHED = date(2026, 1, 20)
DRAWS = 2

COUNTRIES = countries(
    "Kenya", "Peru", "Norway", "Turkey", "Vietnam", "Chile", "Egypt", "Poland", "Japan", "Zambia", "Russia", "Georgia"
)
FIRMS = ("Agrovolt", "Nordhal", "Velmira", "Tarvex")

with (Path(__file__).parent / "wordings.csv").open(encoding="utf-8", newline="") as file:
    WORDINGS = list(csv.DictReader(file))


def _shares(mix: SalesMix, letters: dict[str, str], *, of_exports: bool) -> list[str]:
    """The segments: "70%", "A 35%", and "A 50% of exports" where a row tells of what the shares are."""
    told = []
    for segment in mix.segments:
        share = segment.share
        assert share is not None and share.percent is not None
        where = f"{letters.get(segment.country, segment.country)} " if segment.country else ""
        whole = where and of_exports and (share.of or "").rsplit(" ", 1)[-1] == "exports"
        told.append(f"{where}{round(share.percent, 1):g}%{' of exports' if whole else ''}")
    return told


def _noted(mix: SalesMix, letters: dict[str, str], *, of_exports: bool) -> str:
    """A mix as `wordings.csv` notes it: "70%; markets B+C; suspended A 2022; reason the war; replaced B"."""
    told = _shares(mix, letters, of_exports=of_exports)
    if mix.markets:
        told.append("markets " + "+".join(sorted(letters.get(code, code) for code in mix.markets)))
    for word, moves in (("entered", mix.entered), ("suspended", mix.suspended), ("replaced", mix.replaced_by)):
        if moves:
            countries = "+".join(sorted(letters.get(m.country or "", m.country or "") for m in moves))
            times = "".join(sorted({f" {m.period.edtf}" for m in moves if m.period is not None}))
            told.append(f"{word} {countries}{times}")
        if word == "suspended" and mix.reason is not None:
            told.append(f"reason {mix.reason}")
    return ("" if mix.stance == "stated" else f"{mix.stance} ") + "; ".join(told)


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row["text"][:60])
def test_wordings(row: dict[str, str]) -> None:
    """A row's text, behind a sentence that names the firm where it does not itself, gives the mix and no other."""
    rng = Random(row["text"])
    for _ in range(DRAWS):
        home, *others = rng.sample(COUNTRIES, 4)
        firm = rng.choice(FIRMS)
        names = {"F": firm, "home": home.name}
        for letter, country in zip("ABC", others, strict=True):
            names |= {letter: country.name, f"{letter}_adj": country.adjective}
        text = row["text"].format(**names)
        if firm not in text:
            text = f"{firm} is a pump maker in {home.name}. {text}"
        letters = {country.code: letter for letter, country in zip("ABC", others, strict=True)}
        found = [
            s
            for s in extract(make_report(text, published=PUBLISHED, language="en")).statements
            if isinstance(s, SalesMix)
        ]
        noted = [_noted(mix, letters, of_exports="of exports" in row["mix"]) for mix in found]
        assert noted == ([row["mix"]] if row["mix"] else []), text
        assert {mix.company.name for mix in found if mix.company is not None} <= {firm}, text
