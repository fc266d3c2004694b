"""A bulletin and its mapping -> rows. What cannot be used is refused with its row and the mend; the rest is kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec

from tradebook.errors import BadRecord
from tradebook.statistics.bulletins.columns import Frame
from tradebook.statistics.bulletins.lookup import LEFT_OUT, Lookup, Unreadable
from tradebook.statistics.bulletins.mapping import Mapping, Quantity, Spot, Value, read_mapping
from tradebook.statistics.bulletins.sheets import Line, Sheet, sheets
from tradebook.statistics.bulletins.words import counted, text_of
from tradebook.statistics.loading import Opening, Terms
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import Refused, Row
from tradebook.statistics.sources import source_of
from tradebook.statistics.spans import since_january
from tradebook.statistics.units import units

NAME = "national bulletin"


def fits(opening: Opening) -> bool:
    """A bulletin is what comes with a mapping file."""
    return opening.mapping is not None


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    """The figures of a bulletin, table by table. Raises BadRecord for a mapping that cannot be followed."""
    if terms.mapping is None:
        raise BadRecord(path.name, "a bulletin needs a mapping file", "Name it with --mapping FILE.")
    for mapping in read_mapping(terms.mapping):
        refusals = Refusals(path.name)
        found: Iterator[Row] = (
            row for sheet in sheets(path, mapping) for row in _Table(path, sheet, mapping, terms, refusals).rows()
        )
        found = _added_up(found, refusals) if mapping.add_up else found
        yield from _totals_told(found, refusals) if mapping.period.whole_year else found
        yield from refusals.listed()


class _Table:
    """One sheet under its mapping."""

    def __init__(self, path: Path, sheet: Sheet, mapping: Mapping, terms: Terms, refusals: Refusals) -> None:
        self.file = path.name if sheet.name == path.stem else f"{path.name}, sheet {sheet.name}"
        self.sheet = sheet
        self.mapping = mapping
        self.terms = terms
        self.refusals = refusals
        self.lookup = Lookup(mapping)
        key = (terms.source or mapping.source).casefold()
        self.source = source_of(key, terms.licence or mapping.licence)
        self.vintage = terms.vintage or mapping.published

    def rows(self) -> Iterator[Row]:
        """The figures of the sheet."""
        above: list[Line] = []
        lines = self.sheet.lines
        for line in lines:
            if line.number >= self.mapping.first_row:
                break
            if line.broken:
                self._broken(line)
            above.append(line)
        else:
            place = f"row {self.mapping.first_row}"
            mend = f"Correct 'headings' or 'first row' in {self.mapping.file}."
            self.refusals.add(self.file, f"the sheet ends above {place}, where its figures should begin", mend)
            return
        frame = Frame(self.mapping, self.sheet.name, above)
        filled: dict[int, object] = {}
        for one in _with_first(line, lines):
            if self.mapping.last_row is not None and one.number > self.mapping.last_row:
                return
            if one.broken:
                self._broken(one)
                continue
            cells = frame.filled(one.cells, filled)
            if frame.ends(cells):
                return
            yield from self._row(frame, one.number, cells)

    def _broken(self, line: Line) -> None:
        self.refusals.add(f"{self.file}, row {line.number}", line.broken, "Mend it, or fetch the file again")

    def _row(self, frame: Frame, number: int, cells: tuple[object, ...]) -> Iterator[Row]:
        for column, value in frame.values:
            cell = cells[column] if column < len(cells) else None
            if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                row = self._figure(frame, number, cells, column, value, cell)
            except Unreadable as error:
                where = f"{self.file}, row {number}, column {frame.letter(column)}"
                self.refusals.add(where, error.problem, error.mend)
            else:
                if row is not None:
                    yield row

    def _figure(
        self, frame: Frame, number: int, cells: tuple[object, ...], column: int, value: Value, cell: object
    ) -> Row | None:
        """The row of one figure; None where it is left out or not asked for. Raises Unreadable."""

        def told(spot: Spot | None) -> str:
            return "" if spot is None else frame.told(spot, cells, column)

        look, mapping = self.lookup, self.mapping
        partner = look.country(told(mapping.partner))
        if partner is LEFT_OUT:
            return None
        span = look.period({name: told(getattr(mapping.period, name)) for name in look.period_parts})
        flow = look.flow(told(value.flow or mapping.flow))
        if span is None or flow is None:
            return None
        reporter = look.country(told(mapping.reporter))
        if reporter is LEFT_OUT or not self.terms.want(reporter, partner, span.start.year):
            return None
        goods = look.goods(told(mapping.goods.code), span)
        if goods is None:
            return None
        figure = look.figure(cell)
        if figure is LEFT_OUT:
            return None
        quantity, unit = self._quantity(frame, cells, value.quantity)
        return Row(
            reporter=reporter,
            partner=partner,
            flow=flow,
            start=span.start,
            end=span.end,
            frequency=span.frequency,
            value=None if figure is None else counted(figure, value.scale),
            currency=value.currency,
            commodity=goods.code,
            nomenclature=goods.nomenclature,
            edition=goods.edition,
            valuation=mapping.valuation.get(flow),
            quantity=quantity,
            unit=unit,
            trade_system=mapping.trade_system,
            coverage=mapping.coverage,
            basis=mapping.basis,
            source=self.source.key,
            licence=self.source.licence,
            redistributable=self.source.redistributable,
            retrieved=self.terms.retrieved,
            vintage=self.vintage,
            origin=f"{self.file}, row {number}, column {frame.letter(column)}",
        )

    def _quantity(
        self, frame: Frame, cells: tuple[object, ...], quantity: Quantity | None
    ) -> tuple[Decimal | None, str | None]:
        if quantity is None:
            return None, None
        column = frame.column(quantity.column, quantity.line)
        cell = cells[column] if column < len(cells) else None
        if text_of(cell) == "":
            return None, None
        figure = self.lookup.figure(cell)
        unit = units()[quantity.unit]
        return (counted(figure, unit.factor), unit.code) if isinstance(figure, Decimal) else (None, None)


def _with_first(first: Line, rest: Iterator[Line]) -> Iterator[Line]:
    yield first
    yield from rest


def _added_up(rows: Iterator[Row], refusals: Refusals) -> Iterator[Row]:
    """Rows of finer detail (districts, transport) added to one a key; a sum with a withheld part is withheld."""
    sums: dict[Row, tuple[Decimal | None, Decimal | None, str, int]] = {}
    for row in rows:
        key = msgspec.structs.replace(row, value=None, quantity=None, origin="")
        value, quantity, origin, count = sums.get(key, (Decimal(0), Decimal(0), row.origin, 0))
        value = None if value is None or row.value is None else value + row.value
        quantity = None if quantity is None or row.quantity is None else quantity + row.quantity
        sums[key] = (value, quantity, origin, count + 1)
    for key, (value, quantity, origin, count) in sums.items():
        if value is None:
            mend = "The sum is kept as withheld; a lower bound is in the rows."
            refusals.add(origin, "a part of the sum is withheld", mend)
        more = "" if count == 1 else f" and {count - 1:,} more, added up"
        yield msgspec.structs.replace(key, value=value, quantity=quantity, origin=origin + more)


def _totals_told(rows: Iterator[Row], refusals: Refusals) -> Iterator[Row]:
    """Totals of a year that stand among its months: that of a year which is not over yet is cumulative.

    A publisher heads the column "Total" in March as in December; which months stand beside it tells what it sums up."""
    totals: list[Row] = []
    months: dict[tuple[object, ...], set[int]] = {}
    for row in rows:
        if row.frequency == "year":
            totals.append(row)
        else:
            months.setdefault(_series(row), set()).add(row.end.month)
            yield row
    for row in totals:
        given = months.get(_series(row), set())
        last = max(given, default=12)
        if row.start.month != 1 or last == 12 or not given:
            yield row
        elif given == set(range(1, last + 1)):
            span = since_january(row.start.year, last)
            yield msgspec.structs.replace(row, end=span.end, frequency=span.frequency)
        else:
            mend = "Keep the months, or add the missing ones to the file"
            refusals.add(
                row.origin,
                f"what the total of {row.start.year} covers cannot be told: months are missing beside it",
                mend,
            )


def _series(row: Row) -> tuple[object, ...]:
    return (row.reporter, row.partner, row.flow, row.commodity, row.currency, row.start.year)
