"""The examples of the checks: one true and one broken of each, read by the reader and checked like any report."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from msgspec import Struct

from tradebook.book import open_book
from tradebook.check.across import run_across
from tradebook.check.inside import run_checks
from tradebook.check.verdict import Verdict
from tradebook.extract import extract
from tradebook.report import Report, make_report

DAY = date(2023, 3, 1)  # when an example that names no day was published


class Told(Struct, frozen=True, kw_only=True):
    """One report of an example."""

    text: str
    published: date = DAY
    outlet: str = "Tradebook Example"


class Example(Struct, frozen=True, kw_only=True):
    """What holds and what does not, for one check."""

    check: str
    holds: tuple[Told, ...]
    broken: tuple[Told, ...]


@cache
def examples() -> dict[str, Example]:
    """The examples by the name of their check, in the order of the file."""
    text = files("tradebook.check").joinpath("examples.yaml").read_text(encoding="utf-8")
    raw: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return {
        check: Example(check=check, holds=_told(sides["holds"]), broken=_told(sides["broken"]))
        for check, sides in raw.items()
    }


def _told(raw: str | list[dict[str, Any]]) -> tuple[Told, ...]:
    return (Told(text=raw),) if isinstance(raw, str) else tuple(Told(**each) for each in raw)


def verdicts_on(told: tuple[Told, ...]) -> list[Verdict]:
    """All verdicts on the reports of an example: within each, and across the book that they make."""
    reports = [make_report(each.text, published=each.published, outlet=each.outlet) for each in told]
    inside = run_checks(s for report in reports for s in extract(report).statements)
    return inside if len(reports) == 1 else [*inside, *_across(reports)]


def _across(reports: list[Report]) -> list[Verdict]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.sqlite"
        path.write_bytes(_empty_book())
        with open_book(path) as book:
            for report in reports:
                book.record(report, extract(report))
            return run_across(book.facts(leading=False))


@cache
def _empty_book() -> bytes:
    """A new book's file: making its tables takes longer than all the examples."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        open_book(path).close()
        return path.read_bytes()
