"""Reports and statements made by hand, for the tests of the book and of the exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tradebook.report import Report, make_report
from tradebook.statement import (
    KINDS,
    SLOTS,
    Amount,
    Attribution,
    Evidence,
    Gap,
    Period,
    Reader,
    ReportRef,
    Speaker,
    Statement,
    TradeFlow,
    statement_id,
)

READER = Reader(name="tests", version="1")
YEAR_2021 = Period(start="2021-01-01", end="2021-12-31", edtf="2021", text="in 2021")


class Reading(Struct):
    """What a reader returns."""

    statements: list[Statement]
    gaps: list[Gap] = []
    language: str | None = "en"


def a_report(
    text: str, outlet: str | None = "Trade Daily", published: date | None = date(2022, 6, 14), **more: Any
) -> Report:
    return make_report(text, outlet=outlet, published=published, **more)


def a_statement(
    report: Report,
    kind: str,
    *,
    stance: str = "stated",
    confidence: float = 0.9,
    reader: Reader = READER,
    span: tuple[int, int] | None = None,
    attribution: Attribution | None = None,
    **slots: Any,
) -> Statement:
    """A statement of `kind` about `report`; its evidence is the whole text or its `span`."""
    start, end = span or (0, len(report.text))
    draft = KINDS[kind](
        id="",
        reader=reader,
        report=ReportRef(
            id=report.id,
            source=report.source,
            url=report.url,
            outlet=report.outlet,
            published=report.published.isoformat() if report.published else None,
        ),
        evidence=Evidence(field="text", start=start, end=end, text=report.text[start:end]),
        attribution=attribution or Attribution(outlet=report.outlet),
        stance=stance,  # type: ignore[arg-type]
        confidence=confidence,
        **slots,
    )
    filled = {name: getattr(draft, name) for name in SLOTS[kind]}
    return replace(draft, id=statement_id(report.id, kind, filled, stance))  # type: ignore[return-value]


def money(
    value: int | float, precision: int | float | None = None, qualifier: str = "exact", currency: str = "USD"
) -> Amount:
    return Amount(value=value, precision=precision, qualifier=qualifier, currency=currency, text=f"{value}")  # type: ignore[arg-type]


def a_flow(report: Report, amount: Amount | None = None, **more: Any) -> TradeFlow:
    """The turnover of Azerbaijan and Belarus in 2021, unless told otherwise."""
    values = {"measure": "turnover", "between": ("AZE", "BLR"), "period": YEAR_2021, "amount": amount, **more}
    statement = a_statement(report, "trade_flow", **values)
    assert isinstance(statement, TradeFlow)
    return statement


def told_by(organisation: str | None = None, *, agency: str | None = None, source: str | None = None) -> Attribution:
    """An attribution to a speaker's organisation, an agency or a figure's source."""
    return Attribution(
        agencies=(agency,) if agency else (),
        speakers=(Speaker(name="The speaker", organisation=organisation),) if organisation else (),
        figure_source=source,
    )


def reading(*statements: Statement, gaps: Sequence[Gap] = ()) -> Reading:
    return Reading(list(statements), list(gaps))
