"""Official figures made by hand, for the tests of the analyses."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from tradebook.statistics import Batch, Row, Statistics

DAY = date(2024, 3, 1)


def a_row(reporter: str, flow: str, partner: str, value: int | str | None, when: str = "2021", **more: Any) -> Row:
    """A figure of a year ("2021") or a month ("2021-05"), in dollars, of a commodity or of all goods."""
    year, _, month = when.partition("-")
    first = date(int(year), int(month or 1), 1)
    last = date(int(year), 12, 31) if not month else first.replace(day=monthrange(int(year), int(month))[1])
    values: dict[str, Any] = {
        "frequency": "month" if month else "year",
        "currency": "USD",
        "source": "comtrade",
        "licence": "UN Comtrade terms",
        "retrieved": DAY,
        "origin": "by hand",
        "valuation": "FOB" if flow == "exports" else "CIF",
        **more,
    }
    return Row(
        reporter=reporter,
        partner=partner,
        flow=flow,  # type: ignore[arg-type]
        start=first,
        end=last,
        value=None if value is None else Decimal(value),
        **values,
    )


def load(statistics: Statistics, rows: Iterable[Row], name: str = "one") -> Statistics:
    """The store with one more load of these rows."""
    listed = list(rows)
    statistics.add(Batch(id=name, source=listed[0].source, what=name, retrieved=DAY, rows=0), listed)
    return statistics
