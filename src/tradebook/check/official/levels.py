"""What two countries trade, heading by heading: the rows of a period at the finest level that is whole, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from tradebook.check.official.lookup import DEEP, Lookup
from tradebook.check.official.residuals import RESIDUAL_CODES
from tradebook.check.official.sides import level_is_whole
from tradebook.statistics import ALL_GOODS, Row
from tradebook.statistics.row import Flow

LEVELS = (6, 4)  # digits; chapters are too wide to rank goods by
ZERO = Decimal(0)


class Headings(Struct, frozen=True, kw_only=True):
    """The goods of one flow in one period by one country's books: `rows` of one level that is whole, `total` their sum,
    `unspecified` what is booked without saying what it is, and `values` by heading of four digits."""

    reporter: str
    partner: str
    flow: Flow
    start: date
    end: date
    currency: str
    source: str
    rows: tuple[Row, ...]
    total: Decimal
    unspecified: Decimal
    values: dict[str, Decimal]

    def of(self, codes: Iterable[str]) -> tuple[Decimal, tuple[Row, ...]]:
        """The value of goods of these codes, and its rows."""
        wanted = tuple(codes)
        chosen = tuple(row for row in self.rows if row.commodity.startswith(wanted))
        return _sum(chosen), chosen

    def rank(self, codes: Iterable[str]) -> int:
        """The place of goods of these codes among the headings, from 1: one more than the headings of other goods that
        are worth more."""
        wanted = tuple(codes)
        value = self.of(wanted)[0]
        others = [v for heading, v in self.values.items() if not _touches(heading, wanted)]
        return 1 + sum(v > value for v in others)


def headings(
    lookup: Lookup, reporter: str, partner: str, flow: Flow, start: date, end: date, as_known: date | None = None
) -> Headings | None:
    """The goods of a flow in a period as one country reports them; null where no source has a whole level of it."""
    rows = [
        row
        for row in lookup.rows(reporter, partner, flow, DEEP, as_known)
        if (row.start, row.end) == (start, end) and row.series == "reported" and row.value is not None
    ]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.nomenclature == "HS" and row.coverage == "goods" and row.basis == "customs":
            groups.setdefault((row.source, row.currency), []).append(row)
    for (source, currency), group in sorted(groups.items(), key=lambda item: item[0][1] != "USD"):
        for digits in LEVELS:
            level = [row for row in group if len(row.commodity) == digits and row.commodity.isdigit()]
            if level and level_is_whole(level, group):
                return Headings(
                    reporter=reporter,
                    partner=partner,
                    flow=flow,
                    start=start,
                    end=end,
                    currency=currency,
                    source=source,
                    rows=tuple(level),
                    total=max(_sum(level), _total(group)),
                    unspecified=_sum(row for row in level if row.commodity.startswith(RESIDUAL_CODES[0])),
                    values=_by_heading(level),
                )
    return None


def _by_heading(level: Sequence[Row]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in level:
        if not row.commodity.startswith(RESIDUAL_CODES[0]):
            found[row.commodity[:4]] = found.get(row.commodity[:4], ZERO) + (row.value or ZERO)
    return found


def _touches(heading: str, codes: Sequence[str]) -> bool:
    return any(heading.startswith(code) or code.startswith(heading) for code in codes)


def _total(rows: Iterable[Row]) -> Decimal:
    return max((row.value or ZERO for row in rows if row.commodity == ALL_GOODS), default=ZERO)


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.value or ZERO for row in rows), ZERO)
