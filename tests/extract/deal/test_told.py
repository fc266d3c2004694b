"""Deals as a wire agency tells them: one report, all the deals that it tells and nothing beside.

A row of told.csv: a headline or "", the text ("\\n" parts its paragraphs) and what it tells, the deals parted by ";;".
A deal is its instrument ("-" where none is told), its status and slots: `c` countries, `p` parties as name:role and
country ("F:sA" is F, supplier, of A; "?" stands for any role, "-" for no country), `$` the sum in millions, `q` the
quantity, `del` what came of it, `u` the price of a unit, `n` the count, `g` goods, `@` the date; a slot that is "?"
may be anything, one that is left out is empty. A to D are countries, F, G, H and K firms of theirs, f their first
words, a to d the capitals, all drawn at random.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Amount, Deal, Party, Quantity

PUBLISHED = date(2026, 1, 20)


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "told.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _rows()
COUNTRIES = (
    ("Kenya", "Kenyan", "KEN", "Nairobi"),
    ("Peru", "Peruvian", "PER", "Lima"),
    ("Norway", "Norwegian", "NOR", "Oslo"),
    ("Turkey", "Turkish", "TUR", "Ankara"),
    ("Vietnam", "Vietnamese", "VNM", "Hanoi"),
    ("Serbia", "Serbian", "SRB", "Belgrade"),
    ("Chile", "Chilean", "CHL", "Santiago"),
    ("Egypt", "Egyptian", "EGY", "Cairo"),
    ("Poland", "Polish", "POL", "Warsaw"),
    ("Uzbekistan", "Uzbek", "UZB", "Tashkent"),
    ("Ghana", "Ghanaian", "GHA", "Accra"),
    ("Pakistan", "Pakistani", "PAK", "Islamabad"),
)
FIRMS = (
    "Zelmor Rail",
    "Kadinex",
    "Torvany Energy",
    "Belstroy",
    "Ormagro Foods",
    "Sundrex",
    "Halvio Motors",
    "Mirtech",
    "Agrolux",
    "Novatrak Group",
)
_QUALIFIERS = {"exact": "", "about": "~", "over": ">", "under": "<", "up_to": "^"}
_ROLES = {"lender": "l", "borrower": "o"}
_SLOT = re.compile(r"(stance|del|[cpqung$@])[:=]?(.*)")


class _Draw:
    """Countries and firms for the letters of a row."""

    def __init__(self, text: str) -> None:
        rng = Random(text)
        lands, firms = rng.sample(COUNTRIES, 4), rng.sample(FIRMS, 4)
        self.words = {}
        self.letters = {}
        for letter, (name, adjective, code, capital) in zip("ABCD", lands, strict=True):
            self.words |= {letter: name, f"{letter}_adj": adjective, letter.lower(): capital}
            self.letters[code] = letter
        for letter, firm in zip("FGHK", firms, strict=True):
            self.words |= {letter: firm, letter.lower(): firm.split()[0]}
            self.letters[firm] = letter
        self.owners = re.compile("^(the |" + "|".join(f"{n}'s |{a} " for n, a, *_ in lands) + ")+", re.IGNORECASE)

    def of(self, value: str | None) -> str:
        return self.letters.get(value or "", value or "")

    def party(self, party: Party) -> str:
        name = self.of(party.name)
        if len(name) > 1:  # a body that is only described
            name = self.owners.sub("", name).lower().replace(" ", "_")
        role = _ROLES.get(party.role or "", (party.role or "-")[0])
        return f"{name}:{role}{self.of(party.country) or '-'}"


def _figure(value: Amount | Quantity | None, unit: int = 1) -> str:
    if value is None:
        return ""
    return f"{_QUALIFIERS[value.qualifier]}{(value.value or 0) / unit:g}"


def _noted(deal: Deal, draw: _Draw) -> dict[str, str]:
    return {
        "kind": f"{deal.instrument or '-'} {deal.status}",
        "stance": "" if deal.stance == "stated" else deal.stance,
        "c": "+".join(sorted(draw.of(code) for code in deal.countries)),
        "p": ",".join(sorted(draw.party(party) for party in deal.parties)),
        "$": _figure(deal.amount, 1_000_000),
        "q": _figure(deal.quantity),
        "del": _figure(deal.delivered),
        "u": _figure(deal.unit_price),
        "n": f"{deal.count or ''}",
        "g": ",".join(sorted(good.text.lower().replace(" ", "_") for good in deal.goods)),
        "@": (deal.date.edtf or "") if deal.date else "",
    }


def _wanted(told: str) -> dict[str, str]:
    instrument, status, *slots = told.split()
    wanted = {"kind": f"{instrument} {status}", "stance": "planned" if status == "planned" else ""}
    for slot in slots:
        match = _SLOT.fullmatch(slot)
        assert match is not None, slot
        wanted[match.group(1)] = match.group(2)
    codes = wanted.get("c", "")
    wanted["c"] = "+".join(sorted(codes if set(codes) <= set("ABCD") else codes.split("+")))
    parties = [_party(party) for party in wanted.get("p", "").split(",")]
    wanted["p"] = ",".join(sorted(parties))
    wanted["g"] = ",".join(sorted(wanted.get("g", "").split(",")))
    return wanted


def _party(party: str) -> str:
    """A party as a row notes it, with the country that goes with its letter, or none."""
    name, colon, rest = party.partition(":")
    home = dict(zip("FGHK", "ABCD", strict=True)).get(name, "-")
    return f"{name if len(name) == 1 else name.lower()}:{rest}{home if len(rest) == 1 else ''}" if colon else party


def _differs(noted: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    wrong = {}
    for slot, there in noted.items():
        here = wanted.get(slot, "")
        if here.startswith("?"):
            if slot != "kind" or there.split(" ")[-1] == here.split(" ")[-1]:
                continue
        elif slot == "p" and "?" in here and re.sub(r":.", ":", there) == re.sub(r":.", ":", here):
            continue
        if there != here:
            wrong[slot] = f"{there} for {here}"
    return wrong


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_deals_told(row: dict[str, str]) -> None:
    draw = _Draw(row["text"])
    title, text = (row[part].format(**draw.words).replace("\\n", "\n\n") for part in ("title", "text"))
    read = extract(make_report(text, title=title or None, published=PUBLISHED)).statements
    found = [_noted(one, draw) for one in read if isinstance(one, Deal)]
    wanted = [_wanted(part) for part in row["told"].split(";;") if part.strip()]
    assert len(found) == len(wanted), (text, found)
    for want in wanted:
        best = min(found, key=lambda one: len(_differs(one, want)))
        assert not _differs(best, want), text
        found.remove(best)
