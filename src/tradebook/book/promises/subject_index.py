"""What each current statement is about, and the index of it in its database: the one place where the two differ.

A subject is a number of 48 bits (`subjects`). The table `subject` holds those of a statement side by side with the day
on which it had first appeared, in the order in which statements are recorded. What stands under a subject is found by
an index that is written with every statement and read only when promises are asked for: in a large book such an index
costs most where its entries go in one here and one there. So in SQLite it is one of FTS5 (`subject_text`), which is
written in runs that are merged later, its rowid the statement's place in time (`search.document.place_of`). In
PostgreSQL it is a table of its own (`subject_key`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    String,
    bindparam,
    column,
    delete,
    func,
    literal_column,
    select,
    table,
    text,
)

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.prepared import Insertion, Prepared

_BYTES = 6  # of a subject
_DIGITS = 2 * _BYTES


class About(Struct, frozen=True):
    """The subjects of a statement, given by its row, `packed` by `packed_keys`, and the day on which it had first
    appeared (`date.toordinal`)."""

    statement: int
    day: int
    packed: bytes


Standing = tuple[int, int, int]  # a subject, and of a statement that stands under it the day and the row


def packed_keys(keys: Iterable[int]) -> bytes:
    """Subjects in one, the same whatever their order."""
    return b"".join([key.to_bytes(_BYTES, "big") for key in sorted(keys)])


def _words(packed: bytes) -> list[str]:
    digits = packed.hex()
    return [digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS)]


def keys_in(packed: bytes) -> list[int]:
    """The subjects of `packed_keys`, in order."""
    return [int(word, 16) for word in _words(packed)]


class Index(Protocol):
    """What both databases do; every method works inside a transaction that the caller holds."""

    def add(self, connection: Connection, about: Sequence[About]) -> None:
        """Puts statements under their subjects."""

    def drop(self, connection: Connection, about: Sequence[About]) -> None:
        """Takes them away; they must be given as they were put in."""

    def clear(self, connection: Connection) -> None:
        """Takes all away."""

    def under(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        """What stands under some subjects from one day to another."""

    def promising(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        """As `under`, of statements that promise."""

    def newest(self, connection: Connection, key: int, since: int, until: int, number: int) -> list[Standing]:
        """As `under`, of one subject, the latest first, at most so many."""

    def everything(self, connection: Connection) -> Iterator[Standing]:
        """All that stands there, in any order."""


def index_of(connection: Connection) -> Index:
    """The index of the connection's database."""
    return SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL


# Both

_B, _P = schema.subject.c, schema.promise
_ROWS = Insertion(schema.subject)
_AMONG = _B.statement.in_(bindparam("statements", expanding=True))
_HELD = Prepared(select(_B.statement, _B.day, _B.subjects).where(_AMONG))
_DROP = Prepared(delete(schema.subject).where(_AMONG))


def add(connection: Connection, about: Sequence[About]) -> None:
    """Puts in what statements are about, of which nothing is there yet."""
    about = [one for one in about if one.packed]
    _ROWS.add(connection, [{"statement": a.statement, "day": a.day, "subjects": a.packed} for a in about])
    index_of(connection).add(connection, about)


def held(connection: Connection, statements: Iterable[int]) -> list[About]:
    """What is there of some statements."""
    return [About(*row) for row in _HELD.rows(connection, statements=list(statements))]


def drop(connection: Connection, statements: Iterable[int]) -> None:
    """Takes away what is there of some statements."""
    these = held(connection, statements)
    index_of(connection).drop(connection, these)
    _DROP.run(connection, statements=[one.statement for one in these])


def clear(connection: Connection) -> None:
    """Takes everything away."""
    connection.execute(delete(schema.subject))
    index_of(connection).clear(connection)


def is_in_step(connection: Connection) -> bool:
    """Whether the index holds what the table says, no more and no less: told by their number and a sum over all, in
    which each counts as a number that no other has."""
    wanted = _summed(
        (key, row.day, row.statement)
        for row in connection.execute(select(_B.statement, _B.day, _B.subjects))
        for key in keys_in(row.subjects)
    )
    return wanted == _summed(index_of(connection).everything(connection))


def _summed(standing: Iterable[Standing]) -> tuple[int, int]:
    number = whole = 0
    for one in standing:
        number += 1
        whole += hash(one)
    return number, whole


# SQLite

_AT = 32  # bits of a place that hold the statement's row, below the day
_ROW = (1 << _AT) - 1
_MATCH = literal_column("subject_text").op("MATCH")
_text = table("subject_text", column("rowid", BigInteger))
_place = _text.c.rowid
_asked: Any = func.json_each(bindparam("asked", type_=String)).table_valued(column("value", String)).alias("asked")
_since, _until = bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger)
_between = (_place >= _since, _place <= _until)
_under = select(_asked.c.value, _place).where(_MATCH(_asked.c.value), *_between)
_UNDER = Prepared(_under.select_from(_asked, _text))
_PROMISING = Prepared(
    _under.select_from(_asked, _text, _P).where(_P.c.statement == _place.op("&")(literal_column(str(_ROW))))
)
_NEWEST = Prepared(
    select(_place)
    .where(_MATCH(bindparam("asked", type_=String)), *_between)
    .order_by(_place.desc())
    .limit(bindparam("number", type_=Integer))
)
_TEXT_ROWS = Insertion(table("subject_text", column("rowid"), column("subjects")))
_GONE_ROWS = Insertion(table("subject_text", column("subject_text"), column("rowid"), column("subjects")))
_CLEAR = text("INSERT INTO subject_text (subject_text) VALUES ('delete-all')")
_LIST = text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.subject_list USING fts5vocab(main, subject_text, instance)")
_EACH = text("SELECT term, doc FROM temp.subject_list")


def _place_at(day: int, statement: int) -> int:
    return day << _AT | statement


def _asked_for(keys: Iterable[int]) -> str:
    """Subjects as JSON. A word of hexadecimal digits is in quotes for FTS5, or it would read some as an operator."""
    return "[" + ",".join([f'"\\"{key:0{_DIGITS}x}\\""' for key in keys]) + "]"


class _Sqlite:
    """FTS5 without positions: for each subject the places of its statements, each as its distance from the last."""

    def add(self, connection: Connection, about: Sequence[About]) -> None:
        rows = [(_place_at(a.day, a.statement), " ".join(_words(a.packed))) for a in about]
        _TEXT_ROWS.add_cells(connection, ("rowid", "subjects"), sorted(rows))

    def drop(self, connection: Connection, about: Sequence[About]) -> None:
        rows = [("delete", _place_at(a.day, a.statement), " ".join(_words(a.packed))) for a in about]
        _GONE_ROWS.add_cells(connection, ("subject_text", "rowid", "subjects"), rows)

    def clear(self, connection: Connection) -> None:
        connection.execute(_CLEAR)

    def under(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        return self._found(connection, _UNDER, keys, since, until)

    def promising(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        return self._found(connection, _PROMISING, keys, since, until)

    def _found(
        self, connection: Connection, query: Prepared, keys: Sequence[int], since: int, until: int
    ) -> list[Standing]:
        ends = {"first": _place_at(since, 0), "last": _place_at(until, _ROW)}
        rows = [row for some in batches(keys) for row in query.tuples(connection, asked=_asked_for(some), **ends)]
        return [(int(asked[1:-1], 16), place >> _AT, place & _ROW) for asked, place in rows]

    def newest(self, connection: Connection, key: int, since: int, until: int, number: int) -> list[Standing]:
        ends = {"first": _place_at(since, 0), "last": _place_at(until, _ROW)}
        places = _NEWEST.scalars(connection, asked=f'"{key:0{_DIGITS}x}"', number=number, **ends)
        return [(key, place >> _AT, place & _ROW) for place in places]

    def everything(self, connection: Connection) -> Iterator[Standing]:
        connection.execute(_LIST)
        for word, place in connection.execute(_EACH):
            yield int(word, 16), place >> _AT, place & _ROW


# PostgreSQL

_keys = table("subject_key", *(column(name, BigInteger) for name in ("key", "day", "statement")))
_K = _keys.c
_NAMES = ("key", "day", "statement")
_KEY_ROWS = Insertion(_keys)
_GONE_KEYS = Prepared(
    delete(_keys).where(
        _K.key == bindparam("of_key"), _K.day == bindparam("of_day"), _K.statement == bindparam("of_statement")
    )
)
_in_days = (_K.day >= bindparam("since"), _K.day <= bindparam("until"))
_of_keys = select(_K.key, _K.day, _K.statement).where(_K.key.in_(bindparam("keys", expanding=True)), *_in_days)
_OF_KEYS = Prepared(_of_keys)
_PROMISING_KEYS = Prepared(_of_keys.join(_P, _P.c.statement == _K.statement))
_NEWEST_KEYS = Prepared(
    select(_K.key, _K.day, _K.statement)
    .where(_K.key == bindparam("key"), *_in_days)
    .order_by(_K.day.desc())
    .limit(bindparam("number", type_=Integer))
)


class _Postgresql:
    """A table with a row for each subject of each statement."""

    def add(self, connection: Connection, about: Sequence[About]) -> None:
        rows = [(key, a.day, a.statement) for a in about for key in keys_in(a.packed)]
        _KEY_ROWS.add_cells(connection, _NAMES, sorted(rows))

    def drop(self, connection: Connection, about: Sequence[About]) -> None:
        rows = [
            {"of_key": key, "of_day": a.day, "of_statement": a.statement} for a in about for key in keys_in(a.packed)
        ]
        _GONE_KEYS.run_each(connection, rows)

    def clear(self, connection: Connection) -> None:
        connection.execute(delete(_keys))

    def under(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        return [(*row,) for row in _OF_KEYS.tuples(connection, keys=list(keys), since=since, until=until)]

    def promising(self, connection: Connection, keys: Sequence[int], since: int, until: int) -> list[Standing]:
        return [(*row,) for row in _PROMISING_KEYS.tuples(connection, keys=list(keys), since=since, until=until)]

    def newest(self, connection: Connection, key: int, since: int, until: int, number: int) -> list[Standing]:
        rows = _NEWEST_KEYS.tuples(connection, key=key, since=since, until=until, number=number)
        return [(*row,) for row in rows]

    def everything(self, connection: Connection) -> Iterator[Standing]:
        yield from map(tuple, connection.execute(select(_K.key, _K.day, _K.statement)))


SQLITE: Index = _Sqlite()
POSTGRESQL: Index = _Postgresql()
