"""Every opening on a firm with every way of going on: what is told of a firm is its own, and no country's.

In `composed.yaml` the grids of `flows`, `sentences` and `names` hold a firm's own sales: none may be read as a
country's trade. The others note what each opening tells, in the notation of `told.csv`, and what each way of going on
adds to it; a way with `when` goes with the openings of that name only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.firms.test_told import PUBLISHED, read
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import TradeFlow

GRIDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "composed.yaml").read_text(encoding="utf-8"))
_LISTS = ("shares", "markets", "entered", "left", "instead")


def _mix(company: str, told: dict[str, str], more: dict[str, str]) -> list[str]:
    """A sales mix with what an opening and a way of going on tell together; none where neither tells anything."""
    parts = []
    for word in _LISTS:
        values = [value for half in (told, more) for value in str(half.get(word, "")).split(", ") if value]
        if word == "markets":
            values = [" ".join(sorted(" ".join(values).split()))] if values else []
        if values:
            parts.append(f"{word} {', '.join(values if word == 'shares' else sorted(values))}")
    return ["; ".join([company, *parts])] if parts else []


def _venture(told: dict[str, Any], more: dict[str, Any]) -> str:
    both = {**told, **more}
    parts = [both["activity"], " ".join(sorted(str(both["countries"]).split()))]
    parts += [f"makes {both['makes']}"] if "makes" in both else []
    parts += [f"@ {both['place']}"] if "place" in both else []
    parts += [f"since {both['since']}"] if "since" in both else []
    parts += [str(both["amount"])] if "amount" in both else []
    parts += [f"capacity {both['capacity']}"] if "capacity" in both else []
    named = [*told["by"].split(", "), *([more["with"]] if "with" in more else [])]
    return "; ".join([*parts, f"by {', '.join(sorted(named))}"])


@pytest.mark.parametrize(
    ("grid", "opening"), [(grid, opening) for grid in ("flows", "sentences") for opening in GRIDS[grid]["openings"]]
)
def test_no_flow_of_a_firm(grid: str, opening: str) -> None:
    wrong = []
    for way in GRIDS[grid]["goes_on"]:
        told = extract(make_report(opening + way, published=PUBLISHED, language="en")).statements
        if any(isinstance(statement, TradeFlow) for statement in told):
            wrong.append(opening + way)
    assert not wrong


@pytest.mark.parametrize("name", GRIDS["names"]["openings"])
def test_no_flow_of_a_name(name: str) -> None:
    wrong = []
    for way in GRIDS["names"]["goes_on"]:
        title, _, body = way.format(S=name).partition("|")
        told = extract(make_report(body, title=title or None, published=PUBLISHED, language="en")).statements
        if any(isinstance(statement, TradeFlow) for statement in told):
            wrong.append((title, body))
    assert not wrong


@pytest.mark.parametrize("opening", GRIDS["mixes"]["openings"], ids=lambda opening: opening["company"])
def test_mixes(opening: dict[str, str]) -> None:
    wrong = []
    for way in GRIDS["mixes"]["goes_on"]:
        told = _mix(opening["company"], opening, way)
        told += [f"planned {mix}" for mix in _mix(opening["company"], way.get("planned", {}), {})]
        if (found := read(opening["text"] + way["text"])) != told:
            wrong.append((opening["text"] + way["text"], found, told))
    assert not wrong


@pytest.mark.parametrize("opening", GRIDS["ventures"]["openings"], ids=lambda opening: opening["X"])
def test_ventures(opening: dict[str, str]) -> None:
    wrong = []
    for way in GRIDS["ventures"]["goes_on"]:
        more = {k: v.format(**opening) if isinstance(v, str) else v for k, v in way.items()}
        if way.get("when", opening["stance"]) != opening["stance"] or ("place" in way and "place" in opening):
            continue
        if "with" in way and ", " in opening["by"]:
            continue  # two have been named
        told = [("" if opening["stance"] == "stated" else "planned ") + _venture(opening, more)]
        told += [more["also"]] if "also" in more else []
        if sorted(found := read(opening["text"] + more["text"])) != sorted(told):
            wrong.append((opening["text"] + more["text"], found, told))
    assert not wrong


def _report(opening: dict[str, str], way: dict[str, str]) -> list[str]:
    """What an opening on works and a sentence on their firm tell."""
    venture = opening["venture"]
    if "amount" in way:
        venture = venture.replace("; by", f"; {way['amount']}; by")
    told = [venture]
    if "second" in way:
        lands = " ".join(sorted([opening["home"], *way["second"].split()]))
        count = f"; count {way['count']}" if "count" in way else ""
        told.append(f"production; {lands}{count}; by {opening['firm']}")
    return told + ([f"{opening['firm']}; {way['mix']}"] if "mix" in way else [])


@pytest.mark.parametrize("opening", GRIDS["reports"]["openings"], ids=lambda opening: opening["firm"])
def test_reports(opening: dict[str, str]) -> None:
    wrong = []
    for way in GRIDS["reports"]["goes_on"]:
        for end in GRIDS["reports"]["ends"]:
            text = f"{opening['text']} {way['text'].format(N=opening['firm'].split('/')[0])} {end}".strip()
            told = extract(make_report(text, published=PUBLISHED, language="en")).statements
            flows = [flow for flow in told if isinstance(flow, TradeFlow)]
            if sorted(found := read(text)) != sorted(_report(opening, way)) or flows:
                wrong.append((text, found, flows))
    assert not wrong
