"""Eurostat's own tables: TSV of the dissemination interface, and the bulk files of Comext.

https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access and
https://ec.europa.eu/eurostat/web/international-trade-in-goods/database (bulk files: a line a month, product of the
Combined Nomenclature, partner and statistical procedure). Eurostat's SDMX-CSV and SDMX-ML are read as such.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import ClassVar, NamedTuple

import msgspec

from tradebook.errors import BadRecord, TooLarge
from tradebook.statistics.formats.codes import NoPlace, dataflow, place, roles
from tradebook.statistics.formats.observations import NEEDED, Observation, rows
from tradebook.statistics.loading import MOST_ROWS, Opening, Terms
from tradebook.statistics.nomenclatures import edition_in_force
from tradebook.statistics.opened import BREAKS, HALF, open_bytes, open_text
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import ALL_GOODS, Refused, Row
from tradebook.statistics.sources import source_of
from tradebook.statistics.spans import Span, month_span, whole_year

NAME = "Eurostat TSV or Comext bulk file"
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_FLAGGED = re.compile(r"(?P<value>[^\s]*)\s*(?P<flags>[a-z]*)")
_ALL_PROCEDURES = "4"  # in files before 2016 the sum of the procedures 1, 2, 3 and 9
_TWELVE_MONTHS = 52  # Comext's month of a whole year


def fits(opening: Opening) -> bool:
    """Whether the file is a TSV of Eurostat, a Comext bulk file, or the 7-Zip archive that holds one."""
    first = opening.text.partition("\n")[0]
    names = {column.upper() for column in opening.columns}
    bulk = "PRODUCT_NC" in names and "FLOW" in names and "PERIOD" in names
    return opening.head.startswith(_SEVEN_ZIP) or bulk or _is_tsv(first)


def _is_tsv(first: str) -> bool:
    return "\\TIME_PERIOD" in first.upper() and "\t" in first


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    """The trade figures of the file. Raises BadRecord for an archive, or a table that is not of trade."""
    refusals = Refusals(path.name)
    with closing(open_bytes(path)) as raw:
        archive = raw.read(len(_SEVEN_ZIP)) == _SEVEN_ZIP
    if archive:
        raise BadRecord(path.name, "it is a 7-Zip archive", "Unpack it (7z x FILE) and load the .dat file in it.")
    with closing(open_text(path)) as stream:
        first = stream.readline()
    if _is_tsv(first):
        yield from rows(_tsv(path, refusals), terms, refusals, f"ESTAT:{_dataset(path)}")
    else:
        yield from _bulk(path, terms, refusals)
    yield from refusals.listed()


def _dataset(path: Path) -> str:
    """The code of the data set, as it stands in the names of Eurostat's files ("estat_ds-045409.tsv.gz")."""
    match = re.search(r"(ds-\d{6}|ext_\w+)", path.name.casefold())
    return match[1].upper() if match else ""


def _tsv(path: Path, refusals: Refusals) -> Iterator[Observation]:
    """A line a series: its codes parted by commas, then a value with flags a period ("123.4 p", ": c")."""
    with closing(open_text(path)) as stream:
        head = stream.readline().rstrip("\r\n").split("\t")
        names = [name.strip().casefold() for name in head[0].rpartition("\\")[0].split(",")]
        parts = [roles().get(name) for name in names]
        _need(path.name, names, [part for part in parts if part is not None])
        periods = [text.strip() for text in head[1:]]
        number = 1
        while True:
            try:
                line = stream.readline()
            except BREAKS as error:
                refusals.add(f"{path.name}, line {number}", f"the packed file is broken from here ({error})", HALF)
                return
            if not line:
                return
            number += 1
            cells = line.rstrip("\r\n").split("\t")
            codes = cells[0].split(",")
            where = f"{path.name}, line {number}"
            if len(codes) != len(names):
                refusals.add(where, f"the line has {len(codes)} codes, not {len(names)}", HALF)
                continue
            told = {part: code.strip() for part, code in zip(parts, codes, strict=True) if part not in (None, "pin")}
            pins = tuple((n, c.strip()) for n, p, c in zip(names, parts, codes, strict=True) if p == "pin")
            for period, cell in zip(periods, cells[1:], strict=False):
                match = _FLAGGED.fullmatch(cell.strip())
                value, flags = (match["value"], match["flags"]) if match else (cell.strip(), "")
                series = {str(part): code for part, code in told.items()}
                yield Observation(where, {**series, "period": period, "value": value, "status": flags}, pins)


def _need(file: str, names: list[str], known: list[str]) -> None:
    missing = [role for role in NEEDED if role not in ("period", "value") and role not in known]
    if missing:
        problem = f"no dimension tells the {' and the '.join(missing)} (its dimensions are {', '.join(names)})"
        raise BadRecord(file, problem, "It is no table of trade between countries.", 1)


class _Sum(NamedTuple):
    """What the lines of one key add up to over the statistical procedures, and the line of all procedures."""

    row: Row
    value: Decimal
    quantity: Decimal
    whole: bool


def _bulk(path: Path, terms: Terms, refusals: Refusals) -> Iterator[Row]:
    """The lines of a bulk file, added over the statistical procedures."""
    found: dict[Row, _Sum] = {}
    with closing(open_text(path)) as stream:
        start = stream.readline()
        stream.seek(0)
        reader = csv.reader(stream, delimiter=max(",;\t|", key=start.count))
        columns = _Columns(path.name, next(reader, []))
        made = _Bulk(path.name, terms, columns)
        for line in reader:
            where = f"{path.name}, line {reader.line_num}"
            try:
                one = made.line(where, line)
            except (IndexError, ValueError, InvalidOperation, NoPlace) as error:
                refusals.add(where, _problem(error), "Mend the line, or pass over it: it is left out")
                continue
            if one is None:
                continue
            key = msgspec.structs.replace(one.row, origin="")
            found[key] = _joined(found.get(key), one)
            if len(found) > MOST_ROWS:
                raise TooLarge(path.name, f"it holds more than {MOST_ROWS:,} figures", "Name the countries to keep.")
    for one in found.values():
        yield msgspec.structs.replace(one.row, value=one.value, quantity=one.quantity, unit="KGM")


def _problem(error: Exception) -> str:
    if isinstance(error, NoPlace):
        return f"a partner that is no country or group of Tradebook{f' ({error.what})' if error.what else ''}"
    if isinstance(error, IndexError):
        return "the line has too few columns"
    return f"the line cannot be read ({error})"


def _joined(first: _Sum | None, one: _Sum) -> _Sum:
    if first is None or (one.whole and not first.whole):
        return one
    if first.whole:
        return first
    return _Sum(first.row, first.value + one.value, first.quantity + one.quantity, False)


class _Columns:
    """Where the columns of a bulk file stand, under their names of before and after 2021."""

    _NAMES: ClassVar = {
        "reporter": ("REPORTER", "DECLARANT_ISO"),
        "partner": ("PARTNER_ISO", "PARTNER"),
        "product": ("PRODUCT_NC",),
        "flow": ("FLOW",),
        "period": ("PERIOD",),
        "value": ("VALUE_EUR", "VALUE_IN_EUROS"),
        "quantity": ("QUANTITY_KG", "QUANTITY_IN_KG"),
        "procedure": ("STAT_PROCEDURE", "STAT_REGIME"),
    }

    def __init__(self, file: str, header: list[str]) -> None:
        at = {name.strip().upper(): column for column, name in enumerate(header)}
        self.at: dict[str, int] = {}
        for part, names in self._NAMES.items():
            column = next((at[name] for name in names if name in at), None)
            if column is None and part != "procedure":
                raise BadRecord(file, f"it has no column {' or '.join(names)}", "Fetch a bulk file of Comext.", 1)
            if column is not None:
                self.at[part] = column


class _Bulk:
    """The lines of one bulk file."""

    def __init__(self, file: str, terms: Terms, columns: _Columns) -> None:
        self._file = file
        self._terms = terms
        self._at = columns.at
        self._flow = dataflow("ESTAT", "DS-045409")
        self._source = source_of((terms.source or self._flow.source).casefold(), terms.licence)

    def line(self, where: str, line: list[str]) -> _Sum | None:
        """One line; None where it is not asked for. Raises ValueError and its kin for what cannot be read."""
        told = {part: line[column].strip() for part, column in self._at.items()}
        reporter, partner = place(told["reporter"], "eurostat"), place(told["partner"], "eurostat")
        span = _bulk_period(told["period"])
        if not self._terms.want(reporter, partner, span.start.year):
            return None
        code = told["product"]
        way = {"1": "imports", "2": "exports"}.get(told["flow"])
        if way is None:
            raise ValueError(f"the flow {told['flow']}")
        row = Row(
            reporter=reporter,
            partner=partner,
            flow="imports" if way == "imports" else "exports",
            start=span.start,
            end=span.end,
            frequency=span.frequency,
            value=None,
            currency="EUR",
            commodity=ALL_GOODS if code == "TOTAL" else code,
            nomenclature="CN" if len(code) > 6 else "HS",
            edition=edition_in_force(span.start),
            valuation="CIF" if way == "imports" else "FOB",
            trade_system=self._flow.system,
            source=self._source.key,
            licence=self._source.licence,
            redistributable=self._source.redistributable,
            retrieved=self._terms.retrieved,
            vintage=self._terms.vintage,
            origin=where,
        )
        value, quantity = (Decimal(told[part].replace(",", ".") or 0) for part in ("value", "quantity"))
        return _Sum(row, value, quantity, told.get("procedure") == _ALL_PROCEDURES)


def _bulk_period(text: str) -> Span:
    year, month = int(text[:4]), int(text[4:])
    return whole_year(year) if month == _TWELVE_MONTHS else month_span(year, month)
