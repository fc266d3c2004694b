"""CSV for spreadsheets: one row a statement, flat columns.

The file is UTF-8 with a byte order mark, which spreadsheet programs need to see that it is UTF-8; lines end in CR LF
and cells are quoted as RFC 4180 says. A spreadsheet runs a cell that begins with = + - or @ (or a tab or a line's end
before one) as a formula, and the words of reports come from strangers: such a cell of words gets an apostrophe in
front. Numbers stay numbers.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable
from typing import IO

from tradebook.book import Book, Entry, Fact
from tradebook.book.rows import amount_of, countries_of, goods_of, kind_of, parties_of, period_of
from tradebook.statement import Deal, Statement, TradeFlow

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value for value in values if value)


def _flow(s: Statement) -> TradeFlow | None:
    return s if isinstance(s, TradeFlow) else None


def _of_flow(name: str) -> Callable[[Statement], Cell]:
    def cell(s: Statement) -> Cell:
        value: Cell = getattr(s, name) if isinstance(s, TradeFlow) else None
        return value

    return cell


def _of_amount(name: str) -> Callable[[Statement], Cell]:
    def cell(s: Statement) -> Cell:
        amount = amount_of(s)
        value: Cell = getattr(amount, name) if amount else None
        return value

    return cell


def _of_period(name: str) -> Callable[[Statement], Cell]:
    def cell(s: Statement) -> Cell:
        period = period_of(s)
        value: Cell = getattr(period, name) if period else None
        return value

    return cell


def _status(s: Statement) -> Cell:
    status: Cell = getattr(s, "status", None)
    return status


def _type(s: Statement) -> Cell:
    if isinstance(s, Deal):
        return s.instrument
    for name in ("type", "activity"):
        value: str | None = getattr(s, name, None)
        if value:
            return value
    return None


def _quantity(s: Statement, part: str) -> Cell:
    quantity = s.quantity if isinstance(s, TradeFlow | Deal) else None
    value: Cell = getattr(quantity, part) if quantity else None
    return value


_COLUMNS: dict[str, Callable[[Statement], Cell]] = {
    "id": lambda s: s.id,
    "kind": kind_of,
    "stance": lambda s: s.stance,
    "confidence": lambda s: s.confidence,
    "countries": lambda s: _joined(sorted(countries_of(s))),
    "measure": _of_flow("measure"),
    "reporter": _of_flow("reporter"),
    "partner": _of_flow("partner"),
    "type": _type,
    "status": _status,
    "value": _of_amount("value"),
    "value_low": _of_amount("low"),
    "value_high": _of_amount("high"),
    "currency": _of_amount("currency"),
    "value_qualifier": lambda s: _of_amount("qualifier")(s),
    "quantity": lambda s: _quantity(s, "value"),
    "quantity_unit": lambda s: _quantity(s, "unit"),
    "change_percent": lambda s: f.change.percent if (f := _flow(s)) and f.change else None,
    "change_factor": lambda s: f.change.factor if (f := _flow(s)) and f.change else None,
    "share_percent": lambda s: f.share.percent if (f := _flow(s)) and f.share else None,
    "rank": lambda s: f.rank.n if (f := _flow(s)) and f.rank else None,
    "period_start": _of_period("start"),
    "period_end": _of_period("end"),
    "period_edtf": _of_period("edtf"),
    "goods": lambda s: _joined(good.text for good in goods_of(s)),
    "hs": lambda s: _joined(sorted({code for good in goods_of(s) for code in good.hs})),
    "parties": lambda s: _joined(party.name for party in parties_of(s)),
    "evidence": lambda s: s.evidence.text,
    "speakers": lambda s: _joined(speaker.name for speaker in s.attribution.speakers),
    "organisations": lambda s: _joined(speaker.organisation for speaker in s.attribution.speakers),
    "agencies": lambda s: _joined(s.attribution.agencies),
    "figure_source": lambda s: s.attribution.figure_source,
    "outlet": lambda s: s.attribution.outlet or s.report.outlet,
    "published": lambda s: s.report.published,
    "title": lambda s: s.report.title,
    "url": lambda s: s.report.url,
    "report": lambda s: s.report.id,
    "reader": lambda s: f"{s.reader.name} {s.reader.version}",
    "corrected": lambda s: _joined(dict.fromkeys(c.slot or c.mark for c in s.corrections or ())),
    "corrected_by": lambda s: _joined(dict.fromkeys(c.author for c in s.corrections or ())),
    "corrected_at": lambda s: max((c.at for c in s.corrections or ()), default=None),
}
CSV_COLUMNS = (*_COLUMNS, "facts")


def export_csv(what: Book | Iterable[Entry | Fact], out: IO[bytes]) -> int:
    """Writes a header and one row a statement to the binary stream `out`; returns the number of rows.

    A book gives its current statements; entries give theirs; facts give the statement that stands for each, with the
    fact's id in the column `facts` (empty for statements).
    """
    chosen = what.each_statement() if isinstance(what, Book) else what
    rows = ((item.statement, item.id if isinstance(item, Fact) else "") for item in chosen)
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(CSV_COLUMNS)
        count = 0
        for statement, fact in rows:
            writer.writerow([*(safe(cell(statement)) for cell in _COLUMNS.values()), fact])
            count += 1
    finally:
        text.detach()  # the stream is the caller's to close
    return count


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula; numbers as they are."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return "'" + cell
    return cell
