"""BACI of CEPII: one reconciled series of the world's trade at six digits, as a ZIP of a CSV a year, or one CSV.

Columns: t year, i exporter, j importer, k HS code, v thousands of dollars FOB, q tonnes (kept in kilograms). A year has
some 11 million lines; DuckDB reads them and keeps those that are asked for. Sources: cepii.fr, "The CEPII-BACI
dataset"; G. Gaulier and S. Zignago, BACI, CEPII Working Paper 2010-23.

Each flow is one row, told as its exporter's export. Sums by heading, chapter and for trade as a whole are made here,
and so is each asked country's trade with the world: as exporter to WLD, and as partner of WLD's exports.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tradebook.places.tables import countries
from tradebook.statistics.comtrade.codes import area_of, area_words, own_areas
from tradebook.statistics.loading import Found, Terms
from tradebook.statistics.opening import BROKEN, Opening
from tradebook.statistics.row import ALL_GOODS, WORLD, Refused, Row
from tradebook.statistics.sources import Source, source_of
from tradebook.statistics.store import connection, duckdb_error, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAME = "BACI"
_COLUMNS = {"t", "i", "j", "k", "v", "q"}
_MEMBER = re.compile(r"(?:^|/)BACI_HS(?P<edition>\d\d)_Y(?P<year>\d{4})_V(?P<version>\d{6})\w*\.csv\Z", re.IGNORECASE)
_CODES = re.compile(r"country_codes.*\.csv\Z", re.IGNORECASE)
_TYPES = {"t": "INTEGER", "i": "INTEGER", "j": "INTEGER", "k": "VARCHAR", "v": "VARCHAR", "q": "VARCHAR"}
_MOST_LISTED = 100  # lines of a file that are refused one by one
_BATCH = 10_000


class _Table(Struct, frozen=True):
    """One CSV of BACI: its name, and the edition and vintage that the name tells."""

    name: str
    edition: str | None
    year: int | None
    vintage: date | None


def fits(opening: Opening) -> bool:
    """Whether it is a ZIP with tables of BACI, or one such table."""
    return set(opening.columns) == _COLUMNS or any(map(_is_table, opening.members))


def _is_table(member: str) -> bool:
    return bool(_MEMBER.search(member)) and not member.startswith("__MACOSX/")


def read(path: Path, terms: Terms) -> Iterator[Found]:
    """The figures asked for; a year that is broken is listed, the other years are read."""
    opening = Opening(path)
    own_codes = _country_codes(path, opening)
    for name in sorted(filter(_is_table, opening.members)) or [path.name]:
        table = _table(name)
        if table.year is not None and not _year_wanted(table.year, terms):
            continue
        try:
            with _unpacked(path, name, bool(opening.members)) as file:
                yield from _Year(path.name, table, terms, own_codes).found(file)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            yield Refused(where=f"{path.name}, {name}", problem=f"it is broken ({error})", mend=BROKEN)


def _year_wanted(year: int, terms: Terms) -> bool:
    return (terms.since is None or year >= terms.since) and (terms.until is None or year <= terms.until)


def _table(name: str) -> _Table:
    found = _MEMBER.search(name)
    if found is None:
        return _Table(name, None, None, None)
    short, version = int(found["edition"]), found["version"]
    year, month = int(version[:4]), int(version[4:])
    # the name tells the month of publication: by its last day the figures were out
    vintage = date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None
    return _Table(Path(name).name, str(1900 + short if short > 80 else 2000 + short), int(found["year"]), vintage)


@contextmanager
def _unpacked(path: Path, name: str, is_zip: bool) -> Iterator[Path]:
    """The table as a file of its own: DuckDB reads no ZIP."""
    if not is_zip:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tradebook-baci-") as folder, zipfile.ZipFile(path) as packed:
        made = Path(folder) / "year.csv"
        with packed.open(name) as source, made.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        yield made


def _country_codes(path: Path, opening: Opening) -> Mapping[int, str]:
    """The codes that BACI's own list gives a country of ours, where the tables of UN Comtrade's codes have none."""
    found: dict[int, str] = {}
    for name in opening.members:
        if not _CODES.search(name):
            continue
        try:
            with zipfile.ZipFile(path) as packed:
                text = packed.read(name).decode("utf-8-sig", "replace")
        except (zipfile.BadZipFile, zlib.error):
            continue
        for row in csv.DictReader(io.StringIO(text)):
            code, iso = (
                (row.get("country_code") or "").strip(),
                (row.get("country_iso3") or row.get("iso_3digit_alpha")),
            )
            if code.isdigit() and iso in countries() and area_of(code) is None:
                found[int(code)] = iso
    return found


class _Year:
    """The rows of one table."""

    def __init__(self, file_name: str, table: _Table, terms: Terms, own_codes: Mapping[int, str]) -> None:
        self._where = file_name if table.name == file_name else f"{file_name}, {table.name}"
        self._table = table
        self._terms = terms
        self._own_codes = own_codes
        self._source: Source = source_of(terms.source or "baci", terms.licence)
        self._areas: dict[int, str | None] = {}

    def found(self, file: Path) -> Iterator[Found]:
        """The rows of `file`, refusals before them."""
        if set(Opening(file).columns) != _COLUMNS:
            yield Refused(
                where=self._where, problem="its columns are not those of BACI (t, i, j, k, v, q)", mend=BROKEN
            )
            return
        with connection() as duck:
            try:
                self._select(duck, file)
            except duckdb_error() as error:
                told = str(error).partition("\n")[0]
                yield Refused(where=self._where, problem=f"it cannot be read as a table ({told})", mend=BROKEN)
                return
            yield from self._rejected(duck)
            yield from self._unknown_areas(duck)
            for area in ("i", "j"):
                duck.execute(f"ALTER TABLE flows ADD COLUMN {area}_code VARCHAR")
                duck.execute(f"UPDATE flows SET {area}_code = areas.code FROM areas WHERE flows.{area} = areas.number")
            yield from self._unreadable(duck)
            yield from self._rows(duck)

    def _select(self, duck: DuckDBPyConnection, file: Path) -> None:
        """Those lines into a table `flows` that tell of an asked country on either side."""
        columns = ", ".join(f"'{name}': '{_TYPES[name]}'" for name in Opening(file).columns)
        asked = {*self._terms.reporters, *self._terms.partners}
        wheres = [_between("t", self._terms)]
        if asked:
            numbers = self._numbers(asked)
            wheres.append(f"(i IN ({numbers}) OR j IN ({numbers}))")
        duck.execute(
            "CREATE TABLE flows AS SELECT t, i, j, lpad(trim(k), 6, '0') AS k,"
            " try_cast(trim(v) AS DECIMAL(24, 6)) * 1000 AS v, try_cast(trim(q) AS DECIMAL(24, 6)) * 1000 AS q,"
            " trim(v) AS told_v, trim(q) AS told_q"
            f" FROM read_csv({literal(file)}, header = true, auto_detect = false, delim = ',', quote = '',"
            f" escape = '', strict_mode = false, columns = {{{columns}}}, store_rejects = true)"
            f" WHERE {' AND '.join(where for where in wheres if where) or 'true'}"
        )

    def _numbers(self, asked: set[str]) -> str:
        """The numbers of the asked countries, for SQL; -1 where none has any."""
        known = {int(entry.numeric) for entry in countries().values() if entry.numeric}
        known |= {int(code) for code in own_areas()} | set(self._own_codes)
        numbers = sorted(number for number in known if self._area(number) in asked)
        return ", ".join(map(str, numbers or [-1]))

    def _area(self, number: int) -> str | None:
        if number not in self._areas:
            self._areas[number] = area_of(number) or self._own_codes.get(number)
        return self._areas[number]

    def _rejected(self, duck: DuckDBPyConnection) -> Iterator[Refused]:
        """Lines that are no lines of BACI: too few fields, letters for a country."""
        told = duck.execute(
            "SELECT line, min(csv_line), count(*) OVER () FROM reject_errors GROUP BY line ORDER BY line"
            f" LIMIT {_MOST_LISTED}"
        ).fetchall()
        for line, text, number in told:
            more = f" (one of {number:,} such lines)" if number > 1 else ""
            yield Refused(
                where=f"{self._where}, line {line}",
                problem=f"{str(text)[:80]!r} is no line of BACI{more}",
                mend=BROKEN,
            )

    def _unknown_areas(self, duck: DuckDBPyConnection) -> Iterator[Refused]:
        duck.execute("CREATE TABLE areas (number INTEGER, code VARCHAR)")
        for (number,) in duck.execute("SELECT i FROM flows UNION SELECT j FROM flows ORDER BY 1").fetchall():
            code = self._area(number)
            duck.execute("INSERT INTO areas VALUES (?, ?)", [number, code])
            if code is None:
                yield Refused(
                    where=self._where,
                    problem=f"country {area_words(number)} is none that Tradebook knows",
                    mend="Its flows are in the sums with the world, but not told one by one",
                )

    def _unreadable(self, duck: DuckDBPyConnection) -> Iterator[Refused]:
        bad = "v IS NULL OR NOT regexp_full_match(k, '[0-9]{6}')"
        for year, i, j, k, v in duck.execute(f"SELECT t, i, j, k, told_v FROM flows WHERE {bad} LIMIT 100").fetchall():
            yield Refused(
                where=f"{self._where}, t={year} i={i} j={j} k={k}",
                problem=f"value {v!r} of code {k!r} cannot be read",
                mend="This line is left out, and sums that it belongs to are not made",
            )
        duck.execute(f"CREATE TABLE broken AS SELECT DISTINCT t, i_code, j_code FROM flows WHERE {bad}")
        duck.execute(
            "INSERT INTO broken SELECT DISTINCT t, i_code, j_code FROM (SELECT DISTINCT t, i_code, j_code, k, v FROM"
            " flows) GROUP BY t, i_code, j_code, k HAVING count(*) > 1"
        )
        duck.execute(f"DELETE FROM flows WHERE {bad}")

    def _rows(self, duck: DuckDBPyConnection) -> Iterator[Row]:
        """Single flows first, then sums; a sum that would hold a doubtful line is not made."""
        asked = sorted({*self._terms.reporters, *self._terms.partners})
        single = "SELECT t, i_code, j_code, k, v, q, 1 FROM flows WHERE i_code IS NOT NULL AND j_code IS NOT NULL"
        yield from self._made(duck, f"{single} ORDER BY t, i_code, j_code, k")
        whole = "CASE WHEN count(q) = count(*) THEN sum(q) END"
        goods = {"left(k, 4)": "k4", "left(k, 2)": "k2", f"'{ALL_GOODS}'": "k0"}
        flows = "(SELECT DISTINCT t, i, j, i_code, j_code, k, v, q FROM flows)"
        fine = "NOT EXISTS (SELECT 1 FROM broken b WHERE b.t = f.t AND {})"
        for good in goods:
            yield from self._made(
                duck,
                f"SELECT t, i_code, j_code, {good}, sum(v), {whole}, count(*) FROM {flows} f WHERE i_code IS NOT NULL"
                f" AND j_code IS NOT NULL AND {fine.format('b.i_code = f.i_code AND b.j_code = f.j_code')}"
                " GROUP BY ALL ORDER BY ALL",
            )
        for side, reporter, partner in (("i_code", "i_code", f"'{WORLD}'"), ("j_code", f"'{WORLD}'", "j_code")):
            of_asked = f"{side} IN ({', '.join(map(_quoted, asked))})" if asked else f"{side} IS NOT NULL"
            for good in ("k", *goods):
                yield from self._made(
                    duck,
                    f"SELECT t, {reporter}, {partner}, {good}, sum(v), {whole}, count(*) FROM {flows} f"
                    f" WHERE {of_asked} AND {fine.format(f'b.{side} = f.{side}')} GROUP BY ALL ORDER BY ALL",
                )

    def _made(self, duck: DuckDBPyConnection, query: str) -> Iterator[Row]:
        cursor = duck.cursor().execute(query)
        while found := cursor.fetchmany(_BATCH):
            for line in found:
                if self._terms.want(line[1], line[2], line[0]):
                    yield self._row(*line)

    def _row(self, year: int, i: str, j: str, k: str, v: Decimal, q: Decimal | None, number: int) -> Row:
        sums = f", sum of {number} lines" if number > 1 else ""
        return Row(
            reporter=i,
            partner=j,
            flow="exports",
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            frequency="year",
            value=v,
            currency="USD",
            commodity=k,
            edition=None if k == ALL_GOODS else self._table.edition,
            valuation="FOB",
            quantity=q,
            unit=None if q is None else "KGM",
            series="reconciled",
            source=self._source.key,
            licence=self._source.licence,
            redistributable=self._source.redistributable,
            retrieved=self._terms.retrieved,
            vintage=self._terms.vintage or self._table.vintage,
            origin=f"{self._where}, {i} to {j} {k}{sums}",
        )


def _between(column: str, terms: Terms) -> str:
    bounds = [(">=", terms.since), ("<=", terms.until)]
    return " AND ".join(f"{column} {sign} {int(year)}" for sign, year in bounds if year is not None)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
