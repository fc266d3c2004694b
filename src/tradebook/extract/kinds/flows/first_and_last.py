"""Figures told for the first and the last of several years: "grew 44% to $6 billion between 2014 and 2021"."""

from __future__ import annotations

from datetime import date

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.mentions import calendar as cal
from tradebook.statement import Period


def grown_between(flow: Flow, period: Period) -> tuple[Period, Period] | None:
    """The first and the last year of "grew 44% to $6 billion between 2014 and 2021", "from 2010 to 2015 it rose from
    $2bn to $4bn": the sum is that of the last, an earlier one that of the first."""
    if flow.period is None or flow.versus is not None:
        return None
    if not flow.has("change") and flow.prior is None:
        return None
    items = flow.sentence.items
    if not flow.period.lower.startswith(("between ", "from ")):
        before = items[items.index(flow.period) - 1] if flow.period in items else flow.period
        if before.lower not in {"between", "from"}:
            return None
    if (months := _two_months(period)) is not None:
        return months if flow.has("change") else None
    years = (period.edtf or "").split("/")
    if len(years) != 2 or not all(len(year) == 4 and year.isdigit() for year in years):
        return None
    if not flow.has("amount", "quantity"):
        return None
    told = [span for slot in ("amount", "quantity") for span in flow.draft.spans.get(slot, ())]
    at = next((k for k, item in enumerate(items) if (item.start, item.end) in told), 0)
    if at < 1 or items[at - 1].lower != "to":
        return None
    return cal.of_year(int(years[0]), period.text or ""), cal.of_year(int(years[1]), period.text or "")


def _two_months(period: Period) -> tuple[Period, Period] | None:
    """The months of "fell 3% from April to May", of which the second is set against the first."""
    if period.start is None or period.end is None or whole_months(period) != _TWO:
        return None
    year, month = cal.previous_month(date.fromisoformat(period.end))
    text = period.text or ""
    return cal.of_months(year, month, month, text), cal.of_months(
        int(period.end[:4]), int(period.end[5:7]), int(period.end[5:7]), text
    )


_TWO = 2
_YEAR = 4  # letters


def is_last_of(period: Period, item: Item) -> bool:
    """Whether a year is only the last of those that its words tell ("from 2012 to 2015"): no time that is spoken of."""
    years = (item.value.period.edtf or "").split("/")
    return len(years) == 2 and len(years[1]) == _YEAR and period.edtf in years
