"""Times that lie ahead though the calendar puts them behind the report."""

from __future__ import annotations

import re

import msgspec

from tradebook.statement import Period

_YEAR = re.compile(r"^\d{4}|(?<=/)\d{4}")


def to_come(period: Period, today: str | None) -> Period:
    """A stretch without a year that the calendar puts behind the report (of the day `today`), a year later: "is to
    start in the fourth quarter" is the next one."""
    over = today is not None and period.start is not None and period.end is not None and period.end < today
    if not over or any(c.isdigit() for c in period.text) or period.edtf is None or "last" in period.text:
        return period
    later = [_YEAR.sub(lambda m: str(int(m[0]) + 1), v or "") for v in (period.start, period.end, period.edtf)]
    return msgspec.structs.replace(period, start=later[0], end=later[1], edtf=later[2])
