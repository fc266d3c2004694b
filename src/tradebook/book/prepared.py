"""Statements that are made ready once and then go straight to the database's driver.

SQLAlchemy works each statement out anew every time that it is executed, at some 45 µs, several times what the database
itself takes for it; recording a report takes dozens. Here a statement is still written in SQLAlchemy, and stays the
same for every database. It is compiled once for each, by SQLAlchemy, with the same conversions of values in and out.
The transaction is that of the connection: both ways may be taken within one.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import Boolean, Connection, Delete, Dialect, LargeBinary, Select, TableClause, Update, insert
from sqlalchemy.exc import DBAPIError

from tradebook.book.batching import AT_ONCE, batches

_Convert = Callable[[Any], Any]
_Values = Mapping[str, Any]
_Reading = tuple[Callable[[Iterable[Any]], Any], list[tuple[int, _Convert]]]  # what makes a row, and of which cells


class _Ready(Struct, frozen=True):
    """A statement as the driver takes it: `values_of` makes the driver's parameters of the caller's values."""

    sql: str
    values_of: Callable[[_Values], Any]

    def many(self, connection: Connection, parameters: Sequence[Any]) -> None:
        """Executes the statement once for each of the driver's parameters."""
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(self.sql, parameters)
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(self.sql, None, error) from error


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
        sizes = _sizes(values)
        if sizes is None:
            return [row for part in _parts(values) for row in self.rows(connection, **part)]
        dialect = connection.dialect
        ready = self._ready.get((dialect.name, sizes)) or self._made_ready(dialect, sizes, values)
        cursor = _execute(connection, ready, values)
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

    def tuples(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """As `rows`, of queries for many numbers and texts that the driver gives as they are: plain tuples."""
        sizes = _sizes(values)
        if sizes is None:
            return [row for part in _parts(values) for row in self.tuples(connection, **part)]
        dialect = connection.dialect
        ready = self._ready.get((dialect.name, sizes)) or self._made_ready(dialect, sizes, values)
        found: list[tuple[Any, ...]] = _execute(connection, ready, values).fetchall()
        return found

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
        sizes = _sizes(values)
        if sizes is None:
            for part in _parts(values):
                self.run(connection, **part)
            return
        dialect = connection.dialect
        ready = self._ready.get((dialect.name, sizes)) or self._made_ready(dialect, sizes, values)
        _execute(connection, ready, values)

    def run_each(self, connection: Connection, rows: Sequence[_Values]) -> None:
        """Changes once for each of `rows`, which all have the same names and no lists."""
        if rows:
            dialect = connection.dialect
            ready = self._ready.get((dialect.name, ())) or self._made_ready(dialect, (), rows[0])
            _execute_many(connection, ready, rows)

    def _made_readable(self, dialect: Dialect, described: Any) -> _Reading:
        assert isinstance(self._clause, Select)
        columns = self._clause.selected_columns
        row: Any = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]  # columns of a query
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        converts: list[tuple[int, _Convert]] = [
            (at, convert)
            for at, (kind, told) in enumerate(zip(kinds, described, strict=True))
            if (convert := kind.result_processor(dialect, told[1]))
        ]
        self._read[dialect.name] = row._make, converts
        return row._make, converts

    def _made_ready(self, dialect: Dialect, sizes: tuple[int, ...], values: _Values) -> _Ready:
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
        if rows:
            _execute_many(connection, self._ready_for(connection.dialect, tuple(rows[0])), rows)

    def add_cells(self, connection: Connection, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """As `add`, of many rows of numbers, texts and truths: their cells alone, in the order of `names`."""
        if not rows:
            return
        if connection.dialect.positional:
            self._ready_for(connection.dialect, names).many(connection, rows)
        else:
            self.add(connection, [dict(zip(names, row, strict=True)) for row in rows])

    def _ready_for(self, dialect: Dialect, names: tuple[str, ...]) -> _Ready:
        key = (dialect.name, *names)
        ready = self._ready.get(key)
        if ready is None:
            clause = insert(self._table).values(dict.fromkeys(names))
            ready = self._ready[key] = _compiled(clause, dialect, dict.fromkeys(names))
        return ready


def _sizes(values: dict[str, Any]) -> tuple[int, ...] | None:
    """How many places each list takes; None where one is empty or too long, and `_parts` are asked instead."""
    sizes: list[int] = []
    for value in values.values():
        if type(value) is list:
            if not 0 < len(value) <= AT_ONCE:
                return None
            sizes.append(_size(value))
    return tuple(sizes)


def _size(values: Sequence[Any]) -> int:
    """The power of two up to which a list is filled."""
    return 1 << (len(values) - 1).bit_length()


def _padded(values: list[Any]) -> list[Any]:
    missing = _size(values) - len(values)
    return values + values[-1:] * missing if missing else values


def _parts(values: dict[str, Any]) -> list[dict[str, Any]]:
    """`values` with their one long list in parts; none where a list is empty."""
    lists = [name for name, value in values.items() if isinstance(value, list)]
    if any(not values[name] for name in lists):
        return []
    long = max(lists, key=lambda name: len(values[name]))
    return [{**values, long: part} for part in batches(values[long])]


def _compiled(clause: Any, dialect: Dialect, values: _Values) -> _Ready:
    """The statement for lists as long as those of `values`."""
    compiled = clause.compile(dialect=dialect)
    state = compiled.construct_expanded_state(dict(values), escape_names=False)
    whole = {name: of for of, names in state.parameter_expansion.items() for name in names}
    names = list(state.positiontup) if state.positiontup is not None else list(state.parameters)
    escaped = compiled.escaped_bind_names or {}
    keys = None if state.positiontup is not None else [escaped.get(name, name) for name in names]
    parts: list[_Part] = []
    left = 0  # names of a list that its part has taken already
    for name in names:
        source = whole.get(name, name)
        if left:
            left -= 1
            continue
        if source != name:
            left = len(state.parameter_expansion[source]) - 1
        convert = _converting(compiled.binds[source].type, dialect)
        parts.append(_Part(source, source != name, source in values, state.parameters.get(name), convert))
    return _Ready(state.statement, _taking(parts, keys))


class _Part(Struct, frozen=True):
    """One value of the caller's, all those of a list, or a constant of the statement."""

    name: str
    is_list: bool
    is_given: bool
    constant: Any
    convert: _Convert | None


_AS_THEY_ARE = (Boolean, LargeBinary)  # SQLite's driver takes truth for a number, and bytes, by itself


def _converting(kind: Any, dialect: Dialect) -> _Convert | None:
    if dialect.name == "sqlite" and isinstance(kind, _AS_THEY_ARE):
        return None
    convert: _Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _taking(parts: list[_Part], keys: list[str] | None) -> Callable[[_Values], Any]:
    """What takes the driver's parameters out of the caller's values: by place, or by `keys`."""
    if keys is None and len(parts) > 1 and all(part.is_given and not part.is_list for part in parts):
        return _taking_cells(parts)

    def values_of(values: _Values) -> Any:
        found: list[Any] = []
        for part in parts:
            value = values[part.name] if part.is_given else part.constant
            cells = _padded(value) if part.is_list else [value]
            found += cells if part.convert is None else map(part.convert, cells)
        return found if keys is None else dict(zip(keys, found, strict=True))

    return values_of


def _taking_cells(parts: list[_Part]) -> Callable[[_Values], Any]:
    """As `_taking`, for single values by place: the many cells of an insertion."""
    cells_of = itemgetter(*(part.name for part in parts))
    converts = [(at, part.convert) for at, part in enumerate(parts) if part.convert is not None]
    if not converts:
        return cells_of

    def values_of(values: _Values) -> Any:
        cells = list(cells_of(values))
        for at, convert in converts:
            if cells[at] is not None:
                cells[at] = convert(cells[at])
        return cells

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
    else:
        ready.many(connection, list(map(ready.values_of, rows)))
