"""Statements that are made ready once and then go straight to the database's driver.

SQLAlchemy works each statement out anew every time that it is executed, at some 45 µs, several times what the database
itself takes for it; recording a report takes dozens. Here a statement is still written in SQLAlchemy, and stays the
same for every database. It is compiled once for each, by SQLAlchemy, with the same conversions of values in and out. The
transaction is that of the connection: both ways may be taken within one.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Delete, Dialect, Select, TableClause, Update, insert
from sqlalchemy.exc import DBAPIError

from tradebook.book.batching import AT_ONCE, batches

_Convert = Callable[[Any], Any]
_Values = Mapping[str, Any]
_Reading = tuple[Callable[[Iterable[Any]], Any], list[tuple[int, _Convert]]]  # what makes a row, and of which cells


class _Ready(Struct, frozen=True):
    """A statement as the driver takes it: `values_of` makes the driver's parameters of the caller's values."""

    sql: str
    values_of: Callable[[_Values], Any]


class Prepared:
    """A query, an update or a deletion with named `bindparam`s; those of lists are `expanding`.

    Lists are filled up to a power of two with their last value, so that a few texts do for all lengths, in the
    driver's own store of prepared statements too. A list of more than 500 values is asked in parts: what is asked by
    such a one may be neither sorted nor summed up by the database."""

    def __init__(self, clause: Select[Any] | Update | Delete) -> None:
        self._clause = clause
        self._ready: dict[tuple[str, tuple[int, ...]], _Ready] = {}
        self._read: dict[str, _Reading] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """The rows found, as tuples whose parts have the names of the columns. No value of a list finds nothing."""
        return [row for part in _parts(values) for row in self._rows(connection, part)]

    def scalars(self, connection: Connection, **values: Any) -> list[Any]:
        """The first column of the rows found."""
        return [row[0] for row in self.rows(connection, **values)]

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row found, None where there is none."""
        rows = self.rows(connection, **values)
        return rows[0] if rows else None

    def dicts(self, connection: Connection, **values: Any) -> list[dict[str, Any]]:
        """The rows found, as dicts by the names of the columns."""
        return [row._asdict() for row in self.rows(connection, **values)]

    def run(self, connection: Connection, **values: Any) -> None:
        """Changes the rows that fit."""
        for part in _parts(values):
            _execute(connection, self._made_ready(connection.dialect, part), part)

    def run_each(self, connection: Connection, rows: Sequence[_Values]) -> None:
        """Changes once for each of `rows`, which all have the same names and no lists."""
        if rows:
            _execute_many(connection, self._made_ready(connection.dialect, rows[0]), rows)

    def _rows(self, connection: Connection, values: _Values) -> list[Any]:
        dialect = connection.dialect
        cursor = _execute(connection, self._made_ready(dialect, values), values)
        made, converts = self._read.get(dialect.name) or self._made_readable(dialect, cursor.description)
        found = cursor.fetchall()
        if not converts:
            return list(map(made, found))
        rows = []
        for row in found:
            cells = list(row)
            for at, convert in converts:
                cells[at] = convert(cells[at])
            rows.append(made(cells))
        return rows

    def _made_readable(self, dialect: Dialect, described: Any) -> _Reading:
        assert isinstance(self._clause, Select)
        columns = self._clause.selected_columns
        made = namedtuple("Row", columns.keys(), rename=True)._make  # type: ignore[misc]  # its columns are known when it is made
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        converts = [
            (at, convert)
            for at, (kind, told) in enumerate(zip(kinds, described, strict=True))
            if (convert := kind.result_processor(dialect, told[1]))
        ]
        self._read[dialect.name] = made, converts
        return made, converts

    def _made_ready(self, dialect: Dialect, values: _Values) -> _Ready:
        sizes = tuple([_size(value) for value in values.values() if type(value) is list])
        ready = self._ready.get((dialect.name, sizes))
        if ready is None:
            padded = {name: _padded(value) if type(value) is list else value for name, value in values.items()}
            ready = self._ready[dialect.name, sizes] = _compiled(self._clause, dialect, padded)
        return ready


class Insertion:
    """Puts rows into a table. All rows of one call have the same columns."""

    def __init__(self, table: TableClause) -> None:
        self._table = table
        self._ready: dict[tuple[str, ...], _Ready] = {}

    def add(self, connection: Connection, rows: Sequence[_Values]) -> None:
        """Inserts `rows`, of which there may be none."""
        if not rows:
            return
        key = (connection.dialect.name, *rows[0])
        ready = self._ready.get(key)
        if ready is None:
            clause = insert(self._table).values(dict.fromkeys(rows[0]))
            ready = self._ready[key] = _compiled(clause, connection.dialect, dict.fromkeys(rows[0]))
        _execute_many(connection, ready, rows)


def _size(values: Sequence[Any]) -> int:
    """The power of two up to which a list is filled."""
    return 1 << (len(values) - 1).bit_length()


def _padded(values: Sequence[Any]) -> list[Any]:
    return [*values, *[values[-1]] * (_size(values) - len(values))]


def _parts(values: dict[str, Any]) -> list[dict[str, Any]]:
    """`values` with their one long list in parts; none where a list is empty."""
    lists = [name for name, value in values.items() if isinstance(value, list)]
    if any(not values[name] for name in lists):
        return []
    long = next((name for name in lists if len(values[name]) > AT_ONCE), None)
    return [values] if long is None else [{**values, long: part} for part in batches(values[long])]


def _compiled(clause: Any, dialect: Dialect, values: _Values) -> _Ready:
    """The statement for lists as long as those of `values`."""
    compiled = clause.compile(dialect=dialect, column_keys=None)
    state = compiled.construct_expanded_state(dict(values), escape_names=False)
    sources = {name: (whole, at) for whole, names in state.parameter_expansion.items() for at, name in enumerate(names)}
    converts = {name: _converting(bind.type, dialect) for name, bind in compiled.binds.items()}
    names = list(state.positiontup) if state.positiontup is not None else list(state.parameters)
    cells: list[tuple[str, int | None, Any, _Convert | None]] = []
    for name in names:
        source, at = sources.get(name, (name, None))
        cells.append((source, at, None if source in values else state.parameters[name], converts[source]))
    escaped = compiled.escaped_bind_names or {}
    positional = state.positiontup is not None
    keys = None if positional else [escaped.get(name, name) for name in names]
    return _Ready(state.statement, _taking(cells, keys, frozenset(values)))


def _converting(kind: Any, dialect: Dialect) -> _Convert | None:
    convert: _Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _taking(
    cells: list[tuple[str, int | None, Any, _Convert | None]], keys: list[str] | None, given: frozenset[str]
) -> Callable[[_Values], Any]:
    """What takes the driver's parameters out of the caller's values: by place, or by `keys`."""
    plain = all(at is None and convert is None and source in given for source, at, _, convert in cells)
    if plain and keys is None and len(cells) > 1:
        return itemgetter(*(source for source, _, _, _ in cells))

    def values_of(values: _Values) -> Any:
        found = []
        for source, at, constant, convert in cells:
            value = values[source] if source in given else constant
            if at is not None:
                value = value[at] if at < len(value) else value[-1]
            found.append(value if convert is None else convert(value))
        return found if keys is None else dict(zip(keys, found, strict=True))

    return values_of


def _execute(connection: Connection, ready: _Ready, values: _Values) -> Any:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(ready.sql, ready.values_of(values))
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(ready.sql, None, error) from error
    return cursor


def _execute_many(connection: Connection, ready: _Ready, rows: Sequence[_Values]) -> None:
    if len(rows) == 1:
        _execute(connection, ready, rows[0])
        return
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(ready.sql, list(map(ready.values_of, rows)))
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(ready.sql, None, error) from error
