"""Official statistics as evidence of what became of promised figures: a witness of `Book.witnesses`.

Only of figures of which it is said whose they are: what the country itself reports for the promised trade, for the
promised period and for each year that is loaded, as known on the day that is asked about. Who promises "the trade of
the two" does not say by whose books, and the two offices would contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from msgspec.structs import replace
from sqlalchemy import Connection

from tradebook.book.promises.found import Told
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import Official, Reading, obstacle, officials, readings
from tradebook.check.official.words import cited, span, subject, sum_words
from tradebook.statement import Amount, Evidence, Number, Period, Quantity, Statement, TradeFlow, statement_id
from tradebook.statistics import Statistics

AHEAD = ("target", "planned", "expected")


class OfficialWitness:
    """Tells what official statistics say on promised figures, in the form of statements; nothing is recorded."""

    def __init__(self, statistics: Statistics | Lookup) -> None:
        self._lookup = Lookup.of(statistics)

    def told(self, connection: Connection, promised: Sequence[Statement], as_of: date) -> Iterable[Told]:
        """The official figures on the promised trades that were known by `as_of`."""
        ranks = count(-1, -1)  # below all rows of the book
        for flow in promised:
            if isinstance(flow, TradeFlow) and flow.stance in AHEAD and not obstacle(flow):
                for reading in readings(flow):
                    for statement, official in self._figures(flow, reading, as_of):
                        day = official.known
                        yield Told(next(ranks), statement, day, day, source=cited(official))

    def _figures(self, flow: TradeFlow, reading: Reading, as_of: date) -> Iterator[tuple[TradeFlow, Official]]:
        if not (flow.reporter and flow.partner):
            return
        for start, end in self._periods(reading):
            if end > as_of:
                continue
            asked = replace(reading, start=start, end=end)
            found = [o for o in officials(self._lookup, asked, as_of).found if _as_promised(flow, o)]
            if found:
                yield _statement(flow, asked, found[0]), found[0]

    def _periods(self, reading: Reading) -> list[tuple[date, date]]:
        """The promised period, and the years of which there are rows."""
        found = {(reading.start, reading.end)}
        for _, trade in reading.trades:
            for code in trade.commodities:
                rows = self._lookup.rows(trade.reporter, trade.partner, trade.flow, code)
                found |= {(row.start, row.end) for row in rows if row.frequency == "year"}
        return sorted(found)


def _as_promised(flow: TradeFlow, official: Official) -> bool:
    """Whether an official figure is on the terms of the promise, in its currency where it has one."""
    if official.series != "reported" or official.coverage != (flow.coverage or "goods"):
        return False
    return flow.amount is None or flow.amount.currency in (None, official.currency)


def _statement(flow: TradeFlow, reading: Reading, official: Official) -> TradeFlow:
    """The official figure as a statement on the same trade."""
    value = sum_words(official.value, official.currency)
    text = f"{subject(reading, flow.goods)}: {value} ({cited(official)})"
    start, end = reading.start.isoformat(), reading.end.isoformat()
    amount = Amount(value=_number(official.value), currency=official.currency, precision=1, text=value)
    quantity = None
    if official.quantity is not None and flow.quantity is not None:
        quantity = Quantity(
            value=_number(official.quantity[0]), unit=official.quantity[1], text=str(official.quantity[0])
        )
    return replace(
        flow,
        id=statement_id(cited(official), "trade_flow", {"amount": amount, "period": [start, end]}, "stated"),
        evidence=Evidence(field="text", start=0, end=len(text), text=text),
        evidence_also=(),
        evidence_context=(),
        spans={},
        stance="stated",
        confidence=1.0,
        amount=amount,
        amount_also=(),
        quantity=quantity,
        period=Period(start=start, end=end, edtf=f"{start}/{end}", text=span(reading.start, reading.end)),
        change=None,
        share=None,
        rank=None,
    )


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
