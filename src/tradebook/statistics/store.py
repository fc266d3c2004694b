"""The store of official figures: one Parquet file a load in a folder, asked through DuckDB.

A load is written beside its place and renamed into it, so that a reader sees all of it or nothing, and several
processes may load and read at once; a database file of DuckDB would be locked by its one writer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from tradebook.errors import StatisticsMissing
from tradebook.statistics.row import Batch, Flow, Frequency, Row, Series

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VARIABLE = "TRADEBOOK_STATISTICS"
_TYPES = {
    "start": "DATE",
    "end": "DATE",
    "retrieved": "DATE",
    "vintage": "DATE",
    "value": "DECIMAL(24,3)",
    "quantity": "DECIMAL(24,3)",
    "redistributable": "BOOLEAN",
}
_COLUMNS = {name: _TYPES.get(name, "VARCHAR") for name in Row.__struct_fields__}
# What two rows must have in common to be the same figure, of whatever vintage.
KEY = (
    "source",
    "series",
    "reporter",
    "partner",
    "partner2",
    "flow",
    "commodity",
    "nomenclature",
    "edition",
    "start",
    "end",
    "frequency",
    "coverage",
    "basis",
    "currency",
)


def default_folder() -> Path:
    """Where the figures are: TRADEBOOK_STATISTICS, else `statistics` in the user's data folder."""
    from platformdirs import user_data_path

    given = os.environ.get(VARIABLE)
    return Path(given).expanduser() if given else user_data_path("tradebook", appauthor=False) / "statistics"


class Statistics:
    """Official figures in a folder. Nothing is made on disk before the first load."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self._opening = Lock()
        self._duck: DuckDBPyConnection | None = None

    @contextmanager
    def _asking(self) -> Iterator[DuckDBPyConnection]:
        """A cursor of one connection that is kept: to open it costs more than most questions."""
        with self._opening:
            if self._duck is None:
                self._duck = connection()
        with self._duck.cursor() as cursor:
            yield cursor

    @property
    def empty(self) -> bool:
        """Whether nothing was loaded yet."""
        return not any(self.folder.glob("*.parquet"))

    def add(self, batch: Batch, rows: Iterable[Row]) -> Batch:
        """Keep the rows of one load; the same batch again replaces itself. Returns the batch with its count.

        Raises `StatisticsMissing` where DuckDB is not installed. That keys are unique is for the loader to see to."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix=".load-") as temporary:
            raw, made = Path(temporary) / "rows.json", Path(temporary) / "rows.parquet"
            count = _write_lines(raw, rows)
            with connection() as duck:
                columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
                source = f"read_json({literal(raw)}, format='newline_delimited', columns={{{columns}}})"
                order = "reporter, partner, flow, commodity, start"
                duck.execute(f"COPY (SELECT * FROM {source} ORDER BY {order}) TO {literal(made)} (FORMAT parquet)")
            kept = msgspec.structs.replace(batch, rows=count)
            (Path(temporary) / "batch.json").write_bytes(msgspec.json.encode(kept))
            made.replace(self.folder / f"{batch.id}.parquet")
            (Path(temporary) / "batch.json").replace(self.folder / f"{batch.id}.json")
        return kept

    def batches(self) -> list[Batch]:
        """The loads, the earliest first."""
        found = [msgspec.json.decode(path.read_bytes(), type=Batch) for path in self.folder.glob("*.json")]
        return sorted(found, key=lambda batch: (batch.retrieved, batch.id))

    def licence(self, batch: Batch) -> tuple[str, bool]:
        """The licences of a load's rows, and whether all of them may be shown in public."""
        query = (
            "SELECT string_agg(DISTINCT licence, ', ' ORDER BY licence), bool_and(redistributable) FROM read_parquet"
        )
        with self._asking() as duck:
            found = duck.execute(f"{query}({literal(self.folder / f'{batch.id}.parquet')})").fetchone()
        return (found[0] or "", bool(found[1])) if found else ("", False)

    def remove(self, batch: Batch) -> None:
        """Forget one load."""
        for ending in ("parquet", "json"):
            (self.folder / f"{batch.id}.{ending}").unlink(missing_ok=True)

    def rows(
        self,
        *,
        reporters: Sequence[str] = (),
        partners: Sequence[str] = (),
        flows: Sequence[Flow] = (),
        commodities: Sequence[str] = (),
        frequencies: Sequence[Frequency] = (),
        series: Sequence[Series] = (),
        sources: Sequence[str] = (),
        nomenclature: str | None = None,
        all_partner2: bool = False,
        since: date | None = None,
        until: date | None = None,
        as_known: date | None = None,
        all_vintages: bool = False,
        redistributable: bool = False,
    ) -> list[Row]:
        """The figures asked for, by key and then by time; an empty sequence asks for any.

        `since` and `until` bound the days of the period (it lies within them). Rows by country of consignment are left
        out unless `all_partner2`. Of several vintages of one figure the newest is given, or that known on `as_known`;
        `all_vintages` gives all. `redistributable` leaves out what may not be shown in public."""
        if self.empty:
            return []
        wheres: list[str] = []
        values: list[Any] = []
        asked = {"reporter": reporters, "partner": partners, "flow": flows, "commodity": commodities}
        for column, wanted in (asked | {"frequency": frequencies, "series": series, "source": sources}).items():
            if wanted:
                wheres.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values.extend(wanted)
        bounds = {
            "nomenclature = ?": nomenclature,
            "start >= ?": since,
            '"end" <= ?': until,
            "coalesce(vintage, retrieved) <= ?": as_known,
        }
        wheres += [where for where, value in bounds.items() if value is not None]
        values += [value for value in bounds.values() if value is not None]
        wheres += [] if all_partner2 else ["partner2 IS NULL"]
        wheres += ["redistributable"] if redistributable else []
        return self._select(wheres, values, all_vintages)

    def ask(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What DuckDB answers to a query of the table `figures`, which has the columns of `Row`; none where nothing was
        loaded. For sums that would be too many rows to fetch; figures themselves are asked with `rows`."""
        if self.empty:
            return []
        with self._asking() as duck:
            duck.execute(
                f"CREATE TEMP VIEW figures AS SELECT * FROM read_parquet({literal(self.folder / '*.parquet')})"
            )
            return duck.execute(query, list(values)).fetchall()

    def _select(self, wheres: Sequence[str], values: Sequence[Any], all_vintages: bool) -> list[Row]:
        names = ", ".join(f'"{name}"' for name in _COLUMNS)
        key = ", ".join(f'"{name}"' for name in KEY)
        newest = f"row_number() OVER (PARTITION BY {key} ORDER BY coalesce(vintage, retrieved) DESC, origin) = 1"
        query = (
            f"SELECT {names} FROM read_parquet({literal(self.folder / '*.parquet')})"
            f" WHERE {' AND '.join(wheres) or 'true'}"
            f"{'' if all_vintages else f' QUALIFY {newest}'} ORDER BY {key}, coalesce(vintage, retrieved), origin"
        )
        with self._asking() as duck:
            found = duck.execute(query, list(values)).fetchall()
        return [Row(**dict(zip(_COLUMNS, line, strict=True))) for line in found]


def _write_lines(path: Path, rows: Iterable[Row]) -> int:
    encoder = msgspec.json.Encoder()
    count = 0
    with path.open("wb") as file:
        for row in rows:
            file.write(encoder.encode(row) + b"\n")
            count += 1
    return count


def literal(path: Path) -> str:
    """A path as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def connection() -> DuckDBPyConnection:
    try:
        import duckdb
    except ImportError as error:
        raise StatisticsMissing from error
    return duckdb.connect(":memory:", config={"threads": 2})


def duckdb_error() -> type[Exception]:
    """What DuckDB raises for a table that it cannot read."""
    import duckdb

    return duckdb.Error
