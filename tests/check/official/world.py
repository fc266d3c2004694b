"""Official figures of our own making, for the checks: rows in a compact notation, kept in a store."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tradebook.statistics import Batch, Row, Statistics

RETRIEVED = date(2024, 3, 1)


def days(text: str) -> tuple[date, date, str]:
    """ "2021", "2021-03", "2021-01..2021-10" as first day, last day and frequency."""
    first, _, last = text.partition("..")
    start = date(int(first[:4]), int(first[5:7] or 1), 1)
    month = int((last or first)[5:7] or 12)
    year = int((last or first)[:4])
    end = date(year, month, calendar.monthrange(year, month)[1])
    frequency = "cumulative" if last else "month" if first[5:] else "year"
    return start, end, frequency


def row(who: str, period: str, value: object, commodity: str = "TOTAL", **more: Any) -> Row:
    """A row of "AZE imports BLR": exports are valued FOB, imports CIF, in dollars, unless told otherwise."""
    reporter, flow, partner = who.split()
    start, end, frequency = days(period)
    told = {
        "frequency": frequency,
        "currency": "USD",
        "source": "comtrade",
        "licence": "UN",
        "retrieved": RETRIEVED,
        "valuation": "FOB" if flow in ("exports", "re-exports") else "CIF",
        "origin": f"{who} {period} {commodity}",
    }
    return Row(
        reporter=reporter,
        partner=partner,
        flow=flow,  # type: ignore[arg-type]
        start=start,
        end=end,
        value=None if value is None else Decimal(str(value)),
        commodity=commodity,
        **(told | more),
    )


def listed(rows: Iterable[list[Any]]) -> list[Row]:
    """Rows as the cases write them: who, period, value, then a commodity and other columns where there are any."""
    found = []
    for who, period, value, *rest in rows:
        commodity = next((part for part in rest if isinstance(part, str)), "TOTAL")
        more = next((part for part in rest if isinstance(part, dict)), {})
        found.append(row(who, period, value, commodity, **more))
    return found


def months(who: str, year: int, values: Iterable[object], **more: Any) -> list[Row]:
    """A row a month from January on."""
    return [row(who, f"{year}-{n:02d}", value, **more) for n, value in enumerate(values, start=1)]


def store(folder: Path, rows: Iterable[Row]) -> Statistics:
    """A store that holds these rows."""
    statistics = Statistics(folder)
    kept = list(rows)
    statistics.add(Batch(id="made", source="comtrade", what="made", retrieved=RETRIEVED, rows=len(kept)), kept)
    return statistics
