"""A book with one statement of each kind, made by hand: the commands are tested apart from the reading."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from tradebook.book import open_book
from tradebook.report import Report, make_report
from tradebook.statement import (
    KINDS,
    SLOTS,
    Amount,
    Attribution,
    EventCount,
    Evidence,
    Gap,
    Good,
    Party,
    Period,
    Reader,
    Replacement,
    ReportRef,
    Segment,
    SegmentShare,
    Speaker,
    Statement,
    statement_id,
)

EMPTY: dict[str, dict[str, Any]] = {
    kind: {field.name: field.default for field in fields(cls) if field.default is not NODEFAULT}
    for kind, cls in KINDS.items()
}
READER = Reader(name="by hand", version="1")
YEAR = Period(start="2021-01-01", end="2021-12-31", edtf="2021", text="in 2021")
TURNOVER = "Trade between Azerbaijan and Belarus came to $424.4 million in 2021."
EXPORTS = "Exports made up $295.5 million of it."
IMPORTS = "Imports made up $128.9 million of it."
GOODS = "Belarus sells butter to Azerbaijan."
DEAL = "Example Works of Belarus signed a contract for $5 million on 18 May 2022."
TENDER = "Azerbaijan Railways announced a tender for sleepers."
EVENT = "39 companies of Belarus came to the Example Fair in Baku."
VENTURE = "Tractors have been assembled in Ganja since 2007."
SALES = "Example Works exports about 60 percent of what it makes."
BAN = "The European Union banned wood of Belarus in 2022."
RELATIONS = "The two countries established relations on 11 June 1993."
TARGET = "They want to bring trade to $500 million by 2025."
SENTENCES = (
    TURNOVER, EXPORTS, IMPORTS, GOODS, DEAL, TENDER, EVENT, VENTURE, SALES, BAN, RELATIONS, TARGET,
)  # fmt: skip
TEXT = f"A Tradebook example.\n\n{' '.join(SENTENCES[:6])}\n\n{' '.join(SENTENCES[6:])}\n"
SPEAKER = Speaker(name="Ann Example", role="director", organisation="Example Works")


class HandMade(Struct, frozen=True):
    """What a reader returns."""

    statements: list[Statement]
    gaps: list[Gap]
    language: str | None = "en"


def dollars(value: int, text: str, precision: int = 100_000) -> Amount:
    return Amount(value=value, currency="USD", precision=precision, text=text)


def make_statement(
    report: Report,
    kind: str,
    sentence: str,
    *,
    stance: str = "stated",
    speakers: tuple[Speaker, ...] = (),
    **slots: Any,
) -> Statement:
    """A statement of `kind` whose evidence is `sentence`, with the slots named and the others empty."""
    start = report.text.index(sentence)
    whole = {slot: slots.get(slot, EMPTY[kind].get(slot)) for slot in SLOTS[kind]}
    return KINDS[
        kind
    ](  # type: ignore[return-value]  # every class of KINDS is a Statement
        id=statement_id(report.id, kind, whole, stance),
        reader=READER,
        report=ReportRef(
            id=report.id,
            outlet=report.outlet,
            title=report.title,
            url=report.url,
            published=report.published.isoformat() if report.published else None,
            language="en",
        ),
        evidence=Evidence(field="text", start=start, end=start + len(sentence), text=sentence),
        spans=dict.fromkeys(list(slots)[:1], ((start, start + 5),)),
        attribution=Attribution(outlet=report.outlet, speakers=speakers, agencies=("Example Agency",)),
        stance=stance,  # type: ignore[arg-type]  # the tests name only stances that exist
        confidence=0.9,
        **slots,
    )


def make_examples() -> tuple[Report, HandMade]:
    """A report and a reading of it with all nine kinds."""
    report = make_report(
        TEXT, title="An example", published=date(2022, 5, 20), outlet="Tradebook Example", url="https://example.org/1"
    )
    pair = ("AZE", "BLR")
    butter, wood = Good(text="butter", hs=("0405",)), Good(text="wood", hs=("44",))
    sleepers, tractors = Good(text="sleepers"), Good(text="tractors", hs=("8701",))
    railways = Party(name="Azerbaijan Railways", country="AZE")
    works = Party(name="Example Works", role="supplier", country="BLR")
    day = Period(start="2022-05-18", end="2022-05-18", edtf="2022-05-18", text="18 May 2022")
    flow = {"between": pair, "period": YEAR}
    rows: list[tuple[str, str, dict[str, Any]]] = [
        ("trade_flow", TURNOVER, {"measure": "turnover", "amount": dollars(424_400_000, "$424.4 million"), **flow}),
        ("trade_flow", EXPORTS, {"measure": "exports", "amount": dollars(295_500_000, "$295.5 million"), **flow}),
        ("trade_flow", IMPORTS, {"measure": "imports", "amount": dollars(128_900_000, "$128.9 million"), **flow}),
        ("traded_goods", GOODS, {"origin": "BLR", "destination": "AZE", "goods": (butter,)}),
        (
            "deal",
            DEAL,
            {
                "instrument": "contract",
                "status": "signed",
                "parties": (works,),
                "countries": pair,
                "amount": dollars(5_000_000, "$5 million", 1_000_000),
                "date": day,
                "speakers": (SPEAKER,),
            },
        ),
        (
            "tender",
            TENDER,
            {"buyer": railways, "goods": (sleepers,), "bidders": (works,), "status": "announced"},
        ),
        (
            "event",
            EVENT,
            {
                "type": "exhibition",
                "name": "Example Fair",
                "place": "Baku",
                "countries": pair,
                "counts": (EventCount(n=39, of="companies", country="BLR"),),
            },
        ),
        (
            "venture",
            VENTURE,
            {
                "countries": pair,
                "product": (tractors,),
                "activity": "assembly",
                "place": "Ganja",
                "since": Period(start="2007-01-01", edtf="2007/..", text="since 2007"),
            },
        ),
        (
            "sales_mix",
            SALES,
            {
                "company": Party(name="Example Works", country="BLR"),
                "segments": (Segment(market="export", share=SegmentShare(percent=60, qualifier="about")),),
                "markets": ("AZE", "RUS"),
                "suspended": (Replacement(country="GBR", text="the UK"),),
                "reason": "sanctions",
            },
        ),
        (
            "restriction",
            BAN,
            {
                "type": "ban",
                "by": ("EUU",),
                "on": ("BLR", "AZE"),
                "goods": (wood,),
                "status": "in force",
            },
        ),
        (
            "milestone",
            RELATIONS,
            {
                "type": "diplomatic relations",
                "countries": pair,
                "date": Period(start="1993-06-11", end="1993-06-11", edtf="1993-06-11", text="11 June 1993"),
            },
        ),
        (
            "trade_flow",
            TARGET,
            {
                "measure": "turnover",
                "between": pair,
                "amount": dollars(500_000_000, "$500 million", 100_000_000),
                "period": Period(start="2025-01-01", end="2025-12-31", edtf="2025", text="by 2025"),
                "stance": "target",
            },
        ),
    ]
    return report, HandMade([make_statement(report, kind, words, **slots) for kind, words, slots in rows], [])


def make_book(path: str | Path) -> list[Statement]:
    """A book at `path` that holds the hand-made report; its statements."""
    report, reading = make_examples()
    with open_book(path) as book:
        book.record(report, reading)
    return reading.statements


__all__ = ["EXPORTS", "TEXT", "HandMade", "make_book", "make_examples", "make_statement"]
