"""Deals, tenders, events and traded goods in the plain words of any paper: one content, many wordings.

A row of the tables: what may stand `before`, the `text`, and what is to be `told` by it and nothing beside:
statements parted by ";", each a content of contents.csv (or a kind) with slots put in place of its own. `x=` is an
empty slot, `x=*` is any value, `x=?` is whatever is read. A to D are countries, F, G and H firms, drawn at random.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.extract.drawing import countries
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import SLOTS, Amount, EventCount, Good, Party, Period, Quantity, Statement

HERE = Path(__file__).parent
PUBLISHED = date(2026, 1, 20)
DRAWS = 2
NOT_COMPARED = {"sectors", "amount_also", "term"}

COUNTRIES = countries(
    "Kenya",
    "Peru",
    "Norway",
    "Turkey",
    "Vietnam",
    "Serbia",
    "Chile",
    "Egypt",
    "Poland",
    "Uzbekistan",
    "Belarus",
    "Mongolia",
    "Zambia",
    "Kazakhstan",
)
FIRMS = ("Zelmor", "Kadinex", "Torvany", "Belstroy", "Ormagro", "Sundrex", "Halvio", "Mirtech", "Agrolux", "Novatrak")


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CONTENTS = {row["key"]: row["slots"] for row in _rows("contents.csv")}
TABLES = ("deals", "tenders", "calls", "events", "visits", "fairs", "restrictions", "goods", "wares", "together")
ROWS = [row for name in TABLES for row in _rows(f"{name}.csv")]


def _slots(told: str) -> dict[str, str]:
    """The slots that a cell names, the content's own first."""
    key, _, own = told.strip().partition(" ")
    words = f"{CONTENTS.get(key, key)} {own}".split()
    slots = {"kind": words[0]}
    last = "kind"
    for word in words[1:]:
        if "=" in word:
            last, _, slots[last] = word.partition("=")
        else:
            slots[last] += f" {word}"
    return slots


def _short(value: object, letters: dict[str, str]) -> str:
    """A value of a slot as the tables note it."""
    match value:
        case None | False:
            return ""
        case Amount():
            return f"{(value.value or 0) / 1_000_000:g}"
        case Quantity():
            return f"{value.value:g}"
        case Period():
            return value.edtf or ""
        case Good():
            return value.text.lower()
        case EventCount():
            return f"{value.n}/{value.of}/{letters.get(value.country or '', value.country or '')}"
        case Party():
            sides = (value.name, value.role, value.country)
            return "/".join(letters.get(side or "", side or "") for side in sides)
        case tuple():
            return "+".join(sorted(_short(member, letters) for member in value))
        case _:
            return letters.get(str(value), str(value))


def _noted(statement: Statement, letters: dict[str, str]) -> dict[str, str]:
    kind = str(statement.__struct_config__.tag)
    slots = {slot: _short(getattr(statement, slot), letters) for slot in SLOTS[kind] if slot not in NOT_COMPARED}
    stance = "" if statement.stance == "stated" else statement.stance
    return {"kind": kind, **slots, "stance": stance}


def _fits(noted: dict[str, str], wanted: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Slots that differ: as read, as wanted."""
    wrong = {}
    for slot in {*noted, *wanted}:
        there, here = noted.get(slot, ""), wanted.get(slot, "")
        if slot == "countries" and here in {"AB", "A+B"}:
            here = "A+B"
        if here == "?" or (here == "*" and there):
            continue
        if slot == "buyer" and here.startswith("*") and there.endswith(here[1:]):
            continue
        if sorted(there.split("+")) != sorted(here.split("+")):
            wrong[slot] = (there, here)
    return wrong


def problems(row: dict[str, str]) -> list[str]:
    """What is wrong in the reading of a row, for a few draws of countries and firms."""
    rng = Random(row["text"])
    found: list[str] = []
    for _ in range(DRAWS):
        first, second = rng.sample(COUNTRIES, 2)
        firm, other = rng.sample(FIRMS, 2)
        last = Random(firm + other).choice([name for name in FIRMS if name not in {firm, other}])
        letters = {firm: "F", other: "G", last: "H"}
        others = [country for country in COUNTRIES if country not in (first, second)]
        third, fourth = Random(first.code + second.code).sample(others, 2)
        words: dict[str, str] = {}
        for letter, land in zip("ABCD", (first, second, third, fourth), strict=True):
            letters[land.code] = letter
            words |= {letter: land.name, f"{letter}_adj": land.adjective}
            words |= {f"{letter}_town": land.town, f"{letter}_capital": land.capital}
        opening, text = (row[part].format(**words, F=firm, G=other, H=last) for part in ("before", "text"))
        read = extract(make_report(f"{opening} {text}".strip(), published=PUBLISHED)).statements
        told = [_noted(statement, letters) for statement in read if statement.evidence.start >= len(opening)]
        parts = [part.strip() for part in row["told"].format(**words).split(";") if part.strip()]
        wanted = [_slots(part) for part in parts if part != "?"]
        if len(told) < len(wanted) or ("?" not in parts and len(told) > len(wanted)):
            found.append(f"{text} -> {len(told)} statements: {[{k: v for k, v in t.items() if v} for t in told]}")
            continue
        for want in wanted:
            best = min((_fits(one, want) for one in told), key=len)
            if best:
                found.append(f"{text} -> {best}")
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_plain_wordings(row: dict[str, str]) -> None:
    assert problems(row) == []
