"""How long periods are: whole months, and those of another calendar."""

from __future__ import annotations

from datetime import date

from tradebook.statement import Period


def whole_months(period: Period) -> int | None:
    """How many whole months a period has, counted from whatever day; None where it is none of whole months."""
    if period.start is None or period.end is None:
        return None
    first, behind = date.fromisoformat(period.start), date.fromisoformat(period.end).toordinal() + 1
    after = date.fromordinal(behind)
    if first.day != after.day:
        return None
    return (after.year - first.year) * 12 + after.month - first.month


def right_before(period: Period, known: Period) -> bool:
    """Whether a period of whole months is the one right before another of as many."""
    if period.end is None or known.start is None or whole_months(period) != whole_months(known):
        return False
    return (date.fromisoformat(known.start) - date.fromisoformat(period.end)).days == 1


def months_told(period: Period) -> int | None:
    """How many months a period has, whole ones or, by its days, those of another calendar: "March 21 to June 21"."""
    whole = whole_months(period)
    if whole is not None or period.start is None or period.end is None:
        return whole
    days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days + 1
    months = round(days / _MONTH)
    return months if months and abs(days - months * _MONTH) <= _SLACK else None


_MONTH, _SLACK = 30.5, 3  # days


def lasts_months(period: Period, months: int) -> bool:
    """Whether a period has so many months; those of the solar year have 29 to 31 days."""
    return months_told(period) == months
