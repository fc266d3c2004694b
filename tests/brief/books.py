"""Books for briefs: reports in the notation of tests/check/build.py, recorded in a real book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.check.build import statement
from tradebook.book import Book, open_book
from tradebook.report import make_report
from tradebook.statement import Gap, Statement

Raw = dict[str, Any]


class Reading(NamedTuple):
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...] = ()
    language: str | None = "en"


def realistic() -> list[Raw]:
    """The reports of realistic.yaml."""
    found: list[Raw] = yaml.safe_load(Path(__file__).with_name("realistic.yaml").read_text(encoding="utf-8"))
    return found


def record(book: Book, raw: Raw) -> None:
    """Records one report, its text made of its statements' sentences."""
    told, meta = raw["statements"], raw["report"]
    text, starts = meta.get("title", "") + "\n", {}
    for item in told:
        if item["sentence"] not in starts:
            starts[item["sentence"]] = len(text)
            text += item["sentence"] + " "
    published = date.fromisoformat(meta["published"]) if meta.get("published") else None
    report = make_report(
        text, title=meta.get("title"), published=published, outlet=meta.get("outlet"), url=meta.get("url")
    )
    statements = tuple(
        statement(item | {"report": meta | {"id": report.id}, "offset": starts[item["sentence"]]}) for item in told
    )
    book.record(report, Reading(statements), recorded_at=datetime(2022, 6, 20, tzinfo=UTC))


def book_of(address: str | Path, reports: Iterable[Raw]) -> Book:
    """A book at `address` with these reports; the caller closes it."""
    book = open_book(address)
    for raw in reports:
        record(book, raw)
    return book


def many(facts: int) -> list[Raw]:
    """`facts` facts of all kinds, each from a report of its own: a book that two pages cannot hold."""
    return [_one(n) for n in range(facts)]


def _one(n: int) -> Raw:
    year, month = 2008 + n % 15, 1 + n % 12
    published = f"{year}-{month:02d}-{1 + n % 28:02d}"
    kinds: list[Raw] = [
        {
            "kind": "deal",
            "instrument": "contract",
            "status": "signed",
            "countries": ["AZE", "BLR"],
            "amount": f"{n + 1}.5 million USD",
            "goods": [f"product number {n}:8701"],
            "parties": [{"name": f"Example Works No. {n}", "role": "supplier", "country": "BLR"}],
            "date": published,
        },
        {
            "kind": "trade_flow",
            "measure": ("turnover", "exports", "imports")[n % 3],
            "between": ["AZE", "BLR"],
            "amount": f"{n + 100}.4 million USD",
            "period": str(year),
            "change": {"percent": n % 90, "versus": str(year - 1)},
        },
        {"kind": "traded_goods", "origin": "BLR", "destination": "AZE", "goods": [f"article {n}:{1000 + n % 8000}"]},
        {"kind": "traded_goods", "origin": "AZE", "destination": "BLR", "goods": [f"fruit of kind {n}:{1500 + n}"]},
        {
            "kind": "event",
            "type": "exhibition",
            "name": f"Example Fair {n}",
            "place": "Baku",
            "period": f"{2020 + n % 4}-11",
            "countries": ["AZE", "BLR"],
        },
        {
            "kind": "deal",
            "instrument": "agreement",
            "status": "planned",
            "stance": "expected",
            "countries": ["AZE", "BLR"],
            "amount": f"{n + 2} million EUR",
            "date": f"{2021 + n % 5}-{month:02d}",
        },
        {
            "kind": "venture",
            "countries": ["AZE", "BLR"],
            "product": [f"machines of type {n}:{2500 + n}"],
            "activity": "assembly",
            "place": "Ganja",
            "since": str(year),
        },
        {
            "kind": "restriction",
            "type": "ban",
            "by": ["BLR"],
            "on": ["AZE"],
            "goods": [f"plants of kind {n}:{3500 + n}"],
            "status": "in force",
            "date": str(year),
        },
    ]
    told = kinds[n % len(kinds)] | {
        "sentence": f"Sentence number {n} of the press of the two countries says so at some length.",
        "attribution": {"speakers": [{"name": f"Speaker {n}", "role": "minister", "organisation": f"House {n % 9}"}]},
    }
    return {
        "report": {
            "outlet": f"Example Outlet {n % 40}",
            "title": f"Story number {n} on Azerbaijan and Belarus",
            "url": f"https://example.org/{n}/a-story-with-a-rather-long-address-as-the-web-has-them",
            "published": published,
        },
        "statements": [told],
    }


def long_names() -> list[Raw]:
    """The realistic book with names, words and addresses of absurd length, and hostile text among them."""
    reports = realistic()
    endless = "Interkontinentalhandelsgesellschaftsvorsitzender" * 12
    for raw in reports:
        raw["report"] |= {
            "outlet": f"The {endless} Gazette",
            "title": f"<script>alert(1)</script> {endless} & \u202eco.",
            "url": "https://example.org/" + "a" * 900,
        }
        for told in raw["statements"]:
            told["sentence"] = f"{endless} </style><img src=x onerror=alert(2)> {told['sentence']} {endless}"
            told["attribution"] = {"speakers": [{"name": endless, "role": "<b>chief</b>", "organisation": endless}]}
            for slot in ("parties", "bidders", "partners", "participants"):
                for party in told.get(slot, []):
                    party["name"] = f"{endless} {party['name']}"
            for slot in ("goods", "product"):
                if slot in told:
                    told[slot] = [f"{endless} {good}" for good in told[slot]]
    return reports
